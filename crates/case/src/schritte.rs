//! Der nächste Schritt: was an einem Fall zu tun ist, bis wann, durch wen. Keine Lücke heißt: solange jemand etwas bekommt,
//! beantragt oder schuldet, steht hier etwas.
//!
//! Die Schritte folgen aus der Akte; niemand muss sie anlegen, und keiner kann einen vergessen. [`luecken`] nennt, wo
//! trotzdem keiner steht oder sich niemand kümmert.

mod rechtsstelle;

use law::kalender::auszahlungstag;
use law::measure::{Monat, Tag};

use crate::akte::{Akte, Aufgabe, Bekannt, FallTatsache, Posten, Zustaendig};
use crate::anforderung::anforderungen;
use crate::anhoerung::{AnhoerungFehlt, erledigt};
use crate::aufbewahrung::nach_monaten;
use crate::benannt::benannt;
use crate::bescheid::{Augen, Bewilligtes, Freigaberegeln, bescheide, entschieden};
use crate::entwurf::{Anhoerung, Entwurf, wartender};
use crate::erstattung::{Erstattung, Erstattungsstand, erstattungen};
use crate::pflichtverletzung::pflichtverletzungen;
use crate::versagung::versagungen;
use crate::versand::{Versandstand, sendungen};
use crate::vorlaeufig::{Vorlaeufigkeit, vorlaeufigkeiten};

benannt! {
    /// Was zu tun ist.
    Schrittart {
        /// Über einen Antrag ist noch nichts entworfen: der Bewilligungszeitraum fehlt (§ 41 Abs. 3).
        AntragPruefen = "antrag_pruefen",
        /// Der Entwurf fragt etwas.
        FragenBeantworten = "fragen_beantworten",
        /// Vorher ist anzuhören (§ 24 SGB X).
        AnhoerungEinleiten = "anhoerung_einleiten",
        /// Der Mensch kann sich noch äußern.
        AeusserungAbwarten = "aeusserung_abwarten",
        /// Der Entwurf ist freizugeben.
        EntwurfFreigeben = "entwurf_freigeben",
        /// Über eine Erstattung ist zu entscheiden (§ 50 SGB X).
        ErstattungEntscheiden = "erstattung_entscheiden",
        /// Über einen Widerspruch ist zu entscheiden (§ 88 Abs. 2 SGG).
        WiderspruchEntscheiden = "widerspruch_entscheiden",
        /// Der Mensch schickt noch Unterlagen (§ 60 SGB I).
        UnterlagenAbwarten = "unterlagen_abwarten",
        /// Die Frist ist um: an die Unterlagen erinnern.
        AnUnterlagenErinnern = "an_unterlagen_erinnern",
        /// Trotz Erinnerung fehlt etwas: entscheiden, was daraus folgt (§ 66 SGB I, § 41a Abs. 3 SGB II).
        UeberFolgenEntscheiden = "ueber_folgen_entscheiden",
        /// Die vorläufige Zeit ist um: abschließend entscheiden (§ 41a Abs. 3, 4 SGB II).
        AbschliessendEntscheiden = "abschliessend_entscheiden",
        /// Ein Widerspruch kam vielleicht zu spät: Wiedereinsetzung oder Überprüfung (§ 67 SGG, § 44 SGB X).
        FristKlaeren = "frist_klaeren",
        /// Abgeholfen oder zurückgenommen: der neue Bescheid fehlt noch.
        NeuerBescheid = "neuer_bescheid",
        /// Über eine Überprüfung ist zu entscheiden (§ 88 Abs. 1 SGG).
        UeberpruefungEntscheiden = "ueberpruefung_entscheiden",
        /// Das Gericht hat eine Frist gesetzt.
        GerichtAntworten = "gericht_antworten",
        /// Das Gericht hat geladen.
        GerichtsterminWahrnehmen = "gerichtstermin_wahrnehmen",
        /// Das Gericht hat entschieden: hinnehmen oder Berufung (§ 151 SGG).
        RechtsmittelPruefen = "rechtsmittel_pruefen",
        /// Das Gericht fragen, wie es steht.
        GerichtFragen = "gericht_fragen",
        /// Ein neuer Bescheid wurde Teil der Klage: das Gericht bekommt eine Abschrift (§ 96 Abs. 2 SGG).
        AbschriftAnsGericht = "abschrift_ans_gericht",
        /// Was das Gericht zugunsten des Menschen entschied, ist umzusetzen.
        UrteilUmsetzen = "urteil_umsetzen",
        /// Ein Brief ist fertig und noch nicht hinaus.
        Versenden = "versenden",
        /// Ein Brief ist zurückgehalten: freigeben, oder anders entscheiden.
        ZurueckgehaltenesKlaeren = "zurueckgehaltenes_klaeren",
        /// Ein Brief kam nicht an: die Anschrift klären und neu versenden.
        AnschriftKlaeren = "anschrift_klaeren",
        /// Die Bewilligung läuft aus: an den Antrag erinnern (§ 37 Abs. 1, § 14 SGB I).
        AnWeiterbewilligungErinnern = "an_weiterbewilligung_erinnern",
        /// Bis zum Ende der Bewilligung wird gezahlt.
        Zahlen = "zahlen",
    }
}

