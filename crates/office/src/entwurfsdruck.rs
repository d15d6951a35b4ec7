//! Der Brief zu einem Entwurf oder Bescheid als PDF: aus den Akten allein, jedes Mal dieselben Bytes.

use case::akte::lage::Akten;
use case::akte::{Kennung, Posten};
use case::befehl::Bestand;
use case::brief::{
    Brief, EntwurfsbriefFehler, anforderungsbrief, anhoerungsbrief, bescheidbrief, entwurfsbrief,
    erstattungsbrief, sendungsbrief, ueberpruefungsbrief, widerspruchsbrief,
};
use case::entwurf::wartender;
use case::textbausteine::Textbausteine;
use case::traeger::Traeger;
use case::versand::sendung;
use law::measure::Tag;
use law::recht::Recht;
use letters::{BriefFehler, Druckerei};

/// Warum es keinen Brief gibt.
#[derive(Debug, thiserror::Error)]
pub enum EntwurfsdruckFehler {
    /// Es wartet keiner.
    #[error("zu diesem Fall wartet kein Entwurf auf Freigabe")]
    Keiner,
    /// Diesen Bescheid gibt es nicht, oder er hat keinen Brief.
    #[error(transparent)]
    KeinBescheid(EntwurfsbriefFehler),
    /// Der Entwurf ergibt keinen Brief; der Satz sagt, was zu tun ist.
    #[error(transparent)]
    Inhalt(#[from] EntwurfsbriefFehler),
    /// Der Satz ist gescheitert.
    #[error(transparent)]
    Satz(#[from] BriefFehler),
}

/// Welcher Brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Was {
    /// Der zu dem Entwurf, der auf Freigabe wartet.
    Entwurf,
    /// Der, mit dem zu ihm angehört wird.
    Anhoerung,
    /// Der eines Bescheids.
    Bescheid(Posten),
    /// Der einer Erstattung.
    Erstattung(Posten),
    /// Der, mit dem Unterlagen angefordert sind.
    Anforderung(Posten),
    /// Der Widerspruchsbescheid.
    Widerspruch(Posten),
    /// Der einer abgelehnten Überprüfung.
    Ueberpruefung(Posten),
    /// Der einer Sendung, wie sie heute hinausginge.
    Sendung(Posten),
}

impl Was {
    /// Wie die Datei heißt, ohne Endung.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Was::Entwurf => "entwurf".to_owned(),
            Was::Anhoerung => "anhoerung".to_owned(),
            Was::Bescheid(nummer) => format!("bescheid-{}", nummer.text()),
            Was::Erstattung(nummer) => format!("erstattung-{}", nummer.text()),
            Was::Anforderung(nummer) => format!("anforderung-{}", nummer.text()),
            Was::Widerspruch(nummer) => format!("widerspruchsbescheid-{}", nummer.text()),
            Was::Ueberpruefung(nummer) => format!("ueberpruefung-{}", nummer.text()),
            Was::Sendung(nummer) => nummer.text().to_owned(),
        }
    }
}

/// Setzt den Brief.
///
/// # Errors
/// [`EntwurfsdruckFehler`].
pub fn drucke(
    bestand: &Bestand,
    (fall, was): (Kennung, &Was),
    (traeger, bausteine): (&Traeger, &Textbausteine),
    (recht, heute): (&Recht, Tag),
) -> Result<Vec<u8>, EntwurfsdruckFehler> {
    let akte = bestand.faelle.get(&fall).ok_or(EntwurfsdruckFehler::Keiner)?;
    let akten = Akten { fall: akte, personen: &bestand.personen };
    let entwurf = || wartender(akte).map(|(_, entwurf)| entwurf).ok_or(EntwurfsdruckFehler::Keiner);
    let brief = match was {
        Was::Entwurf => entwurfsbrief(akten, entwurf()?, traeger, recht, heute)?,
        Was::Anhoerung => anhoerungsbrief(akten, entwurf()?, traeger, recht, heute)?,
        Was::Bescheid(nummer) => bekannt(bescheidbrief(akten, nummer, traeger, recht))?,
        Was::Erstattung(nummer) => bekannt(erstattungsbrief(akten, nummer, traeger))?,
        Was::Anforderung(nummer) => bekannt(anforderungsbrief(akten, nummer, traeger))?,
        Was::Widerspruch(nummer) => bekannt(widerspruchsbrief(akten, nummer, traeger))?,
        Was::Ueberpruefung(nummer) => bekannt(ueberpruefungsbrief(akten, nummer, traeger))?,
        Was::Sendung(nummer) => {
            let keine = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
            let anlass = sendung(akte, nummer).map(|sendung| sendung.anlass).ok_or_else(keine);
            let brief = anlass.and_then(|a| sendungsbrief(akten, &a, (traeger, recht), heute));
            bekannt(brief)?
        }
    };
    Ok(Druckerei::neu()?.pdf(&bausteine.ergaenze(brief))?)
}

/// Was es nicht gibt, ist etwas anderes, als was keinen Brief ergibt.
fn bekannt(brief: Result<Brief, EntwurfsbriefFehler>) -> Result<Brief, EntwurfsdruckFehler> {
    match brief {
        Err(fehler @ EntwurfsbriefFehler::KeinBescheid(_)) => {
            Err(EntwurfsdruckFehler::KeinBescheid(fehler))
        }
        brief => Ok(brief?),
    }
}
