//! Der Grund: was gemeldet ist, und was davon auf die Leistung angerechnet wird.

use law::measure::{Cent, Monat, Tag};

use super::Aenderung;
use crate::akte::Gilt;
use crate::brief::lauf::spannen;
use crate::brief::{Abschnitt, Block, Fall};
use crate::entwurf::Rechtsaenderung;
use crate::schnittstelle::{Einkommen, EinkommenArt, PersonErgebnis};

/// Eine Meldung, auf der der Entwurf beruht.
pub(crate) struct Meldung {
    /// Wessen Einkommen.
    pub(crate) person: String,
    /// Was; `None`: gibt es nicht mehr.
    pub(crate) einkommen: Option<Einkommen>,
    /// Welche Art von Einnahme, auch wenn es sie nicht mehr gibt.
    pub(crate) art: Option<EinkommenArt>,
    pub(crate) gilt: Gilt,
    pub(crate) eingang: Tag,
    pub(crate) geprueft: bool,
}

/// Worauf der Entwurf beruht.
pub(crate) enum Anlass {
    /// Eine Einnahme.
    Einkommen(Meldung),
    /// Etwas anderes, als Satzanfang ohne Punkt.
    Anderes { text: String, eingang: Tag, geprueft: bool },
}

impl Anlass {
    pub(crate) fn eingang(&self) -> Tag {
        match self {
            Anlass::Einkommen(meldung) => meldung.eingang,
            Anlass::Anderes { eingang, .. } => *eingang,
        }
    }

    pub(crate) fn ist_einkommen(&self) -> bool {
        matches!(self, Anlass::Einkommen(_))
    }
}

pub(super) fn abschnitt(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    let mut punkte: Vec<String> = aenderung
        .meldungen
        .iter()
        .map(|anlass| match anlass {
            Anlass::Einkommen(meldung) => gemeldet(fall, meldung),
            Anlass::Anderes { text, eingang, geprueft } => {
                let beleg = if *geprueft { ", der Nachweis liegt vor" } else { "" };
                format!("{text} (gemeldet am {}{beleg}).", eingang.deutsch())
            }
        })
        .collect();
    punkte.extend(aenderung.entwurf.rechtsaenderung.as_ref().map(recht));
    punkte.extend(angerechnet(fall, aenderung));
    if punkte.is_empty() {
        return None;
    }
    if aenderung.meldungen.iter().all(|anlass| !anlass.ist_einkommen()) {
        return Some(Abschnitt {
            titel: "Warum sich das ändert".to_owned(),
            bloecke: vec![Block::absatz("Das hat sich geändert:"), Block::Liste { punkte }],
        });
    }
    Some(Abschnitt {
        titel: "Warum sich das ändert".to_owned(),
        bloecke: vec![
            Block::absatz(
                "Einkommen rechnen wir auf die Leistung an (§§ 9, 11 SGB II). Ändert es sich, ändert sich \
                 auch die Leistung:",
            ),
            Block::Liste { punkte },
        ],
    })
}

/// `Das Recht hat sich geändert: Ab Januar 2027 gelten neue Beträge oder Regeln (§ 20 Abs. 1a SGB II).`
fn recht(recht: &Rechtsaenderung) -> String {
    let normen: Vec<&str> = recht.normen.iter().map(String::as_str).collect();
    format!(
        "Das Recht hat sich geändert: Ab {} gelten neue Beträge oder Regeln ({}).",
        recht.ab.deutsch(),
        normen.join("; ")
    )
}

/// `Erika Beispiel: Lohn von 1.000,00 € brutto und 800,00 € netto im Monat, ab 01.09.2026 (…).`
fn gemeldet(fall: &Fall<'_>, meldung: &Meldung) -> String {
    let was = meldung.art.map_or("diese Einnahme", name);
    let was = match &meldung.einkommen {
        Some(einkommen) => format!("{was}{}, {}", betrag(einkommen), zeit(meldung.gilt)),
        None => format!("{was} fällt weg, {}", zeit(meldung.gilt)),
    };
    let beleg = if meldung.geprueft { ", der Nachweis liegt vor" } else { "" };
    let eingang = meldung.eingang.deutsch();
    format!("{}: {was} (gemeldet am {eingang}{beleg}).", fall.name(&meldung.person))
}

