//! Die Ablage: einmal je Akte, versiegelt, unter keinem verräterischen Namen, und was fehlt oder verändert ist,
//! fällt auf. Dazu die Reihenfolge auf der Platte und die Suche in der geöffneten Akte.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use case::akte::{
    Ablageort, Adresse, Akte, Angelegenheit, Dateityp, Dokument, Dokumentart, Ereignis,
    FallTatsache, Gilt, Kennung, Posten,
};
use law::measure::Tag;
use office::ablage::{
    Ablage, AblageFehler, Erwartet, Griff, Mangel, Platte, Suche, Treffer, suche_im_fall,
};
use office::store::Strom;
use office::store::keys::KeyError;
use office::store::siegel::{Bestimmung, Datenschluessel};

use crate::hilfe::kennung;

const FALL: Strom<'_> = Strom { traeger: "musterkreis", kennung: "fall:1" };
const ANDERER: Strom<'_> = Strom { traeger: "musterkreis", kennung: "fall:2" };
const MIB: usize = 1 << 20;

struct Haus(PathBuf);

impl Haus {
    fn neu(name: &str) -> Haus {
        let ordner = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ablage-{name}"));
        let _ = fs::remove_dir_all(&ordner);
        fs::create_dir_all(&ordner).unwrap();
        Haus(ordner)
    }

    fn ablage(&self) -> Ablage {
        Ablage::oeffne(&self.0, Platte::default()).unwrap()
    }

    /// Alle Dateien der Ablage.
    fn dateien(&self) -> Vec<PathBuf> {
        let ordner = fs::read_dir(self.0.join("dokumente")).unwrap().map(|o| o.unwrap().path());
        let mut alle: Vec<_> = ordner
            .flat_map(|ordner| fs::read_dir(ordner).unwrap().map(|datei| datei.unwrap().path()))
            .collect();
        alle.sort();
        alle
    }
}

