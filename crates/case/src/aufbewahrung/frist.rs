//! Die Frist einer Akte, aus ihren Tatsachen.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::Tag;

use super::{Aufbewahrung, Aufbewahrungsplan, Hemmnis, Klasse, Regel};
use crate::akte::{
    Akte, Bekannt, DienstTatsache, EingangTatsache, FallTatsache, Kennung, PersonTatsache, Tatsache,
};
use crate::erstattung::Erstattungsstand;

/// Ein Bewilligungszeitraum ohne Ende dauert zwölf Monate (§ 41 Abs. 3).
const BEWILLIGT_MONATE: i32 = 12;

/// Was am Fall geordnet wird, ohne dass der Mensch etwas wollte oder bekam; es verlängert keine Frist.
const ORDNUNG: [&str; 3] = ["sperre", "loeschsperre", "zustaendig"];

impl Aufbewahrungsplan {
    /// Ein Fall mit seinen Menschen. `None`: für den Tag hat der Plan keine Zeile.
    #[must_use]
    pub fn fall(
        &self,
        fall: &Akte<FallTatsache>,
        personen: &BTreeMap<Kennung, Akte<PersonTatsache>>,
        heute: Tag,
    ) -> Option<Aufbewahrung> {
        let eingaenge = personen.values().flat_map(eingaenge).chain(eingaenge(fall));
        let letzter = eingaenge.max();
        let bewilligt = bewilligt_bis(fall);
        let klassen: &[Klasse] = if bewilligt.is_some() {
            &[Klasse::Leistung, Klasse::Zahlung]
        } else {
            &[Klasse::AntragOhneBewilligung]
        };
        let anker = bewilligt.max(letzter);
        let mut spaetest = self.spaeteste(klassen, anker, heute)?;
        spaetest.hemmnisse.extend(hemmnisse(fall, heute));
        Some(spaetest)
    }

    /// Ein Mensch: so lange, wie einer seiner Fälle es verlangt; ohne Fall wie ein Antrag ohne Bewilligung.
    #[must_use]
    pub fn mensch(
        &self,
        mensch: &Akte<PersonTatsache>,
        faelle: &[Aufbewahrung],
        heute: Tag,
    ) -> Option<Aufbewahrung> {
        let spaetest = faelle.iter().max_by_key(|fall| (fall.bis.is_none(), fall.bis));
        let Some(spaetest) = spaetest else {
            return self.spaeteste(
                &[Klasse::AntragOhneBewilligung],
                eingaenge(mensch).max(),
                heute,
            );
        };
        let hemmnisse = faelle.iter().flat_map(|fall| fall.hemmnisse.iter().copied()).collect();
        // Eingeschränkt ist er erst, wenn es alle seine Fälle sind.
        let alle: Option<Vec<Tag>> = faelle.iter().map(|fall| fall.gesperrt_ab).collect();
        let gesperrt_ab = alle.and_then(|tage| tage.into_iter().max());
        Some(Aufbewahrung { hemmnisse, gesperrt_ab, ..spaetest.clone() })
    }

    /// Ein Tag des Protokolls.
    #[must_use]
    pub fn protokoll(&self, tag: Tag, heute: Tag) -> Option<Aufbewahrung> {
        self.spaeteste(&[Klasse::Protokoll], Some(tag), heute)
    }

    /// Daten, die an dem Tag erhoben sind und zu keiner Akte gehören.
    #[must_use]
    pub fn erhoben(&self, klasse: Klasse, tag: Tag, heute: Tag) -> Option<Aufbewahrung> {
        self.spaeteste(&[klasse], Some(tag), heute)
    }

    /// Ein Eingangsstück, das zu keiner Akte gehört; ein zugeordnetes folgt seinem Fall und gibt `None`.
    #[must_use]
    pub fn eingang(&self, eingang: &Akte<EingangTatsache>, heute: Tag) -> Option<Aufbewahrung> {
        let mut abschluss = None;
        for eintrag in eingang.eintraege() {
            match eintrag.ereignis.tatsache {
                EingangTatsache::Zuordnung(_) => return None,
                EingangTatsache::Abschluss(_) => abschluss = Some(eintrag.ereignis.eingang),
                EingangTatsache::Ankunft(_) | EingangTatsache::Aufgabe(_) => {}
            }
        }
        self.spaeteste(&[Klasse::Eingang], abschluss, heute)
    }

    /// Jemand, der hier arbeitet: ab dem letzten Tag, an dem er eine Rolle hatte.
    #[must_use]
    pub fn bediensteter(&self, akte: &Akte<DienstTatsache>, heute: Tag) -> Option<Aufbewahrung> {
        let mut bis = None;
        let mut bleibt = false;
        for stueck in akte.je(Bekannt::Jetzt) {
            if let DienstTatsache::Rolle { eintrag: Some(_), .. } = stueck.tatsache() {
                let ende = stueck.gilt().bis;
                bleibt |= ende.is_none();
                bis = bis.max(ende);
            }
        }
        self.spaeteste(&[Klasse::Bedienstete], bis.filter(|_| !bleibt), heute)
    }

