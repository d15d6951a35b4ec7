//! Der Versand: Briefe hinausgeben, einzeln oder als Bündel für das Druckzentrum.
//!
//! Je Brief: herstellen → versiegelt ablegen → Befehl durch die Tür, der festhält, dass er hinaus ist. Erst damit gilt er
//! als hinaus, und es gelingt je Versuch einmal, wie viele Läufe auch zugleich arbeiten.
//!
//! Ein [Bündel](buendel): begonnen → Briefe hinein → geschlossen → Ordner geschrieben → Ordner benannt → als geschrieben
//! vermerkt. Was darin ist, sagen nur die Akten; die Dateien kommen aus der Ablage. Darum schreibt der nächste Lauf nach
//! einem Absturz an jeder Stelle denselben Ordner, und kein Brief geht zweimal oder gar nicht hinaus.

mod buendel;

use std::io;

use case::akte::lage::Akten;
use case::akte::{Ablageort, Akte, FallTatsache, Kennung, Posten, Strom, StromArt};
use case::befehl::{Ablehnung, Befehl, Bestand, SendungVersenden, VersandZurueckhalten};
use case::brief::sendungsbrief;
use case::entwurf::versionen;
use case::textbausteine::Textbausteine;
use case::traeger::Traeger;
use case::versand::{
    Haltegrund, Versandstand, Versandt, Versandweg, hindernis, sendung, sendungen,
};
use law::anspruch::Werkbank;
use letters::{BriefFehler, Druckerei};

use crate::ablage::{Ablage, AblageFehler, Griff};
use crate::door::{Caller, Door, DoorError, Order, load_whole_case};
use crate::store;
use crate::store::keys::KeyError;
use crate::store::record::{Store, StoreError};

pub use buendel::{Probe, Versandbericht, Versandlauf};

/// So oft wird ein Brief neu hergestellt, wenn zugleich jemand in die Akte schreibt.
const VERSUCHE: usize = 3;

/// Wer Briefe hinausgibt.
#[derive(Clone, Copy)]
pub struct Poststelle<'a> {
    /// Die Tür.
    pub door: Door<'a>,
    /// Wo die Briefe liegen bleiben.
    pub ablage: &'a Ablage,
    /// Wer hinausgibt, und an welchem Tag.
    pub caller: Caller<'a>,
    /// Wer schreibt.
    pub briefkopf: &'a Traeger,
    /// Was das Haus dazu sagt.
    pub bausteine: &'a Textbausteine,
}

impl std::fmt::Debug for Poststelle<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Poststelle({}, {})", self.caller.traeger, self.caller.heute)
    }
}

/// Was aus einer Sendung wurde.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hinaus {
    /// Sie ist hinaus.
    Versandt,
    /// Sie bleibt da, bis ein Mensch nachsieht.
    Zurueckgehalten(Haltegrund),
    /// Jemand war schneller, oder es schreibt gerade jemand; der nächste Lauf sieht wieder nach.
    Uebersprungen,
}

