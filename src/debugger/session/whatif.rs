//! Running an execution once more: as it was, with the answers that its tasks got, or otherwise from the
//! cursor on. The first one is kept beside it, and both are compared.
//!
//! A fork runs from the start with what was answered before the cursor, so that it can have another
//! definition, other functions, another answer or other data. Whether it came to the cursor as the first
//! one did is seen by comparing.

use super::Session;
use crate::debugger::action::{Change, TaskAnswer};
use crate::debugger::compare::compare;
use crate::debugger::family::{Family, RunId};
use crate::debugger::run::Run;
use crate::debugger::services::Services;
use crate::debugger::tally::Tally;
use crate::debugger::tape::{Said, Tape};
use crate::debugger::view::Pair;
use crate::execution::{Answer, Invocation, Settings, Token, Work};
use crate::history::{Details, ExecutionDetails};
use crate::machine::StateId;
use crate::value::{Payload, Timestamp, parse};
use std::collections::VecDeque;
use std::rc::Rc;

/// What belongs to an execution that was run again.
#[derive(Debug, Default)]
pub struct Rerun {
    /// The one it is compared with.
    base: Family,
    services: Services,
    position: usize,
    /// Whether that one is looked at, and the new one kept here.
    swapped: bool,
    /// How many of its events are to come again.
    from: usize,
    tape: Tape,
    /// Attempts that will be told something, each with what.
    pending: Vec<(Token, VecDeque<Said>)>,
    /// Calls that nothing is known of, until all is as it was at the cursor: an answer that comes at once
    /// would come before what was said then.
    held: VecDeque<Invocation>,
    /// Another input for one visit of a state.
    input: Option<NewInput>,
    started: Timestamp,
    /// The comparison, and of how many entries.
    compared: Option<(usize, Pair)>,
}

impl Rerun {
    /// Whether the first one is looked at.
    pub fn is_swapped(&self) -> bool {
        self.swapped
    }
}

#[derive(Debug)]
struct NewInput {
    state: Rc<str>,
    /// Which of the state's visits, from 0.
    visit: usize,
    input: Payload,
}

impl Session {
    /// Runs what is looked at once more with all of its answers.
    #[inline(never)]
    pub(super) fn repeat(&mut self, now: Timestamp) {
        self.rerun(usize::MAX, None, now);
    }

    /// Runs it otherwise from the cursor on.
    #[inline(never)]
    pub(super) fn fork(&mut self, change: Change, now: Timestamp) {
        self.rerun(self.position, Some(change), now);
    }

    /// A recording stays beside the executions that are begun here; any other first one goes.
    pub(super) fn keep_recording(&mut self) {
        let recorded = |family: &Family| family.run(RunId::default()).is_some_and(Run::is_recorded);
        let position = self.position;
        let before = self.rerun.take();
        if recorded(&self.family) {
            self.rerun = Some(Box::new(Rerun {
                base: std::mem::take(&mut self.family),
                services: std::mem::take(&mut self.services),
                position,
                ..Rerun::default()
            }));
        } else if let Some(before) = before.filter(|before| recorded(&before.base)) {
            self.rerun = Some(Box::new(Rerun {
                base: before.base,
                services: before.services,
                position: before.position,
                ..Rerun::default()
            }));
        }
    }

    fn rerun(&mut self, until: usize, change: Option<Change>, now: Timestamp) {
        let Some(base) = self.family.shown().filter(|_| !self.running) else {
            return;
        };
        if self.family.shown_id() != Some(RunId::default()) || self.texts.runnable().is_none() {
            return;
        }
        let until = until.min(base.trace.len());
        let mut rerun = Rerun {
            from: base.trace.events_at(until),
            tape: Tape::of(&base.trace, until),
            position: self.position,
            started: now,
            ..Rerun::default()
        };
        if !rerun.changed(base, until, change) {
            return;
        }
        let settings = Settings {
            answered: base.is_recorded(),
            ..base.settings.clone()
        };
        let input = input_of(base);
        rerun.base = std::mem::take(&mut self.family);
        rerun.services = std::mem::take(&mut self.services);
        self.begin_with(input, Some(settings), now);
        self.rerun = Some(Box::new(rerun));
    }

