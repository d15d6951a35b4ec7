//! § 27 SGB II: Leistungen für Auszubildende, die § 7 Abs. 5 ausschließt.
//!
//! Umgesetzt: Absatz 2 für die Mehrbedarfe nach § 21 Absätze 2, 3, 5 und 6, soweit Einkommen und
//! Vermögen sie nicht decken. Sie decken zuerst den übrigen Bedarf der Ausbildung (Regelbedarf,
//! Warmwasser, Unterkunft), dann die Mehrbedarfe.
//! Nicht umgesetzt: Erstausstattung bei Schwangerschaft und Geburt (Absatz 2, § 24 Abs. 3 Nr. 2;
//! einmalig auf Antrag), Darlehen und Zuschuss in besonderer Härte (Absatz 3;
//! [`Offen::Auszubildende`](crate::offen::Offen)).

use crate::lage::PersonNr;
use crate::measure::{Beleg, Cent};
use crate::sgb2::p21::Mehrbedarfe;

/// Die Leistung für eine Person in Ausbildung; sie gilt nicht als Grundsicherungsgeld (Absatz 1 Satz 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leistung {
    /// Wer.
    pub person: PersonNr,
    /// Mehrbedarfe nach § 21 Absätze 2, 3, 5 und 6.
    pub mehrbedarfe: Cent,
    /// Bedarf mit diesen Mehrbedarfen.
    pub bedarf: Cent,
    /// Einkommen und Vermögen, das ihn deckt.
    pub mittel: Cent,
    /// Was ungedeckt bleibt.
    pub betrag: Cent,
}

impl Leistung {
    /// Die Leistung bei diesem Bedarf und diesen Mitteln.
    pub(crate) fn neu(person: PersonNr, mehrbedarfe: Cent, bedarf: Cent, mittel: Cent) -> Leistung {
        let betrag = bedarf.abzueglich(mittel).min(mehrbedarfe);
        Leistung { person, mehrbedarfe, bedarf, mittel, betrag }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 27 Abs. 2 SGB II";
        Beleg::neu(norm, "Leistung für Auszubildende: Mehrbedarfe", self.betrag).aus([
            Beleg::neu(norm, "Mehrbedarfe nach § 21 Abs. 2, 3, 5, 6", self.mehrbedarfe),
            Beleg::neu(norm, "Bedarf in der Ausbildung mit diesen Mehrbedarfen", self.bedarf),
            Beleg::neu(norm, "Einkommen und Vermögen, das ihn deckt", self.mittel),
        ])
    }
}

/// Die Mehrbedarfe, die Absatz 2 nennt.
pub(crate) fn mehrbedarfe(mehrbedarfe: &Mehrbedarfe) -> Cent {
    let begrenzt =
        mehrbedarfe.schwangerschaft + mehrbedarfe.alleinerziehend + mehrbedarfe.ernaehrung;
    // Was § 21 Abs. 8 kappt, gibt es auch hier nicht.
    begrenzt.abzueglich(mehrbedarfe.kappung) + mehrbedarfe.unabweisbar
}
