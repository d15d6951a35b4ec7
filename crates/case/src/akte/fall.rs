//! Was wir von einem Fall wissen: wer zusammenlebt, in welcher Wohnung, was beantragt ist.

use law::measure::{Monat, Tag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ereignis::tatsachen;
use super::{Dokument, Kennung, Posten};
use crate::anforderung::Anforderung;
use crate::anhoerung::Anhoerungsverfahren;
use crate::benannt::benannt;
use crate::bescheid::Bescheid;
use crate::entwurf::Entwurf;
use crate::erstattung::Erstattung;
use crate::gericht::Gerichtsverfahren;
use crate::pflichtverletzung::Pflichtverletzung;
use crate::schnittstelle::{Aufrechnung, Direktzahlung, Gebiet, Wohnung};
use crate::ueberpruefung::Ueberpruefung;
use crate::versagung::Versagung;
use crate::versand::Versandschritt;
use crate::vorlaeufig::Vorlaeufigkeit;
use crate::widerspruch::Widerspruch;

tatsachen! {
    /// Eine Tatsache über einen Fall. `Debug` zeigt nur die Art.
    FallTatsache
    einzeln {
        /// Nummer der Bedarfsgemeinschaft, das Aktenzeichen.
        Nummer(String) = "nummer" in Stand,
        /// Gebiet; zählt nur vor Juli 2006.
        Gebiet(Gebiet) = "gebiet" in Verfahren,
        /// Der Bewilligungszeitraum (§ 41 Abs. 3).
        Bewilligungszeitraum(Bewilligungszeitraum) = "bewilligungszeitraum" in Stand,
        /// Erster Monat des Leistungsbezugs, für die Karenzzeit.
        LeistungsbezugSeit(Monat) = "leistungsbezug_seit" in Verfahren,
        /// Wer die Gemeinschaft vertritt (§ 38) und den Brief bekommt.
        Vertreter(Kennung) = "vertreter" in Familie,
        /// Die Akte ist gesperrt; `None`: wieder offen.
        Sperre(Option<Sperre>) = "sperre" in Zustaendigkeit,
        /// Die Akte darf nicht gelöscht werden; `None`: wieder nach der Frist.
        Loeschsperre(Option<Loeschsperre>) = "loeschsperre" in Zustaendigkeit,
    }
    mehrfach {
        /// Wer im Haushalt lebt; der Posten ist die Kennung des Menschen.
        Mitglied(Mitglied) = "mitglied" in Familie,
        /// Eine Wohnung.
        Wohnung(Wohnverhaeltnis) = "wohnung" in Unterkunft,
        /// Ein Antrag in beliebiger Form (§ 37).
        Antrag(Antrag) = "antrag" in Stand,
        /// Eine laufende Aufrechnung; `person` ist die Kennung.
        Aufrechnung(Aufrechnung) = "aufrechnung" in Verfahren,
        /// Eine Zahlung unmittelbar an Dritte.
        Direktzahlung(Direktzahlung) = "direktzahlung" in Bank,
        /// Wer sich kümmert; der Posten ist die [`Aufgabe`].
        Zustaendig(Zustaendig) = "zustaendig" in Zustaendigkeit,
        /// Ein Gesprächsvermerk.
        Notiz(Notiz) = "notiz" in Notiz,
        /// Ein Dokument der eAkte; der Posten ist seine Kennung.
        Dokument(Dokument) = "dokument" in Dokument,
        /// Ein Entwurf, der auf die Freigabe durch eine zweite Person wartet; der Posten ist seine Nummer.
        Entwurf(Entwurf) = "entwurf" in Zahlung,
        /// Eine Anhörung; der Posten ist die Nummer ihres Entwurfs.
        Anhoerung(Anhoerungsverfahren) = "anhoerung" in Verfahren,
        /// Ein Bescheid; der Posten ist seine Nummer im Fall.
        Bescheid(Bescheid) = "bescheid" in Zahlung,
        /// Eine Erstattung (§ 50 SGB X); der Posten ist ihre Nummer im Fall.
        Erstattung(Erstattung) = "erstattung" in Zahlung,
        /// Ein Widerspruch; der Posten ist seine Nummer im Fall.
        Widerspruch(Widerspruch) = "widerspruch" in Verfahren,
        /// Eine Zeit, in der vorläufig bewilligt wird (§ 41a); der Posten ist ihre Nummer im Fall.
        Vorlaeufigkeit(Vorlaeufigkeit) = "vorlaeufigkeit" in Verfahren,
        /// Angeforderte Unterlagen; der Posten ist die Nummer der Anforderung im Fall.
        Anforderung(Anforderung) = "anforderung" in Verfahren,
        /// Eine Versagung oder Entziehung (§ 66 SGB I); der Posten ist ihre Nummer im Fall.
        Versagung(Versagung) = "versagung" in Verfahren,
        /// Eine Pflichtverletzung oder ein Meldeversäumnis (§§ 31, 32); der Posten ist ihre Nummer im Fall.
        Pflichtverletzung(Pflichtverletzung) = "pflichtverletzung" in Verfahren,
        /// Ein Verfahren vor dem Sozialgericht; der Posten ist seine Nummer im Fall.
        Gerichtsverfahren(Gerichtsverfahren) = "gerichtsverfahren" in Verfahren,
        /// Ein Antrag auf Überprüfung (§ 44 SGB X); der Posten ist seine Nummer im Fall.
        Ueberpruefung(Ueberpruefung) = "ueberpruefung" in Verfahren,
        /// Was mit einer Sendung geschah; der Posten ist ihre Nummer.
        Sendung(Versandschritt) = "sendung" in Verfahren,
    }
    mit_tagen ["mitglied", "wohnung"]
}

impl FallTatsache {
    /// Kann sie ändern, was zusteht?
    #[must_use]
    pub fn aendert_geld(&self) -> bool {
        match self {
            FallTatsache::Gebiet(_)
            | FallTatsache::Bewilligungszeitraum(_)
            | FallTatsache::LeistungsbezugSeit(_)
            | FallTatsache::Mitglied { .. }
            | FallTatsache::Wohnung { .. }
            | FallTatsache::Antrag { .. }
            | FallTatsache::Aufrechnung { .. } => true,
            FallTatsache::Nummer(_)
            | FallTatsache::Vertreter(_)
            | FallTatsache::Sperre(_)
            | FallTatsache::Loeschsperre(_)
            | FallTatsache::Direktzahlung { .. }
            | FallTatsache::Zustaendig { .. }
            | FallTatsache::Notiz { .. }
            | FallTatsache::Dokument { .. }
            | FallTatsache::Entwurf { .. }
            | FallTatsache::Anhoerung { .. }
            | FallTatsache::Bescheid { .. }
            | FallTatsache::Erstattung { .. }
            | FallTatsache::Widerspruch { .. }
            // Sie sagen, wie entschieden wird, nicht, was zusteht.
            | FallTatsache::Vorlaeufigkeit { .. }
            | FallTatsache::Anforderung { .. }
            | FallTatsache::Versagung { .. }
            | FallTatsache::Pflichtverletzung { .. }
            | FallTatsache::Gerichtsverfahren { .. }
            | FallTatsache::Ueberpruefung { .. }
            | FallTatsache::Sendung { .. } => false,
        }
    }
}

/// Wie jemand zu den anderen im Haushalt steht.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mitglied {
    /// Partnerin oder Partner in diesem Haushalt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Kennung>,
    /// Verheiratet oder verpartnert mit `partner`.
    #[serde(default)]
    pub verheiratet: bool,
    /// Eltern, die hier leben.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eltern: Vec<Kennung>,
    /// Pflegekind.
    #[serde(default)]
    pub pflegekind: bool,
    /// Kind zu Besuch: Tage im Monat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zu_besuch_tage: Option<u8>,
}

