//! A button that opens a list of things to choose from.

use super::browser::heard_on;
use super::icon::{Icon, Sign};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// One thing to choose.
#[derive(Clone)]
pub struct Item {
    /// Its words.
    pub label: String,
    /// A line below them; may be empty.
    pub note: String,
    /// The language of the words where it is not the page's.
    pub lang: Option<&'static str>,
    /// For one of several that exclude each other: whether it is the one.
    pub checked: Option<bool>,
    /// For one that is on or off by itself: whether it is on.
    pub ticked: Option<bool>,
    /// Whether a line sets it apart from what stands above.
    pub starts_group: bool,
    /// What it does.
    pub on_choose: Callback<()>,
}

impl Item {
    /// A thing to do.
    pub fn new(label: impl Into<String>, on_choose: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            note: String::new(),
            lang: None,
            checked: None,
            ticked: None,
            starts_group: false,
            on_choose: Callback::new(move |()| on_choose()),
        }
    }
}

/// A button with its list. Arrows move, Enter chooses, Escape closes.
#[component]
pub fn Menu(
    /// The button's words; also the list's name.
    #[prop(into)]
    label: Signal<String>,
    /// The button's sign.
    sign: Sign,
    /// What the button is for, where its words do not say so.
    #[prop(optional, into)]
    tip: Option<Signal<String>>,
    /// Whether the words are shown beside the sign.
    #[prop(optional)]
    wordless: bool,
    /// What there is to choose, asked for when it opens.
    #[prop(into)]
    items: Signal<Vec<Item>>,
) -> impl IntoView {
    let (open, set_open) = signal(false);
    let root = NodeRef::<Div>::new();
    let focus = move |which: &str| {
        let found = root
            .get_untracked()
            .and_then(|root| root.query_selector(which).ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    let close = move || {
        set_open.set(false);
        focus(".button");
    };
    let by_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            close();
        }
        "ArrowDown" if !open.get_untracked() => {
            event.prevent_default();
            set_open.set(true);
            request_animation_frame(move || focus("[role^=menuitem]"));
        }
        key @ ("ArrowDown" | "ArrowUp" | "Home" | "End") => {
            event.prevent_default();
            event.stop_propagation();
            if let Some(root) = root.get_untracked() {
                move_focus(&root, key);
            }
        }
        _ => {}
    };
    let left = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        let inside = heard_on::<Node>(&event).is_some_and(|root| root.contains(to.as_ref()));
        if !inside {
            set_open.set(false);
        }
    };
    let list = move || {
        open.get().then(|| {
            let rows = items
                .get()
                .into_iter()
                .map(|item| item_view(item, close))
                .collect_view();
            view! { <div class="menu-list overlay" role="menu" aria-label=label>{rows}</div> }
        })
    };
    let press = move |_| {
        set_open.update(|open| *open = !*open);
        if open.get_untracked() {
            request_animation_frame(move || focus("[role^=menuitem]"));
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=by_key on:focusout=left>
            <button
                type="button"
                class="button quiet"
                class:sign=wordless
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || wordless.then(|| label.get())
                title=move || tip.map(|tip| tip.get()).or_else(|| wordless.then(|| label.get()))
                on:click=press
            >
                <Icon sign=sign />
                {(!wordless).then(|| view! { <span class="label">{label}</span> <Icon sign=Sign::Chevron /> })}
            </button>
            {list}
        </div>
    }
}

/// One row of a list.
pub(super) fn item_view(item: Item, close: impl Fn() + Copy + 'static) -> impl IntoView {
    let role = match (item.checked, item.ticked) {
        (Some(_), _) => "menuitemradio",
        (None, Some(_)) => "menuitemcheckbox",
        (None, None) => "menuitem",
    };
    let on = item.checked.or(item.ticked);
    let note =
        (!item.note.is_empty()).then(|| view! { <span class="note">{item.note.clone()}</span> });
    let on_choose = item.on_choose;
    view! {
        <button
            type="button"
            class="menu-item"
            class:apart=item.starts_group
            role=role
            tabindex="-1"
            lang=item.lang
            aria-checked=on.map(|on| on.to_string())
            on:click=move |_| {
                close();
                on_choose.run(());
            }
        >
            <span class="tick">{(on == Some(true)).then(|| view! { <Icon sign=Sign::Check /> })}</span>
            <span class="label">{item.label}</span>
            {note}
        </button>
    }
}

/// Moves the focus among the items of the open list.
pub(super) fn move_focus(root: &HtmlElement, key: &str) {
    let Ok(items) = root.query_selector_all("[role^=menuitem]") else {
        return;
    };
    let count = items.length();
    let focused = document().active_element();
    let now = (0..count).find(|index| items.get(*index).as_ref() == focused.as_deref());
    let next = match (key, now) {
        (_, _) if count == 0 => return,
        ("ArrowDown", Some(now)) => (now + 1) % count,
        ("ArrowUp", Some(now)) => (now + count - 1) % count,
        ("End" | "ArrowUp", _) => count - 1,
        _ => 0,
    };
    if let Some(item) = items
        .get(next)
        .and_then(|item| item.dyn_into::<HtmlElement>().ok())
    {
        let _ = item.focus();
    }
}
