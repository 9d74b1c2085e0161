//! DynamoDB's expressions: conditions, filters and updates. What cannot be read gives `None`, and the
//! call has no answer: AWS's words for mistakes in them were never recorded.

use super::decimal::Decimal;
use crate::value::{Object, Value};
use std::cmp::Ordering;

/// Parentheses, functions and `NOT` may nest this deep.
const MOST_DEPTH: usize = 50;

/// An item: attributes by name, each a value with its type (`{"S": "text"}`).
pub type Item = Object;

/// What an expression refers to.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The item.
    pub item: &'a Item,
    /// `ExpressionAttributeNames`
    pub names: Option<&'a Value>,
    /// `ExpressionAttributeValues`
    pub values: Option<&'a Value>,
}

/// One expression being read.
#[derive(Debug)]
pub struct Reader<'a> {
    scope: Scope<'a>,
    tokens: Vec<&'a str>,
    at: usize,
    depth: usize,
    /// The names that an update changed.
    changed: Vec<&'a str>,
}

/// Whether a condition holds.
pub fn holds(text: &str, scope: Scope<'_>) -> Option<bool> {
    let mut reader = Reader::new(text, scope)?;
    let holds = reader.any_of()?;
    reader.is_done().then_some(holds)
}

/// What an update makes of an item.
#[derive(Clone, Debug)]
pub struct Update {
    /// The item after it.
    pub item: Item,
    /// What it changed, by name; of attributes inside maps the map's.
    pub changed: Item,
}

/// The item after an update, and what of it the update set.
pub fn updated(text: &str, scope: Scope<'_>) -> Option<Update> {
    let mut reader = Reader::new(text, scope)?;
    let mut item = scope.item.clone();
    while !reader.is_done() {
        let clause = reader.next()?.to_ascii_uppercase();
        loop {
            reader.change(&clause, &mut item)?;
            if !reader.take(",") {
                break;
            }
        }
    }
    let kept = item
        .iter()
        .filter(|(name, _)| reader.changed.contains(&&***name));
    let changed = kept.map(|(name, value)| (name.clone(), value.clone()));
    Some(Update {
        changed: changed.collect(),
        item,
    })
}

