//! Die Briefe eines Falls: was hinaus ist, was da liegt, und einen davon hinausgeben.

use case::akte::{Kategorie, Kennung, Posten, Pruefsumme};
use case::rechte::Handlung;
use case::schnittstelle::schema;
use case::versand::{Haltegrund, Ruecklaufgrund, Sendung, Versandstand, Versandweg, sendungen};
use law::anspruch::Werkbank;
use law::measure::Tag;
use office::versand::{Hinaus, Poststelle, VersandFehler};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::bescheide::{ENTSCHEIDUNG, nummer};
use super::faelle::fehlt;
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was es heißt, einen Brief hinauszugeben.
pub const VERSENDEN: (Handlung, &[Kategorie]) = (Handlung::Versenden, &[Kategorie::Verfahren]);

/// Alle Sendungen eines Falls.
#[derive(Serialize, JsonSchema)]
struct Sendungsliste {
    /// Je Anlass die Versuche der Reihe nach.
    sendungen: Vec<Sendungsblick>,
}

/// Eine Sendung.
#[derive(Serialize, JsonSchema)]
struct Sendungsblick {
    nummer: Posten,
    /// Der wievielte Versuch, ab eins.
    versuch: u16,
    /// Der Tag, an dem sie hinausgehen soll.
    #[schemars(with = "schema::Tag")]
    ab: Tag,
    /// `bereit`, `zurueckgehalten`, `versandt` oder `zurueckgekommen`.
    stand: &'static str,
    /// Warum sie zurückgehalten ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    haltegrund: Option<Haltegrund>,
    /// In einem Satz.
    #[serde(skip_serializing_if = "Option::is_none")]
    begruendung: Option<String>,
    /// Warum sie nicht ankam.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruecklaufgrund: Option<Ruecklaufgrund>,
    /// Wie sie hinausging.
    #[serde(skip_serializing_if = "Option::is_none")]
    versandt: Option<Versandblick>,
    /// Der Tag der Bekanntgabe (§ 37 Abs. 2 SGB X); fehlt, solange sie nicht hinaus ist oder wenn sie nicht ankam.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    bekannt: Option<Tag>,
}

/// Wie ein Brief hinausging.
#[derive(Serialize, JsonSchema)]
struct Versandblick {
    #[schemars(with = "schema::Tag")]
    am: Tag,
    weg: Versandweg,
    /// Das Bündel für das Druckzentrum.
    #[serde(skip_serializing_if = "Option::is_none")]
    buendel: Option<Posten>,
    seiten: u32,
    /// SHA-256 des Briefs.
    pruefsumme: Pruefsumme,
    /// SHA-256 der Datei mit den Textbausteinen.
    textbausteine: String,
}

/// Auf welchem Weg ein Brief hinausgehen soll.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Auftrag {
    /// Elektronisch oder im Haus; ans Druckzentrum geht er mit dem nächsten Lauf.
    weg: Versandweg,
}

/// Was daraus wurde.
#[derive(Serialize, JsonSchema)]
struct Ergebnis {
    /// `versandt`, `zurueckgehalten` oder `uebersprungen`.
    ergebnis: &'static str,
    /// Warum er da bleibt.
    #[serde(skip_serializing_if = "Option::is_none")]
    haltegrund: Option<Haltegrund>,
}

/// Die Form der Liste.
pub fn liste_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Sendungsliste>()
}

/// Die Form des Auftrags.
pub fn auftrag_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Auftrag>()
}

/// Die Form dessen, was daraus wurde.
pub fn ergebnis_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Ergebnis>()
}

/// Die Sendungen eines Falls.
///
/// # Errors
/// [`Problem`].
pub fn liste(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, ENTSCHEIDUNG)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let sendungen = sendungen(akte).iter().map(blick).collect();
    Reply::json(200, &Sendungsliste { sendungen })
}

fn blick(sendung: &Sendung<'_>) -> Sendungsblick {
    let (mut haltegrund, mut begruendung, mut ruecklaufgrund) = (None, None, None);
    match &sendung.stand {
        Versandstand::Zurueckgehalten { grund, begruendung: satz, .. } => {
            (haltegrund, begruendung) = (Some(*grund), Some((*satz).to_owned()));
        }
        Versandstand::Zurueckgekommen { grund, .. } => ruecklaufgrund = Some(*grund),
        Versandstand::Bereit { .. } | Versandstand::Versandt(_) => {}
    }
    Sendungsblick {
        nummer: sendung.nummer.clone(),
        versuch: sendung.versuch,
        ab: sendung.ab,
        stand: sendung.stand.name(),
        haltegrund,
        begruendung,
        ruecklaufgrund,
        versandt: sendung.stand.versandt().map(|versandt| Versandblick {
            am: versandt.am,
            weg: versandt.weg,
            buendel: versandt.buendel.clone(),
            seiten: versandt.seiten,
            pruefsumme: versandt.ort.pruefsumme,
            textbausteine: versandt.textbausteine.clone(),
        }),
        bekannt: sendung.bekannt(),
    }
}

/// Gibt einen bereiten Brief elektronisch oder im Haus hinaus.
///
/// # Errors
/// [`Problem`].
pub fn versende(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let sendung = nummer(call, "sendung")?;
    let auftrag: Auftrag = call.json()?;
    app.door().darf(caller, fall, VERSENDEN)?;
    if auftrag.weg == Versandweg::Druckzentrum {
        let text = "ans Druckzentrum geht der Brief mit dem nächsten Lauf von selbst; bitte elektronisch oder hausintern";
        return Err(Art::Abgewiesen.weil(text));
    }
    let (briefkopf, bausteine) = app.haus(&ausweis.traeger)?;
    let (door, ablage) = (app.door(), &app.ablage);
    let poststelle = Poststelle { door, ablage, caller, briefkopf, bausteine: &bausteine };
    let intern = |fehler: VersandFehler| match fehler {
        VersandFehler::Tuer(fehler) => fehler.into(),
        fehler => Art::Intern.weil(fehler.to_string()),
    };
    let (welche, mut werkbank) = ((fall, &sendung), Werkbank::neu());
    let hinaus =
        poststelle.gib_einzeln_hinaus(welche, auftrag.weg, &mut werkbank).map_err(intern)?;
    let (ergebnis, haltegrund) = match hinaus {
        Hinaus::Versandt => ("versandt", None),
        Hinaus::Zurueckgehalten(grund) => ("zurueckgehalten", Some(grund)),
        Hinaus::Uebersprungen => ("uebersprungen", None),
    };
    Reply::json(200, &Ergebnis { ergebnis, haltegrund })
}
