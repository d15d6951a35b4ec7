//! Der Versand: was als Brief hinausgeht, wann, auf welchem Weg, und ob es ankam (§ 37 SGB X).
//!
//! Jede Entscheidung mit einem Brief hat genau eine [`Sendung`]; ihr Stand ist eine Faltung der Tatsachen im Fall.
//! Solange keine da ist, ist sie bereit. Was hinaus ist, holt niemand zurück: dann hilft nur ein neuer Bescheid. Kommt
//! ein Brief zurück, ist der nächste Versuch eine neue Sendung mit neuer Nummer.
//!
//! ```text
//! bereit ⇄ zurückgehalten
//!   └→ versandt → zurückgekommen → (nächster Versuch) bereit
//! ```
//!
//! Bekannt gegeben ist am vierten Tag nach der Aufgabe zur Post oder der Absendung, es sei denn, der Brief kam später oder
//! gar nicht an (§ 37 Abs. 2 SGB X). Nicht umgesetzt: Bereitstellung zum Abruf (Abs. 2a), Zustellung, Übergabe in die Hand.

mod buendel;
mod pruefung;

use std::collections::BTreeMap;

use law::measure::Tag;
use serde::{Deserialize, Serialize};

use crate::akte::{Ablageort, Akte, FallTatsache, Kennung, Posten, Strom};
use crate::anforderung::{anforderungen, briefe};
use crate::anhoerung::{Anhoerungsstand, verfahren};
use crate::benannt::benannt;
use crate::bescheid::bescheide;
use crate::erstattung::{Erstattungsstand, erstattungen, festgesetzt};
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::ueberpruefung::{abgelehnt, ueberpruefungen};
use crate::verschwiegen::verschwiegen;
use crate::widerspruch::widersprueche;

pub use buendel::{
    Buendelbeginn, Buendelschluss, Buendelstand, Buendeltatsache, buendelkennung, buendelstand,
};
pub(crate) use pruefung::vertreten;
pub use pruefung::{Hindernis, hindernis, postanschrift};

benannt! {
    /// Auf welchem Weg ein Brief hinausging.
    Versandweg {
        /// In einem Bündel an das Druckzentrum, das ihn am selben Tag zur Post gibt.
        Druckzentrum = "druckzentrum",
        /// Elektronisch übermittelt; wer ihn wählt, weiß, dass der Mensch dafür einen Zugang eröffnet hat (§ 36a SGB I).
        Elektronisch = "elektronisch",
        /// Im Haus gedruckt und zur Post gegeben.
        Hausintern = "hausintern",
    }
}

benannt! {
    /// Warum ein Brief zurückgehalten ist.
    Haltegrund {
        /// Jemand hat ihn zurückgerufen.
        Rueckruf = "rueckruf",
        /// Es gibt keine Anschrift, an die er gehen könnte.
        Anschrift = "anschrift",
        /// Auskunftssperre oder Schutz: erst prüft jemand die Anschrift (§ 51 BMG).
        Schutz = "schutz",
        /// Die Akte ergibt den Brief nicht.
        KeinBrief = "kein_brief",
    }
}

benannt! {
    /// Warum ein Brief nicht ankam.
    Ruecklaufgrund {
        /// Unter der Anschrift ist niemand dieses Namens zu finden.
        Unbekannt = "unbekannt",
        /// Verzogen.
        Verzogen = "verzogen",
        /// Er kam nicht zurück und nicht an (§ 37 Abs. 2 Satz 3 SGB X); im Zweifel hätte das Amt den Zugang nachzuweisen.
        NichtZugegangen = "nicht_zugegangen",
    }
}

