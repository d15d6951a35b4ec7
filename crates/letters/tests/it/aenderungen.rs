//! Erfundene Änderungen: aus Befehlen werden Akten, ein Entwurf und sein Brief.

use std::collections::BTreeMap;

use case::akte::lage::Akten;
use case::akte::{
    Akte, Eintrag, Ereignis, Erfasst, Gilt, Kennung, Nachweis, Posten, Strom, StromArt, Tatsache,
    Zeitpunkt,
};
use case::befehl::{Befehl, Bestand, EinkommenMelden, HaushaltAufnehmen, Rechenhilfe, entscheide};
use case::brief::{
    Brief, anhoerungsbrief, bescheidbrief, entwurfsbrief, erstattungsbrief, ueberpruefungsbrief,
    widerspruchsbrief,
};
use case::entwurf::wartender;
use case::traeger::Traeger;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use serde_json::{Value, json};

/// An diesem Tag kommen die Meldungen, und an ihm wird geschrieben.
const HEUTE: &str = "2026-09-10";

/// Alle Briefe mit ihrem Namen.
pub fn alle(traeger: &Traeger) -> Vec<(&'static str, Brief)> {
    let recht = Recht::eingebaut().unwrap();
    let brief = |(name, haushalt, meldungen): (&'static str, Value, Vec<Value>)| {
        (name, schreibe(traeger, &recht, haushalt, meldungen))
    };
    let entwuerfe =
        [ueberzahlung(), nachzahlung(), rueckwirkend(), drei_menschen(), von_anfang()].map(brief);
    let fest = entschieden(traeger, &recht).into_iter().chain(rechtsstelle(traeger, &recht));
    entwuerfe.into_iter().chain(fest).collect()
}

/// Freigegeben: der Bescheid, der ändert, die Anhörung, die Erstattung, und einer, der alles beendet.
fn entschieden(traeger: &Traeger, recht: &Recht) -> Vec<(&'static str, Brief)> {
    let (_, haushalt, meldungen) = ueberzahlung();
    let mut akten = Aktenlage::neu(recht, haushalt.clone(), meldungen);
    let anhoerung = akten.mit(|akten| {
        let (_, entwurf) = wartender(akten.fall).unwrap();
        anhoerungsbrief(akten, entwurf, traeger, recht, tag(HEUTE)).unwrap()
    });
    akten.gib_frei();
    let bescheid = akten.mit(|akten| bescheidbrief(akten, &Posten::nr(2), traeger, recht).unwrap());
    let absehen = json!({"befehl": "anhoerung_fuehren", "fall": kennung("Fall"), "entwurf": "002",
        "durch": kennung("Amt"), "schritt": {"art": "absehen", "grund": "nr2_frist",
        "begruendung": "Die Jahresfrist läuft ab."}});
    akten.tue(absehen);
    akten.tue(
        json!({"befehl": "erstattung_entscheiden", "fall": kennung("Fall"), "erstattung": "001",
        "wie": {"art": "festsetzen"}, "durch": kennung("Leitung")}),
    );
    let erstattung = akten.mit(|akten| erstattungsbrief(akten, &Posten::nr(1), traeger).unwrap());
    // 2 400/1 800: 348 frei (§ 11b Abs. 2, 3), 1 452 zählen; der Bedarf ist 1 000.
    let viel = json!({"person": "A", "nr": 1, "von": "2026-10-01", "brutto": "2400.00", "netto": "1800.00"});
    let mut ende = Aktenlage::neu(recht, haushalt, vec![viel]);
    ende.gib_frei();
    let ende = ende.mit(|akten| bescheidbrief(akten, &Posten::nr(2), traeger, recht).unwrap());
    vec![
        ("anhoerung", anhoerung),
        ("bescheid-aenderung", bescheid),
        ("erstattung", erstattung),
        ("bescheid-aufhebung", ende),
    ]
}

