//! Befehle: was jemand tun will, und was daraus folgt. Rein; gespeichert wird außen.
//!
//! Ein Befehl nennt die Ströme, die er braucht ([`Befehl::braucht`]). Mit ihnen entscheidet
//! [`entscheide`]: Ereignisse für jeden Strom und der Unterschied im Geld, oder eine [`Ablehnung`], die
//! sagt, was zu tun ist. Ändert sich ein gelesener Strom, bevor gespeichert ist, wird neu entschieden.

mod ablehnung;
mod anhoerung;
mod aufnehmen;
mod bestand;
mod buendel;
mod dokument_ablegen;
mod eingang_aufnehmen;
mod eingang_erledigen;
mod eingang_weitergeben;
mod eingang_zuordnen;
mod einkommen;
mod entwurf_erneuern;
mod entwurf_freigeben;
mod erstattung;
mod fortfuehrung;
mod gericht_aufnehmen;
mod gericht_erledigen;
mod gericht_fortfuehren;
mod loeschsperre;
pub mod loeschung;
mod meldung;
mod neu_berechnen;
mod notzugriff;
mod notzugriffspruefung;
mod pflichtverletzung;
mod rechtsbehelf;
mod rolle;
mod ruecklauf;
mod sperren;
mod ueberpruefung;
mod unterlagen;
mod unterschied;
mod versagung;
mod versand;
mod vorlaeufig;
mod widerspruch;
mod widerspruch_fortfuehren;
mod zustaendigkeit;

use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::akte::{Kategorie, Kennung, Strom};
use crate::rechte::Handlung;

pub use ablehnung::Ablehnung;
pub use anhoerung::{AnhoerungFuehren, Schritt as Anhoerungsschritt};
pub use aufnehmen::HaushaltAufnehmen;
pub use bestand::Bestand;
pub use buendel::{BuendelFuehren, Buendelschritt};
pub use dokument_ablegen::DokumentAblegen;
pub use eingang_aufnehmen::EingangAufnehmen;
pub use eingang_erledigen::EingangErledigen;
pub use eingang_weitergeben::EingangWeitergeben;
pub use eingang_zuordnen::EingangZuordnen;
pub use einkommen::EinkommenMelden;
pub use entwurf_erneuern::{EntwurfErneuern, FrageBeantworten};
pub use entwurf_freigeben::EntwurfFreigeben;
pub use erstattung::{ErstattungEntscheiden, Erstattungsentscheidung};
pub use gericht_aufnehmen::GerichtsverfahrenAufnehmen;
pub use gericht_erledigen::GerichtsverfahrenErledigen;
pub use gericht_fortfuehren::{Gerichtsschritt, GerichtsverfahrenFortfuehren};
pub use loeschsperre::LoeschsperreSetzen;
pub use loeschung::{LoeschungFreigeben, LoeschungVorschlagen};
pub use meldung::{Angabe, MeldungAufnehmen, Menschenangabe};
pub use neu_berechnen::NeuBerechnen;
pub use notzugriff::NotzugriffNehmen;
pub use notzugriffspruefung::NotzugriffPruefen;
pub use pflichtverletzung::{
    PflichtverletzungAufnehmen, PflichtverletzungFuehren, Schritt as Pflichtverletzungsschritt,
};
pub use rolle::{Dienstangabe, RolleVergeben, Stand};
pub use ruecklauf::{RuecklaufVermerken, VersandErneuern, ZugangVermerken};
pub use sperren::AkteSperren;
pub use ueberpruefung::{UeberpruefungBeantragen, UeberpruefungErledigen};
pub use unterlagen::{Schritt as Unterlagenschritt, UnterlagenAnfordern, UnterlagenFuehren};
pub use unterschied::{MonatUnterschied, PersonUnterschied};
pub use versagung::LeistungVersagen;
pub use versand::{SendungVersenden, VersandFreigeben, VersandZurueckhalten};
pub use vorlaeufig::{Schritt as Vorlaeufigkeitsschritt, VorlaeufigEntscheiden};
pub use widerspruch::{Bescheidtext, WiderspruchAufnehmen, WiderspruchErledigen};
pub use widerspruch_fortfuehren::{WiderspruchFortfuehren, Widerspruchsschritt};
pub use zustaendigkeit::ZustaendigkeitSetzen;

