//! Der Brief, der Unterlagen anfordert: was, bis wann, und was sonst geschieht. Er entscheidet nichts.

use super::{
    Abschnitt, Art, Block, Brief, EntwurfsbriefFehler, Fall, Post, Stand, hinweise, schreibe,
};
use crate::akte::Posten;
use crate::akte::lage::Akten;
use crate::anforderung::{Anforderung, Anforderungszweck, Unterlage, briefe};
use crate::brief::erstattung::zuletzt;
use crate::entwurf;
use crate::traeger::Traeger;

/// Der Brief einer Anforderung, wie er hinausging; nach einer Erinnerung der zweite.
///
/// # Errors
/// [`EntwurfsbriefFehler`].
pub fn anforderungsbrief(
    akten: Akten<'_>,
    nummer: &Posten,
    traeger: &Traeger,
) -> Result<Brief, EntwurfsbriefFehler> {
    let kein = || EntwurfsbriefFehler::KeinBescheid(nummer.clone());
    let (_, letzter) = briefe(akten.fall, nummer).pop().ok_or_else(kein)?;
    schreibe_anforderung(akten, letzter, traeger, None)
}

/// Wie [`anforderungsbrief`], dieser eine Brief, an die Anschrift des Tages, an dem er hinausgeht.
pub(super) fn schreibe_anforderung(
    akten: Akten<'_>,
    anforderung: &Anforderung,
    traeger: &Traeger,
    post: Option<Post<'_>>,
) -> Result<Brief, EntwurfsbriefFehler> {
    let damals = entwurf::Stand::bis(akten, &anforderung.akten);
    let tag = anforderung.vom();
    let monate = anforderung.unterlagen.iter().filter_map(|u| u.monat).rev();
    let mut haushalt =
        zuletzt(damals.akten(), anforderung.person, std::iter::once(tag.monat()).chain(monate))?;
    if let Some(post) = post {
        post.adressiere(&mut haushalt)?;
    }
    let fall = Fall {
        traeger,
        haushalt: &haushalt,
        monate: &[],
        datum: tag,
        stand: Stand::Freigegeben,
        wird_teil: None,
        aenderung: None,
        vorlaeufig: None,
        anders: Some(Art::Anforderung),
    };
    let wozu = match anforderung.zweck {
        Anforderungszweck::Mitwirkung => {
            "wir brauchen noch Unterlagen, damit wir über Ihre Leistungen entscheiden können (§ 60 SGB I)."
        }
        Anforderungszweck::Abschluss => {
            "wir haben Ihre Leistungen vorläufig bewilligt. Damit wir abschließend entscheiden können, brauchen wir \
             noch Nachweise (§ 41a Abs. 3 Satz 2 SGB II)."
        }
    };
    let schon = if anforderung.erinnert.is_some() {
        format!(" Wir haben Ihnen deshalb schon am {} geschrieben.", anforderung.am.deutsch())
    } else {
        String::new()
    };
    let abschnitte =
        [Some(liste(&fall, anforderung)), folgen(anforderung), hinweise::fragen(&fall)];
    Ok(Brief {
        zeitraum: format!("Bitte antworten Sie bis zum {}", anforderung.frist.deutsch()),
        einleitung: vec![Block::absatz(format!("{wozu}{schon}"))],
        abschnitte: abschnitte.into_iter().flatten().collect(),
        anlagen: Vec::new(),
        ..schreibe(&fall)
    })
}

fn liste(fall: &Fall<'_>, anforderung: &Anforderung) -> Abschnitt {
    let punkte = anforderung.fehlt().map(unterlage).collect();
    let von = fall.name(&anforderung.person.to_string());
    Abschnitt {
        titel: "Das fehlt noch".to_owned(),
        bloecke: vec![
            Block::absatz(format!("Von {von} fehlt:")),
            Block::Liste { punkte },
            Block::absatz(format!(
                "Bitte geben Sie uns das bis zum {}. Kopien genügen. Sie können die Unterlagen abgeben, mit der Post \
                 oder elektronisch schicken. Können Sie etwas nicht beschaffen? Sagen Sie es uns bitte vor diesem Tag; \
                 dann suchen wir mit Ihnen einen anderen Weg.",
                anforderung.frist.deutsch()
            )),
        ],
    }
}

pub(super) fn unterlage(unterlage: &Unterlage) -> String {
    match unterlage.monat {
        Some(monat) => format!("{} für {}", unterlage.was, monat.deutsch()),
        None => unterlage.was.clone(),
    }
}

/// Die Belehrung: ohne sie darf nichts davon geschehen.
fn folgen(anforderung: &Anforderung) -> Option<Abschnitt> {
    if !anforderung.belehrt {
        return None;
    }
    let absatz = match anforderung.zweck {
        Anforderungszweck::Mitwirkung => {
            "Sie müssen mitwirken (§§ 60 bis 64 SGB I). Bekommen wir die Unterlagen bis dahin nicht und können wir \
             deshalb nicht feststellen, was Ihnen zusteht, können wir die Leistung ganz oder teilweise versagen oder \
             entziehen (§ 66 Abs. 1 und 3 SGB I). Dann bekommen Sie kein Geld, bis Sie das nachholen. Holen Sie es \
             nach, können wir auch nachträglich zahlen (§ 67 SGB I)."
        }
        Anforderungszweck::Abschluss => {
            "Sie und die Menschen in Ihrer Bedarfsgemeinschaft müssen die Nachweise vorlegen. Bekommen wir sie bis \
             dahin nicht, setzen wir die Leistung für einen Monat nur so weit fest, wie sie nachgewiesen ist. Für \
             Monate ohne Nachweis stellen wir fest, dass kein Anspruch bestand; das vorläufig gezahlte Geld müssen Sie \
             dann erstatten (§ 41a Abs. 3 Satz 3 und 4, Abs. 6 SGB II). Nachweise, die erst nach dem Ende des \
             Verfahrens kommen, dürfen wir nicht mehr berücksichtigen (§ 41a Abs. 3 Satz 5 SGB II)."
        }
    };
    Some(Abschnitt {
        titel: "Das geschieht sonst".to_owned(),
        bloecke: vec![Block::absatz(absatz)],
    })
}
