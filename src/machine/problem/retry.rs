//! Retriers and catchers.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about `Retry` or `Catch`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetryProblem {
    /// `States.ALL` beside other names.
    AllNotAlone,
    /// `States.ALL` before the last entry.
    AllNotLast,
    /// A name with the prefix of Step Functions or Lambda that does not exist.
    UnknownError {
        /// As written.
        name: String,
        /// What was probably meant.
        suggestion: String,
    },
    /// An entry before takes the error already.
    AlreadyTaken {
        /// Its name.
        name: String,
    },
    /// `MaxDelaySeconds` is not above `IntervalSeconds`.
    DelayTooShort {
        /// `IntervalSeconds`.
        interval: i64,
    },
}

impl Explain for RetryProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownError { .. } => "UNKNOWN_ERROR_NAME",
            Self::AlreadyTaken { .. } => "UNREACHABLE_ERROR_NAME",
            Self::AllNotAlone | Self::AllNotLast | Self::DelayTooShort { .. } => SCHEMA,
        }
    }

    fn severity(&self) -> Severity {
        if matches!(self, Self::UnknownError { .. } | Self::AlreadyTaken { .. }) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// As users of AWS report it.
    fn aws(&self) -> Option<String> {
        matches!(self, Self::AllNotAlone | Self::AllNotLast)
            .then(|| "States.ALL must appear alone and at end of list".to_owned())
    }

    fn wording(&self) -> Wording {
        match self {
            Self::AllNotAlone => all_not_alone(),
            Self::AllNotLast => all_not_last(),
            Self::UnknownError { name, suggestion } => unknown_error(&clip(name), suggestion),
            Self::AlreadyTaken { name } => already_taken(&clip(name)),
            Self::DelayTooShort { interval } => delay_too_short(*interval),
        }
    }
}

fn all_not_alone() -> Wording {
    Wording::new(
        words!(
            "States.ALL must stand alone",
            "States.ALL 必须单独出现",
            "States.ALL は単独で書きます"
        ),
        words!(
            "It stands for every error, so other names beside it mean nothing.",
            "它代表所有错误，旁边的其他名称没有意义。",
            "すべてのエラーを表すので、他の名前を並べる意味がありません。",
        ),
    )
    .hint(words!(
        "Delete the other names, or give States.ALL an entry of its own at the end.",
        "请删除其他名称，或者在最后为 States.ALL 单独写一项。",
        "他の名前を削除するか、States.ALL だけの項目を最後に作ってください。",
    ))
}

fn all_not_last() -> Wording {
    Wording::new(
        words!(
            "States.ALL must be in the last entry",
            "States.ALL 必须在最后一项",
            "States.ALL は最後の項目に書きます"
        ),
        words!(
            "Entries are tried in order; what follows could never match.",
            "各项按顺序尝试；它后面的项永远不会匹配。",
            "項目は順に試されるため、この後の項目は決して一致しません。",
        ),
    )
    .hint(words!(
        "Move this entry to the end.",
        "请把这一项移到最后。",
        "この項目を最後に移してください。",
    ))
}

fn unknown_error(name: &str, suggestion: &str) -> Wording {
    Wording::new(
        words!(
            "There is no error {name}",
            "没有名为 {name} 的错误",
            "{name} というエラーはありません"
        ),
        words!(
            "Names that begin with States. or Lambda. are those of Step Functions and Lambda; neither reports this one, so the entry never matches.",
            "以 States. 或 Lambda. 开头的名称属于 Step Functions 和 Lambda；两者都不会报告这个错误，因此这一项永远不会匹配。",
            "States. や Lambda. で始まる名前は Step Functions と Lambda のものです。どちらもこの名前のエラーを報告しないため、この項目は決して一致しません。",
        ),
    )
    .hint(did_you_mean(suggestion))
}

fn already_taken(name: &str) -> Wording {
    Wording::new(
        words!(
            "{name} never comes as far as here",
            "{name} 不会到达此处",
            "{name} がここまで来ることはありません"
        ),
        words!(
            "Entries are tried in order, and one before takes this error already.",
            "各项按顺序尝试，前面已有一项处理这个错误。",
            "項目は順に試され、前の項目がすでにこのエラーを受け取ります。",
        ),
    )
    .hint(words!(
        "Delete it here or there.",
        "请删除其中一处。",
        "どちらかを削除してください。",
    ))
}

fn delay_too_short(interval: i64) -> Wording {
    Wording::new(
        words!(
            "MaxDelaySeconds must be greater than IntervalSeconds",
            "MaxDelaySeconds 必须大于 IntervalSeconds",
            "MaxDelaySeconds は IntervalSeconds より大きくなければなりません"
        ),
        words!(
            "It limits how far the delay grows, and the first delay is already {interval}.",
            "它限制延迟的增长上限，而第一次延迟已经是 {interval} 秒。",
            "待機時間の上限を決めるものですが、最初の待機がすでに {interval} 秒です。",
        ),
    )
}
