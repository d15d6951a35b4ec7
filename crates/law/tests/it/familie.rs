//! §§ 7, 9, 11b Abs. 3: wer wessen Kind ist, für wen wessen Mittel zählen, wer nach der Familie
//! gefragt wird. Die Beträge sind von Hand gerechnet, jeder mit seiner Vorschrift.

use law::lage::{Ausschluss, Einnahme, Lage, Liste, Mehrbedarf, Person};
use law::offen::{AlteRegel, Offen};

use crate::hilfe::*;

/// Eine junge Frau mit Kind bei ihrer Mutter: A Mutter, B Tochter, C Enkel.
fn drei(tochter: Person) -> Lage {
    let enkel = kind("2025-01-01", [Some(B), None]);
    lage("2026-09", [mensch("1975-01-01"), tochter, enkel], "600.00")
}

#[test]
fn nach_drei_generationen_wird_nur_bei_ledigen_unter_25_gefragt() {
    // § 7 Abs. 3 Nr. 2, 4: nur wer sonst selbst Kind der Gemeinschaft wäre.
    let von_a = [Some(A), None];
    let frage = Offen::DreiGenerationen(B);
    let faelle: [(&str, Lage, bool); 6] = [
        ("ledig, 24", drei(kind("2002-09-02", von_a)), true),
        ("ledig, am Ersten 25", drei(kind("2001-09-01", von_a)), false),
        (
            "verheiratet, der Mann lebt woanders",
            drei(Person { verheiratet: true, ..kind("2005-01-01", von_a) }),
            false,
        ),
        ("ohne Eltern hier", drei(mensch("2005-01-01")), false),
        (
            "Pflegekind mit eigenem Kind",
            drei(Person { pflegekind: true, ..kind("2005-01-01", von_a) }),
            false,
        ),
        (
            "mit Partner, nicht verheiratet",
            {
                let mut l = drei(Person { partner: Some(D), ..kind("2005-01-01", von_a) });
                l.personen.push(Person { partner: Some(B), ..mensch("2004-01-01") });
                l
            },
            false,
        ),
    ];
    for (fall, l, gefragt) in faelle {
        assert_eq!(rechne(&l).offen.contains(&frage), gefragt, "{fall}");
    }
}

#[test]
fn ein_25_geburtstag_und_frueher_der_18_wird_im_monat_gefragt() {
    // § 7 Abs. 3 Nr. 4: unter 25; bis 30.06.2006 nur Minderjährige. Gefragt wird, wer am ersten Tag noch
    // Kind ist und am letzten nicht mehr.
    let alt = |nr| Offen::AlteFassung(AlteRegel::Geburtstag18, Some(nr));
    let faelle = [
        ("2026-09", "2001-09-30", vec![Offen::Geburtstag25(B)]),
        ("2026-09", "2001-09-01", vec![]),
        ("2026-09", "2001-10-01", vec![]),
        ("2006-05", "1988-05-31", vec![alt(B)]),
        ("2006-05", "1988-05-01", vec![]),
        ("2006-05", "1988-06-01", vec![]),
        ("2006-07", "1988-07-31", vec![]),
    ];
    for (zeit, geboren, fragen) in faelle {
        let mutter = Person {
            alleinerziehend: Some(law::lage::Alleinerziehend::Nein),
            ..mensch("1960-01-01")
        };
        let mut l = lage(zeit, [mutter, kind(geboren, [Some(A), None])], "600.00");
        l.leistungsbezug_seit = monat("2004-01");
        assert_eq!(rechne(&l).offen, fragen, "{zeit} {geboren}");
    }
}

#[test]
fn wer_nur_zur_haushaltsgemeinschaft_gehoert_setzt_nichts_fuer_das_kind_ein() {
    // § 9 Abs. 5 statt Abs. 2: 2 030 € der Mutter (2 000 nach der Pauschale) zählen beim Kind von 20 nicht,
    // wenn sie als Haushaltsgemeinschaft angegeben ist; mit Altersrente deckt sie 863 und setzt 1 137 ein.
    for (ausschluss, angerechnet) in
        [(Ausschluss::Haushaltsgemeinschaft, "0.00"), (Ausschluss::Altersrente, "751.00")]
    {
        let mutter = mit(mensch("1960-01-01"), &[andere(Einnahme::Sonstiges, "2030.00")]);
        let mutter = Person { ausgeschlossen: Some(ausschluss), ..mutter };
        let e = rechne(&lage("2026-09", [mutter, kind("2006-01-01", [Some(A), None])], "600.00"));
        // Das Kind: 451 + 300 = 751.
        assert_eq!(e.personen[1].anspruch.bedarf().als_text(), "751.00");
        assert_eq!(e.personen[1].anspruch.angerechnet.als_text(), angerechnet, "{ausschluss:?}");
    }
}

