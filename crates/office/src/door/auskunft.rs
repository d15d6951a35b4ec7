//! Die Auskunft an einen Menschen (Art. 15 DSGVO, § 83 SGB X): die ganze Akte, und dass jemand sie zusammenstellte.

use std::collections::BTreeMap;

use case::akte::{Kategorie, Kennung, PersonTatsache, Strom};
use case::aufbewahrung::{Aufbewahrung, Aufbewahrungsplan};
use case::auskunft::{Auskunft, Quellen, auskunft};
use case::rechte::{Handlung, menschen};

use super::einblick::{akteur, any, bezuege, cases, zugriffe};
use super::{Caller, Door, DoorError};
use crate::store::record::StoreError;

impl Door<'_> {
    /// Stellt zusammen, was über den Menschen gespeichert ist, und vermerkt, wer das tat.
    ///
    /// # Errors
    /// [`DoorError`].
    pub fn auskunft(
        &self,
        caller: Caller<'_>,
        plan: &Aufbewahrungsplan,
        person: Kennung,
    ) -> Result<Auskunft, DoorError> {
        let (akteur, akte, bestaende, eintraege) = self.store.look(caller.traeger, |view| {
            let akte = view.load::<PersonTatsache>(Strom::person(person))?;
            let cases = cases(view, person)?;
            let eintraege = zugriffe(view, person, &cases)?;
            Ok::<_, StoreError>((akteur(view, caller)?, akte, cases, eintraege))
        })?;
        let kategorien = [Kategorie::Akte];
        let mut zugriff = self.access(caller, (Handlung::Auskunft, &kategorien));
        zugriff.personen.insert(person);
        if akte.version() == 0 {
            return Err(self.unknown(caller, zugriff, Strom::person(person)));
        }
        let bezuege = bezuege(caller, person, &bestaende);
        let judged = any(self.judge(&akteur, caller, Handlung::Auskunft), &bezuege, &kategorien);
        zugriff.faelle = bezuege.iter().filter_map(|bezug| bezug.fall).collect();
        self.seen(caller, zugriff, judged)?;
        let mut faelle = Vec::new();
        for bestand in &bestaende {
            for fall in bestand.faelle.values() {
                let seine = menschen(fall).into_iter();
                let akte = |mensch| Some((mensch, bestand.personen.get(&mensch)?.clone()));
                let personen: BTreeMap<_, _> = seine.filter_map(akte).collect();
                faelle.push((fall.clone(), plan.fall(fall, &personen, caller.heute)));
            }
        }
        let fristen: Vec<Aufbewahrung> =
            faelle.iter().filter_map(|(_, frist)| frist.clone()).collect();
        let eigene = plan.mensch(&akte, &fristen, caller.heute);
        let zugriffe: Vec<_> =
            eintraege.into_iter().map(|eintrag| (eintrag.zeit, eintrag.was)).collect();
        Ok(auskunft(Quellen {
            person: &akte,
            faelle: &faelle,
            aufbewahrung: eigene.as_ref(),
            zugriffe: &zugriffe,
            heute: caller.heute,
        }))
    }
}
