//! What each entry of the gallery is for, by which keys it is worked, and what it is to those who listen: a sentence for each.

/// An entry's sentence; empty for a name that is none's.
pub fn about(name: &str) -> &'static str {
    ABOUT.iter().find(|(other, _)| *other == name).map_or("", |(_, sentence)| sentence)
}

/// Names and sentences, in the order of the gallery.
const ABOUT: [(&str, &str); 41] = [
    (
        "button",
        "Does something on this page, with Enter or Space; a native <button>, named by its words or, where it is a drawing, by its aria-label.",
    ),
    ("icon", "A drawing beside words or inside a named button; aria-hidden, and never in the order of Tab."),
    (
        "entity-chip",
        "Narrows the list to articles that name somebody, with Enter or Space; a button whose aria-pressed says whether it does.",
    ),
    ("marked-text", "Text with what was searched for in it, each match a <mark>; not worked by keys."),
    (
        "share-button",
        "Copies the address of what is shown, with Enter or Space; a button, and a role=status that says what came of it.",
    ),
    (
        "settings-menu",
        "Language, calendar and light; a <details> that Enter or Space opens and Escape closes, with native fields in it.",
    ),
    ("masthead", "Names the collection and what it holds; a banner whose title is a link to all articles."),
    (
        "search-box",
        "Searches as one types, Enter at once, Escape empties it and / leads to it; role=search around a labelled field that its problems describe.",
    ),
    (
        "suggestions",
        "Names, words, fields and headlines for what is typed; a combobox: Down and Up choose, Enter takes, Escape closes, and each row is an option of a listbox.",
    ),
    (
        "facet",
        "Counts what the articles name and narrows the list to it or leaves it out; a group of checkboxes and buttons, reached by Tab and worked by Space.",
    ),
    (
        "filter-chips",
        "What narrows the list now, each with a button that takes it away; a list, its buttons named after what they remove.",
    ),
    (
        "date-chart",
        "Articles over time; bars are dragged over by pointer, by keys the arrows move two sliders, and dates can be typed; a table says the same.",
    ),
    ("sort-menu", "The order of the list; a native <select> with a label."),
    ("live-count", "Says how many articles there are once typing rests; a role=status that is heard and not seen."),
    (
        "result",
        "An article in the list: j and k or the arrows go from one to the next, Enter opens; an <article> whose headline is a link in a heading.",
    ),
    ("pager", "Leads through the list's pages; a named <nav>, its ends aria-disabled."),
    ("no-result", "What to do when nothing is found; role=status, with buttons that ask otherwise."),
    (
        "article-view",
        "An article to read: n and p go from match to match, Escape back to the list; an <article> under a heading that takes the focus.",
    ),
    (
        "beside",
        "Stands below the open article: links to its paragraphs, why it is here, its versions, and who is quoted; an <aside> of links and one toggle button.",
    ),
    ("passage-bar", "What can be done with a selected passage; a named region of a button and a link, reached by Tab."),
    (
        "star",
        "Keeps an article in the notebook; a button whose aria-pressed says whether it is kept, named after the headline.",
    ),
    (
        "entity-card",
        "Who is named and why that is so; opened by Enter on a name, closed by Escape, a named group with a table of spellings.",
    ),
    ("entity-list", "Everybody that the article names, by kind; lists of buttons with aria-pressed."),
    ("date-evidence", "From which words a date was concluded; a <details> that Enter or Space opens."),
    ("hit-nav", "Steps from match to match, as n and p do; two buttons and a role=status that says which it is."),
    (
        "hit-map",
        "Where in the article the matches stand; a drawing for pointers, hidden from those who listen: hit-nav says the same.",
    ),
    ("skeleton", "Stands where something is on its way; role=status with a word for it, its bars aria-hidden."),
    ("failed", "Says what did not come and offers to ask again; role=alert with a button."),
    ("notice", "A line about the page itself, with at most one button; role=status."),
    (
        "about",
        "What the collection holds, how it was made, and what stays on the device; headings, a list of facts, and links.",
    ),
    ("help", "How to search, every example a link with what it finds, and the keys; opened by ?, a list of terms."),
    (
        "entity",
        "Somebody's page: spellings, dates, company, mentions in context; an <article> under a heading that takes the focus, its tables scrolled by arrows.",
    ),
    (
        "together",
        "Where several names stand nearest and whom one is named with; a field that finds names, links in the drawing in the order of its table.",
    ),
    (
        "compare",
        "Two lists over time on one axis and scale; two labelled fields, bars that are links, and a table that says the same.",
    ),
    (
        "map",
        "The places of a list by how often they are named; circles are links in a named group, and a table says the same.",
    ),
    (
        "versions",
        "What changed between two versions of a story; a table, and a text with <ins> and <del> that are also said.",
    ),
    ("why", "Why an article stands where it does; a table of the query's words with what each adds."),
    (
        "cite",
        "An article in a line of prose and three formats; a region for each with buttons to copy and save, a role=status for what came of it.",
    ),
    (
        "export",
        "The whole list as a file; radio buttons for the format, arrows choose, a progress bar and a role=status while it is made.",
    ),
    (
        "notebook",
        "Searches, stars and notes on this device; lists with buttons, what was taken out can be put back at once.",
    ),
    (
        "batch",
        "Searches for every line of a pasted list; a labelled text area and a button, then a table whose column heads are buttons that sort, with aria-sort.",
    ),
];

#[cfg(all(test, not(target_arch = "wasm32")))]
/// All names, in that order.
pub fn names() -> Vec<&'static str> {
    ABOUT.iter().map(|(name, _)| *name).collect()
}
