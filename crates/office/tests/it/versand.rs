//! Der Versand: jeder Brief in genau einem Bündel, die Tatsachen gleich den Dateien, auch nach einem Absturz an jeder Stelle.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::akte::{Aufgabe, FallTatsache, Gilt, Kennung, Posten, Strom, Zustaendig};
use case::befehl::{
    AkteSperren, Befehl, EntwurfFreigeben, HaushaltAufnehmen, VersandZurueckhalten,
    ZustaendigkeitSetzen,
};
use case::rechte::Zweck;
use case::schnittstelle::Haushalt;
use case::textbausteine::Textbausteine;
use case::traeger::Traeger;
use case::versand::{Haltegrund, Versandstand, Versandweg, sendungen};
use law::anspruch::Werkbank;
use office::ablage::{Ablage, Griff, Platte, pruefsumme};
use office::sicherung::{Melder, Pruefauftrag, pruefe};
use office::versand::{
    Hinaus, Poststelle, Probe, VersandFehler, Versandbericht, Versandlauf, lies_brief,
};

use crate::hilfe::{Haus, TRAEGER, Wer, als, heute, kennung, leerer_ordner, uhr};

/// Ein Haus, seine Poststelle und die Ordner: einer für Bündel, einer für ein zweites Druckzentrum, einer für Abgeholtes.
struct Spiel {
    haus: Haus,
    wurzel: PathBuf,
    briefkopf: Traeger,
    bausteine: Textbausteine,
    nummer: u32,
}

impl Spiel {
    fn neu(haus: Haus, name: &str) -> Spiel {
        let wurzel = leerer_ordner(&format!("versand-{name}"));
        let bausteine = Textbausteine::eingebaut().unwrap();
        // Den Ordner der Ablage gibt es, bevor der erste Lauf stirbt.
        Ablage::oeffne(haus.ordner(), Platte::default()).unwrap();
        Spiel { haus, wurzel, briefkopf: muster::traeger(), bausteine, nummer: 0 }
    }

    fn ziel(&self) -> PathBuf {
        self.wurzel.join("druckzentrum")
    }

    fn ablage(&self, platte: Platte) -> Ablage {
        Ablage::oeffne(self.haus.ordner(), platte).unwrap()
    }

    fn poststelle<'a>(&'a self, ablage: &'a Ablage) -> Poststelle<'a> {
        let (door, caller) = (self.haus.door(), als(Wer::Versand, None));
        Poststelle { door, ablage, caller, briefkopf: &self.briefkopf, bausteine: &self.bausteine }
    }

    fn laufe_mit(
        &self,
        (ziel, probe): (&Path, Option<Probe>),
        platte: Platte,
    ) -> Result<Versandbericht, VersandFehler> {
        let ablage = self.ablage(platte);
        let lauf = Versandlauf { poststelle: self.poststelle(&ablage), ziel, probe };
        lauf.laufe(&mut Werkbank::neu())
    }

    fn laufe(&self) -> Versandbericht {
        self.laufe_mit((&self.ziel(), None), Platte::default()).unwrap()
    }

    /// So viele neue Bewilligungen, jede mit einem Brief.
    fn bewillige(&mut self, anzahl: usize) -> Vec<Kennung> {
        (0..anzahl).map(|_| self.bewilligt()).collect()
    }

