//! Rust-Quelltext ohne Kommentare und Zeichenketten, und seine Blöcke.
//!
//! Kein Übersetzer: gerade genug, damit eine Regel nicht auf ein Wort in einem Kommentar, in einem
//! Text oder in einem Test anspringt. Zeilen bleiben Zeilen.

/// Ein Quelltext in zwei Ansichten.
pub struct Source {
    /// Ohne Kommentare und ohne Inhalt von Zeichenketten.
    pub code: String,
    /// Außerdem ohne alles, was hinter `#[cfg(test)]` steht.
    pub product: String,
}

/// Ein Block `{ … }` oder eine Erklärung bis `;`, mit dem, was davor steht.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Was vor der Klammer steht: `pub fn summe(&self) -> Cent`.
    pub header: String,
    /// Was in der Klammer steht; leer bei `;`.
    pub body: String,
    /// Zeile, in der der Kopf endet.
    pub line: usize,
    /// Die Köpfe der Blöcke außen herum.
    pub outer: Vec<String>,
}

impl Source {
    pub fn new(text: &str) -> Source {
        let code = blank(text);
        let product = without_tests(&code);
        Source { code, product }
    }
}

/// Wo der Leser gerade ist.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut state = State::Code;
    let mut i = 0;
    while i < chars.len() {
        let (taken, next) = match state {
            State::Code => in_code(&chars, i),
            State::LineComment if at(i) == '\n' => (1, State::Code),
            State::BlockComment(depth) if at(i) == '*' && at(i + 1) == '/' => {
                (2, if depth > 1 { State::BlockComment(depth - 1) } else { State::Code })
            }
            State::BlockComment(depth) if at(i) == '/' && at(i + 1) == '*' => {
                (2, State::BlockComment(depth + 1))
            }
            State::Text if at(i) == '\\' => (2, State::Text),
            State::Text if at(i) == '"' => (1, State::Code),
            State::RawText(n) if at(i) == '"' && (1..=n).all(|k| at(i + k) == '#') => {
                (n + 1, State::Code)
            }
            inside => (1, inside),
        };
        let keep = state == State::Code && next == State::Code && taken == 1;
        for k in i..(i + taken).min(chars.len()) {
            let c = at(k);
            out.push(if c == '\n' || keep { c } else { ' ' });
        }
        state = next;
        i += taken;
    }
    out
}

/// Wie viele Zeichen zusammengehören, und wo der Leser danach ist.
fn in_code(chars: &[char], i: usize) -> (usize, State) {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let word_before = i > 0 && is_word(at(i - 1));
    match (at(i), at(i + 1)) {
        ('/', '/') => (2, State::LineComment),
        ('/', '*') => (2, State::BlockComment(1)),
        ('"', _) => (1, State::Text),
        ('b' | 'c', '"') if !word_before => (2, State::Text),
        ('b' | 'c', 'r') if !word_before => {
            raw_text(chars, i + 2).map_or((1, State::Code), |n| (n + 3, State::RawText(n)))
        }
        ('r', '"' | '#') if !word_before => {
            raw_text(chars, i + 1).map_or((1, State::Code), |n| (n + 2, State::RawText(n)))
        }
        // Zeichen wie 'a', '"' oder '\''; sonst ist es eine Lebenszeit.
        ('\'', '\\') => {
            let end = (i + 3..i + 14).find(|k| at(*k) == '\'').unwrap_or(i + 1);
            (end + 1 - i, State::Code)
        }
        ('\'', _) if at(i + 2) == '\'' => (3, State::Code),
        _ => (1, State::Code),
    }
}

/// Die Zahl der `#` vor dem öffnenden Anführungszeichen, wenn dort eines steht.
fn raw_text(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars.iter().skip(from).take_while(|c| **c == '#').count();
    (chars.get(from + hashes) == Some(&'"')).then_some(hashes)
}

