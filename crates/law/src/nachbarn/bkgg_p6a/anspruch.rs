//! Wer Kinderzuschlag bekommt und für welche Zeit: § 6a Abs. 1, 1a, 5, 7, 8 BKGG.

use super::{Abschnitt, Eltern, Gesamtkinderzuschlag, Kind, Kindzuschlag};
use super::{gesamtkinderzuschlag, kindzuschlag};
use crate::measure::{Beleg, Betrag, Cent, Monat, Zeitraum};
use crate::recht::{Kinderzuschlaege, Wohnbedarfe};

/// Wer die Kinder erzieht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Familienform {
    /// Alleinerziehend.
    Alleinerziehend,
    /// Ehe, Lebenspartnerschaft oder eheähnliche Gemeinschaft.
    Paar,
}

/// Ob jemand in der Bedarfsgemeinschaft Leistungen nach SGB II oder SGB XII hat (Absatz 1a Nr. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grundsicherung {
    /// Niemand erhält sie oder hat sie beantragt.
    Niemand,
    /// Jemand erhält sie oder hat sie beantragt.
    ErhaltenOderBeantragt,
}

/// Die Bedarfsgemeinschaft im Antragsmonat nach dem SGB II (Absatz 1 Nr. 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bedarfsgemeinschaft {
    /// Bedarf ohne die Leistungen für Bildung und Teilhabe (§ 28 SGB II).
    pub bedarf: Cent,
    /// Zu berücksichtigendes Einkommen aller Mitglieder, mit Kindergeld, ohne Kinderzuschlag und
    /// Wohngeld.
    pub einkommen: Cent,
    /// Bewilligtes Wohngeld, sonst das voraussichtliche (Nr. 3 Satz 2, 3).
    pub wohngeld: Cent,
}

/// Alles, woraus sich der Kinderzuschlag eines Monats ergibt.
#[derive(Clone, Copy, Debug)]
pub struct Haushalt<'a> {
    /// Wer die Kinder erzieht.
    pub form: Familienform,
    /// Bruttoeinkommen der Eltern nach § 11 Abs. 1 Satz 1, 2 SGB II ohne Absetzungen, ohne Wohngeld,
    /// Kindergeld und Kinderzuschlag (Absatz 1 Nr. 2).
    pub brutto: Cent,
    /// Die Kinder, für die Kindergeld zusteht (Absatz 1 Nr. 1).
    pub kinder: &'a [Kind],
    /// Bedarf, Einkommen und Vermögen der Eltern.
    pub eltern: Eltern,
    /// Ist das Vermögen erheblich? Nur von April 2020 bis Ende 2022 von Bedeutung.
    pub vermoegen_erheblich: bool,
    /// Bedarf und Einkommen nach dem SGB II.
    pub gemeinschaft: Bedarfsgemeinschaft,
    /// Absetzbeträge der Eltern nach § 11b Abs. 2 bis 3 SGB II (Absatz 1a Nr. 2).
    pub absetzbetraege: Cent,
    /// SGB II oder SGB XII (Absatz 1a Nr. 3).
    pub grundsicherung: Grundsicherung,
    /// Welcher Monat des Bewilligungszeitraums.
    pub abschnitt: Abschnitt,
}

/// Auf welchem Weg der Kinderzuschlag zusteht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zugang {
    /// Keine Hilfebedürftigkeit (Absatz 1 Nr. 3).
    KeineHilfebeduerftigkeit,
    /// Es fehlen höchstens 100 Euro (Absatz 1a).
    Erweitert,
}

/// Warum kein Kinderzuschlag zusteht; der erste Grund, der zutrifft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versagung {
    /// Das Bruttoeinkommen reicht nicht (Absatz 1 Nr. 2).
    Mindesteinkommen,
    /// Das Einkommen ist zu hoch (Absatz 1 Nr. 3 a. F.).
    Hoechsteinkommen,
    /// Nach allen Minderungen bleibt nichts, oder das Vermögen schließt ihn aus (Absatz 3, 6).
    NichtsUebrig,
    /// Es bleibt Hilfebedürftigkeit, und der erweiterte Zugang hilft nicht (Absatz 1 Nr. 3, 1a).
    Hilfebeduerftigkeit,
}

