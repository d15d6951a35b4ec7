//! Zufällige gültige Lagen für die Eigenschaften: 1 bis 8 Personen, Paare, Kinder, jede Art von
//! Einkommen, Vermögen, Grenzen der Wohnung, Minderungen, Aufrechnungen, Teilmonate.

use law::lage::*;
use law::measure::{Cent, Monat, Tag};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use crate::hilfe::monat;

/// Geld bis `euro` Euro, auf den Cent.
fn geld(euro: i64) -> impl Strategy<Value = Cent> {
    prop_oneof![3 => (0..=euro * 100).prop_map(Cent::neu), 1 => (0..=euro).prop_map(|e| Cent::neu(e * 100))]
}

fn einkommen(zeit: Monat) -> impl Strategy<Value = Einkommen> {
    use Einnahme::*;
    let arten = prop::sample::select(vec![
        Unterhalt,
        Unterhaltsvorschuss,
        Arbeitslosengeld,
        Krankengeld,
        Mutterschaftsgeld,
        Bafoeg,
        Bab,
        Ausbildungsgeld,
        TaschengeldFwd,
        Kinderzuschlag,
        Wohngeld,
        Aufwandsentschaedigung,
        Trinkgeld,
        Kapital,
        Sonstiges,
        Frei,
    ]);
    prop_oneof![
        4 => (geld(3000), 60..=100_u32, weighted(0.1, -2..=1)).prop_map(move |(brutto, prozent, fuer)| {
            let netto = brutto.teil(prozent, 100).runde_p41();
            Einkommen::Erwerb { brutto, netto, fuer_monat: fuer.map(|n| zeit.plus(n)) }
        }),
        1 => geld(2000).prop_map(|gewinn| Einkommen::Selbstaendig { gewinn, netto: gewinn }),
        5 => (arten, geld(1200)).prop_map(|(art, betrag)| Einkommen::Andere { art, betrag }),
        1 => (geld(1500), any::<bool>())
            .prop_map(|(betrag, grundrentenzeiten)| Einkommen::Rente { betrag, grundrentenzeiten }),
        1 => (geld(1800), weighted(0.7, geld(2500)))
            .prop_map(|(betrag, vor_geburt)| Einkommen::Elterngeld { betrag, vor_geburt }),
        1 => (geld(400), 1..=5_u8)
            .prop_map(|(betrag, kind_nr)| Einkommen::Pflegegeld { betrag, kind_nr }),
        1 => (geld(6000), -6..=0).prop_map(move |(betrag, seit)| {
            Einkommen::Nachzahlung { betrag, zufluss: zeit.plus(seit) }
        }),
        1 => geld(12).prop_map(|betrag| Einkommen::Andere { art: Sonstiges, betrag }),
    ]
}

fn absetzung() -> impl Strategy<Value = Absetzung> {
    use AbsetzungArt::*;
    let arten = prop::sample::select(vec![
        KfzHaftpflicht,
        Riester,
        Werbungskosten,
        UnterhaltTituliert,
        VersicherungMinderjaehrig,
        BafoegAngerechnet,
    ]);
    (arten, geld(250)).prop_map(|(art, betrag)| Absetzung { art, betrag })
}

fn mehrbedarf(zeit: Monat) -> impl Strategy<Value = Mehrbedarf> {
    prop_oneof![
        (-40..=300).prop_map(move |tage| {
            Mehrbedarf::Schwangerschaft { entbindung: zeit.erster().plus_tage(tage) }
        }),
        Just(Mehrbedarf::Behinderung),
        Just(Mehrbedarf::MerkzeichenG),
        geld(200).prop_map(Mehrbedarf::Ernaehrung),
        Just(Mehrbedarf::ErnaehrungNach(Diagnose::Zoeliakie)),
        geld(300).prop_map(Mehrbedarf::Unabweisbar),
        geld(60).prop_map(Mehrbedarf::Schulbuecher),
    ]
}

fn minderung(zeit: Monat) -> impl Strategy<Value = Minderung> {
    use MinderungArt::*;
    let arten = prop::sample::select(vec![
        Pflichtverletzung,
        Meldeversaeumnis,
        Arbeitsverweigerung,
        NichtErreichbar,
    ]);
    (arten, 1..=100_i32, 1..=3_u8, 0..=2_i32, weighted(0.3, 0..=60)).prop_map(
        move |(art, vor, folge, spaeter, danach)| {
            let tag = zeit.erster().plus_tage(-vor);
            let wirksam_ab = tag.monat().plus(1 + spaeter);
            Minderung {
                art,
                tag,
                folge,
                wirksam_ab,
                aufgehoben_ab: danach.map(|n| tag.plus_tage(n)),
            }
        },
    )
}

