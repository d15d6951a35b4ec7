//! Andere vorrangige Leistungen (§ 12a Satz 1 SGB II) und die vorzeitige Altersrente: Fragen, die die
//! Entscheidung über Wohngeld und Kinderzuschlag nicht aufhalten.

use law::anspruch::Rolle;
use law::lage::{Einkommen, PersonNr};
use law::recht::Recht;
use law::sgb2::p12a::{Altersrente, Rentenumstaende, altersrente, fragen};

use super::monate::Monatsbild;
use crate::schnittstelle::vorrang::VorrangEingabe;
use crate::schnittstelle::{Frage, Gewicht};

pub(super) fn hinweise(eingabe: &VorrangEingabe, bild: &Monatsbild, recht: &Recht) -> Vec<Frage> {
    let lage = &bild.eingabe.lage;
    let id = |nr: PersonNr| bild.eingabe.ids.get(nr.stelle()).cloned();
    let frage = |norm: &str, frage: String, nr: PersonNr| Frage {
        norm: norm.to_owned(),
        frage,
        person: id(nr),
        gewicht: Gewicht::Abwarten,
    };
    let mut hinweise: Vec<Frage> = fragen(lage, |person| recht.altersgrenze(person.geboren))
        .into_iter()
        .map(|anlass| frage(anlass.norm(), anlass.frage().to_owned(), anlass.person))
        .collect();
    for (person, nr) in lage.personen.iter().zip((0..=u8::MAX).map(PersonNr)) {
        let rente = person.einkommen.iter().any(|e| matches!(e, Einkommen::Rente { .. }));
        let gerechnet = bild.ergebnis(nr);
        if gerechnet.rolle != Rolle::Mitglied || rente {
            continue;
        }
        let umstaende = umstaende(eingabe, id(nr), gerechnet.anspruch.bedarf());
        let ergebnis =
            altersrente(person.geboren, bild.monat(), &umstaende, recht.vorrang(bild.monat()));
        hinweise.extend(ergebnis.fragen().map(|(norm, satz)| frage(norm, satz.to_owned(), nr)));
        if let Altersrente::Verpflichtet { anteil, bedarf } = ergebnis {
            let satz = format!(
                "Die vorzeitige Altersrente ist nicht unbillig: der Anteil der Regelaltersrente von \
                 {anteil} erreicht den Bedarf von {bedarf}. Soll zum Antrag aufgefordert werden?"
            );
            hinweise.push(frage("§ 12a Satz 2 Nr. 1, § 5 Abs. 3 SGB II", satz, nr));
        }
    }
    hinweise
}

fn umstaende(
    eingabe: &VorrangEingabe,
    id: Option<String>,
    bedarf: law::measure::Cent,
) -> Rentenumstaende {
    let angaben = id.and_then(|id| eingabe.mitglied(&id)).map(|mitglied| &mitglied.altersrente);
    let Some(angaben) = angaben else { return Rentenumstaende { bedarf, ..Default::default() } };
    Rentenumstaende {
        verliert_arbeitslosengeld: angaben.verliert_arbeitslosengeld,
        bald_abschlagsfrei: angaben.bald_abschlagsfrei,
        ueberwiegend_beschaeftigt: angaben.ueberwiegend_beschaeftigt,
        zusage: angaben.zusage,
        regelaltersrente: angaben.regelaltersrente,
        bedarf,
    }
}
