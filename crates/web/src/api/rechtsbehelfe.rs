//! Was jemand gegen eine Entscheidung tut: Widersprüche, Überprüfungen, Verfahren vor Gericht, ihre Fristen, Briefe, Zahlen.

use case::akte::{Akte, FallTatsache, Kennung, Posten};
use case::aufschub::{Aufschubgrund, aufschub};
use case::frist::{Art as Rechtsbehelf, Frist, Wahrung, frist};
use case::gericht::{
    Anordnung, Endeart, Erfolg, Gerichtsentscheidung, Gerichtskosten, Gerichtsverfahren,
    Streitgegenstand, Termin, Verfahrensart, verfahren,
};
use case::rechtsbehelfe::{Merkmal, Zahlen, zaehle};
use case::schnittstelle::schema;
use case::ueberpruefung::{
    Ueberpruefung, Ueberpruefungsausgang, antrag_bis, leistungen_ab, ueberpruefungen,
};
use case::widerspruch::{Ausgang, Gegen, Kosten, Ursache, Versaeumnis, Widerspruch, widersprueche};
use law::kalender::Sitz;
use law::measure::Tag;
use office::entwurfsdruck::Was;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::bescheide::{self, ENTSCHEIDUNG};
use super::faelle::fehlt;
use crate::app::App;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::token::ausweis;

/// Alles, was in einem Fall gegen Entscheidungen läuft und lief.
#[derive(Serialize, JsonSchema)]
struct Rechtsbehelfe {
    widersprueche: Vec<Widerspruchsblick>,
    ueberpruefungen: Vec<Ueberpruefungsblick>,
    gerichtsverfahren: Vec<Verfahrensblick>,
    /// Wie viele von jedem, nach Ausgang, Ursache und Vorschrift.
    zahlen: Vec<Zahl>,
}

/// Eine Zeile der Zahlen.
#[derive(Serialize, JsonSchema)]
struct Zahl {
    #[serde(flatten)]
    merkmal: Merkmal,
    zahl: u64,
}

/// Ein Widerspruch.
#[derive(Serialize, JsonSchema)]
struct Widerspruchsblick {
    nummer: Posten,
    gegen: Gegen,
    #[schemars(with = "schema::Tag")]
    eingang: Tag,
    #[serde(skip_serializing_if = "String::is_empty")]
    begruendung: String,
    /// Bis wann er möglich war und ob er rechtzeitig kam; fehlt, wo niemand den Sitz des Hauses kennt.
    #[serde(skip_serializing_if = "Option::is_none")]
    frist: Option<Fristblick>,
    /// Ist noch zu entscheiden, was die Verspätung bedeutet?
    frist_offen: bool,
    /// Was dazu entschieden ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    versaeumnis: Option<Versaeumnis>,
    /// Was er aufschiebt; fehlt, wo er nichts aufschiebt.
    #[serde(skip_serializing_if = "Option::is_none")]
    aufschub: Option<Aufschubblick>,
    /// Wie er ausging; fehlt, solange er offen ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    ende: Option<Widerspruchsende>,
}

/// Wie ein Widerspruch ausging.
#[derive(Serialize, JsonSchema)]
struct Widerspruchsende {
    ausgang: Ausgang,
    ursache: Ursache,
    norm: String,
    #[schemars(with = "schema::Tag")]
    am: Tag,
    durch: Kennung,
    #[serde(skip_serializing_if = "Option::is_none")]
    kosten: Option<Kosten>,
    /// Gibt es einen Widerspruchsbescheid?
    brief: bool,
    /// Bis dahin ist Klage möglich (§ 87 SGG).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    klage_bis: Option<Tag>,
}

/// Eine Frist mit ihrer Begründung.
#[derive(Serialize, JsonSchema)]
struct Fristblick {
    /// Der letzte Tag; gilt vielleicht ein örtlicher Feiertag, der spätere.
    #[schemars(with = "schema::Tag")]
    bis: Tag,
    wahrung: Wahrungsblick,
    /// Schritt für Schritt, jeder Satz mit seiner Vorschrift.
    begruendung: Vec<String>,
}

/// Ob etwas rechtzeitig kam.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Wahrungsblick {
    /// Rechtzeitig.
    Gewahrt,
    /// Zu spät.
    Versaeumt,
    /// Es kommt auf einen örtlichen Feiertag an.
    Offen,
}

