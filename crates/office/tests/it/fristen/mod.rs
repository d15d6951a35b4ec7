//! Löschen nach Fristen: vorschlagen, freigeben, ausführen, an jeder Stelle abstürzen; Auskunft und Einschränkung.

mod auskunft;
mod kanarie;
mod vermerk;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io;

use case::akte::{
    Akte, Ereignis, FallTatsache, Gilt, Kennung, LoeschTatsache, Loeschabschluss, PersonTatsache,
    Posten, Strom, Tatsache, Uebergangen,
};
use case::aufbewahrung::{Aufbewahrungsplan, Klasse};
use case::befehl::loeschung::faelle;
use case::befehl::{
    Ablehnung, Befehl, Dienstangabe, LoeschungFreigeben, LoeschungVorschlagen, RolleVergeben, Stand,
};
use case::rechte::{Rolle, Zweck};
use case::verzeichnis;
use law::anspruch::Werkbank;
use law::measure::Tag;
use office::ablage::{Ablage, Platte};
use office::door::{Caller, Done, DoorError, Order};
use office::fristen::{Fristen, FristenFehler, Liste, Schritt};
use office::store::projection::{Mode, Rows};
use office::store::record::{Draft, Request, StoreError};

use crate::door::alleinstehende;
use crate::hilfe::{Haus, TRAEGER, Wer, heute, kennung, uhr};

const LAUF: u32 = 700_000;

fn ruhig(_: Schritt) -> io::Result<()> {
    Ok(())
}

fn ungemeldet(_: Strom) -> io::Result<()> {
    Ok(())
}

/// Lange nach jeder Frist.
fn spaeter() -> Tag {
    "2045-01-02".parse().unwrap()
}

/// Die Zeilen, die eine Akte im Verzeichnis hat.
type Zeilen<T> = fn(&Akte<T>) -> Vec<verzeichnis::Zeile>;

struct Spiel {
    haus: Haus,
    ablage: Ablage,
    plan: Aufbewahrungsplan,
    fall: Kennung,
    person: Kennung,
}

impl Spiel {
    /// Ein Haus mit einem Fall und einem Menschen, und einer zweiten aus der Rechtsstelle.
    fn neu(haus: Haus) -> Spiel {
        let haushalt = alleinstehende("2026-09".parse().unwrap()).next().unwrap();
        let (fall, personen) = haus.nimm_auf(haushalt, &mut 0);
        Spiel::mit(haus, fall, personen[0])
    }

    fn mit(haus: Haus, fall: Kennung, person: Kennung) -> Spiel {
        let befehl = Befehl::RolleVergeben(Box::new(RolleVergeben {
            bediensteter: Wer::Kollegin.kennung(),
            durch: Wer::Leitung.kennung(),
            was: Dienstangabe::Rolle { rolle: Rolle::Rechtsstelle, stand: Stand::Gilt },
            gilt: Gilt::ab(heute()),
            eingang: heute(),
        }));
        let leitung = (Wer::Leitung, Some(Zweck::Verwaltung));
        haus.tue_als(leitung, "zweite", &befehl).unwrap();
        let ablage = Ablage::oeffne(haus.ordner(), Platte::default()).unwrap();
        Spiel { haus, ablage, plan: Aufbewahrungsplan::eingebaut().unwrap(), fall, person }
    }

