//! Prüfen: Ketten und Log, aufgehobene Stände, Schlüssel, Dokumente, Verzeichnis.

use std::collections::{BTreeMap, BTreeSet};

use case::akte::{Ablageort, Adresse, Akte, EingangTatsache, FallTatsache, Strom, StromArt};
use case::versand::Versandschritt;
use law::recht::Recht;
use serde::Serialize;

use super::loeschliste::Geloescht;
use super::nachrechnung::{self, Nachgerechnet};
use super::staende::TraegerStand;
use super::{Melder, Meldung, SicherungFehler, Stufe};
use crate::ablage::{Ablage, Erwartet, Mangel};
use crate::store::directory::Tally;
use crate::store::keys::KeyError;
use crate::store::merkle::Stand;
use crate::store::record::{Store, StoreError};
use crate::store::sql::DbError;
use crate::store::view::View;
use crate::store::{self};

/// Was zu prüfen ist.
#[derive(Debug)]
pub struct Pruefauftrag<'a> {
    /// Der Speicher.
    pub store: &'a Store,
    /// Die Ablage; ohne sie werden Dokumente nicht geprüft.
    pub ablage: Option<&'a Ablage>,
    /// Aufgehobene Stände.
    pub staende: &'a [TraegerStand],
    /// Die Liste der Löschungen, wenn sie bekannt ist.
    pub geloescht: Option<&'a BTreeSet<Geloescht>>,
    /// Das Recht, mit dem die Bescheide nachgerechnet werden; ohne es werden sie es nicht.
    pub recht: Option<&'a Recht>,
    /// Wer zusieht.
    pub melder: Melder,
}

/// Was die Prüfung ergab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pruefbericht {
    /// Je Mandant, was geprüft wurde.
    pub traeger: Vec<TraegerBericht>,
    /// Was nicht stimmt.
    pub funde: Vec<Fund>,
    /// Was auffällt und im Betrieb vorkommt.
    pub hinweise: Vec<Hinweis>,
}

/// Was bei einem Mandanten geprüft wurde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraegerBericht {
    /// Stand des Logs, zum Aufheben.
    pub stand: TraegerStand,
    /// Ströme.
    pub stroeme: u64,
    /// Ereignisse.
    pub ereignisse: u64,
    /// Ströme ohne Schlüssel: ihr Inhalt ist gelöscht.
    pub geloescht: u64,
    /// Dokumente und ihre Texte, die Akten nennen.
    pub dokumente: u64,
    /// Nachgerechnete Bescheide.
    pub nachgerechnet: Nachgerechnet,
}

/// Etwas, was nicht stimmt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fund {
    /// Bei wem; bei Dokumenten ist es der Ort, nicht der Mandant.
    pub wo: String,
    /// Was, und was zu tun ist.
    pub was: String,
}

/// Etwas, was auffällt, aber kein Fehler sein muss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hinweis {
    /// Was.
    pub was: String,
}

/// Was gegen ein falsches Verzeichnis hilft.
const NEU_ANLEGEN: &str = "bitte mit `nahtlos aufraeumen --verzeichnis` neu anlegen";

/// Ein Strom mit seinen Dokumenten.
pub(super) type Dokumente = ((String, Strom), BTreeSet<Adresse>);

/// Prüft alles.
///
/// # Errors
/// [`SicherungFehler`], wenn sich nicht prüfen lässt.
pub fn pruefe(auftrag: &Pruefauftrag<'_>) -> Result<Pruefbericht, SicherungFehler> {
    let mut bericht = Pruefbericht::default();
    let mut dokumente = Vec::new();
    for traeger in mandanten(auftrag, &mut bericht)? {
        auftrag.melder.melde(Meldung::Beginn(Stufe::Ketten, None))?;
        ketten(auftrag, &traeger, &mut bericht)?;
        let gelesen = akten(auftrag, &traeger, &mut bericht, &mut dokumente);
        unlesbar(gelesen, &traeger, &mut bericht)?;
        if let Some(recht) = auftrag.recht {
            let gerechnet = nachrechnung::rechne(auftrag, &traeger, recht, &mut bericht);
            unlesbar(gerechnet, &traeger, &mut bericht)?;
        }
    }
    if let Some(ablage) = auftrag.ablage {
        auftrag.melder.melde(Meldung::Beginn(Stufe::Dokumente, None))?;
        ablage_gegen_akten((auftrag.store, ablage), &dokumente, &mut bericht)?;
    }
    Ok(bericht)
}

/// Wen es gibt, und wen jemand bezeugt: ein Mandant, der ganz fort ist, muss auffallen.
fn mandanten(
    auftrag: &Pruefauftrag<'_>,
    bericht: &mut Pruefbericht,
) -> Result<BTreeSet<String>, SicherungFehler> {
    let gelesen = auftrag.store.look_everywhere(|view| view.tenant_names()).map_err(Into::into);
    let mut namen: BTreeSet<String> =
        unlesbar(gelesen, "Speicher", bericht)?.unwrap_or_default().into_iter().collect();
    namen.extend(auftrag.staende.iter().map(|stand| stand.traeger.clone()));
    Ok(namen)
}

