//! Genaue Brüche und die eine Stelle, an der gerundet wird.

use std::fmt;
use std::ops::{Add, AddAssign};

use super::Cent;

/// Ein Prozentsatz, genau auf ein Hundertstel Prozent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prozent(u32);

impl Prozent {
    /// Ganze Prozent.
    #[must_use]
    pub const fn neu(prozent: u32) -> Prozent {
        Prozent(prozent * 100)
    }

    /// Aus Hundertsteln eines Prozents: `aus_hundertstel(230)` sind 2,3 %.
    #[must_use]
    pub const fn aus_hundertstel(hundertstel: u32) -> Prozent {
        Prozent(hundertstel)
    }

    /// Das `n`-Fache.
    #[must_use]
    pub const fn mal(self, n: u32) -> Prozent {
        Prozent(self.0.saturating_mul(n))
    }

    /// Die Hälfte.
    #[must_use]
    pub const fn halb(self) -> Prozent {
        Prozent(self.0 / 2)
    }

    /// Der Wert in Hundertsteln eines Prozents.
    #[must_use]
    pub const fn hundertstel(self) -> u32 {
        self.0
    }
}

/// Schreibweise ohne Prozentzeichen: `30` oder `2,3`.
impl fmt::Display for Prozent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ganz, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{ganz}"),
            r if r % 10 == 0 => write!(f, "{ganz},{}", r / 10),
            r => write!(f, "{ganz},{r:02}"),
        }
    }
}

/// Ein genauer, nicht gerundeter Betrag: `zaehler / nenner` Cent.
///
/// Zähler und Nenner liegen unter [`KLEIN`], so dass jede Rechnung mit ihnen in 64 Bit bleibt. Was nicht
/// hineinpasst, wird gekürzt; hilft das nicht, steht es auf einem Raster von [`RASTER`] Teilen des Cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bruch {
    zaehler: i64,
    nenner: i64,
}

impl Default for Bruch {
    fn default() -> Bruch {
        Bruch::NULL
    }
}

/// Unter dieser Grenze läuft in 64 Bit weder die Summe `2 · Zähler + Nenner` noch ein Vielfaches über.
const KLEIN: u64 = 1 << 60;
/// Teile eines Cents, auf die ein Betrag kommt, dessen Nenner zu groß wird: nur in Haushalten, deren
/// Kopfzahl fast jeden Tag wechselt.
const RASTER: i64 = 100_000_000;

impl Bruch {
    /// Nichts.
    pub const NULL: Bruch = Bruch { zaehler: 0, nenner: 1 };

    /// `zaehler / nenner` Cent; ein Nenner unter eins gilt als eins.
    #[must_use]
    pub fn neu(zaehler: i128, nenner: i128) -> Bruch {
        let nenner = nenner.max(1);
        Bruch::passend(zaehler, nenner).unwrap_or_else(|| Bruch::gekuerzt(zaehler, nenner))
    }

    /// `betrag · zaehler / nenner` Cent; ein Nenner unter eins gilt als eins.
    pub(super) fn aus_teil(betrag: i64, zaehler: u32, nenner: u32) -> Bruch {
        let nenner = nenner.max(1);
        match betrag.checked_mul(i64::from(zaehler)) {
            Some(zaehler) if zaehler.unsigned_abs() < KLEIN => {
                Bruch { zaehler, nenner: i64::from(nenner) }
            }
            _ => Bruch::neu(i128::from(betrag) * i128::from(zaehler), i128::from(nenner)),
        }
    }

    fn passend(zaehler: i128, nenner: i128) -> Option<Bruch> {
        let zaehler = i64::try_from(zaehler).ok().filter(|z| z.unsigned_abs() < KLEIN)?;
        let nenner = i64::try_from(nenner).ok().filter(|n| n.unsigned_abs() < KLEIN)?;
        Some(Bruch { zaehler, nenner })
    }

