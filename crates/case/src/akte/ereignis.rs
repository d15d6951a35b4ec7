//! Ein Ereignis und wie es geschrieben wird: kanonisches JSON mit `art` und `fassung`.
//!
//! Gespeichert und gehasht werden genau diese Bytes; ihre Bedeutung ändert sich nie. Eine neue Fassung
//! einer Tatsache hebt beim Lesen die alte an ([`Tatsache::hebe`]); von jeder Fassung liegt für immer
//! ein Beispiel in `tests/it/ereignisse.jsonl`.

use law::measure::{Tag, Zeitraum};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::schnittstelle::schema;
use serde_json::{Map, Value};

use super::{Kategorie, Kennung, Posten};

/// Was ein Ereignis mitteilt; je Art von Strom eine Aufzählung.
pub trait Tatsache: Clone + PartialEq + Serialize + DeserializeOwned {
    /// Wie die Art geschrieben wird; bleibt für immer.
    fn art(&self) -> &'static str;

    /// Welcher Eintrag dieser Art gemeint ist; `None`, wo es nur einen gibt.
    fn posten(&self) -> Option<&Posten>;

    /// Art der Daten.
    fn kategorie(&self) -> Kategorie;

    /// Sagt sie etwas, oder dass es den Eintrag nicht gibt?
    fn sagt_etwas(&self) -> bool;

    /// Zählen im Monat alle Stücke mit ihren Tagen, nicht nur das letzte?
    fn mit_tagen(&self) -> bool;

    /// Die Fassung, in der diese Art heute geschrieben wird, ab eins.
    fn fassung(art: &str) -> Option<u16>;

    /// Hebt den Wert einer Art um eine Fassung an; `None`, wenn es diese Fassung nie gab.
    fn hebe(art: &str, fassung: u16, wert: Value) -> Option<Value>;
}

/// Von wann bis wann etwas gilt; beide Tage gehören dazu, ein fehlender heißt: ohne Ende.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gilt {
    /// Erster Tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub von: Option<Tag>,
    /// Letzter Tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<schema::Tag>")]
    pub bis: Option<Tag>,
}

impl Gilt {
    /// Schon immer und weiter.
    pub const IMMER: Gilt = Gilt { von: None, bis: None };

    /// Ab diesem Tag.
    #[must_use]
    pub fn ab(von: Tag) -> Gilt {
        Gilt { von: Some(von), bis: None }
    }

    /// Nur in diesem Zeitraum.
    #[must_use]
    pub fn nur(zeitraum: Zeitraum) -> Gilt {
        Gilt { von: Some(zeitraum.von), bis: Some(zeitraum.bis) }
    }
}

/// Wie sicher eine Tatsache ist.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", tag = "stand", deny_unknown_fields)]
pub enum Nachweis {
    /// Jemand sagt es.
    #[default]
    Behauptet,
    /// Jemand im Amt hat es geprüft, an diesem Dokument oder durch Augenschein.
    Geprueft {
        /// Das Dokument.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dokument: Option<Kennung>,
    },
}

impl Nachweis {
    /// Hat es jemand geprüft?
    #[must_use]
    pub fn ist_geprueft(self) -> bool {
        matches!(self, Nachweis::Geprueft { .. })
    }
}

/// Eine Mitteilung: was, von wann bis wann, wann eingegangen. `Debug` zeigt nur die Art.
#[derive(Clone, PartialEq, Eq)]
pub struct Ereignis<T> {
    /// Von wann bis wann.
    pub gilt: Gilt,
    /// An welchem Tag das Amt davon erfuhr.
    pub eingang: Tag,
    /// Wie sicher es ist.
    pub nachweis: Nachweis,
    /// Die Version im selben Strom, die dieses Ereignis berichtigt.
    pub ersetzt: Option<u64>,
    /// Was.
    pub tatsache: T,
}

impl<T: Tatsache> std::fmt::Debug for Ereignis<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ereignis({})", self.tatsache.art())
    }
}

