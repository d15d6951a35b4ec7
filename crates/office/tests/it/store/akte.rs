//! Alle drei zusammen: ein kleiner Speicher, seine Prüfung, und was jemand daran fälschen könnte.
//!
//! So soll der Speicher sie benutzen: Jede Version wird versiegelt, hängt an ihrer Kette und steht mit
//! gesalzenem Kopf im Log. Die Prüfung geht jedes Blatt durch; zu jedem gehört eine Zeile oder ein
//! Vermerk, dass gelöscht wurde.

use std::collections::BTreeMap;

use office::store::Strom;
use office::store::kette::{self, Eintrag, Glied, Kettenbruch, Kopf, Salz};
use office::store::merkle::{Rand, Stand, Widerspruch};
use office::store::siegel::{Bestimmung, Datenschluessel, Nonce, SiegelFehler};

use super::log::Log;

/// Eine gespeicherte Version.
#[derive(Clone)]
struct Zeile {
    kopf: Kopf,
    geheimtext: Vec<u8>,
    rahmen: Vec<u8>,
    salz: Salz,
    blatt: u64,
}

#[derive(Clone, Default)]
struct Speicher {
    stroeme: BTreeMap<String, Vec<Zeile>>,
    /// Blätter, deren Zeilen rechtmäßig gelöscht sind.
    geloescht: Vec<u64>,
    log: Log,
}

/// Was die Prüfung findet.
#[derive(Debug, PartialEq, Eq)]
enum Fund {
    Log(Widerspruch),
    /// Ein Blatt ohne Zeile und ohne Vermerk.
    Fehlt {
        blatt: u64,
    },
    /// Eine Zeile, deren Blatt anders im Log steht.
    Blatt {
        strom: String,
        version: u64,
    },
    Kette {
        strom: String,
        bruch: Kettenbruch,
    },
    /// Die Knoten des Speichers ergeben nicht seinen Rand.
    Knoten,
}

fn benannt(kennung: &str) -> Strom<'_> {
    Strom { traeger: "MUSTER", kennung }
}

fn fall_2(speicher: &mut Speicher) -> &mut Vec<Zeile> {
    speicher.stroeme.get_mut("fall/2").unwrap()
}

fn schluessel(kennung: &str) -> Datenschluessel {
    let mut zufall = [1; 32];
    zufall.iter_mut().zip(kennung.bytes()).for_each(|(ziel, byte)| *ziel = byte);
    Datenschluessel::neu(Bestimmung { strom: benannt(kennung), fassung: 1 }, &zufall)
}

impl Speicher {
    fn schreibe(&mut self, kennung: &str, klartext: &str) {
        let zeilen = self.stroeme.entry(kennung.to_owned()).or_default();
        let bisher = zeilen.last().map_or(Kopf::anfang(benannt(kennung)), |zeile| zeile.kopf);
        let rahmen = b"fassung 1".to_vec();
        let nonce = Nonce::ereignis(bisher.version + 1);
        let geheimtext =
            schluessel(kennung).versiegle(klartext.as_bytes(), nonce, &rahmen).unwrap();
        let eintrag = Eintrag { geheimtext: &geheimtext, rahmen: &rahmen };
        let kopf = bisher.weiter(eintrag.fingerabdruck());
        let blatt = self.log.rand.zahl();
        let salz = Salz([u8::try_from(blatt).unwrap(); 16]);
        self.log.nimm(kopf.blatt(benannt(kennung), &salz));
        zeilen.push(Zeile { kopf, geheimtext, rahmen, salz, blatt });
    }

    fn lies(&self, kennung: &str, version: usize) -> Result<String, SiegelFehler> {
        let zeile = self.stroeme.get(kennung).and_then(|strom| strom.get(version - 1)).unwrap();
        let nonce = Nonce::ereignis(zeile.kopf.version);
        let klartext = schluessel(kennung).oeffne(&zeile.geheimtext, nonce, &zeile.rahmen)?;
        Ok(String::from_utf8(klartext).unwrap())
    }

    /// Schlüssel, Zeilen und Salze eines Stroms sind fort; die Blätter bleiben.
    fn loesche(&mut self, kennung: &str) {
        let zeilen = self.stroeme.remove(kennung).unwrap();
        self.geloescht.extend(zeilen.iter().map(|zeile| zeile.blatt));
    }

