//! § 68 SGB II: Verpflegung und Haushaltsstrom als Sachleistung in Gemeinschaftsunterkünften.
//!
//! Umgesetzt: Satz 1, 2. Der Wert mindert nicht den Anspruch, sondern nur, was davon in Geld zu
//! zahlen ist; er geht höchstens so weit wie der Teil für den Lebensunterhalt, der nach Minderung und
//! Aufrechnung auszuzahlen ist. Im Teilmonat nach Tagen und Stufen (§ 41 Abs. 1).
//! Nicht umgesetzt: ob die Sachleistung erbracht wird (Ermessen; Angabe in der Lage), Erstattung an
//! den Träger der Unterkunft (Satz 4).

use crate::lage::PersonNr;
use crate::measure::{Beleg, Bruch, Cent};
use crate::recht::Regelbedarfe;
use crate::sgb2::p20::Regelbedarf;

/// Was in Sachleistung statt in Geld erbracht wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sachleistung {
    /// Wer.
    pub person: PersonNr,
    /// Wert nach Satz 2, nach Tagen.
    pub wert: Cent,
    /// Was davon auf den Anspruch entfällt.
    pub betrag: Cent,
}

impl Sachleistung {
    /// Der Wert für die Stufen dieses Monats, höchstens `lebensunterhalt`.
    pub(crate) fn neu(
        person: PersonNr,
        regelbedarf: &Regelbedarf,
        werte: &Regelbedarfe,
        lebensunterhalt: Cent,
    ) -> Sachleistung {
        let genau = regelbedarf
            .tage
            .into_iter()
            .zip(werte.stufen)
            .fold(Bruch::NULL, |summe, (tage, wert)| summe + wert.teil(u32::from(tage), 30));
        let wert = genau.runde_p41();
        Sachleistung { person, wert, betrag: wert.min(lebensunterhalt) }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = "davon als Sachleistung: Verpflegung und Strom";
        Beleg::neu("§ 68 SGB II", was, self.betrag).aus([Beleg::neu(
            "§ 68 Satz 2 SGB II",
            "Wert der Sachleistung",
            self.wert,
        )])
    }
}
