//! The screens.

mod keys;
pub mod playground;
mod welcome;
