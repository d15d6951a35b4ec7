//! Die Werkbank: der Arbeitsspeicher einer Rechnung, wieder benutzt von Haushalt zu Haushalt.
//!
//! Ein Monat für ein ganzes Jobcenter soll Sekunden dauern, darum geht der gewöhnliche Haushalt kurze
//! Wege: [`Merkmale`] sind Mengen, was keiner hat, wird nicht gerechnet, und was selten vorkommt, steht
//! hier und in den Vorschriften mit `#[inline(never)]` für sich, damit das Übrige beisammen bleibt.

use crate::alte_fassung;
use crate::anspruch::{PersonErgebnis, Rolle};
use crate::daneben::Daneben;
use crate::haushalt::{Abschnitt, Haushalt, Menge, Mensch, Tagezaehler};
use crate::lage::{Ausschluss, Lage, Person, PersonNr, Warmwasser, Wohnung};
use crate::measure::{Bruch, Cent, runde_gemeinsam_p41};
use crate::offen::Offen;
use crate::recht::{MonatsRecht, Recht, RundungAuf, Unterkunft, Vermoegen};
use crate::sgb2::p07::{self, Gruppen};
use crate::sgb2::p21::{Anteil, Sammlung};
use crate::sgb2::{p09, p11, p12, p20, p21, p22, p31a, p41, p43, p70};

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
    pub(crate) vermoegen: Vec<p12::Vermoegen>,
    pub(crate) daneben: Daneben,
    /// Gibt es in diesem Monat etwas, das neben dem Anspruch steht (§§ 26, 28)?
    pub(crate) braucht_daneben: bool,
    /// Alle Kindergeldzahlungen des Haushalts, einmal gelesen.
    pub(crate) kindergeld: Vec<p11::Zahlung>,
    /// Wer welches Merkmal hat, einmal gelesen.
    pub(crate) wer: Merkmale,
    /// Personen des Haushalts; was je Person gesammelt ist, hat so viele gültige Einträge.
    anzahl: usize,
    /// Rechnet auch, was die Lage nicht braucht; siehe [`Werkbank::gruendlich`].
    pub(crate) gruendlich: bool,
    tische: Vec<Tisch>,
    kopfteile: Vec<Bruch>,
    gerundet: Vec<Cent>,
    wohnungen: Vec<p22::Anerkennung>,
}

/// Wer im Haushalt welches Merkmal hat: die Schritte danach fragen Mengen statt jeder Person.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Merkmale {
    /// Mit eigenem Anspruch, soweit die Gemeinschaft einen hat.
    pub berechtigt: Menge,
    /// Hier ohne eigenen Anspruch.
    pub ausgeschlossen: Menge,
    /// Kinder unter 25 ohne eigene Familie (§ 7 Abs. 3 Nr. 4).
    pub kinder: Menge,
    /// Unter 18 am ersten Tag hier.
    pub minderjaehrig: Menge,
    /// Unter 25 am ersten Tag hier.
    pub unter_25: Menge,
    /// Macht die Gemeinschaft zu einer mit erwerbsfähiger Person (§ 7 Abs. 2), auch wer in Ausbildung
    /// (§ 7 Abs. 5: Leistungen nach § 27) oder nicht erreichbar ist (§ 7b).
    pub erwerbsfaehig: Menge,
    /// Mit einer Nachzahlung in diesem Monat oder den Monaten davor.
    pub mit_nachzahlung: Menge,
    /// Mit anderen Einnahmen als Kindergeld.
    pub mit_einnahmen: Menge,
    /// Mit zu berücksichtigendem Vermögen.
    pub mit_vermoegen: Menge,
    /// Kinder, für die das Einkommen der Eltern nicht zählt (§ 9 Abs. 3).
    pub ohne_eltern: Menge,
    /// Mit einer Minderung.
    pub mit_minderung: Menge,
}

