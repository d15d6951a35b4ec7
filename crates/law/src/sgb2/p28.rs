//! § 28 SGB II: Bedarfe für Bildung und Teilhabe (mit §§ 29, 30, § 34 Abs. 3 SGB XII, § 5a GrusiGV).
//!
//! Umgesetzt: Absatz 1 (unter 25, Schule ohne Ausbildungsvergütung), Absätze 2 bis 7; Schulbedarf von
//! selbst am 1. August und 1. Februar, bei erstmaliger Aufnahme oder Wiederaufnahme im Monat dieses
//! Tages; Beträge zur Prüfung der Hilfebedürftigkeit (§ 5a GrusiGV); Reihenfolge der Deckung nach
//! § 19 Abs. 3 Satz 3. Die Leistungen stehen neben dem Anspruch, nicht darin (§ 9 Abs. 2 Satz 3).
//! Nicht umgesetzt: ob Aufwendungen angemessen, geeignet oder erforderlich sind (sie stehen anerkannt in
//! der Lage); Eigenanteile bis 31.07.2019 bei Beförderung und Mittagessen (vorher abzuziehen); Zahlung
//! gesammelt an Schulen (§ 29 Abs. 6). Fehlt der Schulbesuch, fragt [`Offen::BildungVoraussetzung`]; ob
//! eine Klassenfahrt neben eigenen Mitteln ganz zu zahlen ist, [`Offen::Klassenfahrt`].

use crate::haushalt::Mensch;
use crate::lage::{
    Ausbildung, Bildung as Angabe, BildungArt, BildungForm, Person, PersonNr, Schulanlass,
};
use crate::measure::{Beleg, Cent, Monat};
use crate::offen::Offen;
use crate::recht::{Bildungsbetraege, Recht};

/// Monat, in dem das erste Schulhalbjahr zählt (Absatz 3).
const ERSTES_HALBJAHR: i8 = 8;
/// Monat, in dem das zweite Schulhalbjahr zählt (Absatz 3).
const ZWEITES_HALBJAHR: i8 = 2;
/// Bis zu diesem Geburtstag gibt es Leistungen für Bildung (Absatz 1 Satz 2).
const BILDUNG_UNTER: u8 = 25;
/// Bis zu diesem Geburtstag gibt es Leistungen zur Teilhabe (Absatz 7).
const TEILHABE_UNTER: u8 = 18;
/// Kinder bis zu diesem Geburtstag können in Tageseinrichtung oder Tagespflege sein (Absatz 2 Satz 2).
const KIND_UNTER: u8 = 14;

/// Eine Leistung für Bildung und Teilhabe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bildung {
    /// Für wen.
    pub person: PersonNr,
    /// Wofür.
    pub art: BildungArt,
    /// Der anerkannte Bedarf.
    pub bedarf: Cent,
    /// Was davon in diesem Monat zu prüfen ist (§ 5a GrusiGV); sonst der Bedarf.
    pub pruefung: Cent,
    /// Was eigene Mittel decken (§ 19 Abs. 3 Satz 3).
    pub angerechnet: Cent,
    /// Die Leistung.
    pub betrag: Cent,
    /// Wie sie erbracht wird.
    pub form: BildungForm,
}

impl Bildung {
    fn neu(person: PersonNr, art: BildungArt, bedarf: Cent, form: BildungForm) -> Bildung {
        let angerechnet = Cent::NULL;
        Bildung { person, art, bedarf, pruefung: bedarf, angerechnet, betrag: bedarf, form }
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = norm(self.art);
        let mut zeilen = vec![Beleg::neu(norm, "Bedarf", self.bedarf)];
        if self.pruefung != self.bedarf {
            let was = "bei der Prüfung der Hilfebedürftigkeit im Monat";
            zeilen.push(Beleg::neu("§ 5a GrusiGV", was, self.pruefung));
        }
        if !self.angerechnet.ist_null() {
            let was = "abzüglich: eigene Mittel über dem übrigen Bedarf";
            zeilen.push(Beleg::neu("§ 19 Abs. 3 Satz 3 SGB II", was, self.angerechnet));
        }
        Beleg::neu(norm, format!("Bildung und Teilhabe: {was}"), self.betrag).aus(zeilen)
    }
}

/// Was ein Bedarf von der Person wissen muss.
#[derive(Clone, Copy)]
pub(crate) struct Umstaende<'a> {
    pub nr: PersonNr,
    pub person: &'a Person,
    pub mensch: &'a Mensch,
    pub monat: Monat,
    pub recht: &'a Recht,
    pub betraege: &'a Bildungsbetraege,
}

