//! Beweise prüfen (RFC 9162 § 2.1.3.2 und § 2.1.4.2), ohne Speicher.

use super::{Blatt, Hash, Stand, knoten};

impl Stand {
    /// Prüft, dass das Blatt unter dieser Nummer (ab 0) in diesem Stand steht.
    ///
    /// # Errors
    /// Was nicht stimmt. Der Stand selbst muss aus einer Quelle kommen, der man traut.
    pub fn enthaelt(&self, nummer: u64, blatt: Blatt, pfad: &[Hash]) -> Result<(), Widerspruch> {
        if nummer >= self.zahl {
            return Err(Widerspruch::Nummer { nummer, zahl: self.zahl });
        }
        let mut weg = Weg { hier: nummer, letzter: self.zahl.saturating_sub(1) };
        let mut hash = blatt.hash();
        for nachbar in pfad {
            hash = match weg.seite()? {
                Seite::Links => knoten(*nachbar, hash),
                Seite::Rechts => knoten(hash, *nachbar),
            };
            weg.hinauf();
        }
        weg.oben()?;
        if hash == self.wurzel { Ok(()) } else { Err(Widerspruch::Einschluss { nummer }) }
    }

    /// Prüft, dass dieser Stand mit denselben Blättern beginnt wie der alte.
    ///
    /// Den leeren Stand setzt jeder fort; auch dann muss dessen Wurzel die des leeren Baums sein.
    ///
    /// # Errors
    /// Was nicht stimmt; [`Widerspruch::Kuerzer`] nach einer alten Sicherung. Der alte Stand muss aus
    /// einer Quelle kommen, der man traut.
    pub fn setzt_fort(&self, alt: &Stand, pfad: &[Hash]) -> Result<(), Widerspruch> {
        if self.zahl < alt.zahl {
            return Err(Widerspruch::Kuerzer { alt: alt.zahl, neu: self.zahl });
        }
        if alt.zahl == 0 || self.zahl == alt.zahl {
            return self.ohne_pfad(alt, pfad);
        }
        let mut weg =
            Weg { hier: alt.zahl.saturating_sub(1), letzter: self.zahl.saturating_sub(1) };
        weg.aus_vollem_baum();
        // Ist der alte Baum vollständig, so ist seine Wurzel selbst der erste Knoten.
        let (anfang, rest) = match pfad.split_first() {
            None => return Err(Widerspruch::Laenge),
            Some(_) if alt.zahl.is_power_of_two() => (alt.wurzel, pfad),
            Some((erster, rest)) => (*erster, rest),
        };
        let (mut frueher, mut jetzt) = (anfang, anfang);
        for nachbar in rest {
            match weg.seite()? {
                Seite::Links => {
                    frueher = knoten(*nachbar, frueher);
                    jetzt = knoten(*nachbar, jetzt);
                }
                Seite::Rechts => jetzt = knoten(jetzt, *nachbar),
            }
            weg.hinauf();
        }
        weg.oben()?;
        if frueher != alt.wurzel {
            return Err(Widerspruch::AlterStand { zahl: alt.zahl });
        }
        if jetzt != self.wurzel {
            return Err(Widerspruch::NeuerStand { zahl: self.zahl });
        }
        Ok(())
    }

    fn ohne_pfad(&self, alt: &Stand, pfad: &[Hash]) -> Result<(), Widerspruch> {
        let erwartet = if alt.zahl == 0 { Hash::aus(&[]) } else { self.wurzel };
        if !pfad.is_empty() {
            return Err(Widerspruch::Laenge);
        }
        if alt.wurzel != erwartet {
            return Err(Widerspruch::AlterStand { zahl: alt.zahl });
        }
        if self.zahl == 0 && self.wurzel != erwartet {
            return Err(Widerspruch::NeuerStand { zahl: 0 });
        }
        Ok(())
    }
}

