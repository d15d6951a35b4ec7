//! Ein Lauf für das Druckzentrum: ein Ordner je Bündel, mit den Briefen, einer Liste und den Prüfsummen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use case::akte::{Akte, Kennung, Posten, Pruefsumme, Strom};
use case::befehl::{Befehl, BuendelFuehren, Buendelschritt};
use case::versand::{
    Buendelstand, Buendeltatsache, Haltegrund, Versandt, Versandweg, buendelkennung, buendelstand,
};
use law::anspruch::Werkbank;
use letters::Druckerei;

use super::{Hinaus, Lage, Platz, Poststelle, VersandFehler, lies_brief, sammle};
use crate::ablage::{Platte, pruefsumme};

/// So viele Bündel gibt es an einem Tag höchstens.
const AM_TAG: u32 = 99;

/// Ein Lauf für das Druckzentrum.
#[derive(Clone, Copy, Debug)]
pub struct Versandlauf<'a> {
    /// Wer hinausgibt.
    pub poststelle: Poststelle<'a>,
    /// In diesem Ordner entstehen die Bündel.
    pub ziel: &'a Path,
    /// Ein gepflanzter Fehler, den die Tests fangen müssen; im Betrieb keiner.
    pub probe: Option<Probe>,
}

/// Fehler, die Tests pflanzen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Als geschrieben vermerken, bevor geschrieben ist.
    ErstVermerken,
    /// In den Ordner legen, ohne festzuhalten, dass es hinaus ist.
    OhneVermerk,
    /// In den Ordner legen, was ein anderer Lauf schon hinausgab.
    OhneAnspruch,
}

/// Was ein Lauf tat; nur Kennungen und Zahlen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versandbericht {
    /// Bündel, deren Ordner jetzt fertig ist, mit der Zahl ihrer Briefe.
    pub fertig: BTreeMap<Posten, usize>,
    /// Was zurückgehalten ist, und warum.
    pub zurueckgehalten: Vec<(Kennung, Posten, Haltegrund)>,
    /// Was der nächste Lauf noch einmal ansieht.
    pub uebersprungen: usize,
    /// Geschlossene Bündel, deren Ordner weder fertig noch angefangen da ist: schon abgeholt, oder verloren. Ein Mensch
    /// sieht nach.
    pub fehlen: Vec<Posten>,
    /// Unfertige Bündel, die in einen anderen Ordner gehören.
    pub anderswo: Vec<Posten>,
    /// Fälle, die sich nicht lesen lassen.
    pub unlesbar: Vec<Kennung>,
}

/// Die Briefe eines Bündels in ihrer Reihenfolge.
type Briefe = Vec<(Platz, Versandt)>;

