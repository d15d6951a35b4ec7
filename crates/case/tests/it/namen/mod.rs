//! Namen falten, klingen lassen, vergleichen, suchen.

mod aehnlich;
mod bekannt;
mod falten;
mod laut;
mod quote;
mod suche;

use case::namen::aehnlich::Personenname;

/// Ein Name aus „Vorname/Nachname“.
pub fn name(text: &str) -> Personenname {
    let (vorname, nachname) = text.split_once('/').unwrap();
    Personenname { vorname: vorname.to_owned(), nachname: nachname.to_owned() }
}
