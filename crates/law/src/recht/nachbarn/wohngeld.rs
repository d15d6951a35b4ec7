//! Werte des Wohngeldes (§§ 11 bis 19, 21 WoGG; bis 2008 §§ 2, 8, 10 bis 13 a. F.).

use std::num::NonZeroU8;

use serde::Deserialize;

use crate::measure::{Cent, Festkomma, Monat, Prozent, Tag};
use crate::recht::Recht;
use crate::recht::parameter::{prozent, tag};

/// Wie viele Haushaltsmitglieder die Anlagen 2 und 3 WoGG unterscheiden.
const MITGLIEDER: usize = 12;

/// Die Werte der Formel des Wohngeldes (§ 19, § 21 Nr. 1, Anlagen 2 und 3 WoGG).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldtafel {
    /// Letzter Tag vor der nächsten Fortschreibung (§ 43); danach gelten andere Werte.
    #[serde(deserialize_with = "tag")]
    pub gilt_bis: Tag,
    /// Der Faktor vor der Klammer (§ 19 Abs. 1).
    pub faktor: Festkomma,
    /// Rundung von „M“ und „Y“, solange es sie gab.
    pub rundung_eingabe: Option<Eingaberundung>,
    /// Für das 13. und jedes weitere Mitglied (§ 19 Abs. 3), Euro je Monat.
    pub je_weiteres_mitglied: Cent,
    /// Darunter besteht kein Anspruch (§ 21 Nr. 1), Euro je Monat.
    pub mindestens: Cent,
    /// Die Werte für 1 bis 12 Haushaltsmitglieder.
    zeilen: [Wohngeldwerte; MITGLIEDER],
}

/// Die Werte für eine Zahl von Haushaltsmitgliedern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldwerte {
    /// „a“ der Anlage 2.
    pub a: Festkomma,
    /// „b“ der Anlage 2.
    pub b: Festkomma,
    /// „c“ der Anlage 2.
    pub c: Festkomma,
    /// „M“ der Anlage 3: so viel wird mindestens eingesetzt.
    pub m: Cent,
    /// „Y“ der Anlage 3: so viel wird mindestens eingesetzt.
    pub y: Cent,
}

impl Wohngeldtafel {
    /// Die Werte für so viele Mitglieder; über zwölf die für zwölf (§ 19 Abs. 3).
    #[must_use]
    pub fn werte(&self, mitglieder: NonZeroU8) -> &Wohngeldwerte {
        let [erste, .., letzte] = &self.zeilen;
        let stelle = usize::from(mitglieder.get() - 1);
        if stelle == 0 { erste } else { self.zeilen.get(stelle).unwrap_or(letzte) }
    }

    /// Wie viele Mitglieder über zwölf.
    #[must_use]
    pub fn weitere(&self, mitglieder: NonZeroU8) -> u32 {
        let zeilen = u32::try_from(self.zeilen.len()).unwrap_or(u32::MAX);
        u32::from(mitglieder.get()).saturating_sub(zeilen)
    }
}

/// Wie „M“ und „Y“ bis 2015 vor dem Einsetzen gerundet wurden (Anlage 2 Nr. 1, 2 a. F.).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eingaberundung {
    /// Auf das nächste Vielfache auf …
    pub auf: Cent,
    /// … und dann um diesen Betrag ab.
    pub ab: Cent,
    /// Feinere Rundung kleiner Mieten (bis 2008).
    pub kleine_miete: Option<KleineMiete>,
}

/// Wie „M“ bis 2008 gerundet wurde, wenn die Miete klein war (Anlage 2 Nr. 1 a. F.).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KleineMiete {
    /// Bis zu dieser Miete.
    pub bis: Cent,
    /// Auf das nächste Vielfache auf …
    pub auf: Cent,
    /// … und dann um diesen Betrag ab.
    pub ab: Cent,
}

impl Eingaberundung {
    /// „M“, gerundet.
    #[must_use]
    pub fn miete(self, betrag: Cent) -> Cent {
        match self.kleine_miete.filter(|klein| betrag <= klein.bis) {
            Some(klein) => betrag.aufgerundet_auf(klein.auf).abzueglich(klein.ab),
            None => self.einkommen(betrag),
        }
    }

    /// „Y“, gerundet.
    #[must_use]
    pub fn einkommen(self, betrag: Cent) -> Cent {
        betrag.aufgerundet_auf(self.auf).abzueglich(self.ab)
    }
}

