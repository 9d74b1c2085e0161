//! Strings, numbers, keys and the words of other languages.

use super::NOT_JSON;
use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a key or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordProblem {
    /// `“…”` and the like.
    FullWidthQuotes,
    /// `'…'` and the like.
    SingleQuotes,
    /// A key without quotes.
    UnquotedKey {
        /// The key.
        word: String,
    },
    /// A value that JSON does not know.
    UnquotedText {
        /// The word.
        word: String,
    },
    /// Another language's spelling: `True`, `None`, `undefined`, `NaN`.
    OtherLanguage {
        /// As written.
        word: String,
        /// As JSON has it; `None` when JSON has no such value.
        json: Option<&'static str>,
    },
    /// Digits or letters in full width.
    FullWidthWord {
        /// As JSON has it.
        ascii: String,
    },
    /// Not a number of JSON.
    BadNumber {
        /// As written.
        word: String,
    },
    /// A key without a value.
    MissingValue,
    /// Something that is no key, where a key should stand.
    NotAKey,
    /// A string without its closing quote.
    UnclosedString,
    /// A string without its first quote.
    NoOpeningQuote,
    /// A line break in a string.
    LineBreak,
    /// Double quotes in a string.
    InnerQuotes,
    /// An escape that JSON does not know.
    UnknownEscape {
        /// The escape.
        escape: String,
    },
    /// A tab or another control character in a string.
    ControlCharacter,
    /// A key that an object has twice.
    RepeatedKey {
        /// The key.
        key: String,
    },
}

impl Explain for WordProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::RepeatedKey { .. } => "REPEATED_KEY",
            Self::FullWidthQuotes
            | Self::SingleQuotes
            | Self::UnquotedKey { .. }
            | Self::UnquotedText { .. }
            | Self::OtherLanguage { .. }
            | Self::FullWidthWord { .. }
            | Self::BadNumber { .. }
            | Self::MissingValue
            | Self::NotAKey
            | Self::UnclosedString
            | Self::NoOpeningQuote
            | Self::LineBreak
            | Self::InnerQuotes
            | Self::UnknownEscape { .. }
            | Self::ControlCharacter => NOT_JSON,
        }
    }

    fn severity(&self) -> Severity {
        if matches!(self, Self::RepeatedKey { .. }) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::FullWidthQuotes => full_width_quotes(),
            Self::SingleQuotes => single_quotes(),
            Self::UnquotedKey { word } => unquoted_key(&clip(word)),
            Self::UnquotedText { word } => unquoted_text(&clip(word)),
            Self::OtherLanguage { word, json } => match json {
                Some(json) => other_language(word, json),
                None => no_such_value(word),
            },
            Self::FullWidthWord { ascii } => full_width_word(&clip(ascii)),
            Self::BadNumber { word } => bad_number(&clip(word)),
            Self::MissingValue => missing_value(),
            Self::NotAKey => not_a_key(),
            Self::NoOpeningQuote => no_opening_quote(),
            Self::LineBreak => line_break(),
            Self::InnerQuotes => inner_quotes(),
            Self::UnclosedString => unclosed_string(),
            Self::UnknownEscape { escape } => unknown_escape(escape),
            Self::ControlCharacter => control_character(),
            Self::RepeatedKey { key } => repeated_key(&clip(key)),
        }
    }
}

fn full_width_quotes() -> Wording {
    Wording::new(
        words!(
            "Full-width or curly quotes",
            "全角引号或弯引号",
            "全角または曲がった引用符"
        ),
        words!(
            "JSON strings stand between straight half-width quotes \". These were typed with a Chinese or Japanese input method, or a word processor put them in.",
            "JSON 字符串要写在半角直引号 \" 之间。这里的引号来自中文或日文输入法，或由文字处理软件自动替换。",
            "JSON の文字列は半角の \" で囲みます。これは日本語や中国語の入力メソッド、またはワープロの自動変換で入ったものです。",
        ),
    )
    .hint(words!(
        "Use \" on both sides.",
        "请在两侧使用 \"。",
        "両側を \" にしてください。",
    ))
}

fn single_quotes() -> Wording {
    Wording::new(
        words!(
            "Not double quotes",
            "不是双引号",
            "二重引用符ではありません"
        ),
        words!(
            "JavaScript and Python allow other quotes, JSON does not.",
            "JavaScript 和 Python 允许其他引号，JSON 不允许。",
            "JavaScript や Python では他の引用符も使えますが、JSON では使えません。",
        ),
    )
    .hint(words!(
        "Use \" on both sides.",
        "请在两侧使用 \"。",
        "両側を \" にしてください。",
    ))
}

