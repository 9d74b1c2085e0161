//! The line to the engine: a worker behind the bridge's [`Wire`], started again when it dies.

use super::later;
use super::message::{Command, Report, read};
use super::sandbox;
use super::worker::Engine;
use crate::bridge::{Receiver, Wire};
use crate::wire::Notice;
use asl::debugger::action::Action;
use asl::debugger::view::Panel;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// An engine that dies this often on one page is not started again: something kills it each time.
const MOST_DEATHS: u32 = 5;

/// The line. Clones are the same line.
#[derive(Clone)]
struct Line(Rc<Inner>);

struct Inner {
    engine: RefCell<Option<Engine>>,
    shown: Receiver,
    deaths: Cell<u32>,
}

/// Starts the engine; what it says goes to `shown`.
pub fn connect(shown: Receiver) -> Box<dyn Wire> {
    let line = Line(Rc::new(Inner {
        engine: RefCell::default(),
        shown,
        deaths: Cell::new(0),
    }));
    line.start();
    Box::new(line)
}

impl Wire for Line {
    fn send(&self, action: Action) {
        self.tell(&Command::Act(Box::new(action)));
    }
}

impl Line {
    fn start(&self) {
        let (reports, deaths) = (self.clone(), self.clone());
        let started = Engine::start(move |report| reports.hear(report), move |_| deaths.revive());
        match started {
            Ok(engine) => {
                *self.0.engine.borrow_mut() = Some(engine);
                self.open_sandbox();
            }
            Err(_) => self.0.shown.notice(Notice::EngineUnavailable),
        }
    }

    fn tell(&self, command: &Command) {
        let engine = self.0.engine.borrow();
        // Plain values: the wire refuses none of them.
        let _ = engine.as_ref().map(|engine| engine.send(command));
    }

    fn hear(&self, report: Report) {
        later::fetch_soon();
        match report {
            Report::Ready => {}
            Report::Panels(panels) => panels.iter().for_each(|bytes| self.show(bytes)),
            Report::SandboxMissing => self.0.shown.notice(Notice::SandboxUnavailable),
        }
    }

    fn show(&self, bytes: &[u8]) {
        match read(bytes) {
            Ok(panel) => self.0.shown.panel(panel),
            Err(fault) => self.0.shown.panel(Panel::Fault(Some(fault))),
        }
    }

    /// The worker died (a fault of ours, or the browser was short of memory): another one opens the
    /// texts as they are. Only the finished run is lost, and Run makes it again.
    fn revive(&self) {
        let deaths = self.0.deaths.get() + 1;
        self.0.deaths.set(deaths);
        if let Some(engine) = self.0.engine.borrow_mut().take() {
            engine.end();
        }
        if deaths > MOST_DEATHS {
            return self.0.shown.notice(Notice::EngineUnavailable);
        }
        self.start();
        for action in self.0.shown.start_anew() {
            self.send(action);
        }
        self.0.shown.notice(Notice::EngineRestarted);
    }

    fn open_sandbox(&self) {
        let line = self.clone();
        spawn_local(async move {
            match sandbox::open().await {
                Ok(port) => line.hand_over(&port),
                Err(why) => line.tell(&Command::SandboxMissing(why)),
            }
        });
    }

    fn hand_over(&self, port: &web_sys::MessagePort) {
        if let Some(Err(why)) = self
            .0
            .engine
            .borrow()
            .as_ref()
            .map(|engine| engine.hand_over(port))
        {
            leptos::logging::error!("{why}");
        }
    }
}
