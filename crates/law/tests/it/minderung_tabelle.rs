//! §§ 31a, 31b, 32, 7b Abs. 4: jede Zelle aus Art, Folge, Tag der Pflichtverletzung, Monat, Erfüllung
//! und Unterkunft; §§ 42a, 43: die Grenzen zusammen. Quelle: law.md 1.2, 1.3, 2.5, 3 (Schritte 11, 12).
//!
//! Regelbedarf 563 in allen Monaten: 10 % = 56,30; 20 % = 112,60; 30 % = 168,90; 563/2 = 281,50.

use law::lage::*;
use law::offen::Offen;

use crate::hilfe::*;

/// Unterkunft und Einkommen, neben denen gemindert wird.
#[derive(Clone, Copy, Debug)]
enum Lebt {
    /// Miete 450, kein Einkommen: 563 + 450.
    MitMiete,
    /// Keine Unterkunft, kein Einkommen: 563.
    OhneMiete,
    /// Miete 450, 463 angerechnet (493 − 30): vom Bund 100, von der Kommune 450.
    Einkommen,
}

fn haushalt(lebt: Lebt, minderungen: &[Minderung], zeit: &str) -> Lage {
    let mut person = Person { minderungen: minderungen.to_vec(), ..mensch("1985-01-01") };
    if let Lebt::Einkommen = lebt {
        person = mit(person, &[andere(Einnahme::Sonstiges, "493.00")]);
    }
    let miete = if let Lebt::OhneMiete = lebt { "0.00" } else { "450.00" };
    let mut l = lage(zeit, [person], miete);
    // Ein Bewilligungszeitraum, in dem alle Monate liegen.
    l.bewilligung_ab = tag("2025-03-01");
    l
}

/// Minderung in vier Monaten ab dem ersten, je Unterkunft.
fn pruefe(angabe: Minderung, lebt: Lebt, erwartet: [&str; 4]) {
    let folge: Vec<String> = (0..4)
        .map(|n| {
            let zeit = angabe.wirksam_ab.plus(n).to_string();
            let e = rechne(&haushalt(lebt, &[angabe], &zeit));
            e.personen[0].minderung.summe.als_text()
        })
        .collect();
    assert_eq!(folge, erwartet, "{angabe:?} {lebt:?}");
}

/// Alte Pflichtverletzung (2023 bis 06/2026) und neue (ab 07/2026) mit ihrem ersten Monat.
const ALT: (&str, &str) = ("2025-03-10", "2025-04");
const LETZTER_ALTER: (&str, &str) = ("2026-06-30", "2026-08");
const ERSTER_NEUER: (&str, &str) = ("2026-07-01", "2026-08");

