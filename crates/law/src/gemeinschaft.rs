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
use crate::werkbank::{Umfeld, Werkbank};

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
        let gruppen = self.gruppen;
        let mut nummer = 0_u8;
        for name in gruppen.namen() {
            let gruppe = self.gruppe(gruppen.mitglieder(name));
            if gruppe.berechtigte().ist_leer() {
                continue;
            }
            let frage_ab = self.offen.len();
            let mut mittel = self.verteile(umfeld, gruppe, Verteilung::Probe);
            if gruppe.alle().trifft(self.mit_nachzahlung) {
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
        if !self.gruendlich && gruppen.ist_eine() && self.personen.iter().all(gehoert_dazu) {
            return;
        }
        self.vermutung(umfeld);
        self.auszubildende(umfeld);
        for nr in self.haushalt.nummern() {
            self.leere_ohne_anspruch(umfeld, nr);
        }
    }

    fn gruppe(&self, mitglieder: Menge) -> Gruppe {
        let mut gruppe = Gruppe {
            erwachsene: Menge::LEER,
            kinder: Menge::LEER,
            fremde: Menge::LEER,
            fremde_kinder: Menge::LEER,
            minderjaehrige: Menge::LEER,
        };
        for nr in mitglieder.alle() {
            let kind = self.haushalt.mensch(nr).kind;
            let rolle = self.personen.get(nr.stelle()).map_or(Rolle::NichtHier, |p| p.rolle);
            let menge = match (rolle, kind) {
                (Rolle::Mitglied | Rolle::Gedeckt | Rolle::OhneErwerbsfaehige, true) => {
                    &mut gruppe.kinder
                }
                (Rolle::Mitglied | Rolle::Gedeckt | Rolle::OhneErwerbsfaehige, false) => {
                    &mut gruppe.erwachsene
                }
                (Rolle::Ausgeschlossen(_), true) => &mut gruppe.fremde_kinder,
                (Rolle::Ausgeschlossen(_), false) => &mut gruppe.fremde,
                (Rolle::Pflegekind | Rolle::NichtHier, _) => continue,
            };
            *menge = menge.mit(nr);
        }
        let kinder = gruppe.kinder.und(gruppe.fremde_kinder);
        gruppe.minderjaehrige = p09::minderjaehrige(&self.haushalt, kinder);
        gruppe
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
        let ueber_freibetrag = self.eigenes_vermoegen(umfeld, gruppe);
        let gedeckt = self.gedeckte(gruppe, Kindergeldzaehlt::Ja);
        self.rollen_der_kinder(gruppe, gedeckt);
        self.vermoegen_zusammen(umfeld, gruppe, gedeckt);
        self.merke_vermoegen();
        let mut mittel = self.mittel(umfeld, gruppe, verteilung);
        self.verteile_mittel(umfeld, gruppe, gedeckt, mittel);
        if ueber_freibetrag {
            mittel.ohne_kindergeld = self.mittel_ohne_kindergeld(umfeld, gruppe, verteilung);
        }
        self.sofortzuschlaege(umfeld, gruppe, mittel);
        mittel
    }

    /// Vermögen und eigener Freibetrag jeder Person; liegt bei einer etwas darüber?
    fn eigenes_vermoegen(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe) -> bool {
        let fassung = umfeld.vermoegen;
        let anzahl = umfeld.lage.personen.len();
        if self.vermoegen.len() != anzahl {
            self.vermoegen.resize(anzahl, p12::Vermoegen::default());
        }
        // Der höhere Betrag der Karenzzeit gilt einmal; er geht dorthin, wo das Vermögen liegt.
        let erwachsene = gruppe.erwachsene.und(gruppe.fremde);
        let moegliche = if erwachsene.ist_leer() { gruppe.kinder } else { erwachsene };
        let erste = moegliche
            .alle()
            .filter(|_| self.gruendlich || p12::mit_karenzzeit(fassung))
            .max_by_key(|nr| umfeld.lage.personen.get(nr.stelle()).map(|p| p.vermoegen));
        let zaehlen = gruppe.alle().ohne(gruppe.fremde_kinder);
        let personen = self.haushalt.nummern().zip(&umfeld.lage.personen);
        let mut ueber_freibetrag = false;
        for ((nr, person), ziel) in personen.zip(&mut self.vermoegen) {
            *ziel = if zaehlen.hat(nr) {
                let ist_erste = erste == Some(nr);
                p12::eigenes(umfeld.lage, &self.haushalt, person, ist_erste, fassung)
            } else {
                p12::Vermoegen::default()
            };
            ueber_freibetrag |= !ziel.einsatz.ist_null();
        }
        ueber_freibetrag
    }

    /// Ein Kind: Bedarf aus eigenem Einkommen, dann Kindergeld.
    fn kind(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, nr: PersonNr, verteilung: Verteilung) {
        let fuer_sich = self.kindergeld_fuer_sich(gruppe, nr);
        let einkommen = self.einkommen(umfeld, gruppe, nr, fuer_sich, verteilung);
        let beim_kind: Cent = self
            .kindergeld
            .iter()
            .filter(|z| z.fuer == nr && z.an != nr && gruppe.alle().hat(z.an))
            .map(|z| z.betrag)
            .sum();
        let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { return };
        let fehlt = ergebnis.anspruch.bedarf().abzueglich(einkommen.summe);
        ergebnis.einkommen = einkommen;
        ergebnis.kindergeld = Kindergeld::neu(beim_kind, einkommen.pauschale_rest, fehlt);
    }

    /// Kindergeld, das eine Person als eigenes Einkommen hat: für sich selbst, oder für ein Kind,
    /// das nicht zu ihrer Gemeinschaft gehört.
    fn kindergeld_fuer_sich(&self, gruppe: Gruppe, nr: PersonNr) -> Cent {
        let kinder = gruppe.kinder.und(gruppe.fremde_kinder);
        self.kindergeld
            .iter()
            .filter(|z| z.an == nr && (z.fuer == nr || !kinder.hat(z.fuer)))
            .map(|z| z.betrag)
            .sum()
    }

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
        if !self.mit_einnahmen.hat(nr) && kindergeld.ist_null() && !self.gruendlich {
            return p11b::ohne_einnahmen(person, mensch, umfeld.monat);
        }
        let regelbedarf =
            self.personen.get(nr.stelle()).map_or(Cent::NULL, |p| p.regelbedarf.voller_monat());
        let minderjaehrige = !gruppe.minderjaehrige.ohne(Menge::nur(nr)).ist_leer();
        let regel = umfeld.monat.nachzahlung;
        let umstaende = p11b::Umstaende {
            person,
            wer: Wer { nr, mensch, regelbedarf, monat: umfeld.monat },
            monat: umfeld.lage.monat,
            mit_kind: p11::mit_kind(umfeld.lage, &self.haushalt, nr, minderjaehrige),
            kindergeld,
            nachzahlung: p11::nachzahlung(person, umfeld.lage.monat, verteilung, regel),
        };
        p11b::einkommen(umstaende, &mut self.offen)
    }

    /// § 7 Abs. 3 Nr. 4: Kinder, die ihren Bedarf aus Einkommen oder Vermögen selbst decken.
    ///
    /// Wen schon das Einkommen deckt, der gehört nicht zur Gemeinschaft und zählt auch nicht bei der
    /// Frage, ob ihr Vermögen erheblich ist (§ 12 Abs. 4 a. F.).
    fn gedeckte(&mut self, gruppe: Gruppe, kindergeld: Kindergeldzaehlt) -> Menge {
        let hat_bedarf = |nr: &PersonNr| {
            let person = self.personen.get(nr.stelle());
            person.is_some_and(|p| !p.anspruch.bedarf().ist_null())
        };
        let kinder = gruppe.kinder.alle().filter(hat_bedarf).fold(Menge::LEER, Menge::mit);
        let aus_einkommen = kinder
            .alle()
            .filter(|nr| self.ohne_vermoegen(*nr, kindergeld).ist_null())
            .fold(Menge::LEER, Menge::mit);
        let bleiben = gruppe.alle().ohne(gruppe.fremde_kinder).ohne(aus_einkommen);
        p12::nur_wenn_erheblich(bleiben, &mut self.vermoegen);
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
    fn vermoegen_zusammen(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, gedeckt: Menge) {
        let fassung = umfeld.vermoegen;
        let bleiben = gruppe.alle().ohne(gruppe.fremde_kinder).ohne(gedeckt);
        let (lage, haushalt) = (umfeld.lage, &self.haushalt);
        let vermoegen = &mut self.vermoegen;
        let ueber = self.gruendlich || vermoegen.iter().any(|v| !v.einsatz.ist_null());
        if ueber {
            p12::guenstige_lesart(lage, haushalt, bleiben, fassung, vermoegen, &mut self.offen);
        }
        p12::frage_nach_erheblichem(lage, bleiben, fassung, vermoegen, &mut self.offen);
        if ueber {
            let (gewichte, teile) = (&mut self.gewichte, &mut self.teile);
            p12::uebertrage(bleiben, gruppe.kinder, fassung, vermoegen, gewichte, teile);
        }
    }

    fn merke_vermoegen(&mut self) {
        for (ergebnis, vermoegen) in self.personen.iter_mut().zip(&self.vermoegen) {
            if !vermoegen.freibetrag.ist_null() || !vermoegen.vorhanden.ist_null() {
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
            let mit = self.einkommen(umfeld, gruppe, nr, fuer_sich + ueberschuss, verteilung);
            let ohne = ohne.unwrap_or(mit.summe);
            let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { continue };
            ergebnis.einkommen = mit;
            let einsatz = self.vermoegen.get(nr.stelle()).map_or(Cent::NULL, |v| v.einsatz);
            // Gemischte Gemeinschaft: wer ausgeschlossen ist, deckt zuerst den eigenen Bedarf.
            let eigener =
                if gruppe.fremde.hat(nr) { ergebnis.anspruch.bedarf() } else { Cent::NULL };
            mittel.mit_kindergeld += (mit.summe + einsatz).abzueglich(eigener);
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
        self.eigenes_vermoegen(umfeld, gruppe);
        let gedeckt = self.gedeckte(gruppe, Kindergeldzaehlt::Nein);
        self.vermoegen_zusammen(umfeld, gruppe, gedeckt);
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
    fn verteile_mittel(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        gedeckt: Menge,
        mittel: Mittel,
    ) {
        let bleiben = gruppe.berechtigte().ohne(gedeckt);
        let erwerbsfaehig = self.hat_erwerbsfaehige(bleiben, gruppe);
        let allein = self.ohne_elterneinkommen(umfeld, gruppe);
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
        let verteilt = mittel.mit_kindergeld;
        let gesamt = p09::verteile(verteilt, &self.gewichte, &mut self.teile);
        for (nr, teil) in bleiben.alle().zip(&self.teile) {
            let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { continue };
            let gewicht = ergebnis.hilfe.gewicht;
            let ungedeckt = if allein.hat(nr) { gewicht } else { *teil };
            ergebnis.hilfe = p09::Hilfe { gewicht, gesamt, mittel: verteilt, ungedeckt };
            ergebnis.anspruch.angerechnet = ergebnis.anspruch.bedarf().abzueglich(ungedeckt);
            ergebnis.rolle =
                if erwerbsfaehig { Rolle::Mitglied } else { Rolle::OhneErwerbsfaehige };
        }
        for nr in gedeckt.alle() {
            if let Some(ergebnis) = self.personen.get_mut(nr.stelle()) {
                ergebnis.anspruch.angerechnet = ergebnis.anspruch.bedarf();
            }
        }
    }

    /// § 9 Abs. 3: die Kinder, für die das Einkommen der Eltern nicht zählt.
    fn ohne_elterneinkommen(&self, umfeld: &Umfeld<'_>, gruppe: Gruppe) -> Menge {
        gruppe
            .kinder
            .alle()
            .filter(|nr| p09::ohne_elterneinkommen(umfeld.lage, &self.haushalt, *nr))
            .fold(Menge::LEER, Menge::mit)
    }

    /// § 7 Abs. 2: lebt eine erwerbsfähige leistungsberechtigte Person in der Gemeinschaft? Auch wer in
    /// Ausbildung (§ 7 Abs. 5: Leistungen nach § 27) oder nicht erreichbar ist (§ 7b), bleibt eine.
    fn hat_erwerbsfaehige(&self, berechtigte: Menge, gruppe: Gruppe) -> bool {
        let fremde = gruppe.fremde.und(gruppe.fremde_kinder);
        berechtigte.alle().any(|nr| self.haushalt.mensch(nr).erwerbsfaehig)
            || fremde.alle().map(|nr| self.haushalt.mensch(nr)).any(|mensch| {
                let bleibt = matches!(
                    mensch.ausschluss,
                    Some(Ausschluss::Studium | Ausschluss::NichtErreichbar)
                );
                mensch.erwerbsfaehig && bleibt
            })
    }

    /// Bedarf nach eigenen Mitteln: bei Kindern weniger Einkommen, Kindergeld und Vermögen.
    fn rest(&self, nr: PersonNr, gruppe: Gruppe, kindergeld: Kindergeldzaehlt) -> Cent {
        let Some(ergebnis) = self.personen.get(nr.stelle()) else { return Cent::NULL };
        if !gruppe.kinder.hat(nr) {
            return ergebnis.anspruch.bedarf();
        }
        let vermoegen = self.vermoegen.get(nr.stelle()).map_or(Cent::NULL, |v| v.einsatz);
        self.ohne_vermoegen(nr, kindergeld).abzueglich(vermoegen)
    }

    /// Bedarf eines Kindes nach eigenem Einkommen und Kindergeld.
    fn ohne_vermoegen(&self, nr: PersonNr, kindergeld: Kindergeldzaehlt) -> Cent {
        let Some(ergebnis) = self.personen.get(nr.stelle()) else { return Cent::NULL };
        let angerechnet = match kindergeld {
            Kindergeldzaehlt::Ja => ergebnis.kindergeld.angerechnet,
            Kindergeldzaehlt::Nein => Cent::NULL,
        };
        ergebnis.anspruch.bedarf().abzueglich(ergebnis.einkommen.summe + angerechnet)
    }

    /// § 72: auch wer nur wegen des Kindergelds keinen Anspruch hat (Absatz 1 Satz 2 Nr. 2).
    fn sofortzuschlaege(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, mittel: Mittel) {
        let berechtigte = gruppe.berechtigte();
        if !self.gruendlich && !berechtigte.alle().any(|nr| self.hat_stufe_des_zuschlags(nr)) {
            return;
        }
        let erwerbsfaehig = self.hat_erwerbsfaehige(berechtigte, gruppe);
        let allein = self.ohne_elterneinkommen(umfeld, gruppe);
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
        self.haushalt.mensch(nr).alter_zuerst() < 25
            && person.is_some_and(|p| p72::stufe_passt(&p.regelbedarf))
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
        let mehrere = self.gruendlich || !self.gruppen.ist_eine();
        let gruppen = self.gruppen;
        for nr in self.haushalt.nummern() {
            let rolle = self.personen.get(nr.stelle()).map(|p| p.rolle).unwrap_or_default();
            let genannt = rolle == Rolle::Ausgeschlossen(Ausschluss::Haushaltsgemeinschaft);
            let hier = matches!(rolle, Rolle::Mitglied | Rolle::Ausgeschlossen(_));
            let verwandt = || mehrere && hier && self.hat_verwandte_mit_anspruch(umfeld, nr);
            if !(genannt || verwandt()) {
                continue;
            }
            let gruppe = self.gruppe(gruppen.mitglieder(gruppen.gruppe(nr)));
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
            let fremd = self.gruppen.gruppe(andere) != self.gruppen.gruppe(nr);
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
