//! Commas, colons, brackets and blanks.

use super::NOT_JSON;
use crate::diagnostic::{Explain, Wording, words};

/// Something about the punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PunctuationProblem {
    /// A sign of a Chinese or Japanese input method.
    FullWidth {
        /// As written.
        written: char,
        /// As JSON has it.
        ascii: char,
    },
    /// Another language's sign: `;` for a comma, `=` for a colon.
    WrongSign {
        /// As written.
        written: char,
        /// As JSON has it.
        ascii: char,
    },
    /// A blank that JSON does not know.
    OddBlank,
    /// Nothing between two members or items.
    MissingComma,
    /// A comma before a closing bracket.
    TrailingComma,
    /// A comma with nothing before it.
    ExtraComma,
    /// No colon between key and value.
    MissingColon,
    /// A comment.
    Comment,
    /// The text ends inside brackets.
    Unclosed {
        /// What would close them all.
        closers: String,
    },
    /// An outer bracket closes before this one did.
    ClosedByOuter {
        /// The closing bracket that is missing.
        wanted: char,
    },
    /// `]` for `}` or the other way round.
    WrongBracket {
        /// As written.
        written: char,
        /// What would close.
        wanted: char,
    },
    /// A character that means nothing here.
    Unexpected {
        /// The character.
        written: char,
    },
}

impl Explain for PunctuationProblem {
    fn code(&self) -> &'static str {
        NOT_JSON
    }

    fn wording(&self) -> Wording {
        match self {
            Self::FullWidth { written, ascii } => full_width(*written, *ascii),
            Self::WrongSign { written, ascii } => wrong_sign(*written, *ascii),
            Self::OddBlank => odd_blank(),
            Self::MissingComma => missing_comma(),
            Self::TrailingComma => trailing_comma(),
            Self::ExtraComma => extra_comma(),
            Self::MissingColon => missing_colon(),
            Self::Comment => comment(),
            Self::Unclosed { closers } => unclosed(closers),
            Self::ClosedByOuter { wanted } => closed_by_outer(*wanted),
            Self::WrongBracket { written, wanted } => wrong_bracket(*written, *wanted),
            Self::Unexpected { written } => unexpected(*written),
        }
    }
}

fn full_width(written: char, ascii: char) -> Wording {
    Wording::new(
        words!(
            "Full-width punctuation: {written}",
            "全角标点：{written}",
            "全角の記号: {written}"
        ),
        words!(
            "JSON knows only the half-width {ascii}. This one was typed with a Chinese or Japanese input method, or a word processor put it in.",
            "JSON 只认识半角的 {ascii}。这个字符来自中文或日文输入法，或由文字处理软件自动替换。",
            "JSON で使えるのは半角の {ascii} だけです。これは日本語や中国語の入力メソッド、またはワープロの自動変換で入ったものです。",
        ),
    )
    .hint(words!(
        "Write {ascii} instead. Switching the input method to half-width punctuation avoids more of them.",
        "请改为 {ascii}。把输入法切换为英文标点可以避免再次出现。",
        "{ascii} に置き換えてください。入力を半角に切り替えると防げます。",
    ))
}

fn wrong_sign(written: char, ascii: char) -> Wording {
    Wording::new(
        words!(
            "{written} where {ascii} should stand",
            "此处应为 {ascii}，而不是 {written}",
            "{ascii} であるべき場所に {written} があります"
        ),
        words!(
            "JSON separates members and items with a comma, and key from value with a colon.",
            "JSON 用逗号分隔成员和元素，用冒号分隔键与值。",
            "JSON ではメンバーや要素をカンマで、キーと値をコロンで区切ります。",
        ),
    )
    .hint(words!(
        "Write {ascii}.",
        "请写 {ascii}。",
        "{ascii} と書いてください。"
    ))
}

fn odd_blank() -> Wording {
    Wording::new(
        words!(
            "A blank that JSON does not know",
            "JSON 不认识的空白字符",
            "JSON では使えない空白文字です"
        ),
        words!(
            "It looks like a space, but it is a full-width, non-breaking or invisible character.",
            "它看起来像空格，其实是全角空格、不换行空格或不可见字符。",
            "スペースに見えますが、全角スペース、ノーブレークスペース、または見えない文字です。",
        ),
    )
    .hint(words!(
        "Replace it with an ordinary space.",
        "请替换为普通空格。",
        "通常の半角スペースに置き換えてください。",
    ))
}

fn missing_comma() -> Wording {
    Wording::new(
        words!("A comma is missing", "缺少逗号", "カンマがありません"),
        words!(
            "Members of an object and items of an array are separated by commas.",
            "对象的成员之间、数组的元素之间要用逗号分隔。",
            "オブジェクトのメンバーや配列の要素はカンマで区切ります。",
        ),
    )
    .hint(words!(
        "Put a comma here.",
        "请在此处加一个逗号。",
        "ここにカンマを入れてください。",
    ))
}

