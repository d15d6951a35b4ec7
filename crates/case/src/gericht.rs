//! Verfahren vor dem Sozialgericht: Klage (§§ 54, 87 SGG), einstweiliger Rechtsschutz (§ 86b SGG), Untätigkeitsklage
//! (§ 88 SGG), mit Terminen, Fristen, Anordnungen, Ende und Kosten.
//!
//! Das Gericht entscheidet; hier steht, was es tat und was darum zu tun ist. Ein Bescheid, der nach dem
//! Widerspruchsbescheid ergeht und den angefochtenen ändert, wird Teil des Verfahrens (§ 96 SGG, [`teil`]).
//!
//! Legt jemand Berufung oder Revision ein, geht dasselbe Verfahren unter dem neuen Gericht und Aktenzeichen weiter.
//!
//! Nicht umgesetzt: Beiladung, Prozesskostenhilfe.

use std::collections::BTreeSet;

use law::measure::{Cent, Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten};
use crate::aufbewahrung::nach_monaten;
use crate::benannt::benannt;
use crate::schnittstelle::schema;
use crate::ueberpruefung::ueberpruefungen;
use crate::widerspruch::{Gegen, Ursache, widerspruch, widersprueche};

benannt! {
    /// Was für ein Verfahren.
    Verfahrensart {
        /// Klage gegen einen Bescheid (§§ 54, 87 SGG).
        Klage = "klage",
        /// Einstweiliger Rechtsschutz (§ 86b Abs. 1 und 2 SGG).
        Eilverfahren = "eilverfahren",
        /// Klage, weil nicht entschieden ist (§ 88 SGG).
        Untaetigkeitsklage = "untaetigkeitsklage",
    }
}

benannt! {
    /// Was das Gericht vorläufig anordnet.
    Anordnungsart {
        /// Die aufschiebende Wirkung (§ 86b Abs. 1 Satz 1 Nr. 2 SGG).
        AufschiebendeWirkung = "aufschiebende_wirkung",
        /// Die sofortige Vollziehung (§ 86b Abs. 1 Satz 1 Nr. 1 und 3 SGG).
        SofortigeVollziehung = "sofortige_vollziehung",
        /// Eine einstweilige Anordnung, etwa vorläufig zu zahlen (§ 86b Abs. 2 SGG).
        Einstweilig = "einstweilig",
        /// Was es zuvor anordnete, hebt es auf (§ 86b Abs. 1 Satz 4 SGG).
        Aufgehoben = "aufgehoben",
    }
}

benannt! {
    /// Wie das Gericht entscheidet.
    Entscheidungsform {
        /// Urteil.
        Urteil = "urteil",
        /// Gerichtsbescheid.
        Gerichtsbescheid = "gerichtsbescheid",
        /// Beschluss.
        Beschluss = "beschluss",
    }
}

benannt! {
    /// Wodurch das Verfahren endet.
    Endeart {
        /// Durch Urteil, das niemand mehr anficht.
        Urteil = "urteil",
        /// Durch Gerichtsbescheid.
        Gerichtsbescheid = "gerichtsbescheid",
        /// Durch Beschluss.
        Beschluss = "beschluss",
        /// Durch Vergleich (§ 101 Abs. 1 SGG).
        Vergleich = "vergleich",
        /// Durch angenommenes Anerkenntnis (§ 101 Abs. 2 SGG).
        Anerkenntnis = "anerkenntnis",
        /// Durch Rücknahme (§ 102 SGG).
        Ruecknahme = "ruecknahme",
        /// Die Hauptsache ist für erledigt erklärt.
        Erledigt = "erledigt",
    }
}

benannt! {
    /// Wie weit der Mensch Erfolg hatte.
    Erfolg {
        /// Ganz.
        Ganz = "ganz",
        /// Zum Teil.
        Teilweise = "teilweise",
        /// Gar nicht.
        Keiner = "keiner",
    }
}

/// Worum gestritten wird.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", content = "nummer", rename_all = "snake_case")]
pub enum Streitgegenstand {
    /// Ein Bescheid.
    Bescheid(Posten),
    /// Eine Erstattung.
    Erstattung(Posten),
    /// Eine Überprüfung: sie ist abgelehnt oder noch nicht entschieden.
    Ueberpruefung(Posten),
    /// Was ein Widerspruch angreift, in der Gestalt des Widerspruchsbescheids; oder dass über ihn nicht entschieden ist.
    Widerspruch(Posten),
    /// Ein Antrag, über den nicht entschieden ist.
    Antrag(Posten),
}

