//! Was für jede Lage gilt. Ein Gegenbeispiel ist ein Fehler im Recht, nicht in der Eigenschaft.
//!
//! Mehr Lohn bringt nie eine höhere Leistung (ohne Sofortzuschlag), außer an diesen Stufen, die das Gesetz so will:
//! - § 11b Abs. 2 Satz 2: über 400 € Brutto zählen nachgewiesene Ausgaben statt des Grundbetrags;
//! - § 11 Abs. 3: der Lohn lässt eine Nachzahlung den Anspruch beenden, dann zählt nur ein Sechstel;
//! - § 42a Abs. 2 Satz 4: neben mehr als 20 Prozent nach § 43 ruht das Darlehen;
//! - § 12 Abs. 3, 4 a. F.: ein Kind, das sein Lohn deckt, verlässt die Gemeinschaft; sein Vermögen macht
//!   das der anderen nicht mehr erheblich, oder wer bleibt, ist erst ohne das Kind ganz in der Karenzzeit;
//! - § 72 Abs. 1 Satz 2 Nr. 2: ein Kind deckt seinen Bedarf erst mit dem Kindergeld und verlässt eine
//!   Gemeinschaft, in der sonst niemand erwerbsfähig ist (dort bleibt ohnehin eine Frage).
//!
//! Nach unten gibt es mehr Stufen (10 € nach § 1 Abs. 1 Nr. 1 GrusiGV, der Freibetrag eines Kindes, das
//! die Gemeinschaft verlässt, die 30 € neben Lohn, Sofortzuschlag): sie verletzen nichts.

use std::sync::LazyLock;

use law::anspruch::{PersonErgebnis, Rolle, Werkbank, berechne};
use law::daneben::Daneben;
use law::lage::*;
use law::measure::Cent;
use law::offen::Offen;
use law::recht::Recht;
use proptest::prelude::*;

use crate::lagen::lage;

static RECHT: LazyLock<Recht> = LazyLock::new(|| Recht::eingebaut().unwrap());

fn rechne(lage: &Lage, werkbank: &mut Werkbank) -> (Vec<PersonErgebnis>, Vec<Offen>) {
    let ergebnis = berechne(lage, &RECHT, werkbank).unwrap();
    (ergebnis.personen.to_vec(), ergebnis.offen.to_vec())
}

fn daneben(lage: &Lage) -> Daneben {
    let mut werkbank = Werkbank::neu();
    berechne(lage, &RECHT, &mut werkbank).unwrap().daneben.clone()
}

fn frisch(lage: &Lage) -> Vec<PersonErgebnis> {
    rechne(lage, &mut Werkbank::neu()).0
}

fn anspruch(personen: &[PersonErgebnis]) -> Cent {
    personen.iter().map(|p| p.anspruch.summe()).sum()
}

/// Ohne Sofortzuschlag: er hängt nicht an der Höhe, sondern daran, ob ein Anspruch besteht (§ 72).
fn leistung(personen: &[PersonErgebnis]) -> Cent {
    let ohne_zuschlag = |p: &PersonErgebnis| p.auszahlung().abzueglich(p.sofortzuschlag.betrag);
    personen.iter().map(ohne_zuschlag).sum()
}

fn ohne_nachzahlung(mut lage: Lage) -> Lage {
    for person in &mut lage.personen {
        person.einkommen.retain(|e| !matches!(e, Einkommen::Nachzahlung { .. }));
    }
    lage
}

