//! Die Verteilung in einer Gemeinschaft: Einkommen, Kindergeld, Vermögen, wessen Mittel wessen
//! Bedarf decken (§§ 7, 9, 11 bis 12, 72).

mod daneben;

use crate::anspruch::{PersonErgebnis, Rolle};
use crate::haushalt::Menge;
use crate::lage::{Ausschluss, PersonNr};
use crate::measure::Cent;
use crate::offen::Offen;
use crate::sgb2::p11::{self, Kindergeld, Verteilung};
use crate::sgb2::p11a::Wer;
use crate::sgb2::p11b::{self, Einkommen};
use crate::sgb2::p20::Regelbedarf;
use crate::sgb2::{p09, p12, p72};
use crate::werkbank::{Merkmale, Umfeld, Werkbank};

/// Wer in einer Gemeinschaft welche Rolle hat.
#[derive(Clone, Copy, Debug)]
struct Gruppe {
    /// Berechtigte, die nicht Kinder sind.
    erwachsene: Menge,
    /// Berechtigte Kinder unter 25 ohne eigene Familie.
    kinder: Menge,
    /// Partner oder Elternteile ohne eigenen Anspruch, deren Mittel zählen.
    fremde: Menge,
    /// Kinder ohne eigenen Anspruch (etwa im Studium).
    fremde_kinder: Menge,
    /// Die minderjährigen unter allen Kindern.
    minderjaehrige: Menge,
}

impl Gruppe {
    fn alle(self) -> Menge {
        self.erwachsene.und(self.kinder).und(self.fremde).und(self.fremde_kinder)
    }

    fn berechtigte(self) -> Menge {
        self.erwachsene.und(self.kinder)
    }
}

/// Mittel der Gemeinschaft, die verteilt werden; einmal mit, einmal ohne Kindergeld der Kinder.
#[derive(Clone, Copy, Debug, Default)]
struct Mittel {
    mit_kindergeld: Cent,
    ohne_kindergeld: Cent,
}

impl Werkbank {
    /// Rechnet jede Gemeinschaft des Haushalts und nummeriert die Bedarfsgemeinschaften.
    pub(crate) fn gemeinschaften(&mut self, umfeld: &Umfeld<'_>) {
        let mut nummer = 0_u8;
        for stelle in 0..self.gruppen.alle().len() {
            let Some(mitglieder) = self.gruppen.alle().get(stelle) else { break };
            let gruppe = self.gruppe(*mitglieder);
            if gruppe.berechtigte().ist_leer() {
                continue;
            }
            let frage_ab = self.offen.len();
            let mut mittel = self.verteile(umfeld, gruppe, Verteilung::Probe);
            if gruppe.alle().trifft(self.wer.mit_nachzahlung) {
                let verteilung = if self.anspruch(gruppe).ist_null() {
                    Verteilung::AufMonate
                } else {
                    Verteilung::ImZufluss
                };
                self.offen.truncate(frage_ab);
                mittel = self.verteile(umfeld, gruppe, verteilung);
            }
            if self.braucht_daneben {
                self.daneben_fuer(umfeld, gruppe, mittel);
            }
            nummer = self.nummeriere(gruppe, nummer);
        }
        let gehoert_dazu =
            |person: &PersonErgebnis| matches!(person.rolle, Rolle::Mitglied | Rolle::Gedeckt);
        let alle_dabei = self.personen().iter().all(gehoert_dazu);
        if self.gruendlich || self.gruppen.alle().len() > 1 || !alle_dabei {
            self.neben_der_gemeinschaft(umfeld);
        }
    }

    /// Was Menschen betrifft, die mit anderen im Haushalt leben, ohne zu ihrer Gemeinschaft zu gehören.
    #[inline(never)]
    fn neben_der_gemeinschaft(&mut self, umfeld: &Umfeld<'_>) {
        self.vermutung(umfeld);
        self.auszubildende(umfeld);
        for nr in self.haushalt.nummern() {
            self.leere_ohne_anspruch(umfeld, nr);
        }
    }

