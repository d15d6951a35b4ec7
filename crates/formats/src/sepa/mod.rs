//! Zahlungen als Datei für die Bank: SEPA-Überweisungen, `pain.001.001.09`.
//!
//! Format nach DFÜ-Abkommen Anlage 3, Version 26.11 (ab 15.11.2026), Schema
//! `pain.001.001.09_GBIC_5.xsd` der Deutschen Kreditwirtschaft. Die Datei nennt keine Anschriften und
//! keinen BIC der Empfänger: beides verlangt die Bank im Europäischen Wirtschaftsraum nicht, und nur
//! dorthin wird gezahlt ([`case::zahlung::Iban`]).
//!
//! Gleiche Eingabe gibt gleiche Bytes, in welcher Reihenfolge die Zahlungen auch kommen. Die
//! Kennungen folgen allein aus den Plätzen der Zahlungen: eine zweite Einreichung erkennt die Bank an
//! derselben `MsgId`, auch wenn inzwischen ein Name oder Konto berichtigt ist.
//!
//! Nicht umgesetzt: Echtzeitüberweisung, Empfängerüberprüfung (ob sie stattfindet, sagt die
//! Auftragsart bei der Übertragung), Ausführungstag als Banktag und die Frist von 15 Tagen im Voraus
//! (beides wählt der Aufrufer mit dem Kalender), `pain.002` und `camt` zurück.

mod datei;
mod fehler;
mod tabelle;
mod zeichen;

use std::io;

use case::traeger::Traeger;
use case::zahlung::{Iban, Partei, Zahlung, fingerabdruck};
use jiff::civil::DateTime;
use law::measure::{Cent, Monat, Tag};

pub use fehler::{SepaFehler, TraegerMangel, ZahlungMangel};
pub use zeichen::{ist_erlaubt, sepa_text};

/// So viele Überweisungen nimmt eine Datei höchstens auf.
pub const HOECHSTENS_JE_DATEI: usize = 500_000;

/// Größter Betrag einer Überweisung.
const BETRAG_HOECHSTENS: Cent = Cent::neu(99_999_999_999);
/// Längster Name.
const NAME_HOECHSTENS: usize = 70;
/// Längster Verwendungszweck.
const ZWECK_HOECHSTENS: usize = 140;

/// Was zu allen Zahlungen gleich ist.
#[derive(Clone, Debug)]
pub struct Auftrag<'a> {
    /// Wer zahlt.
    pub traeger: &'a Traeger,
    /// Der Monat des Laufs; er steht in den Kennungen der Dateien.
    pub monat: Monat,
    /// Tag, an dem die Bank ausführt; ein TARGET-Tag, höchstens 15 Tage voraus.
    pub ausfuehrung: Tag,
    /// Wann der Auftrag erstellt ist, Ortszeit.
    pub erstellt: DateTime,
    /// Überweisungen je Datei, höchstens [`HOECHSTENS_JE_DATEI`]; manche Bank nimmt weniger.
    pub je_datei: usize,
}

/// Eine geschriebene Datei.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datei<W> {
    /// Nummer, ab 1.
    pub nummer: u32,
    /// Kennung der Nachricht (`MsgId`).
    pub kennung: String,
    /// Wie viele Überweisungen.
    pub anzahl: usize,
    /// Kontrollsumme.
    pub summe: Cent,
    /// Wohin geschrieben wurde, alles ausgegeben; der Aufrufer schließt ab.
    pub ziel: W,
}

/// Schreibt die Zahlungen in eine oder mehrere Dateien; `ziel` legt jede an. Keine Zahlung, keine Datei.
///
/// Alles wird geprüft, bevor die erste Datei angelegt wird; danach kann nur noch das Schreiben
/// misslingen. Damit nie eine halbe Datei bei der Bank landet, schreibt der Aufrufer unter einem
/// vorläufigen Namen in denselben Ordner und benennt erst um, wenn diese Funktion `Ok` meldet und
/// jede Datei auf der Platte ist (`sync_all`).
///
/// # Errors
/// [`SepaFehler`], der die Zahlung und den nächsten Schritt nennt.
pub fn schreibe<W: io::Write>(
    auftrag: &Auftrag<'_>,
    zahlungen: &[Zahlung],
    mut ziel: impl FnMut(u32) -> io::Result<W>,
) -> Result<Vec<Datei<W>>, SepaFehler> {
    let zahler = Zahler::aus(auftrag)?;
    let geordnet = ordne(auftrag, zahlungen)?;
    let teile = geordnet.chunks(auftrag.je_datei.clamp(1, HOECHSTENS_JE_DATEI));
    if teile.len() > 99_999 {
        return Err(SepaFehler::ZuVieleDateien);
    }
    (1_u32..)
        .zip(teile)
        .map(|(nummer, teil)| {
            let kennung = nachricht(auftrag, nummer, teil);
            let ziel = ziel(nummer).map_err(|source| SepaFehler::Anlegen { nummer, source })?;
            let ziel = datei::schreibe(ziel, &zahler, &kennung, teil)
                .map_err(|source| SepaFehler::Schreiben { nummer, source })?;
            Ok(Datei { nummer, kennung, anzahl: teil.len(), summe: summe(teil), ziel })
        })
        .collect()
}

