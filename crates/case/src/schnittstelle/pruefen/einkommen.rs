//! Eine Einnahme: je Art die Felder, die dazugehören, und keine anderen.

use law::lage::{Einkommen as Recht, Einnahme};
use law::measure::{Cent, Monat};

use super::{Kennungen, hoechstens_monat};
use crate::schnittstelle::fehler::Mangel;
use crate::schnittstelle::{Einkommen, EinkommenArt as Art, Person};

/// Welche Felder eine Art hat: erst die nötigen, dann die möglichen.
struct Felder {
    name: &'static str,
    noetig: &'static [&'static str],
    moeglich: &'static [&'static str],
}

/// Die Einnahme in der Sprache des Rechts; `person` ist die, bei der sie steht.
pub(super) fn einkommen(
    e: &Einkommen,
    person: &Person,
    monat: Monat,
    ids: &Kennungen<'_>,
) -> Result<Recht, Mangel> {
    pruefe_felder(e, &felder(e.art))?;
    // Ab hier sind die nötigen Felder da; die Vorgabe wird nie gelesen.
    let betrag = e.betrag.unwrap_or_default();
    let netto = e.netto.unwrap_or_default();
    Ok(match e.art {
        Art::Erwerb => {
            let brutto = e.brutto.unwrap_or_default();
            Recht::Erwerb { brutto, netto, fuer_monat: e.fuer_monat }
        }
        Art::Selbstaendig => Recht::Selbstaendig { gewinn: betrag, netto },
        Art::Kindergeld => {
            let an = e.an.as_ref().or(person.eltern.first());
            Recht::Kindergeld { betrag, an: an.map(|id| ids.nr_in("an", id)).transpose()? }
        }
        Art::Rente => Recht::Rente { betrag, grundrentenzeiten: e.grundrentenzeiten },
        Art::Elterngeld => Recht::Elterngeld { betrag, vor_geburt: e.vor_geburt },
        Art::Pflegegeld => Recht::Pflegegeld { betrag, kind_nr: kind_nr(e)? },
        Art::Nachzahlung => {
            let zufluss = e.zufluss.unwrap_or(monat);
            hoechstens_monat("zufluss", zufluss, monat)?;
            Recht::Nachzahlung { betrag, zufluss }
        }
        Art::Frei => {
            if e.grund.as_deref().is_none_or(|grund| grund.trim().is_empty()) {
                let text = "ist leer; bitte angeben, warum die Einnahme nicht zählt";
                return Err(Mangel::neu("grund", text));
            }
            andere(Einnahme::Frei, betrag)
        }
        Art::Unterhalt => andere(Einnahme::Unterhalt, betrag),
        Art::Unterhaltsvorschuss => andere(Einnahme::Unterhaltsvorschuss, betrag),
        Art::Arbeitslosengeld => andere(Einnahme::Arbeitslosengeld, betrag),
        Art::Krankengeld => andere(Einnahme::Krankengeld, betrag),
        Art::Mutterschaftsgeld => andere(Einnahme::Mutterschaftsgeld, betrag),
        Art::Bafoeg => andere(Einnahme::Bafoeg, betrag),
        Art::Bab => andere(Einnahme::Bab, betrag),
        Art::Ausbildungsgeld => andere(Einnahme::Ausbildungsgeld, betrag),
        Art::TaschengeldFwd => andere(Einnahme::TaschengeldFwd, betrag),
        Art::Kinderzuschlag => andere(Einnahme::Kinderzuschlag, betrag),
        Art::Wohngeld => andere(Einnahme::Wohngeld, betrag),
        Art::Aufwandsentschaedigung => andere(Einnahme::Aufwandsentschaedigung, betrag),
        Art::Trinkgeld => andere(Einnahme::Trinkgeld, betrag),
        Art::Kapital => andere(Einnahme::Kapital, betrag),
        Art::Sonstiges => andere(Einnahme::Sonstiges, betrag),
    })
}

fn andere(art: Einnahme, betrag: Cent) -> Recht {
    Recht::Andere { art, betrag }
}

