//! Payload templates: `Parameters`, `ResultSelector`, `ItemSelector`, `Assign`; and what stands in their
//! place in JSONata, `Arguments` and `Output`.

use super::formula::{Formula, enclosed};
use super::intrinsic::{Call, Function};
use super::{Env, Path, QueryFailure, Reason, SyntaxFault};
use crate::value::{Object, Value, java};
use std::collections::HashSet;
use std::rc::Rc;

/// What the key of an expression ends with.
const MARK: &str = ".$";

/// A path or an intrinsic call: the value of a key that ends in `.$`, `ErrorPath`, `CausePath`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Path(Path),
    Call(Rc<Call>),
}

/// A compiled payload template. Cloning costs one reference count.
#[derive(Clone, Debug, PartialEq)]
pub struct Template(Rc<Part>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// Nothing in it is to be evaluated.
    Literal(Value),
    Array(Vec<Part>),
    Object(Members),
    Formula(Formula),
}

/// The members of an object in the order in which AWS writes them.
#[derive(Clone, Debug, PartialEq)]
struct Members {
    /// Keys without the mark, in definition order.
    literal: Vec<(Rc<str>, Part)>,
    /// Keys with the mark, in the order of a `HashMap`.
    marked: Vec<Marked>,
}

#[derive(Clone, Debug, PartialEq)]
struct Marked {
    /// The key as written, `value.$`: AWS's name of the field in failures.
    field: Rc<str>,
    /// The key without its mark.
    key: Rc<str>,
    expression: Expression,
}

/// What is wrong in a template, and where: keys and indices from its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// Keys and indices from the template's top to the wrong value.
    pub at: Vec<String>,
    /// What is wrong.
    pub fault: SyntaxFault,
}

impl Expression {
    /// Compiles a path or an intrinsic call.
    ///
    /// # Errors
    /// Where and why it is neither.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        if text.starts_with('$') {
            return Ok(Self(Kind::Path(Path::parse(text)?)));
        }
        if text.trim_start().starts_with("States") {
            return Ok(Self(Kind::Call(Rc::new(Call::parse(text)?))));
        }
        Err(SyntaxFault {
            offset: 0,
            reason: Reason::NotAnExpression.to_owned(),
        })
    }

    /// The expression as written.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kind::Path(path) => path.as_str(),
            Kind::Call(call) => call.as_str(),
        }
    }

    /// The function, if it is a call.
    pub fn function(&self) -> Option<Function> {
        match &self.0 {
            Kind::Path(_) => None,
            Kind::Call(call) => Some(call.function()),
        }
    }

    /// Every path in it.
    pub fn paths(&self) -> Vec<&Path> {
        match &self.0 {
            Kind::Path(path) => vec![path],
            Kind::Call(call) => call.paths(),
        }
    }

    /// Whether `ErrorPath` and `CausePath` may hold it: a path, or a function that gives a text.
    pub fn returns_string(&self) -> bool {
        self.function().is_none_or(Function::returns_string)
    }

    /// Its value. `field` is the name AWS uses in the failure's words (`value.$`, `ErrorPath`).
    ///
    /// # Errors
    /// A definite path that finds nothing, or a function that fails.
    pub fn evaluate(&self, env: &Env<'_>, field: &str) -> Result<Value, QueryFailure> {
        match &self.0 {
            Kind::Path(path) => path
                .evaluate(env)
                .map_err(|failure| failure.of_field(field)),
            Kind::Call(call) => call.evaluate(env),
        }
    }

    fn evaluate_in_template(&self, env: &Env<'_>, field: &str) -> Result<Value, QueryFailure> {
        match &self.0 {
            Kind::Path(path) => path
                .evaluate_in_template(env)
                .map_err(|failure| failure.of_field(field)),
            Kind::Call(call) => call.evaluate(env),
        }
    }
}

impl QueryFailure {
    /// The same failure, `field` being the field whose path it is.
    fn of_field(self, name: &str) -> Self {
        match self {
            Self::PathNotFound {
                path,
                input,
                detail,
                field: _,
            } => Self::PathNotFound {
                path,
                input,
                detail,
                field: name.to_owned(),
            },
            other @ (Self::Intrinsic(_) | Self::Formula { .. }) => other,
        }
    }
}

