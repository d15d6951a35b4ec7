//! Ist dieser Mensch schon bekannt? Vergleicht zwei Angaben und nennt Punkte und Gründe.
//!
//! Die Punkte ordnen eine Liste, die ein Mensch ansieht; sie entscheiden nichts. Ab
//! [`VORLEGEN`] gehört ein Treffer auf diese Liste. Der Name allein reicht dafür gerade, wenn er ganz
//! gleich ist; ein anderer Geburtstag hebt ihn wieder auf, eine gleiche Nummer reicht allein.
//!
//! Nicht umgesetzt: Anschrift, Konto, Geschlecht, Geburtsort.

use std::fmt;

use law::measure::Tag;
use serde::{Deserialize, Serialize};

use super::aehnlich::{GLEICH, Namensvergleich, Personenname};
use super::nummer::{GeburtstagInNummer, NummerFehler, Rentenversicherungsnummer, knapp};

/// Ab so vielen Punkten sieht ein Mensch den Treffer.
pub const VORLEGEN: u16 = 550;

/// Was von einem Menschen bekannt ist oder angegeben wird. `Debug` zeigt nichts davon.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Angabe {
    /// Name heute.
    pub name: Personenname,
    /// Geburtsname und frühere Namen; ein leerer Vorname heißt: wie heute.
    pub fruehere_namen: Vec<Personenname>,
    /// Geburtstag.
    pub geboren: Option<Tag>,
    /// Versicherungsnummer der Rentenversicherung, wie sie angegeben wurde.
    pub rentenversicherungsnummer: Option<String>,
    /// Kundennummer der Bundesagentur oder des Jobcenters.
    pub kundennummer: Option<String>,
}

/// Ergebnis eines Abgleichs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Treffer {
    /// 0 (nichts spricht dafür) bis 1000.
    pub punkte: u16,
    /// Was dafür und dagegen spricht, das Wichtigste zuerst; `Display` ist der deutsche Satz.
    pub gruende: Vec<Grund>,
}

/// Was für oder gegen einen Treffer spricht.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grund {
    /// Die Versicherungsnummer ist dieselbe.
    RentenversicherungsnummerGleich,
    /// Die Kundennummer ist dieselbe.
    KundennummerGleich,
    /// Vor- und Nachname sind gefaltet gleich.
    NameGleich,
    /// Vor- und Nachname stehen beim anderen vertauscht.
    NameVertauscht,
    /// Der Name ist ähnlich geschrieben.
    NameAehnlich,
    /// Der Nachname klingt gleich und wird anders geschrieben.
    NameKlingtGleich,
    /// Gleich oder ähnlich ist ein früherer Name.
    FruehererName,
    /// Vorname und Geburtstag sind gleich, der Nachname nicht.
    NurVornameGleich,
    /// Der Name ist ein anderer.
    NameVerschieden,
    /// Derselbe Geburtstag.
    GeburtstagGleich,
    /// Derselbe Geburtstag, aber ein 1. Januar; der steht oft für einen unbekannten Tag.
    GeburtstagErsterJanuar,
    /// Tag und Monat sind vertauscht.
    TagUndMonatVertauscht,
    /// Zwei Ziffern des Geburtstags nebeneinander sind vertauscht.
    GeburtstagZahlendreher,
    /// Eine Ziffer des Geburtstags ist anders.
    GeburtstagEineZiffer,
    /// Dasselbe Jahr, und einer von beiden ist ein 1. Januar.
    GeburtsjahrGleich,
    /// Ein anderer Geburtstag.
    GeburtstagVerschieden,
    /// Der Geburtstag steht in der Versicherungsnummer des anderen.
    GeburtstagInNummer,
    /// Zwei richtige, verschiedene Versicherungsnummern.
    RentenversicherungsnummerVerschieden,
    /// Eine Versicherungsnummer ist vertippt.
    PruefzifferFalsch,
    /// In derselben Angabe widersprechen sich Geburtstag und Versicherungsnummer.
    GeburtstagWidersprichtNummer,
}

/// Vergleicht zwei Angaben; die Reihenfolge ist gleichgültig.
#[must_use]
pub fn abgleich(eine: &Angabe, andere: &Angabe) -> Treffer {
    let (geburtstag, punkte_geburtstag) = geburtstag(eine.geboren, andere.geboren);
    let mut summe = punkte_geburtstag;
    let mut gruende = Vec::from_iter(geburtstag);
    summe += namen(eine, andere, geburtstag, &mut gruende);
    summe += nummern(eine, andere, &mut gruende);
    gruende.sort_unstable();
    gruende.dedup();
    Treffer { punkte: u16::try_from(summe.clamp(0, 1000)).unwrap_or(0), gruende }
}

