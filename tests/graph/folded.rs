//! Groups drawn as one box: as clean as any other drawing, and nothing of the way through them is lost.

use super::geometry::check;
use super::sketch::Chance;
use super::{SMALL, draw, published};
use asl::graph::{End, Graph, NodeKind, is_group, layout, layout_folded, mermaid};
use asl::machine::{Machine, StateId};
use std::collections::BTreeSet;

fn groups(machine: &Machine) -> BTreeSet<StateId> {
    let ids = machine.states.iter().map(|state| state.id);
    ids.filter(|id| is_group(machine, *id)).collect()
}

/// Every second group, beginning with the first or the second.
fn half(machine: &Machine, first: usize) -> BTreeSet<StateId> {
    groups(machine).into_iter().skip(first).step_by(2).collect()
}

/// Any of the groups; another seed, others.
fn some(machine: &Machine, seed: u64) -> BTreeSet<StateId> {
    let mut chance = Chance(seed);
    let groups = groups(machine).into_iter();
    groups.filter(|_| chance.below(2) == 0).collect()
}

/// States with a box or a frame.
fn drawn(graph: &Graph) -> BTreeSet<u32> {
    let boxes = graph.nodes.iter().filter_map(|node| node.state);
    boxes
        .chain(graph.groups.iter().map(|group| group.state))
        .collect()
}

fn check_all(name: &str, machine: &Machine, text: &str) {
    let open = layout(machine, text);
    let named = [groups(machine), half(machine, 0), half(machine, 1)];
    let by_chance = (1..3).map(|seed| some(machine, seed));
    for folded in named.into_iter().chain(by_chance) {
        let graph = layout_folded(machine, text, &folded);
        check(name, &graph).unwrap();
        assert_eq!(graph.tree, open.tree, "{name}: the list tells all states");
        let seen = drawn(&graph);
        assert!(seen.is_subset(&drawn(&open)), "{name}");
        let hidden: u32 = graph.nodes.iter().map(|node| node.holds).sum();
        assert_eq!(seen.len() + hidden as usize, machine.states.len(), "{name}");
        let ends = |end| matches!(end, End::State(id) if !seen.contains(&id));
        assert!(
            !graph
                .edges
                .iter()
                .any(|edge| ends(edge.from) || ends(edge.to)),
            "{name}: an arrow to what is not drawn"
        );
        let between = open.edges.iter().filter(|edge| {
            let inside = |end| matches!(end, End::State(id) if !seen.contains(&id));
            !inside(edge.from) && !inside(edge.to)
        });
        assert_eq!(graph.edges.len(), between.count(), "{name}");
        let boxes = graph.nodes.iter().filter(|node| node.holds > 0);
        assert!(boxes.clone().all(|node| node.lines.len() == 1), "{name}");
        let told = mermaid(&graph, |_| Some("done"), &[("done", "fill:#fff")]);
        let classed = told.lines().filter(|line| line.starts_with("  class s"));
        assert_eq!(classed.count(), seen.len(), "{name}: only what is drawn");
    }
}

#[test]
fn a_folded_group_is_one_box_with_its_own_arrows() {
    let machine = super::sketch(&asl::value::parse(SMALL).unwrap());
    let both = machine.find("Both").unwrap().id;
    let graph = layout_folded(&machine, SMALL, &BTreeSet::from([both]));
    let node = graph.nodes.iter().find(|node| node.name == "Both").unwrap();
    assert_eq!((node.kind, node.holds), (NodeKind::Parallel, 3));
    assert!(graph.nodes.iter().all(|node| node.name != "Left"));
    assert_eq!(graph.groups.len(), 1, "the Map stays open");
    let out = graph
        .edges
        .iter()
        .filter(|edge| edge.from == End::State(both.0));
    assert_eq!(out.count(), 2, "on, and to the catcher");
    let told = mermaid(&graph, |_| None, &[]);
    assert!(told.contains("[\"Both (3)\"]"), "{told}");
    assert_eq!(
        layout_folded(&machine, SMALL, &BTreeSet::new()),
        draw(SMALL)
    );
}

#[test]
fn folded_machines_are_drawn_cleanly() {
    check_all("deep nesting", &Chance(1).nest(30), "");
    for seed in 1..40 {
        check_all(&format!("machine {seed}"), &Chance(seed).machine(60, 3), "");
    }
    for (name, machine, text) in published() {
        check_all(&name, &machine, &text);
    }
}
