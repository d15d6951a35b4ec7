//! Was nach der Verteilung neben dem Anspruch steht (§§ 26 bis 28), je Gemeinschaft.
//!
//! Mittel über dem Bedarf tragen zuerst Beiträge (§ 26 Abs. 2, 4), dann Bildung und Teilhabe: bei
//! mehreren Kindern zu gleichen Teilen (§ 9 Abs. 2 Satz 4), beim einzelnen Kind nach eigenen Mitteln
//! in der Reihenfolge des § 28 (§ 19 Abs. 3 Satz 3).

use super::{Gruppe, Mittel};
use crate::anspruch::{PersonErgebnis, Rolle};
use crate::haushalt::Menge;
use crate::lage::{Ausschluss, Einkommen, Einnahme, Person, PersonNr};
use crate::measure::{Cent, verteile_p41};
use crate::offen::Offen;
use crate::sgb2::p11::Verteilung;
use crate::sgb2::p26::Zuschuss;
use crate::sgb2::{p09, p27, p28, p68, p72};
use crate::werkbank::{Umfeld, Werkbank};

impl Werkbank {
    /// §§ 26 und 28 für eine Gemeinschaft, deren Mittel verteilt sind.
    #[inline(never)]
    pub(super) fn daneben_fuer(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, mittel: Mittel) {
        // § 7 Abs. 2 Satz 3: auch wer nur wegen Einkommen oder Vermögen keinen Anspruch hat, aber nicht,
        // wer in keiner Bedarfsgemeinschaft mit einer erwerbsfähigen Person lebte.
        if !self.hat_erwerbsfaehige(gruppe.berechtigte(), gruppe) {
            return;
        }
        let gesamt = self.gesamtbedarf(gruppe);
        let uebrig = mittel.mit_kindergeld.abzueglich(gesamt);
        let uebrig = self.beitraege(umfeld, gruppe, uebrig);
        self.bildung(umfeld, gruppe, uebrig);
    }

    /// Der Bedarf, gegen den die Mittel der Gemeinschaft stehen (§ 9 Abs. 2 Satz 3).
    fn gesamtbedarf(&self, gruppe: Gruppe) -> Cent {
        let mut personen =
            gruppe.berechtigte().alle().filter_map(|nr| self.personen.get(nr.stelle()));
        personen.find(|p| p.rolle == Rolle::Mitglied).map_or(Cent::NULL, |p| p.hilfe.gesamt)
    }

    /// § 26; gibt zurück, was danach von den Mitteln der Gemeinschaft bleibt.
    fn beitraege(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, uebrig: Cent) -> Cent {
        let mut uebrig = uebrig;
        let beitraege = umfeld.lage.zusatz.beitraege.iter();
        for beitrag in beitraege.filter(|b| gruppe.berechtigte().hat(b.person)) {
            let Some(ergebnis) = self.dabei(beitrag.person) else { continue };
            let bezieht = !ergebnis.anspruch.summe().ist_null();
            let eigene = self.eigener_ueberschuss(gruppe, beitrag.person);
            let mittel = if bezieht { Cent::NULL } else { eigene + uebrig };
            let zuschuss = Zuschuss::neu(beitrag, mittel);
            if !bezieht {
                let aus_gruppe = zuschuss.eigene_mittel.abzueglich(eigene);
                uebrig = uebrig.abzueglich(aus_gruppe);
            }
            if !zuschuss.betrag.ist_null() {
                self.daneben.beitraege.push(zuschuss);
            }
        }
        uebrig
    }

    /// Das Ergebnis einer Person, die zur Bedarfsgemeinschaft gehört oder ohne ihre Mittel gehörte.
    fn dabei(&self, nr: PersonNr) -> Option<&PersonErgebnis> {
        let ergebnis = self.personen.get(nr.stelle());
        ergebnis.filter(|p| matches!(p.rolle, Rolle::Mitglied | Rolle::Gedeckt))
    }

    /// Was ein Kind über seinem eigenen Bedarf hat; Kindergeld nicht (§ 11 Abs. 1 Satz 5).
    fn eigener_ueberschuss(&self, gruppe: Gruppe, nr: PersonNr) -> Cent {
        let Some(ergebnis) = self.personen.get(nr.stelle()).filter(|_| gruppe.kinder.hat(nr))
        else {
            return Cent::NULL;
        };
        let mittel = ergebnis.einkommen.summe + ergebnis.vermoegen.einsatz;
        mittel.abzueglich(ergebnis.anspruch.bedarf())
    }

