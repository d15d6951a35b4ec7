//! Unterlagen anfordern (§ 60 SGB I, § 41a Abs. 3 Satz 2 SGB II): was fehlt, von wem, bis wann, und was sonst geschieht.
//!
//! Nur wer schriftlich auf die Folgen hingewiesen ist und eine angemessene Frist hatte, trägt sie: Versagung oder
//! Entziehung (§ 66 Abs. 3 SGB I), null Euro für Monate ohne Nachweis (§ 41a Abs. 3 Satz 3, 4 SGB II).

use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten};
use crate::benannt::benannt;
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::schnittstelle::schema;

benannt! {
    /// Wozu die Unterlagen gebraucht werden; danach richtet sich, was ohne sie geschieht.
    Anforderungszweck {
        /// Um über einen Antrag oder die laufende Leistung zu entscheiden (§§ 60, 66 SGB I).
        Mitwirkung = "mitwirkung",
        /// Um nach einer vorläufigen Bewilligung abschließend zu entscheiden (§ 41a Abs. 3 SGB II).
        Abschluss = "abschluss",
    }
}

/// Eine Unterlage, die fehlt. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unterlage {
    /// Was, etwa `Lohnabrechnung`.
    pub was: String,
    /// Für welchen Monat, wenn sie einen betrifft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub monat: Option<Monat>,
    /// Der Tag, an dem sie einging.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub eingang: Option<Tag>,
}

/// Eine Anforderung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anforderung {
    /// Wozu.
    pub zweck: Anforderungszweck,
    /// Von wem.
    pub person: Kennung,
    /// Was fehlt oder fehlte.
    pub unterlagen: Vec<Unterlage>,
    /// Der Tag, an dem der Brief zur Post ging.
    pub am: Tag,
    /// Bis dahin.
    pub frist: Tag,
    /// Steht im Brief, was sonst geschieht (§ 66 Abs. 3 SGB I, § 41a Abs. 3 Satz 3 SGB II)?
    pub belehrt: bool,
    /// Der Tag, an dem erinnert wurde.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erinnert: Option<Tag>,
    /// Wer anforderte.
    pub durch: Kennung,
    /// Sie ist nicht mehr nötig, seit diesem Tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zurueckgezogen: Option<Tag>,
    /// Die Versionen aller Ströme, als der Brief entstand.
    pub akten: std::collections::BTreeMap<crate::akte::Strom, u64>,
}

crate::verschwiegen::verschwiegen!(Unterlage, Anforderung);

/// So viele Tage hat jemand vom vermuteten Zugang an. Das Gesetz nennt keine Zahl; zwei Wochen sind angemessen.
pub const FRIST_TAGE: i32 = 14;

/// Das früheste Ende der Frist, wenn der Brief an diesem Tag zur Post geht.
#[must_use]
pub fn fruehestens(post: Tag) -> Tag {
    bekannt_am(Bekanntgabe::Post(post)).plus_tage(FRIST_TAGE)
}

impl Anforderung {
    /// Der Tag des letzten Briefs.
    #[must_use]
    pub fn vom(&self) -> Tag {
        self.erinnert.unwrap_or(self.am)
    }

    /// Was noch fehlt.
    pub fn fehlt(&self) -> impl Iterator<Item = &Unterlage> {
        let offen = self.zurueckgezogen.is_none();
        self.unterlagen.iter().filter(move |unterlage| offen && unterlage.eingang.is_none())
    }

    /// Fehlt noch etwas?
    #[must_use]
    pub fn offen(&self) -> bool {
        self.fehlt().next().is_some()
    }

    /// Fehlt etwas, obwohl die Frist um ist und auf die Folgen hingewiesen war?
    #[must_use]
    pub fn versaeumt(&self, heute: Tag) -> bool {
        self.offen() && self.belehrt && heute > self.frist
    }
}

/// Alle, jede in ihrem letzten Stand.
#[must_use]
pub fn anforderungen(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Anforderung)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Anforderung { posten, eintrag: Some(eine) } => Some((posten, eine)),
            _ => None,
        })
        .collect()
}

/// Die Briefe einer Anforderung: der erste, und je Erinnerung einer, mit der Version, mit der er entstand. Was nur Eingänge
/// festhält, ist keiner.
#[must_use]
pub(crate) fn briefe<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Vec<(u64, &'a Anforderung)> {
    let mut briefe: Vec<(u64, &Anforderung)> = Vec::new();
    for eintrag in fall.eintraege() {
        if let FallTatsache::Anforderung { posten, eintrag: Some(eine) } =
            &eintrag.ereignis.tatsache
            && posten == nummer
            && briefe.last().is_none_or(|(_, voriger)| voriger.vom() != eine.vom())
        {
            briefe.push((eintrag.version, eine));
        }
    }
    briefe
}

/// Welche Monate der Zeit ohne Nachweis sind, obwohl die Frist um ist und belehrt war (§ 41a Abs. 3 Satz 3 SGB II); was
/// keinen Monat nennt, betrifft alle.
#[must_use]
pub(crate) fn ohne_nachweis(
    fall: &Akte<FallTatsache>,
    monate: impl IntoIterator<Item = Monat>,
    heute: Tag,
) -> Vec<Monat> {
    let alle = anforderungen(fall);
    let versaeumt: Vec<&Anforderung> = alle
        .into_iter()
        .map(|(_, eine)| eine)
        .filter(|eine| eine.zweck == Anforderungszweck::Abschluss && eine.versaeumt(heute))
        .collect();
    let fehlt = |monat: &Monat| {
        versaeumt.iter().any(|eine| eine.fehlt().any(|u| u.monat.is_none_or(|m| m == *monat)))
    };
    monate.into_iter().filter(fehlt).collect()
}
