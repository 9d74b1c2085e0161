//! A page's side of a session that plays a history: every position is looked at.

use super::answers::START;
use asl::debugger::action::Action;
use asl::debugger::view::{
    Exported, Marks, Outcome, Pair, Panel, Recorded, Recording, Shown, Transport,
};
use asl::debugger::{Need, Session};
use asl::project::Workspace;

/// The last panel of each kind that is looked at.
#[derive(Default)]
pub struct Player {
    pub session: Session,
    pub recording: Recording,
    pub marks: Marks,
    pub transport: Transport,
    pub outcome: Option<Outcome>,
    pub fault: Option<String>,
    pub pair: Option<Box<Pair>>,
    /// The history that was taken along.
    pub exported: Option<String>,
}

impl Player {
    /// Opens a history beside a definition.
    pub fn open(text: &str, definition: &str) -> Self {
        let mut player = Self::default();
        let workspace = Workspace {
            definition: definition.into(),
            ..Workspace::default()
        };
        player.act(Action::Open(workspace));
        player.act(Action::Import(text.into()));
        player
    }

    /// What is played.
    pub fn playing(&self) -> Result<&Recorded, String> {
        match &self.recording {
            Recording::Playing(recorded) => Ok(recorded),
            Recording::None => Err("nothing is played".into()),
            Recording::Refused(rows) => {
                let titles = rows
                    .iter()
                    .map(|row| format!("{}:{} {}", row.line, row.column, row.title.en));
                Err(titles.collect::<Vec<_>>().join("; "))
            }
        }
    }

    pub fn act(&mut self, action: Action) {
        self.session.act(action, START);
        self.take();
    }

    fn take(&mut self) {
        for panel in self.session.changes() {
            match panel {
                Panel::Recording(recording) => self.recording = recording,
                Panel::Marks(marks) => self.marks = marks,
                Panel::Transport(transport) => self.transport = transport,
                Panel::Pair(pair) => self.pair = pair,
                Panel::Exported(Exported::History(text)) => self.exported = Some(text),
                Panel::Fault(fault) => self.fault = fault.or(self.fault.take()),
                Panel::Outcome(Shown::Filled(outcome)) => self.outcome = Some(outcome),
                Panel::Outcome(Shown::Empty(_)) => self.outcome = None,
                _ => {}
            }
        }
    }

    /// Goes on until the execution has ended, or waits for somebody; functions are not there.
    pub fn go_on(&mut self) {
        let mut now = START;
        for _ in 0..10_000 {
            let mut polls = 500;
            match self.session.pump(now, &mut polls) {
                Need::More | Need::Cancel(_) | Need::Invoke(_) => {}
                Need::Wait { until: Some(until) } => now = until,
                Need::Wait { until: None } | Need::Done => break,
            }
        }
        self.take();
    }

    /// Goes to every position, of a long history to some hundreds, and to the end.
    pub fn walk(&mut self) -> Result<(), String> {
        let length = self.transport.length;
        let every = (length / 400).max(1);
        for position in (0..=length).filter(|at| at % every == 0 || *at == length) {
            self.act(Action::Seek(position));
            if self.transport.position != position {
                return Err(format!(
                    "at {} instead of {position}",
                    self.transport.position
                ));
            }
        }
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(()),
        }
    }
}