impl Merkmale {
    fn nimm(&mut self, (nr, person, mensch): (PersonNr, &Person, &Mensch), rolle: Rolle) {
        let nur = |ja: bool| if ja { Menge::nur(nr) } else { Menge::LEER };
        let alter = mensch.alter_zuerst();
        self.kinder = self.kinder.und(nur(mensch.kind));
        self.minderjaehrig = self.minderjaehrig.und(nur(alter < 18));
        self.unter_25 = self.unter_25.und(nur(alter < 25));
        self.mit_vermoegen = self.mit_vermoegen.und(nur(!person.vermoegen.ist_null()));
        self.mit_minderung = self.mit_minderung.und(nur(!person.minderungen.is_empty()));
        let mut bleibt_erwerbsfaehig = false;
        match rolle {
            Rolle::Ausgeschlossen(grund) => {
                self.ausgeschlossen = self.ausgeschlossen.mit(nr);
                bleibt_erwerbsfaehig =
                    matches!(grund, Ausschluss::Studium | Ausschluss::NichtErreichbar);
            }
            Rolle::Mitglied => {
                self.berechtigt = self.berechtigt.mit(nr);
                bleibt_erwerbsfaehig = true;
            }
            _ => {}
        }
        let erwerbsfaehig = mensch.erwerbsfaehig && bleibt_erwerbsfaehig;
        self.erwerbsfaehig = self.erwerbsfaehig.und(nur(erwerbsfaehig));
    }
}

/// Was über die Abschnitte für eine Person gesammelt wird.
#[derive(Clone, Debug, Default)]
struct Tisch {
    tage: Tagezaehler,
    /// Kam sie in einem Abschnitt für einen Mehrbedarf in Betracht? Nur dann gilt die Sammlung.
    mit_mehrbedarf: bool,
    mehrbedarf: Sammlung,
}

/// Die Wohnung eines Abschnitts.
#[derive(Clone, Copy)]
struct Bewohnt<'a> {
    anerkennung: &'a p22::Anerkennung,
    koepfe: u8,
    /// Der Teil der Nachforderung, der auf den Abschnitt fällt, je Kopf.
    einmalig: Bruch,
}

/// Was über alle Schritte gleich bleibt.
#[derive(Clone, Copy)]
pub(crate) struct Umfeld<'a> {
    pub lage: &'a Lage,
    pub recht: &'a Recht,
    pub monat: &'a MonatsRecht,
    /// Die Fassung des § 22, die für die Lage gilt.
    pub unterkunft: &'a Unterkunft,
}

