//! Was sonst in den Brief gehört: offene Fragen, Hinweise, Pflichten, Rechtsbehelfsbelehrung.

use law::measure::{Cent, Monat, Tag};

use super::{Abschnitt, Art, Block, Fall, kopf};
use crate::gericht::Teil;
use crate::schnittstelle::{Ergebnis, Gewicht, Wohnung};
use crate::vorlaeufig::Ungewiss;

/// „Was noch zu klären ist“: jede Frage einmal, mit der Person, die sie betrifft.
pub(super) fn offen(fall: &Fall<'_>) -> Option<Abschnitt> {
    let fragen = fall.offen();
    if fragen.is_empty() {
        return None;
    }
    let punkte = fragen.iter().map(|frage| {
        let wer = frage.person.as_ref().map(|id| format!("{}: ", fall.name(id)));
        format!("{}{} ({})", wer.unwrap_or_default(), frage.frage, frage.norm)
    });
    let stand = "Diese Fragen sind noch offen. Bis sie geklärt sind, ist dieser Brief ein Entwurf.";
    let anfang = match fall.art() {
        Art::Aenderung
        | Art::Aufhebung
        | Art::Anhoerung
        | Art::Erstattung
        | Art::Abschluss
        | Art::Versagung
        | Art::Anforderung
        | Art::Widerspruchsbescheid
        | Art::Ueberpruefung => stand.to_owned(),
        Art::Bewilligung | Art::Ablehnung => {
            format!("{stand} Die Beträge darin sind ohne die fraglichen Kürzungen gerechnet.")
        }
    };
    Some(Abschnitt {
        titel: "Was noch zu klären ist".to_owned(),
        bloecke: vec![Block::absatz(anfang), Block::Liste { punkte: punkte.collect() }],
    })
}

/// Für spätere Monate stehen die Beträge noch nicht fest (§ 20 Abs. 1a SGB II).
pub(super) fn spaetere_betraege(fall: &Fall<'_>) -> Option<Abschnitt> {
    let wartet = |monat: &&Ergebnis| monat.offen.iter().any(|f| f.gewicht == Gewicht::Abwarten);
    let ab = fall.monate.iter().find(wartet)?.monat;
    let satz = format!(
        "Für die Zeit ab {} sind die neuen Regelbedarfe noch nicht festgesetzt. Bis dahin rechnen \
         wir mit den bisherigen Beträgen weiter. Ändern sie sich, bekommen Sie von uns einen neuen \
         Bescheid. Sie müssen dafür nichts tun (§ 20 Abs. 1a SGB II).",
        ab.deutsch()
    );
    Some(Abschnitt {
        titel: format!("Beträge ab {}", ab.deutsch()),
        bloecke: vec![Block::absatz(satz)],
    })
}

/// § 22 Abs. 1a SGB II (seit Juli 2026): Kosten über der örtlichen Grenze, Dauer und Bedingungen.
pub(super) fn unterkunft(fall: &Fall<'_>) -> Option<Abschnitt> {
    let reform = Monat::neu(2026, 7).ok()?;
    if fall.monate.last()?.monat < reform {
        return None;
    }
    let ueber: Vec<String> =
        fall.haushalt.lage.wohnung.alle().iter().flat_map(ueber_der_grenze).collect();
    if ueber.is_empty() {
        return None;
    }
    // § 65a schweigt dazu; nach § 22 Abs. 1a zählt der Bewilligungszeitraum (Schalter im Recht).
    let ab = fall.haushalt.lage.bewilligung_ab.map_or(fall.monate.first()?.monat, Tag::monat);
    let deckel =
        if ab >= reform { ", höchstens das Eineinhalbfache der Grenze (Satz 6)" } else { "" };
    let karenz = format!(
        "Im ersten Jahr, in dem Sie Leistungen bekommen, erkennen wir die Kosten der Wohnung auch \
         über der Grenze an (Karenzzeit, § 22 Abs. 1 Satz 2 und 3 SGB II){deckel}."
    );
    let danach = "Danach, und bei der Heizung sofort, erkennen wir höhere Kosten nur so lange an, wie \
                  Sie sie nicht senken können oder es Ihnen nicht zuzumuten ist, in der Regel \
                  längstens sechs Monate (Satz 9).";
    let rat = "Bitte sprechen Sie mit uns, bevor Sie umziehen oder einen Mietvertrag \
               unterschreiben (§ 22 Abs. 4 SGB II).";
    Some(Abschnitt {
        titel: "Ihre Wohnung kostet mehr als angemessen".to_owned(),
        bloecke: vec![
            Block::absatz(format!(
                "{} Darüber müssen wir Sie unterrichten (§ 22 Abs. 1a SGB II).",
                ueber.join(" ")
            )),
            Block::Liste { punkte: vec![karenz, danach.to_owned(), rat.to_owned()] },
        ],
    })
}

