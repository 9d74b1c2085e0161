//! How much text an expression can take: what looks behind must have a limit in Java.

use super::parse::Node;

/// Whether Java sees how far back an expression can reach. It tolerates `a+`, and nothing longer that is
/// repeated so.
pub(super) fn has_limit(node: &Node) -> bool {
    match node {
        Node::Repeat { node, max, .. } => match max {
            Some(0 | 1) => has_limit(node),
            Some(_) => has_limit(node) && !is_endless(node),
            None => is_single(node),
        },
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().all(has_limit),
        Node::Group(_, node) | Node::Atomic(node) => has_limit(node),
        Node::Class(_)
        | Node::Start(_)
        | Node::End(_)
        | Node::TextEnd
        | Node::LineStart
        | Node::LineEnd
        | Node::WordEdge { .. }
        | Node::Look { .. }
        | Node::Behind { .. }
        | Node::Backreference { .. } => true,
    }
}

/// Whether it is one character.
fn is_single(node: &Node) -> bool {
    if let Node::Sequence(nodes) = node {
        return matches!(&nodes[..], [only] if is_single(only));
    }
    matches!(node, Node::Class(_))
}

/// Whether it can take any number of characters.
fn is_endless(node: &Node) -> bool {
    match node {
        Node::Repeat { node, max, .. } => max.is_none() || is_endless(node),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(is_endless),
        Node::Group(_, node) | Node::Atomic(node) => is_endless(node),
        Node::Class(_)
        | Node::Start(_)
        | Node::End(_)
        | Node::TextEnd
        | Node::LineStart
        | Node::LineEnd
        | Node::WordEdge { .. }
        | Node::Look { .. }
        | Node::Behind { .. }
        | Node::Backreference { .. } => false,
    }
}
