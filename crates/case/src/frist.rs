//! Rechtsbehelfsfristen: bis wann Widerspruch oder Klage möglich ist, und warum.
//!
//! Bekanntgabe nach § 37 Abs. 2 SGB X (der vermutete Tag verschiebt sich an Wochenenden nicht, BSG
//! v. 6.5.2010 – B 14 AS 12/09 R), ein Monat nach § 84 und § 87 SGG, ein Jahr ohne richtige
//! Belehrung (§ 66 Abs. 2 SGG), Verschiebung nach § 64 Abs. 3 SGG.
//!
//! Nicht umgesetzt: öffentliche Bekanntgabe (§ 37 Abs. 4 SGB X), Bereitstellung zum Abruf (Abs. 2a),
//! Zustellung nach dem VwZG mit eigener Vermutung, Wiedereinsetzung (§ 67 SGG, § 27 SGB X), höhere
//! Gewalt (§ 66 Abs. 2 SGG). In diesen Fällen nennt der Aufrufer den Tag selbst
//! ([`Bekanntgabe::Zugang`]) oder entscheidet ein Mensch.

use std::fmt;
use std::str::FromStr;

use law::kalender::{self, Beginn, Dauer, Fristende, Sitz, wochentag};
use law::measure::Tag;
use serde::{Deserialize, Serialize, Serializer};

/// Welcher Rechtsbehelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Art {
    /// Widerspruch gegen einen Bescheid (§ 84 SGG); Feiertage am Sitz der Behörde.
    #[default]
    Widerspruch,
    /// Klage nach dem Widerspruchsbescheid (§ 87 SGG); Feiertage am Sitz des Gerichts.
    Klage,
}

/// Warum ein Text keine Art ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ist kein Rechtsbehelf; möglich sind widerspruch und klage")]
pub struct ArtFehler;

/// Wie der Bescheid bekannt gegeben wurde.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bekanntgabe {
    /// Im Inland zur Post gegeben, oder elektronisch abgesandt: der Tag der Bekanntgabe wird
    /// vermutet (§ 37 Abs. 2 SGB X).
    Post(Tag),
    /// Nachweislich an diesem Tag im Inland zugegangen, etwa später als vermutet oder zugestellt.
    Zugang(Tag),
    /// Nachweislich an diesem Tag im Ausland zugegangen: drei Monate statt einem.
    ZugangImAusland(Tag),
}

/// Ob der Bescheid eine Rechtsbehelfsbelehrung hatte (§ 36 SGB X, § 66 SGG).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Belehrung {
    /// Vorhanden und richtig.
    #[default]
    Richtig,
    /// Fehlt oder ist unrichtig: ein Jahr.
    FehltOderUnrichtig,
}

/// Ein Satz der Begründung mit seiner Norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grund {
    /// Fundstelle, etwa `§ 84 Abs. 1 Satz 1 SGG`.
    pub norm: &'static str,
    /// Der Satz ohne Fundstelle und ohne Punkt.
    pub text: String,
}

/// Eine Rechtsbehelfsfrist. Als JSON die Antwort von `nahtlos frist`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frist {
    /// Tag der Bekanntgabe.
    pub bekanntgabe: Tag,
    /// Letzter Tag der Frist.
    pub fristende: Tag,
    /// Warum, Schritt für Schritt.
    pub begruendung: Vec<Grund>,
    /// Letzter Tag, wenn am Sitz ein örtlicher Feiertag gilt, von dem es niemand weiß. Bis dahin
    /// darf niemand den Rechtsbehelf als verspätet behandeln. Fehlt, wenn es darauf nicht ankommt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spaetestens: Option<Tag>,
}

/// Ob ein Rechtsbehelf rechtzeitig ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wahrung {
    /// Rechtzeitig.
    Gewahrt,
    /// Verspätet.
    Versaeumt,
    /// Es kommt auf einen örtlichen Feiertag an; ein Mensch klärt, ob er am Sitz gilt.
    Offen,
}

