//! Words for nations, creeds and camps: `Iranian`, `Sunnis`, `Republicans`, ایرانیان, where no name holds them.

use std::sync::OnceLock;

use newsprint_model::{Article, Mention, Part};
use newsprint_text::{CodePoints, words};

use crate::dates::is_english;
use crate::lists::Lists;
use crate::persian;
use crate::quick::QuickMap;
use crate::sections::Section;
use crate::tokens::{key, tokens};

/// Creeds, camps and peoples that the list of nations lacks; written from common knowledge.
const OTHERS: &[&str] = &[
    "muslim",
    "islamic",
    "islamist",
    "sunni",
    "shia",
    "shii",
    "shiite",
    "salafi",
    "wahhabi",
    "sufi",
    "alawite",
    "druze",
    "yazidi",
    "yezidi",
    "christian",
    "catholic",
    "protestant",
    "orthodox",
    "copt",
    "coptic",
    "evangelical",
    "jew",
    "jewish",
    "zionist",
    "hindu",
    "sikh",
    "buddhist",
    "bahai",
    "zoroastrian",
    "kurd",
    "kurdish",
    "arab",
    "arabian",
    "persian",
    "azeri",
    "baluch",
    "baluchi",
    "pashtun",
    "hazara",
    "tajik",
    "uzbek",
    "turkoman",
    "uyghur",
    "uighur",
    "rohingya",
    "palestinian",
    "bedouin",
    "tutsi",
    "hutu",
    "zulu",
    "tamil",
    "sinhalese",
    "republican",
    "democrat",
    "conservative",
    "communist",
    "marxist",
    "baathist",
    "nazi",
    "european",
    "asian",
    "african",
    "western",
    "hispanic",
    "latino",
];

/// In the list of nations, but names of tongues or first halves of compounds.
const NONE: &[&str] = &["arabic", "hebrew", "farsi", "anglo", "franco", "sino", "indo", "euro", "afro"];

/// Persian words for nations, creeds and camps, without endings of the plural; written from common knowledge. Words that mean something else
/// as often are left out: کرد (did), ترک (left), لر.
const PERSIAN: &str = "\
ایرانی آمریکایی امریکایی آمریکائی امریکائی اسرائیلی اسراییلی صهیونیستی صهیونیست روس روسی چینی عراقی سوری سوریه‌ای ترکیه‌ای عرب عربی اعراب کردی بلوچ ترکمن افغان افغانی افغانستانی \
پاکستانی هندی هندوستانی بنگلادشی ژاپنی کره‌ای انگلیسی بریتانیایی اسکاتلندی ایرلندی ولزی فرانسوی آلمانی ایتالیایی ایتالیائی اسپانیایی پرتغالی هلندی بلژیکی سوئیسی سوییسی اتریشی \
لهستانی چکی اسلواکی مجارستانی مجار رومانیایی بلغارستانی بلغاری یونانی صرب صربستانی کروات کرواسی‌ای بوسنیایی آلبانیایی اسلوونیایی مقدونیه‌ای سوئدی نروژی دانمارکی فنلاندی ایسلندی \
اوکراینی بلاروسی گرجی گرجستانی ارمنی ارامنه آذری آذربایجانی قزاق قزاقستانی ازبک ازبکستانی ازبکی تاجیک تاجیکستانی تاجیکی قرقیز قرقیزستانی ترکمنستانی لیتوانیایی لتونیایی استونیایی \
سعودی عربستانی قطری اماراتی بحرینی کویتی عمانی یمنی لبنانی فلسطینی اردنی مصری لیبیایی لیبیائی تونسی الجزایری مراکشی سودانی سومالیایی اتیوپیایی کنیایی نیجریه‌ای غنایی آفریقایی افریقایی \
آسیایی اروپایی اروپائی کانادایی مکزیکی برزیلی آرژانتینی شیلیایی کلمبیایی ونزوئلایی کوبایی پرویی اروگوئه‌ای استرالیایی نیوزیلندی ویتنامی تایلندی اندونزیایی مالزیایی فیلیپینی میانماری \
سریلانکایی نپالی مغولستانی مغول تبتی اویغور روهینگیا پشتون هزاره ایزدی پارسی \
مسلمان شیعه شیعی شیعیان سنی اهل‌سنت مسیحی کاتولیک ارتدوکس پروتستان یهودی زرتشتی بهایی بهائی علوی دروزی سلفی وهابی بودایی هندو صابئی \
اصلاح‌طلب اصولگرا اصول‌گرا جمهوری‌خواه دموکرات کمونیست لیبرال سوسیالیست ناسیونالیست";

