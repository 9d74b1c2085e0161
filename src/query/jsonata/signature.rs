//! What a function takes: `<s-nn?:s>`. Arguments are matched as the reference does it, by a regular
//! expression over their types, one letter each; so its quirks are kept here letter by letter.

use super::error::{Code, EvaluationError};
use super::item::Item;

/// A parsed signature.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Signature(Vec<Parameter>);

/// One parameter.
#[derive(Debug, PartialEq)]
struct Parameter {
    /// The letters it takes.
    letters: Vec<u8>,
    /// How often.
    times: Times,
    /// Whether it takes as few as it can: a second mark behind the first, as in regular expressions.
    lazy: bool,
    /// Whether the context stands in for it.
    context: bool,
    /// Whether a context of any type does: `?-`.
    any_context: bool,
    /// Whether it is an array, which a single value may stand for.
    array: bool,
    /// Whether type parameters may follow.
    generic: bool,
    /// What an array must hold; a letter.
    subtype: Option<u8>,
    /// The whole of the type parameter, for a value that stands for an array.
    subtype_length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Times {
    Once,
    Optional,
    Many,
}

/// Everything.
const ANY: &[u8] = b"asnblfom";

/// Everything but functions.
const JSON: &[u8] = b"asnblom";

impl Signature {
    /// Reads a signature: `<`, the parameters, `:` and what is given back, `>`. Only the parameters count.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let bytes = text.as_bytes();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut at = 1;
        while let Some(letter) = bytes.get(at).filter(|letter| **letter != b':') {
            match letter {
                b's' | b'n' | b'b' | b'l' | b'o' => parameters.push(parameter(&[*letter, b'm'])),
                b'a' => parameters.push(Parameter {
                    array: true,
                    generic: true,
                    ..parameter(ANY)
                }),
                b'f' => parameters.push(Parameter {
                    generic: true,
                    ..parameter(b"f")
                }),
                b'j' => parameters.push(parameter(JSON)),
                b'x' => parameters.push(parameter(ANY)),
                b'(' => {
                    let end = closing(bytes, at, b'(', b')');
                    let choice = bytes.get(at + 1..end).unwrap_or_default();
                    if choice.contains(&b'<') {
                        return Err(Code::S0402);
                    }
                    parameters.push(parameter(&[choice, b"m"].concat()));
                    at = end;
                }
                b'<' => {
                    let last = parameters.last_mut().filter(|last| last.generic);
                    let last = last.ok_or(Code::S0401)?;
                    let end = closing(bytes, at, b'<', b'>');
                    last.subtype = bytes.get(at + 1).copied();
                    last.subtype_length = end.saturating_sub(at + 1);
                    at = end;
                }
                mark => {
                    if let Some(last) = parameters.last_mut() {
                        last.mark(*mark);
                    }
                }
            }
            at += 1;
        }
        Ok(Self(parameters))
    }

    /// Makes the arguments what the function is to get, the context filled in where it stands for one.
    pub fn validate(
        &self,
        arguments: &mut Vec<Item>,
        context: &Item,
    ) -> Result<(), EvaluationError> {
        if !self.is_plain(arguments) {
            *arguments = self.filled(arguments, context)?;
            return Ok(());
        }
        for (at, (parameter, argument)) in self.0.iter().zip(arguments).enumerate() {
            if parameter.array {
                let letter = argument.letter();
                *argument = parameter.array(std::mem::take(argument), letter, 1, at)?;
            }
        }
        Ok(())
    }

    /// Whether the arguments would be let pass as they are; of arrays only those are known of which
    /// nothing more is said.
    pub fn suits(&self, arguments: &[Item]) -> bool {
        let as_it_is = |(parameter, argument): (&Parameter, &Item)| {
            !parameter.array || parameter.subtype.is_none() && argument.letter() == b'a'
        };
        self.is_plain(arguments) && self.0.iter().zip(arguments).all(as_it_is)
    }

    /// Whether the arguments stand for one parameter each, in order, and what is left out may be.
    fn is_plain(&self, arguments: &[Item]) -> bool {
        let takes = |(parameter, argument): (&Parameter, &Item)| {
            parameter.times != Times::Many && !parameter.lazy && parameter.takes(argument.letter())
        };
        let rest = self.0.get(arguments.len()..);
        let may_be_left_out =
            |parameter: &Parameter| parameter.times == Times::Optional && !parameter.context;
        rest.is_some_and(|rest| rest.iter().all(may_be_left_out))
            && self.0.iter().zip(arguments).all(takes)
    }

    fn filled(&self, arguments: &[Item], context: &Item) -> Result<Vec<Item>, EvaluationError> {
        let letters: Vec<u8> = arguments.iter().map(Item::letter).collect();
        let mut counts = vec![0; self.0.len()];
        if !fits(&self.0, &letters, &mut counts) {
            return Err(self.mismatch(&letters, arguments));
        }
        let mut valid = Vec::with_capacity(arguments.len().max(self.0.len()));
        // The letters go on with what matched; the arguments also with what is left out.
        let (mut at, mut read) = (0, 0);
        for (parameter, count) in self.0.iter().zip(counts) {
            let first = arguments.get(at).cloned().unwrap_or(Item::Nothing);
            if count == 0 {
                if parameter.context {
                    valid.push(parameter.fill(context, at)?);
                } else {
                    valid.push(first);
                    at += 1;
                }
                continue;
            }
            let matched = letters.get(read..read + count).unwrap_or_default();
            read += count;
            for letter in matched {
                let argument = if parameter.array {
                    let argument = arguments.get(at).cloned().unwrap_or(Item::Nothing);
                    parameter.array(argument, *letter, count, at)?
                } else {
                    first.clone()
                };
                valid.push(argument);
                at += 1;
            }
        }
        Ok(valid)
    }

