//! Wer welches Geld bekommt: Lohn, Kindergeld, Unterhalt, andere Leistungen.

use case::schnittstelle::{Ausbildung, Ausschluss, Einkommen, EinkommenArt, Person};
use law::measure::{Cent, Monat, Tag};

use super::familie::{Familie, Mensch, Rolle};
use super::lohn::{Steuerklasse, netto};
use crate::betraege::Betraege;
use crate::namen::Geschlecht;
use crate::wuerfel::{Wuerfel, anteil};

/// Was für alle Menschen eines Haushalts gilt, bevor Geld verteilt wird.
struct Umstand {
    monat: Monat,
    betraege: Betraege,
    klasse: Steuerklasse,
    /// Ein Elternteil lebt woanders: Unterhalt oder Vorschuss kommen in Frage.
    allein: bool,
    /// Geburtstag des jüngsten Kindes, solange niemand Elterngeld dafür hat.
    juengstes: Option<Tag>,
    /// Bruttolohn des vertretenden Elternteils; unter 600 Euro kein Vorschuss ab 12.
    lohn_des_elternteils: Cent,
    /// Kennung der Person, die vertritt.
    haupt: String,
}

/// Gibt allen Menschen des Haushalts ihre Einnahmen.
pub(crate) fn verteile(w: &mut Wuerfel, familie: &mut Familie, monat: Monat) {
    let mut umstand = Umstand::von(familie, monat);
    pflegegeld(w, familie);
    for mensch in &mut familie.menschen {
        match (mensch.rolle, mensch.ausschluss()) {
            (Rolle::Besuch, _) => {}
            (_, Some(grund)) => ausgeschlossen(w, mensch, grund, &umstand),
            (Rolle::Kind, None) => kind(w, mensch, &umstand),
            (_, None) => {
                erwachsen(w, mensch, &mut umstand);
                if mensch.rolle == Rolle::Haupt {
                    umstand.lohn_des_elternteils = brutto(&mensch.person);
                    if umstand.lohn_des_elternteils > umstand.betraege.minijob {
                        // Klasse III hat nur eine Person des Paars.
                        umstand.klasse = Steuerklasse::Eins;
                    }
                }
            }
        }
    }
}

/// Lohn aus Arbeit mit dem zugehörigen Netto.
pub(crate) fn lohn(brutto: Cent, klasse: Steuerklasse, betraege: &Betraege) -> Einkommen {
    let netto = Some(netto(brutto, klasse, betraege.minijob));
    Einkommen { brutto: Some(brutto), netto, ..einnahme(EinkommenArt::Erwerb) }
}

/// Bruttolohn des Monats.
pub(crate) fn brutto(person: &Person) -> Cent {
    person.einkommen.iter().filter_map(|zeile| zeile.brutto).sum()
}

impl Umstand {
    fn von(familie: &Familie, monat: Monat) -> Umstand {
        let allein = !familie.hat(Rolle::Partner);
        let kinder = || familie.menschen.iter().filter(|m| m.rolle == Rolle::Kind);
        let klasse = match (allein, kinder().next()) {
            (true, Some(_)) => Steuerklasse::Zwei,
            (true, None) => Steuerklasse::Eins,
            (false, _) => Steuerklasse::Drei,
        };
        Umstand {
            monat,
            betraege: Betraege::fuer(monat),
            klasse,
            allein: allein && !familie.sonderfall,
            juengstes: kinder().filter(|_| !familie.sonderfall).map(|m| m.person.geboren).max(),
            lohn_des_elternteils: Cent::NULL,
            haupt: familie.haupt().map(|m| m.person.id.clone()).unwrap_or_default(),
        }
    }
}

/// Eine Zeile ohne Betrag.
fn einnahme(art: EinkommenArt) -> Einkommen {
    Einkommen {
        art,
        betrag: None,
        brutto: None,
        netto: None,
        fuer_monat: None,
        an: None,
        grundrentenzeiten: false,
        vor_geburt: None,
        kind_nr: None,
        zufluss: None,
        grund: None,
    }
}

/// Eine Zeile, zu der nur ein Betrag gehört.
fn zeile(art: EinkommenArt, betrag: Cent) -> Einkommen {
    Einkommen { betrag: Some(betrag), ..einnahme(art) }
}

