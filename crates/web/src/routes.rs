//! Alle Wege: eine Tabelle, aus der die Weiche, die Beschreibung der Schnittstelle und die Prüfung der Rechte
//! entstehen. Was hier nicht steht, gibt es nicht.

use case::akte::Kategorie;
use case::rechte::Handlung;
use schemars::{Schema, SchemaGenerator};

use crate::api::{auskunft, befehle, betrieb, faelle, ich, personen};
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
    /// Der Status, wenn es gelingt, und die Form der Antwort.
    pub response: (u16, Form),
    /// In welcher Form die Antwort kommt, wenn es gelingt.
    pub kind: &'static str,
    /// So groß darf der Inhalt sein.
    pub largest: usize,
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
    /// Was der Befehl im Inhalt verlangt.
    Command,
    /// Was der Befehl verlangt, und Beträge sehen.
    Preview,
    /// Eine Handlung mit wenigstens einer dieser Arten von Daten; gezeigt wird nur, was erlaubt ist.
    Some(Handlung, &'static [Kategorie]),
    /// Eine Handlung mit allen diesen Arten von Daten.
    All(Handlung, &'static [Kategorie]),
    /// Eine Liste: sie enthält, woran man die Handlung mit dieser Art von Daten ohne Frage darf.
    List(Handlung, Kategorie),
}

/// So groß ist ein Inhalt höchstens, wenn nichts anderes gesagt ist.
const ORDINARY: usize = 1024 * 1024;

const fn get(path: &'static str, summary: &'static str) -> Route {
    Route {
        verb: Verb::Get,
        path,
        summary,
        needs: Needs::Identity,
        query: &[],
        request: None,
        response: (200, betrieb::frei),
        kind: "application/json",
        largest: 0,
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
        needs: Needs::Some(Handlung::Suchen, &[Kategorie::Stammdaten]),
        request: Some(personen::suche_form),
        response: (200, personen::funde_form),
        handle: personen::suche,
        ..post("/api/v1/personen/suche", "Sucht Menschen nach Name, Geburtstag oder Nummer")
    },
    Route {
        needs: Needs::Some(Handlung::Suchen, &[Kategorie::Stammdaten]),
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
        handle: faelle::entwurfsbrief,
        ..get("/api/v1/faelle/{fall}/entwurf.pdf", "Der Brief, der auf Freigabe wartet")
    },
    Route {
        response: (200, betrieb::auftraege_form),
        handle: betrieb::auftraege,
        ..get("/api/v1/auftraege", "Aufträge, die noch nicht getan sind")
    },
];
