//! Aus dem Urteil des Regelwerks wird eine Bedingung in SQL: Listen zeigen nur, was jemand sehen darf, ohne dass
//! die Akten dafür geöffnet werden.
//!
//! Jedes [`Atom`] ist ein fester Text; Werte kommen nur als Platzhalter hinein. Ein Test vergleicht mit
//! [`Filter::trifft`].

use std::fmt::Write as _;

use case::akte::{Aufgabe, Kennung, Strom};
use case::rechte::{Atom, Filter};
use case::verzeichnis::Merkmal;
use law::measure::Tag;

use super::sql::{DbError, Value};
use super::view::View;

/// Eine Bedingung und ihre Werte.
struct Condition {
    sql: String,
    values: Vec<String>,
}

/// Gilt heute.
const TODAY: &str = "m.von <= $3 AND m.bis >= $3";

impl View<'_> {
    /// Die nächsten Fälle nach diesem, auf die der Filter an dem Tag zutrifft, der Kennung nach.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn faelle(
        &mut self,
        filter: &Filter,
        heute: Tag,
        (nach, anzahl): (Option<Kennung>, u32),
    ) -> Result<Vec<Kennung>, DbError> {
        let after = nach.map_or_else(|| "fall:".to_owned(), |nach| Strom::fall(nach).to_string());
        let heute = heute.to_string();
        // Vor den Werten der Bedingung stehen Mandant, Anfang und Tag; der Tag immer, auch wo keine nach ihm fragt.
        let mut condition = Condition { sql: String::new(), values: Vec::new() };
        condition.add(filter);
        let sql = format!(
            "SELECT f.strom FROM strom f WHERE f.traeger = $1 AND f.strom > $2 AND f.strom < 'fall;' \
             AND $3 <> '' AND {} ORDER BY f.strom LIMIT {anzahl}",
            condition.sql
        );
        let mut values = vec![Value::Text(self.traeger), Value::Text(&after), Value::Text(&heute)];
        values.extend(condition.values.iter().map(|value| Value::Text(value)));
        let mut faelle = Vec::new();
        self.sql.query_built(&sql, &values, &mut |row| {
            let strom: Result<Strom, _> = row.text(0)?.parse();
            let unreadable = |_| DbError::Broken("ein Strom hat keine Kennung".to_owned());
            faelle.push(strom.map_err(unreadable)?.kennung);
            Ok(())
        })?;
        Ok(faelle)
    }
}

impl Condition {
    fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::Und(all) => self.join(all, (" AND ", "1 = 1")),
            Filter::Oder(any) => self.join(any, (" OR ", "1 = 0")),
            Filter::Atom(atom) => self.atom(atom),
        }
    }

    fn join(&mut self, filters: &[Filter], (word, empty): (&str, &str)) {
        self.sql.push('(');
        for (nr, filter) in filters.iter().enumerate() {
            if nr > 0 {
                self.sql.push_str(word);
            }
            self.add(filter);
        }
        if filters.is_empty() {
            self.sql.push_str(empty);
        }
        self.sql.push(')');
    }

    fn atom(&mut self, atom: &Atom) {
        match atom {
            Atom::Team { aufgaben, team } => {
                self.marked("EXISTS", &kinds(aufgaben, Merkmal::Team), [team.text().to_owned()]);
            }
            Atom::Zustaendig { aufgaben, wer } => {
                let wer = wer.iter().map(ToString::to_string);
                self.marked("EXISTS", &kinds(aufgaben, Merkmal::Bearbeiter), wer);
            }
            Atom::EinerVon(faelle) => {
                self.sql.push_str("f.strom IN ");
                self.list(faelle.iter().map(|fall| Strom::fall(*fall).to_string()));
            }
            Atom::Ungesperrt => self.lock("NOT EXISTS"),
            Atom::GesperrtWegen(grund) => {
                self.marked("EXISTS", &[Merkmal::Sperre], [grund.name().to_owned()]);
            }
            Atom::Zugelassen(wer) => {
                self.sql.push('(');
                self.lock("EXISTS");
                self.sql.push_str(" AND ");
                self.marked("EXISTS", &[Merkmal::Zugelassen], [wer.to_string()]);
                self.sql.push(')');
            }
            Atom::OhneAuskunftssperre => self.sql.push_str(
                "NOT EXISTS (SELECT 1 FROM merkmal g JOIN merkmal m ON m.traeger = g.traeger \
                 AND m.strom = 'person:' || g.wert AND m.art = 'auskunftssperre' \
                 WHERE g.traeger = f.traeger AND g.strom = f.strom AND g.art = 'genannt' \
                 AND m.von <= $3 AND m.bis >= $3)",
            ),
            Atom::Ohne(menschen) => {
                self.sql.push_str(
                    "NOT EXISTS (SELECT 1 FROM merkmal m WHERE m.traeger = f.traeger \
                     AND m.strom = f.strom AND m.art = 'genannt' AND m.wert IN ",
                );
                self.list(menschen.iter().map(ToString::to_string));
                self.sql.push(')');
            }
        }
    }

    /// Der Fall hat heute eines dieser Merkmale mit einem dieser Werte.
    fn marked(
        &mut self,
        exists: &str,
        kinds: &[Merkmal],
        values: impl IntoIterator<Item = String>,
    ) {
        self.open(exists, kinds);
        self.sql.push_str(" AND m.wert IN ");
        self.list(values);
        self.sql.push(')');
    }

    fn lock(&mut self, exists: &str) {
        self.open(exists, &[Merkmal::Sperre]);
        self.sql.push(')');
    }

    fn open(&mut self, exists: &str, kinds: &[Merkmal]) {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.name())).collect();
        self.write(format_args!(
            "{exists} (SELECT 1 FROM merkmal m WHERE m.traeger = f.traeger AND m.strom = f.strom \
             AND m.art IN ({}) AND {TODAY}",
            kinds.join(", ")
        ));
    }

    /// Eine Liste von Platzhaltern; die leere enthält nichts.
    fn list(&mut self, values: impl IntoIterator<Item = String>) {
        self.sql.push('(');
        let before = self.values.len();
        for value in values {
            if self.values.len() > before {
                self.sql.push_str(", ");
            }
            self.values.push(value);
            // Nach Mandant, Anfang und Tag.
            let place = self.values.len().saturating_add(3);
            self.write(format_args!("${place}"));
        }
        if self.values.len() == before {
            self.sql.push_str("NULL");
        }
        self.sql.push(')');
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // In einen Text zu schreiben gelingt immer.
        let written = self.sql.write_fmt(text);
        debug_assert!(written.is_ok());
    }
}

/// Die Merkmale zu diesen Aufgaben; ohne Aufgaben zu allen.
fn kinds(
    aufgaben: &std::collections::BTreeSet<Aufgabe>,
    kind: fn(Aufgabe) -> Merkmal,
) -> Vec<Merkmal> {
    let meant = |aufgabe: &&Aufgabe| aufgaben.is_empty() || aufgaben.contains(aufgabe);
    Aufgabe::ALLE.iter().filter(meant).map(|aufgabe| kind(*aufgabe)).collect()
}
