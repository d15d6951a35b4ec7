//! Der Beleg: warum ein Betrag so hoch ist, mit der Norm und den Beträgen, aus denen er folgt.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{Cent, Saldo};

/// Was ein Beleg als Wert trägt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Betrag {
    /// Ein Geldbetrag, null oder größer.
    Geld(Cent),
    /// Ein Unterschied mit Vorzeichen, etwa ein Abzug.
    Unterschied(Saldo),
    /// Tage, etwa die Restdauer eines Anspruchs; die Schnittstelle gibt keinen solchen Beleg aus.
    Tage(u32),
}

/// Eine Begründung: Norm, Satz, Betrag und woraus er sich ergibt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beleg {
    /// Fundstelle, wie sie im Bescheid steht, etwa `§ 20 Abs. 4 SGB II`.
    pub norm: Cow<'static, str>,
    /// Was der Betrag ist, ein deutscher Satzteil.
    pub was: String,
    /// Der Betrag.
    pub betrag: Betrag,
    /// Die Beträge, aus denen er folgt, in der Reihenfolge der Rechnung.
    pub aus: Vec<Beleg>,
}

impl Beleg {
    /// Ein Beleg ohne Unterpunkte.
    #[must_use]
    pub fn neu(
        norm: impl Into<Cow<'static, str>>,
        was: impl Into<String>,
        betrag: impl Into<Betrag>,
    ) -> Beleg {
        Beleg { norm: norm.into(), was: was.into(), betrag: betrag.into(), aus: Vec::new() }
    }

    /// Derselbe Beleg mit den Unterpunkten, aus denen er folgt.
    #[must_use]
    pub fn aus(mut self, zeilen: impl IntoIterator<Item = Beleg>) -> Beleg {
        self.aus.extend(zeilen);
        self
    }
}

impl Betrag {
    /// Ist es nichts?
    #[must_use]
    pub fn ist_null(self) -> bool {
        match self {
            Betrag::Geld(cent) => cent.ist_null(),
            Betrag::Unterschied(saldo) => saldo.ist_null(),
            Betrag::Tage(tage) => tage == 0,
        }
    }
}

impl From<Cent> for Betrag {
    fn from(cent: Cent) -> Betrag {
        Betrag::Geld(cent)
    }
}

impl From<Saldo> for Betrag {
    fn from(saldo: Saldo) -> Betrag {
        Betrag::Unterschied(saldo)
    }
}

impl fmt::Display for Betrag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Betrag::Geld(cent) => cent.fmt(f),
            Betrag::Unterschied(saldo) => saldo.fmt(f),
            Betrag::Tage(1) => f.write_str("1 Tag"),
            Betrag::Tage(tage) => write!(f, "{tage} Tage"),
        }
    }
}

/// Schreibweise der Schnittstelle: `"12.50"`, bei Unterschieden auch `"-12.50"`; `"90 Tage"`.
impl Serialize for Betrag {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Betrag::Geld(cent) => cent.serialize(s),
            Betrag::Tage(_) => s.collect_str(self),
            Betrag::Unterschied(saldo) => saldo.serialize(s),
        }
    }
}
