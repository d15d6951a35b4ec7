//! §§ 21, 23 Nr. 2, 4: Mehrbedarfe am ersten und letzten Tag. Stufe 1 ist 563 (2026); ein Tag ist ein
//! Dreißigstel (§ 41 Abs. 1).

use law::lage::{Alleinerziehend, Ausschluss, Lage, Mehrbedarf, Person};
use law::offen::Offen;
use law::sgb2::p21::Mehrbedarfe;

use crate::hilfe::*;

fn mehrbedarfe(l: &Lage, nr: usize) -> Mehrbedarfe {
    rechne(l).personen[nr].mehrbedarf
}

#[test]
fn der_mehrbedarf_in_der_schwangerschaft_laeuft_ab_der_13_woche_bis_zum_monat_der_entbindung() {
    // § 21 Abs. 2: Entbindung am 17.08.2026; 196 Tage davor ist der 02.02.: 17 % von 563 = 95,71, im Februar
    // 29 von 30 Tagen: 92,5197. Zwei Tage früher entbunden: der ganze Februar.
    let faelle = [
        ("2026-01", "2026-08-17", "0.00"),
        ("2026-02", "2026-08-17", "92.52"),
        ("2026-02", "2026-08-16", "95.71"),
        ("2026-02", "2026-08-15", "95.71"),
        ("2026-03", "2026-08-17", "95.71"),
        ("2026-08", "2026-08-17", "95.71"),
        ("2026-08", "2026-08-01", "95.71"),
        ("2026-09", "2026-08-31", "0.00"),
    ];
    for (zeit, entbindung, erwartet) in faelle {
        let mut person = mensch("1990-01-01");
        person.mehrbedarfe = [Mehrbedarf::Schwangerschaft { entbindung: tag(entbindung) }].into();
        let gerechnet = mehrbedarfe(&lage(zeit, [person], "500.00"), 0).schwangerschaft;
        assert_eq!(gerechnet.als_text(), erwartet, "{zeit} {entbindung}");
    }
}

#[test]
fn teilhabe_und_merkzeichen_g_gibt_es_erst_ab_15() {
    // § 21 Abs. 4, § 23 Nr. 2: 35 % der Stufe, ab 15 auch ohne Erwerbsfähigkeit. § 23 Nr. 4: 17 %, nur voll
    // Erwerbsgeminderte (BSG B 14 AS 3/09 R). Stufe 4: 471: 164,85 und 80,07; Stufe 1: 197,05 und 95,71.
    use Mehrbedarf::{Behinderung, MerkzeichenG};
    let faelle = [
        ("2011-10-01", Behinderung, None, "0.00", true),
        ("2011-09-30", Behinderung, None, "164.85", false),
        ("2011-09-30", Behinderung, Some(false), "164.85", false),
        ("2011-10-01", MerkzeichenG, Some(false), "0.00", true),
        ("2011-09-30", MerkzeichenG, Some(false), "80.07", false),
        ("2011-09-30", MerkzeichenG, None, "0.00", true),
    ];
    for (geboren, bedarf, erwerbsfaehig, erwartet, gefragt) in faelle {
        let b = Person {
            erwerbsfaehig,
            mehrbedarfe: [bedarf].into(),
            ..kind(geboren, [Some(A), None])
        };
        let a = Person { alleinerziehend: Some(Alleinerziehend::Nein), ..mensch("1980-01-01") };
        let e = rechne(&lage("2026-09", [a, b], "500.00"));
        let summe = e.personen[1].mehrbedarf.summe.als_text();
        assert_eq!(summe, erwartet, "{geboren} {bedarf:?} {erwerbsfaehig:?}");
        let fragen = if gefragt { vec![Offen::MehrbedarfVoraussetzung(B)] } else { vec![] };
        assert_eq!(e.offen, fragen, "{geboren} {bedarf:?} {erwerbsfaehig:?}");
    }
    // § 23 Nr. 4 Halbsatz 2: nicht neben dem Mehrbedarf wegen Behinderung: nur 35 % von 506 = 177,10.
    let [a, mut b] = paar("1980-01-01", "1980-01-01");
    (b.erwerbsfaehig, b.mehrbedarfe) = (Some(false), vec![MerkzeichenG, Behinderung].into());
    assert_eq!(mehrbedarfe(&lage("2026-09", [a, b], "500.00"), 1).summe.als_text(), "177.10");
}

