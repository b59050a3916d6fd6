//! Prints a query back to text that reads the same.

use std::fmt;

use super::{Ending, Node, Place};

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Word { text, ending, place } => {
                let sign = match ending {
                    Ending::Whole | Ending::Typing => "",
                    Ending::Starred => "*",
                    Ending::Fuzzy(1) => "~",
                    Ending::Fuzzy(_) => "~2",
                };
                write!(f, "{}{text}{sign}", prefix(*place))
            }
            Node::Phrase { text, within: None, place } => write!(f, "{}\"{text}\"", prefix(*place)),
            Node::Phrase { text, within: Some(n), place } => write!(f, "{}\"{text}\"~{n}", prefix(*place)),
            Node::Named { facet, text } => write!(f, "{}:\"{text}\"", facet.name()),
            Node::Published(span) => write!(f, "date:{}..{}", span.earliest, span.latest),
            Node::All(nodes) => list(f, nodes, " "),
            Node::Any(nodes) => list(f, nodes, " OR "),
            Node::Not(node) => {
                f.write_str("-")?;
                inner(f, node, matches!(**node, Node::All(_) | Node::Any(_)))
            }
        }
    }
}

fn prefix(place: Place) -> &'static str {
    match place {
        Place::Anywhere => "",
        Place::Title => "title:",
    }
}

fn list(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    for (nth, node) in nodes.iter().enumerate() {
        if nth > 0 {
            f.write_str(between)?;
        }
        // `OR` binds more loosely than words side by side, so only it needs marks; one `OR` inside another keeps its own.
        inner(f, node, matches!(node, Node::Any(_)))?;
    }
    Ok(())
}

fn inner(f: &mut fmt::Formatter<'_>, node: &Node, grouped: bool) -> fmt::Result {
    if grouped { write!(f, "({node})") } else { write!(f, "{node}") }
}
