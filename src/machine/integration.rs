//! The optimised integrations: which patterns each API has, and which parameters (`integrations.md`
//! sections 2 and 3). Where the parameters are not known, anything is let through.

use super::Pattern;

/// An API of an optimised integration.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// `sqs:sendMessage`
    pub name: &'static str,
    sync: bool,
    callback: bool,
    /// What it takes.
    pub parameters: Option<Parameters>,
}

/// The parameters of an API, at the top level.
#[derive(Clone, Copy, Debug)]
pub struct Parameters {
    /// Those it must have.
    pub required: &'static [&'static str],
    /// All others; `None` where they are not known here.
    pub optional: Option<&'static [&'static str]>,
}

impl Api {
    /// Whether the API can be called in this pattern.
    pub fn has(&self, pattern: Pattern) -> bool {
        match pattern {
            Pattern::RequestResponse => true,
            Pattern::Sync => self.sync,
            // Only nested executions describe themselves in two ways.
            Pattern::Sync2 => self.name == "states:startExecution",
            Pattern::WaitForTaskToken => self.callback,
        }
    }
}

const fn plain(name: &'static str) -> Api {
    Api {
        name,
        sync: false,
        callback: false,
        parameters: None,
    }
}

const fn job(name: &'static str) -> Api {
    Api {
        sync: true,
        ..plain(name)
    }
}

const fn message(name: &'static str, parameters: Parameters) -> Api {
    Api {
        callback: true,
        ..taking(name, parameters)
    }
}

const fn taking(name: &'static str, parameters: Parameters) -> Api {
    Api {
        parameters: Some(parameters),
        ..plain(name)
    }
}

const fn all(required: &'static [&'static str], optional: &'static [&'static str]) -> Parameters {
    Parameters {
        required,
        optional: Some(optional),
    }
}

const fn at_least(required: &'static [&'static str]) -> Parameters {
    Parameters {
        required,
        optional: None,
    }
}

const LAMBDA: Parameters = all(
    &["FunctionName"],
    &[
        "Payload",
        "InvocationType",
        "Qualifier",
        "ClientContext",
        "LogType",
    ],
);

const GET_ITEM: Parameters = all(
    &["TableName", "Key"],
    &[
        "AttributesToGet",
        "ConsistentRead",
        "ExpressionAttributeNames",
        "ProjectionExpression",
        "ReturnConsumedCapacity",
    ],
);

/// What all that write an item take besides.
const WRITE: &[&str] = &[
    "AttributeUpdates",
    "ConditionalOperator",
    "ConditionExpression",
    "Expected",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ReturnConsumedCapacity",
    "ReturnItemCollectionMetrics",
    "ReturnValues",
    "ReturnValuesOnConditionCheckFailure",
    "UpdateExpression",
];

const PUBLISH: Parameters = all(
    &["Message"],
    &[
        "TopicArn",
        "TargetArn",
        "PhoneNumber",
        "Subject",
        "MessageStructure",
        "MessageAttributes",
        "MessageDeduplicationId",
        "MessageGroupId",
    ],
);

const SEND_MESSAGE: Parameters = all(
    &["QueueUrl", "MessageBody"],
    &[
        "DelaySeconds",
        "MessageAttribute",
        "MessageAttributes",
        "MessageSystemAttributes",
        "MessageDeduplicationId",
        "MessageGroupId",
    ],
);

const INVOKE_API: Parameters = all(
    &["ApiEndpoint", "Method"],
    &[
        "Headers",
        "Stage",
        "Path",
        "QueryParameters",
        "RequestBody",
        "AllowNullValues",
        "AuthType",
    ],
);

const INVOKE_HTTP: Parameters = all(
    &["ApiEndpoint", "Method"],
    &[
        "Authentication",
        "InvocationConfig",
        "Headers",
        "QueryParameters",
        "RequestBody",
        "Transform",
    ],
);

const START_EXECUTION: Parameters = all(&["StateMachineArn"], &["Input", "Name", "TraceHeader"]);

