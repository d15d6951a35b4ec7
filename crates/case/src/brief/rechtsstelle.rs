//! Die Briefe der Rechtsstelle: der Widerspruchsbescheid (§ 85 Abs. 3 SGG) und die abgelehnte Überprüfung (§ 44 SGB X).
//!
//! Die Gründe schreibt ein Mensch, und sein Name steht darunter (§ 33 Abs. 3 SGB X); alles andere folgt aus der Akte, wie
//! sie an dem Tag war: derselbe Brief für immer.

use std::collections::BTreeSet;

use law::measure::{Monat, Tag};

use super::erstattung::haushalt;
use super::kopf::aufzaehlung;
use super::lauf::spannen;
use super::{
    Abschnitt, Angabe, Art, Block, Brief, EntwurfsbriefFehler, Fall, Post, Stand as Briefstand,
    hinweise, kopf, schreibe,
};
use crate::akte::lage::Akten;
use crate::akte::{Akte, FallTatsache, Kennung, Posten};
use crate::bescheid::{bescheide, entschieden};
use crate::entwurf::Stand;
use crate::erstattung::festgesetzt;
use crate::traeger::{Sozialgericht, Traeger};
use crate::ueberpruefung::abgelehnt;
use crate::widerspruch::{
    Ausgang, Erledigung, Gegen, Kosten, Widerspruch, Widerspruchsbescheid, widerspruch,
};

/// Der Widerspruchsbescheid, wie er hinausging.
///
/// # Errors
/// [`EntwurfsbriefFehler`]; ohne das zuständige Gericht gibt es keinen.
pub fn widerspruchsbrief(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
) -> Result<Brief, EntwurfsbriefFehler> {
    schreibe_widerspruch(akten, nummer, traeger, None)
}

/// Wie [`widerspruchsbrief`], an die Anschrift des Tages, an dem er hinausgeht.
pub(super) fn schreibe_widerspruch(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
    post: Option<Post<'_>>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let (_, eines) = widerspruch(akten.fall, nummer).ok_or_else(kein)?;
    let ende = eines.erledigt.as_ref().ok_or_else(kein)?;
    let bescheid = ende.bescheid.as_ref().ok_or_else(kein)?;
    let gericht = traeger.sozialgericht.as_ref().ok_or(EntwurfsbriefFehler::OhneGericht)?;
    let damals = Stand::bis(akten, &bescheid.akten);
    let akte = damals.akten().fall;
    let sachen = sachen(akte, nummer, &eines.gegen);
    let rahmen = Rahmen { art: Art::Widerspruchsbescheid, am: ende.am, gegen: &eines.gegen, post };
    let angabe = ("Widerspruch vom", eines.eingang);
    brief(damals.akten(), traeger, &rahmen, (angabe, &bescheid.name), |fall| {
        let einleitung = Block::absatz(format!(
            "am {} ist Ihr Widerspruch gegen {sachen} bei uns eingegangen. Wir haben noch einmal geprüft, ob unsere \
             Entscheidung rechtmäßig und zweckmäßig ist (§ 78 Abs. 1 SGG).",
            eines.eingang.deutsch()
        ));
        let abschnitte = [
            Some(entscheidung(ende, bescheid)),
            vorgebracht(&eines.begruendung),
            Some(gruende(&bescheid.gruende)),
            ende.kosten.map(kosten),
            Some(vollzug(eines)),
            hinweise::fragen(fall),
            Some(klage(fall, gericht, &sachen)),
        ];
        (vec![einleitung], abschnitte.into_iter().flatten().collect())
    })
}

/// Der Brief einer abgelehnten Überprüfung, wie er hinausging.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn ueberpruefungsbrief(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
) -> Result<Brief, EntwurfsbriefFehler> {
    schreibe_ueberpruefung(akten, nummer, traeger, None)
}

