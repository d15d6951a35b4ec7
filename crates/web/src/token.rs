//! Womit sich ein Programm ausweist: `Authorization: Bearer TRAEGER.KENNUNG.ZUGANG.GEHEIMNIS`.
//!
//! Gespeichert ist nur der Hash des Geheimnisses, in der Akte des Bediensteten, mit einem letzten Tag. Ob es den
//! Träger, den Bediensteten oder den Zugang nicht gibt oder das Geheimnis falsch ist, sieht man der Antwort nicht
//! an.

use case::akte::{Akte, Bekannt, DienstTatsache, Kennung, Posten, Strom};
use office::door::Caller;
use office::store::keys::KeyError;
use office::store::record::StoreError;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};

/// Wer sich ausgewiesen hat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ausweis {
    /// Der Mandant.
    pub traeger: String,
    /// Wer.
    pub bediensteter: Kennung,
}

/// Ein Text, der die Form eines Tokens hat.
struct Token<'a> {
    traeger: &'a str,
    bediensteter: Kennung,
    posten: Posten,
    geheimnis: &'a str,
}

/// So viele Zeichen hat ein Geheimnis: 32 Bytes hexadezimal.
const GEHEIMNIS: usize = 64;

/// Wer fragt?
///
/// # Errors
/// [`Art::Unausgewiesen`]; [`Art::NichtBereit`], wenn der Speicher gerade nicht antwortet.
pub fn ausweis(app: &App, call: &Call) -> Result<Ausweis, Problem> {
    let unknown = || {
        Art::Unausgewiesen.weil(
            "der Zugang fehlt, ist abgelaufen oder gilt nicht; bitte „Authorization: Bearer …“ prüfen",
        )
    };
    let token = call.authorization.as_deref().and_then(|text| text.strip_prefix("Bearer "));
    let token = token.and_then(Token::lies).ok_or_else(unknown)?;
    let strom = Strom::bediensteter(token.bediensteter);
    let akte: Akte<DienstTatsache> = match app.store.load(token.traeger, strom) {
        // Auch wer gelöscht ist, ist nur unbekannt.
        Err(StoreError::Key(KeyError::Erased)) => return Err(unknown()),
        found => found?,
    };
    let hash = Sha256::digest(token.geheimnis.as_bytes());
    let heute = app.heute()?;
    let mut gilt = subtle::Choice::from(0);
    for stueck in akte.am(heute, Bekannt::Jetzt) {
        if let DienstTatsache::Zugang { posten, eintrag: Some(zugang) } = stueck.tatsache()
            && *posten == token.posten
            && heute <= zugang.bis
        {
            gilt |= zugang.pruefwert.bytes().ct_eq(hash.as_slice());
        }
    }
    if bool::from(gilt) {
        let traeger = token.traeger.to_owned();
        return Ok(Ausweis { traeger, bediensteter: token.bediensteter });
    }
    Err(unknown())
}

impl<'a> Token<'a> {
    fn lies(text: &'a str) -> Option<Token<'a>> {
        let mut teile = text.split('.');
        let [Some(traeger), Some(bediensteter), Some(posten), Some(geheimnis), None] =
            [(); 5].map(|()| teile.next())
        else {
            return None;
        };
        let hex = geheimnis.len() == GEHEIMNIS && geheimnis.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then_some(())?;
        let posten = Posten::try_from(posten.to_owned()).ok()?;
        Some(Token { traeger, bediensteter: bediensteter.parse().ok()?, posten, geheimnis })
    }
}

impl Ausweis {
    /// Vor der Tür, mit dem Zweck, den die Anfrage nennt.
    ///
    /// # Errors
    /// [`Art::Unlesbar`], wenn es den Zweck nicht gibt.
    pub fn caller<'a>(&'a self, app: &App, call: &Call) -> Result<Caller<'a>, Problem> {
        let zweck = call.zweck.as_deref().map(|name| {
            let unknown = "diesen Zweck gibt es nicht; bitte „Nahtlos-Zweck“ prüfen";
            case::rechte::Zweck::mit_namen(name).ok_or_else(|| Art::Unlesbar.weil(unknown))
        });
        let heute = app.heute()?;
        let akteur = self.bediensteter;
        Ok(Caller { traeger: &self.traeger, akteur, zweck: zweck.transpose()?, heute })
    }
}