/// Die Frist eines zur Post gegebenen Bescheids mit richtiger Belehrung.
///
/// `sitz` ist ein Land oder ein Ort, an dem auch örtliche Feiertage bekannt sind: der Behörde beim
/// Widerspruch, des Gerichts bei der Klage.
#[must_use]
pub fn frist(post: Tag, sitz: impl Into<Sitz>, art: Art) -> Frist {
    frist_ab(Bekanntgabe::Post(post), sitz, art, Belehrung::Richtig)
}

/// Die Frist nach Art der Bekanntgabe und Belehrung.
#[must_use]
pub fn frist_ab(
    bekanntgabe: Bekanntgabe,
    sitz: impl Into<Sitz>,
    art: Art,
    belehrung: Belehrung,
) -> Frist {
    let sitz = sitz.into();
    let (tag, wie) = tag_der_bekanntgabe(bekanntgabe);
    let (dauer, wie_lange) = dauer(bekanntgabe, art, belehrung);
    let ende = kalender::fristende(Beginn::Ereignis(tag), dauer, sitz);
    let mut begruendung = vec![wie, wie_lange, rechnerisches_ende(tag, &ende)];
    begruendung.extend(verschiebung(&ende, sitz));
    begruendung.extend(oertlich(&ende));
    let spaetestens = (ende.spaetestens != ende.ende).then_some(ende.spaetestens);
    Frist { bekanntgabe: tag, fristende: ende.ende, begruendung, spaetestens }
}

/// Der Tag der Bekanntgabe (§ 37 Abs. 2 SGB X).
#[must_use]
pub fn bekannt_am(bekanntgabe: Bekanntgabe) -> Tag {
    tag_der_bekanntgabe(bekanntgabe).0
}

impl Frist {
    /// Ob ein an diesem Tag eingegangener Rechtsbehelf die Frist wahrt.
    ///
    /// Beim Widerspruch genügt der Eingang bei jeder inländischen Behörde (§ 84 Abs. 2 SGG).
    #[must_use]
    pub fn wahrung(&self, eingang: Tag) -> Wahrung {
        if eingang <= self.fristende {
            Wahrung::Gewahrt
        } else if self.spaetestens.is_some_and(|spaetestens| eingang <= spaetestens) {
            Wahrung::Offen
        } else {
            Wahrung::Versaeumt
        }
    }
}

/// Seit dem 1. Januar 2025 gilt die Post nach vier statt drei Tagen als angekommen
/// (Postrechtsmodernisierungsgesetz v. 15.7.2024); es entscheidet der Tag der Aufgabe zur Post.
fn tag_der_bekanntgabe(bekanntgabe: Bekanntgabe) -> (Tag, Grund) {
    match bekanntgabe {
        Bekanntgabe::Post(post) => {
            let seit_2025 = post.jahr() >= 2025;
            let (tage, wort) = if seit_2025 { (4, "vierten") } else { (3, "dritten") };
            let norm = if seit_2025 {
                "§ 37 Abs. 2 Satz 1 SGB X"
            } else {
                "§ 37 Abs. 2 Satz 1 SGB X in der bis zum 31.12.2024 geltenden Fassung"
            };
            let tag = post.plus_tage(tage);
            let text = format!(
                "Der Bescheid wurde am {} zur Post gegeben und gilt am {wort} Tag danach als \
                 bekannt gegeben, am {}; Wochenende und Feiertage ändern daran nichts",
                post.deutsch(),
                mit_wochentag(tag),
            );
            (tag, Grund { norm, text })
        }
        Bekanntgabe::Zugang(tag) | Bekanntgabe::ZugangImAusland(tag) => {
            let text = format!("Der Bescheid ist am {} zugegangen", mit_wochentag(tag));
            (tag, Grund { norm: "§ 37 Abs. 1 und Abs. 2 Satz 3 SGB X", text })
        }
    }
}

