//! Das Recht als datierte Parameter: welche Zahl an welchem Tag galt, mit Quelle und Prüftag.
//!
//! Die Zahlen stehen in `parameter/*.toml` neben dem Code. [`Recht::eingebaut`] liest sie einmal,
//! löst sie je Monat auf und prüft: Daten steigen, jeder Eintrag hat `quelle` und `geprueft_am`.
//! Jede Regel wählt ihre Fassung mit ihrem *eigenen* Tag: [`Recht::monat`] (Monat des Bedarfs),
//! [`Recht::vermoegen`] (Monat oder Beginn des Bewilligungszeitraums), [`Recht::minderung`] (Tag der
//! Pflichtverletzung) …

mod bildung;
mod laden;
mod nachbarn;
mod parameter;
mod vermoegen;
mod zeitraum;

pub use bildung::Bildungsbetraege;
pub use laden::{Fassung, RechtFehler, Reihe, Wahl};
pub use nachbarn::*;
pub use parameter::*;
pub use vermoegen::{Vermoegen, Vermoegensjahrgang, Vermoegensstufe};
pub use zeitraum::*;

use crate::lage::Gebiet;
use crate::measure::{Monat, Tag};

/// Wie viele Monate die letzten Beträge weitergelten, bis neue festgesetzt sind.
const WEITERGELTUNG_MONATE: i32 = 12;

/// Alle Parameter mit ihren Fassungen, aufgelöst je Monat.
#[derive(Clone, Debug)]
pub struct Recht {
    reihen: Reihen,
    werte: laden::Werte,
    erster: Monat,
    monate: Vec<MonatsRecht>,
    /// Dieselben Monate für die neuen Länder, soweit sie abweichen.
    monate_ost: Vec<MonatsRecht>,
    festgesetzt_bis: Monat,
}

/// Die Parameterreihen, wie sie in den Dateien stehen.
#[derive(Clone, Debug)]
pub struct Reihen {
    /// Regelbedarfe.
    pub regelbedarf: Reihe<Regelbedarfe>,
    /// Name der Leistung.
    pub leistungsname: Reihe<Leistungsname>,
    /// Sofortzuschlag.
    pub sofortzuschlag: Reihe<EinBetrag>,
    /// Einmalzahlungen.
    pub einmalzahlung: Reihe<Einmalzahlungen>,
    /// Rundung.
    pub rundung: Reihe<Rundung>,
    /// Wer zur Bedarfsgemeinschaft gehört.
    pub bedarfsgemeinschaft: Reihe<Bedarfsgemeinschaft>,
    /// Regeln, die in älteren Monaten anders waren.
    pub alte_fassung: Reihe<AlteFassung>,
    /// Altersgrenze.
    pub altersgrenze: Reihe<Altersgrenze>,
    /// Mehrbedarfe.
    pub mehrbedarf: Reihe<Mehrbedarfe>,
    /// Kostenaufwändige Ernährung.
    pub ernaehrung: Reihe<Ernaehrung>,
    /// Grundabsetzbetrag.
    pub grundabsetzung: Reihe<Grundabsetzung>,
    /// Freibetrag für Erwerbstätige.
    pub freibetrag: Reihe<Freibetragsstufen>,
    /// Geringfügigkeitsgrenze.
    pub minijob: Reihe<EinBetrag>,
    /// Ausbildung, Dienst, Ehrenamt.
    pub ausbildung: Reihe<AusbildungUndDienst>,
    /// Pauschbeträge.
    pub absetzung: Reihe<Pauschbetraege>,
    /// Grundrentenzeiten.
    pub grundrente: Reihe<Grundrente>,
    /// Nicht zu berücksichtigendes Einkommen.
    pub frei: Reihe<Frei>,
    /// Nachzahlungen.
    pub nachzahlung: Reihe<Nachzahlung>,
    /// Vermögen.
    pub vermoegen: Reihe<Vermoegen>,
    /// Unterkunft.
    pub unterkunft: Reihe<Unterkunft>,
    /// Minderungen.
    pub minderung: Reihe<Minderungen>,
    /// Arbeitsverweigerung.
    pub arbeitsverweigerung: Reihe<Arbeitsverweigerung>,
    /// Nicht erreichbar.
    pub nicht_erreichbar: Reihe<NichtErreichbar>,
    /// Aufrechnungen.
    pub aufrechnung: Reihe<Aufrechnungen>,
    /// Wann aufgerechnet werden muss.
    pub aufrechnung_gebunden: Reihe<AufrechnungGebunden>,
    /// Lesarten.
    pub schalter: Reihe<Schalter>,
    /// Benachbarte Leistungen.
    pub nachbarn: Nachbarreihen,
    /// Regeln über Monate.
    pub zeitraum: Zeitraumreihen,
    /// Bildung und Teilhabe.
    pub bildung: Reihe<Bildungsbetraege>,
    /// Verpflegung als Sachleistung.
    pub verpflegung: Reihe<Regelbedarfe>,
}

