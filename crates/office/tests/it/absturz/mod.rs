//! Angriffe auf den Speicher: getötet, gestört, Strom fort, Platte voll, Datenbank fort (docs/angriffe.md).
//!
//! Angegriffen wird `examples/schreibdienst.rs` unter `strace`, das an einem bestimmten Systemaufruf tötet
//! oder einen Fehler meldet. Was bestätigt ist, schreibt der Klient auf: dieses Testprogramm, außerhalb des
//! Dienstes. Jede Suite pflanzt Fehler und muss jeden fangen; sonst prüft sie nichts.
#![expect(clippy::indexing_slicing, clippy::panic, reason = "in Tests ist ein Abbruch die Meldung")]

mod aufzeichnung;
mod befehle;
mod datenbank;
mod dienst;
mod fehler;
mod platte;
mod stand;
mod strom;
mod suite;
mod tot;

use std::path::{Path, PathBuf};

/// Ein Ordner, der mit dem Test verschwindet.
struct Ordner(PathBuf);

impl Ordner {
    fn neu(name: &str) -> Ordner {
        let pfad = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("absturz-{name}"));
        let ordner = Ordner(pfad);
        ordner.leere();
        ordner
    }

    /// Als wäre er neu.
    fn leere(&self) {
        let _ = std::fs::remove_dir_all(&self.0);
        std::fs::create_dir_all(&self.0).unwrap();
    }

    /// Nur, was von `andere` dauert: die Datei und ihr Schreibprotokoll, nicht der gemeinsame Speicher.
    fn wie(&self, andere: &Path) {
        self.leere();
        for datei in std::fs::read_dir(andere).unwrap() {
            let datei = datei.unwrap().path();
            let name = datei.file_name().unwrap();
            if !name.to_str().unwrap().ends_with("-shm") {
                std::fs::copy(&datei, self.0.join(name)).unwrap();
            }
        }
    }
}

impl Drop for Ordner {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Wie viele Punkte eine Suite prüft: `kurz` bei jedem Commit, in `cargo xtask soak` so viele, wie die
/// Variable sagt.
fn umfang(variable: &str, kurz: usize) -> usize {
    std::env::var(variable).map_or(kurz, |zahl| zahl.parse().unwrap())
}