/// Über den Widerspruch und die Überprüfung entschieden: zum Teil abgeholfen, die Erstattung bleibt, nichts geändert.
fn rechtsstelle(traeger: &Traeger, recht: &Recht) -> Vec<(&'static str, Brief)> {
    let (_, haushalt, meldungen) = ueberzahlung();
    let mut akten = Aktenlage::neu(recht, haushalt, meldungen);
    akten.gib_frei();
    akten.tue(json!({"befehl": "anhoerung_fuehren", "fall": kennung("Fall"), "entwurf": "002",
        "durch": kennung("Amt"), "schritt": {"art": "absehen", "grund": "nr2_frist",
        "begruendung": "Die Jahresfrist läuft ab."}}));
    akten.tue(
        json!({"befehl": "erstattung_entscheiden", "fall": kennung("Fall"), "erstattung": "001",
        "wie": {"art": "festsetzen"}, "durch": kennung("Leitung")}),
    );
    let gruende = "Sie haben im September 300,00 € Lohn bekommen. Lohn zählt in dem Monat, in dem er auf Ihrem Konto ist \
        (§ 11 Abs. 1 SGB II). Davon bleiben 140,00 € frei: 100,00 € Grundbetrag und 40,00 € vom Rest (§ 11b Abs. 2 und 3 \
        SGB II). 160,00 € haben wir angerechnet.\n\
        Sie sagen, der Lohn sei für August gewesen. Darauf kommt es nicht an: Es zählt der Tag, an dem das Geld ankommt.\n\
        Die Fahrkosten haben Sie jetzt belegt. Insoweit ist Ihr Widerspruch begründet.";
    for (nr, gegen, ausgang, umfang, quote) in [
        (
            "001",
            "bescheid",
            "teilabhilfe",
            "wir für September 20,00 € Fahrkosten mehr absetzen",
            50,
        ),
        ("002", "erstattung", "zurueckgewiesen", "", 0),
    ] {
        let nummer = if gegen == "bescheid" { "002" } else { "001" };
        akten.tue(
            json!({"befehl": "widerspruch_aufnehmen", "fall": kennung("Fall"), "eingang": HEUTE,
            "gegen": {"art": gegen, "nummer": nummer},
            "begruendung": "Der Lohn war für August. Außerdem hatte ich Fahrkosten."}),
        );
        akten.tue(json!({"befehl": "widerspruch_erledigen", "fall": kennung("Fall"), "widerspruch": nr,
            "ausgang": ausgang, "ursache": "spaeter_nachweis", "norm": "§ 11b Abs. 1 SGB II", "durch": kennung("Recht"),
            "kosten": {"quote_prozent": quote, "anwalt_notwendig": true},
            "bescheid": {"umfang": umfang, "gruende": gruende, "name": "Dr. Ruth Beispiel"}}));
    }
    akten.tue(
        json!({"befehl": "ueberpruefung_beantragen", "fall": kennung("Fall"), "eingang": HEUTE,
        "gegen": {"art": "bescheid", "nummer": "001"}, "begruendung": "Die Miete war höher."}),
    );
    // Zwei Seiten: eine Fußzeile, die sich nicht wiederholt, hält der Prüfer für Text.
    let ausfuehrlich = [gruende; 4].join("\n");
    akten.tue(json!({"befehl": "ueberpruefung_erledigen", "fall": kennung("Fall"), "ueberpruefung": "001",
        "ausgang": "abgelehnt", "ursache": "keine", "norm": "§ 22 Abs. 1 SGB II", "durch": kennung("Recht"),
        "gruende": ausfuehrlich,
        "name": "Dr. Ruth Beispiel"}));
    akten.mit(|akten| {
        let widerspruch = |nr| widerspruchsbrief(akten, &Posten::nr(nr), traeger).unwrap();
        vec![
            ("widerspruchsbescheid-teil", widerspruch(1)),
            ("widerspruchsbescheid", widerspruch(2)),
            ("ueberpruefung", ueberpruefungsbrief(akten, &Posten::nr(1), traeger).unwrap()),
        ]
    })
}

