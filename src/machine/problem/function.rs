//! Lambda functions that a Task names, beside those that the workspace has.

use super::did_you_mean;
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionProblem {
    /// The workspace has no such function.
    Missing {
        /// The name.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// The function is in another region than the machine.
    OtherRegion {
        /// The function's.
        theirs: String,
        /// The machine's.
        ours: String,
    },
    /// The function is in another account than the machine.
    OtherAccount {
        /// The function's.
        theirs: String,
        /// The machine's.
        ours: String,
    },
}

impl Explain for FunctionProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "FUNCTION_NOT_FOUND",
            Self::OtherRegion { .. } => "FUNCTION_IN_OTHER_REGION",
            Self::OtherAccount { .. } => "FUNCTION_IN_OTHER_ACCOUNT",
        }
    }

    /// The definition itself is sound, so the machine can run; the run will show what AWS shows.
    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Missing { name, suggestion } => missing(&clip(name), suggestion.as_deref()),
            Self::OtherRegion { theirs, ours } => other_region(&clip(theirs), ours),
            Self::OtherAccount { theirs, ours } => other_account(&clip(theirs), ours),
        }
    }
}

fn missing(name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no function \"{name}\"",
            "没有名为 \"{name}\" 的函数",
            "\"{name}\" という関数はありません"
        ),
        words!(
            "The workspace has no function of this name, so the Task will fail with Lambda.ResourceNotFoundException.",
            "工作区中没有这个名称的函数，因此任务会以 Lambda.ResourceNotFoundException 失败。",
            "ワークスペースにこの名前の関数がないため、タスクは Lambda.ResourceNotFoundException で失敗します。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording.hint(words!(
            "Add a file {name}.mjs with a handler, or name an existing function.",
            "请添加带有处理程序的文件 {name}.mjs，或者改为已有函数的名称。",
            "ハンドラーを書いた {name}.mjs を追加するか、既存の関数の名前にしてください。",
        )),
    }
}

fn other_region(theirs: &str, ours: &str) -> Wording {
    Wording::new(
        words!(
            "The function is in {theirs}, the state machine in {ours}",
            "函数位于 {theirs}，状态机位于 {ours}",
            "関数は {theirs}、ステートマシンは {ours} にあります"
        ),
        words!(
            "Step Functions calls Lambda functions only in its own region; the Task will fail.",
            "Step Functions 只能调用同一区域中的 Lambda 函数；该任务会失败。",
            "Step Functions が呼び出せるのは同じリージョンの Lambda 関数だけです。タスクは失敗します。",
        ),
    )
    .hint(words!(
        "Write {ours} in the ARN, or change the machine's region.",
        "请在 ARN 中写 {ours}，或者更改状态机的区域。",
        "ARN に {ours} と書くか、ステートマシンのリージョンを変えてください。",
    ))
}

fn other_account(theirs: &str, ours: &str) -> Wording {
    Wording::new(
        words!(
            "The function is in account {theirs}, the state machine in {ours}",
            "函数位于账户 {theirs}，状态机位于账户 {ours}",
            "関数はアカウント {theirs}、ステートマシンは {ours} にあります"
        ),
        words!(
            "A function of another account can be called only if its policy or Credentials allow it; here there is none, and the Task will fail.",
            "只有在策略或 Credentials 允许时才能调用其他账户的函数；这里没有这样的函数，任务会失败。",
            "別のアカウントの関数は、ポリシーや Credentials で許可されている場合にしか呼び出せません。ここには存在しないため、タスクは失敗します。",
        ),
    )
    .hint(words!(
        "Write {ours} in the ARN, or change the machine's account.",
        "请在 ARN 中写 {ours}，或者更改状态机的账户。",
        "ARN に {ours} と書くか、ステートマシンのアカウントを変えてください。",
    ))
}
