//! What is to happen, and in which order: frames that can go on, alarms in virtual time, and answers.
//!
//! The order is AWS's as far as recordings show it (`history.md` sections 4 and 5): the running frame
//! goes on until it blocks or ends, then the next one; a scheduled task starts when every other frame
//! has had its turn; what ends at the same moment is written down first and acted upon after.

use super::Token;
use super::answering::Verdict;
use super::frame::FrameId;
use crate::history::HistoryId;
use crate::value::Timestamp;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A moment at which something happens by itself; its number keeps those of one moment in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alarm {
    /// When.
    pub at: Timestamp,
    number: u64,
}

/// Whom an alarm is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sleeper {
    /// The machine's `TimeoutSeconds`.
    Machine,
    /// A frame that waits, backs off, or whose invocation may time out.
    Frame(FrameId),
    /// A child execution whose time is limited.
    Child(HistoryId),
}

/// An answer on its way to its frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrival {
    /// When it came.
    pub at: Timestamp,
    /// For which invocation.
    pub token: Token,
    /// The frame that made it; it may have gone on by now.
    pub frame: FrameId,
    /// What it says.
    pub verdict: Verdict,
}

/// Everything that is to happen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Agenda {
    /// The frame that runs until it blocks.
    pub running: Option<FrameId>,
    /// Frames that can go on.
    pub ready: VecDeque<FrameId>,
    arrivals: VecDeque<Arrival>,
    tokens: BTreeMap<Token, FrameId>,
    cancelled: BTreeSet<Token>,
    alarms: BTreeMap<Alarm, Sleeper>,
    alarms_set: u64,
    tokens_given: u64,
}

/// What happens next when no frame can go on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Happening {
    /// An answer comes.
    Arrival(Arrival),
    /// An alarm goes off.
    Alarm(Sleeper),
}

impl Agenda {
    /// The frame whose turn it is.
    pub fn turn(&mut self) -> Option<FrameId> {
        if self.running.is_none() {
            self.running = self.ready.pop_front();
        }
        self.running
    }

    /// The running frame goes on when all that are ready have had their turn.
    pub fn put_off(&mut self) {
        if let Some(frame) = self.running.take()
            && !self.ready.contains(&frame)
        {
            self.ready.push_back(frame);
        }
    }

    /// Sets an alarm.
    pub fn set_alarm(&mut self, at: Timestamp, sleeper: Sleeper) -> Alarm {
        self.alarms_set += 1;
        let alarm = Alarm {
            at,
            number: self.alarms_set,
        };
        self.alarms.insert(alarm, sleeper);
        alarm
    }

    /// Takes an alarm back.
    pub fn clear_alarm(&mut self, alarm: Alarm) {
        self.alarms.remove(&alarm);
    }

    /// A token for an invocation of `frame`.
    pub fn give_token(&mut self, frame: FrameId) -> Token {
        let token = Token(self.tokens_given);
        self.tokens_given += 1;
        self.tokens.insert(token, frame);
        token
    }

    /// The frame that waits for this token, if it does.
    pub fn waits(&self, token: Token) -> Option<FrameId> {
        self.tokens.get(&token).copied()
    }

    /// Takes an answer in; one that is final uses its token up.
    pub fn arrive(&mut self, arrival: Arrival, is_final: bool) {
        if is_final {
            self.tokens.remove(&arrival.token);
        }
        self.arrivals.push_back(arrival);
    }

    /// Whether the token waited for an answer; whatever comes for it now is dropped.
    pub fn cancel(&mut self, token: Token) -> bool {
        self.tokens.remove(&token).is_some() && self.cancelled.insert(token)
    }

    /// Uses up a cancelled token. False if it was not cancelled.
    pub fn drop_cancelled(&mut self, token: Token) -> bool {
        self.cancelled.remove(&token)
    }

    /// The moment of the next alarm.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        self.alarms.keys().next().map(|alarm| alarm.at)
    }

    /// The moment of the next happening that is due at `now`; answers go before alarms.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let arrival = self.arrivals.front().map(|arrival| arrival.at);
        let alarm = self.next_alarm().filter(|at| *at <= now);
        arrival.into_iter().chain(alarm).min()
    }

    /// Takes the next happening of that moment, if there is one more.
    pub fn take(&mut self, at: Timestamp) -> Option<Happening> {
        if self
            .arrivals
            .front()
            .is_some_and(|arrival| arrival.at <= at)
        {
            return self.arrivals.pop_front().map(Happening::Arrival);
        }
        let first = self.alarms.first_entry()?;
        (first.key().at <= at).then(|| Happening::Alarm(first.remove()))
    }

    /// Drops everything: the execution has ended. Gives the tokens that were still out.
    pub fn close(&mut self) -> Vec<Token> {
        let open = std::mem::take(&mut self.tokens)
            .into_keys()
            .collect::<Vec<_>>();
        self.cancelled.extend(&open);
        self.running = None;
        self.ready.clear();
        self.arrivals.clear();
        self.alarms.clear();
        open
    }
}
