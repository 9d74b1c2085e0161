//! The timeline as it is read: a line for each lane, with its bars.

use crate::driver::{Driver, echo, throw};
use crate::workflows::{EVERYTHING, LOOP, MAP, PARALLEL, VARIABLES};
use asl::debugger::action::{Action, Window};
use asl::debugger::view::{BarKind, BarRow, Empty, LaneKind, LaneRow, Shown, Timeline};
use asl::execution::Answer;

const ALL: Window = Window {
    from: 0,
    count: 1000,
};

fn shown(driver: &Driver) -> &Timeline {
    match driver.timeline_panel() {
        Shown::Filled(timeline) => timeline,
        Shown::Empty(why) => panic!("{why:?}"),
    }
}

fn looked_at(driver: &mut Driver) -> &Timeline {
    driver.act(Action::ShowTimeline(Some(ALL)));
    shown(driver)
}

/// `  One: Failed 0+5, wait 5+2000, Succeeded 2005+5`
fn line(lane: &LaneRow) -> String {
    let name = match lane.kind {
        LaneKind::State(_) => lane.name.clone(),
        LaneKind::Branch(number) => format!("branch {number}"),
        LaneKind::Iteration(number) => format!("#{number}"),
    };
    let bar = |bar: &BarRow| {
        let what = match bar.kind {
            BarKind::Work => format!("{:?}", bar.status),
            BarKind::Wait => "wait".to_owned(),
            BarKind::Inside => format!("({:?})", bar.status),
        };
        format!("{what} {}+{}", bar.begins, bar.took)
    };
    let bars: Vec<_> = lane.bars.iter().map(bar).collect();
    let sign = match lane.open {
        Some(true) => "▾ ",
        Some(false) => "▸ ",
        None => "",
    };
    let indent = "  ".repeat(lane.depth as usize);
    format!("{indent}{sign}{name}: {}", bars.join(", "))
}

fn lines(timeline: &Timeline) -> Vec<String> {
    timeline.lanes.iter().map(line).collect()
}

fn third_time(event: &str, call: usize) -> Answer {
    if call < 3 {
        throw(event, call)
    } else {
        echo(event, call)
    }
}

#[test]
fn nobody_looks_and_nothing_is_computed_and_before_a_run_it_says_why_it_is_empty() {
    let mut driver = Driver::new(MAP, "{}", &[("work", echo)]);
    driver.act(Action::ShowTimeline(Some(ALL)));
    assert_eq!(driver.timeline_panel(), &Shown::Empty(Empty::NothingRun));
}

#[test]
fn attempts_and_the_delays_between_them_are_bars_of_one_lane() {
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": []}"#,
        &[("flaky", third_time), ("work", echo)],
    );
    driver.run();
    let timeline = looked_at(&mut driver);
    assert_eq!(
        lines(timeline)[0],
        "Flaky: Failed 0+5, wait 5+2000, Failed 2005+5, wait 2010+4000, Succeeded 6010+5"
    );
    assert_eq!(timeline.lanes[0].retries, 2);
}

#[test]
fn branches_are_lanes_and_end_as_what_is_inside_them_does() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", throw)]);
    driver.run();
    assert_eq!(
        lines(looked_at(&mut driver)),
        [
            "▾ Both: Caught 0+5",
            "  ▾ branch 0: (Aborted) 0+5",
            "    Slow: wait 0+5",
            "  ▾ branch 1: (Failed) 0+5",
            "    Bad: Failed 0+5",
            "After: Succeeded 5+0",
        ]
    );
}

