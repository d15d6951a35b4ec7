//! `nahtlos demo`: ein erfundenes Jobcenter, ein Monat, alles auf Vorgaben.

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use case::akte::Kennung;
use case::berechnung::Gruende;
use case::rechte::{Regelwerk, Rolle, Zweck};
use clap::Args;
use law::kalender::{auszahlungstag, voriger_target_tag};
use law::measure::{Monat, Tag};
use muster::{Musterkreis, VORGABE_PERSONEN};
use office::ablage::pruefsumme;
use office::aufnahme::Aufnahme;
use office::door::gruendung::Gruender;
use office::door::{Caller, Door};
use office::monatslauf::{Aktenzeilen, Briefe};
use office::store::record::Store;

use crate::anzeige::{balken, jetzt};
use crate::dateien::deutsch;
use crate::month::{Lauf, ausgang, dauer_zeile, lies_briefe};
use crate::speicher::{self, Ort};
use crate::{angabe, recht};

/// Kennung des erfundenen Jobcenters.
const JOBCENTER: &str = "musterkreis";

/// So viele Haushalte kommen zugleich an die Tür: der Speicher schreibt sie zusammen.
const FAEDEN: NonZeroUsize = NonZeroUsize::new(8).unwrap();

/// Liegt in den Akten einer Vorführung: nur was sie trägt, ersetzt die nächste.
const ZEICHEN: &str = "VORFUEHRUNG.txt";

/// So viele Briefe setzt die Vorführung ungefähr; alle kosten ohne Optimierung eine halbe Stunde.
const BRIEFE: u32 = 24;

/// Führt vor, was Nahtlos tut: erfindet ein Jobcenter, nimmt es in die Akten auf und rechnet einen Monat
#[derive(Args)]
#[command(after_help = "\
Alle Menschen sind erfunden. Die Vorführung braucht kein Netz, keine Datenbank und keine Angaben.")]
pub struct Demo {
    /// Zahl der Personen (Vorgabe: 17500)
    #[arg(long, value_name = "N", default_value_t = VORGABE_PERSONEN, value_parser = clap::value_parser!(u32).range(1..))]
    personen: u32,

    /// Startzahl; eine andere ergibt andere Menschen
    #[arg(long, value_name = "ZAHL", default_value_t = 1)]
    saat: u64,

    /// Der Monat (Vorgabe: 2026-12)
    #[arg(long, value_name = "MONAT", default_value = "2026-12", value_parser = angabe::lies::<Monat>)]
    monat: Monat,

    /// Ordner für Akten und Ausgabe (Vorgabe: demo); eine frühere Vorführung darin wird ersetzt
    #[arg(long, value_name = "ORDNER", default_value = "demo")]
    aus: PathBuf,

    /// Wer einen Bescheid bekommt: alle, keine, oder eine Zahl N: jeder N-te Haushalt (Vorgabe: einige Dutzend)
    #[arg(long, value_name = "WER", value_parser = lies_briefe)]
    briefe: Option<Briefe>,
}

impl Demo {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        let ausgabe = self.aus.join(self.monat.to_string());
        println!("Nahtlos rechnet {} für den Musterkreis.", self.monat.deutsch());
        println!("Alle Menschen, Anschriften und Konten sind erfunden.\n");
        let kreis = Musterkreis { saat: self.saat, personen: self.personen, monat: self.monat };
        let datum = datum(self.monat);
        let ungefaehr = self.personen.div_ceil(2).max(1);
        let beginn = jetzt();
        let ort = neuer_speicher(&self.aus)?;
        let store = speicher::lege_an(&ort)?;
        // Der Musterkreis erzählt den Monat, wie er an dessen Ende bekannt ist.
        nimm_auf(&store, &kreis, self.monat.letzter(), u64::from(ungefaehr))?;
        let aufnehmen = beginn.elapsed();
        let jeder =
            NonZeroUsize::new(usize::try_from(ungefaehr / BRIEFE)?).unwrap_or(NonZeroUsize::MIN);
        let lauf = Lauf {
            traeger: &muster::traeger(),
            monat: self.monat,
            datum,
            briefe: self.briefe.unwrap_or(Briefe::JederNte(jeder)),
            gruende: Gruende::Mit,
            aus: &ausgabe,
            parameter: None,
            ungefaehr: Some(u64::from(ungefaehr)),
        };
        let akten = Aktenzeilen::neu(&store, JOBCENTER, (self.monat, datum));
        let (bericht, mut dauern) = lauf.fuehre_aus(akten)?;
        dauern.insert(0, ("Aufnehmen", aufnehmen));
        println!("{}", bericht.als_text());
        println!("{}", dauer_zeile(&dauern));
        println!("\nAkten: {} (ansehen: nahtlos verify --ordner {0})", ort.ordner.display());
        println!("Ausgabe: {}", ausgabe.display());
        println!(
            "Zum Ansehen: die PDF in {} und {}",
            ausgabe.join("briefe").display(),
            ausgabe.join("offene-fragen.csv").display()
        );
        if self.briefe.is_none() {
            println!(
                "Alle Bescheide: nahtlos demo --briefe alle (schneller mit cargo run --release)"
            );
        }
        Ok(ausgang(&bericht))
    }
}

