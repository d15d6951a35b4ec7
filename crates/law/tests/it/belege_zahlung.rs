//! Die Gründe der Entscheidungen, die nicht zum Monatsanspruch gehören (§§ 11 Abs. 3, 12a, 24, 40 bis 43):
//! Norm, Text und Betrag jeder Zeile. Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::measure::Cent;
use law::sgb2::{p11, p12a, p24, p40, p41a, p42, p42a, p43};

use crate::hilfe::*;

#[test]
fn darlehen_und_erstausstattungen_nennen_ihren_absatz() {
    use p24::{Darlehensgrund as Grund, Sonderbedarf as Bedarf};
    // § 24 Abs. 1, § 42a Abs. 1: 400 − 150 − 100.
    let deckung = p24::Deckung { vermoegen: cent("150"), anderweitig: cent("100") };
    assert_eq!(
        zeilen(&p24::bedarfsdarlehen(cent("400"), deckung).beleg()),
        [
            "§ 24 Abs. 1 SGB II | Darlehen | 150,00 €",
            "  § 24 Abs. 1 SGB II | unabweisbarer Bedarf | 400,00 €",
            "  § 42a Abs. 1 Satz 1 SGB II | aus Vermögen | 150,00 €",
            "  § 42a Abs. 1 Satz 1 SGB II | auf andere Weise gedeckt | 100,00 €",
        ]
    );
    // Absatz 3 Satz 1.
    let faelle = [
        (Bedarf::Wohnung, "Nr. 1 SGB II | Erstausstattung der Wohnung"),
        (
            Bedarf::BekleidungUndGeburt,
            "Nr. 2 SGB II | Erstausstattung mit Bekleidung, bei Schwangerschaft und Geburt",
        ),
        (
            Bedarf::OrthopaedieUndTherapie,
            "Nr. 3 SGB II | orthopädische Schuhe, therapeutische Geräte",
        ),
    ];
    for (art, text) in faelle {
        let gerechnet = zeilen(&p24::sonderleistung(art, cent("300")).beleg());
        let nummer = text.split('|').next().unwrap();
        assert_eq!(
            gerechnet,
            [
                format!("§ 24 Abs. 3 Satz 1 {text} | 300,00 €"),
                format!("  § 24 Abs. 3 Satz 1 {nummer}| anerkannter Bedarf | 300,00 €"),
            ]
        );
    }
    // Satz 3, 4: 80 über dem Bedarf.
    let mittel = p24::EigeneMittel { ueberschuesse: &[cent("80")], vermoegen: Cent::NULL };
    let regeln = recht().leistung_ohne_bezug(monat("2026-07"));
    let leistung = p24::sonderleistung_ohne_bezug(Bedarf::Wohnung, cent("300"), mittel, regeln);
    assert_eq!(
        zeilen(&leistung.beleg())[2],
        "  § 24 Abs. 3 Satz 3, 4 SGB II | aus eigenen Mitteln | 80,00 €"
    );
    // Absatz 4, 5: 1 013 ohne, 365 mit den Mitteln.
    let ansprueche = p24::Ansprueche { ohne_mittel: cent("1013"), mit_mitteln: cent("365") };
    let faelle = [
        (Grund::ErwarteteEinnahmen, "§ 24 Abs. 4 Satz 1", "bis zu den erwarteten Einnahmen"),
        (Grund::VorzeitigVerbraucht, "§ 24 Abs. 4 Satz 2", "für den vorzeitig verbrauchten Teil"),
        (Grund::VermoegenNichtVerwertbar, "§ 24 Abs. 5", "bis das Vermögen verwertet ist"),
    ];
    for (grund, norm, was) in faelle {
        assert_eq!(
            zeilen(&p24::leistungsdarlehen(grund, ansprueche).beleg()),
            [
                format!("{norm} SGB II | Darlehen {was} | 648,00 €"),
                "  § 19 Abs. 3 SGB II | Anspruch ohne diese Mittel | 1.013,00 €".to_owned(),
                "  § 19 Abs. 3 SGB II | Anspruch mit ihnen: Zuschuss | 365,00 €".to_owned(),
            ]
        );
    }
}

