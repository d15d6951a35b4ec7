//! Ein Log im Arbeitsspeicher, das seine vollständigen Knoten ablegt wie der Speicher, und die
//! rekursive Fassung aus RFC 9162, die zu langsam ist, um falsch zu sein.

use std::collections::BTreeMap;

use office::store::Hash;
use office::store::merkle::{
    BeweisFehler, Blatt, Ort, Platz, Rand, Stand, Zuwachs, einschlussbeweis, konsistenzbeweis,
};
use sha2::{Digest, Sha256};

/// Ein Knoten, den das Log nicht hat.
pub type Fehlt = Ort;

#[derive(Clone, Default)]
pub struct Log {
    pub rand: Rand,
    pub knoten: BTreeMap<Ort, Hash>,
}

impl Log {
    pub fn aus(blaetter: impl IntoIterator<Item = Blatt>) -> Log {
        let mut log = Log::default();
        blaetter.into_iter().for_each(|blatt| log.nimm(blatt));
        log
    }

    pub fn nimm(&mut self, blatt: Blatt) {
        let Log { rand, knoten } = self;
        rand.nimm(blatt, |neu| {
            assert_eq!(knoten.insert(neu.ort, neu.hash), None, "zweimal abgelegt")
        });
    }

    pub fn hash_von(&self, ort: Ort) -> Result<Hash, Fehlt> {
        self.knoten.get(&ort).copied().ok_or(ort)
    }

    pub fn stand(&self) -> Stand {
        self.rand.stand()
    }

    pub fn einschluss(&self, nummer: u64) -> Result<Vec<Hash>, BeweisFehler<Fehlt>> {
        einschlussbeweis(Platz { nummer, zahl: self.rand.zahl() }, |ort| self.hash_von(ort))
    }

    pub fn konsistenz(&self, alt: &Stand) -> Result<Vec<Hash>, BeweisFehler<Fehlt>> {
        let zuwachs = Zuwachs { alt: alt.zahl, neu: self.rand.zahl() };
        konsistenzbeweis(zuwachs, |ort| self.hash_von(ort))
    }
}

/// Lauter verschiedene Blätter.
pub fn blaetter(zahl: u64) -> Vec<Blatt> {
    (0..zahl).map(|nr| Blatt::aus_inhalt(&nr.to_be_bytes())).collect()
}

/// RFC 9162 § 2.1, Wort für Wort; Teilbäume merkt sie sich nur, damit der Test nicht lange dauert.
pub struct Rekursiv {
    blaetter: Vec<Blatt>,
    gemerkt: BTreeMap<(usize, usize), Hash>,
}

impl Rekursiv {
    pub fn neu(blaetter: Vec<Blatt>) -> Rekursiv {
        Rekursiv { blaetter, gemerkt: BTreeMap::new() }
    }

    /// `MTH(D[ab:bis])`.
    pub fn wurzel(&mut self, ab: usize, bis: usize) -> Hash {
        if let Some(hash) = self.gemerkt.get(&(ab, bis)) {
            return *hash;
        }
        let hash = match bis - ab {
            0 => Hash(Sha256::digest([]).into()),
            1 => self.blaetter.get(ab).unwrap().hash(),
            n => {
                let mitte = ab + teilung(n);
                let (links, rechts) = (self.wurzel(ab, mitte), self.wurzel(mitte, bis));
                let mut sha = Sha256::new();
                sha.update([1]);
                sha.update(links.0);
                sha.update(rechts.0);
                Hash(sha.finalize().into())
            }
        };
        self.gemerkt.insert((ab, bis), hash);
        hash
    }

    /// `PATH(m, D[ab:bis])`, § 2.1.3.1; `m` zählt ab `ab`.
    pub fn einschluss(&mut self, m: usize, ab: usize, bis: usize) -> Vec<Hash> {
        let n = bis - ab;
        if n == 1 {
            return Vec::new();
        }
        let k = teilung(n);
        let (mut pfad, nachbar) = if m < k {
            (self.einschluss(m, ab, ab + k), self.wurzel(ab + k, bis))
        } else {
            (self.einschluss(m - k, ab + k, bis), self.wurzel(ab, ab + k))
        };
        pfad.push(nachbar);
        pfad
    }

    /// `SUBPROOF(m, D[ab:bis], b)`, § 2.1.4.1; `m` zählt ab `ab`.
    pub fn konsistenz(&mut self, m: usize, (ab, bis): (usize, usize), b: bool) -> Vec<Hash> {
        let n = bis - ab;
        if m == n {
            return if b { Vec::new() } else { vec![self.wurzel(ab, bis)] };
        }
        let k = teilung(n);
        let (mut pfad, nachbar) = if m <= k {
            (self.konsistenz(m, (ab, ab + k), b), self.wurzel(ab + k, bis))
        } else {
            (self.konsistenz(m - k, (ab + k, bis), false), self.wurzel(ab, ab + k))
        };
        pfad.push(nachbar);
        pfad
    }
}

/// Die größte Zweierpotenz kleiner als `n`.
fn teilung(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}
