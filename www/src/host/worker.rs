//! The engine's worker as the page sees it: started from the page's own compiled module, and started
//! again when it dies.

use super::message::{Command, Report, object, pack, unpack};
use js_sys::{Array, Reflect};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlLinkElement, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

/// The page's end of the wire. Clones share the worker.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

type Listener = Closure<dyn FnMut(MessageEvent)>;

struct Inner {
    worker: Worker,
    /// Messages for an engine that does not listen yet; `None` once it does.
    waiting: RefCell<Option<VecDeque<(JsValue, Array)>>>,
    /// The worker keeps calling these as long as it lives.
    listeners: RefCell<Vec<Listener>>,
}

impl Engine {
    /// Starts the worker. `on_report` receives what it says, `on_death` is called once when it dies.
    ///
    /// # Errors
    /// A browser that cannot start it, in English.
    pub fn start(
        on_report: impl Fn(Report) + 'static,
        on_death: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options("./engine-worker.js", &options).map_err(sentence)?;
        let engine = Self(Rc::new(Inner {
            worker,
            waiting: RefCell::new(Some(VecDeque::new())),
            listeners: RefCell::default(),
        }));
        engine.listen(on_report);
        engine.watch(on_death);
        engine
            .0
            .worker
            .post_message(&first_message()?)
            .map_err(sentence)?;
        Ok(engine)
    }

    /// Tells the engine something.
    ///
    /// # Errors
    /// A value that cannot travel, in English.
    pub fn send(&self, command: &Command) -> Result<(), String> {
        self.post(command, &Array::new())
    }

    /// Hands the sandbox's port over.
    ///
    /// # Errors
    /// A port that cannot travel, in English.
    pub fn hand_over(&self, port: &MessagePort) -> Result<(), String> {
        self.post(&Command::SandboxOpen, &Array::of1(port))
    }

    /// Ends the worker, whatever it is doing.
    pub fn end(&self) {
        self.0.worker.terminate();
    }

    fn post(&self, command: &Command, ports: &Array) -> Result<(), String> {
        let message = pack(command)?;
        if let Some(waiting) = self.0.waiting.borrow_mut().as_mut() {
            waiting.push_back((message, ports.clone()));
            return Ok(());
        }
        self.0
            .worker
            .post_message_with_transfer(&message, ports)
            .map_err(sentence)
    }

    fn listen(&self, on_report: impl Fn(Report) + 'static) {
        let inner = Rc::downgrade(&self.0);
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Ok(report) = unpack::<Report>(&event.data()) else {
                return;
            };
            if matches!(report, Report::Ready)
                && let Some(inner) = inner.upgrade()
            {
                inner.deliver();
            }
            on_report(report);
        });
        self.0
            .worker
            .set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.0.listeners.borrow_mut().push(listener);
    }

    fn watch(&self, on_death: impl Fn(String) + 'static) {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = Reflect::get(&event, &"message".into())
                .ok()
                .and_then(|message| message.as_string());
            on_death(message.unwrap_or_default());
        });
        self.0
            .worker
            .set_onerror(Some(listener.as_ref().unchecked_ref()));
        self.0.listeners.borrow_mut().push(listener);
    }
}

impl Inner {
    fn deliver(&self) {
        for (message, ports) in self.waiting.borrow_mut().take().into_iter().flatten() {
            // Packed before: only a port that was sent twice could be refused, and each is sent once.
            let _ = self.worker.post_message_with_transfer(&message, &ports);
        }
    }
}

/// `{glue, module}`: what `engine-worker.js` needs to instantiate this very module.
fn first_message() -> Result<JsValue, String> {
    let module = wasm_bindgen::module();
    Ok(object(&[("glue", glue()?.into()), ("module", module)]).into())
}

/// The address of wasm-bindgen's JavaScript: Trunk writes it as a preload link, with a hashed name.
fn glue() -> Result<String, String> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or("no document")?;
    let link = document
        .query_selector("link[rel=modulepreload]")
        .map_err(sentence)?;
    let link = link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    link.map(|link| link.href())
        .ok_or_else(|| "the page names no module".into())
}

/// What JavaScript threw, as a sentence.
pub fn sentence(thrown: JsValue) -> String {
    let message = Reflect::get(&thrown, &"message".into())
        .ok()
        .and_then(|message| message.as_string());
    message
        .or_else(|| thrown.as_string())
        .unwrap_or_else(|| format!("{thrown:?}"))
}
