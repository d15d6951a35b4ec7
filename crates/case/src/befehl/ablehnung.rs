//! Warum ein Befehl nicht ausgeführt wird, und was dann zu tun ist.

use law::measure::{Monat, Tag};

use crate::akte::eingang::Quarantaenegrund;
use crate::akte::lage::Luecke;
use crate::akte::{Kennung, Posten, Strom};
use crate::anhoerung::AnhoerungFehlt;
use crate::bescheid::Vieraugengrund;
use crate::entwurf::{Antwort, NichtGerechnet};
use crate::schnittstelle::Mangel;
use crate::versand::Hindernis;

/// Warum ein Befehl nicht ausgeführt wird. Ein Ergebnis, kein Fehler des Programms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ablehnung {
    /// Eine Angabe ist falsch.
    #[error("{}: {}", .0.feld, .0.text)]
    Mangel(Mangel),
    /// Eine Akte gibt es nicht.
    #[error("{0}: diese Akte gibt es nicht; bitte die Kennung prüfen")]
    Unbekannt(Strom),
    /// Eine Akte gibt es schon.
    #[error("{0}: diese Akte gibt es schon; bitte die vorhandene benutzen")]
    Vorhanden(Strom),
    /// Der Mensch gehört in der Zeit nicht zum Fall.
    #[error(
        "die Person {0} gehört in dieser Zeit nicht zum Haushalt; bitte Zeitraum oder Fall prüfen"
    )]
    NichtImHaushalt(Kennung),
    /// Was berichtigt werden soll, gibt es nicht.
    #[error("Version {0} nennt keine Einnahme dieses Postens; bitte die Akte neu öffnen")]
    NichtsZuBerichtigen(u64),
    /// Das Ende liegt vor dem Anfang.
    #[error("der letzte Tag liegt vor dem ersten; bitte die Tage prüfen")]
    Verkehrt,
    /// Der Eingang liegt in der Zukunft.
    #[error("der Eingang {0} liegt in der Zukunft; bitte den Tag prüfen, an dem die Meldung kam")]
    EingangInZukunft(Tag),
    /// Niemand gibt sich selbst ein Recht oder prüft sich selbst.
    #[error(
        "das kann niemand für sich selbst tun; bitte jemanden mit derselben Aufgabe darum bitten"
    )]
    FuerSichSelbst,
    /// Ein Zugang für einen Menschen.
    #[error(
        "einen Zugang mit Geheimnis bekommen nur Programme (Rolle fachverfahren); wer ihn einem Menschen setzte, \
         könnte in dessen Namen handeln"
    )]
    ZugangNurFuerProgramme,
    /// Ein Gastfenster nennt keinen Fall.
    #[error("ein Gastfenster nennt die Fälle, um die es geht; bitte mindestens einen eintragen")]
    FensterOhneFall,
    /// Die eigene Akte oder die von Angehörigen (§ 16 SGB X).
    #[error(
        "wer hier zuständig oder zugelassen werden soll, darf diesen Fall nicht bearbeiten (§ 16 SGB X); bitte jemand anderen wählen"
    )]
    Befangen,
    /// Eine gesperrte Akte, die niemand sehen könnte.
    #[error(
        "zu einer gesperrten Akte gehört, wer sie weiter bearbeitet; bitte mindestens eine Person zulassen"
    )]
    NiemandZugelassen,
    /// Ein Notzugriff ohne rechten Grund.
    #[error(
        "bitte in einem Satz sagen, was droht und warum niemand Zuständiges hilft (mindestens {0} Zeichen)"
    )]
    GrundZuKurz(usize),
    /// Ein Notzugriff endet spätestens am nächsten Tag.
    #[error(
        "ein Notzugriff endet spätestens am {0}; danach hilft eine Vertretung oder eine neue Zuständigkeit"
    )]
    NotzugriffZuLang(Tag),
    /// Was geprüft werden soll, gibt es nicht.
    #[error("Version {0} ist kein Notzugriff; bitte die Liste der offenen Prüfungen neu öffnen")]
    KeinNotzugriff(u64),
    /// Zweimal geprüft.
    #[error("dieser Notzugriff ist schon geprüft; es ist nichts zu tun")]
    SchonGeprueft,
    /// Ein eingegebener Text ist leer, zu lang oder enthält Steuerzeichen.
    #[error(
        "{0}: der Text fehlt, ist zu lang oder enthält Steuerzeichen; bitte eine kurze Zeile schreiben"
    )]
    Text(&'static str),
    /// Ein Dokument mit dieser Kennung gibt es im Fall schon.
    #[error("das Dokument {0} gibt es in dieser Akte schon; bitte die Akte neu öffnen")]
    DokumentVorhanden(Kennung),
    /// Das Eingangsstück ist schon zugeordnet.
    #[error("das Eingangsstück liegt schon in Fall {0}; bitte dort weiterarbeiten")]
    SchonZugeordnet(Kennung),
    /// Das Eingangsstück ist abgeschlossen.
    #[error("das Eingangsstück ist schon abgeschlossen; bitte den Posteingang neu öffnen")]
    Abgeschlossen,
    /// Das Eingangsstück ist in Quarantäne.
    #[error("das Eingangsstück ist in Quarantäne: {0}")]
    InQuarantaene(Quarantaenegrund),
    /// Der Inhalt für die Akte ist nicht der, der einging.
    #[error("der Inhalt ist nicht der, der als {0} einging; bitte noch einmal zuordnen")]
    AndererInhalt(Kennung),
    /// So heißt hier niemand.
    #[error(
        "fuer: bitte die Kennung einer Person im Amt oder den Namen eines Teams nennen (a–z, 0–9 und -); so steht es bei \
         der Zuständigkeit"
    )]
    FuerWen,
    /// Die Aufgabe wäre schon fällig gewesen.
    #[error("die Aufgabe wäre am {0} fällig gewesen; bitte einen Tag ab heute wählen")]
    AufgabeVorbei(Tag),
    /// Eine Meldung hat keine oder zu viele Angaben.
    #[error("eine Meldung hat 1 bis {0} Angaben; bitte in mehreren melden")]
    AngabenZahl(usize),
    /// Das meldet niemand, das entscheidet jemand, oder es braucht vier Augen.
    #[error("„{0}“ lässt sich so nicht melden; dafür gibt es einen eigenen Befehl")]
    NichtMeldbar(&'static str),
    /// Wer neu dazukommt, hat keinen Namen oder keinen Geburtstag.
    #[error("zur neuen Person {0} fehlen Name oder Geburtstag; bitte mit angeben")]
    NeuerMenschUnvollstaendig(Kennung),
    /// Der Entwurf wartet nicht (mehr).
    #[error("der Entwurf {} wartet nicht auf Freigabe; bitte den Fall neu öffnen", .0.text())]
    KeinEntwurf(Posten),
    /// Keine oder zu viele Vorschriften, oder etwas anderes als eine Fundstelle.
    #[error(
        "normen: bitte 1 bis {0} Vorschriften nennen, die sich geändert haben; jede beginnt mit §, Art. oder Anlage"
    )]
    Normen(usize),
    /// Fragen sind offen.
    #[error("{0} Fragen sind noch offen; bitte zuerst beantworten")]
    OffeneFragen(usize),
    /// So eine Frage stellt der Entwurf nicht, oder mehrere.
    #[error(
        "diese Frage stellt der Entwurf nicht, oder mehrere passen; bitte Thema, Person und Fundstelle aus dem Entwurf nennen"
    )]
    KeineFrage,
    /// Das ist keine Antwort auf diese Frage.
    #[error("das ist keine Antwort auf diese Frage; möglich ist: {}", antworten(.0))]
    FalscheAntwort(&'static [Antwort]),
    /// Zu dem Entwurf läuft keine Anhörung.
    #[error("zu diesem Entwurf ist keine Anhörung eingeleitet; bitte die Nummer prüfen")]
    KeineAnhoerung,
    /// Vorher ist anzuhören.
    #[error(transparent)]
    Anhoerung(AnhoerungFehlt),
    /// Eine zweite Person gibt frei.
    #[error("das gibt jemand frei, der nicht daran mitgewirkt hat ({}); bitte eine zweite Person bitten", .0.name())]
    VierAugen(Vieraugengrund),
    /// Die Akten ergeben heute etwas anderes.
    #[error(
        "die Akte ergibt heute etwas anderes als der Entwurf, etwa weil ein Monat begonnen hat; bitte den Entwurf \
         erneuern und neu prüfen"
    )]
    EntwurfGealtert,
    /// Über diese Erstattung ist nicht (mehr) zu entscheiden.
    #[error("über die Erstattung {} ist nicht zu entscheiden; bitte den Fall neu öffnen", .0.text())]
    KeineErstattung(Posten),
    /// Gegen so etwas gibt es keinen Widerspruch.
    #[error("diesen Bescheid gibt es nicht, oder er ging nie hinaus; bitte die Nummer prüfen")]
    KeinBescheid,
    /// Gegen denselben Bescheid ist schon einer offen.
    #[error("gegen diesen Bescheid ist schon ein Widerspruch offen; bitte dort weiterarbeiten")]
    WiderspruchOffen,
    /// So einen offenen Widerspruch gibt es nicht.
    #[error("diesen Widerspruch gibt es nicht, oder er ist erledigt; bitte die Nummer prüfen")]
    KeinWiderspruch,
    /// Was sich gegen eine Entscheidung richtet, kommt nicht vor ihr.
    #[error("das liegt vor dem {0}, dem Tag, auf den es sich bezieht; bitte die Tage prüfen")]
    VorDerEntscheidung(Tag),
    /// Keine Fundstelle.
    #[error("norm: bitte eine Fundstelle nennen, etwa „§ 22 Abs. 1 SGB II“; nach ihr wird gezählt")]
    Norm,
    /// Kein Anteil.
    #[error("quote_prozent: {0} liegt nicht zwischen 0 und 100; bitte berichtigen")]
    Quote(u8),
    /// Der Widerspruch kam vielleicht zu spät, und niemand hat entschieden, was das bedeutet.
    #[error(
        "der Widerspruch kam vielleicht zu spät; bitte zuerst entscheiden, ob Wiedereinsetzung zu gewähren ist (§ 67 SGG) \
         oder er als Antrag auf Überprüfung zu lesen ist (§ 44 SGB X)"
    )]
    FristfrageOffen,
    /// Nach der Frist ist nicht zu fragen.
    #[error("dieser Widerspruch kam rechtzeitig; nach der Frist ist nicht zu fragen")]
    FristGewahrt,
    /// So endet er nur mit der Antwort auf die versäumte Frist.
    #[error(
        "als Überprüfung wird ein Widerspruch gelesen, wenn die versäumte Frist beantwortet wird; bitte dort"
    )]
    AlsUeberpruefung,
    /// Wer über einen Widerspruch entscheidet, entscheidet über die Kosten.
    #[error(
        "kosten: bitte Anteil und Anwalt angeben; wer entscheidet, entscheidet auch über die Kosten (§ 63 SGB X)"
    )]
    KostenFehlen,
    /// Es wird nichts erstattet.
    #[error("zu diesem Widerspruch werden keine Kosten erstattet; bitte die Nummer prüfen")]
    KeineKosten,
    /// Der Widerspruchsbescheid fehlt, oder es gibt keinen.
    #[error(
        "bescheid: Zurückweisung, Unzulässigkeit und Teilabhilfe brauchen einen Widerspruchsbescheid mit Gründen (§ 85 \
         Abs. 3 SGG), Abhilfe und Rücknahme haben keinen; bitte prüfen"
    )]
    Widerspruchsbescheid,
    /// Es gibt nichts umzusetzen.
    #[error("aus diesem Ausgang folgt nichts, was umzusetzen wäre; bitte den Ausgang prüfen")]
    NichtsUmzusetzen,
    /// So ein laufendes Verfahren vor Gericht gibt es nicht.
    #[error(
        "dieses Gerichtsverfahren gibt es nicht, oder der Schritt passt nicht zu seinem Stand; bitte die Nummer prüfen"
    )]
    KeinGerichtsverfahren,
    /// Es läuft schon.
    #[error("dieses Gerichtsverfahren ist schon aufgenommen; bitte dort weiterarbeiten")]
    VerfahrenOffen,
    /// Eine Untätigkeitsklage ohne das, worüber zu entscheiden wäre.
    #[error(
        "eine Untätigkeitsklage richtet sich auf einen Widerspruch, Antrag oder eine Überprüfung (§ 88 SGG); bitte die Nummer prüfen"
    )]
    NichtUntaetig,
    /// So eine Frist ist nicht offen.
    #[error(
        "eine offene Frist des Gerichts bis zum {0} gibt es nicht; bitte das Verfahren neu öffnen"
    )]
    KeineGerichtsfrist(Tag),
    /// So eine offene Überprüfung gibt es nicht.
    #[error("diese Überprüfung gibt es nicht, oder sie ist erledigt; bitte die Nummer prüfen")]
    KeineUeberpruefung,
    /// Sie läuft schon.
    #[error("zu diesem Bescheid ist schon eine Überprüfung offen; bitte dort weiterarbeiten")]
    UeberpruefungOffen,
    /// Als bewilligt aufgenommen, aber niemand hat einen Anspruch.
    #[error(
        "bewilligt_am: aus den Angaben ergibt sich nichts, was bewilligt sein könnte; bitte als Antrag aufnehmen"
    )]
    NichtsBewilligt,
    /// Einer Erstattung lässt sich nicht zum Teil abhelfen.
    #[error(
        "einer Erstattung lässt sich so nicht zum Teil abhelfen; bitte erst die Leistung neu entscheiden, dann ganz abhelfen"
    )]
    TeilweiseErstattung,
    /// Für den Monat ist inzwischen wieder mehr bewilligt.
    #[error("für {0} ist inzwischen wieder mehr bewilligt; bitte von dieser Erstattung absehen")]
    WiederBewilligt(Monat),
    /// Ein Bewilligungszeitraum ist verkehrt oder länger als ein Jahr.
    #[error(
        "ein Bewilligungszeitraum hat höchstens zwölf Monate und endet nicht vor seinem Anfang (§ 41 Abs. 3 SGB II)"
    )]
    Zeitraum,
    /// Die Äußerung ging vor der Anhörung ein.
    #[error("die Äußerung kann nicht vor dem Brief vom {0} eingegangen sein; bitte den Tag prüfen")]
    AeusserungZuFrueh(Tag),
    /// Ein neuer Bewilligungszeitraum ohne Antrag.
    #[error(
        "ein neuer Bewilligungszeitraum braucht einen Antrag, der spätestens in seinem ersten Monat gestellt ist (§ 37 \
         SGB II); bitte den Antrag mit angeben"
    )]
    OhneAntrag,
    /// Zu diesem Monat gehört kein Bewilligungszeitraum.
    #[error("{0} gehört zu keinem Bewilligungszeitraum; bitte Monat und Zeitraum prüfen")]
    KeinZeitraum(Monat),
    /// Für einen Teil der Zeit wird schon vorläufig entschieden.
    #[error("für diese Zeit wird schon vorläufig entschieden; bitte dort weiterarbeiten")]
    SchonVorlaeufig,
    /// So eine vorläufige Zeit gibt es nicht, oder ihr Abschluss hat begonnen.
    #[error(
        "diese vorläufige Zeit gibt es nicht, oder ihr Abschluss läuft schon; bitte die Nummer prüfen"
    )]
    NichtVorlaeufig,
    /// Was endgültig bewilligt ist, wird nur für die Zukunft vorläufig.
    #[error(
        "endgültig Bewilligtes wird nur für die Zukunft vorläufig (§ 40 Abs. 4 SGB II), frühestens ab {0}"
    )]
    NurZukunft(Monat),
    /// Die vorläufige Bewilligung gilt durch Zeitablauf als festgesetzt.
    #[error(
        "seit dem Ende der vorläufigen Zeit ist ein Jahr vorbei: das Vorläufige gilt als festgesetzt (§ 41a Abs. 5 SGB II)"
    )]
    SchonFestgesetzt,
    /// Abschließend wird erst danach entschieden.
    #[error("abschließend wird nach dem {} entschieden, früher nur auf Antrag (§ 41a Abs. 4 SGB II)", .0.deutsch())]
    ErstNach(Tag),
    /// Die Frist einer Anforderung läuft noch.
    #[error("die Frist für angeforderte Unterlagen läuft bis {}; bitte abwarten", .0.deutsch())]
    AnforderungLaeuft(Tag),
    /// So eine offene Anforderung oder Unterlage gibt es nicht.
    #[error(
        "diese Anforderung oder Unterlage gibt es nicht, oder es fehlt nichts mehr; bitte die Nummern prüfen"
    )]
    KeineAnforderung,
    /// Eine Anforderung nennt keine oder zu viele Unterlagen.
    #[error("eine Anforderung nennt 1 bis {0} Unterlagen; bitte aufteilen")]
    UnterlagenZahl(usize),
    /// Die Frist ist nicht angemessen.
    #[error("die Frist ist zu kurz; angemessen ist frühestens der {}", .0.deutsch())]
    FristZuKurz(Tag),
    /// Ohne Anforderung mit Frist und Hinweis auf die Folgen wird nichts versagt.
    #[error(
        "versagen oder entziehen geht nur nach einer Anforderung mit Frist und schriftlichem Hinweis auf die Folgen (§ 66 \
         Abs. 3 SGB I); bitte erst anfordern"
    )]
    OhneBelehrung,
    /// Diese Pflichtverletzung steht schon da.
    #[error("für diesen Tag ist das schon aufgenommen; bitte dort weiterarbeiten")]
    SchonAufgenommen,
    /// So ein Verfahren gibt es nicht, oder es ist in einem anderen Stand.
    #[error(
        "dieses Verfahren gibt es nicht, oder es ist schon abgeschlossen; bitte die Nummer prüfen"
    )]
    KeinVerfahren,
    /// Sechs Monate nach der Pflichtverletzung darf nicht mehr festgestellt werden.
    #[error(
        "eine Minderung muss binnen sechs Monaten nach der Pflichtverletzung festgestellt und bekannt sein (§ 31b Abs. 1 \
         Satz 3 SGB II); bitte das Verfahren einstellen"
    )]
    ZuSpaetFestgestellt,
    /// Die Leistung ist schon versagt.
    #[error("die Leistung ist schon versagt oder entzogen; bitte dort weiterarbeiten")]
    SchonVersagt,
    /// Die Regeln der Freigabe fehlen.
    #[error("die Regeln der Freigabe sind nicht lesbar; bitte melden")]
    OhneRegeln,
    /// Die Akte ist aus einem Grund gesperrt, der mehr schützt als eine Einschränkung.
    #[error(
        "die Akte ist schon gesperrt und bleibt es; eine Einschränkung würde sie weiter öffnen"
    )]
    SchonGesperrt,
    /// Das steht nicht oder noch nicht zum Löschen an.
    #[error("{0}: kann jetzt nicht gelöscht werden; bitte die Liste neu zusammenstellen")]
    NichtZuLoeschen(Strom),
    /// Ein Löschlauf hat keine oder zu viele Posten.
    #[error("ein Löschlauf hat 1 bis {0} Posten; bitte in mehreren Läufen löschen")]
    PostenZahl(usize),
    /// Zweimal freigegeben.
    #[error("dieser Löschlauf ist schon freigegeben; es ist nichts zu tun")]
    SchonFreigegeben,
    /// Freigegeben würde etwas anderes, als vorgeschlagen ist.
    #[error("die genannten Fälle sind nicht die des Vorschlags; bitte den Vorschlag neu öffnen")]
    AndereAuswahl,
    /// Diese Sendung gibt es nicht.
    #[error("die Sendung {} gibt es in diesem Fall nicht; bitte die Liste der Sendungen öffnen", .0.text())]
    KeineSendung(Posten),
    /// Was hinaus ist, holt niemand zurück.
    #[error(
        "der Brief ging am {} hinaus und lässt sich nicht mehr zurückrufen; soll etwas anderes gelten, bitte mit einem neuen \
         Bescheid ändern oder zurücknehmen (§§ 44, 45, 48 SGB X)", .0.deutsch()
    )]
    NichtRueckrufbar(Tag),
    /// Zweimal versandt.
    #[error("der Brief ging schon am {} hinaus; es ist nichts zu tun", .0.deutsch())]
    SchonVersandt(Tag),
    /// Zurückgehaltenes geht nicht hinaus.
    #[error("der Brief ist zurückgehalten; bitte erst freigeben")]
    Zurueckgehalten,
    /// Es gibt nichts freizugeben.
    #[error("der Brief ist nicht zurückgehalten; es ist nichts zu tun")]
    NichtZurueckgehalten,
    /// Der Brief ist noch nicht hinaus.
    #[error("der Brief ist noch nicht hinaus; erst danach kann er ankommen oder zurückkommen")]
    NichtVersandt,
    /// Schon vermerkt.
    #[error("der Brief ist schon als nicht angekommen vermerkt; es ist nichts zu tun")]
    SchonZurueckgekommen,
    /// Der Brief beruht nicht auf den Akten von jetzt.
    #[error("die Akte hat sich inzwischen geändert; bitte den Brief neu herstellen")]
    BriefVeraltet,
    /// Etwas steht dem Versand im Weg.
    #[error(transparent)]
    Hindernis(#[from] Hindernis),
    /// Wer eine geschützte Sendung freigibt, hat die Anschrift geprüft.
    #[error(
        "es besteht eine Auskunftssperre oder ein Schutz (§ 51 BMG); bitte die Anschrift prüfen und anschrift_geprueft \
         angeben"
    )]
    AnschriftUngeprueft,
    /// An dieselbe Anschrift noch einmal hilft nicht.
    #[error(
        "die Anschrift ist noch die, unter der der Brief nicht ankam; bitte zuerst die neue eintragen"
    )]
    GleicheAnschrift,
    /// Der Tag liegt vor dem Versand.
    #[error("der Brief ging erst am {} hinaus; bitte den Tag prüfen", .0.deutsch())]
    VorDemVersand(Tag),
    /// Nur ans Druckzentrum geht ein Bündel.
    #[error(
        "ein Bündel nennt, was ans Druckzentrum geht, und nur das; bitte Weg und Bündel prüfen"
    )]
    WegOhneBuendel,
    /// Das Bündel nimmt nichts (mehr) auf, oder ein anderer Ordner gehört dazu.
    #[error("das Bündel {} ist in diesem Stand nicht zu ändern; bitte den Versand neu beginnen", .0.text())]
    BuendelStand(Posten),
    /// Der Plan der Fristen fehlt.
    #[error("die Fristen sind nicht lesbar; bitte melden")]
    OhnePlan,
    /// Der Akte fehlt etwas.
    #[error(transparent)]
    Luecke(#[from] Luecke),
}

fn antworten(antworten: &[Antwort]) -> String {
    antworten.iter().map(|antwort| antwort.name()).collect::<Vec<_>>().join(", ")
}

impl From<NichtGerechnet> for Ablehnung {
    fn from(grund: NichtGerechnet) -> Ablehnung {
        match grund {
            NichtGerechnet::Luecke(luecke) => Ablehnung::Luecke(luecke),
            NichtGerechnet::Mangel(mangel) => Ablehnung::Mangel(mangel),
        }
    }
}
