//! `nahtlos serve`: der Dienst mit der JSON-Schnittstelle.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use case::rechte::Regelwerk;
use clap::Args;
use law::recht::Recht;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::app::App;
use web::metrics::Metrics;
use web::server::serve;

use crate::angabe;
use crate::anzeige::jetzt;
use crate::month::traeger;
use crate::speicher::{Ort, oeffne};

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
        let app = App {
            store: oeffne(&self.ort)?,
            recht: Recht::eingebaut().context("Die eingebauten Parameter sind nicht lesbar")?,
            regelwerk: Regelwerk::eingebaut()
                .context("Das eingebaute Regelwerk ist nicht lesbar")?,
            briefkopf: briefkoepfe,
            clock: || angabe::heute().ok(),
            uptime: laufzeit,
            metrics: Metrics::new(),
        };
        tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
        let ausfuehrung = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        ausfuehrung.block_on(diene(self.adresse, Arc::new(app)))?;
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

async fn diene(adresse: SocketAddr, app: Arc<App>) -> anyhow::Result<()> {
    let listener = TcpListener::bind(adresse).await.with_context(|| {
        format!("Auf „{adresse}“ lässt sich nicht antworten; ist der Port frei?")
    })?;
    println!("Nahtlos antwortet auf http://{}", listener.local_addr()?);
    println!("Zum Beenden Strg+C.");
    let mut ende = signal(SignalKind::terminate())?;
    serve(listener, app, async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ende.recv() => {}
        }
    })
    .await?;
    println!("Beendet.");
    Ok(())
}