/// Was jemand tun will.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "befehl", rename_all = "snake_case")]
pub enum Befehl {
    /// Einen Haushalt mit allen Angaben in die Akte nehmen.
    HaushaltAufnehmen(Box<HaushaltAufnehmen>),
    /// Eine Einnahme melden, ändern, beenden oder berichtigen.
    EinkommenMelden(Box<EinkommenMelden>),
    /// Angaben zum Fall und zu Menschen darin aufnehmen, alle auf einmal.
    MeldungAufnehmen(Box<MeldungAufnehmen>),
    /// Den Entwurf eines Falls aus den Akten von heute neu bilden.
    EntwurfErneuern(Box<EntwurfErneuern>),
    /// Einen Fall nach geändertem Recht neu rechnen.
    NeuBerechnen(Box<NeuBerechnen>),
    /// Eine offene Frage eines Entwurfs beantworten.
    FrageBeantworten(Box<FrageBeantworten>),
    /// Die Anhörung zu einem Entwurf führen.
    AnhoerungFuehren(Box<AnhoerungFuehren>),
    /// Einen Entwurf freigeben: er wird zum Bescheid.
    EntwurfFreigeben(Box<EntwurfFreigeben>),
    /// Über eine Erstattung entscheiden.
    ErstattungEntscheiden(Box<ErstattungEntscheiden>),
    /// Einen Widerspruch aufnehmen.
    WiderspruchAufnehmen(Box<WiderspruchAufnehmen>),
    /// Festhalten, wie ein Widerspruch ausging.
    WiderspruchErledigen(Box<WiderspruchErledigen>),
    /// Vorläufig entscheiden, oder danach abschließend.
    VorlaeufigEntscheiden(Box<VorlaeufigEntscheiden>),
    /// Unterlagen anfordern.
    UnterlagenAnfordern(Box<UnterlagenAnfordern>),
    /// Den Eingang von Unterlagen festhalten, erinnern, zurückziehen.
    UnterlagenFuehren(Box<UnterlagenFuehren>),
    /// Die Leistung versagen oder entziehen.
    LeistungVersagen(Box<LeistungVersagen>),
    /// Eine Pflichtverletzung oder ein Meldeversäumnis aufnehmen.
    PflichtverletzungAufnehmen(Box<PflichtverletzungAufnehmen>),
    /// Ein Verfahren einstellen oder eine Minderung aufheben.
    PflichtverletzungFuehren(Box<PflichtverletzungFuehren>),
    /// Über die Frist, die Aussetzung oder den Betrag der Kosten eines Widerspruchs entscheiden.
    WiderspruchFortfuehren(Box<WiderspruchFortfuehren>),
    /// Ein Verfahren vor dem Sozialgericht aufnehmen.
    GerichtsverfahrenAufnehmen(Box<GerichtsverfahrenAufnehmen>),
    /// Festhalten, was in einem Verfahren vor dem Sozialgericht geschah.
    GerichtsverfahrenFortfuehren(Box<GerichtsverfahrenFortfuehren>),
    /// Festhalten, wie ein Verfahren vor dem Sozialgericht endete.
    GerichtsverfahrenErledigen(Box<GerichtsverfahrenErledigen>),
    /// Einen Antrag auf Überprüfung aufnehmen (§ 44 SGB X).
    UeberpruefungBeantragen(Box<UeberpruefungBeantragen>),
    /// Festhalten, wie eine Überprüfung ausging.
    UeberpruefungErledigen(Box<UeberpruefungErledigen>),
    /// Jemandem, der hier arbeitet, eine Rolle, ein Team, eine Vertretung … geben oder nehmen.
    RolleVergeben(Box<RolleVergeben>),
    /// Bestimmen, wer sich um einen Fall kümmert.
    ZustaendigkeitSetzen(Box<ZustaendigkeitSetzen>),
    /// Eine Akte sperren oder öffnen.
    AkteSperren(Box<AkteSperren>),
    /// Einen Notzugriff nehmen.
    NotzugriffNehmen(Box<NotzugriffNehmen>),
    /// Einen Notzugriff prüfen.
    NotzugriffPruefen(Box<NotzugriffPruefen>),
    /// Ein Dokument in die Akte legen.
    DokumentAblegen(Box<DokumentAblegen>),
    /// Ein Stück in den Posteingang nehmen.
    EingangAufnehmen(Box<EingangAufnehmen>),
    /// Ein Eingangsstück einer Akte zuordnen.
    EingangZuordnen(Box<EingangZuordnen>),
    /// Bestimmen, wer sich um ein Eingangsstück kümmert.
    EingangWeitergeben(Box<EingangWeitergeben>),
    /// Ein Eingangsstück abschließen.
    EingangErledigen(Box<EingangErledigen>),
    /// Eine Akte nach ihrer Frist stehen lassen.
    LoeschsperreSetzen(Box<LoeschsperreSetzen>),
    /// Vorschlagen, was zu löschen ist.
    LoeschungVorschlagen(Box<LoeschungVorschlagen>),
    /// Einen Vorschlag freigeben.
    LoeschungFreigeben(Box<LoeschungFreigeben>),
    /// Einen Brief zurückhalten, der noch nicht hinaus ist.
    VersandZurueckhalten(Box<VersandZurueckhalten>),
    /// Einen zurückgehaltenen Brief wieder freigeben.
    VersandFreigeben(Box<VersandFreigeben>),
    /// Festhalten, dass ein Brief hinaus ist.
    SendungVersenden(Box<SendungVersenden>),
    /// Festhalten, dass ein Brief später ankam.
    ZugangVermerken(Box<ZugangVermerken>),
    /// Festhalten, dass ein Brief nicht ankam.
    RuecklaufVermerken(Box<RuecklaufVermerken>),
    /// Einen Brief, der nicht ankam, noch einmal hinausgeben.
    VersandErneuern(Box<VersandErneuern>),
    /// Ein Bündel beginnen, schließen, als geschrieben festhalten.
    BuendelFuehren(Box<BuendelFuehren>),
}

