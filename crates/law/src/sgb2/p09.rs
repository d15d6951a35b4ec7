//! § 9 SGB II: Hilfebedürftigkeit: wessen Mittel wessen Bedarf decken.
//!
//! Umgesetzt: Absatz 2 Satz 1 bis 3 (Einkommen und Vermögen der Eltern und ihrer Partner im
//! Verhältnis der Bedarfe; das Kind zuerst aus eigenen Mitteln), Absatz 3 (schwangeres oder
//! betreuendes Kind), gemischte Bedarfsgemeinschaft (eigener Bedarf des Ausgeschlossenen zuerst,
//! BSG B 14/7b AS 58/06 R).
//! Nicht umgesetzt: Absatz 2 Satz 4 (nur Bildung und Teilhabe; keine Angabe in der Lage), Vermutung
//! des Absatzes 5 ([`Offen::Haushaltsgemeinschaft`](crate::offen::Offen)).

use crate::haushalt::{Haushalt, schwangerschaft_ab};
use crate::lage::{Lage, Mehrbedarf, PersonNr};
use crate::measure::{Beleg, Cent, verteile_p41};

/// Der Anteil einer Person an der Verteilung in ihrer Gemeinschaft.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hilfe {
    /// Bedarf, der nach eigenen Mitteln bleibt (bei Eltern: der ganze Bedarf).
    pub gewicht: Cent,
    /// Summe dieser Bedarfe in der Gemeinschaft.
    pub gesamt: Cent,
    /// Einkommen und Vermögen, das verteilt wird.
    pub mittel: Cent,
    /// Was ungedeckt bleibt: der Anspruch.
    pub ungedeckt: Cent,
}

impl Hilfe {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 9 Abs. 2 Satz 3 SGB II";
        Beleg::neu(norm, "Ungedeckter Bedarf nach der Verteilung", self.ungedeckt).aus([
            Beleg::neu(norm, "Bedarf in der Verteilung", self.gewicht),
            Beleg::neu(norm, "Summe der Bedarfe der Bedarfsgemeinschaft", self.gesamt),
            Beleg::neu(norm, "Einkommen und Vermögen, das verteilt wird", self.mittel),
        ])
    }
}

/// Verteilt `mittel` auf die Bedarfe der Gemeinschaft; `gewichte[i]` ist der Bedarf der i-ten.
pub(crate) fn verteile(mittel: Cent, gewichte: &[Cent], ungedeckt: &mut [Cent]) -> Cent {
    let gesamt: Cent = gewichte.iter().sum();
    verteile_p41(gesamt.abzueglich(mittel), gewichte, ungedeckt);
    gesamt
}

/// Absatz 3: Einkommen der Eltern zählt nicht für ein Kind, das schwanger ist.
///
/// Ein Kind mit eigenem Kind hier bildet schon eine eigene Bedarfsgemeinschaft (§ 7).
#[must_use]
pub fn ohne_elterneinkommen(lage: &Lage, haushalt: &Haushalt, nr: PersonNr) -> bool {
    let mehrbedarfe = lage.personen.get(nr.stelle()).map(|p| p.mehrbedarfe.as_slice());
    haushalt.mensch(nr).kind
        && mehrbedarfe.unwrap_or_default().iter().any(|bedarf| match bedarf {
            // Schwanger ist, wer vor der Entbindung steht; der Mehrbedarf beginnt erst später.
            Mehrbedarf::Schwangerschaft { entbindung } => {
                let beginn = schwangerschaft_ab(*entbindung).plus_tage(-84);
                beginn.monat() <= lage.monat && lage.monat <= entbindung.monat()
            }
            _ => false,
        })
}