benannt! {
    /// Wer ihn tut.
    Wer {
        /// Wer für die Leistung zuständig ist.
        Leistung = "leistung",
        /// Wer freigibt und nicht mitgewirkt hat.
        ZweitePerson = "zweite_person",
        /// Wer über Widersprüche entscheidet.
        Rechtsstelle = "rechtsstelle",
        /// Der Mensch selbst.
        Mensch = "mensch",
        /// Die Kasse.
        Kasse = "kasse",
        /// Der Versandlauf.
        Versand = "versand",
    }
}

benannt! {
    /// Was fehlt.
    Luecke {
        /// Kein nächster Schritt, obwohl etwas läuft.
        Schritt = "schritt",
        /// Niemand und kein Team ist für die Leistung zuständig.
        Zustaendigkeit = "zustaendigkeit",
        /// Ein Schritt hätte getan sein sollen.
        Ueberfaellig = "ueberfaellig",
    }
}

/// Ein Schritt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schritt {
    /// Was.
    pub was: Schrittart,
    /// Bis wann.
    pub bis: Tag,
    /// Durch wen.
    pub wer: Wer,
    /// Woran: die Nummer des Entwurfs, der Erstattung, des Widerspruchs, der Überprüfung, des Verfahrens, der Sendung.
    pub nummer: Option<Posten>,
}

/// Binnen so vieler Tage wird über einen Entwurf entschieden.
const ENTSCHEIDEN_TAGE: i32 = 14;
/// Binnen so vieler Tage wird geklärt, warum ein Brief da liegt.
const KLAEREN_TAGE: i32 = 7;
/// So viele Tage nach dem des Briefs ist der Versand überfällig: ein Wochenende mit einem Feiertag ist es nicht.
const VERSENDEN_TAGE: i32 = 4;
/// So viele Monate vor dem Ende wird erinnert.
const ERINNERN_MONATE: i32 = 2;
/// So viele Monate nach dem Ende einer vorläufigen Zeit ist abschließend entschieden; das Ziel des Hauses.
const ABSCHLUSS_ZIEL_MONATE: i32 = 2;
/// So viele Monate danach gilt das Vorläufige als festgesetzt (§ 41a Abs. 5 Satz 1 SGB II).
const ABSCHLUSS_MONATE: i32 = 12;
/// So viele Monate hat das Amt für einen Antrag (§ 88 Abs. 1 SGG).
const ABSCHLUSS_ANTRAG_MONATE: u16 = 6;

/// Alle Schritte eines Falls, der dringendste zuerst.
#[must_use]
pub fn schritte(fall: &Akte<FallTatsache>, regeln: &Freigaberegeln, heute: Tag) -> Vec<Schritt> {
    let mut schritte: Vec<Schritt> = entwurf(fall, regeln, heute).into_iter().collect();
    schritte.extend(antrag(fall));
    schritte.extend(erstattung(fall, heute));
    schritte.extend(unterlagen(fall, heute));
    schritte.extend(abschluss(fall, heute));
    schritte.extend(pflichten(fall));
    schritte.extend(rechtsstelle::schritte(fall, heute));
    schritte.extend(versand(fall));
    schritte.extend(bewilligung(fall, heute));
    schritte.sort_by_key(|schritt| (schritt.bis, schritt.was));
    schritte
}

