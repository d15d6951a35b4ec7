//! § 40 SGB II: Bagatelle, Haftung Minderjähriger, Raten, Aufhebung für die Zukunft.
//!
//! Umgesetzt: Absatz 1 Satz 3 (Aufhebung für die Vergangenheit erst ab 50 €), Absatz 4 (Aufhebung
//! für die Zukunft, wenn vorläufig zu entscheiden wäre), Absatz 9 (§ 1629a BGB), Absatz 10 (Raten).
//! Nicht umgesetzt: Absatz 1 Satz 2, 4 (Überprüfungsfristen, schon geprüfte Umstände), Absätze 2, 3,
//! 5 bis 8 (Verfahren); ob eine Beschäftigung bedarfsdeckend war, ist eine Angabe.

use crate::measure::{Beleg, Cent, Monat, Tag};
use crate::recht::Erstattungen;
use crate::sgb2::p41a::Entscheidungsart;

/// Ob für die Vergangenheit aufgehoben wird (Absatz 1 Satz 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bagatelle {
    /// Erstattungsforderungen aller Mitglieder der Bedarfsgemeinschaft.
    pub summe: Cent,
    /// Darunter wird nicht aufgehoben.
    pub grenze: Cent,
}

impl Bagatelle {
    /// Unterbleibt die Aufhebung?
    #[must_use]
    pub fn unterbleibt(&self) -> bool {
        self.summe < self.grenze
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 40 Abs. 1 Satz 3 SGB II";
        let (was, betrag) = if self.unterbleibt() {
            ("nicht zu erstatten: unter der Grenze", Cent::NULL)
        } else {
            ("zu erstatten, für alle Mitglieder", self.summe)
        };
        Beleg::neu(norm, was, betrag).aus([
            Beleg::neu("§ 50 Abs. 1 SGB X", "Erstattungsforderungen zusammen", self.summe),
            Beleg::neu(norm, "mindestens", self.grenze),
        ])
    }
}

/// Absatz 1 Satz 3: alle Forderungen einer Prüfung zusammen; `regeln` wählt deren Tag.
#[must_use]
pub fn bagatelle(forderungen: impl IntoIterator<Item = Cent>, regeln: &Erstattungen) -> Bagatelle {
    Bagatelle { summe: forderungen.into_iter().sum(), grenze: regeln.bagatelle }
}

/// Absatz 4: wird die abschließende Entscheidung aufgehoben, weil nach einer Änderung vorläufig zu
/// entscheiden wäre? Der erste Monat ohne sie; sie wirkt nur für die Zukunft.
#[must_use]
pub fn aufzuheben_ab(entscheidungsart: Entscheidungsart, bekanntgabe: Tag) -> Option<Monat> {
    let vorlaeufig = matches!(
        entscheidungsart,
        Entscheidungsart::VorlaeufigDemGrunde | Entscheidungsart::VorlaeufigDerHoehe
    );
    vorlaeufig.then(|| bekanntgabe.monat().plus(1))
}

/// Womit ein Kind für Erstattungen aus seiner Minderjährigkeit haftet (Absatz 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Haftung {
    /// Forderungen aus der Zeit bis zur Volljährigkeit.
    pub schuld: Cent,
    /// Vermögen bei Eintritt der Volljährigkeit.
    pub vermoegen: Cent,
    /// Davon bleibt so viel.
    pub frei: Cent,
}

impl Haftung {
    /// Was zu erstatten bleibt, wenn die Beschränkung geltend gemacht ist.
    #[must_use]
    pub fn haftet_mit(&self) -> Cent {
        self.schuld.min(self.vermoegen.abzueglich(self.frei))
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 40 Abs. 9 SGB II, § 1629a BGB";
        Beleg::neu(norm, "Haftung bei Volljährigkeit", self.haftet_mit()).aus([
            Beleg::neu("§ 50 SGB X", "Forderungen aus der Minderjährigkeit", self.schuld),
            Beleg::neu(norm, "Vermögen bei Volljährigkeit", self.vermoegen),
            Beleg::neu(norm, "davon bleibt", self.frei),
        ])
    }
}

/// Absatz 9; `regeln` wählt der Tag der Entscheidung über die Haftung.
#[must_use]
pub fn haftung(schuld: Cent, vermoegen: Vermoegen18, regeln: &Erstattungen) -> Haftung {
    Haftung { schuld, vermoegen: vermoegen.0, frei: regeln.haftung_frei }
}

/// Das Vermögen am 18. Geburtstag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vermoegen18(pub Cent);

/// Raten nach der Aufnahme einer bedarfsdeckenden Beschäftigung (Absatz 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratenplan {
    /// Zu tilgende Summe.
    pub schuld: Cent,
    /// Rate jedes Monats, in der letzten höchstens der Rest.
    pub rate: Cent,
}

impl Ratenplan {
    /// So viele Monate dauert die Tilgung; `None`, wenn es keine Raten gibt.
    #[must_use]
    pub fn anzahl(&self) -> Option<u32> {
        let rate = self.rate.cent();
        if rate <= 0 {
            return self.schuld.ist_null().then_some(0);
        }
        u32::try_from((self.schuld.cent() + rate - 1) / rate).ok()
    }

    /// Die Rate des `n`-ten Monats, ab null.
    #[must_use]
    pub fn rate_im_monat(&self, n: u32) -> Cent {
        self.rate.min(self.schuld.abzueglich(self.rate.mal_anzahl(n)))
    }

