//! Ein Vorgang ändert die Akten: entsteht daraus ein Entwurf, überholt er einen, fällt er weg?

use std::collections::{BTreeMap, BTreeSet};

use law::anspruch::Werkbank;
use law::measure::{Cent, Monat, Tag};
use law::recht::Recht;

use super::anlass::{Ausloeser, Herkunft, ausloeser};
use super::antwort::Antworten;
use super::fragen;
use super::grundlage::Zeit;
use super::rechnen::{NichtGerechnet, Stand, im_monat, versionen, zeitraeume};
use super::rechtsaenderung::{self, Rechtsaenderung};
use super::zeile::{Monatslage, Zeile, bagatelle, beantworte, nach_monaten, zeile};
use super::{
    Anhoerung, Antwort, Beantwortet, Entwurf, Entwurfsstand, Grundlage, Monatsaenderung,
    OffeneFrage, Personenaenderung, Thema, alle, wartender,
};
use crate::akte::lage::Akten;
use crate::akte::{Ereignis, FallTatsache, Gilt, Kennung, Posten, Strom};
use crate::berechnung::Gruende;
use crate::bescheid::{Bewilligtes, bescheide, entschieden};
use crate::frist::{Bekanntgabe, bekannt_am};
use crate::pflichtverletzung::{mit_verfahren, pflichtverletzungen};
use crate::schnittstelle::{Ergebnis, PersonErgebnis};
use crate::ueberpruefung;
use crate::versagung::versagt;
use crate::vorlaeufig::{Wie, wie};

/// Was gerade geschieht.
#[derive(Clone)]
pub(crate) struct Vorgang<'a> {
    /// Die Akten, wie sie gespeichert sind.
    pub(crate) vorher: Akten<'a>,
    /// Dieselben mit den neuen Ereignissen.
    pub(crate) nachher: Akten<'a>,
    /// Die Monate, in denen der Vorgang etwas ändern kann.
    pub(crate) monate: Vec<Monat>,
    /// Der Tag, an dem entschieden wird.
    pub(crate) heute: Tag,
    /// Wer handelt.
    pub(crate) akteur: Kennung,
    /// Was gerade beantwortet wird.
    pub(crate) antworten: Vec<Beantwortet>,
    /// Geändertes Recht, dessentwegen neu gerechnet wird.
    pub(crate) recht: Option<Rechtsaenderung>,
}

