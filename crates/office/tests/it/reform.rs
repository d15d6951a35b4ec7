//! Eine Reform: Probelauf über die Kartei, daraus Entwürfe, gleiche zusammen freigegeben. Auf beiden Datenbanken; die
//! neuen Zahlen sind erfunden.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use case::akte::{FallTatsache, Gilt, Kennung, Nachweis, Posten, Strom};
use case::befehl::{Befehl, EinkommenMelden};
use case::bescheid::{Bewilligtes, Freigaberegeln, Liegengrund, bescheide};
use case::entwurf::wartender;
use case::probelauf::Rechte;
use case::rechte::Zweck;
use case::schnittstelle::Haushalt;
use law::measure::{Monat, Saldo};
use law::recht::Recht;
use muster::Musterkreis;
use office::neuberechnung::{Neuberechnet, Neuberechnung};
use office::ordner::OrdnerFehler;
use office::probelauf::{Auftrag, Bericht, ProbelaufFehler, Richtung, laufe};
use office::sammelfreigabe::Sammelfreigabe;
use serde_json::json;

use crate::hilfe::{Haus, TRAEGER, Wer, als, heute, leerer_ordner};

/// Ab Januar 2027 diese Regelbedarfe; Stufe 1 bisher 563.
fn recht_2027(stufen: [u32; 6]) -> Recht {
    let stufen: Vec<String> = stufen.iter().map(|euro| format!("\"{euro}\"")).collect();
    let fassung = format!(
        "[[regelbedarf.ab]]\ngilt_ab = 2027-01-01\nquelle = \"Probe\"\ngeprueft_am = 2026-11-22\nstufen = [{}]\n\n[leistungsname]",
        stufen.join(", ")
    );
    let dateien = Recht::DATEIEN
        .map(|(name, inhalt)| (name, inhalt.replacen("[leistungsname]", &fassung, 1)));
    Recht::aus_dateien(dateien.iter().map(|(name, inhalt)| (*name, inhalt.as_str()))).unwrap()
}

/// 578 statt 563, und so weiter.
fn mehr() -> Recht {
    recht_2027([578, 516, 461, 481, 400, 367])
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

/// Erika lebt allein, 563 + 437 = 1 000 (§§ 20, 22), Juli 2026 bis Juni 2027.
fn erika(nummer: &str) -> Haushalt {
    serde_json::from_value(json!({
        "nummer": nummer, "antrag": "2026-07-03", "vertreter": "A",
        "namen": [{"id": "A", "vorname": "Erika", "nachname": "Beispiel"}],
        "lage": {"monat": "2026-07", "bewilligung_ab": "2026-07-01", "wohnung": {"grundmiete": "437.00"},
            "personen": [{"id": "A", "geboren": "1985-03-01"}]},
        "bewilligung_bis": "2027-06-30",
        "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
    }))
    .unwrap()
}

fn faeden(zahl: usize) -> NonZeroUsize {
    NonZeroUsize::new(zahl).unwrap()
}

fn probelauf(
    haus: &Haus,
    neu: &Recht,
    (ziel, zahl): (&Path, usize),
) -> Result<Bericht, ProbelaufFehler> {
    let auftrag = Auftrag {
        store: haus.store(),
        traeger: TRAEGER,
        rechte: Rechte { bisher: &haus.recht, neu },
        von: monat("2026-12"),
        bis: None,
        heute: heute(),
        faeden: faeden(zahl),
        ziel,
        uhr: &|| Duration::ZERO,
    };
    laufe(&auftrag, &|| ()).map(|(bericht, _)| bericht)
}

fn inhalt(ordner: &Path) -> BTreeMap<String, String> {
    let datei = |pfad: std::path::PathBuf| {
        let name = pfad.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&pfad).unwrap())
    };
    fs::read_dir(ordner).unwrap().map(|eintrag| datei(eintrag.unwrap().path())).collect()
}

fn nimm_auf(
    haus: &Haus,
    haushalte: impl Iterator<Item = Haushalt>,
) -> Vec<(Kennung, Vec<Kennung>)> {
    let mut naechste = 0;
    haushalte.map(|haushalt| haus.nimm_auf(haushalt, &mut naechste)).collect()
}