/// Was in einem Monat gilt; `Copy`, damit der stille Weg nichts nachschlägt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonatsRecht {
    /// Regelbedarfe.
    pub regelbedarf: Regelbedarfe,
    /// Sofortzuschlag.
    pub sofortzuschlag: EinBetrag,
    /// Einmalzahlungen.
    pub einmalzahlung: Einmalzahlungen,
    /// Rundung.
    pub rundung: Rundung,
    /// Regeln, nach denen in diesem Monat gefragt wird.
    pub alte_fassung: AlteFassung,
    /// Kinder unter so vielen Jahren gehören zur Bedarfsgemeinschaft der Eltern.
    pub kinder_unter: u8,
    /// Mehrbedarfe.
    pub mehrbedarf: Mehrbedarfe,
    /// Kostenaufwändige Ernährung.
    pub ernaehrung: Ernaehrung,
    /// Grundabsetzbetrag.
    pub grundabsetzung: Grundabsetzung,
    /// Freibetrag für Erwerbstätige.
    pub freibetrag: Freibetragsstufen,
    /// Geringfügigkeitsgrenze.
    pub minijob: EinBetrag,
    /// Ausbildung, Dienst, Ehrenamt.
    pub ausbildung: AusbildungUndDienst,
    /// Pauschbeträge.
    pub absetzung: Pauschbetraege,
    /// Grundrentenzeiten.
    pub grundrente: Grundrente,
    /// Nicht zu berücksichtigendes Einkommen.
    pub frei: Frei,
    /// Nachzahlungen.
    pub nachzahlung: Nachzahlung,
    /// Aufrechnungen.
    pub aufrechnung: Aufrechnungen,
    /// Lesarten.
    pub schalter: Schalter,
    /// Sind die Beträge dieses Monats festgesetzt, oder gelten die des Vorjahres weiter?
    pub festgesetzt: bool,
}

impl Recht {
    /// Die eingebauten Parameterdateien als Paare aus Name und Inhalt.
    pub const DATEIEN: [(&'static str, &'static str); 14] = [
        ("regelbedarf.toml", include_str!("../../parameter/regelbedarf.toml")),
        ("mehrbedarf.toml", include_str!("../../parameter/mehrbedarf.toml")),
        ("einkommen.toml", include_str!("../../parameter/einkommen.toml")),
        ("vermoegen.toml", include_str!("../../parameter/vermoegen.toml")),
        ("unterkunft.toml", include_str!("../../parameter/unterkunft.toml")),
        ("minderung.toml", include_str!("../../parameter/minderung.toml")),
        ("schalter.toml", include_str!("../../parameter/schalter.toml")),
        ("wohngeld.toml", include_str!("../../parameter/wohngeld.toml")),
        ("kinderzuschlag.toml", include_str!("../../parameter/kinderzuschlag.toml")),
        ("kindergeld.toml", include_str!("../../parameter/kindergeld.toml")),
        ("unterhaltsvorschuss.toml", include_str!("../../parameter/unterhaltsvorschuss.toml")),
        ("arbeitslosengeld.toml", include_str!("../../parameter/arbeitslosengeld.toml")),
        ("zeitraum.toml", include_str!("../../parameter/zeitraum.toml")),
        ("bildung.toml", include_str!("../../parameter/bildung.toml")),
    ];

    /// Das Recht aus den eingebauten Dateien.
    ///
    /// # Errors
    /// Nur, wenn eine eingebaute Datei fehlerhaft ist; ein Test hält das ausgeschlossen.
    pub fn eingebaut() -> Result<Recht, RechtFehler> {
        Recht::aus_dateien(Recht::DATEIEN)
    }

