//! Was an den Parametern zu tun ist: ungeprüft, ungewiss, endend, für das neue Jahr nötig.

use std::fmt::Write as _;

use super::lesen::{Datei, Fassung, Reihe};

/// Eine Reihe mit ihrer Datei.
struct Ort<'a> {
    datei: &'a Datei,
    reihe: &'a Reihe,
}

/// Der Bericht für den Stichtag `JJJJ-MM-TT`.
pub fn bericht(dateien: &[Datei], stichtag: &str) -> String {
    let mut bericht = format!("Stand {stichtag}\n");
    let reihen = || {
        dateien.iter().flat_map(|datei| datei.reihen.iter().map(move |reihe| Ort { datei, reihe }))
    };
    let vor_einem_jahr = jahre_spaeter(stichtag, -1);
    abschnitt(
        &mut bericht,
        "Seit über einem Jahr nicht geprüft",
        reihen().flat_map(|ort| {
            let alt = ort.reihe.fassungen.iter().filter(|f| f.geprueft_am < vor_einem_jahr);
            alt.map(|f| ort.zeile(f, &format!("zuletzt {}", f.geprueft_am))).collect::<Vec<_>>()
        }),
    );
    abschnitt(
        &mut bericht,
        "Ungewiss, was heute gilt",
        reihen().filter_map(|ort| {
            let fassung = ort.reihe.am(stichtag)?;
            ungewiss(fassung).then(|| ort.zeile(fassung, &fassung.quelle))
        }),
    );
    let alle = reihen().flat_map(|ort| &ort.reihe.fassungen);
    let (marken, gesamt) = (alle.clone().filter(|f| ungewiss(f)).count(), alle.count());
    let _ = writeln!(bericht, "  zusammen mit früheren Fassungen: {marken} von {gesamt}");
    abschnitt(
        &mut bericht,
        "Endet oder ändert sich nach dem Stichtag",
        reihen().flat_map(|ort| {
            let fassungen = ort.reihe.fassungen.iter();
            let kommend = fassungen.filter(|f| f.gilt_ab.as_str() > stichtag);
            let mut zeilen: Vec<String> =
                kommend.map(|f| ort.zeile(f, &format!("neu: {}", f.quelle))).collect();
            let endet = ort.reihe.am(stichtag).and_then(|f| Some((f, f.gilt_bis.as_ref()?)));
            zeilen.extend(endet.map(|(f, bis)| ort.zeile(f, &format!("endet am {bis}"))));
            zeilen
        }),
    );
    let neues_jahr = format!("{}-01-01", jahr(stichtag).saturating_add(1));
    let titel = format!("Braucht das Jahr ab {neues_jahr}");
    abschnitt(
        &mut bericht,
        &titel,
        reihen().filter_map(|ort| {
            let quelle = ort.reihe.jaehrlich.as_ref()?;
            let da = ort.reihe.fassungen.iter().any(|f| f.gilt_ab == neues_jahr);
            (!da).then(|| format!("{} ({}): {quelle}", ort.name(), ort.reihe.norm))
        }),
    );
    bericht
}

impl Ort<'_> {
    fn name(&self) -> String {
        format!("{}: {}", self.datei.name, self.reihe.name)
    }

    fn zeile(&self, fassung: &Fassung, was: &str) -> String {
        format!("{} ab {}: {was}", self.name(), fassung.gilt_ab)
    }
}

fn ungewiss(fassung: &Fassung) -> bool {
    fassung.marken().next().is_some()
}

fn abschnitt(bericht: &mut String, titel: &str, zeilen: impl Iterator<Item = String>) {
    let _ = writeln!(bericht, "\n{titel}:");
    let mut leer = true;
    for zeile in zeilen {
        leer = false;
        let _ = writeln!(bericht, "  {zeile}");
    }
    if leer {
        let _ = writeln!(bericht, "  nichts");
    }
}

fn jahr(tag: &str) -> i32 {
    tag.get(..4).and_then(|jahr| jahr.parse().ok()).unwrap_or(0)
}

/// Derselbe Kalendertag in einem anderen Jahr; ein 29. Februar bleibt als Text vergleichbar.
fn jahre_spaeter(tag: &str, jahre: i32) -> String {
    format!("{:04}{}", jahr(tag) + jahre, tag.get(4..).unwrap_or_default())
}
