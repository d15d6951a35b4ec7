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
use crate::measure::Cent;
use crate::offen::Offen;
use crate::recht::MonatsRecht;
use crate::sgb2::p20::Regelbedarf;

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
    /// Zählt nicht, oder steht an anderer Stelle (Kindergeld, Nachzahlung, [`Begrenzt`]).
    Keine,
}

/// Was die Regeln über die Person wissen müssen.
#[derive(Clone, Copy)]
pub(crate) struct Wer<'a> {
    pub nr: PersonNr,
    pub mensch: &'a Mensch,
    pub regelbedarf: &'a Regelbedarf,
    pub monat: &'a MonatsRecht,
}

/// Einnahmen, von denen ein fester Betrag frei ist: erst die Summe, dann einmal der Abzug.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Begrenzt {
    kapital: Cent,
    aufwand: Cent,
    trinkgeld: Cent,
    elterngeld: Cent,
    lohn_vor_geburt: Cent,
}

impl Begrenzt {
    /// Was von allen zusammen zählt; Fragen kommen in `offen`.
    pub(crate) fn zaehlt(self, wer: Wer<'_>, offen: &mut Vec<Offen>) -> Cent {
        let frei = &wer.monat.frei;
        if !self.kapital.ist_null() {
            offen.push(Offen::Kapitalertraege(wer.nr));
        }
        if self.aufwand.mal_anzahl(12) > frei.ehrenamt_jahr {
            offen.push(Offen::Aufwandsentschaedigung(wer.nr));
        }
        self.kapital.abzueglich(frei.kapital_jahr)
            + self.aufwand.abzueglich(frei.ehrenamt_jahr)
            + self.trinkgeld_zaehlt(wer)
            + self.elterngeld.abzueglich(self.lohn_vor_geburt.min(frei.elterngeld))
    }
}

impl Begrenzt {
    /// Was zehn Prozent des Regelbedarfs für einen vollen Monat übersteigt.
    fn trinkgeld_zaehlt(self, wer: Wer<'_>) -> Cent {
        if self.trinkgeld.ist_null() {
            return Cent::NULL;
        }
        let frei = wer.regelbedarf.voller_monat().prozent(wer.monat.frei.trinkgeld_prozent);
        self.trinkgeld.abzueglich(frei)
    }
}

/// § 1 Abs. 1 Nr. 9 GrusiGV: unter 15 zählt vom Lohn des Monats erst, was 100 € übersteigt.
pub(crate) fn lohn(netto: Cent, wer: Wer<'_>) -> Cent {
    let unter_15 = wer.mensch.alter_zuletzt() < 15;
    netto.abzueglich(if unter_15 { wer.monat.frei.erwerb_unter_15 } else { Cent::NULL })
}

/// Ordnet eine Einnahme ein; wovon ein fester Betrag frei ist, sammelt `begrenzt`.
pub(crate) fn zaehlt(einkommen: &Einkommen, wer: Wer<'_>, begrenzt: &mut Begrenzt) -> Sorte {
    let frei = &wer.monat.frei;
    match *einkommen {
        Einkommen::Erwerb { brutto, netto, .. }
        | Einkommen::Selbstaendig { gewinn: brutto, netto } => Sorte::Erwerb { brutto, netto },
        Einkommen::Kindergeld { .. } | Einkommen::Nachzahlung { .. } => Sorte::Keine,
        Einkommen::Rente { betrag, grundrentenzeiten: true } => Sorte::Grundrente(betrag),
        Einkommen::Rente { betrag, grundrentenzeiten: false } => Sorte::Andere(betrag),
        Einkommen::Elterngeld { betrag, vor_geburt } => {
            begrenzt.elterngeld += betrag;
            let immer = frei.elterngeld_immer.then_some(frei.elterngeld);
            let vorher = immer.or(vor_geburt).unwrap_or(Cent::NULL);
            begrenzt.lohn_vor_geburt = begrenzt.lohn_vor_geburt.max(vorher);
            Sorte::Keine
        }
        Einkommen::Pflegegeld { betrag, kind_nr } => Sorte::Andere(match kind_nr {
            0..=2 => Cent::NULL,
            3 => betrag.prozent(frei.pflegekind_3),
            _ => betrag,
        }),
        Einkommen::Andere { art, betrag } => zaehlt_andere(art, betrag, wer, begrenzt),
    }
}

fn zaehlt_andere(art: Einnahme, betrag: Cent, wer: Wer<'_>, begrenzt: &mut Begrenzt) -> Sorte {
    let frei = &wer.monat.frei;
    match art {
        Einnahme::Frei => return Sorte::Keine,
        Einnahme::Mutterschaftsgeld if frei.mutterschaftsgeld_frei => return Sorte::Keine,
        Einnahme::TaschengeldFwd => return Sorte::Taschengeld(betrag),
        Einnahme::Bafoeg | Einnahme::Bab | Einnahme::Ausbildungsgeld => {
            return Sorte::Foerderung(betrag);
        }
        // Bis 30.06.2023 kein eigener Jahresbetrag: § 11b Abs. 2 Satz 3 a. F.
        Einnahme::Aufwandsentschaedigung if frei.ehrenamt_jahr.ist_null() => {
            return Sorte::Ehrenamt(betrag);
        }
        Einnahme::Aufwandsentschaedigung => begrenzt.aufwand += betrag,
        Einnahme::Trinkgeld => begrenzt.trinkgeld += betrag,
        Einnahme::Kapital => begrenzt.kapital += betrag,
        Einnahme::Unterhalt
        | Einnahme::Unterhaltsvorschuss
        | Einnahme::Arbeitslosengeld
        | Einnahme::Krankengeld
        | Einnahme::Mutterschaftsgeld
        | Einnahme::Kinderzuschlag
        | Einnahme::Wohngeld
        | Einnahme::Sonstiges => return Sorte::Andere(betrag),
    }
    Sorte::Keine
}
