//! Zahlen für die Überwachung (`/metrics`, OpenMetrics): wie viel, wie schnell, wie oft nicht. Nie wer.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Die Zähler eines Servers.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Family<Way, Histogram>,
    /// Anfragen, die gerade bearbeitet werden.
    pub running: Gauge,
}

/// Der Weg steht als Muster da (`/api/v1/faelle/{fall}`), nie mit einer Kennung.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    weg: &'static str,
    methode: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Way {
    weg: &'static str,
}

/// Obergrenzen in Sekunden.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 2.5, 10.0];

impl Metrics {
    /// Alle auf null.
    #[must_use]
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("nahtlos");
        let requests = Family::<Labels, Counter>::default();
        let seconds = Family::<Way, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        let running = Gauge::default();
        registry.register("anfragen", "Beantwortete Anfragen", requests.clone());
        let help = "Dauer einer Anfrage";
        registry.register_with_unit("dauer", help, Unit::Seconds, seconds.clone());
        registry.register("laufend", "Anfragen, die gerade bearbeitet werden", running.clone());
        Metrics { registry, requests, seconds, running }
    }

    /// Eine Anfrage ist beantwortet.
    pub fn answered(
        &self,
        (methode, weg): (&'static str, &'static str),
        status: u16,
        took: Duration,
    ) {
        self.requests.get_or_create(&Labels { weg, methode, status }).inc();
        self.seconds.get_or_create(&Way { weg }).observe(took.as_secs_f64());
    }

    /// Als Text, wie ihn die Überwachung liest.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => text,
            // In einen Text zu schreiben gelingt immer.
            Err(_) => String::new(),
        }
    }
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}
