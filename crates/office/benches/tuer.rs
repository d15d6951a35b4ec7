//! `cargo xtask bench store`, zweiter Teil: ganze Befehle durch die Tür und die Personensuche.
//!
//! Ein Befehl ist eine gemeldete Einnahme: laden, urteilen, zwölf Monate ohne und mit ihr rechnen, speichern,
//! Verzeichnis und Protokoll. `NAHTLOS_BENCH_MENSCHEN` sagt, wie viele im Verzeichnis stehen (Vorgabe 100.000).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "ein Abbruch der Messung ist die Meldung"
)]
#![expect(clippy::disallowed_methods, reason = "hier wird Dauer gemessen und angezeigt")]

#[path = "../tests/it/hilfe.rs"]
#[expect(dead_code, reason = "die Tests brauchen mehr davon")]
mod hilfe;

use std::time::{Duration, Instant};

use case::akte::{Akte, Ereignis, Gilt, Kennung, Nachweis, PersonTatsache, Posten, Strom};
use case::befehl::{Befehl, EinkommenMelden};
use case::namen::suche::Suche;
use case::verzeichnis;
use muster::Musterkreis;
use office::door::Done;
use office::store::projection::{Mode, Rows};
use office::store::record::{Draft, Request};

use hilfe::{Haus, TRAEGER, heute, kennung};

const KLIENTEN: usize = 32;
/// So viele Befehle sendet ein Klient.
const JE_KLIENT: usize = 60;
/// So viele Menschen legt ein Vorgang ins Verzeichnis.
const PACKEN: u32 = 2000;
const SUCHEN: u32 = 400;

fn main() {
    println!("{:<52}{:>12}{:>12}", "", "wir", "Ziel");
    let [sqlite, postgres] = Haus::beide("bench-tuer");
    befehle("SQLite: ganzer Befehl, 32 Klienten, je Sekunde", &sqlite);
    befehle("PostgreSQL: ganzer Befehl, 32 Klienten, je Sekunde", &postgres);
    let menschen = std::env::var("NAHTLOS_BENCH_MENSCHEN");
    let menschen: u32 = menschen.map_or(100_000, |text| text.parse().unwrap());
    suche("SQLite", &sqlite, menschen);
    suche("PostgreSQL", &postgres, menschen);
}

fn zeile(was: &str, wert: u128, ziel: &str) {
    println!("{was:<52}{wert:>12}{ziel:>12}");
}

fn befehle(was: &str, haus: &Haus) {
    let kreis = Musterkreis { saat: 3, personen: 2_000, monat: "2026-09".parse().unwrap() };
    let mut naechste = 0;
    let faelle: Vec<(Kennung, Kennung)> = kreis
        .haushalte()
        .filter(|haushalt| {
            haushalt.lage.personen.iter().all(|p| p.von.is_none() && p.bis.is_none())
        })
        .take(10 * KLIENTEN)
        .map(|haushalt| {
            let (fall, menschen) = haus.nimm_auf(haushalt, &mut naechste);
            (fall, menschen[0])
        })
        .collect();
    let beginn = Instant::now();
    let getan: usize = std::thread::scope(|faeden| {
        let klient = |nr: usize| {
            let eigene: Vec<_> = faelle.iter().skip(nr).step_by(KLIENTEN).collect();
            let mut getan = 0;
            for i in 0..JE_KLIENT {
                let (fall, person) = eigene[i % eigene.len()];
                let befehl = meldung(*fall, *person, 100 + i);
                let done = haus.tue(&format!("{nr}-{i}"), &befehl);
                getan += usize::from(matches!(done, Ok(Done::Stored(_))));
            }
            getan
        };
        let faeden: Vec<_> = (0..KLIENTEN).map(|nr| faeden.spawn(move || klient(nr))).collect();
        faeden.into_iter().map(|faden| faden.join().unwrap()).sum()
    });
    let je_sekunde =
        u128::try_from(getan).unwrap() * 1_000_000 / beginn.elapsed().as_micros().max(1);
    zeile(was, je_sekunde, ">= 800");
    let erwartet = KLIENTEN * JE_KLIENT;
    assert!(getan * 100 >= erwartet * 95, "nur {getan} von {erwartet} Befehlen galten");
}

fn meldung(fall: Kennung, person: Kennung, brutto: usize) -> Befehl {
    let betrag = format!("{brutto}.00");
    let einkommen = serde_json::json!({"art": "erwerb", "brutto": betrag, "netto": betrag});
    Befehl::EinkommenMelden(Box::new(EinkommenMelden {
        fall,
        person,
        posten: Posten::nr(9),
        einkommen: serde_json::from_value(einkommen).unwrap(),
        gilt: Gilt::ab("2026-10-01".parse().unwrap()),
        eingang: "2026-11-18".parse().unwrap(),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }))
}

const SILBEN: [&str; 24] = [
    "ber", "schu", "mei", "wal", "hof", "stein", "ka", "le", "mann", "ter", "ro", "win", "bach",
    "ko", "vel", "ski", "dor", "fried", "hal", "gun", "mar", "lin", "sen", "ow",
];

