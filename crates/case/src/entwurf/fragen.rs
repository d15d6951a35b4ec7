//! Was ein Mensch entscheidet, bevor er einen Entwurf freigibt.

use std::collections::{BTreeMap, BTreeSet};

use law::lage::MinderungArt;
use law::measure::{Monat, Tag};

use super::anlass::{Ausloeser, Herkunft};
use super::{Grundlage, Monatsaenderung, OffeneFrage, Personenaenderung, Thema};
use crate::akte::{Akte, FallTatsache, Kennung};
use crate::anforderung::{Anforderungszweck, anforderungen, ohne_nachweis};
use crate::pflichtverletzung::pflichtverletzungen;
use crate::schnittstelle::{Ergebnis, Gewicht};
use crate::ueberpruefung::leistungen_ab;

/// Wonach sich die Fragen richten.
pub(super) struct Lage<'a> {
    pub(super) fall: &'a Akte<FallTatsache>,
    pub(super) monate: &'a [Monatsaenderung],
    pub(super) gerechnet: &'a BTreeMap<Monat, Option<Ergebnis>>,
    pub(super) ausloeser: &'a [Ausloeser],
    pub(super) herkuenfte: &'a BTreeMap<Monat, Herkunft>,
    pub(super) zukunft_ab: Monat,
    pub(super) heute: Tag,
    pub(super) bagatelle_fraglich: bool,
    /// Für welche Monate seit wann eine Überprüfung beantragt ist.
    pub(super) beantragt: &'a BTreeMap<Monat, Tag>,
}

impl Lage<'_> {
    fn aenderungen(&self) -> impl Iterator<Item = (Monat, &Personenaenderung)> {
        self.monate.iter().flat_map(|m| m.personen.iter().map(move |person| (m.monat, person)))
    }

    /// Monate, für die rückwirkend weniger zusteht.
    fn rueckwirkend_weniger(&self) -> impl Iterator<Item = Monat> {
        let vergangen = self.aenderungen().filter(|(monat, _)| *monat < self.zukunft_ab);
        vergangen
            .filter(|(_, a)| a.grundlage.aendert() && a.grundlage.berichtigt())
            .filter(|(_, a)| !a.weniger().ist_null())
            .map(|(monat, _)| monat)
    }
}

/// Alle Fragen: zuerst die der Rechnung, dann die des Verfahrens.
pub(super) fn fragen(lage: &Lage<'_>) -> Vec<OffeneFrage> {
    let mut alle: Vec<OffeneFrage> = Vec::new();
    let verfahren = [
        bescheid(lage),
        gemischt(lage),
        jahresfrist(lage),
        nachzahlung(lage),
        bagatelle(lage),
        bildung(lage),
        nachholung(lage),
    ];
    let verfahren = verfahren.into_iter().flatten();
    let persoenlich = von_anfang_an(lage).into_iter();
    let nachweise = nachweise(lage).into_iter().chain(minderung(lage));
    let zuerst = rechnung(lage).chain(nachweise).chain(persoenlich);
    for frage in zuerst.chain(verfahren).chain(mitteilung(lage)) {
        if !alle.contains(&frage) {
            alle.push(frage);
        }
    }
    alle
}

fn frage(thema: Thema, norm: &str, frage: impl Into<String>) -> Option<OffeneFrage> {
    let (norm, frage) = (norm.to_owned(), frage.into());
    Some(OffeneFrage { norm, frage, thema, person: None, monat: None })
}

/// Was die Rechnung der neuen Monate offen lässt.
fn rechnung(lage: &Lage<'_>) -> impl Iterator<Item = OffeneFrage> {
    let betroffen = |e: &&Ergebnis| lage.monate.iter().any(|m| m.monat == e.monat);
    let ergebnisse = lage.gerechnet.values().flatten().filter(betroffen);
    let offen = ergebnisse.flat_map(|ergebnis| &ergebnis.offen);
    offen.filter(|frage| frage.gewicht == Gewicht::Entscheidung).map(|frage| OffeneFrage {
        norm: frage.norm.clone(),
        frage: frage.frage.clone(),
        person: frage.person.as_ref().and_then(|id| id.parse().ok()),
        monat: None,
        thema: Thema::Rechnung,
    })
}