impl fmt::Display for Grund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Grund::RentenversicherungsnummerGleich => "gleiche Versicherungsnummer",
            Grund::KundennummerGleich => "gleiche Kundennummer",
            Grund::NameGleich => "gleicher Name",
            Grund::NameVertauscht => "Vor- und Nachname vertauscht",
            Grund::NameAehnlich => "ähnlicher Name",
            Grund::NameKlingtGleich => "Nachname klingt gleich",
            Grund::FruehererName => "früherer Name passt",
            Grund::NurVornameGleich => "gleicher Vorname, anderer Nachname",
            Grund::NameVerschieden => "anderer Name",
            Grund::GeburtstagGleich => "gleicher Geburtstag",
            Grund::GeburtstagErsterJanuar => {
                "gleicher Geburtstag, aber der 1. Januar steht oft für einen unbekannten Tag"
            }
            Grund::TagUndMonatVertauscht => "Tag und Monat vertauscht",
            Grund::GeburtstagZahlendreher => "Zahlendreher im Geburtstag",
            Grund::GeburtstagEineZiffer => "eine Ziffer im Geburtstag anders",
            Grund::GeburtsjahrGleich => "gleiches Geburtsjahr, ein Tag ist unbekannt",
            Grund::GeburtstagVerschieden => "anderer Geburtstag",
            Grund::GeburtstagInNummer => "Geburtstag passt zur Versicherungsnummer",
            Grund::RentenversicherungsnummerVerschieden => "andere Versicherungsnummer",
            Grund::PruefzifferFalsch => "Prüfziffer einer Versicherungsnummer falsch",
            Grund::GeburtstagWidersprichtNummer => {
                "Geburtstag und Versicherungsnummer derselben Angabe passen nicht zusammen"
            }
        })
    }
}

fn namen(
    eine: &Angabe,
    andere: &Angabe,
    geburtstag: Option<Grund>,
    gruende: &mut Vec<Grund>,
) -> i32 {
    let heute = eine.name.vergleiche(&andere.name);
    let alle = (eine.alle_namen(), andere.alle_namen());
    let paare = alle.0.iter().flat_map(|links| alle.1.iter().map(move |rechts| (links, rechts)));
    // Bei gleich vielen Punkten entscheidet nie die Reihenfolge der Angaben.
    let rang = |vergleich: &Namensvergleich| {
        let Namensvergleich { vorname, nachname, ganz, vertauscht, klingt_gleich } = *vergleich;
        (ganz, nachname, vorname, !vertauscht, klingt_gleich)
    };
    let vergleiche = paare.map(|(links, rechts)| links.vergleiche(rechts));
    let bester = vergleiche.max_by_key(rang).unwrap_or(heute);
    if bester.ganz > heute.ganz && bester.ganz >= AEHNLICH {
        gruende.push(Grund::FruehererName);
    }
    let grund = grund_des_namens(&bester, geburtstag);
    gruende.push(grund);
    if bester.klingt_gleich && bester.nachname < GLEICH && grund == Grund::NameAehnlich {
        gruende.push(Grund::NameKlingtGleich);
    }
    match grund {
        Grund::NurVornameGleich => 200,
        Grund::NameVerschieden => 0,
        _ => i32::from(bester.ganz.saturating_sub(AEHNLICH)) * 600 / i32::from(GLEICH - AEHNLICH),
    }
}

/// Darunter ist es ein anderer Name.
const AEHNLICH: u16 = 650;

fn grund_des_namens(vergleich: &Namensvergleich, geburtstag: Option<Grund>) -> Grund {
    if vergleich.ganz == GLEICH {
        Grund::NameGleich
    } else if vergleich.ganz >= AEHNLICH && vergleich.vertauscht {
        Grund::NameVertauscht
    } else if vergleich.ganz >= AEHNLICH {
        Grund::NameAehnlich
    } else if vergleich.vorname >= 950 && geburtstag == Some(Grund::GeburtstagGleich) {
        Grund::NurVornameGleich
    } else {
        Grund::NameVerschieden
    }
}

pub(super) fn geburtstag(eine: Option<Tag>, andere: Option<Tag>) -> (Option<Grund>, i32) {
    let (Some(eine), Some(andere)) = (eine, andere) else { return (None, 0) };
    let erster_januar = |tag: Tag| tag.im_monat() == 1 && tag.monat().nummer() == 1;
    let ziffern = [eine, andere].map(|tag| tag.to_string().into_bytes());
    let [links, rechts] = &ziffern;
    let anders: Vec<usize> = links
        .iter()
        .zip(rechts)
        .enumerate()
        .filter_map(|(stelle, (x, y))| (x != y).then_some(stelle))
        .collect();
    let (grund, punkte) = if eine == andere && erster_januar(eine) {
        (Grund::GeburtstagErsterJanuar, 200)
    } else if eine == andere {
        (Grund::GeburtstagGleich, 350)
    } else if vertauscht(eine, andere) {
        (Grund::TagUndMonatVertauscht, 280)
    } else if gedreht(links, rechts, &anders) {
        (Grund::GeburtstagZahlendreher, 250)
    } else if anders.len() == 1 {
        (Grund::GeburtstagEineZiffer, 200)
    } else if eine.jahr() == andere.jahr() && (erster_januar(eine) || erster_januar(andere)) {
        (Grund::GeburtsjahrGleich, 150)
    } else {
        (Grund::GeburtstagVerschieden, -300)
    };
    (Some(grund), punkte)
}

