//! Die Tabellen und jede Anweisung des Speichers; dieselben für SQLite und PostgreSQL.
//!
//! Der Träger steht vorn in jedem Schlüssel. Offen sind nur Kennungen, Nummern und Augenblicke; was ein
//! Ereignis sagt, ist versiegelt.

use super::sql::{DbError, Sql, Table, Value};

/// So endet eine Tabelle, die SQLite in der Ordnung ihres Schlüssels ablegt: ein Baum statt zweier. Was vor dieser
/// Angabe angelegt ist, gilt unverändert, nur etwas langsamer.
#[cfg(feature = "postgres")]
pub(super) const ORDERED: &str = " WITHOUT ROWID";

/// Was nacheinander anzuwenden ist; was eine Zeile bedeutet, ändert sich nie, es kommt nur etwas dazu.
const MIGRATIONS: &[&[&str]] = &[
    &[
        "CREATE TABLE strom (traeger TEXT NOT NULL, strom TEXT NOT NULL, version BIGINT NOT NULL, \
     kopf BYTEA NOT NULL, PRIMARY KEY (traeger, strom)) WITHOUT ROWID",
        // Die Nummer vergibt, wer den Rand des Logs hält; gesucht wird nach ihr nicht, darum hat sie keinen Baum.
        "CREATE TABLE ereignis (traeger TEXT NOT NULL, strom TEXT NOT NULL, version BIGINT NOT NULL, \
     erfasst BIGINT NOT NULL, lfd BIGINT NOT NULL, befehl TEXT NOT NULL, schluessel BIGINT NOT NULL, \
     salz BYTEA NOT NULL, kopf BYTEA NOT NULL, inhalt BYTEA NOT NULL, \
     PRIMARY KEY (traeger, strom, version))",
        // Je Gruppe eine Zeile mit ihren Blättern, nie über das Ende einer Kachel von 256 hinaus. Knoten stehen nur, wo
        // eine Kachel voll ist (Ebene 8, 16 …); die anderen sind aus ihr gerechnet.
        "CREATE TABLE log_blatt (traeger TEXT NOT NULL, ab BIGINT NOT NULL, blaetter BYTEA NOT NULL, \
     PRIMARY KEY (traeger, ab))",
        "CREATE TABLE log_knoten (traeger TEXT NOT NULL, ebene BIGINT NOT NULL, stelle BIGINT NOT NULL, \
     hash BYTEA NOT NULL, PRIMARY KEY (traeger, ebene, stelle)) WITHOUT ROWID",
        "CREATE TABLE log_stand (traeger TEXT NOT NULL, rand BYTEA NOT NULL, PRIMARY KEY (traeger))",
        "CREATE TABLE befehl (traeger TEXT NOT NULL, schluessel TEXT NOT NULL, anfrage BYTEA NOT NULL, \
     erfasst BIGINT NOT NULL, antwort TEXT NOT NULL, PRIMARY KEY (traeger, schluessel)) WITHOUT ROWID",
        "CREATE TABLE eindeutig (traeger TEXT NOT NULL, art TEXT NOT NULL, wert BYTEA NOT NULL, \
     strom TEXT NOT NULL, PRIMARY KEY (traeger, art, wert)) WITHOUT ROWID",
        // Das Verzeichnis: aus den Akten abgeleitet, jederzeit neu anzulegen. Was nach Anfängen gesucht wird, sind
        // Bytes: beide Datenbanken ordnen sie gleich. Wer ein Wort trägt, und worunter Wörter stehen, die jemand trägt.
        "CREATE TABLE suchwort (traeger TEXT NOT NULL, wort BYTEA NOT NULL, strom TEXT NOT NULL, \
     PRIMARY KEY (traeger, wort, strom)) WITHOUT ROWID",
        "CREATE TABLE wortschluessel (traeger TEXT NOT NULL, schluessel BYTEA NOT NULL, wort BYTEA NOT NULL, \
     PRIMARY KEY (traeger, schluessel, wort)) WITHOUT ROWID",
        "CREATE TABLE mensch (traeger TEXT NOT NULL, strom TEXT NOT NULL, geboren TEXT, \
     angabe TEXT NOT NULL, woerter TEXT NOT NULL, PRIMARY KEY (traeger, strom)) WITHOUT ROWID",
        "CREATE INDEX mensch_geboren ON mensch (traeger, geboren)",
        "CREATE TABLE nummer (traeger TEXT NOT NULL, umgekehrt BYTEA NOT NULL, strom TEXT NOT NULL, \
     PRIMARY KEY (traeger, umgekehrt, strom)) WITHOUT ROWID",
        "CREATE INDEX nummer_strom ON nummer (traeger, strom)",
        "CREATE TABLE merkmal (traeger TEXT NOT NULL, strom TEXT NOT NULL, art TEXT NOT NULL, \
     wert TEXT NOT NULL, von TEXT NOT NULL, bis TEXT NOT NULL, \
     PRIMARY KEY (traeger, strom, art, wert, von)) WITHOUT ROWID",
        "CREATE INDEX merkmal_wert ON merkmal (traeger, art, wert, von)",
        "CREATE TABLE auftrag (traeger TEXT NOT NULL, auftrag TEXT NOT NULL, art TEXT NOT NULL, \
     bezug TEXT NOT NULL, angelegt BIGINT NOT NULL, faellig BIGINT NOT NULL, stand BIGINT NOT NULL, \
     versuche BIGINT NOT NULL, getan BIGINT NOT NULL, von BIGINT NOT NULL, abbruch BIGINT NOT NULL, \
     meldung TEXT NOT NULL, PRIMARY KEY (traeger, auftrag))",
        "CREATE INDEX auftrag_naechster ON auftrag (traeger, art, stand, faellig)",
    ],
    &[
        // Welche Blätter ein Löschvermerk erklärt, offen lesbar; der Name seines Befehls hält ihren Hash fest.
        "CREATE TABLE loeschvermerk (traeger TEXT NOT NULL, strom TEXT NOT NULL, version BIGINT NOT NULL, \
     blaetter BYTEA NOT NULL, PRIMARY KEY (traeger, strom, version))",
        // Gelöschte Ströme, nur als Hash: keiner bekommt je wieder einen Schlüssel.
        "CREATE TABLE geloescht (traeger TEXT NOT NULL, name BYTEA NOT NULL, PRIMARY KEY (traeger, name)) WITHOUT ROWID",
    ],
];

