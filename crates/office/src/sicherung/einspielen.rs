//! Einspielen: erst alles prüfen, dann Schlüssel ohne die gelöschten und mit neuer Epoche, dann die Akten auf
//! einmal, dann Dokumente, Verzeichnis und die Prüfung des Ganzen.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::format::{Block, Formfehler, Inhalt, Kopf, Leser, Naechster, Schluss};
use super::loeschliste::Geloescht;
use super::pruefung::{Pruefauftrag, Pruefbericht, pruefe};
use super::sichern::{DOKUMENT, kopiere};
use super::staende::TraegerStand;
use super::{Melder, Meldung, SicherungFehler, Stufe, an};
use crate::ablage::{Ablage, ordnername};
use crate::store::copy::{CopyTable, DATA_TABLES, KEY_TABLES};
use crate::store::record::{Store, StoreError};
use crate::store::schema::EPOCH_NEW;
use crate::store::sql::{DbError, Sql, Value};
use crate::store::streams::CommitError;
use crate::store::{Hash, Strom};

/// Was wohin einzuspielen ist.
#[derive(Debug)]
pub struct Einspielauftrag<'a> {
    /// Der leere Speicher, mit dem Hauptschlüssel von damals.
    pub store: &'a Store,
    /// Die leere Ablage.
    pub ablage: &'a Ablage,
    /// Die Datei der Akten; daneben liegt `dokumente`.
    pub akten: &'a Path,
    /// Die Datei der Schlüssel, zugleich mit den Akten gesichert oder später.
    pub schluessel: &'a Path,
    /// Was inzwischen gelöscht wurde; `None`: es gibt keine Liste.
    pub geloescht: Option<&'a BTreeSet<Geloescht>>,
    /// Aufgehobene Stände, die die Sicherung fortsetzen muss.
    pub staende: &'a [TraegerStand],
    /// Wer zusieht.
    pub melder: Melder,
}

/// Was eingespielt ist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eingespielt {
    /// Wann gesichert wurde, Mikrosekunden seit 1970.
    pub erstellt: i64,
    /// Ströme.
    pub stroeme: u64,
    /// Ereignisse.
    pub ereignisse: u64,
    /// Dokumente, ohne die gelöschter Akten.
    pub dokumente: u64,
    /// Schlüssel, die wegen der Liste der Löschungen nicht wiederkamen.
    pub nicht_wieder: u64,
    /// Die Prüfung danach.
    pub bericht: Pruefbericht,
}

/// Was beim Einspielen geschieht; ein Test lässt einzelnes weg und muss es merken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wache {
    Ganz,
    #[cfg(test)]
    OhneStand,
    #[cfg(test)]
    OhneEpoche,
    #[cfg(test)]
    OhneListe,
}

impl Wache {
    #[cfg(test)]
    fn laesst_weg(self, was: Wache) -> bool {
        self == was
    }
}

/// Spielt eine Sicherung ein.
///
/// # Errors
/// [`SicherungFehler`]; was dann schon eingespielt ist, ist wegzuwerfen.
pub fn spiele_ein(auftrag: &Einspielauftrag<'_>) -> Result<Eingespielt, SicherungFehler> {
    spiele_ein_mit(auftrag, Wache::Ganz)
}

pub(super) fn spiele_ein_mit(
    auftrag: &Einspielauftrag<'_>,
    wache: Wache,
) -> Result<Eingespielt, SicherungFehler> {
    let akten = Datei::pruefe(auftrag.akten, Inhalt::Akten, &auftrag.melder)?;
    let schluessel = Datei::pruefe(auftrag.schluessel, Inhalt::Schluessel, &auftrag.melder)?;
    neuer_als(&schluessel.kopf, &akten.kopf)?;
    leer(auftrag)?;
    let nicht_wieder = schluessel_hinein(auftrag, &schluessel, wache)?;
    richtiger_hauptschluessel(auftrag.store)?;
    akten_hinein(auftrag, &akten)?;
    let dokumente = dokumente_hinein(auftrag, &akten)?;
    let geprueft = staende_gleich(auftrag, &akten.kopf, wache)?;
    let mandanten = akten.kopf.traeger.iter().map(|stand| stand.traeger.as_str());
    for traeger in mandanten {
        auftrag.melder.melde(Meldung::Beginn(Stufe::Verzeichnis, None))?;
        auftrag.store.rebuild(traeger)?;
    }
    let bericht = pruefe(&Pruefauftrag {
        recht: None,
        store: auftrag.store,
        ablage: Some(auftrag.ablage),
        staende: &geprueft,
        geloescht: auftrag.geloescht,
        melder: auftrag.melder.clone(),
    })?;
    let summe = |zahl: fn(&super::TraegerBericht) -> u64| bericht.traeger.iter().map(zahl).sum();
    let (stroeme, ereignisse) = (summe(|t| t.stroeme), summe(|t| t.ereignisse));
    for (was, damals, jetzt) in
        [("Ströme", akten.zeilen(0), stroeme), ("Ereignisse", akten.zeilen(1), ereignisse)]
    {
        if damals != jetzt {
            return Err(SicherungFehler::Summe(was, damals, jetzt));
        }
    }
    let erstellt = akten.kopf.erstellt;
    Ok(Eingespielt { erstellt, stroeme, ereignisse, dokumente, nicht_wieder, bericht })
}

