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

impl Explain for TaskProblem {
    fn code(&self) -> &'static str {
        SCHEMA
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::NoRoleArn => Some("The field 'RoleArn' is required but was missing".to_owned()),
            Self::NoParameter { field } => {
                Some(format!("The field '{field}' is required but was missing"))
            }
            Self::UnknownParameter { field, suggestion } => {
                Some(unknown_parameter_aws(field, suggestion.as_deref()))
            }
            Self::HeartbeatTooLong => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::HeartbeatTooLong => heartbeat_too_long(),
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