/// Ein Aufschub.
#[derive(Serialize, JsonSchema)]
struct Aufschubblick {
    grund: Aufschubgrund,
    norm: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    bis: Option<Tag>,
}

/// Eine Überprüfung.
#[derive(Serialize, JsonSchema)]
struct Ueberpruefungsblick {
    nummer: Posten,
    gegen: Gegen,
    #[schemars(with = "schema::Tag")]
    eingang: Tag,
    #[serde(skip_serializing_if = "String::is_empty")]
    begruendung: String,
    /// Bis dahin musste sie beantragt sein (§ 40 Abs. 1 Satz 2 Nr. 1 SGB II).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    antrag_bis: Option<Tag>,
    /// Ab dann wird nachgezahlt (§ 44 Abs. 4 SGB X).
    #[schemars(with = "schema::Tag")]
    leistungen_ab: Tag,
    /// Der verspätete Widerspruch, als der sie kam.
    #[serde(skip_serializing_if = "Option::is_none")]
    widerspruch: Option<Posten>,
    /// Wie sie ausging; fehlt, solange sie offen ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    ausgang: Option<Ueberpruefungsausgang>,
    /// Gibt es einen Brief?
    brief: bool,
}

/// Ein Verfahren vor Gericht.
#[derive(Serialize, JsonSchema)]
struct Verfahrensblick {
    nummer: Posten,
    art: Verfahrensart,
    gegen: Streitgegenstand,
    gericht: String,
    aktenzeichen: String,
    #[schemars(with = "schema::Tag")]
    eingang: Tag,
    /// Bei einer Untätigkeitsklage: ab wann sie zulässig ist (§ 88 SGG).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    zulaessig_ab: Option<Tag>,
    /// Kam die Untätigkeitsklage zu früh?
    verfrueht: bool,
    termine: Vec<Termin>,
    fristen: Vec<Gerichtsfrist>,
    anordnungen: Vec<Anordnung>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entscheidung: Option<Gerichtsentscheidung>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ende: Option<Prozessende>,
}

/// Eine Frist des Gerichts.
#[derive(Serialize, JsonSchema)]
struct Gerichtsfrist {
    #[schemars(with = "schema::Tag")]
    bis: Tag,
    wofuer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    erfuellt: Option<Tag>,
}

/// Wie ein Verfahren endete.
#[derive(Serialize, JsonSchema)]
struct Prozessende {
    art: Endeart,
    erfolg: Erfolg,
    ursache: Ursache,
    norm: String,
    #[schemars(with = "schema::Tag")]
    am: Tag,
    #[serde(skip_serializing_if = "Option::is_none")]
    kosten: Option<Gerichtskosten>,
    /// Ist noch etwas umzusetzen?
    umzusetzen: bool,
}

/// Die Form der Rechtsbehelfe.
pub fn form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Rechtsbehelfe>()
}

/// Alle Rechtsbehelfe eines Falls.
///
/// # Errors
/// [`Problem`].
pub fn alle(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, ENTSCHEIDUNG)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let sitz = app.briefkopf.get(&ausweis.traeger).and_then(bescheide::sitz);
    let widersprueche = widersprueche(akte).into_iter();
    let ueberpruefungen = ueberpruefungen(akte).into_iter();
    let verfahren = verfahren(akte).into_iter();
    let mut zahlen = Zahlen::new();
    zaehle(akte, &mut zahlen);
    let rechtsbehelfe = Rechtsbehelfe {
        widersprueche: widersprueche
            .map(|(nummer, w)| widerspruchsblick(akte, (nummer, w), sitz, caller.heute))
            .collect(),
        ueberpruefungen: ueberpruefungen
            .map(|(nummer, eine, _)| ueberpruefungsblick(akte, nummer, eine))
            .collect(),
        gerichtsverfahren: verfahren
            .map(|(nummer, eines, _)| verfahrensblick(akte, nummer, eines))
            .collect(),
        zahlen: zahlen.into_iter().map(|(merkmal, zahl)| Zahl { merkmal, zahl }).collect(),
    };
    Reply::json(200, &rechtsbehelfe)
}

