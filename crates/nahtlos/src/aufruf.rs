//! Die Befehlszeile auf Deutsch: Hilfe und Fehler von clap.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

const VORLAGE: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}{after-help}\n";

/// Liest den Aufruf. Hilfe und Fehler sind schon ausgegeben, wenn ein Ausgang zurückkommt.
pub fn lies<P: CommandFactory + FromArgMatches>(
    worte: impl IntoIterator<Item = OsString>,
) -> Result<P, ExitCode> {
    let befehl = eindeutschen(P::command(), "");
    let gelesen = befehl.try_get_matches_from(worte).and_then(|m| P::from_arg_matches(&m));
    gelesen.map_err(|fehler| melde(&fehler))
}

/// Ersetzt die englischen Teile der Hilfe, bei allen Unterbefehlen.
fn eindeutschen(befehl: Command, oben: &str) -> Command {
    let pfad = format!("{oben}{}", befehl.get_name());
    let unterbefehle: Vec<String> =
        befehl.get_subcommands().map(|unter| unter.get_name().to_owned()).collect();
    let hilfe = Arg::new("hilfe")
        .short('h')
        .long("help")
        .visible_alias("hilfe")
        .help("Zeigt diese Hilfe")
        .action(ArgAction::Help);
    let mut befehl = befehl
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Befehle")
        .help_template(VORLAGE)
        .arg(hilfe);
    if befehl.get_version().is_some() {
        let fassung = Arg::new("fassung")
            .short('V')
            .long("version")
            .help("Zeigt die Fassung des Programms")
            .action(ArgAction::Version);
        befehl = befehl.arg(fassung);
    }
    befehl = befehl.mut_args(|arg| {
        let kapitel = if arg.is_positional() { "Angaben" } else { "Optionen" };
        let arg = arg.help_heading(kapitel);
        if arg.get_action().takes_values() {
            arg.hide_default_value(true).hide_possible_values(true)
        } else {
            arg
        }
    });
    let zeile = aufrufzeile(&befehl, &pfad);
    befehl = befehl.override_usage(zeile);
    for name in unterbefehle {
        befehl = befehl.mut_subcommand(name, |unter| eindeutschen(unter, &format!("{pfad} ")));
    }
    befehl
}

fn aufrufzeile(befehl: &Command, pfad: &str) -> String {
    let name = |arg: &Arg| {
        let namen = arg.get_value_names().unwrap_or_default();
        namen.first().map_or_else(|| arg.get_id().to_string(), ToString::to_string)
    };
    let angaben: String = befehl.get_positionals().map(|arg| format!(" <{}>", name(arg))).collect();
    let unterbefehl = if befehl.has_subcommands() { " <BEFEHL>" } else { "" };
    format!("{pfad} [OPTIONEN]{angaben}{unterbefehl}")
}

fn melde(fehler: &clap::Error) -> ExitCode {
    match fehler.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Wer die Hilfe in `head` leitet, hat genug gelesen: kein Fehler.
            let _ = write!(std::io::stdout(), "{fehler}");
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{fehler}");
            ExitCode::from(2)
        }
        _ => {
            eprintln!("Fehler: {}", satz(fehler));
            eprintln!("Hilfe: nahtlos --help");
            ExitCode::from(2)
        }
    }
}

fn satz(fehler: &clap::Error) -> String {
    let angabe = |art| fehler.get(art).map(ToString::to_string).unwrap_or_default();
    let vorschlag = |art| {
        let moeglich = angabe(art);
        if moeglich.is_empty() {
            String::new()
        } else {
            format!("; gemeint ist vielleicht {moeglich}")
        }
    };
    let arg = angabe(ContextKind::InvalidArg);
    let wert = angabe(ContextKind::InvalidValue);
    match fehler.kind() {
        ErrorKind::UnknownArgument => {
            format!("„{arg}“ ist hier unbekannt{}", vorschlag(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = angabe(ContextKind::InvalidSubcommand);
            let moeglich = vorschlag(ContextKind::SuggestedSubcommand);
            format!("den Befehl „{name}“ gibt es nicht{moeglich}")
        }
        ErrorKind::InvalidValue if wert.is_empty() => format!("nach „{arg}“ fehlt der Wert"),
        ErrorKind::InvalidValue => {
            let moeglich = angabe(ContextKind::ValidValue);
            format!("„{wert}“ passt nicht zu „{arg}“; möglich sind: {moeglich}")
        }
        ErrorKind::ValueValidation => format!("„{wert}“ passt nicht zu „{arg}“"),
        ErrorKind::MissingRequiredArgument => format!("es fehlt: {arg}"),
        ErrorKind::MissingSubcommand => "es fehlt ein Befehl".to_owned(),
        ErrorKind::ArgumentConflict => match angabe(ContextKind::PriorArg) {
            dasselbe if dasselbe == arg => format!("„{arg}“ steht zweimal"),
            anderes => format!("„{arg}“ passt nicht zu „{anderes}“"),
        },
        ErrorKind::TooManyValues => format!("„{wert}“ ist zu viel bei „{arg}“"),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("bei „{arg}“ stimmt die Zahl der Werte nicht")
        }
        ErrorKind::InvalidUtf8 => "der Aufruf enthält Zeichen, die kein UTF-8 sind".to_owned(),
        _ => "der Aufruf ist nicht verständlich".to_owned(),
    }
}