/// Der Schlüsselbund hat eigene Tabellen in einer eigenen Datei.
const KEY_MIGRATIONS: &[&[&str]] = &[&[
    "CREATE TABLE schluessel (traeger TEXT NOT NULL, strom TEXT NOT NULL, fassung BIGINT NOT NULL, \
     umschlag BYTEA NOT NULL, epoche BIGINT NOT NULL, PRIMARY KEY (traeger, strom, fassung)) WITHOUT ROWID",
    "CREATE TABLE epoche (nr BIGINT NOT NULL, PRIMARY KEY (nr))",
]];

/// Die Tabelle der Schlüssel.
pub(super) const KEY_TABLE: Table = Table { vacuum: "VACUUM schluessel" };

const MIGRATION_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migration (nr BIGINT NOT NULL, PRIMARY KEY (nr))";

/// Alle Anweisungen; ein Test bereitet jede auf beiden Datenbanken vor.
pub const STATEMENTS: &[&str] = &[
    MIGRATION_COUNT,
    MIGRATION_DONE,
    HEADS,
    STREAM_NEW,
    STREAM_HEAD_SET,
    STREAMS,
    EVENT_APPEND,
    EVENTS,
    LOG_EDGE,
    LOG_EDGE_NEW,
    LOG_EDGE_FIRST,
    LOG_EDGE_FORWARD,
    LOG_LEAF,
    LOG_LEAVES,
    LOG_LEAVES_COUNT,
    LOG_LEAVES_NEW,
    LOG_NODES,
    LOG_NODE_NEW,
    COMMANDS,
    COMMAND_NEW,
    UNIQUES,
    UNIQUE_NEW,
    WORD_NEW,
    WORD_BORNE,
    WORD_ERASE,
    WORD_PAGE,
    WORD_KEY_NEW,
    WORD_KEY_ERASE,
    WORD_KEY_PAGE,
    PERSON_NEW,
    PERSON_ERASE,
    PERSON_WORDS,
    PERSON_ORPHANS,
    NUMBER_NEW,
    NUMBER_ERASE,
    NUMBER_ORPHANS,
    MARK_NEW,
    MARK_ERASE,
    MARK_ORPHANS,
    FIND_WORDS,
    FIND_BEARERS,
    FIND_RANGE_FEW,
    FIND_RANGE,
    FIND_NUMBER,
    FIND_BORN,
    PERSON,
    MARKS,
    MARKED,
    MARKED_FROM,
    OVERDUE,
    JOB_NEW,
    JOB_NEXT,
    JOB_CLAIM,
    JOB_GIVE_UP,
    JOB_PROGRESS,
    JOB_END,
    JOB_RELEASE,
    JOB_CANCEL,
    JOB_CANCELLED,
    JOB_RETRY,
    JOB,
    JOBS,
    STREAM_ERASE,
    EVENTS_ERASE,
    COMMANDS_ERASE,
    UNIQUE_ERASE,
    JOBS_ERASE,
    ERASURE_NEW,
    ERASURES,
    ERASED,
    ERASED_NEW,
];

