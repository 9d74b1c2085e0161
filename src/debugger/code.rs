//! What a JavaScript parser says of the functions. The parser is the host's: it asks what is to be
//! checked, and tells what came of it.

use crate::diagnostic::{Explain, Problem, Wording, Words, words};
use crate::project::Workspace;
use crate::text::TextIndex;
use std::collections::BTreeMap;

/// The sandbox takes so many bytes of code at most (`www/sandbox/protocol.js`).
const MOST: usize = 4 << 20;

/// Where and why a JavaScript parser stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFault {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units.
    pub column: u32,
    /// The parser's own words.
    pub message: String,
}

/// What is known of the functions' code.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// By file: the text that was asked about, and what came of it.
    known: BTreeMap<String, (String, Option<Problem>)>,
}

impl Code {
    /// Files whose present text was not asked about yet; from now on it was. Files that are no more
    /// are forgotten.
    pub fn unchecked(&mut self, workspace: &Workspace) -> Vec<(String, String)> {
        let files = &workspace.functions;
        self.known
            .retain(|name, _| files.iter().any(|file| file.name == *name));
        let mut asked = Vec::new();
        for file in files {
            let known = self.known.get(&file.name);
            if known.is_some_and(|(text, _)| *text == file.text) {
                continue;
            }
            // What was wrong stays until the answer is there, so that the list does not flicker.
            let problem = self
                .known
                .remove(&file.name)
                .and_then(|(_, problem)| problem);
            let small = file.text.len() <= MOST;
            let problem = if small {
                problem
            } else {
                Some(too_large(&file.text))
            };
            let entry = (file.text.clone(), problem);
            self.known.insert(file.name.clone(), entry);
            if small {
                asked.push((file.name.clone(), file.text.clone()));
            }
        }
        asked
    }

    /// Takes a verdict in; one about a text that has changed since is dropped. Whether anything is
    /// different now.
    pub fn checked(&mut self, name: &str, text: &str, fault: Option<&CodeFault>) -> bool {
        let Some((asked, problem)) = self.known.get_mut(name) else {
            return false;
        };
        if asked != text {
            return false;
        }
        let found = fault.map(|fault| problem_of(text, fault));
        std::mem::replace(problem, found.clone()) != found
    }

    /// What is wrong with each file.
    pub fn problems(&self) -> impl Iterator<Item = (&str, &str, &Problem)> {
        let known = self.known.iter();
        known.filter_map(|(name, (text, problem))| Some((&**name, &**text, problem.as_ref()?)))
    }
}

/// Something about the code of a function. AWS takes any text for one; such a one fails at its first call.
enum CodeProblem<'a> {
    /// The parser stopped, and said this.
    Syntax(&'a str),
    /// More than [`MOST`] bytes.
    TooLarge,
}

impl Explain for CodeProblem<'_> {
    fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "JAVASCRIPT_SYNTAX",
            Self::TooLarge => "FUNCTION_TOO_LARGE",
        }
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Syntax(message) => Wording::new(
                Words::new(*message, *message, *message),
                words!(
                    "JavaScript cannot be read on from here. A function like this fails at its first call with Runtime.UserCodeSyntaxError.",
                    "JavaScript 从这里开始无法解析。这样的函数在首次调用时会以 Runtime.UserCodeSyntaxError 失败。",
                    "ここから先を JavaScript として読み取れません。このままの関数は、最初の呼び出しで Runtime.UserCodeSyntaxError になって失敗します。",
                ),
            ),
            Self::TooLarge => Wording::new(
                words!(
                    "This file is too large",
                    "这个文件过大",
                    "このファイルは大きすぎます"
                ),
                words!(
                    "Functions here have at most 4 MB of code. Keep only what the handler needs.",
                    "这里的函数代码最多 4 MB。请只保留处理函数需要的部分。",
                    "ここで使える関数のコードは 4 MB までです。ハンドラーに必要な部分だけを残してください。",
                ),
            ),
        }
    }
}

fn problem_of(text: &str, fault: &CodeFault) -> Problem {
    let start = offset(text, fault);
    let rest = &text[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
    let one = rest.chars().next().map_or(0, char::len_utf8);
    let span = start..start + word.unwrap_or(rest.len()).max(one);
    Problem::of(&CodeProblem::Syntax(&fault.message), span, "")
}

fn too_large(text: &str) -> Problem {
    let one = text.chars().next().map_or(0, char::len_utf8);
    Problem::of(&CodeProblem::TooLarge, 0..one, "")
}

/// The byte of a place that is counted in lines and UTF-16 units.
fn offset(text: &str, fault: &CodeFault) -> usize {
    let before = (fault.line as usize).saturating_sub(1);
    let start = match before {
        0 => 0,
        _ => text
            .match_indices('\n')
            .nth(before - 1)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    let line = text[start..].lines().next().unwrap_or_default();
    start + TextIndex::new(line).to_byte((fault.column as usize).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{Code, CodeFault};
    use crate::project::{Function, Workspace};

    fn workspace(text: &str) -> Workspace {
        let (name, text) = ("f.mjs".to_owned(), text.to_owned());
        Workspace {
            functions: vec![Function { name, text }],
            ..Workspace::default()
        }
    }

    fn check(text: &str, line: u32, column: u32, expected: &str) {
        let mut code = Code::default();
        assert_eq!(code.unchecked(&workspace(text)).len(), 1);
        let message = "Unexpected token".to_owned();
        let fault = CodeFault {
            line,
            column,
            message,
        };
        assert!(code.checked("f.mjs", text, Some(&fault)));
        let (_, _, problem) = code.problems().next().unwrap();
        assert_eq!(&text[problem.span.clone()], expected);
    }

    #[test]
    fn the_place_is_that_of_the_parser() {
        check("let a = ;", 1, 9, ";");
        check("// 名前🙂\r\nlet 名前 = 🙂 oops", 2, 13, "oops");
        check("a", 9, 9, "");
        check("a\n", 1, 99, "\n");
    }

    #[test]
    fn what_is_too_large_is_not_sent() {
        let mut code = Code::default();
        let text = "x".repeat(super::MOST + 1);
        assert_eq!(code.unchecked(&workspace(&text)).len(), 0);
        assert_eq!(code.problems().count(), 1);
    }

    #[test]
    fn a_verdict_about_an_older_text_is_dropped() {
        let mut code = Code::default();
        assert_eq!(code.unchecked(&workspace("a")).len(), 1);
        assert_eq!(code.unchecked(&workspace("a")).len(), 0);
        assert_eq!(code.unchecked(&workspace("b")).len(), 1);
        let message = String::new();
        let fault = CodeFault {
            line: 1,
            column: 1,
            message,
        };
        assert!(!code.checked("f.mjs", "a", Some(&fault)));
        assert!(code.checked("f.mjs", "b", Some(&fault)));
        assert_eq!(code.unchecked(&Workspace::default()).len(), 0);
        assert_eq!(code.problems().count(), 0);
    }
}