    #[cold]
    fn gekuerzt(zaehler: i128, nenner: i128) -> Bruch {
        let teiler = groesster_teiler(zaehler, nenner);
        let (zaehler, nenner) = (zaehler / teiler, nenner / teiler);
        Bruch::passend(zaehler, nenner).unwrap_or_else(|| {
            // Ziffer für Ziffer, damit auch ein sehr großer Nenner nicht überläuft.
            let (mut teile, mut rest) = (zaehler / nenner, zaehler % nenner);
            for _ in 0..RASTER.ilog10() {
                rest = rest.saturating_mul(10);
                teile = teile.saturating_mul(10).saturating_add(rest / nenner);
                rest %= nenner;
            }
            let teile = i64::try_from(teile).unwrap_or(i64::MAX).min(i64::MAX / 8);
            Bruch { zaehler: teile, nenner: RASTER }
        })
    }

    /// Der `zaehler/nenner`-Teil dieses Betrags.
    #[must_use]
    pub fn teil(self, zaehler: u32, nenner: u32) -> Bruch {
        if zaehler == nenner {
            return self;
        }
        let nenner = i128::from(self.nenner) * i128::from(nenner.max(1));
        Bruch::neu(i128::from(self.zaehler) * i128::from(zaehler), nenner)
    }

    /// § 41 Abs. 2 SGB II: auf zwei Dezimalstellen; folgt eine 5 bis 9, wird um eins erhöht.
    #[must_use]
    #[inline]
    pub fn runde_p41(self) -> Cent {
        if self.zaehler == 0 || self.nenner == 1 {
            return Cent::neu(self.zaehler);
        }
        Cent::neu((2 * self.zaehler + self.nenner).div_euclid(2 * self.nenner))
    }

    /// § 41 Abs. 2 SGB II in der Fassung bis 31.03.2011: auf volle Euro, ab 0,50 Euro aufwärts.
    #[must_use]
    pub fn runde_volle_euro_p41(self) -> Cent {
        let nenner = i128::from(self.nenner) * 100;
        let euro = Bruch::neu(i128::from(self.zaehler), nenner).runde_p41();
        Cent::neu(euro.cent() * 100)
    }
}

impl From<Cent> for Bruch {
    fn from(cent: Cent) -> Bruch {
        Bruch::aus_teil(cent.cent(), 1, 1)
    }
}

impl Add for Bruch {
    type Output = Bruch;
    #[inline]
    fn add(self, mehr: Bruch) -> Bruch {
        if self.zaehler == 0 {
            return mehr;
        }
        if mehr.zaehler == 0 {
            return self;
        }
        let zaehler = self.zaehler + mehr.zaehler;
        if self.nenner == mehr.nenner && zaehler.unsigned_abs() < KLEIN {
            return Bruch { zaehler, nenner: self.nenner };
        }
        self.plus_ungleichnamig(mehr)
    }
}

impl Bruch {
    #[cold]
    fn plus_ungleichnamig(self, mehr: Bruch) -> Bruch {
        let teiler = groesster_teiler(self.nenner.into(), mehr.nenner.into());
        let (eigener, anderer) = (i128::from(self.nenner), i128::from(mehr.nenner));
        let zaehler = i128::from(self.zaehler) * (anderer / teiler)
            + i128::from(mehr.zaehler) * (eigener / teiler);
        Bruch::neu(zaehler, eigener / teiler * anderer)
    }
}

impl AddAssign for Bruch {
    fn add_assign(&mut self, mehr: Bruch) {
        *self = *self + mehr;
    }
}

fn groesster_teiler(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs().max(1)
}

