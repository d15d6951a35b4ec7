//! Arten von Daten: nach ihnen richtet sich, wer was sehen darf ([`crate::rechte`]).

use crate::benannt::benannt;

benannt! {
    /// Zu welcher Art von Daten eine Tatsache gehört; danach richtet sich, wer sie sehen darf.
    Kategorie {
        /// Wer jemand ist und wer für ihn handelt; auch, dass eine Auskunftssperre besteht.
        Stammdaten = "stammdaten",
        /// Wo jemand lebt und wie man ihn erreicht.
        Erreichbarkeit = "erreichbarkeit",
        /// Wer sich im Haus kümmert, und Termine.
        Zustaendigkeit = "zustaendigkeit",
        /// Aktenzeichen, was beantragt und bis wann bewilligt ist; keine Beträge.
        Stand = "stand",
        /// Wer mit wem lebt.
        Familie = "familie",
        /// Einnahmen, Vermögen, Absetzungen.
        Einkommen = "einkommen",
        /// Konten.
        Bank = "bank",
        /// Bewilligte und gezahlte Beträge.
        Zahlung = "zahlung",
        /// Gesundheit, Schwangerschaft, Behinderung (Art. 9 DSGVO).
        Gesundheit = "gesundheit",
        /// Aufenthalt und Staatsangehörigkeit.
        Aufenthalt = "aufenthalt",
        /// Kranken- und Rentenversicherung.
        Versicherung = "versicherung",
        /// Wohnung und ihre Kosten.
        Unterkunft = "unterkunft",
        /// Minderungen, Aufrechnungen, Ausschlüsse.
        Verfahren = "verfahren",
        /// Was jemand in der Leistung notiert hat.
        Notiz = "notiz",
        /// Unterlagen, die noch niemand einer anderen Art zugeordnet hat.
        Dokument = "dokument",
        /// Beratung, Plan, Stellen und Maßnahmen.
        Vermittlung = "vermittlung",
        /// Was jemand in der Beratung persönlich anvertraut hat.
        Anvertraut = "anvertraut",
        /// Post, die noch zu keiner Akte gehört.
        Eingang = "eingang",
        /// Die Akte als Ganzes: anlegen, zuweisen, sperren, beauskunften, löschen.
        Akte = "akte",
        /// Wer im Haus arbeitet, mit Rollen, Team und Vertretungen.
        Dienst = "dienst",
        /// Eigene Akte und Angehörige von Bediensteten (§ 16 SGB X).
        Befangenheit = "befangenheit",
        /// Wer wann was gesehen und getan hat.
        Protokoll = "protokoll",
        /// Zahlen, aus denen niemand zu erkennen ist.
        Statistik = "statistik",
        /// Aufträge des Programms: was zu tun ist und wie weit es ist; nur Kennungen.
        Auftrag = "auftrag",
    }
}
