//! What is taken along of the run that is looked at.

use super::Session;
use crate::debugger::action::Export;
use crate::debugger::export;
use crate::debugger::view::Exported;

impl Session {
    /// Prepares a file for the page; nothing where there is no run.
    #[inline(never)]
    pub(super) fn export(&mut self, what: Export) {
        let Some(run) = self.family.shown() else {
            return;
        };
        self.exports.push(match what {
            Export::History => Exported::History(export::history(run)),
            Export::Film => Exported::Film(export::film_of(run, &self.names)),
        });
    }
}
