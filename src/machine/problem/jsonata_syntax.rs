//! Expressions in JSONata that cannot be read: what is wrong in the page's languages, with the code and
//! the words of the reference implementation behind it.

use crate::diagnostic::{Wording, Words, clip, words};
use crate::query::jsonata::{Code, SyntaxError};

/// What the codes of the reference have in common for an author.
#[derive(Clone, Copy)]
enum Mistake {
    UnclosedText,
    UnclosedName,
    UnclosedComment,
    WrongNumber,
    WrongEscape,
    Unexpected,
    WrongOperator,
    NoValueBefore,
    OtherExpected,
    EndsTooEarly,
    VariableWanted,
    Grouping,
    LiteralStep,
    BindingTooLate,
    NoParent,
    UnclosedPattern,
    WrongPattern,
    WrongSignature,
    TooDeep,
}

const MISTAKES: [(Code, Mistake); 28] = [
    (Code::S0101, Mistake::UnclosedText),
    (Code::S0102, Mistake::WrongNumber),
    (Code::S0103, Mistake::WrongEscape),
    (Code::S0104, Mistake::WrongEscape),
    (Code::S0105, Mistake::UnclosedName),
    (Code::S0106, Mistake::UnclosedComment),
    (Code::S0201, Mistake::Unexpected),
    (Code::S0202, Mistake::OtherExpected),
    (Code::S0203, Mistake::EndsTooEarly),
    (Code::S0204, Mistake::WrongOperator),
    (Code::S0206, Mistake::Unexpected),
    (Code::S0207, Mistake::EndsTooEarly),
    (Code::S0208, Mistake::VariableWanted),
    (Code::S0209, Mistake::Grouping),
    (Code::S0210, Mistake::Grouping),
    (Code::S0211, Mistake::NoValueBefore),
    (Code::S0212, Mistake::VariableWanted),
    (Code::S0213, Mistake::LiteralStep),
    (Code::S0214, Mistake::VariableWanted),
    (Code::S0215, Mistake::BindingTooLate),
    (Code::S0216, Mistake::BindingTooLate),
    (Code::S0217, Mistake::NoParent),
    (Code::S0301, Mistake::WrongPattern),
    (Code::S0302, Mistake::UnclosedPattern),
    (Code::S0303, Mistake::WrongPattern),
    (Code::S0401, Mistake::WrongSignature),
    (Code::S0402, Mistake::WrongSignature),
    (Code::U0001, Mistake::TooDeep),
];

/// The sentences about an expression that cannot be read.
pub(super) fn wording(error: &SyntaxError) -> Wording {
    let known = MISTAKES.iter().find(|(code, _)| *code == error.code);
    let mistake = known.map_or(Mistake::Unexpected, |(_, mistake)| *mistake);
    let (code, reason) = (error.code.as_str(), clip(&error.to_string()));
    let wording = Wording::new(
        title(mistake, error),
        words!(
            "JSONata says {code}: {reason}.",
            "JSONata 报告 {code}：{reason}",
            "JSONata のメッセージは {code}: {reason} です。",
        ),
    );
    match hint(mistake, error) {
        Some(hint) => wording.hint(hint),
        None => wording,
    }
}

fn title(mistake: Mistake, error: &SyntaxError) -> Words {
    let (found, wanted) = (clip(&error.found()), clip(&error.wanted()));
    match mistake {
        Mistake::UnclosedText => words!(
            "A text has no closing quote",
            "字符串缺少右引号",
            "文字列を閉じる引用符がありません",
        ),
        Mistake::UnclosedName => words!(
            "A name in backquotes has no closing backquote",
            "反引号中的名称缺少右反引号",
            "バッククォートで囲んだ名前が閉じられていません",
        ),
        Mistake::UnclosedComment => words!(
            "A comment has no closing */",
            "注释缺少结尾的 */",
            "コメントを閉じる */ がありません",
        ),
        Mistake::WrongNumber => words!(
            "This number is too large",
            "这个数太大",
            "この数は大きすぎます",
        ),
        Mistake::WrongEscape => words!(
            "There is no such escape in a text",
            "字符串里没有这种转义",
            "文字列にこのエスケープはありません",
        ),
        Mistake::Unexpected => words!(
            "\"{found}\" does not belong here",
            "这里不应该有 \"{found}\"",
            "ここに \"{found}\" は置けません",
        ),
        Mistake::WrongOperator => words!(
            "JSONata has no operator \"{found}\"",
            "JSONata 没有运算符 \"{found}\"",
            "JSONata に演算子 \"{found}\" はありません",
        ),
        Mistake::NoValueBefore => words!(
            "A value is missing before \"{found}\"",
            "\"{found}\" 之前缺少一个值",
            "\"{found}\" の前に値がありません",
        ),
        Mistake::OtherExpected => words!(
            "Here \"{wanted}\" must stand, not \"{found}\"",
            "这里应该是 \"{wanted}\"，而不是 \"{found}\"",
            "ここには \"{found}\" ではなく \"{wanted}\" が必要です",
        ),
        Mistake::EndsTooEarly => words!(
            "The expression ends too early",
            "表达式还没有写完",
            "式が途中で終わっています",
        ),
        Mistake::VariableWanted => words!(
            "Here the name of a variable must stand",
            "这里应该是变量名",
            "ここには変数名が必要です",
        ),
        Mistake::Grouping => words!(
            "A step of a path can be grouped only once, and last",
            "路径的每一步只能分组一次，而且要放在最后",
            "パスの各ステップでグループ化できるのは一度だけ、最後だけです",
        ),
        Mistake::LiteralStep => words!(
            "The value {wanted} cannot be a step of a path",
            "值 {wanted} 不能作为路径的一步",
            "値 {wanted} はパスのステップになれません",
        ),
        Mistake::BindingTooLate => words!(
            "A step is bound with @ or # before its predicates and its order",
            "@ 和 # 的绑定要写在谓词和排序之前",
            "@ と # の束縛は述語と並べ替えより前に書きます",
        ),
        Mistake::NoParent => words!(
            "There is no parent here for %",
            "这里的 % 没有上级对象",
            "ここの % には親がありません",
        ),
        Mistake::UnclosedPattern => words!(
            "A regular expression has no closing /",
            "正则表达式缺少结尾的 /",
            "正規表現を閉じる / がありません",
        ),
        Mistake::WrongPattern => words!(
            "This is not a regular expression",
            "这不是正则表达式",
            "正規表現になっていません",
        ),
        Mistake::WrongSignature => words!(
            "This is not a signature of a function",
            "这不是函数签名",
            "関数のシグネチャになっていません",
        ),
        Mistake::TooDeep => words!(
            "The expression is nested too deeply",
            "表达式嵌套过深",
            "式の入れ子が深すぎます",
        ),
    }
}

