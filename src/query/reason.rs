//! Why an expression is refused, and how that is said.

use super::Function;
use crate::diagnostic::{Words, words};
use std::fmt;

/// What is wrong at a place of a path, an intrinsic function or a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "[`Reason::words`] says each")]
pub enum Reason {
    OpenText,
    DeepFilter,
    NoParenthesis,
    NoOperator,
    NoPathAfterNot,
    NoOperand,
    NoFilterValue,
    OpenRegex,
    DeepLiteral,
    NoValue,
    NoColon,
    EmptyPath,
    NoDollar,
    DeepPaths,
    TrailingDot,
    TooManySteps,
    NoStep,
    NoNameBetweenDots,
    NoName,
    NameWithBlanks,
    NoBracketContent,
    NoNameAfterComma,
    NoCommaOrBracket,
    OpenBracket,
    NotAnIndex,
    NoParenthesisAfterFilter,
    OpenFilter,
    OpenParenthesis,
    AfterCall,
    TooManyCalls,
    NoArguments,
    NoFunction,
    NoCommaOrParenthesis,
    DoubleQuotes,
    NotANumber,
    NoArgument,
    BadEscape,
    NotAnExpression,
    NotAText,
    WriteToContext,
    WriteToVariable,
    NotOnePlace,
    /// This character should stand here.
    Missing(char),
    /// A comma, or this closing bracket.
    NoCommaOr(char),
    /// Not a regular expression, and why not, in English.
    NotARegex(String),
    /// Not JSON, and why not, in English.
    NotJson(String),
    /// No such function; what was probably meant.
    UnknownFunction(String, Option<String>),
    /// A key with and without `.$`.
    SameKey(String),
    /// A function with too many or too few arguments.
    WrongCount {
        /// The function.
        function: Function,
        /// How many it has here.
        given: usize,
    },
    /// JSONata is broken; the reference's code and words.
    Jsonata(String),
}