/// Wie [`ueberpruefungsbrief`], an die Anschrift des Tages, an dem er hinausgeht.
pub(super) fn schreibe_ueberpruefung(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
    post: Option<Post<'_>>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let (eine, ende) = abgelehnt(akten.fall, nummer).ok_or_else(kein)?;
    let damals = Stand::bis(akten, &ende.akten);
    let sache = sache(damals.akten().fall, &eine.gegen);
    let rahmen = Rahmen { art: Art::Ueberpruefung, am: ende.am, gegen: &eine.gegen, post };
    let angabe = ("Ihr Antrag vom", eine.eingang);
    brief(damals.akten(), traeger, &rahmen, (angabe, &ende.name), |fall| {
        let einleitung = Block::absatz(format!(
            "am {} haben Sie uns gebeten, {sache} zu überprüfen (§ 44 SGB X). Das haben wir getan.",
            eine.eingang.deutsch()
        ));
        let entscheidung = Abschnitt {
            titel: "Unsere Entscheidung".to_owned(),
            bloecke: vec![Block::absatz(format!(
                "Wir lehnen es ab, {sache} zurückzunehmen. Es bleibt bei dem, was dort steht."
            ))],
        };
        let abschnitte = [
            Some(entscheidung),
            vorgebracht(&eine.begruendung),
            Some(gruende(&ende.gruende)),
            hinweise::fragen(fall),
            hinweise::rechtsbehelf(fall),
        ];
        (vec![einleitung], abschnitte.into_iter().flatten().collect())
    })
}

/// Was für ein Brief, von welchem Tag, über welche Entscheidung.
struct Rahmen<'a> {
    art: Art,
    am: Tag,
    gegen: &'a Gegen,
    post: Option<Post<'a>>,
}

/// Einleitung und Abschnitte.
type Inhalt = (Vec<Block>, Vec<Abschnitt>);

