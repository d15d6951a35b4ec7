//! Was der Lauf ergeben hat, in Zahlen.

use formats::sepa;
use law::measure::{Cent, Monat};
use serde::Serialize;

use super::fall::Fall;

/// Die Zahlen eines Laufs.
///
/// `auszahlung` = `bund` + `kommune` + `sofortzuschlag` − `minderung` − `aufrechnung`;
/// `auszahlung` + `daneben` − `sachleistung` = `ueberwiesen` + `offen_geblieben`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bericht {
    /// Was dieser Ordner ist.
    pub art: &'static str,
    /// Der Monat.
    pub monat: Monat,
    /// Gerechnete Haushalte.
    pub haushalte: u64,
    /// Personen darin.
    pub personen: u64,
    /// Haushalte, an die etwas zu zahlen ist.
    pub mit_auszahlung: u64,
    /// Zeilen, die nicht gerechnet sind (`fehler.jsonl`).
    pub fehlerzeilen: u64,
    /// Anspruch, Anteil des Bundes.
    pub bund: Cent,
    /// Anspruch, Anteil der Kommune.
    pub kommune: Cent,
    /// Sofortzuschläge (Bund).
    pub sofortzuschlag: Cent,
    /// Minderungen.
    pub minderung: Cent,
    /// Aufrechnungen.
    pub aufrechnung: Cent,
    /// Was zu zahlen ist.
    pub auszahlung: Cent,
    /// Neben der Auszahlung in Geld: Bildung und Teilhabe, Beiträge, Auszubildende (§§ 26 bis 28).
    pub daneben: Cent,
    /// Teil der Auszahlung, der als Sachleistung erbracht wird (§ 68).
    pub sachleistung: Cent,
    /// Überweisungen in den Bankdateien.
    pub ueberweisungen: u64,
    /// Summe der Überweisungen.
    pub ueberwiesen: Cent,
    /// Zahlungen, die ein Mensch klären muss (`offene-zahlungen.csv`).
    pub offene_zahlungen: u64,
    /// Summe davon.
    pub offen_geblieben: Cent,
    /// Offene Fragen (`offene-fragen.csv`).
    pub fragen: u64,
    /// Haushalte mit offenen Fragen.
    pub haushalte_mit_fragen: u64,
    /// Fertige Bescheide.
    pub briefe: u64,
    /// Bescheide als Entwurf, weil etwas offen ist.
    pub entwuerfe: u64,
    /// Bescheide, die sich nicht setzen ließen (`briefe-fehler.jsonl`).
    pub brieffehler: u64,
    /// Bankdateien.
    pub bankdateien: Vec<Bankdatei>,
}

/// Eine Bankdatei.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bankdatei {
    /// Name im Ordner.
    pub name: String,
    /// `MsgId`.
    pub kennung: String,
    /// Überweisungen.
    pub anzahl: u64,
    /// Kontrollsumme.
    pub summe: Cent,
}

impl Bericht {
    pub(super) fn neu(monat: Monat) -> Bericht {
        Bericht {
            art: "nahtlos-monatslauf",
            monat,
            haushalte: 0,
            personen: 0,
            mit_auszahlung: 0,
            fehlerzeilen: 0,
            bund: Cent::NULL,
            kommune: Cent::NULL,
            sofortzuschlag: Cent::NULL,
            minderung: Cent::NULL,
            aufrechnung: Cent::NULL,
            auszahlung: Cent::NULL,
            daneben: Cent::NULL,
            sachleistung: Cent::NULL,
            ueberweisungen: 0,
            ueberwiesen: Cent::NULL,
            offene_zahlungen: 0,
            offen_geblieben: Cent::NULL,
            fragen: 0,
            haushalte_mit_fragen: 0,
            briefe: 0,
            entwuerfe: 0,
            brieffehler: 0,
            bankdateien: Vec::new(),
        }
    }

