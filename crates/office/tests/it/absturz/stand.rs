//! Was nach jedem Angriff gelten muss: nichts Bestätigtes fehlt, nichts ist halb, alles ist stimmig, und
//! derselbe Befehl noch einmal gesendet wirkt einmal.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use office::store::keys::{KeyRing, Wanted};
use office::store::schema::prepare;
use office::store::siegel::{Datenschluessel, Hauptschluessel, Nonce};
use office::store::sql::{DbError, LiteConnection, LiteOpening, Sql};
use office::store::streams::{Outcome, StoredEvent, events};
use office::store::verify::verify;
use office::store::writer::Writer;

use super::befehle::{self, TRAEGER, anhaenge};
use crate::hilfe::{uhr, zufall};

/// Was ein Klient weiß: was er sendete, und was davon bestätigt ist.
pub struct Wissen<'a> {
    /// So viele Fäden sendeten zugleich.
    pub klienten: u32,
    /// Alles, was je gesendet wurde.
    pub gesendet: &'a Range<u32>,
    /// Was bestätigt ist.
    pub bestaetigt: &'a BTreeSet<u32>,
}

/// Öffnet den Ordner, wie es der nächste Start tut, und prüft ihn gegen das Wissen des Klienten. Danach ist
/// jeder Befehl gespeichert.
pub fn pruefe(ordner: &Path, wissen: &Wissen) -> Result<(), String> {
    let datei = ordner.join("akten.sqlite");
    let da = stimmig(&datei, wissen)?;
    if let Some(fort) = wissen.bestaetigt.iter().find(|nr| !da.contains(nr)) {
        return Err(format!("bestätigt und verloren: {fort}"));
    }
    inhalte(ordner, &datei, &da, wissen.klienten)?;
    sende_noch_einmal(ordner, &datei, wissen, &da)?;
    let alle = stimmig(&datei, wissen)?;
    if alle.len() == wissen.gesendet.len() {
        Ok(())
    } else {
        Err(format!("nach dem zweiten Senden sind nur {} da", alle.len()))
    }
}

/// `integrity_check` und [`befund`].
fn stimmig(datei: &Path, wissen: &Wissen) -> Result<BTreeSet<u32>, String> {
    let mut db = LiteConnection::open(datei, LiteOpening::Write).map_err(|f| f.to_string())?;
    prepare(&mut db).map_err(|f| f.to_string())?;
    let zeile = db.first("PRAGMA integrity_check", &[]).map_err(|f| f.to_string())?.unwrap();
    if zeile.text(0).map_err(|f| f.to_string())? != "ok" {
        return Err("integrity_check".to_owned());
    }
    befund(&mut db, wissen)
}

/// `verify`, und jeder Befehl ganz oder gar nicht; zurück kommen die, die da sind.
pub fn befund(db: &mut dyn Sql, wissen: &Wissen) -> Result<BTreeSet<u32>, String> {
    let bericht = verify(db, TRAEGER, &[]).map_err(|f| f.to_string())?;
    if let Some(fund) = bericht.findings.first() {
        return Err(fund.to_string());
    }
    let mut da = BTreeSet::new();
    let mut bekannt = 0;
    for nr in wissen.gesendet.clone() {
        let (gespeichert, ganz) = anteil(db, nr, wissen.klienten)?;
        if gespeichert == ganz {
            da.insert(nr);
        } else if gespeichert > 0 {
            return Err(format!("halb: von Befehl {nr} sind {gespeichert} von {ganz} da"));
        }
        bekannt += gespeichert;
    }
    if bericht.events == bekannt {
        Ok(da)
    } else {
        Err(format!("{} Ereignisse, gesendet davon {bekannt}", bericht.events))
    }
}

/// Wie viele Ereignisse eines Befehls da sind, und wie viele er hat.
fn anteil(db: &mut dyn Sql, nr: u32, klienten: u32) -> Result<(u64, u64), String> {
    let sql = "SELECT COUNT(*) FROM ereignis WHERE befehl IN ($1, $2)";
    let (name, zweiter) = (format!("b{nr}"), format!("b{nr}#2"));
    let werte = [office::store::sql::Value::Text(&name), office::store::sql::Value::Text(&zweiter)];
    let zeile = db.first(sql, &werte).map_err(|f| f.to_string())?.unwrap();
    let ganz: usize = anhaenge(nr, klienten).iter().map(|anhang| anhang.texte.len()).sum();
    Ok((zeile.count(0).map_err(|f| f.to_string())?, u64::try_from(ganz).unwrap()))
}

