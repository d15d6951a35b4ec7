//! Das Verzeichnis: wer aufgenommen ist, wird gefunden; neu angelegt ist es dasselbe; gelöscht ist gelöscht.

use case::akte::{Kennung, Strom};
use case::namen::aehnlich::Personenname;
use case::namen::bekannt::{Angabe, Grund};
use case::namen::suche::Suche;
use case::schnittstelle::Haushalt;
use law::measure::{Monat, Tag};
use muster::Musterkreis;
use office::store::search::Funde;
use office::store::sql::{Sql, Value};

use crate::hilfe::{Haus, TRAEGER};

const TABELLEN: [&str; 5] = [
    "SELECT strom, wort FROM suchwort ORDER BY strom, wort",
    "SELECT 'schluessel', schluessel || wort FROM wortschluessel ORDER BY schluessel, wort",
    "SELECT strom, CAST(COALESCE(geboren, '') || angabe || woerter AS BYTEA) FROM mensch ORDER BY strom",
    "SELECT strom, umgekehrt FROM nummer ORDER BY strom, umgekehrt",
    "SELECT strom, CAST(art || wert || von || bis AS BYTEA) FROM merkmal ORDER BY strom, art, wert, von",
];

/// Jede Zeile des Verzeichnisses, wie sie gespeichert ist.
fn alles(haus: &Haus) -> Vec<(String, Vec<u8>)> {
    let mut zeilen = Vec::new();
    for sql in TABELLEN {
        haus.mit(|db: &mut dyn Sql| {
            db.query(bytes_von(haus, sql), &[], &mut |row| {
                zeilen.push((row.text(0)?.to_owned(), row.bytes(1)?.to_vec()));
                Ok(())
            })
            .unwrap();
        });
    }
    zeilen
}

