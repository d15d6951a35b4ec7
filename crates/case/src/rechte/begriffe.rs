//! Die Wörter des Regelwerks: Rolle, Beziehung, Zweck, Handlung.

use crate::akte::Posten;
use crate::benannt::benannt;

benannt! {
    /// Als was jemand im Haus arbeitet; man kann mehrere haben.
    Rolle {
        /// Leistungssachbearbeitung.
        Leistung = "leistung",
        /// Fallmanagement.
        Fallmanagement = "fallmanagement",
        /// Arbeitsvermittlung.
        Vermittlung = "vermittlung",
        /// Teamleitung.
        Teamleitung = "teamleitung",
        /// Kasse.
        Kasse = "kasse",
        /// Widersprüche, Klagen, Betroffenenrechte.
        Rechtsstelle = "rechtsstelle",
        /// Empfang.
        Empfang = "empfang",
        /// Telefonische Auskunft.
        Hotline = "hotline",
        /// Beauftragte für Chancengleichheit am Arbeitsmarkt (§ 18e).
        Chancengleichheit = "chancengleichheit",
        /// Controlling.
        Controlling = "controlling",
        /// Umstellung vom alten Verfahren.
        Umstellung = "umstellung",
        /// IT-Betrieb: keine Sozialdaten.
        Betrieb = "betrieb",
        /// Datenschutz.
        Datenschutz = "datenschutz",
        /// Wer aus einer anderen Stelle mitarbeitet.
        Gast = "gast",
        /// Ein anderes Programm mit eigenem Zugang.
        Fachverfahren = "fachverfahren",
    }
}

benannt! {
    /// Wie jemand zum Fall steht. Haus, Team und Zuständig schließen das jeweils Weitere ein; Notzugriff und
    /// Gast stehen für sich.
    Beziehung {
        /// Arbeitet hier.
        Haus = "haus",
        /// Das eigene Team kümmert sich.
        Team = "team",
        /// Ist selbst zuständig oder vertritt heute, wer es ist.
        Zustaendig = "zustaendig",
        /// Hat für diesen Fall einen laufenden Notzugriff.
        Notzugriff = "notzugriff",
        /// Hat als Gast ein laufendes Fenster auf diesen Fall, zum Zweck der Regel.
        Gast = "gast",
    }
}

benannt! {
    /// Wozu jemand Daten sieht (§ 67c SGB X).
    Zweck {
        /// Leistungen berechnen und bewilligen.
        Leistung = "leistung",
        /// Beraten, fördern, vermitteln.
        Eingliederung = "eingliederung",
        /// Führen, prüfen, freigeben.
        Fachaufsicht = "fachaufsicht",
        /// Zahlungen ausführen und Rückläufer klären.
        Zahlung = "zahlung",
        /// Wer vorspricht, anruft oder schreibt, will etwas.
        Anliegen = "anliegen",
        /// Jemandem im Team helfen.
        Teamhilfe = "teamhilfe",
        /// Ist der Mensch schon bekannt?
        Bekanntheit = "bekanntheit",
        /// Widerspruch.
        Widerspruch = "widerspruch",
        /// Klage und einstweiliger Rechtsschutz.
        Klage = "klage",
        /// Auskunft, Berichtigung, Löschung auf Antrag (Art. 15 bis 17 DSGVO).
        Betroffenenanfrage = "betroffenenanfrage",
        /// Eine Frist zum Löschen ist abgelaufen (§ 84 SGB X).
        Loeschfrist = "loeschfrist",
        /// Kontrolle des Datenschutzes (Art. 39 DSGVO).
        Kontrolle = "kontrolle",
        /// Beratung nach § 18e.
        Chancengleichheit = "chancengleichheit",
        /// Planung und Statistik ohne Einzelfall (§ 67c Abs. 3 SGB X).
        Planung = "planung",
        /// Geändertes Recht auf alle laufenden Bewilligungen anwenden.
        Rechtsaenderung = "rechtsaenderung",
        /// Altes und neues Verfahren vergleichen.
        Umstellung = "umstellung",
        /// Rollen und Zuständigkeiten ordnen.
        Verwaltung = "verwaltung",
        /// Gesperrte Akten und Befangenheit.
        Schutz = "schutz",
        /// Es droht ein Schaden, der nicht warten kann.
        Gefahr = "gefahr",
        /// Das Programm am Laufen halten.
        Betrieb = "betrieb",
    }
}

