//! Was in diesem Monat geschieht: Geburt, Umzug, Tod, Auszug, Trennung, Geburtstage, neue Arbeit.
//!
//! Eine Lage kennt nur einen Monat; ein Ereignis steht darin als Tage (`von`, `bis`), zweite Wohnung
//! oder einmaliger Betrag. Eine Mieterhöhung ist einfach die neue Miete.

use case::schnittstelle::{Einkommen, EinkommenArt};
use law::measure::{Monat, Tag};

use super::einkommen::lohn;
use super::familie::{Familie, Rolle};
use super::lohn::Steuerklasse;
use crate::betraege::Betraege;
use crate::wuerfel::Wuerfel;

/// Ein Ereignis des Monats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ereignis {
    Keines,
    Geburt,
    Umzug,
    Todesfall,
    FruehererTodesfall,
    Auszug,
    Trennung,
    Zuzug,
    Geburtstag18,
    Geburtstag25,
    NeueArbeit,
    ZweiLoehne,
    Mieterhoehung,
    Nachforderung,
    Guthaben,
}

/// Würfelt ein Ereignis; passt es nicht zum Haushalt, geschieht nichts.
pub(crate) fn ziehe(w: &mut Wuerfel, familie: &Familie, monat: Monat) -> Ereignis {
    let ereignis = w.gewichtet(&[
        (812, Ereignis::Keines),
        (15, Ereignis::Geburt),
        (18, Ereignis::Umzug),
        (8, Ereignis::Todesfall),
        (5, Ereignis::FruehererTodesfall),
        (20, Ereignis::Auszug),
        (10, Ereignis::Trennung),
        (8, Ereignis::Zuzug),
        (12, Ereignis::Geburtstag18),
        (12, Ereignis::Geburtstag25),
        (12, Ereignis::NeueArbeit),
        (8, Ereignis::ZweiLoehne),
        (20, Ereignis::Mieterhoehung),
        (25, Ereignis::Nachforderung),
        (15, Ereignis::Guthaben),
    ]);
    if passt(ereignis, familie, monat.erster()) { ereignis } else { Ereignis::Keines }
}

fn passt(ereignis: Ereignis, familie: &Familie, am: Tag) -> bool {
    let aeltestes = familie.aeltestes(am);
    let eltern = familie.juengster_erwachsener(am);
    let gewoehnlich = !familie.sonderfall;
    match ereignis {
        Ereignis::Geburt => gewoehnlich && aeltestes.is_some() && eltern < 50,
        Ereignis::Todesfall | Ereignis::Trennung | Ereignis::Zuzug => {
            gewoehnlich && familie.hat(Rolle::Partner)
        }
        Ereignis::FruehererTodesfall => !familie.hat(Rolle::Partner),
        Ereignis::Auszug => gewoehnlich && aeltestes.is_some_and(|alter| alter >= 18),
        Ereignis::Geburtstag18 => {
            gewoehnlich && eltern >= 36 && aeltestes.is_some_and(|alter| (13..18).contains(&alter))
        }
        Ereignis::Geburtstag25 => {
            gewoehnlich && eltern >= 43 && aeltestes.is_some_and(|alter| (16..25).contains(&alter))
        }
        Ereignis::Keines
        | Ereignis::Umzug
        | Ereignis::NeueArbeit
        | Ereignis::ZweiLoehne
        | Ereignis::Mieterhoehung
        | Ereignis::Nachforderung
        | Ereignis::Guthaben => true,
    }
}

/// Ändert Geburtstage und Tage im Haushalt; vor den Einnahmen, denn sie hängen vom Alter ab.
pub(crate) fn menschen(w: &mut Wuerfel, familie: &mut Familie, ereignis: Ereignis, monat: Monat) {
    let tag = tag_im_monat(w, monat);
    match ereignis {
        Ereignis::Geburt => {
            if let Some(kind) = familie.juengstes_kind() {
                kind.person.geboren = tag;
                kind.person.von = Some(tag);
            }
        }
        Ereignis::Geburtstag18 => geburtstag(familie, tag, 18),
        Ereignis::Geburtstag25 => geburtstag(familie, tag, 25),
        Ereignis::Auszug => {
            if let Some(kind) = familie.aeltestes_kind() {
                kind.person.bis = Some(tag.voriger());
            }
        }
        Ereignis::Todesfall | Ereignis::Trennung => {
            if let Some(partner) = familie.erster_mut(Rolle::Partner) {
                partner.person.bis = Some(tag.voriger());
            }
        }
        Ereignis::Zuzug => {
            if let Some(partner) = familie.erster_mut(Rolle::Partner) {
                partner.person.von = Some(tag);
                partner.person.leistungsbezug_seit = Some(monat);
            }
        }
        Ereignis::Keines
        | Ereignis::Umzug
        | Ereignis::FruehererTodesfall
        | Ereignis::NeueArbeit
        | Ereignis::ZweiLoehne
        | Ereignis::Mieterhoehung
        | Ereignis::Nachforderung
        | Ereignis::Guthaben => {}
    }
}

/// Neue Arbeit: der erste, angebrochene Lohn; oder zwei Löhne in einem Monat (§ 11 Abs. 2).
pub(crate) fn arbeit(w: &mut Wuerfel, familie: &mut Familie, ereignis: Ereignis, monat: Monat) {
    let betraege = Betraege::fuer(monat);
    let Some(haupt) = familie.erster_mut(Rolle::Haupt) else { return };
    let person = &mut haupt.person;
    let monate: &[Monat] = match ereignis {
        Ereignis::NeueArbeit => &[monat],
        Ereignis::ZweiLoehne => &[monat.plus(-1), monat],
        _ => return,
    };
    person.einkommen.retain(|zeile| {
        !matches!(
            zeile.art,
            EinkommenArt::Erwerb | EinkommenArt::Selbstaendig | EinkommenArt::Arbeitslosengeld
        )
    });
    for fuer_monat in monate {
        let brutto = w.betrag(280..=1_250);
        let fuer_monat = (monate.len() > 1).then_some(*fuer_monat);
        let zeile = lohn(brutto, Steuerklasse::Eins, &betraege);
        person.einkommen.push(Einkommen { fuer_monat, ..zeile });
    }
}

/// Ein Tag vom zweiten bis zum letzten: davor und danach bleibt etwas vom Monat.
pub(crate) fn tag_im_monat(w: &mut Wuerfel, monat: Monat) -> Tag {
    let tage = u32::from(monat.kalendertage()).saturating_sub(1);
    monat.erster().plus_tage(w.schritte(1..=tage))
}

/// Das älteste Kind vollendet am Tag so viele Jahre.
fn geburtstag(familie: &mut Familie, tag: Tag, jahre: i16) {
    if let Some(kind) = familie.aeltestes_kind() {
        kind.person.geboren = tag.geburtstag(-jahre);
    }
}