#[test]
fn ein_darlehen_nennt_wann_der_rest_faellig_ist() {
    use p42a::Darlehensart as Art;
    // § 42a Abs. 2 bis 5: 5 % von 563 = 28,15 ab dem Monat nach der Auszahlung; sonst keine Rate.
    let rate =
        Some("  § 42a Abs. 2 Satz 1 SGB II | Aufrechnung im Monat, ab August 2026 | 28,15 €");
    let faelle = [
        (Art::Bedarf, "§ 42a Abs. 4 SGB II | Rest fällig nach dem Ende des Leistungsbezugs", rate),
        (Art::Vermoegen, "§ 42a Abs. 3 SGB II | fällig, sobald das Vermögen verwertet ist", None),
        (
            Art::Mietkaution,
            "§ 42a Abs. 3 SGB II | Rest fällig, sobald der Vermieter zurückzahlt",
            rate,
        ),
        (Art::Auszubildende, "§ 42a Abs. 5 SGB II | fällig nach Abschluss der Ausbildung", None),
    ];
    for (art, kopf, rate) in faelle {
        let darlehen = p42a::Darlehen { art, betrag: cent("400"), ausgezahlt: monat("2026-07") };
        let tilgung = p42a::tilgung(darlehen, cent("563"), recht().aufrechnung(monat("2026-08")));
        let mut erwartet = vec![
            format!("{kopf} | 400,00 €"),
            "  § 42a Abs. 1 SGB II | Darlehen | 400,00 €".to_owned(),
        ];
        erwartet.extend(rate.map(str::to_owned));
        assert_eq!(zeilen(&tilgung.beleg()), erwartet, "{art:?}");
    }
    assert_eq!(
        zeilen(&p42a::rechne_an(cent("400"), &mut [cent("100"), cent("200")]).beleg()),
        [
            "§ 42a Abs. 6 SGB II | auf Darlehen angerechnet, das zuerst erbrachte zuerst | 300,00 €",
            "  § 42a Abs. 6 SGB II | gezahlt | 400,00 €",
        ]
    );
}

#[test]
fn erstattung_haftung_und_raten_nennen_grenze_und_schuld() {
    let regeln = recht().erstattung(tag("2026-07-01"));
    // § 40 Abs. 1 Satz 3: unter 50 € nichts.
    for (summe, kopf) in [
        ("49.99", "nicht zu erstatten: unter der Grenze | 0,00 €"),
        ("50.00", "zu erstatten, für alle Mitglieder | 50,00 €"),
    ] {
        assert_eq!(
            zeilen(&p40::bagatelle([cent(summe)], regeln).beleg()),
            [
                format!("§ 40 Abs. 1 Satz 3 SGB II | {kopf}"),
                format!("  § 50 Abs. 1 SGB X | Erstattungsforderungen zusammen | {}", cent(summe)),
                "  § 40 Abs. 1 Satz 3 SGB II | mindestens | 50,00 €".to_owned(),
            ]
        );
    }
    // § 40 Abs. 9: 15 500 − 15 000 = 500 von 800.
    let haftung = p40::haftung(cent("800"), p40::Vermoegen18(cent("15500")), regeln);
    assert_eq!(
        zeilen(&haftung.beleg()),
        [
            "§ 40 Abs. 9 SGB II, § 1629a BGB | Haftung bei Volljährigkeit | 500,00 €",
            "  § 50 SGB X | Forderungen aus der Minderjährigkeit | 800,00 €",
            "  § 40 Abs. 9 SGB II, § 1629a BGB | Vermögen bei Volljährigkeit | 15.500,00 €",
            "  § 40 Abs. 9 SGB II, § 1629a BGB | davon bleibt | 15.000,00 €",
        ]
    );
    // § 40 Abs. 10: 10 % von 563 = 56,30; 168,90 sind drei Raten, ein Cent mehr vier.
    for (schuld, anzahl) in [("168.90", 3), ("168.91", 4), ("0.01", 1), ("0.00", 0)] {
        let plan = p40::ratenplan(cent(schuld), p40::Regelbedarf(cent("563")), regeln);
        assert_eq!(plan.anzahl(), Some(anzahl), "{schuld}");
    }
    let plan = p40::ratenplan(cent("200"), p40::Regelbedarf(cent("563")), regeln);
    assert_eq!(
        zeilen(&plan.beleg()),
        [
            "§ 40 Abs. 10 SGB II | monatliche Rate, zuletzt der Rest | 56,30 €",
            "  § 50 SGB X | zu erstatten | 200,00 €",
        ]
    );
}

