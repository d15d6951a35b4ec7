//! Die Lage: ein Haushalt in einem Monat, so wie das Recht ihn sieht.
//!
//! Personen sind Nummern in der Reihenfolge der Eingabe; Kennungen und Namen bleiben draußen. Wer
//! eine Lage baut, hat die Grenzen geprüft: höchstens [`HOECHSTENS_PERSONEN`] Personen, jede
//! [`PersonNr`] zeigt auf eine Person, niemand stammt von sich selbst ab.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::measure::{Cent, Monat, Tag};

/// So viele Personen fasst ein Haushalt.
pub const HOECHSTENS_PERSONEN: usize = 60;

/// Eine Liste, die meistens leer ist oder einen Eintrag hat: der erste steht bei ihr selbst, denn der Weg
/// zu anderem Speicher kostete so viel wie die Rechnung daran.
pub type Liste<T> = SmallVec<[T; 1]>;

/// Die Nummer einer Person im Haushalt, ab null in der Reihenfolge der Eingabe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNr(pub u8);

impl PersonNr {
    /// Als Stelle in einer Liste.
    #[must_use]
    pub fn stelle(self) -> usize {
        usize::from(self.0)
    }
}

/// Ein Haushalt in einem Monat.
#[derive(Clone, Debug)]
pub struct Lage {
    /// Der Monat des Bedarfs.
    pub monat: Monat,
    /// Beginn des Bewilligungszeitraums (§ 41 Abs. 3); wählt unter anderem die Fassung des § 12.
    pub bewilligung_ab: Tag,
    /// Erster Monat des Leistungsbezugs, für die Karenzzeit (§ 22 Abs. 1 Satz 2).
    pub leistungsbezug_seit: Monat,
    /// Gebiet; nur bis Juni 2006 von Bedeutung.
    pub gebiet: Gebiet,
    /// Die Menschen im Haushalt.
    pub personen: Vec<Person>,
    /// Die Wohnung, bei einem Umzug im Monat mehrere.
    pub wohnungen: Liste<Wohnung>,
    /// Laufende Aufrechnungen.
    pub aufrechnungen: Liste<Aufrechnung>,
    /// Was nur wenige Haushalte angeben.
    pub zusatz: Zusatz,
}

/// Ein Mensch im Haushalt.
#[derive(Clone, Debug)]
pub struct Person {
    /// Tag der Geburt.
    pub geboren: Tag,
    /// Partnerin oder Partner in diesem Haushalt; beide Seiten nennen sich.
    pub partner: Option<PersonNr>,
    /// Verheiratet oder verpartnert mit `partner`.
    pub verheiratet: bool,
    /// Eltern, die in diesem Haushalt leben.
    pub eltern: [Option<PersonNr>; 2],
    /// Pflegekind: kein Kind im Sinne von § 7 Abs. 3.
    pub pflegekind: bool,
    /// Alleinige Sorge; `None`: nicht angegeben.
    pub alleinerziehend: Option<Alleinerziehend>,
    /// Hat ein minderjähriges Kind, das woanders lebt.
    pub kind_ausserhalb: bool,
    /// Angabe zur Erwerbsfähigkeit (§ 8); `None`: nach dem Alter.
    pub erwerbsfaehig: Option<bool>,
    /// Lebt hier ohne eigenen Anspruch.
    pub ausgeschlossen: Option<Ausschluss>,
    /// Art der Ausbildung.
    pub ausbildung: Option<Ausbildung>,
    /// Erster Tag in diesem Monat.
    pub von: Option<Tag>,
    /// Letzter Tag in diesem Monat.
    pub bis: Option<Tag>,
    /// Kind zu Besuch: Tage in diesem Monat.
    pub zu_besuch_tage: Option<u8>,
    /// Unter 25 ohne Zusicherung umgezogen.
    pub ohne_zusicherung: bool,
    /// Erster Monat des Leistungsbezugs dieser Person, wenn er abweicht.
    pub leistungsbezug_seit: Option<Monat>,
    /// Einnahmen dieses Monats.
    pub einkommen: Liste<Einkommen>,
    /// Weitere Absetzbeträge.
    pub absetzungen: Liste<Absetzung>,
    /// Mehrbedarfe, die nicht abgeleitet werden.
    pub mehrbedarfe: Liste<Mehrbedarf>,
    /// Zu berücksichtigendes Vermögen nach § 12 Abs. 1.
    pub vermoegen: Cent,
    /// Festgestellte Minderungen.
    pub minderungen: Vec<Minderung>,
    /// Ausbildungsförderung; entscheidet, ob die Ausbildung ausschließt (§ 7 Abs. 5, 6).
    pub foerderung: Option<Foerderung>,
    /// Aufenthalt in Krankenhaus, Einrichtung oder Haft (§ 7 Abs. 4).
    pub unterbringung: Option<Unterbringung>,
    /// Todestag in diesem Monat (§ 40 Abs. 5).
    pub gestorben: Option<Tag>,
}

