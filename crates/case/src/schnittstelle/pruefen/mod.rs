//! Eine Lage prüfen und in die Sprache des Rechts übersetzen.
//!
//! Geprüft wird, was der Vertrag verlangt, und was sich widerspricht: eine solche Angabe zu raten,
//! änderte Geld. Was nur ungewöhnlich ist, geht durch; dafür gibt es offene Fragen im Ergebnis. So
//! darf `netto` über `brutto` liegen, denn ein Lohnsteuerausgleich durch den Betrieb kann das
//! bewirken.

mod einkommen;
mod familie;
mod haushalt;
mod person;
mod wohnung;
mod zusatz;

use std::fmt;

use law::lage::{HOECHSTENS_PERSONEN, PersonNr};
use law::measure::{Monat, Tag, Zeitraum};

use super::fehler::{Mangel, kurz};
use super::{Aufrechnung, AufrechnungArt, AufrechnungGrund, Lage, Person};
pub use haushalt::pruefe_haushalt;

/// So viele Einnahmen hat ein Haushalt höchstens; ebenso viele Absetzungen, Mehrbedarfe,
/// Minderungen und Aufrechnungen.
const HOECHSTENS_ZEILEN: usize = 500;
/// So lang ist eine Kennung höchstens, in Zeichen.
const HOECHSTENS_ZEICHEN: usize = 64;
/// So lang ist die Kennung eines Falls höchstens, in Zeichen.
const HOECHSTENS_ZEICHEN_FALL: usize = 200;

/// Eine geprüfte Lage mit den Kennungen, die das Recht nicht braucht.
#[derive(Clone)]
pub struct Eingabe {
    /// Kennung des Falls.
    pub fall: String,
    /// Kennungen der Personen, in der Reihenfolge von `lage.personen`.
    pub ids: Vec<String>,
    /// Der Haushalt, wie ihn das Recht sieht.
    pub lage: law::lage::Lage,
}

/// Nur die Kennung: was im Haushalt steht, gehört in kein Protokoll.
impl fmt::Debug for Eingabe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Eingabe({})", self.fall)
    }
}

/// Die Kennungen der Personen; die Stelle ist die Nummer.
struct Kennungen<'a>(Vec<&'a str>);

impl<'a> Kennungen<'a> {
    /// Eindeutig, nicht leer, nicht zu viele.
    fn aus(personen: &'a [Person]) -> Result<Kennungen<'a>, Mangel> {
        if personen.is_empty() {
            return Err(Mangel::neu("personen", "ist leer; bitte mindestens eine Person angeben"));
        }
        if personen.len() > HOECHSTENS_PERSONEN {
            let text = format!(
                "hat {} Personen, möglich sind höchstens {HOECHSTENS_PERSONEN}; bitte den Haushalt \
                 aufteilen",
                personen.len()
            );
            return Err(Mangel::neu("personen", text));
        }
        let mut ids: Vec<&str> = Vec::with_capacity(personen.len());
        for (stelle, person) in personen.iter().enumerate() {
            let mangel = |text: String| Mangel::neu(format!("personen[{stelle}].id"), text);
            kennung(&person.id, HOECHSTENS_ZEICHEN).map_err(mangel)?;
            if ids.contains(&person.id.as_str()) {
                let id = &person.id;
                return Err(mangel(format!(
                    "„{id}“ steht zweimal; bitte jeder Person eine eigene Kennung geben"
                )));
            }
            ids.push(&person.id);
        }
        Ok(Kennungen(ids))
    }

    /// Die Nummer zu einer Kennung.
    fn nr(&self, id: &str) -> Option<PersonNr> {
        let stelle = self.0.iter().position(|bekannt| *bekannt == id)?;
        u8::try_from(stelle).ok().map(PersonNr)
    }

    /// Die Nummer zu einer Kennung, die im Feld `feld` steht.
    fn nr_in(&self, feld: &str, id: &str) -> Result<PersonNr, Mangel> {
        self.nr(id).ok_or_else(|| {
            let id = kurz(id);
            Mangel::neu(
                feld,
                format!("nennt „{id}“, diese Person gibt es hier nicht; bitte die Kennung prüfen"),
            )
        })
    }

    /// Die Kennung zu einer Nummer.
    fn id(&self, nr: PersonNr) -> &'a str {
        self.0.get(nr.stelle()).copied().unwrap_or_default()
    }
}

