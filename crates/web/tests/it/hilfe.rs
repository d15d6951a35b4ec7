//! Ein Haus mit zwei Mandanten, erfundenen Bediensteten und einer Weiche, an der Anfragen ohne Netz ankommen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use case::akte::{
    Aufgabe, DienstTatsache, Ereignis, FallTatsache, Gilt, Kennung, Nachweis, Posten, Pruefsumme,
    Strom, Tatsache, Vergabe, Zugang, Zustaendig,
};
use case::aufbewahrung::Aufbewahrungsplan;
use case::befehl::{Befehl, EinkommenMelden, HaushaltAufnehmen};
use case::rechte::{Regelwerk, Rolle};
use case::schnittstelle::Haushalt;
use case::textbausteine::Textbausteine;
use law::measure::Tag;
use law::recht::Recht;
use muster::Musterkreis;
use office::ablage::{Ablage, Platte};
use office::store::jobs::NewJob;
use office::store::record::{Draft, Request as StoreRequest, Store, Surroundings};
use office::store::siegel::Hauptschluessel;
use office::store::sql::DbError;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use web::app::App;
use web::metrics::Metrics;
use web::routes::Route;
use web::server::router;

/// Der eigene Mandant und ein anderer im selben Speicher.
pub const HIER: &str = "musterkreis";
pub const DORT: &str = "nachbarkreis";

pub fn heute() -> Tag {
    "2026-11-20".parse().unwrap()
}

pub fn kennung(nr: u32) -> Kennung {
    let mut bytes = [0_u8; 16];
    bytes[12..].copy_from_slice(&nr.to_be_bytes());
    Kennung::aus_bytes(bytes)
}

pub struct Haus {
    ordner: PathBuf,
    pub app: Arc<App>,
    laufzeit: tokio::runtime::Runtime,
    nummer: AtomicU64,
}

/// Eine Antwort.
pub struct Antwort {
    pub status: u16,
    pub kopf: Vec<(String, String)>,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Antwort {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn kopfzeile(&self, name: &str) -> &str {
        let gefunden = self.kopf.iter().find(|(n, _)| n == name);
        gefunden.map_or("", |(_, wert)| wert)
    }
}

/// Wer fragt, und in wessen Namen.
#[derive(Clone, Copy, Debug)]
pub struct Wer {
    pub traeger: &'static str,
    pub kennung: Kennung,
}

impl Wer {
    pub fn token(&self) -> String {
        format!("{}.{}.test.{}", self.traeger, self.kennung, geheimnis(self.kennung))
    }
}

/// Kein Geheimnis: jeder kann es ausrechnen, und es gilt nur im Test.
fn geheimnis(kennung: Kennung) -> String {
    Pruefsumme::aus_bytes(Sha256::digest(kennung.bytes()).into()).to_string()
}

fn uhr() -> i64 {
    static JETZT: AtomicI64 = AtomicI64::new(1_790_000_000_000_000);
    JETZT.fetch_add(1, Ordering::Relaxed)
}

fn zufall(bytes: &mut [u8]) -> Result<(), DbError> {
    static ZAEHLER: AtomicU64 = AtomicU64::new(1);
    let zahl = ZAEHLER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    bytes.iter_mut().zip(zahl.into_iter().cycle()).for_each(|(ziel, byte)| *ziel = byte);
    Ok(())
}

impl Haus {
    pub fn neu(name: &str) -> Haus {
        let ordner = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("web-{name}"));
        let _ = std::fs::remove_dir_all(&ordner);
        std::fs::create_dir_all(&ordner).unwrap();
        let main = Hauptschluessel::neu(1, &[5; 32]);
        let umgebung = Surroundings { main, clock: uhr, randomness: zufall };
        let app = Arc::new(App {
            store: Store::open(&ordner, umgebung).unwrap(),
            ablage: Ablage::oeffne(&ordner, Platte::default()).unwrap(),
            recht: Recht::eingebaut().unwrap(),
            regelwerk: Regelwerk::eingebaut().unwrap(),
            plan: Aufbewahrungsplan::eingebaut().unwrap(),
            briefkopf: [(HIER.to_owned(), muster::traeger())].into(),
            bausteine: [(HIER.to_owned(), Textbausteine::eingebaut().unwrap())].into(),
            clock: || Some(heute()),
            uptime: || std::time::Duration::ZERO,
            metrics: Metrics::new(),
        });
        let laufzeit = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        Haus { ordner, app, laufzeit, nummer: AtomicU64::new(0) }
    }

