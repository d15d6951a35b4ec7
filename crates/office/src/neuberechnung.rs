//! Geändertes Recht auf die ganze Kartei anwenden: jeder Fall, den es bewegt, ein Befehl durch die Tür, mehrere zugleich.
//!
//! Heraus kommen Entwürfe; freigegeben wird nichts. Wer abbricht und noch einmal beginnt, macht dort weiter: was schon
//! entworfen ist, wird es nicht noch einmal. Ein Fall, der nicht geht, steht mit seinem Grund in der Liste und hält die
//! anderen nicht auf.

use std::num::NonZeroUsize;

use case::akte::lage::Akten;
use case::akte::{Kategorie, Kennung};
use case::befehl::{Befehl, NeuBerechnen};
use case::probelauf::{Rechte, probe};
use case::rechte::{Anfrage, Handlung};
use law::anspruch::Werkbank;
use law::measure::Monat;
use law::recht::Recht;

use crate::door::{Caller, Door, DoorError, Order};
use crate::kartei::{Gelesen, Kartei, bestaende};
use crate::store::keys::KeyError;
use crate::store::record::StoreError;
use crate::store::streams::CommitError;

/// So viele Vorschriften nennt ein Entwurf.
const NORMEN: usize = 12;

/// Was neu zu rechnen ist, und wer es tut.
#[derive(Clone, Copy, Debug)]
pub struct Neuberechnung<'a> {
    /// Die Tür; ihr Recht ist das neue.
    pub door: Door<'a>,
    /// Wer neu rechnet.
    pub caller: Caller<'a>,
    /// Das Recht, nach dem bisher gerechnet ist: der Vergleich nennt die Vorschriften und bewahrt vor Fällen, in denen es
    /// nicht am Recht liegt.
    pub bisher: &'a Recht,
    /// Der erste Monat, in dem das neue Recht gilt.
    pub ab: Monat,
    /// Auch Monate vor dem laufenden.
    pub rueckwirkend: bool,
    /// Fäden.
    pub faeden: NonZeroUsize,
}

/// Was aus den Fällen wurde.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neuberechnet {
    /// Alle Fälle der Kartei.
    pub faelle: u64,
    /// Durchgesehen: die, an denen der Handelnde entscheiden darf.
    pub gesehen: u64,
    /// Das neue Recht bewegt in ihnen keinen Betrag.
    pub unberuehrt: u64,
    /// Darüber ist nach dem neuen Recht schon entworfen oder entschieden.
    pub schon: u64,
    /// Ein Entwurf ist entstanden oder erneuert.
    pub entworfen: u64,
    /// Was ein Mensch ansehen muss, mit dem Grund.
    pub liegen: Vec<(Kennung, String)>,
}

/// Was aus einem Fall wurde.
enum Ausgang {
    Unberuehrt,
    Schon,
    Entworfen,
    Liegt(String),
}

