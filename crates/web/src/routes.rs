//! Alle Wege: eine Tabelle, aus der die Weiche, die Beschreibung der Schnittstelle und die Prüfung der Rechte
//! entstehen. Was hier nicht steht, gibt es nicht.

use case::akte::Kategorie;
use case::rechte::Handlung;
use office::posteingang::Grenzen;
use schemars::{Schema, SchemaGenerator};

use crate::api::{
    auftraege, auskunft, befehle, bescheide, betrieb, dokumente, faelle, ich, personen,
    posteingang, rechtsbehelfe, sendungen,
};
use crate::app::App;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

/// Ein Weg.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// `GET` liest, `POST` tut etwas.
    pub verb: Verb,
    /// Mit `{…}`, wo eine Kennung steht.
    pub path: &'static str,
    /// Was er tut, in einem Satz.
    pub summary: &'static str,
    /// Was man dafür dürfen muss.
    pub needs: Needs,
    /// Was hinter dem Fragezeichen stehen kann: Name und Bedeutung.
    pub query: &'static [(&'static str, &'static str)],
    /// Die Form des Inhalts.
    pub request: Option<Form>,
    /// In welcher Form der Inhalt kommt.
    pub takes: &'static str,
    /// Verlangt er einen Schlüssel gegen doppeltes Senden?
    pub keyed: bool,
    /// Der Status, wenn es gelingt, und die Form der Antwort.
    pub response: (u16, Form),
    /// In welcher Form die Antwort kommt, wenn es gelingt.
    pub kind: &'static str,
    /// So groß darf der Inhalt sein.
    pub largest: usize,
    /// Was zu prüfen ist, bevor ein großer Inhalt gelesen wird.
    pub before: fn(&App, &Call) -> Result<(), Problem>,
    /// Was geschieht.
    pub handle: fn(&App, &Call) -> Result<Reply, Problem>,
}

/// Die Form eines Inhalts, als JSON-Schema.
pub type Form = fn(&mut SchemaGenerator) -> Schema;

/// Methoden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Lesen.
    Get,
    /// Etwas tun, oder lesen mit einer Frage, die nicht in einer Adresse stehen darf.
    Post,
}

impl Verb {
    /// Wie sie heißt.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verb::Get => "GET",
            Verb::Post => "POST",
        }
    }
}

