//! Fields: missing, unknown, in the wrong place, too many.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Wording, Words, clip, words};

/// Something about a field: whether it may or must be there.
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
    /// A state among the fields of another.
    StateInside {
        /// Its name.
        field: String,
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
}

impl Explain for FieldProblem {
    fn code(&self) -> &'static str {
        SCHEMA
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::Missing { fields } => Some(format!(
                "These fields are required: [{}]",
                fields.join(", ")
            )),
            Self::Unknown { field, .. }
            | Self::StateInside { field }
            | Self::NotHere { field, .. } => {
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
            Self::OnlyOne { .. } | Self::OneOf { .. } => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Missing { fields } => missing(&fields.join(", ")),
            Self::Unknown { field, suggestion } => unknown(&clip(field), suggestion.as_deref()),
            Self::StateInside { field } => state_inside(&clip(field)),
            Self::NotHere { field, owner } => not_here(&clip(field), &clip(owner)),
            Self::OtherLanguage {
                field,
                language,
                needs,
            } => other_language(field, language, needs),
            Self::BackToJsonPath => back_to_json_path(),
            Self::OnlyOne { fields } => only_one(&fields.join(", ")),
            Self::OneOf { fields } => one_of(&fields.join(", ")),
        }
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

fn state_inside(name: &str) -> Wording {
    Wording::new(
        words!(
            "The state \"{name}\" stands inside of another one",
            "状态 \"{name}\" 写在了另一个状态里面",
            "ステート \"{name}\" が別のステートの中にあります"
        ),
        words!(
            "The state before it is not closed, so this one is read as one of its fields.",
            "前面的状态没有关闭，因此它被当作其中的一个字段。",
            "前のステートが閉じられていないため、そのフィールドとして読まれています。",
        ),
    )
    .hint(words!(
        "Close the state before it with }}.",
        "请用 }} 关闭前面的状态。",
        "前のステートを }} で閉じてください。",
    ))
}

/// What JSONata has in the place of a JSONPath field.
fn instead(field: &str) -> Words {
    match field {
        "Parameters" => words!(
            "Write Arguments, in a Pass state Output; values in {{% %}} are computed.",
            "请改用 Arguments，在 Pass 状态中用 Output；{{% %}} 中的值会被计算。",
            "Arguments (Pass ステートでは Output) を使ってください。{{% %}} の値が計算されます。",
        ),
        "Result" | "ResultPath" | "ResultSelector" | "OutputPath" => words!(
            "Write Output: it says as a whole what goes on, with $states.input and $states.result.",
            "请改用 Output：它用 $states.input 和 $states.result 完整地说明传下去的数据。",
            "Output を使ってください。$states.input と $states.result から、次に渡すデータ全体を書きます。",
        ),
        "InputPath" => words!(
            "Write $states.input.… where the data is wanted.",
            "请在需要数据的地方写 $states.input.…。",
            "データが必要な場所に $states.input.… と書いてください。",
        ),
        "ItemsPath" => words!(
            "Write \"Items\": \"{{% $states.input.… %}}\".",
            "请写 \"Items\": \"{{% $states.input.… %}}\"。",
            "\"Items\": \"{{% $states.input.… %}}\" と書いてください。",
        ),
        "SecondsPath"
        | "TimestampPath"
        | "TimeoutSecondsPath"
        | "HeartbeatSecondsPath"
        | "ErrorPath"
        | "CausePath"
        | "MaxConcurrencyPath"
        | "ToleratedFailureCountPath"
        | "ToleratedFailurePercentagePath" => {
            let name = field.trim_end_matches("Path");
            words!(
                "Write \"{name}\": \"{{% $states.input.… %}}\".",
                "请写 \"{name}\": \"{{% $states.input.… %}}\"。",
                "\"{name}\": \"{{% $states.input.… %}}\" と書いてください。",
            )
        }
        _ => words!(
            "Write the comparison as \"Condition\": \"{{% $states.input.… = … %}}\".",
            "请把比较写成 \"Condition\": \"{{% $states.input.… = … %}}\"。",
            "比較を \"Condition\": \"{{% $states.input.… = … %}}\" と書いてください。",
        ),
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
    let wording = Wording::new(
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
    );
    // A state cannot go back to JSONPath in a machine that is in JSONata.
    if needs == "JSONPath" {
        return wording.hint(instead(field));
    }
    wording.hint(words!(
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
