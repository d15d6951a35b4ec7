//! Die Akte eines Falls und die Berechnung eines Monats.

use case::akte::lage::Akten;
use case::akte::{Akte, Bekannt, FallTatsache, Kategorie, Kennung, Strom, Zeitpunkt};
use case::befehl::Ablehnung;
use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Ergebnis, pruefe_haushalt};
use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};
use office::door::DoorError;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::Akteneintrag;
use super::seite::{Seite, anzahl, seite};
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Welche Arten von Daten in der Akte eines Falls stehen.
pub const ARTEN: &[Kategorie] = &[
    Kategorie::Zustaendigkeit,
    Kategorie::Stand,
    Kategorie::Familie,
    Kategorie::Bank,
    Kategorie::Zahlung,
    Kategorie::Unterkunft,
    Kategorie::Verfahren,
    Kategorie::Notiz,
    Kategorie::Dokument,
];

/// Was eine Berechnung verrät.
pub const RECHNUNG: &[Kategorie] = &[
    Kategorie::Familie,
    Kategorie::Einkommen,
    Kategorie::Gesundheit,
    Kategorie::Unterkunft,
    Kategorie::Verfahren,
    Kategorie::Zahlung,
];

/// Was ein Brief verrät.
pub const BRIEF: &[Kategorie] = &[
    Kategorie::Stammdaten,
    Kategorie::Erreichbarkeit,
    Kategorie::Familie,
    Kategorie::Einkommen,
    Kategorie::Gesundheit,
    Kategorie::Unterkunft,
    Kategorie::Verfahren,
    Kategorie::Zahlung,
];

/// Die Akte eines Falls.
#[derive(Serialize, JsonSchema)]
struct Fallakte {
    /// Seine Kennung.
    fall: Kennung,
    /// Die letzte Version; auf sie bezieht sich, wer ändert.
    version: u64,
    /// Wer dazu gehört oder gehörte; leer, wenn das nicht zu sehen ist.
    menschen: Vec<Kennung>,
    /// Was davon zu sehen ist, der Reihe nach.
    #[serde(flatten)]
    seite: Seite<Akteneintrag>,
}

/// Die Fälle, die jemand sieht.
#[derive(Serialize, JsonSchema)]
struct Liste {
    /// Die Fälle, der Kennung nach.
    faelle: Vec<Zeile>,
    /// Womit die nächste Seite zu fragen ist (`nach_fall`); fehlt auf der letzten.
    #[serde(skip_serializing_if = "Option::is_none")]
    naechster: Option<Kennung>,
}

/// Ein Fall in der Liste.
#[derive(Serialize, JsonSchema)]
struct Zeile {
    /// Seine Kennung.
    fall: Kennung,
    /// Sein Aktenzeichen.
    #[serde(skip_serializing_if = "Option::is_none")]
    nummer: Option<String>,
    /// Die letzte Version.
    version: u64,
}

/// Die Form der Liste.
pub fn liste_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Liste>()
}

/// Die Form der Akte.
pub fn akte_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Fallakte>()
}

/// Die Form eines Briefs.
pub fn pdf_form(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "format": "binary"})
}

/// Die Form der Berechnung.
pub fn monat_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Ergebnis>()
}

/// Die Fälle, die ich sehe.
///
/// # Errors
/// [`Problem`].
pub fn liste(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let anzahl = anzahl(call)?;
    let nach = call.query::<Kennung>("nach_fall")?;
    let liste = app.door().faelle(caller, Kategorie::Stand, (nach, anzahl))?;
    let faelle = liste.akten.iter().map(|akte| zeile(akte, caller.heute)).collect();
    Reply::json(200, &Liste { faelle, naechster: liste.naechster })
}

fn zeile(akte: &Akte<FallTatsache>, heute: Tag) -> Zeile {
    let nummer = akte.am(heute, Bekannt::Jetzt).iter().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Nummer(nummer) => Some(nummer.clone()),
        _ => None,
    });
    Zeile { fall: akte.kennung, nummer, version: akte.version() }
}

/// Die Akte eines Falls.
///
/// # Errors
/// [`Problem`].
pub fn akte(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall(caller, fall, ARTEN)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let sichtbar = akte.eintraege().iter().filter(|eintrag| einblick.zeigt(&eintrag.ereignis));
    let seite = seite(call, sichtbar.map(|eintrag| (eintrag.version, eintrag)))?;
    let seite = seite.je(Akteneintrag::aus)?;
    let familie = einblick.erlaubt.contains_key(&Kategorie::Familie);
    let menschen = einblick.bestand.personen.keys().copied().filter(|_| familie).collect();
    Reply::json(200, &Fallakte { fall, version: akte.version(), menschen, seite })
}

/// Die Berechnung eines Monats, wie die Akte ihn heute kennt oder zu einem Augenblick kannte.
///
/// # Errors
/// [`Problem`].
pub fn monat(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let monat: Monat = call.param("monat")?;
    let bekannt = match call.query::<i64>("bekannt")? {
        Some(zeit) => Bekannt::Um(Zeitpunkt(zeit)),
        None => Bekannt::Jetzt,
    };
    let einblick = app.door().fall_ganz(caller, fall, RECHNUNG)?;
    let bestand = &einblick.bestand;
    let akte = bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let akten = Akten { fall: akte, personen: &bestand.personen };
    let refused = |ablehnung: Ablehnung| Problem::from(DoorError::Refused(ablehnung));
    let haushalt = akten.haushalt(monat, bekannt).map_err(|luecke| refused(luecke.into()))?;
    let eingabe = pruefe_haushalt(&haushalt, monat).map_err(|m| refused(Ablehnung::Mangel(m)))?;
    let ergebnis = berechne(&eingabe, &app.recht, &mut Werkbank::neu(), Gruende::Mit);
    let failed = |_| Art::Intern.weil("die Berechnung ist abgebrochen; bitte melden");
    Reply::json(200, &ergebnis.map_err(failed)?)
}

/// Diesen Fall gibt es nicht.
pub(super) fn fehlt(fall: Kennung) -> Problem {
    DoorError::Unknown(Strom::fall(fall)).into()
}
