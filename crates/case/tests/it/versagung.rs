//! Versagt, entzogen, nachgeholt (§§ 66, 67 SGB I), und was davor angefordert wird. Jeder Betrag von Hand: Bedarf 1 000.

use case::akte::Posten;
use case::anforderung::{Anforderungszweck, Unterlage};
use case::befehl::{
    Ablehnung, Anhoerungsschritt, Befehl, LeistungVersagen, UnterlagenAnfordern, UnterlagenFuehren,
    Unterlagenschritt,
};
use case::bescheid::{Bescheidart, Freigaberegeln};
use case::brief::{Art, anforderungsbrief, anhoerungsbrief, bescheidbrief};
use case::entwurf::{Anhoerung, Antwort, Thema};
use case::schritte::{Schrittart, Wer, schritte};
use serde_json::json;

use crate::aenderungsbrief::traeger;
use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, tag};

fn anfordern(belehren: bool) -> Befehl {
    let unterlage = |was: &str| Unterlage { was: was.to_owned(), monat: None, eingang: None };
    Befehl::UnterlagenAnfordern(Box::new(UnterlagenAnfordern {
        fall: FALL,
        zweck: Anforderungszweck::Mitwirkung,
        person: kennung('A'),
        unterlagen: vec![
            unterlage("Kontoauszüge der letzten drei Monate"),
            unterlage("Mietvertrag"),
        ],
        frist: None,
        belehren,
        durch: SACHBEARBEITUNG,
    }))
}

fn versagen() -> Befehl {
    Befehl::LeistungVersagen(Box::new(LeistungVersagen {
        fall: FALL,
        anforderung: Posten::nr(1),
        ermessen: "Ohne Kontoauszüge lässt sich nichts feststellen; eine teilweise Leistung käme ohne Grundlage".to_owned(),
        durch: SACHBEARBEITUNG,
    }))
}

fn fuehre(schritt: Unterlagenschritt) -> Befehl {
    let (anforderung, durch) = (Posten::nr(1), SACHBEARBEITUNG);
    let fuehren = UnterlagenFuehren { fall: FALL, anforderung, schritt, durch };
    Befehl::UnterlagenFuehren(Box::new(fuehren))
}

fn da(welche: &[usize], eingang: &str) -> Befehl {
    fuehre(Unterlagenschritt::Eingegangen { welche: welche.to_vec(), eingang: tag(eingang) })
}

fn erika() -> Buero {
    Buero::beantragt(json!([{"id": "A", "geboren": "1985-03-01"}]), "437.00")
}

/// Zwölf Zeilen, Juli 2026 bis Juni 2027.
fn jahr(zeile: &str) -> Vec<String> {
    let erster: law::measure::Monat = "2026-07".parse().unwrap();
    (0..12).map(|n| format!("{} {zeile}", erster.plus(n))).collect()
}

#[test]
fn ein_antrag_wird_erst_nach_hinweis_und_frist_versagt() {
    let mut buero = erika();
    let gleich = buero.tue(versagen(), "2026-07-06").unwrap_err();
    assert_eq!(gleich, Ablehnung::KeineAnforderung);
    buero.tue(anfordern(false), "2026-07-06").unwrap();
    let ohne = buero.tue(versagen(), "2026-07-30").unwrap_err();
    assert_eq!(ohne, Ablehnung::OhneBelehrung);
    // Mit Hinweis: Post am 6. Juli, bekannt am 10., zwei Wochen: bis zum 24.
    let mut buero = erika();
    buero.tue(anfordern(true), "2026-07-06").unwrap();
    let frueh = buero.tue(versagen(), "2026-07-24").unwrap_err();
    assert_eq!(frueh, Ablehnung::AnforderungLaeuft(tag("2026-07-24")));
    buero.tue(versagen(), "2026-07-27").unwrap();
    assert_eq!(buero.zeilen(), jahr("0.00 → 0.00 p66"));
    let entwurf = buero.wartender().unwrap();
    assert_eq!(
        (entwurf.art(), entwurf.anhoerung),
        (Bescheidart::Versagung, Anhoerung::NichtNoetig)
    );
    assert_eq!(buero.gib_frei(LEITUNG, "2026-07-27"), Ok(Bescheidart::Versagung));
    let brief = bescheidbrief(buero.akten(), &Posten::nr(1), &traeger(), &buero.recht).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Versagung, false));
    let text = serde_json::to_string(&brief).unwrap();
    for satz in [
        "wir versagen Ihnen",
        "Kontoauszüge der letzten drei Monate",
        "§ 66 Abs. 3 SGB I",
        "§ 67 SGB I",
        "Ohne Kontoauszüge lässt sich",
    ] {
        assert!(text.contains(satz), "„{satz}“ fehlt");
    }
}

fn versagt() -> Buero {
    let mut buero = erika();
    buero.tue(anfordern(true), "2026-07-06").unwrap();
    buero.tue(versagen(), "2026-07-27").unwrap();
    buero.gib_frei(LEITUNG, "2026-07-27").unwrap();
    buero
}

