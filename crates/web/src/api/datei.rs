//! Der Inhalt einer Datei der eAkte als Antwort.

use case::akte::{Ablageort, Dateityp, Strom};
use office::store;

use crate::app::App;
use crate::problem::{Art, Problem};
use crate::reply::Reply;

/// Die Bytes, zum Herunterladen. Kein Browser soll sie von selbst deuten oder öffnen: was sie sind, steht in den Angaben
/// zum Dokument, und der Name verrät nichts. Von einer E-Mail kommt nur ihr Text heraus: in ihr steckt jede Anlage, auch
/// eine gefährliche, und die ungefährlichen liegen als eigene Stücke daneben.
///
/// # Errors
/// [`Problem`], wenn die Datei fehlt oder verändert ist.
pub fn antwort(
    app: &App,
    (traeger, strom): (&str, Strom),
    (ort, typ): (Ablageort, Dateityp),
) -> Result<Reply, Problem> {
    let (adresse, endung) = match typ {
        Dateityp::Email => (ort.text.ok_or_else(ohne_text)?, Dateityp::Text.endung()),
        _ => (ort.adresse, typ.endung()),
    };
    let kennung = strom.to_string();
    let schluessel = |fassung| app.store.open_key(traeger, strom, fassung);
    let hier = store::Strom { traeger, kennung: &kennung };
    let inhalt = app.ablage.lies(hier, adresse, &schluessel)?;
    let mut reply = Reply::new(200, "application/octet-stream", inhalt);
    let name = format!("attachment; filename=\"dokument.{endung}\"");
    reply.headers.push(("content-disposition", name));
    Ok(reply)
}

fn ohne_text() -> Problem {
    let text = "in dieser E-Mail steht kein Text; ihre Anlagen liegen als eigene Stücke daneben";
    Art::Abgewiesen.weil(text)
}
