//! Fixes that change how a definition is built: a Default and its state, a missing field by what stands
//! beside it, the order of entries, rules of several operators.

use super::checker::{Checker, quoted};
use super::choice::OPERATORS;
use super::place::Place;
use crate::diagnostic::{Span, Words, words};
use crate::machine::{ChoiceRule, Condition, Test};
use crate::text::{Key, Member, Node, yaml};
use crate::value::{Object, Value};

/// An edit that reaches over more than this is no quick fix any more.
const WIDEST: usize = 20_000;

/// A definition is looked for so deep inside of something else, and in no larger text.
const DEEPEST: usize = 6;
const MOST_LOOKED_THROUGH: usize = 400_000;

/// What a state has tells its type: the first field of these that is there.
const TELLING: [(&str, &str); 13] = [
    ("Resource", "Task"),
    ("Choices", "Choice"),
    ("Branches", "Parallel"),
    ("ItemProcessor", "Map"),
    ("Iterator", "Map"),
    ("Seconds", "Wait"),
    ("SecondsPath", "Wait"),
    ("Timestamp", "Wait"),
    ("TimestampPath", "Wait"),
    ("Error", "Fail"),
    ("Cause", "Fail"),
    ("Next", "Pass"),
    ("End", "Pass"),
];

/// Characters that go, and those that come.
pub type Change = (Span, String);

impl Checker<'_> {
    /// The type of a state that does not say it, by its other fields.
    pub fn with_type(&self, state: &Node) -> Option<Change> {
        let told = TELLING.iter().find(|(field, _)| state.get(field).is_some());
        let name = told.map_or("Succeed", |(_, name)| name);
        self.with_member(state, "Type", &quoted(name))
    }

    /// One missing field, where there is a value that can be meant.
    pub fn with_field(&self, at: &Place<'_>, node: &Node, field: &str) -> Option<Change> {
        let json = match field {
            "Next" => quoted(self.behind(at.state()?)?),
            "ItemProcessor" => self.handing_on(),
            _ => return None,
        };
        self.with_member(node, field, &json)
    }

    /// The state that stands behind another in the text.
    fn behind(&self, state: usize) -> Option<&str> {
        let block = &self.outline.blocks[self.outline.states[state].block];
        let place = block.states.iter().position(|own| *own == state)?;
        let next = *block.states.get(place + 1)?;
        Some(&self.outline.states[next].name.text)
    }

    /// A processor that hands each item on as it is.
    fn handing_on(&self) -> String {
        let name = quoted(&self.free_name("Each item"));
        format!(
            "{{ \"ProcessorConfig\": {{ \"Mode\": \"INLINE\" }}, \"StartAt\": {name}, \"States\": {{ {name}: {{ \"Type\": \"Pass\", \"End\": true }} }} }}"
        )
    }

    /// A name that no state has.
    fn free_name(&self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names.find(|name| !self.names.contains_key(name.as_str()));
        free.unwrap_or_default()
    }

    /// A `Default` that fails, as AWS does without one: to a Fail state of the block, else to a new one.
    pub fn with_default(&self, id: usize, node: &Node) -> Option<(Change, Words)> {
        let block = &self.outline.blocks[self.outline.states[id].block];
        let states = block
            .states
            .iter()
            .map(|state| &self.outline.states[*state]);
        let fails = |node: &Node| node.get("Type")?.value.as_str().map(|own| &**own == "Fail");
        let mut failing = states.filter(|state| fails(state.node) == Some(true));
        if let Some(state) = failing.next() {
            let change = self.with_member(node, "Default", &quoted(&state.name.text))?;
            return Some((
                change,
                words!("Add Default", "添加 Default", "Default を追加"),
            ));
        }
        let name = self.free_name("No rule matches");
        let first = self.with_member(node, "Default", &quoted(&name))?;
        let states = &block.node.get("States")?.value;
        let fail = "{ \"Type\": \"Fail\", \"Error\": \"NoRuleMatches\" }";
        let second = self.with_member(states, &name, fail)?;
        let both = self.together(&first, &second)?;
        let words = words!(
            "Add Default and a Fail state",
            "添加 Default 和一个 Fail 状态",
            "Default と Fail ステートを追加"
        );
        Some((both, words))
    }

    /// Two changes as one, the first of which comes first in the text.
    fn together(&self, first: &Change, second: &Change) -> Option<Change> {
        let between = self.text.get(first.0.end..second.0.start)?;
        let text = format!("{}{between}{}", first.1, second.1);
        (between.len() < WIDEST).then_some((first.0.start..second.0.end, text))
    }

    /// A state that hands on what it gets, at the end of a block.
    pub fn with_state(&self, block: usize, name: &str) -> Option<(Change, Words)> {
        let states = &self.outline.blocks[block].node.get("States")?.value;
        let state = "{ \"Type\": \"Pass\", \"End\": true }";
        let change = self.with_member(states, name, state)?;
        let words = words!("Add this state", "添加这个状态", "このステートを追加");
        Some((change, words))
    }

    /// Instead of what stands around it, the definition alone: out of a template, or of what
    /// DescribeStateMachine answers.
    pub fn definition_inside(&self, root: &Node) -> Option<(Change, Words)> {
        if root.span.len() > MOST_LOOKED_THROUGH || is_definition(root) {
            return None;
        }
        let found = inner_definition(root, DEEPEST)?;
        let text = match found.as_str() {
            Some(text) => text.to_string(),
            None if self.yaml => yaml::write(found),
            None => self.text.get(found.span.clone())?.to_owned(),
        };
        let words = words!(
            "Keep only the definition in it",
            "只保留其中的定义",
            "中の定義だけを残す"
        );
        Some(((root.span.clone(), text), words))
    }

    /// The edit that takes a state away.
    pub fn without_state(&self, states: &Node, name: &Key) -> Option<Change> {
        let mut members = states.as_object()?.iter();
        let member = members.find(|member| member.key.span == name.span)?;
        self.without(states, member)
    }

    /// The last state of a block ends, instead of going on.
    pub fn with_end(&self, block: usize) -> Option<Change> {
        let last = *self.outline.blocks[block].states.last()?;
        let next = self.outline.states[last].node.get("Next")?;
        let plain = self.yaml && !self.text[next.key.span.clone()].starts_with('"');
        let text = if plain { "End: true" } else { "\"End\": true" };
        Some((next.span(), text.to_owned()))
    }

    /// The first of some entries behind all others.
    pub fn moved_to_the_end(&self, entries: &[Node]) -> Option<(Change, Words)> {
        let [first, next, ..] = entries else {
            return None;
        };
        let last = entries.last()?;
        let others = self.text.get(next.span.start..last.span.end)?;
        let between = self.text.get(first.span.end..next.span.start)?;
        let own = self.text.get(first.span.clone())?;
        let span = first.span.start..last.span.end;
        let words = words!("Move it to the end", "移到最后", "最後に移す");
        let change = (span, format!("{others}{between}{own}"));
        (others.len() < WIDEST).then_some((change, words))
    }

    /// The last of some entries before all others.
    pub fn moved_to_the_front(&self, entries: &[Node]) -> Option<(Change, Words)> {
        let (last, others) = entries.split_last()?;
        let (first, before) = (others.first()?, others.last()?);
        let others = self.text.get(first.span.start..before.span.end)?;
        let between = self.text.get(before.span.end..last.span.start)?;
        let own = self.text.get(last.span.clone())?;
        let span = first.span.start..last.span.end;
        let words = words!(
            "Move its entry up",
            "把它所在的一项移到前面",
            "この項目を前に移す"
        );
        let change = (span, format!("{own}{between}{others}"));
        (others.len() < WIDEST).then_some((change, words))
    }

    /// A rule with several operators as one with `And`.
    pub fn with_and(&self, rule: &Node, operators: &[&Member]) -> Option<(Change, Words)> {
        let members = rule.as_object().filter(|_| rule.span.len() < WIDEST)?;
        let variable = rule.get("Variable");
        let test = |member: &&Member| {
            let alone = matches!(&*member.key.text, "And" | "Or" | "Not");
            let own = variable.filter(|_| !alone).into_iter();
            own.chain([*member]).map(pair).collect::<Object>().into()
        };
        let tests: Vec<Value> = operators.iter().map(test).collect();
        let tested = |member: &&Member| {
            OPERATORS.contains(&&*member.key.text) || &*member.key.text == "Variable"
        };
        let rest = members.iter().filter(|member| !tested(member)).map(pair);
        let and = ("And".into(), Value::array(tests));
        let whole: Object = std::iter::once(and).chain(rest).collect();
        let words = words!("Put them into And", "放进 And", "And にまとめる");
        Some(((rule.span.clone(), Value::from(whole).to_json()), words))
    }
}