fn trailing_comma() -> Wording {
    Wording::new(
        words!(
            "A comma after the last one",
            "最后一项之后有多余的逗号",
            "最後の項目の後にカンマがあります"
        ),
        words!(
            "JavaScript allows it, JSON does not.",
            "JavaScript 允许这样写，JSON 不允许。",
            "JavaScript では許されますが、JSON では許されません。",
        ),
    )
    .hint(words!(
        "Delete the comma.",
        "请删除这个逗号。",
        "このカンマを削除してください。"
    ))
}

fn extra_comma() -> Wording {
    Wording::new(
        words!("A comma too many", "多余的逗号", "余分なカンマです"),
        words!(
            "Nothing stands before this comma.",
            "这个逗号前面没有内容。",
            "このカンマの前に何もありません。",
        ),
    )
    .hint(words!(
        "Delete the comma.",
        "请删除这个逗号。",
        "このカンマを削除してください。"
    ))
}

fn missing_colon() -> Wording {
    Wording::new(
        words!(
            "A colon is missing after the key",
            "键后面缺少冒号",
            "キーの後にコロンがありません"
        ),
        words!(
            "A member is written as \"key\": value.",
            "成员的写法是 \"键\": 值。",
            "メンバーは \"キー\": 値 と書きます。",
        ),
    )
    .hint(words!(
        "Put a colon here.",
        "请在此处加一个冒号。",
        "ここにコロンを入れてください。",
    ))
}

fn comment() -> Wording {
    Wording::new(
        words!(
            "JSON has no comments",
            "JSON 没有注释",
            "JSON にコメントはありません"
        ),
        words!(
            "Step Functions refuses a definition with comments.",
            "Step Functions 会拒绝带注释的定义。",
            "Step Functions はコメントのある定義を受け付けません。",
        ),
    )
    .hint(words!(
        "Write it into a \"Comment\" field: the state machine, every state, rule, retrier and catcher may have one.",
        "请写到 \"Comment\" 字段中：状态机、每个状态、规则、重试器和捕获器都可以有这个字段。",
        "\"Comment\" フィールドに書いてください。ステートマシン、各ステート、ルール、Retry と Catch の各項目に書けます。",
    ))
}

fn unclosed(closers: &str) -> Wording {
    Wording::new(
        words!(
            "The text ends before {closers}",
            "文本结束时还缺少 {closers}",
            "{closers} が足りないままテキストが終わっています"
        ),
        words!(
            "A bracket that was opened is never closed.",
            "有打开的括号没有关闭。",
            "開いた括弧が閉じられていません。",
        ),
    )
    .hint(words!(
        "Add {closers} at the end, or where the part that it closes ends.",
        "请在末尾（或者在相应部分结束的位置）加上 {closers}。",
        "末尾 (または対応する部分の終わり) に {closers} を加えてください。",
    ))
}

fn closed_by_outer(wanted: char) -> Wording {
    Wording::new(
        words!(
            "{wanted} is missing before this bracket",
            "这个括号之前缺少 {wanted}",
            "この括弧の前に {wanted} がありません"
        ),
        words!(
            "An outer bracket closes here while an inner one is still open.",
            "内层括号还没有关闭，外层括号就在此关闭了。",
            "内側の括弧が開いたまま、外側の括弧がここで閉じています。",
        ),
    )
    .hint(words!(
        "Put {wanted} before it.",
        "请在它前面加上 {wanted}。",
        "この前に {wanted} を入れてください。",
    ))
}

fn wrong_bracket(written: char, wanted: char) -> Wording {
    Wording::new(
        words!(
            "{written} where {wanted} should stand",
            "此处应为 {wanted}，而不是 {written}",
            "{wanted} であるべき場所に {written} があります"
        ),
        words!(
            "{{ is closed by }}, and [ is closed by ].",
            "{{ 由 }} 关闭，[ 由 ] 关闭。",
            "{{ は }} で、[ は ] で閉じます。",
        ),
    )
    .hint(words!(
        "Write {wanted}.",
        "请写 {wanted}。",
        "{wanted} と書いてください。"
    ))
}

fn unexpected(written: char) -> Wording {
    Wording::new(
        words!(
            "{written} has no meaning here",
            "{written} 在此处没有意义",
            "ここに {written} は書けません"
        ),
        words!(
            "A key, a value, a comma or a closing bracket should stand here.",
            "此处应该是键、值、逗号或右括号。",
            "ここにはキー、値、カンマ、閉じ括弧のいずれかが入ります。",
        ),
    )
    .hint(words!("Delete it.", "请删除它。", "削除してください。"))
}
