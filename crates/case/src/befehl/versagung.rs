//! Versagen und entziehen (§ 66 SGB I): nach Hinweis und Frist, mit Ermessen, für die Zukunft.

use std::collections::BTreeSet;

use law::measure::Monat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dokument_ablegen::pruefe_begruendung;
use super::fortfuehrung::Neues;
use super::{Ablehnung, Bestand, Entscheidung, Rechenhilfe};
use crate::akte::{Akte, Ereignis, FallTatsache, Gilt, Kennung, Posten};
use crate::anforderung::{Anforderungszweck, anforderungen};
use crate::bescheid::Bewilligtes;
use crate::entwurf::{zeitraeume, zukunft_ab};
use crate::versagung::{Versagung, versagungen};

/// Die Leistung versagen oder entziehen, weil niemand mitwirkt; es entsteht ein Entwurf. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeistungVersagen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Die Anforderung, der niemand nachkam.
    pub anforderung: Posten,
    /// Warum so und nicht milder; das Ermessen steht im Bescheid (§ 35 Abs. 1 Satz 3 SGB X).
    pub ermessen: String,
    /// Wer es vorschlägt.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(LeistungVersagen);

impl LeistungVersagen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        hilfe: &mut Rechenhilfe<'_>,
    ) -> Result<Entscheidung, Ablehnung> {
        let (fall, heute) = (bestand.fall(self.fall)?, hilfe.heute);
        pruefe_begruendung("ermessen", &self.ermessen)?;
        let alle = anforderungen(fall);
        let gefunden = alle.iter().find(|(posten, _)| **posten == self.anforderung);
        let (_, anforderung) = gefunden.ok_or(Ablehnung::KeineAnforderung)?;
        let mitwirkung = anforderung.zweck == Anforderungszweck::Mitwirkung;
        if !(mitwirkung && anforderung.belehrt && anforderung.offen()) {
            return Err(Ablehnung::OhneBelehrung);
        }
        if heute <= anforderung.frist {
            return Err(Ablehnung::AnforderungLaeuft(anforderung.frist));
        }
        let versagungen = versagungen(fall);
        if versagungen.iter().any(|(_, eine)| eine.nachgeholt.is_none()) {
            return Err(Ablehnung::SchonVersagt);
        }
        let bewilligt = Bewilligtes::aus(fall);
        // Über einen Antrag ist von seinem ersten Monat an zu entscheiden; eine laufende Leistung endet für die Zukunft.
        let beantragt = zeitraeume(fall).into_iter().map(|(ab, _)| ab.monat());
        let offen = beantragt.filter(|ab| bewilligt.im_monat(*ab).next().is_none()).max();
        let ab = offen.unwrap_or(zukunft_ab(heute));
        let monate = monate(fall, ab);
        if monate.is_empty() {
            return Err(Ablehnung::KeinZeitraum(ab));
        }
        let eine = Versagung {
            anforderung: self.anforderung.clone(),
            ab,
            ermessen: self.ermessen.clone(),
            durch: self.durch,
            nachgeholt: None,
        };
        let posten = Posten::nr(versagungen.len().saturating_add(1));
        let tatsache = FallTatsache::Versagung { posten, eintrag: Some(eine) };
        let neues = Neues {
            fall: vec![Ereignis::neu(Gilt::IMMER, heute, tatsache)],
            monate,
            ..Neues::default()
        };
        neues.fuehre_fort(fall, bestand, hilfe)
    }
}

/// Alle Monate eines Bewilligungszeitraums von diesem an.
pub(super) fn monate(fall: &Akte<FallTatsache>, ab: Monat) -> BTreeSet<Monat> {
    let mut monate = BTreeSet::new();
    for (beginn, ende) in zeitraeume(fall) {
        let (erster, letzter) = (beginn.monat().max(ab), ende.monat());
        monate.extend((0..).map(|n| erster.plus(n)).take_while(|monat| *monat <= letzter));
    }
    monate
}
