//! Where the drawing lies in its frame: zoom and pan as plain numbers.

use asl::graph::{Point, Rect};

/// The least and the greatest enlargement.
const SCALES: (f64, f64) = (0.1, 2.5);
/// What stays free around a drawing that is fitted in.
const MARGIN: f64 = 24.0;
/// What the tools take of the lower side of a frame, and how wide one is in which they do not reach its middle.
const TOOLS: f64 = 44.0;
const WIDE: f64 = 520.0;

/// Names can be read at this scale; at the other one they still tell a drawing's shape.
const READABLE: f64 = 0.55;
const OVERVIEW: f64 = 0.3;

/// A place of the drawing: a point `p` of it stands at `p * scale + (x, y)` in the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// How much it is enlarged.
    pub scale: f64,
    /// Its left side in the frame.
    pub x: f64,
    /// Its upper side in the frame.
    pub y: f64,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Where the tools begin in a narrow frame, else the lower side.
fn lower_side(frame: Size) -> f64 {
    frame.height - if frame.width < WIDE { TOOLS } else { 0.0 }
}

impl Viewport {
    /// The whole drawing in the frame, centred, never enlarged. In a narrow frame the tools are kept free.
    pub fn fit(drawing: Size, frame: Size) -> Self {
        let (wide, high) = Self::room(drawing, frame);
        Self::centred(drawing, frame, wide.min(high))
    }

    /// As much of the drawing as can be read, whole where that can be: of one much higher than the frame its upper
    /// part, of one much wider what stands around `start`.
    pub fn readable(drawing: Size, frame: Size, start: f64) -> Self {
        let (wide, high) = Self::room(drawing, frame);
        if wide >= OVERVIEW {
            return Self::centred(drawing, frame, wide.min(high).max(wide.min(READABLE)));
        }
        let view = Self::centred(drawing, frame, READABLE);
        let left = frame.width / 2.0 - start * READABLE;
        let least = frame.width - MARGIN - drawing.width * READABLE;
        Self {
            x: left.clamp(least, MARGIN),
            ..view
        }
    }

    /// How far a drawing has to be made smaller to be as wide as the frame, and to be as high.
    fn room(drawing: Size, frame: Size) -> (f64, f64) {
        let room = |frame: f64, drawing: f64| (frame - 2.0 * MARGIN).max(1.0) / drawing.max(1.0);
        let high = room(lower_side(frame), drawing.height);
        (room(frame.width, drawing.width).min(1.0), high.min(1.0))
    }

    /// In the middle, or where it is too high for that from its top.
    fn centred(drawing: Size, frame: Size, scale: f64) -> Self {
        let scale = scale.clamp(SCALES.0, 1.0);
        let (width, height) = (drawing.width * scale, drawing.height * scale);
        let centred = (frame.height - height) / 2.0;
        let lowest = lower_side(frame) - MARGIN - height;
        Self {
            scale,
            x: (frame.width - width) / 2.0,
            y: centred.min(lowest).max(MARGIN / 2.0),
        }
    }

