//! Eine Zeile JSON als Baum, der seine Texte aus der Zeile leiht.
//!
//! Der Umweg über den Baum hat drei Gründe: Fehler werden deutsch ([`Lesefehler`]), ein Objekt ist
//! nur ein Objekt (serde nähme für einen Verbund auch eine Liste), und `fall` bleibt bekannt, wenn
//! ein anderes Feld nicht stimmt. Die Reihenfolge der Felder und doppelte Felder bleiben erhalten.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::lesefehler::Lesefehler;

/// Ein JSON-Wert. Zahlen mit Komma behalten ihren Wert nicht: kein Feld des Vertrags nimmt sie an.
#[derive(Debug)]
pub(super) enum Wert<'z> {
    Null,
    Wahrheit(bool),
    Ganz(u64),
    Negativ(i64),
    Kommazahl,
    Text(Cow<'z, str>),
    Liste(Vec<Wert<'z>>),
    Objekt(Vec<(Schluessel<'z>, Wert<'z>)>),
}

/// Der Name eines Felds.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Schluessel<'z>(#[serde(borrow)] Cow<'z, str>);

impl Wert<'_> {
    /// Das Feld eines Objekts; bei doppelten das erste.
    pub(super) fn feld(&self, name: &str) -> Option<&Wert<'_>> {
        match self {
            Wert::Objekt(felder) => felder.iter().find(|(n, _)| n.0 == name).map(|(_, wert)| wert),
            _ => None,
        }
    }

    /// Der Eintrag einer Liste.
    pub(super) fn eintrag(&self, stelle: usize) -> Option<&Wert<'_>> {
        match self {
            Wert::Liste(eintraege) => eintraege.get(stelle),
            _ => None,
        }
    }

    /// Der Text, wenn es einer ist.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Wert::Text(text) => Some(text),
            _ => None,
        }
    }

    fn unerwartet(&self) -> Unexpected<'_> {
        match self {
            Wert::Null => Unexpected::Unit,
            Wert::Wahrheit(wahr) => Unexpected::Bool(*wahr),
            Wert::Ganz(zahl) => Unexpected::Unsigned(*zahl),
            Wert::Negativ(zahl) => Unexpected::Signed(*zahl),
            Wert::Kommazahl => Unexpected::Float(0.0),
            Wert::Text(text) => Unexpected::Str(text),
            Wert::Liste(_) => Unexpected::Seq,
            Wert::Objekt(_) => Unexpected::Map,
        }
    }

    fn falsche_art(&self, erwartet: &dyn Expected) -> Lesefehler {
        Lesefehler::invalid_type(self.unerwartet(), erwartet)
    }
}

impl<'z> Deserialize<'z> for Wert<'z> {
    fn deserialize<D: Deserializer<'z>>(d: D) -> Result<Wert<'z>, D::Error> {
        d.deserialize_any(Baum)
    }
}

struct Baum;

impl<'z> Visitor<'z> for Baum {
    type Value = Wert<'z>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Wert<'z>, E> {
        Ok(Wert::Null)
    }

    fn visit_bool<E>(self, wahr: bool) -> Result<Wert<'z>, E> {
        Ok(Wert::Wahrheit(wahr))
    }

    fn visit_u64<E>(self, zahl: u64) -> Result<Wert<'z>, E> {
        Ok(Wert::Ganz(zahl))
    }

    fn visit_i64<E>(self, zahl: i64) -> Result<Wert<'z>, E> {
        Ok(Wert::Negativ(zahl))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Wert<'z>, E> {
        Ok(Wert::Kommazahl)
    }

    fn visit_borrowed_str<E>(self, text: &'z str) -> Result<Wert<'z>, E> {
        Ok(Wert::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Wert<'z>, E> {
        Ok(Wert::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'z>>(self, mut liste: A) -> Result<Wert<'z>, A::Error> {
        let mut eintraege = Vec::new();
        while let Some(eintrag) = liste.next_element()? {
            eintraege.push(eintrag);
        }
        Ok(Wert::Liste(eintraege))
    }

    fn visit_map<A: MapAccess<'z>>(self, mut objekt: A) -> Result<Wert<'z>, A::Error> {
        let mut felder = Vec::new();
        while let Some(feld) = objekt.next_entry()? {
            felder.push(feld);
        }
        Ok(Wert::Objekt(felder))
    }
}

impl<'b> IntoDeserializer<'b, Lesefehler> for &'b Wert<'_> {
    type Deserializer = &'b Wert<'b>;
    fn into_deserializer(self) -> &'b Wert<'b> {
        self
    }
}

impl<'b> IntoDeserializer<'b, Lesefehler> for &'b Schluessel<'_> {
    type Deserializer = BorrowedStrDeserializer<'b, Lesefehler>;
    fn into_deserializer(self) -> Self::Deserializer {
        BorrowedStrDeserializer::new(&self.0)
    }
}

impl<'de> Deserializer<'de> for &'de Wert<'de> {
    type Error = Lesefehler;

    fn deserialize_any<V: Visitor<'de>>(self, besucher: V) -> Result<V::Value, Lesefehler> {
        match self {
            Wert::Null => besucher.visit_unit(),
            Wert::Wahrheit(wahr) => besucher.visit_bool(*wahr),
            Wert::Ganz(zahl) => besucher.visit_u64(*zahl),
            Wert::Negativ(zahl) => besucher.visit_i64(*zahl),
            Wert::Kommazahl => Err(self.falsche_art(&besucher)),
            Wert::Text(text) => besucher.visit_borrowed_str(text),
            Wert::Liste(eintraege) => besucher.visit_seq(SeqDeserializer::new(eintraege.iter())),
            Wert::Objekt(felder) => {
                besucher.visit_map(MapDeserializer::new(felder.iter().map(|(n, w)| (n, w))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, besucher: V) -> Result<V::Value, Lesefehler> {
        match self {
            Wert::Null => besucher.visit_none(),
            _ => besucher.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        besucher: V,
    ) -> Result<V::Value, Lesefehler> {
        match self {
            Wert::Objekt(_) => self.deserialize_any(besucher),
            _ => Err(self.falsche_art(&besucher)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        besucher: V,
    ) -> Result<V::Value, Lesefehler> {
        match self {
            Wert::Text(text) => {
                besucher.visit_enum(BorrowedStrDeserializer::<Lesefehler>::new(text))
            }
            _ => Err(self.falsche_art(&besucher)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        besucher: V,
    ) -> Result<V::Value, Lesefehler> {
        besucher.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
