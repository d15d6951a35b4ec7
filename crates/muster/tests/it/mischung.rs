//! Die Mischung von 17.500 Menschen. Quelle der Anteile: die Beschreibung des Crates.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use case::schnittstelle::{
    Anrede, Ausschluss, EinkommenArt, Haushalt, Person, Warmwasser, Wohnungen,
};
use law::measure::Monat;
use muster::Musterkreis;

use crate::hilfe::{alter, kreis};

const MONAT: &str = "2026-09";

/// Einmal erfunden für alle Tests dieser Datei.
fn grosser_kreis() -> (Musterkreis, &'static [Haushalt]) {
    static HAUSHALTE: OnceLock<Vec<Haushalt>> = OnceLock::new();
    let kreis = kreis(1, muster::VORGABE_PERSONEN, MONAT);
    (kreis, HAUSHALTE.get_or_init(|| kreis.haushalte().collect()))
}

/// Zehntel Prozent der Haushalte, für die etwas gilt.
fn promille(haushalte: &[Haushalt], gilt: impl Fn(&Haushalt) -> bool) -> usize {
    haushalte.iter().filter(|h| gilt(h)).count() * 1_000 / haushalte.len()
}

fn pruefe(was: &str, wert: usize, bereich: RangeInclusive<usize>) {
    assert!(bereich.contains(&wert), "{was}: {wert} liegt nicht in {bereich:?}");
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Art {
    Alleinstehend,
    Alleinerziehend,
    PaarMitKindern,
    Paar,
    Sonstige,
}

/// Am Ersten des Monats, nur nach den Tatsachen der Lage.
fn art(haushalt: &Haushalt, monat: Monat) -> Art {
    let personen = &haushalt.lage.personen;
    let kind = |p: &Person| !p.eltern.is_empty() && p.zu_besuch_tage.is_none();
    let anders = |p: &Person| {
        p.ausgeschlossen.is_some() || p.pflegekind || (kind(p) && alter(p, monat) >= 25)
    };
    let enkel = personen
        .iter()
        .any(|p| kind(p) && personen.iter().any(|e| p.eltern.contains(&e.id) && kind(e)));
    if enkel || personen.iter().any(anders) {
        return Art::Sonstige;
    }
    match (personen.iter().any(|p| p.partner.is_some()), personen.iter().any(kind)) {
        (false, false) => Art::Alleinstehend,
        (false, true) => Art::Alleinerziehend,
        (true, true) => Art::PaarMitKindern,
        (true, false) => Art::Paar,
    }
}

#[test]
fn die_anteile_der_haushalte_stimmen() {
    let (kreis, haushalte) = grosser_kreis();
    pruefe("Haushalte", haushalte.len(), 8_800..=9_200);
    let menschen: usize = haushalte.iter().map(|h| h.lage.personen.len()).sum();
    assert_eq!(menschen, 17_500);
    let anteil = |gesucht: &Art| promille(haushalte, |h| art(h, kreis.monat) == *gesucht);
    pruefe("Alleinstehende", anteil(&Art::Alleinstehend), 545..=575);
    pruefe("Alleinerziehende", anteil(&Art::Alleinerziehend), 168..=192);
    pruefe("Paare mit Kindern", anteil(&Art::PaarMitKindern), 139..=161);
    pruefe("Paare ohne Kinder", anteil(&Art::Paar), 71..=89);
    pruefe("andere", anteil(&Art::Sonstige), 23..=37);
    pruefe("ohne Konto", promille(haushalte, |h| h.konto.is_none()), 6..=14);
    let direkt = promille(haushalte, |h| !h.direktzahlungen.is_empty());
    pruefe("Zahlung an Dritte", direkt, 330..=370);
    let dezentral = promille(haushalte, |h| {
        h.lage.wohnung.alle().iter().any(|w| w.warmwasser == Warmwasser::Dezentral)
    });
    pruefe("Warmwasser dezentral", dezentral, 280..=330);
}

#[test]
fn zwanzig_vom_hundert_der_erwerbsfaehigen_arbeiten() {
    let (kreis, haushalte) = grosser_kreis();
    let erwerbsfaehig = |p: &&Person| {
        (15..=65).contains(&alter(p, kreis.monat))
            && p.ausgeschlossen.is_none()
            && p.erwerbsfaehig != Some(false)
            && p.zu_besuch_tage.is_none()
    };
    let arbeitet = |p: &&Person| {
        let arbeit = [EinkommenArt::Erwerb, EinkommenArt::Selbstaendig];
        p.einkommen.iter().any(|zeile| arbeit.contains(&zeile.art))
    };
    let menschen = || haushalte.iter().flat_map(|h| &h.lage.personen).filter(erwerbsfaehig);
    let anteil = menschen().filter(arbeitet).count() * 1_000 / menschen().count();
    pruefe("mit Arbeit", anteil, 185..=215);
}

#[test]
fn jede_art_von_einkommen_kommt_mehrmals_vor() {
    use EinkommenArt as E;
    let (_, haushalte) = grosser_kreis();
    let mut anzahl: BTreeMap<EinkommenArt, usize> = BTreeMap::new();
    for zeile in haushalte.iter().flat_map(|h| &h.lage.personen).flat_map(|p| &p.einkommen) {
        *anzahl.entry(zeile.art).or_default() += 1;
    }
    let alle = [
        (E::Erwerb, E::Selbstaendig, E::Kindergeld),
        (E::Unterhalt, E::Unterhaltsvorschuss, E::Arbeitslosengeld),
        (E::Krankengeld, E::Rente, E::Elterngeld),
        (E::Mutterschaftsgeld, E::Bafoeg, E::Bab),
        (E::Ausbildungsgeld, E::TaschengeldFwd, E::Kinderzuschlag),
        (E::Wohngeld, E::Pflegegeld, E::Aufwandsentschaedigung),
        (E::Trinkgeld, E::Kapital, E::Nachzahlung),
        (E::Sonstiges, E::Frei, E::Frei),
    ];
    for art in alle.into_iter().flat_map(|(a, b, c)| [a, b, c]) {
        assert!(anzahl.get(&art).is_some_and(|n| *n >= 5), "{art:?} kommt zu selten vor");
    }
}

#[test]
fn jedes_ereignis_und_jeder_ausschluss_kommt_vor() {
    let (kreis, haushalte) = grosser_kreis();
    let monat = kreis.monat;
    let menschen = || haushalte.iter().flat_map(|h| &h.lage.personen);
    let wohnungen = || haushalte.iter().flat_map(|h| h.lage.wohnung.alle());
    let geburtstag =
        |jahre| menschen().filter(move |p| p.geboren.geburtstag(jahre).monat() == monat);
    let kostensenkung = wohnungen().filter(|w| w.kostensenkung.is_some()).count();
    let faelle = [
        ("Geburt", menschen().filter(|p| p.von == Some(p.geboren)).count()),
        ("Zuzug", menschen().filter(|p| p.von.is_some_and(|t| t != p.geboren)).count()),
        ("Auszug", menschen().filter(|p| p.bis.is_some() && !p.eltern.is_empty()).count()),
        ("Trennung", haushalte.iter().filter(|h| trennung(h)).count()),
        ("18. Geburtstag", geburtstag(18).count()),
        ("25. Geburtstag", geburtstag(25).count()),
        ("Todesfall", wohnungen().filter(|w| w.todesfall_monat == Some(monat)).count()),
        ("Umzug", haushalte.iter().filter(|h| zieht_um(h)).count()),
        ("Nachforderung", wohnungen().filter(|w| !w.einmalig.ist_null()).count()),
        ("Guthaben", wohnungen().filter(|w| !w.guthaben.ist_null()).count()),
        ("Kostensenkung", kostensenkung),
        ("Besuch", menschen().filter(|p| p.zu_besuch_tage.is_some()).count()),
        ("Minderung", menschen().filter(|p| !p.minderungen.is_empty()).count()),
        ("Aufrechnung", haushalte.iter().filter(|h| !h.lage.aufrechnung.is_empty()).count()),
        ("Mehrbedarf", menschen().filter(|p| !p.mehrbedarfe.is_empty()).count()),
        ("Anrede neutral", anreden(haushalte)),
    ];
    for (was, anzahl) in faelle {
        assert!(anzahl >= 5, "{was}: nur {anzahl}");
    }
    let gruende = [
        Ausschluss::Altersrente,
        Ausschluss::Sgb12Kap4,
        Ausschluss::Asylblg,
        Ausschluss::Studium,
        Ausschluss::Stationaer,
        Ausschluss::Haft,
        Ausschluss::Ausland,
        Ausschluss::AuslaenderAusschluss,
        Ausschluss::NichtErreichbar,
        Ausschluss::Haushaltsgemeinschaft,
    ];
    for grund in gruende {
        assert!(menschen().any(|p| p.ausgeschlossen == Some(grund)), "{grund:?}");
    }
}

/// Ein Erwachsener geht in dem Monat, ohne zu sterben.
fn trennung(haushalt: &Haushalt) -> bool {
    let geht = |p: &Person| p.bis.is_some() && p.eltern.is_empty();
    let todesfall = haushalt.lage.wohnung.alle().iter().any(|w| w.todesfall_monat.is_some());
    !todesfall && haushalt.lage.personen.iter().any(geht)
}

fn zieht_um(haushalt: &Haushalt) -> bool {
    matches!(haushalt.lage.wohnung, Wohnungen::Mehrere(_))
}

fn anreden(haushalte: &[Haushalt]) -> usize {
    haushalte.iter().flat_map(|h| &h.namen).filter(|n| n.anrede == Anrede::Neutral).count()
}

#[test]
fn bewilligungen_beginnen_in_allen_zwoelf_monaten() {
    let (kreis, haushalte) = grosser_kreis();
    for vorher in 0..12 {
        let ab = kreis.monat.plus(-vorher).erster();
        let anteil = promille(haushalte, |h| h.lage.bewilligung_ab == Some(ab));
        pruefe(&ab.to_string(), anteil, 50..=120);
    }
}

#[test]
fn der_traeger_sagt_dass_er_erfunden_ist() {
    let traeger = muster::traeger();
    assert!(traeger.synthetisch);
    assert_eq!(traeger.kennung, "MUSTER");
    assert_eq!(traeger.land, "NW");
    // ISO 9362: eine Null an achter Stelle bezeichnet einen Test-BIC.
    assert_eq!(traeger.bic.as_bytes().get(7), Some(&b'0'));
    assert!(traeger.konto.iban.starts_with("DE") && traeger.konto.iban.len() == 22);
}
