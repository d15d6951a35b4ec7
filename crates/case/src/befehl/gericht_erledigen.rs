//! Festhalten, wie ein Verfahren vor dem Sozialgericht endete.

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rechtsbehelf::{nur, pruefe_norm, pruefe_quote};
use super::widerspruch::erledigt_die_erstattung;
use super::{Ablehnung, Bestand, Entscheidung};
use crate::akte::{FallTatsache, Kennung, Posten};
use crate::gericht::{
    Endeart, Erfolg, Gerichtskosten, Gerichtsverfahren, Prozessende, Verfahrensart, verfahren,
};
use crate::schnittstelle::schema;
use crate::widerspruch::{Gegen, Ursache};

/// Wie ein Verfahren endete; erst, wenn niemand mehr ein Rechtsmittel einlegen kann. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GerichtsverfahrenErledigen {
    /// In welchem Fall.
    pub fall: Kennung,
    /// Seine Nummer.
    pub verfahren: Posten,
    /// Wodurch es endete.
    pub art: Endeart,
    /// Wie weit der Mensch Erfolg hatte.
    pub erfolg: Erfolg,
    /// Warum es so ausging.
    pub ursache: Ursache,
    /// Um welche Vorschrift es ging.
    pub norm: String,
    /// Der Tag, an dem es endete.
    #[schemars(with = "schema::Tag")]
    pub am: Tag,
    /// Bis wann umzusetzen ist, wenn Gericht oder Vergleich es sagen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub umsetzen_bis: Option<Tag>,
    /// Die Kosten (§ 193 SGG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kosten: Option<Gerichtskosten>,
    /// Wer es festhält.
    pub durch: Kennung,
}

crate::verschwiegen::verschwiegen!(GerichtsverfahrenErledigen);

impl GerichtsverfahrenErledigen {
    pub(super) fn entscheide(
        &self,
        bestand: &Bestand,
        heute: Tag,
    ) -> Result<Entscheidung, Ablehnung> {
        let fall = bestand.fall(self.fall)?;
        pruefe_norm(&self.norm)?;
        if let Some(kosten) = self.kosten {
            pruefe_quote(kosten.quote_prozent)?;
        }
        if self.am > heute {
            return Err(Ablehnung::EingangInZukunft(self.am));
        }
        let gefunden = verfahren(fall).into_iter().find(|(posten, ..)| **posten == self.verfahren);
        let laeuft = gefunden.filter(|(_, eines, _)| eines.laeuft());
        let (posten, eines, _) = laeuft.ok_or(Ablehnung::KeinGerichtsverfahren)?;
        if self.am < eines.eingang {
            return Err(Ablehnung::VorDerEntscheidung(eines.eingang));
        }
        let erledigt = Some(Prozessende {
            art: self.art,
            erfolg: self.erfolg,
            ursache: self.ursache,
            norm: self.norm.clone(),
            am: self.am,
            umsetzen_bis: self.umsetzen_bis,
            kosten: self.kosten,
            durch: self.durch,
        });
        let eintrag = Some(Gerichtsverfahren { erledigt, ..eines.clone() });
        let mut tatsachen =
            vec![FallTatsache::Gerichtsverfahren { posten: posten.clone(), eintrag }];
        // Hat die Klage gegen eine Erstattung ganz Erfolg, ist nichts mehr zu erstatten.
        let gewonnen = eines.art == Verfahrensart::Klage && self.erfolg == Erfolg::Ganz;
        if let Some(Gegen::Erstattung(nummer)) = eines.gegen.entscheidung(fall)
            && gewonnen
        {
            tatsachen.extend(erledigt_die_erstattung(fall, &nummer, heute));
        }
        Ok(nur(fall, heute, tatsachen))
    }
}
