//! Aufträge: was nach einem Vorgang noch zu tun ist, ein Brief, eine Datei, eine Nachricht, ein langer Lauf.
//!
//! Ein Auftrag entsteht in derselben Transaktion wie die Ereignisse, zu denen er gehört: ohne das eine gibt es
//! das andere nicht. Wer ihn nimmt, pachtet ihn; läuft die Pacht ab, ohne dass jemand fertig wurde, nimmt ihn
//! der Nächste. Ein Auftrag kann darum zweimal laufen, und was er tut, muss das vertragen. Nach
//! [`ATTEMPTS`] Versuchen bleibt er liegen, bis ein Mensch ihn ansieht.
//!
//! In einem Auftrag stehen nur Kennungen, nie Angaben über Menschen.

use super::record::Store;
use super::schema::{
    JOB, JOB_CANCEL, JOB_CANCELLED, JOB_CLAIM, JOB_END, JOB_GIVE_UP, JOB_NEW, JOB_NEXT,
    JOB_PROGRESS, JOB_RELEASE, JOB_RETRY, JOBS,
};
use super::sql::{DbError, Row, Sql, Value};
use super::streams::{CommitError, number};

/// So oft wird ein Auftrag versucht.
pub const ATTEMPTS: u32 = 5;

/// So viele Nummern hat eine Reihe von Versuchen; wer einen Auftrag noch einmal will, beginnt die nächste.
const SERIES: i64 = 1000;

const SECOND: i64 = 1_000_000;
/// So lange gehört ein Auftrag dem, der ihn nahm; jeder gemeldete Fortschritt verlängert.
const LEASE: i64 = 60 * SECOND;
/// So lange ruht ein Auftrag nach dem ersten gescheiterten Versuch; danach je doppelt so lange.
const PAUSE: i64 = 10 * SECOND;

const NEVER_ENDED: &str = "lief mehrmals, ohne zu enden; bitte melden";

/// Ein neuer Auftrag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Was zu tun ist, etwa `brief`.
    pub kind: &'static str,
    /// Woran: Kennungen, etwa `fall:… 12`.
    pub subject: String,
}

/// Wie es um einen Auftrag steht.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Wartet.
    Waiting,
    /// Läuft, oder wer ihn hatte, ist verschwunden.
    Running,
    /// Getan.
    Done,
    /// Zu oft gescheitert; ein Mensch sieht nach.
    Dead,
    /// Abgebrochen.
    Cancelled,
}

/// Ein Auftrag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Der Schlüssel des Vorgangs, aus dem er stammt, und der wievielte.
    pub id: String,
    /// Was zu tun ist.
    pub kind: String,
    /// Woran.
    pub subject: String,
    /// Wie es steht.
    pub status: Status,
    /// Der wievielte Versuch; null: noch keiner.
    pub attempt: u32,
    /// Wem die Pacht gehört: steigt mit jedem Versuch und beginnt nie von vorn.
    lease: i64,
    /// Wie viel getan ist, und von wie viel.
    pub progress: (u64, u64),
    /// Was beim letzten Mal schiefging; ohne Angaben über Menschen.
    pub message: String,
}

/// Was jemand, der arbeitet, nach jedem Schritt erfährt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Weiter.
    On,
    /// Jemand will, dass es aufhört.
    Cancelled,
    /// Die Pacht war abgelaufen, ein anderer hat übernommen: aufhören, nichts mehr melden.
    Lost,
}

/// Legt die Aufträge eines Vorgangs an.
///
/// # Errors
/// [`DbError`].
pub(super) fn create(
    sql: &mut dyn Sql,
    (traeger, command): (&str, &str),
    jobs: &[NewJob],
    recorded: i64,
) -> Result<(), DbError> {
    for (nr, job) in (1_u32..).zip(jobs) {
        let id = format!("{command}/{nr}");
        let texts = [traeger, &id, job.kind, &job.subject].map(Value::Text);
        let [tenant, id, kind, subject] = texts;
        sql.execute(JOB_NEW, &[tenant, id, kind, subject, Value::Int(recorded)])?;
    }
    Ok(())
}

