//! Every kind of reason in every language: no two sentences of a language are the same, and nothing English is left in
//! the others but AWS's own words.

use super::{chinese, english, japanese};
use asl::debugger::view::{Late, WaitingFor, Why};

/// What may stand in a sentence as AWS, or the author, writes it.
const NAMES: [&str; 8] = [
    "States.ALL",
    "MaxAttempts",
    "Default",
    "Map",
    "Fail",
    "Output/x",
    "Next",
    "Boom",
];

fn rule(holds: bool, untested: u32) -> Why {
    Why::Rule {
        rule: 0,
        text: String::new(),
        operands: Vec::new(),
        parts: Vec::new(),
        holds,
        next: "Next".into(),
        untested,
    }
}

fn exhausted(allowed: u32) -> Why {
    Why::Exhausted {
        retrier: 1,
        allowed,
        error: "Boom".into(),
    }
}

fn iterations(items: Option<u32>, at_once: Option<u32>) -> Why {
    Why::Iterations {
        items,
        at_once,
        field: String::new(),
    }
}

fn waiting(reason: WaitingFor, until: Option<i64>) -> Why {
    Why::Waiting {
        reason,
        field: String::new(),
        until,
        length: until,
        limits: Vec::new(),
    }
}

fn timed_out(late: Late) -> Why {
    Why::TimedOut {
        late,
        field: String::new(),
    }
}

fn evaluation(location: &str) -> Why {
    Why::Evaluation {
        location: location.into(),
        text: String::new(),
    }
}

fn every() -> Vec<Why> {
    let (error, names) = (|| "Boom".to_owned(), || "States.ALL".to_owned());
    let mut all = vec![
        rule(true, 0),
        rule(true, 1),
        rule(true, 2),
        rule(false, 0),
        Why::Default {
            next: "Next".into(),
        },
        Why::Retrying {
            retrier: 0,
            attempt: 2,
            allowed: 3,
            delay: 4000,
            backoff: String::new(),
            error: error(),
            names: names(),
        },
        exhausted(0),
        exhausted(3),
        Why::Uncaught {
            error: error(),
            catchable: true,
        },
        Why::Uncaught {
            error: error(),
            catchable: false,
        },
        Why::Caught {
            catcher: 0,
            error: error(),
            names: names(),
            next: "Next".into(),
        },
        Why::Fails { fields: Vec::new() },
        evaluation(""),
        evaluation("Output/x"),
        timed_out(Late::Task),
        timed_out(Late::Heartbeat),
        timed_out(Late::Execution),
        iterations(Some(3), Some(2)),
        iterations(Some(3), Some(40)),
        iterations(Some(1), Some(40)),
        iterations(Some(5), None),
        iterations(None, Some(9)),
        iterations(None, None),
        Why::IterationFailed { index: 1 },
        Why::Intolerable { fields: Vec::new() },
        Why::Intolerable {
            fields: vec!["ToleratedFailureCount: 1".into()],
        },
        waiting(WaitingFor::WaitState, Some(90_000)),
    ];
    let reasons = [
        WaitingFor::WaitState,
        WaitingFor::Backoff,
        WaitingFor::Function,
        WaitingFor::Service,
        WaitingFor::Callback,
        WaitingFor::Worker,
    ];
    all.extend(reasons.map(|reason| waiting(reason, None)));
    all
}

#[test]
fn every_reason_has_a_sentence_of_its_own_in_every_language() {
    for language in [english, chinese, japanese] {
        let mut sentences: Vec<_> = every()
            .iter()
            .map(|why| language(why, "4 s", "01:30"))
            .collect();
        let count = sentences.len();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "{sentences:#?}");
    }
}

#[test]
fn no_english_is_left_in_the_other_languages() {
    for language in [chinese, japanese] {
        for why in every() {
            let sentence = language(&why, "4", "01:30");
            let rest = NAMES
                .iter()
                .fold(sentence.clone(), |rest, name| rest.replace(name, ""));
            let english = rest.chars().find(char::is_ascii_alphabetic);
            assert_eq!(english, None, "{sentence}");
            assert!(!rest.is_ascii(), "{sentence}");
            assert!(
                !rest.contains([',', ';', '(', ')']),
                "its own punctuation: {sentence}"
            );
        }
    }
}

#[test]
fn sentences_read_well() {
    let table: [(Why, &str, &str, &str); 4] = [
        (
            rule(true, 2),
            "Rule 1 matched → Next; the 2 rules after it were not tested",
            "规则 1 匹配 → Next（后面的 2 条规则不再检查）",
            "ルール 1 に一致 → Next（後の 2 件のルールは評価しません）",
        ),
        (
            exhausted(3),
            "Retrier 2 takes Boom, but has used up its MaxAttempts of 3",
            "重试器 2 匹配 Boom，但 3 次重试（MaxAttempts）已全部用完",
            "リトライ 2 が Boom に一致しましたが、MaxAttempts の 3 回を使い切りました",
        ),
        (
            iterations(Some(1), Some(40)),
            "1 item",
            "共 1 项",
            "全 1 件",
        ),
        (
            waiting(WaitingFor::WaitState, Some(90_000)),
            "Waits 4 s, until 01:30",
            "等待 4 s，直到 01:30",
            "01:30 まで 4 s 待機",
        ),
    ];
    for (why, en, zh, ja) in table {
        let said = [english, chinese, japanese].map(|language| language(&why, "4 s", "01:30"));
        assert_eq!(said, [en, zh, ja]);
    }
}
