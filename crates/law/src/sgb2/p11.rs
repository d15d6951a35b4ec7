//! § 11 SGB II: zu berücksichtigendes Einkommen: Kindergeld und Nachzahlungen.
//!
//! Umgesetzt: Absatz 1 Satz 4, 5 (Kindergeld beim Kind, soweit es gebraucht wird; der Rest ist
//! Einkommen der Kindergeldberechtigten), Absatz 2 (Monat des Zuflusses: die Lage nennt nur solche
//! Einnahmen), Absatz 3 (Nachzahlung auf sechs Monate, wenn sie den Anspruch sonst beendete).
//! [`zufluss`] entscheidet über eine Einnahme einmal für alle Monate, auch über andere einmalige
//! Einnahmen bis 30.06.2023 (Absatz 3 a. F.); ihre Teile stehen als Monatsteil in der Lage.
//! Nicht umgesetzt: ohne diese Entscheidung prüft jeder Folgemonat an seinen eigenen Angaben, ob eine
//! Nachzahlung den Anspruch im Monat des Zuflusses beendet hätte.

pub mod zufluss;

use crate::haushalt::Haushalt;
use crate::lage::{Einkommen, Lage, Person, PersonNr};
use crate::measure::{Beleg, Cent, Monat};
use crate::recht::Nachzahlung as Regel;

/// Das Kindergeld eines Kindes und wofür es gebraucht wird.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kindergeld {
    /// Gezahlt für dieses Kind.
    pub betrag: Cent,
    /// Pauschale, die noch frei war (nur Volljährige und eigene Verträge).
    pub pauschale: Cent,
    /// Beim Kind angerechnet.
    pub angerechnet: Cent,
    /// Geht als Einkommen an die Kindergeldberechtigten.
    pub ueberschuss: Cent,
}

impl Kindergeld {
    /// Was von `betrag` bei einem Kind zählt, dem noch `fehlt` zum Bedarf.
    pub(crate) fn neu(betrag: Cent, pauschale_rest: Cent, fehlt: Cent) -> Kindergeld {
        let pauschale = pauschale_rest.min(betrag);
        let netto = betrag.abzueglich(pauschale);
        let angerechnet = netto.min(fehlt);
        Kindergeld { betrag, pauschale, angerechnet, ueberschuss: netto.abzueglich(angerechnet) }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeilen = [
            ("§ 11 Abs. 1 Satz 5 SGB II", "gezahlt", self.betrag),
            ("§ 6 Abs. 1 GrusiGV", "abzüglich: Pauschale", self.pauschale),
            (
                "§ 11 Abs. 1 Satz 5 SGB II",
                "nicht gebraucht, Einkommen der Kindergeldberechtigten",
                self.ueberschuss,
            ),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        let was = "Kindergeld, beim Kind angerechnet";
        Beleg::neu("§ 11 Abs. 1 Satz 5 SGB II", was, self.angerechnet).aus(zeilen)
    }
}

/// Kindergeld für ein Kind: Betrag und wer es bekommt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Zahlung {
    pub fuer: PersonNr,
    pub betrag: Cent,
    pub an: PersonNr,
}

/// Die Einnahme, wenn sie Kindergeld für die Person ist; ohne Eltern hier bekommt sie es selbst.
pub(crate) fn zahlung(einnahme: &Einkommen, person: &Person, nr: PersonNr) -> Option<Zahlung> {
    let Einkommen::Kindergeld { betrag, an } = *einnahme else { return None };
    let an = an.or_else(|| person.eltern_hier().next()).unwrap_or(nr);
    Some(Zahlung { fuer: nr, betrag, an })
}

/// Wie Nachzahlungen in einer Gemeinschaft zählen (Absatz 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verteilung {
    /// Probe: jede mit der vollen Summe.
    Probe,
    /// Sie beendete den Anspruch: gleichmäßig auf sechs Monate.
    AufMonate,
    /// Sie beendet ihn nicht: nur im Monat des Zuflusses.
    ImZufluss,
}

/// Was von den Nachzahlungen einer Person in diesem Monat zählt.
pub(crate) fn nachzahlung(
    person: &Person,
    monat: Monat,
    verteilung: Verteilung,
    regel: Regel,
) -> Cent {
    let monate = i32::from(regel.monate);
    person
        .einkommen
        .iter()
        .filter_map(|einkommen| match *einkommen {
            Einkommen::Nachzahlung { betrag, zufluss } => Some((betrag, monat.seit(zufluss))),
            _ => None,
        })
        .filter(|(_, seit)| (0..monate).contains(seit))
        .map(|(betrag, seit)| match verteilung {
            Verteilung::Probe => betrag,
            Verteilung::AufMonate => {
                teilbetrag(betrag, seit.unsigned_abs(), u32::from(regel.monate))
            }
            Verteilung::ImZufluss if seit == 0 => betrag,
            Verteilung::ImZufluss => Cent::NULL,
        })
        .sum()
}

/// Der `stelle`-te (ab null) von `monate` gleichen Teilen; zusammen ergeben sie genau die Summe
/// (§ 41 Abs. 2: gerundet wird bis zu jedem Monat, der Teil ist der Unterschied).
pub(crate) fn teilbetrag(betrag: Cent, stelle: u32, monate: u32) -> Cent {
    let bis = |teile: u32| betrag.teil(teile, monate).runde_p41();
    bis(stelle.saturating_add(1)).abzueglich(bis(stelle))
}

/// Ist es eine Nachzahlung, die nicht für den Monat des Zuflusses ist?
pub(crate) fn ist_nachzahlung(einnahme: &Einkommen) -> bool {
    matches!(einnahme, Einkommen::Nachzahlung { .. })
}

/// Gibt es ein minderjähriges Kind, das mit der Person lebt oder ihres ist (§ 11b Abs. 3 Satz 3)?
pub(crate) fn mit_kind(lage: &Lage, haushalt: &Haushalt, nr: PersonNr, in_gruppe: bool) -> bool {
    let eigenes =
        haushalt.mensch(nr).kinder.alle().any(|kind| haushalt.mensch(kind).alter_zuerst() < 18);
    let ausserhalb = lage.personen.get(nr.stelle()).is_some_and(|p| p.kind_ausserhalb);
    eigenes || ausserhalb || in_gruppe
}
