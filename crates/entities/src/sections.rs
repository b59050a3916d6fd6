//! The sections of the built-in word lists, and what they and the listed names have of a word.

/// Names the sections: each by the name that the file gives it.
macro_rules! sections {
    ($($section:ident $name:literal,)*) => {
        /// A section of the word lists.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Section {
            $(
                #[doc = $name]
                $section,
            )*
        }

        impl Section {
            /// All sections. The first 24 are hints to the trained tagger, in this order: it is trained with it.
            pub(crate) const ALL: &[Section] = &[$(Section::$section),*];

            /// The name that the file gives it.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Section::$section => $name,)*
                }
            }
        }
    };
}

sections! {
    Titles "titles",
    Demonyms "demonyms",
    NeverNames "never_names",
    FamilyNames "family_names",
    Roles "roles",
    Speech "speech",
    OrganisationHeads "organisation_heads",
    WeakOrganisationHeads "weak_organisation_heads",
    OrganisationOpeners "organisation_openers",
    OrganisationPrefixes "organisation_prefixes",
    PlaceHeads "place_heads",
    PlaceOpeners "place_openers",
    PlaceNouns "place_nouns",
    Common "common",
    Particles "particles",
    Kin "kin",
    Things "things",
    Locatives "locatives",
    Directions "directions",
    VehiclePrefixes "vehicle_prefixes",
    SportsRoles "sports_roles",
    OrganisationNouns "organisation_nouns",
    BusinessNouns "business_nouns",
    ThingNouns "thing_nouns",
    NaturalHeads "natural_heads",
    Platforms "platforms",
    TitlesAlsoSurnames "titles_also_surnames",
    SurnamesAlsoPlaces "surnames_also_places",
    SharedBodies "shared_bodies",
    PublicFields "public_fields",
    SentenceOpeners "sentence_openers",
    BodyOwners "body_owners",
    ActingVerbs "acting_verbs",
    BodyWords "body_words",
    Holdings "holdings",
    BusinessParts "business_parts",
    BusinessVerbs "business_verbs",
    GenericEndings "generic_endings",
    Events "events",
    EventOpeners "event_openers",
    EventHeads "event_heads",
    WeakEventHeads "weak_event_heads",
    Services "services",
    Works "works",
    ShipPrefixes "ship_prefixes",
    Crafts "crafts",
    Arms "arms",
    NoModels "no_models",
    Products "products",
    KnownPlaces "known_places",
    SharedAcronyms "shared_acronyms",
}

impl Section {
    /// Its bit in [`Listings`].
    pub(crate) fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// What the lists have of a word or phrase, a bit for each section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listings {
    /// Sections with the whole, and [`GIVEN_NAME`] and [`DEMONYM`].
    pub whole: u64,
    /// Sections with a phrase that begins so, and [`BEGINS_A_NAME`].
    pub begins: u64,
}

/// In [`Listings::whole`]: a known given name.
pub(crate) const GIVEN_NAME: u64 = 1 << 63;

/// In a token's [`Listings::whole`]: a nationality, also in the plural.
pub(crate) const DEMONYM: u64 = 1 << 62;

/// In [`Listings::begins`]: a listed name begins so.
pub(crate) const BEGINS_A_NAME: u64 = 1 << 63;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_leave_room_for_the_other_bits() {
        assert!(Section::ALL.len() < 62);
        assert!(Section::ALL.iter().enumerate().all(|(nth, section)| section.bit() == 1 << nth));
    }
}
