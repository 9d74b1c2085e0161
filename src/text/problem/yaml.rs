//! What is wrong with YAML, in words.

use crate::diagnostic::{Explain, Severity, Wording, clip, words};

/// Something about a text in YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlProblem {
    /// YAML, but a list or a scalar.
    NotAMapping,
    /// A tab that indents.
    Tab,
    /// A line that is indented where nothing can be.
    Indentation,
    /// `!Sub`, `!GetAtt` …
    Tag {
        /// The tag.
        tag: String,
    },
    /// An alias without an anchor before it.
    UnknownAlias {
        /// Its name.
        name: String,
    },
    /// Aliases of aliases that would fill the memory.
    TooManyAliases,
    /// What is merged is no mapping.
    NoMapping,
    /// A key that is no text.
    ComplexKey,
    /// `---` a second time.
    SecondDocument,
    /// A quote or bracket that is not closed.
    Unclosed,
    /// A comma is missing between brackets.
    NoComma,
    /// A text that begins as no plain text may.
    NeedsQuotes,
    /// A text without quotes with a colon in it.
    ColonInText,
    /// Something where nothing can stand.
    Unexpected,
    /// A line without a colon among keys.
    NoColon,
    /// A backslash before a character that it does not go with.
    Escape,
    /// `yes`, `on` …
    OldTruth {
        /// The word.
        word: String,
        /// What YAML 1.1 takes it for.
        truth: bool,
    },
    /// `0123`
    OldOctal {
        /// As written.
        word: String,
    },
}

impl Explain for YamlProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAMapping => "SCHEMA_VALIDATION_FAILED",
            Self::OldTruth { .. } | Self::OldOctal { .. } => "AMBIGUOUS_YAML",
            Self::Tab
            | Self::Indentation
            | Self::Tag { .. }
            | Self::UnknownAlias { .. }
            | Self::TooManyAliases
            | Self::NoMapping
            | Self::ComplexKey
            | Self::SecondDocument
            | Self::Unclosed
            | Self::NoComma
            | Self::NeedsQuotes
            | Self::ColonInText
            | Self::Unexpected
            | Self::NoColon
            | Self::Escape => "INVALID_YAML",
        }
    }

    fn severity(&self) -> Severity {
        if matches!(self, Self::OldTruth { .. } | Self::OldOctal { .. }) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NotAMapping => not_a_mapping(),
            Self::Tab => tab(),
            Self::Indentation => indentation(),
            Self::Tag { tag } => tag_found(&clip(tag)),
            Self::UnknownAlias { name } => unknown_alias(&clip(name)),
            Self::TooManyAliases => too_many_aliases(),
            Self::NoMapping => no_mapping(),
            Self::ComplexKey => complex_key(),
            Self::SecondDocument => second_document(),
            Self::Unclosed => unclosed(),
            Self::NoComma => no_comma(),
            Self::NeedsQuotes => needs_quotes(),
            Self::ColonInText => colon_in_text(),
            Self::Unexpected => unexpected(),
            Self::NoColon => no_colon(),
            Self::Escape => escape(),
            Self::OldTruth { word, truth } => old_truth(&clip(word), *truth),
            Self::OldOctal { word } => old_octal(&clip(word)),
        }
    }
}

fn no_colon() -> Wording {
    Wording::new(
        words!(
            "A key and its colon should stand here",
            "这里应是键和冒号",
            "ここにはキーとコロンが必要です"
        ),
        words!(
            "The lines around it are members of a mapping: each is a key, a colon and a value.",
            "周围各行是映射的成员：每行由键、冒号和值组成。",
            "前後の行はマッピングのメンバーです。各行はキー、コロン、値からなります。",
        ),
    )
    .hint(words!(
        "Write a colon behind the key, or delete the line.",
        "请在键之后写冒号，或者删除这一行。",
        "キーのあとにコロンを書くか、この行を削除してください。",
    ))
}

