//! § 6a BKGG: Kinderzuschlag (mit § 11 Abs. 2, § 20 Abs. 3 bis 6a).
//!
//! Umgesetzt: Absatz 1 Nr. 2, 3 und Absatz 1a (wer ihn bekommt, [`anspruch`]); Absatz 2
//! (Höchstbetrag je Kind); Absatz 3 Satz 3 bis 7 (Minderung um Einkommen und Vermögen des Kindes,
//! unterlassene Anstrengungen); Absatz 4 (Summe); Absatz 5 Satz 3, 4 (Freibetrag für Vermögen, Anteil
//! der Eltern an der Unterkunft); Absatz 6 (Minderung um Einkommen und Vermögen der Eltern); Absatz 7
//! Satz 1, 2 und § 20 Abs. 4 (Bewilligungszeitraum); Absatz 8 Satz 1 (Durchschnitt); § 11 Abs. 2:
//! gerundet wird erst der Zahlbetrag. Ab Oktober 2008: Höchsteinkommensgrenze und Minderung in
//! Schritten von 10 Euro, solange sie galten.
//!
//! Lesarten: ist das Vermögen genau so hoch wie der Anspruch, mindert es den ersten Monat auf null und
//! der Anspruch besteht weiter (Satz 6 verlangt „höher“). Die Höchsteinkommensgrenze rechnet mit dem
//! Höchstbetrag je Kind, nicht mit dem um Einkommen der Kinder geminderten (Absatz 2 a. F.). Bis 2022
//! steht das Vermögen der Eltern neben ihrem anderen Einkommen und deckt zuerst ihren Bedarf.
//! Hilfebedürftigkeit prüft Absatz 1 Nr. 3 mit dem laufenden Zahlbetrag, nicht mit dem um Vermögen
//! geminderten des ersten Monats.
//!
//! Nicht umgesetzt: Absatz 1 Nr. 1 (Kindergeld, Alter, Haushalt: wer kein Kind im Sinne des Absatzes 1
//! ist, geht nicht hinein); welches Einkommen und Vermögen nach §§ 11 bis 12 SGB II zählt, geht fertig
//! hinein; Mehrbedarfe, die Absatz 1 Nr. 4 Satz 3 a. F. außer Betracht lässt, lässt der Aufrufer weg;
//! Absatz 7 Satz 3, 4 (Änderungen); § 20 Abs. 5, 7 (Verlängerung und Überprüfung im Jahr 2020); der
//! Vorrang vor dem SGB II (§ 12a SGB II); das Recht vor Oktober 2008.

use crate::measure::{Beleg, Cent, Festkomma};
use crate::recht::Kinderzuschlaege;

pub mod anspruch;

/// Ein Kind, für das Kinderzuschlag beantragt ist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// Zu berücksichtigendes Einkommen (§§ 11 bis 11b SGB II) ohne Wohngeld, Kindergeld und
    /// Kinderzuschlag, etwa Unterhalt und Unterhaltsvorschuss.
    pub einkommen: Cent,
    /// Zu berücksichtigendes Vermögen, also nach dem Freibetrag ([`anspruch::vermoegen`]).
    pub vermoegen: Cent,
    /// Zumutbare Anstrengungen, Einkommen des Kindes geltend zu machen, wurden unterlassen (Absatz 3
    /// Satz 4).
    pub anstrengungen_unterlassen: bool,
}

/// In welchem Monat des Bewilligungszeitraums gerechnet wird; nur wegen des Vermögens von Bedeutung.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Abschnitt {
    /// Der erste Monat: Vermögen mindert.
    ErsterMonat,
    /// Jeder spätere.
    #[default]
    Folgemonat,
}

/// Warum es für ein Kind keinen Kinderzuschlag gibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kindausschluss {
    /// Absatz 3 Satz 4.
    AnstrengungenUnterlassen,
    /// Absatz 3 Satz 6: das Vermögen ist höher als der Anspruch.
    Vermoegen,
}