/// Der Träger in der Schreibweise der Bank.
struct Zahler<'a> {
    auftrag: &'a Auftrag<'a>,
    name: String,
    inhaber: String,
    iban: Iban,
    /// Leer: die Bank kennt ihn aus der IBAN.
    bic: &'a str,
}

impl<'a> Zahler<'a> {
    fn aus(auftrag: &'a Auftrag<'a>) -> Result<Zahler<'a>, SepaFehler> {
        let traeger = auftrag.traeger;
        let mangel = |mangel| SepaFehler::Traeger { mangel };
        let kennung_gut = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if !(1..=8).contains(&traeger.kennung.len()) || !traeger.kennung.bytes().all(kennung_gut) {
            return Err(mangel(TraegerMangel::Kennung));
        }
        let name = sepa_text(&traeger.name, NAME_HOECHSTENS).into_owned();
        if name.is_empty() {
            return Err(mangel(TraegerMangel::Name));
        }
        let inhaber = sepa_text(&traeger.konto.inhaber, NAME_HOECHSTENS).into_owned();
        if inhaber.is_empty() {
            return Err(mangel(TraegerMangel::Inhaber));
        }
        let iban = Iban::lies(&traeger.konto.iban)
            .map_err(|fehler| mangel(TraegerMangel::Iban(fehler)))?;
        let bic = traeger.bic.trim();
        if !bic.is_empty() && !ist_bic(bic) {
            return Err(mangel(TraegerMangel::Bic));
        }
        if auftrag.ausfuehrung < Tag::aus_datum(auftrag.erstellt.date()) {
            return Err(SepaFehler::Ausfuehrung { ausfuehrung: auftrag.ausfuehrung });
        }
        Ok(Zahler { auftrag, name, inhaber, iban, bic })
    }
}

/// Vier Zeichen Bank, zwei Buchstaben Land, zwei Zeichen Ort, wahlweise drei Zeichen Filiale.
fn ist_bic(text: &str) -> bool {
    let land = text.as_bytes().iter().skip(4).take(2);
    (text.len() == 8 || text.len() == 11)
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && land.clone().all(u8::is_ascii_uppercase)
}

/// Prüft jede Zahlung und ordnet alle nach ihrem Platz.
fn ordne<'a>(
    auftrag: &Auftrag<'_>,
    zahlungen: &'a [Zahlung],
) -> Result<Vec<&'a Zahlung>, SepaFehler> {
    let fehler = |zahlung: &Zahlung, mangel| SepaFehler::Zahlung {
        slot: Box::new(zahlung.slot.clone()),
        mangel,
    };
    for zahlung in zahlungen {
        if let Some(mangel) = mangel(auftrag, zahlung) {
            return Err(fehler(zahlung, mangel));
        }
    }
    let mut geordnet: Vec<&Zahlung> = zahlungen.iter().collect();
    geordnet.sort_unstable_by(|a, b| a.slot.cmp(&b.slot));
    // Auch zwei Versuche in einem Platz sind doppelt: ein neuer setzt eine Rückgabe voraus.
    for (eine, naechste) in geordnet.iter().zip(geordnet.iter().skip(1)) {
        if eine.slot == naechste.slot {
            return Err(fehler(eine, ZahlungMangel::Doppelt));
        }
    }
    Ok(geordnet)
}

fn mangel(auftrag: &Auftrag<'_>, zahlung: &Zahlung) -> Option<ZahlungMangel> {
    if zahlung.slot.traeger != auftrag.traeger.kennung {
        Some(ZahlungMangel::FremderTraeger)
    } else if zahlung.betrag.ist_null() || zahlung.betrag > BETRAG_HOECHSTENS {
        Some(ZahlungMangel::Betrag)
    } else if sepa_text(&zahlung.empfaenger_name, NAME_HOECHSTENS).is_empty() {
        Some(ZahlungMangel::Name)
    } else if sepa_text(&zahlung.verwendungszweck, ZWECK_HOECHSTENS).is_empty() {
        Some(ZahlungMangel::Verwendungszweck)
    } else {
        None
    }
}

/// Kennung einer Datei, etwa `MUSTER-2612-01-K7QF2MZ3B4XV`: höchstens 33 Zeichen.
fn nachricht(auftrag: &Auftrag<'_>, nummer: u32, zahlungen: &[&Zahlung]) -> String {
    let (traeger, monat) = (&auftrag.traeger.kennung, auftrag.monat);
    let kopf =
        ["nahtlos/sepa/1".to_owned(), traeger.clone(), monat.to_string(), nummer.to_string()];
    let plaetze = zahlungen.iter().map(|zahlung| zahlung.kennung());
    let hash = fingerabdruck(kopf.into_iter().chain(plaetze));
    let jahr = monat.jahr().rem_euclid(100);
    format!("{traeger}-{jahr:02}{:02}-{nummer:02}-{hash:.12}", monat.nummer())
}

fn summe(zahlungen: &[&Zahlung]) -> Cent {
    zahlungen.iter().map(|zahlung| zahlung.betrag).sum()
}

/// Ob jemand außerhalb des Haushalts die Zahlung liest.
fn an_dritte(zahlung: &Zahlung) -> bool {
    zahlung.slot.empfaenger != Partei::Haushalt
}
