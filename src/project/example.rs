//! Built-in workspaces: the first workflow that a learner meets, and one for each idea.

use super::{Function, NamedMachine, Settings, StoredObject, Workspace};

/// A built-in workspace as its files.
struct Example {
    name: &'static str,
    definition: &'static str,
    /// Further machines; the first one is called `Order` where there are some.
    machines: &'static [(&'static str, &'static str)],
    functions: &'static [(&'static str, &'static str)],
    objects: &'static [(&'static str, &'static str)],
    input: &'static str,
}

/// The names of the built-in examples: what stands behind `#ex/`.
pub const EXAMPLES: [&str; 8] = [
    "first", "choice", "retry", "parallel", "map", "wait", "bucket", "nested",
];

const ALL: [Example; 8] = [
    Example {
        name: "first",
        definition: include_str!("examples/first/workflow.asl.json"),
        machines: &[],
        functions: &[(
            "step-functions-lambda.mjs",
            include_str!("examples/first/step-functions-lambda.mjs"),
        )],
        objects: &[],
        input: "{\n  \"who\": \"World\"\n}\n",
    },
    Example {
        name: "choice",
        definition: include_str!("examples/choice/workflow.asl.json"),
        machines: &[],
        functions: &[],
        objects: &[],
        input: "{\n  \"total\": 80,\n  \"coupon\": \"SPRING-10\"\n}\n",
    },
    Example {
        name: "retry",
        definition: include_str!("examples/retry/workflow.asl.json"),
        machines: &[],
        functions: &[(
            "charge-card.mjs",
            include_str!("examples/retry/charge-card.mjs"),
        )],
        objects: &[],
        input: "{\n  \"card\": \"4242\",\n  \"amount\": 30\n}\n",
    },
    Example {
        name: "parallel",
        definition: include_str!("examples/parallel/workflow.asl.json"),
        machines: &[],
        functions: &[(
            "customer.mjs",
            include_str!("examples/parallel/customer.mjs"),
        )],
        objects: &[],
        input: "{\n  \"customer\": 7\n}\n",
    },
    Example {
        name: "map",
        definition: include_str!("examples/map/workflow.asl.json"),
        machines: &[],
        functions: &[("convert.mjs", include_str!("examples/map/convert.mjs"))],
        objects: &[],
        input: "{\n  \"rate\": 150,\n  \"orders\": [\n    { \"id\": \"a\", \"amount\": 120 },\n    { \"id\": \"b\", \"amount\": 8 },\n    { \"id\": \"c\", \"amount\": 50 }\n  ]\n}\n",
    },
    Example {
        name: "wait",
        definition: include_str!("examples/wait/workflow.asl.json"),
        machines: &[],
        functions: &[],
        objects: &[],
        input: "{\n  \"looks\": 0,\n  \"pause\": 3600\n}\n",
    },
    Example {
        name: "bucket",
        definition: include_str!("examples/bucket/workflow.asl.json"),
        machines: &[],
        functions: &[],
        objects: &[(
            "shop-orders/orders.csv",
            include_str!("examples/bucket/orders.csv"),
        )],
        input: "{}\n",
    },
    Example {
        name: "nested",
        definition: include_str!("examples/nested/workflow.asl.json"),
        machines: &[("Payment", include_str!("examples/nested/payment.asl.json"))],
        functions: &[(
            "charge-card.mjs",
            include_str!("examples/nested/charge-card.mjs"),
        )],
        objects: &[],
        input: "{\n  \"order\": 7,\n  \"card\": \"4242\",\n  \"items\": [\n    { \"name\": \"lamp\", \"price\": 80 },\n    { \"name\": \"desk\", \"price\": 300 }\n  ]\n}\n",
    },
];

/// The built-in workspace of this name.
pub fn example(name: &str) -> Option<Workspace> {
    ALL.iter()
        .find(|example| example.name == name)
        .map(workspace)
}

/// The first workflow: one Task that calls `step-functions-lambda`, greeting `who`.
pub fn first_workflow(who: &str) -> Workspace {
    let who = crate::value::Value::from(who).to_json();
    Workspace {
        input: format!("{{\n  \"who\": {who}\n}}\n"),
        ..workspace(&ALL[0])
    }
}

fn workspace(example: &Example) -> Workspace {
    let function = |(name, text): &(&str, &str)| Function {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    };
    let object = |(name, text): &(&str, &str)| StoredObject {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    };
    let machine = |(name, definition): &(&str, &str)| NamedMachine {
        name: (*name).to_owned(),
        definition: (*definition).to_owned(),
        express: false,
    };
    let mut settings = Settings::default();
    if !example.machines.is_empty() {
        settings.machine_name = "Order".to_owned();
    }
    Workspace {
        definition: example.definition.to_owned(),
        machines: example.machines.iter().map(machine).collect(),
        functions: example.functions.iter().map(function).collect(),
        objects: example.objects.iter().map(object).collect(),
        input: example.input.to_owned(),
        settings,
        ..Workspace::default()
    }
}
