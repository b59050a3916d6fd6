//! Direct quotations and who said them, as the sentence around them tells.

use newsprint_model::{Article, EntityKind, EntityNumber, Mention, Part, Quotation};
use newsprint_text::{CodePoints, words};

use crate::lists::Lists;
use crate::sections::Section;
use crate::work::step;

/// The fewest words of a quotation that no verb of saying stands beside: fewer in quotation marks are a term.
const MIN_FREE_WORDS: usize = 6;

/// The fewest words of a fragment, no clause, that a verb of saying stands beside.
const MIN_TOLD_WORDS: usize = 4;

/// How far behind the marks a verb of saying is looked for.
const WINDOW_WORDS: usize = 14;

/// How far before them: the verb may lead in a long sentence.
const WINDOW_BEFORE_WORDS: usize = 36;

/// Forms of verbs of saying that lead a quotation in beside those of the lists.
const SAYING: &[&str] = &[
    "saying",
    "adding",
    "stating",
    "arguing",
    "asserting",
    "insisting",
    "warning",
    "claiming",
    "noting",
    "urging",
    "declaring",
    "writing",
    "wrote",
    "tweeted",
    "posted",
    "according",
    "replied",
    "quipped",
    "argued",
    "asserted",
    "stressing",
    "telling",
    "calling",
    "describing",
    "accusing",
    "accused",
    "called",
    "describes",
    "claim",
    "say",
    "argue",
    "insist",
    "warn",
    "accuse",
    "joked",
    "recalled",
    "explained",
    "concluded",
    "countered",
    "shouted",
    "praised",
    "denounced",
    "quoted",
];

/// Words before a name that make it what is spoken of or to, not who speaks.
const OBLIQUE: &[&str] = &[
    "against",
    "with",
    "to",
    "by",
    "of",
    "for",
    "from",
    "about",
    "at",
    "on",
    "over",
    "under",
    "between",
    "behind",
    "than",
    "in",
    "like",
    "near",
    "toward",
    "towards",
    "accusing",
    "accused",
    "calling",
    "called",
    "quoting",
    "telling",
    "told",
    "urging",
    "criticizing",
    "criticising",
    "praising",
    "blaming",
    "asked",
    "met",
];

/// A stretch in quotation marks: bytes, the marks left out.
struct Stretch {
    start: usize,
    end: usize,
    is_open: bool,
}

/// Who was heard, as far as the reading has come.
#[derive(Default)]
struct Heard {
    /// The last who spoke.
    speaker: Option<EntityNumber>,
    /// The first person that the last paragraph with any names outside quotations.
    person: Option<EntityNumber>,
    /// Whether the last quotation goes on in the next paragraph: its closing mark is missing.
    goes_on: bool,
}

/// The quotations of an article, in order.
///
/// * Shape: `mentions` are the article's, in order; `kind` says of what kind an entity is. A fragment in scare quotes is none.
/// * Errors: none; marks that do not pair end with their paragraph. Time linear in the text.
pub fn quotations(
    article: &Article,
    mentions: &[Mention],
    kind: &dyn Fn(EntityNumber) -> Option<EntityKind>,
) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut heard = Heard::default();
    for (number, paragraph) in (0_u32..).zip(&article.paragraphs) {
        let part = Part::Paragraph(number);
        let first = mentions.partition_point(|mention| mention.part < part);
        let last = mentions.partition_point(|mention| mention.part <= part);
        Paragraph::new(&paragraph.text, &mentions[first..last], kind).quotations(part, &mut heard, &mut found);
    }
    found
}

/// A word outside quotations.
struct Outside {
    start: usize,
    key: String,
    is_speech: bool,
    is_pronoun: bool,
    is_role: bool,
    is_capitalised: bool,
}

impl Outside {
    /// `saying`, `calling`: a verb whose subject stands elsewhere.
    fn is_participle(&self) -> bool {
        self.is_speech && self.key.ends_with("ing")
    }

    /// What may stand between `he` and `said`.
    fn is_adverb(&self) -> bool {
        self.key.ends_with("ly")
            || matches!(
                self.key.as_str(),
                "also" | "then" | "later" | "further" | "again" | "once" | "has" | "had" | "have"
            )
    }
}

