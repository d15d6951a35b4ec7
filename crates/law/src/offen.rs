//! Was das Gesetz dem Ermessen, dem Einzelfall oder einer fehlenden Angabe überlässt: Fragen, die
//! ein Mensch entscheidet. Bis dahin ist ohne die fragliche Kürzung gerechnet.

pub use crate::alte_fassung::AlteRegel;
use crate::lage::PersonNr;
use crate::measure::{Cent, Monat};

/// Eine offene Frage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offen {
    /// Für den Monat sind noch keine Beträge festgesetzt.
    BetraegeNichtFestgesetzt(Monat),
    /// Sorge für minderjährige Kinder nicht angegeben.
    Alleinerziehend(PersonNr),
    /// Elternteile ohne Angabe einer Partnerschaft leben mit gemeinsamem Kind zusammen.
    ElternOhnePartnerschaft(PersonNr),
    /// Kind mit eigenem Kind bei den Großeltern: zwei Lesarten.
    DreiGenerationen(PersonNr),
    /// Der 25. Geburtstag liegt im Monat.
    Geburtstag25(PersonNr),
    /// Niemand im Haushalt ist erwerbsfähig.
    KeineErwerbsfaehigePerson(PersonNr),
    /// Aufenthalt außerhalb der Wohnung: Kopfteile und Regelbedarfsstufe prüfen.
    Abwesend(PersonNr),
    /// Partner erhält Asylbewerberleistungen: Stufe 1 oder 2.
    PartnerAsylblg(PersonNr),
    /// Leistungen für Auszubildende nach § 27.
    Auszubildende(PersonNr),
    /// Studium ohne Angabe, ob es ausschließt.
    Studium(PersonNr),
    /// Haushaltsgemeinschaft mit leistungsfähigen Verwandten.
    Haushaltsgemeinschaft(PersonNr, Cent),
    /// Pflegekind ab 15 mit möglichem eigenen Anspruch.
    Pflegekind(PersonNr),
    /// Sofortzuschlag für ein Kind zu Besuch.
    SofortzuschlagBesuch(PersonNr),
    /// Lohn einer nicht erwerbsfähigen Person.
    LohnNichtErwerbsfaehig(PersonNr),
    /// Jahresbetrag für Kapitalerträge.
    Kapitalertraege(PersonNr),
    /// Jahresbetrag für Aufwandsentschädigungen.
    Aufwandsentschaedigung(PersonNr),
    /// Mehrbedarf ohne erfüllte Voraussetzung.
    MehrbedarfVoraussetzung(PersonNr),
    /// Unterkunft über der Grenze ohne Kostensenkungsverfahren.
    Unterkunft(Cent),
    /// Heizung über der Grenze ohne Kostensenkungsverfahren.
    Heizung(Cent),
    /// Deckel in einer Bedarfsgemeinschaft mit Kind.
    DeckelMitKind(Cent),
    /// Deckel nach Verkleinerung der Bedarfsgemeinschaft.
    DeckelNachVerkleinerung(Cent),
    /// Deckel neben einer Gesamtangemessenheitsgrenze.
    DeckelGesamtgrenze(Cent),
    /// Nachforderung neben gekürzten Kosten.
    Nachforderung(Cent),
    /// Vermögensstufe hängt am Geburtstag am Ersten.
    VermoegenGeburtstag(PersonNr),
    /// Minderung bei einer Person, die nicht erwerbsfähig ist.
    MinderungNichtErwerbsfaehig(PersonNr),
    /// Arbeitsverweigerung ohne Vorschrift oder Voraussetzung.
    Arbeitsverweigerung(PersonNr),
    /// § 7b Abs. 4 passt nicht auf die Angaben.
    NichtErreichbar(PersonNr),
    /// Drittes Meldeversäumnis: § 7b Abs. 4 statt Minderung.
    DrittesMeldeversaeumnis(PersonNr),
    /// Ob das frühere Meldeversäumnis als erstes zählt.
    FrueheresMeldeversaeumnis(PersonNr),
    /// Minderung, die zu spät festgestellt sein muss.
    MinderungVerspaetet(PersonNr),
    /// Forderung, mit der aufgerechnet werden muss; die Erklärung fehlt.
    AufrechnungGebunden(PersonNr, Cent),
    /// Forderung, mit der aufgerechnet werden kann; die Erklärung fehlt.
    AufrechnungErmessen(PersonNr, Cent),
    /// Schulbesuch als Voraussetzung einer Leistung für Bildung nicht angegeben.
    BildungVoraussetzung(PersonNr),
    /// Bildung und Teilhabe nach dem BKGG statt nach § 28.
    BildungNachBkgg(PersonNr),
    /// Klassenfahrt neben eigenen Mitteln.
    Klassenfahrt(PersonNr, Cent),
    /// Verpflegung als Sachleistung ohne geltende Vorschrift.
    Verpflegung(PersonNr),
    /// Wie lange die Unterbringung voraussichtlich dauert.
    Unterbringung(PersonNr),
    /// Eine Regel war in diesem Monat anders, als hier hinterlegt ist.
    AlteFassung(AlteRegel, Option<PersonNr>),
}

