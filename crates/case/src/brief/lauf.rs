//! Läufe: aufeinander folgende Monate, die gleich sind und im Brief eine Zeile bilden.

use law::measure::{Cent, Monat};

use super::kopf::aufzaehlung;
use crate::schnittstelle::{Ergebnis, PersonErgebnis};

/// Aufeinander folgende gleiche Monate; `erster` steht für alle.
#[derive(Clone, Copy)]
pub(super) struct Lauf<'a> {
    pub(super) erster: &'a Ergebnis,
    pub(super) bis: Monat,
}

/// Teilt `monate` in Läufe: ein neuer beginnt, wo `gleich` nicht gilt oder ein Monat fehlt.
pub(super) fn laeufe(
    monate: &[Ergebnis],
    gleich: impl Fn(&Ergebnis, &Ergebnis) -> bool,
) -> Vec<Lauf<'_>> {
    let mut alle: Vec<Lauf<'_>> = Vec::new();
    for monat in monate {
        match alle.last_mut() {
            Some(lauf) if gleich(lauf.erster, monat) && monat.monat == lauf.bis.plus(1) => {
                lauf.bis = monat.monat;
            }
            _ => alle.push(Lauf { erster: monat, bis: monat.monat }),
        }
    }
    alle
}

/// Monate mit gleichem Namen der Leistung und gleichen Beträgen je Person.
pub(super) fn nach_betrag(monate: &[Ergebnis]) -> Vec<Lauf<'_>> {
    laeufe(monate, |a, b| a.leistung == b.leistung && a.personen == b.personen)
}

/// Monate mit gleichen Beträgen je Person, wie auch immer die Leistung heißt.
pub(super) fn nach_person(monate: &[Ergebnis]) -> Vec<Lauf<'_>> {
    laeufe(monate, |a, b| a.personen == b.personen)
}

/// Monate mit gleichem Berechnungsbogen: was daneben steht, zeigt er nicht.
pub(super) fn nach_bogen(monate: &[Ergebnis]) -> Vec<Lauf<'_>> {
    let zeile = |person: &PersonErgebnis| PersonErgebnis {
        bildung: Vec::new(),
        beitraege: Vec::new(),
        auszubildende: Cent::NULL,
        ..person.clone()
    };
    let bogen = |monat: &Ergebnis| monat.personen.iter().map(zeile).collect::<Vec<_>>();
    laeufe(monate, |a, b| bogen(a) == bogen(b))
}

/// Monate mit gleichem Baum der Gründe.
pub(super) fn nach_beleg(monate: &[Ergebnis]) -> Vec<Lauf<'_>> {
    laeufe(monate, |a, b| a.beleg == b.beleg)
}

impl Lauf<'_> {
    /// `Juni 2026`, `Juli bis Dezember 2026` oder `November 2026 bis März 2027`.
    pub(super) fn deutsch(&self) -> String {
        spanne(self.erster.monat, self.bis)
    }

    /// Zahl der Monate.
    pub(super) fn monate(&self) -> i32 {
        self.bis.seit(self.erster.monat).saturating_add(1)
    }
}

/// `Juni 2026`, `Juli bis Dezember 2026` oder `November 2026 bis März 2027`.
fn spanne(von: Monat, bis: Monat) -> String {
    if von == bis {
        return von.deutsch();
    }
    let anfang = von.deutsch();
    let anfang = match anfang.split_once(' ') {
        Some((name, _)) if von.jahr() == bis.jahr() => name,
        _ => &anfang,
    };
    format!("{anfang} bis {}", bis.deutsch())
}

/// Geordnete Monate als Spannen: `Juli 2026 und Oktober 2026 bis März 2027`.
pub(super) fn spannen(monate: impl IntoIterator<Item = Monat>) -> String {
    let mut alle: Vec<(Monat, Monat)> = Vec::new();
    for monat in monate {
        match alle.last_mut() {
            Some((_, bis)) if monat <= bis.plus(1) => *bis = monat,
            _ => alle.push((monat, monat)),
        }
    }
    let alle: Vec<String> = alle.into_iter().map(|(von, bis)| spanne(von, bis)).collect();
    aufzaehlung(&alle)
}