fn not_a_mapping() -> Wording {
    Wording::new(
        words!(
            "This is no mapping",
            "这不是映射",
            "マッピングではありません"
        ),
        words!(
            "A state machine is described by keys and values: StartAt, States and so on.",
            "状态机由键和值来描述：StartAt、States 等。",
            "ステートマシンは StartAt や States などのキーと値で記述します。",
        ),
    )
}

fn tab() -> Wording {
    Wording::new(
        words!(
            "A tab indents this line",
            "此行用制表符缩进",
            "この行はタブで字下げされています"
        ),
        words!(
            "YAML is indented by spaces only.",
            "YAML 只能用空格缩进。",
            "YAML の字下げには空白だけを使います。",
        ),
    )
    .hint(words!(
        "Write spaces.",
        "请改为空格。",
        "空白にしてください。"
    ))
}

fn indentation() -> Wording {
    Wording::new(
        words!(
            "This line is indented too far",
            "此行缩进过多",
            "この行は字下げが深すぎます"
        ),
        words!(
            "It belongs to nothing above it, so it is left out here.",
            "它不属于上面的任何内容，因此在此被忽略。",
            "上のどの項目にも属さないため、ここでは無視されます。",
        ),
    )
    .hint(words!(
        "Keys of one mapping begin in the same column.",
        "同一映射的键要从同一列开始。",
        "同じマッピングのキーは同じ桁から書きます。",
    ))
}

fn tag_found(tag: &str) -> Wording {
    Wording::new(
        words!("{tag} cannot be resolved here", "此处无法解析 {tag}", "{tag} はここでは解決できません"),
        words!(
            "CloudFormation and SAM fill such values in when a template is deployed; Step Functions never sees the tag.",
            "CloudFormation 和 SAM 在部署模板时才填入这样的值；Step Functions 看不到标签。",
            "CloudFormation や SAM がテンプレートのデプロイ時に値を入れるもので、Step Functions にタグは渡りません。",
        ),
    )
    .hint(words!(
        "Write the value itself.",
        "请直接写出值。",
        "値を直接書いてください。",
    ))
}

fn unknown_alias(name: &str) -> Wording {
    Wording::new(
        words!(
            "There is no anchor &{name} above",
            "上文没有锚点 &{name}",
            "これより前に &{name} というアンカーがありません"
        ),
        words!(
            "An alias repeats a value that was named with & before it.",
            "别名重复的是前面用 & 命名的值。",
            "エイリアスは、前に & で名前を付けた値を繰り返します。",
        ),
    )
}

fn too_many_aliases() -> Wording {
    Wording::new(
        words!(
            "The aliases repeat too much",
            "别名重复的内容过多",
            "エイリアスの繰り返しが多すぎます"
        ),
        words!(
            "Written out, the definition would be far larger than Step Functions accepts.",
            "展开之后，定义会远远超过 Step Functions 接受的大小。",
            "展開すると、Step Functions が受け付ける大きさをはるかに超えます。",
        ),
    )
}

fn no_mapping() -> Wording {
    Wording::new(
        words!(
            "Only a mapping can be merged",
            "只能合并映射",
            "マージできるのはマッピングだけです"
        ),
        words!(
            "Behind \"<<\" stands an alias of a mapping, or a list of such aliases.",
            "\"<<\" 后面要写映射的别名，或这样的别名列表。",
            "\"<<\" の後には、マッピングのエイリアスかそのリストを書きます。",
        ),
    )
}

fn complex_key() -> Wording {
    Wording::new(
        words!(
            "This key is no text",
            "这个键不是文本",
            "このキーは文字列ではありません"
        ),
        words!(
            "The keys of a definition are names.",
            "定义中的键都是名称。",
            "定義のキーはすべて名前です。",
        ),
    )
}

fn second_document() -> Wording {
    Wording::new(
        words!(
            "A second document begins here",
            "此处开始了第二个文档",
            "ここから 2 つ目の文書が始まっています"
        ),
        words!(
            "A definition is one document; what follows is not read.",
            "定义只能是一个文档；后面的内容不会读取。",
            "定義は 1 つの文書です。この後は読み込まれません。",
        ),
    )
}

