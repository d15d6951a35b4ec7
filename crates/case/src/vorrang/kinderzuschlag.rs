//! Der Kinderzuschlag einer Bedarfsgemeinschaft (§ 6a BKGG) aus dem Ergebnis nach dem SGB II.
//!
//! Seine Voraussetzung, dass keine Hilfebedürftigkeit bleibt, prüft die Rechnung des SGB II selbst:
//! der Zuschlag zählt bei den Kindern, das Wohngeld mindert, was dann noch fehlt (Absatz 1 Nr. 3).

use law::anspruch::{PersonErgebnis, Werkbank};
use law::lage::{Einkommen, Einnahme, Person, PersonNr};
use law::measure::{Beleg, Cent, Monat, verteile_p41};
use law::nachbarn::bkgg_p6a::anspruch::{
    Bedarfsgemeinschaft, Elternkosten, Familienform, Grundsicherung, Haushalt, Kinderzuschlag,
    Versagung, elternbedarf, kinderzuschlag as rechne, kindzuschlaege, vermoegen,
};
use law::nachbarn::bkgg_p6a::{Abschnitt, Eltern, Kind, gesamtkinderzuschlag};
use law::recht::{Kinderzuschlaege, Recht};

use super::Fragen;
use super::monate::{Gemeinschaft, Monatsbild};
use crate::schnittstelle::Mangel;
use crate::schnittstelle::vorrang::VorrangEingabe;

/// Bis zu diesem Alter gibt es Kinderzuschlag (Absatz 1).
const ALTER: u8 = 25;

/// Wofür gerechnet wird.
pub(super) struct Anlass<'a> {
    pub eingabe: &'a VorrangEingabe,
    /// Der Monat, dessen Verhältnisse zählen.
    pub basis: &'a Monatsbild,
    /// Der Monat, dessen Höchstbetrag zählt.
    pub monat: Monat,
    /// Erster Monat des Bewilligungszeitraums.
    pub erster: bool,
    pub gemeinschaft: &'a Gemeinschaft,
    pub wohngeld: Cent,
}

/// Der Kinderzuschlag und wie er sich auf die Kinder verteilt.
pub(super) struct Kinderzuschlagsbild {
    pub betrag: Cent,
    /// Kennung des Kindes und sein Teil.
    pub anteile: Vec<(String, Cent)>,
    pub erweitert_moeglich: bool,
    rechnung: Option<Kinderzuschlag>,
}

impl Kinderzuschlagsbild {
    pub(super) fn keiner() -> Kinderzuschlagsbild {
        let anteile = Vec::new();
        Kinderzuschlagsbild {
            betrag: Cent::NULL,
            anteile,
            erweitert_moeglich: false,
            rechnung: None,
        }
    }

    pub(super) fn beleg(&self) -> Option<Beleg> {
        self.rechnung.as_ref().map(Kinderzuschlag::beleg)
    }
}

/// Eltern und Kinder der Gemeinschaft.
struct Familie {
    eltern: Vec<PersonNr>,
    kinder: Vec<PersonNr>,
}