/// Eine ganz geprüfte Datei.
struct Datei<'a> {
    pfad: &'a Path,
    kopf: Kopf,
    schluss: Schluss,
    hash: Hash,
}

impl<'a> Datei<'a> {
    fn pruefe(
        pfad: &'a Path,
        inhalt: Inhalt,
        melder: &Melder,
    ) -> Result<Datei<'a>, SicherungFehler> {
        melder.melde(Meldung::Beginn(Stufe::Datei, None))?;
        let mut leser = oeffne(pfad)?;
        if leser.kopf.inhalt != inhalt {
            let (ist, soll) = (leser.kopf.inhalt.name(), inhalt.name());
            return Err(SicherungFehler::Art(pfad.to_owned(), ist, soll));
        }
        let tabellen: &[CopyTable] = match inhalt {
            Inhalt::Akten => &DATA_TABLES,
            Inhalt::Schluessel => &KEY_TABLES,
        };
        for (nummer, tabelle) in leser.kopf.tabellen.iter().enumerate() {
            let bekannt = match tabellen.get(nummer) {
                Some(table) => table.name == tabelle.name && table.columns == tabelle.spalten,
                None => inhalt == Inhalt::Akten && tabelle.name == DOKUMENT && tabelle.spalten == 3,
            };
            if !bekannt {
                let fremd = "sie stammt von einem anderen Programm und hat andere Tabellen";
                return Err(SicherungFehler::Kaputt(pfad.to_owned(), fremd));
            }
        }
        loop {
            match leser.naechster().map_err(formfehler(pfad))? {
                Naechster::Zeilen(_) => melder.melde(Meldung::Schritte(1))?,
                Naechster::Ende(hash, schluss) => {
                    return Ok(Datei { pfad, kopf: leser.kopf, schluss, hash });
                }
            }
        }
    }

    fn zeilen(&self, tabelle: usize) -> u64 {
        self.schluss.zeilen.get(tabelle).copied().unwrap_or(0)
    }

    /// Jeder Block noch einmal; am Ende muss es dieselbe Datei gewesen sein.
    fn je_block<E: From<SicherungFehler>>(
        &self,
        mut nimm: impl FnMut(&Block) -> Result<(), E>,
    ) -> Result<(), E> {
        lies_bloecke(self.pfad, self.hash, &mut nimm)
    }
}

fn lies_bloecke<E: From<SicherungFehler>>(
    pfad: &Path,
    erwartet: Hash,
    nimm: &mut dyn FnMut(&Block) -> Result<(), E>,
) -> Result<(), E> {
    let mut leser = oeffne(pfad)?;
    loop {
        match leser.naechster().map_err(formfehler(pfad))? {
            Naechster::Zeilen(block) => nimm(&block)?,
            Naechster::Ende(hash, _) if hash == erwartet => return Ok(()),
            Naechster::Ende(..) => {
                let anders = "sie hat sich während des Einspielens geändert";
                return Err(SicherungFehler::Kaputt(pfad.to_owned(), anders).into());
            }
        }
    }
}

fn oeffne(pfad: &Path) -> Result<Leser<BufReader<File>>, SicherungFehler> {
    let datei = File::open(pfad).map_err(an(pfad))?;
    Leser::neu(BufReader::new(datei)).map_err(formfehler(pfad))
}

fn formfehler(pfad: &Path) -> impl Fn(Formfehler) -> SicherungFehler {
    let pfad = pfad.to_owned();
    move |fehler| match fehler {
        Formfehler::Platte(fehler) => SicherungFehler::Platte(pfad.clone(), fehler),
        Formfehler::Kaputt(was) => SicherungFehler::Kaputt(pfad.clone(), was),
    }
}

