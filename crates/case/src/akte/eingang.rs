//! Was eingeht: wann es kam, auf welchem Weg, was die Prüfung sagt, wohin es kam und wer sich kümmert.
//!
//! Ein Eingangsstück ist ein eigener Strom, weil am Tag der Ankunft oft niemand weiß, zu welcher Akte es
//! gehört. Sein `eingang` ist der Tag der Ankunft, gleich wann es bearbeitet wird: an ihm hängen Fristen
//! (§ 37 SGB II, § 84 SGG, § 16 SGB I).

use std::fmt;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ereignis::tatsachen;
use super::{Ablageort, Akte, Angelegenheit, Dateityp, Kennung, Weg};
use crate::schnittstelle::schema;

tatsachen! {
    /// Eine Tatsache über ein Eingangsstück. `Debug` zeigt nur die Art.
    EingangTatsache
    einzeln {
        /// Es kam an.
        Ankunft(Ankunft) = "ankunft" in Dokument,
        /// Wohin es gehört.
        Zuordnung(Zuordnung) = "zuordnung" in Dokument,
        /// Wer sich bis wann kümmert.
        Aufgabe(Aufgabe) = "aufgabe" in Verfahren,
        /// Es ist erledigt oder verworfen.
        Abschluss(Abschluss) = "abschluss" in Verfahren,
    }
    mehrfach {}
    mit_tagen []
}

/// Die Ankunft. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ankunft {
    /// Auf welchem Weg.
    pub weg: Weg,
    /// Von wem, wie es dasteht; niemand hat es geprüft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absender: Option<String>,
    /// Name der Datei oder Betreff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bezeichnung: Option<String>,
    /// Wo der Inhalt liegt; `None`: er ist zu groß und liegt noch im Ordner `quarantaene`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ort: Option<Ablageort>,
    /// Was die Prüfung sagt.
    pub befund: Befund,
    /// Die E-Mail, deren Anlage es ist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teil_von: Option<Kennung>,
}

/// Was die Prüfung einer Datei ergab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Befund {
    /// Was die Datei ihren Bytes nach ist.
    pub typ: Dateityp,
    /// Seiten, wo es welche gibt; bei PDF geschätzt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seiten: Option<u32>,
    /// Darf sie in eine Akte?
    pub urteil: Urteil,
}

/// Darf die Datei in eine Akte?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urteil {
    /// Ja.
    Annehmen,
    /// Nicht so; sie bleibt aufgehoben, und ein Mensch sieht den Grund.
    Quarantaene(Quarantaenegrund),
}

/// Warum eine Datei in Quarantäne ist. Der Text sagt, was zu tun ist.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    thiserror::Error,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Quarantaenegrund {
    /// Keine Bytes.
    #[error("Die Datei ist leer. Bitte noch einmal scannen oder schicken lassen.")]
    Leer,
    /// Mehr Bytes als erlaubt.
    #[error(
        "Die Datei ist zu groß. Bitte in Teilen oder mit geringerer Auflösung schicken lassen."
    )]
    ZuGross,
    /// Keiner der Typen, die wir lesen.
    #[error(
        "Dieses Format lesen wir nicht. Bitte als PDF, Bild (JPEG, PNG, TIFF) oder Text schicken lassen."
    )]
    Unbekannt,
    /// Ein Format mit besserem Nachfolger: DOC, RTF, HEIC, GIF.
    #[error("Dieses Format nehmen wir nicht an. Bitte als PDF oder JPEG schicken lassen.")]
    Ungeeignet,
    /// ZIP, RAR, 7z und Verwandte.
    #[error("Die Datei ist ein Archiv. Bitte die Dateien einzeln schicken lassen.")]
    Archiv,
    /// Ein Archiv oder eine E-Mail steckt zu tief in einer anderen.
    #[error("In der Datei stecken weitere Archive oder E-Mails. Bitte einzeln schicken lassen.")]
    Verschachtelt,
    /// Entpackt würde sie viel zu groß.
    #[error("Die Datei würde beim Öffnen viel zu groß. Bitte nicht öffnen; den Absender fragen.")]
    Bombe,
    /// Zu viele Teile, Objekte oder Einträge.
    #[error("Die Datei hat zu viele Teile. Bitte in Teilen schicken lassen.")]
    ZuVieleTeile,
    /// Zu viele Seiten.
    #[error("Die Datei hat zu viele Seiten. Bitte in Teilen schicken lassen.")]
    ZuVieleSeiten,
    /// Zu viele Bildpunkte.
    #[error("Das Bild hat zu viele Bildpunkte. Bitte mit höchstens 600 dpi scannen.")]
    ZuVielePixel,
    /// Makros.
    #[error("Die Datei enthält Makros. Bitte als PDF oder ohne Makros schicken lassen.")]
    Makros,
    /// Eine Datei in der Datei.
    #[error("In der Datei steckt eine andere Datei. Bitte beide einzeln schicken lassen.")]
    Eingebettet,
    /// Ein PDF, das beim Öffnen etwas tun will.
    #[error("Das PDF führt beim Öffnen etwas aus. Bitte ausdrucken und scannen lassen.")]
    AktiverInhalt,
    /// Mit Kennwort.
    #[error("Die Datei ist verschlüsselt. Bitte ohne Kennwort schicken lassen.")]
    Verschluesselt,
    /// HTML, SVG oder XML.
    #[error("Die Datei ist eine Webseite oder Vektorgrafik. Bitte als PDF schicken lassen.")]
    Webseite,
    /// Zwei Formate zugleich.
    #[error(
        "Die Datei ist zwei Formate zugleich, wie es Schadprogramme tun. Bitte nicht öffnen; den Absender \
         fragen."
    )]
    Polyglott,
    /// Ein Programm oder Skript.
    #[error("Die Datei ist ein Programm. Bitte nicht öffnen; der IT-Sicherheit melden.")]
    Programm,
    /// Die Testdatei für Virenprüfer.
    #[error(
        "Die Datei trägt die Kennung eines Schadprogramms (EICAR-Test). Bitte der IT-Sicherheit melden."
    )]
    Schadprogramm,
    /// Aufbau nicht zu lesen, abgeschnitten oder widersprüchlich.
    #[error("Die Datei ist beschädigt oder nicht prüfbar. Bitte noch einmal schicken lassen.")]
    Beschaedigt,
}