fn entwurf(fall: &Akte<FallTatsache>, regeln: &Freigaberegeln, heute: Tag) -> Option<Schritt> {
    let (nummer, entwurf) = wartender(fall)?;
    let bald = entwurf.am.plus_tage(ENTSCHEIDEN_TAGE);
    let schritt = |was, wer, bis| Schritt { was, bis, wer, nummer: Some(nummer.clone()) };
    if !entwurf.fragen.is_empty() {
        return Some(schritt(Schrittart::FragenBeantworten, Wer::Leistung, bald));
    }
    if let Some(schritt_vorher) = anhoeren(fall, entwurf, heute) {
        let (was, wer, bis) = schritt_vorher;
        return Some(schritt(was, wer, bis.unwrap_or(bald)));
    }
    let wer = match regeln.augen(fall.kennung, bescheide(fall).len(), entwurf) {
        Augen::Zwei => Wer::Leistung,
        Augen::Vier(_) => Wer::ZweitePerson,
    };
    Some(schritt(Schrittart::EntwurfFreigeben, wer, bald))
}

/// Was vor der Freigabe noch zu hören ist; ein Tag nur, wo die Frist schon läuft.
fn anhoeren(
    fall: &Akte<FallTatsache>,
    entwurf: &Entwurf,
    heute: Tag,
) -> Option<(Schrittart, Wer, Option<Tag>)> {
    if entwurf.anhoerung != Anhoerung::Noetig {
        return None;
    }
    match erledigt(fall, entwurf, heute).err()? {
        // Kam der Brief nicht an, steht auch die Sendung selbst hier.
        AnhoerungFehlt::Keine | AnhoerungFehlt::NichtAngekommen => {
            Some((Schrittart::AnhoerungEinleiten, Wer::Leistung, None))
        }
        AnhoerungFehlt::Laeuft(bis) => {
            Some((Schrittart::AeusserungAbwarten, Wer::Mensch, Some(bis)))
        }
    }
}

/// Ein Antrag, zu dem noch kein Bewilligungszeitraum steht: niemand hat ihn angefasst.
fn antrag(fall: &Akte<FallTatsache>) -> Option<Schritt> {
    let eintraege = fall.eintraege().iter().rev();
    let (mut zeitraum, mut offen) = (None, None);
    for eintrag in eintraege {
        match &eintrag.ereignis.tatsache {
            FallTatsache::Bewilligungszeitraum(_) => {
                zeitraum.get_or_insert(eintrag.ereignis.eingang);
            }
            // Der letzte Stand zählt: ein zurückgenommener Antrag ist keiner.
            FallTatsache::Antrag { eintrag: antrag, .. } => {
                offen.get_or_insert(antrag.map(|antrag| (antrag.tag, eintrag.ereignis.eingang)));
            }
            _ => {}
        }
    }
    let (tag, eingang) = offen.flatten()?;
    let unberuehrt = zeitraum.is_none_or(|zeitraum| zeitraum < eingang);
    unberuehrt.then(|| Schritt {
        was: Schrittart::AntragPruefen,
        bis: tag.plus_tage(ENTSCHEIDEN_TAGE),
        wer: Wer::Leistung,
        nummer: None,
    })
}

fn erstattung(fall: &Akte<FallTatsache>, heute: Tag) -> Vec<Schritt> {
    let wartende = erstattungen(fall).into_iter();
    let wartende = wartende.filter(|(_, e)| e.stand == Erstattungsstand::WartetAufFreigabe);
    wartende
        .map(|(nummer, erstattung)| {
            let bald = erstattung.am.plus_tage(ENTSCHEIDEN_TAGE);
            let entwurf = entschieden(fall, &erstattung.bescheid);
            let fehlt = entwurf.and_then(|(_, entwurf)| erledigt(fall, entwurf, heute).err());
            let (was, wer, bis) = match fehlt {
                Some(AnhoerungFehlt::Keine | AnhoerungFehlt::NichtAngekommen) => {
                    (Schrittart::AnhoerungEinleiten, Wer::Leistung, bald)
                }
                Some(AnhoerungFehlt::Laeuft(bis)) => {
                    (Schrittart::AeusserungAbwarten, Wer::Mensch, bis)
                }
                None => (Schrittart::ErstattungEntscheiden, Wer::ZweitePerson, bald),
            };
            Schritt { was, bis, wer, nummer: Some(nummer.clone()) }
        })
        .collect()
}

