//! Nothing makes the parser or the evaluator panic, hang or run out of stack.

use super::cases::{Answer, answer};
use asl::query::jsonata::{Budget, Expression};
use asl::value::{Value, parse};
use libtest_mimic::{Failed, Trial};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::test_runner::{Config, TestRunner};

/// Enough for small things, and soon over.
const BUDGET: Budget = Budget {
    steps: 20_000,
    depth: 200,
};

/// The words that expressions of every kind are made of.
const WORDS: &[&str] = &[
    "$",
    "$$",
    "%",
    "*",
    "**",
    ".",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "{",
    "}",
    ",",
    ";",
    ":",
    ":=",
    "?",
    "@$x",
    "#$i",
    "^(",
    "<",
    ">",
    "=",
    "!=",
    "<=",
    ">=",
    "+",
    "-",
    "/",
    "&",
    "|",
    "~>",
    "..",
    " and ",
    " or ",
    " in ",
    "a",
    "b",
    "$a",
    "$f",
    "$x",
    "$i",
    "function($a)",
    "λ($a, $b)<n-n?:n>",
    "1",
    "-1",
    "2.5",
    "1e300",
    "'text'",
    "\"\"",
    "null",
    "true",
    "false",
    "/a+(b)?/",
    "/^/m",
    "$map(",
    "$sum(",
    "$string(",
    "$replace(",
    "$match(",
    "$sort(",
    "$reduce(",
    "$each(",
    "$spread(",
    "$zip(",
    "$pad(",
    "$substring(",
    "$formatNumber(",
    "$toMillis(",
    "$fromMillis(",
    "$parse(",
    "$range(",
    "$partition(",
    "'[Y]-[M]'",
    "'#,##0.00'",
    "`q`",
    "/*c*/",
    "\\",
    "é",
    "😀",
    "!",
    "~",
    "\n",
];

/// One trial for each way of being hostile.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("hostile::any text", any_text),
        Trial::test("hostile::any words", any_words),
        Trial::test("hostile::deep expressions", deep_expressions),
        Trial::test("hostile::endless calls", endless_calls),
        Trial::test("hostile::many matches", many_matches),
        Trial::test("hostile::any patterns", any_patterns),
    ]
}

/// Compiles, looks for references, evaluates over a small document.
fn survive(text: &str) {
    let document = parse(r#"{"a":[1,{"b":"x","a":null},[2,"y"]],"b":{"a":3}}"#).expect("JSON");
    let variable = |name: &str| (name == "states").then(|| document.clone());
    if let Ok(expression) = Expression::compile(text) {
        let _ = expression.references();
    }
    let _ = answer(text, Some(&document), &variable, BUDGET);
}

fn run(strategy: impl Strategy<Value = String>, cases: u32) -> Result<(), Failed> {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    });
    let survived = runner.run(&strategy, |text| {
        survive(&text);
        Ok(())
    });
    survived.map_err(|error| error.to_string().into())
}

fn any_text() -> Result<(), Failed> {
    run("\\PC{0,60}", 500)
}

fn any_words() -> Result<(), Failed> {
    let word = (0..WORDS.len()).prop_map(|index| WORDS[index].to_owned());
    let call = vec(word.clone(), 0..4).prop_map(|words| format!("({})", words.concat()));
    let part = prop_oneof![3 => word, 1 => call, 1 => Just(")".to_owned())];
    run(vec(part, 0..24).prop_map(|words| words.concat()), 4_000)
}

