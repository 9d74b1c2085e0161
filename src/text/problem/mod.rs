//! The JSON problems, in words: one file for each kind of mistake.

mod punctuation;
mod whole;
mod word;
mod yaml;

pub use punctuation::PunctuationProblem;
pub use whole::WholeProblem;
pub use word::WordProblem;
pub use yaml::YamlProblem;

/// AWS's code for a text that is not JSON.
const NOT_JSON: &str = "INVALID_JSON_DESCRIPTION";
