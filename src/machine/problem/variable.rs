//! Variables: their names, where they are assigned, whether they are.

use super::SCHEMA;
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableProblem {
    /// A name that no variable can have.
    BadName {
        /// As written.
        name: String,
    },
    /// `states`, which is reserved.
    Reserved,
    /// A name that a scope around has.
    Shadows {
        /// The name.
        name: String,
    },
    /// A variable that nothing on the way has assigned.
    Undefined {
        /// The name.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
}

impl Explain for VariableProblem {
    fn code(&self) -> &'static str {
        match self {
            // AWS's own words for names are not recorded.
            Self::BadName { .. } | Self::Reserved => SCHEMA,
            Self::Shadows { .. } => "DUPLICATE_VARIABLE_NAME",
            Self::Undefined { .. } => "POSSIBLY_UNDEFINED_VARIABLE",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::BadName { .. } | Self::Reserved | Self::Shadows { .. } => Severity::Error,
            Self::Undefined { .. } => Severity::Warning,
        }
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::BadName { .. } | Self::Reserved => None,
            Self::Shadows { name } => Some(format!(
                "The variable name '{}' was already defined in a parent scope.",
                clip(name)
            )),
            Self::Undefined { name, .. } => Some(format!(
                "Variable '{}' is possibly not defined.",
                clip(name)
            )),
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::BadName { name } => bad_name(&clip(name)),
            Self::Reserved => reserved(),
            Self::Shadows { name } => shadows(&clip(name)),
            Self::Undefined { name, suggestion } => undefined(&clip(name), suggestion.as_deref()),
        }
    }
}

fn bad_name(name: &str) -> Wording {
    Wording::new(
        words!(
            "\"{name}\" cannot be the name of a variable",
            "\"{name}\" 不能作为变量名",
            "\"{name}\" は変数名にできません"
        ),
        words!(
            "A name begins with a letter, goes on with letters, digits and \"_\", and has at most 80 characters. Only whole variables can be assigned, not parts of them.",
            "变量名以字母开头，其后为字母、数字和 \"_\"，最多 80 个字符。只能给整个变量赋值，不能只赋值其中一部分。",
            "変数名は文字で始まり、文字、数字、\"_\" が続き、80 文字までです。代入できるのは変数全体だけで、その一部にはできません。",
        ),
    )
}

fn reserved() -> Wording {
    Wording::new(
        words!(
            "\"states\" is reserved",
            "\"states\" 是保留名",
            "\"states\" は予約されています"
        ),
        words!(
            "Step Functions itself gives $states to every JSONata expression.",
            "$states 由 Step Functions 提供给每个 JSONata 表达式。",
            "$states は Step Functions がすべての JSONata 式に渡すものです。",
        ),
    )
    .hint(words!(
        "Choose another name.",
        "请换一个名字。",
        "別の名前にしてください。",
    ))
}

fn shadows(name: &str) -> Wording {
    Wording::new(
        words!(
            "\"{name}\" is a variable of the workflow around",
            "\"{name}\" 是外层工作流的变量",
            "\"{name}\" は外側のワークフローの変数です"
        ),
        words!(
            "Branches and iterations can read the variables around them, but assign only their own, under other names.",
            "分支和迭代可以读取外层的变量，但只能给自己的变量赋值，而且名字必须不同。",
            "ブランチと反復は外側の変数を読めますが、代入できるのは別の名前の自分の変数だけです。",
        ),
    )
    .hint(words!(
        "Choose another name here, and hand the value on in the output.",
        "请在这里换一个名字，并通过输出把值传出去。",
        "ここでは別の名前にして、値は出力で渡してください。",
    ))
}

fn undefined(name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "No state before assigns ${name}",
            "此前没有状态给 ${name} 赋值",
            "これより前に ${name} へ代入するステートがありません"
        ),
        words!(
            "Reading a variable that was never assigned fails the state.",
            "读取从未赋值的变量会使状态失败。",
            "一度も代入されていない変数を読むと、ステートは失敗します。",
        ),
    );
    match suggestion {
        Some(name) => {
            let name = format!("${name}");
            wording.hint(super::did_you_mean(&name))
        }
        None => wording.hint(words!(
            "Assign it in a state on the way here.",
            "请在到达此处之前的状态中用 Assign 赋值。",
            "ここに来るまでのステートの Assign で代入してください。",
        )),
    }
}
