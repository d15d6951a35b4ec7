//! Jede Zeile erfüllt den Vertrag von `assess`. Quelle: die Schnittstelle im Crate `case`.

use std::collections::BTreeSet;

use case::schnittstelle::{
    Einkommen, EinkommenArt, Haushalt, Konto, Mehrbedarf, MehrbedarfArt, MinderungArt, Person,
    Wohnungen,
};
use law::measure::{Cent, Monat, Tag};

use crate::hilfe::{alter, jsonl, kreis, person};

#[test]
fn jede_zeile_ist_ein_gueltiger_haushalt() {
    let faelle = [
        (1, 17_500, "2026-09"),
        (2, 3_000, "2023-01"),
        (3, 3_000, "2024-02"),
        (4, 3_000, "2026-06"),
        (5, 3_000, "2027-12"),
    ];
    for (saat, personen, monat) in faelle {
        let kreis = kreis(saat, personen, monat);
        let mut nummern = BTreeSet::new();
        let mut konten = BTreeSet::new();
        for zeile in jsonl(kreis).lines() {
            let haushalt: Haushalt = serde_json::from_str(zeile).unwrap();
            assert_eq!(serde_json::to_string(&haushalt).unwrap(), zeile, "Hin und zurück");
            pruefe(&haushalt, kreis.monat);
            assert!(nummern.insert(haushalt.nummer.clone()), "{} kommt zweimal", haushalt.nummer);
            if let Some(konto) = &haushalt.konto {
                assert!(konten.insert(konto.iban.clone()), "{}: Konto doppelt", haushalt.nummer);
            }
        }
    }
}

fn pruefe(haushalt: &Haushalt, monat: Monat) {
    assert_eq!(haushalt.lage.monat, monat);
    akte(haushalt, monat);
    for person in &haushalt.lage.personen {
        verwandtschaft(haushalt, person, monat);
        tage(person, monat);
        for zeile in &person.einkommen {
            einkommen(haushalt, zeile, monat);
        }
        for zeile in &person.mehrbedarfe {
            mehrbedarf(zeile);
        }
        minderungen(person, monat);
        kindergeld(haushalt, person, monat);
    }
    wohnung(haushalt, monat);
}

fn akte(haushalt: &Haushalt, monat: Monat) {
    let (nr, lage) = (&haushalt.nummer, &haushalt.lage);
    let ziffern = nr.strip_prefix("BG-").unwrap();
    assert!(ziffern.len() == 8 && ziffern.bytes().all(|b| b.is_ascii_digit()), "{nr}");
    assert_eq!(lage.fall.as_ref(), Some(nr));

    let ids: Vec<&str> = lage.personen.iter().map(|p| p.id.as_str()).collect();
    let namen: Vec<&str> = haushalt.namen.iter().map(|n| n.id.as_str()).collect();
    assert_eq!(ids, namen, "{nr}: jede Person hat einen Namen");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{nr}: Kennung doppelt");
    assert!(ids.len() <= 60);
    assert!(haushalt.namen.iter().all(|n| !n.vorname.is_empty() && !n.nachname.is_empty()));
    assert!(alter(person(haushalt, &haushalt.vertreter), monat) >= 18, "{nr}");

    let ab = lage.bewilligung_ab.unwrap();
    let bis = haushalt.bewilligung_bis.unwrap();
    assert_eq!(ab, ab.monat().erster(), "{nr}");
    assert!(ab <= monat.erster() && monat.letzter() <= bis, "{nr}");
    assert!([6, 12].contains(&(bis.monat().seit(ab.monat()) + 1)), "{nr}");
    assert!(lage.leistungsbezug_seit.unwrap() <= ab.monat(), "{nr}");
    assert!(haushalt.antrag <= ab.monat().letzter(), "{nr}");

    let plz = &haushalt.anschrift.plz;
    assert!(plz.len() == 5 && plz.starts_with("00"), "{nr}: Leitregion 00 gibt es nicht");
    let zahlungen = &haushalt.direktzahlungen;
    for konto in haushalt.konto.iter().chain(zahlungen.iter().map(|z| &z.konto)) {
        iban(konto);
    }
    assert!(zahlungen.iter().all(|z| !z.betrag.ist_null() && z.zeichen.is_some()), "{nr}");
    for aufrechnung in &lage.aufrechnung {
        person(haushalt, &aufrechnung.person);
        assert!(!aufrechnung.rest.ist_null());
    }
}