impl Store {
    /// Nimmt den ältesten Auftrag dieser Art, der an der Reihe ist; `None`, wenn keiner wartet.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn claim(&self, traeger: &str, kind: &'static str) -> Result<Option<Job>, CommitError> {
        let tenant = traeger.to_owned();
        self.write(traeger, move |sql, now| {
            let values = [Value::Text(&tenant), Value::Text(kind), Value::Int(now)];
            while let Some(row) = sql.first(JOB_NEXT, &values)? {
                let mut job = read(&row)?;
                let before = Value::Int(job.lease);
                let place = [Value::Text(&tenant), Value::Text(&job.id)];
                let [tenant, id] = place;
                if row.int(8)? != 0 {
                    // Wer ihn hatte, kam nicht mehr dazu, aufzuhören.
                    sql.execute(JOB_CANCELLED, &[tenant, id, before])?;
                    continue;
                }
                if job.attempt >= ATTEMPTS {
                    // Wer ihn hatte, kam nie zurück: ein sechstes Mal reißt er niemanden mit.
                    sql.execute(JOB_GIVE_UP, &[Value::Text(NEVER_ENDED), tenant, id, before])?;
                    continue;
                }
                let lease = Value::Int(now.saturating_add(LEASE));
                if sql.execute(JOB_CLAIM, &[lease, tenant, id, before])? != 1 {
                    return Err(DbError::Retry.into());
                }
                job.attempt += 1;
                job.lease += 1;
                job.status = Status::Running;
                return Ok(Some(job));
            }
            Ok(None)
        })
    }

    /// Meldet Fortschritt und erfährt, ob es weitergeht.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn progress(
        &self,
        traeger: &str,
        job: &Job,
        (done, of): (u64, u64),
    ) -> Result<Go, CommitError> {
        let (tenant, id, mine) = (traeger.to_owned(), job.id.clone(), job.lease);
        self.write(traeger, move |sql, now| {
            let lease = Value::Int(now.saturating_add(LEASE));
            let [done, of] = [done, of].map(|count| Value::Int(number(count)));
            let mine = [Value::Text(&tenant), Value::Text(&id), Value::Int(mine)];
            let [tenant, id, mine] = mine;
            if sql.execute(JOB_PROGRESS, &[done, of, lease, tenant, id, mine])? != 1 {
                return Ok(Go::Lost);
            }
            let wish = sql.first(JOB, &[tenant, id])?.map_or(Ok(0), |row| row.int(8))?;
            Ok(if wish == 0 { Go::On } else { Go::Cancelled })
        })
    }

    /// Der Auftrag ist getan.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn finish(&self, traeger: &str, job: &Job) -> Result<(), CommitError> {
        self.end(traeger, job, Status::Done, String::new())
    }

    /// Der Auftrag ist abgebrochen, weil es jemand wollte.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn stop(&self, traeger: &str, job: &Job) -> Result<(), CommitError> {
        self.end(traeger, job, Status::Cancelled, String::new())
    }

    /// Der Versuch ist gescheitert: der Auftrag wartet und kommt wieder an die Reihe, oder er bleibt liegen.
    /// `message` nennt keine Angaben über Menschen.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn fail(&self, traeger: &str, job: &Job, message: String) -> Result<(), CommitError> {
        let status = if job.attempt < ATTEMPTS { Status::Waiting } else { Status::Dead };
        self.end(traeger, job, status, message)
    }

    /// Gibt den Auftrag zurück, weil der Dienst endet: er wartet wieder, und der Versuch zählt nicht.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn release(&self, traeger: &str, job: &Job) -> Result<(), CommitError> {
        let (tenant, id, mine) = (traeger.to_owned(), job.id.clone(), job.lease);
        self.write(traeger, move |sql, now| {
            let place = [Value::Text(&tenant), Value::Text(&id), Value::Int(mine)];
            let [tenant, id, mine] = place;
            sql.execute(JOB_RELEASE, &[Value::Int(now), tenant, id, mine])?;
            Ok(())
        })
    }

    /// Bittet, den Auftrag abzubrechen; wer gerade daran arbeitet, erfährt es beim nächsten Schritt. Falsch: er ist
    /// schon zu Ende.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn cancel(&self, traeger: &str, id: &str) -> Result<bool, CommitError> {
        self.change(JOB_CANCEL, traeger, id)
    }

    /// Lässt einen abgebrochenen oder liegengebliebenen Auftrag noch einmal von vorn versuchen. Falsch: er ist keines
    /// von beidem.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn retry(&self, traeger: &str, id: &str) -> Result<bool, CommitError> {
        self.change(JOB_RETRY, traeger, id)
    }

    /// Ein Auftrag; `None`, wenn es ihn nicht gibt.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn job(&self, traeger: &str, id: &str) -> Result<Option<Job>, DbError> {
        let values = [traeger, id].map(Value::Text);
        self.look(traeger, |view| view.sql.first(JOB, &values)?.map(|row| read(&row)).transpose())
    }

    /// Alle Aufträge, die noch nicht getan sind, der älteste zuerst.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn jobs(&self, traeger: &str) -> Result<Vec<Job>, DbError> {
        self.look(traeger, |view| {
            let mut jobs = Vec::new();
            view.sql.query(JOBS, &[Value::Text(traeger)], &mut |row| {
                jobs.push(read(&row)?);
                Ok(())
            })?;
            Ok(jobs)
        })
    }

    fn change(
        &self,
        statement: &'static str,
        traeger: &str,
        id: &str,
    ) -> Result<bool, CommitError> {
        let (tenant, id) = (traeger.to_owned(), id.to_owned());
        self.write(traeger, move |sql, _| {
            Ok(sql.execute(statement, &[Value::Text(&tenant), Value::Text(&id)])? == 1)
        })
    }

    fn end(
        &self,
        traeger: &str,
        job: &Job,
        status: Status,
        message: String,
    ) -> Result<(), CommitError> {
        let (tenant, id) = (traeger.to_owned(), job.id.clone());
        let (attempt, mine) = (job.attempt, job.lease);
        self.write(traeger, move |sql, now| {
            let pause = PAUSE.saturating_mul(1 << attempt.saturating_sub(1).min(16));
            let values = [
                Value::Int(status.number()),
                Value::Int(now.saturating_add(pause)),
                Value::Text(&message),
                Value::Text(&tenant),
                Value::Text(&id),
                Value::Int(mine),
            ];
            // Wer die Pacht verlor, ändert nichts mehr.
            sql.execute(JOB_END, &values)?;
            Ok(())
        })
    }
}

impl Status {
    const ALL: [Status; 5] =
        [Status::Waiting, Status::Running, Status::Done, Status::Dead, Status::Cancelled];

    /// Wie er gespeichert ist.
    fn number(self) -> i64 {
        match self {
            Status::Waiting => 0,
            Status::Running => 1,
            Status::Done => 2,
            Status::Dead => 3,
            Status::Cancelled => 4,
        }
    }
}

/// `auftrag, art, bezug, stand, versuche, getan, von, meldung, abbruch`.
fn read(row: &Row) -> Result<Job, DbError> {
    let stand = row.int(3)?;
    let status = Status::ALL.into_iter().find(|status| status.number() == stand);
    Ok(Job {
        id: row.text(0)?.to_owned(),
        kind: row.text(1)?.to_owned(),
        subject: row.text(2)?.to_owned(),
        status: status.ok_or_else(|| DbError::Broken("unbekannter Stand".to_owned()))?,
        attempt: u32::try_from(row.int(4)? % SERIES).unwrap_or(u32::MAX),
        lease: row.int(4)?,
        progress: (row.count(5)?, row.count(6)?),
        message: row.text(7)?.to_owned(),
    })
}
