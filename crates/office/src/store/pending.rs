//! Was noch zu tun ist: offene Post und Aufgaben, der Tag zuerst, aus dem Verzeichnis.

use case::akte::{Kennung, Strom, StromArt};
use case::verzeichnis::Merkmal;
use law::measure::Tag;

use super::schema::MARKED_FROM;
use super::sql::{DbError, Value};
use super::view::View;

/// Ein Eintrag: der Tag, an dem es ankam oder fällig ist, und das Eingangsstück.
pub type Pending = (Tag, Kennung);

/// So viele Einträge liest [`View::pending`] höchstens; steht so in der Anweisung.
pub const MOST: usize = 501;

impl View<'_> {
    /// Die ersten Eingangsstücke mit einem dieser Werte zu einem Merkmal, hinter dieser Stelle; höchstens [`MOST`].
    ///
    /// # Errors
    /// [`DbError`].
    pub fn pending(
        &mut self,
        (mark, values): (Merkmal, &[String]),
        after: Option<Pending>,
    ) -> Result<Vec<(Pending, String)>, DbError> {
        let (day, stream) = after.map_or_else(
            || (String::new(), String::new()),
            |(day, item)| (day.to_string(), Strom::eingang(item).to_string()),
        );
        let mut found = Vec::new();
        for value in values {
            let asked = [self.traeger, mark.name(), value, &day, &stream].map(Value::Text);
            self.sql.query(MARKED_FROM, &asked, &mut |row| {
                let stream: Strom = row.text(0)?.parse().map_err(|_| unreadable())?;
                let day: Tag = row.text(1)?.parse().map_err(|_| unreadable())?;
                if stream.art == StromArt::Eingang {
                    found.push(((day, stream.kennung), value.clone()));
                }
                Ok(())
            })?;
        }
        found.sort();
        found.truncate(MOST);
        Ok(found)
    }
}

fn unreadable() -> DbError {
    DbError::Broken("eine Zeile des Verzeichnisses ist nicht lesbar".to_owned())
}
