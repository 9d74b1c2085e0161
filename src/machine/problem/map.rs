//! Maps: labels, and what only distributed ones have.

use super::SCHEMA;
use crate::diagnostic::{Explain, Wording, clip, words};

/// Something about a Map.
#[derive(Clone, Debug, PartialEq)]
pub enum MapProblem {
    /// A Map's label that cannot be one.
    BadLabel,
    /// The same label on two Maps.
    RepeatedLabel {
        /// The label.
        label: String,
    },
    /// A field of distributed Maps in an inline one.
    OnlyDistributed {
        /// The field.
        field: &'static str,
    },
    /// A distributed Map in an Express workflow.
    DistributedInExpress,
}

impl Explain for MapProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::BadLabel => "INVALID_LABEL_NAME",
            Self::RepeatedLabel { .. } => "DUPLICATE_LABEL_NAME",
            Self::OnlyDistributed { .. } | Self::DistributedInExpress => SCHEMA,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::BadLabel => bad_label(),
            Self::RepeatedLabel { label } => repeated_label(&clip(label)),
            Self::OnlyDistributed { field } => only_distributed(field),
            Self::DistributedInExpress => distributed_in_express(),
        }
    }
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

fn only_distributed(field: &str) -> Wording {
    Wording::new(
        words!(
            "Only a distributed Map has {field}",
            "只有分布式 Map 才有 {field}",
            "{field} があるのは分散 Map だけです"
        ),
        words!(
            "An inline Map goes over an array of its input. With \"ProcessorConfig\": {{\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}} in ItemProcessor, each item becomes a child execution, and items can come from S3.",
            "内联 Map 遍历输入中的数组。在 ItemProcessor 中写上 \"ProcessorConfig\": {{\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}}，每一项就成为一个子执行，并且可以从 S3 读取。",
            "インラインの Map は入力の配列を順に処理します。ItemProcessor に \"ProcessorConfig\": {{\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}} を書くと、項目ごとに子実行になり、S3 からも読み込めます。",
        ),
    )
}

fn distributed_in_express() -> Wording {
    Wording::new(
        words!(
            "An Express workflow cannot have a distributed Map",
            "Express 工作流不能包含分布式 Map",
            "Express ワークフローには分散 Map を置けません"
        ),
        words!(
            "Child executions outlive the five minutes of an Express workflow; only a Standard workflow starts them.",
            "子执行会超过 Express 工作流的五分钟，只有标准工作流才能启动它们。",
            "子実行は Express ワークフローの 5 分を超えて続くので、開始できるのは標準ワークフローだけです。",
        ),
    )
    .hint(words!(
        "Make it a Standard workflow, or set Mode to INLINE.",
        "请改为标准工作流，或将 Mode 设为 INLINE。",
        "標準ワークフローにするか、Mode を INLINE にしてください。",
    ))
}