/// Höchstbeträge, Heizung und Klimakomponente (§ 12 WoGG), Euro je Monat.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mietwerte {
    /// Höchstbeträge für 1 bis 5 Haushaltsmitglieder und je weiteres, innen nach Mietenstufe.
    hoechst: Hoechstbetraege,
    /// Bis 2008: Höchstbeträge für Wohnraum, der früher bezugsfertig war; das älteste zuerst.
    #[serde(default)]
    frueher_bezugsfertig: Vec<Altbau>,
    /// Entlastung bei den Heizkosten (Absatz 6) für 1 bis 5 und je weiteres.
    heizung: [Cent; ZEILEN],
    /// Klimakomponente (Absatz 7) für 1 bis 5 und je weiteres.
    klima: [Cent; ZEILEN],
    /// Letzter Tag vor der nächsten Fassung.
    #[serde(deserialize_with = "tag")]
    pub gilt_bis: Tag,
}

/// Höchstbeträge für Wohnraum bis zu einem Jahr der Bezugsfertigkeit (§ 8 Abs. 1 WoGG a. F.).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Altbau {
    /// Bezugsfertig spätestens in diesem Jahr.
    bis_jahr: u16,
    /// Höchstbeträge.
    hoechst: Hoechstbetraege,
}

/// Zeilen der Anlage 1: 1 bis 5 Haushaltsmitglieder und je weiteres.
const ZEILEN: usize = 6;

type Hoechstbetraege = [Vec<Cent>; ZEILEN];

impl Mietwerte {
    /// Höchstbetrag (§ 12 Abs. 1); `None`, wenn es die Mietenstufe in dieser Fassung nicht gibt oder
    /// die Fassung nach dem Jahr der Bezugsfertigkeit fragt und es nicht bekannt ist.
    #[must_use]
    pub fn hoechstbetrag(
        &self,
        mitglieder: NonZeroU8,
        stufe: Mietenstufe,
        bezugsfertig: Option<u16>,
    ) -> Option<Cent> {
        let spalte = usize::from(stufe.0.get() - 1);
        let mut zeilen = [Cent::NULL; ZEILEN];
        for (zeile, stufen) in zeilen.iter_mut().zip(self.tabelle(bezugsfertig)?) {
            *zeile = *stufen.get(spalte)?;
        }
        Some(nach_mitgliedern(&zeilen, mitglieder))
    }

    fn tabelle(&self, bezugsfertig: Option<u16>) -> Option<&Hoechstbetraege> {
        if self.frueher_bezugsfertig.is_empty() {
            return Some(&self.hoechst);
        }
        let jahr = bezugsfertig?;
        let altbau = self.frueher_bezugsfertig.iter().find(|altbau| jahr <= altbau.bis_jahr);
        Some(altbau.map_or(&self.hoechst, |altbau| &altbau.hoechst))
    }

    /// Entlastung bei den Heizkosten (§ 12 Abs. 6).
    #[must_use]
    pub fn heizung(&self, mitglieder: NonZeroU8) -> Cent {
        nach_mitgliedern(&self.heizung, mitglieder)
    }

    /// Klimakomponente (§ 12 Abs. 7).
    #[must_use]
    pub fn klima(&self, mitglieder: NonZeroU8) -> Cent {
        nach_mitgliedern(&self.klima, mitglieder)
    }
}

/// Der Wert für so viele Mitglieder; über fünf der für fünf und je weiteres der Mehrbetrag.
fn nach_mitgliedern(zeilen: &[Cent; ZEILEN], mitglieder: NonZeroU8) -> Cent {
    let [eins, zwei, drei, vier, fuenf, weitere] = *zeilen;
    match mitglieder.get() {
        0 | 1 => eins,
        2 => zwei,
        3 => drei,
        4 => vier,
        n => fuenf + weitere.mal_anzahl(u32::from(n) - 5),
    }
}

/// Mietenstufe einer Gemeinde (§ 12 Abs. 2, 5), I bis VII.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mietenstufe(NonZeroU8);

/// Die Zahl ist keine Mietenstufe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} ist keine Mietenstufe; es gibt I bis VII (1 bis 7)")]
pub struct MietenstufeFehler(u8);

impl Mietenstufe {
    /// Höchste Mietenstufe.
    const HOECHSTE: u8 = 7;

    /// Die Mietenstufe als Zahl 1 bis 7.
    #[must_use]
    pub fn nummer(self) -> u8 {
        self.0.get()
    }
}

impl TryFrom<u8> for Mietenstufe {
    type Error = MietenstufeFehler;

    fn try_from(nummer: u8) -> Result<Mietenstufe, MietenstufeFehler> {
        let stufe = NonZeroU8::new(nummer).filter(|n| n.get() <= Mietenstufe::HOECHSTE);
        stufe.map(Mietenstufe).ok_or(MietenstufeFehler(nummer))
    }
}