/// Wer und was: Fundstelle und Satz.
struct Text {
    norm: &'static str,
    frage: String,
}

impl Offen {
    /// Die Person, wenn die Frage eine betrifft.
    #[must_use]
    pub fn person(&self) -> Option<PersonNr> {
        match self {
            Offen::Alleinerziehend(nr)
            | Offen::ElternOhnePartnerschaft(nr)
            | Offen::DreiGenerationen(nr)
            | Offen::Geburtstag25(nr)
            | Offen::KeineErwerbsfaehigePerson(nr)
            | Offen::Abwesend(nr)
            | Offen::PartnerAsylblg(nr)
            | Offen::Auszubildende(nr)
            | Offen::Studium(nr)
            | Offen::Haushaltsgemeinschaft(nr, _)
            | Offen::Pflegekind(nr)
            | Offen::SofortzuschlagBesuch(nr)
            | Offen::LohnNichtErwerbsfaehig(nr)
            | Offen::Kapitalertraege(nr)
            | Offen::Aufwandsentschaedigung(nr)
            | Offen::MehrbedarfVoraussetzung(nr)
            | Offen::VermoegenGeburtstag(nr)
            | Offen::MinderungNichtErwerbsfaehig(nr)
            | Offen::Arbeitsverweigerung(nr)
            | Offen::NichtErreichbar(nr)
            | Offen::DrittesMeldeversaeumnis(nr)
            | Offen::FrueheresMeldeversaeumnis(nr)
            | Offen::MinderungVerspaetet(nr)
            | Offen::AufrechnungGebunden(nr, _)
            | Offen::AufrechnungErmessen(nr, _)
            | Offen::BildungVoraussetzung(nr)
            | Offen::BildungNachBkgg(nr)
            | Offen::Klassenfahrt(nr, _)
            | Offen::Verpflegung(nr)
            | Offen::Unterbringung(nr) => Some(*nr),
            Offen::AlteFassung(_, nr) => *nr,
            Offen::BetraegeNichtFestgesetzt(_)
            | Offen::Unterkunft(_)
            | Offen::Heizung(_)
            | Offen::DeckelMitKind(_)
            | Offen::DeckelNachVerkleinerung(_)
            | Offen::DeckelGesamtgrenze(_)
            | Offen::Nachforderung(_) => None,
        }
    }