#[test]
fn die_abschliessende_entscheidung_nennt_ihren_nachweis() {
    use p41a::Nachweis;
    // § 41a Abs. 3: vorläufig 600, errechnet 700. (Nachweis, Satz, festgesetzt, Unterschied)
    let faelle = [
        (Nachweis::Vollstaendig, "Satz 1", "700,00 €", "100,00 €"),
        (Nachweis::OhneBelehrung, "Satz 1", "700,00 €", "100,00 €"),
        (Nachweis::Soweit(cent("250")), "Satz 3", "250,00 €", "−350,00 €"),
        (Nachweis::Fehlt, "Satz 4", "0,00 €", "−600,00 €"),
    ];
    for (nachweis, satz, festgesetzt, unterschied) in faelle {
        let fest = p41a::setze_fest(p41a::Monatsbetrag {
            person: A,
            monat: monat("2026-01"),
            vorlaeufig: cent("600"),
            errechnet: cent("700"),
            nachweis,
        });
        assert_eq!(
            zeilen(&fest.beleg()),
            [
                format!("§ 41a Abs. 3 {satz} SGB II | Januar 2026: abschließend | {festgesetzt}"),
                "  § 41a Abs. 6 Satz 1 SGB II | vorläufig erbracht | 600,00 €".to_owned(),
                "  § 41a Abs. 3 Satz 1 SGB II | errechnet | 700,00 €".to_owned(),
                format!("  § 41a Abs. 6 SGB II | Unterschied | {unterschied}"),
            ]
        );
    }
    assert!(Nachweis::OhneBelehrung.frage().unwrap().contains("schriftlicher Belehrung"));
    // § 41a Abs. 2 Satz 2: bis zum Freibetrag von 228 über der Prognose von 472 ist der Bedarf gedeckt.
    let regeln = recht().vorlaeufig(tag("2026-07-01"));
    for (angesetzt, gedeckt, abweichung) in
        [("700.00", "gedeckt", "228,00 €"), ("700.01", "nicht gedeckt", "228,01 €")]
    {
        let prognose = p41a::Prognose { einkommen: cent("472"), freibetrag: cent("228") };
        assert_eq!(
            zeilen(&p41a::bemessung(prognose, cent(angesetzt), regeln).beleg()),
            [
                format!(
                    "§ 41a Abs. 2 Satz 2 SGB II | Bedarf {gedeckt}; Abweichung des angesetzten vom \
                     prognostizierten Einkommen | {abweichung}"
                ),
                "  § 41a Abs. 2 Satz 3 SGB II | prognostiziertes Einkommen | 472,00 €".to_owned(),
                format!(
                    "  § 41a Abs. 2 Satz 2 SGB II | vorläufig angesetztes Einkommen | {}",
                    cent(angesetzt)
                ),
                "  § 11b Abs. 1 Satz 1 Nr. 6 SGB II | unschädliche Abweichung: Freibetrag | 228,00 €"
                    .to_owned(),
            ]
        );
    }
}

#[test]
fn die_vorzeitige_leistung_nennt_hoechstbetrag_und_verringerung() {
    // § 42 Abs. 2: 150 beantragt, höchstens 100; 30 im Folgemonat, 60 im zweiten, 10 bleiben.
    let antrag = p42::Vorzeitigantrag {
        monat: monat("2026-07"),
        beantragt: cent("150"),
        naechster_anspruch: cent("1013"),
        aufrechnung_erwartet: false,
        minderung_im_folgemonat: false,
        zuletzt: None,
    };
    let regel = recht().vorzeitige_leistung(monat("2026-07")).unwrap();
    let leistung = p42::vorzeitige_leistung(&antrag, regel).unwrap();
    assert_eq!(
        zeilen(&leistung.beleg()),
        [
            "§ 42 Abs. 2 SGB II | vorzeitig, höchstens | 100,00 €",
            "  § 42 Abs. 2 Satz 1 SGB II | beantragt | 150,00 €",
            "  § 42 Abs. 2 Satz 1 SGB II | nächster Anspruch | 1.013,00 €",
            "  § 42 Abs. 2 Satz 2 SGB II | höchstens | 100,00 €",
        ]
    );
    let auszahlungen = p42::Auszahlungen { folgemonat: cent("30"), zweiter_monat: cent("60") };
    assert_eq!(
        zeilen(&p42::verringerung(&leistung, auszahlungen).beleg()),
        [
            "§ 42 Abs. 2 Satz 3, 4 SGB II | Verringerung | 90,00 €",
            "  § 42 Abs. 2 Satz 3 SGB II | im Folgemonat | 30,00 €",
            "  § 42 Abs. 2 Satz 4 SGB II | im zweiten Monat | 60,00 €",
            "  § 50 Abs. 2 SGB X | nicht verringert | 10,00 €",
        ]
    );
}

