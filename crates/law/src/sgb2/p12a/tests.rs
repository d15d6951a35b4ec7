use std::sync::LazyLock;

use super::*;
use crate::lage::{Ausbildung, Einkommen, Einnahme, Lage, Mehrbedarf, Person, PersonNr};
use crate::measure::Tag;
use crate::recht::Recht;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn cent(text: &str) -> Cent {
    text.parse().unwrap()
}

fn monat(text: &str) -> Monat {
    text.parse().unwrap()
}

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

/// Monate aus (Wohngeld, Kinderzuschlag, Lücke), nacheinander ab Juli 2026.
fn monate(zeilen: &[(&str, &str, &str)]) -> Vec<Monatsvergleich> {
    let ab = monat("2026-07");
    let zeile =
        |((wohngeld, kinderzuschlag, luecke), n): (&(&str, &str, &str), i32)| Monatsvergleich {
            monat: ab.plus(n),
            sgb2: cent("400"),
            wohngeld: cent(wohngeld),
            kinderzuschlag: cent(kinderzuschlag),
            luecke: cent(luecke),
        };
    zeilen.iter().zip(0..).map(zeile).collect()
}

#[test]
fn wohngeld_und_kinderzuschlag_muessen_drei_monate_am_stueck_reichen() {
    // § 12a Satz 2 Nr. 2.
    let reicht = ("300", "200", "0");
    let luecke = ("300", "50", "0.01");
    let ohne = ("0", "0", "0");
    let faelle: [(&[_], _, _); 7] = [
        (&[reicht, reicht, reicht], 3, true),
        (&[reicht, reicht], 2, false),
        (&[reicht, reicht, luecke], 2, false),
        (&[reicht, luecke, reicht, reicht, reicht], 3, true),
        (&[luecke, reicht, reicht, luecke, reicht], 2, false),
        // Wer ohne die Leistungen nichts braucht, bei dem beseitigen sie auch nichts.
        (&[ohne, ohne, ohne], 0, false),
        (&[], 0, false),
    ];
    for (zeilen, folge, verpflichtet) in faelle {
        let monate = monate(zeilen);
        let v = vorrang(&monate, RECHT.vorrang(monat("2026-07")));
        assert_eq!((v.laengste_folge, v.verpflichtet()), (folge, verpflichtet), "{zeilen:?}");
        let beleg = v.beleg(&monate);
        assert_eq!(beleg.aus.len(), zeilen.len());
        assert_eq!(beleg.was.contains("sind zu beantragen"), verpflichtet, "{}", beleg.was);
    }
}

#[test]
fn monate_mit_luecke_im_kalender_zaehlen_nicht_zusammen() {
    let mut monate = monate(&[("300", "0", "0"); 3]);
    monate[2].monat = monat("2026-10");
    let v = vorrang(&monate, RECHT.vorrang(monat("2026-07")));
    assert_eq!((v.laengste_folge, v.kleinste_luecke), (2, Cent::NULL));
}

fn umstaende(regelaltersrente: Option<&str>) -> Rentenumstaende {
    Rentenumstaende {
        verliert_arbeitslosengeld: Some(false),
        bald_abschlagsfrei: Some(false),
        ueberwiegend_beschaeftigt: Some(false),
        zusage: Some(false),
        regelaltersrente: regelaltersrente.map(cent),
        bedarf: cent("1013"),
    }
}

