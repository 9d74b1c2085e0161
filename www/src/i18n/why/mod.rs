//! Why something went as it did, as a sentence in each language. AWS's words for AWS's things stay as they are.

mod chinese;
mod english;
mod japanese;

pub use chinese::chinese;
pub use english::english;
pub use japanese::japanese;

#[cfg(test)]
mod tests;
