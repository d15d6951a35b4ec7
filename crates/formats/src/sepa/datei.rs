//! Die Elemente von `pain.001.001.09` in der Reihenfolge des Schemas.

use std::io::{self, BufWriter, Write};

use case::zahlung::{Zahlung, Zweck};
use jiff::civil::DateTime;
use law::measure::Cent;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{NAME_HOECHSTENS, ZWECK_HOECHSTENS, Zahler, an_dritte, sepa_text, summe};

const NAMENSRAUM: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// Schreibt eine Datei; `zahlungen` ist nicht leer.
pub(super) fn schreibe<W: Write>(
    ziel: W,
    zahler: &Zahler<'_>,
    kennung: &str,
    zahlungen: &[&Zahlung],
) -> io::Result<W> {
    let mut xml = Xml(Writer::new(BufWriter::with_capacity(1 << 16, ziel)));
    xml.ereignis(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    if zahler.auftrag.traeger.synthetisch {
        let hinweis = " Erfundene Daten: nicht bei einer Bank einreichen. ";
        xml.ereignis(Event::Comment(BytesText::from_escaped(hinweis)))?;
    }
    let wurzel = BytesStart::new("Document").with_attributes([("xmlns", NAMENSRAUM)]);
    xml.ereignis(Event::Start(wurzel))?;
    xml.auf("CstmrCdtTrfInitn")?;
    kopf(&mut xml, zahler, kennung, zahlungen)?;
    // Zwei Sammler: den Hinweis auf eine Sozialleistung (`CtgyPurp`) bekommen Dritte nicht zu sehen.
    for (endung, dritte) in [("L", false), ("D", true)] {
        let sammler: Vec<&Zahlung> =
            zahlungen.iter().copied().filter(|zahlung| an_dritte(zahlung) == dritte).collect();
        if !sammler.is_empty() {
            let sammler_kennung = format!("{kennung}-{endung}");
            sammlerkopf(&mut xml, zahler, &sammler_kennung, &sammler)?;
            for zahlung in sammler {
                ueberweisung(&mut xml, zahlung)?;
            }
            xml.zu("PmtInf")?;
        }
    }
    xml.zu("CstmrCdtTrfInitn")?;
    xml.zu("Document")?;
    xml.zeilenende()?;
    xml.0.into_inner().into_inner().map_err(io::IntoInnerError::into_error)
}

fn kopf<W: Write>(
    xml: &mut Xml<W>,
    zahler: &Zahler<'_>,
    kennung: &str,
    zahlungen: &[&Zahlung],
) -> io::Result<()> {
    xml.auf("GrpHdr")?;
    xml.feld("MsgId", kennung)?;
    xml.feld("CreDtTm", &zeitpunkt(zahler.auftrag.erstellt))?;
    xml.kontrolle(zahlungen.len(), summe(zahlungen))?;
    xml.tief(["InitgPty", "Nm"], &zahler.name)?;
    xml.zu("GrpHdr")
}

fn sammlerkopf<W: Write>(
    xml: &mut Xml<W>,
    zahler: &Zahler<'_>,
    kennung: &str,
    zahlungen: &[&Zahlung],
) -> io::Result<()> {
    xml.zeilenende()?;
    xml.auf("PmtInf")?;
    xml.feld("PmtInfId", kennung)?;
    xml.feld("PmtMtd", "TRF")?;
    xml.feld("BtchBookg", "true")?;
    xml.kontrolle(zahlungen.len(), summe(zahlungen))?;
    xml.auf("PmtTpInf")?;
    xml.tief(["SvcLvl", "Cd"], "SEPA")?;
    if !zahlungen.iter().any(|zahlung| an_dritte(zahlung)) {
        xml.tief(["CtgyPurp", "Cd"], "SSBE")?;
    }
    xml.zu("PmtTpInf")?;
    xml.tief(["ReqdExctnDt", "Dt"], &zahler.auftrag.ausfuehrung.to_string())?;
    xml.tief(["Dbtr", "Nm"], &zahler.inhaber)?;
    xml.tief(["DbtrAcct", "Id", "IBAN"], zahler.iban.als_str())?;
    if zahler.bic.is_empty() {
        xml.tief(["DbtrAgt", "FinInstnId", "Othr", "Id"], "NOTPROVIDED")?;
    } else {
        xml.tief(["DbtrAgt", "FinInstnId", "BICFI"], zahler.bic)?;
    }
    xml.feld("ChrgBr", "SLEV")
}

fn ueberweisung<W: Write>(xml: &mut Xml<W>, zahlung: &Zahlung) -> io::Result<()> {
    xml.zeilenende()?;
    xml.auf("CdtTrfTxInf")?;
    xml.tief(["PmtId", "EndToEndId"], &zahlung.kennung())?;
    xml.auf("Amt")?;
    xml.ereignis(Event::Start(BytesStart::from_content("InstdAmt Ccy=\"EUR\"", 8)))?;
    xml.text(&zahlung.betrag.als_text())?;
    xml.zu("InstdAmt")?;
    xml.zu("Amt")?;
    xml.tief(["Cdtr", "Nm"], &sepa_text(&zahlung.empfaenger_name, NAME_HOECHSTENS))?;
    xml.tief(["CdtrAcct", "Id", "IBAN"], zahlung.iban.als_str())?;
    xml.tief(["Purp", "Cd"], zweckschluessel(zahlung.slot.zweck))?;
    xml.tief(["RmtInf", "Ustrd"], &sepa_text(&zahlung.verwendungszweck, ZWECK_HOECHSTENS))?;
    xml.zu("CdtTrfTxInf")
}

/// Wofür gezahlt wird (ISO 20022, `ExternalPurpose1Code`): der Haushalt sieht eine Sozialleistung,
/// die seine Bank als solche erkennt; Dritte sehen nur Miete oder Energie (§ 35 SGB I).
fn zweckschluessel(zweck: Zweck) -> &'static str {
    match zweck {
        Zweck::Leistung => "SSBE",
        Zweck::Bildung => "EDUC",
        Zweck::Krankenversicherung | Zweck::Pflegeversicherung => "HLTI",
        Zweck::Miete => "RENT",
        Zweck::Heizung => "ENRG",
        Zweck::Strom => "ELEC",
    }
}