/// Jedes Ereignis ist lesbar und sagt, was gesendet wurde.
fn inhalte(ordner: &Path, datei: &Path, da: &BTreeSet<u32>, klienten: u32) -> Result<(), String> {
    let mut db = LiteConnection::open(datei, LiteOpening::Read).map_err(|f| f.to_string())?;
    let mut schluessel = Bund::oeffne(ordner)?;
    let mut stroeme: BTreeMap<String, Vec<StoredEvent>> = BTreeMap::new();
    for &nr in da {
        for anhang in anhaenge(nr, klienten) {
            if !stroeme.contains_key(&anhang.strom) {
                let alle = events(&mut db, TRAEGER, &anhang.strom).map_err(|f| f.to_string())?;
                stroeme.insert(anhang.strom.clone(), alle);
            }
            let schluessel = schluessel.zu(&anhang.strom)?;
            for (version, text) in (anhang.ab + 1..).zip(anhang.texte) {
                let ereignis = stroeme[&anhang.strom].iter().find(|e| e.version == version);
                let ereignis = ereignis.ok_or_else(|| format!("{nr}: Version fehlt"))?;
                let schluessel = schluessel.ereignis(&ereignis.salt.0);
                let klar = schluessel.oeffne(&ereignis.sealed, Nonce::ereignis(version), &[]);
                if klar.map_err(|f| f.to_string())?.as_slice() != text.as_bytes() {
                    return Err(format!("{nr}: anderer Inhalt"));
                }
            }
        }
    }
    Ok(())
}

/// Was schon da ist, wird wiederholt beantwortet; was fehlt, wird gespeichert.
fn sende_noch_einmal(
    ordner: &Path,
    datei: &Path,
    wissen: &Wissen,
    da: &BTreeSet<u32>,
) -> Result<(), String> {
    let db = LiteConnection::open(datei, LiteOpening::Write).map_err(|f| f.to_string())?;
    let mut bund = Bund::oeffne(ordner)?;
    let writer = Writer::start(db, uhr);
    for nr in wissen.gesendet.clone() {
        let commit = befehle::commit(nr, wissen.klienten, |strom| bund.neu(strom));
        let ergebnis = writer.commit(commit).map_err(|f| format!("{nr} noch einmal: {f}"))?;
        if matches!(ergebnis, Outcome::Repeated(_)) != da.contains(&nr) {
            return Err(format!("{nr} noch einmal gesendet: {ergebnis:?}"));
        }
    }
    Ok(())
}

/// Der Schlüsselbund des Ordners, wenn er einen hat; sonst feste Schlüssel.
struct Bund(Option<KeyRing>);

impl Bund {
    fn oeffne(ordner: &Path) -> Result<Bund, String> {
        let datei = ordner.join("schluessel.sqlite");
        if !datei.exists() {
            return Ok(Bund(None));
        }
        let verbinde = move || -> Result<Box<dyn Sql + Send>, DbError> {
            Ok(Box::new(LiteConnection::open(&datei, LiteOpening::Write)?))
        };
        let haupt = Hauptschluessel::neu(1, &[5; 32]);
        let bund = KeyRing::open(Box::new(verbinde), haupt, zufall, uhr);
        bund.map(|bund| Bund(Some(bund))).map_err(|f| f.to_string())
    }

    fn zu(&mut self, strom: &str) -> Result<Datenschluessel, String> {
        self.nimm(strom, Wanted::Known(strom))
    }

    fn neu(&mut self, strom: &str) -> Datenschluessel {
        self.nimm(strom, Wanted::New(strom)).unwrap()
    }

    fn nimm(&mut self, strom: &str, gesucht: Wanted<'_>) -> Result<Datenschluessel, String> {
        let Some(bund) = &mut self.0 else { return Ok(befehle::fester_schluessel(strom)) };
        let schluessel = bund.keys(TRAEGER, &[gesucht]).map_err(|f| format!("{strom}: {f}"))?;
        Ok(schluessel.into_iter().next().unwrap())
    }
}
