//! Die Werte der Parameterreihen, jeder so, wie seine Norm ihn nennt.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::lage::Diagnose;
use crate::measure::{Cent, Monat, Prozent, Tag};
use crate::sgb2::p20::Stufe;

/// Ein Betrag je Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EinBetrag {
    /// Euro je Monat.
    pub betrag: Cent,
}

/// Regelbedarfsstufen 1 bis 6, Euro je Monat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regelbedarfe {
    /// Beträge der Stufen 1 bis 6.
    pub stufen: [Cent; 6],
    /// Neue Länder ohne Berlin, wenn sie abweichen (bis 30.06.2006).
    #[serde(default)]
    pub stufen_ost: Option<[Cent; 6]>,
}

impl Regelbedarfe {
    /// Der Betrag einer Stufe.
    #[must_use]
    pub fn stufe(&self, stufe: Stufe) -> Cent {
        let [s1, s2, s3, s4, s5, s6] = self.stufen;
        match stufe {
            Stufe::S1 => s1,
            Stufe::S2 => s2,
            Stufe::S3 => s3,
            Stufe::S4 => s4,
            Stufe::S5 => s5,
            Stufe::S6 => s6,
        }
    }
}

/// Einmalzahlungen (§§ 70, 71, 73 a. F.).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Einmalzahlungen {
    /// Regelbedarfsstufen 1 und 2.
    pub stufe_1_2: Cent,
    /// Regelbedarfsstufe 3, wenn kein Kindergeld als Einkommen zählt.
    pub stufe_3_ohne_kindergeld: Cent,
    /// Unter 18.
    pub minderjaehrig: Cent,
}

impl Einmalzahlungen {
    /// Gibt es in diesem Monat eine?
    pub(crate) fn gibt_es(&self) -> bool {
        let alle = self.stufe_1_2 + self.stufe_3_ohne_kindergeld + self.minderjaehrig;
        !alle.ist_null()
    }
}

/// Rundung (§ 41 Abs. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rundung {
    /// Der Anspruch jeder Person.
    pub anspruch: RundungAuf,
    /// Mehrbedarfe nach § 21; bis Ende 2011 noch volle Euro (§ 77 Abs. 5).
    pub mehrbedarf: RundungAuf,
}

/// Auf welche Einheit gerundet wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RundungAuf {
    /// Zwei Dezimalstellen.
    Cent,
    /// Volle Euro.
    Euro,
}

/// Regeln, die in älteren Monaten anders waren und nach denen gefragt wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlteFassung {
    /// § 24 a. F.: in so vielen Monaten nach dem Beginn des Bezugs; null: nicht mehr.
    pub zuschlag_monate: i32,
    /// Warmwasser war Teil der Regelleistung.
    pub warmwasser: bool,
    /// § 43 a. F.
    pub aufrechnung: bool,
    /// Ausbildungsförderung und Freiwilligendienst.
    pub ausbildung: bool,
    /// Ältere Empfehlungen zur Ernährung.
    pub ernaehrung: bool,
}

impl AlteFassung {
    /// Ist in diesem Monat irgendetwas zu fragen?
    pub(crate) fn fragt(&self) -> bool {
        let rest = self.warmwasser || self.aufrechnung || self.ausbildung || self.ernaehrung;
        rest || self.zuschlag_monate > 0
    }
}

/// Wer zur Bedarfsgemeinschaft der Eltern gehört (§ 7 Abs. 3 Nr. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bedarfsgemeinschaft {
    /// Kinder unter so vielen Jahren.
    pub kinder_unter: u8,
}

/// Name der Leistung.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leistungsname {
    /// Der Name.
    pub name: String,
}

/// Anhebung der Altersgrenze nach Geburtsjahrgang (§ 7a).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Altersgrenze {
    jahrgaenge: Vec<Jahrgaenge>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Jahrgaenge {
    von: i16,
    bis: i16,
    monate: i32,
    je_jahrgang: i32,
}