/// Der Kinderzuschlag eines Monats mit allen Voraussetzungen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinderzuschlag {
    /// Bruttoeinkommen der Eltern.
    pub brutto: Cent,
    /// So viel müsste es mindestens sein (Absatz 1 Nr. 2).
    pub mindestens: Cent,
    /// Höchsteinkommensgrenze, solange es sie gab (Absatz 1 Nr. 3 a. F.).
    pub hoechstens: Option<Cent>,
    /// Die Rechnung nach den Absätzen 2 bis 6, auch wenn nichts zusteht.
    pub gesamt: Gesamtkinderzuschlag,
    /// Bedarfsgemeinschaft nach dem SGB II.
    pub gemeinschaft: Bedarfsgemeinschaft,
    /// Was mit Kinderzuschlag und Wohngeld zur Vermeidung von Hilfebedürftigkeit fehlt.
    pub fehlbetrag: Cent,
    /// Absetzbeträge der Eltern (Absatz 1a Nr. 2).
    pub absetzbetraege: Cent,
    /// Ob und auf welchem Weg er zusteht.
    pub anspruch: Result<Zugang, Versagung>,
    /// Der Zahlbetrag; null, wenn er nicht zusteht.
    pub betrag: Cent,
}

impl Kinderzuschlag {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let nr_2 = "§ 6a Abs. 1 Nr. 2 BKGG";
        let nr_3 = "§ 6a Abs. 1 Nr. 3 BKGG";
        let mut zeilen = vec![
            Beleg::neu(nr_2, "Bruttoeinkommen der Eltern", self.brutto),
            Beleg::neu(nr_2, "mindestens nötig", self.mindestens),
        ];
        if let Some(hoechstens) = self.hoechstens {
            let was = "Höchsteinkommensgrenze";
            zeilen.push(Beleg::neu("§ 6a Abs. 1 Nr. 3 BKGG a. F.", was, hoechstens));
        }
        zeilen.extend([
            self.gesamt.beleg(),
            Beleg::neu(nr_3, "Bedarf der Bedarfsgemeinschaft", self.gemeinschaft.bedarf),
            Beleg::neu(nr_3, "Einkommen der Bedarfsgemeinschaft", self.gemeinschaft.einkommen),
            Beleg::neu(nr_3, "Wohngeld", self.gemeinschaft.wohngeld),
            Beleg::neu(nr_3, "es fehlen", self.fehlbetrag),
        ]);
        let (norm, was) = match self.anspruch {
            Ok(Zugang::KeineHilfebeduerftigkeit) => {
                (nr_3, "Kinderzuschlag, keine Hilfebedürftigkeit")
            }
            Ok(Zugang::Erweitert) => ("§ 6a Abs. 1a BKGG", "Kinderzuschlag, erweiterter Zugang"),
            Err(Versagung::Mindesteinkommen) => (nr_2, "kein Kinderzuschlag: Einkommen zu niedrig"),
            Err(Versagung::Hoechsteinkommen) => {
                ("§ 6a Abs. 1 Nr. 3 BKGG a. F.", "kein Kinderzuschlag: Einkommen zu hoch")
            }
            Err(Versagung::NichtsUebrig) => {
                ("§ 6a Abs. 3, 6 BKGG", "kein Kinderzuschlag: nach Minderung bleibt nichts")
            }
            Err(Versagung::Hilfebeduerftigkeit) => {
                (nr_3, "kein Kinderzuschlag: Hilfebedürftigkeit bleibt")
            }
        };
        Beleg::neu(norm, was, self.betrag).aus(zeilen)
    }
}

