//! Post: annehmen, ansehen, einer Akte zuordnen; und was für wen zu tun ist.

use case::akte::eingang::{Aufgabe, Befund, Stueck, Urteil, Zuordnung};
use case::akte::{
    Akte, Angelegenheit, Dokumentart, EingangTatsache, Kategorie, Kennung, Strom, Weg,
};
use case::befehl::Ablehnung;
use case::schnittstelle::schema;
use law::anspruch::Werkbank;
use law::measure::Tag;
use office::ablage::{ZuordnungFehler, Zuordnungsauftrag, ordne_zu};
use office::door::DoorError;
use office::door::post::{Faellig, Tagesliste};
use office::posteingang::{Umgebung, Upload, nimm_upload_an};
use percent_encoding::percent_decode_str;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::befehle::Getan;
use super::datei;
use super::tage::{stelle, tagesseite};
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was Post verrät.
pub const POST: &[Kategorie] = &[Kategorie::Eingang];

/// Ein Eingangsstück.
#[derive(Serialize, JsonSchema)]
struct Eingangsstueck {
    /// Seine Kennung.
    eingang: Kennung,
    /// Die letzte Version; auf sie bezieht sich, wer ändert.
    version: u64,
    /// Der Tag, an dem es ankam; an ihm hängen Fristen.
    #[schemars(with = "schema::Tag")]
    angekommen: Tag,
    /// Auf welchem Weg.
    weg: Weg,
    /// Von wem, wie es dasteht; niemand hat es geprüft.
    #[serde(skip_serializing_if = "Option::is_none")]
    absender: Option<String>,
    /// Name der Datei oder Betreff.
    #[serde(skip_serializing_if = "Option::is_none")]
    bezeichnung: Option<String>,
    /// Größe in Bytes; fehlt, wenn der Inhalt zu groß war und nicht hier liegt.
    #[serde(skip_serializing_if = "Option::is_none")]
    groesse: Option<u64>,
    /// Was die Prüfung sagt.
    befund: Befund,
    /// Warum es in Quarantäne ist und was zu tun ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    hinweis: Option<String>,
    /// Die E-Mail, deren Anlage es ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    teil_von: Option<Kennung>,
    /// Wohin es gehört; fehlt, solange es zu keiner Akte gehört.
    #[serde(skip_serializing_if = "Option::is_none")]
    zuordnung: Option<Zuordnung>,
    /// Wer sich bis wann kümmert.
    #[serde(skip_serializing_if = "Option::is_none")]
    aufgabe: Option<Aufgabe>,
    /// Ist es abgeschlossen?
    abgeschlossen: bool,
}

/// Eine Seite nach Tagen.
#[derive(Serialize, JsonSchema)]
struct Tagesseite<T> {
    /// Die Einträge.
    eintraege: Vec<T>,
    /// Eingangsstücke, die sich nicht lesen lassen; bitte dem Betrieb melden.
    nicht_lesbar: Vec<Kennung>,
    /// Womit die nächste Seite zu fragen ist (`nach_stelle`); fehlt auf der letzten.
    #[serde(skip_serializing_if = "Option::is_none")]
    naechste: Option<String>,
}

/// Eine Aufgabe.
#[derive(Serialize, JsonSchema)]
struct Aufgabenzeile {
    /// Bis wann.
    #[schemars(with = "schema::Tag")]
    bis: Tag,
    /// Für wen: Kennung einer Person im Amt oder Name eines Teams.
    fuer: String,
    /// Das Eingangsstück, um das es geht.
    eingang: Kennung,
    /// Was damit zu tun ist.
    schritt: Schritt,
    /// Worum es geht; fehlt, wenn das nicht zu sehen ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    stueck: Option<Eingangsstueck>,
}

/// Der nächste Schritt.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Schritt {
    /// Einer Akte zuordnen.
    Zuordnen,
    /// Ansehen, warum es nicht in eine Akte darf, und neu schicken lassen.
    Klaeren,
    /// In der Akte bearbeiten und dann erledigen.
    Bearbeiten,
}

/// Was aus einer hochgeladenen Datei wurde.
#[derive(Serialize, JsonSchema)]
struct Angenommen {
    /// Falsch: mit diesem Schlüssel war es schon da.
    neu: bool,
    /// Die Datei selbst, dann bei einer E-Mail jede Anlage.
    stuecke: Vec<AngenommenesStueck>,
}

/// Ein Stück davon.
#[derive(Serialize, JsonSchema)]
struct AngenommenesStueck {
    /// Kennung des Eingangsstücks.
    eingang: Kennung,
    /// Was die Prüfung sagt.
    befund: Befund,
    /// Warum es in Quarantäne ist und was zu tun ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    hinweis: Option<String>,
}

