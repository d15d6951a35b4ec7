//! § 12a Satz 2 Nr. 1, Satz 3 SGB II: vorzeitige Altersrente, und wann sie unbillig ist.
//!
//! Umgesetzt: Alter und Zeitraum, §§ 2 bis 6 `UnbilligkeitsV`.
//! Nicht umgesetzt: wie nah die „nächste Zukunft“ ist (§§ 3, 5): eine Frage; ob der Träger nach
//! pflichtgemäßem Ermessen auffordert (§ 5 Abs. 3).

use crate::measure::{Beleg, Cent, Monat, Tag};
use crate::recht::Vorrangregeln;

/// Was zur Person bekannt ist; `None`: noch zu fragen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rentenumstaende {
    /// Ginge mit der Rente ein Anspruch auf Arbeitslosengeld verloren (§ 2)?
    pub verliert_arbeitslosengeld: Option<bool>,
    /// Kann die Altersrente in nächster Zukunft ohne Abschläge beginnen (§ 3)?
    pub bald_abschlagsfrei: Option<bool>,
    /// Versicherungspflichtig oder entsprechend selbständig, mit dem überwiegenden Teil der
    /// Arbeitskraft (§ 4)?
    pub ueberwiegend_beschaeftigt: Option<bool>,
    /// Verbindlich zugesagte Arbeit dieser Art in nächster Zukunft, zum ersten Mal glaubhaft (§ 5)?
    pub zusage: Option<bool>,
    /// Bei Erreichen der Altersgrenze zu erwartende monatliche Regelaltersrente (§ 6).
    pub regelaltersrente: Option<Cent>,
    /// Bedarf der Person nach dem SGB II zum Zeitpunkt der Entscheidung (§ 6).
    pub bedarf: Cent,
}

/// Warum die Rente unbillig ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbillig {
    /// § 2: Verlust des Arbeitslosengeldes.
    Arbeitslosengeld,
    /// § 3: bald abschlagsfrei.
    Abschlagsfrei,
    /// § 4: Beschäftigung.
    Beschaeftigung,
    /// § 5: zugesagte Beschäftigung.
    Zusage,
    /// § 6: hilfebedürftig im Alter.
    Alter,
}

/// Ob eine vorzeitige Altersrente zu beantragen ist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Altersrente {
    /// In dieser Zeit verlangt sie das Gesetz nicht (Satz 3).
    NichtVerlangt,
    /// Das Alter ist noch nicht erreicht; ab diesem Tag.
    ErstAb(Tag),
    /// Unbillig.
    Unbillig(Unbillig),
    /// Noch zu klären: diese Fragen der Verordnung sind offen, jede als Paragraf.
    Frage {
        /// Offene §§ 2 bis 6 der Verordnung, als Bits ab § 2.
        offene: u8,
    },
    /// Sie ist zu beantragen.
    Verpflichtet {
        /// 70 % der Regelaltersrente.
        anteil: Cent,
        /// Bedarf, den dieser Anteil erreicht.
        bedarf: Cent,
    },
}

impl Altersrente {
    /// Die Begründung, wie sie im Vermerk steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let kein = |norm: &'static str, was: String| Beleg::neu(norm, was, Cent::NULL);
        match self {
            Altersrente::NichtVerlangt => kein(
                "§ 12a Satz 3 SGB II",
                "keine Pflicht zur vorzeitigen Altersrente in diesem Monat".to_owned(),
            ),
            Altersrente::ErstAb(tag) => kein(
                "§ 12a Satz 2 Nr. 1 SGB II",
                format!("keine Pflicht vor dem {}", tag.deutsch()),
            ),
            Altersrente::Unbillig(grund) => {
                let (norm, was) = grund.text();
                kein(norm, format!("unbillig: {was}"))
            }
            Altersrente::Frage { .. } => kein(
                "§§ 2 bis 6 UnbilligkeitsV",
                "noch zu klären, ob die Altersrente unbillig wäre".to_owned(),
            ),
            Altersrente::Verpflichtet { anteil, bedarf } => {
                let was = "vorzeitige Altersrente zu beantragen; Anteil der Regelaltersrente";
                Beleg::neu("§ 12a SGB II, § 6 UnbilligkeitsV", was, *anteil).aus([Beleg::neu(
                    "§ 6 Satz 2 UnbilligkeitsV",
                    "Bedarf",
                    *bedarf,
                )])
            }
        }
    }

    /// Die offenen Fragen mit ihrer Fundstelle.
    pub fn fragen(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let offene = match self {
            Altersrente::Frage { offene } => *offene,
            _ => 0,
        };
        FRAGEN
            .into_iter()
            .filter(move |(bit, ..)| offene & bit != 0)
            .map(|(_, norm, frage)| (norm, frage))
    }
}

