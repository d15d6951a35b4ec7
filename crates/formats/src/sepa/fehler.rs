//! Was einer Bankdatei im Weg steht. Jede Meldung nennt den Platz der Zahlung und den nächsten
//! Schritt, nie einen Namen oder eine IBAN.

use std::io;

use case::zahlung::Slot;
use law::measure::Tag;

/// Warum keine Bankdatei entsteht.
#[derive(Debug, thiserror::Error)]
pub enum SepaFehler {
    /// Eine Angabe zum Träger fehlt oder ist falsch.
    #[error("Bankdatei: beim Träger {mangel}. Bitte die Angaben des Trägers berichtigen.")]
    Traeger {
        /// Was fehlt oder falsch ist.
        mangel: TraegerMangel,
    },
    /// Die Ausführung läge vor der Erstellung.
    #[error(
        "Bankdatei: Der Ausführungstag {} liegt vor dem Tag der Erstellung. Bitte einen späteren \
         Banktag wählen.", ausfuehrung.deutsch()
    )]
    Ausfuehrung {
        /// Gewünschter Ausführungstag.
        ausfuehrung: Tag,
    },
    /// Eine Zahlung nimmt die Bank so nicht an.
    #[error("Bankdatei: Zahlung {slot}: {mangel}. Die Datei wurde nicht geschrieben.")]
    Zahlung {
        /// Der Platz der Zahlung.
        slot: Box<Slot>,
        /// Was falsch ist.
        mangel: ZahlungMangel,
    },
    /// Mehr Dateien, als die Kennung zählen kann.
    #[error("Bankdatei: Es würden mehr als 99999 Dateien. Bitte mehr Zahlungen je Datei zulassen.")]
    ZuVieleDateien,
    /// Die Datei lässt sich nicht anlegen.
    #[error("Bankdatei {nummer} anlegen: bitte Ordner und Rechte prüfen")]
    Anlegen {
        /// Nummer der Datei.
        nummer: u32,
        /// Ursache.
        source: io::Error,
    },
    /// Die Datei lässt sich nicht schreiben.
    #[error("Bankdatei {nummer} schreiben: bitte Speicherplatz prüfen und neu erzeugen")]
    Schreiben {
        /// Nummer der Datei.
        nummer: u32,
        /// Ursache.
        source: io::Error,
    },
}

/// Was an den Angaben zum Träger nicht stimmt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraegerMangel {
    /// Kennung nicht `A–Z`, `0–9`, ein bis acht Zeichen.
    #[error("ist die Kennung nicht ein bis acht Zeichen aus A–Z und 0–9")]
    Kennung,
    /// Name leer.
    #[error("fehlt der Name")]
    Name,
    /// Kontoinhaber leer.
    #[error("fehlt der Name des Kontoinhabers")]
    Inhaber,
    /// IBAN falsch.
    #[error("stimmt das Konto nicht ({0})")]
    Iban(case::zahlung::IbanFehler),
    /// BIC falsch.
    #[error("hat der BIC nicht die Form von acht oder elf Zeichen (leer ist erlaubt)")]
    Bic,
}

/// Warum die Bank eine Zahlung nicht annimmt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZahlungMangel {
    /// Kein Name.
    #[error(
        "Der Name der Kontoinhaberin oder des Kontoinhabers ist leer; bitte im Konto nachtragen"
    )]
    Name,
    /// Kein Verwendungszweck.
    #[error("Der Verwendungszweck ist leer; bitte melden")]
    Verwendungszweck,
    /// Null oder mehr als 999.999.999,99 €.
    #[error("Der Betrag liegt nicht zwischen 0,01 € und 999.999.999,99 €; bitte prüfen")]
    Betrag,
    /// Gehört einem anderen Träger.
    #[error("Sie gehört zu einem anderen Träger; bitte melden")]
    FremderTraeger,
    /// Derselbe Platz zweimal.
    #[error("Sie kommt zweimal vor; bitte eine davon herausnehmen, sonst wird doppelt gezahlt")]
    Doppelt,
}
