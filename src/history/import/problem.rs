//! What can be wrong with a history from elsewhere.

use super::{MOST_BYTES, MOST_EVENTS};
use crate::diagnostic::{Explain, Severity, Wording, Words, misfit, words};
use crate::value::Misfit;
use std::rc::Rc;

/// Something about the text of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// The text stops being JSON.
    NotJson(Misfit),
    /// It is what the command prints with this `--output`.
    OtherForm(&'static str),
    /// There is no event in it.
    NoEvents,
    /// A value that is no event and describes nothing.
    Strange,
    /// An event has no `type`.
    NoType,
    /// An event has no number.
    NoId,
    /// Two different events have the same number.
    Twice(u32),
    /// The events from the one to the other are not there.
    Gap(u32, u32),
    /// An event's type is not known, or a member is missing that every event of it has.
    Unknown(Rc<str>),
    /// So many events have no moment.
    Untimed(usize),
    /// More events than are taken.
    TooMany(usize),
    /// More bytes than are read.
    TooLarge(usize),
    /// No state machine can have these states.
    Undrawable,
}

impl ImportProblem {
    /// Whether nothing can be played with it.
    pub fn weighs(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// What is wrong, in half a sentence.
    pub fn title(&self) -> Words {
        self.wording().title
    }
}

impl Explain for ImportProblem {
    fn code(&self) -> &'static str {
        "INVALID_HISTORY"
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NotJson(_)
            | Self::OtherForm(_)
            | Self::NoEvents
            | Self::NoType
            | Self::NoId
            | Self::Twice(_)
            | Self::TooMany(_)
            | Self::TooLarge(_)
            | Self::Undrawable => Severity::Error,
            Self::Strange | Self::Gap(..) | Self::Unknown(_) | Self::Untimed(_) => {
                Severity::Warning
            }
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NotJson(why) => not_json(*why),
            Self::OtherForm(form) => other_form(form),
            Self::NoEvents => no_events(),
            Self::Strange => strange(),
            Self::NoType => no_type(),
            Self::NoId => no_id(),
            Self::Twice(id) => twice(*id),
            Self::Gap(from, to) => gap(*from, *to),
            Self::Unknown(name) => unknown(name),
            Self::Untimed(count) => untimed(*count),
            Self::TooMany(count) => too_many(*count),
            Self::TooLarge(bytes) => too_large(*bytes),
            Self::Undrawable => undrawable(),
        }
    }
}

fn not_json(why: Misfit) -> Wording {
    let title = words!("This is not JSON", "这不是 JSON", "JSON ではありません");
    Wording::new(title, misfit::words(why)).hint(words!(
        "Paste all that the command printed, from the first brace to the last; with --output json.",
        "请粘贴命令的全部输出，从第一个花括号到最后一个；命令要带 --output json。",
        "コマンドの出力を、最初の括弧から最後の括弧まですべて貼り付けてください（--output json を付けて実行します）。",
    ))
}

fn other_form(form: &str) -> Wording {
    Wording::new(
        words!(
            "This was printed with --output {form}",
            "这是 --output {form} 的输出",
            "--output {form} の出力です"
        ),
        words!(
            "Only what is printed as JSON tells everything.",
            "只有以 JSON 输出的内容才完整。",
            "すべてが含まれるのは JSON の出力だけです。",
        ),
    )
    .hint(words!(
        "Run the command again with --output json.",
        "请加上 --output json 再运行一次该命令。",
        "--output json を付けてもう一度実行してください。",
    ))
}

fn no_events() -> Wording {
    Wording::new(
        words!(
            "There is no event in it",
            "里面没有事件",
            "イベントが含まれていません"
        ),
        words!(
            "A history is a list of events, each with an id and a type.",
            "历史记录是事件的列表，每个事件都有 id 和 type。",
            "履歴はイベントの一覧で、それぞれに id と type があります。",
        ),
    )
    .hint(words!(
        "aws stepfunctions get-execution-history --execution-arn ARN prints one.",
        "可用 aws stepfunctions get-execution-history --execution-arn ARN 得到。",
        "aws stepfunctions get-execution-history --execution-arn ARN で取得できます。",
    ))
}

fn strange() -> Wording {
    Wording::new(
        words!(
            "This is left out",
            "这部分未被采用",
            "この部分は使われません"
        ),
        words!(
            "It is neither an event nor a description of an execution or a state machine.",
            "它既不是事件，也不是对执行或状态机的描述。",
            "イベントでも、実行やステートマシンの説明でもありません。",
        ),
    )
}

fn no_type() -> Wording {
    Wording::new(
        words!(
            "An event has no type",
            "有一个事件没有 type",
            "type のないイベントがあります"
        ),
        words!(
            "Without its type nobody knows what it tells.",
            "没有 type 就不知道它说的是什么。",
            "type がなければ、何が起きたのか分かりません。",
        ),
    )
}