    fn gruppe(&self, mitglieder: Menge) -> Gruppe {
        let Merkmale { berechtigt, ausgeschlossen, kinder, minderjaehrig, .. } = self.wer;
        let (eigene, fremde) =
            (mitglieder.gemeinsam(berechtigt), mitglieder.gemeinsam(ausgeschlossen));
        Gruppe {
            erwachsene: eigene.ohne(kinder),
            kinder: eigene.gemeinsam(kinder),
            fremde: fremde.ohne(kinder),
            fremde_kinder: fremde.gemeinsam(kinder),
            minderjaehrige: eigene.und(fremde).gemeinsam(kinder).gemeinsam(minderjaehrig),
        }
    }

    fn anspruch(&self, gruppe: Gruppe) -> Cent {
        let ansprueche = gruppe.berechtigte().alle();
        ansprueche.filter_map(|nr| self.personen.get(nr.stelle())).map(|p| p.anspruch.summe()).sum()
    }

    /// Ein Durchgang: Kinder zuerst, dann die Mittel der Erwachsenen, dann die Verteilung.
    fn verteile(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, verteilung: Verteilung) -> Mittel {
        for nr in gruppe.kinder.und(gruppe.fremde_kinder).alle() {
            self.kind(umfeld, gruppe, nr, verteilung);
        }
        // Ohne Vermögen in der Gemeinschaft gibt es keinen Freibetrag, auch keinen zu übertragen.
        let mit_vermoegen = gruppe.alle().trifft(self.wer.mit_vermoegen);
        let ueber_freibetrag =
            (self.gruendlich || mit_vermoegen) && self.eigenes_vermoegen(umfeld, gruppe);
        let gedeckt = self.gedeckte(umfeld, gruppe, Kindergeldzaehlt::Ja);
        self.rollen_der_kinder(gruppe, gedeckt);
        if self.gruendlich || mit_vermoegen {
            self.vermoegen_zusammen(umfeld, gruppe, gedeckt, ueber_freibetrag);
        }
        if mit_vermoegen {
            self.merke_vermoegen(gruppe);
        }
        let mut mittel = self.mittel(umfeld, gruppe, verteilung);
        self.verteile_mittel(gruppe, gedeckt, mittel);
        if ueber_freibetrag {
            mittel.ohne_kindergeld = self.mittel_ohne_kindergeld(umfeld, gruppe, verteilung);
        }
        self.sofortzuschlaege(umfeld, gruppe, mittel);
        mittel
    }

    /// Vermögen und eigener Freibetrag jeder Person der Gemeinschaft; liegt bei einer etwas darüber?
    fn eigenes_vermoegen(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe) -> bool {
        let fassung = umfeld.vermoegen();
        let mut erste = None;
        if self.gruendlich || p12::mit_karenzzeit(fassung) {
            // Der höhere Betrag der Karenzzeit gilt einmal; er geht dorthin, wo das Vermögen liegt.
            let erwachsene = gruppe.erwachsene.und(gruppe.fremde);
            let moegliche = if erwachsene.ist_leer() { gruppe.kinder } else { erwachsene };
            let vermoegen =
                |nr: &PersonNr| umfeld.lage.personen.get(nr.stelle()).map(|p| p.vermoegen);
            erste = moegliche.alle().max_by_key(vermoegen);
        }
        let mut ueber_freibetrag = false;
        for nr in gruppe.alle().ohne(gruppe.fremde_kinder).alle() {
            let person = umfeld.lage.personen.get(nr.stelle());
            let (Some(person), Some(ziel)) = (person, self.vermoegen.get_mut(nr.stelle())) else {
                continue;
            };
            let ist_erste = erste == Some(nr);
            *ziel = p12::eigenes(umfeld.lage, &self.haushalt, person, ist_erste, fassung);
            ueber_freibetrag |= !ziel.einsatz.ist_null();
        }
        ueber_freibetrag
    }

    /// Ein Kind: Bedarf aus eigenem Einkommen, dann Kindergeld.
    fn kind(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, nr: PersonNr, verteilung: Verteilung) {
        let fuer_sich = self.kindergeld_fuer_sich(gruppe, nr);
        let einkommen = self.setze_einkommen(umfeld, gruppe, nr, fuer_sich, verteilung);
        let beim_kind: Cent = self
            .kindergeld
            .iter()
            .filter(|z| z.fuer == nr && z.an != nr && gruppe.alle().hat(z.an))
            .map(|z| z.betrag)
            .sum();
        let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { return };
        let fehlt = ergebnis.anspruch.bedarf().abzueglich(einkommen);
        let pauschale_rest = ergebnis.einkommen.pauschale_rest;
        ergebnis.kindergeld = Kindergeld::neu(beim_kind, pauschale_rest, fehlt);
    }