/// § 45 Abs. 2 SGB X: ob das Vertrauen schutzwürdig ist, entscheidet ein Mensch, für jeden Betroffenen.
fn von_anfang_an(lage: &Lage<'_>) -> Vec<OffeneFrage> {
    je_mensch(lage, Grundlage::Ruecknahme45, |person, zeit| OffeneFrage {
        norm: "§ 45 Abs. 2 bis 4 SGB X, § 330 Abs. 2 SGB III".to_owned(),
        frage: format!(
            "Die Bewilligung war für {zeit} von Anfang an zu hoch. Beruht sie auf Angaben, die vorsätzlich oder \
             grob fahrlässig falsch oder unvollständig waren, oder war der Fehler zu erkennen? Nur dann wird sie für \
             die Vergangenheit zurückgenommen. Für die Zukunft ist zu prüfen, ob das Vertrauen schutzwürdig ist."
        ),
        person: Some(person),
        monat: None,
        thema: Thema::Vertrauen,
    })
}

/// Je Mensch mit Zeilen auf dieser Grundlage eine Frage, die seine Monate nennt: ändern sie sich, ist neu zu antworten.
fn je_mensch(
    lage: &Lage<'_>,
    grundlage: Grundlage,
    frage: impl Fn(Kennung, String) -> OffeneFrage,
) -> Vec<OffeneFrage> {
    let mut monate: BTreeMap<Kennung, Vec<Monat>> = BTreeMap::new();
    for (monat, zeile) in lage.aenderungen().filter(|(_, a)| a.grundlage == grundlage) {
        monate.entry(zeile.person).or_default().push(monat);
    }
    monate.into_iter().map(|(person, monate)| frage(person, zeit(&monate))).collect()
}

/// `Juli 2026 bis Juni 2027`, oder ein Monat.
fn zeit(monate: &[Monat]) -> String {
    match (monate.first(), monate.last()) {
        (Some(erster), Some(letzter)) if erster != letzter => {
            format!("{} bis {}", erster.deutsch(), letzter.deutsch())
        }
        (Some(einer), _) => einer.deutsch(),
        (None, _) => String::new(),
    }
}

/// Eine Änderung zwischen dem Tag des Bescheids und seiner Bekanntgabe.
fn bescheid(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let zeit = wann(lage, |herkunft| herkunft.bescheid_fraglich)?;
    frage(
        Thema::Bekanntgabe,
        "§§ 45, 48 SGB X",
        format!(
            "War der Bescheid schon bekannt gegeben, als sich die Verhältnisse änderten ({zeit})? Wenn nicht, war er \
             von Anfang an falsch; dann gelten die §§ 44 und 45 statt des § 48."
        ),
    )
}

/// Die Monate, auf deren Herkunft das zutrifft; `None`, wenn auf keine.
fn wann(lage: &Lage<'_>, trifft: impl Fn(&Herkunft) -> bool) -> Option<String> {
    let monate = lage.herkuenfte.iter().filter(|(_, herkunft)| trifft(herkunft));
    let monate: Vec<Monat> = monate.map(|(monat, _)| *monat).collect();
    (!monate.is_empty()).then(|| zeit(&monate))
}

fn gemischt(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let zeit = wann(lage, |herkunft| herkunft.gemischt())?;
    frage(
        Thema::Gemischt,
        "§§ 44, 45, 48 SGB X",
        format!(
            "Es trifft zusammen, was von Anfang an so war, und was sich später änderte ({zeit}). Welcher Teil der \
             Änderung stützt sich auf welche Vorschrift?"
        ),
    )
}

/// § 45 Abs. 4 Satz 2, § 48 Abs. 4 SGB X: für die Vergangenheit nur binnen eines Jahres.
fn jahresfrist(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let monate: Vec<Monat> = lage.rueckwirkend_weniger().collect();
    let trifft = |a: &&Ausloeser| monate.iter().any(|monat| a.beruehrt(*monat));
    let eingang = lage.ausloeser.iter().filter(trifft).map(|a| a.eingang).min()?;
    if lage.heute <= eingang.geburtstag(1) {
        return None;
    }
    frage(
        Thema::Jahresfrist,
        "§ 45 Abs. 4 Satz 2, § 48 Abs. 4 Satz 1 SGB X",
        format!(
            "Die erste Meldung ging am {} ein. Ist die Jahresfrist für die Vergangenheit noch gewahrt?",
            eingang.deutsch()
        ),
    )
}

