//! Was in einem Fall zu entscheiden ist und was entschieden ist: Entwurf, Bescheide, Erstattungen, ihre Briefe. Was jemand
//! dagegen tut, zeigt [`super::rechtsbehelfe`].

use case::akte::{Akte, FallTatsache, Kategorie, Kennung, Posten};
use case::anforderung::{Anforderung, Anforderungszweck, Unterlage, anforderungen};
use case::anhoerung::{AnhoerungFehlt, erledigt};
use case::aufschub::{schiebt_auf, wird_verlangt};
use case::bescheid::{Augen, Bescheid, Bescheidart, Freigaberegeln, Vieraugengrund, bescheide};
use case::entwurf::{Anhoerung, Antwort, Entwurf, Grundlage, Thema, wartender};
use case::erstattung::{Erstattung, Erstattungsstand, erstattungen};
use case::frist::{Art as Rechtsbehelf, Bekanntgabe, Belehrung, frist_ab};
use case::schnittstelle::schema;
use case::schritte::{Luecke, Schrittart, Wer, luecken};
use case::traeger::Traeger;
use case::versagung::{Versagung, versagungen};
use case::versand::{Sendung, Sendungsanlass, sendungen};
use case::vorlaeufig::{Ungewiss, Vorlaeufigkeit, vorlaeufigkeiten};
use law::kalender::Sitz;
use law::measure::{Cent, Monat, Tag};
use office::entwurfsdruck::{self, EntwurfsdruckFehler, Was};
use office::versand::lies_brief;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::faelle::{BRIEF, fehlt};
use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::token::ausweis;

/// Was Entwürfe und Bescheide verraten.
pub const ENTSCHEIDUNG: &[Kategorie] = &[Kategorie::Zahlung, Kategorie::Verfahren];

/// Der Entwurf, der wartet.
#[derive(Serialize, JsonSchema)]
struct Entwurfsblick {
    /// Seine Nummer; mit ihr wird er freigegeben.
    nummer: Posten,
    /// Was für eine Entscheidung er wird.
    art: Bescheidart,
    /// Der Tag, an dem er entstand.
    #[schemars(with = "schema::Tag")]
    am: Tag,
    /// Ab diesem Monat wirkt er für die Zukunft.
    #[schemars(with = "schema::Monat")]
    zukunft_ab: Monat,
    /// Bekommt jemand weniger?
    belastend: bool,
    /// Warum ihn eine zweite Person freigibt; fehlt, wo es auch wer entwarf darf.
    #[serde(skip_serializing_if = "Option::is_none")]
    vier_augen: Option<Vieraugengrund>,
    /// Ob vorher anzuhören ist.
    anhoerung: Anhoerung,
    /// Ist angehört? Fehlt, wo es nicht nötig ist.
    #[serde(skip_serializing_if = "Option::is_none")]
    angehoert: Option<bool>,
    /// Bis wann sich jemand äußern kann.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    anhoerung_bis: Option<Tag>,
    /// Wer in welchem Monat was bekommt.
    zeilen: Vec<Zeile>,
    /// Was noch zu beantworten ist.
    fragen: Vec<Frage>,
    /// Was beantwortet ist.
    antworten: Vec<Beantwortet>,
}

/// Was sich für jemanden in einem Monat ändert.
#[derive(Serialize, JsonSchema)]
struct Zeile {
    #[schemars(with = "schema::Monat")]
    monat: Monat,
    person: Kennung,
    /// Was bewilligt ist.
    #[schemars(with = "schema::Betrag")]
    vorher: Cent,
    /// Was mit der Entscheidung bewilligt ist.
    #[schemars(with = "schema::Betrag")]
    neu: Cent,
    grundlage: Grundlage,
    /// Die Vorschrift.
    norm: &'static str,
}

/// Eine offene Frage.
#[derive(Serialize, JsonSchema)]
struct Frage {
    thema: Thema,
    norm: String,
    frage: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Kennung>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    monat: Option<Monat>,
    /// Was zu antworten ist.
    antworten: Vec<Antwort>,
}

/// Eine beantwortete Frage.
#[derive(Serialize, JsonSchema)]
struct Beantwortet {
    thema: Thema,
    norm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Kennung>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    monat: Option<Monat>,
    antwort: Antwort,
    begruendung: String,
    durch: Kennung,
    #[schemars(with = "schema::Tag")]
    am: Tag,
}

