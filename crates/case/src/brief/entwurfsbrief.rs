//! Der Brief zu einem Entwurf oder Bescheid, aus den Akten allein: gleiche Akten, gleicher Brief.

mod anlass;

use law::anspruch::Werkbank;
use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;

use super::aenderung::{Aenderung, Anlass};
use super::{Art, Brief, Fall, Post, Stand as Briefstand, schreibe, versagung};
use crate::akte::lage::{Akten, Luecke};
use crate::akte::{Bekannt, Kennung, Posten};
use crate::anhoerung;
use crate::berechnung::Gruende;
use crate::bescheid::{Bescheidart, entschieden};
use crate::entwurf::{
    Beide, Entwurf, Grundlage, Monatsaenderung, NichtGerechnet, OffeneFrage, Stand, im_monat,
    leistung,
};
use crate::gericht::teil;
use crate::pflichtverletzung::{Pflichtverletzung, mit_verfahren, pflichtverletzungen};
use crate::schnittstelle::{Daneben, Ergebnis, Frage, Gewicht, Haushalt};
use crate::traeger::Traeger;
use crate::vorlaeufig::{Vorlaeufigkeit, vorlaeufigkeiten};

/// Warum es zu einem Entwurf oder Bescheid keinen Brief gibt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntwurfsbriefFehler {
    /// Er gilt nicht mehr.
    #[error("der Entwurf ist überholt; bitte den neuen öffnen")]
    Ueberholt,
    /// Er hält nur fest, dass nichts aufgehoben wird.
    #[error(
        "es ist nichts zu regeln: es bleibt bei dem, was bewilligt ist; darüber geht kein Brief hinaus"
    )]
    NichtsZuRegeln,
    /// Den Bescheid gibt es nicht, oder er erging, bevor dieses Programm die Akte führte.
    #[error("zu dem Bescheid {} gibt es keinen Brief; bitte die Nummer prüfen", .0.text())]
    KeinBescheid(Posten),
    /// Ohne das zuständige Gericht gibt es keine Rechtsbehelfsbelehrung (§ 85 Abs. 3 Satz 4 SGG).
    #[error(
        "in den Angaben des Jobcenters fehlt das Sozialgericht („sozialgericht“ mit Name und Anschrift); bitte den Betrieb bitten, es einzutragen"
    )]
    OhneGericht,
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

/// Wer schreibt, nach welchem Recht, an welchem Tag, und wohin es geht.
#[derive(Clone, Copy)]
pub(super) struct Womit<'a> {
    pub(super) traeger: &'a Traeger,
    pub(super) recht: &'a Recht,
    pub(super) datum: Tag,
    /// `None`: an die Anschrift aus den Akten, aus denen der Brief entsteht.
    pub(super) post: Option<Post<'a>>,
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
    let fragen: Vec<Frage> = entwurf.fragen.iter().map(frage).collect();
    let womit = Womit { traeger, recht, datum: heute, post: None };
    zu(akten, entwurf, womit, Briefstand::Wartet(&fragen))
}

/// Der Brief eines freigegebenen Bescheids, wie er hinausging: aus den Akten, wie sie bei der Freigabe waren.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn bescheidbrief(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
    recht: &Recht,
) -> Result<Brief, EntwurfsbriefFehler> {
    bescheid(akten, nummer, (traeger, recht), None)
}

/// Wie [`bescheidbrief`], an die Anschrift, an die er geht.
pub(super) fn bescheid(
    akten: Akten<'_>,
    nummer: &Posten,
    (traeger, recht): (&Traeger, &Recht),
    post: Option<Post<'_>>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let (bescheid, entwurf) = entschieden(akten.fall, nummer).ok_or_else(kein)?;
    match bescheid.art {
        Bescheidart::Uebernommen => return Err(kein()),
        Bescheidart::Vermerk => return Err(EntwurfsbriefFehler::NichtsZuRegeln),
        _ => {}
    }
    let damals = Stand::bis(akten, &bescheid.stand);
    let womit = Womit { traeger, recht, datum: bescheid.am, post };
    zu(damals.akten(), entwurf, womit, Briefstand::Freigegeben)
}