/// Warum der Versand abbrach. Er lässt sich wiederholen; nennt nie einen Inhalt.
#[derive(Debug, thiserror::Error)]
pub enum VersandFehler {
    /// Der Satz.
    #[error(transparent)]
    Satz(#[from] BriefFehler),
    /// Die Ablage.
    #[error(transparent)]
    Ablage(#[from] AblageFehler),
    /// Die Tür.
    #[error(transparent)]
    Tuer(#[from] DoorError),
    /// Der Speicher.
    #[error(transparent)]
    Speicher(#[from] StoreError),
    /// Der Ordner der Bündel.
    #[error(
        "der Ordner der Bündel lässt sich nicht lesen oder schreiben ({0}); bitte Platz und Rechte prüfen"
    )]
    Ordner(#[from] io::Error),
    /// Ein anderer Lauf schreibt in denselben Ordner.
    #[error(
        "in diesen Ordner schreibt gerade ein anderer Versand; bitte warten, bis er fertig ist"
    )]
    Belegt,
    /// An einem Tag gibt es keine Nummer mehr.
    #[error("für heute gibt es schon {0} Bündel; bitte morgen weitermachen")]
    KeineNummer(u32),
}

impl Poststelle<'_> {
    /// Gibt eine bereite Sendung hinaus, oder hält sie zurück, wenn ihr etwas im Weg steht.
    ///
    /// # Errors
    /// [`VersandFehler`]; auch [`Ablehnung`]en, die ein Mensch lesen soll.
    pub fn gib_hinaus(
        &self,
        (fall, nummer): (Kennung, &Posten),
        (weg, buendel): (Versandweg, Option<&Posten>),
        (druckerei, werkbank): (&Druckerei, &mut Werkbank),
    ) -> Result<Hinaus, VersandFehler> {
        for _ in 0..VERSUCHE {
            let bestand = self.bestand(fall)?;
            let Some(akte) = bestand.faelle.get(&fall) else { return Ok(Hinaus::Uebersprungen) };
            let akten = Akten { fall: akte, personen: &bestand.personen };
            let heute = self.caller.heute;
            let bereit = sendung(akte, nummer)
                .filter(|sendung| matches!(sendung.stand, Versandstand::Bereit { .. }));
            let Some(sendung) = bereit else { return Ok(Hinaus::Uebersprungen) };
            if let Some(hindernis) = hindernis(&sendung, akten, heute) {
                let warum = (hindernis.haltegrund(), hindernis.to_string());
                return self.halte((akte, nummer), warum, werkbank);
            }
            let womit = (self.briefkopf, self.door.recht);
            let brief = match sendungsbrief(akten, &sendung.anlass, womit, heute) {
                Ok(brief) => self.bausteine.ergaenze(brief),
                Err(fehler) => {
                    let warum = (Haltegrund::KeinBrief, fehler.to_string());
                    return self.halte((akte, nummer), warum, werkbank);
                }
            };
            let gesetzt = druckerei.gesetzt(&brief)?;
            let befehl = SendungVersenden {
                fall,
                sendung: nummer.clone(),
                weg,
                buendel: buendel.cloned(),
                ort: self.lege_ab(fall, &gesetzt.pdf)?,
                seiten: gesetzt.seiten,
                textbausteine: self.bausteine.fassung().to_owned(),
                stand: versionen(akten),
                durch: self.caller.akteur,
            };
            let befehl = Befehl::SendungVersenden(Box::new(befehl));
            let worin = buendel.map_or(weg.name(), Posten::text);
            let key = format!("versand-{fall}-{}-{worin}", nummer.text());
            match self.tue(&key, &befehl, werkbank) {
                Ok(()) => return Ok(Hinaus::Versandt),
                Err(VersandFehler::Tuer(DoorError::Refused(Ablehnung::BriefVeraltet))) => {}
                Err(VersandFehler::Tuer(DoorError::Refused(
                    Ablehnung::SchonVersandt(_) | Ablehnung::Zurueckgehalten,
                ))) => return Ok(Hinaus::Uebersprungen),
                Err(fehler) => return Err(fehler),
            }
        }
        Ok(Hinaus::Uebersprungen)
    }

    /// Wie [`Poststelle::gib_hinaus`], für eine einzelne Sendung, die nicht in ein Bündel geht.
    ///
    /// # Errors
    /// [`VersandFehler`].
    pub fn gib_einzeln_hinaus(
        &self,
        welche: (Kennung, &Posten),
        weg: Versandweg,
        werkbank: &mut Werkbank,
    ) -> Result<Hinaus, VersandFehler> {
        self.gib_hinaus(welche, (weg, None), (&Druckerei::neu()?, werkbank))
    }

    fn halte(
        &self,
        (akte, sendung): (&Akte<FallTatsache>, &Posten),
        (grund, begruendung): (Haltegrund, String),
        werkbank: &mut Werkbank,
    ) -> Result<Hinaus, VersandFehler> {
        let fall = akte.kennung;
        let befehl = VersandZurueckhalten {
            fall,
            sendung: sendung.clone(),
            grund,
            begruendung,
            durch: self.caller.akteur,
        };
        let befehl = Befehl::VersandZurueckhalten(Box::new(befehl));
        let key = format!("versand-halt-{fall}-{}-{}", sendung.text(), akte.version());
        match self.tue(&key, &befehl, werkbank) {
            Ok(()) => Ok(Hinaus::Zurueckgehalten(grund)),
            Err(VersandFehler::Tuer(DoorError::Refused(Ablehnung::NichtRueckrufbar(_)))) => {
                Ok(Hinaus::Uebersprungen)
            }
            Err(fehler) => Err(fehler),
        }
    }

