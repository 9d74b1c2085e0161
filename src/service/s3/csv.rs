//! Comma-separated values as an item reader reads them: RFC 4180, with any one-character delimiter.

/// The rows of a text, each with its fields. Empty lines are no rows. A quoted field may hold
/// delimiters, line ends and doubled quotes; a quote inside an unquoted field is a character like others.
pub(super) fn rows(text: &str, delimiter: char) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(['\r', '\n']);
        (!rest.is_empty()).then(|| row(&mut rest, delimiter))
    })
}

fn row(rest: &mut &str, delimiter: char) -> Vec<String> {
    let mut fields = Vec::new();
    loop {
        fields.push(field(rest, delimiter));
        match rest.strip_prefix(delimiter) {
            Some(after) => *rest = after,
            None => return fields,
        }
    }
}

fn field(rest: &mut &str, delimiter: char) -> String {
    let mut text = String::new();
    if let Some(mut quoted) = rest.strip_prefix('"') {
        loop {
            let end = quoted.find('"').unwrap_or(quoted.len());
            text.push_str(&quoted[..end]);
            quoted = quoted.get(end + 1..).unwrap_or_default();
            match quoted.strip_prefix('"') {
                Some(after) => (text, quoted) = (text + "\"", after),
                None => break,
            }
        }
        *rest = quoted;
    }
    let end = rest.find([delimiter, '\r', '\n']).unwrap_or(rest.len());
    text.push_str(&rest[..end]);
    *rest = &rest[end..];
    text
}

#[cfg(test)]
mod tests {
    use super::rows;

    fn check(text: &str, delimiter: char, expected: &[&[&str]]) {
        assert_eq!(rows(text, delimiter).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rows_and_fields() {
        check("a,b\n1,2\n", ',', &[&["a", "b"], &["1", "2"]]);
        check("a|b\r\n\r\n1|", '|', &[&["a", "b"], &["1", ""]]);
        check(",,,\n   \n", ',', &[&["", "", "", ""], &["   "]]);
        check("", ',', &[]);
    }

    #[test]
    fn quotes() {
        check("\"a,b\",\"c\nd\"", ',', &[&["a,b", "c\nd"]]);
        check("\"say \"\"hi\"\"\",x\"y", ',', &[&["say \"hi\"", "x\"y"]]);
        check("\"never closed,\n", ',', &[&["never closed,\n"]]);
    }
}
