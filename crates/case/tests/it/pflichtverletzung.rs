//! Pflichtverletzung, Meldeversäumnis, drittes Versäumnis in Folge (§§ 31 bis 32, § 7b Abs. 4 SGB II). Jeder Betrag von Hand.
//!
//! Erika: 563 Regelbedarf und 437 Miete. 30 Prozent von 563 sind 168,90; gemindert 831,10. Ohne Regelbedarf 437.

use case::akte::Posten;
use case::anhoerung::AnhoerungFehlt;
use case::befehl::{
    Ablehnung, Anhoerungsschritt, Befehl, EntwurfErneuern, FrageBeantworten,
    PflichtverletzungAufnehmen, PflichtverletzungFuehren, Pflichtverletzungsschritt as Schritt,
};
use case::bescheid::Bescheidart;
use case::brief::{Art, anhoerungsbrief, bescheidbrief};
use case::entwurf::{Anhoerung, Antwort, Thema};
use case::pflichtverletzung::{Belehrung, Einstellungsgrund, Verfahrensstand, pflichtverletzungen};
use law::lage::MinderungArt;

use crate::aenderungsbrief::traeger;
use crate::buero::{Buero, FALL, LEITUNG, SACHBEARBEITUNG, kennung, tag};

fn verstoss(art: MinderungArt, am: &str) -> PflichtverletzungAufnehmen {
    PflichtverletzungAufnehmen {
        fall: FALL,
        person: kennung('A'),
        art,
        tag: tag(am),
        belehrung: Belehrung::Schriftlich,
        aufeinander_folgend: true,
        was: "Sie kamen nicht zum Termin um 9 Uhr.".to_owned(),
        durch: SACHBEARBEITUNG,
    }
}

fn nimm_auf(
    buero: &mut Buero,
    verstoss: PflichtverletzungAufnehmen,
    heute: &str,
) -> Result<(), Ablehnung> {
    buero.tue(Befehl::PflichtverletzungAufnehmen(Box::new(verstoss)), heute)
}

fn versaeumt(buero: &mut Buero, am: &str) {
    nimm_auf(buero, verstoss(MinderungArt::Meldeversaeumnis, am), am).unwrap();
}

fn fuehre(
    buero: &mut Buero,
    nummer: usize,
    schritt: Schritt,
    heute: &str,
) -> Result<(), Ablehnung> {
    let durch = SACHBEARBEITUNG;
    let nummer = Posten::nr(nummer);
    let fuehren = PflichtverletzungFuehren { fall: FALL, nummer, schritt, durch };
    buero.tue(Befehl::PflichtverletzungFuehren(Box::new(fuehren)), heute)
}

/// Beantwortet alle Fragen nach Grund und Härte mit Nein.
fn kein_grund_keine_haerte(buero: &mut Buero, heute: &str) {
    let fragen = buero.wartender().unwrap().fragen.clone();
    for frage in fragen {
        let antwort = match frage.thema {
            Thema::WichtigerGrund => Antwort::KeinGrund,
            Thema::Haerte => Antwort::KeineHaerte,
            andere => panic!("{andere:?}"),
        };
        let befehl = FrageBeantworten {
            fall: FALL,
            thema: frage.thema,
            person: frage.person,
            monat: None,
            norm: Some(frage.norm),
            antwort,
            begruendung: "Nach Anhörung und Prüfung der Akte.".to_owned(),
            durch: SACHBEARBEITUNG,
        };
        buero.tue(Befehl::FrageBeantworten(Box::new(befehl)), heute).unwrap();
    }
}

fn erneuere(buero: &mut Buero, heute: &str) {
    buero.tue(Befehl::EntwurfErneuern(Box::new(EntwurfErneuern { fall: FALL })), heute).unwrap();
}

fn monat(buero: &Buero, monat: &str) -> String {
    let alle = buero.bewilligt('A');
    alle.into_iter().find(|zeile| zeile.starts_with(monat)).unwrap()
}

