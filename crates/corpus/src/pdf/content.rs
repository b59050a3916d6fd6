//! What a page draws: the letters of its text, each with its place.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::ops::Range;
use std::rc::Rc;

use flate2::read::ZlibDecoder;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources, Rotation};

use super::fonts::Font;
use super::letters::push_plain;
use super::plain;

/// How deep drawings may lie in drawings.
const MAX_DEPTH: u32 = 8;

/// How many letters are read of one page.
const MAX_GLYPHS: usize = 400_000;

/// How deep a page's states and marks may lie in one another.
const MAX_NESTING: usize = 256;

/// What a stream costs at least, so that many empty ones cost as well.
///
/// * Unit: bytes.
const LEAST_COST_BYTES: u64 = 4096;

/// How much narrower than a page's edge a letter may stand: what is further out is cut off by the printers.
///
/// * Unit: 1/72 inch.
const EDGE: f64 = 2.0;

/// A letter that is drawn, or several that are drawn as one.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Where its letters stand in the page's text.
    pub text: Range<u32>,
    /// Where it begins, to the right.
    ///
    /// * Unit: 1/72 inch, from the lower left of the page as it is shown.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// The line it stands on, upwards.
    pub y: f32,
    /// How large its letters are.
    pub size: f32,
    /// Whether the document tells them as they are read, and not as they are drawn.
    pub is_spoken: bool,
}

/// A page's letters in the order in which they are drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    /// The letters, one behind the other.
    pub text: String,
    /// Where they stand.
    pub glyphs: Vec<Glyph>,
}

/// What is read of a document, and how much more may be.
pub(super) struct Reading {
    fonts: HashMap<ObjectIdentifier, Rc<Font>>,
    /// How many bytes may still be unpacked.
    pub budget: u64,
    /// How many letters were drawn of which nothing says what they are.
    pub n_unread: usize,
    /// How many pictures were drawn.
    pub n_pictures: usize,
}

impl Reading {
    /// A reading that may unpack so many bytes.
    pub(super) fn new(budget: u64) -> Reading {
        Reading { fonts: HashMap::new(), budget, n_unread: 0, n_pictures: 0 }
    }

    /// Reads a page: what runs across it, and what runs down it.
    pub(super) fn page(&mut self, page: &Page<'_>) -> [Drawn; 2] {
        let (upright, width, height) = upright(page);
        let mut content = Vec::new();
        if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
            self.unpack(&stream, &mut content);
        } else if let Some(streams) = page.raw().get::<Array<'_>>("Contents") {
            for stream in streams.iter::<Stream<'_>>() {
                if self.budget == 0 {
                    break;
                }
                self.unpack(&stream, &mut content);
                content.push(b' ');
            }
        }
        let mut drawing = Drawing {
            reading: self,
            width,
            height,
            drawn: [Drawn::default(), Drawn::default()],
            marks: Vec::new(),
            spoken: None,
        };
        let mut fonts = BTreeMap::new();
        drawing.draw(&content, page.resources(), State::new(upright), &mut fonts, 0);
        drawing.drawn
    }

    /// Adds what a stream holds, as far as there is room.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>, into: &mut Vec<u8>) {
        let filters = stream.filters();
        let n_before = into.len();
        let is_plain_deflate =
            matches!(filters[..], [hayro_syntax::Filter::FlateDecode]) && !stream.dict().contains_key("DecodeParms");
        if is_plain_deflate {
            // What is cut short is read as far as it goes.
            let _ = ZlibDecoder::new(&stream.raw_data()[..]).take(self.budget).read_to_end(into);
        }
        if into.len() == n_before
            && let Ok(data) = stream.decoded_data()
        {
            into.extend_from_slice(&data[..data.len().min(usize::try_from(self.budget).unwrap_or(usize::MAX))]);
        }
        self.budget = self.budget.saturating_sub(((into.len() - n_before) as u64).max(LEAST_COST_BYTES));
    }

    fn font(&mut self, dict: &Dict<'_>) -> Rc<Font> {
        if let Some(known) = dict.obj_id().and_then(|id| self.fonts.get(&id)) {
            return Rc::clone(known);
        }
        self.budget = self.budget.saturating_sub(LEAST_COST_BYTES);
        let font = Rc::new(Font::of(dict, self));
        if let Some(id) = dict.obj_id() {
            self.fonts.insert(id, Rc::clone(&font));
        }
        font
    }
}

/// What turns a page's places to those of the page as it is shown, and how wide and high that is.
fn upright(page: &Page<'_>) -> (Matrix, f64, f64) {
    let shown = page.intersected_crop_box();
    let (width, height) = (shown.width(), shown.height());
    let is_sound = width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0;
    // A box that is none cuts nothing off.
    let (width, height) = if is_sound { (width, height) } else { (1e6, 1e6) };
    let matrix = match page.rotation() {
        Rotation::None => [1.0, 0.0, 0.0, 1.0, -shown.x0, -shown.y0],
        Rotation::Horizontal => [0.0, -1.0, 1.0, 0.0, -shown.y0, width + shown.x0],
        Rotation::Flipped => [-1.0, 0.0, 0.0, -1.0, width + shown.x0, height + shown.y0],
        Rotation::FlippedHorizontal => [0.0, 1.0, -1.0, 0.0, height + shown.y0, -shown.x0],
    };
    let is_turned = matches!(page.rotation(), Rotation::Horizontal | Rotation::FlippedHorizontal);
    if is_turned { (Matrix(matrix), height, width) } else { (Matrix(matrix), width, height) }
}

