//! Der Haushalt im Monat: wer an welchem Tag da ist, wie alt, in welcher Rolle.
//!
//! Vorarbeit für alle Vorschriften. Der Monat wird in Abschnitte mit gleichbleibenden Verhältnissen
//! geteilt (§ 41 Abs. 1); Personenmengen sind Bits, damit nichts Speicher anlegt.

mod menge;

pub use menge::Menge;

use crate::lage::{
    Ausschluss, Foerderung, FoerderungBedarf, FoerderungStand, HOECHSTENS_PERSONEN, Lage,
    MinderungArt, Person, PersonNr, Unterbringung, UnterbringungArt,
};
use crate::measure::{Monat, Tag, Zeitraum};
use crate::recht::Recht;

/// Ein Abschnitt des Monats mit gleichbleibenden Verhältnissen, Tage von–bis einschließlich.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abschnitt {
    /// Erster Tag im Monat, 1–31.
    pub von: u8,
    /// Letzter Tag im Monat.
    pub bis: u8,
}

impl Abschnitt {
    /// Kalendertage.
    #[must_use]
    pub fn tage(self) -> u8 {
        self.bis.saturating_sub(self.von).saturating_add(1)
    }
}

/// Die Schnitte des Monats: Bit `t − 1` heißt, am Tag `t` beginnt ein Abschnitt.
#[derive(Clone, Copy, Debug)]
struct Schnitte {
    bits: u32,
    letzter: u8,
}

impl Schnitte {
    fn neu(letzter: u8) -> Schnitte {
        Schnitte { bits: 1, letzter }
    }

    fn schneide(&mut self, beginn: u8) {
        if (1..=self.letzter).contains(&beginn) {
            self.bits |= 1_u32.checked_shl(u32::from(beginn) - 1).unwrap_or(0);
        }
    }

    fn abschnitte(self) -> impl Iterator<Item = Abschnitt> {
        let mut rest = self.bits;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let von = u8::try_from(rest.trailing_zeros()).unwrap_or(0).saturating_add(1);
            rest &= rest.wrapping_sub(1);
            let naechster = u8::try_from(rest.trailing_zeros()).unwrap_or(0);
            let bis = if rest == 0 { self.letzter } else { naechster };
            Some(Abschnitt { von, bis })
        })
    }
}

/// Was der Monat über eine Person weiß.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mensch {
    /// Erster und letzter Tag hier, 1–31; `bis < von`: gar nicht.
    pub von: u8,
    /// Letzter Tag hier.
    pub bis: u8,
    /// Den ganzen Monat hier: dann zählen 30 Tage.
    pub ganzer_monat: bool,
    /// Vollendete Lebensjahre am Ersten des Monats.
    alter: u8,
    /// Tag im Monat, an dem ein Lebensjahr vollendet ist; 0: keiner.
    geburtstag: u8,
    /// Hat das 15. Lebensjahr vollendet, die Altersgrenze nicht erreicht, kann arbeiten (§§ 7, 8).
    pub erwerbsfaehig: bool,
    /// Ohne eigenen Anspruch.
    pub ausschluss: Option<Ausschluss>,
    /// Bei § 7b Abs. 4: ab diesem Tag wieder mit Anspruch; 0: nicht in diesem Monat.
    pub anspruch_ab: u8,
    /// Nur zu Besuch: so viele Tage.
    pub besuch: Option<u8>,
    /// Unter 25 ohne Partner und ohne eigenes Kind hier: Kind ihrer Eltern (§ 7 Abs. 3 Nr. 4).
    pub kind: bool,
    /// Kinder dieser Person hier.
    pub kinder: Menge,
    /// Kinder und Pflegekinder, für die diese Person sorgt (§ 21 Abs. 3).
    pub betreute: Menge,
    /// Aufenthalt in diesem Monat (§ 7 Abs. 4).
    pub aufenthalt: Aufenthalt,
}

/// Wo sich eine Person nach § 7 Abs. 4 aufhält.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aufenthalt {
    /// Hier, oder so untergebracht, dass der Anspruch bleibt (Satz 3).
    #[default]
    Hier,
    /// Untergebracht ohne Anspruch, an diesen Tagen des Monats.
    Fort {
        /// Erster und letzter Tag im Monat.
        tage: (u8, u8),
        /// Warum ohne Anspruch.
        grund: Ausschluss,
    },
    /// Dauer oder Tage sind zu klären; gerechnet wie hier.
    Fraglich,
}