impl Altersgrenze {
    /// Der Monat, mit dessen Ablauf die Grenze erreicht wird: 65 Jahre und die Anhebung.
    pub(super) fn monat(&self, geboren: Tag) -> Monat {
        // Wer am Ersten geboren ist, vollendet das Lebensjahr mit Ablauf des Vormonats.
        let vollendet = geboren.geburtstag(65).voriger().monat();
        let jahr = geboren.jahr();
        let anhebung = self
            .jahrgaenge
            .iter()
            .find(|j| (j.von..=j.bis).contains(&jahr))
            .map_or(0, |j| j.monate + j.je_jahrgang * i32::from(jahr.saturating_sub(j.von)));
        vollendet.plus(anhebung)
    }
}

/// Mehrbedarfe in Prozent des Regelbedarfs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mehrbedarfe {
    /// § 21 Abs. 2.
    #[serde(deserialize_with = "prozent")]
    pub schwangerschaft: Prozent,
    /// § 21 Abs. 3 Nr. 1.
    #[serde(deserialize_with = "prozent")]
    pub alleinerziehend_klein: Prozent,
    /// § 21 Abs. 3 Nr. 2, je Kind.
    #[serde(deserialize_with = "prozent")]
    pub alleinerziehend_je_kind: Prozent,
    /// § 21 Abs. 3 Nr. 2, höchstens.
    #[serde(deserialize_with = "prozent")]
    pub alleinerziehend_hoechstens: Prozent,
    /// § 21 Abs. 4.
    #[serde(deserialize_with = "prozent")]
    pub behinderung: Prozent,
    /// § 23 Nr. 4.
    #[serde(deserialize_with = "prozent")]
    pub merkzeichen_g: Prozent,
    /// § 21 Abs. 7 Satz 2 Nr. 1.
    #[serde(deserialize_with = "prozent")]
    pub warmwasser_erwachsene: Prozent,
    /// § 21 Abs. 7 Satz 2 Nr. 2.
    #[serde(deserialize_with = "prozent")]
    pub warmwasser_ab_14: Prozent,
    /// § 21 Abs. 7 Satz 2 Nr. 3.
    #[serde(deserialize_with = "prozent")]
    pub warmwasser_6_bis_13: Prozent,
    /// § 21 Abs. 7 Satz 2 Nr. 4.
    #[serde(deserialize_with = "prozent")]
    pub warmwasser_unter_6: Prozent,
}

/// Kostenaufwändige Ernährung in Prozent der Regelbedarfsstufe 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ernaehrung {
    #[serde(deserialize_with = "prozent")]
    niereninsuffizienz: Prozent,
    #[serde(deserialize_with = "prozent")]
    dialyse: Prozent,
    #[serde(deserialize_with = "prozent")]
    zoeliakie: Prozent,
    #[serde(deserialize_with = "prozent")]
    mukoviszidose: Prozent,
    #[serde(deserialize_with = "prozent")]
    mangelernaehrung: Prozent,
}

impl Ernaehrung {
    /// Der Prozentsatz einer Erkrankung.
    #[must_use]
    pub fn satz(&self, diagnose: Diagnose) -> Prozent {
        match diagnose {
            Diagnose::Niereninsuffizienz => self.niereninsuffizienz,
            Diagnose::Dialyse => self.dialyse,
            Diagnose::Zoeliakie => self.zoeliakie,
            Diagnose::Mukoviszidose => self.mukoviszidose,
            Diagnose::Mangelernaehrung => self.mangelernaehrung,
        }
    }
}

/// Grundabsetzbetrag (§ 11b Abs. 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grundabsetzung {
    /// Euro je Monat.
    pub betrag: Cent,
    /// Höhere Beträge nur auf Nachweis, wenn das Brutto darüber liegt.
    pub nachweis_ueber: Cent,
}

/// Stufen des Freibetrags für Erwerbstätige (§ 11b Abs. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freibetragsstufen {
    /// Die drei Stufen.
    pub stufen: [Freibetragsstufe; 3],
    /// Anteilig nach dem Verhältnis des bereinigten Nettos zum Brutto (§ 30 a. F. bis 30.09.2005).
    #[serde(default)]
    pub nach_netto: bool,
}