fn ueber_der_grenze(wohnung: &Wohnung) -> Vec<String> {
    let Some(grenze) = wohnung.angemessen else { return Vec::new() };
    let kalt = wohnung.grundmiete + wohnung.nebenkosten;
    let faelle: [(&str, Cent, Option<Cent>); 3] = [
        ("Ihre Miete mit kalten Nebenkosten", kalt, grenze.bruttokalt),
        ("Ihre Heizung", wohnung.heizung, grenze.heizung),
        ("Ihre Wohnung mit Heizung", kalt + wohnung.heizung, grenze.gesamt),
    ];
    let ueber = faelle.into_iter().filter_map(|(was, kosten, grenze)| {
        let grenze = grenze.filter(|grenze| kosten > *grenze)?;
        Some(format!("{was} kostet im Monat {kosten}. Angemessen sind hier {grenze}."))
    });
    ueber.collect()
}

/// § 41a Abs. 1, 2, 3, 5 SGB II: warum vorläufig, und was danach geschieht.
pub(super) fn vorlaeufig(fall: &Fall<'_>) -> Option<Abschnitt> {
    let eine = fall.vorlaeufig?;
    let was = match eine.ungewiss {
        Ungewiss::Hoehe => "Wie viel Ihnen zusteht, steht noch nicht fest.",
        Ungewiss::Voraussetzungen => {
            "Ob Ihnen Leistungen zustehen, steht noch nicht fest; es spricht aber viel dafür."
        }
    };
    let (ab, bis) = (eine.ab.erster().deutsch(), eine.bis.letzter().deutsch());
    Some(Abschnitt {
        titel: "Diese Entscheidung ist vorläufig".to_owned(),
        bloecke: vec![
            Block::absatz(format!(
                "Wir entscheiden vom {ab} bis zum {bis} vorläufig (§ 41a Abs. 1 SGB II). {was} Der Grund: {}",
                satz(&eine.grund)
            )),
            Block::Liste {
                punkte: vec![
                    format!(
                        "Nach dem {bis} entscheiden wir abschließend. Dafür fordern wir die Nachweise an, die noch \
                         fehlen. Bitte heben Sie alle Unterlagen auf."
                    ),
                    "War der vorläufige Betrag zu niedrig, zahlen wir nach. War er zu hoch, müssen Sie den Unterschied \
                     erstatten, wenn es zusammen mindestens 50 Euro sind (§ 41a Abs. 6 SGB II)."
                        .to_owned(),
                    "Sie können beantragen, dass wir abschließend entscheiden. Entscheiden wir ein Jahr lang nicht und \
                     beantragen Sie nichts, bleibt es bei den vorläufigen Beträgen (§ 41a Abs. 5 SGB II)."
                        .to_owned(),
                ],
            },
        ],
    })
}