/// Where text stands: a letter's place is `x * a + y * c + e`, `x * b + y * d + f`.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then another.
    fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn moved(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(numbers: [Number; 6]) -> Matrix {
        Matrix(numbers.map(|number| number.as_f64()))
    }
}

/// What is known while text is drawn.
#[derive(Clone)]
struct State {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
}

impl State {
    fn new(page: Matrix) -> State {
        State {
            page,
            text: Matrix::ONE,
            line: Matrix::ONE,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
        }
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.text = Matrix::moved(x, y).then(self.text);
    }
}

/// A stretch of a page that is marked.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// It is something else.
    Other,
    /// It has a text that is to be read instead of its letters.
    Spoken,
    /// It is a running head, a foot, a page's number.
    Furniture,
}

/// A text that stands for the letters of a mark.
struct Spoken {
    text: String,
    /// The glyph that holds it, once one is drawn.
    glyph: Option<(usize, usize)>,
}

/// A page as far as it has been read.
struct Drawing<'r> {
    reading: &'r mut Reading,
    width: f64,
    height: f64,
    drawn: [Drawn; 2],
    marks: Vec<Mark>,
    spoken: Option<Spoken>,
}

/// The fonts of some resources by their names.
type Fonts = BTreeMap<Vec<u8>, Option<Rc<Font>>>;

