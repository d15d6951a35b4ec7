//! Eine Zeile hinein: ein Haushalt in einem Monat.

use std::fmt;

use law::lage::{
    AbsetzungArt, Alleinerziehend, AufrechnungArt, AufrechnungGrund, Ausbildung, Ausschluss,
    Diagnose, Gebiet, MinderungArt, Warmwasser,
};
use law::measure::{Cent, Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schema;
use super::zusatz::{Beitrag, Bildung, Foerderung, Unterbringung};

/// Ein Haushalt in einem Monat, wie er auf der Leitung steht. `Debug` nennt nur den Fall.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lage {
    /// Kennung des Falls; kommt unverändert zurück. Vorgabe: die Nummer der Zeile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fall: Option<String>,
    /// Der Monat des Bedarfs; Einkommen zählt im Monat des Zuflusses (§ 11 Abs. 2 SGB II).
    #[schemars(with = "schema::Monat")]
    pub monat: Monat,
    /// Beginn des Bewilligungszeitraums (Vorgabe: der Erste von `monat`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bewilligung_ab: Option<Tag>,
    /// Erster Monat des Leistungsbezugs, für die Karenzzeit (Vorgabe: Monat von `bewilligung_ab`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub leistungsbezug_seit: Option<Monat>,
    /// Ost oder West; zählt nur vor Juli 2006.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub gebiet: Gebiet,
    /// Die Menschen im Haushalt, 1 bis 60.
    #[schemars(length(min = 1, max = 60))]
    pub personen: Vec<Person>,
    /// Die Wohnung, bei einem Umzug im Monat mehrere mit `von` und `bis`.
    pub wohnung: Wohnungen,
    /// Laufende Aufrechnungen (§§ 42a, 43 SGB II).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aufrechnung: Vec<Aufrechnung>,
}

/// Ein Mensch im Haushalt. `Debug` nennt nur die Kennung.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Kennung, eindeutig in der Zeile, höchstens 64 Zeichen.
    #[schemars(length(min = 1, max = 64))]
    pub id: String,
    /// Tag der Geburt.
    #[schemars(with = "schema::Tag")]
    pub geboren: Tag,
    /// Kennung der Partnerin oder des Partners in diesem Haushalt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// Verheiratet oder verpartnert mit `partner`.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub verheiratet: bool,
    /// Kennungen der Eltern, die in diesem Haushalt leben (höchstens zwei).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 2))]
    pub eltern: Vec<String>,
    /// Pflegekind: lebt hier, ist aber kein Kind im Sinne von § 7 Abs. 3 SGB II.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub pflegekind: bool,
    /// Alleinige Sorge (§ 21 Abs. 3 SGB II); fehlt die Angabe, wird sie abgeleitet und gefragt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alleinerziehend: Option<Alleinerziehend>,
    /// Hat ein minderjähriges Kind, das woanders lebt (§ 11b Abs. 3 Satz 3 SGB II).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub kind_ausserhalb: bool,
    /// Erwerbsfähig nach § 8 SGB II (Vorgabe: nach dem Alter).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erwerbsfaehig: Option<bool>,
    /// Lebt hier ohne eigenen Anspruch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ausgeschlossen: Option<Ausschluss>,
    /// Art der Ausbildung (§ 11b Abs. 2b SGB II).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ausbildung: Option<Ausbildung>,
    /// Erster Tag in diesem Monat, an dem die Person hierher gehört.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub von: Option<Tag>,
    /// Letzter Tag in diesem Monat, an dem die Person hierher gehört.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
    /// Kind zu Besuch (temporäre Bedarfsgemeinschaft): Tage in diesem Monat, 1 bis 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 30))]
    pub zu_besuch_tage: Option<u8>,
    /// Unter 25 ohne Zusicherung umgezogen (§ 20 Abs. 3, § 22 Abs. 5 SGB II).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub ohne_zusicherung: bool,
    /// Erster Monat des Leistungsbezugs dieser Person, wenn er vom Haushalt abweicht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub leistungsbezug_seit: Option<Monat>,
    /// Einnahmen dieses Monats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub einkommen: Vec<Einkommen>,
    /// Weitere Absetzbeträge (§ 11b SGB II).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absetzungen: Vec<Absetzung>,
    /// Mehrbedarfe, die nicht abgeleitet werden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mehrbedarfe: Vec<Mehrbedarf>,
    /// Zu berücksichtigendes Vermögen dieser Person, nach den Ausnahmen des § 12 Abs. 1 SGB II.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub vermoegen: Cent,
    /// Festgestellte Minderungen (§§ 31a, 32, 7b Abs. 4 SGB II).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minderungen: Vec<Minderung>,
    /// Bedarfe für Bildung und Teilhabe in diesem Monat (§ 28 SGB II).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bildung: Vec<Bildung>,
    /// Beiträge zur Kranken- und Pflegeversicherung (§ 26 SGB II).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beitraege: Vec<Beitrag>,
    /// Ausbildungsförderung (§ 7 Abs. 5, 6 SGB II).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foerderung: Option<Foerderung>,
    /// Aufenthalt in Krankenhaus, Einrichtung oder Haft (§ 7 Abs. 4 SGB II).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unterbringung: Option<Unterbringung>,
    /// Essen und Strom als Sachleistung in einer Gemeinschaftsunterkunft (§ 68 SGB II).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub verpflegung: bool,
    /// Todestag in diesem Monat (§ 40 Abs. 5 SGB II).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub gestorben: Option<Tag>,
}