    /// Kindergeld, das eine Person als eigenes Einkommen hat: für sich selbst, oder für ein Kind,
    /// das nicht zu ihrer Gemeinschaft gehört.
    fn kindergeld_fuer_sich(&self, gruppe: Gruppe, nr: PersonNr) -> Cent {
        if self.kindergeld.is_empty() {
            return Cent::NULL;
        }
        let kinder = gruppe.kinder.und(gruppe.fremde_kinder);
        self.kindergeld
            .iter()
            .filter(|z| z.an == nr && (z.fuer == nr || !kinder.hat(z.fuer)))
            .map(|z| z.betrag)
            .sum()
    }

    /// Setzt das Einkommen einer Person und gibt zurück, was davon zählt.
    fn setze_einkommen(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        nr: PersonNr,
        kindergeld: Cent,
        verteilung: Verteilung,
    ) -> Cent {
        let stelle = nr.stelle();
        if !self.wer.mit_einnahmen.hat(nr) && kindergeld.ist_null() && !self.gruendlich {
            let (person, ergebnis) =
                (umfeld.lage.personen.get(stelle), self.personen.get_mut(stelle));
            if let (Some(person), Some(ergebnis)) = (person, ergebnis) {
                let mensch = self.haushalt.mensch(nr);
                ergebnis.einkommen = p11b::ohne_einnahmen(person, mensch, umfeld.monat);
            }
            return Cent::NULL;
        }
        let einkommen = self.einkommen(umfeld, gruppe, nr, kindergeld, verteilung);
        let Some(ergebnis) = self.personen.get_mut(stelle) else { return Cent::NULL };
        ergebnis.einkommen = einkommen;
        ergebnis.einkommen.summe
    }

    #[inline(never)]
    fn einkommen(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        nr: PersonNr,
        kindergeld: Cent,
        verteilung: Verteilung,
    ) -> Einkommen {
        let Some(person) = umfeld.lage.personen.get(nr.stelle()) else {
            return Einkommen::default();
        };
        let mensch = self.haushalt.mensch(nr);
        let Some(ergebnis) = self.personen.get(nr.stelle()) else { return Einkommen::default() };
        let minderjaehrige = !gruppe.minderjaehrige.ohne(Menge::nur(nr)).ist_leer();
        let mut nachzahlung = Cent::NULL;
        if self.gruendlich || self.wer.mit_nachzahlung.hat(nr) {
            let regel = umfeld.monat.nachzahlung;
            nachzahlung = p11::nachzahlung(person, umfeld.lage.monat, verteilung, regel);
        }
        let umstaende = p11b::Umstaende {
            person,
            wer: Wer { nr, mensch, regelbedarf: &ergebnis.regelbedarf, monat: umfeld.monat },
            monat: umfeld.lage.monat,
            mit_kind: p11::mit_kind(umfeld.lage, &self.haushalt, nr, minderjaehrige),
            kindergeld,
            nachzahlung,
        };
        p11b::einkommen(umstaende, &mut self.offen)
    }

    /// § 7 Abs. 3 Nr. 4: Kinder, die ihren Bedarf aus Einkommen oder Vermögen selbst decken.
    ///
    /// Wen schon das Einkommen deckt, der gehört nicht zur Gemeinschaft und zählt auch nicht bei der
    /// Frage, ob ihr Vermögen erheblich ist (§ 12 Abs. 4 a. F.).
    fn gedeckte(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        kindergeld: Kindergeldzaehlt,
    ) -> Menge {
        let mut kinder = Menge::LEER;
        let mut aus_einkommen = Menge::LEER;
        for nr in gruppe.kinder.alle() {
            let Some(ergebnis) = self.personen.get(nr.stelle()) else { continue };
            if ergebnis.anspruch.bedarf().ist_null() {
                continue;
            }
            kinder = kinder.mit(nr);
            if ohne_vermoegen(ergebnis, kindergeld).ist_null() {
                aus_einkommen = aus_einkommen.mit(nr);
            }
        }
        let mit_vermoegen = gruppe.alle().trifft(self.wer.mit_vermoegen);
        if self.gruendlich || (mit_vermoegen && p12::mit_karenzzeit(umfeld.vermoegen())) {
            let bleiben = gruppe.alle().ohne(gruppe.fremde_kinder).ohne(aus_einkommen);
            p12::nur_wenn_erheblich(bleiben, &mut self.vermoegen);
        }
        let gedeckt = |nr: &PersonNr| self.rest(*nr, gruppe, kindergeld).ist_null();
        kinder.alle().filter(gedeckt).fold(Menge::LEER, Menge::mit)
    }

