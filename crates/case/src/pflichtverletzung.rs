//! Pflichtverletzungen und Meldeversäumnisse (§§ 31 bis 32, § 7b Abs. 4 SGB II): was geschah, was daraus folgt, und das
//! Verfahren bis zur Feststellung.
//!
//! Jedes Versäumnis wird festgehalten, auch das erste, das nichts kostet. Folgt etwas daraus, entsteht ein Entwurf; gemindert
//! wird erst, wenn angehört, nach wichtigem Grund und Härte gefragt und freigegeben ist. Bis dahin rechnet die Akte ohne die
//! Minderung: nur der Entwurf sieht sie ([`mit_verfahren`]).
//!
//! Umgesetzt: § 31 Abs. 1, 2 (ohne Sperrzeit, die mit ihrem eigenen Tag beginnt), § 31a Abs. 2, 3, § 31b Abs. 1 Satz 1, 3,
//! § 32 Abs. 1, § 7b Abs. 4. Ob ein Versäumnis „wiederholt“ ist und ob drei aufeinander folgten, ist für Versäumnisse nach
//! mehr als zwölf Monaten und vor Juli 2026 offen: dann schlägt das Programm nichts vor.

use law::lage::MinderungArt;
use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::lage::Akten;
use crate::akte::{Akte, Bekannt, Ereignis, FallTatsache, Gilt, Kennung, PersonTatsache, Posten};
use crate::aufbewahrung::nach_monaten;
use crate::benannt::benannt;
use crate::entwurf::Stand;
use crate::schnittstelle::Minderung;

benannt! {
    /// Ob jemand die Folgen kannte (§ 31 Abs. 1 Satz 1, § 32 Abs. 1 Satz 1).
    Belehrung {
        /// Schriftlich belehrt.
        Schriftlich = "schriftlich",
        /// Nicht belehrt, aber sie kannte die Folgen.
        Bekannt = "bekannt",
        /// Weder noch: es folgt nichts.
        Keine = "keine",
    }
}

benannt! {
    /// Warum nicht gemindert wird.
    Einstellungsgrund {
        /// Ein wichtiger Grund ist dargelegt und nachgewiesen (§ 31 Abs. 1 Satz 2, § 32 Abs. 1 Satz 2).
        WichtigerGrund = "wichtiger_grund",
        /// Eine Minderung wäre eine außergewöhnliche Härte (§ 31a Abs. 3).
        Haerte = "haerte",
        /// Etwas anderes, etwa dass es doch nicht so war.
        Anderes = "anderes",
    }
}

/// Wie weit ein Verfahren ist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "Pflichtverletzungsstand")]
pub enum Verfahrensstand {
    /// Es ist festgehalten; daraus folgt nichts.
    OhneFolge,
    /// Ein Entwurf will mindern.
    Laeuft,
    /// Festgestellt; gemindert von diesem Monat an.
    Festgestellt {
        /// Der erste Monat.
        #[schemars(with = "crate::schnittstelle::schema::Monat")]
        ab: Monat,
    },
    /// Eingestellt.
    Eingestellt {
        /// Warum.
        grund: Einstellungsgrund,
        /// In einem Satz.
        begruendung: String,
    },
}

/// Eine Pflichtverletzung oder ein Meldeversäumnis. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pflichtverletzung {
    /// Wer.
    pub person: Kennung,
    /// Was für eine; beim dritten Versäumnis in Folge `nicht_erreichbar`.
    pub art: MinderungArt,
    /// Wann; der Tag wählt das Recht (§ 65a Abs. 2).
    pub tag: Tag,
    /// Die wievielte in Folge: 1, 2 oder 3.
    pub folge: u8,
    /// Kannte sie die Folgen?
    pub belehrung: Belehrung,
    /// Was geschah, ein Satz; er steht im Brief.
    pub was: String,
    /// Wie weit das Verfahren ist.
    pub stand: Verfahrensstand,
    /// Wer es führt.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(Pflichtverletzung);

/// So viele Monate später ist ein Versäumnis noch „wiederholt“. Das Gesetz nennt keine Zeit [offen; § 84 Abs. 2 a. F. hatte
/// ein Jahr]: danach entscheidet ein Mensch.
const WIEDERHOLT_MONATE: u16 = 12;
/// Frühere Versäumnisse zählen nicht mit: ob § 65a Abs. 2 sie als erstes gelten lässt, ist offen.
const ZAEHLT_AB: (i16, i8) = (2026, 7);
/// Binnen so vieler Monate ist festzustellen (§ 31b Abs. 1 Satz 3).
const FESTSTELLEN_MONATE: u16 = 6;

impl Pflichtverletzung {
    /// Läuft das Verfahren?
    #[must_use]
    pub fn laeuft(&self) -> bool {
        self.stand == Verfahrensstand::Laeuft
    }

