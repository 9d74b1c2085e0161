//! Resource ARNs and the integration patterns they name (`integrations.md` section 1).

use std::rc::Rc;

/// What a Task's `Resource` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A function's own ARN: its input is the effective input, its result the function's answer.
    Lambda(LambdaArn),
    /// `arn:aws:states:::lambda:invoke`: the result is the envelope. With
    /// [`Pattern::WaitForTaskToken`] the envelope is only submitted.
    LambdaInvoke(Pattern),
    /// Any other `arn:aws:states:::SERVICE:API`.
    Service(Integration),
    /// An activity, by its ARN: a worker polls for the task.
    Activity(Rc<str>),
}

/// A service integration, optimised or of the AWS SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// `sqs`, `aws-sdk:dynamodb`: the event's `resourceType`.
    pub service: Rc<str>,
    /// `sendMessage`
    pub api: Rc<str>,
    /// How the task ends.
    pub pattern: Pattern,
}

/// When a task of an integration has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// With the response of the call.
    RequestResponse,
    /// `.sync`: with the end of the job.
    Sync,
    /// `.sync:2`: the same; JSON texts in the job's description are parsed.
    Sync2,
    /// `.waitForTaskToken`: with SendTaskSuccess or SendTaskFailure.
    WaitForTaskToken,
}

impl Pattern {
    /// What it adds to the ARN: nothing, `.sync` …
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }

    /// Whether the response of the call is only the beginning.
    pub fn goes_on(self) -> bool {
        self != Self::RequestResponse
    }
}

impl Integration {
    /// Whether a call of it starts an execution of a state machine.
    pub fn starts_executions(&self) -> bool {
        let starts = ["startExecution", "startSyncExecution"].contains(&&*self.api);
        starts && ["states", "aws-sdk:sfn"].contains(&&*self.service)
    }

    /// Whether it calls a function, as `aws-sdk:lambda:invoke` does: the SDK's own Invoke.
    pub fn calls_functions(&self) -> bool {
        (&*self.service, &*self.api) == ("aws-sdk:lambda", "invoke")
    }
}

impl Resource {
    /// Whether its task is a function's: by its ARN, optimised, or by the SDK.
    pub fn calls_function(&self) -> bool {
        match self {
            Self::Lambda(_) | Self::LambdaInvoke(_) => true,
            Self::Service(integration) => integration.calls_functions(),
            Self::Activity(_) => false,
        }
    }

    /// How its task ends.
    pub fn pattern(&self) -> Pattern {
        match self {
            Self::LambdaInvoke(pattern) => *pattern,
            Self::Service(integration) => integration.pattern,
            Self::Lambda(_) | Self::Activity(_) => Pattern::RequestResponse,
        }
    }
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
