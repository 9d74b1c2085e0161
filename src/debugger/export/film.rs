//! The run as an SVG that moves: states change their status one after another, a token runs along the arrows
//! that are taken. It repeats; for those who want less motion it stands still and shows the end.

use super::class;
use super::dress::{Colours, Dress, Theme};
use super::svg::{arrow, badge, frame, path, shape, sheet, short, words};
use crate::debugger::action::Zoom;
use crate::debugger::names::Names;
use crate::debugger::run::Run;
use crate::debugger::tally::Tally;
use crate::debugger::view::{Film, Frame, Graph, GroupKind, Mark, Status};
use crate::machine::StateId;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A longer run is shown in so many frames, evenly taken.
const MOST_FRAMES: usize = 80;
/// One frame in seconds, and how many of them the end stays.
const SECONDS: f64 = 0.8;
const HOLD: usize = 4;

/// The film of a run, on the drawing that the names lead to.
pub fn film_of(run: &Run, names: &Names) -> Film {
    let trace = &run.trace;
    let stops = trace.stops(Zoom::State);
    let every = stops.len().div_ceil(MOST_FRAMES).max(1);
    let kept = stops.iter().skip(every - 1).step_by(every).copied();
    let mut stops: Vec<usize> = kept.collect();
    if stops.last() != Some(&trace.len()) {
        stops.push(trace.len());
    }
    let mut tally = Tally::new(trace);
    let mut before = Tally::new(trace);
    let mut frames = Vec::new();
    for stop in stops {
        tally.seek(trace, stop);
        let states = (0..trace.by_state.len() as u32).map(StateId);
        let changed = states.filter_map(|state| {
            let status = tally.status(trace, state);
            let news = status != before.status(trace, state);
            Some((names.shown(state).filter(|_| news)?, status))
        });
        let arrows = 0..trace.progress.arrows.len();
        let taken = arrows.filter(|arrow| tally.edge(*arrow) > before.edge(*arrow));
        let frame = Frame {
            states: changed.collect(),
            edges: taken.filter_map(|arrow| names.edge(arrow)).collect(),
        };
        if frame != Frame::default() {
            frames.push(frame);
        }
        before.seek(trace, stop);
    }
    Film { frames }
}

/// The film as one file.
pub fn film_svg(graph: &Graph, film: &Film, dress: &Dress<'_>) -> String {
    let reel = Reel::new(film);
    sheet(graph, dress, &reel.style(dress.theme), |text| {
        for group in &graph.groups {
            frame(group, Mark::default(), dress, text);
            if group.kind != (GroupKind::Branch(0)) && !group.name.is_empty() {
                for scene in reel.scenes(group.state) {
                    let _ = write!(text, "{}", scene.opening());
                    let mark = Mark {
                        status: scene.status,
                        ..Mark::default()
                    };
                    frame(group, mark, dress, text);
                    text.push_str("</g>\n");
                }
            }
        }
        for (index, edge) in (0_u32..).zip(&graph.edges) {
            let fails = graph.comes_from_fail(edge);
            arrow(edge, fails, 0, text);
            if let Some(from) = reel.first_taken(index) {
                let scene = Scene {
                    status: Status::Succeeded,
                    from,
                    to: reel.length,
                    last: true,
                };
                let _ = write!(text, "{}", scene.opening());
                arrow(edge, fails, 1, text);
                text.push_str("</g>\n");
            }
        }
        for (at, frame) in film.frames.iter().enumerate() {
            for edge in frame
                .edges
                .iter()
                .filter_map(|edge| graph.edges.get(*edge as usize))
            {
                let _ = writeln!(
                    text,
                    "<circle class=\"w\" r=\"5\" style=\"offset-path:path('{}');animation-name:t{at}\"/>",
                    path(&edge.points)
                );
            }
        }
        for node in &graph.nodes {
            shape(node, Mark::default(), dress, text);
            for scene in node
                .state
                .map(|state| reel.scenes(state))
                .unwrap_or_default()
            {
                let rect = node.rect;
                let _ = write!(
                    text,
                    "{}<g class=\"{}\" transform=\"translate({} {})\"><rect class=\"b\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
                    scene.opening(),
                    class(scene.status).unwrap_or_default(),
                    short(rect.x),
                    short(rect.y),
                    rect.width,
                    rect.height
                );
                words(node, dress, text);
                badge(scene.status, rect.width, dress, text);
                text.push_str("</g></g>\n");
            }
        }
    })
}

