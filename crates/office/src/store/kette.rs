//! Die Kette eines Stroms: jede Version hängt an der vorigen, und ihr Kopf kommt ins Log.
//!
//! ```text
//! bezeichnung = Länge ‖ traeger ‖ Länge ‖ strom
//! kopf_0      = SHA-256("nahtlos-strom-1" ‖ bezeichnung)
//! kopf_n      = SHA-256(kopf_{n-1} ‖ n ‖ SHA-256(geheimtext_n) ‖ SHA-256(rahmen_n))
//! blatt_n     = SHA-256(0x00 ‖ SHA-256(salz_n ‖ bezeichnung ‖ n ‖ kopf_n))
//! ```
//!
//! Längen und Versionen sind acht Bytes, das höchste zuerst; alles andere außer den beiden Namen ist
//! gleich lang. So lässt sich kein Byte von einem Teil in den nächsten schieben. Der Rahmen sind die
//! Angaben, die offen neben dem Geheimtext stehen (Art, Zeitpunkt, Schlüsselfassung), so wie sie
//! gespeichert sind.
//!
//! Die Kette allein merkt nicht, wenn hinten etwas fehlt oder jemand sie ab einer Version neu rechnet.
//! Das merkt, wer ihr Ende mit dem Log vergleicht; darum verlangt [`pruefe`] es.
//!
//! Ein Salz gehört zu einem Blatt und wird mit dessen Zeile gelöscht. Danach kann niemand mehr prüfen,
//! zu welchem Strom das Blatt gehörte, auch wer Träger, Strom und Inhalt errät; das Log gilt weiter.

use std::fmt;

use super::Hash;
use super::hash::laenge;
use super::merkle::Blatt;

/// Welcher Strom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strom<'a> {
    /// Kennung des Trägers, dem er gehört.
    pub traeger: &'a str,
    /// Seine Kennung, eindeutig beim Träger.
    pub kennung: &'a str,
}

impl Strom<'_> {
    /// Beide Namen, jeder mit seiner Länge davor.
    pub(super) fn bezeichnung(&self) -> Vec<u8> {
        let teile = [self.traeger.as_bytes(), self.kennung.as_bytes()];
        teile.iter().flat_map(|teil| laenge(teil).into_iter().chain(teil.iter().copied())).collect()
    }
}

/// Was eine Version festhält, als Bytes, wie sie gespeichert sind.
#[derive(Clone, Copy)]
pub struct Eintrag<'a> {
    /// Der versiegelte Inhalt.
    pub geheimtext: &'a [u8],
    /// Die offenen Angaben daneben.
    pub rahmen: &'a [u8],
}

impl Eintrag<'_> {
    /// Die Hashes der beiden Teile.
    #[must_use]
    pub fn fingerabdruck(&self) -> Fingerabdruck {
        Fingerabdruck {
            geheimtext: Hash::aus(&[self.geheimtext]),
            rahmen: Hash::aus(&[self.rahmen]),
        }
    }
}

/// Was von einem [`Eintrag`] in die Kette geht. Bleibt er stehen, wenn die Bytes gelöscht werden, so
/// lässt sich die Kette weiter prüfen. Einen Rahmen, den man erraten kann, verrät sein Hash: Wird ein
/// ganzer Strom gelöscht, so gehen auch die Fingerabdrücke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerabdruck {
    /// SHA-256 des Geheimtexts.
    pub geheimtext: Hash,
    /// SHA-256 der offenen Angaben.
    pub rahmen: Hash,
}

/// Der Kopf eines Stroms nach einer Version; er hält sie und alle davor fest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kopf {
    /// Die Version; 0, solange der Strom leer ist.
    pub version: u64,
    /// `kopf_n` der Moduldoku.
    pub hash: Hash,
}

impl Kopf {
    /// Der Kopf des leeren Stroms.
    #[must_use]
    pub fn anfang(strom: Strom<'_>) -> Kopf {
        Kopf { version: 0, hash: Hash::aus(&[b"nahtlos-strom-1", &strom.bezeichnung()]) }
    }

    /// Der Kopf nach dem nächsten Eintrag.
    #[must_use]
    pub fn weiter(&self, eintrag: Fingerabdruck) -> Kopf {
        let version = self.version.saturating_add(1);
        let Fingerabdruck { geheimtext, rahmen } = eintrag;
        let teile: [&[u8]; 4] =
            [self.hash.bytes(), &version.to_be_bytes(), geheimtext.bytes(), rahmen.bytes()];
        Kopf { version, hash: Hash::aus(&teile) }
    }

    /// Das Blatt, mit dem dieser Kopf im Log steht.
    #[must_use]
    pub fn blatt(&self, strom: Strom<'_>, salz: &Salz) -> Blatt {
        let version = self.version.to_be_bytes();
        let teile: [&[u8]; 4] = [&salz.0, &strom.bezeichnung(), &version, self.hash.bytes()];
        Blatt::aus_inhalt(Hash::aus(&teile).bytes())
    }
}

/// Das Salz eines Blatts: 16 zufällige Bytes, für jedes Blatt neue. `Debug` zeigt sie nicht.
#[derive(Clone, PartialEq, Eq)]
pub struct Salz(pub [u8; 16]);

impl fmt::Debug for Salz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salz(..)")
    }
}