fn felder(art: Art) -> Felder {
    let nur_betrag = |name| Felder { name, noetig: &["betrag"], moeglich: &[] };
    match art {
        Art::Erwerb => {
            Felder { name: "erwerb", noetig: &["brutto", "netto"], moeglich: &["fuer_monat"] }
        }
        Art::Selbstaendig => {
            Felder { name: "selbstaendig", noetig: &["betrag", "netto"], moeglich: &[] }
        }
        Art::Kindergeld => Felder { moeglich: &["an"], ..nur_betrag("kindergeld") },
        Art::Rente => Felder { moeglich: &["grundrentenzeiten"], ..nur_betrag("rente") },
        Art::Elterngeld => Felder { moeglich: &["vor_geburt"], ..nur_betrag("elterngeld") },
        Art::Pflegegeld => {
            Felder { name: "pflegegeld", noetig: &["betrag", "kind_nr"], moeglich: &[] }
        }
        Art::Nachzahlung => {
            Felder { name: "nachzahlung", noetig: &["betrag", "zufluss"], moeglich: &[] }
        }
        Art::Frei => Felder { name: "frei", noetig: &["betrag", "grund"], moeglich: &[] },
        Art::Unterhalt => nur_betrag("unterhalt"),
        Art::Unterhaltsvorschuss => nur_betrag("unterhaltsvorschuss"),
        Art::Arbeitslosengeld => nur_betrag("arbeitslosengeld"),
        Art::Krankengeld => nur_betrag("krankengeld"),
        Art::Mutterschaftsgeld => nur_betrag("mutterschaftsgeld"),
        Art::Bafoeg => nur_betrag("bafoeg"),
        Art::Bab => nur_betrag("bab"),
        Art::Ausbildungsgeld => nur_betrag("ausbildungsgeld"),
        Art::TaschengeldFwd => nur_betrag("taschengeld_fwd"),
        Art::Kinderzuschlag => nur_betrag("kinderzuschlag"),
        Art::Wohngeld => nur_betrag("wohngeld"),
        Art::Aufwandsentschaedigung => nur_betrag("aufwandsentschaedigung"),
        Art::Trinkgeld => nur_betrag("trinkgeld"),
        Art::Kapital => nur_betrag("kapital"),
        Art::Sonstiges => nur_betrag("sonstiges"),
    }
}

/// Ein fehlendes Feld zu ergänzen oder ein überzähliges zu übergehen, änderte Geld.
fn pruefe_felder(e: &Einkommen, felder: &Felder) -> Result<(), Mangel> {
    let Felder { name, noetig, moeglich } = felder;
    let angaben = [
        ("betrag", e.betrag.is_some()),
        ("brutto", e.brutto.is_some()),
        ("netto", e.netto.is_some()),
        ("fuer_monat", e.fuer_monat.is_some()),
        ("an", e.an.is_some()),
        ("grundrentenzeiten", e.grundrentenzeiten),
        ("vor_geburt", e.vor_geburt.is_some()),
        ("kind_nr", e.kind_nr.is_some()),
        ("zufluss", e.zufluss.is_some()),
        ("grund", e.grund.is_some()),
    ];
    for (feld, vorhanden) in angaben {
        if noetig.contains(&feld) && !vorhanden {
            let text = format!("fehlt; „{name}“ braucht {}", noetig.join(" und "));
            return Err(Mangel::neu(feld, text));
        }
        if vorhanden && !noetig.contains(&feld) && !moeglich.contains(&feld) {
            let erlaubt = [*noetig, *moeglich].concat().join(", ");
            let text = format!("gehört nicht zu „{name}“ (dort stehen: {erlaubt}); bitte prüfen");
            return Err(Mangel::neu(feld, text));
        }
    }
    Ok(())
}

fn kind_nr(e: &Einkommen) -> Result<u8, Mangel> {
    match e.kind_nr {
        Some(nr @ 1..=99) => Ok(nr),
        _ => {
            let text = "ist nicht möglich; bitte angeben, das wievielte Pflegekind es ist (1, 2 …)";
            Err(Mangel::neu("kind_nr", text))
        }
    }
}