/// Prüft eine Lage und übersetzt sie. `fall_vorgabe` gilt, wenn die Lage keine Kennung nennt.
///
/// # Errors
/// [`Mangel`] nennt Feld, Person, Grund und den nächsten Schritt.
pub fn pruefe(lage: &Lage, fall_vorgabe: &str) -> Result<Eingabe, Mangel> {
    let fall = lage.fall.as_deref().unwrap_or(fall_vorgabe);
    if !fall.is_empty() {
        kennung(fall, HOECHSTENS_ZEICHEN_FALL).map_err(|text| Mangel::neu("fall", text))?;
    }
    let ids = Kennungen::aus(&lage.personen)?;
    mengen(lage)?;
    let (bewilligung_ab, leistungsbezug_seit) = beginn(lage)?;
    let familie = familie::Familie::aus(&lage.personen, &ids)?;
    let monat = lage.monat;
    let mut personen = Vec::with_capacity(lage.personen.len());
    let mut zusatz = law::lage::Zusatz::default();
    for (stelle, person) in lage.personen.iter().enumerate() {
        let nr = ids.nr_in("id", &person.id)?;
        let geprueft = zusatz::sammle(person, nr, &mut zusatz)
            .and_then(|()| person::person(person, monat, &ids))
            .map_err(|mangel| mangel.unter(format_args!("personen[{stelle}]")))
            .map_err(|mangel| mangel.der_person(&person.id))?;
        personen.push(familie.eingetragen(stelle, geprueft));
    }
    let wohnungen = wohnung::wohnungen(&lage.wohnung, monat, &personen)?;
    let aufrechnungen = lage
        .aufrechnung
        .iter()
        .enumerate()
        .map(|(stelle, aufrechnung)| {
            self::aufrechnung(aufrechnung, &ids)
                .map_err(|mangel| mangel.unter(format_args!("aufrechnung[{stelle}]")))
        })
        .collect::<Result<_, _>>()?;
    let lage_recht = law::lage::Lage {
        monat,
        bewilligung_ab,
        leistungsbezug_seit,
        gebiet: lage.gebiet,
        personen,
        wohnungen,
        aufrechnungen,
        zusatz,
    };
    Ok(Eingabe {
        fall: fall.to_owned(),
        ids: ids.0.iter().map(|id| (*id).to_owned()).collect(),
        lage: lage_recht,
    })
}

/// Grenzen je Haushalt, damit keine Summe überläuft und keine Zeile die anderen aufhält.
fn mengen(lage: &Lage) -> Result<(), Mangel> {
    menge(lage, "einkommen", "Einnahmen", |person| person.einkommen.len())?;
    menge(lage, "absetzungen", "Absetzungen", |person| person.absetzungen.len())?;
    menge(lage, "mehrbedarfe", "Mehrbedarfe", |person| person.mehrbedarfe.len())?;
    menge(lage, "minderungen", "Minderungen", |person| person.minderungen.len())?;
    menge(lage, "bildung", "Bedarfe für Bildung", |person| person.bildung.len())?;
    menge(lage, "beitraege", "Beiträge", |person| person.beitraege.len())?;
    if lage.aufrechnung.len() > HOECHSTENS_ZEILEN {
        return Err(zu_viele("aufrechnung".to_owned(), "Aufrechnungen"));
    }
    Ok(())
}

fn menge(
    lage: &Lage,
    feld: &'static str,
    was: &str,
    anzahl: impl Fn(&Person) -> usize,
) -> Result<(), Mangel> {
    let mut summe = 0_usize;
    for (stelle, person) in lage.personen.iter().enumerate() {
        summe = summe.saturating_add(anzahl(person));
        if summe > HOECHSTENS_ZEILEN {
            let feld = format!("personen[{stelle}].{feld}");
            return Err(zu_viele(feld, was).der_person(&person.id));
        }
    }
    Ok(())
}

