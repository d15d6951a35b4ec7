//! Stromausfall (Zusage 2): ein aufgezeichneter Lauf wird bis zu einer zufälligen Stelle nachgespielt, und das
//! Abbild, das die Platte dann hätte, geöffnet und geprüft.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use super::aufzeichnung::{Schritt, WORTE, lies};
use super::dienst::Auftrag;
use super::platte::{Platte, Wuerfel};
use super::stand::{Wissen, pruefe};
use super::{Ordner, umfang};

const KLIENTEN: u32 = 2;
/// Der zweite Lauf beginnt auf einem Abbild des ersten.
const ERSTER: Range<u32> = 0..16;
const BEIDE: Range<u32> = 0..26;

/// Ein aufgezeichneter Lauf.
struct Aufnahme {
    anfang: Platte,
    /// Schon vor dem Lauf bestätigt.
    vorher: BTreeSet<u32>,
    schritte: Vec<Schritt>,
    gesendet: Range<u32>,
}

impl Aufnahme {
    /// Sendet `nummern` an einen Dienst in diesem Ordner und zeichnet alles auf.
    fn neu(ordner: &Path, nummern: Range<u32>, strace: &[&str], fehler: Option<&str>) -> Aufnahme {
        let anfang = Platte::aus(ordner);
        let worte: Vec<&str> =
            ["checkpoint=12", "schluesselbund"].into_iter().chain(fehler).collect();
        let auftrag = Auftrag { ordner, klienten: KLIENTEN, nummern: &nummern, worte: &worte };
        let protokoll = ordner.with_extension("strace");
        let lauf = auftrag.unter_strace(&[&WORTE[..], strace].concat(), &protokoll);
        assert!(lauf.bereit && lauf.sauber, "{lauf:?}");
        let schritte = lies(&std::fs::read_to_string(&protokoll).unwrap(), ordner);
        std::fs::remove_file(protokoll).unwrap();
        let aufnahme =
            Aufnahme { anfang, vorher: BTreeSet::new(), schritte, gesendet: 0..nummern.end };
        assert_eq!(aufnahme.bestaetigt(aufnahme.schritte.len()), lauf.bestaetigt);
        aufnahme
    }

    /// Die Platte nach so vielen Schritten.
    fn platte(&self, bis: usize) -> Platte {
        let mut platte = self.anfang.clone();
        self.schritte[..bis].iter().for_each(|schritt| platte.nimm(schritt));
        platte
    }

    fn bestaetigt(&self, bis: usize) -> BTreeSet<u32> {
        let nummern = self.schritte[..bis].iter().filter_map(|schritt| match schritt {
            Schritt::Bestaetigt(nr) => Some(*nr),
            _ => None,
        });
        self.vorher.iter().copied().chain(nummern).collect()
    }

    /// Lässt so oft den Strom ausfallen; was dabei verloren ging oder kaputt ist.
    fn pruefe(&self, ordner: &Ordner, wie_oft: usize, wuerfel: &mut Wuerfel) -> Vec<String> {
        let mut funde = Vec::new();
        for _ in 0..wie_oft {
            let bis = wuerfel.unter(self.schritte.len() + 1);
            ordner.leere();
            self.platte(bis).falle_aus(&ordner.0, wuerfel);
            let bestaetigt = self.bestaetigt(bis);
            let wissen =
                Wissen { klienten: KLIENTEN, gesendet: &self.gesendet, bestaetigt: &bestaetigt };
            let fund = pruefe(&ordner.0, &wissen).err();
            funde.extend(fund.map(|fund| format!("nach {bis} Schritten: {fund}")));
        }
        funde
    }
}

fn saat() -> u64 {
    std::env::var("NAHTLOS_ABSTURZ_SAAT").map_or(20_261_128, |saat| saat.parse().unwrap())
}

#[test]
fn nach_stromausfall_ist_alles_bestaetigte_da_und_nichts_halb() {
    let wie_oft = umfang("NAHTLOS_ABSTURZ_ABBILDER", 600);
    let (saat, dienst, abbild) = (saat(), Ordner::neu("strom"), Ordner::neu("strom-abbild"));
    println!("{wie_oft} Abbilder mit NAHTLOS_ABSTURZ_SAAT={saat}");
    let mut wuerfel = Wuerfel(saat);
    let erste = Aufnahme::neu(&dienst.0, ERSTER, &[], None);
    // Ohne Ausfall ergibt das Nachspielen genau die Dateien, die der Lauf hinterließ.
    abbild.leere();
    erste.platte(erste.schritte.len()).ohne_ausfall(&abbild.0);
    for datei in std::fs::read_dir(&abbild.0).unwrap() {
        let datei = datei.unwrap().path();
        let echt = dienst.0.join(datei.file_name().unwrap());
        assert!(std::fs::read(&datei).unwrap() == std::fs::read(echt).unwrap(), "{datei:?}");
    }
    let mut funde = erste.pruefe(&abbild, wie_oft / 2, &mut wuerfel);
    // Der nächste Start findet ein zerrissenes Abbild vor; fällt der Strom dabei wieder aus, gilt dasselbe.
    let bis = erste.schritte.len() * 3 / 4;
    dienst.leere();
    erste.platte(bis).falle_aus(&dienst.0, &mut wuerfel);
    let mut zweite = Aufnahme::neu(&dienst.0, ERSTER.start..BEIDE.end, &[], None);
    zweite.vorher = erste.bestaetigt(bis);
    funde.extend(zweite.pruefe(&abbild, wie_oft - wie_oft / 2, &mut wuerfel));
    assert_eq!(funde, Vec::<String>::new());
}

#[test]
fn die_suite_faengt_jeden_gepflanzten_fehler_bei_stromausfall() {
    let (dienst, abbild) = (Ordner::neu("strom-selbst"), Ordner::neu("strom-selbst-abbild"));
    let verschluckt = ["-e", "inject=fsync,fdatasync:retval=0"];
    for (name, strace, fehler) in [
        ("synchronous=OFF", &[][..], Some("fehler=synchron-aus")),
        ("Bestätigung vor COMMIT", &[][..], Some("fehler=frueh-bestaetigt")),
        ("fsync tut nichts", &verschluckt[..], None),
    ] {
        dienst.leere();
        let aufnahme = Aufnahme::neu(&dienst.0, ERSTER, strace, fehler);
        let funde = aufnahme.pruefe(&abbild, 40, &mut Wuerfel(saat()));
        assert!(!funde.is_empty(), "{name} blieb unbemerkt");
        println!("{name}: {} Funde, etwa {}", funde.len(), funde[0]);
    }
}