/// Verteilt `summe` im Verhältnis der `gewichte` auf `teile`, so dass die Teile zusammen genau die
/// Summe ergeben.
///
/// Jeder Teil wird nach § 41 Abs. 2 SGB II gerundet; ein fehlender oder überzähliger Cent geht
/// dorthin, wo der Rundungsfehler am größten war, bei Gleichstand in der Reihenfolge der Eingabe
/// (ADR 0004). Sind alle Gewichte null, bleiben alle Teile null.
pub fn verteile_p41(summe: Cent, gewichte: &[Cent], teile: &mut [Cent]) {
    let gesamt: Cent = gewichte.iter().sum();
    if gesamt == summe && gewichte.len() == teile.len() {
        // Nichts ist zu teilen: jeder bekommt genau sein Gewicht.
        teile.copy_from_slice(gewichte);
        return;
    }
    teile.fill(Cent::NULL);
    if gesamt.ist_null() {
        return;
    }
    if summe.cent() < HALB && gesamt.cent() < HALB {
        // Das Produkt zweier solcher Beträge passt in 64 Bit.
        let (summe, gesamt) = (summe.cent(), gesamt.cent());
        let mut verteilt = 0;
        for (teil, gewicht) in teile.iter_mut().zip(gewichte) {
            *teil = Cent::neu((2 * summe * gewicht.cent() + gesamt) / (2 * gesamt));
            verteilt += teil.cent();
        }
        let abweichung = |teil: Cent, gewicht: Cent| teil.cent() * gesamt - summe * gewicht.cent();
        gleiche_aus(teile, gewichte, summe - verteilt, |w| !w.ist_null(), abweichung);
        return;
    }
    let gesamt = i128::from(gesamt.cent());
    let genau = |gewicht: Cent| i128::from(summe.cent()) * i128::from(gewicht.cent());
    let mut verteilt = 0_i64;
    for (teil, gewicht) in teile.iter_mut().zip(gewichte) {
        *teil = Bruch::neu(genau(*gewicht), gesamt).runde_p41();
        verteilt += teil.cent();
    }
    let abweichung = |teil: Cent, gewicht: Cent| i128::from(teil.cent()) * gesamt - genau(gewicht);
    gleiche_aus(teile, gewichte, summe.cent() - verteilt, |w| !w.ist_null(), abweichung);
}

/// Unter dieser Grenze bleiben auch doppelte Produkte zweier Zahlen in 64 Bit.
const HALB: i64 = 1 << 30;

/// Gibt fehlende Cent dorthin, wo am meisten abgerundet ist, und nimmt überzählige dort, wo am meisten
/// aufgerundet ist; bei Gleichstand in der Reihenfolge der Eingabe.
///
/// `abweichung` ist „gerundet weniger genau“ in einer Einheit, die für alle Teile gleich ist. Höchstens
/// die halbe Zahl der Teile; 60 Personen begrenzen die Schleife.
fn gleiche_aus<G: Copy, F: PartialOrd + std::ops::Neg<Output = F>>(
    teile: &mut [Cent],
    genau: &[G],
    mut fehlend: i64,
    zaehlt: impl Fn(G) -> bool,
    abweichung: impl Fn(Cent, G) -> F,
) {
    while fehlend != 0 {
        let schritt = fehlend.signum();
        let mut bester: Option<(F, &mut Cent)> = None;
        for (teil, genau) in teile.iter_mut().zip(genau).filter(|(_, genau)| zaehlt(**genau)) {
            let abweichung = abweichung(*teil, *genau);
            let abweichung = if schritt > 0 { -abweichung } else { abweichung };
            if bester.as_ref().is_none_or(|(bisher, _)| abweichung > *bisher) {
                bester = Some((abweichung, teil));
            }
        }
        let Some((_, teil)) = bester else { return };
        *teil = Cent::neu(teil.cent() + schritt);
        fehlend -= schritt;
    }
}

