//! Wie lange etwas aufgehoben wird, was es hindert, und ab wann es nur noch wenige sehen (Art. 17, 18 DSGVO,
//! § 84 SGB X).
//!
//! Die Fristen stehen in `aufbewahrung.toml`, datiert und mit Quelle. Wann eine Frist beginnt, folgt aus der Akte
//! und nie aus einer Eingabe: das Ende eines Falls ist der letzte Tag der letzten Bewilligung oder der letzte
//! Eingang. Kommt danach noch etwas, beginnt sie neu.
//!
//! Nicht umgesetzt: Fristen für Daten nach § 31a SGB III und aus der Vermittlung, die es in der Akte noch nicht
//! gibt; Buchungen, die eine Frist verlängern.

mod frist;
mod plan;

use std::collections::BTreeSet;

use law::measure::Tag;

use crate::benannt::benannt;

pub(crate) use frist::nach_monaten;
pub use plan::{Aufbewahrungsplan, Beginn, PlanFehler, Regel};

benannt! {
    /// Was aufgehoben wird.
    Klasse {
        /// Bewilligte Leistungen.
        Leistung = "leistung",
        /// Gezahlte Beträge.
        Zahlung = "zahlung",
        /// Ein Antrag, aus dem keine Bewilligung wurde.
        AntragOhneBewilligung = "antrag_ohne_bewilligung",
        /// Beratung und Vermittlung.
        Vermittlung = "vermittlung",
        /// Junge Menschen ohne Anschluss (§ 31a SGB III).
        JungeMenschen = "junge_menschen",
        /// Wer was gesehen und getan hat.
        Protokoll = "protokoll",
        /// Post, die zu keiner Akte gehört.
        Eingang = "eingang",
        /// Wer hier arbeitet oder arbeitete.
        Bedienstete = "bedienstete",
    }
}

benannt! {
    /// Was dem Löschen nach der Frist im Weg steht.
    Hemmnis {
        /// Jemand hat eine Löschsperre gesetzt.
        Loeschsperre = "loeschsperre",
        /// Eine Aufrechnung läuft: es ist noch etwas geschuldet (§§ 42a, 43).
        Forderung = "forderung",
        /// Ein Rechtsbehelf läuft.
        Streit = "streit",
        /// Das Ereignis, mit dem die Frist beginnt, fehlt.
        OhneBeginn = "ohne_beginn",
    }
}

/// Wie lange etwas aufgehoben wird.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aufbewahrung {
    /// Nach welcher Klasse; von mehreren die mit dem spätesten Ende.
    pub klasse: Klasse,
    /// Der Tag, nach dem die Frist läuft; `None`: er steht noch nicht fest.
    pub beginn: Option<Tag>,
    /// Der letzte Tag der Frist.
    pub bis: Option<Tag>,
    /// Ab diesem Tag sehen es nur noch Rechtsstelle und Datenschutz.
    pub gesperrt_ab: Option<Tag>,
    /// Was dem Löschen sonst im Weg steht.
    pub hemmnisse: BTreeSet<Hemmnis>,
    /// Die Quelle ist unsicher: der Träger legt die Frist fest.
    pub festlegen: bool,
    /// Worauf sie sich stützt.
    pub norm: String,
}

impl Aufbewahrung {
    /// Ist die Frist an dem Tag vorbei, und steht nichts im Weg?
    #[must_use]
    pub fn faellig(&self, heute: Tag) -> bool {
        self.hemmnisse.is_empty() && self.bis.is_some_and(|bis| bis < heute)
    }

    /// Soll die Verarbeitung an dem Tag eingeschränkt sein?
    #[must_use]
    pub fn einzuschraenken(&self, heute: Tag) -> bool {
        self.gesperrt_ab.is_some_and(|ab| ab <= heute)
    }

    /// In einem Satz, ohne Angaben über einen Menschen.
    #[must_use]
    pub fn grund(&self) -> String {
        let klasse = self.klasse.deutsch();
        let Some((beginn, bis)) = self.beginn.zip(self.bis) else {
            return format!("{klasse}: die Frist hat noch nicht begonnen.");
        };
        let (beginn, bis) = (beginn.deutsch(), bis.deutsch());
        let marke = if self.festlegen { " Die Dauer legt der Träger fest." } else { "" };
        format!("{klasse}: vom {beginn} bis {bis} ({}).{marke}", self.norm)
    }
}

impl Klasse {
    /// Wie sie in einer Liste steht.
    #[must_use]
    pub fn deutsch(self) -> &'static str {
        match self {
            Klasse::Leistung => "Bewilligte Leistungen",
            Klasse::Zahlung => "Gezahlte Beträge",
            Klasse::AntragOhneBewilligung => "Antrag ohne Bewilligung",
            Klasse::Vermittlung => "Beratung und Vermittlung",
            Klasse::JungeMenschen => "Junge Menschen ohne Anschluss",
            Klasse::Protokoll => "Protokoll der Zugriffe",
            Klasse::Eingang => "Post ohne Akte",
            Klasse::Bedienstete => "Beschäftigte",
        }
    }
}

impl Hemmnis {
    /// Was zu tun ist.
    #[must_use]
    pub fn deutsch(self) -> &'static str {
        match self {
            Hemmnis::Loeschsperre => {
                "Eine Löschsperre ist gesetzt; bitte prüfen, ob sie noch nötig ist"
            }
            Hemmnis::Forderung => {
                "Eine Forderung ist noch offen; bitte einziehen, beenden oder den Rest klären"
            }
            Hemmnis::Streit => "Ein Rechtsbehelf läuft noch; bitte abwarten",
            Hemmnis::OhneBeginn => {
                "Der Beginn der Frist steht nicht fest; bitte den Vorgang abschließen"
            }
        }
    }
}
