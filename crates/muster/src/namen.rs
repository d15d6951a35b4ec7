//! Namen: häufige Vor- und Nachnamen, je Haushalt aus einer Herkunft, zufällig zusammengesetzt.
//!
//! Ukrainische und arabische Namen stehen in lateinischer Umschrift, wie im Ausweis. Manche Namen
//! haben eine weibliche Form (Kowalska, Levycka).

use crate::wuerfel::Wuerfel;

/// Woher die Namen eines Haushalts kommen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Herkunft {
    Deutsch,
    Tuerkisch,
    Ukrainisch,
    Arabisch,
    Polnisch,
}

/// Welche Form ein Name hat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Geschlecht {
    Weiblich,
    Maennlich,
}

/// Ein Nachname in beiden Formen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nachname {
    maennlich: &'static str,
    weiblich: &'static str,
}

struct Liste {
    frauen: [&'static str; 30],
    maenner: [&'static str; 30],
    nachnamen: [Nachname; 30],
}

impl Herkunft {
    /// Ungefähr wie in einer Großstadt.
    pub(crate) fn ziehe(w: &mut Wuerfel) -> Herkunft {
        w.gewichtet(&[
            (52, Herkunft::Deutsch),
            (12, Herkunft::Tuerkisch),
            (16, Herkunft::Ukrainisch),
            (14, Herkunft::Arabisch),
            (6, Herkunft::Polnisch),
        ])
    }

    /// Ein Vorname.
    pub(crate) fn vorname(self, w: &mut Wuerfel, geschlecht: Geschlecht) -> &'static str {
        match geschlecht {
            Geschlecht::Weiblich => w.waehle(&self.liste().frauen),
            Geschlecht::Maennlich => w.waehle(&self.liste().maenner),
        }
    }

    /// Ein Nachname.
    pub(crate) fn nachname(self, w: &mut Wuerfel) -> Nachname {
        w.waehle(&self.liste().nachnamen)
    }

    fn liste(self) -> &'static Liste {
        match self {
            Herkunft::Deutsch => &DEUTSCH,
            Herkunft::Tuerkisch => &TUERKISCH,
            Herkunft::Ukrainisch => &UKRAINISCH,
            Herkunft::Arabisch => &ARABISCH,
            Herkunft::Polnisch => &POLNISCH,
        }
    }
}

impl Geschlecht {
    pub(crate) fn ziehe(w: &mut Wuerfel) -> Geschlecht {
        w.waehle(&[Geschlecht::Weiblich, Geschlecht::Maennlich])
    }

    pub(crate) fn anderes(self) -> Geschlecht {
        match self {
            Geschlecht::Weiblich => Geschlecht::Maennlich,
            Geschlecht::Maennlich => Geschlecht::Weiblich,
        }
    }
}

impl Nachname {
    pub(crate) fn form(self, geschlecht: Geschlecht) -> &'static str {
        match geschlecht {
            Geschlecht::Weiblich => self.weiblich,
            Geschlecht::Maennlich => self.maennlich,
        }
    }
}

/// Für beide gleich.
const fn n(name: &'static str) -> Nachname {
    Nachname { maennlich: name, weiblich: name }
}

/// Mit weiblicher Form.
const fn nn(maennlich: &'static str, weiblich: &'static str) -> Nachname {
    Nachname { maennlich, weiblich }
}

#[rustfmt::skip]
static DEUTSCH: Liste = Liste {
    frauen: [
        "Anna", "Sabine", "Petra", "Julia", "Katharina", "Lena", "Monika", "Susanne", "Sandra", "Nicole",
        "Melanie", "Jessica", "Lea", "Hannah", "Mia", "Emma", "Sophie", "Claudia", "Birgit", "Käthe",
        "Jana", "Vanessa", "Marie", "Charlotte", "Ute", "Franziska", "Stefanie", "Laura", "Nele", "Bärbel",
    ],
    maenner: [
        "Thomas", "Michael", "Andreas", "Stefan", "Jürgen", "Markus", "Daniel", "Tobias", "Florian", "Sebastian",
        "Lukas", "Finn", "Jonas", "Leon", "Paul", "Ben", "Noah", "Uwe", "Frank", "Jörg",
        "Dirk", "Marcel", "Dennis", "Philipp", "Felix", "Max", "Günter", "Sven", "Christian", "Björn",
    ],
    nachnamen: [
        n("Müller"), n("Schmidt"), n("Schneider"), n("Fischer"), n("Weber"), n("Meyer"), n("Wagner"), n("Becker"),
        n("Schulz"), n("Hoffmann"), n("Schäfer"), n("Koch"), n("Bauer"), n("Richter"), n("Klein"), n("Wolf"),
        n("Schröder"), n("Neumann"), n("Schwarz"), n("Zimmermann"), n("Krüger"), n("Hartmann"), n("Lange"), n("Weiß"),
        n("Krause"), n("Lehmann"), n("Köhler"), n("Maier"), n("Großmann"), n("Jäger"),
    ],
};

