//! Begründung (§ 35 SGB X): was gerechnet wurde, warum jemand nichts bekommt, jeder Betrag mit Norm.

use law::lage::Ausschluss;
use law::measure::{Beleg, Cent};

use super::lauf::Lauf;
use super::{Abschnitt, Art, Block, Breite, Fall, Tabelle, Zeile, ZeilenArt};
use crate::schnittstelle::PersonErgebnis;

/// Tiefer wird nicht eingerückt.
const TIEFSTE: usize = 4;

pub(super) fn abschnitt(fall: &Fall<'_>) -> Option<Abschnitt> {
    let (titel, mut punkte) = match fall.art() {
        Art::Bewilligung => ("Begründung", posten(fall)),
        Art::Ablehnung => ("Warum Sie kein Geld bekommen", ablehnung(fall)),
    };
    punkte.extend(ohne_anspruch(fall));
    let anfang = "Unsere Entscheidung stützt sich auf Ihre Angaben und Nachweise. Die Rechnung für \
                  jede Person steht im Berechnungsbogen am Ende dieses Briefs (§ 35 SGB X).";
    let bloecke = vec![Block::absatz(anfang), Block::Liste { punkte }];
    Some(Abschnitt { titel: titel.to_owned(), bloecke })
}

/// Ein Satz je Rechenschritt, der in einem der Monate vorkommt.
fn posten(fall: &Fall<'_>) -> Vec<String> {
    let kommt_vor = |betrag: fn(&PersonErgebnis) -> Cent| {
        let mut personen = fall.monate.iter().flat_map(|monat| &monat.personen);
        personen.any(|person| !betrag(person).ist_null())
    };
    let saetze: [(bool, &str); 9] = [
        (
            kommt_vor(|p| p.regelbedarf),
            "Der Regelbedarf ist für das tägliche Leben, zum Beispiel Essen, Kleidung und Strom. \
             Seine Höhe hängt vom Alter und vom Zusammenleben ab (§§ 20, 23 SGB II).",
        ),
        (
            kommt_vor(|p| p.mehrbedarf),
            "Ein Mehrbedarf kommt dazu, wenn jemand aus einem besonderen Grund mehr Geld braucht \
             (§§ 21, 23 SGB II).",
        ),
        (
            kommt_vor(|p| p.unterkunft),
            "Die Kosten für Wohnung und Heizung teilen wir durch alle Menschen, die in der Wohnung \
             leben (§ 22 SGB II).",
        ),
        (
            kommt_vor(|p| p.einkommen) || kommt_vor(|p| p.angerechnet),
            "Einkommen rechnen wir in dem Monat an, in dem Sie es bekommen (§ 11 SGB II). Vorher \
             ziehen wir die Freibeträge ab (§ 11b SGB II).",
        ),
        (
            fall.mehrere() && kommt_vor(|p| p.angerechnet),
            "Einkommen der Eltern und Partner verteilen wir auf alle in der Bedarfsgemeinschaft: Wer \
             mehr braucht, dem rechnen wir auch mehr an (§ 9 Abs. 2 SGB II).",
        ),
        (
            kommt_vor(|p| p.sofortzuschlag),
            "Für Kinder, Jugendliche und junge Erwachsene gibt es zusätzlich den Sofortzuschlag \
             (§ 72 SGB II).",
        ),
        (
            kommt_vor(|p| p.minderung),
            "Wegen einer festgestellten Minderung zahlen wir weniger aus (§§ 31a, 32, 7b SGB II). Der \
             Grund steht in dem Bescheid, mit dem wir die Minderung festgestellt haben.",
        ),
        (
            kommt_vor(|p| p.aufrechnung),
            "Einen Teil behalten wir ein, um ein Darlehen oder eine Erstattung zurückzuzahlen \
             (§§ 42a, 43 SGB II).",
        ),
        (
            fall.gemeinschaften() > 1,
            "Wer mit einem Partner oder eigenem Kind lebt oder 25 Jahre alt ist, bildet eine eigene \
             Bedarfsgemeinschaft (§ 7 Abs. 3 SGB II).",
        ),
    ];
    saetze.iter().filter(|(gilt, _)| *gilt).map(|(_, satz)| (*satz).to_owned()).collect()
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
        let summe =
            |betrag: fn(&PersonErgebnis) -> Cent| monat.personen.iter().map(betrag).sum::<Cent>();
        saetze.push(format!(
            "Ihr Bedarf im {} beträgt zusammen {}. Dagegen rechnen wir {} an. {} Ihren Bedarf.",
            monat.monat.deutsch(),
            summe(|p| p.bedarf),
            summe(|p| p.angerechnet),
            mittel(fall, summe(|p| p.einkommen) >= summe(|p| p.bedarf))
        ));
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
    let Some(ausschluss) = person.and_then(|person| person.ausgeschlossen) else {
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

/// Der Baum der Gründe als eine Tabelle; nichts, wenn kein Beleg verlangt war.
pub(super) fn im_einzelnen(fall: &Fall<'_>, lauf: &Lauf<'_>) -> Option<Abschnitt> {
    let wurzel = lauf.erster.beleg.as_ref()?;
    let mut zeilen = Vec::new();
    for beleg in &wurzel.aus {
        let ab = zeilen.len();
        zeilen_aus(beleg, 0, &mut zeilen);
        // Der Beleg einer Person trägt ihre Kennung; im Brief steht der Name.
        let person = lauf.erster.personen.iter().find(|person| person.id == beleg.was);
        if let (Some(person), Some(kopf)) = (person, zeilen.get_mut(ab)) {
            kopf.zellen =
                vec![fall.name(&person.id), beleg.norm.to_string(), beleg.betrag.to_string()];
        }
    }
    if zeilen.is_empty() {
        return None;
    }
    let tabelle = Tabelle {
        beschreibung: "Gründe für die Beträge jeder Person, eingerückt nach Rechenschritt"
            .to_owned(),
        kopf: ["Was", "Grundlage", "Betrag"].map(str::to_owned).to_vec(),
        zahlen: 1,
        erste: Breite::Rest,
        zeilen,
    };
    Some(Abschnitt {
        titel: format!("Die Rechnung im Einzelnen: {}", lauf.deutsch()),
        bloecke: vec![Block::Tabelle(tabelle)],
    })
}

/// Tiefe eines Belegs ist durch das Recht begrenzt; die Rekursion folgt ihm.
fn zeilen_aus(beleg: &Beleg, tiefe: usize, zeilen: &mut Vec<Zeile>) {
    zeilen.push(Zeile {
        art: match tiefe {
            0 => ZeilenArt::Summe,
            1 => ZeilenArt::Zwischensumme,
            _ => ZeilenArt::Posten,
        },
        tiefe: tiefe.min(TIEFSTE),
        zellen: vec![beleg.was.clone(), beleg.norm.to_string(), beleg.betrag.to_string()],
    });
    for unter in &beleg.aus {
        zeilen_aus(unter, tiefe.saturating_add(1), zeilen);
    }
}