/// Zu jedem gesicherten Ereignis muss es seinen Schlüssel geben: die Schlüssel sind so neu wie die Akten.
fn neuer_als(schluessel: &Kopf, akten: &Kopf) -> Result<(), SicherungFehler> {
    for stand in &akten.traeger {
        let dort = schluessel.traeger.iter().find(|dort| dort.traeger == stand.traeger);
        let dort = dort.map_or(0, |dort| dort.blaetter);
        if dort < stand.blaetter || schluessel.erstellt < akten.erstellt {
            let traeger = stand.traeger.clone();
            return Err(SicherungFehler::SchluesselAelter(traeger, dort, stand.blaetter));
        }
    }
    Ok(())
}

fn leer(auftrag: &Einspielauftrag<'_>) -> Result<(), SicherungFehler> {
    let mut leer = true;
    auftrag.store.look_everywhere(|view| {
        for table in &DATA_TABLES {
            leer &= view.page(table, None)?.is_empty();
        }
        Ok::<_, DbError>(())
    })?;
    for table in &KEY_TABLES {
        leer &= auftrag.store.key_page(table, None)?.is_empty();
    }
    auftrag.ablage.besuche(|_, _, _| {
        leer = false;
        Ok::<_, SicherungFehler>(())
    })?;
    if leer { Ok(()) } else { Err(SicherungFehler::NichtLeer) }
}

/// Schlüssel gelöschter Ströme kommen gar nicht erst hinein; im selben Zug beginnt die neue Epoche.
fn schluessel_hinein(
    auftrag: &Einspielauftrag<'_>,
    datei: &Datei<'_>,
    wache: Wache,
) -> Result<u64, SicherungFehler> {
    let mut nicht_wieder = 0_u64;
    let (liste, epoche) = schritte(wache);
    let geloescht = |zeile: &[Value<'_>]| match zeile {
        [Value::Text(traeger), Value::Text(strom), ..] => {
            let strom = Geloescht { traeger: (*traeger).to_owned(), strom: (*strom).to_owned() };
            liste && auftrag.geloescht.is_some_and(|liste| liste.contains(&strom))
        }
        _ => false,
    };
    auftrag.store.import_keys(|sql| {
        let mut hoechste = 0_i64;
        datei.je_block(|block| {
            let table = tabelle(&KEY_TABLES, block, datei.pfad)?;
            let mut zeilen = block.zeilen().map_err(formfehler(datei.pfad))?;
            let vorher = zeilen.len();
            zeilen.retain(|zeile| !geloescht(zeile));
            let fort = vorher.saturating_sub(zeilen.len());
            nicht_wieder = nicht_wieder.saturating_add(u64::try_from(fort).unwrap_or(u64::MAX));
            for zeile in &zeilen {
                if let ([Value::Int(nr)], "epoche") = (zeile.as_slice(), table.name) {
                    hoechste = hoechste.max(*nr);
                }
            }
            table.insert(sql, &zeilen)?;
            auftrag.melder.melde(Meldung::Schritte(u64::try_from(vorher).unwrap_or(0)))
        })?;
        if epoche {
            sql.execute(EPOCH_NEW, &[Value::Int(hoechste.saturating_add(1))])?;
        }
        Ok::<_, SicherungFehler>(())
    })?;
    Ok(nicht_wieder)
}

#[cfg(not(test))]
fn schritte(_: Wache) -> (bool, bool) {
    (true, true)
}

#[cfg(test)]
fn schritte(wache: Wache) -> (bool, bool) {
    (!wache.laesst_weg(Wache::OhneListe), !wache.laesst_weg(Wache::OhneEpoche))
}

/// Ein anderer Hauptschlüssel fällt auf, bevor die Akten hineinkommen.
fn richtiger_hauptschluessel(store: &Store) -> Result<(), SicherungFehler> {
    let [schluessel, _] = &KEY_TABLES;
    if let Some(zeile) = store.key_page(schluessel, None)?.first() {
        store.has_key(zeile.text(0)?, zeile.text(1)?)?;
    }
    Ok(())
}

fn tabelle<'t>(
    tables: &'t [CopyTable],
    block: &Block,
    pfad: &Path,
) -> Result<&'t CopyTable, SicherungFehler> {
    let fremd = || SicherungFehler::Kaputt(pfad.to_owned(), "sie nennt eine fremde Tabelle");
    tables.get(block.tabelle).ok_or_else(fremd)
}

