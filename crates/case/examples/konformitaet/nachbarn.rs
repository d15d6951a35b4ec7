//! Benachbarte Leistungen als JSON: eine Anfrage je Zeile, die Beträge als Antwort.

use std::num::NonZeroU8;

use law::measure::{Cent, Monat, Prozent, Tag};
use law::nachbarn::bkgg_p06::{self, Umstand};
use law::nachbarn::bkgg_p6a::{self, Abschnitt, Eltern, anspruch};
use law::nachbarn::uhvorschg_p01::{self, KindUndSgb2, Lebensumstaende};
use law::nachbarn::uhvorschg_p02::{self, Einkuenfte, Kindergeldbezug};
use law::nachbarn::wogg_p11::{Koepfe, Wohnung};
use law::nachbarn::wogg_p13::{self, Alleinerziehend, Behinderung};
use law::nachbarn::{wogg_p04, wogg_p14};
use law::recht::{Mietenstufe, Recht, Wohnbedarfe};
use serde::{Deserialize, Serialize};

use super::Fehler;

/// Was gefragt ist.
#[derive(Deserialize)]
#[serde(tag = "leistung", rename_all = "snake_case", deny_unknown_fields)]
enum Anfrage {
    Kindergeld { monat: Monat, kinder: Vec<Kindergeldkind> },
    Unterhaltsvorschuss { monat: Monat, kinder: Vec<Vorschusskind> },
    Kinderzuschlag(Kinderzuschlag),
    Wohngeld(Wohngeld),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kindergeldkind {
    geboren: Tag,
    in_ausbildung: bool,
    nach_erster: bool,
    wochenstunden: u8,
    einkuenfte_jahr: Cent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vorschusskind {
    geboren: Tag,
    alleinstehend: bool,
    bezieht_sgb2: bool,
    brutto_elternteil: Cent,
    unterhalt: Cent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinderzuschlag {
    monat: Monat,
    alleinerziehend: bool,
    brutto: Cent,
    erwerb: Cent,
    anderes: Cent,
    eltern: u8,
    /// Mehrbedarf für Alleinerziehende in Hundertstel Prozent der Stufe 1.
    mehrbedarf: u32,
    unterkunft: Cent,
    vermoegen: Cent,
    kinder: Vec<Cent>,
    wohnbedarfe: Option<[Cent; 3]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wohngeld {
    monat: Monat,
    miete: Cent,
    stufe: u8,
    koepfe: NonZeroU8,
    ausgeschlossen: u8,
    vermoegen: Cent,
    alleinerziehend: bool,
    kinder_unter_12: u8,
    mitglieder: Vec<Mitglied>,
}

/// Beträge im Jahr.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mitglied {
    lohn: Cent,
    werbungskosten: Cent,
    gewinn: Cent,
    vermietung: Cent,
    kapital: Cent,
    rente: Cent,
    sonstige: Cent,
    steuerfrei: Cent,
    steuern: bool,
    krankenversicherung: bool,
    rentenversicherung: bool,
    grad: u8,
    pflege: bool,
    kind_alter: Option<u8>,
    grundrente: Cent,
}

/// Die Beträge, in der Reihenfolge der Anfrage; `None`, wo kein Recht hinterlegt ist.
#[derive(Default, Serialize)]
pub struct Antwort {
    betraege: Option<Vec<Cent>>,
    /// Kindergeld: der Bonus des Jahres. Wohngeld: Miete und Einkommen im Monat.
    groessen: Vec<Cent>,
}

pub fn rechne(json: &str, recht: &Recht) -> Result<Antwort, Fehler> {
    Ok(match serde_json::from_str(json)? {
        Anfrage::Kindergeld { monat, kinder } => Antwort {
            betraege: kindergeld(recht, monat, &kinder),
            groessen: recht.kinderbonus(monat).map(|bonus| bonus.betrag).into_iter().collect(),
        },
        Anfrage::Unterhaltsvorschuss { monat, kinder } => {
            nur(kinder.iter().map(|kind| vorschuss(recht, monat, kind)).collect())
        }
        Anfrage::Kinderzuschlag(fall) => nur(kinderzuschlag(recht, &fall)),
        Anfrage::Wohngeld(fall) => wohngeld(recht, &fall)?,
    })
}

fn nur(betraege: Option<Vec<Cent>>) -> Antwort {
    Antwort { betraege, groessen: Vec::new() }
}

/// Je Kind, gezählt vom ältesten; null, wenn es nicht zählt.
fn kindergeld(recht: &Recht, monat: Monat, kinder: &[Kindergeldkind]) -> Option<Vec<Cent>> {
    let (saetze, volljaehrige) = (recht.kindergeld(monat)?, recht.kindergeld_volljaehrige(monat)?);
    let mut betraege = vec![Cent::NULL; kinder.len()];
    let mut nach_alter: Vec<_> = kinder.iter().zip(&mut betraege).collect();
    nach_alter.sort_by_key(|(kind, _)| kind.geboren);
    let mut zahl = 0_u8;
    for (kind, betrag) in nach_alter {
        let umstand = if kind.in_ausbildung {
            let Kindergeldkind { nach_erster, wochenstunden, .. } = *kind;
            Umstand::Ausbildung { nach_erster, wochenstunden }
        } else {
            Umstand::Keiner
        };
        let Kindergeldkind { geboren, einkuenfte_jahr, .. } = *kind;
        let gefragt = bkgg_p06::Kind { geboren, umstand, einkuenfte_jahr };
        let alter = recht.kindergeld_altersgrenze(geboren);
        if bkgg_p06::beruecksichtigung(alter, volljaehrige, &gefragt, monat).zaehlt() {
            zahl += 1;
            *betrag = NonZeroU8::new(zahl)
                .map_or(Cent::NULL, |zahl| bkgg_p06::kindergeld(saetze, zahl).betrag);
        }
    }
    Some(betraege)
}

fn vorschuss(recht: &Recht, monat: Monat, kind: &Vorschusskind) -> Option<Cent> {
    let werte = recht.unterhaltsvorschuss(monat)?;
    let umstaende =
        if kind.alleinstehend { Lebensumstaende::Erfuellt } else { Lebensumstaende::NichtErfuellt };
    let sgb2 = if kind.bezieht_sgb2 {
        KindUndSgb2::BleibtHilfebeduerftig
    } else {
        KindUndSgb2::KeineLeistungen
    };
    let gefragt = uhvorschg_p01::Kind {
        geboren: kind.geboren,
        umstaende,
        sgb2,
        brutto_elternteil: kind.brutto_elternteil,
        bezogene_monate: 0,
    };
    let Ok(zeit) = uhvorschg_p01::anspruchszeit(werte, &gefragt, monat) else {
        return Some(Cent::NULL);
    };
    let fall = uhvorschg_p02::Fall {
        geboren: kind.geboren,
        zeitraum: zeit.zeitraum,
        gebiet: Default::default(),
        kindergeld: Kindergeldbezug::Abzuziehen,
        einkuenfte: Einkuenfte { unterhalt: kind.unterhalt, ..Einkuenfte::default() },
    };
    let erstes = bkgg_p06::kindergeld(recht.kindergeld(monat)?, NonZeroU8::MIN).betrag;
    let mindestens = recht.mindestunterhalt(monat)?;
    Some(uhvorschg_p02::unterhaltsvorschuss(werte, mindestens, erstes, &fall).betrag)
}

/// Höhe mit Mindesteinkommen; ob Hilfebedürftigkeit vermieden wird, fragt erst der Vorrang.
fn kinderzuschlag(recht: &Recht, fall: &Kinderzuschlag) -> Option<Vec<Cent>> {
    let saetze = recht.kinderzuschlag(fall.monat)?;
    let form = if fall.alleinerziehend {
        anspruch::Familienform::Alleinerziehend
    } else {
        anspruch::Familienform::Paar
    };
    let wohnbedarfe = match fall.wohnbedarfe {
        Some([alleinstehend, paar, kind]) => Wohnbedarfe { alleinstehend, paar, kind },
        None => *recht.wohnbedarfe(fall.monat)?,
    };
    let [stufe_1, stufe_2, ..] = recht.monat(fall.monat).ok()?.regelbedarf.stufen;
    let regelbedarf =
        if fall.eltern > 1 { stufe_2.mal_anzahl(u32::from(fall.eltern)) } else { stufe_1 };
    let mehrbedarf = stufe_1.prozent(Prozent::aus_hundertstel(fall.mehrbedarf));
    let kosten = anspruch::Elternkosten {
        form,
        kinder: u8::try_from(fall.kinder.len()).ok()?,
        regel_und_mehrbedarf: regelbedarf + mehrbedarf,
        unterkunft: fall.unterkunft,
    };
    let bedarf = anspruch::elternbedarf(&wohnbedarfe, kosten).betrag;
    let kinder: Vec<_> = fall
        .kinder
        .iter()
        .map(|einkommen| bkgg_p6a::Kind { einkommen: *einkommen, ..bkgg_p6a::Kind::default() })
        .collect();
    let haushalt = anspruch::Haushalt {
        form,
        brutto: fall.brutto,
        kinder: &kinder,
        eltern: Eltern {
            bedarf,
            erwerb: fall.erwerb,
            anderes: fall.anderes,
            vermoegen: fall.vermoegen,
        },
        vermoegen_erheblich: true,
        gemeinschaft: anspruch::Bedarfsgemeinschaft::default(),
        absetzbetraege: Cent::NULL,
        grundsicherung: anspruch::Grundsicherung::Niemand,
        abschnitt: Abschnitt::ErsterMonat,
    };
    let ohne = anspruch::Haushalt {
        eltern: Eltern { vermoegen: Cent::NULL, ..haushalt.eltern },
        ..haushalt
    };
    let betrag = |haushalt| anspruch::kinderzuschlag(saetze, haushalt).betrag;
    Some(vec![betrag(&haushalt), betrag(&ohne)])
}

fn wohngeld(recht: &Recht, fall: &Wohngeld) -> Result<Antwort, Fehler> {
    let Some(werte) = wogg_p04::Werte::im(recht, fall.monat) else { return Ok(nur(None)) };
    let Some(koepfe) = Koepfe::ohne(fall.koepfe, fall.ausgeschlossen) else {
        return Ok(nur(Some(vec![Cent::NULL])));
    };
    let wohnung = Wohnung {
        miete: fall.miete,
        ausser_betracht: Cent::NULL,
        stufe: Mietenstufe::try_from(fall.stufe)?,
        koepfe,
    };
    let mitglieder: Vec<_> = fall.mitglieder.iter().map(mitglied).collect();
    let [stufe_1, ..] = recht.monat(fall.monat)?.regelbedarf.stufen;
    let haushalt = wogg_p13::Haushalt {
        mitglieder: &mitglieder,
        alleinerziehend: fall
            .alleinerziehend
            .then_some(Alleinerziehend { kinder_unter_12: fall.kinder_unter_12 }),
        unterhalt: &[],
        regelbedarfsstufe_1: stufe_1,
    };
    let Some(ergebnis) = wogg_p04::haushaltswohngeld(werte, wohnung, &haushalt, fall.vermoegen)
    else {
        return Ok(nur(None));
    };
    Ok(Antwort {
        betraege: Some(vec![ergebnis.betrag]),
        groessen: vec![ergebnis.miete.betrag, ergebnis.einkommen.betrag],
    })
}

fn mitglied(m: &Mitglied) -> wogg_p13::Mitglied {
    let behinderung = match (m.grad, m.pflege) {
        (100, _) => Behinderung::Grad100,
        (grad, true) if grad > 0 => Behinderung::MitPflege { grad },
        _ => Behinderung::Keine,
    };
    wogg_p13::Mitglied {
        einnahmen: wogg_p14::Einnahmen {
            lohn: m.lohn,
            werbungskosten: m.werbungskosten,
            gewinn: m.gewinn,
            vermietung: m.vermietung,
            kapital: m.kapital,
            rente: m.rente,
            sonstige: m.sonstige,
            steuerfrei: m.steuerfrei,
        },
        abgaben: wogg_p14::Abgaben {
            steuern: m.steuern,
            krankenversicherung: m.krankenversicherung,
            rentenversicherung: m.rentenversicherung,
        },
        behinderung,
        verfolgt: false,
        kind_alter: m.kind_alter,
        rente_mit_grundrentenzeiten: m.grundrente,
    }
}
