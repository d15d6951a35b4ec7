//! Listen nach Tagen: die nächste Seite beginnt hinter einem Tag und einer Kennung, geschrieben `TAG.KENNUNG`.

use std::str::FromStr;

use case::akte::Kennung;
use law::measure::Tag;
use office::door::post::Seite;
use office::store::pending::Pending;

use super::seite::anzahl;
use crate::call::Call;
use crate::problem::Problem;

/// Eine Stelle in einer Liste, wie sie in einer Anfrage steht.
struct Stelle(Pending);

impl FromStr for Stelle {
    type Err = ();

    fn from_str(text: &str) -> Result<Stelle, ()> {
        let (tag, kennung) = text.split_once('.').ok_or(())?;
        let (tag, kennung): (Result<Tag, _>, Result<Kennung, _>) = (tag.parse(), kennung.parse());
        Ok(Stelle((tag.map_err(drop)?, kennung.map_err(drop)?)))
    }
}

/// Nach welcher Seite gefragt ist.
///
/// # Errors
/// [`crate::problem::Art::Unlesbar`].
pub fn tagesseite(call: &Call) -> Result<Seite, Problem> {
    Ok((call.query::<Stelle>("nach_stelle")?.map(|stelle| stelle.0), anzahl(call)?))
}

/// Wie die Stelle in einer Antwort steht.
#[must_use]
pub fn stelle((tag, kennung): Pending) -> String {
    format!("{tag}.{kennung}")
}
