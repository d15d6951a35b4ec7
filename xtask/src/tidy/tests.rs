//! Das Projekt hält seine Regeln, und jede Regel fängt, wofür sie da ist.

use super::*;

/// Eine gepflanzte Datei oder Kante: Regel, Pfad, Text, und ob es ein Verstoß ist.
type Plant = (&'static str, &'static str, &'static str, bool);

const FREE: &str = "Regel 4: kein Betrag ohne Grund (freie";
const REASON: &str = "Regel 4: kein Betrag ohne Grund (beleg";
const SECTION: &str = "crates/law/src/sgb2/p21.rs";
const CORE: &str = "crates/case/src/konto.rs";
const GLOSSARY: &str = "| `Mehrbedarf` | § 21 SGB II | additional need |\n| Vermögen | § 12 | x |";

/// Der Anfang des Namens der Regel genügt.
const PLANTS: &[Plant] = &[
    ("Regel 2", "law -> case", "", true),
    ("Regel 2", "formats -> letters (test)", "", true),
    ("Regel 2", "letters -> muster (test)", "", false),
    ("Regel 3", CORE, "use std::fs::File;", true),
    ("Regel 3", CORE, "fn a() { println!(); }", true),
    ("Regel 3", CORE, "//! std::fs\n#[cfg(test)]\nmod t { use std::fs; }", false),
    ("Regel 3", "crates/office/src/lauf.rs", "use std::fs::File;", false),
    ("Workspace-Lints", "crates/law/Cargo.toml", "[package]", true),
    ("Workspace-Lints", "crates/law/Cargo.toml", "[lints]\nworkspace = true", false),
    (FREE, SECTION, "pub fn a() -> Cent { b }", true),
    (FREE, SECTION, "pub fn a()\n-> Option<Cent> { b }", true),
    (
        "Regel 4: kein Betrag ohne Grund (freie",
        SECTION,
        "mod x { pub fn a() -> Saldo { b } }",
        true,
    ),
    (FREE, SECTION, "fn a() -> Cent { b }", false),
    (
        "Regel 4: kein Betrag ohne Grund (freie",
        SECTION,
        "impl A { pub fn a() -> Cent { b } }",
        false,
    ),
    (FREE, SECTION, "pub fn a(x: Cent) -> A { b }", false),
    (REASON, SECTION, "pub struct A { b: [Cent; 3] }\nfn a() -> A { c }", true),
    (REASON, SECTION, "pub struct A(pub Cent);\nfn a() -> Option<A> { c }", true),
    (REASON, SECTION, "pub struct A(pub Cent);\nimpl A { fn a() -> Self { c } }", true),
    (REASON, SECTION, "pub struct A { b: Cent }\nfn a() -> A {}\nimpl B { fn beleg() {} }", true),
    (REASON, SECTION, "pub struct A { b: Cent }\nfn a() -> A {}\nimpl A { fn beleg() {} }", false),
    (REASON, SECTION, "pub struct A { b: Cent }\nfn a(a: A) {}", false),
    (REASON, SECTION, "pub struct A { b: u8 }\nfn a() -> A { c }", false),
    ("Regel 5", SECTION, "//! Mehrbedarfe.\n//! Nicht umgesetzt: nichts.", true),
    ("Regel 5", SECTION, "//! § 21 SGB II: Mehrbedarfe.\n\n// Nicht umgesetzt", true),
    ("Regel 5", SECTION, "//! § 21 SGB II: Mehrbedarfe.\n//! Nicht umgesetzt: Absatz 6.", false),
    ("Regel 5", "crates/law/src/sgb2/mod.rs", "//! Das SGB II.", false),
    ("Regel 7", SECTION, "fn a() { Cent::euro(563) }", true),
    ("Regel 7", SECTION, "fn a() { b.min(Cent::neu( 50_600 )) }", true),
    ("Regel 7", SECTION, "fn a() { Cent::NULL.max(Prozent::neu(30)) }", true),
    ("Regel 7", SECTION, "fn a() { if b.cent() >= 10_000 { c } }", true),
    ("Regel 7", SECTION, "fn a() { Cent::neu(0); Prozent::neu(100); b.cent() > 0; }", false),
    ("Regel 7", SECTION, "// Cent::euro(563)\n#[cfg(test)]\nmod t { Cent::euro(563) }", false),
    ("Regel 7", "crates/law/src/measure/cent.rs", "fn a() { Cent::neu(9_999) }", false),
    ("Regel 19: kein #[ignore]", CORE, "#[ignore]\nfn a() {}", true),
    ("Regel 19: kein #[ignore]", CORE, "#[ignore = \"x\"]\nfn a() {}", true),
    ("Regel 19: kein #[ignore]", CORE, "// #[ignore]\nfn ignore() {}", false),
    ("Regel 19: kein Warten", CORE, "fn a() { std::thread::sleep(b) }", true),
    ("Regel 19: kein Warten", "crates/letters/tests/it/main.rs", "let a = Instant::now();", true),
    ("Regel 19: kein Warten", "crates/nahtlos/src/main.rs", "let a = Instant::now();", false),
    ("Regel 19: ein Testprogramm", "crates/law/tests/fristen.rs", "", true),
    ("Regel 19: ein Testprogramm", "crates/law/tests/mehr/main.rs", "", true),
    ("Regel 19: ein Testprogramm", "crates/law/tests/it/main.rs", "", false),
    ("Regel 19: ein Testprogramm", "crates/law/tests/it/fristen.rs", "", false),
    ("kein allow", CORE, "#[allow(dead_code)]\nfn a() {}", true),
    ("kein allow", CORE, "#![allow(unused)]", true),
    ("kein allow", CORE, "#[cfg_attr(test, allow(unused))]", true),
    ("kein allow", CORE, "#[expect(dead_code, reason = \"allow(x)\")]\nfn a() {}", false),
    ("nichts Unfertiges", CORE, concat!("// TO", "DO später"), true),
    ("nichts Unfertiges", "crates/law/parameter/a.toml", concat!("# FIX", "ME"), true),
    ("nichts Unfertiges", CORE, concat!("fn a() { todo", "!() }"), true),
    ("nichts Unfertiges", CORE, concat!("fn a() { unimplemented", "!() }"), true),
    ("nichts Unfertiges", CORE, "fn methodo() {}", false),
    ("kein Rechnername", "README.md", concat!("pip install von pypi", ".org"), true),
    ("kein Rechnername", ".ci/run", concat!("https://static.crates", ".io/x"), true),
    ("kein Rechnername", "README.md", "aus PyPI", false),
    ("kein Rechnername", "Cargo.lock", concat!("https://index.crates", ".io"), false),
    ("kein Pfad", "README.md", concat!("siehe /wo", "rk/shared/law.md"), true),
    ("kein Pfad", ".ci/run", concat!("/ro", "ot/x"), true),
    ("kein Pfad", "README.md", concat!("https://beispiel.de/wo", "rk/x"), false),
    ("docs/recht.md", "crates/law/parameter/a.toml", "# neu\n", true),
    ("docs/recht.md", "crates/law/parameter/a.toml", "[a]\nnorm = \"§ 1\"", true),
    ("Regel 10", "crates/law/src/sgb2/p12.rs", "pub struct Karenzzeit { a: u8 }", true),
    ("Regel 10", "crates/law/src/sgb2/p12.rs", "pub enum Vermoegen { A }\nstruct B;", false),
    ("Regel 10", SECTION, "pub struct Mehrbedarf(u8);", false),
];

/// Ein Baum, in dem nur das Gepflanzte falsch sein kann.
fn planted(path: &str, text: &str) -> Tree {
    let allowed = include_str!("../../allowed-edges.txt").lines();
    let real = |line: &&str| !line.is_empty() && !line.starts_with('#') && !line.contains("(test)");
    let mut edges: Vec<String> = allowed.filter(real).map(str::to_owned).collect();
    let mut files = vec![File::new("GLOSSAR.md", GLOSSARY.to_owned())];
    if path.contains(" -> ") {
        edges.push(path.to_owned());
    } else {
        files.push(File::new(path, text.to_owned()));
    }
    Tree { files, edges }
}

fn findings(rule: &str, tree: &Tree) -> Vec<Finding> {
    let rules: Vec<_> = RULES.iter().filter(|(name, _)| name.starts_with(rule)).collect();
    assert_eq!(rules.len(), 1, "{rule} meint genau eine Regel");
    rules[0].1(tree)
}

#[test]
fn das_projekt_haelt_seine_regeln() {
    let findings = check(&Tree::load().unwrap());
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn jede_regel_faengt_was_gepflanzt_ist_und_nur_das() {
    for (rule, path, text, caught) in PLANTS {
        let found = findings(rule, &planted(path, text));
        assert_eq!(!found.is_empty(), *caught, "{rule}: {path}: {text}: {found:?}");
    }
}

#[test]
fn lange_dateien_werden_gefangen() {
    let text = |lines: usize| "\n".repeat(lines);
    for (rule, path, longest) in [("Regel 12", CORE, 600), ("Regel 1:", "ARCHITECTURE.md", 200)] {
        assert_eq!(findings(rule, &planted(path, &text(longest))), []);
        assert_eq!(findings(rule, &planted(path, &text(longest + 1))).len(), 1, "{rule}");
    }
}

#[test]
fn eine_kante_die_es_nicht_mehr_gibt_wird_gefangen() {
    let mut tree = planted("README.md", "");
    assert_eq!(findings("Regel 2", &tree), []);
    tree.edges.retain(|edge| edge != "case -> law");
    let found = findings("Regel 2", &tree);
    assert!(found.len() == 1 && found[0].text.contains("case -> law"), "{found:?}");
}

#[test]
fn jede_regel_hat_einen_gepflanzten_verstoss() {
    let own_test = ["Regel 12", "Regel 1:"];
    for (name, _) in RULES {
        let planted = PLANTS.iter().any(|(rule, _, _, caught)| *caught && name.starts_with(rule));
        let tested = planted || own_test.iter().any(|rule| name.starts_with(rule));
        assert!(tested, "{name}");
    }
}

#[test]
fn ein_fund_nennt_datei_zeile_und_regel() {
    let tree = planted(SECTION, "//! § 21\n//! Nicht umgesetzt: x\n\nfn a() { Cent::euro(5) }");
    let text = check(&tree).join("\n");
    assert!(text.starts_with("crates/law/src/sgb2/p21.rs:4: Regel 7"), "{text}");
}
