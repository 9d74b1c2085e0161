//! One JSONata expression on one document, compiled once and evaluated many times: to be timed beside the
//! reference in the same page.

use asl::query::jsonata::{Budget, Expression, Scope};
use asl::value::{Timestamp, Value, parse};
use wasm_bindgen::prelude::wasm_bindgen;

/// An expression and the document it is evaluated on, which `$states` stands for too.
#[wasm_bindgen]
pub struct Prepared {
    expression: Expression,
    document: Value,
}

#[wasm_bindgen]
impl Prepared {
    /// `None` for what is no expression, or no document.
    pub fn of(expression: &str, document: &str) -> Option<Self> {
        Some(Self {
            expression: Expression::compile(expression).ok()?,
            document: parse(document).ok()?,
        })
    }

    /// Evaluates it so many times; how often it gave a value.
    pub fn evaluate(&self, times: u32) -> u32 {
        let given = (0..times).filter(|_| self.value().is_some()).count();
        u32::try_from(given).unwrap_or(u32::MAX)
    }

    /// What it gives, as JSON; empty for nothing.
    pub fn answer(&self) -> String {
        self.value().map_or(String::new(), |value| value.to_json())
    }

    fn value(&self) -> Option<Value> {
        let scope = Scope {
            variable: &|name| (name == "states").then(|| self.document.clone()),
            input: Some(&self.document),
            random: &|| 0.5,
            now: Timestamp(0),
            budget: Budget::default(),
        };
        self.expression.evaluate(&scope).ok()?
    }
}

/// How often a machine compiles, of so many times.
#[wasm_bindgen]
pub fn compiles(definition: &str, times: u32) -> u32 {
    let sound = |_: &u32| {
        let definition = asl::definition::Definition::read(definition);
        asl::machine::compile(&definition).0.is_some()
    };
    u32::try_from((0..times).filter(sound).count()).unwrap_or(u32::MAX)
}
