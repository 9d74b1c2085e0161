//! What can be wrong with a definition that is JSON, in words: one file for each concern.

mod choice;
mod field;
mod flow;
mod function;
mod jsonata;
mod jsonata_syntax;
mod map;
mod neighbour;
mod path;
mod resource;
mod retry;
mod task;
mod value;
mod variable;

pub use choice::ChoiceProblem;
pub use field::FieldProblem;
pub use flow::FlowProblem;
pub use function::FunctionProblem;
pub use jsonata::JsonataProblem;
pub use map::MapProblem;
pub use neighbour::NeighbourProblem;
pub use path::PathProblem;
pub use resource::ResourceProblem;
pub use retry::RetryProblem;
pub use task::TaskProblem;
pub use value::{ValueProblem, Wanted};
pub use variable::VariableProblem;

use crate::diagnostic::{Words, words};

/// AWS's code for everything that its schema refuses.
const SCHEMA: &str = "SCHEMA_VALIDATION_FAILED";

/// "Did you mean X?"
fn did_you_mean(name: &str) -> Words {
    words!(
        "Did you mean \"{name}\"?",
        "您是否想写 \"{name}\"？",
        "\"{name}\" のことですか?",
    )
}
