//! Der Widerspruch (§§ 78 ff. SGG): gegen welche Entscheidung, wann eingegangen, ob rechtzeitig, wie er ausging und warum.
//!
//! Ob er rechtzeitig ist, folgt aus dem Tag der Entscheidung, den [`Umstaende`]n ihrer Bekanntgabe und den Feiertagen am
//! Sitz des Hauses ([`frist`]). Ein verspäteter ist nie von selbst unzulässig: ein Mensch entscheidet über die
//! Wiedereinsetzung oder liest ihn als Antrag auf Überprüfung ([`Versaeumnis`]). Was er aufschiebt, sagt
//! [`crate::aufschub`]. Ergeht währenddessen ein Bescheid über dieselben Monate, wird er Teil des Verfahrens
//! (§ 86 SGG, [`crate::gericht::teil`]).
//!
//! Nicht umgesetzt: Bevollmächtigte als Empfänger (§ 13 Abs. 3 SGB X), Ruhen und Allgemeinverfügung (§ 85 Abs. 4 SGG),
//! Anordnung der sofortigen Vollziehung durch das Amt (§ 86a Abs. 2 Nr. 5 SGG).

use std::collections::{BTreeMap, BTreeSet};

use law::kalender::{Land, Sitz};
use law::measure::{Cent, Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Akte, Bekannt, FallTatsache, Kennung, Posten, Strom};
use crate::benannt::benannt;
use crate::bescheid::{Bescheidart, bescheide, entschieden};
use crate::erstattung::festgesetzt;
use crate::frist::{Art, Bekanntgabe, Belehrung, Frist, Wahrung, frist_ab};
use crate::schnittstelle::schema;
use crate::ueberpruefung::abgelehnt;

benannt! {
    /// Wie ein Widerspruch ausging.
    Ausgang {
        /// Das Amt hilft ganz ab (§ 85 Abs. 1 SGG).
        Abhilfe = "abhilfe",
        /// Das Amt hilft zum Teil ab.
        Teilabhilfe = "teilabhilfe",
        /// Zurückgewiesen (§ 85 Abs. 2 SGG).
        Zurueckgewiesen = "zurueckgewiesen",
        /// Unzulässig, etwa verspätet ohne Wiedereinsetzung.
        Unzulaessig = "unzulaessig",
        /// Zurückgenommen.
        Zurueckgenommen = "zurueckgenommen",
        /// Verspätet und als Antrag auf Überprüfung gelesen (§ 44 SGB X).
        AlsUeberpruefung = "als_ueberpruefung",
    }
}

benannt! {
    /// Warum er so ausging; daraus lernt das Haus, was zu verbessern ist.
    Ursache {
        /// Ein Nachweis kam spät.
        SpaeterNachweis = "spaeter_nachweis",
        /// Das Recht war falsch angewendet.
        FalschesRecht = "falsches_recht",
        /// Es gab neue Tatsachen.
        NeueTatsachen = "neue_tatsachen",
        /// Anders ermittelt oder gewürdigt.
        Sachverhalt = "sachverhalt",
        /// Die Rechtsprechung hat sich geändert.
        Rechtsprechung = "rechtsprechung",
        /// Es war richtig entschieden.
        Keine = "keine",
    }
}

benannt! {
    /// Was ein Mensch zu einem verspäteten Widerspruch entschied.
    Versaeumnis {
        /// Er war doch rechtzeitig, etwa später zugegangen oder ein Feiertag am Sitz.
        Rechtzeitig = "rechtzeitig",
        /// Wiedereinsetzung: ohne Verschulden verhindert (§ 84 Abs. 2 Satz 3, § 67 SGG).
        Wiedereinsetzung = "wiedereinsetzung",
        /// Keine Wiedereinsetzung.
        KeineWiedereinsetzung = "keine_wiedereinsetzung",
        /// Er wird als Antrag auf Überprüfung gelesen (§ 44 SGB X).
        AlsUeberpruefung = "als_ueberpruefung",
    }
}

/// Wogegen er sich richtet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", content = "nummer", rename_all = "snake_case")]
pub enum Gegen {
    /// Ein Bescheid über die laufende Leistung.
    Bescheid(Posten),
    /// Eine Erstattung.
    Erstattung(Posten),
    /// Eine abgelehnte Überprüfung (§ 44 SGB X).
    Ueberpruefung(Posten),
}

/// Wie die Entscheidung bekannt wurde, wo es anders war als vermutet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Umstaende {
    /// Nachweislich erst oder genau an diesem Tag zugegangen; ohne Angabe am vierten Tag nach der Aufgabe zur Post (§ 37
    /// Abs. 2 SGB X).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub zugang: Option<Tag>,
    /// Im Ausland zugegangen: drei Monate (§ 84 Abs. 1 Satz 2 SGG); zählt nur mit `zugang`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ausland: bool,
    /// Die Rechtsbehelfsbelehrung fehlte oder war falsch: ein Jahr (§ 66 Abs. 2 SGG).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ohne_belehrung: bool,
}