fn erwachsen(w: &mut Wuerfel, mensch: &mut Mensch, umstand: &mut Umstand) {
    let alter = mensch.person.geboren.alter(umstand.monat.erster());
    let geschlecht = mensch.geschlecht;
    let person = &mut mensch.person;
    if person.erwerbsfaehig == Some(false) {
        person.einkommen.push(zeile(EinkommenArt::Rente, w.betrag(280..=720)));
    } else if alter < 25 && w.promille(160) {
        junge_ausbildung(w, person, umstand);
    } else if !elternzeit(w, person, geschlecht, umstand) {
        haupteinkunft(w, person, umstand);
    }
    nebeneinkunft(w, person, umstand.monat);
}

/// Elterngeld für die ersten vierzehn Lebensmonate, manchmal noch Mutterschaftsgeld; nur für eine
/// Person im Haushalt.
fn elternzeit(
    w: &mut Wuerfel,
    person: &mut Person,
    geschlecht: Geschlecht,
    umstand: &mut Umstand,
) -> bool {
    let Some(geboren) = umstand.juengstes else { return false };
    let monate = umstand.monat.seit(geboren.monat());
    if !(0..14).contains(&monate) {
        return false;
    }
    if monate <= 1 && geschlecht == Geschlecht::Weiblich && w.promille(350) {
        let tage = w.zahl(10..=30);
        person.einkommen.push(zeile(EinkommenArt::Mutterschaftsgeld, Cent::euro(13 * tage)));
        return true;
    }
    if !w.promille(450) {
        return false;
    }
    umstand.juengstes = None;
    let eintrag = if w.promille(650) {
        zeile(EinkommenArt::Elterngeld, Cent::euro(300))
    } else {
        let vorher = w.euro(480..=1_600);
        let betrag = anteil(vorher, 67).max(Cent::euro(300));
        Einkommen { vor_geburt: Some(vorher), ..zeile(EinkommenArt::Elterngeld, betrag) }
    };
    person.einkommen.push(eintrag);
    true
}

fn haupteinkunft(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    let alter = person.geboren.alter(umstand.monat.erster());
    let neu = match w.zahl(0..=999) {
        0..=173 => {
            let brutto = bruttolohn(w, umstand);
            lohn(brutto, umstand.klasse, &umstand.betraege)
        }
        174..=188 => {
            let gewinn = w.betrag(60..=1_400);
            let netto = gewinn.abzueglich(w.betrag(0..=200));
            Einkommen { netto: Some(netto), ..zeile(EinkommenArt::Selbstaendig, gewinn) }
        }
        189..=213 => zeile(EinkommenArt::Arbeitslosengeld, w.betrag(280..=1_150)),
        214..=220 => zeile(EinkommenArt::Krankengeld, w.betrag(350..=1_200)),
        221..=230 => Einkommen {
            grundrentenzeiten: alter >= 50 && w.promille(250),
            ..zeile(EinkommenArt::Rente, w.betrag(150..=780))
        },
        231..=234 => zeile(EinkommenArt::Unterhalt, w.euro(100..=450)),
        235..=240 if alter < 30 => zeile(EinkommenArt::Bafoeg, w.euro(250..=680)),
        _ => return,
    };
    let arbeitet = neu.art == EinkommenArt::Erwerb;
    person.einkommen.push(neu);
    if arbeitet && w.promille(30) {
        person.einkommen.push(zeile(EinkommenArt::Trinkgeld, w.betrag(10..=140)));
    }
}

/// Minijob bis zur Grenze, Teilzeit, Vollzeit zum Mindestlohn (173 Stunden) und darüber; bei
/// Alleinstehenden ist Vollzeit selten, denn sie beendet meist den Anspruch.
fn bruttolohn(w: &mut Wuerfel, umstand: &Umstand) -> Cent {
    let grenze = umstand.betraege.minijob;
    let teilzeit_bis = if umstand.klasse == Steuerklasse::Eins { 96 } else { 84 };
    match w.zahl(0..=99) {
        0..=25 => grenze,
        26..=48 => w.anteil(grenze, 25..=95),
        stufe if stufe <= teilzeit_bis => w.betrag(700..=1_650),
        _ => {
            let voll = umstand.betraege.mindestlohn.mal_anzahl(173);
            w.anteil(voll, 100..=118)
        }
    }
}

