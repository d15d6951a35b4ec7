//! Die eAkte: was in ihr liegt, Angaben und Text suchen, Inhalte öffnen.

use case::akte::eakte::{Abgelegt, Dokumentfilter, Gesucht, dokumente};
use case::akte::{
    Akte, Angelegenheit, Dateityp, Dokument, Dokumentart, FallTatsache, Kategorie, Kennung, Strom,
    Weg,
};
use case::schnittstelle::schema;
use law::measure::Tag;
use office::ablage::{Treffer, suche_im_fall};
use office::store;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::datei;
use super::seite::{Seite, anzahl, seite};
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was Dokumente verraten.
pub const UNTERLAGEN: &[Kategorie] = &[Kategorie::Dokument];

/// Ein Dokument ohne seinen Inhalt.
#[derive(Serialize, JsonSchema)]
struct Angaben {
    /// In welchem Fall.
    fall: Kennung,
    /// Seine Kennung.
    dokument: Kennung,
    /// Die Version, mit der es in die Akte kam.
    version: u64,
    /// Der Tag, an dem es einging oder entstand.
    #[schemars(with = "schema::Tag")]
    eingang: Tag,
    /// Wie es in der Akte heißt.
    titel: String,
    /// Was für ein Dokument.
    art: Dokumentart,
    /// Worum es geht.
    angelegenheit: Angelegenheit,
    /// Zu welchem Menschen; fehlt: zum ganzen Haushalt.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Kennung>,
    /// Was die Datei ist.
    typ: Dateityp,
    /// Seiten, wo es welche gibt.
    #[serde(skip_serializing_if = "Option::is_none")]
    seiten: Option<u32>,
    /// Größe in Bytes.
    groesse: u64,
    /// Ob sich sein Text durchsuchen lässt.
    hat_text: bool,
    /// Wie es kam; fehlt: im Amt entstanden.
    #[serde(skip_serializing_if = "Option::is_none")]
    weg: Option<Weg>,
    /// Das Eingangsstück, aus dem es wurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    aus_eingang: Option<Kennung>,
}

/// Was ich in den Akten suche, die ich sehe.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Aktensuche {
    /// Nach welchen Angaben.
    filter: Dokumentfilter,
    /// Nur in Fällen nach diesem; die Antwort nennt den nächsten.
    #[serde(default)]
    nach_fall: Option<Kennung>,
}

/// Was in diesen Akten gefunden ist.
#[derive(Serialize, JsonSchema)]
struct Aktenfunde {
    /// Die Dokumente, dem Fall und dem Eingang nach.
    dokumente: Vec<Angaben>,
    /// So viele Akten sind durchgesehen.
    durchgesehen: usize,
    /// Womit weiterzusuchen ist (`nach_fall`); fehlt, wenn alle durchgesehen sind.
    #[serde(skip_serializing_if = "Option::is_none")]
    naechster: Option<Kennung>,
}

/// Wonach im Text gesucht wird.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Begriff {
    /// „Müller“ findet auch „Mueller“ und „Muller“; höchstens 200 Zeichen.
    #[schemars(length(max = 200))]
    text: String,
}

/// Was im Text gefunden ist.
#[derive(Serialize, JsonSchema)]
struct Textfunde {
    /// Die Dokumente, in denen es steht.
    treffer: Vec<Texttreffer>,
    /// Dokumente, deren Text sich nicht lesen ließ: dort ist nicht gesucht.
    nicht_lesbar: Vec<Kennung>,
}

/// Ein Dokument, in dem der Begriff steht.
#[derive(Serialize, JsonSchema)]
struct Texttreffer {
    /// Das Dokument.
    dokument: Kennung,
    /// So oft im Text.
    stellen: usize,
    /// Auch im Titel.
    im_titel: bool,
}

/// Die Form der Liste.
pub fn liste_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Seite<Angaben>>()
}

/// Die Form der Suche in allen Akten.
pub fn aktensuche_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Aktensuche>()
}

/// Die Form ihrer Funde.
pub fn aktenfunde_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Aktenfunde>()
}

/// Die Form der Suche im Text.
pub fn begriff_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Begriff>()
}

/// Die Form ihrer Treffer.
pub fn textfunde_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Textfunde>()
}

