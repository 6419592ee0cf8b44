//! The letters of a page, each with its place.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use crate::error::{Error, ErrorKind};

/// How much all pages together may draw, a letter or a path being 1: forms can draw forms that draw forms.
const MAX_DRAWN: usize = 20_000_000;

/// What a clip or a group counts for: every form makes one, and costs about so many letters' time.
const FORM: usize = 50;

/// How many letters one page may have.
const MAX_LETTERS: usize = 500_000;

/// How far letters reach over and under their line, in parts of their size.
const ASCENT: f64 = 740.0;
const DESCENT: f64 = -210.0;

/// One or more characters drawn as one.
pub(super) struct Glyph {
    pub text: String,
    /// Left, top, right, bottom on the page as it is shown, in points.
    pub area: [f32; 4],
    /// Where its line begins on the page.
    pub origin: [f32; 2],
    /// The height of its font in points.
    pub size: f32,
    /// How far it advances.
    pub advance: f32,
    /// The way the line runs, in degrees clockwise, in steps of 15.
    pub angle: i16,
}

/// What is on one page.
pub(super) struct Sheet {
    pub glyphs: Vec<Glyph>,
    pub size: [f32; 2],
    pub drawn: bool,
}

/// Goes through the pages of one file.
pub(super) struct Collector<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    /// What may still be drawn.
    left: usize,
    /// How many letters there were.
    pub letters: usize,
    /// How many of them were in a font that does not tell which characters they are.
    pub unknown: usize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new(), left: MAX_DRAWN, letters: 0, unknown: 0 }
    }

    /// What is on `page`.
    pub(super) fn sheet(&mut self, page: &page::Page<'a>) -> Result<Sheet, Error> {
        let (width, height) = page.render_dimensions();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &self.cache,
            self.pdf.xref(),
            InterpreterSettings::default(),
        );
        let sheet = Sheet { glyphs: Vec::new(), size: [width, height], drawn: false };
        let mut pen = Pen { sheet, seen: HashSet::new(), left: self.left, letters: 0, unknown: 0 };
        // Unwinding is the only way out of an interpretation that would not end.
        let done = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut pen)));
        if let Err(panic) = done {
            if panic.is::<Exhausted>() {
                return Err(Error::new(ErrorKind::TooLarge, "too large: the PDF draws without end"));
            }
            resume_unwind(panic);
        }
        self.left = pen.left;
        self.letters += pen.letters;
        self.unknown += pen.unknown;
        Ok(pen.sheet)
    }
}

/// Thrown where more is drawn than may be.
struct Exhausted;

/// Takes down the letters of a page as they are drawn.
struct Pen {
    sheet: Sheet,
    /// Letters and their places: what is drawn twice (filled and outlined, or to look bold) is there once.
    seen: HashSet<(u64, i32, i32)>,
    left: usize,
    letters: usize,
    unknown: usize,
}

impl Pen {
    fn spend(&mut self, amount: usize) {
        match self.left.checked_sub(amount) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new(Exhausted)),
        }
    }

    fn letter(&mut self, text: String, whole: Affine, advance: f64) {
        let origin = whole * Point::ZERO;
        let end = whole * Point::new(advance, 0.0);
        let up = whole * Point::new(0.0, 1000.0);
        let size = origin.distance(up);
        let known = [origin.x, origin.y, end.x, end.y, size].iter().all(|value| value.abs() < 1e5);
        if !known || size < 0.1 || self.sheet.glyphs.len() >= MAX_LETTERS {
            return;
        }
        let hash = text.bytes().fold(size.to_bits() >> 44, |hash, byte| hash * 257 + u64::from(byte));
        let half = |value: f64| (value * 2.0).round() as i32;
        if !text.trim().is_empty() && !self.seen.insert((hash, half(origin.x), half(origin.y))) {
            return;
        }
        let corners = [(0.0, ASCENT), (0.0, DESCENT), (advance, ASCENT), (advance, DESCENT)]
            .map(|(x, y)| whole * Point::new(x, y));
        let [width, height] = self.sheet.size;
        let within = |value: f64, limit: f32| (value as f32).clamp(0.0, limit);
        let least = |get: fn(&Point) -> f64| corners.iter().map(get).fold(f64::INFINITY, f64::min);
        let most = |get: fn(&Point) -> f64| corners.iter().map(get).fold(f64::NEG_INFINITY, f64::max);
        let area = [
            within(least(|point| point.x), width),
            within(least(|point| point.y), height),
            within(most(|point| point.x), width),
            within(most(|point| point.y), height),
        ];
        // What lies wholly beside the page is not shown.
        let beside = most(|point| point.x) < 0.0
            || most(|point| point.y) < 0.0
            || least(|point| point.x) > f64::from(width)
            || least(|point| point.y) > f64::from(height);
        if beside {
            return;
        }
        let line = if advance > 0.0 { end - origin } else { up - origin };
        let mut angle = (line.y.atan2(line.x).to_degrees() / 15.0).round() as i16 * 15;
        if advance <= 0.0 {
            angle += 90;
        }
        self.sheet.glyphs.push(Glyph {
            text,
            area,
            origin: [origin.x as f32, origin.y as f32],
            size: size as f32,
            advance: origin.distance(end) as f32,
            angle: angle.rem_euclid(360),
        });
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(run.glyphs().len());
        for positioned in run.glyphs() {
            self.letters += 1;
            let text = match positioned.as_unicode() {
                Some(BfString::Char(one)) => one.to_string(),
                Some(BfString::String(several)) => several,
                None => String::new(),
            };
            let text: String = text.chars().filter(|one| is_text(*one)).flat_map(parted).collect();
            if text.is_empty() {
                self.unknown += 1;
                continue;
            }
            let advance = match &**positioned {
                hayro_interpret::font::Glyph::Outline(glyph) => glyph.advance_width(),
                hayro_interpret::font::Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let advance = f64::from(advance.unwrap_or(500.0));
            self.letter(text, props.transform * positioned.transform(), advance);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
        self.sheet.drawn = true;
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
        self.sheet.drawn = true;
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.spend(1);
        self.sheet.drawn = true;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(FORM);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.spend(FORM);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(FORM);
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Whether a font's character is one that a text holds: no control, no place of a private use, no replacement.
fn is_text(one: char) -> bool {
    let private = matches!(one, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    !(private || matches!(one, '\u{FFFD}' | '\u{FEFF}') || one.is_control() && !one.is_whitespace())
}

/// The letters of a ligature; all else as it is.
fn parted(one: char) -> impl Iterator<Item = char> {
    let own = match one {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => "",
    };
    own.chars().chain(own.is_empty().then_some(one))
}