/// Was eine Sendung auslöst.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Sendungsanlass {
    /// Ein Bescheid.
    Bescheid {
        /// Seine Nummer.
        nummer: Posten,
    },
    /// Eine festgesetzte Erstattung (§ 50 SGB X).
    Erstattung {
        /// Ihre Nummer.
        nummer: Posten,
    },
    /// Eine eingeleitete Anhörung (§ 24 SGB X).
    Anhoerung {
        /// Der Entwurf, zu dem angehört wird.
        entwurf: Posten,
        /// Die Version im Fall, mit der sie eingeleitet ist.
        version: u64,
    },
    /// Angeforderte Unterlagen (§ 60 SGB I), oder die Erinnerung daran.
    Anforderung {
        /// Ihre Nummer.
        nummer: Posten,
        /// Die Version im Fall, mit der dieser Brief entstand.
        version: u64,
    },
    /// Ein Widerspruchsbescheid (§ 85 Abs. 3 SGG).
    Widerspruch {
        /// Die Nummer des Widerspruchs.
        nummer: Posten,
    },
    /// Eine abgelehnte Überprüfung (§ 44 SGB X).
    Ueberpruefung {
        /// Ihre Nummer.
        nummer: Posten,
    },
}

impl Sendungsanlass {
    /// Die Nummer der Sendung, etwa `bescheid-001`; ab dem zweiten Versuch steht er dahinter.
    #[must_use]
    pub fn sendung(&self, versuch: u16) -> Posten {
        let (art, nummer) = match self {
            Sendungsanlass::Bescheid { nummer } => ("bescheid", nummer.clone()),
            Sendungsanlass::Erstattung { nummer } => ("erstattung", nummer.clone()),
            Sendungsanlass::Anhoerung { version, .. } => ("anhoerung", Posten::version(*version)),
            Sendungsanlass::Anforderung { version, .. } => {
                ("anforderung", Posten::version(*version))
            }
            Sendungsanlass::Widerspruch { nummer } => ("widerspruchsbescheid", nummer.clone()),
            Sendungsanlass::Ueberpruefung { nummer } => ("ueberpruefung", nummer.clone()),
        };
        let versuch = if versuch > 1 { format!("-{versuch}") } else { String::new() };
        Posten::aus_teilen(art, &format!("{}{versuch}", nummer.text()))
    }
}

/// Was mit einer Sendung geschah. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "art", rename_all = "snake_case", deny_unknown_fields)]
pub enum Versandschritt {
    /// Sie bleibt vorerst da.
    Zurueckgehalten {
        /// Warum.
        grund: Haltegrund,
        /// In einem Satz.
        begruendung: String,
        /// Durch wen.
        durch: Kennung,
    },
    /// Sie darf wieder hinaus.
    Freigegeben {
        /// Die Versionen, an denen jemand die Anschrift geprüft hat; leer: darum ging es nicht.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        anschrift_geprueft: BTreeMap<Strom, u64>,
        /// Durch wen.
        durch: Kennung,
    },
    /// Sie ist hinaus.
    Versandt(Versandt),
    /// Sie kam später an, als vermutet wird.
    Zugegangen {
        /// An diesem Tag.
        am: Tag,
        /// Wer es vermerkt.
        durch: Kennung,
    },
    /// Sie kam nicht an.
    Zurueckgekommen {
        /// Der Tag, an dem das Amt es erfuhr.
        am: Tag,
        /// Warum.
        grund: Ruecklaufgrund,
        /// Wer es vermerkt.
        durch: Kennung,
    },
    /// Ein neuer Versuch beginnt.
    Erneuert {
        /// Durch wen.
        durch: Kennung,
    },
}

/// Wie und als was sie hinausging.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versandt {
    /// Der Tag der Aufgabe zur Post oder der Absendung.
    pub am: Tag,
    /// Auf welchem Weg.
    pub weg: Versandweg,
    /// In welchem Bündel; nur beim Druckzentrum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buendel: Option<Posten>,
    /// Der Brief, Byte für Byte, in der Ablage.
    pub ort: Ablageort,
    /// Seiten.
    pub seiten: u32,
    /// Die Fassung der Textbausteine (SHA-256 der Datei).
    pub textbausteine: String,
    /// Die Versionen aller Ströme: daraus folgt, an welche Anschrift er ging.
    pub stand: BTreeMap<Strom, u64>,
    /// Wer es festhielt.
    pub durch: Kennung,
}