/// Eine Wohnung und wer darin lebt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wohnverhaeltnis {
    /// Kosten, Grenzen, Verfahren; ohne Köpfe und ohne Tage: sie folgen aus der Akte.
    pub wohnung: Wohnung,
    /// Köpfe, die nicht zum Haushalt gehören; `None`: nicht angegeben, dann niemand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub andere_koepfe: Option<u8>,
}

/// Ein Bewilligungszeitraum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bewilligungszeitraum {
    /// Erster Tag.
    pub ab: Tag,
    /// Letzter Tag; fehlt er, zwölf Monate (§ 41 Abs. 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bis: Option<Tag>,
}

impl Bewilligungszeitraum {
    /// Letzter Tag; ohne Angabe nach zwölf Monaten (§ 41 Abs. 3).
    #[must_use]
    pub fn ende(self) -> Tag {
        self.bis.unwrap_or(self.ab.monat().plus(11).letzter())
    }
}

/// Ein Antrag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Antrag {
    /// Tag, an dem er gestellt ist; er wirkt auf den Ersten des Monats zurück (§ 37 Abs. 2).
    pub tag: Tag,
    /// In welcher Form.
    pub form: Antragsform,
}

/// Formen eines Antrags; er ist an keine gebunden (§ 37 Abs. 1, § 9 SGB X).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Antragsform {
    /// Auf Papier.
    Schriftlich,
    /// Im Gespräch.
    Muendlich,
    /// Am Telefon.
    Telefonisch,
    /// Über das Portal oder per E-Mail.
    Elektronisch,
}