/// Kleinere Einnahmen neben dem Haupteinkommen; die meisten haben keine.
fn nebeneinkunft(w: &mut Wuerfel, person: &mut Person, monat: Monat) {
    let neu = match w.zahl(0..=999) {
        0..=4 => zeile(EinkommenArt::Aufwandsentschaedigung, w.euro(40..=300)),
        5..=8 => zeile(EinkommenArt::Kapital, w.betrag(3..=90)),
        9..=12 => zeile(EinkommenArt::Sonstiges, w.betrag(20..=300)),
        13..=16 => {
            let zufluss = Some(monat.plus(-w.schritte(0..=5)));
            Einkommen { zufluss, ..zeile(EinkommenArt::Nachzahlung, w.betrag(150..=2_400)) }
        }
        17..=21 => {
            let (grund, betrag) = w.waehle(&[
                ("Schmerzensgeld", 500),
                ("Erbschaft", 1_200),
                ("Zuwendung der freien Wohlfahrtspflege", 80),
                ("Blindengeld", 350),
            ]);
            let grund = Some(grund.to_owned());
            Einkommen { grund, ..zeile(EinkommenArt::Frei, Cent::euro(betrag)) }
        }
        22..=24 => zeile(EinkommenArt::Wohngeld, w.euro(40..=260)),
        _ => return,
    };
    person.einkommen.push(neu);
}

/// Unter 25 ohne Eltern: Berufsausbildung, Maßnahme, Schule, Freiwilligendienst.
fn junge_ausbildung(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    let (art, zeilen) = match w.zahl(0..=9) {
        0..=4 => {
            let verguetung = lohn(w.euro(724..=1_120), umstand.klasse, &umstand.betraege);
            let bab = zeile(EinkommenArt::Bab, w.euro(80..=420));
            (Ausbildung::Ausbildung, vec![verguetung, bab])
        }
        5 => {
            (Ausbildung::Ausbildung, vec![zeile(EinkommenArt::Ausbildungsgeld, w.euro(280..=822))])
        }
        6..=7 => (Ausbildung::Schule, vec![zeile(EinkommenArt::Bafoeg, w.euro(420..=666))]),
        _ => {
            let taschengeld = zeile(EinkommenArt::TaschengeldFwd, w.euro(350..=560));
            (Ausbildung::Freiwilligendienst, vec![taschengeld])
        }
    };
    person.ausbildung = Some(art);
    person.einkommen.extend(zeilen);
    // Abgezweigt (§ 74 EStG): das Kind bekommt es selbst, weil kein Elternteil hier lebt.
    if w.promille(600) {
        person.einkommen.push(zeile(EinkommenArt::Kindergeld, umstand.betraege.kindergeld));
    }
}

fn kind(w: &mut Wuerfel, mensch: &mut Mensch, umstand: &Umstand) {
    let person = &mut mensch.person;
    let alter = person.geboren.alter(umstand.monat.erster());
    match alter {
        0..=17 => minderjaehrig(w, person, umstand),
        18..=24 => junger_erwachsener(w, person, umstand),
        _ => {
            haupteinkunft(w, person, umstand);
            nebeneinkunft(w, person, umstand.monat);
        }
    }
}

/// Wer am Ersten noch nicht 18 ist, hat für diesen Monat Kindergeld.
fn minderjaehrig(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    kindergeld(w, person, umstand);
    let alter = person.geboren.alter(umstand.monat.letzter());
    if umstand.allein {
        unterhalt(w, person, umstand, alter);
    } else if w.promille(4) {
        let betrag = w.betrag(90..=260);
        person.einkommen.push(zeile(EinkommenArt::Rente, betrag));
    }
    if (15..=17).contains(&alter) {
        schulzeit(w, person, umstand);
    }
    if w.promille(3) {
        let betrag = w.euro(20..=60).min(umstand.betraege.kinderzuschlag);
        person.einkommen.push(zeile(EinkommenArt::Kinderzuschlag, betrag));
    }
}

fn kindergeld(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    let betrag = umstand.betraege.kindergeld;
    // Meist fehlt die Angabe, wer berechtigt ist; dann gilt der erste Elternteil hier.
    let angegeben = w.promille(120) || person.eltern.is_empty();
    let erwachsene = person.eltern.last().unwrap_or(&umstand.haupt);
    let an = angegeben.then(|| erwachsene.clone());
    person.einkommen.push(Einkommen { an, ..zeile(EinkommenArt::Kindergeld, betrag) });
}

fn unterhalt(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand, alter: u8) {
    let vorschuss = umstand.betraege.uvg(alter).filter(|_| {
        // Ab 12 Jahren nur, wenn der Elternteil mindestens 600 Euro brutto verdient (§ 1 Abs. 1a).
        alter < 12 || umstand.lohn_des_elternteils >= Cent::euro(600)
    });
    match (w.zahl(0..=99), vorschuss) {
        (0..=47, Some(betrag)) => {
            person.einkommen.push(zeile(EinkommenArt::Unterhaltsvorschuss, betrag));
        }
        (48..=67, _) => {
            let betrag = w.euro(80..=480);
            person.einkommen.push(zeile(EinkommenArt::Unterhalt, betrag));
        }
        (68..=70, _) => {
            let betrag = w.betrag(110..=260);
            person.einkommen.push(zeile(EinkommenArt::Rente, betrag));
        }
        _ => {}
    }
}

