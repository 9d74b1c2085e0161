//! What is right on AWS and does not run here yet.

use crate::diagnostic::{Explain, Wording, words};

/// Something that this playground does not run yet. It is an error, because a wrong answer would be
/// worse than none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `"QueryLanguage": "JSONata"`.
    Jsonata,
}

impl Explain for Feature {
    fn code(&self) -> &'static str {
        "NOT_YET_SUPPORTED"
    }

    fn wording(&self) -> Wording {
        let (en, zh, ja) = self.name();
        Wording::new(
            words!(
                "This playground does not run {en} yet",
                "此演练场尚不能运行{zh}",
                "このプレイグラウンドではまだ{ja}を実行できません"
            ),
            words!(
                "Step Functions knows it, and the definition may be right; here it cannot run, and a wrong answer would be worse than none.",
                "Step Functions 支持它，定义可能是正确的；但在这里无法运行，而错误的结果比没有结果更糟。",
                "Step Functions では使えるもので、定義は正しいかもしれません。ただしここでは実行できず、誤った結果を出すより実行しないことにしています。",
            ),
        )
    }
}

impl Feature {
    fn name(&self) -> (String, String, String) {
        let (en, zh, ja) = match self {
            Self::Jsonata => ("JSONata", " JSONata", " JSONata "),
        };
        (en.to_owned(), zh.to_owned(), ja.to_owned())
    }
}