/// Leert, was hinter `#[cfg(test)]` steht: bis `;` oder bis zur schließenden Klammer.
fn without_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("#[cfg(test)]") {
        out.push_str(before);
        let mut depth = 0_usize;
        let end = after.char_indices().find(|(_, c)| match c {
            '{' => {
                depth += 1;
                false
            }
            '}' => {
                depth = depth.saturating_sub(1);
                depth == 0
            }
            ';' => depth == 0,
            _ => false,
        });
        let end = end.map_or(after.len(), |(at, _)| at + 1);
        let (test, product) = after.split_at(end);
        out.extend(test.chars().filter(|c| *c == '\n'));
        rest = product;
    }
    out.push_str(rest);
    out
}

/// Alle Blöcke, die äußeren nach ihren inneren.
pub fn blocks(code: &str) -> Vec<Block> {
    struct Open {
        header: String,
        line: usize,
        start: usize,
    }
    let mut found = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let (mut header, mut line, mut parens) = (String::new(), 1, 0_i32);
    for (at, c) in code.char_indices() {
        let outer = |stack: &[Open]| stack.iter().map(|open| open.header.clone()).collect();
        match c {
            '{' => {
                let header = one_line(&std::mem::take(&mut header));
                stack.push(Open { header, line, start: at + 1 });
                parens = 0;
                continue;
            }
            '}' => {
                if let Some(Open { header, line, start }) = stack.pop() {
                    let body = code.get(start..at).unwrap_or_default().to_owned();
                    found.push(Block { header, body, line, outer: outer(&stack) });
                }
                header.clear();
                parens = 0;
                continue;
            }
            // Ein `;` in `[Cent; 3]` beendet nichts.
            ';' if parens == 0 => {
                let header = one_line(&std::mem::take(&mut header));
                found.push(Block { header, body: String::new(), line, outer: outer(&stack) });
                continue;
            }
            '(' | '[' => parens += 1,
            ')' | ']' => parens -= 1,
            '\n' => line += 1,
            _ => {}
        }
        header.push(c);
    }
    found
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Kommt `word` als ganzes Wort vor?
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// Der Bezeichner am Anfang des Textes.
pub fn identifier(text: &str) -> &str {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kommentare_texte_und_zeichen_sind_leer_und_zeilen_bleiben() {
        let text = "let a = \"x // \\\" y\"; // todo\n/* a /* b */ c */ let b = '\"'; let c: &'a str;\n\
                    let d = r#\"fn \"q\" {\"#; let e = b\"{\"; let f = '\\''; let raw = br\"}\";";
        let code = blank(text);
        assert_eq!(code.lines().count(), text.lines().count());
        for gone in ["x", "todo", " a /*", "fn", "\"", "{", "}"] {
            assert!(!code.contains(gone), "{gone}: {code}");
        }
        for kept in ["let a", "let b", "let c: &'a str;", "let d", "let e", "let f", "let raw"] {
            assert!(code.contains(kept), "{kept}: {code}");
        }
    }

    #[test]
    fn tests_gehoeren_nicht_zum_produkt() {
        let source = Source::new("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {} }\nfn c() {}");
        assert_eq!(source.product, "fn a() {}\n\n\n\nfn c() {}");
        assert_eq!(Source::new("#[cfg(test)]\nmod tests;\nfn d() {}").product, "\n\nfn d() {}");
    }

    #[test]
    fn bloecke_kennen_kopf_inhalt_zeile_und_was_aussen_ist() {
        let code = "impl A {\n  pub fn b(x: [Cent; 3]) -> Cent { x }\n}\npub struct C(Cent);";
        let blocks = blocks(code);
        let b = &blocks[0];
        assert_eq!((b.header.as_str(), b.line), ("pub fn b(x: [Cent; 3]) -> Cent", 2));
        assert_eq!((b.body.trim(), b.outer.as_slice()), ("x", &["impl A".to_owned()][..]));
        assert_eq!(blocks[1].header, "impl A");
        assert_eq!(blocks[2].header, "pub struct C(Cent)");
    }

    #[test]
    fn ein_wort_ist_ein_ganzes_wort() {
        assert!(has_word("[Cent; 3]", "Cent") && has_word("Cent", "Cent"));
        assert!(!has_word("Center", "Cent") && !has_word("MeinCent", "Cent"));
        assert_eq!(identifier("Mehrbedarf<'a>"), "Mehrbedarf");
    }
}
