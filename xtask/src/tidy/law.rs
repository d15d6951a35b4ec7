//! Regeln für das Recht im Code: Beträge haben Gründe, Zahlen stehen in Parametern.

use super::source::{Block, Source, blocks, has_word, identifier};
use super::{File, Finding, Tree};

/// Die Paragrafen: `crates/law/src/sgb2/p11b.rs`, `…/sgb10/p041.rs`, `…/grusigv/p03.rs`,
/// `…/nachbarn/wogg_p19.rs`.
fn sections(tree: &Tree) -> impl Iterator<Item = (&File, &Source)> {
    let paragraf = |pfad: &str| {
        let ordner = ["sgb", "grusigv/", "nachbarn/"];
        let rest = pfad.strip_prefix("crates/law/src/");
        rest.is_some_and(|rest| ordner.iter().any(|name| rest.starts_with(name)))
    };
    tree.rust().filter(move |(file, _)| paragraf(&file.path) && !file.is_test())
}

fn has_money(text: &str) -> bool {
    has_word(text, "Cent") || has_word(text, "Saldo")
}

/// Eine öffentliche Funktion ohne `impl` gibt keinen Betrag zurück: ihm fehlte der Grund.
pub fn free_amount_functions(tree: &Tree) -> Vec<Finding> {
    let free = |block: &Block| {
        let public = ["pub fn ", "pub const fn "].iter().any(|head| block.header.contains(head));
        let inside = |outer: &String| {
            let outer = outer.trim_start();
            has_word(outer, "impl") || has_word(outer, "trait") || has_word(outer, "fn")
        };
        let returns = block.header.rsplit_once("->").map_or("", |(_, returns)| returns);
        public && !block.outer.iter().any(inside) && has_money(returns)
    };
    let found = sections(tree).flat_map(|(file, rust)| {
        blocks(&rust.product)
            .into_iter()
            .filter(free)
            .map(|block| {
                let text = "eine freie Funktion gibt einen Betrag zurück; gib einen Typ zurück, \
                            der alle Beträge auf dem Weg trägt und beleg() hat";
                file.finding(block.line, text)
            })
            .collect::<Vec<_>>()
    });
    found.collect()
}

/// Ein öffentlicher Typ mit Beträgen begründet sie in derselben Datei, wenn eine Funktion ihn
/// zurückgibt; was nur hineingeht, hat seinen Grund dort, wo es herkommt.
pub fn amounts_without_reason(tree: &Tree) -> Vec<Finding> {
    let found = sections(tree).flat_map(|(file, rust)| {
        let blocks = blocks(&rust.product);
        let explained = |name: &str| {
            blocks.iter().any(|block| {
                has_word(&block.header, "impl")
                    && has_word(&block.header, name)
                    && (has_word(&block.body, "fn beleg") || has_word(&block.body, "fn belege"))
            })
        };
        let returned = |name: &str| {
            blocks.iter().any(|block| {
                let returns = block.header.rsplit_once("->").map_or("", |(_, returns)| returns);
                let own = block.outer.iter().any(|outer| has_word(outer, name));
                has_word(returns, name) || (own && has_word(returns, "Self"))
            })
        };
        let unexplained = |block: &&Block| {
            public_type(&block.header, &["pub struct "]).is_some_and(|name| {
                let tuple = block.header.split_once('(').map_or("", |(_, fields)| fields);
                let money = has_money(&block.body) || has_money(tuple);
                money && returned(name) && !explained(name)
            })
        };
        let finding = |block: &Block| {
            let name = public_type(&block.header, &["pub struct "]).unwrap_or_default();
            file.finding(block.line, format!("{name} trägt Beträge und hat keine fn beleg"))
        };
        blocks.iter().filter(unexplained).map(finding).collect::<Vec<_>>()
    });
    found.collect()
}

/// Der Name eines öffentlichen Typs, wenn der Kopf einen erklärt.
fn public_type<'a>(header: &'a str, keywords: &[&str]) -> Option<&'a str> {
    keywords.iter().find_map(|word| header.split_once(word)).map(|(_, rest)| identifier(rest))
}

/// Die öffentlichen Typen der Paragrafen des SGB II mit ihrer Fundstelle.
pub fn public_types(tree: &Tree) -> Vec<(&File, usize, String)> {
    let sgb2 = sections(tree).filter(|(file, _)| file.path.starts_with("crates/law/src/sgb2/"));
    let types = sgb2.flat_map(|(file, rust)| {
        blocks(&rust.product)
            .into_iter()
            .filter_map(|block| {
                let name = public_type(&block.header, &["pub struct ", "pub enum "])?;
                Some((file, block.line, name.to_owned()))
            })
            .collect::<Vec<_>>()
    });
    types.collect()
}

/// Ein Modul des SGB II beginnt mit seinem Paragrafen und sagt, was fehlt.
pub fn module_docs(tree: &Tree) -> Vec<Finding> {
    let modules = sections(tree).map(|(file, _)| file).filter(|file| {
        file.path.starts_with("crates/law/src/sgb2/") && !file.path.ends_with("/mod.rs")
    });
    let mut found = Vec::new();
    for file in modules {
        if !(file.text.starts_with("//! § ") || file.text.starts_with("//! §§ ")) {
            found.push(file.finding(1, "die Datei beginnt nicht mit „//! § …“"));
        }
        let doc = file.text.lines().take_while(|line| line.starts_with("//!"));
        if !doc.collect::<Vec<_>>().join("\n").contains("Nicht umgesetzt") {
            found.push(file.finding(1, "die Moduldoku sagt nicht, was „Nicht umgesetzt“ ist"));
        }
    }
    found
}

/// Zahlen, die kein Betrag des Gesetzes sind: nichts, und das Ganze bei Prozenten.
const AMOUNTS: [(&str, &[u64]); 6] = [
    ("Cent::euro(", &[0]),
    ("Cent::neu(", &[0]),
    ("Saldo::neu(", &[0]),
    ("Prozent::neu(", &[0, 100]),
    ("Prozent::aus_hundertstel(", &[0, 10_000]),
    (".cent()", &[0]),
];

/// Kein Betrag und kein Prozentsatz steht als Zahl im Recht; Maße und Laden sind ausgenommen.
pub fn amount_literals(tree: &Tree) -> Vec<Finding> {
    let law = |file: &File| {
        let exempt = ["crates/law/src/measure/", "crates/law/src/recht/"];
        file.path.starts_with("crates/law/src/")
            && !exempt.iter().any(|folder| file.path.starts_with(folder))
            && !file.is_test()
    };
    let found = tree.rust().filter(|(file, _)| law(file)).flat_map(|(file, rust)| {
        file.lines(&rust.product, |line| {
            let number = AMOUNTS.iter().find_map(|(call, fine)| {
                let number = |(at, call): (usize, &str)| literal_after(line, at + call.len(), call);
                line.match_indices(call).filter_map(number).find(|n| !fine.contains(n))
            })?;
            Some(format!("die Zahl {number} gehört mit Quelle in eine Parameterdatei"))
        })
    });
    found.collect()
}

/// Die Zahl an dieser Stelle; hinter `.cent()` nur, wenn damit verglichen wird.
fn literal_after(line: &str, at: usize, call: &str) -> Option<u64> {
    let mut rest = line.get(at..)?.trim_start();
    if call == ".cent()" {
        let compared = rest.trim_start_matches(['<', '>', '=', '!']);
        if compared.len() == rest.len() {
            return None;
        }
        rest = compared.trim_start();
    }
    let rest = rest.trim_start_matches('-').trim_start();
    let digits: String = identifier(rest).chars().filter(|c| *c != '_').collect();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}