impl Person {
    /// Eine Person ohne weitere Angaben.
    #[must_use]
    pub fn neu(geboren: Tag) -> Person {
        Person {
            geboren,
            partner: None,
            verheiratet: false,
            eltern: [None; 2],
            pflegekind: false,
            alleinerziehend: None,
            kind_ausserhalb: false,
            erwerbsfaehig: None,
            ausgeschlossen: None,
            ausbildung: None,
            von: None,
            bis: None,
            zu_besuch_tage: None,
            ohne_zusicherung: false,
            leistungsbezug_seit: None,
            einkommen: Liste::new(),
            absetzungen: Liste::new(),
            mehrbedarfe: Liste::new(),
            vermoegen: Cent::NULL,
            minderungen: Vec::new(),
            foerderung: None,
            unterbringung: None,
            gestorben: None,
        }
    }

    /// Eltern in diesem Haushalt, in der Reihenfolge der Angabe.
    pub fn eltern_hier(&self) -> impl Iterator<Item = PersonNr> + use<> {
        let [erster, zweiter] = self.eltern;
        erster.into_iter().chain(zweiter)
    }
}

/// Eine Einnahme des Monats, in dem sie zufließt (§ 11 Abs. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Einkommen {
    /// Lohn.
    Erwerb {
        /// Brutto.
        brutto: Cent,
        /// Nach Steuern und Pflichtbeiträgen.
        netto: Cent,
        /// Monat, für den der Lohn ist, wenn er vom Zuflussmonat abweicht.
        fuer_monat: Option<Monat>,
    },
    /// Gewinn des Monats aus selbständiger Arbeit (§ 3 GrusiGV).
    Selbstaendig {
        /// Betriebseinnahmen weniger Betriebsausgaben.
        gewinn: Cent,
        /// Nach Steuern und Pflichtbeiträgen.
        netto: Cent,
    },
    /// Kindergeld; steht bei dem Kind, für das es gezahlt wird.
    Kindergeld {
        /// Betrag.
        betrag: Cent,
        /// Wer Anspruch darauf hat; `None`: der erste Elternteil hier.
        an: Option<PersonNr>,
    },
    /// Gesetzliche Rente.
    Rente {
        /// Betrag.
        betrag: Cent,
        /// Mindestens 33 Jahre Grundrentenzeiten (§ 82a SGB XII).
        grundrentenzeiten: bool,
    },
    /// Elterngeld.
    Elterngeld {
        /// Betrag.
        betrag: Cent,
        /// Durchschnittlicher Lohn vor der Geburt.
        vor_geburt: Option<Cent>,
    },
    /// Pflegegeld nach § 39 SGB VIII, Anteil für die Erziehung.
    Pflegegeld {
        /// Betrag.
        betrag: Cent,
        /// Das wievielte Pflegekind.
        kind_nr: u8,
    },
    /// Nachzahlung, die nicht für den Monat des Zuflusses ist (§ 11 Abs. 3).
    Nachzahlung {
        /// Volle Summe.
        betrag: Cent,
        /// Monat des Zuflusses.
        zufluss: Monat,
    },
    /// Andere Einnahme mit einem Betrag.
    Andere {
        /// Art.
        art: Einnahme,
        /// Betrag.
        betrag: Cent,
    },
}

