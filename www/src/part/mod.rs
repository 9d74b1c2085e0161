//! The parts of the screen, a folder each: values in, actions out.

pub mod alone;
pub mod answer;
pub mod console;
pub mod editor;
pub mod events;
pub mod expression;
pub mod failure;
pub mod family;
pub mod graph;
pub mod header;
pub mod help;
pub mod history;
pub mod inspector;
pub mod notices;
pub mod outcome;
pub mod pair;
pub mod problems;
pub mod settings;
pub mod share;
pub mod status;
pub mod table;
pub mod timeline;
pub mod transport;
pub mod wording;
