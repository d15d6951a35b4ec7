//! § 22 SGB II: Bedarfe für Unterkunft und Heizung.
//!
//! Umgesetzt: Absatz 1 Satz 1 bis 3 (Karenzzeit je Person, § 65 Abs. 2), Satz 6 (Deckel; nach dem
//! Auszug eines Mitglieds erst nach der Frist des Satzes 9, Angabe `verkleinert_monat`), Satz 7 und 9
//! bis 11, Absatz 3, Absatz 4 Satz 4 (bis 30.06.2026 Absatz 1 Satz 6), Absatz 5 (ohne Zusicherung),
//! Absatz 7 Satz 4, Absatz 10 (Gesamtgrenze); § 67 Abs. 3 a. F. (Pandemie). Kopfteile nach Köpfen in
//! der Wohnung.
//! Nicht umgesetzt: Quadratmetergrenze und Mietpreisbremse (Absatz 1 Satz 8; sie gehen in die Grenzen
//! der Lage ein), Unterbrechung der Karenzzeit (Satz 4, 5; `leistungsbezug_seit` ist ihr Ergebnis),
//! Instandhaltung (Absatz 2; Kosten der Lage). Ob der Deckel in einer Bedarfsgemeinschaft mit Kind
//! oder nach einem Auszug ohne diese Angabe greift, entscheidet ein Mensch ([`Offen::DeckelMitKind`],
//! [`Offen::DeckelNachVerkleinerung`]); ohne Mitteilung der Grenze wird nicht gekürzt
//! ([`Offen::Unterkunft`], [`Offen::Heizung`]); neben gekürzten Kosten fragt
//! [`Offen::Nachforderung`].

use crate::haushalt::{Haushalt, Mensch};
use crate::lage::{Angemessen, Kostensenkung, Lage, Person, Wohnung};
use crate::measure::{Beleg, Cent, Monat, Prozent};
use crate::offen::Offen;
use crate::recht::{Recht, Umzug, Unterkunft as Fassung};

/// Was von einer Wohnung im Monat anerkannt wird; ein Zwischenschritt, den [`Anteil::beleg`] nennt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anerkennung {
    /// Grundmiete und kalte Nebenkosten nach Abzug eines Guthabens.
    pub tatsaechlich: Cent,
    /// Heizung nach Abzug eines Guthabens.
    pub heizung_tatsaechlich: Cent,
    /// Anerkannt für Personen außerhalb der Karenzzeit.
    pub unterkunft: Cent,
    /// Anerkannt für Personen in der Karenzzeit.
    pub unterkunft_karenz: Cent,
    /// Anerkannte Heizung.
    pub heizung: Cent,
    /// Nachforderung oder Brennstoff in diesem Monat.
    pub einmalig: Cent,
}

/// Der Anteil einer Person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anteil {
    /// Anerkannte laufende Kosten der (letzten) Wohnung für diese Person.
    pub anerkannt: Cent,
    /// Tatsächliche laufende Kosten der (letzten) Wohnung.
    pub tatsaechlich: Cent,
    /// Nachforderung der (letzten) Wohnung.
    pub einmalig: Cent,
    /// Köpfe, durch die geteilt wird.
    pub koepfe: u8,
    /// In der Karenzzeit (Absatz 1 Satz 2, 3).
    pub karenz: bool,
    /// Keine Anerkennung, weil ohne Zusicherung umgezogen (Absatz 5).
    pub ohne_zusicherung: bool,
    /// Der Bedarf dieses Monats.
    pub summe: Cent,
}

/// Umstände des Haushalts, die für alle Wohnungen gleich sind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Umstaende {
    monat: Monat,
    /// Erster Monat des Bewilligungszeitraums.
    bewilligung_ab: Monat,
    /// Jemand ist in der Karenzzeit; jemand ist es nicht.
    karenz: bool,
    ohne_karenz: bool,
    /// Monat nach dem Ende der Karenzzeit für alle, die keinen eigenen Beginn haben.
    ende_im_haushalt: Monat,
    /// Monat nach dem Ende der Karenzzeit derer, die nicht mehr darin sind.
    karenz_ende: Monat,
    kind_unter_25: bool,
    verkleinert: bool,
    /// Jemand ist in diesem Monat gestorben.
    todesfall: bool,
    deckel_nach_karenz: bool,
}

