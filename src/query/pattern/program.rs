//! Regular expression → instructions.

use super::PatternFault;
use super::class::{Folding, Set};
use super::first::First;
use super::parse::Node;
use std::ops::Range;

/// More instructions than this are refused; counted repetitions are written out.
const MAX_INSTRUCTIONS: usize = 20_000;

/// Instructions that match a text.
#[derive(Debug)]
pub(super) struct Program {
    pub code: Vec<Instruction>,
    /// What every match begins with.
    pub first: First,
    /// How many groups there are.
    pub groups: usize,
    /// Places that are remembered: two for each group, one for each loop.
    pub slots: usize,
}

#[derive(Debug)]
pub(super) enum Instruction {
    /// The next character is of a set; or the one before, where `behind`.
    Class {
        set: Set,
        behind: bool,
    },
    /// As many characters of a set as there are, at least and at most so many; fewer if what follows
    /// fails.
    Run {
        set: Set,
        min: u32,
        max: Option<u32>,
    },
    Start(bool),
    End(bool),
    TextEnd,
    LineStart,
    LineEnd,
    WordEdge {
        wanted: bool,
        unicode: bool,
    },
    /// Go on at the first place, and if that fails at the second.
    Split(usize, usize),
    Jump(usize),
    /// Remember the place in the text.
    Save(usize),
    /// Forget what these groups took.
    Forget(Range<usize>),
    /// Leave a loop whose last turn took nothing, or let the turn fail where `fails`: go on only if the
    /// place has changed.
    Progress {
        slot: usize,
        fails: bool,
    },
    /// Run what follows up to its `Accept`, forget how, and go on at `exit`: from where it ended
    /// (atomic) or from here (looking around), if it matches as `wanted`.
    Inner {
        exit: usize,
        wanted: bool,
        stays: bool,
    },
    /// Run what follows up to its `Accept` from here, or else from the nearest place before here, and go
    /// on at `exit` from here.
    Behind {
        exit: usize,
        wanted: bool,
    },
    /// The place is the one that was remembered.
    Meets(usize),
    Backreference {
        group: usize,
        folding: Folding,
        lenient: bool,
        behind: bool,
    },
    Accept,
}