#[test]
fn die_vorzeitige_altersrente_wird_erst_wieder_ab_2027_verlangt() {
    // § 12a Satz 2 Nr. 1, Satz 3; § 6 Satz 2 UnbilligkeitsV: 70 % von 1 500 = 1 050 ≥ 1 013;
    // 70 % von 1 447,13 = 1 012,991 → 1 012,99 < 1 013; geboren 10.01.1964: 63 am 10.01.2027.
    let pflicht = Altersrente::Verpflichtet { anteil: cent("1050"), bedarf: cent("1013") };
    let ab = Altersrente::ErstAb(tag("2027-01-10"));
    let faelle = [
        ("1963-01-10", "2026-12", Some("1500"), Altersrente::NichtVerlangt),
        ("1963-01-10", "2023-01", Some("1500"), Altersrente::NichtVerlangt),
        ("1963-01-10", "2027-01", Some("1500"), pflicht),
        ("1964-01-10", "2027-01", Some("1500"), pflicht),
        ("1964-02-01", "2027-01", Some("1500"), Altersrente::ErstAb(tag("2027-02-01"))),
        ("1964-01-10", "2022-12", Some("1500"), ab),
        ("1959-01-10", "2022-12", Some("1500"), pflicht),
        ("1963-01-10", "2027-01", Some("1447.13"), Altersrente::Unbillig(Unbillig::Alter)),
        ("1963-01-10", "2027-01", None, Altersrente::Frage { offene: 16 }),
        // Vor 2017 ohne festen Anteil: eine Frage.
        ("1950-01-10", "2016-12", Some("1500"), Altersrente::Frage { offene: 16 }),
    ];
    for (geboren, wann, rente, erwartet) in faelle {
        let wann = monat(wann);
        let a = altersrente(tag(geboren), wann, &umstaende(rente), RECHT.vorrang(wann));
        assert_eq!(a, erwartet, "{geboren} {wann} {rente:?}");
        assert!(!a.beleg().norm.is_empty());
    }
}

#[test]
fn die_verordnung_nennt_fuenf_gruende_und_fragt_nach_jedem() {
    // §§ 2 bis 6 UnbilligkeitsV.
    let wann = monat("2027-01");
    let gut = umstaende(Some("1500"));
    let faelle = [
        (
            Rentenumstaende { verliert_arbeitslosengeld: Some(true), ..gut },
            Unbillig::Arbeitslosengeld,
        ),
        (Rentenumstaende { bald_abschlagsfrei: Some(true), ..gut }, Unbillig::Abschlagsfrei),
        (
            Rentenumstaende { ueberwiegend_beschaeftigt: Some(true), ..gut },
            Unbillig::Beschaeftigung,
        ),
        (Rentenumstaende { zusage: Some(true), ..gut }, Unbillig::Zusage),
        // Ein Grund genügt, auch wenn anderes offen ist.
        (Rentenumstaende { zusage: Some(true), ..Rentenumstaende::default() }, Unbillig::Zusage),
    ];
    for (umstaende, grund) in faelle {
        let a = altersrente(tag("1963-01-10"), wann, &umstaende, RECHT.vorrang(wann));
        assert_eq!(a, Altersrente::Unbillig(grund));
        assert!(a.beleg().was.starts_with("unbillig: "));
        assert_eq!(a.fragen().count(), 0);
    }
    let leer = Rentenumstaende::default();
    let a = altersrente(tag("1963-01-10"), wann, &leer, RECHT.vorrang(wann));
    let normen: Vec<_> = a.fragen().map(|(norm, _)| norm).collect();
    let erwartet = ["§ 2", "§ 3", "§ 4", "§ 5", "§ 6"].map(|p| format!("{p} UnbilligkeitsV"));
    assert_eq!(normen, erwartet);
}

fn lage(personen: impl IntoIterator<Item = Person>) -> Lage {
    let monat = monat("2026-07");
    Lage {
        monat,
        gebiet: crate::lage::Gebiet::West,
        bewilligung_ab: monat.erster(),
        leistungsbezug_seit: monat,
        personen: personen.into_iter().collect(),
        wohnungen: Default::default(),
        aufrechnungen: Default::default(),
        zusatz: crate::lage::Zusatz::default(),
    }
}

fn mensch(geboren: &str) -> Person {
    Person::neu(tag(geboren))
}

fn andere(art: Einnahme) -> Einkommen {
    Einkommen::Andere { art, betrag: cent("100") }
}

fn gefragt(personen: impl IntoIterator<Item = Person>) -> Vec<(u8, Andere)> {
    let lage = lage(personen);
    let anlaesse = fragen(&lage, |person| RECHT.altersgrenze(person.geboren));
    for anlass in &anlaesse {
        assert!(anlass.norm().starts_with("§ 12a Satz 1 SGB II") && anlass.frage().contains('?'));
    }
    anlaesse.into_iter().map(|a| (a.person.0, a.leistung)).collect()
}

