//! Values: of the wrong kind, out of range, not among the allowed ones.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Severity, Wording, Words, clip, words};

/// Something about the value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueProblem {
    /// A JSONata expression in a JSONPath state.
    JsonataValue {
        /// The field.
        field: String,
    },
    /// A placeholder of a deployment tool, where no text may stand.
    Placeholder {
        /// The field.
        field: String,
    },
    /// A value of the wrong kind.
    WrongKind {
        /// The field.
        field: String,
        /// What it must be.
        wanted: Wanted,
    },
    /// A key of YAML with nothing behind its colon.
    Nothing {
        /// The field.
        field: String,
        /// What must stand there.
        wanted: Wanted,
    },
    /// A number outside of its range.
    OutOfRange {
        /// The field.
        field: String,
        /// The least value.
        min: i64,
        /// The greatest value; `None` when there is none.
        max: Option<i64>,
        /// Whether it is less than the least.
        below: bool,
    },
    /// A word outside of its list.
    NotOneOf {
        /// The field.
        field: String,
        /// What may stand there.
        allowed: Vec<&'static str>,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// Nothing in it.
    Empty {
        /// The field.
        field: String,
    },
    /// Not an RFC 3339 moment.
    BadTimestamp,
    /// Data that is larger than any payload may be.
    TooLarge {
        /// The field.
        field: String,
        /// Its size as compact JSON.
        bytes: usize,
    },
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text in quotes.
    Text,
    /// An object.
    Object,
    /// An array.
    Array,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Wanted {
    /// AWS's word for it, where it has one that can be guessed.
    fn aws(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("String"),
            Self::Integer => Some("Integer"),
            Self::Boolean => Some("Boolean"),
            Self::Object | Self::Array | Self::Number => None,
        }
    }

    fn words(self) -> Words {
        match self {
            Self::Text => words!(
                "a text in double quotes",
                "双引号中的文本",
                "二重引用符で囲んだテキスト"
            ),
            Self::Object => words!("an object {{ }}", "对象 {{ }}", "オブジェクト {{ }}"),
            Self::Array => words!("an array [ ]", "数组 [ ]", "配列 [ ]"),
            Self::Integer => words!(
                "a whole number without quotes",
                "不带引号的整数",
                "引用符なしの整数"
            ),
            Self::Number => words!(
                "a number without quotes",
                "不带引号的数字",
                "引用符なしの数値"
            ),
            Self::Boolean => words!(
                "true or false without quotes",
                "不带引号的 true 或 false",
                "引用符なしの true または false"
            ),
        }
    }
}

impl Explain for ValueProblem {
    fn code(&self) -> &'static str {
        if matches!(self, Self::TooLarge { .. }) {
            "PAYLOAD_TOO_LARGE"
        } else {
            SCHEMA
        }
    }

    fn severity(&self) -> Severity {
        if matches!(self, Self::TooLarge { .. }) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::NotOneOf { field, allowed, .. } => Some(format!(
                "The field '{field}' should have one of these values: [{}]",
                allowed.join(", ")
            )),
            Self::Empty { .. } => Some("Value cannot be empty".to_owned()),
            Self::BadTimestamp => Some("String does not match RFC3339 timestamp".to_owned()),
            // Reported by users for the greatest value, and for `Integer`; the rest is said alike.
            Self::OutOfRange {
                max: Some(max),
                below: false,
                ..
            } => Some(format!("Maximum value is {max}")),
            Self::OutOfRange { min, .. } => Some(format!("Minimum value is {min}")),
            Self::WrongKind { wanted, .. } | Self::Nothing { wanted, .. } => {
                let kind = wanted.aws()?;
                Some(format!("Expected value of type {kind}"))
            }
            Self::JsonataValue { .. } | Self::Placeholder { .. } | Self::TooLarge { .. } => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::JsonataValue { field } => jsonata_value(field),
            Self::Placeholder { field } => placeholder(field),
            Self::WrongKind { field, wanted } => wrong_kind(&clip(field), wanted.words()),
            Self::Nothing { field, .. } => nothing(&clip(field)),
            Self::OutOfRange {
                field, min, max, ..
            } => out_of_range(field, *min, *max),
            Self::NotOneOf {
                field,
                allowed,
                suggestion,
            } => not_one_of(field, &allowed.join(", "), suggestion.as_deref()),
            Self::Empty { field } => empty(field),
            Self::BadTimestamp => bad_timestamp(),
            Self::TooLarge { field, bytes } => too_large(field, *bytes),
        }
    }
}

fn jsonata_value(field: &str) -> Wording {
    Wording::new(
        words!(
            "A JSONata expression in a JSONPath state",
            "JSONPath 状态中出现了 JSONata 表达式",
            "JSONPath のステートに JSONata 式があります"
        ),
        words!(
            "{{% … %}} is evaluated only where the query language is JSONata; here \"{field}\" is plain data.",
            "只有查询语言为 JSONata 时才会计算 {{% … %}}；在这里 \"{field}\" 只是普通数据。",
            "{{% … %}} が評価されるのはクエリ言語が JSONata のときだけです。ここでは \"{field}\" はただのデータです。",
        ),
    )
    .hint(words!(
        "Write \"QueryLanguage\": \"JSONata\" in the state, or a plain value here.",
        "请在状态中写 \"QueryLanguage\": \"JSONata\"，或者在此处写普通的值。",
        "ステートに \"QueryLanguage\": \"JSONata\" と書くか、ここに普通の値を書いてください。",
    ))
}

