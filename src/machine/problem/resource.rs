//! What a Task's `Resource` names.

use super::{SCHEMA, did_you_mean};
use crate::diagnostic::{Explain, Wording, clip, words};
use crate::machine::Pattern;

/// Something about a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceProblem {
    /// Not an ARN that Step Functions knows.
    NotRecognized {
        /// As written.
        resource: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A function's name without the ARN around it.
    OnlyAName {
        /// As written.
        resource: String,
    },
    /// A Lambda ARN that is not complete.
    BadLambdaArn {
        /// As written.
        resource: String,
    },
    /// A placeholder that a deployment tool fills in.
    Placeholder {
        /// As written.
        resource: String,
    },
    /// An Express workflow cannot wait for a job or a callback.
    PatternNotInExpress {
        /// What it would wait for.
        pattern: Pattern,
    },
    /// An Express workflow cannot wait for a worker.
    ActivityNotInExpress,
}

impl Explain for ResourceProblem {
    fn code(&self) -> &'static str {
        SCHEMA
    }

    fn aws(&self) -> Option<String> {
        Some(match self {
            Self::NotRecognized { resource, .. }
            | Self::OnlyAName { resource }
            | Self::BadLambdaArn { resource }
            | Self::Placeholder { resource } => format!(
                "The resource provided {} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.",
                clip(resource)
            ),
            Self::PatternNotInExpress { pattern } => not_in_express_aws(*pattern),
            Self::ActivityNotInExpress => {
                "Express state machine does not support Activity ARN".to_owned()
            }
        })
    }

    fn wording(&self) -> Wording {
        match self {
            Self::NotRecognized { suggestion, .. } => not_recognized(suggestion.as_deref()),
            Self::OnlyAName { resource } => only_a_name(&clip(resource)),
            Self::BadLambdaArn { .. } => bad_lambda_arn(),
            Self::Placeholder { resource } => placeholder(&clip(resource)),
            Self::PatternNotInExpress { pattern } => not_in_express(pattern.suffix()),
            Self::ActivityNotInExpress => not_in_express("activity"),
        }
    }
}

/// The blank at the end is AWS's own (recorded).
fn not_in_express_aws(pattern: Pattern) -> String {
    let (suffix, blank) = match pattern {
        Pattern::WaitForTaskToken => (pattern.suffix(), " "),
        Pattern::Sync | Pattern::Sync2 | Pattern::RequestResponse => (".sync", ""),
    };
    format!("Express state machine does not support '{suffix}' service integration{blank}")
}

fn not_in_express(what: &str) -> Wording {
    Wording::new(
        words!(
            "An Express workflow cannot use {what}",
            "Express 工作流不能使用 {what}",
            "Express ワークフローでは {what} を使えません"
        ),
        words!(
            "Express workflows end within five minutes; they do not wait for jobs, callbacks or workers.",
            "Express 工作流会在五分钟内结束，不会等待作业、回调或工作程序。",
            "Express ワークフローは 5 分以内に終わり、ジョブ、コールバック、ワーカーを待ちません。",
        ),
    )
    .hint(words!(
        "Make it a Standard workflow, or call the service without waiting.",
        "请改为标准工作流，或者调用服务而不等待。",
        "標準ワークフローにするか、待たずにサービスを呼び出してください。",
    ))
}

fn not_recognized(suggestion: Option<&str>) -> Wording {
    let wording = Wording::new(
        words!(
            "Step Functions does not know this resource",
            "Step Functions 不认识这个资源",
            "Step Functions はこのリソースを認識できません"
        ),
        words!(
            "Resource is the ARN of a Lambda function or of a service integration.",
            "Resource 是 Lambda 函数或服务集成的 ARN。",
            "Resource は Lambda 関数またはサービス統合の ARN です。",
        ),
    );
    match suggestion {
        Some(name) => wording.hint(did_you_mean(name)),
        None => wording.hint(words!(
            "Write arn:aws:states:::lambda:invoke with FunctionName in Parameters, or the function's own ARN.",
            "请写 arn:aws:states:::lambda:invoke，并在 Parameters 中写 FunctionName；或者写函数自己的 ARN。",
            "arn:aws:states:::lambda:invoke と書いて Parameters に FunctionName を指定するか、関数の ARN を書いてください。",
        )),
    }
}

fn only_a_name(name: &str) -> Wording {
    Wording::new(
        words!(
            "A name is not enough here",
            "此处只写名称是不够的",
            "名前だけでは不十分です"
        ),
        words!(
            "Resource is a whole ARN.",
            "Resource 是完整的 ARN。",
            "Resource には ARN 全体を書きます。",
        ),
    )
    .hint(words!(
        "Write arn:aws:lambda:REGION:ACCOUNT:function:{name} with your region and account.",
        "请写 arn:aws:lambda:REGION:ACCOUNT:function:{name}，并填入您的区域和账户。",
        "arn:aws:lambda:REGION:ACCOUNT:function:{name} と、ご自分のリージョンとアカウントで書いてください。",
    ))
}

fn bad_lambda_arn() -> Wording {
    Wording::new(
        words!(
            "Not the ARN of a Lambda function",
            "不是 Lambda 函数的 ARN",
            "Lambda 関数の ARN ではありません"
        ),
        words!(
            "It has the form arn:aws:lambda:REGION:ACCOUNT:function:NAME, with 12 digits for the account, and may end with :VERSION or :ALIAS.",
            "其形式为 arn:aws:lambda:REGION:ACCOUNT:function:NAME，账户为 12 位数字，末尾可以有 :VERSION 或 :ALIAS。",
            "arn:aws:lambda:REGION:ACCOUNT:function:NAME の形で、アカウントは 12 桁の数字です。末尾に :VERSION や :ALIAS を付けられます。",
        ),
    )
}

fn placeholder(resource: &str) -> Wording {
    Wording::new(
        words!(
            "A placeholder that nobody has filled in: {resource}",
            "尚未填写的占位符：{resource}",
            "まだ置き換えられていないプレースホルダー: {resource}"
        ),
        words!(
            "SAM, CloudFormation or Terraform puts the ARN in when it deploys; Step Functions itself knows no placeholders.",
            "SAM、CloudFormation 或 Terraform 会在部署时填入 ARN；Step Functions 本身不认识占位符。",
            "SAM、CloudFormation、Terraform がデプロイ時に ARN に置き換えるものです。Step Functions 自体はプレースホルダーを知りません。",
        ),
    )
    .hint(words!(
        "Write the ARN itself.",
        "请直接写 ARN。",
        "ARN を直接書いてください。",
    ))
}