/// § 44 Abs. 4 SGB X mit § 40 Abs. 1 Satz 2 Nr. 2 SGB II: nachgezahlt wird längstens für ein Jahr.
fn nachzahlung(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let eingang = lage.ausloeser.iter().map(|a| a.eingang).max()?;
    let zu_frueh = |(monat, a): (Monat, &Personenaenderung)| {
        let ab = nachzahlung_ab(eingang, monat, lage.beantragt);
        zu_frueh_fuer_nachzahlung(ab, monat, a).then_some(ab)
    };
    let ab = lage.aenderungen().find_map(zu_frueh)?;
    frage(
        Thema::Nachzahlung,
        "§ 44 Abs. 4, § 48 Abs. 4 SGB X, § 40 Abs. 1 Satz 2 Nr. 2 SGB II",
        format!(
            "Für Monate vor dem {} wird in der Regel nichts nachgezahlt. Wird für sie trotzdem gezahlt?",
            ab.deutsch()
        ),
    )
}

/// Ab wann für einen Monat nachgezahlt wird: ein Jahr vor der Meldung, oder vor dem früheren Antrag auf Überprüfung (§ 44
/// Abs. 4 Satz 3 SGB X).
pub(super) fn nachzahlung_ab(eingang: Tag, monat: Monat, beantragt: &BTreeMap<Monat, Tag>) -> Tag {
    leistungen_ab(beantragt.get(&monat).map_or(eingang, |antrag| eingang.min(*antrag)))
}

/// Liegt der Monat vor dem Tag, ab dem nachgezahlt wird?
pub(super) fn zu_frueh_fuer_nachzahlung(ab: Tag, monat: Monat, zeile: &Personenaenderung) -> bool {
    monat < ab.monat() && !zeile.mehr().ist_null() && zeile.grundlage.berichtigt()
}

/// Ändert sich nur, was neben der Auszahlung steht?
pub(super) fn nur_daneben(zeile: &Personenaenderung) -> bool {
    zeile.grundlage.berichtigt()
        && zeile.nachher.daneben < zeile.vorher.daneben
        && zeile.nachher.auszahlung == zeile.vorher.auszahlung
}

fn bagatelle(lage: &Lage<'_>) -> Option<OffeneFrage> {
    if !lage.bagatelle_fraglich {
        return None;
    }
    frage(
        Thema::Bagatelle,
        Grundlage::Bagatelle.norm(),
        "Für die Vergangenheit ist teils zu viel bewilligt, zusammen unter der Bagatellgrenze, und teils \
         nachzuzahlen. Ergeben sich „ausschließlich“ Erstattungen? Der Entwurf hebt zugunsten des Haushalts \
         nichts auf.",
    )
}

/// § 40 Abs. 6 Satz 3 SGB II.
fn bildung(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let nur_daneben =
        |(monat, a): &(Monat, &Personenaenderung)| *monat < lage.zukunft_ab && nur_daneben(a);
    lage.aenderungen().find(nur_daneben)?;
    frage(
        Thema::Bildung,
        "§ 40 Abs. 6 Satz 3 SGB II",
        "In einem vergangenen Monat ändern sich nur die Leistungen neben der Auszahlung. Geht es allein um \
         Bildung und Teilhabe? Dann wird nichts erstattet.",
    )
}

/// § 67 SGB I: nach nachgeholter Mitwirkung kann auch für die Vergangenheit gezahlt werden.
fn nachholung(lage: &Lage<'_>) -> Option<OffeneFrage> {
    let trifft = |(monat, a): &(Monat, &Personenaenderung)| {
        *monat < lage.zukunft_ab && a.grundlage == Grundlage::Nachgeholt67 && !a.mehr().ist_null()
    };
    let monate: Vec<Monat> = lage.aenderungen().filter(trifft).map(|(monat, _)| monat).collect();
    if monate.is_empty() {
        return None;
    }
    frage(
        Thema::Nachholung,
        Grundlage::Nachgeholt67.norm(),
        format!(
            "Die Mitwirkung ist nachgeholt. Wird für {} nachträglich gezahlt? Das ist Ermessen; dagegen sprechen nur \
             gewichtige Gründe.",
            zeit(&monate)
        ),
    )
}

