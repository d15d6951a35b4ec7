//! § 31a SGB II: Minderungen (mit §§ 31b, 32 und dem ersten Monat des § 7b Abs. 4).
//!
//! Umgesetzt: § 31a Absätze 1, 4, 7; § 31b Absatz 1 Satz 3 ([`Offen::MinderungVerspaetet`]), Absätze
//! 2, 3; § 32 Absätze 1 bis 3; § 7b Absatz 4 Satz 4, 5. Das Recht wählt der Tag der Pflichtverletzung
//! (§ 65a Abs. 2). Gemindert wird der Auszahlungsanspruch in Prozent des Regelbedarfs dieses Monats,
//! höchstens der Teil, den der Bund trägt (Absatz 4 Satz 2). Für Pflichtverletzungen bis 2022 die
//! Fassung vom 22.12.2022: Stufen bis zum Wegfall, auch der Unterkunft, und das Urteil BVerfG 1 BvL
//! 7/16 ab dem 05.11.2019. Innerhalb der §§ 20, 21 steht das Einkommen zuerst gegen den Regelbedarf.
//! Nicht umgesetzt: wichtiger Grund, Härte, Anhörung (sie gehen der Feststellung voraus), Minderung
//! nicht erwerbsfähiger Personen nach Absatz 5 ([`Offen::MinderungNichtErwerbsfaehig`]),
//! Arbeitsverweigerung ohne geltende Vorschrift oder frühere Minderung
//! ([`Offen::Arbeitsverweigerung`]), drittes Meldeversäumnis ([`Offen::DrittesMeldeversaeumnis`]), ob
//! ein altes erstes Versäumnis noch zählt ([`Offen::FrueheresMeldeversaeumnis`]), ergänzende
//! Sachleistungen und die Verkürzung auf sechs Wochen unter 25 bis 2019 (Ermessen).

use crate::haushalt::Mensch;
use crate::lage::{Minderung as Angabe, MinderungArt, Person, PersonNr};
use crate::measure::{Beleg, Bruch, Cent, Monat, Prozent};
use crate::offen::{AlteRegel, Offen};
use crate::recht::{Erfuellung, Minderungen, Recht, Voraussetzung};
use crate::sgb2::p19::Anspruch;

/// Die Minderung einer Person in diesem Monat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Minderung {
    /// Minderung in Prozent des Regelbedarfs (§§ 31a, 32), nach der Grenze von 30 Prozent.
    pub prozentual: Cent,
    /// Entfallener Regelbedarf (§ 31a Abs. 7, § 7b Abs. 4).
    pub entfallen: Cent,
    /// Weggefallene Leistung (§ 31a Abs. 1 Satz 3, Abs. 2 in der Fassung vom 22.12.2022).
    pub weggefallen: Cent,
    /// Was davon den Bundesteil übersteigt und nicht gemindert wird (§ 31a Abs. 4 Satz 2).
    pub geschuetzt: Cent,
    /// Was bleibt, weil sonst nichts bliebe (§ 31a Abs. 4 Satz 3).
    pub mindestens: Cent,
    /// Die Minderung.
    pub summe: Cent,
}

impl Minderung {
    /// Um wie viel der Auszahlungsanspruch gemindert ist, auch wenn der Anspruch kleiner war oder ein
    /// Euro blieb; daran misst sich, ob noch aufgerechnet werden darf (§ 43 Abs. 3).
    #[must_use]
    pub fn gefordert(&self) -> Cent {
        self.prozentual.max(self.entfallen) + self.weggefallen
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeilen = [
            ("§§ 31a, 32 SGB II", "Minderung vom Regelbedarf", self.prozentual),
            ("§ 31a Abs. 7, § 7b Abs. 4 SGB II", "Entfallener Regelbedarf", self.entfallen),
            ("§ 31a Abs. 1 Satz 3, Abs. 2 SGB II a. F.", "Weggefallene Leistung", self.weggefallen),
            ("§ 31a Abs. 4 Satz 2 SGB II", "davon nicht gemindert", self.geschuetzt),
            ("§ 31a Abs. 4 Satz 3 SGB II", "davon bleibt mindestens", self.mindestens),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        Beleg::neu("§§ 31a, 31b, 32 SGB II", "Minderung", self.summe).aus(zeilen)
    }
}

/// Was die Minderung von der Person wissen muss.
#[derive(Clone, Copy)]
pub(crate) struct Umstaende<'a> {
    pub nr: PersonNr,
    pub person: &'a Person,
    pub mensch: &'a Mensch,
    pub regelbedarf: Cent,
    pub anspruch: &'a Anspruch,
    pub monat: Monat,
    pub recht: &'a Recht,
}

