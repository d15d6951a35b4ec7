//! Wer mit wem: Partner und Eltern, widerspruchsfrei.

use law::lage::PersonNr;

use super::Kennungen;
use crate::schnittstelle::Person;
use crate::schnittstelle::fehler::Mangel;

/// Partner und Eltern aller Personen, nach Nummern.
pub(super) struct Familie(Vec<Bande>);

/// Die Bande einer Person.
#[derive(Clone, Copy, Default)]
struct Bande {
    partner: Option<PersonNr>,
    verheiratet: bool,
    eltern: [Option<PersonNr>; 2],
    /// Eltern, Großeltern …; ein Bit je Person, 60 passen in 64.
    ahnen: u64,
}

impl Familie {
    pub(super) fn aus(personen: &[Person], ids: &Kennungen<'_>) -> Result<Familie, Mangel> {
        let mut bande = Vec::with_capacity(personen.len());
        for (stelle, person) in personen.iter().enumerate() {
            let eltern = eltern(person, nr(stelle), ids).map_err(|m| an(stelle, person, m))?;
            bande.push(Bande { eltern, ..Bande::default() });
        }
        let mut familie = Familie(bande);
        familie.ahnen();
        for (stelle, person) in personen.iter().enumerate() {
            if familie.stammt_ab(nr(stelle), nr(stelle)) {
                let text = "die Person stammt über diese Angaben von sich selbst ab; bitte die \
                            Eltern im Haushalt prüfen";
                return Err(an(stelle, person, Mangel::neu("eltern", text)));
            }
        }
        for (stelle, person) in personen.iter().enumerate() {
            familie.partner(nr(stelle), person, ids).map_err(|m| an(stelle, person, m))?;
        }
        for (stelle, person) in personen.iter().enumerate() {
            if person.verheiratet {
                familie.verheiratet(nr(stelle)).map_err(|m| an(stelle, person, m))?;
            }
        }
        Ok(familie)
    }

    /// Die Person mit ihren Banden.
    pub(super) fn eingetragen(
        &self,
        stelle: usize,
        person: law::lage::Person,
    ) -> law::lage::Person {
        let Bande { partner, verheiratet, eltern, .. } = self.bande(nr(stelle));
        law::lage::Person { partner, verheiratet, eltern, ..person }
    }

    fn bande(&self, nr: PersonNr) -> Bande {
        self.0.get(nr.stelle()).copied().unwrap_or_default()
    }

    /// Sammelt die Ahnen: nach so vielen Runden, wie es Personen gibt, kommt niemand mehr hinzu.
    fn ahnen(&mut self) {
        for _ in 0..self.0.len() {
            let stand = self.0.clone();
            for bande in &mut self.0 {
                for elternteil in bande.eltern.into_iter().flatten() {
                    let dessen = stand.get(elternteil.stelle()).map_or(0, |bande| bande.ahnen);
                    bande.ahnen |= bit(elternteil) | dessen;
                }
            }
            if stand.iter().zip(&self.0).all(|(vorher, jetzt)| vorher.ahnen == jetzt.ahnen) {
                return;
            }
        }
    }

    fn stammt_ab(&self, kind: PersonNr, von: PersonNr) -> bool {
        self.bande(kind).ahnen & bit(von) != 0
    }

    /// Trägt die Partnerschaft auf beiden Seiten ein; eine Seite genügt.
    fn partner(
        &mut self,
        nr: PersonNr,
        person: &Person,
        ids: &Kennungen<'_>,
    ) -> Result<(), Mangel> {
        let Some(id) = &person.partner else { return Ok(()) };
        let partner = ids.nr_in("partner", id)?;
        let mangel = |text: String| Err(Mangel::neu("partner", text));
        if partner == nr {
            return mangel("nennt die Person selbst; bitte die Kennung prüfen".to_owned());
        }
        if self.stammt_ab(nr, partner) || self.stammt_ab(partner, nr) {
            return mangel(format!(
                "nennt „{id}“, beide sind aber in gerader Linie verwandt; bitte partner oder \
                 eltern berichtigen"
            ));
        }
        for (wer, wen) in [(nr, partner), (partner, nr)] {
            if let Some(anderer) = self.bande(wer).partner
                && anderer != wen
            {
                return mangel(format!(
                    "„{}“ und „{}“ sind schon als Paar angegeben; bitte eine der Angaben \
                     berichtigen",
                    ids.id(wer),
                    ids.id(anderer)
                ));
            }
        }
        for (wer, wen) in [(nr, partner), (partner, nr)] {
            if let Some(bande) = self.0.get_mut(wer.stelle()) {
                bande.partner = Some(wen);
            }
        }
        Ok(())
    }

    fn verheiratet(&mut self, nr: PersonNr) -> Result<(), Mangel> {
        let Some(partner) = self.bande(nr).partner else {
            let text = "ist nur mit partner möglich; bitte partner angeben, oder verheiratet \
                        weglassen, wenn der Mensch nicht in diesem Haushalt lebt";
            return Err(Mangel::neu("verheiratet", text));
        };
        for wer in [nr, partner] {
            if let Some(bande) = self.0.get_mut(wer.stelle()) {
                bande.verheiratet = true;
            }
        }
        Ok(())
    }
}

fn eltern(
    person: &Person,
    selbst: PersonNr,
    ids: &Kennungen<'_>,
) -> Result<[Option<PersonNr>; 2], Mangel> {
    let mut eltern = [None; 2];
    if person.eltern.len() > eltern.len() {
        let text = format!(
            "nennt {} Personen; bitte höchstens zwei Eltern angeben, die hier leben",
            person.eltern.len()
        );
        return Err(Mangel::neu("eltern", text));
    }
    for (platz, id) in eltern.iter_mut().zip(&person.eltern) {
        *platz = Some(ids.nr_in("eltern", id)?);
    }
    let [erster, zweiter] = eltern;
    if eltern.contains(&Some(selbst)) {
        let text = "nennt die Person selbst; bitte die Kennung eines Elternteils angeben";
        return Err(Mangel::neu("eltern", text));
    }
    if erster.is_some() && erster == zweiter {
        let text = "nennt dieselbe Person zweimal; bitte eine Angabe streichen";
        return Err(Mangel::neu("eltern", text));
    }
    Ok(eltern)
}

fn an(stelle: usize, person: &Person, mangel: Mangel) -> Mangel {
    mangel.unter(format_args!("personen[{stelle}]")).der_person(&person.id)
}

fn nr(stelle: usize) -> PersonNr {
    PersonNr(u8::try_from(stelle).unwrap_or(u8::MAX))
}

fn bit(nr: PersonNr) -> u64 {
    1_u64.checked_shl(u32::from(nr.0)).unwrap_or(0)
}
