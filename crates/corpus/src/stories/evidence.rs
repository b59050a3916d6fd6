//! Whether a block of text opens a story or goes on with the one before: evidence, weights, reasons.

use std::collections::BTreeSet;

use super::habit::Habit;
use super::head::{Head, Title};
use super::opening::Opening;
use super::passages::Item;
use super::shapes::{self, Key};
use super::story::Story;

/// From this share of known words on, a section belongs to the story before it; below the other, it does not.
/// Sections of one article share about half of their names with what went before; two articles of one day's paper
/// about a fifth, the country's name and its capital's among them.
const SHARED: f32 = 0.4;
const OWN: f32 = 0.25;

/// Something that speaks for a new story (weight above 0) or for the old one going on (below 0).
///
/// The weights are small whole numbers because they were reasoned out, not fitted: 2 is a habit, 3 or 4 a clear sign,
/// 5 and above a sign that settles the matter unless a clear one contradicts it. A story starts where the sum is
/// above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// In this file blank lines separate stories.
    BlankLinesSeparateStories,
    /// In this file blank lines separate paragraphs.
    BlankLinesSeparateParagraphs,
    /// The block holds one paragraph where this file's stories hold several: a stray blank line made it.
    LonelyParagraph,
    /// The story so far is a headline and one paragraph: a standfirst whose story follows.
    OnlyStandfirstSoFar,
    /// The story so far is one short paragraph where this file's stories hold several: a headline that has a stop.
    OnlyLineSoFar,
    /// `***`, `---`, `-30-`: put there to separate, though now and then only scenes of one feature.
    Separator,
    /// A metadata line gives a title or a date, or repeats a key that the story already has.
    Fields,
    /// Metadata lines with nothing under them, as sources and links stand below a story.
    TrailingFields,
    /// More blank lines than this file usually has between blocks.
    LargerGap,
    /// And that is no slip: this file does it again and again.
    LargerGapAgain,
    /// A short line without a stop over running text, or one that is underlined.
    Headline,
    /// The headline is six words or longer: a cross-heading within a story is shorter.
    FullHeadline,
    /// The headline has words of its lead: headlines sum up leads, cross-headings do not.
    HeadlineEchoesLead,
    /// A cross-heading is likely: this file's first story has no headline, so why should a later one?
    FirstStoryHasNoHeadline,
    /// The headline is a question: interviews are full of them.
    Question,
    /// The headline has four words or fewer, as cross-headings do.
    ShortHeadline,
    /// What stands under the headline is about the people, places and things of the story before: a cross-heading.
    SectionSharesWords,
    /// It is about others.
    SectionHasOwnWords,
    /// A byline or date line stands under the headline.
    BylineOrDateLine,
    /// `CITY, Date (Agency) -`: written at the head of a story and nowhere else.
    Dateline,
    /// The first sentence names somebody or something in full that the story before has not: leads do.
    NamesSomebodyNew,
    /// The first sentence names in full what the story before had already named in full: within a story, the second
    /// time is by surname, so this is another story's introduction.
    IntroducesAgain,
    /// Opens with "He", "Their", "The latter", "وی": somebody the reader must already have met.
    OpensWithPronoun,
    /// Opens with "However", "In addition", "همچنین", or says "also" at once: goes on from something.
    OpensWithConnective,
    /// Opens with "The party said", the noun having stood in the story before, and no name with it.
    OpensWithKnownNoun,
    /// Opens with a bare surname that the story before gave in full.
    OpensWithSurname,
    /// Opens with a quotation that "he" or "she" said.
    OpensWithPronounQuote,
    /// The paragraph before leaves a quotation open and this one opens with a quotation mark, as continued ones do.
    ContinuesQuotation,
    /// Two names or more, every one of them known from the story before, and nobody named in full.
    OnlyKnownNames,
    /// A paragraph that the story, which has hardly begun, already holds word for word.
    RepeatsParagraph,
    /// `Reporting by`, `Copyright`: belongs under the story it follows.
    Credit,
}

impl Evidence {
    /// How much it says.
    pub fn weight(self) -> i32 {
        use Evidence::*;
        match self {
            BlankLinesSeparateStories => 2,
            BlankLinesSeparateParagraphs => -3,
            LonelyParagraph => -1,
            OnlyStandfirstSoFar => -3,
            OnlyLineSoFar => -3,
            Separator => 5,
            Fields => 8,
            TrailingFields => -8,
            LargerGap => 3,
            LargerGapAgain => 2,
            Headline => 3,
            FullHeadline => 1,
            HeadlineEchoesLead => 2,
            FirstStoryHasNoHeadline => -3,
            Question => -5,
            ShortHeadline => -3,
            SectionSharesWords => -4,
            SectionHasOwnWords => 1,
            BylineOrDateLine => 3,
            Dateline => 4,
            NamesSomebodyNew => 1,
            IntroducesAgain => 1,
            OpensWithPronoun => -5,
            OpensWithConnective => -4,
            OpensWithKnownNoun => -3,
            OpensWithSurname => -4,
            OpensWithPronounQuote => -4,
            ContinuesQuotation => -5,
            OnlyKnownNames => -3,
            RepeatsParagraph => -10,
            Credit => -8,
        }
    }
}