/// Wohin ein Stück gehört.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zuordnung {
    /// Der Fall.
    pub fall: Kennung,
    /// Das Dokument, das dort daraus wurde; der Inhalt liegt jetzt bei ihm.
    pub dokument: Kennung,
    /// Der Mensch; `None`: der ganze Haushalt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Kennung>,
    /// Worum es geht.
    pub angelegenheit: Angelegenheit,
}

/// Wer sich bis wann kümmert. `Debug` zeigt nur bis wann.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Eingangsaufgabe")]
pub struct Aufgabe {
    /// Für wen: Kennung einer Person im Amt oder Name eines Teams.
    pub fuer: String,
    /// Bis wann.
    #[schemars(with = "schema::Tag")]
    pub bis: Tag,
}

/// Wie es ausging. `Debug` zeigt nur die Art.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Abschluss {
    /// Erledigt oder verworfen.
    pub art: Abschlussart,
    /// Warum; bei allem, was keiner Akte zugeordnet ist, Pflicht.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub grund: String,
}

/// Wie ein Eingangsstück endet.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Abschlussart {
    /// Getan.
    Erledigt,
    /// Gehört in keine Akte: Werbung, doppelt, Schadprogramm.
    Verworfen,
}

/// Was von einem Eingangsstück bekannt ist: je das Letzte.
#[derive(Clone, Copy)]
pub struct Stueck<'a> {
    /// Die letzte Version.
    pub version: u64,
    /// Der Tag der Ankunft.
    pub eingang: Tag,
    /// Was ankam.
    pub ankunft: &'a Ankunft,
    /// Wohin es gehört; `None`: noch zu keiner Akte.
    pub zuordnung: Option<&'a Zuordnung>,
    /// Wer sich bis wann kümmert.
    pub aufgabe: Option<&'a Aufgabe>,
    /// Wie es ausging; `None`: es ist offen.
    pub abschluss: Option<&'a Abschluss>,
}

impl<'a> Stueck<'a> {
    /// Aus der Akte; `None`, wenn nichts ankam.
    #[must_use]
    pub fn aus(akte: &'a Akte<EingangTatsache>) -> Option<Stueck<'a>> {
        let (mut angekommen, mut zuordnung, mut aufgabe, mut abschluss) = (None, None, None, None);
        for eintrag in akte.eintraege() {
            match &eintrag.ereignis.tatsache {
                EingangTatsache::Ankunft(neu) => angekommen = Some((eintrag.ereignis.eingang, neu)),
                EingangTatsache::Zuordnung(neu) => zuordnung = Some(neu),
                EingangTatsache::Aufgabe(neu) => aufgabe = Some(neu),
                EingangTatsache::Abschluss(neu) => abschluss = Some(neu),
            }
        }
        let (eingang, ankunft) = angekommen?;
        let version = akte.version();
        Some(Stueck { version, eingang, ankunft, zuordnung, aufgabe, abschluss })
    }
}

impl fmt::Debug for Stueck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stueck(Version {})", self.version)
    }
}

impl fmt::Debug for Ankunft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ankunft({:?})", self.befund.urteil)
    }
}

impl fmt::Debug for Aufgabe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aufgabe(bis {})", self.bis)
    }
}

impl fmt::Debug for Abschluss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Abschluss({:?})", self.art)
    }
}
