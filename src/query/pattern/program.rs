//! Regular expression → instructions, and the machine that runs them by trying and going back.

use super::class::{Class, Kind, same_but_case};
use super::parse::Node;
use super::{OutOfFuel, PatternFault};

/// More instructions than this are refused; counted repetitions are written out.
const MAX_INSTRUCTIONS: usize = 20_000;

/// Instructions that match a whole text.
#[derive(Debug)]
pub(super) struct Program {
    code: Vec<Instruction>,
    /// Places that are remembered: two for each group, one for each loop.
    slots: usize,
}

#[derive(Debug)]
enum Instruction {
    Class(Class),
    Start(bool),
    End(bool),
    TextEnd,
    WordEdge(bool),
    /// Go on at the first place, and if that fails at the second.
    Split(usize, usize),
    Jump(usize),
    /// Remember the place in the text.
    Save(usize),
    /// Leave a loop whose last turn took nothing: go on only if the place has changed.
    Progress(usize),
    /// Run what follows up to its `Accept`, forget how, and go on at `exit`: from where it ended
    /// (atomic) or from here (looking ahead), if it matches as `wanted`.
    Inner {
        exit: usize,
        wanted: bool,
        stays: bool,
    },
    Backreference {
        group: usize,
        any_case: bool,
        unicode: bool,
    },
    Accept,
}

/// A place to go back to.
enum Choice {
    Try {
        pc: usize,
        at: usize,
    },
    /// A remembered place, as it was.
    Restore {
        slot: usize,
        at: Option<usize>,
    },
}

impl Program {
    pub fn compile(node: &Node, groups: usize) -> Result<Self, PatternFault> {
        let mut program = Self {
            code: Vec::new(),
            slots: 2 * (groups + 1),
        };
        program.node(node)?;
        program.push(Instruction::TextEnd)?;
        program.push(Instruction::Accept)?;
        Ok(program)
    }

    fn push(&mut self, instruction: Instruction) -> Result<usize, PatternFault> {
        if self.code.len() >= MAX_INSTRUCTIONS {
            return Err("it is too long when its repetitions are written out");
        }
        self.code.push(instruction);
        Ok(self.code.len() - 1)
    }

    fn set(&mut self, at: usize, instruction: Instruction) {
        if let Some(place) = self.code.get_mut(at) {
            *place = instruction;
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternFault> {
        match node {
            Node::Class(class) => self.push(Instruction::Class(class.clone())).map(drop),
            Node::Start(lines) => self.push(Instruction::Start(*lines)).map(drop),
            Node::End(lines) => self.push(Instruction::End(*lines)).map(drop),
            Node::TextEnd => self.push(Instruction::TextEnd).map(drop),
            Node::WordEdge(wanted) => self.push(Instruction::WordEdge(*wanted)).map(drop),
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.node(node)),
            Node::Choice(options) => self.choice(options),
            Node::Repeat {
                node,
                min,
                max,
                lazy,
            } => self.repeat(node, *min, *max, *lazy),
            Node::Group(number, node) => self.group(*number, node),
            Node::Atomic(node) => self.inner(node, true, false),
            Node::Ahead { node, wanted } => self.inner(node, *wanted, true),
            Node::Backreference {
                group,
                any_case,
                unicode,
            } => self
                .push(Instruction::Backreference {
                    group: *group,
                    any_case: *any_case,
                    unicode: *unicode,
                })
                .map(drop),
        }
    }

    fn choice(&mut self, options: &[Node]) -> Result<(), PatternFault> {
        let mut exits = Vec::new();
        for (index, option) in options.iter().enumerate() {
            if index + 1 == options.len() {
                self.node(option)?;
                break;
            }
            let split = self.push(Instruction::Jump(0))?;
            self.node(option)?;
            exits.push(self.push(Instruction::Jump(0))?);
            self.set(split, Instruction::Split(split + 1, self.code.len()));
        }
        for exit in exits {
            self.set(exit, Instruction::Jump(self.code.len()));
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        lazy: bool,
    ) -> Result<(), PatternFault> {
        for _ in 0..min {
            self.node(node)?;
        }
        let Some(max) = max else {
            return self.endless(node, lazy);
        };
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.push(Instruction::Jump(0))?);
            self.node(node)?;
        }
        for split in splits {
            self.split(split, split + 1, self.code.len(), lazy);
        }
        Ok(())
    }

    fn endless(&mut self, node: &Node, lazy: bool) -> Result<(), PatternFault> {
        let slot = self.slots;
        self.slots += 1;
        let split = self.push(Instruction::Jump(0))?;
        self.push(Instruction::Save(slot))?;
        self.node(node)?;
        self.push(Instruction::Progress(slot))?;
        self.push(Instruction::Jump(split))?;
        self.split(split, split + 1, self.code.len(), lazy);
        Ok(())
    }

    fn split(&mut self, at: usize, into: usize, past: usize, lazy: bool) {
        let (first, second) = if lazy { (past, into) } else { (into, past) };
        self.set(at, Instruction::Split(first, second));
    }

    fn group(&mut self, number: usize, node: &Node) -> Result<(), PatternFault> {
        self.push(Instruction::Save(2 * number))?;
        self.node(node)?;
        self.push(Instruction::Save(2 * number + 1)).map(drop)
    }