/// Was beschädigt ist, ist ein Fund; was nicht antwortet, verhindert die Prüfung.
fn unlesbar<R>(
    gelesen: Result<R, SicherungFehler>,
    wo: &str,
    bericht: &mut Pruefbericht,
) -> Result<Option<R>, SicherungFehler> {
    match gelesen {
        Err(SicherungFehler::Speicher(StoreError::Db(DbError::Broken(was)))) => {
            let was = format!("{was}; bitte aus der Sicherung einspielen");
            bericht.funde.push(Fund { wo: wo.to_owned(), was });
            Ok(None)
        }
        gelesen => gelesen.map(Some),
    }
}

fn ketten(
    auftrag: &Pruefauftrag<'_>,
    traeger: &str,
    bericht: &mut Pruefbericht,
) -> Result<(), SicherungFehler> {
    let hier = auftrag.staende.iter().filter(|stand| stand.traeger == traeger);
    let kept: Vec<Stand> = hier.map(TraegerStand::stand).collect();
    let geprueft = auftrag.store.verify(traeger, &kept).map_err(Into::into);
    let Some(report) = unlesbar(geprueft, traeger, bericht)? else { return Ok(()) };
    let stand = auftrag.store.state(traeger).map_err(Into::into);
    let Some(stand) = unlesbar(stand, traeger, bericht)? else { return Ok(()) };
    bericht.traeger.push(TraegerBericht {
        stand: TraegerStand::neu(traeger, stand),
        stroeme: report.streams,
        ereignisse: report.events,
        geloescht: 0,
        dokumente: 0,
        nachgerechnet: Nachgerechnet::default(),
    });
    let fund =
        |finding: store::verify::Finding| Fund { wo: traeger.to_owned(), was: finding.to_string() };
    bericht.funde.extend(report.findings.into_iter().map(fund));
    Ok(())
}

/// Alles, wozu man die Akten öffnen muss, aus einem Stand.
fn akten(
    auftrag: &Pruefauftrag<'_>,
    traeger: &str,
    bericht: &mut Pruefbericht,
    dokumente: &mut Vec<Dokumente>,
) -> Result<(), SicherungFehler> {
    auftrag.store.look(traeger, |view| {
        let stroeme = view.streams()?;
        let zahl = u64::try_from(stroeme.len()).unwrap_or(u64::MAX);
        auftrag.melder.melde(Meldung::Beginn(Stufe::Verzeichnis, Some(zahl)))?;
        let (mut summe, mut geloescht, mut genannt) = (Tally::default(), 0_u64, 0_u64);
        let mut stimmt = true;
        for name in &stroeme {
            auftrag.melder.melde(Meldung::Schritte(1))?;
            let fund = |was: String| Fund { wo: traeger.to_owned(), was: format!("{name}: {was}") };
            if !schluessel(auftrag, traeger, name, &mut |was| bericht.funde.push(fund(was)))? {
                geloescht = geloescht.saturating_add(1);
            }
            match view.directory_matches(name, &mut summe) {
                Ok(true) => {}
                Ok(false) => {
                    let was = "im Verzeichnis stehen andere Zeilen, als aus der Akte folgen";
                    bericht.funde.push(fund(format!("{was}; {NEU_ANLEGEN}")));
                }
                Err(fehler) => {
                    stimmt = false;
                    bericht.funde.push(fund(beschaedigt(fehler)?));
                }
            }
            match adressen(view, name) {
                Ok(None) => {}
                Ok(Some((strom, adressen))) => {
                    genannt = genannt.saturating_add(u64::try_from(adressen.len()).unwrap_or(0));
                    dokumente.push(((traeger.to_owned(), strom), adressen));
                }
                Err(fehler) => bericht.funde.push(fund(beschaedigt(fehler)?)),
            }
        }
        if stimmt && !view.directory_is_whole(&summe)? {
            let was = "im Verzeichnis stehen Zeilen, die zu keiner Akte gehören";
            let was = format!("{was}; {NEU_ANLEGEN}");
            bericht.funde.push(Fund { wo: traeger.to_owned(), was });
        }
        if let Some(hier) = bericht.traeger.iter_mut().find(|hier| hier.stand.traeger == traeger) {
            (hier.geloescht, hier.dokumente) = (geloescht, genannt);
        }
        Ok(())
    })
}

/// Hat der Strom seinen Schlüssel, und zu Recht?
fn schluessel(
    auftrag: &Pruefauftrag<'_>,
    traeger: &str,
    name: &str,
    melde: &mut dyn FnMut(String),
) -> Result<bool, SicherungFehler> {
    let da = match auftrag.store.has_key(traeger, name) {
        Err(KeyError::Seal(fehler)) => {
            melde(fehler.to_string());
            true
        }
        da => da?,
    };
    let Some(liste) = auftrag.geloescht else { return Ok(da) };
    let strom = Geloescht { traeger: traeger.to_owned(), strom: name.to_owned() };
    match (da, liste.contains(&strom)) {
        (true, true) => melde(
            "steht auf der Liste der Löschungen, hat aber noch einen Schlüssel; bitte noch einmal löschen"
                .to_owned(),
        ),
        (false, false) => melde(
            "hat keinen Schlüssel und steht nicht auf der Liste der Löschungen; bitte in den Sicherungen der \
             Schlüssel suchen"
                .to_owned(),
        ),
        _ => {}
    }
    Ok(da)
}

