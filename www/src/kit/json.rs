//! JSON text in colours, with lines marked that differ from another text.

use leptos::html::Pre;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How a line is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineMark {
    /// It was not there before.
    Added,
    /// It was different before.
    Changed,
}

impl LineMark {
    const fn class(self) -> &'static str {
        match self {
            Self::Added => "line added",
            Self::Changed => "line changed",
        }
    }
}

/// What a piece of JSON text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A field's name, quotes included.
    Key,
    /// A string, quotes included.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Keyword,
    /// Brackets, commas, spaces, and whatever is not JSON.
    Other,
}

impl Piece {
    const fn class(self) -> &'static str {
        match self {
            Self::Key => "j-key",
            Self::String => "j-string",
            Self::Number => "j-number",
            Self::Keyword => "j-keyword",
            Self::Other => "",
        }
    }
}

/// A note on lines, for those who point at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The lines, from 0.
    pub lines: std::ops::Range<usize>,
    /// What it says.
    pub text: String,
}

/// Above so many lines colours cost more than they tell.
const COLOURED_LINES: usize = 1500;

/// Text in a scrolling box.
#[component]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
pub fn Json(
    /// The text.
    text: String,
    /// The marked lines, from 0.
    #[prop(optional)]
    marks: Vec<(usize, LineMark)>,
    /// Notes on lines; of two on one line the later counts.
    #[prop(optional)]
    tips: Vec<Tip>,
    /// Hears which note is pointed at.
    #[prop(optional, into)]
    on_point: Option<Callback<Option<usize>>>,
) -> impl IntoView {
    if text.lines().nth(COLOURED_LINES).is_some() {
        return view! { <pre class="json scroll colourless" tabindex="0">{text}</pre> }.into_any();
    }
    let notes = Notes::new(tips, on_point);
    let lines = text
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let mark = marks
                .iter()
                .find(|(marked, _)| *marked == number)
                .map_or("line", |(_, mark)| mark.class());
            match notes.of_line(number) {
                None => view! { <span class=mark>{pieces_view(line)}"\n"</span> }.into_any(),
                Some(_) => notes.line_view(number, mark, line).into_any(),
            }
        })
        .collect_view();
    let box_of_lines = NodeRef::<Pre>::new();
    let by_key = move |event: web_sys::KeyboardEvent| {
        if notes.by_key(&event.key()) {
            event.prevent_default();
            event.stop_propagation();
            request_animation_frame(move || show_pointed(box_of_lines));
        }
    };
    view! {
        <pre
            class="json scroll"
            tabindex="0"
            node_ref=box_of_lines
            on:mouseover=move |event| notes.point(tip_under(&event))
            on:mouseleave=move |_| notes.point(None)
            on:focus=move |_| notes.point(None)
            on:blur=move |_| notes.point(None)
            on:keydown=by_key
        >
            {lines}
            {notes.any().then(|| view! { <span class="unseen" role="status">{move || notes.pointed_text()}</span> })}
        </pre>
    }
    .into_any()
}

/// The notes of a text, and which is pointed at: by the mouse, or by the keys up and down.
#[derive(Clone, Copy)]
struct Notes {
    tips: StoredValue<Vec<Tip>>,
    pointed: RwSignal<Option<usize>>,
    on_point: Option<Callback<Option<usize>>>,
}

impl Notes {
    fn new(tips: Vec<Tip>, on_point: Option<Callback<Option<usize>>>) -> Self {
        Self {
            tips: StoredValue::new(tips),
            pointed: RwSignal::new(None),
            on_point,
        }
    }

    fn any(self) -> bool {
        self.tips.with_value(|tips| !tips.is_empty())
    }

    fn of_line(self, number: usize) -> Option<usize> {
        self.tips
            .with_value(|tips| tips.iter().rposition(|tip| tip.lines.contains(&number)))
    }

    fn point(self, tip: Option<usize>) {
        // What loses the focus because it goes has nothing to point at.
        let Some(before) = self.pointed.try_get_untracked() else {
            return;
        };
        if before != tip {
            self.pointed.set(tip);
        }
        if let Some(on_point) = self.on_point {
            on_point.run(tip);
        }
    }

    /// Up and down go from note to note, Escape leaves them; whether the key was for them.
    fn by_key(self, key: &str) -> bool {
        let count = self.tips.with_value(Vec::len);
        let now = self.pointed.get_untracked();
        let next = match (key, now) {
            (_, _) if count == 0 => return false,
            ("ArrowDown", Some(now)) => (now + 1).min(count - 1),
            ("ArrowUp", Some(now)) => now.saturating_sub(1),
            ("ArrowDown", None) => 0,
            ("ArrowUp", None) => count - 1,
            ("Escape", Some(_)) => {
                self.point(None);
                return true;
            }
            _ => return false,
        };
        self.point(Some(next));
        true
    }