#[test]
fn pflichtverletzung_jede_folge_jedes_recht_jeder_monat() {
    use MinderungArt::Pflichtverletzung as P;
    // § 31a Abs. 1, § 31b Abs. 2. (Recht, Folge, erfüllt am, vier Monate)
    type Fall<'a> = ((&'a str, &'a str), u8, Option<&'a str>, [&'a str; 4]);
    let (n, zehn, zwanzig, dreissig) = ("0.00", "56.30", "112.60", "168.90");
    let faelle: [Fall<'_>; 19] = [
        (ALT, 1, None, [zehn, n, n, n]),
        (ALT, 2, None, [zwanzig, zwanzig, n, n]),
        (ALT, 3, None, [dreissig, dreissig, dreissig, n]),
        (LETZTER_ALTER, 1, None, [zehn, n, n, n]),
        (LETZTER_ALTER, 2, None, [zwanzig, zwanzig, n, n]),
        (LETZTER_ALTER, 3, None, [dreissig, dreissig, dreissig, n]),
        (ERSTER_NEUER, 1, None, [dreissig, dreissig, dreissig, n]),
        (ERSTER_NEUER, 2, None, [dreissig, dreissig, dreissig, n]),
        (ERSTER_NEUER, 3, None, [dreissig, dreissig, dreissig, n]),
        // Erfüllt vor oder im ersten Monat: er bleibt ganz (mindestens ein Monat).
        (ALT, 1, Some("2025-04-10"), [zehn, n, n, n]),
        (ALT, 2, Some("2025-03-20"), [zwanzig, n, n, n]),
        (ALT, 3, Some("2025-04-30"), [dreissig, n, n, n]),
        (ERSTER_NEUER, 1, Some("2026-07-20"), [dreissig, n, n, n]),
        (ERSTER_NEUER, 2, Some("2026-08-31"), [dreissig, n, n, n]),
        // Erfüllt am 16. des zweiten Monats: 15 von 30 Tagen.
        (ALT, 2, Some("2025-05-16"), [zwanzig, zehn, n, n]),
        (ALT, 3, Some("2025-05-16"), [dreissig, "84.45", n, n]),
        (ERSTER_NEUER, 1, Some("2026-09-16"), [dreissig, "84.45", n, n]),
        // Erfüllt am 16. des dritten; nach dem Ende ohne Wirkung.
        (ERSTER_NEUER, 1, Some("2026-10-16"), [dreissig, dreissig, "84.45", n]),
        (ERSTER_NEUER, 1, Some("2026-11-16"), [dreissig, dreissig, dreissig, n]),
    ];
    for ((am, ab), folge, erfuellt, erwartet) in faelle {
        let mut angabe = minderung(P, am, folge, ab);
        angabe.aufgehoben_ab = erfuellt.map(tag);
        pruefe(angabe, Lebt::MitMiete, erwartet);
        pruefe(angabe, Lebt::OhneMiete, erwartet);
        // Höchstens der Teil des Bundes: 100 (§ 31a Abs. 4 Satz 2).
        let begrenzt =
            erwartet.map(|betrag| if cent(betrag) > cent("100") { "100.00" } else { betrag });
        pruefe(angabe, Lebt::Einkommen, begrenzt);
    }
}

#[test]
fn meldeversaeumnis_jede_folge_jedes_recht_jeder_monat() {
    use MinderungArt::Meldeversaeumnis as M;
    // § 32 Abs. 1, 2, 3: alt je 10 % für einen Monat; neu das erste keine, das wiederholte 30 %, das dritte
    // keine (Frage). Spätere Meldung verkürzt nicht.
    let (n, zehn, dreissig) = ("0.00", "56.30", "168.90");
    let faelle = [
        (ALT, 1, None, zehn, false),
        (ALT, 2, None, zehn, false),
        (ALT, 3, None, zehn, false),
        (LETZTER_ALTER, 1, None, zehn, false),
        (LETZTER_ALTER, 3, None, zehn, false),
        (ERSTER_NEUER, 1, None, n, false),
        (ERSTER_NEUER, 2, None, dreissig, false),
        (ERSTER_NEUER, 3, None, n, true),
        (ALT, 1, Some("2025-04-02"), zehn, false),
        (ERSTER_NEUER, 2, Some("2026-08-02"), dreissig, false),
        (ERSTER_NEUER, 2, Some("2026-07-20"), dreissig, false),
    ];
    for ((am, ab), folge, gemeldet, erster, fragt) in faelle {
        let mut angabe = minderung(M, am, folge, ab);
        angabe.aufgehoben_ab = gemeldet.map(tag);
        pruefe(angabe, Lebt::MitMiete, [erster, n, n, n]);
        pruefe(angabe, Lebt::OhneMiete, [erster, n, n, n]);
        let begrenzt = if erster == dreissig { "100.00" } else { erster };
        pruefe(angabe, Lebt::Einkommen, [begrenzt, n, n, n]);
        let e = rechne(&haushalt(Lebt::MitMiete, &[angabe], ab));
        assert_eq!(e.offen.contains(&Offen::DrittesMeldeversaeumnis(A)), fragt, "{angabe:?}");
    }
}

#[test]
fn arbeitsverweigerung_jedes_recht_jeder_monat() {
    use MinderungArt::Arbeitsverweigerung as W;
    // § 31a Abs. 7, § 31b Abs. 3: der Regelbedarf entfällt, längstens zwei Monate, mindestens einen. Ohne
    // Miete bleibt 1 € (Abs. 4 Satz 3): 562. Mit 463 angerechnet sind 100 Regelbedarf zahlbar.
    // (Tag, erster Monat, aufgehoben, mit Miete, ohne Miete, mit Einkommen, Frage)
    type Fall<'a> =
        (&'a str, &'a str, Option<&'a str>, [&'a str; 2], [&'a str; 2], [&'a str; 2], bool);
    let null = ["0.00"; 2];
    let faelle: [Fall<'_>; 9] = [
        ("2025-03-10", "2025-04", None, null, null, null, true),
        ("2026-03-27", "2026-04", None, null, null, null, true),
        ("2026-03-28", "2026-04", None, null, null, null, true),
        ("2026-04-22", "2026-05", None, null, null, null, true),
        ("2026-04-23", "2026-05", None, ["563.00"; 2], ["563.00"; 2], ["100.00"; 2], false),
        ("2026-07-10", "2026-08", None, ["563.00"; 2], ["562.00"; 2], ["100.00"; 2], false),
        (
            "2026-07-10",
            "2026-08",
            Some("2026-08-10"),
            ["563.00", "0.00"],
            ["562.00", "0.00"],
            ["100.00", "0.00"],
            false,
        ),
        (
            "2026-07-10",
            "2026-08",
            Some("2026-07-20"),
            ["563.00", "0.00"],
            ["562.00", "0.00"],
            ["100.00", "0.00"],
            false,
        ),
        // Erfüllt am 16. des zweiten Monats: 15 von 30 Tagen, 281,50 oder 50.
        (
            "2026-07-10",
            "2026-08",
            Some("2026-09-16"),
            ["563.00", "281.50"],
            ["562.00", "281.50"],
            ["100.00", "50.00"],
            false,
        ),
    ];
    for (am, ab, aufgehoben, mit_miete, ohne_miete, einkommen, fragt) in faelle {
        let mut angabe = minderung(W, am, 1, ab);
        angabe.aufgehoben_ab = aufgehoben.map(tag);
        let vier = |[erster, zweiter]: [&'static str; 2]| [erster, zweiter, "0.00", "0.00"];
        pruefe(angabe, Lebt::MitMiete, vier(mit_miete));
        pruefe(angabe, Lebt::OhneMiete, vier(ohne_miete));
        pruefe(angabe, Lebt::Einkommen, vier(einkommen));
        let e = rechne(&haushalt(Lebt::MitMiete, &[angabe], ab));
        assert_eq!(e.offen.contains(&Offen::Arbeitsverweigerung(A)), fragt, "{angabe:?}");
    }
}

#[test]
fn nicht_erreichbar_jeder_monat_und_jede_meldung() {
    // § 7b Abs. 4 Satz 2 bis 5, § 32 Abs. 3 Satz 2. Monat M ohne Regelbedarf; danach nichts bis zur
    // Meldung, die nur nach vorn wirkt; Meldung in M: 30 % für diesen Monat. M = Oktober 2026.
    // (gemeldet, Auszahlung in M, M+1, M+2) mit Miete, ohne Miete, mit Einkommen
    type Fall<'a> = (Option<&'a str>, Lebt, [&'a str; 3]);
    let faelle: [Fall<'_>; 12] = [
        (None, Lebt::MitMiete, ["450.00", "0.00", "0.00"]),
        (None, Lebt::OhneMiete, ["1.00", "0.00", "0.00"]),
        (None, Lebt::Einkommen, ["450.00", "0.00", "0.00"]),
        // 1 013 − 168,90; 563 − 168,90; 550 − 100 (der Teil des Bundes).
        (Some("2026-10-30"), Lebt::MitMiete, ["844.10", "1013.00", "1013.00"]),
        (Some("2026-10-30"), Lebt::OhneMiete, ["394.10", "563.00", "563.00"]),
        (Some("2026-10-30"), Lebt::Einkommen, ["450.00", "550.00", "550.00"]),
        // Gemeldet am 16.11.: 15 von 30 Tagen: 281,50 + 225; Einkommen 463 steht gegen 506,50.
        (Some("2026-11-16"), Lebt::MitMiete, ["450.00", "506.50", "1013.00"]),
        (Some("2026-11-16"), Lebt::OhneMiete, ["1.00", "281.50", "563.00"]),
        (Some("2026-11-16"), Lebt::Einkommen, ["450.00", "43.50", "550.00"]),
        // Gemeldet am 01.12.: der ganze Dezember.
        (Some("2026-12-01"), Lebt::MitMiete, ["450.00", "0.00", "1013.00"]),
        // Vor M gemeldet: keine Wirkung.
        (Some("2026-09-30"), Lebt::MitMiete, ["1013.00", "1013.00", "1013.00"]),
        (Some("2026-09-30"), Lebt::OhneMiete, ["563.00", "563.00", "563.00"]),
    ];
    for (gemeldet, lebt, erwartet) in faelle {
        let mut angabe = minderung(MinderungArt::NichtErreichbar, "2026-09-10", 3, "2026-10");
        angabe.aufgehoben_ab = gemeldet.map(tag);
        let folge = ["2026-10", "2026-11", "2026-12"]
            .map(|zeit| rechne(&haushalt(lebt, &[angabe], zeit)).auszahlung());
        assert_eq!(folge, erwartet, "{gemeldet:?} {lebt:?}");
    }
}

#[test]
fn eine_weitere_pflichtverletzung_nur_wenn_die_vorige_minderung_hoechstens_ein_jahr_zurueckliegt() {
    use MinderungArt::Pflichtverletzung as P;
    // § 31a Abs. 1 Satz 5 in der Fassung vom 04.05.2026. Vorige ab 05/2024.
    for (am, ab, erwartet) in
        [("2025-05-01", "2025-06", "112.60"), ("2025-05-02", "2025-06", "56.30")]
    {
        let minderungen = [minderung(P, "2024-04-10", 1, "2024-05"), minderung(P, am, 2, ab)];
        let e = rechne(&haushalt(Lebt::MitMiete, &minderungen, ab));
        assert_eq!(e.personen[0].minderung.summe.als_text(), erwartet, "{am}");
    }
}

#[test]
fn eine_minderung_die_zu_spaet_festgestellt_sein_muss_wird_gefragt() {
    use MinderungArt::*;
    // § 31b Abs. 1 Satz 3 (§ 32 Abs. 2, § 31b Abs. 3): sechs Monate ab dem 10.01.2026 enden im Juli; bekannt
    // spätestens im August, gemindert ab September. (Art, erster Monat, gemindert)
    let faelle = [
        (Pflichtverletzung, "2026-09", true),
        (Pflichtverletzung, "2026-10", false),
        (Meldeversaeumnis, "2026-10", false),
        (Arbeitsverweigerung, "2026-10", false),
    ];
    for (art, ab, gemindert) in faelle {
        let angabe = minderung(art, "2026-01-10", 1, ab);
        let e = rechne(&haushalt(Lebt::MitMiete, &[angabe], ab));
        assert_eq!(!e.personen[0].minderung.summe.ist_null(), gemindert, "{art:?} {ab}");
        assert_eq!(e.offen.contains(&Offen::MinderungVerspaetet(A)), !gemindert, "{art:?} {ab}");
    }
}

fn forderung(art: AufrechnungArt, grund: AufrechnungGrund, rest: &str) -> Aufrechnung {
    Aufrechnung { person: A, art, grund, rest: cent(rest), streitig: false, erklaert: true }
}

#[test]
fn was_mit_laufenden_aufrechnungen_dreissig_prozent_ueberstiege_ist_ganz_unzulaessig() {
    use AufrechnungArt::*;
    use AufrechnungGrund::*;
    // § 43 Abs. 2 Satz 2, § 42a Abs. 2 Satz 4: 10 % = 56,30, 30 % = 168,90, Darlehen 5 % = 28,15.
    let klein = || forderung(Erstattung, P41a, "900.00");
    let gross = || forderung(Erstattung, Sonst, "900.00");
    let darlehen = || forderung(Darlehen, Sonst, "900.00");
    // (Forderungen, Erstattung, Darlehen)
    let faelle = [
        (vec![klein(), klein(), darlehen()], "112.60", "28.15"),
        // 30 % nach § 43: mehr als 20 %, das Darlehen ruht.
        (vec![klein(), klein(), klein(), darlehen()], "168.90", "0.00"),
        (vec![klein(), klein(), klein(), klein()], "168.90", "0.00"),
        // 10 + 30 wären 40: die zweite ist unzulässig, auch zum Teil.
        (vec![klein(), gross()], "56.30", "0.00"),
        (vec![klein(), gross(), klein(), darlehen()], "112.60", "28.15"),
        (vec![gross(), klein()], "168.90", "0.00"),
        // Ein kleiner Rest lässt Platz: 168,90 passt neben 0 nicht neben 5.
        (vec![forderung(Erstattung, P41a, "5.00"), gross()], "5.00", "0.00"),
        (vec![gross(), darlehen()], "168.90", "0.00"),
    ];
    for (forderungen, erstattung, darlehen) in faelle {
        let mut l = haushalt(Lebt::MitMiete, &[], "2026-09");
        l.aufrechnungen = forderungen.into();
        let e = rechne(&l);
        let a = e.personen[0].aufrechnung;
        assert_eq!(
            (a.erstattung.als_text(), a.darlehen.als_text()),
            (erstattung.to_owned(), darlehen.to_owned())
        );
    }
}

#[test]
fn neben_einer_minderung_nur_der_unterschied_zu_dreissig_prozent() {
    use AufrechnungArt::*;
    use AufrechnungGrund::*;
    use MinderungArt::*;
    let klein = || forderung(Erstattung, P48Nr3, "900.00");
    let gross = || forderung(Erstattung, Sonst, "900.00");
    let darlehen = || forderung(Darlehen, Sonst, "900.00");
    // § 43 Abs. 3, § 42a Abs. 2 Satz 2. (Art, Tag, Folge, erster Monat, Forderungen, zusammen)
    let faelle = [
        // 10 % gemindert: 112,60 bleiben.
        (Pflichtverletzung, "2026-06-10", 1, "2026-08", vec![gross()], "112.60"),
        (Pflichtverletzung, "2026-06-10", 1, "2026-08", vec![klein(), darlehen()], "84.45"),
        // 20 %: 56,30.
        (Pflichtverletzung, "2026-06-10", 2, "2026-08", vec![klein(), darlehen()], "56.30"),
        (Pflichtverletzung, "2026-06-10", 2, "2026-08", vec![gross()], "56.30"),
        (Meldeversaeumnis, "2026-06-10", 1, "2026-08", vec![gross()], "112.60"),
        // 30 % oder mehr: nichts.
        (Pflichtverletzung, "2026-06-10", 3, "2026-08", vec![klein(), darlehen()], "0.00"),
        (Pflichtverletzung, "2026-07-10", 1, "2026-08", vec![darlehen()], "0.00"),
        (Meldeversaeumnis, "2026-07-10", 2, "2026-08", vec![klein()], "0.00"),
        (Arbeitsverweigerung, "2026-07-10", 1, "2026-08", vec![klein()], "0.00"),
        (NichtErreichbar, "2026-07-10", 3, "2026-08", vec![klein()], "0.00"),
        // Erstes Meldeversäumnis nach neuem Recht: keine Minderung.
        (Meldeversaeumnis, "2026-07-10", 1, "2026-08", vec![gross()], "168.90"),
    ];
    for (art, am, folge, ab, forderungen, erwartet) in faelle {
        let mut l = haushalt(Lebt::MitMiete, &[minderung(art, am, folge, ab)], ab);
        l.aufrechnungen = forderungen.into();
        let e = rechne(&l);
        assert_eq!(e.personen[0].aufrechnung.summe().als_text(), erwartet, "{art:?} {am} {folge}");
    }
}

#[test]
fn aufgerechnet_wird_hoechstens_was_zu_zahlen_ist() {
    use AufrechnungArt::*;
    // Mit 463 angerechnet und ohne Miete bleiben 100; 30 % = 168,90.
    let mut l = haushalt(Lebt::Einkommen, &[], "2026-09");
    l.wohnungen[0].grundmiete = cent("0.00");
    l.aufrechnungen = [forderung(Erstattung, AufrechnungGrund::Sonst, "900.00")].into();
    assert_eq!(rechne(&l).personen[0].aufrechnung.summe().als_text(), "100.00");
}

#[test]
fn ohne_erklaerung_wird_nicht_aufgerechnet_sondern_gefragt() {
    use AufrechnungArt::*;
    use AufrechnungGrund::*;
    // § 43 Abs. 1 Satz 2 (ab 07/2026): unter 70 € der ganzen Forderung muss, sonst kann aufgerechnet
    // werden; ein Darlehen immer (§ 42a Abs. 2).
    // (Monat, Forderung, Rest, gebunden)
    let faelle = [
        ("2026-06", Erstattung, "69.99", false),
        ("2026-07", Erstattung, "69.99", true),
        ("2026-07", Erstattung, "70.00", false),
        ("2026-06", Darlehen, "400.00", true),
    ];
    for (zeit, art, rest, gebunden) in faelle {
        let mut l = haushalt(Lebt::MitMiete, &[], zeit);
        l.aufrechnungen = [Aufrechnung { erklaert: false, ..forderung(art, Sonst, rest) }].into();
        let e = rechne(&l);
        assert_eq!(e.auszahlung(), "1013.00");
        let frage = match gebunden {
            true => Offen::AufrechnungGebunden(A, cent(rest)),
            false => Offen::AufrechnungErmessen(A, cent(rest)),
        };
        assert_eq!(e.offen, [frage], "{zeit} {rest}");
    }
}
