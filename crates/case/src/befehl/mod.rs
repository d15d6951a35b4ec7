//! Befehle: was jemand tun will, und was daraus folgt. Rein; gespeichert wird außen.
//!
//! Ein Befehl nennt die Ströme, die er braucht ([`Befehl::braucht`]). Mit ihnen entscheidet
//! [`entscheide`]: Ereignisse für jeden Strom und der Unterschied im Geld, oder eine [`Ablehnung`], die
//! sagt, was zu tun ist. Ändert sich ein gelesener Strom, bevor gespeichert ist, wird neu entschieden.

mod aufnehmen;
mod dokument_ablegen;
mod eingang_aufnehmen;
mod eingang_erledigen;
mod eingang_zuordnen;
mod einkommen;
mod unterschied;

use std::collections::BTreeMap;

use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde::{Deserialize, Serialize};

use crate::akte::eingang::Quarantaenegrund;
use crate::akte::lage::Luecke;
use crate::akte::{Akte, EingangTatsache, FallTatsache, Kennung, PersonTatsache, Strom};
use crate::schnittstelle::Mangel;

pub use aufnehmen::HaushaltAufnehmen;
pub use dokument_ablegen::DokumentAblegen;
pub use eingang_aufnehmen::EingangAufnehmen;
pub use eingang_erledigen::EingangErledigen;
pub use eingang_zuordnen::EingangZuordnen;
pub use einkommen::EinkommenMelden;
pub use unterschied::{MonatUnterschied, PersonUnterschied};

/// Was jemand tun will.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "befehl", rename_all = "snake_case")]
pub enum Befehl {
    /// Einen Haushalt mit allen Angaben in die Akte nehmen.
    HaushaltAufnehmen(Box<HaushaltAufnehmen>),
    /// Eine Einnahme melden, ändern, beenden oder berichtigen.
    EinkommenMelden(Box<EinkommenMelden>),
    /// Ein Dokument in die Akte legen.
    DokumentAblegen(Box<DokumentAblegen>),
    /// Ein Stück in den Posteingang nehmen.
    EingangAufnehmen(Box<EingangAufnehmen>),
    /// Ein Eingangsstück einer Akte zuordnen.
    EingangZuordnen(Box<EingangZuordnen>),
    /// Ein Eingangsstück abschließen.
    EingangErledigen(Box<EingangErledigen>),
}

impl std::fmt::Debug for Befehl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Was geladen ist, um zu entscheiden.
#[derive(Clone, Debug, Default)]
pub struct Bestand {
    /// Fälle.
    pub faelle: BTreeMap<Kennung, Akte<FallTatsache>>,
    /// Menschen.
    pub personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
    /// Stücke im Posteingang.
    pub eingaenge: BTreeMap<Kennung, Akte<EingangTatsache>>,
}

/// Womit gerechnet wird.
pub struct Rechenhilfe<'a> {
    /// Das Recht.
    pub recht: &'a Recht,
    /// Arbeitsspeicher.
    pub werkbank: &'a mut Werkbank,
    /// Der Tag, an dem entschieden wird.
    pub heute: Tag,
}

/// Was aus einem Befehl folgt. `Debug` zeigt nur, wie viel.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entscheidung {
    /// Je Strom die Version, auf der entschieden ist, und die neuen Ereignisse als JSON.
    pub ereignisse: Vec<(Strom, u64, Vec<String>)>,
    /// Ströme, die gelesen, aber nicht geändert sind, mit ihrer Version.
    pub gelesen: Vec<(Strom, u64)>,
    /// Was sich im Geld ändert, Monat für Monat; nur Monate, in denen sich etwas ändert.
    pub unterschied: Vec<MonatUnterschied>,
}

impl std::fmt::Debug for Entscheidung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (stroeme, monate) = (self.ereignisse.len(), self.unterschied.len());
        write!(f, "Entscheidung({stroeme} Ströme, {monate} Monate anders)")
    }
}

