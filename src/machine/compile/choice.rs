//! Choice states and their rules (`asl.md` section 8).

use super::checker::Checker;
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use super::repair::leave_nothing;
use crate::diagnostic::Span;
use crate::machine::problem::{ChoiceProblem, FieldProblem, ValueProblem, Wanted};
use crate::machine::{Choice, ChoiceRule, Comparison, Condition, Operand, Test, TypeTest};
use crate::text::{Member, Node};

/// Every name in a rule that says what it tests.
pub const OPERATORS: [&str; 42] = [
    "And",
    "Or",
    "Not",
    "StringEquals",
    "StringEqualsPath",
    "StringLessThan",
    "StringLessThanPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "StringLessThanEquals",
    "StringLessThanEqualsPath",
    "StringGreaterThanEquals",
    "StringGreaterThanEqualsPath",
    "StringMatches",
    "NumericEquals",
    "NumericEqualsPath",
    "NumericLessThan",
    "NumericLessThanPath",
    "NumericGreaterThan",
    "NumericGreaterThanPath",
    "NumericLessThanEquals",
    "NumericLessThanEqualsPath",
    "NumericGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
    "BooleanEquals",
    "BooleanEqualsPath",
    "TimestampEquals",
    "TimestampEqualsPath",
    "TimestampLessThan",
    "TimestampLessThanPath",
    "TimestampGreaterThan",
    "TimestampGreaterThanPath",
    "TimestampLessThanEquals",
    "TimestampLessThanEqualsPath",
    "TimestampGreaterThanEquals",
    "TimestampGreaterThanEqualsPath",
    "IsNull",
    "IsPresent",
    "IsNumeric",
    "IsString",
    "IsBoolean",
    "IsTimestamp",
];

/// What else a rule may have.
pub const OTHERS: [&str; 4] = ["Variable", "Next", "Comment", "Assign"];

/// What a rule in JSONata may have.
pub const JSONATA_RULE: [&str; 5] = ["Condition", "Next", "Comment", "Assign", "Output"];

/// What the outermost rule alone may have.
pub const OUTERMOST: [&str; 2] = ["Next", "Assign"];

/// The type that a comparison operator is about.
#[derive(Clone, Copy)]
enum Subject {
    String,
    Numeric,
    Boolean,
    Timestamp,
}

impl<'a> Checker<'a> {
    /// A Choice state.
    #[inline(never)]
    pub fn choice(&mut self, id: usize, node: &'a Node) -> Option<Choice> {
        let at = Place::State(id);
        let name = self.outline.states[id].name.span.clone();
        self.require(&at, node, &name, &["Choices"]);
        let choices = at.field("Choices");
        let entries = self.entries(&at, node, "Choices").unwrap_or_default();
        let rules: Vec<Option<ChoiceRule>> = entries
            .iter()
            .enumerate()
            .map(|(index, rule)| self.rule(id, &choices.item(index), rule))
            .collect();
        let default = self.target(id, &at, "Default", node);
        if rules.is_empty() {
            self.foggy[self.outline.states[id].block] = true;
            return None;
        }
        let rules = rules.into_iter().collect::<Option<Vec<_>>>();
        let all = rules.as_ref().is_some_and(|rules| leave_nothing(rules));
        if node.get("Default").is_none() && !all {
            self.no_default(id, node, &name);
        }
        let rules = rules?;
        Some(Choice { rules, default })
    }

    fn no_default(&mut self, id: usize, node: &Node, name: &Span) {
        let span = node
            .get("Choices")
            .map_or(name, |choices| &choices.key.span);
        let problem = self.problem(&Place::State(id), span, &ChoiceProblem::NoDefault);
        let fix = self
            .with_default(id, node)
            .filter(|_| !self.breaks_off(node));
        self.add(problem.with_repair(fix));
    }

    fn rule(&mut self, id: usize, at: &Place<'_>, rule: &'a Node) -> Option<ChoiceRule> {
        self.rule_object(at, rule)?;
        let opener = self.opener(rule);
        let (test, output) = match self.speaks {
            Language::Path => {
                self.require(at, rule, &opener, &["Next"]);
                (self.test(at, rule, true), None)
            }
            Language::Jsonata => {
                self.require(at, rule, &opener, &["Condition", "Next"]);
                self.only_in_language(at, rule, &JSONATA_RULE, |name| {
                    name == "Variable" || OPERATORS.contains(&name)
                });
                let _ = self.text(at, rule, "Comment");
                let output = self.data(at, rule, "Output", Sees::Input);
                (self.condition(at, rule).map(Test::Condition), output)
            }
        };
        let assign = self.assign(at, rule, Sees::Input);
        let next = self.target(id, at, "Next", rule);
        let comment = rule
            .get("Comment")
            .and_then(|member| member.value.as_str())
            .cloned();
        Some(ChoiceRule {
            comment,
            test: test?,
            next: next?,
            assign,
            output,
            span: rule.span.clone(),
        })
    }

