//! Fields: missing, unknown, of the wrong kind, out of range.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Severity, Wording, Words, clip, words};

/// Something about a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldProblem {
    /// Fields that must be there.
    Missing {
        /// Their names, in AWS's order.
        fields: Vec<&'static str>,
    },
    /// No such field exists.
    Unknown {
        /// As written.
        field: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// The field exists, but not here.
    NotHere {
        /// The field.
        field: String,
        /// The state type, or what else it stands in.
        owner: String,
    },
    /// A field of JSONata in a JSONPath state, or the other way round.
    OtherLanguage {
        /// The field.
        field: String,
        /// The state's language.
        language: &'static str,
        /// The field's language.
        needs: &'static str,
    },
    /// A state in JSONPath, in a machine that is in JSONata as a whole.
    BackToJsonPath,
    /// A JSONata expression in a JSONPath state.
    JsonataValue {
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
    /// A number outside of its range.
    OutOfRange {
        /// The field.
        field: String,
        /// The least value.
        min: i64,
        /// The greatest value; `None` when there is none.
        max: Option<i64>,
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
    /// Fields that exclude each other.
    OnlyOne {
        /// Their names.
        fields: Vec<&'static str>,
    },
    /// None of several fields of which one must be there.
    OneOf {
        /// Their names.
        fields: Vec<&'static str>,
    },
    /// Not an RFC 3339 moment.
    BadTimestamp,
    /// The heartbeat is not shorter than the timeout.
    HeartbeatTooLong,
    /// A Map's label that cannot be one.
    BadLabel,
    /// The same label on two Maps.
    RepeatedLabel {
        /// The label.
        label: String,
    },
    /// `RoleArn` is missing in `Credentials`.
    NoRoleArn,
    /// A required parameter of `lambda:invoke` is missing.
    NoParameter {
        /// Its name.
        field: &'static str,
    },
    /// A parameter that `lambda:invoke` does not have.
    UnknownParameter {
        /// As written.
        field: String,
        /// What was probably meant.
        suggestion: Option<String>,
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

impl Explain for FieldProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::BadLabel => "INVALID_LABEL_NAME",
            Self::RepeatedLabel { .. } => "DUPLICATE_LABEL_NAME",
            Self::Missing { .. }
            | Self::Unknown { .. }
            | Self::NotHere { .. }
            | Self::OtherLanguage { .. }
            | Self::BackToJsonPath
            | Self::JsonataValue { .. }
            | Self::WrongKind { .. }
            | Self::OutOfRange { .. }
            | Self::NotOneOf { .. }
            | Self::Empty { .. }
            | Self::OnlyOne { .. }
            | Self::OneOf { .. }
            | Self::BadTimestamp
            | Self::HeartbeatTooLong
            | Self::NoRoleArn
            | Self::NoParameter { .. }
            | Self::UnknownParameter { .. } => SCHEMA,
        }
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::Missing { fields } => Some(format!(
                "These fields are required: [{}]",
                fields.join(", ")
            )),
            Self::Unknown { field, .. } | Self::NotHere { field, .. } => {
                Some(format!("Field '{}' is not supported", clip(field)))
            }
            Self::OtherLanguage {
                field,
                language,
                needs,
            } => Some(format!(
                "The QueryLanguage is set to '{language}', but field '{field}' is only supported for the '{needs}' QueryLanguage"
            )),
            Self::BackToJsonPath => Some(
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
                    .to_owned(),
            ),
            Self::NotOneOf { field, allowed, .. } => Some(format!(
                "The field '{field}' should have one of these values: [{}]",
                allowed.join(", ")
            )),
            Self::Empty { .. } => Some("Value cannot be empty".to_owned()),
            Self::BadTimestamp => Some("String does not match RFC3339 timestamp".to_owned()),
            Self::NoRoleArn => Some("The field 'RoleArn' is required but was missing".to_owned()),
            Self::NoParameter { field } => {
                Some(format!("The field '{field}' is required but was missing"))
            }
            Self::UnknownParameter { field, suggestion } => {
                Some(unknown_parameter_aws(field, suggestion.as_deref()))
            }
            Self::JsonataValue { .. }
            | Self::WrongKind { .. }
            | Self::OutOfRange { .. }
            | Self::OnlyOne { .. }
            | Self::OneOf { .. }
            | Self::HeartbeatTooLong
            | Self::BadLabel
            | Self::RepeatedLabel { .. } => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Missing { fields } => missing(&fields.join(", ")),
            Self::Unknown { field, suggestion } => unknown(&clip(field), suggestion.as_deref()),
            Self::NotHere { field, owner } => not_here(&clip(field), &clip(owner)),
            Self::OtherLanguage {
                field,
                language,
                needs,
            } => other_language(field, language, needs),
            Self::BackToJsonPath => back_to_json_path(),
            Self::JsonataValue { field } => jsonata_value(field),
            Self::WrongKind { field, wanted } => wrong_kind(&clip(field), wanted.words()),
            Self::OutOfRange { field, min, max } => out_of_range(field, *min, *max),
            Self::NotOneOf {
                field,
                allowed,
                suggestion,
            } => not_one_of(field, &allowed.join(", "), suggestion.as_deref()),
            Self::Empty { field } => empty(field),
            Self::OnlyOne { fields } => only_one(&fields.join(", ")),
            Self::OneOf { fields } => one_of(&fields.join(", ")),
            Self::BadTimestamp => bad_timestamp(),
            Self::HeartbeatTooLong => heartbeat_too_long(),
            Self::BadLabel => bad_label(),
            Self::RepeatedLabel { label } => repeated_label(&clip(label)),
            Self::NoRoleArn => no_role_arn(),
            Self::NoParameter { field } => no_parameter(field),
            Self::UnknownParameter { field, suggestion } => {
                unknown_parameter(&clip(field), suggestion.as_deref())
            }
        }
    }
}

