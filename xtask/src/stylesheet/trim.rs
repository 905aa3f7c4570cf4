//! Takes out what no page uses: variants of components that come with them.

use super::syntax::{Node, split};

/// The classes whose rules are left out, as a `.left-out` file beside the stylesheet names them.
#[derive(Debug, Default)]
pub struct LeftOut {
    classes: Vec<String>,
    families: Vec<String>,
}

impl LeftOut {
    /// One class a line; `*` at its end means all that begin so; `#` begins a remark.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut left_out = Self::default();
        for line in text
            .lines()
            .map(|line| line.split('#').next().unwrap_or("").trim())
        {
            match line.strip_suffix('*') {
                Some(family) => left_out.families.push(family.to_owned()),
                None if line.is_empty() => {}
                None => left_out.classes.push(line.to_owned()),
            }
        }
        left_out
    }

    fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
            || self.families.iter().any(|f| class.starts_with(f))
    }
}

/// Drops the selectors that ask for a class left out, and the rules and groups that are then empty.
pub fn trim(nodes: &mut Vec<Node>, left_out: &LeftOut) {
    nodes.retain_mut(|node| match node {
        Node::Rule {
            selector,
            declarations,
        } => {
            let kept: Vec<_> = split(selector, ',')
                .into_iter()
                .filter(|s| !asks_for(s, left_out))
                .collect();
            let keep = !kept.is_empty() && !declarations.is_empty();
            let kept = kept.join(",");
            *selector = kept;
            keep
        }
        Node::Group { nodes, .. } => {
            trim(nodes, left_out);
            !nodes.is_empty()
        }
        Node::Verbatim(_) => true,
    });
}

/// Whether a selector can only match an element with a class left out. What `:not(…)` names is no such demand.
fn asks_for(selector: &str, left_out: &LeftOut) -> bool {
    let mut demanded = String::new();
    let mut rest = selector;
    while let Some((before, after)) = rest.split_once(":not(") {
        demanded.push_str(before);
        rest = after.split_once(')').map_or("", |(_, tail)| tail);
    }
    demanded.push_str(rest);
    demanded.split('.').skip(1).any(|part| {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        left_out.has(&part[..end.unwrap_or(part.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stylesheet::syntax::{parse, write};

    fn trimmed(css: &str) -> String {
        let mut nodes = parse(css);
        trim(
            &mut nodes,
            &LeftOut::read("card--care*   # not on these pages\nbutton--login\n\n"),
        );
        write(&nodes)
    }

    #[test]
    fn only_selectors_left_out_go() {
        assert_eq!(trimmed(".a,.button--login:hover{x:y}"), ".a{x:y}");
        assert_eq!(
            trimmed(".button:not(.button--login){x:y}"),
            ".button:not(.button--login){x:y}"
        );
        assert_eq!(
            trimmed(".button--login-now{x:y}"),
            ".button--login-now{x:y}"
        );
    }

    #[test]
    fn an_emptied_group_goes_too() {
        assert_eq!(
            trimmed("@media print{.card--care--urgent b{x:y}}.c{x:y}"),
            ".c{x:y}"
        );
    }
}