/// What nests is refused before it endangers the stack.
fn deep_expressions() -> Result<(), Failed> {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{'a':", "}"),
        ("-", "1"),
        ("1+", "1"),
        ("a.", "a"),
        ("a[", "0]"),
        ("$f(", ")"),
        ("1?", "1"),
        ("1?1:", "1"),
        ("function(){", "}"),
        ("$a:=", "1"),
        ("1~>", "$f"),
        ("|a|", "a|"),
        ("", "[0]"),
        ("", "()"),
        ("", "{'a':1}"),
        ("", "^(a)"),
        ("", ".%"),
        ("", "@$x"),
    ] {
        for count in [90, 170, 20_000] {
            survive(&format!("{}a{}", open.repeat(count), close.repeat(count)));
            survive(&format!("{}a", open.repeat(count)));
        }
    }
    let deep = format!("{}1{}", "[".repeat(300), "]".repeat(300));
    match Expression::compile(&deep) {
        Err(error) if error.code.as_str() == "U0001" => Ok(()),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

/// Calls, texts and data that grow without end are stopped, and what they made is let go.
fn endless_calls() -> Result<(), Failed> {
    for text in [
        "($f := function($n) { $f($n + 1) }; $f(0))",
        "($f := function($n) { [$f($n + 1)] }; $f(0))",
        "($f := function($n) { $map([1], function($x) { $f($n + 1) }) }; $f(0))",
        "($f := function($n) { $sort([1, 2], function($a, $b) { $f($n + 1) }) }; $f(0))",
        "($f := function($n) { $replace('ab', /a/, function($m) { $f($n + 1) }) }; $f(0))",
        "($f := function($s) { $f($s & $s) }; $f('abc'))",
        "($f := function($s) { $f([$s, $s]) }; $f('abc'))",
        "($f := function($s) { $f({'a': $s}) }; $f('abc'))",
        "($f := function($g) { $f(function() { $g() }) }; $f($f))",
        "($f := function($g) { $f($g ~> $g) }; $f($uppercase))",
        "($f := function($g) { $f($g(?)) }; (function() { $f(function($x) { $x }) })())",
        "($f := function($g) { $f($pad(?, $g)) }; $f(1))",
        "($f := function($x) { $f($x.(function() { $ })) }; $f([1]))",
        "($f := function($x) { $f($x ~> |$|{'a': $}|) }; $f({'b': 1}))",
        "$map([1..5000], function($x) { $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /(a+)+b/) })",
        "$reduce([1..20000], function($a, $b) { $append($a, $a) }, [1])",
        "[1..10000].[1..10000].[1..10000]",
    ] {
        let budget = Budget {
            steps: 2_000_000,
            depth: 500,
        };
        let answer = answer(text, None, &|_| None::<Value>, budget);
        let stopped = matches!(&answer, Answer::Error { code, .. } if code.starts_with('U'));
        if !stopped {
            return Err(format!("{text} gave {answer:?}").into());
        }
    }
    Ok(())
}

/// What is done for each of many matches does not look at the whole text again.
fn many_matches() -> Result<(), Failed> {
    for (text, length) in [
        ("$replace($t, /a/, 'b')", 200_000),
        ("$replace($t, 'a', 'b')", 200_000),
        ("$replace($t, /a/, function($m) { $m.match })", 200_000),
        ("$replace($t, /é/, function($m) { $m.match })", 200_000),
        ("$join($match($t, /a/).match)", 100_000),
        ("$join($split($t, /é/))", 100_000),
        ("$join($split($t, ''))", 200_000),
        ("$join($map($split($t, ''), $uppercase))", 200_000),
    ] {
        let expression = format!("($t := $pad('', 200000, 'aé'); $length({text}))");
        let answer = answer(&expression, None, &|_| None::<Value>, Budget::default());
        let sound = matches!(&answer, Answer::Value(value) if *value == Value::from(length));
        if !sound {
            return Err(format!("{text} gave {answer:?}").into());
        }
    }
    Ok(())
}

/// Whatever is written between slashes, looking for it ends.
fn any_patterns() -> Result<(), Failed> {
    const PARTS: &[&str] = &[
        "a", "b", ".", "\\w", "\\s", "\\b", "[a-c]", "[^b]", "(", ")", "(?:", "(?=", "(?!", "(?<=",
        "|", "*", "+", "?", "*?", "{2}", "{0,3}", "{1,}", "^", "$", "\\1", "é", "😀", "[", "]",
        "\\",
    ];
    let part = (0..PARTS.len()).prop_map(|index| PARTS[index]);
    let pattern = (vec(part, 1..9), "[abcé😀 ]{0,40}");
    let call = pattern.prop_map(|(parts, text)| {
        let pattern = parts.concat();
        format!("$replace('{text}', /{pattern}/, '[$0$1]') & $split('{text}', /{pattern}/i)")
    });
    run(call, 3_000)
}
