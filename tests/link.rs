//! Links and files: what goes in comes out, and whatever a stranger sends is answered in words.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

use asl::definition::Definition;
use asl::machine::compile;
use asl::project::link::{Fit, LinkFault, Target, decode, encode};
use asl::project::{
    Breakpoint, EXAMPLES, FileFault, NamedMachine, When, Workspace, example, first_workflow,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

fn opened(fragment: &str) -> Workspace {
    match decode(fragment) {
        Ok(Target::Workspace(workspace, _)) => *workspace,
        other => panic!("no workspace: {other:?}"),
    }
}

fn by_hand(json: &str) -> String {
    format!("#0.{}", URL_SAFE_NO_PAD.encode(json))
}

#[test]
fn every_example_survives_a_link_and_a_file() {
    for name in EXAMPLES {
        let workspace = example(name).expect("on the list");
        assert_eq!(opened(&encode(&workspace)), workspace, "{name} by link");
        assert_eq!(
            Workspace::from_file(&workspace.to_file()),
            Ok(workspace),
            "{name} by file"
        );
    }
}

#[test]
fn every_example_is_a_definition_without_problems() {
    for name in EXAMPLES {
        let workspace = example(name).expect("on the list");
        let further = workspace.machines.iter().map(|machine| &machine.definition);
        for definition in std::iter::once(&workspace.definition).chain(further) {
            let (machine, problems) = compile(&Definition::read(definition));
            assert!(
                machine.is_some() && problems.is_empty(),
                "{name}: {problems:?}"
            );
        }
    }
}

#[test]
fn the_first_workflow_fits_everywhere() {
    let link = encode(&first_workflow("世界"));
    assert_eq!(
        Fit::of(link.len()),
        Fit::Everywhere,
        "{} characters",
        link.len()
    );
}

/// A link of version 1 opens for ever.
#[test]
fn links_of_the_past_open() {
    let fixture = include_str!("spec/links/version-1.txt").trim();
    assert_eq!(opened(fixture), example("first").expect("on the list"));
}

#[test]
fn a_link_cut_anywhere_is_truncated_or_damaged_never_another_workspace() {
    let link = encode(&first_workflow("World"));
    for end in 3..link.len() {
        match decode(&link[..end]) {
            Err(LinkFault::Truncated { characters }) => assert_eq!(characters, end - 3),
            Err(LinkFault::Damaged | LinkFault::NotAWorkspace) => {}
            // The last characters hold bits that no byte needs.
            Ok(Target::Workspace(workspace, _)) => assert_eq!(*workspace, first_workflow("World")),
            other => panic!("cut at {end}: {other:?}"),
        }
    }
}

#[test]
fn words_of_chat_programs_behind_a_link_are_ignored() {
    let link = encode(&first_workflow("World"));
    assert_eq!(
        opened(&format!("{link}&appinstall=0")),
        first_workflow("World")
    );
    assert_eq!(opened(&format!("{link}=")), first_workflow("World"));
}

#[test]
fn a_place_in_the_run_travels_behind_a_tilde() {
    let link = format!("{}~s=12.3", encode(&first_workflow("World")));
    assert!(matches!(decode(&link), Ok(Target::Workspace(_, Some(view))) if view == "s=12.3"));
}

#[test]
fn each_broken_link_has_its_own_word() {
    assert_eq!(decode("#2.AAAA"), Err(LinkFault::Newer));
    assert_eq!(decode("#1."), Err(LinkFault::Truncated { characters: 0 }));
    assert_eq!(decode(&by_hand("[1]")), Err(LinkFault::NotAWorkspace));
    assert_eq!(
        decode(&by_hand(r#"{"d": 1}"#)),
        Err(LinkFault::NotAWorkspace)
    );
    assert_eq!(
        decode(&by_hand(r#"{"d": "{}", "f": {"__proto__": "x"}}"#)),
        Err(LinkFault::NotAWorkspace)
    );
    assert_eq!(
        decode(&by_hand(r#"{"d": "{}", "f": {"../x.mjs": "x"}}"#)),
        Err(LinkFault::NotAWorkspace)
    );
    for name in ["__proto__", "ab/c", "Shop/c", "shop/", "shop", "-shop/c"] {
        let link = by_hand(&format!(r#"{{"d": "{{}}", "o": {{"{name}": "x"}}}}"#));
        assert_eq!(decode(&link), Err(LinkFault::NotAWorkspace), "{name}");
    }
    assert_eq!(decode("#section-3"), Ok(Target::Nothing));
    assert_eq!(decode("#ex/retry"), Ok(Target::Example("retry".into())));
}

#[test]
fn a_link_that_swells_is_refused_before_it_fills_the_memory() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 64 << 20], 9);
    assert_eq!(
        decode(&format!("#1.{}", URL_SAFE_NO_PAD.encode(bomb))),
        Err(LinkFault::TooLarge)
    );
}

#[test]
fn members_of_later_versions_are_kept() {
    let workspace = opened(&by_hand(
        r#"{"d": "{}", "f": {}, "i": "1", "later": {"x": [1]}}"#,
    ));
    assert_eq!(
        workspace.unknown.get("later").map(String::as_str),
        Some(r#"{"x":[1]}"#)
    );
    assert_eq!(opened(&encode(&workspace)), workspace);
}

#[test]
fn several_machines_travel_in_their_order_and_with_their_type() {
    let json = r#"{"d": "{}", "s": {"Pay": "1", "Ask": {"d": "2", "type": "EXPRESS"}}}"#;
    let workspace = opened(&by_hand(json));
    let mocked = opened(&by_hand(r#"{"d": "{}", "k": "mocks"}"#));
    assert_eq!(mocked.mocks, "mocks");
    assert_eq!(opened(&encode(&mocked)), mocked);
    let machine = |name: &str, definition: &str, express| NamedMachine {
        name: name.into(),
        definition: definition.into(),
        express,
    };
    let machines = [machine("Pay", "1", false), machine("Ask", "2", true)];
    assert_eq!(workspace.machines, machines);
    assert_eq!(opened(&encode(&workspace)), workspace);
    assert_eq!(
        Workspace::from_file(&workspace.to_file()),
        Ok(workspace.clone())
    );
    let fixture = include_str!("spec/links/version-1-machines.txt").trim();
    assert_eq!(opened(fixture), workspace);
    for wrong in [
        r#""a b": "1""#,
        r#""": "1""#,
        r#""a": 1"#,
        r#""a": {"d": 1}"#,
    ] {
        let link = by_hand(&format!(r#"{{"d": "{{}}", "s": {{{wrong}}}}}"#));
        assert_eq!(decode(&link), Err(LinkFault::NotAWorkspace), "{wrong}");
    }
}

#[test]
fn files_that_belong_together_are_one_workspace() {
    let definition = |arn: &str| {
        format!(r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "x": "{arn}"}}}}}}"#)
    };
    let (pay, order) = (
        definition(""),
        definition("arn:aws:states:r:a:stateMachine:pay"),
    );
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = vec![
        file("pay.asl.json", &pay),
        file("charge.mjs", "export const handler = 1"),
        file("my order.json", &order),
        file("pay.json", &pay),
    ];
    let workspace = Workspace::from_files(files).expect("definitions");
    assert_eq!(workspace.definition, order);
    assert_eq!(workspace.settings.machine_name, "my-order");
    let names: Vec<_> = workspace
        .machines
        .iter()
        .map(|machine| &*machine.name)
        .collect();
    assert_eq!(names, ["pay", "pay-2"]);
    assert_eq!(workspace.functions[0].name, "charge.mjs");
    // One definition alone is as it is opened from a file.
    let alone = Workspace::from_files(vec![file("pay.json", &pay)]);
    assert_eq!(alone, Workspace::from_file(&pay));
    let whole = Workspace::from_files(vec![file("a", &pay), file("b", &workspace.to_file())]);
    assert_eq!(whole, Ok(workspace));
    let refused = |files| Workspace::from_files(files).expect_err("no workspace");
    assert_eq!(refused(vec![]), FileFault::NotAWorkspace);
    assert_eq!(refused(vec![file("f.js", "")]), FileFault::NotAWorkspace);
    assert_eq!(
        refused(vec![file("a", &pay), file("b", "1")]),
        FileFault::NotAWorkspace
    );
}

#[test]
fn a_definition_in_yaml_is_a_file_as_any_other() {
    let pay = "# Pays.\nStartAt: A\nStates:\n  A: { Type: Succeed }\n";
    let order = "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:r:a:stateMachine:pay\n";
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = vec![file("pay.asl.yaml", pay), file("order.yml", order)];
    let workspace = Workspace::from_files(files).expect("definitions");
    assert_eq!(workspace.definition, order);
    assert_eq!(workspace.settings.machine_name, "order");
    assert_eq!(workspace.machines[0].name, "pay");
    let alone = Workspace::from_file(pay).expect("a definition");
    assert_eq!(alone.definition, pay);
    let template = "Resources:\n  A: { Type: AWS::Lambda::Function }\n";
    assert_eq!(
        Workspace::from_file(template),
        Err(FileFault::NotAWorkspace)
    );
}

#[test]
fn breakpoints_travel_and_links_without_any_have_none() {
    let point = |state: &str, when, condition: &str| Breakpoint {
        state: state.into(),
        when,
        condition: condition.into(),
        ..Breakpoint::default()
    };
    let breakpoints = vec![
        point("Pay", When::Before, ""),
        point("", When::Failure, "$.Error = 'Boom'"),
        Breakpoint {
            machine: Some("Refunds".into()),
            off: true,
            ..point("Each", When::Iteration(7), "")
        },
        point("Pay", When::After, "$.paid"),
    ];
    let workspace = Workspace {
        definition: "{}".into(),
        breakpoints,
        ..Workspace::default()
    };
    assert_eq!(opened(&encode(&workspace)), workspace);
    let written = by_hand(
        r#"{"d": "{}", "b": [{"s": "Pay"}, {"w": "failure", "c": "$.Error = 'Boom'"},
            {"m": "Refunds", "s": "Each", "w": 7, "off": true}, {"s": "Pay", "w": "after", "c": "$.paid"}]}"#,
    );
    assert_eq!(opened(&written), workspace);
    assert_eq!(opened(&by_hand(r#"{"d": "{}"}"#)).breakpoints, []);
    for broken in [
        r#"{"b": {}}"#,
        r#"{"b": [1]}"#,
        r#"{"b": [{"w": -1}]}"#,
        r#"{"b": [{"s": 1}]}"#,
    ] {
        assert_eq!(
            decode(&by_hand(broken)),
            Err(LinkFault::NotAWorkspace),
            "{broken}"
        );
    }
}

#[test]
fn a_bare_definition_is_a_file_too() {
    let definition = r#"{"StartAt": "A", "States": {}}"#;
    assert_eq!(
        Workspace::from_file(definition).map(|workspace| workspace.definition),
        Ok(definition.to_owned())
    );
    assert_eq!(Workspace::from_file("[]"), Err(FileFault::NotAWorkspace));
    assert_eq!(
        Workspace::from_file(r#"{"format": "asl-playground/9"}"#),
        Err(FileFault::Newer)
    );
}

proptest! {
    #[test]
    fn any_texts_survive(definition in ".*", input in ".*", text in ".*", title in ".*", seed: u32) {
        let mut workspace = Workspace { definition, input, title: title.clone(), ..Workspace::default() };
        workspace.functions.push(asl::project::Function { name: "a.mjs".into(), text });
        workspace.objects.push(asl::project::StoredObject { name: "a-b/世界/c d.csv".into(), text: title });
        workspace.settings.seed = seed;
        prop_assert_eq!(opened(&encode(&workspace)), workspace);
    }

    #[test]
    fn no_fragment_panics(fragment in "#?([0-9]\\.)?[A-Za-z0-9_~-]{0,80}.*") {
        let _ = decode(&fragment);
    }
}