/// Warum ein Befehl nicht ausgeführt wird. Ein Ergebnis, kein Fehler des Programms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ablehnung {
    /// Eine Angabe ist falsch.
    #[error("{}: {}", .0.feld, .0.text)]
    Mangel(Mangel),
    /// Eine Akte gibt es nicht.
    #[error("{0}: diese Akte gibt es nicht; bitte die Kennung prüfen")]
    Unbekannt(Strom),
    /// Eine Akte gibt es schon.
    #[error("{0}: diese Akte gibt es schon; bitte die vorhandene benutzen")]
    Vorhanden(Strom),
    /// Der Mensch gehört in der Zeit nicht zum Fall.
    #[error(
        "die Person {0} gehört in dieser Zeit nicht zum Haushalt; bitte Zeitraum oder Fall prüfen"
    )]
    NichtImHaushalt(Kennung),
    /// Was berichtigt werden soll, gibt es nicht.
    #[error("Version {0} nennt keine Einnahme dieses Postens; bitte die Akte neu öffnen")]
    NichtsZuBerichtigen(u64),
    /// Das Ende liegt vor dem Anfang.
    #[error("der letzte Tag liegt vor dem ersten; bitte die Tage prüfen")]
    Verkehrt,
    /// Der Eingang liegt in der Zukunft.
    #[error("der Eingang {0} liegt in der Zukunft; bitte den Tag prüfen, an dem die Meldung kam")]
    EingangInZukunft(Tag),
    /// Ein eingegebener Text ist leer, zu lang oder enthält Steuerzeichen.
    #[error(
        "{0}: der Text fehlt, ist zu lang oder enthält Steuerzeichen; bitte eine kurze Zeile schreiben"
    )]
    Text(&'static str),
    /// Ein Dokument mit dieser Kennung gibt es im Fall schon.
    #[error("das Dokument {0} gibt es in dieser Akte schon; bitte die Akte neu öffnen")]
    DokumentVorhanden(Kennung),
    /// Das Eingangsstück ist schon zugeordnet.
    #[error("das Eingangsstück liegt schon in Fall {0}; bitte dort weiterarbeiten")]
    SchonZugeordnet(Kennung),
    /// Das Eingangsstück ist abgeschlossen.
    #[error("das Eingangsstück ist schon abgeschlossen; bitte den Posteingang neu öffnen")]
    Abgeschlossen,
    /// Das Eingangsstück ist in Quarantäne.
    #[error("das Eingangsstück ist in Quarantäne: {0}")]
    InQuarantaene(Quarantaenegrund),
    /// Der Inhalt für die Akte ist nicht der, der einging.
    #[error("der Inhalt ist nicht der, der als {0} einging; bitte noch einmal zuordnen")]
    AndererInhalt(Kennung),
    /// Die Aufgabe wäre schon fällig gewesen.
    #[error("die Aufgabe wäre am {0} fällig gewesen; bitte einen Tag ab heute wählen")]
    AufgabeVorbei(Tag),
    /// Der Akte fehlt etwas.
    #[error(transparent)]
    Luecke(#[from] Luecke),
}

impl Befehl {
    /// Wie der Befehl heißt; steht in Protokollen.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Befehl::HaushaltAufnehmen(_) => "haushalt_aufnehmen",
            Befehl::EinkommenMelden(_) => "einkommen_melden",
            Befehl::DokumentAblegen(_) => "dokument_ablegen",
            Befehl::EingangAufnehmen(_) => "eingang_aufnehmen",
            Befehl::EingangZuordnen(_) => "eingang_zuordnen",
            Befehl::EingangErledigen(_) => "eingang_erledigen",
        }
    }

    /// Der Tag, an dem die Mitteilung einging; `None`, wenn nur heute etwas getan wird.
    fn eingang(&self) -> Option<Tag> {
        match self {
            Befehl::HaushaltAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::EinkommenMelden(befehl) => Some(befehl.eingang),
            Befehl::DokumentAblegen(befehl) => Some(befehl.eingang),
            Befehl::EingangAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::EingangZuordnen(_) | Befehl::EingangErledigen(_) => None,
        }
    }

    /// Die Ströme, ohne die nichts zu entscheiden ist; zu einem Fall gehören seine Mitglieder.
    #[must_use]
    pub fn braucht(&self) -> Vec<Strom> {
        match self {
            Befehl::HaushaltAufnehmen(befehl) => befehl.braucht(),
            Befehl::EinkommenMelden(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::DokumentAblegen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::EingangAufnehmen(befehl) => vec![Strom::eingang(befehl.kennung)],
            Befehl::EingangZuordnen(befehl) => befehl.braucht(),
            Befehl::EingangErledigen(befehl) => vec![Strom::eingang(befehl.eingang)],
        }
    }
}

/// Entscheidet.
///
/// # Errors
/// [`Ablehnung`].
pub fn entscheide(
    befehl: &Befehl,
    bestand: &Bestand,
    hilfe: &mut Rechenhilfe<'_>,
) -> Result<Entscheidung, Ablehnung> {
    if let Some(eingang) = befehl.eingang().filter(|eingang| *eingang > hilfe.heute) {
        return Err(Ablehnung::EingangInZukunft(eingang));
    }
    match befehl {
        Befehl::HaushaltAufnehmen(befehl) => befehl.entscheide(bestand),
        Befehl::EinkommenMelden(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::DokumentAblegen(befehl) => befehl.entscheide(bestand),
        Befehl::EingangAufnehmen(befehl) => befehl.entscheide(bestand),
        Befehl::EingangZuordnen(befehl) => befehl.entscheide(bestand, hilfe.heute),
        Befehl::EingangErledigen(befehl) => befehl.entscheide(bestand, hilfe.heute),
    }
}

impl Bestand {
    /// Die Akte des Falls, wenn es sie gibt.
    fn fall(&self, kennung: Kennung) -> Result<&Akte<FallTatsache>, Ablehnung> {
        let akte = self.faelle.get(&kennung).filter(|akte| akte.version() > 0);
        akte.ok_or(Ablehnung::Unbekannt(Strom::fall(kennung)))
    }
}
