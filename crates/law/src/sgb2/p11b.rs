//! § 11b SGB II: Absetzbeträge vom Einkommen (mit § 82a SGB XII und §§ 5, 6 GrusiGV).
//!
//! Umgesetzt: Absatz 1 Nr. 3 bis 8, Absätze 2, 2a, 2b, 3 und ihre Fassungen seit 2005 (§§ 11, 30 a. F.:
//! bis 30.09.2005 ohne Grundbetrag, Freibetrag nach dem Verhältnis von Netto zu Brutto);
//! Pauschale von 30 € (§ 6 Abs. 1 Nr. 1, 2 GrusiGV); Grenze der gleichen Einkunftsart (§ 5 GrusiGV).
//! Arbeiten zwei Löhne in einem Monat zusammen, gilt der Grundbetrag je Arbeitsmonat (BSG B 14 AS
//! 25/13 R). Ein Bedarf nach Absatz 1 Nr. 1, 2 (Steuern, Beiträge) steckt im Netto der Lage.
//! Nicht umgesetzt: Freibetrag für nicht erwerbsfähige Personen mit Lohn
//! ([`Offen::LohnNichtErwerbsfaehig`]; gerechnet wie bei Erwerbsfähigen), Höhe von Riester-Beitrag
//! und Fahrkosten (Angaben der Lage).

use crate::haushalt::Mensch;
use crate::lage::{Absetzung, AbsetzungArt, Ausbildung, Einkommen as Einnahme, Person};
use crate::measure::{Beleg, Bruch, Cent, Monat, Prozent};
use crate::offen::Offen;
use crate::recht::{Freibetragsstufe, MonatsRecht};
use crate::sgb2::p11a::{self, Begrenzt, Sorte, Wer};

/// Freibetrag für Erwerbstätige (Absatz 3), Stufe für Stufe.
#[derive(Clone, Copy, Debug, Default)]
pub struct Freibetrag {
    /// Teil des Bruttos in jeder Stufe.
    pub teil: [Cent; 3],
    /// Satz jeder Stufe.
    pub satz: [Prozent; 3],
    /// Summe, höchstens das Einkommen nach dem Grundbetrag.
    pub summe: Cent,
}

/// Warum der Grundbetrag so hoch ist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grundbetrag {
    /// Kein Einkommen aus Erwerbstätigkeit.
    #[default]
    Keiner,
    /// 100 € (Absatz 2 Satz 1).
    Pauschal,
    /// Höhere Ausgaben nachgewiesen (Absatz 2 Satz 2).
    Nachweis,
    /// Geringfügigkeitsgrenze in Ausbildung (Absatz 2b Satz 1).
    Ausbildung,
    /// Freiwilligendienst ab 25 (Absatz 2b Satz 3).
    Freiwilligendienst,
    /// Steuerfreie Einnahmen aus dem Ehrenamt (Absatz 2 Satz 3 a. F.).
    Ehrenamt,
}

impl Grundbetrag {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Grundbetrag::Keiner | Grundbetrag::Pauschal => {
                ("§ 11b Abs. 2 Satz 1 SGB II", "Grundbetrag")
            }
            Grundbetrag::Nachweis => {
                ("§ 11b Abs. 2 Satz 2 SGB II", "nachgewiesene Ausgaben statt des Grundbetrags")
            }
            Grundbetrag::Ausbildung => {
                ("§ 11b Abs. 2b Satz 1 SGB II", "Geringfügigkeitsgrenze statt des Grundbetrags")
            }
            Grundbetrag::Freiwilligendienst => {
                ("§ 11b Abs. 2b Satz 3 SGB II", "Grundbetrag im Freiwilligendienst ab 25")
            }
            Grundbetrag::Ehrenamt => {
                ("§ 11b Abs. 2 Satz 3 SGB II a. F.", "Grundbetrag mit Ehrenamt")
            }
        }
    }
}

