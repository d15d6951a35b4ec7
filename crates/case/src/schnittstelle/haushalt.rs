//! Ein Haushalt für den Monatslauf: die Lage und was Brief und Bank brauchen.

use law::measure::{Cent, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Lage, schema};

/// Ein Haushalt mit Namen, Anschrift und Konten: die Eingabe von `nahtlos month`. `Debug` nennt nur
/// die Nummer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Haushalt {
    /// Nummer der Bedarfsgemeinschaft (Aktenzeichen), etwa `BG-00000042`; eindeutig in der Datei.
    pub nummer: String,
    /// Der Haushalt als Lage; `monat` wird vom Lauf gesetzt, `fall` ist die Nummer.
    pub lage: Lage,
    /// Ende des Bewilligungszeitraums (Vorgabe: zwölf Monate ab `bewilligung_ab`, § 41 Abs. 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bewilligung_bis: Option<Tag>,
    /// Tag des Antrags (§ 37).
    #[schemars(with = "schema::Tag")]
    pub antrag: Tag,
    /// Kennung der Person, die den Brief bekommt (§ 38).
    pub vertreter: String,
    /// Namen aller Personen.
    pub namen: Vec<Name>,
    /// Anschrift für den Brief.
    pub anschrift: Anschrift,
    /// Konto für die Auszahlung; fehlt es, bleibt die Zahlung offen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub konto: Option<Konto>,
    /// Zahlungen unmittelbar an Dritte, etwa an den Vermieter (§ 22 Abs. 7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direktzahlungen: Vec<Direktzahlung>,
}

/// Der Name einer Person. `Debug` nennt nur die Kennung.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Kennung der Person in der Lage.
    pub id: String,
    /// Vorname.
    pub vorname: String,
    /// Nachname.
    pub nachname: String,
    /// Anrede im Brief.
    #[serde(default)]
    pub anrede: Anrede,
}

/// Anrede im Brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anrede {
    /// „Sehr geehrte Frau …“.
    Frau,
    /// „Sehr geehrter Herr …“.
    Herr,
    /// „Guten Tag Vorname Nachname“.
    #[default]
    Neutral,
}

/// Eine Postanschrift, Teile getrennt. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anschrift {
    /// Zusatz, etwa `c/o` oder Wohnungsnummer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zusatz: Option<String>,
    /// Straße.
    pub strasse: String,
    /// Hausnummer.
    pub hausnummer: String,
    /// Postleitzahl.
    pub plz: String,
    /// Ort.
    pub ort: String,
}

/// Ein Konto; der Name ist der, den die Bank kennt. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Konto {
    /// Name der Inhaberin oder des Inhabers.
    pub inhaber: String,
    /// IBAN.
    pub iban: String,
}

/// Eine Zahlung unmittelbar an Dritte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Direktzahlung {
    /// Wofür.
    pub art: DirektzahlungArt,
    /// Wer das Geld bekommt.
    pub konto: Konto,
    /// Betrag im Monat; gezahlt wird höchstens, was dem Haushalt dafür zusteht.
    #[schemars(with = "schema::Betrag")]
    pub betrag: Cent,
    /// Zeichen des Empfängers, etwa Mieternummer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zeichen: Option<String>,
}

/// Zwecke einer Zahlung an Dritte.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DirektzahlungArt {
    /// Miete an den Vermieter (§ 22 Abs. 7).
    Miete,
    /// Heizung an den Versorger (§ 22 Abs. 7).
    Heizung,
    /// Haushaltsenergie an den Versorger (§ 24 Abs. 2).
    Strom,
    /// Bildung und Teilhabe an einen Anbieter (§ 29 Abs. 1).
    Bildung,
    /// Zuschuss zur Krankenversicherung an die Versicherung (§ 26 Abs. 5).
    Krankenversicherung,
    /// Zuschuss zur Pflegeversicherung an die Versicherung (§ 26 Abs. 5).
    Pflegeversicherung,
}

impl std::fmt::Debug for Haushalt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Haushalt({})", self.nummer)
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name({})", self.id)
    }
}

impl std::fmt::Debug for Anschrift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Anschrift(…)")
    }
}

impl std::fmt::Debug for Konto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Konto(…)")
    }
}
