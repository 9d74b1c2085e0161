//! Random states in JSONata, and variables in both languages.

use super::random::{go, merged, next, scope, target};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What a field may be: with chance and time in it, with what fails, with variables of this scope and of
/// those around it.
const EXPRESSIONS: [&str; 22] = [
    "{% $states.input %}",
    "{% $states.input.a %}",
    "{% $states.input.items[0] %}",
    "{% $states.context.State %}",
    "{% $v2 %}",
    "{% $v1 %}",
    "{% {'old': $v0, 'a': $v2.a} %}",
    "{% $v2 & 'x' & $v2 %}",
    "{% {'a': $random(), 'b': [$uuid()], 'items': $shuffle([1..3])} %}",
    "{% $map([1..3], function($x) { $x * $random() }) %}",
    "{% $now() %}",
    "{% $millis() + $states.input.a %}",
    "{% $states.input.a + 1 %}",
    "{% $replace($string($states.input), /[a-z]+/, function($m) { $uppercase($m.match) }) %}",
    "{% $states.input ~> |$|{'a': 7}, 'b'| %}",
    "{% $states.input.items^(>$) %}",
    "{% $states.input.**{$type($): $count($)} %}",
    "{% $sort($states.input.items, function($a, $b) { $random() > 0.5 }) %}",
    "{% ($f := function($n) { $n > 3 ? $n : $f($n + $random()) }; $f(0)) %}",
    "{% $hash($string($states.input), 'MD5') %}",
    "{% $partition([1..4], 2) %}",
    "plain",
];

/// The name of the variable that states of a scope assign: no inner one may take an outer one's.
fn variable(depth: u32) -> String {
    format!("v{depth}")
}

/// The same state with something assigned, now and then.
pub fn assigning(depth: u32, state: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let paths = prop::sample::select(vec!["$", "$.a", "$v2", "$v2.a", "$$.State.Name"]);
    (state, prop::option::of(paths)).prop_map(move |(state, path)| match path {
        Some(path) => merged(
            state,
            &json!({"Assign": {format!("{}.$", variable(depth)): path}}),
        ),
        None => state,
    })
}

fn expression() -> impl Strategy<Value = Value> {
    prop::sample::select(EXPRESSIONS.to_vec()).prop_map(|text| json!(text))
}

/// A value with expressions somewhere in it.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => expression(),
        1 => (expression(), expression()).prop_map(|(a, b)| json!({"a": a, "items": [b, 1]})),
    ]
}

/// `Output` and `Assign`, now and then.
fn results(depth: u32) -> impl Strategy<Value = Value> {
    (prop::option::of(value()), prop::option::of(value())).prop_map(move |(output, assigned)| {
        let mut fields = json!({"QueryLanguage": "JSONata"});
        if let Some(output) = output {
            fields["Output"] = output;
        }
        if let Some(assigned) = assigned {
            fields["Assign"] = json!({variable(depth): assigned});
        }
        fields
    })
}

fn recovery(depth: u32) -> impl Strategy<Value = Value> {
    (0_u32..3, target()).prop_map(move |(attempts, target)| {
        json!({
            "Retry": [{"ErrorEquals": ["Boom"], "MaxAttempts": attempts, "JitterStrategy": "FULL"}],
            "Catch": [{
                "ErrorEquals": ["States.ALL"],
                "Next": target,
                "Output": "{% {'a': $states.errorOutput, 'items': [1]} %}",
                "Assign": {variable(depth): "{% $states.errorOutput.Error %}"},
            }],
        })
    })
}

/// A state in JSONata.
pub fn state(depth: u32) -> BoxedStrategy<Value> {
    let seconds = prop::sample::select(vec!["{% $count($states.input.items) %}", "{% $v2 %}"]);
    let condition = prop::sample::select(vec![
        "{% $random() > 0.5 %}",
        "{% $exists($states.input.a) %}",
        "{% $v2.a = 1 or $count($states.input.*) > 2 %}",
        "{% $states.input.a %}",
    ]);
    let plain = prop_oneof![
        Just(json!({"Type": "Pass"})),
        seconds.prop_map(|seconds| json!({"Type": "Wait", "Seconds": seconds})),
        (value(), recovery(depth)).prop_map(|(payload, recovery)| {
            let arguments = json!({"FunctionName": "work", "Payload": payload});
            let task = json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": arguments});
            merged(task, &recovery)
        }),
    ];
    let choice =
        (condition, target(), target(), value()).prop_map(move |(condition, yes, no, value)| {
            let rule =
                json!({"Condition": condition, "Next": yes, "Assign": {variable(depth): value}});
            json!({"Type": "Choice", "QueryLanguage": "JSONata", "Choices": [rule], "Default": no})
        });
    let fail = expression().prop_map(
        |cause| json!({"Type": "Fail", "QueryLanguage": "JSONata", "Error": "Thrown", "Cause": cause}),
    );
    let succeed = value().prop_map(
        |output| json!({"Type": "Succeed", "QueryLanguage": "JSONata", "Output": output}),
    );
    let plain = (plain, results(depth), next())
        .prop_map(|(state, results, next)| go(merged(state, &results), next));
    if depth == 0 {
        return prop_oneof![4 => plain, 1 => choice, 1 => fail, 1 => succeed].boxed();
    }
    let nested = (nested(depth), results(depth), recovery(depth), next()).prop_map(
        |(state, results, recovery, next)| go(merged(merged(state, &results), &recovery), next),
    );
    prop_oneof![4 => plain, 2 => choice, 1 => fail, 1 => succeed, 2 => nested].boxed()
}

/// A Map or Parallel state, without what follows it.
fn nested(depth: u32) -> impl Strategy<Value = Value> {
    let items = prop::sample::select(vec![
        "{% $states.input.items %}",
        "{% [1..3] %}",
        "{% $v2 %}",
    ]);
    prop_oneof![
        (scope(depth - 1), items, 0_u32..3, value()).prop_map(|(processor, items, limit, value)| {
            let selector = json!({"a": "{% $states.context.Map.Item.Value %}", "items": [value]});
            json!({"Type": "Map", "Items": items, "MaxConcurrency": limit, "ItemSelector": selector, "ItemProcessor": processor})
        }),
        (scope(depth - 1), scope(depth - 1), value()).prop_map(|(one, other, arguments)| {
            json!({"Type": "Parallel", "Arguments": arguments, "Branches": [one, other]})
        }),
    ]
}
