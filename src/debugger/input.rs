//! The execution's input: what StartExecution takes, and what is wrong with anything else.

use crate::diagnostic::{Explain, Problem, Wording, Words, words};
use crate::text;
use crate::value::{MAX_DEPTH, Misfit, ParseFault, Payload};

/// An execution's input has at most so many bytes (`quotas.md` section 1).
const MOST: usize = 262_144;

/// Reads an input. No input at all is `{}`, as in AWS's console.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(input: &str) -> Result<Payload, Vec<Problem>> {
    let written = input.trim();
    let text = if written.is_empty() { "{}" } else { written };
    if text.len() > MOST {
        return Err(vec![problem(input, 0, &InputProblem::TooLarge(text.len()))]);
    }
    Payload::from_text(text).map_err(|fault| problems(input, &fault))
}

/// The reader of definitions knows more about people's mistakes, but it wants an object; where it finds
/// nothing, the parser's word counts.
fn problems(input: &str, fault: &ParseFault) -> Vec<Problem> {
    let known = text::read(input).problems;
    let known: Vec<_> = known.into_iter().filter(Problem::is_error).collect();
    let looks_like_object = input.trim_start().starts_with('{');
    if looks_like_object && !known.is_empty() {
        return known;
    }
    vec![problem(
        input,
        fault.offset,
        &InputProblem::NotJson(fault.reason),
    )]
}

/// Something about an input.
enum InputProblem {
    /// Not one JSON value.
    NotJson(Misfit),
    /// More than [`MOST`] bytes.
    TooLarge(usize),
}

impl Explain for InputProblem {
    fn code(&self) -> &'static str {
        "INVALID_EXECUTION_INPUT"
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NotJson(misfit) => not_json(*misfit),
            Self::TooLarge(size) => too_large(*size),
        }
    }
}

fn not_json(misfit: Misfit) -> Wording {
    let title = words!(
        "The input is not JSON",
        "输入不是 JSON",
        "入力が JSON ではありません"
    );
    Wording::new(title, words_of(misfit)).hint(words!(
        "Write one JSON value: an object like {{\"who\": \"World\"}}, or a text in double quotes.",
        "请写一个 JSON 值：例如对象 {{\"who\": \"世界\"}}，或用双引号括起的文本。",
        "JSON の値を 1 つ書いてください：{{\"who\": \"世界\"}} のようなオブジェクト、または二重引用符で囲んだ文字列です。",
    ))
}

fn too_large(size: usize) -> Wording {
    Wording::new(
        words!("The input is too large", "输入过大", "入力が大きすぎます"),
        words!(
            "It has {size} bytes. StartExecution takes at most {MOST} (256 KiB); put larger data into S3 and pass its place.",
            "它有 {size} 字节。StartExecution 最多接受 {MOST} 字节（256 KiB）；更大的数据请放入 S3，只传递其位置。",
            "{size} バイトあります。StartExecution が受け付けるのは {MOST} バイト（256 KiB）までです。大きなデータは S3 に置き、その場所を渡してください。",
        ),
    )
}

/// A problem at the character that stands `offset` bytes behind the blanks at the beginning.
fn problem(input: &str, offset: usize, kind: &InputProblem) -> Problem {
    let indent = input.len() - input.trim_start().len();
    let start = (indent + offset).min(input.len());
    let width = input[start..].chars().next().map_or(0, char::len_utf8);
    Problem::of(kind, start..start + width, "")
}

fn words_of(misfit: Misfit) -> Words {
    match misfit {
        Misfit::TextAfterValue => words!(
            "Something follows the JSON value.",
            "JSON 值之后还有多余的内容。",
            "JSON の値のあとに余分な文字があります。"
        ),
        Misfit::NoValue => words!(
            "The text ends where a value should stand.",
            "文本在应有值的地方结束了。",
            "値があるべきところでテキストが終わっています。"
        ),
        Misfit::TooDeep => words!(
            "Arrays and objects nest deeper than {MAX_DEPTH} levels here.",
            "此处数组和对象的嵌套超过 {MAX_DEPTH} 层。",
            "配列とオブジェクトの入れ子がここで {MAX_DEPTH} 段を超えています。"
        ),
        Misfit::NoKey => words!(
            "A key in double quotes should stand here.",
            "这里应是用双引号括起的键。",
            "ここには二重引用符で囲んだキーが必要です。"
        ),
        Misfit::NoColon => words!(
            "A colon should follow the key.",
            "键之后应是冒号。",
            "キーのあとにはコロンが必要です。"
        ),
        Misfit::NoCommaOrBrace => words!(
            "A comma or }} should stand here.",
            "这里应是逗号或 }}。",
            "ここにはコンマか }} が必要です。"
        ),
        Misfit::NoCommaOrBracket => words!(
            "A comma or ] should stand here.",
            "这里应是逗号或 ]。",
            "ここにはコンマか ] が必要です。"
        ),
        Misfit::NotAValue => words!(
            "No JSON value begins like this.",
            "没有以此开头的 JSON 值。",
            "このように始まる JSON の値はありません。"
        ),
        Misfit::NotANumber => words!(
            "This is not a JSON number.",
            "这不是 JSON 数字。",
            "これは JSON の数値ではありません。"
        ),
        Misfit::OpenString => words!(
            "This text has no closing quote.",
            "这段文本缺少结束的引号。",
            "この文字列には閉じる引用符がありません。"
        ),
        Misfit::ControlCharacter => words!(
            "A line break or control character stands inside a text; write it as \\n, for example.",
            "文本中有换行或控制字符；例如应写作 \\n。",
            "文字列の中に改行または制御文字があります。\\n のように書いてください。"
        ),
        Misfit::UnknownEscape => words!(
            "This escape does not exist in JSON.",
            "JSON 中没有这个转义字符。",
            "このエスケープは JSON にありません。"
        ),
        Misfit::ShortEscape => words!(
            "\\u needs four hexadecimal digits.",
            "\\u 之后需要四位十六进制数字。",
            "\\u のあとには 16 進数字が 4 桁必要です。"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, read};

    fn check(input: &str, title: &str) {
        let problems = read(input).unwrap_err();
        assert_eq!(problems[0].title.en, title);
        assert!(problems[0].span.end <= input.len());
    }

    #[test]
    fn what_an_input_may_be() {
        for input in ["", " \n", "{}", "[1]", "\"text\"", "null", " 7 "] {
            assert!(read(input).is_ok(), "{input}");
        }
        let largest = format!("\"{}\"", "x".repeat(MOST - 2));
        assert!(read(&largest).is_ok());
    }

    #[test]
    fn what_it_may_not_be() {
        check("hello", "The input is not JSON");
        check("[1] 2", "The input is not JSON");
        check("[\"a", "The input is not JSON");
        let larger = format!("\n \"{}\"", "x".repeat(MOST - 1));
        check(&larger, "The input is too large");
    }
}
