//! Vom Brutto zum Netto, ungefähr.
//!
//! Das Netto steht als Tatsache in der Akte (die Lohnabrechnung); hier muss es nur plausibel sein.
//! Gerechnet wird für alle Jahre mit dem Tarif 2026 (§ 32a `EStG`), Arbeitnehmeranteilen von 21,15 v. H.
//! und dem Übergangsbereich bis 2.000 Euro (§ 20a Abs. 2 SGB IV); Kirchensteuer und Freibeträge für
//! Kinder bleiben außer Betracht.

use law::measure::Cent;

/// Steuerklasse (§ 38b `EStG`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Steuerklasse {
    Eins,
    Zwei,
    Drei,
}

/// Ende des Übergangsbereichs in Cent.
const UEBERGANG_BIS: i64 = 200_000;

/// Arbeitnehmer-Pauschbetrag und Sonderausgaben-Pauschbetrag, Euro im Jahr.
const PAUSCHBETRAEGE: i64 = 1_230 + 36;

/// Entlastungsbetrag für Alleinerziehende (§ 24b `EStG`), Euro im Jahr.
const ENTLASTUNG: i64 = 4_260;

/// Netto des Monats; bis zur Minijob-Grenze gleich dem Brutto.
pub(crate) fn netto(brutto: Cent, klasse: Steuerklasse, minijob: Cent) -> Cent {
    if brutto <= minijob {
        return brutto;
    }
    let abgaben = sozialabgaben(brutto.cent(), minijob);
    Cent::neu(brutto.cent() - abgaben - lohnsteuer(brutto.cent(), klasse, abgaben))
}

fn sozialabgaben(brutto: i64, minijob: Cent) -> i64 {
    let minijob = minijob.cent();
    let grundlage = if brutto < UEBERGANG_BIS {
        UEBERGANG_BIS * (brutto - minijob) / (UEBERGANG_BIS - minijob)
    } else {
        brutto
    };
    grundlage * 2_115 / 10_000
}

fn lohnsteuer(brutto: i64, klasse: Steuerklasse, abgaben: i64) -> i64 {
    // Ohne den Beitrag zur Arbeitsförderung: etwa 19 von 20 Teilen der Abgaben sind abziehbar.
    let zu_versteuern = (brutto - abgaben * 19 / 20) * 12 / 100 - PAUSCHBETRAEGE;
    let im_jahr = match klasse {
        Steuerklasse::Eins => tarif(zu_versteuern),
        Steuerklasse::Zwei => tarif(zu_versteuern - ENTLASTUNG),
        Steuerklasse::Drei => 2 * tarif(zu_versteuern / 2),
    };
    im_jahr / 12
}

/// § 32a Abs. 1 `EStG` 2026 bis zum Ende der zweiten Progressionszone; Euro hinein, Cent heraus.
fn tarif(zu_versteuern: i64) -> i64 {
    const GRUNDFREIBETRAG: i64 = 12_348;
    const ERSTE_ZONE: i64 = 17_799;
    if zu_versteuern <= GRUNDFREIBETRAG {
        0
    } else if zu_versteuern <= ERSTE_ZONE {
        let y = zu_versteuern - GRUNDFREIBETRAG;
        (91_451 * y / 10_000 + 140_000) * y / 10_000
    } else {
        let z = zu_versteuern - ERSTE_ZONE;
        (17_310 * z / 10_000 + 239_700) * z / 10_000 + 103_487
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn netto_ist_plausibel() {
        // Quelle: § 32a EStG 2026 und § 20a SGB IV, von Hand nachgerechnet; nur als Bereich, denn
        // das Netto ist eine Näherung.
        let faelle = [
            (603, Steuerklasse::Eins, 603..=603),
            (1_000, Steuerklasse::Eins, 870..=900),
            (1_500, Steuerklasse::Eins, 1_200..=1_260),
            (2_400, Steuerklasse::Eins, 1_690..=1_760),
            (2_400, Steuerklasse::Zwei, 1_750..=1_830),
            (2_400, Steuerklasse::Drei, 1_870..=1_900),
        ];
        for (brutto, klasse, bereich) in faelle {
            let netto = netto(Cent::euro(brutto), klasse, Cent::euro(603)).cent() / 100;
            assert!(bereich.contains(&netto), "{brutto}: {netto}");
        }
    }

    #[test]
    fn mehr_brutto_gibt_mehr_netto() {
        for klasse in [Steuerklasse::Eins, Steuerklasse::Zwei, Steuerklasse::Drei] {
            let mut vorher = Cent::NULL;
            for brutto in (0..4_000).map(Cent::euro) {
                let jetzt = netto(brutto, klasse, Cent::euro(603));
                assert!(jetzt >= vorher && jetzt <= brutto, "{brutto}");
                vorher = jetzt;
            }
        }
    }
}