fn dauer(bekanntgabe: Bekanntgabe, art: Art, belehrung: Belehrung) -> (Dauer, Grund) {
    if belehrung == Belehrung::FehltOderUnrichtig {
        let text = "Die Rechtsbehelfsbelehrung fehlt oder ist unrichtig; die Frist beträgt ein \
                    Jahr";
        return (Dauer::Jahre(1), Grund { norm: "§ 66 Abs. 2 Satz 1 SGG", text: text.into() });
    }
    let ausland = matches!(bekanntgabe, Bekanntgabe::ZugangImAusland(_));
    let (monate, wort) = if ausland { (3, "drei Monate") } else { (1, "einen Monat") };
    let norm = match (art, ausland) {
        (Art::Widerspruch, false) => "§ 84 Abs. 1 Satz 1 SGG",
        (Art::Widerspruch, true) => "§ 84 Abs. 1 Satz 2 SGG",
        (Art::Klage, false) => "§ 87 Abs. 1 Satz 1 und Abs. 2 SGG",
        (Art::Klage, true) => "§ 87 Abs. 1 Satz 2 und Abs. 2 SGG",
    };
    let was = match art {
        Art::Widerspruch => "den Widerspruch",
        Art::Klage => "die Klage nach dem Widerspruchsbescheid",
    };
    let wo = if ausland { ", weil der Bescheid im Ausland bekannt gegeben wurde" } else { "" };
    (Dauer::Monate(monate), Grund { norm, text: format!("Die Frist für {was} beträgt {wort}{wo}") })
}

fn rechnerisches_ende(tag: Tag, ende: &Fristende) -> Grund {
    let gekuerzt = tag.im_monat() != ende.rechnerisch.im_monat();
    let warum = if gekuerzt { ", dem letzten Tag des Monats" } else { "" };
    let norm =
        if gekuerzt { "§ 64 Abs. 1 und Abs. 2 Satz 2 SGG" } else { "§ 64 Abs. 1 und Abs. 2 SGG" };
    let text = format!(
        "Der Tag der Bekanntgabe zählt nicht mit; die Frist läuft bis {}{warum}",
        mit_wochentag(ende.rechnerisch),
    );
    Grund { norm, text }
}

fn verschiebung(ende: &Fristende, sitz: Sitz) -> Option<Grund> {
    if ende.verschoben.is_empty() {
        return None;
    }
    let tage: Vec<String> = ende
        .verschoben
        .iter()
        .map(|(tag, grund)| format!("der {} ist {}", tag.deutsch(), hindernis(grund, sitz)))
        .collect();
    let text = format!(
        "Die Frist endet erst am nächsten Werktag, am {}: {}",
        mit_wochentag(ende.ende),
        tage.join(", "),
    );
    Some(Grund { norm: "§ 64 Abs. 3 SGG", text })
}

fn oertlich(ende: &Fristende) -> Option<Grund> {
    let (tag, name) = ende.oertlich?;
    let text = format!(
        "Ob am {} in der Gemeinde des Sitzes Feiertag ist ({name}), ist nicht bekannt; gilt er \
         dort, endet die Frist erst am {}",
        tag.deutsch(),
        mit_wochentag(ende.spaetestens),
    );
    Some(Grund { norm: "§ 64 Abs. 3 SGG", text })
}

fn hindernis(grund: &str, sitz: Sitz) -> String {
    match grund {
        "Samstag" | "Sonntag" => format!("ein {grund}"),
        name => format!("Feiertag in {} ({name})", sitz.land().name()),
    }
}

fn mit_wochentag(tag: Tag) -> String {
    format!("{}, dem {}", wochentag(tag), tag.deutsch())
}

/// Der Satz mit Fundstelle: `… (§ 64 Abs. 3 SGG).`
impl fmt::Display for Grund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}).", self.text, self.norm)
    }
}

impl Serialize for Grund {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl FromStr for Art {
    type Err = ArtFehler;

    fn from_str(text: &str) -> Result<Art, ArtFehler> {
        match text {
            "widerspruch" => Ok(Art::Widerspruch),
            "klage" => Ok(Art::Klage),
            _ => Err(ArtFehler),
        }
    }
}

#[cfg(test)]
mod tests {
    use law::kalender::{Land, Oertlich, arbeitstag};
    use proptest::prelude::*;

