//! Wie viel die Suche findet und wie viel Falsches sie zeigt, gemessen an gezielten Fehlern.
//!
//! Das Verzeichnis steht hier im Speicher, sonst ist alles wie später in der Datenbank: Jedes Wort der
//! Suche muss ein Wort des Menschen treffen, die Kandidaten werden mit [`Suche::punkte`] geordnet, und ab
//! [`ZEIGEN`] stehen sie in der Liste. Die Namen sind gewöhnlich, die Menschen erfunden: Jeder
//! Nachname kommt mit 25 Vornamen vor, dichter als in einer Stadt.

use std::collections::{BTreeMap, BTreeSet};

use case::namen::aehnlich::Personenname;
use case::namen::bekannt::{Angabe, VORLEGEN, abgleich};
use case::namen::schluessel::{schluessel, suchwoerter};
use case::namen::suche::{Suche, Suchteil, ZEIGEN};
use law::measure::Tag;

use super::name;

const VORNAMEN: &str = "Anna Maria Lena Sophie Hannah Katharina Christine Jörg Günther Björn Matthias \
    Stefan Philipp Johannes Friedrich Ursula Käthe Wolfgang Thorsten Jürgen Heike Sabine Andreas \
    Michael Thomas Markus Birgit Monika Renate Dieter Mehmet Ayşe Fatma Mustafa Emine Hüseyin Zeynep \
    İbrahim Özlem Yusuf Çiğdem Gökhan Şükrü Elif Burak Mohammed Fatima Khadija Abdullah Hassan Youssef \
    Aisha Khalid Mariam Samira Tarek Nour Layla Ahmad Zainab Agnieszka Małgorzata Krzysztof Paweł \
    Łukasz Grzegorz Zofia Wojciech Jadwiga Tomasz Oleksandr Serhii Nataliia Volodymyr Kateryna Dmytro \
    Yuliia Mykola Olena Tetiana Aleksej Svetlana Linh Minh Phuong Thanh Huong Quang Trinh Khanh Ștefan \
    Ioana Gheorghe Cătălina Mihai Andreea Vasile Răzvan Luminița Florin";

const NACHNAMEN: &str = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann \
    Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann \
    Lange Werner Krause Lehmann Köhler Großmann Jansen Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk \
    Aydın Arslan Doğan Kılıç Aslan Çetin Koç Güneş Hassan Hussein Khalil Haddad Mansour Saleh Nasser \
    Ibrahim Younes Rahmani Karimi Ahmadi Tahiri Amrani Bouazza Nowak Kowalski Wiśniewski Wójcik \
    Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Shevchenko Kovalenko Bondarenko \
    Tkachenko Kravchuk Ivanov Petrov Sokolov Lebedev Zhukov Shcherbakov Melnyk Nguyen Tran Pham Hoang \
    Huynh Phan Truong Dang Popescu Ionescu Stănescu Dumitrescu Munteanu Țurcanu Rădulescu Georgescu \
    Lindqvist Andersen";

/// So viele Menschen sind im Verzeichnis.
const MENSCHEN: usize = 2_500;

struct Verzeichnis {
    menschen: Vec<Angabe>,
    /// Wer ein Wort trägt.
    woerter: BTreeMap<String, BTreeSet<usize>>,
    /// Welche Wörter unter einem Schlüssel stehen.
    schluessel: BTreeMap<String, BTreeSet<String>>,
}

impl Verzeichnis {
    fn neu() -> Verzeichnis {
        let [vornamen, nachnamen] = [VORNAMEN, NACHNAMEN].map(woerter);
        assert_eq!((vornamen.len(), nachnamen.len()), (100, 100));
        let mut menschen: Vec<Angabe> = (0..MENSCHEN)
            .map(|i| {
                let vorname = vornamen[(7 * i + i / 100) % 100];
                mensch(i, vorname, nachnamen[i % 100].to_owned())
            })
            .collect();
        for i in 0..100 {
            let doppelt = format!("{}-{}", nachnamen[i], nachnamen[(i + 37) % 100]);
            menschen.push(mensch(MENSCHEN + i, vornamen[(3 * i) % 100], doppelt));
        }
        Verzeichnis::aus(menschen)
    }