impl Template {
    /// Compiles a template: every key that ends in `.$` holds a path or an intrinsic call.
    ///
    /// # Errors
    /// Every key that does not, with its place.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateFault>> {
        let mut compiler = Compiler::default();
        let part = compiler.part(template);
        if compiler.faults.is_empty() {
            Ok(Self(Rc::new(part)))
        } else {
            Err(compiler.faults)
        }
    }

    /// Compiles data in JSONata: every text in it that is `{% … %}` is an expression, in values and at any
    /// depth, but never in keys. `field` is where it stands, from the state on: `Output`.
    ///
    /// # Errors
    /// Every expression that cannot be read, with its place.
    pub fn parse_jsonata(data: &Value, field: &str) -> Result<Self, Vec<TemplateFault>> {
        let mut compiler = Compiler::default();
        let part = compiler.jsonata(data, field);
        if compiler.faults.is_empty() {
            Ok(Self(Rc::new(part)))
        } else {
            Err(compiler.faults)
        }
    }

    /// The payload: literal keys first, then the `.$` keys in the order of Java's `HashMap`
    /// (recorded; `asl.md` section 4.2 rule 6).
    ///
    /// # Errors
    /// The first expression that fails.
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        self.0.evaluate(env)
    }

    /// Every expression in it, with the key it is the value of.
    pub fn expressions(&self) -> Vec<(&str, &Expression)> {
        let mut found = Vec::new();
        self.0.collect_expressions(&mut found);
        found
    }

    /// Every expression in JSONata in it.
    pub fn formulas(&self) -> Vec<&Formula> {
        let mut found = Vec::new();
        self.0.collect_formulas(&mut found);
        found
    }
}

impl Part {
    fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Array(parts) => {
                let items: Result<Vec<Value>, _> =
                    parts.iter().map(|part| part.evaluate(env)).collect();
                items.map(Value::from)
            }
            Self::Object(members) => members.evaluate(env),
            Self::Formula(formula) => formula.evaluate(env),
        }
    }

    fn collect_formulas<'a>(&'a self, found: &mut Vec<&'a Formula>) {
        match self {
            Self::Literal(_) => {}
            Self::Array(parts) => parts.iter().for_each(|part| part.collect_formulas(found)),
            Self::Object(members) => {
                let parts = members.literal.iter().map(|(_, part)| part);
                parts.for_each(|part| part.collect_formulas(found));
            }
            Self::Formula(formula) => found.push(formula),
        }
    }

    fn collect_expressions<'a>(&'a self, found: &mut Vec<(&'a str, &'a Expression)>) {
        match self {
            Self::Literal(_) | Self::Formula(_) => {}
            Self::Array(parts) => parts
                .iter()
                .for_each(|part| part.collect_expressions(found)),
            Self::Object(members) => {
                for (_, part) in &members.literal {
                    part.collect_expressions(found);
                }
                found.extend(members.marked.iter().map(|m| (&*m.field, &m.expression)));
            }
        }
    }
}

impl Members {
    fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        let mut object = Object::new();
        for (key, part) in &self.literal {
            object.insert(Rc::clone(key), part.evaluate(env)?);
        }
        for marked in &self.marked {
            let value = marked.expression.evaluate_in_template(env, &marked.field)?;
            object.insert(Rc::clone(&marked.key), value);
        }
        Ok(object.into())
    }
}

/// Compiles a template, collecting what is wrong in it.
#[derive(Default)]
struct Compiler {
    at: Vec<String>,
    faults: Vec<TemplateFault>,
}

impl Compiler {
    fn part(&mut self, value: &Value) -> Part {
        let part = match value {
            Value::Array(items) => Part::Array(self.items(items)),
            Value::Object(object) => Part::Object(self.members(object)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                return Part::Literal(value.clone());
            }
        };
        if part.is_constant() {
            return Part::Literal(value.clone());
        }
        part
    }

