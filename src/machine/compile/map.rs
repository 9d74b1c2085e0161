//! Map states (`asl.md` section 12).

use super::checker::Checker;
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use super::scope_id;
use crate::definition::Role;
use crate::machine::problem::{MapProblem, Wanted};
use crate::machine::{
    Distributed, ExecutionType, Items, MachineType, Map, MaxConcurrency, Tolerated,
};
use crate::query::{Path, Template};
use crate::text::Node;

/// Fields that only a distributed Map has.
const DISTRIBUTED: [&str; 3] = ["ItemReader", "ItemBatcher", "ResultWriter"];

/// Fields of `ProcessorConfig`.
pub const PROCESSOR_CONFIG: [&str; 2] = ["Mode", "ExecutionType"];
/// Values of `Mode`.
pub const MODES: [&str; 2] = ["INLINE", "DISTRIBUTED"];
/// Values of `ExecutionType`.
pub const EXECUTION_TYPES: [&str; 2] = ["STANDARD", "EXPRESS"];

impl<'a> Checker<'a> {
    /// A Map state.
    #[inline(never)]
    pub fn map(&mut self, id: usize, node: &'a Node) -> Option<Map> {
        let at = Place::State(id);
        let mode = self.map_blocks(id, node);
        let distributed = match mode {
            Some(execution_type) => {
                self.has_children(id, node);
                self.distributed(&at, node, execution_type)
            }
            None => self.inline_only(&at, node),
        };
        self.exclude(&at, node, &["ItemSelector", "Parameters"]);
        let items = self.items(&at, node, mode.is_some());
        let item_selector = self.item_selector(&at, node);
        let max_concurrency = self.max_concurrency(&at, node);
        let tolerated_count = self.tolerated(&at, node, "ToleratedFailureCount", None);
        let tolerated_percentage =
            self.tolerated(&at, node, "ToleratedFailurePercentage", Some(100));
        Some(Map {
            processor: scope_id(self.processor(id)?),
            items: items?,
            item_selector,
            max_concurrency,
            tolerated_count,
            tolerated_percentage,
            distributed,
        })
    }

    /// An inline Map has no reader, batcher and writer.
    fn inline_only(&mut self, at: &Place<'_>, node: &'a Node) -> Option<Box<Distributed>> {
        for name in DISTRIBUTED {
            if let Some(member) = node.get(name) {
                let field = name;
                self.tell(at, &member.key.span, &MapProblem::OnlyDistributed { field });
            }
        }
        None
    }

    /// `ItemsPath` or `Items`; in distributed mode the members of an object are items too (documented).
    fn items(&mut self, at: &Place<'_>, node: &'a Node, distributed: bool) -> Option<Items> {
        if node.get("ItemsPath").is_some() {
            return self.reference(at, node, "ItemsPath").map(Items::Path);
        }
        if self.is_formula(node, "Items") {
            let formula = self.formula(at, node, "Items", Sees::Input);
            return formula.map(Items::Formula);
        }
        let Some(written) = node.get("Items").filter(|_| self.speaks != Language::Path) else {
            return Some(Items::Whole);
        };
        if written.value.as_object().is_none() || !distributed {
            let _ = self.array(at, node, "Items")?;
        }
        let items = self.data(at, node, "Items", Sees::Input);
        items.map(Items::Written)
    }

    /// `ItemSelector`, or its old name `Parameters`.
    fn item_selector(&mut self, at: &Place<'_>, node: &'a Node) -> Option<Template> {
        let selector = self.payload(at, node, "ItemSelector", "ItemSelector");
        match self.speaks {
            Language::Path => selector.or(self.template(at, node, "Parameters")),
            Language::Jsonata => selector,
        }
    }

    /// Only a Standard workflow has child executions.
    fn has_children(&mut self, id: usize, node: &'a Node) {
        let fields = ["ItemProcessor", "Iterator"].into_iter();
        let config = fields
            .filter_map(|field| node.get(field)?.value.get("ProcessorConfig"))
            .next();
        if let (MachineType::Express, Some(config)) = (self.type_around(id), config) {
            let span = config.key.span.clone();
            self.tell(&Place::State(id), &span, &MapProblem::DistributedInExpress);
        }
    }

    /// The type of the workflow that a state is part of: the machine's, or that of the child executions
    /// of the nearest distributed Map around it.
    pub fn type_around(&self, state: usize) -> MachineType {
        let outline = self.outline;
        let mut block = &outline.blocks[outline.states[state].block];
        loop {
            if let Some(kind) = child_type(block.node) {
                return kind;
            }
            match block.owner {
                Some(owner) => block = &outline.blocks[outline.states[owner].block],
                None => return self.machine_type,
            }
        }
    }

    /// The block that counts: `ItemProcessor` before `Iterator`.
    fn processor(&self, id: usize) -> Option<usize> {
        let blocks = self.outline.states[id].blocks.iter().copied();
        blocks.min_by_key(|block| self.outline.blocks[*block].role != Role::ItemProcessor)
    }

