//! § 157 SGB III: Ruhen bei Arbeitsentgelt und Urlaubsabgeltung (mit § 156, andere Leistungen).
//!
//! Umgesetzt: Absatz 1, 2 und § 156 Abs. 1 als Zeiten, in denen der Anspruch ruht; der Anspruch wird dabei
//! nicht verbraucht ([`super::sgb3_p154`]).
//!
//! Lesart: abgegoltene Urlaubstage gehen in Kalendertagen hinein.
//!
//! Nicht umgesetzt: Absatz 3 (Leistung trotz Ruhens), § 156 Abs. 1 Satz 2, 3, Abs. 2 bis 4 (Renten,
//! Vorruhestand): der Zeitraum geht fertig hinein.

use crate::measure::{Beleg, Betrag, Tag, Zeitraum};

/// Warum der Anspruch ruht, ohne verbraucht zu werden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruhensgrund {
    /// Eine andere Sozialleistung, etwa Krankengeld (§ 156).
    AndereLeistung,
    /// Arbeitsentgelt (§ 157 Abs. 1).
    Arbeitsentgelt,
    /// Urlaubsabgeltung (§ 157 Abs. 2).
    Urlaubsabgeltung,
    /// Entlassungsentschädigung (§ 158).
    Entlassungsentschaedigung,
}

/// Eine Zeit, in der der Anspruch ruht, ohne verbraucht zu werden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruhen {
    /// Warum.
    pub grund: Ruhensgrund,
    /// Wann.
    pub zeitraum: Zeitraum,
}

impl Ruhen {
    /// Die Begründung, wie sie im Vermerk steht; der Wert sind Kalendertage.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = match self.grund {
            Ruhensgrund::AndereLeistung => ("§ 156 SGB III", "andere Sozialleistung"),
            Ruhensgrund::Arbeitsentgelt => ("§ 157 Abs. 1 SGB III", "Arbeitsentgelt"),
            Ruhensgrund::Urlaubsabgeltung => ("§ 157 Abs. 2 SGB III", "Urlaubsabgeltung"),
            Ruhensgrund::Entlassungsentschaedigung => ("§ 158 SGB III", "Entlassungsentschädigung"),
        };
        let Zeitraum { von, bis } = self.zeitraum;
        let was = format!("ruht vom {} bis {}: {was}", von.deutsch(), bis.deutsch());
        Beleg::neu(norm, was, Betrag::Tage(self.zeitraum.tage()))
    }
}

/// Ruhen für abgegoltenen Urlaub, ab dem Tag nach dem Ende des Arbeitsverhältnisses (Absatz 2).
#[must_use]
pub fn urlaubsabgeltung(letzter_arbeitstag: Tag, kalendertage: u16) -> Option<Ruhen> {
    let zeitraum = Zeitraum {
        von: letzter_arbeitstag.naechster(),
        bis: letzter_arbeitstag.plus_tage(i32::from(kalendertage)),
    };
    let ruhen = Ruhen { grund: Ruhensgrund::Urlaubsabgeltung, zeitraum };
    (kalendertage > 0).then_some(ruhen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abgegoltener_urlaub_laesst_den_anspruch_ab_dem_naechsten_tag_ruhen() {
        // § 157 Abs. 2 SGB III.
        let letzter = "2026-06-30".parse().unwrap();
        let ruhen = urlaubsabgeltung(letzter, 14).unwrap();
        assert_eq!(ruhen.zeitraum.bis, "2026-07-14".parse().unwrap());
        assert_eq!(ruhen.beleg().betrag, Betrag::Tage(14));
        assert_eq!(urlaubsabgeltung(letzter, 0), None);
    }
}