#[test]
fn das_erste_versaeumnis_kostet_nichts_das_zweite_nach_anhoerung_dreissig_prozent() {
    let mut buero = Buero::erika();
    versaeumt(&mut buero, "2026-09-01");
    assert!(buero.wartender().is_none());
    // Am 15. bekannt gegeben am 19.: Oktober (§ 31b Abs. 1 Satz 1, § 32 Abs. 2).
    versaeumt(&mut buero, "2026-09-15");
    assert_eq!(buero.zeilen(), ["2026-10 1000.00 → 831.10 p31"]);
    let entwurf = buero.wartender().unwrap();
    let themen: Vec<_> = entwurf.fragen.iter().map(|frage| frage.thema).collect();
    assert_eq!(
        (entwurf.anhoerung, themen),
        (Anhoerung::Noetig, vec![Thema::WichtigerGrund, Thema::Haerte])
    );
    // Bis jemand entscheidet, steht nichts beim Menschen: wer die Akte rechnet, rechnet 1 000.
    assert_eq!(monat(&buero, "2026-10"), "2026-10 1000.00");
    let brief =
        anhoerungsbrief(buero.akten(), entwurf, &traeger(), &buero.recht, tag("2026-09-15"))
            .unwrap();
    let text = serde_json::to_string(&brief).unwrap();
    for satz in [
        "Sie kamen nicht zum Termin um 9 Uhr.",
        "wichtigen Grund",
        "persönlich an (§ 31a Abs. 2 SGB II)",
        "wiederholtes Meldeversäumnis (§ 32 Abs. 1 SGB II)",
    ] {
        assert!(text.contains(satz), "„{satz}“ fehlt");
    }
    // Angehört bis zum 3. Oktober; dann wirkt es erst im November, und dazu ist angehört.
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-15").unwrap();
    erneuere(&mut buero, "2026-10-05");
    assert_eq!(buero.zeilen(), ["2026-11 1000.00 → 831.10 p31"]);
    kein_grund_keine_haerte(&mut buero, "2026-10-05");
    assert_eq!(buero.gib_frei(LEITUNG, "2026-10-05"), Ok(Bescheidart::Aenderung));
    assert_eq!(
        [monat(&buero, "2026-10"), monat(&buero, "2026-11"), monat(&buero, "2026-12")],
        ["2026-10 1000.00", "2026-11 831.10", "2026-12 1000.00"]
    );
    let brief = bescheidbrief(buero.akten(), &Posten::nr(2), &traeger(), &buero.recht).unwrap();
    assert_eq!((brief.art, brief.entwurf), (Art::Aenderung, false));
    assert!(serde_json::to_string(&brief).unwrap().contains("Warum wir mindern"));
    // Festgestellt ist festgestellt: die Akte ergibt jetzt dasselbe wie der Bescheid.
    erneuere(&mut buero, "2026-10-06");
    assert!(buero.wartender().is_none());
}

#[test]
fn ohne_anhoerung_wird_nicht_gemindert() {
    let mut buero = Buero::erika();
    versaeumt(&mut buero, "2026-09-01");
    versaeumt(&mut buero, "2026-09-15");
    kein_grund_keine_haerte(&mut buero, "2026-09-15");
    let ohne = buero.gib_frei(LEITUNG, "2026-09-15").unwrap_err();
    assert_eq!(ohne, Ablehnung::Anhoerung(AnhoerungFehlt::Keine));
    // Wer die Fragen beantwortet hat, gibt auch nach der Anhörung nicht frei.
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-15").unwrap();
    erneuere(&mut buero, "2026-10-05");
    let selbst = buero.gib_frei(SACHBEARBEITUNG, "2026-10-05").unwrap_err();
    assert!(matches!(selbst, Ablehnung::VierAugen(_)));
}

#[test]
fn nach_dem_dritten_in_folge_faellt_erst_der_regelbedarf_weg_und_dann_alles() {
    // § 7b Abs. 4: im ersten Monat 437 (C8 der Beispiele: alles außer dem Regelbedarf), danach null bis zum Ende der
    // Bewilligung. Das zweite läuft noch; seine 30 Prozent gehen darin auf.
    let mut buero = Buero::erika();
    for am in ["2026-09-01", "2026-09-08", "2026-09-15"] {
        versaeumt(&mut buero, am);
    }
    let zeilen = buero.zeilen();
    assert_eq!(zeilen[..2], ["2026-10 1000.00 → 437.00 p31", "2026-11 1000.00 → 0.00 p31"]);
    assert_eq!((zeilen.len(), zeilen[8].as_str()), (9, "2027-06 1000.00 → 0.00 p31"));
    let arten: Vec<_> = {
        let akten = buero.akten();
        pflichtverletzungen(akten.fall)
            .into_iter()
            .map(|(_, eine)| (eine.art, eine.folge))
            .collect()
    };
    assert_eq!(
        arten[1..],
        [(MinderungArt::Meldeversaeumnis, 2), (MinderungArt::NichtErreichbar, 3)]
    );
}

