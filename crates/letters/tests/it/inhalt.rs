//! Was ein Mensch im Brief liest.

use crate::werkzeug::{druckerei, finde, gelesen, muster};

/// law.md C1: Paar, Kinder 8 und 15, Lohn 1.800/1.420, Unterkunft 900.
const FAMILIE: [&str; 31] = [
    "Bewilligung von Bürgergeld (bis 30.06.2026) und Grundsicherungsgeld (ab 01.07.2026)",
    "Zeitraum: 01.06.2026 bis 31.12.2026",
    "Sehr geehrte Frau Weber,",
    "Sabine Weber",
    "Mehmet Yıldız-Weber",
    "Zoë Weber",
    "Łukasz Weber",
    "393,21 €",
    "393,22 €",
    "216,50 €",
    "260,07 €",
    "1.263,00 €",
    "−1.560,00",
    "Juni 2026",
    "Juli bis Dezember 2026",
    "Berechnungsbogen Juni bis Dezember 2026",
    "770,00 € für die Miete an Wohnungsbau Neustadt eG",
    "493,00 € auf Ihr Konto",
    "Im Juni 2026 sind das zusammen 900,00 €.",
    "§ 9 Abs. 2 Satz 3 SGB II",
    "§ 11b Abs. 3 SGB II",
    "−278,00 €",
    "§ 33 SGB X",
    "§ 35 SGB X",
    "§ 38 SGB II",
    "§ 41 Abs. 3 Satz 4 SGB II",
    "§ 60 SGB I",
    "§ 22 Abs. 7 SGB II",
    "§ 84 SGG",
    "Rechtsbehelfsbelehrung",
    "Musterbescheid: Alle Personen sind erfunden.",
];

const ALLEINSTEHEND: [&str; 3] =
    ["Sehr geehrter Herr Шевченко,", "Sie bekommen jeden Monat 1.013,00 €.", "563,00"];

const SIEBEN: [&str; 5] =
    ["Personen 1 bis 4", "Personen 5 bis 7", "Noor Al-Hassan", "3.332,80", "337,80"];

const ABLEHNUNG: [&str; 8] = [
    "Ablehnung von Grundsicherungsgeld",
    "Warum Sie kein Geld bekommen",
    "Ihr Einkommen (§ 11 SGB II) deckt Ihren Bedarf.",
    "Elżbieta Wiśniewska bekommt eine",
    "§ 7 Abs. 4",
    "348,00 €",
    "1.152,00 €",
    "Rechtsbehelfsbelehrung",
];

const ENTWURF: [&str; 6] = [
    "ENTWURF: Dieser Brief gilt noch nicht.",
    "Was noch zu klären ist",
    "Mehmet Yıldız-Weber: Ist das zweite Meldeversäumnis eine Wiederholung?",
    "§ 22 Abs. 1a SGB II",
    "−151,80",
    "Uns fehlt noch Ihre Bankverbindung.",
];

/// 300 Lohn, 140 frei (§ 11b Abs. 2, 3), 160 zählen: 1 000 werden 840.
const UEBERZAHLUNG: [&str; 7] = [
    "Änderung Ihrer Leistungen",
    "ENTWURF: Dieser Brief gilt noch nicht. Er wird noch geprüft und freigegeben.",
    "1.000,00 € 840,00 € −160,00 €",
    "Für September 2026 haben wir zusammen 160,00 € mehr bewilligt, als zusteht.",
    "§ 50 SGB X",
    "§ 48 Abs. 1 Satz 2 Nr. 3 SGB X",
    "Rechtsbehelfsbelehrung",
];

const NACHZAHLUNG: [&str; 5] = [
    "Für August bis September 2026 bekommen Sie zusammen 944,00 € nachgezahlt.",
    "+472,00 €",
    "§ 48 Abs. 1 Satz 2 Nr. 1 SGB X",
    "437,00 € für die Miete an Wohnungsbau Neustadt eG",
    "Oktober 2026 bis Juni 2027",
];