fn zu_viele(feld: String, was: &str) -> Mangel {
    let text = format!(
        "der Haushalt hat mehr als {HOECHSTENS_ZEILEN} {was}; bitte gleichartige zusammenfassen"
    );
    Mangel::neu(feld, text)
}

/// Beginn des Bewilligungszeitraums und erster Monat des Leistungsbezugs, mit ihren Vorgaben.
fn beginn(lage: &Lage) -> Result<(Tag, Monat), Mangel> {
    let bewilligung_ab = lage.bewilligungsbeginn();
    if bewilligung_ab > lage.monat.letzter() {
        let text = format!(
            "{} liegt nach dem Monat {}; bitte den Bewilligungszeitraum angeben, in dem der Monat \
             liegt",
            bewilligung_ab.deutsch(),
            lage.monat
        );
        return Err(Mangel::neu("bewilligung_ab", text));
    }
    let seit = lage.leistungsbezug_seit.unwrap_or(bewilligung_ab.monat());
    hoechstens_monat("leistungsbezug_seit", seit, lage.monat)?;
    Ok((bewilligung_ab, seit))
}

fn aufrechnung(a: &Aufrechnung, ids: &Kennungen<'_>) -> Result<law::lage::Aufrechnung, Mangel> {
    let person = ids.nr_in("person", &a.person)?;
    let grund = match (a.art, a.grund) {
        (AufrechnungArt::Erstattung, Some(grund)) => grund,
        (AufrechnungArt::Erstattung, None) => {
            let text = "fehlt; bei „erstattung“ bitte p41a, p48_nr3 oder sonst angeben, denn der \
                        Grund bestimmt den Satz (§ 43 Abs. 2 SGB II)";
            return Err(Mangel::neu("grund", text).der_person(&a.person));
        }
        (AufrechnungArt::Darlehen, None | Some(AufrechnungGrund::Sonst)) => AufrechnungGrund::Sonst,
        (AufrechnungArt::Darlehen, Some(_)) => {
            let text = "gehört zu einer Erstattung, nicht zu einem Darlehen; bitte art oder grund \
                        berichtigen";
            return Err(Mangel::neu("grund", text).der_person(&a.person));
        }
    };
    Ok(law::lage::Aufrechnung {
        person,
        art: a.art,
        grund,
        rest: a.rest,
        streitig: a.streitig,
        erklaert: a.erklaert,
    })
}

/// Nicht leer, nicht zu lang, ohne Steuerzeichen und Ränder aus Leerzeichen.
fn kennung(text: &str, hoechstens: usize) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("ist leer; bitte eine Kennung angeben".to_owned());
    }
    if text.chars().count() > hoechstens {
        return Err(format!("ist länger als {hoechstens} Zeichen; bitte kürzen"));
    }
    if text.chars().any(char::is_control) {
        return Err("enthält ein Steuerzeichen; bitte entfernen".to_owned());
    }
    Ok(())
}

fn hoechstens_monat(feld: &str, wert: Monat, monat: Monat) -> Result<(), Mangel> {
    if wert <= monat {
        return Ok(());
    }
    Err(Mangel::neu(feld, format!("{wert} liegt nach dem Monat {monat}; bitte den Monat prüfen")))
}

/// `von` und `bis` liegen im Monat und in dieser Reihenfolge.
fn tage_im_monat(von: Option<Tag>, bis: Option<Tag>, monat: Monat) -> Result<Zeitraum, Mangel> {
    let ganz = monat.zeitraum();
    for (feld, tag) in [("von", von), ("bis", bis)] {
        if let Some(tag) = tag
            && tag.monat() != monat
        {
            let text = format!(
                "{} liegt nicht im Monat {monat}; bitte einen Tag dieses Monats angeben oder das \
                 Feld weglassen",
                tag.deutsch()
            );
            return Err(Mangel::neu(feld, text));
        }
    }
    let tage = Zeitraum { von: von.unwrap_or(ganz.von), bis: bis.unwrap_or(ganz.bis) };
    if tage.bis < tage.von {
        let text =
            format!("{} liegt vor von ({}); bitte prüfen", tage.bis.deutsch(), tage.von.deutsch());
        return Err(Mangel::neu("bis", text));
    }
    Ok(tage)
}