#[test]
fn der_tilgungsplan_nennt_jede_rate_und_wie_es_ausgeht() {
    use law::lage::{Aufrechnung, AufrechnungArt, AufrechnungGrund};
    // 10 % von 563 = 56,30; 60 = 56,30 + 3,70. Die zweite Forderung ist streitig und ruht.
    let forderung = |rest: &str, streitig| p43::plan::Forderung {
        aufrechnung: Aufrechnung {
            person: A,
            art: AufrechnungArt::Erstattung,
            grund: AufrechnungGrund::P41a,
            rest: cent(rest),
            streitig,
            erklaert: true,
        },
        ab: monat("2026-01"),
        bestandskraft: None,
        gehemmt_monate: 0,
    };
    let ueblich = |_| p43::plan::Verhaeltnisse {
        regelbedarf: cent("563"),
        minderung: Cent::NULL,
        zahlbar: cent("1013"),
    };
    let zeit = (monat("2026-01"), monat("2026-02"));
    let forderungen = [forderung("60", false), forderung("100", true)];
    assert_eq!(
        zeilen(&p43::plan::plane(&forderungen, zeit, recht(), ueblich).beleg()),
        [
            "§§ 42a, 43 SGB II | Tilgungsplan | 60,00 €",
            "  §§ 42a, 43 SGB II | Januar 2026 | 56,30 €",
            "    §§ 42a, 43 SGB II | 1. Forderung | 56,30 €",
            "    § 43 Abs. 2, 3 SGB II | höchstens | 168,90 €",
            "  §§ 42a, 43 SGB II | Februar 2026 | 3,70 €",
            "    §§ 42a, 43 SGB II | 1. Forderung | 3,70 €",
            "    § 43 Abs. 2, 3 SGB II | höchstens | 168,90 €",
            "  §§ 42a, 43 SGB II | 1. Forderung: getilgt | 0,00 €",
            "  §§ 42a, 43 SGB II | 2. Forderung: am Ende des Plans offen | 100,00 €",
        ]
    );
}

#[test]
fn eine_einmalige_einnahme_nennt_abzuege_und_verteilung() {
    use p11::zufluss::{Folge, Leistung, Vorweg, Zufluss, Zuflussart, anrechnung, zaehlt_ab};
    // § 11 Abs. 3, § 11b Abs. 1 Satz 2: 1 300 − 10 − 20 − 30 − 40 = 1 200.
    let [steuern, beitraege, ausgaben, freibetrag] = ["10", "20", "30", "40"].map(cent);
    let vorweg = Vorweg { steuern, beitraege, ausgaben, freibetrag };
    let wann = monat("2026-07");
    let zufluss =
        Zufluss { art: Zuflussart::Nachzahlung, monat: wann, betrag: cent("1300"), vorweg };
    assert_eq!(
        zeilen(&zufluss.beleg()),
        [
            "§ 11b Abs. 1 SGB II | Einnahme nach den Abzügen | 1.200,00 €",
            "  § 11 Abs. 1 SGB II | zugeflossen | 1.300,00 €",
            "  § 11b Abs. 1 Satz 1 Nr. 1 SGB II | Steuern | 10,00 €",
            "  § 11b Abs. 1 Satz 1 Nr. 2 SGB II | Pflichtbeiträge | 20,00 €",
            "  § 11b Abs. 1 Satz 1 Nr. 5 SGB II | Ausgaben | 30,00 €",
            "  § 11b Abs. 1 Satz 1 Nr. 6 SGB II | Freibetrag | 40,00 €",
        ]
    );
    let regel = recht().einmalige_einnahmen(wann).unwrap();
    let ab = zaehlt_ab(&zufluss, Leistung::NochNicht, regel);
    let dauer = recht().monat(wann).unwrap().nachzahlung;
    for (folge, kopf) in [
        (
            Folge::Entfaellt,
            "§ 11 Abs. 3 SGB II | verteilt auf 6 Monate ab Juli 2026, weil der Anspruch sonst entfiele",
        ),
        (Folge::Bleibt, "§ 11 Abs. 2 SGB II | zählt nur im Juli 2026"),
    ] {
        assert_eq!(
            zeilen(&anrechnung(&zufluss, ab, folge, regel, dauer).beleg()),
            [
                format!("{kopf} | 1.200,00 €"),
                "  § 11 Abs. 1 SGB II | zugeflossen | 1.300,00 €".to_owned(),
                "  § 11b Abs. 1 Satz 2 SGB II | vorweg: Steuern, Beiträge, Ausgaben, Freibetrag | \
                 100,00 €"
                    .to_owned(),
            ]
        );
    }
}

