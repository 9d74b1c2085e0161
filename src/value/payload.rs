//! Data on its way between states, with the text that stands for it in events.

use super::{ParseFault, Value, parse};
use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;

/// A value and its JSON text. The text is the author's own spelling while nothing has rebuilt the
/// data, compact JSON otherwise (recorded: untouched text passes through verbatim). Cloning costs one
/// reference count; the text of a rebuilt value is made when first asked for.
#[derive(Clone)]
pub struct Payload(Rc<Inner>);

struct Inner {
    value: Value,
    text: OnceCell<Rc<str>>,
}

impl Payload {
    /// A payload in the spelling of `text`.
    ///
    /// # Errors
    /// What is wrong with `text`, when it is not JSON.
    pub fn from_text(text: &str) -> Result<Self, ParseFault> {
        let value = parse(text)?;
        let cell = OnceCell::new();
        let _ = cell.set(Rc::from(text));
        Ok(Self(Rc::new(Inner { value, text: cell })))
    }

    /// A payload whose text was put together from others' texts, unchanged: a Parallel splices the
    /// outputs of its branches textually (recorded). `text` must be JSON text of `value`.
    pub fn with_text(value: Value, text: impl Into<Rc<str>>) -> Self {
        let cell = OnceCell::new();
        let _ = cell.set(text.into());
        Self(Rc::new(Inner { value, text: cell }))
    }

    /// Data that somebody has seen and does not tell: a history without its data. Its text is empty,
    /// which no JSON is; its value is `null` and means nothing.
    pub fn untold() -> Self {
        Self::with_text(Value::Null, "")
    }

    /// Whether the data is told; only recordings have data that is not.
    pub fn is_told(&self) -> bool {
        self.0.text.get().is_none_or(|text| !text.is_empty())
    }

    /// The data.
    pub fn value(&self) -> &Value {
        &self.0.value
    }

    /// The text that stands for the data in events.
    pub fn text(&self) -> &Rc<str> {
        self.0.text.get_or_init(|| Rc::from(self.0.value.to_json()))
    }

    /// Bytes of the text: what the limit of 262,144 bytes is about (`quotas`, section 1).
    pub fn size(&self) -> usize {
        self.text().len()
    }
}

impl From<Value> for Payload {
    fn from(value: Value) -> Self {
        Self(Rc::new(Inner {
            value,
            text: OnceCell::new(),
        }))
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.text() == other.text()
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({})", self.text())
    }
}