const RUECKWIRKEND: [&str; 4] = [
    "Für Juli bis August 2026 und November bis Dezember 2026 steht Ihnen weniger Geld zu",
    "Was noch zu klären ist",
    "Es war seit dem 15.07.2026 so, gemeldet wurde es am 10.09.2026.",
    "1.063,00 € 591,00 € −472,00 €",
];

const DREI: [&str; 5] = [
    "756,00 € 339,86 € −416,14 €",
    "756,00 € 155,35 € −600,65 €",
    "1.918,00 € 414,00 € −1.504,00 €",
    "der Nachweis liegt vor",
    "§ 33 SGB X",
];

#[test]
fn jeder_brief_enthaelt_personen_betraege_und_fundstellen() {
    let faelle: [(&str, &[&str]); 9] = [
        ("aenderung-ueberzahlung", &UEBERZAHLUNG),
        ("aenderung-nachzahlung", &NACHZAHLUNG),
        ("aenderung-rueckwirkend", &RUECKWIRKEND),
        ("aenderung-drei", &DREI),
        ("familie", &FAMILIE),
        ("alleinstehend", &ALLEINSTEHEND),
        ("sieben", &SIEBEN),
        ("ablehnung", &ABLEHNUNG),
        ("entwurf", &ENTWURF),
    ];
    for (name, saetze) in faelle {
        let text = gelesen(finde(name));
        for satz in saetze {
            assert!(text.contains(satz), "{name}: „{satz}“ fehlt in:\n{text}");
        }
    }
}

#[test]
fn die_ablehnung_spricht_nicht_von_zahlung() {
    assert!(!gelesen(finde("ablehnung")).contains("So zahlen wir"));
}

#[test]
fn die_anhoerung_steht_nur_da_wo_sie_noetig_ist() {
    // § 24 SGB X: nötig bei § 45 SGB X, entbehrlich bei der Anpassung (Abs. 2 Nr. 5).
    for (name, noetig) in [("aenderung-von-anfang", true), ("aenderung-ueberzahlung", false)] {
        let text = gelesen(finde(name));
        assert_eq!(text.contains("Vorher fragen wir Sie (Anhörung)"), noetig, "{name}");
        assert_eq!(text.contains("§ 24 Abs. 2 Nr. 5 SGB X"), !noetig, "{name}");
    }
}

#[test]
fn jede_seite_sagt_die_wievielte_sie_ist() {
    for muster in muster() {
        let text = gelesen(muster);
        let (_, seiten) = text.rsplit_once("Seite ").unwrap();
        let gesamt = seiten.split_whitespace().nth(2).unwrap();
        assert!(text.contains(&format!("Seite 1 von {gesamt}")), "{}: {gesamt}", muster.name);
        assert!(text.contains(&format!("Seite {gesamt} von {gesamt}")), "{}", muster.name);
    }
}

#[test]
fn was_wie_vorlage_aussieht_steht_als_text_im_brief() {
    let text = gelesen(finde("feindlich"));
    for woertlich in [
        "#import \"x\"; $a^2$ *fett* _kursiv_ @label <ref> \\ `roh` // Kommentar",
        "#eval(\"1+1\")",
    ] {
        assert!(text.contains(woertlich), "{woertlich} fehlt in:\n{text}");
    }
    // Umkehrzeichen sind entfernt: der Name steht, wie er gespeichert ist.
    assert!(text.contains("Zoëgnippilf") && !text.contains('\u{202E}'));
}

#[test]
fn fehlende_zeichen_werden_gezaehlt() {
    let zahl = |name| druckerei().nicht_darstellbar(&finde(name).brief).unwrap();
    assert_eq!(zahl("familie"), 0);
    assert!(zahl("feindlich") > 0);
}

#[test]
fn die_vorlage_enthaelt_kein_wort_des_rechts() {
    let vorlage = include_str!("../../vorlagen/bescheid.typ");
    for wort in
        ["§", "Bürgergeld", "Grundsicherung", "Widerspruch", "€", "SGB", "Muster", "ENTWURF"]
    {
        assert!(!vorlage.contains(wort), "„{wort}“ gehört nach case::brief");
    }
}