/// Der Kinderzuschlag eines Kindes, bevor das Einkommen der Eltern zählt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kindzuschlag {
    /// Höchstbetrag (Absatz 2).
    pub hoechstbetrag: Cent,
    /// Zu berücksichtigendes Einkommen des Kindes.
    pub einkommen: Cent,
    /// Minderung, genau (Absatz 3 Satz 3).
    pub minderung: Festkomma,
    /// Vermögen, das in diesem Monat mindert.
    pub vermoegen: Cent,
    /// Warum es nichts gibt.
    pub ausschluss: Option<Kindausschluss>,
    /// Was bleibt, genau.
    pub betrag: Festkomma,
    /// Was in den Monaten ohne Minderung wegen Vermögens bleibt, genau.
    pub laufend: Festkomma,
}

/// Bedarf, zu berücksichtigendes Einkommen und Vermögen der Eltern eines Monats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Eltern {
    /// Gesamtbedarf der Eltern (Absatz 5, [`anspruch::elternbedarf`]).
    pub bedarf: Cent,
    /// Erwerbseinkünfte nach allen Absetzungen.
    pub erwerb: Cent,
    /// Anderes Einkommen nach allen Absetzungen, ohne Wohngeld und Kinderzuschlag.
    pub anderes: Cent,
    /// Zu berücksichtigendes Vermögen, also nach dem Freibetrag.
    pub vermoegen: Cent,
}

/// Der Gesamtkinderzuschlag eines Monats mit jedem Betrag auf dem Weg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesamtkinderzuschlag {
    /// Summe der Kinder (Absatz 4).
    pub kinder: Festkomma,
    /// Bedarf, Einkommen und Vermögen der Eltern.
    pub eltern: Eltern,
    /// Erwerbseinkünfte, soweit sie den Bedarf übersteigen (Absatz 6 Satz 2).
    pub erwerb_ueber_bedarf: Cent,
    /// Anderes Einkommen, soweit es für sich den Bedarf übersteigt.
    pub anderes_ueber_bedarf: Cent,
    /// Minderung wegen der Erwerbseinkünfte (Absatz 6 Satz 3).
    pub minderung_erwerb: Festkomma,
    /// Minderung wegen des Vermögens der Eltern in diesem Monat (Absatz 6 Satz 4, 5).
    pub minderung_vermoegen: Festkomma,
    /// Das Vermögen der Eltern ist höher als der Anspruch; er entfällt (Absatz 3 Satz 6).
    pub entfaellt_wegen_vermoegens: bool,
    /// Was nach allen Minderungen bleibt, genau.
    pub genau: Festkomma,
    /// Der Zahlbetrag in vollen Euro (§ 11 Abs. 2).
    pub betrag: Cent,
    /// Der Zahlbetrag der Monate, in denen Vermögen nicht mindert.
    pub laufend: Cent,
}

impl Kindzuschlag {
    /// Die Begründung, wie sie im Vermerk steht; genaue Beträge auf den Cent.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let mut zeilen = vec![
            Beleg::neu("§ 6a Abs. 2 BKGG", "Höchstbetrag", self.hoechstbetrag),
            Beleg::neu("§ 6a Abs. 3 BKGG", "Einkommen des Kindes", self.einkommen),
            Beleg::neu(
                "§ 6a Abs. 3 Satz 3 BKGG",
                "abzüglich: Anteil des Einkommens",
                self.minderung.auf_cent(),
            ),
        ];
        if !self.vermoegen.ist_null() {
            let was = "abzüglich: Vermögen des Kindes";
            zeilen.push(Beleg::neu("§ 6a Abs. 3 Satz 7 BKGG", was, self.vermoegen));
        }
        if let Some(ausschluss) = self.ausschluss {
            let (norm, was) = match ausschluss {
                Kindausschluss::AnstrengungenUnterlassen => (
                    "§ 6a Abs. 3 Satz 4 BKGG",
                    "kein Kinderzuschlag: zumutbare Anstrengungen unterlassen",
                ),
                Kindausschluss::Vermoegen => (
                    "§ 6a Abs. 3 Satz 6 BKGG",
                    "kein Kinderzuschlag: Vermögen höher als der Anspruch",
                ),
            };
            zeilen.push(Beleg::neu(norm, was, Cent::NULL));
        }
        Beleg::neu("§ 6a Abs. 3 BKGG", "Kinderzuschlag des Kindes", self.betrag.auf_cent())
            .aus(zeilen)
    }
}

