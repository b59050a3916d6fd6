//! A person's name taken apart: title, particles, line and realm set aside, words that are one name put together.

use super::form::{Script, Word, roman, words};
use super::lexicon::Lexicon;

/// The most words of a name that are set against each other.
const MAX_WORDS: usize = 9;

/// A person's name, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub(super) words: Vec<Word>,
    pub(super) has_title: bool,
    pub(super) is_royal: bool,
    pub(super) has_particle: bool,
    pub(super) is_turned: bool,
    /// `Jr.`, `Sr.`, `III`.
    pub(super) generation: Option<String>,
    /// `of Jordan`.
    pub(super) realm: Option<String>,
    pub(super) has_dynasty: bool,
}

impl Person {
    pub(super) fn of(form: &str, lexicon: &Lexicon) -> Person {
        let mut person = Person::default();
        let mut cut = match form.split_once(',') {
            Some((surname, rest)) if !rest.contains(',') => {
                let (before, mut after) = (words(surname), words(rest));
                let is_ending = after.len() == 1 && generation(&after[0]).is_some();
                if before.len() <= 4 && !after.is_empty() && after.len() <= 4 && !is_ending {
                    person.is_turned = true;
                    after.extend(before);
                    after
                } else {
                    words(form)
                }
            }
            _ => words(form),
        };
        person.set_title_aside(&mut cut, lexicon);
        if cut.len() > 1
            && let Some(generation) = cut.last().and_then(generation)
        {
            person.generation = Some(generation);
            cut.pop();
        }
        if let Some(of) = cut.iter().skip(1).position(|word| word.text == "of") {
            let realm: String = cut[of + 2..].iter().map(|word| word.text.as_str()).collect();
            if !realm.is_empty() {
                person.realm = Some(realm);
                cut.truncate(of + 1);
                if cut.len() > 1
                    && let Some(number) = cut.last().and_then(generation)
                {
                    person.generation = Some(number);
                    cut.pop();
                }
            }
        }
        person.words = person.glued(&cut, lexicon);
        person.words.truncate(MAX_WORDS);
        person
    }

    fn set_title_aside(&mut self, cut: &mut Vec<Word>, lexicon: &Lexicon) {
        const ROYAL: [&str; 16] = [
            "king",
            "queen",
            "prince",
            "princess",
            "emir",
            "amir",
            "sultan",
            "sheikh",
            "sheik",
            "shaikh",
            "sheikha",
            "pope",
            "emperor",
            "crown",
            "shah",
            "patriarch",
        ];
        // These are given names, too: they are titles before two names, or alone with one that a ruler is called by.
        const ALSO_NAMES: [&str; 19] = [
            "sheikh", "sultan", "emir", "prince", "major", "amir", "mir", "sayed", "seyed", "baron", "earl", "duke",
            "malek", "haji", "sayyid", "seyyed", "sayyed", "syed", "sayid",
        ];
        loop {
            let n_words = lexicon.title_len(cut);
            if n_words == 0 || n_words >= cut.len() {
                return;
            }
            let last = cut[n_words - 1].text.clone();
            let follows = &cut[n_words..];
            let n_names = follows.iter().filter(|word| !lexicon.has("arab-particles", &word.text)).count();
            let also_name = n_words == 1 && ALSO_NAMES.contains(&last.as_str());
            if also_name && (n_names < 2 && !ROYAL.contains(&last.as_str()) || follows[0].is_joined) {
                return;
            }
            self.has_title = true;
            self.is_royal |=
                ROYAL.contains(&last.as_str()) || cut[..n_words].iter().any(|word| ROYAL.contains(&word.text.as_str()));
            cut.drain(..n_words);
        }
    }

