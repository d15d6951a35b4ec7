//! Was der Brief einer Minderung sagt: was geschah, was daraus folgt, wie lange, und wie man sie beendet.

use law::lage::MinderungArt;

use super::Aenderung;
use crate::brief::hinweise::satz;
use crate::brief::{Abschnitt, Block, Fall, Stand};
use crate::pflichtverletzung::{Belehrung, Pflichtverletzung};

/// Der erste Satz des Briefs; nichts, wenn es um keine Minderung geht.
pub(super) fn einleitung(aenderung: &Aenderung<'_>) -> Option<Block> {
    (!aenderung.verstoesse.is_empty()).then(|| {
        Block::absatz(
            "es geht um Ihre Pflichten, solange Sie Leistungen von uns bekommen. Eine davon ist nicht erfüllt worden.",
        )
    })
}

pub(super) fn abschnitt(fall: &Fall<'_>, aenderung: &Aenderung<'_>) -> Option<Abschnitt> {
    if aenderung.verstoesse.is_empty() {
        return None;
    }
    let gehoert_an = matches!(fall.stand, Stand::Anhoerung(_));
    let mut bloecke = Vec::new();
    for verstoss in aenderung.verstoesse {
        bloecke.push(Block::absatz(geschehen(fall, verstoss)));
        bloecke.push(Block::absatz(folge(verstoss)));
    }
    bloecke.push(Block::absatz(if gehoert_an {
        "Bitte sagen Sie uns, ob es einen wichtigen Grund gab, und weisen Sie ihn nach, zum Beispiel eine Krankheit. \
         Sagen Sie uns auch, wenn eine Minderung für Sie eine außergewöhnliche Härte wäre (§ 31a Abs. 3 SGB II). Auf \
         Wunsch hören wir Sie persönlich an (§ 31a Abs. 2 SGB II); rufen Sie uns dafür bitte an."
    } else {
        "Einen wichtigen Grund haben wir nicht festgestellt. Wir haben auch geprüft, ob die Minderung für Sie eine \
         außergewöhnliche Härte wäre (§ 31a Abs. 3 SGB II); das ist nicht so."
    }));
    bloecke.push(Block::absatz(
        "Die Kosten für Wohnung und Heizung kürzen wir nicht (§ 31a Abs. 4 Satz 2 SGB II). Für die anderen Menschen in \
         Ihrem Haushalt ändert sich dadurch nichts.",
    ));
    let titel = if gehoert_an { "Worum es geht" } else { "Warum wir mindern" };
    Some(Abschnitt { titel: titel.to_owned(), bloecke })
}

fn geschehen(fall: &Fall<'_>, verstoss: &Pflichtverletzung) -> String {
    let gewusst = match verstoss.belehrung {
        Belehrung::Schriftlich => "Was dann geschieht, stand in unserem Schreiben.",
        Belehrung::Bekannt => "Was dann geschieht, war bekannt.",
        Belehrung::Keine => "",
    };
    format!(
        "{}, {}: {} {gewusst}",
        fall.name(&verstoss.person.to_string()),
        verstoss.tag.deutsch(),
        satz(&verstoss.was)
    )
}

fn folge(verstoss: &Pflichtverletzung) -> String {
    match verstoss.art {
        MinderungArt::Pflichtverletzung => {
            "Das ist eine Pflichtverletzung (§ 31 SGB II). Der Regelbedarf mindert sich um 30 Prozent, für drei Monate \
             (§ 31a Abs. 1, § 31b Abs. 2 SGB II). Erfüllen Sie die Pflicht, oder erklären Sie sich ernsthaft und auf \
             Dauer dazu bereit, heben wir die Minderung auf, frühestens nach einem Monat."
        }
        MinderungArt::Meldeversaeumnis => {
            "Das ist ein wiederholtes Meldeversäumnis (§ 32 Abs. 1 SGB II). Der Regelbedarf mindert sich um 30 Prozent, \
             für einen Monat (§ 32 Abs. 2 SGB II)."
        }
        MinderungArt::Arbeitsverweigerung => {
            "Das ist die Weigerung, eine zumutbare Arbeit aufzunehmen (§ 31a Abs. 7 SGB II). Der Regelbedarf entfällt, \
             längstens für zwei Monate (§ 31b Abs. 3 SGB II). Können Sie die Arbeit nicht mehr aufnehmen, endet das nach \
             einem Monat."
        }
        MinderungArt::NichtErreichbar => {
            "Das ist das dritte Meldeversäumnis in Folge. Damit gelten Sie als nicht erreichbar (§ 7b Abs. 4 SGB II). Im \
             ersten Monat entfällt der Regelbedarf, danach die ganze Leistung. Melden Sie sich persönlich bei uns: im \
             ersten Monat bekommen Sie dann den Regelbedarf weiter, gemindert um 30 Prozent; später bekommen Sie wieder \
             Leistungen, sobald Sie sich gemeldet haben."
        }
    }
    .to_owned()
}
