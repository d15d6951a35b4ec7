//! Die Werkbank: der Arbeitsspeicher einer Rechnung, wieder benutzt von Haushalt zu Haushalt.

use crate::alte_fassung;
use crate::anspruch::{PersonErgebnis, Rolle};
use crate::daneben::Daneben;
use crate::haushalt::{Abschnitt, Haushalt, Menge, Mensch, Tagezaehler};
use crate::lage::{Ausschluss, Lage, PersonNr, Warmwasser};
use crate::measure::{Bruch, Cent, runde_gemeinsam_p41};
use crate::offen::Offen;
use crate::recht::{MonatsRecht, Recht, RundungAuf, Unterkunft, Vermoegen};
use crate::sgb2::p07::{self, Gruppen};
use crate::sgb2::p21::{Anteil, Sammlung};
use crate::sgb2::{p11, p20, p21, p22, p31a, p41, p43, p70};

/// Arbeitsspeicher für [`berechne`](crate::anspruch::berechne); je Thread einer, beliebig oft
/// benutzbar.
#[derive(Clone, Debug, Default)]
pub struct Werkbank {
    pub(crate) haushalt: Haushalt,
    pub(crate) gruppen: Gruppen,
    pub(crate) personen: Vec<PersonErgebnis>,
    pub(crate) offen: Vec<Offen>,
    pub(crate) gewichte: Vec<Cent>,
    pub(crate) teile: Vec<Cent>,
    pub(crate) vermoegen: Vec<crate::sgb2::p12::Vermoegen>,
    pub(crate) daneben: Daneben,
    /// Gibt es in diesem Monat etwas, das neben dem Anspruch steht (§§ 26, 28)?
    pub(crate) braucht_daneben: bool,
    /// Alle Kindergeldzahlungen des Haushalts, einmal gelesen.
    pub(crate) kindergeld: Vec<p11::Zahlung>,
    /// Wer in diesem Monat oder den Monaten davor eine Nachzahlung hat.
    pub(crate) mit_nachzahlung: Menge,
    /// Wer andere Einnahmen hat als Kindergeld.
    pub(crate) mit_einnahmen: Menge,
    /// Rechnet auch, was die Lage nicht braucht; siehe [`Werkbank::gruendlich`].
    pub(crate) gruendlich: bool,
    /// Wer in einem Abschnitt für einen Mehrbedarf in Betracht kam; nur dann gilt die Sammlung.
    mit_mehrbedarf: Menge,
    sammlungen: Vec<Sammlung>,
    zaehler: Vec<Tagezaehler>,
    kopfteile: Vec<Bruch>,
    gerundet: Vec<Cent>,
    wohnungen: Vec<p22::Anerkennung>,
}

/// Was über alle Schritte gleich bleibt.
#[derive(Clone, Copy)]
pub(crate) struct Umfeld<'a> {
    pub lage: &'a Lage,
    pub recht: &'a Recht,
    pub monat: &'a MonatsRecht,
    /// Die Fassung des § 12, die für die Lage gilt.
    pub vermoegen: &'a Vermoegen,
    /// Die Fassung des § 22, die für die Lage gilt.
    pub unterkunft: &'a Unterkunft,
}

impl Werkbank {
    /// Eine leere Werkbank.
    #[must_use]
    pub fn neu() -> Werkbank {
        Werkbank::default()
    }

    /// Eine Werkbank, die jeden Schritt auch dort rechnet, wo die Lage ihm nichts gibt: ohne Einnahme,
    /// ohne Mehrbedarf, ohne Kind.
    ///
    /// Sie ist langsamer und muss immer dasselbe ergeben; daran prüfen Tests, dass eine Abkürzung
    /// nichts ändert.
    #[must_use]
    pub fn gruendlich() -> Werkbank {
        Werkbank { gruendlich: true, ..Werkbank::default() }
    }

    pub(crate) fn personen(&self) -> &[PersonErgebnis] {
        &self.personen
    }

    pub(crate) fn daneben(&self) -> &Daneben {
        &self.daneben
    }

    pub(crate) fn offen(&self) -> &[Offen] {
        &self.offen
    }

    /// Die ganze Rechnung.
    pub(crate) fn rechne(&mut self, lage: &Lage, recht: &Recht, monat: &MonatsRecht) {
        let vermoegen = recht.vermoegen(lage.bewilligung_ab, lage.monat);
        let unterkunft = p22::fassung(lage, recht);
        let umfeld = &Umfeld { lage, recht, monat, vermoegen, unterkunft };
        self.beginne(umfeld);
        self.bedarfe(umfeld);
        self.gemeinschaften(umfeld);
        self.auszahlungen(umfeld);
        self.ordne_fragen();
    }