    /// Der Ordner des Speichers.
    pub fn ordner(&self) -> &std::path::Path {
        &self.ordner
    }

    /// Schreibt Ereignisse an der Tür vorbei: so war es schon, bevor der Test beginnt.
    pub fn schreibe<T: Tatsache>(&self, traeger: &str, strom: Strom, tatsachen: Vec<T>) {
        self.schreibe_ab(traeger, strom, tatsachen, "2026-01-01");
    }

    pub fn schreibe_ab<T: Tatsache>(
        &self,
        traeger: &str,
        strom: Strom,
        tatsachen: Vec<T>,
        seit: &str,
    ) {
        let version = self.app.store.load::<T>(traeger, strom).unwrap().version();
        let seit: Tag = seit.parse().unwrap();
        let neu = |tatsache| Ereignis::neu(Gilt::ab(seit), seit, tatsache).schreibe();
        let appends = vec![(strom, version, tatsachen.into_iter().map(neu).collect())];
        let key = format!("vorher-{}", self.nummer.fetch_add(1, Ordering::Relaxed));
        let draft = Draft { appends, ..Draft::default() };
        self.app.store.commit(StoreRequest { traeger, key: &key, body: b"" }, draft).unwrap();
    }

    /// Jemand mit dieser Rolle, in diesem Team, mit einem Zugang.
    pub fn stelle_ein(&self, traeger: &'static str, nr: u32, rolle: Rolle, team: &str) -> Wer {
        let kennung = kennung(nr);
        let eintrag = Some(Vergabe { durch: kennung });
        let zugang = Zugang {
            pruefwert: Pruefsumme::aus_bytes(Sha256::digest(geheimnis(kennung)).into()),
            bis: "2027-12-31".parse().unwrap(),
        };
        let tatsachen = vec![
            DienstTatsache::Name("Erfundene Person".to_owned()),
            DienstTatsache::Team(Some(posten(team))),
            DienstTatsache::Rolle { posten: rolle.posten(), eintrag },
            DienstTatsache::Zugang { posten: posten("test"), eintrag: Some(zugang) },
        ];
        self.schreibe(traeger, Strom::bediensteter(kennung), tatsachen);
        Wer { traeger, kennung }
    }

    /// Wer sich um diese Aufgabe des Falls kümmert.
    pub fn weise_zu(&self, fall: Kennung, aufgabe: Aufgabe, (wem, team): (Wer, &str)) {
        let eintrag = Some(Zustaendig { bearbeiter: Some(wem.kennung), team: posten(team) });
        let tatsache = FallTatsache::Zustaendig { posten: aufgabe.posten(), eintrag };
        self.schreibe(wem.traeger, Strom::fall(fall), vec![tatsache]);
    }

    /// Stellt eine Anfrage, wie sie von der Leitung käme, mit einem neuen Schlüssel.
    pub fn frage(&self, wer: Option<&Wer>, verb: &str, weg: &str, body: &str) -> Antwort {
        let nr = self.nummer.fetch_add(1, Ordering::Relaxed);
        let schluessel = format!("anfrage-{nr}");
        self.frage_mit(wer, (verb, weg), body, &[("idempotency-key", &schluessel)])
    }

    pub fn frage_mit(
        &self,
        wer: Option<&Wer>,
        (verb, weg): (&str, &str),
        body: &str,
        kopf: &[(&str, &str)],
    ) -> Antwort {
        let mut anfrage = Request::builder().method(verb).uri(weg);
        if let Some(wer) = wer {
            anfrage = anfrage.header("authorization", format!("Bearer {}", wer.token()));
        }
        if !kopf.iter().any(|(name, _)| *name == "content-type") {
            anfrage = anfrage.header("content-type", "application/json");
        }
        for (name, wert) in kopf {
            anfrage = anfrage.header(*name, *wert);
        }
        self.sende(anfrage.body(Body::from(body.to_owned())).unwrap())
    }

    pub fn sende(&self, anfrage: Request<Body>) -> Antwort {
        self.laufzeit.block_on(async {
            let antwort = router(&self.app).oneshot(anfrage).await.unwrap();
            let status = antwort.status().as_u16();
            let kopf = antwort.headers().iter();
            let kopf = kopf.map(|(n, w)| (n.to_string(), w.to_str().unwrap().to_owned())).collect();
            let body = to_bytes(antwort.into_body(), usize::MAX).await.unwrap();
            let text = String::from_utf8_lossy(&body).into_owned();
            Antwort { status, kopf, text, bytes: body.to_vec() }
        })
    }