struct Paragraph<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    stretches: Vec<Stretch>,
    outside: Vec<Outside>,
    named: Vec<NamedThere>,
    /// The first person whom it names as one who may speak, and where that name ends.
    first_person: Option<(usize, EntityNumber)>,
}

/// A name outside quotations.
struct NamedThere {
    /// First byte.
    start: usize,
    /// One past the last byte.
    end: usize,
    entity: EntityNumber,
    kind: Option<EntityKind>,
    /// Whether it owns what follows, or a preposition stands before it.
    is_oblique: bool,
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a str, mentions: &[Mention], kind: &dyn Fn(EntityNumber) -> Option<EntityKind>) -> Paragraph<'a> {
        let points = CodePoints::new(text);
        let stretches = stretches(text);
        let lists = Lists::get();
        let is_within = |at: usize| {
            let before = stretches.partition_point(|stretch| stretch.start <= at);
            before.checked_sub(1).is_some_and(|nth| at < stretches[nth].end)
        };
        let outside: Vec<Outside> = if stretches.is_empty() { Vec::new() } else { words(text).collect() }
            .into_iter()
            .filter(|word| !is_within(word.start))
            .map(|word| {
                let key = newsprint_text::fold(word.text);
                let is_speech = lists.has(Section::Speech, &key) && word.text.starts_with(char::is_lowercase);
                let is_speech = is_speech || SAYING.contains(&key.as_str());
                let is_pronoun = matches!(key.as_str(), "he" | "she" | "they");
                let is_role = lists.has(Section::Roles, &key) || lists.has(Section::Titles, &key);
                let is_capitalised = word.text.starts_with(char::is_uppercase);
                Outside { start: word.start, key, is_speech, is_pronoun, is_role, is_capitalised }
            })
            .collect();
        let named: Vec<NamedThere> = mentions
            .iter()
            .map(|mention| (points.byte(mention.start as usize), points.byte(mention.end as usize), mention))
            .filter(|(start, ..)| !is_within(*start))
            .map(|(start, end, mention)| NamedThere {
                start,
                end,
                entity: mention.entity,
                kind: kind(mention.entity),
                is_oblique: (text[end..].starts_with("'s") || text[end..].starts_with("’s"))
                    || is_behind_preposition(text, &outside, start),
            })
            .collect();
        let first_person = named
            .iter()
            .find(|named| named.kind == Some(EntityKind::Person) && !named.is_oblique)
            .map(|named| (named.end, named.entity));
        Paragraph { text, points, stretches, outside, named, first_person }
    }

    fn quotations(&self, part: Part, heard: &mut Heard, found: &mut Vec<Quotation>) {
        let mut told_here: Option<EntityNumber> = None;
        let mut any = false;
        for (nth, stretch) in self.stretches.iter().enumerate() {
            let text = &self.text[stretch.start..stretch.end];
            let n_words = words(text).take(MIN_FREE_WORDS).count();
            let told = self.told(nth, heard);
            let continues = heard.goes_on && nth == 0 && self.text[..stretch.start].trim_start().chars().count() <= 1;
            let ends_a_clause = text.trim_end().ends_with([',', '.', '!', '?', '…']);
            let is_said = match &told {
                // A work's title stands in marks as well.
                _ if is_title(text) && !ends_a_clause => false,
                Some(_) => {
                    n_words > 0 && ends_a_clause
                        || n_words >= MIN_TOLD_WORDS
                        || (n_words > 1 && self.is_led_in(stretch))
                }
                None => continues || (n_words >= MIN_FREE_WORDS && (ends_a_clause || told_here.is_some())),
            };
            if !is_said {
                continue;
            }
            let speaker = match told {
                // `X issued a statement, calling it "…", asserting that "…"` is X all the time.
                Some(None) if self.goes_on_before(nth) => told_here,
                Some(speaker) => speaker,
                None if continues => heard.speaker,
                None => told_here.or_else(|| self.led_by_last_paragraph(nth, heard)),
            };
            any = true;
            if speaker.is_some() {
                told_here = speaker;
                heard.speaker = speaker;
            }
            heard.goes_on = stretch.is_open;
            found.push(Quotation {
                part,
                start: self.points.at_byte(stretch.start) as u32,
                end: self.points.at_byte(stretch.end) as u32,
                speaker,
            });
        }
        if !any {
            heard.goes_on = false;
        }
        // The first whom a paragraph names is whom it is about.
        if let Some((_, first)) = self.first_person {
            heard.person = Some(first);
        }
    }

    /// Whom `he` means before a place: the first person of the paragraph, else who spoke last, else whom the last paragraph is about.
    fn meant(&self, before: usize, heard: &Heard) -> Option<EntityNumber> {
        let first = self.first_person.filter(|(end, _)| *end <= before).map(|(_, person)| person);
        first.or(heard.speaker).or(heard.person)
    }

    /// Who says a stretch, where a verb of saying stands beside it: `Some(None)` when it does and nobody can be made out.
    fn told(&self, nth: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        let stretch = &self.stretches[nth];
        let next_start = self.stretches.get(nth + 1).map_or(self.text.len(), |next| next.start);
        let previous_end = nth.checked_sub(1).map_or(0, |before| self.stretches[before].end);
        self.told_after(stretch.end, next_start, heard).or_else(|| self.told_before(previous_end, stretch.start, heard))
    }

    /// `"…," said X`, `"…," X said`, `"…," he added`.
    fn told_after(&self, from: usize, to: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        // A quotation that ends with a full stop ends its sentence, unless a small letter follows.
        let ends = self.text[..from].ends_with('.');
        let mut after = self.text[from..to].chars().skip_while(|c| !c.is_alphabetic());
        if ends && after.next().is_none_or(|c| !c.is_lowercase()) {
            return None;
        }
        let to = from + sentence_end(&self.text[from..to]);
        let first = self.outside.partition_point(|word| word.start < from);
        let near: Vec<&Outside> =
            self.outside[first..].iter().take(WINDOW_WORDS).take_while(|word| word.start < to).collect();
        // `…, adding: "` leads the next stretch in.
        let verb = near.iter().position(|word| word.is_speech && (!word.is_participle() || word.key == "according"))?;
        // `" in the city, where he said`: the verb must stand near the mark, or a name before it.
        let before_verb = self.person_between(from, near[verb].start);
        if verb > 6 && before_verb.is_none() {
            return None;
        }
        let pronoun = near[..verb].iter().chain(near.get(verb + 1)).any(|word| word.is_pronoun);
        let after_verb = || self.person_between(near[verb].start, to);
        let role = verb > 1 && near[verb - 1].is_role && near[verb - 2].key == "the";
        let meant = || if pronoun || role { self.meant(from, heard) } else { after_verb() };
        let body = || self.body_between(from, near[verb].start).or_else(|| self.body_between(near[verb].start, to));
        Some(before_verb.or_else(meant).or_else(|| if pronoun || role { None } else { body() }))
    }

    /// `X said: "…"`, `X told Y that "…"`.
    fn told_before(&self, from: usize, to: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        let from = from + last_sentence(&self.text[from..to]);
        let first = self.outside.partition_point(|word| word.start < from);
        let last = self.outside.partition_point(|word| word.start < to);
        let near = &self.outside[first..last];
        let Some(verb) = near.iter().rposition(|word| word.is_speech) else {
            // `X disagreed: "…"`.
            let colon = self.text[..to].trim_end_matches(['"', '“', '«', '‘', '„', ' ']).ends_with(':');
            return colon.then(|| self.person_between(from, to)).flatten().map(Some);
        };
        if near.len() - verb > WINDOW_BEFORE_WORDS {
            return None;
        }
        // `According to X, "…"`.
        if near[verb].key == "according" {
            return Some(self.source_between(near[verb].start, to));
        }
        // `Quoting X, the minister said` is the minister.
        let role = verb > 1 && near[verb - 1].is_role && near[verb - 2].key == "the";
        let pronoun = near[..verb].iter().rev().find(|word| !word.is_adverb()).is_some_and(|word| word.is_pronoun);
        // `Quoting X as saying that "…"` is X.
        if near[..verb].iter().rev().take(2).any(|word| word.key == "as") {
            return Some(self.source_between(from, near[verb].start));
        }
        if near[verb].is_participle() {
            // Its subject is that of the sentence: of its first verb of saying, else whom it names first.
            let finite = near[..verb].iter().find(|word| word.is_speech && !word.is_participle());
            let until = finite.map_or(near[verb].start, |word| word.start);
            let pronoun = near.iter().take_while(|word| word.start < until).any(|word| word.is_pronoun);
            let subject = self.person_between(from, until).or_else(|| self.body_between(from, until));
            return Some(subject.or_else(|| if pronoun { self.meant(from.max(1), heard) } else { None }));
        }
        if role || pronoun {
            // Of two that the sentence names, `he` is who was spoken of before it.
            return Some(if role { heard.speaker.or(heard.person) } else { self.meant(from.max(1), heard) });
        }
        let subject = self.last_person_between(from, near[verb].start);
        let place = || near[..verb].last().and_then(|word| self.place_at(word.start));
        Some(subject.or_else(|| self.body_between(from, near[verb].start)).or_else(place))
    }

    /// Whether a participle leads a stretch in, whose subject stands before the last stretch.
    fn goes_on_before(&self, nth: usize) -> bool {
        let from = nth.checked_sub(1).map_or(0, |before| self.stretches[before].end);
        let first = self.outside.partition_point(|word| word.start < from);
        let last = self.outside.partition_point(|word| word.start < self.stretches[nth].start);
        nth > 0 && self.outside[first..last].iter().any(|word| word.is_speech && word.key.ends_with("ing"))
    }

    /// Whether a colon or comma leads a stretch in.
    fn is_led_in(&self, stretch: &Stretch) -> bool {
        let before = self.text[..stretch.start].trim_end_matches(['"', '“', '«', ' ']);
        before.ends_with([':', ','])
    }

    /// A paragraph that opens with a quotation nobody is told to have said goes on with who spoke last.
    fn led_by_last_paragraph(&self, nth: usize, heard: &Heard) -> Option<EntityNumber> {
        if nth > 0 || self.stretches[nth].start > '“'.len_utf8() {
            return None;
        }
        let nobody_else = self
            .named
            .iter()
            .all(|named| named.kind != Some(EntityKind::Person) || Some(named.entity) == heard.speaker);
        heard.speaker.filter(|_| nobody_else)
    }

    /// The names within a stretch that may say something: neither owners (`X's lawyer`) nor behind a preposition (`against X`).
    fn subjects(&self, from: usize, to: usize, kind: EntityKind) -> impl DoubleEndedIterator<Item = EntityNumber> {
        let first = self.named.partition_point(|named| named.start < from);
        let last = self.named.partition_point(|named| named.end <= to);
        let within = self.named.get(first..last).unwrap_or_default();
        let may_say = move |named: &&NamedThere| {
            step();
            named.kind == Some(kind) && !named.is_oblique
        };
        within.iter().filter(may_say).map(|named| named.entity)
    }

    fn person_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        self.subjects(from, to, EntityKind::Person).next()
    }

    fn last_person_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        self.subjects(from, to, EntityKind::Person).next_back()
    }

    /// According to whom.
    fn source_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        let first = self.named.partition_point(|named| named.start < from);
        let within = || self.named[first..].iter().take_while(|named| named.end <= to);
        let of = |kind: EntityKind| within().find(|named| named.kind == Some(kind)).map(|named| named.entity);
        of(EntityKind::Person).or_else(|| of(EntityKind::Organisation))
    }

    fn body_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        self.subjects(from, to, EntityKind::Organisation).next()
    }

    /// The place whose name's last word begins there: `Washington said`.
    fn place_at(&self, start: usize) -> Option<EntityNumber> {
        let nth = self.named.partition_point(|named| named.end <= start);
        let named = self.named.get(nth).filter(|named| named.start <= start && !named.is_oblique)?;
        (named.kind == Some(EntityKind::Place)).then_some(named.entity)
    }
}

