//! Wann Darlehen und Erstattungen getilgt sind (§§ 42a, 43 SGB II): der Plan über die Monate, an den
//! Regelbedarfen, Minderungen und Ansprüchen der bekannten Lagen.

use law::anspruch::{Werkbank, berechne};
use law::lage::{Lage, PersonNr};
use law::measure::Monat;
use law::recht::Recht;
use law::sgb2::p43::plan::{Forderung, Tilgungsplan, Verhaeltnisse, plane};

use super::ZeitraumFehler;

/// Plant ab dem Monat der ersten Lage bis `bis`; nach der letzten Lage gelten deren Verhältnisse
/// ohne Minderung weiter.
///
/// # Errors
/// [`ZeitraumFehler`], wenn keine Lage da ist, eine die Person nicht kennt oder das Recht fehlt.
pub fn plane_tilgung(
    lagen: &[Lage],
    person: PersonNr,
    forderungen: &[Forderung],
    bis: Monat,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Tilgungsplan, ZeitraumFehler> {
    let mut bekannt: Vec<(Monat, Verhaeltnisse)> = Vec::with_capacity(lagen.len());
    for lage in lagen {
        bekannt.push((lage.monat, verhaeltnisse(lage, person, recht, werkbank)?));
    }
    let (Some((von, _)), Some((_, letzte))) = (bekannt.first(), bekannt.last()) else {
        return Err(ZeitraumFehler::LageFehlt(bis));
    };
    let danach = Verhaeltnisse { minderung: law::measure::Cent::NULL, ..*letzte };
    let im_monat = |monat: Monat| {
        let treffer = bekannt.iter().find(|(bekannter, _)| *bekannter == monat);
        treffer.map_or(danach, |(_, verhaeltnisse)| *verhaeltnisse)
    };
    Ok(plane(forderungen, (*von, bis), recht, im_monat))
}

fn verhaeltnisse(
    lage: &Lage,
    person: PersonNr,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Verhaeltnisse, ZeitraumFehler> {
    let ergebnis = berechne(lage, recht, werkbank)?;
    let person = ergebnis.personen.get(person.stelle());
    let person = person.ok_or(ZeitraumFehler::PersonFehlt(lage.monat))?;
    Ok(Verhaeltnisse {
        regelbedarf: person.regelbedarf.summe,
        minderung: person.minderung.gefordert(),
        zahlbar: person.anspruch.summe().abzueglich(person.minderung.summe),
    })
}