/// The names at the top of `name, #other`; nested ones are not known here.
pub fn names<'a>(text: &'a str, scope: Scope<'a>) -> Option<Vec<&'a str>> {
    let mut reader = Reader::new(text, scope)?;
    let mut names = vec![reader.name()?];
    while reader.take(",") {
        names.push(reader.name()?);
    }
    reader.is_done().then_some(names)
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, scope: Scope<'a>) -> Option<Self> {
        Some(Self {
            scope,
            tokens: tokens(text)?,
            at: 0,
            depth: 0,
            changed: Vec::new(),
        })
    }

    fn is_done(&self) -> bool {
        self.at == self.tokens.len()
    }

    fn next(&mut self) -> Option<&'a str> {
        let token = self.tokens.get(self.at).copied();
        self.at += 1;
        token
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.tokens.get(self.at);
        let taken = found.is_some_and(|found| found.eq_ignore_ascii_case(token));
        self.at += usize::from(taken);
        taken
    }

    fn must(&mut self, token: &str) -> Option<()> {
        self.take(token).then_some(())
    }

    // ── conditions ──────────────────────────────────────────────────────────────────────────────

    fn any_of(&mut self) -> Option<bool> {
        let mut holds = self.all_of()?;
        while self.take("OR") {
            holds |= self.all_of()?;
        }
        Some(holds)
    }

    fn all_of(&mut self) -> Option<bool> {
        let mut holds = self.one()?;
        while self.take("AND") {
            holds &= self.one()?;
        }
        Some(holds)
    }

    fn one(&mut self) -> Option<bool> {
        self.depth += 1;
        (self.depth <= MOST_DEPTH).then_some(())?;
        let holds = if self.take("NOT") {
            !self.one()?
        } else if self.take("(") {
            let holds = self.any_of()?;
            self.must(")")?;
            holds
        } else if self.tokens.get(self.at + 1) == Some(&"(") && !self.is_size() {
            self.function()?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Some(holds)
    }

    fn is_size(&self) -> bool {
        let word = self.tokens.get(self.at);
        word.is_some_and(|word| word.eq_ignore_ascii_case("size"))
    }

    fn function(&mut self) -> Option<bool> {
        let name = self.next()?;
        self.must("(")?;
        let one = self.operand()?;
        let holds = match name {
            "attribute_exists" => one.is_some(),
            "attribute_not_exists" => one.is_none(),
            "begins_with" | "contains" | "attribute_type" => {
                self.must(",")?;
                let two = self.operand()??;
                two_of(name, &one, &two)?
            }
            _ => return None,
        };
        self.must(")")?;
        Some(holds)
    }

    fn comparison(&mut self) -> Option<bool> {
        let one = self.operand()?;
        let sign = self.next()?.to_ascii_uppercase();
        if sign == "BETWEEN" {
            let low = self.operand()?;
            self.must("AND")?;
            let high = self.operand()?;
            return Some(compare(&one, &low, ">=")? && compare(&one, &high, "<=")?);
        }
        if sign == "IN" {
            return self.among(&one);
        }
        let two = self.operand()?;
        compare(&one, &two, &sign)
    }

    fn among(&mut self, one: &Option<Value>) -> Option<bool> {
        self.must("(")?;
        let mut holds = false;
        loop {
            holds |= self.operand()? == *one;
            if !self.take(",") {
                break;
            }
        }
        self.must(")")?;
        Some(holds && one.is_some())
    }

    /// A value given, an attribute or its size; inside `None` if the item has no such attribute.
    fn operand(&mut self) -> Option<Option<Value>> {
        if self.is_size() {
            self.at += 1;
            self.must("(")?;
            self.depth += 1;
            (self.depth <= MOST_DEPTH).then_some(())?;
            let size = self.operand()?.map(|value| size(&value));
            self.depth -= 1;
            self.must(")")?;
            return match size {
                Some(size) => Some(Some(number(&size?.to_string()))),
                None => Some(None),
            };
        }
        let token = *self.tokens.get(self.at)?;
        if token.starts_with(':') {
            self.at += 1;
            return Some(Some(self.scope.values?.get(token)?.clone()));
        }
        let path = self.path()?;
        Some(found(self.scope.item, &path).cloned())
    }

    /// A name and the names of maps inside it; places in lists are not known here.
    fn path(&mut self) -> Option<Vec<&'a str>> {
        let mut path = vec![self.name()?];
        while self.take(".") {
            path.push(self.name()?);
        }
        Some(path)
    }

    fn name(&mut self) -> Option<&'a str> {
        let token = self.next()?;
        if token.starts_with('#') {
            return self.scope.names?.get(token)?.as_str();
        }
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        token.chars().all(word).then_some(token)
    }

    // ── updates ─────────────────────────────────────────────────────────────────────────────────

    fn change(&mut self, clause: &str, item: &mut Item) -> Option<()> {
        let path = self.path()?;
        self.changed.extend(path.first());
        match clause {
            "SET" => {
                self.must("=")?;
                let value = self.sum()?;
                put(item, &path, value)
            }
            "REMOVE" => {
                remove(item, &path);
                Some(())
            }
            "ADD" => {
                let added = self.operand()??;
                let before = found(item, &path).cloned();
                let value = match before {
                    Some(before) => plus(&before, &added, false)?,
                    None => added,
                };
                put(item, &path, value)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Option<Value> {
        let one = self.term()??;
        let minus = self.tokens.get(self.at) == Some(&"-");
        if self.take("+") || self.take("-") {
            return plus(&one, &self.term()??, minus);
        }
        Some(one)
    }

    /// An operand or a function of two.
    fn term(&mut self) -> Option<Option<Value>> {
        if self.tokens.get(self.at + 1) != Some(&"(") {
            return self.operand();
        }
        self.depth += 1;
        (self.depth <= MOST_DEPTH).then_some(())?;
        let name = self.next()?;
        self.must("(")?;
        let one = self.term()?;
        self.must(",")?;
        let two = self.term()?;
        self.must(")")?;
        self.depth -= 1;
        match name {
            "if_not_exists" => Some(one.or(two)),
            "list_append" => Some(Some(appended(&one?, &two?)?)),
            _ => None,
        }
    }
}

/// Words, signs and parentheses; `None` for characters that no expression has.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | ':');
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("<>") || rest.starts_with("<=") || rest.starts_with(">=") {
            2
        } else if "=<>(),.+-".contains(first) {
            1
        } else {
            return None;
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// An attribute's type and content: `{"S": "text"}`.
fn typed(value: &Value) -> Option<(&str, &Value)> {
    let (name, content) = value.as_object()?.iter().next()?;
    Some((name, content))
}

fn number(text: &str) -> Value {
    Object::new().with("N", text).into()
}

fn decimal(value: &Value) -> Option<Decimal> {
    Decimal::read(value.get("N")?.as_str()?)
}

fn two_of(function: &str, one: &Option<Value>, two: &Value) -> Option<bool> {
    let Some(one) = one else {
        return Some(false);
    };
    let (one_type, one) = typed(one)?;
    let (_, content) = typed(two)?;
    Some(match function {
        "attribute_type" => content.as_str() == Some(one_type),
        "begins_with" => one.as_str()?.starts_with(content.as_str()?),
        _ => match (one_type, one) {
            ("S", text) => text.as_str()?.contains(content.as_str()?),
            ("SS" | "NS", set) => set.as_array()?.contains(content),
            ("L", list) => list.as_array()?.contains(two),
            _ => return None,
        },
    })
}

fn compare(one: &Option<Value>, two: &Option<Value>, sign: &str) -> Option<bool> {
    let (Some(one), Some(two)) = (one, two) else {
        return Some(sign == "<>" && one.is_some() != two.is_some());
    };
    let order = match (decimal(one), decimal(two)) {
        (Some(one), Some(two)) => one.compare(two),
        _ => match (one.get("S"), two.get("S")) {
            (Some(one), Some(two)) => Some(one.as_str()?.cmp(two.as_str()?)),
            _ => None,
        },
    };
    Some(match (sign, order) {
        ("=", Some(order)) => order == Ordering::Equal,
        ("<>", Some(order)) => order != Ordering::Equal,
        ("=", None) => one == two,
        ("<>", None) => one != two,
        ("<", Some(order)) => order == Ordering::Less,
        ("<=", Some(order)) => order != Ordering::Greater,
        (">", Some(order)) => order == Ordering::Greater,
        (">=", Some(order)) => order != Ordering::Less,
        _ => return None,
    })
}

fn size(value: &Value) -> Option<usize> {
    let (kind, content) = typed(value)?;
    match kind {
        "S" => Some(content.as_str()?.len()),
        "L" | "SS" | "NS" | "BS" => Some(content.as_array()?.len()),
        "M" => Some(content.as_object()?.len()),
        _ => None,
    }
}

fn plus(one: &Value, two: &Value, minus: bool) -> Option<Value> {
    let (one, two) = (decimal(one)?, decimal(two)?);
    let two = if minus { two.negated() } else { two };
    Some(number(&one.plus(two)?.write()))
}

fn appended(one: &Value, two: &Value) -> Option<Value> {
    let (one, two) = (one.get("L")?.as_array()?, two.get("L")?.as_array()?);
    let list = one.iter().chain(two).cloned().collect();
    Some(Object::new().with("L", Value::array(list)).into())
}

fn found<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(item.get(first)?, |value, name| value.get("M")?.get(name))
}

/// Sets an attribute; the maps around it must be there.
fn put(item: &mut Item, path: &[&str], value: Value) -> Option<()> {
    let (first, rest) = path.split_first()?;
    if rest.is_empty() {
        item.insert(*first, value);
        return Some(());
    }
    let mut inside = item.get(first)?.get("M")?.as_object()?.clone();
    put(&mut inside, rest, value)?;
    item.insert(*first, Object::new().with("M", inside));
    Some(())
}

fn remove(item: &mut Item, path: &[&str]) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        let kept = item.iter().filter(|(name, _)| ***name != **first);
        *item = kept
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        return;
    }
    let inside = item
        .get(first)
        .and_then(|value| value.get("M")?.as_object().cloned());
    if let Some(mut inside) = inside {
        remove(&mut inside, rest);
        item.insert(*first, Object::new().with("M", inside));
    }
}
