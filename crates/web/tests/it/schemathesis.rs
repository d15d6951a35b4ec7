//! schemathesis liest die Beschreibung und schickt, was ihr einfällt, über eine echte Leitung: keine Antwort ist ein
//! Fehler des Programms, und jede hat die Form, die die Beschreibung nennt.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::server::serve;

use crate::geschichte::mit_fall;
use crate::hilfe::kennung;

/// So viele Anfragen je Weg, mit immer derselben Saat.
const BEISPIELE: &str = "30";
const SAAT: &str = "20260701";

fn programm() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("venv");
    let venv = std::env::var_os("NAHTLOS_VENV").map_or(target, PathBuf::from);
    let programm = venv.join("bin/schemathesis");
    let fehlt = "schemathesis fehlt; `cargo xtask setup` installiert es (xtask/requirements.txt)";
    assert!(programm.exists(), "{fehlt}");
    programm
}

#[test]
fn schemathesis_findet_keinen_fehler_des_programms_und_keine_antwort_in_falscher_form() {
    let (haus, wer) = mit_fall("schemathesis");
    let abgelegt = haus.schicke(&wer, "lohn.txt", "Lohn für Oktober");
    haus.ordne_zu(&wer, abgelegt, (kennung(1), kennung(3)));
    let eingang = haus.schicke(&wer, "brief.txt", "Guten Tag");
    let laufzeit = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (stop, halt) = oneshot::channel::<()>();
    let listener = laufzeit.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let adresse = listener.local_addr().unwrap();
    let app = Arc::clone(&haus.app);
    let dienst = laufzeit.spawn(serve(listener, app, async {
        let _ = halt.await;
    }));
    // Kennungen, die es gibt: sonst käme es nie über „nicht gefunden“ hinaus.
    let werte = format!(
        "[parameters]\n\"path.fall\" = \"{}\"\n\"path.person\" = \"{}\"\n\"path.monat\" = \"2026-10\"\n\"path.bescheid\" = \"001\"\n\
         \"path.erstattung\" = \"001\"\n\
         \"path.dokument\" = \"{}\"\n\"path.eingang\" = \"{eingang}\"\n",
        kennung(1),
        kennung(2),
        kennung(3)
    );
    let einstellung = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis.toml");
    std::fs::write(&einstellung, werte).unwrap();
    let ausgabe = Command::new(programm())
        .arg("--config-file")
        .arg(&einstellung)
        .args(["run", &format!("http://{adresse}/api/v1/openapi.json")])
        .args(["--header", &format!("Authorization: Bearer {}", wer.token())])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", BEISPIELE])
        // Ein Arbeiter: in Python 3.11 verzählt sich `ast`, wenn zwei Threads zugleich übersetzen
        // (https://github.com/python/cpython/issues/106905); der Lauf bräche dann manchmal ab.
        .args(["--seed", SAAT, "--workers", "1", "--request-timeout", "60", "--no-color"])
        .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance"])
        .args(["--checks", "response_schema_conformance,response_headers_conformance"])
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    stop.send(()).unwrap();
    laufzeit.block_on(dienst).unwrap().unwrap();
    let text = String::from_utf8_lossy(&ausgabe.stdout);
    assert!(ausgabe.status.success(), "{text}\n{}", String::from_utf8_lossy(&ausgabe.stderr));
    println!("{text}");
}
