//! Dieselbe Frage, anders beantwortet: aus `docs/rechte.csv`, mit Schleifen und ohne das Regelwerk.

use case::akte::{Aufgabe, Kategorie, Sperrgrund};
use case::rechte::{Akteur, Anfrage, Bezug, Handlung, Zweck};
use law::measure::Tag;

use super::tabelle::{SPALTEN, Zellen, rolle};

/// Darf er es ohne Rückfrage?
pub fn erlaubt(
    zellen: &Zellen,
    akteur: &Akteur,
    bezug: &Bezug,
    anfrage: &Anfrage,
    heute: Tag,
) -> bool {
    for mensch in &bezug.menschen {
        if akteur.eigene_akte == Some(*mensch) || akteur.angehoerige.contains(mensch) {
            return false;
        }
    }
    for spalte in SPALTEN {
        for zeile in ["haus", "team", "zustaendig", "notzugriff"] {
            let stelle = Stelle { zellen, akteur, bezug, anfrage, heute, spalte, zeile };
            if akteur.rollen.contains(&rolle(spalte)) && stelle.gilt() {
                return true;
            }
        }
    }
    false
}

#[derive(Clone, Copy)]
struct Stelle<'a> {
    zellen: &'a Zellen,
    akteur: &'a Akteur,
    bezug: &'a Bezug,
    anfrage: &'a Anfrage,
    heute: Tag,
    spalte: &'a str,
    zeile: &'a str,
}

impl<'a> Stelle<'a> {
    fn gilt(self) -> bool {
        self.steht() && self.zweck_passt() && self.trotz_sperre() && self.trotz_auskunftssperre()
    }

