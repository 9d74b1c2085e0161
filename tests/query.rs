//! Payload templates, writing to a reference path, and expressions against hostile input.

use asl::query::{Dialect, Env, Expression, Path, QueryFailure, ReferencePath, Template};
use asl::value::{Object, Value, parse};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn json(text: &str) -> Value {
    parse(text).expect(text)
}

/// Runs `ask` with an environment in which `input` is the data and the context object.
fn with_env<T>(input: &Value, ask: impl FnOnce(&Env<'_>) -> T) -> T {
    ask(&Env {
        input,
        context: &|| input.clone(),
        variable: &|name| input.get(name).cloned(),
        random: &|| 0.5,
        result: None,
        error_output: None,
        now: asl::value::Timestamp::default(),
    })
}

fn payload(template: &str, input: &str) -> Result<String, String> {
    let template = Template::parse(&json(template)).expect("a sound template");
    with_env(&json(input), |env| template.evaluate(env))
        .map(|value| value.to_json())
        .map_err(|failure| failure.to_string())
}

#[track_caller]
fn check_payload(template: &str, input: &str, expected: &str) {
    assert_eq!(payload(template, input).as_deref(), Ok(expected));
}

#[test]
fn literal_keys_stand_first_and_marked_ones_as_in_a_hash_map() {
    check_payload(
        r#"{"TableName.$":"$.t","Key.$":"$.k","UpdateExpression.$":"$.u",
            "ExpressionAttributeValues.$":"$.v","ReturnValues":"UPDATED_NEW"}"#,
        r#"{"t":1,"k":2,"u":3,"v":4}"#,
        r#"{"ReturnValues":"UPDATED_NEW","TableName":1,"UpdateExpression":3,"Key":2,"ExpressionAttributeValues":4}"#,
    );
    check_payload(
        r#"{"child":"ok","input.$":"$","nullable":null}"#,
        r#"{"a":1}"#,
        r#"{"child":"ok","nullable":null,"input":{"a":1}}"#,
    );
    check_payload(
        r#"{"id.$":"$.a","nested":{"id.$":"$.a","data.$":"$.a"},"data.$":"$.a"}"#,
        r#"{"a":1}"#,
        r#"{"nested":{"data":1,"id":1},"data":1,"id":1}"#,
    );
}

#[test]
fn objects_in_arrays_are_walked_and_texts_are_left_alone() {
    check_payload(
        r#"{"list":["$.a",{"x.$":"$.a"},[{"y.$":"$.a"}]],"text":"$.a"}"#,
        r#"{"a":1}"#,
        r#"{"list":["$.a",{"x":1},[{"y":1}]],"text":"$.a"}"#,
    );
}

#[test]
fn every_root_and_every_kind_of_expression() {
    check_payload(
        r#"{"data.$":"$.a.b","context.$":"$$.a","variable.$":"$a.b","call.$":"States.Format('{}', $.a.b)"}"#,
        r#"{"a":{"b":1}}"#,
        r#"{"call":"1","data":1,"context":{"b":1},"variable":1}"#,
    );
}