impl<'a> Umfeld<'a> {
    /// Die Fassung des § 12, die für die Lage gilt.
    pub(crate) fn vermoegen(&self) -> &'a Vermoegen {
        self.recht.vermoegen(self.lage.bewilligung_ab, self.lage.monat)
    }
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
        self.personen.get(..self.anzahl).unwrap_or_default()
    }

    pub(crate) fn daneben(&self) -> &Daneben {
        &self.daneben
    }

    pub(crate) fn offen(&self) -> &[Offen] {
        &self.offen
    }

    /// Die ganze Rechnung.
    pub(crate) fn rechne(&mut self, lage: &Lage, recht: &Recht, monat: &MonatsRecht) {
        let unterkunft = p22::fassung(lage, recht);
        let umfeld = &Umfeld { lage, recht, monat, unterkunft };
        let wohnen = self.beginne(umfeld);
        self.bedarfe(umfeld, &wohnen);
        self.gemeinschaften(umfeld);
        self.auszahlungen(umfeld);
        self.ordne_fragen();
    }

    fn beginne(&mut self, umfeld: &Umfeld<'_>) -> p22::Umstaende {
        let anzahl = umfeld.lage.personen.len();
        self.haushalt.lies(umfeld.lage, umfeld.recht, umfeld.monat.kinder_unter);
        self.gruppen.bilde(umfeld.lage, &self.haushalt);
        self.offen.clear();
        self.daneben.leere();
        self.braucht_daneben = Daneben::kommt_vor(umfeld.lage);
        self.anzahl = anzahl;
        if self.personen.len() < anzahl {
            self.personen.resize(anzahl, PersonErgebnis::default());
            self.vermoegen.resize(anzahl, p12::Vermoegen::default());
            self.kopfteile.resize(anzahl, Bruch::NULL);
            self.gerundet.resize(anzahl, Cent::NULL);
            self.tische.resize(anzahl, Tisch::default());
        }
        if !umfeld.monat.festgesetzt {
            self.offen.push(Offen::BetraegeNichtFestgesetzt(umfeld.lage.monat));
        }
        if umfeld.monat.alte_fassung.fragt() {
            alte_fassung::fragen(umfeld.lage, umfeld.monat, &mut self.offen);
        }
        self.kindergeld.clear();
        self.wer = Merkmale::default();
        self.lies_personen(umfeld)
    }

    /// Was mehrere Schritte von jeder Person wissen müssen, in einem Durchgang; leert ihr Ergebnis.
    fn lies_personen(&mut self, umfeld: &Umfeld<'_>) -> p22::Umstaende {
        let nach = umfeld.monat.schalter.deckel_nach_karenz;
        let mut wohnen = p22::Umstaende::neu(umfeld.lage, umfeld.unterkunft, nach);
        let kalendertage = self.haushalt.kalendertage();
        let kinder_unter = umfeld.monat.kinder_unter;
        let regelbedarf = p20::Regelbedarf::neu(umfeld.monat);
        let ergebnisse = self.personen.iter_mut().zip(&mut self.tische).zip(&mut self.kopfteile);
        let menschen = self.haushalt.menschen().zip(&umfeld.lage.personen);
        for (((ergebnis, tisch), kopfteil), ((nr, mensch), person)) in ergebnisse.zip(menschen) {
            wohnen.nimm((person, mensch), kalendertage, umfeld.unterkunft);
            p07::fragen(umfeld.lage, (nr, person, mensch), kinder_unter, &mut self.offen);
            let rolle = rolle(person, mensch);
            self.wer.nimm((nr, person, mensch), rolle);
            *ergebnis = PersonErgebnis { rolle, regelbedarf, ..PersonErgebnis::default() };
            tisch.tage = Tagezaehler::default();
            tisch.mit_mehrbedarf = false;
            *kopfteil = Bruch::NULL;
            for einnahme in &person.einkommen {
                match p11::zahlung(einnahme, person, nr) {
                    Some(zahlung) => self.kindergeld.push(zahlung),
                    None => self.wer.mit_einnahmen = self.wer.mit_einnahmen.mit(nr),
                }
                if p11::ist_nachzahlung(einnahme) {
                    self.wer.mit_nachzahlung = self.wer.mit_nachzahlung.mit(nr);
                }
            }
            let schwanger = !person.mehrbedarfe.is_empty()
                && p09::ohne_elterneinkommen(umfeld.lage, &self.haushalt, nr);
            if schwanger {
                self.wer.ohne_eltern = self.wer.ohne_eltern.mit(nr);
            }
        }
        wohnen
    }

    /// §§ 20 bis 23 über alle Abschnitte, gerundet je Person und Bestandteil.
    fn bedarfe(&mut self, umfeld: &Umfeld<'_>, wohnen: &p22::Umstaende) {
        self.wohnungen.clear();
        for wohnung in &umfeld.lage.wohnungen {
            let geprueft = p22::pruefe(wohnung, wohnen, umfeld.unterkunft, &mut self.offen);
            self.wohnungen.push(geprueft);
        }
        for abschnitt in self.haushalt.abschnitte() {
            self.bedarfe_im_abschnitt(umfeld, wohnen, abschnitt);
        }
        let kopfteile = self.kopfteile.get(..self.anzahl).unwrap_or_default();
        let gerundet = self.gerundet.get_mut(..self.anzahl).unwrap_or_default();
        runde_gemeinsam_p41(kopfteile, gerundet);
        let rundung = umfeld.monat.rundung.mehrbedarf;
        let personen = self.personen.iter_mut().zip(&umfeld.lage.personen);
        let gesammelt = self.tische.iter().zip(&self.gerundet);
        for ((ergebnis, person), (tisch, kopfteil)) in personen.zip(gesammelt) {
            ergebnis.regelbedarf.runde();
            let regelbedarf = ergebnis.regelbedarf.summe;
            if tisch.mit_mehrbedarf {
                ergebnis.mehrbedarf = tisch.mehrbedarf.runde(person, regelbedarf, rundung);
            } else if !person.mehrbedarfe.is_empty() {
                ergebnis.mehrbedarf = Sammlung::default().runde(person, regelbedarf, rundung);
            }
            ergebnis.unterkunft.summe = *kopfteil;
            ergebnis.anspruch.lebensunterhalt = regelbedarf + ergebnis.mehrbedarf.summe;
            ergebnis.anspruch.unterkunft = *kopfteil;
        }
    }

    fn bedarfe_im_abschnitt(
        &mut self,
        umfeld: &Umfeld<'_>,
        wohnen: &p22::Umstaende,
        abschnitt: Abschnitt,
    ) {
        let Umfeld { lage, monat, .. } = *umfeld;
        let haushalt = &self.haushalt;
        let anwesend = haushalt.koepfe(abschnitt);
        let mut wohnungen = lage.wohnungen.iter().zip(&self.wohnungen);
        let wohnung = wohnungen.find(|(w, _)| {
            let (von, bis) = haushalt.tage(w.von, w.bis);
            von <= abschnitt.von && abschnitt.bis <= bis
        });
        let warmwasser = wohnung.map_or(Warmwasser::Zentral, |(w, _)| w.warmwasser);
        let bewohnt = wohnung.map(|(wohnung, anerkennung)| {
            let koepfe = p22::koepfe(wohnung, haushalt, anwesend.anzahl());
            let einmalig = einmalig_je_kopf(wohnung, anerkennung, haushalt, abschnitt, koepfe);
            Bewohnt { anerkennung, koepfe, einmalig }
        });
        let menschen = haushalt.menschen().zip(&lage.personen);
        let ergebnisse = self.personen.iter_mut().zip(&mut self.tische).zip(&mut self.kopfteile);
        for (((nr, mensch), person), ((ergebnis, tisch), kopfteil)) in menschen.zip(ergebnisse) {
            let letzter = haushalt.kalendertage();
            let Some(tage) = tisch.tage(mensch, abschnitt, letzter) else { continue };
            let stufe = p20::stufe(lage, haushalt, nr, abschnitt);
            ergebnis.regelbedarf.zaehle(stufe, tage);
            let mehrbedarf = self.gruendlich
                || p21::kommt_in_betracht(haushalt, (person, mensch), abschnitt, warmwasser);
            // Der 31. eines vollen Monats hat keinen Bedarf nach Tagen, aber seine Nachforderung.
            if tage > 0 && mehrbedarf {
                let anteil =
                    Anteil { lage, haushalt, monat, abschnitt, nr, stufe, tage, warmwasser };
                tisch.sammlung().nimm(&anteil, &mut self.offen);
            }
            if let Some(bewohnt) = bewohnt.filter(|_| anwesend.hat(nr)) {
                let karenz = wohnen.in_karenzzeit(person, umfeld.unterkunft);
                let ohne = p22::ohne_zusicherung(person, mensch, abschnitt.von);
                ergebnis.unterkunft = bewohnt.anteil(karenz, ohne);
                if !ohne {
                    *kopfteil += bewohnt.kopfteil(ergebnis.unterkunft.anerkannt, tage);
                    if !bewohnt.anerkennung.einmalig.ist_null() {
                        *kopfteil += bewohnt.einmalig;
                    }
                }
            }
        }
    }

    /// Minderung und Aufrechnung nach der Verteilung.
    fn auszahlungen(&mut self, umfeld: &Umfeld<'_>) {
        let MonatsRecht { rundung, einmalzahlung, .. } = umfeld.monat;
        let fuer_alle = self.gruendlich
            || !umfeld.lage.aufrechnungen.is_empty()
            || rundung.anspruch == RundungAuf::Euro
            || einmalzahlung.gibt_es();
        if fuer_alle || !self.wer.mit_minderung.ist_leer() {
            self.mindere_und_rechne_auf(umfeld);
        }
        self.sachleistungen(umfeld);
    }

    #[inline(never)]
    fn mindere_und_rechne_auf(&mut self, umfeld: &Umfeld<'_>) {
        let MonatsRecht { rundung, einmalzahlung, .. } = umfeld.monat;
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
            if rundung.anspruch == RundungAuf::Euro {
                ergebnis.rundung = p41::volle_euro(ergebnis.anspruch.summe());
            }
            if einmalzahlung.gibt_es() {
                let mensch = self.haushalt.mensch(nr);
                ergebnis.einmalzahlung =
                    p70::einmalzahlung(person, mensch, ergebnis, einmalzahlung);
            }
        }
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

