//! Der Kanarienvogel: ein Mensch mit Werten, die es nirgends sonst gibt. Vor dem Löschen stehen sie nur, wo sie stehen
//! dürfen; danach nirgends mehr: in keiner Datei, keiner Tabelle, keiner Meldung.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use case::akte::{
    Angelegenheit, Dateityp, DienstTatsache, Dokument, Dokumentart, Ereignis, FallTatsache, Gilt,
    Kategorie, Kontakt, LoeschTatsache, Notiz, PersonTatsache, Posten, Strom, StromArt, Tatsache,
};
use case::befehl::{Befehl, DokumentAblegen, NotzugriffNehmen};
use case::namen::falten::falten;
use case::namen::suche::Suche;
use case::protokoll::ProtokollTatsache;
use case::schnittstelle::Konto;
use case::verzeichnis;
use office::door::DoorError;
use office::fristen::{Fristen, Schritt};
use office::store;
use office::store::sql::Value;

use super::{LAUF, Spiel};
use crate::door::{alleinstehende, meldung};
use crate::hilfe::{Haus, TRAEGER, Wer, als, heute, kennung};

const NADELN: [(&str, &str); 9] = [
    ("Vorname", "Zephyrinella"),
    ("Nachname", "Kanarienvogelsbergerin"),
    ("Straße", "Quittenwiesenpfädchen"),
    ("IBAN", "DE12500105170648489890"),
    ("Telefon", "0159987654321"),
    ("E-Mail", "zephyrinella.k@beispiel.invalid"),
    ("Diagnose", "Zwerchfellkanarienhernie"),
    ("Dokument", "Hebammenbescheinigungskuriosum"),
    ("Titel", "Gefiederbefundbericht"),
];

/// In diesen Tabellen dürfen Werte offen stehen: das Verzeichnis.
const VERZEICHNIS: [&str; 4] = ["mensch", "nummer", "suchwort", "wortschluessel"];