/// Noch ungerundete Wirkungen aller Angaben.
#[derive(Default)]
struct Wirkung {
    prozentual: Bruch,
    /// Gemeinsame Grenze; `None`: keine.
    hoechstens: Grenze,
    entfallen: Bruch,
    /// Tage, an denen der Teil des Bundes wegfällt, und der des kommunalen Trägers. Sie zählen vom Ersten
    /// an; was zweimal wegfiele, fällt einmal weg.
    bund_tage: u8,
    kommune_tage: u8,
    mindestens: Cent,
    auch_unterkunft: bool,
}

/// Die höchste gemeinsame Grenze aller Angaben.
#[derive(Clone, Copy)]
enum Grenze {
    Prozent(Prozent),
    Keine,
}

impl Default for Grenze {
    fn default() -> Grenze {
        Grenze::Prozent(Prozent::default())
    }
}

impl Grenze {
    fn und(self, andere: Option<Prozent>) -> Grenze {
        match (self, andere) {
            (Grenze::Prozent(eine), Some(andere)) => Grenze::Prozent(eine.max(andere)),
            _ => Grenze::Keine,
        }
    }

    fn begrenze(self, minderung: Cent, regelbedarf: Cent) -> Cent {
        match self {
            Grenze::Prozent(satz) => minderung.min(regelbedarf.prozent(satz)),
            Grenze::Keine => minderung,
        }
    }
}

/// Die Minderung einer Person; Fragen kommen in `offen`.
pub(crate) fn minderung(umstaende: Umstaende<'_>, offen: &mut Vec<Offen>) -> Minderung {
    let mut wirkung = Wirkung::default();
    for angabe in &umstaende.person.minderungen {
        if verspaetet(angabe) {
            if angabe.wirksam_ab <= umstaende.monat {
                offen.push(Offen::MinderungVerspaetet(umstaende.nr));
            }
            continue;
        }
        wirke(&mut wirkung, angabe, umstaende, offen);
    }
    let anspruch = umstaende.anspruch;
    let prozentual =
        wirkung.hoechstens.begrenze(wirkung.prozentual.runde_p41(), umstaende.regelbedarf);
    let zahlbar = umstaende.regelbedarf.abzueglich(anspruch.angerechnet);
    let entfallen = wirkung.entfallen.runde_p41().min(zahlbar);
    // Ist der Regelbedarf entfallen, bleibt von ihm nichts, was noch gemindert werden könnte.
    let weggefallen = anspruch.bund().teil(u32::from(wirkung.bund_tage), 30)
        + anspruch.kommune().teil(u32::from(wirkung.kommune_tage), 30);
    let weggefallen = weggefallen.runde_p41();
    let gefordert = prozentual.max(entfallen) + weggefallen;
    let minderbar = if wirkung.auch_unterkunft { anspruch.summe() } else { anspruch.bund() };
    let gemindert = gefordert.min(minderbar);
    let rest = anspruch.summe().abzueglich(gemindert);
    // Absatz 4 Satz 3: nur, wenn allein wegen der Minderung nichts bliebe.
    let mindestens = if !gemindert.ist_null() && rest.ist_null() {
        wirkung.mindestens.min(anspruch.summe())
    } else {
        Cent::NULL
    };
    Minderung {
        prozentual,
        entfallen,
        weggefallen,
        geschuetzt: gefordert.abzueglich(gemindert),
        mindestens,
        summe: gemindert.abzueglich(mindestens),
    }
}

fn wirke(wirkung: &mut Wirkung, angabe: &Angabe, umstaende: Umstaende<'_>, offen: &mut Vec<Offen>) {
    match angabe.art {
        MinderungArt::Pflichtverletzung => pflichtverletzung(wirkung, angabe, umstaende, offen),
        MinderungArt::Meldeversaeumnis => meldeversaeumnis(wirkung, angabe, umstaende, offen),
        MinderungArt::Arbeitsverweigerung => arbeitsverweigerung(wirkung, angabe, umstaende, offen),
        MinderungArt::NichtErreichbar => nicht_erreichbar(wirkung, angabe, umstaende, offen),
    }
}