    use super::*;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    #[test]
    fn die_frist_endet_wie_die_tabelle_sagt() {
        // § 37 Abs. 2 SGB X, §§ 64, 84 SGG, nachgerechnet mit den Feiertagen der Länder:
        // zur Post, Land, Bekanntgabe, Ende der Widerspruchsfrist.
        let faelle = [
            ("2026-11-20", "NW", "2026-11-24", "2026-12-24"),
            ("2026-11-22", "NW", "2026-11-26", "2026-12-28"),
            ("2026-04-30", "NW", "2026-05-04", "2026-06-05"),
            ("2026-04-30", "BE", "2026-05-04", "2026-06-04"),
            ("2025-10-15", "SN", "2025-10-19", "2025-11-20"),
            ("2027-09-28", "NW", "2027-10-02", "2027-11-02"),
            // Vor 2025 der dritte Tag; es zählt der Tag der Aufgabe zur Post.
            ("2024-12-31", "NW", "2025-01-03", "2025-02-03"),
            ("2025-01-01", "NW", "2025-01-05", "2025-02-05"),
            // Kurze Monate: 27.01. + 4 = 31.01., der Februar hat 28 Tage (2027: Sonntag).
            ("2026-01-27", "NW", "2026-01-31", "2026-03-02"),
            ("2027-01-27", "NW", "2027-01-31", "2027-03-01"),
            // 8. März: in Berlin seit 2019, in Mecklenburg-Vorpommern seit 2023.
            ("2022-02-05", "MV", "2022-02-08", "2022-03-08"),
            ("2023-02-05", "MV", "2023-02-08", "2023-03-09"),
            ("2023-02-05", "HH", "2023-02-08", "2023-03-08"),
            // 31. Oktober 2017 überall, in Hamburg seit 2018, in Nordrhein-Westfalen nie wieder;
            // der 1. November ist dort Allerheiligen.
            ("2017-09-27", "BE", "2017-09-30", "2017-10-30"),
            ("2018-09-28", "HH", "2018-10-01", "2018-11-01"),
            ("2018-08-28", "TH", "2018-08-31", "2018-10-01"),
            ("2019-08-17", "TH", "2019-08-20", "2019-09-23"),
            // 8. Mai 2025 in Berlin.
            ("2025-04-04", "BE", "2025-04-08", "2025-05-09"),
            ("2025-04-04", "BB", "2025-04-08", "2025-05-08"),
        ];
        for (post, land, bekanntgabe, ende) in faelle {
            let land: Land = land.parse().unwrap();
            for art in [Art::Widerspruch, Art::Klage] {
                let frist = frist(tag(post), land, art);
                assert_eq!(frist.bekanntgabe, tag(bekanntgabe), "{post} {land}");
                assert_eq!(frist.fristende, tag(ende), "{post} {land}");
                assert_eq!(frist.spaetestens, None, "{post} {land}");
            }
        }
    }

    #[test]
    fn die_antwort_als_json_nennt_jeden_schritt_mit_seiner_norm() {
        let frist = frist(tag("2026-11-22"), Land::Nw, Art::Widerspruch);
        let erwartet = serde_json::json!({
            "bekanntgabe": "2026-11-26",
            "fristende": "2026-12-28",
            "begruendung": [
                "Der Bescheid wurde am 22.11.2026 zur Post gegeben und gilt am vierten Tag danach \
                 als bekannt gegeben, am Donnerstag, dem 26.11.2026; Wochenende und Feiertage \
                 ändern daran nichts (§ 37 Abs. 2 Satz 1 SGB X).",
                "Die Frist für den Widerspruch beträgt einen Monat (§ 84 Abs. 1 Satz 1 SGG).",
                "Der Tag der Bekanntgabe zählt nicht mit; die Frist läuft bis Samstag, dem \
                 26.12.2026 (§ 64 Abs. 1 und Abs. 2 SGG).",
                "Die Frist endet erst am nächsten Werktag, am Montag, dem 28.12.2026: der \
                 26.12.2026 ist Feiertag in Nordrhein-Westfalen (2. Weihnachtstag), der \
                 27.12.2026 ist ein Sonntag (§ 64 Abs. 3 SGG).",
            ],
        });
        assert_eq!(serde_json::to_value(&frist).unwrap(), erwartet);
    }

