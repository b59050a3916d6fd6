//! The articles that two lists share: asked for as a list of their own where an address can say it, else by what is in either.

use newsprint_search::{Choice, Request};

use crate::state::View;

/// How the articles in both of two lists are counted.
#[derive(Clone, Debug, PartialEq)]
pub enum Both {
    /// They are a list too.
    List(View),
    /// Values of one facet are alternatives: this list holds what is in either, and what is left over of both counts is in both.
    Either(View),
}

/// How to count what two lists share; `None` where their words or dates differ in a way that no one list has.
pub fn both(one: &View, other: &View) -> Option<Both> {
    let with_query = match (one.query.trim(), other.query.trim()) {
        ("", _) => other,
        (_, "") => one,
        (same, also) if same == also && (one.exact, one.strict_names) == (other.exact, other.strict_names) => one,
        _ => return None,
    };
    let date = match (one.date, other.date) {
        (date, None) | (None, date) => date,
        (date, also) if date == also => date,
        _ => return None,
    };
    let mut choices: Vec<Choice> = one.choices.iter().chain(&other.choices).cloned().collect();
    choices.sort();
    choices.dedup();
    let view = View {
        query: with_query.query.clone(),
        exact: with_query.exact,
        strict_names: with_query.strict_names,
        date,
        choices,
        ..View::default()
    };
    // What one list chooses and the other leaves out, no article has; an address cannot say that.
    let is_contrary = |choice: &Choice| {
        view.choices
            .iter()
            .any(|it| it.exclude && !choice.exclude && (it.facet, &it.value) == (choice.facet, &choice.value))
    };
    if view.choices.iter().any(is_contrary) {
        return None;
    }
    let of_facet = |list: &View, wanted: &Choice| -> Vec<Choice> {
        list.choices.iter().filter(|it| !it.exclude && it.facet == wanted.facet).cloned().collect()
    };
    let differing: Vec<&Choice> = view
        .choices
        .iter()
        .filter(|choice| {
            let [of_one, of_other] = [of_facet(one, choice), of_facet(other, choice)];
            !choice.exclude && !of_one.is_empty() && !of_other.is_empty() && of_one != of_other
        })
        .collect();
    let Some(first) = differing.first() else { return Some(Both::List(view)) };
    let rest = |list: &View| -> View {
        let choices = list.choices.iter().filter(|it| it.exclude || it.facet != first.facet).cloned().collect();
        View { choices, ..list.clone() }
    };
    // Counting by what is in either holds only where the lists differ in nothing else.
    (differing.iter().all(|choice| choice.facet == first.facet) && rest(one) == rest(other))
        .then_some(Both::Either(view))
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
        for (one, other, expected) in [
            ("person=a", "org=b", Some(Both::List(view("person=a&org=b")))),
            ("person=a", "q=oil", Some(Both::List(view("q=oil&person=a")))),
            (
                "person=a&date=2023",
                "person=a&q=oil&exact=1",
                Some(Both::List(view("q=oil&exact=1&person=a&date=2023"))),
            ),
            ("", "person=a", Some(Both::List(view("person=a")))),
            ("person=a", "person=b", Some(Both::Either(view("person=a&person=b")))),
            ("person=a&q=oil", "person=b&q=oil", Some(Both::Either(view("q=oil&person=a&person=b")))),
            ("person=a&q=oil", "person=b", None),
            ("person=a&place=c", "person=b&place=d", None),
            ("person=a", "person=-a", None),
            ("q=oil", "q=gas", None),
            ("date=2023", "date=2022", None),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert_eq!(both(&view(one), &view(other)), expected, "{one} with {other}");
            }
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