    /// Erika lebt allein: beantragt im November, bewilligt heute.
    fn bewilligt(&mut self) -> Kennung {
        self.nummer += 10;
        let (fall, mensch) = (kennung(self.nummer), kennung(self.nummer + 1));
        let personen = BTreeMap::from([("A".to_owned(), mensch)]);
        let haushalt = serde_json::json!({
            "nummer": format!("BG-{:06}", self.nummer), "antrag": "2026-11-03", "vertreter": "A",
            "namen": [{"id": "A", "vorname": "Erika", "nachname": "Beispiel"}],
            "lage": {"monat": "2026-11", "bewilligung_ab": "2026-11-01",
                "personen": [{"id": "A", "geboren": "1985-03-01"}], "wohnung": {"grundmiete": "437.00"}},
            "bewilligung_bis": "2027-10-31",
            "anschrift": {"strasse": "Probeweg", "hausnummer": "7", "plz": "00001", "ort": "Musterstadt"}
        });
        let haushalt: Haushalt = serde_json::from_value(haushalt).unwrap();
        let eingang = haushalt.antrag;
        let aufnehmen = HaushaltAufnehmen { fall, personen, eingang, bewilligt_am: None, haushalt };
        let mein = |was: &str| format!("{was}-{fall}");
        self.haus.tue(&mein("auf"), &Befehl::HaushaltAufnehmen(Box::new(aufnehmen))).unwrap();
        let team = Posten::try_from("leistung-1".to_owned()).unwrap();
        let zuweisen = Befehl::ZustaendigkeitSetzen(Box::new(ZustaendigkeitSetzen {
            fall,
            aufgabe: Aufgabe::Leistung,
            zustaendig: Some(Zustaendig { bearbeiter: Some(Wer::Leistung.kennung()), team }),
            gilt: Gilt::ab("2026-01-01".parse().unwrap()),
            eingang: heute(),
        }));
        let leitung = |zweck| (Wer::Leitung, zweck);
        self.haus.tue_als(leitung(Some(Zweck::Verwaltung)), &mein("zu"), &zuweisen).unwrap();
        let durch = Wer::Leitung.kennung();
        let frei = EntwurfFreigeben { fall, entwurf: Posten::nr(1), durch };
        let frei = Befehl::EntwurfFreigeben(Box::new(frei));
        self.haus.tue_als(leitung(None), &mein("frei"), &frei).unwrap();
        fall
    }

    /// Wie jede Sendung steht, dem Fall nach.
    fn staende(&self) -> Vec<&'static str> {
        let nummern = (1..=self.nummer / 10).map(|nr| kennung(nr * 10));
        let akte =
            |fall| self.haus.store().load::<FallTatsache>(TRAEGER, Strom::fall(fall)).unwrap();
        nummern
            .flat_map(|f| sendungen(&akte(f)).iter().map(|s| s.stand.name()).collect::<Vec<_>>())
            .collect()
    }

    /// Jede Sendung in einem Bündel ist genau einmal als Datei da, mit denselben Bytes, und jede Datei gehört zu einer.
    fn pruefe(&self) -> Result<usize, String> {
        let mut dateien: BTreeMap<String, usize> = BTreeMap::new();
        for ordner in ["druckzentrum", "anderes", "abgeholt"] {
            for buendel in fertige(&self.wurzel.join(ordner)) {
                for summe in summen(&buendel)? {
                    *dateien.entry(summe).or_default() += 1;
                }
            }
        }
        let mut hinaus = 0;
        for nr in 1..=self.nummer / 10 {
            let fall = Strom::fall(kennung(nr * 10));
            let akte = self.haus.store().load::<FallTatsache>(TRAEGER, fall).unwrap();
            for sendung in sendungen(&akte) {
                let Some(versandt) = sendung.stand.versandt() else { continue };
                hinaus += 1;
                match dateien.remove(&versandt.ort.pruefsumme.to_string()) {
                    Some(1) => {}
                    Some(zahl) => return Err(format!("{fall} ging {zahl}-mal hinaus")),
                    None => return Err(format!("{fall} ist vermerkt und in keinem Bündel")),
                }
            }
        }
        if dateien.is_empty() { Ok(hinaus) } else { Err(format!("ohne Vermerk: {dateien:?}")) }
    }

    /// Das Druckzentrum holt ab, was fertig ist.
    fn hole_ab(&self) {
        let abgeholt = self.wurzel.join("abgeholt");
        fs::create_dir_all(&abgeholt).unwrap();
        for buendel in fertige(&self.ziel()) {
            fs::rename(&buendel, abgeholt.join(buendel.file_name().unwrap())).unwrap();
        }
    }
}

