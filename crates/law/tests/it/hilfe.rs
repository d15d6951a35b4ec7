//! Bausteine für Lagen und eine Rechnung mit dem eingebauten Recht.

use std::sync::LazyLock;

use law::anspruch::{PersonErgebnis, Werkbank, berechne};
use law::daneben::Daneben;
use law::lage::{
    Einkommen, Einnahme, Lage, Minderung, MinderungArt, Person, PersonNr, Wohnung, Zusatz,
};
use law::measure::{Beleg, Cent, Monat, Tag};
use law::offen::Offen;
use law::recht::Recht;

/// Das eingebaute Recht, einmal gelesen.
pub fn recht() -> &'static Recht {
    static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());
    &RECHT
}

pub const A: PersonNr = PersonNr(0);
pub const B: PersonNr = PersonNr(1);
pub const C: PersonNr = PersonNr(2);
pub const D: PersonNr = PersonNr(3);

pub fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

pub fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

pub fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

/// Ein Mensch ohne weitere Angaben.
pub fn mensch(geboren: &str) -> Person {
    Person::neu(tag(geboren))
}

/// Ein Paar: zwei Erwachsene, die sich nennen.
pub fn paar(a: &str, b: &str) -> [Person; 2] {
    let (mut a, mut b) = (mensch(a), mensch(b));
    (a.partner, b.partner) = (Some(B), Some(A));
    [a, b]
}

pub fn kind(geboren: &str, eltern: [Option<PersonNr>; 2]) -> Person {
    Person { eltern, ..mensch(geboren) }
}

pub fn mit(mut person: Person, einkommen: &[Einkommen]) -> Person {
    person.einkommen.extend_from_slice(einkommen);
    person
}

pub fn lohn(brutto: &str, netto: &str) -> Einkommen {
    Einkommen::Erwerb { brutto: cent(brutto), netto: cent(netto), fuer_monat: None }
}

pub fn kindergeld(betrag: &str) -> Einkommen {
    Einkommen::Kindergeld { betrag: cent(betrag), an: None }
}

pub fn andere(art: Einnahme, betrag: &str) -> Einkommen {
    Einkommen::Andere { art, betrag: cent(betrag) }
}

/// Ein Haushalt mit Kaltmiete, Bezug und Bewilligung ab diesem Monat.
pub fn lage(zeit: &str, personen: impl IntoIterator<Item = Person>, miete: &str) -> Lage {
    let monat = monat(zeit);
    Lage {
        monat,
        bewilligung_ab: monat.erster(),
        leistungsbezug_seit: monat,
        gebiet: law::lage::Gebiet::West,
        personen: personen.into_iter().collect(),
        wohnungen: [Wohnung::neu(cent(miete), Cent::NULL)].into(),
        aufrechnungen: Default::default(),
        zusatz: Zusatz::default(),
    }
}

pub fn minderung(art: MinderungArt, am: &str, folge: u8, ab: &str) -> Minderung {
    Minderung { art, tag: tag(am), folge, wirksam_ab: monat(ab), aufgehoben_ab: None }
}

pub struct Gerechnet {
    pub personen: Vec<PersonErgebnis>,
    pub daneben: Daneben,
    pub offen: Vec<Offen>,
}

impl Gerechnet {
    pub fn ansprueche(&self) -> Vec<String> {
        self.personen.iter().map(|p| p.anspruch.summe().als_text()).collect()
    }

    pub fn anspruch(&self) -> String {
        self.personen.iter().map(|p| p.anspruch.summe()).sum::<Cent>().als_text()
    }

    pub fn auszahlungen(&self) -> Vec<String> {
        self.personen.iter().map(|p| p.auszahlung().als_text()).collect()
    }

    pub fn auszahlung(&self) -> String {
        self.personen.iter().map(PersonErgebnis::auszahlung).sum::<Cent>().als_text()
    }
}

/// Rechnet und prüft, was immer gilt: Bund und Kommune ergeben den Anspruch, der Beleg die Auszahlung.
pub fn rechne(lage: &Lage) -> Gerechnet {
    let mut werkbank = Werkbank::neu();
    let ergebnis = berechne(lage, recht(), &mut werkbank).unwrap();
    for person in ergebnis.personen {
        let anspruch = person.anspruch;
        assert_eq!(anspruch.bund() + anspruch.kommune(), anspruch.summe());
        assert_eq!(anspruch.bedarf().abzueglich(anspruch.angerechnet), anspruch.summe());
    }
    let beleg = ergebnis.beleg(|i| format!("Person {i}"));
    assert_eq!(beleg.betrag, ergebnis.auszahlung().into());
    Gerechnet {
        personen: ergebnis.personen.to_vec(),
        daneben: ergebnis.daneben.clone(),
        offen: ergebnis.offen.to_vec(),
    }
}

/// Ein Beleg, Zeile für Zeile „Norm | was | Betrag“, jede Stufe der Gründe eingerückt.
pub fn zeilen(beleg: &Beleg) -> Vec<String> {
    let eigene = format!("{} | {} | {}", beleg.norm, beleg.was, beleg.betrag);
    let gruende = beleg.aus.iter().flat_map(zeilen).map(|zeile| format!("  {zeile}"));
    std::iter::once(eigene).chain(gruende).collect()
}
