//! Der Inhalt einer Datei der eAkte als Antwort.

use case::akte::{Adresse, Dateityp, Strom};
use office::store;

use crate::app::App;
use crate::problem::Problem;
use crate::reply::Reply;

/// Die Bytes, zum Herunterladen. Kein Browser soll sie von selbst deuten oder öffnen: was sie sind, steht in den Angaben
/// zum Dokument, und der Name verrät nichts.
///
/// # Errors
/// [`Problem`], wenn die Datei fehlt oder verändert ist.
pub fn antwort(
    app: &App,
    (traeger, strom): (&str, Strom),
    (adresse, typ): (Adresse, Dateityp),
) -> Result<Reply, Problem> {
    let kennung = strom.to_string();
    let schluessel = |fassung| app.store.open_key(traeger, strom, fassung);
    let hier = store::Strom { traeger, kennung: &kennung };
    let inhalt = app.ablage.lies(hier, adresse, &schluessel)?;
    let mut reply = Reply::new(200, "application/octet-stream", inhalt);
    let name = format!("attachment; filename=\"dokument.{}\"", typ.endung());
    reply.headers.push(("content-disposition", name));
    Ok(reply)
}
