//! Wer in einem Haushalt lebt: Zusammensetzung, Alter, Namen, Verwandtschaft.

use case::schnittstelle::{Alleinerziehend, Ausschluss, Person};
use law::measure::{Monat, Tag};

use super::sonderfall;
use crate::namen::{Geschlecht, Herkunft, Nachname};
use crate::wuerfel::Wuerfel;

/// Welche Aufgabe ein Mensch beim Erfinden hat; im Vertrag steht davon nichts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rolle {
    /// Vertritt die Bedarfsgemeinschaft.
    Haupt,
    /// Partnerin oder Partner.
    Partner,
    /// Kind im Haushalt, auch erwachsen.
    Kind,
    /// Andere erwachsene Person.
    Weitere,
    /// Kind zu Besuch.
    Besuch,
}

/// Ein erfundener Mensch.
pub(crate) struct Mensch {
    pub person: Person,
    pub rolle: Rolle,
    pub geschlecht: Geschlecht,
    pub vorname: &'static str,
    pub nachname: Nachname,
}

/// Die Menschen eines Haushalts.
pub(crate) struct Familie {
    pub menschen: Vec<Mensch>,
    /// Köpfe in der Wohnung, die in keiner Lage stehen (Wohngemeinschaft).
    pub fremde_mitbewohner: u8,
    /// Passt in kein Muster; Ereignisse ändern dann nur die Wohnung.
    pub sonderfall: bool,
}

/// Arbeitsstand beim Zusammenstellen: der Würfel und die nächste freie Kennung.
pub(crate) struct Bau<'a> {
    pub w: &'a mut Wuerfel,
    monat: Monat,
    herkunft: Herkunft,
    vergeben: u8,
    /// Vornamen, die in diesem Haushalt schon vergeben sind.
    vornamen: Vec<&'static str>,
}

/// Würfelt einen Haushalt; die Anteile stehen in der Beschreibung des Crates.
pub(crate) fn ziehe(w: &mut Wuerfel, monat: Monat) -> Familie {
    let herkunft = Herkunft::ziehe(w);
    let bau = &mut Bau { w, monat, herkunft, vergeben: 0, vornamen: Vec::new() };
    match bau.w.zahl(0..=999) {
        0..=559 => alleinstehend(bau),
        560..=739 => alleinerziehend(bau),
        740..=889 => paar_mit_kindern(bau),
        890..=969 => paar(bau),
        _ => sonderfall::ziehe(bau),
    }
}

fn alleinstehend(bau: &mut Bau<'_>) -> Familie {
    let alter = bau.alter_alleinstehend();
    let mut haupt = bau.mensch(Rolle::Haupt, alter);
    if alter < 25 && bau.w.promille(40) {
        haupt.person.ohne_zusicherung = true;
    }
    haupt.person.kind_ausserhalb = (25..=55).contains(&alter) && bau.w.promille(80);
    let besuch = haupt.person.kind_ausserhalb && bau.w.promille(300);
    let mut familie = Familie::aus(vec![haupt]);
    if besuch {
        familie.besuch(bau);
    }
    if alter < 40 && bau.w.promille(60) {
        familie.fremde_mitbewohner = bau.w.waehle(&[1, 2, 3]);
    }
    familie
}

fn alleinerziehend(bau: &mut Bau<'_>) -> Familie {
    let anzahl = bau.w.gewichtet(&[(50, 1), (31, 2), (13, 3), (4, 4), (2, 5)]);
    let alter = bau.alter_der_kinder(anzahl);
    let mut haupt = bau.elternteil(Rolle::Haupt, &alter);
    haupt.geschlecht = bau.w.gewichtet(&[(90, Geschlecht::Weiblich), (10, Geschlecht::Maennlich)]);
    haupt.vorname = bau.vorname(haupt.geschlecht);
    if alter.iter().any(|jahre| *jahre < 18) {
        haupt.person.alleinerziehend = bau.w.gewichtet(&[
            (88, Some(Alleinerziehend::Ja)),
            (4, Some(Alleinerziehend::Haelftig)),
            (2, Some(Alleinerziehend::Nein)),
            (6, None),
        ]);
    }
    let kinder = bau.kinder(&alter, &[&haupt]);
    Familie::aus(mit_kindern(vec![haupt], kinder))
}

fn paar_mit_kindern(bau: &mut Bau<'_>) -> Familie {
    let anzahl = bau.w.gewichtet(&[(32, 1), (34, 2), (19, 3), (9, 4), (4, 5), (2, 6)]);
    let alter = bau.alter_der_kinder(anzahl);
    let mut haupt = bau.elternteil(Rolle::Haupt, &alter);
    let mut partner = bau.elternteil(Rolle::Partner, &alter);
    bau.verpaare(&mut haupt, &mut partner);
    if bau.w.promille(15) {
        partner.person.erwerbsfaehig = Some(false);
    }
    // Stiefkinder: jedes zwölfte Paar lebt mit Kindern nur einer Seite.
    let kinder = if bau.w.promille(80) {
        bau.kinder(&alter, &[&haupt])
    } else {
        bau.kinder(&alter, &[&haupt, &partner])
    };
    Familie::aus(mit_kindern(vec![haupt, partner], kinder))
}