#[test]
fn der_vorrang_nennt_seine_monate() {
    // § 12a Satz 2 Nr. 2: drei Monate am Stück.
    let monate: Vec<p12a::Monatsvergleich> = (0..3)
        .map(|n| p12a::Monatsvergleich {
            monat: monat("2026-07").plus(n),
            sgb2: cent("400"),
            wohngeld: cent("300"),
            kinderzuschlag: cent("200"),
            luecke: if n == 2 { cent("10") } else { Cent::NULL },
        })
        .collect();
    let regeln = recht().vorrang(monat("2026-07"));
    let norm = "§ 12a Satz 2 Nr. 2 SGB II";
    let beleg = zeilen(&p12a::vorrang(&monate, regeln).beleg(&monate));
    assert_eq!(
        beleg[..5],
        [
            format!("{norm} | keine Pflicht: nur 2 von mindestens 3 Monaten am Stück | 0,00 €"),
            format!("  {norm} | Juli 2026: Hilfebedürftigkeit aller beseitigt | 0,00 €"),
            "    § 19 SGB II | Anspruch ohne diese Leistungen | 400,00 €".to_owned(),
            "    § 19 WoGG | Wohngeld | 300,00 €".to_owned(),
            "    § 6a BKGG | Kinderzuschlag | 200,00 €".to_owned(),
        ]
    );
    assert_eq!(beleg[9], format!("  {norm} | September 2026: es fehlt | 10,00 €"));
    let mit_luecke = |luecke| p12a::Monatsvergleich { luecke, ..monate[2] };
    let drei = [monate[0], monate[1], mit_luecke(Cent::NULL)];
    assert_eq!(
        zeilen(&p12a::vorrang(&drei, regeln).beleg(&drei))[0],
        format!(
            "{norm} | Wohngeld und Kinderzuschlag sind zu beantragen: 3 Monate am Stück | 0,00 €"
        )
    );
}

#[test]
fn die_vorzeitige_rente_nennt_ihren_grund() {
    use p12a::{Altersrente, Unbillig};
    // §§ 2 bis 6 UnbilligkeitsV.
    let faelle = [
        (
            Altersrente::NichtVerlangt,
            "§ 12a Satz 3 SGB II | keine Pflicht zur vorzeitigen Altersrente in diesem Monat",
        ),
        (
            Altersrente::ErstAb(tag("2027-01-10")),
            "§ 12a Satz 2 Nr. 1 SGB II | keine Pflicht vor dem 10.01.2027",
        ),
        (
            Altersrente::Unbillig(Unbillig::Arbeitslosengeld),
            "§ 2 UnbilligkeitsV | unbillig: ein Anspruch auf Arbeitslosengeld ginge verloren",
        ),
        (
            Altersrente::Unbillig(Unbillig::Abschlagsfrei),
            "§ 3 UnbilligkeitsV | unbillig: die Altersrente kann bald ohne Abschläge beginnen",
        ),
        (
            Altersrente::Unbillig(Unbillig::Beschaeftigung),
            "§ 4 UnbilligkeitsV | unbillig: überwiegend beschäftigt",
        ),
        (
            Altersrente::Unbillig(Unbillig::Zusage),
            "§ 5 UnbilligkeitsV | unbillig: eine Beschäftigung ist zugesagt",
        ),
        (
            Altersrente::Unbillig(Unbillig::Alter),
            "§ 6 UnbilligkeitsV | unbillig: die Rente deckte den Bedarf im Alter nicht",
        ),
        (
            Altersrente::Frage { offene: 1 },
            "§§ 2 bis 6 UnbilligkeitsV | noch zu klären, ob die Altersrente unbillig wäre",
        ),
    ];
    for (rente, erwartet) in faelle {
        assert_eq!(zeilen(&rente.beleg()), [format!("{erwartet} | 0,00 €")]);
    }
    let pflicht = Altersrente::Verpflichtet { anteil: cent("1050"), bedarf: cent("1013") };
    assert_eq!(
        zeilen(&pflicht.beleg()),
        [
            "§ 12a SGB II, § 6 UnbilligkeitsV | vorzeitige Altersrente zu beantragen; Anteil der \
             Regelaltersrente | 1.050,00 €",
            "  § 6 Satz 2 UnbilligkeitsV | Bedarf | 1.013,00 €",
        ]
    );
}