#[test]
fn an_item_that_is_not_there_is_null_in_a_template_only() {
    check_payload(r#"{"x.$":"$.a[9]"}"#, r#"{"a":[1]}"#, r#"{"x":null}"#);
    check_payload(r#"{"x.$":"$.a[*]"}"#, "{}", r#"{"x":[]}"#);
    let failed = payload(r#"{"x.$":"States.Array($.a[9])"}"#, r#"{"a":[1]}"#);
    assert!(failed.is_err());
    let path = Path::parse("$.a[9]").expect("a path");
    assert!(with_env(&json(r#"{"a":[1]}"#), |env| path.evaluate(env)).is_err());
}

#[test]
fn a_missing_path_is_told_with_its_field() {
    let failed = payload(r#"{"deep":{"value.$":"$.no_such_jsonpath"}}"#, r#"{"a":1}"#);
    let recorded = "The JSONPath '$.no_such_jsonpath' specified for the field 'value.$' could not be found in \
                    the input '{\"a\":1}'";
    assert_eq!(failed, Err(recorded.to_owned()));
    let expression = Expression::parse("$.ErrorX").expect("a path");
    let failure = with_env(&json("{}"), |env| expression.evaluate(env, "ErrorPath"));
    assert!(
        matches!(failure, Err(QueryFailure::PathNotFound { field, .. }) if field == "ErrorPath")
    );
}

#[test]
fn everything_wrong_in_a_template_is_told_at_once() {
    let template = json(
        r#"{"a.$":"no path","b.$":5,"c":[{"d.$":"$.x["}],"e":1,"e.$":"$.e","f.$":"States.Nope()"}"#,
    );
    let faults = Template::parse(&template).expect_err("faults");
    let places: Vec<String> = faults.iter().map(|fault| fault.at.join("/")).collect();
    assert_eq!(places, ["a.$", "b.$", "c/0/d.$", "e.$", "f.$"]);
    let offset = |index: usize| faults[index].fault.offset;
    assert_eq!([offset(2), offset(4)], [3, 0]);
}

#[test]
fn faults_stand_where_they_are() {
    for (expression, offset) in [
        ("$.a b", 3),
        ("$.a.b[x]", 5),
        ("$.a[?(@.b = 1)]", 10),
        ("$.a[?(@.b == 'x)]", 13),
        ("States.Format('{}', $.a[)", 23),
        ("States.Array(1, 02)", 16),
        ("States.Array(States.Nope())", 13),
        (r"States.Array('a\x')", 15),
    ] {
        let fault = Expression::parse(expression).expect_err(expression);
        assert_eq!(fault.offset, offset, "{expression}: {}", fault.reason);
    }
}

#[test]
fn expressions_tell_what_they_are() {
    let parse = |text| Expression::parse(text).expect("sound");
    assert!(parse("States.Hash('a', 'MD5')").returns_string() && parse("$.a").returns_string());
    assert!(!parse("States.Array()").returns_string());
    let nested = parse("States.Array($.a, States.Format('{}', $$.b), 1)");
    let paths: Vec<&str> = nested.paths().iter().map(|path| path.as_str()).collect();
    assert_eq!(paths, ["$.a", "$$.b"]);
    let path = |text| Path::parse(text).expect("sound");
    assert!(path("$.a['b'][0]").is_reference() && path("$['a','b']").is_definite());
    assert!(!path("$['a','b']").is_reference() && !path("$.a.length()").is_reference());
}

#[track_caller]
fn check_put(path: &str, target: &str, expected: Result<&str, &str>) {
    let path = ReferencePath::parse(path).expect("a reference path");
    let put = path
        .put(&json(target), json("\"new\""))
        .map(|value| value.to_json());
    assert_eq!(put.as_deref().map_err(String::as_str), expected);
}

#[test]
fn putting_makes_objects_on_the_way() {
    check_put("$", "4", Ok(r#""new""#));
    check_put("$.a", r#"{"b":1}"#, Ok(r#"{"b":1,"a":"new"}"#));
    check_put("$.a", r#"{"a":1,"b":2}"#, Ok(r#"{"a":"new","b":2}"#));
    check_put("$.a.b['c d']", "{}", Ok(r#"{"a":{"b":{"c d":"new"}}}"#));
    check_put(
        "$.a[0].b",
        r#"{"a":[{"c":1}]}"#,
        Ok(r#"{"a":[{"c":1,"b":"new"}]}"#),
    );
    check_put("$[1]", "[1,2]", Ok(r#"[1,"new"]"#));
    check_put("$[-1]", "[1,2]", Ok(r#"[1,"new"]"#));
}

#[test]
fn putting_where_nothing_can_stand_is_told() {
    check_put(
        "$.child",
        "4",
        Err("Unable to apply ReferencePath $.child to input 4"),
    );
    check_put(
        "$.a.b",
        r#"{"a":1}"#,
        Err(r#"Unable to apply ReferencePath $.a.b to input {"a":1}"#),
    );
    check_put(
        "$[2]",
        "[1]",
        Err("Unable to apply ReferencePath $[2] to input [1]"),
    );
    check_put(
        "$.a[0]",
        "{}",
        Err("Unable to apply ReferencePath $.a[0] to input {}"),
    );
    for path in [
        "$$.a",
        "$a",
        "$.a[*]",
        "$..a",
        "$.a[0:1]",
        "$.a[?(@.b)]",
        "$.a.length()",
        "a",
    ] {
        assert!(ReferencePath::parse(path).is_err(), "{path}");
    }
}

/// What an evaluation may take at the very most, unoptimised and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn hostile_paths_end() {
    let deep = json(&format!("{}1{}", r#"{"a":["#.repeat(240), "]}".repeat(240)));
    let wide = json(&format!("[{}0]", r#"{"a":1},"#.repeat(30_000)));
    let text = json(&format!(r#"["{}"]"#, "a".repeat(200_000)));
    for (path, document) in [
        ("$..*..*..*..*", &deep),
        ("$..a..a..a..a..a", &deep),
        ("$..[?(@..a)]..[?(@..a)]", &deep),
        ("$[?(@.a in $..a)]", &wide),
        ("$[?($[?($[?(@.a == 1)])])]", &wide),
        ("$..[0,0,0,0,0,0,0]..[0,0,0,0,0]", &wide),
        ("$[?(@ =~ /(a+)+b/)]", &text),
        ("$[?(@ =~ /((((a*)*)*)*)*b/)]", &text),
    ] {
        let path = Path::parse(path).expect(path);
        let start = Instant::now();
        let _ = path.apply(document);
        assert!(start.elapsed() < PATIENCE, "{}", path.as_str());
    }
}

#[test]
fn hostile_expressions_are_refused_or_end() {
    let brackets = format!("$.a{}", "[?(@.a".repeat(5_000));
    let calls = format!("$.a{}", ".f($.a".repeat(5_000));
    let parentheses = format!("$[?({}", "(".repeat(100_000));
    let nots = format!("$[?({}", "!".repeat(100_000));
    let literal = format!("$[?(@ == {}", "[".repeat(100_000));
    let groups = format!("$[?(@ =~ /{}/)]", "(".repeat(100_000));
    let counts = "$[?(@ =~ /((a{1000}){1000}){1000}/)]".to_owned();
    let nested = "States.Array(".repeat(100_000);
    let long = format!("$..a{}", ".a".repeat(100_000));
    for text in [
        brackets,
        calls,
        parentheses,
        nots,
        literal,
        groups,
        counts,
        nested,
        long,
    ] {
        assert!(Expression::parse(&text).is_err());
    }
    let steps = Path::parse(&format!("$['x','y']{}", ".a".repeat(200))).expect("a path");
    assert!(steps.apply(&json("{}")).is_ok());
}

#[test]
fn a_template_can_not_fill_the_memory() {
    let holes = "{}".repeat(1_000);
    let arguments = ", $".repeat(1_000);
    let call = Expression::parse(&format!("States.Format('{holes}'{arguments})")).expect("a call");
    let input = Value::from("x".repeat(100_000));
    assert!(with_env(&input, |env| call.evaluate(env, "x.$")).is_err());
}

/// A JSON value of a few levels.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |f| f.is_finite())
            .prop_map(Value::from),
        "[a-c\"\\\\ü\u{1}]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-c]", inner), 0..5).prop_map(|members| {
                let object: Object = members.into_iter().map(|(k, v)| (k.into(), v)).collect();
                Value::from(object)
            }),
        ]
    })
}

/// Text that looks like a path or a call more often than not.
fn any_expression() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "$",
        "$$",
        "@",
        ".",
        "..",
        "a",
        "b",
        "[",
        "]",
        "'a'",
        "\"b\"",
        "*",
        "?",
        "(",
        ")",
        "0",
        "-1",
        ":",
        ",",
        " ",
        "==",
        "!=",
        "<",
        "=~",
        "/a+/i",
        "&&",
        "||",
        "!",
        "in",
        "['a','b']",
        "[?(@.a == 1)]",
        "[?(@.b)]",
        "[0:2]",
        "[*]",
        ".length()",
        ".sum()",
        "States.",
        "Format",
        "Array",
        "MathAdd",
        "JsonMerge",
        "'{}'",
        "\\",
        "{}",
        "null",
        "true",
        "ü",
        "StringToJson(",
        "Hash(",
        "'MD5'",
        "ArrayRange(",
        "1e3",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any_expression(), noise in ".{0,40}", value in any_value()) {
        for text in [text.clone(), format!("$.{text}"), format!("$[?(@.{text})]"), format!("States.Array({text})"), noise] {
            for dialect in [Dialect::Aws, Dialect::Jayway] {
                if let Ok(path) = Path::parse_as(&text, dialect) {
                    let _ = path.apply(&value);
                }
            }
            match Expression::parse(&text) {
                Ok(expression) => drop(with_env(&value, |env| expression.evaluate(env, "x.$"))),
                Err(fault) => prop_assert!(fault.offset <= text.len(), "{text}: {fault:?}"),
            }
            if let Ok(path) = ReferencePath::parse(&text) {
                let _ = path.put(&value, Value::Null);
            }
        }
    }

    #[test]
    fn what_is_put_is_found(value in any_value(), keys in prop::collection::vec("[a-d]", 1..4)) {
        let path = format!("$.{}", keys.join("."));
        let path = ReferencePath::parse(&path).expect("a path");
        if let Ok(changed) = path.put(&value, "here".into()) {
            let found = with_env(&changed, |env| path.as_path().evaluate(env));
            prop_assert_eq!(found, Ok("here".into()));
        }
    }

    #[test]
    fn a_template_without_marks_gives_itself(value in any_value()) {
        let template = Template::parse(&value).expect("nothing marked");
        let payload = with_env(&Value::Null, |env| template.evaluate(env));
        prop_assert_eq!(payload, Ok(value));
    }

    /// Where the grammars agree, so do the answers of another engine.
    #[test]
    fn regular_expressions_match_as_another_engine_has_it(
        pattern in "(a|b|\\.|\\[ab\\]|\\[\\^a\\]|\\(a\\|ab\\)|\\(b\\?a\\)|\\(ab\\)|a\\*|b\\+|a\\?|b\\*\\?|\\(ab\\)\\{1,2\\}|\\(a\\|b\\)\\*){0,5}",
        text in "[ab]{0,7}",
    ) {
        let ours = asl::query::pattern::Pattern::compile(&pattern, "").expect("a pattern");
        let theirs = regress::Regex::new(&format!("^(?:{pattern})$")).expect("a pattern");
        prop_assert_eq!(ours.matches(&text, &mut 1_000_000), Ok(theirs.find(&text).is_some()), "{}", pattern);
    }

    #[test]
    fn regular_expressions_are_read_or_refused(pattern in "[ab().*+?{}\\[\\]|^$\\\\dwz0-3:=!,&-]{0,20}", text in "[ab]{0,8}") {
        if let Ok(pattern) = asl::query::pattern::Pattern::compile(&pattern, "i") {
            let _ = pattern.matches(&text, &mut 50_000);
        }
    }
}
