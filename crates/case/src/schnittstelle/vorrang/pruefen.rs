//! Die Angaben der Vorrangprüfung prüfen: jede Lage für sich, und dass sie zusammenpassen.

use std::collections::BTreeSet;
use std::fmt;

use law::measure::Monat;
use law::recht::Mietenstufe;

use super::super::fehler::{Mangel, kurz};
use super::super::{Eingabe, Lage, pruefe};
use super::{Kinderzuschlagangaben, Mitglied, Vorranglage};

/// Geprüfte Angaben.
#[derive(Clone)]
pub struct VorrangEingabe {
    /// Kennung des Falls.
    pub fall: String,
    /// Der erste Monat, wie er in der Zeile steht; daraus wird fortgeschrieben.
    pub erste: Lage,
    /// Der erste Monat, geprüft.
    pub eingabe: Eingabe,
    /// Folgemonate, soweit angegeben, geprüft.
    pub folgemonate: Vec<(Lage, Eingabe)>,
    /// Mietenstufe.
    pub stufe: Mietenstufe,
    /// Die Angaben, wie sie in der Zeile stehen.
    pub angaben: Vorranglage,
}

impl VorrangEingabe {
    /// Der Monat des Antrags.
    #[must_use]
    pub fn monat(&self) -> Monat {
        self.erste.monat
    }

    /// Angaben zur Person mit dieser Kennung.
    #[must_use]
    pub fn mitglied(&self, id: &str) -> Option<&Mitglied> {
        self.angaben.mitglieder.iter().find(|mitglied| mitglied.id == id)
    }

    /// Angaben zum Kinderzuschlag.
    #[must_use]
    pub fn kinderzuschlag(&self) -> &Kinderzuschlagangaben {
        &self.angaben.kinderzuschlag
    }
}

/// Nur der Fall.
impl fmt::Debug for VorrangEingabe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VorrangEingabe({})", self.fall)
    }
}

/// Prüft die Angaben. `fall_vorgabe` gilt, wenn weder sie noch die Lage eine Kennung nennen.
///
/// # Errors
/// [`Mangel`] nennt Feld, Grund und den nächsten Schritt.
pub fn pruefe_vorrang(angaben: &Vorranglage, fall_vorgabe: &str) -> Result<VorrangEingabe, Mangel> {
    let fall = angaben.fall.as_deref().or(angaben.lage.fall.as_deref()).unwrap_or(fall_vorgabe);
    let eingabe = pruefe(&angaben.lage, fall).map_err(|mangel| mangel.unter("lage"))?;
    let mut folgemonate = Vec::with_capacity(angaben.folgemonate.len());
    if angaben.folgemonate.len() > 2 {
        let text = "hat mehr als zwei Einträge; geprüft werden drei Monate, bitte kürzen";
        return Err(Mangel::neu("folgemonate", text));
    }
    for (lage, stelle) in angaben.folgemonate.iter().zip(0_u8..) {
        let feld = format!("folgemonate[{stelle}]");
        let erwartet = angaben.lage.monat.plus(i32::from(stelle) + 1);
        if lage.monat != erwartet {
            let text = format!("ist {}; hier wird {erwartet} erwartet", lage.monat);
            return Err(Mangel::neu(format!("{feld}.monat"), text));
        }
        let geprueft = pruefe(lage, fall).map_err(|mangel| mangel.unter(&feld))?;
        folgemonate.push((lage.clone(), geprueft));
    }
    let stufe = Mietenstufe::try_from(angaben.wohngeld.mietenstufe).map_err(|_| {
        let text = "ist keine Mietenstufe; bitte 1 bis 7 angeben (Anlage zu § 1 Abs. 3 WoGV)";
        Mangel::neu("wohngeld.mietenstufe", text)
    })?;
    mitglieder(&angaben.mitglieder, &eingabe)?;
    Ok(VorrangEingabe {
        fall: fall.to_owned(),
        erste: angaben.lage.clone(),
        eingabe,
        folgemonate,
        stufe,
        angaben: angaben.clone(),
    })
}

/// Jede Kennung gibt es, und jede nur einmal.
fn mitglieder(mitglieder: &[Mitglied], eingabe: &Eingabe) -> Result<(), Mangel> {
    let mut gesehen = BTreeSet::new();
    for (stelle, mitglied) in mitglieder.iter().enumerate() {
        let feld = format!("mitglieder[{stelle}].id");
        let id = kurz(&mitglied.id);
        if !eingabe.ids.contains(&mitglied.id) {
            let text =
                format!("nennt „{id}“, diese Person gibt es in der Lage nicht; bitte prüfen");
            return Err(Mangel::neu(feld, text));
        }
        if !gesehen.insert(mitglied.id.as_str()) {
            let text = format!("nennt „{id}“ zum zweiten Mal; bitte zusammenfassen");
            return Err(Mangel::neu(feld, text));
        }
    }
    Ok(())
}
