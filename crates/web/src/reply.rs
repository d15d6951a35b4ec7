//! Eine Antwort, bevor sie Bytes auf der Leitung wird.

use serde::Serialize;

use crate::problem::{Art, Problem};

/// Eine Antwort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// `Content-Type`.
    pub kind: &'static str,
    /// Weitere Kopfzeilen.
    pub headers: Vec<(&'static str, String)>,
    /// Inhalt.
    pub body: Vec<u8>,
}

impl Reply {
    /// Mit diesem Inhalt.
    #[must_use]
    pub fn new(status: u16, kind: &'static str, body: Vec<u8>) -> Reply {
        Reply { status, kind, headers: Vec::new(), body }
    }

    /// Als JSON.
    ///
    /// # Errors
    /// [`Art::Intern`], wenn es sich nicht schreiben lässt.
    pub fn json(status: u16, value: &impl Serialize) -> Result<Reply, Problem> {
        let unwritable =
            |_| Art::Intern.weil("die Antwort lässt sich nicht schreiben; bitte melden");
        let body = serde_json::to_vec(value).map_err(unwritable)?;
        Ok(Reply::new(status, "application/json", body))
    }
}