    /// Das Recht aus Parameterdateien (Name, Inhalt).
    ///
    /// # Errors
    /// [`RechtFehler`] nennt Datei, Reihe und Feld.
    pub fn aus_dateien<'a>(
        dateien: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Recht, RechtFehler> {
        let mut quelle = laden::Quelle::lesen(dateien)?;
        let reihen = Reihen {
            regelbedarf: quelle.reihe("regelbedarf")?,
            leistungsname: quelle.reihe("leistungsname")?,
            sofortzuschlag: quelle.reihe("sofortzuschlag")?,
            einmalzahlung: quelle.reihe("einmalzahlung")?,
            rundung: quelle.reihe("rundung")?,
            bedarfsgemeinschaft: quelle.reihe("bedarfsgemeinschaft")?,
            alte_fassung: quelle.reihe("alte_fassung")?,
            altersgrenze: quelle.reihe("altersgrenze")?,
            mehrbedarf: quelle.reihe("mehrbedarf")?,
            ernaehrung: quelle.reihe("ernaehrung")?,
            grundabsetzung: quelle.reihe("grundabsetzung")?,
            freibetrag: quelle.reihe("freibetrag_erwerbstaetige")?,
            minijob: quelle.reihe("minijob")?,
            ausbildung: quelle.reihe("ausbildung_und_dienst")?,
            absetzung: quelle.reihe("absetzung")?,
            grundrente: quelle.reihe("grundrente")?,
            frei: quelle.reihe("nicht_zu_beruecksichtigen")?,
            nachzahlung: quelle.reihe("nachzahlung")?,
            vermoegen: quelle.reihe("vermoegen")?,
            unterkunft: quelle.reihe("unterkunft")?,
            minderung: quelle.reihe("minderung")?,
            arbeitsverweigerung: quelle.reihe("arbeitsverweigerung")?,
            nicht_erreichbar: quelle.reihe("nicht_erreichbar")?,
            aufrechnung: quelle.reihe("aufrechnung")?,
            aufrechnung_gebunden: quelle.reihe("aufrechnung_gebunden")?,
            schalter: quelle.reihe("schalter")?,
            nachbarn: Nachbarreihen::lesen(&mut quelle)?,
            zeitraum: Zeitraumreihen::lesen(&mut quelle)?,
            bildung: quelle.reihe("bildung")?,
            verpflegung: quelle.reihe("verpflegung")?,
        };
        Recht::aufloesen(reihen, quelle.fertig()?)
    }

    fn aufloesen(reihen: Reihen, werte: laden::Werte) -> Result<Recht, RechtFehler> {
        let erster = reihen.regelbedarf.erster()?.monat();
        let letztes_jahr = reihen.regelbedarf.letzter()?.monat();
        let festgesetzt_bis = letztes_jahr.plus(12 - i32::from(letztes_jahr.nummer()));
        let anzahl = festgesetzt_bis.seit(erster) + WEITERGELTUNG_MONATE;
        let monate = (0..=anzahl)
            .map(|n| MonatsRecht::am(&reihen, erster.plus(n), festgesetzt_bis))
            .collect::<Result<Vec<_>, _>>()?;
        let monate_ost = monate.iter().map_while(MonatsRecht::ost).collect();
        Ok(Recht { reihen, werte, erster, monate, monate_ost, festgesetzt_bis })
    }

    /// Was im Monat gilt.
    ///
    /// # Errors
    /// [`RechtFehler::ZuFrueh`] oder [`RechtFehler::ZuSpaet`] außerhalb der hinterlegten Monate.
    pub fn monat(&self, monat: Monat) -> Result<&MonatsRecht, RechtFehler> {
        let stelle = usize::try_from(monat.seit(self.erster))
            .map_err(|_| RechtFehler::ZuFrueh { monat, erster: self.erster })?;
        self.monate.get(stelle).ok_or_else(|| RechtFehler::ZuSpaet {
            monat,
            letzter: self.festgesetzt_bis.plus(WEITERGELTUNG_MONATE),
        })
    }

