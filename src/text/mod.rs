//! Characters → spanned JSON tree, recovering: a text always gives a tree and its problems.
