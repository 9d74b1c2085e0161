//! Keeps the focus in a part of the page that is made anew while somebody is in it.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// What can have the focus.
const STOPS: &str = "summary, button, a, input, select, textarea, [tabindex='0']";

/// The place of the focus among what can have it.
#[derive(Clone, Copy)]
pub struct Stay {
    part: NodeRef<Div>,
    place: StoredValue<Option<u32>>,
}

impl Stay {
    /// For a part that listens to `focusin` and `focusout`.
    pub fn new(part: NodeRef<Div>) -> Self {
        Self {
            part,
            place: StoredValue::new(None),
        }
    }

    /// Something in it has the focus now.
    pub fn entered(self, event: &Event) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        self.place
            .set_value(target.and_then(|target| self.index_of(&target)));
    }

    /// The focus goes. It is to come back only if what had it is gone, too.
    pub fn left(self, event: &Event) {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        request_animation_frame(move || {
            let elsewhere = document()
                .active_element()
                .is_some_and(|now| now.tag_name() != "BODY");
            if target.is_connected() && !elsewhere {
                self.place.set_value(None);
            }
        });
    }

    /// It was made anew.
    pub fn renewed(self) {
        if self.place.get_value().is_some() {
            request_animation_frame(move || self.come_back());
        }
    }

    fn come_back(self) {
        let nobody = document()
            .active_element()
            .is_none_or(|now| now.tag_name() == "BODY");
        let part = self.part.get_untracked().filter(|_| nobody);
        let found = part
            .zip(self.place.get_value())
            .and_then(|(part, place)| part.query_selector_all(STOPS).ok()?.get(place));
        if let Some(stop) = found {
            let _ = stop.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn index_of(self, target: &Element) -> Option<u32> {
        let stops = self.part.get_untracked()?.query_selector_all(STOPS).ok()?;
        let own = |at: &u32| {
            stops
                .get(*at)
                .is_some_and(|stop| stop.is_same_node(Some(target)))
        };
        (0..stops.length()).find(own)
    }
}
