//! Paths, intrinsic functions and payload templates.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Severity, Wording, Words, clip, words};
use crate::query::Reason;

/// Something about an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// A path that does not begin with `$`.
    NoDollarSign {
        /// The field.
        field: String,
    },
    /// An intrinsic function where only a path may stand.
    FunctionForPath {
        /// The field.
        field: String,
    },
    /// Not a path.
    NotAPath {
        /// Why.
        reason: Reason,
    },
    /// A path that can select several places, where one is needed.
    NotAReference {
        /// The field.
        field: String,
    },
    /// A `ResultPath` into the context object or a variable.
    ResultOutside,
    /// The value of a `.$` key that is neither a path nor a function.
    NotAnExpression {
        /// The key.
        key: String,
        /// Why.
        reason: Reason,
    },
    /// An intrinsic function that does not exist.
    UnknownFunction {
        /// The key or field it stands in.
        key: String,
        /// Its name.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// The value of a `.$` key that is not a string.
    ValueNotText {
        /// The key.
        key: String,
    },
    /// `a` and `a.$` in one object.
    SameKey {
        /// The key without `.$`.
        key: String,
    },
    /// `ErrorPath` or `CausePath` with a function that gives no text.
    FunctionGivesNoText {
        /// The function.
        name: String,
    },
    /// A literal that looks like a path.
    Literal {
        /// The key.
        key: String,
        /// What it ends with where paths are evaluated: `.$` in a template, `Path` elsewhere.
        suffix: &'static str,
    },
    /// `{% … %}` in a JSONPath state.
    JsonataText {
        /// The key.
        key: String,
    },
    /// A `.$` key in a `Result`.
    StaticResult {
        /// The key.
        key: String,
    },
}

impl Explain for PathProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Literal { suffix: ".$", .. } => "NO_DOLLAR",
            Self::Literal { .. } => "NO_PATH",
            Self::JsonataText { .. } => "JSONATA_IN_JSONPATH",
            Self::StaticResult { .. } => "PASS_RESULT_IS_STATIC",
            Self::NoDollarSign { .. }
            | Self::FunctionForPath { .. }
            | Self::NotAPath { .. }
            | Self::NotAReference { .. }
            | Self::ResultOutside
            | Self::NotAnExpression { .. }
            | Self::UnknownFunction { .. }
            | Self::ValueNotText { .. }
            | Self::SameKey { .. }
            | Self::FunctionGivesNoText { .. } => SCHEMA,
        }
    }

    fn severity(&self) -> Severity {
        if matches!(
            self,
            Self::Literal { .. } | Self::JsonataText { .. } | Self::StaticResult { .. }
        ) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::NotAnExpression { key, .. }
            | Self::UnknownFunction { key, .. }
            | Self::ValueNotText { key } => Some(format!(
                "The value for the field '{}' must be a valid JSONPath or a valid intrinsic function call",
                clip(key)
            )),
            Self::NoDollarSign { .. }
            | Self::FunctionForPath { .. }
            | Self::NotAPath { .. }
            | Self::NotAReference { .. }
            | Self::ResultOutside
            | Self::SameKey { .. }
            | Self::FunctionGivesNoText { .. }
            | Self::Literal { .. }
            | Self::JsonataText { .. }
            | Self::StaticResult { .. } => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NoDollarSign { field } => no_dollar_sign(field),
            Self::FunctionForPath { field } => function_for_path(field),
            Self::NotAPath { reason } => not_a_path(reason),
            Self::NotAReference { field } => not_a_reference(field),
            Self::ResultOutside => result_outside(),
            Self::NotAnExpression {
                reason: reason @ Reason::WrongCount { function, .. },
                ..
            } => wrong_count(function.name(), reason),
            Self::NotAnExpression { key, reason } => not_an_expression(&clip(key), reason),
            Self::UnknownFunction {
                name, suggestion, ..
            } => unknown_function(&clip(name), suggestion.as_deref()),
            Self::ValueNotText { key } => value_not_text(&clip(key)),
            Self::SameKey { key } => same_key(&clip(key)),
            Self::FunctionGivesNoText { name } => gives_no_text(name),
            Self::Literal { key, suffix } => literal(&clip(key), suffix),
            Self::JsonataText { key } => jsonata_text(&clip(key)),
            Self::StaticResult { key } => static_result(&clip(key)),
        }
    }
}

fn no_dollar_sign(field: &str) -> Wording {
    Wording::new(
        words!(
            "A path begins with $",
            "路径以 $ 开头",
            "パスは $ で始まります"
        ),
        words!(
            "\"{field}\" holds a JSONPath: $ is the whole data, $.name a part of it, $$ the context object.",
            "\"{field}\" 的值是 JSONPath：$ 表示全部数据，$.name 表示其中一部分，$$ 表示上下文对象。",
            "\"{field}\" には JSONPath を書きます。$ はデータ全体、$.name はその一部、$$ はコンテキストオブジェクトです。",
        ),
    )
    .hint(words!(
        "Write it like $.name.",
        "写法如 $.name。",
        "$.name のように書いてください。",
    ))
}