    fn fristen(&self) -> Fristen<'_> {
        Fristen {
            store: self.haus.store(),
            ablage: &self.ablage,
            plan: &self.plan,
            traeger: TRAEGER,
            heute: spaeter(),
            melde: &ungemeldet,
            weiter: &|| true,
            vorher: &ruhig,
        }
    }

    fn sammle(&self) -> Liste {
        self.fristen().sammle().unwrap()
    }

    fn tue(
        &self,
        (wer, zweck): (Wer, Zweck),
        key: &str,
        befehl: &Befehl,
    ) -> Result<Done, DoorError> {
        let (traeger, akteur) = (TRAEGER, wer.kennung());
        let caller = Caller { traeger, akteur, zweck: Some(zweck), heute: spaeter() };
        self.haus.door().execute(Order { caller, key, befehl }, &mut Werkbank::neu())
    }

    /// Schlägt vor, was fällig ist, und gibt es frei.
    fn freigegeben(&self) -> BTreeSet<Kennung> {
        let posten: Vec<_> = self.sammle().faellig.into_iter().map(|f| f.posten).collect();
        let faelle = faelle(&posten);
        let (durch, lauf) = (Wer::Leitung.kennung(), kennung(LAUF));
        let befehl = LoeschungVorschlagen { durch, lauf, posten };
        let befehl = Befehl::LoeschungVorschlagen(Box::new(befehl));
        self.tue((Wer::Leitung, Zweck::Loeschfrist), "vorschlag", &befehl).unwrap();
        let freigabe = self.freigabe(Wer::Kollegin, &faelle);
        self.tue((Wer::Kollegin, Zweck::Loeschfrist), "freigabe", &freigabe).unwrap();
        faelle
    }

    fn freigabe(&self, wer: Wer, faelle: &BTreeSet<Kennung>) -> Befehl {
        let (durch, lauf, faelle) = (wer.kennung(), kennung(LAUF), faelle.clone());
        Befehl::LoeschungFreigeben(Box::new(LoeschungFreigeben { durch, lauf, faelle }))
    }

    /// Fügt etwas am Befehl vorbei an, mit seinen Zeilen im Verzeichnis.
    fn fuege_an<T: Tatsache>(
        &self,
        (strom, zeilen): (Strom, Zeilen<T>),
        key: &str,
        ereignisse: &[Ereignis<T>],
    ) -> Result<(), StoreError> {
        let akte = self.haus.store().load::<T>(TRAEGER, strom)?;
        let rows = zeilen(&akte.mit(ereignisse));
        let texte = ereignisse.iter().map(Ereignis::schreibe).collect();
        let draft = Draft {
            appends: vec![(strom, akte.version(), texte)],
            rows: vec![Rows { stream: strom.to_string(), rows, mode: Mode::Replace }],
            ..Draft::default()
        };
        self.haus.store().commit(Request { traeger: TRAEGER, key, body: b"x" }, draft)?;
        Ok(())
    }

    fn lauf(&self) -> Akte<LoeschTatsache> {
        self.haus.store().load(TRAEGER, Strom::loeschung(kennung(LAUF))).unwrap()
    }

    fn versionen(&self) -> (u64, u64) {
        let store = self.haus.store();
        let fall = store.load::<FallTatsache>(TRAEGER, Strom::fall(self.fall));
        let person = store.load::<PersonTatsache>(TRAEGER, Strom::person(self.person));
        (fall.unwrap().version(), person.unwrap().version())
    }

    fn funde(&self) -> Vec<office::store::verify::Finding> {
        self.haus.store().verify(TRAEGER, &[]).unwrap().findings
    }

    fn geloeschte_blaetter(&self) -> u64 {
        self.haus.store().verify(TRAEGER, &[]).unwrap().erased
    }
}

fn zahlen(abschluss: &Loeschabschluss, klasse: Klasse) -> (u64, u64) {
    abschluss.geloescht.get(&klasse).map_or((0, 0), |zahl| (zahl.posten, zahl.stroeme))
}

#[test]
fn vorgeschlagen_freigegeben_geloescht_und_jeder_beweis_gilt_weiter() {
    for spiel in Haus::beide("fristen-lauf").map(Spiel::neu) {
        let davor = spiel.haus.store().state(TRAEGER).unwrap();
        let heute_noch_nichts = Fristen { heute: heute(), ..spiel.fristen() };
        assert_eq!(heute_noch_nichts.sammle().unwrap().faellig, []);
        let liste = spiel.sammle();
        assert_eq!(liste.je_klasse()[&Klasse::Zahlung], 1);
        assert_eq!(liste.einzuschraenken, [spiel.fall]);
        // Ohne Freigabe geschieht nichts.
        let fehler = spiel.fristen().fuehre_aus(kennung(LAUF)).unwrap_err();
        assert!(matches!(fehler, FristenFehler::NichtFreigegeben(_)), "{fehler}");
        spiel.freigegeben();
        let gemeldet = RefCell::new(BTreeSet::new());
        let melde = |strom: Strom| {
            gemeldet.borrow_mut().insert(strom);
            Ok(())
        };
        let fristen = Fristen { melde: &melde, ..spiel.fristen() };
        let abschluss = fristen.arbeite().unwrap().unwrap();
        assert_eq!(zahlen(&abschluss, Klasse::Zahlung), (1, 2), "der Fall und sein Mensch");
        assert_eq!(abschluss.uebergangen, 0);
        assert!(gemeldet.borrow().contains(&Strom::person(spiel.person)));
        assert_eq!(spiel.versionen(), (0, 0));
        let ereignisse: u64 = abschluss.geloescht.values().map(|zahl| zahl.ereignisse).sum();
        assert_eq!((spiel.funde(), spiel.geloeschte_blaetter()), (vec![], ereignisse));
        // Auch wer den Stand von vorher aufgehoben hat, sieht ihn fortgesetzt.
        let bericht = spiel.haus.store().verify(TRAEGER, &[davor]).unwrap();
        assert_eq!(bericht.findings, []);
        // Noch einmal: dieselben Zahlen, kein neuer Auftrag.
        assert_eq!(spiel.fristen().fuehre_aus(kennung(LAUF)).unwrap(), abschluss);
        assert_eq!(fristen.arbeite().unwrap(), None);
        assert_eq!(spiel.sammle().faellig, []);
        // Nie wieder bekommt der Strom einen Schlüssel.
        let geboren = PersonTatsache::Geboren("1980-01-01".parse().unwrap());
        let neu = Ereignis::neu(Gilt::IMMER, heute(), geboren);
        let strom = Strom::person(spiel.person);
        let fehler = spiel.fuege_an((strom, verzeichnis::person), "neu", &[neu]).unwrap_err();
        assert!(matches!(fehler, StoreError::Key(_)), "{fehler}");
        // Das Verzeichnis neu angelegt bringt niemanden zurück.
        spiel.haus.store().rebuild(TRAEGER).unwrap();
        assert_eq!(spiel.versionen(), (0, 0));
    }
}