    /// The processor of a Map in either language; gives the type of the child executions if it is
    /// distributed.
    pub fn map_blocks(&mut self, id: usize, node: &'a Node) -> Option<ExecutionType> {
        let at = Place::State(id);
        let name = &self.outline.states[id].name.span;
        if node.get("Iterator").is_none() {
            self.require(&at, node, name, &["ItemProcessor"]);
        }
        self.exclude(&at, node, &["ItemProcessor", "Iterator"]);
        self.label(&at, node);
        let mut distributed = None;
        for field in ["ItemProcessor", "Iterator"] {
            if let Some(processor) = self.object(&at, node, field) {
                let mode = self.processor_config(&at.field(field), processor);
                distributed = mode.or(distributed);
            }
        }
        distributed
    }

    /// `ProcessorConfig`; gives the type of the child executions in distributed mode.
    fn processor_config(&mut self, at: &Place<'_>, processor: &'a Node) -> Option<ExecutionType> {
        let config = self.object(at, processor, "ProcessorConfig")?;
        let place = at.field("ProcessorConfig");
        self.only_known(&place, config, &PROCESSOR_CONFIG);
        let mode = self.one_of(&place, config, "Mode", &MODES);
        let kind = self.one_of(&place, config, "ExecutionType", &EXECUTION_TYPES);
        if mode != Some("DISTRIBUTED") {
            return None;
        }
        let opener = self.opener(config);
        self.require(&place, config, &opener, &["ExecutionType"]);
        Some(match kind {
            Some("EXPRESS") => ExecutionType::Express,
            Some(_) | None => ExecutionType::Standard,
        })
    }

    fn max_concurrency(&mut self, at: &Place<'_>, node: &'a Node) -> Option<MaxConcurrency> {
        if self.is_formula(node, "MaxConcurrency") {
            let formula = self.formula(at, node, "MaxConcurrency", Sees::Input);
            return formula.map(MaxConcurrency::Formula);
        }
        self.exclude(at, node, &["MaxConcurrency", "MaxConcurrencyPath"]);
        let number = self.natural(at, node, "MaxConcurrency", 0..=i64::MAX);
        let path = self.reference(at, node, "MaxConcurrencyPath");
        number
            .map(MaxConcurrency::Literal)
            .or(path.map(MaxConcurrency::Path))
    }

    fn tolerated(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        literal: &'static str,
        max: Option<i64>,
    ) -> Option<Tolerated> {
        let path_field = match max {
            Some(_) => "ToleratedFailurePercentagePath",
            None => "ToleratedFailureCountPath",
        };
        if self.is_formula(node, literal) {
            let formula = self.formula(at, node, literal, Sees::Input);
            return formula.map(Tolerated::Formula);
        }
        self.exclude(at, node, &[literal, path_field]);
        let path: Option<Path> = self.reference(at, node, path_field);
        let number = self.tolerated_number(at, node, literal, max);
        number.map(Tolerated::Literal).or(path.map(Tolerated::Path))
    }

    fn tolerated_number(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        max: Option<i64>,
    ) -> Option<f64> {
        let value = &node.get(name)?.value;
        let number = value
            .as_number()
            .filter(|number| max.is_some() || number.is_integer());
        let Some(number) = number.map(|number| number.as_f64()) else {
            let wanted = match max {
                Some(_) => Wanted::Number,
                None => Wanted::Integer,
            };
            self.wrong_kind(at, name, value, wanted);
            return None;
        };
        let top = max.map_or(f64::MAX, |max| max as f64);
        if !(0.0..=top).contains(&number) {
            self.out_of_range(at, name, value, 0, max);
        }
        Some(number)
    }

    fn label(&mut self, at: &Place<'_>, node: &'a Node) {
        let Some(label) = self.text(at, node, "Label") else {
            return;
        };
        let forbidden =
            |c: char| c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(c);
        let length = label.chars().count();
        let sound = (1..=40).contains(&length) && !label.chars().any(forbidden);
        let Some(span) = node.get("Label").map(|member| &member.value.span) else {
            return;
        };
        let place = at.field("Label");
        if !sound {
            self.tell(&place, span, &MapProblem::BadLabel);
        } else if let Some(first) = self.labels.insert(label, span.clone()) {
            let label = label.to_string();
            let kind = MapProblem::RepeatedLabel { label };
            let problem = self.problem(&place, span, &kind);
            let words = crate::diagnostic::words!("the first one", "第一个", "最初のもの");
            self.add(problem.with_label(first, words));
        }
    }
}

/// What the child executions are that run a processor, if it is one of a distributed Map.
fn child_type(processor: &Node) -> Option<MachineType> {
    let config = &processor.get("ProcessorConfig")?.value;
    let word = |name| config.get(name).and_then(|member| member.value.as_str());
    let distributed = word("Mode").is_some_and(|mode| &**mode == "DISTRIBUTED");
    let express = word("ExecutionType").is_some_and(|kind| &**kind == "EXPRESS");
    distributed.then_some(match express {
        true => MachineType::Express,
        false => MachineType::Standard,
    })
}
