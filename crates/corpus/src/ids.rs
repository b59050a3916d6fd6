//! Article ids: readable, stable, safe in a URL, unique within a run.

use std::collections::{BTreeMap, HashSet};

use newsprint_model::{Article, Problem};

use crate::warning;

/// The longest slug: long enough to be read, short enough for a link in a message.
const MAX_SLUG_BYTES: usize = 60;

/// The longest id kept from a source.
const MAX_SOURCE_ID_BYTES: usize = 200;

/// Gives every article an id that no other of the run has.
///
/// The first article to claim an id keeps it. A later one gets a short hash of its own text behind it, so that its id
/// depends on what it says and not on how many came before; only a true double is told apart by a number.
///
/// * Errors: a warning for each id that the *source* gave twice, since its links will change.
pub fn unique_ids(articles: &mut [Article]) -> Vec<Problem> {
    let mut ids = Ids::default();
    articles.iter_mut().filter_map(|article| ids.settle(article)).collect()
}

/// The ids of a run so far: what [`unique_ids`] does, article by article.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<Box<str>>,
    n_doubles: BTreeMap<String, u32>,
}

impl Ids {
    /// Takes an id that an article outside the run has.
    pub fn claim(&mut self, id: &str) {
        self.taken.insert(id.into());
    }

    /// Gives the next article of the run an id that none before it has.
    ///
    /// * Errors: a warning when the source gave the id before.
    pub fn settle(&mut self, article: &mut Article) -> Option<Problem> {
        if self.taken.insert(article.id.as_str().into()) {
            return None;
        }
        let with_hash = format!("{}-{:06x}", article.id, content_hash(article) & 0xFF_FFFF);
        let mut id = with_hash.clone();
        while !self.taken.insert(id.as_str().into()) {
            let n = self.n_doubles.entry(with_hash.clone()).or_insert(1);
            *n += 1;
            id = format!("{with_hash}-{n}");
        }
        let problem = (!has_made_id(article)).then(|| {
            let message = format!(
                "the id `{}` was given before; this article's is now `{id}`. Give each article an id of its own, for links hang on it.",
                article.id
            );
            warning(&article.file, (article.line > 0).then_some(article.line), message)
        });
        article.id = id;
        problem
    }
}

/// Whether an article's id was made from its own words; a source gave it otherwise.
pub fn has_made_id(article: &Article) -> bool {
    article.id == slug_or_hash(&article.title, article)
}

/// The id of an article that has none from its source: its title's words, or a hash where those are not Latin.
pub(crate) fn made_id(article: &Article) -> String {
    slug_or_hash(&article.title, article)
}

/// A source's own id with whatever is unsafe in a URL or a file name replaced; `None` when nothing is left.
pub(crate) fn safe_id(id: &str) -> Option<String> {
    let mut safe = String::new();
    for c in id.trim().chars() {
        if c.is_ascii_alphanumeric() || "._~-".contains(c) {
            safe.push(c);
        } else if !safe.ends_with('-') {
            safe.push('-');
        }
        if safe.len() >= MAX_SOURCE_ID_BYTES {
            break;
        }
    }
    let safe = safe.trim_matches(|c| c == '-' || c == '.');
    (!safe.is_empty()).then(|| safe.to_owned())
}

/// The title as a slug, else a hash.
fn slug_or_hash(title: &str, article: &Article) -> String {
    let slug = slug(title);
    if slug.len() >= 3 { slug } else { format!("article-{:08x}", content_hash(article) as u32) }
}

/// Lower-case ASCII words joined by hyphens, cut at a word's end. Empty when more than half of the letters are lost.
fn slug(title: &str) -> String {
    let (mut slug, mut n_letters, mut n_lost) = (String::new(), 0_usize, 0_usize);
    let mut gap = false;
    for c in title.chars() {
        if c.is_alphanumeric() {
            n_letters += 1;
            let plain = plain_letters(c);
            if plain.is_empty() {
                n_lost += 1;
                gap = true;
                continue;
            }
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push_str(plain.as_str());
        } else if !matches!(c, '\'' | '’' | '‘' | 'ʼ') {
            gap = true;
        }
        if slug.len() > MAX_SLUG_BYTES {
            let cut = slug[..MAX_SLUG_BYTES].rfind('-').unwrap_or(MAX_SLUG_BYTES);
            slug.truncate(cut);
            break;
        }
    }
    if n_lost * 2 > n_letters { String::new() } else { slug }
}

