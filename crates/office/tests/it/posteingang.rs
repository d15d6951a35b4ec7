//! Der Posteingang: jede Datei genau einmal, auch nach einem Absturz an jeder Stelle; was eingeht, geht nie verloren.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use case::akte::eingang::{Abschluss, Abschlussart, Ankunft, Aufgabe, Quarantaenegrund, Urteil};
use case::akte::{
    Angelegenheit, Dateityp, Dokumentart, EingangTatsache, FallTatsache, Kennung, Strom, StromArt,
    Weg,
};
use case::befehl::{Ablehnung, Befehl, EingangErledigen};
use law::anspruch::Werkbank;
use law::measure::Tag;
use muster::Musterkreis;
use office::ablage::{
    Ablage, Erwartet, Griff, Mangel, Platte, ZuordnungFehler, Zuordnungsauftrag, ordne_zu,
    suche_im_fall,
};
use office::door::{Caller, Done, DoorError};
use office::posteingang::{Durchgang, Posteingang, Umgebung};
use office::store;
use office::store::record::Store;
use office::store::sql::{LiteConnection, LiteOpening, Sql};

use crate::hilfe::{self, TRAEGER, Wer, als, kennung, leerer_ordner, uhr};

const MONTAG: &str = "2026-09-14";
const DIENSTAG: &str = "2026-09-15";

/// Ein Speicher, seine Ablage und ein Ordner für den Scanner; alles verschwindet mit dem Test.
struct Haus {
    haus: hilfe::Haus,
    wurzel: PathBuf,
}

impl Haus {
    fn neu(name: &str) -> Haus {
        let name = format!("eingang-{name}");
        let wurzel = leerer_ordner(&format!("{name}-scan"));
        fs::create_dir_all(wurzel.join("scan")).unwrap();
        Haus { haus: hilfe::Haus::sqlite(&name, uhr), wurzel }
    }

    fn store(&self) -> &Store {
        self.haus.store()
    }

    fn ablage(&self, platte: Platte) -> Ablage {
        Ablage::oeffne(self.haus.ordner(), platte).unwrap()
    }

    fn scan(&self, name: &str, bytes: &[u8]) {
        fs::write(self.wurzel.join("scan").join(name), bytes).unwrap();
    }

    /// Was in einem Ordner unter `scan` liegt, ohne die Kennung davor.
    fn liegt(&self, ordner: &str) -> Vec<String> {
        let Ok(dateien) = fs::read_dir(self.wurzel.join("scan").join(ordner)) else {
            return vec![];
        };
        let dateien = dateien.map(|datei| datei.unwrap()).filter(|d| d.path().is_file());
        let ohne = |name: String| name.get(37..).unwrap_or(&name).to_owned();
        let namen = dateien.map(|datei| datei.file_name().into_string().unwrap());
        let mut namen: Vec<_> =
            namen.map(|n| if ordner.is_empty() { n } else { ohne(n) }).collect();
        namen.sort();
        namen
    }

    /// Zwei Durchgänge am selben Tag: beim zweiten sind die Dateien fertig.
    fn gehe_durch(&self, tag: &str, platte: Platte) -> Result<Durchgang, String> {
        let ablage = self.ablage(platte);
        let ordner = self.wurzel.join("scan");
        let mut eingang = Posteingang::neu(&ordner, &ablage, Weg::Scan, None);
        let mut werkbank = Werkbank::neu();
        let mut umgebung = umgebung(self, tag, &mut werkbank);
        let unfertig = eingang.gehe_durch(&mut umgebung).map_err(|f| f.to_string())?;
        assert_eq!((unfertig.aufgenommen, unfertig.unfertig), (0, self.liegt("").len()));
        eingang.gehe_durch(&mut umgebung).map_err(|fehler| fehler.to_string())
    }

    /// Alle Eingangsstücke des Speichers mit ihrer Ankunft und ihrem Eingangstag.
    fn stuecke(&self) -> BTreeMap<Kennung, (Ankunft, Tag)> {
        let datei = self.haus.ordner().join("akten.sqlite");
        let mut db = LiteConnection::open(&datei, LiteOpening::Read).unwrap();
        let mut namen = Vec::new();
        db.query("SELECT strom FROM strom", &[], &mut |zeile| {
            namen.push(zeile.text(0)?.to_owned());
            Ok(())
        })
        .unwrap();
        let stroeme = namen.iter().map(|name| name.parse::<Strom>().unwrap());
        let stroeme = stroeme.filter(|strom| strom.art == StromArt::Eingang);
        stroeme
            .map(|strom| {
                let akte = self.store().load::<EingangTatsache>(TRAEGER, strom).unwrap();
                let erster = &akte.eintraege().first().unwrap().ereignis;
                let EingangTatsache::Ankunft(ankunft) = &erster.tatsache else { unreachable!() };
                let ankuenfte = akte.eintraege().iter().filter(|eintrag| {
                    matches!(eintrag.ereignis.tatsache, EingangTatsache::Ankunft(_))
                });
                assert_eq!(ankuenfte.count(), 1, "einmal angekommen");
                (strom.kennung, (ankunft.clone(), erster.eingang))
            })
            .collect()
    }