/// Name, Haushalt, Meldungen.
type Fall = (&'static str, Value, Vec<Value>);

/// Allein, 563 und 437: 1 000; ab September 300 Lohn: 140 frei (§ 11b Abs. 2, 3), 160 zählen, 840.
fn ueberzahlung() -> Fall {
    let personen = json!([{"id": "A", "geboren": "1985-03-01"}]);
    let namen = json!([{"id": "A", "vorname": "Erika", "nachname": "Beispiel", "anrede": "frau"}]);
    let lohn =
        json!({"person": "A", "nr": 1, "von": "2026-09-01", "brutto": "300.00", "netto": "300.00"});
    ("aenderung-ueberzahlung", haushalt("BG-00000101", personen, namen, "437.00"), vec![lohn])
}

/// Der Lohn von 1 000 brutto fiel im August weg: 528 werden 1 000, zwei Monate werden nachgezahlt.
fn nachzahlung() -> Fall {
    let einkommen = json!([{"art": "erwerb", "brutto": "1000.00", "netto": "800.00"}]);
    let personen = json!([{"id": "A", "geboren": "1985-03-01", "einkommen": einkommen}]);
    let namen = json!([{"id": "A", "vorname": "Jörn", "nachname": "Probst", "anrede": "herr"}]);
    let weg = json!({"person": "A", "nr": 1, "von": "2026-08-01"});
    let mut haushalt = haushalt("BG-00000102", personen, namen, "437.00");
    haushalt["direktzahlungen"] = json!([{
        "art": "miete", "betrag": "437.00", "zeichen": "Mieter 4711",
        "konto": {"inhaber": "Wohnungsbau Neustadt eG", "iban": "DE02500105170137075030"}
    }]);
    ("aenderung-nachzahlung", haushalt, vec![weg])
}

/// Im Juli und August gearbeitet, im September gemeldet: drei Zeiträume, und die Frage, warum so spät.
fn rueckwirkend() -> Fall {
    let personen = json!([{"id": "A", "geboren": "1990-02-02"}]);
    let namen = json!([{"id": "A", "vorname": "Kim", "nachname": "Muster"}]);
    let lohn = |nr: u8, von: &str, bis: &str, brutto: &str, netto: &str| json!({"person": "A", "nr": nr, "von": von, "bis": bis, "brutto": brutto, "netto": netto});
    let meldungen = vec![
        lohn(1, "2026-07-15", "2026-08-31", "1000.00", "800.00"),
        lohn(2, "2026-08-01", "2026-08-31", "520.00", "520.00"),
        lohn(3, "2026-11-01", "2026-12-31", "1600.00", "1250.00"),
    ];
    ("aenderung-rueckwirkend", haushalt("BG-00000103", personen, namen, "500.00"), meldungen)
}

/// Paar mit Kind; beide melden eine Arbeit, von Oktober an deckt der Lohn fast alles.
fn drei_menschen() -> Fall {
    let personen = json!([
        {"id": "A", "geboren": "1988-04-11", "partner": "B", "verheiratet": true},
        {"id": "B", "geboren": "1986-01-30", "partner": "A", "verheiratet": true},
        {"id": "C", "geboren": "2016-03-02", "eltern": ["A", "B"],
         "einkommen": [{"art": "kindergeld", "betrag": "259.00"}]}
    ]);
    let namen = json!([
        {"id": "A", "vorname": "Sabine", "nachname": "Weber", "anrede": "frau"},
        {"id": "B", "vorname": "Mehmet", "nachname": "Yıldız-Weber", "anrede": "herr"},
        {"id": "C", "vorname": "Zoë", "nachname": "Weber"}
    ]);
    let meldungen = vec![
        json!({"person": "A", "nr": 1, "von": "2026-09-01", "brutto": "1800.00", "netto": "1420.00",
               "geprueft": true}),
        json!({"person": "B", "nr": 1, "von": "2026-10-01", "brutto": "900.00", "netto": "760.00"}),
    ];
    ("aenderung-drei", haushalt("BG-00000104", personen, namen, "750.00"), meldungen)
}

/// Den Lohn gab es schon beim Antrag: § 45 SGB X, vorher ist anzuhören.
fn von_anfang() -> Fall {
    let personen = json!([{"id": "A", "geboren": "1979-12-24"}]);
    let namen = json!([{"id": "A", "vorname": "Toni", "nachname": "Vorlage", "anrede": "herr"}]);
    let lohn =
        json!({"person": "A", "nr": 1, "von": "2026-06-01", "brutto": "450.00", "netto": "450.00"});
    ("aenderung-von-anfang", haushalt("BG-00000105", personen, namen, "420.00"), vec![lohn])
}

fn haushalt(nummer: &str, personen: Value, namen: Value, miete: &str) -> Value {
    json!({
        "nummer": nummer, "antrag": "2026-07-03", "vertreter": "A", "namen": namen,
        "lage": {"monat": "2026-07", "bewilligung_ab": "2026-07-01", "personen": personen,
            "wohnung": {"grundmiete": miete}},
        "bewilligung_bis": "2027-06-30",
        "anschrift": {"strasse": "Lindenweg", "hausnummer": "12a", "plz": "99998", "ort": "Neustadt"},
        "konto": {"inhaber": "Erfundenes Konto", "iban": "DE89370400440532013000"}
    })
}

/// Die Akten eines Falls.
struct Aktenlage<'a> {
    recht: &'a Recht,
    bestand: Bestand,
}