    fn inner(&mut self, node: &Node, wanted: bool, stays: bool) -> Result<(), PatternFault> {
        let start = self.push(Instruction::Jump(0))?;
        self.node(node)?;
        self.push(Instruction::Accept)?;
        let exit = self.code.len();
        self.set(
            start,
            Instruction::Inner {
                exit,
                wanted,
                stays,
            },
        );
        Ok(())
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str, fuel: &mut u64) -> Result<bool, OutOfFuel> {
        let mut machine = Machine {
            program: self,
            text,
            slots: vec![None; self.slots],
            fuel,
        };
        Ok(machine.run(0, 0)?.is_some())
    }
}

struct Machine<'a> {
    program: &'a Program,
    text: &'a str,
    slots: Vec<Option<usize>>,
    fuel: &'a mut u64,
}

/// What an instruction leads to.
enum Next {
    Go { pc: usize, at: usize },
    Fail,
    Accept,
}

impl Machine<'_> {
    /// Runs from instruction `pc` at byte `at`; gives where it accepted.
    fn run(&mut self, pc: usize, at: usize) -> Result<Option<usize>, OutOfFuel> {
        let mut choices = vec![Choice::Try { pc, at }];
        while let Some(choice) = choices.pop() {
            let (mut pc, mut at) = match choice {
                Choice::Try { pc, at } => (pc, at),
                Choice::Restore { slot, at } => {
                    self.slots[slot] = at;
                    continue;
                }
            };
            loop {
                *self.fuel = self.fuel.checked_sub(1).ok_or(OutOfFuel)?;
                match self.step(pc, at, &mut choices)? {
                    Next::Go {
                        pc: next,
                        at: place,
                    } => (pc, at) = (next, place),
                    Next::Fail => break,
                    Next::Accept => return Ok(Some(at)),
                }
            }
        }
        Ok(None)
    }

    fn step(&mut self, pc: usize, at: usize, choices: &mut Vec<Choice>) -> Result<Next, OutOfFuel> {
        let program = self.program;
        let Some(instruction) = program.code.get(pc) else {
            return Ok(Next::Fail);
        };
        let go_if = |holds: bool| {
            if holds {
                Next::Go { pc: pc + 1, at }
            } else {
                Next::Fail
            }
        };
        Ok(match instruction {
            Instruction::Class(class) => match self.next_char(at) {
                Some(c) if class.has(c) => Next::Go {
                    pc: pc + 1,
                    at: at + c.len_utf8(),
                },
                _ => Next::Fail,
            },
            Instruction::Start(lines) => go_if(at == 0 || (*lines && self.is_after_line_end(at))),
            Instruction::End(lines) => go_if(self.is_end(at, *lines)),
            Instruction::TextEnd => go_if(at == self.text.len()),
            Instruction::WordEdge(wanted) => go_if(self.is_word_edge(at) == *wanted),
            Instruction::Split(first, second) => {
                choices.push(Choice::Try { pc: *second, at });
                Next::Go { pc: *first, at }
            }
            Instruction::Jump(to) => Next::Go { pc: *to, at },
            Instruction::Save(slot) => {
                choices.push(Choice::Restore {
                    slot: *slot,
                    at: self.slots[*slot],
                });
                self.slots[*slot] = Some(at);
                Next::Go { pc: pc + 1, at }
            }
            // A turn that took nothing is the last: the loop is left behind its jump.
            Instruction::Progress(slot) if self.slots[*slot] == Some(at) => {
                Next::Go { pc: pc + 2, at }
            }
            Instruction::Progress(_) => Next::Go { pc: pc + 1, at },
            Instruction::Inner {
                exit,
                wanted,
                stays,
            } => {
                let end = self.run(pc + 1, at)?;
                if end.is_some() == *wanted {
                    let at = if *stays { at } else { end.unwrap_or(at) };
                    Next::Go { pc: *exit, at }
                } else {
                    Next::Fail
                }
            }
            Instruction::Backreference {
                group,
                any_case,
                unicode,
            } => match self.same_text(*group, at, *any_case, *unicode) {
                Some(end) => Next::Go {
                    pc: pc + 1,
                    at: end,
                },
                None => Next::Fail,
            },
            Instruction::Accept => Next::Accept,
        })
    }

    fn next_char(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn previous_char(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn is_after_line_end(&self, at: usize) -> bool {
        let line_end = Class::Kind(Kind::LineEnd);
        at < self.text.len() && self.previous_char(at).is_some_and(|c| line_end.has(c))
    }

    /// `$`: the end, or before a last line end, or with `lines` before any.
    fn is_end(&self, at: usize, lines: bool) -> bool {
        let line_end = Class::Kind(Kind::LineEnd);
        let rest = &self.text[at..];
        match rest.chars().next() {
            None => true,
            Some(c) => line_end.has(c) && (lines || rest == "\r\n" || rest.len() == c.len_utf8()),
        }
    }

    fn is_word_edge(&self, at: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        word(self.previous_char(at)) != word(self.next_char(at))
    }

    /// Where the text that a group took ends when it stands at `at` once more.
    fn same_text(&self, group: usize, at: usize, any_case: bool, unicode: bool) -> Option<usize> {
        let start = (*self.slots.get(2 * group)?)?;
        let end = (*self.slots.get(2 * group + 1)?)?;
        let taken = self.text.get(start..end)?;
        let mut rest = self.text[at..].chars();
        let mut length = 0;
        for wanted in taken.chars() {
            let c = rest.next()?;
            if c != wanted && !(any_case && same_but_case(c, wanted, unicode)) {
                return None;
            }
            length += c.len_utf8();
        }
        Some(at + length)
    }
}
