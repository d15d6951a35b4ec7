//! Die zweite Mauer: die Datenbank selbst zeigt und ändert nur Zeilen des Mandanten, für den die Verbindung
//! gerade arbeitet, auch wenn eine Anweisung ihren Mandanten vergäße.
//!
//! Zwei Rollen, denen keine Tabelle gehört und mit denen sich niemand anmeldet: `nahtlos_anwendung` sieht die Zeilen
//! des Mandanten in `nahtlos.traeger`, ohne Angabe keine; `nahtlos_wartung` sieht alle, für Sicherung und Prüfung. Wer
//! sich anmeldet, wechselt vor jeder Transaktion in eine davon. `FORCE` schließt auch den aus, dem die Tabellen gehören, und
//! gefragt wird, als wer er gerade handelt: dass er Mitglied beider Rollen ist, öffnet ihm nichts.

use postgres::Client;

use super::super::DbError;
use super::failure;

/// Tabellen mit Mandanten, um die noch keine Mauer steht.
const OPEN: &str = "SELECT c.relname::text FROM pg_class c \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'traeger' AND NOT a.attisdropped \
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND 2 = (SELECT COUNT(*) FROM pg_policy p \
     WHERE p.polrelid = c.oid AND p.polname IN ('mandant', 'wartung')))";

/// Es gibt beide Rollen, und keine sieht ohnehin alles.
const ROLES: &str = "SELECT COUNT(*) FROM pg_roles \
     WHERE rolname IN ('nahtlos_anwendung', 'nahtlos_wartung') AND NOT rolsuper AND NOT rolbypassrls";

/// Wer sich anmeldet, muss in beide wechseln können.
const CHANGE: &str = "SET ROLE nahtlos_anwendung; SET ROLE nahtlos_wartung; RESET ROLE";

/// Ein anderer Prozess legt sie vielleicht gerade an.
const CREATE_ROLES: &str = "DO $$ BEGIN CREATE ROLE nahtlos_anwendung NOLOGIN; \
     EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; \
     DO $$ BEGIN CREATE ROLE nahtlos_wartung NOLOGIN; \
     EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

const JOIN_ROLES: &str = "GRANT nahtlos_anwendung, nahtlos_wartung TO CURRENT_USER";

/// Was auch ohne Mandanten zu lesen ist: der Stand der Tabellen, die Epoche der Schlüssel.
const COMMON: &str = "DO $$ BEGIN \
     EXECUTE format('GRANT USAGE ON SCHEMA %I TO nahtlos_anwendung, nahtlos_wartung', current_schema()); \
     EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO nahtlos_anwendung, nahtlos_wartung', \
     current_schema()); \
     IF to_regclass('epoche') IS NOT NULL THEN GRANT INSERT ON epoche TO nahtlos_wartung; END IF; END $$";

/// Zieht die Mauer um jede Tabelle, um die noch keine steht.
///
/// # Errors
/// [`DbError::Unsafe`], wenn die Rollen fehlen und diese Anmeldung sie nicht anlegen darf; sonst [`DbError`].
pub(super) fn ziehe(client: &mut Client) -> Result<(), DbError> {
    let failed = |e: postgres::Error| failure(&e);
    if !can_change(client) {
        let joined = client.batch_execute(CREATE_ROLES);
        let joined = joined.and_then(|()| client.batch_execute(JOIN_ROLES));
        if joined.is_err() || !can_change(client) {
            return Err(missing());
        }
    }
    let open = client.query(OPEN, &[]).map_err(failed)?;
    if open.is_empty() {
        return Ok(());
    }
    let mut wall = String::from("BEGIN; ");
    for row in open {
        let table: String = row.get(0);
        wall.push_str(&around(&table));
    }
    wall.push_str(COMMON);
    wall.push_str("; COMMIT");
    client.batch_execute(&wall).map_err(|error| {
        // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
        drop(client.batch_execute("ROLLBACK"));
        failure(&error)
    })
}

fn can_change(client: &mut Client) -> bool {
    let both = client.query_one(ROLES, &[]).is_ok_and(|row| row.get::<_, i64>(0) == 2);
    both && client.batch_execute(CHANGE).is_ok()
}

/// Nur eigene Tabellen, deren Namen in den Anweisungen des Speichers stehen.
fn around(table: &str) -> String {
    let table = table.replace('"', "");
    format!(
        "ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; \
         DROP POLICY IF EXISTS mandant ON \"{table}\"; \
         DROP POLICY IF EXISTS wartung ON \"{table}\"; \
         CREATE POLICY mandant ON \"{table}\" TO nahtlos_anwendung \
         USING (traeger = current_setting('nahtlos.traeger', true)); \
         CREATE POLICY wartung ON \"{table}\" TO nahtlos_wartung \
         USING (current_user = 'nahtlos_wartung'); \
         GRANT INSERT, UPDATE, DELETE ON \"{table}\" TO nahtlos_anwendung, nahtlos_wartung; "
    )
}

fn missing() -> DbError {
    let how = "die Rollen für die Mandanten fehlen; bitte einmal als Verwalter der Datenbank: CREATE ROLE \
               nahtlos_anwendung NOLOGIN; CREATE ROLE nahtlos_wartung NOLOGIN; GRANT nahtlos_anwendung, \
               nahtlos_wartung TO der Rolle, mit der Nahtlos sich anmeldet";
    DbError::Unsafe(how.to_owned())
}
