//! Die Zahlen eines Probelaufs: gezählt, geprüft, geschrieben.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use case::probelauf::Probe;
use law::measure::{Monat, Saldo};

use super::bild;
use super::stufen::Stufe;
use crate::csv;
use crate::ordner::{Ordner, OrdnerFehler};

/// Wie viele, und um wie viel Geld es geht.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zahlen {
    /// Haushalte oder Haushaltsmonate.
    pub anzahl: u64,
    /// Die Summe ihrer Unterschiede.
    pub summe: i64,
}

/// Ob ein Haushalt über alle Monate zusammen mehr oder weniger bekommt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Richtung {
    /// Weniger.
    Weniger,
    /// Gleich viel.
    Gleich,
    /// Mehr.
    Mehr,
}

/// Was eine Vorschrift bewegt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Norm {
    /// In so vielen Haushalten.
    pub haushalte: u64,
    /// Bei so vielen Menschen.
    pub menschen: u64,
    /// Um wie viel Cent sich ihr Betrag zusammen ändert; nicht die Leistung.
    pub summe: i64,
}

/// Die Zahlen eines Probelaufs. Keine nennt einen Menschen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bericht {
    /// Gelesene Fälle.
    pub faelle: u64,
    /// Davon ohne einen laufend bewilligten Monat in der Zeit.
    pub ohne_bewilligung: u64,
    /// Davon nicht zu rechnen.
    pub nicht_gerechnet: u64,
    /// Haushalte, in denen schon etwas anderes bewilligt ist, als heute gerechnet wird.
    pub heute_anders: u64,
    /// Zeilen: Menschen in Monaten, die mehr oder weniger bekommen.
    pub zeilen: u64,
    /// Die Summe ihrer Unterschiede, in Cent.
    pub summe: i64,
    /// Haushaltsmonate je Stufe.
    pub stufen: BTreeMap<Stufe, Zahlen>,
    /// Haushalte nach Richtung.
    pub richtungen: BTreeMap<Richtung, Zahlen>,
    /// Haushalte nach Größe und Richtung.
    pub groessen: BTreeMap<(usize, Richtung), Zahlen>,
    /// Was jede Vorschrift bewegt.
    pub normen: BTreeMap<String, Norm>,
}

impl Zahlen {
    fn nimm(&mut self, andere: Zahlen) {
        self.anzahl = self.anzahl.saturating_add(andere.anzahl);
        self.summe = self.summe.saturating_add(andere.summe);
    }

    fn summe(zahlen: impl Iterator<Item = Zahlen>) -> Zahlen {
        let mut summe = Zahlen::default();
        zahlen.for_each(|einer| summe.nimm(einer));
        summe
    }
}

impl Richtung {
    fn von(unterschied: Saldo) -> Richtung {
        match unterschied.cent() {
            ..0 => Richtung::Weniger,
            0 => Richtung::Gleich,
            1.. => Richtung::Mehr,
        }
    }

    fn deutsch(self) -> &'static str {
        match self {
            Richtung::Weniger => "weniger",
            Richtung::Gleich => "unverändert",
            Richtung::Mehr => "mehr",
        }
    }
}

impl Bericht {
    /// Die Zahlen eines Haushalts.
    pub(super) fn aus(probe: &Probe) -> Bericht {
        let mut bericht = Bericht { faelle: 1, ..Bericht::default() };
        if probe.monate.is_empty() {
            bericht.ohne_bewilligung = 1;
            return bericht;
        }
        bericht.heute_anders = u64::from(!probe.heute_anders.is_empty());
        for zeile in &probe.zeilen {
            bericht.zeilen = bericht.zeilen.saturating_add(1);
            bericht.summe = bericht.summe.saturating_add(zeile.unterschied().cent());
        }
        for unterschied in probe.monate.values() {
            let einer = Zahlen { anzahl: 1, summe: unterschied.cent() };
            bericht.stufen.entry(Stufe::von(*unterschied)).or_default().nimm(einer);
        }
        let zusammen = probe.unterschied();
        let (richtung, einer) =
            (Richtung::von(zusammen), Zahlen { anzahl: 1, summe: zusammen.cent() });
        bericht.richtungen.insert(richtung, einer);
        bericht.groessen.insert((probe.menschen, richtung), einer);
        let mut bei: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
        for zeile in &probe.zeilen {
            for grund in &zeile.gruende {
                bei.entry(&grund.norm).or_default().insert(zeile.person);
                let norm = bericht.normen.entry(grund.norm.clone()).or_default();
                norm.summe = norm.summe.saturating_add(grund.unterschied.cent());
            }
        }
        for (norm, menschen) in bei {
            if let Some(norm) = bericht.normen.get_mut(norm) {
                norm.haushalte = 1;
                norm.menschen = u64::try_from(menschen.len()).unwrap_or(u64::MAX);
            }
        }
        bericht
    }