    fn rollen_der_kinder(&mut self, gruppe: Gruppe, gedeckt: Menge) {
        for nr in gruppe.kinder.alle() {
            if let Some(ergebnis) = self.personen.get_mut(nr.stelle()) {
                ergebnis.rolle = if gedeckt.hat(nr) { Rolle::Gedeckt } else { Rolle::Mitglied };
            }
        }
    }

    /// § 12: Freibeträge derer, die bleiben, mit Übertragung.
    fn vermoegen_zusammen(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        gedeckt: Menge,
        ueber_freibetrag: bool,
    ) {
        let fassung = umfeld.vermoegen();
        let bleiben = gruppe.alle().ohne(gruppe.fremde_kinder).ohne(gedeckt);
        let (lage, haushalt) = (umfeld.lage, &self.haushalt);
        let vermoegen = &mut self.vermoegen;
        let ueber_freibetrag = self.gruendlich || ueber_freibetrag;
        if ueber_freibetrag {
            p12::guenstige_lesart(lage, haushalt, bleiben, fassung, vermoegen, &mut self.offen);
        }
        p12::frage_nach_erheblichem(lage, bleiben, fassung, vermoegen, &mut self.offen);
        if ueber_freibetrag {
            let (gewichte, teile) = (&mut self.gewichte, &mut self.teile);
            p12::uebertrage(bleiben, gruppe.kinder, fassung, vermoegen, gewichte, teile);
        }
    }

    fn merke_vermoegen(&mut self, gruppe: Gruppe) {
        for nr in gruppe.alle().ohne(gruppe.fremde_kinder).alle() {
            let ergebnis = self.personen.get_mut(nr.stelle());
            if let (Some(ergebnis), Some(vermoegen)) = (ergebnis, self.vermoegen.get(nr.stelle())) {
                ergebnis.vermoegen = *vermoegen;
            }
        }
    }

    /// Was Erwachsene für die Gemeinschaft einsetzen.
    fn mittel(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, verteilung: Verteilung) -> Mittel {
        let mut mittel = Mittel::default();
        for nr in gruppe.erwachsene.und(gruppe.fremde).alle() {
            let fuer_sich = self.kindergeld_fuer_sich(gruppe, nr);
            let ueberschuss = self.ueberschuss(gruppe, nr);
            let mut ohne = None;
            if self.gruendlich || !ueberschuss.ist_null() {
                ohne = Some(self.einkommen(umfeld, gruppe, nr, fuer_sich, verteilung).summe);
            }
            let kindergeld = fuer_sich + ueberschuss;
            let mit = self.setze_einkommen(umfeld, gruppe, nr, kindergeld, verteilung);
            let Some(ergebnis) = self.personen.get(nr.stelle()) else { continue };
            let ohne = ohne.unwrap_or(mit);
            let einsatz = self.einsatz(nr);
            // Gemischte Gemeinschaft: wer ausgeschlossen ist, deckt zuerst den eigenen Bedarf.
            let eigener =
                if gruppe.fremde.hat(nr) { ergebnis.anspruch.bedarf() } else { Cent::NULL };
            mittel.mit_kindergeld += (mit + einsatz).abzueglich(eigener);
            mittel.ohne_kindergeld += (ohne + einsatz).abzueglich(eigener);
        }
        mittel
    }

    /// § 72 Abs. 1 Satz 2 Nr. 2: die Mittel, wenn kein Kindergeld zählte. Kinder, die nur das Kindergeld
    /// deckt, gehörten dann dazu, und ihre Freibeträge vom Vermögen auch.
    fn mittel_ohne_kindergeld(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        verteilung: Verteilung,
    ) -> Cent {
        let fragen = self.offen.len();
        let ueber_freibetrag = self.eigenes_vermoegen(umfeld, gruppe);
        let gedeckt = self.gedeckte(umfeld, gruppe, Kindergeldzaehlt::Nein);
        self.vermoegen_zusammen(umfeld, gruppe, gedeckt, ueber_freibetrag);
        let mittel = self.mittel(umfeld, gruppe, verteilung);
        self.offen.truncate(fragen);
        mittel.ohne_kindergeld
    }