/// SQLite kennt keinen Typ BYTEA beim Umwandeln, PostgreSQL keinen Typ BLOB.
fn bytes_von(haus: &Haus, sql: &'static str) -> &'static str {
    if haus.ist_sqlite() {
        let sql = sql.replace("BYTEA", "BLOB");
        sql.replace("schluessel || wort", "CAST(schluessel || wort AS BLOB)").leak()
    } else {
        sql
    }
}

fn suche(haus: &Haus, text: &str) -> Funde {
    let heute: Tag = "2026-11-20".parse().unwrap();
    let suche = Suche::lies(text, heute);
    haus.store().look(TRAEGER, |view| view.suche(&suche, 50)).unwrap()
}

fn gefunden(haus: &Haus, text: &str, person: Kennung) -> bool {
    suche(haus, text).funde.iter().any(|fund| fund.person == person)
}

/// Nimmt ein kleines Musterkreis auf; je Haushalt der Fall und seine Menschen.
fn aufgenommen(haus: &Haus) -> Vec<(Haushalt, Kennung, Vec<Kennung>)> {
    aus_einem_kreis(haus, 150)
}

/// Wie [`aufgenommen`], ein sehr kleines.
fn wenige(haus: &Haus) -> Vec<(Haushalt, Kennung, Vec<Kennung>)> {
    aus_einem_kreis(haus, 40)
}

fn aus_einem_kreis(haus: &Haus, personen: u32) -> Vec<(Haushalt, Kennung, Vec<Kennung>)> {
    let monat: Monat = "2026-09".parse().unwrap();
    let mut naechste = 0;
    let kreis = Musterkreis { saat: 21, personen, monat };
    let aufnehmen = |haushalt: Haushalt| {
        let (fall, menschen) = haus.nimm_auf(haushalt.clone(), &mut naechste);
        (haushalt, fall, menschen)
    };
    kreis.haushalte().map(aufnehmen).collect()
}

#[test]
fn wer_aufgenommen_ist_wird_an_name_geburtstag_und_nummer_gefunden() {
    for haus in Haus::beide("verzeichnis-suche") {
        for (haushalt, _, menschen) in aufgenommen(&haus) {
            for (name, person) in haushalt.namen.iter().zip(&menschen) {
                let ganz = format!("{} {}", name.vorname, name.nachname);
                assert!(gefunden(&haus, &ganz, *person), "{}", haushalt.nummer);
                let angabe = haus.store().look(TRAEGER, |view| view.angabe(*person)).unwrap();
                let geboren = angabe.unwrap().geboren.unwrap().to_string();
                assert!(gefunden(&haus, &geboren, *person), "{}", haushalt.nummer);
                // Nur der Nachname mit Anfang und Geburtstag; und gar nichts mit einem anderen Namen.
                let anfang: String = name.nachname.chars().take(3).collect();
                let beides = format!("{anfang}* {geboren}");
                assert!(gefunden(&haus, &beides, *person), "{}", haushalt.nummer);
                assert!(!gefunden(&haus, "Xylophonos Quwatz", *person), "{}", haushalt.nummer);
            }
            if let Some(konto) = &haushalt.konto {
                let ende = konto.iban.get(konto.iban.len() - 6..).unwrap();
                let vertretung = menschen[0];
                assert!(gefunden(&haus, &format!("*{ende}"), vertretung), "{}", haushalt.nummer);
            }
            for person in &menschen {
                assert!(gefunden(&haus, &haushalt.nummer, *person), "{}", haushalt.nummer);
            }
        }
    }
}

#[test]
fn wer_schon_bekannt_ist_wird_mit_gruenden_vorgelegt() {
    for haus in Haus::beide("verzeichnis-bekannt") {
        let (haushalt, _, menschen) = aufgenommen(&haus).swap_remove(3);
        let name = &haushalt.namen[0];
        let bekannt = haus.store().look(TRAEGER, |view| view.angabe(menschen[0])).unwrap().unwrap();
        let neu = |nachname: &str| Angabe {
            name: Personenname { vorname: name.vorname.clone(), nachname: nachname.to_owned() },
            geboren: bekannt.geboren,
            ..Angabe::default()
        };
        let treffer = |angabe: &Angabe| {
            let funde = haus.store().look(TRAEGER, |view| view.bekannt(angabe)).unwrap();
            funde.into_iter().find(|(fund, _)| fund.person == menschen[0]).map(|(_, t)| t.gruende)
        };
        let gleich = treffer(&neu(&name.nachname)).unwrap();
        assert!(gleich.contains(&Grund::NameGleich) && gleich.contains(&Grund::GeburtstagGleich));
        assert_eq!(treffer(&Angabe::default()), None);
    }
}

#[test]
fn weggeworfen_und_neu_angelegt_ist_das_verzeichnis_auf_beiden_datenbanken_byte_fuer_byte_dasselbe()
{
    let beide = Haus::beide("verzeichnis-neu").map(|haus| {
        let faelle = aufgenommen(&haus);
        let vorher = alles(&haus);
        assert!(vorher.len() > faelle.len() * 20, "{}", vorher.len());
        // Alles fort, und etwas da, das zu keiner Akte gehört.
        haus.mit(|db: &mut dyn Sql| {
            let tabellen = ["suchwort", "wortschluessel", "mensch", "nummer", "merkmal"];
            let fort: Vec<String> =
                tabellen.iter().map(|tabelle| format!("DELETE FROM {tabelle};")).collect();
            let rest = format!(
                "INSERT INTO merkmal (traeger, strom, art, wert, von, bis) \
                 VALUES ('{TRAEGER}', 'fall:rest', 'team', 'rest', '0001-01-01', '9999-12-31')"
            );
            db.batch(&format!("{}{rest}", fort.concat())).unwrap();
        });
        assert_eq!(alles(&haus).len(), 1);
        haus.store().rebuild(TRAEGER).unwrap();
        assert!(alles(&haus) == vorher);
        // Noch einmal über dem, was dasteht; und ein Mandant, den es nicht gibt, ändert nichts an diesem.
        haus.store().rebuild(TRAEGER).unwrap();
        haus.store().rebuild("anderswo").unwrap();
        assert!(alles(&haus) == vorher);
        vorher
    });
    assert!(beide[0] == beide[1]);
}

/// Was an Wörtern und Schlüsseln fehlt, falsch oder zu viel ist; je Eintrag, was zu tun ist.
const SCHAEDEN: [(&str, &str); 7] = [
    ("Wörter fort", "DELETE FROM suchwort"),
    ("Schlüssel fort", "DELETE FROM wortschluessel"),
    ("Menschen fort", "DELETE FROM mensch"),
    ("Menschen ohne Wörter", "UPDATE mensch SET woerter = ''"),
    (
        "Menschen mit fremden Wörtern",
        "UPDATE mensch SET woerter = 'xaver/ ' || woerter; \
         INSERT INTO suchwort (traeger, wort, strom) SELECT traeger, CAST('xaver/' AS BYTEA), strom FROM mensch",
    ),
    (
        "Wörter zu viel",
        "INSERT INTO suchwort (traeger, wort, strom) SELECT traeger, CAST('xaver/' AS BYTEA), strom FROM mensch; \
         INSERT INTO suchwort (traeger, wort, strom) \
         SELECT DISTINCT traeger, wort, 'person:rest' FROM suchwort",
    ),
    (
        "Schlüssel zu viel",
        "INSERT INTO wortschluessel (traeger, schluessel, wort) \
         SELECT DISTINCT traeger, CAST('axaver' AS BYTEA), wort FROM suchwort; \
         INSERT INTO wortschluessel (traeger, schluessel, wort) \
         SELECT DISTINCT traeger, schluessel, CAST('xaver/' AS BYTEA) FROM wortschluessel",
    ),
];

#[test]
fn neu_angelegt_ist_das_verzeichnis_dasselbe_was_auch_immer_an_ihm_beschaedigt_war() {
    for haus in Haus::beide("verzeichnis-schaden") {
        wenige(&haus);
        let vorher = alles(&haus);
        for (name, schaden) in SCHAEDEN {
            haus.mit(|db: &mut dyn Sql| db.batch(bytes_von(&haus, schaden)).unwrap());
            assert!(alles(&haus) != vorher, "{name}");
            haus.store().rebuild(TRAEGER).unwrap();
            assert!(alles(&haus) == vorher, "{name}");
        }
    }
}

#[test]
fn ein_wort_hat_seine_schluessel_solange_es_jemand_traegt() {
    for haus in Haus::beide("verzeichnis-woerter") {
        let faelle = wenige(&haus);
        let mut menschen = Vec::new();
        for (haushalt, _, kennungen) in &faelle {
            menschen.extend(haushalt.namen.iter().cloned().zip(kennungen.iter().copied()));
        }
        // Einer nach dem anderen geht; wer noch da ist, wird gefunden, auch wer mit ihm ein Wort teilte.
        while let Some((_, person)) = menschen.pop() {
            haus.store().erase(TRAEGER, Strom::person(person)).unwrap();
            for (name, person) in menschen.iter().rev().take(3) {
                let ganz = format!("{} {}", name.vorname, name.nachname);
                assert!(gefunden(&haus, &ganz, *person));
            }
        }
        let uebrig = alles(&haus);
        let von_menschen = |(wo, _): &&(String, _)| wo == "schluessel" || wo.starts_with("person:");
        assert_eq!(uebrig.iter().filter(von_menschen).count(), 0);
    }
}

#[test]
fn an_zeilen_die_schon_dastehen_scheitert_keine_aufnahme() {
    const ZEILEN: [(&str, &str); 2] = [
        (
            "SELECT strom, wort FROM suchwort",
            "INSERT INTO suchwort (traeger, strom, wort) VALUES ($1, $2, $3)",
        ),
        (
            "SELECT schluessel, wort FROM wortschluessel",
            "INSERT INTO wortschluessel (traeger, schluessel, wort) VALUES ($1, $2, $3)",
        ),
    ];
    let vorlagen = Haus::beide("verzeichnis-vorlage");
    for (vorlage, haus) in vorlagen.into_iter().zip(Haus::beide("verzeichnis-verirrt")) {
        wenige(&vorlage);
        for (lies, schreibe) in ZEILEN {
            let mut zeilen = Vec::new();
            vorlage.mit(|db: &mut dyn Sql| {
                db.query(lies, &[], &mut |row| {
                    zeilen.push(row);
                    Ok(())
                })
                .unwrap();
            });
            assert!(zeilen.len() > 40);
            haus.mit(|db: &mut dyn Sql| {
                for zeile in &zeilen {
                    let werte: Vec<Value<'_>> =
                        [Value::Text(TRAEGER)].into_iter().chain(zeile.values()).collect();
                    db.execute(schreibe, &werte).unwrap();
                }
            });
        }
        // Dieselben Menschen: jede ihrer Zeilen steht schon da.
        wenige(&haus);
        assert!(alles(&haus) == alles(&vorlage));
    }
}

#[test]
fn wer_geloescht_ist_steht_auch_nach_dem_neu_anlegen_nicht_mehr_im_verzeichnis() {
    for haus in Haus::beide("verzeichnis-fort") {
        let (haushalt, _, menschen) = aufgenommen(&haus).swap_remove(0);
        let person = Strom::person(menschen[0]);
        let name = format!("{} {}", haushalt.namen[0].vorname, haushalt.namen[0].nachname);
        assert!(gefunden(&haus, &name, menschen[0]));
        haus.store().erase(TRAEGER, person).unwrap();
        let zeilen =
            || alles(&haus).iter().filter(|(strom, _)| *strom == person.to_string()).count();
        assert_eq!((zeilen(), gefunden(&haus, &name, menschen[0])), (0, false));
        haus.store().rebuild(TRAEGER).unwrap();
        assert_eq!((zeilen(), gefunden(&haus, &name, menschen[0])), (0, false));
        let findings = haus.store().verify(TRAEGER, &[]).unwrap().findings;
        assert_eq!(findings, []);
    }
}
