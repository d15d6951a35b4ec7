//! Der Brief, der zurückfordert (§ 50 SGB X): wer, wofür, wie viel, wohin, und dass ein Widerspruch aufschiebt.

use law::kalender::Sitz;
use law::measure::{Cent, Monat, Tag};

use super::lauf::spannen;
use super::{
    Abschnitt, Block, Breite, Brief, EntwurfsbriefFehler, Fall, Post, Stand as Briefstand, Tabelle,
    Zeile, ZeilenArt, hinweise, schreibe,
};
use crate::akte::lage::Akten;
use crate::akte::{Bekannt, Kennung, Posten};
use crate::bescheid::entschieden;
use crate::entwurf::Stand;
use crate::erstattung::{Erstattung, festgesetzt};
use crate::frist::{Art as Rechtsbehelf, frist};
use crate::schnittstelle::Haushalt;
use crate::traeger::Traeger;

/// Der Brief einer festgesetzten Erstattung, wie er hinausging.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn erstattungsbrief(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
) -> Result<Brief, EntwurfsbriefFehler> {
    schreibe_erstattung(akten, nummer, traeger, None)
}

/// Wie [`erstattungsbrief`], an die Anschrift und an dem Tag, an dem er hinausgeht.
pub(super) fn schreibe_erstattung(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
    post: Option<Post<'_>>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let erstattung = festgesetzt(akten.fall, nummer).ok_or_else(kein)?;
    let (aufhebung, _) = entschieden(akten.fall, &erstattung.bescheid).ok_or_else(kein)?;
    let damals = Stand::bis(akten, &erstattung.akten);
    let monate: Vec<Monat> = erstattung.monate.iter().map(|m| m.monat).collect();
    let heute = erstattung.am.monat();
    let mut haushalt = haushalt(damals.akten(), (heute, &monate), Some(erstattung.person))?;
    if let Some(post) = post {
        post.adressiere(&mut haushalt)?;
    }
    let zur_post = post.map_or(erstattung.am, |post| post.am.max(erstattung.am));
    let fall = Fall {
        traeger,
        haushalt: &haushalt,
        monate: &[],
        datum: erstattung.am,
        stand: Briefstand::Erstattung,
        wird_teil: None,
        aenderung: None,
        vorlaeufig: None,
        anders: None,
    };
    let wer = fall.name(&erstattung.person.to_string());
    let monate = spannen(monate);
    let summe = erstattung.summe();
    let abschliessend = erstattung.monate.iter().any(|m| m.grundlage.setzt_fest());
    let (geschehen, norm) = if abschliessend {
        ("über Ihre vorläufigen Leistungen abschließend entschieden", "§ 41a Abs. 6 Satz 3 SGB II")
    } else {
        ("unsere Bewilligung geändert", "§ 50 Abs. 1 SGB X")
    };
    let einleitung = vec![
        Block::absatz(format!(
            "mit Bescheid vom {} haben wir {geschehen}. Für {monate} haben wir für {wer} {summe} mehr gezahlt, als \
             zustand.",
            aufhebung.am.deutsch()
        )),
        Block::absatz(format!(
            "{wer} muss {summe} erstatten ({norm}). Für Kinder unter 18 Jahren handeln die Eltern."
        )),
    ];
    let abschnitte = [
        Some(betraege(erstattung, summe, norm)),
        Some(zahlen(&fall, nummer, zur_post)),
        Some(aufschub()),
        hinweise::fragen(&fall),
        hinweise::rechtsbehelf(&fall),
    ];
    Ok(Brief {
        zeitraum: format!("Zeitraum: {monate}"),
        einleitung,
        abschnitte: abschnitte.into_iter().flatten().collect(),
        anlagen: Vec::new(),
        ..schreibe(&fall)
    })
}

/// Anschrift und Namen: der Haushalt im Monat des Briefs, oder zuletzt, solange dort jemand lebte; mit `person`, wo sie dort
/// lebte.
pub(super) fn haushalt(
    akten: Akten<'_>,
    (heute, monate): (Monat, &[Monat]),
    person: Option<Kennung>,
) -> Result<Haushalt, EntwurfsbriefFehler> {
    zuletzt(akten, person, std::iter::once(heute).chain(monate.iter().rev().copied()))
}

