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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bruch {
    zaehler: i128,
    nenner: i128,
}

impl Default for Bruch {
    fn default() -> Bruch {
        Bruch::NULL
    }
}

impl Bruch {
    /// Nichts.
    pub const NULL: Bruch = Bruch { zaehler: 0, nenner: 1 };

    /// `zaehler / nenner` Cent; ein Nenner unter eins gilt als eins.
    #[must_use]
    pub const fn neu(zaehler: i128, nenner: i128) -> Bruch {
        Bruch { zaehler, nenner: if nenner < 1 { 1 } else { nenner } }
    }

    /// Der `zaehler/nenner`-Teil dieses Betrags.
    #[must_use]
    pub fn teil(self, zaehler: u32, nenner: u32) -> Bruch {
        if zaehler == nenner {
            return self;
        }
        if let Some((z, n)) = self.klein() {
            // Ein Produkt aus 64 und 32 Bit passt immer: der Prozessor braucht keine Prüfung.
            let nenner = i128::from(n) * i128::from(nenner.max(1));
            return Bruch { zaehler: i128::from(z) * i128::from(zaehler), nenner };
        }
        Bruch::neu(self.zaehler * i128::from(zaehler), self.nenner * i128::from(nenner.max(1)))
    }

    /// § 41 Abs. 2 SGB II: auf zwei Dezimalstellen; folgt eine 5 bis 9, wird um eins erhöht.
    #[must_use]
    #[inline]
    pub fn runde_p41(self) -> Cent {
        match i64::try_from(self.zaehler) {
            Ok(0) => Cent::NULL,
            Ok(ganz) if self.nenner == 1 => Cent::neu(ganz),
            _ => self.runde_geteilt(),
        }
    }

    fn runde_geteilt(self) -> Cent {
        let Bruch { zaehler, nenner } = self;
        // Fast alle Beträge passen in 64 Bit, dort teilt der Prozessor zehnmal so schnell.
        if let Some((z, n)) = self.klein() {
            return Cent::neu((2 * z + n).div_euclid(2 * n));
        }
        let cent = (2 * zaehler + nenner).div_euclid(2 * nenner);
        Cent::neu(i64::try_from(cent).unwrap_or(i64::MAX))
    }

    /// § 41 Abs. 2 SGB II in der Fassung bis 31.03.2011: auf volle Euro, ab 0,50 Euro aufwärts.
    #[must_use]
    pub fn runde_volle_euro_p41(self) -> Cent {
        let euro = Bruch::neu(self.zaehler, self.nenner * 100).runde_p41();
        Cent::neu(euro.cent() * 100)
    }
}

impl From<Cent> for Bruch {
    fn from(cent: Cent) -> Bruch {
        Bruch::neu(i128::from(cent.cent()), 1)
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
        if self.nenner == mehr.nenner {
            return Bruch { zaehler: self.zaehler + mehr.zaehler, nenner: self.nenner };
        }
        self.plus_ungleichnamig(mehr)
    }
}

impl Bruch {
    fn plus_ungleichnamig(self, mehr: Bruch) -> Bruch {
        let gemeinsam = self.nenner / groesster_teiler(self.nenner, mehr.nenner) * mehr.nenner;
        if gemeinsam > GROESSTER_NENNER {
            let summe = self.auf_raster() + mehr.auf_raster();
            return Bruch::neu(summe, RASTER);
        }
        let zaehler =
            self.zaehler * (gemeinsam / self.nenner) + mehr.zaehler * (gemeinsam / mehr.nenner);
        Bruch::neu(zaehler, gemeinsam)
    }
}

/// Bis zu diesem Nenner wird genau addiert; darüber liegen nur Haushalte, deren Kopfzahl fast jeden
/// Tag wechselt.
const GROESSTER_NENNER: i128 = 1_000_000_000_000_000;
/// Unter dieser Grenze läuft in 64 Bit weder die Summe `2 · Zähler + Nenner` noch ein Vielfaches über.
const KLEIN: u64 = 1 << 60;
/// Raster für solche Summen: ein Milliardstel Cent.
const RASTER: i128 = 1_000_000_000;

impl Bruch {
    /// Zähler und Nenner, wenn beide so klein sind, dass sich mit ihnen in 64 Bit rechnen lässt.
    fn klein(self) -> Option<(i64, i64)> {
        let z = i64::try_from(self.zaehler).ok().filter(|z| z.unsigned_abs() < KLEIN)?;
        let n = i64::try_from(self.nenner).ok().filter(|n| n.unsigned_abs() < KLEIN)?;
        Some((z, n))
    }

    fn auf_raster(self) -> i128 {
        let (ganz, rest) = (self.zaehler / self.nenner, self.zaehler % self.nenner);
        ganz * RASTER + rest * RASTER / self.nenner
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
    a.max(1)
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
        let zaehler = |teil: Bruch| i64::try_from(teil.zaehler).unwrap_or(0);
        let (mut summe, mut verteilt) = (0, 0);
        for (teil, genau) in teile.iter_mut().zip(genau) {
            *teil = Cent::neu((2 * zaehler(*genau) + nenner) / (2 * nenner));
            summe += zaehler(*genau);
            verteilt += teil.cent();
        }
        let ziel = (2 * summe + nenner) / (2 * nenner);
        let abweichung = |teil: Cent, genau: Bruch| teil.cent() * nenner - zaehler(genau);
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
    i64::try_from(nenner).ok().filter(|n| *n < HALB && teile.len() < 256 && teile.iter().all(passt))
}

impl Bruch {
    /// Wie weit `gerundet` in Richtung `-schritt` vom genauen Wert entfernt ist.
    fn abstand(self, gerundet: Cent, schritt: i64) -> Bruch {
        let fehler = match self.klein() {
            Some((z, n)) => i128::from(gerundet.cent()) * i128::from(n) - i128::from(z),
            None => i128::from(gerundet.cent()) * self.nenner - self.zaehler,
        };
        Bruch { zaehler: if schritt < 0 { fehler } else { -fehler }, nenner: self.nenner }
    }

    fn groesser(self, anderer: Bruch) -> bool {
        match (self.klein(), anderer.klein()) {
            (Some((a, b)), Some((c, d))) => {
                i128::from(a) * i128::from(d) > i128::from(c) * i128::from(b)
            }
            _ => self.zaehler * anderer.nenner > anderer.zaehler * self.nenner,
        }
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
