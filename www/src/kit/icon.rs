//! The one icon set: 16-px strokes of 1.5 px in the colour of the text around them.

use leptos::prelude::*;

/// A picture of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after what it shows")]
pub enum Sign {
    Play,
    Pause,
    Stop,
    Redrive,
    StepForward,
    StepBack,
    ToStart,
    ToEnd,
    Share,
    Theme,
    Language,
    Help,
    More,
    Plus,
    Minus,
    Fit,
    Fold,
    Unfold,
    Close,
    Check,
    Cross,
    Warning,
    Progress,
    Clock,
    Aborted,
    Dash,
    Chevron,
    ChevronRight,
    Download,
    Open,
    Copy,
    Panel,
    Pencil,
    Trash,
    Arrow,
    Lambda,
    Task,
    Pass,
    Choice,
    Succeed,
    Fail,
    Parallel,
    Map,
    Brand,
    Examples,
    Steps,
    Flask,
}

impl Sign {
    /// The path data on a grid of 16.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Play => "M5 3.2v9.6L12.5 8z",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Stop => "M4 4h8v8H4z",
            Self::Redrive => "M3 8a5 5 0 1 0 1.6-3.7M4.2 1.8v2.8H7M7 6v4l3.2-2z",
            Self::StepForward => "M6 3.5 10.5 8 6 12.5",
            Self::StepBack => "M10 3.5 5.5 8l4.5 4.5",
            Self::ToStart => "M4 3.5v9M11.5 3.5 7 8l4.5 4.5",
            Self::ToEnd => "M12 3.5v9M4.5 3.5 9 8l-4.5 4.5",
            Self::Share => "M8 9.5v-8M5 4.2l3-2.7 3 2.7M4.5 7H3v7h10V7h-1.5",
            Self::Theme => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12M8 5l5 0M8 8h6M8 11h5",
            Self::Language => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2.2 8h11.6M8 2c-4.2 3.7-4.2 8.3 0 12M8 2c4.2 3.7 4.2 8.3 0 12"
            }
            Self::Help => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.2 6.4A1.8 1.8 0 1 1 8 8.3v.9M8 11.3v.1"
            }
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::Fold => "M8 1.5v4M5.5 3.5 8 6l2.5-2.5M2.5 8h11M8 14.5v-4M5.5 12.5 8 10l2.5 2.5",
            Self::Unfold => "M8 6V2M5.5 4 8 1.5 10.5 4M2.5 8h11M8 10v4M5.5 12 8 14.5l2.5-2.5",
            Self::Fit => "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Check | Self::Succeed => "M3 8.5 6.5 12 13 4.5",
            Self::Cross | Self::Fail => "M4 4l8 8M12 4l-8 8",
            Self::Warning => "M8 2.5 14.3 13.5H1.7zM8 6.5v3.3M8 11.7v.1",
            Self::Progress => "M8 2a6 6 0 1 0 6 6",
            Self::Clock => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.3 1.6",
            Self::Aborted => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM3.8 3.8l8.4 8.4",
            Self::Dash => "M5 8h6",
            Self::Chevron => "M4 6l4 4 4-4",
            Self::ChevronRight => "M6 4l4 4-4 4",
            Self::Download => "M8 2v8M5 7.3 8 10l3-2.7M3 13.5h10",
            Self::Open => "M2.5 13V3.5h4L8 5.2h5.5V13z",
            Self::Copy => "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
            Self::Panel => "M2.5 3h11v10h-11zM10 3v10",
            Self::Pencil => "M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z",
            Self::Trash => "M3 4.5h10M6 4.5V2.8h4v1.7M4.3 4.5l.6 8.7h6.2l.6-8.7",
            Self::Arrow => "M3 8h10M9 4l4 4-4 4",
            Self::Lambda => "M4 3h1.8l4.7 10H12M7.3 6.5 4 13",
            Self::Task => "M3 3h10v10H3zM6 8h4M8 6v4",
            Self::Pass => "M2.5 8h9M8.5 4.5 12 8l-3.5 3.5M13.7 4v8",
            Self::Choice => "M8 2.2 13.8 8 8 13.8 2.2 8z",
            Self::Parallel => "M3 3v10M8 3v10M13 3v10",
            Self::Map => "M3 3h4v4H3zM9 9h4v4H9zM9 5h2.5M5 9v2.5",
            Self::Flask => {
                "M6 2h4M7 2v4L3.4 12.6a.9.9 0 0 0 .8 1.4h7.6a.9.9 0 0 0 .8-1.4L9 6V2M5 10h6"
            }
            Self::Steps => "M2.5 11.5C3 6 9 4 12.5 8.5M12.8 4.8v4H8.8M8 13.5h.01",
            Self::Brand => {
                "M3.5 5.8a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM12.5 14.8a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM3.5 5.8v4.7a2 2 0 0 0 2 2h4.7"
            }
            Self::Examples => {
                "M2.5 3h4.5v4.5H2.5zM9 3h4.5v4.5H9zM2.5 9.5h4.5V13H2.5zM9 9.5h4.5V13H9z"
            }
        }
    }
}

/// A picture that says nothing to screen readers: its button or the text beside it does.
#[component]
pub fn Icon(
    /// Which.
    #[prop(into)]
    sign: Signal<Sign>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=move || sign.get().path() />
        </svg>
    }
}