impl Drop for Spiel {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.wurzel);
    }
}

/// Die fertigen Bündel eines Ordners.
fn fertige(ordner: &Path) -> Vec<PathBuf> {
    let Ok(eintraege) = fs::read_dir(ordner) else { return Vec::new() };
    let pfade = eintraege.map(|eintrag| eintrag.unwrap().path());
    let verborgen = |pfad: &PathBuf| pfad.file_name().unwrap().to_string_lossy().starts_with('.');
    let mut pfade: Vec<_> = pfade.filter(|pfad| !verborgen(pfad)).collect();
    pfade.sort();
    pfade
}

/// Die Prüfsummen der Briefe eines Bündels; die Liste und die Prüfsummen darin stimmen.
fn summen(buendel: &Path) -> Result<Vec<String>, String> {
    let lies = |name: &str| fs::read(buendel.join(name)).map_err(|f| format!("{name}: {f}"));
    let text = |name: &str| String::from_utf8(lies(name)?).map_err(|f| f.to_string());
    for zeile in text("pruefsumme.txt")?.lines() {
        let (summe, name) = zeile.split_once("  ").unwrap();
        assert_eq!(pruefsumme(&lies(name)?).to_string(), summe, "{name}");
    }
    let liste = text("buendel.csv")?;
    let mut zeilen = liste.lines();
    assert_eq!(zeilen.next(), Some("nummer;seiten;sha256;weg"));
    let gelistet: Vec<Vec<&str>> = zeilen.map(|zeile| zeile.split(';').collect()).collect();
    let mut gefunden = Vec::new();
    for pfad in fertige(buendel).into_iter().filter(|p| p.extension().is_some_and(|e| e == "pdf")) {
        let summe = pruefsumme(&fs::read(&pfad).unwrap()).to_string();
        let nummer = pfad.file_stem().unwrap().to_string_lossy().into_owned();
        let genannt = gelistet.iter().find(|zeile| zeile[0] == nummer);
        if genannt
            .is_some_and(|zeile| zeile[2] != summe || zeile[1] == "0" || zeile[3] != "druckzentrum")
        {
            return Err(format!("{nummer}: die Liste nennt anderes"));
        }
        gefunden.push(summe);
    }
    Ok(gefunden)
}

/// Bricht beim so vielten Griff ab; was dieser Griff täte, geschieht nicht.
fn stirbt_bei(stelle: usize) -> Platte {
    let griffe = AtomicUsize::new(0);
    Platte::mit(Arc::new(move |_: Griff<'_>| {
        if griffe.fetch_add(1, Ordering::SeqCst) + 1 == stelle {
            return Err(io::Error::other("Absturz"));
        }
        Ok(())
    }))
}

fn haelt(spiel: &Spiel, fall: Kennung) {
    let befehl = VersandZurueckhalten {
        fall,
        sendung: Posten::try_from("bescheid-001".to_owned()).unwrap(),
        grund: Haltegrund::Rueckruf,
        begruendung: "Der Betrag wird noch geprüft.".to_owned(),
        durch: Wer::Leistung.kennung(),
    };
    let befehl = Befehl::VersandZurueckhalten(Box::new(befehl));
    spiel.haus.tue(&format!("halt-{fall}"), &befehl).unwrap();
}

