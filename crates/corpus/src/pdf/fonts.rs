//! Fonts of a PDF: which letters its codes draw, and how wide they are.

use std::collections::BTreeMap;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, SHIFT_JIS};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::content::Reading;
use super::letters::{Encoding, coded, named};
use super::programs::{letters_of_glyphs, names_of_codes};

/// The widths of the signs from the space to the tilde in the two families that every reader knows, of which documents do not tell them.
///
/// * Unit: thousandths of the size.
/// * Source: Adobe's font metrics for Helvetica and Times.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
/// See [`HELVETICA`].
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// The most codes that one entry of a table of widths may name.
const MAX_CODE: u32 = 0xFFFF;

/// How the bytes of a text are cut into codes.
enum Codes {
    /// One byte, one code.
    Single,
    /// Two bytes, one code, which is the glyph's number in the font.
    Double,
    /// By a table of the document's own.
    Table(Box<CMap>),
    /// They are letters in an encoding of East Asia, of one byte or several.
    Letters(&'static encoding_rs::Encoding),
    /// They are letters as UTF-16 has them.
    Utf16,
}

/// A font.
pub(super) struct Font {
    codes: Codes,
    /// The document's own table of what its codes mean.
    meanings: Option<CMap>,
    /// What the codes of one byte mean.
    encoding: Vec<Option<String>>,
    /// What the numbers of glyphs mean, where only the font itself tells.
    glyphs: BTreeMap<u32, char>,
    /// * Unit: parts of the size.
    widths: BTreeMap<u32, f64>,
    usual_width: f64,
    /// Whether its lines run down the page.
    pub is_vertical: bool,
    /// How large its letters are in sizes: one, but for letters that are drawn in a measure of the font's own.
    pub height: f64,
}

/// A letter that is drawn.
pub(super) struct Letter {
    /// What it says; `None` when nothing tells.
    pub text: Option<String>,
    /// * Unit: parts of the size.
    pub width: f64,
    /// Whether it is the code that space between words is added to.
    pub is_space: bool,
}

impl Font {
    pub(super) fn of(dict: &Dict<'_>, reading: &mut Reading) -> Font {
        let mut table = Vec::new();
        if let Some(stream) = dict.get::<Stream<'_>>("ToUnicode") {
            reading.unpack(&stream, &mut table);
        }
        let mut font = Font {
            codes: Codes::Single,
            meanings: CMap::parse(&table, |_| None).filter(|_| !table.is_empty()),
            encoding: Vec::new(),
            glyphs: BTreeMap::new(),
            widths: BTreeMap::new(),
            usual_width: 0.5,
            is_vertical: false,
            height: 1.0,
        };
        if dict.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Type0") {
            font.read_composite(dict, reading);
        } else {
            font.encoding = encoding(dict, reading);
            font.read_widths(dict);
        }
        font
    }

    /// Reads what is said of a font whose codes have one byte.
    fn read_widths(&mut self, dict: &Dict<'_>) {
        // Type 3 fonts measure by a matrix of their own.
        let matrix: Option<Vec<f64>> = dict
            .get::<Array<'_>>("FontMatrix")
            .map(|to| to.iter::<Number>().take(4).map(|number| number.as_f64()).collect());
        let unit = matrix.as_ref().and_then(|matrix| matrix.first().copied()).unwrap_or(0.001);
        if let Some([_, _, _, up]) = matrix.as_deref() {
            let edges: Option<Vec<f64>> = dict
                .get::<Array<'_>>("FontBBox")
                .map(|edges| edges.iter::<Number>().map(|number| number.as_f64()).collect());
            let height = match edges.as_deref() {
                Some([_, low, _, high]) if high - low > 0.0 => high - low,
                _ => 1000.0,
            };
            self.height = up.abs() * height;
        }
        let first = dict.get::<Number>("FirstChar").map_or(0, |first| first.as_i64().clamp(0, 255) as u32);
        if let Some(widths) = dict.get::<Array<'_>>("Widths") {
            let widths = widths.iter::<Number>().map(|width| width.as_f64() * unit).take(256);
            self.widths = (first..).zip(widths).collect();
            let missing = dict.get::<Dict<'_>>("FontDescriptor").and_then(|about| about.get::<Number>("MissingWidth"));
            self.usual_width = missing.map_or(0.0, |width| width.as_f64() * unit);
            return;
        }
        let name = base_name(dict);
        let known = if name.contains("Courier") {
            [600; 95]
        } else if name.contains("Times") || name.contains("Serif") {
            TIMES
        } else {
            HELVETICA
        };
        self.widths = (32..).zip(known).map(|(code, width)| (code, f64::from(width) / 1000.0)).collect();
    }

    /// Reads what is said of a font whose codes have several bytes.
    fn read_composite(&mut self, dict: &Dict<'_>, reading: &mut Reading) {
        let below = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        (self.codes, self.is_vertical) = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Stream(stream)) => {
                let mut table = Vec::new();
                reading.unpack(&stream, &mut table);
                let is_vertical = stream.dict().get::<Number>("WMode").is_some_and(|mode| mode.as_i64() == 1);
                (
                    CMap::parse(&table, |_| None).map_or(Codes::Double, |table| Codes::Table(Box::new(table))),
                    is_vertical,
                )
            }
            Some(Object::Name(name)) => {
                let name = String::from_utf8_lossy(&name).into_owned();
                (predefined(&name), name.ends_with("-V") || name == "V")
            }
            _ => (Codes::Double, false),
        };
        let Some(below) = below else { return };
        self.usual_width = below.get::<Number>("DW").map_or(1.0, |width| width.as_f64() / 1000.0);
        if let Some(rows) = below.get::<Array<'_>>("W") {
            self.read_wide_widths(&rows, reading);
        }
        let is_told = self.meanings.is_some() || matches!(self.codes, Codes::Letters(_) | Codes::Utf16);
        if !is_told && let Some(program) = program(&below, &["FontFile2", "FontFile3"], reading) {
            self.glyphs = letters_of_glyphs(&program);
            if let Some(map) = below.get::<Stream<'_>>("CIDToGIDMap") {
                let mut numbers = Vec::new();
                reading.unpack(&map, &mut numbers);
                let pairs = (0..=MAX_CODE).zip(numbers.chunks_exact(2));
                let letter = |pair: &[u8]| self.glyphs.get(&(u32::from(pair[0]) << 8 | u32::from(pair[1]))).copied();
                self.glyphs = pairs.filter_map(|(code, pair)| Some((code, letter(pair)?))).collect();
            }
        }
    }

    fn read_wide_widths(&mut self, rows: &Array<'_>, reading: &mut Reading) {
        let mut open: Vec<f64> = Vec::new();
        for item in rows.iter::<Object<'_>>() {
            // A few bytes can name many codes.
            if reading.budget == 0 {
                return;
            }
            match item {
                Object::Array(widths) => {
                    let first = open.pop().unwrap_or(0.0).max(0.0) as u32;
                    open.clear();
                    let widths = widths.iter::<Number>().map(|width| width.as_f64() / 1000.0);
                    self.widths.extend((first..=MAX_CODE).zip(widths));
                }
                Object::Number(number) => {
                    open.push(number.as_f64());
                    if let [first, last, width] = open[..] {
                        let codes = (first.max(0.0) as u32)..=(last.clamp(0.0, f64::from(MAX_CODE)) as u32);
                        reading.budget = reading.budget.saturating_sub(codes.clone().count() as u64);
                        self.widths.extend(codes.map(|code| (code, width / 1000.0)));
                        open.clear();
                    }
                }
                _ => {}
            }
        }
    }

    /// The letters that some bytes draw.
    pub(super) fn letters(&self, bytes: &[u8]) -> Vec<Letter> {
        let mut letters = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let n = self.code_len(rest).clamp(1, rest.len());
            let (code, after) = rest.split_at(n);
            rest = after;
            let number = code.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
            let glyph = match &self.codes {
                Codes::Table(table) => table.lookup_cid_code(number, n as u8).unwrap_or(number),
                _ => number,
            };
            letters.push(Letter {
                text: self.text(code, number, glyph),
                width: self.widths.get(&glyph).copied().unwrap_or(self.usual_width),
                is_space: n == 1 && number == 32,
            });
        }
        letters
    }

    /// How many bytes the next code has.
    fn code_len(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Single => 1,
            Codes::Double => 2,
            Codes::Utf16 if matches!(bytes[0], 0xD8..=0xDB) => 4,
            Codes::Utf16 => 2,
            Codes::Table(table) => {
                let is_code = |n: &usize| {
                    let number = bytes[..*n].iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
                    table.lookup_cid_code(number, *n as u8).is_some()
                };
                (1..=bytes.len().min(4)).find(is_code).unwrap_or(2)
            }
            Codes::Letters(encoding) => match bytes[0] {
                0..=0x80 | 0xFF => 1,
                // Half-width letters of Japan.
                0xA0..=0xDF if *encoding == SHIFT_JIS => 1,
                0x8F if *encoding == EUC_JP => 3,
                _ if *encoding == GB18030 && bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
                _ => 2,
            },
        }
    }

    /// What a code says.
    fn text(&self, bytes: &[u8], number: u32, glyph: u32) -> Option<String> {
        let stated =
            self.meanings.as_ref().and_then(|meanings| meanings.lookup_bf_string(number)).map(|stated| match stated {
                BfString::Char(c) => c.to_string(),
                BfString::String(text) => text,
            });
        // Some tables say of all they do not know that it is nothing.
        let is_said = |text: &String| text.chars().any(|c| !matches!(c, '\0' | '\u{fffd}'));
        if let Some(stated) = stated.filter(is_said) {
            return Some(stated);
        }
        match &self.codes {
            Codes::Single => self.encoding.get(number as usize).cloned().flatten(),
            Codes::Letters(encoding) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
            }
            Codes::Utf16 => {
                let units: Vec<u16> =
                    bytes.chunks(2).map(|two| two.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte))).collect();
                String::from_utf16(&units).ok()
            }
            Codes::Double | Codes::Table(_) => self.glyphs.get(&glyph).map(char::to_string),
        }
    }
}