impl Versandlauf<'_> {
    /// Bringt zu Ende, was liegen blieb, und gibt hinaus, was bereit ist.
    ///
    /// # Errors
    /// [`VersandFehler`]; dann ist er noch einmal zu beginnen.
    pub fn laufe(&self, werkbank: &mut Werkbank) -> Result<Versandbericht, VersandFehler> {
        let _sperre = self.sperre()?;
        let ort = self.ort()?;
        let mut bericht = Versandbericht::default();
        let lage = self.lage()?;
        bericht.unlesbar.clone_from(&lage.unlesbar);
        let namen: BTreeSet<&Posten> = lage.im_buendel.iter().map(|(name, ..)| name).collect();
        for name in namen {
            match self.stand(name)? {
                Buendelstand::Neu | Buendelstand::Geschrieben => {}
                Buendelstand::Offen(wo) | Buendelstand::Geschlossen(wo) if wo != ort => {
                    bericht.anderswo.push(name.clone());
                }
                Buendelstand::Offen(_) | Buendelstand::Geschlossen(_) => {
                    self.bringe_zu_ende((name, Vec::new()), &mut bericht, werkbank)?;
                }
            }
        }
        if !lage.bereit.is_empty() {
            self.neues(&lage.bereit, ort, (&mut bericht, werkbank))?;
        }
        Ok(bericht)
    }

    /// Ein Mensch sagt: dieses Bündel ist schon abgeholt.
    ///
    /// # Errors
    /// [`VersandFehler`].
    pub fn abgeholt(&self, name: &Posten, werkbank: &mut Werkbank) -> Result<(), VersandFehler> {
        self.fuehre(name, Buendelschritt::Geschrieben, werkbank)
    }

    /// Ein Mensch sagt: dieses Bündel ist verloren und neu zu schreiben; der nächste Lauf tut es.
    ///
    /// # Errors
    /// [`VersandFehler`].
    pub fn schreibe_neu(&self, name: &Posten) -> Result<(), VersandFehler> {
        Ok(self.platte().ordner(&self.im_bau(name))?)
    }

    /// Ein neues Bündel aus allem, was bereit ist.
    fn neues(
        &self,
        bereit: &[Platz],
        ort: Pruefsumme,
        (bericht, werkbank): (&mut Versandbericht, &mut Werkbank),
    ) -> Result<(), VersandFehler> {
        let name = self.naechster_name(ort)?;
        if self.stand(&name)? == Buendelstand::Neu {
            self.fuehre(&name, Buendelschritt::Beginnen { ort }, werkbank)?;
        }
        // Erst der angefangene Ordner, dann die Briefe: ist später keiner von beiden da, hat ihn jemand abgeholt.
        self.platte().ordner(&self.im_bau(&name))?;
        let druckerei = Druckerei::neu()?;
        let wie = (Versandweg::Druckzentrum, Some(&name));
        let mut gepflanzt = Vec::new();
        for platz in bereit {
            let welche = (platz.fall, &platz.sendung);
            if self.probe == Some(Probe::OhneVermerk) {
                gepflanzt.push(platz.clone());
                continue;
            }
            match self.poststelle.gib_hinaus(welche, wie, (&druckerei, &mut *werkbank))? {
                Hinaus::Versandt => {}
                Hinaus::Zurueckgehalten(grund) => {
                    let eine = (platz.fall, platz.sendung.clone(), grund);
                    bericht.zurueckgehalten.push(eine);
                }
                Hinaus::Uebersprungen => {
                    bericht.uebersprungen = bericht.uebersprungen.saturating_add(1);
                    if self.probe == Some(Probe::OhneAnspruch) {
                        gepflanzt.push(platz.clone());
                    }
                }
            }
        }
        self.bringe_zu_ende((&name, gepflanzt), bericht, werkbank)
    }

    /// Schließt ein Bündel, schreibt seinen Ordner und vermerkt es.
    fn bringe_zu_ende(
        &self,
        (name, gepflanzt): (&Posten, Vec<Platz>),
        bericht: &mut Versandbericht,
        werkbank: &mut Werkbank,
    ) -> Result<(), VersandFehler> {
        if let Buendelstand::Offen(_) = self.stand(name)? {
            let briefe = u32::try_from(self.briefe(name)?.len()).unwrap_or(u32::MAX);
            self.fuehre(name, Buendelschritt::Schliessen { briefe }, werkbank)?;
        }
        // Erst jetzt steht fest, was darin ist.
        let briefe = self.briefe(name)?;
        if self.probe == Some(Probe::ErstVermerken) {
            self.fuehre(name, Buendelschritt::Geschrieben, werkbank)?;
        }
        let (fertig, im_bau) = (self.ziel.join(name.text()), self.im_bau(name));
        let leer = briefe.is_empty() && gepflanzt.is_empty();
        if leer {
            self.platte().entferne(&im_bau)?;
        } else if !fertig.exists() {
            if !im_bau.exists() {
                bericht.fehlen.push(name.clone());
                return Ok(());
            }
            self.schreibe(&im_bau, &briefe, &gepflanzt)?;
            self.platte().benenne(&im_bau, &fertig)?;
            self.platte().sichere_ordner(self.ziel)?;
        }
        if self.probe != Some(Probe::ErstVermerken) {
            self.fuehre(name, Buendelschritt::Geschrieben, werkbank)?;
        }
        if !leer {
            bericht.fertig.insert(name.clone(), briefe.len());
        }
        Ok(())
    }

    /// Schreibt alle Dateien; was ein abgebrochener Lauf hinterließ, wird ersetzt, der Ordner bleibt.
    fn schreibe(
        &self,
        ordner: &Path,
        briefe: &Briefe,
        gepflanzt: &[Platz],
    ) -> Result<(), VersandFehler> {
        for eintrag in fs::read_dir(ordner)? {
            self.platte().entferne(&eintrag?.path())?;
        }
        let mut liste = "nummer;seiten;sha256;weg\n".to_owned();
        let mut summen = String::new();
        for (nr, (platz, versandt)) in (1_usize..).zip(briefe) {
            let (store, ablage) = (self.poststelle.door.store, self.poststelle.ablage);
            let pdf = lies_brief((store, ablage), (self.traeger(), platz.fall), versandt)?;
            let (summe, weg) = (pruefsumme(&pdf), versandt.weg.name());
            let _ = writeln!(liste, "{nr:04};{};{summe};{weg}", versandt.seiten);
            let _ = writeln!(summen, "{summe}  {nr:04}.pdf");
            self.datei(&ordner.join(format!("{nr:04}.pdf")), &pdf)?;
        }
        for platz in gepflanzt {
            self.datei(&ordner.join(format!("x-{}.pdf", platz.sendung.text())), b"%PDF-")?;
        }
        let _ = writeln!(summen, "{}  buendel.csv", pruefsumme(liste.as_bytes()));
        self.datei(&ordner.join("buendel.csv"), liste.as_bytes())?;
        self.datei(&ordner.join("pruefsumme.txt"), summen.as_bytes())?;
        Ok(self.platte().sichere_ordner(ordner)?)
    }

    fn datei(&self, pfad: &Path, inhalt: &[u8]) -> io::Result<()> {
        self.platte().schreibe(pfad, |datei| datei.write_all(inhalt))
    }

    /// Der erste Name von heute, unter dem noch etwas hinauskann.
    fn naechster_name(&self, ort: Pruefsumme) -> Result<Posten, VersandFehler> {
        for nr in 1..=AM_TAG {
            let name = format!("{}-{nr:02}", self.poststelle.caller.heute);
            let Ok(name) = Posten::try_from(name) else { continue };
            match self.stand(&name)? {
                Buendelstand::Neu => return Ok(name),
                Buendelstand::Offen(wo) if wo == ort => return Ok(name),
                _ => {}
            }
        }
        Err(VersandFehler::KeineNummer(AM_TAG))
    }

    fn stand(&self, name: &Posten) -> Result<Buendelstand, VersandFehler> {
        let strom = Strom::buendel(buendelkennung(name));
        let store = self.poststelle.door.store;
        let akte: Akte<Buendeltatsache> = store.load(self.traeger(), strom)?;
        Ok(buendelstand(&akte))
    }

    fn fuehre(
        &self,
        name: &Posten,
        schritt: Buendelschritt,
        werkbank: &mut Werkbank,
    ) -> Result<(), VersandFehler> {
        let was = match schritt {
            Buendelschritt::Beginnen { ort } => format!("beginnen-{ort}"),
            Buendelschritt::Schliessen { .. } => "schliessen".to_owned(),
            Buendelschritt::Geschrieben => "geschrieben".to_owned(),
        };
        let durch = self.poststelle.caller.akteur;
        let befehl = BuendelFuehren { buendel: name.clone(), schritt, durch };
        let befehl = Befehl::BuendelFuehren(Box::new(befehl));
        self.poststelle.tue(&format!("buendel-{}-{was}", name.text()), &befehl, werkbank)
    }

    /// Die Briefe eines Bündels, dem Fall und der Nummer nach: immer in derselben Reihenfolge.
    fn briefe(&self, name: &Posten) -> Result<Briefe, VersandFehler> {
        let lage = self.lage()?;
        let darin = lage.im_buendel.into_iter().filter(|(buendel, ..)| buendel == name);
        let mut briefe: Briefe = darin.map(|(_, platz, versandt)| (platz, versandt)).collect();
        briefe.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(briefe)
    }

    fn lage(&self) -> Result<Lage, VersandFehler> {
        Ok(sammle(self.poststelle.door.store, self.traeger())?)
    }

    fn traeger(&self) -> &str {
        self.poststelle.caller.traeger
    }

    fn platte(&self) -> &Platte {
        self.poststelle.ablage.platte()
    }

    fn im_bau(&self, name: &Posten) -> PathBuf {
        self.ziel.join(format!(".{}.im-bau", name.text()))
    }

    /// Nur ein Lauf schreibt in einen Ordner; endet er, wie auch immer, ist der Ordner wieder frei.
    fn sperre(&self) -> Result<File, VersandFehler> {
        self.platte().ordner(self.ziel)?;
        let datei = self.ziel.join(".versand");
        let datei = File::options().create(true).append(true).open(datei)?;
        match datei.try_lock() {
            Ok(()) => Ok(datei),
            Err(TryLockError::WouldBlock) => Err(VersandFehler::Belegt),
            Err(TryLockError::Error(fehler)) => Err(fehler.into()),
        }
    }

    /// Woran ein Bündel seinen Ordner wiedererkennt.
    fn ort(&self) -> Result<Pruefsumme, VersandFehler> {
        let ganz = fs::canonicalize(self.ziel)?;
        Ok(pruefsumme(ganz.as_os_str().as_encoded_bytes()))
    }
}