impl Program {
    /// Instructions for a whole text, or for any part of it where not `whole`.
    pub fn compile(node: &Node, groups: usize, whole: bool) -> Result<Self, PatternFault> {
        let mut program = Self {
            code: Vec::new(),
            first: First::default(),
            groups,
            slots: 2 * (groups + 1),
        };
        program.node(node, false)?;
        if whole {
            program.push(Instruction::TextEnd)?;
        }
        program.push(Instruction::Accept)?;
        program.first = First::of(&program.code);
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

    /// `behind`: the text is matched from its end to its start.
    fn node(&mut self, node: &Node, behind: bool) -> Result<(), PatternFault> {
        let single = match node {
            Node::Sequence(nodes) if behind => {
                return nodes
                    .iter()
                    .rev()
                    .try_for_each(|node| self.node(node, true));
            }
            Node::Sequence(nodes) => {
                return nodes.iter().try_for_each(|node| self.node(node, false));
            }
            Node::Choice(options) => return self.choice(options, behind),
            Node::Repeat { .. } => return self.repeat(node, behind),
            Node::Group(number, node) => return self.group(*number, node, behind),
            Node::Atomic(node) => return self.inner(node, true, false, behind),
            Node::Look {
                node,
                wanted,
                behind,
            } => return self.inner(node, *wanted, true, *behind),
            Node::Behind { node, wanted } => return self.behind(node, *wanted),
            Node::Class(class) => Instruction::Class {
                set: Set::new(class.clone()),
                behind,
            },
            Node::Start(lines) => Instruction::Start(*lines),
            Node::End(lines) => Instruction::End(*lines),
            Node::TextEnd => Instruction::TextEnd,
            Node::LineStart => Instruction::LineStart,
            Node::LineEnd => Instruction::LineEnd,
            Node::WordEdge { wanted, unicode } => Instruction::WordEdge {
                wanted: *wanted,
                unicode: *unicode,
            },
            Node::Backreference {
                group,
                folding,
                lenient,
            } => Instruction::Backreference {
                group: *group,
                folding: *folding,
                lenient: *lenient,
                behind,
            },
        };
        self.push(single).map(drop)
    }

    fn choice(&mut self, options: &[Node], behind: bool) -> Result<(), PatternFault> {
        let mut exits = Vec::new();
        for (index, option) in options.iter().enumerate() {
            if index + 1 == options.len() {
                self.node(option, behind)?;
                break;
            }
            let split = self.push(Instruction::Jump(0))?;
            self.node(option, behind)?;
            exits.push(self.push(Instruction::Jump(0))?);
            self.set(split, Instruction::Split(split + 1, self.code.len()));
        }
        for exit in exits {
            self.set(exit, Instruction::Jump(self.code.len()));
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Node, behind: bool) -> Result<(), PatternFault> {
        let Node::Repeat {
            node,
            min,
            max,
            lazy,
            forgets,
        } = repeat
        else {
            return Ok(());
        };
        if let (Node::Class(class), false, false) = (&**node, *lazy, behind) {
            let set = Set::new(class.clone());
            let (min, max) = (*min, *max);
            return self.push(Instruction::Run { set, min, max }).map(drop);
        }
        let groups = forgets.clone().unwrap_or_default();
        for _ in 0..*min {
            let before = self.code.len();
            self.forget(&groups)?;
            self.node(node, behind)?;
            if self.code.len() == before {
                // Nothing, however often.
                return Ok(());
            }
        }
        let fails = forgets.is_some();
        let Some(max) = max else {
            let split = self.push(Instruction::Jump(0))?;
            self.turn(node, &groups, fails, behind)?;
            self.push(Instruction::Jump(split))?;
            self.split(split, split + 1, self.code.len(), *lazy);
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in *min..*max {
            splits.push(self.push(Instruction::Jump(0))?);
            if fails {
                self.turn(node, &groups, true, behind)?;
            } else {
                self.node(node, behind)?;
            }
        }
        for split in splits {
            self.split(split, split + 1, self.code.len(), *lazy);
        }
        Ok(())
    }

    /// One turn of a loop, which must take something.
    fn turn(
        &mut self,
        node: &Node,
        groups: &Range<usize>,
        fails: bool,
        behind: bool,
    ) -> Result<(), PatternFault> {
        self.forget(groups)?;
        if matches!(node, Node::Class(_)) {
            return self.node(node, behind);
        }
        let slot = self.slots;
        self.slots += 1;
        self.push(Instruction::Save(slot))?;
        self.node(node, behind)?;
        self.push(Instruction::Progress { slot, fails }).map(drop)
    }

    fn forget(&mut self, groups: &Range<usize>) -> Result<(), PatternFault> {
        if groups.is_empty() {
            return Ok(());
        }
        self.push(Instruction::Forget(groups.clone())).map(drop)
    }

    fn split(&mut self, at: usize, into: usize, past: usize, lazy: bool) {
        let (first, second) = if lazy { (past, into) } else { (into, past) };
        self.set(at, Instruction::Split(first, second));
    }

    fn group(&mut self, number: usize, node: &Node, behind: bool) -> Result<(), PatternFault> {
        let (first, second) = (
            2 * number + usize::from(behind),
            2 * number + usize::from(!behind),
        );
        self.push(Instruction::Save(first))?;
        self.node(node, behind)?;
        self.push(Instruction::Save(second)).map(drop)
    }

    fn inner(
        &mut self,
        node: &Node,
        wanted: bool,
        stays: bool,
        behind: bool,
    ) -> Result<(), PatternFault> {
        let start = self.push(Instruction::Jump(0))?;
        self.node(node, behind)?;
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

    fn behind(&mut self, node: &Node, wanted: bool) -> Result<(), PatternFault> {
        let slot = self.slots;
        self.slots += 1;
        self.push(Instruction::Save(slot))?;
        let start = self.push(Instruction::Jump(0))?;
        self.node(node, false)?;
        self.push(Instruction::Meets(slot))?;
        self.push(Instruction::Accept)?;
        let exit = self.code.len();
        self.set(start, Instruction::Behind { exit, wanted });
        Ok(())
    }
}
