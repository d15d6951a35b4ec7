//! Vom Haushalt zum Anspruch: [`berechne`] ruft die Vorschriften in der Reihenfolge des Gesetzes.
//!
//! 1. Haushalt und Gemeinschaften (§§ 7, 9), 2. Bedarf je Person (§§ 20 bis 23), 3. Einkommen und
//!    Vermögen (§§ 11 bis 12), 4. Verteilung (§ 9), 5. Träger (§ 19), Sofortzuschlag (§ 72),
//!    Minderung (§§ 31a, 32) und Aufrechnung (§§ 42a, 43). Der stille Weg legt keinen Speicher an,
//!    sobald die [`Werkbank`] einmal benutzt ist; [`Ergebnis::beleg`] liest danach die Gründe.

use crate::daneben::Daneben;
use crate::lage::{Ausschluss, Lage, PersonNr};
use crate::measure::{Beleg, Cent, Monat};
use crate::offen::Offen;
use crate::recht::{Recht, RechtFehler};
use crate::sgb2::{p09, p11, p11b, p12, p19, p20, p21, p22, p31a, p41, p43, p70, p72};
pub use crate::werkbank::Werkbank;

/// Welche Stellung eine Person in diesem Monat hat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rolle {
    /// Mitglied einer Bedarfsgemeinschaft.
    Mitglied,
    /// Kind, das seinen Bedarf aus eigenen Mitteln deckt (§ 7 Abs. 3 Nr. 4).
    Gedeckt,
    /// Lebt hier ohne eigenen Anspruch.
    Ausgeschlossen(Ausschluss),
    /// Niemand in der Gemeinschaft ist erwerbsfähig (§ 7 Abs. 1, 2).
    OhneErwerbsfaehige,
    /// Pflegekind (kein Kind im Sinne von § 7 Abs. 3).
    Pflegekind,
    /// In diesem Monat nicht hier.
    #[default]
    NichtHier,
}

/// Alle Beträge einer Person mit jedem Zwischenschritt.
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonErgebnis {
    /// Nummer der Bedarfsgemeinschaft, ab eins; `None`: gehört zu keiner.
    pub bedarfsgemeinschaft: Option<u8>,
    /// Stellung.
    pub rolle: Rolle,
    /// § 20.
    pub regelbedarf: p20::Regelbedarf,
    /// § 21.
    pub mehrbedarf: p21::Mehrbedarfe,
    /// § 22.
    pub unterkunft: p22::Anteil,
    /// §§ 11, 11b.
    pub einkommen: p11b::Einkommen,
    /// § 11 Abs. 1 Satz 5.
    pub kindergeld: p11::Kindergeld,
    /// § 12.
    pub vermoegen: p12::Vermoegen,
    /// § 9.
    pub hilfe: p09::Hilfe,
    /// § 19.
    pub anspruch: p19::Anspruch,
    /// § 72.
    pub sofortzuschlag: p72::Sofortzuschlag,
    /// §§ 31a, 32.
    pub minderung: p31a::Minderung,
    /// §§ 42a, 43.
    pub aufrechnung: p43::Aufrechnung,
    /// § 41 Abs. 2 in der Fassung bis 31.03.2011; steht neben der Auszahlung.
    pub rundung: p41::Rundung,
    /// §§ 70, 71, 73 a. F.; steht neben der Auszahlung.
    pub einmalzahlung: p70::Einmalzahlung,
}

/// Das Ergebnis eines Haushalts; lebt so lange wie die Werkbank nicht neu benutzt wird.
#[derive(Clone, Copy, Debug)]
pub struct Ergebnis<'w> {
    /// Der Monat.
    pub monat: Monat,
    /// Je Person, in der Reihenfolge der Eingabe.
    pub personen: &'w [PersonErgebnis],
    /// Was neben der Auszahlung steht; meistens leer.
    pub daneben: &'w Daneben,
    /// Fragen an einen Menschen.
    pub offen: &'w [Offen],
}

/// Berechnet einen Haushalt in einem Monat.
///
/// # Errors
/// [`RechtFehler::ZuFrueh`] oder [`RechtFehler::ZuSpaet`], wenn für den Monat kein Recht hinterlegt
/// ist.
pub fn berechne<'w>(
    lage: &Lage,
    recht: &Recht,
    werkbank: &'w mut Werkbank,
) -> Result<Ergebnis<'w>, RechtFehler> {
    let monat = recht.monat_in(lage.monat, lage.gebiet)?;
    werkbank.rechne(lage, recht, monat);
    Ok(Ergebnis {
        monat: lage.monat,
        personen: werkbank.personen(),
        daneben: werkbank.daneben(),
        offen: werkbank.offen(),
    })
}

