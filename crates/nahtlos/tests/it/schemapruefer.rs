//! Ein kleiner Prüfer für JSON Schema (2020-12), soweit unsere Schemas es nutzen. Ein Schlüsselwort,
//! das er nicht kennt, ist ein Fehler: sonst prüfte er weniger, als im Schema steht.

use serde_json::Value;

/// Warum der Wert nicht zum Schema passt; leer, wenn er passt.
pub fn pruefe(schema: &Value, wert: &Value) -> Vec<String> {
    let mut maengel = Vec::new();
    Pruefer { wurzel: schema }.wert(schema, wert, "", &mut maengel);
    maengel
}

struct Pruefer<'s> {
    wurzel: &'s Value,
}

impl Pruefer<'_> {
    fn wert(&self, schema: &Value, wert: &Value, pfad: &str, maengel: &mut Vec<String>) {
        let Value::Object(regeln) = schema else {
            assert_eq!(schema, &Value::Bool(true), "unbekanntes Schema");
            return;
        };
        for (wort, regel) in regeln {
            if let Some(mangel) = self.regel(wort, regel, wert, pfad, maengel) {
                maengel.push(format!("{pfad}: {mangel}"));
            }
        }
        if regeln.get("additionalProperties") == Some(&Value::Bool(false))
            && let Some(felder) = wert.as_object()
        {
            for feld in felder.keys().filter(|feld| schema["properties"].get(feld).is_none()) {
                maengel.push(format!("{pfad}: Feld {feld} ist unbekannt"));
            }
        }
    }

    fn regel(
        &self,
        wort: &str,
        regel: &Value,
        wert: &Value,
        pfad: &str,
        maengel: &mut Vec<String>,
    ) -> Option<String> {
        let laenge = wert.as_array().map(Vec::len).or(wert.as_str().map(|t| t.chars().count()));
        let grenze = || regel.as_u64().and_then(|grenze| usize::try_from(grenze).ok());
        let passt = match wort {
            "$schema"
            | "$defs"
            | "title"
            | "description"
            | "default"
            | "format"
            | "additionalProperties" => true,
            "$ref" => {
                let ziel = regel.as_str().and_then(|ziel| ziel.strip_prefix('#')).unwrap();
                self.wert(self.wurzel.pointer(ziel).unwrap(), wert, pfad, maengel);
                true
            }
            "type" => typen(regel).iter().any(|typ| hat_typ(wert, typ)),
            "enum" => regel.as_array().unwrap().contains(wert),
            "const" => regel == wert,
            "anyOf" | "oneOf" => regel.as_array().unwrap().iter().any(|wahl| {
                let mut darin = Vec::new();
                self.wert(wahl, wert, pfad, &mut darin);
                darin.is_empty()
            }),
            "required" => wert.as_object().is_none_or(|felder| {
                regel.as_array().unwrap().iter().all(|f| felder.contains_key(f.as_str().unwrap()))
            }),
            "properties" => {
                for (feld, schema) in regel.as_object().unwrap() {
                    if let Some(inhalt) = wert.get(feld) {
                        self.wert(schema, inhalt, &format!("{pfad}/{feld}"), maengel);
                    }
                }
                true
            }
            "items" => {
                for (stelle, eintrag) in wert.as_array().into_iter().flatten().enumerate() {
                    self.wert(regel, eintrag, &format!("{pfad}/{stelle}"), maengel);
                }
                true
            }
            "minItems" | "minLength" => laenge.is_none_or(|laenge| Some(laenge) >= grenze()),
            "maxItems" | "maxLength" => laenge.is_none_or(|laenge| Some(laenge) <= grenze()),
            "minimum" => wert.as_i64().is_none_or(|zahl| Some(zahl) >= regel.as_i64()),
            "maximum" => wert.as_i64().is_none_or(|zahl| Some(zahl) <= regel.as_i64()),
            "pattern" => wert.as_str().is_none_or(|text| muster(regel.as_str().unwrap(), text)),
            unbekannt => panic!("der Prüfer kennt das Schlüsselwort {unbekannt} nicht"),
        };
        (!passt).then(|| format!("{wert} passt nicht zu {wort} {regel}"))
    }
}

fn typen(regel: &Value) -> Vec<&str> {
    match regel {
        Value::Array(typen) => typen.iter().filter_map(Value::as_str).collect(),
        typ => typ.as_str().into_iter().collect(),
    }
}

fn hat_typ(wert: &Value, typ: &str) -> bool {
    match typ {
        "string" => wert.is_string(),
        "boolean" => wert.is_boolean(),
        "integer" => wert.is_u64() || wert.is_i64(),
        "array" => wert.is_array(),
        "object" => wert.is_object(),
        "null" => wert.is_null(),
        unbekannt => panic!("der Prüfer kennt den Typ {unbekannt} nicht"),
    }
}

/// Die Muster unserer Maße; ein Ausdruck mehr wäre eine Abhängigkeit mehr.
fn muster(muster: &str, text: &str) -> bool {
    match muster {
        r"^[0-9]{1,8}(\.[0-9]{1,2})?$" => text.parse::<law::measure::Cent>().is_ok(),
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.parse::<law::measure::Tag>().is_ok(),
        r"^[0-9]{4}-[0-9]{2}$" => text.parse::<law::measure::Monat>().is_ok(),
        r"^-?[0-9]+\.[0-9]{2}$" => {
            let betrag = text.strip_prefix('-').unwrap_or(text);
            betrag.split_once('.').is_some_and(|(euro, cent)| {
                cent.len() == 2 && (euro.to_owned() + cent).bytes().all(|b| b.is_ascii_digit())
            })
        }
        unbekannt => panic!("der Prüfer kennt das Muster {unbekannt} nicht"),
    }
}
