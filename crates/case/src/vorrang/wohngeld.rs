//! Das Wohngeld des Haushalts im Monat des Antrags: wer Mitglied ist, was es im Jahr einnimmt
//! (§§ 5 bis 7, 9, 14 bis 18 WoGG). Es gilt für alle drei Monate (§ 25).
//!
//! Niemand ist wegen des SGB II ausgeschlossen: verglichen wird ja, ob das Wohngeld die
//! Hilfebedürftigkeit beseitigt (§ 7 Abs. 1 Satz 3 Nr. 2 WoGG).

use std::num::NonZeroU8;

use law::lage::{Ausschluss, Einkommen, Einnahme, Person};
use law::measure::{Beleg, Cent};
use law::nachbarn::wogg_p04::{Haushaltswohngeld, Werte, haushaltswohngeld};
use law::nachbarn::wogg_p11::{Koepfe, Wohnung};
use law::nachbarn::wogg_p13::{self, Haushalt};
use law::nachbarn::wogg_p14::{Abgaben, Einnahmen};
use law::recht::{MonatsRecht, Recht};

use super::Fragen;
use super::monate::{Gemeinschaft, Monatsbild};
use crate::schnittstelle::vorrang::{self, VorrangEingabe};

/// So viele Monate hat ein Jahr.
const MONATE_IM_JAHR: u32 = 12;
/// Grad der Behinderung ohne Angabe: schwerbehindert (§ 2 Abs. 2 SGB IX).
const SCHWERBEHINDERT: u8 = 50;
/// Kinder, für die es Freibeträge gibt, sind noch nicht so alt.
const VOLLJAEHRIG: u8 = 18;

/// Das Wohngeld des Haushalts und wessen Köpfe zählen.
pub(super) struct Wohngeldbild {
    /// Im Monat; `None`: nicht zu rechnen.
    betrag: Option<Cent>,
    rechnung: Option<Haushaltswohngeld>,
    /// Kennungen der Mitglieder, die zu berücksichtigen sind.
    koepfe: Vec<String>,
}

impl Wohngeldbild {
    pub(super) fn ist_bekannt(&self) -> bool {
        self.betrag.is_some()
    }

    /// Der Teil einer Bedarfsgemeinschaft nach Köpfen.
    pub(super) fn anteil(&self, gemeinschaft: &Gemeinschaft) -> Cent {
        let alle = u32::try_from(self.koepfe.len()).unwrap_or(u32::MAX);
        let hier = self.koepfe.iter().filter(|id| gemeinschaft.ids.contains(id)).count();
        let hier = u32::try_from(hier).unwrap_or(0);
        self.betrag.unwrap_or_default().teil(hier, alle).runde_p41()
    }

    pub(super) fn beleg(&self) -> Option<Beleg> {
        let bewilligt =
            || Beleg::neu("§ 24 WoGG", "bewilligtes Wohngeld", self.betrag.unwrap_or_default());
        match &self.rechnung {
            Some(rechnung) => Some(rechnung.beleg()),
            None => self.betrag.map(|_| bewilligt()),
        }
    }
}

/// Rechnet das Wohngeld oder nimmt das bewilligte.
pub(super) fn wohngeld(
    eingabe: &VorrangEingabe,
    bild: &Monatsbild,
    recht: &Recht,
    offen: &mut Fragen,
) -> Wohngeldbild {
    let personen = || bild.eingabe.lage.personen.iter().zip(&bild.eingabe.ids);
    let hier: Vec<(&Person, &String)> = personen().filter(|(p, _)| ist_mitglied(p)).collect();
    let zaehlt: Vec<(&Person, &String)> =
        hier.iter().copied().filter(|(p, _)| !ist_ausgeschlossen(p)).collect();
    let koepfe: Vec<String> = zaehlt.iter().map(|(_, id)| (*id).clone()).collect();
    if let Some(bewilligt) = eingabe.angaben.wohngeld.bewilligt {
        return Wohngeldbild { betrag: Some(bewilligt), rechnung: None, koepfe };
    }
    let rechnung = rechne(eingabe, bild, recht, (&hier, &zaehlt), offen);
    if rechnung.is_none() {
        let satz = "Für diesen Monat sind keine Werte des Wohngelds hinterlegt, bis 2008 fehlt das \
                    Jahr der Bezugsfertigkeit, oder niemand im Haushalt kann es bekommen. Wie hoch \
                    wäre es?";
        offen.frage("§ 19 WoGG", satz, None);
    }
    Wohngeldbild { betrag: rechnung.map(|w| w.betrag), rechnung, koepfe }
}