/// Der Haushalt im ersten dieser Monate, in dem der Mensch darin lebte; sonst der erste, den es gibt.
pub(super) fn zuletzt(
    akten: Akten<'_>,
    person: impl Into<Option<Kennung>>,
    monate: impl IntoIterator<Item = Monat>,
) -> Result<Haushalt, EntwurfsbriefFehler> {
    let person = person.into();
    let mut letzter = None;
    for monat in monate {
        match akten.haushalt(monat, Bekannt::Jetzt) {
            Ok(haushalt) => {
                let hier = |person: Kennung| {
                    let id = person.to_string();
                    haushalt.namen.iter().any(|name| name.id == id)
                };
                if person.is_none_or(hier) {
                    return Ok(haushalt);
                }
                letzter.get_or_insert(Ok(haushalt));
            }
            Err(luecke) => {
                letzter.get_or_insert(Err(luecke.into()));
            }
        }
    }
    letzter.unwrap_or(Err(EntwurfsbriefFehler::NichtsZuRegeln))
}

fn betraege(erstattung: &Erstattung, summe: Cent, norm: &str) -> Abschnitt {
    let zeile = |art, was: String, norm: &str, betrag: Cent| Zeile {
        art,
        tiefe: 0,
        zellen: vec![was, norm.to_owned(), betrag.to_string()],
    };
    let posten = erstattung
        .monate
        .iter()
        .map(|m| zeile(ZeilenArt::Posten, Monat::deutsch(m.monat), m.grundlage.norm(), m.betrag));
    let zusammen = zeile(ZeilenArt::Summe, "Zusammen".to_owned(), norm, summe);
    Abschnitt {
        titel: "Was zu erstatten ist".to_owned(),
        bloecke: vec![Block::Tabelle(Tabelle {
            beschreibung: "Zu erstattende Beträge je Monat".to_owned(),
            kopf: ["Monat", "Grundlage der Änderung", "Betrag"].map(str::to_owned).to_vec(),
            zahlen: 1,
            erste: Breite::Rest,
            zeilen: posten.chain([zusammen]).collect(),
        })],
    }
}

fn zahlen(fall: &Fall<'_>, nummer: &Posten, zur_post: Tag) -> Abschnitt {
    let konto = &fall.traeger.konto;
    let bis = match zahlen_bis(fall.traeger, zur_post) {
        Some(tag) => format!("bis zum {}", tag.deutsch()),
        None => "sobald die Frist für einen Widerspruch abgelaufen ist".to_owned(),
    };
    Abschnitt {
        titel: "So zahlen Sie".to_owned(),
        bloecke: vec![
            Block::absatz(format!(
                "Bitte zahlen Sie {bis} an {}, IBAN {}. Schreiben Sie als Verwendungszweck: {} E{}.",
                konto.inhaber,
                in_vierergruppen(&konto.iban),
                fall.haushalt.nummer,
                nummer.text()
            )),
            Block::absatz(
                "Können Sie nicht alles auf einmal zahlen? Sprechen Sie mit uns, dann vereinbaren wir Raten. \
                 Bekommen Sie weiter Leistungen, können wir auch monatlich etwas einbehalten (§ 43 SGB II). \
                 Darüber bekommen Sie einen eigenen Bescheid.",
            ),
        ],
    }
}

/// Bis wann zu zahlen ist: das Ende der Frist für einen Widerspruch, wenn der Brief an dem Tag zur Post geht, und danach
/// die Tage des Hauses; `None`, wo niemand den Sitz des Hauses kennt.
fn zahlen_bis(traeger: &Traeger, zur_post: Tag) -> Option<Tag> {
    let sitz: Sitz = traeger.land.parse().ok()?;
    let frist = frist(zur_post, sitz, Rechtsbehelf::Widerspruch);
    // Gilt vielleicht ein örtlicher Feiertag, zählt der spätere Tag.
    let ende = frist.spaetestens.unwrap_or(frist.fristende);
    Some(ende.plus_tage(i32::from(traeger.zahlungsziel_tage)))
}

/// `DE12 3456 …`: so lässt sie sich abtippen.
fn in_vierergruppen(iban: &str) -> String {
    let zeichen: Vec<char> = iban.chars().filter(|zeichen| !zeichen.is_whitespace()).collect();
    let gruppen = zeichen.chunks(4).map(|gruppe| gruppe.iter().collect::<String>());
    // Ein geschütztes Leerzeichen: am Zeilenende bleibt sie ganz.
    gruppen.collect::<Vec<_>>().join("\u{a0}")
}

fn aufschub() -> Abschnitt {
    Abschnitt {
        titel: "Wenn Sie nicht einverstanden sind".to_owned(),
        bloecke: vec![Block::absatz(
            "Ein Widerspruch gegen diesen Bescheid schiebt die Erstattung auf: Bis darüber entschieden ist, müssen \
             Sie nichts zahlen (§ 86a Abs. 1 SGG).",
        )],
    }
}