/// Der Brief, mit dem zu einem Entwurf angehört wird, der an diesem Tag zur Post geht (§ 24 SGB X).
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn anhoerungsbrief(
    akten: Akten<'_>,
    entwurf: &Entwurf,
    traeger: &Traeger,
    recht: &Recht,
    heute: Tag,
) -> Result<Brief, EntwurfsbriefFehler> {
    if !entwurf.wartet() {
        return Err(EntwurfsbriefFehler::Ueberholt);
    }
    let womit = Womit { traeger, recht, datum: heute, post: None };
    zu(akten, entwurf, womit, Briefstand::Anhoerung(anhoerung::frist(heute)))
}

/// Der Brief; `akten` geben Anschrift und Namen, gerechnet wird auf den Versionen des Entwurfs.
pub(super) fn zu(
    akten: Akten<'_>,
    entwurf: &Entwurf,
    Womit { traeger, recht, datum, post }: Womit<'_>,
    stand: Briefstand<'_>,
) -> Result<Brief, EntwurfsbriefFehler> {
    if entwurf.art() == Bescheidart::Versagung {
        return versagung::brief(akten, entwurf, traeger, (datum, stand, post));
    }
    let (alt, neu) = (Stand::bis(akten, &entwurf.vorher), Stand::bis(akten, &entwurf.nachher));
    let mit = mit_verfahren(neu.akten(), entwurf.zukunft_ab);
    let neu = mit.unwrap_or(neu);
    let erstmals = matches!(entwurf.art(), Bescheidart::Bewilligung | Bescheidart::Ablehnung);
    let seiten = if erstmals { (neu.akten(), neu.akten()) } else { (alt.akten(), neu.akten()) };
    let mut werkbank = Werkbank::neu();
    let (mut vorher, mut nachher) = (Vec::new(), Vec::new());
    for monat in entwurf.monate.iter().filter(|monat| wirkt(monat)) {
        let beide = beide(seiten, monat.monat, (recht, &mut werkbank))?
            .filter(|beide| stimmt(monat, beide))
            .ok_or(EntwurfsbriefFehler::AndereBetraege(monat.monat))?;
        vorher.push(beide.vorher);
        nachher.push(beide.nachher);
    }
    let letzter = nachher.last().ok_or(EntwurfsbriefFehler::NichtsZuRegeln)?.monat;
    // Der Antrag beschreibt den ersten Monat, die Änderung den letzten.
    let monat =
        if erstmals { nachher.first().map_or(letzter, |erster| erster.monat) } else { letzter };
    let mut haushalt = haushalt(akten, seiten, monat, datum)?;
    if let Some(post) = post {
        post.adressiere(&mut haushalt)?;
    }
    let meldungen: Vec<Anlass> = entwurf
        .anlass
        .iter()
        .filter_map(|stelle| anlass::anlass(akten, entwurf, *stelle))
        .collect();
    let verstoesse = verstoesse(akten, entwurf);
    let aenderung = Aenderung {
        verstoesse: &verstoesse,
        entwurf,
        vorher: &vorher,
        meldungen: &meldungen,
        bagatellgrenze: recht.erstattung(entwurf.am).bagatelle,
    };
    let wird_teil = teil(akten.fall, &entwurf.monate.iter().map(|m| m.monat).collect());
    Ok(schreibe(&Fall {
        traeger,
        haushalt: &haushalt,
        monate: &nachher,
        datum,
        stand,
        wird_teil: wird_teil.as_ref(),
        aenderung: (!erstmals).then_some(&aenderung),
        vorlaeufig: vorlaeufig(akten, entwurf),
        anders: (entwurf.art() == Bescheidart::Abschliessend).then_some(Art::Abschluss),
    }))
}

/// Weswegen der Entwurf mindert.
fn verstoesse<'a>(akten: Akten<'a>, entwurf: &Entwurf) -> Vec<&'a Pflichtverletzung> {
    let alle = pflichtverletzungen(akten.fall).into_iter().map(|(_, eine)| eine);
    let gemindert = |person: Kennung| {
        let mut zeilen = entwurf.aenderungen();
        zeilen.any(|(_, z)| z.person == person && z.grundlage == Grundlage::Minderung31)
    };
    alle.filter(|eine| eine.laeuft() && gemindert(eine.person)).collect()
}

