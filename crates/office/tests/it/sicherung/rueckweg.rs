//! Gesichert und eingespielt ist alles gleich; danach wird weiter geschrieben, und Gelöschtes bleibt gelöscht.

use std::collections::BTreeSet;
use std::fs;

use case::akte::{FallTatsache, PersonTatsache, Strom};
use office::sicherung::loeschliste::{lies, vermerke};
use office::sicherung::{SicherungFehler, sichere};
use office::store::copy::{DATA_TABLES, KEY_TABLES};
use office::store::keys::KeyError;
use office::store::record::StoreError;
use office::store::sql::{Sql, Value};

use super::{ablage, auftrag, eingespielt, fuelle, geprueft, gesichert, orte};
use crate::door::meldung;
use crate::hilfe::{Haus, TRAEGER};

/// Jede Zeile jeder gesicherten Tabelle.
fn alles(haus: &Haus) -> Vec<String> {
    let mut zeilen = Vec::new();
    for table in &DATA_TABLES {
        let mut letzte = None;
        loop {
            let seite =
                haus.store().look_everywhere(|view| view.page(table, letzte.as_ref())).unwrap();
            zeilen.extend(seite.iter().map(|zeile| format!("{} {zeile:?}", table.name)));
            let Some(zeile) = seite.last() else { break };
            letzte = Some(zeile.clone());
        }
    }
    zeilen
}

fn geheim(haus: &Haus, strom: Strom, version: u64) -> Vec<u8> {
    let strom = strom.to_string();
    haus.mit(|sql: &mut dyn Sql| {
        let werte = [Value::Text(&strom), Value::Int(i64::try_from(version).unwrap())];
        let sql = sql
            .first("SELECT inhalt FROM ereignis WHERE strom = $1 AND version = $2", &werte)
            .unwrap();
        sql.unwrap().bytes(0).unwrap().to_vec()
    })
}

#[test]
fn eine_sicherung_jeder_datenbank_gibt_in_jeder_dieselben_zeilen_summen_und_beweise() {
    for haus in Haus::beide("sichern-gleich") {
        let faelle = fuelle(&haus, 40);
        let vorher = alles(&haus);
        let sicherung = gesichert(&haus, "1");
        let dateien = (sicherung.akten.as_path(), sicherung.schluessel.as_path());
        assert_eq!(sicherung.dokumente.0, u64::try_from(faelle.len()).unwrap() + text(&faelle));
        for neu in Haus::leere("sichern-gleich-neu") {
            let ergebnis = eingespielt(&neu, dateien, None).unwrap();
            assert_eq!(ergebnis.bericht.funde, []);
            assert_eq!(ergebnis.bericht.hinweise, []);
            assert!(alles(&neu) == vorher);
            let summen = (ergebnis.stroeme, ergebnis.ereignisse, ergebnis.dokumente);
            assert_eq!(summen, (sicherung.stroeme, sicherung.ereignisse, sicherung.dokumente.0));
            let stand = ergebnis.bericht.traeger.iter().map(|t| t.stand.clone());
            assert_eq!(stand.collect::<Vec<_>>(), sicherung.staende);
            assert_eq!(ergebnis.bericht.traeger[0].dokumente, sicherung.dokumente.0);
            // Danach wird weiter geschrieben: derselbe Klartext an derselben Version ist ein anderer Geheimtext.
            let fall = &faelle[0];
            let strom = Strom::fall(fall.fall);
            let version = neu.store().load::<FallTatsache>(TRAEGER, strom).unwrap().version();
            super::lege_ab(&neu, fall.fall, 900_000);
            assert_eq!(geprueft(&neu, &sicherung.staende).funde, []);
            let neue = neu.store().load::<FallTatsache>(TRAEGER, strom).unwrap();
            assert_eq!(neue.version(), version + 1);
        }
    }
}

/// Je Fall liegt dazu ein Text.
fn text(faelle: &[super::Fall]) -> u64 {
    u64::try_from(faelle.len()).unwrap()
}