impl Person {
    /// Eine Person ohne weitere Angaben.
    #[must_use]
    pub fn neu(id: String, geboren: Tag) -> Person {
        Person {
            id,
            geboren,
            partner: None,
            verheiratet: false,
            eltern: Vec::new(),
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
            einkommen: Vec::new(),
            absetzungen: Vec::new(),
            mehrbedarfe: Vec::new(),
            vermoegen: Cent::NULL,
            minderungen: Vec::new(),
            bildung: Vec::new(),
            beitraege: Vec::new(),
            foerderung: None,
            unterbringung: None,
            verpflegung: false,
            gestorben: None,
        }
    }
}

/// Eine Einnahme des Monats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Einkommen {
    /// Art der Einnahme.
    pub art: EinkommenArt,
    /// Betrag, bei `selbstaendig` der Gewinn des Monats; nicht bei `erwerb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub betrag: Option<Cent>,
    /// Brutto (`erwerb`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub brutto: Option<Cent>,
    /// Netto nach Steuern und Pflichtbeiträgen (`erwerb`, `selbstaendig`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub netto: Option<Cent>,
    /// Monat, für den der Lohn ist, wenn zwei Löhne in einem Monat zufließen (`erwerb`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub fuer_monat: Option<Monat>,
    /// Wer Anspruch auf das Kindergeld hat (Vorgabe: der erste Elternteil hier).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub an: Option<String>,
    /// Rente mit Grundrentenzeiten (§ 11b Abs. 2a, § 82a SGB XII).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub grundrentenzeiten: bool,
    /// Durchschnittlicher Lohn vor der Geburt (`elterngeld`, § 10 Abs. 5 BEEG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub vor_geburt: Option<Cent>,
    /// Das wievielte Pflegekind (`pflegegeld`, § 11a Abs. 3 Satz 2 Nr. 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 99))]
    pub kind_nr: Option<u8>,
    /// Monat des Zuflusses (`nachzahlung`, § 11 Abs. 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub zufluss: Option<Monat>,
    /// Warum die Einnahme nicht zählt (`frei`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grund: Option<String>,
}

/// Arten von Einnahmen.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EinkommenArt {
    /// Lohn aus nichtselbständiger Arbeit.
    Erwerb,
    /// Gewinn aus selbständiger Arbeit.
    Selbstaendig,
    /// Kindergeld; steht beim Kind.
    Kindergeld,
    /// Unterhalt.
    Unterhalt,
    /// Unterhaltsvorschuss.
    Unterhaltsvorschuss,
    /// Arbeitslosengeld (SGB III).
    Arbeitslosengeld,
    /// Krankengeld.
    Krankengeld,
    /// Rente.
    Rente,
    /// Elterngeld.
    Elterngeld,
    /// Mutterschaftsgeld.
    Mutterschaftsgeld,
    /// BAföG.
    Bafoeg,
    /// Berufsausbildungsbeihilfe.
    Bab,
    /// Ausbildungsgeld.
    Ausbildungsgeld,
    /// Taschengeld im Freiwilligendienst.
    TaschengeldFwd,
    /// Kinderzuschlag; steht beim Kind.
    Kinderzuschlag,
    /// Wohngeld.
    Wohngeld,
    /// Pflegegeld nach § 39 SGB VIII, Anteil für die Erziehung.
    Pflegegeld,
    /// Steuerfreie Aufwandsentschädigung (§ 3 Nr. 12, 26, 26a EStG).
    Aufwandsentschaedigung,
    /// Trinkgeld.
    Trinkgeld,
    /// Kapitalerträge.
    Kapital,
    /// Nachzahlung, volle Summe (§ 11 Abs. 3).
    Nachzahlung,
    /// Andere Einnahme, die zählt.
    Sonstiges,
    /// Einnahme, die nicht zählt.
    Frei,
}