impl Mensch {
    /// Den ganzen Monat hier, ohne Geburtstag und ohne Beginn des Anspruchs darin?
    fn ist_gleichbleibend(&self) -> bool {
        self.ganzer_monat && self.geburtstag == 0 && self.anspruch_ab == 0
    }

    /// Vollendete Lebensjahre am Tag des Monats.
    #[must_use]
    pub fn alter_am(&self, tag: u8) -> u8 {
        self.alter.saturating_add(u8::from(self.geburtstag != 0 && self.geburtstag <= tag))
    }

    /// Alter am ersten Tag hier.
    #[must_use]
    pub fn alter_zuerst(&self) -> u8 {
        self.alter_am(self.von)
    }

    /// Alter am letzten Tag hier.
    #[must_use]
    pub fn alter_zuletzt(&self) -> u8 {
        self.alter_am(self.bis)
    }

    /// Ist die Person im Abschnitt hier?
    #[must_use]
    pub fn da(&self, abschnitt: Abschnitt) -> bool {
        self.von <= abschnitt.von && abschnitt.bis <= self.bis
    }

    /// Steht ihr im Abschnitt ein Anspruch zu, soweit sie hier ist?
    #[must_use]
    pub fn berechtigt(&self, abschnitt: Abschnitt) -> bool {
        self.ausschluss.is_none() || (self.anspruch_ab != 0 && self.anspruch_ab <= abschnitt.von)
    }

    /// Hält sie sich nicht in der Wohnung auf?
    #[must_use]
    pub fn ist_abwesend(&self) -> bool {
        self.ausschluss.is_some_and(Ausschluss::ist_abwesend)
    }

    /// Hat sie in diesem Monat wenigstens an einem Tag einen Anspruch?
    #[must_use]
    pub fn berechtigt_im_monat(&self) -> bool {
        self.von <= self.bis && (self.ausschluss.is_none() || self.anspruch_ab != 0)
    }
}

/// Der Haushalt im Monat.
#[derive(Clone, Debug)]
pub struct Haushalt {
    menschen: [Mensch; HOECHSTENS_PERSONEN],
    anzahl: u8,
    /// Wer den ganzen Monat mit Anspruch hier lebt, nicht nur zu Besuch.
    durchgehend: Menge,
    schnitte: Schnitte,
    /// Der Monat.
    pub monat: Monat,
    /// Der Monat vom ersten bis zum letzten Tag.
    pub zeitraum: Zeitraum,
}

impl Default for Haushalt {
    fn default() -> Haushalt {
        let monat = Tag::aus_datum(jiff::civil::Date::ZERO).monat();
        Haushalt {
            menschen: [Mensch::default(); HOECHSTENS_PERSONEN],
            anzahl: 0,
            durchgehend: Menge::LEER,
            schnitte: Schnitte::neu(28),
            monat,
            zeitraum: monat.zeitraum(),
        }
    }
}

impl Haushalt {
    /// Liest die Lage neu ein; vorhandener Speicher wird benutzt.
    pub(crate) fn lies(&mut self, lage: &Lage, recht: &Recht, kinder_unter: u8) {
        self.monat = lage.monat;
        self.anzahl = u8::try_from(lage.personen.len()).unwrap_or(u8::MAX);
        self.zeitraum = lage.monat.zeitraum();
        self.schnitte = Schnitte::neu(self.zeitraum.bis.im_monat());
        self.durchgehend = Menge::LEER;
        let mut eltern_und_kinder = false;
        let mut nr = PersonNr(0);
        for (mensch, person) in self.menschen.iter_mut().zip(&lage.personen) {
            *mensch = mensch_im_monat(person, self.zeitraum, lage.monat, recht);
            if !person.minderungen.is_empty() {
                nicht_erreichbar(mensch, person, lage, recht);
            }
            if mensch.ganzer_monat && mensch.ausschluss.is_none() && mensch.besuch.is_none() {
                self.durchgehend = self.durchgehend.mit(nr);
            }
            eltern_und_kinder |= person.eltern != [None; 2];
            if !mensch.ist_gleichbleibend() || !person.mehrbedarfe.is_empty() {
                schneide(&mut self.schnitte, mensch, person, lage.monat);
            }
            nr = PersonNr(nr.0.saturating_add(1));
        }
        if eltern_und_kinder {
            self.lies_kinder(lage, kinder_unter);
        }
        for wohnung in lage.wohnungen.iter().filter(|w| w.von.is_some() || w.bis.is_some()) {
            let (von, bis) = self.tage(wohnung.von, wohnung.bis);
            self.schnitte.schneide(von);
            self.schnitte.schneide(bis.saturating_add(1));
        }
    }

