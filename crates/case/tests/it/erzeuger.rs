//! Erzeugt gültige Lagen jeder Form.

use case::schnittstelle::*;
use law::measure::{Cent, Tag};
use proptest::prelude::*;
use proptest::sample::select;

fn cent() -> impl Strategy<Value = Cent> {
    (0..=Cent::HOECHSTENS.cent()).prop_map(Cent::neu)
}

fn tag(jahre: std::ops::Range<i16>) -> impl Strategy<Value = Tag> {
    (jahre, 1..=12_i8, 1..=28_i8).prop_map(|(jahr, monat, tag)| Tag::neu(jahr, monat, tag).unwrap())
}

fn einkommen() -> impl Strategy<Value = Einkommen> {
    let ohne = |art| Einkommen {
        art,
        betrag: None,
        brutto: None,
        netto: None,
        fuer_monat: None,
        an: None,
        grundrentenzeiten: false,
        vor_geburt: None,
        kind_nr: None,
        zufluss: None,
        grund: None,
    };
    let mit_betrag = move |art, betrag| Einkommen { betrag: Some(betrag), ..ohne(art) };
    prop_oneof![
        (cent(), cent()).prop_map(move |(brutto, netto)| Einkommen {
            brutto: Some(brutto),
            netto: Some(netto),
            ..ohne(EinkommenArt::Erwerb)
        }),
        (cent(), cent()).prop_map(move |(betrag, netto)| Einkommen {
            netto: Some(netto),
            ..mit_betrag(EinkommenArt::Selbstaendig, betrag)
        }),
        (cent(), 1..=99_u8).prop_map(move |(betrag, nr)| Einkommen {
            kind_nr: Some(nr),
            ..mit_betrag(EinkommenArt::Pflegegeld, betrag)
        }),
        (cent(), ".*[a-zäöüß€].*").prop_map(move |(betrag, grund)| Einkommen {
            grund: Some(grund),
            ..mit_betrag(EinkommenArt::Frei, betrag)
        }),
        (cent(), any::<bool>()).prop_map(move |(betrag, zeiten)| Einkommen {
            grundrentenzeiten: zeiten,
            ..mit_betrag(EinkommenArt::Rente, betrag)
        }),
        (
            cent(),
            select(vec![
                EinkommenArt::Kindergeld,
                EinkommenArt::Unterhalt,
                EinkommenArt::Bafoeg,
                EinkommenArt::Kapital,
                EinkommenArt::Sonstiges,
                EinkommenArt::Wohngeld,
            ])
        )
            .prop_map(move |(betrag, art)| mit_betrag(art, betrag)),
    ]
}

fn person() -> impl Strategy<Value = Person> {
    let haken = any::<(bool, bool, bool, bool)>();
    let listen = prop::collection::vec(einkommen(), 0..4);
    let auswahl = (
        prop::option::of(select(vec![Ausschluss::Haft, Ausschluss::Altersrente])),
        prop::option::of(select(vec![Ausbildung::Schule, Ausbildung::Studium])),
        prop::option::of(1..=30_u8),
        prop::option::of(any::<bool>()),
    );
    (tag(1930..2026), haken, listen, auswahl, cent()).prop_map(
        |(geboren, haken, einkommen, auswahl, vermoegen)| Person {
            id: String::new(),
            geboren,
            partner: None,
            verheiratet: false,
            eltern: Vec::new(),
            pflegekind: haken.0,
            alleinerziehend: haken.1.then_some(Alleinerziehend::Haelftig),
            kind_ausserhalb: haken.2,
            erwerbsfaehig: auswahl.3,
            ausgeschlossen: auswahl.0,
            ausbildung: auswahl.1,
            von: None,
            bis: None,
            zu_besuch_tage: auswahl.2,
            ohne_zusicherung: haken.3,
            leistungsbezug_seit: None,
            einkommen,
            absetzungen: Vec::new(),
            mehrbedarfe: Vec::new(),
            vermoegen,
            minderungen: Vec::new(),
            bildung: Vec::new(),
            beitraege: Vec::new(),
            foerderung: None,
            unterbringung: None,
            verpflegung: haken.1,
            gestorben: None,
        },
    )
}

fn wohnung() -> impl Strategy<Value = Wohnung> {
    (cent(), cent(), prop::option::of(60..=99_u8), prop::option::of(cent()), any::<bool>())
        .prop_map(|(grundmiete, heizung, bewohner, gesamt, dezentral)| Wohnung {
            grundmiete,
            heizung,
            bewohner,
            warmwasser: if dezentral { Warmwasser::Dezentral } else { Warmwasser::Zentral },
            angemessen: gesamt.map(|gesamt| Angemessen {
                bruttokalt: None,
                heizung: None,
                gesamt: Some(gesamt),
            }),
            ..Wohnung::default()
        })
}

/// Gültige Lagen: Paare sind Nachbarn, Eltern stehen vor ihren Kindern.
pub fn lage() -> impl Strategy<Value = Lage> {
    let personen = prop::collection::vec((person(), any::<prop::sample::Index>()), 1..=60);
    let kopf =
        (2005..2030_i16, 1..=12_i8, prop::option::of("[^\\p{Cc}]{1,20}[a-z]"), any::<bool>());
    (kopf, personen, wohnung(), any::<bool>()).prop_map(|(kopf, personen, wohnung, als_liste)| {
        let (jahr, monat, fall, ost) = kopf;
        let monat = law::measure::Monat::neu(jahr.max(2026), monat).unwrap();
        Lage {
            fall,
            monat,
            bewilligung_ab: None,
            leistungsbezug_seit: None,
            gebiet: if ost { Gebiet::Ost } else { Gebiet::West },
            personen: verbunden(personen),
            wohnung: if als_liste {
                Wohnungen::Mehrere(vec![wohnung])
            } else {
                Wohnungen::Eine(wohnung)
            },
            aufrechnung: Vec::new(),
        }
    })
}

fn verbunden(personen: Vec<(Person, prop::sample::Index)>) -> Vec<Person> {
    let mut fertig: Vec<Person> = Vec::new();
    for (stelle, (mut person, wahl)) in personen.into_iter().enumerate() {
        person.id = format!("Person {stelle}");
        match stelle % 3 {
            1 => person.partner = Some(fertig[stelle - 1].id.clone()),
            2 => person.eltern = vec![fertig[wahl.index(stelle)].id.clone()],
            _ => {}
        }
        fertig.push(person);
    }
    fertig
}