/// Ein Verfahren vor Gericht. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gerichtsverfahren {
    /// Was für eines.
    pub art: Verfahrensart,
    /// Worum gestritten wird.
    pub gegen: Streitgegenstand,
    /// Das Gericht, etwa `Sozialgericht Musterstadt`.
    pub gericht: String,
    /// Sein Aktenzeichen, etwa `S 12 AS 345/26`.
    pub aktenzeichen: String,
    /// Der Tag, an dem Klage oder Antrag beim Gericht einging.
    pub eingang: Tag,
    /// Termine, der erste zuerst.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub termine: Vec<Termin>,
    /// Fristen, die das Gericht dem Amt setzt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fristen: Vec<Gerichtsfrist>,
    /// Was es vorläufig anordnet; das Letzte gilt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anordnungen: Vec<Anordnung>,
    /// Bescheide, von denen das Gericht eine Abschrift hat (§ 96 Abs. 2 SGG).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub mitgeteilt: BTreeSet<Posten>,
    /// Die Entscheidung, gegen die noch ein Rechtsmittel möglich ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entscheidung: Option<Gerichtsentscheidung>,
    /// Wann zuletzt Berufung oder Revision eingelegt wurde; Gericht und Aktenzeichen sind dann die neuen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rechtsmittel: Option<Tag>,
    /// Wie es endete; `None`: es läuft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erledigt: Option<Prozessende>,
    /// Wann getan war, was daraus folgte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umgesetzt: Option<Tag>,
}

/// Ein Termin.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Gerichtstermin")]
pub struct Termin {
    /// Der Tag.
    #[schemars(with = "schema::Tag")]
    pub am: Tag,
    /// Die Uhrzeit, etwa `10:30`.
    pub uhrzeit: String,
    /// Wo.
    pub ort: String,
}

/// Eine Frist, die das Gericht setzt.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gerichtsfrist {
    /// Letzter Tag.
    pub bis: Tag,
    /// Wofür, etwa `Klageerwiderung`.
    pub wofuer: String,
    /// Wann sie erfüllt war.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erfuellt: Option<Tag>,
}

/// Was das Gericht vorläufig anordnet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Gerichtsanordnung")]
pub struct Anordnung {
    /// Der Tag des Beschlusses.
    #[schemars(with = "schema::Tag")]
    pub am: Tag,
    /// Was.
    pub was: Anordnungsart,
    /// Letzter Tag, wenn es befristet ist (§ 86b Abs. 1 Satz 3 SGG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
    /// Der Wortlaut, kurz.
    pub inhalt: String,
}

/// Eine Entscheidung, gegen die noch ein Rechtsmittel möglich ist.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gerichtsentscheidung {
    /// In welcher Form.
    pub form: Entscheidungsform,
    /// Wann sie zugestellt ist.
    #[schemars(with = "schema::Tag")]
    pub zugestellt: Tag,
}

/// Wie es endete.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prozessende {
    /// Wodurch.
    pub art: Endeart,
    /// Wie weit der Mensch Erfolg hatte.
    pub erfolg: Erfolg,
    /// Warum es so ausging.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging.
    pub norm: String,
    /// Der Tag, an dem es endete.
    pub am: Tag,
    /// Bis wann umzusetzen ist, wenn das Gericht oder der Vergleich es sagt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umsetzen_bis: Option<Tag>,
    /// Die Kosten (§ 193 SGG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kosten: Option<Gerichtskosten>,
    /// Wer es festhielt.
    pub durch: Kennung,
}

/// Was das Amt dem Menschen an außergerichtlichen Kosten erstattet (§ 193 SGG).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gerichtskosten {
    /// Anteil in Prozent, 0 bis 100.
    pub quote_prozent: u8,
    /// Der Betrag, wenn er feststeht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub betrag: Option<Cent>,
}

crate::verschwiegen::verschwiegen!(
    Gerichtsverfahren,
    Termin,
    Gerichtsfrist,
    Anordnung,
    Gerichtsentscheidung,
    Prozessende,
    Gerichtskosten
);

/// So viele Monate nach dem Antrag ist eine Untätigkeitsklage zulässig (§ 88 Abs. 1 SGG).
pub(crate) const ANTRAG_MONATE: u16 = 6;
/// So viele Monate nach dem Widerspruch (§ 88 Abs. 2 SGG).
pub(crate) const WIDERSPRUCH_MONATE: u16 = 3;

impl Streitgegenstand {
    /// Die Entscheidung, um die es am Ende geht; `None`, solange es keine gibt.
    #[must_use]
    pub fn entscheidung(&self, fall: &Akte<FallTatsache>) -> Option<Gegen> {
        Some(match self {
            Streitgegenstand::Bescheid(nummer) => Gegen::Bescheid(nummer.clone()),
            Streitgegenstand::Erstattung(nummer) => Gegen::Erstattung(nummer.clone()),
            Streitgegenstand::Ueberpruefung(nummer) => Gegen::Ueberpruefung(nummer.clone()),
            Streitgegenstand::Widerspruch(nummer) => widerspruch(fall, nummer)?.1.gegen.clone(),
            Streitgegenstand::Antrag(_) => return None,
        })
    }