/// Where the first sentence outside quotations ends: at a full stop with a space and a capital after it.
fn sentence_end(text: &str) -> usize {
    for (at, c) in text.char_indices().filter(|(at, c)| matches!(c, '.' | '!' | '?') && *at > 1) {
        let mut rest = text[at + c.len_utf8()..].chars();
        let opens = matches!(rest.next(), None | Some(' ' | '\n'))
            && rest.next().is_none_or(|next| next.is_uppercase() || matches!(next, '"' | '“'));
        // `Mr. X`, `J. X` and `U.S. X` end no sentence.
        let is_word = || {
            let last = || text[..at].chars().rev().take(3).take_while(|c| *c != ' ');
            last().count() > 2 && !last().any(|c| c == '.')
        };
        if opens && is_word() {
            return at;
        }
    }
    text.len()
}

/// Where the last sentence begins.
fn last_sentence(text: &str) -> usize {
    let mut begin = 0;
    let mut from = 0;
    loop {
        let end = from + sentence_end(&text[from..]);
        if end + 1 >= text.len() || text[end + 1..].trim().is_empty() {
            return begin;
        }
        begin = end + 1;
        from = begin;
    }
}

/// Whether a name stands behind a preposition, the roles and articles before it left out: `against Foreign Minister X`.
fn is_behind_preposition(text: &str, outside: &[Outside], start: usize) -> bool {
    let before = outside.partition_point(|word| word.start < start);
    let mut words = outside[..before].iter().rev().take(8);
    let is_passed = |word: &Outside| {
        (word.is_role || word.is_capitalised) && !OBLIQUE.contains(&word.key.as_str())
            || matches!(word.key.as_str(), "the" | "his" | "her" | "their" | "its" | "s")
    };
    let word = words.find(|word| !is_passed(word)).filter(|word| OBLIQUE.contains(&word.key.as_str()));
    let between = |word: &Outside| &text[word.start..start];
    word.is_some_and(|word| {
        !between(word).contains(['"', '“', '”', '»', ',', ';', ':']) && !between(word).contains(". ")
    })
}

