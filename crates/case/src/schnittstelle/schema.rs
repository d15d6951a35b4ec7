//! JSON-Schemas der Maße, deren Typen im Crate `law` stehen.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

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
textschema!(Tag, "Tag", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "Kalendertag JJJJ-MM-TT");
textschema!(Monat, "Monat", r"^[0-9]{4}-[0-9]{2}$", "Kalendermonat JJJJ-MM");