    pub(super) fn zaehle(&mut self, fall: &Fall) {
        let ergebnis = &fall.ergebnis;
        let anzahl = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.haushalte += 1;
        self.personen += anzahl(ergebnis.personen.len());
        self.mit_auszahlung += u64::from(!ergebnis.zu_zahlen().ist_null());
        self.bund += ergebnis.personen.iter().map(|p| p.bund).sum();
        self.kommune += ergebnis.personen.iter().map(|p| p.kommune).sum();
        self.sofortzuschlag += ergebnis.sofortzuschlag;
        self.minderung += ergebnis.minderung;
        self.aufrechnung += ergebnis.aufrechnung;
        self.auszahlung += ergebnis.auszahlung;
        let daneben = ergebnis.daneben;
        self.daneben += ergebnis.bildung_in_geld() + daneben.beitraege + daneben.auszubildende;
        self.sachleistung += daneben.sachleistung;
        self.offene_zahlungen += anzahl(fall.plan.offen.len());
        self.offen_geblieben += fall.plan.offen.iter().map(|offen| offen.betrag).sum();
        self.fragen += anzahl(ergebnis.offen.len());
        self.haushalte_mit_fragen += u64::from(!ergebnis.offen.is_empty());
    }

    pub(super) fn bank<W>(&mut self, datei: &sepa::Datei<W>, name: String) {
        let anzahl = u64::try_from(datei.anzahl).unwrap_or(u64::MAX);
        self.ueberweisungen += anzahl;
        self.ueberwiesen += datei.summe;
        let kennung = datei.kennung.clone();
        self.bankdateien.push(Bankdatei { name, kennung, anzahl, summe: datei.summe });
    }

    /// Hält der Lauf, was er verspricht: jeder Cent der Auszahlung ist überwiesen oder liegt offen,
    /// und jeder folgt aus einem Anspruch.
    #[must_use]
    pub fn stimmt(&self) -> bool {
        let ansprueche = self.bund + self.kommune + self.sofortzuschlag;
        self.auszahlung + self.minderung + self.aufrechnung == ansprueche
            && self.ueberwiesen + self.offen_geblieben + self.sachleistung
                == self.auszahlung + self.daneben
    }

    pub(super) fn als_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// Die Zahlen als deutsche Tabelle, und wo was liegt.
    #[must_use]
    pub fn als_text(&self) -> String {
        let zeilen = [
            ("Haushalte gerechnet", self.haushalte.to_string()),
            ("Personen", self.personen.to_string()),
            ("Zeilen mit Fehler", self.fehlerzeilen.to_string()),
            ("Anspruch Bund", self.bund.to_string()),
            ("Anspruch Kommune", self.kommune.to_string()),
            ("Sofortzuschlag (Bund)", self.sofortzuschlag.to_string()),
            ("Minderungen", self.minderung.to_string()),
            ("Aufrechnungen", self.aufrechnung.to_string()),
            ("Auszahlung", self.auszahlung.to_string()),
            ("Daneben (§§ 26 bis 28)", self.daneben.to_string()),
            ("Sachleistung (§ 68)", self.sachleistung.to_string()),
            (
                "davon überwiesen",
                format!("{} in {} Überweisungen", self.ueberwiesen, self.ueberweisungen),
            ),
            (
                "davon offen",
                format!("{} in {} Posten", self.offen_geblieben, self.offene_zahlungen),
            ),
            (
                "Offene Fragen",
                format!("{} bei {} Haushalten", self.fragen, self.haushalte_mit_fragen),
            ),
            ("Bescheide", self.briefe.to_string()),
            ("Entwürfe (Frage offen)", self.entwuerfe.to_string()),
        ];
        let breite = zeilen.iter().map(|(was, _)| was.chars().count()).max().unwrap_or(0);
        let mut text = format!("Monatslauf {}\n\n", self.monat.deutsch());
        for (was, wert) in &zeilen {
            text.push_str(&format!("{was:breite$}  {wert:>}\n"));
        }
        text.push_str(WO);
        text
    }
}

const WO: &str = "
ergebnisse.jsonl      Beträge je Haushalt und Person mit allen Gründen
bank/                 Überweisungen für die Bank (pain.001)
briefe/               fertige Bescheide als PDF
entwuerfe/            Bescheide, zu denen noch eine Frage offen ist
offene-fragen.csv     was ein Mensch entscheiden muss
offene-zahlungen.csv  Geld, das so nicht ausgezahlt werden kann
fehler.jsonl          Zeilen, die nicht gerechnet werden konnten
briefe-fehler.jsonl   Bescheide, die sich nicht setzen ließen
bericht.json          diese Zahlen für Programme
";
