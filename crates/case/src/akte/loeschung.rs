//! Ein Löschlauf: wer vorschlug, wer freigab, was gelöscht ist und welche Blätter des Logs dazu gehörten.
//!
//! Der Strom bleibt für immer: ohne ihn wäre ein Blatt ohne Ereignis nicht von einer Lücke zu unterscheiden. Darin
//! stehen nur Kennungen, Klassen, Tage und Nummern, nie Angaben über einen Menschen.

use std::collections::BTreeMap;

use law::measure::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ereignis::tatsachen;
use super::{Kennung, Strom};
use crate::aufbewahrung::Klasse;
use crate::benannt::benannt;
use crate::schnittstelle::schema;

tatsachen! {
    /// Eine Tatsache über einen Löschlauf. `Debug` zeigt nur die Art.
    LoeschTatsache
    einzeln {
        /// Was gelöscht werden soll.
        Vorschlag(Loeschvorschlag) = "loeschvorschlag" in Protokoll,
        /// Jemand anderes hat es freigegeben.
        Freigabe(Loeschfreigabe) = "loeschfreigabe" in Protokoll,
        /// Alles ist getan; die Zahlen.
        Abschluss(Loeschabschluss) = "loeschabschluss" in Protokoll,
    }
    mehrfach {
        /// Gelöscht; der Posten ist seine Stelle im Vorschlag, ab eins.
        Vermerk(Loeschvermerk) = "loeschvermerk" in Protokoll,
        /// Nicht gelöscht, und warum.
        Uebergangen(Uebergangen) = "loeschung_uebergangen" in Protokoll,
    }
    mit_tagen []
}

/// Was gelöscht werden soll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loeschvorschlag {
    /// Wer es vorschlug.
    pub durch: Kennung,
    /// Was, der Reihe nach.
    pub posten: Vec<Loeschposten>,
}

/// Ein Fall, ein Eingangsstück oder Tage des Protokolls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loeschposten {
    /// Die Ströme; bei einem Fall nur er, seine Menschen und Eingangsstücke folgen ihm.
    pub stroeme: Vec<Strom>,
    /// Nach welcher Klasse.
    pub klasse: Klasse,
    /// Letzter Tag der Frist.
    #[schemars(with = "schema::Tag")]
    pub bis: Tag,
}

/// Wer es freigab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loeschfreigabe {
    /// Wer.
    pub durch: Kennung,
}

/// Was gelöscht ist: die Ströme und ihre Blätter im Log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loeschvermerk {
    /// Nach welcher Klasse.
    pub klasse: Klasse,
    /// Die Ströme.
    pub stroeme: Vec<Strom>,
    /// Bereiche laufender Nummern, aufsteigend, die erste und die letzte gehören dazu.
    pub blaetter: Vec<(u64, u64)>,
}

benannt! {
    /// Warum ein freigegebener Posten nicht gelöscht ist.
    Uebergangen {
        /// Seit der Freigabe kam etwas dazu, und die Frist läuft wieder.
        NichtFaellig = "nicht_faellig",
        /// Ein Hemmnis ist dazugekommen.
        Gehemmt = "gehemmt",
        /// Es gibt ihn nicht mehr.
        SchonFort = "schon_fort",
    }
}

/// Die Zahlen eines Laufs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loeschabschluss {
    /// Je Klasse.
    pub geloescht: BTreeMap<Klasse, Loeschzahl>,
    /// Posten, die stehen blieben.
    pub uebergangen: u64,
}

/// Wie viel gelöscht ist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loeschzahl {
    /// Posten.
    pub posten: u64,
    /// Ströme.
    pub stroeme: u64,
    /// Ereignisse.
    pub ereignisse: u64,
}
