//! Labels of words: what kind of name a word belongs to, and where in it the word stands.

use std::fmt;

/// What a name names, as annotated texts tell kinds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// A nationality, a religious or political group, an event, a product.
    Other,
    /// A date.
    Date,
}

impl Kind {
    /// All kinds, in the order of their labels.
    pub const ALL: [Kind; 5] = [Kind::Person, Kind::Organisation, Kind::Place, Kind::Other, Kind::Date];

    /// As CoNLL files write it.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Person => "PER",
            Kind::Organisation => "ORG",
            Kind::Place => "LOC",
            Kind::Other => "MISC",
            Kind::Date => "DATE",
        }
    }

    /// The kind that CoNLL files write so.
    pub fn of_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where in its name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// First of several.
    First,
    /// Neither first nor last.
    Inner,
    /// Last of several.
    Last,
    /// The only one.
    Only,
}

/// A word's label: outside of names, or a place within a name of a kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(u8);

/// How many labels there are.
pub const N_LABELS: usize = 21;

impl Label {
    /// No part of a name.
    pub const OUTSIDE: Label = Label(0);

    /// The label of a place in a name of a kind.
    pub fn of(kind: Kind, place: Place) -> Label {
        Label(1 + 4 * kind as u8 + place as u8)
    }

    /// The label with a number below [`N_LABELS`].
    pub fn at(number: usize) -> Option<Label> {
        (number < N_LABELS).then_some(Label(number as u8))
    }

    /// Its number.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// The kind of the name that the word belongs to.
    pub fn kind(self) -> Option<Kind> {
        let number = usize::from(self.0.checked_sub(1)?);
        Some(Kind::ALL[number / 4])
    }

    /// Where in it the word stands.
    pub fn place(self) -> Option<Place> {
        let number = self.0.checked_sub(1)?;
        Some([Place::First, Place::Inner, Place::Last, Place::Only][usize::from(number % 4)])
    }

    /// Whether a name begins with this word.
    pub fn begins(self) -> bool {
        matches!(self.place(), Some(Place::First | Place::Only))
    }

    /// Whether a name goes on after this word.
    pub fn goes_on(self) -> bool {
        matches!(self.place(), Some(Place::First | Place::Inner))
    }

    /// Whether the next word may have that label.
    pub fn may_precede(self, next: Label) -> bool {
        if self.goes_on() {
            next.kind() == self.kind() && !next.begins()
        } else {
            next == Label::OUTSIDE || next.begins()
        }
    }

    /// Whether a sentence may begin with it.
    pub fn may_open(self) -> bool {
        Label::OUTSIDE.may_precede(self)
    }

    /// Whether a sentence may end with it.
    pub fn may_close(self) -> bool {
        !self.goes_on()
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind(), self.place()) {
            (Some(kind), Some(place)) => write!(f, "{}-{place:?}", kind.code()),
            _ => f.write_str("O"),
        }
    }
}

/// A name among the words of a sentence: words `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the type says it")]
pub struct Stretch {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// The names that a sentence's labels make.
pub fn stretches(labels: &[Label]) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, label) in labels.iter().enumerate() {
        if label.begins() {
            start = at;
        }
        if let Some(kind) = label.kind()
            && label.may_close()
        {
            found.push(Stretch { start, end: at + 1, kind });
        }
    }
    found
}

/// The labels of a sentence of `n_words` with these names.
pub fn labels_of(stretches: &[Stretch], n_words: usize) -> Vec<Label> {
    let mut labels = vec![Label::OUTSIDE; n_words];
    for stretch in stretches {
        let range = stretch.start..stretch.end.min(n_words);
        for (at, label) in range.clone().zip(&mut labels[range]) {
            let place = match (at == stretch.start, at + 1 == stretch.end) {
                (true, true) => Place::Only,
                (true, false) => Place::First,
                (false, true) => Place::Last,
                (false, false) => Place::Inner,
            };
            *label = Label::of(stretch.kind, place);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_labels_and_labels_names() {
        let names = [
            Stretch { start: 0, end: 1, kind: Kind::Place },
            Stretch { start: 1, end: 4, kind: Kind::Organisation },
            Stretch { start: 5, end: 7, kind: Kind::Date },
        ];
        let labels = labels_of(&names, 8);
        assert_eq!(stretches(&labels), names);
        assert!(labels.windows(2).all(|pair| pair[0].may_precede(pair[1])));
        assert_eq!(labels[4], Label::OUTSIDE);
    }

    #[test]
    fn a_name_goes_on_in_its_own_kind_and_ends_before_another() {
        use Place::{First, Inner, Last, Only};
        for (kind, place, next_kind, next_place, may) in [
            (Kind::Person, First, Kind::Person, Last, true),
            (Kind::Person, First, Kind::Person, Inner, true),
            (Kind::Person, First, Kind::Place, Last, false),
            (Kind::Person, First, Kind::Person, Only, false),
            (Kind::Person, Last, Kind::Person, First, true),
            (Kind::Person, Only, Kind::Date, Inner, false),
        ] {
            assert_eq!(Label::of(kind, place).may_precede(Label::of(next_kind, next_place)), may);
        }
        assert!(!Label::of(Kind::Date, First).may_close() && !Label::of(Kind::Date, Last).may_open());
    }
}
