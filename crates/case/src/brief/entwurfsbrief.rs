//! Der Brief zu einem Entwurf, aus den Akten allein: gleiche Akten, gleicher Brief.

use law::anspruch::Werkbank;
use law::measure::{Monat, Tag};
use law::recht::Recht;

use super::aenderung::{Aenderung, Meldung};
use super::{Brief, Fall, schreibe};
use crate::akte::lage::{Akten, Luecke};
use crate::akte::{Akte, Bekannt, PersonTatsache, Tatsache};
use crate::berechnung::Gruende;
use crate::entwurf::{
    Beide, Entwurf, Monatsaenderung, NichtGerechnet, OffeneFrage, Stand, Stelle, leistung,
    vor_und_nach,
};
use crate::schnittstelle::{EinkommenArt, Ergebnis, Frage, Gewicht, Haushalt};
use crate::traeger::Traeger;

/// Warum es zu einem Entwurf keinen Brief gibt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntwurfsbriefFehler {
    /// Er gilt nicht mehr.
    #[error("der Entwurf ist überholt; bitte den neuen öffnen")]
    Ueberholt,
    /// Er hält nur fest, dass nichts aufgehoben wird.
    #[error(
        "es ist nichts zu regeln: für die Vergangenheit geht es um weniger als die Bagatellgrenze \
         (§ 40 Abs. 1 Satz 3 SGB II)"
    )]
    NichtsZuRegeln,
    /// Heute gerechnet kommt anderes heraus, etwa weil sich Beträge im Recht geändert haben.
    #[error(
        "im Monat {0} ergibt die Rechnung andere Beträge als der Entwurf; bitte die Meldung neu prüfen"
    )]
    AndereBetraege(Monat),
    /// Die Akte lässt sich nicht rechnen.
    #[error(transparent)]
    NichtGerechnet(#[from] NichtGerechnet),
}

impl From<Luecke> for EntwurfsbriefFehler {
    fn from(luecke: Luecke) -> EntwurfsbriefFehler {
        EntwurfsbriefFehler::NichtGerechnet(luecke.into())
    }
}

/// Der Brief zu einem Entwurf, der auf Freigabe wartet. Er trägt den Kasten ENTWURF, bis jemand ihn freigibt.
///
/// Gerechnet wird auf den Versionen, die der Entwurf nennt; Anschrift und Name sind die von `heute`.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn entwurfsbrief(
    akten: Akten<'_>,
    entwurf: &Entwurf,
    traeger: &Traeger,
    recht: &Recht,
    heute: Tag,
) -> Result<Brief, EntwurfsbriefFehler> {
    if !entwurf.wartet() {
        return Err(EntwurfsbriefFehler::Ueberholt);
    }
    let (alt, neu) = (Stand::bis(akten, &entwurf.vorher), Stand::bis(akten, &entwurf.nachher));
    let seiten = (alt.akten(), neu.akten());
    let mut werkbank = Werkbank::neu();
    let (mut vorher, mut nachher) = (Vec::new(), Vec::new());
    for monat in entwurf.monate.iter().filter(|monat| wirkt(monat)) {
        let womit = (recht, &mut werkbank);
        let beide = vor_und_nach(seiten, monat.monat, womit, Gruende::Mit)?
            .filter(|beide| stimmt(monat, beide))
            .ok_or(EntwurfsbriefFehler::AndereBetraege(monat.monat))?;
        vorher.push(beide.vorher);
        nachher.push(beide.nachher);
    }
    let letzter = nachher.last().ok_or(EntwurfsbriefFehler::NichtsZuRegeln)?.monat;
    let haushalt = haushalt(akten, seiten, letzter, heute)?;
    let meldungen: Vec<Meldung> =
        entwurf.anlass.iter().filter_map(|stelle| meldung(akten, entwurf, *stelle)).collect();
    let aenderung = Aenderung {
        entwurf,
        vorher: &vorher,
        meldungen: &meldungen,
        fragen: entwurf.fragen.iter().map(frage).collect(),
        bagatellgrenze: recht.erstattung(entwurf.am).bagatelle,
    };
    Ok(schreibe(&Fall {
        traeger,
        haushalt: &haushalt,
        monate: &nachher,
        datum: heute,
        aenderung: Some(&aenderung),
    }))
}

