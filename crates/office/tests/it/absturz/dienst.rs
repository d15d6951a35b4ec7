//! Den Schreibdienst starten, allein oder unter `strace`, und aufschreiben, was er bestätigt.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// SIGKILL.
const KILL: i32 = 9;

/// Ein Lauf des Dienstes, der noch nicht begonnen hat.
#[derive(Clone, Copy)]
pub struct Auftrag<'a> {
    /// Wo die Dateien liegen.
    pub ordner: &'a Path,
    /// So viele Fäden senden zugleich.
    pub klienten: u32,
    /// Was gesendet wird.
    pub nummern: &'a Range<u32>,
    /// Weitere Worte des Aufrufs.
    pub worte: &'a [&'a str],
}

/// Was ein Klient von einem Lauf gesehen hat.
#[derive(Debug, Default)]
pub struct Lauf {
    /// Der Dienst nahm Befehle an.
    pub bereit: bool,
    /// Bestätigte Nummern.
    pub bestaetigt: BTreeSet<u32>,
    /// Abgelehnte Nummern mit ihrem Grund; Nummer `None`, wenn schon das Öffnen scheiterte.
    pub abgelehnt: Vec<(Option<u32>, String)>,
    /// Der Dienst wurde getötet.
    pub getoetet: bool,
    /// Der Dienst endete von selbst und ohne Absturz.
    pub sauber: bool,
}

impl Auftrag<'_> {
    /// Ohne Eingriff.
    pub fn allein(&self) -> Lauf {
        self.sende(Command::new(programm()))
    }

    /// Unter `strace` mit diesen Worten, etwa einer Einspritzung; `protokoll` bekommt die Aufrufe.
    pub fn unter_strace(&self, worte: &[&str], protokoll: &Path) -> Lauf {
        let mut strace = Command::new("strace");
        // Ohne `--seccomp-bpf`: damit zählt strace 6.1 bei `when=` nicht weiter.
        strace.args(["-f", "-qq", "-o"]).arg(protokoll).args(worte);
        // Cargo nennt Ordner mit Bibliotheken: der Lader suchte darin, bevor das Programm beginnt.
        strace.arg(programm()).env_remove("LD_LIBRARY_PATH");
        self.sende(strace)
    }

    /// Startet, ohne zu senden.
    pub fn starte(&self, mut command: Command) -> Dienst {
        command.arg(self.ordner).arg(self.klienten.to_string()).args(self.worte);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let fehlt = "strace (Paket strace) oder der Schreibdienst (cargo build --examples) fehlt";
        let mut prozess = command.spawn().map_err(|fehler| format!("{fehlt}: {fehler}")).unwrap();
        let hinein = prozess.stdin.take().unwrap();
        let heraus = BufReader::new(prozess.stdout.take().unwrap());
        Dienst { prozess, hinein, heraus }
    }

    fn sende(&self, command: Command) -> Lauf {
        let mut dienst = self.starte(command);
        for nr in self.nummern.clone() {
            // Ist der Dienst schon tot, sagt das sein Ende.
            let _ = dienst.sende(nr);
        }
        dienst.ende()
    }
}

/// Ein laufender Dienst.
pub struct Dienst {
    prozess: Child,
    hinein: ChildStdin,
    heraus: BufReader<ChildStdout>,
}

impl Dienst {
    /// Sendet einen Befehl.
    pub fn sende(&mut self, nr: u32) -> std::io::Result<()> {
        self.hinein.write_all(format!("{nr}\n").as_bytes())
    }

    /// Wartet auf die nächste Antwort.
    pub fn antwort(&mut self) -> String {
        let mut zeile = String::new();
        self.heraus.read_line(&mut zeile).unwrap();
        zeile.trim_end().to_owned()
    }

    /// Sendet nichts mehr, hört bis zuletzt zu und wartet auf das Ende.
    pub fn ende(self) -> Lauf {
        let Dienst { mut prozess, hinein, heraus } = self;
        drop(hinein);
        let mut lauf = Lauf::default();
        for zeile in heraus.lines() {
            lauf.hoere(&zeile.unwrap());
        }
        let status = prozess.wait().unwrap();
        lauf.getoetet = status.signal() == Some(KILL);
        lauf.sauber = status.success();
        lauf
    }
}

impl Lauf {
    fn hoere(&mut self, zeile: &str) {
        let mut worte = zeile.splitn(3, ' ');
        match (worte.next().unwrap(), worte.next(), worte.next()) {
            ("bereit", None, None) => self.bereit = true,
            ("ja", Some(nr), None) => drop(self.bestaetigt.insert(nr.parse().unwrap())),
            ("nein", Some(nr), Some(grund)) => {
                self.abgelehnt.push((Some(nr.parse().unwrap()), grund.to_owned()));
            }
            ("geschlossen", ..) => self.abgelehnt.push((None, zeile.to_owned())),
            _ => panic!("unerwartet: {zeile}"),
        }
    }
}

/// Der Schreibdienst: ein Beispiel dieses Crates, also neben dem Testprogramm gebaut.
pub fn programm() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().join("examples/schreibdienst")
}

/// Je Systemaufruf: wie oft ihn der Faden machte, der ihn am häufigsten machte. So zählt auch `when=`.
pub fn zaehle(protokoll: &Path) -> BTreeMap<String, usize> {
    let mut je_faden: BTreeMap<(String, String), usize> = BTreeMap::new();
    for zeile in std::fs::read_to_string(protokoll).unwrap().lines() {
        let Some((faden, rest)) = zeile.split_once(' ') else { continue };
        let Some((aufruf, _)) = rest.trim_start().split_once('(') else { continue };
        if aufruf.bytes().all(|b| b.is_ascii_alphanumeric()) {
            *je_faden.entry((aufruf.to_owned(), faden.to_owned())).or_default() += 1;
        }
    }
    let mut zahlen = BTreeMap::new();
    for ((aufruf, _), zahl) in je_faden {
        let hoechste: &mut usize = zahlen.entry(aufruf).or_default();
        *hoechste = zahl.max(*hoechste);
    }
    zahlen
}
