//! What an expression reads from outside, found without running it: for AWS's checks when a machine is
//! made, and for what an editor shows.

use std::ops::Range;
use std::rc::Rc;

/// Something an expression names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its name without `$`.
    pub name: Rc<str>,
    /// Where it stands in the text, in bytes, `$` included.
    pub span: Range<usize>,
}

/// A path below `$states`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatesPath {
    /// The plain field names after `$states`, as far as they are plain: `["input", "order"]`.
    pub path: Vec<Rc<str>>,
    /// From `$states` to the end of the last of them, in bytes.
    pub span: Range<usize>,
}

/// What an expression reads from outside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Variables that nothing in the expression binds and that are not called: `$name`, but not
    /// `$states`, in the order of the text.
    pub variables: Vec<Reference>,
    /// Each use of `$states`.
    pub states: Vec<StatesPath>,
    /// Functions called or handed on by a name that nothing in the expression binds: `$sum`. A call of a
    /// variable that is no function of the language is here as well.
    pub functions: Vec<Reference>,
    /// `$`, `$$` and field names outside of any path, predicate or function: AWS gives expressions no
    /// input, so these find nothing. The name is the text as written.
    pub context: Vec<Reference>,
}
