//! Mehrere Monate eines Haushalts: abschließende Festsetzung, einmalige Einnahmen, Gewinn, Darlehen
//! und Tilgung, jeder Betrag von Hand hergeleitet.

use std::sync::LazyLock;

use case::zeitraum::ZeitraumFehler;
use case::zeitraum::darlehen::{Monatspaar, ueberbruecke};
use case::zeitraum::einmalig::{entscheide, trage_ein};
use case::zeitraum::festsetzung::{Abrechnungsmonat, Festsetzung, setze_zeitraum_fest};
use case::zeitraum::gewinn::setze_gewinn;
use case::zeitraum::tilgung::plane_tilgung;
use law::anspruch::{Werkbank, berechne};
use law::grusigv::p03::{Betrieb, Einnahme as Betriebseinnahme, Einnahmeart, Monate, gewinn};
use law::lage::{
    Aufrechnung, AufrechnungArt, AufrechnungGrund, Einkommen, Einnahme, Lage, Person, PersonNr,
    Wohnung,
};
use law::measure::{Cent, Monat};
use law::recht::Recht;
use law::sgb2::p11::zufluss::{Leistung, Vorweg, Zufluss, Zuflussart};
use law::sgb2::p24::Darlehensgrund;
use law::sgb2::p41a::Nachweis;
use law::sgb2::p43::plan::{Ausgang, Forderung};

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

const A: PersonNr = PersonNr(0);
const B: PersonNr = PersonNr(1);

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn lohn(brutto: &str, netto: &str) -> Einkommen {
    Einkommen::Erwerb { brutto: cent(brutto), netto: cent(netto), fuer_monat: None }
}

fn sonstiges(betrag: &str) -> Einkommen {
    Einkommen::Andere { art: Einnahme::Sonstiges, betrag: cent(betrag) }
}

/// Alleinstehend, Miete 450: 2026 ein Bedarf von 563 + 450 = 1 013.
fn allein(wann: &str, einkommen: &[Einkommen]) -> Lage {
    let person =
        Person { einkommen: einkommen.into(), ..Person::neu("1985-03-01".parse().unwrap()) };
    Lage {
        monat: monat(wann),
        gebiet: law::lage::Gebiet::West,
        bewilligung_ab: monat(wann).erster(),
        leistungsbezug_seit: monat(wann),
        personen: vec![person],
        wohnungen: [Wohnung::neu(cent("450"), Cent::NULL)].into(),
        aufrechnungen: Default::default(),
        zusatz: law::lage::Zusatz::default(),
    }
}

/// Ein Paar, Miete 450: 2026 ein Bedarf von 2 · (506 + 225) = 1 462.
fn paar(wann: &str, einkommen: &[Einkommen]) -> Lage {
    let mut lage = allein(wann, einkommen);
    let mut partner = Person::neu("1987-05-01".parse().unwrap());
    (lage.personen[0].partner, partner.partner) = (Some(B), Some(A));
    lage.personen.push(partner);
    lage
}

fn anspruch(lage: &Lage) -> String {
    let mut werkbank = Werkbank::neu();
    let ergebnis = berechne(lage, &RECHT, &mut werkbank).unwrap();
    ergebnis.personen.iter().map(|p| p.anspruch.summe()).sum::<Cent>().als_text()
}

fn festgesetzt(vorlaeufig: &[Lage], tatsaechlich: &[Lage], nachweise: &[Nachweis]) -> Festsetzung {
    let monate: Vec<_> = vorlaeufig
        .iter()
        .zip(tatsaechlich)
        .map(|(vorlaeufig, tatsaechlich)| Abrechnungsmonat { vorlaeufig, tatsaechlich, nachweise })
        .collect();
    let am = "2026-11-02".parse().unwrap();
    setze_zeitraum_fest(&monate, am, &RECHT, &mut Werkbank::neu()).unwrap()
}

#[test]
fn der_zeitraum_wird_monat_fuer_monat_festgesetzt_und_verrechnet() {
    // Vorläufig Lohn 600 = netto: 20 % von 420 + 30 % von 80 = 108 → 600 − 208 = 392; 1 013 − 392
    // = 621. Tatsächlich 900: 84 + 30 % von 380 = 198 → 900 − 298 = 602; 411 (210 zu viel).
    // Dann 400: 60 → 400 − 160 = 240; 773 (152 nachzuzahlen). Dann 600: gleich.
    let vorlaeufig: Vec<_> =
        ["2026-07", "2026-08", "2026-09"].map(|m| allein(m, &[lohn("600", "600")])).into();
    let tatsaechlich = [
        allein("2026-07", &[lohn("900", "900")]),
        allein("2026-08", &[lohn("400", "400")]),
        allein("2026-09", &[lohn("600", "600")]),
    ];
    let fest = festgesetzt(&vorlaeufig, &tatsaechlich, &[]);
    let endgueltig: Vec<_> = fest.monate.iter().map(|m| m.endgueltig.als_text()).collect();
    assert_eq!(endgueltig, ["411.00", "773.00", "621.00"]);
    assert_eq!(fest.verrechnungen[0].angerechnet, cent("152"));
    assert_eq!((fest.erstattung(A), fest.nachzahlung(A)), (cent("58"), Cent::NULL));
    assert_eq!(fest.erstattung(B), Cent::NULL);
    let beleg = fest.beleg(|_| "A".to_owned());
    assert_eq!(beleg.betrag, cent("58").into());
    assert_eq!(beleg.aus[0].aus.len(), 3 + 3, "drei Summen und drei Monate");
}