/// Die Tabellen, aus denen beim Löschen etwas verschwindet.
pub(super) const ERASED_TABLES: &[Table] = &[
    Table { vacuum: "VACUUM strom" },
    Table { vacuum: "VACUUM ereignis" },
    Table { vacuum: "VACUUM befehl" },
    Table { vacuum: "VACUUM eindeutig" },
    Table { vacuum: "VACUUM suchwort" },
    Table { vacuum: "VACUUM wortschluessel" },
    Table { vacuum: "VACUUM mensch" },
    Table { vacuum: "VACUUM nummer" },
    Table { vacuum: "VACUUM merkmal" },
    Table { vacuum: "VACUUM auftrag" },
];

/// Alle Anweisungen des Schlüsselbunds.
pub const KEY_STATEMENTS: &[&str] = &[KEYS, KEY_NEW, KEY_BLANK, KEY_ERASE, EPOCH, EPOCH_NEW];

const MIGRATION_COUNT: &str = "SELECT COUNT(*) FROM migration";
const MIGRATION_DONE: &str = "INSERT INTO migration (nr) VALUES ($1)";

pub(super) const HEADS: &str =
    "SELECT strom, version, kopf FROM strom WHERE traeger = $1 AND strom IN ($2)";
pub(super) const STREAM_NEW: &str =
    "INSERT INTO strom (traeger, strom, version, kopf) VALUES ($1, $2, $3, $4)";
pub(super) const STREAM_HEAD_SET: &str = "INSERT INTO strom (traeger, strom, version, kopf) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (traeger, strom) DO UPDATE SET version = excluded.version, kopf = excluded.kopf";
pub(super) const STREAMS: &str =
    "SELECT strom, version, kopf FROM strom WHERE traeger = $1 ORDER BY strom";
pub(super) const EVENT_APPEND: &str = "INSERT INTO ereignis (traeger, strom, version, erfasst, befehl, schluessel, salz, kopf, inhalt, lfd) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(super) const EVENTS: &str = "SELECT version, erfasst, lfd, befehl, schluessel, salz, kopf, inhalt, strom FROM ereignis \
     WHERE traeger = $1 AND strom IN ($2) ORDER BY strom, version";