impl<'a> Aktenlage<'a> {
    /// Nimmt den Haushalt auf und meldet alles.
    fn neu(recht: &'a Recht, haushalt: Value, meldungen: Vec<Value>) -> Aktenlage<'a> {
        Aktenlage { recht, bestand: gemeldet(recht, &haushalt, meldungen) }
    }

    fn mit<R>(&self, tu: impl FnOnce(Akten<'_>) -> R) -> R {
        let fall = &self.bestand.faelle[&kennung("Fall")];
        tu(Akten { fall, personen: &self.bestand.personen })
    }

    fn tue(&mut self, befehl: Value) {
        fuehre_aus(&mut self.bestand, self.recht, &serde_json::from_value(befehl).unwrap());
    }

    fn gib_frei(&mut self) {
        let nummer = self.mit(|akten| wartender(akten.fall).unwrap().0.clone());
        self.tue(json!({"befehl": "entwurf_freigeben", "fall": kennung("Fall"), "entwurf": nummer,
            "durch": kennung("Leitung")}));
    }
}

/// Nimmt den Haushalt auf, meldet alles und schreibt den Brief zum wartenden Entwurf.
fn schreibe(traeger: &Traeger, recht: &Recht, haushalt: Value, meldungen: Vec<Value>) -> Brief {
    let akten = Aktenlage::neu(recht, haushalt, meldungen);
    akten.mit(|akten| {
        let (_, entwurf) = wartender(akten.fall).unwrap();
        entwurfsbrief(akten, entwurf, traeger, recht, tag(HEUTE)).unwrap()
    })
}

fn gemeldet(recht: &Recht, haushalt: &Value, meldungen: Vec<Value>) -> Bestand {
    let fall = kennung("Fall");
    let personen = haushalt["lage"]["personen"].as_array().unwrap().iter();
    let ids = personen.map(|person| person["id"].as_str().unwrap().to_owned());
    let aufnehmen = HaushaltAufnehmen {
        fall,
        personen: ids.map(|id| (id.clone(), kennung(&id))).collect(),
        eingang: tag("2026-07-03"),
        bewilligt_am: Some(tag("2026-07-03")),
        haushalt: serde_json::from_value(haushalt.clone()).unwrap(),
    };
    let mut bestand = Bestand::default();
    fuehre_aus(&mut bestand, recht, &Befehl::HaushaltAufnehmen(Box::new(aufnehmen)));
    for meldung in meldungen {
        fuehre_aus(&mut bestand, recht, &Befehl::EinkommenMelden(Box::new(befehl(fall, &meldung))));
    }
    bestand
}

fn befehl(fall: Kennung, meldung: &Value) -> EinkommenMelden {
    let text = |feld: &str| meldung[feld].as_str();
    let einkommen = text("brutto").map(|brutto| {
        let lohn = json!({"art": "erwerb", "brutto": brutto, "netto": text("netto").unwrap()});
        serde_json::from_value(lohn).unwrap()
    });
    let geprueft = meldung["geprueft"].as_bool().is_some();
    EinkommenMelden {
        fall,
        person: kennung(text("person").unwrap()),
        posten: Posten::nr(usize::try_from(meldung["nr"].as_u64().unwrap()).unwrap()),
        einkommen,
        gilt: Gilt { von: text("von").map(tag), bis: text("bis").map(tag) },
        eingang: tag(HEUTE),
        nachweis: if geprueft {
            Nachweis::Geprueft { dokument: None }
        } else {
            Nachweis::Behauptet
        },
        ersetzt: None,
    }
}

fn fuehre_aus(bestand: &mut Bestand, recht: &Recht, befehl: &Befehl) {
    let mut werkbank = Werkbank::neu();
    let mut hilfe = Rechenhilfe {
        recht,
        werkbank: &mut werkbank,
        heute: tag(HEUTE),
        akteur: case::akte::Kennung::aus_bytes([2; 16]),
    };
    let entscheidung = entscheide(befehl, bestand, &mut hilfe).unwrap();
    for (Strom { art, kennung }, _, texte) in &entscheidung.ereignisse {
        match art {
            StromArt::Fall => angefuegt(&mut bestand.faelle, *kennung, texte),
            _ => angefuegt(&mut bestand.personen, *kennung, texte),
        }
    }
}

fn angefuegt<T: Tatsache>(
    akten: &mut BTreeMap<Kennung, Akte<T>>,
    kennung: Kennung,
    texte: &[String],
) {
    let akte = akten.remove(&kennung).unwrap_or(Akte::neu(kennung));
    let mut eintraege = akte.eintraege().to_vec();
    for text in texte {
        let version = u64::try_from(eintraege.len()).unwrap() + 1;
        let erfasst = Erfasst { lfd: version, zeit: Zeitpunkt(0) };
        eintraege.push(Eintrag { version, erfasst, ereignis: Ereignis::lies(text).unwrap() });
    }
    akten.insert(kennung, Akte::aus(kennung, eintraege));
}

fn kennung(name: &str) -> Kennung {
    let mut bytes = [0; 16];
    for (ziel, von) in bytes.iter_mut().zip(name.bytes()) {
        *ziel = von;
    }
    Kennung::aus_bytes(bytes)
}

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}