    /// Kindergeld, das Kinder der Gemeinschaft nicht brauchen und das dieser Person zusteht.
    fn ueberschuss(&self, gruppe: Gruppe, an: PersonNr) -> Cent {
        let mut summe = Cent::NULL;
        for kind in gruppe.kinder.und(gruppe.fremde_kinder).alle() {
            let ergebnis = self.personen.get(kind.stelle());
            let mut rest = ergebnis.map_or(Cent::NULL, |p| p.kindergeld.ueberschuss);
            if rest.ist_null() {
                continue;
            }
            let eigene = self.kindergeld.iter().filter(|z| z.fuer == kind && z.an != kind);
            for zahlung in eigene.filter(|z| gruppe.alle().hat(z.an)) {
                let teil = rest.min(zahlung.betrag);
                rest = rest.abzueglich(teil);
                if zahlung.an == an {
                    summe += teil;
                }
            }
        }
        summe
    }

    /// § 9 Abs. 2 Satz 3: verteilt die Mittel im Verhältnis der Bedarfe.
    fn verteile_mittel(&mut self, gruppe: Gruppe, gedeckt: Menge, mittel: Mittel) {
        let bleiben = gruppe.berechtigte().ohne(gedeckt);
        let erwerbsfaehig = self.hat_erwerbsfaehige(bleiben, gruppe);
        let allein = gruppe.kinder.gemeinsam(self.wer.ohne_eltern);
        let rolle = if erwerbsfaehig { Rolle::Mitglied } else { Rolle::OhneErwerbsfaehige };
        let verteilt = mittel.mit_kindergeld;
        for nr in gedeckt.alle() {
            if let Some(ergebnis) = self.personen.get_mut(nr.stelle()) {
                ergebnis.anspruch.angerechnet = ergebnis.anspruch.bedarf();
            }
        }
        if let Some(nr) = bleiben.einzige().filter(|nr| !self.gruendlich && !allein.hat(*nr)) {
            // Allein in der Verteilung: alle Mittel stehen dem ganzen Bedarf gegenüber.
            let gewicht = self.rest(nr, gruppe, Kindergeldzaehlt::Ja);
            let ungedeckt = gewicht.abzueglich(verteilt);
            let hilfe = p09::Hilfe { gewicht, gesamt: gewicht, mittel: verteilt, ungedeckt };
            return self.setze_anteil(nr, hilfe, rolle);
        }
        self.gewichte.clear();
        self.teile.clear();
        for nr in bleiben.alle() {
            let gewicht = self.rest(nr, gruppe, Kindergeldzaehlt::Ja);
            if let Some(ergebnis) = self.personen.get_mut(nr.stelle()) {
                ergebnis.hilfe.gewicht = gewicht;
            }
            self.gewichte.push(if allein.hat(nr) { Cent::NULL } else { gewicht });
            self.teile.push(Cent::NULL);
        }
        let gesamt = p09::verteile(verteilt, &self.gewichte, &mut self.teile);
        for (stelle, nr) in bleiben.alle().enumerate() {
            let gewicht = self.personen.get(nr.stelle()).map_or(Cent::NULL, |p| p.hilfe.gewicht);
            let teil = self.teile.get(stelle).copied().unwrap_or_default();
            let ungedeckt = if allein.hat(nr) { gewicht } else { teil };
            let hilfe = p09::Hilfe { gewicht, gesamt, mittel: verteilt, ungedeckt };
            self.setze_anteil(nr, hilfe, rolle);
        }
    }

    fn setze_anteil(&mut self, nr: PersonNr, hilfe: p09::Hilfe, rolle: Rolle) {
        let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { return };
        ergebnis.hilfe = hilfe;
        ergebnis.anspruch.angerechnet = ergebnis.anspruch.bedarf().abzueglich(hilfe.ungedeckt);
        ergebnis.rolle = rolle;
    }