fn vertauscht(eine: Tag, andere: Tag) -> bool {
    let teile = |tag: Tag| (i32::from(tag.im_monat()), i32::from(tag.monat().nummer()));
    let ((tag, monat), (anderer_tag, anderer_monat)) = (teile(eine), teile(andere));
    eine.jahr() == andere.jahr() && tag == anderer_monat && monat == anderer_tag
}

/// Genau zwei Stellen sind anders, und zwar dieselben Ziffern, nur vertauscht. Zwischen ihnen darf
/// der Strich des Datums stehen.
fn gedreht(links: &[u8], rechts: &[u8], anders: &[usize]) -> bool {
    let [eine, zwei] = anders else { return false };
    let nebeneinander = match zwei - eine {
        1 => true,
        2 => links.get(eine + 1) == Some(&b'-'),
        _ => false,
    };
    nebeneinander && links.get(*eine) == rechts.get(*zwei) && links.get(*zwei) == rechts.get(*eine)
}

fn nummern(eine: &Angabe, andere: &Angabe, gruende: &mut Vec<Grund>) -> i32 {
    let mut punkte = 0;
    let gelesen = [eine, andere].map(|angabe| angabe.nummer(gruende));
    match gelesen {
        [Some(links), Some(rechts)] if links.text == rechts.text => {
            gruende.push(Grund::RentenversicherungsnummerGleich);
            // Zweimal derselbe Tippfehler ist ein schwächerer Beleg.
            punkte += if links.gueltig.is_some() { 600 } else { 300 };
        }
        [Some(links), Some(rechts)] => {
            if links.gueltig.is_some() && rechts.gueltig.is_some() {
                gruende.push(Grund::RentenversicherungsnummerVerschieden);
                punkte -= 250;
            }
        }
        [Some(nummer), None] => punkte += geburtstag_daraus(&nummer, andere, eine, gruende),
        [None, Some(nummer)] => punkte += geburtstag_daraus(&nummer, eine, andere, gruende),
        [None, None] => {}
    }
    let kunden = [eine, andere].map(|angabe| angabe.kundennummer.as_deref().map(knapp));
    if let [Some(links), Some(rechts)] = kunden
        && !links.is_empty()
        && links == rechts
    {
        gruende.push(Grund::KundennummerGleich);
        punkte += 600;
    }
    punkte
}

/// Nur wer keinen Geburtstag neben seiner Nummer hat, gewinnt durch den Tag darin.
fn geburtstag_daraus(
    nummer: &Gelesen,
    ohne_nummer: &Angabe,
    mit_nummer: &Angabe,
    gruende: &mut Vec<Grund>,
) -> i32 {
    let (Some(gueltig), Some(geboren)) = (&nummer.gueltig, ohne_nummer.geboren) else { return 0 };
    if gueltig.geburtstag(geboren) != GeburtstagInNummer::Passt {
        return 0;
    }
    gruende.push(Grund::GeburtstagInNummer);
    if mit_nummer.geboren.is_none() { 250 } else { 0 }
}

/// Eine angegebene Versicherungsnummer.
struct Gelesen {
    /// Ohne Leerzeichen.
    text: String,
    /// Wenn Form und Prüfziffer stimmen.
    gueltig: Option<Rentenversicherungsnummer>,
}

impl Angabe {
    fn alle_namen(&self) -> Vec<Personenname> {
        let mut alle = vec![self.name.clone()];
        for frueher in &self.fruehere_namen {
            let mut name = frueher.clone();
            if name.vorname.is_empty() {
                name.vorname.clone_from(&self.name.vorname);
            }
            alle.push(name);
        }
        alle
    }

    fn nummer(&self, gruende: &mut Vec<Grund>) -> Option<Gelesen> {
        let text = self.rentenversicherungsnummer.as_deref()?;
        let gelesen = Rentenversicherungsnummer::lies(text);
        if gelesen == Err(NummerFehler::Pruefziffer) {
            gruende.push(Grund::PruefzifferFalsch);
        }
        let gueltig = gelesen.ok();
        if let (Some(gueltig), Some(geboren)) = (&gueltig, self.geboren)
            && gueltig.geburtstag(geboren) == GeburtstagInNummer::PasstNicht
        {
            gruende.push(Grund::GeburtstagWidersprichtNummer);
        }
        let text = knapp(text);
        (!text.is_empty()).then_some(Gelesen { text, gueltig })
    }
}

impl fmt::Debug for Angabe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Angabe").finish_non_exhaustive()
    }
}
