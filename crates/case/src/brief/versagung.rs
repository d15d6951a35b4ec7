//! Der Brief einer Versagung oder Entziehung (§ 66 SGB I), und die Anhörung davor.

use law::measure::{Monat, Tag};

use super::anforderung::unterlage;
use super::erstattung::zuletzt;
use super::lauf::spannen;
use super::{
    Abschnitt, Art, Block, Brief, EntwurfsbriefFehler, Fall, Post, Stand as Briefstand, hinweise,
    schreibe,
};
use crate::akte::lage::Akten;
use crate::anforderung::{Anforderung, anforderungen};
use crate::entwurf::Entwurf;
use crate::gericht::teil;
use crate::traeger::Traeger;
use crate::versagung::{Versagung, versagungen};

pub(super) fn brief(
    akten: Akten<'_>,
    entwurf: &Entwurf,
    traeger: &Traeger,
    (datum, stand, post): (Tag, Briefstand<'_>, Option<Post<'_>>),
) -> Result<Brief, EntwurfsbriefFehler> {
    let laufend = versagungen(akten.fall).into_iter().rev().map(|(_, eine)| eine);
    let eine = laufend.into_iter().find(|eine| eine.nachgeholt.is_none());
    let eine = eine.ok_or(EntwurfsbriefFehler::NichtsZuRegeln)?;
    let alle = anforderungen(akten.fall).into_iter();
    let gefordert = alle.into_iter().find(|(posten, _)| **posten == eine.anforderung);
    let (_, gefordert) = gefordert.ok_or(EntwurfsbriefFehler::NichtsZuRegeln)?;
    let monate: Vec<Monat> = entwurf.monate.iter().map(|monat| monat.monat).collect();
    let mut haushalt = zuletzt(
        akten,
        gefordert.person,
        std::iter::once(datum.monat()).chain(monate.iter().copied()),
    )?;

    if let Some(post) = post {
        post.adressiere(&mut haushalt)?;
    }
    let wird_teil = teil(akten.fall, &monate.iter().copied().collect());
    let fall = Fall {
        traeger,
        haushalt: &haushalt,
        monate: &[],
        datum,
        stand,
        wird_teil: wird_teil.as_ref(),
        aenderung: None,
        vorlaeufig: None,
        anders: Some(Art::Versagung),
    };
    let entzieht = entwurf.aenderungen().any(|(_, zeile)| !zeile.vorher.summe().ist_null());
    let angehoert = if let Briefstand::Anhoerung(frist) = stand { Some(frist) } else { None };
    let abschnitte = [
        angehoert.map(aeussern),
        Some(fehlt(&fall, gefordert)),
        Some(warum(eine, gefordert)),
        Some(nachholen()),
        (entzieht && angehoert.is_none()).then(sofort),
        hinweise::offen(&fall),
        hinweise::fragen(&fall),
        angehoert.is_none().then(|| hinweise::rechtsbehelf(&fall)).flatten(),
    ];
    Ok(Brief {
        zeitraum: format!("Zeitraum: {}", spannen(monate.iter().copied())),
        einleitung: einleitung((entzieht, angehoert.is_some()), &monate),
        abschnitte: abschnitte.into_iter().flatten().collect(),
        anlagen: Vec::new(),
        ..schreibe(&fall)
    })
}

fn einleitung((entzieht, gehoert_an): (bool, bool), monate: &[Monat]) -> Vec<Block> {
    let zeit = spannen(monate.iter().copied());
    let was = match (entzieht, gehoert_an) {
        (true, true) => format!("wir wollen Ihnen die Leistungen für {zeit} entziehen"),
        (true, false) => format!("wir entziehen Ihnen die Leistungen für {zeit}"),
        (false, true) => format!("wir wollen Ihnen die Leistungen für {zeit} versagen"),
        (false, false) => format!("wir versagen Ihnen die Leistungen für {zeit}"),
    };
    vec![Block::absatz(format!(
        "{was} (§ 66 Abs. 1 SGB I). Der Grund: Uns fehlen Unterlagen. Ohne sie können wir nicht feststellen, was \
         Ihnen zusteht."
    ))]
}

fn aeussern(frist: Tag) -> Abschnitt {
    Abschnitt {
        titel: "Sie können sich äußern".to_owned(),
        bloecke: vec![Block::absatz(format!(
            "Wir haben noch nichts entschieden. Bitte sagen Sie uns bis zum {}, was dagegen spricht, oder schicken Sie \
             uns die Unterlagen (§ 24 Abs. 1 SGB X). Dann entziehen wir nichts.",
            frist.deutsch()
        ))],
    }
}

fn fehlt(fall: &Fall<'_>, gefordert: &Anforderung) -> Abschnitt {
    let wann = match gefordert.erinnert {
        Some(erinnert) => {
            format!("am {} und am {}", gefordert.am.deutsch(), erinnert.deutsch())
        }
        None => format!("am {}", gefordert.am.deutsch()),
    };
    Abschnitt {
        titel: "Das fehlt".to_owned(),
        bloecke: vec![
            Block::absatz(format!(
                "Wir haben {} {wann} angeschrieben und eine Frist bis zum {} gesetzt. Im Brief stand, was sonst \
                 geschieht (§ 66 Abs. 3 SGB I). Bis heute fehlt:",
                fall.name(&gefordert.person.to_string()),
                gefordert.frist.deutsch()
            )),
            Block::Liste { punkte: gefordert.fehlt().map(unterlage).collect() },
        ],
    }
}

fn warum(eine: &Versagung, gefordert: &Anforderung) -> Abschnitt {
    Abschnitt {
        titel: "Warum wir so entscheiden".to_owned(),
        bloecke: vec![
            Block::absatz(
                "Wer Sozialleistungen bekommt oder beantragt, muss alle Tatsachen angeben und Beweise vorlegen, auf die \
                 es ankommt (§ 60 Abs. 1 SGB I). Wir haben abgewogen, ob wir die Leistung ganz, zum Teil oder gar nicht \
                 versagen:",
            ),
            Block::absatz(hinweise::satz(&eine.ermessen)),
            Block::absatz(format!(
                "Die Frist bis zum {} war lang genug, um die Unterlagen zu beschaffen.",
                gefordert.frist.deutsch()
            )),
        ],
    }
}

fn nachholen() -> Abschnitt {
    Abschnitt {
        titel: "Das können Sie jetzt tun".to_owned(),
        bloecke: vec![Block::absatz(
            "Schicken Sie uns die Unterlagen. Dann entscheiden wir neu. Wir können auch für die Zeit davor nachträglich \
             zahlen (§ 67 SGB I). Bitte fragen Sie außerdem Ihre Krankenkasse, wie Sie bis dahin versichert sind.",
        )],
    }
}

fn sofort() -> Abschnitt {
    Abschnitt {
        titel: "Die Entziehung gilt sofort".to_owned(),
        bloecke: vec![Block::absatz(
            "Sie gilt auch dann, wenn Sie Widerspruch erheben; er schiebt sie nicht auf (§ 39 Nr. 1 SGB II).",
        )],
    }
}