impl Drop for Haus {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn schluessel(strom: Strom<'_>) -> Datenschluessel {
    let zufall = if strom == FALL { [1; 32] } else { [2; 32] };
    Datenschluessel::neu(Bestimmung { strom, fassung: 1 }, &zufall)
}

fn lege(ablage: &Ablage, strom: Strom<'_>, inhalt: &[u8]) -> Adresse {
    ablage.lege(strom, &schluessel(strom), inhalt).unwrap()
}

fn lies(ablage: &Ablage, strom: Strom<'_>, adresse: Adresse) -> Result<Vec<u8>, AblageFehler> {
    ablage.lies(strom, adresse, &|_| Ok(schluessel(strom)))
}

fn pruefe(ablage: &Ablage, strom: Strom<'_>, adressen: &[Adresse]) -> Vec<Mangel> {
    let schluessel = |_| Ok(schluessel(strom));
    let adressen = adressen.iter().copied().collect();
    ablage.pruefe(&[Erwartet { strom, adressen, schluessel: &schluessel }]).unwrap()
}

#[test]
fn jede_groesse_kommt_gleich_heraus_liegt_einmal_je_akte_und_verraet_nichts() {
    let haus = Haus::neu("groessen");
    let ablage = haus.ablage();
    for groesse in [0, 1, 15, 16, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 7] {
        let inhalt: Vec<u8> =
            b"Erika Beispiel, Diagnose. ".iter().copied().cycle().take(groesse).collect();
        let adresse = lege(&ablage, FALL, &inhalt);
        assert_eq!(lege(&ablage, FALL, &inhalt), adresse, "zweimal");
        assert!(lies(&ablage, FALL, adresse).unwrap() == inhalt, "{groesse}");
        let drueben = lege(&ablage, ANDERER, &inhalt);
        assert_ne!(drueben, adresse);
        assert!(lies(&ablage, ANDERER, adresse).is_err(), "nur in seiner Akte");
        let dateien = haus.dateien();
        assert_eq!(dateien.len(), 2, "je Akte eine, nichts Vorläufiges");
        for datei in &dateien {
            let bytes = fs::read(datei).unwrap();
            assert!(!bytes.windows(14).any(|fenster| fenster == b"Erika Beispiel"));
            let name = datei.strip_prefix(&haus.0).unwrap().to_string_lossy().into_owned();
            assert!(!name.contains("fall") && !name.contains("muster"), "{name}");
        }
        assert_ne!(fs::read(&dateien[0]).unwrap(), fs::read(&dateien[1]).unwrap());
        ablage.loesche(FALL).unwrap();
        ablage.loesche(ANDERER).unwrap();
        assert!(haus.dateien().is_empty());
    }
}

#[test]
fn jedes_veraenderte_fehlende_vertauschte_oder_angehaengte_byte_faellt_auf() {
    let haus = Haus::neu("faelschung");
    let ablage = haus.ablage();
    let inhalt: Vec<u8> = (0..=255).cycle().take(2 * MIB + 100).collect();
    let adresse = lege(&ablage, FALL, &inhalt);
    let datei = haus.dateien().remove(0);
    let heil = fs::read(&datei).unwrap();
    let stueck = MIB + 16;
    let mut faelschungen: Vec<(String, Vec<u8>)> = vec![
        ("leer".to_owned(), Vec::new()),
        ("ein Byte mehr".to_owned(), [&heil[..], b"x"].concat()),
        ("letztes Stück fehlt".to_owned(), heil[..20 + 2 * stueck].to_vec()),
        ("nur das erste Stück".to_owned(), heil[..20 + stueck].to_vec()),
        ("ein Byte weniger".to_owned(), heil[..heil.len() - 1].to_vec()),
        (
            "zwei Stücke vertauscht".to_owned(),
            [
                &heil[..20],
                &heil[20 + stueck..20 + 2 * stueck],
                &heil[20..20 + stueck],
                &heil[20 + 2 * stueck..],
            ]
            .concat(),
        ),
    ];
    // Abgeschnitten, und der Kopf nennt die kürzere Länge.
    let mut kurz = heil[..20 + stueck].to_vec();
    kurz[12..20].copy_from_slice(&u64::try_from(MIB).unwrap().to_be_bytes());
    faelschungen.push(("abgeschnitten mit passendem Kopf".to_owned(), kurz));
    for at in [0, 7, 8, 11, 12, 19, 20, 20 + stueck, heil.len() - 1] {
        let mut bytes = heil.clone();
        bytes[at] ^= 1;
        faelschungen.push((format!("Bit in Byte {at}"), bytes));
    }
    for (was, bytes) in faelschungen {
        fs::write(&datei, bytes).unwrap();
        let fehler = lies(&ablage, FALL, adresse).unwrap_err();
        assert!(matches!(fehler, AblageFehler::Veraendert(a) if a == adresse), "{was}: {fehler}");
        assert_eq!(pruefe(&ablage, FALL, &[adresse]), [Mangel::Veraendert(adresse)], "{was}");
    }
    // Noch einmal abgelegt ist sie wieder heil.
    assert_eq!(lege(&ablage, FALL, &inhalt), adresse);
    assert_eq!(pruefe(&ablage, FALL, &[adresse]), []);
    fs::remove_file(&datei).unwrap();
    assert_eq!(pruefe(&ablage, FALL, &[adresse]), [Mangel::Fehlt(adresse)]);
}

#[test]
fn verwaistes_wird_gefunden_und_erst_nach_der_frist_weggeraeumt() {
    let haus = Haus::neu("verwaist");
    let ablage = haus.ablage();
    let (genannt, verwaist) = (lege(&ablage, FALL, b"genannt"), lege(&ablage, FALL, b"verwaist"));
    let fremd = lege(&ablage, ANDERER, b"fremder Strom");
    let ordner = haus.dateien()[0].parent().unwrap().to_owned();
    fs::write(ordner.join("abc.1-1.neu"), b"abgebrochen").unwrap();
    let schluessel = |_| Ok(schluessel(FALL));
    let adressen = BTreeSet::from([genannt]);
    let erwartet = [Erwartet { strom: FALL, adressen, schluessel: &schluessel }];
    let gefunden: BTreeSet<String> = ablage
        .pruefe(&erwartet)
        .unwrap()
        .into_iter()
        .map(|mangel| match mangel {
            Mangel::Verwaist(pfad) => pfad.file_name().unwrap().to_string_lossy().into_owned(),
            anderes => format!("{anderes:?}"),
        })
        .collect();
    let alle = [verwaist.to_string(), fremd.to_string(), "abc.1-1.neu".to_owned()];
    assert_eq!(gefunden, BTreeSet::from(alle));
    let jetzt = fs::metadata(haus.dateien()[0].as_path()).unwrap().modified().unwrap();
    let frist = |tage: u64| jetzt.checked_sub(Duration::from_secs(86_400 * tage)).unwrap();
    assert_eq!(ablage.raeume_auf(&erwartet, frist(7)).unwrap(), 0, "zu jung");
    let spaeter: SystemTime = jetzt + Duration::from_secs(86_400);
    assert_eq!(ablage.raeume_auf(&erwartet, spaeter).unwrap(), 3);
    assert_eq!(haus.dateien().len(), 1);
    assert_eq!(lies(&ablage, FALL, genannt).unwrap(), b"genannt");
}

#[test]
fn ohne_schluessel_ist_nichts_mehr_lesbar_und_das_fehlen_kein_mangel() {
    let haus = Haus::neu("geloescht");
    let ablage = haus.ablage();
    let adresse = lege(&ablage, FALL, b"Lohn");
    let fort = |_| Err(KeyError::Erased);
    let fehler = ablage.lies(FALL, adresse, &fort).unwrap_err();
    assert!(matches!(fehler, AblageFehler::Schluessel(KeyError::Erased)), "{fehler}");
    let erwartet = || [Erwartet { strom: FALL, adressen: [adresse].into(), schluessel: &fort }];
    assert_eq!(ablage.pruefe(&erwartet()).unwrap(), []);
    ablage.loesche(FALL).unwrap();
    ablage.loesche(FALL).unwrap();
    assert_eq!(ablage.pruefe(&erwartet()).unwrap(), []);
}

#[test]
fn erst_ist_der_inhalt_gesichert_dann_der_name_vergeben_dann_der_ordner_gesichert() {
    let haus = Haus::neu("reihenfolge");
    drop(haus.ablage());
    let griffe: Arc<Mutex<Vec<(&'static str, PathBuf)>>> = Arc::default();
    let mitschrift = Arc::clone(&griffe);
    let platte = Platte::mit(Arc::new(move |griff| {
        let (was, pfad) = match griff {
            Griff::Ordner(pfad) => ("ordner", pfad),
            Griff::Schreibe(pfad) => ("schreibe", pfad),
            Griff::Sichere(pfad) => ("sichere", pfad),
            Griff::Benenne(pfad) => ("benenne", pfad),
            Griff::SichereOrdner(pfad) => ("sichere ordner", pfad),
            Griff::Entferne(pfad) => ("entferne", pfad),
            Griff::Befehl => ("befehl", Path::new("")),
        };
        mitschrift.lock().unwrap().push((was, pfad.to_owned()));
        Ok(())
    }));
    let ablage = Ablage::oeffne(&haus.0, platte).unwrap();
    let adresse = lege(&ablage, FALL, b"Lohn");
    let nahm = std::mem::take(&mut *griffe.lock().unwrap());
    let folge: Vec<_> = nahm.iter().map(|(was, _)| *was).collect();
    let erwartet = ["ordner", "sichere ordner", "schreibe", "sichere", "benenne", "sichere ordner"];
    assert_eq!(folge, erwartet);
    let ziel = haus.dateien().remove(0);
    assert_eq!(ziel.file_name().unwrap().to_string_lossy(), adresse.to_string());
    assert_eq!(nahm[2].1, nahm[3].1, "gesichert ist, was geschrieben ist");
    assert_ne!(nahm[3].1, ziel, "und noch nicht unter seinem Namen");
    assert_eq!((&nahm[4].1, nahm[5].1.as_path()), (&ziel, ziel.parent().unwrap()));
    // Beim zweiten Mal genauso: danach ist sie heil und jung.
    lege(&ablage, FALL, b"Lohn");
    let folge: Vec<_> = griffe.lock().unwrap().iter().map(|(was, _)| *was).collect();
    assert_eq!(folge, erwartet[2..]);
}

fn akte(dokumente: &[(Kennung, Option<Dokument>)]) -> Akte<FallTatsache> {
    let tag: Tag = "2026-09-10".parse().unwrap();
    let neue: Vec<_> = dokumente
        .iter()
        .map(|(kennung, dokument)| {
            let (posten, eintrag) = (Posten::von(*kennung), dokument.clone());
            Ereignis::neu(Gilt::ab(tag), tag, FallTatsache::Dokument { posten, eintrag })
        })
        .collect();
    Akte::neu(kennung(1)).mit(&neue)
}

fn dokument(ort: Ablageort, titel: &str) -> Option<Dokument> {
    Some(Dokument {
        ort,
        typ: Dateityp::Text,
        seiten: None,
        titel: titel.to_owned(),
        art: Dokumentart::Nachweis,
        person: None,
        angelegenheit: Angelegenheit::Einkommen,
        weg: None,
        aus_eingang: None,
    })
}

#[test]
fn die_suche_findet_in_titel_und_text_jede_schreibweise_und_nur_was_in_der_akte_steht() {
    let haus = Haus::neu("suche");
    let ablage = haus.ablage();
    let ort = |text: &str| {
        ablage.lege_mit_text(FALL, &schluessel(FALL), text.as_bytes(), Some(text)).unwrap()
    };
    let (lohn, miete, entfernt, kaputt) = (kennung(1), kennung(2), kennung(3), kennung(4));
    let kaputter = ort("auch Müller");
    let akte = akte(&[
        (lohn, dokument(ort("Lohn von Müller, Straße 7. MÜLLER zahlt."), "Abrechnung")),
        (miete, dokument(ort("Mietvertrag"), "Vertrag mit Mueller")),
        (entfernt, dokument(ort("Müller"), "weg")),
        (entfernt, None),
        (kaputt, dokument(kaputter, "Brief")),
    ]);
    let datei = haus
        .dateien()
        .into_iter()
        .find(|datei| datei.ends_with(kaputter.text.unwrap().to_string()));
    fs::write(datei.unwrap(), b"x").unwrap();
    let suche = |begriff: &str| {
        suche_im_fall(&ablage, FALL, &|_| Ok(schluessel(FALL)), &akte, begriff).unwrap()
    };
    let treffer = |dokument, stellen, im_titel| Treffer { dokument, stellen, im_titel };
    let beide = vec![treffer(lohn, 2, false), treffer(miete, 0, true)];
    for begriff in ["Müller", "mueller", "MULLER"] {
        let erwartet = Suche { treffer: beide.clone(), nicht_lesbar: vec![kaputt] };
        assert_eq!(suche(begriff), erwartet, "{begriff}");
    }
    assert_eq!(suche("strasse 7").treffer, [treffer(lohn, 1, false)]);
    assert_eq!(suche("Brief").treffer, [treffer(kaputt, 0, true)]);
    assert_eq!(suche("nirgends").treffer, []);
    assert_eq!(suche(" - "), Suche::default());
}