    /// Fragt auf diesem Weg nach dem, was es hier gibt.
    pub fn frage_weg(&self, wer: Option<&Wer>, route: &Route, woran: &Woran) -> Antwort {
        let Woran { fall, person, .. } = *woran;
        let body = match route.path {
            "/api/v1/personen/suche" => r#"{"text":"Quastenflosser"}"#.to_owned(),
            "/api/v1/personen/bekannt" => r#"{"vorname":"Ida","nachname":"Quast"}"#.to_owned(),
            "/api/v1/befehle" | "/api/v1/befehle/vorschau" => text(&meldung(fall, person, 250)),
            "/api/v1/dokumente/suche" => r#"{"filter":{}}"#.to_owned(),
            "/api/v1/faelle/{fall}/sendungen/{sendung}/versand" => {
                r#"{"weg":"hausintern"}"#.to_owned()
            }
            "/api/v1/faelle/{fall}/dokumente/suche" => r#"{"text":"Lohn"}"#.to_owned(),
            "/api/v1/posteingang/{eingang}/zuordnung" => {
                let dokument = self.nummer.fetch_add(1, Ordering::Relaxed);
                zuordnung(fall, kennung(5_000_000 + u32::try_from(dokument).unwrap()))
            }
            path if path.starts_with("/api/v1/auftraege/") => {
                serde_json::json!({"auftrag": woran.auftrag}).to_string()
            }
            _ => String::new(),
        };
        let nr = self.nummer.fetch_add(1, Ordering::Relaxed);
        let schluessel = format!("anfrage-{nr}");
        let kopf = [("idempotency-key", schluessel.as_str()), ("content-type", route.takes)];
        self.frage_mit(wer, (route.verb.name(), &weg(route, woran)), &body, &kopf)
    }

    /// Ein Auftrag, wie er nach einem Vorgang wartet; zurück kommt seine Kennung.
    pub fn auftrag(&self, traeger: &str) -> String {
        let key = format!("auftrag-{}", self.nummer.fetch_add(1, Ordering::Relaxed));
        let jobs = vec![NewJob { kind: "probe", subject: "probe".to_owned() }];
        let draft = Draft { jobs, ..Draft::default() };
        self.app.store.commit(StoreRequest { traeger, key: &key, body: b"" }, draft).unwrap();
        format!("{key}/1")
    }

    /// Schickt eine Datei an den Posteingang; zurück kommt die Kennung des Stücks.
    pub fn schicke(&self, wer: &Wer, name: &str, inhalt: &str) -> Kennung {
        let nr = self.nummer.fetch_add(1, Ordering::Relaxed);
        let schluessel = format!("datei-{nr}");
        let antwort = self.schicke_mit(wer, (name, &schluessel), inhalt.as_bytes(), "");
        assert_eq!(antwort.status, 201, "{}", antwort.text);
        antwort.json()["stuecke"][0]["eingang"].as_str().unwrap().parse().unwrap()
    }

    pub fn schicke_mit(
        &self,
        wer: &Wer,
        (name, schluessel): (&str, &str),
        inhalt: &[u8],
        frage: &str,
    ) -> Antwort {
        let anfrage = Request::builder()
            .method("POST")
            .uri(format!("/api/v1/posteingang{frage}"))
            .header("authorization", format!("Bearer {}", wer.token()))
            .header("content-type", "application/octet-stream")
            .header("idempotency-key", schluessel)
            .header("nahtlos-dateiname", name);
        self.sende(anfrage.body(Body::from(inhalt.to_vec())).unwrap())
    }

    /// Ordnet ein Eingangsstück einem Fall zu.
    pub fn ordne_zu(&self, wer: &Wer, eingang: Kennung, (fall, dokument): (Kennung, Kennung)) {
        let weg = format!("/api/v1/posteingang/{eingang}/zuordnung");
        let antwort = self.frage(Some(wer), "POST", &weg, &zuordnung(fall, dokument));
        assert_eq!(antwort.status, 201, "{}", antwort.text);
    }
}

