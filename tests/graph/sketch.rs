//! Machines to draw: the bones of any definition, whatever its tasks and query language, and made-up ones.

use asl::machine::{
    Catcher, Choice, ChoiceRule, Io, Items, Kind, Machine, Map, Parallel, Pass, PathIo, ResultPath,
    Scope, ScopeId, State, StateId, Test, Transition, TypeTest,
};
use asl::query::Path;
use asl::value::{Object, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The states of a definition with their types and transitions; all that a drawing needs.
pub fn sketch(definition: &Value) -> Machine {
    let mut sketcher = Sketcher(Machine {
        states: Vec::new(),
        scopes: Vec::new(),
        timeout_seconds: None,
        comment: None,
    });
    sketcher.scope(definition, None);
    sketcher.0
}

struct Sketcher(Machine);

impl Sketcher {
    fn scope(&mut self, source: &Value, parent: Option<StateId>) -> ScopeId {
        let id = ScopeId(self.0.scopes.len() as u32);
        let empty = Object::new();
        let states = source
            .get("States")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let mut names = BTreeMap::new();
        for name in states.keys() {
            let state = StateId(self.0.states.len() as u32);
            names.insert(name.clone(), state);
            self.0.states.push(plain(state, name.clone(), id));
        }
        let start = source.get("StartAt").and_then(Value::as_str);
        let fallback = names.values().next().copied().unwrap_or(StateId(0));
        self.0.scopes.push(Scope {
            start_at: start
                .and_then(|name| names.get(name))
                .copied()
                .unwrap_or(fallback),
            states: states.keys().map(|name| names[name]).collect(),
            parent,
        });
        for (name, state) in states.iter() {
            self.state(names[name], state, &names);
        }
        id
    }

    fn state(&mut self, id: StateId, source: &Value, names: &BTreeMap<Rc<str>, StateId>) {
        let to = |value: &Value| {
            value
                .get("Next")
                .and_then(Value::as_str)
                .and_then(|name| names.get(name))
                .copied()
        };
        let listed = |key: &str| {
            source
                .get(key)
                .and_then(Value::as_array)
                .unwrap_or_default()
                .to_vec()
        };
        let next = to(source).map_or(Transition::End, Transition::Next);
        let catch = listed("Catch").iter().filter_map(to).map(catcher).collect();
        let kind = match source
            .get("Type")
            .and_then(Value::as_str)
            .unwrap_or_default()
        {
            "Choice" => Kind::Choice(Choice {
                rules: listed("Choices").iter().filter_map(to).map(rule).collect(),
                default: source
                    .get("Default")
                    .and_then(Value::as_str)
                    .and_then(|name| names.get(name))
                    .copied(),
            }),
            "Parallel" => Kind::Parallel(Parallel {
                branches: listed("Branches")
                    .iter()
                    .map(|branch| self.scope(branch, Some(id)))
                    .collect(),
            }),
            "Map" => {
                let processor = source
                    .get("ItemProcessor")
                    .or_else(|| source.get("Iterator"))
                    .cloned();
                map(self.scope(&processor.unwrap_or(Value::Null), Some(id)))
            }
            "Succeed" => Kind::Succeed,
            "Fail" => Kind::Fail(Default::default()),
            "Wait" => Kind::Wait(asl::machine::Wait::Seconds(30)),
            _ => Kind::Pass(Pass::default()),
        };
        let state = &mut self.0.states[id.0 as usize];
        state.next = match kind {
            Kind::Choice(_) | Kind::Succeed | Kind::Fail(_) => None,
            Kind::Task(_) | Kind::Pass(_) | Kind::Wait(_) | Kind::Parallel(_) | Kind::Map(_) => {
                Some(next)
            }
        };
        state.kind = kind;
        state.catch = catch;
    }
}

fn plain(id: StateId, name: Rc<str>, scope: ScopeId) -> State {
    State {
        id,
        name,
        scope,
        span: 0..0,
        comment: None,
        kind: Kind::Pass(Pass::default()),
        io: Io::Path(PathIo::default()),
        assign: None,
        reads: Vec::new(),
        next: Some(Transition::End),
        retry: Vec::new(),
        catch: Vec::new(),
    }
}

fn rule(next: StateId) -> ChoiceRule {
    ChoiceRule {
        comment: None,
        test: Test::Is {
            variable: Path::parse("$.a").unwrap(),
            test: TypeTest::Present,
            expected: true,
        },
        next,
        assign: None,
        output: None,
        span: 0..0,
    }
}

fn catcher(next: StateId) -> Catcher {
    Catcher {
        error_equals: vec!["States.ALL".into()],
        next,
        result_path: ResultPath::Whole,
        output: None,
        assign: None,
    }
}

fn map(processor: ScopeId) -> Kind {
    Kind::Map(Map {
        processor,
        items: Items::Whole,
        item_selector: None,
        max_concurrency: None,
        tolerated_count: None,
        tolerated_percentage: None,
        distributed: None,
    })
}

/// A small source of chance: the same seed makes the same machine.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// About `size` states, nested up to `depth` deep, with loops, catchers and choices.
    pub fn machine(mut self, size: usize, depth: u32) -> Machine {
        let mut left = size;
        let mut serial = 0;
        sketch(&self.scope(&mut left, depth, &mut serial))
    }

    fn scope(&mut self, left: &mut usize, depth: u32, serial: &mut usize) -> Value {
        let count = 1 + self.below((*left).min(20));
        *left = left.saturating_sub(count);
        let names: Vec<_> = (0..count)
            .map(|_| {
                *serial += 1;
                format!("State {serial}{}", "x".repeat(self.below(30)))
            })
            .collect();
        let mut states = Object::new();
        for (at, name) in names.iter().enumerate() {
            let state = self.state(at, &names, left, depth, serial);
            states.insert(name.as_str(), state);
        }
        // What is left goes into one more Map, so that the size is reached.
        if *left > 0 && depth == 3 {
            while *left > 0 {
                let inner = self.scope(left, 1, serial);
                let name = format!("More {serial}");
                let state = Object::new()
                    .with("Type", "Map")
                    .with("ItemProcessor", inner)
                    .with("Next", names[0].as_str());
                states.insert(name.as_str(), state);
            }
        }
        Object::new()
            .with("StartAt", names[0].as_str())
            .with("States", states)
            .into()
    }

    fn state(
        &mut self,
        at: usize,
        names: &[String],
        left: &mut usize,
        depth: u32,
        serial: &mut usize,
    ) -> Value {
        let any = |chance: &mut Self| names[chance.below(names.len())].clone();
        let next = names.get(at + 1).cloned();
        let next = if self.below(6) == 0 {
            Some(any(self))
        } else {
            next
        };
        let mut state = match self.below(if depth > 0 && *left > 0 { 9 } else { 6 }) {
            0 => {
                let rules = (0..1 + self.below(4))
                    .map(|_| Object::new().with("Next", any(self)).into())
                    .collect::<Vec<Value>>();
                return Object::new()
                    .with("Type", "Choice")
                    .with("Choices", rules)
                    .with("Default", any(self))
                    .into();
            }
            1 => {
                return Object::new()
                    .with(
                        "Type",
                        if self.below(2) == 0 {
                            "Fail"
                        } else {
                            "Succeed"
                        },
                    )
                    .into();
            }
            6 | 7 => {
                let branches: Vec<_> = (0..1 + self.below(3))
                    .map(|_| self.scope(left, depth - 1, serial))
                    .collect();
                Object::new()
                    .with("Type", "Parallel")
                    .with("Branches", branches)
            }
            8 => Object::new()
                .with("Type", "Map")
                .with("ItemProcessor", self.scope(left, depth - 1, serial)),
            _ => Object::new().with("Type", "Pass"),
        };
        if let Some(next) = next {
            state.insert("Next", next);
        }
        if self.below(4) == 0 {
            let catchers = (0..1 + self.below(2))
                .map(|_| Object::new().with("Next", any(self)).into())
                .collect::<Vec<Value>>();
            state.insert("Catch", catchers);
        }
        state.into()
    }

    /// One state after the other.
    pub fn chain(self, length: usize) -> Machine {
        let states = (0..length).map(|at| {
            let next = if at + 1 < length {
                Object::new().with("Next", format!("s{}", at + 1))
            } else {
                Object::new()
            };
            (Rc::from(format!("s{at}")), next.with("Type", "Pass").into())
        });
        let states: Object = states.collect();
        sketch(
            &Object::new()
                .with("StartAt", "s0")
                .with("States", states)
                .into(),
        )
    }

    /// All states in one scope: mostly one after the other, every third a Choice that skips or goes back
    /// a little, every tenth with a catcher to the last state.
    pub fn flat(mut self, size: usize) -> Machine {
        let name = |at: usize| format!("s{}", at.min(size - 1));
        let states = (0..size).map(|at| {
            let mut state = Object::new()
                .with("Type", "Pass")
                .with("Next", name(at + 1));
            if at % 3 == 1 {
                let to = (at + 8).saturating_sub(self.below(12));
                let rule = Object::new().with("Next", name(to)).into();
                state = Object::new()
                    .with("Type", "Choice")
                    .with("Choices", vec![rule])
                    .with("Default", name(at + 1));
            } else if at % 10 == 0 {
                let catcher = Object::new().with("Next", name(size)).into();
                state.insert("Catch", vec![catcher]);
            }
            (Rc::from(name(at)), state.into())
        });
        let states: Object = states.collect();
        sketch(
            &Object::new()
                .with("StartAt", "s0")
                .with("States", states)
                .into(),
        )
    }

    /// One Choice with many ways.
    pub fn fan(self, width: usize) -> Machine {
        let rules: Vec<Value> = (0..width)
            .map(|at| Object::new().with("Next", format!("s{at}")).into())
            .collect();
        let mut states = Object::new().with(
            "fan",
            Object::new().with("Type", "Choice").with("Choices", rules),
        );
        for at in 0..width {
            states.insert(format!("s{at}"), Object::new().with("Type", "Pass"));
        }
        sketch(
            &Object::new()
                .with("StartAt", "fan")
                .with("States", states)
                .into(),
        )
    }

    /// A Map in a Map in a Map …
    pub fn nest(self, depth: usize) -> Machine {
        let leaf = Object::new().with("leaf", Object::new().with("Type", "Pass"));
        let mut inner = Object::new().with("StartAt", "leaf").with("States", leaf);
        for at in 0..depth {
            let name = format!("map {at}");
            let map = Object::new()
                .with("Type", "Map")
                .with("ItemProcessor", inner);
            inner = Object::new()
                .with("StartAt", name.as_str())
                .with("States", Object::new().with(&name, map));
        }
        sketch(&inner.into())
    }

    /// States that go around for ever, each also to itself.
    pub fn ring(self, length: usize) -> Machine {
        let states = (0..length).map(|at| {
            let own = Object::new().with("Next", format!("s{at}"));
            let on = Object::new().with("Next", format!("s{}", (at + 1) % length));
            let state = Object::new()
                .with("Type", "Choice")
                .with("Choices", vec![own.into(), on.into()]);
            (Rc::from(format!("s{at}")), state.into())
        });
        let states: Object = states.collect();
        sketch(
            &Object::new()
                .with("StartAt", "s0")
                .with("States", states)
                .into(),
        )
    }
}