    /// Was nach so vielen Monaten noch offen ist; tritt dann erneut Hilfebedürftigkeit ein, gilt der
    /// Plan nicht weiter (Satz 2) und der Rest ist nach § 43 aufzurechnen oder einzuziehen.
    #[must_use]
    pub fn rest_nach(&self, monate: u32) -> Cent {
        self.schuld.abzueglich(self.rate.mal_anzahl(monate))
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let norm = "§ 40 Abs. 10 SGB II";
        Beleg::neu(norm, "monatliche Rate, zuletzt der Rest", self.rate).aus([Beleg::neu(
            "§ 50 SGB X",
            "zu erstatten",
            self.schuld,
        )])
    }
}

/// Absatz 10: vom maßgebenden Regelbedarf; `regeln` wählt der Tag der Entscheidung. Vor 2023 gab es
/// keine Raten: die Rate ist dann null.
#[must_use]
pub fn ratenplan(schuld: Cent, regelbedarf: Regelbedarf, regeln: &Erstattungen) -> Ratenplan {
    Ratenplan { schuld, rate: regelbedarf.0.prozent(regeln.raten_prozent) }
}

/// Der maßgebende Regelbedarf eines Monats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regelbedarf(pub Cent);

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::recht::Recht;

    static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

    fn cent(text: &str) -> Cent {
        text.parse().unwrap()
    }

    fn regeln(am: &str) -> Erstattungen {
        *RECHT.erstattung(am.parse().unwrap())
    }

    #[test]
    fn unter_fuenfzig_euro_wird_nicht_aufgehoben() {
        // § 40 Abs. 1 Satz 3, § 65 Abs. 5.
        let faelle: [(&[&str], _, _); 5] = [
            (&["20.00", "29.99"], "2023-01-01", true),
            (&["20.00", "30.00"], "2023-01-01", false),
            (&["49.99"], "2022-12-31", false),
            (&["50.00"], "2026-07-01", false),
            (&[], "2026-07-01", true),
        ];
        for (betraege, am, unterbleibt) in faelle {
            let b = bagatelle(betraege.iter().map(|b| cent(b)), &regeln(am));
            assert_eq!(b.unterbleibt(), unterbleibt, "{betraege:?} {am}");
            let erstattet = if unterbleibt { Cent::NULL } else { b.summe };
            assert_eq!(b.beleg().betrag, erstattet.into(), "{betraege:?} {am}");
        }
    }

    #[test]
    fn wer_volljaehrig_wird_behaelt_fuenfzehntausend_euro() {
        // § 40 Abs. 9 (ab 2023), § 1629a BGB. Schuld 800.
        let faelle = [
            ("15000.00", "2026-07-01", "0"),
            ("15500.00", "2026-07-01", "500"),
            ("16000.00", "2026-07-01", "800"),
            ("0", "2026-07-01", "0"),
            ("500.00", "2022-12-31", "500"),
        ];
        for (vermoegen, am, haftet) in faelle {
            let haftung = haftung(cent("800"), Vermoegen18(cent(vermoegen)), &regeln(am));
            assert_eq!(haftung.haftet_mit(), cent(haftet), "{vermoegen} {am}");
            assert_eq!(haftung.beleg().aus[2].betrag, haftung.frei.into());
        }
    }

    #[test]
    fn raten_sind_zehn_prozent_und_die_letzte_der_rest() {
        // § 40 Abs. 10: 10 % von 563 = 56,30; 200 = 3 · 56,30 + 31,10.
        let plan = ratenplan(cent("200"), Regelbedarf(cent("563")), &regeln("2026-07-01"));
        assert_eq!(plan.rate, cent("56.30"));
        assert_eq!(plan.anzahl(), Some(4));
        let raten: Vec<_> = (0..5).map(|n| plan.rate_im_monat(n)).collect();
        assert_eq!(raten, ["56.30", "56.30", "56.30", "31.10", "0"].map(cent));
        // Erneute Hilfebedürftigkeit nach zwei Monaten: 200 − 112,60 = 87,40 bleiben.
        assert_eq!(plan.rest_nach(2), cent("87.40"));
        assert_eq!(plan.beleg().aus[0].betrag, cent("200").into());
        let alt = ratenplan(cent("200"), Regelbedarf(cent("449")), &regeln("2022-12-31"));
        assert_eq!((alt.rate, alt.anzahl()), (Cent::NULL, None));
    }

    #[test]
    fn wer_nun_schwankendes_einkommen_hat_bekommt_kuenftig_vorlaeufig() {
        // § 40 Abs. 4.
        let am = "2026-08-12".parse().unwrap();
        let ab = Some("2026-09".parse().unwrap());
        let faelle = [
            (Entscheidungsart::VorlaeufigDerHoehe, ab),
            (Entscheidungsart::VorlaeufigDemGrunde, ab),
            (Entscheidungsart::Abschliessend, None),
            (Entscheidungsart::ZuVertreten, None),
        ];
        for (art, erwartet) in faelle {
            assert_eq!(aufzuheben_ab(art, am), erwartet, "{art:?}");
        }
    }

    proptest! {
        #[test]
        fn ein_ratenplan_tilgt_genau_die_schuld(schuld in 0_i64..2_000_000, rb in 1_000_i64..80_000) {
            let plan =
                ratenplan(Cent::neu(schuld), Regelbedarf(Cent::neu(rb)), &regeln("2026-07-01"));
            let anzahl = plan.anzahl().unwrap();
            let raten: Vec<Cent> = (0..anzahl).map(|n| plan.rate_im_monat(n)).collect();
            prop_assert_eq!(raten.iter().sum::<Cent>(), plan.schuld);
            prop_assert!(raten.iter().all(|rate| *rate <= plan.rate && !rate.ist_null()));
            prop_assert_eq!(plan.rest_nach(anzahl), Cent::NULL);
        }
    }
}