/// § 41a Abs. 3 Satz 2 bis 4 SGB II: ob nachgewiesen ist, was zur abschließenden Entscheidung gefordert war.
fn nachweise(lage: &Lage<'_>) -> Vec<OffeneFrage> {
    let fest = lage.aenderungen().filter(|(_, a)| a.grundlage == Grundlage::Abschliessend41a);
    let monate: BTreeSet<Monat> = fest.map(|(monat, _)| monat).collect();
    let Some(erster) = monate.first() else { return Vec::new() };
    let fehlt = ohne_nachweis(lage.fall, monate.iter().copied(), lage.heute);
    if !fehlt.is_empty() {
        return fehlt.into_iter().map(monatsnachweis).collect();
    }
    let alle = anforderungen(lage.fall).into_iter().map(|(_, eine)| eine);
    let mut dazu = alle
        .filter(|a| a.zweck == Anforderungszweck::Abschluss && a.am >= erster.erster())
        .filter(|a| a.zurueckgezogen.is_none())
        .peekable();
    if dazu.peek().is_some() && dazu.all(|a| !a.offen()) {
        return Vec::new();
    }
    let monate: Vec<Monat> = monate.into_iter().collect();
    let frage = frage(
        Thema::Nachweise,
        "§ 41a Abs. 3 Satz 2 SGB II",
        format!(
            "Ist für {} alles nachgewiesen, worauf es ankommt? Wenn nicht: bitte die Unterlagen mit Frist und \
             schriftlicher Belehrung anfordern. Erst danach darf ein Monat ohne Nachweis auf null gesetzt werden.",
            zeit(&monate)
        ),
    );
    frage.into_iter().collect()
}

/// §§ 31, 31a, 32 SGB II: zu jedem laufenden Verfahren, ob es einen wichtigen Grund gab und ob es eine Härte wäre.
fn minderung(lage: &Lage<'_>) -> Vec<OffeneFrage> {
    if lage.aenderungen().all(|(_, a)| a.grundlage != Grundlage::Minderung31) {
        return Vec::new();
    }
    let laufende = pflichtverletzungen(lage.fall).into_iter().filter(|(_, eine)| eine.laeuft());
    let fragen = laufende.flat_map(|(nummer, eine)| {
        let frage = |norm: &str, thema, frage: String| OffeneFrage {
            norm: format!("{norm} (Nr. {})", nummer.text()),
            frage,
            person: Some(eine.person),
            monat: None,
            thema,
        };
        let tag = eine.tag.deutsch();
        let persoenlich = if eine.art == MinderungArt::NichtErreichbar {
            " Beim dritten Versäumnis in Folge soll eine persönliche Anhörung angeboten sein."
        } else {
            ""
        };
        [
            frage(
                "§ 31 Abs. 1 Satz 2, § 32 Abs. 1 Satz 2 SGB II",
                Thema::WichtigerGrund,
                format!(
                    "Gab es am {tag} einen wichtigen Grund, und ist er nachgewiesen? Dann bitte das Verfahren \
                     einstellen.{persoenlich} Ist eine psychische Erkrankung bekannt, soll persönlich angehört werden \
                     (§ 31a Abs. 2 SGB II)."
                ),
            ),
            frage(
                "§ 31a Abs. 3 SGB II",
                Thema::Haerte,
                format!(
                    "Wäre die Minderung wegen des {tag} im Einzelfall eine außergewöhnliche Härte? Dann bitte das \
                     Verfahren einstellen."
                ),
            ),
        ]
    });
    fragen.collect()
}

fn monatsnachweis(monat: Monat) -> OffeneFrage {
    OffeneFrage {
        norm: "§ 41a Abs. 3 Satz 3, 4 SGB II".to_owned(),
        frage: format!(
            "Für {} fehlen angeforderte Nachweise, und die Frist ist um. Ist trotzdem nachgewiesen, was gerechnet ist? \
             Sonst wird festgestellt, dass für diesen Monat kein Anspruch bestand, für niemanden in der \
             Bedarfsgemeinschaft.",
            monat.deutsch()
        ),
        person: None,
        monat: Some(monat),
        thema: Thema::Monatsnachweis,
    }
}

