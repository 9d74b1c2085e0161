//! What is wrong with the text as a whole.

use super::NOT_JSON;
use crate::diagnostic::{Explain, Wording, clip, words};
use crate::text::{MAX_BYTES, MAX_DEPTH};

/// Something about the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WholeProblem {
    /// Nothing but blanks.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// JSON, but an array, a string or the like.
    NotAnObject,
    /// It begins with a word that JSON does not know.
    NotJson {
        /// The word.
        word: String,
    },
    /// It begins like YAML: a word and a colon.
    LooksLikeYaml,
    /// A fence of Markdown at the beginning.
    Fence,
    /// A byte order mark at the beginning.
    ByteOrderMark,
    /// Something follows the object.
    TextAfterEnd,
    /// More than [`MAX_DEPTH`] levels of brackets.
    TooDeep,
    /// So many problems that reading was given up.
    GaveUp,
}

impl Explain for WholeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty | Self::NotAnObject | Self::TooLarge { .. } => "SCHEMA_VALIDATION_FAILED",
            Self::TooDeep => "TOO_DEEPLY_NESTED",
            Self::NotJson { .. }
            | Self::LooksLikeYaml
            | Self::Fence
            | Self::ByteOrderMark
            | Self::TextAfterEnd
            | Self::GaveUp => NOT_JSON,
        }
    }

    fn aws(&self) -> Option<String> {
        match self {
            Self::Empty | Self::NotAnObject => {
                Some("Definition must be a valid JSON object".to_owned())
            }
            Self::NotJson { word } => Some(format!(
                "Unrecognized token '{}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                clip(word)
            )),
            Self::TooLarge { .. }
            | Self::LooksLikeYaml
            | Self::Fence
            | Self::ByteOrderMark
            | Self::TextAfterEnd
            | Self::TooDeep
            | Self::GaveUp => None,
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Empty => empty(),
            Self::TooLarge { bytes } => too_large(*bytes),
            Self::NotAnObject => not_an_object(),
            Self::NotJson { word } => not_json(&clip(word)),
            Self::LooksLikeYaml => looks_like_yaml(),
            Self::Fence => fence(),
            Self::ByteOrderMark => byte_order_mark(),
            Self::TextAfterEnd => text_after_end(),
            Self::TooDeep => too_deep(),
            Self::GaveUp => gave_up(),
        }
    }
}

fn empty() -> Wording {
    Wording::new(
        words!("The definition is empty", "定义是空的", "定義が空です"),
        words!(
            "A state machine is described by a JSON object.",
            "状态机由一个 JSON 对象来描述。",
            "ステートマシンは JSON オブジェクトで記述します。",
        ),
    )
    .hint(words!(
        "The smallest one is {{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"End\": true}}}}}}.",
        "最小的定义是 {{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"End\": true}}}}}}。",
        "最小の定義は {{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"End\": true}}}}}} です。",
    ))
}

fn fence() -> Wording {
    Wording::new(
        words!(
            "The definition was copied with its Markdown",
            "复制时带上了 Markdown 标记",
            "Markdown の記号ごとコピーされています"
        ),
        words!(
            "Three backquotes are no part of it.",
            "三个反引号不属于定义。",
            "3 つのバッククォートは定義の一部ではありません。",
        ),
    )
}

fn too_large(bytes: usize) -> Wording {
    Wording::new(
        words!(
            "The definition is too large",
            "定义过大",
            "定義が大きすぎます"
        ),
        words!(
            "It has {bytes} bytes; Step Functions accepts at most {MAX_BYTES} (1 MB).",
            "它有 {bytes} 字节；Step Functions 最多接受 {MAX_BYTES} 字节（1 MB）。",
            "{bytes} バイトあります。Step Functions が受け付けるのは最大 {MAX_BYTES} バイト (1 MB) です。",
        ),
    )
    .hint(words!(
        "Move large data into the execution's input, or split the work into several state machines.",
        "请把大块数据移到执行的输入中，或者把工作拆分为多个状态机。",
        "大きなデータは実行の入力に移すか、処理を複数のステートマシンに分けてください。",
    ))
}

fn not_an_object() -> Wording {
    Wording::new(
        words!(
            "The definition is not a JSON object",
            "定义不是 JSON 对象",
            "定義が JSON オブジェクトではありません"
        ),
        words!(
            "A definition begins with {{ and ends with }}.",
            "定义以 {{ 开头、以 }} 结尾。",
            "定義は {{ で始まり }} で終わります。",
        ),
    )
    .hint(words!(
        "Put StartAt and States between {{ and }}.",
        "请把 StartAt 和 States 写在 {{ 和 }} 之间。",
        "StartAt と States を {{ と }} の間に書いてください。",
    ))
}