/// Every API of the optimised integrations.
pub const APIS: &[Api] = &[
    message("lambda:invoke", LAMBDA),
    taking("dynamodb:getItem", GET_ITEM),
    taking("dynamodb:putItem", all(&["TableName", "Item"], WRITE)),
    taking("dynamodb:updateItem", all(&["TableName", "Key"], WRITE)),
    taking("dynamodb:deleteItem", all(&["TableName", "Key"], WRITE)),
    message("sns:publish", PUBLISH),
    message("sqs:sendMessage", SEND_MESSAGE),
    message("events:putEvents", all(&["Entries"], &["EndpointId"])),
    Api {
        sync: true,
        ..message("states:startExecution", START_EXECUTION)
    },
    Api {
        sync: true,
        ..message("ecs:runTask", at_least(&["TaskDefinition"]))
    },
    Api {
        sync: true,
        ..message(
            "batch:submitJob",
            at_least(&["JobName", "JobQueue", "JobDefinition"]),
        )
    },
    Api {
        sync: true,
        ..taking("glue:startJobRun", at_least(&["JobName"]))
    },
    Api {
        sync: true,
        ..taking("databrew:startJobRun", at_least(&["Name"]))
    },
    job("sagemaker:createTrainingJob"),
    job("sagemaker:createTransformJob"),
    job("sagemaker:createProcessingJob"),
    job("sagemaker:createHyperParameterTuningJob"),
    job("sagemaker:createLabelingJob"),
    plain("sagemaker:createEndpoint"),
    plain("sagemaker:createEndpointConfig"),
    plain("sagemaker:createModel"),
    plain("sagemaker:updateEndpoint"),
    job("elasticmapreduce:createCluster"),
    job("elasticmapreduce:terminateCluster"),
    job("elasticmapreduce:addStep"),
    plain("elasticmapreduce:cancelStep"),
    plain("elasticmapreduce:setClusterTerminationProtection"),
    plain("elasticmapreduce:modifyInstanceFleetByName"),
    plain("elasticmapreduce:modifyInstanceGroupByName"),
    plain("emr-containers:createVirtualCluster"),
    job("emr-containers:deleteVirtualCluster"),
    job("emr-containers:startJobRun"),
    job("emr-serverless:createApplication"),
    job("emr-serverless:startApplication"),
    job("emr-serverless:stopApplication"),
    job("emr-serverless:deleteApplication"),
    job("emr-serverless:startJobRun"),
    job("emr-serverless:cancelJobRun"),
    job("athena:startQueryExecution"),
    plain("athena:stopQueryExecution"),
    plain("athena:getQueryExecution"),
    plain("athena:getQueryResults"),
    job("eks:createCluster"),
    job("eks:deleteCluster"),
    job("eks:createFargateProfile"),
    job("eks:deleteFargateProfile"),
    job("eks:createNodegroup"),
    job("eks:deleteNodegroup"),
    job("eks:runJob"),
    plain("eks:call"),
    job("codebuild:startBuild"),
    plain("codebuild:stopBuild"),
    plain("codebuild:batchDeleteBuilds"),
    plain("codebuild:batchGetReports"),
    job("codebuild:startBuildBatch"),
    plain("codebuild:stopBuildBatch"),
    job("codebuild:retryBuildBatch"),
    plain("codebuild:deleteBuildBatch"),
    message("apigateway:invoke", INVOKE_API),
    taking("http:invoke", INVOKE_HTTP),
    job("mediaconvert:createJob"),
    plain("bedrock:invokeModel"),
    job("bedrock:createModelCustomizationJob"),
];

/// The API of this name: `sqs:sendMessage`.
pub fn api(name: &str) -> Option<&'static Api> {
    APIS.iter().find(|api| api.name == name)
}

/// What an API takes: `service` as events name it, the SDK's included.
pub fn parameters(service: &str, name: &str) -> Option<Parameters> {
    match (service, name) {
        ("aws-sdk:s3", "getObject" | "putObject" | "deleteObject" | "headObject") => {
            Some(at_least(&["Bucket", "Key"]))
        }
        ("aws-sdk:s3", "listObjectsV2") => Some(at_least(&["Bucket"])),
        (service, name) => api(&format!("{service}:{name}"))?.parameters,
    }
}