type Mitglieder<'a> = (&'a [(&'a Person, &'a String)], &'a [(&'a Person, &'a String)]);

fn rechne(
    eingabe: &VorrangEingabe,
    bild: &Monatsbild,
    recht: &Recht,
    (hier, zaehlt): Mitglieder<'_>,
    offen: &mut Fragen,
) -> Option<Haushaltswohngeld> {
    let monat = bild.monat();
    let monatsrecht = recht.monat(monat).ok()?;
    let alle = NonZeroU8::new(u8::try_from(hier.len()).ok()?)?;
    let ausgeschlossen = u8::try_from(hier.len().saturating_sub(zaehlt.len())).ok()?;
    let koepfe = Koepfe::ohne(alle, ausgeschlossen)?;
    let werte = Werte::im(recht, monat)?;
    let wohnung = Wohnung {
        miete: miete(eingabe, bild, hier.len(), offen),
        ausser_betracht: eingabe.angaben.wohngeld.ausser_betracht,
        stufe: eingabe.stufe,
        bezugsfertig: eingabe.angaben.wohngeld.bezugsfertig,
        koepfe,
    };
    let mitglieder: Vec<wogg_p13::Mitglied> = zaehlt
        .iter()
        .map(|(person, id)| mitglied(eingabe, bild, person, id, monatsrecht, offen))
        .collect();
    let [stufe_1, ..] = monatsrecht.regelbedarf.stufen;
    let haushalt = Haushalt {
        mitglieder: &mitglieder,
        alleinerziehend: alleinerziehend(bild, hier),
        unterhalt: &[],
        regelbedarfsstufe_1: stufe_1,
    };
    let vermoegen: Cent = zaehlt.iter().map(|(person, _)| person.vermoegen).sum();
    haushaltswohngeld(werte, wohnung, &haushalt, vermoegen)
}

/// § 5 WoGG: wer hier wohnt; nicht Kinder zu Besuch und wer den Monat woanders lebt.
fn ist_mitglied(person: &Person) -> bool {
    let abwesend = person.ausgeschlossen.is_some_and(Ausschluss::ist_abwesend);
    person.zu_besuch_tage.is_none() && !abwesend
}

/// § 7 Abs. 1 Satz 1 Nr. 5, 8 WoGG: andere Leistungen mit Kosten der Unterkunft.
fn ist_ausgeschlossen(person: &Person) -> bool {
    matches!(person.ausgeschlossen, Some(Ausschluss::Sgb12Kap4 | Ausschluss::Asylblg))
}

/// § 9 WoGG: Grundmiete und kalte Nebenkosten, wenn nichts anderes angegeben ist.
fn miete(
    eingabe: &VorrangEingabe,
    bild: &Monatsbild,
    mitglieder: usize,
    offen: &mut Fragen,
) -> Cent {
    if let Some(miete) = eingabe.angaben.wohngeld.miete {
        return miete;
    }
    let wohnungen = &bild.eingabe.lage.wohnungen;
    let fremde = wohnungen
        .iter()
        .filter_map(|wohnung| wohnung.bewohner)
        .any(|bewohner| usize::from(bewohner) != mitglieder);
    if wohnungen.len() > 1 || fremde {
        let satz = "Die Wohnung wechselt im Monat oder hat andere Bewohner als den Haushalt. Welche \
                    Miete zählt beim Wohngeld? Gerechnet ist mit der ganzen Kaltmiete der letzten.";
        offen.frage("§ 9, § 11 Abs. 2 WoGG", satz, None);
    }
    wohnungen.last().map_or(Cent::NULL, |wohnung| wohnung.grundmiete + wohnung.nebenkosten)
}

