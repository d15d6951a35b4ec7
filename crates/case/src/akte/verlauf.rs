//! Was wann galt, so wie es zu einem Zeitpunkt bekannt war.

use std::collections::{BTreeMap, BTreeSet};

use law::measure::{Tag, Zeitraum};

use super::{Ereignis, Gilt, Kennung, Posten, Tatsache};

/// Ein Augenblick: Mikrosekunden seit 1970 (UTC). Ihn setzt der Speicher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zeitpunkt(pub i64);

/// Wann ein Ereignis gespeichert wurde.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erfasst {
    /// Laufende Nummer im ganzen Mandanten: sie ordnet, nicht die Uhr.
    pub lfd: u64,
    /// Augenblick des Speicherns.
    pub zeit: Zeitpunkt,
}

/// Ein gespeichertes Ereignis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eintrag<T: Tatsache> {
    /// Stelle im Strom, ab eins.
    pub version: u64,
    /// Wann gespeichert.
    pub erfasst: Erfasst,
    /// Was.
    pub ereignis: Ereignis<T>,
}

/// Wessen Wissen gefragt ist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bekannt {
    /// Alles, was heute bekannt ist.
    #[default]
    Jetzt,
    /// Was zu diesem Augenblick schon gespeichert war.
    Um(Zeitpunkt),
    /// Was bis zu dieser laufenden Nummer gespeichert war.
    Bis(u64),
}

impl Bekannt {
    fn kennt(self, erfasst: Erfasst) -> bool {
        match self {
            Bekannt::Jetzt => true,
            Bekannt::Um(zeit) => erfasst.zeit <= zeit,
            Bekannt::Bis(lfd) => erfasst.lfd <= lfd,
        }
    }
}

/// Ein Strom, gelesen: alles, was je über einen Menschen oder einen Fall mitgeteilt wurde.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Akte<T: Tatsache> {
    /// Wessen.
    pub kennung: Kennung,
    eintraege: Vec<Eintrag<T>>,
}

/// Ein Wert in dem Zeitraum, in dem er gilt.
#[derive(Debug, PartialEq, Eq)]
pub struct Stueck<'a, T: Tatsache> {
    /// Von wann bis wann.
    pub zeitraum: Zeitraum,
    /// Woher.
    pub eintrag: &'a Eintrag<T>,
}

impl<T: Tatsache> Clone for Stueck<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Tatsache> Copy for Stueck<'_, T> {}

impl<'a, T: Tatsache> Stueck<'a, T> {
    /// Was.
    #[must_use]
    pub fn tatsache(&self) -> &'a T {
        &self.eintrag.ereignis.tatsache
    }

    /// Von wann bis wann; was in [`Akte::je`] bis an den Rand reicht, hat dort kein Ende.
    #[must_use]
    pub fn gilt(&self) -> Gilt {
        let Zeitraum { von, bis } = self.zeitraum;
        Gilt { von: (von > JE.von).then_some(von), bis: (bis < JE.bis).then_some(bis) }
    }
}

/// Zwei Werte zur selben Zeit: einer behauptet, einer geprüft, und sie sind nicht gleich.
#[derive(Debug, PartialEq, Eq)]
pub struct Strittig<'a, T: Tatsache> {
    /// In welcher Zeit.
    pub zeitraum: Zeitraum,
    /// Was behauptet ist.
    pub behauptet: &'a Eintrag<T>,
    /// Was geprüft ist; damit wird gerechnet.
    pub geprueft: &'a Eintrag<T>,
}

/// Alle Tage, die in einer Akte vorkommen können.
const JE: Zeitraum = Zeitraum { von: Tag::FRUEHESTER, bis: Tag::SPAETESTER };

/// Derselbe Eintrag derselben Art: was später mitgeteilt ist, tritt an die Stelle des Früheren.
type Merkmal<'a> = (&'static str, Option<&'a Posten>);

impl<T: Tatsache> Akte<T> {
    /// Eine leere Akte.
    #[must_use]
    pub fn neu(kennung: Kennung) -> Akte<T> {
        Akte { kennung, eintraege: Vec::new() }
    }

    /// Aus gespeicherten Einträgen, in der Reihenfolge ihrer Versionen.
    #[must_use]
    pub fn aus(kennung: Kennung, eintraege: Vec<Eintrag<T>>) -> Akte<T> {
        Akte { kennung, eintraege }
    }

    /// Dieselbe Akte mit Ereignissen, die noch nicht gespeichert sind: so sieht sie danach aus.
    #[must_use]
    pub fn mit(&self, neue: &[Ereignis<T>]) -> Akte<T> {
        let mut akte = self.clone();
        for ereignis in neue {
            let version = akte.version().saturating_add(1);
            let erfasst = Erfasst { lfd: u64::MAX, zeit: Zeitpunkt(i64::MAX) };
            akte.eintraege.push(Eintrag { version, erfasst, ereignis: ereignis.clone() });
        }
        akte
    }

    /// Dieselbe Akte, wie sie bis zu dieser Version war; bis null: leer.
    #[must_use]
    pub fn bis_version(&self, version: u64) -> Akte<T> {
        let eintraege = self.eintraege.iter().filter(|eintrag| eintrag.version <= version);
        Akte { kennung: self.kennung, eintraege: eintraege.cloned().collect() }
    }

