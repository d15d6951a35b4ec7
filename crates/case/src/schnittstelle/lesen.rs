//! Eine Zeile JSON lesen: Bytes → Text → Baum → Lage → geprüfte [`Eingabe`].

use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::fehler::{Fehlerzeile, GANZE_ZEILE, Mangel};
use super::lesefehler::{Lesefehler, kein_json};
use super::pruefen::{Eingabe, pruefe, pruefe_haushalt};
use super::vorrang::{VorrangEingabe, Vorranglage, pruefe_vorrang};
use super::wert::Wert;
use super::{Haushalt, Lage};

/// So lang ist eine Zeile höchstens, in Bytes. 60 Personen mit 500 Einnahmen brauchen ein Achtel.
pub const HOECHSTENS_BYTES: usize = 1024 * 1024;

/// Steht in der Zeile nichts? Solche Zeilen werden gezählt und übergangen.
#[must_use]
pub fn ist_leer(bytes: &[u8]) -> bool {
    ohne_bom(bytes).iter().all(u8::is_ascii_whitespace)
}

/// Liest eine Zeile als Lage. Ein BOM am Anfang und `\r` am Ende stören nicht.
///
/// # Errors
/// Die Antwort, die in der Ausgabe an die Stelle des Ergebnisses tritt.
pub fn lies_zeile(zeile_nr: u64, bytes: &[u8]) -> Result<Eingabe, Fehlerzeile> {
    let vorgabe = zeile_nr.to_string();
    let antwort = |fall, mangel| Fehlerzeile::neu(zeile_nr, fall, mangel);
    let baum = baum(bytes).map_err(|mangel| antwort(fall_trotzdem(bytes, &["fall"]), mangel))?;
    let fall = || match baum.feld("fall") {
        None | Some(Wert::Null) => Some(vorgabe.clone()),
        Some(fall) => fall.text().map(str::to_owned),
    };
    let lage: Lage = aus_baum(&baum).map_err(|mangel| antwort(fall(), mangel))?;
    pruefe(&lage, &vorgabe).map_err(|mangel| antwort(fall(), mangel))
}

/// Liest eine Zeile der Vorrangprüfung.
///
/// # Errors
/// Die Antwort, die in der Ausgabe an die Stelle des Ergebnisses tritt.
pub fn lies_vorrang(zeile_nr: u64, bytes: &[u8]) -> Result<VorrangEingabe, Fehlerzeile> {
    let vorgabe = zeile_nr.to_string();
    let antwort = |fall, mangel| Fehlerzeile::neu(zeile_nr, fall, mangel);
    let baum = baum(bytes).map_err(|mangel| antwort(fall_trotzdem(bytes, &["fall"]), mangel))?;
    let fall = || {
        let hier = baum.feld("fall").and_then(Wert::text);
        let in_lage = || baum.feld("lage").and_then(|lage| lage.feld("fall")).and_then(Wert::text);
        Some(hier.or_else(in_lage).map_or_else(|| vorgabe.clone(), str::to_owned))
    };
    let angaben: Vorranglage = aus_baum(&baum).map_err(|mangel| antwort(fall(), mangel))?;
    pruefe_vorrang(&angaben, &vorgabe).map_err(|mangel| antwort(fall(), mangel))
}

/// Liest eine Zeile als Haushalt und prüft sie, auch die Lage in ihrem eigenen Monat.
///
/// # Errors
/// Die Meldung nennt als Fall die `nummer`, wenn sie lesbar war.
pub fn lies_haushalt(zeile_nr: u64, bytes: &[u8]) -> Result<Haushalt, Fehlerzeile> {
    let antwort = |fall, mangel| Fehlerzeile::neu(zeile_nr, fall, mangel);
    let baum = baum(bytes).map_err(|mangel| antwort(fall_trotzdem(bytes, &["nummer"]), mangel))?;
    let nummer = || baum.feld("nummer").and_then(Wert::text).map(str::to_owned);
    let haushalt: Haushalt = aus_baum(&baum).map_err(|mangel| antwort(nummer(), mangel))?;
    match pruefe_haushalt(&haushalt, haushalt.lage.monat) {
        Ok(_) => Ok(haushalt),
        Err(mangel) => Err(antwort(nummer(), mangel)),
    }
}

