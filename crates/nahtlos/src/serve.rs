//! `nahtlos serve`: der Dienst mit der JSON-Schnittstelle.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use case::akte::Strom;
use case::aufbewahrung::Aufbewahrungsplan;
use case::rechte::Regelwerk;
use clap::Args;
use law::recht::Recht;
use office::arbeit::Arbeiter;
use office::sicherung::loeschliste;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use web::app::App;
use web::metrics::Metrics;
use web::server::serve;

use crate::angabe;
use crate::anzeige::jetzt;
use crate::month::traeger;
use crate::speicher::{Ort, ablage, oeffne};
use crate::textbausteine;

/// Startet den Dienst: JSON-Schnittstelle unter /api/v1, Zustand unter /healthz
#[derive(Args)]
#[command(after_help = "\
Die Beschreibung der Schnittstelle steht unter /api/v1/openapi.json. Der Dienst spricht kein TLS: er gehört hinter
einen Vermittler, der es tut. Zum Beenden Strg+C; was gerade läuft, wird zu Ende gebracht.")]
pub struct Serve {
    #[command(flatten)]
    ort: Ort,

    /// Adresse und Port
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1:8080")]
    adresse: SocketAddr,

    /// Briefkopf eines Jobcenters: seine Kennung, ein Gleichheitszeichen, eine JSON-Datei wie bei month; mehrfach
    /// möglich
    #[arg(long, value_name = "TRAEGER=DATEI", value_parser = briefkopf)]
    briefkopf: Vec<(String, PathBuf)>,

    /// Eigene Absätze eines Jobcenters in seinen Briefen: seine Kennung, ein Gleichheitszeichen, eine Datei; mehrfach möglich
    #[arg(long, value_name = "TRAEGER=DATEI", value_parser = briefkopf)]
    textbausteine: Vec<(String, PathBuf)>,

    /// Führt freigegebene Löschläufe aus und vermerkt sie in dieser Datei, derselben wie bei loeschen und restore; sie gehört
    /// an einen anderen Ort als der Speicher
    #[arg(long, value_name = "DATEI")]
    loeschliste: Option<PathBuf>,

    /// Davor steht ein Vermittler mit TLS; nur dann ist eine Adresse erlaubt, die andere Rechner erreichen
    #[arg(long)]
    hinter_tls: bool,
}