/// Wohin ein Eingangsstück gehört.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Zuordnungswunsch")]
struct Wunsch {
    /// Der Fall.
    fall: Kennung,
    /// Der Mensch; fehlt: der ganze Haushalt.
    #[serde(default)]
    person: Option<Kennung>,
    /// Worum es geht.
    angelegenheit: Angelegenheit,
    /// Kennung, die das Dokument bekommt; wer wiederholt, nennt dieselbe.
    dokument: Kennung,
    /// Wie es in der Akte heißt.
    titel: String,
    /// Was für ein Dokument.
    art: Dokumentart,
    /// Wer sich bis wann kümmert.
    aufgabe: Aufgabe,
}

/// Ein Weg, wie er in einer Anfrage steht.
struct Wegname(Weg);

impl std::str::FromStr for Wegname {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Wegname, serde_json::Error> {
        serde_json::from_value(Value::String(text.to_owned())).map(Wegname)
    }
}

/// Die Form der Liste.
pub fn liste_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Tagesseite<Eingangsstueck>>()
}

/// Die Form eines Stücks.
pub fn stueck_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Eingangsstueck>()
}

/// Die Form der Aufgaben.
pub fn aufgaben_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Tagesseite<Aufgabenzeile>>()
}

/// Die Form der Antwort auf eine Datei.
pub fn angenommen_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Angenommen>()
}

/// Die Form einer Zuordnung.
pub fn zuordnung_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Wunsch>()
}

/// Bytes.
pub fn bytes_form(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "format": "binary"})
}

/// Die Post, die noch zu keiner Akte gehört.
///
/// # Errors
/// [`Problem`].
pub fn liste(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let post = app.door().posteingang(caller, tagesseite(call)?)?;
    let eintraege = post.eintraege.iter().filter_map(stueck).collect();
    let (nicht_lesbar, naechste) = (post.nicht_lesbar, post.naechste.map(stelle));
    Reply::json(200, &Tagesseite { eintraege, nicht_lesbar, naechste })
}

/// Was für mich, mein Team und die, die ich vertrete, zu tun ist.
///
/// # Errors
/// [`Problem`].
pub fn aufgaben(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    zeilen(app.door().aufgaben(caller, tagesseite(call)?)?)
}

/// Was im ganzen Haus überfällig ist, für wen auch immer.
///
/// # Errors
/// [`Problem`].
pub fn ueberfaellig(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    zeilen(app.door().ueberfaellig(caller, tagesseite(call)?)?)
}

fn zeilen(aufgaben: Tagesliste<Faellig>) -> Result<Reply, Problem> {
    let eintraege = aufgaben.eintraege.into_iter().map(zeile).collect();
    let (nicht_lesbar, naechste) = (aufgaben.nicht_lesbar, aufgaben.naechste.map(stelle));
    Reply::json(200, &Tagesseite { eintraege, nicht_lesbar, naechste })
}

/// Ein Eingangsstück.
///
/// # Errors
/// [`Problem`].
pub fn eins(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let akte = app.door().eingang(caller, call.param("eingang")?)?;
    let broken = || Art::Intern.weil("das Eingangsstück ist unvollständig; bitte melden");
    Reply::json(200, &stueck(&akte).ok_or_else(broken)?)
}

/// Der Inhalt eines Eingangsstücks, solange er bei ihm liegt. Was in Quarantäne ist, gibt der Dienst nicht heraus.
///
/// # Errors
/// [`Problem`].
pub fn inhalt(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let akte = app.door().eingang(caller, call.param("eingang")?)?;
    let stueck = Stueck::aus(&akte);
    if let Some(zuordnung) = stueck.and_then(|stueck| stueck.zuordnung) {
        let text = "der Inhalt liegt in der Akte; bitte ihn dort öffnen";
        let (fall, dokument) = (zuordnung.fall.to_string(), zuordnung.dokument.to_string());
        return Err(Art::Abgewiesen.weil(text).mit("fall", fall).mit("dokument", dokument));
    }
    let befund = stueck.map(|stueck| stueck.ankunft.befund.urteil);
    if let Some(Urteil::Quarantaene(grund)) = befund {
        return Err(Art::Abgewiesen.weil(grund.to_string()));
    }
    let fort = || Art::Unbekannt.weil("der Inhalt liegt nicht hier; bitte neu schicken lassen");
    let stueck = stueck.ok_or_else(fort)?;
    let ort = stueck.ankunft.ort.ok_or_else(fort)?;
    let strom = Strom::eingang(akte.kennung);
    datei::antwort(app, (&ausweis.traeger, strom), (ort, stueck.ankunft.befund.typ))
}

/// Darf diese Datei kommen? Gefragt, bevor ihre Bytes gelesen werden.
///
/// # Errors
/// [`Problem`], wenn nicht.
pub fn vorher(app: &App, call: &Call) -> Result<(), Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    call.key()?;
    call.is("application/octet-stream")?;
    Ok(app.door().darf_post_annehmen(caller)?)
}