/// Was in einem Fall entschieden ist.
#[derive(Serialize, JsonSchema)]
struct Entschieden {
    /// Die Bescheide, der erste zuerst.
    bescheide: Vec<Bescheidblick>,
    /// Die Erstattungen.
    erstattungen: Vec<Erstattungsblick>,
    /// Die Zeiten, in denen vorläufig bewilligt ist.
    vorlaeufig: Vec<Vorlaeufigblick>,
    /// Angeforderte Unterlagen.
    anforderungen: Vec<Anforderungsblick>,
    /// Versagungen und Entziehungen.
    versagungen: Vec<Versagungsblick>,
}

/// Eine Zeit, in der vorläufig bewilligt ist (§ 41a SGB II).
#[derive(Serialize, JsonSchema)]
struct Vorlaeufigblick {
    nummer: Posten,
    #[schemars(with = "schema::Monat")]
    ab: Monat,
    #[schemars(with = "schema::Monat")]
    bis: Monat,
    ungewiss: Ungewiss,
    grund: String,
    /// Der Tag, an dem jemand eine abschließende Entscheidung beantragte.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    antrag: Option<Tag>,
    /// Der Tag, von dem an abschließend entschieden wird.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    abschluss: Option<Tag>,
}

/// Angeforderte Unterlagen.
#[derive(Serialize, JsonSchema)]
struct Anforderungsblick {
    nummer: Posten,
    zweck: Anforderungszweck,
    person: Kennung,
    #[schemars(with = "schema::Tag")]
    am: Tag,
    #[schemars(with = "schema::Tag")]
    frist: Tag,
    /// Steht im Brief, was sonst geschieht?
    belehrt: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    erinnert: Option<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    zurueckgezogen: Option<Tag>,
    unterlagen: Vec<Unterlage>,
}

/// Eine Versagung oder Entziehung (§ 66 SGB I).
#[derive(Serialize, JsonSchema)]
struct Versagungsblick {
    nummer: Posten,
    anforderung: Posten,
    #[schemars(with = "schema::Monat")]
    ab: Monat,
    ermessen: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    nachgeholt: Option<Tag>,
}

/// Ein Bescheid.
#[derive(Serialize, JsonSchema)]
struct Bescheidblick {
    nummer: Posten,
    art: Bescheidart,
    /// Sein Tag.
    #[schemars(with = "schema::Tag")]
    am: Tag,
    /// Der Tag seiner Bekanntgabe (§ 37 Abs. 2 SGB X); fehlt, wenn er zurückgehalten ist oder nicht ankam.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    bekannt: Option<Tag>,
    /// Bis dahin ist Widerspruch möglich (§ 84 SGG); fehlt, wo niemand den Sitz des Hauses kennt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    widerspruch_bis: Option<Tag>,
    /// Gibt es einen Brief?
    brief: bool,
    /// Wer ihn freigab.
    durch: Kennung,
}

/// Eine Erstattung.
#[derive(Serialize, JsonSchema)]
struct Erstattungsblick {
    nummer: Posten,
    person: Kennung,
    /// Der Bescheid, der aufhebt.
    bescheid: Posten,
    stand: Erstattungsstand,
    #[schemars(with = "schema::Betrag")]
    summe: Cent,
    monate: Vec<Erstattungsmonat>,
    /// Ist sie aufgeschoben (§§ 86a, 86b SGG)? Solange wird sie nicht verlangt.
    aufgeschoben: bool,
    /// Darf sie verlangt oder aufgerechnet werden?
    verlangt: bool,
}

/// Was für einen Monat zu erstatten ist.
#[derive(Serialize, JsonSchema)]
struct Erstattungsmonat {
    #[schemars(with = "schema::Monat")]
    monat: Monat,
    #[schemars(with = "schema::Betrag")]
    betrag: Cent,
    norm: &'static str,
}

/// Die Form des Entwurfs.
pub fn entwurf_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Entwurfsblick>()
}

/// Die Form dessen, was entschieden ist.
pub fn entschieden_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Entschieden>()
}

/// Der Entwurf, der auf Freigabe wartet.
///
/// # Errors
/// [`Problem`].
pub fn entwurf(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, ENTSCHEIDUNG)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let keiner = || Art::Unbekannt.weil("zu diesem Fall wartet kein Entwurf auf Freigabe");
    let (nummer, entwurf) = wartender(akte).ok_or_else(keiner)?;
    let regeln = Freigaberegeln::eingebaut();
    let regeln = regeln.map_err(|fehler| Art::Intern.weil(fehler.to_string()))?;
    Reply::json(200, &entwurfsblick(akte, (nummer, entwurf), &regeln, caller.heute))
}