impl Rolle {
    /// Warum jemand keinen Anspruch hat, als Satz; `None` bei Mitgliedern.
    #[must_use]
    pub fn grund(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Rolle::Mitglied => return None,
            Rolle::Gedeckt => (
                "§ 7 Abs. 3 Nr. 4 SGB II",
                "deckt den eigenen Bedarf aus eigenem Einkommen oder Vermögen",
            ),
            Rolle::OhneErwerbsfaehige => {
                ("§ 7 Abs. 1, 2 SGB II", "niemand in der Gemeinschaft ist erwerbsfähig")
            }
            Rolle::Pflegekind => ("§ 7 Abs. 3 SGB II", "Pflegekind, gehört nicht dazu"),
            Rolle::NichtHier => ("§ 7 Abs. 3 SGB II", "in diesem Monat nicht im Haushalt"),
            Rolle::Ausgeschlossen(grund) => match grund {
                Ausschluss::Altersrente => {
                    ("§ 7 Abs. 4, § 7a SGB II", "Rente wegen Alters oder Altersgrenze erreicht")
                }
                Ausschluss::Sgb12Kap4 => {
                    ("§ 19 Abs. 1 Satz 2 SGB II", "Grundsicherung nach dem SGB XII")
                }
                Ausschluss::Asylblg => {
                    ("§ 7 Abs. 1 Satz 2 Nr. 3 SGB II", "Leistungen nach dem AsylbLG")
                }
                Ausschluss::Studium => ("§ 7 Abs. 5 SGB II", "förderungsfähige Ausbildung"),
                Ausschluss::Stationaer => ("§ 7 Abs. 4 SGB II", "stationäre Einrichtung"),
                Ausschluss::Haft => ("§ 7 Abs. 4 Satz 2 SGB II", "Freiheitsentziehung"),
                Ausschluss::Ausland => {
                    ("§ 7 Abs. 1 Satz 1 Nr. 4 SGB II", "gewöhnlicher Aufenthalt im Ausland")
                }
                Ausschluss::AuslaenderAusschluss => {
                    ("§ 7 Abs. 1 Satz 2 SGB II", "Ausschluss für Ausländerinnen und Ausländer")
                }
                Ausschluss::NichtErreichbar => ("§ 7b SGB II", "gilt als nicht erreichbar"),
                Ausschluss::Haushaltsgemeinschaft => {
                    ("§ 9 Abs. 5 SGB II", "gehört nur zur Haushaltsgemeinschaft")
                }
            },
        })
    }
}

impl PersonErgebnis {
    /// Auszahlung: Anspruch und Sofortzuschlag weniger Minderung und Aufrechnung.
    #[must_use]
    pub fn auszahlung(&self) -> Cent {
        let abzug = self.minderung.summe + self.aufrechnung.summe();
        self.anspruch.summe().abzueglich(abzug) + self.sofortzuschlag.betrag
    }

    /// Die Gründe dieser Person; `name` ist, wie der Beleg sie nennt.
    #[must_use]
    pub fn beleg(&self, name: &str) -> Beleg {
        let mut zeilen = Vec::new();
        match self.rolle.grund() {
            Some((norm, was)) if self.rolle != Rolle::Gedeckt => {
                let kein = Beleg::neu(norm, format!("Kein Anspruch: {was}"), Cent::NULL);
                return Beleg::neu("§ 19 SGB II", name, Cent::NULL).aus([kein]);
            }
            Some((norm, was)) => {
                zeilen.push(Beleg::neu(norm, format!("Kein Anspruch: {was}"), Cent::NULL))
            }
            None => {}
        }
        let bedarf = [self.regelbedarf.beleg(), self.mehrbedarf.beleg(), self.unterkunft.beleg()];
        let bedarf = bedarf.into_iter().filter(|zeile| zeile.betrag != Cent::NULL.into());
        zeilen.push(
            Beleg::neu("§ 19 Abs. 1 Satz 3 SGB II", "Bedarf", self.anspruch.bedarf()).aus(bedarf),
        );
        if self.einkommen.brutto + self.einkommen.andere != Cent::NULL {
            zeilen.push(self.einkommen.beleg());
        }
        if !self.kindergeld.betrag.ist_null() {
            zeilen.push(self.kindergeld.beleg());
        }
        if !self.vermoegen.einsatz.ist_null() {
            zeilen.push(self.vermoegen.beleg());
        }
        if self.rolle == Rolle::Mitglied && !self.hilfe.mittel.ist_null() {
            zeilen.push(self.hilfe.beleg());
        }
        zeilen.push(self.anspruch.beleg());
        let schluss =
            [self.sofortzuschlag.beleg(), self.minderung.beleg(), self.aufrechnung.beleg()];
        let daneben = [self.rundung.beleg(), self.einmalzahlung.beleg()];
        let schluss = schluss.into_iter().chain(daneben);
        zeilen.extend(schluss.filter(|zeile| !zeile.betrag.ist_null()));
        Beleg::neu("§ 19 SGB II", name, self.auszahlung()).aus(zeilen)
    }
}

impl Ergebnis<'_> {
    /// Summe der Auszahlungen.
    #[must_use]
    pub fn auszahlung(&self) -> Cent {
        self.personen.iter().map(PersonErgebnis::auszahlung).sum()
    }

    /// Der Baum der Gründe; `name(i)` nennt die i-te Person.
    #[must_use]
    pub fn beleg(&self, mut name: impl FnMut(usize) -> String) -> Beleg {
        let personen = (0..).zip(self.personen).map(|(nummer, person)| {
            let daneben = self.daneben.belege(PersonNr(nummer));
            person.beleg(&name(usize::from(nummer))).aus(daneben)
        });
        // Ohne den Monat: gleiche Gründe in zwei Monaten sind derselbe Beleg.
        let was = "Leistungen des Haushalts";
        Beleg::neu("§ 19 SGB II", was, self.auszahlung()).aus(personen.collect::<Vec<_>>())
    }
}
