//! What the page was told last: it is told a panel again only when the panel is another one.

use crate::host::message::write;
use asl::debugger::view::Panel;
use std::mem::{Discriminant, discriminant};

/// The last of each kind of panel, as the bytes in which it went.
#[derive(Default)]
pub struct Told(Vec<(Discriminant<Panel>, Vec<u8>)>);

impl Told {
    /// Of panels that may have changed those that have, written down.
    pub fn changes(&mut self, panels: Vec<Panel>) -> Vec<Vec<u8>> {
        let changed = panels.into_iter().filter_map(|panel| self.change(&panel));
        changed.collect()
    }

    fn change(&mut self, panel: &Panel) -> Option<Vec<u8>> {
        let kind = discriminant(panel);
        let place = self.0.iter().position(|(known, _)| *known == kind);
        if place.is_none() && panel.is_as_at_first() {
            return None; // the page shows it so, and may not have the code that writes it yet
        }
        let bytes = bytes(panel);
        if panel.is_said_once() {
            return Some(bytes);
        }
        match place {
            Some(place) if self.0[place].1 == bytes => return None,
            Some(place) => self.0[place].1.clone_from(&bytes),
            None => self.0.push((kind, bytes.clone())),
        }
        Some(bytes)
    }
}

/// A panel, or why it cannot be written down.
fn bytes(panel: &Panel) -> Vec<u8> {
    let fault = |fault| write(&Panel::Fault(Some(fault))).unwrap_or_default();
    write(panel).unwrap_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl::debugger::view::{Answer, Marks, Reply};

    fn fault(words: &str) -> Panel {
        Panel::Fault(Some(words.to_owned()))
    }

    #[test]
    fn what_is_as_it_was_is_not_told() {
        let mut told = Told::default();
        let first = || vec![fault("a"), Panel::Marks(Marks::default())];
        assert_eq!(told.changes(first()).len(), 2);
        assert_eq!(told.changes(first()).len(), 0);
        assert_eq!(told.changes(vec![fault("b")]), [bytes(&fault("b"))]);
        assert_eq!(told.changes(first()), [bytes(&fault("a"))]);
    }

    #[test]
    fn what_a_page_shows_anyway_is_told_once_it_was_otherwise() {
        let mut told = Told::default();
        assert_eq!(told.changes(Panel::at_first().to_vec()).len(), 0);
        told.changes(vec![fault("a")]);
        assert_eq!(told.changes(Panel::at_first().to_vec()).len(), 1);
    }

    #[test]
    fn an_answer_is_told_each_time() {
        let answer = || {
            Panel::Answer(Answer {
                number: 1,
                reply: Reply::Nothing,
            })
        };
        let mut told = Told::default();
        assert_eq!(told.changes(vec![answer(), answer()]).len(), 2);
    }
}
