//! Was ein Mensch auf eine offene Frage des Entwurfs antworten kann, und was daraus folgt.

use std::collections::BTreeMap;

use law::measure::{Monat, Tag};
use serde::{Deserialize, Serialize};

use super::{Grundlage, OffeneFrage, Personenaenderung};
use crate::akte::Kennung;
use crate::benannt::benannt;

benannt! {
    /// Worum es in einer Frage geht; danach richtet sich, was zu antworten ist.
    Thema {
        /// Die Rechnung lässt etwas offen, das ein Mensch entscheidet.
        Rechnung = "rechnung",
        /// Ist das Vertrauen in eine zu hohe Bewilligung geschützt (§ 45 Abs. 2 bis 4 SGB X)?
        Vertrauen = "vertrauen",
        /// War der Bescheid schon bekannt gegeben, als sich etwas änderte?
        Bekanntgabe = "bekanntgabe",
        /// In einem Monat trifft zusammen, was von Anfang an war und was sich änderte.
        Gemischt = "gemischt",
        /// Ist die Jahresfrist gewahrt (§ 45 Abs. 4 Satz 2, § 48 Abs. 4 SGB X)?
        Jahresfrist = "jahresfrist",
        /// Wird für Monate nachgezahlt, für die das Gesetz es in der Regel nicht vorsieht (§ 44 Abs. 4 SGB X)?
        Nachzahlung = "nachzahlung",
        /// Ergeben sich ausschließlich Erstattungen unter der Bagatellgrenze (§ 40 Abs. 1 Satz 3)?
        Bagatelle = "bagatelle",
        /// Geht es allein um Bildung und Teilhabe (§ 40 Abs. 6 Satz 3)?
        Bildung = "bildung",
        /// Ist die Mitteilung über Einkommen vorsätzlich oder grob fahrlässig zu spät?
        SpaeteMitteilung = "spaete_mitteilung",
        /// Ist rückwirkend aufzuheben, obwohl niemand Einkommen erzielte (§ 48 Abs. 1 Satz 2 Nr. 2, 4 SGB X)?
        Verschulden = "verschulden",
        /// Ist alles nachgewiesen, was zur abschließenden Entscheidung gefordert war (§ 41a Abs. 3 SGB II)?
        Nachweise = "nachweise",
        /// Ist für einen Monat etwas nachgewiesen (§ 41a Abs. 3 Satz 3, 4 SGB II)?
        Monatsnachweis = "monatsnachweis",
        /// Wird nach nachgeholter Mitwirkung auch für die Vergangenheit gezahlt (§ 67 SGB I)?
        Nachholung = "nachholung",
        /// Gab es einen wichtigen Grund (§ 31 Abs. 1 Satz 2, § 32 Abs. 1 Satz 2 SGB II)?
        WichtigerGrund = "wichtiger_grund",
        /// Wäre die Minderung eine außergewöhnliche Härte (§ 31a Abs. 3 SGB II)?
        Haerte = "haerte",
    }
}

benannt! {
    /// Eine Antwort.
    Antwort {
        /// So, wie gerechnet ist.
        WieGerechnet = "wie_gerechnet",
        /// Der Fehler ist dem Menschen zuzurechnen: zurück für Vergangenheit und Zukunft.
        Zuzurechnen = "zuzurechnen",
        /// Nicht zuzurechnen, aber für die Zukunft überwiegt das öffentliche Interesse.
        NurZukunft = "nur_zukunft",
        /// Das Vertrauen ist geschützt: es bleibt bei der Bewilligung.
        Geschuetzt = "geschuetzt",
        /// Es war schon so, als der Bescheid bekannt wurde (§§ 44, 45 SGB X).
        Anfang = "anfang",
        /// Es änderte sich danach (§ 48 SGB X).
        Danach = "danach",
        /// Die Frist ist gewahrt.
        Gewahrt = "gewahrt",
        /// Die Frist ist abgelaufen: für die Vergangenheit bleibt es.
        Abgelaufen = "abgelaufen",
        /// Es wird trotzdem gezahlt.
        Zahlen = "zahlen",
        /// Es wird nicht gezahlt.
        NichtZahlen = "nicht_zahlen",
        /// Es wird nichts aufgehoben.
        Unterbleibt = "unterbleibt",
        /// Es wird aufgehoben.
        Aufheben = "aufheben",
        /// Allein um Bildung und Teilhabe: nichts wird erstattet.
        NurBildung = "nur_bildung",
        /// Nicht allein darum.
        NichtNurBildung = "nicht_nur_bildung",
        /// Vorsätzlich oder grob fahrlässig nicht mitgeteilt (Nr. 2).
        Verschuldet = "verschuldet",
        /// Der Wegfall war bekannt oder leicht zu erkennen (Nr. 4).
        Erkennbar = "erkennbar",
        /// Kein Verschulden.
        Unverschuldet = "unverschuldet",
        /// Alles ist nachgewiesen.
        Vollstaendig = "vollstaendig",
        /// Für den Monat ist nachgewiesen, was gerechnet ist.
        Nachgewiesen = "nachgewiesen",
        /// Für den Monat ist nichts nachgewiesen: kein Anspruch.
        NichtNachgewiesen = "nicht_nachgewiesen",
        /// Es gab keinen wichtigen Grund; gab es einen, ist das Verfahren einzustellen.
        KeinGrund = "kein_grund",
        /// Es ist keine außergewöhnliche Härte; ist es eine, ist das Verfahren einzustellen.
        KeineHaerte = "keine_haerte",
    }
}

