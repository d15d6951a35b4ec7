//! Gegen einen fremden Schreiber: das Paket `sepa`, Version 0.9.

use case::zahlung::{Iban, Zahlung};
use law::measure::Cent;
use proptest::prelude::*;
use sepa::{CreditTransferEntry, CreditTransferGroup, IsoDate, Pain001Builder};

use crate::daten::{auftrag, miete, traeger, zahlung};
use crate::xml::{blaetter, dateien};

/// Ein Sammler, wie ihn das fremde Paket baut.
fn sammler(zahlungen: &[&Zahlung]) -> CreditTransferGroup {
    let traeger = traeger();
    let iban = sepa::validate_iban(&traeger.konto.iban).unwrap();
    let gruppe = CreditTransferGroup::new(
        traeger.konto.inhaber,
        &iban,
        "2026-11-30".parse::<IsoDate>().unwrap(),
    )
    .debtor_bic(sepa::validate_bic(&traeger.bic).unwrap())
    .batch_booking(true);
    zahlungen.iter().fold(gruppe, |gruppe, zahlung| {
        let zweck = if zahlung.verwendungszweck.starts_with("Miete") { "RENT" } else { "SSBE" };
        gruppe.add_entry(
            CreditTransferEntry::new(
                zahlung.empfaenger_name.clone(),
                sepa::validate_iban(zahlung.iban.als_str()).unwrap(),
                zahlung.betrag.cent(),
                zahlung.kennung(),
            )
            .with_purpose(zweck.parse().unwrap())
            .with_description(zahlung.verwendungszweck.clone()),
        )
    })
}

#[test]
fn ein_fremder_schreiber_schreibt_dasselbe() {
    let mut grosse = zahlung(7);
    grosse.betrag = Cent::neu(99_999_999_999);
    grosse.empfaenger_name = "O'Neil (Erben) + Co., Haus 3/4".to_owned();
    let zahlungen = [zahlung(1), miete(1), grosse, miete(7)];
    let traeger = traeger();
    let [datei] = dateien(&auftrag(&traeger), &zahlungen).try_into().unwrap();

    let [a, b, c, d] = &zahlungen;
    let fremd = Pain001Builder::new(traeger.name.clone(), datei.kennung.clone())
        .created_at("2026-11-23T06:30:00".parse().unwrap())
        .add_group(
            sammler(&[a, c])
                .payment_info_id(format!("{}-L", datei.kennung))
                .category_purpose("SSBE".parse().unwrap()),
        )
        .add_group(sammler(&[b, d]).payment_info_id(format!("{}-D", datei.kennung)))
        .build()
        .unwrap();
    assert_eq!(blaetter(&datei.ziel), blaetter(fremd.as_bytes()));
}

proptest! {
    #[test]
    fn zwei_pruefer_sind_sich_ueber_jede_iban_einig(
        land in prop::sample::select(vec!["DE", "AT", "NL", "PL", "RO", "MT", "FR", "XX", "CH"]),
        rest in "[0-9]{2}[0-9A-Z]{11,30}", berichtigt in any::<bool>(),
    ) {
        // Zufällige Prüfziffern stimmen selten; die Hälfte der Fälle bekommt die richtigen.
        let pruefziffer = sepa::iban_check_digits(land, &rest[2..]);
        let text = if berichtigt { format!("{land}{pruefziffer}{}", &rest[2..]) }
            else { format!("{land}{rest}") };
        let fremd = sepa::validate_iban(&text).is_ok() && !["CH", "XX"].contains(&land);
        prop_assert_eq!(Iban::lies(&text).is_ok(), fremd, "{}", text);
    }
}