/// § 17 Nr. 3 WoGG: eine erwachsene Person allein mit Kindern, von denen eines minderjährig ist.
fn alleinerziehend(
    bild: &Monatsbild,
    hier: &[(&Person, &String)],
) -> Option<wogg_p13::Alleinerziehend> {
    let am = bild.monat().erster();
    let eltern: Vec<_> =
        hier.iter().filter(|(person, _)| person.eltern_hier().next().is_none()).collect();
    let minderjaehrig = hier.iter().any(|(person, _)| {
        person.eltern_hier().next().is_some()
            && person.geboren.alter(am) < VOLLJAEHRIG
            && person.einkommen.iter().any(|e| matches!(e, Einkommen::Kindergeld { .. }))
    });
    (eltern.len() == 1 && minderjaehrig).then(wogg_p13::Alleinerziehend::default)
}

fn mitglied(
    eingabe: &VorrangEingabe,
    bild: &Monatsbild,
    person: &Person,
    id: &str,
    recht: &MonatsRecht,
    offen: &mut Fragen,
) -> wogg_p13::Mitglied {
    let angaben = eingabe.mitglied(id);
    let einnahmen = match angaben.and_then(|a| a.jahr.as_ref()) {
        Some(jahr) => angegeben(jahr),
        None => zwoelffach(person, recht, id, offen),
    };
    let abgaben = abgaben(person, angaben, recht, id, offen);
    let behinderung = match angaben.map(|a| a.behinderung).unwrap_or_default() {
        vorrang::Behinderung::Keine => wogg_p13::Behinderung::Keine,
        vorrang::Behinderung::Grad100 => wogg_p13::Behinderung::Grad100,
        vorrang::Behinderung::MitPflege => {
            let grad = angaben.and_then(|a| a.grad).unwrap_or(SCHWERBEHINDERT);
            wogg_p13::Behinderung::MitPflege { grad }
        }
    };
    let kind = person.eltern_hier().next().is_some();
    let rente_mit_grundrentenzeiten: Cent = person
        .einkommen
        .iter()
        .map(|einkommen| match einkommen {
            Einkommen::Rente { betrag, grundrentenzeiten: true } => {
                betrag.mal_anzahl(MONATE_IM_JAHR)
            }
            _ => Cent::NULL,
        })
        .sum();
    wogg_p13::Mitglied {
        einnahmen,
        abgaben,
        behinderung,
        verfolgt: false,
        kind_alter: kind.then(|| person.geboren.alter(bild.monat().erster())),
        rente_mit_grundrentenzeiten,
    }
}

fn angegeben(jahr: &vorrang::Jahreseinnahmen) -> Einnahmen {
    Einnahmen {
        lohn: jahr.lohn,
        werbungskosten: jahr.werbungskosten,
        gewinn: jahr.gewinn,
        vermietung: jahr.vermietung,
        kapital: jahr.kapital,
        rente: jahr.rente,
        sonstige: jahr.sonstige,
        steuerfrei: jahr.steuerfrei,
    }
}