    fn beginne(&mut self, umfeld: &Umfeld<'_>) {
        let anzahl = umfeld.lage.personen.len();
        self.haushalt.lies(umfeld.lage, umfeld.recht, umfeld.monat.kinder_unter);
        self.gruppen.bilde(umfeld.lage, &self.haushalt);
        self.offen.clear();
        self.daneben.leere();
        self.braucht_daneben = Daneben::kommt_vor(umfeld.lage);
        self.personen.clear();
        self.personen.resize(anzahl, PersonErgebnis::default());
        self.mit_mehrbedarf = Menge::LEER;
        if self.sammlungen.len() < anzahl {
            self.sammlungen.resize(anzahl, Sammlung::default());
        }
        self.zaehler.clear();
        self.zaehler.resize(anzahl, Tagezaehler::default());
        self.kopfteile.clear();
        self.kopfteile.resize(anzahl, Bruch::NULL);
        self.gerundet.clear();
        self.gerundet.resize(anzahl, Cent::NULL);
        self.lies_einkommen(umfeld.lage);
        if !umfeld.monat.festgesetzt {
            self.offen.push(Offen::BetraegeNichtFestgesetzt(umfeld.lage.monat));
        }
        if umfeld.monat.alte_fassung.fragt() {
            alte_fassung::fragen(umfeld.lage, umfeld.monat, &mut self.offen);
        }
        let kinder_unter = umfeld.monat.kinder_unter;
        p07::fragen(umfeld.lage, &self.haushalt, kinder_unter, &mut self.offen);
        for (person, nr) in self.personen.iter_mut().zip(self.haushalt.nummern()) {
            person.regelbedarf = p20::Regelbedarf::neu(umfeld.monat);
            person.rolle = rolle(umfeld.lage, nr, self.haushalt.mensch(nr));
        }
    }

    /// Was mehrere Schritte von den Einnahmen aller Personen wissen müssen, in einem Durchgang.
    fn lies_einkommen(&mut self, lage: &Lage) {
        self.kindergeld.clear();
        self.mit_nachzahlung = Menge::LEER;
        self.mit_einnahmen = Menge::LEER;
        for (nr, person) in self.haushalt.nummern().zip(&lage.personen) {
            if person.einkommen.is_empty() {
                continue;
            }
            let vorher = self.kindergeld.len();
            self.kindergeld.extend(p11::zahlungen(person, nr));
            if self.kindergeld.len() - vorher < person.einkommen.len() {
                self.mit_einnahmen = self.mit_einnahmen.mit(nr);
            }
            if p11::hat_nachzahlung(person) {
                self.mit_nachzahlung = self.mit_nachzahlung.mit(nr);
            }
        }
    }

    /// §§ 20 bis 23 über alle Abschnitte, gerundet je Person und Bestandteil.
    fn bedarfe(&mut self, umfeld: &Umfeld<'_>) {
        self.pruefe_wohnungen(umfeld);
        for abschnitt in self.haushalt.abschnitte() {
            self.bedarfe_im_abschnitt(umfeld, abschnitt);
        }
        runde_gemeinsam_p41(&self.kopfteile, &mut self.gerundet);
        let personen = self.personen.iter_mut().zip(&umfeld.lage.personen);
        let rest = self.sammlungen.iter().zip(self.haushalt.nummern()).zip(&self.gerundet);
        for ((ergebnis, person), ((sammlung, nr), kopfteil)) in personen.zip(rest) {
            ergebnis.regelbedarf.runde();
            let regelbedarf = ergebnis.regelbedarf.summe;
            let rundung = umfeld.monat.rundung;
            if self.mit_mehrbedarf.hat(nr) {
                ergebnis.mehrbedarf = sammlung.runde(person, regelbedarf, rundung);
            } else if !person.mehrbedarfe.is_empty() {
                ergebnis.mehrbedarf = Sammlung::default().runde(person, regelbedarf, rundung);
            }
            ergebnis.unterkunft.summe = *kopfteil;
            ergebnis.anspruch.lebensunterhalt = regelbedarf + ergebnis.mehrbedarf.summe;
            ergebnis.anspruch.unterkunft = *kopfteil;
        }
    }

    fn pruefe_wohnungen(&mut self, umfeld: &Umfeld<'_>) {
        let fassung = umfeld.unterkunft;
        let nach = umfeld.monat.schalter.deckel_nach_karenz;
        let umstaende = p22::Umstaende::neu(umfeld.lage, &self.haushalt, fassung, nach);
        self.wohnungen.clear();
        for wohnung in &umfeld.lage.wohnungen {
            self.wohnungen.push(p22::pruefe(wohnung, &umstaende, fassung, &mut self.offen));
        }
    }

