//! § 21 SGB II: Mehrbedarfe (mit § 23 Nr. 2 bis 4 für nicht erwerbsfähige Personen).
//!
//! Umgesetzt: Absätze 2, 3, 4 Satz 1, 5 (Betrag oder Liste des Deutschen Vereins), 6 und 6a (Betrag
//! als Angabe), 7 Satz 2, 8; § 23 Nr. 2, 4.
//! Nicht umgesetzt: die Prüfung, ob ein Bedarf unabweisbar ist (Absatz 6) oder wie lange der
//! Mehrbedarf nach einer Maßnahme weitergeht (Absatz 4 Satz 2): beides steht als Angabe in der
//! Lage. Passt ein Mehrbedarf nicht zur Erwerbsfähigkeit, kommt
//! [`Offen::MehrbedarfVoraussetzung`](crate::offen::Offen); fehlt die Angabe zur Sorge,
//! [`Offen::Alleinerziehend`](crate::offen::Offen). Abweichender Warmwasserverbrauch nach eigenem
//! Zähler (Absatz 7 Satz 3) ist ein Betrag nach Absatz 6.

use crate::haushalt::{Abschnitt, Haushalt, Menge, Mensch, schwangerschaft_ab};
use crate::lage::{Alleinerziehend, Lage, Mehrbedarf, Person, PersonNr, Warmwasser};
use crate::measure::{Beleg, Bruch, Cent, Prozent};
use crate::offen::Offen;
use crate::recht::{Mehrbedarfe as Saetze, MonatsRecht, RundungAuf};
use crate::sgb2::p20::Stufe;

/// Die Mehrbedarfe einer Person in diesem Monat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mehrbedarfe {
    /// Absatz 2.
    pub schwangerschaft: Cent,
    /// Absatz 3.
    pub alleinerziehend: Cent,
    /// Höchster Satz des Absatzes 3 in diesem Monat.
    pub alleinerziehend_satz: Prozent,
    /// Absatz 4.
    pub behinderung: Cent,
    /// § 23 Nr. 4.
    pub merkzeichen_g: Cent,
    /// Absatz 5.
    pub ernaehrung: Cent,
    /// Was nach Absatz 8 über dem Regelbedarf liegt und nicht anerkannt wird.
    pub kappung: Cent,
    /// Absatz 6.
    pub unabweisbar: Cent,
    /// Absatz 6a.
    pub schulbuecher: Cent,
    /// Absatz 7.
    pub warmwasser: Cent,
    /// Summe nach Absatz 8.
    pub summe: Cent,
}

/// Noch ungerundete Mehrbedarfe, über die Abschnitte gesammelt.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sammlung {
    schwangerschaft: Bruch,
    alleinerziehend: Bruch,
    satz: Prozent,
    behinderung: Bruch,
    merkzeichen_g: Bruch,
    ernaehrung: Bruch,
    warmwasser: Bruch,
}

/// Was ein Abschnitt für die Mehrbedarfe einer Person bedeutet.
pub(crate) struct Anteil<'a> {
    pub lage: &'a Lage,
    pub haushalt: &'a Haushalt,
    pub monat: &'a MonatsRecht,
    pub abschnitt: Abschnitt,
    pub nr: PersonNr,
    pub stufe: Stufe,
    pub tage: u8,
    pub warmwasser: Warmwasser,
}

impl Anteil<'_> {
    fn person(&self) -> Option<&Person> {
        self.lage.personen.get(self.nr.stelle())
    }

    fn regelbedarf(&self) -> Cent {
        self.monat.regelbedarf.stufe(self.stufe)
    }

    /// Ein Satz vom Regelbedarf, auf den Cent gerundet, anteilig nach Tagen.
    fn satz_von(&self, basis: Cent, satz: Prozent) -> Bruch {
        basis.prozent(satz).teil(u32::from(self.tage), 30)
    }
}

/// Kann der Abschnitt der Person einen Mehrbedarf bringen? Ohne Angabe, mit zentralem Warmwasser und
/// ohne Kind, für das sie allein sorgt, sammelt und fragt [`Sammlung::nimm`] nichts.
pub(crate) fn kommt_in_betracht(
    haushalt: &Haushalt,
    (person, mensch): (&Person, &Mensch),
    abschnitt: Abschnitt,
    warmwasser: Warmwasser,
) -> bool {
    !person.mehrbedarfe.is_empty()
        || warmwasser == Warmwasser::Dezentral
        || (!mensch.betreute.ist_leer() && !sorgt_zu_zweit(haushalt, person, abschnitt))
}

