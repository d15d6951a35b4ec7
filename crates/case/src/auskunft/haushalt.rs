//! Was ein Mensch über seinen Haushalt erfährt: das Gemeinsame und das Eigene, nie das der anderen.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Andere, Angabe, Grundlage, Haushaltsangaben, angabe};
use crate::akte::{Akte, Eintrag, FallTatsache, Kennung, Posten};
use crate::rechte::menschen;
use crate::versand::{Haltegrund, Versandschritt};

/// Die Angaben eines Falls, die den Menschen angehen.
pub(super) fn angaben(
    fall: &Akte<FallTatsache>,
    selbst: Kennung,
    andere: &Andere,
) -> Haushaltsangaben {
    let angaben = fall.eintraege().iter().filter_map(|eintrag| eine(eintrag, selbst, andere));
    Haushaltsangaben {
        fall: fall.kennung,
        weitere_mitglieder: menschen(fall).into_iter().filter(|mensch| *mensch != selbst).count(),
        angaben: angaben.collect(),
    }
}

/// Wer unmittelbar Geld für den Haushalt bekam.
pub(super) fn empfaenger<'a>(
    faelle: impl Iterator<Item = &'a Akte<FallTatsache>>,
) -> Vec<Grundlage> {
    let name = |tatsache: &FallTatsache| match tatsache {
        FallTatsache::Direktzahlung { eintrag: Some(zahlung), .. } => {
            Some(zahlung.konto.inhaber.clone())
        }
        _ => None,
    };
    let namen = faelle.flat_map(|fall| fall.eintraege()).filter_map(|e| name(&e.ereignis.tatsache));
    let namen: BTreeSet<String> = namen.collect();
    let norm = "§ 22 Abs. 7, § 24 Abs. 2, § 29 SGB II";
    let eine = |name| Grundlage {
        was: format!("{name}: Zahlung unmittelbar an diese Stelle"),
        norm: norm.to_owned(),
    };
    namen.into_iter().map(eine).collect()
}

fn eine(eintrag: &Eintrag<FallTatsache>, selbst: Kennung, andere: &Andere) -> Option<Angabe> {
    use FallTatsache as T;
    if betrifft(&eintrag.ereignis.tatsache).is_some_and(|person| person != selbst) {
        return None;
    }
    let mut angabe = angabe(eintrag, andere);
    match &eintrag.ereignis.tatsache {
        T::Mitglied { posten, .. } if *posten != Posten::von(selbst) => {
            // Nur dass jemand dazugehört.
            angabe.wert = Value::Null;
        }
        // Eine Sperre kann einen anderen im Haushalt schützen; sie zu nennen verriete es.
        T::Sperre(_) => return None,
        T::Aufrechnung { eintrag: Some(a), .. } if a.person != selbst.to_string() => return None,
        T::Dokument { eintrag: Some(_), .. } => {
            angabe.vor_herausgabe_lesen = true;
            ohne(&mut angabe.wert, &["ort"]);
        }
        T::Notiz { .. } => angabe.vor_herausgabe_lesen = true,
        // Ein Entwurf ist noch keine Entscheidung und nennt auch, was andere bekommen.
        T::Entwurf { .. } => {
            nur_eigene(&mut angabe.wert, selbst);
            ohne(&mut angabe.wert, &["beteiligt"]);
            angabe.vor_herausgabe_lesen = true;
        }
        // Das Konto gehört einem Dritten, wer zuständig ist, dem Haus.
        T::Direktzahlung { .. } => ohne(&mut angabe.wert, &["iban", "bic"]),
        T::Zustaendig { .. } => ohne(&mut angabe.wert, &["bearbeiter"]),
        // Wie eine Sperre: warum ein Brief liegt, kann einen anderen schützen.
        T::Sendung {
            eintrag:
                Some(
                    Versandschritt::Zurueckgehalten { grund: Haltegrund::Schutz, .. }
                    | Versandschritt::Freigegeben { .. },
                ),
            ..
        } => return None,
        T::Sendung { .. } => {
            ohne(&mut angabe.wert, &["durch", "ort", "stand"]);
            angabe.vor_herausgabe_lesen = true;
        }
        // Wer entschied, steht im Brief; was dort steht, liest jemand vorher.
        T::Widerspruch { .. } | T::Gerichtsverfahren { .. } | T::Ueberpruefung { .. } => {
            ohne(&mut angabe.wert, &["durch"]);
            angabe.vor_herausgabe_lesen = true;
        }
        T::Loeschsperre(_)
        | T::Bescheid { .. }
        | T::Erstattung { .. }
        | T::Anhoerung { .. }
        | T::Vorlaeufigkeit { .. }
        | T::Anforderung { .. }
        | T::Versagung { .. }
        | T::Pflichtverletzung { .. } => ohne(&mut angabe.wert, &["durch"]),
        T::Nummer(_)
        | T::Gebiet(_)
        | T::Bewilligungszeitraum(_)
        | T::LeistungsbezugSeit(_)
        | T::Vertreter(_)
        | T::Mitglied { .. }
        | T::Wohnung { .. }
        | T::Antrag { .. }
        | T::Aufrechnung { .. }
        | T::Dokument { .. } => {}
    }
    Some(angabe)
}

/// Wen allein die Tatsache betrifft; `None`: den ganzen Haushalt.
fn betrifft(tatsache: &FallTatsache) -> Option<Kennung> {
    match tatsache {
        FallTatsache::Dokument { eintrag: Some(dokument), .. } => dokument.person,
        FallTatsache::Erstattung { eintrag: Some(eine), .. } => Some(eine.person),
        FallTatsache::Anforderung { eintrag: Some(eine), .. } => Some(eine.person),
        FallTatsache::Pflichtverletzung { eintrag: Some(eine), .. } => Some(eine.person),
        _ => None,
    }
}

/// Nimmt aus allen Listen, was eine andere Person nennt.
fn nur_eigene(wert: &mut Value, selbst: Kennung) {
    match wert {
        Value::Object(objekt) => objekt.values_mut().for_each(|wert| nur_eigene(wert, selbst)),
        Value::Array(werte) => {
            let fremd = |wert: &Value| {
                let person = wert.get("person").and_then(Value::as_str);
                person.is_some_and(|person| person != selbst.to_string())
            };
            werte.retain(|wert| !fremd(wert));
            werte.iter_mut().for_each(|wert| nur_eigene(wert, selbst));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn ohne(wert: &mut Value, felder: &[&str]) {
    match wert {
        Value::Object(objekt) => {
            objekt.retain(|feld, _| !felder.contains(&feld.as_str()));
            objekt.values_mut().for_each(|wert| ohne(wert, felder));
        }
        Value::Array(werte) => werte.iter_mut().for_each(|wert| ohne(wert, felder)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
