//! Eine Person: Tage, Mehrbedarfe, Minderungen.

use law::lage;
use law::measure::{Monat, Tag, Zeitraum};

use super::{Kennungen, einkommen, hoechstens_monat, tage_im_monat, zusatz};
use crate::schnittstelle::fehler::Mangel;
use crate::schnittstelle::{Mehrbedarf, MehrbedarfArt, Minderung, Person};

/// Die Person ohne Partner und Eltern; die trägt [`super::familie`] ein.
pub(super) fn person(
    person: &Person,
    monat: Monat,
    ids: &Kennungen<'_>,
) -> Result<lage::Person, Mangel> {
    geburt(person.geboren, monat)?;
    let tage = tage_im_monat(person.von, person.bis, monat)?;
    let von = anwesend_ab(person, tage)?;
    let anwesend = Zeitraum { von: von.unwrap_or(tage.von), bis: tage.bis };
    // Der volle Monat zählt 30 Tage, auch der Februar (§ 41 Abs. 1 SGB II).
    let hoechstens = if anwesend == monat.zeitraum() { 30 } else { anwesend.tage().min(30) };
    besuch(person.zu_besuch_tage, hoechstens)?;
    if let Some(seit) = person.leistungsbezug_seit {
        hoechstens_monat("leistungsbezug_seit", seit, monat)?;
    }
    Ok(lage::Person {
        pflegekind: person.pflegekind,
        alleinerziehend: person.alleinerziehend,
        kind_ausserhalb: person.kind_ausserhalb,
        erwerbsfaehig: person.erwerbsfaehig,
        ausgeschlossen: person.ausgeschlossen,
        ausbildung: person.ausbildung,
        von,
        bis: person.bis,
        zu_besuch_tage: person.zu_besuch_tage,
        ohne_zusicherung: person.ohne_zusicherung,
        leistungsbezug_seit: person.leistungsbezug_seit,
        einkommen: liste("einkommen", &person.einkommen, |einnahme| {
            einkommen::einkommen(einnahme, person, monat, ids)
        })?,
        absetzungen: person
            .absetzungen
            .iter()
            .map(|a| lage::Absetzung { art: a.art, betrag: a.betrag })
            .collect(),
        mehrbedarfe: liste("mehrbedarfe", &person.mehrbedarfe, mehrbedarf)?,
        vermoegen: person.vermoegen,
        minderungen: liste("minderungen", &person.minderungen, minderung)?,
        foerderung: zusatz::foerderung(person)?,
        unterbringung: zusatz::unterbringung(person)?,
        gestorben: zusatz::gestorben(person, monat)?,
        ..lage::Person::neu(person.geboren)
    })
}

/// Übersetzt eine Liste; ein Mangel nennt die Stelle.
pub(super) fn liste<E, R, L: FromIterator<R>>(
    feld: &str,
    eintraege: &[E],
    uebersetze: impl Fn(&E) -> Result<R, Mangel>,
) -> Result<L, Mangel> {
    eintraege
        .iter()
        .enumerate()
        .map(|(stelle, eintrag)| {
            uebersetze(eintrag).map_err(|mangel| mangel.unter(format_args!("{feld}[{stelle}]")))
        })
        .collect()
}

fn geburt(geboren: Tag, monat: Monat) -> Result<(), Mangel> {
    if geboren <= monat.letzter() {
        return Ok(());
    }
    let text = format!(
        "{} liegt nach dem Monat {monat}; ein Kind bitte erst ab dem Monat seiner Geburt eintragen, \
         davor bei der Mutter den Mehrbedarf „schwangerschaft“",
        geboren.deutsch()
    );
    Err(Mangel::neu("geboren", text))
}

/// Erster Tag im Monat. Vor der Geburt gehört niemand zum Haushalt, auch ohne Angabe von `von`.
fn anwesend_ab(person: &Person, tage: Zeitraum) -> Result<Option<Tag>, Mangel> {
    if person.geboren <= tage.von {
        return Ok(person.von);
    }
    let geboren = person.geboren.deutsch();
    if person.von.is_some() {
        let text = format!("liegt vor der Geburt am {geboren}; bitte den Tag der Geburt angeben");
        return Err(Mangel::neu("von", text));
    }
    if person.geboren > tage.bis {
        let text = format!("liegt vor der Geburt am {geboren}; bitte prüfen");
        return Err(Mangel::neu("bis", text));
    }
    Ok(Some(person.geboren))
}

