//! Tasks: heartbeats, credentials, the parameters of a call.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Wording, clip, words};

/// Something about a Task.
#[derive(Clone, Debug, PartialEq)]
pub enum TaskProblem {
    /// The heartbeat is not shorter than the timeout.
    HeartbeatTooLong,
    /// `RoleArn` is missing in `Credentials`.
    NoRoleArn,
    /// A required parameter of an integration is missing.
    NoParameter {
        /// `sqs:sendMessage`
        api: String,
        /// Its name.
        field: &'static str,
    },
    /// A parameter that an integration does not have.
    UnknownParameter {
        /// `sqs:sendMessage`
        api: String,
        /// As written.
        field: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
}

impl Explain for TaskProblem {
    fn code(&self) -> &'static str {
        SCHEMA
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::NoRoleArn => Some("The field 'RoleArn' is required but was missing".to_owned()),
            Self::NoParameter { field, .. } => {
                Some(format!("The field '{field}' is required but was missing"))
            }
            Self::UnknownParameter {
                field, suggestion, ..
            } => Some(unknown_parameter_aws(field, suggestion.as_deref())),
            Self::HeartbeatTooLong => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::HeartbeatTooLong => heartbeat_too_long(),
            Self::NoRoleArn => no_role_arn(),
            Self::NoParameter { api, field } => no_parameter(&clip(api), field),
            Self::UnknownParameter {
                api,
                field,
                suggestion,
            } => unknown_parameter(&clip(api), &clip(field), suggestion.as_deref()),
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

fn no_parameter(api: &str, field: &str) -> Wording {
    Wording::new(
        words!(
            "{api} needs the parameter {field}",
            "{api} 需要参数 {field}",
            "{api} にはパラメータ {field} が必要です"
        ),
        words!(
            "Without it AWS does not accept the state machine.",
            "没有它，AWS 不会接受该状态机。",
            "これがないと、AWS はステートマシンを受け付けません。",
        ),
    )
    .hint(words!(
        "Add \"{field}\", or \"{field}.$\" with a path.",
        "请添加 \"{field}\"，或带路径的 \"{field}.$\"。",
        "\"{field}\" か、パスを値にした \"{field}.$\" を追加してください。",
    ))
}

fn unknown_parameter(api: &str, field: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "{api} has no parameter \"{field}\"",
            "{api} 没有参数 \"{field}\"",
            "{api} に \"{field}\" というパラメータはありません"
        ),
        words!(
            "An integration takes the parameters of its API, each beginning with a capital letter; for Lambda, what the function receives belongs into Payload.",
            "集成接受其 API 的参数，每个参数以大写字母开头；对于 Lambda，传给函数的数据要写在 Payload 中。",
            "統合が受け取るのはその API のパラメータで、どれも大文字で始まります。Lambda では、関数に渡すデータは Payload に書きます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording,
    }
}
