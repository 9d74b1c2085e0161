//! Placeholder of the room `project`.
