//! Aus drei Monaten eine Entscheidung (§ 12a Satz 2 Nr. 2 SGB II) und ihr Satz.

use law::sgb2::p12a::{Monatsvergleich, Vorrang};

use crate::schnittstelle::vorrang::VorrangEntscheidung;

/// Was die Entscheidung bestimmt.
pub(super) struct Lage<'a> {
    pub vorrang: &'a Vorrang,
    pub vergleiche: &'a [Monatsvergleich],
    /// Konnte das Wohngeld gerechnet werden?
    pub wohngeld_bekannt: bool,
    /// Ist eine Frage offen, die ein Mensch entscheidet?
    pub zu_klaeren: bool,
}

/// Eine Pflicht gibt es nur, wenn nichts offen ist: sie nimmt den Anspruch nach dem SGB II.
pub(super) fn entscheide(lage: &Lage<'_>) -> (VorrangEntscheidung, String) {
    let ohne_anspruch = lage.vergleiche.iter().all(|monat| monat.sgb2.ist_null());
    let verpflichtet = lage.vorrang.verpflichtet();
    if ohne_anspruch {
        let satz = "Auch ohne Wohngeld und Kinderzuschlag besteht in keinem Monat ein Anspruch.";
        return (VorrangEntscheidung::KeinAnspruch, satz.to_owned());
    }
    if !lage.wohngeld_bekannt && !verpflichtet {
        let satz = "Das Wohngeld lässt sich für diese Zeit nicht rechnen; bitte klären, wie hoch es \
                    wäre.";
        return (VorrangEntscheidung::Frage, satz.to_owned());
    }
    if verpflichtet && lage.zu_klaeren {
        let satz = "Nach diesen Angaben beseitigen Wohngeld und Kinderzuschlag die \
                    Hilfebedürftigkeit aller Mitglieder; erst sind die offenen Fragen zu klären.";
        return (VorrangEntscheidung::Frage, satz.to_owned());
    }
    if verpflichtet {
        let satz = format!(
            "Wohngeld und Kinderzuschlag sind zu beantragen: sie beseitigen die Hilfebedürftigkeit \
             aller Mitglieder {} Monate am Stück.",
            lage.vorrang.laengste_folge
        );
        return (VorrangEntscheidung::Vorrang, satz);
    }
    let groesste = lage.vergleiche.iter().map(|monat| monat.luecke).max().unwrap_or_default();
    let satz = format!(
        "Das SGB II bleibt: mit Wohngeld und Kinderzuschlag fehlen in einem Monat noch {groesste}, \
         und die Hilfebedürftigkeit aller entfällt nicht {} Monate am Stück.",
        lage.vorrang.mindestens
    );
    (VorrangEntscheidung::Sgb2Bleibt, satz)
}
