//! Was nicht ging, als RFC 9457 (`application/problem+json`): auf Deutsch, mit dem nächsten Schritt.

use serde::Serialize;
use serde_json::Value;

use crate::reply::Reply;

/// Ein Problem. Nennt nie eine Angabe über einen Menschen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Problem {
    /// Welche Art, als Verweis; bleibt für immer.
    #[serde(rename = "type")]
    pub art: String,
    /// Die Art in drei Worten.
    pub title: String,
    /// Der Status der Antwort.
    pub status: u16,
    /// Was war, und was jetzt zu tun ist.
    pub detail: String,
    /// Weiteres, je nach Art.
    #[serde(flatten)]
    pub mehr: std::collections::BTreeMap<String, Value>,
}

/// Welche Probleme es gibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Art {
    /// Die Anfrage ist nicht zu lesen.
    Unlesbar,
    /// Wer fragt, hat sich nicht ausgewiesen.
    Unausgewiesen,
    /// Wer fragt, darf das nicht.
    Verboten,
    /// Wer fragt, muss sagen, wozu.
    Zweck,
    /// Das gibt es nicht, oder nicht für den, der fragt.
    Unbekannt,
    /// Den Weg gibt es, aber nicht mit dieser Methode.
    Methode,
    /// Inzwischen hat sich etwas geändert.
    Ueberholt,
    /// Zu groß.
    ZuGross,
    /// Nicht in der Form, die hier gelesen wird.
    Form,
    /// Fachlich abgewiesen.
    Abgewiesen,
    /// Unser Fehler.
    Intern,
    /// Gerade nicht bereit.
    NichtBereit,
}

impl Art {
    /// Alle Arten, für die Beschreibung der Schnittstelle.
    pub const ALLE: [Art; 12] = [
        Art::Unlesbar,
        Art::Unausgewiesen,
        Art::Verboten,
        Art::Zweck,
        Art::Unbekannt,
        Art::Methode,
        Art::Ueberholt,
        Art::ZuGross,
        Art::Form,
        Art::Abgewiesen,
        Art::Intern,
        Art::NichtBereit,
    ];

    /// Status, Name im Verweis, Überschrift.
    #[must_use]
    pub fn form(self) -> (u16, &'static str, &'static str) {
        match self {
            Art::Unlesbar => (400, "unlesbar", "Anfrage nicht lesbar"),
            Art::Unausgewiesen => (401, "unausgewiesen", "Nicht ausgewiesen"),
            Art::Verboten => (403, "verboten", "Nicht erlaubt"),
            Art::Zweck => (403, "zweck", "Zweck fehlt"),
            Art::Unbekannt => (404, "unbekannt", "Nicht gefunden"),
            Art::Methode => (405, "methode", "So nicht möglich"),
            Art::Ueberholt => (409, "ueberholt", "Inzwischen geändert"),
            Art::ZuGross => (413, "zu-gross", "Zu groß"),
            Art::Form => (415, "form", "Falsche Form"),
            Art::Abgewiesen => (422, "abgewiesen", "Abgewiesen"),
            Art::Intern => (500, "intern", "Fehler im Programm"),
            Art::NichtBereit => (503, "nicht-bereit", "Gerade nicht bereit"),
        }
    }

    /// Ein Problem dieser Art.
    #[must_use]
    pub fn weil(self, detail: impl Into<String>) -> Problem {
        let (status, name, title) = self.form();
        Problem {
            art: format!("/probleme/{name}"),
            title: title.to_owned(),
            status,
            detail: detail.into(),
            mehr: std::collections::BTreeMap::new(),
        }
    }
}

impl Problem {
    /// Mit einem weiteren Feld.
    #[must_use]
    pub fn mit(mut self, feld: &str, wert: impl Into<Value>) -> Problem {
        self.mehr.insert(feld.to_owned(), wert.into());
        self
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Reply {
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut reply = Reply::new(problem.status, "application/problem+json", body);
        match problem.status {
            401 => reply.headers.push(("www-authenticate", "Bearer".to_owned())),
            503 => reply.headers.push(("retry-after", "2".to_owned())),
            _ => {}
        }
        reply
    }
}