/// Eine Stufe des Freibetrags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freibetragsstufe {
    /// Nummer in Satz 2.
    pub nummer: u8,
    /// Teil des Bruttos über diesem Betrag …
    pub ueber: Cent,
    /// … bis zu diesem …
    pub bis: Cent,
    /// … oder bis zu diesem mit minderjährigem Kind (Satz 3).
    pub bis_mit_kind: Cent,
    /// Frei bleibender Anteil.
    #[serde(deserialize_with = "prozent")]
    pub prozent: Prozent,
}

/// Ausbildung, Freiwilligendienst und Ehrenamt (§ 11b Abs. 2 a. F., Abs. 2b).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AusbildungUndDienst {
    /// Unter 25 in Ausbildung: Geringfügigkeitsgrenze statt Grundbetrag.
    pub minijob_statt_grundbetrag: bool,
    /// Vom Taschengeld im Freiwilligendienst frei, unter 25; null: Absatz 2b Satz 1.
    pub taschengeld_frei: Cent,
    /// Vom Taschengeld im Freiwilligendienst frei, ab 25.
    pub taschengeld_frei_ab_25: Cent,
    /// Ehrenamt: statt des Grundbetrags; null: eigene Befreiung (§ 11a Abs. 1 Nr. 5).
    pub ehrenamt_statt_grundbetrag: Cent,
    /// Von Leistungen der Ausbildungsförderung mindestens frei.
    pub foerderung_mindestens: Cent,
}

/// Pauschbeträge (§ 6 GrusiGV).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pauschbetraege {
    /// Private Versicherungen.
    pub versicherungspauschale: Cent,
    /// Notwendige Ausgaben Erwerbstätiger, wenn nicht mehr nachgewiesen ist (bis 31.07.2016).
    pub werbungskosten: Cent,
}

/// Freibetrag bei Grundrentenzeiten (§ 82a SGB XII).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grundrente {
    /// Sockel.
    pub betrag: Cent,
    /// Anteil der Rente über dem Sockel.
    #[serde(deserialize_with = "prozent")]
    pub prozent: Prozent,
    /// Höchstens dieser Anteil der Regelbedarfsstufe 1.
    #[serde(deserialize_with = "prozent")]
    pub hoechstens_prozent_stufe_1: Prozent,
}

/// Nicht zu berücksichtigendes Einkommen (§ 11a, § 1 GrusiGV).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frei {
    /// Alle Einnahmen des Monats zusammen höchstens so hoch: nichts zählt.
    pub kleinbetrag_monat: Cent,
    /// Kapitalerträge je Kalenderjahr.
    pub kapital_jahr: Cent,
    /// Lohn nicht Erwerbsfähiger unter 15.
    pub erwerb_unter_15: Cent,
    /// Elterngeld, soweit es Lohn vor der Geburt ersetzt.
    pub elterngeld: Cent,
    /// … auch ohne Lohn vor der Geburt (bis 31.12.2010).
    pub elterngeld_immer: bool,
    /// Trinkgeld: Anteil des Regelbedarfs.
    #[serde(deserialize_with = "prozent")]
    pub trinkgeld_prozent: Prozent,
    /// Ehrenamt je Kalenderjahr; null: § 11b Abs. 2 Satz 3 a. F.
    pub ehrenamt_jahr: Cent,
    /// Mutterschaftsgeld bleibt frei.
    pub mutterschaftsgeld_frei: bool,
    /// Pflegegeld für das dritte Pflegekind: zählender Anteil.
    #[serde(deserialize_with = "prozent")]
    pub pflegekind_3: Prozent,
    /// § 1 Abs. 2 GrusiGV: vermuteter Anteil des Einkommens über dem Freibetrag.
    #[serde(deserialize_with = "prozent")]
    pub haushaltsgemeinschaft_prozent: Prozent,
}

/// Verteilung von Nachzahlungen (§ 11 Abs. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nachzahlung {
    /// Auf so viele Monate ab dem Zufluss.
    pub monate: u8,
}