/// Sammelt die Bedarfe einer Person in der Reihenfolge der Absätze; Fragen kommen in `offen`.
pub(crate) fn bedarfe(
    umstaende: Umstaende<'_>,
    angaben: &[Angabe],
    bedarfe: &mut Vec<Bildung>,
    offen: &mut Vec<Offen>,
) {
    let beginn = bedarfe.len();
    let eigene = || angaben.iter().filter(|angabe| angabe.person == umstaende.nr);
    // Die erstmalige Aufnahme in diesem Monat trägt schon, was am Stichtag käme.
    let aufnahme = eigene().filter_map(|angabe| angabe.anlass).any(|anlass| {
        matches!(anlass, Schulanlass::Aufnahme(_)) && trifft(anlass, umstaende.monat)
    });
    if !aufnahme && umstaende.mensch.besuch.is_none() {
        let betrag = stichtag(umstaende);
        if !betrag.ist_null() {
            let form = BildungForm::Geld;
            bedarfe.push(Bildung::neu(umstaende.nr, BildungArt::Schulbedarf, betrag, form));
        }
    }
    for angabe in eigene() {
        match erfuellt(umstaende, angabe.art) {
            Some(true) => bedarfe.extend(bedarf(umstaende, angabe)),
            Some(false) => {}
            None => offen.push(Offen::BildungVoraussetzung(umstaende.nr)),
        }
    }
    if let Some(neue) = bedarfe.get_mut(beginn..) {
        neue.sort_by_key(|bedarf| bedarf.art);
    }
}

/// § 19 Abs. 3 Satz 3: eigene Mittel decken die Bedarfe in ihrer Reihenfolge.
///
/// Eine Klassenfahrt, die sie nur zum Teil decken, wird ganz gezahlt und gefragt: gedeckt ist sie über
/// sechs Monate (§ 5a Nr. 2 GrusiGV), und die Mittel der folgenden kennt dieser Monat nicht.
pub(crate) fn decke(mittel: Cent, bedarfe: &mut [Bildung], offen: &mut Vec<Offen>) {
    let mut rest = mittel;
    for bedarf in bedarfe {
        let gedeckt = rest.min(bedarf.pruefung);
        rest = rest.abzueglich(gedeckt);
        let ganz = gedeckt == bedarf.pruefung;
        bedarf.angerechnet = match bedarf.art {
            _ if ganz => bedarf.bedarf,
            BildungArt::Klassenfahrt if !gedeckt.ist_null() => {
                offen.push(Offen::Klassenfahrt(bedarf.person, gedeckt));
                Cent::NULL
            }
            _ => gedeckt.min(bedarf.bedarf),
        };
        bedarf.betrag = bedarf.bedarf.abzueglich(bedarf.angerechnet);
    }
}

/// Der anerkannte Bedarf zu einer Angabe; `None`, wenn in diesem Monat keiner entsteht.
fn bedarf(umstaende: Umstaende<'_>, angabe: &Angabe) -> Option<Bildung> {
    let betraege = umstaende.betraege;
    let tatsaechlich = angabe.betrag.abzueglich(angabe.von_dritten);
    let betrag = match angabe.art {
        BildungArt::Schulbedarf => aus_anlass(umstaende, angabe.anlass?),
        // Absatz 7 Satz 1: pauschal, sobald Aufwendungen entstehen.
        BildungArt::Teilhabe if tatsaechlich.ist_null() => Cent::NULL,
        BildungArt::Teilhabe if betraege.teilhabe_pauschal => betraege.teilhabe,
        BildungArt::Teilhabe => tatsaechlich.min(betraege.teilhabe),
        _ => tatsaechlich,
    };
    let mut bedarf = Bildung::neu(umstaende.nr, angabe.art, betrag, angabe.form);
    bedarf.pruefung = match angabe.art {
        BildungArt::Ausflug => betraege.ausflug_pruefung,
        BildungArt::Klassenfahrt => {
            betrag.teil(1, u32::from(betraege.klassenfahrt_monate.max(1))).runde_p41()
        }
        _ => betrag,
    };
    (!betrag.ist_null()).then_some(bedarf)
}

/// Schulbedarf am 1. August oder 1. Februar: wer an diesem Tag hier ist und zur Schule geht.
fn stichtag(umstaende: Umstaende<'_>) -> Cent {
    let hier = umstaende.mensch.von == 1 && umstaende.mensch.bis >= 1;
    if !hier || schulbesuch(umstaende) != Some(true) {
        return Cent::NULL;
    }
    match umstaende.monat.nummer() {
        ERSTES_HALBJAHR => umstaende.betraege.erstes_halbjahr,
        ZWEITES_HALBJAHR => umstaende.betraege.zweites_halbjahr,
        _ => Cent::NULL,
    }
}

