//! Ein PostgreSQL nur für die Tests: eigener Ordner, eigener Socket, nach dem Lauf ist beides fort.
//!
//! Es läuft als Benutzer `postgres`, denn als root startet es nicht; ohne root als der, der aufruft. Die
//! Programme sind die von Debian.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{run, setup};

/// In dieser Variable finden die Tests die Verbindung.
pub const VARIABLE: &str = "NAHTLOS_POSTGRES";

/// Ein laufender Server.
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

impl Server {
    /// Legt eine Datenbank an und startet sie; zurück kommt, wer Verbindungen annimmt.
    pub fn start() -> Result<Server> {
        let programs =
            programs().context("initdb fehlt; bitte das Paket postgresql installieren")?;
        let folder = std::env::temp_dir().join(format!("nahtlos-postgres-{}", std::process::id()));
        let server = Server { programs, folder };
        let owner: &[&str] = if setup::is_root() { &["-o", "postgres"] } else { &[] };
        let mut create = Command::new("install");
        create.args(["-d", "-m", "700"]).args(owner).arg(&server.folder);
        run::quiet(&mut create)?;
        let initdb = ["--auth=trust", "--username=nahtlos", "--encoding=UTF8", "--locale=C.UTF-8"];
        run::quiet(server.command("initdb").args(initdb).arg(server.data()))?;
        let sockets = server.folder.display();
        // Nur ein Socket im eigenen Ordner, kein Port; sicher geschrieben wird wie im Betrieb.
        let options = format!("-c listen_addresses= -c unix_socket_directories={sockets}");
        let mut start = server.command("pg_ctl");
        start.args(["start", "-w", "-s", "-o", &options, "-D"]).arg(server.data());
        start.arg("-l").arg(server.folder.join("protokoll"));
        // Nicht `quiet`: der Server behielte das andere Ende der Ausgabe.
        let (started, _) = run::visible(&mut start)?;
        ensure!(started, "pg_ctl start; siehe {}/protokoll", server.folder.display());
        println!("PostgreSQL: läuft in {}", server.folder.display());
        Ok(server)
    }

    /// Wie die Tests sich verbinden.
    pub fn connection(&self) -> String {
        format!("host={} user=nahtlos dbname=postgres", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("daten")
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if setup::is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(std::env::temp_dir());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "-m", "immediate", "-s", "-D"]).arg(self.data());
        if let Err(error) = run::visible(&mut stop) {
            println!("PostgreSQL ließ sich nicht beenden: {error:#}");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            println!("{} ließ sich nicht entfernen: {error}", self.folder.display());
        }
    }
}

/// Der Ordner mit `initdb`: Debian legt ihn nicht in den Suchpfad.
pub fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> =
        debian.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.sort();
    let in_path = run::which("initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    folders.into_iter().rev().chain(in_path).find(|folder| folder.join("initdb").is_file())
}
