//! Why a text is not JSON, in words: whoever reads data says it the same way.

use super::Words;
use crate::value::{MAX_DEPTH, Misfit};

/// The sentence.
pub fn words(misfit: Misfit) -> Words {
    match misfit {
        Misfit::TextAfterValue => super::words!(
            "Something follows the JSON value.",
            "JSON 值之后还有多余的内容。",
            "JSON の値のあとに余分な文字があります。"
        ),
        Misfit::NoValue => super::words!(
            "The text ends where a value should stand.",
            "文本在应有值的地方结束了。",
            "値があるべきところでテキストが終わっています。"
        ),
        Misfit::TooDeep => super::words!(
            "Arrays and objects nest deeper than {MAX_DEPTH} levels here.",
            "此处数组和对象的嵌套超过 {MAX_DEPTH} 层。",
            "配列とオブジェクトの入れ子がここで {MAX_DEPTH} 段を超えています。"
        ),
        Misfit::NoKey => super::words!(
            "A key in double quotes should stand here.",
            "这里应是用双引号括起的键。",
            "ここには二重引用符で囲んだキーが必要です。"
        ),
        Misfit::NoColon => super::words!(
            "A colon should follow the key.",
            "键之后应是冒号。",
            "キーのあとにはコロンが必要です。"
        ),
        Misfit::NoCommaOrBrace => super::words!(
            "A comma or }} should stand here.",
            "这里应是逗号或 }}。",
            "ここにはコンマか }} が必要です。"
        ),
        Misfit::NoCommaOrBracket => super::words!(
            "A comma or ] should stand here.",
            "这里应是逗号或 ]。",
            "ここにはコンマか ] が必要です。"
        ),
        Misfit::NotAValue => super::words!(
            "No JSON value begins like this.",
            "没有以此开头的 JSON 值。",
            "このように始まる JSON の値はありません。"
        ),
        Misfit::NotANumber => super::words!(
            "This is not a JSON number.",
            "这不是 JSON 数字。",
            "これは JSON の数値ではありません。"
        ),
        Misfit::OpenString => super::words!(
            "This text has no closing quote.",
            "这段文本缺少结束的引号。",
            "この文字列には閉じる引用符がありません。"
        ),
        Misfit::ControlCharacter => super::words!(
            "A line break or control character stands inside a text; write it as \\n, for example.",
            "文本中有换行或控制字符；例如应写作 \\n。",
            "文字列の中に改行または制御文字があります。\\n のように書いてください。"
        ),
        Misfit::UnknownEscape => super::words!(
            "This escape does not exist in JSON.",
            "JSON 中没有这个转义字符。",
            "このエスケープは JSON にありません。"
        ),
        Misfit::ShortEscape => super::words!(
            "\\u needs four hexadecimal digits.",
            "\\u 之后需要四位十六进制数字。",
            "\\u のあとには 16 進数字が 4 桁必要です。"
        ),
    }
}