/// Ein weiterer Absetzbetrag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absetzung {
    /// Art.
    pub art: AbsetzungArt,
    /// Betrag im Monat.
    #[schemars(with = "schema::Betrag")]
    pub betrag: Cent,
}

/// Ein Mehrbedarf, der nicht abgeleitet wird.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mehrbedarf {
    /// Art.
    pub art: MehrbedarfArt,
    /// Tag der (voraussichtlichen) Entbindung (`schwangerschaft`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub entbindung: Option<Tag>,
    /// Betrag im Monat (`ernaehrung`, `unabweisbar`, `schulbuecher`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub betrag: Option<Cent>,
    /// Erkrankung (`ernaehrung`) aus der Liste des Deutschen Vereins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnose: Option<Diagnose>,
}

/// Arten von Mehrbedarfen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MehrbedarfArt {
    /// § 21 Abs. 2.
    Schwangerschaft,
    /// § 21 Abs. 4.
    Behinderung,
    /// § 23 Nr. 4.
    MerkzeichenG,
    /// § 21 Abs. 5.
    Ernaehrung,
    /// § 21 Abs. 6.
    Unabweisbar,
    /// § 21 Abs. 6a.
    Schulbuecher,
}

/// Eine festgestellte Minderung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minderung {
    /// Art.
    pub art: MinderungArt,
    /// Tag der Pflichtverletzung oder des Meldeversäumnisses; er wählt das Recht.
    #[schemars(with = "schema::Tag")]
    pub tag: Tag,
    /// Die wievielte in Folge: 1, 2 oder 3.
    #[serde(default = "eins")]
    #[schemars(range(min = 1, max = 3))]
    pub folge: u8,
    /// Erster geminderter Monat (Vorgabe: der Monat nach `tag`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub wirksam_ab: Option<Monat>,
    /// Tag, an dem die Pflicht erfüllt oder die Meldung nachgeholt war.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub aufgehoben_ab: Option<Tag>,
}

fn eins() -> u8 {
    1
}

fn ja() -> bool {
    true
}

fn ist_ja(wert: &bool) -> bool {
    *wert
}

/// Eine Wohnung oder mehrere nacheinander.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Wohnungen {
    /// Den ganzen Monat dieselbe.
    Eine(Wohnung),
    /// Umzug im Monat.
    Mehrere(Vec<Wohnung>),
}

/// Eine Wohnung mit ihren tatsächlichen monatlichen Kosten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wohnung {
    /// Köpfe in der Wohnung, auch solche außerhalb des Haushalts (Vorgabe: Zahl der Personen).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 99))]
    pub bewohner: Option<u8>,
    /// Grundmiete; bei Eigentum Zinsen und Lasten.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub grundmiete: Cent,
    /// Kalte Nebenkosten.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub nebenkosten: Cent,
    /// Heizung.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub heizung: Cent,
    /// Nachforderung oder Brennstoff, fällig in diesem Monat.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub einmalig: Cent,
    /// Guthaben, das die Kosten dieses Monats mindert (§ 22 Abs. 3).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    #[schemars(with = "schema::Betrag")]
    pub guthaben: Cent,
    /// Wie das Warmwasser erzeugt wird (§ 21 Abs. 7).
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub warmwasser: Warmwasser,
    /// Örtliche Grenzen für diese Haushaltsgröße (Vorgabe: die tatsächlichen Kosten gelten).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub angemessen: Option<Angemessen>,
    /// Kostensenkungsverfahren (§ 22 Abs. 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kostensenkung: Option<Kostensenkung>,
    /// Bisheriger Bedarf bei nicht erforderlichem Umzug (§ 22 Abs. 4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub bisheriger_bedarf: Option<Cent>,
    /// Monat, in dem ein Mitglied gestorben ist (§ 22 Abs. 1 Satz 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub todesfall_monat: Option<Monat>,
    /// Monat, in dem zuletzt jemand die Bedarfsgemeinschaft verlassen hat (§ 22 Abs. 1 Satz 6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Monat>")]
    pub verkleinert_monat: Option<Monat>,
    /// Erster Tag in diesem Monat (bei mehreren Wohnungen).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub von: Option<Tag>,
    /// Letzter Tag in diesem Monat (bei mehreren Wohnungen).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
}

