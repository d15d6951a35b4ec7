//! Begründung (§ 35 SGB X): was gerechnet wurde, warum jemand nichts bekommt, jeder Betrag mit Norm.

use law::lage::Ausschluss;
use law::measure::{Beleg, Cent};

use super::lauf::Lauf;
use super::{Abschnitt, Art, Block, Breite, Fall, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::{Person, PersonErgebnis, UnterbringungArt};

/// Tiefer wird nicht eingerückt.
const TIEFSTE: usize = 4;

pub(super) fn abschnitt(fall: &Fall<'_>) -> Option<Abschnitt> {
    let (titel, mut punkte) = match fall.art() {
        Art::Bewilligung => ("Begründung", posten(fall)),
        Art::Ablehnung => ("Warum Sie kein Geld bekommen", ablehnung(fall)),
        Art::Aenderung
        | Art::Aufhebung
        | Art::Anhoerung
        | Art::Erstattung
        | Art::Abschluss
        | Art::Versagung
        | Art::Anforderung
        | Art::Widerspruchsbescheid
        | Art::Ueberpruefung => ("So haben wir gerechnet", posten(fall)),
    };
    if fall.gemeinschaften() > 1 {
        punkte.push(
            "Wer mit einem Partner oder eigenem Kind lebt oder 25 Jahre alt ist, bildet eine eigene \
             Bedarfsgemeinschaft (§ 7 Abs. 3 SGB II)."
                .to_owned(),
        );
    }
    punkte.extend(ohne_anspruch(fall));
    let anfang = "Unsere Entscheidung stützt sich auf Ihre Angaben und Nachweise. Die Rechnung für \
                  jede Person steht im Berechnungsbogen am Ende dieses Briefs (§ 35 SGB X).";
    let bloecke = vec![Block::absatz(anfang), Block::Liste { punkte }];
    Some(Abschnitt { titel: titel.to_owned(), bloecke })
}

/// Ein Satz, und ob er in diesem Brief steht.
type Satz = (bool, String);

/// Ein Satz je Rechenschritt, der in einem der Monate vorkommt, dazu die Beträge des Haushalts.
fn posten(fall: &Fall<'_>) -> Vec<String> {
    let saetze = bedarf_und_einkommen(fall).into_iter();
    let saetze = saetze.chain(zusaetzlich(fall)).chain(einbehalten(fall));
    saetze.filter(|(gilt, _)| *gilt).map(|(_, satz)| satz).collect()
}

fn summe(fall: &Fall<'_>, betrag: fn(&PersonErgebnis) -> Cent) -> String {
    let erster = fall.monate.first();
    let personen = erster.map(|monat| monat.personen.as_slice()).unwrap_or_default();
    let wann = erster.map(|monat| monat.monat.deutsch()).unwrap_or_default();
    format!("Im {wann} sind das zusammen {}.", personen.iter().map(betrag).sum::<Cent>())
}

fn kommt_vor(fall: &Fall<'_>, betrag: fn(&PersonErgebnis) -> Cent) -> bool {
    let mut personen = fall.monate.iter().flat_map(|monat| &monat.personen);
    personen.any(|person| !betrag(person).ist_null())
}

fn bedarf_und_einkommen(fall: &Fall<'_>) -> [Satz; 5] {
    [
        (
            kommt_vor(fall, |p| p.regelbedarf),
            "Der Regelbedarf ist für das tägliche Leben, zum Beispiel Essen, Kleidung und Strom. \
             Seine Höhe hängt vom Alter und vom Zusammenleben ab (§§ 20, 23 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.mehrbedarf),
            "Ein Mehrbedarf kommt dazu, wenn jemand aus einem besonderen Grund mehr Geld braucht \
             (§§ 21, 23 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.unterkunft),
            format!(
                "Die Kosten für Wohnung und Heizung, die wir anerkennen, teilen wir durch alle \
                 Menschen in der Wohnung (§ 22 SGB II). {}",
                summe(fall, |p| p.unterkunft)
            ),
        ),
        (
            kommt_vor(fall, |p| p.angerechnet),
            format!(
                "Einkommen rechnen wir in dem Monat an, in dem Sie es bekommen (§ 11 SGB II). Vorher \
                 ziehen wir die Freibeträge ab (§ 11b SGB II). {}",
                summe(fall, |p| p.angerechnet)
            ),
        ),
        (
            fall.mehrere() && kommt_vor(fall, |p| p.angerechnet),
            "Einkommen der Eltern und Partner verteilen wir auf alle in der Bedarfsgemeinschaft: Wer \
             mehr braucht, dem rechnen wir auch mehr an (§ 9 Abs. 2 SGB II)."
                .to_owned(),
        ),
    ]
}

fn zusaetzlich(fall: &Fall<'_>) -> [Satz; 5] {
    [
        (
            kommt_vor(fall, |p| p.sofortzuschlag),
            "Für Kinder, Jugendliche und junge Erwachsene gibt es zusätzlich den Sofortzuschlag \
             (§ 72 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.bildung.iter().map(|b| b.betrag).sum()),
            "Für Bildung und Teilhabe berücksichtigen wir die Kosten, die das Gesetz nennt (§ 28 SGB II). \
             Sie zählen neben dem übrigen Bedarf. Eigenes Geld rechnen wir nur an, soweit es über dem \
             übrigen Bedarf liegt (§ 19 Abs. 3 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.beitraege.iter().map(|z| z.betrag).sum()),
            "Zum Beitrag für Ihre Kranken- und Pflegeversicherung geben wir einen Zuschuss, wenn Sie nicht \
             schon durch unsere Leistung versichert sind; bei privaten Versicherungen höchstens bis zur \
             gesetzlichen Grenze (§ 26 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.auszubildende),
            "Auch wer wegen einer Ausbildung keinen eigenen Anspruch hat, bekommt bestimmte Mehrbedarfe, \
             soweit das Einkommen sie nicht deckt (§ 27 Abs. 2 SGB II)."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.sachleistung),
            format!(
                "Essen und Strom bekommen Sie in Ihrer Unterkunft. Diesen Teil zahlen wir nicht in Geld \
                 aus (§ 68 SGB II). {}",
                summe(fall, |p| p.sachleistung)
            ),
        ),
    ]
}

