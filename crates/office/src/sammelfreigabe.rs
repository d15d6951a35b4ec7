//! Sammelfreigabe: wartende Entwürfe, die allein geändertes Recht anwenden und einander gleichen, auf einmal freigeben.
//!
//! Erst zeigt sie die Gruppen, dann gibt sie eine frei, die ein Mensch beim Namen nennt. Jeder Fall ist sein eigener Befehl
//! durch die Tür und wird dort noch einmal geprüft: einer, der nicht geht, hält die anderen nicht auf und bleibt mit
//! seinem Grund liegen.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use case::akte::{FallTatsache, Kategorie, Kennung, Posten, Strom};
use case::befehl::{Befehl, EntwurfFreigeben};
use case::bescheid::{Freigaberegeln, Liegengrund, Sammelmuster, sammelmuster, unterschied};
use case::entwurf::wartender;
use case::rechte::{Anfrage, Handlung};
use law::anspruch::Werkbank;
use law::measure::Saldo;
use sha2::{Digest, Sha256};

use crate::door::{Caller, Door, Order};
use crate::kartei::Kartei;
use crate::neuberechnung::ergebnis;
use crate::store::keys::KeyError;
use crate::store::record::StoreError;

/// Wer freigibt, nach welchen Regeln.
#[derive(Clone, Copy, Debug)]
pub struct Sammelfreigabe<'a> {
    /// Die Tür.
    pub door: Door<'a>,
    /// Wer freigibt.
    pub caller: Caller<'a>,
    /// Die Regeln des Hauses.
    pub regeln: &'a Freigaberegeln,
    /// Fäden.
    pub faeden: NonZeroUsize,
}

/// Entwürfe, die einander gleichen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gruppe {
    /// Kurzer Name: folgt aus dem Muster und ist an jedem Tag derselbe.
    pub name: String,
    /// Worin sie einander gleichen.
    pub muster: Sammelmuster,
    /// Wie viele.
    pub entwuerfe: u64,
    /// Was sie zusammen ausmachen, über alle Monate.
    pub summe: Saldo,
    /// Welche Vorschriften sie nennen, und wie viele.
    pub normen: BTreeMap<String, u64>,
}

/// Was wartet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wartendes {
    /// Was zusammen freigegeben werden kann.
    pub gruppen: Vec<Gruppe>,
    /// Was einzeln anzusehen ist.
    pub liegen: Vec<(Kennung, Liegengrund)>,
}

/// Was aus einer Gruppe wurde.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freigegeben {
    /// Jetzt Bescheide.
    pub frei: Vec<Kennung>,
    /// Was doch liegen blieb, mit dem Grund.
    pub liegen: Vec<(Kennung, String)>,
}

/// Ein wartender Entwurf.
struct Wartet {
    fall: Kennung,
    nummer: Posten,
    muster: Result<Sammelmuster, Liegengrund>,
    unterschied: Saldo,
    normen: BTreeSet<String>,
}

enum Ausgang {
    Frei,
    Liegt(String),
}

