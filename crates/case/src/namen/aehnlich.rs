//! Wie ähnlich zwei Namen geschrieben sind, als ganze Zahl von 0 bis 1000.
//!
//! Gemessen wird der Abstand nach Damerau und Levenshtein (in der Form, die keinen Teil zweimal
//! ändert): ein Buchstabe fehlt, ist zu viel, ist ein anderer, oder zwei Nachbarn sind vertauscht. Das
//! lässt sich einem Menschen erklären und bleibt in ganzen Zahlen. Jaro-Winkler wäre Bruchrechnung und
//! bevorzugt gleiche Anfänge, die gerade bei Umschriften verschieden sind (Jusuf, Yusuf). Was leicht
//! verwechselt wird, kostet weniger: doppelte Buchstaben, stummes h, Vokale untereinander, b und p.
//!
//! Kurzformen: „Max“ für „Maximilian“ und „Bastian“ für „Sebastian“ sind Anfang und Ende und werden
//! bei Vornamen erkannt. „Hans“ für „Johannes“ und „Bill“ für „Wilhelm“ brauchen eine Wörterliste; sie
//! sind nicht umgesetzt.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::falten::falten;
use super::zerlegen::{Namensteil, Zerlegt, zerlege_formen};

/// Größte Ähnlichkeit; nur bei gleich gefalteten Namen.
pub const GLEICH: u16 = 1000;

/// Darunter ist ein Teil ein anderer: Beliebige Namen teilen schon ein paar Buchstaben.
const ANDERER_TEIL: u32 = 450;

/// Ab hier ist ein Teil derselbe, mit ein oder zwei Fehlern.
const GEGENSTUECK: u32 = 750;

/// Ab hier ist über Kreuz wenigstens ein Name fast gleich und der andere ähnlich.
const MANCHES_GLEICH: u16 = 650;

/// Zusammengeschriebenes zählt erst, wenn es fast gleich ist; sonst hätten beliebige Namen Punkte.
const VERBUNDEN_AB: u32 = 800;

/// Höchstens so viele Teile werden zugeordnet; die Zuordnung prüft alle Teilmengen.
const HOECHSTENS_TEILE: usize = 8;

/// Ein Name, vorbereitet für viele Vergleiche. `Debug` zeigt nichts davon.
#[derive(Clone, PartialEq, Eq)]
pub struct Vergleichsname {
    gefaltet: String,
    formen: Vec<Zerlegt>,
}

/// Vor- und Nachname eines Menschen. `Debug` zeigt nichts davon.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personenname {
    /// Alle Vornamen; leer, wenn unbekannt oder unverändert (bei früheren Namen).
    pub vorname: String,
    /// Nachname mit Zusätzen.
    pub nachname: String,
}

/// Ähnlichkeit zweier Personennamen und wie sie zustande kam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namensvergleich {
    /// Vornamen, 0 bis 1000.
    pub vorname: u16,
    /// Nachnamen, 0 bis 1000.
    pub nachname: u16,
    /// Der ganze Name, 0 bis 1000.
    pub ganz: u16,
    /// Der Vorname steht beim anderen als Nachname.
    pub vertauscht: bool,
    /// Jeder Teil des Nachnamens klingt wie einer des anderen.
    pub klingt_gleich: bool,
}

/// Ähnlichkeit zweier Namen. 1000 genau dann, wenn beide gefaltet gleich und nicht leer sind.
#[must_use]
pub fn aehnlich(links: &str, rechts: &str) -> u16 {
    Vergleichsname::neu(links).aehnlich(&Vergleichsname::neu(rechts))
}

impl Vergleichsname {
    /// Faltet und zerlegt den Namen einmal.
    #[must_use]
    pub fn neu(text: &str) -> Vergleichsname {
        Vergleichsname { gefaltet: falten(text), formen: zerlege_formen(text) }
    }

    /// Wie [`aehnlich`]. Teile gelten in jeder Reihenfolge; ein Teil, der nur einmal vorkommt, kostet
    /// weniger als ein falscher.
    #[must_use]
    pub fn aehnlich(&self, anderer: &Vergleichsname) -> u16 {
        self.vergleiche(anderer, Kurzform::Nein)
    }

    fn vergleiche(&self, anderer: &Vergleichsname, kurz: Kurzform) -> u16 {
        if self.gefaltet.is_empty() || anderer.gefaltet.is_empty() {
            return 0;
        }
        if self.gefaltet == anderer.gefaltet {
            return GLEICH;
        }
        let paare = self
            .formen
            .iter()
            .flat_map(|links| anderer.formen.iter().map(move |rechts| (links, rechts)));
        let punkte = paare.map(|(links, rechts)| formen_punkte(links, rechts, kurz)).max();
        u16::try_from(punkte.unwrap_or(0).min(995)).unwrap_or(0)
    }