/// Einnahmen, zu denen nur ein Betrag gehört.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Einnahme {
    /// Unterhalt.
    Unterhalt,
    /// Unterhaltsvorschuss.
    Unterhaltsvorschuss,
    /// Arbeitslosengeld nach dem SGB III.
    Arbeitslosengeld,
    /// Krankengeld.
    Krankengeld,
    /// Mutterschaftsgeld nach § 19 MuSchG.
    Mutterschaftsgeld,
    /// BAföG.
    Bafoeg,
    /// Berufsausbildungsbeihilfe.
    Bab,
    /// Ausbildungsgeld.
    Ausbildungsgeld,
    /// Taschengeld im Freiwilligendienst.
    TaschengeldFwd,
    /// Kinderzuschlag.
    Kinderzuschlag,
    /// Wohngeld.
    Wohngeld,
    /// Steuerfreie Aufwandsentschädigung.
    Aufwandsentschaedigung,
    /// Trinkgeld.
    Trinkgeld,
    /// Kapitalerträge.
    Kapital,
    /// Andere Einnahme, die zählt.
    Sonstiges,
    /// Einnahme, die nicht zählt.
    Frei,
}

/// Ein weiterer Absetzbetrag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absetzung {
    /// Art.
    pub art: AbsetzungArt,
    /// Betrag im Monat.
    pub betrag: Cent,
}

/// Ein Mehrbedarf, der nicht abgeleitet wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mehrbedarf {
    /// § 21 Abs. 2.
    Schwangerschaft {
        /// Tag der (voraussichtlichen) Entbindung.
        entbindung: Tag,
    },
    /// § 21 Abs. 4.
    Behinderung,
    /// § 23 Nr. 4.
    MerkzeichenG,
    /// § 21 Abs. 5 mit festgestelltem Betrag.
    Ernaehrung(Cent),
    /// § 21 Abs. 5 nach der Liste des Deutschen Vereins.
    ErnaehrungNach(Diagnose),
    /// § 21 Abs. 6.
    Unabweisbar(Cent),
    /// § 21 Abs. 6a.
    Schulbuecher(Cent),
}

/// Eine festgestellte Minderung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minderung {
    /// Art.
    pub art: MinderungArt,
    /// Tag der Pflichtverletzung; er wählt das Recht (§ 65a Abs. 2).
    pub tag: Tag,
    /// Die wievielte in Folge, 1 bis 3.
    pub folge: u8,
    /// Erster geminderter Monat.
    pub wirksam_ab: Monat,
    /// Tag, an dem die Pflicht erfüllt oder die Meldung nachgeholt war.
    pub aufgehoben_ab: Option<Tag>,
}

/// Eine Wohnung mit ihren tatsächlichen monatlichen Kosten.
#[derive(Clone, Copy, Debug)]
pub struct Wohnung {
    /// Köpfe in der Wohnung; `None`: alle Personen der Lage, die nicht nur zu Besuch sind.
    pub bewohner: Option<u8>,
    /// Grundmiete.
    pub grundmiete: Cent,
    /// Kalte Nebenkosten.
    pub nebenkosten: Cent,
    /// Heizung.
    pub heizung: Cent,
    /// Nachforderung oder Brennstoff, fällig in diesem Monat.
    pub einmalig: Cent,
    /// Guthaben, das die Kosten dieses Monats mindert.
    pub guthaben: Cent,
    /// Erzeugung des Warmwassers.
    pub warmwasser: Warmwasser,
    /// Örtliche Grenzen.
    pub angemessen: Option<Angemessen>,
    /// Kostensenkungsverfahren.
    pub kostensenkung: Option<Kostensenkung>,
    /// Bisheriger Bedarf bei nicht erforderlichem Umzug.
    pub bisheriger_bedarf: Option<Cent>,
    /// Monat, in dem ein Mitglied gestorben ist.
    pub todesfall_monat: Option<Monat>,
    /// Monat, in dem zuletzt jemand die Bedarfsgemeinschaft verlassen hat (§ 22 Abs. 1 Satz 6).
    pub verkleinert_monat: Option<Monat>,
    /// Erster Tag in diesem Monat.
    pub von: Option<Tag>,
    /// Letzter Tag in diesem Monat.
    pub bis: Option<Tag>,
}

