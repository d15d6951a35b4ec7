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
use crate::lage::{Ausbildung, Ausschluss, HOECHSTENS_PERSONEN, Lage, Person, PersonNr};
use crate::offen::{AlteRegel, Offen};

/// Die Gemeinschaften des Haushalts: jede Person in genau einer Gruppe.
#[derive(Clone, Copy, Debug)]
pub struct Gruppen {
    gruppe_von: [u8; HOECHSTENS_PERSONEN],
    anzahl: u8,
    /// Bilden alle zusammen eine einzige?
    eine: bool,
}

impl Default for Gruppen {
    fn default() -> Gruppen {
        Gruppen { gruppe_von: [0; HOECHSTENS_PERSONEN], anzahl: 0, eine: true }
    }
}

impl Gruppen {
    /// Wer mit wem eine Gemeinschaft bildet: Partner und Kinder unter 25 ohne eigene Familie.
    pub(crate) fn bilde(&mut self, lage: &Lage, haushalt: &Haushalt) {
        self.anzahl = u8::try_from(lage.personen.len()).unwrap_or(u8::MAX);
        if self.anzahl == 1 {
            let [einzige, ..] = &mut self.gruppe_von;
            *einzige = 0;
            self.eine = true;
            return;
        }
        for (nummer, gruppe) in (0..self.anzahl).zip(&mut self.gruppe_von) {
            *gruppe = nummer;
        }
        for ((nr, mensch), person) in haushalt.menschen().zip(&lage.personen) {
            let kind = mensch.kind;
            if (person.partner.is_none() && !kind) || steht_fuer_sich(person, mensch) {
                continue;
            }
            let partner = person.partner;
            let eltern = person.eltern.into_iter().flatten().filter(|_| kind);
            for andere in partner.into_iter().chain(eltern) {
                let andere_person = lage.personen.get(andere.stelle());
                let mensch = haushalt.mensch(andere);
                if andere_person.is_some_and(|person| !steht_fuer_sich(person, mensch)) {
                    self.vereine(nr, andere);
                }
            }
        }
        self.eine = self.gruppe_von.iter().take(usize::from(self.anzahl)).all(|name| *name == 0);
    }

    /// Die Gruppe einer Person; ihr Name ist die kleinste Nummer darin.
    #[must_use]
    pub fn gruppe(&self, nr: PersonNr) -> u8 {
        self.gruppe_von.get(nr.stelle()).copied().unwrap_or(nr.0)
    }

    /// Alle Mitglieder der Gruppe mit diesem Namen.
    #[must_use]
    pub fn mitglieder(&self, gruppe: u8) -> Menge {
        if self.eine {
            return Menge::erste(self.anzahl);
        }
        (0..self.anzahl)
            .zip(&self.gruppe_von)
            .filter(|(_, seine)| **seine == gruppe)
            .fold(Menge::LEER, |menge, (nummer, _)| menge.mit(PersonNr(nummer)))
    }

    /// Bilden alle zusammen eine einzige Gruppe?
    #[must_use]
    pub fn ist_eine(&self) -> bool {
        self.eine
    }

    /// Die Namen aller Gruppen in der Reihenfolge der Eingabe.
    pub fn namen(&self) -> impl Iterator<Item = u8> + use<'_> {
        let anzahl = if self.eine { self.anzahl.min(1) } else { self.anzahl };
        (0..anzahl).filter(|nummer| self.gruppe(PersonNr(*nummer)) == *nummer)
    }

    fn vereine(&mut self, eine: PersonNr, andere: PersonNr) {
        let (a, b) = (self.gruppe(eine), self.gruppe(andere));
        if a == b {
            return;
        }
        let (klein, gross) = (a.min(b), a.max(b));
        for gruppe in self.gruppe_von.iter_mut().take(usize::from(self.anzahl)) {
            if *gruppe == gross {
                *gruppe = klein;
            }
        }
    }
}

/// Wer mit niemandem hier eine Bedarfsgemeinschaft bildet.
fn steht_fuer_sich(person: &Person, mensch: &Mensch) -> bool {
    person.pflegekind
        || person.ausgeschlossen == Some(Ausschluss::Haushaltsgemeinschaft)
        || mensch.ist_abwesend()
}

/// Fragen zu den Personen, die vor jeder Rechnung feststehen.
pub(crate) fn fragen(lage: &Lage, haushalt: &Haushalt, kinder_unter: u8, offen: &mut Vec<Offen>) {
    for ((nr, mensch), person) in haushalt.menschen().zip(&lage.personen) {
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
            None if person.ausbildung == Some(Ausbildung::Studium)
                && person.foerderung.is_none() =>
            {
                offen.push(Offen::Studium(nr));
            }
            _ => {}
        }
        if person.pflegekind && mensch.alter_zuletzt() >= 15 && person.ausgeschlossen.is_none() {
            offen.push(Offen::Pflegekind(nr));
        }
        let eltern_hier = person.eltern_hier().next().is_some() && !person.pflegekind;
        let ledig = person.partner.is_none() && !person.verheiratet;
        if eltern_hier && ledig && !mensch.kinder.ist_leer() && mensch.alter_zuerst() < 25 {
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
    fn wer_eine_einzige_gemeinschaft_bildet_steht_in_einer_gruppe() {
        // § 7 Abs. 3: ein Paar mit Kind ist eine Gemeinschaft, mit einem Mitbewohner sind es zwei.
        let person = || Person::neu("1985-01-01".parse().unwrap());
        let a = Person { partner: Some(PersonNr(1)), ..person() };
        let b = Person { partner: Some(PersonNr(0)), ..person() };
        let eltern = [Some(PersonNr(0)), None];
        let kind = Person { eltern, ..Person::neu("2015-01-01".parse().unwrap()) };
        let faelle = [
            (vec![person()], true, vec![0]),
            (vec![a.clone(), b.clone(), kind.clone()], true, vec![0]),
            (vec![a, b, kind, person()], false, vec![0, 3]),
            (vec![person(), person()], false, vec![0, 1]),
        ];
        for (personen, eine, namen) in faelle {
            let gruppen = gruppen(&personen);
            assert_eq!(gruppen.ist_eine(), eine, "{namen:?}");
            assert_eq!(gruppen.namen().collect::<Vec<_>>(), namen);
            let anzahl: u32 = namen.iter().map(|name| gruppen.mitglieder(*name).anzahl()).sum();
            assert_eq!(usize::try_from(anzahl).unwrap(), personen.len());
        }
    }
}
