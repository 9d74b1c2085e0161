//! What only a Map in distributed mode has: reader, batcher, writer.

use super::checker::Checker;
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use super::resource::in_usual_partition;
use crate::machine::problem::{FieldProblem, ValueProblem, Wanted};
use crate::machine::{
    Amount, Csv, Distributed, ExecutionType, InputType, ItemBatcher, ItemReader, OutputType,
    ResultWriter, Source, Transformation,
};
use crate::text::Node;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Reads one object of S3.
pub const GET_OBJECT: &str = "arn:aws:states:::s3:getObject";
/// Lists the objects of a bucket.
pub const LIST_OBJECTS: &str = "arn:aws:states:::s3:listObjectsV2";
/// Writes an object into a bucket.
pub const PUT_OBJECT: &str = "arn:aws:states:::s3:putObject";

/// So many items a reader may give (`quotas.md`).
const MAX_ITEMS: i64 = 100_000_000;
/// So many bytes the input of a batch may have.
const MAX_BATCH_BYTES: i64 = 262_144;

/// Fields of `ItemReader`.
pub const READER: [&str; 4] = ["Resource", "ReaderConfig", "Parameters", "Arguments"];
/// Fields of `ResultWriter`.
pub const WRITER: [&str; 4] = ["Resource", "Parameters", "Arguments", "WriterConfig"];
/// Fields of `WriterConfig`.
pub const WRITER_CONFIG: [&str; 2] = ["Transformation", "OutputType"];
/// Fields of `ReaderConfig`.
pub const READER_CONFIG: [&str; 9] = [
    "InputType",
    "ManifestType",
    "Transformation",
    "CSVDelimiter",
    "CSVHeaderLocation",
    "CSVHeaders",
    "ItemsPointer",
    "MaxItems",
    "MaxItemsPath",
];
/// Values of `InputType`.
pub const INPUT_TYPES: [&str; 5] = ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"];
/// Values of `ManifestType`.
pub const MANIFEST_TYPES: [&str; 2] = ["ATHENA_DATA", "S3_INVENTORY"];
/// Values of a reader's `Transformation`.
pub const READ_TRANSFORMATIONS: [&str; 2] = ["NONE", "LOAD_AND_FLATTEN"];
/// Values of `CSVHeaderLocation`.
pub const HEADER_LOCATIONS: [&str; 2] = ["FIRST_ROW", "GIVEN"];
/// Values of `CSVDelimiter`.
pub const DELIMITERS: [&str; 5] = ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"];
/// Fields of `ItemBatcher`.
pub const BATCHER: [&str; 5] = [
    "MaxItemsPerBatch",
    "MaxItemsPerBatchPath",
    "MaxInputBytesPerBatch",
    "MaxInputBytesPerBatchPath",
    "BatchInput",
];
/// Values of a writer's `Transformation`.
pub const WRITE_TRANSFORMATIONS: [&str; 3] = ["NONE", "COMPACT", "FLATTEN"];
/// Values of `OutputType`.
pub const OUTPUT_TYPES: [&str; 2] = ["JSON", "JSONL"];

impl<'a> Checker<'a> {
    /// What a Map has because it is distributed, unless something of it is wrong.
    pub fn distributed(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        execution_type: ExecutionType,
    ) -> Option<Box<Distributed>> {
        let reader = self.item_reader(at, node);
        let batcher = self.item_batcher(at, node);
        let writer = self.result_writer(at, node);
        Some(Box::new(Distributed {
            execution_type,
            label: node
                .get("Label")
                .and_then(|label| label.value.as_str())
                .cloned(),
            reader,
            batcher,
            writer,
        }))
    }

    /// One of these APIs of S3, in whichever partition.
    fn s3_resource(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        allowed: &[&'static str],
    ) -> Option<&'static str> {
        let written = node.get("Resource").and_then(|own| own.value.as_str());
        let usual = written.and_then(|written| in_usual_partition(written));
        let known = allowed
            .iter()
            .find(|allowed| usual.as_deref() == Some(*allowed));
        known
            .copied()
            .or_else(|| self.one_of(at, node, "Resource", allowed))
    }

