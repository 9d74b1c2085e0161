//! Playing: a timer that moves the cursor. It knows nothing but where the cursor is and where it can go.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Desk, Log, Pane, use_desk};
use crate::kit::browser::less_motion;
use crate::kit::remember::Remembered;
use crate::part::recent;
use asl::debugger::action::{Action, Direction, Goal, Zoom};
use asl::debugger::view::{Shown, Transport};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// After Run, the whole trace is shown in about so many milliseconds.
const REPLAY: u64 = 2_000;
/// A state is shown for at most so many milliseconds of a replay, and a move for at least so many: more of them could not
/// be told apart.
const REPLAY_STEP: u64 = 450;
const REPLAY_MOVE: u64 = 42;
/// One step at normal speed, in milliseconds.
const STEP: u64 = 800;
/// How long to wait for more where a running execution has no more yet, in milliseconds.
const LOOK_AGAIN: u64 = 80;

/// How fast one step follows another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its factor")]
pub enum Speed {
    Half,
    #[default]
    One,
    Two,
    Four,
    Eight,
    /// Straight to the end.
    Instant,
}

impl Speed {
    /// All of them, slow ones first.
    pub const ALL: [Self; 6] = [
        Self::Half,
        Self::One,
        Self::Two,
        Self::Four,
        Self::Eight,
        Self::Instant,
    ];

    /// How long a step takes in milliseconds; `None` when it takes no time.
    fn step(self) -> Option<u64> {
        match self {
            Self::Half => Some(STEP * 2),
            Self::One => Some(STEP),
            Self::Two => Some(STEP / 2),
            Self::Four => Some(STEP / 4),
            Self::Eight => Some(STEP / 8),
            Self::Instant => None,
        }
    }

    /// `0.5×`; empty for [`Self::Instant`], which the page words.
    pub const fn factor(self) -> &'static str {
        match self {
            Self::Half => "0.5×",
            Self::One => "1×",
            Self::Two => "2×",
            Self::Four => "4×",
            Self::Eight => "8×",
            Self::Instant => "",
        }
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl FromStr for Speed {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|speed| speed.to_string() == text)
            .ok_or(())
    }
}

/// What the player is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Still,
    /// Step by step, as fast as was chosen.
    Playing,
    /// Through a fresh execution, in about two seconds.
    Replaying,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    /// Send this and go on after so many milliseconds.
    Move(Action, u64),
    /// Look again after so many milliseconds.
    Wait(u64),
    /// Send this, and that was it.
    Finish(Option<Action>),
}

/// Where a replay began, or went on after it had waited for more.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Start {
    /// The cursor's place then.
    position: u32,
    /// When that was, in milliseconds of the wall clock.
    at: f64,
}

/// The player of this page. Copies are the same player.
#[derive(Clone, Copy)]
pub struct Player {
    bridge: Bridge,
    desk: Desk,
    mode: RwSignal<Mode>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether it has moved the cursor since it was started: it rests at a breakpoint, and leaves it.
    moved: StoredValue<bool>,
    /// From where and when on the replay goes.
    start: StoredValue<Start>,
    /// Whether what runs has run long enough to be stopped.
    stoppable: RwSignal<bool>,
    /// How fast it plays.
    pub speed: Remembered<Speed>,
}

/// A press so soon after a run began was meant to begin it: the second one of two, or one on a page that runs its
/// workflow unasked. And a run that is over before need not flash the word Stop.
const MEANT_TO_BEGIN: Duration = Duration::from_millis(400);

/// The player of this page.
pub fn use_player() -> Player {
    expect_context()
}

impl Player {
    /// A player that stands still.
    pub fn new() -> Self {
        let (bridge, stoppable) = (use_bridge(), RwSignal::new(false));
        let running = bridge.transport_slice(|transport| transport.running);
        Effect::new(move |before: Option<Option<TimeoutHandle>>| {
            if let Some(handle) = before.flatten() {
                handle.clear();
            }
            stoppable.set(false);
            let runs = running.get();
            let later = move || stoppable.set(true);
            runs.then(|| set_timeout_with_handle(later, MEANT_TO_BEGIN).ok())?
        });
        Self {
            bridge,
            desk: use_desk(),
            mode: RwSignal::default(),
            timer: StoredValue::new(None),
            moved: StoredValue::new(false),
            start: StoredValue::new(Start::default()),
            stoppable,
            speed: Remembered::new("speed", Speed::default()),
        }
    }

    /// The bridge that it sends its wishes over.
    pub fn bridge(&self) -> Bridge {
        self.bridge
    }

    /// Stands still and moves the cursor as a debugger does.
    #[inline(never)]
    pub fn go_to(&self, to: Goal, direction: Direction) {
        self.go(Action::Go { to, direction });
    }