/// Was man dürfen muss; danach prüft ein Test jede Zelle aus `docs/rechte.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Jeder, auch ohne Ausweis: sagt nichts über Menschen.
    Nothing,
    /// Wer sich ausweist: sagt nichts über Menschen.
    Identity,
    /// Wer sich ausweist, für sich: was er dabei sieht, richtet sich nach jedem Eintrag.
    Own,
    /// Was der Befehl im Inhalt verlangt.
    Command,
    /// Was der Befehl verlangt, und Beträge sehen.
    Preview,
    /// Eine Handlung mit diesen Arten von Daten, die an keinem Fall hängt.
    House(Handlung, &'static [Kategorie]),
    /// Eine Handlung mit wenigstens einer dieser Arten von Daten; gezeigt wird nur, was erlaubt ist.
    Some(Handlung, &'static [Kategorie]),
    /// Eine Handlung mit allen diesen Arten von Daten.
    All(Handlung, &'static [Kategorie]),
    /// Eine Liste: sie enthält, woran man die Handlung mit dieser Art von Daten ohne Frage darf.
    List(Handlung, Kategorie),
}

/// So groß ist ein Inhalt höchstens, wenn nichts anderes gesagt ist.
pub const ORDINARY: usize = 1024 * 1024;

const fn get(path: &'static str, summary: &'static str) -> Route {
    Route {
        verb: Verb::Get,
        path,
        summary,
        needs: Needs::Identity,
        query: &[],
        request: None,
        takes: "application/json",
        keyed: false,
        response: (200, betrieb::frei),
        kind: "application/json",
        largest: 0,
        before: betrieb::ohne_weiteres,
        handle: betrieb::nichts,
    }
}

const fn post(path: &'static str, summary: &'static str) -> Route {
    Route { verb: Verb::Post, largest: ORDINARY, ..get(path, summary) }
}

const SEITE: &[(&str, &str)] = &[
    ("nach", "Nur Einträge nach dieser Nummer; die Antwort nennt die nächste"),
    ("anzahl", "So viele Einträge höchstens, 1 bis 500; ohne Angabe 100"),
];

const TAGE: &[(&str, &str)] = &[
    ("nach_stelle", "Nur Einträge hinter dieser Stelle; die Antwort nennt die nächste"),
    ("anzahl", "So viele Einträge höchstens, 1 bis 500; ohne Angabe 100"),
];

/// Bytes, die niemand deutet.
const BYTES: &str = "application/octet-stream";

/// Alle Wege.
pub const ROUTES: &[Route] = &[
    Route {
        needs: Needs::Nothing,
        response: (200, betrieb::zustand_form),
        handle: betrieb::zustand,
        ..get("/healthz", "Ist der Dienst bereit?")
    },
    Route {
        needs: Needs::Nothing,
        response: (200, betrieb::text_form),
        kind: "application/openmetrics-text",
        handle: betrieb::zahlen,
        ..get("/metrics", "Zahlen für die Überwachung (OpenMetrics)")
    },
    Route {
        needs: Needs::Nothing,
        handle: betrieb::beschreibung,
        ..get("/api/v1/openapi.json", "Diese Beschreibung (OpenAPI 3.1)")
    },
    Route {
        response: (200, ich::form),
        handle: ich::ich,
        ..get("/api/v1/ich", "Wer bin ich, und was bin ich hier?")
    },
    Route {
        needs: Needs::Command,
        request: Some(befehle::befehl_form),
        keyed: true,
        response: (201, befehle::getan_form),
        handle: befehle::tue,
        ..post("/api/v1/befehle", "Führt einen Befehl aus; mit demselben Schlüssel nur einmal")
    },
    Route {
        needs: Needs::Preview,
        request: Some(befehle::befehl_form),
        response: (200, befehle::vorschau_form),
        handle: befehle::vorschau,
        ..post("/api/v1/befehle/vorschau", "Was ein Befehl ausmachen würde; speichert ihn nicht")
    },
    Route {
        needs: Needs::House(Handlung::Suchen, &[Kategorie::Stammdaten]),
        request: Some(personen::suche_form),
        response: (200, personen::funde_form),
        handle: personen::suche,
        ..post("/api/v1/personen/suche", "Sucht Menschen nach Name, Geburtstag oder Nummer")
    },
    Route {
        needs: Needs::House(Handlung::Suchen, &[Kategorie::Stammdaten]),
        request: Some(personen::angabe_form),
        response: (200, personen::bekannt_form),
        handle: personen::bekannt,
        ..post("/api/v1/personen/bekannt", "Ist dieser Mensch schon bekannt? Mit Gründen")
    },
    Route {
        needs: Needs::Some(Handlung::Sehen, personen::ARTEN),
        query: SEITE,
        response: (200, personen::akte_form),
        handle: personen::akte,
        ..get("/api/v1/personen/{person}", "Die Akte eines Menschen, Eintrag für Eintrag")
    },
    Route {
        needs: Needs::Some(Handlung::Sehen, &[Kategorie::Protokoll]),
        query: SEITE,
        response: (200, auskunft::protokoll_form),
        handle: auskunft::protokoll,
        ..get(
            "/api/v1/personen/{person}/protokoll",
            "Wer die Daten dieses Menschen sah oder änderte",
        )
    },
    Route {
        needs: Needs::All(Handlung::Auskunft, &[Kategorie::Akte]),
        handle: auskunft::alles,
        ..get(
            "/api/v1/personen/{person}/auskunft",
            "Alles, was über diesen Menschen gespeichert ist, zum Mitgeben",
        )
    },
    Route {
        needs: Needs::List(Handlung::Sehen, Kategorie::Stand),
        query: &[
            ("nach_fall", "Nur Fälle nach diesem; die Antwort nennt den nächsten"),
            ("anzahl", "So viele Einträge höchstens, 1 bis 500; ohne Angabe 100"),
        ],
        response: (200, faelle::liste_form),
        handle: faelle::liste,
        ..get("/api/v1/faelle", "Die Fälle, die ich sehe, der Kennung nach")
    },
    Route {
        needs: Needs::Some(Handlung::Sehen, faelle::ARTEN),
        query: SEITE,
        response: (200, faelle::akte_form),
        handle: faelle::akte,
        ..get("/api/v1/faelle/{fall}", "Die Akte eines Falls, Eintrag für Eintrag")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::RECHNUNG),
        query: &[("bekannt", "Wie es zu diesem Augenblick bekannt war, Mikrosekunden seit 1970")],
        response: (200, faelle::monat_form),
        handle: faelle::monat,
        ..get(
            "/api/v1/faelle/{fall}/monate/{monat}",
            "Die Berechnung eines Monats mit allen Gründen",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::entwurfsbrief,
        ..get("/api/v1/faelle/{fall}/entwurf.pdf", "Der Brief, der auf Freigabe wartet")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::anhoerungsbrief,
        ..get(
            "/api/v1/faelle/{fall}/anhoerung.pdf",
            "Der Brief, mit dem zu dem wartenden Entwurf angehört wird",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, bescheide::ENTSCHEIDUNG),
        response: (200, bescheide::entwurf_form),
        handle: bescheide::entwurf,
        ..get("/api/v1/faelle/{fall}/entwurf", "Der Entwurf, der auf Freigabe wartet")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, bescheide::ENTSCHEIDUNG),
        response: (200, bescheide::schritte_form),
        handle: bescheide::schritte,
        ..get("/api/v1/faelle/{fall}/schritte", "Was an einem Fall als Nächstes zu tun ist")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, bescheide::ENTSCHEIDUNG),
        response: (200, bescheide::entschieden_form),
        handle: bescheide::entschieden,
        ..get("/api/v1/faelle/{fall}/bescheide", "Was in einem Fall entschieden ist")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::bescheidbrief,
        ..get(
            "/api/v1/faelle/{fall}/bescheide/{bescheid}/brief.pdf",
            "Der Brief eines Bescheids, wie er hinausging",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::erstattungsbrief,
        ..get(
            "/api/v1/faelle/{fall}/erstattungen/{erstattung}/brief.pdf",
            "Der Brief einer festgesetzten Erstattung",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::anforderungsbrief,
        ..get(
            "/api/v1/faelle/{fall}/anforderungen/{anforderung}/brief.pdf",
            "Der Brief, mit dem Unterlagen angefordert sind",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, bescheide::ENTSCHEIDUNG),
        response: (200, rechtsbehelfe::form),
        handle: rechtsbehelfe::alle,
        ..get(
            "/api/v1/faelle/{fall}/rechtsbehelfe",
            "Widersprüche, Überprüfungen und Gerichtsverfahren eines Falls",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, bescheide::ENTSCHEIDUNG),
        response: (200, sendungen::liste_form),
        handle: sendungen::liste,
        ..get(
            "/api/v1/faelle/{fall}/sendungen",
            "Die Briefe eines Falls: was hinaus ist, was da liegt",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: rechtsbehelfe::widerspruchsbrief,
        ..get(
            "/api/v1/faelle/{fall}/widersprueche/{widerspruch}/brief.pdf",
            "Der Widerspruchsbescheid, wie er hinausging",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: rechtsbehelfe::ueberpruefungsbrief,
        ..get(
            "/api/v1/faelle/{fall}/ueberpruefungen/{ueberpruefung}/brief.pdf",
            "Der Brief einer abgelehnten Überprüfung",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, faelle::BRIEF),
        response: (200, faelle::pdf_form),
        kind: "application/pdf",
        handle: bescheide::sendungsbrief,
        ..get(
            "/api/v1/faelle/{fall}/sendungen/{sendung}/brief.pdf",
            "Ein Brief, wie er hinausging, oder wie er heute hinausginge",
        )
    },
    Route {
        needs: Needs::All(sendungen::VERSENDEN.0, sendungen::VERSENDEN.1),
        request: Some(sendungen::auftrag_form),
        response: (200, sendungen::ergebnis_form),
        handle: sendungen::versende,
        ..post(
            "/api/v1/faelle/{fall}/sendungen/{sendung}/versand",
            "Gibt einen Brief elektronisch oder im Haus hinaus",
        )
    },
    Route {
        needs: Needs::All(Handlung::Sehen, dokumente::UNTERLAGEN),
        query: SEITE,
        response: (200, dokumente::liste_form),
        handle: dokumente::liste,
        ..get("/api/v1/faelle/{fall}/dokumente", "Die Dokumente eines Falls, ohne ihren Inhalt")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, dokumente::UNTERLAGEN),
        request: Some(dokumente::begriff_form),
        response: (200, dokumente::textfunde_form),
        handle: dokumente::textsuche,
        ..post("/api/v1/faelle/{fall}/dokumente/suche", "Sucht im Text der Dokumente eines Falls")
    },
    Route {
        needs: Needs::All(Handlung::Sehen, dokumente::UNTERLAGEN),
        response: (200, posteingang::bytes_form),
        kind: BYTES,
        handle: dokumente::inhalt,
        ..get("/api/v1/faelle/{fall}/dokumente/{dokument}/inhalt", "Der Inhalt eines Dokuments")
    },
    Route {
        needs: Needs::List(Handlung::Sehen, Kategorie::Dokument),
        request: Some(dokumente::aktensuche_form),
        query: &[("anzahl", "So viele Akten durchsuchen, 1 bis 500; ohne Angabe 100")],
        response: (200, dokumente::aktenfunde_form),
        handle: dokumente::aktensuche,
        ..post(
            "/api/v1/dokumente/suche",
            "Sucht nach Angaben zu Dokumenten in den Akten, die ich sehe",
        )
    },
    Route {
        needs: Needs::House(Handlung::Sehen, posteingang::POST),
        query: TAGE,
        response: (200, posteingang::liste_form),
        handle: posteingang::liste,
        ..get("/api/v1/posteingang", "Post, die noch zu keiner Akte gehört, die älteste zuerst")
    },
    Route {
        needs: Needs::House(Handlung::Aufnehmen, posteingang::POST),
        query: &[
            ("weg", "Auf welchem Weg es kam; ohne Angabe hochgeladen"),
            ("fuer", "Wer sich kümmert: Kennung einer Person im Amt oder Name eines Teams"),
            ("bis", "Bis wann; nur mit „fuer“"),
        ],
        request: Some(posteingang::bytes_form),
        takes: BYTES,
        keyed: true,
        response: (201, posteingang::angenommen_form),
        largest: Grenzen::UEBLICH.bytes,
        before: posteingang::vorher,
        handle: posteingang::annehmen,
        ..post("/api/v1/posteingang", "Nimmt eine Datei an; sie bekommt den heutigen Tag")
    },
    Route {
        needs: Needs::House(Handlung::Sehen, posteingang::POST),
        response: (200, posteingang::stueck_form),
        handle: posteingang::eins,
        ..get("/api/v1/posteingang/{eingang}", "Ein Eingangsstück")
    },
    Route {
        needs: Needs::House(Handlung::Sehen, posteingang::POST),
        response: (200, posteingang::bytes_form),
        kind: BYTES,
        handle: posteingang::inhalt,
        ..get(
            "/api/v1/posteingang/{eingang}/inhalt",
            "Der Inhalt, solange er zu keiner Akte gehört",
        )
    },
    Route {
        needs: Needs::All(Handlung::Melden, posteingang::POST),
        request: Some(posteingang::zuordnung_form),
        response: (201, befehle::getan_form),
        handle: posteingang::zuordnen,
        ..post("/api/v1/posteingang/{eingang}/zuordnung", "Ordnet ein Eingangsstück einer Akte zu")
    },
    Route {
        needs: Needs::Own,
        query: TAGE,
        response: (200, posteingang::aufgaben_form),
        handle: posteingang::aufgaben,
        ..get(
            "/api/v1/aufgaben",
            "Was für mich und mein Team zu tun ist, was zuerst fällig ist, zuerst",
        )
    },
    Route {
        needs: Needs::House(Handlung::Sehen, posteingang::POST),
        query: TAGE,
        response: (200, posteingang::aufgaben_form),
        handle: posteingang::ueberfaellig,
        ..get("/api/v1/aufgaben/ueberfaellig", "Was im Haus überfällig ist, für wen auch immer")
    },
    Route {
        response: (200, auftraege::liste_form),
        handle: auftraege::liste,
        ..get("/api/v1/auftraege", "Aufträge, die noch nicht getan sind")
    },
    Route {
        needs: Needs::House(Handlung::Steuern, auftraege::AUFTRAEGE),
        request: Some(auftraege::gemeint_form),
        response: (200, auftraege::eins_form),
        handle: auftraege::abbrechen,
        ..post("/api/v1/auftraege/abbrechen", "Bittet, einen Auftrag abzubrechen")
    },
    Route {
        needs: Needs::House(Handlung::Steuern, auftraege::AUFTRAEGE),
        request: Some(auftraege::gemeint_form),
        response: (200, auftraege::eins_form),
        handle: auftraege::erneut,
        ..post("/api/v1/auftraege/erneut", "Stößt einen Auftrag wieder an, der liegt")
    },
];