fn unquoted_key(word: &str) -> Wording {
    Wording::new(
        words!(
            "The key {word} has no quotes",
            "键 {word} 没有引号",
            "キー {word} に引用符がありません"
        ),
        words!(
            "In JSON every key is a string in double quotes.",
            "在 JSON 中，每个键都是双引号中的字符串。",
            "JSON ではキーはすべて二重引用符で囲んだ文字列です。",
        ),
    )
    .hint(words!(
        "Write \"{word}\".",
        "请写成 \"{word}\"。",
        "\"{word}\" と書いてください。",
    ))
}

fn unquoted_text(word: &str) -> Wording {
    Wording::new(
        words!(
            "JSON does not know the value {word}",
            "JSON 不认识值 {word}",
            "{word} は JSON の値ではありません"
        ),
        words!(
            "Text stands in double quotes; without them there are only numbers, true, false and null.",
            "文本要写在双引号中；不带引号的只有数字、true、false 和 null。",
            "テキストは二重引用符で囲みます。引用符なしで書けるのは数値、true、false、null だけです。",
        ),
    )
    .hint(words!(
        "If it is a text, write \"{word}\".",
        "如果是文本，请写成 \"{word}\"。",
        "テキストなら \"{word}\" と書いてください。",
    ))
}

fn other_language(word: &str, json: &str) -> Wording {
    Wording::new(
        words!(
            "{word} is {json} in JSON",
            "{word} 在 JSON 中写作 {json}",
            "{word} は JSON では {json} と書きます"
        ),
        words!(
            "JSON spells true, false and null in lower case.",
            "JSON 中的 true、false 和 null 都用小写。",
            "JSON では true、false、null を小文字で書きます。",
        ),
    )
    .hint(words!(
        "Write {json}.",
        "请写 {json}。",
        "{json} と書いてください。"
    ))
}

fn no_such_value(word: &str) -> Wording {
    Wording::new(
        words!(
            "JSON has no {word}",
            "JSON 没有 {word}",
            "JSON に {word} はありません"
        ),
        words!(
            "Every number of JSON is finite.",
            "JSON 的数字都是有限的。",
            "JSON の数値はすべて有限です。",
        ),
    )
    .hint(words!(
        "Use a number, or null for no value.",
        "请使用数字，或用 null 表示没有值。",
        "数値を書くか、値がないなら null にしてください。",
    ))
}

fn full_width_word(ascii: &str) -> Wording {
    Wording::new(
        words!(
            "Full-width digits or letters",
            "全角数字或字母",
            "全角の数字または英字"
        ),
        words!(
            "Outside strings JSON knows only half-width characters.",
            "在字符串之外，JSON 只认识半角字符。",
            "文字列の外では、JSON は半角文字しか使えません。",
        ),
    )
    .hint(words!(
        "Write {ascii}.",
        "请写 {ascii}。",
        "{ascii} と書いてください。",
    ))
}

fn bad_number(word: &str) -> Wording {
    Wording::new(
        words!(
            "{word} is not a JSON number",
            "{word} 不是 JSON 数字",
            "{word} は JSON の数値ではありません"
        ),
        words!(
            "A number is written like 0, 10, -3, 0.5 or 1e3: no leading zeros, no plus sign, digits on both sides of the point, no unit.",
            "数字的写法如 0、10、-3、0.5 或 1e3：没有前导零和加号，小数点两边都有数字，不带单位。",
            "数値は 0、10、-3、0.5、1e3 のように書きます。先頭の 0 や + は付けず、小数点の両側に数字を置き、単位は付けません。",
        ),
    )
}

fn missing_value() -> Wording {
    Wording::new(
        words!("A value is missing", "缺少值", "値がありません"),
        words!(
            "Every key has a value.",
            "每个键都要有值。",
            "キーには必ず値が必要です。",
        ),
    )
    .hint(words!(
        "Write the value after the colon, or delete the key.",
        "请在冒号后面写上值，或者删除这个键。",
        "コロンの後に値を書くか、キーを削除してください。",
    ))
}

fn not_a_key() -> Wording {
    Wording::new(
        words!(
            "A key should stand here",
            "此处应该是键",
            "ここにはキーが必要です"
        ),
        words!(
            "Inside {{ }} every member is written as \"key\": value.",
            "在 {{ }} 中，每个成员的写法都是 \"键\": 值。",
            "{{ }} の中のメンバーは \"キー\": 値 と書きます。",
        ),
    )
    .hint(words!(
        "Put a key in front of it, or use [ ] if a list is meant.",
        "请在前面加上键；如果想写列表，请使用 [ ]。",
        "前にキーを書くか、リストなら [ ] を使ってください。",
    ))
}

