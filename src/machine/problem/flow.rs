//! Transitions: targets, ends, reachability, names.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about the way through the states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowProblem {
    /// A transition to a state that is not there.
    NoTarget {
        /// `Next`, `Default`, `StartAt`.
        field: &'static str,
        /// The name it has.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A transition into or out of a branch or a Map's processor.
    TargetOutside {
        /// `Next`, `Default`, `StartAt`.
        field: &'static str,
        /// The name it has.
        name: String,
    },
    /// `Next` and `End: true`.
    NextAndEnd,
    /// Neither of them.
    NeitherNextNorEnd,
    /// No way leads to a state.
    Unreachable {
        /// The state.
        name: String,
        /// Whether a state that is not reached itself leads to it: AWS accepts that.
        accepted: bool,
    },
    /// Nothing ends.
    NoTerminal,
    /// From a state on, no way leads to an end: it goes round for ever.
    NoWayOut {
        /// The state.
        name: String,
    },
    /// Two states of one name.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// A name of no or more than 80 characters.
    BadName {
        /// How many characters.
        length: usize,
    },
}

const TARGET: &str = "MISSING_TRANSITION_TARGET";

impl Explain for FlowProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { accepted: true, .. } => "STATE_CUT_OFF",
            Self::NoTarget { .. } | Self::TargetOutside { .. } | Self::Unreachable { .. } => TARGET,
            Self::NoTerminal => "MISSING_END_STATE",
            Self::NoWayOut { .. } => "LOOP_WITHOUT_EXIT",
            Self::DuplicateName { .. } => "DUPLICATE_STATE_NAME",
            Self::BadName { .. } => "INVALID_STATE_NAME",
            Self::NextAndEnd | Self::NeitherNextNorEnd => SCHEMA,
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NoWayOut { .. } | Self::Unreachable { accepted: true, .. } => Severity::Warning,
            Self::NoTarget { .. }
            | Self::TargetOutside { .. }
            | Self::NextAndEnd
            | Self::NeitherNextNorEnd
            | Self::Unreachable { .. }
            | Self::NoTerminal
            | Self::DuplicateName { .. }
            | Self::BadName { .. } => Severity::Error,
        }
    }

    /// AWS says `Next` whichever field names the target, `StartAt` included (as its users report).
    fn aws(&self) -> Option<String> {
        match self {
            Self::NoTarget { name, .. } | Self::TargetOutside { name, .. } => {
                Some(format!("Missing 'Next' target: {}", clip(name)))
            }
            Self::Unreachable { name, accepted } => {
                let told = format!("State \"{}\" is not reachable.", clip(name));
                Some(told).filter(|_| !accepted)
            }
            Self::NoTerminal => Some("Workflow has no terminal state".to_owned()),
            Self::DuplicateName { name } => Some(format!("Duplicate State name: {}", clip(name))),
            Self::NextAndEnd
            | Self::NeitherNextNorEnd
            | Self::NoWayOut { .. }
            | Self::BadName { .. } => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NoTarget {
                field,
                name,
                suggestion,
            } => no_target(field, &clip(name), suggestion.as_deref()),
            Self::TargetOutside { field, name } => target_outside(field, &clip(name)),
            Self::NextAndEnd => next_and_end(),
            Self::NeitherNextNorEnd => neither(),
            Self::Unreachable { name, .. } => unreachable_state(&clip(name)),
            Self::NoTerminal => no_terminal(),
            Self::NoWayOut { name } => no_way_out(&clip(name)),
            Self::DuplicateName { name } => duplicate_name(&clip(name)),
            Self::BadName { length } => bad_name(*length),
        }
    }
}

fn no_target(field: &str, name: &str, suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "There is no state \"{name}\"",
            "没有名为 \"{name}\" 的状态",
            "\"{name}\" というステートはありません"
        ),
        words!(
            "{field} must be the name of a state in the same States object; the case matters.",
            "{field} 必须是同一个 States 对象中某个状态的名称；区分大小写。",
            "{field} には同じ States オブジェクトにあるステートの名前を書きます。大文字と小文字は区別されます。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording.hint(words!(
            "Write the name of an existing state, or add a state \"{name}\".",
            "请写已有状态的名称，或者添加状态 \"{name}\"。",
            "既存のステートの名前を書くか、ステート \"{name}\" を追加してください。",
        )),
    }
}

fn target_outside(field: &str, name: &str) -> Wording {
    Wording::new(
        words!(
            "\"{name}\" is in another States object",
            "\"{name}\" 位于另一个 States 对象中",
            "\"{name}\" は別の States オブジェクトにあります"
        ),
        words!(
            "{field} cannot lead into or out of a branch of a Parallel or the processor of a Map.",
            "{field} 不能进入或离开 Parallel 的分支或 Map 的处理器。",
            "{field} で Parallel のブランチや Map のプロセッサーに出入りすることはできません。",
        ),
    )
    .hint(words!(
        "End the branch with \"End\": true and let the Parallel or Map itself go on with its own Next.",
        "请用 \"End\": true 结束分支，并由 Parallel 或 Map 自己的 Next 继续。",
        "ブランチは \"End\": true で終え、Parallel や Map 自身の Next で先に進めてください。",
    ))
}