#[rustfmt::skip]
static TUERKISCH: Liste = Liste {
    frauen: [
        "Ayşe", "Fatma", "Emine", "Hatice", "Zeynep", "Elif", "Meryem", "Şerife", "Sultan", "Özlem",
        "Gül", "Hülya", "Esra", "Büşra", "Merve", "Yasemin", "Sevgi", "Dilek", "Songül", "Nur",
        "Ebru", "Derya", "Pınar", "Ceren", "İrem", "Defne", "Azra", "Hiranur", "Eylül", "Ecrin",
    ],
    maenner: [
        "Mehmet", "Mustafa", "Ahmet", "Ali", "Hüseyin", "Hasan", "İbrahim", "Osman", "Yusuf", "Murat",
        "Ömer", "Ramazan", "Halil", "Süleyman", "Emre", "Burak", "Can", "Kaan", "Kerem", "Arda",
        "Yiğit", "Çınar", "Efe", "Deniz", "Serkan", "Volkan", "Oğuz", "Tolga", "Uğur", "Barış",
    ],
    nachnamen: [
        n("Yılmaz"), n("Kaya"), n("Demir"), n("Çelik"), n("Şahin"), n("Yıldız"), n("Yıldırım"), n("Öztürk"),
        n("Aydın"), n("Özdemir"), n("Arslan"), n("Doğan"), n("Kılıç"), n("Aslan"), n("Çetin"), n("Kara"),
        n("Koç"), n("Kurt"), n("Özkan"), n("Şimşek"), n("Polat"), n("Korkmaz"), n("Güneş"), n("Aksoy"),
        n("Erdoğan"), n("Bulut"), n("Keskin"), n("Ünal"), n("Turan"), n("Güler"),
    ],
};

#[rustfmt::skip]
static UKRAINISCH: Liste = Liste {
    frauen: [
        "Olena", "Natalija", "Tetjana", "Oksana", "Iryna", "Julija", "Svitlana", "Ljudmyla", "Halyna", "Marija",
        "Anastasija", "Darija", "Viktorija", "Kateryna", "Sofija", "Solomija", "Polina", "Zlata", "Jeva", "Larysa",
        "Nadija", "Ljubov", "Vira", "Inna", "Alina", "Marharyta", "Ivanna", "Bohdana", "Myroslava", "Veronika",
    ],
    maenner: [
        "Oleksandr", "Serhij", "Andrij", "Volodymyr", "Mykola", "Ivan", "Vasyl", "Jurij", "Viktor", "Dmytro",
        "Maksym", "Artem", "Danylo", "Nazar", "Matvij", "Tymofij", "Bohdan", "Taras", "Ihor", "Oleh",
        "Roman", "Pavlo", "Jevhen", "Anatolij", "Stanislav", "Mark", "David", "Denys", "Kyrylo", "Ostap",
    ],
    nachnamen: [
        n("Ševčenko"), n("Bondarenko"), n("Kovalenko"), n("Tkačenko"), n("Kravčenko"), n("Olijnyk"), n("Ševčuk"), n("Koval"),
        n("Poliščuk"), n("Bondar"), n("Tkačuk"), n("Moroz"), n("Marčenko"), n("Lysenko"), n("Rudenko"), n("Savčenko"),
        n("Petrenko"), n("Klymenko"), n("Pavlenko"), n("Kravčuk"), n("Kuzmenko"), n("Levčenko"), n("Ponomarenko"), n("Vasylenko"),
        nn("Savyckyj", "Savycka"), nn("Rudnyckyj", "Rudnycka"), nn("Levyckyj", "Levycka"), n("Melnyk"), n("Hončarenko"), n("Jurčenko"),
    ],
};

