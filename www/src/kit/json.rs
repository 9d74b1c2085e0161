//! JSON text in colours, with lines marked that differ from another text.

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
        return view! { <pre class="json scroll" tabindex="0">{text}</pre> }.into_any();
    }
    let lines = text
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let mark = marks
                .iter()
                .find(|(marked, _)| *marked == number)
                .map_or("line", |(_, mark)| mark.class());
            let tip = tips.iter().rposition(|tip| tip.lines.contains(&number));
            let title = tip.and_then(|tip| tips.get(tip)).map(|tip| tip.text.clone());
            view! { <span class=mark data-tip=tip.map(|tip| tip.to_string()) title=title>{pieces_view(line)}"\n"</span> }
        })
        .collect_view();
    let over = move |event: web_sys::MouseEvent| {
        if let Some(on_point) = on_point {
            on_point.run(tip_under(&event));
        }
    };
    let out = move |_| {
        if let Some(on_point) = on_point {
            on_point.run(None);
        }
    };
    view! { <pre class="json scroll" tabindex="0" on:mouseover=over on:mouseleave=out>{lines}</pre> }.into_any()
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