    /// Wer wessen Kind ist und wer zur Gemeinschaft der Eltern gehört (§ 7 Abs. 3 Nr. 4).
    fn lies_kinder(&mut self, lage: &Lage, kinder_unter: u8) {
        for (nummer, person) in (0..).zip(&lage.personen) {
            let nr = PersonNr(nummer);
            for elternteil in person.eltern_hier() {
                if let Some(mensch) = self.menschen.get_mut(elternteil.stelle()) {
                    mensch.betreute = mensch.betreute.mit(nr);
                    if !person.pflegekind {
                        mensch.kinder = mensch.kinder.mit(nr);
                    }
                }
            }
        }
        for (mensch, person) in self.menschen.iter_mut().zip(&lage.personen) {
            let ledig = person.partner.is_none() && !person.verheiratet;
            let hat_eltern = person.eltern_hier().next().is_some() && !person.pflegekind;
            mensch.kind = ledig
                && hat_eltern
                && mensch.kinder.ist_leer()
                && mensch.alter_zuerst() < kinder_unter;
        }
    }

    /// Eine Person; außerhalb des Haushalts eine leere.
    #[must_use]
    pub fn mensch(&self, nr: PersonNr) -> &Mensch {
        const NIEMAND: &Mensch = &Mensch {
            von: 1,
            bis: 0,
            ganzer_monat: false,
            alter: 0,
            geburtstag: 0,
            erwerbsfaehig: false,
            ausschluss: None,
            anspruch_ab: 0,
            besuch: None,
            kind: false,
            kinder: Menge::LEER,
            betreute: Menge::LEER,
            aufenthalt: Aufenthalt::Hier,
        };
        self.menschen.get(nr.stelle()).unwrap_or(NIEMAND)
    }

    /// Tage des Monats, die der Zeitraum trifft; `(1, 0)`, wenn keiner.
    #[must_use]
    pub fn tage(&self, von: Option<Tag>, bis: Option<Tag>) -> (u8, u8) {
        tage(von, bis, self.zeitraum)
    }

    /// Kalendertage des Monats, zugleich die Nummer des letzten.
    #[must_use]
    pub fn kalendertage(&self) -> u8 {
        self.schnitte.letzter
    }

    /// Alle Nummern in der Reihenfolge der Eingabe.
    pub fn nummern(&self) -> impl Iterator<Item = PersonNr> + use<> {
        (0..self.anzahl).map(PersonNr)
    }

    /// Alle mit ihren Nummern, in der Reihenfolge der Eingabe.
    pub fn menschen(&self) -> impl Iterator<Item = (PersonNr, &Mensch)> {
        self.nummern().zip(&self.menschen)
    }

    /// Die Abschnitte des Monats.
    pub fn abschnitte(&self) -> impl Iterator<Item = Abschnitt> + use<> {
        self.schnitte.abschnitte()
    }

    /// Minderjährige Kinder und Pflegekinder der Person, die im Abschnitt hier leben.
    #[must_use]
    pub fn minderjaehrige_kinder(&self, nr: PersonNr, abschnitt: Abschnitt) -> Menge {
        self.juengere_kinder(nr, abschnitt, 18)
    }

    /// Kinder und Pflegekinder der Person unter `alter` Jahren, die im Abschnitt hier leben; ohne
    /// Besuch.
    #[must_use]
    pub fn juengere_kinder(&self, nr: PersonNr, abschnitt: Abschnitt, alter: u8) -> Menge {
        self.mensch(nr)
            .betreute
            .alle()
            .filter(|kind| {
                let kind = self.mensch(*kind);
                kind.besuch.is_none() && kind.da(abschnitt) && kind.alter_am(abschnitt.von) < alter
            })
            .fold(Menge::LEER, Menge::mit)
    }