/// Abzüge und Freibeträge vom Einkommen (§§ 14 bis 18, 21 Nr. 3 WoGG), Euro im Jahr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohngeldeinkommen {
    /// Werbungskosten bei Löhnen mindestens (§ 9a Satz 1 Nr. 1 Buchst. a EStG).
    pub arbeitnehmer_pauschbetrag: Cent,
    /// Werbungskosten bei Renten mindestens (§ 9a Satz 1 Nr. 3 EStG).
    pub renten_pauschbetrag: Cent,
    /// Kapitalerträge zählen, soweit sie darüber liegen (§ 14 Abs. 2 Nr. 15).
    pub kapital_frei: Cent,
    /// Abzug je Art von Steuern und Beiträgen (§ 16).
    #[serde(deserialize_with = "prozent")]
    pub abzug_je: Prozent,
    /// Abzug ohne Steuern und Beiträge (§ 16 Abs. 2 a. F.).
    #[serde(deserialize_with = "prozent")]
    pub abzug_ohne: Prozent,
    /// Grad der Behinderung 100 (§ 17 Nr. 1 Buchst. a).
    pub behinderung_100: Cent,
    /// Darunter mit Pflege, bis zu diesem Grad (§ 17 Nr. 1 Buchst. b).
    pub behinderung_hoch: Cent,
    /// Ab diesem Grad gilt `behinderung_hoch`, darunter `behinderung_niedrig`.
    pub behinderung_hoch_ab: u8,
    /// Niedrigerer Grad mit Pflege (§ 17 Nr. 2 a. F.).
    pub behinderung_niedrig: Cent,
    /// Verfolgte (§ 17 Nr. 2).
    pub verfolgt: Cent,
    /// Alleinerziehende: einmal je Haushalt (§ 17 Nr. 3).
    pub alleinerziehend: Cent,
    /// Alleinerziehende: je Kind unter zwölf (§ 17 Nr. 4 a. F.).
    pub alleinerziehend_je_kind: Cent,
    /// Erwerbseinnahmen eines Kindes höchstens (§ 17 Nr. 4).
    pub kind_erwerb: Cent,
    /// Ab diesem Alter (§ 17 Nr. 5 a. F.).
    pub kind_erwerb_ab: u8,
    /// Nur Einnahmen aus Erwerbstätigkeit (seit 2016), sonst das ganze Jahreseinkommen.
    pub kind_nur_erwerb: bool,
    /// Grundrentenzeiten: Sockel (§ 17a); null: noch kein Freibetrag.
    pub grundrente_sockel: Cent,
    /// Grundrentenzeiten: Anteil darüber.
    #[serde(deserialize_with = "prozent")]
    pub grundrente_prozent: Prozent,
    /// Grundrentenzeiten: höchstens dieser Anteil der Regelbedarfsstufe 1.
    #[serde(deserialize_with = "prozent")]
    pub grundrente_hoechstens: Prozent,
    /// Unterhalt für Auszubildende auswärts, Kinder in Betreuung beider, sonstige (§ 18 Nr. 1, 2, 4).
    pub unterhalt: Cent,
    /// Unterhalt für frühere Ehegatten (§ 18 Nr. 3).
    pub unterhalt_ehegatte: Cent,
    /// Erhebliches Vermögen: erstes Mitglied (§ 21 Nr. 3); fehlt bis 2008, als es keine Grenze gab.
    pub vermoegen_erstes: Option<Cent>,
    /// Erhebliches Vermögen: jedes weitere Mitglied.
    pub vermoegen_weiteres: Cent,
}

impl Recht {
    /// Die Werte des Wohngeldes im Monat; `None` vor der ersten hinterlegten Fassung und nach dem
    /// Tag, an dem das Gesetz sie fortschreibt, solange die neuen Werte nicht hinterlegt sind.
    #[must_use]
    pub fn wohngeld(&self, monat: Monat) -> Option<&Wohngeldtafel> {
        let tafel = self.reihen().nachbarn.wohngeld.am(monat.erster())?;
        (monat.letzter() <= tafel.gilt_bis).then_some(tafel)
    }

    /// Höchstbeträge der Miete im Monat; `None`, wo keine Fassung hinterlegt ist.
    #[must_use]
    pub fn wohngeld_miete(&self, monat: Monat) -> Option<&Mietwerte> {
        let werte = self.reihen().nachbarn.wohngeld_miete.am(monat.erster())?;
        (monat.letzter() <= werte.gilt_bis).then_some(werte)
    }

    /// Abzüge und Freibeträge vom Einkommen im Monat; `None` vor der ersten Fassung.
    #[must_use]
    pub fn wohngeld_einkommen(&self, monat: Monat) -> Option<&Wohngeldeinkommen> {
        self.reihen().nachbarn.wohngeld_einkommen.am(monat.erster())
    }
}
