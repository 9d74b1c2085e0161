//! What only a Map in distributed mode has (`asl.md` sections 12.1 to 12.4).

use super::Amount;
use crate::query::Template;
use std::rc::Rc;

/// `"Mode": "DISTRIBUTED"`: each item, or batch of items, is a child execution of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Distributed {
    /// `ExecutionType` of the children.
    pub execution_type: ExecutionType,
    /// `Label`: names the children's state machine, `NAME/LABEL`.
    pub label: Option<Rc<str>>,
    /// `ItemReader`.
    pub reader: Option<ItemReader>,
    /// `ItemBatcher`.
    pub batcher: Option<ItemBatcher>,
    /// `ResultWriter`.
    pub writer: Option<ResultWriter>,
}

/// What kind of workflow a child execution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// Where the items come from.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReader {
    /// What is read.
    pub source: Source,
    /// `Parameters`: bucket and key, or bucket and prefix.
    pub parameters: Option<Template>,
    /// `MaxItems` or `MaxItemsPath`; 0 means all (recorded).
    pub max_items: Option<Amount>,
}

impl ItemReader {
    /// Whether its items are where an `ItemsPointer` points to.
    pub fn has_pointer(&self) -> bool {
        match &self.source {
            Source::Object(input) | Source::Loaded(input) => {
                matches!(input, InputType::Json { pointer: Some(_) })
            }
            Source::Objects => false,
        }
    }
}

/// What an item reader reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// `s3:getObject`: the items are in one object.
    Object(InputType),
    /// `s3:listObjectsV2`: the items are the objects themselves.
    Objects,
    /// `s3:listObjectsV2` with `LOAD_AND_FLATTEN`: the items are in all the objects.
    Loaded(InputType),
}

/// How the items are written in an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputType {
    /// `CSV`: a row is an item.
    Csv(Csv),
    /// `JSON`: an array, or with `ItemsPointer` an array within.
    Json {
        /// `ItemsPointer`, a JSON Pointer (RFC 6901).
        pointer: Option<Rc<str>>,
    },
    /// `JSONL`: a line is an item.
    Jsonl,
    /// An S3 inventory: JSON that names CSV objects.
    Inventory,
    /// What Athena's UNLOAD leaves: a list of objects, and how those are written.
    Athena(Box<InputType>),
    /// `PARQUET`: a row is an item.
    Parquet,
}

/// How a CSV object is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv {
    /// `CSVDelimiter`.
    pub delimiter: char,
    /// `CSVHeaders`, if they are `GIVEN`; otherwise the first row has them.
    pub headers: Option<Vec<Rc<str>>>,
}

/// How items are put together for one child.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch` or its `…Path`.
    pub max_items: Option<Amount>,
    /// `MaxInputBytesPerBatch` or its `…Path`.
    pub max_bytes: Option<Amount>,
    /// `BatchInput`: given to every batch.
    pub input: Option<Template>,
}

/// Where the results go and in which form.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultWriter {
    /// `Parameters`: bucket and prefix; absent when the results are only formed.
    pub parameters: Option<Template>,
    /// `WriterConfig.Transformation`.
    pub transformation: Transformation,
    /// `WriterConfig.OutputType`.
    pub output_type: OutputType,
}

/// What is written of each child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transformation {
    /// `NONE`: output with everything about the execution.
    #[default]
    None,
    /// `COMPACT`: the output alone.
    Compact,
    /// `FLATTEN`: the output; of an array its items.
    Flatten,
}

/// How the results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputType {
    /// `JSON`: one array.
    #[default]
    Json,
    /// `JSONL`: a line each.
    Jsonl,
}