impl Reason {
    /// One sentence without its full stop.
    #[allow(clippy::too_many_lines, reason = "a table, a line each")]
    pub fn words(&self) -> Words {
        match self {
            Self::OpenText => words!(
                "This text has no closing quote",
                "这段文本缺少结束的引号",
                "この文字列には閉じる引用符がありません"
            ),
            Self::DeepFilter => words!(
                "This filter is nested too deeply",
                "这个过滤器嵌套过深",
                "このフィルターは入れ子が深すぎます"
            ),
            Self::NoParenthesis => words!(
                "')' should stand here",
                "这里应是“)”",
                "ここには「)」が必要です"
            ),
            Self::NoOperator => words!(
                "')' or an operator should stand here",
                "这里应是“)”或运算符",
                "ここには「)」か演算子が必要です"
            ),
            Self::NoPathAfterNot => words!(
                "A path should follow '!'",
                "“!”之后应是路径",
                "「!」のあとにはパスが必要です"
            ),
            Self::NoOperand => words!(
                "A path or a literal should stand here",
                "这里应是路径或字面值",
                "ここにはパスかリテラルが必要です"
            ),
            Self::NoFilterValue => words!(
                "A path, a number, true, false, null or a text in quotes should stand here",
                "这里应是路径、数字、true、false、null 或用引号括起的文本",
                "ここにはパス、数値、true、false、null、または引用符で囲んだ文字列が必要です"
            ),
            Self::OpenRegex => words!(
                "This regular expression has no closing '/'",
                "这个正则表达式缺少结束的“/”",
                "この正規表現には閉じる「/」がありません"
            ),
            Self::DeepLiteral => words!(
                "This literal is nested too deeply",
                "这个字面值嵌套过深",
                "このリテラルは入れ子が深すぎます"
            ),
            Self::NoValue => words!(
                "A value should stand here",
                "这里应是一个值",
                "ここには値が必要です"
            ),
            Self::NoColon => words!(
                "':' should follow the key",
                "键之后应是“:”",
                "キーのあとには「:」が必要です"
            ),
            Self::EmptyPath => words!(
                "A path can not be empty",
                "路径不能为空",
                "パスを空にはできません"
            ),
            Self::NoDollar => words!(
                "A path must start with '$'",
                "路径必须以“$”开头",
                "パスは「$」で始めます"
            ),
            Self::DeepPaths => words!(
                "Paths are nested too deeply here",
                "这里的路径嵌套过深",
                "ここではパスの入れ子が深すぎます"
            ),
            Self::TrailingDot => words!(
                "A path must not end with '.'",
                "路径不能以“.”结尾",
                "パスを「.」で終えることはできません"
            ),
            Self::TooManySteps => words!(
                "A path can not have so many steps",
                "路径的层级过多",
                "パスの段数が多すぎます"
            ),
            Self::NoStep => words!(
                "A '.' or '[' should stand here",
                "这里应是“.”或“[”",
                "ここには「.」か「[」が必要です"
            ),
            Self::NoNameBetweenDots => words!(
                "A name should stand between these dots",
                "这两个点之间应有名称",
                "2 つの点の間には名前が必要です"
            ),
            Self::NoName => words!(
                "A name should stand here",
                "这里应是名称",
                "ここには名前が必要です"
            ),
            Self::NameWithBlanks => words!(
                "A name with blanks must stand in brackets and quotes: ['my name']",
                "含空格的名称必须写在方括号和引号中：['my name']",
                "空白を含む名前は角括弧と引用符で囲みます: ['my name']"
            ),
            Self::NoBracketContent => words!(
                "In brackets should stand a name in quotes, an index, a slice, '*' or a filter '?(…)'",
                "方括号中应是带引号的名称、下标、切片、“*”或过滤器“?(…)”",
                "角括弧の中には、引用符で囲んだ名前、添字、範囲、「*」、またはフィルター「?(…)」を書きます"
            ),
            Self::NoNameAfterComma => words!(
                "A name in the same quotes should follow the comma",
                "逗号之后应是用同样引号括起的名称",
                "コンマのあとには同じ引用符で囲んだ名前が必要です"
            ),
            Self::NoCommaOrBracket => words!(
                "A comma or ']' should follow the name",
                "名称之后应是逗号或“]”",
                "名前のあとにはコンマか「]」が必要です"
            ),
            Self::OpenBracket => words!(
                "This bracket is not closed",
                "这个方括号没有闭合",
                "この角括弧は閉じていません"
            ),
            Self::NotAnIndex => words!(
                "An index is an integer, [0] or [0,2], a slice is [1:3], [1:] or [:3]",
                "下标是整数，如 [0] 或 [0,2]；切片如 [1:3]、[1:] 或 [:3]",
                "添字は [0] や [0,2] のような整数、範囲は [1:3]、[1:]、[:3] のように書きます"
            ),
            Self::NoParenthesisAfterFilter => words!(
                "'(' should follow '?' of a filter",
                "过滤器的“?”之后应是“(”",
                "フィルターの「?」のあとには「(」が必要です"
            ),
            Self::OpenFilter => words!(
                "']' should close the filter",
                "过滤器应以“]”结束",
                "フィルターは「]」で閉じます"
            ),
            Self::OpenParenthesis => words!(
                "This parenthesis is not closed",
                "这个圆括号没有闭合",
                "この丸括弧は閉じていません"
            ),
            Self::AfterCall => words!(
                "Something follows the call",
                "函数调用之后还有多余的内容",
                "関数呼び出しのあとに余分な文字があります"
            ),
            Self::TooManyCalls => words!(
                "A field can not hold more than 10 intrinsic functions",
                "一个字段最多包含 10 个内部函数",
                "1 つのフィールドに書ける組み込み関数は 10 個までです"
            ),
            Self::NoArguments => words!(
                "'(' should follow the name of the function",
                "函数名之后应是“(”",
                "関数名のあとには「(」が必要です"
            ),
            Self::NoFunction => words!(
                "A function 'States.…' should stand here",
                "这里应是函数“States.…”",
                "ここには関数「States.…」が必要です"
            ),
            Self::NoCommaOrParenthesis => words!(
                "',' or ')' should stand here",
                "这里应是“,”或“)”",
                "ここには「,」か「)」が必要です"
            ),
            Self::DoubleQuotes => words!(
                "A text must stand in single quotes",
                "文本必须用单引号括起",
                "文字列は一重引用符で囲みます"
            ),
            Self::NotANumber => words!(
                "This is not a number",
                "这不是数字",
                "これは数値ではありません"
            ),
            Self::NoArgument => words!(
                "An argument should stand here: a text in single quotes, a number, true, false, null, a path or a call",
                "这里应是参数：用单引号括起的文本、数字、true、false、null、路径或函数调用",
                "ここには引数が必要です: 一重引用符で囲んだ文字列、数値、true、false、null、パス、関数呼び出し"
            ),
            Self::BadEscape => words!(
                "After a backslash only ' {{ }} and \\ may stand",
                "反斜杠之后只能是 '、{{、}} 或 \\",
                "バックスラッシュのあとに書けるのは ' {{ }} \\ だけです"
            ),
            Self::NotAnExpression => words!(
                "A path, which begins with '$', or an intrinsic function, States.…(…), should stand here",
                "这里应是以“$”开头的路径，或内部函数 States.…(…)",
                "ここには「$」で始まるパスか、組み込み関数 States.…(…) が必要です"
            ),
            Self::NotAText => words!(
                "A key that ends in '.$' must hold a text, a path or an intrinsic function",
                "以“.$”结尾的键，其值必须是文本形式的路径或内部函数",
                "「.$」で終わるキーの値は、パスか組み込み関数を書いた文字列です"
            ),
            Self::WriteToContext => words!(
                "The context object '$$' can not be written to",
                "不能写入上下文对象“$$”",
                "コンテキストオブジェクト「$$」には書き込めません"
            ),
            Self::WriteToVariable => words!(
                "A variable can not be written to here; use Assign",
                "不能在这里写入变量；请使用 Assign",
                "ここでは変数に書き込めません。Assign を使います"
            ),
            Self::NotOnePlace => words!(
                "A path to write to selects one place: names and indices only, no wildcard, slice, filter or '..'",
                "写入路径只能选中一个位置：仅用名称和下标，不能用通配符、切片、过滤器或“..”",
                "書き込み先のパスは 1 か所だけを指します。使えるのは名前と添字だけで、ワイルドカード、範囲、フィルター、「..」は使えません"
            ),
            Self::Missing(c) => words!(
                "'{c}' should stand here",
                "这里应是“{c}”",
                "ここには「{c}」が必要です"
            ),
            Self::NoCommaOr(c) => words!(
                "',' or '{c}' should stand here",
                "这里应是“,”或“{c}”",
                "ここには「,」か「{c}」が必要です"
            ),
            Self::NotARegex(why) => words!(
                "This is not a regular expression: {why}",
                "这不是正则表达式：{why}",
                "正規表現ではありません: {why}"
            ),
            Self::NotJson(why) => {
                words!("{why}", "这不是 JSON：{why}", "JSON ではありません: {why}")
            }
            Self::UnknownFunction(name, Some(near)) => words!(
                "There is no function '{name}'. Did you mean '{near}'?",
                "没有函数“{name}”。是否想写“{near}”？",
                "関数「{name}」はありません。「{near}」のことですか?"
            ),
            Self::UnknownFunction(name, None) => words!(
                "There is no function '{name}'",
                "没有函数“{name}”",
                "関数「{name}」はありません"
            ),
            Self::SameKey(name) => words!(
                "The key '{name}' is there twice, with and without '.$'",
                "键“{name}”出现了两次，一次带“.$”，一次不带",
                "キー「{name}」が「.$」の付いたものと付かないものの 2 つあります"
            ),
            Self::WrongCount { function, given } => wrong_count(*function, *given),
            Self::Jsonata(said) => Words::new(said, said, said),
        }
    }
}