    /// `Condition`: a truth value, or an expression that gives one.
    fn condition(&mut self, at: &Place<'_>, rule: &'a Node) -> Option<Condition> {
        if self.is_formula(rule, "Condition") {
            let formula = self.formula(at, rule, "Condition", Sees::Input)?;
            return Some(Condition::Formula(formula));
        }
        self.boolean(at, rule, "Condition").map(Condition::Literal)
    }

    fn rule_object(&mut self, at: &Place<'_>, rule: &'a Node) -> Option<()> {
        if rule.as_object().is_some() {
            return Some(());
        }
        let kind = ValueProblem::WrongKind {
            field: "Choices".to_owned(),
            wanted: Wanted::Object,
        };
        self.tell(at, &rule.span, &kind);
        None
    }

    /// What a rule tests; `outermost` for an entry of `Choices`.
    fn test(&mut self, at: &Place<'_>, rule: &'a Node, outermost: bool) -> Option<Test> {
        let mut operators: Vec<&'a Member> = Vec::new();
        let mut unknown = false;
        for member in rule.as_object()? {
            let name = &*member.key.text;
            if OPERATORS.contains(&name) {
                operators.push(member);
            } else if !outermost && OUTERMOST.contains(&name) {
                let field = name.to_owned();
                let kind = ChoiceProblem::NotInNested { field };
                self.tell_without(at, rule, member, &kind);
            } else if !OTHERS.contains(&name) {
                unknown |= self.rule_field(at, rule, member);
            }
        }
        let _ = self.text(at, rule, "Comment");
        match operators[..] {
            [operator] => self.operator(at, rule, operator),
            [] if unknown || self.breaks_off(rule) => None,
            [] => {
                let opener = self.opener(rule);
                self.tell(at, &opener, &ChoiceProblem::NoOperator);
                None
            }
            [first, second, ..] => {
                self.several_operators(at, rule, &operators, first, second);
                None
            }
        }
    }

    /// A field that no rule has; gives whether it may have been the operator.
    fn rule_field(&mut self, at: &Place<'_>, rule: &'a Node, member: &Member) -> bool {
        let name = &*member.key.text;
        if matches!(name, "Condition" | "Output") {
            let kind = FieldProblem::OtherLanguage {
                field: name.to_owned(),
                language: Language::Path.name(),
                needs: Language::Jsonata.name(),
            };
            let state = at.state().map(|state| self.outline.states[state].node);
            let fix = state.and_then(|state| self.as_jsonata(state));
            let problem = self.problem(at, &member.key.span, &kind);
            self.add(problem.with_fix_at(fix));
            return true;
        }
        let known: Vec<&'static str> = OPERATORS.iter().chain(&OTHERS).copied().collect();
        self.unknown_field(at, rule, member, &known);
        true
    }

    fn several_operators(
        &mut self,
        at: &Place<'_>,
        rule: &Node,
        operators: &[&Member],
        first: &Member,
        second: &Member,
    ) {
        let names = operators.iter().map(|member| member.key.text.to_string());
        let kind = ChoiceProblem::SeveralOperators {
            operators: names.collect(),
        };
        let problem = self.problem(at, &second.key.span, &kind);
        let problem = problem.with_repair(self.with_and(rule, operators));
        let label = crate::diagnostic::words!("the first one", "第一个", "最初のもの");
        self.add(problem.with_label(first.key.span.clone(), label));
    }

    fn operator(&mut self, at: &Place<'_>, rule: &'a Node, member: &'a Member) -> Option<Test> {
        let name = &*member.key.text;
        match name {
            "And" => self.nested(at, rule, name).map(Test::And),
            "Or" => self.nested(at, rule, name).map(Test::Or),
            "Not" => {
                let inner = self.object(at, rule, name)?;
                let test = self.test(&at.field(name), inner, false)?;
                Some(Test::Not(Box::new(test)))
            }
            _ => self.comparison(at, rule, name),
        }
    }