    /// Führt einen Befehl aus; davor kann ein Test abbrechen, wie ein Absturz es täte.
    fn tue(
        &self,
        key: &str,
        befehl: &Befehl,
        werkbank: &mut Werkbank,
    ) -> Result<(), VersandFehler> {
        self.ablage.platte().vor(Griff::Befehl)?;
        self.door.execute(Order { caller: self.caller, key, befehl }, werkbank)?;
        Ok(())
    }

    fn bestand(&self, fall: Kennung) -> Result<Bestand, StoreError> {
        match self.door.store.look(self.caller.traeger, |view| load_whole_case(view, fall)) {
            Err(StoreError::Key(KeyError::Erased)) => Ok(Bestand::default()),
            bestand => bestand,
        }
    }

    fn lege_ab(&self, fall: Kennung, pdf: &[u8]) -> Result<Ablageort, VersandFehler> {
        let strom = Strom::fall(fall);
        let schluessel = self.door.store.seal_key(self.caller.traeger, strom)?;
        let name = strom.to_string();
        let hier = store::Strom { traeger: self.caller.traeger, kennung: &name };
        Ok(self.ablage.lege_mit_text(hier, &schluessel, pdf, None)?)
    }
}

/// Der Brief einer Sendung, Byte für Byte, wie er hinausging.
///
/// # Errors
/// [`AblageFehler`].
pub fn lies_brief(
    (store, ablage): (&Store, &Ablage),
    (traeger, fall): (&str, Kennung),
    versandt: &Versandt,
) -> Result<Vec<u8>, AblageFehler> {
    let strom = Strom::fall(fall);
    let name = strom.to_string();
    let hier = store::Strom { traeger, kennung: &name };
    ablage.lies(hier, versandt.ort.adresse, &|fassung| store.open_key(traeger, strom, fassung))
}

/// Eine Sendung in einem Bündel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Platz {
    fall: Kennung,
    sendung: Posten,
}

/// Was in allen Fällen steht.
#[derive(Debug, Default)]
struct Lage {
    /// Was hinauskann, dem Fall und der Nummer nach.
    bereit: Vec<Platz>,
    /// Was in einem Bündel ist, mit dem Brief dazu.
    im_buendel: Vec<(Posten, Platz, Versandt)>,
    /// Fälle, die sich nicht lesen lassen.
    unlesbar: Vec<Kennung>,
}

/// Geht alle Fälle durch; einer, der sich nicht lesen lässt, hält die anderen nicht auf.
fn sammle(store: &Store, traeger: &str) -> Result<Lage, StoreError> {
    let mut lage = Lage::default();
    let mut faelle: Vec<Strom> = store.streams(traeger)?;
    faelle.retain(|strom| strom.art == StromArt::Fall);
    faelle.sort();
    for strom in faelle {
        let akte = match store.load::<FallTatsache>(traeger, strom) {
            Err(StoreError::Key(KeyError::Erased)) => continue,
            Err(StoreError::Seal(_) | StoreError::Event(_)) => {
                lage.unlesbar.push(strom.kennung);
                continue;
            }
            akte => akte?,
        };
        for sendung in sendungen(&akte) {
            let platz = Platz { fall: strom.kennung, sendung: sendung.nummer.clone() };
            match (&sendung.stand, sendung.stand.versandt()) {
                (Versandstand::Bereit { .. }, _) => lage.bereit.push(platz),
                (_, Some(versandt)) => {
                    let name = versandt.buendel.clone();
                    lage.im_buendel.extend(name.map(|name| (name, platz, versandt.clone())));
                }
                _ => {}
            }
        }
    }
    Ok(lage)
}
