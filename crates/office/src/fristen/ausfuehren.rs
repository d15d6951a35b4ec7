//! Einen freigegebenen Lauf ausführen: Posten für Posten, so oft wie nötig.

use std::collections::BTreeSet;

use case::akte::{
    Akte, EingangTatsache, Ereignis, FallTatsache, Gilt, Kennung, LoeschTatsache, Loeschabschluss,
    Loeschposten, Loeschvermerk, Posten, Strom, StromArt, Tatsache, Uebergangen,
};
use case::aufbewahrung::Aufbewahrung;
use case::befehl::loeschung::{freigabe, vorschlag};
use case::rechte::menschen;
use case::verzeichnis::Merkmal;

use super::{AUFTRAG, Fristen, FristenFehler, Schritt};
use crate::door::load_whole_case;
use crate::store;
use crate::store::erasure::Erasure;
use crate::store::jobs::{Go, Job};
use crate::store::record::{Draft, Request, StoreError};
use crate::store::sql::DbError;
use crate::store::streams::CommitError;
use crate::store::view::View;

/// So oft wird ein Posten neu geprüft, wenn zugleich jemand schreibt.
const VERSUCHE: usize = 3;

/// Was mit einem Posten geschehen soll.
enum Urteil {
    Loeschen(Erasure, Vec<Strom>),
    Uebergehen(Uebergangen),
}