    /// § 7 Abs. 2: lebt eine erwerbsfähige leistungsberechtigte Person in der Gemeinschaft?
    fn hat_erwerbsfaehige(&self, berechtigte: Menge, gruppe: Gruppe) -> bool {
        berechtigte.und(gruppe.fremde).und(gruppe.fremde_kinder).trifft(self.wer.erwerbsfaehig)
    }

    /// Bedarf nach eigenen Mitteln: bei Kindern weniger Einkommen, Kindergeld und Vermögen.
    fn rest(&self, nr: PersonNr, gruppe: Gruppe, kindergeld: Kindergeldzaehlt) -> Cent {
        let Some(ergebnis) = self.personen.get(nr.stelle()) else { return Cent::NULL };
        if !gruppe.kinder.hat(nr) {
            return ergebnis.anspruch.bedarf();
        }
        ohne_vermoegen(ergebnis, kindergeld).abzueglich(self.einsatz(nr))
    }

    /// Vermögen, das die Person einzusetzen hat.
    fn einsatz(&self, nr: PersonNr) -> Cent {
        let vermoegen = self.vermoegen.get(nr.stelle()).filter(|_| self.wer.mit_vermoegen.hat(nr));
        vermoegen.map_or(Cent::NULL, |v| v.einsatz)
    }

    /// § 72: auch wer nur wegen des Kindergelds keinen Anspruch hat (Absatz 1 Satz 2 Nr. 2).
    fn sofortzuschlaege(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, mittel: Mittel) {
        let berechtigte = gruppe.berechtigte();
        let mit_stufe = self.wer.unter_25.gemeinsam(berechtigte);
        if !self.gruendlich && !mit_stufe.alle().any(|nr| self.hat_stufe_des_zuschlags(nr)) {
            return;
        }
        let erwerbsfaehig = self.hat_erwerbsfaehige(berechtigte, gruppe);
        let allein = gruppe.kinder.gemeinsam(self.wer.ohne_eltern);
        let gesamt: Cent = berechtigte
            .ohne(allein)
            .alle()
            .map(|nr| self.rest(nr, gruppe, Kindergeldzaehlt::Nein))
            .sum();
        for nr in berechtigte.alle() {
            let rest = self.rest(nr, gruppe, Kindergeldzaehlt::Nein);
            let offen_bleibt = allein.hat(nr) || gesamt > mittel.ohne_kindergeld;
            let passt = self.hat_stufe_des_zuschlags(nr);
            let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { continue };
            ergebnis.sofortzuschlag = p72::Sofortzuschlag::default();
            let anspruch = erwerbsfaehig && !rest.ist_null() && offen_bleibt;
            if !(anspruch && passt) {
                continue;
            }
            if self.haushalt.mensch(nr).besuch.is_some() {
                self.offen.push(Offen::SofortzuschlagBesuch(nr));
                continue;
            }
            ergebnis.sofortzuschlag = p72::sofortzuschlag(&ergebnis.regelbedarf, umfeld.monat);
        }
    }

    /// § 72 Abs. 1: unter 25 und an wenigstens einem Tag eine der Stufen 3 bis 6.
    fn hat_stufe_des_zuschlags(&self, nr: PersonNr) -> bool {
        let person = self.personen.get(nr.stelle());
        self.wer.unter_25.hat(nr) && person.is_some_and(|p| p72::stufe_passt(&p.regelbedarf))
    }

    /// Gibt der Gemeinschaft eine Nummer; ohne erwerbsfähige Person bleibt eine Frage.
    fn nummeriere(&mut self, gruppe: Gruppe, bisher: u8) -> u8 {
        let mitglieder = gruppe.berechtigte().alle();
        let mut nummer = bisher;
        let mut fraglich = None;
        for nr in mitglieder {
            let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { continue };
            match ergebnis.rolle {
                Rolle::Mitglied => {
                    nummer = bisher.saturating_add(1);
                    ergebnis.bedarfsgemeinschaft = Some(nummer);
                }
                Rolle::OhneErwerbsfaehige if !ergebnis.anspruch.summe().ist_null() => {
                    fraglich = fraglich.or(Some(nr));
                }
                _ => {}
            }
        }
        if let Some(nr) = fraglich {
            self.offen.push(Offen::KeineErwerbsfaehigePerson(nr));
        }
        nummer
    }

