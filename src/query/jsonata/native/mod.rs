//! The functions of the language, in one table: name, signature, arity, what it does.

mod array;
mod aws;
mod higher;
mod loose;
pub(super) mod matching;
mod number;
mod object;
mod regular;
mod text;
mod time;

use super::eval::{Evaluator, Outcome};
use super::function::{Function, FunctionKind};
use super::item::Item;
use super::signature::Signature;
use std::cell::OnceCell;
use std::rc::Rc;

/// What a function does with arguments that its signature has let pass.
type Run = fn(&Evaluator<'_>, &[Item]) -> Outcome;

/// A row of the table.
struct Row {
    name: &'static str,
    signature: &'static str,
    /// The parameters that callers adapt to, as the reference declares them.
    arity: u8,
    run: Run,
}

const fn row(name: &'static str, signature: &'static str, arity: u8, run: Run) -> Row {
    Row {
        name,
        signature,
        arity,
        run,
    }
}

static TABLE: &[Row] = &[
    row("sum", "<a<n>:n>", 1, number::sum),
    row("count", "<a:n>", 1, array::count),
    row("max", "<a<n>:n>", 1, number::max),
    row("min", "<a<n>:n>", 1, number::min),
    row("average", "<a<n>:n>", 1, number::average),
    row("string", "<x-b?:s>", 1, text::string),
    row("substring", "<s-nn?:s>", 3, text::substring),
    row("substringBefore", "<s-s:s>", 2, text::substring_before),
    row("substringAfter", "<s-s:s>", 2, text::substring_after),
    row("lowercase", "<s-:s>", 1, text::lowercase),
    row("uppercase", "<s-:s>", 1, text::uppercase),
    row("length", "<s-:n>", 1, text::length),
    row("trim", "<s-:s>", 1, text::trim),
    row("pad", "<s-ns?:s>", 3, text::pad),
    row("match", "<s-f<s:o>n?:a<o>>", 3, matching::find),
    row("contains", "<s-(sf):b>", 2, matching::contains),
    row("replace", "<s-(sf)(sf)n?:s>", 4, matching::replace),
    row("split", "<s-(sf)n?:a<s>>", 3, matching::split),
    row("join", "<a<s>s?:s>", 2, text::join),
    row("formatNumber", "<n-so?:s>", 3, number::format_number),
    row("formatBase", "<n-n?:s>", 2, number::format_base),
    row("formatInteger", "<n-s:s>", 2, number::format_integer),
    row("parseInteger", "<s-s:n>", 2, number::parse_integer),
    row("number", "<(nsb)-:n>", 1, number::number),
    row("floor", "<n-:n>", 1, number::floor),
    row("ceil", "<n-:n>", 1, number::ceil),
    row("round", "<n-n?:n>", 2, number::round),
    row("abs", "<n-:n>", 1, number::abs),
    row("sqrt", "<n-:n>", 1, number::sqrt),
    row("power", "<n-n:n>", 2, number::power),
    row("random", "<n?:n>", 0, aws::random),
    row("boolean", "<x-:b>", 1, object::boolean),
    row("not", "<x-:b>", 1, object::not),
    row("map", "<af>", 2, higher::map),
    row("zip", "<a+>", 0, array::zip),
    row("filter", "<af>", 2, higher::filter),
    row("single", "<af?>", 2, higher::single),
    row("reduce", "<afj?:j>", 3, higher::reduce),
    row("sift", "<o-f?:o>", 2, higher::sift),
    row("keys", "<x-:a<s>>", 1, object::keys),
    row("lookup", "<x-s:x>", 2, object::lookup),
    row("append", "<xx:a>", 2, array::append),
    row("exists", "<x:b>", 1, object::exists),
    row("spread", "<x-:a<o>>", 1, object::spread),
    row("merge", "<a<o>:o>", 1, object::merge),
    row("reverse", "<a:a>", 1, array::reverse),
    row("each", "<o-f:a>", 2, higher::each),
    row("error", "<s?:x>", 1, object::error),
    row("assert", "<bs?:x>", 2, object::assert),
    row("type", "<x:s>", 1, object::type_of),
    row("sort", "<af?:a>", 2, higher::sort),
    row("shuffle", "<a:a>", 1, array::shuffle),
    row("distinct", "<x:x>", 1, array::distinct),
    row("base64encode", "<s-:s>", 1, text::base64_encode),
    row("base64decode", "<s-:s>", 1, text::base64_decode),
    row(
        "encodeUrlComponent",
        "<s-:s>",
        1,
        text::encode_url_component,
    ),
    row("encodeUrl", "<s-:s>", 1, text::encode_url),
    row(
        "decodeUrlComponent",
        "<s-:s>",
        1,
        text::decode_url_component,
    ),
    row("decodeUrl", "<s-:s>", 1, text::decode_url),
    row("toMillis", "<s-s?:n>", 2, time::to_millis),
    row("fromMillis", "<n-s?s?:s>", 3, time::from_millis),
    row("clone", "<(oa)-:o>", 1, object::clone),
    row("now", "<s?s?:s>", 2, time::now),
    row("millis", "<:n>", 0, time::millis),
    row("partition", "<an:a>", 2, aws::partition),
    row("range", "<nnn:a>", 3, aws::range),
    row("hash", "<xs:s>", 2, aws::hash),
    row("uuid", "<:s>", 0, aws::uuid),
    row("parse", "<s-:x>", 1, aws::parse),
];

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    TABLE.iter().map(|row| row.name)
}

