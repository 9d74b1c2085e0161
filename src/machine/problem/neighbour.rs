//! State machines whose executions a Task starts, beside those that the workspace has.

use super::did_you_mean;
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a machine that a Task names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeighbourProblem {
    /// The workspace has no such machine.
    Missing {
        /// The name.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// The machine's definition has errors.
    Broken {
        /// The name.
        name: String,
    },
    /// `startExecution.sync` of an Express workflow.
    ExpressAsJob {
        /// The name.
        name: String,
    },
    /// `startSyncExecution` of a Standard workflow.
    StandardAtOnce {
        /// The name.
        name: String,
    },
}

impl NeighbourProblem {
    /// What was probably meant.
    pub fn into_suggestion(self) -> Option<String> {
        match self {
            Self::Missing { suggestion, .. } => suggestion,
            Self::Broken { .. } | Self::ExpressAsJob { .. } | Self::StandardAtOnce { .. } => None,
        }
    }
}

impl Explain for NeighbourProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "STATE_MACHINE_NOT_FOUND",
            Self::Broken { .. } => "STATE_MACHINE_HAS_ERRORS",
            Self::ExpressAsJob { .. } | Self::StandardAtOnce { .. } => "STATE_MACHINE_TYPE",
        }
    }

    /// The definition itself is sound, so the machine can run; the run will show what AWS shows.
    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Missing { name, suggestion } => missing(&clip(name), suggestion.as_deref()),
            Self::Broken { name } => broken(&clip(name)),
            Self::ExpressAsJob { name } => express_as_job(&clip(name)),
            Self::StandardAtOnce { name } => standard_at_once(&clip(name)),
        }
    }
}

fn missing(name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no state machine \"{name}\"",
            "没有名为 \"{name}\" 的状态机",
            "\"{name}\" というステートマシンはありません"
        ),
        words!(
            "The workspace has no state machine of this name, so the Task will wait for your answer. AWS would fail it with StepFunctions.StateMachineDoesNotExistException if there were none.",
            "工作区中没有这个名称的状态机，因此任务会等待您来回答。如果 AWS 上也没有，任务会以 StepFunctions.StateMachineDoesNotExistException 失败。",
            "ワークスペースにこの名前のステートマシンがないため、タスクはあなたの応答を待ちます。AWS にも存在しなければ、タスクは StepFunctions.StateMachineDoesNotExistException で失敗します。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording.hint(words!(
            "Add a state machine {name} beside the definition, or name an existing one.",
            "请在定义旁添加状态机 {name}，或者改为已有状态机的名称。",
            "定義の隣にステートマシン {name} を追加するか、既存のものの名前にしてください。",
        )),
    }
}

fn broken(name: &str) -> Wording {
    Wording::new(
        words!(
            "The state machine \"{name}\" has errors",
            "状态机 \"{name}\" 有错误",
            "ステートマシン \"{name}\" にエラーがあります"
        ),
        words!(
            "AWS would not create it, so starting an execution of it fails with StateMachineDoesNotExist.",
            "AWS 不会创建这样的状态机，因此启动它的执行会以 StateMachineDoesNotExist 失败。",
            "AWS では作成できないため、その実行を開始すると StateMachineDoesNotExist で失敗します。",
        ),
    )
    .hint(words!(
        "Mend the errors in the definition of {name}.",
        "请修正 {name} 定义中的错误。",
        "{name} の定義のエラーを直してください。",
    ))
}

fn express_as_job(name: &str) -> Wording {
    Wording::new(
        words!(
            "An Express workflow cannot be waited for with .sync",
            "不能用 .sync 等待 Express 工作流",
            "Express ワークフローの終了を .sync で待つことはできません"
        ),
        words!(
            "\"{name}\" is an Express workflow. Only executions of Standard workflows can be waited for as a job, so the Task will fail.",
            "\"{name}\" 是 Express 工作流。只有 Standard 工作流的执行才能以作业方式等待，因此该任务会失败。",
            "\"{name}\" は Express ワークフローです。ジョブとして終了を待てるのは Standard ワークフローの実行だけなので、タスクは失敗します。",
        ),
    )
    .hint(words!(
        "Call it with arn:aws:states:::aws-sdk:sfn:startSyncExecution, or make it Standard.",
        "请用 arn:aws:states:::aws-sdk:sfn:startSyncExecution 调用它，或者把它改为 Standard。",
        "arn:aws:states:::aws-sdk:sfn:startSyncExecution で呼び出すか、Standard にしてください。",
    ))
}

fn standard_at_once(name: &str) -> Wording {
    Wording::new(
        words!(
            "startSyncExecution is only for Express workflows",
            "startSyncExecution 只用于 Express 工作流",
            "startSyncExecution は Express ワークフロー専用です"
        ),
        words!(
            "\"{name}\" is a Standard workflow, so the Task will fail with Sfn.StateMachineTypeNotSupportedException.",
            "\"{name}\" 是 Standard 工作流，因此任务会以 Sfn.StateMachineTypeNotSupportedException 失败。",
            "\"{name}\" は Standard ワークフローなので、タスクは Sfn.StateMachineTypeNotSupportedException で失敗します。",
        ),
    )
    .hint(words!(
        "Use arn:aws:states:::states:startExecution.sync:2, or make it Express.",
        "请使用 arn:aws:states:::states:startExecution.sync:2，或者把它改为 Express。",
        "arn:aws:states:::states:startExecution.sync:2 を使うか、Express にしてください。",
    ))
}