#[test]
fn was_bereit_ist_geht_in_ein_buendel_und_kein_zweites_mal() {
    for haus in Haus::beide("versand-einmal") {
        let mut spiel = Spiel::neu(haus, "einmal");
        let faelle = spiel.bewillige(3);
        haelt(&spiel, faelle[1]);
        // Die Akte einer Kollegin: gesperrt, und ihr Brief geht trotzdem hinaus.
        let sperre = serde_json::from_value(serde_json::json!({"grund": "kollege",
            "zugelassen": [Wer::Leistung.kennung()]}));
        let sperren = AkteSperren { fall: faelle[2], sperre: Some(sperre.unwrap()) };
        let sperren = Befehl::AkteSperren(Box::new(sperren));
        spiel.haus.tue_als((Wer::Leistung, None), "sperren", &sperren).unwrap();
        let bericht = spiel.laufe();
        let name = Posten::try_from("2026-11-20-01".to_owned()).unwrap();
        assert_eq!(bericht.fertig, BTreeMap::from([(name.clone(), 2)]));
        assert_eq!(spiel.staende(), ["versandt", "zurueckgehalten", "versandt"]);
        assert_eq!(spiel.pruefe(), Ok(2));
        // Die Kopie für den Menschen hat dieselben Bytes wie der gedruckte Brief.
        let akte = spiel.haus.store().load(TRAEGER, Strom::fall(faelle[0])).unwrap();
        let alle = sendungen(&akte);
        let Versandstand::Versandt(versandt) = &alle[0].stand else { unreachable!() };
        let ablage = spiel.ablage(Platte::default());
        let wo = (spiel.haus.store(), &ablage);
        let kopie = lies_brief(wo, (TRAEGER, faelle[0]), versandt).unwrap();
        assert_eq!(kopie, fs::read(spiel.ziel().join(name.text()).join("0001.pdf")).unwrap());
        assert_eq!((versandt.am, versandt.weg), (heute(), Versandweg::Druckzentrum));
        assert_eq!(versandt.textbausteine, spiel.bausteine.fassung());
        // Noch einmal: nichts zu tun, auch wenn schon abgeholt ist.
        spiel.hole_ab();
        assert_eq!(spiel.laufe(), Versandbericht::default());
        // Ein neuer Brief geht am selben Tag in ein zweites Bündel.
        spiel.bewillige(1);
        assert_eq!(spiel.laufe().fertig.keys().next().unwrap().text(), "2026-11-20-02");
        assert_eq!(spiel.pruefe(), Ok(3));
        // Die Prüfung kennt jede Datei, die eine Sendung nennt.
        let auftrag = Pruefauftrag {
            recht: Some(&spiel.haus.recht),
            store: spiel.haus.store(),
            ablage: Some(&ablage),
            staende: &[],
            geloescht: None,
            melder: Melder::stumm(),
        };
        let geprueft = pruefe(&auftrag).unwrap();
        assert_eq!((geprueft.funde, geprueft.hinweise), (vec![], vec![]));
    }
}

#[test]
fn an_jedem_griff_abgestuerzt_geht_kein_brief_verloren_und_keiner_zweimal_hinaus() {
    let mut spiel = Spiel::neu(Haus::sqlite("versand-absturz", uhr), "absturz");
    for stelle in 1.. {
        spiel.bewillige(1);
        let abgestuerzt = spiel.laufe_mit((&spiel.ziel(), None), stirbt_bei(stelle)).is_err();
        // Was schon unter seinem Namen steht, holt das Druckzentrum ab, bevor der nächste Lauf beginnt.
        spiel.hole_ab();
        let bericht = spiel.laufe();
        if let Some(name) = bericht.fehlen.first() {
            // Zwischen Namen und Vermerk gestorben und schon abgeholt: ein Mensch sagt es.
            let ablage = spiel.ablage(Platte::default());
            let (poststelle, ziel) = (spiel.poststelle(&ablage), spiel.ziel());
            let lauf = Versandlauf { poststelle, ziel: &ziel, probe: None };
            lauf.abgeholt(name, &mut Werkbank::neu()).unwrap();
        }
        assert_eq!(spiel.laufe(), Versandbericht::default(), "Stelle {stelle}");
        assert_eq!(spiel.pruefe(), Ok(stelle), "Stelle {stelle}");
        if !abgestuerzt {
            assert!(stelle > 20, "nur {stelle} Stellen");
            break;
        }
    }
}

