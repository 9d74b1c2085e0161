//! What a drawing is made of. Offsets count UTF-16 units, as editors in a browser do; states are named
//! by their place in the machine.

use serde::{Deserialize, Serialize};

/// The drawing of the last definition without errors, in CSS pixels from the top left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// Width of the whole drawing.
    pub width: f64,
    /// Height of the whole drawing.
    pub height: f64,
    /// One for each state that is not a group or is a folded one, with the two pills.
    pub nodes: Vec<Node>,
    /// One for each Parallel and Map that is not folded and for each of their insides, outer ones first.
    pub groups: Vec<Group>,
    /// The arrows; an edge's name is its place here.
    pub edges: Vec<Edge>,
    /// The same for those who do not look: every state in reading order.
    pub tree: Vec<TreeRow>,
}

impl Graph {
    /// Whether an arrow leads on from a Fail state: whoever goes there has failed.
    pub fn comes_from_fail(&self, edge: &Edge) -> bool {
        let End::State(from) = edge.from else {
            return false;
        };
        let mut nodes = self.nodes.iter();
        nodes.any(|node| node.state == Some(from) && node.kind == NodeKind::Fail)
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A box: a state, or a pill where the machine begins and ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Which state; `None` for a pill.
    pub state: Option<u32>,
    /// What is drawn.
    pub kind: NodeKind,
    /// The state's whole name; empty for a pill.
    pub name: String,
    /// The name cut into at most two lines that fit the box; one line for a folded group.
    pub lines: Vec<String>,
    /// What it works with: the function's name, the duration; may be empty.
    pub detail: String,
    /// Where.
    pub rect: Rect,
    /// The group it stands in: an index into [`Graph::groups`].
    pub group: Option<u32>,
    /// How many states are inside and not drawn; 0 unless it is a [folded](super::layout_folded) group.
    pub holds: u32,
}

/// What a box or group stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NodeKind {
    /// The Start pill.
    Start,
    /// The End pill.
    End,
    /// A Task that calls a function.
    Lambda,
    /// Any other Task.
    Task,
    /// A Pass state.
    Pass,
    /// A Choice state.
    Choice,
    /// A Wait state.
    Wait,
    /// A Succeed state.
    Succeed,
    /// A Fail state.
    Fail,
    /// A Parallel state.
    Parallel,
    /// A Map state.
    Map,
}

impl NodeKind {
    /// Whether it is a Task, whatever it calls.
    pub const fn is_task(self) -> bool {
        matches!(self, Self::Lambda | Self::Task)
    }

    /// The word of the `Type` field; empty for a pill.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Start | Self::End => "",
            Self::Lambda | Self::Task => "Task",
            Self::Pass => "Pass",
            Self::Choice => "Choice",
            Self::Wait => "Wait",
            Self::Succeed => "Succeed",
            Self::Fail => "Fail",
            Self::Parallel => "Parallel",
            Self::Map => "Map",
        }
    }
}

/// A frame around other boxes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The Parallel or Map; for an inside the state it belongs to.
    pub state: u32,
    /// What it frames.
    pub kind: GroupKind,
    /// The state's whole name; empty for a lane.
    pub name: String,
    /// The name on one line that fits the frame.
    pub line: String,
    /// Where.
    pub rect: Rect,
    /// The height of the strip at its upper side that holds its name; 0 for a lane.
    pub header: f64,
    /// The group it stands in: an index into [`Graph::groups`], always a smaller one.
    pub group: Option<u32>,
}

/// What a frame stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupKind {
    /// A Parallel state; its branches are lanes inside.
    Parallel,
    /// A branch of a Parallel, from 0.
    Branch(u32),
    /// A Map state; its states are drawn once.
    Map,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Where it begins.
    pub from: End,
    /// Where its head is.
    pub to: End,
    /// What it means.
    pub kind: EdgeKind,
    /// The line: a polyline that crosses no foreign box; the page may round its corners. The last
    /// stretch gives the head its direction.
    pub points: Vec<Point>,
    /// What is written on it, cut to fit; may be empty. `Default` and `Catch` words are the page's.
    pub label: String,
    /// All of it.
    pub full_label: String,
    /// The label's place; of no size when nothing is written.
    pub label_rect: Rect,
}

/// One end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum End {
    /// The Start pill.
    Start,
    /// The End pill.
    End,
    /// A state.
    State(u32),
}

/// What an arrow means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EdgeKind {
    /// `Next`, `End`, or the way from the Start pill.
    Next,
    /// A rule of a Choice, from 0.
    Choice(u32),
    /// `Default` of a Choice.
    Default,
    /// A catcher, from 0; drawn dashed.
    Catch(u32),
}

/// A state as a row of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreeRow {
    /// Which state.
    pub state: u32,
    /// How deep it stands: 0 for the top level.
    pub depth: u32,
    /// The branch of its Parallel, from 0.
    pub branch: Option<u32>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Whether its `States` object begins with it.
    pub first: bool,
    /// Where it can go, in the order of the text.
    pub ways: Vec<Way>,
    /// The state's characters in the definition, in UTF-16 units.
    pub from: u32,
    /// See `from`.
    pub to: u32,
}

/// A way on from a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// Why one goes there.
    pub kind: EdgeKind,
    /// When: the rule or the errors, whole; empty for `Next`.
    pub when: String,
    /// To which state; `None` ends the scope.
    pub to: Option<u32>,
}
