//! How an article is read whatever its alphabet: by rules, again with what they found, and by a trained tagger that overrules them.

use newsprint_model::GivenEntities;

use crate::lists::Lists;
use crate::locals::{Locals, PartText};
use crate::scan::Spot;

/// What rules find in an article: each part is read twice, so that a surname found before its full name belongs to it.
///
/// * Errors: none. Time grows with the number of words.
pub(crate) fn read_twice(
    parts: &[PartText<'_>],
    given: &GivenEntities,
    spots_of: impl Fn(&PartText<'_>, &Locals) -> Vec<Spot>,
) -> (Locals, Vec<Vec<Spot>>) {
    let spots_in = |locals: &Locals| -> Vec<Vec<Spot>> { parts.iter().map(|part| spots_of(part, locals)).collect() };
    let locals = Locals::gather(parts, &spots_in(&Locals::default()), given, Lists::get());
    let spots = spots_in(&locals);
    (locals, spots)
}

/// What rules and a tagger find in an article.
///
/// * Shape: the tagger sees what rules find in their second reading (`verdict_on`), overrules what they found in their first, and what they
///   then find in a third: whom the article names by a full name may be meant by a surname elsewhere. `settle` puts the tagger's verdict into
///   effect, beside the names that are known from the second reading if there are any, and says whether it changed anything.
pub(crate) fn read_together<V>(
    parts: &[PartText<'_>],
    given: &GivenEntities,
    spots_of: impl Fn(&PartText<'_>, &Locals) -> Vec<Spot>,
    verdict_on: impl FnOnce(&Locals, &[Vec<Spot>]) -> V,
    settle: impl Fn(&V, &mut [Vec<Spot>], Option<&[Vec<Spot>]>) -> bool,
) -> (Locals, Vec<Vec<Spot>>) {
    let spots_in = |locals: &Locals| -> Vec<Vec<Spot>> { parts.iter().map(|part| spots_of(part, locals)).collect() };
    let mut first = spots_in(&Locals::default());
    let mut locals = Locals::gather(parts, &first, given, Lists::get());
    let mut spots = spots_in(&locals);
    let verdict = verdict_on(&locals, &spots);
    if settle(&verdict, &mut first, Some(&spots)) {
        locals = Locals::gather(parts, &first, given, Lists::get());
        spots = spots_in(&locals);
    }
    settle(&verdict, &mut spots, None);
    (locals, spots)
}