fn no_id() -> Wording {
    Wording::new(
        words!(
            "An event has no id",
            "有一个事件没有 id",
            "id のないイベントがあります"
        ),
        words!(
            "The events refer to each other by their ids, whole numbers from 1.",
            "事件之间靠 id 相互引用，id 是从 1 开始的整数。",
            "イベントは 1 から始まる整数の id で互いを参照します。",
        ),
    )
}

fn twice(id: u32) -> Wording {
    Wording::new(
        words!(
            "Two different events have the id {id}",
            "有两个不同的事件 id 都是 {id}",
            "id が {id} の異なるイベントが 2 つあります"
        ),
        words!(
            "They come from two executions; a history tells of one.",
            "它们来自两次执行；一份历史记录只讲一次执行。",
            "別々の実行のイベントです。履歴は 1 つの実行のものです。",
        ),
    )
    .hint(words!(
        "Open the history of one execution at a time.",
        "请一次只打开一次执行的历史记录。",
        "履歴は実行ごとに開いてください。",
    ))
}

fn gap(from: u32, to: u32) -> Wording {
    let why = words!(
        "A page of the history seems to be missing; what happened in it is not shown.",
        "历史记录似乎缺了一页；其中发生的事不会显示。",
        "履歴のページが欠けているようです。その間の出来事は表示されません。",
    );
    let title = words!(
        "The events {from} to {to} are missing",
        "缺少事件 {from} 至 {to}",
        "イベント {from}〜{to} がありません"
    );
    Wording::new(title, why).hint(words!(
        "Paste the other pages as well, one behind the other: each but the last ends with a nextToken.",
        "请把其余各页也接着粘贴进来：除最后一页外，每页末尾都有 nextToken。",
        "残りのページも続けて貼り付けてください。最後のページ以外には nextToken があります。",
    ))
}

fn unknown(name: &str) -> Wording {
    Wording::new(
        words!(
            "{name} is an event that is not known here",
            "此处不认识的事件：{name}",
            "{name} はここでは知られていないイベントです"
        ),
        words!(
            "It is shown as it stands, and no state changes by it.",
            "会原样显示，但不会因此改变任何状态。",
            "そのまま表示しますが、ステートの状態は変わりません。",
        ),
    )
}

fn untimed(count: usize) -> Wording {
    Wording::new(
        words!(
            "{count} events have no moment",
            "有 {count} 个事件没有时间",
            "時刻のないイベントが {count} 件あります"
        ),
        words!(
            "They are shown at the moment of the event before them.",
            "它们按前一个事件的时间显示。",
            "直前のイベントの時刻で表示します。",
        ),
    )
}

fn too_many(count: usize) -> Wording {
    Wording::new(
        words!(
            "The history is too long",
            "历史记录过长",
            "履歴が長すぎます"
        ),
        words!(
            "It has {count} events; {MOST_EVENTS} are taken at most.",
            "它有 {count} 个事件；最多接受 {MOST_EVENTS} 个。",
            "イベントが {count} 件あります。受け付けるのは {MOST_EVENTS} 件までです。",
        ),
    )
}

fn too_large(bytes: usize) -> Wording {
    let (has, most) = (bytes.div_ceil(1_000_000), MOST_BYTES / 1_000_000);
    Wording::new(
        words!(
            "The text is too large",
            "文本过大",
            "テキストが大きすぎます"
        ),
        words!(
            "It has {has} MB; {most} MB are read at most.",
            "它有 {has} MB；最多读取 {most} MB。",
            "{has} MB あります。読み込めるのは {most} MB までです。",
        ),
    )
    .hint(words!(
        "Leave the data out with --no-include-execution-data, or fewer events with --max-items.",
        "可用 --no-include-execution-data 去掉数据，或用 --max-items 减少事件。",
        "--no-include-execution-data でデータを省くか、--max-items でイベントを減らしてください。",
    ))
}

fn undrawable() -> Wording {
    Wording::new(
        words!(
            "No state machine can have these states",
            "没有状态机能有这些状态",
            "これらのステートを持つステートマシンはありません"
        ),
        words!(
            "Names of states in it are empty, too long, or used for states of different kinds.",
            "其中状态的名称为空、过长，或用于不同类型的状态。",
            "ステートの名前が空、長すぎる、または異なる種類のステートに使われています。",
        ),
    )
    .hint(words!(
        "Add what aws stepfunctions describe-state-machine-for-execution prints: it has the definition.",
        "请一并加入 aws stepfunctions describe-state-machine-for-execution 的输出，其中有定义。",
        "aws stepfunctions describe-state-machine-for-execution の出力も加えてください。定義が含まれています。",
    ))
}