verschwiegen!(Versandschritt, Versandt);

/// Ein Versuch, einen Brief zuzustellen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sendung<'a> {
    /// Ihre Nummer im Fall.
    pub nummer: Posten,
    /// Was sie auslöst.
    pub anlass: Sendungsanlass,
    /// Der wievielte Versuch, ab eins.
    pub versuch: u16,
    /// Der Tag, an dem sie hinausgehen soll: der des Briefs, oder an dem der Versuch begann.
    pub ab: Tag,
    /// Wie sie steht.
    pub stand: Versandstand<'a>,
    /// Der Tag, an dem sie nachweislich ankam, wo er vermerkt ist.
    pub zugang: Option<Tag>,
    /// Ist sie der letzte Versuch?
    pub letzte: bool,
}

/// Wie eine Sendung steht.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versandstand<'a> {
    /// Sie kann hinaus.
    Bereit {
        /// An diesen Versionen hat jemand die Anschrift geprüft.
        geprueft: Option<&'a BTreeMap<Strom, u64>>,
    },
    /// Sie bleibt vorerst da.
    Zurueckgehalten {
        /// Seit diesem Tag.
        am: Tag,
        /// Warum.
        grund: Haltegrund,
        /// In einem Satz.
        begruendung: &'a str,
        /// Durch wen.
        durch: Kennung,
    },
    /// Sie ist hinaus.
    Versandt(&'a Versandt),
    /// Sie kam nicht an.
    Zurueckgekommen {
        /// Wie sie hinausging.
        versandt: &'a Versandt,
        /// Der Tag, an dem das Amt es erfuhr.
        am: Tag,
        /// Warum.
        grund: Ruecklaufgrund,
    },
}

impl Versandstand<'_> {
    /// Wie er heißt.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Versandstand::Bereit { .. } => "bereit",
            Versandstand::Zurueckgehalten { .. } => "zurueckgehalten",
            Versandstand::Versandt(_) => "versandt",
            Versandstand::Zurueckgekommen { .. } => "zurueckgekommen",
        }
    }

    /// Wie sie hinausging, auch wenn sie nicht ankam.
    #[must_use]
    pub fn versandt(&self) -> Option<&Versandt> {
        match self {
            Versandstand::Versandt(versandt) | Versandstand::Zurueckgekommen { versandt, .. } => {
                Some(versandt)
            }
            Versandstand::Bereit { .. } | Versandstand::Zurueckgehalten { .. } => None,
        }
    }
}

impl Sendung<'_> {
    /// Der Tag, an dem ihr Brief bekannt gegeben ist (§ 37 Abs. 2 SGB X); `None`: gar nicht, oder noch nicht.
    ///
    /// Ein früherer Zugang ändert an der Vermutung nichts; ein späterer geht ihr vor (Satz 3).
    #[must_use]
    pub fn bekannt(&self) -> Option<Tag> {
        let Versandstand::Versandt(versandt) = &self.stand else { return None };
        let vermutet = bekannt_am(Bekanntgabe::Post(versandt.am));
        Some(self.zugang.map_or(vermutet, |zugang| zugang.max(vermutet)))
    }
}