fn function_for_path(field: &str) -> Wording {
    Wording::new(
        words!(
            "Only a path may stand here",
            "此处只能是路径",
            "ここに書けるのはパスだけです"
        ),
        words!(
            "\"{field}\" takes no intrinsic function.",
            "\"{field}\" 不能使用内置函数。",
            "\"{field}\" に組み込み関数は使えません。",
        ),
    )
    .hint(words!(
        "Call the function in Parameters or ResultSelector, in a key that ends with .$.",
        "请在 Parameters 或 ResultSelector 中以 .$ 结尾的键里调用函数。",
        "関数は Parameters や ResultSelector の .$ で終わるキーで呼び出してください。",
    ))
}

fn not_a_path(reason: &Reason) -> Wording {
    let Words { en, zh, ja } = reason.words();
    Wording::new(
        words!(
            "Not a valid JSONPath",
            "不是有效的 JSONPath",
            "有効な JSONPath ではありません"
        ),
        words!("{en}.", "{zh}。", "{ja}。",),
    )
    .hint(words!(
        "Names with other characters than letters, digits and _ are written $['name'].",
        "如果名称含有字母、数字和 _ 以外的字符，请写作 $['name']。",
        "英数字と _ 以外の文字を含む名前は $['name'] と書きます。",
    ))
}

fn not_a_reference(field: &str) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" needs a reference path",
            "\"{field}\" 需要引用路径",
            "\"{field}\" には参照パスが必要です"
        ),
        words!(
            "A reference path names exactly one place; *, .., slices, several indices and filters can name many.",
            "引用路径只能指定一个位置；*、..、切片、多个下标和过滤器可能指定多个位置。",
            "参照パスはちょうど 1 か所を指します。*、..、スライス、複数の添字、フィルターは複数を指すことがあります。",
        ),
    )
    .hint(words!(
        "Use only names and single indices, like $.order.items[0].",
        "请只使用名称和单个下标，例如 $.order.items[0]。",
        "$.order.items[0] のように、名前と 1 つの添字だけを使ってください。",
    ))
}

fn result_outside() -> Wording {
    Wording::new(
        words!(
            "ResultPath can only point into the state's input",
            "ResultPath 只能指向状态的输入",
            "ResultPath が指せるのはステートの入力の中だけです"
        ),
        words!(
            "The context object cannot be written, and variables are written by Assign.",
            "上下文对象不能写入，变量要用 Assign 赋值。",
            "コンテキストオブジェクトには書き込めません。変数への代入には Assign を使います。",
        ),
    )
    .hint(words!(
        "Write a path like $.result.",
        "请写 $.result 这样的路径。",
        "$.result のようなパスを書いてください。",
    ))
}

fn not_an_expression(key: &str, reason: &Reason) -> Wording {
    let Words { en, zh, ja } = reason.words();
    Wording::new(
        words!(
            "The value of \"{key}\" is neither a path nor a function call",
            "\"{key}\" 的值既不是路径，也不是函数调用",
            "\"{key}\" の値はパスでも関数呼び出しでもありません"
        ),
        words!(
            "A key that ends with .$ takes its value from an expression. {en}.",
            "以 .$ 结尾的键，其值由表达式算出。{zh}。",
            ".$ で終わるキーの値は式から得られます。{ja}。",
        ),
    )
    .hint(words!(
        "Write a path like $.name or a call like States.Format('…', $.name); for a plain value delete .$ from the key.",
        "请写 $.name 这样的路径，或 States.Format('…', $.name) 这样的调用；如果是普通的值，请去掉键末尾的 .$。",
        "$.name のようなパスか States.Format('…', $.name) のような呼び出しを書いてください。普通の値なら、キーの .$ を外してください。",
    ))
}

fn unknown_function(name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no intrinsic function {name}",
            "没有名为 {name} 的内置函数",
            "{name} という組み込み関数はありません"
        ),
        words!(
            "Step Functions has 18 of them; their case matters.",
            "Step Functions 共有 18 个内置函数；区分大小写。",
            "Step Functions の組み込み関数は 18 個です。大文字と小文字は区別されます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording,
    }
}

