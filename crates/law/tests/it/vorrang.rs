//! §§ 12a, 41a Abs. 5: vorrangige Leistungen und Fristen an ihren Grenzen. Von Hand gerechnet.

use law::lage::{Ausbildung, Ausschluss, Einkommen, Einnahme, Mehrbedarf, Person};
use law::sgb2::p12a::{
    Altersrente,
    Andere::{self, *},
    Rentenumstaende, Unbillig, altersrente, fragen,
};
use law::sgb2::p41a::{AndererGrund, Zeitablauf, zeitablauf};

use crate::hilfe::*;

/// Wonach im Juli 2026 gefragt wird, je Person; die Altersgrenze ist Juli 2026 für alle vor 1961.
fn gefragt(personen: impl IntoIterator<Item = Person>) -> Vec<(u8, Andere)> {
    let l = lage("2026-07", personen, "0.00");
    let grenze = |person: &Person| {
        if person.geboren < tag("1961-01-01") { monat("2026-07") } else { monat("2030-01") }
    };
    fragen(&l, grenze).into_iter().map(|anlass| (anlass.person.0, anlass.leistung)).collect()
}

fn arbeitend() -> Person {
    mit(mensch("1985-01-01"), &[lohn("900.00", "800.00")])
}

#[test]
fn nach_kindergeld_wird_unter_18_bei_den_eltern_gefragt() {
    let von_a = [Some(A), None];
    type Fall<'a> = (&'a str, Person, &'a [(u8, Andere)]);
    let faelle: [Fall<'_>; 7] = [
        ("17", kind("2008-07-02", von_a), &[(1, Kindergeld), (1, Unterhaltsvorschuss)]),
        // Ab 18 wird nach eigenen Leistungen gefragt.
        ("18", kind("2008-07-01", von_a), &[(1, Arbeitslosengeld)]),
        ("ohne Eltern hier", kind("2016-01-01", [None, None]), &[]),
        ("Pflegekind", Person { pflegekind: true, ..kind("2016-01-01", von_a) }, &[]),
        ("zu Besuch", Person { zu_besuch_tage: Some(8), ..kind("2016-01-01", von_a) }, &[]),
        (
            "mit Kindergeld",
            mit(kind("2016-01-01", von_a), &[kindergeld("259.00")]),
            &[(1, Unterhaltsvorschuss)],
        ),
        (
            "Schule mit 14 ist keine Förderung",
            mit(
                Person { ausbildung: Some(Ausbildung::Schule), ..kind("2011-07-02", von_a) },
                &[kindergeld("259.00"), andere(Einnahme::Unterhalt, "100.00")],
            ),
            &[],
        ),
    ];
    for (fall, person, erwartet) in faelle {
        assert_eq!(gefragt([arbeitend(), person]), erwartet, "{fall}");
    }
}

#[test]
fn unterhaltsvorschuss_nur_bei_einem_elternteil_der_nicht_verheiratet_zusammenlebt() {
    // § 1 Abs. 1 Nr. 2 UhVorschG.
    let mit_kindergeld = |eltern| mit(kind("2016-01-01", eltern), &[kindergeld("259.00")]);
    let frage: &[(u8, Andere)] = &[(1, Unterhaltsvorschuss)];
    // (verheiratet, Partnerin hier, gefragt)
    for (verheiratet, partner, erwartet) in
        [(false, None, frage), (true, None, frage), (false, Some(C), frage), (true, Some(C), &[])]
    {
        let a = Person { verheiratet, partner, ..arbeitend() };
        let c = Person { verheiratet, partner: partner.map(|_| A), ..arbeitend() };
        let personen = [a, mit_kindergeld([Some(A), None]), c];
        assert_eq!(gefragt(personen), erwartet, "{verheiratet} {partner:?}");
    }
    let beide = [arbeitend(), mit_kindergeld([Some(A), Some(C)]), arbeitend()];
    assert_eq!(gefragt(beide), []);
}

#[test]
fn elterngeld_in_den_ersten_14_monaten_wenn_niemand_es_hat() {
    // § 4 BEEG: Juli 2026 ist der 14. Monat nach Mai 2025.
    let elterngeld = Einkommen::Elterngeld { betrag: cent("300.00"), vor_geburt: None };
    for (geboren, hat, erwartet) in
        [("2025-05-31", false, false), ("2025-06-01", false, true), ("2025-06-01", true, false)]
    {
        let a = if hat { mit(arbeitend(), &[elterngeld]) } else { arbeitend() };
        let kind = mit(
            kind(geboren, [Some(A), None]),
            &[kindergeld("259.00"), andere(Einnahme::Unterhalt, "100.00")],
        );
        assert_eq!(gefragt([a, kind]).contains(&(1, Elterngeld)), erwartet, "{geboren} {hat}");
    }
}