pub(super) const LOG_EDGE: &str = "SELECT rand FROM log_stand WHERE traeger = $1";
/// Wie [`LOG_EDGE`], auf PostgreSQL: bis zum Ende der Transaktion schreibt kein anderer für diesen Mandanten.
#[cfg(feature = "postgres")]
pub const LOG_EDGE_HELD: &str = "SELECT rand FROM log_stand WHERE traeger = $1 FOR UPDATE";
pub(super) const LOG_EDGE_NEW: &str = "INSERT INTO log_stand (traeger, rand) VALUES ($1, $2)";
/// Wie [`LOG_EDGE_NEW`]; ein anderer darf schneller sein.
pub(super) const LOG_EDGE_FIRST: &str =
    "INSERT INTO log_stand (traeger, rand) VALUES ($1, $2) ON CONFLICT DO NOTHING";
pub(super) const LOG_EDGE_FORWARD: &str =
    "UPDATE log_stand SET rand = $1 WHERE traeger = $2 AND rand = $3";
/// Das Blatt mit dieser Nummer (ab 0; zweimal genannt), gesucht ab dem Anfang seiner Kachel.
pub(super) const LOG_LEAF: &str = "SELECT SUBSTR(blaetter, CAST(32 * ($1 - ab) + 1 AS INTEGER), 32) FROM log_blatt \
     WHERE traeger = $2 AND ab >= $3 AND ab <= $4 ORDER BY ab DESC LIMIT 1";
/// Die Zeilen ab dieser Nummer.
pub(super) const LOG_LEAVES: &str =
    "SELECT ab, blaetter FROM log_blatt WHERE traeger = $1 AND ab >= $2 ORDER BY ab LIMIT 256";
pub(super) const LOG_LEAVES_COUNT: &str =
    "SELECT COALESCE(SUM(LENGTH(blaetter)), 0) / 32 FROM log_blatt WHERE traeger = $1";
pub(super) const LOG_LEAVES_NEW: &str =
    "INSERT INTO log_blatt (traeger, ab, blaetter) VALUES ($1, $2, $3)";
pub(super) const LOG_NODES: &str = "SELECT stelle, hash FROM log_knoten WHERE traeger = $1 AND ebene = $2 \
     AND stelle >= $3 AND stelle < $4 ORDER BY stelle";
pub(super) const LOG_NODE_NEW: &str =
    "INSERT INTO log_knoten (traeger, ebene, stelle, hash) VALUES ($1, $2, $3, $4)";
pub(super) const COMMANDS: &str =
    "SELECT schluessel, anfrage, antwort FROM befehl WHERE traeger = $1 AND schluessel IN ($2)";
pub(super) const COMMAND_NEW: &str = "INSERT INTO befehl (traeger, schluessel, anfrage, erfasst, antwort) VALUES ($1, $2, $3, $4, $5)";
pub(super) const UNIQUES: &str =
    "SELECT wert, strom FROM eindeutig WHERE traeger = $1 AND art = $2 AND wert IN ($3)";
pub(super) const UNIQUE_NEW: &str =
    "INSERT INTO eindeutig (traeger, art, wert, strom) VALUES ($1, $2, $3, $4)";
/// Es darf schon dastehen.
pub(super) const WORD_NEW: &str =
    "INSERT INTO suchwort (traeger, wort, strom) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
/// Trägt jemand dieses Wort?
pub(super) const WORD_BORNE: &str =
    "SELECT wort FROM suchwort WHERE traeger = $1 AND wort IN ($2) LIMIT 1";
/// Zeile für Zeile: eine Liste läse auf PostgreSQL alle Wörter des Mandanten, solange die Tabelle nicht gezählt ist.
pub(super) const WORD_ERASE: &str =
    "DELETE FROM suchwort WHERE traeger = $1 AND wort = $2 AND strom = $3";
