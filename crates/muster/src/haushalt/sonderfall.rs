//! Die drei von hundert Haushalten, die in kein Muster passen.

use case::schnittstelle::{Alleinerziehend, Ausbildung, Ausschluss};

use super::familie::{Bau, Familie, Mensch, Rolle, mit_kindern};

#[derive(Clone, Copy)]
enum Sonderfall {
    ErwachsenesKind,
    Wohngemeinschaft,
    DreiGenerationen,
    Haushaltsgemeinschaft,
    RentnerPartner,
    StudierenderPartner,
    PartnerSgb12,
    PartnerAsyl,
    PartnerAbwesend,
    Pflegefamilie,
}

pub(crate) fn ziehe(bau: &mut Bau<'_>) -> Familie {
    let fall = bau.w.gewichtet(&[
        (20, Sonderfall::ErwachsenesKind),
        (12, Sonderfall::Wohngemeinschaft),
        (12, Sonderfall::DreiGenerationen),
        (10, Sonderfall::Haushaltsgemeinschaft),
        (14, Sonderfall::RentnerPartner),
        (6, Sonderfall::StudierenderPartner),
        (6, Sonderfall::PartnerSgb12),
        (5, Sonderfall::PartnerAsyl),
        (15, Sonderfall::PartnerAbwesend),
        (10, Sonderfall::Pflegefamilie),
    ]);
    let menschen = match fall {
        Sonderfall::ErwachsenesKind => erwachsenes_kind(bau),
        Sonderfall::Wohngemeinschaft => wohngemeinschaft(bau),
        Sonderfall::DreiGenerationen => drei_generationen(bau),
        Sonderfall::Haushaltsgemeinschaft => haushaltsgemeinschaft(bau),
        Sonderfall::RentnerPartner => {
            let alter = bau.w.zahl(68..=74);
            partner(bau, alter, Ausschluss::Altersrente)
        }
        Sonderfall::StudierenderPartner => {
            let alter = bau.w.zahl(20..=27);
            let mut paar = partner(bau, alter, Ausschluss::Studium);
            for mensch in paar.iter_mut().filter(|m| m.rolle == Rolle::Partner) {
                mensch.person.ausbildung = Some(Ausbildung::Studium);
            }
            paar
        }
        Sonderfall::PartnerSgb12 => {
            let alter = bau.w.zahl(30..=60);
            partner(bau, alter, Ausschluss::Sgb12Kap4)
        }
        Sonderfall::PartnerAsyl => {
            let alter = bau.w.zahl(22..=45);
            partner(bau, alter, Ausschluss::Asylblg)
        }
        Sonderfall::PartnerAbwesend => {
            let alter = bau.w.zahl(25..=58);
            let grund = bau.w.waehle(&[
                Ausschluss::Stationaer,
                Ausschluss::Haft,
                Ausschluss::Ausland,
                Ausschluss::AuslaenderAusschluss,
                Ausschluss::NichtErreichbar,
            ]);
            partner(bau, alter, grund)
        }
        Sonderfall::Pflegefamilie => pflegefamilie(bau),
    };
    Familie { sonderfall: true, ..Familie::aus(menschen) }
}

/// Kind ab 25 bei einem Elternteil: zwei Bedarfsgemeinschaften in einer Wohnung.
fn erwachsenes_kind(bau: &mut Bau<'_>) -> Vec<Mensch> {
    let alter = [bau.w.zahl(25..=38)];
    let haupt = bau.elternteil(Rolle::Haupt, &alter);
    let kinder = bau.kinder(&alter, &[&haupt]);
    mit_kindern(vec![haupt], kinder)
}

/// Zwei, die sich die Wohnung teilen; eine studiert und ist ausgeschlossen.
fn wohngemeinschaft(bau: &mut Bau<'_>) -> Vec<Mensch> {
    let alter = bau.w.zahl(19..=29);
    let haupt = bau.mensch(Rolle::Haupt, alter);
    let alter = bau.w.zahl(19..=27);
    let mut weitere = bau.mensch(Rolle::Weitere, alter);
    weitere.person.ausgeschlossen = Some(Ausschluss::Studium);
    weitere.person.ausbildung = Some(Ausbildung::Studium);
    vec![haupt, weitere]
}

/// Großmutter oder Großvater, junger Elternteil, kleines Kind.
fn drei_generationen(bau: &mut Bau<'_>) -> Vec<Mensch> {
    let klein = [bau.w.zahl(0..=3)];
    let jung = [bau.w.gewichtet(&[(2, 17), (5, 20), (3, 23), (3, 26)]) + klein.iter().sum::<u32>()];
    let haupt = bau.elternteil(Rolle::Haupt, &jung);
    let mut mittlere = bau.kinder(&jung, &[&haupt]);
    let enkel = mittlere
        .first_mut()
        .map(|elternteil| {
            elternteil.person.alleinerziehend = Some(Alleinerziehend::Ja);
            bau.kinder(&klein, &[elternteil])
        })
        .unwrap_or_default();
    mit_kindern(mit_kindern(vec![haupt], mittlere), enkel)
}

/// Verwandte, die nur zur Haushaltsgemeinschaft gehören (§ 9 Abs. 5).
fn haushaltsgemeinschaft(bau: &mut Bau<'_>) -> Vec<Mensch> {
    let alter = bau.w.zahl(25..=55);
    let haupt = bau.mensch(Rolle::Haupt, alter);
    let alter = bau.w.zahl(28..=63);
    let mut weitere = bau.mensch(Rolle::Weitere, alter);
    weitere.nachname = haupt.nachname;
    weitere.person.ausgeschlossen = Some(Ausschluss::Haushaltsgemeinschaft);
    vec![haupt, weitere]
}

/// Ein Paar, von dem eine Seite keinen Anspruch hat: die gemischte Bedarfsgemeinschaft.
fn partner(bau: &mut Bau<'_>, alter: u32, grund: Ausschluss) -> Vec<Mensch> {
    let juenger = (alter + 4).saturating_sub(bau.w.zahl(0..=14)).clamp(19, 63);
    let mut haupt = bau.mensch(Rolle::Haupt, juenger);
    let mut partner = bau.mensch(Rolle::Partner, alter);
    bau.verpaare(&mut haupt, &mut partner);
    partner.person.ausgeschlossen = Some(grund);
    vec![haupt, partner]
}

/// Pflegekinder: leben hier, sind keine Kinder im Sinne von § 7 Abs. 3.
fn pflegefamilie(bau: &mut Bau<'_>) -> Vec<Mensch> {
    let anzahl = bau.w.gewichtet(&[(4, 1), (3, 2), (2, 3), (2, 4)]);
    let alter = bau.alter_der_kinder(anzahl);
    let hauptalter = bau.w.zahl(44..=60);
    let haupt = bau.mensch(Rolle::Haupt, hauptalter);
    let mut kinder: Vec<Mensch> = Vec::new();
    for jahre in alter {
        let mut kind = bau.mensch(Rolle::Kind, jahre.min(16));
        kind.person.pflegekind = true;
        kinder.push(kind);
    }
    mit_kindern(vec![haupt], kinder)
}
