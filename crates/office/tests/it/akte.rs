//! Aus der Akte entsteht derselbe Haushalt, der hineinging: im Monat der Aufnahme und danach.

use std::collections::BTreeMap;

use case::akte::aufnahme::aufnahme;
use case::akte::lage::Akten;
use case::akte::{
    Akte, Bekannt, Eintrag, Ereignis, Erfasst, FallTatsache, Kennung, PersonTatsache, Tatsache,
    Zeitpunkt,
};
use case::berechnung::{Gruende, berechne};
use case::folge::folgemonat;
use case::schnittstelle::{Haushalt, Wohnungen, pruefe_haushalt};
use law::anspruch::Werkbank;
use law::measure::Monat;
use law::recht::Recht;
use muster::Musterkreis;

use crate::hilfe::kennung;

fn gespeichert<T: Tatsache>(kennung: Kennung, ereignisse: &[Ereignis<T>]) -> Akte<T> {
    let eintraege = (1_u64..).zip(ereignisse).map(|(version, ereignis)| {
        // Durch die geschriebenen Bytes, wie aus dem Speicher.
        let ereignis = Ereignis::lies(&ereignis.schreibe()).unwrap();
        let erfasst = Erfasst { lfd: version, zeit: Zeitpunkt::default() };
        Eintrag { version, erfasst, ereignis }
    });
    Akte::aus(kennung, eintraege.collect())
}

struct Bestand {
    fall: Akte<FallTatsache>,
    personen: BTreeMap<Kennung, Akte<PersonTatsache>>,
}

fn bestand(haushalt: &Haushalt) -> Bestand {
    let ids = haushalt.lage.personen.iter().map(|person| person.id.clone());
    let kennungen: BTreeMap<String, Kennung> = ids.zip((1..).map(kennung)).collect();
    let neu = aufnahme(haushalt, &kennungen, haushalt.antrag).unwrap();
    let personen = neu.personen.iter().map(|(k, e)| (*k, gespeichert(*k, e))).collect();
    Bestand { fall: gespeichert(kennung(0), &neu.fall), personen }
}

impl Bestand {
    fn haushalt(&self, monat: Monat) -> Option<Haushalt> {
        let akten = Akten { fall: &self.fall, personen: &self.personen };
        akten.haushalt(monat, Bekannt::Jetzt).ok()
    }
}

#[test]
fn aus_der_akte_entsteht_derselbe_haushalt_auch_im_folgemonat() {
    let recht = Recht::eingebaut().unwrap();
    let (mut haushalte, mut verglichen) = (0, 0);
    for monat in ["2026-09", "2026-02", "2024-08"] {
        let monat: Monat = monat.parse().unwrap();
        let kreis = Musterkreis { saat: 4, personen: 1_500, monat };
        for haushalt in kreis.haushalte() {
            haushalte += 1;
            let nummer = &haushalt.nummer;
            let bestand = bestand(&haushalt);
            let gelesen = bestand.haushalt(monat).unwrap();
            let vorher = pruefe_haushalt(&haushalt, monat).unwrap();
            let nachher = pruefe_haushalt(&gelesen, monat).unwrap();
            assert_eq!(format!("{:?}", nachher.lage), format!("{:?}", vorher.lage), "{nummer}");
            assert!(gelesen.anschrift == haushalt.anschrift && gelesen.konto == haushalt.konto);
            // Fortgeschrieben und aus der Akte gelesen ist der nächste Monat derselbe.
            let ergebnis_jetzt =
                berechne(&vorher, &recht, &mut Werkbank::neu(), Gruende::Ohne).unwrap();
            let mut lage = haushalt.lage.clone();
            lage.monat = monat;
            let folge = folgemonat(&lage, &ergebnis_jetzt);
            let gelesen = bestand.haushalt(monat.plus(1));
            let (Some(lage), Some(mut gelesen)) = (folge, gelesen) else { continue };
            // Was aufgerechnet wurde, weiß die Buchführung, nicht die Akte.
            gelesen.lage.aufrechnung.clear();
            let mut folge = Haushalt { lage, ..haushalt.clone() };
            folge.lage.aufrechnung.clear();
            let hier = |id: &str| folge.lage.personen.iter().any(|person| person.id == id);
            folge.namen.retain(|name| hier(&name.id));
            verglichen += 1;
            // Ob ein Kind, das sich selbst unterhielt, die Gemeinschaft verkleinert hat, sagt nur die
            // Rechnung; die Akte nimmt es zugunsten des Haushalts an (§ 22 Abs. 1 Satz 6).
            let verkleinert = |h: &Haushalt| h.lage.wohnung.alle()[0].verkleinert_monat;
            assert!(verkleinert(&gelesen) >= verkleinert(&folge), "{nummer}");
            let lage = |haushalt: &Haushalt| {
                let mut haushalt = haushalt.clone();
                if let Wohnungen::Eine(wohnung) = &mut haushalt.lage.wohnung {
                    wohnung.verkleinert_monat = None;
                }
                format!("{:?}", pruefe_haushalt(&haushalt, monat.plus(1)).unwrap().lage)
            };
            assert_eq!(lage(&gelesen), lage(&folge), "{nummer} im Folgemonat");
        }
    }
    // Wo die Vertretung gegangen ist, fragt die Akte zuerst, wer jetzt vertritt.
    assert!(verglichen * 100 > haushalte * 97, "{verglichen} von {haushalte}");
}