impl Sammelfreigabe<'_> {
    /// Was wartet, nach Gruppen; ändert nichts. Nach jedem Fall ruft er `melde`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn sieh(&self, melde: &(dyn Fn() + Sync)) -> Result<Wartendes, StoreError> {
        let mut gruppen: BTreeMap<Sammelmuster, Gruppe> = BTreeMap::new();
        let mut liegen = Vec::new();
        self.kartei()?.je_seite(
            || (),
            |(), faelle| self.wartende(faelle, melde),
            |seite: Vec<Wartet>| {
                for einer in seite {
                    match einer.muster {
                        Ok(muster) => {
                            let neu = || Gruppe::neu(&muster);
                            let gruppe = gruppen.entry(muster.clone()).or_insert_with(neu);
                            gruppe.nimm(einer.unterschied, einer.normen);
                        }
                        Err(grund) => liegen.push((einer.fall, grund)),
                    }
                }
                Ok::<_, StoreError>(())
            },
        )?;
        Ok(Wartendes { gruppen: gruppen.into_values().collect(), liegen })
    }

    /// Gibt frei, was gerade zu dieser Gruppe gehört.
    ///
    /// # Errors
    /// [`StoreError`], wenn der Speicher nicht antwortet; was bis dahin freigegeben ist, bleibt es.
    pub fn gib_frei(
        &self,
        gruppe: &str,
        melde: &(dyn Fn() + Sync),
    ) -> Result<Freigegeben, StoreError> {
        let mut alles = Freigegeben::default();
        self.kartei()?.je_seite(
            Werkbank::neu,
            |werkbank, faelle| {
                let wartende = self.wartende(faelle, melde)?;
                let dabei = |w: &Wartet| w.muster.as_ref().is_ok_and(|m| name(m) == gruppe);
                let gewaehlt = wartende.into_iter().filter(dabei);
                gewaehlt
                    .map(|einer| Ok((einer.fall, self.einen(einer, werkbank)?)))
                    .collect::<Result<Vec<_>, StoreError>>()
            },
            |seite| {
                for (fall, ausgang) in seite {
                    match ausgang {
                        Ausgang::Frei => alles.frei.push(fall),
                        Ausgang::Liegt(grund) => alles.liegen.push((fall, grund)),
                    }
                }
                Ok::<_, StoreError>(())
            },
        )?;
        Ok(alles)
    }

    fn kartei(&self) -> Result<Kartei<'_>, StoreError> {
        let anfrage = Anfrage {
            handlung: Handlung::Freigeben,
            kategorie: Kategorie::Verfahren,
            zweck: self.caller.zweck,
        };
        Kartei::von(self.door, self.caller, &anfrage, self.faeden)
    }

    /// Ein Entwurf, der auch auf anderem als geändertem Recht beruht, ist nicht gemeint und steht nur in der Liste, wenn
    /// er das Recht mit nennt.
    fn wartende(
        &self,
        faelle: &[Kennung],
        melde: &(dyn Fn() + Sync),
    ) -> Result<Vec<Wartet>, StoreError> {
        let mut wartende = Vec::new();
        for fall in faelle {
            melde();
            let gelesen =
                self.door.store.load::<FallTatsache>(self.caller.traeger, Strom::fall(*fall));
            let akte = match gelesen {
                // Was sich nicht lesen lässt, gibt auch niemand frei; die Prüfung des Speichers findet es.
                Err(
                    StoreError::Key(KeyError::Erased) | StoreError::Seal(_) | StoreError::Event(_),
                ) => {
                    continue;
                }
                akte => akte?,
            };
            let Some((nummer, entwurf)) = wartender(&akte) else { continue };
            let Some(recht) = &entwurf.rechtsaenderung else { continue };
            wartende.push(Wartet {
                fall: *fall,
                nummer: nummer.clone(),
                muster: sammelmuster(&akte, entwurf, self.regeln, self.caller.akteur),
                unterschied: unterschied(entwurf),
                normen: recht.normen.clone(),
            });
        }
        Ok(wartende)
    }

    fn einen(&self, einer: Wartet, werkbank: &mut Werkbank) -> Result<Ausgang, StoreError> {
        let Wartet { fall, nummer: entwurf, .. } = einer;
        let key = format!("sammelfreigabe-{fall}-{}", entwurf.text());
        let durch = self.caller.akteur;
        let befehl = Befehl::EntwurfFreigeben(Box::new(EntwurfFreigeben { fall, entwurf, durch }));
        let order = Order { caller: self.caller, key: &key, befehl: &befehl };
        ergebnis(self.door.execute(order, werkbank).map(|_| Ausgang::Frei), Ausgang::Liegt)
    }
}

impl Gruppe {
    fn neu(muster: &Sammelmuster) -> Gruppe {
        Gruppe {
            name: name(muster),
            muster: muster.clone(),
            entwuerfe: 0,
            summe: Saldo::NULL,
            normen: BTreeMap::new(),
        }
    }

    fn nimm(&mut self, unterschied: Saldo, normen: BTreeSet<String>) {
        self.entwuerfe = self.entwuerfe.saturating_add(1);
        self.summe = self.summe + unterschied;
        for norm in normen {
            let zahl = self.normen.entry(norm).or_default();
            *zahl = zahl.saturating_add(1);
        }
    }
}

/// Acht Zeichen, die aus dem Muster folgen.
fn name(muster: &Sammelmuster) -> String {
    let grundlagen: Vec<&str> = muster.grundlagen.iter().map(|g| g.name()).collect();
    let teile = [
        muster.art.name().to_owned(),
        grundlagen.join("|"),
        muster.belastend.to_string(),
        muster.ab.to_string(),
    ];
    let hash = Sha256::digest(teile.join("\n").as_bytes());
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