/// Auf welcher Seite der Nachbar steht.
enum Seite {
    Links,
    Rechts,
}

/// Der Weg von einem Knoten hinauf zur Wurzel; in RFC 9162 heißen die Zahlen `fn` und `sn`.
struct Weg {
    /// Der wievielte auf seiner Ebene.
    hier: u64,
    /// Der letzte auf dieser Ebene.
    letzter: u64,
}

impl Weg {
    /// Wo der nächste Nachbar steht. Ein Knoten am rechten Rand ohne rechten Nachbarn steigt dabei
    /// so weit auf, bis er links einen hat.
    fn seite(&mut self) -> Result<Seite, Widerspruch> {
        if self.letzter == 0 {
            return Err(Widerspruch::Laenge);
        }
        if self.hier & 1 == 1 || self.hier == self.letzter {
            while self.hier & 1 == 0 && self.hier != 0 {
                self.hinauf();
            }
            return Ok(Seite::Links);
        }
        Ok(Seite::Rechts)
    }

    /// Hinauf, solange der alte Baum hier einen vollständigen Teilbaum beendet.
    fn aus_vollem_baum(&mut self) {
        while self.hier & 1 == 1 {
            self.hinauf();
        }
    }

    fn hinauf(&mut self) {
        self.hier >>= 1;
        self.letzter >>= 1;
    }

    fn oben(&self) -> Result<(), Widerspruch> {
        if self.letzter == 0 { Ok(()) } else { Err(Widerspruch::Laenge) }
    }
}

/// Was an einem Beweis nicht stimmt. Kein Fehler des Programms: Es ist das, was die Prüfung sucht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Widerspruch {
    /// Das Blatt liegt hinter dem Ende.
    #[error(
        "Log: Blatt {nummer} gibt es nicht, der Stand hat {zahl} Blätter. Bitte prüfen, ob hinten \
         etwas abgeschnitten wurde."
    )]
    Nummer {
        /// Nummer des Blatts, ab 0.
        nummer: u64,
        /// Zahl der Blätter.
        zahl: u64,
    },
    /// Der Pfad ist zu kurz oder zu lang.
    #[error(
        "Log: Der Beweis ist zu kurz oder zu lang für diese Zahl von Blättern. Bitte einen neuen \
         Beweis verlangen."
    )]
    Laenge,
    /// Der Pfad führt nicht zur Wurzel.
    #[error(
        "Log: Unter der Nummer {nummer} steht etwas anderes als dieses Blatt, oder der Beweis wurde \
         verändert. Bitte den Strom dieses Blatts prüfen."
    )]
    Einschluss {
        /// Nummer des Blatts, ab 0.
        nummer: u64,
    },
    /// Das neue Log ist kürzer als das alte.
    #[error(
        "Log: Es hatte schon {alt} Blätter und hat jetzt {neu}. Es wurde gekürzt, oder eine alte \
         Sicherung wurde eingespielt. Bitte nichts schreiben und die neuere Sicherung suchen."
    )]
    Kuerzer {
        /// Zahl der Blätter früher.
        alt: u64,
        /// Zahl der Blätter jetzt.
        neu: u64,
    },
    /// Der Pfad führt nicht zur alten Wurzel.
    #[error(
        "Log: Die ersten {zahl} Blätter sind nicht mehr die, die der aufgehobene Stand festhält. Bitte \
         nichts schreiben und mit der Sicherung vergleichen."
    )]
    AlterStand {
        /// Zahl der Blätter des alten Stands.
        zahl: u64,
    },
    /// Der Pfad führt nicht zur neuen Wurzel.
    #[error(
        "Log: Die Wurzel über {zahl} Blätter folgt nicht aus dem Beweis. Bitte einen neuen Beweis \
         verlangen; stimmt auch der nicht, wurde das Log verändert."
    )]
    NeuerStand {
        /// Zahl der Blätter des neuen Stands.
        zahl: u64,
    },
}