/// § 14, § 15 WoGG: das Zwölffache des Monats, jede Einnahme nach ihrer Art.
fn zwoelffach(person: &Person, recht: &MonatsRecht, id: &str, offen: &mut Fragen) -> Einnahmen {
    let mut jahr = Einnahmen::default();
    for einkommen in &person.einkommen {
        let im_jahr = |betrag: Cent| betrag.mal_anzahl(MONATE_IM_JAHR);
        match einkommen {
            Einkommen::Erwerb { brutto, .. } => jahr.lohn += im_jahr(*brutto),
            Einkommen::Selbstaendig { gewinn, .. } => jahr.gewinn += im_jahr(*gewinn),
            Einkommen::Rente { betrag, .. } => jahr.rente += im_jahr(*betrag),
            // § 14 Abs. 2 Nr. 6 Halbsatz 2 WoGG, § 10 BEEG.
            Einkommen::Elterngeld { betrag, .. } => {
                jahr.steuerfrei += im_jahr(betrag.abzueglich(recht.frei.elterngeld));
            }
            // § 14 Abs. 2 Nr. 25 WoGG: die Hälfte der Kosten der Erziehung.
            Einkommen::Pflegegeld { betrag, .. } => jahr.steuerfrei += haelfte(im_jahr(*betrag)),
            Einkommen::Kindergeld { .. } => {}
            Einkommen::Nachzahlung { .. } => {
                let satz = "Die Person hat eine Nachzahlung. Zählt sie beim Wohngeld auf mehrere \
                            Jahre verteilt? Gerechnet ist ohne sie.";
                offen.frage("§ 15 Abs. 2 WoGG", satz, Some(id));
            }
            Einkommen::Andere { art, betrag } => andere(&mut jahr, *art, im_jahr(*betrag)),
        }
    }
    jahr
}

fn andere(jahr: &mut Einnahmen, art: Einnahme, im_jahr: Cent) {
    match art {
        // § 14 Abs. 2 Nr. 6, 19, 20, 21 WoGG.
        Einnahme::Unterhalt
        | Einnahme::Unterhaltsvorschuss
        | Einnahme::Arbeitslosengeld
        | Einnahme::Krankengeld
        | Einnahme::Mutterschaftsgeld => jahr.steuerfrei += im_jahr,
        // Nr. 27: die Hälfte.
        Einnahme::Bafoeg | Einnahme::Bab | Einnahme::Ausbildungsgeld => {
            jahr.steuerfrei += haelfte(im_jahr);
        }
        Einnahme::Kapital => jahr.kapital += im_jahr,
        Einnahme::Sonstiges => jahr.sonstige += im_jahr,
        // Steuerfrei und in § 14 Abs. 2 nicht genannt.
        Einnahme::TaschengeldFwd
        | Einnahme::Kinderzuschlag
        | Einnahme::Wohngeld
        | Einnahme::Aufwandsentschaedigung
        | Einnahme::Trinkgeld
        | Einnahme::Frei => {}
    }
}

fn haelfte(betrag: Cent) -> Cent {
    betrag.teil(1, 2).runde_p41()
}

/// § 16 WoGG: Beiträge lassen sich aus dem Lohn schließen, Steuern nicht.
fn abgaben(
    person: &Person,
    angaben: Option<&vorrang::Mitglied>,
    recht: &MonatsRecht,
    id: &str,
    offen: &mut Fragen,
) -> Abgaben {
    let lohn: Cent = person
        .einkommen
        .iter()
        .map(|e| match e {
            Einkommen::Erwerb { brutto, .. } => *brutto,
            _ => Cent::NULL,
        })
        .sum();
    let pflichtig = lohn > recht.minijob.betrag;
    let rente = person.einkommen.iter().any(|e| matches!(e, Einkommen::Rente { .. }));
    let selbstaendig = person.einkommen.iter().any(|e| matches!(e, Einkommen::Selbstaendig { .. }));
    let steuern = angaben.and_then(|a| a.steuern);
    if steuern.is_none() && (pflichtig || rente || selbstaendig) {
        let satz = "Zahlt die Person Steuern vom Einkommen? Beim Wohngeld gehen dann 10 % ab; \
                    gerechnet ist ohne.";
        offen.frage("§ 16 Satz 1 Nr. 1 WoGG", satz, Some(id));
    }
    Abgaben {
        steuern: steuern.unwrap_or(false),
        krankenversicherung: angaben
            .and_then(|a| a.krankenversicherung)
            .unwrap_or(pflichtig || rente),
        rentenversicherung: angaben.and_then(|a| a.rentenversicherung).unwrap_or(pflichtig),
    }
}
