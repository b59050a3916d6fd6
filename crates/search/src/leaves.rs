//! Words and phrases against the index: which articles hold each, and how often.

use newsprint_edition::{Answer, BODY_START, Opened, Positions, Postings, tf_of};

use crate::plan::{Leaf, Plan, Slot};
use crate::query::Place;
use crate::set::ArticleSet;

/// The articles that hold a leaf.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Held {
    /// Rising numbers.
    pub articles: Vec<u32>,
    /// For each, the leaf's weighted frequency.
    pub tfs: Vec<f32>,
}

/// Lists of the dictionary words that a plan accepts.
pub(crate) struct Lists {
    postings: Vec<Postings>,
    /// In the plan's order of entries; `None` where no leaf needs to know where the word stands.
    positions: Vec<Option<Positions>>,
}

/// Loads all lists of a plan in one step.
pub(crate) fn load(edition: &Opened, plan: &Plan) -> Answer<Lists> {
    let mut needs_positions = vec![false; plan.entries.len()];
    for leaf in &plan.leaves {
        for way in leaf.ways.iter().filter(|way| way.len() > 1 || leaf.place == Place::Title) {
            way.iter().flat_map(|slot| &slot.entries).for_each(|nth| needs_positions[*nth] = true);
        }
    }
    let all: Vec<_> = plan.entries.iter().collect();
    let placed: Vec<_> =
        plan.entries.iter().zip(&needs_positions).filter(|(_, needed)| **needed).map(|(entry, _)| entry).collect();
    let (postings, positions) = (edition.postings(&all), edition.positions(&placed));
    let mut positions = positions?.into_iter();
    let positions = needs_positions.into_iter().map(|needed| if needed { positions.next() } else { None }).collect();
    Ok(Lists { postings: postings?, positions })
}

/// Sums frequencies over articles, in the order of addition.
struct Sums {
    tfs: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(n_articles: u32) -> Sums {
        Sums { tfs: vec![0.0; n_articles as usize], touched: Vec::new() }
    }

    fn add(&mut self, article: u32, tf: f32) {
        if let Some(sum) = self.tfs.get_mut(article as usize) {
            if *sum == 0.0 {
                self.touched.push(article);
            }
            *sum += tf;
        }
    }

    /// What was summed, and a clean slate.
    fn take(&mut self) -> Held {
        let touched = std::mem::take(&mut self.touched);
        let articles: Vec<u32> = ArticleSet::of(self.tfs.len() as u32, &touched).iter().collect();
        let tfs = articles.iter().map(|article| std::mem::take(&mut self.tfs[*article as usize])).collect();
        Held { articles, tfs }
    }
}

/// Which articles hold each leaf of a plan.
pub(crate) fn hold(plan: &Plan, lists: &Lists, n_articles: u32) -> Vec<Held> {
    let mut sums = Sums::new(n_articles);
    // One power of two for each impact, not for each posting.
    let tfs: Tfs = std::array::from_fn(|impact| tf_of(impact as u8));
    plan.leaves.iter().map(|leaf| held(leaf, lists, &tfs, &mut sums)).collect()
}

/// The frequency that each impact stands for.
type Tfs = [f32; 256];

fn held(leaf: &Leaf, lists: &Lists, tfs: &Tfs, sums: &mut Sums) -> Held {
    let in_title = leaf.place == Place::Title;
    let mut of_ways = Vec::new();
    for way in &leaf.ways {
        match way.as_slice() {
            [slot] if !in_title => {
                for nth in &slot.entries {
                    let postings = &lists.postings[*nth];
                    for (article, impact) in postings.articles.iter().zip(&postings.impacts) {
                        sums.add(*article, tfs[usize::from(*impact)]);
                    }
                }
            }
            slots => of_ways.push(in_sequence(slots, lists, tfs, in_title)),
        }
    }
    for held in of_ways {
        held.articles.iter().zip(&held.tfs).for_each(|(article, tf)| sums.add(*article, *tf));
    }
    sums.take()
}

/// A slot's occurrences in the articles it is in: the lists it accepts, each with its place in them.
struct SlotCursor<'a> {
    lists: Vec<(&'a Postings, Option<&'a Positions>, usize)>,
}

impl<'a> SlotCursor<'a> {
    fn new(slot: &Slot, lists: &'a Lists) -> SlotCursor<'a> {
        let of_entry = |nth: &usize| (&lists.postings[*nth], lists.positions[*nth].as_ref(), 0);
        SlotCursor { lists: slot.entries.iter().map(of_entry).collect() }
    }

    /// The first article at or after a number.
    fn at_or_after(&mut self, article: u32) -> Option<u32> {
        self.lists
            .iter_mut()
            .filter_map(|(postings, _, at)| {
                *at += postings.articles[*at..].partition_point(|other| *other < article);
                postings.articles.get(*at).copied()
            })
            .min()
    }

    /// Frequency and positions in the article the cursor stands at.
    fn in_article(&self, article: u32, tfs: &Tfs, in_title: bool) -> (f32, Vec<u64>) {
        let (mut tf, mut all) = (0.0, Vec::new());
        for (postings, positions, at) in &self.lists {
            if postings.articles.get(*at) != Some(&article) {
                continue;
            }
            tf += postings.impacts.get(*at).map_or(0.0, |impact| tfs[usize::from(*impact)]);
            let positions = positions.map_or(&[][..], |positions| positions.of(*at));
            let wanted = positions.iter().filter(|position| !in_title || **position < BODY_START);
            all.extend(wanted.map(|position| u64::from(*position)));
        }
        all.sort_unstable();
        (tf, all)
    }
}

/// The articles where some slots stand side by side; their frequency is that of the rarest slot.
fn in_sequence(slots: &[Slot], lists: &Lists, tfs: &Tfs, in_title: bool) -> Held {
    let mut held = Held::default();
    let mut cursors: Vec<SlotCursor<'_>> = slots.iter().map(|slot| SlotCursor::new(slot, lists)).collect();
    let mut article = 0u32;
    'articles: loop {
        // All cursors move to the first article that every slot is in.
        let mut settled = false;
        while !settled {
            settled = true;
            for cursor in &mut cursors {
                let Some(next) = cursor.at_or_after(article) else { break 'articles };
                settled &= next == article;
                article = next;
            }
        }
        let mut tf = f32::INFINITY;
        let mut ends: Option<Vec<u64>> = None;
        for cursor in &cursors {
            let (slot_tf, positions) = cursor.in_article(article, tfs, in_title);
            tf = tf.min(slot_tf);
            ends = Some(match ends {
                None => positions,
                Some(before) => positions
                    .into_iter()
                    .filter(|position| {
                        position.checked_sub(1).is_some_and(|wanted| before.binary_search(&wanted).is_ok())
                    })
                    .collect(),
            });
        }
        if ends.is_some_and(|ends| !ends.is_empty()) {
            held.articles.push(article);
            held.tfs.push(tf);
        }
        article += 1;
    }
    held
}
