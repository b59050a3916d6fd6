//! The reader's app that the command carries: the files of a build without an edition inside.

use newsprint_site::Files;

/// The pack that the build script made; see there for its layout.
const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/app.pack"));

/// The app's files; `None` when no app was there when this command was built.
pub fn carried() -> Option<Files> {
    let files = unpacked(PACK)?;
    (!files.is_empty()).then_some(files)
}

/// Reads a pack; `None` when it is cut off.
fn unpacked(pack: &[u8]) -> Option<Files> {
    fn number(rest: &mut &[u8]) -> Option<usize> {
        let (bytes, after) = rest.split_first_chunk::<8>()?;
        *rest = after;
        usize::try_from(u64::from_le_bytes(*bytes)).ok()
    }
    fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
        let n_bytes = number(rest)?;
        let (bytes, after) = rest.split_at_checked(n_bytes)?;
        *rest = after;
        Some(bytes)
    }
    let mut rest = pack;
    let mut files = Files::new();
    for _ in 0..number(&mut rest)? {
        let name = std::str::from_utf8(part(&mut rest)?).ok()?.to_owned();
        files.insert(name, part(&mut rest)?.to_vec());
    }
    rest.is_empty().then_some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carried_pack_is_whole() {
        let files = unpacked(PACK).expect("the build script wrote it");
        assert!(files.is_empty() || files.contains_key("index.html"));
    }

    #[test]
    fn a_pack_reads_back_and_a_cut_one_does_not() {
        let mut pack = 1_u64.to_le_bytes().to_vec();
        for part in ["css/a.css", "body{}"] {
            pack.extend((part.len() as u64).to_le_bytes());
            pack.extend(part.as_bytes());
        }
        assert_eq!(unpacked(&pack).unwrap()["css/a.css"], b"body{}");
        for n_bytes in 0..pack.len() {
            assert_eq!(unpacked(&pack[..n_bytes]), None, "{n_bytes}");
        }
    }
}