impl Anteil {
    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        if self.ohne_zusicherung {
            let was = "Unterkunft und Heizung: nicht anerkannt, ohne Zusicherung umgezogen";
            return Beleg::neu("§ 22 Abs. 5 SGB II", was, self.summe);
        }
        let mut zeilen = Vec::new();
        if self.tatsaechlich != Cent::NULL {
            let norm = if self.karenz {
                "§ 22 Abs. 1 Satz 1 bis 3, 6 SGB II"
            } else {
                "§ 22 Abs. 1 Satz 1, 9 SGB II"
            };
            let was = format!(
                "Anerkannte laufende Kosten der Wohnung (tatsächlich {}), geteilt durch {} Köpfe",
                self.tatsaechlich, self.koepfe
            );
            zeilen.push(Beleg::neu(norm, was, self.anerkannt));
        }
        if !self.einmalig.ist_null() {
            let was = "Nachforderung oder Brennstoff in diesem Monat";
            zeilen.push(Beleg::neu("§ 22 Abs. 1 SGB II", was, self.einmalig));
        }
        Beleg::neu("§ 22 Abs. 1 SGB II", "Unterkunft und Heizung (Kopfteil)", self.summe)
            .aus(zeilen)
    }
}

impl Umstaende {
    /// Noch ohne die Personen; [`Umstaende::nimm`] kommt für jede.
    pub(crate) fn neu(lage: &Lage, fassung: &Fassung, nach: bool) -> Umstaende {
        Umstaende {
            ende_im_haushalt: karenz_ende(lage.leistungsbezug_seit, fassung),
            monat: lage.monat,
            bewilligung_ab: lage.bewilligung_ab.monat(),
            karenz: false,
            ohne_karenz: false,
            karenz_ende: fassung.karenz_fruehestens.monat(),
            kind_unter_25: false,
            verkleinert: false,
            todesfall: false,
            deckel_nach_karenz: nach,
        }
    }

    /// Nimmt die Umstände einer Person auf.
    pub(crate) fn nimm(
        &mut self,
        (person, mensch): (&Person, &Mensch),
        kalendertage: u8,
        fassung: &Fassung,
    ) {
        self.todesfall |= person.gestorben.is_some();
        let ende = self.karenz_ende(person, fassung);
        if self.monat < ende {
            self.karenz = true;
        } else {
            self.ohne_karenz = true;
            self.karenz_ende = self.karenz_ende.max(ende);
        }
        let staendig = mensch.besuch.is_none();
        self.kind_unter_25 |= mensch.kind && staendig;
        self.verkleinert |= mensch.bis < kalendertage && staendig;
    }

    /// Der Monat, in dem die Karenzzeit der Person vorbei ist.
    fn karenz_ende(&self, person: &Person, fassung: &Fassung) -> Monat {
        person.leistungsbezug_seit.map_or(self.ende_im_haushalt, |seit| karenz_ende(seit, fassung))
    }

    /// Ist die Person in der Karenzzeit?
    pub(crate) fn in_karenzzeit(&self, person: &Person, fassung: &Fassung) -> bool {
        self.monat < self.karenz_ende(person, fassung)
    }
}

/// Der Monat, in dem eine Karenzzeit vorbei ist.
fn karenz_ende(seit: Monat, fassung: &Fassung) -> Monat {
    // § 65 Abs. 2: Zeiten bis zum 31.12.2022 zählen nicht.
    seit.max(fassung.karenz_fruehestens.monat()).plus(fassung.karenz_monate)
}

/// Absatz 5: kein Bedarf, wer unter 25 ohne Zusicherung umgezogen ist.
#[must_use]
pub fn ohne_zusicherung(person: &Person, mensch: &Mensch, tag: u8) -> bool {
    person.ohne_zusicherung && mensch.alter_am(tag) < 25
}