#[test]
fn fuer_ein_schwangeres_kind_zaehlen_die_mittel_der_eltern_von_der_ersten_woche_bis_zur_entbindung()
{
    // § 9 Abs. 3. Entbindung am 20.11.2026, Beginn 280 Tage davor: 13.02.2026. Mutter 1 793 − 30 = 1 763,
    // Bedarf 563 + 300 = 863; 900 übrig decken die Tochter von 20 (451 + 300 und Mehrbedarf) ganz.
    let faelle = [
        ("2026-01", false),
        ("2026-02", true),
        ("2026-05", true),
        ("2026-11", true),
        ("2026-12", false),
    ];
    for (zeit, allein) in faelle {
        let mut tochter = kind("2006-01-01", [Some(A), None]);
        tochter.mehrbedarfe =
            [Mehrbedarf::Schwangerschaft { entbindung: tag("2026-11-20") }].into();
        let mutter = mit(mensch("1980-01-01"), &[andere(Einnahme::Sonstiges, "1793.00")]);
        let e = rechne(&lage(zeit, [mutter, tochter], "600.00"));
        assert_eq!(e.personen[1].anspruch.angerechnet.ist_null(), allein, "{zeit}");
    }
    // Ohne Schwangerschaft und bei einer anderen Angabe zählen sie.
    for mehrbedarfe in [Liste::new(), [Mehrbedarf::Behinderung].into()] {
        let tochter = Person { mehrbedarfe, ..kind("2006-01-01", [Some(A), None]) };
        let mutter = mit(mensch("1980-01-01"), &[andere(Einnahme::Sonstiges, "3793.00")]);
        let e = rechne(&lage("2026-05", [mutter, tochter], "600.00"));
        assert_eq!(e.ansprueche(), ["0.00", "0.00"]);
    }
    // Wer kein Kind der Gemeinschaft ist, teilt mit ihr: die schwangere Partnerin.
    let [a, mut b] = paar("1990-01-01", "1990-01-01");
    b.mehrbedarfe = [Mehrbedarf::Schwangerschaft { entbindung: tag("2026-11-20") }].into();
    let a = mit(a, &[andere(Einnahme::Sonstiges, "3000.00")]);
    assert_eq!(rechne(&lage("2026-05", [a, b], "600.00")).anspruch(), "0.00");
}

/// Freibetrag von 1 500 € brutto der ersten Person: 378 mit minderjährigem Kind, sonst 348.
fn freibetrag(l: &Lage) -> String {
    rechne(l).personen[0].einkommen.frei().als_text()
}

#[test]
fn der_freibetrag_ist_hoeher_mit_einem_minderjaehrigen_kind_in_der_gemeinschaft_oder_einem_eigenen()
{
    // § 11b Abs. 3 Satz 3: 100 + 84 + 144 + 10 % von 200 = 348; bis 1 500 statt 1 200: 378.
    let verdient = |geboren: &str| mit(mensch(geboren), &[lohn("1500.00", "1200.00")]);
    // Das Kind des Partners: nur in der Gemeinschaft.
    for (geboren, frei) in [
        ("2020-01-01", "378.00"),
        ("2009-01-01", "378.00"),
        ("2008-09-02", "378.00"),
        ("2008-09-01", "348.00"),
        ("2006-01-01", "348.00"),
    ] {
        let [_, b] = paar("1980-01-01", "1980-01-01");
        let a = Person { partner: Some(B), ..verdient("1980-01-01") };
        let l = lage("2026-09", [a, b, kind(geboren, [Some(B), None])], "600.00");
        assert_eq!(freibetrag(&l), frei, "Kind des Partners {geboren}");
    }
    // Das eigene Kind mit Partner gehört nicht zur Gemeinschaft (§ 7 Abs. 3 Nr. 4), ist aber eigenes.
    for (geboren, frei) in
        [("2009-01-01", "378.00"), ("2008-09-02", "378.00"), ("2008-09-01", "348.00")]
    {
        let tochter = Person { partner: Some(C), ..kind(geboren, [Some(A), None]) };
        let freund = Person { partner: Some(B), ..mensch("2007-01-01") };
        let l = lage("2026-09", [verdient("1980-01-01"), tochter, freund], "600.00");
        assert_eq!(freibetrag(&l), frei, "Tochter mit Partner {geboren}");
    }
    // Ein Kind außerhalb; kein Kind.
    let ausserhalb = Person { kind_ausserhalb: true, ..verdient("1980-01-01") };
    assert_eq!(freibetrag(&lage("2026-09", [ausserhalb], "600.00")), "378.00");
    assert_eq!(freibetrag(&lage("2026-09", [verdient("1980-01-01")], "600.00")), "348.00");
    // Ein Kind ist nicht sein eigenes: mit 16 allein bei der Mutter 348, mit einem Bruder von 10: 378.
    let von_b = [Some(B), None];
    let jugend = || Person { eltern: von_b, ..verdient("2010-01-01") };
    let l = lage("2026-09", [jugend(), mensch("1980-01-01")], "600.00");
    assert_eq!(freibetrag(&l), "348.00");
    let l = lage("2026-09", [jugend(), mensch("1980-01-01"), kind("2016-01-01", von_b)], "600.00");
    assert_eq!(freibetrag(&l), "378.00");
}
