//! Von der geprüften Eingabe zum Ergebnis des Vertrags: das Recht rechnet, hier bekommen Personen
//! ihre Kennungen zurück und der Haushalt seine Summen.

use law::anspruch::{PersonErgebnis as Gerechnet, Werkbank, berechne as rechne};
use law::daneben::Daneben as NebenDerAuszahlung;
use law::lage::PersonNr;
use law::measure::Cent;
use law::offen::Offen;
use law::recht::{Recht, RechtFehler};

use crate::schnittstelle::{
    BeitragErgebnis, BildungErgebnis, Daneben, Eingabe, Ergebnis, Frage, Gewicht, Mangel,
    PersonErgebnis,
};

/// Ob das Ergebnis den Baum der Gründe mitbringt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gruende {
    /// Mit `beleg`.
    Mit,
    /// Nur Beträge und offene Fragen.
    Ohne,
}

/// Berechnet einen geprüften Haushalt.
///
/// # Errors
/// Ein [`Mangel`] am Feld `monat`, wenn für den Monat kein Recht hinterlegt ist.
pub fn berechne(
    eingabe: &Eingabe,
    recht: &Recht,
    werkbank: &mut Werkbank,
    gruende: Gruende,
) -> Result<Ergebnis, Mangel> {
    let ergebnis = rechne(&eingabe.lage, recht, werkbank).map_err(|fehler| mangel(&fehler))?;
    let personen: Vec<PersonErgebnis> = (0..)
        .map(PersonNr)
        .zip(eingabe.ids.iter().zip(ergebnis.personen))
        .map(|(nr, (id, p))| mit_daneben(person(id, p), nr, ergebnis.daneben))
        .collect();
    let summe = |betrag: fn(&PersonErgebnis) -> Cent| personen.iter().map(betrag).sum();
    let id = |i: usize| eingabe.ids.get(i).cloned().unwrap_or_default();
    Ok(Ergebnis {
        fall: eingabe.fall.clone(),
        monat: ergebnis.monat,
        leistung: recht.leistungsname(ergebnis.monat).to_owned(),
        anspruch: summe(|p| p.anspruch),
        sofortzuschlag: summe(|p| p.sofortzuschlag),
        minderung: summe(|p| p.minderung),
        aufrechnung: summe(|p| p.aufrechnung),
        auszahlung: summe(|p| p.auszahlung),
        daneben: Daneben {
            bildung: summe(|p| p.bildung.iter().map(|b| b.betrag).sum()),
            beitraege: summe(|p| p.beitraege.iter().map(|b| b.betrag).sum()),
            auszubildende: summe(|p| p.auszubildende),
            sachleistung: summe(|p| p.sachleistung),
        },
        offen: ergebnis.offen.iter().map(|offen| frage(offen, &eingabe.ids)).collect(),
        beleg: (gruende == Gruende::Mit).then(|| ergebnis.beleg(id)),
        personen,
    })
}

fn person(id: &str, person: &Gerechnet) -> PersonErgebnis {
    PersonErgebnis {
        id: id.to_owned(),
        bedarfsgemeinschaft: person.bedarfsgemeinschaft,
        regelbedarf: person.regelbedarf.summe,
        mehrbedarf: person.mehrbedarf.summe,
        unterkunft: person.unterkunft.summe,
        bedarf: person.anspruch.bedarf(),
        freibetrag: person.einkommen.frei(),
        einkommen: person.einkommen.summe + person.kindergeld.angerechnet,
        angerechnet: person.anspruch.angerechnet,
        anspruch: person.anspruch.summe(),
        bund: person.anspruch.bund(),
        kommune: person.anspruch.kommune(),
        sofortzuschlag: person.sofortzuschlag.betrag,
        minderung: person.minderung.summe,
        aufrechnung: person.aufrechnung.summe(),
        rundung: person.rundung.unterschied,
        einmalzahlung: person.einmalzahlung.betrag,
        aufrechnung_darlehen: person.aufrechnung.darlehen,
        auszahlung: person.auszahlung(),
        ..PersonErgebnis::default()
    }
}

/// Was bei den meisten leer bleibt: §§ 26 bis 28, 68.
fn mit_daneben(
    mut person: PersonErgebnis,
    nr: PersonNr,
    daneben: &NebenDerAuszahlung,
) -> PersonErgebnis {
    person.bildung = daneben
        .bildung_von(nr)
        .map(|b| BildungErgebnis {
            art: b.art,
            bedarf: b.bedarf,
            angerechnet: b.angerechnet,
            betrag: b.betrag,
            form: b.form,
        })
        .collect();
    person.beitraege = daneben
        .beitraege_von(nr)
        .map(|z| BeitragErgebnis { art: z.art, betrag: z.betrag })
        .collect();
    person.auszubildende = daneben.auszubildende_von(nr);
    person.sachleistung = daneben.sachleistung_von(nr);
    person
}

pub(crate) fn frage(offen: &Offen, ids: &[String]) -> Frage {
    let person = offen.person().and_then(|nr| ids.get(nr.stelle()).cloned());
    let gewicht = match offen {
        Offen::BetraegeNichtFestgesetzt(_) => Gewicht::Abwarten,
        _ => Gewicht::Entscheidung,
    };
    Frage { norm: offen.norm().to_owned(), frage: offen.frage(), person, gewicht }
}

pub(crate) fn mangel(fehler: &RechtFehler) -> Mangel {
    let rat = match fehler {
        RechtFehler::ZuFrueh { .. } | RechtFehler::ZuSpaet { .. } => "bitte den Monat prüfen",
        _ => "bitte die Parameterdateien prüfen",
    };
    Mangel::neu("monat", format!("{fehler}; {rat}"))
}
