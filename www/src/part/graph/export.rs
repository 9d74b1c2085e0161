//! The drawing and the run as files: SVG, PNG, Mermaid's text, a film, the history as AWS's JSON. What is drawn is
//! what is on the screen: a group that is folded there is one box here. The history is always whole.

use super::scene::Scene;
use crate::bridge::{Bridge, use_bridge};
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::Sign;
use crate::kit::browser::download;
use crate::kit::menu::{Item, Menu};
use crate::part::share::file::named;
use crate::part::status;
use asl::debugger::action::{Action, Export};
use asl::debugger::export::{self, Dress, MERMAID_CLASSES, Theme, film_svg};
use asl::debugger::view::{Exported, Film, NodeKind, Status};
use asl::graph::mermaid;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/part/graph/raster.js")]
extern "C" {
    /// Saves a drawing as PNG.
    fn raster(svg: &str, width: f64, height: f64, name: &str);
}

/// The menu of files.
#[component]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
pub fn ExportMenu(
    /// The drawing.
    scene: Scene,
) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let has_run = bridge.transport_slice(|transport| transport.length > 0);
    let desk = Exporter {
        bridge,
        scene,
        phrases,
    };
    let waiting = desk.clone();
    Effect::new(move |_| {
        if let Some(exported) = bridge.exported().get() {
            bridge.exported().set(None);
            waiting.save(&exported);
        }
    });
    let items = Signal::derive(move || desk.items(has_run.get()));
    view! { <Menu label=say(|p| p.export) sign=Sign::Download wordless=true items /> }
}

#[derive(Clone)]
struct Exporter {
    bridge: Bridge,
    scene: Scene,
    phrases: Signal<&'static Phrases>,
}

impl Exporter {
    fn items(&self, has_run: bool) -> Vec<Item> {
        let phrases = self.phrases.get();
        let item = |label: &'static str, press: fn(&Self)| {
            let own = self.clone();
            Item::new(label, move || press(&own))
        };
        let mut items = vec![
            item("SVG", Self::svg),
            item("PNG", Self::png),
            item(phrases.export_mermaid, Self::mermaid),
        ];
        if has_run {
            items.push(item(phrases.export_film, |own| {
                own.bridge.send(Action::Export(Export::Film));
            }));
            items.push(item(phrases.export_history, |own| {
                own.bridge.send(Action::Export(Export::History));
            }));
        }
        items
    }

    fn title(&self) -> String {
        let title = self
            .bridge
            .workspace()
            .with_untracked(|workspace| workspace.title.clone());
        if title.is_empty() {
            self.phrases.get_untracked().untitled.to_owned()
        } else {
            title
        }
    }

    fn dressed<T>(&self, draw: impl FnOnce(&Dress<'_>) -> T) -> T {
        let (title, phrases) = (self.title(), self.phrases.get_untracked());
        draw(&Dress {
            theme: if is_dark() { Theme::Dark } else { Theme::Light },
            status_sign,
            kind_sign,
            status_word: phrases.status,
            title: &title,
            start: phrases.start,
            end: phrases.end,
        })
    }

    fn drawing(&self) -> String {
        let marks = self.bridge.marks().get_untracked();
        self.dressed(|dress| export::svg(&self.scene.graph, &marks, dress))
    }

    fn svg(&self) {
        let _ = download(
            &named(&self.title(), "svg"),
            "image/svg+xml",
            &self.drawing(),
        );
    }

    fn png(&self) {
        let (width, height) = export::size(&self.scene.graph);
        raster(&self.drawing(), width, height, &named(&self.title(), "png"));
    }

    fn mermaid(&self) {
        let marks = self.bridge.marks().get_untracked();
        let class = |state| {
            let mark = marks.states.iter().find(|mark| mark.state == state)?;
            export::class(mark.status)
        };
        let text = mermaid(&self.scene.graph, class, &MERMAID_CLASSES);
        let _ = download(&named(&self.title(), "mmd"), "text/plain", &text);
    }

    #[inline(never)]
    fn save(&self, exported: &Exported) {
        match exported {
            Exported::History(text) => {
                let _ = download(
                    &named(&self.title(), "history.json"),
                    "application/json",
                    text,
                );
            }
            Exported::Film(film) => self.film(film),
        }
    }

    fn film(&self, film: &Film) {
        let text = self.dressed(|dress| film_svg(&self.scene.graph, film, dress));
        let _ = download(&named(&self.title(), "film.svg"), "image/svg+xml", &text);
    }
}

fn status_sign(status: Status) -> &'static str {
    status::sign(status).path()
}

fn kind_sign(kind: NodeKind) -> &'static str {
    status::kind_sign(kind).path()
}

/// Whether the page is dark now: by choice, else by the system.
fn is_dark() -> bool {
    let root = document().document_element();
    match root
        .and_then(|root| root.get_attribute("data-theme"))
        .as_deref()
    {
        Some("dark") => true,
        Some("light") => false,
        Some(_) | None => {
            let query = window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    }
}
