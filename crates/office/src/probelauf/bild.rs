//! Die Verteilung als Balken: ein SVG, das vorgelesen werden kann und ohne Farbe verständlich ist. Dieselben Zahlen
//! stehen in `verteilung.csv`.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::bericht::{Bericht, Richtung};
use super::stufen::Stufe;

const BREITE: u64 = 760;
const LINKS: u64 = 230;
const LAENGSTER: u64 = 430;
const ZEILE: u64 = 30;
const OBEN: u64 = 56;

/// Das Bild; gleiche Zahlen, gleiche Bytes.
pub(super) fn balken(bericht: &Bericht) -> String {
    let hoehe = OBEN.saturating_add(ZEILE.saturating_mul(14));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {BREITE} {hoehe}\" role=\"img\" lang=\"de\" \
         aria-labelledby=\"titel beschreibung\" font-family=\"sans-serif\" font-size=\"15\">\n\
         <title id=\"titel\">Wie viele Haushalte im Monat wie viel mehr oder weniger bekommen</title>\n\
         <desc id=\"beschreibung\">{}</desc>\n\
         <rect width=\"{BREITE}\" height=\"{hoehe}\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"32\" font-size=\"18\" font-weight=\"bold\" fill=\"#1a1a1a\">Haushalte im Monat, nach \
         Unterschied</text>\n",
        beschreibung(bericht)
    );
    let laengster = bericht.hoechstens().max(1);
    for (nummer, stufe) in (0_u64..).zip(Stufe::alle()) {
        let anzahl = bericht.stufen.get(&stufe).map_or(0, |zahlen| zahlen.anzahl);
        let breite = anzahl.saturating_mul(LAENGSTER).checked_div(laengster).unwrap_or_default();
        let oben = OBEN.saturating_add(nummer.saturating_mul(ZEILE));
        let schrift = oben.saturating_add(16);
        let ende = LINKS.saturating_add(breite).saturating_add(8);
        let farbe = match stufe.vorzeichen() {
            Ordering::Less => "#9c2a1b",
            Ordering::Equal => "#5f6368",
            Ordering::Greater => "#1f5f8b",
        };
        let links = LINKS.saturating_sub(10);
        let _ = write!(
            svg,
            "<text x=\"{links}\" y=\"{schrift}\" text-anchor=\"end\" fill=\"#1a1a1a\">{}</text>\n\
             <rect x=\"{LINKS}\" y=\"{oben}\" width=\"{breite}\" height=\"22\" fill=\"{farbe}\"/>\n\
             <text x=\"{ende}\" y=\"{schrift}\" fill=\"#1a1a1a\">{anzahl}</text>\n",
            stufe.deutsch()
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// Was ein Mensch hört, der das Bild nicht sieht.
fn beschreibung(bericht: &Bericht) -> String {
    let zahl = |richtung| bericht.richtung(Some(richtung)).anzahl;
    format!(
        "Balken von „über 200 € weniger“ oben bis „über 200 € mehr“ unten. Über die ganze Zeit bekommen {} Haushalte \
         mehr, {} weniger und {} gleich viel. Alle Zahlen stehen in verteilung.csv.",
        zahl(Richtung::Mehr),
        zahl(Richtung::Weniger),
        zahl(Richtung::Gleich)
    )
}
