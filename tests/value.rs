//! Values as text and back: numbers as Java writes them, and no text that brings the reader down.

use asl::value::{MAX_DEPTH, Number, Object, Timestamp, Value, parse};
use proptest::prelude::*;
use std::cmp::Ordering;

#[track_caller]
fn check(text: &str, printed: &str) {
    assert_eq!(
        parse(text).map(|value| value.to_json()).as_deref(),
        Ok(printed),
        "{text}"
    );
}

#[test]
fn numbers_keep_their_kind() {
    for (text, printed) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "-0.0"),
        ("1.0", "1.0"),
        ("1.10", "1.1"),
        ("1e3", "1000.0"),
        ("1E7", "1.0E7"),
        ("9999999.5", "9999999.5"),
        ("123456789.125", "1.23456789125E8"),
        ("0.001", "0.001"),
        ("0.000999", "9.99E-4"),
        ("9223372036854775807", "9223372036854775807"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
        (
            "-123456789012345678901234567890",
            "-123456789012345678901234567890",
        ),
        ("1E400", "1E400"),
        ("0.1", "0.1"),
    ] {
        check(text, printed);
    }
}

#[test]
fn numbers_compare_by_value() {
    let number = |text: &str| Number::from_json(text).expect(text);
    for (a, b, ordering) in [
        ("1", "1.0", Ordering::Equal),
        ("1", "1.5", Ordering::Less),
        ("-1", "-1.5", Ordering::Greater),
        ("9007199254740993", "9007199254740992.0", Ordering::Greater),
        ("9223372036854775807", "9.3e18", Ordering::Less),
        (
            "100000000000000000000",
            "100000000000000000001",
            Ordering::Less,
        ),
        (
            "-100000000000000000000",
            "-100000000000000000001",
            Ordering::Greater,
        ),
        ("100000000000000000000", "5", Ordering::Greater),
        ("1E400", "1e300", Ordering::Greater),
    ] {
        assert_eq!(number(a).compare(&number(b)), ordering, "{a} {b}");
        assert_eq!(number(b).compare(&number(a)), ordering.reverse(), "{b} {a}");
    }
    assert_ne!(number("1"), number("1.0"), "as data they differ");
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "'a'",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x1",
        "NaN",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "1 2",
        "[1]]",
        "\u{feff}1",
        "{\"a\" 1}",
        "tru",
    ] {
        assert!(parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn texts_keep_what_they_say() {
    check(r#""\u00e9\ud83d\ude00\/\b\u001f""#, "\"é😀/\\b\\u001F\"");
    check(r#""\ud800""#, "\"\u{FFFD}\"");
    check("{\"b\":1,\"a\":{},\"b\":2}", r#"{"b":2,"a":{}}"#);
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert!(parse(&nested(MAX_DEPTH + 1)).is_err());
    assert!(parse(&"[".repeat(1_000_000)).is_err());
    assert!(parse(&"{\"a\":".repeat(1_000_000)).is_err());
    let value = parse(&nested(10)).expect("JSON");
    assert!(value.is_deeper_than(9) && !value.is_deeper_than(10));
}

#[test]
fn moments_are_read_as_the_language_asks() {
    let utc = Timestamp::parse("2016-03-14T01:59:00Z");
    assert_eq!(
        utc.map(Timestamp::to_iso).as_deref(),
        Some("2016-03-14T01:59:00.000Z")
    );
    assert_eq!(Timestamp::parse("2016-03-14T02:59:00.0009+01:00"), utc);
    for text in [
        "2016-03-14T01:59:00",
        "2016-03-14",
        "2016-03-14 01:59:00Z",
        "2016-03-14t01:59:00Z",
        "2016-03-14T01:59:00z",
        "x",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |f| f.is_finite())
            .prop_map(Value::from),
        "[1-9][0-9]{20,30}".prop_map(|n| Number::from_json(&n).map_or(Value::Null, Value::Number)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6).prop_map(|members| {
                let object: Object = members.into_iter().map(|(k, v)| (k.into(), v)).collect();
                Value::from(object)
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(value in any_value()) {
        prop_assert_eq!(parse(&value.to_json()), Ok(value.clone()));
        prop_assert_eq!(parse(&value.to_pretty_json()), Ok(value));
    }

    #[test]
    fn any_text_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let text = String::from_utf8_lossy(&bytes);
        if let Err(fault) = parse(&text) {
            prop_assert!(fault.offset <= text.len());
        }
        let _ = Timestamp::parse(&text);
    }

    #[test]
    fn almost_json_is_read_or_refused(text in "[\\[\\]{}:,\"\\\\a-fu0-9eE+. -]{0,40}") {
        match parse(&text) {
            Ok(value) => prop_assert_eq!(parse(&value.to_json()), Ok(value)),
            Err(fault) => prop_assert!(fault.offset <= text.len()),
        }
    }

    #[test]
    fn moments_survive_their_text(millis in -62_000_000_000_000_i64..253_000_000_000_000) {
        let text = Timestamp(millis).to_iso();
        prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp(millis)));
    }
}
