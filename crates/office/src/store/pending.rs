//! Was noch zu tun ist: offene Post und Aufgaben, der Tag zuerst, aus dem Verzeichnis.

use case::akte::{Kennung, Strom, StromArt};
use case::verzeichnis::Merkmal;
use law::measure::Tag;

use super::schema::{MARKED_FROM, OVERDUE};
use super::sql::{DbError, Row, Value};
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
        let (day, stream) = place(after);
        let mut found = Vec::new();
        for value in values {
            let asked = [self.traeger, mark.name(), value, &day, &stream].map(Value::Text);
            self.sql.query(MARKED_FROM, &asked, &mut |row| {
                found.push((read(&row)?, value.clone()));
                Ok(())
            })?;
        }
        found.sort();
        found.truncate(MOST);
        Ok(found)
    }

    /// Die ersten Eingangsstücke, die vor diesem Tag fällig waren, für wen auch immer, hinter dieser Stelle; höchstens
    /// [`MOST`].
    ///
    /// # Errors
    /// [`DbError`].
    pub fn overdue(
        &mut self,
        today: Tag,
        after: Option<Pending>,
    ) -> Result<Vec<(Pending, String)>, DbError> {
        let (day, stream) = place(after);
        let today = today.to_string();
        let kind = Merkmal::Faellig.name();
        let asked = [self.traeger, kind, &today, &day, &stream].map(Value::Text);
        let mut found = Vec::new();
        self.sql.query(OVERDUE, &asked, &mut |row| {
            found.push((read(&row)?, row.text(2)?.to_owned()));
            Ok(())
        })?;
        Ok(found)
    }
}

/// Hinter welchem Tag und Strom die Seite beginnt.
fn place(after: Option<Pending>) -> (String, String) {
    after.map_or_else(
        || (String::new(), String::new()),
        |(day, item)| (day.to_string(), Strom::eingang(item).to_string()),
    )
}

/// `strom, von`; nur Eingangsstücke haben diese Merkmale.
fn read(row: &Row) -> Result<Pending, DbError> {
    let stream: Strom = row.text(0)?.parse().map_err(|_| unreadable())?;
    let day: Tag = row.text(1)?.parse().map_err(|_| unreadable())?;
    if stream.art == StromArt::Eingang { Ok((day, stream.kennung)) } else { Err(unreadable()) }
}

fn unreadable() -> DbError {
    DbError::Broken("eine Zeile des Verzeichnisses ist nicht lesbar".to_owned())
}
