//! The articles that two lists share: asked for as a list of their own where an address can say it, else by what is in either.

use newsprint_search::{Choice, Facet, Request};

use crate::state::View;

/// How the articles in both of two lists are counted.
#[derive(Clone, Debug, PartialEq)]
pub enum Both {
    /// They are a list too.
    List(View),
    /// This list holds what is in either: what is left over of both counts is in both.
    Either(View),
}

/// The most words that a search takes at their word, all of them wanted.
const MAX_WORDS: usize = 3;

/// Exactly one value, as a query asks for it; `None` for one that a query cannot name.
pub fn exactly(choice: &Choice) -> Option<String> {
    let field = match choice.facet {
        Facet::Person => "person",
        Facet::Org => "org",
        Facet::Place => "place",
        Facet::Source => "source",
        Facet::Lang => "lang",
        Facet::Mentioned => "mentions",
    };
    let is_plain = choice.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
    let sign = if choice.exclude { "-" } else { "" };
    is_plain.then(|| [sign, field, ":\"=", &choice.value, "\""].concat())
}

/// The values of a facet that a list chooses, of which any will do.
fn included(list: &View, facet: Facet) -> Vec<Choice> {
    list.choices.iter().filter(|it| !it.exclude && it.facet == facet).cloned().collect()
}

/// How to count what two lists share; `None` where their words or dates differ in a way that no one list has.
pub fn both(one: &View, other: &View) -> Option<Both> {
    let date = match (one.date, other.date) {
        (date, None) | (None, date) => date,
        (date, also) if date == also => date,
        _ => return None,
    };
    let flags = |list: &View| (list.exact, list.strict_names);
    let with_query = match (one.query.trim(), other.query.trim()) {
        ("", _) => other,
        (_, "") => one,
        _ if flags(one) != flags(other) => return None,
        (words, same) if words == same => one,
        (words, others) => {
            let is_short = |query: &str| query.split_whitespace().count() <= MAX_WORDS;
            let query = ["(", words, ") OR (", others, ") "].concat();
            let is_the_rest_equal = one.choices == other.choices && one.date == other.date;
            let either = || Both::Either(View { query, ..one.clone() });
            return (is_short(words) && is_short(others) && is_the_rest_equal).then(either);
        }
    };
    let mut view = View { date, choices: Vec::new(), ..with_query.clone() };
    for list in [one, other] {
        for choice in list.choices.iter().filter(|choice| choice.exclude) {
            view.choices.push(choice.clone());
        }
    }
    for facet in Facet::ALL {
        let (of_one, of_other) = (included(one, facet), included(other, facet));
        // Values of one facet are alternatives: where the lists choose different ones, a query names the only one of a list.
        let named = |chosen: &[Choice]| match chosen {
            [only] => exactly(only),
            _ => None,
        };
        let (chosen, named) = if of_other.is_empty() || of_one == of_other {
            (of_one, None)
        } else if of_one.is_empty() {
            (of_other, None)
        } else if let Some(named) = named(&of_other) {
            (of_one, Some(named))
        } else {
            (of_other, Some(named(&of_one)?))
        };
        view.choices.extend(chosen);
        if let Some(named) = named {
            view.query = [view.query.trim_end(), " ", &named].concat().trim_start().to_owned();
        }
    }
    view.choices.sort();
    view.choices.dedup();
    // What one list chooses and the other leaves out, no article has; an address cannot say that.
    let is_left_out = |choice: &Choice| view.choices.contains(&Choice { exclude: true, ..choice.clone() });
    if view.choices.iter().any(|choice| !choice.exclude && is_left_out(choice)) {
        return None;
    }
    Some(Both::List(view))
}

/// How many articles are in both lists, by how many are in each and how many that question found.
pub fn n_both(way: &Both, n: [u32; 2], n_found: u32) -> u32 {
    match way {
        Both::List(_) => n_found,
        Both::Either(_) => (n[0] + n[1]).saturating_sub(n_found),
    }
}

impl Both {
    /// What is asked.
    pub fn request(&self) -> Request {
        let (Both::List(view) | Both::Either(view)) = self;
        Request { limit: 0, n_facet_values: 0, ..view.request() }
    }

    /// The list of what is in both, where an address can say it.
    pub fn list(&self) -> Option<View> {
        match self {
            Both::List(view) => Some(view.clone()),
            Both::Either(_) => None,
        }
    }
}

/// The list of what is in one list and not in the other, where an address can say it: the other chooses one value and nothing else.
pub fn only(list: &View, without: &View) -> Option<View> {
    let is_one = *without == View { choices: without.choices.clone(), ..View::default() };
    match &without.choices[..] {
        [choice] if is_one && !choice.exclude && list.chosen(choice.facet, &choice.value).is_none() => {
            Some(list.clone().toggled(choice.facet, choice.value.clone(), true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    fn view(query: &str) -> View {
        Route::from_query(query).view
    }

    #[test]
    fn what_two_lists_share_is_a_list_where_an_address_can_say_it() {
        let list = |query: &str| Some(Both::List(view(query)));
        for (one, other, expected) in [
            ("person=a", "org=b", list("person=a&org=b")),
            ("person=a", "q=oil+", list("q=oil+&person=a")),
            ("person=a&date=2023", "person=a&q=oil&exact=1", list("q=oil&exact=1&person=a&date=2023")),
            ("", "person=a", list("person=a")),
            ("person=a", "person=b", list("person=a&q=person:%22%3Db%22")),
            ("person=a&q=oil+", "person=b&place=-c", list("q=oil+person:%22%3Db%22&person=a&place=-c")),
            ("person=b&person=c", "person=a", list("person=b&person=c&q=person:%22%3Da%22")),
            ("q=oil+", "q=gas+prices+", Some(Both::Either(view("q=(oil)+OR+(gas+prices)+")))),
            ("q=oil+&org=-a", "q=gas+&org=-a", Some(Both::Either(view("q=(oil)+OR+(gas)+&org=-a")))),
            ("person=a&person=d", "person=b&person=c", None),
            ("person=a", "person=-a", None),
            ("q=oil&org=a", "q=gas", None),
            ("q=oil", "q=one+two+three+four", None),
            ("source=a", "source=say+%22b%22", list("source=say+%22b%22&q=source:%22%3Da%22")),
            ("source=%22", "source=say+%22b%22", None),
            ("date=2023", "date=2022", None),
        ] {
            assert_eq!(both(&view(one), &view(other)), expected, "{one} with {other}");
            assert_eq!(both(&view(other), &view(one)).is_some(), expected.is_some(), "{other} with {one}");
        }
        assert_eq!(n_both(&Both::Either(View::default()), [5, 4], 7), 2);
        assert_eq!(n_both(&Both::List(View::default()), [5, 4], 3), 3);
    }

    #[test]
    fn one_list_without_another_is_a_list_where_that_chooses_one_value() {
        assert_eq!(only(&view("q=oil"), &view("person=a")), Some(view("q=oil&person=-a")));
        assert_eq!(only(&view("person=b"), &view("person=a")), Some(view("person=b&person=-a")));
        for (list, without) in
            [("q=oil", "q=gas"), ("person=b", "person=a&place=c"), ("person=a", "person=a"), ("q=oil", "person=-a")]
        {
            assert_eq!(only(&view(list), &view(without)), None, "{list} without {without}");
        }
    }
}