/// Bundesrecht der Unterkunft (§ 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unterkunft {
    /// Dauer der Karenzzeit in Monaten.
    pub karenz_monate: i32,
    /// Frühester Beginn der Karenzzeit (§ 65 Abs. 2).
    #[serde(deserialize_with = "tag")]
    pub karenz_fruehestens: Tag,
    /// Deckel in Prozent der abstrakten Grenze (Abs. 1 Satz 6); null: kein Deckel.
    #[serde(deserialize_with = "prozent")]
    pub deckel_prozent: Prozent,
    /// Frist zur Kostensenkung in Monaten (Abs. 1 Satz 9).
    pub kostensenkung_monate: i32,
    /// Schonzeit nach einem Todesfall in Monaten (Abs. 1 Satz 11; seit 2023).
    #[serde(default)]
    pub todesfall_monate: Option<i32>,
    /// Begrenzung nach nicht erforderlichem Umzug.
    pub umzug: Umzug,
    /// Die tatsächlichen Kosten gelten in so vielen Monaten ab dem Beginn des Bewilligungszeitraums
    /// als angemessen (§ 67 Abs. 3 a. F.).
    #[serde(default)]
    pub pandemie_monate: i32,
}

/// Wie weit ein nicht erforderlicher Umzug die Kosten begrenzt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Umzug {
    /// Keine Vorschrift.
    Unbegrenzt,
    /// Unterkunft und Heizung zusammen (Abs. 1 Satz 6 a. F.).
    UnterkunftUndHeizung,
    /// Nur die Unterkunft (Abs. 4 Satz 4).
    Unterkunft,
}

/// Folgen von Pflichtverletzungen und Meldeversäumnissen (§§ 31a, 31b, 32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minderungen {
    /// § 31a Abs. 1, erste bis dritte Folge.
    #[serde(deserialize_with = "prozente")]
    pub pflichtverletzung_prozent: [Prozent; 3],
    /// § 31b Abs. 2, erste bis dritte Folge.
    pub pflichtverletzung_monate: [i32; 3],
    /// § 32, erste bis dritte Folge.
    #[serde(deserialize_with = "prozente")]
    pub meldeversaeumnis_prozent: [Prozent; 3],
    /// § 32 Abs. 2 Satz 2.
    pub meldeversaeumnis_monate: i32,
    /// § 32 Abs. 1: so lange liegt das frühere Versäumnis höchstens zurück; null: jedes zählt.
    pub wiederholt_innerhalb_monate: i32,
    /// § 31a Abs. 4 Satz 1; `None`: keine gemeinsame Grenze (bis 04.11.2019).
    #[serde(default, deserialize_with = "prozent_oder_keiner")]
    pub zusammen_hoechstens: Option<Prozent>,
    /// § 31a Abs. 4 Satz 3: so viel bleibt, wenn nur wegen der Minderung nichts bliebe.
    pub mindestens: Cent,
    /// Was die Erfüllung der Pflicht ändert.
    pub erfuellung: Erfuellung,
    /// Die dritte Stufe nimmt alles; unter 25 bleibt in der ersten nur die Unterkunft, in der zweiten
    /// nichts (§ 31a Abs. 1 Satz 3, Abs. 2 in der Fassung vom 22.12.2022).
    #[serde(default)]
    pub voller_wegfall: bool,
    /// Gemindert wird auch, was für Unterkunft und Heizung gezahlt wird (bis 31.12.2022).
    #[serde(default)]
    pub auch_unterkunft: bool,
}

/// Was es an einer Minderung ändert, wenn die Pflicht erfüllt wird.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erfuellung {
    /// Die dritte Stufe sinkt auf 60 Prozent, unter 25 bleibt die Unterkunft (bis 04.11.2019).
    #[serde(rename = "dritte_auf_60")]
    DritteStufe,
    /// Die Minderung endet an diesem Tag (BVerfG 1 BvL 7/16).
    Sofort,
    /// Sie endet an diesem Tag, frühestens nach einem Monat (§ 31b Abs. 2 Satz 2).
    NachErstemMonat,
}

/// Wann eine Arbeitsverweigerung den Regelbedarf kostet (§ 31a Abs. 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arbeitsverweigerung {
    /// Voraussetzung.
    pub voraussetzung: Voraussetzung,
    /// Längste Dauer in Monaten (§ 31b Abs. 3).
    pub monate: i32,
}

