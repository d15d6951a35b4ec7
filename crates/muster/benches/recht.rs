//! Wie viele Personen je Sekunde das stille Recht auf einem Kern rechnet, über die Mischung des Musterkreises.
//!
//! Gemessen ist die Rechenzeit des Prozesses, nicht die Uhr: auf einem geteilten Rechner zählt so nur
//! die eigene Arbeit. Die Lagen sind vorher gelesen; gemessen ist [`berechne`] mit Verteilung und
//! Fragen. Aufruf: `cargo bench -p muster --bench recht`; mit einer Zahl dahinter genau so viele
//! Durchgänge des stillen Wegs und sonst nichts, für `valgrind --tool=callgrind`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "eine Messung darf abbrechen")]

use std::fs;
use std::hint::black_box;

use case::schnittstelle::pruefe_haushalt;
use law::anspruch::{Werkbank, berechne};
use law::lage::{Lage, Person, PersonNr, Wohnung};
use law::measure::{Cent, Monat};
use law::recht::Recht;
use muster::Musterkreis;

/// So lange rechnet ein Abschnitt einer Messung mindestens, in Nanosekunden; `schedstat` zählt in
/// Schritten von bis zu vier Millisekunden.
const ABSCHNITT: u64 = 200_000_000;
/// So viele Abschnitte hat eine Messung.
const ABSCHNITTE: usize = 15;

fn main() {
    let recht = Recht::eingebaut().unwrap();
    let monat: Monat = "2026-09".parse().unwrap();
    // Die Kopie liegt hintereinander im Speicher, ohne die Lücken der gelesenen Eingaben: gemessen ist
    // das Recht, nicht das Aufsammeln verstreuter Lagen.
    let lagen = lagen(monat, 40_000).clone();
    let personen = lagen.iter().map(|lage| lage.personen.len()).sum();
    let mut werkbank = Werkbank::neu();
    let durchgaenge = std::env::args().find_map(|wort| wort.parse::<u32>().ok());
    if let Some(durchgaenge) = durchgaenge {
        println!("{} Haushalte, {personen} Personen, {durchgaenge} Durchgänge", lagen.len());
        (0..durchgaenge).for_each(|_| still(&lagen, &recht, &mut werkbank));
        return;
    }
    still(&lagen, &recht, &mut werkbank);
    zeige("still", lagen.len(), personen, || still(&lagen, &recht, &mut werkbank));
    zeige("mit Gründen", lagen.len(), personen, || {
        for lage in &lagen {
            let ergebnis = berechne(lage, &recht, &mut werkbank).unwrap();
            black_box(ergebnis.beleg(|nr| nr.to_string()));
        }
    });
    let grosse = grosse_familie(&lagen, monat);
    zeige("40 Personen, mit Gründen", 1, grosse.personen.len(), || {
        let ergebnis = berechne(&grosse, &recht, &mut werkbank).unwrap();
        black_box(ergebnis.beleg(|nr| nr.to_string()));
    });
}

fn lagen(monat: Monat, personen: u32) -> Vec<Lage> {
    let kreis = Musterkreis { saat: 1, personen, monat };
    kreis.haushalte().map(|haushalt| pruefe_haushalt(&haushalt, monat).unwrap().lage).collect()
}

fn still(lagen: &[Lage], recht: &Recht, werkbank: &mut Werkbank) {
    let summe: Cent =
        lagen.iter().map(|lage| berechne(lage, recht, werkbank).unwrap().auszahlung()).sum();
    black_box(summe);
}

/// Zwei Eltern und 38 Kinder, mit den Einnahmen der Kinder des Musterkreises.
fn grosse_familie(lagen: &[Lage], monat: Monat) -> Lage {
    let (vater, mutter) = (PersonNr(0), PersonNr(1));
    let alle = || lagen.iter().flat_map(|lage| &lage.personen);
    let eltern = alle().filter(|p| p.geboren < monat.plus(-300).erster()).take(2).cloned();
    let kinder = alle().filter(|p| p.eltern_hier().count() == 2).take(38).cloned();
    let eltern =
        eltern.zip([mutter, vater]).map(|(p, partner)| Person { partner: Some(partner), ..p });
    let kinder = kinder.map(|p| Person { eltern: [Some(vater), Some(mutter)], partner: None, ..p });
    Lage {
        personen: eltern.chain(kinder).collect(),
        wohnungen: [Wohnung::neu(Cent::euro(2_400), Cent::euro(400))].into(),
        aufrechnungen: Default::default(),
        ..lagen[0].clone()
    }
}

/// Wiederholt die Arbeit und zeigt Durchsatz und Zeit je Haushalt: den besten Abschnitt und den mittleren.
///
/// Der beste ist das, was das Programm kann; der mittlere, was auf diesem Rechner gerade übrig war.
fn zeige(was: &str, haushalte: usize, personen: usize, mut arbeit: impl FnMut()) {
    let mut dauern: Vec<u64> = (0..ABSCHNITTE).map(|_| dauer(&mut arbeit)).collect();
    dauern.sort_unstable();
    let (haushalte, personen) =
        (u64::try_from(haushalte).unwrap(), u64::try_from(personen).unwrap());
    let durchsatz = |dauer: u64| personen * 1_000_000_000 / dauer;
    let (beste, mitte) = (dauern[0], dauern[ABSCHNITTE / 2]);
    println!(
        "{was}: {} Personen je Sekunde und Kern (Mitte {}), {} ns je Haushalt",
        durchsatz(beste),
        durchsatz(mitte),
        beste / haushalte
    );
}

/// Rechenzeit eines Durchgangs, gemittelt über so viele, wie in einen Abschnitt passen.
fn dauer(arbeit: &mut impl FnMut()) -> u64 {
    let beginn = rechenzeit();
    let mut durchgaenge = 0;
    loop {
        arbeit();
        durchgaenge += 1;
        let dauer = rechenzeit() - beginn;
        if dauer > ABSCHNITT {
            return dauer / durchgaenge;
        }
    }
}

/// Rechenzeit dieses Prozesses in Nanosekunden; die erste Zahl in `schedstat` (Linux).
fn rechenzeit() -> u64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}