#[test]
fn fuer_kinder_wird_nach_kindergeld_unterhaltsvorschuss_und_elterngeld_gefragt() {
    let lohn = Einkommen::Erwerb { brutto: cent("900"), netto: cent("800"), fuer_monat: None };
    let mutter = || Person { einkommen: [lohn].into(), ..mensch("1990-01-01") };
    let kind = |geboren: &str, einkommen: Vec<Einkommen>| Person {
        eltern: [Some(PersonNr(0)), None],
        einkommen: einkommen.into(),
        ..mensch(geboren)
    };
    let kindergeld = Einkommen::Kindergeld { betrag: cent("259"), an: None };
    use Andere::{Elterngeld, Kindergeld, Unterhaltsvorschuss};
    let alle = gefragt([mutter(), kind("2026-02-01", vec![])]);
    assert_eq!(alle, [(1, Kindergeld), (1, Unterhaltsvorschuss), (1, Elterngeld)]);
    let unterhalt = vec![kindergeld, andere(Einnahme::Unterhalt)];
    assert_eq!(gefragt([mutter(), kind("2016-02-01", unterhalt)]), []);
    let vorschuss = vec![kindergeld, andere(Einnahme::Unterhaltsvorschuss)];
    assert_eq!(gefragt([mutter(), kind("2016-02-01", vorschuss)]), []);
    // 14 Monate: im Mai 2025 geboren, Juli 2026 ist der 14. Monat danach.
    let klein = |geboren| gefragt([mutter(), kind(geboren, vec![kindergeld])]);
    assert_eq!(klein("2025-05-20"), [(1, Unterhaltsvorschuss)]);
    assert_eq!(klein("2025-06-20"), [(1, Unterhaltsvorschuss), (1, Elterngeld)]);
    // Verheiratet zusammenlebend: kein Unterhaltsvorschuss.
    let verheiratet = |nr| Person { verheiratet: true, partner: Some(PersonNr(nr)), ..mutter() };
    let paar = [verheiratet(2), kind("2016-02-01", vec![kindergeld]), verheiratet(0)];
    assert_eq!(gefragt(paar), []);
}

#[test]
fn fuer_erwachsene_richtet_sich_die_frage_nach_ihrer_stellung() {
    use Andere as L;
    let mit =
        |einkommen: Einkommen| Person { einkommen: [einkommen].into(), ..mensch("1980-01-01") };
    let lohn = Einkommen::Erwerb { brutto: cent("900"), netto: cent("800"), fuer_monat: None };
    let rente = Einkommen::Rente { betrag: cent("900"), grundrentenzeiten: false };
    let entbindung = tag("2026-10-01");
    let schwanger =
        Person { mehrbedarfe: [Mehrbedarf::Schwangerschaft { entbindung }].into(), ..mit(lohn) };
    let in_ausbildung =
        |ausbildung| Person { ausbildung: Some(ausbildung), ..mensch("2006-01-01") };
    let faelle: [(Person, &[Andere]); 11] = [
        (mensch("1980-01-01"), &[L::Arbeitslosengeld]),
        (Person { erwerbsfaehig: Some(false), ..mensch("1980-01-01") }, &[L::Krankengeld]),
        (mit(lohn), &[]),
        (mit(andere(Einnahme::Arbeitslosengeld)), &[]),
        (schwanger, &[L::Mutterschaftsgeld]),
        (in_ausbildung(Ausbildung::Schule), &[L::Ausbildungsfoerderung]),
        (in_ausbildung(Ausbildung::Freiwilligendienst), &[]),
        (
            Person {
                einkommen: [andere(Einnahme::Bafoeg)].into(),
                ..in_ausbildung(Ausbildung::Studium)
            },
            &[],
        ),
        (mensch("1950-01-01"), &[L::Altersrente]),
        (Person { einkommen: [rente].into(), ..mensch("1950-01-01") }, &[]),
        // 16 Jahre, Schule nicht angegeben, keine Eltern hier: nichts.
        (mensch("2010-01-01"), &[]),
    ];
    for (person, erwartet) in faelle {
        let name = format!("{} {:?}", person.geboren, person.ausbildung);
        let leistungen: Vec<_> = gefragt([person]).into_iter().map(|(_, l)| l).collect();
        assert_eq!(leistungen, erwartet, "{name}");
    }
}