    /// What is to be said to this attempt was said before: it is not called.
    pub(super) fn is_played(&mut self, run: RunId, invocation: &Invocation) -> bool {
        let Some(rerun) = self.rerun.as_mut().filter(|rerun| !rerun.swapped) else {
            return false;
        };
        if run != RunId::default() {
            return false;
        }
        let Some(own) = self.family.run(run) else {
            return false;
        };
        let state = own.trace.machine().state(invocation.state);
        let sent = match &invocation.work {
            Work::Function(call) => Rc::clone(&call.event),
            Work::Service(call) => Rc::clone(call.parameters.text()),
            Work::Activity(task) => Rc::clone(task.input.text()),
        };
        match rerun.tape.take(&state.name, &sent) {
            None => false,
            Some(says) => {
                rerun.pending.push((invocation.token, says));
                self.mocking.pass(run, invocation.state);
                true
            }
        }
    }

    /// Keeps a call for later while not all has come again that happened before the cursor.
    pub(super) fn is_held_back(&mut self, run: RunId, invocation: &Invocation) -> bool {
        let told = self.told_again();
        let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped);
        let own = rerun.filter(|_| run == RunId::default());
        let early = own.filter(|rerun| told < rerun.from || !rerun.held.is_empty());
        early.is_some_and(|rerun| {
            rerun.held.push_back(invocation.clone());
            true
        })
    }

    /// A call that was kept, when all has come again or, being `idle`, nothing more comes by itself.
    pub(super) fn let_go(&mut self, idle: bool) -> Option<Invocation> {
        let told = self.told_again();
        let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped)?;
        if told < rerun.from && !idle {
            return None;
        }
        rerun.held.pop_front()
    }

    /// Whether a call is kept.
    pub(super) fn has_held(&self) -> bool {
        let rerun = self.rerun.as_ref().filter(|rerun| !rerun.swapped);
        rerun.is_some_and(|rerun| !rerun.held.is_empty())
    }

    /// Nobody waits any more for a call that may have been kept.
    pub(super) fn drop_held(&mut self, run: RunId, token: Token) {
        if let Some(rerun) = self.rerun.as_mut().filter(|_| run == RunId::default()) {
            rerun.held.retain(|held| held.token != token);
        }
    }

    fn told_again(&self) -> usize {
        let run = self.family.run(RunId::default());
        run.map_or(0, |run| run.trace.events.len())
    }

    /// Says what is to be said next, if it was said before `until`, and what was said right after it,
    /// before anything else happened; whether there was anything.
    pub(super) fn play_on(&mut self, until: Option<Timestamp>, now: Timestamp) -> bool {
        let mut last = None;
        loop {
            let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped);
            let next = rerun.and_then(|rerun| rerun.next(last, until, now));
            let Some((token, said, moment)) = next else {
                return last.is_some();
            };
            last = Some(said.place);
            self.tell(RunId::default(), token, said.answer, moment);
        }
    }

    /// Gives the state its new input when it is about to be entered.
    pub(super) fn put_input(&mut self) {
        let Some(rerun) = self.rerun.as_mut().filter(|rerun| !rerun.swapped) else {
            return;
        };
        let Some(new) = &rerun.input else { return };
        let Some(run) = self.family.run_mut(RunId::default()) else {
            return;
        };
        let state = run.trace.machine().find(&new.state).map(|state| state.id);
        let due = |id: StateId| run.trace.by_state[id.0 as usize].len() == new.visit;
        if let Some(id) = state.filter(|id| due(*id))
            && run.replace_input(id, &new.input)
        {
            rerun.input = None;
        }
    }

    /// Looks at the other one of the two.
    #[inline(never)]
    pub(super) fn swap(&mut self) {
        let Some(rerun) = self.rerun.as_mut().filter(|_| !self.running) else {
            return;
        };
        std::mem::swap(&mut self.family, &mut rerun.base);
        std::mem::swap(&mut self.services, &mut rerun.services);
        std::mem::swap(&mut self.position, &mut rerun.position);
        rerun.swapped = !rerun.swapped;
        let position = self.position;
        self.show_family();
        self.seek(position);
    }

    pub(super) fn show_family(&mut self) {
        self.tally = self
            .family
            .shown()
            .map_or_else(Tally::default, |run| Tally::new(&run.trace));
        self.selection = None;
        self.join();
        self.watch_anew();
    }

    /// The two side by side.
    #[inline(never)]
    pub(super) fn pair(&mut self) -> Option<Pair> {
        let running = self.running;
        let rerun = self.rerun.as_mut()?;
        let (first, second) = if rerun.swapped {
            (&self.family, &rerun.base)
        } else {
            (&rerun.base, &self.family)
        };
        let runs = first
            .run(RunId::default())
            .zip(second.run(RunId::default()));
        let (one, two) = runs?;
        let told = two.trace.len();
        if let Some((length, pair)) = &rerun.compared
            && *length == told
            && !running
            && pair.comparison.is_some()
        {
            return Some(Pair {
                first_shown: rerun.swapped,
                ..pair.clone()
            });
        }
        let pair = Pair {
            recorded: one.is_recorded(),
            first_shown: rerun.swapped,
            from: rerun.from as u32,
            comparison: (!running).then(|| compare(&one.trace, &two.trace)),
        };
        rerun.compared = Some((told, pair.clone()));
        Some(pair)
    }
}