    fn zelle(self, zeile: &str) -> &'a str {
        let Anfrage { handlung, kategorie, .. } = self.anfrage;
        let teile = [handlung.name(), kategorie.name(), zeile, self.spalte].map(str::to_owned);
        let [h, k, z, s] = teile;
        self.zellen.get(&(h, k, z, s)).map_or("nein", String::as_str)
    }

    fn steht(self) -> bool {
        if self.spalte.starts_with("gast") {
            return self.zeile == "haus" || self.zeile == "zustaendig" && self.fenster_offen();
        }
        match self.zeile {
            "haus" => true,
            "team" => self.im_team() || self.zustaendig(eigene(self.spalte)),
            "zustaendig" => self.zustaendig(eigene(self.spalte)),
            _ => {
                let bis = self.bezug.fall.and_then(|fall| self.akteur.notzugriffe.get(&fall));
                bis.is_some_and(|bis| *bis >= self.heute)
            }
        }
    }

    fn im_team(self) -> bool {
        let Some(team) = &self.akteur.team else { return false };
        let mut gefunden = false;
        for aufgabe in eigene(self.spalte) {
            if let Some(zustaendig) = self.bezug.zustaendig.get(aufgabe) {
                gefunden |= zustaendig.team == *team;
            }
        }
        // Ein Bediensteter hat keine Sozialdaten: sein Team zählt nur für Akte, Dienst und Protokoll.
        let dienstlich = [Kategorie::Akte, Kategorie::Dienst, Kategorie::Protokoll];
        gefunden
            || self.bezug.team.as_ref() == Some(team)
                && dienstlich.contains(&self.anfrage.kategorie)
    }

    fn zustaendig(self, aufgaben: &[Aufgabe]) -> bool {
        for (aufgabe, zustaendig) in &self.bezug.zustaendig {
            let Some(wer) = zustaendig.bearbeiter.filter(|_| aufgaben.contains(aufgabe)) else {
                continue;
            };
            if wer == self.akteur.kennung || self.akteur.vertritt.contains(&wer) {
                return true;
            }
        }
        false
    }

    fn fenster_offen(self) -> bool {
        let gemeint = match self.spalte {
            "gast_leistung" => Zweck::Leistung,
            _ => Zweck::Eingliederung,
        };
        for fenster in &self.akteur.fenster {
            let dabei = self.bezug.fall.is_some_and(|fall| fenster.faelle.contains(&fall));
            // Ein halbes Jahr, höchstens: 184 Tage mit dem ersten.
            let ende = fenster.bis.min(fenster.von.plus_tage(183));
            if dabei && fenster.zweck == gemeint && fenster.von <= self.heute && self.heute <= ende
            {
                return true;
            }
        }
        false
    }

    fn zweck_passt(self) -> bool {
        match (self.zelle(self.zeile), self.anfrage.zweck) {
            ("ja", None) => true,
            ("ja", Some(genannt)) => genannt == self.folgt(),
            ("zweck", Some(genannt)) => self.nennbar().contains(&genannt),
            _ => false,
        }
    }

    /// Nur durch den Notzugriff ohne Frage erlaubt.
    fn nur_in_not(self) -> bool {
        self.zeile == "notzugriff" && self.zelle("notzugriff") == "ja" && self.zelle("haus") != "ja"
    }

    /// Der Zweck, der aus der Aufgabe folgt.
    fn folgt(self) -> Zweck {
        let Anfrage { handlung, kategorie, .. } = *self.anfrage;
        if self.nur_in_not() || handlung == Handlung::Notzugriff {
            return Zweck::Gefahr;
        }
        if kategorie == Kategorie::Statistik {
            return Zweck::Planung;
        }
        if kategorie == Kategorie::Eingang {
            return Zweck::Anliegen;
        }
        match self.spalte {
            "gast_eingliederung" => Zweck::Eingliederung,
            "gast_leistung" => Zweck::Leistung,
            _ if handlung == Handlung::Suchen => Zweck::Anliegen,
            "leistung" | "fachverfahren" => Zweck::Leistung,
            "fallmanagement" | "vermittlung" => Zweck::Eingliederung,
            "teamleitung_leistung" | "teamleitung_eingliederung" => Zweck::Fachaufsicht,
            "kasse" => Zweck::Zahlung,
            "rechtsstelle" => Zweck::Schutz,
            "datenschutz" => Zweck::Kontrolle,
            _ => Zweck::Anliegen,
        }
    }

    /// Zwecke, die hier genannt werden können.
    fn nennbar(self) -> &'static [Zweck] {
        use Zweck::{
            Anliegen, Bekanntheit, Betroffenenanfrage, Chancengleichheit, Klage, Kontrolle,
            Loeschfrist, Rechtsaenderung, Schutz, Teamhilfe, Umstellung, Verwaltung, Widerspruch,
        };
        let Anfrage { handlung, kategorie, .. } = *self.anfrage;
        let im_haus = self.zeile == "haus" || self.zeile == "notzugriff";
        let vermerk = handlung == Handlung::Melden && kategorie == Kategorie::Notiz;
        match (self.spalte, handlung, kategorie) {
            ("rechtsstelle", Handlung::Auskunft, _) => &[Betroffenenanfrage],
            ("rechtsstelle", Handlung::Loeschen, _) => &[Betroffenenanfrage, Loeschfrist],
            ("rechtsstelle", _, Kategorie::Befangenheit) => &[Schutz],
            ("rechtsstelle", Handlung::Entscheiden, _) => &[Widerspruch, Klage, Rechtsaenderung],
            ("rechtsstelle", ..) => &[Widerspruch, Klage],
            ("datenschutz", Handlung::Auskunft, _) => &[Betroffenenanfrage],
            ("datenschutz", ..) => &[Kontrolle, Betroffenenanfrage],
            ("chancengleichheit", ..) => &[Chancengleichheit],
            ("umstellung", ..) => &[Umstellung],
            (_, _, Kategorie::Dienst | Kategorie::Akte) => &[Verwaltung],
            (_, Handlung::Sehen, _) if im_haus => &[Anliegen, Bekanntheit],
            (_, Handlung::Entscheiden | Handlung::Versenden, _) => &[Teamhilfe],
            ("fallmanagement" | "vermittlung" | "teamleitung_eingliederung", ..) if vermerk => {
                &[Anliegen]
            }
            _ if im_haus => &[Anliegen],
            _ => &[Anliegen, Teamhilfe],
        }
    }

    fn zugelassen(self) -> bool {
        let sperre = self.bezug.sperre.as_ref();
        sperre.is_some_and(|sperre| sperre.zugelassen.contains(&self.akteur.kennung))
    }

    fn trotz_sperre(self) -> bool {
        let Some(sperre) = &self.bezug.sperre else { return true };
        self.zugelassen() || self.ausnahme(sperre.grund)
    }

    fn trotz_auskunftssperre(self) -> bool {
        let geschuetzt = [Kategorie::Erreichbarkeit, Kategorie::Unterkunft, Kategorie::Dokument];
        let lesen = self.anfrage.handlung == Handlung::Sehen;
        if !self.bezug.auskunftssperre || !lesen || !geschuetzt.contains(&self.anfrage.kategorie) {
            return true;
        }
        let eng = ["team", "zustaendig"].contains(&self.zeile);
        let aufgaben = if eng { eigene(self.spalte) } else { Aufgabe::ALLE };
        self.zustaendig(aufgaben) || self.zugelassen() || self.ausnahme(Sperrgrund::Auskunftssperre)
    }

    /// Wem eine Sperre nicht im Weg steht, von Hand aufgezählt.
    fn ausnahme(self, grund: Sperrgrund) -> bool {
        let Anfrage { handlung, kategorie, .. } = *self.anfrage;
        // Wessen Verarbeitung eingeschränkt ist, dessen Rechte werden trotzdem erfüllt (Art. 18 Abs. 2 DSGVO).
        let am_menschen = !matches!(kategorie, Kategorie::Dienst | Kategorie::Befangenheit);
        let erfuellt = matches!(handlung, Handlung::Suchen | Handlung::Sehen | Handlung::Auskunft);
        let eingeschraenkt = grund == Sperrgrund::Eingeschraenkt && erfuellt && am_menschen;
        match self.spalte {
            "kasse" => matches!(handlung, Handlung::Zahlen | Handlung::Freigeben),
            "fachverfahren" => matches!(handlung, Handlung::Melden | Handlung::Versenden),
            "datenschutz" => kategorie == Kategorie::Protokoll || eingeschraenkt,
            "rechtsstelle" => {
                let oeffnet = matches!(grund, Sperrgrund::Kollege | Sperrgrund::Eingeschraenkt);
                let sperren = handlung == Handlung::Sperren && oeffnet;
                sperren || handlung == Handlung::Loeschen || eingeschraenkt
            }
            "teamleitung_leistung" | "teamleitung_eingliederung" => {
                let not = handlung == Handlung::Sehen && self.nur_in_not();
                let zu = matches!(grund, Sperrgrund::Kollege | Sperrgrund::Eingeschraenkt);
                (not || handlung == Handlung::Notzugriff) && !zu
            }
            _ => false,
        }
    }
}

fn eigene(spalte: &str) -> &'static [Aufgabe] {
    match spalte {
        "leistung" | "teamleitung_leistung" => &[Aufgabe::Leistung],
        "fallmanagement" => &[Aufgabe::Fallmanagement],
        "vermittlung" => &[Aufgabe::Vermittlung],
        "teamleitung_eingliederung" => &[Aufgabe::Fallmanagement, Aufgabe::Vermittlung],
        _ => Aufgabe::ALLE,
    }
}