    fn aus(menschen: Vec<Angabe>) -> Verzeichnis {
        let mut woerter: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (nummer, mensch) in menschen.iter().enumerate() {
            for wort in suchwoerter(std::slice::from_ref(&mensch.name)) {
                woerter.entry(wort).or_default().insert(nummer);
            }
        }
        let mut alle: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for wort in woerter.keys() {
            for schluessel in schluessel(wort) {
                alle.entry(schluessel.text()).or_default().insert(wort.clone());
            }
        }
        Verzeichnis { menschen, woerter, schluessel: alle }
    }

    /// Wer ein Wort trägt, das unter einem Schlüssel dieses Worts steht.
    fn kandidaten(&self, teil: &Suchteil) -> BTreeSet<usize> {
        let mut alle = BTreeSet::new();
        for schluessel in &teil.schluessel {
            let woerter = self.schluessel.get(&schluessel.text()).into_iter().flatten();
            let woerter = woerter.filter(|wort| teil.trifft(wort));
            alle.extend(woerter.flat_map(|wort| &self.woerter[wort]));
        }
        for (von, bis) in teil.bereiche() {
            alle.extend(self.woerter.range(von..bis).flat_map(|(_, nummern)| nummern));
        }
        alle
    }

    fn suche(&self, eingabe: &str) -> Vec<usize> {
        let suche = Suche::lies(eingabe, Tag::neu(2026, 11, 28).unwrap());
        let gemeinsam = suche
            .teile
            .iter()
            .map(|teil| self.kandidaten(teil))
            .reduce(|links, rechts| links.intersection(&rechts).copied().collect());
        let passt = |nummer: &usize| suche.punkte(&self.menschen[*nummer]) >= ZEIGEN;
        gemeinsam.unwrap_or_default().into_iter().filter(passt).collect()
    }
}