fn placeholder(field: &str) -> Wording {
    Wording::new(
        words!(
            "A placeholder that nobody has filled in",
            "尚未填写的占位符",
            "まだ置き換えられていないプレースホルダー"
        ),
        words!(
            "SAM, CloudFormation or Terraform puts the value of \"{field}\" in when it deploys; Step Functions itself knows no placeholders.",
            "SAM、CloudFormation 或 Terraform 会在部署时填入 \"{field}\" 的值；Step Functions 本身不认识占位符。",
            "\"{field}\" の値は SAM、CloudFormation、Terraform がデプロイ時に入れるものです。Step Functions 自体はプレースホルダーを知りません。",
        ),
    )
    .hint(words!(
        "Write the value itself.",
        "请直接写值。",
        "値を直接書いてください。",
    ))
}

fn wrong_kind(field: &str, wanted: Words) -> Wording {
    let Words { en, zh, ja } = wanted;
    Wording::new(
        Words::new(
            format!("\"{field}\" must be {en}"),
            format!("\"{field}\" 必须是{zh}"),
            format!("\"{field}\" は{ja}でなければなりません"),
        ),
        words!(
            "The value has another type.",
            "这个值的类型不符。",
            "値の型が違います。",
        ),
    )
}

fn nothing(field: &str) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" has no value yet",
            "\"{field}\" 还没有值",
            "\"{field}\" にまだ値がありません"
        ),
        words!(
            "Nothing stands behind the colon; YAML reads that as null.",
            "冒号后面什么也没有，YAML 会把它读作 null。",
            "コロンの後に何もないため、YAML では null と読まれます。",
        ),
    )
}

fn out_of_range(field: &str, min: i64, max: Option<i64>) -> Wording {
    let title = match max {
        Some(max) => words!(
            "\"{field}\" must be between {min} and {max}",
            "\"{field}\" 必须在 {min} 到 {max} 之间",
            "\"{field}\" は {min} から {max} の間でなければなりません"
        ),
        None => words!(
            "\"{field}\" must be at least {min}",
            "\"{field}\" 至少为 {min}",
            "\"{field}\" は {min} 以上でなければなりません"
        ),
    };
    Wording::new(
        title,
        words!(
            "Step Functions refuses other numbers.",
            "Step Functions 会拒绝其他数字。",
            "Step Functions は他の数値を受け付けません。",
        ),
    )
}

fn not_one_of(field: &str, allowed: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "\"{field}\" cannot have this value",
            "\"{field}\" 不能是这个值",
            "\"{field}\" にこの値は使えません"
        ),
        words!(
            "It is one of: {allowed}. Their case matters.",
            "可用的值：{allowed}。区分大小写。",
            "使える値: {allowed}。大文字と小文字は区別されます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording,
    }
}

fn empty(field: &str) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" is empty",
            "\"{field}\" 是空的",
            "\"{field}\" が空です"
        ),
        words!(
            "At least one entry must be there.",
            "至少要有一项。",
            "少なくとも 1 つ必要です。",
        ),
    )
}

fn bad_timestamp() -> Wording {
    Wording::new(
        words!(
            "Not a timestamp of RFC 3339",
            "不是 RFC 3339 时间戳",
            "RFC 3339 のタイムスタンプではありません"
        ),
        words!(
            "Date and time are joined by a capital T and end with Z or an offset.",
            "日期和时间用大写的 T 连接，并以 Z 或时差结尾。",
            "日付と時刻を大文字の T でつなぎ、Z またはオフセットで終えます。",
        ),
    )
    .hint(words!(
        "Write it like 2026-03-14T01:59:00Z or 2026-03-14T10:59:00+09:00.",
        "写法如 2026-03-14T01:59:00Z 或 2026-03-14T10:59:00+09:00。",
        "2026-03-14T01:59:00Z や 2026-03-14T10:59:00+09:00 のように書いてください。",
    ))
}

fn too_large(field: &str, bytes: usize) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" is larger than any payload may be",
            "\"{field}\" 超过了有效负载的上限",
            "\"{field}\" はペイロードの上限を超えています"
        ),
        words!(
            "It has {bytes} bytes; the state would fail with States.DataLimitExceeded above 262144 (256 KiB).",
            "它有 {bytes} 字节；超过 262144（256 KiB）时，状态会以 States.DataLimitExceeded 失败。",
            "{bytes} バイトあります。262144 (256 KiB) を超えると、ステートは States.DataLimitExceeded で失敗します。",
        ),
    )
    .hint(words!(
        "Keep large data in S3, and hand its key on.",
        "请把大块数据放在 S3 中，只传递它的键。",
        "大きなデータは S3 に置き、キーだけを渡してください。",
    ))
}