/// Die Kinderzuschläge der einzelnen Kinder des Haushalts (Absatz 3).
pub fn kindzuschlaege<'a>(
    saetze: &'a Kinderzuschlaege,
    haushalt: &Haushalt<'a>,
) -> impl Iterator<Item = Kindzuschlag> + use<'a> {
    let zaehlt = vermoegen_zaehlt(saetze, haushalt);
    let abschnitt = haushalt.abschnitt;
    haushalt.kinder.iter().map(move |kind| {
        let vermoegen = if zaehlt { kind.vermoegen } else { Cent::NULL };
        kindzuschlag(saetze, &Kind { vermoegen, ..*kind }, abschnitt)
    })
}

/// Der Kinderzuschlag des Haushalts in einem Monat (Absätze 1 bis 6).
#[must_use]
pub fn kinderzuschlag(saetze: &Kinderzuschlaege, haushalt: &Haushalt<'_>) -> Kinderzuschlag {
    let kinder: Vec<Kindzuschlag> = kindzuschlaege(saetze, haushalt).collect();
    let mut eltern = haushalt.eltern;
    if !vermoegen_zaehlt(saetze, haushalt) {
        eltern.vermoegen = Cent::NULL;
    }
    let gesamt = gesamtkinderzuschlag(saetze, &kinder, eltern, haushalt.abschnitt);
    let mindestens = match haushalt.form {
        Familienform::Alleinerziehend => saetze.mindestens_alleinerziehend,
        Familienform::Paar => saetze.mindestens_paar,
    };
    let anzahl = u32::try_from(kinder.len()).unwrap_or(u32::MAX);
    let hoechstens =
        saetze.hoechsteinkommen.then(|| eltern.bedarf + saetze.hoechstbetrag.mal_anzahl(anzahl));
    let gemeinschaft = haushalt.gemeinschaft;
    let gedeckt = gemeinschaft.einkommen + gemeinschaft.wohngeld + gesamt.laufend;
    let fehlbetrag = gemeinschaft.bedarf.abzueglich(gedeckt);
    let einkommen = eltern.erwerb + eltern.anderes + eltern.vermoegen;
    let anspruch = if haushalt.brutto < mindestens {
        Err(Versagung::Mindesteinkommen)
    } else if hoechstens.is_some_and(|hoechstens| einkommen > hoechstens) {
        Err(Versagung::Hoechsteinkommen)
    } else if gesamt.laufend.ist_null() {
        Err(Versagung::NichtsUebrig)
    } else {
        zugang(saetze, haushalt, fehlbetrag)
    };
    Kinderzuschlag {
        brutto: haushalt.brutto,
        mindestens,
        hoechstens,
        gesamt,
        gemeinschaft,
        fehlbetrag,
        absetzbetraege: haushalt.absetzbetraege,
        anspruch,
        betrag: if anspruch.is_ok() { gesamt.betrag } else { Cent::NULL },
    }
}

/// Ist Hilfebedürftigkeit vermieden (Absatz 1 Nr. 3) oder steht der erweiterte Zugang offen (1a)?
fn zugang(
    saetze: &Kinderzuschlaege,
    haushalt: &Haushalt<'_>,
    fehlbetrag: Cent,
) -> Result<Zugang, Versagung> {
    if fehlbetrag.ist_null() {
        return Ok(Zugang::KeineHilfebeduerftigkeit);
    }
    let erweitert = saetze.zugang.is_some_and(|grenzen| {
        fehlbetrag <= grenzen.fehlbetrag
            && haushalt.absetzbetraege >= grenzen.absetzbetraege
            && haushalt.grundsicherung == Grundsicherung::Niemand
    });
    if erweitert { Ok(Zugang::Erweitert) } else { Err(Versagung::Hilfebeduerftigkeit) }
}

fn vermoegen_zaehlt(saetze: &Kinderzuschlaege, haushalt: &Haushalt<'_>) -> bool {
    haushalt.vermoegen_erheblich || !saetze.vermoegen_nur_erheblich
}

