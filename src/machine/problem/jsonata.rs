//! Expressions in JSONata.

use super::jsonata_syntax;
use crate::diagnostic::{Explain, Severity, Wording, Words, clip, words};
use crate::query::jsonata::SyntaxError;

/// Something about an expression in JSONata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonataProblem {
    /// It cannot be read.
    Syntax(SyntaxError),
    /// `$states` has no such member here.
    NoSuchMember {
        /// `result`
        member: String,
    },
    /// `$`, `$$` or a field name that stands for itself: there is no input document.
    NoContext {
        /// As written.
        text: String,
    },
    /// A function that the language does not have.
    UnknownFunction {
        /// Its name, without `$`.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A key that ends with `.$`.
    DotDollar {
        /// The key without it.
        key: String,
    },
    /// A text that holds `{% … %}` but does not begin and end with it.
    NotEnclosed,
    /// A path or a call as JSONPath has them, or `$states` without `{% … %}` around it.
    Bare,
}

impl Explain for JsonataProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "INVALID_JSONATA_EXPRESSION",
            Self::NoSuchMember { .. } | Self::NoContext { .. } => "UNSUPPORTED_JSONATA_EXPRESSION",
            Self::UnknownFunction { .. } => "UNKNOWN_JSONATA_FUNCTION",
            Self::DotDollar { .. } => "JSONPATH_IN_JSONATA",
            Self::NotEnclosed | Self::Bare => "JSONATA_NOT_ENCLOSED",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::Syntax(_) | Self::NoSuchMember { .. } | Self::NoContext { .. } => Severity::Error,
            Self::UnknownFunction { .. }
            | Self::DotDollar { .. }
            | Self::NotEnclosed
            | Self::Bare => Severity::Warning,
        }
    }

    /// Recorded for members of `$states`, measured by others for the rest.
    fn aws(&self) -> Option<String> {
        match self {
            Self::NoSuchMember { member } => {
                let member = clip(member);
                Some(format!("Field '$states.{member}' does not exist."))
            }
            Self::Syntax(error) => Some(clip(&error.to_string())),
            Self::NoContext { text } => {
                let name = clip(text.trim_matches('`'));
                Some(format!(
                    "Reference to '{name}' at the top level is not supported."
                ))
            }
            Self::UnknownFunction { .. }
            | Self::DotDollar { .. }
            | Self::NotEnclosed
            | Self::Bare => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Syntax(error) => jsonata_syntax::wording(error),
            Self::NoSuchMember { member } => no_such_member(&clip(member)),
            Self::NoContext { text } => no_context(&clip(text)),
            Self::UnknownFunction { name, suggestion } => {
                unknown_function(&clip(name), suggestion.as_deref())
            }
            Self::DotDollar { key } => dot_dollar(&clip(key)),
            Self::NotEnclosed => not_enclosed(),
            Self::Bare => bare(),
        }
    }
}

fn no_such_member(member: &str) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no $states.{member} here",
            "此处没有 $states.{member}",
            "ここに $states.{member} はありません"
        ),
        words!(
            "$states has \"input\" and \"context\" everywhere, \"result\" in Output and Assign of Task, Parallel and Map, and \"errorOutput\" in Output and Assign of a Catch.",
            "$states 处处都有 \"input\" 和 \"context\"；\"result\" 只在 Task、Parallel、Map 的 Output 和 Assign 中，\"errorOutput\" 只在 Catch 的 Output 和 Assign 中。",
            "$states の \"input\" と \"context\" はどこでも使えます。\"result\" は Task、Parallel、Map の Output と Assign、\"errorOutput\" は Catch の Output と Assign だけで使えます。",
        ),
    );
    if member == "result" || member == "errorOutput" {
        return wording;
    }
    wording.hint(words!(
        "The input of the state is $states.input.",
        "状态的输入是 $states.input。",
        "ステートの入力は $states.input です。",
    ))
}

