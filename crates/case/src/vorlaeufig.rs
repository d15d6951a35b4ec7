//! Vorläufig bewilligen und abschließend entscheiden (§ 41a SGB II).
//!
//! Ein Mensch stellt fest, dass etwas erst später feststeht, und sagt warum (Abs. 1, Abs. 2 Satz 1). Bis zum Ende der Zeit
//! ändert sich die vorläufige Leistung nur für die Zukunft oder zugunsten; danach wird Monat für Monat abschließend
//! entschieden (Abs. 3), Über- und Nachzahlungen werden verrechnet und ab 50 Euro erstattet (Abs. 6). Geschieht ein Jahr
//! lang nichts, gilt das Vorläufige als festgesetzt (Abs. 5).
//!
//! Umgesetzt: Abs. 1, 2, 3 Satz 1 bis 4, Abs. 4, Abs. 5 Satz 1 und Satz 2 Nr. 1, Abs. 6; § 40 Abs. 4. Nicht umgesetzt: eine
//! Festsetzung, soweit nur ein Teil eines Monats nachgewiesen ist (der nachgewiesene Teil wird als Tatsache gemeldet),
//! Abs. 5 Satz 2 Nr. 2, Abs. 7.

use law::measure::{Monat, Tag};
use law::recht::Recht;
use law::sgb2::p41a::{Zeitablauf, zeitablauf};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten};
use crate::benannt::benannt;

benannt! {
    /// Was noch nicht feststeht (§ 41a Abs. 1 Satz 1 SGB II).
    Ungewiss {
        /// Die Voraussetzungen; sie liegen mit hinreichender Wahrscheinlichkeit vor (Nr. 1).
        Voraussetzungen = "voraussetzungen",
        /// Nur die Höhe, etwa bei schwankendem Lohn (Nr. 2).
        Hoehe = "hoehe",
    }
}

/// Eine Zeit, in der vorläufig bewilligt wird. `Debug` zeigt den Grund nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vorlaeufigkeit {
    /// Erster Monat.
    pub ab: Monat,
    /// Letzter Monat.
    pub bis: Monat,
    /// Was noch nicht feststeht.
    pub ungewiss: Ungewiss,
    /// Warum, in einem Satz; er steht im Bescheid.
    pub grund: String,
    /// Der Tag, an dem es festgestellt wurde.
    pub am: Tag,
    /// Wer es feststellte.
    pub durch: Kennung,
    /// Der Tag, an dem ein Mensch eine abschließende Entscheidung beantragte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antrag: Option<Tag>,
    /// Der Tag, von dem an abschließend entschieden wird.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abschluss: Option<Tag>,
}

crate::verschwiegen::verschwiegen!(Vorlaeufigkeit);

impl Vorlaeufigkeit {
    /// Gehört der Monat dazu?
    #[must_use]
    pub fn umfasst(&self, monat: Monat) -> bool {
        self.ab <= monat && monat <= self.bis
    }

    /// Alle Monate.
    pub fn monate(&self) -> impl Iterator<Item = Monat> {
        let (ab, bis) = (self.ab, self.bis);
        (0..).map(move |n| ab.plus(n)).take_while(move |monat| *monat <= bis)
    }

    /// Bis wann abschließend entschieden werden kann (Abs. 5).
    #[must_use]
    pub fn zeitablauf(&self, recht: &Recht, heute: Tag) -> Zeitablauf {
        zeitablauf(self.bis, self.antrag, None, recht.vorlaeufig(heute))
    }

    /// Gilt das Vorläufige schon als abschließend festgesetzt (Abs. 5 Satz 1)?
    #[must_use]
    pub fn abgelaufen(&self, recht: &Recht, heute: Tag) -> bool {
        !self.zeitablauf(recht, heute).kann_noch_entschieden_werden(heute)
    }
}

/// Alle, jede in ihrem letzten Stand, in der Reihenfolge ihrer Nummern.
#[must_use]
pub fn vorlaeufigkeiten(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Vorlaeufigkeit)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Vorlaeufigkeit { posten, eintrag: Some(eine) } => Some((posten, eine)),
            _ => None,
        })
        .collect()
}

/// Wie über einen Monat heute zu entscheiden ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wie {
    /// Endgültig.
    Endgueltig,
    /// Vorläufig; `vorbei`: die Zeit ist um, und abschließend ist noch nicht entschieden.
    Vorlaeufig { vorbei: bool },
    /// Abschließend nach einer vorläufigen Bewilligung.
    Abschliessend,
}

/// Wie über einen Monat zu entscheiden ist; die letzte Feststellung, die ihn umfasst, gilt.
pub(crate) fn wie(fall: &Akte<FallTatsache>, monat: Monat, (recht, heute): (&Recht, Tag)) -> Wie {
    let alle = vorlaeufigkeiten(fall).into_iter().rev();
    let Some((_, eine)) = alle.into_iter().find(|(_, eine)| eine.umfasst(monat)) else {
        return Wie::Endgueltig;
    };
    if eine.abgelaufen(recht, heute) {
        Wie::Endgueltig
    } else if eine.abschluss.is_some() {
        Wie::Abschliessend
    } else {
        Wie::Vorlaeufig { vorbei: eine.bis < heute.monat() }
    }
}