/// So lange nach der Pflichtverletzung ist die Feststellung zulässig, in Monaten (§ 31b Abs. 1 Satz 3).
const FESTSTELLUNG_MONATE: i32 = 6;

/// § 31b Abs. 1: kann die Minderung nicht mehr rechtzeitig festgestellt sein?
///
/// Festgestellt am letzten zulässigen Tag, wirksam mit der Bekanntgabe (spätestens im Monat danach),
/// gemindert ab dem Folgemonat: zwei Monate nach der Frist ist der späteste Beginn. § 7b Abs. 4 kennt
/// keine solche Frist.
fn verspaetet(angabe: &Angabe) -> bool {
    angabe.art != MinderungArt::NichtErreichbar
        && angabe.wirksam_ab.seit(angabe.tag.monat()) > FESTSTELLUNG_MONATE + 2
}

/// Was die Lage an früheren Fällen derselben Art kennt.
fn fruehere<'a>(umstaende: Umstaende<'a>, angabe: &'a Angabe) -> impl Iterator<Item = &'a Angabe> {
    let andere = umstaende.person.minderungen.iter();
    andere.filter(|andere| andere.art == angabe.art && andere.tag < angabe.tag)
}

/// § 31a Abs. 1 Satz 5 a. F.: keine weitere Pflichtverletzung, wenn der Beginn der vorigen Minderung
/// länger als ein Jahr zurückliegt; ohne Angabe der vorigen gilt die genannte Folge.
fn vorige_zu_alt(angabe: &Angabe, umstaende: Umstaende<'_>) -> bool {
    let vorige = fruehere(umstaende, angabe).map(|m| m.wirksam_ab).max();
    angabe.art == MinderungArt::Pflichtverletzung
        && vorige.is_some_and(|beginn| beginn.plus(12).erster() < angabe.tag)
}

/// § 31a Abs. 1.
fn pflichtverletzung(
    wirkung: &mut Wirkung,
    angabe: &Angabe,
    umstaende: Umstaende<'_>,
    offen: &mut Vec<Offen>,
) {
    let folgen = umstaende.recht.minderung(angabe.tag);
    let folge = if vorige_zu_alt(angabe, umstaende) { 1 } else { angabe.folge };
    let stelle = usize::from(folge.clamp(1, 3)) - 1;
    let monate = folgen.pflichtverletzung_monate.get(stelle).copied().unwrap_or(0);
    let tage = tage(angabe, umstaende.monat, monate, folgen.erfuellung);
    if tage.gemindert + tage.begrenzt == 0 {
        return;
    }
    if !umstaende.mensch.erwerbsfaehig {
        offen.push(Offen::MinderungNichtErwerbsfaehig(umstaende.nr));
        return;
    }
    let satz = folgen.pflichtverletzung_prozent.get(stelle).copied().unwrap_or_default();
    let stufe = Stufe { satz, stelle, tage };
    if folgen.voller_wegfall && alte_stufe(wirkung, angabe, stufe, umstaende, offen) {
        return;
    }
    mindere(wirkung, umstaende.regelbedarf, satz, tage.gemindert + tage.begrenzt, folgen);
}

/// § 32.
fn meldeversaeumnis(
    wirkung: &mut Wirkung,
    angabe: &Angabe,
    umstaende: Umstaende<'_>,
    offen: &mut Vec<Offen>,
) {
    let folgen = umstaende.recht.minderung(angabe.tag);
    let stelle = usize::from(angabe.folge.clamp(1, 3)) - 1;
    let satz = folgen.meldeversaeumnis_prozent.get(stelle).copied().unwrap_or_default();
    // § 32 Abs. 2 Satz 2: ein Monat (bis 2022 drei); spätere Meldung verkürzt ihn nicht.
    let seit = umstaende.monat.seit(angabe.wirksam_ab);
    if !(0..folgen.meldeversaeumnis_monate).contains(&seit) {
        return;
    }
    if angabe.folge >= 3 && satz == Prozent::default() {
        offen.push(Offen::DrittesMeldeversaeumnis(umstaende.nr));
    }
    if satz > Prozent::default() && wiederholung_fraglich(angabe, umstaende) {
        offen.push(Offen::FrueheresMeldeversaeumnis(umstaende.nr));
        return;
    }
    mindere(wirkung, umstaende.regelbedarf, satz, 30, folgen);
}