    /// Enlarged by a factor, with one point of the frame staying where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, around: Point) -> Self {
        let scale = (self.scale * factor).clamp(SCALES.0, SCALES.1);
        let grown = scale / self.scale;
        Self {
            scale,
            x: around.x - (around.x - self.x) * grown,
            y: around.y - (around.y - self.y) * grown,
        }
    }

    /// Moved.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            ..self
        }
    }

    /// Moved just so far that a box of the drawing is inside the frame.
    #[must_use]
    pub fn showing(self, target: Rect, frame: Size) -> Self {
        let shift = |start: f64, length: f64, frame: f64| {
            let (low, high) = (MARGIN - start, frame - MARGIN - (start + length));
            if low > 0.0 { low } else { high.min(0.0) }
        };
        let dx = shift(
            target.x * self.scale + self.x,
            target.width * self.scale,
            frame.width,
        );
        let dy = shift(
            target.y * self.scale + self.y,
            target.height * self.scale,
            frame.height,
        );
        self.moved(dx, dy)
    }

    /// As CSS writes it.
    pub fn transform(&self) -> String {
        format!(
            "translate({:.2}px,{:.2}px) scale({:.4})",
            self.x, self.y, self.scale
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Size = Size {
        width: 400.0,
        height: 300.0,
    };

    #[test]
    fn a_small_drawing_is_centred_and_not_enlarged() {
        let view = Viewport::fit(
            Size {
                width: 200.0,
                height: 100.0,
            },
            FRAME,
        );
        assert_eq!(
            view,
            Viewport {
                scale: 1.0,
                x: 100.0,
                y: 100.0
            }
        );
    }

    #[test]
    fn a_wide_drawing_is_made_to_fit() {
        let view = Viewport::fit(
            Size {
                width: 704.0,
                height: 100.0,
            },
            FRAME,
        );
        assert!((view.scale - 0.5).abs() < 1e-9);
        assert!((view.x - MARGIN).abs() < 1e-9);
    }

    #[test]
    fn in_a_narrow_frame_the_tools_cover_nothing() {
        let drawing = Size {
            width: 100.0,
            height: 290.0,
        };
        let view = Viewport::fit(drawing, FRAME);
        assert!(view.y + drawing.height * view.scale <= FRAME.height - TOOLS - MARGIN);
        let wide = Size {
            width: 600.0,
            ..FRAME
        };
        assert!(Viewport::fit(drawing, wide).scale > view.scale);
    }

    #[test]
    fn a_very_high_drawing_stays_readable_until_all_of_it_is_wanted() {
        let drawing = Size {
            width: 200.0,
            height: 10_000.0,
        };
        let view = Viewport::readable(drawing, FRAME, 100.0);
        assert!(view.scale >= READABLE && view.y > 0.0);
        assert!(Viewport::fit(drawing, FRAME).scale <= SCALES.0);
    }

    #[test]
    fn of_a_very_wide_drawing_what_stands_around_its_start_is_read() {
        let drawing = Size {
            width: 4_000.0,
            height: 300.0,
        };
        let view = |start| Viewport::readable(drawing, FRAME, start);
        assert!((view(2_000.0).scale - READABLE).abs() < 1e-9);
        assert!((view(2_000.0).x + 2_000.0 * READABLE - FRAME.width / 2.0).abs() < 1e-9);
        assert!(
            (view(0.0).x - MARGIN).abs() < 1e-9,
            "nothing beside its left side"
        );
        let right = view(4_000.0).x + drawing.width * READABLE;
        assert!(
            (right - (FRAME.width - MARGIN)).abs() < 1e-9,
            "nor its right one"
        );
        let whole = Viewport::fit(drawing, FRAME);
        assert!(whole.scale * drawing.width <= FRAME.width);
    }

    #[test]
    fn what_fits_is_fitted_at_first_too() {
        let drawing = Size {
            width: 704.0,
            height: 400.0,
        };
        assert_eq!(
            Viewport::readable(drawing, FRAME, 0.0),
            Viewport::fit(drawing, FRAME)
        );
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let before = Viewport {
            scale: 1.0,
            x: 10.0,
            y: 20.0,
        };
        let after = before.zoomed(2.0, Point { x: 110.0, y: 120.0 });
        assert_eq!(
            after,
            Viewport {
                scale: 2.0,
                x: -90.0,
                y: -80.0
            }
        );
    }

    #[test]
    fn what_has_the_focus_comes_into_the_frame() {
        let before = Viewport {
            scale: 1.0,
            x: 0.0,
            y: 0.0,
        };
        let below = Rect {
            x: 100.0,
            y: 400.0,
            width: 100.0,
            height: 50.0,
        };
        assert!((before.showing(below, FRAME).y - (300.0 - MARGIN - 450.0)).abs() < 1e-9);
        let inside = Rect {
            x: 100.0,
            y: 100.0,
            width: 100.0,
            height: 50.0,
        };
        assert_eq!(before.showing(inside, FRAME), before);
    }
}