/// Angeforderte Unterlagen, die noch fehlen.
fn unterlagen(fall: &Akte<FallTatsache>, heute: Tag) -> Vec<Schritt> {
    // Ist die Leistung deshalb schon versagt, liegt es am Menschen, wann er nachholt.
    let versagt = |nummer: &Posten| {
        let alle = versagungen(fall).into_iter();
        alle.into_iter().any(|(_, eine)| eine.anforderung == *nummer)
    };
    let offene = anforderungen(fall).into_iter();
    let offene = offene.filter(|(nummer, eine)| eine.offen() && !versagt(nummer));
    offene
        .map(|(nummer, eine)| {
            let danach = eine.frist.plus_tage(ENTSCHEIDEN_TAGE);
            let (was, bis, wer) = match eine.erinnert {
                _ if heute <= eine.frist => {
                    (Schrittart::UnterlagenAbwarten, eine.frist, Wer::Mensch)
                }
                None => (Schrittart::AnUnterlagenErinnern, danach, Wer::Leistung),
                Some(_) => (Schrittart::UeberFolgenEntscheiden, danach, Wer::Leistung),
            };
            Schritt { was, bis, wer, nummer: Some(nummer.clone()) }
        })
        .collect()
}

/// Ein Verfahren über eine Pflichtverletzung, zu dem kein Entwurf wartet: bewilligt ist nichts, was zu mindern wäre.
fn pflichten(fall: &Akte<FallTatsache>) -> Vec<Schritt> {
    if wartender(fall).is_some() {
        return Vec::new();
    }
    let laufende = pflichtverletzungen(fall).into_iter().filter(|(_, eine)| eine.laeuft());
    laufende
        .map(|(nummer, eine)| Schritt {
            was: Schrittart::UeberFolgenEntscheiden,
            bis: eine.feststellen_bis().unwrap_or(eine.tag.plus_tage(ENTSCHEIDEN_TAGE)),
            wer: Wer::Leistung,
            nummer: Some(nummer.clone()),
        })
        .collect()
}

/// Vorläufige Zeiten, über die abschließend zu entscheiden ist; ein Jahr nach ihrem Ende ist es zu spät (§ 41a Abs. 5).
fn abschluss(fall: &Akte<FallTatsache>, heute: Tag) -> Vec<Schritt> {
    let offen = |eine: &Vorlaeufigkeit| {
        let vorbei = eine.bis.letzter() < heute || eine.antrag.is_some();
        let noch = heute <= eine.bis.plus(ABSCHLUSS_MONATE).letzter() || eine.antrag.is_some();
        vorbei && noch && eine.abschluss.is_none()
    };
    let alle = vorlaeufigkeiten(fall).into_iter().filter(|(_, eine)| offen(eine));
    alle.map(|(nummer, eine)| {
        let nach_ende = eine.bis.plus(ABSCHLUSS_ZIEL_MONATE).letzter();
        let bis = eine.antrag.map_or(nach_ende, |tag| nach_monaten(tag, ABSCHLUSS_ANTRAG_MONATE));
        let was = Schrittart::AbschliessendEntscheiden;
        Schritt { was, bis, wer: Wer::Leistung, nummer: Some(nummer.clone()) }
    })
    .collect()
}

/// Was noch nicht hinaus ist oder nicht ankam.
fn versand(fall: &Akte<FallTatsache>) -> Vec<Schritt> {
    let letzte = sendungen(fall).into_iter().filter(|sendung| sendung.letzte);
    letzte
        .filter_map(|sendung| {
            let klaeren = |seit: Tag| seit.plus_tage(KLAEREN_TAGE);
            let (was, wer, bis) = match sendung.stand {
                Versandstand::Bereit { .. } => (Schrittart::Versenden, Wer::Versand, sendung.ab),
                Versandstand::Zurueckgehalten { am, .. } => {
                    (Schrittart::ZurueckgehaltenesKlaeren, Wer::Leistung, klaeren(am))
                }
                Versandstand::Versandt(_) => return None,
                Versandstand::Zurueckgekommen { am, .. } => {
                    (Schrittart::AnschriftKlaeren, Wer::Leistung, klaeren(am))
                }
            };
            Some(Schritt { was, bis, wer, nummer: Some(sendung.nummer) })
        })
        .collect()
}