/// Zahl der Köpfe in der Wohnung, wenn im Abschnitt `anwesend` Personen der Lage darin leben.
#[must_use]
pub fn koepfe(wohnung: &Wohnung, haushalt: &Haushalt, anwesend: u32) -> u8 {
    let anwesend = u8::try_from(anwesend).unwrap_or(u8::MAX);
    let Some(angegeben) = wohnung.bewohner else { return anwesend.max(1) };
    let alle = haushalt
        .nummern()
        .filter(|nr| {
            let mensch = haushalt.mensch(*nr);
            // Wer als nicht erreichbar gilt, zählt nicht mit (Absatz 7 Satz 4), wer zu Besuch ist auch nicht.
            mensch.besuch.is_none()
        })
        .count();
    let alle = u8::try_from(alle).unwrap_or(u8::MAX);
    let fehlend = alle.saturating_sub(anwesend);
    angegeben.saturating_sub(fehlend).max(anwesend).max(1)
}

/// Prüft eine Wohnung; Fragen kommen in `offen`.
pub(crate) fn pruefe(
    wohnung: &Wohnung,
    umstaende: &Umstaende,
    fassung: &Fassung,
    offen: &mut Vec<Offen>,
) -> Anerkennung {
    let brutto_kalt = wohnung.grundmiete + wohnung.nebenkosten;
    // Absatz 3: ein Guthaben mindert die Aufwendungen, zuerst die der Unterkunft.
    let tatsaechlich = brutto_kalt.abzueglich(wohnung.guthaben);
    let rest_guthaben = wohnung.guthaben.abzueglich(brutto_kalt);
    let heizung_tatsaechlich = wohnung.heizung.abzueglich(rest_guthaben);
    let mut ergebnis = Anerkennung {
        tatsaechlich,
        heizung_tatsaechlich,
        unterkunft: tatsaechlich,
        unterkunft_karenz: tatsaechlich,
        heizung: heizung_tatsaechlich,
        einmalig: wohnung.einmalig,
    };
    match wohnung.angemessen {
        None => {}
        _ if umstaende.todesfall || im_todesfall_schutz(wohnung, umstaende.monat, fassung) => {}
        _ if umstaende.monat < angemessen_bis(wohnung, umstaende, fassung) => {}
        Some(Angemessen::Getrennt { bruttokalt, heizung }) => {
            if let Some(grenze) = bruttokalt {
                begrenze_unterkunft(&mut ergebnis, grenze, wohnung, umstaende, fassung, offen);
            }
            if let Some(grenze) = heizung {
                begrenze_heizung(&mut ergebnis, grenze, wohnung, umstaende, fassung, offen);
            }
        }
        Some(Angemessen::Gesamt(grenze)) => {
            begrenze_gesamt(&mut ergebnis, grenze, wohnung, umstaende, fassung, offen);
        }
    }
    begrenze_umzug(&mut ergebnis, wohnung, fassung);
    let gekuerzt = ergebnis.unterkunft.min(ergebnis.unterkunft_karenz) < tatsaechlich
        || ergebnis.heizung < heizung_tatsaechlich;
    if gekuerzt && !wohnung.einmalig.ist_null() {
        offen.push(Offen::Nachforderung(wohnung.einmalig));
    }
    ergebnis
}

/// Satz 11: nach einem Todesfall mindestens zwölf Monate nach dem Sterbemonat keine Senkung.
fn im_todesfall_schutz(wohnung: &Wohnung, monat: Monat, fassung: &Fassung) -> bool {
    let (Some(gestorben), Some(dauer)) = (wohnung.todesfall_monat, fassung.todesfall_monate) else {
        return false;
    };
    (0..=dauer).contains(&monat.seit(gestorben))
}

/// § 67 Abs. 3 a. F.: bis vor diesem Monat gelten die tatsächlichen Kosten als angemessen; nicht, wenn
/// schon im Bewilligungszeitraum davor nur die angemessenen anerkannt waren (Satz 3).
fn angemessen_bis(wohnung: &Wohnung, umstaende: &Umstaende, fassung: &Fassung) -> Monat {
    if fassung.pandemie_monate == 0 {
        return Monat::FRUEHESTER;
    }
    let beginn = umstaende.bewilligung_ab;
    let davor = frist(wohnung.kostensenkung, beginn.plus(-1), Monat::FRUEHESTER, fassung);
    match davor {
        Kuerzung::Abgelaufen => Monat::FRUEHESTER,
        _ => beginn.plus(fassung.pandemie_monate),
    }
}