    fn pointed_text(self) -> Option<String> {
        let pointed = self.pointed.get()?;
        self.tips
            .with_value(|tips| Some(tips.get(pointed)?.text.clone()))
    }

    /// A line with a note, which stands behind the first of its lines while somebody points at it.
    fn line_view(self, number: usize, mark: &'static str, line: &str) -> impl IntoView + use<> {
        let pointed = Memo::new(move |_| {
            let tip = self.pointed.get()?;
            self.tips.with_value(|tips| {
                let lines = &tips.get(tip)?.lines;
                lines.contains(&number).then_some(lines.start == number)
            })
        });
        let note = move || {
            let first = pointed.get()?;
            first.then(|| view! { <span class="line-note" aria-hidden="true">"← "{self.pointed_text()}</span> })
        };
        let tip = self.of_line(number).map(|tip| tip.to_string());
        view! {
            <span class=mark class:pointed=move || pointed.get().is_some() data-tip=tip>
                {pieces_view(line)}{note}"\n"
            </span>
        }
    }
}

/// Brings what is pointed at on the screen.
fn show_pointed(box_of_lines: NodeRef<Pre>) {
    let found = box_of_lines
        .get_untracked()
        .and_then(|lines| lines.query_selector(".pointed").ok().flatten());
    if let Some(line) = found {
        let how = web_sys::ScrollIntoViewOptions::new();
        how.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

/// The note of the line under the mouse.
fn tip_under(event: &web_sys::MouseEvent) -> Option<usize> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let line = element.closest("[data-tip]").ok().flatten()?;
    line.get_attribute("data-tip")?.parse().ok()
}

fn pieces_view(line: &str) -> impl IntoView + use<> {
    pieces(line)
        .into_iter()
        .map(|(piece, text)| match piece {
            Piece::Other => text.to_owned().into_any(),
            Piece::Key | Piece::String | Piece::Number | Piece::Keyword => {
                view! { <span class=piece.class()>{text.to_owned()}</span> }.into_any()
            }
        })
        .collect_view()
}

/// Cuts one line of JSON into pieces; they joined are the line.
pub fn pieces(line: &str) -> Vec<(Piece, &str)> {
    let mut found = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (piece, length) = first_piece(rest);
        let (head, tail) = rest.split_at(length);
        found.push((piece, head));
        rest = tail;
    }
    found
}

fn first_piece(rest: &str) -> (Piece, usize) {
    let run = |holds: fn(char) -> bool| rest.find(|c| !holds(c)).unwrap_or(rest.len());
    match rest.chars().next() {
        Some('"') => {
            let length = string_length(rest);
            let is_key = rest
                .get(length..)
                .is_some_and(|after| after.trim_start().starts_with(':'));
            (if is_key { Piece::Key } else { Piece::String }, length)
        }
        Some('-' | '0'..='9') => (
            Piece::Number,
            run(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)),
        ),
        Some('t' | 'f' | 'n') => (Piece::Keyword, run(|c| c.is_ascii_alphabetic())),
        Some(_) | None => (
            Piece::Other,
            rest.find(is_token_start).unwrap_or(rest.len()),
        ),
    }
}

fn is_token_start(c: char) -> bool {
    matches!(c, '"' | '-' | '0'..='9' | 't' | 'f' | 'n')
}

/// The length of the string that `rest` begins with, to its closing quote or to the end.
fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_a_key_and_a_value() {
        let found = pieces(r#"  "who": "a \" b", "n": -1.5e3, "t": true,"#);
        let kinds: Vec<_> = found
            .iter()
            .filter(|(piece, _)| *piece != Piece::Other)
            .map(|(piece, text)| (*piece, *text))
            .collect();
        assert_eq!(
            kinds,
            [
                (Piece::Key, r#""who""#),
                (Piece::String, r#""a \" b""#),
                (Piece::Key, r#""n""#),
                (Piece::Number, "-1.5e3"),
                (Piece::Key, r#""t""#),
                (Piece::Keyword, "true"),
            ]
        );
    }

    #[test]
    fn the_pieces_joined_are_the_line() {
        for line in ["", "]", "世界 \"", "\"open", "{}, nul", "  \"键\": \"值\""] {
            let joined: String = pieces(line).into_iter().map(|(_, text)| text).collect();
            assert_eq!(joined, line);
        }
    }
}
