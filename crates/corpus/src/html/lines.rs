//! Lines that stand among an article's paragraphs and are none: invitations, credits, ways to reach the author.

use super::blocks::Block;

/// Whether a short block says how to reach whoever wrote the article.
pub(super) fn is_contact(block: &Block) -> bool {
    let text = block.text.to_lowercase();
    let signs = [
        " follow ",
        "follow him",
        "follow her",
        "follow them",
        "follow me",
        "be reached at",
        "email:",
        "e-mail",
        "contact ",
        "on twitter",
        "subscribe",
    ];
    let has_address = text.split_whitespace().any(|word| word.len() > 3 && word.contains('@'));
    block.n_words < 60 && (has_address && signs.iter().any(|sign| text.contains(sign)) || text.starts_with("follow "))
}

/// How short lines begin that are no text, in small letters.
const OPENINGS: &[&str] = &[
    "advertisement",
    "advertising",
    "read more",
    "read also",
    "also read",
    "read next",
    "related:",
    "related stories",
    "related articles",
    "related topics",
    "sign up",
    "subscribe",
    "follow us",
    "follow @",
    "follow ",
    "click here",
    "share this",
    "share on",
    "photo:",
    "photo by",
    "photo credit",
    "image:",
    "image credit",
    "image source",
    "image via",
    "picture:",
    "copyright",
    "©",
    "all rights reserved",
    "most read",
    "most popular",
    "watch:",
    "watch now",
    "listen to this",
    "recommended",
    "loading",
    "story continues",
    "article continues",
    "continue reading",
    "see also",
    "see more",
    "more:",
    "more from",
    "more on",
    "don't miss",
    "don’t miss",
    "like us on",
    "join our",
    "download our",
    "download the",
    "get the latest",
    "get our",
    "sponsored",
    "this article was originally",
    "this story was originally",
    "posted in",
    "filed under",
    "tags:",
    "tagged",
    "topics:",
    "published:",
    "updated:",
    "last updated",
    "comments",
    "leave a comment",
    "have a tip",
    "view comments",
    "thank you for",
    "credit:",
    "editor's note: this",
    "scroll to continue",
    "scroll down",
    "swipe",
    "by signing up",
    "newsletter",
    "email this",
    "print this",
    "have your say",
    "what do you think",
    // Other languages' "read also", "more on this" and "end of the message".
    "lesen sie auch",
    "mehr zum thema",
    "lire aussi",
    "à lire aussi",
    "sur le même sujet",
    "lea también",
    "lee también",
    "te puede interesar",
    "leia também",
    "leggi anche",
    "lees ook",
    "läs också",
    "czytaj także",
    "ayrıca okuyun",
    "читайте также",
    "بیشتر بخوانید",
    "بیشتر بدانید",
    "اخبار مرتبط",
    "مطالب مرتبط",
    "انتهای پیام",
    "اقرأ أيضا",
    "اقرأ ايضا",
    "إقرأ أيضا",
    "اقرأ المزيد",
    "مواضيع ذات صلة",
    "موضوعات ذات صلة",
];

/// Words that only invitations have together, in small letters.
const INVITATIONS: &[&[&str]] = &[
    &["sign up", "newsletter"],
    &["sign up", "inbox"],
    &["subscribe", "newsletter"],
    &["by clicking here"],
    &["needs your support"],
    &["newsletter", "abonnieren"],
    &["inscrivez-vous", "newsletter"],
];

/// Whether a short block is one of the lines that surround texts.
pub(super) fn is_boilerplate(text: &str, n_words: u32) -> bool {
    if n_words > 30 {
        return false;
    }
    let lower = text.to_lowercase();
    if INVITATIONS.iter().any(|words| words.iter().all(|word| lower.contains(word))) {
        return true;
    }
    let head: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    n_words <= 22
        && OPENINGS.iter().any(|opening| head.starts_with(opening))
        && !(n_words > 10 && head.starts_with("follow ") && !head.contains('@'))
}