#[test]
fn iterations_are_one_lane_until_it_is_opened() {
    let mut driver = Driver::new(MAP, r#"{"items": [1, 2, 3]}"#, &[("work", echo)]);
    driver.run();
    let closed = looked_at(&mut driver).clone();
    assert_eq!(closed.total, 1);
    assert_eq!(
        (closed.lanes[0].open, closed.lanes[0].inside),
        (Some(false), 3)
    );
    assert!(
        closed.lanes[0].bars.len() > 1,
        "what is inside is to be seen"
    );
    let lane = closed.lanes[0].lane;
    driver.act(Action::OpenLane { lane, open: true });
    let opened = lines(shown(&driver));
    assert_eq!(opened.len(), 4);
    assert!(opened[1].starts_with("  ▸ #0: (Succeeded)"), "{opened:?}");
    assert!(opened[3].starts_with("  ▸ #2: (Succeeded)"), "{opened:?}");
    let inner = shown(&driver).lanes[2].lane;
    driver.act(Action::OpenLane {
        lane: inner,
        open: true,
    });
    assert!(lines(shown(&driver))[3].starts_with("    One: Succeeded"));
    driver.act(Action::OpenLane { lane, open: false });
    assert_eq!(shown(&driver), &closed);
}

#[test]
fn a_long_wait_is_folded_and_says_how_long_it_is() {
    let mut driver = Driver::new(
        r#"{"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Month"},
          "Month": {"Type": "Wait", "Seconds": 2592000, "Next": "B"},
          "B": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true}}}"#,
        "{}",
        &[("work", echo)],
    );
    driver.run();
    let timeline = looked_at(&mut driver);
    let folds: Vec<_> = timeline.folds.iter().map(|fold| fold.millis).collect();
    assert_eq!(folds, [2_592_000_000]);
    assert_eq!(timeline.took, 2_592_000_010);
    let work = &timeline.lanes[0].bars[0];
    assert!(work.to - work.from > 0.3, "{work:?}");
}

#[test]
fn a_place_along_it_is_a_moment_and_the_cursor_stands_there() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", echo)]);
    driver.run();
    assert!((looked_at(&mut driver).cursor - 1.0).abs() < 1e-9);
    for place in [0.0, 0.3, 0.99, 1.0] {
        driver.act(Action::SeekAlong(place));
        assert!(shown(&driver).cursor <= place + 1e-9);
    }
    assert_eq!(driver.transport().position, driver.transport().length);
    driver.act(Action::SeekAlong(0.5));
    let position = driver.transport().position;
    assert!(position > 0 && position < driver.transport().length);
    for hostile in [-1.0, 2.0, f64::NAN, f64::INFINITY] {
        driver.act(Action::SeekAlong(hostile));
    }
}

#[test]
fn of_a_run_that_took_no_time_the_states_stand_in_their_order() {
    let mut driver = Driver::new(VARIABLES, "{}", &[]);
    driver.run();
    let timeline = looked_at(&mut driver).clone();
    assert_eq!((timeline.took, timeline.marks.len()), (0, 1));
    assert!((timeline.cursor - 1.0).abs() < 1e-9, "{}", timeline.cursor);
    let bars: Vec<&BarRow> = timeline.lanes.iter().map(|lane| &lane.bars[0]).collect();
    for pair in bars.windows(2) {
        assert!(pair[0].to <= pair[1].from && pair[0].to - pair[0].from > 0.01);
    }
    assert!(bars.iter().all(|bar| bar.took == 0 && bar.begins == 0));
    for bar in bars {
        driver.act(Action::SeekAlong(f64::midpoint(bar.from, bar.to)));
        let position = driver.transport().position;
        assert!(position >= bar.position, "{position} {bar:?}");
        assert!(shown(&driver).cursor >= bar.from - 1e-9 && shown(&driver).cursor <= bar.to);
    }
}

#[test]
fn every_bar_leads_to_where_it_begins() {
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": [1, 2]}"#,
        &[("flaky", throw), ("work", echo)],
    );
    driver.run();
    let timeline = looked_at(&mut driver).clone();
    for lane in &timeline.lanes {
        for bar in lane.bars.iter().filter(|bar| bar.kind != BarKind::Inside) {
            driver.act(Action::Seek(bar.position));
            let node = driver.node(&lane.name);
            let marks = &driver.marks().states;
            assert!(marks.iter().any(|mark| mark.state == node), "{lane:?}");
            assert_eq!(driver.transport().elapsed, bar.begins, "{lane:?}");
        }
    }
}

#[test]
fn a_history_of_25_000_events_is_a_few_lanes_and_the_cursor_moves_fast() {
    let mut driver = Driver::new(LOOP, r#"{"n": 0}"#, &[]);
    driver.run();
    let timeline = looked_at(&mut driver);
    assert_eq!(timeline.lanes.len(), 2);
    assert!(timeline.lanes.iter().all(|lane| lane.bars.len() < 3_000));
    let begun = std::time::Instant::now();
    for place in 0..20 {
        driver.act(Action::SeekAlong(f64::from(place) / 20.0));
    }
    let took = begun.elapsed() / 20;
    println!("a move with the timeline open: {took:?}");
    // Without optimization on a busy machine.
    assert!(took.as_millis() < 1_000, "{took:?}");
}