/// Wonach Anfragen fragen.
#[derive(Clone, Debug)]
pub struct Woran {
    pub fall: Kennung,
    pub person: Kennung,
    /// Ein Stück, das zu keiner Akte gehört.
    pub eingang: Kennung,
    /// Ein Dokument des Falls.
    pub dokument: Kennung,
    pub auftrag: String,
}

impl Woran {
    /// Nur Fall und Mensch; alles andere gibt es nicht.
    pub fn fall(fall: Kennung, person: Kennung) -> Woran {
        let nichts = kennung(4_000_000);
        Woran { fall, person, eingang: nichts, dokument: nichts, auftrag: "x/1".to_owned() }
    }
}

/// Wohin ein Eingangsstück gehört, als Inhalt einer Anfrage.
pub fn zuordnung(fall: Kennung, dokument: Kennung) -> String {
    serde_json::json!({
        "fall": fall, "dokument": dokument, "titel": "Lohnabrechnung Oktober", "art": "nachweis",
        "angelegenheit": "einkommen", "aufgabe": {"fuer": "leistung-1", "bis": "2026-11-23"}
    })
    .to_string()
}

impl Drop for Haus {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.ordner);
    }
}

pub fn posten(text: &str) -> Posten {
    Posten::try_from(text.to_owned()).unwrap()
}

/// Der Weg mit den Kennungen an ihrer Stelle.
pub fn weg(route: &Route, woran: &Woran) -> String {
    let weg = route.path.replace("{fall}", &woran.fall.to_string());
    let weg = weg.replace("{person}", &woran.person.to_string()).replace("{monat}", "2026-10");
    let weg = weg.replace("{eingang}", &woran.eingang.to_string());
    weg.replace("{dokument}", &woran.dokument.to_string())
        .replace("{bescheid}", "001")
        .replace("{erstattung}", "001")
        .replace("{anforderung}", "001")
        .replace("{widerspruch}", "001")
        .replace("{ueberpruefung}", "001")
        .replace("{sendung}", "bescheid-001")
}

/// Ein Haushalt aus dem Musterkreis: jemand allein, ohne Einnahmen.
pub fn haushalt() -> Haushalt {
    let kreis = Musterkreis { saat: 3, personen: 400, monat: "2026-09".parse().unwrap() };
    let allein = |haushalt: &Haushalt| match haushalt.lage.personen.as_slice() {
        [person] => {
            person.einkommen.is_empty()
                && person.von.is_none()
                && person.bis.is_none()
                && person.gestorben.is_none()
                && person.ausgeschlossen.is_none()
        }
        _ => false,
    };
    kreis.haushalte().find(allein).unwrap()
}

/// Ein Antrag.
pub fn aufnahme(fall: Kennung, person: Kennung) -> Befehl {
    aufnahme_mit(fall, person, None)
}

/// Ein Fall aus dem alten Verfahren, dort schon bewilligt.
pub fn uebernahme(fall: Kennung, person: Kennung) -> Befehl {
    aufnahme_mit(fall, person, Some(haushalt().antrag))
}

fn aufnahme_mit(fall: Kennung, person: Kennung, bewilligt_am: Option<Tag>) -> Befehl {
    // Jeder Fall hat sein eigenes Aktenzeichen.
    let eigenes = fall.to_string().replace('-', "");
    let nummer = format!("BG-{}", &eigenes[eigenes.len() - 16..]);
    let haushalt = Haushalt { nummer, ..haushalt() };
    let personen = [(haushalt.lage.personen[0].id.clone(), person)].into();
    let eingang = haushalt.antrag;
    Befehl::HaushaltAufnehmen(Box::new(HaushaltAufnehmen {
        fall,
        personen,
        eingang,
        bewilligt_am,
        haushalt,
    }))
}

pub fn meldung(fall: Kennung, person: Kennung, brutto: u32) -> Befehl {
    let betrag = format!("{brutto}.00");
    let einkommen = serde_json::json!({"art": "erwerb", "brutto": betrag, "netto": betrag});
    Befehl::EinkommenMelden(Box::new(EinkommenMelden {
        fall,
        person,
        posten: Posten::nr(1),
        einkommen: serde_json::from_value(einkommen).unwrap(),
        gilt: Gilt::ab("2026-10-01".parse().unwrap()),
        eingang: "2026-11-18".parse().unwrap(),
        nachweis: Nachweis::Behauptet,
        ersetzt: None,
    }))
}

pub fn text(befehl: &Befehl) -> String {
    serde_json::to_string(befehl).unwrap()
}
