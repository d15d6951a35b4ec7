//! § 158 SGB III: Ruhen bei Entlassungsentschädigung.
//!
//! Umgesetzt: Absatz 1 Satz 1, 5 (bis zum Ende bei Einhaltung der Frist, verlängert um abgegoltenen
//! Urlaub); Absatz 2 Satz 1 (längstens ein Jahr), Satz 2 Nr. 1 bis 3, Satz 3 (60 Prozent, weniger je fünf
//! Jahre des Arbeitsverhältnisses und des Lebens nach dem 35., mindestens 25).
//!
//! Lesarten: die Tage, in denen der Anteil verdient wäre, werden abgerundet; die fünf Lebensjahre zählen
//! vom vollendeten 35. an.
//!
//! Nicht umgesetzt: Absatz 1 Satz 2 bis 4 (die maßgebende und die fiktiven Kündigungsfristen: der Tag,
//! an dem das Arbeitsverhältnis geendet hätte, geht hinein), Satz 6, 7 (was unberücksichtigt bleibt),
//! Absatz 2 Satz 4, 5 (das Tagesentgelt geht fertig hinein), Absatz 4.

use super::sgb3_p157::{Ruhen, Ruhensgrund};
use crate::measure::{Beleg, Betrag, Cent, Prozent, Tag, Zeitraum};
use crate::recht::Arbeitslosengeld;

/// Das Ende eines Arbeitsverhältnisses mit Entlassungsentschädigung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entlassung {
    /// Letzter Tag des Arbeitsverhältnisses.
    pub letzter_tag: Tag,
    /// Letzter Tag bei Einhaltung der ordentlichen Kündigungsfrist (Absatz 1).
    pub letzter_tag_mit_frist: Tag,
    /// Zu berücksichtigende Entlassungsentschädigung.
    pub entschaedigung: Cent,
    /// Kalendertägliches Arbeitsentgelt der letzten Beschäftigungszeit.
    pub entgelt_je_tag: Cent,
    /// Volle Jahre des Arbeitsverhältnisses in demselben Betrieb.
    pub betriebsjahre: u8,
    /// Vollendete Lebensjahre.
    pub alter: u8,
    /// Abgegoltener Urlaub in Kalendertagen (Absatz 1 Satz 5).
    pub urlaub_kalendertage: u16,
    /// Letzter Tag einer unabhängigen Befristung (Absatz 2 Satz 2 Nr. 2).
    pub befristet_bis: Option<Tag>,
    /// Letzter Tag, wenn aus wichtigem Grund fristlos gekündigt worden wäre (Nr. 3).
    pub wichtiger_grund: Option<Tag>,
}

/// Wie lange der Anspruch ruht, mit jedem Zwischenwert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entlassungsruhen {
    /// Anteil der Entschädigung, der zählt.
    pub anteil: Prozent,
    /// Der zählende Betrag.
    pub anteil_betrag: Cent,
    /// In so vielen Tagen wäre er verdient.
    pub verdient_in_tagen: u32,
    /// Das Ruhen; `None`, wenn die Frist eingehalten ist.
    pub ruhen: Option<Ruhen>,
}

impl Entlassungsruhen {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let was = format!("{} v. H. der Entlassungsentschädigung", self.anteil);
        let anteil = Beleg::neu("§ 158 Abs. 2 Satz 2, 3 SGB III", was, self.anteil_betrag);
        let verdient = Beleg::neu(
            "§ 158 Abs. 2 Satz 2 Nr. 1 SGB III",
            "wären verdient in",
            Betrag::Tage(self.verdient_in_tagen),
        );
        let tage = self.ruhen.map_or(0, |ruhen| ruhen.zeitraum.tage());
        Beleg::neu("§ 158 SGB III", "Anspruch ruht", Betrag::Tage(tage))
            .aus([anteil, verdient])
            .aus(self.ruhen.map(|ruhen| ruhen.beleg()))
    }
}

/// Das Ruhen wegen einer Entlassungsentschädigung.
#[must_use]
pub fn entlassungsruhen(werte: &Arbeitslosengeld, entlassung: &Entlassung) -> Entlassungsruhen {
    let je_stufe = werte.entlassung_jahre_je_stufe.max(1);
    let lebensjahre = entlassung.alter.saturating_sub(werte.entlassung_ab_alter);
    let stufen = u32::from(entlassung.betriebsjahre / je_stufe) + u32::from(lebensjahre / je_stufe);
    let weniger = werte.entlassung_stufe.mal(stufen).hundertstel();
    let voll = werte.entlassung_anteil.hundertstel();
    let anteil =
        Prozent::aus_hundertstel(voll.saturating_sub(weniger)).max(werte.entlassung_mindestens);
    let anteil_betrag = entlassung.entschaedigung.prozent(anteil);
    let verdient_in_tagen = anteil_betrag
        .cent()
        .checked_div(entlassung.entgelt_je_tag.cent())
        .and_then(|tage| u32::try_from(tage).ok())
        .unwrap_or(u32::MAX);
    let ruhen = ruhen(entlassung, verdient_in_tagen);
    Entlassungsruhen { anteil, anteil_betrag, verdient_in_tagen, ruhen }
}

