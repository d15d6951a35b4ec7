//! Ein Dokument in die Akte eines Falls legen. Der Inhalt liegt schon in der Ablage: erst die Datei, dann der
//! Befehl, der sie nennt.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schnittstelle::schema;

use super::fortfuehrung::texte;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{Akte, Dokument, Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom, Tatsache};

/// So viele Zeichen hat ein Titel, ein Name oder ein Grund höchstens.
const HOECHSTENS: usize = 200;
/// So viele Zeichen hat eine Begründung höchstens.
const LANG: usize = 4000;

/// Ein Dokument und wohin es gehört. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DokumentAblegen {
    /// In welchen Fall.
    pub fall: Kennung,
    /// Kennung, die das Dokument bekommt.
    pub kennung: Kennung,
    /// Das Dokument.
    pub dokument: Dokument,
    /// Der Tag, an dem es einging oder entstand.
    #[schemars(with = "schema::Tag")]
    pub eingang: Tag,
}

impl DokumentAblegen {
    pub(super) fn entscheide(&self, bestand: &Bestand) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        let ereignis = neues_dokument(fall, self.kennung, &self.dokument, self.eingang)?;
        let strom = Strom::fall(self.fall);
        let ereignisse = vec![(strom, fall.version(), texte(&[ereignis]))];
        Ok(Entscheidung { ereignisse, ..Entscheidung::default() })
    }
}

/// Das Ereignis, mit dem das Dokument in der Akte steht, wenn es passt.
pub(super) fn neues_dokument(
    fall: &Akte<FallTatsache>,
    kennung: Kennung,
    dokument: &Dokument,
    eingang: Tag,
) -> Result<Ereignis<FallTatsache>, Ablehnung> {
    pruefe_text("titel", &dokument.titel)?;
    let posten = Posten::von(kennung);
    let gleich = |tatsache: &FallTatsache| {
        matches!(tatsache, FallTatsache::Dokument { .. }) && tatsache.posten() == Some(&posten)
    };
    if fall.eintraege().iter().any(|eintrag| gleich(&eintrag.ereignis.tatsache)) {
        return Err(Ablehnung::DokumentVorhanden(kennung));
    }
    if let Some(person) = dokument.person.filter(|person| !war_mitglied(fall, *person)) {
        return Err(Ablehnung::NichtImHaushalt(person));
    }
    let tatsache = FallTatsache::Dokument { posten, eintrag: Some(dokument.clone()) };
    Ok(Ereignis::neu(Gilt::ab(eingang), eingang, tatsache))
}

/// Ein Text, den jemand eingibt: nicht leer, nicht zu lang, ohne Steuerzeichen.
pub(super) fn pruefe_text(feld: &'static str, text: &str) -> Result<(), Ablehnung> {
    let zu_lang = text.chars().count() > HOECHSTENS;
    if text.trim().is_empty() || zu_lang || text.chars().any(char::is_control) {
        return Err(Ablehnung::Text(feld));
    }
    Ok(())
}

/// Wie [`pruefe_text`], für eine Begründung: länger, mit Absätzen.
pub(super) fn pruefe_langtext(feld: &'static str, text: &str) -> Result<(), Ablehnung> {
    let zu_lang = text.chars().count() > LANG;
    let steuert = text.chars().any(|zeichen| zeichen.is_control() && zeichen != '\n');
    if text.trim().is_empty() || zu_lang || steuert {
        return Err(Ablehnung::Text(feld));
    }
    Ok(())
}

/// So kurz ist keine Begründung (§ 35 SGB X).
const BEGRUENDUNG: usize = 10;

/// Wie [`pruefe_langtext`], für die Begründung einer Entscheidung: sie sagt etwas.
pub(super) fn pruefe_begruendung(feld: &'static str, text: &str) -> Result<(), Ablehnung> {
    if text.trim().chars().count() < BEGRUENDUNG {
        return Err(Ablehnung::GrundZuKurz(BEGRUENDUNG));
    }
    pruefe_langtext(feld, text)
}

/// Auch wer gegangen ist, kann noch Post haben.
fn war_mitglied(fall: &Akte<FallTatsache>, person: Kennung) -> bool {
    let posten = Posten::von(person);
    fall.eintraege().iter().any(|eintrag| match &eintrag.ereignis.tatsache {
        FallTatsache::Mitglied { posten: p, eintrag: Some(_) } => *p == posten,
        _ => false,
    })
}
