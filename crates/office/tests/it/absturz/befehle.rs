//! Die Befehle der Absturzsuiten: aus einer Nummer wird immer derselbe Vorgang.
//!
//! Die Nummern eines Klienten sind die mit demselben Rest. Sein i-ter Befehl fügt seiner Person ein Ereignis
//! an; jeder dritte dazu seinem Fall zwei, jeder vierte beginnt einen Plan. So gehen die meisten Vorgänge
//! über mehrere Ströme und müssen ganz oder gar nicht da sein.

use office::store::Hash;
use office::store::kette::{Salz, Strom};
use office::store::siegel::{Bestimmung, Datenschluessel};
use office::store::streams::{Append, Commit};

/// Der Mandant aller Suiten.
pub const TRAEGER: &str = "musterkreis";

/// Was ein Befehl an einen Strom anfügt.
pub struct Anhang {
    /// Der Strom.
    pub strom: String,
    /// Seine Version davor.
    pub ab: u64,
    /// Die neuen Ereignisse.
    pub texte: Vec<String>,
}

/// Was der Befehl mit dieser Nummer anfügt, wenn es so viele Klienten gibt.
pub fn anhaenge(nr: u32, klienten: u32) -> Vec<Anhang> {
    let (klient, i) = (nr % klienten, nr / klienten);
    let text = |stelle: u32| {
        let laenge = usize::try_from((nr * 37 + stelle * 101) % 1500).unwrap();
        format!("{{\"nr\":{nr},\"stelle\":{stelle},\"text\":\"{}\"}}", "x".repeat(laenge))
    };
    let anhang = |strom: String, ab: u32, texte| Anhang { strom, ab: u64::from(ab), texte };
    let mut anhaenge = vec![anhang(format!("person:{klient}"), i, vec![text(0)])];
    if i % 3 == 2 {
        anhaenge.push(anhang(format!("fall:{klient}"), 2 * (i / 3), vec![text(1), text(2)]));
    }
    if i % 4 == 3 {
        anhaenge.push(anhang(format!("plan:{klient}-{i}"), 0, vec![text(3)]));
    }
    anhaenge
}

/// Der Vorgang dazu, versiegelt mit dem Schlüssel, den `schluessel` zum Strom nennt.
pub fn commit(
    nr: u32,
    klienten: u32,
    mut schluessel: impl FnMut(&str) -> Datenschluessel,
) -> Commit {
    let mut appends = Vec::new();
    for (stelle, Anhang { strom, ab, texte }) in (0_u32..).zip(anhaenge(nr, klienten)) {
        let ereignis = |(i, text): (u32, String)| {
            let mut salz = [0; 16];
            for (ziel, zahl) in salz.as_chunks_mut::<4>().0.iter_mut().zip([nr, stelle, i]) {
                *ziel = zahl.to_be_bytes();
            }
            (text.into_bytes(), Salz(salz))
        };
        let events = (0..).zip(texte).map(ereignis).collect();
        appends.push(Append { key: schluessel(&strom), stream: strom, expected: Some(ab), events });
    }
    let mut anfrage = [0; 32];
    anfrage[..4].copy_from_slice(&nr.to_be_bytes());
    Commit {
        traeger: TRAEGER.to_owned(),
        key: format!("b{nr}"),
        request: Some(Hash(anfrage)),
        appends,
        reads: Vec::new(),
        unique: Vec::new(),
        rows: Vec::new(),
        jobs: Vec::new(),
        answer: format!("gespeichert: {nr}"),
    }
}

/// Ein Schlüssel, der nur vom Namen des Stroms abhängt.
pub fn fester_schluessel(strom: &str) -> Datenschluessel {
    let strom = Strom { traeger: TRAEGER, kennung: strom };
    Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &[7; 32])
}