fn besuch(tage: Option<u8>, hoechstens: u32) -> Result<(), Mangel> {
    match tage {
        Some(tage) if !(1..=hoechstens).contains(&u32::from(tage)) => {
            let text = format!("ist {tage}; möglich sind hier 1 bis {hoechstens}; bitte prüfen");
            Err(Mangel::neu("zu_besuch_tage", text))
        }
        _ => Ok(()),
    }
}

fn mehrbedarf(m: &Mehrbedarf) -> Result<lage::Mehrbedarf, Mangel> {
    use MehrbedarfArt as Art;

    let (name, nimmt) = match m.art {
        Art::Schwangerschaft => ("schwangerschaft", "entbindung"),
        Art::Behinderung => ("behinderung", ""),
        Art::MerkzeichenG => ("merkzeichen_g", ""),
        Art::Ernaehrung => ("ernaehrung", "betrag diagnose"),
        Art::Unabweisbar => ("unabweisbar", "betrag"),
        Art::Schulbuecher => ("schulbuecher", "betrag"),
    };
    let angaben = [
        ("entbindung", m.entbindung.is_some()),
        ("betrag", m.betrag.is_some()),
        ("diagnose", m.diagnose.is_some()),
    ];
    for (feld, vorhanden) in angaben {
        if vorhanden && !nimmt.split(' ').any(|erlaubt| erlaubt == feld) {
            return Err(Mangel::neu(feld, format!("gehört nicht zu „{name}“; bitte streichen")));
        }
    }
    let fehlt = |feld: &str| Mangel::neu(feld, format!("fehlt; „{name}“ braucht diese Angabe"));
    Ok(match m.art {
        Art::Behinderung => lage::Mehrbedarf::Behinderung,
        Art::MerkzeichenG => lage::Mehrbedarf::MerkzeichenG,
        Art::Schwangerschaft => lage::Mehrbedarf::Schwangerschaft {
            entbindung: m.entbindung.ok_or_else(|| fehlt("entbindung"))?,
        },
        Art::Unabweisbar => lage::Mehrbedarf::Unabweisbar(m.betrag.ok_or_else(|| fehlt("betrag"))?),
        Art::Schulbuecher => {
            lage::Mehrbedarf::Schulbuecher(m.betrag.ok_or_else(|| fehlt("betrag"))?)
        }
        Art::Ernaehrung => match (m.betrag, m.diagnose) {
            (Some(betrag), None) => lage::Mehrbedarf::Ernaehrung(betrag),
            (None, Some(diagnose)) => lage::Mehrbedarf::ErnaehrungNach(diagnose),
            (None, None) => {
                let text = "fehlt; „ernaehrung“ braucht betrag oder diagnose";
                return Err(Mangel::neu("betrag", text));
            }
            (Some(_), Some(_)) => {
                let text = "steht neben betrag; bitte nur eines von beiden angeben";
                return Err(Mangel::neu("diagnose", text));
            }
        },
    })
}

fn minderung(m: &Minderung) -> Result<lage::Minderung, Mangel> {
    if !(1..=3).contains(&m.folge) {
        return Err(Mangel::neu("folge", format!("ist {}; möglich sind 1, 2 oder 3", m.folge)));
    }
    let wirksam_ab = m.erster_monat();
    if wirksam_ab < m.tag.monat() {
        let text = format!("{wirksam_ab} liegt vor tag ({}); bitte prüfen", m.tag.deutsch());
        return Err(Mangel::neu("wirksam_ab", text));
    }
    if let Some(aufgehoben) = m.aufgehoben_ab
        && aufgehoben < m.tag
    {
        let (aufgehoben, tag) = (aufgehoben.deutsch(), m.tag.deutsch());
        let text = format!("{aufgehoben} liegt vor tag ({tag}); bitte prüfen");
        return Err(Mangel::neu("aufgehoben_ab", text));
    }
    Ok(lage::Minderung {
        art: m.art,
        tag: m.tag,
        folge: m.folge,
        wirksam_ab,
        aufgehoben_ab: m.aufgehoben_ab,
    })
}