/// Endings of Persian plurals.
const PERSIAN_ENDINGS: [&str; 9] = ["هایشان", "هایی", "های", "ها", "یان", "گان", "ان", "ئی", "یون"];

/// Arabic words for nations, creeds and camps: the masculine, without the article; written from common knowledge.
const ARABIC: &str = "\
إيراني أمريكي أميركي إسرائيلي صهيوني روسي صيني عراقي سوري تركي عربي كردي أفغاني باكستاني هندي ياباني كوري بريطاني إنجليزي إنكليزي فرنسي ألماني إيطالي إسباني أسباني برتغالي هولندي بلجيكي \
سويسري نمساوي بولندي يوناني صربي سويدي نرويجي دنماركي فنلندي أوكراني بيلاروسي جورجي أرمني أرميني أذري أذربيجاني سعودي قطري إماراتي بحريني كويتي عماني يمني لبناني فلسطيني أردني مصري ليبي \
تونسي جزائري مغربي سوداني صومالي إثيوبي كيني نيجيري موريتاني أفريقي إفريقي آسيوي أوروبي أوربي كندي مكسيكي برازيلي أرجنتيني كولومبي فنزويلي كوبي أسترالي إندونيسي ماليزي فلبيني \
مسلم إسلامي شيعي سني مسيحي كاثوليكي أرثوذكسي بروتستانتي يهودي درزي علوي سلفي إيزيدي قبطي بوذي هندوسي خليجي جمهوري ديمقراطي شيوعي";

/// Plurals that no ending makes.
const ARABIC_PLURALS: &str = "عرب أكراد كرد أتراك روس شيعة سنة يهود مسيحيون أرمن أفغان هنود أفارقة أقباط دروز مسلمات";

/// Endings of Arabic nationalities beside the masculine.
const ARABIC_ENDINGS: [&str; 6] = ["ة", "ون", "ين", "ات", "ان", "تين"];

/// What is written before an Arabic word in one with it, the longest first.
const ARABIC_BEFORE: [&str; 12] = ["وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف"];

/// A stretch that names a nationality, a religious or a political group: part, first code point, one past the last.
pub type People = (Part, u32, u32);

/// The words of an article that name nations, creeds or camps, in order, outside the mentions given.
///
/// * Errors: none. English, Persian and Arabic; other languages give none. Time linear in the text.
pub fn peoples_in(article: &Article, mentions: &[Mention]) -> Vec<People> {
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0_u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    let mut found = Vec::new();
    for (part, text) in title.into_iter().chain(paragraphs) {
        let peoples = peoples_in_text(text, &article.lang);
        if peoples.is_empty() {
            continue;
        }
        let points = CodePoints::new(text);
        for (start, end) in peoples {
            let (start, end) = (points.at_byte(start) as u32, points.at_byte(end) as u32);
            let after = mentions.partition_point(|mention| (mention.part, mention.end) <= (part, start));
            let is_free = mentions.get(after).is_none_or(|mention| mention.part != part || mention.start >= end);
            found.extend(is_free.then_some((part, start, end)));
        }
    }
    found
}

