//! What can be wrong with a file of mocks. Nothing of it forbids a run: such a mock is left out.

use crate::diagnostic::{Explain, Severity, Wording, words};

/// Something about a `MockConfigFile.json`.
pub enum MockProblem {
    /// A member that has to be there.
    Missing(&'static str),
    /// Something else in the place of an object.
    NoObject,
    /// A key that counts no calls.
    Calls,
    /// Neither or both of `Return` and `Throw`.
    OneOf,
    /// A result of more bytes than a Task may give.
    TooLarge(usize),
    /// A state names a response that is not there.
    NoResponse,
}

impl Explain for MockProblem {
    fn code(&self) -> &'static str {
        "MOCK_CONFIG"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn wording(&self) -> Wording {
        match self {
            Self::Missing(name) => Wording::new(
                words!(
                    "The field \"{name}\" is missing",
                    "缺少字段 \"{name}\"",
                    "フィールド \"{name}\" がありません"
                ),
                words!(
                    "A MockConfigFile has StateMachines with TestCases, and MockedResponses.",
                    "MockConfigFile 由包含 TestCases 的 StateMachines 和 MockedResponses 组成。",
                    "MockConfigFile は、TestCases を持つ StateMachines と MockedResponses からなります。",
                ),
            ),
            Self::NoObject => Wording::new(
                words!(
                    "This should be an object",
                    "这里应为对象",
                    "ここはオブジェクトでなければなりません"
                ),
                words!(
                    "Machines, test cases and responses stand in objects, by their names.",
                    "状态机、测试用例和响应都以名称为键写在对象中。",
                    "ステートマシン、テストケース、応答は、名前をキーとするオブジェクトに書きます。",
                ),
            ),
            Self::Calls => Wording::new(
                words!(
                    "This counts no calls",
                    "这里没有指明是第几次调用",
                    "何回目の呼び出しかを表していません"
                ),
                words!(
                    "Each answer is for one call or for several, counted from 0.",
                    "每个回答对应一次或多次调用，从 0 开始计数。",
                    "それぞれの応答は、0 から数えた 1 回または複数回の呼び出しに対応します。",
                ),
            )
            .hint(words!(
                "Write \"0\" or \"1-3\".",
                "请写成 \"0\" 或 \"1-3\"。",
                "\"0\" や \"1-3\" のように書いてください。",
            )),
            Self::OneOf => Wording::new(
                words!(
                    "Either Return or Throw is wanted here",
                    "这里需要 Return 或 Throw 之一",
                    "Return か Throw のどちらかが必要です"
                ),
                words!(
                    "A mocked call gives a result or fails, so it has exactly one of the two.",
                    "被模拟的调用要么返回结果，要么失败，因此两者必须恰好有一个。",
                    "モックされた呼び出しは結果を返すか失敗するかなので、どちらか一方だけを書きます。",
                ),
            ),
            Self::TooLarge(bytes) => Wording::new(
                words!(
                    "This result is too large",
                    "这个结果过大",
                    "この結果は大きすぎます"
                ),
                words!(
                    "It has {bytes} bytes; the state would fail with States.DataLimitExceeded above 262144 (256 KiB).",
                    "它有 {bytes} 字节；超过 262144（256 KiB）时，状态会以 States.DataLimitExceeded 失败。",
                    "{bytes} バイトあります。262144 (256 KiB) を超えると、ステートは States.DataLimitExceeded で失敗します。",
                ),
            ),
            Self::NoResponse => Wording::new(
                words!(
                    "There is no such mocked response",
                    "没有这样的模拟响应",
                    "そのようなモック応答はありません"
                ),
                words!(
                    "A state names one of the MockedResponses; without it the Task is not mocked.",
                    "状态应引用 MockedResponses 中的一个名称；否则该任务不会被模拟。",
                    "ステートには MockedResponses のどれかの名前を書きます。なければタスクはモックされません。",
                ),
            ),
        }
    }
}