pub(super) const WORD_PAGE: &str = "SELECT wort, strom FROM suchwort WHERE traeger = $1 AND (wort, strom) > ($2, $3) \
     ORDER BY wort, strom LIMIT 2000";
/// Er darf schon dastehen.
pub(super) const WORD_KEY_NEW: &str = "INSERT INTO wortschluessel (traeger, schluessel, wort) VALUES ($1, $2, $3) \
     ON CONFLICT DO NOTHING";
/// Zeile für Zeile, wie [`WORD_ERASE`].
pub(super) const WORD_KEY_ERASE: &str =
    "DELETE FROM wortschluessel WHERE traeger = $1 AND schluessel = $2 AND wort = $3";
pub(super) const WORD_KEY_PAGE: &str = "SELECT schluessel, wort FROM wortschluessel WHERE traeger = $1 \
     AND (schluessel, wort) > ($2, $3) ORDER BY schluessel, wort LIMIT 2000";
pub(super) const PERSON_NEW: &str =
    "INSERT INTO mensch (traeger, strom, geboren, angabe, woerter) VALUES ($1, $2, $3, $4, $5)";
/// Nennt, welche Wörter noch fortzunehmen sind.
pub(super) const PERSON_ERASE: &str =
    "DELETE FROM mensch WHERE traeger = $1 AND strom IN ($2) RETURNING strom, woerter";
pub(super) const PERSON_WORDS: &str =
    "SELECT strom, woerter FROM mensch WHERE traeger = $1 AND strom IN ($2)";
pub(super) const PERSON_ORPHANS: &str = "DELETE FROM mensch WHERE traeger = $1 \
     AND strom NOT IN (SELECT strom FROM strom WHERE traeger = $2)";
pub(super) const NUMBER_NEW: &str =
    "INSERT INTO nummer (traeger, umgekehrt, strom) VALUES ($1, $2, $3)";
pub(super) const NUMBER_ERASE: &str = "DELETE FROM nummer WHERE traeger = $1 AND strom IN ($2)";
pub(super) const NUMBER_ORPHANS: &str = "DELETE FROM nummer WHERE traeger = $1 \
     AND strom NOT IN (SELECT strom FROM strom WHERE traeger = $2)";
pub(super) const MARK_NEW: &str = "INSERT INTO merkmal (traeger, strom, art, wert, von, bis) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT DO NOTHING";
pub(super) const MARK_ERASE: &str = "DELETE FROM merkmal WHERE traeger = $1 AND strom IN ($2)";
pub(super) const MARK_ORPHANS: &str = "DELETE FROM merkmal WHERE traeger = $1 \
     AND strom NOT IN (SELECT strom FROM strom WHERE traeger = $2)";
/// Was ein Strom im Verzeichnis stehen hat, je Tabelle; zum Prüfen.
pub(super) const DIRECTORY_OF: [&str; 3] = [
    "SELECT geboren, angabe, woerter FROM mensch WHERE traeger = $1 AND strom = $2",
    "SELECT umgekehrt FROM nummer WHERE traeger = $1 AND strom = $2",
    "SELECT art, wert, von, bis FROM merkmal WHERE traeger = $1 AND strom = $2",
];
/// Wie viel im Verzeichnis steht, je Tabelle in derselben Reihenfolge, dann Wörter und ihre Schlüssel.
pub(super) const DIRECTORY_COUNT: [&str; 5] = [
    "SELECT COUNT(*) FROM mensch WHERE traeger = $1",
    "SELECT COUNT(*) FROM nummer WHERE traeger = $1",
    "SELECT COUNT(*) FROM merkmal WHERE traeger = $1",
    "SELECT COUNT(*) FROM suchwort WHERE traeger = $1",
    "SELECT COUNT(*) FROM wortschluessel WHERE traeger = $1",
];
/// Welche dieser Wörter der Strom trägt; zum Prüfen.
pub(super) const DIRECTORY_WORDS: &str =
    "SELECT wort FROM suchwort WHERE traeger = $1 AND strom = $2 AND wort IN ($3)";