fn widerspruchsblick(
    akte: &Akte<FallTatsache>,
    (nummer, eines): (&Posten, &Widerspruch),
    sitz: Option<Sitz>,
    heute: Tag,
) -> Widerspruchsblick {
    let aufschub = aufschub(akte, &eines.gegen, heute);
    let ende = eines.erledigt.as_ref().map(|ende| Widerspruchsende {
        ausgang: ende.ausgang,
        ursache: ende.ursache,
        norm: ende.norm.clone(),
        am: ende.am,
        durch: ende.durch,
        kosten: ende.kosten,
        brief: ende.bescheid.is_some(),
        klage_bis: sitz
            .filter(|_| ende.bescheid.is_some())
            .map(|sitz| spaetestens(&frist(ende.am, sitz, Rechtsbehelf::Klage))),
    });
    Widerspruchsblick {
        nummer: nummer.clone(),
        gegen: eines.gegen.clone(),
        eingang: eines.eingang,
        begruendung: eines.begruendung.clone(),
        frist: sitz.and_then(|sitz| eines.frist(akte, sitz)).map(|f| fristblick(&f, eines.eingang)),
        frist_offen: eines.fristfrage_offen(akte),
        versaeumnis: eines.versaeumnis.as_ref().map(|frage| frage.wie),
        aufschub: aufschub.map(|einer| Aufschubblick {
            grund: einer.grund,
            norm: einer.grund.norm(),
            bis: einer.bis,
        }),
        ende,
    }
}

fn spaetestens(frist: &Frist) -> Tag {
    frist.spaetestens.unwrap_or(frist.fristende)
}

fn fristblick(frist: &Frist, eingang: Tag) -> Fristblick {
    Fristblick {
        bis: spaetestens(frist),
        wahrung: match frist.wahrung(eingang) {
            Wahrung::Gewahrt => Wahrungsblick::Gewahrt,
            Wahrung::Versaeumt => Wahrungsblick::Versaeumt,
            Wahrung::Offen => Wahrungsblick::Offen,
        },
        begruendung: frist.begruendung.iter().map(ToString::to_string).collect(),
    }
}

fn ueberpruefungsblick(
    akte: &Akte<FallTatsache>,
    nummer: &Posten,
    eine: &Ueberpruefung,
) -> Ueberpruefungsblick {
    let ausgang = eine.erledigt.as_ref().map(|ende| ende.ausgang);
    Ueberpruefungsblick {
        nummer: nummer.clone(),
        gegen: eine.gegen.clone(),
        eingang: eine.eingang,
        begruendung: eine.begruendung.clone(),
        antrag_bis: eine.gegen.ergangen_am(akte).map(antrag_bis),
        leistungen_ab: leistungen_ab(eine.eingang),
        widerspruch: eine.widerspruch.clone(),
        ausgang,
        brief: ausgang == Some(Ueberpruefungsausgang::Abgelehnt),
    }
}

fn verfahrensblick(
    akte: &Akte<FallTatsache>,
    nummer: &Posten,
    eines: &Gerichtsverfahren,
) -> Verfahrensblick {
    let untaetig = eines.art == Verfahrensart::Untaetigkeitsklage;
    let zulaessig_ab = eines.gegen.untaetig_ab(akte).filter(|_| untaetig);
    let fristen = eines.fristen.iter().map(|frist| Gerichtsfrist {
        bis: frist.bis,
        wofuer: frist.wofuer.clone(),
        erfuellt: frist.erfuellt,
    });
    Verfahrensblick {
        nummer: nummer.clone(),
        art: eines.art,
        gegen: eines.gegen.clone(),
        gericht: eines.gericht.clone(),
        aktenzeichen: eines.aktenzeichen.clone(),
        eingang: eines.eingang,
        zulaessig_ab,
        verfrueht: zulaessig_ab.is_some_and(|ab| eines.eingang < ab),
        termine: eines.termine.clone(),
        fristen: fristen.collect(),
        anordnungen: eines.anordnungen.clone(),
        entscheidung: eines.entscheidung,
        ende: eines.erledigt.as_ref().map(|ende| Prozessende {
            art: ende.art,
            erfolg: ende.erfolg,
            ursache: ende.ursache,
            norm: ende.norm.clone(),
            am: ende.am,
            kosten: ende.kosten,
            umzusetzen: eines.verpflichtet(),
        }),
    }
}

/// Der Widerspruchsbescheid.
///
/// # Errors
/// [`Problem`].
pub fn widerspruchsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    bescheide::brief(app, call, &Was::Widerspruch(bescheide::nummer(call, "widerspruch")?))
}

/// Der Brief einer abgelehnten Überprüfung.
///
/// # Errors
/// [`Problem`].
pub fn ueberpruefungsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    bescheide::brief(app, call, &Was::Ueberpruefung(bescheide::nummer(call, "ueberpruefung")?))
}
