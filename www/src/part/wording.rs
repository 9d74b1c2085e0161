//! Numbers and the core's typed values in words.

use crate::i18n::{Language, Phrases};
use asl::debugger::view::{Place, What, Why};
use asl::diagnostic::Words;

/// A sentence of the core in the page's language.
pub fn in_language(words: &Words, language: Language) -> String {
    match language {
        Language::English => words.en.clone(),
        Language::Chinese => words.zh.clone(),
        Language::Japanese => words.ja.clone(),
    }
}

/// A length of time, the same in all languages: `350 ms`, `1.2 s`, `2 min 05 s`, `3 h 20 min`, `30 d`. Nothing is
/// said of a smaller unit of which there is none.
pub fn duration(millis: i64) -> String {
    let seconds = millis / 1000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    if millis < 1_000 {
        format!("{millis} ms")
    } else if seconds < 60 {
        let tenths = millis / 100;
        if tenths % 10 == 0 {
            format!("{seconds} s")
        } else {
            format!("{seconds}.{} s", tenths % 10)
        }
    } else {
        match (days, hours, minutes, seconds % 60) {
            (0, 0, minutes, 0) => format!("{minutes} min"),
            (0, 0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
            (0, hours, 0, _) => format!("{hours} h"),
            (0, hours, minutes, _) => format!("{hours} h {minutes:02} min"),
            (days, 0, ..) => format!("{days} d"),
            (days, hours, ..) => format!("{days} d {hours} h"),
        }
    }
}

/// A clock for the player: `00:01.2`, `1:02:03.4`, `30d 00:00:00.0`. Its width changes only at hours and days.
pub fn clock(millis: i64) -> String {
    let millis = millis.max(0);
    let (tenths, seconds) = (millis / 100 % 10, millis / 1000);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let seconds = seconds % 60;
    match (days, hours) {
        (0, 0) => format!("{minutes:02}:{seconds:02}.{tenths}"),
        (0, hours) => format!("{hours}:{minutes:02}:{seconds:02}.{tenths}"),
        (days, hours) => format!("{days}d {hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// What the cursor is at: `Invoke Lambda · Result`.
pub fn place(phrases: &Phrases, place: &Place) -> String {
    let what = match &place.what {
        What::Nothing => phrases.at_start.to_owned(),
        What::Event(name) => name.clone(),
        What::Stage(stage) => (phrases.stage)(*stage).to_owned(),
        What::Why(why) => why_short(phrases, why).to_owned(),
    };
    let iteration = place
        .iteration
        .map(|index| format!(" #{index}"))
        .unwrap_or_default();
    if place.state.is_empty() {
        what
    } else {
        format!("{}{iteration} · {what}", place.state)
    }
}

fn why_short(phrases: &Phrases, why: &Why) -> &'static str {
    match why {
        Why::Rule { .. }
        | Why::Default { .. }
        | Why::Uncaught { .. }
        | Why::Fails { .. }
        | Why::Evaluation { .. }
        | Why::TimedOut { .. }
        | Why::Iterations { .. }
        | Why::IterationFailed { .. }
        | Why::Intolerable { .. } => phrases.decision,
        Why::Retrying { .. } | Why::Exhausted { .. } => phrases.retry,
        Why::Caught { .. } => phrases.caught,
        Why::Waiting { reason, .. } => (phrases.wait_reason)(*reason),
    }
}

/// A size in bytes.
pub fn bytes(count: u32) -> String {
    if count < 1024 {
        format!("{count} B")
    } else {
        format!("{:.1} KB", f64::from(count) / 1024.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well_at_every_size() {
        let words: Vec<_> = [
            0,
            999,
            1_000,
            1_250,
            120_000,
            121_000,
            3_600_000,
            3_661_000,
            30 * 86_400_000,
        ]
        .into_iter()
        .map(duration)
        .collect();
        assert_eq!(
            words,
            [
                "0 ms",
                "999 ms",
                "1 s",
                "1.2 s",
                "2 min",
                "2 min 01 s",
                "1 h",
                "1 h 01 min",
                "30 d"
            ]
        );
    }

    #[test]
    fn the_clock_shows_only_what_it_needs() {
        let words: Vec<_> = [-5, 1_234, 3_723_400, 30 * 86_400_000]
            .into_iter()
            .map(clock)
            .collect();
        assert_eq!(words, ["00:00.0", "00:01.2", "1:02:03.4", "30d 00:00:00"]);
    }
}