/// Voraussetzung des § 31a Abs. 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voraussetzung {
    /// Keine Vorschrift.
    Keine,
    /// Nur nach einer früheren Minderung.
    Frueherer,
    /// Ohne frühere Minderung.
    Immer,
}

/// § 7b Abs. 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NichtErreichbar {
    /// Gilt die Vorschrift?
    pub gilt: bool,
    /// Minderung, wenn die Meldung im selben Monat nachgeholt wird.
    #[serde(deserialize_with = "prozent")]
    pub bei_meldung: Prozent,
}

/// Aufrechnung (§§ 42a, 43).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aufrechnungen {
    /// § 42a Abs. 2.
    #[serde(deserialize_with = "prozent")]
    pub darlehen: Prozent,
    /// § 43 Abs. 2: § 41a, § 48 Abs. 1 Satz 2 Nr. 3 SGB X.
    #[serde(deserialize_with = "prozent")]
    pub erstattung_klein: Prozent,
    /// § 43 Abs. 2: übrige Fälle.
    #[serde(deserialize_with = "prozent")]
    pub erstattung_sonst: Prozent,
    /// Zusammen höchstens.
    #[serde(deserialize_with = "prozent")]
    pub hoechstens: Prozent,
    /// § 42a Abs. 2 Satz 4: darüber ruht die Aufrechnung des Darlehens.
    #[serde(deserialize_with = "prozent")]
    pub darlehen_ruht_ueber: Prozent,
}

/// Wann aufgerechnet werden muss (§ 43 Abs. 1 Satz 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AufrechnungGebunden {
    /// Darunter kann von der Anhörung abgesehen werden (§ 24 Abs. 2 Nr. 7 SGB X); null: keine Bindung.
    pub unter: Cent,
    /// Woran sich der Betrag misst.
    pub gemessen_an: GemessenAn,
}

/// Lesart des § 24 Abs. 2 Nr. 7 SGB X.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GemessenAn {
    /// An der ganzen Forderung.
    Forderung,
    /// Am Betrag, der im Monat aufgerechnet wird.
    Monatsbetrag,
}

impl AufrechnungGebunden {
    /// Muss mit dieser Forderung und dieser monatlichen Rate aufgerechnet werden?
    #[must_use]
    pub fn gilt(&self, forderung: Cent, rate: Cent) -> bool {
        match self.gemessen_an {
            GemessenAn::Forderung => forderung < self.unter,
            GemessenAn::Monatsbetrag => rate.min(forderung) < self.unter,
        }
    }
}

/// Lesarten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schalter {
    /// Deckel auch in den sechs Monaten nach der Karenzzeit.
    pub deckel_nach_karenz: bool,
    /// Sofortzuschlag in Teilmonaten.
    pub sofortzuschlag_teilmonat: Teilmonat,
}

/// Sofortzuschlag in Teilmonaten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teilmonat {
    /// Voller Betrag.
    Voll,
    /// Nach Tagen.
    Anteilig,
}

fn prozent_aus(text: &str) -> Result<Prozent, String> {
    let hundertstel: Cent = text.parse().map_err(|_| format!("„{text}“ ist kein Prozentsatz"))?;
    u32::try_from(hundertstel.cent())
        .map(Prozent::aus_hundertstel)
        .map_err(|_| format!("„{text}“ ist zu groß"))
}

pub(super) fn prozent<'de, D: Deserializer<'de>>(d: D) -> Result<Prozent, D::Error> {
    prozent_aus(&String::deserialize(d)?).map_err(D::Error::custom)
}

fn prozent_oder_keiner<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Prozent>, D::Error> {
    prozent(d).map(Some)
}

fn prozente<'de, D: Deserializer<'de>>(d: D) -> Result<[Prozent; 3], D::Error> {
    let mut saetze = [Prozent::default(); 3];
    for (satz, text) in saetze.iter_mut().zip(<[String; 3]>::deserialize(d)?) {
        *satz = prozent_aus(&text).map_err(D::Error::custom)?;
    }
    Ok(saetze)
}

pub(super) fn tag<'de, D: Deserializer<'de>>(d: D) -> Result<Tag, D::Error> {
    toml::value::Datetime::deserialize(d)?.to_string().parse().map_err(D::Error::custom)
}
