//! Zerlegt den Text eines Suchfelds in Wörter des Namens, Geburtstage und Nummern.

use law::measure::Tag;

use super::nummer::{Rentenversicherungsnummer, hat_form, knapp, suchform};
use super::suche::{Geburt, Nummer};
use crate::zahlung::Iban;

/// Eine IBAN hat höchstens 34 Stellen, also neun Vierergruppen; nichts anderes ist länger.
const HOECHSTENS_GRUPPEN: usize = 9;

/// Älter wird niemand, dessen Jahr nur zweistellig angegeben ist.
const HOECHSTENS_JAHRE: i16 = 110;

const MONATE: [&str; 12] = [
    "januar",
    "februar",
    "maerz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Was im Suchfeld stand.
pub(super) struct Eingabe {
    pub woerter: Vec<Wort>,
    pub nachname_zuerst: bool,
    pub geburt: Vec<Geburt>,
    pub nummern: Vec<Nummer>,
}

/// Ein Wort des Namens.
pub(super) struct Wort {
    pub text: String,
    /// Mit Stern dahinter.
    pub anfang: bool,
}

/// Was Gruppen von Zeichen sein können, wenn sie kein Name sind.
enum Erkannt {
    Geburt(Vec<Geburt>),
    Nummer(Nummer),
}

pub(super) fn lies(text: &str, heute: Tag) -> Eingabe {
    let mut eingabe = Eingabe {
        woerter: Vec::new(),
        nachname_zuerst: false,
        geburt: Vec::new(),
        nummern: Vec::new(),
    };
    let getrennt = text.replace([',', ';'], " , ");
    let gruppen: Vec<&str> = getrennt.split_whitespace().collect();
    let mut rest = gruppen.as_slice();
    while let Some((erste, danach)) = rest.split_first() {
        let laengen = (1..=HOECHSTENS_GRUPPEN.min(rest.len())).rev();
        let treffer = laengen
            .filter_map(|laenge| rest.split_at_checked(laenge))
            .find_map(|(gruppen, danach)| erkenne(gruppen, heute).map(|erkannt| (erkannt, danach)));
        rest = danach;
        match treffer {
            Some((Erkannt::Geburt(geburt), danach)) => {
                eingabe.geburt.extend(geburt);
                rest = danach;
            }
            Some((Erkannt::Nummer(nummer), danach)) => {
                eingabe.nummern.push(nummer);
                rest = danach;
            }
            None if *erste == "," => eingabe.nachname_zuerst |= !eingabe.woerter.is_empty(),
            None => eingabe.woerter.push(Wort {
                text: erste.trim_end_matches('*').to_owned(),
                anfang: erste.ends_with('*'),
            }),
        }
    }
    eingabe
}

fn erkenne(gruppen: &[&str], heute: Tag) -> Option<Erkannt> {
    let text = gruppen.concat();
    if !text.chars().any(|zeichen| zeichen.is_ascii_digit()) {
        return None;
    }
    if let [einzige] = gruppen {
        let geburt = tag_mit_trennern(einzige, heute).or_else(|| nur_ziffern(einzige, heute));
        if let Some(geburt) = geburt {
            return Some(Erkannt::Geburt(geburt));
        }
    }
    if let [tag, monat, jahr] = gruppen
        && let Some(geburt) = mit_monatsnamen(tag, monat, jahr, heute)
    {
        return Some(Erkannt::Geburt(geburt));
    }
    nummer(gruppen, &text).map(Erkannt::Nummer)
}

/// „1.4.85“, „01/04/1985“, „1985-04-01“, „4/1985“, „1.4.“.
fn tag_mit_trennern(text: &str, heute: Tag) -> Option<Vec<Geburt>> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let teile: Vec<&str> = text.split(['.', '/', '-']).collect();
    let zahl = |text: &str| (text.len() <= 4).then(|| text.parse::<i16>().ok()).flatten();
    let geburt = match teile.as_slice() {
        [jahr, monat, tag] if jahr.len() == 4 => tage(zahl(tag)?, zahl(monat)?, &[zahl(jahr)?]),
        [tag, monat, jahr] => tage(zahl(tag)?, zahl(monat)?, &jahre(jahr, heute)?),
        [monat, jahr] if jahr.len() == 4 => {
            let (jahr, monat) = (zahl(jahr)?, i8::try_from(zahl(monat)?).ok()?);
            Tag::neu(jahr, monat, 1).ok()?;
            vec![Geburt::Monat { jahr, monat }]
        }
        [tag, monat] => {
            let (tag, monat) = (i8::try_from(zahl(tag)?).ok()?, i8::try_from(zahl(monat)?).ok()?);
            // In einem Schaltjahr, damit der 29. Februar vorkommen darf.
            Tag::neu(2000, monat, tag).ok()?;
            vec![Geburt::OhneJahr { tag, monat }]
        }
        _ => return None,
    };
    (!geburt.is_empty()).then_some(geburt)
}