    /// As [`Compiler::part`], in JSONata: keys stay as they are.
    fn jsonata(&mut self, value: &Value, field: &str) -> Part {
        let part = match value {
            Value::String(text) => match enclosed(text) {
                Some(inner) => return self.formula(text, inner, field),
                None => return Part::Literal(value.clone()),
            },
            Value::Array(items) => {
                let item = |(index, item)| self.jsonata(item, &format!("{field}[{index}]"));
                Part::Array(items.iter().enumerate().map(item).collect())
            }
            Value::Object(object) => {
                let member = |(key, value): (&Rc<str>, &Value)| {
                    let part = self.jsonata(value, &format!("{field}/{key}"));
                    (Rc::clone(key), part)
                };
                Part::Object(Members {
                    literal: object.iter().map(member).collect(),
                    marked: Vec::new(),
                })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => return Part::Literal(value.clone()),
        };
        if part.is_constant() {
            return Part::Literal(value.clone());
        }
        part
    }

    fn formula(&mut self, text: &str, inner: &str, field: &str) -> Part {
        match Formula::compile(inner, field) {
            Ok(formula) => Part::Formula(formula),
            Err(fault) => {
                let start = text.find(inner).unwrap_or(0);
                self.faults.push(TemplateFault {
                    at: vec![field.to_owned()],
                    fault: SyntaxFault {
                        offset: start + fault.offset,
                        reason: Reason::Jsonata(format!("{}: {fault}", fault.code.as_str())),
                    },
                });
                Part::Literal(Value::Null)
            }
        }
    }

    fn items(&mut self, items: &[Value]) -> Vec<Part> {
        let item = |(index, item): (usize, &Value)| self.below(index.to_string(), item);
        items.iter().enumerate().map(item).collect()
    }

    fn below(&mut self, step: String, value: &Value) -> Part {
        self.at.push(step);
        let part = self.part(value);
        self.at.pop();
        part
    }

    fn members(&mut self, object: &Object) -> Members {
        let mut literal = Vec::new();
        let mut marked = Vec::new();
        let mut keys: HashSet<&str> = HashSet::new();
        for (field, value) in object.iter() {
            let name = field.strip_suffix(MARK);
            if !keys.insert(name.unwrap_or(field)) {
                let name = name.unwrap_or(field).to_owned();
                self.fault(field, 0, Reason::SameKey(name));
            }
            match name {
                None => literal.push((Rc::clone(field), self.below(field.to_string(), value))),
                Some(name) => marked.extend(self.marked(field, name, value)),
            }
        }
        let names: Vec<&str> = marked.iter().map(|m: &Marked| &*m.key).collect();
        let order = java::hash_order(&names);
        let marked = order
            .into_iter()
            .map(|index| marked[index].clone())
            .collect();
        Members { literal, marked }
    }

    fn marked(&mut self, field: &Rc<str>, name: &str, value: &Value) -> Option<Marked> {
        let Some(text) = value.as_str() else {
            self.fault(field, 0, Reason::NotAText);
            return None;
        };
        match Expression::parse(text) {
            Ok(expression) => Some(Marked {
                field: Rc::clone(field),
                key: name.into(),
                expression,
            }),
            Err(fault) => {
                self.fault(field, fault.offset, fault.reason);
                None
            }
        }
    }

    fn fault(&mut self, key: &str, offset: usize, reason: Reason) {
        let mut at = self.at.clone();
        at.push(key.to_owned());
        self.faults.push(TemplateFault {
            at,
            fault: SyntaxFault { offset, reason },
        });
    }
}

impl Part {
    /// Whether nothing in it is to be evaluated.
    fn is_constant(&self) -> bool {
        let constant = |part: &Self| matches!(part, Self::Literal(_));
        match self {
            Self::Literal(_) => true,
            Self::Formula(_) => false,
            Self::Array(parts) => parts.iter().all(constant),
            Self::Object(members) => {
                members.marked.is_empty() && members.literal.iter().all(|(_, part)| constant(part))
            }
        }
    }
}