/// Unter welchen dieser Schlüssel das Wort steht; zum Prüfen.
pub(super) const DIRECTORY_KEYS: &str = "SELECT schluessel FROM wortschluessel WHERE traeger = $1 AND wort = $2 \
     AND schluessel IN ($3)";
/// So viele Zeilen liest die Suche zuerst je Wort; steht so in den Anweisungen.
pub(super) const FEW: u32 = 800;
/// So viele, wenn keines der Wörter selten genug ist, und so viele Wörter je Schlüssel.
pub(super) const MOST: u32 = 8_000;
/// Welche Wörter unter einem Schlüssel stehen.
pub(super) const FIND_WORDS: &str = "SELECT wort, schluessel FROM wortschluessel WHERE traeger = $1 AND schluessel IN ($2) \
     ORDER BY wort LIMIT 8000";
/// Wer ein Wort trägt.
pub(super) const FIND_BEARERS: &str =
    "SELECT strom, wort FROM suchwort WHERE traeger = $1 AND wort IN ($2) ORDER BY strom LIMIT 800";
pub(super) const FIND_RANGE_FEW: &str = "SELECT strom FROM suchwort WHERE traeger = $1 AND wort >= $2 AND wort < $3 \
     ORDER BY wort, strom LIMIT 800";
pub(super) const FIND_RANGE: &str = "SELECT strom FROM suchwort WHERE traeger = $1 AND wort >= $2 AND wort < $3 \
     ORDER BY wort, strom LIMIT 8000";
pub(super) const FIND_NUMBER: &str = "SELECT strom FROM nummer WHERE traeger = $1 AND umgekehrt >= $2 AND umgekehrt < $3 \
     ORDER BY umgekehrt, strom LIMIT 8000";
pub(super) const FIND_BORN: &str =
    "SELECT strom FROM mensch WHERE traeger = $1 AND geboren = $2 ORDER BY strom LIMIT 8000";
pub(super) const PERSON: &str =
    "SELECT angabe, strom FROM mensch WHERE traeger = $1 AND strom IN ($2)";
/// Welche Werte ein Strom zu einem Merkmal hat oder hatte.
pub(super) const MARKS: &str =
    "SELECT wert FROM merkmal WHERE traeger = $1 AND strom = $2 AND art = $3 ORDER BY wert, von";
/// Welche Ströme zu einem Merkmal diesen Wert haben oder hatten.
pub(super) const MARKED: &str =
    "SELECT strom FROM merkmal WHERE traeger = $1 AND art = $2 AND wert = $3 ORDER BY strom, von";
/// Welche Ströme zu einem Merkmal diesen Wert haben, ab einem Tag und Strom, der Tag zuerst.
pub(super) const MARKED_FROM: &str = "SELECT strom, von FROM merkmal WHERE traeger = $1 AND art = $2 AND wert = $3 \
     AND (von > $4 OR (von = $4 AND strom > $5)) ORDER BY von, strom LIMIT 501";
/// Welche Ströme ein Merkmal seit vor einem Tag haben, gleich mit welchem Wert, der Tag zuerst.
pub(super) const OVERDUE: &str = "SELECT strom, von, wert FROM merkmal WHERE traeger = $1 AND art = $2 AND von < $3 \
     AND (von > $4 OR (von = $4 AND strom > $5)) ORDER BY von, strom LIMIT 501";
// Stände: 0 wartet, 1 läuft, 2 getan, 3 liegt, 4 abgebrochen. `faellig` ist bei einem, der läuft, das Ende
// seiner Pacht; `versuche` sagt, wem sie gehört, und steigt immer: je Tausend eine Reihe von Versuchen.
pub(super) const JOB_NEW: &str = "INSERT INTO auftrag (traeger, auftrag, art, bezug, angelegt, faellig, stand, versuche, getan, \
     von, abbruch, meldung) VALUES ($1, $2, $3, $4, $5, $5, 0, 0, 0, 0, 0, '')";