    /// Der Inhalt eines Stücks, entsiegelt.
    fn inhalt(&self, kennung: Kennung, ankunft: &Ankunft) -> Vec<u8> {
        let strom = Strom::eingang(kennung);
        let name = strom.to_string();
        let schluessel = |fassung| self.store().open_key(TRAEGER, strom, fassung);
        let adresse = ankunft.ort.unwrap().adresse;
        let hier = store::Strom { traeger: TRAEGER, kennung: &name };
        self.ablage(Platte::default()).lies(hier, adresse, &schluessel).unwrap()
    }

    /// Was die Prüfung der Ablage gegen alle Eingangsstücke findet, ohne Verwaistes.
    fn maengel(&self) -> Vec<Mangel> {
        let ablage = self.ablage(Platte::default());
        let mut maengel = Vec::new();
        for (kennung, (ankunft, _)) in self.stuecke() {
            let (strom, ort) = (Strom::eingang(kennung), ankunft.ort.unwrap());
            let name = strom.to_string();
            let schluessel = |fassung| self.store().open_key(TRAEGER, strom, fassung);
            let adressen = [Some(ort.adresse), ort.text].into_iter().flatten().collect();
            let strom = store::Strom { traeger: TRAEGER, kennung: &name };
            let erwartet = [Erwartet { strom, adressen, schluessel: &schluessel }];
            maengel.extend(ablage.pruefe(&erwartet).unwrap());
        }
        maengel.retain(|mangel| !matches!(mangel, Mangel::Verwaist(_)));
        maengel
    }
}

impl Drop for Haus {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.wurzel);
    }
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n\
    2 0 obj<</Type/Page>>endobj\nstartxref\n0\n%%EOF";
const MIT_SKRIPT: &[u8] = b"%PDF-1.7\n2 0 obj<</Type/Page/S/JavaScript>>endobj\n%%EOF";
const MAIL: &[u8] = b"From: erika@beispiel.invalid\r\nDate: Mon, 1 Jan 2024 10:00:00 +0000\r\n\
    Subject: Unterlagen\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n\r\nAnbei.\r\n\
    --g\r\nContent-Type: text/plain; name=lohn.txt\r\n\r\nLohn 520 Euro\r\n\
    --g\r\nContent-Type: application/octet-stream; name=tool.exe\r\n\
    Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAA=\r\n--g--\r\n";

/// Drei Dateien, aus denen fünf Stücke werden.
fn lege_dateien(haus: &Haus) {
    haus.scan("lohn Müller.pdf", PDF);
    haus.scan("rechnung.pdf", MIT_SKRIPT);
    haus.scan("post.eml", MAIL);
}

