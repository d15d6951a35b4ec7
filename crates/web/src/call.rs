//! Eine Anfrage, nachdem sie gelesen und bevor sie beantwortet ist.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use crate::problem::{Art, Problem};

/// Was in einer Anfrage steht; alles noch Text.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// Was im Weg an der Stelle von `{…}` steht.
    pub params: BTreeMap<String, String>,
    /// Was hinter dem Fragezeichen steht; nie etwas über Menschen.
    pub query: BTreeMap<String, String>,
    /// `Authorization`.
    pub authorization: Option<String>,
    /// `Idempotency-Key`: derselbe Schlüssel mit demselben Inhalt wirkt einmal.
    pub key: Option<String>,
    /// `Nahtlos-Zweck`: wozu, wo es nicht aus der Aufgabe folgt.
    pub zweck: Option<String>,
    /// `Content-Type`.
    pub kind: Option<String>,
    /// `Nahtlos-Dateiname`, bei einer Datei.
    pub file_name: Option<String>,
    /// Der Inhalt.
    pub body: Vec<u8>,
}

/// So lang ist ein Idempotenzschlüssel höchstens.
const LONGEST_KEY: usize = 100;

impl Call {
    /// Was im Weg an dieser Stelle steht.
    ///
    /// # Errors
    /// [`Art::Unbekannt`], wenn es keine Kennung ist: einen solchen Weg gibt es nicht.
    pub fn param<T: FromStr>(&self, name: &'static str) -> Result<T, Problem> {
        let text = self.params.get(name);
        let unknown = || Art::Unbekannt.weil(format!("„{name}“ hat nicht die richtige Form"));
        text.and_then(|text| text.parse().ok()).ok_or_else(unknown)
    }

    /// Was hinter dem Fragezeichen unter diesem Namen steht.
    ///
    /// # Errors
    /// [`Art::Unlesbar`], wenn es nicht die richtige Form hat.
    pub fn query<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Problem> {
        let unreadable =
            || Art::Unlesbar.weil(format!("„{name}“ hat nicht die richtige Form; bitte prüfen"));
        let text = self.query.get(name);
        text.map(|text| text.parse().map_err(|_| unreadable())).transpose()
    }

    /// Der Schlüssel gegen doppeltes Senden.
    ///
    /// # Errors
    /// [`Art::Unlesbar`], wenn er fehlt oder nicht die richtige Form hat.
    pub fn key(&self) -> Result<&str, Problem> {
        let missing = "die Kopfzeile „Idempotency-Key“ fehlt; bitte für jeden Vorgang einen neuen \
                       Schlüssel wählen (1 bis 100 Zeichen) und beim Wiederholen denselben senden";
        let fits = |key: &&str| {
            (1..=LONGEST_KEY).contains(&key.len())
                && key.bytes().all(|byte| byte.is_ascii_graphic())
        };
        self.key.as_deref().filter(fits).ok_or_else(|| Art::Unlesbar.weil(missing))
    }

    /// Ist der Inhalt in dieser Form?
    ///
    /// # Errors
    /// [`Art::Form`].
    pub fn is(&self, expected: &str) -> Result<(), Problem> {
        let kind = self.kind.as_deref().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case(expected) {
            return Ok(());
        }
        Err(Art::Form.weil(format!("erwartet wird „Content-Type: {expected}“")))
    }

    /// Der Inhalt als JSON.
    ///
    /// # Errors
    /// [`Art::Form`], wenn er kein JSON sein will; [`Art::Unlesbar`] mit dem Feld, wenn er nicht passt.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.is("application/json")?;
        let mut json = serde_json::Deserializer::from_slice(&self.body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            // Die Meldung der Bibliothek kann Werte nennen; das Feld und die Stelle genügen.
            let inner = error.inner();
            let (line, column) = (inner.line(), inner.column());
            let field = error.path().to_string();
            Art::Unlesbar
                .weil(format!(
                    "Feld „{field}“ (Zeile {line}, Spalte {column}) fehlt, ist unbekannt oder hat nicht \
                     die richtige Form; bitte mit der Beschreibung der Schnittstelle vergleichen"
                ))
                .mit("feld", field)
        })?;
        let trailing = |_| Art::Unlesbar.weil("hinter dem JSON steht noch etwas; bitte entfernen");
        json.end().map_err(trailing)?;
        Ok(value)
    }
}