impl Wohnung {
    /// Eine Wohnung mit Kaltmiete und Heizung, ohne weitere Angaben.
    #[must_use]
    pub fn neu(grundmiete: Cent, heizung: Cent) -> Wohnung {
        Wohnung {
            bewohner: None,
            grundmiete,
            nebenkosten: Cent::NULL,
            heizung,
            einmalig: Cent::NULL,
            guthaben: Cent::NULL,
            warmwasser: Warmwasser::Zentral,
            angemessen: None,
            kostensenkung: None,
            bisheriger_bedarf: None,
            todesfall_monat: None,
            verkleinert_monat: None,
            von: None,
            bis: None,
        }
    }
}

/// Örtliche Angemessenheitsgrenzen für diese Haushaltsgröße.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Angemessen {
    /// Unterkunft und Heizung getrennt; eine fehlende Grenze begrenzt nicht.
    Getrennt {
        /// Grenze für Grundmiete und kalte Nebenkosten.
        bruttokalt: Option<Cent>,
        /// Grenze für die Heizung.
        heizung: Option<Cent>,
    },
    /// Gesamtangemessenheitsgrenze (§ 22 Abs. 10).
    Gesamt(Cent),
}

/// Kostensenkungsverfahren (§ 22 Abs. 1 Satz 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kostensenkung {
    /// Tag, an dem die Grenze mitgeteilt wurde.
    pub belehrt_am: Tag,
    /// Bis zu diesem Tag ist die Senkung unmöglich oder unzumutbar.
    pub unzumutbar_bis: Option<Tag>,
}

/// Eine laufende Aufrechnung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aufrechnung {
    /// Gegen wessen Anspruch.
    pub person: PersonNr,
    /// Darlehen oder Erstattung.
    pub art: AufrechnungArt,
    /// Grund der Erstattung.
    pub grund: AufrechnungGrund,
    /// Was noch geschuldet ist.
    pub rest: Cent,
    /// Ein Rechtsbehelf läuft; die Aufrechnung ruht.
    pub streitig: bool,
    /// Die Aufrechnung ist durch Verwaltungsakt erklärt (§ 43 Abs. 4, § 42a Abs. 2 Satz 3).
    pub erklaert: bool,
}

/// Aufzählungen, deren Namen im Vertrag von `assess` stehen.
macro_rules! vertrag {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variante:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variante),+ }
    };
}

mod zusatz;

pub use zusatz::*;

vertrag! {
    /// Gebiet, nach dem sich die Regelleistung bis zum 30.06.2006 richtete.
    #[derive(Default)]
    Gebiet {
        /// Alte Länder und Berlin.
        #[default]
        West,
        /// Neue Länder ohne Berlin.
        Ost,
    }
}

vertrag! {
    /// Alleinige Sorge für minderjährige Kinder (§ 21 Abs. 3).
    Alleinerziehend {
        /// Allein.
        Ja,
        /// Im echten Wechselmodell: die Hälfte.
        Haelftig,
        /// Nicht allein.
        Nein,
    }
}