    /// Köpfe, die im Abschnitt in der Wohnung leben und nicht nur zu Besuch sind; wer sich woanders
    /// aufhält, zählt nicht, bis [`Offen::Abwesend`](crate::offen::Offen) beantwortet ist.
    #[must_use]
    pub fn koepfe(&self, abschnitt: Abschnitt) -> Menge {
        if self.durchgehend.anzahl() == u32::from(self.anzahl) {
            return self.durchgehend;
        }
        self.menschen()
            .filter(|(_, mensch)| {
                let fort = mensch.ist_abwesend()
                    || (mensch.ausschluss == Some(Ausschluss::NichtErreichbar)
                        && !mensch.berechtigt(abschnitt));
                mensch.besuch.is_none() && mensch.da(abschnitt) && !fort
            })
            .fold(Menge::LEER, |menge, (nr, _)| menge.mit(nr))
    }
}

/// Zählt die Tage einer Person über die Abschnitte: der volle Monat hat 30 (§ 41 Abs. 1 Satz 2).
#[derive(Clone, Copy, Debug, Default)]
pub struct Tagezaehler(u8);

impl Tagezaehler {
    /// Tage des Abschnitts; im letzten Abschnitt eines vollen Monats der Rest bis 30.
    pub fn zaehle(&mut self, mensch: &Mensch, abschnitt: Abschnitt, letzter_tag: u8) -> u8 {
        let rest = 30_u8.saturating_sub(self.0);
        let voll = mensch.ganzer_monat && abschnitt.bis == letzter_tag;
        let tage = if voll { rest } else { abschnitt.tage().min(rest) };
        self.0 = self.0.saturating_add(tage);
        tage
    }
}

/// § 7a Satz 1: früher erreicht niemand die Altersgrenze; Jüngeren wird nicht nachgeschlagen.
const FRUEHESTE_ALTERSGRENZE: u8 = 65;

fn mensch_im_monat(person: &Person, zeitraum: Zeitraum, monat: Monat, recht: &Recht) -> Mensch {
    let Zeitraum { von: erster, bis: letzter } = zeitraum;
    let (mut von, mut bis) = match (person.von, person.bis) {
        (None, None) if person.geboren < erster => (1, letzter.im_monat()),
        (von, bis) => {
            let ab = von.map_or(person.geboren, |von| von.max(person.geboren));
            tage(Some(ab), bis, zeitraum)
        }
    };
    let geburtstag = geburtstag_im_monat(person.geboren, zeitraum);
    let mut ausschluss = person.ausgeschlossen;
    if let Some(foerderung) = person.foerderung.filter(|_| ausschluss.is_none()) {
        ausschluss = in_ausbildung(foerderung, monat).then_some(Ausschluss::Studium);
    }
    let aufenthalt = person.unterbringung.map_or(Aufenthalt::Hier, |u| aufenthalt(u, monat));
    if let Aufenthalt::Fort { tage: (ab, letzter), grund } = aufenthalt {
        if ab <= 1 && letzter >= monat.kalendertage() {
            ausschluss = ausschluss.or(Some(grund));
        } else if ab <= 1 {
            von = von.max(letzter.saturating_add(1));
        } else {
            bis = bis.min(ab - 1);
        }
    }
    if person.gestorben.is_some_and(|tag| tag < erster) {
        (von, bis) = (1, 0);
    }
    let mut mensch = Mensch {
        von,
        bis,
        ganzer_monat: von == 1 && bis == letzter.im_monat(),
        alter: person.geboren.alter(erster),
        geburtstag,
        ausschluss,
        aufenthalt,
        besuch: person.zu_besuch_tage,
        ..Mensch::default()
    };
    let zu_alt =
        mensch.alter >= FRUEHESTE_ALTERSGRENZE && recht.altersgrenze(person.geboren) < monat;
    if zu_alt && mensch.ausschluss.is_none() {
        mensch.ausschluss = Some(Ausschluss::Altersrente);
    }
    let alt_genug = mensch.alter_zuletzt() >= 15;
    mensch.erwerbsfaehig = alt_genug && !zu_alt && person.erwerbsfaehig.unwrap_or(true);
    mensch
}