/// Nimmt eine Datei an; sie bekommt den heutigen Tag.
///
/// # Errors
/// [`Problem`]; dann ist nichts angenommen.
pub fn annehmen(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let key = call.key()?;
    let weg = call.query::<Wegname>("weg")?.map_or(Weg::Upload, |weg| weg.0);
    let aufgabe = match (call.query::<String>("fuer")?, call.query::<Tag>("bis")?) {
        (None, None) => None,
        (Some(fuer), Some(bis)) => Some(Aufgabe { fuer, bis }),
        _ => {
            let text = "„fuer“ und „bis“ gehören zusammen: wer sich kümmert, und bis wann";
            return Err(Art::Unlesbar.weil(text));
        }
    };
    let unreadable = |_| {
        Art::Unlesbar.weil(
            "„Nahtlos-Dateiname“ ist kein Text in UTF-8, geschrieben mit %-Zeichen; bitte prüfen",
        )
    };
    let name = call.file_name.as_deref().unwrap_or_default();
    let name = percent_decode_str(name).decode_utf8().map_err(unreadable)?;
    let upload = Upload { key, weg, name: &name, bytes: call.body.clone(), aufgabe };
    let mut werkbank = Werkbank::neu();
    let mut umgebung = Umgebung { door: app.door(), caller, werkbank: &mut werkbank };
    let angenommen = nimm_upload_an(&app.ablage, &mut umgebung, upload)?;
    let stuecke = angenommen.stuecke.into_iter().map(|(eingang, befund)| AngenommenesStueck {
        eingang,
        befund,
        hinweis: hinweis(befund),
    });
    Reply::json(201, &Angenommen { neu: angenommen.neu, stuecke: stuecke.collect() })
}

/// Ordnet ein Eingangsstück einer Akte zu; zweimal dasselbe wirkt einmal.
///
/// # Errors
/// [`Problem`]; dann ist das Stück, wo es war.
pub fn zuordnen(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let eingang: Kennung = call.param("eingang")?;
    let Wunsch { fall, person, angelegenheit, dokument, titel, art, aufgabe } = call.json()?;
    let auftrag =
        Zuordnungsauftrag { eingang, fall, person, angelegenheit, dokument, titel, art, aufgabe };
    let mut werkbank = Werkbank::neu();
    let done = ordne_zu(&app.ablage, (app.door(), &mut werkbank), caller, &auftrag);
    let done = done.map_err(|fehler| match fehler {
        // Wonach die Adresse fragt, gibt es nicht.
        ZuordnungFehler::Tuer(DoorError::Refused(Ablehnung::Unbekannt(strom)))
            if strom == Strom::eingang(eingang) =>
        {
            DoorError::Unknown(strom).into()
        }
        fehler => Problem::from(fehler),
    });
    Reply::json(201, &Getan::from(done?))
}

fn stueck(akte: &Akte<EingangTatsache>) -> Option<Eingangsstueck> {
    let Stueck { version, eingang, ankunft, zuordnung, aufgabe, abschluss } = Stueck::aus(akte)?;
    Some(Eingangsstueck {
        eingang: akte.kennung,
        version,
        angekommen: eingang,
        weg: ankunft.weg,
        absender: ankunft.absender.clone(),
        bezeichnung: ankunft.bezeichnung.clone(),
        groesse: ankunft.ort.map(|ort| ort.groesse),
        befund: ankunft.befund,
        hinweis: hinweis(ankunft.befund),
        teil_von: ankunft.teil_von,
        zuordnung: zuordnung.copied(),
        aufgabe: aufgabe.cloned(),
        abgeschlossen: abschluss.is_some(),
    })
}

fn hinweis(befund: Befund) -> Option<String> {
    match befund.urteil {
        Urteil::Annehmen => None,
        Urteil::Quarantaene(grund) => Some(grund.to_string()),
    }
}

fn zeile(faellig: Faellig) -> Aufgabenzeile {
    let Faellig { bis, fuer, akte, sichtbar } = faellig;
    let bekannt = Stueck::aus(&akte);
    let zugeordnet = bekannt.is_some_and(|stueck| stueck.zuordnung.is_some());
    let annehmbar = bekannt.is_some_and(|s| s.ankunft.befund.urteil == Urteil::Annehmen);
    let schritt = match (zugeordnet, annehmbar) {
        (true, _) => Schritt::Bearbeiten,
        (false, true) => Schritt::Zuordnen,
        (false, false) => Schritt::Klaeren,
    };
    let stueck = stueck(&akte).filter(|_| sichtbar);
    Aufgabenzeile { bis, fuer, eingang: akte.kennung, schritt, stueck }
}