fn unknown_parameter_aws(field: &str, suggestion: Option<&str>) -> String {
    let field = clip(field);
    match suggestion {
        Some(name) => format!(
            "The field \"{field}\" is not supported by Step Functions. Did you mean '{name}'?"
        ),
        None => format!("The field \"{field}\" is not supported by Step Functions"),
    }
}

fn missing(fields: &str) -> Wording {
    Wording::new(
        words!("Missing: {fields}", "缺少：{fields}", "不足: {fields}"),
        words!(
            "Step Functions needs it here.",
            "Step Functions 要求此处有这些字段。",
            "Step Functions ではここに必須です。",
        ),
    )
    .hint(words!(
        "Add {fields}.",
        "请添加 {fields}。",
        "{fields} を追加してください。",
    ))
}

fn unknown(field: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no field \"{field}\" here",
            "此处没有字段 \"{field}\"",
            "ここに \"{field}\" というフィールドはありません"
        ),
        words!(
            "Step Functions refuses fields that it does not know; their case matters.",
            "Step Functions 会拒绝它不认识的字段；字段名区分大小写。",
            "Step Functions は知らないフィールドを受け付けません。大文字と小文字も区別されます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording.hint(words!(
            "Delete it; notes belong into \"Comment\".",
            "请删除它；说明文字请写在 \"Comment\" 中。",
            "削除してください。メモは \"Comment\" に書けます。",
        )),
    }
}

fn not_here(field: &str, owner: &str) -> Wording {
    Wording::new(
        words!(
            "{owner} has no field \"{field}\"",
            "{owner} 没有字段 \"{field}\"",
            "{owner} に \"{field}\" フィールドはありません"
        ),
        words!(
            "The field exists, but not in this place.",
            "这个字段是存在的，但不能用在这里。",
            "このフィールドは存在しますが、この場所では使えません。",
        ),
    )
    .hint(words!(
        "Delete it, or move it to where it belongs.",
        "请删除它，或者移到它应在的位置。",
        "削除するか、正しい場所に移してください。",
    ))
}

fn other_language(field: &str, language: &str, needs: &str) -> Wording {
    Wording::new(
        words!(
            "\"{field}\" belongs to {needs}",
            "\"{field}\" 属于 {needs}",
            "\"{field}\" は {needs} 用です"
        ),
        words!(
            "This state's query language is {language}; the field is for states in {needs}.",
            "此状态的查询语言是 {language}；该字段只用于 {needs} 的状态。",
            "このステートのクエリ言語は {language} です。このフィールドは {needs} のステート用です。",
        ),
    )
    .hint(words!(
        "Write \"QueryLanguage\": \"{needs}\" in the state, or use the fields of {language}.",
        "请在状态中写 \"QueryLanguage\": \"{needs}\"，或者改用 {language} 的字段。",
        "ステートに \"QueryLanguage\": \"{needs}\" と書くか、{language} のフィールドを使ってください。",
    ))
}

