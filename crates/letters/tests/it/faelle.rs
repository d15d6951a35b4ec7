//! Erfundene Fälle für Tests, Beispiel und Messung, von Hand gerechnet nach dem Recht von 2026.

use case::schnittstelle::{Daneben, Ergebnis, Frage, Gewicht, Haushalt, PersonErgebnis};
use case::traeger::Traeger;
use law::measure::{Beleg, Cent, Monat, Saldo, Tag};

/// Ein Fall: was [`case::brief::brief`] braucht.
pub struct Fall {
    pub haushalt: Haushalt,
    pub monate: Vec<Ergebnis>,
}

impl Fall {
    /// Die Ergebnisse tragen die Nummer des Haushalts, wie aus der Berechnung.
    fn neu(haushalt: Haushalt, monate: impl IntoIterator<Item = Ergebnis>) -> Fall {
        let nummer = &haushalt.nummer;
        let monate = monate.into_iter().map(|m| Ergebnis { fall: nummer.clone(), ..m }).collect();
        Fall { haushalt, monate }
    }
}

/// Alle Musterfälle mit ihrem Namen.
pub fn alle() -> [(&'static str, Fall); 6] {
    [
        ("familie", familie()),
        ("alleinstehend", alleinstehend()),
        ("sieben", sieben()),
        ("ablehnung", ablehnung()),
        ("entwurf", entwurf()),
        ("feindlich", feindlich()),
    ]
}

/// Der Musterfall dieses Namens.
pub fn finde(name: &str) -> Fall {
    alle().into_iter().find_map(|(n, fall)| (n == name).then_some(fall)).unwrap()
}

pub fn traeger() -> Traeger {
    serde_json::from_value(serde_json::json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis",
        "anschrift": {"strasse": "Am Markt", "hausnummer": "1", "plz": "99999", "ort": "Musterstadt"},
        "land": "NW", "telefon": "09999 123-0", "email": "post@jobcenter.example",
        "elektronischer_weg": "Elektronisch geht das über das Portal jobcenter.example/widerspruch \
            nach Anmeldung mit Ihrem Ausweis; eine einfache E-Mail reicht nicht.",
        "konto": {"inhaber": "Musterkreis", "iban": "DE02120300000000202051"},
        "bic": "BYLADEM1001", "synthetisch": true,
        "sozialgericht": {"name": "Sozialgericht Musterstadt", "anschrift": {"strasse": "Gerichtsweg", "hausnummer": "3", "plz": "99999", "ort": "Musterstadt"}}
    }))
    .unwrap()
}

pub fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

