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
        let fuer_sich = fuer_sich(lage, haushalt);
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

/// Alle, die mit niemandem hier eine Bedarfsgemeinschaft bilden.
fn fuer_sich(lage: &Lage, haushalt: &Haushalt) -> Menge {
    let menschen = haushalt.menschen().zip(&lage.personen);
    menschen
        .filter(|((_, mensch), person)| steht_fuer_sich(person, mensch))
        .fold(Menge::LEER, |alle, ((nr, _), _)| alle.mit(nr))
}

fn steht_fuer_sich(person: &Person, mensch: &Mensch) -> bool {
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
            wohnungen: Default::default(),
            aufrechnungen: Default::default(),
            zusatz: Zusatz::default(),
        };
        let mut haushalt = Haushalt::default();
        haushalt.lies(&lage, &Recht::eingebaut().unwrap(), 25);
        let mut gruppen = Gruppen::default();
        gruppen.bilde(&lage, &haushalt);
        gruppen
    }

    #[test]
    fn wer_eine_einzige_gemeinschaft_bildet_steht_in_einer_gruppe() {
        // § 7 Abs. 3: ein Paar mit Kind ist eine Gemeinschaft, mit einem Mitbewohner sind es zwei.
        let person = || Person::neu("1985-01-01".parse().unwrap());
        let a = Person { partner: Some(PersonNr(1)), ..person() };
        let b = Person { partner: Some(PersonNr(0)), ..person() };
        let eltern = [Some(PersonNr(0)), None];
        let kind = Person { eltern, ..Person::neu("2015-01-01".parse().unwrap()) };
        // Das Kind zuerst genannt: seine Eltern, Personen 1 und 2, nennen einander und das Kind nicht.
        let zuletzt = |nr: u8, p: &Person| Person { partner: Some(PersonNr(nr)), ..p.clone() };
        let (c, d) = (zuletzt(2, &a), zuletzt(1, &b));
        let von_c = Person { eltern: [Some(PersonNr(1)), None], ..kind.clone() };
        // Zwei Kinder ohne Verbindung zueinander, erst die Eltern vereinen beide Gruppen.
        let (e, f) = (zuletzt(3, &a), zuletzt(2, &b));
        let von_e = Person { eltern: [Some(PersonNr(2)), None], ..kind.clone() };
        let von_f = Person { eltern: [Some(PersonNr(3)), None], ..kind.clone() };
        let faelle = [
            (vec![person()], vec![vec![0]]),
            (vec![a.clone(), b.clone(), kind.clone()], vec![vec![0, 1, 2]]),
            (vec![a, b, kind, person()], vec![vec![0, 1, 2], vec![3]]),
            (vec![person(), person()], vec![vec![0], vec![1]]),
            (vec![von_c, c, d], vec![vec![0, 1, 2]]),
            (vec![von_e, von_f, e, f, person()], vec![vec![0, 1, 2, 3], vec![4]]),
        ];
        for (personen, erwartet) in faelle {
            let gruppen = gruppen(&personen);
            let nummern = |menge: &Menge| menge.alle().map(|nr| nr.0).collect::<Vec<_>>();
            assert_eq!(gruppen.alle().iter().map(nummern).collect::<Vec<_>>(), erwartet);
            for (gruppe, nummern) in gruppen.alle().iter().zip(&erwartet) {
                assert!(nummern.iter().all(|nummer| gruppen.von(PersonNr(*nummer)) == *gruppe));
            }
        }
    }
}