/// Rundet genaue Teile so, dass sie zusammen genau die gerundete Summe ergeben.
///
/// Jeder Teil wird nach § 41 Abs. 2 SGB II gerundet; ein fehlender oder überzähliger Cent geht
/// dorthin, wo der Rundungsfehler am größten war, bei Gleichstand in der Reihenfolge der Eingabe.
pub fn runde_gemeinsam_p41(genau: &[Bruch], teile: &mut [Cent]) {
    if let ([einziger], [teil]) = (genau, &mut *teile) {
        *teil = einziger.runde_p41();
        return;
    }
    if let Some(nenner) = gleichnamig(genau) {
        // Fast immer: ein Haushalt in einer Wohnung, jeder Teil durch dieselben Köpfe.
        let (mut summe, mut verteilt) = (0, 0);
        // Gleiche Teile stehen nebeneinander: geteilt wird nur, wo sich der Zähler ändert.
        let (mut letzter, mut gerundet) = (0, 0);
        for (teil, genau) in teile.iter_mut().zip(genau) {
            let zaehler = genau.zaehler;
            if zaehler != letzter {
                letzter = zaehler;
                gerundet = (2 * zaehler + nenner) / (2 * nenner);
            }
            *teil = Cent::neu(gerundet);
            summe += zaehler;
            verteilt += gerundet;
        }
        let ziel = (2 * summe + nenner) / (2 * nenner);
        let abweichung = |teil: Cent, genau: Bruch| teil.cent() * nenner - genau.zaehler;
        gleiche_aus(teile, genau, ziel - verteilt, |teil| teil.zaehler != 0, abweichung);
        return;
    }
    let mut summe = Bruch::NULL;
    let mut verteilt = 0_i64;
    for (teil, genau) in teile.iter_mut().zip(genau) {
        summe += *genau;
        *teil = genau.runde_p41();
        verteilt += teil.cent();
    }
    let ziel = summe.runde_p41().cent();
    while verteilt != ziel {
        let schritt = if verteilt > ziel { -1 } else { 1 };
        let mut bester: Option<(Bruch, &mut Cent)> = None;
        for (teil, genau) in teile.iter_mut().zip(genau) {
            let fehler = genau.abstand(*teil, schritt);
            let besser = bester.as_ref().is_none_or(|(bisher, _)| fehler.groesser(*bisher));
            if genau.zaehler != 0 && besser {
                bester = Some((fehler, teil));
            }
        }
        let Some((_, teil)) = bester else { return };
        *teil = Cent::neu(teil.cent() + schritt);
        verteilt += schritt;
    }
}

/// Der gemeinsame Nenner, wenn alle Teile denselben haben (oder null sind) und alles in 64 Bit passt.
fn gleichnamig(teile: &[Bruch]) -> Option<i64> {
    let nenner = teile.iter().find(|teil| teil.zaehler != 0).map_or(1, |teil| teil.nenner);
    let passt = |teil: &Bruch| {
        teil.zaehler == 0 || (teil.nenner == nenner && (0..1 << 52).contains(&teil.zaehler))
    };
    (nenner < HALB && teile.len() < 256 && teile.iter().all(passt)).then_some(nenner)
}

impl Bruch {
    /// Wie weit `gerundet` in Richtung `-schritt` vom genauen Wert entfernt ist.
    fn abstand(self, gerundet: Cent, schritt: i64) -> Bruch {
        let fehler = gerundet.cent() * self.nenner - self.zaehler;
        Bruch { zaehler: if schritt < 0 { fehler } else { -fehler }, nenner: self.nenner }
    }

