//! Das Programm Nahtlos: ein Befehl je Datei, ohne eigene Fachlogik.
//!
//! Ausgänge: 0 gut · 1 fertig, aber einzelnes ist fehlerhaft · 2 die Arbeit war nicht möglich
//! (Aufruf, Dateien, Parameter).

mod angabe;
mod anzeige;
mod assess;
mod aufraeumen;
mod aufruf;
mod backup;
mod dateien;
mod demo;
mod einrichten;
mod frist;
mod loeschen;
mod month;
mod muster;
mod neuberechnen;
#[cfg(feature = "serve")]
mod posteingang;
mod probelauf;
mod recht;
mod rechtsbehelfe;
mod restore;
mod sammelfreigabe;
mod schema;
mod schritte;
#[cfg(feature = "serve")]
mod serve;
mod speicher;
mod textbausteine;
mod verify;
mod verlauf;
mod versand;
mod vorrang;
mod zeilen;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Nahtlos: das offene Fachverfahren für Jobcenter (SGB II)
#[derive(Parser)]
#[command(name = "nahtlos", version, arg_required_else_help = true)]
struct Programm {
    #[command(subcommand)]
    befehl: Befehl,
}

#[derive(Subcommand)]
enum Befehl {
    Demo(demo::Demo),
    Month(month::Month),
    Assess(assess::Assess),
    Frist(frist::Frist),
    Muster(muster::Muster),
    Vorrang(vorrang::Vorrang),
    Schema(schema::Schema),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    #[cfg(feature = "serve")]
    Posteingang(posteingang::Annahme),
    Einrichten(einrichten::Einrichten),
    Loeschen(loeschen::Loeschen),
    Schritte(schritte::Schritte),
    Rechtsbehelfe(rechtsbehelfe::Rechtsbehelfe),
    Probelauf(probelauf::Probelauf),
    Neuberechnen(neuberechnen::Neuberechnen),
    Sammelfreigabe(sammelfreigabe::Freigabe),
    Versand(versand::Versand),
    Textbausteine(textbausteine::Textbausteine),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Verify(verify::Verify),
    Aufraeumen(aufraeumen::Aufraeumen),
}

impl Befehl {
    fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        match self {
            Befehl::Demo(demo) => demo.fuehre_aus(),
            Befehl::Month(month) => month.fuehre_aus(),
            Befehl::Assess(assess) => assess.fuehre_aus(),
            Befehl::Frist(frist) => frist.fuehre_aus(),
            Befehl::Muster(muster) => muster.fuehre_aus(),
            Befehl::Vorrang(vorrang) => vorrang.fuehre_aus(),
            Befehl::Schema(schema) => schema.fuehre_aus(),
            #[cfg(feature = "serve")]
            Befehl::Serve(serve) => serve.fuehre_aus(),
            #[cfg(feature = "serve")]
            Befehl::Posteingang(annahme) => annahme.fuehre_aus(),
            Befehl::Einrichten(einrichten) => einrichten.fuehre_aus(),
            Befehl::Loeschen(loeschen) => loeschen.fuehre_aus(),
            Befehl::Schritte(schritte) => schritte.fuehre_aus(),
            Befehl::Rechtsbehelfe(rechtsbehelfe) => rechtsbehelfe.fuehre_aus(),
            Befehl::Probelauf(probelauf) => probelauf.fuehre_aus(),
            Befehl::Neuberechnen(neuberechnen) => neuberechnen.fuehre_aus(),
            Befehl::Sammelfreigabe(freigabe) => freigabe.fuehre_aus(),
            Befehl::Versand(versand) => versand.fuehre_aus(),
            Befehl::Textbausteine(bausteine) => bausteine.fuehre_aus(),
            Befehl::Backup(backup) => backup.fuehre_aus(),
            Befehl::Restore(restore) => restore.fuehre_aus(),
            Befehl::Verify(verify) => verify.fuehre_aus(),
            Befehl::Aufraeumen(aufraeumen) => aufraeumen.fuehre_aus(),
        }
    }
}

fn main() -> ExitCode {
    let programm: Programm = match aufruf::lies(std::env::args_os()) {
        Ok(programm) => programm,
        Err(ausgang) => return ausgang,
    };
    programm.befehl.fuehre_aus().unwrap_or_else(|fehler| {
        eprintln!("Fehler: {fehler:#}");
        ExitCode::from(2)
    })
}