/// Whether an object has states and a first one.
fn is_definition(node: &Node) -> bool {
    node.get("StartAt").is_some() || node.get("States").is_some()
}

/// The definition inside of something else, as an object or as a text in JSON.
fn inner_definition(node: &Node, depth: usize) -> Option<&Node> {
    let members = node.as_object().filter(|_| depth > 0)?;
    members
        .iter()
        .map(|member| &member.value)
        .find_map(|value| {
            let whole = value.get("StartAt").is_some() && value.get("States").is_some();
            let text = value
                .as_str()
                .filter(|text| text.trim_start().starts_with('{'));
            let written = text.is_some_and(|text| {
                let reading = crate::text::read(text);
                reading.root.is_some_and(|root| is_definition(&root))
            });
            if whole || written {
                Some(value)
            } else {
                inner_definition(value, depth - 1)
            }
        })
}

fn pair(member: &Member) -> (std::rc::Rc<str>, Value) {
    (member.key.text.clone(), member.value.to_value())
}

/// The edit that takes an item away, with one comma or dash; `None` for the only one.
pub fn without_item(items: &[Node], index: usize) -> Option<Change> {
    let own = items.get(index)?;
    let span = match (items.get(index + 1), index.checked_sub(1)) {
        (Some(next), _) => own.span.start..next.span.start,
        (None, Some(before)) => items[before].span.end..own.span.end,
        (None, None) => return None,
    };
    (span.start < span.end).then_some((span, String::new()))
}

/// Whether one of these rules always matches, as far as that can be told from how they are written.
pub fn leave_nothing(rules: &[ChoiceRule]) -> bool {
    let tests = || rules.iter().map(|rule| &rule.test);
    tests().any(|test| always(test) || tests().any(|other| opposite(test, other)))
}

fn always(test: &Test) -> bool {
    match test {
        Test::Condition(Condition::Literal(truth)) => *truth,
        Test::Condition(Condition::Formula(formula)) => formula.as_str() == "true",
        Test::Or(tests) => tests.iter().any(always),
        Test::And(tests) => tests.iter().all(always),
        Test::Not(_) | Test::Compare { .. } | Test::StringMatches { .. } | Test::Is { .. } => false,
    }
}

fn opposite(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::Not(inner), other) => **inner == *other,
        (
            Test::Is {
                variable,
                test,
                expected: true,
            },
            Test::Is {
                variable: same,
                test: asked,
                expected: false,
            },
        ) => variable == same && test == asked,
        (Test::Condition(Condition::Formula(one)), Test::Condition(Condition::Formula(other))) => {
            one.as_str() == format!("$not({})", other.as_str())
        }
        _ => false,
    }
}