/// Whether the block at an index opens a new story.
pub(super) fn starts_story(
    items: &[Item],
    at: usize,
    story: &Story<'_>,
    habit: &Habit,
    first_has_headline: bool,
) -> bool {
    if at < story.body_start {
        return false;
    }
    if matches!(&items[at], Item::Field(field) if field.key == Key::Title) {
        return true;
    }
    // A headline without a body yet: whatever comes is the body.
    story.n_paragraphs > 0
        && evidence(items, at, story, habit, first_has_headline).iter().map(|found| found.weight()).sum::<i32>() > 0
}

/// All the evidence at a block's start.
fn evidence(items: &[Item], at: usize, story: &Story<'_>, habit: &Habit, first_has_headline: bool) -> Vec<Evidence> {
    use Evidence::*;
    let before = items[at].before();
    let block_end = (at + 1..items.len()).find(|&next| items[next].starts_block()).unwrap_or(items.len());
    let block = &items[at..block_end];
    let head = Head::read(&items[at..]);
    let n_paragraphs =
        block.iter().filter_map(Item::text).filter(|passage| shapes::is_running_text(&passage.text)).count();

    let mut found = Vec::new();
    if habit.blank_lines_separate_stories {
        found.push(BlankLinesSeparateStories);
        if n_paragraphs == 1 && block.len() == 1 {
            found.push(LonelyParagraph);
        }
        if story.n_paragraphs == 1 && head.title.is_none() {
            if story.has_headline {
                found.push(OnlyStandfirstSoFar);
            } else if story.is_one_line && n_paragraphs > 1 {
                found.push(OnlyLineSoFar);
            }
        }
    } else {
        found.push(BlankLinesSeparateParagraphs);
    }
    if before.separator {
        found.push(Separator);
    } else if before.n_blank > habit.usual_gap {
        found.push(LargerGap);
        if habit.n_larger_gaps > 1 {
            found.push(LargerGapAgain);
        }
    }
    let fields: Vec<Key> =
        block.iter().filter_map(|item| if let Item::Field(field) = item { Some(field.key) } else { None }).collect();
    if matches!(items[at], Item::Field(_)) {
        let known = fields.iter().any(|key| story.keys.contains(key));
        if head.has_fields || known || n_paragraphs > 0 {
            found.push(Fields);
        } else {
            found.push(TrailingFields);
            return found;
        }
    }
    let lead = items[at + head.body_start.min(items.len() - at)..].first().and_then(Item::text);
    if let Some(Title::Headline(headline)) = &head.title {
        found.push(Headline);
        let n_words = headline.text.split_whitespace().count();
        if n_words <= 4 {
            found.push(ShortHeadline);
        } else if n_words >= 6 {
            found.push(FullHeadline);
        }
        if lead.is_some_and(|lead| n_shared_words(&headline.text, &lead.text) >= 2) {
            found.push(HeadlineEchoesLead);
        }
        if headline.text.trim_end_matches(['"', '”', '»']).ends_with(['?', '؟']) {
            found.push(Question);
        }
        let body = (at + head.body_start).min(items.len());
        match story.share_of(items[body..].iter().filter_map(Item::text).map(|passage| passage.text.as_str())) {
            Some(share) if share >= SHARED => found.push(SectionSharesWords),
            Some(share) if share < OWN => found.push(SectionHasOwnWords),
            _ => {}
        }
        if head.byline.is_some() || head.date_line.is_some() {
            found.push(BylineOrDateLine);
        }
        if !first_has_headline && !habit.blank_lines_separate_stories {
            found.push(FirstStoryHasNoHeadline);
        }
    }
    if let Some(lead) = lead {
        let opening = Opening::of(&lead.text);
        opening.weigh(story, &mut found);
    }
    found
}

/// How many longer words two texts share, by their first five letters ("Severance" and "sever").
fn n_shared_words(a: &str, b: &str) -> usize {
    let stems = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            // Where vowels go unwritten, three letters make a word.
            .filter(|word| word.chars().count() >= if word.is_ascii() { 4 } else { 3 })
            .map(|word| word.to_lowercase().chars().take(5).collect())
            .collect()
    };
    stems(a).intersection(&stems(b)).count()
}