/// Was jeder Mensch haben kann, unabhängig von der Familie.
fn person(zeit: Monat, geboren: Tag) -> impl Strategy<Value = Person> {
    use Ausbildung as A;
    let ausbildung =
        prop::sample::select(vec![A::Schule, A::Ausbildung, A::Studium, A::Freiwilligendienst]);
    let ausschluss = prop::sample::select(vec![
        Ausschluss::Altersrente,
        Ausschluss::Sgb12Kap4,
        Ausschluss::Asylblg,
        Ausschluss::Studium,
        Ausschluss::Stationaer,
        Ausschluss::Haft,
        Ausschluss::Ausland,
        Ausschluss::AuslaenderAusschluss,
        Ausschluss::NichtErreichbar,
        Ausschluss::Haushaltsgemeinschaft,
    ]);
    let geld = (
        vec(einkommen(zeit), 0..=3),
        vec(absetzung(), 0..=2),
        vec(mehrbedarf(zeit), 0..=2),
        prop_oneof![2 => Just(Cent::NULL), 1 => geld(70_000)],
        vec(minderung(zeit), 0..=2),
    );
    let angaben = (
        weighted(0.15, ausbildung),
        weighted(0.08, ausschluss),
        weighted(0.1, any::<bool>()),
        weighted(0.08, 0..31_i32),
        weighted(0.08, 0..31_i32),
        weighted(0.05, 1..=30_u8),
        prop::bool::weighted(0.05),
        weighted(0.1, 0..24_i32),
    );
    let fort = (
        weighted(0.08, foerderung(zeit)),
        weighted(0.08, unterbringung(zeit)),
        weighted(0.03, -10..31_i32),
    );
    (geld, angaben, fort).prop_map(move |(geld, angaben, fort)| {
        let (einkommen, absetzungen, mehrbedarfe, vermoegen, minderungen) = geld;
        let (ausbildung, ausgeschlossen, erwerbsfaehig, von, bis, besuch, ohne, seit) = angaben;
        let tag = |n: i32| zeit.erster().plus_tage(n).min(zeit.letzter());
        Person {
            einkommen: einkommen.into(),
            absetzungen: absetzungen.into(),
            mehrbedarfe: mehrbedarfe.into(),
            vermoegen,
            minderungen,
            ausbildung,
            ausgeschlossen,
            erwerbsfaehig,
            von: von.map(tag),
            bis: bis.map(tag),
            zu_besuch_tage: besuch,
            ohne_zusicherung: ohne,
            leistungsbezug_seit: seit.map(|n| zeit.plus(-n)),
            foerderung: fort.0,
            unterbringung: fort.1,
            gestorben: fort.2.map(|n| zeit.erster().plus_tage(n)),
            ..Person::neu(geboren)
        }
    })
}

fn foerderung(zeit: Monat) -> impl Strategy<Value = Foerderung> {
    use FoerderungBedarf::*;
    use FoerderungStand::*;
    let bedarf =
        prop::sample::select(vec![P12, P13Nr1, P13Nr2, P2Abs1a, Abendschule, Sgb3Wohnheim]);
    let stand =
        prop::sample::select(vec![Erhalten, MittelZuHoch, Beantragt, Abgelehnt, NichtBeantragt]);
    (bedarf, any::<bool>(), stand, weighted(0.5, -40..40_i32)).prop_map(
        move |(bedarf, bei_eltern, stand, abgelehnt)| Foerderung {
            bedarf,
            bei_eltern,
            stand,
            abgelehnt_am: abgelehnt.map(|n| zeit.erster().plus_tage(n)),
        },
    )
}

fn unterbringung(zeit: Monat) -> impl Strategy<Value = Unterbringung> {
    use UnterbringungArt::*;
    let art = prop::sample::select(vec![Krankenhaus, Einrichtung, Haft]);
    (art, -220..40_i32, weighted(0.7, 0..250_i32), 0..30_u8).prop_map(
        move |(art, seit, dauer, arbeitsstunden)| {
            let seit = zeit.erster().plus_tage(seit);
            Unterbringung { art, seit, bis: dauer.map(|n| seit.plus_tage(n)), arbeitsstunden }
        },
    )
}