/// Whether every longer word of a stretch is capitalised, as in a work's title.
fn is_title(text: &str) -> bool {
    let (mut n_words, mut n_long) = (0, 0);
    for word in words(text).take(12) {
        n_words += 1;
        if word.text.chars().count() > 3 {
            n_long += 1;
            if !word.text.starts_with(char::is_uppercase) {
                return false;
            }
        }
    }
    n_words > 1 && n_long > 0
}

/// The stretches in quotation marks; one left open ends with the text.
///
/// A straight mark opens only before a letter and behind a space or another mark (`5" pipe` opens nothing), single marks only
/// hold what ends with a stop or a comma (`‘We won’t go,’`): else they are apostrophes and scare quotes. Where a mark opens within
/// an open stretch and but one closes, the first was left open: it ends with its last whole sentence.
fn stretches(text: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    // Where the open stretch begins, its mark; where a second opened within, if one did.
    let mut open: Option<(usize, char, Option<usize>)> = None;
    let mut single: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map_or(' ', |(_, next)| *next);
        let after = at + c.len_utf8();
        let opens = !before.is_alphanumeric() && !next.is_whitespace();
        match (&mut open, c) {
            (None, '“' | '«' | '„') => (open, single) = (Some((after, c, None)), None),
            (None, '"') if opens => (open, single) = (Some((after, c, None)), None),
            (None, '‘' | '\'') if !before.is_alphanumeric() && next.is_alphabetic() => single = Some((after, c)),
            (None, '’' | '\'') if matches!(before, ',' | '.' | '!' | '?' | '…') && !next.is_alphanumeric() => {
                let fits = single.take().filter(|(_, mark)| *mark == '‘' || c == '\'');
                found.extend(fits.map(|(start, _)| Stretch { start, end: at, is_open: false }));
            }
            (Some((_, '"', within)), '“') if within.is_none() => *within = Some(after),
            (Some((start, '“', within)), '”' | '"')
            | (Some((start, '"', within)), '"' | '”')
            | (Some((start, '«', within)), '»')
            | (Some((start, '„', within)), '“' | '”') => {
                let (start, within) = (*start, *within);
                let outer_goes_on = || text[after..].contains(['"', '”']);
                match within {
                    Some(_) if c == '”' && outer_goes_on() => {
                        // The second closes; the first goes on.
                        open = Some((start, '"', None));
                        before = c;
                        continue;
                    }
                    Some(inner) => {
                        let first = &text[start..inner];
                        let whole = last_sentence(first);
                        let end = start + first[..whole].trim_end().len();
                        if whole > 0 {
                            found.push(Stretch { start, end, is_open: false });
                            found.push(Stretch { start: inner, end: at, is_open: false });
                        } else {
                            found.push(Stretch { start, end: at, is_open: false });
                        }
                    }
                    None => found.push(Stretch { start, end: at, is_open: false }),
                }
                open = None;
            }
            _ => {}
        }
        before = c;
    }
    if let Some((start, ..)) = open.filter(|(start, ..)| *start < text.len()) {
        found.push(Stretch { start, end: text.len(), is_open: true });
    }
    found
}
