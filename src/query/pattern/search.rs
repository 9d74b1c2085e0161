//! The machine that runs the instructions of an expression, by trying and going back.

use super::class::{Class, Folding, Kind, Set};
use super::program::{Instruction, Program};
use super::{Captures, OutOfFuel};
use std::ops::Range;

/// So many characters that are only looked at are as dear as one try.
const CHARS_OF_A_TRY: u64 = 16;

/// More places to go back to than this are not remembered: they would fill the memory.
const MAX_CHOICES: usize = 1 << 20;

/// A place to go back to.
enum Choice {
    Try {
        pc: usize,
        at: usize,
    },
    /// The same with a run of characters, which ends at `at`, shorter by one; it goes to `least` or
    /// beyond.
    Shorter {
        pc: usize,
        least: usize,
        at: usize,
    },
    /// A remembered place, as it was.
    Restore {
        slot: usize,
        at: Option<usize>,
    },
}

impl Program {
    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str, fuel: &mut u64) -> Result<bool, OutOfFuel> {
        let mut search = self.search(text);
        search.fuel = *fuel;
        let end = search.run(0, 0);
        *fuel = search.fuel;
        Ok(end?.is_some())
    }

    /// Looks for matches in `text`.
    pub fn search<'a>(&'a self, text: &'a str) -> Search<'a> {
        Search {
            program: self,
            text,
            slots: vec![None; self.slots],
            choices: Vec::new(),
            fuel: 0,
        }
    }
}

/// A text in which matches are looked for, one after the other.
pub(super) struct Search<'a> {
    program: &'a Program,
    text: &'a str,
    slots: Vec<Option<usize>>,
    choices: Vec<Choice>,
    fuel: u64,
}

/// What an instruction leads to.
enum Next {
    Go { pc: usize, at: usize },
    Fail,
    Accept,
}

