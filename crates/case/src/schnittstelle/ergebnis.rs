//! Eine Zeile heraus: Beträge je Person und je Haushalt.

use law::lage::{BeitragArt, BildungArt, BildungForm};
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
    /// Was neben der Auszahlung steht; fehlt, wo es null ist.
    #[serde(flatten)]
    pub daneben: Daneben,
    /// Je Person, in der Reihenfolge der Eingabe.
    pub personen: Vec<PersonErgebnis>,
    /// Fragen, die ein Mensch entscheidet; bis dahin ist ohne die fragliche Kürzung gerechnet.
    pub offen: Vec<Frage>,
    /// Der Baum der Gründe, wenn er verlangt ist.
    #[schemars(with = "Option<schema::Beleg>")]
    pub beleg: Option<Beleg>,
}

/// Beträge des Haushalts neben der Auszahlung.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Daneben {
    /// Bildung und Teilhabe (§ 28), in Geld und als Gutschein.
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub bildung: Cent,
    /// Zuschüsse zu Beiträgen (§ 26), an die Versicherung zu zahlen.
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub beitraege: Cent,
    /// Leistungen für Auszubildende (§ 27 Abs. 2).
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub auszubildende: Cent,
    /// Der Teil der Auszahlung, der als Sachleistung erbracht wird (§ 68).
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub sachleistung: Cent,
}

impl Daneben {
    /// Steht überhaupt etwas daneben, das bewilligt wird?
    #[must_use]
    pub fn ist_leer(&self) -> bool {
        (self.bildung + self.beitraege + self.auszubildende).ist_null()
    }
}

impl Ergebnis {
    /// Was in Geld zu zahlen ist: die Auszahlung ohne Sachleistung, und was daneben steht, ohne
    /// Gutscheine.
    #[must_use]
    pub fn zu_zahlen(&self) -> Cent {
        let in_geld = self.auszahlung.abzueglich(self.daneben.sachleistung);
        in_geld + self.bildung_in_geld() + self.daneben.beitraege + self.daneben.auszubildende
    }

    /// Bildung und Teilhabe ohne Gutscheine.
    #[must_use]
    pub fn bildung_in_geld(&self) -> Cent {
        let bildung = self.personen.iter().flat_map(|person| &person.bildung);
        bildung.filter(|b| b.form == BildungForm::Geld).map(|b| b.betrag).sum()
    }
}

/// Eine Leistung für Bildung und Teilhabe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BildungErgebnis {
    /// Art.
    pub art: BildungArt,
    /// Anerkannter Bedarf.
    #[schemars(with = "schema::Betrag")]
    pub bedarf: Cent,
    /// Was eigene Mittel über dem übrigen Bedarf decken (§ 19 Abs. 3 Satz 3).
    #[schemars(with = "schema::Betrag")]
    pub angerechnet: Cent,
    /// `bedarf − angerechnet`.
    #[schemars(with = "schema::Betrag")]
    pub betrag: Cent,
    /// Wie sie erbracht wird.
    pub form: BildungForm,
}

/// Ein Zuschuss zu einem Beitrag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BeitragErgebnis {
    /// Art der Versicherung.
    pub art: BeitragArt,
    /// Der Zuschuss.
    #[schemars(with = "schema::Betrag")]
    pub betrag: Cent,
}

fn ist_null(betrag: &Cent) -> bool {
    betrag.ist_null()
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
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "schema::Betrag")]
    pub einmalzahlung: Cent,
    /// Davon Darlehen (§ 42a). Steht nicht auf der Leitung; die Fortschreibung braucht es.
    #[serde(skip)]
    pub aufrechnung_darlehen: Cent,
    /// `anspruch + sofortzuschlag − minderung − aufrechnung`.
    #[schemars(with = "schema::Betrag")]
    pub auszahlung: Cent,
    /// Bildung und Teilhabe (§ 28), neben der Auszahlung.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bildung: Vec<BildungErgebnis>,
    /// Zuschüsse zu Beiträgen (§ 26), an die Versicherung zu zahlen, neben der Auszahlung.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beitraege: Vec<BeitragErgebnis>,
    /// Leistung für Auszubildende (§ 27 Abs. 2), neben der Auszahlung.
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub auszubildende: Cent,
    /// Der Teil der Auszahlung, der als Sachleistung erbracht wird (§ 68).
    #[serde(default, skip_serializing_if = "ist_null")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub sachleistung: Cent,
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
