//! The interface in Arabic.

use newsprint_model::{DateRule, EntityKind, MergeRule};
use newsprint_search::{Facet, Fallback, QueryProblemKind, Sort};

use super::{Language, Plural, Words, arabic_plural};
use crate::data::Trouble;
use crate::state::Theme;

fn number(n: u32) -> String {
    Language::Ar.number(n)
}

/// The forms of a noun: none, one, two (each said without its number), then after 3–10, 11–99 and whole hundreds.
struct Noun {
    zero: &'static str,
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

impl Noun {
    fn counted(&self, n: u32) -> String {
        match arabic_plural(n) {
            Plural::Zero => self.zero.to_owned(),
            Plural::One => self.one.to_owned(),
            Plural::Two => self.two.to_owned(),
            Plural::Few => format!("{} {}", number(n), self.few),
            Plural::Many => format!("{} {}", number(n), self.many),
            Plural::Other => format!("{} {}", number(n), self.other),
        }
    }
}

const ARTICLE: Noun =
    Noun {
        zero: "لا مقالات", one: "مقال واحد", two: "مقالان", few: "مقالات", many: "مقالًا", other: "مقال"
    };
const PERSON: Noun = Noun {
    zero: "لا أشخاص", one: "شخص واحد", two: "شخصان", few: "أشخاص", many: "شخصًا", other: "شخص"
};
const ORGANISATION: Noun =
    Noun {
        zero: "لا منظمات", one: "منظمة واحدة", two: "منظمتان", few: "منظمات", many: "منظمة", other: "منظمة"
    };
const PLACE: Noun =
    Noun {
        zero: "لا أماكن", one: "مكان واحد", two: "مكانان", few: "أماكن", many: "مكانًا", other: "مكان"
    };
const WORD: Noun =
    Noun {
        zero: "لا كلمات", one: "كلمة واحدة", two: "كلمتين", few: "كلمات", many: "كلمة", other: "كلمة"
    };
const MENTION: Noun = Noun {
    zero: "لا ذكر", one: "ذكر واحد", two: "ذكران", few: "مرات", many: "مرة", other: "مرة"
};
const SUGGESTION: Noun =
    Noun {
        zero: "لا اقتراحات", one: "اقتراح واحد", two: "اقتراحان", few: "اقتراحات", many: "اقتراحًا", other: "اقتراح"
    };

fn articles(n: u32) -> String {
    ARTICLE.counted(n)
}

fn listed(words: &[String]) -> String {
    words.iter().map(|word| format!("«{word}»")).collect::<Vec<_>>().join(" و")
}

/// The Arabic table.
pub(super) const WORDS: Words = Words {
    skip_to_results: "انتقل إلى المقالات",
    home: "ابدأ من جديد بكل المقالات",
    close: "إغلاق",
    retry: "أعد المحاولة",
    reload: "أعد التحميل",

    holdings: |n, dates| match dates {
        Some(span) => format!("{}، {}", articles(n), Language::Ar.span(span)),
        None => articles(n),
    },
    naming: |people, organisations, places| {
        format!("{}، {}، {}", PERSON.counted(people), ORGANISATION.counted(organisations), PLACE.counted(places))
    },

    search_label: "البحث في المقالات",
    search_hint: "اسم أو مكان أو عبارة…",
    search: "بحث",
    clear_search: "امسح البحث",
    help: "كيف تبحث",
    help_rows: [
        ("oil sanctions", "المقالات التي تضم الكلمتين"),
        ("\"prime minister\"", "هذه الكلمات بهذا الترتيب"),
        ("minister -prime", "الكلمة الأولى من دون الثانية"),
        ("election OR vote", "إحدى الكلمتين أو كلتاهما"),
        ("parliament*", "كل كلمة تبدأ هكذا"),
        ("title:election", "في العنوان فقط"),
        ("person:ali", "المقالات التي تذكر شخصًا كهذا؛ وكذلك org: وplace:"),
        ("date:2023-11", "مقالات ذلك الشهر فقط"),
    ],
    help_note: "تجد الكلمة الأخيرة كلمات أطول أيضًا؛ والمسافة بعدها تعني هذه الكلمة وحدها.",
    keys_title: "المفاتيح",
    keys_rows: [
        ("/", "إلى مربع البحث"),
        ("j k", "المقال التالي والسابق في القائمة"),
        ("Enter", "فتحه"),
        ("n p", "الموضع التالي والسابق في المقال المفتوح"),
        ("Esc", "العودة إلى القائمة"),
    ],
    problem: |kind, passage| match kind {
        QueryProblemKind::UnclosedQuote => "علامة اقتباس بقيت مفتوحة؛ قُرئت كأنها أُغلقت في النهاية.".to_owned(),
        QueryProblemKind::UnclosedGroup => "قوس بقي مفتوحًا؛ قُرئ كأنه أُغلق في النهاية.".to_owned(),
        QueryProblemKind::StrayClose => "قوس إغلاق بلا قوس فتح، فتُرك.".to_owned(),
        QueryProblemKind::NothingToApply => format!("لا كلمة تعود إليها «{passage}»، فتُركت."),
        QueryProblemKind::OnlyExclusions => "لا شيء سوى كلمات مستبعدة؛ يُعرض كل ما عداها.".to_owned(),
        QueryProblemKind::TooLong => "البحث أطول مما ينبغي؛ تُرك آخره.".to_owned(),
    },
    suggestions: |n| SUGGESTION.counted(n),

    filters: "المرشحات",
    filters_chosen: |n| {
        if n == 0 { "المرشحات".to_owned() } else { format!("المرشحات ({})", number(n)) }
    },
    show_results: |n| format!("اعرض {}", articles(n)),
    current_view: "المرشحات الحالية",
    facet: |facet| match facet {
        Facet::Person => "الأشخاص",
        Facet::Org => "المنظمات",
        Facet::Place => "الأماكن",
        Facet::Source => "المصادر",
        Facet::Lang => "اللغات",
    },
    find_in: |facet| match facet {
        Facet::Person => "ابحث عن شخص…",
        Facet::Org => "ابحث عن منظمة…",
        Facet::Place => "ابحث عن مكان…",
        Facet::Source => "ابحث عن مصدر…",
        Facet::Lang => "ابحث عن لغة…",
    },
    nothing_found_in: |facet, typed| {
        let what = match facet {
            Facet::Person => "شخص",
            Facet::Org => "منظمة",
            Facet::Place => "مكان",
            Facet::Source => "مصدر",
            Facet::Lang => "لغة",
        };
        format!("لا {what} في هذه المقالات باسم يبدأ بـ«{typed}».")
    },
    leave_out: |name| format!("استبعد المقالات التي تذكر {name}"),
    left_out: |name| format!("من دون {name}"),
    remove: |filter| format!("أزل المرشح «{filter}»"),
    words_chip: |query| format!("«{query}»"),
    clear_all: "امسح الكل",
    copy_link: "انسخ الرابط",
    link_copied: "نُسخ الرابط",
    link_not_copied: "متصفحك لا يسمح بالنسخ هنا. انسخ الرابط من شريط العنوان.",
    show_more: |n| format!("اعرض {} أخرى", number(n)),
    show_fewer: "اعرض أقل",
    by_name: "بحسب الاسم",
    alphabet: "أ–ي",
    most_frequent_by_name: |n| format!("الـ{} الأكثر مقالات، بحسب الاسم.", number(n)),

    dates: "التواريخ",
    undated: "بلا تاريخ",
    n_undated: |n| format!("{} بلا تاريخ", number(n)),
    n_uncertain: |n| format!("{} بتاريخ غير مؤكد", number(n)),
    from: "من",
    to: "إلى",
    apply: "طبّق",
    all_dates: "كل التواريخ",
    wrong_order: "اليوم الأول يأتي بعد الأخير.",
    bar: |span, n, possible| {
        let span = Language::Ar.span(span);
        if possible == 0 {
            format!("{span}: {}", articles(n))
        } else {
            format!("{span}: {}، وربما {} أخرى", articles(n), number(possible))
        }
    },
    also_possible: "ومقالات ربما تعود إلى ذلك الوقت",
    choose_dates: "اكتب تواريخ، أو اقرأها في جدول",
    period: "الفترة",
    certain: "المقالات",
    possible: "ربما أكثر",
    possibly: |dates| format!("{dates}، أو ربما حينها"),
    chart_hint: "تنقلك مفاتيح الأسهم بين الأعمدة؛ ويختار Enter واحدًا، وShift مع Enter كل ما بينه وبين آخر.",

    articles: "المقالات",
    n_articles: articles,
    n_of_articles: |n, all| {
        if n == all { articles(n) } else { format!("{} من أصل {}", number(n), articles(all)) }
    },
    sort: "الترتيب",
    sort_name: |sort| match sort {
        Sort::Relevance => "الأنسب",
        Sort::Newest => "الأحدث أولًا",
        Sort::Oldest => "الأقدم أولًا",
    },
    title_derived: "عنوان مأخوذ من الجملة الأولى",
    names_in: |title| format!("أسماء وردت في «{title}»"),
    more_possible: |n| match arabic_plural(n) {
        Plural::One => "ربما يقع مقال آخر أيضًا في هذه التواريخ.".to_owned(),
        Plural::Two => "ربما يقع مقالان آخران أيضًا في هذه التواريخ.".to_owned(),
        _ => format!("ربما تقع {} أخرى أيضًا في هذه التواريخ.", articles(n)),
    },
    include_possible: "اعرضها أيضًا",
    fallback: |fallback| match fallback {
        Fallback::MostWords { n_words, n_held, missing } => {
            let all = match n_words {
                2 => "الكلمتين معًا".to_owned(),
                _ => format!("الكلمات كلها وعددها {}", number(*n_words)),
            };
            let nowhere = match missing.as_slice() {
                [] => String::new(),
                missing => format!(" ولا أثر في أي مكان لـ{}.", listed(missing)),
            };
            format!("لا مقال يضم {all}؛ هذه تضم {} منها.{nowhere}", WORD.counted(*n_held))
        }
    },
    other_hits: "نتائج قريبة",
    read_as: |queries| format!("هذه نتائج {queries}."),
    search_as_typed: |query| format!("ابحث عن «{query}» كما كُتب"),
    name_read: |typed, names| format!("«{typed}» يجد أيضًا كل كتابات {names}."),
    only_these_letters: "هذه الأحرف فقط",
    did_you_mean: "هل تقصد:",
    begun: |typed, words| format!("«{typed}» بداية كلمات كثيرة، ويجد أكثرها ورودًا: {words}."),
    names_as_typed: "تُبحث الأسماء كما كُتبت فقط.",
    every_spelling: "كل الكتابات",
    taken_as_typed: "تُؤخذ كل كلمة كما كُتبت.",
    put_right: "صحّح الكلمات الخاطئة",
    passages_failed: "هذه بدايات المقالات: لم تصل أفضل المقاطع.",
    counts_failed: "لم تصل الأعداد.",
    pages: "الصفحات",
    page_of: |page, pages| format!("الصفحة {} من {}", number(page), number(pages)),
    previous: "السابق",
    next: "التالي",
    past_the_end: "تنتهي القائمة قبل هذه الصفحة.",
    first_page: "إلى الصفحة الأولى",

    no_result: "لا نتائج",
    no_result_for: |what| format!("لا مقال يطابق {what}."),
    comma: "، ",
    relax: "اطلب أقل",
    without: |filter| format!("من دون {filter}"),
    any_date: "في أي تاريخ",
    empty_corpus: "هذه المجموعة فارغة",
    empty_corpus_hint: "بُنيت من دون أي مقال. يستطيع القائم عليها أن يضيف مقالات ويعيد بناءها.",
    waiting: "جارٍ البحث…",
    failed: "لم يُحمَّل هذا الجزء",
    trouble: |trouble| match trouble {
        Trouble::Unreachable { file } => {
            format!("تعذر جلب الملف \u{2068}{file}\u{2069}. تحقق من الاتصال ثم أعد المحاولة.")
        }
        Trouble::Damaged { file, detail } => format!(
            "الملف \u{2068}{file}\u{2069} تالف (\u{2068}{detail}\u{2069}). أعد تحميل الصفحة؛ فإن لم ينفع ذلك فأخبر القائم على الموقع."
        ),
        Trouble::TooNew { .. } => "المجموعة أحدث من هذه الصفحة. أعد تحميلها.".to_owned(),
        Trouble::Broken(what) => format!("حدث عطل لم يكن ينبغي أن يحدث (\u{2068}{what}\u{2069}). أعد تحميل الصفحة."),
    },
    no_such_article: "لا تضم هذه المجموعة مثل هذا المقال. لعله أُزيل بعد إنشاء الرابط.",
    offline: "أنت غير متصل. ما حُفظ على هذا الجهاز ما زال يعمل.",
    new_edition: "صدرت نسخة جديدة.",

    back_to_list: "العودة إلى القائمة",
    close_article: "أغلق المقال",
    hits: "المواضع",
    hit_of: |hit, n| format!("{} من {}", number(hit), number(n)),
    previous_hit: "الموضع السابق",
    next_hit: "الموضع التالي",
    mark_names: "ميّز",
    by: |name| format!("بقلم {name}"),
    why_this_date: "كيف عرفنا التاريخ",
    why_undated: "لا شيء في المقال أو مصدره يقول متى نُشر.",
    date_rule: |rule| match rule {
        DateRule::Metadata => "المصدر نفسه يذكر التاريخ.",
        DateRule::Dateline => "المقال يحمل التاريخ في سطر المكان والتاريخ.",
        DateRule::WeekdayAndDay => "يوم الأسبوع ويوم الشهر في النص لا يتفقان إلا في سنة واحدة.",
        DateRule::Bounds => "تواريخ النص لا تترك سوى هذا المدى؛ ولا شيء يحسم اليوم.",
    },
    rests_on: "يستند إلى:",
    named_here: "أسماء وردت في هذا المقال",
    original: "اقرأ الأصل",
    print: "اطبع",

    kind: |kind| match kind {
        EntityKind::Person => "شخص",
        EntityKind::Organisation => "منظمة",
        EntityKind::Place => "مكان",
    },
    n_mentions: |n| MENTION.counted(n),
    spellings: "الصيغ",
    spelling: "الصيغة",
    mentions: "المرات",
    why_joined: "لماذا هي نفسها",
    merge_rule: |rule| match rule {
        MergeRule::Same => "الاسم نفسه",
        MergeRule::Folded => "لا فرق سوى في الحروف الكبيرة أو العلامات أو الفواصل العليا",
        MergeRule::Joined => "لا فرق سوى في الواصلات أو المسافات",
        MergeRule::Honorific => "نُحّي اللقب",
        MergeRule::Inflected => "نُحّيت لاحقة الملكية أو الجمع",
        MergeRule::Surname => "جزء من الاسم الكامل الذي يورده المقال",
        MergeRule::BuiltInAlias => "اسم آخر معروف",
        MergeRule::Acronym => "اختصار ورد بجانب الاسم الكامل",
        MergeRule::Romanisation => "كتابة أخرى للاسم بالحروف اللاتينية",
        MergeRule::AlsoCalled => "اسم آخر يورده النص نفسه",
        MergeRule::Given => "قدّمه الناشر",
        MergeRule::Omitted => "حُذف جزء من الاسم الكامل",
        MergeRule::Script => "الاسم نفسه بخط آخر",
        MergeRule::Form => "الكلمات نفسها بصيغة أو ترتيب آخر",
        MergeRule::Corrected => "جمعهما الناشر",
    },
    named_in: |n| match arabic_plural(n) {
        Plural::Two => "ورد في مقالين".to_owned(),
        _ => format!("ورد في {}", articles(n)),
    },
    only_with: |name| format!("المقالات التي تذكر {name} فقط"),
    all_about: |name| format!("كل ما يذكر {name}"),
    supplied: "قدّمه الناشر؛ ولا يرد في النص.",
    compass: ["° شمالًا", "° جنوبًا", "° شرقًا", "° غربًا", "، "],
    related: "كثيرًا ما يُذكر مع",

    display: "العرض",
    theme: "الصفحة",
    theme_name: |theme| match theme {
        Theme::Auto => "كما في الجهاز",
        Theme::Light => "فاتحة",
        Theme::Dark => "داكنة",
    },
    text_size: "حجم النص",
    sizes: ["صغير", "عادي", "كبير", "الأكبر"],
    shortcuts: "اختصارات المفتاح الواحد",
    language: "اللغة",

    privacy: "البحث يجري في متصفحك أنت. ما تبحث عنه لا يغادره أبدًا.",
    open_whole: "افتح المجموعة كلها",
};
