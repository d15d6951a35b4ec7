//! Menschen suchen und ihre Akte lesen.

use case::akte::{Kategorie, Kennung};
use case::namen::aehnlich::Personenname;
use case::namen::bekannt::Angabe;
use case::namen::suche::Suche;
use case::schnittstelle::schema;
use law::measure::Tag;
use office::store::search::Fund;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::Akteneintrag;
use super::seite::{Seite, seite};
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Welche Arten von Daten in der Akte eines Menschen stehen.
pub const ARTEN: &[Kategorie] = &[
    Kategorie::Stammdaten,
    Kategorie::Erreichbarkeit,
    Kategorie::Familie,
    Kategorie::Einkommen,
    Kategorie::Bank,
    Kategorie::Gesundheit,
    Kategorie::Aufenthalt,
    Kategorie::Versicherung,
    Kategorie::Unterkunft,
    Kategorie::Verfahren,
    Kategorie::Stand,
];

/// Wonach gesucht wird.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Suchtext {
    /// Name, Geburtstag, Nummer, IBAN-Ende, in jeder Reihenfolge; höchstens 200 Zeichen.
    #[schemars(length(max = 200))]
    text: String,
}

/// Ein Mensch, nach dem gefragt wird.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Gefragt {
    /// Vornamen.
    vorname: String,
    /// Familienname.
    nachname: String,
    /// Geburtstag.
    #[serde(default)]
    #[schemars(with = "Option<schema::Tag>")]
    geboren: Option<Tag>,
    /// Versicherungsnummer der Rentenversicherung.
    #[serde(default)]
    rentenversicherungsnummer: Option<String>,
    /// Kundennummer.
    #[serde(default)]
    kundennummer: Option<String>,
}

/// Wer gefunden ist.
#[derive(Serialize, JsonSchema)]
struct Gefunden {
    /// Kennung des Menschen.
    person: Kennung,
    /// Vornamen.
    vorname: String,
    /// Familienname.
    nachname: String,
    /// Frühere Familiennamen.
    fruehere: Vec<String>,
    /// Geburtstag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    geboren: Option<Tag>,
    /// Wie gut es passt, 0 bis 1000.
    punkte: u16,
}

/// Das Ergebnis einer Suche.
#[derive(Serialize, JsonSchema)]
struct Funde {
    /// Die besten zuerst.
    funde: Vec<Gefunden>,
    /// Es gibt mehr; wer genauer sucht, findet sicher.
    mehr: bool,
}

/// Wer es schon sein könnte.
#[derive(Serialize, JsonSchema)]
struct Treffer {
    /// Der Mensch.
    #[serde(flatten)]
    mensch: Gefunden,
    /// Was dafür und dagegen spricht.
    gruende: Vec<String>,
}

/// Die Akte eines Menschen.
#[derive(Serialize, JsonSchema)]
struct Personenakte {
    /// Seine Kennung.
    person: Kennung,
    /// Die letzte Version; auf sie bezieht sich, wer ändert.
    version: u64,
    /// Zu welchen Fällen er gehört oder gehörte; leer, wenn das nicht zu sehen ist.
    faelle: Vec<Kennung>,
    /// Was davon zu sehen ist, der Reihe nach.
    #[serde(flatten)]
    seite: Seite<Akteneintrag>,
}

/// Die Form der Suche.
pub fn suche_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Suchtext>()
}

/// Die Form der Funde.
pub fn funde_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Funde>()
}

/// Die Form der Angabe.
pub fn angabe_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Gefragt>()
}

/// Die Form der Treffer.
pub fn bekannt_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Vec<Treffer>>()
}

/// Die Form der Akte.
pub fn akte_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Personenakte>()
}

/// Sucht.
///
/// # Errors
/// [`Problem`].
pub fn suche(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let Suchtext { text } = call.json()?;
    let suche = Suche::lies(&text, caller.heute);
    if suche.ist_leer() || text.chars().count() > 200 {
        return Err(Art::Abgewiesen.weil("bitte einen Namen, Geburtstag oder eine Nummer eingeben"));
    }
    let funde = app.door().suche(caller, &suche)?;
    let mehr = funde.mehr;
    Reply::json(200, &Funde { funde: funde.funde.into_iter().map(gefunden).collect(), mehr })
}

/// Ist dieser Mensch schon bekannt?
///
/// # Errors
/// [`Problem`].
pub fn bekannt(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let gefragt: Gefragt = call.json()?;
    let angabe = Angabe {
        name: Personenname { vorname: gefragt.vorname, nachname: gefragt.nachname },
        fruehere_namen: Vec::new(),
        geboren: gefragt.geboren,
        rentenversicherungsnummer: gefragt.rentenversicherungsnummer,
        kundennummer: gefragt.kundennummer,
    };
    let treffer = app.door().bekannt(caller, &angabe)?.into_iter().map(|(fund, treffer)| Treffer {
        mensch: gefunden(fund),
        gruende: treffer.gruende.iter().map(ToString::to_string).collect(),
    });
    Reply::json(200, &treffer.collect::<Vec<_>>())
}

/// Die Akte eines Menschen.
///
/// # Errors
/// [`Problem`].
pub fn akte(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let person: Kennung = call.param("person")?;
    let einblick = app.door().person(caller, person, ARTEN)?;
    let sichtbar = einblick.akte.eintraege().iter().filter(|e| einblick.zeigt(&e.ereignis));
    let seite = seite(call, sichtbar.map(|eintrag| (eintrag.version, eintrag)))?;
    let seite = seite.je(Akteneintrag::aus)?;
    let stand = einblick.erlaubt.contains_key(&Kategorie::Stand);
    let (version, faelle) =
        (einblick.akte.version(), einblick.faelle.iter().copied().filter(|_| stand).collect());
    Reply::json(200, &Personenakte { person, version, faelle, seite })
}

fn gefunden(fund: Fund) -> Gefunden {
    let Fund { person, angabe, punkte } = fund;
    Gefunden {
        person,
        vorname: angabe.name.vorname,
        nachname: angabe.name.nachname,
        fruehere: angabe.fruehere_namen.into_iter().map(|name| name.nachname).collect(),
        geboren: angabe.geboren,
        punkte,
    }
}