    #[test]
    fn ohne_richtige_belehrung_gilt_ein_jahr_und_im_ausland_drei_monate() {
        // § 66 Abs. 2 Satz 1, § 84 Abs. 1 Satz 2, § 87 Abs. 1 Satz 2 SGG.
        use Bekanntgabe::{Post, Zugang, ZugangImAusland};
        use Belehrung::{FehltOderUnrichtig, Richtig};
        let faelle = [
            (Post(tag("2026-11-20")), FehltOderUnrichtig, "2027-11-24", "§ 66 Abs. 2"),
            (Post(tag("2028-02-25")), FehltOderUnrichtig, "2029-02-28", "§ 66 Abs. 2"),
            (ZugangImAusland(tag("2026-11-24")), FehltOderUnrichtig, "2027-11-24", "§ 66 Abs. 2"),
            (Zugang(tag("2026-11-30")), Richtig, "2026-12-30", "§ 84 Abs. 1 Satz 1"),
            (ZugangImAusland(tag("2026-11-24")), Richtig, "2027-02-24", "§ 84 Abs. 1 Satz 2"),
            (ZugangImAusland(tag("2026-11-30")), Richtig, "2027-03-01", "§ 84 Abs. 1 Satz 2"),
        ];
        for (bekanntgabe, belehrung, ende, norm) in faelle {
            let frist = frist_ab(bekanntgabe, Land::Nw, Art::Widerspruch, belehrung);
            assert_eq!(frist.fristende, tag(ende), "{bekanntgabe:?}");
            let genannt = frist.begruendung.iter().any(|grund| grund.norm.starts_with(norm));
            assert!(genannt, "{bekanntgabe:?}: {norm} fehlt");
        }
    }

    #[test]
    fn ob_ein_widerspruch_in_bayern_am_15_august_verspaetet_ist_bleibt_offen() {
        // 15.08.2025 ist ein Freitag; Art. 1 Abs. 1 Nr. 2 BayFTG.
        let post = tag("2025-07-11");
        let unbekannt = frist(post, Land::By, Art::Widerspruch);
        assert_eq!(unbekannt.fristende, tag("2025-08-15"));
        assert_eq!(unbekannt.spaetestens, Some(tag("2025-08-18")));
        let faelle = [
            ("2025-08-15", Wahrung::Gewahrt),
            ("2025-08-18", Wahrung::Offen),
            ("2025-08-19", Wahrung::Versaeumt),
        ];
        for (eingang, wahrung) in faelle {
            assert_eq!(unbekannt.wahrung(tag(eingang)), wahrung, "{eingang}");
        }
        let satz = unbekannt.begruendung.last().unwrap().to_string();
        assert!(satz.contains("Mariä Himmelfahrt") && satz.contains("18.08.2025"), "{satz}");

        let katholisch = Sitz::neu(Land::By, Oertlich::MariaeHimmelfahrt).unwrap();
        assert_eq!(
            frist(post, katholisch, Art::Klage).wahrung(tag("2025-08-18")),
            Wahrung::Gewahrt
        );
        let keine = Sitz::neu(Land::By, Oertlich::Keine).unwrap();
        assert_eq!(frist(post, keine, Art::Klage).wahrung(tag("2025-08-18")), Wahrung::Versaeumt);
    }

    #[test]
    fn die_art_liest_sich_aus_ihrem_namen() {
        assert_eq!("widerspruch".parse(), Ok(Art::Widerspruch));
        assert_eq!("klage".parse(), Ok(Art::Klage));
        assert!("berufung".parse::<Art>().unwrap_err().to_string().contains("klage"));
    }

    proptest! {
        #[test]
        fn spaeter_zur_post_heisst_nie_frueher_zu_ende(
            nach in 0_i32..13_149,
            land in 0_usize..16,
            fehlt in any::<bool>(),
        ) {
            let land = Land::ALLE[land];
            let belehrung =
                if fehlt { Belehrung::FehltOderUnrichtig } else { Belehrung::Richtig };
            let ende = |post: Tag| {
                frist_ab(Bekanntgabe::Post(post), land, Art::Widerspruch, belehrung)
            };
            let post = tag("2005-01-01").plus_tage(nach);
            let (heute, morgen) = (ende(post), ende(post.naechster()));
            prop_assert!(arbeitstag(heute.fristende, land));
            prop_assert!(heute.fristende > heute.bekanntgabe && heute.bekanntgabe > post);
            prop_assert!(morgen.fristende >= heute.fristende);
            prop_assert!(morgen.bekanntgabe > heute.bekanntgabe);
        }
    }
}