/// A function of the language: a row of the table.
#[derive(Clone, Debug)]
pub(super) struct Native {
    row: usize,
    /// Its signature, read when it is first called.
    signature: OnceCell<Rc<Signature>>,
}

impl Native {
    /// The function that `$name` means.
    pub fn named(name: &str) -> Option<Self> {
        let row = TABLE.iter().position(|row| row.name == name)?;
        Some(Self {
            row,
            signature: OnceCell::new(),
        })
    }

    /// How many arguments callers give it.
    pub fn arity(&self) -> usize {
        usize::from(TABLE[self.row].arity)
    }

    /// How many arguments can be given in advance: as many as the reference's source declares, where an
    /// empty list of parameters has one without a name. That of `$string` it can not read.
    pub fn parameters(&self) -> Option<usize> {
        let is_string = TABLE[self.row].name == "string";
        (!is_string).then(|| self.arity().max(1))
    }

    /// What it takes.
    pub fn signature(&self) -> &Signature {
        let read = || Signature::parse(TABLE[self.row].signature).unwrap_or_default();
        self.signature.get_or_init(|| Rc::new(read()))
    }

    /// Whether `function` is `$clone`.
    pub fn is_clone(function: &Function) -> bool {
        matches!(&function.kind, FunctionKind::Native(native) if TABLE[native.row].name == "clone")
    }
}

/// Calls a function with arguments that its signature has let pass.
pub(super) fn run(ev: &Evaluator<'_>, native: &Native, arguments: &[Item]) -> Outcome {
    (TABLE[native.row].run)(ev, arguments)
}

pub(super) use loose::run as run_loose;

/// The function that `$name` means.
pub(super) fn function(name: &str) -> Option<Item> {
    let native = Native::named(name)?;
    Some(Item::Function(Function::new(FunctionKind::Native(native))))
}

/// Whether the language has a function of this name.
pub(super) fn is_known(name: &str) -> bool {
    TABLE.iter().any(|row| row.name == name)
}

/// An argument; what is not given is nothing.
fn argument(arguments: &[Item], index: usize) -> &Item {
    arguments.get(index).unwrap_or(&Item::Nothing)
}

/// A text argument.
fn text_argument(arguments: &[Item], index: usize) -> Option<&Rc<str>> {
    argument(arguments, index).as_str()
}

/// A number argument.
fn number_argument(arguments: &[Item], index: usize) -> Option<f64> {
    argument(arguments, index).as_f64()
}