    fn groesser(self, anderer: Bruch) -> bool {
        i128::from(self.zaehler) * i128::from(anderer.nenner)
            > i128::from(anderer.zaehler) * i128::from(self.nenner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gerundet_wird_kaufmaennisch_auf_den_cent() {
        // § 41 Abs. 2 Satz 2 SGB II: 5 bis 9 erhöhen die letzte Stelle.
        let faelle = [(1, 2, 1), (1, 3, 0), (2, 3, 1), (149, 100, 1), (45_570, 4, 11_393)];
        for (zaehler, nenner, cent) in faelle {
            assert_eq!(Bruch::neu(zaehler, nenner).runde_p41(), Cent::neu(cent));
        }
    }

    #[test]
    fn der_ueberzaehlige_cent_geht_zum_groessten_rundungsfehler() {
        // C1: Einkommen 1 042,00 gegen 731/731/356/437; ungedeckt 1 213,00.
        let gewichte = [731, 731, 356, 437].map(Cent::euro);
        let mut teile = [Cent::NULL; 4];
        verteile_p41(Cent::euro(1213), &gewichte, &mut teile);
        assert_eq!(teile.map(Cent::cent), [39321, 39322, 19150, 23507]);
    }

    #[test]
    fn gemeinsam_gerundete_teile_ergeben_die_gerundete_summe() {
        // 100,00 € auf drei Köpfe: 33,33 + 33,33 + 33,34; der erste bekommt den fehlenden Cent.
        let genau = [Cent::euro(100).teil(1, 3); 3];
        let mut teile = [Cent::NULL; 3];
        runde_gemeinsam_p41(&genau, &mut teile);
        assert_eq!(teile.map(Cent::cent), [3334, 3333, 3333]);
        // 455,70 € auf vier Köpfe: 113,925 wird 113,93; zwei Cent zu viel gehen wieder ab.
        let genau = [Cent::neu(45_570).teil(1, 4); 4];
        let mut teile = [Cent::NULL; 4];
        runde_gemeinsam_p41(&genau, &mut teile);
        assert_eq!(teile.map(Cent::cent), [11_392, 11_392, 11_393, 11_393]);
    }

    #[test]
    fn brueche_verschiedener_nenner_addieren_sich_genau() {
        let summe = Bruch::neu(1, 3) + Bruch::neu(1, 6) + Bruch::neu(1, 2);
        assert_eq!(summe.runde_p41(), Cent::neu(1));
    }

    #[test]
    fn was_nicht_in_64_bit_passt_wird_gekuerzt_oder_kommt_auf_das_raster() {
        // 10^19 / (3 · 10^18) = 10/3; 10^19 · 3 / (2 · 10^19 + 1) knapp unter 1,5 bleibt unter 1,5.
        let gross = 10_i128.pow(19);
        assert_eq!(Bruch::neu(gross, 3 * gross / 10), Bruch::neu(10, 3));
        assert_eq!(Bruch::neu(3 * gross, 2 * gross + 1).runde_p41(), Cent::neu(1));
        assert_eq!(Bruch::neu(3 * gross, 2 * gross).runde_p41(), Cent::neu(2));
        // Zwei teilerfremde große Nenner: 1/3 + 1/6 in großen Zahlen ergibt ein Halb, also 1.
        let (a, b) = (3 * 10_i128.pow(17) + 1, 6 * 10_i128.pow(17) + 1);
        let summe = Bruch::neu((a - 1) / 3, a) + Bruch::neu((b - 1) / 6, b);
        assert_eq!(summe.runde_p41(), Cent::NULL, "beide liegen knapp unter ihrem Bruchteil");
        let mehr = Bruch::neu((a + 2) / 3, a) + Bruch::neu((b + 5) / 6, b) + Bruch::neu(1, 1_000);
        assert_eq!(mehr.runde_p41(), Cent::neu(1));
    }

    proptest! {
        #[test]
        fn eine_verteilung_behaelt_ihre_summe(
            summe in 0_i64..10_000_000,
            gewichte in prop::collection::vec(0_i64..1_000_000, 1..60),
        ) {
            let gewichte: Vec<Cent> = gewichte.into_iter().map(Cent::neu).collect();
            let mut teile = vec![Cent::NULL; gewichte.len()];
            verteile_p41(Cent::neu(summe), &gewichte, &mut teile);
            let gesamt: Cent = gewichte.iter().sum();
            let erwartet = if gesamt.ist_null() { Cent::NULL } else { Cent::neu(summe) };
            prop_assert_eq!(teile.iter().sum::<Cent>(), erwartet);
            for (teil, gewicht) in teile.iter().zip(&gewichte) {
                let genau = i128::from(summe) * i128::from(gewicht.cent());
                let abstand = i128::from(teil.cent()) * i128::from(gesamt.cent()) - genau;
                prop_assert!(abstand.abs() <= i128::from(gesamt.cent()));
            }
        }
    }
}