/// Die Dokumente eines Falls, dem Eingang in die Akte nach.
///
/// # Errors
/// [`Problem`].
pub fn liste(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, UNTERLAGEN)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(unbekannt)?;
    let alle = gesuchte(akte, &Dokumentfilter::default().gesucht()).into_iter();
    Reply::json(200, &seite(call, alle.map(|angaben| (angaben.version, angaben)))?)
}

/// Sucht nach Angaben in den Akten, deren Unterlagen ich ohne Frage sehe, ein Stück weit.
///
/// # Errors
/// [`Problem`].
pub fn aktensuche(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let Aktensuche { filter, nach_fall } = call.json()?;
    nicht_zu_lang(&filter.titel)?;
    let seite = (nach_fall, anzahl(call)?);
    let liste = app.door().faelle(caller, Kategorie::Dokument, seite)?;
    let gesucht = filter.gesucht();
    let gefunden = liste.akten.iter().flat_map(|akte| gesuchte(akte, &gesucht)).collect();
    let (durchgesehen, naechster) = (liste.akten.len(), liste.naechster);
    Reply::json(200, &Aktenfunde { dokumente: gefunden, durchgesehen, naechster })
}

/// Sucht im Text der Dokumente eines Falls.
///
/// # Errors
/// [`Problem`].
pub fn textsuche(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let Begriff { text } = call.json()?;
    nicht_zu_lang(&text)?;
    let einblick = app.door().fall_ganz(caller, fall, UNTERLAGEN)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(unbekannt)?;
    let strom = Strom::fall(fall);
    let name = strom.to_string();
    let hier = store::Strom { traeger: &ausweis.traeger, kennung: &name };
    let schluessel = |fassung| app.store.open_key(&ausweis.traeger, strom, fassung);
    let suche = suche_im_fall(&app.ablage, hier, &schluessel, akte, &text)?;
    let treffer = suche.treffer.into_iter().map(|treffer| {
        let Treffer { dokument, stellen, im_titel } = treffer;
        Texttreffer { dokument, stellen, im_titel }
    });
    let nicht_lesbar = suche.nicht_lesbar;
    Reply::json(200, &Textfunde { treffer: treffer.collect(), nicht_lesbar })
}

/// Der Inhalt eines Dokuments.
///
/// # Errors
/// [`Problem`].
pub fn inhalt(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let (fall, dokument): (Kennung, Kennung) = (call.param("fall")?, call.param("dokument")?);
    let einblick = app.door().fall_ganz(caller, fall, UNTERLAGEN)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(unbekannt)?;
    let abgelegt = dokumente(akte).remove(&dokument).ok_or_else(unbekannt)?;
    let Dokument { ort, typ, .. } = abgelegt.dokument;
    datei::antwort(app, (&ausweis.traeger, Strom::fall(fall)), (*ort, *typ))
}

/// Die gesuchten Dokumente eines Falls, in der Reihenfolge, in der sie in die Akte kamen.
fn gesuchte(akte: &Akte<FallTatsache>, gesucht: &Gesucht<'_>) -> Vec<Angaben> {
    let mut gefunden: Vec<Angaben> = dokumente(akte)
        .into_iter()
        .filter(|(_, abgelegt)| gesucht.trifft(abgelegt))
        .map(|(dokument, abgelegt)| angaben(akte.kennung, dokument, abgelegt))
        .collect();
    gefunden.sort_by_key(|angaben| angaben.version);
    gefunden
}

fn angaben(fall: Kennung, kennung: Kennung, abgelegt: Abgelegt<'_>) -> Angaben {
    let Abgelegt { version, eingang, dokument } = abgelegt;
    Angaben {
        fall,
        dokument: kennung,
        version,
        eingang,
        titel: dokument.titel.clone(),
        art: dokument.art,
        angelegenheit: dokument.angelegenheit,
        person: dokument.person,
        typ: dokument.typ,
        seiten: dokument.seiten,
        groesse: dokument.ort.groesse,
        hat_text: dokument.ort.text.is_some(),
        weg: dokument.weg,
        aus_eingang: dokument.aus_eingang,
    }
}

fn nicht_zu_lang(begriff: &str) -> Result<(), Problem> {
    if begriff.chars().count() > 200 {
        return Err(Art::Abgewiesen.weil("der Begriff ist zu lang; bitte höchstens 200 Zeichen"));
    }
    Ok(())
}

fn unbekannt() -> Problem {
    Art::Unbekannt.weil("dieses Dokument gibt es in dieser Akte nicht; bitte die Akte neu öffnen")
}