    /// Was im Monat in diesem Gebiet gilt; nur bis Juni 2006 ein Unterschied.
    ///
    /// # Errors
    /// Wie [`Recht::monat`].
    pub fn monat_in(&self, monat: Monat, gebiet: Gebiet) -> Result<&MonatsRecht, RechtFehler> {
        if gebiet == Gebiet::Ost
            && let Ok(stelle) = usize::try_from(monat.seit(self.erster))
            && let Some(ost) = self.monate_ost.get(stelle)
        {
            return Ok(ost);
        }
        self.monat(monat)
    }

    /// Alle Reihen mit Fassungen und Quellen.
    #[must_use]
    pub fn reihen(&self) -> &Reihen {
        &self.reihen
    }

    /// Alle Werte, die an einem Tag von `von` bis `bis` gelten, als Text: eine Zeile je Fassung, immer gleich geordnet.
    ///
    /// Sagen zwei Stände des Rechts hier dasselbe, rechnen sie für diese Tage dasselbe; wer eine Quelle berichtigt oder
    /// einen späteren Betrag ergänzt, ändert nichts daran. Die Altersgrenze steht ganz da: sie wählt der Geburtstag.
    #[must_use]
    pub fn werte(&self, von: Tag, bis: Tag) -> String {
        self.werte.zwischen((von, bis), &["altersgrenze"])
    }

    /// Letzter Monat, dessen Beträge festgesetzt sind.
    #[must_use]
    pub fn festgesetzt_bis(&self) -> Monat {
        self.festgesetzt_bis
    }

    /// Name der Leistung im Monat (§ 19 Abs. 1).
    #[must_use]
    pub fn leistungsname(&self, monat: Monat) -> &str {
        self.reihen.leistungsname.am(monat.erster()).map_or("", |name| &name.name)
    }

    /// Fassung des § 12; jede sagt selbst, ob der Monat oder der Beginn des Bewilligungszeitraums sie
    /// wählt (§ 65a Abs. 1; § 67 Abs. 1 a. F.).
    #[must_use]
    pub fn vermoegen(&self, bewilligung_ab: Tag, monat: Monat) -> &Vermoegen {
        self.reihen.vermoegen.gewaehlt(monat, bewilligung_ab)
    }

    /// Fassung des § 22; jede sagt selbst, was sie wählt.
    #[must_use]
    pub fn unterkunft(&self, bewilligung_ab: Tag, monat: Monat) -> &Unterkunft {
        self.reihen.unterkunft.gewaehlt(monat, bewilligung_ab)
    }

    /// Folgen einer Pflichtverletzung; wählt ihr Tag (§ 65a Abs. 2).
    #[must_use]
    pub fn minderung(&self, tag: Tag) -> &Minderungen {
        self.reihen.minderung.am_oder_erste(tag)
    }

    /// § 31a Abs. 7; wählt der Tag der Verweigerung.
    #[must_use]
    pub fn arbeitsverweigerung(&self, tag: Tag) -> &Arbeitsverweigerung {
        self.reihen.arbeitsverweigerung.am_oder_erste(tag)
    }

    /// § 7b Abs. 4; wählt der Tag des dritten Versäumnisses.
    #[must_use]
    pub fn nicht_erreichbar(&self, tag: Tag) -> &NichtErreichbar {
        self.reihen.nicht_erreichbar.am_oder_erste(tag)
    }

    /// § 43 Abs. 1 Satz 2 im Monat.
    #[must_use]
    pub fn aufrechnung_gebunden(&self, monat: Monat) -> &AufrechnungGebunden {
        self.reihen.aufrechnung_gebunden.am_oder_erste(monat.erster())
    }

    /// Altersgrenze (§ 7a): der Monat, mit dessen Ablauf sie erreicht wird.
    #[must_use]
    pub fn altersgrenze(&self, geboren: Tag) -> Monat {
        self.reihen.altersgrenze.am_oder_erste(geboren).monat(geboren)
    }
}

impl MonatsRecht {
    /// Derselbe Monat in den neuen Ländern, wenn die Beträge abweichen.
    fn ost(&self) -> Option<MonatsRecht> {
        let stufen = self.regelbedarf.stufen_ost?;
        Some(MonatsRecht { regelbedarf: Regelbedarfe { stufen, stufen_ost: None }, ..*self })
    }

