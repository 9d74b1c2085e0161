//! Why something went as it did, in Japanese.

use asl::debugger::view::{Late, WaitingFor, Why};

/// The sentence; `length` says how long something takes, `until` when it ends, each empty where it is not known.
pub fn japanese(why: &Why, length: &str, until: &str) -> String {
    // Every first run shows this one, and few of the others: they are fetched later.
    if let Why::Waiting {
        until: None,
        reason,
        ..
    } = why
    {
        return waits(*reason).to_owned();
    }
    seldom(why, length, until)
}

#[inline(never)]
fn seldom(why: &Why, length: &str, until: &str) -> String {
    match why {
        Why::Rule {
            rule,
            next,
            holds: true,
            untested,
            ..
        } => {
            let rest = match untested {
                0 => String::new(),
                count => format!("（後の {count} 件のルールは評価しません）"),
            };
            format!("ルール {} に一致 → {next}{rest}", rule + 1)
        }
        Why::Rule {
            rule, holds: false, ..
        } => format!("ルール {} に一致しません", rule + 1),
        Why::Default { next } => format!("一致するルールなし → Default：{next}"),
        Why::Retrying {
            retrier,
            attempt,
            allowed,
            error,
            names,
            ..
        } => format!(
            "リトライ {}（{names}）が {error} に一致：{length} 後に再試行します（最大 {allowed} 回中 {attempt} 回目）",
            retrier + 1
        ),
        Why::Exhausted {
            retrier,
            allowed: 0,
            error,
        } => format!(
            "リトライ {} が {error} に一致しましたが、MaxAttempts が 0 のため再試行しません",
            retrier + 1
        ),
        Why::Exhausted {
            retrier,
            allowed,
            error,
        } => format!(
            "リトライ {} が {error} に一致しましたが、MaxAttempts の {allowed} 回を使い切りました",
            retrier + 1
        ),
        Why::Uncaught {
            error,
            catchable: true,
        } => format!("{error} に一致するキャッチャーがありません"),
        Why::Uncaught {
            error,
            catchable: false,
        } => {
            format!("{error} は再試行もキャッチもできません。実行はここで終了します")
        }
        Why::Caught {
            catcher,
            error,
            names,
            next,
        } => {
            format!(
                "キャッチャー {}（{names}）が {error} をキャッチ → {next}",
                catcher + 1
            )
        }
        Why::Fails { .. } => "Fail ステート：定義どおりここで失敗します".to_owned(),
        Why::Evaluation { location, .. } if location.is_empty() => {
            "データがこのステートの条件に合いません".to_owned()
        }
        Why::Evaluation { location, .. } => format!("{location} の式を評価できませんでした"),
        Why::TimedOut {
            late: Late::Task, ..
        } => "タスクが制限時間を超えました".to_owned(),
        Why::TimedOut {
            late: Late::Heartbeat,
            ..
        } => "ハートビートが時間内に届きませんでした".to_owned(),
        Why::TimedOut {
            late: Late::Execution,
            ..
        } => "実行全体の制限時間がここで切れました".to_owned(),
        Why::Iterations { items, at_once, .. } => iterations(*items, *at_once),
        Why::IterationFailed { index } => {
            format!("反復 {index} が失敗したため、Map も失敗しました")
        }
        Why::Intolerable { fields } if fields.is_empty() => {
            "項目が 1 件失敗しました。この Map は失敗を許容しません".to_owned()
        }
        Why::Intolerable { .. } => "失敗した項目が Map の許容範囲を超えました".to_owned(),
        Why::Waiting { until: Some(_), .. } => format!("{until} まで {length} 待機"),
        Why::Waiting { reason, .. } => waits(*reason).to_owned(),
    }
}

fn iterations(items: Option<u32>, at_once: Option<u32>) -> String {
    match (items, at_once) {
        (Some(items), Some(at_once)) if at_once < items => {
            format!("全 {items} 件、同時に処理するのは最大 {at_once} 件")
        }
        (Some(items), Some(_)) if items > 1 => format!("全 {items} 件をすべて同時に処理"),
        (Some(items), _) => format!("全 {items} 件"),
        (None, Some(at_once)) => {
            format!("まず項目を読み込み、その後は最大 {at_once} 件を同時に処理")
        }
        (None, None) => "まず項目を読み込みます".to_owned(),
    }
}

fn waits(reason: WaitingFor) -> &'static str {
    match reason {
        WaitingFor::WaitState => "待機しています",
        WaitingFor::Backoff => "再試行の前に待機しています",
        WaitingFor::Function => "関数の終了を待っています",
        WaitingFor::Service => "サービスの応答を待っています",
        WaitingFor::Callback => "タスクトークンの返送を待っています",
        WaitingFor::Worker => "ワーカーがタスクを受け取り、終えるのを待っています",
    }
}