    /// § 28 für alle in der Gemeinschaft, die einen solchen Bedarf haben.
    fn bildung(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, uebrig: Cent) {
        let Some(betraege) = umfeld.recht.bildung(umfeld.lage.monat) else { return };
        let beginn = self.daneben.bildung.len();
        let mut mit_bedarf = Menge::LEER;
        for nr in gruppe.berechtigte().alle() {
            let Some(person) = umfeld.lage.personen.get(nr.stelle()) else { continue };
            if self.dabei(nr).is_none() || self.nach_bkgg(umfeld, gruppe, nr) {
                continue;
            }
            let umstaende = p28::Umstaende {
                nr,
                person,
                mensch: self.haushalt.mensch(nr),
                monat: umfeld.lage.monat,
                recht: umfeld.recht,
                betraege,
            };
            let vorher = self.daneben.bildung.len();
            let angaben = &umfeld.lage.zusatz.bildung;
            p28::bedarfe(umstaende, angaben, &mut self.daneben.bildung, &mut self.offen);
            if self.daneben.bildung.len() > vorher {
                mit_bedarf = mit_bedarf.mit(nr);
            }
        }
        self.decke_bildung(umfeld, gruppe, mit_bedarf, uebrig, beginn);
        self.daneben.bildung.retain(|bedarf| !bedarf.betrag.ist_null());
    }

    /// § 19 Abs. 2 Satz 2: wer keinen Anspruch hat und Kinderzuschlag oder Wohngeld bekommt, hat die
    /// Leistungen nach § 6b BKGG.
    fn nach_bkgg(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, nr: PersonNr) -> bool {
        let bezieht =
            self.personen.get(nr.stelle()).is_some_and(|p| !p.anspruch.summe().ist_null());
        let familie = |person: &Person| {
            person.einkommen.iter().any(|einkommen| {
                matches!(
                    einkommen,
                    Einkommen::Andere { art: Einnahme::Kinderzuschlag | Einnahme::Wohngeld, .. }
                )
            })
        };
        let mut alle = gruppe.alle().alle().filter_map(|nr| umfeld.lage.personen.get(nr.stelle()));
        if bezieht || !alle.any(familie) {
            return false;
        }
        if umfeld.lage.zusatz.bildung.iter().any(|angabe| angabe.person == nr) {
            self.offen.push(Offen::BildungNachBkgg(nr));
        }
        true
    }

    /// Deckt die Bedarfe ab `beginn`: eigene Mittel, dazu ein gleicher Teil von `uebrig`.
    fn decke_bildung(
        &mut self,
        umfeld: &Umfeld<'_>,
        gruppe: Gruppe,
        mit_bedarf: Menge,
        uebrig: Cent,
        beginn: usize,
    ) {
        // § 9 Abs. 3: für ein schwangeres Kind zählen die Mittel der Eltern nicht.
        let teilen = mit_bedarf
            .alle()
            .filter(|nr| !p09::ohne_elterneinkommen(umfeld.lage, &self.haushalt, *nr))
            .fold(Menge::LEER, Menge::mit);
        self.gewichte.clear();
        self.gewichte.extend(teilen.alle().map(|_| uebrig));
        self.teile.clear();
        self.teile.resize(self.gewichte.len(), Cent::NULL);
        verteile_p41(uebrig, &self.gewichte, &mut self.teile);
        let (mut von, mut stelle) = (beginn, 0_usize);
        for nr in mit_bedarf.alle() {
            let teil = self.teile.get(stelle).copied().filter(|_| teilen.hat(nr));
            stelle = stelle.saturating_add(usize::from(teil.is_some()));
            let mittel = self.eigener_ueberschuss(gruppe, nr) + teil.unwrap_or_default();
            let eigene = self.daneben.bildung.get_mut(von..).unwrap_or_default();
            let anzahl = eigene.iter().take_while(|bedarf| bedarf.person == nr).count();
            let eigene = eigene.get_mut(..anzahl).unwrap_or_default();
            p28::decke(mittel, eigene, &mut self.offen);
            let leistung: Cent = eigene.iter().map(|bedarf| bedarf.betrag).sum();
            von = von.saturating_add(anzahl);
            if !leistung.ist_null() {
                self.sofortzuschlag_daneben(umfeld, nr);
            }
        }
    }