/// Das Einkommen einer Person in diesem Monat mit allen Abzügen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Einkommen {
    /// Brutto aus Erwerbstätigkeit.
    pub brutto: Cent,
    /// Netto aus Erwerbstätigkeit.
    pub netto: Cent,
    /// Art des Grundbetrags.
    pub grundbetrag_art: Grundbetrag,
    /// Grundbetrag, höchstens das Netto.
    pub grundbetrag: Cent,
    /// Freibetrag (Absatz 3).
    pub freibetrag: Freibetrag,
    /// Anderes Einkommen, soweit es zählt, mit Förderung, Rente und übergegangenem Kindergeld.
    pub andere: Cent,
    /// Davon Kindergeld, das ein Kind nicht braucht oder das für ein Kind außerhalb gezahlt wird.
    pub kindergeld: Cent,
    /// Davon der Teil einer Nachzahlung (§ 11 Abs. 3).
    pub nachzahlung: Cent,
    /// Freibetrag bei Grundrentenzeiten (Absatz 2a).
    pub grundrente: Cent,
    /// Abzug vom anderen Einkommen nach Absatz 1 Nr. 3 bis 5.
    pub abzug: Cent,
    /// Was von der Versicherungspauschale noch frei ist.
    pub pauschale_rest: Cent,
    /// Titulierter Unterhalt (Absatz 1 Nr. 7).
    pub unterhalt: Cent,
    /// Bei der Ausbildungsförderung angerechnet (Absatz 1 Nr. 8).
    pub bafoeg: Cent,
    /// Was zählt.
    pub summe: Cent,
}

/// Was außer der Person zum Einkommen gehört.
#[derive(Clone, Copy)]
pub(crate) struct Umstaende<'a> {
    pub person: &'a Person,
    pub wer: Wer<'a>,
    pub monat: Monat,
    /// Lebt mit minderjährigem Kind oder hat eines (Absatz 3 Satz 3).
    pub mit_kind: bool,
    /// Kindergeld, das dieser Person zusteht und bei keinem Kind zählt.
    pub kindergeld: Cent,
    /// Anteil einer Nachzahlung in diesem Monat.
    pub nachzahlung: Cent,
}

/// Summen der Einnahmen nach Sorten.
#[derive(Clone, Copy, Default)]
struct Sorten {
    brutto: Cent,
    netto: Cent,
    taschengeld: Cent,
    ehrenamt: Cent,
    foerderung: Cent,
    grundrente: Cent,
    andere: Cent,
    arbeitsmonate: u32,
}

impl Sorten {
    fn alles(&self) -> Cent {
        self.netto
            + self.taschengeld
            + self.ehrenamt
            + self.foerderung
            + self.grundrente
            + self.andere
    }
}

/// Absetzbare Ausgaben nach Absatz 1 Nr. 3 bis 5 und die anderen Absetzungen.
#[derive(Clone, Copy, Default)]
struct Ausgaben {
    pauschale: Cent,
    nachgewiesen: Cent,
    /// Pauschale Erwerbstätiger, soweit nicht mehr nachgewiesen ist (bis 31.07.2016).
    werbungskosten: Cent,
    unterhalt: Cent,
    bafoeg: Cent,
}

impl Ausgaben {
    /// Von Einkommen ohne Erwerbstätigkeit: 30 € + Kfz + Riester + notwendige Ausgaben.
    fn summe(&self) -> Cent {
        self.pauschale + self.nachgewiesen
    }

    /// Nachweissumme des Absatzes 2 Satz 2 vom Lohn.
    fn vom_lohn(&self) -> Cent {
        self.summe() + self.werbungskosten
    }
}

