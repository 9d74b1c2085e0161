//! The forms other than JSON in which the command can print a history. None of them is read: `table` and
//! `text` leave names out, and `yaml` says what JSON says, which the command prints as well.

/// So many characters at the beginning tell the form.
const LOOKED_AT: usize = 4_000;

/// The `--output` with which this text was printed, if it is not JSON.
pub fn of(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(LOOKED_AT);
    let head = text[..end.map_or(text.len(), |(end, _)| end)].trim_start();
    let mut lines = head.lines().map(str::trim_start);
    let begins = |marks: &[&str]| marks.iter().any(|mark| head.starts_with(mark));
    if begins(&["events:", "- id:", "- executionStartedEventDetails:"])
        && lines.any(|line| line.starts_with("previousEventId:"))
    {
        return Some("yaml");
    }
    if begins(&["---"]) && head.contains("GetExecutionHistory") {
        return Some("table");
    }
    begins(&["EVENTS\t"]).then_some("text")
}