impl<'a> Vorgang<'a> {
    /// Dieselben Akten noch einmal, mit keinem Monat mehr, als schon im wartenden Entwurf steht.
    pub(crate) fn noch_einmal(akten: Akten<'a>, (heute, akteur): (Tag, Kennung)) -> Vorgang<'a> {
        Vorgang {
            vorher: akten,
            nachher: akten,
            monate: Vec::new(),
            heute,
            akteur,
            antworten: Vec::new(),
            recht: None,
        }
    }
}

/// Die Ereignisse für den Fall: der überholte Entwurf, der neue, beide oder keiner.
///
/// # Errors
/// [`NichtGerechnet`].
pub(crate) fn fortfuehren(
    vorgang: &Vorgang<'_>,
    womit: (&Recht, &mut Werkbank),
) -> Result<Vec<Ereignis<FallTatsache>>, NichtGerechnet> {
    let fall = vorgang.vorher.fall;
    let wartet = wartender(fall);
    let neu = entwurf_jetzt(vorgang, womit)?;
    if neu.as_ref().zip(wartet).is_some_and(|(neu, (_, alt))| neu.regelt_dasselbe(alt)) {
        return Ok(Vec::new());
    }
    let ueberholt = wartet.map(|(posten, entwurf)| {
        let stand = Entwurfsstand::Ueberholt;
        (posten.clone(), Entwurf { stand, ..entwurf.clone() })
    });
    let nummer = Posten::nr(alle(fall).len().saturating_add(1));
    let neu = neu.map(|entwurf| (nummer, entwurf));
    let ereignis = |(posten, entwurf)| {
        let tatsache = FallTatsache::Entwurf { posten, eintrag: Some(entwurf) };
        Ereignis::neu(Gilt::IMMER, vorgang.heute, tatsache)
    };
    Ok(ueberholt.into_iter().chain(neu).map(ereignis).collect())
}

/// Der Entwurf, den die Akten nach dem Vorgang heute verlangen; `None`, wenn nichts zu regeln ist.
///
/// # Errors
/// [`NichtGerechnet`].
pub(crate) fn entwurf_jetzt(
    vorgang: &Vorgang<'_>,
    (recht, werkbank): (&Recht, &mut Werkbank),
) -> Result<Option<Entwurf>, NichtGerechnet> {
    let fall = vorgang.vorher.fall;
    let wartet = wartender(fall);
    let mut monate: BTreeSet<Monat> = vorgang.monate.iter().copied().collect();
    monate.extend(wartet.iter().flat_map(|(_, entwurf)| &entwurf.monate).map(|m| m.monat));
    let bewilligt = Bewilligtes::aus(fall);
    // Was festgestellt werden soll, gehört zur Rechnung des Entwurfs, noch nicht zur Akte.
    let zukunft_ab = zukunft_ab(vorgang.heute);
    let mit = mit_verfahren(vorgang.nachher, zukunft_ab);
    if mit.is_some() {
        // Mit jedem Monat, der vergeht, beginnt eine Minderung später.
        let kuenftig = bewilligt.zeilen().map(|(monat, ..)| monat);
        monate.extend(kuenftig.filter(|monat| *monat >= zukunft_ab));
    }
    // Ist der Zeitraum kürzer geworden, ist über die Monate danach nichts beantragt.
    let zeitraeume = zeitraeume(vorgang.nachher.fall);
    let beantragt = |monat: &Monat| {
        zeitraeume.iter().any(|(ab, bis)| ab.monat() <= *monat && *monat <= bis.monat())
            || bewilligt.im_monat(*monat).next().is_some()
    };
    monate.retain(beantragt);
    let mut gerechnet = BTreeMap::new();
    let rechnet = mit.as_ref().map_or(vorgang.nachher, Stand::akten);
    for &monat in &monate {
        let ergebnis = im_monat(rechnet, monat, (recht, &mut *werkbank), Gruende::Ohne)?;
        gerechnet.insert(monat, ergebnis);
    }
    // Worüber noch niemand entschieden hat: was seit dem wartenden Entwurf oder jetzt dazukam. Solange es noch
    // keinen Bescheid gibt, ist das alles.
    let unentschieden = unentschieden(fall);
    let vorher = match unentschieden.last() {
        Some(entwurf) => entwurf.vorher.clone(),
        None => entschieden_bis(vorgang, (recht, &monate)),
    };
    let beteiligt = unentschieden.iter().flat_map(|entwurf| entwurf.beteiligt.iter().copied());
    let beteiligt: BTreeSet<Kennung> = beteiligt.collect();
    let antworten = unentschieden.last().map(|entwurf| entwurf.antworten.clone());
    let antworten = antworten.unwrap_or_default();
    let wartender = wartet.map(|(_, entwurf)| entwurf);
    let basis = Basis {
        rechtsaenderung: rechtsaenderung::nennt(
            vorgang.recht.as_ref(),
            wartender,
            &bewilligt,
            &gerechnet,
        ),
        bewilligt: &bewilligt,
        vorher,
        nachher: vorgang.nachher,
        gerechnet: &gerechnet,
        heute: vorgang.heute,
        beteiligt: beteiligt.into_iter().chain([vorgang.akteur]).collect(),
        antworten: antworten.into_iter().chain(vorgang.antworten.iter().cloned()).collect(),
        beantragt: ueberpruefung::beantragt(vorgang.nachher.fall),
    };
    Ok(basis.entwurf(recht))
}

/// Alle Entwürfe seit dem letzten Bescheid, auch überholte: was in ihnen stand, hat noch niemand entschieden.
fn unentschieden(fall: &crate::akte::Akte<FallTatsache>) -> Vec<&Entwurf> {
    let bescheide = bescheide(fall);
    let letzter = bescheide.last().map(|(_, bescheid, _)| &bescheid.entwurf);
    let alle = alle(fall).into_iter();
    alle.filter(|(posten, _)| Some(*posten) > letzter).map(|(_, entwurf)| entwurf).collect()
}

/// Die Versionen, über die entschieden ist: alle, oder, wo nach einer vorläufigen Bewilligung abschließend entschieden wird,
/// die des letzten Bescheids; was seither gemeldet wurde, wartete darauf.
fn entschieden_bis(
    vorgang: &Vorgang<'_>,
    (recht, monate): (&Recht, &BTreeSet<Monat>),
) -> BTreeMap<Strom, u64> {
    let fall = vorgang.vorher.fall;
    let bescheide = bescheide(fall);
    let Some((posten, bescheid, _)) = bescheide.last() else { return BTreeMap::new() };
    let womit = (recht, vorgang.heute);
    let abschliessend =
        |monat: &Monat| wie(vorgang.nachher.fall, *monat, womit) == Wie::Abschliessend;
    match entschieden(fall, posten) {
        Some((_, entwurf)) if monate.iter().any(abschliessend) => {
            bescheid.versionen(entwurf).clone()
        }
        _ => versionen(vorgang.vorher),
    }
}

/// Der erste Monat nach der Bekanntgabe, wenn der Brief an diesem Tag zur Post geht.
pub(crate) fn zukunft_ab(post: Tag) -> Monat {
    bekannt_am(Bekanntgabe::Post(post)).monat().plus(1)
}

/// Woraus ein Entwurf entsteht.
struct Basis<'a> {
    bewilligt: &'a Bewilligtes,
    /// Geändertes Recht, das einen der Beträge bewegt.
    rechtsaenderung: Option<Rechtsaenderung>,
    vorher: BTreeMap<Strom, u64>,
    nachher: Akten<'a>,
    /// Je Monat die neue Rechnung; `None`: niemand lebt mehr im Haushalt.
    gerechnet: &'a BTreeMap<Monat, Option<Ergebnis>>,
    heute: Tag,
    beteiligt: BTreeSet<Kennung>,
    antworten: Vec<Beantwortet>,
    /// Für welche Monate seit wann eine Überprüfung beantragt ist (§ 44 Abs. 4 Satz 3 SGB X).
    beantragt: BTreeMap<Monat, Tag>,
}