#[test]
fn jede_fertige_datei_wird_einmal_aufgenommen_und_eine_email_mit_jeder_anlage() {
    let haus = Haus::neu("einmal");
    lege_dateien(&haus);
    haus.scan(".verborgen", PDF);
    haus.scan("halb.part", PDF);
    // `gehe_durch` zählt, was es noch nicht nimmt; diese beiden nimmt es nie.
    for name in [".verborgen", "halb.part"] {
        fs::rename(haus.wurzel.join("scan").join(name), haus.wurzel.join(name)).unwrap();
    }
    let getan = haus.gehe_durch(MONTAG, Platte::default()).unwrap();
    assert_eq!(getan, Durchgang { aufgenommen: 5, quarantaene: 2, unfertig: 0 });
    assert_eq!(haus.liegt("erledigt"), ["lohn Müller.pdf", "post.eml"]);
    assert_eq!(haus.liegt("quarantaene"), ["rechnung.pdf"]);
    assert!(haus.liegt("").is_empty());
    let stuecke = haus.stuecke();
    let zeilen: BTreeSet<_> = stuecke
        .iter()
        .map(|(kennung, (ankunft, tag))| {
            assert_eq!(*tag, MONTAG.parse().unwrap(), "der Tag der Ankunft, nicht der der Mail");
            let bezeichnung = ankunft.bezeichnung.clone().unwrap();
            let teil = ankunft.teil_von.is_some();
            (
                bezeichnung,
                ankunft.befund.typ,
                ankunft.befund.urteil,
                teil,
                haus.inhalt(*kennung, ankunft),
            )
        })
        .map(|(name, typ, urteil, teil, inhalt)| {
            format!("{name} {typ:?} {urteil:?} {teil} {}", inhalt.len())
        })
        .collect();
    let erwartet = [
        format!("Unterlagen Email Annehmen false {}", MAIL.len()),
        "lohn Müller.pdf Pdf Annehmen false 103".to_owned(),
        "lohn.txt Text Annehmen true 13".to_owned(),
        format!("rechnung.pdf Pdf Quarantaene(AktiverInhalt) false {}", MIT_SKRIPT.len()),
        "tool.exe Unbekannt Quarantaene(Programm) true 8".to_owned(),
    ];
    assert_eq!(zeilen, BTreeSet::from(erwartet));
    assert_eq!(haus.maengel(), []);
    // Dieselbe Datei noch einmal: kein zweites Stück; anderer Inhalt oder anderer Name, auch ein gleich langer: ein neues.
    haus.scan("lohn Müller.pdf", PDF);
    haus.scan("lohn Mueller.pdf", PDF);
    haus.scan("rechnung.pdf", PDF);
    let getan = haus.gehe_durch(DIENSTAG, Platte::default()).unwrap();
    assert_eq!(getan, Durchgang { aufgenommen: 2, quarantaene: 0, unfertig: 0 });
    assert_eq!(haus.stuecke().len(), 7);
    assert_eq!(haus.liegt("erledigt").len(), 4);
    assert_eq!(haus.store().verify(TRAEGER, &[]).unwrap().findings, []);
}

#[test]
fn eine_datei_die_noch_waechst_wird_nicht_aufgenommen_und_eine_zu_grosse_nur_verzeichnet() {
    let haus = Haus::neu("waechst");
    let ablage = haus.ablage(Platte::default());
    let ordner = haus.wurzel.join("scan");
    let mut eingang = Posteingang::neu(&ordner, &ablage, Weg::Scan, None);
    let mut werkbank = Werkbank::neu();
    let mut umgebung = umgebung(&haus, MONTAG, &mut werkbank);
    let (halb, ganz) = PDF.split_at(50);
    haus.scan("a.pdf", halb);
    let mut schritte = Vec::new();
    for nach in [None, Some(PDF), None, None] {
        let getan = eingang.gehe_durch(&mut umgebung).unwrap();
        schritte.push((getan.aufgenommen, getan.unfertig));
        if let Some(bytes) = nach {
            haus.scan("a.pdf", bytes);
        } else if schritte.len() == 1 {
            haus.scan("a.pdf", &[halb, &ganz[..5]].concat());
        }
    }
    assert_eq!(schritte, [(0, 1), (0, 1), (0, 1), (1, 0)]);
    haus.scan("riesig.pdf", &vec![b'a'; (32 << 20) + 1]);
    eingang.gehe_durch(&mut umgebung).unwrap();
    eingang.gehe_durch(&mut umgebung).unwrap();
    assert_eq!(haus.liegt("quarantaene"), ["riesig.pdf"]);
    let stuecke = haus.stuecke();
    let (riesig, _) = stuecke.values().find(|(ankunft, _)| ankunft.ort.is_none()).unwrap();
    assert_eq!(riesig.befund.urteil, Urteil::Quarantaene(Quarantaenegrund::ZuGross));
}

/// Eine Platte, die vor dem n-ten Griff stirbt und alles weitere verweigert.
fn stirbt_vor(n: usize) -> (Platte, Arc<AtomicUsize>) {
    let gezaehlt = Arc::new(AtomicUsize::new(0));
    let zaehler = Arc::clone(&gezaehlt);
    let platte = Platte::mit(Arc::new(move |_: Griff<'_>| {
        let griff = zaehler.fetch_add(1, Ordering::Relaxed);
        if griff < n { Ok(()) } else { Err(io::Error::other("Absturz")) }
    }));
    (platte, gezaehlt)
}

