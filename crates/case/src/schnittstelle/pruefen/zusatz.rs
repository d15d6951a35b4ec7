//! Bildung und Teilhabe, Beiträge, Ausbildungsförderung, Unterbringung, Todestag.

use law::lage::{
    self, Ausschluss, BeitragArt, BildungArt, BildungForm, FoerderungStand, PersonNr, Schulanlass,
    UnterbringungArt,
};
use law::measure::{Cent, Monat, Tag};

use super::person::liste;
use crate::schnittstelle::fehler::Mangel;
use crate::schnittstelle::{Beitrag, Bildung, Foerderung, Person, Unterbringung};

/// Die Listen am Haushalt aus den Angaben einer Person.
pub(super) fn sammle(
    person: &Person,
    nr: PersonNr,
    zusatz: &mut lage::Zusatz,
) -> Result<(), Mangel> {
    let bildung: Vec<_> = liste("bildung", &person.bildung, |angabe| bildung(angabe, nr))?;
    zusatz.bildung.extend(bildung);
    let beitraege: Vec<_> = liste("beitraege", &person.beitraege, |angabe| beitrag(angabe, nr))?;
    zusatz.beitraege.extend(beitraege);
    if person.verpflegung {
        zusatz.verpflegung.push(nr);
    }
    let mut gesehen: Vec<BeitragArt> = Vec::new();
    for (stelle, beitrag) in person.beitraege.iter().enumerate() {
        if gesehen.contains(&beitrag.art) {
            let text = "steht schon weiter oben; bitte Beiträge einer Art zusammenzählen";
            return Err(Mangel::neu(format!("beitraege[{stelle}].art"), text));
        }
        gesehen.push(beitrag.art);
    }
    Ok(())
}

fn bildung(angabe: &Bildung, nr: PersonNr) -> Result<lage::Bildung, Mangel> {
    let schulbedarf = angabe.art == BildungArt::Schulbedarf;
    let nur_geld = schulbedarf || angabe.art == BildungArt::Schuelerbefoerderung;
    if nur_geld && angabe.form != BildungForm::Geld {
        let text = "gibt es hier nur als Geld (§ 29 Abs. 1 Satz 3 SGB II); bitte streichen";
        return Err(Mangel::neu("form", text));
    }
    let betrag = match (schulbedarf, angabe.betrag) {
        (true, None) => Cent::NULL,
        (true, Some(_)) => {
            let text = "gehört nicht zu „schulbedarf“, seine Höhe steht im Gesetz; bitte streichen";
            return Err(Mangel::neu("betrag", text));
        }
        (false, Some(betrag)) => betrag,
        (false, None) => {
            return Err(Mangel::neu("betrag", "fehlt; bitte die Aufwendungen angeben"));
        }
    };
    hoechstens("von_dritten", angabe.von_dritten, betrag)?;
    Ok(lage::Bildung {
        person: nr,
        art: angabe.art,
        betrag,
        von_dritten: angabe.von_dritten,
        anlass: anlass(angabe, schulbedarf)?,
        form: angabe.form,
    })
}

/// Schulbedarf braucht genau einen Anlass; an den Stichtagen kommt er von selbst.
fn anlass(angabe: &Bildung, schulbedarf: bool) -> Result<Option<Schulanlass>, Mangel> {
    match (schulbedarf, angabe.aufnahme, angabe.wiederaufnahme) {
        (true, Some(tag), None) => Ok(Some(Schulanlass::Aufnahme(tag))),
        (true, None, Some(tag)) => Ok(Some(Schulanlass::Wiederaufnahme(tag))),
        (true, None, None) => {
            let text = "fehlt; im August und Februar kommt der Schulbedarf von selbst, sonst bitte \
                        aufnahme oder wiederaufnahme angeben";
            Err(Mangel::neu("aufnahme", text))
        }
        (true, Some(_), Some(_)) => {
            let text = "steht neben aufnahme; bitte nur eines von beiden angeben";
            Err(Mangel::neu("wiederaufnahme", text))
        }
        (false, None, None) => Ok(None),
        (false, ..) => {
            let feld = if angabe.aufnahme.is_some() { "aufnahme" } else { "wiederaufnahme" };
            Err(Mangel::neu(feld, "gehört nur zu „schulbedarf“; bitte streichen"))
        }
    }
}