vertrag! {
    /// Warum eine Person hier ohne eigenen Anspruch lebt.
    Ausschluss {
        /// Rente wegen Alters (§ 7 Abs. 4) oder Altersgrenze erreicht (§ 7a).
        Altersrente,
        /// Grundsicherung im Alter und bei Erwerbsminderung (SGB XII, 4. Kapitel).
        Sgb12Kap4,
        /// Leistungen nach dem Asylbewerberleistungsgesetz.
        Asylblg,
        /// Förderungsfähiges Studium (§ 7 Abs. 5).
        Studium,
        /// Stationäre Einrichtung (§ 7 Abs. 4).
        Stationaer,
        /// Freiheitsentziehung (§ 7 Abs. 4 Satz 2).
        Haft,
        /// Gewöhnlicher Aufenthalt im Ausland.
        Ausland,
        /// Ausschluss für Ausländerinnen und Ausländer (§ 7 Abs. 1 Satz 2).
        AuslaenderAusschluss,
        /// Gilt als nicht erreichbar (§ 7b).
        NichtErreichbar,
        /// Gehört nur zur Haushaltsgemeinschaft (§ 9 Abs. 5).
        Haushaltsgemeinschaft,
    }
}

impl Ausschluss {
    /// Hält sich die Person nicht in der Wohnung auf?
    #[must_use]
    pub fn ist_abwesend(self) -> bool {
        matches!(self, Ausschluss::Stationaer | Ausschluss::Haft | Ausschluss::Ausland)
    }
}

vertrag! {
    /// Art der Ausbildung (§ 11b Abs. 2b).
    Ausbildung {
        /// Allgemein- oder berufsbildende Schule.
        Schule,
        /// Berufsausbildung, berufsvorbereitende Maßnahme, Einstiegsqualifizierung.
        Ausbildung,
        /// Studium.
        Studium,
        /// Bundes- oder Jugendfreiwilligendienst.
        Freiwilligendienst,
    }
}

vertrag! {
    /// Arten weiterer Absetzbeträge (§ 11b Abs. 1 Satz 1).
    AbsetzungArt {
        /// Kfz-Haftpflicht (Nr. 3).
        KfzHaftpflicht,
        /// Geförderte Altersvorsorge (Nr. 4).
        Riester,
        /// Notwendige Ausgaben (Nr. 5).
        Werbungskosten,
        /// Titulierter Unterhalt (Nr. 7).
        UnterhaltTituliert,
        /// Eigener Versicherungsvertrag einer minderjährigen Person (§ 6 Abs. 1 Nr. 2 GrusiGV).
        VersicherungMinderjaehrig,
        /// Bei der Ausbildungsförderung eines Kindes angerechnet (Nr. 8).
        BafoegAngerechnet,
    }
}

vertrag! {
    /// Erkrankungen mit kostenaufwändiger Ernährung (Empfehlungen des Deutschen Vereins, 2020).
    Diagnose {
        /// Niereninsuffizienz.
        Niereninsuffizienz,
        /// Dialyse.
        Dialyse,
        /// Zöliakie.
        Zoeliakie,
        /// Mukoviszidose.
        Mukoviszidose,
        /// Krankheitsbedingte Mangelernährung.
        Mangelernaehrung,
    }
}

vertrag! {
    /// Arten von Minderungen.
    MinderungArt {
        /// § 31.
        Pflichtverletzung,
        /// § 32.
        Meldeversaeumnis,
        /// § 31a Abs. 7.
        Arbeitsverweigerung,
        /// § 7b Abs. 4.
        NichtErreichbar,
    }
}

vertrag! {
    /// Erzeugung des Warmwassers (§ 21 Abs. 7).
    #[derive(Default)]
    Warmwasser {
        /// Zentral, in den Kosten der Unterkunft.
        #[default]
        Zentral,
        /// In der Wohnung, etwa Durchlauferhitzer.
        Dezentral,
    }
}

vertrag! {
    /// Arten von Aufrechnungen.
    AufrechnungArt {
        /// § 42a Abs. 2.
        Darlehen,
        /// § 43.
        Erstattung,
    }
}

vertrag! {
    /// Gründe einer Erstattung; sie bestimmen 10 oder 30 Prozent (§ 43 Abs. 2).
    AufrechnungGrund {
        /// Endgültige Festsetzung (§ 41a).
        P41a,
        /// Einkommen oder Vermögen erzielt (§ 48 Abs. 1 Satz 2 Nr. 3 SGB X).
        P48Nr3,
        /// Alles andere.
        Sonst,
    }
}