/// Der Tag nach dem Ersten, an dem im Monat ein Lebensjahr vollendet ist; 0: keiner.
fn geburtstag_im_monat(geboren: Tag, zeitraum: Zeitraum) -> u8 {
    let Zeitraum { von: erster, bis: letzter } = zeitraum;
    if geboren >= erster || geboren.monat_im_jahr() != erster.monat_im_jahr() {
        return 0;
    }
    let tag = geboren.geburtstag(erster.jahr().saturating_sub(geboren.jahr()));
    if tag > erster && tag <= letzter { tag.im_monat() } else { 0 }
}

/// § 7 Abs. 5, 6: schließt die Ausbildung in diesem Monat aus?
#[inline(never)]
fn in_ausbildung(foerderung: Foerderung, monat: Monat) -> bool {
    let bedarf_nach_nr_2 = match foerderung.bedarf {
        // Absatz 6 Nr. 1 und 3: nie ausgeschlossen.
        FoerderungBedarf::P2Abs1a | FoerderungBedarf::Abendschule => return false,
        // Absatz 5 Satz 2: Absatz 6 nimmt nur Satz 1 zurück.
        FoerderungBedarf::Sgb3Wohnheim => return true,
        FoerderungBedarf::P12 | FoerderungBedarf::P13Nr1 => true,
        FoerderungBedarf::P13Nr2 => foerderung.bei_eltern,
    };
    let gefoerdert = match foerderung.stand {
        FoerderungStand::Erhalten | FoerderungStand::MittelZuHoch | FoerderungStand::Beantragt => {
            true
        }
        // Nr. 2 Buchst. b Halbsatz 2: erst mit dem Monat nach der Ablehnung.
        FoerderungStand::Abgelehnt => {
            foerderung.abgelehnt_am.is_some_and(|tag| monat <= tag.monat())
        }
        FoerderungStand::NichtBeantragt => false,
    };
    !(bedarf_nach_nr_2 && gefoerdert)
}

/// So lange darf ein Aufenthalt im Krankenhaus voraussichtlich dauern, in Monaten (§ 7 Abs. 4 Satz 3 Nr. 1).
const KRANKENHAUS_MONATE: i32 = 6;
/// So viele Wochenstunden Arbeit erhalten den Anspruch (§ 7 Abs. 4 Satz 3 Nr. 2).
const ARBEITSSTUNDEN: u8 = 15;

/// § 7 Abs. 4: Unterbringung im Monat.
#[inline(never)]
fn aufenthalt(unterbringung: Unterbringung, monat: Monat) -> Aufenthalt {
    let tage = tage(Some(unterbringung.seit), unterbringung.bis, monat.zeitraum());
    if tage.0 > tage.1 {
        return Aufenthalt::Hier;
    }
    let grund = match unterbringung.art {
        UnterbringungArt::Krankenhaus => {
            let Some(bis) = unterbringung.bis else { return Aufenthalt::Fraglich };
            let seit = unterbringung.seit;
            // Sechs Monate sind voll mit dem Tag vor dem gleichen Tag des sechsten Monats (§ 188 BGB).
            let monate = bis.naechster().monat().seit(seit.monat());
            let voll = bis.naechster().im_monat() >= seit.im_monat();
            if monate < KRANKENHAUS_MONATE || (monate == KRANKENHAUS_MONATE && !voll) {
                return Aufenthalt::Hier;
            }
            Ausschluss::Stationaer
        }
        UnterbringungArt::Einrichtung if unterbringung.arbeitsstunden >= ARBEITSSTUNDEN => {
            return Aufenthalt::Hier;
        }
        UnterbringungArt::Einrichtung => Ausschluss::Stationaer,
        // Satz 3 nimmt nur Satz 1 zurück, nicht Satz 2.
        UnterbringungArt::Haft => Ausschluss::Haft,
    };
    // Zwischen zwei Tagen desselben Monats fort: der Monat hätte für die Person zwei Teile.
    let mitten_im_monat = tage.0 > 1 && tage.1 < monat.kalendertage();
    if mitten_im_monat { Aufenthalt::Fraglich } else { Aufenthalt::Fort { tage, grund } }
}

