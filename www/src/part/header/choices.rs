//! What the menus of the header offer.

use super::title;
use crate::bridge::use_bridge;
use crate::desk::{Shown, use_desk};
use crate::host::link;
use crate::host::start::open_example;
use crate::i18n::{Language, use_language, use_languages, use_phrases};
use crate::kit::menu::Item;
use crate::look::{Theme, use_theme};
use asl::project::EXAMPLES;
use leptos::prelude::*;

/// The built-in workflows.
pub fn examples() -> Signal<Vec<Item>> {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    Signal::derive(move || {
        let phrases = phrases.get();
        let item = |name: &'static str| {
            let (title, note) = (phrases.example)(name);
            Item {
                note: note.to_owned(),
                ..Item::new(title, move || {
                    link::clear();
                    open_example(bridge, name, phrases.who);
                })
            }
        };
        EXAMPLES.into_iter().map(item).collect()
    })
}

/// The page's languages, each in its own words.
pub fn languages() -> Signal<Vec<Item>> {
    let (language, languages) = (use_language(), use_languages());
    Signal::derive(move || {
        let item = |each: Language| Item {
            lang: Some(each.tag()),
            checked: Some(each == language.get()),
            ..Item::new(each.own_name(), move || languages.choose(each))
        };
        Language::ALL.into_iter().map(item).collect()
    })
}

/// Light, dark, or as the system says.
pub fn themes() -> Signal<Vec<Item>> {
    let (theme, phrases) = (use_theme(), use_phrases());
    Signal::derive(move || {
        let phrases = phrases.get();
        let item = |each: Theme| {
            let name = match each {
                Theme::System => phrases.theme_system,
                Theme::Light => phrases.theme_light,
                Theme::Dark => phrases.theme_dark,
            };
            Item {
                checked: Some(each == theme.get()),
                ..Item::new(name, move || theme.set(each))
            }
        };
        [Theme::System, Theme::Light, Theme::Dark]
            .into_iter()
            .map(item)
            .collect()
    })
}

/// Everything, where the header has no room.
pub fn more() -> Signal<Vec<Item>> {
    let (desk, phrases, bridge) = (use_desk(), use_phrases(), use_bridge());
    let (examples, languages, themes, file) =
        (examples(), languages(), themes(), title::items(bridge));
    Signal::derive(move || {
        let phrases = phrases.get();
        let share = Item::new(phrases.share, move || desk.dialog.set(Some(Shown::Share)));
        let help = Item::new(phrases.help, move || desk.dialog.set(Some(Shown::Help)));
        let mut items = vec![share];
        items.extend(file.get());
        items.push(help);
        for group in [languages.get(), themes.get(), examples.get()] {
            items.extend(group.into_iter().enumerate().map(|(at, item)| Item {
                note: String::new(),
                starts_group: at == 0,
                ..item
            }));
        }
        items
    })
}