impl Serve {
    pub fn fuehre_aus(self) -> anyhow::Result<ExitCode> {
        if !self.adresse.ip().is_loopback() && !self.hinter_tls {
            bail!(
                "„{}“ erreichen auch andere Rechner, und der Dienst spricht kein TLS: Sozialdaten gingen offen \
                 über die Leitung. Bitte einen Vermittler mit TLS davorstellen und --hinter-tls angeben",
                self.adresse
            );
        }
        let mut briefkoepfe = BTreeMap::new();
        for (kennung, datei) in &self.briefkopf {
            briefkoepfe.insert(kennung.clone(), traeger(datei)?);
        }
        let mut bausteine = BTreeMap::new();
        for (kennung, datei) in &self.textbausteine {
            bausteine.insert(kennung.clone(), textbausteine::lies(Some(datei))?);
        }
        let app = App {
            store: oeffne(&self.ort)?,
            ablage: ablage(&self.ort)?,
            recht: Recht::eingebaut().context("Die eingebauten Parameter sind nicht lesbar")?,
            regelwerk: Regelwerk::eingebaut()
                .context("Das eingebaute Regelwerk ist nicht lesbar")?,
            plan: Aufbewahrungsplan::eingebaut().context("Die Fristen sind nicht lesbar")?,
            briefkopf: briefkoepfe,
            bausteine,
            clock: || angabe::heute().ok(),
            uptime: laufzeit,
            metrics: Metrics::new(),
        };
        tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
        let app = Arc::new(app);
        let arbeit =
            self.loeschliste.map(|liste| Arbeit::neu(Arc::clone(&app), liste)).transpose()?;
        if arbeit.is_none() {
            println!(
                "Freigegebene Löschläufe führt dieser Dienst nicht aus; dazu --loeschliste nennen oder `nahtlos \
                 loeschen` verwenden."
            );
        }
        let ausfuehrung = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        ausfuehrung.block_on(diene(self.adresse, app, arbeit))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Wie lange das Programm schon läuft.
fn laufzeit() -> Duration {
    static BEGINN: OnceLock<Instant> = OnceLock::new();
    BEGINN.get_or_init(jetzt).elapsed()
}

fn briefkopf(text: &str) -> Result<(String, PathBuf), String> {
    let (kennung, datei) = text.split_once('=').ok_or("erwartet wird TRAEGER=DATEI")?;
    Ok((kennung.to_owned(), datei.into()))
}

/// Was der Dienst neben den Anfragen tut.
struct Arbeit {
    app: Arc<App>,
    loeschliste: PathBuf,
    weiter: AtomicBool,
    ende: Notify,
}

/// So lange liegt zwischen zwei Runden.
const PAUSE: Duration = Duration::from_secs(5);

impl Arbeit {
    fn neu(app: Arc<App>, loeschliste: PathBuf) -> anyhow::Result<Arc<Arbeit>> {
        // Was sich nicht vermerken ließe, soll niemand erst löschen.
        if loeschliste.exists() {
            loeschliste::lies(&loeschliste)?;
        }
        File::options().create(true).append(true).open(&loeschliste).with_context(|| {
            format!("Die Liste „{}“ lässt sich nicht schreiben", loeschliste.display())
        })?;
        let (weiter, ende) = (AtomicBool::new(true), Notify::new());
        Ok(Arc::new(Arbeit { app, loeschliste, weiter, ende }))
    }

    /// Führt aus, was wartet; was nicht ging, steht im Protokoll des Dienstes.
    fn runde(&self) {
        let melde = |traeger: &str, strom: Strom| {
            loeschliste::vermerke(&self.loeschliste, traeger, strom)
                .map_err(|fehler| io::Error::other(fehler.to_string()))
        };
        let arbeiter = Arbeiter {
            store: &self.app.store,
            ablage: &self.app.ablage,
            plan: &self.app.plan,
            melde: &melde,
            weiter: &|| self.weiter.load(Ordering::Relaxed),
        };
        let Some(heute) = (self.app.clock)() else { return };
        match arbeiter.runde(heute) {
            Ok(runde) => {
                if runde.getan > 0 {
                    tracing::info!(getan = runde.getan, "Aufträge ausgeführt");
                }
                if !runde.gescheitert.is_empty() {
                    // Warum, steht beim Auftrag; hier steht nie, um wen es ging.
                    tracing::warn!(zahl = runde.gescheitert.len(), "Aufträge gescheitert");
                }
            }
            Err(_) => tracing::warn!("der Speicher ist nicht bereit; Aufträge warten"),
        }
    }

    /// Runde um Runde, bis der Dienst endet.
    async fn arbeite(self: Arc<Arbeit>) {
        while self.weiter.load(Ordering::Relaxed) {
            let runde = Arc::clone(&self);
            if tokio::task::spawn_blocking(move || runde.runde()).await.is_err() {
                tracing::error!("eine Runde Aufträge ist abgestürzt");
            }
            // Wer dazwischen beendet, wartet nicht auf die nächste Runde.
            drop(tokio::time::timeout(PAUSE, self.ende.notified()).await);
        }
    }
}

async fn diene(
    adresse: SocketAddr,
    app: Arc<App>,
    arbeit: Option<Arc<Arbeit>>,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(adresse).await.with_context(|| {
        format!("Auf „{adresse}“ lässt sich nicht antworten; ist der Port frei?")
    })?;
    println!("Nahtlos antwortet auf http://{}", listener.local_addr()?);
    println!("Zum Beenden Strg+C.");
    let arbeitet = arbeit.as_ref().map(|arbeit| tokio::spawn(Arc::clone(arbeit).arbeite()));
    let mut ende = signal(SignalKind::terminate())?;
    serve(listener, app, async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ende.recv() => {}
        }
        if let Some(arbeit) = arbeit {
            arbeit.weiter.store(false, Ordering::Relaxed);
            arbeit.ende.notify_one();
        }
    })
    .await?;
    // Wer gerade arbeitet, gibt nach dem nächsten Schritt zurück, was er hat.
    if let Some(arbeitet) = arbeitet {
        arbeitet.await?;
    }
    println!("Beendet.");
    Ok(())
}
