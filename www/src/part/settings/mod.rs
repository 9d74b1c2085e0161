//! Where and how the workspace runs, and how texts are edited here.

use crate::bridge::use_bridge;
use crate::desk::{Shown, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::dialog::Dialog;
use crate::part::transport::options::Options;
use asl::debugger::action::{Action, Edit};
use asl::project::Settings;
use leptos::prelude::*;

/// A setting as a text: how it is called, shown, and taken back when it makes sense.
struct Field {
    name: fn(&'static Phrases) -> &'static str,
    show: fn(&Settings) -> String,
    take: fn(&mut Settings, &str) -> Option<()>,
}

const FIELDS: [Field; 6] = [
    Field {
        name: |p| p.setting_region,
        show: |settings| settings.region.clone(),
        take: |settings, text| plain(text, 30).map(|text| settings.region = text),
    },
    Field {
        name: |p| p.setting_account,
        show: |settings| settings.account.clone(),
        take: |settings, text| {
            let digits = text.len() == 12 && text.bytes().all(|digit| digit.is_ascii_digit());
            digits.then(|| settings.account = text.to_owned())
        },
    },
    Field {
        name: |p| p.setting_machine,
        show: |settings| settings.machine_name.clone(),
        take: |settings, text| plain(text, 80).map(|text| settings.machine_name = text),
    },
    Field {
        name: |p| p.setting_type,
        show: |settings| machine_type(settings.express).to_owned(),
        take: |settings, text| {
            let types = [false, true];
            settings.express = types
                .into_iter()
                .find(|express| machine_type(*express).eq_ignore_ascii_case(text))?;
            Some(())
        },
    },
    Field {
        name: |p| p.setting_timeout,
        show: |settings| settings.function_timeout.to_string(),
        take: |settings, text| {
            let seconds = text
                .parse()
                .ok()
                .filter(|seconds| (1..=900).contains(seconds))?;
            settings.function_timeout = seconds;
            Some(())
        },
    },
    Field {
        name: |p| p.setting_seed,
        show: |settings| settings.seed.to_string(),
        take: |settings, text| text.parse().ok().map(|seed| settings.seed = seed),
    },
];

/// AWS's words for the two types of workflow.
const fn machine_type(express: bool) -> &'static str {
    if express { "EXPRESS" } else { "STANDARD" }
}

/// A name of AWS: letters, digits, hyphens and underscores.
fn plain(text: &str, most: usize) -> Option<String> {
    let fits = (1..=most).contains(&text.len())
        && text
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
    fits.then(|| text.to_owned())
}

/// The settings dialog.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::Settings))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.settings)
            close_label=say(|p| p.close)
        >
            <div class="settings">
                {FIELDS.iter().map(field_view).collect_view()}
                {types_view()}
            </div>
            <div class="settings-player"><Options /></div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || desk.plain.get()
                    on:change=move |event| desk.plain.set(event_target_checked(&event))
                />
                {say(|p| p.plain_editor)}
            </label>
        </Dialog>
    }
}

/// The type of each further machine.
fn types_view() -> impl IntoView {
    let workspace = use_bridge().workspace();
    let names = Memo::new(move |_| {
        workspace.with(|workspace| {
            let machines = workspace.machines.iter();
            machines
                .map(|machine| machine.name.clone())
                .collect::<Vec<_>>()
        })
    });
    move || names.get().into_iter().map(type_view).collect_view()
}

fn type_view(name: String) -> impl IntoView {
    let bridge = use_bridge();
    let workspace = bridge.workspace();
    let (label, named) = (name.clone(), StoredValue::new(name.clone()));
    let is = move |express: bool| {
        let machine = |workspace: &std::sync::Arc<asl::project::Workspace>| {
            named.with_value(|name| workspace.machine(name).map(|machine| machine.express))
        };
        workspace.with(machine) == Some(express)
    };
    let change = move |event| {
        let express = event_target_value(&event) == machine_type(true);
        let name = name.clone();
        bridge.send(Action::Edit(Edit::MachineType { name, express }));
    };
    let choice = move |express| {
        view! { <option prop:selected=move || is(express)>{machine_type(express)}</option> }
    };
    view! {
        <label>
            <span>{say(move |p| (p.type_of)(&label))}</span>
            <select class="select field" on:change=change>{[false, true].map(choice).collect_view()}</select>
        </label>
    }
}

fn field_view(field: &'static Field) -> impl IntoView {
    let bridge = use_bridge();
    let workspace = bridge.workspace();
    let wrong = RwSignal::new(false);
    let change = move |event| {
        let mut settings = workspace.with_untracked(|workspace| workspace.settings.clone());
        let taken = (field.take)(&mut settings, event_target_value(&event).trim());
        wrong.set(taken.is_none());
        if taken.is_some() {
            bridge.send(Action::Edit(Edit::Settings(settings)));
        }
    };
    view! {
        <label>
            <span>{say(field.name)}</span>
            <input
                class="field"
                prop:value=move || workspace.with(|workspace| (field.show)(&workspace.settings))
                aria-invalid=move || wrong.get().then_some("true")
                on:change=change
            />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_makes_sense_is_taken() {
        let mut settings = Settings::default();
        let before = settings.clone();
        for (field, text) in FIELDS.iter().zip(["eu west", "12", "", "fast", "901", "x"]) {
            assert_eq!((field.take)(&mut settings, text), None, "{text}");
        }
        assert_eq!(settings, before);
        for (field, text) in
            FIELDS
                .iter()
                .zip(["eu-west-1", "999999999999", "Pay_1", "EXPRESS", "900", "0"])
        {
            assert_eq!((field.take)(&mut settings, text), Some(()), "{text}");
            assert_eq!((field.show)(&settings), text);
        }
    }
}