    /// Die Klasse, deren Frist zuletzt endet.
    fn spaeteste(
        &self,
        klassen: &[Klasse],
        anker: Option<Tag>,
        heute: Tag,
    ) -> Option<Aufbewahrung> {
        let fristen = klassen.iter().map(|klasse| Some(frist(self.regel(*klasse, heute)?, anker)));
        let fristen: Option<Vec<Aufbewahrung>> = fristen.collect();
        fristen?.into_iter().max_by_key(|frist| (frist.bis.is_none(), frist.bis))
    }
}

fn frist(regel: &Regel, anker: Option<Tag>) -> Aufbewahrung {
    let beginn = anker.map(|tag| if regel.jahresende { jahresende(tag) } else { tag });
    let nach = |monate: u16| beginn.map(|tag| nach_monaten(tag, monate));
    let hemmnisse =
        beginn.is_none().then_some(Hemmnis::OhneBeginn).into_iter().collect::<BTreeSet<_>>();
    Aufbewahrung {
        klasse: regel.klasse,
        beginn,
        bis: nach(regel.monate),
        gesperrt_ab: regel.sperren_nach.and_then(nach).map(Tag::naechster),
        hemmnisse,
        festlegen: regel.festlegen,
        norm: regel.norm.clone(),
    }
}

/// Der letzte Tag der letzten Bewilligung.
fn bewilligt_bis(fall: &Akte<FallTatsache>) -> Option<Tag> {
    let ende = |tatsache: &FallTatsache| match tatsache {
        FallTatsache::Bewilligungszeitraum(zeitraum) => Some(
            zeitraum
                .bis
                .unwrap_or_else(|| zeitraum.ab.monat().plus(BEWILLIGT_MONATE - 1).letzter()),
        ),
        _ => None,
    };
    fall.je(Bekannt::Jetzt).iter().filter_map(|stueck| ende(stueck.tatsache())).max()
}

/// Die Tage, an denen etwas einging.
fn eingaenge<T: Tatsache>(akte: &Akte<T>) -> impl Iterator<Item = Tag> {
    let eintraege = akte.eintraege().iter().map(|eintrag| &eintrag.ereignis);
    eintraege.filter(|e| !ORDNUNG.contains(&e.tatsache.art())).map(|ereignis| ereignis.eingang)
}

fn hemmnisse(fall: &Akte<FallTatsache>, heute: Tag) -> BTreeSet<Hemmnis> {
    let mut hemmnisse = BTreeSet::new();
    for stueck in fall.am(heute, Bekannt::Jetzt) {
        match stueck.tatsache() {
            FallTatsache::Loeschsperre(Some(_)) => {
                hemmnisse.insert(Hemmnis::Loeschsperre);
            }
            FallTatsache::Aufrechnung { eintrag: Some(aufrechnung), .. } => {
                hemmnisse.insert(Hemmnis::Forderung);
                hemmnisse.extend(aufrechnung.streitig.then_some(Hemmnis::Streit));
            }
            FallTatsache::Erstattung { eintrag: Some(erstattung), .. } => {
                let offen = erstattung.stand != Erstattungsstand::Erledigt;
                hemmnisse.extend(offen.then_some(Hemmnis::Forderung));
            }
            FallTatsache::Widerspruch { eintrag: Some(widerspruch), .. } => {
                let offen = widerspruch.erledigt.is_none();
                hemmnisse.extend(offen.then_some(Hemmnis::Streit));
            }
            FallTatsache::Gerichtsverfahren { eintrag: Some(verfahren), .. } => {
                let offen = verfahren.laeuft() || verfahren.verpflichtet();
                hemmnisse.extend(offen.then_some(Hemmnis::Streit));
            }
            FallTatsache::Ueberpruefung { eintrag: Some(ueberpruefung), .. } => {
                let offen = ueberpruefung.erledigt.is_none();
                hemmnisse.extend(offen.then_some(Hemmnis::Streit));
            }
            _ => {}
        }
    }
    hemmnisse
}

fn jahresende(tag: Tag) -> Tag {
    Tag::neu(tag.jahr(), 12, 31).unwrap_or(Tag::SPAETESTER)
}

/// Derselbe Tag so viele Monate später; gibt es ihn nicht, der letzte des Monats (§ 188 Abs. 2, 3 BGB).
pub(crate) fn nach_monaten(tag: Tag, monate: u16) -> Tag {
    let monat = tag.monat().plus(monate.into());
    let letzter = monat.letzter();
    let im_monat = i32::from(tag.im_monat().min(letzter.im_monat()));
    monat.erster().plus_tage(im_monat.saturating_sub(1))
}
