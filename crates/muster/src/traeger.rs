//! Das Jobcenter Musterkreis.

use case::schnittstelle::Anschrift;
use case::traeger::{Sozialgericht, Traeger};

use crate::konten::{BIC, firmenkonto};

/// Das Jobcenter Musterkreis in Nordrhein-Westfalen; alles daran ist erfunden.
///
/// Die Rufnummer liegt in einem Bereich, den die Bundesnetzagentur für Filme freihält, die E-Mail
/// unter einer Endung, die nie vergeben wird (RFC 2606).
#[must_use]
pub fn traeger() -> Traeger {
    Traeger {
        kennung: "MUSTER".to_owned(),
        name: "Jobcenter Musterkreis".to_owned(),
        anschrift: Anschrift {
            zusatz: None,
            strasse: "Am Musterplatz".to_owned(),
            hausnummer: "1".to_owned(),
            plz: "00101".to_owned(),
            ort: "Musterstadt".to_owned(),
        },
        land: "NW".to_owned(),
        telefon: "0221 4710 100".to_owned(),
        email: "post@jobcenter-musterkreis.example".to_owned(),
        elektronischer_weg:
            "Elektronisch geht das mit einer qualifizierten elektronischen Signatur \
                             an post@jobcenter-musterkreis.example oder über das Online-Portal des \
                             Jobcenters Musterkreis mit Ihrem Online-Ausweis."
                .to_owned(),
        // Auch der Vermieter liest, wer zahlt: die Kasse verrät die Leistung nicht (§ 35 SGB I).
        konto: firmenkonto("Kreiskasse Musterkreis".to_owned(), 3_000_101),
        bic: BIC.to_owned(),
        sozialgericht: Some(Sozialgericht {
            name: "Sozialgericht Musterstadt".to_owned(),
            anschrift: Anschrift {
                zusatz: None,
                strasse: "Gerichtsweg".to_owned(),
                hausnummer: "3".to_owned(),
                plz: "00101".to_owned(),
                ort: "Musterstadt".to_owned(),
            },
        }),
        zahlungsziel_tage: 14,
        synthetisch: true,
    }
}