    /// Die letzte Version; null, solange nichts gespeichert ist.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.eintraege.last().map_or(0, |eintrag| eintrag.version)
    }

    /// Alles, in der Reihenfolge der Versionen.
    #[must_use]
    pub fn eintraege(&self) -> &[Eintrag<T>] {
        &self.eintraege
    }

    /// Was in dem Zeitraum galt: je Eintrag einer Art die Stücke, in denen er gilt; nach Art, Posten
    /// und Tag geordnet. Geprüftes geht vor Behauptetem, Späteres vor Früherem.
    #[must_use]
    pub fn stuecke(&self, zeitraum: Zeitraum, bekannt: Bekannt) -> Vec<Stueck<'_, T>> {
        let verlaeufe = self.verlaeufe(zeitraum, bekannt, &[false, true]);
        let mut stuecke: Vec<_> = verlaeufe.into_values().collect();
        stuecke.iter_mut().for_each(|verlauf| verlauf.sort_by_key(|stueck| stueck.zeitraum));
        stuecke.into_iter().flatten().collect()
    }

    /// Was je galt, von Anfang an und ohne Ende.
    #[must_use]
    pub fn je(&self, bekannt: Bekannt) -> Vec<Stueck<'_, T>> {
        self.stuecke(JE, bekannt)
    }

    /// Was an dem Tag galt.
    #[must_use]
    pub fn am(&self, tag: Tag, bekannt: Bekannt) -> Vec<Stueck<'_, T>> {
        self.stuecke(Zeitraum { von: tag, bis: tag }, bekannt)
    }

    /// Wo Behauptung und Prüfung auseinandergehen.
    #[must_use]
    pub fn strittig(&self, zeitraum: Zeitraum, bekannt: Bekannt) -> Vec<Strittig<'_, T>> {
        let (behauptet, geprueft) = (
            self.verlaeufe(zeitraum, bekannt, &[false]),
            self.verlaeufe(zeitraum, bekannt, &[true]),
        );
        let mut strittig = Vec::new();
        for (merkmal, stuecke) in &behauptet {
            for eines in stuecke {
                for anderes in geprueft.get(merkmal).into_iter().flatten() {
                    let ungleich = eines.tatsache() != anderes.tatsache();
                    let schnitt = eines.zeitraum.schnitt(anderes.zeitraum).filter(|_| ungleich);
                    strittig.extend(schnitt.map(|zeitraum| Strittig {
                        zeitraum,
                        behauptet: eines.eintrag,
                        geprueft: anderes.eintrag,
                    }));
                }
            }
        }
        strittig
    }

    /// Je Merkmal die Stücke, aus Behauptetem, Geprüftem oder beidem; was später kommt, legt sich darüber.
    fn verlaeufe(
        &self,
        zeitraum: Zeitraum,
        bekannt: Bekannt,
        staende: &[bool],
    ) -> BTreeMap<Merkmal<'_>, Vec<Stueck<'_, T>>> {
        let mut verlaeufe: BTreeMap<Merkmal<'_>, Vec<Stueck<'_, T>>> = BTreeMap::new();
        for geprueft in staende {
            for eintrag in self.bekannte(bekannt, *geprueft) {
                setze(verlaeufe.entry(merkmal(eintrag)).or_default(), eintrag, zeitraum);
            }
        }
        verlaeufe
    }

    /// Einträge, die bekannt und nicht von einem bekannten ersetzt sind, in der Reihenfolge der
    /// Versionen.
    fn bekannte(&self, bekannt: Bekannt, geprueft: bool) -> impl Iterator<Item = &Eintrag<T>> {
        let sichtbar = move |eintrag: &&Eintrag<T>| bekannt.kennt(eintrag.erfasst);
        let ersetzte: BTreeSet<u64> =
            self.eintraege.iter().filter(sichtbar).filter_map(|e| e.ereignis.ersetzt).collect();
        self.eintraege
            .iter()
            .filter(sichtbar)
            .filter(move |e| e.ereignis.nachweis.ist_geprueft() == geprueft)
            .filter(move |e| !ersetzte.contains(&e.version))
    }
}

fn merkmal<T: Tatsache>(eintrag: &Eintrag<T>) -> Merkmal<'_> {
    let tatsache = &eintrag.ereignis.tatsache;
    (tatsache.art(), tatsache.posten())
}

/// Legt den Eintrag über die Stücke, die schon da sind.
fn setze<'a, T: Tatsache>(
    verlauf: &mut Vec<Stueck<'a, T>>,
    eintrag: &'a Eintrag<T>,
    fenster: Zeitraum,
) {
    let Gilt { von, bis } = eintrag.ereignis.gilt;
    let gilt = Zeitraum { von: von.unwrap_or(fenster.von), bis: bis.unwrap_or(fenster.bis) };
    let Some(neu) = gilt.schnitt(fenster) else { return };
    let mut reste = Vec::new();
    for alt in verlauf.drain(..) {
        let davor = Zeitraum { bis: alt.zeitraum.bis.min(neu.von.voriger()), ..alt.zeitraum };
        let danach = Zeitraum { von: alt.zeitraum.von.max(neu.bis.naechster()), ..alt.zeitraum };
        for zeitraum in [davor, danach] {
            if zeitraum.von <= zeitraum.bis {
                reste.push(Stueck { zeitraum, ..alt });
            }
        }
    }
    reste.push(Stueck { zeitraum: neu, eintrag });
    *verlauf = reste;
}
