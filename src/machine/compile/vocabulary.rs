//! The words of the language, as the checker knows them: for whoever suggests and explains them.

pub use super::block::{BRANCH, PROCESSOR, TOP};
pub use super::choice::{JSONATA_RULE, OPERATORS, OTHERS as RULE, OUTERMOST};
pub use super::distributed::{
    BATCHER, DELIMITERS, GET_OBJECT, HEADER_LOCATIONS, INPUT_TYPES, LIST_OBJECTS, MANIFEST_TYPES,
    OUTPUT_TYPES, PUT_OBJECT, READ_TRANSFORMATIONS, READER, READER_CONFIG, WRITE_TRANSFORMATIONS,
    WRITER, WRITER_CONFIG,
};
pub use super::field::{Field, Language, TYPES, find as state_field, names as state_fields};
pub use super::jsonata::Sees;
pub use super::map::{EXECUTION_TYPES, MODES, PROCESSOR_CONFIG};
pub use super::retry::{CATCHER, JITTER, JSONATA_CATCHER, RETRIER, STATES_ERRORS};
