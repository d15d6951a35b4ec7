//! Die Länder und der Sitz einer Behörde oder eines Gerichts: wonach sich Feiertage richten.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Ein Land der Bundesrepublik Deutschland.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Land {
    /// Baden-Württemberg.
    Bw,
    /// Bayern.
    By,
    /// Berlin.
    Be,
    /// Brandenburg.
    Bb,
    /// Bremen.
    Hb,
    /// Hamburg.
    Hh,
    /// Hessen.
    He,
    /// Mecklenburg-Vorpommern.
    Mv,
    /// Niedersachsen.
    Ni,
    /// Nordrhein-Westfalen.
    Nw,
    /// Rheinland-Pfalz.
    Rp,
    /// Saarland.
    Sl,
    /// Sachsen.
    Sn,
    /// Sachsen-Anhalt.
    St,
    /// Schleswig-Holstein.
    Sh,
    /// Thüringen.
    Th,
}

/// Was nur in einzelnen Gemeinden eines Landes Feiertag ist, und ob es am Sitz so ist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oertlich {
    /// Nicht bekannt. Eine Frist nennt dann beide möglichen Enden.
    #[default]
    Unbekannt,
    /// Am Sitz gelten nur die Feiertage des ganzen Landes.
    Keine,
    /// Bayern, Gemeinde mit überwiegend katholischer Bevölkerung: 15. August (Art. 1 Abs. 1 Nr. 2
    /// BayFTG).
    MariaeHimmelfahrt,
    /// Stadt Augsburg: 8. August und 15. August (Art. 1 Abs. 1 Nr. 2, Abs. 2 BayFTG).
    Augsburg,
    /// Katholische Gemeinden in Sachsen (§ 1 Abs. 1 SächsSFG mit Verordnung) und Thüringen (§ 2
    /// Abs. 2 ThürFtG): Fronleichnam.
    Fronleichnam,
}

/// Der Sitz der Behörde (Widerspruch) oder des Gerichts (Klage).
///
/// Als Text `NW`, und wo es auf die Gemeinde ankommt, `BY-himmelfahrt`, `BY-augsburg`,
/// `SN-fronleichnam`, `TH-fronleichnam` oder `BY-keine`, `SN-keine`, `TH-keine`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sitz {
    land: Land,
    oertlich: Oertlich,
}

/// Warum ein Text kein Land und kein Sitz ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LandFehler {
    /// Kein Kürzel eines Landes.
    #[error(
        "ist kein Land; erwartet wird eines der Kürzel BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, \
         RP, SL, SN, ST, SH, TH"
    )]
    Land,
    /// Ein Zusatz, den es in diesem Land nicht gibt.
    #[error(
        "nennt keinen örtlichen Feiertag dieses Landes; möglich sind BY-himmelfahrt, BY-augsburg, \
         SN-fronleichnam, TH-fronleichnam und für „keiner“ BY-keine, SN-keine, TH-keine"
    )]
    Oertlich,
}

impl Land {
    /// Alle sechzehn, in der Reihenfolge ihrer amtlichen Kürzel in der Auflistung.
    pub const ALLE: [Land; 16] = [
        Land::Bw,
        Land::By,
        Land::Be,
        Land::Bb,
        Land::Hb,
        Land::Hh,
        Land::He,
        Land::Mv,
        Land::Ni,
        Land::Nw,
        Land::Rp,
        Land::Sl,
        Land::Sn,
        Land::St,
        Land::Sh,
        Land::Th,
    ];

    /// Das Kürzel, etwa `NW`.
    #[must_use]
    pub const fn kuerzel(self) -> &'static str {
        self.texte().0
    }

    /// Der Name, etwa `Nordrhein-Westfalen`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.texte().1
    }

    const fn texte(self) -> (&'static str, &'static str) {
        match self {
            Land::Bw => ("BW", "Baden-Württemberg"),
            Land::By => ("BY", "Bayern"),
            Land::Be => ("BE", "Berlin"),
            Land::Bb => ("BB", "Brandenburg"),
            Land::Hb => ("HB", "Bremen"),
            Land::Hh => ("HH", "Hamburg"),
            Land::He => ("HE", "Hessen"),
            Land::Mv => ("MV", "Mecklenburg-Vorpommern"),
            Land::Ni => ("NI", "Niedersachsen"),
            Land::Nw => ("NW", "Nordrhein-Westfalen"),
            Land::Rp => ("RP", "Rheinland-Pfalz"),
            Land::Sl => ("SL", "Saarland"),
            Land::Sn => ("SN", "Sachsen"),
            Land::St => ("ST", "Sachsen-Anhalt"),
            Land::Sh => ("SH", "Schleswig-Holstein"),
            Land::Th => ("TH", "Thüringen"),
        }
    }
}

