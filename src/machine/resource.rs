//! Resource ARNs and the integration patterns they name (`integrations.md` section 1).

use std::rc::Rc;

/// What a Task's `Resource` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A function's own ARN: its input is the effective input, its result the function's answer.
    Lambda(LambdaArn),
    /// `arn:aws:states:::lambda:invoke`: the result is the envelope.
    LambdaInvoke,
}

/// `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LambdaArn {
    /// The whole ARN as written.
    pub arn: Rc<str>,
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: Rc<str>,
    /// `ap-northeast-1`.
    pub region: Rc<str>,
    /// Twelve digits.
    pub account: Rc<str>,
    /// The function's name.
    pub name: Rc<str>,
    /// Version or alias.
    pub qualifier: Option<Rc<str>>,
}