benannt! {
    /// Was an einem Fall zu tun ist; jede Aufgabe hat eigene Zuständige.
    Aufgabe {
        /// Leistungen bewilligen und auszahlen (§§ 19 ff.).
        Leistung = "leistung",
        /// Beraten und die Eingliederung planen (§§ 14, 15).
        Fallmanagement = "fallmanagement",
        /// In Arbeit und Ausbildung vermitteln (§ 16, § 35 SGB III).
        Vermittlung = "vermittlung",
    }
}

impl Aufgabe {
    /// Der Posten, unter dem die Zuständigkeit steht.
    #[must_use]
    pub fn posten(self) -> Posten {
        Posten::name(self.name())
    }
}

/// Wer sich um eine Aufgabe kümmert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zustaendig {
    /// Wer; `None`: im Team noch niemandem zugewiesen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearbeiter: Option<Kennung>,
    /// Kurzname des Teams, etwa `leistung-3`.
    pub team: Posten,
}

benannt! {
    /// Warum eine Akte gesperrt ist.
    Sperrgrund {
        /// Jemand aus dem Haus bezieht Leistungen (§ 35 Abs. 1 Satz 3 SGB I).
        Kollege = "kollege",
        /// Auskunftssperre im Melderegister (§ 51 BMG).
        Auskunftssperre = "auskunftssperre",
        /// Schutz aus anderem Grund, etwa Aufenthalt im Frauenhaus.
        Schutz = "schutz",
        /// Die Verarbeitung ist eingeschränkt: aufgehoben, aber nicht mehr gebraucht (Art. 18 DSGVO, § 84 SGB X).
        /// Ohne Zulassung sehen sie nur Rechtsstelle und Datenschutz.
        Eingeschraenkt = "eingeschraenkt",
    }
}

benannt! {
    /// Warum eine Akte nach ihrer Frist nicht gelöscht wird.
    Loeschsperregrund {
        /// Ein Widerspruch ist offen (§ 84 SGG).
        Widerspruch = "widerspruch",
        /// Eine Klage oder ein Eilverfahren läuft.
        Klage = "klage",
        /// Das Jobcenter fordert noch etwas (§ 50 SGB X, § 42a).
        Forderung = "forderung",
        /// Ein Straf- oder Bußgeldverfahren läuft.
        Strafverfahren = "strafverfahren",
        /// Der Mensch braucht die Daten noch (Art. 18 Abs. 1 Buchst. c DSGVO, § 84 Abs. 3 SGB X).
        Betroffene = "betroffene",
        /// Ein Archiv entscheidet noch (§ 71 Abs. 1 Satz 3 SGB X).
        Archiv = "archiv",
    }
}

/// Eine Akte, die nach ihrer Frist stehen bleibt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LoeschsperreDerAkte")]
pub struct Loeschsperre {
    /// Warum.
    pub grund: Loeschsperregrund,
    /// Wer sie setzte.
    pub durch: Kennung,
}

/// Eine gesperrte Akte: nur wer zugelassen ist, sieht sie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sperre {
    /// Warum.
    pub grund: Sperrgrund,
    /// Wer sie sehen darf.
    pub zugelassen: std::collections::BTreeSet<Kennung>,
}

/// Ein Gesprächsvermerk. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notiz {
    /// Mit wem.
    pub mit: String,
    /// Was.
    pub text: String,
}

impl std::fmt::Debug for Notiz {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Notiz(…)")
    }
}
