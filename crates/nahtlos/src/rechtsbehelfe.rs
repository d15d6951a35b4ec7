//! `nahtlos rechtsbehelfe`: wie viele Widersprüche, Überprüfungen und Klagen, wie sie ausgingen und warum.

use std::io::{self, Write};
use std::process::ExitCode;

use case::rechtsbehelfe::{Merkmal, Zahlen};
use clap::Args;
use office::rechtsbehelfe::zahlen;

use crate::anzeige::balken;
use crate::speicher::{self, Ort};

/// Zählt Widersprüche, Überprüfungen und Gerichtsverfahren der ganzen Kartei (CSV)
#[derive(Args)]
#[command(after_help = "\
Eine Zeile je Rechtsbehelf, Jahr, Ausgang, Ursache und Vorschrift. Wer sie weitergibt, fasst kleine Zahlen vorher zusammen:
eine Zeile mit der Zahl 1 ist ein einzelner Fall.

Ausgang: 0 gezählt · 2 nicht möglich
Beispiel: nahtlos rechtsbehelfe --ordner /srv/nahtlos --traeger musterkreis > rechtsbehelfe.csv")]
pub struct Rechtsbehelfe {
    #[command(flatten)]
    ort: Ort,

    /// Kennung des Jobcenters
    #[arg(long, value_name = "TRAEGER")]
    traeger: String,
}

impl Rechtsbehelfe {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let store = speicher::oeffne(&self.ort)?;
        speicher::kennt(&store, &self.traeger)?;
        let zeigt = balken("Fälle", None);
        let zahlen = zahlen(&store, &self.traeger, &|| zeigt.inc(1))?;
        zeigt.finish_and_clear();
        schreibe(&zahlen, &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Als CSV mit Semikolon, wie die anderen Tabellen des Programms.
fn schreibe(zahlen: &Zahlen, aus: &mut dyn Write) -> io::Result<()> {
    writeln!(aus, "rechtsbehelf;jahr;ausgang;ursache;norm;zahl")?;
    for (Merkmal { was, jahr, ausgang, ursache, norm }, zahl) in zahlen {
        // Eine Fundstelle kann ein Semikolon tragen: „§ 9 Abs. 2; § 11“.
        let norm = norm.replace('"', "\"\"");
        writeln!(aus, "{};{jahr};{ausgang};{ursache};\"{norm}\";{zahl}", was.name())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use case::rechtsbehelfe::Rechtsbehelf;

    use super::*;

    #[test]
    fn jede_zeile_hat_ihre_sechs_spalten_und_die_fundstelle_steht_in_anfuehrungszeichen() {
        let merkmal = |was, ausgang: &str, ursache: &str, norm: &str| {
            let [ausgang, ursache, norm] = [ausgang, ursache, norm].map(str::to_owned);
            Merkmal { was, jahr: 2026, ausgang, ursache, norm }
        };
        let zahlen = Zahlen::from([
            (merkmal(Rechtsbehelf::Klage, "teilweise", "rechtsprechung", "§ 9; § 11 SGB II"), 2),
            (merkmal(Rechtsbehelf::Widerspruch, "offen", "", ""), 7),
        ]);
        let mut aus = Vec::new();
        schreibe(&zahlen, &mut aus).unwrap();
        let soll = "rechtsbehelf;jahr;ausgang;ursache;norm;zahl\n\
                    widerspruch;2026;offen;;\"\";7\n\
                    klage;2026;teilweise;rechtsprechung;\"§ 9; § 11 SGB II\";2\n";
        assert_eq!(String::from_utf8(aus).unwrap(), soll);
    }
}