#[test]
fn wird_nachgeholt_entscheidet_jemand_ob_auch_fuer_die_vergangenheit_gezahlt_wird() {
    // § 67 SGB I. Am 10. August bekannt am 14.: Juli und August sind Vergangenheit.
    for (antwort, juli) in [(Antwort::Zahlen, "1000.00"), (Antwort::NichtZahlen, "0.00")] {
        let mut buero = versagt();
        buero.tue(da(&[1], "2026-08-08"), "2026-08-08").unwrap();
        assert!(buero.wartender().is_none(), "der Mietvertrag fehlt noch");
        buero.tue(da(&[2], "2026-08-10"), "2026-08-10").unwrap();
        assert_eq!(buero.zeilen(), jahr("0.00 → 1000.00 p67"));
        buero.antworte((Thema::Nachholung, None), antwort, "2026-08-10").unwrap();
        buero.gib_frei(LEITUNG, "2026-08-10").unwrap();
        let bewilligt = buero.bewilligt('A');
        assert_eq!(
            bewilligt[..3],
            [format!("2026-07 {juli}"), format!("2026-08 {juli}"), "2026-09 1000.00".to_owned()]
        );
        // Darüber ist entschieden: es wird nicht noch einmal gefragt.
        let erneuern = case::befehl::EntwurfErneuern { fall: FALL };
        buero.tue(Befehl::EntwurfErneuern(Box::new(erneuern)), "2026-08-11").unwrap();
        assert!(buero.wartender().is_none());
    }
}

#[test]
fn eine_laufende_leistung_wird_nur_fuer_die_zukunft_und_nach_anhoerung_entzogen() {
    // Angefordert am 1. September, Frist bis zum 19.; entworfen am 25., bekannt am 29.: ab Oktober.
    let mut buero = Buero::erika();
    buero.tue(anfordern(true), "2026-09-01").unwrap();
    buero.tue(versagen(), "2026-09-25").unwrap();
    let zeilen = buero.zeilen();
    assert_eq!((zeilen.len(), zeilen[0].as_str()), (9, "2026-10 1000.00 → 0.00 p66"));
    assert_eq!(buero.wartender().unwrap().anhoerung, Anhoerung::Noetig);
    assert!(matches!(buero.gib_frei(LEITUNG, "2026-09-25"), Err(Ablehnung::Anhoerung(_))));
    let traeger = traeger();
    let entwurf = buero.wartender().unwrap();
    let brief =
        anhoerungsbrief(buero.akten(), entwurf, &traeger, &buero.recht, tag("2026-09-25")).unwrap();
    assert_eq!(brief.art, Art::Anhoerung);
    assert!(serde_json::to_string(&brief).unwrap().contains("wir wollen Ihnen die Leistungen"));
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-25").unwrap();
    // Die Unterlagen kommen in der Frist: es wird nichts entzogen.
    let mut nachgeholt = Buero { recht: buero.recht.clone(), bestand: buero.bestand.clone() };
    nachgeholt.tue(da(&[1, 2], "2026-09-28"), "2026-09-28").unwrap();
    assert!(nachgeholt.wartender().is_none());
    assert_eq!(nachgeholt.bewilligt('A'), jahr("1000.00"));
}

#[test]
fn der_naechste_schritt_folgt_der_anforderung() {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    let mut buero = Buero::erika();
    buero.tue(anfordern(true), "2026-09-01").unwrap();
    let schritt = |buero: &Buero, heute: &str| {
        let alle = schritte(buero.akten().fall, &regeln, tag(heute));
        let seiner = alle.into_iter().find(|s| s.nummer == Some(Posten::nr(1)));
        seiner.map(|s| (s.was, s.bis, s.wer))
    };
    let abwarten = (Schrittart::UnterlagenAbwarten, tag("2026-09-19"), Wer::Mensch);
    assert_eq!(schritt(&buero, "2026-09-10"), Some(abwarten));
    let erinnern = (Schrittart::AnUnterlagenErinnern, tag("2026-10-03"), Wer::Leistung);
    assert_eq!(schritt(&buero, "2026-09-20"), Some(erinnern));
    // Erinnert am 21.: bekannt am 25., neue Frist bis zum 9. Oktober; der Brief nennt beide Tage.
    buero.tue(fuehre(Unterlagenschritt::Erinnern), "2026-09-21").unwrap();
    let abwarten = (Schrittart::UnterlagenAbwarten, tag("2026-10-09"), Wer::Mensch);
    assert_eq!(schritt(&buero, "2026-09-22"), Some(abwarten));
    let folgen = (Schrittart::UeberFolgenEntscheiden, tag("2026-10-23"), Wer::Leistung);
    assert_eq!(schritt(&buero, "2026-10-10"), Some(folgen));
    let brief = anforderungsbrief(buero.akten(), &Posten::nr(1), &traeger()).unwrap();
    let text = serde_json::to_string(&brief).unwrap();
    assert!(
        text.contains("schon am 01.09.2026 geschrieben") && text.contains("bis zum 09.10.2026")
    );
    let weg = Unterlagenschritt::Zurueckziehen {
        begruendung: "Die Bank hat sie direkt geschickt.".to_owned(),
    };
    buero.tue(fuehre(weg), "2026-09-23").unwrap();
    assert_eq!(schritt(&buero, "2026-10-10"), None);
    let noch_einmal = buero.tue(da(&[1], "2026-09-24"), "2026-09-24").unwrap_err();
    assert_eq!(noch_einmal, Ablehnung::KeineAnforderung);
}