    /// Gegen den Stand, den jemand anderes aufgehoben hat.
    fn pruefe(&self, aufgehoben: &Stand) -> Result<(), Fund> {
        let stand = self.log.stand();
        let pfad = self.log.konsistenz(aufgehoben).unwrap_or_default();
        stand.setzt_fort(aufgehoben, &pfad).map_err(Fund::Log)?;
        let aus_knoten = Rand::aus_knoten(stand.zahl, |ort| self.log.hash_von(ort));
        if aus_knoten.map(|rand| rand.stand()) != Ok(stand) {
            return Err(Fund::Knoten);
        }
        let mut zeilen: BTreeMap<u64, (&str, &Zeile)> = BTreeMap::new();
        for (kennung, strom) in &self.stroeme {
            zeilen.extend(strom.iter().map(|zeile| (zeile.blatt, (kennung.as_str(), zeile))));
        }
        let mut enden: BTreeMap<&str, Kopf> = BTreeMap::new();
        for blatt in 0..stand.zahl {
            let Some((kennung, zeile)) = zeilen.get(&blatt) else {
                if self.geloescht.contains(&blatt) {
                    continue;
                }
                return Err(Fund::Fehlt { blatt });
            };
            let im_log = zeile.kopf.blatt(benannt(kennung), &zeile.salz);
            let pfad = self.log.einschluss(blatt).unwrap();
            if stand.enthaelt(blatt, im_log, &pfad).is_err() {
                let (strom, version) = ((*kennung).to_owned(), zeile.kopf.version);
                return Err(Fund::Blatt { strom, version });
            }
            enden.insert(kennung, zeile.kopf);
        }
        for (kennung, zeilen) in &self.stroeme {
            let ende = enden.get(kennung.as_str()).copied();
            let ende = ende.unwrap_or(Kopf::anfang(benannt(kennung)));
            let glieder = zeilen.iter().map(|zeile| {
                let eintrag = Eintrag { geheimtext: &zeile.geheimtext, rahmen: &zeile.rahmen };
                Glied { kopf: zeile.kopf, eintrag: eintrag.fingerabdruck() }
            });
            kette::pruefe(benannt(kennung), glieder, ende)
                .map_err(|bruch| Fund::Kette { strom: kennung.clone(), bruch })?;
        }
        Ok(())
    }
}

/// Drei Ströme, ineinander geschrieben: Blätter 0 bis 8.
fn speicher() -> Speicher {
    let mut speicher = Speicher::default();
    for nr in 1..=3 {
        for kennung in ["fall/1", "fall/2", "person/1"] {
            speicher.schreibe(kennung, &format!("{kennung} Nummer {nr}"));
        }
    }
    speicher
}

#[test]
fn jede_faelschung_am_speicher_faellt_bei_der_pruefung_auf() {
    let gut = speicher();
    let aufgehoben = gut.log.stand();
    let pruefe = |was: &str, faelsche: &dyn Fn(&mut Speicher), erwartet| {
        let mut gefaelscht = gut.clone();
        faelsche(&mut gefaelscht);
        assert_eq!(gefaelscht.pruefe(&aufgehoben), erwartet, "{was}");
    };
    let kette = |bruch| Err(Fund::Kette { strom: "fall/2".to_owned(), bruch });
    let blatt = |version| Err(Fund::Blatt { strom: "fall/2".to_owned(), version });

    pruefe("nichts", &|_| {}, Ok(()));
    pruefe("weitergeschrieben", &|s| s.schreibe("fall/3", "neu"), Ok(()));
    pruefe(
        "Eintrag geändert",
        &|s| fall_2(s)[1].geheimtext[0] ^= 1,
        kette(Kettenbruch::Eintrag { version: 2 }),
    );
    pruefe("Eintrag gelöscht", &|s| drop(fall_2(s).remove(1)), Err(Fund::Fehlt { blatt: 4 }));
    pruefe(
        "Eintrag gelöscht und als rechtmäßig vermerkt",
        &|s| {
            fall_2(s).remove(1);
            s.geloescht.push(4);
        },
        kette(Kettenbruch::Folge { erwartet: 2, gefunden: 3 }),
    );
    pruefe(
        "Schwanz eines Stroms abgeschnitten",
        &|s| fall_2(s).truncate(2),
        Err(Fund::Fehlt { blatt: 7 }),
    );
    pruefe(
        "Strom weggelassen",
        &|s| drop(s.stroeme.remove("fall/2")),
        Err(Fund::Fehlt { blatt: 1 }),
    );
    pruefe(
        "Strom in sich stimmig neu geschrieben",
        &|s| {
            let mut neu = Speicher::default();
            (0..3).for_each(|_| neu.schreibe("fall/2", "anders"));
            let alt = fall_2(s);
            for (zeile, mut ersatz) in alt.iter_mut().zip(neu.stroeme["fall/2"].clone()) {
                (ersatz.salz, ersatz.blatt) = (zeile.salz.clone(), zeile.blatt);
                *zeile = ersatz;
            }
        },
        blatt(1),
    );
    pruefe(
        "Blätter zweier Ströme vertauscht",
        &|s| {
            s.stroeme.get_mut("fall/1").unwrap()[0].blatt = 1;
            fall_2(s)[0].blatt = 0;
        },
        blatt(1),
    );
    pruefe("Knoten geändert", &|s| s.log.knoten.last_entry().unwrap().get_mut().0[0] ^= 1, {
        Err(Fund::Knoten)
    });
}