    fn bedarfe_im_abschnitt(&mut self, umfeld: &Umfeld<'_>, abschnitt: Abschnitt) {
        let lage = umfeld.lage;
        let anwesend = self.haushalt.koepfe(abschnitt);
        let wohnung = lage.wohnungen.iter().position(|w| {
            let (von, bis) = self.haushalt.tage(w.von, w.bis);
            von <= abschnitt.von && abschnitt.bis <= bis
        });
        let in_wohnung = wohnung.and_then(|i| lage.wohnungen.get(i));
        let warmwasser = in_wohnung.map_or(Warmwasser::Zentral, |w| w.warmwasser);
        let koepfe = in_wohnung.map_or(1, |w| p22::koepfe(w, &self.haushalt, anwesend.anzahl()));
        for nr in self.haushalt.nummern() {
            let mensch = *self.haushalt.mensch(nr);
            let Some(tage) = self.tage(&mensch, nr, abschnitt) else { continue };
            let stufe = p20::stufe(lage, &self.haushalt, nr, abschnitt);
            if let Some(ergebnis) = self.personen.get_mut(nr.stelle()) {
                ergebnis.regelbedarf.zaehle(stufe, tage);
            }
            // Der 31. eines vollen Monats hat keinen Bedarf nach Tagen, aber seine Nachforderung.
            if tage > 0 && self.braucht_sammlung(umfeld, nr, warmwasser) {
                let monat = umfeld.monat;
                let haushalt = &self.haushalt;
                let anteil =
                    Anteil { lage, haushalt, monat, abschnitt, nr, stufe, tage, warmwasser };
                if let Some(sammlung) = self.sammlungen.get_mut(nr.stelle()) {
                    sammlung.nimm(&anteil, &mut self.offen);
                }
            }
            if let Some(wohnung) = wohnung.filter(|_| anwesend.hat(nr)) {
                self.kopfteil(umfeld, abschnitt, nr, wohnung, tage, koepfe);
            }
        }
    }

    /// Kommt für die Person ein Mehrbedarf in Betracht? Dann ist ihre Sammlung bereit, beim ersten
    /// Abschnitt leer.
    fn braucht_sammlung(
        &mut self,
        umfeld: &Umfeld<'_>,
        nr: PersonNr,
        warmwasser: Warmwasser,
    ) -> bool {
        let Some(person) = umfeld.lage.personen.get(nr.stelle()) else { return false };
        let mensch = self.haushalt.mensch(nr);
        if !self.gruendlich && !p21::kommt_in_betracht(person, mensch, warmwasser) {
            return false;
        }
        if !self.mit_mehrbedarf.hat(nr) {
            self.mit_mehrbedarf = self.mit_mehrbedarf.mit(nr);
            if let Some(sammlung) = self.sammlungen.get_mut(nr.stelle()) {
                *sammlung = Sammlung::default();
            }
        }
        true
    }

    /// Tage mit Bedarf im Abschnitt; `None`, wenn die Person nicht da ist oder ihr Anspruch ruht.
    fn tage(&mut self, mensch: &Mensch, nr: PersonNr, abschnitt: Abschnitt) -> Option<u8> {
        if !mensch.da(abschnitt) {
            return None;
        }
        if let Some(tage) = mensch.besuch {
            // Ein Besuch hat Tage, aber keine Lage im Monat: er zählt im ersten Abschnitt.
            return (abschnitt.von == mensch.von).then_some(tage.min(30));
        }
        let letzter = self.haushalt.kalendertage();
        let tage = self.zaehler.get_mut(nr.stelle())?.zaehle(mensch, abschnitt, letzter);
        let ruht = mensch.anspruch_ab != 0 && !mensch.berechtigt(abschnitt);
        (!ruht).then_some(tage)
    }