/// Warum gespeicherte Bytes kein Ereignis sind. Nennt nie einen Inhalt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lesefehler {
    /// Kein JSON, oder ein Feld fehlt oder hat die falsche Form.
    #[error("Das Ereignis ist nicht lesbar (Feld „{feld}“); bitte `nahtlos verify` laufen lassen")]
    Form {
        /// Das Feld.
        feld: &'static str,
    },
    /// Eine Art, die dieses Programm nicht kennt.
    #[error("Die Art „{0}“ ist unbekannt; das Ereignis stammt von einem neueren Programm")]
    Art(String),
    /// Eine Fassung, die dieses Programm nicht kennt.
    #[error(
        "Fassung {fassung} von „{art}“ ist unbekannt; das Ereignis stammt von einem neueren Programm"
    )]
    Fassung {
        /// Die Art.
        art: String,
        /// Die Fassung.
        fassung: u64,
    },
}

/// Die Felder neben der Tatsache.
#[derive(Serialize, Deserialize)]
struct Rahmen {
    #[serde(default)]
    gilt: Gilt,
    eingang: Tag,
    #[serde(default)]
    nachweis: Nachweis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ersetzt: Option<u64>,
}

impl<T: Tatsache> Ereignis<T> {
    /// Eine Behauptung, die ab dem Tag gilt.
    #[must_use]
    pub fn neu(gilt: Gilt, eingang: Tag, tatsache: T) -> Ereignis<T> {
        Ereignis { gilt, eingang, nachweis: Nachweis::Behauptet, ersetzt: None, tatsache }
    }

    /// Kanonisches JSON: Felder nach dem Alphabet, ohne Leerraum, Zahlen ganz. Gleiche Ereignisse
    /// geben gleiche Bytes.
    #[must_use]
    pub fn schreibe(&self) -> String {
        let rahmen = Rahmen {
            gilt: self.gilt,
            eingang: self.eingang,
            nachweis: self.nachweis,
            ersetzt: self.ersetzt,
        };
        let mut felder = objekt(&rahmen);
        // `{"art": …, "wert": …}`
        felder.extend(objekt(&self.tatsache));
        let fassung = T::fassung(self.tatsache.art()).unwrap_or(1);
        felder.insert("fassung".to_owned(), fassung.into());
        // serde_json ordnet die Felder eines Werts nach dem Alphabet (ohne `preserve_order`).
        Value::Object(felder).to_string()
    }

    /// Liest, was [`Ereignis::schreibe`] schrieb, auch in älteren Fassungen.
    ///
    /// # Errors
    /// [`Lesefehler`], ohne Inhalt zu nennen.
    pub fn lies(text: &str) -> Result<Ereignis<T>, Lesefehler> {
        let form = |feld| Lesefehler::Form { feld };
        let wert: Value = serde_json::from_str(text).map_err(|_| form("ganzes Ereignis"))?;
        let Value::Object(mut felder) = wert else { return Err(form("ganzes Ereignis")) };
        let art = felder.remove("art");
        let art = art.as_ref().and_then(Value::as_str).ok_or(form("art"))?.to_owned();
        let fassung = felder.remove("fassung").as_ref().and_then(Value::as_u64);
        let fassung = fassung.ok_or(form("fassung"))?;
        let inhalt = felder.remove("wert").unwrap_or(Value::Null);
        let inhalt = gehoben::<T>(&art, fassung, inhalt)?;
        let tatsache = Value::Object(Map::from_iter([
            ("art".to_owned(), Value::String(art)),
            ("wert".to_owned(), inhalt),
        ]));
        let tatsache: T = serde_json::from_value(tatsache).map_err(|_| form("wert"))?;
        let bekannt = ["gilt", "eingang", "nachweis", "ersetzt"];
        if felder.keys().any(|feld| !bekannt.contains(&feld.as_str())) {
            return Err(form("unbekanntes Feld"));
        }
        let Rahmen { gilt, eingang, nachweis, ersetzt } =
            serde_json::from_value(Value::Object(felder)).map_err(|_| form("Zeiten"))?;
        Ok(Ereignis { gilt, eingang, nachweis, ersetzt, tatsache })
    }
}