/// Ein Satz über einen beschädigten Strom; was nicht antwortet, bricht ab.
pub(super) fn beschaedigt(fehler: StoreError) -> Result<String, SicherungFehler> {
    match fehler {
        StoreError::Seal(_) | StoreError::Event(_) | StoreError::Key(KeyError::Seal(_)) => {
            Ok(fehler.to_string())
        }
        StoreError::Db(DbError::Broken(was)) => Ok(was),
        anderer => Err(anderer.into()),
    }
}

/// Welche Dateien der Ablage ein Strom nennt, heute oder früher.
pub(super) fn adressen(
    view: &mut View<'_>,
    name: &str,
) -> Result<Option<(Strom, BTreeSet<Adresse>)>, StoreError> {
    let Ok(strom) = name.parse::<Strom>() else { return Ok(None) };
    let orte: Result<Vec<Ablageort>, StoreError> = match strom.art {
        StromArt::Fall => view.load(strom).map(|akte: Akte<FallTatsache>| {
            let ort = |eintrag: &case::akte::Eintrag<FallTatsache>| match &eintrag.ereignis.tatsache
            {
                FallTatsache::Dokument { eintrag: Some(dokument), .. } => Some(dokument.ort),
                FallTatsache::Sendung {
                    eintrag: Some(Versandschritt::Versandt(versandt)), ..
                } => Some(versandt.ort),
                _ => None,
            };
            akte.eintraege().iter().filter_map(ort).collect()
        }),
        StromArt::Eingang => view.load(strom).map(|akte: Akte<EingangTatsache>| {
            // Was einer Akte zugeordnet ist, liegt dort, neu versiegelt.
            let fort = akte
                .eintraege()
                .iter()
                .any(|eintrag| matches!(eintrag.ereignis.tatsache, EingangTatsache::Zuordnung(_)));
            let ort =
                |eintrag: &case::akte::Eintrag<EingangTatsache>| match &eintrag.ereignis.tatsache {
                    EingangTatsache::Ankunft(ankunft) if !fort => ankunft.ort,
                    _ => None,
                };
            akte.eintraege().iter().filter_map(ort).collect()
        }),
        _ => return Ok(None),
    };
    match orte {
        Err(StoreError::Key(KeyError::Erased)) => Ok(None),
        orte => {
            let orte = orte?;
            let adressen = orte.iter().flat_map(|ort| [Some(ort.adresse), ort.text]);
            Ok(Some((strom, adressen.flatten().collect())))
        }
    }
}

fn ablage_gegen_akten(
    (store, ablage): (&Store, &Ablage),
    dokumente: &[Dokumente],
    bericht: &mut Pruefbericht,
) -> Result<(), SicherungFehler> {
    let mut von: BTreeMap<Adresse, String> = BTreeMap::new();
    for ((traeger, strom), adressen) in dokumente {
        von.extend(adressen.iter().map(|adresse| (*adresse, format!("{traeger}: {strom}"))));
    }
    let mut fund = |adresse: Adresse, was: &str| {
        let wo = von.get(&adresse).cloned().unwrap_or_default();
        bericht.funde.push(Fund {
            wo,
            was: format!("Dokument {adresse} {was}; bitte aus der Sicherung holen"),
        });
    };
    for mangel in mit_erwartet(store, dokumente, |erwartet| ablage.pruefe(erwartet))? {
        match mangel {
            Mangel::Fehlt(adresse) => fund(adresse, "fehlt"),
            Mangel::Veraendert(adresse) => fund(adresse, "ist verändert oder abgeschnitten"),
            Mangel::Verwaist(pfad) => {
                let was = format!(
                    "„{}“ nennt keine Akte; `nahtlos aufraeumen` entfernt, was älter als ein Tag ist",
                    pfad.display()
                );
                bericht.hinweise.push(Hinweis { was });
            }
        }
    }
    Ok(())
}

/// Gibt weiter, was die Akten nennen, mit den Schlüsseln dazu.
pub(super) fn mit_erwartet<R>(
    store: &Store,
    dokumente: &[Dokumente],
    tue: impl FnOnce(&[Erwartet<'_>]) -> R,
) -> R {
    let namen: Vec<String> = dokumente.iter().map(|((_, strom), _)| strom.to_string()).collect();
    let schluessel: Vec<_> = dokumente
        .iter()
        .map(|((traeger, strom), _)| move |fassung| store.open_key(traeger, *strom, fassung))
        .collect();
    let erwartet: Vec<Erwartet<'_>> = dokumente
        .iter()
        .zip(&namen)
        .zip(&schluessel)
        .map(|((((traeger, _), adressen), kennung), schluessel)| {
            let strom = store::Strom { traeger, kennung };
            Erwartet { strom, adressen: adressen.clone(), schluessel }
        })
        .collect();
    tue(&erwartet)
}
