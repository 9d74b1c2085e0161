//! States in JSONata: they do not run yet, but what does not depend on the language is checked.

use super::checker::Checker;
use super::field::Language;
use super::place::Place;

/// Where a JSONata Wait waits for.
const WAIT_FORMS: [&str; 2] = ["Seconds", "Timestamp"];

impl Checker<'_> {
    /// Required fields, rules' targets, retriers, catchers and credentials.
    pub fn jsonata_state(&mut self, id: usize, state_type: &str) {
        let entry = &self.outline.states[id];
        let (node, at) = (entry.node, Place::State(id));
        let _ = self.retry(&at, node);
        let _ = self.catch(id, node, Language::Jsonata);
        match state_type {
            "Task" => {
                self.require(&at, node, &entry.name.span, &["Resource"]);
                if let Some(resource) = self.resource(&at, node) {
                    self.integration_parameters(&at, node, &resource);
                }
                let _ = self.credentials_object(&at, node);
            }
            "Choice" => self.jsonata_choice(id),
            "Wait" => self.exactly_one(&at, node, &entry.name.span, &WAIT_FORMS),
            "Parallel" => self.branches(id, node),
            "Map" => {
                let _ = self.map_blocks(id, node);
            }
            _ => {}
        }
    }

    fn jsonata_choice(&mut self, id: usize) {
        let entry = &self.outline.states[id];
        let (node, at) = (entry.node, Place::State(id));
        self.require(&at, node, &entry.name.span, &["Choices"]);
        let choices = at.field("Choices");
        let rules = self.entries(&at, node, "Choices").unwrap_or_default();
        for (index, rule) in rules.iter().enumerate() {
            let at = choices.item(index);
            let opener = self.opener(rule);
            self.require(&at, rule, &opener, &["Condition", "Next"]);
            let _ = self.target(id, &at, "Next", rule);
        }
        let _ = self.target(id, &at, "Default", node);
    }
}