impl Tisch {
    /// Die Sammlung der Mehrbedarfe, beim ersten Abschnitt leer.
    fn sammlung(&mut self) -> &mut Sammlung {
        if !self.mit_mehrbedarf {
            self.mit_mehrbedarf = true;
            self.mehrbedarf = Sammlung::default();
        }
        &mut self.mehrbedarf
    }

    /// Tage mit Bedarf im Abschnitt; `None`, wenn die Person nicht da ist oder ihr Anspruch ruht.
    fn tage(&mut self, mensch: &Mensch, abschnitt: Abschnitt, letzter: u8) -> Option<u8> {
        if !mensch.da(abschnitt) {
            return None;
        }
        if let Some(tage) = mensch.besuch {
            // Ein Besuch hat Tage, aber keine Lage im Monat: er zählt im ersten Abschnitt.
            return (abschnitt.von == mensch.von).then_some(tage.min(30));
        }
        let tage = self.tage.zaehle(mensch, abschnitt, letzter);
        let ruht = mensch.anspruch_ab != 0 && !mensch.berechtigt(abschnitt);
        (!ruht).then_some(tage)
    }
}

impl Bewohnt<'_> {
    /// Der Anteil einer Person, noch ohne seine Summe.
    fn anteil(self, karenz: bool, ohne_zusicherung: bool) -> p22::Anteil {
        let Bewohnt { anerkennung, koepfe, .. } = self;
        let unterkunft =
            if karenz { anerkennung.unterkunft_karenz } else { anerkennung.unterkunft };
        p22::Anteil {
            anerkannt: unterkunft + anerkennung.heizung,
            tatsaechlich: anerkennung.tatsaechlich + anerkennung.heizung_tatsaechlich,
            einmalig: anerkennung.einmalig,
            koepfe,
            karenz,
            ohne_zusicherung,
            summe: Cent::NULL,
        }
    }

    /// Der Kopfteil der laufenden Kosten nach Tagen.
    fn kopfteil(self, laufend: Cent, tage_mit_bedarf: u8) -> Bruch {
        let koepfe = u32::from(self.koepfe);
        match tage_mit_bedarf {
            30 => laufend.teil(1, koepfe),
            tage => laufend.teil(u32::from(tage), 30 * koepfe),
        }
    }
}