    fn am(
        reihen: &Reihen,
        monat: Monat,
        festgesetzt_bis: Monat,
    ) -> Result<MonatsRecht, RechtFehler> {
        let tag = monat.erster();
        Ok(MonatsRecht {
            regelbedarf: *reihen.regelbedarf.pflicht(tag)?,
            sofortzuschlag: *reihen.sofortzuschlag.pflicht(tag)?,
            einmalzahlung: *reihen.einmalzahlung.pflicht(tag)?,
            rundung: *reihen.rundung.pflicht(tag)?,
            alte_fassung: *reihen.alte_fassung.pflicht(tag)?,
            kinder_unter: reihen.bedarfsgemeinschaft.pflicht(tag)?.kinder_unter,
            mehrbedarf: *reihen.mehrbedarf.pflicht(tag)?,
            ernaehrung: *reihen.ernaehrung.pflicht(tag)?,
            grundabsetzung: *reihen.grundabsetzung.pflicht(tag)?,
            freibetrag: *reihen.freibetrag.pflicht(tag)?,
            minijob: *reihen.minijob.pflicht(tag)?,
            ausbildung: *reihen.ausbildung.pflicht(tag)?,
            absetzung: *reihen.absetzung.pflicht(tag)?,
            grundrente: *reihen.grundrente.pflicht(tag)?,
            frei: *reihen.frei.pflicht(tag)?,
            nachzahlung: *reihen.nachzahlung.pflicht(tag)?,
            aufrechnung: *reihen.aufrechnung.pflicht(tag)?,
            schalter: *reihen.schalter.pflicht(tag)?,
            festgesetzt: monat <= festgesetzt_bis,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monat(text: &str) -> Monat {
        text.parse().unwrap()
    }

    #[test]
    fn die_eingebauten_dateien_sind_gueltig_und_reichen_bis_ende_2027() {
        let recht = Recht::eingebaut().unwrap();
        assert_eq!(recht.festgesetzt_bis(), monat("2026-12"));
        assert!(recht.monat(monat("2026-12")).unwrap().festgesetzt);
        assert!(!recht.monat(monat("2027-12")).unwrap().festgesetzt);
        assert!(matches!(recht.monat(monat("2028-01")), Err(RechtFehler::ZuSpaet { .. })));
        assert!(matches!(recht.monat(monat("2004-12")), Err(RechtFehler::ZuFrueh { .. })));
    }

    #[test]
    fn ein_neuer_regelbedarf_ist_ein_eintrag_und_kein_code() {
        let neu = "\n[[regelbedarf.ab]]\ngilt_ab = 2027-01-01\nquelle = \"Probe\"\n\
                   geprueft_am = 2026-11-22\nstufen = [\"570\", \"512\", \"456\", \"477\", \"395\", \"361\"]\n";
        let dateien = Recht::DATEIEN.map(|(name, inhalt)| {
            let teile: Vec<&str> = inhalt.split("[leistungsname]").collect();
            let inhalt = match teile.as_slice() {
                [vorn, hinten] => format!("{vorn}{neu}\n[leistungsname]{hinten}"),
                _ => inhalt.to_owned(),
            };
            (name, inhalt)
        });
        let recht =
            Recht::aus_dateien(dateien.iter().map(|(name, inhalt)| (*name, inhalt.as_str())))
                .unwrap();
        assert_eq!(recht.festgesetzt_bis(), monat("2027-12"));
        assert!(recht.monat(monat("2028-12")).is_ok());
    }

    #[test]
    fn ein_fehler_in_einer_datei_nennt_datei_reihe_und_feld() {
        let faelle = [
            ("[x]\nnorm = \"n\"\neinheit = \"e\"\n", "unbekannt"),
            ("[minijob]\nnorm = \"n\"\neinheit = \"e\"\n", "zweimal"),
            ("kein toml", "TOML"),
        ];
        for (inhalt, erwartet) in faelle {
            let dateien = Recht::DATEIEN.into_iter().chain([("probe.toml", inhalt)]);
            let fehler = Recht::aus_dateien(dateien).unwrap_err().to_string();
            assert!(fehler.contains(erwartet), "{fehler}");
        }
    }

    #[test]
    fn freibetragsstufen_schliessen_ohne_luecke_an() {
        let recht = Recht::eingebaut().unwrap();
        for fassung in recht.reihen().freibetrag.fassungen() {
            for paar in fassung.wert.stufen.windows(2) {
                assert_eq!(paar[0].bis, paar[1].ueber, "{}", fassung.quelle);
            }
        }
    }
}
