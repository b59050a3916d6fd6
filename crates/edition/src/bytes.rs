//! Numbers and strings as bytes, and a cursor that never reads past the end.

/// Appends a number, seven bits a byte, least significant first; the high bit says that more follow.
pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed number: small magnitudes of either sign stay short.
pub(crate) fn put_zigzag(out: &mut Vec<u8>, value: i32) {
    put_varint(out, ((value << 1) ^ (value >> 31)) as u32);
}

/// Appends a length and the bytes.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// Appends a string, its length first.
pub(crate) fn put_str(out: &mut Vec<u8>, text: &str) {
    put_bytes(out, text.as_bytes());
}

/// What is wrong with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub &'static str);

pub(crate) type Parsed<T> = Result<T, Malformed>;

/// Reads bytes from front to back.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: bytes }
    }

    /// A cursor that starts within the bytes.
    pub(crate) fn at(bytes: &'a [u8], offset: usize) -> Parsed<Cursor<'a>> {
        Ok(Cursor { rest: bytes.get(offset..).ok_or(Malformed("a place lies past the end"))? })
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes are left: a bound on how many things can follow.
    pub(crate) fn n_left(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn byte(&mut self) -> Parsed<u8> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed("the bytes end early"))?;
        self.rest = rest;
        Ok(*first)
    }

    pub(crate) fn take(&mut self, n_bytes: usize) -> Parsed<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n_bytes).ok_or(Malformed("the bytes end early"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Parsed<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| Malformed("the bytes end early"))
    }

    pub(crate) fn varint(&mut self) -> Parsed<u32> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            if shift == 28 && byte > 0x0F {
                break;
            }
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Malformed("a number is out of range"))
    }

    pub(crate) fn zigzag(&mut self) -> Parsed<i32> {
        let value = self.varint()?;
        Ok((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    /// How many things follow, each of at least one byte.
    pub(crate) fn count(&mut self) -> Parsed<usize> {
        let count = self.varint()? as usize;
        if count > self.n_left() { Err(Malformed("a count is larger than what follows")) } else { Ok(count) }
    }

    pub(crate) fn bytes(&mut self) -> Parsed<&'a [u8]> {
        let length = self.varint()? as usize;
        self.take(length)
    }

    pub(crate) fn str(&mut self) -> Parsed<&'a str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Malformed("a text is not UTF-8"))
    }

    pub(crate) fn string(&mut self) -> Parsed<String> {
        self.str().map(str::to_owned)
    }

    /// A string that may be absent: present with a leading byte of 1.
    pub(crate) fn optional(&mut self) -> Parsed<Option<String>> {
        match self.byte()? {
            0 => Ok(None),
            1 => self.string().map(Some),
            _ => Err(Malformed("a flag is neither 0 nor 1")),
        }
    }
}

/// Appends a string that may be absent.
pub(crate) fn put_optional(out: &mut Vec<u8>, text: Option<&str>) {
    out.push(u8::from(text.is_some()));
    if let Some(text) = text {
        put_str(out, text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(values in prop::collection::vec(any::<u32>().prop_map(|v| v >> (v % 32)), 0..200)) {
            let mut out = Vec::new();
            values.iter().for_each(|value| put_varint(&mut out, *value));
            values.iter().for_each(|value| put_zigzag(&mut out, *value as i32));
            let mut cursor = Cursor::new(&out);
            for value in &values {
                prop_assert_eq!(cursor.varint(), Ok(*value));
            }
            for value in &values {
                prop_assert_eq!(cursor.zigzag(), Ok(*value as i32));
            }
            prop_assert!(cursor.is_at_end());
        }
    }

    #[test]
    fn what_ends_early_or_overflows_is_malformed() {
        assert!(Cursor::new(&[0x80]).varint().is_err());
        assert!(Cursor::new(&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F]).varint().is_err());
        assert!(Cursor::new(&[200, 1]).count().is_err());
        assert!(Cursor::new(&[1, 0xFF]).str().is_err());
    }
}
