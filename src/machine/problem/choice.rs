//! Choice rules.

use super::SCHEMA;
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a Choice state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceProblem {
    /// A rule that compares nothing.
    NoOperator,
    /// A rule with several operators.
    SeveralOperators {
        /// Their names.
        operators: Vec<String>,
    },
    /// `Next`, `Assign` or the like in a rule inside `And`, `Or`, `Not`.
    NotInNested {
        /// The field.
        field: String,
    },
    /// No rule may match, and nothing is said about that.
    NoDefault,
}

impl Explain for ChoiceProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoDefault => "NO_DEFAULT",
            Self::NoOperator | Self::SeveralOperators { .. } | Self::NotInNested { .. } => SCHEMA,
        }
    }

    fn severity(&self) -> Severity {
        if *self == Self::NoDefault {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::NotInNested { field } => {
                Some(format!("Field '{}' is not supported", clip(field)))
            }
            Self::NoOperator | Self::SeveralOperators { .. } | Self::NoDefault => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NoOperator => no_operator(),
            Self::SeveralOperators { operators } => several_operators(&clip(&operators.join(", "))),
            Self::NotInNested { field } => not_in_nested(&clip(field)),
            Self::NoDefault => no_default(),
        }
    }
}

fn no_operator() -> Wording {
    Wording::new(
        words!(
            "This rule compares nothing",
            "这条规则没有做任何比较",
            "このルールは何も比較していません"
        ),
        words!(
            "A rule has exactly one operator.",
            "一条规则必须正好有一个运算符。",
            "ルールには演算子がちょうど 1 つ必要です。",
        ),
    )
    .hint(words!(
        "Add an operator such as StringEquals, NumericGreaterThan, IsPresent, And, Or or Not.",
        "请添加运算符，例如 StringEquals、NumericGreaterThan、IsPresent、And、Or 或 Not。",
        "StringEquals、NumericGreaterThan、IsPresent、And、Or、Not などの演算子を追加してください。",
    ))
}

fn several_operators(operators: &str) -> Wording {
    Wording::new(
        words!(
            "Several operators in one rule: {operators}",
            "一条规则中有多个运算符：{operators}",
            "1 つのルールに複数の演算子があります: {operators}"
        ),
        words!(
            "A rule has exactly one operator.",
            "一条规则必须正好有一个运算符。",
            "ルールには演算子がちょうど 1 つ必要です。",
        ),
    )
    .hint(words!(
        "Put each into a rule of its own, and these into \"And\": [ ].",
        "请把它们分别写成单独的规则，再放进 \"And\": [ ]。",
        "それぞれを別のルールにして、\"And\": [ ] に入れてください。",
    ))
}

fn not_in_nested(field: &str) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" inside And, Or or Not",
            "And、Or 或 Not 内部出现了 \"{field}\"",
            "And、Or、Not の中に \"{field}\" があります"
        ),
        words!(
            "Only the outermost rule says where to go.",
            "只有最外层的规则能指定去向。",
            "遷移先を指定できるのは最も外側のルールだけです。",
        ),
    )
    .hint(words!(
        "Move it to the outermost rule.",
        "请移到最外层的规则中。",
        "最も外側のルールに移してください。",
    ))
}

fn no_default() -> Wording {
    Wording::new(
        words!("No Default", "没有 Default", "Default がありません"),
        words!(
            "If no rule matches, the execution fails.",
            "如果没有规则匹配，执行就会失败。",
            "どのルールにも一致しないと、実行は失敗します。",
        ),
    )
    .hint(words!(
        "Add \"Default\": \"…\" with the state to go to then.",
        "请添加 \"Default\": \"…\"，指定此时要去的状态。",
        "\"Default\": \"…\" でそのときの遷移先を指定してください。",
    ))
}