#[test]
fn niemand_loescht_allein_und_niemand_ohne_die_rolle() {
    let spiel = Spiel::neu(Haus::sqlite("fristen-vier-augen", uhr));
    let posten: Vec<_> = spiel.sammle().faellig.into_iter().map(|f| f.posten).collect();
    let alle = faelle(&posten);
    let (lauf, durch) = (kennung(LAUF), Wer::Leitung.kennung());
    let vorschlag = |durch, posten| {
        Befehl::LoeschungVorschlagen(Box::new(LoeschungVorschlagen { durch, lauf, posten }))
    };
    for wer in [Wer::Leistung, Wer::Datenschutz, Wer::Betrieb] {
        let befehl = vorschlag(wer.kennung(), posten.clone());
        let fehler = spiel.tue((wer, Zweck::Loeschfrist), "fremd", &befehl).unwrap_err();
        assert!(matches!(fehler, DoorError::Denied(_)), "{fehler}");
    }
    let befehl = vorschlag(durch, posten);
    spiel.tue((Wer::Leitung, Zweck::Loeschfrist), "vorschlag", &befehl).unwrap();
    let selbst = spiel.freigabe(Wer::Leitung, &alle);
    let fehler = spiel.tue((Wer::Leitung, Zweck::Loeschfrist), "selbst", &selbst).unwrap_err();
    assert!(matches!(fehler, DoorError::Refused(Ablehnung::FuerSichSelbst)), "{fehler}");
    // Im Namen einer anderen auch nicht.
    let fremd = spiel.freigabe(Wer::Kollegin, &alle);
    let fehler = spiel.tue((Wer::Leitung, Zweck::Loeschfrist), "fremd", &fremd).unwrap_err();
    assert!(matches!(fehler, DoorError::NotYou), "{fehler}");
    assert!(spiel.versionen().0 > 0);
}

#[test]
fn kommt_nach_der_freigabe_etwas_dazu_bleibt_der_fall_stehen() {
    for spiel in Haus::beide("fristen-danach").map(Spiel::neu) {
        spiel.freigegeben();
        let tag: Tag = "2044-12-30".parse().unwrap();
        let neu = FallTatsache::LeistungsbezugSeit("2044-12".parse().unwrap());
        let neu = Ereignis::neu(Gilt::ab(tag), tag, neu);
        spiel.fuege_an((Strom::fall(spiel.fall), verzeichnis::fall), "neu", &[neu]).unwrap();
        let abschluss = spiel.fristen().arbeite().unwrap().unwrap();
        assert_eq!((zahlen(&abschluss, Klasse::Zahlung), abschluss.uebergangen), ((0, 0), 1));
        assert!(spiel.versionen().0 > 0 && spiel.versionen().1 > 0);
        let lauf = spiel.lauf();
        let grund = lauf.eintraege().iter().find_map(|e| match e.ereignis.tatsache {
            LoeschTatsache::Uebergangen { eintrag, .. } => eintrag,
            _ => None,
        });
        assert_eq!(grund, Some(Uebergangen::NichtFaellig));
        assert_eq!(spiel.funde(), []);
    }
}

