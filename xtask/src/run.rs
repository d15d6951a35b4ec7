//! Programme ausführen und ihre CPU-Zeit messen.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::{AddAssign, Sub};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// CPU-Zeit in Hundertstelsekunden; das ist die Einheit des Kernels (`USER_HZ` = 100).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cpu(pub u64);

impl Cpu {
    /// Was alle bisher beendeten Kindprozesse verbraucht haben, deren Kinder eingeschlossen.
    pub fn of_children() -> Result<Cpu> {
        let stat = std::fs::read_to_string("/proc/self/stat")
            .context("read /proc/self/stat: die CPU-Zeit ist nur auf Linux zu messen")?;
        Cpu::parse(&stat).context("parse /proc/self/stat")
    }

    /// Felder 16 und 17 (`cutime`, `cstime`); gezählt wird nach dem Namen in Klammern, weil er
    /// Leerzeichen enthalten darf.
    fn parse(stat: &str) -> Option<Cpu> {
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_whitespace().skip(13);
        let user: u64 = fields.next()?.parse().ok()?;
        let system: u64 = fields.next()?.parse().ok()?;
        Some(Cpu(user + system))
    }

    /// Ganze Sekunden, abgerundet.
    pub fn seconds(self) -> u64 {
        self.0 / 100
    }
}

impl Sub for Cpu {
    type Output = Cpu;
    fn sub(self, earlier: Cpu) -> Cpu {
        Cpu(self.0.saturating_sub(earlier.0))
    }
}

impl AddAssign for Cpu {
    fn add_assign(&mut self, more: Cpu) {
        self.0 += more.0;
    }
}

/// Sekunden mit einer Stelle: `12,3`.
impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{},{}", self.0 / 100, self.0 % 100 / 10))
    }
}

/// Führt aus, zeigt die Ausgabe und sagt, ob es gelang und wie viel CPU es brauchte.
pub fn visible(command: &mut Command) -> Result<(bool, Cpu)> {
    let before = Cpu::of_children()?;
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("start {command:?}"))?;
    Ok((status.success(), Cpu::of_children()? - before))
}

/// Wie [`visible`], und gibt jede Zeile der Standardausgabe auch an `each`.
pub fn teed(command: &mut Command, mut each: impl FnMut(&str)) -> Result<(bool, Cpu)> {
    let before = Cpu::of_children()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("start {command:?}"))?;
    let stdout = child.stdout.take().context("standard output of the child")?;
    let mut reader = BufReader::new(stdout);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        each(String::from_utf8_lossy(&line).trim_end_matches('\n'));
        line.clear();
    }
    let status = child.wait()?;
    Ok((status.success(), Cpu::of_children()? - before))
}

/// Führt aus, ohne etwas zu zeigen; die Standardausgabe, wenn es gelang.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("start {command:?}"))?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {stderr}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Das Cargo, mit dem auch dieses Programm gebaut wurde, im Ordner des Projekts.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Der Ordner des Projekts.
///
/// Cargo nennt ihn beim Ausführen; der beim Bauen gemerkte stimmt nicht mehr, wenn zwei Klone
/// denselben Zielordner benutzen.
pub fn root() -> PathBuf {
    let built = || env!("CARGO_MANIFEST_DIR").into();
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(built));
    here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
}

/// Cargos Beschreibung des Arbeitsbereichs ohne Abhängigkeiten.
pub fn metadata() -> Result<Value> {
    let text = quiet(&mut cargo(&["metadata", "--no-deps", "--format-version", "1", "--locked"]))?;
    serde_json::from_str(&text).context("read `cargo metadata`")
}

/// Der Ordner, in den Cargo baut.
pub fn target_directory() -> Result<PathBuf> {
    let metadata = metadata()?;
    let directory = metadata.get("target_directory").and_then(Value::as_str);
    directory.map(PathBuf::from).context("target_directory in `cargo metadata`")
}

/// Das Programm im Suchpfad.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn die_cpu_zeit_steht_hinter_dem_namen_auch_wenn_er_klammern_hat() {
        // proc(5): 15. und 16. Feld nach dem Namen sind utime/stime der Kinder.
        let stat = "1 (a ) b) S 1 1 1 0 -1 4194304 99 0 0 0 3 4 250 150 20 0 1 0 91934";
        assert_eq!(Cpu::parse(stat), Some(Cpu(400)));
        assert_eq!(Cpu(1234).to_string(), "12,3");
        assert_eq!(Cpu::parse("kaputt"), None);
    }

    #[test]
    fn ein_kindprozess_kostet_messbar_und_seine_zeilen_kommen_an() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo a; printf b"]);
        let (success, cpu) = teed(&mut command, |line| lines.push(line.to_owned())).unwrap();
        assert!(success && cpu > Cpu(0));
        assert_eq!(lines, ["a", "b"]);
    }
}