#[test]
fn nach_einem_absturz_an_jeder_stelle_ist_nichts_doppelt_und_nichts_verloren() {
    let haus = Haus::neu("absturz-zaehlen");
    lege_dateien(&haus);
    drop(haus.ablage(Platte::default()));
    let (platte, gezaehlt) = stirbt_vor(usize::MAX);
    haus.gehe_durch(MONTAG, platte).unwrap();
    let stellen = gezaehlt.load(Ordering::Relaxed);
    let erwartet: BTreeSet<Kennung> = haus.stuecke().into_keys().collect();
    drop(haus);
    // Fünf Stücke, zwei davon mit Text: je Datei Ordner, Schreiben, Sichern, Benennen, und je Stück ein Befehl.
    assert!(stellen > 45, "{stellen} Stellen");
    let mut davor_und_danach = BTreeSet::new();
    for stelle in 0..stellen {
        let haus = Haus::neu("absturz");
        lege_dateien(&haus);
        drop(haus.ablage(Platte::default()));
        let (platte, _) = stirbt_vor(stelle);
        let gestorben = haus.gehe_durch(MONTAG, platte);
        assert!(gestorben.is_err(), "Stelle {stelle}");
        let am_montag: BTreeSet<Kennung> = haus.stuecke().into_keys().collect();
        // Was verschoben ist, ist aufgenommen: nichts liegt fertig da, ohne in der Akte zu stehen.
        let verschoben = haus.liegt("erledigt").len() + haus.liegt("quarantaene").len();
        assert!(am_montag.len() >= verschoben, "Stelle {stelle}");
        assert_eq!(haus.maengel(), [], "Stelle {stelle}");
        davor_und_danach.insert(am_montag.len());
        haus.gehe_durch(DIENSTAG, Platte::default()).unwrap();
        let danach = haus.stuecke();
        assert_eq!(danach.keys().copied().collect::<BTreeSet<_>>(), erwartet, "Stelle {stelle}");
        for (kennung, (ankunft, tag)) in &danach {
            // Wer am Montag aufgenommen war, behält den Montag.
            let soll = if am_montag.contains(kennung) { MONTAG } else { DIENSTAG };
            assert_eq!(*tag, soll.parse().unwrap(), "Stelle {stelle}");
            assert!(!haus.inhalt(*kennung, ankunft).is_empty());
        }
        assert!(haus.liegt("").is_empty() && haus.liegt("quarantaene").len() == 1);
        assert_eq!(haus.maengel(), [], "Stelle {stelle}");
    }
    assert_eq!(davor_und_danach, (0..=5).collect(), "der Absturz traf vor und nach jedem Stück");
}