/// A Latin letter or digit in ASCII; empty for any other script.
fn plain_letters(c: char) -> String {
    if c.is_ascii_alphanumeric() {
        return c.to_ascii_lowercase().to_string();
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    let plain = match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    };
    plain.to_owned()
}

/// FNV-1a over title and paragraphs: small, stable, and the same on every machine.
fn content_hash(article: &Article) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let texts = std::iter::once(&article.title).chain(article.paragraphs.iter().map(|p| &p.text));
    for text in texts {
        for byte in text.bytes().chain(std::iter::once(b'\n')) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // The low bits of FNV mix least.
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use newsprint_model::{GivenEntities, Paragraph, Span};

    use super::*;

    fn article(title: &str, body: &str) -> Article {
        let mut article = Article {
            id: String::new(),
            title: title.to_owned(),
            title_derived: false,
            title_span: None,
            date: None,
            byline: None,
            source: None,
            lang: "en".to_owned(),
            url: None,
            paragraphs: vec![Paragraph { text: body.to_owned(), start: None }],
            repeats: Vec::new(),
            given: GivenEntities::default(),
            file: "f.txt".to_owned(),
            span: Span { start: 0, end: 0 },
            line: 0,
        };
        article.id = made_id(&article);
        article
    }

    #[test]
    fn ids_are_the_words_of_the_title() {
        for (title, id) in [
            ("Harbour Reopens After Storm", "harbour-reopens-after-storm"),
            ("Iran’s “new” budget: 3% less", "irans-new-budget-3-less"),
            ("Łódź à la carte", "lodz-a-la-carte"),
        ] {
            assert_eq!(article(title, "x").id, id);
        }
        let long = article(&"word ".repeat(40), "x").id;
        assert!(long.len() <= MAX_SLUG_BYTES && long.ends_with("word"), "{long}");
    }

    #[test]
    fn a_title_in_another_script_gives_a_hash_that_is_stable() {
        let (first, second) = (article("بندر باز شد", "متن"), article("بندر باز شد", "متن دیگر"));
        assert!(first.id.starts_with("article-") && first.id.is_ascii());
        assert_ne!(first.id, second.id);
        assert_eq!(first.id, article("بندر باز شد", "متن").id);
    }

    #[test]
    fn articles_with_one_title_get_ids_that_differ_and_do_not_depend_on_their_number() {
        let mut three = [article("Same", "one"), article("Same", "two"), article("Same", "three")];
        unique_ids(&mut three);
        let mut two = [article("Same", "one"), article("Same", "three")];
        unique_ids(&mut two);
        assert_eq!(three[0].id, "same");
        assert_eq!(three[2].id, two[1].id);
        let mut doubles = [article("Same", "one"), article("Same", "one"), article("Same", "one")];
        unique_ids(&mut doubles);
        let ids: BTreeSet<_> = doubles.iter().map(|a| a.id.clone()).collect();
        assert_eq!(ids.len(), 3);
    }

    #[test]
    fn an_id_that_the_source_gave_twice_is_told() {
        let (mut a, mut b) = (article("One", "x"), article("Two", "y"));
        (a.id, b.id) = ("77".to_owned(), "77".to_owned());
        let mut both = [a, b];
        let problems = unique_ids(&mut both);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("`77`"));
        assert_ne!(both[0].id, both[1].id);
    }

    #[test]
    fn a_source_id_keeps_what_is_safe_in_a_url() {
        for (given, safe) in [
            ("2023/11/19 x", Some("2023-11-19-x")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("a_b?c#d", Some("a_b-c-d")),
            ("٣", None),
            ("..", None),
        ] {
            assert_eq!(safe_id(given).as_deref(), safe, "{given}");
        }
    }
}