fn no_context(text: &str) -> Wording {
    Wording::new(
        words!(
            "\"{text}\" finds nothing here",
            "\"{text}\" 在这里找不到任何东西",
            "ここの \"{text}\" では何も見つかりません"
        ),
        words!(
            "Step Functions gives expressions no input document: \"$\", \"$$\" and bare field names mean something only inside of paths, predicates and functions.",
            "Step Functions 不给表达式输入文档：\"$\"、\"$$\" 和单独的字段名只在路径、谓词和函数里才有意义。",
            "Step Functions は式に入力ドキュメントを渡しません。\"$\"、\"$$\"、単独のフィールド名はパス、述語、関数の中でだけ意味を持ちます。",
        ),
    )
    .hint(words!(
        "Begin with $states.input, $states.context or the name of a variable.",
        "请以 $states.input、$states.context 或变量名开头。",
        "$states.input、$states.context、または変数名から始めてください。",
    ))
}

fn unknown_function(name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "JSONata has no function ${name}",
            "JSONata 没有函数 ${name}",
            "JSONata に関数 ${name} はありません"
        ),
        words!(
            "Calling it fails the state. Variables hold data, never functions; Step Functions has taken $eval out.",
            "调用它会使状态失败。变量只能存放数据，不能存放函数；Step Functions 去掉了 $eval。",
            "呼び出すとステートは失敗します。変数に入るのはデータだけで、関数は入りません。Step Functions に $eval はありません。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(super::did_you_mean(&format!("${name}"))),
        None => wording,
    }
}

fn dot_dollar(key: &str) -> Wording {
    Wording::new(
        words!(
            "In JSONata \"{key}.$\" is a key like any other",
            "在 JSONata 中，\"{key}.$\" 只是普通的键",
            "JSONata では \"{key}.$\" もただのキーです"
        ),
        words!(
            ".$ belongs to JSONPath. Here the key keeps it, and the value stays a plain text.",
            ".$ 属于 JSONPath。在这里键会保留它，值也只是普通文本。",
            ".$ は JSONPath のものです。ここではキーに残り、値はただの文字列のままです。",
        ),
    )
    .hint(words!(
        "Write \"{key}\": \"{{% $states.input.… %}}\".",
        "请写 \"{key}\": \"{{% $states.input.… %}}\"。",
        "\"{key}\": \"{{% $states.input.… %}}\" と書いてください。",
    ))
}

fn plain_text() -> Words {
    words!(
        "This stays a plain text",
        "这段文本不会被求值，会原样保留",
        "この文字列は評価されず、そのまま残ります"
    )
}

fn bare() -> Wording {
    Wording::new(
        plain_text(),
        words!(
            "Where the query language is JSONata, only a text between {{% and %}} is an expression; paths and functions of JSONPath are texts like any other.",
            "查询语言为 JSONata 时，只有写在 {{% 和 %}} 之间的文本才是表达式；JSONPath 的路径和内部函数只是普通文本。",
            "クエリ言語が JSONata のときに式になるのは {{% と %}} で囲んだ文字列だけです。JSONPath のパスや組み込み関数はただの文字列です。",
        ),
    )
    .hint(words!(
        "Write it between {{% and %}}; the input of the state is $states.input.",
        "请写在 {{% 和 %}} 之间；状态的输入是 $states.input。",
        "{{% と %}} で囲んでください。ステートの入力は $states.input です。",
    ))
}

fn not_enclosed() -> Wording {
    Wording::new(
        plain_text(),
        words!(
            "A text is an expression only if it begins with {{% and ends with %}}, without anything around them, not even a space.",
            "只有以 {{% 开头并以 %}} 结尾的文本才是表达式，前后不能有任何内容，空格也不行。",
            "文字列が式になるのは {{% で始まり %}} で終わるときだけです。前後に空白も含め何も置けません。",
        ),
    )
    .hint(words!(
        "Enclose the whole text, and join its parts with \"&\".",
        "请把整段文本括起来，并用 \"&\" 连接各部分。",
        "文字列全体を囲み、部分は \"&\" でつないでください。",
    ))
}