    /// Names that are written in several words as one: `Abd al-Rahman`, `Nasr al-Din`, `Abu Bakr`, `Ben-Gvir`; articles left out.
    fn glued(&mut self, cut: &[Word], lexicon: &Lexicon) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut at = 0;
        while at < cut.len() {
            let word = &cut[at];
            let text = word.text.as_str();
            let more = cut.len() - at - 1;
            if word.script == Script::Arabic {
                at += self.glue_arabic(&cut[at..], &mut out);
                continue;
            }
            // `H.W.` is two initials.
            if word.is_dotted && word.is_upper && word.n_chars() <= 3 && cut.len() > 1 {
                out.extend(word.text.chars().map(|c| Word {
                    text: c.to_string(),
                    is_upper: false,
                    spelt_out: None,
                    ..word.clone()
                }));
                at += 1;
                continue;
            }
            let is_article = |word: &Word| {
                lexicon.has("arab-particles", &word.text)
                    && word.text != "bin"
                    && word.text != "ibn"
                    && word.text != "bint"
            };
            if matches!(text, "abd" | "abdul" | "abdel" | "abdol" | "abdal" | "abdur" | "abder" | "abdus") && more > 0 {
                let skip = if more > 1 && is_article(&cut[at + 1]) { 2 } else { 1 };
                out.push(Word { text: format!("abdul{}", cut[at + skip].text), spelt_out: None, ..word.clone() });
                at += skip + 1;
                continue;
            }
            if matches!(text, "abu" | "abou" | "abi" | "umm") && more > 0 {
                let skip = if more > 1 && is_article(&cut[at + 1]) { 2 } else { 1 };
                out.push(Word { text: format!("abu{}", cut[at + skip].text), spelt_out: None, ..word.clone() });
                at += skip + 1;
                continue;
            }
            if text == "ben" && at > 0 && more > 0 {
                out.push(Word { text: format!("ben{}", cut[at + 1].text), ..word.clone() });
                at += 2;
                continue;
            }
            // `Nasr al-Din`, `Salah ed Din`.
            if more > 1 && is_article(&cut[at + 1]) && matches!(cut[at + 2].text.as_str(), "din" | "deen" | "dine") {
                out.push(Word { text: format!("{text}eddin"), spelt_out: None, ..word.clone() });
                at += 3;
                continue;
            }
            let leads_more = more > 0;
            // Alone at the head, `Al` is a man's name.
            let first_given =
                at == 0 && !word.is_joined && word.is_capital && text == "al" && cut.len() == 2 && !cut[1].is_joined;
            if leads_more
                && !first_given
                && (is_article(word) && !word.is_initial() || matches!(text, "bin" | "ibn" | "bint"))
            {
                self.has_particle = true;
                self.has_dynasty |=
                    matches!(text, "bin" | "ibn" | "bint") || (text == "al" && word.is_capital && at > 1);
                at += 1;
                continue;
            }
            if leads_more && at > 0 && lexicon.has("western-particles", text) && !word.is_initial() {
                self.has_particle = true;
                at += 1;
                continue;
            }
            let mut one = Word { is_joined: word.is_joined && out.last().is_some(), ..word.clone() };
            one.text = plain(&one.text);
            out.push(one);
            at += 1;
        }
        out
    }

    /// The same for a name in Arabic letters; says how many words it took.
    fn glue_arabic(&mut self, cut: &[Word], out: &mut Vec<Word>) -> usize {
        let (word, more) = (&cut[0], cut.len() - 1);
        match word.text.as_str() {
            "بن" | "ابن" | "بنت" | "ال" if more > 0 => {
                self.has_particle = true;
                self.has_dynasty = true;
                1
            }
            "عبد" | "ابو" | "ابي" if more > 0 => {
                out.push(Word { text: format!("{}{}", word.text, cut[1].text), ..word.clone() });
                2
            }
            _ => {
                let bare = word.text.strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
                let text = bare.unwrap_or(&word.text).to_owned();
                out.push(Word { text, is_joined: word.is_joined && out.last().is_some(), ..word.clone() });
                1
            }
        }
    }
}

/// One spelling for compounds of God's names and of the faith: `Abdurrahman`, `Nasrollah`, `ElBaradei`.
fn plain(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("abd")
        && rest.len() > 3
        && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
    {
        return format!("abdul{rest}");
    }
    if let Some(rest) = text.strip_prefix("abd")
        && let Some(vowel) = rest.chars().next().filter(|c| matches!(c, 'a' | 'e' | 'o' | 'u'))
        && !rest.ends_with("lah")
    {
        let after = &rest[vowel.len_utf8()..];
        let mut chars = after.chars();
        let (first, second) = (chars.next(), chars.next());
        let bare = match (first, second) {
            (Some('l'), _) => after.get(1..),
            (Some(a), Some(b)) if a == b => after.get(a.len_utf8()..),
            _ => None,
        };
        if let Some(bare) = bare.filter(|bare| bare.len() > 2) {
            return format!("abdul{bare}");
        }
    }
    text.to_owned()
}

/// What a name's last word says of the line: `Jr.`, `III`.
fn generation(word: &Word) -> Option<String> {
    let text = word.text.as_str();
    match text {
        "jr" | "jnr" | "junior" => Some("jr".to_owned()),
        "sr" | "snr" | "senior" => Some("sr".to_owned()),
        _ => roman(word).map(|number| number.to_string()),
    }
}