#[test]
fn unter_fuenfzig_euro_fuer_beide_zusammen_bleibt_es_dabei() {
    // Paar, sonstiges Einkommen 300 − 30 = 270, tatsächlich 340 − 30 = 310: 40 zu viel, je 20.
    let vorlaeufig = [paar("2026-07", &[sonstiges("300")])];
    let vierzig = [paar("2026-07", &[sonstiges("340")])];
    let fest = festgesetzt(&vorlaeufig, &vierzig, &[]);
    assert_eq!(fest.erstattungen[&1].summe, cent("40"));
    assert_eq!((fest.erstattung(A), fest.erstattung(B)), (Cent::NULL, Cent::NULL));
    // Tatsächlich 350: 50 zu viel, je 25: zu erstatten.
    let fuenfzig = [paar("2026-07", &[sonstiges("350")])];
    let fest = festgesetzt(&vorlaeufig, &fuenfzig, &[]);
    assert_eq!((fest.erstattung(A), fest.erstattung(B)), (cent("25"), cent("25")));
}

#[test]
fn ohne_nachweis_ist_der_anspruch_dieser_person_null() {
    // Paar ohne Einkommen: je 731. A weist nichts nach: 731 zu viel; B behält den Anspruch.
    let lagen = [paar("2026-07", &[])];
    let fest = festgesetzt(&lagen, &lagen, &[Nachweis::Fehlt]);
    assert_eq!((fest.erstattung(A), fest.erstattung(B)), (cent("731"), Cent::NULL));
    let fest = festgesetzt(&lagen, &lagen, &[Nachweis::OhneBelehrung, Nachweis::Vollstaendig]);
    assert_eq!(fest.erstattung(A), Cent::NULL);
    assert_eq!((fest.fragen.len(), fest.fragen[0].person), (1, A));
}

fn nachzahlung(art: Zuflussart, wann: &str, betrag: &str) -> Zufluss {
    Zufluss { art, monat: monat(wann), betrag: cent(betrag), vorweg: Vorweg::default() }
}

#[test]
fn ueber_eine_nachzahlung_wird_einmal_entschieden() {
    // Bedarf 1 013, Pauschale 30. 1 200 − 30 > 1 013: verteilt, je 200 − 30 = 170: 843 im Monat,
    // auch im September, in dem der Lohn allein den Anspruch nicht beendet: 600 → 392, mit Lohn
    // keine Pauschale: 1 013 − 592 = 421.
    let mut lagen: Vec<_> = (0..7)
        .map(|n| {
            let wann = monat("2026-07").plus(n).to_string();
            if n == 2 { allein(&wann, &[lohn("600", "600")]) } else { allein(&wann, &[]) }
        })
        .collect();
    let mut werkbank = Werkbank::neu();
    let zufluss = nachzahlung(Zuflussart::Nachzahlung, "2026-07", "1200");
    let leistung = Leistung::NochNicht;
    let a = entscheide(&lagen, A, &zufluss, leistung, &RECHT, &mut werkbank).unwrap();
    assert!(a.ist_verteilt());
    trage_ein(&mut lagen, A, &a).unwrap();
    let ansprueche: Vec<_> = lagen.iter().map(anspruch).collect();
    let erwartet = ["843.00", "843.00", "421.00", "843.00", "843.00", "843.00", "1013.00"];
    assert_eq!(ansprueche, erwartet);
}

#[test]
fn alte_einmalige_einnahmen_zaehlen_im_folgemonat_und_werden_verteilt() {
    // 2023: Bedarf 502 + 450 = 952. Spalten: Art, Betrag, Leistung, verteilt, ab.
    use Leistung::{NochNicht, SchonErbracht};
    use Zuflussart::{Einmalig, Nachzahlung};
    let faelle = [
        (Einmalig, "2023-05", "1000", SchonErbracht, true, "2023-06"),
        (Einmalig, "2023-05", "1000", NochNicht, true, "2023-05"),
        // 970 − 30 = 940 < 952: es bleibt ein Anspruch.
        (Einmalig, "2023-05", "970", NochNicht, false, "2023-05"),
        // 982 − 30 = 952: er entfällt.
        (Einmalig, "2023-05", "982", NochNicht, true, "2023-05"),
        (Einmalig, "2023-07", "1000", SchonErbracht, false, "2023-07"),
        (Nachzahlung, "2023-07", "1000", SchonErbracht, true, "2023-07"),
    ];
    let lagen: Vec<_> =
        (0..6).map(|n| allein(&monat("2023-03").plus(n).to_string(), &[])).collect();
    for (art, wann, betrag, leistung, verteilt, ab) in faelle {
        let zufluss = nachzahlung(art, wann, betrag);
        let mut werkbank = Werkbank::neu();
        let a = entscheide(&lagen, A, &zufluss, leistung, &RECHT, &mut werkbank).unwrap();
        assert_eq!((a.ist_verteilt(), a.ab), (verteilt, monat(ab)), "{art:?} {wann} {betrag}");
    }
}