impl Sitz {
    /// Ein Sitz, von dem bekannt ist, welche örtlichen Feiertage gelten.
    ///
    /// # Errors
    /// [`LandFehler::Oertlich`], wenn es diesen örtlichen Feiertag in dem Land nicht gibt.
    pub fn neu(land: Land, oertlich: Oertlich) -> Result<Sitz, LandFehler> {
        let passt = match oertlich {
            Oertlich::Unbekannt | Oertlich::Keine => true,
            Oertlich::MariaeHimmelfahrt | Oertlich::Augsburg => land == Land::By,
            Oertlich::Fronleichnam => matches!(land, Land::Sn | Land::Th),
        };
        if passt { Ok(Sitz { land, oertlich }) } else { Err(LandFehler::Oertlich) }
    }

    /// Das Land.
    #[must_use]
    pub const fn land(self) -> Land {
        self.land
    }

    /// Was über örtliche Feiertage bekannt ist.
    #[must_use]
    pub const fn oertlich(self) -> Oertlich {
        self.oertlich
    }
}

impl From<Land> for Sitz {
    fn from(land: Land) -> Sitz {
        Sitz { land, oertlich: Oertlich::Unbekannt }
    }
}

impl FromStr for Land {
    type Err = LandFehler;

    fn from_str(text: &str) -> Result<Land, LandFehler> {
        let gleich = |land: &Land| land.kuerzel().eq_ignore_ascii_case(text);
        Land::ALLE.into_iter().find(gleich).ok_or(LandFehler::Land)
    }
}

impl FromStr for Sitz {
    type Err = LandFehler;

    fn from_str(text: &str) -> Result<Sitz, LandFehler> {
        let Some((land, zusatz)) = text.split_once('-') else {
            return Ok(Sitz::from(text.parse::<Land>()?));
        };
        let land: Land = land.parse()?;
        match (land, zusatz) {
            (Land::By | Land::Sn | Land::Th, "keine") => Sitz::neu(land, Oertlich::Keine),
            (_, "himmelfahrt") => Sitz::neu(land, Oertlich::MariaeHimmelfahrt),
            (_, "augsburg") => Sitz::neu(land, Oertlich::Augsburg),
            (_, "fronleichnam") => Sitz::neu(land, Oertlich::Fronleichnam),
            _ => Err(LandFehler::Oertlich),
        }
    }
}

/// Das Kürzel.
impl fmt::Display for Land {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kuerzel())
    }
}

/// Wie es [`FromStr`] wieder liest.
impl fmt::Display for Sitz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.land.kuerzel())?;
        f.write_str(match (self.oertlich, self.land) {
            (Oertlich::Keine, Land::By | Land::Sn | Land::Th) => "-keine",
            (Oertlich::Unbekannt | Oertlich::Keine, _) => "",
            (Oertlich::MariaeHimmelfahrt, _) => "-himmelfahrt",
            (Oertlich::Augsburg, _) => "-augsburg",
            (Oertlich::Fronleichnam, _) => "-fronleichnam",
        })
    }
}

/// Serde als Text über [`fmt::Display`] und [`FromStr`].
macro_rules! als_text {
    ($typ:ty) => {
        impl Serialize for $typ {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $typ {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<$typ, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(|fehler| de::Error::custom(format_args!("„{text}“ {fehler}")))
            }
        }
    };
}

als_text!(Land);
als_text!(Sitz);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jedes_land_liest_sich_aus_seinem_kuerzel_zurueck() {
        for land in Land::ALLE {
            assert_eq!(land.to_string().parse(), Ok(land));
            assert_eq!(land.kuerzel().to_lowercase().parse(), Ok(land));
            assert_eq!(Sitz::from(land).to_string().parse(), Ok(Sitz::from(land)));
        }
        let mut kuerzel = Land::ALLE.map(Land::kuerzel).to_vec();
        kuerzel.sort_unstable();
        kuerzel.dedup();
        assert_eq!(kuerzel.len(), 16);
    }

    #[test]
    fn ein_falsches_land_wird_mit_den_moeglichen_genannt() {
        for text in ["", "XX", "NRW", "Bayern", "DE-NW"] {
            assert_eq!(text.parse::<Land>(), Err(LandFehler::Land), "{text}");
        }
        assert!("NRW".parse::<Land>().unwrap_err().to_string().contains("NW"));
    }

    #[test]
    fn der_sitz_kennt_nur_die_oertlichen_feiertage_seines_landes() {
        for text in ["BY-himmelfahrt", "BY-augsburg", "SN-fronleichnam", "TH-keine", "BY-keine"] {
            assert_eq!(text.parse::<Sitz>().unwrap().to_string(), text);
        }
        for text in ["NW-himmelfahrt", "BY-fronleichnam", "SN-augsburg", "NW-keine", "BY-x"] {
            assert_eq!(text.parse::<Sitz>(), Err(LandFehler::Oertlich), "{text}");
        }
        assert_eq!("XX-keine".parse::<Sitz>(), Err(LandFehler::Land));
    }
}
