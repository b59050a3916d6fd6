//! XXH64: the checksum of every file.
//!
//! Source: Yann Collet, "xxHash fast digest algorithm", specification 0.1.1.

const P1: u64 = 0x9E37_79B1_85EB_CA87;
const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const P3: u64 = 0x1656_67B1_9E37_79F9;
const P4: u64 = 0x85EB_CA77_C2B2_AE63;
const P5: u64 = 0x27D4_EB2F_1656_67C5;

/// The checksum of some bytes under a seed. It finds damage, not malice.
pub(crate) fn checksum(bytes: &[u8], seed: u64) -> u64 {
    let word = |chunk: &[u8]| chunk.first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let round = |lane: u64, input: u64| lane.wrapping_add(input.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    let mut stripes = bytes.chunks_exact(32);
    let mut hash = if bytes.len() >= 32 {
        let start = [P1.wrapping_add(P2), P2, 0, 0u64.wrapping_sub(P1)];
        let mut lanes = start.map(|lane| lane.wrapping_add(seed));
        for stripe in stripes.by_ref() {
            for (lane, input) in lanes.iter_mut().zip(stripe.chunks_exact(8)) {
                *lane = round(*lane, word(input));
            }
        }
        let [a, b, c, d] = lanes;
        let merged = a
            .rotate_left(1)
            .wrapping_add(b.rotate_left(7))
            .wrapping_add(c.rotate_left(12))
            .wrapping_add(d.rotate_left(18));
        lanes.iter().fold(merged, |hash, lane| (hash ^ round(0, *lane)).wrapping_mul(P1).wrapping_add(P4))
    } else {
        seed.wrapping_add(P5)
    };
    hash = hash.wrapping_add(bytes.len() as u64);
    let mut eights = stripes.remainder().chunks_exact(8);
    for eight in eights.by_ref() {
        hash = (hash ^ round(0, word(eight))).rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
    }
    let mut rest = eights.remainder();
    if let Some((four, after)) = rest.split_first_chunk::<4>() {
        let four = u64::from(u32::from_le_bytes(*four));
        hash = (hash ^ four.wrapping_mul(P1)).rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
        rest = after;
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte).wrapping_mul(P5)).rotate_left(11).wrapping_mul(P1);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(P2);
    hash = (hash ^ (hash >> 29)).wrapping_mul(P3);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use xxhash_rust::xxh64::xxh64;

    use super::*;

    #[test]
    fn it_agrees_with_another_implementation_at_every_length() {
        let bytes: Vec<u8> = (0..200u32).map(|nth| (nth * 37 % 251) as u8).collect();
        for length in 0..bytes.len() {
            for seed in [0, 1, u64::MAX, 0x0123_4567_89AB_CDEF] {
                assert_eq!(checksum(&bytes[..length], seed), xxh64(&bytes[..length], seed));
            }
        }
    }
}