impl Search<'_> {
    /// The first match that begins at byte `from` or behind it.
    pub fn next(&mut self, from: usize, fuel: &mut u64) -> Result<Option<Captures>, OutOfFuel> {
        self.fuel = *fuel;
        let found = self.find(from);
        *fuel = self.fuel;
        found
    }

    fn find(&mut self, from: usize) -> Result<Option<Captures>, OutOfFuel> {
        let program = self.program;
        let mut from = from;
        if !self.text.is_char_boundary(from) {
            return Ok(None);
        }
        while let Some(start) = program.first.next(self.text, from) {
            self.spend((start - from) as u64 / CHARS_OF_A_TRY + 1)?;
            if let Some(end) = self.one(start)? {
                return Ok(Some(self.captures(start..end)));
            }
            from = start + self.next_char(start).map_or(1, char::len_utf8);
        }
        Ok(None)
    }

    /// Where the match that begins at byte `start` ends. Most expressions that are looked for are one run of
    /// characters, which needs no machine.
    fn one(&mut self, start: usize) -> Result<Option<usize>, OutOfFuel> {
        let program = self.program;
        if let [Instruction::Run { set, min, max }, Instruction::Accept] = &program.code[..] {
            let end = self.run_of(set, (*min, *max), 0, start)?;
            self.choices.clear();
            return Ok(end);
        }
        self.slots.fill(None);
        self.run(0, start)
    }

    fn spend(&mut self, tries: u64) -> Result<(), OutOfFuel> {
        self.fuel = self.fuel.checked_sub(tries).ok_or(OutOfFuel)?;
        Ok(())
    }

    fn captures(&self, whole: Range<usize>) -> Captures {
        let span = |group: usize| {
            let (start, end) = (self.slots[2 * group]?, self.slots[2 * group + 1]?);
            Some(start..end)
        };
        Captures {
            whole,
            groups: (1..=self.program.groups).map(span).collect(),
        }
    }

    /// Runs from instruction `pc` at byte `at`; gives where it accepted, and leaves no choices behind.
    fn run(&mut self, mut pc: usize, mut at: usize) -> Result<Option<usize>, OutOfFuel> {
        let floor = self.choices.len();
        loop {
            self.spend(1)?;
            if self.choices.len() > MAX_CHOICES {
                return Err(OutOfFuel);
            }
            (pc, at) = match self.step(pc, at)? {
                Next::Go { pc, at } => (pc, at),
                Next::Fail => match self.back(floor) {
                    Some(place) => place,
                    None => return Ok(None),
                },
                Next::Accept => {
                    self.choices.truncate(floor);
                    return Ok(Some(at));
                }
            };
        }
    }

    /// Goes back to the last choice above `floor`: the instruction and the place to try next.
    fn back(&mut self, floor: usize) -> Option<(usize, usize)> {
        while self.choices.len() > floor {
            match self.choices.pop()? {
                Choice::Try { pc, at } => return Some((pc, at)),
                Choice::Shorter { pc, least, at } => {
                    let at = at - self.previous_char(at).map_or(1, char::len_utf8);
                    if at > least {
                        self.choices.push(Choice::Shorter { pc, least, at });
                    }
                    return Some((pc, at));
                }
                Choice::Restore { slot, at } => self.slots[slot] = at,
            }
        }
        None
    }

    fn step(&mut self, pc: usize, at: usize) -> Result<Next, OutOfFuel> {
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
        let go_to = |place: Option<usize>| match place {
            Some(at) => Next::Go { pc: pc + 1, at },
            None => Next::Fail,
        };
        Ok(match instruction {
            Instruction::Class { set, behind: false } => go_to(set.past(self.text, at)),
            Instruction::Class { set, behind: true } => go_to(self.before(set, at)),
            Instruction::Run { set, min, max } => go_to(self.run_of(set, (*min, *max), pc, at)?),
            Instruction::Start(lines) => go_if(at == 0 || (*lines && self.is_after_line_end(at))),
            Instruction::End(lines) => go_if(self.is_end(at, *lines)),
            Instruction::TextEnd => go_if(at == self.text.len()),
            Instruction::LineStart => go_if(self.previous_char(at).is_none_or(ends_line)),
            Instruction::LineEnd => go_if(self.next_char(at).is_none_or(ends_line)),
            Instruction::WordEdge { wanted, unicode } => {
                go_if(self.is_word_edge(at, *unicode) == *wanted)
            }
            Instruction::Split(first, second) => {
                self.choices.push(Choice::Try { pc: *second, at });
                Next::Go { pc: *first, at }
            }
            Instruction::Jump(to) => Next::Go { pc: *to, at },
            Instruction::Save(slot) => {
                self.save(*slot, Some(at));
                Next::Go { pc: pc + 1, at }
            }
            Instruction::Forget(groups) => {
                for slot in 2 * groups.start..2 * groups.end {
                    self.save(slot, None);
                }
                Next::Go { pc: pc + 1, at }
            }
            Instruction::Progress { slot, fails } if self.slots[*slot] == Some(at) => {
                if *fails {
                    Next::Fail
                } else {
                    // The loop is left behind its jump.
                    Next::Go { pc: pc + 2, at }
                }
            }
            Instruction::Progress { .. } => Next::Go { pc: pc + 1, at },
            Instruction::Inner {
                exit,
                wanted,
                stays,
            } => match self.inner(pc + 1, at, *wanted)? {
                Some(end) => Next::Go {
                    pc: *exit,
                    at: if *stays { at } else { end },
                },
                None => Next::Fail,
            },
            Instruction::Behind { exit, wanted } => match self.behind(pc + 1, at, *wanted)? {
                true => Next::Go { pc: *exit, at },
                false => Next::Fail,
            },
            Instruction::Meets(slot) => go_if(self.slots[*slot] == Some(at)),
            Instruction::Backreference {
                group,
                folding,
                lenient,
                behind,
            } => go_to(match self.taken(*group) {
                Some(taken) => self.past_text(taken, at, *folding, *behind),
                None => lenient.then_some(at),
            }),
            Instruction::Accept => Next::Accept,
        })
    }

    fn save(&mut self, slot: usize, at: Option<usize>) {
        self.choices.push(Choice::Restore {
            slot,
            at: self.slots[slot],
        });
        self.slots[slot] = at;
    }

    /// Runs an inner expression; gives where it ended, or `at` where it fails as it should. What its groups
    /// took is forgotten if it fails, and can be taken back if it does not.
    fn inner(&mut self, pc: usize, at: usize, wanted: bool) -> Result<Option<usize>, OutOfFuel> {
        let before = self.slots.clone();
        let end = self.run(pc, at)?;
        if end.is_none() || !wanted {
            self.slots = before;
            return Ok(end.xor(Some(at)).filter(|_| !wanted));
        }
        for (slot, at) in before.into_iter().enumerate() {
            if self.slots[slot] != at {
                self.choices.push(Choice::Restore { slot, at });
            }
        }
        Ok(end)
    }

    /// Whether an inner expression that begins at `at`, or at a place before it, matches as `wanted`.
    fn behind(&mut self, pc: usize, at: usize, wanted: bool) -> Result<bool, OutOfFuel> {
        let mut start = at;
        loop {
            if self.inner(pc, start, true)?.is_some() {
                return Ok(wanted);
            }
            match self.previous_char(start) {
                Some(c) => start -= c.len_utf8(),
                None => return Ok(!wanted),
            }
        }
    }

    /// The place before a character of `set`.
    fn before(&self, set: &Set, at: usize) -> Option<usize> {
        let c = self.previous_char(at).filter(|c| set.has(*c))?;
        Some(at - c.len_utf8())
    }

    /// The place behind as many characters of `set` as there are, and remembers that there may be fewer.
    fn run_of(
        &mut self,
        set: &Set,
        (min, max): (u32, Option<u32>),
        pc: usize,
        at: usize,
    ) -> Result<Option<usize>, OutOfFuel> {
        let (mut end, mut least, mut count) = (at, at, 0);
        while max.is_none_or(|max| count < max)
            && let Some(next) = set.past(self.text, end)
        {
            end = next;
            count += 1;
            if count == min {
                least = end;
            }
        }
        self.spend(u64::from(count) / CHARS_OF_A_TRY)?;
        if count < min {
            return Ok(None);
        }
        if end > least {
            let pc = pc + 1;
            self.choices.push(Choice::Shorter { pc, least, at: end });
        }
        Ok(Some(end))
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

    fn is_word_edge(&self, at: usize, unicode: bool) -> bool {
        let kind = if unicode {
            Kind::UnicodeWord
        } else {
            Kind::Word
        };
        let word = |c: Option<char>| c.is_some_and(|c| Class::Kind(kind).has(c));
        word(self.previous_char(at)) != word(self.next_char(at))
    }

    /// The text that a group took.
    fn taken(&self, group: usize) -> Option<&str> {
        let start = (*self.slots.get(2 * group)?)?;
        let end = (*self.slots.get(2 * group + 1)?)?;
        self.text.get(start..end)
    }

    /// The place behind a text that stands at `at` once more, or before it.
    fn past_text(&self, text: &str, at: usize, folding: Folding, behind: bool) -> Option<usize> {
        let mut place = at;
        let mut take = |wanted: char| {
            let c = if behind {
                self.previous_char(place)
            } else {
                self.next_char(place)
            };
            let length = c.filter(|c| folding.same(*c, wanted))?.len_utf8();
            place = if behind {
                place - length
            } else {
                place + length
            };
            Some(())
        };
        if behind {
            text.chars().rev().try_for_each(&mut take)?;
        } else {
            text.chars().try_for_each(&mut take)?;
        }
        Some(place)
    }
}

/// The ends of lines in ECMAScript.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}