impl Gesamtkinderzuschlag {
    /// Die Begründung, wie sie im Vermerk steht; genaue Beträge auf den Cent.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let Eltern { bedarf, erwerb, anderes, .. } = self.eltern;
        let satz_2 = "§ 6a Abs. 6 Satz 2 BKGG";
        let mut zeilen = vec![
            Beleg::neu("§ 6a Abs. 4 BKGG", "Summe der Kinder", self.kinder.auf_cent()),
            Beleg::neu("§ 6a Abs. 5 BKGG", "Bedarf der Eltern", bedarf),
            Beleg::neu("§ 6a Abs. 6 BKGG", "Erwerbseinkünfte der Eltern", erwerb),
            Beleg::neu("§ 6a Abs. 6 BKGG", "anderes Einkommen der Eltern", anderes),
            Beleg::neu(satz_2, "Erwerbseinkünfte über dem Bedarf", self.erwerb_ueber_bedarf),
            Beleg::neu(
                "§ 6a Abs. 6 Satz 3 BKGG",
                "abzüglich: Anteil der Erwerbseinkünfte",
                self.minderung_erwerb.auf_cent(),
            ),
            Beleg::neu(
                "§ 6a Abs. 6 Satz 4 BKGG",
                "abzüglich: anderes Einkommen über dem Bedarf",
                self.anderes_ueber_bedarf,
            ),
        ];
        if self.minderung_vermoegen > Festkomma::default() {
            zeilen.push(Beleg::neu(
                "§ 6a Abs. 6 Satz 4, 5 BKGG",
                "abzüglich: Vermögen der Eltern",
                self.minderung_vermoegen.auf_cent(),
            ));
        }
        zeilen.push(Beleg::neu("§ 6a Abs. 6 BKGG", "nach Minderung", self.genau.auf_cent()));
        Beleg::neu("§ 6a, § 11 Abs. 2 BKGG", "Kinderzuschlag in vollen Euro", self.betrag)
            .aus(zeilen)
    }
}

/// Der Kinderzuschlag eines Kindes (Absatz 3).
#[must_use]
pub fn kindzuschlag(saetze: &Kinderzuschlaege, kind: &Kind, abschnitt: Abschnitt) -> Kindzuschlag {
    let hoechstbetrag = saetze.hoechstbetrag;
    let minderung = Festkomma::from(kind.einkommen).prozent(saetze.einkommen_kind);
    let mut laufend = (Festkomma::from(hoechstbetrag) - minderung).soweit_positiv();
    let mut vermoegen = Cent::NULL;
    let mut betrag = laufend;
    let mut ausschluss = None;
    if kind.anstrengungen_unterlassen {
        ausschluss = Some(Kindausschluss::AnstrengungenUnterlassen);
    } else if !saetze.vermoegen_nur_erster_monat {
        vermoegen = kind.vermoegen;
        betrag = (laufend - Festkomma::from(vermoegen)).soweit_positiv();
        laufend = betrag;
    } else if Festkomma::from(kind.vermoegen) > laufend {
        ausschluss = Some(Kindausschluss::Vermoegen);
    } else if abschnitt == Abschnitt::ErsterMonat {
        vermoegen = kind.vermoegen;
        betrag = laufend - Festkomma::from(vermoegen);
    }
    if ausschluss.is_some() {
        (betrag, laufend) = (Festkomma::default(), Festkomma::default());
    }
    Kindzuschlag {
        hoechstbetrag,
        einkommen: kind.einkommen,
        minderung,
        vermoegen,
        ausschluss,
        betrag,
        laufend,
    }
}