    /// Fundstelle.
    #[must_use]
    pub fn norm(&self) -> &'static str {
        self.text().norm
    }

    /// Die Frage als deutscher Satz.
    #[must_use]
    pub fn frage(&self) -> String {
        self.text().frage
    }

    fn text(&self) -> Text {
        match self {
            Offen::AlteFassung(regel, _) => {
                let (norm, frage) = regel.text();
                Text { norm, frage: frage.to_owned() }
            }
            Offen::Unterkunft(_)
            | Offen::Heizung(_)
            | Offen::DeckelMitKind(_)
            | Offen::DeckelNachVerkleinerung(_)
            | Offen::DeckelGesamtgrenze(_)
            | Offen::Nachforderung(_) => self.text_unterkunft(),
            Offen::LohnNichtErwerbsfaehig(_)
            | Offen::Kapitalertraege(_)
            | Offen::Aufwandsentschaedigung(_)
            | Offen::Haushaltsgemeinschaft(..)
            | Offen::VermoegenGeburtstag(_) => self.text_mittel(),
            Offen::MinderungNichtErwerbsfaehig(_)
            | Offen::Arbeitsverweigerung(_)
            | Offen::NichtErreichbar(_)
            | Offen::DrittesMeldeversaeumnis(_)
            | Offen::FrueheresMeldeversaeumnis(_)
            | Offen::MinderungVerspaetet(_) => self.text_minderung(),
            Offen::AufrechnungGebunden(..)
            | Offen::AufrechnungErmessen(..)
            | Offen::BildungVoraussetzung(_)
            | Offen::BildungNachBkgg(_)
            | Offen::Klassenfahrt(..)
            | Offen::Verpflegung(_)
            | Offen::Unterbringung(_) => self.text_zusatz(),
            _ => self.text_person(),
        }
    }

    fn text_person(&self) -> Text {
        let (norm, frage) = match self {
            Offen::BetraegeNichtFestgesetzt(monat) => {
                let frage = format!(
                    "Beträge noch nicht festgesetzt: Für {} gelten vorerst die zuletzt bekannten \
                     Beträge weiter. Bitte nach der Festsetzung neu berechnen.",
                    monat.deutsch()
                );
                return Text { norm: "§ 20 Abs. 1a SGB II", frage };
            }
            Offen::Alleinerziehend(_) => (
                "§ 21 Abs. 3 SGB II",
                "Sorgt die Person allein für Pflege und Erziehung der Kinder? Bis zur Klärung ist \
                 der Mehrbedarf berücksichtigt.",
            ),
            Offen::ElternOhnePartnerschaft(_) => (
                "§ 7 Abs. 3a Nr. 2 SGB II",
                "Die Person lebt mit dem anderen Elternteil ihres Kindes zusammen. Sind beide ein \
                 Paar? Bis zur Klärung gilt für beide Regelbedarfsstufe 1.",
            ),
            Offen::DreiGenerationen(_) => (
                "§ 7 Abs. 3 Nr. 2, 4 SGB II",
                "Die Person ist unter 25 und lebt mit eigenem Kind bei ihren Eltern. Gerechnet ist \
                 eine eigene Bedarfsgemeinschaft mit ihrem Kind; die andere Lesart (BSG B 14 AS \
                 54/13 R: eine gemeinsame) zahlt weniger.",
            ),
            Offen::Geburtstag25(_) => (
                "§ 7 Abs. 3 Nr. 4 SGB II",
                "Die Person wird in diesem Monat 25 und bildet ab dem Geburtstag eine eigene \
                 Bedarfsgemeinschaft. Soll der Monat nach Tagen geteilt werden? Gerechnet ist der \
                 Monat in der bisherigen Gemeinschaft, mit Regelbedarfsstufe 1 ab dem Geburtstag.",
            ),
            Offen::KeineErwerbsfaehigePerson(_) => (
                "§ 7 Abs. 1, 2 SGB II",
                "In der Gemeinschaft dieser Person ist niemand erwerbsfähig. Besteht ein Anspruch \
                 nach dem SGB XII (§ 44a SGB II)?",
            ),
            _ => return self.text_stellung(),
        };
        Text { norm, frage: frage.to_owned() }
    }

    fn text_stellung(&self) -> Text {
        let (norm, frage) = match self {
            Offen::Abwesend(_) => (
                "§ 7 Abs. 4, § 22 Abs. 1 SGB II",
                "Die Person hält sich nicht in der Wohnung auf. Wie verteilen sich die Kosten der \
                 Wohnung, und welche Regelbedarfsstufe gilt für die übrigen?",
            ),
            Offen::PartnerAsylblg(_) => (
                "§ 20 Abs. 2, 4 SGB II",
                "Die Partnerin oder der Partner erhält Asylbewerberleistungen. Gilt \
                 Regelbedarfsstufe 1 oder 2? Bis zur Klärung gilt Stufe 1.",
            ),
            Offen::Auszubildende(_) => (
                "§ 7 Abs. 5, 6, § 27 Abs. 3 SGB II",
                "Die Person ist wegen der Ausbildung ausgeschlossen; Mehrbedarfe nach § 27 Abs. 2 sind \
                 gerechnet. Bedeutet der Ausschluss eine besondere Härte (Darlehen oder Zuschuss nach \
                 § 27 Abs. 3), oder fehlt noch ein Antrag auf Ausbildungsförderung?",
            ),
            Offen::Studium(_) => (
                "§ 7 Abs. 5, 6 SGB II",
                "Die Person studiert. Schließt die Ausbildung Leistungen aus, oder greift eine \
                 Ausnahme nach Absatz 6? Bis zur Klärung ist der Anspruch gerechnet.",
            ),
            Offen::Pflegekind(_) => (
                "§ 7 Abs. 1, 3 SGB II",
                "Das Pflegekind ist 15 oder älter. Hat es einen eigenen Anspruch neben dem \
                 Pflegegeld?",
            ),
            Offen::SofortzuschlagBesuch(_) => (
                "§ 72 Abs. 1 SGB II",
                "Das Kind ist nur zu Besuch. Wird der Sofortzuschlag schon im anderen Haushalt \
                 gezahlt? Bis zur Klärung ist er hier nicht gerechnet, damit er nicht doppelt fließt.",
            ),
            _ => (
                "§ 21, § 23 Nr. 2 bis 4 SGB II",
                "Der angegebene Mehrbedarf passt nicht zur Erwerbsfähigkeit der Person. Bitte die \
                 Voraussetzung prüfen; er ist nicht gerechnet.",
            ),
        };
        Text { norm, frage: frage.to_owned() }
    }

    fn text_unterkunft(&self) -> Text {
        let (norm, frage) = match self {
            Offen::Unterkunft(mehr) => (
                "§ 22 Abs. 1 Satz 9, 10 SGB II",
                format!(
                    "Die Kosten der Unterkunft liegen {mehr} über der Grenze, aber die Grenze ist \
                     nicht mitgeteilt. Soll zur Kostensenkung aufgefordert werden?"
                ),
            ),
            Offen::Heizung(mehr) => (
                "§ 22 Abs. 1 Satz 9 SGB II",
                format!(
                    "Die Kosten der Heizung liegen {mehr} über der Grenze, aber die Grenze ist nicht \
                     mitgeteilt. Soll zur Kostensenkung aufgefordert werden?"
                ),
            ),
            Offen::DeckelMitKind(mehr) => (
                "§ 22 Abs. 1 Satz 6, 7 SGB II",
                format!(
                    "Die Kosten der Unterkunft liegen {mehr} über dem Anderthalbfachen der Grenze, \
                     und ein Kind lebt in der Bedarfsgemeinschaft. Werden höhere Kosten anerkannt?"
                ),
            ),
            Offen::DeckelNachVerkleinerung(mehr) => (
                "§ 22 Abs. 1 Satz 6 Halbsatz 2, Satz 9 SGB II",
                format!(
                    "Die Kosten der Unterkunft liegen {mehr} über dem Anderthalbfachen der Grenze, \
                     und jemand hat die Bedarfsgemeinschaft verlassen. Gilt die Frist des Satzes 9?"
                ),
            ),
            Offen::DeckelGesamtgrenze(mehr) => (
                "§ 22 Abs. 1 Satz 6, Abs. 10 SGB II",
                format!(
                    "Die Kosten liegen {mehr} über dem Anderthalbfachen der Gesamtgrenze. Wie hoch \
                     ist die Grenze für die Unterkunft allein?"
                ),
            ),
            Offen::Nachforderung(betrag) => (
                "§ 22 Abs. 1, 3 SGB II",
                format!(
                    "Die laufenden Kosten sind gekürzt. Ist die Nachforderung von {betrag} ganz \
                     anzuerkennen? Bis zur Klärung ist sie ganz gerechnet."
                ),
            ),
            _ => ("§ 22 SGB II", String::new()),
        };
        Text { norm, frage }
    }

    fn text_mittel(&self) -> Text {
        let (norm, frage) = match self {
            Offen::LohnNichtErwerbsfaehig(_) => (
                "§ 11b Abs. 2, 3 SGB II, § 82 Abs. 3 SGB XII",
                "Die Person ist nicht erwerbsfähig und hat Lohn. Welcher Freibetrag gilt? Bis zur \
                 Klärung sind die Absetzbeträge für Erwerbstätige gerechnet."
                    .to_owned(),
            ),
            Offen::Kapitalertraege(_) => (
                "§ 1 Abs. 1 Nr. 3 GrusiGV",
                "Wie viel des Jahresbetrags für Kapitalerträge ist in diesem Jahr schon verbraucht? \
                 Gerechnet ist, als wäre er unverbraucht."
                    .to_owned(),
            ),
            Offen::Aufwandsentschaedigung(_) => (
                "§ 11a Abs. 1 Nr. 5 SGB II",
                "Wie viel des Jahresbetrags für Aufwandsentschädigungen ist in diesem Jahr schon \
                 verbraucht? Gerechnet ist, als wäre er unverbraucht."
                    .to_owned(),
            ),
            Offen::Haushaltsgemeinschaft(_, mehr) => (
                "§ 9 Abs. 5 SGB II, § 1 Abs. 2 GrusiGV",
                format!(
                    "Die Person lebt in Haushaltsgemeinschaft und hat {mehr} mehr, als ihr nach der \
                     Vermutungsregel bleibt. Ist sie verwandt, und unterstützt sie die Berechtigten? \
                     Bis zur Klärung ist nichts angerechnet."
                ),
            ),
            _ => (
                "§ 12 Abs. 2 Satz 2 SGB II",
                "Der Geburtstag am Ersten entscheidet, ob der höhere Freibetrag schon im Monat davor \
                 gilt. Bis zur Klärung ist der höhere gerechnet."
                    .to_owned(),
            ),
        };
        Text { norm, frage }
    }

    fn text_minderung(&self) -> Text {
        let (norm, frage) = match self {
            Offen::MinderungNichtErwerbsfaehig(_) => (
                "§ 31a Abs. 5 SGB II",
                "Die Person ist nicht erwerbsfähig; eine Minderung gibt es bei ihr nur nach § 31 \
                 Abs. 2 Nr. 1, 2. Liegt ein solcher Fall vor? Bis zur Klärung ist nicht gemindert.",
            ),
            Offen::Arbeitsverweigerung(_) => (
                "§ 31a Abs. 7 SGB II",
                "Am Tag der Weigerung galt die Vorschrift nicht, oder es fehlt die frühere Minderung. \
                 Bitte prüfen; es ist nicht gemindert.",
            ),
            Offen::NichtErreichbar(_) => (
                "§ 7b Abs. 4 SGB II",
                "Die Vorschrift gilt nur für erwerbsfähige Personen und Meldeversäumnisse ab dem \
                 01.07.2026. Bitte prüfen; der Anspruch ist nicht gekürzt.",
            ),
            Offen::FrueheresMeldeversaeumnis(_) => (
                "§ 32 Abs. 1, § 65a Abs. 2 SGB II",
                "Das frühere Meldeversäumnis liegt vor dem 01.07.2026 oder mehr als zwölf Monate \
                 zurück. Ist das neue trotzdem ein wiederholtes? Bis zur Klärung ist nicht gemindert.",
            ),
            Offen::MinderungVerspaetet(_) => (
                "§ 31b Abs. 1 Satz 3 SGB II",
                "Zwischen Pflichtverletzung und Beginn der Minderung liegt so viel Zeit, dass sie nicht \
                 mehr innerhalb von sechs Monaten festgestellt sein kann. Bitte die Tage prüfen; es ist \
                 nicht gemindert.",
            ),
            _ => (
                "§ 32 Abs. 3, § 7b Abs. 4 SGB II",
                "Beim dritten Meldeversäumnis in Folge gibt es keine Minderung nach § 32. Ist \
                 festzustellen, dass die Person als nicht erreichbar gilt?",
            ),
        };
        Text { norm, frage: frage.to_owned() }
    }

    fn text_zusatz(&self) -> Text {
        let (norm, frage) = match self {
            Offen::AufrechnungGebunden(_, rest) => (
                "§ 43 Abs. 1 Satz 2, § 42a Abs. 2 SGB II",
                format!(
                    "Mit der Forderung von {rest} ist aufzurechnen, aber die Aufrechnung ist noch nicht \
                     erklärt. Ist die Forderung bestandskräftig, und wird die Aufrechnung erklärt?"
                ),
            ),
            Offen::AufrechnungErmessen(_, rest) => (
                "§ 43 Abs. 1 Satz 1 SGB II",
                format!(
                    "Mit der Forderung von {rest} kann aufgerechnet werden, die Aufrechnung ist noch \
                     nicht erklärt. Soll aufgerechnet werden?"
                ),
            ),
            Offen::BildungVoraussetzung(_) => (
                "§ 28 Abs. 1 Satz 2 SGB II",
                "Besucht die Person eine allgemein- oder berufsbildende Schule, ohne \
                 Ausbildungsvergütung zu bekommen? Bis zur Klärung ist die Leistung für Bildung nicht \
                 gerechnet."
                    .to_owned(),
            ),
            Offen::BildungNachBkgg(_) => (
                "§ 19 Abs. 2 Satz 2 SGB II, § 6b BKGG",
                "Der Haushalt hat Kinderzuschlag oder Wohngeld. Sind die Leistungen für Bildung und \
                 Teilhabe bei der Stelle nach § 6b BKGG beantragt? Hier sind sie nicht gerechnet."
                    .to_owned(),
            ),
            Offen::Klassenfahrt(_, mittel) => (
                "§ 19 Abs. 3 Satz 3 SGB II, § 5a Nr. 2 GrusiGV",
                format!(
                    "Eigene Mittel decken in diesem Monat {mittel} der Klassenfahrt. Wie hoch sind sie in \
                     den sechs Monaten nach dem Antrag? Bis zur Klärung ist die Klassenfahrt ganz \
                     gerechnet."
                ),
            ),
            Offen::Verpflegung(_) => (
                "§ 68 SGB II",
                "Für diesen Monat ist kein Wert der Verpflegung als Sachleistung hinterlegt. Bitte \
                 prüfen; der Anspruch ist ganz in Geld gerechnet."
                    .to_owned(),
            ),
            _ => (
                "§ 7 Abs. 4 SGB II",
                "Wie lange dauert der Aufenthalt voraussichtlich, und an welchen Tagen dieses Monats ist \
                 die Person fort? Bis zur Klärung ist der Anspruch ganz gerechnet."
                    .to_owned(),
            ),
        };
        Text { norm, frage }
    }
}
