//! What became of each case, and the table of all.

use std::collections::BTreeMap;

/// What became of a case.
pub enum Verdict {
    Passed,
    Failed(String),
    /// It is left out, and why.
    Ignored(String),
    /// It is left out because somebody else judged otherwise than AWS does: what they say, and why AWS
    /// is right.
    Overruled {
        said: &'static str,
        why: String,
    },
}

/// A case that has been tried.
pub struct Tried {
    pub category: String,
    pub name: String,
    pub verdict: Verdict,
}

impl Tried {
    pub fn new(category: &str, name: &str, verdict: Verdict) -> Self {
        Self {
            category: category.to_owned(),
            name: name.to_owned(),
            verdict,
        }
    }
}

/// Differences make a failure, none a pass.
pub fn judged(differences: &[String]) -> Verdict {
    if differences.is_empty() {
        Verdict::Passed
    } else {
        Verdict::Failed(differences.join("\n"))
    }
}

#[derive(Default)]
struct Row {
    passed: usize,
    failed: usize,
    ignored: BTreeMap<String, usize>,
}

impl Row {
    fn leave_out(&mut self, reason: &str) {
        *self.ignored.entry(reason.to_owned()).or_default() += 1;
    }
}

/// A line for each case in which somebody else judged otherwise than AWS does.
pub fn overruled(tried: &[Tried]) -> String {
    let lines = tried.iter().filter_map(|case| match &case.verdict {
        Verdict::Overruled { said, why } => {
            let (category, name) = (&case.category, &case.name);
            Some(format!(
                "  {category}: {name}\n    {said}; AWS is right: {why}"
            ))
        }
        Verdict::Passed | Verdict::Failed(_) | Verdict::Ignored(_) => None,
    });
    let lines: Vec<String> = lines.collect();
    let count = lines.len();
    let title = format!("Verdicts of others that AWS decides against ({count}):");
    [vec![title], lines].concat().join("\n")
}

/// A line for each category, with the reasons for what was left out.
pub fn table(tried: &[Tried]) -> String {
    let mut rows = BTreeMap::<&str, Row>::new();
    for case in tried {
        let row = rows.entry(&case.category).or_default();
        match &case.verdict {
            Verdict::Passed => row.passed += 1,
            Verdict::Failed(_) => row.failed += 1,
            Verdict::Ignored(reason) => row.leave_out(reason),
            Verdict::Overruled { .. } => row.leave_out("AWS decides otherwise, see below"),
        }
    }
    let mut lines = vec![format!(
        "{:<38} {:>6} {:>6} {:>7}  left out because",
        "category", "passed", "failed", "ignored"
    )];
    for (category, row) in rows {
        let reasons = row
            .ignored
            .iter()
            .map(|(reason, count)| format!("{reason} ({count})"))
            .collect::<Vec<_>>();
        lines.push(format!(
            "{category:<38} {:>6} {:>6} {:>7}  {}",
            row.passed,
            row.failed,
            row.ignored.values().sum::<usize>(),
            reasons.join(", ")
        ));
    }
    lines.join("\n")
}
