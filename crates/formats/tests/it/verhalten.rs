//! Was die Datei enthält, was sie nie enthält und was eine Zahlung aufhält.

use std::io::{self, Write};

use case::traeger::Traeger;
use case::zahlung::{Iban, Zahlung};
use formats::sepa::{Auftrag, SepaFehler, ist_erlaubt, schreibe};
use jiff::civil::date;
use law::measure::Cent;
use proptest::prelude::*;

use crate::daten::{auftrag, iban, miete, traeger, zahlung};
use crate::xml::{blaetter, dateien, werte};

#[test]
fn die_datei_nennt_keine_anschrift_und_dritte_sehen_keine_sozialleistung() {
    let traeger = traeger();
    let [datei] = dateien(&auftrag(&traeger), &[zahlung(1), miete(1)]).try_into().unwrap();
    let xml = String::from_utf8(datei.ziel).unwrap();
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), "UTF-8 ohne BOM");
    assert!(xml.contains("Erfundene Daten"));
    for nie in ["PstlAdr", "Musterstadt", "CdtrAgt", "InstrId"] {
        assert!(!xml.contains(nie), "{nie}");
    }
    let (_, dritte) = xml.split_once("-D</PmtInfId>").unwrap();
    for nie in ["SSBE", "Grundsicherung", "BG-"] {
        assert!(!dritte.contains(nie), "{nie}");
    }
    assert_eq!((datei.anzahl, datei.summe, datei.nummer), (2, Cent::neu(4), 1));
}

#[test]
fn kennungen_haengen_nur_an_den_plaetzen() {
    let traeger = traeger();
    let auftrag = auftrag(&traeger);
    let kennungen = |zahlungen: &[Zahlung]| -> Vec<String> {
        dateien(&auftrag, zahlungen).into_iter().map(|datei| datei.kennung).collect()
    };
    let erste = kennungen(&[zahlung(1), zahlung(2)]);
    let mut berichtigt = zahlung(1);
    berichtigt.empfaenger_name = "Anders".to_owned();
    berichtigt.iban = iban(77);
    berichtigt.betrag = Cent::neu(5);
    berichtigt.verwendungszweck = "Nachtrag".to_owned();
    assert_eq!(berichtigt.kennung(), zahlung(1).kennung(), "auch mit anderem Konto dieselbe");
    assert_eq!(kennungen(&[zahlung(2), berichtigt]), erste, "Wiederholung ist erkennbar");
    let mut zweiter_versuch = zahlung(1);
    zweiter_versuch.versuch = 2;
    assert_ne!(kennungen(&[zweiter_versuch, zahlung(2)]), erste);
    assert_ne!(kennungen(&[zahlung(1)]), erste);
    assert!(kennungen(&[]).is_empty(), "keine Zahlung, keine Datei");
}

#[test]
fn ein_zweiter_lauf_nennt_dieselben_kennungen_auch_an_einem_anderen_tag() {
    let traeger = traeger();
    let mut auftrag = auftrag(&traeger);
    auftrag.je_datei = 2;
    let zahlungen = [zahlung(1), miete(1), zahlung(2)];
    let erster = dateien(&auftrag, &zahlungen);
    assert_eq!(dateien(&auftrag, &zahlungen), erster, "dieselben Bytes");
    auftrag.erstellt = date(2026, 11, 24).at(9, 0, 0, 0);
    auftrag.ausfuehrung = "2026-12-01".parse().unwrap();
    let zweiter = dateien(&auftrag, &zahlungen);
    assert_ne!(zweiter, erster, "der Tag steht in der Datei");
    assert_eq!(zweiter.len(), 2);
    for endung in ["GrpHdr/MsgId", "PmtInf/PmtInfId", "EndToEndId"] {
        for (alt, neu) in erster.iter().zip(&zweiter) {
            let (alt, neu) = (blaetter(&alt.ziel), blaetter(&neu.ziel));
            assert!(!werte(&alt, endung).is_empty(), "{endung}");
            assert_eq!(werte(&alt, endung), werte(&neu, endung), "{endung}");
        }
    }
}