#[test]
fn ein_verlorenes_buendel_wird_nur_auf_wunsch_und_dann_mit_denselben_bytes_neu_geschrieben() {
    let mut spiel = Spiel::neu(Haus::sqlite("versand-verloren", uhr), "verloren");
    spiel.bewillige(2);
    // Kurz vor dem Vermerk „geschrieben“ gestorben, und die Platte ist verloren.
    let geschrieben = AtomicUsize::new(0);
    let platte = Platte::mit(Arc::new(move |griff: Griff<'_>| match griff {
        Griff::Benenne(pfad) if pfad.ends_with("2026-11-20-01") => {
            geschrieben.store(1, Ordering::SeqCst);
            Ok(())
        }
        Griff::Befehl if geschrieben.load(Ordering::SeqCst) == 1 => {
            Err(io::Error::other("Absturz"))
        }
        _ => Ok(()),
    }));
    spiel.laufe_mit((&spiel.ziel(), None), platte).unwrap_err();
    let ordner = spiel.ziel().join("2026-11-20-01");
    let davor: Vec<_> = fertige(&ordner).iter().map(|pfad| fs::read(pfad).unwrap()).collect();
    assert_eq!(davor.len(), 4, "zwei Briefe, die Liste, die Prüfsummen");
    fs::remove_dir_all(&ordner).unwrap();
    let name = Posten::try_from("2026-11-20-01".to_owned()).unwrap();
    assert_eq!(spiel.laufe().fehlen, std::slice::from_ref(&name));
    assert!(!ordner.exists());
    let ablage = spiel.ablage(Platte::default());
    let (poststelle, ziel) = (spiel.poststelle(&ablage), spiel.ziel());
    Versandlauf { poststelle, ziel: &ziel, probe: None }.schreibe_neu(&name).unwrap();
    assert_eq!(spiel.laufe().fertig, BTreeMap::from([(name, 2)]));
    let danach: Vec<_> = fertige(&ordner).iter().map(|pfad| fs::read(pfad).unwrap()).collect();
    assert_eq!(danach, davor);
    assert_eq!(spiel.pruefe(), Ok(2));
}

/// Ein Lauf, und mitten darin, vor seinem ersten Brief, ein zweiter in einen anderen Ordner.
fn zwei_zugleich(spiel: &Arc<Spiel>, probe: Option<Probe>) {
    let (andere, griffe) = (Arc::clone(spiel), AtomicUsize::new(0));
    let platte = Platte::mit(Arc::new(move |griff: Griff<'_>| {
        // Der erste Befehl beginnt das Bündel, der zweite gibt den ersten Brief hinaus.
        if griff == Griff::Befehl && griffe.fetch_add(1, Ordering::SeqCst) == 1 {
            let ziel = andere.wurzel.join("anderes");
            andere.laufe_mit((&ziel, probe), Platte::default()).unwrap();
        }
        Ok(())
    }));
    spiel.laufe_mit((&spiel.ziel(), probe), platte).unwrap();
}

#[test]
fn zwei_laeufe_zugleich_geben_jeden_brief_einmal_hinaus() {
    for haus in Haus::beide("versand-zugleich") {
        let mut spiel = Spiel::neu(haus, "zugleich");
        spiel.bewillige(2);
        let spiel = Arc::new(spiel);
        zwei_zugleich(&spiel, None);
        assert_eq!(spiel.pruefe(), Ok(2));
        assert_eq!(spiel.staende(), ["versandt", "versandt"]);
        assert_eq!(spiel.laufe(), Versandbericht::default());
    }
}

#[test]
fn in_denselben_ordner_schreibt_nur_ein_lauf() {
    let mut spiel = Spiel::neu(Haus::sqlite("versand-belegt", uhr), "belegt");
    spiel.bewillige(1);
    fs::create_dir_all(spiel.ziel()).unwrap();
    let datei = fs::File::create(spiel.ziel().join(".versand")).unwrap();
    datei.try_lock().unwrap();
    let fehler = spiel.laufe_mit((&spiel.ziel(), None), Platte::default()).unwrap_err();
    assert!(matches!(fehler, VersandFehler::Belegt), "{fehler}");
    drop(datei);
    assert_eq!(spiel.laufe().fertig.len(), 1);
}