impl Basis<'_> {
    /// Der Entwurf; `None`, wenn sich nichts ändert.
    fn entwurf(mut self, recht: &Recht) -> Option<Entwurf> {
        let ausloeser = ausloeser(&self.vorher, self.nachher, self.rechtsaenderung.as_ref());
        self.antworten = zuletzt_geantwortet(std::mem::take(&mut self.antworten));
        let zukunft_ab = zukunft_ab(self.heute);
        // Was auf eine Frage geantwortet ist, die sich so nicht mehr stellt, gilt nicht mehr; dann ist ohne sie neu zu
        // sehen, wonach gefragt wird.
        let (zeilen, fragen) = loop {
            let antworten = Antworten::aus(&self.antworten);
            let (zeilen, herkuenfte) = self.zeilen(&ausloeser, (recht, zukunft_ab), &antworten);
            if zeilen.is_empty() {
                return None;
            }
            let fragen = self.fragen(&zeilen, (&ausloeser, &herkuenfte), (recht, zukunft_ab));
            let (offen, gueltig) = offen(fragen, &self.antworten);
            let alle_gelten = gueltig.len() == self.antworten.len();
            self.antworten = gueltig;
            if alle_gelten {
                break (zeilen, offen);
            }
        };
        let (mut zeilen, antworten) = (zeilen, Antworten::aus(&self.antworten));
        beantworte(&mut zeilen, (&antworten, &ausloeser), &self.beantragt);
        // Erst jetzt steht fest, was wirklich zurückzunehmen wäre.
        let aufheben = antworten.sagt(Thema::Bagatelle, Antwort::Aufheben);
        bagatelle(&mut zeilen, (recht, self.heute), aufheben);
        let monate = nach_monaten(zeilen);
        let belastend = aendernde(&monate).any(|aenderung| !aenderung.weniger().ist_null());
        Some(Entwurf {
            stand: Entwurfsstand::WartetAufFreigabe,
            am: self.heute,
            anlass: self.anlass(&ausloeser),
            nachher: versionen(self.nachher),
            zukunft_ab,
            belastend,
            endet: endet(self.bewilligt, &monate),
            anhoerung: anhoerung(&monate),
            fragen,
            antworten: self.antworten,
            monate,
            beteiligt: self.beteiligt,
            rechtsaenderung: self.rechtsaenderung,
            vorher: self.vorher,
        })
    }

    /// Alle Zeilen, und woher in jedem Monat kommt, was sich ändert.
    fn zeilen(
        &self,
        ausloeser: &[Ausloeser],
        (recht, zukunft_ab): (&Recht, Monat),
        antworten: &Antworten,
    ) -> (Vec<Zeile>, BTreeMap<Monat, Herkunft>) {
        let mut zeilen = Vec::new();
        let mut herkuenfte: BTreeMap<Monat, Herkunft> = BTreeMap::new();
        for (monat, ergebnis) in self.gerechnet {
            let zeit = if *monat < zukunft_ab { Zeit::Vergangenheit } else { Zeit::Zukunft };
            let fall = self.nachher.fall;
            let (wie, versagt) = (wie(fall, *monat, (recht, self.heute)), versagt(fall, *monat));
            // Was schon endgültig bewilligt und gezahlt ist, wird nicht nachträglich vorläufig.
            let endgueltig = self.bewilligt.im_monat(*monat).any(|(_, alt)| !alt.vorlaeufig);
            let vorlaeufig =
                matches!(wie, Wie::Vorlaeufig { .. }) && (zeit == Zeit::Zukunft || !endgueltig);
            for (person, neu) in self.personen(*monat, ergebnis.as_ref()) {
                let alt = self.bewilligt.zuletzt(*monat, person);
                let herkunft = alt.map(|alt| Herkunft::im(*monat, ausloeser, alt));
                let minderung = laeuft_gegen(fall, person);
                let lage = Monatslage { zeit, wie, versagt, minderung, herkunft, antworten };
                let Some(aenderung) = zeile((person, alt), neu, lage) else { continue };
                if let Some(herkunft) = herkunft {
                    let bisher = herkuenfte.entry(*monat).or_default();
                    *bisher = bisher.und(herkunft);
                }
                zeilen.push(Zeile { monat: *monat, zeit, vorlaeufig, aenderung });
            }
        }
        (zeilen, herkuenfte)
    }

    /// Alles, was zu fragen ist, bevor geantwortet ist.
    fn fragen(
        &self,
        zeilen: &[Zeile],
        (ausloeser, herkuenfte): (&[Ausloeser], &BTreeMap<Monat, Herkunft>),
        (recht, zukunft_ab): (&Recht, Monat),
    ) -> Vec<OffeneFrage> {
        let mut zeilen = zeilen.to_vec();
        let bagatelle_fraglich = bagatelle(&mut zeilen, (recht, self.heute), false);
        fragen::fragen(&fragen::Lage {
            fall: self.nachher.fall,
            monate: &nach_monaten(zeilen),
            gerechnet: self.gerechnet,
            ausloeser,
            herkuenfte,
            zukunft_ab,
            heute: self.heute,
            bagatelle_fraglich,
            beantragt: &self.beantragt,
        })
    }

    /// Alle, über die in dem Monat zu entscheiden ist oder entschieden wurde, mit der neuen Rechnung.
    fn personen<'e>(
        &self,
        monat: Monat,
        ergebnis: Option<&'e Ergebnis>,
    ) -> Vec<(Kennung, Option<&'e PersonErgebnis>)> {
        let neue = ergebnis.into_iter().flat_map(|ergebnis| &ergebnis.personen);
        let mut alle: Vec<(Kennung, Option<&PersonErgebnis>)> = neue
            .filter_map(|person| Some((person.id.parse().ok()?, Some(person))))
            .filter(|(kennung, person)| {
                // Wer zu keiner Bedarfsgemeinschaft gehört, hat nichts beantragt.
                person.is_some_and(|p| p.bedarfsgemeinschaft.is_some())
                    || self.bewilligt.zuletzt(monat, *kennung).is_some()
            })
            .collect();
        let gefunden: BTreeSet<Kennung> = alle.iter().map(|(kennung, _)| *kennung).collect();
        let fort = self.bewilligt.im_monat(monat).map(|(kennung, _)| kennung);
        alle.extend(
            fort.filter(|kennung| !gefunden.contains(kennung)).map(|kennung| (kennung, None)),
        );
        alle
    }

    /// Worauf er beruht; beim ersten Bescheid auf den Anträgen.
    fn anlass(&self, ausloeser: &[Ausloeser]) -> Vec<super::Stelle> {
        if !self.bewilligt.ist_leer() {
            return ausloeser.iter().filter(|a| a.gilt_noch()).filter_map(|a| a.stelle).collect();
        }
        let fall = self.nachher.fall;
        let strom = Strom::fall(fall.kennung);
        let antraege = fall.eintraege().iter().filter(|eintrag| {
            matches!(eintrag.ereignis.tatsache, FallTatsache::Antrag { eintrag: Some(_), .. })
        });
        antraege.map(|eintrag| super::Stelle { strom, version: eintrag.version }).collect()
    }
}