    /// A whole number, written down or with a path.
    fn amount(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        (literal, path): (&'static str, &'static str),
        range: RangeInclusive<i64>,
    ) -> Option<Amount> {
        if self.is_formula(node, literal) {
            let formula = self.formula(at, node, literal, Sees::Input);
            return formula.map(Amount::Formula);
        }
        self.exclude(at, node, &[literal, path]);
        let number = self.natural(at, node, literal, range);
        let path = self.reference(at, node, path);
        number.map(Amount::Literal).or(path.map(Amount::Path))
    }

    /// Tells when none of several fields is there; `opener` shows where they belong.
    fn require_one(&mut self, at: &Place<'_>, node: &'a Node, names: &[&'static str]) {
        if names.iter().all(|name| node.get(name).is_none()) && !self.breaks_off(node) {
            let fields = names.to_vec();
            self.tell(at, &self.opener(node), &FieldProblem::OneOf { fields });
        }
    }

    /// `ItemReader`.
    pub fn item_reader(&mut self, at: &Place<'_>, node: &'a Node) -> Option<ItemReader> {
        let reader = self.object(at, node, "ItemReader")?;
        let at = at.field("ItemReader");
        self.only_known(&at, reader, &READER);
        self.require(&at, reader, &self.opener(reader), &["Resource"]);
        let resource = self.s3_resource(&at, reader, &[GET_OBJECT, LIST_OBJECTS]);
        let parameters = self.payload(&at, reader, "Parameters", "Arguments");
        let config = self.object(&at, reader, "ReaderConfig");
        let place = at.field("ReaderConfig");
        if let Some(config) = config {
            self.only_known(&place, config, &READER_CONFIG);
        }
        let max_items = config.and_then(|config| self.max_items(&place, config));
        let source = if resource? == GET_OBJECT {
            self.require(&at, reader, &self.opener(reader), &["ReaderConfig"]);
            Source::Object(self.input_type(&place, config?)?)
        } else {
            self.listed_source(&place, config)?
        };
        Some(ItemReader {
            source,
            parameters,
            max_items,
        })
    }

    fn max_items(&mut self, at: &Place<'_>, config: &'a Node) -> Option<Amount> {
        self.amount(at, config, ("MaxItems", "MaxItemsPath"), 0..=MAX_ITEMS)
    }

    /// `listObjectsV2` gives the objects' names, or loads what is in them.
    fn listed_source(&mut self, at: &Place<'_>, config: Option<&'a Node>) -> Option<Source> {
        let Some(config) = config else {
            return Some(Source::Objects);
        };
        match self.one_of(at, config, "Transformation", &READ_TRANSFORMATIONS) {
            Some("LOAD_AND_FLATTEN") => Some(Source::Loaded(self.input_type(at, config)?)),
            Some(_) | None => Some(Source::Objects),
        }
    }

    fn input_type(&mut self, at: &Place<'_>, config: &'a Node) -> Option<InputType> {
        let opener = self.opener(config);
        let manifest = self.one_of(at, config, "ManifestType", &MANIFEST_TYPES);
        if manifest.is_none() {
            self.require(at, config, &opener, &["InputType"]);
        }
        let written = self.one_of(at, config, "InputType", &INPUT_TYPES);
        let plain = match written {
            Some("CSV") => self.csv(at, config).map(InputType::Csv),
            Some("JSON") => Some(InputType::Json {
                pointer: self.text(at, config, "ItemsPointer").cloned(),
            }),
            Some("JSONL") => Some(InputType::Jsonl),
            Some("PARQUET") => Some(InputType::Parquet),
            Some(_) | None => None,
        };
        match (manifest, plain, written) {
            (Some("ATHENA_DATA"), plain, _) => Some(InputType::Athena(Box::new(
                plain.unwrap_or(InputType::Jsonl),
            ))),
            (Some(_), ..) | (None, None, Some("MANIFEST")) => Some(InputType::Inventory),
            (None, plain, _) => plain,
        }
    }

    fn csv(&mut self, at: &Place<'_>, config: &'a Node) -> Option<Csv> {
        let opener = self.opener(config);
        self.require(at, config, &opener, &["CSVHeaderLocation"]);
        let delimiter = match self.one_of(at, config, "CSVDelimiter", &DELIMITERS) {
            Some("PIPE") => '|',
            Some("SEMICOLON") => ';',
            Some("SPACE") => ' ',
            Some("TAB") => '\t',
            Some(_) | None => ',',
        };
        let location = self.one_of(at, config, "CSVHeaderLocation", &HEADER_LOCATIONS)?;
        let headers = if location == "GIVEN" {
            self.require(at, config, &opener, &["CSVHeaders"]);
            Some(self.headers(at, config)?)
        } else {
            None
        };
        Some(Csv { delimiter, headers })
    }

    fn headers(&mut self, at: &Place<'_>, config: &'a Node) -> Option<Vec<Rc<str>>> {
        let names = self.entries(at, config, "CSVHeaders")?;
        let place = at.field("CSVHeaders");
        let mut headers = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let Some(text) = name.as_str() else {
                let kind = ValueProblem::WrongKind {
                    field: format!("CSVHeaders[{index}]"),
                    wanted: Wanted::Text,
                };
                self.tell(&place.item(index), &name.span, &kind);
                return None;
            };
            headers.push(Rc::clone(text));
        }
        Some(headers)
    }

