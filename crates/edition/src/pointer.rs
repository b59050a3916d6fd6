//! `edition.json`: the one file that changes in place, naming the boot file.

use crate::checksum::checksum;
use crate::files::POINTER;
use crate::store::ChunkError;
use crate::{MAJOR, MINOR};

/// What the pointer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pointer {
    pub boot: String,
    pub n_boot_bytes: u32,
    pub boot_checksum: u64,
}

/// The name of a boot file.
pub(crate) fn boot_name(checksum: u64) -> String {
    format!("edition/boot-{checksum:016x}.np")
}

/// The pointer to a boot file, as JSON.
pub(crate) fn pointer_to(boot: &[u8]) -> (Pointer, Vec<u8>) {
    let boot_checksum = checksum(boot, 0);
    let pointer = Pointer { boot: boot_name(boot_checksum), n_boot_bytes: boot.len() as u32, boot_checksum };
    let json = format!(
        "{{\n  \"format\": \"newsprint-edition\",\n  \"major\": {MAJOR},\n  \"minor\": {MINOR},\n  \"boot\": \"{}\",\n  \"boot_bytes\": {}\n}}\n",
        pointer.boot, pointer.n_boot_bytes
    );
    (pointer, json.into_bytes())
}

/// Reads a pointer. Members it does not know are ignored.
pub(crate) fn read_pointer(json: &[u8]) -> Result<Pointer, ChunkError> {
    let damaged = |reason: &str| ChunkError::Damaged { file: POINTER.to_owned(), reason: reason.to_owned() };
    let text = std::str::from_utf8(json).map_err(|_| damaged("it is not UTF-8"))?;
    let members = flat_object(text).ok_or_else(|| damaged("it is not a flat JSON object"))?;
    let member = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if member("format") != Some("newsprint-edition") {
        return Err(damaged("it does not describe a newsprint edition"));
    }
    let number = |name: &str| member(name).and_then(|value| value.parse::<u32>().ok());
    let major = number("major").ok_or_else(|| damaged("`major` is not a number"))?;
    if major > u32::from(MAJOR) {
        return Err(ChunkError::Newer { file: POINTER.to_owned(), found: major, known: u32::from(MAJOR) });
    }
    if major < u32::from(MAJOR) {
        return Err(damaged("it is of an older edition format, which only the page published with it reads"));
    }
    let boot = member("boot").ok_or_else(|| damaged("`boot` is missing"))?;
    let n_boot_bytes = number("boot_bytes").ok_or_else(|| damaged("`boot_bytes` is not a number"))?;
    let boot_checksum = boot_checksum(boot).ok_or_else(|| damaged("`boot` is not a boot file's name"))?;
    Ok(Pointer { boot: boot_name(boot_checksum), n_boot_bytes, boot_checksum })
}

/// The checksum in a boot file's name.
pub(crate) fn boot_checksum(name: &str) -> Option<u64> {
    let hex = name.strip_prefix("edition/boot-")?.strip_suffix(".np")?;
    u64::from_str_radix(hex, 16).ok().filter(|checksum| boot_name(*checksum) == name)
}

/// The members of a JSON object of strings without escapes and whole numbers: all that a pointer is made of.
fn flat_object(text: &str) -> Option<Vec<(String, String)>> {
    let body = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut members = Vec::new();
    let mut rest = body.trim();
    while !rest.is_empty() {
        let (key, after) = quoted(rest)?;
        let after = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, after) = match quoted(after) {
            Some(found) => found,
            None => after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len())),
        };
        members.push((key.to_owned(), value.to_owned()));
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(after) => after.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(members)
}

/// A leading string without escapes, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.strip_prefix('"')?.split_once('"')?;
    (!inside.contains('\\')).then_some((inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_reads_back() {
        let (pointer, json) = pointer_to(b"boot bytes");
        assert_eq!(read_pointer(&json), Ok(pointer));
    }

    #[test]
    fn a_wrong_pointer_says_what_is_wrong_with_it() {
        let (_, json) = pointer_to(b"boot bytes");
        let json = String::from_utf8(json).unwrap();
        for (from, to, said) in [
            ("\"major\": 2", "\"major\": 7", "of edition format 7"),
            ("\"major\": 2", "\"major\": 1", "older"),
            ("newsprint-edition", "other", "does not describe"),
            ("edition/boot-", "../boot-", "not a boot file's name"),
            ("\"boot_bytes\": 10", "\"boot_bytes\": x", "not a flat JSON object"),
            ("{", "", "not a flat JSON object"),
        ] {
            let error = read_pointer(json.replace(from, to).as_bytes()).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            assert!(error.to_string().contains("edition.json"));
        }
    }
}