/// The codes that a name stands for which every reader knows: most are encodings by another name.
///
/// * Source: ISO 32000-2, table 116.
fn predefined(name: &str) -> Codes {
    let holds = |part: &str| name.contains(part);
    if holds("UCS2") || holds("UTF16") {
        Codes::Utf16
    } else if holds("RKSJ") {
        Codes::Letters(SHIFT_JIS)
    } else if holds("GBK") || name.starts_with("GB-EUC") || name.starts_with("GBpc") {
        Codes::Letters(GB18030)
    } else if holds("B5") {
        Codes::Letters(BIG5)
    } else if name.starts_with("KSC") {
        Codes::Letters(EUC_KR)
    } else if name.starts_with("EUC-") {
        Codes::Letters(EUC_JP)
    } else {
        Codes::Double
    }
}

fn base_name(dict: &Dict<'_>) -> String {
    dict.get::<Name<'_>>("BaseFont").map_or_else(String::new, |name| String::from_utf8_lossy(&name).into_owned())
}

/// The font itself, if the document holds it under one of these names.
fn program(dict: &Dict<'_>, names: &[&str], reading: &mut Reading) -> Option<Vec<u8>> {
    let about = dict.get::<Dict<'_>>("FontDescriptor")?;
    let stream = names.iter().find_map(|name| about.get::<Stream<'_>>(*name))?;
    let mut bytes = Vec::new();
    reading.unpack(&stream, &mut bytes);
    Some(bytes)
}

/// What the codes of a font with one byte mean.
fn encoding(dict: &Dict<'_>, reading: &mut Reading) -> Vec<Option<String>> {
    let kind = dict.get::<Name<'_>>("Subtype");
    let is = |wanted: &[u8]| kind.as_ref().is_some_and(|kind| &**kind == wanted);
    let stated = dict.get::<Object<'_>>("Encoding");
    let (base, differences) = match &stated {
        Some(Object::Name(name)) => (Some(name.to_vec()), None),
        Some(Object::Dict(dict)) => {
            (dict.get::<Name<'_>>("BaseEncoding").map(|name| name.to_vec()), dict.get::<Array<'_>>("Differences"))
        }
        _ => (None, None),
    };
    let name = base_name(dict);
    let table = match base.as_deref() {
        Some(b"MacRomanEncoding") => Encoding::MacRoman,
        Some(b"WinAnsiEncoding") => Encoding::WinAnsi,
        Some(b"StandardEncoding") => Encoding::Standard,
        _ if name.ends_with("Symbol") => Encoding::Symbol,
        _ if name.ends_with("Dingbats") || name.contains("Wingdings") => Encoding::Dingbats,
        _ if is(b"TrueType") => Encoding::WinAnsi,
        _ => Encoding::Standard,
    };
    // Drawn letters of one's own mean nothing by themselves.
    let is_own = is(b"Type3");
    let mut encoding: Vec<Option<String>> =
        (0..=255_u8).map(|byte| coded(table, byte).filter(|_| !is_own).map(|c| c.to_string())).collect();
    if base.is_none()
        && let Some(program) = program(dict, &["FontFile"], reading)
    {
        for (code, text) in names_of_codes(&program) {
            encoding[usize::from(code)] = Some(text);
        }
    }
    let mut code = 0_usize;
    for item in differences.iter().flat_map(|differences| differences.iter::<Object<'_>>()).take(1 << 16) {
        match item {
            Object::Number(first) => code = first.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(place) = encoding.get_mut(code) {
                    *place = named(&String::from_utf8_lossy(&name));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    encoding
}