fn not_json(word: &str) -> Wording {
    Wording::new(
        words!("This is not JSON", "这不是 JSON", "JSON ではありません"),
        words!(
            "The text begins with '{word}'; a definition begins with {{.",
            "文本以“{word}”开头；定义应以 {{ 开头。",
            "テキストが '{word}' で始まっています。定義は {{ で始まります。",
        ),
    )
    .hint(words!(
        "Paste the state machine's definition in the Amazon States Language, the JSON that the console shows as Code.",
        "请粘贴 Amazon States Language 的状态机定义，即控制台“代码”中显示的 JSON。",
        "Amazon States Language で書かれたステートマシンの定義 (コンソールの「コード」に表示される JSON) を貼り付けてください。",
    ))
}

fn looks_like_yaml() -> Wording {
    Wording::new(
        words!(
            "This looks like YAML",
            "这看起来像 YAML",
            "YAML のように見えます"
        ),
        words!(
            "Step Functions takes definitions as JSON; SAM and the AWS Toolkit translate YAML before they send it.",
            "Step Functions 只接受 JSON 形式的定义；SAM 和 AWS Toolkit 会在发送之前转换 YAML。",
            "Step Functions が受け付ける定義は JSON です。SAM や AWS Toolkit は送信前に YAML を変換しています。",
        ),
    )
    .hint(words!(
        "Write a half-width colon and a blank behind each key, or the definition as JSON.",
        "请在每个键之后写半角冒号和空格，或者以 JSON 形式书写定义。",
        "キーの後に半角のコロンと空白を書くか、定義を JSON で書いてください。",
    ))
}

fn byte_order_mark() -> Wording {
    Wording::new(
        words!(
            "An invisible byte order mark stands at the beginning",
            "开头有一个不可见的字节顺序标记（BOM）",
            "先頭に見えないバイトオーダーマーク (BOM) があります"
        ),
        words!(
            "Some editors save it with the file; JSON does not allow it.",
            "某些编辑器会把它存进文件；JSON 不允许它存在。",
            "一部のエディターがファイルに保存しますが、JSON では使えません。",
        ),
    )
    .hint(words!(
        "Delete it, or save the file as UTF-8 without BOM.",
        "请删除它，或把文件另存为不带 BOM 的 UTF-8。",
        "削除するか、BOM なしの UTF-8 で保存してください。",
    ))
}

fn text_after_end() -> Wording {
    Wording::new(
        words!(
            "Text follows the end of the definition",
            "定义结束之后还有文本",
            "定義の終わりの後にテキストがあります"
        ),
        words!(
            "The definition is one JSON object; it ended before this.",
            "定义是一个 JSON 对象，在此之前已经结束。",
            "定義は 1 つの JSON オブジェクトで、この前で終わっています。",
        ),
    )
    .hint(words!(
        "Delete it; or look for a bracket that closes too early.",
        "请删除它；或者检查是否有括号关闭得过早。",
        "削除してください。または、早く閉じすぎている括弧がないか確認してください。",
    ))
}

fn too_deep() -> Wording {
    Wording::new(
        words!("Nested too deeply", "嵌套过深", "ネストが深すぎます"),
        words!(
            "Brackets stand more than {MAX_DEPTH} levels deep here.",
            "此处的括号嵌套超过 {MAX_DEPTH} 层。",
            "括弧がここで {MAX_DEPTH} 段を超えています。",
        ),
    )
    .hint(words!(
        "Move inner parts into a state machine of their own.",
        "请把内层部分移到单独的状态机中。",
        "内側の部分を別のステートマシンに移してください。",
    ))
}

fn gave_up() -> Wording {
    Wording::new(
        words!(
            "Too many problems; reading ended here",
            "问题过多，读取到此为止",
            "問題が多すぎるため、ここで読み取りを終えました"
        ),
        words!(
            "What follows was not looked at.",
            "后面的内容没有检查。",
            "これより後は確認していません。",
        ),
    )
    .hint(words!(
        "Mend the first ones; many later ones may come from them.",
        "请先修正前面的问题；后面的许多问题可能由它们引起。",
        "最初のものから直してください。後の問題の多くはそれが原因かもしれません。",
    ))
}