/// Die Lage mit den Personen in anderer Reihenfolge: `neu[i]` ist die alte Stelle der neuen i-ten.
fn umgestellt(lage: &Lage, neu: &[usize]) -> Lage {
    let nr = |alt: PersonNr| {
        let stelle = neu.iter().position(|n| *n == alt.stelle()).unwrap();
        PersonNr(u8::try_from(stelle).unwrap())
    };
    let mut andere = lage.clone();
    andere.personen = neu.iter().map(|n| lage.personen[*n].clone()).collect();
    for person in &mut andere.personen {
        person.partner = person.partner.map(nr);
        person.eltern = person.eltern.map(|elternteil| elternteil.map(nr));
        for einkommen in &mut person.einkommen {
            if let Einkommen::Kindergeld { an, .. } = einkommen {
                *an = an.map(nr);
            }
        }
    }
    for aufrechnung in &mut andere.aufrechnungen {
        aufrechnung.person = nr(aufrechnung.person);
    }
    let zusatz = &mut andere.zusatz;
    zusatz.bildung.iter_mut().for_each(|bildung| bildung.person = nr(bildung.person));
    zusatz.beitraege.iter_mut().for_each(|beitrag| beitrag.person = nr(beitrag.person));
    zusatz.verpflegung.iter_mut().for_each(|person| *person = nr(*person));
    andere
}