#[test]
fn wer_zugleich_schreibt_geht_nicht_verloren() {
    for spiel in Haus::beide("fristen-zugleich").map(Spiel::neu) {
        spiel.freigegeben();
        // Zwischen Prüfung und Löschen meldet sich der Mensch.
        let gemeldet = Cell::new(false);
        let vorher = |schritt: Schritt| {
            if schritt == Schritt::Zeilen && !gemeldet.replace(true) {
                let tag: Tag = "2044-12-30".parse().unwrap();
                let neu = PersonTatsache::Verpflegung(true);
                let neu = Ereignis::neu(Gilt::ab(tag), tag, neu);
                let strom = Strom::person(spiel.person);
                spiel.fuege_an((strom, verzeichnis::person), "zugleich", &[neu]).unwrap();
            }
            Ok(())
        };
        let fristen = Fristen { vorher: &vorher, ..spiel.fristen() };
        fristen.arbeite().unwrap().unwrap();
        assert!(spiel.versionen().0 > 0 && spiel.versionen().1 > 0);
        assert_eq!(spiel.funde(), []);
    }
}

#[test]
fn ein_mensch_geht_erst_mit_seinem_letzten_fall() {
    for spiel in Haus::beide("fristen-zwei-faelle").map(Spiel::neu) {
        // Er steht noch in einem zweiten Fall, dessen Frist läuft.
        let zweiter = Strom::fall(kennung(500_000));
        let lebt_hier = Some(serde_json::from_str("{}").unwrap());
        let posten = Posten::von(spiel.person);
        let tag: Tag = "2044-06-01".parse().unwrap();
        let mitglied = FallTatsache::Mitglied { posten, eintrag: lebt_hier };
        let mitglied = Ereignis::neu(Gilt::ab(tag), tag, mitglied);
        spiel.fuege_an((zweiter, verzeichnis::fall), "zweiter", &[mitglied]).unwrap();
        assert_eq!(spiel.freigegeben(), BTreeSet::from([spiel.fall]));
        let abschluss = spiel.fristen().arbeite().unwrap().unwrap();
        assert_eq!(zahlen(&abschluss, Klasse::Zahlung), (1, 1), "nur der Fall");
        assert_eq!(spiel.versionen().0, 0);
        assert!(spiel.versionen().1 > 0);
        assert_eq!(spiel.funde(), []);
    }
}

#[test]
fn an_jeder_stelle_abgestuerzt_ist_alles_noch_da_oder_der_naechste_lauf_macht_es_fertig() {
    let mut stellen = 1;
    let mut stelle = 0;
    while stelle < stellen {
        stelle += 1;
        let spiel = Spiel::neu(Haus::sqlite("fristen-absturz", uhr));
        let dokument = b"Ein Nachweis mit viel Inhalt.";
        let strom = Strom::fall(spiel.fall);
        let schluessel = spiel.haus.store().seal_key(TRAEGER, strom).unwrap();
        let name = strom.to_string();
        let hier = office::store::Strom { traeger: TRAEGER, kennung: &name };
        spiel.ablage.lege(hier, &schluessel, dokument).unwrap();
        let davor = spiel.versionen();
        spiel.freigegeben();
        let schritte = Cell::new(0);
        let vorher = |_: Schritt| {
            schritte.set(schritte.get() + 1);
            if schritte.get() == stelle { Err(io::Error::other("Absturz")) } else { Ok(()) }
        };
        let fristen = Fristen { vorher: &vorher, ..spiel.fristen() };
        let gescheitert = fristen.fuehre_aus(kennung(LAUF)).is_err();
        assert_eq!(spiel.funde(), [], "Stelle {stelle}");
        if gescheitert {
            // So viele Stellen gibt es wenigstens; nach der letzten gelingt der Lauf.
            stellen = stelle + 1;
        }
        let lauf = spiel.lauf();
        let vermerkt = |klasse| {
            lauf.eintraege().iter().any(|e| match &e.ereignis.tatsache {
                LoeschTatsache::Vermerk { eintrag: Some(vermerk), .. } => vermerk.klasse == klasse,
                _ => false,
            })
        };
        let erwartet = if vermerkt(Klasse::Zahlung) { (0, 0) } else { davor };
        assert_eq!(spiel.versionen(), erwartet, "ganz oder gar nicht, Stelle {stelle}");
        let abschluss = spiel.fristen().fuehre_aus(kennung(LAUF)).unwrap();
        assert_eq!(zahlen(&abschluss, Klasse::Zahlung), (1, 2), "Stelle {stelle}");
        assert_eq!((spiel.funde(), spiel.versionen()), (vec![], (0, 0)), "Stelle {stelle}");
        let fehler = spiel.haus.store().open_key(TRAEGER, strom, 1);
        assert!(fehler.is_err(), "der Schlüssel ist fort, Stelle {stelle}");
        let reste = std::fs::read_dir(spiel.haus.ordner().join("dokumente")).unwrap().count();
        assert_eq!(reste, 0, "Stelle {stelle}");
    }
    assert!(stellen > 10, "{stellen}");
}