impl Sammlung {
    /// Nimmt einen Abschnitt auf; Fragen kommen in `offen`.
    #[inline(never)]
    pub(crate) fn nimm(&mut self, anteil: &Anteil<'_>, offen: &mut Vec<Offen>) {
        let Some(person) = anteil.person() else { return };
        let saetze = &anteil.monat.mehrbedarf;
        let mensch = anteil.haushalt.mensch(anteil.nr);
        for bedarf in &person.mehrbedarfe {
            self.nimm_angabe(anteil, mensch, bedarf, offen);
        }
        let satz = alleinerziehend(anteil, person, saetze, offen);
        if satz > Prozent::default() {
            // Absatz 3 nennt § 20 Absatz 2: immer Stufe 1, auch neben § 20 Absatz 3.
            let stufe_1 = anteil.monat.regelbedarf.stufe(Stufe::S1);
            self.alleinerziehend += anteil.satz_von(stufe_1, satz);
            self.satz = self.satz.max(satz);
        }
        if anteil.warmwasser == Warmwasser::Dezentral {
            let satz = warmwasser_satz(anteil.stufe, saetze);
            self.warmwasser += anteil.satz_von(anteil.regelbedarf(), satz);
        }
    }

    #[inline(never)]
    fn nimm_angabe(
        &mut self,
        anteil: &Anteil<'_>,
        mensch: &Mensch,
        bedarf: &Mehrbedarf,
        offen: &mut Vec<Offen>,
    ) {
        let saetze = &anteil.monat.mehrbedarf;
        let stufe_1 = anteil.monat.regelbedarf.stufe(Stufe::S1);
        match bedarf {
            Mehrbedarf::Schwangerschaft { entbindung } => {
                let erster = anteil.haushalt.monat.erster();
                let tag = erster.plus_tage(i32::from(anteil.abschnitt.von) - 1);
                let laeuft = schwangerschaft_ab(*entbindung) <= tag
                    && anteil.haushalt.monat <= entbindung.monat();
                if laeuft {
                    let satz = saetze.schwangerschaft;
                    self.schwangerschaft += anteil.satz_von(anteil.regelbedarf(), satz);
                }
            }
            // § 23 Nr. 2: ab 15 auch bei nicht Erwerbsfähigen (Leistungen nach § 112 SGB IX).
            Mehrbedarf::Behinderung if mensch.alter_zuletzt() >= 15 => {
                self.behinderung += anteil.satz_von(anteil.regelbedarf(), saetze.behinderung);
            }
            // § 23 Nr. 4: voll erwerbsgemindert; das gibt es nicht unter 15 (BSG B 14 AS 3/09 R).
            Mehrbedarf::MerkzeichenG if !mensch.erwerbsfaehig && mensch.alter_zuletzt() >= 15 => {
                self.merkzeichen_g += anteil.satz_von(anteil.regelbedarf(), saetze.merkzeichen_g);
            }
            Mehrbedarf::Ernaehrung(betrag) => {
                self.ernaehrung += betrag.teil(u32::from(anteil.tage), 30);
            }
            Mehrbedarf::ErnaehrungNach(diagnose) => {
                let satz = anteil.monat.ernaehrung.satz(*diagnose);
                self.ernaehrung += anteil.satz_von(stufe_1, satz);
            }
            Mehrbedarf::Behinderung | Mehrbedarf::MerkzeichenG => {
                offen.push(Offen::MehrbedarfVoraussetzung(anteil.nr));
            }
            Mehrbedarf::Unabweisbar(_) | Mehrbedarf::Schulbuecher(_) => {}
        }
    }

    /// Rundet und wendet Absatz 8 an; `regelbedarf` ist der maßgebende dieses Monats.
    pub(crate) fn runde(
        &self,
        person: &Person,
        regelbedarf: Cent,
        rundung: RundungAuf,
    ) -> Mehrbedarfe {
        let runde = |genau: Bruch| match rundung {
            RundungAuf::Cent => genau.runde_p41(),
            RundungAuf::Euro => genau.runde_volle_euro_p41(),
        };
        let behinderung = runde(self.behinderung);
        // § 23 Nr. 4 Halbsatz 2: nicht neben dem Mehrbedarf wegen Behinderung.
        let merkzeichen_g = match behinderung.ist_null() {
            true => runde(self.merkzeichen_g),
            false => Cent::NULL,
        };
        let mut ergebnis = Mehrbedarfe {
            schwangerschaft: runde(self.schwangerschaft),
            alleinerziehend: runde(self.alleinerziehend),
            alleinerziehend_satz: self.satz,
            behinderung,
            merkzeichen_g,
            ernaehrung: runde(self.ernaehrung),
            warmwasser: runde(self.warmwasser),
            ..Mehrbedarfe::default()
        };
        for bedarf in &person.mehrbedarfe {
            match bedarf {
                Mehrbedarf::Unabweisbar(betrag) => ergebnis.unabweisbar += *betrag,
                Mehrbedarf::Schulbuecher(betrag) => ergebnis.schulbuecher += *betrag,
                _ => {}
            }
        }
        let begrenzt = ergebnis.begrenzt();
        ergebnis.kappung = begrenzt.abzueglich(regelbedarf);
        ergebnis.summe = begrenzt.abzueglich(ergebnis.kappung)
            + ergebnis.merkzeichen_g
            + ergebnis.unabweisbar
            + ergebnis.schulbuecher
            + ergebnis.warmwasser;
        ergebnis
    }
}