/// Ein Griff ohne geliehenen Pfad.
type Griffe = Vec<(&'static str, PathBuf)>;

fn notiert(griff: Griff<'_>) -> (&'static str, PathBuf) {
    match griff {
        Griff::Ordner(pfad) => ("ordner", pfad.to_owned()),
        Griff::Schreibe(pfad) => ("schreibe", pfad.to_owned()),
        Griff::Sichere(pfad) => ("sichere", pfad.to_owned()),
        Griff::Benenne(pfad) => ("benenne", pfad.to_owned()),
        Griff::SichereOrdner(pfad) => ("sichere ordner", pfad.to_owned()),
        Griff::Entferne(pfad) => ("entferne", pfad.to_owned()),
        Griff::Befehl => ("befehl", PathBuf::new()),
    }
}

/// Wie oft etwas genannt wurde, was ein Stromausfall noch nehmen könnte: bei einem Namen der Inhalt, bei einem
/// Befehl auch der Name.
fn zu_frueh(griffe: &Griffe) -> usize {
    let (mut inhalte, mut ordner, mut fehler) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (was, pfad) in griffe {
        let darueber = pfad.parent().unwrap_or(Path::new("")).to_owned();
        match *was {
            "schreibe" => drop(inhalte.insert(pfad.clone())),
            "sichere" => drop(inhalte.remove(pfad)),
            "sichere ordner" => drop(ordner.remove(pfad)),
            "ordner" => drop(ordner.insert(darueber)),
            "benenne" => {
                fehler += inhalte.len();
                ordner.insert(darueber);
            }
            "befehl" => fehler += inhalte.len() + ordner.len(),
            _ => {}
        }
    }
    fehler + inhalte.len() + ordner.len()
}

#[test]
fn kein_befehl_nennt_eine_datei_die_noch_nicht_gesichert_ist() {
    let haus = Haus::neu("gesichert");
    lege_dateien(&haus);
    let griffe: Arc<Mutex<Griffe>> = Arc::default();
    let mitschrift = Arc::clone(&griffe);
    let platte = Platte::mit(Arc::new(move |griff| {
        mitschrift.lock().unwrap().push(notiert(griff));
        Ok(())
    }));
    haus.gehe_durch(MONTAG, platte).unwrap();
    let griffe = griffe.lock().unwrap().clone();
    assert_eq!(griffe.iter().filter(|(was, _)| *was == "befehl").count(), 5);
    assert_eq!(zu_frueh(&griffe), 0, "{griffe:?}");
    // Die Wache prüft sich selbst: jeder weggelassene oder verspätete Griff fällt ihr auf.
    let mut gepflanzt = 0;
    for stelle in 0..griffe.len() {
        let was = griffe[stelle].0;
        if !was.starts_with("sichere") {
            continue;
        }
        let mut ohne = griffe.clone();
        let weg = ohne.remove(stelle);
        let noch_einmal = ohne[stelle..].contains(&weg);
        let vorher_offen = zu_frueh(&griffe[..stelle].to_vec()) > 0;
        // Ein zweites fsync desselben Ordners kann ein weggelassenes ersetzen, wenn noch kein Befehl kam.
        if vorher_offen && !noch_einmal {
            assert!(zu_frueh(&ohne) > 0, "ohne {was} an Stelle {stelle}");
            gepflanzt += 1;
        }
        if was == "sichere" {
            let mut spaet = griffe.clone();
            spaet.swap(stelle, stelle + 1);
            assert!(zu_frueh(&spaet) > 0, "{was} an Stelle {stelle} erst nach dem Namen");
            gepflanzt += 1;
        }
    }
    assert!(gepflanzt > 14, "{gepflanzt}");
}

/// Ein Haushalt im Speicher; zurück kommen sein Fall und sein erster Mensch.
/// Am Empfang nimmt an und verteilt, wer gerade da ist.
fn umgebung<'a>(haus: &'a Haus, tag: &str, werkbank: &'a mut Werkbank) -> Umgebung<'a> {
    let caller = Caller { heute: tag.parse().unwrap(), ..als(Wer::Empfang, None) };
    Umgebung { door: haus.haus.door(), caller, werkbank }
}

fn nimm_haushalt_auf(haus: &Haus) -> (Kennung, Kennung) {
    let monat = "2026-09".parse().unwrap();
    let haushalt = Musterkreis { saat: 3, personen: 20, monat }.haushalte().next().unwrap();
    let (fall, personen) = haus.haus.nimm_auf(haushalt, &mut 0);
    (fall, personen[0])
}

/// Ein Haushalt und drei Dateien im Eingang.
struct Bereit {
    haus: Haus,
    fall: Kennung,
    person: Kennung,
    stuecke: BTreeMap<Kennung, (Ankunft, Tag)>,
}

/// Lange nach der Ankunft.
const SPAETER: &str = "2026-11-20";

impl Bereit {
    fn neu(name: &str) -> Bereit {
        let haus = Haus::neu(name);
        let (fall, person) = nimm_haushalt_auf(&haus);
        lege_dateien(&haus);
        haus.gehe_durch(MONTAG, Platte::default()).unwrap();
        let stuecke = haus.stuecke();
        Bereit { haus, fall, person, stuecke }
    }

    fn finde(&self, name: &str) -> Kennung {
        let passt = |ankunft: &Ankunft| ankunft.bezeichnung.as_deref() == Some(name);
        *self.stuecke.iter().find(|(_, (ankunft, _))| passt(ankunft)).unwrap().0
    }

    fn ordne(&self, eingang: Kennung, platte: Platte) -> Result<Done, ZuordnungFehler> {
        let heute: Tag = SPAETER.parse().unwrap();
        let auftrag = Zuordnungsauftrag {
            eingang,
            fall: self.fall,
            person: Some(self.person),
            angelegenheit: Angelegenheit::Einkommen,
            dokument: kennung(77),
            titel: "Lohn September".to_owned(),
            art: Dokumentart::Nachweis,
            aufgabe: Aufgabe { fuer: "team-2".to_owned(), bis: heute },
        };
        let ablage = self.haus.ablage(platte);
        let caller = Caller { heute, ..als(Wer::Empfang, None) };
        ordne_zu(&ablage, (self.haus.haus.door(), &mut Werkbank::neu()), caller, &auftrag)
    }

    /// Der Inhalt liegt einmal in der Akte, unter ihrem Schlüssel, und nicht mehr beim Stück.
    fn pruefe_zugeordnet(&self, stueck: Kennung) {
        let (haus, fall) = (&self.haus, Strom::fall(self.fall));
        let ablage = haus.ablage(Platte::default());
        let akte = haus.store().load::<FallTatsache>(TRAEGER, fall).unwrap();
        let dokumente = akte.eintraege().iter().filter_map(|e| match &e.ereignis.tatsache {
            FallTatsache::Dokument { eintrag: Some(d), .. } => Some((d, e.ereignis.eingang)),
            _ => None,
        });
        let dokumente: Vec<_> = dokumente.collect();
        let [(dokument, eingang)] = dokumente.as_slice() else { unreachable!() };
        assert_eq!(*eingang, MONTAG.parse().unwrap(), "der Tag der Ankunft");
        assert_eq!((dokument.typ, dokument.aus_eingang), (Dateityp::Text, Some(stueck)));
        let name = fall.to_string();
        let hier = store::Strom { traeger: TRAEGER, kennung: &name };
        let schluessel = |fassung| haus.store().open_key(TRAEGER, fall, fassung);
        assert_eq!(ablage.lies(hier, dokument.ort.adresse, &schluessel).unwrap(), b"Lohn 520 Euro");
        let gefunden = suche_im_fall(&ablage, hier, &schluessel, &akte, "520 EURO").unwrap();
        assert_eq!(gefunden.treffer.len(), 1);
        let strom = Strom::eingang(stueck);
        let name = strom.to_string();
        let dort = store::Strom { traeger: TRAEGER, kennung: &name };
        let schluessel = |fassung| haus.store().open_key(TRAEGER, strom, fassung);
        let ort = self.stuecke.get(&stueck).unwrap().0.ort.unwrap();
        assert_ne!(ort.adresse, dokument.ort.adresse);
        assert!(ablage.lies(dort, ort.adresse, &schluessel).is_err());
    }
}

#[test]
fn zugeordnet_liegt_der_inhalt_bei_der_akte_auch_nach_einem_absturz_an_jeder_stelle() {
    let mut stelle = 0;
    loop {
        let bereit = Bereit::neu("zuordnen-absturz");
        let stueck = bereit.finde("lohn.txt");
        let erstes = bereit.ordne(stueck, stirbt_vor(stelle).0);
        let zweites = bereit.ordne(stueck, Platte::default()).unwrap();
        bereit.pruefe_zugeordnet(stueck);
        match erstes {
            Err(fehler) => assert!(fehler.to_string().contains("Absturz"), "{stelle}: {fehler}"),
            Ok(done) => {
                assert_eq!((done, zweites), (Done::Stored(Vec::new()), Done::Repeated));
                break;
            }
        }
        stelle += 1;
    }
    // Neuer Ordner (2), Datei (4), derselbe Inhalt als Text (4), Befehl (1), altes Siegel weg (2).
    assert_eq!(stelle, 13);
}

#[test]
fn aus_der_quarantaene_kommt_nichts_in_eine_akte_und_geloescht_ist_geloescht() {
    let bereit = Bereit::neu("zuordnen");
    let gesperrt = bereit.ordne(bereit.finde("rechnung.pdf"), Platte::default()).unwrap_err();
    let ZuordnungFehler::Tuer(DoorError::Refused(ablehnung)) = gesperrt else { unreachable!() };
    assert_eq!(ablehnung, Ablehnung::InQuarantaene(Quarantaenegrund::AktiverInhalt));
    assert_eq!(bereit.haus.maengel(), [], "das Stück ist noch da");
    let stueck = bereit.finde("lohn.txt");
    bereit.ordne(stueck, Platte::default()).unwrap();
    let abschluss = Abschluss { art: Abschlussart::Erledigt, grund: String::new() };
    let befehl =
        Befehl::EingangErledigen(Box::new(EingangErledigen { eingang: stueck, abschluss }));
    bereit.haus.haus.tue_als((Wer::Empfang, None), "erledigt", &befehl).unwrap();
    let (haus, fall) = (&bereit.haus, Strom::fall(bereit.fall));
    let akte = haus.store().load::<FallTatsache>(TRAEGER, fall).unwrap();
    haus.store().erase(TRAEGER, fall).unwrap();
    let name = fall.to_string();
    let hier = store::Strom { traeger: TRAEGER, kennung: &name };
    let schluessel = |fassung| haus.store().open_key(TRAEGER, fall, fassung);
    let ablage = haus.ablage(Platte::default());
    assert!(suche_im_fall(&ablage, hier, &schluessel, &akte, "Lohn 520").is_err());
}
