//! § 7 SGB II: Leistungsberechtigte und Bedarfsgemeinschaft (mit §§ 7a, 7b, 8).
//!
//! Umgesetzt: Absatz 1 Satz 1 Nr. 1, 2 (Alter, Altersgrenze, Erwerbsfähigkeit), Absatz 2 Satz 1,
//! Absatz 3 Nr. 1 bis 4, Absatz 4 (Krankenhaus unter sechs Monaten, 15 Wochenstunden Arbeit, Haft) und
//! 5, 6 (Ausbildung nach Förderung) aus den Angaben `unterbringung` und `foerderung`, sonst als
//! Angabe; § 7b Abs. 4 nach dem ersten Monat. Ein Kind, das seinen Bedarf aus eigenen Mitteln deckt,
//! gehört nicht dazu (Nr. 4).
//! Nicht umgesetzt: Prüfung der Ausschlussgründe (Angabe `ausgeschlossen`), Einstehensgemeinschaft
//! von Eltern ohne Angabe ([`Offen::ElternOhnePartnerschaft`]), Kind mit eigenem Kind bei den
//! Großeltern ([`Offen::DreiGenerationen`]), Wechsel der Gemeinschaft am 25. Geburtstag im Monat
//! ([`Offen::Geburtstag25`]), Studium ohne Angabe ([`Offen::Studium`], [`Offen::Auszubildende`]),
//! Gemeinschaften ohne erwerbsfähige Person ([`Offen::KeineErwerbsfaehigePerson`]), Abwesende
//! ([`Offen::Abwesend`]), Pflegekinder ab 15 ([`Offen::Pflegekind`]), Stufe neben einer Partnerin mit
//! Asylbewerberleistungen ([`Offen::PartnerAsylblg`]).

use crate::haushalt::{Aufenthalt, Haushalt, Menge, Mensch};
use crate::lage::{Ausbildung, Ausschluss, Lage, Person, PersonNr};
use crate::offen::{AlteRegel, Offen};

/// Die Gemeinschaften des Haushalts: jede Person in genau einer, geordnet nach der kleinsten Nummer.
#[derive(Clone, Debug, Default)]
pub struct Gruppen(Vec<Menge>);

impl Gruppen {
    /// Wer mit wem eine Gemeinschaft bildet: Partner und Kinder unter 25 ohne eigene Familie.
    pub(crate) fn bilde(&mut self, lage: &Lage, haushalt: &Haushalt) {
        self.0.clear();
        if let [_] = *lage.personen {
            return self.0.push(Menge::erste(1));
        }
        let fuer_sich = haushalt.fuer_sich;
        for ((nr, mensch), person) in haushalt.menschen().zip(&lage.personen) {
            let mut zusammen = Menge::nur(nr);
            if !fuer_sich.hat(nr) {
                zusammen = zusammen.und(verbunden(person, mensch).ohne(fuer_sich));
            }
            self.nimm(zusammen);
        }
    }

    /// Nimmt Personen auf, die zusammengehören, und vereint die Gruppen, die sie verbinden.
    fn nimm(&mut self, zusammen: Menge) {
        let mut passende = self.0.iter_mut().filter(|gruppe| gruppe.trifft(zusammen));
        let Some(erste) = passende.next() else {
            self.0.push(zusammen);
            return;
        };
        let weitere = passende.fold(Menge::LEER, |alle, gruppe| alle.und(*gruppe));
        if !weitere.ist_leer() {
            self.vereine(zusammen, weitere);
            return;
        }
        *erste = erste.und(zusammen);
    }

    /// Die erste Gruppe nimmt auf, was zu `weitere` gehört; diese Gruppen fallen weg.
    fn vereine(&mut self, zusammen: Menge, weitere: Menge) {
        self.0.retain(|gruppe| !gruppe.trifft(weitere));
        if let Some(erste) = self.0.iter_mut().find(|gruppe| gruppe.trifft(zusammen)) {
            *erste = erste.und(zusammen).und(weitere);
        }
    }

    /// Alle Gruppen.
    pub(crate) fn alle(&self) -> &[Menge] {
        &self.0
    }

    /// Alle, die mit der Person eine Gemeinschaft bilden, mit ihr.
    #[must_use]
    pub fn von(&self, nr: PersonNr) -> Menge {
        self.0.iter().copied().find(|gruppe| gruppe.hat(nr)).unwrap_or_default()
    }
}

/// Mit wem die Person eine Gemeinschaft bildet: Partner und, als Kind, die Eltern.
fn verbunden(person: &Person, mensch: &Mensch) -> Menge {
    let partner = person.partner.map_or(Menge::LEER, Menge::nur);
    if mensch.kind { person.eltern_hier().fold(partner, Menge::mit) } else { partner }
}

/// Wer mit niemandem hier eine Bedarfsgemeinschaft bildet.
pub(crate) fn steht_fuer_sich(person: &Person, mensch: &Mensch) -> bool {
    person.pflegekind
        || person.ausgeschlossen == Some(Ausschluss::Haushaltsgemeinschaft)
        || mensch.ist_abwesend()
}

