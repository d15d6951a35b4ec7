//! Die Akte: was bekannt ist, seit wann es gilt und seit wann wir es wissen.
//!
//! Ein [`Strom`] ist die Geschichte eines Menschen oder eines Falls: eine Folge von [`Ereignis`]sen, in
//! der nie etwas geändert wird. Jedes trägt drei Zeiten:
//!
//! | Zeit | was sie sagt | wer sie setzt |
//! | --- | --- | --- |
//! | `gilt` | von wann bis wann es so ist | die Meldung |
//! | `eingang` | an welchem Tag das Amt davon erfuhr (§ 37 SGB II, §§ 45, 48 SGB X) | wer es aufnimmt; darf vergangen sein |
//! | `erfasst` | wann es gespeichert wurde, mit laufender Nummer | der Speicher, nie zurückdatiert |
//!
//! Was an einem Tag galt, so wie es zu einem Zeitpunkt bekannt war, ist eine reine Funktion der
//! Ströme: [`Akte::stuecke`]. Eine Berichtigung ist ein neues Ereignis, das nennt, was es ersetzt.
//! [`aufnahme`] macht aus einem Haushalt Ereignisse, [`lage`] aus den Akten den Haushalt eines Monats.

pub mod aufnahme;
mod dienst;
mod dokument;
pub mod eakte;
pub mod eingang;
mod ereignis;
mod fall;
mod kategorie;
mod kennung;
pub mod lage;
mod loeschung;
mod person;
mod verlauf;

pub(crate) use dienst::pruefung;
pub use dienst::{
    DienstTatsache, Gast, Notzugriff, Pruefergebnis, Pruefung, Vergabe, Zugang,
    ungepruefte_notzugriffe,
};
pub use dokument::{
    Ablageort, Adresse, Angelegenheit, Dateityp, Dokument, Dokumentart, Pruefsumme, Weg,
};
pub use eingang::EingangTatsache;
pub(crate) use ereignis::tatsachen;
pub use ereignis::{Ereignis, Gilt, Lesefehler, Nachweis, Tatsache};
pub use fall::{
    Antrag, Antragsform, Aufgabe, Bewilligungszeitraum, FallTatsache, Loeschsperre,
    Loeschsperregrund, Mitglied, Notiz, Sperre, Sperrgrund, Wohnverhaeltnis, Zustaendig,
};
pub use kategorie::Kategorie;
pub use kennung::{Kennung, KennungFehler, Posten, Strom, StromArt};
pub use loeschung::{
    LoeschTatsache, Loeschabschluss, Loeschfreigabe, Loeschposten, Loeschvermerk, Loeschvorschlag,
    Loeschzahl, Uebergangen,
};
pub use person::{
    Aufenthalt, Auskunftssperre, Betreuung, Kontakt, Namensangabe, PersonTatsache, Versicherung,
    Vollmacht,
};
pub use verlauf::{Akte, Bekannt, Eintrag, Erfasst, Strittig, Stueck, Zeitpunkt};