    /// The state that somebody has chosen to look at.
    #[inline(never)]
    pub fn chosen_state(&self) -> Option<u32> {
        self.bridge.inspector().with_untracked(|shown| match shown {
            Shown::Filled(inspector) if inspector.selected => inspector.state,
            Shown::Filled(_) | Shown::Empty(_) => None,
        })
    }

    /// Ends what runs, and runs again with the input of the last run.
    #[inline(never)]
    pub fn again(&self) {
        self.pause();
        recent::follow_again(self.bridge);
        self.bridge.send(Action::Again);
        self.desk.pane.set(Pane::Graph);
    }

    /// Whether a breakpoint may stop the cursor.
    fn is_held(&self) -> bool {
        let workspace = self.bridge.workspace();
        workspace.with_untracked(|workspace| workspace.breakpoints.iter().any(|point| !point.off))
    }

    /// Whether it moves by itself.
    pub fn is_playing(&self) -> Signal<bool> {
        let mode = self.mode;
        Signal::derive(move || mode.get() != Mode::Still)
    }

    /// Starts an execution and shows it from its start. Where less motion is wanted, the cursor just follows it;
    /// where there are breakpoints, it follows it to the first.
    pub fn run(&self) {
        self.pause();
        let follows = less_motion() || self.is_held();
        let start = if follows { Action::Run } else { Action::Watch };
        self.bridge.send(start);
        self.desk.pane.set(Pane::Graph);
        self.desk.welcomed.set(true);
        recent::follow(self.bridge);
        if !follows {
            self.start(Mode::Replaying);
        }
    }

    /// Goes on with an execution that ended badly; the cursor follows it.
    pub fn redrive(&self) {
        self.pause();
        recent::follow_on();
        self.bridge.send(Action::Redrive);
        self.desk.pane.set(Pane::Graph);
    }

    /// Shows the execution from its start, whole, in about two seconds.
    pub fn watch(&self) {
        self.pause();
        self.desk.welcomed.set(true);
        self.bridge.send(Action::First);
        self.start(Mode::Replaying);
    }

    /// Whether a press on Run would stop what runs.
    pub fn is_stoppable(&self) -> Signal<bool> {
        self.stoppable.into()
    }

    /// Runs, or ends what runs; where the texts cannot be run, shows what is wrong with them.
    pub fn run_or_stop(&self) {
        if self.transport(|transport| transport.running) {
            if !self.stoppable.get_untracked() {
                return;
            }
            self.pause();
            self.bridge.send(Action::Stop);
            self.bridge.send(Action::Last);
        } else if self.transport(|transport| transport.can_run) {
            self.run();
        } else {
            self.desk.log.set(Log::Problems);
            self.desk.pane.set(Pane::Log);
        }
    }

    /// Plays, or stands still.
    pub fn toggle(&self) {
        if self.mode.get_untracked() != Mode::Still {
            return self.pause();
        }
        if self.transport(|transport| !transport.can_forward && !transport.running) {
            self.bridge.send(Action::First);
        }
        self.start(Mode::Playing);
    }

