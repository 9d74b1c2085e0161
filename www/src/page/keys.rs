//! The keys of the whole page. They rest while a person types or composes, and where a control has a use for them.

use crate::kit::browser::{is_on_control, is_typing};
use crate::part::breakpoints::toggle;
use crate::part::transport::player::Player;
use asl::debugger::action::{Action, Direction, Goal};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Hears the keys for as long as the page stands.
pub fn listen(player: Player) {
    let heard = window_event_listener(leptos::ev::keydown, move |event| {
        if !event.default_prevented() && act(&event, player) {
            event.prevent_default();
        }
    });
    on_cleanup(move || heard.remove());
}

/// Does what the key says; says whether it had a meaning.
fn act(event: &KeyboardEvent, player: Player) -> bool {
    let Some(wish) = wish(&event.key(), Held::of(event)) else {
        return false;
    };
    let free = match wish {
        Wish::Run => !event.is_composing(),
        Wish::Toggle => !is_typing(event) && !is_on_control(event),
        Wish::Go(..)
        | Wish::Breakpoint
        | Wish::Step(_)
        | Wish::StepState(_)
        | Wish::First
        | Wish::Last => !is_typing(event),
    };
    if free {
        match wish {
            Wish::Run => player.run_or_stop(),
            Wish::Toggle => player.toggle(),
            Wish::Go(to, direction) => player.go_to(to, direction),
            Wish::Breakpoint => {
                if let Some(state) = player.chosen_state() {
                    toggle(player.bridge(), state);
                }
            }
            Wish::Step(direction) => player.step(direction),
            Wish::StepState(direction) => player.step_state(direction),
            Wish::First => player.go(Action::First),
            Wish::Last => player.go(Action::Last),
        }
    }
    free
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Run,
    Toggle,
    /// As a debugger does.
    Go(Goal, Direction),
    /// Set or take away that of the chosen state.
    Breakpoint,
    Step(Direction),
    StepState(Direction),
    First,
    Last,
}

/// The keys held down beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Held {
    shift: bool,
    /// Ctrl, or Cmd.
    control: bool,
    alt: bool,
}

impl Held {
    /// Shift turns the direction.
    fn way(self) -> Direction {
        if self.shift {
            Direction::Back
        } else {
            Direction::Forward
        }
    }

    fn of(event: &KeyboardEvent) -> Self {
        Self {
            shift: event.shift_key(),
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
        }
    }
}

fn wish(key: &str, held: Held) -> Option<Wish> {
    match (key, held) {
        (
            "Enter",
            Held {
                control: true,
                alt: false,
                ..
            },
        ) => Some(Wish::Run),
        (_, Held { control: true, .. }) => None,
        ("ArrowDown", Held { alt: true, .. }) => Some(Wish::Go(Goal::In, held.way())),
        ("ArrowUp", Held { alt: true, .. }) => Some(Wish::Go(Goal::Out, held.way())),
        (_, Held { alt: true, .. }) => None,
        ("F8", _) => Some(Wish::Go(Goal::Breakpoint, held.way())),
        ("ArrowRight", Held { shift: true, .. }) => Some(Wish::StepState(Direction::Forward)),
        ("ArrowLeft", Held { shift: true, .. }) => Some(Wish::StepState(Direction::Back)),
        (_, Held { shift: true, .. }) => None,
        ("F10", _) => Some(Wish::Go(Goal::Over, Direction::Forward)),
        ("F9", _) => Some(Wish::Breakpoint),
        ("ArrowRight", _) => Some(Wish::Step(Direction::Forward)),
        ("ArrowLeft", _) => Some(Wish::Step(Direction::Back)),
        ("Home", _) => Some(Wish::First),
        ("End", _) => Some(Wish::Last),
        (" ", _) => Some(Wish::Toggle),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFT: Held = Held {
        shift: true,
        control: false,
        alt: false,
    };
    const CONTROL: Held = Held {
        shift: false,
        control: true,
        alt: false,
    };
    const ALT: Held = Held {
        shift: false,
        control: false,
        alt: true,
    };

    #[test]
    fn keys_mean_what_the_help_says() {
        assert_eq!(wish("Enter", CONTROL), Some(Wish::Run));
        assert_eq!(
            wish("ArrowRight", Held::default()),
            Some(Wish::Step(Direction::Forward))
        );
        assert_eq!(
            wish("ArrowLeft", SHIFT),
            Some(Wish::StepState(Direction::Back))
        );
        assert_eq!(wish(" ", Held::default()), Some(Wish::Toggle));
        assert_eq!(
            wish("F8", SHIFT),
            Some(Wish::Go(Goal::Breakpoint, Direction::Back))
        );
        assert_eq!(
            wish("ArrowDown", ALT),
            Some(Wish::Go(Goal::In, Direction::Forward))
        );
        assert_eq!(
            wish("F10", Held::default()),
            Some(Wish::Go(Goal::Over, Direction::Forward))
        );
    }

    #[test]
    fn keys_of_the_browser_and_the_editor_are_left_alone() {
        let none = Held::default();
        for (key, held) in [
            ("ArrowLeft", ALT),
            ("F8", ALT),
            ("F10", SHIFT),
            ("Home", CONTROL),
            ("F5", none),
            ("a", none),
        ] {
            assert_eq!(wish(key, held), None, "{key}");
        }
    }
}
