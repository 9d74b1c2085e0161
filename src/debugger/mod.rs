//! Placeholder of the room `debugger`.
