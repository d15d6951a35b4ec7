//! Die Rechtsgrundlage: für welche Monate welche Vorschrift, und was sie sagt.

use law::measure::Monat;

use super::Aenderung;
use crate::brief::lauf::spannen;
use crate::brief::{Abschnitt, Block};
use crate::entwurf::{Anhoerung, Grundlage, Personenaenderung};

pub(super) fn abschnitt(aenderung: &Aenderung<'_>) -> Abschnitt {
    let mut punkte: Vec<(Monat, String)> =
        Grundlage::ALLE.iter().filter_map(|grundlage| punkt(aenderung, *grundlage)).collect();
    punkte.sort_by_key(|(ab, _)| *ab);
    let mut bloecke = vec![
        Block::absatz("Wir stützen die Entscheidung auf diese Vorschriften:"),
        Block::Liste { punkte: punkte.into_iter().map(|(_, punkt)| punkt).collect() },
    ];
    if aenderung.entwurf.anhoerung == Anhoerung::Entbehrlich {
        bloecke.push(Block::absatz(
            "Wir haben davon abgesehen, Sie vorher anzuhören. Das dürfen wir, wenn wir eine Leistung, die \
             vom Einkommen abhängt, an geänderte Verhältnisse anpassen (§ 24 Abs. 2 Nr. 5 SGB X).",
        ));
    }
    let nimmt =
        |(_, a): (Monat, &Personenaenderung)| !a.weniger().ist_null() && !a.grundlage.setzt_fest();
    if aenderung.entwurf.belastend && aenderung.wirksam().any(nimmt) {
        bloecke.push(Block::absatz(
            "Die Änderung gilt auch dann, wenn Sie Widerspruch erheben; er schiebt sie nicht auf (§ 39 Nr. 1 \
             SGB II).",
        ));
    }
    Abschnitt { titel: "Rechtsgrundlage".to_owned(), bloecke }
}

/// Was für welche Monate auf dieser Grundlage geschieht, mit dem ersten; nichts, wenn sie nicht vorkommt.
fn punkt(aenderung: &Aenderung<'_>, grundlage: Grundlage) -> Option<(Monat, String)> {
    let monate = aenderung.entwurf.aenderungen().filter(|(_, a)| a.grundlage == grundlage);
    let monate: Vec<Monat> = monate.map(|(monat, _)| monat).collect();
    let ab = monate.first().copied()?;
    let pflicht = match grundlage.gebunden() {
        Some(norm) if grundlage == Grundlage::Ruecknahme45 => {
            format!(
                " Ist der Fehler Ihnen zuzurechnen, müssen wir das auch rückwirkend tun ({norm})."
            )
        }
        Some(norm) => format!(" Dazu sind wir verpflichtet ({norm})."),
        None => String::new(),
    };
    let satz = match grundlage {
        Grundlage::Bagatelle => format!(
            "Hier ist weniger als {} zu viel bewilligt. Deshalb heben wir nichts auf, und Sie müssen nichts \
             zurückzahlen",
            aenderung.bagatellgrenze
        ),
        andere if aenderung.nur_recht() => satz_zum_recht(andere).to_owned(),
        andere => satz(andere).to_owned(),
    };
    Some((ab, format!("{}: {satz} ({}).{pflicht}", spannen(monate), grundlage.norm())))
}

/// Wo niemand etwas gemeldet hat, hat sich das Recht geändert und nicht die Verhältnisse des Haushalts.
fn satz_zum_recht(grundlage: Grundlage) -> &'static str {
    match grundlage {
        Grundlage::Zukunft48 => {
            "Das Recht hat sich geändert, nachdem wir bewilligt haben. Wir passen die Bewilligung an"
        }
        Grundlage::Zugunsten48 => {
            "Das Recht hat sich zu Ihren Gunsten geändert. Wir ändern die Bewilligung rückwirkend"
        }
        andere => satz(andere),
    }
}

