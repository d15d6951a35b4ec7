//! Listen für Menschen: was zu entscheiden ist, als CSV mit Semikolon (öffnet jede Tabelle).

use std::io::Write;

use case::schnittstelle::Haushalt;
use law::measure::Cent;

use super::LaufFehler;
use super::fall::Fall;
use super::ordner::Datei;

/// Fragen zu Beträgen, eine Zeile je Frage.
pub(super) struct Fragen(Datei);

/// Geld, das nicht ausgezahlt werden kann, eine Zeile je Posten.
pub(super) struct OffenePosten(Datei);

impl Fragen {
    pub(super) fn neu(mut datei: Datei) -> Result<Fragen, LaufFehler> {
        beginne(&mut datei)?;
        zeile(&mut datei, ["Haushalt", "Person", "Name", "Vorschrift", "Frage"])?;
        Ok(Fragen(datei))
    }

    pub(super) fn schreibe(&mut self, fall: &Fall) -> Result<(), LaufFehler> {
        for frage in &fall.ergebnis.offen {
            let person = frage.person.as_deref().unwrap_or_default();
            let name = name(&fall.haushalt, person);
            let felder = [fall.ergebnis.fall.as_str(), person, &name, &frage.norm, &frage.frage];
            zeile(&mut self.0, felder)?;
        }
        Ok(())
    }

    pub(super) fn fertig(self) -> Result<(), LaufFehler> {
        self.0.fertig()
    }
}

impl OffenePosten {
    pub(super) fn neu(mut datei: Datei) -> Result<OffenePosten, LaufFehler> {
        beginne(&mut datei)?;
        let kopf =
            ["Haushalt", "Kennung", "Nicht gezahlt", "Fehlt zum Wunsch", "Vorschrift", "Frage"];
        zeile(&mut datei, kopf)?;
        Ok(OffenePosten(datei))
    }

    pub(super) fn schreibe(&mut self, fall: &Fall) -> Result<(), LaufFehler> {
        for posten in &fall.plan.offen {
            let kennung = posten.slot.kennung(1);
            let (betrag, fehlt) = (euro(posten.betrag), euro(posten.fehlt));
            let frage = &posten.frage;
            let felder =
                [&fall.ergebnis.fall, &kennung, &betrag, &fehlt, &frage.norm, &frage.frage];
            zeile(&mut self.0, felder)?;
        }
        Ok(())
    }

    pub(super) fn fertig(self) -> Result<(), LaufFehler> {
        self.0.fertig()
    }
}

/// Wie diese Person heißt; leer, wenn die Frage den ganzen Haushalt betrifft.
fn name(haushalt: &Haushalt, person: &str) -> String {
    let stelle = haushalt.lage.personen.iter().position(|einer| einer.id == person);
    let name = stelle.and_then(|stelle| haushalt.namen.get(stelle));
    name.map(|name| format!("{} {}", name.vorname, name.nachname)).unwrap_or_default()
}

/// Die Marke am Anfang, ohne die eine Tabelle die Umlaute falsch läse.
fn beginne(datei: &mut Datei) -> Result<(), LaufFehler> {
    datei.write_all("\u{feff}".as_bytes()).map_err(|grund| datei.fehler(grund))
}

/// Deutsche Schreibweise ohne Euro-Zeichen, damit die Tabelle rechnet.
fn euro(betrag: Cent) -> String {
    betrag.als_text().replace('.', ",")
}

fn zeile<const N: usize>(
    datei: &mut Datei,
    felder: [impl AsRef<str>; N],
) -> Result<(), LaufFehler> {
    let mut text = String::new();
    for (stelle, feld) in felder.iter().enumerate() {
        if stelle > 0 {
            text.push(';');
        }
        text.push_str(&zelle(feld.as_ref()));
    }
    text.push_str("\r\n");
    datei.write_all(text.as_bytes()).map_err(|grund| datei.fehler(grund))
}

/// Ein Feld; Texte, die eine Tabelle als Formel läse, beginnen mit einem Hochkomma.
fn zelle(feld: &str) -> String {
    let formel = feld.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let vorn = if formel { "'" } else { "" };
    if feld.contains([';', '"', '\n', '\r']) || formel {
        format!("\"{vorn}{}\"", feld.replace('"', "\"\""))
    } else {
        feld.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::zelle;

    #[test]
    fn kein_feld_wird_zur_formel_und_keines_zerreisst_die_zeile() {
        let faelle = [
            ("BG-1", "BG-1"),
            ("a;b", "\"a;b\""),
            ("sagt \"ja\"", "\"sagt \"\"ja\"\"\""),
            ("=1+1", "\"'=1+1\""),
        ];
        for (feld, erwartet) in faelle {
            assert_eq!(zelle(feld), erwartet);
        }
    }
}