/// Die Fragen, auf die noch niemand geantwortet hat, und die Antworten auf die, die sich noch stellen.
fn offen(
    fragen: Vec<OffeneFrage>,
    antworten: &[Beantwortet],
) -> (Vec<OffeneFrage>, Vec<Beantwortet>) {
    let mut noch = Vec::new();
    let mut beantwortet = Vec::new();
    for frage in fragen {
        match antworten.iter().find(|b| b.frage == frage) {
            Some(antwort) => beantwortet.push(antwort.clone()),
            None => noch.push(frage),
        }
    }
    (noch, beantwortet)
}

/// Läuft ein Verfahren, das dem Menschen eine Minderung bringen kann?
fn laeuft_gegen(fall: &crate::akte::Akte<FallTatsache>, person: Kennung) -> bool {
    pflichtverletzungen(fall).into_iter().any(|(_, eine)| eine.laeuft() && eine.person == person)
}

/// Zu jeder Frage die letzte Antwort: wer noch einmal antwortet, ändert sie.
fn zuletzt_geantwortet(antworten: Vec<Beantwortet>) -> Vec<Beantwortet> {
    let mut letzte: Vec<Beantwortet> = Vec::new();
    for antwort in antworten.into_iter().rev() {
        if letzte.iter().all(|spaetere| spaetere.frage != antwort.frage) {
            letzte.push(antwort);
        }
    }
    letzte.reverse();
    letzte
}