/// Alle Akten in einer Transaktion: ganz oder gar nicht.
fn akten_hinein(auftrag: &Einspielauftrag<'_>, datei: &Datei<'_>) -> Result<(), SicherungFehler> {
    auftrag.melder.melde(Meldung::Beginn(Stufe::Zeilen, None))?;
    let (pfad, hash, melder) = (datei.pfad.to_owned(), datei.hash, auftrag.melder.clone());
    // Ein Fehler der Datei kommt auf diesem Weg heraus; die Transaktion kennt nur ihre eigenen.
    let grund = std::sync::Arc::new(std::sync::Mutex::new(None));
    let merke = std::sync::Arc::clone(&grund);
    let geschrieben = auftrag.store.import(move |sql: &mut dyn Sql| {
        let gelesen = lies_bloecke(&pfad, hash, &mut |block: &Block| {
            if block.tabelle < DATA_TABLES.len() {
                let table = tabelle(&DATA_TABLES, block, &pfad)?;
                let zeilen = block.zeilen().map_err(formfehler(&pfad))?;
                table.insert(sql, &zeilen)?;
                melder.melde(Meldung::Schritte(u64::try_from(zeilen.len()).unwrap_or(0)))?;
            }
            Ok::<_, SicherungFehler>(())
        });
        gelesen.map_err(|fehler| match fehler {
            SicherungFehler::Speicher(StoreError::Db(fehler)) => CommitError::Db(fehler),
            anderer => {
                *merke.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(anderer);
                CommitError::Conflict
            }
        })
    });
    let grund = grund.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    match (geschrieben, grund) {
        (Err(CommitError::Conflict), Some(grund)) => Err(grund),
        (Err(fehler), _) => Err(fehler.into()),
        (Ok(()), _) => Ok(()),
    }
}

/// Kopiert die Dokumente aller Akten, die nicht inzwischen gelöscht sind. Ob sie heil sind, zeigt die Prüfung danach.
fn dokumente_hinein(
    auftrag: &Einspielauftrag<'_>,
    datei: &Datei<'_>,
) -> Result<u64, SicherungFehler> {
    auftrag
        .melder
        .melde(Meldung::Beginn(Stufe::Dokumente, Some(datei.zeilen(DATA_TABLES.len()))))?;
    let fort = |g: &Geloescht| ordnername(Strom { traeger: &g.traeger, kennung: &g.strom });
    let fort: BTreeSet<String> = auftrag.geloescht.into_iter().flatten().map(fort).collect();
    let quelle = datei.pfad.with_file_name("dokumente");
    let mut kopiert = 0_u64;
    datei.je_block(|block| {
        if block.tabelle != DATA_TABLES.len() {
            return Ok(());
        }
        for zeile in block.zeilen().map_err(formfehler(datei.pfad))? {
            let [Value::Text(ordner), Value::Text(name), Value::Int(laenge)] = zeile.as_slice()
            else {
                return Err(SicherungFehler::Kaputt(
                    datei.pfad.to_owned(),
                    "ein Dokument ist nicht lesbar",
                ));
            };
            auftrag.melder.melde(Meldung::Schritte(1))?;
            // Nur Namen, wie die Ablage sie vergibt: kein Weg hinaus aus ihrem Ordner.
            let heil = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
            let laenge = u64::try_from(*laenge).unwrap_or(0);
            let von = quelle.join(ordner).join(name);
            if fort.contains(*ordner) || !heil(ordner) || !heil(name) || !von.is_file() {
                continue;
            }
            let nach = auftrag.ablage.ordner().join(ordner);
            kopiere(auftrag.ablage.platte(), &von, &nach, (name, laenge))?;
            kopiert = kopiert.saturating_add(1);
        }
        Ok::<_, SicherungFehler>(())
    })?;
    Ok(kopiert)
}

/// Hat jeder Mandant genau den Stand, den der Kopf nennt? Zurück kommen die Stände, an denen die Prüfung misst.
fn staende_gleich(
    auftrag: &Einspielauftrag<'_>,
    kopf: &Kopf,
    wache: Wache,
) -> Result<Vec<TraegerStand>, SicherungFehler> {
    if !stand_gilt(wache) {
        return Ok(Vec::new());
    }
    let jetzt = auftrag.store.look_everywhere(|view| view.tenants())?;
    let jetzt: Vec<TraegerStand> =
        jetzt.iter().map(|(traeger, stand)| TraegerStand::neu(traeger, *stand)).collect();
    let anders = |stand: &&TraegerStand| !jetzt.contains(stand) || !kopf.traeger.contains(stand);
    if let Some(stand) = kopf.traeger.iter().chain(&jetzt).find(anders) {
        return Err(SicherungFehler::Stand(stand.traeger.clone()));
    }
    Ok(kopf.traeger.iter().chain(auftrag.staende).cloned().collect())
}

#[cfg(not(test))]
fn stand_gilt(_: Wache) -> bool {
    true
}

#[cfg(test)]
fn stand_gilt(wache: Wache) -> bool {
    !wache.laesst_weg(Wache::OhneStand)
}