/// Dieselbe Lage, alle den ganzen Monat hier, mit eigenem Anspruch, in einer Wohnung.
fn alle_ganz_hier(mut lage: Lage) -> Lage {
    for person in &mut lage.personen {
        (person.von, person.bis, person.zu_besuch_tage) = (None, None, None);
        (person.ausgeschlossen, person.pflegekind, person.ohne_zusicherung) = (None, false, false);
        person.geboren = person.geboren.min(lage.monat.erster());
        person.leistungsbezug_seit = None;
        (person.foerderung, person.unterbringung, person.gestorben) = (None, None, None);
        person.minderungen.clear();
    }
    lage.wohnungen.truncate(1);
    (lage.wohnungen[0].bewohner, lage.wohnungen[0].bis) = (None, None);
    lage
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ansprueche_gehen_auf_und_uebersteigen_nie_den_bedarf(lage in lage()) {
        let (personen, offen) = rechne(&lage, &mut Werkbank::neu());
        for (p, eingabe) in personen.iter().zip(&lage.personen) {
            let a = p.anspruch;
            prop_assert!(a.summe() <= a.bedarf());
            prop_assert!(a.angerechnet <= a.bedarf());
            prop_assert_eq!(a.bund() + a.kommune(), a.summe());
            prop_assert_eq!(a.unterkunft, p.unterkunft.summe);
            prop_assert_eq!(a.lebensunterhalt, p.regelbedarf.summe + p.mehrbedarf.summe);
            // Die Minderung trifft nur den Teil des Bundes (§ 31a Abs. 4 Satz 2; bis 2022 auch die
            // Unterkunft), die Aufrechnung nur, was bleibt: kein Abzug wird abgeschnitten.
            let alt = eingabe.minderungen.iter().any(|m| m.tag < "2023-01-01".parse().unwrap());
            let grenze = if alt { a.summe() } else { a.bund() };
            prop_assert!(p.minderung.summe <= grenze);
            prop_assert!(p.rundung.unterschied.cent().abs() <= 50);
            prop_assert!(p.minderung.summe + p.aufrechnung.summe() <= a.summe());
            prop_assert!(p.auszahlung() <= a.bedarf() + p.sofortzuschlag.betrag);
            if p.rolle != Rolle::Mitglied {
                prop_assert_eq!(a.summe(), Cent::NULL);
            }
        }
        for (stelle, frage) in offen.iter().enumerate() {
            prop_assert!(!offen[..stelle].contains(frage));
            prop_assert!(!frage.frage().is_empty() && frage.norm().starts_with('§'));
        }
    }

    #[test]
    fn die_ansprueche_jeder_gemeinschaft_sind_ihr_ungedeckter_bedarf(lage in lage()) {
        let personen = frisch(&lage);
        for nummer in 1..=8 {
            let gruppe: Vec<_> =
                personen.iter().filter(|p| p.bedarfsgemeinschaft == Some(nummer)).collect();
            let Some(erste) = gruppe.first() else { break };
            let gewichte: Cent = gruppe.iter().map(|p| p.hilfe.gewicht).sum();
            // Wer ohne das Einkommen der Eltern rechnet (§ 9 Abs. 3), steht nicht in der Summe.
            let allein = gewichte.abzueglich(erste.hilfe.gesamt);
            let ungedeckt = erste.hilfe.gesamt.abzueglich(erste.hilfe.mittel) + allein;
            prop_assert_eq!(gruppe.iter().map(|p| p.anspruch.summe()).sum::<Cent>(), ungedeckt);
            prop_assert_eq!(gruppe.iter().map(|p| p.hilfe.ungedeckt).sum::<Cent>(), ungedeckt);
        }
    }

    #[test]
    fn kopfteile_ergeben_die_anerkannten_kosten(lage in lage()) {
        let lage = alle_ganz_hier(lage);
        let personen = frisch(&lage);
        let dabei = personen.iter().all(|p| matches!(p.rolle, Rolle::Mitglied | Rolle::Gedeckt));
        if dabei {
            let anteil = personen[0].unterkunft;
            let summe: Cent = personen.iter().map(|p| p.unterkunft.summe).sum();
            prop_assert_eq!(summe, anteil.anerkannt + anteil.einmalig);
        }
    }

    #[test]
    fn mehr_lohn_bringt_nie_eine_hoehere_auszahlung(
        lage in lage(), wer in any::<prop::sample::Index>(), brutto in 0_i64..150_000, mehr in 1_i64..60_000,
    ) {
        let wer = wer.index(lage.personen.len());
        // Die Stufen aus der Einleitung.
        let mut lage = ohne_nachzahlung(lage);
        lage.aufrechnungen.clear();
        if brutto <= 40_000 {
            lage.personen[wer].absetzungen.retain(|a| a.art == AbsetzungArt::UnterhaltTituliert);
        }
        let kind = lage.personen[wer].eltern_hier().next().is_some();
        if kind && lage.bewilligung_ab < "2026-07-01".parse().unwrap() {
            lage.personen[wer].vermoegen = Cent::NULL;
            lage.personen[wer].leistungsbezug_seit = None;
        }
        let mit_lohn = |cent: i64| {
            let mut lage = lage.clone();
            let lohn = Cent::neu(cent);
            let lohn = Einkommen::Erwerb { brutto: lohn, netto: lohn, fuer_monat: None };
            lage.personen[wer].einkommen.push(lohn);
            lage
        };
        let gemindert = lage.personen.iter().any(|p| !p.minderungen.is_empty());
        let (vorher, offen) = rechne(&mit_lohn(brutto), &mut Werkbank::neu());
        let nachher = leistung(&frisch(&mit_lohn(brutto + mehr)));
        if offen.iter().any(|frage| matches!(frage, Offen::KeineErwerbsfaehigePerson(_))) {
            return Ok(());
        }
        let vorher = leistung(&vorher);
        // Eine Minderung hängt am gerundeten Anspruch der einzelnen Person: ein Cent je Person.
        let cent = if gemindert { lage.personen.len() } else { 0 };
        let spiel = Cent::neu(i64::try_from(cent).unwrap());
        prop_assert!(nachher <= vorher + spiel, "{vorher} → {nachher}");
    }

    #[test]
    fn die_reihenfolge_der_personen_aendert_nur_die_rundung(
        lage in lage(), zahlen in prop::collection::vec(any::<u32>(), 8),
    ) {
        let mut neu: Vec<usize> = (0..lage.personen.len()).collect();
        neu.sort_by_key(|n| zahlen[*n]);
        let (vorher, nachher) = (frisch(&lage), frisch(&umgestellt(&lage, &neu)));
        for (stelle, alt) in neu.iter().enumerate() {
            let (a, b) = (vorher[*alt].anspruch.summe(), nachher[stelle].anspruch.summe());
            // Zwei Rundungen mit Gleichstand in der Reihenfolge der Eingabe, je ein Cent: der Kopfteil
            // der Miete und die Verteilung.
            prop_assert!(a.minus(b).cent().abs() <= 2, "Person {alt}: {a} und {b}");
        }
    }

    #[test]
    fn eine_benutzte_werkbank_rechnet_wie_eine_neue(eine in lage(), andere in lage()) {
        let mut werkbank = Werkbank::neu();
        let zuerst = rechne(&andere, &mut werkbank);
        let vorher = berechne(&andere, &RECHT, &mut werkbank).unwrap().daneben.clone();
        rechne(&eine, &mut werkbank);
        let danach = rechne(&andere, &mut werkbank);
        prop_assert_eq!(format!("{zuerst:?}"), format!("{danach:?}"));
        prop_assert_eq!(&vorher, berechne(&andere, &RECHT, &mut werkbank).unwrap().daneben);
    }

    #[test]
    fn was_daneben_steht_aendert_den_anspruch_nie_und_geht_auf(lage in lage()) {
        let mit = frisch(&lage);
        let ohne = frisch(&Lage { zusatz: Zusatz::default(), ..lage.clone() });
        let person = |nr: PersonNr| &mit[nr.stelle()];
        for (a, b) in mit.iter().zip(&ohne) {
            // Nur der Sofortzuschlag kann dazukommen oder fehlen (§ 72 Abs. 1 Satz 2 Nr. 1).
            prop_assert_eq!(a.anspruch.summe(), b.anspruch.summe());
            prop_assert_eq!(a.minderung.summe, b.minderung.summe);
            prop_assert_eq!(a.aufrechnung.summe(), b.aufrechnung.summe());
            prop_assert!(a.sofortzuschlag.betrag >= b.sofortzuschlag.betrag);
        }
        let daneben = daneben(&lage);
        for bildung in &daneben.bildung {
            prop_assert_eq!(bildung.angerechnet + bildung.betrag, bildung.bedarf);
            prop_assert!(!bildung.betrag.ist_null());
            prop_assert!(matches!(person(bildung.person).rolle, Rolle::Mitglied | Rolle::Gedeckt));
            prop_assert!(bildung.angerechnet.ist_null()
                || person(bildung.person).anspruch.summe().ist_null());
        }
        for zuschuss in &daneben.beitraege {
            let teile = zuschuss.ueber_grenze + zuschuss.abgesetzt + zuschuss.eigene_mittel;
            prop_assert_eq!(teile + zuschuss.betrag, zuschuss.beitrag);
        }
        for leistung in &daneben.auszubildende {
            prop_assert!(leistung.betrag <= leistung.mehrbedarfe);
            prop_assert_eq!(person(leistung.person).auszahlung(), Cent::NULL);
        }
        for sache in &daneben.sachleistungen {
            let p = person(sache.person);
            let abzug = p.minderung.summe + p.aufrechnung.summe();
            prop_assert!(sache.betrag <= p.anspruch.bund().abzueglich(abzug));
            prop_assert!(sache.betrag <= p.auszahlung());
        }
    }

    #[test]
    fn mehr_miete_innerhalb_der_grenzen_senkt_nie_den_anspruch(lage in lage(), euro in 1_u32..500) {
        let mut lage = ohne_nachzahlung(lage);
        // § 12 Abs. 4 a. F.: ein Kind, das die höhere Miete in die Gemeinschaft holt, bringt sein
        // Vermögen mit; ihres kann dann erheblich sein.
        if lage.bewilligung_ab < "2026-07-01".parse().unwrap() {
            for person in lage.personen.iter_mut().filter(|p| p.eltern_hier().next().is_some()) {
                person.vermoegen = Cent::NULL;
            }
        }
        let wohnung = &mut lage.wohnungen[0];
        (wohnung.angemessen, wohnung.bisheriger_bedarf) = (None, None);
        let vorher = anspruch(&frisch(&lage));
        lage.wohnungen[0].grundmiete += Cent::euro(euro);
        let nachher = anspruch(&frisch(&lage));
        // Kopfteile werden gemeinsam gerundet: ein Cent je Person kann anders fallen.
        let spiel = Cent::neu(i64::try_from(lage.personen.len()).unwrap());
        prop_assert!(nachher + spiel >= vorher, "{vorher} → {nachher}");
    }
}