/// Der Zeitraum: bis zum frühesten der Tage nach Absatz 1 und 2.
fn ruhen(entlassung: &Entlassung, verdient_in_tagen: u32) -> Option<Ruhen> {
    let Entlassung { letzter_tag, letzter_tag_mit_frist, .. } = *entlassung;
    if letzter_tag_mit_frist <= letzter_tag {
        return None;
    }
    let mit_urlaub = letzter_tag_mit_frist.plus_tage(i32::from(entlassung.urlaub_kalendertage));
    let ein_jahr = letzter_tag.naechster().geburtstag(1).voriger();
    let verdient = i32::try_from(verdient_in_tagen).ok().map(|tage| letzter_tag.plus_tage(tage));
    let bis = [verdient, entlassung.befristet_bis, entlassung.wichtiger_grund]
        .into_iter()
        .flatten()
        .fold(mit_urlaub.min(ein_jahr), Tag::min);
    let zeitraum = Zeitraum { von: letzter_tag.naechster(), bis };
    let ruhen = Ruhen { grund: Ruhensgrund::Entlassungsentschaedigung, zeitraum };
    (zeitraum.von <= zeitraum.bis).then_some(ruhen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recht::Recht;

    fn tag(text: &str) -> Tag {
        text.parse().unwrap()
    }

    fn entlassung() -> Entlassung {
        Entlassung {
            letzter_tag: tag("2026-06-30"),
            letzter_tag_mit_frist: tag("2026-12-31"),
            entschaedigung: Cent::euro(10_000),
            entgelt_je_tag: Cent::euro(100),
            betriebsjahre: 3,
            alter: 34,
            urlaub_kalendertage: 0,
            befristet_bis: None,
            wichtiger_grund: None,
        }
    }

    fn rechne(entlassung: &Entlassung) -> Entlassungsruhen {
        let recht = Recht::eingebaut().unwrap();
        entlassungsruhen(recht.arbeitslosengeld(tag("2026-07-01")).unwrap(), entlassung)
    }

    #[test]
    fn jahre_senken_den_anteil_bis_auf_ein_viertel() {
        // § 158 Abs. 2 Satz 3: 60 − 5 je fünf Betriebsjahre − 5 je fünf Lebensjahre nach dem 35.
        let faelle = [
            (3, 34, 60),
            (4, 39, 60),
            (5, 39, 55),
            (5, 40, 50),
            (10, 45, 40),
            (20, 50, 25),
            (35, 64, 25),
        ];
        for (betriebsjahre, alter, anteil) in faelle {
            let ist = rechne(&Entlassung { betriebsjahre, alter, ..entlassung() });
            assert_eq!(ist.anteil, Prozent::neu(anteil), "{betriebsjahre} {alter}");
            assert_eq!(ist.verdient_in_tagen, anteil, "100 Euro am Tag, 10 000 Euro");
        }
    }

    #[test]
    fn der_anspruch_ruht_bis_zum_fruehesten_der_tage() {
        // § 158 Abs. 1, 2; 6 000 Euro sind in 60 Tagen verdient: 29.08.2026.
        let e = entlassung();
        let viel = Entlassung { entschaedigung: Cent::euro(90_000), ..e };
        let faelle = [
            (e, Some("2026-08-29")),
            (viel, Some("2026-12-31")),
            (Entlassung { urlaub_kalendertage: 14, ..viel }, Some("2027-01-14")),
            (Entlassung { letzter_tag_mit_frist: tag("2027-12-31"), ..viel }, Some("2027-06-30")),
            (Entlassung { befristet_bis: Some(tag("2026-09-30")), ..viel }, Some("2026-09-30")),
            (Entlassung { wichtiger_grund: Some(tag("2026-07-15")), ..viel }, Some("2026-07-15")),
            (Entlassung { wichtiger_grund: Some(tag("2026-06-30")), ..viel }, None),
            (Entlassung { letzter_tag_mit_frist: tag("2026-06-30"), ..viel }, None),
            (Entlassung { entschaedigung: Cent::euro(100), ..e }, None),
            (Entlassung { entgelt_je_tag: Cent::NULL, ..e }, Some("2026-12-31")),
        ];
        for (entlassung, bis) in faelle {
            let ist = rechne(&entlassung);
            assert_eq!(ist.ruhen.map(|r| r.zeitraum.bis), bis.map(tag), "{entlassung:?}");
        }
        assert_eq!(rechne(&e).beleg().betrag, Betrag::Tage(60));
    }
}