/// Alle Sendungen eines Falls: je Anlass die Versuche der Reihe nach.
#[must_use]
pub fn sendungen(fall: &Akte<FallTatsache>) -> Vec<Sendung<'_>> {
    let mut schritte: BTreeMap<&Posten, Vec<(&Versandschritt, Tag)>> = BTreeMap::new();
    for eintrag in fall.eintraege() {
        if let FallTatsache::Sendung { posten, eintrag: Some(schritt) } = &eintrag.ereignis.tatsache
        {
            schritte.entry(posten).or_default().push((schritt, eintrag.ereignis.eingang));
        }
    }
    let mut sendungen = Vec::new();
    for Akt { anlass, am, offen } in akte(fall) {
        let (mut ab, mut versuch) = (am, 1);
        loop {
            let nummer = anlass.sendung(versuch);
            let eigene = schritte.get(&nummer).map(Vec::as_slice).unwrap_or_default();
            let (mut sendung, erneuert) = falte((nummer, &anlass), (ab, versuch), eigene);
            // Was sich erledigt hat, bevor es hinausging, geht nicht mehr hinaus.
            if !offen && sendung.stand.versandt().is_none() {
                break;
            }
            sendung.letzte = erneuert.is_none();
            sendungen.push(sendung);
            let Some(tag) = erneuert else { break };
            (ab, versuch) = (tag, versuch.saturating_add(1));
        }
    }
    sendungen
}

/// Die Sendung mit dieser Nummer.
#[must_use]
pub fn sendung<'a>(fall: &'a Akte<FallTatsache>, nummer: &Posten) -> Option<Sendung<'a>> {
    sendungen(fall).into_iter().find(|sendung| sendung.nummer == *nummer)
}