/// Bildung, Beiträge und Verpflegung für `personen` Menschen; bei den meisten Haushalten nichts.
fn zusatz(zeit: Monat, personen: u8) -> impl Strategy<Value = Zusatz> {
    use BildungArt::*;
    let arten = prop::sample::select(vec![
        Ausflug,
        Klassenfahrt,
        Schulbedarf,
        Schuelerbefoerderung,
        Lernfoerderung,
        Mittagsverpflegung,
        Teilhabe,
        TeilhabeWeitere,
    ]);
    let bildung = (0..personen, arten, geld(400), geld(40), -40..40_i32, any::<[bool; 2]>())
        .prop_map(move |(nr, art, betrag, von_dritten, tage, [wieder, gutschein])| {
            let tag = zeit.erster().plus_tage(tage);
            let anlass = match wieder {
                true => Schulanlass::Wiederaufnahme(tag),
                false => Schulanlass::Aufnahme(tag),
            };
            let schulbedarf = art == Schulbedarf;
            Bildung {
                person: PersonNr(nr),
                art,
                betrag: if schulbedarf { Cent::NULL } else { betrag },
                von_dritten,
                anlass: schulbedarf.then_some(anlass),
                form: if gutschein { BildungForm::Gutschein } else { BildungForm::Geld },
            }
        });
    let versicherung = prop::sample::select(vec![
        BeitragArt::KrankenversicherungPrivat,
        BeitragArt::KrankenversicherungGesetzlich,
        BeitragArt::PflegeversicherungPrivat,
        BeitragArt::PflegeversicherungGesetzlich,
    ]);
    let beitrag = (0..personen, versicherung, geld(700), weighted(0.5, geld(500)), geld(300))
        .prop_map(|(nr, art, betrag, hoechstens, abgesetzt)| Beitrag {
            person: PersonNr(nr),
            art,
            betrag,
            hoechstens,
            abgesetzt,
        });
    let verpflegung = vec((0..personen).prop_map(PersonNr), 0..=1);
    prop_oneof![
        2 => Just(Zusatz::default()),
        1 => (vec(bildung, 0..=4), vec(beitrag, 0..=2), verpflegung).prop_map(
            |(bildung, beitraege, verpflegung)| Zusatz { bildung, beitraege, verpflegung }
        ),
    ]
}

fn mensch(zeit: Monat, jahre: std::ops::Range<i32>) -> impl Strategy<Value = Person> {
    (jahre, 0..365_i32).prop_flat_map(move |(jahre, tage)| {
        person(zeit, zeit.letzter().plus_tage(-(jahre * 365 + jahre / 4 + tage)))
    })
}

fn wohnung(zeit: Monat) -> impl Strategy<Value = Wohnung> {
    let kosten = (geld(1500), geld(250), geld(200));
    let einmal = (weighted(0.15, geld(400)), weighted(0.1, geld(300)), any::<bool>());
    let grenze = prop_oneof![
        2 => Just(None),
        2 => (weighted(0.9, geld(900)), weighted(0.7, geld(150))).prop_map(|(bruttokalt, heizung)| {
            Some(Angemessen::Getrennt { bruttokalt, heizung })
        }),
        1 => geld(1000).prop_map(|g| Some(Angemessen::Gesamt(g))),
    ];
    let verfahren = (
        weighted(0.5, (0..500_i32, weighted(0.2, -60..60))),
        weighted(0.1, geld(800)),
        weighted(0.1, 0..15_i32),
        weighted(0.2, 0..=4_u8),
        weighted(0.1, 0..10_i32),
    );
    (kosten, einmal, grenze, verfahren).prop_map(move |(kosten, einmal, angemessen, verfahren)| {
        let (senkung, bisheriger_bedarf, todesfall, mehr_koepfe, verkleinert) = verfahren;
        let tag = |n: i32| zeit.erster().plus_tage(n);
        Wohnung {
            nebenkosten: kosten.1,
            einmalig: einmal.0.unwrap_or_default(),
            guthaben: einmal.1.unwrap_or_default(),
            warmwasser: if einmal.2 { Warmwasser::Dezentral } else { Warmwasser::Zentral },
            angemessen,
            kostensenkung: senkung.map(|(vor, bis)| Kostensenkung {
                belehrt_am: tag(-vor),
                unzumutbar_bis: bis.map(tag),
            }),
            bisheriger_bedarf,
            todesfall_monat: todesfall.map(|n| zeit.plus(-n)),
            verkleinert_monat: verkleinert.map(|n| zeit.plus(-n)),
            bewohner: mehr_koepfe,
            ..Wohnung::neu(kosten.0, kosten.2)
        }
    })
}

