//! All slips mended at once: a text from a word processor has the same one in each line.

use crate::diagnostic::Problem;

/// One mistake may hide another, which only the next round sees.
const ROUNDS: usize = 12;

/// A text with its slips mended; `None` if no fewer errors are left then. `problems` says what is wrong with a
/// text.
pub fn mended(text: &str, problems: impl Fn(&str) -> Vec<Problem>) -> Option<String> {
    let errors = |text: &str| {
        let mut problems = problems(text);
        problems.retain(Problem::is_error);
        problems
    };
    let mut left = errors(text);
    let (mut fewest, mut best) = (left.len(), None);
    let mut now = text.to_owned();
    for _ in 0..ROUNDS {
        let Some(next) = once(&now, &left) else { break };
        left = errors(&next);
        if left.len() < fewest {
            fewest = left.len();
            best = Some(next.clone());
        }
        now = next;
    }
    best
}

/// All fixes at once that do not meet.
fn once(text: &str, problems: &[Problem]) -> Option<String> {
    let fixes = problems.iter().filter(|problem| problem.is_slip());
    let fixes = fixes.filter_map(|problem| Some((problem.fix_span(), problem.fix.as_ref()?)));
    let mut fixes: Vec<_> = fixes.collect();
    fixes.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let mut inserted = None;
    for (span, fix) in fixes {
        let twice = span.is_empty() && inserted == Some(span.start);
        if span.start < at || twice {
            continue;
        }
        out.push_str(text.get(at..span.start)?);
        out.push_str(fix);
        inserted = span.is_empty().then_some(span.start);
        at = span.end;
    }
    out.push_str(text.get(at..)?);
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::mended;
    use crate::text::read;

    #[test]
    fn a_mistake_in_each_line_is_one_press() {
        let text = "{ “a”： 1， “b”： [1, 2,], 'c': True }";
        let mended = mended(text, |text| read(text).problems);
        assert_eq!(
            mended.as_deref(),
            Some("{ \"a\": 1, \"b\": [1, 2], \"c\": true }")
        );
    }

    #[test]
    fn what_has_no_fix_is_left() {
        assert_eq!(mended("{ \"a\": }", |text| read(text).problems), None);
        assert_eq!(mended("{}", |text| read(text).problems), None);
    }
}
