//! Eine Nachzahlung oder einmalige Einnahme über Monate (§ 11 Abs. 3 SGB II): einmal entschieden,
//! dann in jedem Monat ihr Teil.

use law::anspruch::{PersonErgebnis, Werkbank, berechne};
use law::lage::{Einkommen, Einnahme, Lage, PersonNr};
use law::measure::Cent;
use law::recht::Recht;
use law::sgb2::p11::zufluss::{Anrechnung, Folge, Leistung, Zufluss, anrechnung, zaehlt_ab};

use super::ZeitraumFehler;

/// Entscheidet, wie die Einnahme zählt: an den Tatsachen des Monats, in dem sie zählt. Die Lagen
/// enthalten sie noch nicht.
///
/// # Errors
/// [`ZeitraumFehler`], wenn die Lage dieses Monats, die Person oder das Recht fehlt.
pub fn entscheide(
    lagen: &[Lage],
    person: PersonNr,
    zufluss: &Zufluss,
    leistung: Leistung,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Anrechnung, ZeitraumFehler> {
    let regel = recht
        .einmalige_einnahmen(zufluss.monat)
        .ok_or(ZeitraumFehler::AltesRecht(zufluss.monat))?;
    let ab = zaehlt_ab(zufluss, leistung, regel);
    let lage = lagen.iter().find(|lage| lage.monat == ab).ok_or(ZeitraumFehler::LageFehlt(ab))?;
    let folge = folge(lage, person, zufluss.zaehlt(), recht, werkbank)?;
    Ok(anrechnung(zufluss, ab, folge, regel, recht.monat(ab)?.nachzahlung))
}

/// Trägt die Teile in die Monate ein, als anderes Einkommen: die Abzüge des Zuflussmonats sind schon
/// weg, die Pauschale für Versicherungen gibt es in jedem Monat (§ 11b Abs. 1 Satz 2).
///
/// # Errors
/// [`ZeitraumFehler::PersonFehlt`], wenn eine Lage die Person nicht kennt.
pub fn trage_ein(
    lagen: &mut [Lage],
    person: PersonNr,
    anrechnung: &Anrechnung,
) -> Result<(), ZeitraumFehler> {
    for lage in lagen {
        let betrag = anrechnung.im_monat(lage.monat);
        if !betrag.ist_null() {
            lege_bei(lage, person, betrag)?;
        }
    }
    Ok(())
}

fn lege_bei(lage: &mut Lage, person: PersonNr, betrag: Cent) -> Result<(), ZeitraumFehler> {
    let monat = lage.monat;
    let mensch = lage.personen.get_mut(person.stelle());
    let mensch = mensch.ok_or(ZeitraumFehler::PersonFehlt(monat))?;
    mensch.einkommen.push(Einkommen::Andere { art: Einnahme::Sonstiges, betrag });
    Ok(())
}

/// Entfällt mit der Einnahme der Anspruch der Gemeinschaft, in der sie zählt?
fn folge(
    lage: &Lage,
    person: PersonNr,
    betrag: Cent,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Folge, ZeitraumFehler> {
    let ohne = ansprueche(lage, recht, werkbank)?;
    let mut probe = lage.clone();
    lege_bei(&mut probe, person, betrag)?;
    let mit = ansprueche(&probe, recht, werkbank)?;
    // Wessen Anspruch sich ändert, zu dessen Gemeinschaft gehört die Einnahme.
    let betroffen = |gemeinschaft: Option<u8>| {
        ohne.iter().zip(&mit).any(|(vorher, nachher)| {
            vorher.gemeinschaft == gemeinschaft && vorher.betrag != nachher.betrag
        })
    };
    let paare = || ohne.iter().zip(&mit).filter(|(vorher, _)| betroffen(vorher.gemeinschaft));
    let vorher: Cent = paare().map(|(vorher, _)| vorher.betrag).sum();
    let nachher: Cent = paare().map(|(_, nachher)| nachher.betrag).sum();
    let entfaellt = !vorher.ist_null() && nachher.ist_null();
    Ok(if entfaellt { Folge::Entfaellt } else { Folge::Bleibt })
}

struct Anspruch {
    gemeinschaft: Option<u8>,
    betrag: Cent,
}

fn ansprueche(
    lage: &Lage,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Vec<Anspruch>, ZeitraumFehler> {
    let anspruch = |person: &PersonErgebnis| Anspruch {
        gemeinschaft: person.bedarfsgemeinschaft,
        betrag: person.anspruch.summe(),
    };
    Ok(berechne(lage, recht, werkbank)?.personen.iter().map(anspruch).collect())
}
