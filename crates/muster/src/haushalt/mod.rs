//! Ein Haushalt, Schritt für Schritt: Menschen, Ereignis, Einnahmen, Besonderes, Wohnung, Akte.

mod besonderes;
mod einkommen;
mod familie;
mod lohn;
mod sonderfall;
mod verlauf;
mod wohnung;

use case::schnittstelle::{
    Anrede, Direktzahlung, DirektzahlungArt, Gebiet, Haushalt, Konto, Lage, Name, Wohnungen,
};
use law::measure::{Monat, Tag};

use self::familie::{Familie, Mensch, Rolle};
use crate::konten::haushaltskonto;
use crate::namen::Geschlecht;
use crate::orte;
use crate::wuerfel::{Strom, Wuerfel};

/// Der Haushalt mit dieser Nummer; er hängt nur an Saat, Nummer und Monat.
pub(crate) fn ziehe(saat: u64, strom: Strom, monat: Monat) -> Haushalt {
    let w = &mut Wuerfel::neu(saat, strom);
    let mut familie = familie::ziehe(w, monat);
    let ereignis = verlauf::ziehe(w, &familie, monat);
    verlauf::menschen(w, &mut familie, ereignis, monat);
    einkommen::verteile(w, &mut familie, monat);
    verlauf::arbeit(w, &mut familie, ereignis, monat);
    besonderes::ergaenze(w, &mut familie, monat);
    let wohnung = wohnung::wohnungen(w, &familie, ereignis, monat);
    akte(w, strom.0, familie, wohnung, monat)
}

/// Wann bewilligt wurde und seit wann Leistungen fließen.
struct Bewilligung {
    ab: Monat,
    bis: Tag,
    seit: Monat,
    antrag: Tag,
}

fn akte(
    w: &mut Wuerfel,
    nummer: u64,
    familie: Familie,
    wohnung: Wohnungen,
    monat: Monat,
) -> Haushalt {
    let aktenzeichen = format!("BG-{nummer:08}");
    let bewilligung = bewilligung(w, monat);
    let aufrechnung = besonderes::aufrechnungen(w, &familie);
    let direktzahlungen = direktzahlungen(w, &familie, &wohnung);
    let anschrift = orte::anschrift(w);
    let konto = konto(w, &familie, nummer);
    let namen = familie.menschen.iter().map(|mensch| name(w, mensch)).collect();
    let vertreter = familie.haupt().map(|m| m.person.id.clone()).unwrap_or_default();
    let lage = Lage {
        fall: Some(aktenzeichen.clone()),
        monat,
        bewilligung_ab: Some(bewilligung.ab.erster()),
        leistungsbezug_seit: Some(bewilligung.seit),
        gebiet: Gebiet::West,
        personen: familie.menschen.into_iter().map(|mensch| mensch.person).collect(),
        wohnung,
        aufrechnung,
    };
    Haushalt {
        nummer: aktenzeichen,
        lage,
        bewilligung_bis: Some(bewilligung.bis),
        antrag: bewilligung.antrag,
        vertreter,
        namen,
        anschrift,
        konto,
        direktzahlungen,
    }
}

/// Zeiträume von zwölf, bei jedem achten Haushalt sechs Monaten (§ 41 Abs. 3), die den Monat
/// enthalten.
fn bewilligung(w: &mut Wuerfel, monat: Monat) -> Bewilligung {
    let dauer: u32 = w.gewichtet(&[(7, 12), (1, 6)]);
    let ab = monat.plus(-w.schritte(0..=dauer - 1));
    let vorher = match w.zahl(0..=99) {
        0..=17 => 0,
        18..=27 => w.schritte(1..=11),
        28..=69 => w.schritte(12..=59),
        _ => w.schritte(60..=160),
    };
    // Der erste Antrag wirkt auf den Ersten zurück (§ 37 Abs. 2 Satz 2), ein weiterer kommt vorher.
    let antrag = if vorher == 0 {
        ab.erster().plus_tage(w.schritte(0..=27))
    } else {
        ab.erster().plus_tage(-w.schritte(5..=50))
    };
    let bis = ab.plus(i32::try_from(dauer).unwrap_or(12) - 1).letzter();
    Bewilligung { ab, bis, seit: ab.plus(-vorher), antrag }
}

/// Das Konto gehört meist der Person, die vertritt; jeder hundertste Haushalt hat keines.
fn konto(w: &mut Wuerfel, familie: &Familie, nummer: u64) -> Option<Konto> {
    if w.promille(10) {
        return None;
    }
    let partner = w.promille(120);
    let mut paar =
        familie.menschen.iter().filter(|m| matches!(m.rolle, Rolle::Haupt | Rolle::Partner));
    let inhaber = if partner { paar.next_back() } else { familie.haupt() }?;
    Some(haushaltskonto(voller_name(inhaber), nummer))
}

fn direktzahlungen(w: &mut Wuerfel, familie: &Familie, wohnung: &Wohnungen) -> Vec<Direktzahlung> {
    let (miete, heizung, strom) = match w.zahl(0..=99) {
        0..=23 => (true, false, false),
        24..=27 => (true, true, false),
        28..=30 => (true, false, true),
        31..=33 => (false, false, true),
        34 => (false, true, true),
        _ => return Vec::new(),
    };
    let mut liste = Vec::new();
    if miete {
        liste.push(Direktzahlung {
            art: DirektzahlungArt::Miete,
            konto: orte::vermieter(w),
            betrag: wohnung::miete(wohnung),
            zeichen: Some(format!("WE {:04}-{:03}", w.zahl(100..=9_999), w.zahl(1..=120))),
        });
    }
    let versorger = orte::versorger(w);
    let mut an_versorger = |w: &mut Wuerfel, art, betrag| {
        let zeichen = Some(format!("VK {:09}", w.zahl(100_000_000..=999_999_999)));
        liste.push(Direktzahlung { art, konto: versorger.clone(), betrag, zeichen });
    };
    if heizung {
        an_versorger(w, DirektzahlungArt::Heizung, wohnung::heizung(wohnung));
    }
    if strom {
        let abschlag = wohnung::strom(w, familie.menschen.len());
        an_versorger(w, DirektzahlungArt::Strom, abschlag);
    }
    liste
}

fn name(w: &mut Wuerfel, mensch: &Mensch) -> Name {
    let anrede = match mensch.geschlecht {
        _ if w.promille(8) => Anrede::Neutral,
        Geschlecht::Weiblich => Anrede::Frau,
        Geschlecht::Maennlich => Anrede::Herr,
    };
    Name {
        id: mensch.person.id.clone(),
        vorname: mensch.vorname.to_owned(),
        nachname: mensch.nachname.form(mensch.geschlecht).to_owned(),
        anrede,
    }
}

fn voller_name(mensch: &Mensch) -> String {
    format!("{} {}", mensch.vorname, mensch.nachname.form(mensch.geschlecht))
}