#[test]
fn nach_dem_einspielen_ist_derselbe_klartext_an_derselben_version_ein_anderer_geheimtext() {
    for (nr, haus) in Haus::beide("sichern-epoche").into_iter().enumerate() {
        let faelle = fuelle(&haus, 4);
        let sicherung = gesichert(&haus, "1");
        let dateien = (sicherung.akten.as_path(), sicherung.schluessel.as_path());
        let (fall, person) = (faelle[0].fall, faelle[0].menschen[0]);
        let strom = Strom::person(person);
        let befehl = meldung(fall, person, 7, 300);
        let ab = haus.store().load::<PersonTatsache>(TRAEGER, strom).unwrap().version();
        haus.tue("danach", &befehl).unwrap();
        let neu = Haus::leere("sichern-epoche-neu").into_iter().nth(nr).unwrap();
        eingespielt(&neu, dateien, None).unwrap();
        neu.tue("danach", &befehl).unwrap();
        for version in
            ab + 1..=neu.store().load::<PersonTatsache>(TRAEGER, strom).unwrap().version()
        {
            let (hier, dort) = (geheim(&haus, strom, version), geheim(&neu, strom, version));
            assert_eq!(hier.len(), dort.len());
            assert_ne!(hier, dort);
        }
        // Was davor war, ist Byte für Byte dasselbe.
        assert_eq!(geheim(&haus, strom, ab), geheim(&neu, strom, ab));
    }
}

#[test]
fn was_nach_der_sicherung_geloescht_wurde_kommt_mit_ihr_nicht_wieder() {
    for (nr, haus) in Haus::beide("sichern-geloescht").into_iter().enumerate() {
        let faelle = fuelle(&haus, 12);
        let sicherung = gesichert(&haus, "1");
        let dateien = (sicherung.akten.as_path(), sicherung.schluessel.as_path());
        let liste = haus.ordner().join("geloescht");
        let fort = [Strom::fall(faelle[0].fall), Strom::person(faelle[0].menschen[0])];
        for strom in fort {
            vermerke(&liste, TRAEGER, strom).unwrap();
            haus.store().erase(TRAEGER, strom).unwrap();
        }
        let geloescht = lies(&liste).unwrap();
        let neu = Haus::leere("sichern-geloescht-neu").into_iter().nth(nr).unwrap();
        let ergebnis = eingespielt(&neu, dateien, Some(&geloescht)).unwrap();
        assert_eq!(ergebnis.bericht.funde, []);
        assert_eq!((ergebnis.nicht_wieder, ergebnis.bericht.traeger[0].geloescht), (2, 2));
        assert_eq!(ergebnis.dokumente, sicherung.dokumente.0 - 2, "sein Dokument und dessen Text");
        for strom in fort {
            let fehler = match strom.art {
                case::akte::StromArt::Fall => {
                    neu.store().load::<FallTatsache>(TRAEGER, strom).err()
                }
                _ => neu.store().load::<PersonTatsache>(TRAEGER, strom).err(),
            };
            assert!(matches!(fehler, Some(StoreError::Key(KeyError::Erased))), "{fehler:?}");
        }
        let angabe = neu.store().look(TRAEGER, |view| view.angabe(faelle[0].menschen[0])).unwrap();
        assert_eq!(angabe, None, "auch im Verzeichnis nicht");
    }
}

#[test]
fn eingespielt_wird_nur_an_einen_leeren_ort_und_nur_mit_schluesseln_die_neu_genug_sind() {
    for haus in Haus::beide("sichern-leer") {
        fuelle(&haus, 4);
        let (alt, neu) = (gesichert(&haus, "1"), {
            super::lege_ab(&haus, fuelle_fall(&haus), 77_777);
            gesichert(&haus, "2")
        });
        let fehler = eingespielt(&haus, (&neu.akten, &neu.schluessel), None).unwrap_err();
        assert!(matches!(fehler, SicherungFehler::NichtLeer), "{fehler}");
        for leer in Haus::leere("sichern-leer-neu") {
            let fehler = eingespielt(&leer, (&neu.akten, &alt.schluessel), None).unwrap_err();
            assert!(matches!(fehler, SicherungFehler::SchluesselAelter(..)), "{fehler}");
            for (akten, schluessel) in
                [(&neu.schluessel, &neu.schluessel), (&neu.akten, &neu.akten)]
            {
                let fehler = eingespielt(&leer, (akten, schluessel), None).unwrap_err();
                assert!(matches!(fehler, SicherungFehler::Art(..)), "{fehler}");
            }
            // Alte Akten mit neuen Schlüsseln gehen: sie öffnen alles, was es damals gab. Das Dokument von später
            // fehlt dort niemandem.
            let ergebnis = eingespielt(&leer, (&alt.akten, &neu.schluessel), None).unwrap();
            assert_eq!(ergebnis.bericht.funde, []);
            let fehler = eingespielt(&leer, (&alt.akten, &neu.schluessel), None).unwrap_err();
            assert!(matches!(fehler, SicherungFehler::NichtLeer), "{fehler}");
        }
    }
}

