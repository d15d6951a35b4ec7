//! § 11a SGB II: nicht zu berücksichtigendes Einkommen (mit § 1 GrusiGV und § 10 Abs. 5 BEEG).
//!
//! Umgesetzt: § 11a Absatz 1 Nr. 5, 6, Absatz 3 Satz 2 Nr. 1; § 1 Abs. 1 Nr. 1, 3, 9 GrusiGV;
//! Elterngeld bis 300 €, soweit es Lohn vor der Geburt ersetzt; Trinkgeld bis zehn Prozent des
//! Regelbedarfs. Andere freie Einnahmen stehen als `frei` in der Lage.
//! Nicht umgesetzt: Jahresbeträge über mehrere Monate (Kapitalerträge, Aufwandsentschädigungen): der
//! Monat gilt als der erste des Jahres, und es kommt [`Offen::Kapitalertraege`] oder
//! [`Offen::Aufwandsentschaedigung`].

use crate::haushalt::Mensch;
use crate::lage::{Einkommen, Einnahme, PersonNr};
use crate::measure::{Cent, Prozent};
use crate::offen::Offen;
use crate::recht::MonatsRecht;

/// Wofür eine Einnahme bei den Absetzbeträgen zählt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sorte {
    /// Aus Erwerbstätigkeit: Brutto und Netto.
    Erwerb { brutto: Cent, netto: Cent },
    /// Taschengeld im Freiwilligendienst.
    Taschengeld(Cent),
    /// Steuerfreie Aufwandsentschädigung (bis 30.06.2023).
    Ehrenamt(Cent),
    /// Leistung der Ausbildungsförderung.
    Foerderung(Cent),
    /// Rente mit Grundrentenzeiten.
    Grundrente(Cent),
    /// Anderes Einkommen.
    Andere(Cent),
    /// Zählt nicht, oder steht an anderer Stelle (Kindergeld, Nachzahlung).
    Keine,
}

/// Was die Regeln über die Person wissen müssen.
#[derive(Clone, Copy)]
pub(crate) struct Wer<'a> {
    pub nr: PersonNr,
    pub mensch: &'a Mensch,
    pub regelbedarf: Cent,
    pub monat: &'a MonatsRecht,
}

/// Ordnet eine Einnahme ein und zieht ab, was nicht zählt.
pub(crate) fn zaehlt(einkommen: &Einkommen, wer: Wer<'_>, offen: &mut Vec<Offen>) -> Sorte {
    let frei = wer.monat.frei;
    match *einkommen {
        Einkommen::Erwerb { brutto, netto, .. }
        | Einkommen::Selbstaendig { gewinn: brutto, netto } => {
            // § 1 Abs. 1 Nr. 9 GrusiGV: unter 15 zählt erst, was 100 € übersteigt.
            let unter_15 = wer.mensch.alter_zuletzt() < 15;
            let weg = if unter_15 { frei.erwerb_unter_15 } else { Cent::NULL };
            Sorte::Erwerb { brutto, netto: netto.abzueglich(weg) }
        }
        Einkommen::Kindergeld { .. } | Einkommen::Nachzahlung { .. } => Sorte::Keine,
        Einkommen::Rente { betrag, grundrentenzeiten: true } => Sorte::Grundrente(betrag),
        Einkommen::Rente { betrag, grundrentenzeiten: false } => Sorte::Andere(betrag),
        Einkommen::Elterngeld { betrag, vor_geburt } => {
            let ersetzt = vor_geburt.unwrap_or(Cent::NULL).min(frei.elterngeld);
            Sorte::Andere(betrag.abzueglich(ersetzt))
        }
        Einkommen::Pflegegeld { betrag, kind_nr } => Sorte::Andere(match kind_nr {
            0..=2 => Cent::NULL,
            3 => betrag.prozent(frei.pflegekind_3),
            _ => betrag,
        }),
        Einkommen::Andere { art, betrag } => zaehlt_andere(art, betrag, wer, offen),
    }
}

fn zaehlt_andere(art: Einnahme, betrag: Cent, wer: Wer<'_>, offen: &mut Vec<Offen>) -> Sorte {
    let frei = wer.monat.frei;
    match art {
        Einnahme::Frei => Sorte::Keine,
        Einnahme::Mutterschaftsgeld if frei.mutterschaftsgeld_frei => Sorte::Keine,
        Einnahme::TaschengeldFwd => Sorte::Taschengeld(betrag),
        Einnahme::Bafoeg | Einnahme::Bab | Einnahme::Ausbildungsgeld => Sorte::Foerderung(betrag),
        Einnahme::Trinkgeld => {
            let frei: Prozent = frei.trinkgeld_prozent;
            Sorte::Andere(betrag.abzueglich(wer.regelbedarf.prozent(frei)))
        }
        Einnahme::Kapital => {
            if !betrag.ist_null() {
                offen.push(Offen::Kapitalertraege(wer.nr));
            }
            Sorte::Andere(betrag.abzueglich(frei.kapital_jahr))
        }
        // Bis 30.06.2023 kein eigener Jahresbetrag: § 11b Abs. 2 Satz 3 a. F.
        Einnahme::Aufwandsentschaedigung if frei.ehrenamt_jahr.ist_null() => {
            Sorte::Ehrenamt(betrag)
        }
        Einnahme::Aufwandsentschaedigung => {
            if betrag.mal_anzahl(12) > frei.ehrenamt_jahr {
                offen.push(Offen::Aufwandsentschaedigung(wer.nr));
            }
            Sorte::Andere(betrag.abzueglich(frei.ehrenamt_jahr))
        }
        Einnahme::Unterhalt
        | Einnahme::Unterhaltsvorschuss
        | Einnahme::Arbeitslosengeld
        | Einnahme::Krankengeld
        | Einnahme::Mutterschaftsgeld
        | Einnahme::Kinderzuschlag
        | Einnahme::Wohngeld
        | Einnahme::Sonstiges => Sorte::Andere(betrag),
    }
}