/// Wo etwas gefunden ist: Tabelle oder Datei, und was.
type Funde = BTreeSet<(String, &'static str)>;

/// Sucht jeden Wert in jeder Schreibweise, in der er liegen könnte.
struct Sucher(Vec<(&'static str, Vec<u8>)>);

impl Sucher {
    fn neu() -> Sucher {
        let mut nadeln = Vec::new();
        for (name, wert) in NADELN {
            let umgekehrt: String = wert.chars().rev().collect();
            let gefaltet = falten(wert);
            let formen = [wert, &umgekehrt, &gefaltet, &wert.to_lowercase(), &wert.to_uppercase()];
            for form in formen {
                let utf16: Vec<u16> = form.encode_utf16().collect();
                nadeln.push((name, form.as_bytes().to_vec()));
                nadeln.push((name, utf16.iter().flat_map(|z| z.to_le_bytes()).collect()));
                nadeln.push((name, utf16.iter().flat_map(|z| z.to_be_bytes()).collect()));
            }
        }
        nadeln.retain(|(_, nadel)| nadel.len() > 5);
        nadeln.sort();
        nadeln.dedup();
        Sucher(nadeln)
    }

    fn suche(&self, ort: &str, heu: &[u8], funde: &mut Funde) {
        for (name, nadel) in &self.0 {
            let erstes = nadel[0];
            let stellen = heu.iter().enumerate().filter(|(_, byte)| **byte == erstes);
            if stellen.map(|(stelle, _)| &heu[stelle..]).any(|rest| rest.starts_with(nadel)) {
                funde.insert((ort.to_owned(), name));
            }
        }
    }

    /// Jede Datei des Ordners.
    fn dateien(&self, ordner: &Path, funde: &mut Funde) {
        for datei in alle_dateien(ordner) {
            let name = datei.strip_prefix(ordner).unwrap().to_string_lossy().into_owned();
            self.suche(&name, name.as_bytes(), funde);
            self.suche(&name, &fs::read(&datei).unwrap(), funde);
        }
    }

    /// Jede Spalte jeder Tabelle.
    fn tabellen(&self, haus: &Haus, funde: &mut Funde) {
        let liste = if haus.ist_sqlite() {
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        } else {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables \
             WHERE table_schema = current_schema()"
        };
        haus.mit(|db| {
            let mut tabellen = Vec::new();
            db.query(liste, &[], &mut |zeile| {
                tabellen.push(zeile.text(0)?.to_owned());
                Ok(())
            })
            .unwrap();
            assert!(tabellen.len() >= 13, "{tabellen:?}");
            for tabelle in tabellen {
                let sql: &'static str = format!("SELECT * FROM {tabelle}").leak();
                db.query(sql, &[], &mut |zeile| {
                    for spalte in 0..16 {
                        let text = zeile.text(spalte).map(str::as_bytes);
                        if let Ok(bytes) = text.or_else(|_| zeile.bytes(spalte)) {
                            self.suche(&tabelle, bytes, funde);
                        }
                    }
                    Ok(())
                })
                .unwrap();
            }
        });
    }

    fn alles(&self, vogel: &Vogel) -> Funde {
        let mut funde = Funde::new();
        self.tabellen(&vogel.spiel.haus, &mut funde);
        self.dateien(vogel.spiel.haus.ordner(), &mut funde);
        self.suche("Meldungen", vogel.meldungen.borrow().as_bytes(), &mut funde);
        funde
    }

    /// Was jemand mit allen Schlüsseln noch lesen könnte.
    fn entsiegelt(&self, vogel: &Vogel) -> Funde {
        let (store, mut funde) = (vogel.spiel.haus.store(), Funde::new());
        for strom in store.streams(TRAEGER).unwrap() {
            let texte = match strom.art {
                StromArt::Bediensteter => texte::<DienstTatsache>(vogel, strom),
                StromArt::Protokoll => texte::<ProtokollTatsache>(vogel, strom),
                StromArt::Loeschung => texte::<LoeschTatsache>(vogel, strom),
                StromArt::Person => texte::<PersonTatsache>(vogel, strom),
                StromArt::Fall => texte::<FallTatsache>(vogel, strom),
                andere => unreachable!("{andere:?}"),
            };
            texte
                .iter()
                .for_each(|text| self.suche(&strom.to_string(), text.as_bytes(), &mut funde));
        }
        funde
    }
}

fn texte<T: Tatsache>(vogel: &Vogel, strom: Strom) -> Vec<String> {
    let akte = vogel.spiel.haus.store().load::<T>(TRAEGER, strom).unwrap();
    akte.eintraege().iter().map(|eintrag| eintrag.ereignis.schreibe()).collect()
}

fn alle_dateien(ordner: &Path) -> Vec<PathBuf> {
    let mut dateien = Vec::new();
    for eintrag in fs::read_dir(ordner).unwrap() {
        let pfad = eintrag.unwrap().path();
        if pfad.is_dir() { dateien.extend(alle_dateien(&pfad)) } else { dateien.push(pfad) }
    }
    dateien
}

/// Ein Haus, in dem der Kanarienvogel lebt, und was dabei gesagt wurde.
struct Vogel {
    spiel: Spiel,
    meldungen: RefCell<String>,
}

impl Vogel {
    /// Aufgenommen, geändert, mit Dokument, gesucht, im Notzugriff gesehen, beauskunftet.
    fn lebt(haus: Haus) -> Vogel {
        let [vorname, nachname, strasse, iban, ..] = NADELN.map(|(_, wert)| wert.to_owned());
        let mut haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
        haushalt.namen[0].vorname.clone_from(&vorname);
        haushalt.namen[0].nachname.clone_from(&nachname);
        haushalt.anschrift.strasse = strasse;
        haushalt.konto = Some(Konto { inhaber: format!("{vorname} {nachname}"), iban });
        let (fall, personen) = haus.nimm_auf(haushalt, &mut 0);
        let spiel = Spiel::mit(haus, fall, personen[0]);
        let vogel = Vogel { spiel, meldungen: RefCell::default() };
        vogel.aendern();
        vogel.ablegen();
        vogel.nachsehen();
        vogel
    }

    fn hoere(&self, was: impl std::fmt::Debug) {
        writeln!(self.meldungen.borrow_mut(), "{was:?}").unwrap();
    }

    fn aendern(&self) {
        let Spiel { haus, fall, person, .. } = &self.spiel;
        self.hoere(haus.tue("lohn", &meldung(*fall, *person, 1, 300)));
        let kontakt = PersonTatsache::Kontakt(Kontakt {
            telefon: vec![NADELN[4].1.to_owned()],
            email: Some(NADELN[5].1.to_owned()),
            sprache: None,
        });
        let kontakt = Ereignis::neu(Gilt::ab(heute()), heute(), kontakt);
        let strom = Strom::person(*person);
        self.spiel.fuege_an((strom, verzeichnis::person), "kontakt", &[kontakt]).unwrap();
        let eintrag = Some(Notiz { mit: NADELN[1].1.to_owned(), text: NADELN[6].1.to_owned() });
        let notiz = FallTatsache::Notiz { posten: Posten::nr(1), eintrag };
        let notiz = Ereignis::neu(Gilt::ab(heute()), heute(), notiz);
        self.hoere(&notiz);
        let strom = Strom::fall(*fall);
        self.spiel.fuege_an((strom, verzeichnis::fall), "notiz", &[notiz]).unwrap();
    }

    fn ablegen(&self) {
        let Spiel { haus, fall, person, ablage, .. } = &self.spiel;
        let strom = Strom::fall(*fall);
        let schluessel = haus.store().seal_key(TRAEGER, strom).unwrap();
        let name = strom.to_string();
        let hier = store::Strom { traeger: TRAEGER, kennung: &name };
        let inhalt = format!("{} von {}", NADELN[7].1, NADELN[1].1);
        let ort =
            ablage.lege_mit_text(hier, &schluessel, inhalt.as_bytes(), Some(&inhalt)).unwrap();
        let dokument = Dokument {
            ort,
            typ: Dateityp::Text,
            seiten: None,
            titel: NADELN[8].1.to_owned(),
            art: Dokumentart::Nachweis,
            person: Some(*person),
            angelegenheit: Angelegenheit::Bedarf,
            weg: None,
            aus_eingang: None,
        };
        let befehl = Befehl::DokumentAblegen(Box::new(DokumentAblegen {
            fall: *fall,
            kennung: kennung(600_000),
            dokument,
            eingang: heute(),
        }));
        self.hoere(&befehl);
        self.hoere(haus.tue("dokument", &befehl));
        // Zweimal abgelegt wird abgewiesen; die Meldung nennt nichts.
        let fehler: DoorError = haus.tue("dokument-zwei", &befehl).unwrap_err();
        self.hoere(&fehler);
        self.hoere(fehler.to_string());
    }

    fn nachsehen(&self) {
        let Spiel { haus, fall, person, plan, .. } = &self.spiel;
        let door = haus.door();
        let suche = Suche::lies(NADELN[1].1, heute());
        self.hoere(door.suche(als(Wer::Leistung, None), &suche).is_ok());
        self.hoere(door.fall(als(Wer::Leistung, None), *fall, Kategorie::ALLE));
        let befehl = Befehl::NotzugriffNehmen(Box::new(NotzugriffNehmen {
            durch: Wer::Fremd.kennung(),
            fall: *fall,
            grund: "Die Wohnung wird heute geräumt, niemand ist erreichbar".to_owned(),
            bis: None,
        }));
        self.hoere(haus.tue_als((Wer::Fremd, None), "not", &befehl).unwrap());
        self.hoere(door.person(als(Wer::Fremd, None), *person, Kategorie::ALLE));
        let zweck = Some(case::rechte::Zweck::Betroffenenanfrage);
        let auskunft = door.auskunft(als(Wer::Leitung, zweck), plan, *person).unwrap();
        assert!(auskunft.json().contains(NADELN[0].1), "er selbst erfährt es");
        self.hoere(auskunft);
    }

    /// Löscht ganz; was dabei gesagt wird, zählt mit.
    fn loesche(&self) {
        self.spiel.freigegeben();
        self.hoere(self.spiel.fristen());
        self.hoere(self.spiel.fristen().arbeite().unwrap().unwrap());
        self.hoere(self.spiel.lauf());
        self.hoere(self.spiel.haus.store().jobs(TRAEGER).unwrap());
    }

    /// Dateien, die keine Akte mehr nennt.
    fn verwaist(&self) -> usize {
        self.spiel.ablage.pruefe(&[]).unwrap().len()
    }
}

#[test]
fn nach_dem_loeschen_ist_der_kanarienvogel_nirgends_mehr() {
    let sucher = Sucher::neu();
    for vogel in Haus::beide("kanarie").map(Vogel::lebt) {
        // Davor findet derselbe Sucher ihn dort, wo er offen stehen darf, und nirgends sonst.
        let davor = sucher.alles(&vogel);
        let mut je_tabelle: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (ort, was) in &davor {
            je_tabelle.entry(ort).or_default().insert(was);
        }
        assert!(je_tabelle["mensch"].contains("Nachname"), "{davor:?}");
        assert!(
            je_tabelle["nummer"].is_superset(&BTreeSet::from(["IBAN", "Telefon"])),
            "{davor:?}"
        );
        for tabelle in ["suchwort", "wortschluessel"] {
            assert!(je_tabelle.contains_key(tabelle), "{davor:?}");
        }
        for (ort, was) in &davor {
            let offen = ["Vorname", "Nachname", "IBAN", "Telefon"].contains(was);
            let erlaubt = VERZEICHNIS.contains(&ort.as_str()) || ort.starts_with("akten.sqlite");
            assert!(offen && erlaubt, "{was} in {ort}");
        }
        let lesbar = sucher.entsiegelt(&vogel);
        assert!(lesbar.len() >= NADELN.len() - 1, "mit Schlüssel ist alles zu lesen: {lesbar:?}");
        assert!(vogel.verwaist() > 0, "das Dokument liegt in der Ablage");

        vogel.loesche();
        assert_eq!(sucher.alles(&vogel), Funde::new());
        assert_eq!(sucher.entsiegelt(&vogel), Funde::new());
        assert_eq!((vogel.verwaist(), vogel.spiel.funde()), (0, vec![]));
        let suche = Suche::lies(NADELN[1].1, heute());
        let funde = vogel.spiel.haus.store().look(TRAEGER, |view| view.suche(&suche, 50)).unwrap();
        assert_eq!(funde.funde.len(), 0);
        // Auch neu angelegt bringt das Verzeichnis ihn nicht zurück.
        vogel.spiel.haus.store().rebuild(TRAEGER).unwrap();
        assert_eq!(sucher.alles(&vogel), Funde::new());
    }
}

#[test]
fn gepflanzt_eine_zeile_des_verzeichnisses_bleibt() {
    let sucher = Sucher::neu();
    for vogel in Haus::beide("kanarie-zeile").map(Vogel::lebt) {
        let haus = &vogel.spiel.haus;
        let strom = Strom::person(vogel.spiel.person).to_string();
        let angabe = haus.mit(|db| {
            let sql = "SELECT angabe FROM mensch WHERE strom = $1";
            let zeile = db.first(sql, &[Value::Text(&strom)]).unwrap().unwrap();
            zeile.text(0).unwrap().to_owned()
        });
        vogel.loesche();
        haus.mit(|db| {
            let sql = "INSERT INTO mensch (traeger, strom, geboren, angabe, woerter) \
                       VALUES ($1, $2, $3, $4, '')";
            let texte = [TRAEGER, strom.as_str(), "1980-01-01", angabe.as_str()].map(Value::Text);
            db.execute(sql, &texte).unwrap();
        });
        assert!(sucher.alles(&vogel).contains(&("mensch".to_owned(), "Nachname")));
    }
}

#[test]
fn gepflanzt_das_schreibprotokoll_ist_nicht_geleert() {
    let sucher = Sucher::neu();
    let vogel = Vogel::lebt(Haus::sqlite("kanarie-wal", crate::hilfe::uhr));
    vogel.spiel.freigegeben();
    let vorher = |schritt: Schritt| match schritt {
        Schritt::Leeren => Err(io::Error::other("vergessen")),
        _ => Ok(()),
    };
    let ohne = Fristen { vorher: &vorher, ..vogel.spiel.fristen() };
    ohne.fuehre_aus(kennung(LAUF)).unwrap_err();
    let funde = sucher.alles(&vogel);
    let in_dateien = funde.iter().any(|(ort, _)| ort.starts_with("akten.sqlite"));
    let in_tabellen = funde.iter().any(|(ort, _)| VERZEICHNIS.contains(&ort.as_str()));
    assert!(in_dateien && !in_tabellen, "{funde:?}");
    // Zu Ende geführt ist auch das fort.
    vogel.spiel.fristen().fuehre_aus(kennung(LAUF)).unwrap();
    assert_eq!(sucher.alles(&vogel), Funde::new());
}

#[test]
fn gepflanzt_ein_dokument_bleibt_in_der_ablage() {
    let vogel = Vogel::lebt(Haus::sqlite("kanarie-dokument", crate::hilfe::uhr));
    let dokumente = vogel.spiel.haus.ordner().join("dokumente");
    let datei = alle_dateien(&dokumente).remove(0);
    let bytes = fs::read(&datei).unwrap();
    vogel.loesche();
    assert_eq!(vogel.verwaist(), 0);
    fs::create_dir_all(datei.parent().unwrap()).unwrap();
    fs::write(&datei, bytes).unwrap();
    assert!(vogel.verwaist() > 0);
}