/// Der Tag, an dem etwas bekannt gegeben ist, das am Tag `geplant` hinausgehen sollte; `None`: zurückgehalten, oder es kam
/// nicht an. Solange nichts geschehen ist, gilt der geplante Tag.
#[must_use]
pub fn bekannt(sendungen: &[Sendung<'_>], anlass: &Sendungsanlass, geplant: Tag) -> Option<Tag> {
    let mut eigene = sendungen.iter().filter(|sendung| sendung.anlass == *anlass).peekable();
    let bereit =
        |s: &&Sendung<'_>| s.versuch == 1 && matches!(s.stand, Versandstand::Bereit { .. });
    match eigene.peek() {
        None => Some(bekannt_am(Bekanntgabe::Post(geplant))),
        Some(erste) if bereit(erste) => Some(bekannt_am(Bekanntgabe::Post(geplant))),
        Some(_) => eigene.find_map(Sendung::bekannt),
    }
}

/// Eine Entscheidung mit einem Brief.
struct Akt {
    anlass: Sendungsanlass,
    am: Tag,
    /// Soll er noch hinaus, wenn er es nicht ist?
    offen: bool,
}

fn akte(fall: &Akte<FallTatsache>) -> Vec<Akt> {
    let mut akte = Vec::new();
    for (nummer, bescheid, _) in bescheide(fall) {
        if bescheid.art.mit_brief() {
            let anlass = Sendungsanlass::Bescheid { nummer: nummer.clone() };
            akte.push(Akt { anlass, am: bescheid.am, offen: true });
        }
    }
    for (nummer, letzter_stand) in erstattungen(fall) {
        if let Some(erstattung) = festgesetzt(fall, nummer) {
            let anlass = Sendungsanlass::Erstattung { nummer: nummer.clone() };
            let offen = letzter_stand.stand == Erstattungsstand::Festgesetzt;
            akte.push(Akt { anlass, am: erstattung.am, offen });
        }
    }
    let verfahren = verfahren(fall);
    for eintrag in fall.eintraege() {
        let FallTatsache::Anhoerung { posten, eintrag: Some(eines) } = &eintrag.ereignis.tatsache
        else {
            continue;
        };
        // Eine Anhörung ohne Versionen stammt aus der Zeit, als noch niemand den Versand festhielt.
        let Anhoerungsstand::Laeuft { am, akten, .. } = &eines.stand else { continue };
        if akten.is_empty() {
            continue;
        }
        let offen = verfahren.iter().any(|(nummer, jetzt)| *nummer == posten && *jetzt == eines);
        let anlass =
            Sendungsanlass::Anhoerung { entwurf: posten.clone(), version: eintrag.version };
        akte.push(Akt { anlass, am: *am, offen });
    }
    akte.extend(angefordert(fall));
    akte.extend(rechtsstelle(fall));
    akte
}

/// Jede Anforderung und jede Erinnerung ist ein Brief; der letzte soll hinaus, solange noch etwas fehlt.
fn angefordert(fall: &Akte<FallTatsache>) -> Vec<Akt> {
    let mut akte = Vec::new();
    for (nummer, jetzt) in anforderungen(fall) {
        let briefe = briefe(fall, nummer);
        let letzter = briefe.last().map(|(version, _)| *version);
        for (version, eine) in briefe {
            let anlass = Sendungsanlass::Anforderung { nummer: nummer.clone(), version };
            let offen = jetzt.offen() && Some(version) == letzter;
            akte.push(Akt { anlass, am: eine.vom(), offen });
        }
    }
    akte
}

/// Was die Rechtsstelle mit einem Brief entschied.
fn rechtsstelle(fall: &Akte<FallTatsache>) -> Vec<Akt> {
    let widersprueche = widersprueche(fall).into_iter().filter_map(|(nummer, widerspruch)| {
        let ende = widerspruch.erledigt.as_ref().filter(|ende| ende.bescheid.is_some())?;
        let anlass = Sendungsanlass::Widerspruch { nummer: nummer.clone() };
        Some(Akt { anlass, am: ende.am, offen: true })
    });
    let ueberpruefungen = ueberpruefungen(fall).into_iter().filter_map(|(nummer, ..)| {
        let (_, ende) = abgelehnt(fall, nummer)?;
        let anlass = Sendungsanlass::Ueberpruefung { nummer: nummer.clone() };
        Some(Akt { anlass, am: ende.am, offen: true })
    });
    widersprueche.chain(ueberpruefungen).collect()
}

/// Faltet die Schritte eines Versuchs; zurück kommt auch der Tag, an dem der nächste beginnt. Ein Schritt, der in keinen
/// Stand passt, ändert nichts.
fn falte<'a>(
    (nummer, anlass): (Posten, &Sendungsanlass),
    (ab, versuch): (Tag, u16),
    schritte: &[(&'a Versandschritt, Tag)],
) -> (Sendung<'a>, Option<Tag>) {
    let mut stand = Versandstand::Bereit { geprueft: None };
    let (mut zugang, mut erneuert) = (None, None);
    for (schritt, tag) in schritte {
        stand = match (stand, schritt) {
            (
                Versandstand::Bereit { .. } | Versandstand::Zurueckgehalten { .. },
                Versandschritt::Zurueckgehalten { grund, begruendung, durch },
            ) => Versandstand::Zurueckgehalten {
                am: *tag,
                grund: *grund,
                begruendung,
                durch: *durch,
            },
            (
                Versandstand::Zurueckgehalten { .. },
                Versandschritt::Freigegeben { anschrift_geprueft, .. },
            ) => {
                let geprueft = Some(anschrift_geprueft).filter(|stand| !stand.is_empty());
                Versandstand::Bereit { geprueft }
            }
            (Versandstand::Bereit { .. }, Versandschritt::Versandt(versandt)) => {
                Versandstand::Versandt(versandt)
            }
            (
                Versandstand::Versandt(versandt),
                Versandschritt::Zurueckgekommen { am, grund, .. },
            ) => Versandstand::Zurueckgekommen { versandt, am: *am, grund: *grund },
            (stand @ Versandstand::Versandt(_), Versandschritt::Zugegangen { am, .. }) => {
                zugang = Some(*am);
                stand
            }
            (stand @ Versandstand::Zurueckgekommen { .. }, Versandschritt::Erneuert { .. }) => {
                erneuert = erneuert.or(Some(*tag));
                stand
            }
            (stand, _) => stand,
        };
    }
    (Sendung { nummer, anlass: anlass.clone(), versuch, ab, stand, zugang, letzte: true }, erneuert)
}