fn paar(bau: &mut Bau<'_>) -> Familie {
    let alter = bau.w.gewichtet(&[(15, 20), (25, 30), (30, 44), (30, 56)]) + bau.w.zahl(0..=6);
    let mut haupt = bau.mensch(Rolle::Haupt, alter);
    let partner_alter = (alter + bau.w.zahl(0..=10)).saturating_sub(5).clamp(18, 64);
    let mut partner = bau.mensch(Rolle::Partner, partner_alter);
    bau.verpaare(&mut haupt, &mut partner);
    if bau.w.promille(40) {
        partner.person.erwerbsfaehig = Some(false);
    }
    haupt.person.kind_ausserhalb = bau.w.promille(40);
    Familie::aus(vec![haupt, partner])
}

/// Eltern und Kinder in einer Liste.
pub(crate) fn mit_kindern(mut eltern: Vec<Mensch>, kinder: Vec<Mensch>) -> Vec<Mensch> {
    eltern.extend(kinder);
    eltern
}

impl Bau<'_> {
    /// Ein Mensch, der am Ersten des Monats so viele Jahre vollendet hat.
    pub(crate) fn mensch(&mut self, rolle: Rolle, alter: u32) -> Mensch {
        let nachname = self.herkunft.nachname(self.w);
        self.mensch_mit_namen(rolle, alter, nachname)
    }

    fn mensch_mit_namen(&mut self, rolle: Rolle, alter: u32, nachname: Nachname) -> Mensch {
        let geschlecht = Geschlecht::ziehe(self.w);
        let vorname = self.vorname(geschlecht);
        let geboren = self.geboren(alter);
        let id = self.kennung();
        Mensch { person: Person::neu(id, geboren), rolle, geschlecht, vorname, nachname }
    }

    /// Ein Vorname, den im Haushalt noch niemand hat; nach einigen Würfen doch derselbe.
    fn vorname(&mut self, geschlecht: Geschlecht) -> &'static str {
        let mut vorname = self.herkunft.vorname(self.w, geschlecht);
        for _ in 0..8 {
            if !self.vornamen.contains(&vorname) {
                break;
            }
            vorname = self.herkunft.vorname(self.w, geschlecht);
        }
        self.vornamen.push(vorname);
        vorname
    }

    fn geboren(&mut self, alter: u32) -> Tag {
        let jahre = i16::try_from(alter).unwrap_or(0);
        self.monat.erster().geburtstag(-jahre).plus_tage(-self.w.schritte(0..=364))
    }

    /// Kennungen A, B, C …; ein erfundener Haushalt hat weniger als 26 Menschen.
    fn kennung(&mut self) -> String {
        let id = char::from(b'A'.saturating_add(self.vergeben));
        self.vergeben += 1;
        id.to_string()
    }

    fn alter_alleinstehend(&mut self) -> u32 {
        match self.w.zahl(0..=99) {
            0..=9 => self.w.zahl(18..=24),
            10..=31 => self.w.zahl(25..=34),
            32..=62 => self.w.zahl(35..=49),
            _ => self.w.zahl(50..=64),
        }
    }

    /// Alter der Kinder, aufsteigend; kein Kind ist älter als 24, Zwillinge kommen vor.
    pub(crate) fn alter_der_kinder(&mut self, anzahl: u32) -> Vec<u32> {
        let hoechstens = 17_u32.saturating_sub(2 * (anzahl - 1)).max(1);
        let juengstes = if anzahl == 1 && self.w.promille(100) {
            self.w.zahl(18..=24)
        } else {
            self.w.zahl(0..=hoechstens)
        };
        let mut alter = vec![juengstes];
        let mut letztes = juengstes;
        for _ in 1..anzahl {
            let zwilling = self.w.promille(20);
            let abstand = self.w.zahl(2..=4);
            if !zwilling {
                letztes += abstand;
            }
            if letztes > 24 {
                break;
            }
            alter.push(letztes);
        }
        alter
    }

    /// Ein Elternteil, 18 bis 40 Jahre älter als das älteste Kind und höchstens 64.
    pub(crate) fn elternteil(&mut self, rolle: Rolle, kinder: &[u32]) -> Mensch {
        let aeltestes = kinder.iter().copied().max().unwrap_or(0);
        let bis = (aeltestes + 38).min(64);
        let alter = self.w.zahl(aeltestes + 19..=bis);
        self.mensch(rolle, alter)
    }

    /// Kinder mit dem Namen eines Elternteils.
    pub(crate) fn kinder(&mut self, alter: &[u32], eltern: &[&Mensch]) -> Vec<Mensch> {
        let ids: Vec<String> = eltern.iter().map(|m| m.person.id.clone()).collect();
        let Some(nachname) = eltern.last().map(|m| m.nachname) else { return Vec::new() };
        let mut kinder: Vec<Mensch> = Vec::with_capacity(alter.len());
        for jahre in alter {
            let mut kind = self.mensch_mit_namen(Rolle::Kind, *jahre, nachname);
            kind.person.eltern.clone_from(&ids);
            // Gleiches Alter heißt Zwilling: derselbe Geburtstag.
            if let Some(zwilling) = kinder.last()
                && zwilling.person.geboren.alter(self.monat.erster())
                    == kind.person.geboren.alter(self.monat.erster())
            {
                kind.person.geboren = zwilling.person.geboren;
            }
            kinder.push(kind);
        }
        kinder
    }

    /// Macht zwei Menschen zum Paar; die Partnerschaft steht auf beiden Seiten oder auf einer.
    pub(crate) fn verpaare(&mut self, haupt: &mut Mensch, partner: &mut Mensch) {
        if self.w.promille(960) {
            partner.geschlecht = haupt.geschlecht.anderes();
            partner.vorname = self.vorname(partner.geschlecht);
        }
        haupt.person.partner = Some(partner.person.id.clone());
        if self.w.promille(900) {
            partner.person.partner = Some(haupt.person.id.clone());
        }
        if self.w.promille(650) {
            haupt.person.verheiratet = true;
            partner.person.verheiratet = partner.person.partner.is_some();
            partner.nachname = haupt.nachname;
        }
    }
}

