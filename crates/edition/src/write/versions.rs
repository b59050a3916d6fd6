//! Which articles of an edition are versions of one story.

use crate::versions::{MAX_VERSIONS, Versions};

/// The groups of versions, by numbers in the part.
#[derive(Default)]
pub(super) struct Groups {
    /// Numbers in groups, each with the version to be shown first in front, then the others, rising.
    members: Vec<Vec<u32>>,
    /// Each member's group, by rising numbers.
    group_of: Vec<(u32, u32)>,
}

impl Groups {
    /// * Shape: groups by places on the shelf; `order` has the place of each number.
    pub(super) fn numbered(groups: &[Vec<u32>], order: &[u32]) -> Groups {
        let mut number_of = vec![0u32; order.len()];
        (0u32..).zip(order).for_each(|(number, nth)| number_of[*nth as usize] = number);
        let numbered = |group: &Vec<u32>| {
            let mut group: Vec<u32> = group.iter().filter_map(|nth| number_of.get(*nth as usize).copied()).collect();
            if let Some((_, others)) = group.split_first_mut() {
                others.sort_unstable();
            }
            group
        };
        let members: Vec<Vec<u32>> = groups.iter().map(numbered).filter(|group| group.len() > 1).collect();
        let told =
            |(group, members): (u32, &Vec<u32>)| members.iter().map(move |number| (*number, group)).collect::<Vec<_>>();
        let mut group_of: Vec<(u32, u32)> = (0u32..).zip(&members).flat_map(told).collect();
        group_of.sort_unstable();
        Groups { members, group_of }
    }

    /// The group that an article is in.
    fn group(&self, number: u32) -> Option<&[u32]> {
        let at = self.group_of.binary_search_by_key(&number, |(member, _)| *member).ok()?;
        Some(&self.members[self.group_of[at].1 as usize])
    }

    /// What an article's card tells of its versions.
    pub(super) fn of(&self, number: u32) -> Versions {
        let Some(group) = self.group(number) else { return Versions::default() };
        Versions {
            n_others: group.len() as u32 - 1,
            others: group.iter().copied().filter(|other| *other != number).take(MAX_VERSIONS).collect(),
            is_first: group[0] == number,
        }
    }

    /// All groups as bytes, for the part's stamp.
    pub(super) fn told(&self) -> impl Iterator<Item = u8> {
        self.members.iter().flat_map(|group| group.iter().chain([&u32::MAX]).flat_map(|number| number.to_le_bytes()))
    }

    /// How much memory they take.
    pub(super) fn n_bytes(&self) -> usize {
        self.group_of.len() * 12 + self.members.len() * size_of::<Vec<u32>>()
    }
}