/// Eine Nachforderung ist Bedarf des ganzen Monats, nicht der Tage (§ 22 Abs. 1).
#[inline(never)]
fn einmalig_je_kopf(
    wohnung: &Wohnung,
    anerkennung: &p22::Anerkennung,
    haushalt: &Haushalt,
    abschnitt: Abschnitt,
    koepfe: u8,
) -> Bruch {
    if anerkennung.einmalig.ist_null() {
        return Bruch::NULL;
    }
    let (von, bis) = haushalt.tage(wohnung.von, wohnung.bis);
    let dauer = u32::from(Abschnitt { von, bis }.tage()).max(1);
    let hier = u32::from(abschnitt.tage());
    anerkennung.einmalig.teil(hier, dauer).teil(1, u32::from(koepfe))
}

fn rolle(person: &Person, mensch: &Mensch) -> Rolle {
    let pflegekind = person.pflegekind;
    match mensch.ausschluss {
        _ if mensch.von > mensch.bis => Rolle::NichtHier,
        _ if pflegekind => Rolle::Pflegekind,
        Some(Ausschluss::NichtErreichbar) if mensch.anspruch_ab != 0 => Rolle::Mitglied,
        Some(grund) => Rolle::Ausgeschlossen(grund),
        None => Rolle::Mitglied,
    }
}