fn next_and_end() -> Wording {
    Wording::new(
        words!(
            "Next and End together",
            "同时有 Next 和 End",
            "Next と End が両方あります"
        ),
        words!(
            "A state goes on or ends; it cannot do both.",
            "一个状态要么继续，要么结束，不能两者兼有。",
            "ステートは先に進むか終わるかのどちらかです。",
        ),
    )
    .hint(words!(
        "Delete one of them.",
        "请删除其中一个。",
        "どちらかを削除してください。",
    ))
}

fn neither() -> Wording {
    Wording::new(
        words!(
            "Neither Next nor End",
            "既没有 Next，也没有 End",
            "Next も End もありません"
        ),
        words!(
            "Every state except Choice, Succeed and Fail says what comes after it.",
            "除 Choice、Succeed 和 Fail 之外，每个状态都要说明之后做什么。",
            "Choice、Succeed、Fail 以外のステートは、次に何をするかを示す必要があります。",
        ),
    )
    .hint(words!(
        "Add \"Next\": \"…\", or \"End\": true if it is the last.",
        "请添加 \"Next\": \"…\"；如果是最后一个状态，请添加 \"End\": true。",
        "\"Next\": \"…\" を、最後のステートなら \"End\": true を追加してください。",
    ))
}

fn unreachable_state(name: &str) -> Wording {
    Wording::new(
        words!(
            "No way leads to \"{name}\"",
            "没有路径到达 \"{name}\"",
            "\"{name}\" に到達する経路がありません"
        ),
        words!(
            "It is neither StartAt nor the target of a reachable Next, Default, choice rule or catcher.",
            "它既不是 StartAt，也不是任何可到达的 Next、Default、选择规则或捕获器的目标。",
            "StartAt でもなく、到達可能な Next、Default、選択ルール、Catch の遷移先でもありません。",
        ),
    )
    .hint(words!(
        "Point a Next to it, or delete it.",
        "请让某个 Next 指向它，或者删除它。",
        "どこかの Next で指定するか、削除してください。",
    ))
}

fn no_terminal() -> Wording {
    Wording::new(
        words!("No state ends", "没有终止状态", "終わるステートがありません"),
        words!(
            "At least one state must have \"End\": true or be a Succeed or Fail.",
            "至少要有一个状态含有 \"End\": true，或者是 Succeed 或 Fail。",
            "少なくとも 1 つのステートに \"End\": true があるか、Succeed または Fail である必要があります。",
        ),
    )
    .hint(words!(
        "Give the last state \"End\": true.",
        "请给最后一个状态加上 \"End\": true。",
        "最後のステートに \"End\": true を付けてください。",
    ))
}

fn no_way_out(name: &str) -> Wording {
    Wording::new(
        words!(
            "From \"{name}\" on no way leads to an end",
            "从 \"{name}\" 开始没有通向结束的路径",
            "\"{name}\" から先に終わりへの経路がありません"
        ),
        words!(
            "The execution goes round in these states until it fails, times out or has 25,000 events.",
            "执行会一直在这些状态中循环，直到失败、超时或达到 25,000 个事件。",
            "失敗するか、タイムアウトするか、イベントが 25,000 に達するまで、これらのステートを回り続けます。",
        ),
    )
    .hint(words!(
        "Let a Choice leave the loop, or end one of its states.",
        "请用 Choice 离开循环，或者让其中一个状态结束。",
        "Choice でループを抜けるか、どれかのステートで終わるようにしてください。",
    ))
}

fn duplicate_name(name: &str) -> Wording {
    Wording::new(
        words!(
            "A second state \"{name}\"",
            "第二个名为 \"{name}\" 的状态",
            "\"{name}\" というステートが 2 つあります"
        ),
        words!(
            "Names are unique in the whole state machine, inside branches and processors too.",
            "名称在整个状态机中必须唯一，包括分支和处理器内部。",
            "名前はブランチやプロセッサーの中も含め、ステートマシン全体で一意でなければなりません。",
        ),
    )
    .hint(words!(
        "Give one of them another name.",
        "请给其中一个改名。",
        "どちらかの名前を変えてください。",
    ))
}

fn bad_name(length: usize) -> Wording {
    Wording::new(
        words!(
            "A state's name has 1 to 80 characters",
            "状态名称应有 1 到 80 个字符",
            "ステートの名前は 1 から 80 文字です"
        ),
        words!(
            "This one has {length}.",
            "这个名称有 {length} 个字符。",
            "この名前は {length} 文字です。",
        ),
    )
}