/// Örtliche Angemessenheitsgrenzen: `bruttokalt` und `heizung` oder `gesamt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Angemessen {
    /// Grenze für Grundmiete und kalte Nebenkosten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub bruttokalt: Option<Cent>,
    /// Grenze für die Heizung.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub heizung: Option<Cent>,
    /// Gesamtangemessenheitsgrenze (§ 22 Abs. 10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Betrag>")]
    pub gesamt: Option<Cent>,
}

/// Kostensenkungsverfahren.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kostensenkung {
    /// Tag, an dem die Grenze mitgeteilt wurde.
    #[schemars(with = "schema::Tag")]
    pub belehrt_am: Tag,
    /// Bis zu diesem Tag ist die Senkung unmöglich oder unzumutbar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub unzumutbar_bis: Option<Tag>,
}

/// Eine laufende Aufrechnung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aufrechnung {
    /// Kennung der Person, gegen deren Anspruch aufgerechnet wird.
    pub person: String,
    /// Darlehen (§ 42a) oder Erstattung (§ 43).
    pub art: AufrechnungArt,
    /// Grund der Erstattung; er bestimmt 10 oder 30 Prozent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grund: Option<AufrechnungGrund>,
    /// Was noch geschuldet ist.
    #[schemars(with = "schema::Betrag")]
    pub rest: Cent,
    /// Ein Rechtsbehelf läuft; die Aufrechnung ruht.
    #[serde(default, skip_serializing_if = "ist_vorgabe")]
    pub streitig: bool,
    /// Die Aufrechnung ist durch Verwaltungsakt erklärt (Vorgabe: ja).
    #[serde(default = "ja", skip_serializing_if = "ist_ja")]
    pub erklaert: bool,
}

impl fmt::Debug for Lage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lage({})", self.fall.as_deref().unwrap_or("ohne Kennung"))
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

impl Lage {
    /// Beginn des Bewilligungszeitraums; ohne Angabe der Erste von `monat`.
    ///
    /// Wer als nicht erreichbar gilt, war es aber in einem Zeitraum, der davor begann und weiterläuft
    /// (§ 7b Abs. 4 Satz 3 SGB II): dann gilt ohne Angabe der Monat, in dem das wirksam wurde.
    #[must_use]
    pub fn bewilligungsbeginn(&self) -> Tag {
        self.bewilligung_ab.unwrap_or_else(|| {
            let minderungen = self.personen.iter().flat_map(|person| &person.minderungen);
            minderungen
                .filter(|minderung| minderung.art == MinderungArt::NichtErreichbar)
                .map(|minderung| minderung.erster_monat().erster())
                .fold(self.monat.erster(), Tag::min)
        })
    }
}

impl Minderung {
    /// Erster geminderter Monat; ohne Angabe der nach `tag`.
    #[must_use]
    pub fn erster_monat(&self) -> Monat {
        self.wirksam_ab.unwrap_or(self.tag.monat().plus(1))
    }
}

impl Wohnungen {
    /// Alle Wohnungen in der Reihenfolge der Eingabe.
    #[must_use]
    pub fn alle(&self) -> &[Wohnung] {
        match self {
            Wohnungen::Eine(wohnung) => std::slice::from_ref(wohnung),
            Wohnungen::Mehrere(wohnungen) => wohnungen,
        }
    }
}

/// Objekt oder Liste; von Hand, damit ein Fehler das Feld nennt und nicht „keine Variante passt“.
impl<'de> Deserialize<'de> for Wohnungen {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Wohnungen, D::Error> {
        use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
        use serde::de::{MapAccess, SeqAccess, Visitor};

        struct ObjektOderListe;
        impl<'de> Visitor<'de> for ObjektOderListe {
            type Value = Wohnungen;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("eine Wohnung als Objekt oder eine Liste von Wohnungen")
            }
            fn visit_map<A: MapAccess<'de>>(self, felder: A) -> Result<Wohnungen, A::Error> {
                Wohnung::deserialize(MapAccessDeserializer::new(felder)).map(Wohnungen::Eine)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, liste: A) -> Result<Wohnungen, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(liste)).map(Wohnungen::Mehrere)
            }
        }
        d.deserialize_any(ObjektOderListe)
    }
}

pub(super) fn ist_vorgabe<T: Default + PartialEq>(wert: &T) -> bool {
    *wert == T::default()
}