    /// The argument up to which the signature fits, and one more.
    fn mismatch(&self, letters: &[u8], arguments: &[Item]) -> EvaluationError {
        let mut good = 0;
        for known in 1..=self.0.len() {
            let mut counts = vec![0; known];
            match longest(&self.0[..known], letters, &mut counts) {
                Some(length) => good = length,
                None => break,
            }
        }
        let value = arguments.get(good).and_then(Item::to_json);
        EvaluationError::new(Code::T0410).with(|details| {
            details.index = Some(good + 1);
            details.value = value.map(Into::into);
        })
    }
}

fn parameter(letters: &[u8]) -> Parameter {
    Parameter {
        letters: letters.to_vec(),
        times: Times::Once,
        lazy: false,
        context: false,
        any_context: false,
        array: false,
        generic: false,
        subtype: None,
        subtype_length: 0,
    }
}

/// Where the bracket at `start` closes; the end of the text where it does not.
fn closing(text: &[u8], start: usize, open: u8, close: u8) -> usize {
    let mut depth = 1;
    for (at, byte) in text.iter().enumerate().skip(start + 1) {
        if *byte == close {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        } else if *byte == open {
            depth += 1;
        }
    }
    text.len()
}

impl Parameter {
    fn mark(&mut self, mark: u8) {
        match mark {
            b'-' => {
                self.context = true;
                self.any_context = self.times == Times::Optional;
                self.may_be_missing();
            }
            b'?' => self.may_be_missing(),
            b'+' => self.times = Times::Many,
            _ => {}
        }
    }

    fn may_be_missing(&mut self) {
        match self.times {
            Times::Once => self.times = Times::Optional,
            Times::Optional | Times::Many => self.lazy = true,
        }
    }

    fn takes(&self, letter: u8) -> bool {
        self.letters.contains(&letter)
    }

    /// The context in place of the argument.
    fn fill(&self, context: &Item, at: usize) -> Result<Item, EvaluationError> {
        if self.any_context || self.takes(context.letter()) {
            return Ok(context.clone());
        }
        Err(EvaluationError::new(Code::T0411).with(|details| {
            details.index = Some(at + 1);
            details.value = context.to_json().map(Into::into);
        }))
    }

    /// An argument for an array: a single value becomes an array of one.
    fn array(
        &self,
        argument: Item,
        letter: u8,
        count: usize,
        at: usize,
    ) -> Result<Item, EvaluationError> {
        if letter == b'm' {
            return Ok(Item::Nothing);
        }
        if let Some(subtype) = self.subtype {
            let good = match argument.array() {
                Some(items) => {
                    let mut letters = items.iter().map(|item| item.letter());
                    letters.all(|letter| letter == subtype)
                }
                None => count == 1 && self.subtype_length == 1 && letter == subtype,
            };
            if !good {
                return Err(EvaluationError::new(Code::T0412).with(|details| {
                    details.index = Some(at + 1);
                    details.value = argument.to_json().map(Into::into);
                    details.kind = plural(subtype).filter(|_| self.subtype_length == 1);
                }));
            }
        }
        Ok(if letter == b'a' {
            argument
        } else {
            Item::list(vec![argument])
        })
    }
}

fn plural(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'a' => "arrays",
        b'b' => "booleans",
        b'f' => "functions",
        b'n' => "numbers",
        b'o' => "objects",
        b's' => "strings",
        _ => return None,
    })
}

/// Whether `parameters` match all `letters`; `counts` says how many each took. Greedy, and goes back
/// when the rest does not fit.
fn fits(parameters: &[Parameter], letters: &[u8], counts: &mut [usize]) -> bool {
    Search::new(parameters, letters, true)
        .from(0, 0, counts)
        .is_some()
}

/// The number of letters that `parameters` match from the start.
fn longest(parameters: &[Parameter], letters: &[u8], counts: &mut [usize]) -> Option<usize> {
    Search::new(parameters, letters, false).from(0, 0, counts)
}

/// One search. What has failed once is not tried again, so that it ends soon.
struct Search<'s> {
    parameters: &'s [Parameter],
    letters: &'s [u8],
    whole: bool,
    /// For each parameter and letter: the rest does not fit from there.
    failed: Vec<bool>,
}

impl<'s> Search<'s> {
    fn new(parameters: &'s [Parameter], letters: &'s [u8], whole: bool) -> Self {
        Self {
            parameters,
            letters,
            whole,
            failed: vec![false; (parameters.len() + 1) * (letters.len() + 1)],
        }
    }

    /// The number of letters that the parameters from `place` on take from letter `at` on.
    fn from(&mut self, place: usize, at: usize, counts: &mut [usize]) -> Option<usize> {
        let Some(parameter) = self.parameters.get(place) else {
            return (at == self.letters.len() || !self.whole).then_some(0);
        };
        let state = place * (self.letters.len() + 1) + at;
        if self.failed[state] {
            return None;
        }
        let rest = &self.letters[at..];
        let (least, most) = match parameter.times {
            Times::Once => (1, 1),
            Times::Optional => (0, 1),
            Times::Many => (1, rest.len()),
        };
        let taken = rest.iter().take(most);
        let most = taken.take_while(|letter| parameter.takes(**letter)).count();
        for step in least..=most {
            let taken = if parameter.lazy {
                step
            } else {
                least + most - step
            };
            if let Some(length) = self.from(place + 1, at + taken, counts) {
                counts[place] = taken;
                return Some(taken + length);
            }
        }
        self.failed[state] = true;
        None
    }
}