/// Ein Widerspruch. `Debug` zeigt die Begründung nicht.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widerspruch {
    /// Wogegen.
    pub gegen: Gegen,
    /// Der Tag, an dem er bei irgendeiner deutschen Behörde einging (§ 84 Abs. 2 SGG).
    pub eingang: Tag,
    /// Was vorgebracht wird, kurz; leer, wenn nichts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
    /// Wie die Entscheidung bekannt wurde.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub umstaende: Umstaende,
    /// Was zur versäumten Frist entschieden ist; `None`: noch nichts, oder sie ist gewahrt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versaeumnis: Option<Fristfrage>,
    /// Die Vollziehung ist ausgesetzt (§ 86a Abs. 3 SGG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ausgesetzt: Option<Aussetzung>,
    /// Wie er ausging; `None`: noch offen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erledigt: Option<Erledigung>,
}

/// Was zur versäumten Frist entschieden ist.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fristfrage {
    /// Wie.
    pub wie: Versaeumnis,
    /// Warum.
    pub begruendung: String,
    /// Wann.
    pub am: Tag,
    /// Wer entschied.
    pub durch: Kennung,
}

/// Das Amt setzt die Vollziehung aus, solange der Widerspruch offen ist.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aussetzung {
    /// Warum.
    pub begruendung: String,
    /// Wann.
    pub am: Tag,
    /// Letzter Tag; `None`: bis er erledigt ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bis: Option<Tag>,
    /// Wer entschied.
    pub durch: Kennung,
}

/// Wie und warum er ausging.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erledigung {
    /// Wie.
    pub ausgang: Ausgang,
    /// Warum.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging, etwa `§ 22 Abs. 1 SGB II`.
    pub norm: String,
    /// Wann; ein Widerspruchsbescheid trägt diesen Tag und geht an ihm zur Post.
    pub am: Tag,
    /// Wer entschied.
    pub durch: Kennung,
    /// Die Kosten des Vorverfahrens (§ 63 SGB X).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kosten: Option<Kosten>,
    /// Der Widerspruchsbescheid; `None`: ganz abgeholfen oder zurückgenommen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bescheid: Option<Widerspruchsbescheid>,
    /// Der Bescheid, der die Abhilfe schon enthält; `None`: er folgt, oder es gibt nichts abzuhelfen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub umsetzung: Option<Posten>,
}

/// Die Kosten des Vorverfahrens (§ 63 SGB X).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Widerspruchskosten")]
pub struct Kosten {
    /// Welchen Anteil der notwendigen Aufwendungen das Amt erstattet, in Prozent, 0 bis 100 (Abs. 1).
    pub quote_prozent: u8,
    /// War es notwendig, einen Anwalt oder sonst jemanden zu bevollmächtigen (Abs. 2, Abs. 3 Satz 2)?
    pub anwalt_notwendig: bool,
    /// Auf Antrag festgesetzt (Abs. 3 Satz 1); `None`: noch nicht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub betrag: Option<Cent>,
}

/// Was der Widerspruchsbescheid sagt (§ 85 Abs. 3 SGG).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widerspruchsbescheid {
    /// Bei einer Teilabhilfe: worin abgeholfen wird; sonst leer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub umfang: String,
    /// Die Gründe, mit Absätzen.
    pub gruende: String,
    /// Wer darunter steht (§ 33 Abs. 3 SGB X).
    pub name: String,
    /// Die Versionen aller Ströme: daraus entsteht der Brief immer gleich.
    pub akten: BTreeMap<Strom, u64>,
}

crate::verschwiegen::verschwiegen!(
    Widerspruch,
    Fristfrage,
    Aussetzung,
    Erledigung,
    Kosten,
    Widerspruchsbescheid
);

fn ist_vorgabe(umstaende: &Umstaende) -> bool {
    *umstaende == Umstaende::default()
}

impl Gegen {
    /// Der Tag, den die Entscheidung trägt; `None`, wenn keine hinausging.
    #[must_use]
    pub fn entschieden_am(&self, fall: &Akte<FallTatsache>) -> Option<Tag> {
        match self {
            Gegen::Bescheid(nummer) => {
                let (bescheid, _) = entschieden(fall, nummer)?;
                bescheid.art.mit_brief().then_some(bescheid.am)
            }
            Gegen::Erstattung(nummer) => festgesetzt(fall, nummer).map(|e| e.am),
            Gegen::Ueberpruefung(nummer) => abgelehnt(fall, nummer).map(|(_, ende)| ende.am),
        }
    }

    /// Wie [`Gegen::entschieden_am`], auch für einen Bescheid, den dieses Programm nur übernommen hat: überprüfen lässt sich
    /// jeder (§ 44 SGB X).
    #[must_use]
    pub fn ergangen_am(&self, fall: &Akte<FallTatsache>) -> Option<Tag> {
        let Gegen::Bescheid(nummer) = self else { return self.entschieden_am(fall) };
        let (bescheid, _) = entschieden(fall, nummer)?;
        (bescheid.art != Bescheidart::Vermerk).then_some(bescheid.am)
    }