    pub(super) fn zaehle_nicht_gerechnet(&mut self) {
        self.nimm(Bericht { faelle: 1, nicht_gerechnet: 1, ..Bericht::default() });
    }

    /// Dazuzählen.
    pub(super) fn nimm(&mut self, andere: Bericht) {
        let zahlen = [
            (&mut self.faelle, andere.faelle),
            (&mut self.ohne_bewilligung, andere.ohne_bewilligung),
            (&mut self.nicht_gerechnet, andere.nicht_gerechnet),
            (&mut self.heute_anders, andere.heute_anders),
            (&mut self.zeilen, andere.zeilen),
        ];
        for (hier, dazu) in zahlen {
            *hier = hier.saturating_add(dazu);
        }
        self.summe = self.summe.saturating_add(andere.summe);
        for (stufe, zahlen) in andere.stufen {
            self.stufen.entry(stufe).or_default().nimm(zahlen);
        }
        for (richtung, zahlen) in andere.richtungen {
            self.richtungen.entry(richtung).or_default().nimm(zahlen);
        }
        for (groesse, zahlen) in andere.groessen {
            self.groessen.entry(groesse).or_default().nimm(zahlen);
        }
        for (norm, dazu) in andere.normen {
            let hier = self.normen.entry(norm).or_default();
            hier.haushalte = hier.haushalte.saturating_add(dazu.haushalte);
            hier.menschen = hier.menschen.saturating_add(dazu.menschen);
            hier.summe = hier.summe.saturating_add(dazu.summe);
        }
    }

    /// Haushalte, die gerechnet sind.
    #[must_use]
    pub fn gerechnet(&self) -> u64 {
        self.richtung(None).anzahl
    }

    /// Haushalte einer Richtung; `None`: alle.
    #[must_use]
    pub fn richtung(&self, welche: Option<Richtung>) -> Zahlen {
        let alle = self.richtungen.iter().filter(|(r, _)| welche.is_none_or(|w| w == **r));
        Zahlen::summe(alle.map(|(_, zahlen)| *zahlen))
    }

    /// Gehen die Summen auf? Jede Tabelle zählt dasselbe Geld, und kein Fall fehlt.
    #[must_use]
    pub fn stimmt(&self) -> bool {
        let stufen = Zahlen::summe(self.stufen.values().copied());
        let richtungen = self.richtung(None);
        let groessen = Zahlen::summe(self.groessen.values().copied());
        let faelle = [richtungen.anzahl, self.ohne_bewilligung, self.nicht_gerechnet];
        stufen.summe == self.summe
            && richtungen.summe == self.summe
            && groessen == richtungen
            && faelle.into_iter().fold(0, u64::saturating_add) == self.faelle
    }

    /// Schreibt die Tabellen, das Bild und zuletzt den Text, an dem der Ordner zu erkennen ist.
    pub(super) fn schreibe(
        &self,
        ordner: &Ordner,
        zeit: (Monat, Option<Monat>),
    ) -> Result<(), OrdnerFehler> {
        let mut gruende = ordner.datei("gruende.csv")?;
        csv::beginne(&mut gruende)?;
        csv::zeile(&mut gruende, ["Vorschrift", "Haushalte", "Personen", "Änderung des Betrags"])?;
        for (norm, zahlen) in &self.normen {
            let summe = csv::saldo(Saldo::neu(zahlen.summe));
            let (haushalte, menschen) = (zahlen.haushalte.to_string(), zahlen.menschen.to_string());
            csv::zeile(&mut gruende, [norm.as_str(), &haushalte, &menschen, &summe])?;
        }
        gruende.fertig()?;
        let mut verteilung = ordner.datei("verteilung.csv")?;
        csv::beginne(&mut verteilung)?;
        csv::zeile(&mut verteilung, ["Gezählt", "Gruppe", "Anzahl", "Summe"])?;
        for (was, gruppe, zahlen) in self.verteilung() {
            let (anzahl, summe) = (zahlen.anzahl.to_string(), csv::saldo(Saldo::neu(zahlen.summe)));
            csv::zeile(&mut verteilung, [was, gruppe, anzahl, summe])?;
        }
        verteilung.fertig()?;
        ordner.schreibe("verteilung.svg", bild::balken(self).as_bytes())?;
        ordner.schreibe("bericht.md", self.als_text(zeit).as_bytes())
    }

