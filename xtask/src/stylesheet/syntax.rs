//! A compiled stylesheet as rules, and back. It reads what the Sass compiler writes, not every sheet there could be.

/// One piece of a stylesheet.
#[derive(Debug, PartialEq, Eq)]
pub enum Node {
    /// Selectors with their declarations.
    Rule {
        /// The selectors as written, with their commas.
        selector: String,
        /// Property and value, in order.
        declarations: Vec<(String, String)>,
    },
    /// An at-rule that holds rules: `@media`, `@supports`.
    Group {
        /// All before the brace.
        prelude: String,
        /// What is inside.
        nodes: Vec<Node>,
    },
    /// Anything else, kept word for word: `@font-face`, `@keyframes`, `@charset`.
    Verbatim(String),
}

/// Reads a stylesheet.
#[must_use]
pub fn parse(css: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut rest = css.trim_start_matches('\u{feff}').trim();
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment
                .split_once("*/")
                .map_or("", |(_, after)| after)
                .trim_start();
            continue;
        }
        let head = find(rest, &['{', ';']).unwrap_or(rest.len());
        if !rest[head..].starts_with('{') {
            let end = (head + 1).min(rest.len());
            nodes.push(Node::Verbatim(rest[..end].to_owned()));
            rest = rest[end..].trim_start();
            continue;
        }
        let close = matching_brace(rest, head);
        let inside = &rest[head + 1..close.min(rest.len())];
        nodes.push(node(rest[..head].trim(), inside));
        rest = rest.get(close + 1..).unwrap_or("").trim_start();
    }
    nodes
}

fn node(prelude: &str, inside: &str) -> Node {
    if prelude.starts_with("@media") || prelude.starts_with("@supports") {
        return Node::Group {
            prelude: prelude.to_owned(),
            nodes: parse(inside),
        };
    }
    if prelude.starts_with('@') {
        return Node::Verbatim(format!("{prelude}{{{inside}}}"));
    }
    Node::Rule {
        selector: prelude.to_owned(),
        declarations: declarations(inside),
    }
}

fn declarations(inside: &str) -> Vec<(String, String)> {
    split(inside, ';')
        .into_iter()
        .filter_map(|declaration| {
            let (property, value) = declaration.split_once(':')?;
            Some((property.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

/// Writes rules as a stylesheet without a needless byte.
#[must_use]
pub fn write(nodes: &[Node]) -> String {
    let mut css = String::new();
    for node in nodes {
        match node {
            Node::Rule {
                selector,
                declarations,
            } => {
                let lines: Vec<_> = declarations
                    .iter()
                    .map(|(p, v)| format!("{p}:{v}"))
                    .collect();
                css.push_str(&format!("{selector}{{{}}}", lines.join(";")));
            }
            Node::Group { prelude, nodes } => {
                css.push_str(&format!("{prelude}{{{}}}", write(nodes)))
            }
            Node::Verbatim(text) => css.push_str(text),
        }
    }
    css
}

/// Splits at a mark, though not inside brackets or quotes.
#[must_use]
pub fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, &[mark]) {
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len_utf8()..];
    }
    if !rest.trim().is_empty() {
        parts.push(rest);
    }
    parts
}

/// Where one of these marks first stands outside brackets and quotes.
fn find(text: &str, marks: &[char]) -> Option<usize> {
    let mut scan = Scan::default();
    text.char_indices()
        .find(|&(_, c)| scan.is_outside(c) && marks.contains(&c))
        .map(|(at, _)| at)
}

fn matching_brace(text: &str, open: usize) -> usize {
    let mut scan = Scan::default();
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|&(at, _)| at < open) {
        if !scan.is_outside(c) {
            continue;
        }
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Remembers quotes, brackets and escapes while characters go by.
#[derive(Default)]
struct Scan {
    quote: Option<char>,
    brackets: usize,
    escaped: bool,
}

impl Scan {
    fn is_outside(&mut self, c: char) -> bool {
        if self.escaped {
            self.escaped = false;
            return false;
        }
        if c == '\\' {
            self.escaped = true;
            return false;
        }
        if let Some(quote) = self.quote {
            if c == quote {
                self.quote = None;
            }
            return false;
        }
        match c {
            '"' | '\'' => self.quote = Some(c),
            '(' | '[' => self.brackets += 1,
            ')' | ']' => self.brackets = self.brackets.saturating_sub(1),
            _ => return self.brackets == 0,
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_comes_back_as_it_was() {
        let css = "a:not(.b;){color:red;background:url(\"data:x;}y\")}@media print{b{c:d}e{f:g}}@font-face{src:x}";
        assert_eq!(write(&parse(css)), css);
    }

    #[test]
    fn quotes_and_escapes_hide_marks() {
        assert_eq!(
            split("a:is(b,c),d[e=\",\"],f\\,g", ','),
            ["a:is(b,c)", "d[e=\",\"]", "f\\,g"]
        );
    }
}
