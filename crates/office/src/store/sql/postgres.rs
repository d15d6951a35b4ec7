//! PostgreSQL: für viele Jobcenter auf einer Installation.
//!
//! `synchronous_commit` muss gelten: sonst startet Nahtlos nicht.

mod mauer;

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::super::schema::{LOG_EDGE_HELD, ORDERED};
use super::{Cell, DbError, Reach, Row, Sql, Table, Value};

/// Eine Verbindung zu PostgreSQL.
pub struct PgConnection {
    client: Client,
    prepared: BTreeMap<&'static str, Statement>,
    /// Wie sie lauten, wenn sie Listen nehmen.
    prepared_lists: BTreeMap<&'static str, Statement>,
    /// Als wer sie gerade für welchen Mandanten sieht.
    reach: Option<(&'static str, String)>,
}

impl std::fmt::Debug for PgConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PgConnection")
    }
}

impl PgConnection {
    /// Verbindet und prüft, dass sicher geschrieben wird.
    ///
    /// # Errors
    /// [`DbError::Unsafe`], wenn `fsync` oder `synchronous_commit` aus sind; sonst [`DbError`].
    pub fn connect(config: &Config) -> Result<PgConnection, DbError> {
        let client = patient(config).connect(NoTls).map_err(|e| failure(&e))?;
        let mut connection = PgConnection {
            client,
            prepared: BTreeMap::new(),
            prepared_lists: BTreeMap::new(),
            reach: None,
        };
        for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
            let row = connection.client.query_one("SELECT current_setting($1)", &[&setting]);
            let value: String = row.map_err(|e| failure(&e))?.get(0);
            if value == "off" {
                return Err(DbError::Unsafe(format!(
                    "sie bestätigt, bevor geschrieben ist: {setting}={value}"
                )));
            }
        }
        // Nach dem Wechsel der Rolle hieße ein Schema, das wie der Benutzer heißt, anders.
        let pinned = "SELECT set_config('search_path', quote_ident(current_schema()), false)";
        connection.client.query_one(pinned, &[]).map_err(|e| failure(&e))?;
        // Bereiche über Namen von Strömen verlassen sich darauf, dass Text wie Bytes geordnet ist.
        let ordered = connection.client.query_one("SELECT 'a:' < 'a;' AND 'B' < 'a'", &[]);
        if !ordered.map_err(|e| failure(&e))?.get::<_, bool>(0) {
            let reason =
                "die Datenbank ordnet Text nicht wie Bytes; bitte mit LOCALE 'C.UTF-8' anlegen";
            return Err(DbError::Unsafe(reason.to_owned()));
        }
        Ok(connection)
    }

    /// Antwortet die Datenbank binnen dieser Zeit?
    pub fn answers(&mut self, patience: Duration) -> bool {
        self.client.is_valid(patience).is_ok()
    }

    /// Steht die Verbindung noch?
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        !self.client.is_closed()
    }

    fn read_rows(
        &mut self,
        statement: &Statement,
        values: Vec<&(dyn ToSql + Sync)>,
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        use postgres::fallible_iterator::FallibleIterator;
        let mut rows = self.client.query_raw(statement, values).map_err(|e| failure(&e))?;
        while let Some(row) = rows.next().map_err(|e| failure(&e))? {
            let cells = (0..row.len()).map(|column| cell(&row, column));
            each(Row(cells.collect::<Result<_, _>>()?))?;
        }
        Ok(())
    }

    fn prepare(&mut self, sql: &'static str) -> Result<Statement, DbError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(|e| failure(&e))?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}

impl PgConnection {
    /// Ein `INSERT … VALUES (…)`, das je Spalte eine Liste nimmt: ein Weg zur Datenbank, gleich wie viele Zeilen.
    fn prepare_rows(&mut self, sql: &'static str) -> Result<Statement, DbError> {
        if let Some(statement) = self.prepared_lists.get(sql) {
            return Ok(statement.clone());
        }
        let one = self.prepare(sql)?;
        let lists = (1..).zip(one.params()).map(|(nr, ty)| format!("${nr}::{}[]", ty.name()));
        let (head, rest) = sql.split_once("VALUES").unwrap_or((sql, ""));
        let tail = rest.split_once(')').map_or("", |(_, tail)| tail);
        let lists = lists.collect::<Vec<_>>().join(", ");
        self.prepare_list(sql, &format!("{head}SELECT * FROM unnest({lists}){tail}"))
    }

    /// Eine Abfrage mit `IN ($n)`, die dort eine Liste nimmt und je Wert im Index nachsieht. Mit `= ANY` läse die
    /// Datenbank alles von diesem Mandanten, wenn sie die Tabelle noch nicht gezählt hat.
    fn prepare_in(&mut self, sql: &'static str) -> Result<Statement, DbError> {
        if let Some(statement) = self.prepared_lists.get(sql) {
            return Ok(statement.clone());
        }
        let one = self.prepare(sql)?;
        let nr = one.params().len();
        let list = format!("${nr}::{}[]", one.params().last().unwrap_or(&Type::TEXT).name());
        let place = format!("IN (${nr})");
        if sql.starts_with("SELECT") {
            let each = sql.replace(&place, "IN (gesucht.wert)");
            return self.prepare_list(
                sql,
                &format!(
                    "SELECT gefunden.* FROM unnest({list}) AS gesucht(wert) \
                     CROSS JOIN LATERAL ({each} OFFSET 0) AS gefunden"
                ),
            );
        }
        self.prepare_list(sql, &sql.replace(&place, &format!("= ANY ({list})")))
    }

    fn prepare_list(&mut self, sql: &'static str, text: &str) -> Result<Statement, DbError> {
        let statement = self.client.prepare(text).map_err(|e| failure(&e))?;
        self.prepared_lists.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Wer sich angemeldet hat, für keinen Mandanten.
const OWNER: (&str, &str) = ("none", "");
const SET_REACH: &str =
    "SELECT set_config('role', $1, false), set_config('nahtlos.traeger', $2, false)";

/// Fristen für alles, was sonst ohne Ende wartete; was der Betrieb selbst einstellt, geht vor.
fn patient(config: &Config) -> Config {
    const CONNECT: Duration = Duration::from_secs(2);
    const SILENCE: Duration = Duration::from_secs(5);
    const LIMITS: &str = "-c statement_timeout=60s -c lock_timeout=5s \
                          -c idle_in_transaction_session_timeout=60s";
    // Jede Anweisung hat einen Schlüssel, nach dem sie sucht. Ohne Zählung der Tabellen, etwa beim ersten Import, hält
    // die Datenbank sie für klein und liest sie sonst je Gruppe ganz. Der Plan ist darum immer derselbe: ihn für jede neu
    // zu machen, kostete einen vollen Befehl ein Zwölftel.
    const PLANS: &str = "-c enable_seqscan=off -c jit=off -c plan_cache_mode=force_generic_plan";
    let mut config = config.clone();
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE).keepalives_idle(SILENCE).keepalives_interval(SILENCE);
    }
    let own = config.get_options().unwrap_or_default().to_owned();
    config.options(&format!("{LIMITS} {PLANS} {own}"));
    config
}

impl Sql for PgConnection {
    fn reach(&mut self, reach: Reach<'_>) -> Result<(), DbError> {
        let wanted = match reach {
            Reach::Tenant(traeger) => ("nahtlos_anwendung", traeger),
            Reach::All => ("nahtlos_wartung", ""),
            Reach::Owner => OWNER,
        };
        if self.reach.as_ref().is_none_or(|(role, tenant)| (*role, tenant.as_str()) != wanted) {
            // Misslingt es, weiß niemand, wie weit sie sieht: dann gilt keine als eingestellt.
            self.reach = None;
            let (role, tenant) = wanted;
            self.first(SET_REACH, &[Value::Text(role), Value::Text(tenant)])?;
            self.reach = Some((role, tenant.to_owned()));
        }
        Ok(())
    }

    fn is_open(&self) -> bool {
        self.is_healthy()
    }

    fn protect(&mut self) -> Result<(), DbError> {
        self.reach(Reach::Owner)?;
        mauer::ziehe(&mut self.client)
    }

    fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, DbError> {
        let statement = self.prepare(sql)?;
        let values: Vec<_> = values.iter().map(parameter).collect();
        self.client.execute(&statement, &values).map_err(|e| failure(&e))
    }

    fn insert_each(&mut self, sql: &'static str, rows: &[&[Value<'_>]]) -> Result<(), DbError> {
        match rows {
            [] => return Ok(()),
            [row] => return self.execute(sql, row).map(|_| ()),
            _ => {}
        }
        let statement = self.prepare_rows(sql)?;
        let column = |nr| rows.iter().filter_map(|row| row.get(nr).copied()).collect();
        let columns: Vec<Vec<Value<'_>>> = (0..statement.params().len()).map(column).collect();
        let columns: Vec<_> = columns.iter().map(parameter).collect();
        self.client.execute(&statement, &columns).map_err(|e| failure(&e))?;
        Ok(())
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let statement = self.prepare(sql)?;
        self.read_rows(&statement, values.iter().map(parameter).collect(), each)
    }

    fn query_in(
        &mut self,
        sql: &'static str,
        fixed: &[Value<'_>],
        listed: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        match listed {
            [] => return Ok(()),
            [one] => return self.query(sql, &[fixed, &[*one]].concat(), each),
            _ => {}
        }
        let statement = self.prepare_in(sql)?;
        let listed = listed.to_vec();
        let mut values: Vec<_> = fixed.iter().map(parameter).collect();
        values.push(parameter(&listed));
        self.read_rows(&statement, values, each)
    }

    fn query_built(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let statement = self.client.prepare(sql).map_err(|e| failure(&e))?;
        self.read_rows(&statement, values.iter().map(parameter).collect(), each)
    }

    /// PostgreSQL ordnet keine Tabelle nach ihrem Schlüssel.
    fn define(&mut self, sql: &'static str) -> Result<(), DbError> {
        self.batch(sql.strip_suffix(ORDERED).unwrap_or(sql))
    }

    fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.client.batch_execute(sql).map_err(|e| failure(&e))
    }

    fn log_edge_held(&self) -> &'static str {
        LOG_EDGE_HELD
    }

    /// Gibt die gelöschten Zeilen frei. Was noch im Schreibprotokoll der Datenbank steht, vergeht mit ihm;
    /// wie lange es aufbewahrt wird, legt fest, wer sie betreibt.
    fn forget_deleted(&mut self, table: Table) -> Result<(), DbError> {
        self.batch(table.vacuum)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) => value.to_sql(ty, out),
            Value::Text(value) => value.to_sql(ty, out),
            Value::Bytes(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INT8 || *ty == Type::TEXT || *ty == Type::BYTEA
    }

    to_sql_checked!();
}