/// Eine gespeicherte Version.
#[derive(Clone, Copy, Debug)]
pub struct Glied {
    /// Ihre Version mit dem gespeicherten Kopf.
    pub kopf: Kopf,
    /// Aus den gespeicherten Bytes.
    pub eintrag: Fingerabdruck,
}

/// Prüft alle Versionen eines Stroms, ab 1 in ihrer Reihenfolge, gegen den letzten Kopf, den das Log
/// bezeugt.
///
/// # Errors
/// Die erste Stelle, die nicht stimmt.
pub fn pruefe(
    strom: Strom<'_>,
    glieder: impl IntoIterator<Item = Glied>,
    ende: Kopf,
) -> Result<(), Kettenbruch> {
    let mut bisher = Kopf::anfang(strom);
    let mut glieder = glieder.into_iter();
    while let Some(glied) = glieder.next() {
        let kopf = bisher.weiter(glied.eintrag);
        let Kopf { version, hash } = glied.kopf;
        if version != kopf.version {
            return Err(Kettenbruch::Folge { erwartet: kopf.version, gefunden: version });
        }
        if version > ende.version {
            return Err(Kettenbruch::Ueberzaehlig { version, ende: ende.version });
        }
        if hash != kopf.hash {
            let zeuge = Zeuge { naechstes: glieder.next(), ende };
            return Err(match (zeuge.bestaetigt(kopf), zeuge.bestaetigt(glied.kopf)) {
                (true, _) => Kettenbruch::Kopf { version },
                (false, true) => Kettenbruch::Eintrag { version },
                (false, false) => Kettenbruch::Ungewiss { version },
            });
        }
        bisher = kopf;
    }
    if bisher.version < ende.version {
        return Err(Kettenbruch::Abgeschnitten { letzte: bisher.version, ende: ende.version });
    }
    if bisher.hash == ende.hash {
        Ok(())
    } else {
        Err(Kettenbruch::Umgeschrieben { ende: ende.version })
    }
}

/// Was hinter einer Version steht und zeigt, ob ihr Kopf oder ihr Eintrag geändert wurde.
struct Zeuge {
    naechstes: Option<Glied>,
    ende: Kopf,
}

impl Zeuge {
    fn bestaetigt(&self, kopf: Kopf) -> bool {
        match &self.naechstes {
            Some(glied) => kopf.weiter(glied.eintrag) == glied.kopf,
            None => kopf == self.ende,
        }
    }
}

/// Wo eine Kette bricht, und woran. Kein Fehler des Programms: Es ist das, was die Prüfung sucht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Kettenbruch {
    /// Eine Version fehlt, steht doppelt oder an anderer Stelle.
    #[error(
        "Strom: Wo Version {erwartet} stehen muss, steht Version {gefunden}. Eine Version fehlt oder \
         wurde verschoben. Bitte Version {erwartet} aus der Sicherung holen."
    )]
    Folge {
        /// Welche Version folgen muss.
        erwartet: u64,
        /// Welche dort steht.
        gefunden: u64,
    },
    /// Der Kopf stimmt mit dem überein, was danach steht, folgt aber nicht aus dem Eintrag und dem, was
    /// davor steht.
    #[error(
        "Strom: Der Inhalt oder die offenen Angaben von Version {version} wurden verändert, oder alles \
         davor wurde neu geschrieben. Bitte diese Version und die davor mit der Sicherung vergleichen."
    )]
    Eintrag {
        /// Die Version.
        version: u64,
    },
    /// Der gespeicherte Kopf wurde verändert; der Eintrag stimmt.
    #[error(
        "Strom: Der gespeicherte Kopf von Version {version} wurde verändert, ihr Inhalt stimmt. Bitte \
         den Kopf neu rechnen und melden."
    )]
    Kopf {
        /// Die Version.
        version: u64,
    },
    /// Eintrag oder Kopf, und auch was danach steht, passt zu keinem von beiden.
    #[error(
        "Strom: Version {version} passt weder zu dem, was davor, noch zu dem, was danach steht. Bitte \
         den Strom ab dieser Version mit der Sicherung vergleichen."
    )]
    Ungewiss {
        /// Die Version.
        version: u64,
    },
    /// Hinten fehlt etwas.
    #[error(
        "Strom: Er endet mit Version {letzte}, das Log bezeugt Version {ende}. Hinten fehlt etwas, \
         oder eine alte Sicherung wurde eingespielt. Bitte die neuere Sicherung suchen."
    )]
    Abgeschnitten {
        /// Die letzte gespeicherte Version.
        letzte: u64,
        /// Die letzte bezeugte.
        ende: u64,
    },
    /// Es steht mehr da, als das Log bezeugt.
    #[error(
        "Strom: Version {version} steht im Strom, das Log bezeugt nur {ende}. Bitte prüfen, ob das Log \
         gekürzt oder am Log vorbei geschrieben wurde."
    )]
    Ueberzaehlig {
        /// Die erste Version zu viel.
        version: u64,
        /// Die letzte bezeugte.
        ende: u64,
    },
    /// In sich stimmig, aber nicht die Kette, die das Log bezeugt.
    #[error(
        "Strom: Er ist in sich stimmig, aber sein Kopf bei Version {ende} ist nicht der, den das Log \
         bezeugt. Jemand hat ihn neu geschrieben. Bitte Version für Version mit den Blättern des Logs \
         vergleichen."
    )]
    Umgeschrieben {
        /// Die letzte bezeugte Version.
        ende: u64,
    },
}