#[test]
fn wer_auch_das_log_neu_rechnet_faellt_am_aufgehobenen_stand_auf() {
    let aufgehoben = speicher().log.stand();
    let pruefe = |was: &str, gefaelscht: &Speicher, erwartet| {
        // In sich ist alles stimmig; nur wer einen Stand aufgehoben hat, merkt es.
        assert_eq!(gefaelscht.pruefe(&Log::default().stand()), Ok(()), "{was}");
        assert_eq!(gefaelscht.pruefe(&aufgehoben), Err(Fund::Log(erwartet)), "{was}");
    };
    let schreibe = |was: &dyn Fn(&str, u8) -> Option<String>| {
        let mut speicher = Speicher::default();
        for nr in 1..=3 {
            for kennung in ["fall/1", "fall/2", "person/1"] {
                if let Some(klartext) = was(kennung, nr) {
                    speicher.schreibe(kennung, &klartext);
                }
            }
        }
        speicher
    };
    let echt = |kennung: &str, nr| format!("{kennung} Nummer {nr}");

    let alte_sicherung = schreibe(&|kennung, nr| (nr < 3).then(|| echt(kennung, nr)));
    pruefe("alte Sicherung", &alte_sicherung, Widerspruch::Kuerzer { alt: 9, neu: 6 });
    let mut weiter = alte_sicherung;
    (0..4).for_each(|_| weiter.schreibe("fall/1", "nach dem Einspielen"));
    pruefe("alte Sicherung, weitergeschrieben", &weiter, Widerspruch::AlterStand { zahl: 9 });
    let mut ohne = schreibe(&|kennung, nr| (kennung != "fall/2").then(|| echt(kennung, nr)));
    pruefe("Strom nie geschrieben", &ohne, Widerspruch::Kuerzer { alt: 9, neu: 6 });
    (0..3).for_each(|_| ohne.schreibe("fall/1", "aufgefüllt"));
    pruefe("Strom nie geschrieben, aufgefüllt", &ohne, Widerspruch::AlterStand { zahl: 9 });
    let anders =
        schreibe(&|kennung, nr| Some(if nr == 1 { "anders".into() } else { echt(kennung, nr) }));
    pruefe("Geschichte geändert", &anders, Widerspruch::AlterStand { zahl: 9 });
}

#[test]
fn nach_dem_loeschen_eines_stroms_gilt_jeder_beweis_weiter() {
    let mut speicher = speicher();
    let aufgehoben = speicher.log.stand();
    let pfad = speicher.log.einschluss(3).unwrap();
    speicher.loesche("fall/2");
    assert_eq!(speicher.pruefe(&aufgehoben), Ok(()));
    assert_eq!(speicher.log.stand(), aufgehoben);
    assert_eq!(speicher.log.einschluss(3).unwrap(), pfad);
    speicher.schreibe("fall/1", "geht weiter");
    assert_eq!(speicher.pruefe(&aufgehoben), Ok(()));
}

#[test]
fn ein_geheimtext_an_fremder_stelle_oeffnet_sich_nicht() {
    let gut = speicher();
    assert_eq!(gut.lies("fall/2", 3).as_deref(), Ok("fall/2 Nummer 3"));
    let mut vertauscht = gut.clone();
    let fremd = gut.stroeme["fall/1"][0].geheimtext.clone();
    fall_2(&mut vertauscht)[0].geheimtext = fremd;
    assert_eq!(vertauscht.lies("fall/2", 1), Err(SiegelFehler::Gebrochen));
    // Eine alte Version an der Stelle einer neuen.
    let alt = gut.stroeme["fall/2"][0].geheimtext.clone();
    fall_2(&mut vertauscht)[2].geheimtext = alt;
    assert_eq!(vertauscht.lies("fall/2", 3), Err(SiegelFehler::Gebrochen));
}
