//! What is taken along of a run: the drawing, the film, the history.

use crate::driver::{Driver, echo, throw};
use crate::workflows::{EVERYTHING, MAP, PARALLEL};
use asl::debugger::action::{Action, Export};
use asl::debugger::export::{Dress, Theme, film_svg, svg};
use asl::debugger::view::{Exported, NodeKind, Status};
use asl::value::parse;

fn dress(title: &str) -> Dress<'_> {
    Dress {
        theme: Theme::Light,
        status_sign: |status| {
            if status == Status::Failed {
                "M4 4l8 8"
            } else {
                "M3 8h9"
            }
        },
        kind_sign: |kind| {
            if kind == NodeKind::Map {
                "M1 1h4"
            } else {
                "M2 2h4"
            }
        },
        status_word: |status| {
            if status == Status::Failed {
                "Failed"
            } else {
                "Fine"
            }
        },
        title,
        start: "Start",
        end: "End",
    }
}

/// That every element is closed in order and every attribute is quoted: no parser of XML is needed to see it.
fn well_formed(text: &str) {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        assert!(
            !rest[..at].contains('>') || open.last() == Some(&"style"),
            "a stray > in {}",
            &rest[..at]
        );
        let end = rest[at..].find('>').map(|end| at + end).unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn arrows_tell_how_often_and_a_folded_group_stays_one() {
    let turns = r#"{"StartAt": "Again", "States": {
      "Again": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 3, "Next": "Both"}], "Default": "More"},
      "More": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Again"},
      "Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}]}}}"#;
    let mut driver = Driver::new(turns, r#"{"n": 0}"#, &[]);
    driver.run();
    let state = Some(driver.node("Both"));
    driver.act(Action::Fold {
        state,
        folded: true,
    });
    let text = svg(driver.graph(), driver.marks(), &dress("Turns"));
    well_formed(&text);
    let times = text.matches(">×3</text>").count();
    assert_eq!(times, 3, "the arrows there and back, and the state between");
    assert!(text.contains("Parallel · 1") && !text.contains(">One<"));
}

#[test]
fn the_drawing_stands_alone_with_colours_signs_and_words() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", throw)]);
    driver.run();
    let text = svg(
        driver.graph(),
        driver.marks(),
        &dress("Pay & <ship> \"it\""),
    );
    well_formed(&text);
    assert!(text.contains("<title>Pay &amp; &lt;ship&gt; &quot;it&quot;</title>"));
    assert!(text.contains("Bad · Failed"), "the status is said");
    assert!(text.contains("M4 4l8 8"), "and has a sign");
    for outside in ["href", "url(http", "@import", "<script", "<image"] {
        assert!(!text.contains(outside), "{outside}");
    }
    let dark = svg(
        driver.graph(),
        driver.marks(),
        &Dress {
            theme: Theme::Dark,
            ..dress("")
        },
    );
    well_formed(&dark);
    assert!(dark.contains("#0E1217") && !text.contains("#0E1217"));
}

#[test]
fn what_the_page_counts_is_counted_in_the_file() {
    let mut driver = Driver::new(MAP, r#"{"items": [1, 2, 3]}"#, &[("work", echo)]);
    driver.run();
    let text = svg(driver.graph(), driver.marks(), &dress("x"));
    well_formed(&text);
    assert!(text.contains(">3/3</text>"), "items of the Map");
    assert!(text.contains(">×3</text>"), "visits of the state inside");
    let state = Some(driver.node("Each"));
    driver.act(Action::Fold {
        state,
        folded: true,
    });
    let folded = svg(driver.graph(), driver.marks(), &dress("x"));
    well_formed(&folded);
    assert!(folded.contains(">3/3</text>") && !folded.contains(">×3</text>"));
    let mut flaky = Driver::new(
        EVERYTHING,
        "{\"items\": []}",
        &[("flaky", throw), ("work", echo)],
    );
    flaky.run();
    assert!(svg(flaky.graph(), flaky.marks(), &dress("x")).contains(">↻"));
}

#[test]
fn the_arrow_on_from_a_fail_state_is_no_success() {
    let text = r#"{"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "No"}}}"#;
    let mut driver = Driver::new(text, "{}", &[]);
    driver.run();
    let text = svg(driver.graph(), driver.marks(), &dress("x"));
    well_formed(&text);
    let arrows: Vec<_> = ["url(#ht)", "url(#hf)"]
        .map(|head| text.matches(head).count())
        .into();
    assert_eq!(arrows, [1, 1], "to the state, and on from it");
}

#[test]
fn names_of_all_kinds_stay_names() {
    let definition = r#"{"StartAt": "</text><script>", "States": {
      "</text><script>": {"Type": "Pass", "Next": "\u0000\"'&"},
      "\u0000\"'&": {"Type": "Choice", "Default": "世界😀", "Choices": [
        {"Variable": "$.a", "StringEquals": "]]>\"<b>", "Next": "世界😀"}]},
      "世界😀": {"Type": "Succeed"}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.run();
    let text = svg(driver.graph(), driver.marks(), &dress("x"));
    well_formed(&text);
    assert!(!text.contains("<script") && text.contains("世界😀"));
}

#[test]
fn a_film_shows_every_end_repeats_and_respects_who_wants_less_motion() {
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": [1, 2]}"#,
        &[("flaky", throw), ("work", echo)],
    );
    driver.run();
    driver.act(Action::Export(Export::Film));
    let Exported::Film(film) = driver.exported() else {
        panic!("a film");
    };
    let last = |name: &str| {
        let node = driver.node(name);
        let mut states = film.frames.iter().flat_map(|frame| &frame.states);
        states
            .rfind(|(state, _)| *state == node)
            .map(|(_, status)| *status)
    };
    for name in ["Flaky", "Both", "Nap", "Each", "Done"] {
        assert_eq!(last(name), Some(driver.status(name)), "{name}");
    }
    let text = film_svg(driver.graph(), film, &dress("x"));
    well_formed(&text);
    let dark = Dress {
        theme: Theme::Dark,
        ..dress("x")
    };
    assert!(film_svg(driver.graph(), film, &dark).contains(".w{fill:#6EB1FF"));
    assert!(text.contains(".w{fill:#0A5BC4;stroke:#FFFFFF"));
    assert!(text.contains("infinite") && text.contains("prefers-reduced-motion"));
    assert!(text.contains("@keyframes k0_") && text.contains("offset-path:path('M"));
    // All that is animated has its keyframes.
    for name in text.split("animation-name:").skip(1) {
        let name = name.split('"').next().unwrap();
        assert!(text.contains(&format!("@keyframes {name}{{")), "{name}");
    }
}

#[test]
fn the_history_is_what_the_command_line_prints() {
    let mut driver = Driver::new(MAP, r#"{"items": [1, 2, 3]}"#, &[("work", echo)]);
    driver.run();
    driver.act(Action::Export(Export::History));
    let Exported::History(text) = driver.exported() else {
        panic!("a history");
    };
    let value = parse(text).unwrap();
    let events = value
        .get("events")
        .and_then(|events| events.as_array())
        .unwrap();
    assert_eq!(events.len() as u32, driver.events().total);
    assert_eq!(
        events[0].get("type").and_then(|name| name.as_str()),
        Some("ExecutionStarted")
    );
}