impl Mehrbedarfe {
    /// Summe der Absätze 2 bis 5, vor der Begrenzung des Absatzes 8.
    fn begrenzt(&self) -> Cent {
        self.schwangerschaft + self.alleinerziehend + self.behinderung + self.ernaehrung
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let satz = self.alleinerziehend_satz;
        let zeilen = [
            ("§ 21 Abs. 2 SGB II", "Schwangerschaft".to_owned(), self.schwangerschaft),
            (
                "§ 21 Abs. 3 SGB II",
                format!("Alleinerziehend, {satz} % der Regelbedarfsstufe 1"),
                self.alleinerziehend,
            ),
            ("§ 21 Abs. 4 SGB II", "Teilhabe am Arbeitsleben".to_owned(), self.behinderung),
            ("§ 23 Nr. 4 SGB II", "Merkzeichen G".to_owned(), self.merkzeichen_g),
            ("§ 21 Abs. 5 SGB II", "Kostenaufwändige Ernährung".to_owned(), self.ernaehrung),
            ("§ 21 Abs. 6 SGB II", "Unabweisbarer Bedarf".to_owned(), self.unabweisbar),
            ("§ 21 Abs. 6a SGB II", "Schulbücher".to_owned(), self.schulbuecher),
            ("§ 21 Abs. 7 SGB II", "Warmwasser in der Wohnung".to_owned(), self.warmwasser),
            (
                "§ 21 Abs. 8 SGB II",
                "davon nicht anerkannt, weil höher als der Regelbedarf".to_owned(),
                self.kappung,
            ),
        ];
        let zeilen = zeilen
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        Beleg::neu("§ 21 SGB II", "Mehrbedarfe", self.summe).aus(zeilen)
    }
}

/// Absatz 3: der Satz im Abschnitt; null, wenn die Person nicht allein erzieht.
fn alleinerziehend(
    anteil: &Anteil<'_>,
    person: &Person,
    saetze: &Saetze,
    offen: &mut Vec<Offen>,
) -> Prozent {
    let (haushalt, nr, abschnitt) = (anteil.haushalt, anteil.nr, anteil.abschnitt);
    if sorgt_zu_zweit(haushalt, person, abschnitt) {
        return Prozent::default();
    }
    let kinder = haushalt.minderjaehrige_kinder(nr, abschnitt);
    if kinder.ist_leer() {
        return Prozent::default();
    }
    let sorge = match person.alleinerziehend {
        Some(sorge) => sorge,
        None if anderer_elternteil(anteil, kinder) => Alleinerziehend::Nein,
        None => {
            offen.push(Offen::Alleinerziehend(nr));
            Alleinerziehend::Ja
        }
    };
    if sorge == Alleinerziehend::Nein {
        return Prozent::default();
    }
    let unter_7 = haushalt.juengere_kinder(nr, abschnitt, 7).anzahl();
    let unter_16 = haushalt.juengere_kinder(nr, abschnitt, 16).anzahl();
    let klein = unter_7 >= 1 || (2..=3).contains(&unter_16);
    let nummer_1 = if klein { saetze.alleinerziehend_klein } else { Prozent::default() };
    let nummer_2 =
        saetze.alleinerziehend_je_kind.mal(kinder.anzahl()).min(saetze.alleinerziehend_hoechstens);
    let satz = nummer_1.max(nummer_2);
    match sorge {
        Alleinerziehend::Ja => satz,
        Alleinerziehend::Haelftig => satz.halb(),
        Alleinerziehend::Nein => Prozent::default(),
    }
}

/// Steht schon nach der Angabe oder der Partnerschaft fest, dass die Person nicht allein sorgt?
fn sorgt_zu_zweit(haushalt: &Haushalt, person: &Person, abschnitt: Abschnitt) -> bool {
    match person.alleinerziehend {
        Some(sorge) => sorge == Alleinerziehend::Nein,
        None => person.partner.is_some_and(|p| sorgt_mit(haushalt.mensch(p), abschnitt)),
    }
}

/// Lebt der andere Elternteil eines dieser Kinder hier?
fn anderer_elternteil(anteil: &Anteil<'_>, kinder: Menge) -> bool {
    kinder.alle().any(|kind| {
        let eltern = anteil.lage.personen.get(kind.stelle()).map(|p| p.eltern);
        eltern.is_some_and(|eltern| {
            eltern
                .into_iter()
                .flatten()
                .any(|e| e != anteil.nr && sorgt_mit(anteil.haushalt.mensch(e), anteil.abschnitt))
        })
    })
}

/// Ist die Person da, so dass sie miterziehen kann? Wer sich woanders aufhält, kann es nicht.
fn sorgt_mit(mensch: &Mensch, abschnitt: Abschnitt) -> bool {
    mensch.da(abschnitt) && !mensch.ist_abwesend()
}

/// Absatz 7 Satz 2.
fn warmwasser_satz(stufe: Stufe, saetze: &Saetze) -> Prozent {
    match stufe {
        Stufe::S1 | Stufe::S2 | Stufe::S3 => saetze.warmwasser_erwachsene,
        Stufe::S4 => saetze.warmwasser_ab_14,
        Stufe::S5 => saetze.warmwasser_6_bis_13,
        Stufe::S6 => saetze.warmwasser_unter_6,
    }
}
