//! Placeholder of the room `graph`.