#[test]
fn der_probelauf_nennt_jeden_unterschied_und_seine_summen_gehen_auf() {
    let ordner = leerer_ordner("reform-probelauf");
    let mut gesehen = Vec::new();
    for haus in Haus::beide("reform-probe") {
        let kreis = Musterkreis { saat: 11, personen: 150, monat: monat("2026-09") };
        nimm_auf(&haus, std::iter::once(erika("BG-E")).chain(kreis.haushalte()));
        for zahl in [1, 3] {
            let ziel = ordner.join(format!("{}-{zahl}", haus.ist_sqlite()));
            let bericht = probelauf(&haus, &mehr(), (&ziel, zahl)).unwrap();
            assert!(bericht.stimmt() && bericht.gerechnet() > 20, "{bericht:?}");
            assert_eq!(bericht.nicht_gerechnet, 0);
            gesehen.push((bericht, inhalt(&ziel)));
        }
    }
    let (bericht, dateien) = gesehen.pop().unwrap();
    for (anderer, andere) in gesehen {
        assert_eq!((&anderer, &andere), (&bericht, &dateien), "dieselben Bytes");
    }
    // Erika: Dezember wie bisher, sechs Monate mit 15 Euro mehr nach § 20.
    let tabelle: Vec<Vec<&str>> = dateien["probelauf.csv"]
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|zeile| zeile.split(';').collect())
        .collect();
    let ihre: Vec<_> = tabelle[1..]
        .iter()
        .filter(|zeile| zeile[3..7] == ["1000,00", "1000,00", "1015,00", "15,00"])
        .collect();
    assert!(ihre.len() >= 6 && ihre.iter().all(|zeile| zeile[7].starts_with("§ 20 ")), "{ihre:?}");
    // Die Tabelle zählt dasselbe Geld wie der Bericht und nennt niemanden beim Namen.
    let cent = |text: &str| text.replace(',', "").parse::<i64>().unwrap();
    let summe: i64 = tabelle[1..].iter().map(|zeile| cent(zeile[6])).sum();
    assert_eq!(summe, bericht.summe);
    let zeilen = u64::try_from(tabelle.len()).unwrap() - 1;
    assert_eq!((zeilen, bericht.richtung(Some(Richtung::Weniger)).anzahl), (bericht.zeilen, 0));
    assert!(dateien.values().all(|text| !text.contains("Beispiel")));
    let bild = &dateien["verteilung.svg"];
    assert!(bild.contains("<title id=\"titel\">") && bild.contains("über 10 bis 20 € mehr"));
    assert!(dateien["verteilung.csv"].contains("Haushalte mit 1 Person;mehr;"));
    assert!(dateien["bericht.md"].contains("| davon gerechnet |"));
}

#[test]
fn ein_probelauf_ersetzt_nur_seinen_eigenen_ordner_und_laesst_nichts_halbes() {
    let ordner = leerer_ordner("reform-ordner");
    let haus = Haus::sqlite("reform-ordner-haus", crate::hilfe::uhr);
    nimm_auf(&haus, std::iter::once(erika("BG-E")));
    fs::write(ordner.join("urlaub.txt"), "bleibt").unwrap();
    let fehler = probelauf(&haus, &mehr(), (&ordner, 1)).unwrap_err();
    assert!(matches!(fehler, ProbelaufFehler::Ordner(OrdnerFehler::Fremd { .. })));
    let ziel = ordner.join("probe");
    // Dasselbe Recht zweimal: kein Unterschied, und der Ordner darf danach ersetzt werden.
    let dasselbe = probelauf(&haus, &haus.recht, (&ziel, 1)).unwrap();
    assert_eq!((dasselbe.summe, dasselbe.zeilen, dasselbe.gerechnet()), (0, 0, 1));
    let bericht = probelauf(&haus, &mehr(), (&ziel, 1)).unwrap();
    assert_eq!((bericht.summe, bericht.zeilen), (90_00, 6));
    let namen: Vec<_> = fs::read_dir(&ordner).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(namen.len(), 2, "{namen:?}");
}

fn rechne_neu(haus: &Haus, bisher: &Recht) -> Neuberechnet {
    let neuberechnung = Neuberechnung {
        door: haus.door(),
        caller: als(Wer::Leitung, Some(Zweck::Rechtsaenderung)),
        bisher,
        ab: monat("2027-01"),
        rueckwirkend: false,
        faeden: faeden(3),
    };
    neuberechnung.laufe(&|| ()).unwrap()
}

fn sammelfreigabe<'a>(haus: &'a Haus, regeln: &'a Freigaberegeln, wer: Wer) -> Sammelfreigabe<'a> {
    Sammelfreigabe { door: haus.door(), caller: als(wer, None), regeln, faeden: faeden(3) }
}

fn fall(haus: &Haus, fall: Kennung) -> case::akte::Akte<FallTatsache> {
    haus.store().load(TRAEGER, Strom::fall(fall)).unwrap()
}

/// 300 Lohn ab Januar.
fn lohn(fall: Kennung, person: Kennung) -> Befehl {
    let lohn = json!({"art": "erwerb", "brutto": "300.00", "netto": "300.00"});
    Befehl::EinkommenMelden(Box::new(EinkommenMelden {
        fall,
        person,
        posten: Posten::nr(1),
        einkommen: Some(serde_json::from_value(lohn).unwrap()),
        gilt: Gilt::ab("2027-01-01".parse().unwrap()),
        eingang: heute(),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }))
}