#[test]
fn wer_einen_wichtigen_grund_hat_wird_nicht_gemindert_und_es_zaehlt_nicht_mit() {
    let mut buero = Buero::erika();
    versaeumt(&mut buero, "2026-09-01");
    versaeumt(&mut buero, "2026-09-08");
    let begruendung = "Ein Attest vom selben Tag liegt vor.".to_owned();
    let einstellen = Schritt::Einstellen { grund: Einstellungsgrund::WichtigerGrund, begruendung };
    fuehre(&mut buero, 2, einstellen, "2026-09-10").unwrap();
    assert!(buero.wartender().is_none());
    // Das nächste ist wieder das zweite.
    versaeumt(&mut buero, "2026-09-15");
    assert_eq!(buero.zeilen(), ["2026-10 1000.00 → 831.10 p31"]);
}

#[test]
fn ohne_belehrung_nach_einem_jahr_oder_vor_der_reform_folgt_nichts() {
    let faelle = [
        // Nicht belehrt (§ 32 Abs. 1 Satz 1).
        (["2026-09-01", "2026-09-15"], Belehrung::Keine),
        // Ob ein Versäumnis vor Juli 2026 mitzählt, ist offen: es zählt nicht.
        (["2026-06-29", "2026-09-15"], Belehrung::Schriftlich),
    ];
    for (tage, belehrung) in faelle {
        let mut buero = Buero::erika();
        for am in tage {
            let eine = verstoss(MinderungArt::Meldeversaeumnis, am);
            let heute = am.max("2026-07-03");
            nimm_auf(&mut buero, PflichtverletzungAufnehmen { belehrung, ..eine }, heute).unwrap();
        }
        assert!(buero.wartender().is_none());
        let akten = buero.akten();
        let folgen = pflichtverletzungen(akten.fall);
        assert!(folgen.iter().all(|(_, eine)| eine.stand == Verfahrensstand::OhneFolge));
    }
}

#[test]
fn eine_minderung_endet_wenn_die_pflicht_erfuellt_ist_fruehestens_nach_einem_monat() {
    // Pflichtverletzung am 1. September: Oktober bis Dezember (§ 31b Abs. 2 Satz 1).
    let mut buero = Buero::erika();
    nimm_auf(&mut buero, verstoss(MinderungArt::Pflichtverletzung, "2026-09-01"), "2026-09-02")
        .unwrap();
    let gemindert = ["2026-10", "2026-11", "2026-12"].map(|m| format!("{m} 1000.00 → 831.10 p31"));
    assert_eq!(buero.zeilen(), gemindert);
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-09-02").unwrap();
    kein_grund_keine_haerte(&mut buero, "2026-09-21");
    buero.gib_frei(LEITUNG, "2026-09-21").unwrap();
    // Erfüllt am 10. Oktober: der Oktober bleibt, November und Dezember nicht (§ 31b Abs. 2 Satz 2).
    fuehre(&mut buero, 1, Schritt::Erfuellt { tag: tag("2026-10-10") }, "2026-10-12").unwrap();
    let wieder = ["2026-11", "2026-12"].map(|m| format!("{m} 831.10 → 1000.00 p48_1_1"));
    assert_eq!(buero.zeilen(), wieder);
}

#[test]
fn nach_sechs_monaten_wird_nichts_mehr_festgestellt() {
    // § 31b Abs. 1 Satz 3: 10. Juli, also bis zum 10. Januar.
    let mut buero = Buero::erika();
    let spaet = verstoss(MinderungArt::Pflichtverletzung, "2026-07-10");
    let zu_spaet = nimm_auf(&mut buero, spaet.clone(), "2027-01-11").unwrap_err();
    assert_eq!(zu_spaet, Ablehnung::ZuSpaetFestgestellt);
    nimm_auf(&mut buero, spaet.clone(), "2026-12-10").unwrap();
    assert_eq!(nimm_auf(&mut buero, spaet, "2026-12-10"), Err(Ablehnung::SchonAufgenommen));
    buero.hoere_an(Anhoerungsschritt::Einleiten, "2026-12-10").unwrap();
    erneuere(&mut buero, "2027-01-08");
    kein_grund_keine_haerte(&mut buero, "2027-01-08");
    // Am 8. zur Post, bekannt am 12.: zu spät.
    assert_eq!(buero.gib_frei(LEITUNG, "2027-01-08"), Err(Ablehnung::ZuSpaetFestgestellt));
}