fn value_not_text(key: &str) -> Wording {
    Wording::new(
        words!(
            "The value of \"{key}\" must be a text",
            "\"{key}\" 的值必须是文本",
            "\"{key}\" の値はテキストでなければなりません"
        ),
        words!(
            "A key that ends with .$ takes its value from a path or a function call.",
            "以 .$ 结尾的键，其值由路径或函数调用算出。",
            ".$ で終わるキーの値は、パスまたは関数呼び出しから得られます。",
        ),
    )
    .hint(words!(
        "For a plain value delete .$ from the key.",
        "如果是普通的值，请去掉键末尾的 .$。",
        "普通の値なら、キーの .$ を外してください。",
    ))
}

fn same_key(key: &str) -> Wording {
    Wording::new(
        words!(
            "\"{key}\" and \"{key}.$\" give the same key",
            "\"{key}\" 和 \"{key}.$\" 会产生相同的键",
            "\"{key}\" と \"{key}.$\" は同じキーになります"
        ),
        words!(
            "The result has .$ removed from its keys.",
            "结果中的键会去掉 .$。",
            "結果ではキーの .$ が取り除かれます。",
        ),
    )
    .hint(words!(
        "Delete one of them.",
        "请删除其中一个。",
        "どちらかを削除してください。",
    ))
}

fn gives_no_text(name: &str) -> Wording {
    Wording::new(
        words!(
            "{name} does not give a text",
            "{name} 的结果不是文本",
            "{name} の結果はテキストではありません"
        ),
        words!(
            "Error and Cause are texts. Here only Format, JsonToString, ArrayGetItem, Base64Encode, Base64Decode, Hash and UUID may be called.",
            "Error 和 Cause 是文本。此处只能调用 Format、JsonToString、ArrayGetItem、Base64Encode、Base64Decode、Hash 和 UUID。",
            "Error と Cause はテキストです。ここで呼び出せるのは Format、JsonToString、ArrayGetItem、Base64Encode、Base64Decode、Hash、UUID だけです。",
        ),
    )
}

fn literal(key: &str, suffix: &str) -> Wording {
    Wording::new(
        words!(
            "The value of \"{key}\" looks like an expression, but stays a text",
            "\"{key}\" 的值看起来像表达式，但会保持为文本",
            "\"{key}\" の値は式のように見えますが、テキストのままです"
        ),
        words!(
            "Expressions are evaluated only in keys that end with {suffix}.",
            "只有以 {suffix} 结尾的键，其中的表达式才会被计算。",
            "式が評価されるのは {suffix} で終わるキーだけです。",
        ),
    )
    .hint(words!(
        "Write the key as \"{key}{suffix}\".",
        "请把键写成 \"{key}{suffix}\"。",
        "キーを \"{key}{suffix}\" と書いてください。",
    ))
}

fn wrong_count(function: &str, reason: &Reason) -> Wording {
    let Words { en, zh, ja } = reason.words();
    Wording::new(
        words!(
            "{function} has too many or too few arguments",
            "{function} 的参数个数不对",
            "{function} の引数の数が違います"
        ),
        words!("{en}.", "{zh}。", "{ja}。",),
    )
}

fn jsonata_text(key: &str) -> Wording {
    Wording::new(
        words!(
            "\"{key}\" holds JSONata in a JSONPath state, and stays a plain text",
            "\"{key}\" 的值是 JSONata，但状态使用 JSONPath，因此只是普通文本",
            "\"{key}\" に JSONata がありますが、JSONPath のステートではただの文字列です"
        ),
        words!(
            "Only a state whose query language is JSONata evaluates {{% %}}.",
            "只有查询语言为 JSONata 的状态才会计算 {{% %}}。",
            "{{% %}} が評価されるのは、クエリ言語が JSONata のステートだけです。",
        ),
    )
    .hint(words!(
        "Write a path under \"{key}.$\", or \"QueryLanguage\": \"JSONata\" in the state and Arguments or Output for its data.",
        "请在 \"{key}.$\" 下写路径；或者在状态中写 \"QueryLanguage\": \"JSONata\"，并用 Arguments 或 Output 写数据。",
        "\"{key}.$\" にパスを書くか、ステートに \"QueryLanguage\": \"JSONata\" と書いて Arguments や Output を使ってください。",
    ))
}

fn static_result(key: &str) -> Wording {
    Wording::new(
        words!(
            "Result is not a template: \"{key}\" stays as it is",
            "Result 不是模板：\"{key}\" 会原样保留",
            "Result はテンプレートではありません。\"{key}\" はそのまま残ります"
        ),
        words!(
            "A Pass state gives its Result out literally, .$ in the key included.",
            "Pass 状态会原样输出 Result，包括键中的 .$。",
            "Pass ステートは Result を、キーの .$ も含めてそのまま出力します。",
        ),
    )
    .hint(words!(
        "Use Parameters in place of Result to take values from the input.",
        "如果要从输入中取值，请用 Parameters 代替 Result。",
        "入力から値を取るには、Result の代わりに Parameters を使ってください。",
    ))
}
