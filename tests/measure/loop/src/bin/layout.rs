//! Laying out a drawing, natively: `layout < definition` prints what it takes in seconds, and the boxes and
//! arrows, for a peer to lay out the same.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use asl::definition::Definition;
use asl::graph::{End, Graph, layout};
use asl::machine::compile;
use std::hint::black_box;
use std::time::Instant;

const TIMES: usize = 21;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap_or_default();
    let Some(machine) = compile(&Definition::read(&text)).0 else {
        return println!("null");
    };
    let mut times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            black_box(layout(&machine, &text));
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        r#"{{"seconds": {}, "graph": {}}}"#,
        times[TIMES / 2],
        told(&layout(&machine, &text))
    );
}

fn told(graph: &Graph) -> String {
    let key = |end: End| match end {
        End::Start => "start".to_owned(),
        End::End => "end".to_owned(),
        End::State(id) => id.to_string(),
    };
    let boxes = graph
        .nodes
        .iter()
        .map(|node| format!("[{}, {}]", node.rect.width, node.rect.height));
    let arrows = graph
        .edges
        .iter()
        .map(|edge| format!(r#"["{}", "{}"]"#, key(edge.from), key(edge.to)));
    format!(
        r#"{{"boxes": [{}], "arrows": [{}]}}"#,
        boxes.collect::<Vec<_>>().join(", "),
        arrows.collect::<Vec<_>>().join(", ")
    )
}
