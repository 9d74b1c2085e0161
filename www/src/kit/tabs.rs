//! Tabs, one of which is always chosen. Arrows, Home and End move between them and choose at once.

use super::browser::focus_id;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// One tab.
#[derive(Clone, Copy)]
pub struct Tab<T: 'static> {
    /// What choosing it sets.
    pub value: T,
    /// Its words.
    pub label: Signal<String>,
    /// A number beside them, when there is something to count.
    pub count: Signal<Option<u32>>,
}

impl<T: 'static> Tab<T> {
    /// A tab without a number.
    pub fn new<L: Into<String>>(value: T, label: impl Fn() -> L + Send + Sync + 'static) -> Self {
        Self {
            value,
            label: Signal::derive(move || label().into()),
            count: Signal::stored(None),
        }
    }

    /// The same with a number that is shown when it is not zero.
    #[must_use]
    pub fn counting(mut self, count: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        self.count = Signal::derive(move || Some(count()).filter(|count| *count > 0));
        self
    }
}

/// The id of a tab's button.
pub fn tab_id(group: &str, index: usize) -> String {
    format!("{group}-tab-{index}")
}

/// The id of the panel below the tabs.
pub fn panel_id(group: &str) -> String {
    format!("{group}-panel")
}

/// A row of tabs. The panel below carries [`panel_id`].
#[component]
pub fn Tabs<T>(
    /// A word that is this row's own in the page.
    group: &'static str,
    /// What the row is, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    tabs: Vec<Tab<T>>,
    /// The value of the chosen one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Chooses one.
    on_choose: impl Fn(T) + Send + Sync + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let faces = tabs.iter().map(|tab| (tab.label, tab.count)).collect();
    let values: Vec<T> = tabs.iter().map(|tab| tab.value).collect();
    let known = values.clone();
    let at = Box::new(move || {
        let chosen = chosen.get();
        known.iter().position(|value| *value == chosen)
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(value) = values.get(at) {
            on_choose(*value);
        }
    });
    row(group, label, faces, at, choose)
}

/// What is seen of a tab.
type Face = (Signal<String>, Signal<Option<u32>>);

/// Which one is chosen.
type At = Box<dyn Fn() -> Option<usize> + Send + Sync>;

/// The row, once for whatever is chosen by it: places take the place of values.
fn row(
    group: &'static str,
    label: Signal<String>,
    tabs: Vec<Face>,
    chosen: At,
    choose: Callback<usize>,
) -> AnyView {
    let chosen = Signal::derive(chosen);
    let count = tabs.len();
    let move_by_key = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let Some(next) = now.and_then(|now| next_index(&event.key(), now, count)) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        choose.run(next);
        focus_id(&tab_id(group, next));
    };
    let button = |(index, face)| tab_button(group, index, face, chosen, choose);
    let buttons = tabs.into_iter().enumerate().map(button).collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=move_by_key>{buttons}</div>
    }
    .into_any()
}

fn tab_button(
    group: &'static str,
    index: usize,
    (label, count): Face,
    chosen: Signal<Option<usize>>,
    choose: Callback<usize>,
) -> impl IntoView {
    let is_chosen = Memo::new(move |_| chosen.get() == Some(index));
    view! {
        <button
            type="button"
            class="tab"
            role="tab"
            id=tab_id(group, index)
            aria-controls=panel_id(group)
            aria-selected=move || is_chosen.get().to_string()
            tabindex=move || if is_chosen.get() { "0" } else { "-1" }
            on:click=move |_| choose.run(index)
        >
            {label}
            {move || count.get().map(|count| view! { <span class="count">{count}</span> })}
        </button>
    }
}

fn next_index(key: &str, now: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if now == last { 0 } else { now + 1 }),
        "ArrowLeft" => Some(now.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::next_index;

    #[test]
    fn arrows_go_round_and_home_and_end_go_to_the_ends() {
        assert_eq!(next_index("ArrowRight", 2, 3), Some(0));
        assert_eq!(next_index("ArrowLeft", 0, 3), Some(2));
        assert_eq!(next_index("Home", 2, 3), Some(0));
        assert_eq!(next_index("End", 0, 3), Some(2));
        assert_eq!(next_index("x", 0, 3), None);
        assert_eq!(next_index("ArrowRight", 0, 0), None);
    }
}