/// Mit Punkt am Ende.
pub(super) fn satz(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// § 60 Abs. 1 SGB I.
pub(super) fn mitwirkung() -> Option<Abschnitt> {
    let punkte = [
        "Jemand zieht ein oder aus, wird geboren oder stirbt.",
        "Sie ziehen um, oder Ihre Miete oder Ihre Heizkosten ändern sich.",
        "Jemand beginnt oder beendet eine Arbeit, oder der Lohn ändert sich.",
        "Sie bekommen anderes Geld, zum Beispiel Unterhalt, Rente, Elterngeld oder eine Erbschaft.",
        "Ihr Konto oder Ihre Telefonnummer ändert sich.",
    ];
    Some(Abschnitt {
        titel: "Bitte sagen Sie uns, wenn sich etwas ändert".to_owned(),
        bloecke: vec![
            Block::absatz(
                "Änderungen müssen Sie uns sofort mitteilen (§ 60 SGB I). Sonst zahlen wir vielleicht \
                 zu viel, und Sie müssen Geld zurückzahlen. Zum Beispiel:",
            ),
            Block::Liste { punkte: punkte.map(str::to_owned).to_vec() },
        ],
    })
}

pub(super) fn neuer_antrag() -> Option<Abschnitt> {
    Some(Abschnitt {
        titel: "Wenn sich etwas ändert".to_owned(),
        bloecke: vec![Block::absatz(
            "Sie können jederzeit einen neuen Antrag stellen, zum Beispiel wenn Ihr Einkommen sinkt \
             oder Ihre Miete steigt. Ein Anruf oder eine kurze Nachricht genügt. Der Antrag wirkt auf \
             den Ersten des Monats zurück, in dem Sie ihn stellen (§ 37 SGB II).",
        )],
    })
}

/// § 41 Abs. 3 Satz 4 SGB II: über Bildung und Teilhabe wird gesondert entschieden.
pub(super) fn bildung(fall: &Fall<'_>) -> Option<Abschnitt> {
    let stichtag = fall.monate.first()?.monat.erster();
    let jung = |geboren: Tag| geboren.alter(stichtag) < 25;
    if !fall.haushalt.lage.personen.iter().any(|person| jung(person.geboren)) {
        return None;
    }
    Some(Abschnitt {
        titel: "Geld für Bildung und Teilhabe".to_owned(),
        bloecke: vec![Block::absatz(
            "Kinder, Jugendliche und junge Erwachsene können mehr bekommen, zum Beispiel für \
             Ausflüge, Klassenfahrten, die Fahrt zur Schule, das Mittagessen, Nachhilfe oder den \
             Sportverein (§ 28 SGB II). Darüber entscheiden wir gesondert (§ 41 Abs. 3 Satz 4 SGB II). \
             Für Nachhilfe (Lernförderung) brauchen wir einen eigenen Antrag (§ 37 Abs. 1 SGB II). \
             Fragen Sie uns gern.",
        )],
    })
}

pub(super) fn fragen(fall: &Fall<'_>) -> Option<Abschnitt> {
    Some(Abschnitt {
        titel: "Haben Sie Fragen?".to_owned(),
        bloecke: vec![Block::absatz(format!(
            "Wir erklären Ihnen diesen Brief gern. Sie erreichen uns unter der Telefonnummer {}.",
            fall.traeger.telefon
        ))],
    })
}

/// § 36 SGB X: Rechtsbehelf, Behörde, Sitz, Frist, Form (§ 84 SGG).
pub(super) fn rechtsbehelf(fall: &Fall<'_>) -> Option<Abschnitt> {
    match fall.wird_teil {
        Some(Teil::Widerspruch) => {
            let bloecke = vec![Block::absatz(
                "Gegen einen früheren Bescheid für diese Zeit läuft schon ein Widerspruch. Dieser Bescheid wird Teil \
                 davon (§ 86 SGG). Sie müssen nicht noch einmal Widerspruch erheben. Wir prüfen beides zusammen.",
            )];
            return Some(Abschnitt { titel: "Ihr Widerspruch läuft weiter".to_owned(), bloecke });
        }
        Some(Teil::Klage { gericht, aktenzeichen }) => {
            let bloecke = vec![Block::absatz(format!(
                "Gegen einen früheren Bescheid für diese Zeit läuft schon eine Klage: {gericht}, Aktenzeichen \
                 {aktenzeichen}. Dieser Bescheid wird Teil davon (§ 96 SGG). Sie müssen dagegen nicht noch einmal \
                 Widerspruch oder Klage erheben. Das Gericht bekommt von uns eine Abschrift."
            ))];
            return Some(Abschnitt { titel: "Ihre Klage läuft weiter".to_owned(), bloecke });
        }
        None => {}
    }
    let traeger = fall.traeger;
    let sitz = kopf::anschrift(&traeger.anschrift).join(", ");
    let belehrung = format!(
        "Gegen diesen Bescheid kann jede betroffene Person innerhalb eines Monats nach seiner \
         Bekanntgabe Widerspruch erheben. Der Widerspruch ist schriftlich, in elektronischer Form \
         oder zur Niederschrift bei {}, {sitz}, einzureichen (§ 84 SGG).",
        behoerde(&traeger.name)
    );
    let bloecke = vec![Block::absatz(belehrung), Block::absatz(traeger.elektronischer_weg.clone())];
    Some(Abschnitt { titel: "Rechtsbehelfsbelehrung".to_owned(), bloecke })
}

/// „dem Jobcenter …“, sonst der Name, wie ihn die Behörde führt.
pub(super) fn behoerde(name: &str) -> String {
    if name.starts_with("Jobcenter") {
        format!("dem {name}")
    } else {
        format!("der Behörde {name}")
    }
}
