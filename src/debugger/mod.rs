//! The view model of the page, as plain values: what can be done ([`action`]) and what there is to see
//! ([`view`]). The page shows it and computes nothing.

pub mod action;
pub mod view;
