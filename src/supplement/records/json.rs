//! JSON, written and read: small, so that it need not be carried as a library in the reader's download.

use std::borrow::Cow;

/// How deep a text that is read may nest.
const MAX_DEPTH: u32 = 16;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// Nothing.
    Null,
    /// A switch.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Json>),
    /// Values by name, in their order.
    Object(Vec<(Cow<'static, str>, Json)>),
}

impl From<bool> for Json {
    fn from(value: bool) -> Json {
        Json::Bool(value)
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Json {
        Json::Number(value.to_string())
    }
}

impl From<i32> for Json {
    fn from(value: i32) -> Json {
        Json::Number(value.to_string())
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Json {
        Json::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Json {
        Json::Text(value)
    }
}

impl From<Vec<Json>> for Json {
    fn from(value: Vec<Json>) -> Json {
        Json::List(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Json {
        value.map_or(Json::Null, Into::into)
    }
}

/// An object of these members, those left out that are null.
pub fn object<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    let members = members.into_iter().filter(|(_, value)| *value != Json::Null);
    Json::Object(members.map(|(name, value)| (Cow::Borrowed(name), value)).collect())
}

impl Json {
    /// The value on one line.
    pub fn line(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// The value on lines that are indented by what they are part of.
    pub fn lines(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        let inside = depth.map(|depth| depth + 1);
        let line = |out: &mut String, depth: Option<usize>| {
            if let Some(depth) = depth {
                out.push('\n');
                (0..depth).for_each(|_| out.push_str("  "));
            }
        };
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(number) => out.push_str(number),
            Json::Text(text) => quote(text, out),
            Json::List(values) => {
                // Numbers stand side by side, as in a date.
                let is_spread = values.iter().any(|value| !matches!(value, Json::Number(_)));
                let depth = depth.filter(|_| is_spread && !values.is_empty());
                let inside = inside.filter(|_| is_spread);
                out.push('[');
                for (nth, value) in values.iter().enumerate() {
                    if nth > 0 {
                        out.push(',');
                    }
                    line(out, inside);
                    value.write(out, inside);
                }
                line(out, depth);
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (nth, (name, value)) in members.iter().enumerate() {
                    if nth > 0 {
                        out.push(',');
                    }
                    line(out, inside);
                    quote(name, out);
                    out.push(':');
                    if inside.is_some() {
                        out.push(' ');
                    }
                    value.write(out, inside);
                }
                line(out, depth.filter(|_| !members.is_empty()));
                out.push('}');
            }
        }
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(other, _)| other == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A member that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A member that is a whole number of 32 bits.
    pub fn number(&self, name: &str) -> Option<u32> {
        match self.get(name)? {
            Json::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// The value that a text is; `None` when it is none, or nests deeper than `MAX_DEPTH`. Of members of one name, `get` finds the first.
    pub fn read(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text) };
        let value = reader.value(0)?;
        reader.space();
        reader.rest.is_empty().then_some(value)
    }
}

/// Writes a text in its quotation marks. What is not to be seen, or turns the direction of what follows, is written as an escape.
fn quote(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control()
                || super::turns_direction(sign)
                || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                // All of them have four digits at most.
                out.push_str("\\u");
                [12, 8, 4, 0].iter().for_each(|at| out.push(HEX[(sign as usize >> at) & 15] as char));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Whether this comes next; if so, it is past.
    fn skip(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        self.space();
        let value = match self.rest.as_bytes().first()? {
            b'{' if depth < MAX_DEPTH => self.object(depth)?,
            b'[' if depth < MAX_DEPTH => self.list(depth)?,
            b'"' => Json::Text(self.quoted()?),
            b'-' | b'0'..=b'9' => self.number()?,
            _ if self.skip("true") => Json::Bool(true),
            _ if self.skip("false") => Json::Bool(false),
            _ if self.skip("null") => Json::Null,
            _ => return None,
        };
        Some(value)
    }

    fn object(&mut self, depth: u32) -> Option<Json> {
        let mut members = Vec::new();
        self.skip("{");
        self.space();
        if self.skip("}") {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.quoted()?;
            self.space();
            if !self.skip(":") {
                return None;
            }
            members.push((Cow::Owned(name), self.value(depth + 1)?));
            self.space();
            if self.skip("}") {
                return Some(Json::Object(members));
            }
            if !self.skip(",") {
                return None;
            }
        }
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        let mut values = Vec::new();
        self.skip("[");
        self.space();
        if self.skip("]") {
            return Some(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.space();
            if self.skip("]") {
                return Some(Json::List(values));
            }
            if !self.skip(",") {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let is_of_numbers = |sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|sign| !is_of_numbers(sign)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        // A sign, a whole part without needless zeros, a fraction, an exponent.
        let (mantissa, exponent) = number.split_once(['e', 'E']).map_or((number, None), |(m, e)| (m, Some(e)));
        let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
        let whole = whole.strip_prefix('-').unwrap_or(whole);
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = is_digits(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && fraction.is_none_or(is_digits)
            && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
        is_number.then(|| Json::Number(number.to_owned()))
    }

    fn quoted(&mut self) -> Option<String> {
        if !self.skip("\"") {
            return None;
        }
        let mut out = String::new();
        loop {
            let end = self.rest.find(|sign: char| sign == '"' || sign == '\\' || sign < ' ')?;
            let (text, rest) = self.rest.split_at(end);
            out += text;
            self.rest = rest;
            if self.skip("\"") {
                return Some(out);
            }
            if !self.skip("\\") {
                return None;
            }
            let escaped = self.rest.chars().next()?;
            self.rest = &self.rest[escaped.len_utf8()..];
            out.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.code_point()?,
                _ => return None,
            });
        }
    }

    /// Four digits, and four more where they are half of a pair; half a pair alone is a replacement character.
    fn code_point(&mut self) -> Option<char> {
        let first = self.four()?;
        if (0xd800..0xdc00).contains(&first) && self.rest.starts_with("\\u") {
            let before = self.rest;
            self.skip("\\u");
            let second = self.four()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.rest = before;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.rest = &self.rest[4..];
        u32::from_str_radix(digits, 16).ok()
    }
}