fn unclosed() -> Wording {
    Wording::new(
        words!("This is not closed", "这里没有闭合", "閉じられていません"),
        words!(
            "The quote or bracket that belongs to it is missing.",
            "缺少与之配对的引号或括号。",
            "対になる引用符か括弧がありません。",
        ),
    )
}

fn no_comma() -> Wording {
    Wording::new(
        words!("A comma is missing", "缺少逗号", "カンマがありません"),
        words!(
            "Between brackets YAML separates things by commas, as JSON does.",
            "在括号内，YAML 与 JSON 一样用逗号分隔。",
            "括弧の中では、JSON と同じくカンマで区切ります。",
        ),
    )
}

fn needs_quotes() -> Wording {
    Wording::new(
        words!(
            "This text needs quotes",
            "这段文本需要引号",
            "この文字列には引用符が必要です"
        ),
        words!(
            "Without them YAML takes its first character for a sign of its own.",
            "没有引号，YAML 会把第一个字符当作自己的符号。",
            "引用符がないと、最初の文字が YAML の記号とみなされます。",
        ),
    )
}

fn colon_in_text() -> Wording {
    Wording::new(
        words!(
            "A text with a colon needs quotes",
            "含冒号的文本需要引号",
            "コロンを含む文字列には引用符が必要です"
        ),
        words!(
            "A colon and a space would begin a mapping in the midst of the text.",
            "冒号加空格会在文本中间开始一个映射。",
            "コロンと空白は、文字列の途中でマッピングを始めてしまいます。",
        ),
    )
}

fn unexpected() -> Wording {
    Wording::new(
        words!(
            "This does not belong here",
            "这里不应该有这些内容",
            "ここには置けません"
        ),
        words!(
            "The value before it has ended already.",
            "它前面的值已经结束。",
            "前の値はすでに終わっています。",
        ),
    )
}

fn escape() -> Wording {
    Wording::new(
        words!(
            "An escape that YAML does not know",
            "YAML 不认识的转义",
            "YAML にないエスケープです"
        ),
        words!(
            "In double quotes a backslash stands before n, t, \\\", \\\\, uXXXX and a few others.",
            "在双引号中，反斜杠只能写在 n、t、\\\"、\\\\、uXXXX 等字符之前。",
            "二重引用符の中のバックスラッシュは、n、t、\\\"、\\\\、uXXXX などの前に書きます。",
        ),
    )
    .hint(words!(
        "Write \\\\ for a backslash, or use single quotes.",
        "反斜杠写作 \\\\，或者改用单引号。",
        "バックスラッシュは \\\\ と書くか、一重引用符を使ってください。",
    ))
}

fn old_truth(word: &str, truth: bool) -> Wording {
    Wording::new(
        words!(
            "Tools do not agree on what \"{word}\" is",
            "各工具对 \"{word}\" 的理解不一致",
            "\"{word}\" の扱いはツールによって違います",
        ),
        words!(
            "SAM reads YAML 1.1 and takes it for {truth}; Serverless and the AWS Toolkit take it for a text, as here.",
            "SAM 按 YAML 1.1 把它当作 {truth}；Serverless 和 AWS Toolkit 与此处一样把它当作文本。",
            "SAM は YAML 1.1 に従い {truth} とみなしますが、Serverless と AWS Toolkit は、ここと同じく文字列とみなします。",
        ),
    )
    .hint(words!(
        "Write {truth}, or put the word into quotes.",
        "请写 {truth}，或者给这个词加上引号。",
        "{truth} と書くか、引用符で囲んでください。",
    ))
}

fn old_octal(word: &str) -> Wording {
    Wording::new(
        words!(
            "Tools do not agree on the number {word}",
            "各工具对数字 {word} 的理解不一致",
            "{word} という数の扱いはツールによって違います",
        ),
        words!(
            "With a zero before it YAML 1.1 reads it as octal, YAML 1.2 as decimal, as here.",
            "前面有零时，YAML 1.1 按八进制读取，YAML 1.2 与此处一样按十进制读取。",
            "先頭が 0 の数を、YAML 1.1 は 8 進数、YAML 1.2 はここと同じく 10 進数として読みます。",
        ),
    )
}
