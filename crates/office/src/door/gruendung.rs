//! Die Gründung: die ersten, die hier arbeiten, kann ihnen noch niemand eintragen.
//!
//! Das geht je Mandant genau einmal und steht wie alles in der Akte. Danach gibt sich niemand selbst ein Recht.

use case::akte::{DienstTatsache, Ereignis, Gilt, Kennung, Posten, Strom, Vergabe, Zugang};
use case::rechte::Rolle;
use law::measure::Tag;

use super::{Door, DoorError};
use crate::store::Hash;
use crate::store::record::{Draft, Request};
use crate::store::streams::Unique;

/// Jemand, der von Anfang an dabei ist.
#[derive(Clone, Debug)]
pub struct Gruender<'a> {
    /// Seine Kennung.
    pub kennung: Kennung,
    /// Wie er heißt.
    pub name: &'a str,
    /// Sein Team.
    pub team: Option<Posten>,
    /// Als was er arbeitet.
    pub rollen: &'a [Rolle],
    /// Womit er sich zuerst ausweist: Name des Zugangs und Hash des Geheimnisses.
    pub zugang: Option<(Posten, Zugang)>,
}

impl Door<'_> {
    /// Richtet einen Mandanten ein.
    ///
    /// # Errors
    /// [`DoorError`], wenn er schon mit anderen eingerichtet ist.
    pub fn gruende(
        &self,
        traeger: &str,
        gruender: &[Gruender<'_>],
        heute: Tag,
    ) -> Result<(), DoorError> {
        let mut draft = Draft::default();
        let mut body = Vec::new();
        for einer in gruender {
            let texts = einer.ereignisse(heute);
            body.extend(texts.iter().flat_map(|text| text.bytes()));
            draft.appends.push((Strom::bediensteter(einer.kennung), 0, texts));
        }
        draft.unique.push(Unique {
            kind: "gruendung",
            value: Hash::aus(&[traeger.as_bytes()]),
            stream: String::new(),
        });
        self.store.commit(Request { traeger, key: "gruendung", body: &body }, draft)?;
        Ok(())
    }
}

impl Gruender<'_> {
    fn ereignisse(&self, heute: Tag) -> Vec<String> {
        let durch = self.kennung;
        let rollen = self.rollen.iter().map(|rolle| DienstTatsache::Rolle {
            posten: rolle.posten(),
            eintrag: Some(Vergabe { durch }),
        });
        let name = DienstTatsache::Name(self.name.to_owned());
        let team = self.team.clone().map(|team| DienstTatsache::Team(Some(team)));
        let zugang = self
            .zugang
            .clone()
            .map(|(posten, zugang)| DienstTatsache::Zugang { posten, eintrag: Some(zugang) });
        let tatsachen = std::iter::once(name).chain(team).chain(rollen).chain(zugang);
        tatsachen
            .map(|tatsache| Ereignis::neu(Gilt::ab(heute), heute, tatsache).schreibe())
            .collect()
    }
}