/// Ein Haushalt aus `(id, vorname, nachname, anrede, geboren, eltern)`.
type Mensch<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a [&'a str]);

fn haushalt(nummer: &str, ab: &str, menschen: &[Mensch<'_>]) -> Haushalt {
    let personen: Vec<_> = menschen
        .iter()
        .map(|(id, _, _, _, geboren, eltern)| {
            serde_json::json!({"id": id, "geboren": geboren, "eltern": eltern})
        })
        .collect();
    let namen: Vec<_> = menschen
        .iter()
        .map(|(id, vorname, nachname, anrede, _, _)| {
            serde_json::json!({"id": id, "vorname": vorname, "nachname": nachname, "anrede": anrede})
        })
        .collect();
    serde_json::from_value(serde_json::json!({
        "nummer": nummer, "antrag": "2026-05-12", "vertreter": menschen[0].0, "namen": namen,
        "lage": {"monat": "2026-06", "bewilligung_ab": ab, "personen": personen,
            "wohnung": {"grundmiete": "620.00", "nebenkosten": "150.00", "heizung": "130.00"}},
        "anschrift": {"strasse": "Lindenweg", "hausnummer": "12a", "plz": "99998", "ort": "Neustadt"},
        "konto": {"inhaber": format!("{} {}", menschen[0].1, menschen[0].2), "iban": "DE89370400440532013000"}
    }))
    .unwrap()
}

/// `(id, Regelbedarf, Mehrbedarf, Unterkunft, Freibetrag, Einkommen, angerechnet, Sofortzuschlag)`.
type Zeile<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

fn person(zeile: &Zeile<'_>) -> PersonErgebnis {
    let (id, regel, mehr, unterkunft, freibetrag, einkommen, angerechnet, sofort) = *zeile;
    let bedarf = cent(regel) + cent(mehr) + cent(unterkunft);
    let anspruch = bedarf.abzueglich(cent(angerechnet));
    let bund = (cent(regel) + cent(mehr)).abzueglich(cent(angerechnet));
    PersonErgebnis {
        id: id.to_owned(),
        bedarfsgemeinschaft: Some(1),
        regelbedarf: cent(regel),
        mehrbedarf: cent(mehr),
        unterkunft: cent(unterkunft),
        bedarf,
        freibetrag: cent(freibetrag),
        einkommen: cent(einkommen),
        angerechnet: cent(angerechnet),
        anspruch,
        bund,
        kommune: anspruch.abzueglich(bund),
        sofortzuschlag: cent(sofort),
        auszahlung: anspruch + cent(sofort),
        ..PersonErgebnis::default()
    }
}

fn ergebnis(monat: Monat, personen: Vec<PersonErgebnis>, beleg: Option<Beleg>) -> Ergebnis {
    let reform: Monat = "2026-07".parse().unwrap();
    let leistung = if monat < reform { "Bürgergeld" } else { "Grundsicherungsgeld" };
    let summe = |betrag: fn(&PersonErgebnis) -> Cent| personen.iter().map(betrag).sum::<Cent>();
    Ergebnis {
        fall: "1".to_owned(),
        monat,
        leistung: leistung.to_owned(),
        anspruch: summe(|p| p.anspruch),
        sofortzuschlag: summe(|p| p.sofortzuschlag),
        minderung: summe(|p| p.minderung),
        aufrechnung: summe(|p| p.aufrechnung),
        auszahlung: summe(|p| p.auszahlung),
        daneben: Daneben::default(),
        personen,
        offen: Vec::new(),
        beleg,
    }
}

fn monate(von: &str, zahl: i32) -> impl Iterator<Item = Monat> {
    let von: Monat = von.parse().unwrap();
    (0..zahl).map(move |n| von.plus(n))
}

/// Der Beleg des Erwerbseinkommens; der Freibetrag der letzten Stufe macht den Unterschied.
fn beleg_lohn(person: &PersonErgebnis) -> Beleg {
    let grund = cent("100.00");
    let freibetrag = person.freibetrag.abzueglich(grund);
    let letzte = freibetrag.abzueglich(cent("228.00"));
    let stufen = [
        ("20 v. H. von 420,00 €", cent("84.00")),
        ("30 v. H. von 480,00 €", cent("144.00")),
        ("10 v. H. vom Rest", letzte),
    ];
    let stufen = stufen.map(|(was, betrag)| Beleg::neu("§ 11b Abs. 3 SGB II", was, betrag));
    let minus = |betrag: Cent| Saldo::neu(-betrag.cent());
    let netto = person.einkommen + person.freibetrag;
    Beleg::neu("§ 11 Abs. 1 SGB II", "Einkommen", person.einkommen).aus([
        Beleg::neu("§ 11b Abs. 1 SGB II", "Lohn netto", netto),
        Beleg::neu("§ 11b Abs. 2 SGB II", "Grundabsetzung", minus(grund)),
        Beleg::neu("§ 11b Abs. 3 SGB II", "Freibetrag für Erwerbstätige", minus(freibetrag))
            .aus(stufen),
    ])
}

fn beleg(personen: &[PersonErgebnis]) -> Beleg {
    let je_person = personen.iter().map(|person| {
        let bedarf = Beleg::neu("§ 19 Abs. 1 SGB II", "Bedarf", person.bedarf).aus([
            Beleg::neu("§ 20 Abs. 4, § 23 SGB II", "Regelbedarf", person.regelbedarf),
            Beleg::neu("§ 22 Abs. 1 SGB II", "Kopfteil Unterkunft und Heizung", person.unterkunft),
        ]);
        let einkommen = (!person.freibetrag.ist_null()).then(|| beleg_lohn(person));
        let verteilung =
            Beleg::neu("§ 9 Abs. 2 Satz 3 SGB II", "angerechnetes Einkommen", person.angerechnet);
        Beleg::neu("§ 19 SGB II", person.id.clone(), person.anspruch)
            .aus([Some(bedarf), einkommen, Some(verteilung)].into_iter().flatten())
    });
    let gesamt: Cent = personen.iter().map(|person| person.anspruch).sum();
    Beleg::neu("§ 19 SGB II", "Haushalt", gesamt).aus(je_person)
}

/// C1: Paar, Kinder 8 und 15, Lohn 1.800/1.420, Kindergeld, Unterkunft 900; Juni bis Dezember 2026.
fn familie() -> Fall {
    let mut haushalt = haushalt(
        "BG-00000042",
        "2026-06-01",
        &[
            ("A", "Sabine", "Weber", "frau", "1988-04-11", &[]),
            ("B", "Mehmet", "Yıldız-Weber", "herr", "1986-01-30", &[]),
            ("C", "Zoë", "Weber", "neutral", "2018-03-02", &["A", "B"]),
            ("D", "Łukasz", "Weber", "neutral", "2011-02-19", &["A", "B"]),
        ],
    );
    haushalt.bewilligung_bis = Some(tag("2026-12-31"));
    haushalt.direktzahlungen = serde_json::from_value(serde_json::json!([{
        "art": "miete", "betrag": "770.00", "zeichen": "Mieter 4711",
        "konto": {"inhaber": "Wohnungsbau Neustadt eG", "iban": "DE02500105170137075030"}
    }]))
    .unwrap();
    let lohn = [
        ("A", "506.00", "0", "225.00", "378.00", "1042.00", "337.79", "0"),
        ("B", "506.00", "0", "225.00", "0", "0", "337.78", "0"),
        ("C", "390.00", "0", "225.00", "0", "259.00", "423.50", "25.00"),
        ("D", "471.00", "0", "225.00", "0", "259.00", "460.93", "25.00"),
    ];
    let monate = monate("2026-06", 7).map(|monat| {
        let personen: Vec<_> = lohn.iter().map(person).collect();
        let beleg = beleg(&personen);
        ergebnis(monat, personen, Some(beleg))
    });
    Fall::neu(haushalt, monate)
}

/// Alleinstehend ohne Einkommen, Unterkunft 450, ein Jahr ab Juli 2026, ohne Beleg.
fn alleinstehend() -> Fall {
    let haushalt = haushalt(
        "BG-00000007",
        "2026-07-01",
        &[("A", "Oleksandr", "Шевченко", "herr", "1991-09-14", &[])],
    );
    let zeile = ("A", "563.00", "0", "450.00", "0", "0", "0", "0");
    let monate = monate("2026-07", 12).map(|monat| ergebnis(monat, vec![person(&zeile)], None));
    Fall::neu(haushalt, monate)
}

/// Alleinerziehend mit sechs Kindern: sieben Personen, die Tabelle teilt sich.
fn sieben() -> Fall {
    let haushalt = haushalt(
        "BG-00000077",
        "2026-07-01",
        &[
            ("A", "Fatima", "Al-Hassan", "frau", "1987-05-20", &[]),
            ("B", "Yusuf", "Al-Hassan", "neutral", "2010-01-12", &["A"]),
            ("C", "Mariam", "Al-Hassan", "neutral", "2012-08-03", &["A"]),
            ("D", "Ibrahim", "Al-Hassan", "neutral", "2015-11-23", &["A"]),
            ("E", "Leila", "Al-Hassan", "neutral", "2018-04-09", &["A"]),
            ("F", "Omar", "Al-Hassan", "neutral", "2021-09-30", &["A"]),
            ("G", "Noor", "Al-Hassan", "neutral", "2023-12-17", &["A"]),
        ],
    );
    let zeilen = [
        ("A", "563.00", "337.80", "200.00", "0", "0", "0", "0"),
        ("B", "471.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
        ("C", "471.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
        ("D", "390.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
        ("E", "390.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
        ("F", "357.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
        ("G", "357.00", "0", "200.00", "0", "259.00", "259.00", "25.00"),
    ];
    let monate = monate("2026-07", 6).map(|monat| {
        let personen: Vec<_> = zeilen.iter().map(person).collect();
        let beleg = beleg(&personen);
        ergebnis(monat, personen, Some(beleg))
    });
    Fall::neu(haushalt, monate)
}

/// Der Lohn deckt den Bedarf; die Großmutter im Haushalt bekommt Altersrente.
fn ablehnung() -> Fall {
    let mut haushalt = haushalt(
        "BG-00000013",
        "2026-09-01",
        &[
            ("A", "Katarzyna", "Wiśniewska", "frau", "1990-02-02", &[]),
            ("B", "Elżbieta", "Wiśniewska", "frau", "1955-02-02", &[]),
        ],
    );
    haushalt.lage.personen[1].ausgeschlossen = Some(case::schnittstelle::Ausschluss::Altersrente);
    let zeilen = [
        ("A", "563.00", "0", "450.00", "348.00", "1152.00", "1013.00", "0"),
        ("B", "0", "0", "0", "0", "0", "0", "0"),
    ];
    let monate = monate("2026-09", 6).map(|monat| {
        let mut personen: Vec<_> = zeilen.iter().map(person).collect();
        personen[1].bedarfsgemeinschaft = None;
        let beleg = beleg(&personen[..1]);
        ergebnis(monat, personen, Some(beleg))
    });
    Fall::neu(haushalt, monate)
}

/// Wie [`familie`], aber mit offenen Fragen, teurer Wohnung, Minderung und ohne Konto.
fn entwurf() -> Fall {
    let Fall { mut haushalt, mut monate } = familie();
    haushalt.konto = None;
    haushalt.direktzahlungen.clear();
    haushalt.lage.wohnung = serde_json::from_value(serde_json::json!({
        "grundmiete": "620.00", "nebenkosten": "150.00", "heizung": "130.00",
        "angemessen": {"bruttokalt": "700.00", "heizung": "140.00"}
    }))
    .map(case::schnittstelle::Wohnungen::Eine)
    .unwrap();
    for monat in &mut monate {
        monat.offen = vec![
            Frage {
                norm: "§ 22 Abs. 1 Satz 9 SGB II".to_owned(),
                frage: "Wurde der Haushalt über die Grenze der Kosten belehrt?".to_owned(),
                person: None,
                gewicht: Gewicht::Entscheidung,
            },
            Frage {
                norm: "§ 32 Abs. 1 SGB II".to_owned(),
                frage: "Ist das zweite Meldeversäumnis eine Wiederholung?".to_owned(),
                person: Some("B".to_owned()),
                gewicht: Gewicht::Entscheidung,
            },
        ];
    }
    if let Some(letzter) = monate.last_mut() {
        letzter.minderung = cent("151.80");
        letzter.auszahlung = letzter.auszahlung.abzueglich(cent("151.80"));
        letzter.personen[1].minderung = cent("151.80");
        letzter.personen[1].auszahlung = letzter.personen[1].auszahlung.abzueglich(cent("151.80"));
    }
    Fall::neu(haushalt, monate)
}

/// Namen, die eine Vorlage sprengen könnten.
fn feindlich() -> Fall {
    let Fall { mut haushalt, mut monate } = familie();
    let namen = [
        ("#import \"x\"; $a^2$ *fett* _kursiv_", "@label <ref> \\ `roh` // Kommentar"),
        ("محمد عبد الله", "الحسيني‌نژاد"),
        (
            "👩‍👩‍👧‍👦 Zoë\u{202E}gnippilf",
            "王小明 \u{0}\u{7}\u{1b}[31m e\u{301}\u{302}\u{303}\u{304}\u{305}",
        ),
        (
            "Donaudampfschifffahrtsgesellschaftskapitaensmuetze",
            "von und zu Langenname-Überauslangenname-Nochlängername-Ohneende",
        ),
    ];
    for (name, (vorname, nachname)) in haushalt.namen.iter_mut().zip(namen) {
        name.vorname = vorname.to_owned();
        name.nachname = nachname.repeat(if name.id == "D" { 8 } else { 1 });
    }
    haushalt.anschrift.strasse = "#set page(width: 1cm) [".repeat(9);
    haushalt.anschrift.zusatz = Some("c/o {{ }} \"\u{FFFD}\" שלום".to_owned());
    for monat in &mut monate {
        monat.offen = vec![Frage {
            norm: "#panic()".to_owned(),
            frage: "]} #eval(\"1+1\") \u{2028} ｗｉｄｅ \u{FEFF}".to_owned(),
            person: Some("gibt es nicht".to_owned()),
            gewicht: Gewicht::Entscheidung,
        }];
    }
    Fall::neu(haushalt, monate)
}
