//! What the build does to a compiled stylesheet before it is published.
//!
//! The NHS design system has no right-to-left support and ships every variant of every component. So the compiled
//! sheet is read into rules, [`trim`] takes out the variants that no page of ours uses, and [`direction`] turns left
//! and right into start and end. Doing it here keeps the package as it is published: no copy, no fork.

pub mod direction;
pub mod syntax;
pub mod trim;

use crate::progress::Failure;

/// Trims and turns a compiled stylesheet, and refuses one that would fetch anything from another host.
pub fn finish(css: &str, left_out: &trim::LeftOut) -> Result<String, Failure> {
    let mut nodes = syntax::parse(css);
    trim::trim(&mut nodes, left_out);
    direction::turn(&mut nodes);
    let finished = syntax::write(&nodes);
    match foreign_address(&finished) {
        Some(address) => Err(Failure::new(
            format!("the stylesheet would fetch {address}"),
            "A page of ours fetches nothing from another host. Find the rule in frontend/styles (a font or an image) \
             and take the address out.",
        )),
        None => Ok(finished),
    }
}

/// The first address of another host in a sheet. Namespaces inside inline drawings are names, nothing is fetched.
fn foreign_address(css: &str) -> Option<&str> {
    css.match_indices("//").find_map(|(at, _)| {
        let start = css[..at]
            .rfind(['"', '\'', '(', ' ', ','])
            .map_or(0, |i| i + 1);
        let end = css[at..]
            .find(['"', '\'', ')', ' ', ';', '}'])
            .map_or(css.len(), |i| at + i);
        let address = &css[start..end];
        let namespace = address.contains("www.w3.org/") || address.starts_with("data:");
        (!namespace).then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_font_is_refused_and_a_drawing_is_not() {
        let nothing = trim::LeftOut::default();
        let font = "@font-face{src:url(\"https://fonts.example/a.woff2\")}";
        assert!(finish(font, &nothing).is_err());
        assert!(finish("a{background:url(//cdn.example/a.png)}", &nothing).is_err());
        let drawing = "a{background:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\")}";
        assert!(finish(drawing, &nothing).is_ok());
    }
}