#[test]
fn der_satz_fuer_alleinerziehende_wechselt_an_den_geburtstagen() {
    // § 21 Abs. 3: unter 7, oder zwei oder drei unter 16: 36 %; sonst 12 % je Kind unter 18, höchstens 60 %.
    // Der Wechsel am 16.: je die Hälfte. 36 % = 202,68, 24 % = 135,12, 12 % = 67,56.
    let faelle: [(&[&str], &str); 8] = [
        (&["2019-10-01"], "202.68"),
        (&["2019-09-16"], "135.12"), // 101,34 + 33,78
        (&["2019-09-01"], "67.56"),
        (&["2010-10-01", "2010-10-01"], "202.68"),
        (&["2010-09-16", "2015-01-01"], "168.90"), // 101,34 + 67,56
        (&["2010-09-01", "2015-01-01"], "135.12"),
        (&["2008-09-16"], "33.78"),
        (&["2008-09-01"], "0.00"),
    ];
    for (kinder, erwartet) in faelle {
        let a = Person { alleinerziehend: Some(Alleinerziehend::Ja), ..mensch("1980-01-01") };
        let kinder: Vec<Person> =
            kinder.iter().map(|geboren| kind(geboren, [Some(A), None])).collect();
        let namen: Vec<String> = kinder.iter().map(|k| k.geboren.to_string()).collect();
        let l = lage("2026-09", std::iter::once(a).chain(kinder), "500.00");
        assert_eq!(mehrbedarfe(&l, 0).alleinerziehend.als_text(), erwartet, "{namen:?}");
    }
}

#[test]
fn wer_allein_erzieht_sagt_die_angabe_sonst_wer_hier_lebt() {
    // § 21 Abs. 3, Kind von 10: 12 % von 563 = 67,56, im Wechselmodell die Hälfte. (Angabe von A, Umstand,
    // Mehrbedarf, Frage)
    use Alleinerziehend::{Haelftig, Ja, Nein};
    #[derive(Clone, Copy, Debug)]
    enum Andere {
        Niemand,
        Partner,
        PartnerFort,
        Elternteil,
        ElternteilInHaft,
        Mitbewohner,
    }
    let faelle = [
        (None, Andere::Niemand, "67.56", true),
        (None, Andere::Partner, "0.00", false),
        (None, Andere::PartnerFort, "67.56", true),
        (None, Andere::Elternteil, "0.00", false),
        (None, Andere::ElternteilInHaft, "67.56", true),
        (None, Andere::Mitbewohner, "67.56", true),
        (Some(Ja), Andere::Niemand, "67.56", false),
        (Some(Ja), Andere::Partner, "67.56", false),
        (Some(Haelftig), Andere::Niemand, "33.78", false),
        (Some(Nein), Andere::Niemand, "0.00", false),
    ];
    for (alleinerziehend, andere, erwartet, gefragt) in faelle {
        let mut a = Person { alleinerziehend, ..mensch("1980-01-01") };
        let mut b = mensch("1980-01-01");
        let mut eltern = [Some(A), None];
        match andere {
            Andere::Niemand => b.bis = Some(tag("2026-08-31")),
            Andere::Partner => (a.partner, b.partner) = (Some(B), Some(A)),
            Andere::PartnerFort => {
                (a.partner, b.partner) = (Some(B), Some(A));
                b.ausgeschlossen = Some(Ausschluss::Ausland);
            }
            Andere::Elternteil => eltern = [Some(A), Some(B)],
            Andere::ElternteilInHaft => {
                eltern = [Some(A), Some(B)];
                b.ausgeschlossen = Some(Ausschluss::Haft);
            }
            Andere::Mitbewohner => {}
        }
        let l = lage("2026-09", [a, b, kind("2016-01-01", eltern)], "500.00");
        let e = rechne(&l);
        let gerechnet = e.personen[0].mehrbedarf.alleinerziehend.als_text();
        assert_eq!(gerechnet, erwartet, "{alleinerziehend:?} {andere:?}");
        let frage = e.offen.contains(&Offen::Alleinerziehend(A));
        assert_eq!(frage, gefragt, "{alleinerziehend:?} {andere:?}");
    }
}