#[test]
fn was_fehlt_wird_genannt() {
    let lagen = [allein("2026-07", &[])];
    let mut werkbank = Werkbank::neu();
    let mut frage = |person, wann| {
        let zufluss = nachzahlung(Zuflussart::Nachzahlung, wann, "1200");
        entscheide(&lagen, person, &zufluss, Leistung::NochNicht, &RECHT, &mut werkbank)
    };
    assert_eq!(frage(A, "2026-08"), Err(ZeitraumFehler::LageFehlt(monat("2026-08"))));
    assert_eq!(frage(B, "2026-07"), Err(ZeitraumFehler::PersonFehlt(monat("2026-07"))));
    assert_eq!(frage(A, "2011-03"), Err(ZeitraumFehler::AltesRecht(monat("2011-03"))));
    let plan = plane_tilgung(&[], A, &[], monat("2026-12"), &RECHT, &mut Werkbank::neu());
    assert!(plan.unwrap_err().to_string().contains("fehlt"));
}

#[test]
fn der_gewinn_steht_in_jedem_monat_der_taetigkeit() {
    // 3 600 in sechs Monaten: 600 im Monat, wie ein Lohn von 600: 1 013 − 392 = 621; mit 60 Steuern
    // und Beiträgen netto 540: 540 − 208 = 332 → 681.
    let mut lagen: Vec<_> =
        (0..7).map(|n| allein(&monat("2026-07").plus(n).to_string(), &[])).collect();
    let bewilligt = Monate { von: monat("2026-07"), bis: monat("2026-12") };
    let umsatz = Betriebseinnahme {
        monat: monat("2026-09"),
        art: Einnahmeart::Umsatz,
        betrag: cent("3600"),
    };
    let betrieb = Betrieb {
        bewilligt,
        taetig: None,
        einnahmen: &[umsatz],
        ausgaben: &[],
        kfz: None,
        erhoehung: Cent::NULL,
    };
    let g = gewinn(&betrieb, RECHT.selbstaendige(bewilligt.von.erster()));
    let abzuege = |m: Monat| if m.nummer() == 12 { cent("60") } else { Cent::NULL };
    setze_gewinn(&mut lagen, A, &g, bewilligt, abzuege).unwrap();
    setze_gewinn(&mut lagen, A, &g, bewilligt, abzuege).unwrap();
    let ansprueche: Vec<_> = lagen.iter().map(anspruch).collect();
    let erwartet = ["621.00", "621.00", "621.00", "621.00", "621.00", "681.00", "1013.00"];
    assert_eq!(ansprueche, erwartet);
}

#[test]
fn bis_zum_lohn_ueberbrueckt_ein_darlehen() {
    // § 24 Abs. 4: mit dem Lohn 621, ohne 1 013: 392 als Darlehen.
    let (mit, ohne) = (allein("2026-07", &[lohn("600", "600")]), allein("2026-07", &[]));
    let paar = Monatspaar { mit_mitteln: &mit, ohne_mittel: &ohne };
    let grund = Darlehensgrund::ErwarteteEinnahmen;
    let teile = ueberbruecke(paar, grund, &RECHT, &mut Werkbank::neu()).unwrap();
    assert_eq!((teile[0].zuschuss, teile[0].darlehen), (cent("621"), cent("392")));
}

#[test]
fn der_plan_folgt_den_anspruechen_der_monate() {
    // 5 % von 563 = 28,15 auf 100: 28,15 · 3 + 15,55. Im ersten Monat bleiben nur 13 Anspruch
    // (1 030 − 30 = 1 000), dann 28,15 · 3 = 84,45 und 2,55.
    let lagen = [allein("2026-07", &[sonstiges("1030")]), allein("2026-08", &[])];
    let aufrechnung = Aufrechnung {
        person: A,
        art: AufrechnungArt::Darlehen,
        grund: AufrechnungGrund::Sonst,
        rest: cent("100"),
        streitig: false,
        erklaert: true,
    };
    let ab = monat("2026-07");
    let forderung = Forderung { aufrechnung, ab, bestandskraft: None, gehemmt_monate: 0 };
    let bis = monat("2027-12");
    let plan = plane_tilgung(&lagen, A, &[forderung], bis, &RECHT, &mut Werkbank::neu()).unwrap();
    let raten: Vec<_> = plan.monate.iter().map(|m| m.summe().als_text()).collect();
    assert_eq!(raten, ["13.00", "28.15", "28.15", "28.15", "2.55"]);
    assert_eq!(plan.ausgaenge, [Ausgang::Getilgt(Some(monat("2026-11")))]);
}