    /// Haben beide Teile, und gleicht jeder Teil des kürzeren einem des längeren?
    fn hat_gegenstuecke(&self, anderer: &Vergleichsname) -> bool {
        self.je_form(anderer, |teil, anderer| teil_aehnlich(teil, anderer) >= GEGENSTUECK)
    }

    /// Haben beide Teile, und klingt jeder Teil des kürzeren wie einer des längeren?
    fn klingt_wie(&self, anderer: &Vergleichsname) -> bool {
        self.je_form(anderer, Namensteil::klingt_wie)
    }

    fn je_form(
        &self,
        anderer: &Vergleichsname,
        passt: fn(&Namensteil, &Namensteil) -> bool,
    ) -> bool {
        self.formen.iter().any(|links| {
            anderer.formen.iter().any(|rechts| {
                let (kurz, lang) = der_kuerze_nach(&links.teile, &rechts.teile);
                let alle = |von: &[Namensteil], bei: &[Namensteil]| {
                    von.iter().all(|teil| bei.iter().any(|anderer| passt(teil, anderer)))
                };
                // Sind beide gleich lang, ist keiner der kürzere.
                let beide = kurz.len() < lang.len() || alle(lang, kurz);
                !kurz.is_empty() && alle(kurz, lang) && beide
            })
        })
    }
}

/// Ob Anfang oder Ende eines Namens für den ganzen steht.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kurzform {
    Ja,
    Nein,
}

impl Personenname {
    /// Vergleicht Vor- mit Vor- und Nach- mit Nachnamen, über Kreuz, und alles zusammen; das Beste
    /// zählt.
    ///
    /// Der schlechtere der beiden Namen wiegt doppelt: Wer nur den Nachnamen teilt, ist ein anderer.
    #[must_use]
    pub fn vergleiche(&self, anderer: &Personenname) -> Namensvergleich {
        let vor = [&self.vorname, &anderer.vorname].map(|text| Vergleichsname::neu(text));
        let nach = [&self.nachname, &anderer.nachname].map(|text| Vergleichsname::neu(text));
        let ([vor_a, vor_b], [nach_a, nach_b]) = (&vor, &nach);
        let vorname = vor_a.vergleiche(vor_b, Kurzform::Ja);
        let nachname = nach_a.aehnlich(nach_b);
        let klingt_gleich = nach_a.klingt_wie(nach_b);
        let gerade = zusammen(vorname, nachname);
        let kreuz = zusammen(vor_a.aehnlich(nach_b), nach_a.aehnlich(vor_b)).saturating_sub(20);
        let ganz = [self, anderer]
            .map(|name| Vergleichsname::neu(&format!("{} {}", name.vorname, name.nachname)));
        let [ganz_a, ganz_b] = &ganz;
        // Ein Teil kann ins andere Feld gerutscht sein; das ist ein schwächerer Beleg. Ein Teil ohne
        // Gegenstück macht ihn wertlos, sonst hülfe ein langer Nachname über einen anderen Vornamen
        // hinweg.
        let gemischt = if ganz_a.hat_gegenstuecke(ganz_b) {
            ganz_a.aehnlich(ganz_b).min(990).saturating_sub(60)
        } else {
            0
        };
        let vertauscht = kreuz > gerade && kreuz >= MANCHES_GLEICH;
        Namensvergleich {
            vorname,
            nachname,
            ganz: gerade.max(kreuz).max(gemischt),
            vertauscht,
            klingt_gleich,
        }
    }
}

fn zusammen(eins: u16, zwei: u16) -> u16 {
    (eins.min(zwei).saturating_mul(2).saturating_add(eins.max(zwei))) / 3
}

fn der_kuerze_nach<'a, T>(links: &'a [T], rechts: &'a [T]) -> (&'a [T], &'a [T]) {
    if links.len() <= rechts.len() { (links, rechts) } else { (rechts, links) }
}

fn formen_punkte(links: &Zerlegt, rechts: &Zerlegt, kurz: Kurzform) -> u32 {
    let getrennt = zuordnung(&links.teile, &rechts.teile, kurz);
    let [eins, zwei] = [links, rechts]
        .map(|form| form.teile.iter().map(|teil| teil.fein.as_str()).collect::<String>());
    // Zusammen oder getrennt geschrieben: Karl-Heinz und Karlheinz, El Amrani und Elamrani.
    let verbunden = quote(&eins, &zwei).max(quote(&links.ganz, &rechts.ganz));
    if verbunden >= VERBUNDEN_AB { getrennt.max(verbunden.min(985)) } else { getrennt }
}

