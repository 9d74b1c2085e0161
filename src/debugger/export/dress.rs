//! How a picture that stands alone looks: its colours, its signs, its words.

use crate::debugger::view::{NodeKind, Status};

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

/// What the page knows and the drawing does not.
#[derive(Clone, Copy, Debug)]
pub struct Dress<'a> {
    /// Light or dark.
    pub theme: Theme,
    /// The sign of a status: path data on a grid of 16.
    pub status_sign: fn(Status) -> &'static str,
    /// The sign of a kind of state.
    pub kind_sign: fn(NodeKind) -> &'static str,
    /// The name of a status.
    pub status_word: fn(Status) -> &'static str,
    /// What the whole is called.
    pub title: &'a str,
    /// On the pill where the machine begins.
    pub start: &'a str,
    /// On the pill where it ends.
    pub end: &'a str,
}

/// A ground, a line on it, and what is written on it.
#[derive(Clone, Copy)]
pub(super) struct Colours {
    pub canvas: &'static str,
    pub surface: &'static str,
    pub border: &'static str,
    pub text: &'static str,
    pub muted: &'static str,
    /// In the order of [`STATUSES`]: line and ground.
    pub statuses: [(&'static str, &'static str); 6],
}

/// The classes of statuses, in the order of [`Colours::statuses`].
pub(super) const STATUSES: [&str; 6] = [
    "succeeded",
    "inProgress",
    "failed",
    "caught",
    "aborted",
    "waiting",
];

impl Theme {
    /// The page's own colours.
    pub(super) const fn colours(self) -> Colours {
        match self {
            Self::Light => Colours {
                canvas: "#F6F7F9",
                surface: "#FFFFFF",
                border: "#7D8897",
                text: "#14181F",
                muted: "#5A6675",
                statuses: [
                    ("#11703A", "#E4F6EA"),
                    ("#0A5BC4", "#E5F0FD"),
                    ("#B42318", "#FDECEA"),
                    ("#9A4B00", "#FFF1DE"),
                    ("#556070", "#ECEFF3"),
                    ("#6A3FB5", "#F1EBFB"),
                ],
            },
            Self::Dark => Colours {
                canvas: "#0E1217",
                surface: "#161B22",
                border: "#6C7887",
                text: "#E8ECF2",
                muted: "#97A3B2",
                statuses: [
                    ("#56D08A", "#10281B"),
                    ("#6EB1FF", "#0F2440"),
                    ("#FF8B81", "#381614"),
                    ("#F2AC4F", "#33220B"),
                    ("#A3AFBE", "#222A34"),
                    ("#BFA2F5", "#261C3C"),
                ],
            },
        }
    }
}
