//! § 26 SGB II: Zuschüsse zu Beiträgen zur Krankenversicherung und Pflegeversicherung.
//!
//! Umgesetzt: Absätze 1 und 3 (während des Bezugs: privat bis zur Grenze, gesetzlich der Beitrag,
//! soweit er nicht abgesetzt ist), Absätze 2 und 4 (allein durch den Beitrag hilfebedürftig: so
//! viel, dass die Hilfebedürftigkeit vermieden wird). Der halbe Basistarif und der halbe Höchstbeitrag
//! stehen als Angabe beim Beitrag.
//! Nicht umgesetzt: ob jemand schon durch den Bezug pflichtversichert ist (die Angabe eines Beitrags
//! heißt: nein), Solidargemeinschaften (Absatz 6; wie privat anzugeben). Hat eine ganze
//! Bedarfsgemeinschaft wegen ihres Einkommens keinen Anspruch, tragen die Mittel über dem Bedarf die
//! Beiträge in der Reihenfolge der Angabe, danach erst Bildung und Teilhabe.

use crate::lage::{Beitrag, BeitragArt, PersonNr};
use crate::measure::{Beleg, Cent};

/// Der Zuschuss zu einem Beitrag; er geht an die Versicherung (Absatz 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zuschuss {
    /// Wer versichert ist.
    pub person: PersonNr,
    /// Welche Versicherung.
    pub art: BeitragArt,
    /// Beitrag im Monat.
    pub beitrag: Cent,
    /// Was über der Grenze liegt (privat).
    pub ueber_grenze: Cent,
    /// Was schon vom Einkommen abgesetzt ist.
    pub abgesetzt: Cent,
    /// Was eigene Mittel über dem Bedarf tragen (Absätze 2, 4); im Bezug null.
    pub eigene_mittel: Cent,
    /// Der Zuschuss.
    pub betrag: Cent,
}

impl Zuschuss {
    /// Der Zuschuss, wenn der Person `uebrig` Mittel über dem Bedarf bleiben (im Bezug null).
    pub(crate) fn neu(beitrag: &Beitrag, uebrig: Cent) -> Zuschuss {
        let grenze = beitrag.hoechstens.unwrap_or(beitrag.betrag);
        let bis_grenze = beitrag.betrag.min(grenze);
        // Erst die Grenze: der Teil darüber bleibt auch dann eigene Sache, wenn er abgesetzt ist.
        let offen = bis_grenze.abzueglich(beitrag.abgesetzt);
        let eigene_mittel = uebrig.min(offen);
        Zuschuss {
            person: beitrag.person,
            art: beitrag.art,
            beitrag: beitrag.betrag,
            ueber_grenze: beitrag.betrag.abzueglich(grenze),
            abgesetzt: beitrag.abgesetzt.min(bis_grenze),
            eigene_mittel,
            betrag: offen.abzueglich(eigene_mittel),
        }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let vermeidet = !self.eigene_mittel.ist_null();
        let (norm, was) = match (self.art, vermeidet) {
            (BeitragArt::KrankenversicherungPrivat, false) => ("§ 26 Abs. 1 Satz 1 SGB II", KV),
            (BeitragArt::KrankenversicherungGesetzlich, false) => ("§ 26 Abs. 1 Satz 2 SGB II", KV),
            (BeitragArt::PflegeversicherungPrivat, false) => ("§ 26 Abs. 3 Satz 1 SGB II", PV),
            (BeitragArt::PflegeversicherungGesetzlich, false) => ("§ 26 Abs. 3 Satz 2 SGB II", PV),
            (
                BeitragArt::KrankenversicherungPrivat | BeitragArt::KrankenversicherungGesetzlich,
                true,
            ) => ("§ 26 Abs. 2 SGB II", KV),
            (
                BeitragArt::PflegeversicherungPrivat | BeitragArt::PflegeversicherungGesetzlich,
                true,
            ) => ("§ 26 Abs. 4 SGB II", PV),
        };
        let zeilen = [
            ("Beitrag im Monat", self.beitrag),
            ("abzüglich: über der Grenze", self.ueber_grenze),
            ("abzüglich: schon vom Einkommen abgesetzt", self.abgesetzt),
            ("abzüglich: eigene Mittel über dem Bedarf", self.eigene_mittel),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, betrag)| !betrag.ist_null())
            .map(|(was, betrag)| Beleg::neu(norm, was, betrag));
        Beleg::neu(norm, was, self.betrag).aus(zeilen)
    }
}

const KV: &str = "Zuschuss zur Krankenversicherung, an die Versicherung";
const PV: &str = "Zuschuss zur Pflegeversicherung, an die Versicherung";
