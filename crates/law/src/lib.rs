//! Das Recht der Grundsicherung für Arbeitsuchende (SGB II) als reine Funktionen.
//!
//! Eine [`Lage`](lage::Lage) (ein Haushalt in einem Monat) und das [`Recht`](recht::Recht)
//! (datierte Parameter) ergeben ein [`Ergebnis`](anspruch::Ergebnis): Beträge je Person, jeder mit
//! seinem Grund. Keine Ein- und Ausgabe, keine Uhr, kein Zufall; der stille Weg legt je Haushalt
//! keinen Speicher an, der erklärte Weg ist dieselbe Funktion und liest danach die Belege.
//!
//! Einstieg: [`anspruch::berechne`]. Maße (Cent, Tag, Monat …) stehen in [`measure`], der Kalender
//! (Feiertage, Fristen) in [`kalender`], die Verordnung in [`grusigv`], benachbarte Leistungen in
//! [`nachbarn`].

mod alte_fassung;
pub mod anspruch;
pub mod daneben;
mod gemeinschaft;
pub mod grusigv;
pub mod haushalt;
pub mod kalender;
pub mod lage;
pub mod measure;
pub mod nachbarn;
pub mod offen;
pub mod recht;
pub mod sgb2;
mod werkbank;