    /// Wer keinen eigenen Anspruch hat, erscheint ohne Beträge.
    fn leere_ohne_anspruch(&mut self, umfeld: &Umfeld<'_>, nr: PersonNr) {
        if let Some(ergebnis) = self.personen.get_mut(nr.stelle())
            && !matches!(ergebnis.rolle, Rolle::Mitglied | Rolle::Gedeckt)
        {
            let rolle = ergebnis.rolle;
            *ergebnis = PersonErgebnis { rolle, ..PersonErgebnis::default() };
            ergebnis.regelbedarf = Regelbedarf::neu(umfeld.monat);
        }
    }

    /// § 9 Abs. 5: Verwandte in Haushaltsgemeinschaft; die Vermutung ist immer eine Frage.
    ///
    /// Verwandt ist, wer so bezeichnet ist, und wer Elternteil oder Kind einer Person mit Anspruch in
    /// einer anderen Gemeinschaft ist. Wer selbst in einer mit Anspruch lebt, muss nichts geben.
    fn vermutung(&mut self, umfeld: &Umfeld<'_>) {
        // Verwandte in einer anderen Gemeinschaft gibt es nur, wo es mehrere gibt.
        let mehrere = self.gruendlich || self.gruppen.alle().len() > 1;
        for nr in self.haushalt.nummern() {
            let rolle = self.personen.get(nr.stelle()).map(|p| p.rolle).unwrap_or_default();
            let genannt = rolle == Rolle::Ausgeschlossen(Ausschluss::Haushaltsgemeinschaft);
            let hier = matches!(rolle, Rolle::Mitglied | Rolle::Ausgeschlossen(_));
            let verwandt = || mehrere && hier && self.hat_verwandte_mit_anspruch(umfeld, nr);
            if !(genannt || verwandt()) {
                continue;
            }
            let gruppe = self.gruppe(self.gruppen.von(nr));
            if genannt || self.anspruch(gruppe).ist_null() {
                self.vermutung_fuer(umfeld, gruppe, nr);
            }
        }
    }

    fn hat_verwandte_mit_anspruch(&self, umfeld: &Umfeld<'_>, nr: PersonNr) -> bool {
        let eltern =
            umfeld.lage.personen.get(nr.stelle()).into_iter().flat_map(|p| p.eltern_hier());
        let verwandte = eltern.fold(self.haushalt.mensch(nr).kinder, Menge::mit);
        verwandte.alle().any(|andere| {
            let fremd = !self.gruppen.von(nr).hat(andere);
            let ergebnis = self.personen.get(andere.stelle());
            fremd
                && ergebnis
                    .is_some_and(|p| p.rolle == Rolle::Mitglied && !p.anspruch.summe().ist_null())
        })
    }

    fn vermutung_fuer(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, nr: PersonNr) {
        let fragen = self.offen.len();
        let einkommen = self.einkommen(umfeld, gruppe, nr, Cent::NULL, Verteilung::ImZufluss);
        self.offen.truncate(fragen);
        let kopfteil = self.personen.get(nr.stelle()).map_or(Cent::NULL, |p| p.unterkunft.summe);
        let [stufe_1, ..] = umfeld.monat.regelbedarf.stufen;
        let frei = stufe_1.mal_anzahl(2) + kopfteil;
        let satz = umfeld.monat.frei.haushaltsgemeinschaft_prozent;
        let mehr = einkommen.summe.abzueglich(frei).prozent(satz);
        if !mehr.ist_null() {
            self.offen.push(Offen::Haushaltsgemeinschaft(nr, mehr));
        }
    }
}

/// Zählt Kindergeld beim Kind mit?
#[derive(Clone, Copy)]
enum Kindergeldzaehlt {
    Ja,
    Nein,
}

/// Bedarf eines Kindes nach eigenem Einkommen und Kindergeld.
fn ohne_vermoegen(ergebnis: &PersonErgebnis, kindergeld: Kindergeldzaehlt) -> Cent {
    let angerechnet = match kindergeld {
        Kindergeldzaehlt::Ja => ergebnis.kindergeld.angerechnet,
        Kindergeldzaehlt::Nein => Cent::NULL,
    };
    ergebnis.anspruch.bedarf().abzueglich(ergebnis.einkommen.summe + angerechnet)
}
