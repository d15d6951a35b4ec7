//! Der Strom der Haushalte und seine Ausgabe als JSON Lines.

use std::io::{self, Write};

use case::schnittstelle::{EinkommenArt, Haushalt, Person};
use law::measure::Monat;

use crate::haushalt;
use crate::wuerfel::Strom;

/// Menschen in einem mittleren Jobcenter; das sind rund 9.000 Haushalte.
pub const VORGABE_PERSONEN: u32 = 17_500;

/// Ein erfundenes Jobcenter für einen Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Musterkreis {
    /// Gleiche Saat, gleiche Haushalte.
    pub saat: u64,
    /// So viele Menschen stehen in allen Haushalten zusammen.
    pub personen: u32,
    /// Der Monat, vorgesehen für 2023-01 bis 2027-12; außerhalb gelten die Beträge des Randes.
    pub monat: Monat,
}

/// Die Haushalte der Reihe nach; siehe [`Musterkreis::haushalte`].
#[derive(Clone, Debug)]
pub struct Haushalte {
    kreis: Musterkreis,
    naechste: u64,
    rest: usize,
}

/// Was geschrieben wurde.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistik {
    /// Haushalte, zugleich Zeilen.
    pub haushalte: u64,
    /// Menschen.
    pub personen: u64,
    /// Menschen mit Einkommen aus Arbeit, auch selbständiger.
    pub erwerbstaetige: u64,
    /// Zahlungen unmittelbar an Dritte.
    pub direktzahlungen: u64,
    /// Haushalte ohne Konto.
    pub ohne_konto: u64,
    /// Geschriebene Bytes.
    pub bytes: u64,
}

impl Musterkreis {
    /// Musterkreis in der vorgesehenen Größe.
    #[must_use]
    pub fn neu(saat: u64, monat: Monat) -> Musterkreis {
        Musterkreis { saat, personen: VORGABE_PERSONEN, monat }
    }

    /// Alle Haushalte, einer nach dem anderen, ohne einen zu behalten.
    ///
    /// Nummern steigen ab 1. Am Ende werden Haushalte übersprungen, die mehr Menschen haben, als noch
    /// fehlen; so stimmt die Summe genau, und jeder Haushalt hängt nur an Saat, Nummer und Monat.
    #[must_use]
    pub fn haushalte(&self) -> Haushalte {
        let rest = usize::try_from(self.personen).unwrap_or(usize::MAX);
        Haushalte { kreis: *self, naechste: 1, rest }
    }

    /// Der Haushalt mit dieser Nummer, gleich wie groß der Kreis ist.
    #[must_use]
    pub fn haushalt(&self, nummer: u64) -> Haushalt {
        haushalt::ziehe(self.saat, Strom(nummer), self.monat)
    }

    /// Schreibt alle Haushalte als JSON Lines, einen je Zeile.
    ///
    /// # Errors
    /// Der Fehler des Ziels, etwa eine volle Platte.
    pub fn schreibe_jsonl(&self, ziel: &mut impl Write) -> io::Result<Statistik> {
        let mut statistik = Statistik::default();
        let mut zeile = Vec::new();
        for haushalt in self.haushalte() {
            zeile.clear();
            serde_json::to_writer(&mut zeile, &haushalt)?;
            zeile.push(b'\n');
            ziel.write_all(&zeile)?;
            statistik.zaehle(&haushalt);
            statistik.bytes += u64::try_from(zeile.len()).unwrap_or(0);
        }
        ziel.flush()?;
        Ok(statistik)
    }
}

impl Iterator for Haushalte {
    type Item = Haushalt;

    fn next(&mut self) -> Option<Haushalt> {
        while self.rest > 0 {
            let haushalt = self.kreis.haushalt(self.naechste);
            self.naechste += 1;
            if let Some(rest) = self.rest.checked_sub(haushalt.lage.personen.len()) {
                self.rest = rest;
                return Some(haushalt);
            }
        }
        None
    }
}

impl Statistik {
    /// Zählt einen Haushalt mit; die Bytes zählt nur, wer schreibt.
    pub fn zaehle(&mut self, haushalt: &Haushalt) {
        let menge = |anzahl: usize| u64::try_from(anzahl).unwrap_or(0);
        let personen = &haushalt.lage.personen;
        self.haushalte += 1;
        self.personen += menge(personen.len());
        self.erwerbstaetige += menge(personen.iter().filter(|p| arbeitet(p)).count());
        self.direktzahlungen += menge(haushalt.direktzahlungen.len());
        self.ohne_konto += u64::from(haushalt.konto.is_none());
    }
}

fn arbeitet(person: &Person) -> bool {
    person
        .einkommen
        .iter()
        .any(|zeile| matches!(zeile.art, EinkommenArt::Erwerb | EinkommenArt::Selbstaendig))
}