/// Satz, Stufe und Tage einer Pflichtverletzung.
#[derive(Clone, Copy)]
struct Stufe {
    satz: Prozent,
    stelle: usize,
    tage: Tage,
}

/// § 31a Abs. 1 Satz 3, Abs. 2 in der Fassung vom 22.12.2022: alles fällt weg, oder unter 25 alles
/// außer der Unterkunft. `false`: es bleibt bei Prozenten.
fn alte_stufe(
    wirkung: &mut Wirkung,
    angabe: &Angabe,
    stufe: Stufe,
    umstaende: Umstaende<'_>,
    offen: &mut Vec<Offen>,
) -> bool {
    let folgen = umstaende.recht.minderung(angabe.tag);
    let unter_25 = umstaende.person.geboren.alter(angabe.tag) < 25;
    if let Some(grenze) = umstaende.recht.minderung(umstaende.monat.erster()).zusammen_hoechstens {
        // BVerfG 1 BvL 7/16: danach ist mehr als 30 Prozent eine Frage, keine Kürzung.
        if unter_25 || stufe.satz > grenze {
            let frage = Offen::AlteFassung(AlteRegel::MinderungUeber30, Some(umstaende.nr));
            offen.push(frage);
            let tage = stufe.tage.gemindert + stufe.tage.begrenzt;
            wirkung.hoechstens = wirkung.hoechstens.und(Some(grenze));
            wirkung.prozentual += umstaende.regelbedarf.prozent(grenze).teil(u32::from(tage), 30);
            return true;
        }
    }
    let Tage { gemindert, begrenzt } = stufe.tage;
    // Nach der Erfüllung: unter 25 bleibt die Unterkunft, sonst die zweite Stufe.
    let (bund_tage, kommune_tage) = match (unter_25, stufe.stelle) {
        (true, 0) => (gemindert + begrenzt, 0),
        (true, _) => (gemindert + begrenzt, gemindert),
        (false, 2) => (gemindert, gemindert),
        (false, _) => return false,
    };
    wirkung.auch_unterkunft = true;
    wirkung.bund_tage = wirkung.bund_tage.max(bund_tage);
    wirkung.kommune_tage = wirkung.kommune_tage.max(kommune_tage);
    if begrenzt > 0 {
        let frage = Offen::AlteFassung(AlteRegel::MinderungErfuellt, Some(umstaende.nr));
        offen.push(frage);
        if !unter_25 {
            // Absatz 1 Satz 6: die zweite Stufe.
            let zweite = folgen.pflichtverletzung_prozent.get(1).copied().unwrap_or_default();
            mindere(wirkung, umstaende.regelbedarf, zweite, begrenzt, folgen);
        }
    }
    true
}

/// § 32 Abs. 1: ist das frühere Versäumnis bekannt und so alt, dass offen ist, ob es noch zählt?
fn wiederholung_fraglich(angabe: &Angabe, umstaende: Umstaende<'_>) -> bool {
    let folgen = umstaende.recht.minderung(angabe.tag);
    let frueher = fruehere(umstaende, angabe).map(|m| m.tag).max();
    folgen.wiederholt_innerhalb_monate > 0
        && frueher.is_some_and(|tag| {
            umstaende.recht.minderung(tag) != folgen
                || angabe.tag.monat().seit(tag.monat()) > folgen.wiederholt_innerhalb_monate
        })
}

fn mindere(wirkung: &mut Wirkung, basis: Cent, satz: Prozent, tage: u8, folgen: &Minderungen) {
    if tage > 0 && satz > Prozent::default() {
        wirkung.prozentual += basis.prozent(satz).teil(u32::from(tage), 30);
        wirkung.hoechstens = wirkung.hoechstens.und(folgen.zusammen_hoechstens);
        wirkung.auch_unterkunft |= folgen.auch_unterkunft;
    }
    bleibt(wirkung, tage, folgen.mindestens);
}

fn bleibt(wirkung: &mut Wirkung, tage: u8, mindestens: Cent) {
    if tage > 0 {
        wirkung.mindestens = wirkung.mindestens.max(mindestens);
    }
}