/// Was vorläufig ist, wenn es der Entwurf ist.
fn vorlaeufig<'a>(akten: Akten<'a>, entwurf: &Entwurf) -> Option<&'a Vorlaeufigkeit> {
    let monat = entwurf.monate.iter().find(|monat| monat.vorlaeufig)?.monat;
    let alle = vorlaeufigkeiten(akten.fall).into_iter().rev();
    alle.map(|(_, eine)| eine).find(|eine| eine.umfasst(monat))
}

/// Beide Seiten eines Monats; auf einer kann niemand (mehr) im Haushalt leben, dann steht dort niemandem etwas zu.
fn beide(
    (vorher, nachher): (Akten<'_>, Akten<'_>),
    monat: Monat,
    (recht, werkbank): (&Recht, &mut Werkbank),
) -> Result<Option<Beide>, NichtGerechnet> {
    let nachher = im_monat(nachher, monat, (recht, &mut *werkbank), Gruende::Mit)?;
    let vorher = im_monat(vorher, monat, (recht, werkbank), Gruende::Ohne)?;
    Ok(match (vorher, nachher) {
        (Some(vorher), Some(nachher)) => Some(Beide { vorher, nachher }),
        (Some(vorher), None) => Some(Beide { nachher: niemand(&vorher), vorher }),
        (None, Some(nachher)) => Some(Beide { vorher: niemand(&nachher), nachher }),
        (None, None) => None,
    })
}

/// Derselbe Monat ohne einen Menschen.
fn niemand(ergebnis: &Ergebnis) -> Ergebnis {
    Ergebnis {
        anspruch: Cent::NULL,
        sofortzuschlag: Cent::NULL,
        minderung: Cent::NULL,
        aufrechnung: Cent::NULL,
        auszahlung: Cent::NULL,
        daneben: Daneben::default(),
        personen: Vec::new(),
        offen: Vec::new(),
        beleg: None,
        ..ergebnis.clone()
    }
}

/// Wird in dem Monat etwas geregelt?
fn wirkt(monat: &Monatsaenderung) -> bool {
    monat.personen.iter().any(|aenderung| aenderung.grundlage.aendert())
}

/// Sind die neuen Beträge die des Entwurfs? Was bewilligt war, steht fest, auch wenn es anders gerechnet würde.
fn stimmt(monat: &Monatsaenderung, beide: &Beide) -> bool {
    let von = |ergebnis: &Ergebnis, id: &str| {
        let person = ergebnis.personen.iter().find(|person| person.id == id);
        person.map(leistung).unwrap_or_default()
    };
    monat.personen.iter().all(|aenderung| {
        von(&beide.nachher, &aenderung.person.to_string()) == aenderung.nachher
            || aenderung.grundlage == Grundlage::Bagatelle
    })
}

/// Der Haushalt des Monats, mit Anschrift, Konto und Namen von heute und den Namen aller, die je genannt sind.
fn haushalt(
    akten: Akten<'_>,
    (vorher, nachher): (Akten<'_>, Akten<'_>),
    monat: Monat,
    heute: Tag,
) -> Result<Haushalt, EntwurfsbriefFehler> {
    let davor = vorher.haushalt(monat, Bekannt::Jetzt);
    // Lebt niemand mehr dort, gehört der Brief noch an den, der den Haushalt zuletzt vertrat.
    let mut haushalt = match nachher.haushalt(monat, Bekannt::Jetzt) {
        Err(Luecke::Niemand(_)) => davor.clone()?,
        haushalt => haushalt?,
    };
    let mut namen = Vec::new();
    if let Ok(jetzt) = akten.haushalt(heute.monat(), Bekannt::Jetzt) {
        haushalt.anschrift = jetzt.anschrift;
        haushalt.konto = jetzt.konto;
        haushalt.vertreter = jetzt.vertreter;
        namen.extend(jetzt.namen);
    }
    namen.append(&mut haushalt.namen);
    namen.extend(davor.map(|davor| davor.namen).unwrap_or_default());
    for name in namen {
        if !haushalt.namen.iter().any(|anderer| anderer.id == name.id) {
            haushalt.namen.push(name);
        }
    }
    Ok(haushalt)
}

fn frage(frage: &OffeneFrage) -> Frage {
    Frage {
        norm: frage.norm.clone(),
        frage: frage.frage.clone(),
        person: frage.person.map(|kennung| kennung.to_string()),
        gewicht: Gewicht::Entscheidung,
    }
}