/// Ein Banktag vor der Auszahlung, damit die Vorführung morgen dasselbe ergibt wie heute.
fn datum(monat: Monat) -> Tag {
    voriger_target_tag(auszahlungstag(monat).plus_tage(-7))
}

/// Ein leerer Speicher mit eigenem Hauptschlüssel; der einer früheren Vorführung ist fort.
fn neuer_speicher(aus: &Path) -> anyhow::Result<Ort> {
    let (ordner, fort) = (aus.join("akten"), aus.join("akten.fort"));
    let ersetzt = |fehler: io::Error| {
        anyhow!(deutsch(&fehler))
            .context(format!("„{}“ lässt sich nicht ersetzen", ordner.display()))
    };
    if ordner.join(ZEICHEN).is_file() {
        nur_die_vorfuehrung(&ordner)?;
        // Erst beiseite: bricht das Löschen ab, liegt an seinem Platz nichts Halbes.
        std::fs::rename(&ordner, &fort).map_err(ersetzt)?;
    } else if ordner.exists() {
        bail!(
            "„{}“ ist keine frühere Vorführung und bleibt, wie es ist; bitte mit --aus einen anderen Ordner nennen",
            ordner.display()
        );
    }
    match std::fs::remove_dir_all(&fort) {
        Err(fehler) if fehler.kind() != io::ErrorKind::NotFound => return Err(ersetzt(fehler)),
        _ => {}
    }
    // Unter seinem Namen steht er erst mit dem Zeichen darin.
    speicher::lege_ordner_an(&fort)?;
    let text = "Akten einer Vorführung: alle Menschen sind erfunden.\n";
    std::fs::write(fort.join(ZEICHEN), text).map_err(ersetzt)?;
    std::fs::rename(&fort, &ordner).map_err(ersetzt)?;
    let ort = Ort::ordner(&ordner);
    speicher::wuerfle_hauptschluessel(&ort)?;
    Ok(ort)
}

/// Hat dort jemand ein anderes Jobcenter eingerichtet, bleibt alles.
fn nur_die_vorfuehrung(ordner: &Path) -> anyhow::Result<()> {
    let andere = |name: &String| name != JOBCENTER;
    if ordner.join("akten.sqlite").is_file() {
        let store = speicher::oeffne(&Ort::ordner(ordner))?;
        if store.look_everywhere(|view| view.tenant_names())?.iter().any(andere) {
            bail!(
                "in „{}“ ist auch ein anderes Jobcenter eingerichtet; bitte mit --aus einen anderen Ordner nennen",
                ordner.display()
            );
        }
    }
    Ok(())
}

/// Nimmt das ganze Jobcenter auf: jeder Haushalt ein Befehl durch die Tür.
fn nimm_auf(store: &Store, kreis: &Musterkreis, heute: Tag, ungefaehr: u64) -> anyhow::Result<()> {
    let (recht, regelwerk) = (recht::lade(None)?, Regelwerk::eingebaut()?);
    let door = Door { store, recht: &recht, regelwerk: &regelwerk };
    let antragstelle = Kennung::aus_hash(pruefsumme(b"nahtlos-demo-antragstelle").bytes());
    let gruender = Gruender {
        kennung: antragstelle,
        name: "Antragstelle (erfunden)",
        team: None,
        rollen: &[Rolle::Umstellung],
        zugang: None,
    };
    door.gruende(JOBCENTER, &[gruender], heute)?;
    // Es sind laufende Fälle mit ihrem Bescheid, wie aus einem alten Verfahren.
    let zweck = Some(Zweck::Umstellung);
    let caller = Caller { traeger: JOBCENTER, akteur: antragstelle, zweck, heute };
    let zeigt = balken("Aufnehmen", Some(ungefaehr));
    let aufnahme = Aufnahme { door, caller, faeden: FAEDEN };
    aufnahme.nimm_auf(kreis.haushalte(), || zeigt.inc(1))?;
    zeigt.finish_and_clear();
    Ok(())
}