/// Woraus sich der Gesamtbedarf der Eltern ergibt (Absatz 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elternkosten {
    /// Wer die Kinder erzieht.
    pub form: Familienform,
    /// Kinder in der Bedarfsgemeinschaft.
    pub kinder: u8,
    /// Regelbedarfe und Mehrbedarfe der Eltern.
    pub regel_und_mehrbedarf: Cent,
    /// Unterkunft und Heizung des Haushalts im ersten Monat des Bewilligungszeitraums.
    pub unterkunft: Cent,
}

/// Der Gesamtbedarf der Eltern mit ihrem Anteil an der Unterkunft (Absatz 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elternbedarf {
    /// Regelbedarfe und Mehrbedarfe der Eltern.
    pub regel_und_mehrbedarf: Cent,
    /// Unterkunft und Heizung des Haushalts.
    pub unterkunft: Cent,
    /// Anteil der Eltern daran, auf den Cent.
    pub anteil: Cent,
    /// Gesamtbedarf der Eltern.
    pub betrag: Cent,
}

impl Elternbedarf {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let anteil = Beleg::neu("§ 6a Abs. 5 Satz 4 BKGG", "Anteil an der Unterkunft", self.anteil);
        let ganz = Beleg::neu("§ 22 SGB II", "Unterkunft und Heizung", self.unterkunft);
        Beleg::neu("§ 6a Abs. 5 BKGG", "Gesamtbedarf der Eltern", self.betrag).aus([
            Beleg::neu("§§ 20, 21 SGB II", "Regelbedarf, Mehrbedarf", self.regel_und_mehrbedarf),
            anteil.aus([ganz]),
        ])
    }
}

/// Der Gesamtbedarf der Eltern; die Unterkunft teilt das Verhältnis des Existenzminimumberichts.
#[must_use]
pub fn elternbedarf(bedarfe: &Wohnbedarfe, kosten: Elternkosten) -> Elternbedarf {
    let Elternkosten { form, kinder, regel_und_mehrbedarf, unterkunft } = kosten;
    let eltern = match form {
        Familienform::Alleinerziehend => bedarfe.alleinstehend,
        Familienform::Paar => bedarfe.paar,
    };
    let zusammen = eltern + bedarfe.kind.mal_anzahl(u32::from(kinder));
    let ganze = |cent: Cent| u32::try_from(cent.cent()).unwrap_or(u32::MAX);
    let anteil = unterkunft.teil(ganze(eltern), ganze(zusammen)).runde_p41();
    Elternbedarf { regel_und_mehrbedarf, unterkunft, anteil, betrag: regel_und_mehrbedarf + anteil }
}

/// Das Vermögen der Bedarfsgemeinschaft über dem Freibetrag (Absatz 3 Satz 5, Absatz 5 Satz 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vermoegen {
    /// Vermögen nach § 12 Abs. 1 SGB II ohne das, was nicht zu berücksichtigen ist.
    pub vorhanden: Cent,
    /// Freibetrag der Bedarfsgemeinschaft.
    pub frei: Cent,
    /// Was darüber liegt.
    pub betrag: Cent,
}

impl Vermoegen {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 6a Abs. 3 Satz 5 BKGG";
        Beleg::neu(norm, "zu berücksichtigendes Vermögen", self.betrag).aus([
            Beleg::neu(norm, "Vermögen", self.vorhanden),
            Beleg::neu(norm, "abzüglich: Freibetrag", self.frei),
        ])
    }
}

/// Das zu berücksichtigende Vermögen; `None`, wo allein § 12 SGB II den Freibetrag bestimmt.
///
/// Wem das übersteigende Vermögen gehört, entscheidet, ob es nach Absatz 3 ([`Kind::vermoegen`])
/// oder nach Absatz 6 ([`Eltern::vermoegen`]) mindert.
#[must_use]
pub fn vermoegen(saetze: &Kinderzuschlaege, mitglieder: u8, vorhanden: Cent) -> Option<Vermoegen> {
    let freibetrag = saetze.vermoegen_frei?;
    let weitere = u32::from(mitglieder).saturating_sub(1);
    let frei = freibetrag.erste_person + freibetrag.weitere_person.mal_anzahl(weitere);
    Some(Vermoegen { vorhanden, frei, betrag: vorhanden.abzueglich(frei) })
}