/// § 7b Abs. 4: nach dem ersten Monat kein Anspruch bis zur persönlichen Meldung, längstens bis zum
/// Ende des ursprünglichen Bewilligungszeitraums (Satz 3).
#[inline(never)]
fn nicht_erreichbar(mensch: &mut Mensch, person: &Person, lage: &Lage, recht: &Recht) {
    let monat = lage.monat;
    for minderung in &person.minderungen {
        let entfaellt = minderung.art == MinderungArt::NichtErreichbar
            && recht.nicht_erreichbar(minderung.tag).gilt
            && mensch.erwerbsfaehig
            && minderung.wirksam_ab < monat
            && lage.bewilligung_ab.monat() <= minderung.wirksam_ab;
        if !entfaellt || mensch.ausschluss.is_some() {
            continue;
        }
        match minderung.aufgehoben_ab {
            Some(tag) if tag <= monat.erster() => {}
            Some(tag) if tag.monat() == monat => {
                mensch.ausschluss = Some(Ausschluss::NichtErreichbar);
                mensch.anspruch_ab = tag.im_monat();
            }
            _ => mensch.ausschluss = Some(Ausschluss::NichtErreichbar),
        }
    }
}

/// Erster Tag nach der 12. Schwangerschaftswoche: 196 Tage vor der Entbindung (280 − 84; § 21 Abs. 2).
#[must_use]
pub fn schwangerschaft_ab(entbindung: Tag) -> Tag {
    entbindung.plus_tage(-196)
}

#[inline(never)]
fn schneide(schnitte: &mut Schnitte, mensch: &Mensch, person: &Person, monat: Monat) {
    schnitte.schneide(mensch.von);
    schnitte.schneide(mensch.bis.saturating_add(1));
    schnitte.schneide(mensch.geburtstag);
    schnitte.schneide(mensch.anspruch_ab);
    for bedarf in &person.mehrbedarfe {
        if let crate::lage::Mehrbedarf::Schwangerschaft { entbindung } = bedarf {
            let beginn = schwangerschaft_ab(*entbindung);
            if beginn.monat() == monat {
                schnitte.schneide(beginn.im_monat());
            }
        }
    }
}

fn tage(von: Option<Tag>, bis: Option<Tag>, monat: Zeitraum) -> (u8, u8) {
    let von = von.map_or(monat.von, |tag| tag.max(monat.von));
    let bis = bis.map_or(monat.bis, |tag| tag.min(monat.bis));
    if von > bis { (1, 0) } else { (von.im_monat(), bis.im_monat()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_abschnitte_decken_den_monat_ohne_luecke() {
        let mut schnitte = Schnitte::neu(31);
        for tag in [15, 20, 32, 0] {
            schnitte.schneide(tag);
        }
        let abschnitte: Vec<(u8, u8)> = schnitte.abschnitte().map(|a| (a.von, a.bis)).collect();
        assert_eq!(abschnitte, [(1, 14), (15, 19), (20, 31)]);
    }

    #[test]
    fn ein_voller_monat_hat_dreissig_tage_der_einzelne_31_ist_ein_dreissigstel() {
        // § 41 Abs. 1 Satz 2 SGB II; law.md 10.4: der 31. allein 1/30.
        let faelle = [
            (true, vec![(1, 14), (15, 31)], 31, vec![14, 16]),
            (true, vec![(1, 14), (15, 28)], 28, vec![14, 16]),
            (true, vec![(1, 30), (31, 31)], 31, vec![30, 0]),
            (false, vec![(31, 31)], 31, vec![1]),
            (false, vec![(2, 31)], 31, vec![30]),
            (false, vec![(2, 28)], 28, vec![27]),
        ];
        for (ganzer_monat, abschnitte, letzter, erwartet) in faelle {
            let mensch = Mensch { ganzer_monat, ..Mensch::default() };
            let mut zaehler = Tagezaehler::default();
            let tage: Vec<u8> = abschnitte
                .iter()
                .map(|(von, bis)| {
                    zaehler.zaehle(&mensch, Abschnitt { von: *von, bis: *bis }, letzter)
                })
                .collect();
            assert_eq!(tage, erwartet);
        }
    }
}