impl Drawing<'_> {
    fn draw(&mut self, content: &[u8], resources: &Resources<'_>, mut state: State, fonts: &mut Fonts, depth: u32) {
        let mut saved: Vec<State> = Vec::new();
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            if self.drawn[0].glyphs.len() + self.drawn[1].glyphs.len() >= MAX_GLYPHS {
                return;
            }
            match operation {
                TypedInstruction::SaveState(_) if saved.len() < MAX_NESTING => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                TypedInstruction::Transform(to) => {
                    state.page = Matrix::of([to.0, to.1, to.2, to.3, to.4, to.5]).then(state.page);
                }
                TypedInstruction::BeginText(_) => (state.text, state.line) = (Matrix::ONE, Matrix::ONE),
                TypedInstruction::CharacterSpacing(by) => state.letter_space = by.0.as_f64(),
                TypedInstruction::WordSpacing(by) => state.word_space = by.0.as_f64(),
                TypedInstruction::HorizontalScaling(by) => state.scale = by.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(by) => state.leading = by.0.as_f64(),
                TypedInstruction::TextFont(font) => {
                    state.size = font.1.as_f64();
                    let known = fonts
                        .entry(font.0.to_vec())
                        .or_insert_with(|| resources.get_font(font.0).map(|dict| self.reading.font(&dict)));
                    state.font.clone_from(known);
                }
                TypedInstruction::NextLine(by) => state.move_line(by.0.as_f64(), by.1.as_f64()),
                TypedInstruction::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    state.move_line(by.0.as_f64(), by.1.as_f64());
                }
                TypedInstruction::SetTextMatrix(to) => {
                    state.line = Matrix::of([to.0, to.1, to.2, to.3, to.4, to.5]);
                    state.text = state.line;
                }
                TypedInstruction::NextLineUsingLeading(_) => state.move_line(0.0, -state.leading),
                TypedInstruction::ShowText(text) => self.show(&mut state, text.0),
                TypedInstruction::NextLineAndShowText(text) => {
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, text.0);
                }
                TypedInstruction::ShowTextWithParameters(text) => {
                    (state.word_space, state.letter_space) = (text.0.as_f64(), text.1.as_f64());
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, text.2);
                }
                TypedInstruction::ShowTexts(texts) => {
                    for item in texts.0.iter::<Object<'_>>() {
                        match item {
                            Object::String(text) => self.show(&mut state, &text),
                            Object::Number(by) => {
                                let by = -by.as_f64() / 1000.0 * state.size;
                                let is_down = state.font.as_ref().is_some_and(|font| font.is_vertical);
                                if is_down { state.advance(0.0, by) } else { state.advance(by * state.scale, 0.0) }
                            }
                            _ => {}
                        }
                    }
                }
                TypedInstruction::BeginMarkedContent(mark) => self.begin(mark.0, None),
                TypedInstruction::BeginMarkedContentWithProperties(mark) => match mark.1 {
                    Object::Dict(said) => self.begin(mark.0, Some(said)),
                    Object::Name(name) => self.begin(mark.0, resources.properties.get::<Dict<'_>>(name).as_ref()),
                    _ => self.begin(mark.0, None),
                },
                TypedInstruction::EndMarkedContent(_) if self.marks.pop() == Some(Mark::Spoken) => self.spoken = None,
                TypedInstruction::InlineImage(_) => self.reading.n_pictures += 1,
                TypedInstruction::XObject(named) if depth < MAX_DEPTH => {
                    let Some(form) = resources.get_x_object(named.0) else { continue };
                    if form.dict().get::<Name<'_>>("Subtype").is_none_or(|kind| &*kind != b"Form") {
                        self.reading.n_pictures += 1;
                        continue;
                    }
                    if self.reading.budget == 0 {
                        continue;
                    }
                    let mut inner = state.clone();
                    if let Some(to) = form.dict().get::<Array<'_>>("Matrix") {
                        let numbers: Vec<Number> = to.iter::<Number>().take(6).collect();
                        if let Ok(numbers) = <[Number; 6]>::try_from(numbers) {
                            inner.page = Matrix::of(numbers).then(state.page);
                        }
                    }
                    let mut content = Vec::new();
                    self.reading.unpack(&form, &mut content);
                    match form.dict().get::<Dict<'_>>("Resources") {
                        Some(own) => self.draw(&content, &Resources::new(own), inner, &mut BTreeMap::new(), depth + 1),
                        None => self.draw(&content, resources, inner, fonts, depth + 1),
                    }
                }
                _ => {}
            }
        }
    }

    /// A marked stretch begins.
    fn begin(&mut self, kind: &Name<'_>, said: Option<&Dict<'_>>) {
        let mut mark = Mark::Other;
        if let Some(said) = said {
            let is_furniture = || said.get::<Name<'_>>("Type").is_some_and(|kind| &*kind == b"Pagination");
            if &**kind == b"Artifact" && is_furniture() {
                mark = Mark::Furniture;
            } else if self.spoken.is_none()
                && let Some(text) = said.get::<PdfString<'_>>("ActualText")
            {
                mark = Mark::Spoken;
                self.spoken = Some(Spoken { text: plain(text.as_bytes()), glyph: None });
            }
        }
        if self.marks.len() < MAX_NESTING {
            self.marks.push(mark);
        }
    }

    /// Takes down the letters that some bytes draw.
    fn show(&mut self, state: &mut State, text: &PdfString<'_>) {
        let Some(font) = state.font.clone() else { return };
        let is_furniture = self.marks.contains(&Mark::Furniture);
        for letter in font.letters(text.as_bytes()) {
            let Matrix([a, b, c, d, x, y]) = state.text.then(state.page);
            let space = state.letter_space + if letter.is_space { state.word_space } else { 0.0 };
            let (along, across) = (state.size * state.scale, state.size);
            let size = d.abs() * across.abs() * font.height;
            if font.is_vertical {
                // Lines that run down the page are read as if it lay on its side.
                let is_down = d * across > 0.0 && c.abs() < 0.2 * d.abs();
                let from = self.height - y;
                if is_down && !is_furniture {
                    self.take(1, &letter.text, (from, from + size, x, size), self.height, self.width);
                }
                state.advance(0.0, -(across + space));
                continue;
            }
            // What runs up the page, as the names of agencies do, is left out, and so is what stands on its head.
            if a * along > 0.0 && b.abs() < 0.2 * a.abs() && !is_furniture {
                self.take(0, &letter.text, (x, x + letter.width * along * a, y, size), self.width, self.height);
            }
            state.advance(letter.width * along + space * state.scale, 0.0);
        }
    }

    /// Takes down one letter.
    fn take(
        &mut self,
        nth: usize,
        text: &Option<String>,
        (x0, x1, y, size): (f64, f64, f64, f64),
        width: f64,
        height: f64,
    ) {
        let is_within = x0 > -EDGE && x0 < width + EDGE && y > -EDGE && y < height + EDGE;
        if !(x1.is_finite() && size.is_finite() && is_within && size > 0.1) {
            return;
        }
        let drawn = &mut self.drawn[nth];
        let (x0, x1, y, size) = (x0 as f32, x1.max(x0) as f32, y as f32, size as f32);
        let start = drawn.text.len() as u32;
        match (&mut self.spoken, text) {
            (Some(Spoken { glyph: Some((of, at)), .. }), _) if *of == nth => {
                // The text of a mark stands where all its letters do, as far as these are on one line.
                let glyph = &mut drawn.glyphs[*at];
                if (glyph.y - y).abs() < 0.5 * glyph.size {
                    (glyph.x0, glyph.x1) = (glyph.x0.min(x0), glyph.x1.max(x1));
                }
                return;
            }
            (Some(spoken), _) => {
                spoken.glyph = Some((nth, drawn.glyphs.len()));
                spoken.text.chars().for_each(|c| push_plain(c, &mut drawn.text));
            }
            (None, Some(text)) => text.chars().for_each(|c| push_plain(c, &mut drawn.text)),
            (None, None) => self.reading.n_unread += 1,
        }
        let is_spoken = self.spoken.is_some();
        drawn.glyphs.push(Glyph { text: start..drawn.text.len() as u32, x0, x1, y, size, is_spoken });
    }
}