fn parameter<T: ToSql + Sync>(value: &T) -> &(dyn ToSql + Sync) {
    value
}

fn cell(row: &postgres::Row, column: usize) -> Result<Cell, DbError> {
    let ty = row.columns().get(column).map(postgres::Column::type_);
    let failed = |e: postgres::Error| failure(&e);
    if ty == Some(&Type::INT8) {
        let value: Option<i64> = row.try_get(column).map_err(failed)?;
        return Ok(value.map_or(Cell::Null, Cell::Int));
    }
    if ty == Some(&Type::BYTEA) {
        let value: Option<Vec<u8>> = row.try_get(column).map_err(failed)?;
        return Ok(value.map_or(Cell::Null, Cell::Bytes));
    }
    let value: Option<String> = row.try_get(column).map_err(failed)?;
    Ok(value.map_or(Cell::Null, Cell::Text))
}

/// Ein Fehler ohne den Wert, der ihn auslöste: nur sein Zustand in PostgreSQL.
fn failure(error: &postgres::Error) -> DbError {
    let Some(state) = error.code() else {
        return DbError::Unavailable("keine Verbindung zu PostgreSQL".to_owned());
    };
    let name = format!("PostgreSQL {}", state.code());
    // Klassen 08, 53, 55, 57: Verbindung, Betriebsmittel, ein anderer hält fest, Eingriff von außen.
    let unavailable = ["08", "53", "55", "57"].iter().any(|class| state.code().starts_with(class));
    if *state == SqlState::UNIQUE_VIOLATION {
        DbError::Duplicate
    } else if *state == SqlState::T_R_SERIALIZATION_FAILURE
        || *state == SqlState::T_R_DEADLOCK_DETECTED
    {
        DbError::Retry
    } else if unavailable {
        DbError::Unavailable(name)
    } else {
        DbError::Broken(name)
    }
}