/// `2026-11-23T06:30:00`.
fn zeitpunkt(zeit: DateTime) -> String {
    let (tag, stunde, minute, sekunde) = (zeit.date(), zeit.hour(), zeit.minute(), zeit.second());
    format!(
        "{:04}-{:02}-{:02}T{stunde:02}:{minute:02}:{sekunde:02}",
        tag.year(),
        tag.month(),
        tag.day()
    )
}

/// Ein XML-Schreiber mit den Handgriffen dieser Datei.
struct Xml<W: Write>(Writer<BufWriter<W>>);

impl<W: Write> Xml<W> {
    fn ereignis(&mut self, ereignis: Event<'_>) -> io::Result<()> {
        self.0.write_event(ereignis)
    }

    fn auf(&mut self, name: &str) -> io::Result<()> {
        self.ereignis(Event::Start(BytesStart::new(name)))
    }

    fn zu(&mut self, name: &str) -> io::Result<()> {
        self.ereignis(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.ereignis(Event::Text(BytesText::new(text)))
    }

    fn feld(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.tief([name], text)
    }

    /// Ein Text in ineinander liegenden Elementen.
    fn tief<const N: usize>(&mut self, namen: [&str; N], text: &str) -> io::Result<()> {
        for name in namen {
            self.auf(name)?;
        }
        self.text(text)?;
        for name in namen.iter().rev() {
            self.zu(name)?;
        }
        Ok(())
    }

    fn kontrolle(&mut self, anzahl: usize, summe: Cent) -> io::Result<()> {
        self.feld("NbOfTxs", &anzahl.to_string())?;
        self.feld("CtrlSum", &summe.als_text())
    }

    /// Jede Überweisung steht in einer Zeile, damit Menschen Dateien vergleichen können.
    fn zeilenende(&mut self) -> io::Result<()> {
        self.text("\n")
    }
}