fn betrag(einkommen: &Einkommen) -> String {
    match (einkommen.brutto, einkommen.netto, einkommen.betrag) {
        (Some(brutto), Some(netto), _) => {
            format!(" von {brutto} brutto und {netto} netto im Monat")
        }
        (Some(brutto), None, _) => format!(" von {brutto} brutto im Monat"),
        (None, _, Some(betrag)) => format!(" von {betrag} im Monat"),
        (None, Some(netto), None) => format!(" von {netto} im Monat"),
        (None, None, None) => String::new(),
    }
}

fn zeit(gilt: Gilt) -> String {
    match (gilt.von, gilt.bis) {
        (Some(von), Some(bis)) => format!("vom {} bis zum {}", von.deutsch(), bis.deutsch()),
        (Some(von), None) => format!("ab {}", von.deutsch()),
        (None, Some(bis)) => format!("bis zum {}", bis.deutsch()),
        (None, None) => "in der ganzen Zeit".to_owned(),
    }
}

/// Was von wem angerechnet wird; gleiche Monate in einem Satz.
fn angerechnet(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Vec<String> {
    let mut saetze: Vec<(String, Vec<Monat>)> = Vec::new();
    for nachher in fall.monate {
        let vorher = aenderung.vorher.iter().find(|ergebnis| ergebnis.monat == nachher.monat);
        for person in &nachher.personen {
            let alter = vorher.and_then(|v| v.personen.iter().find(|p| p.id == person.id));
            let alt = alter.map_or(Cent::NULL, |alter| alter.einkommen);
            if person.einkommen == alt {
                continue;
            }
            let (name, neu, frei) = (fall.name(&person.id), person.einkommen, frei(person));
            let satz = format!("{name}: {neu} zählen als Einkommen, bisher waren es {alt}.{frei}");
            match saetze.iter_mut().find(|(anderer, _)| *anderer == satz) {
                Some((_, monate)) => monate.push(nachher.monat),
                None => saetze.push((satz, vec![nachher.monat])),
            }
        }
    }
    let satz = |(satz, monate): (String, Vec<Monat>)| format!("{}, {satz}", spannen(monate));
    saetze.into_iter().map(satz).collect()
}

fn frei(person: &PersonErgebnis) -> String {
    if person.freibetrag.ist_null() {
        return String::new();
    }
    format!(" Vom Lohn bleiben {} frei (§ 11b Abs. 2, 3 SGB II).", person.freibetrag)
}

fn name(art: EinkommenArt) -> &'static str {
    match art {
        EinkommenArt::Erwerb => "Lohn",
        EinkommenArt::Selbstaendig => "Gewinn aus selbständiger Arbeit",
        EinkommenArt::Kindergeld => "Kindergeld",
        EinkommenArt::Unterhalt => "Unterhalt",
        EinkommenArt::Unterhaltsvorschuss => "Unterhaltsvorschuss",
        EinkommenArt::Arbeitslosengeld => "Arbeitslosengeld",
        EinkommenArt::Krankengeld => "Krankengeld",
        EinkommenArt::Rente => "Rente",
        EinkommenArt::Elterngeld => "Elterngeld",
        EinkommenArt::Mutterschaftsgeld => "Mutterschaftsgeld",
        EinkommenArt::Bafoeg => "BAföG",
        EinkommenArt::Bab => "Berufsausbildungsbeihilfe",
        EinkommenArt::Ausbildungsgeld => "Ausbildungsgeld",
        EinkommenArt::TaschengeldFwd => "Taschengeld im Freiwilligendienst",
        EinkommenArt::Kinderzuschlag => "Kinderzuschlag",
        EinkommenArt::Wohngeld => "Wohngeld",
        EinkommenArt::Pflegegeld => "Pflegegeld",
        EinkommenArt::Aufwandsentschaedigung => "Aufwandsentschädigung",
        EinkommenArt::Trinkgeld => "Trinkgeld",
        EinkommenArt::Kapital => "Zinsen und andere Kapitalerträge",
        EinkommenArt::Nachzahlung => "Nachzahlung",
        EinkommenArt::Sonstiges => "andere Einnahme",
        EinkommenArt::Frei => "Einnahme, die nicht zählt",
    }
}
