//! The rungs of the visit that was looked at last. What a visit told does not change, and its data may be long: it
//! is printed and compared once, not at every move of the cursor.

use super::trace::VisitIx;
use super::view::StageRow;
use crate::graph::EdgeKind;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Which visit, and how its rungs are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which execution of the session: two have never the same.
    pub run: (u32, bool, u32),
    /// The visit.
    pub visit: VisitIx,
    /// Whether long data is shown whole.
    pub whole: bool,
    /// Whether it is told where data comes from.
    pub sources: bool,
    /// The way the visit went, as far as is known.
    pub way: EdgeKind,
}

/// Rungs by their places in the trace.
#[derive(Debug, Default)]
pub struct Rungs(RefCell<(Option<Told>, BTreeMap<usize, StageRow>)>);

impl Rungs {
    /// The rungs at these places; those that are not known yet are made.
    pub fn rows(
        &self,
        told: Told,
        places: impl Iterator<Item = usize>,
        make: impl Fn(usize) -> Option<StageRow>,
    ) -> Vec<StageRow> {
        let (of, mut known) = self.0.take();
        if of != Some(told) {
            known.clear();
        }
        let mut rows = Vec::new();
        for place in places {
            let row = known.get(&place).cloned().or_else(|| make(place));
            if let Some(row) = row {
                known.entry(place).or_insert_with(|| row.clone());
                rows.push(row);
            }
        }
        self.0.replace((Some(told), known));
        rows
    }
}
