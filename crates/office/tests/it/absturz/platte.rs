//! Eine Platte, der der Strom ausfällt: fest ist, was mit `fsync` gesichert ist; was danach kam, ist ganz, zum
//! Teil, in anderer Reihenfolge oder gar nicht da.

use std::collections::BTreeMap;
use std::path::Path;

use super::aufzeichnung::Schritt;

/// So viele Bytes schreibt eine Platte unteilbar.
const SEKTOR: usize = 512;

/// Zufall, der sich mit derselben Saat wiederholt (SplitMix64, Steele u. a. 2014).
pub struct Wuerfel(pub u64);

impl Wuerfel {
    /// Eine Zahl unter `bis`.
    pub fn unter(&mut self, bis: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bis).unwrap()).unwrap()
    }
}

/// Was an einer Datei noch nicht gesichert ist.
#[derive(Clone)]
enum Aenderung {
    Bytes(usize, Vec<u8>),
    Laenge(usize),
}

#[derive(Clone, Default)]
struct Datei {
    fest: Vec<u8>,
    offen: Vec<Aenderung>,
}

/// Namen und die Nummern ihrer Dateien.
type Namen = BTreeMap<String, usize>;

/// Die Platte nach einer Reihe von Schritten.
#[derive(Clone, Default)]
pub struct Platte {
    dateien: Vec<Datei>,
    namen: Namen,
    /// Der Ordner, wie er gesichert ist, und danach nach jeder Änderung.
    ordner: Vec<Namen>,
}

impl Platte {
    /// Was im Ordner liegt, ist gesichert.
    pub fn aus(ordner: &Path) -> Platte {
        let mut platte = Platte::default();
        for eintrag in std::fs::read_dir(ordner).unwrap() {
            let pfad = eintrag.unwrap().path();
            let name = pfad.file_name().unwrap().to_str().unwrap().to_owned();
            platte.namen.insert(name, platte.dateien.len());
            platte.dateien.push(Datei { fest: std::fs::read(pfad).unwrap(), offen: Vec::new() });
        }
        platte.ordner = vec![platte.namen.clone()];
        platte
    }

    /// Ein Schritt weiter.
    pub fn nimm(&mut self, schritt: &Schritt) {
        match schritt {
            Schritt::Anlegen(name) if !self.namen.contains_key(name) => {
                self.namen.insert(name.clone(), self.dateien.len());
                self.dateien.push(Datei::default());
                self.ordner.push(self.namen.clone());
            }
            Schritt::Schreiben(name, ab, bytes) => {
                self.datei(name).offen.push(Aenderung::Bytes(*ab, bytes.clone()));
            }
            Schritt::Kuerzen(name, laenge) => {
                self.datei(name).offen.push(Aenderung::Laenge(*laenge));
            }
            Schritt::Sichern(Some(name)) => {
                let datei = self.datei(name);
                for aenderung in std::mem::take(&mut datei.offen) {
                    aenderung.auf(&mut datei.fest, &mut |_| true);
                }
            }
            Schritt::Sichern(None) => self.ordner = vec![self.namen.clone()],
            Schritt::Loeschen(name) => {
                self.namen.remove(name);
                self.ordner.push(self.namen.clone());
            }
            Schritt::Umbenennen(von, nach) => {
                let nummer = self.namen.remove(von).unwrap();
                self.namen.insert(nach.clone(), nummer);
                self.ordner.push(self.namen.clone());
            }
            Schritt::Anlegen(_) | Schritt::Bestaetigt(_) => {}
        }
    }

    fn datei(&mut self, name: &str) -> &mut Datei {
        &mut self.dateien[self.namen[name]]
    }

    /// Schreibt in den Ordner, was nach einem Stromausfall dasteht.
    pub fn falle_aus(&self, ordner: &Path, wuerfel: &mut Wuerfel) {
        let namen = &self.ordner[wuerfel.unter(self.ordner.len())];
        for (name, &nummer) in namen {
            let inhalt = self.dateien[nummer].nach_ausfall(wuerfel);
            std::fs::write(ordner.join(name), inhalt).unwrap();
        }
    }

    /// Schreibt alles in den Ordner, als wäre nichts geschehen.
    pub fn ohne_ausfall(&self, ordner: &Path) {
        for (name, &nummer) in &self.namen {
            let datei = &self.dateien[nummer];
            let mut inhalt = datei.fest.clone();
            datei.offen.iter().for_each(|aenderung| aenderung.auf(&mut inhalt, &mut |_| true));
            std::fs::write(ordner.join(name), inhalt).unwrap();
        }
    }
}

impl Datei {
    fn nach_ausfall(&self, wuerfel: &mut Wuerfel) -> Vec<u8> {
        let mut inhalt = self.fest.clone();
        let mut offen: Vec<&Aenderung> = self.offen.iter().collect();
        match wuerfel.unter(6) {
            // Nichts davon.
            0 => offen.clear(),
            // Alles.
            1 => {}
            // Jedes ganz oder gar nicht.
            2 => offen.retain(|_| wuerfel.unter(2) == 0),
            // In anderer Reihenfolge, und manches fehlt.
            3 => {
                for i in (1..offen.len()).rev() {
                    offen.swap(i, wuerfel.unter(i + 1));
                }
                offen.retain(|_| wuerfel.unter(4) > 0);
            }
            // Bis zu einer Stelle alles, das Nächste zerrissen.
            4 => {
                offen.truncate(wuerfel.unter(offen.len() + 1));
                if let Some(letzte) = offen.pop() {
                    offen.iter().for_each(|aenderung| aenderung.auf(&mut inhalt, &mut |_| true));
                    letzte.auf(&mut inhalt, &mut |_| wuerfel.unter(2) == 0);
                }
                return inhalt;
            }
            // Jeder Sektor für sich.
            _ => {
                let selten = [2, 8, 64][wuerfel.unter(3)];
                for aenderung in offen {
                    aenderung.auf(&mut inhalt, &mut |_| wuerfel.unter(selten) > 0);
                }
                return inhalt;
            }
        }
        offen.iter().for_each(|aenderung| aenderung.auf(&mut inhalt, &mut |_| true));
        inhalt
    }
}

impl Aenderung {
    /// Ändert `inhalt`, aber nur die Sektoren, die `bleibt` nimmt.
    fn auf(&self, inhalt: &mut Vec<u8>, bleibt: &mut dyn FnMut(usize) -> bool) {
        match self {
            Aenderung::Laenge(laenge) => {
                if bleibt(0) {
                    inhalt.resize(*laenge, 0);
                }
            }
            Aenderung::Bytes(ab, bytes) => {
                let (mut von, ende) = (*ab, ab + bytes.len());
                while von < ende {
                    let bis = ende.min((von / SEKTOR + 1) * SEKTOR);
                    if bleibt(von / SEKTOR) {
                        inhalt.resize(inhalt.len().max(bis), 0);
                        inhalt[von..bis].copy_from_slice(&bytes[von - ab..bis - ab]);
                    }
                    von = bis;
                }
            }
        }
    }
}
