//! The intrinsic functions `States.*` of the JSONPath language.
