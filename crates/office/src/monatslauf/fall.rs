//! Ein Haushalt im Lauf: gerechnet, geplant, oder mit Grund zurückgestellt.

use std::panic::{AssertUnwindSafe, catch_unwind};

use case::berechnung::{Gruende, berechne};
use case::schnittstelle::{Ergebnis, Fehlerzeile, Haushalt, Mangel, pruefe_haushalt};
use case::traeger::Traeger;
use case::zahlung::{Zahlungsplan, plan};
use law::anspruch::Werkbank;
use law::measure::Monat;
use law::recht::Recht;

use super::Auftrag;

/// Ein gerechneter Haushalt mit seinen Zahlungen.
pub(super) struct Fall {
    pub haushalt: Haushalt,
    pub ergebnis: Ergebnis,
    pub plan: Zahlungsplan,
}

/// Rechnet Haushalte nacheinander auf einer Werkbank.
pub(super) struct Rechner<'a> {
    traeger: &'a Traeger,
    recht: &'a Recht,
    monat: Monat,
    gruende: Gruende,
    werkbank: Werkbank,
}

impl<'a> Rechner<'a> {
    pub(super) fn neu(auftrag: &Auftrag<'a>, recht: &'a Recht) -> Rechner<'a> {
        Rechner {
            traeger: auftrag.traeger,
            recht,
            monat: auftrag.monat,
            gruende: auftrag.gruende,
            werkbank: Werkbank::neu(),
        }
    }

    /// Ein Abbruch in der Rechnung ist ein Fehler des Programms; er trifft nur diesen Haushalt.
    pub(super) fn rechne(&mut self, zeile: u64, haushalt: Haushalt) -> Result<Fall, Fehlerzeile> {
        let gerechnet = catch_unwind(AssertUnwindSafe(|| self.versuche(&haushalt)));
        let gerechnet = gerechnet.unwrap_or_else(|_| {
            self.werkbank = Werkbank::neu();
            let text = "ließ sich nicht berechnen (Fehler im Programm); der Haushalt ist nicht \
                        gezahlt, bitte von Hand bearbeiten und den Fehler melden";
            Err(Mangel::neu("haushalt", text))
        });
        match gerechnet {
            Ok((ergebnis, plan)) => Ok(Fall { haushalt, ergebnis, plan }),
            Err(mangel) => Err(Fehlerzeile::neu(zeile, Some(haushalt.nummer), mangel)),
        }
    }

    fn versuche(&mut self, haushalt: &Haushalt) -> Result<(Ergebnis, Zahlungsplan), Mangel> {
        let eingabe = pruefe_haushalt(haushalt, self.monat)?;
        let ergebnis = berechne(&eingabe, self.recht, &mut self.werkbank, self.gruende)?;
        let plan = plan(self.traeger, haushalt, &ergebnis)
            .map_err(|fehler| Mangel::neu("haushalt", fehler.to_string()))?;
        Ok((ergebnis, plan))
    }
}
