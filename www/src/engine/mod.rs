//! The other side of the bridge, in a dedicated worker: owns the [`Session`], the clock and the calls
//! to the sandbox, and drives executions in slices so that every message is heard in between.

mod clock;
mod driver;
mod handlers;
mod told;

use crate::host::later;
use crate::host::message::{Command, Report, pack, unpack};
use driver::Driver;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

thread_local! {
    static DRIVER: RefCell<Driver> = RefCell::default();
}

/// The worker's global scope; `None` on the page.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Takes the worker over: from here on it is the engine.
pub fn start(scope: &DedicatedWorkerGlobalScope) {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| hear(&event));
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget(); // for as long as the worker lives
    tell(&Report::Ready);
}

fn hear(event: &MessageEvent) {
    match unpack::<Command>(&event.data()) {
        Ok(Command::Act(action)) => drive(|driver| driver.act(*action)),
        Ok(Command::SandboxOpen) => connect(event),
        Ok(Command::SandboxMissing(why)) => drive(|driver| driver.do_without_sandbox(why)),
        Err(fault) => drive(|driver| driver.fault(fault)),
    }
}

fn connect(event: &MessageEvent) {
    let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() else {
        return;
    };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        drive(|driver| driver.hear(event.data()));
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget(); // for as long as the worker lives
    drive(|driver| driver.connect(port));
}

/// Lets the driver do something, tells the page what has changed, and comes back when it wants to.
fn drive(work: impl FnOnce(&mut Driver)) {
    let (reports, again) = DRIVER.with_borrow_mut(|driver| {
        work(driver);
        driver.turn(real_now())
    });
    reports.iter().for_each(tell);
    match again {
        Some(delay) => call_later(delay),
        None => later::fetch_soon(),
    }
}

fn call_later(delay: i32) {
    thread_local! {
        /// One callback serves every timer: a turn too many does nothing.
        static TURN: Closure<dyn Fn()> = Closure::new(|| drive(|_| {}));
    }
    let Some(scope) = scope() else { return };
    TURN.with(|turn| {
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(
            turn.as_ref().unchecked_ref(),
            delay,
        );
    });
}

fn tell(report: &Report) {
    let message = pack(report).unwrap_or(JsValue::NULL);
    if let Some(scope) = scope() {
        let _ = scope.post_message(&message);
    }
}

/// The visitor's clock in milliseconds since 1970, with fractions.
fn real_now() -> f64 {
    js_sys::Date::now()
}