    /// Gibt es, worum gestritten wird?
    #[must_use]
    pub fn bekannt(&self, fall: &Akte<FallTatsache>) -> bool {
        match self {
            Streitgegenstand::Widerspruch(nummer) => widerspruch(fall, nummer).is_some(),
            Streitgegenstand::Ueberpruefung(nummer) => {
                ueberpruefungen(fall).iter().any(|(posten, ..)| *posten == nummer)
            }
            Streitgegenstand::Antrag(nummer) => antrag_vom(fall, nummer).is_some(),
            Streitgegenstand::Bescheid(_) | Streitgegenstand::Erstattung(_) => {
                self.entscheidung(fall).and_then(|gegen| gegen.entschieden_am(fall)).is_some()
            }
        }
    }

    /// Ab wann eine Untätigkeitsklage zulässig ist: der Tag nach dem Ende der Frist (§ 88 SGG); `None`, wo es keine gibt.
    #[must_use]
    pub fn untaetig_ab(&self, fall: &Akte<FallTatsache>) -> Option<Tag> {
        let (seit, monate) = match self {
            Streitgegenstand::Widerspruch(nummer) => {
                (widerspruch(fall, nummer)?.1.eingang, WIDERSPRUCH_MONATE)
            }
            Streitgegenstand::Ueberpruefung(nummer) => {
                let alle = ueberpruefungen(fall);
                let (_, eine, _) = alle.into_iter().find(|(posten, ..)| *posten == nummer)?;
                (eine.eingang, ANTRAG_MONATE)
            }
            Streitgegenstand::Antrag(nummer) => (antrag_vom(fall, nummer)?, ANTRAG_MONATE),
            Streitgegenstand::Bescheid(_) | Streitgegenstand::Erstattung(_) => return None,
        };
        Some(nach_monaten(seit, monate).naechster())
    }
}

fn antrag_vom(fall: &Akte<FallTatsache>, nummer: &Posten) -> Option<Tag> {
    fall.je(Bekannt::Jetzt).into_iter().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Antrag { posten, eintrag: Some(antrag) } if posten == nummer => {
            Some(antrag.tag)
        }
        _ => None,
    })
}

impl Gerichtsverfahren {
    /// Läuft es?
    #[must_use]
    pub fn laeuft(&self) -> bool {
        self.erledigt.is_none()
    }

    /// Ist noch etwas zugunsten des Menschen umzusetzen? Über einen neuen Bescheid sagt das nichts.
    #[must_use]
    pub fn verpflichtet(&self) -> bool {
        let erfolg = self.erledigt.as_ref().is_some_and(|ende| ende.erfolg != Erfolg::Keiner);
        erfolg && self.umgesetzt.is_none()
    }
}

/// Alle Verfahren eines Falls, jedes in seinem letzten Stand, mit dessen Version.
#[must_use]
pub fn verfahren(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Gerichtsverfahren, u64)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Gerichtsverfahren { posten, eintrag: Some(eines) } => {
                Some((posten, eines, stueck.eintrag.version))
            }
            _ => None,
        })
        .collect()
}

/// Wovon ein neuer Bescheid Teil wird.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teil {
    /// Eines offenen Widerspruchs (§ 86 SGG).
    Widerspruch,
    /// Einer Klage (§ 96 SGG), mit Gericht und Aktenzeichen.
    Klage {
        /// Das Gericht.
        gericht: String,
        /// Sein Aktenzeichen.
        aktenzeichen: String,
    },
}

/// Wird eine Entscheidung über diese Monate Teil eines laufenden Verfahrens (§§ 86, 96 SGG)?
#[must_use]
pub fn teil(fall: &Akte<FallTatsache>, monate: &BTreeSet<Monat>) -> Option<Teil> {
    let trifft = |gegen: &Gegen| {
        matches!(gegen, Gegen::Bescheid(_)) && !gegen.monate(fall).is_disjoint(monate)
    };
    let offen = |(_, w): &(_, &crate::widerspruch::Widerspruch)| w.erledigt.is_none();
    if widersprueche(fall).iter().filter(|w| offen(w)).any(|(_, w)| trifft(&w.gegen)) {
        return Some(Teil::Widerspruch);
    }
    klagen(fall).find(|(_, _, gegen)| trifft(gegen)).map(|(_, eine, _)| Teil::Klage {
        gericht: eine.gericht.clone(),
        aktenzeichen: eine.aktenzeichen.clone(),
    })
}

/// Laufende Klagen nach einem Widerspruchsbescheid: nur dann wird ein neuer Bescheid Teil davon (§ 96 Abs. 1 SGG).
pub(crate) fn klagen(
    fall: &Akte<FallTatsache>,
) -> impl Iterator<Item = (&Posten, &Gerichtsverfahren, Gegen)> {
    let alle = verfahren(fall).into_iter();
    let laufende = alle.filter(|(_, v, _)| v.laeuft() && v.art == Verfahrensart::Klage);
    laufende.filter_map(|(posten, eine, _)| {
        let gegen = eine.gegen.entscheidung(fall)?;
        let nach_vorverfahren = widersprueche(fall).iter().any(|(_, w)| {
            w.gegen == gegen && w.erledigt.as_ref().is_some_and(|e| e.bescheid.is_some())
        });
        nach_vorverfahren.then_some((posten, eine, gegen))
    })
}