/// Fragen zu einer Person, die vor jeder Rechnung feststehen.
pub(crate) fn fragen(
    lage: &Lage,
    (nr, person, mensch): (PersonNr, &Person, &Mensch),
    kinder_unter: u8,
    offen: &mut Vec<Offen>,
) {
    match mensch.aufenthalt {
        Aufenthalt::Hier => {}
        Aufenthalt::Fort { .. } => offen.push(Offen::Abwesend(nr)),
        Aufenthalt::Fraglich => offen.push(Offen::Unterbringung(nr)),
    }
    match mensch.ausschluss {
        Some(Ausschluss::Studium) => offen.push(Offen::Auszubildende(nr)),
        Some(Ausschluss::Asylblg) if person.partner.is_some() => {
            offen.push(Offen::PartnerAsylblg(nr));
        }
        Some(grund) if grund.ist_abwesend() => offen.push(Offen::Abwesend(nr)),
        None if person.ausbildung == Some(Ausbildung::Studium) && person.foerderung.is_none() => {
            offen.push(Offen::Studium(nr));
        }
        _ => {}
    }
    if person.pflegekind && mensch.alter_zuletzt() >= 15 && person.ausgeschlossen.is_none() {
        offen.push(Offen::Pflegekind(nr));
    }
    if person.eltern != [None; 2] {
        fragen_zum_kind(lage, (nr, person, mensch), kinder_unter, offen);
    }
}

#[inline(never)]
fn fragen_zum_kind(
    lage: &Lage,
    (nr, person, mensch): (PersonNr, &Person, &Mensch),
    kinder_unter: u8,
    offen: &mut Vec<Offen>,
) {
    let ledig = person.partner.is_none() && !person.verheiratet;
    let mit_kind = !mensch.kinder.ist_leer() && !person.pflegekind;
    if ledig && mit_kind && mensch.alter_zuerst() < 25 {
        offen.push(Offen::DreiGenerationen(nr));
    }
    if mensch.kind && mensch.alter_zuletzt() >= kinder_unter {
        offen.push(match kinder_unter {
            18 => Offen::AlteFassung(AlteRegel::Geburtstag18, Some(nr)),
            _ => Offen::Geburtstag25(nr),
        });
    }
    if let [Some(erster), Some(zweiter)] = person.eltern {
        let partner = lage.personen.get(erster.stelle()).and_then(|p| p.partner);
        if partner != Some(zweiter) && mensch.kind {
            offen.push(Offen::ElternOhnePartnerschaft(erster));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lage::{Gebiet, Zusatz};
    use crate::recht::Recht;

    fn gruppen(personen: &[Person]) -> Gruppen {
        let monat = "2026-09".parse().unwrap();
        let lage = Lage {
            monat,
            bewilligung_ab: monat.erster(),
            leistungsbezug_seit: monat,
            gebiet: Gebiet::West,
            personen: personen.to_vec(),
            wohnungen: Vec::new(),
            aufrechnungen: Vec::new(),
            zusatz: Zusatz::default(),
        };
        let mut haushalt = Haushalt::default();
        haushalt.lies(&lage, &Recht::eingebaut().unwrap(), 25);
        let mut gruppen = Gruppen::default();
        gruppen.bilde(&lage, &haushalt);
        gruppen
    }

    #[test]
    fn jede_person_steht_in_genau_einer_gruppe_mit_partner_und_eltern() {
        // § 7 Abs. 3, geordnet nach der kleinsten Nummer; `kind(a, b)` stammt von a und b.
        let person = || Person::neu("1985-01-01".parse().unwrap());
        let mit = |nr| Person { partner: Some(PersonNr(nr)), ..person() };
        let kind = |eltern: [Option<u8>; 2]| Person {
            eltern: eltern.map(|nr| nr.map(PersonNr)),
            ..Person::neu("2015-01-01".parse().unwrap())
        };
        let faelle: [(Vec<Person>, &[&[u8]]); 6] = [
            (vec![person()], &[&[0]]),
            (vec![person(), person()], &[&[0], &[1]]),
            (vec![mit(1), mit(0), kind([Some(0), None]), person()], &[&[0, 1, 2], &[3]]),
            // Das gemeinsame Kind verbindet zwei, die kein Paar sind.
            (vec![person(), person(), person(), kind([Some(0), Some(2)])], &[&[0, 2, 3], &[1]]),
            // Das Kind steht vor seinen Eltern.
            (vec![kind([Some(2), None]), person(), person()], &[&[0, 2], &[1]]),
            // Zwei Kinder verbinden drei Erwachsene.
            (
                vec![
                    person(),
                    person(),
                    person(),
                    kind([Some(1), Some(2)]),
                    kind([Some(0), Some(1)]),
                ],
                &[&[0, 1, 2, 3, 4]],
            ),
        ];
        for (personen, erwartet) in faelle {
            let gruppen = gruppen(&personen);
            let nummern = |menge: &Menge| menge.alle().map(|nr| nr.0).collect::<Vec<_>>();
            assert_eq!(gruppen.alle().iter().map(nummern).collect::<Vec<_>>(), erwartet);
            for gruppe in erwartet {
                for nr in *gruppe {
                    assert_eq!(nummern(&gruppen.von(PersonNr(*nr))), *gruppe);
                }
            }
        }
    }
}