/// Ab 15: Schule, Schülerjob, Ausbildung oder ein Ferienjob, der nicht zählt.
fn schulzeit(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    person.ausbildung = Some(Ausbildung::Schule);
    match w.zahl(0..=99) {
        0..=4 => {
            let brutto = w.betrag(100..=420);
            person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
        }
        5..=8 => {
            person.ausbildung = Some(Ausbildung::Ausbildung);
            let brutto = w.euro(700..=1_050);
            person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
        }
        9..=10 => {
            let grund = Some("Ferienjob (§ 11a Abs. 7 SGB II)".to_owned());
            let betrag = w.betrag(200..=900);
            person.einkommen.push(Einkommen { grund, ..zeile(EinkommenArt::Frei, betrag) });
        }
        _ => {}
    }
}

/// 18 bis 24 im Haushalt der Eltern.
fn junger_erwachsener(w: &mut Wuerfel, person: &mut Person, umstand: &Umstand) {
    let alter = person.geboren.alter(umstand.monat.erster());
    match w.zahl(0..=99) {
        0..=29 => person.ausbildung = Some(Ausbildung::Schule),
        30..=47 => {
            person.ausbildung = Some(Ausbildung::Ausbildung);
            let brutto = w.euro(724..=1_120);
            person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
        }
        48..=53 => {
            person.ausbildung = Some(Ausbildung::Freiwilligendienst);
            let taschengeld = w.euro(350..=560);
            person.einkommen.push(zeile(EinkommenArt::TaschengeldFwd, taschengeld));
        }
        54..=61 => {
            person.ausbildung = Some(Ausbildung::Studium);
            let betrag = w.euro(200..=534);
            person.einkommen.push(zeile(EinkommenArt::Bafoeg, betrag));
        }
        62..=71 => {
            let brutto = bruttolohn(w, umstand);
            person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
        }
        _ => {}
    }
    // In Ausbildung bis 25, arbeitsuchend bis 21 (§ 32 Abs. 4 EStG).
    let arbeitsuchend = alter < 21 && brutto(person).ist_null();
    if person.ausbildung.is_some() || arbeitsuchend {
        kindergeld(w, person, umstand);
    }
}

/// Der Anteil für die Erziehung steht bei der Pflegeperson, eine Zeile je Kind.
fn pflegegeld(w: &mut Wuerfel, familie: &mut Familie) {
    let anzahl = familie.menschen.iter().filter(|m| m.person.pflegekind).count();
    let Some(haupt) = familie.menschen.first_mut() else { return };
    for kind_nr in (1..=u8::MAX).take(anzahl) {
        let betrag = w.euro(380..=450);
        let kind_nr = Some(kind_nr);
        let eintrag = Einkommen { kind_nr, ..zeile(EinkommenArt::Pflegegeld, betrag) };
        haupt.person.einkommen.push(eintrag);
    }
}

/// Wer ohne Anspruch hier lebt, hat oft eine andere Leistung.
fn ausgeschlossen(w: &mut Wuerfel, mensch: &mut Mensch, grund: Ausschluss, umstand: &Umstand) {
    let person = &mut mensch.person;
    match grund {
        Ausschluss::Altersrente => person.einkommen.push(Einkommen {
            grundrentenzeiten: w.promille(350),
            ..zeile(EinkommenArt::Rente, w.betrag(520..=1_480))
        }),
        Ausschluss::Sgb12Kap4 => {
            person.einkommen.push(zeile(EinkommenArt::Rente, w.betrag(240..=760)));
        }
        Ausschluss::Studium => {
            person.einkommen.push(zeile(EinkommenArt::Bafoeg, w.euro(480..=992)));
            if w.promille(300) {
                let brutto = umstand.betraege.minijob;
                person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
            }
        }
        Ausschluss::Haushaltsgemeinschaft => {
            let brutto = w.betrag(1_500..=2_900);
            person.einkommen.push(lohn(brutto, Steuerklasse::Eins, &umstand.betraege));
        }
        Ausschluss::Asylblg
        | Ausschluss::Stationaer
        | Ausschluss::Haft
        | Ausschluss::Ausland
        | Ausschluss::AuslaenderAusschluss
        | Ausschluss::NichtErreichbar => {}
    }
}