pub(super) const JOB_NEXT: &str = "SELECT auftrag, art, bezug, stand, versuche, getan, von, meldung, abbruch FROM auftrag \
     WHERE traeger = $1 AND art = $2 AND stand <= 1 AND faellig <= $3 \
     ORDER BY faellig, auftrag LIMIT 1";
pub(super) const JOB_CLAIM: &str = "UPDATE auftrag SET stand = 1, versuche = versuche + 1, faellig = $1 \
     WHERE traeger = $2 AND auftrag = $3 AND versuche = $4 AND stand <= 1";
pub(super) const JOB_GIVE_UP: &str = "UPDATE auftrag SET stand = 3, meldung = $1 \
     WHERE traeger = $2 AND auftrag = $3 AND versuche = $4 AND stand <= 1";
pub(super) const JOB_PROGRESS: &str = "UPDATE auftrag SET getan = $1, von = $2, faellig = $3 \
     WHERE traeger = $4 AND auftrag = $5 AND versuche = $6 AND stand = 1";
pub(super) const JOB_END: &str = "UPDATE auftrag SET stand = $1, faellig = $2, meldung = $3 \
     WHERE traeger = $4 AND auftrag = $5 AND versuche = $6 AND stand = 1";
/// Gibt eine Pacht zurück; was bisher versucht ist, zählt nicht.
pub(super) const JOB_RELEASE: &str = "UPDATE auftrag SET stand = 0, versuche = (versuche / 1000 + 1) * 1000, faellig = $1 \
     WHERE traeger = $2 AND auftrag = $3 AND versuche = $4 AND stand = 1";
pub(super) const JOB_CANCEL: &str = "UPDATE auftrag SET abbruch = 1, stand = CASE stand WHEN 0 THEN 4 ELSE stand END \
     WHERE traeger = $1 AND auftrag = $2 AND stand <= 1";
pub(super) const JOB_CANCELLED: &str = "UPDATE auftrag SET stand = 4 \
     WHERE traeger = $1 AND auftrag = $2 AND versuche = $3 AND stand <= 1";
pub(super) const JOB_RETRY: &str = "UPDATE auftrag SET stand = 0, versuche = (versuche / 1000 + 1) * 1000, faellig = angelegt, abbruch = 0 \
     WHERE traeger = $1 AND auftrag = $2 AND stand >= 3";
pub(super) const JOB: &str = "SELECT auftrag, art, bezug, stand, versuche, getan, von, meldung, abbruch FROM auftrag \
     WHERE traeger = $1 AND auftrag = $2";
pub(super) const JOBS: &str = "SELECT auftrag, art, bezug, stand, versuche, getan, von, meldung, abbruch FROM auftrag \
     WHERE traeger = $1 AND stand <> 2 ORDER BY angelegt, auftrag";
pub(super) const STREAM_ERASE: &str =
    "DELETE FROM strom WHERE traeger = $1 AND strom = $2 AND version = $3";
pub(super) const EVENTS_ERASE: &str = "DELETE FROM ereignis WHERE traeger = $1 AND strom = $2";
/// Die Antworten auf Befehle, die an diesen Strom anfügten; vor [`EVENTS_ERASE`].
pub(super) const COMMANDS_ERASE: &str = "DELETE FROM befehl WHERE traeger = $1 AND schluessel IN \
     (SELECT befehl FROM ereignis WHERE traeger = $1 AND strom = $2)";
pub(super) const UNIQUE_ERASE: &str = "DELETE FROM eindeutig WHERE traeger = $1 AND strom = $2";
pub(super) const JOBS_ERASE: &str = "DELETE FROM auftrag WHERE traeger = $1 AND bezug LIKE $2";
pub(super) const ERASURE_NEW: &str =
    "INSERT INTO loeschvermerk (traeger, strom, version, blaetter) VALUES ($1, $2, $3, $4)";
