//! Wohnungen: Köpfe, Tage, Grenzen.

use law::lage::{self, Ausschluss};
use law::measure::{Monat, Zeitraum};

use super::{hoechstens_monat, tage_im_monat};
use crate::schnittstelle::fehler::Mangel;
use crate::schnittstelle::{Angemessen, Wohnung, Wohnungen};

/// So viele Köpfe hat eine Wohnung höchstens.
const HOECHSTENS_KOEPFE: u8 = 99;

/// Alle Wohnungen des Monats. Mehrere haben `von` und `bis` und überschneiden sich nicht; Tage ohne
/// Wohnung sind möglich (Übergang, Notunterkunft ohne Kosten).
pub(super) fn wohnungen(
    wohnungen: &Wohnungen,
    monat: Monat,
    personen: &[lage::Person],
) -> Result<lage::Liste<lage::Wohnung>, Mangel> {
    let alle = wohnungen.alle();
    if alle.is_empty() {
        let text = "ist leer; ohne Kosten der Unterkunft bitte {} angeben";
        return Err(Mangel::neu("wohnung", text));
    }
    let sicher_hier = personen.iter().filter(|person| sicher_hier(person)).count();
    let mut belegt: Vec<Zeitraum> = Vec::with_capacity(alle.len());
    let mut geprueft = lage::Liste::with_capacity(alle.len());
    for (stelle, wohnung) in alle.iter().enumerate() {
        let feld = match wohnungen {
            Wohnungen::Eine(_) => "wohnung".to_owned(),
            Wohnungen::Mehrere(_) => format!("wohnung[{stelle}]"),
        };
        let platz = Platz { erste: stelle == 0, letzte: stelle + 1 == alle.len() };
        let tage = tage(wohnung, monat, platz, &belegt).map_err(|m| m.unter(&feld))?;
        belegt.push(tage);
        geprueft.push(self::wohnung(wohnung, monat, sicher_hier).map_err(|m| m.unter(&feld))?);
    }
    Ok(geprueft)
}

/// Zählt die Person ohne Zweifel den ganzen Monat als Kopf in der Wohnung?
fn sicher_hier(person: &lage::Person) -> bool {
    let auswaerts = matches!(
        person.ausgeschlossen,
        Some(Ausschluss::Stationaer | Ausschluss::Haft | Ausschluss::Ausland)
    );
    person.von.is_none()
        && person.bis.is_none()
        && person.zu_besuch_tage.is_none()
        && person.unterbringung.is_none()
        && person.gestorben.is_none()
        && !auswaerts
}

/// Wo eine Wohnung in der Liste steht.
#[derive(Clone, Copy)]
struct Platz {
    erste: bool,
    letzte: bool,
}

fn tage(
    wohnung: &Wohnung,
    monat: Monat,
    platz: Platz,
    belegt: &[Zeitraum],
) -> Result<Zeitraum, Mangel> {
    let text = "fehlt; bei mehreren Wohnungen braucht jede von und bis, nur die erste kann am Anfang \
                und die letzte am Ende des Monats offen sein";
    if wohnung.von.is_none() && !platz.erste {
        return Err(Mangel::neu("von", text));
    }
    if wohnung.bis.is_none() && !platz.letzte {
        return Err(Mangel::neu("bis", text));
    }
    let tage = tage_im_monat(wohnung.von, wohnung.bis, monat)?;
    if let Some(andere) = belegt.iter().find(|andere| andere.schnitt(tage).is_some()) {
        let text = format!(
            "überschneidet sich mit der Wohnung vom {} bis {}; bitte je Tag nur eine Wohnung \
             angeben, doppelte Miete beim Umzug als einmalig",
            andere.von.deutsch(),
            andere.bis.deutsch()
        );
        return Err(Mangel::neu("von", text));
    }
    Ok(tage)
}

fn wohnung(w: &Wohnung, monat: Monat, sicher_hier: usize) -> Result<lage::Wohnung, Mangel> {
    if let Some(bewohner) = w.bewohner {
        koepfe(bewohner, sicher_hier)?;
    }
    if let Some(todesfall) = w.todesfall_monat {
        hoechstens_monat("todesfall_monat", todesfall, monat)?;
    }
    if let Some(auszug) = w.verkleinert_monat {
        hoechstens_monat("verkleinert_monat", auszug, monat)?;
    }
    let angemessen = w.angemessen.map(angemessen).transpose();
    Ok(lage::Wohnung {
        bewohner: w.bewohner,
        grundmiete: w.grundmiete,
        nebenkosten: w.nebenkosten,
        heizung: w.heizung,
        einmalig: w.einmalig,
        guthaben: w.guthaben,
        warmwasser: w.warmwasser,
        angemessen: angemessen.map_err(|mangel| mangel.unter("angemessen"))?,
        kostensenkung: w.kostensenkung.map(|k| lage::Kostensenkung {
            belehrt_am: k.belehrt_am,
            unzumutbar_bis: k.unzumutbar_bis,
        }),
        bisheriger_bedarf: w.bisheriger_bedarf,
        todesfall_monat: w.todesfall_monat,
        verkleinert_monat: w.verkleinert_monat,
        von: w.von,
        bis: w.bis,
    })
}

fn koepfe(bewohner: u8, sicher_hier: usize) -> Result<(), Mangel> {
    let mangel = |text: String| Err(Mangel::neu("bewohner", text));
    if !(1..=HOECHSTENS_KOEPFE).contains(&bewohner) {
        return mangel(format!(
            "ist {bewohner}; möglich sind 1 bis {HOECHSTENS_KOEPFE}, ohne Angabe zählen die Personen"
        ));
    }
    // Sonst verteilten sich mehr Kopfteile, als es Köpfe gibt: mehr Miete, als gezahlt wird.
    if usize::from(bewohner) < sicher_hier {
        return mangel(format!(
            "ist {bewohner}, den ganzen Monat leben hier aber {sicher_hier} Personen; bitte alle \
             Köpfe in der Wohnung zählen"
        ));
    }
    Ok(())
}

fn angemessen(a: Angemessen) -> Result<lage::Angemessen, Mangel> {
    match (a.gesamt, a.bruttokalt, a.heizung) {
        (Some(gesamt), None, None) => Ok(lage::Angemessen::Gesamt(gesamt)),
        (Some(_), _, _) => {
            let text = "steht neben bruttokalt oder heizung; bitte nur eines von beiden angeben";
            Err(Mangel::neu("gesamt", text))
        }
        (None, None, None) => {
            let text = "nennt keine Grenze; bitte bruttokalt und heizung oder gesamt angeben, oder \
                        das Feld weglassen";
            Err(Mangel::neu("", text))
        }
        (None, bruttokalt, heizung) => Ok(lage::Angemessen::Getrennt { bruttokalt, heizung }),
    }
}