impl Einkommen {
    /// Grundbetrag und Freibetrag zusammen, wie im Ergebnis ausgewiesen.
    #[must_use]
    pub fn frei(&self) -> Cent {
        self.grundbetrag + self.freibetrag.summe
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let (norm, was) = self.grundbetrag_art.text();
        let mut zeilen = vec![
            Beleg::neu(
                "§ 11 Abs. 1, 2 SGB II",
                format!("Netto aus Erwerbstätigkeit (brutto {})", self.brutto),
                self.netto,
            ),
            Beleg::neu(norm, format!("abzüglich: {was}"), self.grundbetrag),
        ];
        if self.freibetrag.summe.ist_null() {
            zeilen.retain(|zeile| zeile.betrag != Cent::NULL.into());
        } else {
            zeilen.push(self.freibetrag.beleg());
        }
        let rest = [
            ("§ 11 Abs. 1 SGB II", "Anderes Einkommen", self.andere),
            (
                "§ 11 Abs. 1 Satz 5 SGB II",
                "davon Kindergeld, das ein Kind nicht braucht oder das für ein Kind außerhalb der \
                 Bedarfsgemeinschaft gezahlt wird",
                self.kindergeld,
            ),
            ("§ 11 Abs. 3 SGB II", "davon Anteil der Nachzahlung", self.nachzahlung),
            (
                "§ 11b Abs. 2a SGB II, § 82a SGB XII",
                "abzüglich: Grundrentenzeiten",
                self.grundrente,
            ),
            (
                "§ 11b Abs. 1 Nr. 3 bis 5 SGB II, § 6 GrusiGV",
                "abzüglich: Versicherungen und Ausgaben",
                self.abzug,
            ),
            ("§ 11b Abs. 1 Nr. 7 SGB II", "abzüglich: titulierter Unterhalt", self.unterhalt),
            ("§ 11b Abs. 1 Nr. 8 SGB II", "abzüglich: Ausbildungsförderung", self.bafoeg),
        ];
        let rest = rest
            .into_iter()
            .filter(|(_, _, betrag)| !betrag.ist_null())
            .map(|(norm, was, betrag)| Beleg::neu(norm, was, betrag));
        zeilen.extend(rest);
        Beleg::neu("§§ 11 bis 11b SGB II", "Einkommen", self.summe).aus(zeilen)
    }
}

impl Freibetrag {
    /// Die Beträge der Stufen.
    pub fn stufen(&self) -> impl Iterator<Item = Cent> + use<> {
        self.teil.into_iter().zip(self.satz).map(|(teil, satz)| teil.prozent(satz))
    }

    /// § 30 a. F. bis 30.09.2005: die Summe im Verhältnis des bereinigten Nettos zum Brutto.
    fn nach_netto(&self, bereinigt: Cent, brutto: Cent) -> Cent {
        let zaehler = i128::from(self.summe.cent()) * i128::from(bereinigt.cent());
        Bruch::neu(zaehler, i128::from(brutto.cent())).runde_p41().min(self.summe)
    }

    /// Die Begründung, wie sie im Bescheid steht.
    #[must_use]
    pub fn beleg(&self) -> Beleg {
        let zeilen = self
            .teil
            .into_iter()
            .zip(self.satz)
            .zip(self.stufen())
            .filter(|(_, betrag)| !betrag.ist_null())
            .map(|((teil, satz), frei)| {
                Beleg::neu("§ 11b Abs. 3 Satz 2 SGB II", format!("{satz} % von {teil}"), frei)
            });
        let was = "abzüglich: Freibetrag für Erwerbstätige";
        Beleg::neu("§ 11b Abs. 3 SGB II", was, self.summe).aus(zeilen)
    }
}

/// Absatz 3: vom Bruttolohn des Monats, in dem er zufließt (§ 11 Abs. 2).
///
/// `ohne_erste`: in den Fällen des Absatzes 2b gilt Satz 2 Nr. 1 nicht (Satz 4).
#[must_use]
pub fn freibetrag(
    brutto: Cent,
    mit_kind: bool,
    ohne_erste: bool,
    stufen: &[Freibetragsstufe; 3],
) -> Freibetrag {
    let mut freibetrag = Freibetrag::default();
    let ziele = freibetrag.teil.iter_mut().zip(&mut freibetrag.satz);
    for (stufe, (teil, satz)) in stufen.iter().zip(ziele) {
        let bis = if mit_kind { stufe.bis_mit_kind } else { stufe.bis };
        if !(ohne_erste && stufe.nummer == 1) {
            *teil = brutto.min(bis).abzueglich(stufe.ueber);
            *satz = stufe.prozent;
        }
    }
    freibetrag.summe = freibetrag.stufen().sum();
    freibetrag
}

