//! Post über die Leitung: annehmen, verteilen, zuordnen, wiederfinden, und was niemand sehen darf.

use case::akte::eingang::Aufgabe as Eingangsaufgabe;
use case::akte::{Aufgabe, EingangTatsache, FallTatsache, Sperre, Sperrgrund, Strom};
use case::rechte::Rolle;
use office::store::sql::{LiteConnection, LiteOpening, Sql, Value as Wert};
use serde_json::{Value, json};
use web::routes::ORDINARY;

use crate::geschichte::mit_fall;
use crate::hilfe::{HIER, Haus, Wer, aufnahme, kennung, text, zuordnung};

const GEHEIM: &str = "Quastenflosser-Lohn 1.234,56";

fn lies(haus: &Haus, wer: &Wer, weg: &str) -> Value {
    let antwort = haus.frage(Some(wer), "GET", weg, "");
    assert_eq!(antwort.status, 200, "{weg}: {}", antwort.text);
    antwort.json()
}

fn kennungen(seite: &Value) -> Vec<String> {
    let eintraege = seite["eintraege"].as_array().unwrap();
    eintraege.iter().map(|eintrag| eintrag["eingang"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn ein_brief_kommt_an_wird_zugeordnet_wiedergefunden_und_erledigt() {
    let (haus, wer) = mit_fall("post");
    let frage = format!("?weg=scan&fuer={}&bis=2026-11-21", wer.kennung);
    let name = ("Lohn%20Oktober%20%C3%9C.txt", "p1");
    let angenommen = haus.schicke_mit(&wer, name, GEHEIM.as_bytes(), &frage);
    assert_eq!(angenommen.status, 201, "{}", angenommen.text);
    assert_eq!(angenommen.json()["neu"], true);
    let eingang = angenommen.json()["stuecke"][0]["eingang"].as_str().unwrap().to_owned();
    // Noch einmal mit demselben Schlüssel: dasselbe Stück; mit anderem Inhalt: ein Fehler.
    let wieder = haus.schicke_mit(&wer, name, GEHEIM.as_bytes(), &frage);
    assert_eq!((wieder.status, &wieder.json()["neu"]), (201, &json!(false)));
    assert_eq!(wieder.json()["stuecke"][0]["eingang"], eingang);
    assert_eq!(haus.schicke_mit(&wer, name, b"etwas anderes", &frage).status, 409);
    // Es liegt im Posteingang, mit seinem Tag, und ist eine Aufgabe.
    let post = lies(&haus, &wer, "/api/v1/posteingang");
    assert_eq!(kennungen(&post), [eingang.as_str()]);
    let stueck = &post["eintraege"][0];
    assert_eq!(stueck["angekommen"], "2026-11-20");
    assert_eq!(
        (&stueck["weg"], &stueck["bezeichnung"]),
        (&json!("scan"), &json!("Lohn Oktober Ü.txt"))
    );
    let aufgaben = lies(&haus, &wer, "/api/v1/aufgaben");
    assert_eq!(aufgaben["eintraege"][0]["bis"], "2026-11-21");
    assert_eq!(aufgaben["eintraege"][0]["schritt"], "zuordnen");
    let inhalt = format!("/api/v1/posteingang/{eingang}/inhalt");
    let geoeffnet = haus.frage(Some(&wer), "GET", &inhalt, "");
    assert_eq!((geoeffnet.status, geoeffnet.text.as_str()), (200, GEHEIM));
    assert_eq!(geoeffnet.kopfzeile("content-disposition"), "attachment; filename=\"dokument.txt\"");
    // Zugeordnet: im Posteingang fort, im Fall da, die Aufgabe beim Team.
    let weg = format!("/api/v1/posteingang/{eingang}/zuordnung");
    let body = zuordnung(kennung(1), kennung(3));
    for ergebnis in ["gespeichert", "wiederholt"] {
        let getan = haus.frage(Some(&wer), "POST", &weg, &body);
        assert_eq!((getan.status, &getan.json()["ergebnis"]), (201, &json!(ergebnis)));
    }
    assert_eq!(kennungen(&lies(&haus, &wer, "/api/v1/posteingang")), Vec::<String>::new());
    let dorthin = haus.frage(Some(&wer), "GET", &inhalt, "");
    assert_eq!((dorthin.status, &dorthin.json()["fall"]), (422, &json!(kennung(1))));
    let dokumente = lies(&haus, &wer, &format!("/api/v1/faelle/{}/dokumente", kennung(1)));
    let dokument = &dokumente["eintraege"][0];
    assert_eq!(dokument["titel"], "Lohnabrechnung Oktober");
    assert_eq!((&dokument["eingang"], &dokument["hat_text"]), (&json!("2026-11-20"), &json!(true)));
    let inhalt = format!("/api/v1/faelle/{}/dokumente/{}/inhalt", kennung(1), kennung(3));
    assert_eq!(haus.frage(Some(&wer), "GET", &inhalt, "").text, GEHEIM);
    let aufgaben = lies(&haus, &wer, "/api/v1/aufgaben");
    let aufgabe = &aufgaben["eintraege"][0];
    assert_eq!(
        (&aufgabe["fuer"], &aufgabe["schritt"]),
        (&json!("leistung-1"), &json!("bearbeiten"))
    );
    assert_eq!(aufgabe["stueck"]["zuordnung"]["dokument"], json!(kennung(3)));
    // Weitergeben und erledigen gehen als Befehl; danach ist nichts mehr offen.
    let befehl = |mehr: Value| {
        let mut befehl = json!({"eingang": eingang});
        befehl.as_object_mut().unwrap().extend(mehr.as_object().unwrap().clone());
        let getan = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &befehl.to_string());
        assert_eq!(getan.status, 201, "{}", getan.text);
    };
    befehl(json!({"befehl": "eingang_weitergeben",
                  "aufgabe": {"fuer": "kasse", "bis": "2026-11-30"}}));
    assert_eq!(kennungen(&lies(&haus, &wer, "/api/v1/aufgaben")), Vec::<String>::new());
    let ueberfaellig = lies(&haus, &wer, "/api/v1/aufgaben/ueberfaellig");
    assert_eq!(kennungen(&ueberfaellig), Vec::<String>::new(), "noch nicht");
    befehl(json!({"befehl": "eingang_erledigen", "abschluss": {"art": "erledigt", "grund": ""}}));
    assert_eq!(lies(&haus, &wer, &format!("/api/v1/posteingang/{eingang}"))["abgeschlossen"], true);
}

#[test]
fn gesucht_wird_nach_angaben_in_meinen_akten_und_nach_text_in_der_geoeffneten() {
    let (haus, wer) = mit_fall("aktensuche");
    for (nr, wort) in [(3, "Müller"), (4, "Meier")] {
        let eingang = haus.schicke(&wer, "brief.txt", &format!("Sehr geehrte Frau {wort}"));
        haus.ordne_zu(&wer, eingang, (kennung(1), kennung(nr)));
    }
    // Ein Fall, der einem anderen Team gehört.
    let andere = haus.stelle_ein(HIER, 950, Rolle::Leistung, "leistung-2");
    let fremd = text(&aufnahme(kennung(11), kennung(12)));
    assert_eq!(haus.frage(Some(&andere), "POST", "/api/v1/befehle", &fremd).status, 201);
    haus.weise_zu(kennung(11), Aufgabe::Leistung, (andere, "leistung-2"));
    let eingang = haus.schicke(&andere, "brief.txt", "Sehr geehrte Frau Müller");
    haus.ordne_zu(&andere, eingang, (kennung(11), kennung(13)));
    haus.app.store.rebuild(HIER).unwrap();
    let suche = |filter: Value, anzahl: u32, nach: Option<&str>| {
        let mut frage = json!({"filter": filter});
        if let Some(nach) = nach {
            frage["nach_fall"] = json!(nach);
        }
        let weg = format!("/api/v1/dokumente/suche?anzahl={anzahl}");
        let antwort = haus.frage(Some(&wer), "POST", &weg, &frage.to_string());
        assert_eq!(antwort.status, 200, "{}", antwort.text);
        let funde = antwort.json()["dokumente"].as_array().unwrap().clone();
        let funde: Vec<Value> = funde.iter().map(|fund| fund["dokument"].clone()).collect();
        (funde, antwort.json()["naechster"].clone())
    };
    let beide = vec![json!(kennung(3)), json!(kennung(4))];
    for (filter, erwartet) in [
        (json!({}), &beide[..]),
        (json!({"titel": "LOHNABRECHNUNG"}), &beide),
        (json!({"titel": "Bescheid"}), &[]),
        (json!({"art": "nachweis", "angelegenheit": "einkommen"}), &beide),
        (json!({"art": "antrag"}), &[]),
        (json!({"von": "2026-11-20", "bis": "2026-11-20"}), &beide),
        (json!({"von": "2026-11-21"}), &[]),
        (json!({"bis": "2026-11-19"}), &[]),
        (json!({"person": kennung(2)}), &[]),
    ] {
        assert_eq!(suche(filter.clone(), 100, None), (erwartet.to_vec(), Value::Null), "{filter}");
    }
    // In der geöffneten Akte: gefaltet, mit Fundstellen.
    let weg = format!("/api/v1/faelle/{}/dokumente/suche", kennung(1));
    let gefunden = haus.frage(Some(&wer), "POST", &weg, &json!({"text": "mueller"}).to_string());
    let erwartet = json!([{"dokument": kennung(3), "stellen": 1, "im_titel": false}]);
    assert_eq!(gefunden.json()["treffer"], erwartet, "{}", gefunden.text);
    let fremde = format!("/api/v1/faelle/{}/dokumente/suche", kennung(11));
    let verboten = haus.frage(Some(&wer), "POST", &fremde, &json!({"text": "mueller"}).to_string());
    assert_eq!(verboten.status, 403, "{}", verboten.text);
}

#[test]
fn die_post_kommt_seite_fuer_seite_der_tag_zuerst_und_nichts_fehlt() {
    let (haus, wer) = mit_fall("postseiten");
    let mut alle = Vec::new();
    for nr in 0..7 {
        let fuer = format!("?fuer={}&bis=2026-12-0{}", wer.kennung, 7 - nr);
        let schluessel = format!("s{nr}");
        let antwort = haus.schicke_mit(&wer, ("a.txt", &schluessel), b"Guten Tag", &fuer);
        assert_eq!(antwort.status, 201, "{}", antwort.text);
        alle.push(antwort.json()["stuecke"][0]["eingang"].as_str().unwrap().to_owned());
    }
    let blaettere = |weg: &str| {
        let (mut gefunden, mut nach) = (Vec::new(), String::new());
        loop {
            let seite = lies(&haus, &wer, &format!("{weg}?anzahl=3{nach}"));
            gefunden.extend(kennungen(&seite));
            match seite["naechste"].as_str() {
                Some(stelle) => nach = format!("&nach_stelle={stelle}"),
                None => break gefunden,
            }
        }
    };
    // Was zuerst fällig ist, zuerst: das ist, was zuletzt kam.
    let rueckwaerts: Vec<String> = alle.iter().rev().cloned().collect();
    assert_eq!(blaettere("/api/v1/aufgaben"), rueckwaerts);
    alle.sort();
    assert_eq!(blaettere("/api/v1/posteingang"), alle);
    for falsch in ["?nach_stelle=x", "?nach_stelle=2026-11-20", "?anzahl=0"] {
        let antwort = haus.frage(Some(&wer), "GET", &format!("/api/v1/aufgaben{falsch}"), "");
        assert_eq!(antwort.status, 400, "{falsch}");
    }
}

#[test]
fn was_in_einer_gesperrten_akte_liegt_sieht_man_auch_als_aufgabe_nicht() {
    let (haus, wer) = mit_fall("postsperre");
    let andere = haus.stelle_ein(HIER, 950, Rolle::Leistung, "leistung-1");
    let eingang = haus.schicke(&wer, "brief.txt", GEHEIM);
    haus.ordne_zu(&wer, eingang, (kennung(1), kennung(3)));
    let sperre = Sperre { grund: Sperrgrund::Kollege, zugelassen: [wer.kennung].into() };
    haus.schreibe(HIER, Strom::fall(kennung(1)), vec![FallTatsache::Sperre(Some(sperre))]);
    let weg = format!("/api/v1/posteingang/{eingang}");
    assert_eq!(haus.frage(Some(&wer), "GET", &weg, "").status, 200);
    assert_eq!(haus.frage(Some(&andere), "GET", &weg, "").status, 403);
    // Dass es eine Aufgabe gibt, sieht das ganze Team; worum es geht, nicht.
    let zeile = |wer: &Wer| lies(&haus, wer, "/api/v1/aufgaben")["eintraege"][0].clone();
    assert_eq!(zeile(&wer)["stueck"]["bezeichnung"], "brief.txt");
    assert_eq!(
        (zeile(&andere)["eingang"].clone(), zeile(&andere).get("stueck")),
        (json!(eingang), None)
    );
    // Auch mit einem Befehl kommt niemand Ausgeschlossenes daran, und erfährt nicht, wo es liegt.
    let erledigen = |art: &str| {
        let abschluss = json!({"art": art, "grund": "fort damit"});
        let befehl =
            json!({"befehl": "eingang_erledigen", "eingang": eingang, "abschluss": abschluss});
        haus.frage(Some(&andere), "POST", "/api/v1/befehle", &befehl.to_string())
    };
    for antwort in [erledigen("erledigt"), erledigen("verworfen")] {
        assert_eq!(antwort.status, 403, "{}", antwort.text);
        assert!(!antwort.text.contains(&kennung(1).to_string()), "{}", antwort.text);
    }
    let nochmal = format!("/api/v1/posteingang/{eingang}/zuordnung");
    let wieder = haus.frage(Some(&andere), "POST", &nochmal, &zuordnung(kennung(1), kennung(3)));
    assert_eq!(wieder.status, 403, "{}", wieder.text);
    let suche = json!({"filter": {}}).to_string();
    let gefunden = haus.frage(Some(&andere), "POST", "/api/v1/dokumente/suche", &suche);
    assert!(!gefunden.text.contains("Lohnabrechnung"), "{}", gefunden.text);
}

/// Eine E-Mail mit einem Text, einer Anlage und einem Programm.
fn email(text: &str) -> String {
    let teil = |kopf: &str, inhalt: &str| format!("--grenze\r\n{kopf}\r\n\r\n{inhalt}\r\n");
    let anlage = |name: &str| {
        format!(
            "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\""
        )
    };
    [
        "From: Erfunden <erfunden@example.org>\r\nSubject: Lohn\r\nMIME-Version: 1.0\r\n",
        "Content-Type: multipart/mixed; boundary=grenze\r\n\r\n",
        &teil("Content-Type: text/plain; charset=utf-8", text),
        &teil(&anlage("lohn.txt"), "Lohn Oktober"),
        &teil(&anlage("gruss.exe"), "MZ\u{90}\u{0}PROGRAMM"),
        "--grenze--\r\n",
    ]
    .concat()
}

#[test]
fn von_einer_email_kommt_nur_text_heraus_und_ihre_anlagen_teilen_ihre_sperre() {
    let (haus, wer) = mit_fall("postemail");
    let andere = haus.stelle_ein(HIER, 950, Rolle::Leistung, "leistung-2");
    let angenommen =
        haus.schicke_mit(&wer, ("m.eml", "e1"), email(GEHEIM).as_bytes(), "?weg=email");
    assert_eq!(angenommen.status, 201, "{}", angenommen.text);
    let stuecke = angenommen.json()["stuecke"].as_array().unwrap().clone();
    assert_eq!(stuecke.len(), 3, "{stuecke:?}");
    let gefaehrlich = stuecke.iter().filter(|stueck| stueck.get("hinweis").is_some()).count();
    assert_eq!(gefaehrlich, 1, "{stuecke:?}");
    let mail = stuecke[0]["eingang"].as_str().unwrap().to_owned();
    let inhalt = haus.frage(Some(&wer), "GET", &format!("/api/v1/posteingang/{mail}/inhalt"), "");
    assert_eq!(inhalt.status, 200, "{}", inhalt.text);
    assert!(inhalt.text.contains(GEHEIM) && !inhalt.text.contains("PROGRAMM"), "{}", inhalt.text);
    // Die E-Mail kommt in eine Akte, die dann gesperrt wird: ihre Anlagen sieht nur noch, wer zugelassen ist.
    haus.ordne_zu(&wer, mail.parse().unwrap(), (kennung(1), kennung(3)));
    let offen = |wer: &Wer| kennungen(&lies(&haus, wer, "/api/v1/posteingang")).len();
    assert_eq!((offen(&wer), offen(&andere)), (2, 2));
    let sperre = Sperre { grund: Sperrgrund::Kollege, zugelassen: [wer.kennung].into() };
    haus.schreibe(HIER, Strom::fall(kennung(1)), vec![FallTatsache::Sperre(Some(sperre))]);
    assert_eq!((offen(&wer), offen(&andere)), (2, 0));
    let anlage = stuecke[1]["eingang"].as_str().unwrap();
    let weg = format!("/api/v1/posteingang/{anlage}");
    assert_eq!(haus.frage(Some(&andere), "GET", &weg, "").status, 403);
    let weiter = json!({"befehl": "eingang_weitergeben", "eingang": anlage,
                        "aufgabe": {"fuer": "leistung-2", "bis": "2026-11-30"}});
    let antwort = haus.frage(Some(&andere), "POST", "/api/v1/befehle", &weiter.to_string());
    assert_eq!(antwort.status, 403, "{}", antwort.text);
}

#[test]
fn zugleich_mit_demselben_schluessel_kommt_eine_sendung_an_und_von_der_anderen_nichts() {
    let (haus, wer) = mit_fall("postzugleich");
    let sendungen: Vec<String> =
        (0..6).map(|nr| if nr % 2 == 0 { email("eins") } else { format!("Brief {nr}") }).collect();
    let ergebnisse: Vec<(u16, bool)> = std::thread::scope(|faeden| {
        let faeden: Vec<_> = sendungen
            .iter()
            .map(|inhalt| {
                let (haus, wer) = (&haus, &wer);
                faeden.spawn(move || {
                    let antwort = haus.schicke_mit(wer, ("m.eml", "z1"), inhalt.as_bytes(), "");
                    (antwort.status, antwort.status == 201 && antwort.json()["neu"] == true)
                })
            })
            .collect();
        faeden.into_iter().map(|faden| faden.join().unwrap()).collect()
    });
    assert!(ergebnisse.iter().all(|(status, _)| [201, 409].contains(status)), "{ergebnisse:?}");
    // Was da ist, ist eine ganze Sendung: die E-Mail mit ihren zwei Anlagen, oder ein Brief.
    let post = lies(&haus, &wer, "/api/v1/posteingang");
    let ganz = kennungen(&post).len();
    assert!(ganz == 3 || ganz == 1, "{post}");
}

#[test]
fn was_an_niemanden_ging_steht_ab_dem_tag_bei_den_ueberfaelligen() {
    let (haus, wer) = mit_fall("postueber");
    let eingang = haus.schicke(&wer, "brief.txt", GEHEIM);
    let vorbei =
        Eingangsaufgabe { fuer: "gibt-es-nicht".to_owned(), bis: "2026-11-19".parse().unwrap() };
    haus.schreibe(HIER, Strom::eingang(eingang), vec![EingangTatsache::Aufgabe(vorbei)]);
    haus.app.store.rebuild(HIER).unwrap();
    assert_eq!(kennungen(&lies(&haus, &wer, "/api/v1/aufgaben")), Vec::<String>::new());
    let weg = "/api/v1/aufgaben/ueberfaellig";
    let liste = lies(&haus, &wer, weg);
    assert_eq!(kennungen(&liste), [eingang.to_string()]);
    assert_eq!(liste["eintraege"][0]["fuer"], "gibt-es-nicht");
    let kasse = haus.stelle_ein(HIER, 953, Rolle::Kasse, "kasse");
    assert_eq!(haus.frage(Some(&kasse), "GET", weg, "").status, 403);
    // Und wer niemanden nennt, wie hier jemand heißt, hört es gleich.
    for fuer in ["Leistung 1", "LEISTUNG-1", ""] {
        let befehl = json!({"befehl": "eingang_weitergeben", "eingang": eingang,
                            "aufgabe": {"fuer": fuer, "bis": "2026-11-30"}});
        let antwort = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &befehl.to_string());
        assert_eq!(antwort.status, 422, "{fuer}: {}", antwort.text);
    }
}

#[test]
fn was_sich_nicht_lesen_laesst_haelt_keine_liste_auf() {
    let (haus, wer) = mit_fall("postkaputt");
    let heil = haus.schicke(&wer, "a.txt", "Guten Tag");
    let kaputt = haus.schicke(&wer, "b.txt", "Guten Abend");
    let datei = haus.ordner().join("akten.sqlite");
    let mut db = LiteConnection::open(&datei, LiteOpening::Write).unwrap();
    let name = Strom::eingang(kaputt).to_string();
    let faelschen = "UPDATE ereignis SET inhalt = salz WHERE strom = $1 AND version = 1";
    assert_eq!(db.execute(faelschen, &[Wert::Text(&name)]).unwrap(), 1);
    let post = lies(&haus, &wer, "/api/v1/posteingang");
    assert_eq!(kennungen(&post), [heil.to_string()]);
    assert_eq!(post["nicht_lesbar"], json!([kaputt]));
}

#[test]
fn wer_einen_brief_sah_bevor_er_zu_einem_menschen_kam_steht_in_dessen_protokoll() {
    let (haus, wer) = mit_fall("postprotokoll");
    let empfang = haus.stelle_ein(HIER, 954, Rolle::Empfang, "empfang");
    let datenschutz = haus.stelle_ein(HIER, 955, Rolle::Datenschutz, "datenschutz");
    let eingang = haus.schicke(&wer, "brief.txt", GEHEIM);
    let weg = format!("/api/v1/posteingang/{eingang}/inhalt");
    assert_eq!(haus.frage(Some(&empfang), "GET", &weg, "").text, GEHEIM);
    let protokoll = format!("/api/v1/personen/{}/protokoll", kennung(2));
    let sah = || {
        let seite = lies(&haus, &datenschutz, &protokoll);
        let eintraege = seite["eintraege"].as_array().unwrap().clone();
        eintraege.iter().any(|e| e["zugriff"]["akteur"] == json!(empfang.kennung))
    };
    assert!(!sah(), "noch weiß niemand, wessen Brief es ist");
    haus.ordne_zu(&wer, eingang, (kennung(1), kennung(3)));
    assert!(sah());
}

#[test]
fn was_gefaehrlich_zu_gross_oder_unerlaubt_ist_kommt_nicht_durch() {
    let (haus, wer) = mit_fall("postabwehr");
    // Ein Programm kommt an, wird aber weder herausgegeben noch zugeordnet.
    let programm = haus.schicke_mit(&wer, ("lohn.pdf", "x1"), b"MZ\x90\x00gefaehrlich", "");
    assert_eq!(programm.status, 201, "{}", programm.text);
    let stueck = programm.json()["stuecke"][0].clone();
    assert!(stueck["hinweis"].as_str().unwrap().contains("Bitte"), "{stueck}");
    let eingang = stueck["eingang"].as_str().unwrap();
    let weg = format!("/api/v1/posteingang/{eingang}");
    assert_eq!(haus.frage(Some(&wer), "GET", &format!("{weg}/inhalt"), "").status, 422);
    let body = zuordnung(kennung(1), kennung(3));
    assert_eq!(haus.frage(Some(&wer), "POST", &format!("{weg}/zuordnung"), &body).status, 422);
    // Zu groß: 413, und nichts davon bleibt.
    let gross = vec![b'x'; (32 << 20) + 1];
    assert!(gross.len() > ORDINARY);
    assert_eq!(haus.schicke_mit(&wer, ("a.txt", "x2"), &gross, "").status, 413);
    // Wer keine Post annehmen darf, dessen Bytes liest niemand; wer sich nicht ausweist, auch nicht.
    let kasse = haus.stelle_ein(HIER, 951, Rolle::Kasse, "kasse");
    let dateien = || std::fs::read_dir(haus.ordner().join("dokumente")).unwrap().count();
    let vorher = dateien();
    assert_eq!(haus.schicke_mit(&kasse, ("a.txt", "x3"), b"Guten Tag", "").status, 403);
    let fremd = Wer { kennung: kennung(999), ..wer };
    assert_eq!(haus.schicke_mit(&fremd, ("a.txt", "x4"), &gross, "").status, 401);
    assert_eq!(dateien(), vorher);
    for (name, frage, status) in [
        ("a.txt", "?fuer=leistung-1", 400),
        ("a.txt", "?weg=brieftaube", 400),
        ("%FF.txt", "", 400),
        ("a.txt", "?fuer=leistung-1&bis=2026-02-30", 400),
    ] {
        let antwort = haus.schicke_mit(&wer, (name, "x5"), b"Guten Tag", frage);
        assert_eq!(antwort.status, status, "{name}{frage}: {}", antwort.text);
    }
    // Ein Befehl, der eine Datei nennt, kommt nicht an der Ablage vorbei.
    let ort = json!({"adresse": "0".repeat(64), "groesse": 1, "pruefsumme": "0".repeat(64)});
    let dokument = json!({"ort": ort, "typ": "pdf", "titel": "x", "art": "nachweis",
                          "angelegenheit": "einkommen"});
    let befehl = json!({"befehl": "dokument_ablegen", "fall": kennung(1), "kennung": kennung(3),
                        "dokument": dokument, "eingang": "2026-11-20"});
    for weg in ["/api/v1/befehle", "/api/v1/befehle/vorschau"] {
        let antwort = haus.frage(Some(&wer), "POST", weg, &befehl.to_string());
        assert_eq!(antwort.status, 422, "{}", antwort.text);
        assert!(antwort.text.contains("posteingang"), "{}", antwort.text);
    }
}

#[test]
fn auftraege_steuert_nur_der_betrieb_und_es_steht_im_protokoll() {
    let (haus, wer) = mit_fall("auftraege");
    let betrieb = haus.stelle_ein(HIER, 952, Rolle::Betrieb, "betrieb");
    let auftrag = haus.auftrag(HIER);
    let steuere = |wer: &Wer, was: &str| {
        let weg = format!("/api/v1/auftraege/{was}");
        haus.frage(Some(wer), "POST", &weg, &json!({"auftrag": auftrag}).to_string())
    };
    assert_eq!(steuere(&wer, "abbrechen").status, 403);
    assert_eq!(steuere(&betrieb, "abbrechen").json()["stand"], "abgebrochen");
    assert_eq!(steuere(&betrieb, "erneut").json()["stand"], "wartet");
    // Zweimal dasselbe schadet nicht.
    assert_eq!(steuere(&betrieb, "erneut").json()["stand"], "wartet");
    let job = haus.app.store.claim(HIER, "probe").unwrap().unwrap();
    haus.app.store.finish(HIER, &job).unwrap();
    assert_eq!(steuere(&betrieb, "abbrechen").status, 422, "schon getan");
    let unbekannt = json!({"auftrag": "gibt/es/nicht"}).to_string();
    assert_eq!(
        haus.frage(Some(&betrieb), "POST", "/api/v1/auftraege/abbrechen", &unbekannt).status,
        404
    );
    let strom = case::protokoll::strom(betrieb.kennung, crate::hilfe::heute());
    let akte = haus.app.store.load::<case::protokoll::ProtokollTatsache>(HIER, strom).unwrap();
    let befehle: Vec<_> = akte
        .eintraege()
        .iter()
        .filter_map(|e| e.ereignis.tatsache.zugriff().befehl.clone())
        .collect();
    assert_eq!(
        befehle,
        [
            format!("auftrag_abbrechen {auftrag}"),
            format!("auftrag_erneut {auftrag}"),
            format!("auftrag_erneut {auftrag}"),
            format!("auftrag_abbrechen {auftrag}"),
        ]
    );
}

#[test]
fn eine_anlage_die_im_kreis_auf_sich_zeigt_haelt_niemanden_auf() {
    let (haus, wer) = mit_fall("postkreis");
    for (nr, von) in [(61, 62), (62, 61), (63, 63)] {
        let befehl = json!({
            "befehl": "eingang_aufnehmen", "kennung": kennung(nr), "eingang": "2026-11-20",
            "ankunft": {"weg": "post", "teil_von": kennung(von),
                        "befund": {"typ": "unbekannt", "urteil": "annehmen"}}
        });
        let getan = haus.frage(Some(&wer), "POST", "/api/v1/befehle", &befehl.to_string());
        assert_eq!(getan.status, 201, "{}", getan.text);
    }
    assert_eq!(kennungen(&lies(&haus, &wer, "/api/v1/posteingang")).len(), 3);
    let weg = format!("/api/v1/posteingang/{}", kennung(61));
    assert_eq!(haus.frage(Some(&wer), "GET", &weg, "").status, 200);
}

#[test]
fn eine_anlage_deren_email_geloescht_ist_bleibt_im_posteingang() {
    let (haus, wer) = mit_fall("postwaise");
    let angenommen =
        haus.schicke_mit(&wer, ("m.eml", "w1"), email("Guten Tag").as_bytes(), "?weg=email");
    let mail = angenommen.json()["stuecke"][0]["eingang"].as_str().unwrap().parse().unwrap();
    haus.app.store.erase(HIER, Strom::eingang(mail)).unwrap();
    assert_eq!(kennungen(&lies(&haus, &wer, "/api/v1/posteingang")).len(), 2);
}

#[test]
fn die_auskunft_gibt_es_nur_auf_eine_anfrage_hin_und_sie_nennt_was_da_ist() {
    let (haus, wer) = mit_fall("auskunft");
    let stelle = haus.stelle_ein(HIER, 956, Rolle::Rechtsstelle, "recht");
    let weg = ("GET", &*format!("/api/v1/personen/{}/auskunft", kennung(2)));
    let anfrage = [("nahtlos-zweck", "betroffenenanfrage")];
    assert_eq!(haus.frage_mit(Some(&wer), weg, "", &anfrage).status, 403);
    assert_eq!(haus.frage_mit(Some(&stelle), weg, "", &[]).status, 403, "wozu?");
    let auskunft = haus.frage_mit(Some(&stelle), weg, "", &anfrage);
    assert_eq!(auskunft.status, 200, "{}", auskunft.text);
    let name = &crate::hilfe::haushalt().namen[0].nachname;
    assert!(auskunft.text.contains(name.as_str()), "{}", auskunft.text);
    assert!(!auskunft.json()["zugriffe"].as_array().unwrap().is_empty());
}
