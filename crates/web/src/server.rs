//! HTTP: Bytes hinein, Bytes heraus. Was eine Anfrage darf und bedeutet, steht in [`crate::routes`].

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Query, RawPathParams, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::call::Call;
use crate::problem::{Art, Problem};
use crate::reply::Reply;
use crate::routes::{ORDINARY, ROUTES, Route, Verb};

/// So viele Anfragen arbeiten zugleich; so viele warten höchstens.
const WORKING: usize = 16;
const WAITING: usize = 128;
/// So viele Anfragen mit großem Inhalt sind zugleich im Speicher.
const LARGE: usize = 4;
/// So lange darf ein Inhalt unterwegs sein.
const ARRIVAL: Duration = Duration::from_secs(60);
/// So lange wartet eine Anfrage darauf, an die Reihe zu kommen.
const PATIENCE: Duration = Duration::from_secs(2);

/// Was jede Antwort trägt.
const ALWAYS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Beantwortet Anfragen, bis `stop` fertig ist; was dann noch läuft, wird zu Ende gebracht.
///
/// # Errors
/// Was das Betriebssystem meldet.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(&app)).with_graceful_shutdown(stop).await
}

/// Alle Wege.
pub fn router(app: &Arc<App>) -> Router {
    let queue = Arc::new(Queue {
        working: Arc::new(Semaphore::new(WORKING)),
        waiting: Arc::new(Semaphore::new(WORKING + WAITING)),
        large: Arc::new(Semaphore::new(LARGE)),
    });
    let mut router = Router::new();
    for route in ROUTES {
        let (app, queue) = (Arc::clone(app), Arc::clone(&queue));
        let answer = move |params: RawPathParams,
                           query: Result<Query<BTreeMap<String, String>>, QueryRejection>,
                           headers: HeaderMap,
                           request: Request| {
            let call = call(&params, query, &headers);
            answer(Arc::clone(&app), Arc::clone(&queue), (route, call), request)
        };
        let method = match route.verb {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
        };
        let handler = on(method, answer).layer(DefaultBodyLimit::max(route.largest));
        router = router.route(route.path, handler);
    }
    let none = || async {
        response(
            Art::Unbekannt
                .weil("diesen Weg gibt es nicht; was es gibt, steht unter /api/v1/openapi.json")
                .into(),
        )
    };
    let method = || async {
        response(
            Art::Methode
                .weil("diesen Weg gibt es nur anders; wie, steht unter /api/v1/openapi.json")
                .into(),
        )
    };
    router.fallback(none).method_not_allowed_fallback(method)
}

/// Wer arbeitet, wer wartet und wer etwas Großes schickt.
struct Queue {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

async fn answer(
    app: Arc<App>,
    queue: Arc<Queue>,
    (route, call): (&'static Route, Result<Call, Problem>),
    request: Request,
) -> Response {
    let begun = (app.uptime)();
    app.metrics.running.inc();
    let reply = match call {
        Ok(call) if route.largest > ORDINARY => large(&app, &queue, (route, call), request).await,
        Ok(call) => receive(&app, &queue, (route, call), (request, None)).await,
        Err(problem) => problem.into(),
    };
    app.metrics.running.dec();
    let took = (app.uptime)().saturating_sub(begun);
    app.metrics.answered((route.verb.name(), route.path), reply.status, took);
    // Der Weg als Muster: in einem Protokoll steht nie, um wen es ging.
    tracing::info!(
        methode = route.verb.name(),
        weg = route.path,
        status = reply.status,
        mikrosekunden = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        "beantwortet"
    );
    response(reply)
}

/// Ein großer Inhalt wird erst gelesen, wenn Platz für ihn ist und er kommen darf.
async fn large(
    app: &Arc<App>,
    queue: &Queue,
    (route, call): (&'static Route, Call),
    request: Request,
) -> Reply {
    let place = Arc::clone(&queue.large).acquire_owned();
    let Ok(Ok(place)) = tokio::time::timeout(PATIENCE, place).await else {
        return full().into();
    };
    let asked = (Arc::clone(app), call.clone());
    match tokio::task::spawn_blocking(move || (route.before)(&asked.0, &asked.1)).await {
        Ok(Ok(())) => receive(app, queue, (route, call), (request, Some(place))).await,
        Ok(Err(problem)) => problem.into(),
        Err(_) => crashed(route).into(),
    }
}

/// Liest den Inhalt und lässt arbeiten.
async fn receive(
    app: &Arc<App>,
    queue: &Queue,
    (route, mut call): (&'static Route, Call),
    (request, large): (Request, Option<OwnedSemaphorePermit>),
) -> Reply {
    let incomplete =
        || Art::Unlesbar.weil("der Inhalt kam nicht ganz an; bitte noch einmal senden");
    let arrived = tokio::time::timeout(ARRIVAL, Bytes::from_request(request, &())).await;
    let body = match arrived {
        Ok(Ok(body)) => body,
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Art::ZuGross.weil("der Inhalt ist zu groß; bitte teilen").into();
        }
        _ => return incomplete().into(),
    };
    call.body = Vec::from(body);
    work(Arc::clone(app), queue, (route, call), large).await
}

fn full() -> Problem {
    Art::NichtBereit.weil("gerade wollen zu viele etwas; bitte gleich noch einmal")
}

fn crashed(route: &Route) -> Problem {
    tracing::error!(weg = route.path, "abgestürzt");
    Art::Intern.weil("das hätte nicht geschehen dürfen; bitte melden")
}

async fn work(
    app: Arc<App>,
    queue: &Queue,
    (route, call): (&'static Route, Call),
    large: Option<OwnedSemaphorePermit>,
) -> Reply {
    let Ok(place) = Arc::clone(&queue.waiting).try_acquire_owned() else {
        return full().into();
    };
    let turn = Arc::clone(&queue.working).acquire_owned();
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else {
        return full().into();
    };
    // Legt jemand auf, läuft die Arbeit zu Ende: so lange gehört ihr der Platz.
    let done = tokio::task::spawn_blocking(move || {
        let _held = (place, turn, large);
        (route.handle)(&app, &call)
    })
    .await;
    match done {
        Ok(Ok(reply)) => reply,
        Ok(Err(problem)) => problem.into(),
        Err(_) => crashed(route).into(),
    }
}

fn call(
    params: &RawPathParams,
    query: Result<Query<BTreeMap<String, String>>, QueryRejection>,
    headers: &HeaderMap,
) -> Result<Call, Problem> {
    let unreadable = |_| {
        Art::Unlesbar
            .weil("hinter dem Fragezeichen steht etwas Unlesbares; bitte die Anfrage prüfen")
    };
    let Query(query) = query.map_err(unreadable)?;
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok().map(str::to_owned));
    Ok(Call {
        params: params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        query,
        authorization: header("authorization"),
        key: header("idempotency-key"),
        zweck: header("nahtlos-zweck"),
        kind: header("content-type"),
        file_name: header("nahtlos-dateiname"),
        body: Vec::new(),
    })
}

fn response(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let fixed = ALWAYS.into_iter().chain([("content-type", reply.kind)]);
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    for (name, value) in reply.headers {
        // Was keine Kopfzeile sein kann, wird keine.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}