impl Fristen<'_> {
    /// Nimmt den nächsten freigegebenen Lauf und führt ihn aus; `None`, wenn keiner wartet. Scheitert er, kommt er
    /// wieder an die Reihe.
    ///
    /// # Errors
    /// [`FristenFehler`].
    pub fn arbeite(&self) -> Result<Option<Loeschabschluss>, FristenFehler> {
        let Some(job) = self.store.claim(self.traeger, AUFTRAG)? else { return Ok(None) };
        let ergebnis = match job.subject.parse::<Strom>() {
            Ok(strom) => self.lauf(strom.kennung, Some(&job)),
            Err(_) => Err(FristenFehler::Angehalten),
        };
        match &ergebnis {
            Ok(_) => self.store.finish(self.traeger, &job)?,
            Err(FristenFehler::Angehalten) => self.store.stop(self.traeger, &job)?,
            Err(
                FristenFehler::Unterbrochen
                | FristenFehler::Speicher(StoreError::Db(DbError::Retry)),
            ) => {
                // Der Dienst endet, oder jemand liest noch: kein Fehlversuch.
                self.store.release(self.traeger, &job)?;
            }
            // Der Grund nennt nie einen Inhalt.
            Err(fehler) => self.store.fail(self.traeger, &job, fehler.to_string())?,
        }
        ergebnis.map(Some)
    }

    /// Führt einen Lauf aus; was schon getan ist, wird nicht noch einmal gezählt.
    ///
    /// # Errors
    /// [`FristenFehler`]; dann ist er noch einmal zu beginnen.
    pub fn fuehre_aus(&self, lauf: Kennung) -> Result<Loeschabschluss, FristenFehler> {
        self.lauf(lauf, None)
    }

    fn lauf(&self, lauf: Kennung, job: Option<&Job>) -> Result<Loeschabschluss, FristenFehler> {
        let strom = Strom::loeschung(lauf);
        let akte = self.lies(strom)?;
        if let Some(abschluss) = abschluss(&akte) {
            return Ok(abschluss.clone());
        }
        let offen = || FristenFehler::NichtFreigegeben(strom);
        let vorschlag = vorschlag(&akte).filter(|_| freigabe(&akte).is_some()).ok_or_else(offen)?;
        let von = u64::try_from(vorschlag.posten.len()).unwrap_or(u64::MAX);
        for (nr, posten) in (1..).zip(&vorschlag.posten) {
            self.posten(strom, nr, posten)?;
            if let Some(job) = job {
                let getan = u64::try_from(nr).unwrap_or(von);
                let go = self.store.progress(self.traeger, job, (getan, von))?;
                let weiter = (self.weiter)();
                if go != Go::On {
                    // Was schon gelöscht ist, soll auch jetzt nirgends mehr stehen; liest noch jemand, tut es der nächste.
                    drop(self.store.forget_erased());
                    return Err(FristenFehler::Angehalten);
                }
                if !weiter {
                    return Err(FristenFehler::Unterbrochen);
                }
            }
        }
        (self.vorher)(Schritt::Leeren)?;
        self.store.forget_erased()?;
        self.schliesse_ab(strom)
    }

    fn posten(&self, lauf: Strom, nr: usize, posten: &Loeschposten) -> Result<(), FristenFehler> {
        let mut versuch = 0;
        loop {
            versuch += 1;
            let akte = self.lies(lauf)?;
            match stand(&akte, nr) {
                Some(LoeschTatsache::Vermerk { eintrag: Some(vermerk), .. }) => {
                    return self.raeume(vermerk);
                }
                Some(_) => return Ok(()),
                None => {}
            }
            match self.entscheide(lauf, nr, posten, akte.version()) {
                // Jemand schrieb zugleich: was jetzt gilt, wird neu geprüft.
                Err(FristenFehler::Speicher(StoreError::Commit(CommitError::Conflict)))
                    if versuch < VERSUCHE => {}
                Err(fehler) => return Err(fehler),
                Ok(()) => {}
            }
        }
    }

    /// Löscht die Zeilen mit ihrem Vermerk, oder hält fest, warum nicht.
    fn entscheide(
        &self,
        lauf: Strom,
        nr: usize,
        posten: &Loeschposten,
        version: u64,
    ) -> Result<(), FristenFehler> {
        let stelle = Posten::nr(nr);
        match self.store.look(self.traeger, |view| self.urteile(view, posten))? {
            Urteil::Uebergehen(grund) => {
                let tatsache = LoeschTatsache::Uebergangen { posten: stelle, eintrag: Some(grund) };
                self.vermerke(lauf, version, &format!("loeschung-uebergangen-{nr}"), tatsache)
            }
            Urteil::Loeschen(erasure, stroeme) => {
                let vermerk = Loeschvermerk {
                    klasse: posten.klasse,
                    stroeme,
                    blaetter: erasure.leaves.ranges().to_vec(),
                };
                let tatsache = LoeschTatsache::Vermerk { posten: stelle, eintrag: Some(vermerk) };
                (self.vorher)(Schritt::Zeilen)?;
                let text = self.ereignis(tatsache);
                Ok(self.store.erase_rows(self.traeger, (lauf, version, text), erasure)?)
            }
        }
    }

    /// Was außerhalb der Datenbank liegt; zweimal getan ist es dasselbe.
    fn raeume(&self, vermerk: &Loeschvermerk) -> Result<(), FristenFehler> {
        for strom in &vermerk.stroeme {
            (self.vorher)(Schritt::Melden)?;
            (self.melde)(*strom)?;
            (self.vorher)(Schritt::Schluessel)?;
            self.store.erase_key(self.traeger, *strom)?;
            (self.vorher)(Schritt::Dateien)?;
            let kennung = strom.to_string();
            self.ablage.loesche(store::Strom { traeger: self.traeger, kennung: &kennung })?;
        }
        Ok(())
    }

    fn schliesse_ab(&self, lauf: Strom) -> Result<Loeschabschluss, FristenFehler> {
        let akte = self.lies(lauf)?;
        let mut abschluss = Loeschabschluss::default();
        for eintrag in akte.eintraege() {
            match &eintrag.ereignis.tatsache {
                LoeschTatsache::Vermerk { eintrag: Some(vermerk), .. } => {
                    let zahl = abschluss.geloescht.entry(vermerk.klasse).or_default();
                    let je = vermerk.blaetter.iter().map(|(von, bis)| bis.saturating_sub(*von) + 1);
                    zahl.posten += 1;
                    zahl.stroeme += u64::try_from(vermerk.stroeme.len()).unwrap_or(u64::MAX);
                    zahl.ereignisse += je.sum::<u64>();
                }
                LoeschTatsache::Uebergangen { .. } => abschluss.uebergangen += 1,
                _ => {}
            }
        }
        (self.vorher)(Schritt::Abschluss)?;
        let tatsache = LoeschTatsache::Abschluss(abschluss.clone());
        self.vermerke(lauf, akte.version(), "loeschung-abschluss", tatsache)?;
        Ok(abschluss)
    }

    fn vermerke(
        &self,
        lauf: Strom,
        version: u64,
        name: &str,
        tatsache: LoeschTatsache,
    ) -> Result<(), FristenFehler> {
        let key = format!("{name}-{}", lauf.kennung);
        let text = self.ereignis(tatsache);
        let request = Request { traeger: self.traeger, key: &key, body: text.as_bytes() };
        let appends = vec![(lauf, version, vec![text.clone()])];
        self.store.commit(request, Draft { appends, ..Draft::default() })?;
        Ok(())
    }

    fn ereignis(&self, tatsache: LoeschTatsache) -> String {
        Ereignis::neu(Gilt::ab(self.heute), self.heute, tatsache).schreibe()
    }

    fn lies(&self, lauf: Strom) -> Result<Akte<LoeschTatsache>, StoreError> {
        self.store.load(self.traeger, lauf)
    }

    fn urteile(&self, view: &mut View<'_>, posten: &Loeschposten) -> Result<Urteil, FristenFehler> {
        let mut stroeme = BTreeSet::new();
        let mut warum = Uebergangen::SchonFort;
        for strom in &posten.stroeme {
            let (frist, dazu) = match strom.art {
                StromArt::Fall => self.fall_mit_allem(view, *strom)?,
                StromArt::Eingang => {
                    let akte = view.load::<EingangTatsache>(*strom)?;
                    (self.plan.eingang(&akte, self.heute).filter(|_| akte.version() > 0), vec![])
                }
                StromArt::Protokoll => (self.tag(view, *strom)?, vec![]),
                _ => (None, vec![]),
            };
            match frist {
                None => {}
                Some(frist) if frist.faellig(self.heute) => {
                    stroeme.insert(*strom);
                    stroeme.extend(dazu);
                }
                Some(frist) if frist.hemmnisse.is_empty() => warum = Uebergangen::NichtFaellig,
                Some(_) => warum = Uebergangen::Gehemmt,
            }
        }
        if stroeme.is_empty() {
            return Ok(Urteil::Uebergehen(warum));
        }
        let stroeme: Vec<Strom> = stroeme.into_iter().collect();
        Ok(Urteil::Loeschen(view.erasure(&stroeme)?, stroeme))
    }

    /// Der Fall, seine Menschen, die in keinem anderen stehen, und die Post, die zu ihm kam.
    fn fall_mit_allem(
        &self,
        view: &mut View<'_>,
        strom: Strom,
    ) -> Result<(Option<Aufbewahrung>, Vec<Strom>), StoreError> {
        let bestand = load_whole_case(view, strom.kennung)?;
        let fall = bestand.faelle.get(&strom.kennung).filter(|fall| fall.version() > 0);
        let Some(fall) = fall else { return Ok((None, Vec::new())) };
        let frist = self.plan.fall(fall, &bestand.personen, self.heute);
        let mut dazu = eingangsstuecke(fall);
        for mensch in menschen(fall) {
            let faelle = view.marked(Merkmal::Mitglied, &mensch.to_string())?;
            if faelle.iter().all(|anderer| *anderer == strom) {
                dazu.push(Strom::person(mensch));
            }
        }
        Ok((frist, dazu))
    }
}

/// Die Eingangsstücke, aus denen Dokumente des Falls wurden.
fn eingangsstuecke(fall: &Akte<FallTatsache>) -> Vec<Strom> {
    let aus = |tatsache: &FallTatsache| match tatsache {
        FallTatsache::Dokument { eintrag: Some(dokument), .. } => dokument.aus_eingang,
        _ => None,
    };
    let stuecke = fall.eintraege().iter().filter_map(|e| aus(&e.ereignis.tatsache));
    stuecke.map(Strom::eingang).collect()
}

/// Was mit dem Posten schon geschehen ist.
fn stand(akte: &Akte<LoeschTatsache>, nr: usize) -> Option<&LoeschTatsache> {
    let stelle = Posten::nr(nr);
    let tatsachen = akte.eintraege().iter().map(|eintrag| &eintrag.ereignis.tatsache);
    tatsachen.into_iter().find(|tatsache| tatsache.posten() == Some(&stelle))
}

fn abschluss(akte: &Akte<LoeschTatsache>) -> Option<&Loeschabschluss> {
    akte.eintraege().iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
        LoeschTatsache::Abschluss(abschluss) => Some(abschluss),
        _ => None,
    })
}
