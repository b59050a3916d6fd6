//! The numbers that articles and entities get in an edition.

use newsprint_model::{Entity, EntityKind};

use super::shelf::{Rows, Shelf};
use crate::reader::Known;

/// Articles in date order: by earliest day, then latest, then as given; undated ones last, as given. For each number, the
/// article's place on the shelf.
pub(super) fn in_date_order(shelf: &Shelf) -> Vec<u32> {
    let mut originals: Vec<u32> = (0..shelf.len() as u32).collect();
    originals.sort_by_key(|nth| {
        let span = shelf.spans[*nth as usize];
        (span.is_none(), span, *nth)
    });
    originals
}

/// No number: an entity that no article names.
pub(super) const UNNAMED: u32 = u32::MAX;

/// Entities by how many articles name them, most first: the commonest numbers are the shortest.
pub(super) struct Entities<'a> {
    pub table: &'a [Entity],
    /// For each number that articles were given with, the entity's number among those that are named.
    pub numbers: Vec<u32>,
    /// For each number, the entity's index in the table.
    pub originals: Vec<u32>,
    /// For each number, the entity's number in the edition: the same, unless there is a base.
    pub globals: Vec<u32>,
    /// How many entities the base has.
    pub n_known: u32,
    /// For each article by number, the rising numbers of the entities it names.
    pub of_articles: Rows,
    /// For each number, how many articles name the entity.
    pub n_articles: Vec<u32>,
    /// How many people, organisations and places, those of the base too.
    pub n_by_kind: [u32; 3],
}

impl<'a> Entities<'a> {
    /// * Shape: `settled` has the index in the table for each number that articles were given with, where there is one. Entities of the base keep
    ///   their numbers in the edition, and new ones follow.
    pub(super) fn of(
        shelf: &Shelf,
        order: &[u32],
        (table, settled): (&'a [Entity], &[Option<u32>]),
        base: Option<&Known>,
    ) -> Entities<'a> {
        let known = |nth: u32| base.and_then(|base| base.entities.get(table[nth as usize].id.as_str()));
        let index_of = |given: u32| settled.get(given as usize).copied().flatten();
        let mut n_naming = vec![0u32; table.len()];
        let mut row = Vec::new();
        for nth in 0..shelf.len() {
            row.clear();
            row.extend(shelf.names.row(nth).iter().filter_map(|given| index_of(*given)));
            row.sort_unstable();
            row.dedup();
            row.iter().for_each(|index| n_naming[*index as usize] += 1);
        }
        let mut originals: Vec<u32> = (0..table.len() as u32).filter(|nth| n_naming[*nth as usize] > 0).collect();
        originals.sort_by(|a, b| {
            let (n_a, n_b) = (n_naming[*a as usize], n_naming[*b as usize]);
            let number = |nth: u32| known(nth).map_or(UNNAMED, |(number, _)| *number);
            let by_base = number(*a).cmp(&number(*b));
            let (a, b) = (&table[*a as usize], &table[*b as usize]);
            by_base.then_with(|| n_b.cmp(&n_a)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
        });
        let mut of_table = vec![UNNAMED; table.len()];
        let n_known = base.map_or(0, |base| base.part.n_entities);
        let (mut n_by_kind, mut globals, mut next) = (base.map_or([0; 3], |base| base.n_by_kind), Vec::new(), n_known);
        for (number, nth) in originals.iter().enumerate() {
            of_table[*nth as usize] = number as u32;
            if let Some((number, _)) = known(*nth) {
                globals.push(*number);
                continue;
            }
            globals.push(next);
            next += 1;
            n_by_kind[rank(table[*nth as usize].kind)] += 1;
        }
        let numbers: Vec<u32> =
            settled.iter().map(|index| index.map_or(UNNAMED, |index| of_table[index as usize])).collect();
        let mut of_articles = Rows::default();
        for nth in order {
            row.clear();
            row.extend(
                shelf
                    .names
                    .row(*nth as usize)
                    .iter()
                    .filter_map(|given| numbers.get(*given as usize).copied().filter(|number| *number != UNNAMED)),
            );
            row.sort_unstable();
            row.dedup();
            of_articles.push(row.iter().copied());
        }
        let n_articles = originals.iter().map(|nth| n_naming[*nth as usize]).collect();
        Entities { table, numbers, originals, globals, n_known, of_articles, n_articles, n_by_kind }
    }

    /// How many entities there are, those of the base too.
    pub(super) fn n_total(&self) -> u32 {
        self.n_by_kind.iter().sum()
    }

    /// Whether the base has the entity of a number.
    pub(super) fn is_known(&self, number: u32) -> bool {
        self.globals[number as usize] < self.n_known
    }

    /// Roughly what it holds in memory, the table aside.
    pub(super) fn n_bytes(&self) -> usize {
        (self.numbers.len() + self.originals.len() + self.globals.len() + self.n_articles.len()) * 4
            + self.of_articles.n_bytes()
    }

    /// The entity of a number.
    pub(super) fn entity(&self, number: u32) -> &'a Entity {
        &self.table[self.originals[number as usize] as usize]
    }
}

/// A kind's place among the kinds.
pub(super) fn rank(kind: EntityKind) -> usize {
    EntityKind::ALL.iter().position(|listed| *listed == kind).unwrap_or(0)
}
