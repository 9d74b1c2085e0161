//! Running an execution once more: as it was, with the answers that its tasks got, or otherwise from the
//! cursor on. The first one is kept beside it, and both are compared.
//!
//! A fork runs from the start with what was answered before the cursor, so that it can have another
//! definition, other functions, another answer or other data; with it run again the executions that its
//! Tasks began, each with its own answers. Whether it came to the cursor as the first one did is seen by
//! comparing. An execution that goes on is stopped for it.

use super::{Need, Session};
use crate::debugger::action::{Change, TaskAnswer};
use crate::debugger::compare::compare;
use crate::debugger::family::{Family, Origin, RunId};
use crate::debugger::replay::Replay;
use crate::debugger::run::Run;
use crate::debugger::services::Services;
use crate::debugger::tally::Tally;
use crate::debugger::tape::{Said, Tape};
use crate::debugger::view::{Pair, WhatIf, Word};
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
    /// Which of the first family was looked at: it is compared.
    looked: RunId,
    /// How many of its events are to come again.
    from: usize,
    replay: Replay,
    /// Attempts that will be told something, each with what.
    pending: Vec<(RunId, Token, VecDeque<Said>)>,
    /// Calls that nothing is known of, until all is as it was at the cursor: an answer that comes at once
    /// would come before what was said then.
    held: VecDeque<(RunId, Invocation)>,
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

    /// Executions that ran here before a history was opened: they stay beside it.
    pub fn beside_recording(ran: Family, services: Services, position: usize) -> Self {
        Self {
            base: ran,
            services,
            position,
            swapped: true,
            ..Self::default()
        }
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
        if !self.running {
            self.rerun(usize::MAX, None, now);
        }
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
        let Some((looked, shown)) = self.family.shown_id().zip(self.family.shown()) else {
            return;
        };
        if self.texts.runnable().is_none() {
            return;
        }
        let until = until.min(shown.trace.len());
        let reach = self.family.reach_at(looked, until);
        let mut rerun = Rerun {
            looked,
            from: shown.trace.events_at(until),
            replay: Replay::of(&self.family, self.services.stood(), reach),
            position: self.position,
            started: now,
            ..Rerun::default()
        };
        if !self.changed_at(&mut rerun, until, change) {
            return;
        }
        self.end_all(now);
        let Some(first) = self.family.run(RunId::default()) else {
            return;
        };
        let settings = Settings {
            answered: first.is_recorded(),
            ..first.settings.clone()
        };
        let input = input_of(first);
        rerun.base = std::mem::take(&mut self.family);
        rerun.services = std::mem::take(&mut self.services);
        self.begin_with(input, Some(settings), now);
        self.rerun = Some(Box::new(rerun));
    }

    /// Stops whatever goes on.
    fn end_all(&mut self, now: Timestamp) {
        if self.running {
            self.abandon(now);
            let mut polls = usize::MAX;
            while self.drive(now, &mut polls) != Need::Done {}
        }
    }

    /// Takes the person's change in; `false` if nothing can be changed so at the cursor.
    fn changed_at(&self, rerun: &mut Rerun, position: usize, change: Option<Change>) -> bool {
        match change {
            None | Some(Change::Texts) => true,
            Some(Change::Answer(with)) => {
                let place = self.visit_here().zip(answer_of(with));
                let from = place.and_then(|(visit, answer)| {
                    let family = &self.family;
                    let entered = family.run(rerun.looked)?.trace.visits[visit.0].entered;
                    let replay = &mut rerun.replay;
                    replay.replace(family, rerun.looked, (entered, position), answer)
                });
                rerun.from = from.unwrap_or(rerun.from);
                from.is_some()
            }
            Some(Change::Input(text)) => {
                let place = self.visit_here().zip(Payload::from_text(&text).ok());
                let Some(((visit, input), run)) = place.zip(self.family.shown()) else {
                    return false;
                };
                let visit = &run.trace.visits[visit.0];
                // What comes after the state was entered may be answered otherwise.
                let entered = visit.entries.first().copied().unwrap_or_default();
                let reach = self.family.reach_at(rerun.looked, entered);
                rerun.replay = Replay::of(&self.family, self.services.stood(), reach);
                rerun.from = run.trace.events_at(entered);
                rerun.input = Some(NewInput {
                    state: Rc::clone(&run.trace.machine().state(visit.state).name),
                    visit: visit.number,
                    input,
                });
                true
            }
        }
    }

    /// What can be otherwise from the cursor on, and what it is now.
    pub(super) fn what_if(&self) -> WhatIf {
        let place = self.family.shown().zip(self.visit_here());
        let Some((run, visit)) = place else {
            return WhatIf::default();
        };
        let trace = &run.trace;
        let visit = &trace.visits[visit.0];
        let entered = trace.event(visit.entered.place as usize - 1);
        let input = entered.and_then(|event| {
            if let Details::StateEntered { input, .. } = &event.details {
                Some(input).filter(|input| input.is_told())
            } else {
                None
            }
        });
        let answer = Tape::last_word(trace, visit.entered, self.position);
        WhatIf {
            state: trace.machine().state(visit.state).name.to_string(),
            input: input.map(|input| input.value().to_pretty_json()),
            answer: answer.map(word_of),
        }
    }

    /// An execution has begun: it may be one of the first ones once more, and the one to look at.
    pub(super) fn begun_again(&mut self, run: RunId, origin: &Origin) {
        let Some(rerun) = self.rerun.as_mut().filter(|rerun| !rerun.swapped) else {
            return;
        };
        let looked = rerun.looked;
        if rerun.replay.begun(run, origin) == Some(looked) {
            self.show_run(run);
        }
    }

    /// What is to be said to this attempt was said before: it is not called, but by those who say it again.
    pub(super) fn is_played(
        &mut self,
        run: RunId,
        invocation: &Invocation,
        now: Timestamp,
    ) -> bool {
        let Some(rerun) = self.rerun.as_mut().filter(|rerun| !rerun.swapped) else {
            return false;
        };
        let Some(own) = self.family.run(run) else {
            return false;
        };
        let state = own.trace.machine().state(invocation.state);
        let sent = match &invocation.work {
            Work::Function(call) => Rc::clone(&call.event),
            Work::Service(call) => Rc::clone(call.parameters.text()),
            Work::Activity(task) => Rc::clone(task.input.text()),
        };
        let Some(taken) = rerun.replay.take(run, &state.name, &sent) else {
            return false;
        };
        if !taken.says.is_empty() {
            rerun.pending.push((run, invocation.token, taken.says));
        }
        self.mocking.pass(run, invocation.state);
        if let (true, Work::Service(call)) = (taken.live, &invocation.work) {
            self.call_service(run, invocation, call, now);
        }
        true
    }

    /// Keeps a call for later while not all has come again that happened before the cursor.
    pub(super) fn is_held_back(&mut self, run: RunId, invocation: &Invocation) -> bool {
        let family = &self.family;
        let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped);
        let early = rerun.filter(|rerun| rerun.is_early(family) || !rerun.held.is_empty());
        early.is_some_and(|rerun| {
            rerun.held.push_back((run, invocation.clone()));
            true
        })
    }

    /// A call that was kept, when all has come again or, being `idle`, nothing more comes by itself.
    pub(super) fn let_go(&mut self, idle: bool) -> Option<(RunId, Invocation)> {
        let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped)?;
        if rerun.held.is_empty() || !idle && rerun.is_early(&self.family) {
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
        if let Some(rerun) = self.rerun.as_mut() {
            rerun
                .held
                .retain(|(own, held)| (*own, held.token) != (run, token));
        }
    }

    /// Says what is to be said next, if it was said before `until`, and what was said right after it,
    /// before anything else happened; whether there was anything.
    pub(super) fn play_on(&mut self, until: Option<Timestamp>, now: Timestamp) -> bool {
        let mut last = None;
        loop {
            let rerun = self.rerun.as_mut().filter(|rerun| !rerun.swapped);
            let next = rerun.and_then(|rerun| rerun.next(last, until, now));
            let Some((run, token, said, moment)) = next else {
                return last.is_some();
            };
            last = Some(said.place);
            self.tell(run, token, said.answer, moment);
        }
    }

    /// Gives the state its new input when it is about to be entered.
    pub(super) fn put_input(&mut self) {
        let Some(rerun) = self.rerun.as_mut().filter(|rerun| !rerun.swapped) else {
            return;
        };
        let Some(new) = &rerun.input else { return };
        let again = rerun.replay.again(rerun.looked);
        let Some(run) = again.and_then(|run| self.family.run_mut(run)) else {
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

    fn show_family(&mut self) {
        let shown = self.family.shown_id().unwrap_or_default();
        let machine = self.family.machine_of(shown).flatten();
        self.texts.show(machine);
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
        // What was looked at may never have begun again: then those are compared that a person began.
        let again = rerun.replay.again(rerun.looked);
        let looked = again.map_or_else(Default::default, |again| (rerun.looked, again));
        let (one, two) = first.run(looked.0).zip(second.run(looked.1))?;
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
    /// Whether not all has come again that happened before the cursor.
    fn is_early(&self, family: &Family) -> bool {
        let (told, all) = self.replay.progress(family);
        told < all
    }

    /// The next thing to be said, and when; behind the one at place `last` only the one right after it.
    fn next(
        &mut self,
        last: Option<u32>,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<(RunId, Token, Said, Timestamp)> {
        let fronts = self.pending.iter().enumerate();
        let fronts = fronts.filter_map(|(at, (_, _, says))| Some((says.front()?.place, at)));
        let (place, at) = fronts.min()?;
        let (run, token, says) = &mut self.pending[at];
        let (run, token, after) = (*run, *token, says.front()?.after);
        let moment = self.started.plus_millis(after).max(now);
        if last.is_some_and(|last| place != last + 1) || until.is_some_and(|until| until < moment) {
            return None;
        }
        let said = says.pop_front()?;
        self.pending.retain(|(_, _, says)| !says.is_empty());
        Some((run, token, said, moment))
    }
}

/// The last word to a Task, as the page edits it.
fn word_of(word: Option<Answer>) -> Word {
    let text = |text: Option<Rc<str>>| text.as_deref().unwrap_or_default().to_owned();
    if let Some(Answer::Succeeded(output)) = word {
        let pretty = parse(&output).map(|value| value.to_pretty_json());
        Word::Success(pretty.unwrap_or_else(|_| output.to_string()))
    } else if let Some(Answer::Refused(details)) = word {
        Word::Failure {
            error: text(details.error),
            cause: text(details.cause),
        }
    } else if let Some(Answer::TimedOut) = word {
        Word::Failure {
            error: "States.Timeout".to_owned(),
            cause: String::new(),
        }
    } else {
        Word::None
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
