//! Left and right become start and end, so that one stylesheet serves English and Urdu.
//!
//! What is drawn with borders or turned round (a tick, an arrow) stays as drawn: `frontend/styles/_direction.scss`
//! mirrors those by name.

use super::syntax::{Node, split};

/// Turns every rule of a sheet.
pub fn turn(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Rule { declarations, .. } => turn_rule(declarations),
            Node::Group { nodes, .. } => turn(nodes),
            Node::Verbatim(_) => {}
        }
    }
}

fn turn_rule(declarations: &mut Vec<(String, String)>) {
    let drawn = declarations.iter().any(|(property, value)| {
        property.ends_with("clip-path") || (property == "transform" && value.contains("rotate("))
    });
    *declarations = declarations
        .iter()
        .flat_map(|(property, value)| turned(property, value, drawn))
        .collect();
}

fn turned(property: &str, value: &str, drawn: bool) -> Vec<(String, String)> {
    let one = |property: &str| vec![(property.to_owned(), value.to_owned())];
    match property {
        "left" => one("inset-inline-start"),
        "right" => one("inset-inline-end"),
        "margin-left" => one("margin-inline-start"),
        "margin-right" => one("margin-inline-end"),
        "padding-left" => one("padding-inline-start"),
        "padding-right" => one("padding-inline-end"),
        "margin" | "padding" => sides(property, value).unwrap_or_else(|| one(property)),
        "border-radius" => corners(value).unwrap_or_else(|| one(property)),
        "text-align" | "justify-content" => vec![(property.to_owned(), ended(value))],
        // Browsers that do not know the second keep the first.
        "float" if value.starts_with("left") || value.starts_with("right") => {
            let logical =
                value
                    .replacen("left", "inline-start", 1)
                    .replacen("right", "inline-end", 1);
            vec![
                (property.to_owned(), value.to_owned()),
                (property.to_owned(), logical),
            ]
        }
        _ if drawn => one(property),
        _ => match (
            property.strip_prefix("border-left"),
            property.strip_prefix("border-right"),
        ) {
            (Some(rest), _) => one(&format!("border-inline-start{rest}")),
            (_, Some(rest)) => one(&format!("border-inline-end{rest}")),
            _ => one(property),
        },
    }
}

fn ended(value: &str) -> String {
    match value.split_once(' ').unwrap_or((value, "")) {
        ("left", rest) => format!("start {rest}").trim_end().to_owned(),
        ("right", rest) => format!("end {rest}").trim_end().to_owned(),
        _ => value.to_owned(),
    }
}

/// Four different sides: top and bottom, start and end, each pair on its own.
fn sides(property: &str, value: &str) -> Option<Vec<(String, String)>> {
    let parts: Vec<_> = split(value, ' ')
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let [top, right, bottom, left] = parts[..] else {
        return None;
    };
    (right != left).then(|| {
        vec![
            (format!("{property}-block"), format!("{top} {bottom}")),
            (format!("{property}-inline"), format!("{left} {right}")),
        ]
    })
}

fn corners(value: &str) -> Option<Vec<(String, String)>> {
    let parts: Vec<_> = split(value, ' ')
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let [top_left, top_right, bottom_right, bottom_left] = parts[..] else {
        return None;
    };
    Some(
        [
            ("border-start-start-radius", top_left),
            ("border-start-end-radius", top_right),
            ("border-end-end-radius", bottom_right),
            ("border-end-start-radius", bottom_left),
        ]
        .map(|(property, radius)| (property.to_owned(), radius.to_owned()))
        .to_vec(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stylesheet::syntax::{parse, write};

    fn turned_sheet(css: &str) -> String {
        let mut nodes = parse(css);
        turn(&mut nodes);
        write(&nodes)
    }

    #[test]
    fn sides_become_start_and_end() {
        assert_eq!(
            turned_sheet("a{margin-left:1px;right:calc(1px + 2px);text-align:left !important}"),
            "a{margin-inline-start:1px;inset-inline-end:calc(1px + 2px);text-align:start !important}"
        );
        assert_eq!(
            turned_sheet("a{float:right}"),
            "a{float:right;float:inline-end}"
        );
    }

    #[test]
    fn four_sides_are_split_only_when_the_direction_matters() {
        assert_eq!(
            turned_sheet("a{margin:0 1px 2px 1px}"),
            "a{margin:0 1px 2px 1px}"
        );
        assert_eq!(
            turned_sheet("a{padding:0 1px 2px calc(3px - 4px)}"),
            "a{padding-block:0 2px;padding-inline:calc(3px - 4px) 1px}"
        );
    }

    #[test]
    fn a_drawn_tick_keeps_its_borders() {
        let tick = "a{transform:rotate(-45deg);border-left:1px solid}";
        assert_eq!(turned_sheet(tick), tick);
        assert_eq!(
            turned_sheet("a{border-left-color:red}"),
            "a{border-inline-start-color:red}"
        );
    }

    #[test]
    fn a_group_is_turned_inside() {
        let sheet = turned_sheet("@media print{a{left:0}}");
        assert_eq!(sheet, "@media print{a{inset-inline-start:0}}");
    }
}