/// ISO 13616: Land und Prüfziffern ans Ende, Buchstaben als Zahlen, Rest 1 bei Teilung durch 97.
fn iban(konto: &Konto) {
    let iban = &konto.iban;
    assert!(iban.len() == 22 && iban.starts_with("DE"), "{iban}");
    assert_eq!(iban.as_bytes().get(4), Some(&b'9'), "{iban}: erfundene Bank");
    let (land, bban) = iban.split_at(4);
    let umgestellt = format!("{bban}{}", land.replace("DE", "1314"));
    let rest = umgestellt.bytes().fold(0_u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    assert_eq!(rest, 1, "{iban}");
    assert!(!konto.inhaber.is_empty() && konto.inhaber.chars().count() <= 70);
}

fn verwandtschaft(haushalt: &Haushalt, p: &Person, monat: Monat) {
    let nr = &haushalt.nummer;
    if let Some(id) = &p.partner {
        let anderer = person(haushalt, id);
        assert_ne!(id, &p.id, "{nr}");
        assert!(anderer.partner.as_ref().is_none_or(|zurueck| zurueck == &p.id), "{nr}");
        assert!(alter(p, monat) >= 18 && alter(anderer, monat) >= 18, "{nr}");
    }
    assert!(p.partner.is_some() || !p.verheiratet, "{nr}: verheiratet nur mit Partner");
    assert!(p.eltern.len() <= 2, "{nr}");
    for id in &p.eltern {
        // 15 Jahre Abstand schließen auch aus, dass jemand von sich selbst abstammt.
        let elternteil = person(haushalt, id);
        assert!(elternteil.geboren.geburtstag(15) <= p.geboren, "{nr}");
    }
    let minderjaehriges_kind =
        |k: &Person| k.eltern.contains(&p.id) && k.geboren.geburtstag(18) > monat.erster();
    if p.alleinerziehend.is_some() {
        assert!(p.partner.is_none(), "{nr}");
        assert!(haushalt.lage.personen.iter().any(minderjaehriges_kind), "{nr}");
    }
}

fn tage(p: &Person, monat: Monat) {
    let im_monat = |tag: Tag| tag.monat() == monat;
    assert!(p.von.is_none_or(im_monat) && p.bis.is_none_or(im_monat));
    assert!(p.von.is_none() || p.bis.is_none());
    assert!(p.geboren <= p.von.unwrap_or(monat.erster()), "vor der Geburt gehört niemand hierher");
    assert!(p.zu_besuch_tage.is_none_or(|tage| (1..=30).contains(&tage)));
    assert!(p.leistungsbezug_seit.is_none_or(|seit| seit <= monat));
    assert!(!p.ohne_zusicherung || alter(p, monat) < 25);
}

fn einkommen(haushalt: &Haushalt, zeile: &Einkommen, monat: Monat) {
    use EinkommenArt as E;
    let nr = &haushalt.nummer;
    let lohn = zeile.art == E::Erwerb;
    assert_eq!(zeile.brutto.is_some(), lohn, "{nr}");
    assert_eq!(zeile.betrag.is_none(), lohn, "{nr}");
    assert_eq!(zeile.netto.is_some(), lohn || zeile.art == E::Selbstaendig, "{nr}");
    assert!(zeile.netto <= zeile.brutto.or(zeile.betrag), "{nr}: netto höchstens brutto");
    assert!(zeile.betrag.or(zeile.brutto).is_some_and(|b| !b.ist_null()), "{nr}");
    assert_eq!(zeile.grund.is_some(), zeile.art == E::Frei, "{nr}");
    assert_eq!(zeile.kind_nr.is_some(), zeile.art == E::Pflegegeld, "{nr}");
    assert_eq!(zeile.zufluss.is_some(), zeile.art == E::Nachzahlung, "{nr}");
    assert!(zeile.fuer_monat.is_none() || lohn, "{nr}");
    assert!(zeile.vor_geburt.is_none() || zeile.art == E::Elterngeld, "{nr}");
    assert!(!zeile.grundrentenzeiten || zeile.art == E::Rente, "{nr}");
    assert!(zeile.zufluss.is_none_or(|z| (0..6).contains(&monat.seit(z))), "{nr}");
    if let Some(id) = &zeile.an {
        assert_eq!(zeile.art, E::Kindergeld, "{nr}");
        person(haushalt, id);
    }
}

fn mehrbedarf(zeile: &Mehrbedarf) {
    use MehrbedarfArt as M;
    let mit_betrag = matches!(zeile.art, M::Unabweisbar | M::Schulbuecher);
    assert_eq!(zeile.entbindung.is_some(), zeile.art == M::Schwangerschaft);
    let ernaehrung = zeile.art == M::Ernaehrung;
    assert_eq!(zeile.betrag.is_some() ^ zeile.diagnose.is_some(), ernaehrung || mit_betrag);
    assert!(zeile.diagnose.is_none() || ernaehrung);
}

fn minderungen(p: &Person, monat: Monat) {
    for minderung in &p.minderungen {
        assert!((1..=3).contains(&minderung.folge));
        assert!(minderung.tag.monat() < monat);
        assert!(minderung.wirksam_ab.is_none_or(|m| m > minderung.tag.monat() && m <= monat));
        assert!(minderung.aufgehoben_ab.is_none_or(|tag| tag > minderung.tag));
        // § 31a Abs. 7 und § 7b Abs. 4 SGB II in der Fassung des 13. SGB II-ÄndG.
        let fruehestens = match minderung.art {
            MinderungArt::Arbeitsverweigerung => "2026-04-23",
            MinderungArt::NichtErreichbar => "2026-07-01",
            _ => continue,
        };
        assert!(minderung.tag >= fruehestens.parse().unwrap());
    }
}

/// § 6 BKGG: 250 Euro seit 2023, 255 seit 2025, 259 seit 2026.
fn kindergeld(haushalt: &Haushalt, p: &Person, monat: Monat) {
    let zeilen: Vec<&Einkommen> =
        p.einkommen.iter().filter(|z| z.art == EinkommenArt::Kindergeld).collect();
    let soll = Cent::euro(match monat.jahr() {
        2023 | 2024 => 250,
        2025 => 255,
        _ => 259,
    });
    assert!(zeilen.iter().all(|z| z.betrag == Some(soll)), "{}", haushalt.nummer);
    match alter(p, monat) {
        0..=17 if p.zu_besuch_tage.is_none() => assert_eq!(zeilen.len(), 1, "{}", haushalt.nummer),
        0..=24 => assert!(zeilen.len() <= 1),
        _ => assert!(zeilen.is_empty(), "{}", haushalt.nummer),
    }
}

fn wohnung(haushalt: &Haushalt, monat: Monat) {
    let nr = &haushalt.nummer;
    let wohnungen = haushalt.lage.wohnung.alle();
    if let Wohnungen::Mehrere(liste) = &haushalt.lage.wohnung {
        assert_eq!(liste.first().unwrap().von, Some(monat.erster()), "{nr}");
        assert_eq!(liste.last().unwrap().bis, Some(monat.letzter()), "{nr}");
        for paar in liste.windows(2) {
            assert_eq!(paar[0].bis.unwrap().naechster(), paar[1].von.unwrap(), "{nr}");
        }
    }
    let hier = haushalt.lage.personen.iter().filter(|p| p.zu_besuch_tage.is_none()).count();
    for wohnung in wohnungen {
        assert!(!wohnung.grundmiete.ist_null() && !wohnung.heizung.ist_null(), "{nr}");
        assert!(wohnung.bewohner.is_none_or(|koepfe| usize::from(koepfe) > hier), "{nr}");
        assert!(wohnung.todesfall_monat.is_none_or(|m| m <= monat), "{nr}");
        assert!(wohnung.kostensenkung.is_none_or(|k| k.belehrt_am < monat.erster()), "{nr}");
        if let Some(grenze) = wohnung.angemessen {
            let getrennt = grenze.bruttokalt.is_some() && grenze.heizung.is_some();
            assert!(getrennt ^ grenze.gesamt.is_some(), "{nr}");
        }
    }
}