fn beitrag(angabe: &Beitrag, nr: PersonNr) -> Result<lage::Beitrag, Mangel> {
    let privat = matches!(
        angabe.art,
        BeitragArt::KrankenversicherungPrivat | BeitragArt::PflegeversicherungPrivat
    );
    match (privat, angabe.hoechstens) {
        (true, None) => {
            let text = "fehlt; bitte den halben Basistarif oder halben Höchstbeitrag angeben, wie ihn \
                        die Versicherung nennt (§ 26 Abs. 1, 3 SGB II)";
            return Err(Mangel::neu("hoechstens", text));
        }
        (false, Some(_)) => {
            let text = "gehört nur zu einer privaten Versicherung; bitte streichen";
            return Err(Mangel::neu("hoechstens", text));
        }
        _ => {}
    }
    hoechstens("abgesetzt", angabe.abgesetzt, angabe.betrag)?;
    Ok(lage::Beitrag {
        person: nr,
        art: angabe.art,
        betrag: angabe.betrag,
        hoechstens: angabe.hoechstens,
        abgesetzt: angabe.abgesetzt,
    })
}

fn hoechstens(feld: &str, wert: Cent, betrag: Cent) -> Result<(), Mangel> {
    if wert <= betrag {
        return Ok(());
    }
    Err(Mangel::neu(feld, format!("ist mit {wert} höher als betrag ({betrag}); bitte prüfen")))
}

/// Ob eine Ausbildung ausschließt, steht in `foerderung` oder in `ausgeschlossen`, nicht in beiden.
pub(super) fn foerderung(person: &Person) -> Result<Option<lage::Foerderung>, Mangel> {
    let Some(f) = &person.foerderung else { return Ok(None) };
    doppelt("foerderung", person, &[Ausschluss::Studium])?;
    geprueft(f).map(Some).map_err(|mangel| mangel.unter("foerderung"))
}

fn geprueft(f: &Foerderung) -> Result<lage::Foerderung, Mangel> {
    if f.abgelehnt_am.is_some() && f.stand != FoerderungStand::Abgelehnt {
        let text = "gehört nur zu stand „abgelehnt“; bitte streichen";
        return Err(Mangel::neu("abgelehnt_am", text));
    }
    Ok(lage::Foerderung {
        bedarf: f.bedarf,
        bei_eltern: f.bei_eltern,
        stand: f.stand,
        abgelehnt_am: f.abgelehnt_am,
    })
}

/// Wo sich jemand aufhält, steht in `unterbringung` oder in `ausgeschlossen`, nicht in beiden.
pub(super) fn unterbringung(person: &Person) -> Result<Option<lage::Unterbringung>, Mangel> {
    let Some(u) = &person.unterbringung else { return Ok(None) };
    doppelt("unterbringung", person, &[Ausschluss::Stationaer, Ausschluss::Haft])?;
    aufenthalt(u).map(Some).map_err(|mangel| mangel.unter("unterbringung"))
}

fn aufenthalt(u: &Unterbringung) -> Result<lage::Unterbringung, Mangel> {
    if let Some(bis) = u.bis
        && bis < u.seit
    {
        let text = format!("{} liegt vor seit ({}); bitte prüfen", bis.deutsch(), u.seit.deutsch());
        return Err(Mangel::neu("bis", text));
    }
    if u.arbeitsstunden > 0 && u.art != UnterbringungArt::Einrichtung {
        let text = "gehört nur zu „einrichtung“ (§ 7 Abs. 4 Satz 3 Nr. 2 SGB II); bitte streichen";
        return Err(Mangel::neu("arbeitsstunden", text));
    }
    Ok(lage::Unterbringung {
        art: u.art,
        seit: u.seit,
        bis: u.bis,
        arbeitsstunden: u.arbeitsstunden,
    })
}

fn doppelt(feld: &str, person: &Person, gruende: &[Ausschluss]) -> Result<(), Mangel> {
    match person.ausgeschlossen {
        Some(grund) if gruende.contains(&grund) => {
            let text = "steht neben ausgeschlossen; bitte nur eines von beiden angeben";
            Err(Mangel::neu(feld, text))
        }
        _ => Ok(()),
    }
}

/// § 40 Abs. 5: im Sterbemonat gehört die Person noch dazu, danach nicht mehr.
pub(super) fn gestorben(person: &Person, monat: Monat) -> Result<Option<Tag>, Mangel> {
    let Some(tag) = person.gestorben else { return Ok(None) };
    let mangel = |text: String| Err(Mangel::neu("gestorben", text));
    if tag.monat() != monat {
        return mangel(format!(
            "{} liegt nicht im Monat {monat}; danach bitte die Person weglassen und bei der Wohnung \
             todesfall_monat angeben",
            tag.deutsch()
        ));
    }
    if tag < person.geboren {
        return mangel(format!("{} liegt vor der Geburt; bitte prüfen", tag.deutsch()));
    }
    if person.bis.is_some() {
        let text = "steht neben gestorben; im Sterbemonat bleibt der Anspruch (§ 40 Abs. 5 SGB II), \
                    bitte streichen";
        return Err(Mangel::neu("bis", text));
    }
    Ok(Some(tag))
}
