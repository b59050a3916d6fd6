//! Columns: the values that each article has of one facet.

use crate::bits::{BitWriter, MAX_RICE, best_rice};
use crate::blocks::{count_code, put_count};

/// Appends the rising values of some articles.
pub(crate) fn put_column(out: &mut Vec<u8>, rows: &[&[u32]]) {
    let (mut counts, mut firsts, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        counts.push(count_code(row.len() as u32));
        firsts.extend(row.first());
        gaps.extend(row.windows(2).map(|pair| pair[1] - pair[0] - 1));
    }
    let [k_count, k_first, k_gap] = [&counts, &firsts, &gaps].map(|values| best_rice(values, MAX_RICE));
    out.extend([k_count, k_first, k_gap].map(|k| k as u8));
    let mut bits = BitWriter::new(out);
    for row in rows {
        put_count(&mut bits, row.len() as u32, k_count);
        if let Some(first) = row.first() {
            bits.put_rice(*first, k_first);
        }
        row.windows(2).for_each(|pair| bits.put_rice(pair[1] - pair[0] - 1, k_gap));
    }
    bits.finish();
}