fn einbehalten(fall: &Fall<'_>) -> [Satz; 2] {
    [
        (
            kommt_vor(fall, |p| p.minderung),
            "Wegen einer festgestellten Minderung zahlen wir weniger aus (§§ 31a, 32, 7b SGB II). Der \
             Grund steht in dem Bescheid, mit dem wir die Minderung festgestellt haben."
                .to_owned(),
        ),
        (
            kommt_vor(fall, |p| p.aufrechnung),
            "Einen Teil behalten wir ein, um ein Darlehen oder eine Erstattung zurückzuzahlen \
             (§§ 42a, 43 SGB II)."
                .to_owned(),
        ),
    ]
}

fn ablehnung(fall: &Fall<'_>) -> Vec<String> {
    let personen = || fall.monate.iter().flat_map(|monat| &monat.personen);
    if personen().all(|person| person.bedarfsgemeinschaft.is_none()) {
        return vec![
            "Niemand in Ihrem Haushalt gehört zu den Menschen, die diese Leistung bekommen können \
             (§ 7 SGB II)."
                .to_owned(),
        ];
    }
    let mut saetze = vec![
        "Geld bekommt nur, wer den eigenen Lebensunterhalt nicht oder nicht ganz selbst bezahlen \
         kann. Dazu gehören das Einkommen und das Vermögen aller Menschen in der \
         Bedarfsgemeinschaft (§ 9 SGB II)."
            .to_owned(),
    ];
    if let Some(monat) = fall.monate.first() {
        let in_bg = || monat.personen.iter().filter(|p| p.bedarfsgemeinschaft.is_some());
        let summe = |betrag: fn(&PersonErgebnis) -> Cent| in_bg().map(betrag).sum::<Cent>();
        let (bedarf, angerechnet) = (summe(|p| p.bedarf), summe(|p| p.angerechnet));
        saetze.push(format!(
            "Ihr Bedarf im {} beträgt zusammen {bedarf}. Dagegen rechnen wir {angerechnet} an.",
            monat.monat.deutsch()
        ));
        if angerechnet >= bedarf {
            let womit = mittel(fall, summe(|p| p.einkommen) >= bedarf);
            saetze.push(format!("{womit} Ihren Bedarf."));
        }
    }
    saetze
}

