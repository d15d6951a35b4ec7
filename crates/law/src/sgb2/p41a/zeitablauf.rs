//! § 41a Abs. 5 SGB II: abschließend durch Zeitablauf.
//!
//! Umgesetzt: Satz 1, Satz 2 Nr. 1, 2. Nicht umgesetzt: ob der andere Grund wirklich besteht
//! (Feststellung im Einzelfall; hier eine Angabe).

use crate::measure::{Monat, Tag};
use crate::recht::VorlaeufigRegeln;

/// Ein anderer Grund als der der Vorläufigkeit, aus dem der Anspruch niedriger ist (Satz 2 Nr. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AndererGrund {
    /// Seit wann die Tatsachen bekannt sind.
    pub bekannt_seit: Tag,
    /// Bekanntgabe der vorläufigen Entscheidung.
    pub vorlaeufig_bekannt: Tag,
}

/// Bis wann abschließend entschieden werden kann.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zeitablauf {
    /// Bis zu diesem Tag; danach gilt die vorläufige Leistung als abschließend festgesetzt.
    Bis(Tag),
    /// Rechtzeitig beantragt: die Frist läuft nicht (Satz 2 Nr. 1).
    Beantragt,
    /// Aus einem anderen Grund noch bis zu diesem Tag (Satz 2 Nr. 2).
    AndererGrundBis(Tag),
}

impl Zeitablauf {
    /// Kann am Tag noch abschließend entschieden werden?
    #[must_use]
    pub fn kann_noch_entschieden_werden(self, am: Tag) -> bool {
        match self {
            Zeitablauf::Beantragt => true,
            Zeitablauf::Bis(tag) | Zeitablauf::AndererGrundBis(tag) => am <= tag,
        }
    }
}

/// Absatz 5. `bewilligung_bis` ist der letzte Monat des Bewilligungszeitraums.
#[must_use]
pub fn zeitablauf(
    bewilligung_bis: Monat,
    antrag: Option<Tag>,
    anderer_grund: Option<AndererGrund>,
    regeln: &VorlaeufigRegeln,
) -> Zeitablauf {
    let frist = bewilligung_bis.plus(regeln.abschliessend_nach_monaten).letzter();
    if antrag.is_some_and(|antrag| antrag <= frist) {
        return Zeitablauf::Beantragt;
    }
    let Some(grund) = anderer_grund else { return Zeitablauf::Bis(frist) };
    let nach_kenntnis = plus_monate(grund.bekannt_seit, regeln.kenntnis_monate);
    let hoechstens = grund.vorlaeufig_bekannt.geburtstag(regeln.hoechstens_jahre);
    let bis = nach_kenntnis.min(hoechstens);
    if bis > frist { Zeitablauf::AndererGrundBis(bis) } else { Zeitablauf::Bis(frist) }
}

/// Derselbe Tag so viele Monate später, oder der letzte jenes Monats (§ 188 Abs. 2, 3 BGB).
fn plus_monate(tag: Tag, monate: i32) -> Tag {
    let monat = tag.monat().plus(monate);
    let im_monat = tag.im_monat().min(monat.kalendertage());
    monat.erster().plus_tage(i32::from(im_monat) - 1)
}
