//! Die JSON-Schemas des Vertrags und der Maße, deren Typen im Crate `law` stehen.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::vorrang::{Vorrang, Vorranglage};
use super::{Ergebnis, Fehlerzeile, Haushalt, Lage};
use crate::traeger::Traeger;

/// Das Schema einer Zeile hinein: [`Lage`].
#[must_use]
pub fn lage() -> Schema {
    schemars::schema_for!(Lage)
}

/// Das Schema einer Zeile heraus: [`Ergebnis`].
#[must_use]
pub fn ergebnis() -> Schema {
    schemars::schema_for!(Ergebnis)
}

/// Das Schema einer Zeile der Vorrangprüfung hinein: [`Vorranglage`].
#[must_use]
pub fn vorranglage() -> Schema {
    schemars::schema_for!(Vorranglage)
}

/// Das Schema einer Zeile der Vorrangprüfung heraus: [`Vorrang`].
#[must_use]
pub fn vorrang() -> Schema {
    schemars::schema_for!(Vorrang)
}

/// Das Schema einer Zeile heraus, die nicht berechnet werden konnte: [`Fehlerzeile`].
#[must_use]
pub fn fehler() -> Schema {
    schemars::schema_for!(Fehlerzeile)
}

/// Das Schema einer Zeile des Monatslaufs: [`Haushalt`].
#[must_use]
pub fn haushalt() -> Schema {
    schemars::schema_for!(Haushalt)
}

/// Das Schema der Angaben eines Jobcenters: [`Traeger`].
#[must_use]
pub fn traeger() -> Schema {
    schemars::schema_for!(Traeger)
}

/// Ein Maß, das als Text mit festem Muster geschrieben wird.
macro_rules! textschema {
    ($name:ident, $titel:literal, $muster:literal, $beschreibung:literal) => {
        #[doc = $beschreibung]
        #[derive(Debug)]
        pub enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $titel.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string", "pattern": $muster, "description": $beschreibung
                })
            }
        }
    };
}

textschema!(
    Betrag,
    "Betrag",
    r"^[0-9]{1,8}(\.[0-9]{1,2})?$",
    "Euro als Text mit höchstens zwei Nachkommastellen, 0.00 bis 99999999.99"
);
textschema!(
    Unterschied,
    "Unterschied",
    r"^-?[0-9]{1,8}\.[0-9]{2}$",
    "Euro als Text mit Vorzeichen"
);
textschema!(Tag, "Tag", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "Kalendertag JJJJ-MM-TT");
textschema!(Monat, "Monat", r"^[0-9]{4}-[0-9]{2}$", "Kalendermonat JJJJ-MM");

textschema!(
    Posten,
    "Posten",
    r"^[a-z0-9-]{1,40}$",
    "Welcher von mehreren Einträgen: 1 bis 40 Zeichen aus a–z, 0–9 und Strichen"
);
textschema!(
    Kennung,
    "Kennung",
    r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "Kennung eines Menschen, eines Falls, eines Bediensteten: eine UUID"
);

/// Der Baum der Gründe ([`law::measure::Beleg`]).
#[derive(Debug)]
pub enum Beleg {}

impl JsonSchema for Beleg {
    fn schema_name() -> Cow<'static, str> {
        "Beleg".into()
    }

    fn json_schema(sammler: &mut SchemaGenerator) -> Schema {
        let unterpunkte = sammler.subschema_for::<Vec<Beleg>>();
        json_schema!({
            "type": "object",
            "description": "Ein Grund: Norm, Satz, Betrag und die Beträge, aus denen er folgt",
            "properties": {
                "norm": {"type": "string", "description": "Fundstelle"},
                "was": {"type": "string", "description": "Was der Betrag ist"},
                "betrag": {
                    "type": "string",
                    "pattern": r"^-?[0-9]+\.[0-9]{2}$",
                    "description": "Euro als Text, ein Abzug mit Minus"
                },
                "aus": unterpunkte
            },
            "required": ["norm", "was", "betrag", "aus"]
        })
    }
}
