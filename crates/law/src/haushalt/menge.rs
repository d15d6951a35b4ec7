//! Mengen von Personen eines Haushalts, als Bits.

use crate::lage::PersonNr;

/// Eine Menge von Personen des Haushalts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Menge(u64);

impl Menge {
    /// Niemand.
    pub const LEER: Menge = Menge(0);

    /// Die ersten `anzahl` Personen.
    #[must_use]
    pub fn erste(anzahl: u8) -> Menge {
        Menge(u64::MAX.checked_shr(64 - u32::from(anzahl.min(64))).unwrap_or(0))
    }

    /// Nur diese Person.
    #[must_use]
    pub fn nur(nr: PersonNr) -> Menge {
        Menge(1_u64.wrapping_shl(u32::from(nr.0)))
    }

    /// Mit dieser Person.
    #[must_use]
    pub fn mit(self, nr: PersonNr) -> Menge {
        self.und(Menge::nur(nr))
    }

    /// Beide zusammen.
    #[must_use]
    pub fn und(self, andere: Menge) -> Menge {
        Menge(self.0 | andere.0)
    }

    /// Ohne die anderen.
    #[must_use]
    pub fn ohne(self, andere: Menge) -> Menge {
        Menge(self.0 & !andere.0)
    }

    /// Wer in beiden ist.
    #[must_use]
    pub fn gemeinsam(self, andere: Menge) -> Menge {
        Menge(self.0 & andere.0)
    }

    /// Ist die Person dabei?
    #[must_use]
    pub fn hat(self, nr: PersonNr) -> bool {
        self.trifft(Menge::nur(nr))
    }

    /// Haben beide eine Person gemeinsam?
    #[must_use]
    pub fn trifft(self, andere: Menge) -> bool {
        self.0 & andere.0 != 0
    }

    /// Ist niemand dabei?
    #[must_use]
    pub fn ist_leer(self) -> bool {
        self.0 == 0
    }

    /// Wie viele Personen?
    #[must_use]
    pub fn anzahl(self) -> u32 {
        self.0.count_ones()
    }

    /// Die Person, wenn es genau eine ist.
    #[must_use]
    pub fn einzige(self) -> Option<PersonNr> {
        let weitere = self.0 & self.0.wrapping_sub(1);
        if weitere == 0 { self.alle().next() } else { None }
    }

    /// Die Personen in der Reihenfolge der Eingabe.
    pub fn alle(self) -> impl Iterator<Item = PersonNr> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let stelle = u8::try_from(rest.trailing_zeros()).unwrap_or(0);
            rest &= rest.wrapping_sub(1);
            Some(PersonNr(stelle))
        })
    }
}