/// Die nächste Zahlung, und die Erinnerung, bevor die Bewilligung endet.
fn bewilligung(fall: &Akte<FallTatsache>, heute: Tag) -> Vec<Schritt> {
    let bewilligt = Bewilligtes::aus(fall);
    let kuenftig = bewilligt.zeilen().filter(|(monat, _, zuletzt)| {
        *monat >= heute.monat() && !zuletzt.leistung.summe().ist_null()
    });
    let monate: std::collections::BTreeSet<Monat> = kuenftig.map(|(monat, ..)| monat).collect();
    let Some(letzter) = monate.last() else { return Vec::new() };
    let ohne_nummer = |was, wer, bis| Schritt { was, bis, wer, nummer: None };
    let naechste = monate.iter().find(|monat| auszahlungstag(**monat) >= heute);
    let zahlung =
        naechste.map(|monat| ohne_nummer(Schrittart::Zahlen, Wer::Kasse, auszahlungstag(*monat)));
    let erinnern = letzter.plus(-ERINNERN_MONATE).letzter();
    let erinnerung = ohne_nummer(Schrittart::AnWeiterbewilligungErinnern, Wer::Leistung, erinnern);
    zahlung.into_iter().chain([erinnerung]).collect()
}

/// Was an einem Fall fehlt: kein Schritt, obwohl etwas läuft; niemand, der sich kümmert; ein Schritt, der überfällig ist.
#[must_use]
pub fn luecken(fall: &Akte<FallTatsache>, regeln: &Freigaberegeln, heute: Tag) -> Vec<Luecke> {
    let schritte = schritte(fall, regeln, heute);
    let mut luecken = Vec::new();
    let laeuft = laeuft(fall, heute);
    if laeuft && schritte.is_empty() {
        luecken.push(Luecke::Schritt);
    }
    if laeuft && zustaendig(fall, heute).is_none() {
        luecken.push(Luecke::Zustaendigkeit);
    }
    // An die Weiterbewilligung erinnert noch kein Befehl: der Schritt steht da, mit seinem Tag, aber was niemand
    // erledigen kann, ist keine Lücke.
    let faellig = |s: &Schritt| match s.was {
        Schrittart::AnWeiterbewilligungErinnern => false,
        Schrittart::Versenden => s.bis.plus_tage(VERSENDEN_TAGE) < heute,
        _ => s.bis < heute,
    };
    if schritte.iter().any(faellig) {
        luecken.push(Luecke::Ueberfaellig);
    }
    luecken
}

/// Bekommt, beantragt oder bestreitet jemand etwas?
fn laeuft(fall: &Akte<FallTatsache>, heute: Tag) -> bool {
    let beantragt = fall.je(Bekannt::Jetzt).iter().any(|stueck| match stueck.tatsache() {
        FallTatsache::Bewilligungszeitraum(zeitraum) => {
            heute <= zeitraum.ende() && Bewilligtes::aus(fall).ist_leer()
        }
        FallTatsache::Antrag { eintrag: Some(_), .. } => bescheide(fall).is_empty(),
        _ => false,
    });
    let bekommt = Bewilligtes::aus(fall)
        .zeilen()
        .any(|(monat, _, zuletzt)| monat >= heute.monat() && !zuletzt.leistung.summe().ist_null());
    let bestritten = !rechtsstelle::schritte(fall, heute).is_empty();
    // Eine festgesetzte Erstattung geht an die Buchhaltung; hier läuft, was noch zu entscheiden ist.
    let wartet = |e: &Erstattung| e.stand == Erstattungsstand::WartetAufFreigabe;
    let schuldet = erstattungen(fall).iter().any(|(_, e)| wartet(e));
    beantragt
        || bekommt
        || bestritten
        || schuldet
        || wartender(fall).is_some()
        || antrag(fall).is_some()
}

/// Wer sich um die Leistung kümmert.
fn zustaendig(fall: &Akte<FallTatsache>, heute: Tag) -> Option<&Zustaendig> {
    let posten = Aufgabe::Leistung.posten();
    fall.am(heute, Bekannt::Jetzt).into_iter().find_map(|stueck| match stueck.tatsache() {
        FallTatsache::Zustaendig { posten: p, eintrag } if *p == posten => eintrag.as_ref(),
        _ => None,
    })
}