/// Die beste Zuordnung der Teile zueinander, nach Länge gewichtet.
fn zuordnung(links: &[Namensteil], rechts: &[Namensteil], kurz: Kurzform) -> u32 {
    let (kleine, grosse) = der_kuerze_nach(links, rechts);
    let grosse: Vec<&Namensteil> = grosse.iter().take(HOECHSTENS_TEILE).collect();
    // Zu jeder Menge vergebener Teile: Summe der gewichteten Punkte (groß ist gut) und das Gewicht
    // (klein ist gut), damit gleich gute Zuordnungen von beiden Seiten dasselbe geben.
    let mut stand: Vec<Option<(u32, u32)>> = vec![None; 1 << grosse.len()];
    if let Some(leer) = stand.first_mut() {
        *leer = Some((0, 0));
    }
    for klein in kleine.iter().take(HOECHSTENS_TEILE) {
        let mut naechster = vec![None; stand.len()];
        for (menge, bisher) in stand.iter().enumerate() {
            let Some((summe, gewicht)) = *bisher else { continue };
            for (stelle, gross) in grosse.iter().enumerate() {
                let bit = 1 << stelle;
                if menge & bit != 0 {
                    continue;
                }
                let laenge = laenge(klein) + laenge(gross);
                let punkte = teil_punkte(klein, gross, kurz);
                let neu = (summe + laenge * punkte, gewicht + laenge);
                if let Some(alt) = naechster.get_mut(menge | bit) {
                    *alt = Some(besser(*alt, neu));
                }
            }
        }
        stand = naechster;
    }
    let gesamt: u32 = grosse.iter().map(|teil| laenge(teil)).sum::<u32>()
        + kleine.iter().take(HOECHSTENS_TEILE).map(laenge).sum::<u32>();
    let Some((summe, gewicht)) = stand.into_iter().flatten().reduce(|a, b| besser(Some(a), b))
    else {
        return 0;
    };
    // Ein Teil ohne Gegenstück wiegt ein Drittel: Zweite Vornamen und halbe Doppelnamen fehlen oft.
    let ohne = gesamt.saturating_sub(gewicht) / 3;
    summe.checked_div(gewicht + ohne).unwrap_or(0)
}

fn besser(alt: Option<(u32, u32)>, neu: (u32, u32)) -> (u32, u32) {
    match alt {
        Some(alt) if alt.0 > neu.0 || (alt.0 == neu.0 && alt.1 <= neu.1) => alt,
        _ => neu,
    }
}

fn laenge(teil: &Namensteil) -> u32 {
    u32::try_from(teil.fein.len()).unwrap_or(u32::MAX).min(100)
}

/// Ähnlichkeit zweier Teile; 1000 nur, wenn sie gleich gefaltet sind.
pub(super) fn teil_aehnlich(links: &Namensteil, rechts: &Namensteil) -> u32 {
    teil_punkte(links, rechts, Kurzform::Nein)
}

fn teil_punkte(links: &Namensteil, rechts: &Namensteil, kurz: Kurzform) -> u32 {
    if links.fein == rechts.fein {
        return 1000;
    }
    if links.weit == rechts.weit {
        return 980;
    }
    let mut buchstaben = quote(&links.weit, &rechts.weit);
    // Meist sind beide Faltungen gleich: dann ist schon gerechnet.
    if links.fein != links.weit || rechts.fein != rechts.weit {
        buchstaben = buchstaben.max(quote(&links.fein, &rechts.fein));
    }
    let mut punkte = buchstaben.min(970);
    if links.klingt_wie(rechts) {
        punkte += (1000 - punkte) / 3;
    }
    if kurz == Kurzform::Ja && ist_kurzform(&links.weit, &rechts.weit) {
        punkte = punkte.max(800);
    }
    if punkte < ANDERER_TEIL { 0 } else { punkte }
}

/// „Max“ zu „Maximilian“, „Bastian“ zu „Sebastian“: Anfang ab drei, Ende ab vier Buchstaben.
fn ist_kurzform(links: &str, rechts: &str) -> bool {
    let (kurz, lang) = if links.len() <= rechts.len() { (links, rechts) } else { (rechts, links) };
    (kurz.len() >= 3 && lang.starts_with(kurz)) || (kurz.len() >= 4 && lang.ends_with(kurz))
}