#[inline(never)]
fn begrenze_unterkunft(
    ergebnis: &mut Anerkennung,
    grenze: Cent,
    wohnung: &Wohnung,
    umstaende: &Umstaende,
    fassung: &Fassung,
    offen: &mut Vec<Offen>,
) {
    let deckel = (fassung.deckel_prozent > Prozent::default())
        .then(|| grenze.prozent(fassung.deckel_prozent));
    if let Some(deckel) = deckel.filter(|_| umstaende.karenz) {
        let ueber = ergebnis.tatsaechlich.abzueglich(deckel);
        ergebnis.unterkunft_karenz =
            gedeckelt(ergebnis.tatsaechlich, ueber, (wohnung, fassung), umstaende, offen);
    }
    let ueber = ergebnis.tatsaechlich.abzueglich(grenze);
    if !umstaende.ohne_karenz || ueber.ist_null() {
        return;
    }
    // Satz 10: die Karenzzeit zählt bei den sechs Monaten nicht mit.
    match frist_der_unterkunft(wohnung, umstaende, fassung) {
        Kuerzung::NichtMitgeteilt => offen.push(Offen::Unterkunft(ueber)),
        Kuerzung::FristLaeuft => {
            if let Some(deckel) = deckel.filter(|_| umstaende.deckel_nach_karenz) {
                let ueber = ergebnis.tatsaechlich.abzueglich(deckel);
                ergebnis.unterkunft =
                    gedeckelt(ergebnis.tatsaechlich, ueber, (wohnung, fassung), umstaende, offen);
            }
        }
        Kuerzung::Abgelaufen => ergebnis.unterkunft = grenze,
    }
}

/// Satz 6, 7: höchstens das Anderthalbfache; nie von selbst mit Kind oder nach einem Auszug.
fn gedeckelt(
    tatsaechlich: Cent,
    ueber: Cent,
    (wohnung, fassung): (&Wohnung, &Fassung),
    umstaende: &Umstaende,
    offen: &mut Vec<Offen>,
) -> Cent {
    if ueber.ist_null() {
        return tatsaechlich;
    }
    // Satz 6 Halbsatz 2: nach dem Auszug eines Mitglieds gilt die Frist des Satzes 9, nicht der Deckel.
    if in_frist_nach_auszug(wohnung, umstaende.monat, fassung) {
        return tatsaechlich;
    }
    if umstaende.kind_unter_25 {
        offen.push(Offen::DeckelMitKind(ueber));
        return tatsaechlich;
    }
    if umstaende.verkleinert && wohnung.verkleinert_monat.is_none() {
        offen.push(Offen::DeckelNachVerkleinerung(ueber));
        return tatsaechlich;
    }
    tatsaechlich.abzueglich(ueber)
}

/// Sechs volle Monate nach dem Monat, in dem ein Mitglied die Gemeinschaft verlassen hat.
fn in_frist_nach_auszug(wohnung: &Wohnung, monat: Monat, fassung: &Fassung) -> bool {
    wohnung
        .verkleinert_monat
        .is_some_and(|auszug| (0..=fassung.kostensenkung_monate).contains(&monat.seit(auszug)))
}

#[inline(never)]
fn begrenze_heizung(
    ergebnis: &mut Anerkennung,
    grenze: Cent,
    wohnung: &Wohnung,
    umstaende: &Umstaende,
    fassung: &Fassung,
    offen: &mut Vec<Offen>,
) {
    let ueber = ergebnis.heizung_tatsaechlich.abzueglich(grenze);
    if ueber.ist_null() {
        return;
    }
    // Für die Heizung gibt es keine Karenzzeit (Satz 2): die Frist beginnt mit der Mitteilung.
    let fruehestens = angemessen_bis(wohnung, umstaende, fassung);
    match frist(wohnung.kostensenkung, umstaende.monat, fruehestens, fassung) {
        Kuerzung::NichtMitgeteilt => offen.push(Offen::Heizung(ueber)),
        Kuerzung::FristLaeuft => {}
        Kuerzung::Abgelaufen => ergebnis.heizung = grenze,
    }
}