/// Erfundene Namen, häufige und seltene wie im Leben (Zipf): in jeder Verdopplung des Rangs gleich viele Menschen, und von
/// den ersten sechshundert keiner viel häufiger als ein anderer. Unter 100.000 Menschen gibt es so 30.000 Nachnamen.
fn name(nr: u32, verdopplungen: u32, saat: u32) -> String {
    let mut streu = u64::from(nr).wrapping_add(u64::from(saat) << 32);
    let mut wuerfle = |seiten: u32| {
        streu = streu.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let gemischt = (streu ^ (streu >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let gemischt = (gemischt ^ (gemischt >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((gemischt ^ (gemischt >> 31)) % u64::from(seiten)).unwrap()
    };
    let oktave = 1 << wuerfle(verdopplungen);
    let rang = oktave + wuerfle(oktave) + wuerfle(600);
    let silben = if rang > 10_000 { 4 } else { 2 + rang % 2 };
    let mut text = String::new();
    let mut rest = rang.wrapping_mul(7_919) ^ saat;
    for _ in 0..silben {
        text.push_str(SILBEN[usize::try_from(rest % 24).unwrap()]);
        rest /= 24;
    }
    text
}

fn vorname(nr: u32) -> String {
    name(nr, 13, 1)
}

fn nachname(nr: u32) -> String {
    name(nr, 17, 2)
}

/// Jeder vierte hat zwei Vornamen, jeder zehnte einen doppelten Nachnamen.
fn mensch(nr: u32) -> Vec<Ereignis<PersonTatsache>> {
    let mut vornamen = vorname(nr);
    if nr.is_multiple_of(4) {
        vornamen = format!("{vornamen} {}", name(nr, 13, 3));
    }
    let mut familienname = nachname(nr);
    if nr.is_multiple_of(10) {
        familienname = format!("{familienname}-{}", name(nr, 17, 4));
    }
    let name = serde_json::json!({"vornamen": vornamen, "familienname": familienname});
    let geboren = format!("{}-{:02}-{:02}", 1940 + nr * 7 % 80, 1 + nr * 5 % 12, 1 + nr * 11 % 28);
    let neu = |tatsache| Ereignis::neu(Gilt::IMMER, heute(), tatsache);
    vec![
        neu(PersonTatsache::Name(serde_json::from_value(name).unwrap())),
        neu(PersonTatsache::Geboren(geboren.parse().unwrap())),
    ]
}

/// Ein Paket Menschen mit ihren Zeilen im Verzeichnis.
fn lege_an(haus: &Haus, erster: u32, paket: u32) {
    let mut draft = Draft::default();
    for nr in paket * PACKEN..(paket + 1) * PACKEN {
        let (strom, ereignisse) = (Strom::person(kennung(erster + nr)), mensch(nr));
        let rows = verzeichnis::person(&Akte::neu(strom.kennung).mit(&ereignisse));
        draft.rows.push(Rows { stream: strom.to_string(), rows, mode: Mode::Add });
        draft.appends.push((strom, 0, ereignisse.iter().map(Ereignis::schreibe).collect()));
    }
    let key = format!("menschen-{paket}");
    haus.store().commit(Request { traeger: TRAEGER, key: &key, body: b"" }, draft).unwrap();
}

fn suche(was: &str, haus: &Haus, menschen: u32) {
    let beginn = Instant::now();
    let erster = 1_000_000;
    let pakete = menschen / PACKEN;
    std::thread::scope(|faeden| {
        // Zwei: einer bereitet vor, während der andere schreibt.
        for faden in 0..2 {
            faeden.spawn(move || {
                (faden..pakete).step_by(2).for_each(|paket| lege_an(haus, erster, paket));
            });
        }
    });
    let ereignisse = u128::from(menschen) * 2;
    let rate = ereignisse * 1_000_000 / beginn.elapsed().as_micros().max(1);
    zeile(&format!("{was}: Import mit Verzeichnis, Ereignisse/s"), rate, ">= 10000");
    let mut dauern: Vec<Duration> = Vec::new();
    let mut gefunden = 0;
    for i in 0..SUCHEN {
        let nr = i * (menschen / SUCHEN) % menschen;
        let [mut vorname, nachname] = [vorname(nr), nachname(nr)];
        // Jede zweite Suche hat einen Tippfehler.
        if i % 2 == 1 {
            vorname.remove(1);
        }
        let suche = Suche::lies(&format!("{nachname}, {vorname}"), heute());
        let beginn = Instant::now();
        let funde = haus.store().look(TRAEGER, |view| view.suche(&suche, 50)).unwrap();
        dauern.push(beginn.elapsed());
        let dabei = funde.funde.iter().any(|fund| fund.person == kennung(erster + nr));
        gefunden += u32::from(dabei || funde.mehr);
    }
    dauern.sort();
    let p95 = dauern[dauern.len() * 95 / 100].as_micros();
    zeile(&format!("{was}: Suche unter {menschen}, p95 in µs"), p95, "< 200000");
    assert!(gefunden * 100 >= SUCHEN * 95, "nur {gefunden} von {SUCHEN} gefunden");
}
