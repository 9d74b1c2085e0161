//! What functions wrote, beside the states that called them.

use super::action::Window;
use super::names::Names;
use super::run::Run;
use super::view::{Console, ConsoleRow, Empty, Level, Shown};
use crate::execution::Invocation;
use crate::history::EventId;
use crate::machine::StateId;

/// So many lines are kept; what comes then is only counted.
const MOST_LINES: usize = 5000;
/// So many characters of a line are kept.
const LONGEST_LINE: usize = 10_000;

/// A line as a function wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// How it was written.
    pub level: Level,
    /// What was written.
    pub text: String,
    /// The file, where known.
    pub file: String,
    /// The line in it, from 1, where known.
    pub line: Option<u32>,
}

/// A line and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The entries that had been told by then.
    pub position: usize,
    /// The Task.
    pub state: StateId,
    /// The visit.
    pub visit: EventId,
    /// The attempt, from 0.
    pub attempt: u32,
    /// The line.
    pub line: Line,
}

/// All lines of a run.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// In the order in which they came.
    pub written: Vec<Written>,
    /// Those that came when there were too many.
    pub dropped: u32,
}

impl Lines {
    /// Takes a line in.
    pub fn push(&mut self, by: &Invocation, mut line: Line, position: usize) {
        if self.written.len() == MOST_LINES {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        if let Some((end, _)) = line.text.char_indices().nth(LONGEST_LINE) {
            line.text.truncate(end);
            line.text.push('…');
        }
        self.written.push(Written {
            position,
            state: by.state,
            visit: by.visit,
            attempt: by.attempt,
            line,
        });
    }

    /// How many had come at a position.
    pub fn at(&self, position: usize) -> usize {
        self.written
            .partition_point(|written| written.position <= position)
    }
}

/// The level that a method of `console` has.
pub fn level(word: &str) -> Level {
    match word {
        "debug" => Level::Debug,
        "trace" => Level::Trace,
        "info" => Level::Info,
        "warn" => Level::Warn,
        "error" => Level::Error,
        "hint" => Level::Hint,
        _ => Level::Log,
    }
}

/// The console's panel.
pub fn panel(run: &Run, names: &Names, position: usize, window: Window) -> Shown<Console> {
    let lines = &run.lines;
    if lines.written.is_empty() {
        return Shown::Empty(Empty::NothingLogged);
    }
    let from = (window.from as usize).min(lines.written.len());
    let rows = lines.written.iter().enumerate().skip(from);
    let rows = rows.take(window.count as usize);
    Shown::Filled(Console {
        total: lines.written.len() as u32,
        happened: lines.at(position) as u32,
        dropped: lines.dropped,
        from: from as u32,
        rows: rows
            .map(|(at, written)| row(run, names, at, written))
            .collect(),
    })
}

/// One line as a row.
pub fn row(run: &Run, names: &Names, number: usize, written: &Written) -> ConsoleRow {
    ConsoleRow {
        number: number as u32,
        position: written.position as u32,
        state: names.shown(written.state),
        state_name: run.trace.machine().state(written.state).name.to_string(),
        visit: written.visit.place,
        attempt: written.attempt,
        level: written.line.level,
        text: written.line.text.clone(),
        file: written.line.file.clone(),
        line: written.line.line,
    }
}