/// 1000 weniger der Abstand im Verhältnis zur größeren Länge.
fn quote(links: &str, rechts: &str) -> u32 {
    if links == rechts {
        return 1000;
    }
    let laenge = u32::try_from(links.len().max(rechts.len())).unwrap_or(u32::MAX);
    let abzug = abstand(links, rechts).saturating_mul(100).checked_div(laenge).unwrap_or(1000);
    1000_u32.saturating_sub(abzug).min(999)
}

/// Abstand zweier gefalteter Wörter in Zehntel eines Fehlers; auf beiden Seiten gleich.
#[must_use]
pub fn abstand(links: &str, rechts: &str) -> u32 {
    let (links, rechts) = (links.as_bytes(), rechts.as_bytes());
    let (fehlt_links, fehlt_rechts) = (auslassen(links), auslassen(rechts));
    let mut vorvorige: Vec<u32> = Vec::with_capacity(rechts.len() + 1);
    let mut vorige = anlauf(&fehlt_rechts);
    let mut neue = Vec::with_capacity(rechts.len() + 1);
    for (i, (x, weglassen)) in links.iter().zip(&fehlt_links).enumerate() {
        neue.clear();
        let mut letzte = an(&vorige, 0) + weglassen;
        neue.push(letzte);
        let davor = i.checked_sub(1).and_then(|i| links.get(i));
        for (j, (y, einfuegen)) in rechts.iter().zip(&fehlt_rechts).enumerate() {
            let mut kosten = (an(&vorige, j) + ersetzen(*x, *y))
                .min(an(&vorige, j + 1) + weglassen)
                .min(letzte + einfuegen);
            if davor == Some(y)
                && x != y
                && let Some(j) = j.checked_sub(1)
                && rechts.get(j) == Some(x)
            {
                kosten = kosten.min(an(&vorvorige, j) + 8);
            }
            neue.push(kosten);
            letzte = kosten;
        }
        std::mem::swap(&mut vorvorige, &mut vorige);
        std::mem::swap(&mut vorige, &mut neue);
    }
    vorige.last().copied().unwrap_or(0)
}

fn an(zeile: &[u32], stelle: usize) -> u32 {
    zeile.get(stelle).copied().unwrap_or(u32::MAX / 4)
}

/// Die erste Zeile: alles Rechte eingefügt.
fn anlauf(einfuegen: &[u32]) -> Vec<u32> {
    let mut zeile = vec![0];
    let mut summe = 0;
    for kosten in einfuegen {
        summe += kosten;
        zeile.push(summe);
    }
    zeile
}

/// Was es kostet, einen Buchstaben wegzulassen: Verdoppelung 4, h und e nach i 5, sonst 10.
fn auslassen(wort: &[u8]) -> Vec<u32> {
    let davor = std::iter::once(None).chain(wort.iter().copied().map(Some));
    let kosten = |(davor, zeichen): (Option<u8>, &u8)| match (davor, *zeichen) {
        (Some(davor), zeichen) if davor == zeichen => 4,
        (_, b'h') | (Some(b'i'), b'e') => 5,
        _ => 10,
    };
    davor.zip(wort).map(kosten).collect()
}

/// Was es kostet, einen Buchstaben durch einen anderen zu ersetzen: Verwandte 5, sonst 10.
fn ersetzen(x: u8, y: u8) -> u32 {
    if x == y {
        return 0;
    }
    if gruppen(x) & gruppen(y) == 0 { 10 } else { 5 }
}

/// Je Gruppe Verwandter ein Bit: Vokale, i y j, b p, d t, g k, c k q, c s z, f v w, m n, g h.
fn gruppen(zeichen: u8) -> u16 {
    match zeichen {
        b'a' | b'e' | b'o' | b'u' => 1,
        b'i' => 1 | 2,
        b'y' | b'j' => 2,
        b'b' | b'p' => 4,
        b'd' | b't' => 8,
        b'g' => 16 | 512,
        b'k' => 16 | 32,
        b'q' => 32,
        b'c' => 32 | 64,
        b's' | b'z' => 64,
        b'f' | b'v' | b'w' => 128,
        b'm' | b'n' => 256,
        b'h' => 512,
        _ => 0,
    }
}

impl fmt::Debug for Vergleichsname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vergleichsname").finish_non_exhaustive()
    }
}

impl fmt::Debug for Personenname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Personenname").finish_non_exhaustive()
    }
}
