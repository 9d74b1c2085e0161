//! The execution's input: what StartExecution takes, and what is wrong with anything else.

use crate::diagnostic::{Explain, Problem, Wording, misfit, words};
use crate::text;
use crate::value::{Misfit, ParseFault, Payload};

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
    Payload::from_text(text).map_err(|fault| unread(input, &fault))
}

/// Everything that is wrong with an input.
pub fn problems(input: &str) -> Vec<Problem> {
    read(input).err().unwrap_or_default()
}

/// The reader of definitions knows more about people's mistakes, but it wants an object; where it finds
/// nothing, the parser's word counts.
fn unread(input: &str, fault: &ParseFault) -> Vec<Problem> {
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
            Self::NotJson(why) => not_json(*why),
            Self::TooLarge(size) => too_large(*size),
        }
    }
}

fn not_json(why: Misfit) -> Wording {
    let title = words!(
        "The input is not JSON",
        "输入不是 JSON",
        "入力が JSON ではありません"
    );
    Wording::new(title, misfit::words(why)).hint(words!(
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