fn woerter(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn mensch(i: usize, vorname: &str, nachname: String) -> Angabe {
    let [jahr, monat, tag] = [(i * 7) % 60, (i * 5) % 12, (i * 11) % 28];
    let geboren = format!("{}-{:02}-{:02}", 1945 + jahr, monat + 1, tag + 1).parse().unwrap();
    let name = Personenname { vorname: vorname.to_owned(), nachname };
    Angabe { name, geboren: Some(geboren), ..Angabe::default() }
}

/// Ein Fehler in einem Wort; `stelle` wählt, wo.
type Fehler = fn(&str, usize) -> String;

fn fehlt(wort: &str, stelle: usize) -> String {
    let mut zeichen: Vec<char> = wort.chars().collect();
    zeichen.remove(stelle % zeichen.len());
    zeichen.into_iter().collect()
}

fn zu_viel(wort: &str, stelle: usize) -> String {
    let mut zeichen: Vec<char> = wort.chars().collect();
    let dazu = char::from(b'a' + u8::try_from(stelle * 5 % 26).unwrap());
    zeichen.insert(stelle % (zeichen.len() + 1), dazu);
    zeichen.into_iter().collect()
}

fn anderer(wort: &str, stelle: usize) -> String {
    let mut zeichen: Vec<char> = wort.chars().collect();
    let an = stelle % zeichen.len();
    zeichen[an] = char::from(b'a' + u8::try_from(stelle * 7 % 26).unwrap());
    zeichen.into_iter().collect()
}

fn gedreht(wort: &str, stelle: usize) -> String {
    let mut zeichen: Vec<char> = wort.chars().collect();
    let an = stelle % (zeichen.len() - 1);
    zeichen.swap(an, an + 1);
    zeichen.into_iter().collect()
}

/// Jede Ersetzung, die zum Wort passt: so schreibt, wer den Namen nur gehört hat.
fn umschrift(wort: &str, _: usize) -> String {
    const PAARE: [(&str, &str); 30] = [
        ("sch", "sh"),
        ("shch", "schtsch"),
        ("ch", "tsch"),
        ("ü", "u"),
        ("ö", "oe"),
        ("ä", "e"),
        ("ß", "s"),
        ("ı", "i"),
        ("ş", "sch"),
        ("ç", "tsch"),
        ("ğ", "g"),
        ("ł", "l"),
        ("ń", "n"),
        ("ś", "sch"),
        ("ż", "z"),
        ("ź", "z"),
        ("ó", "u"),
        ("ą", "om"),
        ("ă", "a"),
        ("ț", "tz"),
        ("ei", "ai"),
        ("ey", "ei"),
        ("dt", "tt"),
        ("tz", "z"),
        ("ck", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "ch"),
        ("zh", "j"),
        ("v", "w"),
    ];
    let klein = wort.to_lowercase();
    PAARE
        .iter()
        .find(|(von, _)| klein.contains(von))
        .map_or_else(|| klein.replace('y', "i"), |(von, nach)| klein.replacen(von, nach, 1))
}

fn unveraendert(wort: &str, _: usize) -> String {
    wort.to_owned()
}

#[derive(Default)]
struct Zaehler {
    gesucht: usize,
    gefunden: usize,
    falsch: usize,
    laengste: usize,
}

impl Zaehler {
    fn zaehle(&mut self, liste: &[usize], gemeint: usize) {
        self.gesucht += 1;
        let gefunden = liste.contains(&gemeint);
        self.gefunden += usize::from(gefunden);
        self.falsch += liste.len() - usize::from(gefunden);
        self.laengste = self.laengste.max(liste.len());
    }

    fn dazu(&mut self, anderer: &Zaehler) {
        self.gesucht += anderer.gesucht;
        self.gefunden += anderer.gefunden;
        self.falsch += anderer.falsch;
        self.laengste = self.laengste.max(anderer.laengste);
    }

    fn promille(&self) -> usize {
        1000 * self.gefunden / self.gesucht
    }

    fn zeile(&self, was: &str) -> String {
        let falsch = 100 * self.falsch / self.gesucht;
        format!(
            "{was:24} {:4} gesucht, {:4} ‰ gefunden, {:2},{:02} falsche je Liste, längste {}\n",
            self.gesucht,
            self.promille(),
            falsch / 100,
            falsch % 100,
            self.laengste,
        )
    }
}

/// Fehler im Vornamen, Fehler im Nachnamen, was davon es ist.
const FEHLER: [(&str, Fehler, Fehler); 10] = [
    ("genau", unveraendert, unveraendert),
    ("Umschrift im Nachnamen", unveraendert, umschrift),
    ("Umschrift in beiden", umschrift, umschrift),
    ("Buchstabe fehlt", unveraendert, fehlt),
    ("Buchstabe zu viel", unveraendert, zu_viel),
    ("anderer Buchstabe", unveraendert, anderer),
    ("Nachbarn vertauscht", unveraendert, gedreht),
    ("fehlt im Vornamen", fehlt, unveraendert),
    ("in beiden vertauscht", gedreht, gedreht),
    ("fehlt und vertauscht", fehlt, gedreht),
];

#[test]
fn die_suche_findet_fuenfundneunzig_von_hundert_und_zeigt_wenig_falsches() {
    let verzeichnis = Verzeichnis::neu();
    let (mut gesamt, mut bericht) = (Zaehler::default(), String::new());
    let mut werte = |was: &str, faelle: &mut dyn Iterator<Item = (usize, String)>, mindestens| {
        let mut zaehler = Zaehler::default();
        let mut verfehlt = Vec::new();
        for (nummer, eingabe) in faelle {
            let liste = verzeichnis.suche(&eingabe);
            zaehler.zaehle(&liste, nummer);
            if !liste.contains(&nummer) {
                verfehlt.push(eingabe);
            }
        }
        bericht += &zaehler.zeile(was);
        gesamt.dazu(&zaehler);
        assert!(zaehler.promille() >= mindestens, "{bericht}verfehlt: {verfehlt:?}");
    };
    let alle =
        || (0..MENSCHEN).step_by(17).map(|nummer| (nummer, &verzeichnis.menschen[nummer].name));
    for (was, im_vornamen, im_nachnamen) in FEHLER {
        let eingabe = |(nummer, name): (usize, &Personenname)| {
            let vorname = im_vornamen(&name.vorname, nummer / 17);
            let nachname = im_nachnamen(&name.nachname, nummer / 17);
            let vertauscht = nummer.is_multiple_of(2);
            let eingabe = if vertauscht {
                format!("{nachname} {vorname}")
            } else {
                format!("{vorname} {nachname}")
            };
            (nummer, eingabe)
        };
        werte(was, &mut alle().map(eingabe), 900);
    }
    let anfang = |text: &str, laenge: usize| text.chars().take(laenge).collect::<String>();
    let nur_anfang = |(nummer, name): (usize, &Personenname)| {
        (nummer, format!("{}* {}", anfang(&name.nachname, 4), anfang(&name.vorname, 4)))
    };
    werte("nur Anfänge", &mut alle().map(nur_anfang), 1000);
    let halb = |i: usize| {
        let nummer = MENSCHEN + i;
        let name = &verzeichnis.menschen[nummer].name;
        let (vorn, hinten) = name.nachname.split_once('-').unwrap();
        let haelfte = if i.is_multiple_of(2) { vorn } else { hinten };
        (nummer, format!("{} {haelfte}", name.vorname))
    };
    werte("halber Doppelname", &mut (0..100).map(halb), 990);
    let zusammen = |i: usize| {
        let name = &verzeichnis.menschen[MENSCHEN + i].name;
        (MENSCHEN + i, format!("{} {}", name.vorname, name.nachname.replace('-', "")))
    };
    werte("zusammengeschrieben", &mut (0..100).map(zusammen), 950);
    bericht += &gesamt.zeile("alles");
    assert!(gesamt.promille() >= 950, "{bericht}");
    assert!(2 * gesamt.falsch <= gesamt.gesucht && gesamt.laengste <= 10, "{bericht}");
}

/// Kyrillisch gesucht, lateinisch eingetragen, und umgekehrt; Umschriften aus Pass, Urkunde und Gehör.
#[test]
fn kyrillische_und_lateinische_schreibweisen_finden_sich() {
    let faelle = [
        ("Сергій Шевченко", "Serhii/Shevchenko"),
        ("Сергій Шевченко", "Sergej/Schewtschenko"),
        ("Наталія Коваленко", "Nataliia/Kovalenko"),
        ("Наталья Жукова", "Natalja/Schukowa"),
        ("Юлия Щербакова", "Yulia/Shcherbakova"),
        ("Юлия Щербакова", "Julija/Scerbakova"),
        ("Дмитро Ткаченко", "Dmytro/Tkachenko"),
        ("Алексей Воробьёв", "Aleksej/Vorobjov"),
        ("Олег Гончар", "Oleh/Honchar"),
        ("Олег Гончар", "Oleg/Gontschar"),
    ];
    let mut gefunden = 0;
    for (kyrillisch, lateinisch) in faelle {
        let (vorname, nachname) = kyrillisch.split_once(' ').unwrap();
        let beide = [name(lateinisch), name(&format!("{vorname}/{nachname}"))];
        for (eingabe, eingetragen) in
            [(kyrillisch.to_owned(), &beide[0]), (lateinisch.replace('/', " "), &beide[1])]
        {
            let treffer =
                Verzeichnis::aus(vec![Angabe { name: eingetragen.clone(), ..Angabe::default() }])
                    .suche(&eingabe);
            assert_eq!(treffer, [0], "{eingabe}");
            gefunden += 1;
        }
    }
    assert_eq!(gefunden, 20);
}

/// Derselbe Name in zwei Sprachen oder Schreibweisen, wie sie in Akten nebeneinander vorkommen; ohne
/// Blick auf das Verfahren gesammelt. Was fehlt, steht als Liste da: Fünf davon sind Übersetzungen, die
/// nur eine Wörterliste fände.
#[test]
fn schreibweisen_in_anderen_sprachen_finden_sich_meist() {
    const VERFEHLT: [&str; 7] = [
        "Othman/Osman",
        "Krzysztof/Christoph",
        "Małgorzata/Margarete",
        "Jerzy/Georg",
        "Katarzyna/Katharina",
        "Agnieszka/Agnes",
        "Ceaușescu/Tschauschesku",
    ];
    let sucht = |paar: &str| {
        let (eingabe, eingetragen) = paar.split_once('/').unwrap();
        let hin = |eingabe: &str, eingetragen: &str| {
            let name = name(&format!("{eingetragen}/"));
            let treffer =
                Verzeichnis::aus(vec![Angabe { name, ..Angabe::default() }]).suche(eingabe);
            treffer == [0]
        };
        [hin(eingabe, eingetragen), hin(eingetragen, eingabe)]
    };
    let alle = "Muhammad/Mohamed Mohammed/Muhamed Ahmad/Ahmet Hussein/Hossein Hussein/Hüseyin Yusuf/Youssef \
        Jussuf/Yousef Ibrahim/Ebrahim Omar/Umar Omar/Ömer Othman/Osman Khaled/Khalid Khaled/Halit \
        Jamal/Cemal Mahmoud/Mahmud Sayed/Said Said/Saeed Zahra/Zehra Noor/Nour Nur/Nour Leyla/Laila \
        Layla/Leila Aisha/Ayşe Aisha/Aicha Khadija/Hatice Yevhen/Jewhen Yevgeny/Jewgeni Evgenij/Yevgeny \
        Wolodymyr/Volodymyr Volodymyr/Vladimir Andrii/Andrij Andrey/Andrej Oleksij/Oleksii Aleksei/Alexey \
        Oleksandr/Aleksander Aleksandr/Alexander Iryna/Irina Olena/Elena Kateryna/Katerina \
        Ekaterina/Jekaterina Zhanna/Schanna Mykhailo/Michailo Mikhail/Michail Serhij/Sergey \
        Dmitri/Dimitrij Nataliya/Natalja Yulia/Julia Szymon/Simon Krzysztof/Christoph Małgorzata/Margarete \
        Jerzy/Georg Katarzyna/Katharina Agnieszka/Agnes Popescu/Popesku Gheorghe/Georghe Ștefan/Stefan \
        Ceaușescu/Tschauschesku Nguyễn/Ngyuen Phạm/Fam Schmid/Schmied Schmidt/Schmitt Meier/Mayr \
        Stefan/Stephan Philip/Filip Jürgen/Juergen Jürgen/Jurgen Kristin/Christin Carsten/Karsten \
        Katrin/Catrin Yannick/Jannik Walter/Walther Mathias/Matthias Günter/Günther Kowalsky/Kowalski \
        Szewczyk/Schewtschik Wiśniewski/Wischnewski Çağlar/Caglar Yıldırım/Jildirim Öztürk/Oeztuerk \
        Şimşek/Simsek Abdurrahman/Abdulrahman Abdullah/Abdallah Khan/Chan Karzai/Karsai Shah/Schah";
    let paare: Vec<&str> = alle.split_whitespace().collect();
    let verfehlt: Vec<&str> =
        paare.iter().copied().filter(|paar| sucht(paar) != [true, true]).collect();
    assert_eq!(paare.len(), 85);
    assert_eq!(verfehlt, VERFEHLT);
}

/// Bei der Aufnahme: Kandidaten sind, wen die Suche findet und wer denselben Geburtstag hat.
#[test]
fn der_abgleich_legt_bekannte_vor_und_kaum_fremde() {
    let verzeichnis = Verzeichnis::neu();
    let (mut mit_tag, mut ohne_tag) = (Zaehler::default(), Zaehler::default());
    for nummer in (0..MENSCHEN).step_by(29) {
        let bekannt = &verzeichnis.menschen[nummer];
        let (_, im_vornamen, im_nachnamen) = FEHLER[nummer / 29 % FEHLER.len()];
        let mut neu = bekannt.clone();
        neu.name.vorname = im_vornamen(&bekannt.name.vorname, nummer);
        neu.name.nachname = im_nachnamen(&bekannt.name.nachname, nummer);
        let geboren = bekannt.geboren.unwrap();
        // Jeder dritte Geburtstag ist richtig, bei den anderen ist eine Ziffer anders oder Tag und
        // Monat sind vertauscht; gibt es den Tag dann nicht, ist er auch hier richtig.
        let text = geboren.to_string();
        let vertippt = match nummer % 3 {
            0 => text,
            1 => format!("{}{}", &text[..9], nummer % 10),
            _ => format!("{}-{}-{}", &text[..4], &text[8..], &text[5..7]),
        };
        let vertippt = vertippt.parse().unwrap_or(geboren);
        for (zaehler, geboren) in [(&mut mit_tag, Some(vertippt)), (&mut ohne_tag, None)] {
            neu.geboren = geboren;
            let mut kandidaten: BTreeSet<usize> = BTreeSet::from_iter(
                verzeichnis.suche(&format!("{} {}", neu.name.vorname, neu.name.nachname)),
            );
            let am_tag =
                |(_, mensch): &(usize, &Angabe)| geboren.is_some() && mensch.geboren == geboren;
            kandidaten
                .extend(verzeichnis.menschen.iter().enumerate().filter(am_tag).map(|(i, _)| i));
            let vorgelegt =
                |nummer: &usize| abgleich(&neu, &verzeichnis.menschen[*nummer]).punkte >= VORLEGEN;
            let liste: Vec<usize> = kandidaten.into_iter().filter(vorgelegt).collect();
            zaehler.zaehle(&liste, nummer);
        }
    }
    let bericht = mit_tag.zeile("mit Geburtstag") + &ohne_tag.zeile("ohne Geburtstag");
    assert!(mit_tag.promille() >= 950, "{bericht}");
    assert!(10 * mit_tag.falsch <= mit_tag.gesucht, "{bericht}");
}
