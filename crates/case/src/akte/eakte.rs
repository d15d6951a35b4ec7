//! Die eAkte eines Falls: welche Dokumente heute in ihr stehen, und welche davon gesucht sind.

use std::collections::BTreeMap;
use std::fmt;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Akte, Angelegenheit, Dokument, Dokumentart, FallTatsache, Kennung};
use crate::namen::falten::{falten, weit};
use crate::schnittstelle::schema;

/// Ein Dokument, wie es in der Akte steht.
#[derive(Clone, Copy)]
pub struct Abgelegt<'a> {
    /// Die Version, mit der es in die Akte kam.
    pub version: u64,
    /// Der Tag, an dem es einging oder entstand.
    pub eingang: Tag,
    /// Das Dokument.
    pub dokument: &'a Dokument,
}

impl fmt::Debug for Abgelegt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Abgelegt({}, {})", self.version, self.eingang)
    }
}

/// Die Dokumente, die heute in der Akte stehen.
#[must_use]
pub fn dokumente(akte: &Akte<FallTatsache>) -> BTreeMap<Kennung, Abgelegt<'_>> {
    let mut dokumente = BTreeMap::new();
    for eintrag in akte.eintraege() {
        let ereignis = &eintrag.ereignis;
        let FallTatsache::Dokument { posten, eintrag: dokument } = &ereignis.tatsache else {
            continue;
        };
        let Ok(kennung) = posten.text().parse() else { continue };
        let (version, eingang) = (eintrag.version, ereignis.eingang);
        match dokument {
            Some(dokument) => {
                dokumente.insert(kennung, Abgelegt { version, eingang, dokument });
            }
            None => {
                dokumente.remove(&kennung);
            }
        }
    }
    dokumente
}

/// Nach welchen Angaben Dokumente gesucht sind; was fehlt, ist gleich. `Debug` zeigt nichts davon.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dokumentfilter {
    /// Steht im Titel; „Müller“ findet auch „Mueller“ und „Muller“.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schemars(length(max = 200))]
    pub titel: String,
    /// Was für ein Dokument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub art: Option<Dokumentart>,
    /// Worum es geht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub angelegenheit: Option<Angelegenheit>,
    /// Zu welchem Menschen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Frühestens an diesem Tag eingegangen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub von: Option<Tag>,
    /// Spätestens an diesem Tag eingegangen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
}

impl fmt::Debug for Dokumentfilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dokumentfilter(…)")
    }
}

/// Ein Filter, dessen Titel schon gefaltet ist.
pub struct Gesucht<'a> {
    filter: &'a Dokumentfilter,
    titel: Option<Begriff>,
}

impl Dokumentfilter {
    /// Zum Suchen vorbereitet.
    #[must_use]
    pub fn gesucht(&self) -> Gesucht<'_> {
        let titel = self.titel.trim();
        Gesucht { filter: self, titel: (!titel.is_empty()).then(|| Begriff::neu(titel)) }
    }
}

impl Gesucht<'_> {
    /// Ist dieses Dokument gesucht?
    #[must_use]
    pub fn trifft(&self, abgelegt: &Abgelegt<'_>) -> bool {
        let Abgelegt { eingang, dokument, .. } = abgelegt;
        let Dokumentfilter { art, angelegenheit, person, von, bis, .. } = self.filter;
        art.is_none_or(|art| art == dokument.art)
            && angelegenheit.is_none_or(|worum| worum == dokument.angelegenheit)
            && person.is_none_or(|person| Some(person) == dokument.person)
            && von.is_none_or(|von| von <= *eingang)
            && bis.is_none_or(|bis| *eingang <= bis)
            && self.titel.as_ref().is_none_or(|titel| titel.stellen(&dokument.titel) > 0)
    }
}

/// Ein Begriff, nach dem in Texten gesucht wird. `Debug` gibt es nicht: er kann ein Name sein.
pub struct Begriff {
    eng: String,
    weit: String,
}

impl Begriff {
    /// Aus dem, was jemand eingibt.
    #[must_use]
    pub fn neu(text: &str) -> Begriff {
        Begriff { eng: falten(text), weit: weit(text) }
    }

    /// Bleibt gefaltet nichts übrig?
    #[must_use]
    pub fn ist_leer(&self) -> bool {
        self.eng.trim().is_empty()
    }

    /// So oft steht er im Text, in der engen oder der weiten Schreibweise; ein leerer nie.
    #[must_use]
    pub fn stellen(&self, text: &str) -> usize {
        if self.ist_leer() {
            return 0;
        }
        let eng = falten(text).matches(&self.eng).count();
        if eng > 0 { eng } else { weit(text).matches(&self.weit).count() }
    }
}