/// Bit, Fundstelle und Frage.
const FRAGEN: [(u8, &str, &str); 5] = [
    (1, "§ 2 UnbilligkeitsV", "Ginge mit der Rente ein Anspruch auf Arbeitslosengeld verloren?"),
    (2, "§ 3 UnbilligkeitsV", "Kann die Altersrente in nächster Zukunft ohne Abschläge beginnen?"),
    (
        4,
        "§ 4 UnbilligkeitsV",
        "Ist die Person mit dem überwiegenden Teil ihrer Arbeitskraft versicherungspflichtig \
         beschäftigt oder entsprechend selbständig?",
    ),
    (
        8,
        "§ 5 UnbilligkeitsV",
        "Ist zum ersten Mal glaubhaft gemacht, dass die Person in nächster Zukunft eine solche \
         Erwerbstätigkeit aufnimmt?",
    ),
    (
        16,
        "§ 6 UnbilligkeitsV",
        "Wie hoch ist die Regelaltersrente, die bei Erreichen der Altersgrenze zu erwarten ist?",
    ),
];

impl Unbillig {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Unbillig::Arbeitslosengeld => {
                ("§ 2 UnbilligkeitsV", "ein Anspruch auf Arbeitslosengeld ginge verloren")
            }
            Unbillig::Abschlagsfrei => {
                ("§ 3 UnbilligkeitsV", "die Altersrente kann bald ohne Abschläge beginnen")
            }
            Unbillig::Beschaeftigung => ("§ 4 UnbilligkeitsV", "überwiegend beschäftigt"),
            Unbillig::Zusage => ("§ 5 UnbilligkeitsV", "eine Beschäftigung ist zugesagt"),
            Unbillig::Alter => ("§ 6 UnbilligkeitsV", "die Rente deckte den Bedarf im Alter nicht"),
        }
    }
}

/// Satz 2 Nr. 1, Satz 3 und die Verordnung; `regeln` wählt der Monat.
#[must_use]
pub fn altersrente(
    geboren: Tag,
    monat: Monat,
    umstaende: &Rentenumstaende,
    regeln: &Vorrangregeln,
) -> Altersrente {
    if !regeln.rente_verlangt {
        return Altersrente::NichtVerlangt;
    }
    let ab = geboren.geburtstag(i16::from(regeln.rente_ab_alter));
    if ab > monat.letzter() {
        return Altersrente::ErstAb(ab);
    }
    let anteil = umstaende.regelaltersrente.map(|rente| rente.prozent(regeln.rente_anteil));
    // Vor 2017 nannte § 6 keinen Anteil: dann bleibt die Frage.
    let anteil = anteil.filter(|_| regeln.rente_anteil.hundertstel() > 0);
    let gruende = [
        (umstaende.verliert_arbeitslosengeld, Unbillig::Arbeitslosengeld),
        (umstaende.bald_abschlagsfrei, Unbillig::Abschlagsfrei),
        (umstaende.ueberwiegend_beschaeftigt, Unbillig::Beschaeftigung),
        (umstaende.zusage, Unbillig::Zusage),
        (anteil.map(|anteil| anteil < umstaende.bedarf), Unbillig::Alter),
    ];
    if let Some((_, grund)) = gruende.into_iter().find(|(trifft_zu, _)| *trifft_zu == Some(true)) {
        return Altersrente::Unbillig(grund);
    }
    let offene = gruende
        .iter()
        .zip(FRAGEN)
        .filter(|((trifft_zu, _), _)| trifft_zu.is_none())
        .fold(0, |offene, (_, (bit, ..))| offene | bit);
    match anteil {
        Some(anteil) if offene == 0 => {
            Altersrente::Verpflichtet { anteil, bedarf: umstaende.bedarf }
        }
        _ => Altersrente::Frage { offene },
    }
}
