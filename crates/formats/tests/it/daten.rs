//! Erfundene Zahlungen; auch Messung und Beispiel nehmen sie.

use case::traeger::Traeger;
use case::zahlung::{Iban, Partei, Slot, Zahlung, Zweck};
use formats::sepa::{Auftrag, HOECHSTENS_JE_DATEI};
use jiff::civil::date;
use law::measure::Cent;

/// Ein Jobcenter, das es nicht gibt.
pub fn traeger() -> Traeger {
    serde_json::from_value(serde_json::json!({
        "kennung": "MUSTER", "name": "Jobcenter Musterkreis", "land": "NW",
        "anschrift": {"strasse": "Weg", "hausnummer": "1", "plz": "00000", "ort": "Musterstadt"},
        "telefon": "0", "email": "post@example.org", "elektronischer_weg": "",
        "konto": {"inhaber": "Musterkreis Kreiskasse", "iban": iban(1).als_str()},
        "bic": "MARKDEF1100", "synthetisch": true,
    }))
    .unwrap()
}

/// Der Auftrag für Dezember 2026.
pub fn auftrag(traeger: &Traeger) -> Auftrag<'_> {
    Auftrag {
        traeger,
        monat: "2026-12".parse().unwrap(),
        ausfuehrung: "2026-11-30".parse().unwrap(),
        erstellt: date(2026, 11, 23).at(6, 30, 0, 0),
        je_datei: HOECHSTENS_JE_DATEI,
    }
}

/// Eine deutsche IBAN mit richtiger Prüfziffer bei einer Bank, die es nicht gibt (ISO 7064, 97-10).
pub fn iban(konto: u32) -> Iban {
    let bban = format!("00000000{konto:010}");
    let rest =
        format!("{bban}131400").bytes().fold(0, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    Iban::lies(&format!("DE{:02}{bban}", 98 - rest)).unwrap()
}

/// Die Zahlung des Haushalts `fall`.
pub fn zahlung(fall: u32) -> Zahlung {
    Zahlung {
        slot: Slot {
            traeger: "MUSTER".to_owned(),
            monat: "2026-12".parse().unwrap(),
            fall: format!("BG-{fall:08}"),
            zweck: Zweck::Leistung,
            empfaenger: Partei::Haushalt,
        },
        versuch: 1,
        betrag: Cent::neu(i64::from(fall % 200_000) + 1),
        empfaenger_name: format!("Ada Muster-{fall}"),
        iban: iban(fall),
        verwendungszweck: format!("Grundsicherungsgeld 12/2026 BG-{fall:08}"),
    }
}

/// Die Miete des Haushalts `fall`.
pub fn miete(fall: u32) -> Zahlung {
    let mut miete = zahlung(fall);
    miete.slot.zweck = Zweck::Miete;
    miete.slot.empfaenger = Partei::Dritter { zeichen: format!("M {fall}"), nummer: 1 };
    miete.empfaenger_name = "Wohnbau Muster".to_owned();
    miete.verwendungszweck = format!("Miete 12/2026 M {fall}");
    miete
}