/// Das Einkommen einer Person ohne jede Einnahme: es bleibt die Pauschale, die noch frei ist.
pub(crate) fn ohne_einnahmen(person: &Person, mensch: &Mensch, monat: &MonatsRecht) -> Einkommen {
    Einkommen { pauschale_rest: pauschale(person, mensch, monat), ..Einkommen::default() }
}

/// Das zu berücksichtigende Einkommen einer Person; Fragen kommen in `offen`.
pub(crate) fn einkommen(umstaende: Umstaende<'_>, offen: &mut Vec<Offen>) -> Einkommen {
    let sorten = sortiere(umstaende, offen);
    let zusatz = umstaende.kindergeld + umstaende.nachzahlung;
    let Wer { mensch, monat, .. } = umstaende.wer;
    let ausgaben = ausgaben(umstaende.person, mensch, monat);
    // § 1 Abs. 1 Nr. 1 GrusiGV: zusammen höchstens 10 € im Monat.
    let klein = sorten.alles() + zusatz <= umstaende.wer.monat.frei.kleinbetrag_monat;
    let mut ergebnis = Einkommen { pauschale_rest: ausgaben.pauschale, ..Einkommen::default() };
    if klein {
        return ergebnis;
    }
    let erwerb = erwerbstaetig(&mut ergebnis, umstaende, &sorten, &ausgaben, offen);
    ergebnis.kindergeld = umstaende.kindergeld;
    ergebnis.nachzahlung = umstaende.nachzahlung;
    let taschengeld =
        if taschengeld_ist_lohn(umstaende.wer.monat) { Cent::NULL } else { sorten.taschengeld };
    let lohn_ohne_freibetrag = if erwerb { Cent::NULL } else { sorten.netto };
    ergebnis.andere = sorten.andere
        + sorten.grundrente
        + sorten.foerderung
        + taschengeld
        + lohn_ohne_freibetrag
        + zusatz;
    ergebnis.grundrente = grundrente(sorten.grundrente, umstaende.wer.monat);
    let rest = ergebnis.andere.abzueglich(ergebnis.grundrente);
    let verlangt = abzug_verlangt(umstaende, &sorten, &ausgaben, erwerb, ergebnis.grundbetrag);
    ergebnis.abzug = verlangt.min(rest);
    ergebnis.pauschale_rest = if erwerb {
        Cent::NULL
    } else {
        ausgaben.summe().abzueglich(ergebnis.abzug).min(ausgaben.pauschale)
    };
    let lohn = ergebnis.netto.abzueglich(ergebnis.frei());
    let vorher = lohn + rest.abzueglich(ergebnis.abzug);
    ergebnis.unterhalt = ausgaben.unterhalt.min(vorher);
    ergebnis.bafoeg = ausgaben.bafoeg.min(vorher.abzueglich(ergebnis.unterhalt));
    ergebnis.summe = vorher.abzueglich(ergebnis.unterhalt + ergebnis.bafoeg);
    ergebnis
}

fn sortiere(umstaende: Umstaende<'_>, offen: &mut Vec<Offen>) -> Sorten {
    let mut sorten = Sorten::default();
    // Arbeitsmonate als Bits relativ zum Monat des Zuflusses, damit zwei Löhne desselben Monats
    // nur einen Grundbetrag bringen.
    let mut monate = 0_u64;
    let mut begrenzt = Begrenzt::default();
    for einnahme in &umstaende.person.einkommen {
        match p11a::zaehlt(einnahme, umstaende.wer, &mut begrenzt) {
            Sorte::Erwerb { brutto, netto } => {
                sorten.brutto += brutto;
                sorten.netto += netto;
                monate |= arbeitsmonat(einnahme, umstaende.monat);
            }
            Sorte::Taschengeld(betrag) => {
                sorten.taschengeld += betrag;
                if taschengeld_ist_lohn(umstaende.wer.monat) {
                    sorten.brutto += betrag;
                    sorten.netto += betrag;
                    monate |= 1;
                }
            }
            Sorte::Ehrenamt(betrag) => {
                sorten.ehrenamt += betrag;
                sorten.brutto += betrag;
                sorten.netto += betrag;
                monate |= 1;
            }
            Sorte::Foerderung(betrag) => sorten.foerderung += betrag,
            Sorte::Grundrente(betrag) => sorten.grundrente += betrag,
            Sorte::Andere(betrag) => sorten.andere += betrag,
            Sorte::Keine => {}
        }
    }
    sorten.netto = p11a::lohn(sorten.netto, umstaende.wer);
    sorten.andere += begrenzt.zaehlt(umstaende.wer, offen);
    sorten.arbeitsmonate = monate.count_ones();
    sorten
}