/// Wird in dem Monat etwas geregelt?
fn wirkt(monat: &Monatsaenderung) -> bool {
    monat.personen.iter().any(|aenderung| aenderung.grundlage.aendert())
}

/// Sind die Beträge die des Entwurfs?
fn stimmt(monat: &Monatsaenderung, beide: &Beide) -> bool {
    let von = |ergebnis: &Ergebnis, id: &str| {
        let person = ergebnis.personen.iter().find(|person| person.id == id);
        person.map(leistung).unwrap_or_default()
    };
    monat.personen.iter().all(|aenderung| {
        let id = aenderung.person.to_string();
        von(&beide.vorher, &id) == aenderung.vorher && von(&beide.nachher, &id) == aenderung.nachher
    })
}

/// Der Haushalt des letzten Monats, mit Anschrift, Konto und Namen von heute und den Namen aller, die je
/// genannt sind.
fn haushalt(
    akten: Akten<'_>,
    (vorher, nachher): (Akten<'_>, Akten<'_>),
    letzter: Monat,
    heute: Tag,
) -> Result<Haushalt, EntwurfsbriefFehler> {
    let mut haushalt = nachher.haushalt(letzter, Bekannt::Jetzt)?;
    let mut namen = Vec::new();
    if let Ok(jetzt) = akten.haushalt(heute.monat(), Bekannt::Jetzt) {
        haushalt.anschrift = jetzt.anschrift;
        haushalt.konto = jetzt.konto;
        haushalt.vertreter = jetzt.vertreter;
        namen.extend(jetzt.namen);
    }
    namen.append(&mut haushalt.namen);
    namen.extend(vorher.haushalt(letzter, Bekannt::Jetzt)?.namen);
    for name in namen {
        if !haushalt.namen.iter().any(|anderer| anderer.id == name.id) {
            haushalt.namen.push(name);
        }
    }
    Ok(haushalt)
}

/// Was an der Stelle gemeldet ist.
fn meldung(akten: Akten<'_>, entwurf: &Entwurf, stelle: Stelle) -> Option<Meldung> {
    let akte = akten.personen.get(&stelle.strom.kennung)?;
    let ereignis = &akte.eintraege().iter().find(|e| e.version == stelle.version)?.ereignis;
    let PersonTatsache::Einkommen { eintrag, .. } = &ereignis.tatsache else { return None };
    let bis = entwurf.nachher.get(&stelle.strom).copied().unwrap_or(0);
    Some(Meldung {
        person: stelle.strom.kennung.to_string(),
        art: eintrag.as_ref().map(|e| e.art).or_else(|| frueher(akte, &ereignis.tatsache, bis)),
        einkommen: eintrag.clone(),
        gilt: ereignis.gilt,
        eingang: ereignis.eingang,
        geprueft: ereignis.nachweis.ist_geprueft(),
    })
}

/// Welche Art von Einnahme wegfällt: die zuletzt unter diesem Posten gemeldete.
fn frueher(akte: &Akte<PersonTatsache>, weg: &PersonTatsache, bis: u64) -> Option<EinkommenArt> {
    let davor = akte.eintraege().iter().rev().filter(|eintrag| eintrag.version <= bis);
    davor.into_iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        tatsache @ PersonTatsache::Einkommen { eintrag: Some(einkommen), .. }
            if tatsache.posten() == weg.posten() =>
        {
            Some(einkommen.art)
        }
        _ => None,
    })
}

fn frage(frage: &OffeneFrage) -> Frage {
    Frage {
        norm: frage.norm.clone(),
        frage: frage.frage.clone(),
        person: frage.person.map(|kennung| kennung.to_string()),
        gewicht: Gewicht::Entscheidung,
    }
}