/// A state's status from one frame to another.
struct Scene {
    status: Status,
    from: usize,
    to: usize,
    /// Whether it is how the film ends.
    last: bool,
}

impl Scene {
    fn opening(&self) -> String {
        let class = if self.last { "v z" } else { "v" };
        format!(
            "<g class=\"{class}\" style=\"animation-name:k{}_{}\">",
            self.from, self.to
        )
    }
}

/// The film with its timing.
struct Reel<'a> {
    film: &'a Film,
    /// In frames, the end included.
    length: usize,
}

impl<'a> Reel<'a> {
    fn new(film: &'a Film) -> Self {
        Self {
            film,
            length: film.frames.len() + HOLD,
        }
    }

    fn scenes(&self, state: u32) -> Vec<Scene> {
        let frames = self.film.frames.iter().enumerate();
        let changes = frames.filter_map(|(at, frame)| {
            let change = frame.states.iter().find(|(of, _)| *of == state)?;
            Some((at, change.1))
        });
        let changes: Vec<_> = changes.collect();
        let ends = changes
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([self.length]);
        let scenes = changes.iter().zip(ends).map(|(&(from, status), to)| Scene {
            status,
            from,
            to,
            last: to == self.length,
        });
        scenes
            .filter(|scene| scene.status != Status::NotRun)
            .collect()
    }

    fn first_taken(&self, edge: u32) -> Option<usize> {
        let mut frames = self.film.frames.iter();
        frames.position(|frame| frame.edges.contains(&edge))
    }

    fn percent(&self, frame: usize) -> f64 {
        (frame as f64 / self.length.max(1) as f64 * 100_000.0).round() / 1_000.0
    }

    fn style(&self, theme: Theme) -> String {
        let seconds = self.length as f64 * SECONDS;
        let Colours {
            surface, statuses, ..
        } = theme.colours();
        let (token, _) = statuses[1];
        let mut style = format!(
            ".v{{opacity:0;animation:{seconds:.1}s step-end infinite}}.w{{fill:{token};stroke:{surface};stroke-width:1.5;opacity:0;offset-rotate:0deg;animation:{seconds:.1}s linear infinite}}@media(prefers-reduced-motion:reduce){{.v,.w{{animation:none!important}}.z{{opacity:1}}}}"
        );
        for (from, to) in self.stretches() {
            let begins = match from {
                0 => "0%{opacity:1}".to_owned(),
                from => format!("0%{{opacity:0}}{}%{{opacity:1}}", self.percent(from)),
            };
            let ends = if to == self.length {
                "100%{opacity:1}".to_owned()
            } else {
                format!("{}%,100%{{opacity:0}}", self.percent(to))
            };
            let _ = write!(style, "@keyframes k{from}_{to}{{{begins}{ends}}}");
        }
        for at in 0..self.film.frames.len() {
            let (from, to) = (self.percent(at), self.percent(at + 1));
            let _ = write!(
                style,
                "@keyframes t{at}{{0%,{from}%{{offset-distance:0%;opacity:0}}{:.3}%{{opacity:1}}{:.3}%{{offset-distance:100%;opacity:1}}{to}%,100%{{offset-distance:100%;opacity:0}}}}",
                from + 0.01,
                to - 0.01
            );
        }
        style
    }

    /// Every stretch of frames that something is shown for.
    fn stretches(&self) -> BTreeSet<(usize, usize)> {
        let frames = || self.film.frames.iter().enumerate();
        let states: BTreeSet<u32> = frames()
            .flat_map(|(_, frame)| frame.states.iter().map(|(state, _)| *state))
            .collect();
        let scenes = states.into_iter().flat_map(|state| self.scenes(state));
        let scenes = scenes.map(|scene| (scene.from, scene.to));
        let taken = frames().filter(|(_, frame)| !frame.edges.is_empty());
        scenes
            .chain(taken.map(|(at, _)| (at, self.length)))
            .collect()
    }
}