/// Der Gesamtkinderzuschlag aus den Kinderzuschlägen der Kinder und dem Einkommen der Eltern.
#[must_use]
pub fn gesamtkinderzuschlag(
    saetze: &Kinderzuschlaege,
    kinder: &[Kindzuschlag],
    eltern: Eltern,
    abschnitt: Abschnitt,
) -> Gesamtkinderzuschlag {
    let summe: Festkomma = kinder.iter().map(|kind| kind.betrag).sum();
    let summe_laufend: Festkomma = kinder.iter().map(|kind| kind.laufend).sum();
    let ohne = Ueberschreitung::neu(saetze, eltern, Cent::NULL);
    let mindernd = |summe| vermoegensminderung(saetze, eltern, ohne.nach(summe), summe);
    let entfaellt = saetze.vermoegen_nur_erster_monat
        && eltern.vermoegen > Cent::NULL
        && entfaellt(saetze, eltern, ohne.nach(summe_laufend), mindernd(summe_laufend));
    let minderung_vermoegen = match abschnitt {
        Abschnitt::Folgemonat if saetze.vermoegen_nur_erster_monat => Festkomma::default(),
        _ => mindernd(summe),
    };
    let (mut genau, mut laufend) =
        (ohne.nach(summe) - minderung_vermoegen, ohne.nach(summe_laufend));
    if !saetze.vermoegen_nur_erster_monat {
        laufend = genau;
    }
    if entfaellt {
        (genau, laufend) = (Festkomma::default(), Festkomma::default());
    }
    Gesamtkinderzuschlag {
        kinder: summe,
        eltern,
        erwerb_ueber_bedarf: ohne.erwerb,
        anderes_ueber_bedarf: ohne.anderes,
        minderung_erwerb: ohne.minderung_erwerb,
        minderung_vermoegen,
        entfaellt_wegen_vermoegens: entfaellt,
        genau,
        betrag: genau.auf_euro().soweit_positiv(),
        laufend: laufend.auf_euro().soweit_positiv(),
    }
}

/// Wie weit Einkommen den Bedarf der Eltern übersteigt (Absatz 6 Satz 2, 3).
#[derive(Clone, Copy)]
struct Ueberschreitung {
    erwerb: Cent,
    anderes: Cent,
    minderung_erwerb: Festkomma,
}

impl Ueberschreitung {
    /// Den Bedarf deckt zuerst das andere Einkommen, mit ihm das Vermögen.
    fn neu(saetze: &Kinderzuschlaege, eltern: Eltern, vermoegen: Cent) -> Ueberschreitung {
        let anderes = eltern.anderes + vermoegen;
        let noch_zu_decken = eltern.bedarf.abzueglich(anderes);
        let erwerb = eltern.erwerb.abzueglich(noch_zu_decken);
        let mindernd = erwerb.abgerundet_auf(saetze.erwerb_schritt);
        Ueberschreitung {
            erwerb,
            anderes: anderes.abzueglich(eltern.bedarf),
            minderung_erwerb: Festkomma::from(mindernd).prozent(saetze.erwerb_eltern),
        }
    }

    fn nach(&self, summe: Festkomma) -> Festkomma {
        (summe - self.minderung_erwerb - Festkomma::from(self.anderes)).soweit_positiv()
    }
}

/// Um wie viel das Vermögen der Eltern den Gesamtkinderzuschlag mindert, höchstens auf null.
fn vermoegensminderung(
    saetze: &Kinderzuschlaege,
    eltern: Eltern,
    ohne: Festkomma,
    summe: Festkomma,
) -> Festkomma {
    if saetze.vermoegen_gegen_bedarf {
        ohne - Ueberschreitung::neu(saetze, eltern, eltern.vermoegen).nach(summe)
    } else {
        Festkomma::from(eltern.vermoegen).min(ohne)
    }
}

/// Mindert das Vermögen den Anspruch vollständig, so dass er entfällt (Absatz 3 Satz 6)?
fn entfaellt(
    saetze: &Kinderzuschlaege,
    eltern: Eltern,
    ohne: Festkomma,
    minderung: Festkomma,
) -> bool {
    let vollstaendig = ohne > Festkomma::default() && minderung >= ohne;
    if saetze.vermoegen_gegen_bedarf {
        vollstaendig
    } else {
        vollstaendig && Festkomma::from(eltern.vermoegen) > ohne
    }
}

#[cfg(test)]
mod tests;