fn baum(bytes: &[u8]) -> Result<Wert<'_>, Mangel> {
    if bytes.len() > HOECHSTENS_BYTES {
        let text = format!(
            "ist länger als {HOECHSTENS_BYTES} Bytes; je Zeile steht ein Haushalt, bitte die \
             Zeilenumbrüche prüfen"
        );
        return Err(Mangel::neu(GANZE_ZEILE, text));
    }
    let text = utf8(ohne_bom(bytes))?;
    if text.trim().is_empty() {
        return Err(Mangel::neu(GANZE_ZEILE, "ist leer; je Zeile steht ein Objekt"));
    }
    serde_json::from_str(text).map_err(|fehler| kein_json(&fehler))
}

fn ohne_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn utf8(bytes: &[u8]) -> Result<&str, Mangel> {
    let zeichencode = |text: String| Mangel::neu(GANZE_ZEILE, text);
    if bytes.contains(&0) {
        let text = "enthält Null-Bytes, die Datei ist vermutlich UTF-16; bitte als UTF-8 speichern";
        return Err(zeichencode(text.to_owned()));
    }
    std::str::from_utf8(bytes).map_err(|fehler| {
        let stelle = fehler.valid_up_to();
        let byte = bytes.get(stelle).copied().unwrap_or_default();
        zeichencode(format!(
            "ist nicht in UTF-8 geschrieben (Byte {} der Zeile ist 0x{byte:02X}), vermutlich in \
             Latin-1 oder Windows-1252; bitte die Datei als UTF-8 speichern",
            stelle + 1
        ))
    })
}

/// Liest den Verbund aus dem Baum. Den Pfad zum Fehler sucht erst ein zweiter Durchgang: er kostet
/// eine Kopie jedes Feldnamens, und fast jede Zeile ist richtig.
fn aus_baum<T: DeserializeOwned>(baum: &Wert<'_>) -> Result<T, Mangel> {
    T::deserialize(baum).map_err(|fehler| match serde_path_to_error::deserialize::<_, T>(baum) {
        Err(mit_pfad) => mangel(baum, &mit_pfad),
        Ok(_) => Mangel::neu(GANZE_ZEILE, fehler.text),
    })
}

fn mangel(baum: &Wert<'_>, fehler: &serde_path_to_error::Error<Lesefehler>) -> Mangel {
    use serde_path_to_error::Segment;

    let mut feld = String::new();
    let mut hier = Some(baum);
    let mut person = None;
    let mut in_personen = false;
    for segment in fehler.path() {
        match segment {
            Segment::Map { key } => {
                let punkt = if feld.is_empty() { "" } else { "." };
                feld.push_str(&format!("{punkt}{}", super::fehler::kurz(key)));
                hier = hier.and_then(|wert| wert.feld(key));
                in_personen = key == "personen";
            }
            Segment::Seq { index } => {
                feld.push_str(&format!("[{index}]"));
                hier = hier.and_then(|wert| wert.eintrag(*index));
                if in_personen {
                    person = hier.and_then(|wert| wert.feld("id")).and_then(Wert::text);
                }
                in_personen = false;
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let Lesefehler { feld: darunter, text } = fehler.inner();
    let mut mangel = Mangel::neu(darunter.unwrap_or_default(), text.as_str());
    if !feld.is_empty() {
        mangel = mangel.unter(feld);
    }
    if mangel.feld.is_empty() {
        GANZE_ZEILE.clone_into(&mut mangel.feld);
    }
    match person {
        Some(id) => mangel.der_person(id),
        None => mangel,
    }
}

/// Die Kennung aus einer Zeile, deren Rest nicht lesbar ist.
fn fall_trotzdem(bytes: &[u8], namen: &[&str]) -> Option<String> {
    struct Suche<'n> {
        namen: &'n [&'n str],
        fund: Option<String>,
    }

    impl<'de> Visitor<'de> for &mut Suche<'_> {
        type Value = ();
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("ein Objekt")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut felder: A) -> Result<(), A::Error> {
            while let Some(name) = felder.next_key::<String>()? {
                if self.fund.is_none() && self.namen.contains(&name.as_str()) {
                    self.fund = Some(felder.next_value()?);
                } else {
                    felder.next_value::<IgnoredAny>()?;
                }
            }
            Ok(())
        }
    }

    // Von einer überlangen Zeile kommt nur der Anfang an; weiter als die Grenze sucht niemand.
    let anfang = bytes.get(..HOECHSTENS_BYTES).unwrap_or(bytes);
    let mut suche = Suche { namen, fund: None };
    let mut leser = serde_json::Deserializer::from_slice(ohne_bom(anfang));
    match leser.deserialize_map(&mut suche) {
        // Der Fehler ist schon beschrieben; was bis dahin gefunden war, gilt.
        Ok(()) | Err(_) => suche.fund,
    }
}