fn fuelle_fall(haus: &Haus) -> case::akte::Kennung {
    let stroeme = haus.store().look(TRAEGER, |view| view.streams()).unwrap();
    let fall = stroeme.iter().find_map(|name| name.strip_prefix("fall:")).unwrap();
    fall.parse().unwrap()
}

#[test]
fn in_der_datei_der_akten_steht_kein_name_und_in_der_der_schluessel_kein_schluessel() {
    for haus in Haus::beide("sichern-klartext") {
        let faelle = fuelle(&haus, 30);
        let sicherung = gesichert(&haus, "1");
        let mut gefunden = 0;
        for datei in [&sicherung.akten, &sicherung.schluessel] {
            let bytes = fs::read(datei).unwrap();
            for name in faelle.iter().flat_map(|fall| &fall.namen).filter(|name| name.len() > 4) {
                assert!(!bytes.windows(name.len()).any(|w| w == name.as_bytes()), "{name}");
                gefunden += 1;
            }
        }
        assert!(gefunden > 20);
        let akten = fs::read(&sicherung.akten).unwrap();
        let mut letzte = None;
        while let Some(zeile) =
            haus.store().key_page(&KEY_TABLES[0], letzte.as_ref()).unwrap().first().cloned()
        {
            let umschlag = zeile.bytes(3).unwrap();
            assert!(
                !akten.windows(umschlag.len()).any(|w| w == umschlag),
                "Schlüssel bei den Akten"
            );
            letzte = Some(zeile);
        }
    }
}

#[test]
fn jede_tabelle_wird_gesichert_oder_folgt_aus_den_akten() {
    let haus = Haus::sqlite("sichern-tabellen", crate::hilfe::uhr);
    let mut tabellen = BTreeSet::new();
    haus.mit(|sql| {
        sql.query("SELECT name FROM sqlite_master WHERE type = 'table'", &[], &mut |row| {
            tabellen.insert(row.text(0)?.to_owned());
            Ok(())
        })
        .unwrap();
    });
    let abgeleitet = ["migration", "mensch", "merkmal", "nummer", "suchwort", "wortschluessel"];
    let gesichert = DATA_TABLES.iter().map(|table| table.name);
    let bekannt: BTreeSet<String> = gesichert.chain(abgeleitet).map(str::to_owned).collect();
    assert_eq!(tabellen, bekannt);
    for table in &DATA_TABLES {
        let sql = format!("SELECT COUNT(*) FROM pragma_table_info('{}')", table.name).leak();
        let spalten = haus.mit(|db| db.first(sql, &[]).unwrap().unwrap().int(0).unwrap());
        assert_eq!(usize::try_from(spalten).unwrap(), table.columns, "{}", table.name);
    }
}

#[test]
fn eine_zweite_sicherung_kopiert_nur_neue_dokumente_und_ueberschreibt_keine_andere() {
    for haus in Haus::beide("sichern-zweimal") {
        let faelle = fuelle(&haus, 8);
        let erste = gesichert(&haus, "1");
        assert_eq!(erste.dokumente.0, erste.dokumente.1);
        let bytes = fs::read(&erste.akten).unwrap();
        super::lege_ab(&haus, faelle[0].fall, 88_888);
        let zweite = gesichert(&haus, "2");
        assert_eq!(zweite.dokumente, (erste.dokumente.0 + 1, 1), "der Text ist derselbe");
        let (akten, schluessel) = orte(&haus);
        let ablage = ablage(&haus);
        let noch_einmal = auftrag(&haus, &ablage, (&akten, &schluessel), "1");
        let fehler = sichere(&noch_einmal).unwrap_err();
        assert!(matches!(fehler, SicherungFehler::GibtEs(_)), "{fehler}");
        assert!(fs::read(&erste.akten).unwrap() == bytes);
    }
}