    /// `ItemBatcher`.
    pub fn item_batcher(&mut self, at: &Place<'_>, node: &'a Node) -> Option<ItemBatcher> {
        let batcher = self.object(at, node, "ItemBatcher")?;
        let at = at.field("ItemBatcher");
        self.only_known(&at, batcher, &BATCHER);
        self.require_one(&at, batcher, &BATCHER[..4]);
        let items = ("MaxItemsPerBatch", "MaxItemsPerBatchPath");
        let bytes = ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
        Some(ItemBatcher {
            max_items: self.amount(&at, batcher, items, 1..=i64::MAX),
            max_bytes: self.amount(&at, batcher, bytes, 1..=MAX_BATCH_BYTES),
            input: self.payload(&at, batcher, "BatchInput", "BatchInput"),
        })
    }

    /// `ResultWriter`.
    pub fn result_writer(&mut self, at: &Place<'_>, node: &'a Node) -> Option<ResultWriter> {
        let writer = self.object(at, node, "ResultWriter")?;
        let at = at.field("ResultWriter");
        self.only_known(&at, writer, &WRITER);
        self.require_one(&at, writer, &["Resource", "WriterConfig"]);
        let resource = self.s3_resource(&at, writer, &[PUT_OBJECT]);
        if resource.is_some() {
            let needed = match self.speaks {
                Language::Path => "Parameters",
                Language::Jsonata => "Arguments",
            };
            self.require(&at, writer, &self.opener(writer), &[needed]);
        }
        let parameters = self.payload(&at, writer, "Parameters", "Arguments");
        let (transformation, output_type) = self.writer_config(&at, writer);
        Some(ResultWriter {
            parameters: parameters.filter(|_| resource.is_some()),
            transformation,
            output_type,
        })
    }

    /// Its two fields go together.
    fn writer_config(&mut self, at: &Place<'_>, writer: &'a Node) -> (Transformation, OutputType) {
        let Some(config) = self.object(at, writer, "WriterConfig") else {
            return Default::default();
        };
        let at = at.field("WriterConfig");
        self.only_known(&at, config, &WRITER_CONFIG);
        self.require(&at, config, &self.opener(config), &WRITER_CONFIG);
        let transformation =
            match self.one_of(&at, config, "Transformation", &WRITE_TRANSFORMATIONS) {
                Some("COMPACT") => Transformation::Compact,
                Some("FLATTEN") => Transformation::Flatten,
                Some(_) | None => Transformation::None,
            };
        let output_type = match self.one_of(&at, config, "OutputType", &OUTPUT_TYPES) {
            Some("JSONL") => OutputType::Jsonl,
            Some(_) | None => OutputType::Json,
        };
        (transformation, output_type)
    }
}
