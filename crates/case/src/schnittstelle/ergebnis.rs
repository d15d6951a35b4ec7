//! Eine Zeile heraus: Beträge je Person und je Haushalt.

use law::measure::{Beleg, Cent, Monat, Saldo};
use schemars::JsonSchema;
use serde::Serialize;

use super::schema;

/// Das Ergebnis eines Haushalts in einem Monat. Haushaltsbeträge sind Summen über die Personen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ergebnis {
    /// Kennung des Falls aus der Eingabe.
    pub fall: String,
    /// Der Monat.
    #[schemars(with = "schema::Monat")]
    pub monat: Monat,
    /// Name der Leistung in diesem Monat, etwa `Grundsicherungsgeld`.
    pub leistung: String,
    /// Anspruch vor Minderung und Aufrechnung, ohne Sofortzuschlag.
    #[schemars(with = "schema::Betrag")]
    pub anspruch: Cent,
    /// Sofortzuschlag (§ 72).
    #[schemars(with = "schema::Betrag")]
    pub sofortzuschlag: Cent,
    /// Minderungen (§§ 31a, 32, 7b Abs. 4).
    #[schemars(with = "schema::Betrag")]
    pub minderung: Cent,
    /// Aufrechnungen (§§ 42a, 43).
    #[schemars(with = "schema::Betrag")]
    pub aufrechnung: Cent,
    /// `anspruch + sofortzuschlag − minderung − aufrechnung`.
    #[schemars(with = "schema::Betrag")]
    pub auszahlung: Cent,
    /// Je Person, in der Reihenfolge der Eingabe.
    pub personen: Vec<PersonErgebnis>,
    /// Fragen, die ein Mensch entscheidet; bis dahin ist ohne die fragliche Kürzung gerechnet.
    pub offen: Vec<Frage>,
    /// Der Baum der Gründe, wenn er verlangt ist.
    #[schemars(with = "Option<schema::Beleg>")]
    pub beleg: Option<Beleg>,
}

/// Die Beträge einer Person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonErgebnis {
    /// Kennung aus der Eingabe.
    pub id: String,
    /// Nummer der Bedarfsgemeinschaft im Haushalt; `null`: gehört zu keiner.
    pub bedarfsgemeinschaft: Option<u8>,
    /// Regelbedarf (§§ 20, 23).
    #[schemars(with = "schema::Betrag")]
    pub regelbedarf: Cent,
    /// Summe der Mehrbedarfe (§ 21, § 23 Nr. 4).
    #[schemars(with = "schema::Betrag")]
    pub mehrbedarf: Cent,
    /// Kopfteil der anerkannten Kosten für Unterkunft und Heizung (§ 22).
    #[schemars(with = "schema::Betrag")]
    pub unterkunft: Cent,
    /// Summe der Bedarfe.
    #[schemars(with = "schema::Betrag")]
    pub bedarf: Cent,
    /// Absetzbetrag und Freibetrag vom Erwerbseinkommen (§ 11b Abs. 2, 2b, 3).
    #[schemars(with = "schema::Betrag")]
    pub freibetrag: Cent,
    /// Eigenes zu berücksichtigendes Einkommen nach allen Absetzungen.
    #[schemars(with = "schema::Betrag")]
    pub einkommen: Cent,
    /// Der Teil des Einkommens des Haushalts, der auf den Bedarf dieser Person angerechnet wird.
    #[schemars(with = "schema::Betrag")]
    pub angerechnet: Cent,
    /// `bedarf − angerechnet`.
    #[schemars(with = "schema::Betrag")]
    pub anspruch: Cent,
    /// Anteil des Bundes am Anspruch (Regelbedarf, Mehrbedarf).
    #[schemars(with = "schema::Betrag")]
    pub bund: Cent,
    /// Anteil der Kommune am Anspruch (Unterkunft und Heizung).
    #[schemars(with = "schema::Betrag")]
    pub kommune: Cent,
    /// Sofortzuschlag (§ 72).
    #[schemars(with = "schema::Betrag")]
    pub sofortzuschlag: Cent,
    /// Minderung (§§ 31a, 32, 7b Abs. 4).
    #[schemars(with = "schema::Betrag")]
    pub minderung: Cent,
    /// Aufrechnung (§§ 42a, 43).
    #[schemars(with = "schema::Betrag")]
    pub aufrechnung: Cent,
    /// Was die Rundung auf volle Euro am Anspruch ändert (§ 41 Abs. 2 in der Fassung bis 31.03.2011);
    /// steht neben der Auszahlung und nur da, wenn es sie gibt.
    #[serde(default, skip_serializing_if = "Saldo::ist_null")]
    #[schemars(with = "schema::Unterschied")]
    pub rundung: Saldo,
    /// Einmalzahlung (§§ 70, 71, 73 in der Fassung vom 22.12.2022); steht neben der Auszahlung und nur
    /// da, wenn es sie gibt.
    #[serde(default, skip_serializing_if = "kein_betrag")]
    #[schemars(with = "schema::Betrag")]
    pub einmalzahlung: Cent,
    /// Davon Darlehen (§ 42a). Steht nicht auf der Leitung; die Fortschreibung braucht es.
    #[serde(skip)]
    pub aufrechnung_darlehen: Cent,
    /// `anspruch + sofortzuschlag − minderung − aufrechnung`.
    #[schemars(with = "schema::Betrag")]
    pub auszahlung: Cent,
}

fn kein_betrag(betrag: &Cent) -> bool {
    betrag.ist_null()
}

/// Eine Frage an einen Menschen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Frage {
    /// Fundstelle.
    pub norm: String,
    /// Die Frage, ein deutscher Satz.
    pub frage: String,
    /// Kennung der Person, wenn die Frage eine betrifft.
    pub person: Option<String>,
    /// Ob erst ein Mensch entscheiden muss. Steht nicht auf der Leitung.
    #[serde(skip)]
    pub gewicht: Gewicht,
}

/// Ob eine Frage einen Bescheid aufhält.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gewicht {
    /// Ein Mensch entscheidet, bevor ein Bescheid hinausgeht.
    #[default]
    Entscheidung,
    /// Es ist nichts zu entscheiden, nur abzuwarten: die Beträge eines künftigen Monats stehen noch
    /// nicht fest.
    Abwarten,
}