    /// Bis dahin muss die Feststellung bekannt sein; `None`: § 7b Abs. 4 kennt keine Frist.
    #[must_use]
    pub fn feststellen_bis(&self) -> Option<Tag> {
        (self.art != MinderungArt::NichtErreichbar)
            .then(|| nach_monaten(self.tag, FESTSTELLEN_MONATE))
    }

    /// Die Minderung, wenn sie von diesem Monat an wirkt (§ 31b Abs. 1 Satz 1).
    pub(crate) fn minderung(&self, ab: Monat) -> Minderung {
        Minderung {
            art: self.art,
            tag: self.tag,
            folge: self.folge,
            wirksam_ab: Some(ab),
            aufgehoben_ab: None,
        }
    }

    /// Unter welchem Posten sie beim Menschen steht.
    pub(crate) fn posten(fall: Kennung, nummer: &Posten) -> Posten {
        Posten::aus_fall(fall, nummer)
    }
}

/// Alle, jede in ihrem letzten Stand.
#[must_use]
pub fn pflichtverletzungen(fall: &Akte<FallTatsache>) -> Vec<(&Posten, &Pflichtverletzung)> {
    let stuecke = fall.je(Bekannt::Jetzt).into_iter();
    stuecke
        .filter_map(|stueck| match stueck.tatsache() {
            FallTatsache::Pflichtverletzung { posten, eintrag: Some(eine) } => Some((posten, eine)),
            _ => None,
        })
        .collect()
}

/// Was aus einem Meldeversäumnis folgt (§ 32 Abs. 1, § 7b Abs. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folge {
    /// Das erste: nichts.
    Keine,
    /// Ein wiederholtes: 30 Prozent für einen Monat.
    Wiederholt,
    /// Das dritte in Folge: nicht erreichbar.
    Drittes,
}

/// Zählt die früheren Versäumnisse desselben Menschen, für die kein wichtiger Grund anerkannt ist.
pub(crate) fn folge(
    fall: &Akte<FallTatsache>,
    (person, tag): (Kennung, Tag),
    aufeinander_folgend: bool,
) -> Folge {
    let (jahr, monat) = ZAEHLT_AB;
    let zaehlt_ab = Monat::neu(jahr, monat).map_or(Tag::FRUEHESTER, Monat::erster);
    let zaehlt = |eine: &Pflichtverletzung| {
        let entschuldigt = matches!(
            eine.stand,
            Verfahrensstand::Eingestellt {
                grund: Einstellungsgrund::WichtigerGrund | Einstellungsgrund::Anderes,
                ..
            }
        );
        eine.person == person
            && matches!(eine.art, MinderungArt::Meldeversaeumnis | MinderungArt::NichtErreichbar)
            && eine.belehrung != Belehrung::Keine
            && !entschuldigt
            && zaehlt_ab <= eine.tag
            && eine.tag < tag
            && tag <= nach_monaten(eine.tag, WIEDERHOLT_MONATE)
    };
    let fruehere = pflichtverletzungen(fall).into_iter().filter(|(_, eine)| zaehlt(eine)).count();
    match fruehere {
        0 => Folge::Keine,
        1 => Folge::Wiederholt,
        _ if aufeinander_folgend => Folge::Drittes,
        _ => Folge::Wiederholt,
    }
}

/// Die Akten, wie sie wären, wenn alle laufenden Verfahren von diesem Monat an zu einer Minderung führten.
pub(crate) fn mit_verfahren(akten: Akten<'_>, ab: Monat) -> Option<Stand> {
    let laufende = pflichtverletzungen(akten.fall);
    let laufende: Vec<_> = laufende.into_iter().filter(|(_, eine)| eine.laeuft()).collect();
    if laufende.is_empty() {
        return None;
    }
    let mut personen = akten.personen.clone();
    for (nummer, eine) in laufende {
        if let Some(akte) = personen.get_mut(&eine.person) {
            let ereignis = feststellung(akten.fall.kennung, (nummer, eine), (ab, eine.tag));
            *akte = akte.mit(&[ereignis]);
        }
    }
    Some(Stand::neu(akten.fall.clone(), personen))
}

/// Die Minderung als Tatsache beim Menschen.
pub(crate) fn feststellung(
    fall: Kennung,
    (nummer, eine): (&Posten, &Pflichtverletzung),
    (ab, am): (Monat, Tag),
) -> Ereignis<PersonTatsache> {
    let posten = Pflichtverletzung::posten(fall, nummer);
    let tatsache = PersonTatsache::Minderung { posten, eintrag: Some(eine.minderung(ab)) };
    Ereignis::neu(Gilt::IMMER, am, tatsache)
}
