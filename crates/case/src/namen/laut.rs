//! Lautschlüssel: Namen, die gleich klingen, bekommen dieselben Ziffern.
//!
//! [`koelner`] ist die Kölner Phonetik (Hans Joachim Postel, IBM-Nachrichten 19, 1969) und passt zu
//! deutscher Aussprache. [`super::mokotoff`] passt zu den übrigen Namen.
//!
//! Wie im Vergleich ausgeschrieben gelten Umlaute als ae, oe, ue: So haben „Cäsar“ und „Caesar“
//! denselben Schlüssel. Doppelnamen gelten hier als ein Wort; wer Teile will, trennt vorher.

use super::falten::falten;

/// Der Schlüssel eines Wortes nach der Kölner Phonetik; leer, wenn keine Buchstaben darin sind oder
/// nur ein h.
#[must_use]
pub fn koelner(wort: &str) -> String {
    let gefaltet = falten(wort);
    let buchstaben: Vec<char> = gefaltet.chars().filter(char::is_ascii_alphabetic).collect();
    let mut schluessel = String::new();
    let mut vorige = None;
    for (stelle, buchstabe) in buchstaben.iter().enumerate() {
        let davor = stelle.checked_sub(1).and_then(|stelle| buchstaben.get(stelle)).copied();
        let danach = buchstaben.get(stelle + 1).copied();
        for ziffer in ziffern(*buchstabe, davor, danach).chars() {
            // Erst fallen Wiederholungen weg, dann die 0, außer am Anfang.
            let bleibt = ziffer != '0' || schluessel.is_empty();
            if vorige != Some(ziffer) && bleibt {
                schluessel.push(ziffer);
            }
            vorige = Some(ziffer);
        }
    }
    schluessel
}

/// Die Tabelle von Postel. Ohne Davor ist Anlaut.
fn ziffern(buchstabe: char, davor: Option<char>, danach: Option<char>) -> &'static str {
    let vor = |buchstaben: &str| danach.is_some_and(|zeichen| buchstaben.contains(zeichen));
    let nach = |buchstaben: &str| davor.is_some_and(|zeichen| buchstaben.contains(zeichen));
    match buchstabe {
        'a' | 'e' | 'i' | 'j' | 'o' | 'u' | 'y' => "0",
        'p' if vor("h") => "3",
        'b' | 'p' => "1",
        'd' | 't' if vor("csz") => "8",
        'd' | 't' => "2",
        'f' | 'v' | 'w' => "3",
        'g' | 'k' | 'q' => "4",
        'c' if davor.is_none() => {
            if vor("ahkloqrux") {
                "4"
            } else {
                "8"
            }
        }
        'c' if !nach("sz") && vor("ahkoqux") => "4",
        'c' => "8",
        'x' if nach("ckq") => "8",
        'x' => "48",
        'l' => "5",
        'm' | 'n' => "6",
        'r' => "7",
        's' | 'z' => "8",
        // Das h hat keinen Laut; es trennt auch keine Wiederholung.
        _ => "",
    }
}
