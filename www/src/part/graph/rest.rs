//! A finger that rests on a state asks for the list of what can be done with it.

use crate::desk::Desk;
use crate::part::state_menu::{at_finger, id_under};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::{MouseEvent, PointerEvent};

/// So long it rests.
const LONG: Duration = Duration::from_millis(500);

/// The finger that may come to rest.
#[derive(Clone, Copy, Default)]
pub struct Rest {
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether it has asked: its click means nothing more.
    asked: StoredValue<bool>,
}

impl Rest {
    /// It comes down. A second one means something else.
    pub fn down(self, desk: Desk, event: &PointerEvent) {
        self.away();
        self.asked.set_value(false);
        if event.pointer_type() != "touch" || !event.is_primary() {
            return;
        }
        let Some(id) = id_under(event) else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let ask = move || {
            self.asked.set_value(true);
            at_finger(desk, &id, x, y);
        };
        self.timer
            .set_value(set_timeout_with_handle(ask, LONG).ok());
    }

    /// It moves, or is lifted.
    pub fn away(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// A click reaches nobody where the finger has asked.
    pub fn click(self, event: &MouseEvent) {
        if self.asked.get_value() {
            self.asked.set_value(false);
            event.stop_propagation();
        }
    }
}
