//! How wide a text is drawn, without a screen: estimated, rather too wide than too narrow, so that what
//! fits here fits there. Fonts differ; boxes must not depend on them.

/// Width of `text` in CSS pixels at `size` pixels in a common sans-serif font.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Width of one character in units of the font size.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.30,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '{' | '}' | '-' | '/' | '"' => 0.40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.92,
        'A'..='Z' | '=' | '<' | '>' | '+' | '≤' | '≥' | '≠' | '&' => 0.70,
        '\u{300}'..='\u{36f}' => 0.0,
        c if (c as u32) < 0x1100 => 0.60,
        _ => 1.05,
    }
}

/// `text` on one line of at most `room` pixels; what does not fit gives way to `…`.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - em('…') * size;
    let kept = &text[..fitting(text, size, room)];
    format!("{}…", kept.trim_end())
}

/// `text` on at most two lines, broken where words end if possible.
pub(super) fn two_lines(text: &str, size: f64, room: f64) -> Vec<String> {
    if width(text, size) <= room {
        return vec![text.to_owned()];
    }
    let most = fitting(text, size, room);
    let ends = text.char_indices().zip(text.chars().skip(1));
    let ends = ends.filter(|&((_, c), next)| is_break(c, next));
    let at = ends
        .map(|((at, c), _)| at + c.len_utf8())
        .take_while(|&at| at <= most)
        .filter(|&at| at * 3 >= most)
        .last()
        .unwrap_or(most);
    let (first, rest) = text.split_at(at);
    vec![
        first.trim_end().to_owned(),
        cut(rest.trim_start(), size, room),
    ]
}

/// How many bytes of `text` fit into `room`; at least one character.
fn fitting(text: &str, size: f64, room: f64) -> usize {
    let mut used = 0.0;
    for (at, c) in text.char_indices() {
        used += em(c) * size;
        if used > room && at > 0 {
            return at;
        }
    }
    text.len()
}

/// Whether a line may end behind `c`, before `next`.
fn is_break(c: char, next: char) -> bool {
    matches!(c, ' ' | '-' | '_' | '.' | '/' | ':') || c.is_lowercase() && next.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_left_alone() {
        assert_eq!(cut("Pay", 12.0, 100.0), "Pay");
        assert_eq!(two_lines("Pay", 13.0, 128.0), ["Pay"]);
    }

    #[test]
    fn a_long_text_ends_in_an_ellipsis_and_fits() {
        let long = "$.order.customer.address.country == \"Liechtenstein\"";
        let short = cut(long, 12.0, 120.0);
        assert!(
            short.ends_with('…') && width(&short, 12.0) <= 120.0,
            "{short}"
        );
    }

    #[test]
    fn two_lines_break_between_words() {
        let lines = two_lines("Invoke step-functions-lambda", 13.0, 128.0);
        assert_eq!(lines, ["Invoke step-", "functions-lambda"]);
        let lines = two_lines("GetTranscriptionJobState", 13.0, 128.0);
        assert_eq!(lines, ["GetTranscription", "JobState"]);
    }

    #[test]
    fn wide_characters_count_double_and_are_never_split() {
        let lines = two_lines(
            "調用世界上最長的函數名稱然後再等待一個很長的時間",
            13.0,
            128.0,
        );
        assert!(
            lines.iter().all(|line| width(line, 13.0) <= 128.0),
            "{lines:?}"
        );
        assert!(lines[1].ends_with('…'));
    }
}