/// Geminderte Tage des Monats, zusammen höchstens 30.
#[derive(Clone, Copy)]
struct Tage {
    /// Ganz gemindert.
    gemindert: u8,
    /// Nach der Erfüllung noch begrenzt gemindert (bis 04.11.2019).
    begrenzt: u8,
}

/// Geminderte Tage: in der Regel der erste Monat ganz, danach bis zur Erfüllung (§ 31b Abs. 2 Satz 2).
fn tage(angabe: &Angabe, monat: Monat, monate: i32, erfuellung: Erfuellung) -> Tage {
    let seit = monat.seit(angabe.wirksam_ab);
    if !(0..monate).contains(&seit) {
        return Tage { gemindert: 0, begrenzt: 0 };
    }
    let bis_dahin = match angabe.aufgehoben_ab {
        Some(_) if seit == 0 && erfuellung == Erfuellung::NachErstemMonat => 30,
        Some(tag) if tag <= monat.erster() => 0,
        Some(tag) if tag.monat() == monat => tag.im_monat().saturating_sub(1).min(30),
        _ => 30,
    };
    let begrenzt = match erfuellung {
        Erfuellung::DritteStufe => 30_u8.saturating_sub(bis_dahin),
        Erfuellung::Sofort | Erfuellung::NachErstemMonat => 0,
    };
    Tage { gemindert: bis_dahin, begrenzt }
}

/// § 31a Abs. 7: der Regelbedarf entfällt.
fn arbeitsverweigerung(
    wirkung: &mut Wirkung,
    angabe: &Angabe,
    umstaende: Umstaende<'_>,
    offen: &mut Vec<Offen>,
) {
    let regel = umstaende.recht.arbeitsverweigerung(angabe.tag);
    let seit = umstaende.monat.seit(angabe.wirksam_ab);
    // Bis 27.03.2026 setzte die Vorschrift eine frühere Minderung bestimmter Art voraus, und diese Art
    // kennt die Lage nicht: dann entscheidet ein Mensch.
    let gilt = umstaende.mensch.erwerbsfaehig && regel.voraussetzung == Voraussetzung::Immer;
    if !gilt {
        // Zwei Monate wären der längste Zeitraum: nur dort wird gefragt.
        if (0..2).contains(&seit) {
            offen.push(Offen::Arbeitsverweigerung(umstaende.nr));
        }
        return;
    }
    let erfuellung = Erfuellung::NachErstemMonat;
    let tage = tage(angabe, umstaende.monat, regel.monate, erfuellung).gemindert;
    let zahlbar = umstaende.regelbedarf.abzueglich(umstaende.anspruch.angerechnet);
    if tage > 0 {
        wirkung.entfallen += zahlbar.teil(u32::from(tage), 30);
        bleibt(wirkung, tage, umstaende.recht.minderung(angabe.tag).mindestens);
    }
}

/// § 7b Abs. 4 Satz 4, 5: im ersten Monat Leistungen ohne Regelbedarf, bei persönlicher Meldung in
/// diesem Monat der um 30 Prozent geminderte Regelbedarf (§ 32 Abs. 3 Satz 2).
fn nicht_erreichbar(
    wirkung: &mut Wirkung,
    angabe: &Angabe,
    umstaende: Umstaende<'_>,
    offen: &mut Vec<Offen>,
) {
    let gemeldet_vorher = angabe.aufgehoben_ab.is_some_and(|tag| tag.monat() < umstaende.monat);
    if umstaende.monat < angabe.wirksam_ab || gemeldet_vorher {
        return;
    }
    let regel = umstaende.recht.nicht_erreichbar(angabe.tag);
    if !regel.gilt || !umstaende.mensch.erwerbsfaehig {
        offen.push(Offen::NichtErreichbar(umstaende.nr));
        return;
    }
    if umstaende.monat != angabe.wirksam_ab {
        // Danach entfällt der Anspruch ganz: haushalt::nicht_erreichbar.
        return;
    }
    let folgen = umstaende.recht.minderung(angabe.tag);
    bleibt(wirkung, 30, folgen.mindestens);
    if angabe.aufgehoben_ab.is_some_and(|tag| tag.monat() == umstaende.monat) {
        let basis = umstaende.regelbedarf;
        mindere(wirkung, basis, regel.bei_meldung, 30, folgen);
    } else {
        wirkung.entfallen += umstaende.regelbedarf.into();
    }
}