    /// Wer sie freigab.
    #[must_use]
    pub fn entschieden_durch(&self, fall: &Akte<FallTatsache>) -> Option<Kennung> {
        match self {
            Gegen::Bescheid(nummer) => {
                let bescheide = bescheide(fall);
                let bescheid = bescheide.iter().find(|(posten, ..)| *posten == nummer);
                bescheid.map(|(_, bescheid, _)| bescheid.durch)
            }
            Gegen::Erstattung(nummer) => festgesetzt(fall, nummer).and_then(|e| e.durch),
            Gegen::Ueberpruefung(nummer) => abgelehnt(fall, nummer).map(|(_, ende)| ende.durch),
        }
    }

    /// Die Monate, über die entschieden ist.
    #[must_use]
    pub fn monate(&self, fall: &Akte<FallTatsache>) -> BTreeSet<Monat> {
        match self {
            Gegen::Bescheid(nummer) => {
                let entwurf = entschieden(fall, nummer).map(|(_, entwurf)| entwurf);
                entwurf.into_iter().flat_map(|e| &e.monate).map(|monat| monat.monat).collect()
            }
            Gegen::Erstattung(nummer) => {
                let erstattung = festgesetzt(fall, nummer).into_iter();
                erstattung.flat_map(|e| &e.monate).map(|monat| monat.monat).collect()
            }
            Gegen::Ueberpruefung(nummer) => abgelehnt(fall, nummer)
                .map(|(ueberpruefung, _)| ueberpruefung.gegen.monate(fall))
                .unwrap_or_default(),
        }
    }
}

/// Bis wann Widerspruch gegen diese Entscheidung möglich ist (§§ 64, 66, 84 SGG); `None`, wenn keine hinausging.
#[must_use]
pub fn frist(
    fall: &Akte<FallTatsache>,
    gegen: &Gegen,
    umstaende: Umstaende,
    sitz: Sitz,
) -> Option<Frist> {
    let am = gegen.entschieden_am(fall)?;
    let bekanntgabe = match umstaende.zugang {
        None => Bekanntgabe::Post(am),
        Some(tag) if umstaende.ausland => Bekanntgabe::ZugangImAusland(tag),
        Some(tag) => Bekanntgabe::Zugang(tag),
    };
    let belehrung =
        if umstaende.ohne_belehrung { Belehrung::FehltOderUnrichtig } else { Belehrung::Richtig };
    Some(frist_ab(bekanntgabe, sitz, Art::Widerspruch, belehrung))
}

impl Widerspruch {
    /// Bis wann er möglich war, wenn das Haus diesen Sitz hat.
    #[must_use]
    pub fn frist(&self, fall: &Akte<FallTatsache>, sitz: Sitz) -> Option<Frist> {
        frist(fall, &self.gegen, self.umstaende, sitz)
    }

    /// Ist ohne Kenntnis des Sitzes nicht sicher, dass er rechtzeitig kam? Dann sieht es sich ein Mensch an: auch wo nur
    /// der Feiertag eines Landes den Unterschied macht.
    #[must_use]
    pub fn vielleicht_verspaetet(&self, fall: &Akte<FallTatsache>) -> bool {
        Land::ALLE.into_iter().any(|land| {
            let frist = self.frist(fall, land.into());
            frist.is_some_and(|frist| frist.wahrung(self.eingang) != Wahrung::Gewahrt)
        })
    }

    /// Ist noch zu entscheiden, was die Verspätung bedeutet?
    #[must_use]
    pub fn fristfrage_offen(&self, fall: &Akte<FallTatsache>) -> bool {
        self.erledigt.is_none() && self.versaeumnis.is_none() && self.vielleicht_verspaetet(fall)
    }
}

/// Alle Widersprüche eines Falls, jeder in seinem letzten Stand.
#[must_use]
pub fn widersprueche(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Widerspruch)> {
    mit_version(fall).into_iter().map(|(posten, widerspruch, _)| (posten, widerspruch)).collect()
}

/// Wie [`widersprueche`], mit der Version des letzten Standes.
pub(crate) fn mit_version(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Widerspruch, u64)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Widerspruch { posten, eintrag: Some(widerspruch) } => {
                Some((posten, widerspruch, stueck.eintrag.version))
            }
            _ => None,
        })
        .collect()
}

/// Der Widerspruch mit dieser Nummer.
#[must_use]
pub fn widerspruch<'a>(
    fall: &'a Akte<FallTatsache>,
    nummer: &Posten,
) -> Option<(&'a Posten, &'a Widerspruch)> {
    widersprueche(fall).into_iter().find(|(posten, _)| *posten == nummer)
}
