//! Was ein Haushalt kostet: der stille Weg über eine Mischung wie in einem Kreis, und mit Gründen.
//!
//! Der zählende Speicher zeigt, dass der stille Weg mit einer benutzten Werkbank nichts anlegt.

#![expect(clippy::unwrap_used, reason = "eine Messung darf abbrechen")]

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use law::anspruch::{Werkbank, berechne};
use law::lage::*;
use law::measure::{Cent, Tag};
use law::recht::Recht;

#[global_allocator]
static SPEICHER: AllocProfiler = AllocProfiler::system();

const A: PersonNr = PersonNr(0);
const B: PersonNr = PersonNr(1);

fn main() {
    divan::main();
}

fn mensch(geboren: &str, einkommen: &[Einkommen]) -> Person {
    Person { einkommen: einkommen.into(), ..Person::neu(geboren.parse().unwrap()) }
}

fn kind(geboren: &str, zweiter: Option<PersonNr>) -> Person {
    let kindergeld = Einkommen::Kindergeld { betrag: Cent::euro(259), an: None };
    Person { eltern: [Some(A), zweiter], ..mensch(geboren, &[kindergeld]) }
}

fn allein(geboren: &str, einkommen: &[Einkommen]) -> Person {
    Person { alleinerziehend: Some(Alleinerziehend::Ja), ..mensch(geboren, einkommen) }
}

fn paar(mut personen: Vec<Person>) -> Vec<Person> {
    for (person, partner) in personen.iter_mut().zip([B, A]) {
        person.partner = Some(partner);
    }
    personen
}

fn lohn(brutto: u32, netto: u32) -> Einkommen {
    Einkommen::Erwerb { brutto: Cent::euro(brutto), netto: Cent::euro(netto), fuer_monat: None }
}

fn andere(art: Einnahme, euro: u32) -> Einkommen {
    Einkommen::Andere { art, betrag: Cent::euro(euro) }
}

fn lage(personen: Vec<Person>, miete: u32) -> Lage {
    let tag = |text: &str| -> Tag { text.parse().unwrap() };
    Lage {
        monat: "2026-09".parse().unwrap(),
        bewilligung_ab: tag("2026-07-01"),
        leistungsbezug_seit: "2025-02".parse().unwrap(),
        gebiet: law::lage::Gebiet::West,
        personen,
        wohnungen: [Wohnung {
            nebenkosten: Cent::euro(110),
            angemessen: Some(Angemessen::Getrennt {
                bruttokalt: Some(Cent::euro(620)),
                heizung: Some(Cent::euro(110)),
            }),
            kostensenkung: Some(Kostensenkung {
                belehrt_am: tag("2026-01-10"),
                unzumutbar_bis: None,
            }),
            ..Wohnung::neu(Cent::euro(miete), Cent::euro(85))
        }]
        .into(),
        aufrechnungen: Default::default(),
        zusatz: Zusatz::default(),
    }
}

fn gemindert() -> Lage {
    let mut person = mensch("1991-03-03", &[lohn(603, 603)]);
    person.minderungen.push(Minderung {
        art: MinderungArt::Pflichtverletzung,
        tag: "2026-07-10".parse().unwrap(),
        folge: 1,
        wirksam_ab: "2026-08".parse().unwrap(),
        aufgehoben_ab: None,
    });
    let mut lage = lage(vec![person], 420);
    lage.aufrechnungen.push(Aufrechnung {
        person: A,
        art: AufrechnungArt::Darlehen,
        grund: AufrechnungGrund::Sonst,
        rest: Cent::euro(300),
        streitig: false,
        erklaert: true,
    });
    lage
}

/// Zwölf Haushalte: über die Hälfte allein, ein Fünftel allein erziehend, der Rest Paare.
fn mischung() -> Vec<Lage> {
    let neugeboren = kind("2026-09-16", Some(B));
    let mit_vermoegen = Person { vermoegen: Cent::euro(21_000), ..mensch("1974-05-05", &[]) };
    let student =
        Person { ausbildung: Some(Ausbildung::Ausbildung), ..kind("2007-01-20", Some(B)) };
    vec![
        lage(vec![mensch("1980-01-01", &[])], 380),
        lage(vec![mensch("1968-06-15", &[lohn(538, 538)])], 410),
        lage(vec![mensch("1996-06-15", &[lohn(1400, 1105)])], 450),
        lage(vec![mensch("1987-11-30", &[andere(Einnahme::Arbeitslosengeld, 640)])], 520),
        lage(vec![mit_vermoegen], 350),
        lage(vec![Person { bis: "2026-09-14".parse().ok(), ..mensch("1999-02-02", &[]) }], 400),
        gemindert(),
        lage(vec![allein("1993-01-01", &[lohn(900, 760)]), kind("2021-05-05", None)], 520),
        lage(
            vec![
                allein("1988-01-01", &[]),
                kind("2012-09-20", None),
                kind("2018-03-03", None),
                kind("2023-08-08", None),
            ],
            700,
        ),
        lage(paar(vec![mensch("1965-01-01", &[]), mensch("1969-01-01", &[lohn(300, 300)])]), 480),
        lage(
            paar(vec![
                mensch("1990-01-01", &[lohn(2300, 1720)]),
                mensch("1992-01-01", &[andere(Einnahme::Kinderzuschlag, 100)]),
                kind("2019-01-01", Some(B)),
                neugeboren,
            ]),
            650,
        ),
        lage(
            paar(vec![
                mensch("1978-01-01", &[lohn(1800, 1420)]),
                mensch("1980-01-01", &[]),
                student,
                kind("2010-01-01", Some(B)),
                kind("2015-01-01", Some(B)),
            ]),
            760,
        ),
    ]
}

/// Der stille Weg über die ganze Mischung; die Werkbank ist warm.
#[divan::bench]
fn still(messung: Bencher<'_, '_>) {
    let recht = Recht::eingebaut().unwrap();
    let lagen = mischung();
    let mut werkbank = Werkbank::neu();
    for lage in &lagen {
        berechne(lage, &recht, &mut werkbank).unwrap();
    }
    messung.counter(ItemsCount::new(lagen.len())).bench_local(|| {
        lagen
            .iter()
            .map(|lage| berechne(lage, &recht, &mut werkbank).unwrap().auszahlung())
            .sum::<Cent>()
    });
}

/// Dieselben Haushalte mit dem Baum der Gründe.
#[divan::bench]
fn mit_gruenden(messung: Bencher<'_, '_>) {
    let recht = Recht::eingebaut().unwrap();
    let lagen = mischung();
    let mut werkbank = Werkbank::neu();
    messung.counter(ItemsCount::new(lagen.len())).bench_local(|| {
        for lage in &lagen {
            let ergebnis = berechne(lage, &recht, &mut werkbank).unwrap();
            divan::black_box(ergebnis.beleg(|nr| nr.to_string()));
        }
    });
}

/// Eine Familie mit fünf Personen: still und mit Gründen.
#[divan::bench(args = [false, true])]
fn familie(messung: Bencher<'_, '_>, gruende: bool) {
    let recht = Recht::eingebaut().unwrap();
    let lage = mischung().pop().unwrap();
    let mut werkbank = Werkbank::neu();
    berechne(&lage, &recht, &mut werkbank).unwrap();
    messung.bench_local(|| {
        let ergebnis = berechne(&lage, &recht, &mut werkbank).unwrap();
        gruende.then(|| ergebnis.beleg(|nr| nr.to_string()))
    });
}