fn unclosed_string() -> Wording {
    Wording::new(
        words!(
            "This string is not closed",
            "这个字符串没有关闭",
            "文字列が閉じられていません"
        ),
        words!(
            "Its closing quote is missing on this line; a string may not contain a line break.",
            "这一行缺少右引号；字符串中不能有换行。",
            "この行に閉じる引用符がありません。文字列に改行は含められません。",
        ),
    )
    .hint(words!(
        "Add \" where the text ends. A line break inside a string is written \\n.",
        "请在文本结束处加上 \"。字符串中的换行写作 \\n。",
        "テキストの終わりに \" を付けてください。文字列の中の改行は \\n と書きます。",
    ))
}

fn no_opening_quote() -> Wording {
    Wording::new(
        words!(
            "The first quote is missing",
            "缺少左引号",
            "始まりの引用符がありません"
        ),
        words!(
            "Keys and texts stand between two double quotes.",
            "键和文本要写在两个双引号之间。",
            "キーと文字列は 2 つの二重引用符の間に書きます。",
        ),
    )
}

fn line_break() -> Wording {
    Wording::new(
        words!(
            "A line break inside of a text",
            "文本中有换行",
            "文字列の中に改行があります"
        ),
        words!(
            "A text of JSON ends on the line on which it begins.",
            "JSON 的文本必须在同一行内结束。",
            "JSON の文字列は、始まった行の中で終わらなければなりません。",
        ),
    )
    .hint(words!(
        "Write it as \\n. In YAML a text may go over several lines.",
        "请写作 \\n。在 YAML 中，文本可以跨多行。",
        "\\n と書いてください。YAML なら複数行に書けます。",
    ))
}

fn inner_quotes() -> Wording {
    Wording::new(
        words!(
            "Double quotes inside of a text",
            "文本中有双引号",
            "文字列の中に二重引用符があります"
        ),
        words!(
            "The first of them would end the text.",
            "其中第一个会使文本提前结束。",
            "最初の引用符で文字列が終わってしまいます。",
        ),
    )
    .hint(words!(
        "Write them as \\\", or take single quotes in JSONata.",
        "请写作 \\\"；在 JSONata 中也可以用单引号。",
        "\\\" と書いてください。JSONata では一重引用符も使えます。",
    ))
}

fn unknown_escape(escape: &str) -> Wording {
    Wording::new(
        words!(
            "{escape} is not an escape of JSON",
            "{escape} 不是 JSON 的转义",
            "{escape} は JSON のエスケープではありません"
        ),
        words!(
            "After a backslash JSON knows \" \\ / b f n r t and u with four hexadecimal digits.",
            "反斜杠之后，JSON 只认识 \" \\ / b f n r t，以及 u 加四位十六进制数字。",
            "バックスラッシュの後に書けるのは \" \\ / b f n r t と、u に続く 4 桁の 16 進数だけです。",
        ),
    )
    .hint(words!(
        "Write a backslash itself as \\\\.",
        "反斜杠本身请写作 \\\\。",
        "バックスラッシュそのものは \\\\ と書いてください。",
    ))
}

fn control_character() -> Wording {
    Wording::new(
        words!(
            "A tab or control character in a string",
            "字符串中有制表符或控制字符",
            "文字列の中にタブまたは制御文字があります"
        ),
        words!(
            "JSON wants it as an escape.",
            "JSON 要求用转义来表示。",
            "JSON ではエスケープで書く必要があります。",
        ),
    )
    .hint(words!(
        "Write \\t for a tab, \\n for a line break.",
        "制表符写作 \\t，换行写作 \\n。",
        "タブは \\t、改行は \\n と書いてください。",
    ))
}

fn repeated_key(key: &str) -> Wording {
    Wording::new(
        words!(
            "The key \"{key}\" is written twice",
            "键 \"{key}\" 写了两次",
            "キー \"{key}\" が 2 回書かれています"
        ),
        words!(
            "Of equal keys in one object only the last one counts; the others are silently lost.",
            "同一个对象中相同的键只有最后一个有效，其余的会被悄悄丢弃。",
            "同じオブジェクトの同じキーは最後のものだけが有効で、他は黙って捨てられます。",
        ),
    )
    .hint(words!(
        "Delete or rename one of them.",
        "请删除其中一个，或者改名。",
        "どちらかを削除するか、名前を変えてください。",
    ))
}