    fn nested(&mut self, at: &Place<'_>, rule: &'a Node, name: &str) -> Option<Vec<Test>> {
        let place = at.field(name);
        let inner = self.entries(at, rule, name)?;
        let tests: Vec<Option<Test>> = inner
            .iter()
            .enumerate()
            .map(|(index, inner)| {
                let at = place.item(index);
                self.rule_object(&at, inner)?;
                self.test(&at, inner, false)
            })
            .collect();
        tests.into_iter().collect()
    }

    fn comparison(&mut self, at: &Place<'_>, rule: &'a Node, name: &str) -> Option<Test> {
        let opener = self.opener(rule);
        self.require(at, rule, &opener, &["Variable"]);
        let variable = self.path(at, rule, "Variable");
        if let Some(test) = type_test(name) {
            let expected = self.boolean(at, rule, name)?;
            return Some(Test::Is {
                variable: variable?,
                test,
                expected,
            });
        }
        if name == "StringMatches" {
            let pattern = self.text(at, rule, name)?.clone();
            return Some(Test::StringMatches {
                variable: variable?,
                pattern,
            });
        }
        let (subject, comparison, path) = comparison_operator(name)?;
        let operand = if path {
            self.operand_path(at, rule, name, subject)?
        } else {
            self.operand(at, rule, name, subject)?
        };
        Some(Test::Compare {
            variable: variable?,
            comparison,
            operand,
        })
    }

    fn operand(
        &mut self,
        at: &Place<'_>,
        rule: &'a Node,
        name: &str,
        subject: Subject,
    ) -> Option<Operand> {
        match subject {
            Subject::String => {
                let text = self.text(at, rule, name)?;
                // A function's result can be compared nowhere.
                if let Some(member) = rule.get(name).filter(|_| text.starts_with('$')) {
                    self.stays_text(&at.field(name), member, "Path");
                }
                Some(Operand::String(text.clone()))
            }
            Subject::Boolean => self.boolean(at, rule, name).map(Operand::Boolean),
            Subject::Timestamp => self.timestamp(at, rule, name).map(Operand::Timestamp),
            Subject::Numeric => {
                let value = &rule.get(name)?.value;
                let number = value.as_number();
                if number.is_none() {
                    self.wrong_kind(at, name, value, Wanted::Number);
                }
                number.map(Operand::Numeric)
            }
        }
    }

    fn operand_path(
        &mut self,
        at: &Place<'_>,
        rule: &'a Node,
        name: &str,
        subject: Subject,
    ) -> Option<Operand> {
        let path = self.reference(at, rule, name)?;
        Some(match subject {
            Subject::String => Operand::StringPath(path),
            Subject::Numeric => Operand::NumericPath(path),
            Subject::Boolean => Operand::BooleanPath(path),
            Subject::Timestamp => Operand::TimestampPath(path),
        })
    }
}

fn type_test(name: &str) -> Option<TypeTest> {
    Some(match name {
        "IsNull" => TypeTest::Null,
        "IsPresent" => TypeTest::Present,
        "IsNumeric" => TypeTest::Numeric,
        "IsString" => TypeTest::String,
        "IsBoolean" => TypeTest::Boolean,
        "IsTimestamp" => TypeTest::Timestamp,
        _ => return None,
    })
}

/// An operator's subject and relation, and whether its operand is a path.
fn comparison_operator(name: &str) -> Option<(Subject, Comparison, bool)> {
    let subjects = [
        ("String", Subject::String),
        ("Numeric", Subject::Numeric),
        ("Boolean", Subject::Boolean),
        ("Timestamp", Subject::Timestamp),
    ];
    let found = subjects
        .into_iter()
        .find_map(|(prefix, subject)| Some((name.strip_prefix(prefix)?, subject)));
    let (rest, subject) = found?;
    let relation = rest.strip_suffix("Path").unwrap_or(rest);
    let comparison = match relation {
        "Equals" => Comparison::Equals,
        "LessThan" => Comparison::LessThan,
        "GreaterThan" => Comparison::GreaterThan,
        "LessThanEquals" => Comparison::LessThanEquals,
        "GreaterThanEquals" => Comparison::GreaterThanEquals,
        _ => return None,
    };
    Some((subject, comparison, relation.len() < rest.len()))
}