/// § 48 Abs. 1 Satz 2 Nr. 2 SGB X: war die Mitteilung grob fahrlässig zu spät? Je Mensch einmal. Wo nicht Einkommen
/// oder Vermögen erzielt wurde, hängt daran, ob rückwirkend überhaupt aufgehoben wird.
fn mitteilung(lage: &Lage<'_>) -> Vec<OffeneFrage> {
    let auf = |gesucht: Grundlage| {
        lage.aenderungen().filter(move |(_, a)| a.grundlage == gesucht).map(|(monat, _)| monat)
    };
    let nach_nr_3: Vec<Monat> = auf(Grundlage::Einkommen48).collect();
    let mut spaete: BTreeMap<Option<Kennung>, (Tag, Tag)> = BTreeMap::new();
    for einer in lage.ausloeser.iter().filter(|a| a.gilt_noch() && a.einkommen) {
        let eingang = einer.eingang;
        let Some(von) = einer.von.filter(|von| von.monat() < eingang.monat()) else { continue };
        if nach_nr_3.iter().any(|monat| einer.beruehrt(*monat)) {
            let (seit, zuletzt) = spaete.entry(einer.person).or_insert((von, eingang));
            (*seit, *zuletzt) = (von.min(*seit), eingang.max(*zuletzt));
        }
    }
    let nur_recht = !lage.ausloeser.is_empty() && lage.ausloeser.iter().all(Ausloeser::ist_recht);
    let verschulden = je_mensch(lage, Grundlage::Mitteilung48, |person, zeit| {
        if nur_recht { geaendertes_recht(person, &zeit) } else { verschulden(person, &zeit) }
    });
    let spaete = spaete.into_iter().map(|(person, zeiten)| spaete_meldung(person, zeiten));
    spaete.chain(verschulden).collect()
}

fn verschulden(person: Kennung, zeit: &str) -> OffeneFrage {
    OffeneFrage {
        norm: "§ 48 Abs. 1 Satz 2 Nr. 2, 4 SGB X, § 60 Abs. 1 SGB I".to_owned(),
        frage: format!(
            "Für {zeit} ist zu viel bewilligt, aber nicht, weil jemand Einkommen oder Vermögen bekam. Ist die \
             Mitteilung vorsätzlich oder grob fahrlässig unterblieben, oder war zu erkennen, dass weniger zusteht? Nur \
             dann wird rückwirkend aufgehoben, und vorher ist anzuhören (§ 24 SGB X)."
        ),
        person: Some(person),
        monat: None,
        thema: Thema::Verschulden,
    }
}

/// Neues Recht teilt niemand mit; rückwirkend nimmt es nur, wer wusste, dass weniger zusteht.
fn geaendertes_recht(person: Kennung, zeit: &str) -> OffeneFrage {
    OffeneFrage {
        norm: "§ 48 Abs. 1 Satz 2 Nr. 4 SGB X".to_owned(),
        frage: format!(
            "Für {zeit} steht weniger zu, weil sich das Recht geändert hat. War bekannt oder leicht zu erkennen, dass \
             der Anspruch kraft Gesetzes weggefallen ist? Nur dann wird rückwirkend aufgehoben, und vorher ist \
             anzuhören (§ 24 SGB X). Sonst bleibt es für diese Zeit bei der Bewilligung."
        ),
        person: Some(person),
        monat: None,
        thema: Thema::Verschulden,
    }
}

fn spaete_meldung(person: Option<Kennung>, (seit, eingang): (Tag, Tag)) -> OffeneFrage {
    OffeneFrage {
        norm: "§ 48 Abs. 1 Satz 2 Nr. 2 SGB X, § 60 Abs. 1 SGB I".to_owned(),
        frage: format!(
            "Es war seit dem {} so, gemeldet wurde es am {}. Ist die Mitteilung vorsätzlich oder grob \
             fahrlässig unterblieben? Dann ist vorher anzuhören (§ 24 SGB X), und später darf mit einem höheren \
             Satz aufgerechnet werden (§ 43 Abs. 2 SGB II).",
            seit.deutsch(),
            eingang.deutsch()
        ),
        person,
        monat: None,
        thema: Thema::SpaeteMitteilung,
    }
}