/// Absatz 10: eine Grenze für beides zusammen; in der Karenzzeit wird danach nicht gekürzt.
#[inline(never)]
fn begrenze_gesamt(
    ergebnis: &mut Anerkennung,
    grenze: Cent,
    wohnung: &Wohnung,
    umstaende: &Umstaende,
    fassung: &Fassung,
    offen: &mut Vec<Offen>,
) {
    let summe = ergebnis.tatsaechlich + ergebnis.heizung_tatsaechlich;
    let deckel = grenze.prozent(fassung.deckel_prozent);
    if umstaende.karenz && !deckel.ist_null() && summe > deckel {
        offen.push(Offen::DeckelGesamtgrenze(summe.abzueglich(deckel)));
    }
    let ueber = summe.abzueglich(grenze);
    if !umstaende.ohne_karenz || ueber.ist_null() {
        return;
    }
    match frist_der_unterkunft(wohnung, umstaende, fassung) {
        Kuerzung::NichtMitgeteilt => offen.push(Offen::Unterkunft(ueber)),
        Kuerzung::FristLaeuft => {}
        Kuerzung::Abgelaufen => {
            // Die Heizung gilt für alle Personen gleich; gekürzt wird die Unterkunft, den Rest trägt
            // sie nur, wenn die Heizung allein über der Grenze liegt.
            ergebnis.unterkunft = ergebnis.tatsaechlich.abzueglich(ueber);
            ergebnis.heizung =
                ergebnis.heizung_tatsaechlich.abzueglich(ueber.abzueglich(ergebnis.tatsaechlich));
        }
    }
}

/// Absatz 4 Satz 4; bis 30.06.2026 Absatz 1 Satz 6 für Unterkunft und Heizung zusammen.
fn begrenze_umzug(ergebnis: &mut Anerkennung, wohnung: &Wohnung, fassung: &Fassung) {
    let Some(bisher) = wohnung.bisheriger_bedarf else { return };
    let grenze = match fassung.umzug {
        Umzug::Unbegrenzt => return,
        Umzug::UnterkunftUndHeizung => {
            ergebnis.heizung = ergebnis.heizung.min(bisher);
            bisher.abzueglich(ergebnis.heizung)
        }
        Umzug::Unterkunft => bisher,
    };
    ergebnis.unterkunft = ergebnis.unterkunft.min(grenze);
    ergebnis.unterkunft_karenz = ergebnis.unterkunft_karenz.min(grenze);
}

/// Wo das Verfahren zur Kostensenkung steht (Satz 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kuerzung {
    NichtMitgeteilt,
    FristLaeuft,
    Abgelaufen,
}

/// Karenzzeit und vereinfachtes Verfahren zählen bei den sechs Monaten nicht mit (Satz 10; § 67 Abs. 3
/// Satz 2 a. F.).
fn frist_der_unterkunft(wohnung: &Wohnung, umstaende: &Umstaende, fassung: &Fassung) -> Kuerzung {
    let fruehestens = umstaende.karenz_ende.max(angemessen_bis(wohnung, umstaende, fassung));
    frist(wohnung.kostensenkung, umstaende.monat, fruehestens, fassung)
}

fn frist(
    senkung: Option<Kostensenkung>,
    monat: Monat,
    fruehestens: Monat,
    fassung: &Fassung,
) -> Kuerzung {
    let Some(senkung) = senkung else { return Kuerzung::NichtMitgeteilt };
    if monat.erster() <= senkung.belehrt_am {
        // Erst nach dem Monat der Mitteilung läuft die Frist; bis dahin gelten die Kosten.
        return Kuerzung::FristLaeuft;
    }
    let unzumutbar = senkung.unzumutbar_bis.is_some_and(|bis| monat.erster() <= bis);
    let beginn = senkung.belehrt_am.monat().plus(1).max(fruehestens);
    if unzumutbar || monat < beginn.plus(fassung.kostensenkung_monate) {
        Kuerzung::FristLaeuft
    } else {
        Kuerzung::Abgelaufen
    }
}

/// Die Fassung, die für die Lage gilt.
pub(crate) fn fassung<'r>(lage: &Lage, recht: &'r Recht) -> &'r Fassung {
    recht.unterkunft(lage.bewilligung_ab, lage.monat)
}