pub(super) const ERASURES: &str = "SELECT strom, version, blaetter FROM loeschvermerk WHERE traeger = $1 \
     ORDER BY strom, version";
pub(super) const ERASED: &str = "SELECT name FROM geloescht WHERE traeger = $1 AND name IN ($2)";
pub(super) const ERASED_NEW: &str =
    "INSERT INTO geloescht (traeger, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
/// Alle Fassungen.
pub(super) const KEYS: &str = "SELECT strom, fassung, umschlag, epoche FROM schluessel \
     WHERE traeger = $1 AND strom IN ($2) ORDER BY strom, fassung";
pub(super) const KEY_NEW: &str = "INSERT INTO schluessel (traeger, strom, fassung, umschlag, epoche) VALUES ($1, $2, $3, $4, $5)";
pub(super) const KEY_BLANK: &str =
    "UPDATE schluessel SET umschlag = $1 WHERE traeger = $2 AND strom = $3";
pub(super) const KEY_ERASE: &str = "DELETE FROM schluessel WHERE traeger = $1 AND strom = $2";
pub(super) const EPOCH: &str = "SELECT nr FROM epoche ORDER BY nr DESC LIMIT 1";
pub(crate) const EPOCH_NEW: &str = "INSERT INTO epoche (nr) VALUES ($1)";

/// Bringt die Tabellen der Akten auf den Stand dieses Programms, alles oder nichts: ein Absturz dabei lässt
/// keine Tabelle zurück, über die der nächste Start stolpert.
///
/// # Errors
/// Wie [`migrate`].
pub fn prepare(sql: &mut dyn Sql) -> Result<(), DbError> {
    whole(sql, migrate)
}

/// Wie [`prepare`], für den Schlüsselbund.
///
/// # Errors
/// Wie [`migrate`].
pub fn prepare_keys(sql: &mut dyn Sql) -> Result<(), DbError> {
    whole(sql, migrate_keys)
}

/// Bringt die Tabellen der Akten in der laufenden Transaktion auf den Stand dieses Programms.
///
/// # Errors
/// [`DbError::Broken`], wenn ein neueres Programm die Tabellen angelegt hat; sonst [`DbError`].
pub fn migrate(sql: &mut dyn Sql) -> Result<(), DbError> {
    apply(sql, MIGRATIONS)
}

/// Bringt die Tabellen des Schlüsselbunds auf den Stand dieses Programms.
///
/// # Errors
/// Wie [`migrate`].
pub fn migrate_keys(sql: &mut dyn Sql) -> Result<(), DbError> {
    apply(sql, KEY_MIGRATIONS)
}

fn whole(
    sql: &mut dyn Sql,
    work: impl FnOnce(&mut dyn Sql) -> Result<(), DbError>,
) -> Result<(), DbError> {
    sql.batch("BEGIN")?;
    if let Err(error) = work(sql) {
        // Gelingt auch das nicht, ist die Verbindung schon außerhalb der Transaktion.
        drop(sql.batch("ROLLBACK"));
        return Err(error);
    }
    sql.batch("COMMIT")?;
    sql.protect()
}

fn apply(sql: &mut dyn Sql, migrations: &[&[&'static str]]) -> Result<(), DbError> {
    sql.execute(MIGRATION_TABLE, &[])?;
    let done = sql.first(MIGRATION_COUNT, &[])?.map_or(Ok(0), |row| row.count(0))?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > migrations.len() {
        return Err(DbError::Broken("die Tabellen stammen von einem neueren Programm".to_owned()));
    }
    for (nr, steps) in (1_i64..).zip(migrations).skip(done) {
        for step in *steps {
            sql.define(step)?;
        }
        sql.execute(MIGRATION_DONE, &[Value::Int(nr)])?;
    }
    Ok(())
}
