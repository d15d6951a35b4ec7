//! Probedrucke: jede Art von Brief, erfunden, mit den Textbausteinen eines Hauses. So sieht jemand, wie sie stehen, bevor
//! sie in einem Brief stehen, der gilt.
//!
//! Die Briefe entstehen wie die echten: ein erfundener Haushalt wird aufgenommen, meldet, und es wird entschieden.

use std::collections::BTreeMap;

use case::akte::lage::Akten;
use case::akte::{Akte, Ereignis, Kennung, Lesefehler, Posten, Strom, StromArt, Tatsache};
use case::befehl::{Ablehnung, Befehl, Bestand, Rechenhilfe, entscheide};
use case::brief::{
    Brief, Datum, EntwurfsbriefFehler, anhoerungsbrief, bescheidbrief, erstattungsbrief,
};
use case::entwurf::wartender;
use case::textbausteine::Textbausteine;
use case::traeger::Traeger;
use law::anspruch::Werkbank;
use law::measure::Tag;
use law::recht::Recht;
use letters::{BriefFehler, Druckerei};
use serde_json::{Value, json};

/// Warum ein Probedruck scheiterte.
#[derive(Debug, thiserror::Error)]
pub enum ProbeFehler {
    /// Ein erfundener Befehl ist nicht lesbar: ein Fehler im Programm.
    #[error("der erfundene Fall ist nicht lesbar ({0}); bitte melden")]
    Form(#[from] serde_json::Error),
    /// Ein Ereignis ist nicht lesbar: ein Fehler im Programm.
    #[error(transparent)]
    Ereignis(#[from] Lesefehler),
    /// Der erfundene Fall lässt sich nicht entscheiden.
    #[error(transparent)]
    Abgelehnt(#[from] Ablehnung),
    /// Es entsteht kein Brief.
    #[error(transparent)]
    Brief(#[from] EntwurfsbriefFehler),
    /// Der Satz.
    #[error(transparent)]
    Satz(#[from] BriefFehler),
    /// Der erfundene Fall hat keinen Entwurf: ein Fehler im Programm.
    #[error("der erfundene Fall hat keinen Entwurf; bitte melden")]
    OhneEntwurf,
}

/// An diesem Tag meldet und entscheidet der erfundene Fall; der Brief trägt den Tag, an dem er gedruckt wird.
const HEUTE: &str = "2026-09-10";
const FALL: Kennung = Kennung::aus_bytes([1; 16]);
const MENSCH: Kennung = Kennung::aus_bytes([2; 16]);
const AMT: Kennung = Kennung::aus_bytes([3; 16]);
const LEITUNG: Kennung = Kennung::aus_bytes([4; 16]);

/// Je Art ein Brief als PDF, mit dem Namen der Art, wie er an diesem Tag aussähe.
///
/// # Errors
/// [`ProbeFehler`].
pub fn probedrucke(
    (traeger, bausteine): (&Traeger, &Textbausteine),
    recht: &Recht,
    am: Tag,
) -> Result<Vec<(&'static str, Vec<u8>)>, ProbeFehler> {
    let traeger = Traeger { synthetisch: true, ..traeger.clone() };
    let druckerei = Druckerei::neu()?;
    let briefe = briefe(&traeger, recht)?;
    let gedruckt = briefe
        .into_iter()
        .map(|(name, brief)| Ok((name, druckerei.pdf(&bausteine.ergaenze(datiert(brief, am)))?)));
    gedruckt.collect()
}

fn briefe(traeger: &Traeger, recht: &Recht) -> Result<Vec<(&'static str, Brief)>, ProbeFehler> {
    let bescheid = |bestand: &Bestand, nr: usize| {
        Ok::<_, ProbeFehler>(bescheidbrief(akten(bestand)?, &Posten::nr(nr), traeger, recht)?)
    };
    let mut bewilligt = aufgenommen(recht, None, json!([]))?;
    gib_frei(&mut bewilligt, recht)?;
    let mut abgelehnt = aufgenommen(recht, None, json!([lohn("2400.00", "1800.00")]))?;
    gib_frei(&mut abgelehnt, recht)?;
    let mut geaendert = aufgenommen(recht, Some("2026-07-03"), json!([]))?;
    melde(&mut geaendert, recht, (lohn("300.00", "300.00"), "2026-09-01"))?;
    let anhoerung = {
        let akten = akten(&geaendert)?;
        let (_, entwurf) = wartender(akten.fall).ok_or(ProbeFehler::OhneEntwurf)?;
        anhoerungsbrief(akten, entwurf, traeger, recht, heute()?)?
    };
    gib_frei(&mut geaendert, recht)?;
    let absehen = json!({"befehl": "anhoerung_fuehren", "fall": FALL, "entwurf": "002", "durch": AMT,
        "schritt": {"art": "absehen", "grund": "nr2_frist", "begruendung": "Die Frist läuft ab."}});
    tue(&mut geaendert, recht, absehen)?;
    let festsetzen = json!({"befehl": "erstattung_entscheiden", "fall": FALL, "erstattung": "001",
        "wie": {"art": "festsetzen"}, "durch": LEITUNG});
    tue(&mut geaendert, recht, festsetzen)?;
    let mut endet = aufgenommen(recht, Some("2026-07-03"), json!([]))?;
    melde(&mut endet, recht, (lohn("2400.00", "1800.00"), "2026-10-01"))?;
    gib_frei(&mut endet, recht)?;
    Ok(vec![
        ("bewilligung", bescheid(&bewilligt, 1)?),
        ("ablehnung", bescheid(&abgelehnt, 1)?),
        ("aenderung", bescheid(&geaendert, 2)?),
        ("aufhebung", bescheid(&endet, 2)?),
        ("anhoerung", anhoerung),
        ("erstattung", erstattungsbrief(akten(&geaendert)?, &Posten::nr(1), traeger)?),
    ])
}

/// Der Brief mit einem anderen Tag: nach ihm richtet sich, welche Bausteine gelten.
fn datiert(mut brief: Brief, am: Tag) -> Brief {
    let datum = am.datum();
    brief.datum = Datum { jahr: datum.year(), monat: datum.month(), tag: am.im_monat() };
    for angabe in brief.angaben.iter_mut().filter(|angabe| angabe.was == "Datum") {
        angabe.wert = am.deutsch();
    }
    brief
}

fn heute() -> Result<Tag, ProbeFehler> {
    Ok(serde_json::from_value(json!(HEUTE))?)
}

fn lohn(brutto: &str, netto: &str) -> Value {
    json!({"art": "erwerb", "brutto": brutto, "netto": netto})
}

fn aufgenommen(
    recht: &Recht,
    bewilligt_am: Option<&str>,
    einkommen: Value,
) -> Result<Bestand, ProbeFehler> {
    let mut aufnehmen = json!({
        "befehl": "haushalt_aufnehmen", "fall": FALL, "personen": {"A": MENSCH}, "eingang": "2026-07-03",
        "haushalt": {
            "nummer": "BG-MUSTER", "antrag": "2026-07-03", "vertreter": "A",
            "namen": [{"id": "A", "vorname": "Erika", "nachname": "Muster", "anrede": "frau"}],
            "lage": {"monat": "2026-07", "bewilligung_ab": "2026-07-01",
                "personen": [{"id": "A", "geboren": "1985-03-01", "einkommen": einkommen}],
                "wohnung": {"grundmiete": "437.00"}},
            "bewilligung_bis": "2027-06-30",
            "anschrift": {"strasse": "Musterweg", "hausnummer": "1", "plz": "99999", "ort": "Musterstadt"}
        }
    });
    if let (Some(tag), Some(felder)) = (bewilligt_am, aufnehmen.as_object_mut()) {
        felder.insert("bewilligt_am".to_owned(), json!(tag));
    }
    let mut bestand = Bestand::default();
    tue(&mut bestand, recht, aufnehmen)?;
    Ok(bestand)
}

fn melde(
    bestand: &mut Bestand,
    recht: &Recht,
    (lohn, ab): (Value, &str),
) -> Result<(), ProbeFehler> {
    let melden = json!({"befehl": "einkommen_melden", "fall": FALL, "person": MENSCH, "posten": "001",
        "einkommen": lohn, "gilt": {"von": ab}, "eingang": HEUTE, "nachweis": {"stand": "behauptet"}});
    tue(bestand, recht, melden)
}

fn gib_frei(bestand: &mut Bestand, recht: &Recht) -> Result<(), ProbeFehler> {
    let wartet = wartender(akten(bestand)?.fall).map(|(nummer, _)| nummer.clone());
    let entwurf = wartet.ok_or(ProbeFehler::OhneEntwurf)?;
    let freigeben =
        json!({"befehl": "entwurf_freigeben", "fall": FALL, "entwurf": entwurf, "durch": LEITUNG});
    tue(bestand, recht, freigeben)
}

fn akten(bestand: &Bestand) -> Result<Akten<'_>, ProbeFehler> {
    let fall = bestand.faelle.get(&FALL).ok_or(ProbeFehler::OhneEntwurf)?;
    Ok(Akten { fall, personen: &bestand.personen })
}

fn tue(bestand: &mut Bestand, recht: &Recht, befehl: Value) -> Result<(), ProbeFehler> {
    let befehl: Befehl = serde_json::from_value(befehl)?;
    let mut werkbank = Werkbank::neu();
    let mut hilfe = Rechenhilfe { recht, werkbank: &mut werkbank, heute: heute()?, akteur: AMT };
    let entscheidung = entscheide(&befehl, bestand, &mut hilfe)?;
    for (Strom { art, kennung }, _, texte) in &entscheidung.ereignisse {
        match art {
            StromArt::Fall => fuege_an(&mut bestand.faelle, *kennung, texte)?,
            _ => fuege_an(&mut bestand.personen, *kennung, texte)?,
        }
    }
    Ok(())
}

fn fuege_an<T: Tatsache>(
    akten: &mut BTreeMap<Kennung, Akte<T>>,
    kennung: Kennung,
    texte: &[String],
) -> Result<(), ProbeFehler> {
    let neue: Vec<_> = texte.iter().map(|text| Ereignis::lies(text)).collect::<Result<_, _>>()?;
    let akte = akten.remove(&kennung).unwrap_or(Akte::neu(kennung));
    akten.insert(kennung, akte.mit(&neue));
    Ok(())
}
