//! Fixes that do more than to replace what is wrong: members that go, members that come.

use super::checker::{Checker, quoted};
use super::field::{self, Language};
use super::place::Place;
use crate::diagnostic::{Explain, Span};
use crate::query::jsonata::{Expression, SyntaxError};
use crate::text::{Json, Member, Node, yaml};

/// No state has more fields than this; one that does is not looked through for every problem.
const MOST_FIELDS: usize = 100;

/// The edit that makes an expression in JSONata readable, if a small one does: a sign of another language
/// that is JSONata's own, a closing bracket or quote that is missing. Tried before it is suggested.
pub fn readable(expression: &str, error: &SyntaxError) -> Option<(Span, String)> {
    let (at, end) = (error.offset, expression.len());
    let twice = at.checked_sub(1).map(|before| before..at + 1);
    let sign = expression.get(at..).and_then(|rest| rest.chars().next());
    let wanted = error.wanted();
    let mut edits: Vec<(Option<Span>, String)> = match &*error.found() {
        "=" => vec![(Some(at..at + 1), String::new())],
        "&" => vec![(twice, "and".to_owned())],
        "|" => vec![(twice, "or".to_owned())],
        _ => Vec::new(),
    };
    if !wanted.is_empty() {
        edits.push((Some(at..at), wanted.clone()));
        edits.push((Some(end..end), wanted));
    }
    let closing = match sign {
        Some(quote @ ('"' | '\'' | '`' | '/')) => vec![quote.to_string(), " */".to_owned()],
        Some(_) | None => Vec::new(),
    };
    edits.extend(closing.into_iter().map(|text| (Some(end..end), text)));
    edits.into_iter().find_map(|(span, text)| {
        let span = span?;
        let mut mended = expression.to_owned();
        let _ = mended.get(span.clone())?;
        mended.replace_range(span.clone(), &text);
        Expression::compile(&mended).ok().map(|_| (span, text))
    })
}

/// A path of names and indices in JSONata: `$.a[0].b` is `$states.input.a[0].b`.
pub fn from_path(path: &str) -> Option<String> {
    let (root, steps) = if let Some(steps) = path.strip_prefix("$$") {
        ("$states.context", steps)
    } else if path == "$" || path.starts_with("$.") || path.starts_with("$[") {
        ("$states.input", &path[1..])
    } else {
        ("", path)
    };
    let step = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '$');
    let whole = format!("{root}{steps}");
    let sound = path.starts_with('$') && path.chars().all(step) && !path.contains("..");
    (sound && Expression::compile(&whole).is_ok()).then_some(whole)
}

impl Checker<'_> {
    /// Tells a problem that is mended by taking a member away.
    pub fn tell_without(
        &mut self,
        at: &Place<'_>,
        owner: &Node,
        member: &Member,
        kind: &impl Explain,
    ) {
        let problem = self.problem(at, &member.key.span, kind);
        let fix = self.without(owner, member);
        self.add(problem.with_fix_at(fix));
    }

    /// The edit that takes a member away, with one comma; `None` for the only one.
    pub fn without(&self, owner: &Node, member: &Member) -> Option<(Span, String)> {
        let members = owner.as_object()?;
        // What a merge key of YAML brought in stands elsewhere, and is not found.
        let start = |other: &Member| other.key.span.start;
        let place = members.binary_search_by_key(&start(member), start).ok()?;
        let span = match (members.get(place + 1), place.checked_sub(1)) {
            (Some(next), _) => member.key.span.start..next.key.span.start,
            (None, Some(before)) => members[before].value.span.end..member.value.span.end,
            (None, None) => return None,
        };
        (span.start < span.end).then_some((span, String::new()))
    }

    /// The edit that adds a member at the end of an object: `json` is its value.
    pub fn with_member(&self, owner: &Node, key: &str, json: &str) -> Option<(Span, String)> {
        let members = owner.as_object()?;
        let Some(last) = members.last() else {
            return self.first_member(owner, key, json);
        };
        if last.value.json == Json::Unreadable || self.breaks_off(owner) {
            return None;
        }
        let line = self.text[..last.key.span.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let before = &self.text[line..last.key.span.start];
        let own_line = line > owner.span.start || !self.text[owner.span.clone()].starts_with('{');
        let own_line = own_line && before.trim().is_empty();
        let block = self.yaml && !self.text[owner.span.clone()].starts_with('{');
        let text = match (block, own_line) {
            (true, _) => {
                let key = yaml::text(key);
                format!("\n{}{key}: {json}", " ".repeat(before.len()))
            }
            (false, true) => format!(",\n{before}\"{key}\": {json}"),
            (false, false) => format!(", \"{key}\": {json}"),
        };
        let end = last.value.span.end;
        Some((end..end, text))
    }

    /// The first member of `{}`.
    fn first_member(&self, owner: &Node, key: &str, json: &str) -> Option<(Span, String)> {
        let within = owner.span.start + 1;
        let braces = self.text.get(owner.span.clone())?;
        let empty = braces.starts_with('{') && braces.ends_with('}');
        empty.then(|| (within..within, format!("{}: {json}", quoted(key))))
    }

    /// The edit that writes a JSONPath field as JSONata has it, where that is certain: paths alone, and what
    /// does nothing.
    pub fn in_jsonata(&self, owner: &Node, member: &Member) -> Option<(Span, String)> {
        let path = member.value.as_str()?;
        if path.as_ref() == "$"
            && member.key.text.ends_with("Path")
            && &*member.key.text != "ItemsPath"
        {
            return self.without(owner, member);
        }
        let name = match &*member.key.text {
            "ItemsPath" => "Items",
            "InputPath" | "OutputPath" | "ResultPath" => return None,
            name => name.strip_suffix("Path")?,
        };
        let formula = quoted(&format!("{{% {} %}}", from_path(path)?));
        let plain = self.yaml && !self.text[member.key.span.clone()].starts_with('"');
        let key = if plain { name.to_owned() } else { quoted(name) };
        let free = owner.get(name).is_none();
        free.then(|| (member.span(), format!("{key}: {formula}")))
    }

    /// Whether nothing in a state is JSONPath's.
    pub fn stays_jsonata(&self, state: &Node) -> bool {
        let members = state.as_object();
        let members = members.filter(|members| members.len() <= MOST_FIELDS);
        let paths = |member: &Member| {
            let known = field::find(&member.key.text);
            known.is_some_and(|field| field.language == Some(Language::Path))
        };
        members.is_some_and(|members| !members.iter().any(paths))
    }

    /// The edit that makes a state a JSONata one, if nothing in it is JSONPath's.
    pub fn as_jsonata(&self, state: &Node) -> Option<(Span, String)> {
        let own = state.get("QueryLanguage");
        (own.is_none() && self.stays_jsonata(state))
            .then(|| self.with_member(state, "QueryLanguage", "\"JSONata\""))
            .flatten()
    }
}