/// What to write instead, where the characters tell what was meant.
fn hint(mistake: Mistake, error: &SyntaxError) -> Option<Words> {
    match mistake {
        Mistake::NoValueBefore | Mistake::Unexpected | Mistake::WrongOperator => {
            habit(&error.found())
        }
        Mistake::EndsTooEarly => closing(&clip(&error.wanted())),
        Mistake::OtherExpected => closing(&clip(&error.wanted())).filter(|_| error.found() == ";"),
        Mistake::UnclosedText => Some(words!(
            "Inside a text write a quote as \\\", or enclose the text in the other kind of quotes.",
            "字符串内的引号要写成 \\\"，或者改用另一种引号括起字符串。",
            "文字列の中の引用符は \\\" と書くか、もう一方の引用符で囲んでください。",
        )),
        Mistake::WrongEscape => Some(words!(
            "JSONata knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; in JSON each backslash is written twice.",
            "JSONata 支持 \\\" \\\\ \\/ \\b \\f \\n \\r \\t 和带四位数字的 \\u；在 JSON 中每个反斜杠要写两次。",
            "使えるのは \\\" \\\\ \\/ \\b \\f \\n \\r \\t と 4 桁の \\u です。JSON ではバックスラッシュを 2 つ重ねて書きます。",
        )),
        Mistake::VariableWanted => Some(words!(
            "The name of a variable begins with $, as in $total.",
            "变量名以 $ 开头，例如 $total。",
            "変数名は $total のように $ で始まります。",
        )),
        Mistake::UnclosedName
        | Mistake::UnclosedComment
        | Mistake::WrongNumber
        | Mistake::Grouping
        | Mistake::LiteralStep
        | Mistake::BindingTooLate
        | Mistake::NoParent
        | Mistake::UnclosedPattern
        | Mistake::WrongPattern
        | Mistake::WrongSignature
        | Mistake::TooDeep => None,
    }
}

/// What is missing at the end or here.
fn closing(wanted: &str) -> Option<Words> {
    (!wanted.is_empty()).then(|| {
        words!(
            "A \"{wanted}\" is missing.",
            "缺少 \"{wanted}\"。",
            "\"{wanted}\" が足りません。",
        )
    })
}

/// What those mean who are used to another language.
fn habit(found: &str) -> Option<Words> {
    Some(match found {
        "=" => words!(
            "Compare with a single =.",
            "比较时只写一个 =。",
            "比較は = 一つで書きます。",
        ),
        "&" => words!("Write \"and\".", "请写 \"and\"。", "\"and\" と書きます。"),
        "|" => words!("Write \"or\".", "请写 \"or\"。", "\"or\" と書きます。"),
        "!" => words!(
            "Write $not(…), and \"!=\" for not equal.",
            "请写 $not(…)；不等于写作 \"!=\"。",
            "$not(…) と書きます。等しくないことは \"!=\" です。",
        ),
        "?" | ":" => words!(
            "Step Functions has JSONata 2.0.6, without ?? and ?:. Write $exists(x) ? x : other.",
            "Step Functions 使用 JSONata 2.0.6，没有 ?? 和 ?:。请写 $exists(x) ? x : other。",
            "Step Functions の JSONata は 2.0.6 で、?? と ?: はありません。$exists(x) ? x : other と書きます。",
        ),
        ")" | "]" | "}" => words!(
            "A value is missing, or the comma before it is one too many.",
            "缺少一个值，或者前面多了一个逗号。",
            "値が足りないか、直前のカンマが余分です。",
        ),
        ";" => words!(
            "Several expressions stand in parentheses: ($a := 1; $a + 1).",
            "多个表达式要放在圆括号里：($a := 1; $a + 1)。",
            "複数の式は括弧に入れます: ($a := 1; $a + 1)。",
        ),
        _ => return None,
    })
}