/// „01041985“, „19850401“, „010485“, „1985“, „85“.
fn nur_ziffern(text: &str, heute: Tag) -> Option<Vec<Geburt>> {
    if !text.bytes().all(|zeichen| zeichen.is_ascii_digit()) {
        return None;
    }
    let zahl = |von: usize, bis: usize| text.get(von..bis)?.parse::<i16>().ok();
    let geburt = match text.len() {
        2 | 4 => jahre(text, heute)?.into_iter().map(Geburt::Jahr).collect(),
        6 => tage(zahl(0, 2)?, zahl(2, 4)?, &jahre(text.get(4..)?, heute)?),
        8 => {
            let vorn =
                tage(zahl(0, 2)?, zahl(2, 4)?, &jahre(text.get(4..)?, heute).unwrap_or_default());
            let hinten = || -> Option<Vec<Geburt>> {
                Some(tage(zahl(6, 8)?, zahl(4, 6)?, &jahre(text.get(..4)?, heute)?))
            };
            if vorn.is_empty() { hinten()? } else { vorn }
        }
        _ => return None,
    };
    (!geburt.is_empty()).then_some(geburt)
}

/// „1. April 1985“.
fn mit_monatsnamen(tag: &str, monat: &str, jahr: &str, heute: Tag) -> Option<Vec<Geburt>> {
    let tag = tag.strip_suffix('.')?.parse().ok()?;
    let monat = super::falten::falten(monat);
    let monat = MONATE.iter().position(|name| *name == monat)?;
    let monat = i16::try_from(monat + 1).ok()?;
    let geburt = tage(tag, monat, &jahre(jahr, heute)?);
    (!geburt.is_empty()).then_some(geburt)
}

/// Die Tage, die es gibt.
fn tage(tag: i16, monat: i16, jahre: &[i16]) -> Vec<Geburt> {
    let (Ok(tag), Ok(monat)) = (i8::try_from(tag), i8::try_from(monat)) else { return Vec::new() };
    jahre.iter().filter_map(|jahr| Tag::neu(*jahr, monat, tag).ok()).map(Geburt::Tag).collect()
}

/// Vier Ziffern sind ein Jahr, zwei können mehrere sein; keines in der Zukunft.
fn jahre(text: &str, heute: Tag) -> Option<Vec<i16>> {
    let zahl: i16 = text.parse().ok()?;
    let heute = heute.jahr();
    let moeglich = |jahr: &i16| *jahr <= heute && heute - *jahr <= HOECHSTENS_JAHRE;
    let jahre: Vec<i16> = match text.len() {
        4 => Vec::from_iter(Some(zahl).filter(moeglich)),
        2 => [1900, 2000, 2100]
            .map(|jahrhundert| jahrhundert + zahl)
            .into_iter()
            .filter(moeglich)
            .collect(),
        _ => Vec::new(),
    };
    (!jahre.is_empty()).then_some(jahre)
}

fn nummer(gruppen: &[&str], text: &str) -> Option<Nummer> {
    let knapp = knapp(text);
    if hat_form(&knapp) {
        let gelesen = Rentenversicherungsnummer::lies(&knapp);
        return Some(match gelesen {
            Ok(nummer) => Nummer::Rentenversicherung(nummer),
            Err(_) => Nummer::RentenversicherungFalsch(knapp),
        });
    }
    if ist_kundennummer(&knapp) {
        return Some(Nummer::Kunde(knapp));
    }
    if Iban::lies(&knapp).is_ok() {
        return Some(Nummer::Iban(knapp));
    }
    let [einzige] = gruppen else { return None };
    bedarfsgemeinschaft(einzige, &knapp).or_else(|| ende(einzige))
}

/// Drei Ziffern, ein Buchstabe, sechs Ziffern.
fn ist_kundennummer(knapp: &str) -> bool {
    let stimmt = |(stelle, zeichen): (usize, char)| match stelle {
        3 => zeichen.is_ascii_uppercase(),
        _ => zeichen.is_ascii_digit(),
    };
    knapp.chars().count() == 10 && knapp.chars().enumerate().all(stimmt)
}

/// „12345//0001234“, „12345BG0001234“, „BG-00000042“.
fn bedarfsgemeinschaft(text: &str, knapp: &str) -> Option<Nummer> {
    let nummer = if text.contains("//") { suchform(text) } else { knapp.to_owned() };
    let (vorn, hinten) = nummer.split_once("BG")?;
    let ziffern = |text: &str| text.bytes().all(|zeichen| zeichen.is_ascii_digit());
    (ziffern(vorn) && ziffern(hinten) && !hinten.is_empty())
        .then_some(Nummer::Bedarfsgemeinschaft(nummer))
}

/// „*3000“, „…3000“ oder bloße Ziffern, die kein Tag sind; mindestens drei.
fn ende(text: &str) -> Option<Nummer> {
    let ziffern = text.trim_start_matches(['*', '…', '.']);
    let nur_ziffern = ziffern.bytes().all(|zeichen| zeichen.is_ascii_digit());
    (ziffern.len() >= 3 && nur_ziffern).then(|| Nummer::Ende(ziffern.to_owned()))
}