#[rustfmt::skip]
static ARABISCH: Liste = Liste {
    frauen: [
        "Fāṭima", "Aisha", "Mariam", "Zainab", "Khadīja", "Nour", "Layla", "Rania", "Huda", "Amira",
        "Salma", "Yasmin", "Rima", "Hanan", "Samira", "Dunya", "Lina", "Sara", "Hala", "Nadia",
        "Rahaf", "Bayan", "Aya", "Jana", "Malak", "Iman", "Suad", "Wafāʾ", "Abīr", "Lamis",
    ],
    maenner: [
        "Mohammad", "Ahmad", "Ali", "Omar", "Khaled", "Hassan", "Hussein", "Mahmoud", "Ibrahim", "Yusuf",
        "Mustafa", "Abdullah", "Samir", "Bilal", "Tariq", "Ziad", "Karim", "Nabil", "Rāmi", "Fadi",
        "Adnan", "Bassam", "Walid", "Marwan", "Anas", "Hamza", "Zain", "Jamal", "Munir", "Saʿid",
    ],
    nachnamen: [
        n("Al-Ahmad"), n("Al-Hassan"), n("Haddad"), n("Khalil"), n("Nasser"), n("Saleh"), n("Al-Mohammad"), n("Ibrahim"),
        n("Mansour"), n("Hamdan"), n("Darwish"), n("Sharif"), n("Khoury"), n("Najjar"), n("Suleiman"), n("Othman"),
        n("Al-Ali"), n("Al-Khatib"), n("Qasim"), n("Shāhīn"), n("Barakat"), n("Jaber"), n("Hijazi"), n("Masri"),
        n("Abbas"), n("Rashid"), n("Taha"), n("Zaʿtari"), n("Aziz"), n("Al-Dāwūd"),
    ],
};

#[rustfmt::skip]
static POLNISCH: Liste = Liste {
    frauen: [
        "Anna", "Maria", "Katarzyna", "Małgorzata", "Agnieszka", "Barbara", "Ewa", "Elżbieta", "Zofia", "Julia",
        "Zuzanna", "Hanna", "Maja", "Lena", "Alicja", "Oliwia", "Joanna", "Monika", "Beata", "Dorota",
        "Danuta", "Grażyna", "Bożena", "Iwona", "Teresa", "Wiktoria", "Natalia", "Aleksandra", "Żaneta", "Łucja",
    ],
    maenner: [
        "Piotr", "Krzysztof", "Andrzej", "Tomasz", "Paweł", "Jan", "Michał", "Marcin", "Stanisław", "Jakub",
        "Adam", "Marek", "Łukasz", "Grzegorz", "Mateusz", "Wojciech", "Mariusz", "Dariusz", "Zbigniew", "Jerzy",
        "Antoni", "Franciszek", "Aleksander", "Filip", "Mikołaj", "Wiktor", "Szymon", "Kacper", "Rafał", "Sławomir",
    ],
    nachnamen: [
        n("Nowak"), nn("Kowalski", "Kowalska"), nn("Wiśniewski", "Wiśniewska"), n("Wójcik"), n("Kowalczyk"), nn("Kamiński", "Kamińska"), nn("Lewandowski", "Lewandowska"), nn("Zieliński", "Zielińska"),
        nn("Szymański", "Szymańska"), n("Woźniak"), nn("Dąbrowski", "Dąbrowska"), nn("Kozłowski", "Kozłowska"), n("Mazur"), nn("Jankowski", "Jankowska"), n("Kwiatek"), nn("Krawczyński", "Krawczyńska"),
        nn("Piotrowski", "Piotrowska"), nn("Grabowski", "Grabowska"), nn("Pawłowski", "Pawłowska"), n("Michalak"), n("Król"), n("Wieczorek"), nn("Jabłoński", "Jabłońska"), n("Wróbel"),
        nn("Majewski", "Majewska"), n("Stępień"), nn("Górski", "Górska"), n("Adamczyk"), n("Dudek"), n("Pająk"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namen_stehen_in_lateinischer_schrift() {
        for liste in [&DEUTSCH, &TUERKISCH, &UKRAINISCH, &ARABISCH, &POLNISCH] {
            let nachnamen = liste.nachnamen.iter().flat_map(|n| [n.maennlich, n.weiblich]);
            for name in liste.frauen.into_iter().chain(liste.maenner).chain(nachnamen) {
                let lateinisch = |c: char| {
                    c.is_ascii_alphabetic()
                        || "-ʿʾ".contains(c)
                        || ('\u{c0}'..='\u{17f}').contains(&c)
                        || ('\u{1e00}'..='\u{1eff}').contains(&c)
                };
                assert!(name.chars().all(lateinisch), "{name}");
            }
        }
    }
}
