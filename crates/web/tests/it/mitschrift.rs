//! Schreibt mit, was der Server protokolliert.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Jede Zeile mit allen Feldern.
pub type Zeilen = Arc<Mutex<Vec<String>>>;

struct Mitschrift(Zeilen);

struct Felder(String);

impl Visit for Felder {
    fn record_debug(&mut self, feld: &Field, wert: &dyn Debug) {
        write!(self.0, " {feld}={wert:?}").unwrap();
    }
}

impl Subscriber for Mitschrift {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut felder = Felder(span.metadata().name().to_owned());
        span.record(&mut felder);
        self.0.lock().unwrap().push(felder.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, werte: &Record<'_>) {
        let mut felder = Felder(String::new());
        werte.record(&mut felder);
        self.0.lock().unwrap().push(felder.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, ereignis: &Event<'_>) {
        let mut felder = Felder(ereignis.metadata().target().to_owned());
        ereignis.record(&mut felder);
        self.0.lock().unwrap().push(felder.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Schreibt ab jetzt mit, für alle Fäden dieses Testprogramms.
pub fn beginne() -> Zeilen {
    static ZEILEN: OnceLock<Zeilen> = OnceLock::new();
    let zeilen = ZEILEN.get_or_init(|| {
        let zeilen = Zeilen::default();
        tracing::subscriber::set_global_default(Mitschrift(Arc::clone(&zeilen))).unwrap();
        zeilen
    });
    Arc::clone(zeilen)
}