/// Bekommt am Ende der Bewilligung niemand mehr etwas, der bisher etwas bekam?
fn endet(bewilligt: &Bewilligtes, monate: &[Monatsaenderung]) -> bool {
    let Some(letzter) = bewilligt.letzter_monat() else { return false };
    let Some(ende) = monate.iter().find(|monat| monat.monat == letzter) else { return false };
    let neue: BTreeMap<Kennung, Cent> =
        ende.personen.iter().map(|zeile| (zeile.person, zeile.bewilligt().summe())).collect();
    let bisher = bewilligt.im_monat(letzter);
    let danach = bisher
        .map(|(person, alt)| neue.get(&person).copied().unwrap_or_else(|| alt.leistung.summe()));
    let dazu = ende.personen.iter().filter(|z| bewilligt.zuletzt(letzter, z.person).is_none());
    let dazu: Cent = dazu.map(|zeile| zeile.bewilligt().summe()).sum();
    !bewilligt.summe(letzter).ist_null() && (danach.sum::<Cent>() + dazu).ist_null()
}

/// Alle, die wirklich etwas ändern.
fn aendernde(monate: &[Monatsaenderung]) -> impl Iterator<Item = &Personenaenderung> {
    monate.iter().flat_map(|monat| &monat.personen).filter(|a| a.grundlage.aendert())
}

/// § 24 SGB X: die Ausnahme des Abs. 2 Nr. 5 passt nur, wo sich Verhältnisse geändert haben.
fn anhoerung(monate: &[Monatsaenderung]) -> Anhoerung {
    // Auf das Vorläufige durfte sich niemand verlassen: die abschließende Entscheidung greift in kein Recht ein.
    let belastende = aendernde(monate).filter(|a| !a.grundlage.setzt_fest());
    let mut belastende = belastende.filter(|a| !a.weniger().ist_null()).peekable();
    if belastende.peek().is_none() {
        Anhoerung::NichtNoetig
    } else if belastende.any(|a| {
        use Grundlage as G;
        matches!(
            a.grundlage,
            G::Ruecknahme45 | G::Mitteilung48 | G::Erkennbar48 | G::Versagung66 | G::Minderung31
        )
    }) {
        Anhoerung::Noetig
    } else {
        Anhoerung::Entbehrlich
    }
}