#[test]
fn aus_geaendertem_recht_werden_entwuerfe_und_gleiche_gehen_zusammen_hinaus() {
    let regeln = Freigaberegeln::eingebaut().unwrap();
    for mut haus in Haus::beide("reform-batch") {
        let bisher = haus.recht.clone();
        let haushalte = (0..30).map(|nr| erika(&format!("BG-{nr}")));
        let faelle = nimm_auf(&haus, haushalte);
        haus.recht = mehr();
        let getan = rechne_neu(&haus, &bisher);
        assert_eq!((getan.faelle, getan.gesehen, getan.entworfen), (30, 30, 30));
        assert_eq!(getan.liegen, []);
        // Noch einmal: nichts geschieht.
        let nochmal = rechne_neu(&haus, &bisher);
        assert_eq!((nochmal.entworfen, nochmal.schon), (0, 30));
        // Eine Meldung dazu: diesen Fall sieht ein Mensch.
        let (mit_lohn, menschen) = &faelle[3];
        haus.tue("lohn", &lohn(*mit_lohn, menschen[0])).unwrap();
        // Wer neu gerechnet hat, gibt nichts davon frei.
        let selbst = sammelfreigabe(&haus, &regeln, Wer::Leitung).sieh(&|| ()).unwrap();
        assert!(selbst.gruppen.is_empty());
        // Wem die Fälle nicht gehören, der sieht nichts.
        let fremd = sammelfreigabe(&haus, &regeln, Wer::Fremd).sieh(&|| ()).unwrap();
        assert_eq!(fremd, office::sammelfreigabe::Wartendes::default());
        let gezogen = faelle.iter().filter(|(fall, _)| fall != mit_lohn && regeln.zieht(*fall, 1));
        let gezogen: Vec<Kennung> = gezogen.map(|(fall, _)| *fall).collect();
        let freigabe = sammelfreigabe(&haus, &regeln, Wer::Leistung);
        let wartet = freigabe.sieh(&|| ()).unwrap();
        assert_eq!(wartet.gruppen.len(), 1, "{wartet:?}");
        let gruppe = &wartet.gruppen[0];
        let zahl = 29 - u64::try_from(gezogen.len()).unwrap();
        // Sechs Monate mit 15 Euro.
        let summe = Saldo::neu(90_00 * i64::try_from(zahl).unwrap());
        assert_eq!((gruppe.entwuerfe, gruppe.summe), (zahl, summe));
        let mut liegen: Vec<_> = gezogen.iter().map(|f| (*f, Liegengrund::Stichprobe)).collect();
        liegen.push((*mit_lohn, Liegengrund::AndererAnlass));
        liegen.sort();
        assert_eq!(wartet.liegen, liegen);
        // Gilt inzwischen wieder das alte Recht, geht keiner hinaus, und jeder sagt warum.
        let neu = std::mem::replace(&mut haus.recht, bisher.clone());
        let getan = sammelfreigabe(&haus, &regeln, Wer::Leistung).gib_frei(&gruppe.name, &|| ());
        let getan = getan.unwrap();
        assert_eq!((getan.frei.len(), getan.liegen.len()), (0, usize::try_from(zahl).unwrap()));
        assert!(getan.liegen.iter().all(|(_, grund)| grund.contains("ergibt heute etwas anderes")));
        haus.recht = neu;
        let gezaehlt = AtomicU64::new(0);
        let zaehle = || {
            gezaehlt.fetch_add(1, Ordering::Relaxed);
        };
        let freigabe = sammelfreigabe(&haus, &regeln, Wer::Leistung);
        let getan = freigabe.gib_frei(&gruppe.name, &zaehle).unwrap();
        assert_eq!((getan.liegen.len(), getan.frei.len()), (0, usize::try_from(zahl).unwrap()));
        assert_eq!(gezaehlt.into_inner(), 30);
        for (kennung, menschen) in &faelle {
            let akte = fall(&haus, *kennung);
            let frei = getan.frei.contains(kennung);
            assert_eq!(
                (bescheide(&akte).len(), wartender(&akte).is_none()),
                (1 + usize::from(frei), frei)
            );
            let bewilligt = Bewilligtes::aus(&akte);
            let januar = bewilligt.zuletzt(monat("2027-01"), menschen[0]).unwrap();
            let erwartet = if frei { "1015.00" } else { "1000.00" };
            assert_eq!(januar.leistung.summe().als_text(), erwartet);
        }
        assert!(freigabe.sieh(&|| ()).unwrap().gruppen.is_empty());
        assert_eq!(rechne_neu(&haus, &bisher).entworfen, 0);
        assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
    }
}

#[test]
fn ist_schon_anderes_bewilligt_bleibt_der_fall_liegen_und_haelt_keinen_auf() {
    // Aufgenommen mit 100 Euro weniger Regelbedarf ab Januar, als „bisher“ genannt wird.
    let [mut haus, _] = Haus::beide("reform-liegt");
    let bisher = haus.recht.clone();
    haus.recht = recht_2027([463, 406, 351, 371, 290, 257]);
    let mut naechste = 0;
    let (anders, _) = haus.nimm_auf(erika("BG-1"), &mut naechste);
    haus.recht = bisher.clone();
    haus.nimm_auf(erika("BG-2"), &mut naechste);
    haus.recht = mehr();
    let getan = rechne_neu(&haus, &bisher);
    assert_eq!(getan.entworfen, 1);
    assert_eq!(getan.liegen.len(), 1, "{getan:?}");
    let (fall, grund) = &getan.liegen[0];
    assert_eq!(*fall, anders);
    assert!(grund.contains("Januar 2027") && grund.contains("bisherige Recht"), "{grund}");
}