/// § 34 Abs. 3 Satz 2 SGB XII: Aufnahme oder Wiederaufnahme außerhalb der Stichtage.
fn aus_anlass(umstaende: Umstaende<'_>, anlass: Schulanlass) -> Cent {
    if !trifft(anlass, umstaende.monat) {
        return Cent::NULL;
    }
    let nummer = umstaende.monat.nummer();
    let im_ersten = !(ZWEITES_HALBJAHR..ERSTES_HALBJAHR).contains(&nummer);
    // Das erste Halbjahr hat den Betrag des Kalenderjahres, in dem es begonnen hat.
    let begonnen = if nummer < ERSTES_HALBJAHR {
        umstaende.monat.plus(i32::from(ERSTES_HALBJAHR) - i32::from(nummer) - 12)
    } else {
        umstaende.monat
    };
    let erstes = umstaende.recht.bildung(begonnen).map_or(Cent::NULL, |b| b.erstes_halbjahr);
    let zweites = umstaende.betraege.zweites_halbjahr;
    match anlass {
        Schulanlass::Aufnahme(_) if im_ersten => erstes,
        Schulanlass::Aufnahme(_) => erstes + zweites,
        // Nr. 3: erst nach dem Monat, in dem das zweite Halbjahr beginnt; vorher gilt der Stichtag.
        Schulanlass::Wiederaufnahme(_) if im_ersten || nummer == ZWEITES_HALBJAHR => Cent::NULL,
        Schulanlass::Wiederaufnahme(_) => zweites,
    }
}

fn trifft(anlass: Schulanlass, monat: Monat) -> bool {
    let (Schulanlass::Aufnahme(tag) | Schulanlass::Wiederaufnahme(tag)) = anlass;
    tag.monat() == monat
}

/// Sind die Voraussetzungen der Art erfüllt? `None`: der Schulbesuch ist nicht angegeben.
fn erfuellt(umstaende: Umstaende<'_>, art: BildungArt) -> Option<bool> {
    let alter = umstaende.mensch.alter_zuerst();
    match art {
        BildungArt::Teilhabe | BildungArt::TeilhabeWeitere => Some(alter < TEILHABE_UNTER),
        // Ein Kind ohne Schulbesuch besucht eine Tageseinrichtung oder Tagespflege, sonst entstünden
        // die Aufwendungen nicht (Absatz 2 Satz 2, Absatz 6 Satz 1 Nr. 2).
        BildungArt::Ausflug | BildungArt::Klassenfahrt | BildungArt::Mittagsverpflegung
            if alter < KIND_UNTER =>
        {
            Some(true)
        }
        BildungArt::Schulbedarf => {
            // Die Angabe der Aufnahme belegt den Schulbesuch.
            let schule = matches!(umstaende.person.ausbildung, None | Some(Ausbildung::Schule));
            Some(alter < BILDUNG_UNTER && schule)
        }
        _ => schulbesuch(umstaende),
    }
}

/// Absatz 1 Satz 2: Schülerin oder Schüler ohne Ausbildungsvergütung, unter 25.
fn schulbesuch(umstaende: Umstaende<'_>) -> Option<bool> {
    let alter = umstaende.mensch.alter_zuerst();
    let betraege = umstaende.betraege;
    let pflicht = betraege.schule_ohne_nachweis_ab..=betraege.schule_ohne_nachweis_bis;
    match umstaende.person.ausbildung {
        _ if alter >= BILDUNG_UNTER => Some(false),
        Some(Ausbildung::Schule) => Some(true),
        // Eine schulische Berufsausbildung ohne Vergütung gehört dazu: das sagt die Angabe nicht.
        Some(Ausbildung::Ausbildung) => None,
        Some(Ausbildung::Studium | Ausbildung::Freiwilligendienst) => Some(false),
        None if pflicht.contains(&alter) => Some(true),
        None => None,
    }
}

fn norm(art: BildungArt) -> (&'static str, &'static str) {
    match art {
        BildungArt::Ausflug => ("§ 28 Abs. 2 Satz 1 Nr. 1 SGB II", "Ausflug"),
        BildungArt::Klassenfahrt => ("§ 28 Abs. 2 Satz 1 Nr. 2 SGB II", "Klassenfahrt"),
        BildungArt::Schulbedarf => ("§ 28 Abs. 3 SGB II", "Schulbedarf"),
        BildungArt::Schuelerbefoerderung => ("§ 28 Abs. 4 SGB II", "Fahrt zur Schule"),
        BildungArt::Lernfoerderung => ("§ 28 Abs. 5 SGB II", "Lernförderung"),
        BildungArt::Mittagsverpflegung => ("§ 28 Abs. 6 SGB II", "Mittagessen"),
        BildungArt::Teilhabe => ("§ 28 Abs. 7 Satz 1 SGB II", "Teilhabe"),
        BildungArt::TeilhabeWeitere => ("§ 28 Abs. 7 Satz 2 SGB II", "Teilhabe, weitere Kosten"),
    }
}

/// Entsteht in diesem Monat Schulbedarf von selbst?
pub(crate) fn ist_stichtag(monat: Monat) -> bool {
    matches!(monat.nummer(), ERSTES_HALBJAHR | ZWEITES_HALBJAHR)
}
