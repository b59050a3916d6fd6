//! What the names that a page's makers gave to elements say about them: classes, ids, roles and microdata.

use super::dom::{Dom, attributes};
use super::names::{ASIDE_PAIRS, ASIDES, BODY_FIRST, BODY_SECOND, BODY_WHOLE, COMMENTS, HIDDEN};
use super::tags::Tag;

/// What an element's names say of what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing.
    #[default]
    None,
    /// Readers' comments.
    Comments,
    /// Something beside the text: navigation, teasers, sharing, advertising, a byline.
    Aside,
    /// Something kept from view by style, for now or for some.
    Unseen,
    /// Something that is never text, even where it holds most of the page's words: hidden parts, consent.
    Hidden,
    /// The article with its headline.
    Article,
    /// The article's text.
    Body,
}

/// What an element's attributes say of it.
pub(crate) fn sign(dom: &Dom<'_>, node: usize) -> Sign {
    let raw = dom.nodes[node].raw;
    let tag = dom.nodes[node].tag;
    match tag {
        Tag::Html | Tag::Body => return Sign::None,
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Figcaption | Tag::Dialog | Tag::Label => return Sign::Aside,
        _ => {}
    }
    let mut found = Sign::None;
    if raw.len() > 4 {
        for (name, value) in attributes(raw) {
            let said = match name {
                "class" | "id" | "data-testid" | "data-component" | "data-type" => by_name(value),
                "role" => match value {
                    "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "menu" | "toolbar"
                    | "dialog" | "alert" => Sign::Aside,
                    "article" | "main" => Sign::Article,
                    _ => Sign::None,
                },
                "itemprop" => match value.trim() {
                    "articleBody" | "reviewBody" => Sign::Body,
                    "comment" => Sign::Comments,
                    "author" | "publisher" | "image" | "caption" => Sign::Aside,
                    _ => Sign::None,
                },
                "hidden" => Sign::Unseen,
                "style" if hides(value) => Sign::Unseen,
                "aria-hidden" if value == "true" => Sign::Aside,
                _ => Sign::None,
            };
            found = match (found, said) {
                (_, Sign::Hidden) => Sign::Hidden,
                (found, Sign::None) => found,
                (Sign::None | Sign::Article, said) => said,
                // The text's own container carries other names as well.
                (_, Sign::Body) => Sign::Body,
                (found, _) => found,
            };
        }
    }
    if found == Sign::None && matches!(tag, Tag::Article | Tag::Main) { Sign::Article } else { found }
}

/// Whether an inline style keeps an element from view.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(200).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// What the words of a class or an id say.
fn by_name(value: &str) -> Sign {
    let is_hidden = |name: &str| matches!(name, "hidden" | "hide" | "d-none" | "u-hidden" | "is-hidden");
    if value.split_ascii_whitespace().any(is_hidden)
        && !value.contains("-block")
        && !value.contains(":")
        && !value.contains("-flex")
    {
        return Sign::Unseen;
    }
    let mut found = Sign::None;
    for name in value.split_ascii_whitespace().take(24) {
        if name.len() > 80 {
            continue;
        }
        let said = by_words(name);
        found = match (found, said) {
            (_, Sign::Hidden) => return Sign::Hidden,
            (_, Sign::Body) => Sign::Body,
            (Sign::None | Sign::Article, said) if said != Sign::None => said,
            (found, _) => found,
        };
    }
    found
}

/// What one name says: `relatedPosts_wrapper`, `article-body`.
fn by_words(name: &str) -> Sign {
    let mut words: [&str; 8] = [""; 8];
    let lower = name.to_ascii_lowercase();
    let n_words = split(name, &lower, &mut words);
    let words = &words[..n_words];
    // Layout classes that say what the page has elsewhere: `has-sidebar`, `grid--with-right-rail`.
    let is_layout = |word: &&str| matches!(*word, "has" | "no" | "with" | "without" | "is" | "not" | "js");
    let of_page = |word: &&str| matches!(*word, "theme" | "page" | "template" | "col" | "wp");
    if words.len() > 1
        && (words.iter().any(is_layout) || words.first().is_some_and(of_page) && *words != ["page", "header"])
    {
        return Sign::None;
    }
    if words.iter().any(|word| COMMENTS.contains(word)) {
        return Sign::Comments;
    }
    if words.iter().any(|word| HIDDEN.contains(word)) {
        return Sign::Hidden;
    }
    let is_body = words.iter().any(|word| BODY_WHOLE.contains(word))
        || words.windows(2).any(|two| BODY_FIRST.contains(&two[0]) && BODY_SECOND.contains(&two[1]));
    if words.iter().any(|word| ASIDES.contains(word)) {
        return Sign::Aside;
    }
    // `entry-content-read-more` is the text.
    if is_body {
        return Sign::Body;
    }
    if words.windows(2).any(|two| ASIDE_PAIRS.iter().any(|(a, b)| *a == two[0] && *b == two[1])) {
        return Sign::Aside;
    }
    if words.iter().any(|word| matches!(*word, "article" | "story" | "post" | "hentry" | "content" | "main")) {
        return Sign::Article;
    }
    Sign::None
}

/// What a function says of a name's words, in small letters.
pub(super) fn words_of<T>(name: &str, says: impl FnOnce(&[&str]) -> T) -> T {
    let mut words: [&str; 8] = [""; 8];
    let lower = name.to_ascii_lowercase();
    let n_words = split(name, &lower, &mut words);
    says(&words[..n_words])
}

/// A name's words in small letters: parted by marks, digits, and capitals behind small letters.
fn split<'a>(name: &str, lower: &'a str, words: &mut [&'a str; 8]) -> usize {
    let bytes = name.as_bytes();
    let (mut n_words, mut start) = (0, 0);
    for at in 0..=bytes.len() {
        let parts = at == bytes.len() || !bytes[at].is_ascii_alphabetic();
        let capital = !parts && at > start && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
        if !parts && !capital {
            continue;
        }
        if start < at && n_words < words.len() && lower.is_char_boundary(start) && lower.is_char_boundary(at) {
            words[n_words] = &lower[start..at];
            n_words += 1;
        }
        start = if capital { at } else { at + 1 };
    }
    n_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_an_element_holds() {
        for (html, said) in [
            ("<div class='article-body'>", Sign::Body),
            ("<div class='c-articleBody wide'>", Sign::Body),
            ("<section itemprop=articleBody class=x>", Sign::Body),
            ("<div id=comments>", Sign::Comments),
            ("<div class='related-posts'>", Sign::Aside),
            ("<div class='RelatedPosts__wrap'>", Sign::Aside),
            ("<ul class=social-share>", Sign::Aside),
            ("<div class='has-sidebar no-comments'>", Sign::None),
            ("<div class='shadow header-adapted'>", Sign::None),
            ("<div style='display: none'>", Sign::Unseen),
            ("<div hidden>", Sign::Unseen),
            ("<div class=hidden>", Sign::Unseen),
            ("<div class='hidden md:block'>", Sign::None),
            ("<div class='cookie-consent'>", Sign::Hidden),
            ("<div class='entry-content-read-more'>", Sign::Body),
            ("<div class='grid--with-right-rail'>", Sign::None),
            ("<body class='waiting-for-consent'>", Sign::None),
            ("<main>", Sign::Article),
            ("<div role=main class=wrap>", Sign::Article),
            ("<nav class=article-body>", Sign::Aside),
            ("<p>", Sign::None),
            ("<p class='é'>", Sign::None),
        ] {
            assert_eq!(sign(&Dom::parse(html), 1), said, "{html}");
        }
    }
}