fn satz(grundlage: Grundlage) -> &'static str {
    match grundlage {
        Grundlage::Antrag => "Darüber war noch nicht entschieden. Wir bewilligen, was zusteht",
        Grundlage::Ruecknahme44 => {
            "Die Bewilligung war von Anfang an zu niedrig. Wir nehmen sie insoweit zurück, und Sie bekommen \
             mehr"
        }
        Grundlage::Ruecknahme45 => {
            "Die Bewilligung war von Anfang an zu hoch. Wir nehmen sie insoweit zurück"
        }
        Grundlage::Zukunft48 => {
            "Ihre Verhältnisse haben sich geändert, nachdem wir bewilligt haben. Wir passen die Bewilligung \
             an"
        }
        Grundlage::Zugunsten48 => {
            "Ihre Verhältnisse haben sich zu Ihren Gunsten geändert. Wir ändern die Bewilligung rückwirkend"
        }
        Grundlage::Mitteilung48 => {
            "Eine Änderung wurde uns nicht mitgeteilt, obwohl das Pflicht war. Wir heben die Bewilligung \
             rückwirkend auf, soweit sie zu hoch war"
        }
        Grundlage::Einkommen48 => {
            "In dieser Zeit gab es Einkommen, das anzurechnen ist. Wir heben die Bewilligung rückwirkend \
             auf, soweit sie zu hoch war"
        }
        Grundlage::Erkennbar48 => {
            "Es war zu erkennen, dass weniger zusteht. Wir heben die Bewilligung rückwirkend auf, soweit sie zu \
             hoch war"
        }
        Grundlage::Vertrauensschutz => {
            "Die Bewilligung war zu hoch. Sie durften sich darauf verlassen; wir nehmen sie nicht zurück"
        }
        Grundlage::KeinVerschulden => {
            "Hier war zu viel bewilligt. Es gibt keinen Grund, das rückwirkend aufzuheben"
        }
        Grundlage::Jahresfrist => {
            "Hier war zu viel bewilligt. Die Frist, in der wir das ändern dürften, ist abgelaufen"
        }
        Grundlage::NichtNachgezahlt => {
            "Hier war zu wenig bewilligt. So weit zurück dürfen wir nicht nachzahlen"
        }
        Grundlage::NurBildung => {
            "Hier geht es nur um Bildung und Teilhabe. Dafür müssen Sie nichts zurückzahlen"
        }
        Grundlage::Bagatelle => "Wir heben nichts auf",
        Grundlage::Vorlaeufig41a => {
            "Wir bewilligen vorläufig. Ihre Verhältnisse haben sich geändert, deshalb passen wir den vorläufigen Betrag \
             an"
        }
        Grundlage::Endgueltig40 => {
            "Es steht noch nicht fest, wie viel Ihnen zusteht. Deshalb heben wir die endgültige Bewilligung auf und \
             bewilligen vorläufig. Das müssen wir so machen"
        }
        Grundlage::Abschliessend41a => {
            "Hier war vorläufig bewilligt. Wir setzen abschließend fest, was zusteht"
        }
        Grundlage::NichtNachgewiesen41a => {
            "Hier war vorläufig bewilligt. Trotz Frist und Hinweis auf die Folgen fehlen Nachweise. Wir stellen fest, \
             dass kein Anspruch bestand"
        }
        Grundlage::Minderung31 => "Eine Pflicht ist nicht erfüllt. Wir stellen eine Minderung fest",
        Grundlage::Versagung66 => {
            "Sie haben nicht mitgewirkt. Wir zahlen nicht, bis Sie das nachholen"
        }
        Grundlage::Nachgeholt67 => "Sie haben die Mitwirkung nachgeholt. Wir zahlen, was zusteht",
        Grundlage::NichtNachgeholt67 => {
            "Sie haben die Mitwirkung nachgeholt. Für diese Zeit zahlen wir nicht nachträglich"
        }
    }
}