impl Rerun {
    /// The next thing to be said, and when; behind the one at place `last` only the one right after it.
    fn next(
        &mut self,
        last: Option<u32>,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<(Token, Said, Timestamp)> {
        let fronts = self.pending.iter().enumerate();
        let fronts = fronts.filter_map(|(at, (_, says))| Some((says.front()?.place, at)));
        let (place, at) = fronts.min()?;
        let (token, says) = &mut self.pending[at];
        let (token, after) = (*token, says.front()?.after);
        let moment = self.started.plus_millis(after).max(now);
        if last.is_some_and(|last| place != last + 1) || until.is_some_and(|until| until < moment) {
            return None;
        }
        let said = says.pop_front()?;
        self.pending.retain(|(_, says)| !says.is_empty());
        Some((token, said, moment))
    }

    /// Takes the person's change in; `false` if nothing can be changed so at the cursor.
    fn changed(&mut self, base: &Run, position: usize, change: Option<Change>) -> bool {
        let visit = || {
            let entries = base.trace.entries.iter().take(position).rev();
            let entered = entries
                .filter_map(crate::debugger::trace::Entry::visit)
                .next();
            entered.and_then(|entered| base.trace.visit(entered))
        };
        match change {
            None | Some(Change::Texts) => true,
            Some(Change::Answer(with)) => {
                let answer = answer_of(with);
                let Some((visit, answer)) = visit().zip(answer) else {
                    return false;
                };
                let visit = &base.trace.visits[visit.0];
                let replaced = self
                    .tape
                    .replace(&base.trace, visit.entered, position, answer);
                self.from = replaced.unwrap_or(self.from);
                replaced.is_some()
            }
            Some(Change::Input(text)) => {
                let Some((visit, input)) = visit().zip(Payload::from_text(&text).ok()) else {
                    return false;
                };
                let visit = &base.trace.visits[visit.0];
                // What comes after the state was entered may be answered otherwise.
                let entered = visit.entries.first().copied().unwrap_or_default();
                self.tape = Tape::of(&base.trace, entered);
                self.from = base.trace.events_at(entered);
                self.input = Some(NewInput {
                    state: Rc::clone(&base.trace.machine().state(visit.state).name),
                    visit: visit.number,
                    input,
                });
                true
            }
        }
    }
}

/// The answer that a person wrote; `None` if it is not JSON.
fn answer_of(with: TaskAnswer) -> Option<Answer> {
    let text = |text: String| (!text.is_empty()).then(|| Rc::from(text));
    match with {
        TaskAnswer::Success(output) => parse(&output)
            .is_ok()
            .then(|| Answer::Succeeded(output.into())),
        TaskAnswer::Failure { error, cause } => Some(Answer::Refused(ExecutionDetails {
            error: text(error),
            cause: text(cause),
        })),
        TaskAnswer::Heartbeat => None,
    }
}

/// The input that an execution had, if it is told.
fn input_of(run: &Run) -> Option<Payload> {
    if let Details::ExecutionStarted { input, .. } = &run.trace.event(0)?.details {
        return Some(input.clone()).filter(Payload::is_told);
    }
    None
}
