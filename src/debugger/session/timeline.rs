//! The timeline: computed while somebody looks at it, and only then.

use super::Session;
use crate::debugger::action::Window;
use crate::debugger::family::RunId;
use crate::debugger::timeline::Chart;
use crate::debugger::view::{Panel, Shown};

/// What the session knows of the timeline.
#[derive(Debug, Default)]
pub(super) struct TimelineView {
    /// The lanes on the screen; `None` while nobody looks.
    window: Option<Window>,
    chart: Chart,
    /// The execution that the chart is of, and when it began.
    of: Option<(RunId, i64)>,
}

impl TimelineView {
    /// For another workspace: the same lanes are on the screen.
    pub(super) fn anew(&self) -> Self {
        Self {
            window: self.window,
            ..Self::default()
        }
    }
}

impl Session {
    /// Which lanes are on the screen.
    #[inline(never)]
    pub(super) fn show_timeline(&mut self, window: Option<Window>) {
        self.timeline.window = window;
    }

    /// Opens or closes a lane.
    #[inline(never)]
    pub(super) fn open_lane(&mut self, lane: u32, open: bool) {
        if let Some(run) = self.family.shown() {
            self.timeline.chart.turn(lane, open, run.trace.machine());
        }
    }

    /// Moves the cursor to the last entry that has happened at a place along the timeline.
    #[inline(never)]
    pub(super) fn seek_along(&mut self, place: f64) {
        let Some(run) = self.family.shown() else {
            return;
        };
        let position = self.timeline.chart.position(&run.trace, place);
        self.seek(position);
    }

    /// The panel, if somebody looks.
    pub(super) fn timeline_panel(&mut self, panels: &mut Vec<Panel>) {
        if let Some(window) = self.timeline.window {
            self.look_at_timeline(window, panels);
        }
    }

    #[inline(never)]
    fn look_at_timeline(&mut self, window: Window, panels: &mut Vec<Panel>) {
        let none = self.nothing();
        let Some(run) = self.family.shown() else {
            panels.push(Panel::Timeline(Shown::Empty(none)));
            return;
        };
        let view = &mut self.timeline;
        let start = run.trace.time_at(1).unwrap_or_default().0;
        let of = self.family.shown_id().map(|id| (id, start));
        if std::mem::replace(&mut view.of, of) != of {
            view.chart.forget();
        }
        view.chart.follow(run);
        let panel = view.chart.panel(run, &self.names, self.position, window);
        panels.push(Panel::Timeline(Shown::Filled(panel)));
    }
}