/// Was den Bedarf deckt: `einkommen_reicht` allein, sonst zählt auch Vermögen.
fn mittel(fall: &Fall<'_>, einkommen_reicht: bool) -> &'static str {
    let vermoegen = fall.haushalt.lage.personen.iter().any(|person| !person.vermoegen.ist_null());
    if vermoegen && !einkommen_reicht {
        "Ihr Einkommen und Ihr Vermögen (§ 12 SGB II) decken"
    } else {
        "Ihr Einkommen (§ 11 SGB II) deckt"
    }
}

/// Wer im Haushalt lebt, aber keiner Bedarfsgemeinschaft angehört, und warum.
fn ohne_anspruch(fall: &Fall<'_>) -> Vec<String> {
    let mut genannt: Vec<&str> = Vec::new();
    let mut saetze = Vec::new();
    for person in fall.monate.iter().flat_map(|monat| &monat.personen) {
        let id = person.id.as_str();
        if person.bedarfsgemeinschaft.is_some() || genannt.contains(&id) {
            continue;
        }
        genannt.push(id);
        saetze.push(format!("{} {}", fall.name(id), grund(fall, id)));
    }
    saetze
}

fn grund(fall: &Fall<'_>, id: &str) -> &'static str {
    let person = fall.person(id);
    let Some(ausschluss) = person.and_then(ausschluss) else {
        let kind = person.is_some_and(|person| !person.eltern.is_empty());
        return if kind {
            "hat genug eigenes Einkommen oder Vermögen und gehört deshalb nicht zur \
             Bedarfsgemeinschaft (§ 7 Abs. 3 Nr. 4 SGB II)."
        } else {
            "lebt im Haushalt, gehört aber nicht zur Bedarfsgemeinschaft (§ 7 Abs. 3 SGB II)."
        };
    };
    match ausschluss {
        Ausschluss::Altersrente => {
            "bekommt eine Altersrente oder hat die Altersgrenze erreicht und hat deshalb hier keinen \
             eigenen Anspruch (§ 7 Abs. 4, § 7a SGB II)."
        }
        Ausschluss::Sgb12Kap4 => {
            "bekommt Grundsicherung im Alter und bei Erwerbsminderung nach dem SGB XII und hat \
             deshalb hier keinen eigenen Anspruch."
        }
        Ausschluss::Asylblg => {
            "bekommt Leistungen nach dem Asylbewerberleistungsgesetz und hat deshalb hier keinen \
             eigenen Anspruch (§ 7 Abs. 1 SGB II)."
        }
        Ausschluss::Studium => {
            "macht eine Ausbildung oder ein Studium mit eigener Förderung und hat deshalb hier \
             keinen eigenen Anspruch (§ 7 Abs. 5 SGB II)."
        }
        Ausschluss::Stationaer => {
            "lebt in einer stationären Einrichtung und hat deshalb keinen Anspruch (§ 7 Abs. 4 SGB II)."
        }
        Ausschluss::Haft => {
            "lebt in einer Einrichtung auf richterliche Anordnung und hat deshalb keinen Anspruch \
             (§ 7 Abs. 4 SGB II)."
        }
        Ausschluss::Ausland => {
            "lebt gewöhnlich nicht in Deutschland und hat deshalb keinen Anspruch (§ 7 Abs. 1 SGB II)."
        }
        Ausschluss::AuslaenderAusschluss => {
            "hat nach den Regeln für Ausländerinnen und Ausländer keinen Anspruch (§ 7 Abs. 1 Satz 2 \
             SGB II)."
        }
        Ausschluss::NichtErreichbar => {
            "gilt als nicht erreichbar und hat deshalb keinen Anspruch (§ 7b SGB II)."
        }
        Ausschluss::Haushaltsgemeinschaft => {
            "lebt mit Ihnen zusammen, gehört aber nicht zur Bedarfsgemeinschaft (§ 9 Abs. 5 SGB II)."
        }
    }
}

/// Warum die Person ausgeschlossen ist, auch wenn es aus Ausbildung oder Aufenthalt folgt.
fn ausschluss(person: &Person) -> Option<Ausschluss> {
    let aufenthalt = person.unterbringung.as_ref().map(|unterbringung| match unterbringung.art {
        UnterbringungArt::Krankenhaus | UnterbringungArt::Einrichtung => Ausschluss::Stationaer,
        UnterbringungArt::Haft => Ausschluss::Haft,
    });
    let ausbildung = person.foerderung.as_ref().map(|_| Ausschluss::Studium);
    person.ausgeschlossen.or(aufenthalt).or(ausbildung)
}

/// Der Baum der Gründe, je Person eine Tabelle; nichts, wenn kein Beleg verlangt war.
pub(super) fn im_einzelnen(fall: &Fall<'_>, lauf: &Lauf<'_>) -> Option<Abschnitt> {
    let wurzel = lauf.erster.beleg.as_ref()?;
    // Der Beleg einer Person trägt ihre Kennung; alles andere gilt für den Haushalt.
    let ist_person = |beleg: &&Beleg| lauf.erster.personen.iter().any(|p| p.id == beleg.was);
    let (personen, haushalt): (Vec<&Beleg>, Vec<&Beleg>) = wurzel.aus.iter().partition(ist_person);
    let mut bloecke = Vec::new();
    for beleg in personen.into_iter().filter(|beleg| !beleg.aus.is_empty()) {
        let titel = format!("{}: {} ({})", fall.name(&beleg.was), beleg.betrag, beleg.norm);
        bloecke.extend(beleg_tabelle(titel, beleg.aus.iter()));
    }
    if !haushalt.is_empty() {
        bloecke.extend(beleg_tabelle("Haushalt".to_owned(), haushalt.into_iter()));
    }
    let titel = format!("Die Rechnung im Einzelnen: {}", lauf.deutsch());
    (!bloecke.is_empty()).then_some(Abschnitt { titel, bloecke })
}

fn beleg_tabelle<'a>(titel: String, belege: impl Iterator<Item = &'a Beleg>) -> [Block; 2] {
    let mut zeilen = Vec::new();
    for beleg in belege {
        zeilen_aus(beleg, 0, &mut zeilen);
    }
    let tabelle = Tabelle {
        beschreibung: "Rechenschritte mit Grundlage und Betrag".to_owned(),
        kopf: ["Was", "Grundlage", "Betrag"].map(str::to_owned).to_vec(),
        zahlen: 1,
        erste: Breite::Rest,
        zeilen,
    };
    [Block::zwischentitel(titel), Block::Tabelle(tabelle)]
}

/// Tiefe eines Belegs ist durch das Recht begrenzt; die Rekursion folgt ihm.
fn zeilen_aus(beleg: &Beleg, tiefe: usize, zeilen: &mut Vec<Zeile>) {
    zeilen.push(Zeile {
        // Fett ist, was sich aus anderem zusammensetzt.
        art: if tiefe == 0 && !beleg.aus.is_empty() {
            ZeilenArt::Zwischensumme
        } else {
            ZeilenArt::Posten
        },
        tiefe: tiefe.min(TIEFSTE),
        zellen: vec![beleg.was.clone(), beleg.norm.to_string(), beleg.betrag.to_string()],
    });
    for unter in &beleg.aus {
        zeilen_aus(unter, tiefe.saturating_add(1), zeilen);
    }
}