fn entwurfsblick(
    akte: &Akte<FallTatsache>,
    (nummer, entwurf): (&Posten, &Entwurf),
    regeln: &Freigaberegeln,
    heute: Tag,
) -> Entwurfsblick {
    let vier_augen = match regeln.augen(akte.kennung, bescheide(akte).len(), entwurf) {
        Augen::Zwei => None,
        Augen::Vier(grund) => Some(grund),
    };
    let gehoert = (entwurf.anhoerung == Anhoerung::Noetig).then(|| erledigt(akte, entwurf, heute));
    let zeilen = entwurf.aenderungen().map(|(monat, zeile)| Zeile {
        monat,
        person: zeile.person,
        vorher: zeile.vorher.summe(),
        neu: zeile.bewilligt().summe(),
        grundlage: zeile.grundlage,
        norm: zeile.grundlage.norm(),
    });
    Entwurfsblick {
        nummer: nummer.clone(),
        art: entwurf.art(),
        am: entwurf.am,
        zukunft_ab: entwurf.zukunft_ab,
        belastend: entwurf.belastend,
        vier_augen,
        anhoerung: entwurf.anhoerung,
        angehoert: gehoert.as_ref().map(Result::is_ok),
        anhoerung_bis: match gehoert {
            Some(Err(AnhoerungFehlt::Laeuft(bis))) => Some(bis),
            _ => None,
        },
        zeilen: zeilen.collect(),
        fragen: entwurf.fragen.iter().map(frage).collect(),
        antworten: entwurf.antworten.iter().map(beantwortet).collect(),
    }
}

fn frage(frage: &case::entwurf::OffeneFrage) -> Frage {
    Frage {
        thema: frage.thema,
        norm: frage.norm.clone(),
        frage: frage.frage.clone(),
        person: frage.person,
        monat: frage.monat,
        antworten: frage.thema.antworten().to_vec(),
    }
}

fn beantwortet(antwort: &case::entwurf::Beantwortet) -> Beantwortet {
    Beantwortet {
        thema: antwort.frage.thema,
        norm: antwort.frage.norm.clone(),
        person: antwort.frage.person,
        monat: antwort.frage.monat,
        antwort: antwort.antwort,
        begruendung: antwort.begruendung.clone(),
        durch: antwort.durch,
        am: antwort.am,
    }
}

/// Was entschieden ist.
///
/// # Errors
/// [`Problem`].
pub fn entschieden(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, ENTSCHEIDUNG)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let sitz = app.briefkopf.get(&ausweis.traeger).and_then(sitz);
    let (bescheide, sendungen) = (bescheide(akte), sendungen(akte));
    let bescheide = bescheide.iter();
    let bescheide = bescheide.map(|(nummer, b, _)| bescheidblick((nummer, b), &sendungen, sitz));
    let erstattungen = erstattungen(akte);
    let erstattungen =
        erstattungen.iter().map(|(nummer, e)| erstattungsblick(akte, (nummer, e), caller.heute));
    let entschieden = Entschieden {
        bescheide: bescheide.collect(),
        erstattungen: erstattungen.collect(),
        vorlaeufig: vorlaeufigkeiten(akte).into_iter().map(vorlaeufigblick).collect(),
        anforderungen: anforderungen(akte).into_iter().map(anforderungsblick).collect(),
        versagungen: versagungen(akte).into_iter().map(versagungsblick).collect(),
    };
    Reply::json(200, &entschieden)
}

fn vorlaeufigblick((nummer, eine): (&Posten, &Vorlaeufigkeit)) -> Vorlaeufigblick {
    Vorlaeufigblick {
        nummer: nummer.clone(),
        ab: eine.ab,
        bis: eine.bis,
        ungewiss: eine.ungewiss,
        grund: eine.grund.clone(),
        antrag: eine.antrag,
        abschluss: eine.abschluss,
    }
}

fn anforderungsblick((nummer, eine): (&Posten, &Anforderung)) -> Anforderungsblick {
    Anforderungsblick {
        nummer: nummer.clone(),
        zweck: eine.zweck,
        person: eine.person,
        am: eine.am,
        frist: eine.frist,
        belehrt: eine.belehrt,
        erinnert: eine.erinnert,
        zurueckgezogen: eine.zurueckgezogen,
        unterlagen: eine.unterlagen.clone(),
    }
}