/// Rechnet den Kinderzuschlag; ohne Kinder mit Kindergeld oder ohne hinterlegte Werte gibt es keinen.
pub(super) fn kinderzuschlag(
    anlass: &Anlass<'_>,
    recht: &Recht,
    werkbank: &mut Werkbank,
    offen: &mut Fragen,
) -> Result<Kinderzuschlagsbild, Mangel> {
    let familie = familie(anlass);
    let (Some(saetze), Some(wohnbedarfe)) =
        (recht.kinderzuschlag(anlass.monat), recht.wohnbedarfe(anlass.eingabe.monat()))
    else {
        return Ok(Kinderzuschlagsbild::keiner());
    };
    if familie.kinder.is_empty() || familie.eltern.is_empty() {
        return Ok(Kinderzuschlagsbild::keiner());
    }
    if anlass.eingabe.kinderzuschlag().brutto.is_none() {
        let satz = "Wie hoch war das Einkommen der Eltern im Durchschnitt der sechs Monate vor dem \
                    Antrag? Gerechnet ist mit dem ersten Monat.";
        offen.frage("§ 6a Abs. 8 Satz 1 BKGG", satz, None);
    }
    let basis = anlass.basis;
    let form =
        if familie.eltern.len() > 1 { Familienform::Paar } else { Familienform::Alleinerziehend };
    let ergebnisse = |nummern: &[PersonNr]| -> Vec<PersonErgebnis> {
        nummern.iter().map(|nr| basis.ergebnis(*nr)).collect()
    };
    let kosten = Elternkosten {
        form,
        kinder: u8::try_from(familie.kinder.len()).unwrap_or(u8::MAX),
        regel_und_mehrbedarf: ergebnisse(&familie.eltern)
            .iter()
            .map(|p| p.regelbedarf.summe + p.mehrbedarf.summe)
            .sum(),
        unterkunft: basis.summe(anlass.gemeinschaft, |p| p.unterkunft.summe),
    };
    let bedarf = elternbedarf(wohnbedarfe, kosten).betrag;
    let mut eltern = einkommen_der_eltern(anlass, &familie, bedarf);
    let mut kinder: Vec<Kind> = familie.kinder.iter().map(|nr| kind(anlass, *nr)).collect();
    vermoegen_verteilen(anlass, saetze, &familie, &mut eltern, &mut kinder);
    let abschnitt = if anlass.erster { Abschnitt::ErsterMonat } else { Abschnitt::Folgemonat };
    let mut haushalt = Haushalt {
        form,
        brutto: anlass.eingabe.kinderzuschlag().brutto.unwrap_or_else(|| {
            familie.eltern.iter().map(|nr| person(basis, *nr).map_or(Cent::NULL, brutto)).sum()
        }),
        kinder: &kinder,
        eltern,
        vermoegen_erheblich: false,
        gemeinschaft: Bedarfsgemeinschaft::default(),
        absetzbetraege: ergebnisse(&familie.eltern).iter().map(|p| p.einkommen.frei()).sum(),
        grundsicherung: grundsicherung(anlass),
        abschnitt,
    };
    let je_kind: Vec<_> = kindzuschlaege(saetze, &haushalt).collect();
    let gewichte: Vec<Cent> =
        je_kind.iter().map(|kind| kind.betrag.auf_cent().soweit_positiv()).collect();
    let gesamt = gesamtkinderzuschlag(saetze, &je_kind, eltern, abschnitt);
    let probe = anteile(anlass, &familie, gesamt.laufend, &gewichte);
    haushalt.gemeinschaft = gemeinschaft(anlass, &probe, gesamt.laufend, recht, werkbank)?;
    let rechnung = rechne(saetze, &haushalt);
    let erweitert_moeglich = rechnung.anspruch == Err(Versagung::Hilfebeduerftigkeit)
        && rechne(saetze, &Haushalt { grundsicherung: Grundsicherung::Niemand, ..haushalt })
            .anspruch
            .is_ok();
    let betrag = rechnung.betrag;
    let anteile = anteile(anlass, &familie, betrag, &gewichte);
    Ok(Kinderzuschlagsbild { betrag, anteile, erweitert_moeglich, rechnung: Some(rechnung) })
}

fn grundsicherung(anlass: &Anlass<'_>) -> Grundsicherung {
    if anlass.eingabe.kinderzuschlag().ohne_grundsicherung {
        Grundsicherung::Niemand
    } else {
        Grundsicherung::ErhaltenOderBeantragt
    }
}

/// Absatz 1: unverheiratete Kinder unter 25 im Haushalt der Eltern, für die Kindergeld gezahlt wird.
fn familie(anlass: &Anlass<'_>) -> Familie {
    let basis = anlass.basis;
    let am = basis.monat().erster();
    let mitglieder = basis.mitglieder(anlass.gemeinschaft);
    let ist_kind = |nr: &PersonNr| {
        person(basis, *nr).is_some_and(|person| {
            let kindergeld = |e: &Einkommen| matches!(e, Einkommen::Kindergeld { .. });
            let mut eltern = person.eltern_hier();
            eltern.any(|elternteil| mitglieder.contains(&elternteil))
                && person.geboren.alter(am) < ALTER
                && !person.verheiratet
                && person.zu_besuch_tage.is_none()
                && person.einkommen.iter().any(kindergeld)
        })
    };
    let kinder: Vec<PersonNr> = mitglieder.iter().copied().filter(ist_kind).collect();
    // Absatz 5 Satz 2: Einkommen der Eltern ist das aller Mitglieder außer den Kindern im Haushalt.
    let hat_eltern = |nr: PersonNr| {
        person(basis, nr).is_some_and(|person| {
            person.eltern_hier().any(|elternteil| mitglieder.contains(&elternteil))
        })
    };
    let eltern = mitglieder.iter().copied().filter(|nr| !hat_eltern(*nr)).collect();
    Familie { eltern, kinder }
}

fn person(bild: &Monatsbild, nr: PersonNr) -> Option<&Person> {
    bild.eingabe.lage.personen.get(nr.stelle())
}

/// Absatz 1 Nr. 2: Einnahmen ohne Absetzungen, ohne Wohngeld, Kindergeld und Kinderzuschlag.
fn brutto(person: &Person) -> Cent {
    let betrag = |einkommen: &Einkommen| match einkommen {
        Einkommen::Erwerb { brutto, .. } => *brutto,
        Einkommen::Selbstaendig { gewinn, .. } => *gewinn,
        Einkommen::Kindergeld { .. } | Einkommen::Nachzahlung { .. } => Cent::NULL,
        Einkommen::Rente { betrag, .. }
        | Einkommen::Elterngeld { betrag, .. }
        | Einkommen::Pflegegeld { betrag, .. } => *betrag,
        Einkommen::Andere { art: Einnahme::Frei, .. } => Cent::NULL,
        Einkommen::Andere { betrag, .. } => *betrag,
    };
    person.einkommen.iter().map(betrag).sum()
}

