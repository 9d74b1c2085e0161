//! Why something went as it did, in simplified Chinese.

use asl::debugger::view::{Late, WaitingFor, Why};

/// The sentence; `length` says how long something takes, `until` when it ends, each empty where it is not known.
pub fn chinese(why: &Why, length: &str, until: &str) -> String {
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
                count => format!("（后面的 {count} 条规则不再检查）"),
            };
            format!("规则 {} 匹配 → {next}{rest}", rule + 1)
        }
        Why::Rule {
            rule, holds: false, ..
        } => format!("规则 {} 不匹配", rule + 1),
        Why::Default { next } => format!("没有匹配的规则 → Default：{next}"),
        Why::Retrying {
            retrier,
            attempt,
            allowed,
            error,
            names,
            ..
        } => format!(
            "重试器 {}（{names}）处理 {error}：{length} 后进行第 {attempt} 次重试，最多 {allowed} 次",
            retrier + 1
        ),
        Why::Exhausted {
            retrier,
            allowed: 0,
            error,
        } => {
            format!(
                "重试器 {} 匹配 {error}，但 MaxAttempts 为 0，因此不重试",
                retrier + 1
            )
        }
        Why::Exhausted {
            retrier,
            allowed,
            error,
        } => {
            format!(
                "重试器 {} 匹配 {error}，但 {allowed} 次重试（MaxAttempts）已全部用完",
                retrier + 1
            )
        }
        Why::Uncaught {
            error,
            catchable: true,
        } => format!("没有捕获器匹配 {error}"),
        Why::Uncaught {
            error,
            catchable: false,
        } => {
            format!("{error} 既不能重试，也不能捕获：执行就此结束")
        }
        Why::Caught {
            catcher,
            error,
            names,
            next,
        } => {
            format!("{error} 已被捕获器 {}（{names}）捕获 → {next}", catcher + 1)
        }
        Why::Fails { .. } => "这是 Fail 状态：按定义在此失败".to_owned(),
        Why::Evaluation { location, .. } if location.is_empty() => {
            "数据不符合此状态的要求".to_owned()
        }
        Why::Evaluation { location, .. } => format!("{location} 中的表达式求值失败"),
        Why::TimedOut {
            late: Late::Task, ..
        } => "任务超过了时限".to_owned(),
        Why::TimedOut {
            late: Late::Heartbeat,
            ..
        } => "未按时收到心跳".to_owned(),
        Why::TimedOut {
            late: Late::Execution,
            ..
        } => "整个执行的时限在此用完".to_owned(),
        Why::Iterations { items, at_once, .. } => iterations(*items, *at_once),
        Why::IterationFailed { index } => format!("迭代 {index} 失败，Map 也随之失败"),
        Why::Intolerable { fields } if fields.is_empty() => {
            "有一项失败，而此 Map 不容许失败".to_owned()
        }
        Why::Intolerable { .. } => "失败的项超过了 Map 容许的数量".to_owned(),
        Why::Waiting { until: Some(_), .. } => format!("等待 {length}，直到 {until}"),
        Why::Waiting { reason, .. } => waits(*reason).to_owned(),
    }
}

fn iterations(items: Option<u32>, at_once: Option<u32>) -> String {
    match (items, at_once) {
        (Some(items), Some(at_once)) if at_once < items => {
            format!("共 {items} 项，最多同时处理 {at_once} 项")
        }
        (Some(items), Some(_)) if items > 1 => format!("共 {items} 项，全部同时处理"),
        (Some(items), _) => format!("共 {items} 项"),
        (None, Some(at_once)) => format!("先读取所有项，然后最多同时处理 {at_once} 项"),
        (None, None) => "先读取所有项".to_owned(),
    }
}

fn waits(reason: WaitingFor) -> &'static str {
    match reason {
        WaitingFor::WaitState => "正在等待",
        WaitingFor::Backoff => "重试前的等待",
        WaitingFor::Function => "等待函数返回",
        WaitingFor::Service => "等待服务响应",
        WaitingFor::Callback => "等待有人交回任务令牌",
        WaitingFor::Worker => "等待工作程序领取并完成任务",
    }
}