fn versagungsblick((nummer, eine): (&Posten, &Versagung)) -> Versagungsblick {
    Versagungsblick {
        nummer: nummer.clone(),
        anforderung: eine.anforderung.clone(),
        ab: eine.ab,
        ermessen: eine.ermessen.clone(),
        nachgeholt: eine.nachgeholt,
    }
}

pub(super) fn sitz(traeger: &Traeger) -> Option<Sitz> {
    traeger.land.parse().ok()
}

fn bescheidblick(
    (nummer, bescheid): (&Posten, &Bescheid),
    sendungen: &[Sendung<'_>],
    sitz: Option<Sitz>,
) -> Bescheidblick {
    let mit_brief = bescheid.art.mit_brief();
    let bekannt = bescheid.bekannt(nummer, sendungen);
    let bis = bekannt.zip(sitz).filter(|_| mit_brief).map(|(bekannt, sitz)| {
        let bekannt = Bekanntgabe::Zugang(bekannt);
        frist_ab(bekannt, sitz, Rechtsbehelf::Widerspruch, Belehrung::Richtig)
    });
    Bescheidblick {
        nummer: nummer.clone(),
        art: bescheid.art,
        am: bescheid.am,
        bekannt,
        // Gilt vielleicht ein örtlicher Feiertag, zählt der spätere Tag: bis dahin ist niemand zu spät.
        widerspruch_bis: bis.map(|frist| frist.spaetestens.unwrap_or(frist.fristende)),
        brief: mit_brief,
        durch: bescheid.durch,
    }
}

fn erstattungsblick(
    akte: &Akte<FallTatsache>,
    (nummer, erstattung): (&Posten, &Erstattung),
    heute: Tag,
) -> Erstattungsblick {
    let monate = erstattung.monate.iter().map(|monat| Erstattungsmonat {
        monat: monat.monat,
        betrag: monat.betrag,
        norm: monat.grundlage.norm(),
    });
    Erstattungsblick {
        nummer: nummer.clone(),
        person: erstattung.person,
        bescheid: erstattung.bescheid.clone(),
        stand: erstattung.stand,
        summe: erstattung.summe(),
        monate: monate.collect(),
        aufgeschoben: schiebt_auf(akte, nummer, heute),
        verlangt: wird_verlangt(akte, nummer, heute),
    }
}

/// Die nächsten Schritte eines Falls.
#[derive(Serialize, JsonSchema)]
struct Schritte {
    /// Der dringendste zuerst.
    schritte: Vec<Schritt>,
    /// Was fehlt.
    luecken: Vec<Luecke>,
}

/// Ein Schritt.
#[derive(Serialize, JsonSchema)]
struct Schritt {
    was: Schrittart,
    #[schemars(with = "schema::Tag")]
    bis: Tag,
    wer: Wer,
    /// Die Nummer des Entwurfs, der Erstattung, des Widerspruchs, der Sendung.
    #[serde(skip_serializing_if = "Option::is_none")]
    nummer: Option<Posten>,
}

/// Die Form der Schritte.
pub fn schritte_form(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Schritte>()
}

/// Was an einem Fall als Nächstes zu tun ist.
///
/// # Errors
/// [`Problem`].
pub fn schritte(app: &App, call: &Call) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, ENTSCHEIDUNG)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    let regeln = Freigaberegeln::eingebaut();
    let regeln = regeln.map_err(|fehler| Art::Intern.weil(fehler.to_string()))?;
    let alle = case::schritte::schritte(akte, &regeln, caller.heute).into_iter();
    let schritte = alle.map(|case::schritte::Schritt { was, bis, wer, nummer }| Schritt {
        was,
        bis,
        wer,
        nummer,
    });
    let luecken = luecken(akte, &regeln, caller.heute);
    Reply::json(200, &Schritte { schritte: schritte.collect(), luecken })
}

/// Der Brief zu dem Entwurf, der auf Freigabe wartet.
///
/// # Errors
/// [`Problem`].
pub fn entwurfsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Entwurf)
}

/// Der Brief, mit dem zu dem wartenden Entwurf angehört wird.
///
/// # Errors
/// [`Problem`].
pub fn anhoerungsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Anhoerung)
}

/// Der Brief eines Bescheids, wie er hinausging.
///
/// # Errors
/// [`Problem`].
pub fn bescheidbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Bescheid(nummer(call, "bescheid")?))
}