fn brief(
    akten: Akten<'_>,
    traeger: &Traeger,
    rahmen: &Rahmen<'_>,
    ((was, tag), name): ((&str, Tag), &str),
    inhalt: impl FnOnce(&Fall<'_>) -> Inhalt,
) -> Result<Brief, EntwurfsbriefFehler> {
    let monate: Vec<Monat> = rahmen.gegen.monate(akten.fall).into_iter().collect();
    let person = person(akten.fall, rahmen.gegen);
    let mut haushalt = haushalt(akten, (rahmen.am.monat(), &monate), person)?;
    if let Some(post) = rahmen.post {
        post.adressiere(&mut haushalt)?;
    }
    let fall = Fall {
        traeger,
        haushalt: &haushalt,
        monate: &[],
        datum: rahmen.am,
        stand: Briefstand::Rechtsstelle(rahmen.art),
        wird_teil: None,
        aenderung: None,
        vorlaeufig: None,
        anders: None,
    };
    let (einleitung, abschnitte) = inhalt(&fall);
    let angaben = kopf::angaben(&fall).into_iter().map(|angabe| match angabe.was.as_str() {
        "Ihr Antrag vom" => Angabe { was: was.to_owned(), wert: tag.deutsch() },
        _ => angabe,
    });
    Ok(Brief {
        angaben: angaben.collect(),
        zeitraum: format!("Zeitraum: {}", spannen(monate)),
        einleitung,
        abschnitte,
        gruss: vec![
            "Mit freundlichen Grüßen".to_owned(),
            format!("Ihr {}", traeger.name),
            format!("Im Auftrag: {name}"),
        ],
        anlagen: Vec::new(),
        ..schreibe(&fall)
    })
}

/// Wer erstattet; sonst niemand Bestimmtes.
fn person(fall: &Akte<FallTatsache>, gegen: &Gegen) -> Option<Kennung> {
    match gegen {
        Gegen::Erstattung(nummer) => festgesetzt(fall, nummer).map(|erstattung| erstattung.person),
        Gegen::Ueberpruefung(nummer) => {
            let (ueberpruefung, _) = abgelehnt(fall, nummer)?;
            person(fall, &ueberpruefung.gegen)
        }
        Gegen::Bescheid(_) => None,
    }
}

/// `den Bescheid vom 10.09.2026`.
fn sache(fall: &Akte<FallTatsache>, gegen: &Gegen) -> String {
    let vom = gegen.ergangen_am(fall).map(Tag::deutsch).unwrap_or_default();
    match gegen {
        Gegen::Bescheid(_) => format!("den Bescheid vom {vom}"),
        Gegen::Erstattung(_) => format!("den Bescheid über die Erstattung vom {vom}"),
        Gegen::Ueberpruefung(_) => {
            format!("den Bescheid vom {vom}, mit dem wir eine Überprüfung abgelehnt haben,")
        }
    }
}

/// Wogegen er sich richtet, mit dem, was Teil des Verfahrens wurde (§ 86 SGG).
fn sachen(fall: &Akte<FallTatsache>, nummer: &Posten, gegen: &Gegen) -> String {
    let aufgenommen =
        fall.eintraege().iter().find_map(|eintrag| match &eintrag.ereignis.tatsache {
            FallTatsache::Widerspruch { posten, .. } if posten == nummer => Some(eintrag.version),
            _ => None,
        });
    let monate: BTreeSet<Monat> = gegen.monate(fall);
    let trifft = |posten: &Posten| {
        let entwurf = entschieden(fall, posten).map(|(_, entwurf)| entwurf);
        entwurf.is_some_and(|e| e.monate.iter().any(|monat| monate.contains(&monat.monat)))
    };
    let spaetere = bescheide(fall).into_iter().filter(|(posten, bescheid, version)| {
        Some(*version) > aufgenommen && bescheid.art.mit_brief() && trifft(posten)
    });
    let bescheid = matches!(gegen, Gegen::Bescheid(_));
    let spaetere = spaetere.filter(|_| bescheid && aufgenommen.is_some());
    let teile: Vec<String> = std::iter::once(sache(fall, gegen))
        .chain(spaetere.map(|(_, b, _)| format!("den Bescheid vom {}", b.am.deutsch())))
        .collect();
    aufzaehlung(&teile)
}

fn entscheidung(ende: &Erledigung, bescheid: &Widerspruchsbescheid) -> Abschnitt {
    let mut punkte = match ende.ausgang {
        Ausgang::Teilabhilfe => vec![
            format!(
                "Wir helfen Ihrem Widerspruch ab, soweit {}.",
                bescheid.umfang.trim_end_matches('.')
            ),
            "Im Übrigen weisen wir Ihren Widerspruch zurück.".to_owned(),
        ],
        Ausgang::Unzulaessig => {
            vec!["Wir weisen Ihren Widerspruch als unzulässig zurück.".to_owned()]
        }
        _ => vec!["Wir weisen Ihren Widerspruch zurück.".to_owned()],
    };
    punkte.extend(ende.kosten.map(|kosten| match kosten.quote_prozent {
        0 => "Kosten des Widerspruchsverfahrens erstatten wir nicht.".to_owned(),
        100 => "Wir erstatten Ihnen die notwendigen Kosten des Widerspruchsverfahrens.".to_owned(),
        quote => format!(
            "Wir erstatten Ihnen {quote} Prozent der notwendigen Kosten des Widerspruchsverfahrens."
        ),
    }));
    if ende.ausgang == Ausgang::Teilabhilfe {
        punkte.push(
            "Soweit wir abhelfen, bekommen Sie einen neuen Bescheid über die Beträge, wenn Sie ihn noch nicht haben."
                .to_owned(),
        );
    }
    Abschnitt { titel: "Unsere Entscheidung".to_owned(), bloecke: vec![Block::Liste { punkte }] }
}

fn vorgebracht(begruendung: &str) -> Option<Abschnitt> {
    (!begruendung.is_empty()).then(|| Abschnitt {
        titel: "Was Sie uns gesagt haben".to_owned(),
        bloecke: absaetze(begruendung),
    })
}

fn gruende(gruende: &str) -> Abschnitt {
    Abschnitt { titel: "Warum wir so entscheiden".to_owned(), bloecke: absaetze(gruende) }
}

fn absaetze(text: &str) -> Vec<Block> {
    let zeilen = text.lines().map(str::trim).filter(|zeile| !zeile.is_empty());
    zeilen.map(Block::absatz).collect()
}

/// § 63 SGB X.
fn kosten(kosten: Kosten) -> Abschnitt {
    let mut bloecke = Vec::new();
    if kosten.quote_prozent == 0 {
        bloecke.push(Block::absatz(
            "Wir erstatten Kosten nur, soweit ein Widerspruch Erfolg hat (§ 63 Abs. 1 SGB X).",
        ));
    } else {
        let anwalt = if kosten.anwalt_notwendig {
            "Es war notwendig, dass Sie sich von einer Anwältin, einem Anwalt oder jemand anderem vertreten ließen; \
             auch diese Gebühren und Auslagen gehören zu den Kosten (§ 63 Abs. 2 und 3 Satz 2 SGB X)."
        } else {
            "Es war nicht notwendig, sich von einer Anwältin, einem Anwalt oder jemand anderem vertreten zu lassen \
             (§ 63 Abs. 2 und 3 Satz 2 SGB X)."
        };
        bloecke.push(Block::absatz(format!(
            "Soweit Ihr Widerspruch Erfolg hat, erstatten wir, was dafür notwendig war (§ 63 Abs. 1 SGB X). {anwalt}"
        )));
        bloecke.push(Block::absatz(
            "Bitte schreiben Sie uns, welche Kosten Sie hatten, und legen Sie Belege bei. Den Betrag setzen wir dann \
             fest (§ 63 Abs. 3 Satz 1 SGB X).",
        ));
    }
    Abschnitt { titel: "Kosten".to_owned(), bloecke }
}

/// Was bis zur Entscheidung des Gerichts gilt.
fn vollzug(eines: &Widerspruch) -> Abschnitt {
    let text = match eines.gegen {
        Gegen::Erstattung(_) => {
            "Bis die Frist für die Klage abgelaufen ist, müssen Sie nichts zahlen. Erheben Sie Klage, müssen Sie nichts \
             zahlen, bis darüber entschieden ist (§ 86a Abs. 1 SGG)."
        }
        Gegen::Bescheid(_) | Gegen::Ueberpruefung(_) => {
            "Soweit der Bescheid Leistungen aufhebt, zurücknimmt oder mindert, gilt er auch, wenn Sie Klage erheben (§ 39 \
             Nr. 1 SGB II). Das Gericht kann auf Ihren Antrag anordnen, dass er vorerst nicht gilt, oder vorläufig etwas \
             anderes regeln (§ 86b SGG)."
        }
    };
    Abschnitt {
        titel: "Was bis zu einem Urteil gilt".to_owned(),
        bloecke: vec![Block::absatz(text)],
    }
}

/// § 85 Abs. 3 Satz 4, §§ 87, 90, 92 SGG: Zulässigkeit, Frist, Gericht, Sitz, Form.
fn klage(fall: &Fall<'_>, gericht: &Sozialgericht, sachen: &str) -> Abschnitt {
    let sitz = kopf::anschrift(&gericht.anschrift).join(", ");
    let beim = if gericht.name.starts_with("Sozialgericht") { "beim" } else { "beim Gericht" };
    let bloecke = vec![
        Block::absatz(format!(
            "Gegen {sachen} in der Gestalt dieses Widerspruchsbescheids kann jede betroffene Person innerhalb eines \
             Monats nach Bekanntgabe des Widerspruchsbescheids Klage erheben (§ 87 SGG). Die Klage ist {beim} {}, {sitz}, \
             schriftlich oder zu Protokoll der Urkundsbeamtin oder des Urkundsbeamten der Geschäftsstelle zu erheben \
             (§ 90 SGG).",
            gericht.name
        )),
        Block::absatz(
            "Elektronisch geht das mit einer qualifizierten elektronischen Signatur oder signiert auf einem sicheren \
             Übermittlungsweg (§ 65a SGG). Eine einfache E-Mail reicht nicht.",
        ),
        Block::absatz(format!(
            "Die Klage muss sagen, wer klagt, gegen wen und worum es geht. Sie richtet sich gegen: {}. Sie soll einen \
             bestimmten Antrag, die Gründe und Beweismittel nennen. Bitte legen Sie den Bescheid und diesen \
             Widerspruchsbescheid in Abschrift bei (§ 92 SGG).",
            fall.traeger.name
        )),
    ];
    Abschnitt { titel: "Rechtsbehelfsbelehrung".to_owned(), bloecke }
}