fn arbeitsmonat(einnahme: &Einnahme, zufluss: Monat) -> u64 {
    let fuer = match einnahme {
        Einnahme::Erwerb { fuer_monat: Some(monat), .. } => zufluss.seit(*monat),
        _ => 0,
    };
    let stelle = fuer.unsigned_abs().min(31);
    let stelle = if fuer < 0 { stelle + 32 } else { stelle };
    1_u64.checked_shl(stelle).unwrap_or(1)
}

fn taschengeld_ist_lohn(monat: &MonatsRecht) -> bool {
    monat.ausbildung.minijob_statt_grundbetrag
}

fn ausgaben(person: &Person, mensch: &Mensch, monat: &MonatsRecht) -> Ausgaben {
    let mut ausgaben = Ausgaben::default();
    let mut werbungskosten = Cent::NULL;
    for absetzung in &person.absetzungen {
        match absetzung.art {
            AbsetzungArt::KfzHaftpflicht | AbsetzungArt::Riester | AbsetzungArt::Werbungskosten => {
                ausgaben.nachgewiesen += absetzung.betrag;
                if absetzung.art == AbsetzungArt::Werbungskosten {
                    werbungskosten += absetzung.betrag;
                }
            }
            AbsetzungArt::UnterhaltTituliert => ausgaben.unterhalt += absetzung.betrag,
            AbsetzungArt::VersicherungMinderjaehrig => {}
            AbsetzungArt::BafoegAngerechnet => ausgaben.bafoeg += absetzung.betrag,
        }
    }
    ausgaben.pauschale = pauschale(person, mensch, monat);
    ausgaben.werbungskosten = monat.absetzung.werbungskosten.abzueglich(werbungskosten);
    ausgaben
}

/// § 6 Abs. 1 Nr. 1, 2 GrusiGV: Volljährige immer, Minderjährige nur mit eigenem Vertrag.
fn pauschale(person: &Person, mensch: &Mensch, monat: &MonatsRecht) -> Cent {
    let eigener_vertrag = |a: &Absetzung| a.art == AbsetzungArt::VersicherungMinderjaehrig;
    if mensch.alter_zuletzt() >= 18 || person.absetzungen.iter().any(eigener_vertrag) {
        monat.absetzung.versicherungspauschale
    } else {
        Cent::NULL
    }
}

/// Grundbetrag und Freibetrag vom Lohn. Gibt zurück, ob die Absetzung vom Lohn erfolgt.
fn erwerbstaetig(
    ergebnis: &mut Einkommen,
    umstaende: Umstaende<'_>,
    sorten: &Sorten,
    ausgaben: &Ausgaben,
    offen: &mut Vec<Offen>,
) -> bool {
    let mensch = umstaende.wer.mensch;
    if sorten.brutto.ist_null() || mensch.alter_zuletzt() < 15 {
        return false;
    }
    if !mensch.erwerbsfaehig {
        offen.push(Offen::LohnNichtErwerbsfaehig(umstaende.wer.nr));
    }
    ergebnis.brutto = sorten.brutto;
    ergebnis.netto = sorten.netto;
    let (art, betrag) = grundbetrag(umstaende, mensch, sorten, ausgaben);
    ergebnis.grundbetrag_art = art;
    ergebnis.grundbetrag = betrag.min(sorten.netto);
    let in_ausbildung = matches!(art, Grundbetrag::Ausbildung | Grundbetrag::Freiwilligendienst);
    let regel = &umstaende.wer.monat.freibetrag;
    let mut frei = freibetrag(sorten.brutto, umstaende.mit_kind, in_ausbildung, &regel.stufen);
    let bereinigt = sorten.netto.abzueglich(ergebnis.grundbetrag);
    if regel.nach_netto {
        frei.summe = frei.nach_netto(bereinigt, sorten.brutto);
    }
    frei.summe = frei.summe.min(bereinigt);
    ergebnis.freibetrag = frei;
    true
}

