//! What every match of an expression begins with: no other place need be tried.

use super::class::Ascii;
use super::program::Instruction;

/// What the first character of a match can be, and where.
#[derive(Debug, Default)]
pub(super) struct First {
    /// Only at the start of the text.
    start: bool,
    /// Only such a character of ASCII, or any beyond; `None` where a match may be empty.
    set: Option<Ascii>,
}

impl First {
    pub fn of(code: &[Instruction]) -> Self {
        let mut walk = Walk {
            code,
            seen: vec![false; code.len()],
            ascii: Ascii::default(),
        };
        let set = walk.from(0).then_some(walk.ascii);
        let plain = |instruction: &&Instruction| !matches!(instruction, Instruction::Save(_));
        let first = code.iter().find(plain);
        Self {
            start: matches!(first, Some(Instruction::Start(false))),
            set,
        }
    }

    /// The first place from byte `from` on at which a match may begin.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        if self.start {
            return (from == 0).then_some(0);
        }
        let bytes = text.as_bytes().get(from..)?;
        let Some(ascii) = self.set else {
            return (from..=text.len()).find(|at| text.is_char_boundary(*at));
        };
        let begins = |byte: &u8| ascii.has(*byte) || *byte >= 0xc0;
        bytes.iter().position(begins).map(|place| from + place)
    }
}

/// Goes through the instructions that can come before the first character is taken.
struct Walk<'a> {
    code: &'a [Instruction],
    seen: Vec<bool>,
    ascii: Ascii,
}

impl Walk<'_> {
    /// Whether a character is always taken on the ways from instruction `pc` on, and is one of those
    /// gathered.
    fn from(&mut self, pc: usize) -> bool {
        let mut open = vec![pc];
        while let Some(pc) = open.pop() {
            let Some(seen) = self.seen.get_mut(pc) else {
                return false;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            let Some(instruction) = self.code.get(pc) else {
                return false;
            };
            match instruction {
                Instruction::Class { set, behind: false } => self.add(set.ascii()),
                Instruction::Run { set, min, .. } => {
                    self.add(set.ascii());
                    if *min == 0 {
                        open.push(pc + 1);
                    }
                }
                Instruction::Split(first, second) => open.extend([*first, *second]),
                Instruction::Jump(to) => open.push(*to),
                Instruction::Inner {
                    exit, stays: true, ..
                }
                | Instruction::Behind { exit, .. } => open.push(*exit),
                Instruction::Save(_)
                | Instruction::Forget(_)
                | Instruction::Start(_)
                | Instruction::End(_)
                | Instruction::TextEnd
                | Instruction::LineStart
                | Instruction::LineEnd
                | Instruction::WordEdge { .. } => open.push(pc + 1),
                Instruction::Class { behind: true, .. }
                | Instruction::Inner { stays: false, .. }
                | Instruction::Progress { .. }
                | Instruction::Meets(_)
                | Instruction::Backreference { .. }
                | Instruction::Accept => return false,
            }
        }
        true
    }

    /// Characters beyond ASCII are not told apart.
    fn add(&mut self, ascii: Ascii) {
        self.ascii = self.ascii.or(ascii);
    }
}