fn aufrechnung(personen: u8) -> impl Strategy<Value = Aufrechnung> {
    use AufrechnungGrund::*;
    (
        0..personen,
        any::<bool>(),
        prop::sample::select(vec![P41a, P48Nr3, Sonst]),
        geld(900),
        any::<bool>(),
        prop::bool::weighted(0.9),
    )
        .prop_map(|(person, darlehen, grund, rest, streitig, erklaert)| Aufrechnung {
            person: PersonNr(person),
            art: if darlehen { AufrechnungArt::Darlehen } else { AufrechnungArt::Erstattung },
            grund,
            rest,
            streitig,
            erklaert,
        })
}

/// Eine gültige Lage in einem Monat von 2005 bis 2027, die Hälfte ab 2023.
pub fn lage() -> impl Strategy<Value = Lage> {
    let monate = prop_oneof![0..60_i32, -216..0_i32];
    (monate, 0..12_i32, 0..30_i32, any::<bool>()).prop_flat_map(|(n, bewilligung, seit, ost)| {
        let zeit = monat("2023-01").plus(n);
        let menschen = (
            vec(mensch(zeit, 18..70), 1..=3),
            vec((mensch(zeit, 0..26), weighted(0.8, (geld(300), any::<bool>()))), 0..=5),
        );
        let familie = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.1), any::<u8>());
        let umzug = weighted(0.15, (2..28_i32, wohnung(zeit)));
        let alles = (menschen, familie, wohnung(zeit), umzug);
        alles.prop_flat_map(move |(menschen, familie, wohnung, umzug)| {
            let (erwachsene, kinder) = menschen;
            let anzahl = u8::try_from(erwachsene.len() + kinder.len()).unwrap();
            let dazu = (vec(aufrechnung(anzahl), 0..=2), zusatz(zeit, anzahl));
            dazu.prop_map(move |(aufrechnungen, zusatz)| {
                let personen = verbinde(erwachsene.clone(), kinder.clone(), familie);
                let koepfe = |w: Wohnung| Wohnung { bewohner: w.bewohner.map(|n| n + anzahl), ..w };
                let mut wohnungen = Liste::from([koepfe(wohnung)]);
                if let Some((tag, neue)) = umzug {
                    let einzug = zeit.erster().plus_tage(tag);
                    wohnungen[0].bis = Some(einzug.voriger());
                    wohnungen.push(Wohnung { von: Some(einzug), ..koepfe(neue) });
                }
                Lage {
                    monat: zeit,
                    bewilligung_ab: zeit.plus(-bewilligung).erster(),
                    leistungsbezug_seit: zeit.plus(-bewilligung - seit),
                    gebiet: if ost { Gebiet::Ost } else { Gebiet::West },
                    personen,
                    wohnungen,
                    aufrechnungen: aufrechnungen.into(),
                    zusatz,
                }
            })
        })
    })
}

/// Paare, Eltern und Kindergeld.
fn verbinde(
    mut erwachsene: Vec<Person>,
    kinder: Vec<(Person, Option<(Cent, bool)>)>,
    (paar, beide, pflege, allein): (bool, bool, bool, u8),
) -> Vec<Person> {
    use Alleinerziehend::*;
    let paar = paar && erwachsene.len() > 1;
    if paar {
        (erwachsene[0].partner, erwachsene[1].partner) = (Some(PersonNr(1)), Some(PersonNr(0)));
    }
    erwachsene[0].alleinerziehend =
        [None, Some(Ja), Some(Haelftig), Some(Nein)][usize::from(allein % 4)];
    let zweite = (beide && erwachsene.len() > 1).then_some(PersonNr(1));
    let mut personen = erwachsene;
    for (mut kind, kindergeld) in kinder {
        kind.eltern = [Some(PersonNr(0)), zweite];
        kind.pflegekind = pflege;
        if let Some((betrag, an_zweite)) = kindergeld {
            let an = zweite.filter(|_| an_zweite);
            kind.einkommen.push(Einkommen::Kindergeld { betrag, an });
        }
        personen.push(kind);
    }
    personen
}
