//! Paths that can be written to: `ResultPath`.

use super::evaluate::item_at;
use super::syntax::Step;
use super::{Path, Root};
use crate::query::{Reason, SyntaxFault};
use crate::value::{Object, Value};
use std::rc::Rc;

/// A path that can select one place only, and so can be written to.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePath(Path);

impl ReferencePath {
    /// Compiles a reference path on the data: for `ResultPath`.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        let path = Path::parse(text)?;
        let reason = match path.root() {
            Root::Context => Reason::WriteToContext,
            Root::Variable(_) => Reason::WriteToVariable,
            Root::Data if path.is_reference() => return Ok(Self(path)),
            Root::Data => Reason::NotOnePlace,
        };
        Err(SyntaxFault { offset: 0, reason })
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The same path, for reading.
    pub fn as_path(&self) -> &Path {
        &self.0
    }

    /// A copy of `target` with `value` put at this place; objects on the way are made, array items
    /// must be there (`asl.md` section 4.3).
    ///
    /// # Errors
    /// Why it cannot be put there: `Unable to apply ReferencePath $.child to input 4`.
    pub fn put(&self, target: &Value, value: Value) -> Result<Value, String> {
        put(target, self.0.steps(), value).ok_or_else(|| {
            let (path, input) = (self.as_str(), target.to_json());
            format!("Unable to apply ReferencePath {path} to input {input}")
        })
    }
}

/// `None` where `target` is not what the next step needs.
fn put(target: &Value, steps: &[Step], value: Value) -> Option<Value> {
    match steps.split_first() {
        None => Some(value),
        Some((Step::Name { name, .. }, rest)) => put_member(target.as_object()?, name, rest, value),
        Some((Step::Index(index), rest)) => put_item(target.as_array()?, *index, rest, value),
        Some(_) => None,
    }
}

fn put_member(object: &Object, name: &Rc<str>, rest: &[Step], value: Value) -> Option<Value> {
    let inner = match object.get(name) {
        Some(inner) => put(inner, rest, value)?,
        None => put(&Value::empty_object(), rest, value)?,
    };
    let mut changed = object.clone();
    changed.insert(Rc::clone(name), inner);
    Some(changed.into())
}

fn put_item(items: &[Value], index: i32, rest: &[Step], value: Value) -> Option<Value> {
    let inner = put(item_at(items, index)?, rest, value)?;
    let place = if index < 0 {
        items.len().checked_add_signed(index as isize)?
    } else {
        usize::try_from(index).ok()?
    };
    let mut changed = items.to_vec();
    *changed.get_mut(place)? = inner;
    Some(changed.into())
}