    fn verteilung(&self) -> Vec<(String, String, Zahlen)> {
        let mut zeilen = Vec::new();
        for stufe in Stufe::alle() {
            let zahlen = self.stufen.get(&stufe).copied().unwrap_or_default();
            zeilen.push(("Haushalte im Monat".to_owned(), stufe.deutsch(), zahlen));
        }
        for (richtung, zahlen) in &self.richtungen {
            let gruppe = richtung.deutsch().to_owned();
            zeilen.push(("Haushalte insgesamt".to_owned(), gruppe, *zahlen));
        }
        for ((groesse, richtung), zahlen) in &self.groessen {
            let wer = if *groesse == 1 { "Person" } else { "Personen" };
            let gruppe = richtung.deutsch().to_owned();
            zeilen.push((format!("Haushalte mit {groesse} {wer}"), gruppe, *zahlen));
        }
        zeilen
    }

    /// Der Bericht für Menschen.
    #[must_use]
    pub fn als_text(&self, (von, bis): (Monat, Option<Monat>)) -> String {
        let zeit = bis.map_or_else(
            || format!("ab {}, soweit bewilligt", von.deutsch()),
            |bis| format!("{} bis {}", von.deutsch(), bis.deutsch()),
        );
        let geld = |cent: i64| Saldo::neu(cent).to_string();
        let mut text = format!(
            "# Probelauf\n\nGerechnet: {zeit}. Es ist nichts gespeichert und nichts entschieden.\n\n"
        );
        let mut zeile = |was: &str, wert: String| {
            let _ = writeln!(text, "| {was} | {wert} |");
        };
        zeile("Was", "Wie viel".to_owned());
        zeile("---", "---:".to_owned());
        zeile("Fälle in der Kartei", self.faelle.to_string());
        zeile("davon gerechnet", self.gerechnet().to_string());
        zeile("davon ohne laufende Bewilligung in dieser Zeit", self.ohne_bewilligung.to_string());
        zeile("davon nicht zu rechnen", self.nicht_gerechnet.to_string());
        for richtung in [Richtung::Mehr, Richtung::Weniger, Richtung::Gleich] {
            let Zahlen { anzahl, summe } = self.richtung(Some(richtung));
            let wert = format!("{anzahl} ({})", geld(summe));
            zeile(&format!("Haushalte: {}", richtung.deutsch()), wert);
        }
        zeile("Unterschied zusammen", geld(self.summe));
        zeile("Personen in Monaten mit Unterschied", self.zeilen.to_string());
        zeile(
            "Haushalte, in denen heute schon anders gerechnet wird",
            self.heute_anders.to_string(),
        );
        text.push_str(
            "\n## Woran es liegt\n\n| Vorschrift | Haushalte | Personen | Änderung des Betrags |\n",
        );
        text.push_str("| --- | ---: | ---: | ---: |\n");
        for (norm, zahlen) in &self.normen {
            let Norm { haushalte, menschen, summe } = zahlen;
            let _ = writeln!(text, "| {norm} | {haushalte} | {menschen} | {} |", geld(*summe));
        }
        text.push_str(ERKLAERUNG);
        text
    }

    /// Der größte Balken.
    pub(super) fn hoechstens(&self) -> u64 {
        self.stufen.values().map(|zahlen| zahlen.anzahl).max().unwrap_or_default()
    }
}

/// Was wo steht.
const ERKLAERUNG: &str = "\n\
Die letzte Spalte sagt, um wie viel sich der Betrag der Vorschrift ändert, nicht die Leistung: ein höherer Freibetrag\n\
erhöht die Leistung, ein höheres Einkommen mindert sie. Ihre Summe ist darum nicht der Unterschied zusammen.\n\n\
## Was im Ordner liegt\n\n\
| Datei | Inhalt |\n| --- | --- |\n\
| `probelauf.csv` | je Person und Monat mit Unterschied: bewilligt, gerechnet bisher und neu, Vorschriften |\n\
| `gruende.csv` | je Vorschrift: Haushalte, Personen, Änderung des Betrags |\n\
| `verteilung.csv` | Haushalte nach der Höhe des Unterschieds im Monat, nach Richtung und Größe |\n\
| `verteilung.svg` | dieselbe Verteilung als Bild |\n\
| `nicht-gerechnet.csv` | Fälle, die sich nicht rechnen lassen, mit dem Grund |\n\
| `heute-anders.csv` | Fälle, in denen anderes bewilligt ist, als heute gerechnet wird: bitte vorher klären |\n";