/// Der Bewilligungszeitraum und die Monate, deren Einkommen zählt (Absatz 7 Satz 1, 2, Absatz 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bewilligung {
    /// Erster Monat.
    pub von: Monat,
    /// Letzter Monat.
    pub bis: Monat,
    /// Erster der sechs Monate, deren Einkommen zählt.
    pub einkommen_von: Monat,
    /// Letzter dieser Monate.
    pub einkommen_bis: Monat,
}

/// Monate eines Bewilligungszeitraums und der Einkommensermittlung (Absatz 7 Satz 1, Absatz 8 Satz 1).
const MONATE: i32 = 6;
/// So viele Monate nach dem Monat der Bekanntgabe endet ein verlängerter Zeitraum (§ 20 Abs. 4).
const NACH_BEKANNTGABE: i32 = 5;

impl Bewilligung {
    /// Der Zeitraum in Tagen.
    #[must_use]
    pub fn zeitraum(&self) -> Zeitraum {
        Zeitraum { von: self.von.erster(), bis: self.bis.letzter() }
    }

    /// Die Begründung, wie sie im Vermerk steht; der Wert sind seine Kalendertage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = format!(
            "Bewilligungszeitraum {} bis {}, Einkommen {} bis {}",
            self.von.deutsch(),
            self.bis.deutsch(),
            self.einkommen_von.deutsch(),
            self.einkommen_bis.deutsch()
        );
        Beleg::neu("§ 6a Abs. 7, 8 BKGG", was, Betrag::Tage(self.zeitraum().tage()))
    }
}

/// Bewilligungszeitraum aus Antragsmonat und Ende eines laufenden Zeitraums.
///
/// `bekanntgabe` ist der Monat, in dem der Bescheid bekannt gegeben wurde, wenn das erst nach dem
/// ersten Monat geschah (§ 20 Abs. 4); `saetze` sind die des ersten Monats.
#[must_use]
pub fn bewilligung(
    saetze: &Kinderzuschlaege,
    antrag: Monat,
    laufend_bis: Option<Monat>,
    bekanntgabe: Option<Monat>,
) -> Bewilligung {
    let von = laufend_bis.map_or(antrag, |bis| antrag.max(bis.plus(1)));
    let regulaer = von.plus(MONATE - 1);
    let bis = match bekanntgabe {
        Some(monat) if saetze.verlaengerung_bei_spaeter_bekanntgabe && monat > von => {
            regulaer.max(monat.plus(NACH_BEKANNTGABE))
        }
        _ => regulaer,
    };
    Bewilligung { von, bis, einkommen_von: von.plus(-MONATE), einkommen_bis: von.plus(-1) }
}

/// Das Durchschnittseinkommen aus sechs Monaten (Absatz 8 Satz 1), auf den Cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durchschnitt {
    /// Die sechs Monate.
    pub monate: [Cent; 6],
    /// Der Durchschnitt.
    pub betrag: Cent,
}

impl Durchschnitt {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 6a Abs. 8 Satz 1 BKGG";
        let zeilen = self.monate.map(|monat| Beleg::neu(norm, "Einkommen eines Monats", monat));
        Beleg::neu(norm, "Durchschnitt aus sechs Monaten", self.betrag).aus(zeilen)
    }
}

/// Der Durchschnitt des zu berücksichtigenden Einkommens.
#[must_use]
pub fn durchschnitt(monate: [Cent; 6]) -> Durchschnitt {
    let summe: Cent = monate.into_iter().sum();
    Durchschnitt { monate, betrag: summe.teil(1, 6).runde_p41() }
}

#[cfg(test)]
mod tests;