/// The words of a text in a language that name nations, creeds or camps, as bytes, in order, never overlapping.
pub(crate) fn peoples_in_text(text: &str, lang: &str) -> Vec<(usize, usize)> {
    if is_english(lang) {
        return english(text);
    }
    if !persian::reads(lang) {
        return Vec::new();
    }
    let eastern = Eastern::get();
    let is_arabic = persian::is_arabic(lang);
    words(text)
        .filter(|word| {
            let key = key(word.text);
            if is_arabic { eastern.has_arabic(&key) } else { eastern.has_persian(&key) }
        })
        .map(|word| (word.start, word.end))
        .collect()
}

/// Whether a Persian word, by its key, names a nation, a creed or a camp.
pub(crate) fn is_persian_people(key: &str) -> bool {
    Eastern::get().has_persian(key)
}

/// The words of an English text.
fn english(text: &str) -> Vec<(usize, usize)> {
    let lists = Lists::get();
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let key = tokens[at].key.as_str();
        let n_words = lists.phrase_at(Section::Demonyms, &tokens, at);
        let is_people = tokens[at].is_capitalised()
            && (n_words > 0
                || tokens[at].is_demonym()
                || OTHERS.contains(&key)
                || OTHERS.contains(&key.trim_end_matches('s')))
            && !NONE.contains(&key);
        if !is_people {
            at += 1;
            continue;
        }
        let n_words = n_words.max(1);
        found.push((tokens[at].start, tokens[at + n_words - 1].start + tokens[at + n_words - 1].text.len()));
        at += n_words;
    }
    found
}

/// The Persian and Arabic words by their letters, read once.
struct Eastern {
    persian: QuickMap<String, ()>,
    arabic: QuickMap<String, ()>,
    /// The endings and what is written before, by their letters.
    persian_endings: Vec<String>,
    arabic_before: Vec<String>,
}

impl Eastern {
    fn get() -> &'static Eastern {
        static EASTERN: OnceLock<Eastern> = OnceLock::new();
        EASTERN.get_or_init(|| {
            let mut eastern = Eastern {
                persian: PERSIAN.split_whitespace().map(|word| (key(word), ())).collect(),
                arabic: ARABIC_PLURALS.split_whitespace().map(|word| (key(word), ())).collect(),
                persian_endings: PERSIAN_ENDINGS.iter().map(|ending| key(ending)).collect(),
                arabic_before: ARABIC_BEFORE.iter().map(|before| key(before)).collect(),
            };
            for word in ARABIC.split_whitespace() {
                let forms = ARABIC_ENDINGS.iter().chain(&[""]).map(|ending| key(&format!("{word}{ending}")));
                eastern.arabic.extend(forms.map(|form| (form, ())));
            }
            eastern
        })
    }

    fn has_persian(&self, key: &str) -> bool {
        self.persian.contains_key(key)
            || self.persian_endings.iter().any(|ending| {
                key.strip_suffix(ending.as_str()).is_some_and(|word| {
                    self.persian.contains_key(word) || self.persian.contains_key(&format!("{word}ي"))
                })
            })
    }

    fn has_arabic(&self, key: &str) -> bool {
        self.arabic.contains_key(key)
            || self
                .arabic_before
                .iter()
                .any(|before| key.strip_prefix(before.as_str()).is_some_and(|word| self.arabic.contains_key(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nations_creeds_and_camps_are_found_in_three_languages() {
        for (lang, text, expected) in [
            ("en", "Iranian and Sunni leaders met the French in Iran.", "Iranian Sunni French"),
            (
                "fa",
                "مقام‌های ایرانی و آمریکایی‌ها با ایرانیان، شیعیان و فلسطینی‌های غزه دیدار کرد.",
                "ایرانی آمریکایی‌ها ایرانیان شیعیان فلسطینی‌های",
            ),
            ("fa", "او ترک کرد و به ایران رفت.", ""),
            (
                "ar",
                "قال الرئيس الإيراني للأمريكيين والفلسطينيين إن القوات الروسية في إيران.",
                "الإيراني للأمريكيين والفلسطينيين الروسية",
            ),
            ("de", "Iranian", ""),
        ] {
            let found: Vec<&str> =
                peoples_in_text(text, lang).into_iter().map(|(start, end)| &text[start..end]).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