/// Absatz 5, 6: nach den Absetzungen des § 11b SGB II, mit dem Kindergeld, das übergeht.
fn einkommen_der_eltern(anlass: &Anlass<'_>, familie: &Familie, bedarf: Cent) -> Eltern {
    let mut eltern = Eltern { bedarf, ..Eltern::default() };
    for nr in &familie.eltern {
        let einkommen = anlass.basis.ergebnis(*nr).einkommen;
        let erwerb = einkommen.netto.abzueglich(einkommen.frei()).min(einkommen.summe);
        eltern.erwerb += erwerb;
        eltern.anderes += einkommen.summe.abzueglich(erwerb);
    }
    let angaben = anlass.eingabe.kinderzuschlag();
    eltern.erwerb = angaben.erwerb.unwrap_or(eltern.erwerb);
    eltern.anderes = angaben.anderes.unwrap_or(eltern.anderes);
    eltern
}

/// Absatz 3: Einkommen des Kindes ohne Kindergeld, Wohngeld und Kinderzuschlag.
fn kind(anlass: &Anlass<'_>, nr: PersonNr) -> Kind {
    let id = anlass.basis.eingabe.ids.get(nr.stelle());
    let angabe = id.and_then(|id| anlass.eingabe.mitglied(id)).and_then(|m| m.kind_einkommen);
    let einkommen = anlass.basis.ergebnis(nr).einkommen;
    let gerechnet = einkommen.summe.abzueglich(einkommen.kindergeld);
    Kind { einkommen: angabe.unwrap_or(gerechnet), ..Kind::default() }
}

/// Absatz 3 Satz 5, Absatz 5 Satz 3: was über dem Freibetrag liegt, zuerst bei den Eltern.
fn vermoegen_verteilen(
    anlass: &Anlass<'_>,
    saetze: &Kinderzuschlaege,
    familie: &Familie,
    eltern: &mut Eltern,
    kinder: &mut [Kind],
) {
    let basis = anlass.basis;
    let von = |nr: &PersonNr| person(basis, *nr).map_or(Cent::NULL, |person| person.vermoegen);
    let der_eltern: Cent = familie.eltern.iter().map(von).sum();
    let aller = der_eltern + familie.kinder.iter().map(von).sum();
    let mitglieder = u8::try_from(familie.eltern.len() + familie.kinder.len()).unwrap_or(u8::MAX);
    let Some(zaehlt) = vermoegen(saetze, mitglieder, aller) else { return };
    eltern.vermoegen = zaehlt.betrag.min(der_eltern);
    let mut rest = zaehlt.betrag.abzueglich(eltern.vermoegen);
    for (kind, nr) in kinder.iter_mut().zip(&familie.kinder) {
        kind.vermoegen = rest.min(von(nr));
        rest = rest.abzueglich(kind.vermoegen);
    }
}

/// Auf die Kinder im Verhältnis ihrer Kinderzuschläge, damit kein Cent verloren geht.
fn anteile(
    anlass: &Anlass<'_>,
    familie: &Familie,
    betrag: Cent,
    gewichte: &[Cent],
) -> Vec<(String, Cent)> {
    let mut teile = vec![Cent::NULL; gewichte.len()];
    verteile_p41(betrag, gewichte, &mut teile);
    let ids = familie.kinder.iter().filter_map(|nr| anlass.basis.eingabe.ids.get(nr.stelle()));
    ids.cloned().zip(teile).collect()
}

/// Absatz 1 Nr. 3: Bedarf und Einkommen so, dass Bedarf weniger Einkommen weniger Kinderzuschlag genau
/// der Anspruch ist, der mit dem Kinderzuschlag noch bliebe.
fn gemeinschaft(
    anlass: &Anlass<'_>,
    anteile: &[(String, Cent)],
    zuschlag: Cent,
    recht: &Recht,
    werkbank: &mut Werkbank,
) -> Result<Bedarfsgemeinschaft, Mangel> {
    let basis = anlass.basis;
    let bleibt = basis.anspruch_mit(anlass.gemeinschaft, anteile, recht, werkbank)?;
    let bedarf = basis.summe(anlass.gemeinschaft, |p| p.anspruch.bedarf()).max(bleibt + zuschlag);
    let einkommen = bedarf.abzueglich(bleibt + zuschlag);
    Ok(Bedarfsgemeinschaft { bedarf, einkommen, wohngeld: anlass.wohngeld })
}