impl std::fmt::Debug for Befehl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Womit gerechnet wird.
pub struct Rechenhilfe<'a> {
    /// Das Recht.
    pub recht: &'a Recht,
    /// Arbeitsspeicher.
    pub werkbank: &'a mut Werkbank,
    /// Der Tag, an dem entschieden wird.
    pub heute: Tag,
    /// Wer handelt; die Tür weiß es.
    pub akteur: Kennung,
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

impl Befehl {
    /// Wie der Befehl heißt; steht in Protokollen.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Befehl::HaushaltAufnehmen(_) => "haushalt_aufnehmen",
            Befehl::EinkommenMelden(_) => "einkommen_melden",
            Befehl::MeldungAufnehmen(_) => "meldung_aufnehmen",
            Befehl::EntwurfErneuern(_) => "entwurf_erneuern",
            Befehl::NeuBerechnen(_) => "neu_berechnen",
            Befehl::FrageBeantworten(_) => "frage_beantworten",
            Befehl::AnhoerungFuehren(_) => "anhoerung_fuehren",
            Befehl::EntwurfFreigeben(_) => "entwurf_freigeben",
            Befehl::ErstattungEntscheiden(_) => "erstattung_entscheiden",
            Befehl::WiderspruchAufnehmen(_) => "widerspruch_aufnehmen",
            Befehl::WiderspruchErledigen(_) => "widerspruch_erledigen",
            Befehl::VorlaeufigEntscheiden(_) => "vorlaeufig_entscheiden",
            Befehl::UnterlagenAnfordern(_) => "unterlagen_anfordern",
            Befehl::UnterlagenFuehren(_) => "unterlagen_fuehren",
            Befehl::LeistungVersagen(_) => "leistung_versagen",
            Befehl::PflichtverletzungAufnehmen(_) => "pflichtverletzung_aufnehmen",
            Befehl::PflichtverletzungFuehren(_) => "pflichtverletzung_fuehren",
            Befehl::WiderspruchFortfuehren(_) => "widerspruch_fortfuehren",
            Befehl::GerichtsverfahrenAufnehmen(_) => "gerichtsverfahren_aufnehmen",
            Befehl::GerichtsverfahrenFortfuehren(_) => "gerichtsverfahren_fortfuehren",
            Befehl::GerichtsverfahrenErledigen(_) => "gerichtsverfahren_erledigen",
            Befehl::UeberpruefungBeantragen(_) => "ueberpruefung_beantragen",
            Befehl::UeberpruefungErledigen(_) => "ueberpruefung_erledigen",
            Befehl::RolleVergeben(_) => "rolle_vergeben",
            Befehl::ZustaendigkeitSetzen(_) => "zustaendigkeit_setzen",
            Befehl::AkteSperren(_) => "akte_sperren",
            Befehl::NotzugriffNehmen(_) => "notzugriff_nehmen",
            Befehl::NotzugriffPruefen(_) => "notzugriff_pruefen",
            Befehl::DokumentAblegen(_) => "dokument_ablegen",
            Befehl::EingangAufnehmen(_) => "eingang_aufnehmen",
            Befehl::EingangZuordnen(_) => "eingang_zuordnen",
            Befehl::EingangWeitergeben(_) => "eingang_weitergeben",
            Befehl::EingangErledigen(_) => "eingang_erledigen",
            Befehl::LoeschsperreSetzen(_) => "loeschsperre_setzen",
            Befehl::LoeschungVorschlagen(_) => "loeschung_vorschlagen",
            Befehl::LoeschungFreigeben(_) => "loeschung_freigeben",
            Befehl::VersandZurueckhalten(_) => "versand_zurueckhalten",
            Befehl::VersandFreigeben(_) => "versand_freigeben",
            Befehl::SendungVersenden(_) => "sendung_versenden",
            Befehl::ZugangVermerken(_) => "zugang_vermerken",
            Befehl::RuecklaufVermerken(_) => "ruecklauf_vermerken",
            Befehl::VersandErneuern(_) => "versand_erneuern",
            Befehl::BuendelFuehren(_) => "buendel_fuehren",
        }
    }

    /// Welche Handlung mit welchen Daten er ist; danach fragt [`crate::rechte::urteile`], für jede Art einmal.
    #[must_use]
    pub fn verlangt(&self) -> (Handlung, Vec<Kategorie>) {
        let (handlung, kategorien): (Handlung, &[Kategorie]) = match self {
            Befehl::MeldungAufnehmen(befehl) => return (Handlung::Melden, befehl.kategorien()),
            // Wer etwas als schon bewilligt aufnimmt, bewilligt es, und niemand prüft mehr.
            Befehl::HaushaltAufnehmen(befehl) if befehl.bewilligt_am.is_some() => {
                (Handlung::Aufnehmen, &[Kategorie::Akte, Kategorie::Verfahren])
            }
            Befehl::HaushaltAufnehmen(_) => (Handlung::Aufnehmen, &[Kategorie::Akte]),
            Befehl::EinkommenMelden(_) => (Handlung::Melden, &[Kategorie::Einkommen]),
            Befehl::WiderspruchAufnehmen(_)
            | Befehl::GerichtsverfahrenAufnehmen(_)
            | Befehl::GerichtsverfahrenFortfuehren(_)
            | Befehl::UeberpruefungBeantragen(_)
            | Befehl::ZugangVermerken(_)
            | Befehl::RuecklaufVermerken(_) => (Handlung::Melden, &[Kategorie::Verfahren]),
            Befehl::SendungVersenden(_)
            | Befehl::VersandZurueckhalten(_)
            | Befehl::BuendelFuehren(_) => (Handlung::Versenden, &[Kategorie::Verfahren]),
            Befehl::EntwurfErneuern(_)
            | Befehl::NeuBerechnen(_)
            | Befehl::FrageBeantworten(_)
            | Befehl::WiderspruchErledigen(_)
            | Befehl::VorlaeufigEntscheiden(_)
            | Befehl::UnterlagenAnfordern(_)
            | Befehl::UnterlagenFuehren(_)
            | Befehl::LeistungVersagen(_)
            | Befehl::PflichtverletzungAufnehmen(_)
            | Befehl::PflichtverletzungFuehren(_)
            | Befehl::WiderspruchFortfuehren(_)
            | Befehl::GerichtsverfahrenErledigen(_)
            | Befehl::UeberpruefungErledigen(_)
            | Befehl::VersandFreigeben(_)
            | Befehl::VersandErneuern(_)
            | Befehl::AnhoerungFuehren(_) => (Handlung::Entscheiden, &[Kategorie::Verfahren]),
            Befehl::EntwurfFreigeben(_) | Befehl::ErstattungEntscheiden(_) => {
                (Handlung::Freigeben, &[Kategorie::Verfahren])
            }
            Befehl::RolleVergeben(befehl) => (Handlung::RechteVergeben, befehl.kategorien()),
            Befehl::ZustaendigkeitSetzen(_) => (Handlung::Zuweisen, &[Kategorie::Akte]),
            Befehl::AkteSperren(_) | Befehl::LoeschsperreSetzen(_) => {
                (Handlung::Sperren, &[Kategorie::Akte])
            }
            Befehl::LoeschungVorschlagen(_) | Befehl::LoeschungFreigeben(_) => {
                (Handlung::Loeschen, &[Kategorie::Akte])
            }
            Befehl::NotzugriffNehmen(_) => (Handlung::Notzugriff, &[Kategorie::Akte]),
            Befehl::NotzugriffPruefen(_) => (Handlung::Pruefen, &[Kategorie::Protokoll]),
            Befehl::DokumentAblegen(_) => (Handlung::Melden, &[Kategorie::Dokument]),
            Befehl::EingangAufnehmen(_) => (Handlung::Aufnehmen, &[Kategorie::Eingang]),
            Befehl::EingangZuordnen(_)
            | Befehl::EingangWeitergeben(_)
            | Befehl::EingangErledigen(_) => (Handlung::Melden, &[Kategorie::Eingang]),
        };
        (handlung, kategorien.to_vec())
    }

    /// Nennt er eine Datei in der Ablage? Sie muss dort liegen, bevor er kommt: das kann nur, wer sie selbst ablegt.
    #[must_use]
    pub fn nennt_datei(&self) -> bool {
        match self {
            Befehl::DokumentAblegen(_)
            | Befehl::EingangZuordnen(_)
            | Befehl::SendungVersenden(_) => true,
            Befehl::EingangAufnehmen(befehl) => befehl.ankunft.ort.is_some(),
            _ => false,
        }
    }

    /// Wer laut Befehl handelt; die Tür weist ihn ab, wenn es nicht der Angemeldete ist.
    #[must_use]
    pub fn durch(&self) -> Option<Kennung> {
        match self {
            Befehl::FrageBeantworten(befehl) => Some(befehl.durch),
            Befehl::AnhoerungFuehren(befehl) => Some(befehl.durch),
            Befehl::EntwurfFreigeben(befehl) => Some(befehl.durch),
            Befehl::ErstattungEntscheiden(befehl) => Some(befehl.durch),
            Befehl::WiderspruchErledigen(befehl) => Some(befehl.durch),
            Befehl::VorlaeufigEntscheiden(befehl) => Some(befehl.durch),
            Befehl::UnterlagenAnfordern(befehl) => Some(befehl.durch),
            Befehl::UnterlagenFuehren(befehl) => Some(befehl.durch),
            Befehl::LeistungVersagen(befehl) => Some(befehl.durch),
            Befehl::PflichtverletzungAufnehmen(befehl) => Some(befehl.durch),
            Befehl::PflichtverletzungFuehren(befehl) => Some(befehl.durch),
            Befehl::WiderspruchFortfuehren(befehl) => Some(befehl.durch),
            Befehl::GerichtsverfahrenFortfuehren(befehl) => Some(befehl.durch),
            Befehl::GerichtsverfahrenErledigen(befehl) => Some(befehl.durch),
            Befehl::UeberpruefungErledigen(befehl) => Some(befehl.durch),
            Befehl::RolleVergeben(befehl) => Some(befehl.durch),
            Befehl::NotzugriffNehmen(befehl) => Some(befehl.durch),
            Befehl::NotzugriffPruefen(befehl) => Some(befehl.durch),
            Befehl::LoeschsperreSetzen(befehl) => Some(befehl.durch),
            Befehl::LoeschungVorschlagen(befehl) => Some(befehl.durch),
            Befehl::LoeschungFreigeben(befehl) => Some(befehl.durch),
            Befehl::VersandZurueckhalten(befehl) => Some(befehl.durch),
            Befehl::VersandFreigeben(befehl) => Some(befehl.durch),
            Befehl::SendungVersenden(befehl) => Some(befehl.durch),
            Befehl::ZugangVermerken(befehl) => Some(befehl.durch),
            Befehl::RuecklaufVermerken(befehl) => Some(befehl.durch),
            Befehl::VersandErneuern(befehl) => Some(befehl.durch),
            Befehl::BuendelFuehren(befehl) => Some(befehl.durch),
            Befehl::HaushaltAufnehmen(_)
            | Befehl::EinkommenMelden(_)
            | Befehl::MeldungAufnehmen(_)
            | Befehl::WiderspruchAufnehmen(_)
            | Befehl::GerichtsverfahrenAufnehmen(_)
            | Befehl::UeberpruefungBeantragen(_)
            | Befehl::EntwurfErneuern(_)
            | Befehl::NeuBerechnen(_)
            | Befehl::ZustaendigkeitSetzen(_)
            | Befehl::AkteSperren(_)
            | Befehl::DokumentAblegen(_)
            | Befehl::EingangAufnehmen(_)
            | Befehl::EingangZuordnen(_)
            | Befehl::EingangWeitergeben(_)
            | Befehl::EingangErledigen(_) => None,
        }
    }

    /// `None`: der Tag, an dem entschieden wird.
    fn eingang(&self) -> Option<Tag> {
        match self {
            Befehl::HaushaltAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::EinkommenMelden(befehl) => Some(befehl.eingang),
            Befehl::MeldungAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::WiderspruchAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::GerichtsverfahrenAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::UeberpruefungBeantragen(befehl) => Some(befehl.eingang),
            Befehl::RolleVergeben(befehl) => Some(befehl.eingang),
            Befehl::ZustaendigkeitSetzen(befehl) => Some(befehl.eingang),
            Befehl::DokumentAblegen(befehl) => Some(befehl.eingang),
            Befehl::EingangAufnehmen(befehl) => Some(befehl.eingang),
            Befehl::EntwurfErneuern(_)
            | Befehl::NeuBerechnen(_)
            | Befehl::FrageBeantworten(_)
            | Befehl::AnhoerungFuehren(_)
            | Befehl::EntwurfFreigeben(_)
            | Befehl::ErstattungEntscheiden(_)
            | Befehl::WiderspruchErledigen(_)
            | Befehl::VorlaeufigEntscheiden(_)
            | Befehl::UnterlagenAnfordern(_)
            | Befehl::UnterlagenFuehren(_)
            | Befehl::LeistungVersagen(_)
            | Befehl::PflichtverletzungAufnehmen(_)
            | Befehl::PflichtverletzungFuehren(_)
            | Befehl::WiderspruchFortfuehren(_)
            | Befehl::GerichtsverfahrenFortfuehren(_)
            | Befehl::GerichtsverfahrenErledigen(_)
            | Befehl::UeberpruefungErledigen(_)
            | Befehl::AkteSperren(_)
            | Befehl::NotzugriffNehmen(_)
            | Befehl::NotzugriffPruefen(_)
            | Befehl::EingangZuordnen(_)
            | Befehl::EingangWeitergeben(_)
            | Befehl::EingangErledigen(_)
            | Befehl::LoeschsperreSetzen(_)
            | Befehl::LoeschungVorschlagen(_)
            | Befehl::LoeschungFreigeben(_)
            | Befehl::VersandZurueckhalten(_)
            | Befehl::VersandFreigeben(_)
            | Befehl::SendungVersenden(_)
            | Befehl::ZugangVermerken(_)
            | Befehl::RuecklaufVermerken(_)
            | Befehl::VersandErneuern(_)
            | Befehl::BuendelFuehren(_) => None,
        }
    }

    /// Die Ströme, ohne die nichts zu entscheiden ist; zu einem Fall gehören seine Mitglieder.
    #[must_use]
    pub fn braucht(&self) -> Vec<Strom> {
        match self {
            Befehl::HaushaltAufnehmen(befehl) => befehl.braucht(),
            Befehl::EinkommenMelden(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::MeldungAufnehmen(befehl) => befehl.braucht(),
            Befehl::EntwurfErneuern(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::NeuBerechnen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::FrageBeantworten(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::AnhoerungFuehren(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::EntwurfFreigeben(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::ErstattungEntscheiden(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::WiderspruchAufnehmen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::WiderspruchErledigen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::VorlaeufigEntscheiden(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::UnterlagenAnfordern(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::UnterlagenFuehren(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::LeistungVersagen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::PflichtverletzungAufnehmen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::PflichtverletzungFuehren(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::WiderspruchFortfuehren(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::GerichtsverfahrenAufnehmen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::GerichtsverfahrenFortfuehren(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::GerichtsverfahrenErledigen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::UeberpruefungBeantragen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::UeberpruefungErledigen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::RolleVergeben(befehl) => vec![Strom::bediensteter(befehl.bediensteter)],
            Befehl::ZustaendigkeitSetzen(befehl) => befehl.braucht(),
            Befehl::AkteSperren(befehl) => befehl.braucht(),
            Befehl::NotzugriffNehmen(befehl) => befehl.braucht(),
            Befehl::NotzugriffPruefen(befehl) => vec![Strom::bediensteter(befehl.bediensteter)],
            Befehl::DokumentAblegen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::EingangAufnehmen(befehl) => vec![Strom::eingang(befehl.kennung)],
            Befehl::EingangZuordnen(befehl) => befehl.braucht(),
            Befehl::EingangWeitergeben(befehl) => vec![Strom::eingang(befehl.eingang)],
            Befehl::EingangErledigen(befehl) => vec![Strom::eingang(befehl.eingang)],
            Befehl::LoeschsperreSetzen(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::LoeschungVorschlagen(befehl) => befehl.braucht(),
            Befehl::LoeschungFreigeben(befehl) => befehl.braucht(),
            Befehl::VersandZurueckhalten(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::VersandFreigeben(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::SendungVersenden(befehl) => befehl.braucht(),
            Befehl::ZugangVermerken(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::RuecklaufVermerken(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::VersandErneuern(befehl) => vec![Strom::fall(befehl.fall)],
            Befehl::BuendelFuehren(befehl) => befehl.braucht(),
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
    let heute = hilfe.heute;
    if let Some(eingang) = befehl.eingang().filter(|eingang| *eingang > heute) {
        return Err(Ablehnung::EingangInZukunft(eingang));
    }
    match befehl {
        Befehl::HaushaltAufnehmen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::EinkommenMelden(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::MeldungAufnehmen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::EntwurfErneuern(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::NeuBerechnen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::FrageBeantworten(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::AnhoerungFuehren(befehl) => befehl.entscheide(bestand, heute),
        Befehl::EntwurfFreigeben(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::ErstattungEntscheiden(befehl) => befehl.entscheide(bestand, heute),
        Befehl::WiderspruchAufnehmen(befehl) => befehl.entscheide(bestand),
        Befehl::WiderspruchErledigen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::VorlaeufigEntscheiden(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::UnterlagenAnfordern(befehl) => befehl.entscheide(bestand, heute),
        Befehl::UnterlagenFuehren(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::LeistungVersagen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::PflichtverletzungAufnehmen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::PflichtverletzungFuehren(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::WiderspruchFortfuehren(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::GerichtsverfahrenAufnehmen(befehl) => befehl.entscheide(bestand),
        Befehl::GerichtsverfahrenFortfuehren(befehl) => befehl.entscheide(bestand, heute),
        Befehl::GerichtsverfahrenErledigen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::UeberpruefungBeantragen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::UeberpruefungErledigen(befehl) => befehl.entscheide(bestand, hilfe),
        Befehl::RolleVergeben(befehl) => befehl.entscheide(bestand, heute),
        Befehl::ZustaendigkeitSetzen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::AkteSperren(befehl) => befehl.entscheide(bestand, heute),
        Befehl::NotzugriffNehmen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::NotzugriffPruefen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::DokumentAblegen(befehl) => befehl.entscheide(bestand),
        Befehl::EingangAufnehmen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::EingangZuordnen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::EingangWeitergeben(befehl) => befehl.entscheide(bestand, heute),
        Befehl::EingangErledigen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::LoeschsperreSetzen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::LoeschungVorschlagen(befehl) => befehl.entscheide(bestand, heute),
        Befehl::LoeschungFreigeben(befehl) => befehl.entscheide(bestand, heute),
        Befehl::VersandZurueckhalten(befehl) => befehl.entscheide(bestand, heute),
        Befehl::VersandFreigeben(befehl) => befehl.entscheide(bestand, heute),
        Befehl::SendungVersenden(befehl) => befehl.entscheide(bestand, heute),
        Befehl::ZugangVermerken(befehl) => befehl.entscheide(bestand, heute),
        Befehl::RuecklaufVermerken(befehl) => befehl.entscheide(bestand, heute),
        Befehl::VersandErneuern(befehl) => befehl.entscheide(bestand, heute),
        Befehl::BuendelFuehren(befehl) => befehl.entscheide(bestand, heute),
    }
}