    /// Stands still.
    pub fn pause(&self) {
        self.mode.set(Mode::Still);
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Stands still and moves the cursor.
    pub fn go(&self, action: Action) {
        self.pause();
        self.bridge.send(action);
    }

    /// Stands still and moves the cursor one step as far as the zoom says.
    pub fn step(&self, direction: Direction) {
        let by = self.transport(|transport| transport.zoom);
        self.go(Action::Step { by, direction });
    }

    /// Stands still and moves the cursor to the next or last state.
    pub fn step_state(&self, direction: Direction) {
        self.go(Action::Step {
            by: Zoom::State,
            direction,
        });
    }

    fn transport<T>(&self, of: impl FnOnce(&Transport) -> T) -> T {
        self.bridge
            .transport()
            .with_untracked(|transport| of(transport))
    }

    fn start(self, mode: Mode) {
        self.moved.set_value(false);
        self.mode.set(mode);
        self.begin();
        self.again_in(LOOK_AGAIN);
    }

    /// The replay goes from where the cursor is, from now on.
    fn begin(self) {
        let position = self.transport(|transport| transport.position);
        self.start.set_value(Start {
            position,
            at: now(),
        });
    }

    fn again_in(self, millis: u64) {
        let timer = set_timeout_with_handle(move || self.tick(), Duration::from_millis(millis));
        self.timer.set_value(timer.ok());
    }

    fn tick(self) {
        if self.transport(|transport| transport.holds) && self.moved.get_value() {
            return self.pause();
        }
        self.moved.set_value(true);
        let speed = self.speed.get_untracked();
        let next = match self.mode.get_untracked() {
            Mode::Still => return,
            Mode::Playing => self.transport(|transport| playing(transport, speed)),
            Mode::Replaying => {
                let start = self.start.get_value();
                self.transport(|transport| replaying(transport, start, now() - start.at))
            }
        };
        match next {
            Next::Move(action, millis) => {
                self.bridge.send(action);
                self.again_in(millis);
            }
            Next::Wait(millis) => {
                self.begin();
                self.again_in(millis);
            }
            Next::Finish(action) => {
                self.pause();
                if let Some(action) = action {
                    self.bridge.send(action);
                }
            }
        }
    }
}

const TO_BREAKPOINT: Action = Action::Go {
    to: Goal::Breakpoint,
    direction: Direction::Forward,
};

fn playing(transport: &Transport, speed: Speed) -> Next {
    let step = Action::Advance(transport.zoom);
    match speed.step() {
        None if transport.held_ahead.is_some() => Next::Finish(Some(TO_BREAKPOINT)),
        None => Next::Finish(Some(Action::Last)),
        Some(millis) if transport.can_forward => Next::Move(step, millis),
        Some(_) if transport.running => Next::Wait(LOOK_AGAIN),
        Some(_) => Next::Finish(None),
    }
}

/// From one state's entry to the next, over several where there are many or where the browser is slow: after so many
/// milliseconds the cursor is where it would be if every move had taken no time.
fn replaying(transport: &Transport, start: Start, elapsed: f64) -> Next {
    let after = |position: u32| {
        transport
            .ticks
            .partition_point(|tick| tick.position <= position)
    };
    let (first, done) = (after(start.position), after(transport.position));
    let ahead = transport.ticks.len() - first;
    let pace = (REPLAY as f64 / ahead.max(1) as f64).min(REPLAY_STEP as f64);
    let due = first + (elapsed / pace) as usize;
    let next = transport
        .ticks
        .get(due.max(done))
        .or(transport.ticks.last());
    match (
        next.filter(|tick| tick.position > transport.position),
        transport.held_ahead,
    ) {
        (Some(tick), Some(held)) if held <= tick.position => Next::Finish(Some(TO_BREAKPOINT)),
        (Some(tick), _) => Next::Move(Action::Seek(tick.position), (pace as u64).max(REPLAY_MOVE)),
        (None, _) if transport.running => Next::Wait(LOOK_AGAIN),
        (None, _) => Next::Finish(Some(Action::Last)),
    }
}

/// The wall clock in milliseconds.
fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl::debugger::view::Tick;

    fn finished(ticks: u32, position: u32) -> Transport {
        let ticks = (1..=ticks)
            .map(|position| Tick {
                position,
                failure: false,
            })
            .collect();
        Transport {
            ticks,
            position,
            length: 1000,
            ..Transport::default()
        }
    }

    const BEFORE: Start = Start {
        position: 0,
        at: 0.0,
    };

    /// How many moves a replay makes, and how long they take together, where a move itself takes `slow` milliseconds.
    fn replay(ticks: u32, slow: u64) -> (u32, u64) {
        let (mut transport, mut moves, mut total) = (finished(ticks, 0), 0, 0);
        while let Next::Move(Action::Seek(position), millis) =
            replaying(&transport, BEFORE, total as f64)
        {
            assert!(position > transport.position);
            transport.position = position;
            moves += 1;
            total += millis + slow;
        }
        assert_eq!(transport.position, ticks, "the end is shown");
        (moves, total)
    }

    #[test]
    fn a_short_execution_is_shown_state_by_state() {
        assert_eq!(replay(3, 0), (3, 3 * 450));
    }

    #[test]
    fn a_long_one_takes_about_two_seconds_too() {
        for ticks in [10, 50, 120, 400] {
            let (moves, total) = replay(ticks, 0);
            assert!(moves <= 50, "{ticks}: {moves} moves");
            assert!((1_500..=2_100).contains(&total), "{ticks}: {total} ms");
        }
    }

    #[test]
    fn where_a_move_takes_long_there_are_fewer() {
        for ticks in [10, 50, 400] {
            let (moves, total) = replay(ticks, 300);
            assert!(moves >= 5, "{ticks}: {moves} moves");
            assert!(total <= 2_000 + 2 * 500, "{ticks}: {total} ms");
        }
    }

    #[test]
    fn at_the_end_of_a_running_execution_it_waits_for_more() {
        let running = Transport {
            running: true,
            ..finished(2, 2)
        };
        assert_eq!(replaying(&running, BEFORE, 0.0), Next::Wait(LOOK_AGAIN));
        assert_eq!(
            replaying(&finished(2, 2), BEFORE, 0.0),
            Next::Finish(Some(Action::Last))
        );
    }

    #[test]
    fn what_comes_after_a_wait_is_shown_state_by_state_again() {
        let start = Start {
            position: 2,
            at: 9_000.0,
        };
        let next = replaying(&finished(5, 2), start, 0.0);
        assert_eq!(next, Next::Move(Action::Seek(3), 450));
    }

    #[test]
    fn a_speed_is_remembered_by_its_name() {
        for speed in Speed::ALL {
            assert_eq!(speed.to_string().parse(), Ok(speed));
        }
    }
}