#[test]
fn bei_erwachsenen_haengt_die_frage_an_arbeit_rente_und_stellung() {
    let person = || mensch("1985-01-01");
    let entbindung = tag("2026-10-01");
    let schwanger = |p: Person| Person {
        mehrbedarfe: [Mehrbedarf::Schwangerschaft { entbindung }].into(),
        ..p
    };
    let rente = Einkommen::Rente { betrag: cent("900.00"), grundrentenzeiten: false };
    let gewinn = Einkommen::Selbstaendig { gewinn: cent("500.00"), netto: cent("500.00") };
    let in_ausbildung = |ausbildung| Person { ausbildung: Some(ausbildung), ..person() };
    let mutterschaftsgeld = andere(Einnahme::Mutterschaftsgeld, "390.00");
    let faelle: [(&str, Person, &[Andere]); 16] = [
        ("ohne alles", person(), &[Arbeitslosengeld]),
        ("18", mensch("2008-07-01"), &[Arbeitslosengeld]),
        ("17", mensch("2008-07-02"), &[]),
        ("arbeitet", arbeitend(), &[]),
        ("selbständig", mit(person(), &[gewinn]), &[]),
        ("Rente", mit(person(), &[rente]), &[]),
        ("ausgeschlossen", Person { ausgeschlossen: Some(Ausschluss::Asylblg), ..person() }, &[]),
        ("krank", Person { erwerbsfaehig: Some(false), ..person() }, &[Krankengeld]),
        ("Krankengeld", mit(person(), &[andere(Einnahme::Krankengeld, "400.00")]), &[]),
        ("schwanger ohne Arbeit", schwanger(person()), &[Arbeitslosengeld]),
        ("schwanger mit Arbeit", schwanger(arbeitend()), &[Mutterschaftsgeld]),
        ("Mutterschaftsgeld", schwanger(mit(arbeitend(), &[mutterschaftsgeld])), &[]),
        ("Ausbildung", in_ausbildung(Ausbildung::Ausbildung), &[Ausbildungsfoerderung]),
        (
            "gefördert",
            mit(in_ausbildung(Ausbildung::Ausbildung), &[andere(Einnahme::Bab, "300.00")]),
            &[],
        ),
        ("Freiwilligendienst", in_ausbildung(Ausbildung::Freiwilligendienst), &[]),
        // Die Altersgrenze ist erst mit Ablauf des Monats erreicht.
        ("im letzten Monat", mensch("1960-03-01"), &[Arbeitslosengeld]),
    ];
    for (fall, person, erwartet) in faelle {
        let leistungen: Vec<Andere> = gefragt([person]).into_iter().map(|(_, l)| l).collect();
        assert_eq!(leistungen, erwartet, "{fall}");
    }
    let l = lage("2026-08", [mensch("1960-03-01")], "0.00");
    let danach: Vec<Andere> =
        fragen(&l, |_| monat("2026-07")).into_iter().map(|anlass| anlass.leistung).collect();
    assert_eq!(danach, [Andere::Altersrente]);
}

#[test]
fn die_vorzeitige_rente_beginnt_im_monat_des_63_geburtstags() {
    // § 12a Satz 2 Nr. 1; § 6 UnbilligkeitsV: 70 % von 1 500 = 1 050 decken genau 1 050.
    let umstaende = |bedarf| Rentenumstaende {
        verliert_arbeitslosengeld: Some(false),
        bald_abschlagsfrei: Some(false),
        ueberwiegend_beschaeftigt: Some(false),
        zusage: Some(false),
        regelaltersrente: Some(cent("1500.00")),
        bedarf: cent(bedarf),
    };
    let pflicht =
        |bedarf| Altersrente::Verpflichtet { anteil: cent("1050.00"), bedarf: cent(bedarf) };
    let faelle = [
        ("1964-01-31", "1013.00", pflicht("1013.00")),
        ("1964-02-01", "1013.00", Altersrente::ErstAb(tag("2027-02-01"))),
        ("1964-01-31", "1050.00", pflicht("1050.00")),
        ("1964-01-31", "1050.01", Altersrente::Unbillig(Unbillig::Alter)),
    ];
    let wann = monat("2027-01");
    for (geboren, bedarf, erwartet) in faelle {
        let gerechnet = altersrente(tag(geboren), wann, &umstaende(bedarf), recht().vorrang(wann));
        assert_eq!(gerechnet, erwartet, "{geboren} {bedarf}");
    }
    // Ist ein Grund noch offen, verpflichtet auch eine ausreichende Rente nicht.
    let offen = Rentenumstaende { zusage: None, ..umstaende("1013.00") };
    let gerechnet = altersrente(tag("1964-01-31"), wann, &offen, recht().vorrang(wann));
    assert_eq!(gerechnet, Altersrente::Frage { offene: 8 });
}

#[test]
fn ein_anderer_grund_verlaengert_nur_ueber_die_frist_hinaus() {
    // § 41a Abs. 5: Zeitraum bis 06/2026, Frist 30.06.2027; Kenntnis am 30.06.2026: ein Jahr, dieselbe Frist.
    let regeln = recht().vorlaeufig(tag("2026-01-10"));
    let faelle = [
        ("2026-06-30", Zeitablauf::Bis(tag("2027-06-30"))),
        ("2026-07-01", Zeitablauf::AndererGrundBis(tag("2027-07-01"))),
        ("2028-01-31", Zeitablauf::AndererGrundBis(tag("2029-01-31"))),
    ];
    for (bekannt, erwartet) in faelle {
        let grund =
            AndererGrund { bekannt_seit: tag(bekannt), vorlaeufig_bekannt: tag("2026-01-10") };
        assert_eq!(zeitablauf(monat("2026-06"), None, Some(grund), regeln), erwartet, "{bekannt}");
        if let Zeitablauf::AndererGrundBis(bis) = erwartet {
            assert!(erwartet.kann_noch_entschieden_werden(bis));
            assert!(!erwartet.kann_noch_entschieden_werden(bis.naechster()));
        }
    }
}