benannt! {
    /// Was jemand tun will.
    Handlung {
        /// Einen Menschen oder Fall finden.
        Suchen = "suchen",
        /// Daten lesen.
        Sehen = "sehen",
        /// Eine neue Akte anlegen.
        Aufnehmen = "aufnehmen",
        /// Eine Angabe eintragen, ändern, berichtigen.
        Melden = "melden",
        /// Einen Bescheid entwerfen.
        Entscheiden = "entscheiden",
        /// Den Entwurf eines anderen freigeben.
        Freigeben = "freigeben",
        /// Einen Brief hinausgeben oder zurückhalten.
        Versenden = "versenden",
        /// Auszahlen.
        Zahlen = "zahlen",
        /// Zuständige bestimmen.
        Zuweisen = "zuweisen",
        /// Eine Akte sperren oder öffnen.
        Sperren = "sperren",
        /// Auskunft nach Art. 15 DSGVO, § 83 SGB X zusammenstellen.
        Auskunft = "auskunft",
        /// Löschen (§ 84 SGB X).
        Loeschen = "loeschen",
        /// An eine andere Stelle geben (§§ 67d ff. SGB X).
        Uebermitteln = "uebermitteln",
        /// Einen Notzugriff nehmen.
        Notzugriff = "notzugriff",
        /// Einen Notzugriff prüfen.
        Pruefen = "pruefen",
        /// Rollen, Team, Vertretung, Gastfenster vergeben.
        RechteVergeben = "rechte_vergeben",
        /// Aufträge des Programms anhalten und wieder anstoßen.
        Steuern = "steuern",
    }
}

impl Rolle {
    /// Der Posten, unter dem sie in der Akte des Bediensteten steht.
    #[must_use]
    pub fn posten(self) -> Posten {
        Posten::name(self.name())
    }
}

impl Zweck {
    /// Wie er in einer Auswahl steht.
    #[must_use]
    pub fn deutsch(self) -> &'static str {
        match self {
            Zweck::Leistung => "Leistung bearbeiten",
            Zweck::Eingliederung => "beraten und vermitteln",
            Zweck::Fachaufsicht => "führen und freigeben",
            Zweck::Zahlung => "Zahlung ausführen oder klären",
            Zweck::Anliegen => "Anliegen einer Person, die jetzt vorspricht, anruft oder schreibt",
            Zweck::Teamhilfe => "im Team aushelfen",
            Zweck::Bekanntheit => "prüfen, ob die Person schon bekannt ist",
            Zweck::Widerspruch => "Widerspruch bearbeiten",
            Zweck::Klage => "Klage oder Eilverfahren bearbeiten",
            Zweck::Betroffenenanfrage => "Antrag auf Auskunft, Berichtigung oder Löschung",
            Zweck::Loeschfrist => "abgelaufene Frist zum Löschen",
            Zweck::Kontrolle => "Kontrolle des Datenschutzes",
            Zweck::Chancengleichheit => "Beratung zur Chancengleichheit",
            Zweck::Planung => "Planung und Statistik",
            Zweck::Rechtsaenderung => "geändertes Recht auf laufende Bewilligungen anwenden",
            Zweck::Umstellung => "altes und neues Verfahren vergleichen",
            Zweck::Verwaltung => "Rollen und Zuständigkeiten ordnen",
            Zweck::Schutz => "Sperre oder Befangenheit ordnen",
            Zweck::Gefahr => "Gefahr oder Schaden abwenden",
            Zweck::Betrieb => "das Programm am Laufen halten",
        }
    }
}