    /// § 72 Abs. 1 Satz 2 Nr. 1: auch wer nur eine Leistung für Bildung und Teilhabe hat.
    fn sofortzuschlag_daneben(&mut self, umfeld: &Umfeld<'_>, nr: PersonNr) {
        let passt = self.hat_stufe_des_zuschlags(nr);
        let Some(ergebnis) = self.personen.get_mut(nr.stelle()) else { return };
        if !passt || !ergebnis.sofortzuschlag.betrag.ist_null() {
            return;
        }
        if self.haushalt.mensch(nr).besuch.is_some() {
            self.offen.push(Offen::SofortzuschlagBesuch(nr));
            return;
        }
        ergebnis.sofortzuschlag = p72::sofortzuschlag(&ergebnis.regelbedarf, umfeld.monat);
    }

    /// § 27 Abs. 2 für alle, die wegen ihrer Ausbildung ausgeschlossen sind.
    pub(super) fn auszubildende(&mut self, umfeld: &Umfeld<'_>) {
        for nr in self.haushalt.nummern() {
            let Some(ergebnis) = self.personen.get(nr.stelle()) else { continue };
            if ergebnis.rolle != Rolle::Ausgeschlossen(Ausschluss::Studium) {
                continue;
            }
            let mehrbedarfe = p27::mehrbedarfe(&ergebnis.mehrbedarf);
            let gruppe = self.gruppe(self.gruppen.von(nr));
            if mehrbedarfe.ist_null() || !self.hat_erwerbsfaehige(gruppe.berechtigte(), gruppe) {
                continue;
            }
            let bedarf = ergebnis.anspruch.bedarf();
            let mittel = self.mittel_in_ausbildung(umfeld, gruppe, nr);
            let leistung = p27::Leistung::neu(nr, mehrbedarfe, bedarf, mittel);
            if !leistung.betrag.ist_null() {
                self.daneben.auszubildende.push(leistung);
            }
        }
    }

    /// Einkommen und Vermögen, das den Bedarf in der Ausbildung deckt: eigenes, und was den anderen in
    /// der Gemeinschaft über ihrem Bedarf bleibt (§ 9 Abs. 2).
    fn mittel_in_ausbildung(&mut self, umfeld: &Umfeld<'_>, gruppe: Gruppe, nr: PersonNr) -> Cent {
        let kindergeld = self.kindergeld_fuer_sich(gruppe, nr);
        let eigenes = self.einkommen(umfeld, gruppe, nr, kindergeld, Verteilung::ImZufluss).summe;
        self.eigenes_vermoegen(umfeld, gruppe);
        let vermoegen = match gruppe.fremde_kinder.hat(nr) {
            true => Cent::NULL,
            false => self.einsatz(nr),
        };
        let ergebnis = self.personen.get(nr.stelle());
        let vom_kindergeld = ergebnis.map_or(Cent::NULL, |p| p.kindergeld.angerechnet);
        let mut andere =
            gruppe.berechtigte().alle().filter_map(|nr| self.personen.get(nr.stelle()));
        let hilfe =
            andere.find(|p| p.rolle == Rolle::Mitglied).map(|p| p.hilfe).unwrap_or_default();
        // Ein Überschuss der anderen; der eigene ist darin nur, wenn der Bedarf schon gedeckt ist.
        eigenes + vermoegen + vom_kindergeld + hilfe.mittel.abzueglich(hilfe.gesamt)
    }

    /// § 68 für alle, die verpflegt werden.
    pub(crate) fn sachleistungen(&mut self, umfeld: &Umfeld<'_>) {
        for nr in &umfeld.lage.zusatz.verpflegung {
            let Some(ergebnis) = self.personen.get(nr.stelle()) else { continue };
            if ergebnis.rolle != Rolle::Mitglied {
                continue;
            }
            let Some(werte) = umfeld.recht.verpflegung(umfeld.lage.monat) else {
                self.offen.push(Offen::Verpflegung(*nr));
                continue;
            };
            let abzug = ergebnis.minderung.summe + ergebnis.aufrechnung.summe();
            let bleibt = ergebnis.anspruch.bund().abzueglich(abzug);
            let leistung = p68::Sachleistung::neu(*nr, &ergebnis.regelbedarf, werte, bleibt);
            if !leistung.betrag.ist_null() {
                self.daneben.sachleistungen.push(leistung);
            }
        }
    }
}
