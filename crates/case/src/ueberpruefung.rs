//! Der Antrag auf Überprüfung (§ 44 SGB X, § 40 Abs. 1 SGB II): ein Bescheid, gegen den niemand mehr Widerspruch
//! erheben kann, war vielleicht falsch.
//!
//! Zurückgenommen wird, was binnen vier Jahren nach dem Jahr der Bekanntgabe beantragt ist ([`antrag_bis`]); nachgezahlt
//! wird ab dem Beginn des Jahres vor dem Antrag ([`leistungen_ab`]). Wird zurückgenommen, entsteht der neue Bescheid wie
//! jeder andere aus der berichtigten Tatsache; sein Entwurf misst das Jahr am Tag des Antrags ([`beantragt`]).
//!
//! Nicht umgesetzt: § 40 Abs. 3 SGB II (Nichtigkeit, ständige Rechtsprechung) und § 44 Abs. 1 Satz 2 SGB X (Angaben, die
//! vorsätzlich falsch waren): beides prüft, wer entscheidet.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Monat, Tag};
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::widerspruch::{Gegen, Ursache};

benannt! {
    /// Wie eine Überprüfung ausging.
    Ueberpruefungsausgang {
        /// Der Bescheid war falsch und wird zurückgenommen; darüber ergeht ein neuer.
        Ruecknahme = "ruecknahme",
        /// Zum Teil.
        Teilruecknahme = "teilruecknahme",
        /// Es bleibt bei dem Bescheid; darüber ergeht ein eigener Bescheid.
        Abgelehnt = "abgelehnt",
        /// Der Antrag ist zurückgenommen.
        Zurueckgenommen = "zurueckgenommen",
    }
}

impl Ueberpruefungsausgang {
    /// Wird etwas zurückgenommen?
    #[must_use]
    pub fn hilft(self) -> bool {
        matches!(self, Ueberpruefungsausgang::Ruecknahme | Ueberpruefungsausgang::Teilruecknahme)
    }
}

/// Ein Antrag auf Überprüfung. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ueberpruefung {
    /// Was zu überprüfen ist.
    pub gegen: Gegen,
    /// Der Tag, an dem der Antrag einging.
    pub eingang: Tag,
    /// Was vorgebracht wird, kurz; leer, wenn nichts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
    /// Der verspätete Widerspruch, als der er kam.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widerspruch: Option<Posten>,
    /// Wie er ausging; `None`: noch offen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erledigt: Option<Ueberpruefungsende>,
}

/// Wie und warum er ausging.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ueberpruefungsende {
    /// Wie.
    pub ausgang: Ueberpruefungsausgang,
    /// Warum.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging.
    pub norm: String,
    /// Wann; eine Ablehnung trägt diesen Tag und geht an ihm zur Post.
    pub am: Tag,
    /// Wer entschied.
    pub durch: Kennung,
    /// Die Gründe der Ablehnung; sonst leer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gruende: String,
    /// Wer unter der Ablehnung steht (§ 33 Abs. 3 SGB X); sonst leer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Die Versionen aller Ströme bei der Ablehnung: daraus entsteht ihr Brief immer gleich.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub akten: BTreeMap<Strom, u64>,
    /// Der Bescheid, der die Rücknahme schon enthält; `None`: er folgt, oder es gibt keinen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umsetzung: Option<Posten>,
}

crate::verschwiegen::verschwiegen!(Ueberpruefung, Ueberpruefungsende);

/// Bis zu diesem Tag muss beantragt sein: vier Jahre nach Ablauf des Jahres der Bekanntgabe (§ 40 Abs. 1 Satz 2 Nr. 1
/// SGB II). Was später kommt, entscheidet ein Mensch.
#[must_use]
pub fn antrag_bis(bescheid_vom: Tag) -> Tag {
    let jahr = bekannt_am(Bekanntgabe::Post(bescheid_vom)).jahr().saturating_add(4);
    Tag::neu(jahr, 12, 31).unwrap_or(Tag::SPAETESTER)
}

/// Ab diesem Tag wird nachgezahlt: ein Jahr, gerechnet vom Beginn des Jahres, in dem beantragt ist (§ 44 Abs. 4 SGB X,
/// § 40 Abs. 1 Satz 2 Nr. 2 SGB II).
#[must_use]
pub fn leistungen_ab(antrag: Tag) -> Tag {
    Tag::neu(antrag.jahr().saturating_sub(1), 1, 1).unwrap_or(Tag::FRUEHESTER)
}

/// Alle Überprüfungen eines Falls, jede in ihrem letzten Stand, mit dessen Version.
#[must_use]
pub fn ueberpruefungen(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Ueberpruefung, u64)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Ueberpruefung { posten, eintrag: Some(ueberpruefung) } => {
                Some((posten, ueberpruefung, stueck.eintrag.version))
            }
            _ => None,
        })
        .collect()
}

/// Die Überprüfung mit dieser Nummer, wenn sie abgelehnt ist.
#[must_use]
pub fn abgelehnt<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Option<(&'a Ueberpruefung, &'a Ueberpruefungsende)> {
    let (_, eine, _) = ueberpruefungen(fall).into_iter().find(|(posten, ..)| *posten == nummer)?;
    let ende = eine.erledigt.as_ref()?;
    (ende.ausgang == Ueberpruefungsausgang::Abgelehnt).then_some((eine, ende))
}

/// Für welche Monate seit wann eine Überprüfung beantragt ist, die noch offen ist oder der noch kein Bescheid folgte: an
/// diesem Tag misst sich, wie weit nachgezahlt wird (§ 44 Abs. 4 Satz 3 SGB X).
#[must_use]
pub fn beantragt(fall: &Akte<FallTatsache>) -> BTreeMap<Monat, Tag> {
    let mut seit: BTreeMap<Monat, Tag> = BTreeMap::new();
    for (_, eine, _) in ueberpruefungen(fall) {
        let wirkt = eine
            .erledigt
            .as_ref()
            .is_none_or(|ende| ende.ausgang.hilft() && ende.umsetzung.is_none());
        let monate = if wirkt { eine.gegen.monate(fall) } else { BTreeSet::new() };
        for monat in monate {
            let tag = seit.entry(monat).or_insert(eine.eingang);
            *tag = eine.eingang.min(*tag);
        }
    }
    seit
}