#[test]
fn jeder_gepflanzte_fehler_faellt_auf() {
    // Ein Vermerk vor dem Schreiben: nach einem Absturz fehlt der Brief.
    let mut gefunden = 0;
    let mut spiel = Spiel::neu(Haus::sqlite("versand-probe-1", uhr), "probe-1");
    spiel.bewillige(1);
    let probe = Some(Probe::ErstVermerken);
    // Beim Schreiben der ersten Datei des Bündels.
    let platte = Platte::mit(Arc::new(|griff: Griff<'_>| match griff {
        Griff::Schreibe(pfad) if pfad.ends_with("0001.pdf") => Err(io::Error::other("Absturz")),
        _ => Ok(()),
    }));
    spiel.laufe_mit((&spiel.ziel(), probe), platte).unwrap_err();
    spiel.laufe_mit((&spiel.ziel(), probe), Platte::default()).unwrap();
    gefunden += usize::from(spiel.pruefe().is_err());
    // Geschrieben ohne Vermerk: der nächste Lauf gibt ihn noch einmal hinaus.
    let mut spiel = Spiel::neu(Haus::sqlite("versand-probe-2", uhr), "probe-2");
    spiel.bewillige(1);
    spiel.laufe_mit((&spiel.ziel(), Some(Probe::OhneVermerk)), Platte::default()).unwrap();
    gefunden += usize::from(spiel.pruefe().is_err());
    assert_eq!(spiel.staende(), ["bereit"]);
    // Zwei Läufe, die beide nehmen, was schon genommen ist.
    let mut spiel = Spiel::neu(Haus::sqlite("versand-probe-3", uhr), "probe-3");
    spiel.bewillige(1);
    let spiel = Arc::new(spiel);
    zwei_zugleich(&spiel, Some(Probe::OhneAnspruch));
    gefunden += usize::from(spiel.pruefe().is_err());
    assert_eq!(gefunden, 3);
}

#[test]
fn einer_mit_auskunftssperre_bleibt_da_bis_jemand_die_anschrift_prueft() {
    let mut spiel = Spiel::neu(Haus::sqlite("versand-schutz", uhr), "schutz");
    let faelle = spiel.bewillige(1);
    let melden = serde_json::json!({"befehl": "meldung_aufnehmen", "fall": faelle[0], "eingang": heute(),
        "zu_menschen": [{"person": kennung(11), "tatsache": {"art": "auskunftssperre", "wert": {}},
            "gilt": {"von": "2026-11-20"}}]});
    spiel.haus.tue("sperre", &serde_json::from_value(melden).unwrap()).unwrap();
    let bericht = spiel.laufe();
    assert_eq!((bericht.fertig.len(), bericht.zurueckgehalten[0].2), (0, Haltegrund::Schutz));
    assert_eq!(fertige(&spiel.ziel()), [""; 0].map(PathBuf::from));
    let frei = serde_json::json!({"befehl": "versand_freigeben", "fall": faelle[0],
        "sendung": "bescheid-001", "anschrift_geprueft": true, "durch": Wer::Leistung.kennung()});
    spiel.haus.tue("frei", &serde_json::from_value(frei).unwrap()).unwrap();
    // Sie holt ihn selbst: im Haus gedruckt; danach geht er in kein Bündel mehr.
    let ablage = spiel.ablage(Platte::default());
    let nummer = Posten::try_from("bescheid-001".to_owned()).unwrap();
    let caller = als(Wer::Leistung, None);
    let poststelle = Poststelle { caller, ..spiel.poststelle(&ablage) };
    let welche = (faelle[0], &nummer);
    let hinaus = |poststelle: &Poststelle<'_>| {
        poststelle.gib_einzeln_hinaus(welche, Versandweg::Hausintern, &mut Werkbank::neu()).unwrap()
    };
    assert_eq!(hinaus(&poststelle), Hinaus::Versandt);
    assert_eq!(hinaus(&poststelle), Hinaus::Uebersprungen);
    assert_eq!(spiel.laufe(), Versandbericht::default());
}