fn grundbetrag(
    umstaende: Umstaende<'_>,
    mensch: &Mensch,
    sorten: &Sorten,
    ausgaben: &Ausgaben,
) -> (Grundbetrag, Cent) {
    let monat = umstaende.wer.monat;
    let unter_25 = mensch.alter_zuerst() < 25;
    let dienst = umstaende.person.ausbildung == Some(Ausbildung::Freiwilligendienst)
        || !sorten.taschengeld.ist_null();
    let regeln = monat.ausbildung;
    if regeln.minijob_statt_grundbetrag
        && unter_25
        && (dienst || umstaende.person.ausbildung.is_some())
    {
        return (Grundbetrag::Ausbildung, monat.minijob.betrag.mal_anzahl(sorten.arbeitsmonate));
    }
    if regeln.minijob_statt_grundbetrag && dienst {
        return (Grundbetrag::Freiwilligendienst, regeln.taschengeld_frei_ab_25);
    }
    let grund = monat.grundabsetzung;
    let pauschal = grund.betrag.mal_anzahl(sorten.arbeitsmonate);
    let (mut art, mut betrag, mut nachweis_ueber) =
        (Grundbetrag::Pauschal, pauschal, grund.nachweis_ueber);
    if !sorten.ehrenamt.ist_null() {
        // Absatz 2 Satz 3 a. F.: 250 €, höchstens 100 € und die steuerfreien Einnahmen.
        art = Grundbetrag::Ehrenamt;
        betrag =
            regeln.ehrenamt_statt_grundbetrag.min(grund.betrag + sorten.ehrenamt).max(pauschal);
        nachweis_ueber = betrag;
    }
    if sorten.brutto > nachweis_ueber && ausgaben.vom_lohn() > betrag {
        return (Grundbetrag::Nachweis, ausgaben.vom_lohn());
    }
    (art, betrag)
}

/// Abzug nach Absatz 1 Nr. 3 bis 5 vom anderen Einkommen, noch ohne dessen Grenze.
fn abzug_verlangt(
    umstaende: Umstaende<'_>,
    sorten: &Sorten,
    ausgaben: &Ausgaben,
    erwerb: bool,
    grundbetrag: Cent,
) -> Cent {
    let regeln = umstaende.wer.monat.ausbildung;
    let alt = !taschengeld_ist_lohn(umstaende.wer.monat);
    let taschengeld = if alt { sorten.taschengeld } else { Cent::NULL };
    if !taschengeld.ist_null() {
        // Absatz 2 Satz 6 a. F.: 250 €, soweit nicht schon vom Lohn abgesetzt.
        let frei =
            regeln.taschengeld_frei.abzueglich(if erwerb { grundbetrag } else { Cent::NULL });
        let allgemein = if erwerb { Cent::NULL } else { ausgaben.summe() };
        return frei.min(taschengeld).max(allgemein);
    }
    if erwerb {
        // Mit Lohn deckt der Grundbetrag auch die Pauschale auf anderes Einkommen.
        return Cent::NULL;
    }
    if sorten.foerderung.ist_null() {
        return ausgaben.summe();
    }
    // Absatz 2b Satz 4: mindestens 100 € von den Leistungen der Ausbildungsförderung.
    regeln.foerderung_mindestens.min(sorten.foerderung).max(ausgaben.summe())
}

/// § 82a SGB XII: 100 € und 30 % des übersteigenden Betrags, höchstens 50 % der Stufe 1.
fn grundrente(rente: Cent, monat: &MonatsRecht) -> Cent {
    let regeln = monat.grundrente;
    let [stufe_1, ..] = monat.regelbedarf.stufen;
    let frei = regeln.betrag.min(rente) + rente.abzueglich(regeln.betrag).prozent(regeln.prozent);
    frei.min(stufe_1.prozent(regeln.hoechstens_prozent_stufe_1))
}