fn back_to_json_path() -> Wording {
    Wording::new(
        words!(
            "A state cannot go back to JSONPath",
            "状态不能改回 JSONPath",
            "ステートを JSONPath に戻すことはできません"
        ),
        words!(
            "The state machine as a whole is set to JSONata; only the other direction is allowed.",
            "整个状态机已设为 JSONata；只允许反方向的切换。",
            "ステートマシン全体が JSONata に設定されています。許されるのは逆方向だけです。",
        ),
    )
    .hint(words!(
        "Delete it, or set the machine to JSONPath and single states to JSONata.",
        "请删除它，或者把状态机设为 JSONPath，再把个别状态设为 JSONata。",
        "削除するか、ステートマシンを JSONPath にして個々のステートを JSONata にしてください。",
    ))
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

fn only_one(fields: &str) -> Wording {
    Wording::new(
        words!(
            "Only one of {fields} may be there",
            "{fields} 只能有一个",
            "{fields} は 1 つだけ指定できます"
        ),
        words!(
            "They exclude each other.",
            "它们互相排斥。",
            "互いに排他的です。",
        ),
    )
    .hint(words!(
        "Keep one and delete the others.",
        "请保留一个，删除其余的。",
        "1 つを残し、他を削除してください。",
    ))
}

fn one_of(fields: &str) -> Wording {
    Wording::new(
        words!(
            "One of {fields} is missing",
            "缺少 {fields} 之一",
            "{fields} のいずれかが必要です"
        ),
        words!(
            "Exactly one of them must be there.",
            "必须正好有其中一个。",
            "ちょうど 1 つ必要です。",
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

fn heartbeat_too_long() -> Wording {
    Wording::new(
        words!(
            "HeartbeatSeconds must be smaller than TimeoutSeconds",
            "HeartbeatSeconds 必须小于 TimeoutSeconds",
            "HeartbeatSeconds は TimeoutSeconds より小さくなければなりません"
        ),
        words!(
            "A heartbeat that is not shorter than the timeout could never be missed in time.",
            "如果检测信号的间隔不短于超时时间，就不可能在超时之前发现它中断。",
            "ハートビートの間隔がタイムアウトより短くないと、途切れたことを検出できません。",
        ),
    )
}

fn bad_label() -> Wording {
    Wording::new(
        words!(
            "This Label cannot be used",
            "不能使用这个 Label",
            "この Label は使えません"
        ),
        words!(
            "A label has 1 to 40 characters, without blanks, ? * < > {{ }} [ ] : ; , \\ | ^ ~ $ # % & ` \" and control characters.",
            "Label 有 1 到 40 个字符，不能包含空白、? * < > {{ }} [ ] : ; , \\ | ^ ~ $ # % & ` \" 和控制字符。",
            "Label は 1 から 40 文字で、空白、? * < > {{ }} [ ] : ; , \\ | ^ ~ $ # % & ` \"、制御文字は使えません。",
        ),
    )
}

fn repeated_label(label: &str) -> Wording {
    Wording::new(
        words!(
            "Two Map states have the Label \"{label}\"",
            "两个 Map 状态使用了相同的 Label \"{label}\"",
            "2 つの Map ステートが同じ Label \"{label}\" を使っています"
        ),
        words!(
            "A label names the child executions of one Map, so it must be unique.",
            "Label 用来命名一个 Map 的子执行，因此必须唯一。",
            "Label は 1 つの Map の子実行に付く名前なので、一意でなければなりません。",
        ),
    )
}

fn no_role_arn() -> Wording {
    Wording::new(
        words!(
            "Credentials need a RoleArn",
            "Credentials 需要 RoleArn",
            "Credentials には RoleArn が必要です"
        ),
        words!(
            "The task assumes the role that RoleArn names.",
            "任务会代入 RoleArn 指定的角色。",
            "タスクは RoleArn のロールを引き受けます。",
        ),
    )
    .hint(words!(
        "Write \"RoleArn\": \"arn:aws:iam::…\" or \"RoleArn.$\": \"$.…\".",
        "请写 \"RoleArn\": \"arn:aws:iam::…\" 或 \"RoleArn.$\": \"$.…\"。",
        "\"RoleArn\": \"arn:aws:iam::…\" または \"RoleArn.$\": \"$.…\" と書いてください。",
    ))
}

fn no_parameter(field: &str) -> Wording {
    Wording::new(
        words!(
            "Parameters need {field}",
            "Parameters 需要 {field}",
            "Parameters には {field} が必要です"
        ),
        words!(
            "arn:aws:states:::lambda:invoke calls the function that FunctionName names.",
            "arn:aws:states:::lambda:invoke 调用 FunctionName 指定的函数。",
            "arn:aws:states:::lambda:invoke は FunctionName の関数を呼び出します。",
        ),
    )
    .hint(words!(
        "Add \"{field}\" or \"{field}.$\".",
        "请添加 \"{field}\" 或 \"{field}.$\"。",
        "\"{field}\" または \"{field}.$\" を追加してください。",
    ))
}

fn unknown_parameter(field: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "lambda:invoke has no parameter \"{field}\"",
            "lambda:invoke 没有参数 \"{field}\"",
            "lambda:invoke に \"{field}\" というパラメータはありません"
        ),
        words!(
            "It takes FunctionName, Payload, InvocationType, Qualifier, ClientContext and LogType; what the function receives belongs into Payload.",
            "它接受 FunctionName、Payload、InvocationType、Qualifier、ClientContext 和 LogType；传给函数的数据要写在 Payload 中。",
            "指定できるのは FunctionName、Payload、InvocationType、Qualifier、ClientContext、LogType です。関数に渡すデータは Payload に書きます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording,
    }
}