    fn kopfteil(
        &mut self,
        umfeld: &Umfeld<'_>,
        abschnitt: Abschnitt,
        nr: PersonNr,
        stelle: usize,
        tage_mit_bedarf: u8,
        koepfe: u8,
    ) {
        let lage = umfeld.lage;
        let (Some(wohnung), Some(anerkennung)) =
            (lage.wohnungen.get(stelle), self.wohnungen.get(stelle))
        else {
            return;
        };
        let (Some(ergebnis), Some(summe)) =
            (self.personen.get_mut(nr.stelle()), self.kopfteile.get_mut(nr.stelle()))
        else {
            return;
        };
        let karenz = p22::in_karenzzeit(lage, nr, umfeld.unterkunft);
        let unterkunft =
            if karenz { anerkennung.unterkunft_karenz } else { anerkennung.unterkunft };
        let laufend = unterkunft + anerkennung.heizung;
        let anteil = &mut ergebnis.unterkunft;
        anteil.anerkannt = laufend;
        anteil.tatsaechlich = anerkennung.tatsaechlich + anerkennung.heizung_tatsaechlich;
        anteil.einmalig = anerkennung.einmalig;
        anteil.koepfe = koepfe;
        anteil.karenz = karenz;
        anteil.ohne_zusicherung = p22::ohne_zusicherung(lage, &self.haushalt, nr, abschnitt.von);
        if anteil.ohne_zusicherung {
            return;
        }
        let koepfe = u32::from(koepfe);
        *summe += match tage_mit_bedarf {
            30 => laufend.teil(1, koepfe),
            tage => laufend.teil(u32::from(tage), 30 * koepfe),
        };
        if !anerkennung.einmalig.ist_null() {
            // Eine Nachforderung ist Bedarf des ganzen Monats, nicht der Tage (§ 22 Abs. 1).
            let (von, bis) = self.haushalt.tage(wohnung.von, wohnung.bis);
            let dauer = u32::from(Abschnitt { von, bis }.tage()).max(1);
            let hier = u32::from(abschnitt.tage());
            *summe += anerkennung.einmalig.teil(hier, dauer).teil(1, koepfe);
        }
    }

    /// Minderung und Aufrechnung nach der Verteilung.
    fn auszahlungen(&mut self, umfeld: &Umfeld<'_>) {
        for nr in self.haushalt.nummern() {
            let (Some(ergebnis), Some(person)) =
                (self.personen.get_mut(nr.stelle()), umfeld.lage.personen.get(nr.stelle()))
            else {
                continue;
            };
            if ergebnis.rolle != Rolle::Mitglied {
                continue;
            }
            let regelbedarf = ergebnis.regelbedarf.summe;
            if !person.minderungen.is_empty() {
                let umstaende = p31a::Umstaende {
                    nr,
                    person,
                    mensch: self.haushalt.mensch(nr),
                    regelbedarf,
                    anspruch: &ergebnis.anspruch,
                    monat: umfeld.lage.monat,
                    recht: umfeld.recht,
                };
                ergebnis.minderung = p31a::minderung(umstaende, &mut self.offen);
            }
            if !umfeld.lage.aufrechnungen.is_empty() {
                let minderung = ergebnis.minderung.gefordert();
                let zahlbar = ergebnis.anspruch.summe().abzueglich(ergebnis.minderung.summe);
                let spielraum = p43::Spielraum { regelbedarf, minderung, zahlbar };
                let saetze = &umfeld.monat.aufrechnung;
                ergebnis.aufrechnung =
                    p43::aufrechnung(&umfeld.lage.aufrechnungen, nr, spielraum, saetze);
                let regeln = (saetze, umfeld.recht.aufrechnung_gebunden(umfeld.lage.monat));
                let angaben = &umfeld.lage.aufrechnungen;
                p43::fragen(angaben, nr, regelbedarf, regeln, &mut self.offen);
            }
            if umfeld.monat.rundung == RundungAuf::Euro {
                ergebnis.rundung = p41::volle_euro(ergebnis.anspruch.summe());
            }
            if umfeld.monat.einmalzahlung.gibt_es() {
                let mensch = self.haushalt.mensch(nr);
                ergebnis.einmalzahlung =
                    p70::einmalzahlung(person, mensch, ergebnis, &umfeld.monat.einmalzahlung);
            }
        }
        self.sachleistungen(umfeld);
    }

    /// Jede Frage einmal, in der Reihenfolge, in der sie zuerst auftrat.
    fn ordne_fragen(&mut self) {
        let mut behalten = 0;
        for stelle in 0..self.offen.len() {
            let Some(frage) = self.offen.get(stelle).copied() else { break };
            let schon_da = self.offen.iter().take(behalten).any(|andere| *andere == frage);
            if !schon_da {
                self.offen.swap(behalten, stelle);
                behalten += 1;
            }
        }
        self.offen.truncate(behalten);
    }
}

fn rolle(lage: &Lage, nr: PersonNr, mensch: &Mensch) -> Rolle {
    let pflegekind = lage.personen.get(nr.stelle()).is_some_and(|p| p.pflegekind);
    match mensch.ausschluss {
        _ if mensch.von > mensch.bis => Rolle::NichtHier,
        _ if pflegekind => Rolle::Pflegekind,
        Some(Ausschluss::NichtErreichbar) if mensch.anspruch_ab != 0 => Rolle::Mitglied,
        Some(grund) => Rolle::Ausgeschlossen(grund),
        None => Rolle::Mitglied,
    }
}