/// Der Brief einer festgesetzten Erstattung.
///
/// # Errors
/// [`Problem`].
pub fn erstattungsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Erstattung(nummer(call, "erstattung")?))
}

/// Der Brief, mit dem Unterlagen angefordert sind.
///
/// # Errors
/// [`Problem`].
pub fn anforderungsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Anforderung(nummer(call, "anforderung")?))
}

/// Eine Nummer aus dem Weg.
///
/// # Errors
/// [`Problem`].
pub fn nummer(call: &Call, was: &'static str) -> Result<Posten, Problem> {
    let falsch =
        |_| Art::Unbekannt.weil("diese Nummer gibt es nicht; bitte die Liste im Fall öffnen");
    Posten::try_from(call.param::<String>(was)?).map_err(falsch)
}

pub(super) fn brief(app: &App, call: &Call, was: &Was) -> Result<Reply, Problem> {
    let ausweis = ausweis(app, call)?;
    let caller = ausweis.caller(app, call)?;
    let fall: Kennung = call.param("fall")?;
    let einblick = app.door().fall_ganz(caller, fall, BRIEF)?;
    let akte = einblick.bestand.faelle.get(&fall).ok_or_else(|| fehlt(fall))?;
    // Was hinaus ist, zeigt sich Byte für Byte, wie es hinausging.
    if let Some(pdf) = hinausgegangen(app, (&ausweis.traeger, akte), was)? {
        return Ok(als_pdf(was, pdf));
    }
    let (briefkopf, bausteine) = app.haus(&ausweis.traeger)?;
    let (haus, heute) = ((briefkopf, &bausteine), (&app.recht, caller.heute));
    let gedruckt = entwurfsdruck::drucke(&einblick.bestand, (fall, was), haus, heute);
    let pdf = gedruckt.map_err(|fehler| {
        let text = fehler.to_string();
        match fehler {
            EntwurfsdruckFehler::Keiner | EntwurfsdruckFehler::KeinBescheid(_) => {
                Art::Unbekannt.weil(text)
            }
            EntwurfsdruckFehler::Inhalt(_) => Art::Abgewiesen.weil(text),
            EntwurfsdruckFehler::Satz(_) => Art::Intern.weil(text),
        }
    })?;
    Ok(als_pdf(was, pdf))
}

/// Der Brief, wie er hinausging; `None`: er ist noch nicht hinaus.
fn hinausgegangen(
    app: &App,
    (traeger, akte): (&str, &Akte<FallTatsache>),
    was: &Was,
) -> Result<Option<Vec<u8>>, Problem> {
    let gemeint = |sendung: &Sendung<'_>| match (was, &sendung.anlass) {
        (Was::Sendung(nummer), _) => sendung.nummer == *nummer,
        (Was::Bescheid(nummer), Sendungsanlass::Bescheid { nummer: anlass })
        | (Was::Erstattung(nummer), Sendungsanlass::Erstattung { nummer: anlass })
        | (Was::Anforderung(nummer), Sendungsanlass::Anforderung { nummer: anlass, .. })
        | (Was::Widerspruch(nummer), Sendungsanlass::Widerspruch { nummer: anlass })
        | (Was::Ueberpruefung(nummer), Sendungsanlass::Ueberpruefung { nummer: anlass }) => {
            nummer == anlass
        }
        _ => false,
    };
    let alle = sendungen(akte);
    let versandt = alle.iter().rev().filter(|s| gemeint(s)).find_map(|s| s.stand.versandt());
    let Some(versandt) = versandt else { return Ok(None) };
    let gelesen = lies_brief((&app.store, &app.ablage), (traeger, akte.kennung), versandt);
    gelesen.map(Some).map_err(|fehler| Art::Intern.weil(fehler.to_string()))
}

fn als_pdf(was: &Was, pdf: Vec<u8>) -> Reply {
    let mut reply = Reply::new(200, "application/pdf", pdf);
    let name = format!("attachment; filename=\"{}.pdf\"", was.name());
    reply.headers.push(("content-disposition", name));
    reply
}

/// Der Brief einer Sendung: wie er hinausging, oder wie er heute hinausginge.
///
/// # Errors
/// [`Problem`].
pub fn sendungsbrief(app: &App, call: &Call) -> Result<Reply, Problem> {
    brief(app, call, &Was::Sendung(nummer(call, "sendung")?))
}