/// Der Wert in der Fassung von heute.
fn gehoben<T: Tatsache>(art: &str, fassung: u64, wert: Value) -> Result<Value, Lesefehler> {
    let heute = T::fassung(art).ok_or_else(|| Lesefehler::Art(art.to_owned()))?;
    let unbekannt = || Lesefehler::Fassung { art: art.to_owned(), fassung };
    let alte = u16::try_from(fassung).ok().filter(|f| (1..=heute).contains(f));
    let alte = alte.ok_or_else(unbekannt)?;
    (alte..heute).try_fold(wert, |wert, fassung| T::hebe(art, fassung, wert)).ok_or_else(unbekannt)
}

fn objekt<S: Serialize>(wert: &S) -> Map<String, Value> {
    match serde_json::to_value(wert) {
        Ok(Value::Object(felder)) => felder,
        _ => Map::new(),
    }
}

/// Erzeugt die Aufzählung der Tatsachen eines Stroms mit Namen, Posten und Kategorie je Art.
macro_rules! tatsachen {
    (
        $(#[$doc:meta])* $name:ident
        einzeln { $($(#[$edoc:meta])* $einzeln:ident($etyp:ty) = $eart:literal in $ekat:ident,)* }
        mehrfach { $($(#[$mdoc:meta])* $mehrfach:ident($mtyp:ty) = $mart:literal in $mkat:ident,)* }
        mit_tagen [$($tagart:literal),*]
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "art", content = "wert")]
        pub enum $name {
            $($(#[$edoc])* #[serde(rename = $eart)] $einzeln($etyp),)*
            $($(#[$mdoc])* #[serde(rename = $mart)] $mehrfach {
                /// Welcher von mehreren.
                posten: $crate::akte::Posten,
                /// Was; `None`: gibt es in diesem Zeitraum nicht.
                eintrag: Option<$mtyp>,
            },)*
        }

        impl $crate::akte::Tatsache for $name {
            fn art(&self) -> &'static str {
                match self {
                    $($name::$einzeln(_) => $eart,)*
                    $($name::$mehrfach { .. } => $mart,)*
                }
            }

            fn posten(&self) -> Option<&$crate::akte::Posten> {
                match self {
                    $($name::$einzeln(_) => None,)*
                    $($name::$mehrfach { posten, .. } => Some(posten),)*
                }
            }

            fn kategorie(&self) -> $crate::akte::Kategorie {
                match self {
                    $($name::$einzeln(_) => $crate::akte::Kategorie::$ekat,)*
                    $($name::$mehrfach { .. } => $crate::akte::Kategorie::$mkat,)*
                }
            }

            fn sagt_etwas(&self) -> bool {
                match self {
                    $($name::$einzeln(_) => true,)*
                    $($name::$mehrfach { eintrag, .. } => eintrag.is_some(),)*
                }
            }

            fn mit_tagen(&self) -> bool {
                let arten: &[&str] = &[$($tagart),*];
                arten.contains(&self.art())
            }

            fn fassung(art: &str) -> Option<u16> {
                [$($eart,)* $($mart,)*].contains(&art).then_some(1)
            }

            fn hebe(_: &str, _: u16, _: serde_json::Value) -> Option<serde_json::Value> {
                // Noch hat keine Art eine zweite Fassung.
                None
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::akte::Tatsache::art(self))
            }
        }

        /// Die Art und ihr Wert; welche Form er hat, sagt die Art, und was nicht passt, wird abgewiesen.
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "object",
                    "properties": {
                        "art": {"type": "string", "enum": [$($eart,)* $($mart,)*]},
                        "wert": true
                    },
                    "required": ["art"],
                    "additionalProperties": false
                })
            }
        }
    };
}

pub(crate) use tatsachen;