fn wrong_count(function: Function, given: usize) -> Words {
    let name = function.name();
    let here = if given == 1 { "here is" } else { "here are" };
    match function.arity() {
        (0, 0) => words!(
            "{name} takes no arguments, {here} {given}",
            "{name} 没有参数，这里有 {given} 个",
            "{name} に引数はありませんが、ここには {given} 個あります"
        ),
        (1, 1) => words!(
            "{name} takes one argument, {here} {given}",
            "{name} 需要一个参数，这里有 {given} 个",
            "{name} の引数は 1 個ですが、ここには {given} 個あります"
        ),
        (fewest, usize::MAX) => words!(
            "{name} takes at least {fewest} arguments, {here} {given}",
            "{name} 至少需要 {fewest} 个参数，这里有 {given} 个",
            "{name} の引数は {fewest} 個以上ですが、ここには {given} 個あります"
        ),
        (fewest, most) if fewest == most => words!(
            "{name} takes {most} arguments, {here} {given}",
            "{name} 需要 {most} 个参数，这里有 {given} 个",
            "{name} の引数は {most} 個ですが、ここには {given} 個あります"
        ),
        (fewest, most) => words!(
            "{name} takes {fewest} to {most} arguments, {here} {given}",
            "{name} 需要 {fewest} 到 {most} 个参数，这里有 {given} 个",
            "{name} の引数は {fewest} から {most} 個ですが、ここには {given} 個あります"
        ),
    }
}

/// In English.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}