impl Neuberechnung<'_> {
    /// Rechnet alle; nach jedem Fall ruft er `melde`.
    ///
    /// # Errors
    /// [`StoreError`], wenn der Speicher nicht antwortet; was bis dahin entworfen ist, bleibt es.
    pub fn laufe(&self, melde: &(dyn Fn() + Sync)) -> Result<Neuberechnet, StoreError> {
        let anfrage = Anfrage {
            handlung: Handlung::Entscheiden,
            kategorie: Kategorie::Verfahren,
            zweck: self.caller.zweck,
        };
        let kartei = Kartei::von(self.door, self.caller, &anfrage, self.faeden)?;
        let mut alles = Neuberechnet { faelle: kartei.alle()?, ..Neuberechnet::default() };
        kartei.je_seite(
            Werkbank::neu,
            |werkbank, faelle| self.seite(faelle, werkbank, melde),
            |seite: Vec<(Kennung, Ausgang)>| {
                seite.into_iter().for_each(|einer| alles.nimm(einer));
                Ok::<_, StoreError>(())
            },
        )?;
        Ok(alles)
    }

    fn seite(
        &self,
        faelle: &[Kennung],
        werkbank: &mut Werkbank,
        melde: &(dyn Fn() + Sync),
    ) -> Result<Vec<(Kennung, Ausgang)>, StoreError> {
        let gelesen = self.door.store.look(self.caller.traeger, |view| bestaende(view, faelle))?;
        let mut seite = Vec::with_capacity(gelesen.len());
        for fall in gelesen {
            let kennung = fall.0;
            seite.push((kennung, self.einer(fall, werkbank)?));
            melde();
        }
        Ok(seite)
    }

    fn einer(
        &self,
        (fall, gelesen): Gelesen,
        werkbank: &mut Werkbank,
    ) -> Result<Ausgang, StoreError> {
        let bestand = match gelesen {
            Ok(bestand) => bestand,
            Err(grund) => return Ok(Ausgang::Liegt(grund)),
        };
        let Some(akte) = bestand.faelle.get(&fall) else { return Ok(Ausgang::Unberuehrt) };
        let akten = Akten { fall: akte, personen: &bestand.personen };
        let rechte = Rechte { bisher: self.bisher, neu: self.door.recht };
        let laufend = self.caller.heute.monat();
        let von = if self.rueckwirkend { self.ab } else { self.ab.max(laufend) };
        let probe = match probe(akten, (von, None), rechte, werkbank) {
            Ok(probe) => probe,
            Err(grund) => return Ok(Ausgang::Liegt(grund.to_string())),
        };
        if let Some(monat) = probe.heute_anders.first() {
            let warum =
                "anderes ist bewilligt, als das bisherige Recht ergibt; bitte einzeln prüfen";
            return Ok(Ausgang::Liegt(format!("ab {}: {warum}", monat.deutsch())));
        }
        let offen = |monat: &Monat| !probe.schon_neu.contains(monat);
        if !probe.zeilen.iter().any(|zeile| offen(&zeile.monat)) {
            let unberuehrt = probe.zeilen.is_empty();
            return Ok(if unberuehrt { Ausgang::Unberuehrt } else { Ausgang::Schon });
        }
        let befehl = NeuBerechnen {
            fall,
            ab: self.ab,
            rueckwirkend: self.rueckwirkend,
            normen: probe.normen().into_iter().take(NORMEN).collect(),
        };
        self.durch_die_tuer(befehl, werkbank)
    }

    /// An einem anderen Tag kann dieselbe Rechnung anderes ergeben; am selben wirkt sie einmal.
    fn durch_die_tuer(
        &self,
        befehl: NeuBerechnen,
        werkbank: &mut Werkbank,
    ) -> Result<Ausgang, StoreError> {
        let normen: Vec<&str> = befehl.normen.iter().map(String::as_str).collect();
        let key = format!(
            "neuberechnung-{}-{}-{}-{}-{}",
            self.caller.heute,
            befehl.fall,
            befehl.ab,
            befehl.rueckwirkend,
            normen.join("|")
        );
        let befehl = Befehl::NeuBerechnen(Box::new(befehl));
        let order = Order { caller: self.caller, key: &key, befehl: &befehl };
        ergebnis(self.door.execute(order, werkbank).map(|_| Ausgang::Entworfen), Ausgang::Liegt)
    }
}

/// Was die Tür einem einzelnen Fall verweigert, ist sein Ergebnis; antwortet der Speicher nicht, hört der Lauf auf.
pub(crate) fn ergebnis<A>(
    getan: Result<A, DoorError>,
    liegt: impl FnOnce(String) -> A,
) -> Result<A, StoreError> {
    let unerreichbar = |fehler: &StoreError| {
        matches!(
            fehler,
            StoreError::Db(_)
                | StoreError::Commit(CommitError::Db(_))
                | StoreError::Key(KeyError::Db(_))
        )
    };
    match getan {
        Ok(ausgang) => Ok(ausgang),
        Err(DoorError::Store(fehler)) if unerreichbar(&fehler) => Err(fehler),
        Err(grund) => Ok(liegt(grund.to_string())),
    }
}

impl Neuberechnet {
    fn nimm(&mut self, (fall, ausgang): (Kennung, Ausgang)) {
        self.gesehen = self.gesehen.saturating_add(1);
        let zahl = match ausgang {
            Ausgang::Unberuehrt => &mut self.unberuehrt,
            Ausgang::Schon => &mut self.schon,
            Ausgang::Entworfen => &mut self.entworfen,
            Ausgang::Liegt(grund) => {
                self.liegen.push((fall, grund));
                return;
            }
        };
        *zahl = zahl.saturating_add(1);
    }
}
