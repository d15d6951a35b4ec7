//! Was in der Akte steht und was daraus folgt. Rein: keine Ein- und Ausgabe, keine Uhr, kein SQL.
//!
//! [`akte`] ist, was bekannt ist, seit wann es gilt und seit wann wir es wissen. [`schnittstelle`] ist der öffentliche Vertrag der Berechnung: eine Lage als JSON hinein, ein
//! Ergebnis als JSON heraus; [`berechnung`] verbindet beides mit dem Recht, [`folge`] schreibt einen
//! Monat in den nächsten fort. [`brief`] macht aus Ergebnissen einen Bescheid als Daten, [`zahlung`]
//! aus dem Ergebnis eines Monats Zahlungen. [`entwurf`] stellt Bewilligtes und Neues gegenüber und nennt
//! die Rechtsgrundlage, [`bescheid`] sagt, was freigegeben und darum bewilligt ist, [`versand`], was davon hinaus
//! ist und wann es bekannt wurde. [`frist`] rechnet, bis wann Widerspruch oder Klage
//! möglich ist, [`zeitraum`] verbindet mehrere Monate, [`vorrang`] vergleicht
//! das SGB II mit Wohngeld und Kinderzuschlag. [`namen`] vergleicht und findet Namen und fragt, ob ein
//! Mensch schon bekannt ist, [`verzeichnis`] sagt, womit eine Akte gefunden wird. [`rechte`] sagt, wer was
//! sehen und tun darf, [`protokoll`] hält fest, wer was sah und tat. [`aufbewahrung`] sagt, wie lange etwas
//! aufgehoben wird, [`auskunft`], was ein Mensch über sich erfährt. [`widerspruch`], [`ueberpruefung`] und [`gericht`] führen, was
//! jemand gegen eine Entscheidung tut, [`aufschub`] sagt, was solange nicht verlangt wird, [`rechtsbehelfe`] zählt.
//! [`probelauf`] rechnet denselben Haushalt nach zwei Fassungen des Rechts.

pub mod akte;
pub mod anforderung;
pub mod anhoerung;
pub mod aufbewahrung;
pub mod aufschub;
pub mod auskunft;
pub mod befehl;
mod benannt;
pub mod berechnung;
pub mod bescheid;
pub mod brief;
pub mod entwurf;
pub mod erstattung;
pub mod folge;
pub mod frist;
pub mod gericht;
pub mod namen;
pub mod pflichtverletzung;
pub mod probelauf;
pub mod protokoll;
pub mod rechte;
pub mod rechtsbehelfe;
pub mod schnittstelle;
pub mod schritte;
pub mod textbausteine;
pub mod traeger;
pub mod ueberpruefung;
pub mod versagung;
pub mod versand;
mod verschwiegen;
pub mod verzeichnis;
pub mod vorlaeufig;
pub mod vorrang;
pub mod widerspruch;
pub mod zahlung;
pub mod zeitraum;