impl Thema {
    /// Was zu antworten ist.
    #[must_use]
    pub fn antworten(self) -> &'static [Antwort] {
        use Antwort as A;
        match self {
            Thema::Rechnung => &[A::WieGerechnet],
            Thema::Vertrauen => &[A::Zuzurechnen, A::NurZukunft, A::Geschuetzt],
            Thema::Bekanntgabe | Thema::Gemischt => &[A::Anfang, A::Danach],
            Thema::Jahresfrist => &[A::Gewahrt, A::Abgelaufen],
            Thema::Nachzahlung | Thema::Nachholung => &[A::Zahlen, A::NichtZahlen],
            Thema::Nachweise => &[A::Vollstaendig],
            Thema::WichtigerGrund => &[A::KeinGrund],
            Thema::Haerte => &[A::KeineHaerte],
            Thema::Monatsnachweis => &[A::Nachgewiesen, A::NichtNachgewiesen],
            Thema::Bagatelle => &[A::Unterbleibt, A::Aufheben],
            Thema::Bildung => &[A::NurBildung, A::NichtNurBildung],
            Thema::SpaeteMitteilung => &[A::Verschuldet, A::Unverschuldet],
            Thema::Verschulden => &[A::Verschuldet, A::Erkennbar, A::Unverschuldet],
        }
    }
}

/// Eine Frage, die jemand beantwortet hat. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beantwortet {
    /// Die Frage.
    pub frage: OffeneFrage,
    /// Die Antwort.
    pub antwort: Antwort,
    /// Warum, in einem Satz.
    pub begruendung: String,
    /// Wer antwortete.
    pub durch: Kennung,
    /// Wann.
    pub am: Tag,
}

crate::verschwiegen::verschwiegen!(Beantwortet);

/// Die Antworten, nach denen sich ein Entwurf richtet.
#[derive(Default)]
pub(super) struct Antworten(BTreeMap<(Thema, Option<Kennung>, Option<Monat>), Antwort>);

impl Antworten {
    pub(super) fn aus(beantwortet: &[Beantwortet]) -> Antworten {
        let eine = |b: &Beantwortet| ((b.frage.thema, b.frage.person, b.frage.monat), b.antwort);
        Antworten(beantwortet.iter().map(eine).collect())
    }

    /// Lautet die Antwort so?
    pub(super) fn sagt(&self, thema: Thema, antwort: Antwort) -> bool {
        self.sagt_von(None, thema, antwort)
    }

    /// Wie [`Antworten::sagt`], für einen Menschen.
    pub(super) fn sagt_von(&self, person: Option<Kennung>, thema: Thema, antwort: Antwort) -> bool {
        self.0.get(&(thema, person, None)) == Some(&antwort)
    }

    /// Wie [`Antworten::sagt`], für einen Monat.
    pub(super) fn sagt_im(&self, monat: Monat, thema: Thema, antwort: Antwort) -> bool {
        self.0.get(&(thema, None, Some(monat))) == Some(&antwort)
    }

    /// Die Grundlage einer Zeile, nachdem geantwortet ist; wer etwas wusste oder verschwieg, wird jeder für sich gefragt.
    pub(super) fn wende_an(&self, zeile: &Personenaenderung, vergangen: bool) -> Grundlage {
        use Antwort as A;
        let sagt = |thema, antwort| self.sagt_von(Some(zeile.person), thema, antwort);
        let danach = match zeile.grundlage {
            Grundlage::Ruecknahme45 if sagt(Thema::Vertrauen, A::Geschuetzt) => {
                Grundlage::Vertrauensschutz
            }
            Grundlage::Ruecknahme45 if vergangen && sagt(Thema::Vertrauen, A::NurZukunft) => {
                Grundlage::Vertrauensschutz
            }
            Grundlage::Mitteilung48 if sagt(Thema::Verschulden, A::Unverschuldet) => {
                Grundlage::KeinVerschulden
            }
            Grundlage::Mitteilung48 if sagt(Thema::Verschulden, A::Erkennbar) => {
                Grundlage::Erkennbar48
            }
            andere => andere,
        };
        let weniger = !zeile.weniger().ist_null();
        let abgelaufen = self.sagt(Thema::Jahresfrist, A::Abgelaufen);
        if abgelaufen && vergangen && weniger && danach.aendert() && danach.berichtigt() {
            Grundlage::Jahresfrist
        } else {
            danach
        }
    }
}