#[test]
fn ein_platz_wird_nie_zweimal_bezahlt() {
    let traeger = traeger();
    let mut auftrag = auftrag(&traeger);
    // Was an der zweiten Zahlung desselben Platzes anders ist, macht sie nicht zu einer anderen.
    let faelle: [fn(&mut Zahlung); 6] = [
        |_| {},
        |z| z.versuch = 2,
        |z| z.betrag = Cent::neu(5),
        |z| z.iban = iban(77),
        |z| z.empfaenger_name = "Anders".to_owned(),
        |z| z.verwendungszweck = "Nachtrag".to_owned(),
    ];
    for aendere in faelle {
        let mut doppelt = zahlung(1);
        aendere(&mut doppelt);
        // Auch wenn die beiden in verschiedene Dateien kämen oder weit auseinander liegen.
        for je_datei in [1, 100] {
            auftrag.je_datei = je_datei;
            let zahlungen = [zahlung(1), zahlung(2), miete(1), doppelt.clone()];
            haelt_auf(
                &zahlungen,
                &auftrag,
                "BG-00000001, 2026-12, Leistung an Haushalt: Sie kommt",
            );
        }
    }
}

/// Eine Änderung, die aufhält, und was die Meldung dann nennt.
type Fall<T> = (fn(&mut T), &'static str);

/// Erwartet einen Fehler, in dem `teil` steht, und dass keine Datei angelegt wird.
fn haelt_auf(zahlungen: &[Zahlung], auftrag: &Auftrag<'_>, teil: &str) {
    let mut angelegt = 0;
    let fehler = schreibe(auftrag, zahlungen, |_| {
        angelegt += 1;
        Ok(Vec::new())
    })
    .unwrap_err();
    let meldung = fehler.to_string();
    assert!(meldung.contains(teil), "„{teil}“ in: {meldung}");
    assert!(!meldung.contains("Ada") && !meldung.contains("DE"), "{meldung}");
    assert_eq!(angelegt, 0, "{teil}");
}

#[test]
fn was_die_bank_nicht_annimmt_haelt_die_datei_auf_und_nennt_den_fall() {
    let traeger = traeger();
    let auftrag = auftrag(&traeger);
    let faelle: [Fall<Zahlung>; 6] = [
        (|z| z.betrag = Cent::NULL, "BG-00000002, 2026-12, Leistung an Haushalt: Der Betrag"),
        (|z| z.betrag = Cent::neu(100_000_000_000), "Betrag"),
        (|z| z.empfaenger_name = " \u{200b}\t".to_owned(), "Name"),
        (|z| z.verwendungszweck = "  ".to_owned(), "Verwendungszweck"),
        (|z| z.slot.traeger = "ANDERE".to_owned(), "anderen Träger"),
        (
            |z| z.slot = zahlung(1).slot,
            "BG-00000001, 2026-12, Leistung an Haushalt: Sie kommt zwei",
        ),
    ];
    for (aendere, teil) in faelle {
        let mut zweite = zahlung(2);
        zweite.versuch = 2;
        aendere(&mut zweite);
        haelt_auf(&[zahlung(1), zweite], &auftrag, teil);
    }
}

#[test]
fn falsche_angaben_des_traegers_halten_die_datei_auf() {
    let faelle: [Fall<Traeger>; 6] = [
        (|t| t.kennung = "muster".to_owned(), "Kennung"),
        (|t| t.kennung = "MUSTERKREIS".to_owned(), "Kennung"),
        (|t| t.name = " ".to_owned(), "Name"),
        (|t| t.konto.inhaber = String::new(), "Kontoinhabers"),
        (|t| t.konto.iban.push('0'), "Konto nicht"),
        (|t| t.bic = "MARKD1F1".to_owned(), "BIC"),
    ];
    for (aendere, teil) in faelle {
        let mut traeger = traeger();
        aendere(&mut traeger);
        haelt_auf(&[], &auftrag(&traeger), teil);
    }
    let traeger = traeger();
    let mut auftrag = auftrag(&traeger);
    auftrag.ausfuehrung = "2026-11-22".parse().unwrap();
    haelt_auf(&[zahlung(1)], &auftrag, "22.11.2026");
}

/// Ein Datenträger, der nach `frei` Bytes voll ist.
#[derive(Debug)]
struct Voll {
    frei: usize,
}

impl Write for Voll {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let geht = bytes.len().min(self.frei);
        self.frei -= geht;
        if geht == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(geht) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn ein_voller_datentraeger_ist_immer_ein_fehler() {
    let traeger = traeger();
    let auftrag = auftrag(&traeger);
    let zahlungen = [zahlung(1), miete(1)];
    let [datei] = dateien(&auftrag, &zahlungen).try_into().unwrap();
    for frei in [0, 1, 100, datei.ziel.len() - 1] {
        let fehler = schreibe(&auftrag, &zahlungen, |_| Ok(Voll { frei })).unwrap_err();
        assert!(matches!(fehler, SepaFehler::Schreiben { nummer: 1, .. }), "{frei}: {fehler}");
    }
    let fehler =
        schreibe::<Voll>(&auftrag, &zahlungen, |_| Err(io::ErrorKind::PermissionDenied.into()));
    assert!(matches!(fehler, Err(SepaFehler::Anlegen { nummer: 1, .. })));
}

prop_compose! {
    fn irgendeine(fall: u32)(cent in 1_i64..100_000_000_000, name in any::<String>(),
        dritte in any::<bool>(), versuch in 1_u32..9) -> Zahlung {
        let mut zahlung = if dritte { miete(fall) } else { zahlung(fall) };
        zahlung.betrag = Cent::neu(cent);
        zahlung.versuch = versuch;
        zahlung.empfaenger_name = format!("A{name}");
        zahlung.verwendungszweck = format!("{name} 12/2026");
        zahlung
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn summen_zeichen_und_bytes_stimmen_fuer_jede_eingabe(
        zahlungen in (1_u32..20).prop_flat_map(|n| (0..n).map(irgendeine).collect::<Vec<_>>()),
        je_datei in 1_usize..8,
    ) {
        let traeger = traeger();
        let mut auftrag = auftrag(&traeger);
        auftrag.je_datei = je_datei;
        let geschrieben = dateien(&auftrag, &zahlungen);
        let andersherum: Vec<Zahlung> = zahlungen.iter().rev().cloned().collect();
        prop_assert_eq!(&geschrieben, &dateien(&auftrag, &andersherum));

        let mut kennungen = Vec::new();
        for datei in &geschrieben {
            let blaetter = blaetter(&datei.ziel);
            prop_assert!(blaetter.iter().all(|(_, text)| text.chars().all(ist_erlaubt)));
            let betraege: Cent = werte(&blaetter, "InstdAmt Ccy=\"EUR\"").iter()
                .map(|text| cent(text)).sum();
            prop_assert_eq!(betraege, datei.summe);
            prop_assert_eq!(cent(werte(&blaetter, "GrpHdr/CtrlSum")[0]), datei.summe);
            let sammler: Cent = werte(&blaetter, "PmtInf/CtrlSum").iter().map(|t| cent(t)).sum();
            prop_assert_eq!(sammler, datei.summe);
            let anzahl = datei.anzahl.to_string();
            prop_assert_eq!(werte(&blaetter, "GrpHdr/NbOfTxs"), [anzahl.as_str()]);
            prop_assert!(datei.anzahl <= je_datei && datei.kennung.len() <= 33);
            for iban in werte(&blaetter, "CdtrAcct/Id/IBAN") {
                prop_assert!(Iban::lies(iban).is_ok());
            }
            kennungen.extend(werte(&blaetter, "EndToEndId").into_iter().map(str::to_owned));
        }
        let summe: Cent = geschrieben.iter().map(|datei| datei.summe).sum();
        prop_assert_eq!(summe, zahlungen.iter().map(|zahlung| zahlung.betrag).sum::<Cent>());
        let mut erwartet: Vec<String> = zahlungen.iter().map(Zahlung::kennung).collect();
        erwartet.sort();
        kennungen.sort();
        prop_assert_eq!(kennungen, erwartet);
    }
}

/// Anders gelesen als geschrieben: Ziffern ohne Punkt.
fn cent(text: &str) -> Cent {
    let (_, stellen) = text.split_once('.').unwrap();
    assert_eq!(stellen.len(), 2);
    Cent::neu(text.replace('.', "").parse().unwrap())
}