impl Familie {
    pub(crate) fn aus(menschen: Vec<Mensch>) -> Familie {
        Familie { menschen, fremde_mitbewohner: 0, sonderfall: false }
    }

    fn besuch(&mut self, bau: &mut Bau<'_>) {
        let Some(haupt) = self.menschen.first() else { return };
        let aelter = u32::from(haupt.person.geboren.alter(bau.monat.erster()));
        let alter = [bau.w.zahl(2..=aelter.saturating_sub(19).clamp(2, 15))];
        let mut kinder = bau.kinder(&alter, &[haupt]);
        for kind in &mut kinder {
            kind.rolle = Rolle::Besuch;
            kind.person.zu_besuch_tage =
                u8::try_from(bau.w.gewichtet(&[(5, 4), (3, 6), (2, 8), (1, 14)])).ok();
        }
        self.menschen.extend(kinder);
    }

    /// Wer vertritt.
    pub(crate) fn haupt(&self) -> Option<&Mensch> {
        self.menschen.first()
    }

    /// Das älteste Kind im Haushalt.
    pub(crate) fn aeltestes_kind(&mut self) -> Option<&mut Mensch> {
        let kinder = self.menschen.iter_mut().filter(|m| m.rolle == Rolle::Kind);
        kinder.min_by_key(|m| m.person.geboren)
    }

    /// Das jüngste Kind im Haushalt.
    pub(crate) fn juengstes_kind(&mut self) -> Option<&mut Mensch> {
        let kinder = self.menschen.iter_mut().filter(|m| m.rolle == Rolle::Kind);
        kinder.max_by_key(|m| m.person.geboren)
    }

    /// Der erste Mensch mit dieser Rolle.
    pub(crate) fn erster_mut(&mut self, rolle: Rolle) -> Option<&mut Mensch> {
        self.menschen.iter_mut().find(|m| m.rolle == rolle)
    }

    /// Alter des ältesten Kindes am Tag.
    pub(crate) fn aeltestes(&self, am: Tag) -> Option<u8> {
        self.menschen
            .iter()
            .filter(|m| m.rolle == Rolle::Kind)
            .map(|m| m.person.geboren.alter(am))
            .max()
    }

    /// Alter des jüngsten Erwachsenen, der Kinder hat oder haben könnte.
    pub(crate) fn juengster_erwachsener(&self, am: Tag) -> u8 {
        self.menschen
            .iter()
            .filter(|m| matches!(m.rolle, Rolle::Haupt | Rolle::Partner))
            .map(|m| m.person.geboren.alter(am))
            .min()
            .unwrap_or(0)
    }

    /// Lebt hier jemand mit dieser Rolle?
    pub(crate) fn hat(&self, rolle: Rolle) -> bool {
        self.menschen.iter().any(|m| m.rolle == rolle)
    }
}

impl Mensch {
    /// Lebt ohne eigenen Anspruch hier.
    pub(crate) fn ausschluss(&self) -> Option<Ausschluss> {
        self.person.ausgeschlossen
    }
}
