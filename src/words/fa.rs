//! The interface in Persian.

use newsprint_model::{DateRule, EntityKind, MergeRule};
use newsprint_search::{Facet, Fallback, QueryProblemKind, Sort};

use super::{Language, Words};
use crate::data::Trouble;
use crate::state::Theme;

fn number(n: u32) -> String {
    Language::Fa.number(n)
}

/// A Persian noun stays singular after a number.
fn count(n: u32, noun: &str) -> String {
    format!("{} {noun}", number(n))
}

fn articles(n: u32) -> String {
    match n {
        0 => "هیچ مقاله‌ای".to_owned(),
        _ => count(n, "مقاله"),
    }
}

fn listed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("«{word}»")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} و {last}", rest.join("، ")),
        None => String::new(),
    }
}

/// The Persian table.
pub(super) const WORDS: Words = Words {
    skip_to_results: "رفتن به مقاله‌ها",
    home: "از نو، با همهٔ مقاله‌ها",
    close: "بستن",
    retry: "تلاش دوباره",
    reload: "بارگذاری دوباره",

    holdings: |n, dates| match dates {
        Some(span) => format!("{}، {}", articles(n), Language::Fa.span(span)),
        None => articles(n),
    },
    naming: |people, organisations, places| {
        format!("{}، {}، {}", count(people, "شخص"), count(organisations, "سازمان"), count(places, "مکان"))
    },

    search_label: "جست‌وجو در مقاله‌ها",
    search_hint: "یک نام، یک مکان، یک عبارت…",
    search: "جست‌وجو",
    clear_search: "پاک کردن جست‌وجو",
    help: "راهنمای جست‌وجو",
    help_rows: [
        ("oil sanctions", "مقاله‌هایی که هر دو واژه را دارند"),
        ("\"prime minister\"", "همین واژه‌ها، به همین ترتیب"),
        ("minister -prime", "واژهٔ نخست، بدون واژهٔ دوم"),
        ("election OR vote", "یکی از دو واژه، یا هر دو"),
        ("parliament*", "هر واژه‌ای که چنین آغاز شود"),
        ("title:election", "تنها در عنوان"),
        ("person:ali", "مقاله‌هایی که از چنین شخصی نام می‌برند؛ نیز org: و place:"),
        ("date:2023-11", "تنها مقاله‌های آن ماه"),
    ],
    help_note: "واژهٔ آخر واژه‌های بلندتر را هم پیدا می‌کند؛ فاصله‌ای پس از آن یعنی تنها همان واژه.",
    keys_title: "کلیدها",
    keys_rows: [
        ("/", "رفتن به کادر جست‌وجو"),
        ("j k", "مقالهٔ بعدی و قبلی فهرست"),
        ("Enter", "باز کردن آن"),
        ("n p", "مورد بعدی و قبلی در مقالهٔ باز"),
        ("Esc", "بازگشت به فهرست"),
    ],
    problem: |kind, passage| match kind {
        QueryProblemKind::UnclosedQuote => "گیومه‌ای باز مانده است؛ بسته در پایان خوانده شد.".to_owned(),
        QueryProblemKind::UnclosedGroup => "پرانتزی باز مانده است؛ بسته در پایان خوانده شد.".to_owned(),
        QueryProblemKind::StrayClose => "پرانتز بسته‌ای آغاز ندارد و کنار گذاشته شد.".to_owned(),
        QueryProblemKind::NothingToApply => format!("«{passage}» به واژه‌ای برنمی‌گردد و کنار گذاشته شد."),
        QueryProblemKind::OnlyExclusions => "تنها واژه‌هایی برای کنار گذاشتن آمده است؛ بقیه نشان داده می‌شود.".to_owned(),
        QueryProblemKind::TooLong => "جست‌وجو بیش از اندازه بلند است؛ پایان آن کنار گذاشته شد.".to_owned(),
    },
    suggestions: |n| match n {
        0 => "پیشنهادی نیست".to_owned(),
        _ => count(n, "پیشنهاد"),
    },

    filters: "پالایه‌ها",
    filters_chosen: |n| {
        if n == 0 { "پالایه‌ها".to_owned() } else { format!("پالایه‌ها ({})", number(n)) }
    },
    show_results: |n| format!("نمایش {}", articles(n)),
    current_view: "پالایه‌های کنونی",
    facet: |facet| match facet {
        Facet::Person => "اشخاص",
        Facet::Org => "سازمان‌ها",
        Facet::Place => "مکان‌ها",
        Facet::Source => "منابع",
        Facet::Lang => "زبان‌ها",
    },
    find_in: |facet| match facet {
        Facet::Person => "یافتن شخص…",
        Facet::Org => "یافتن سازمان…",
        Facet::Place => "یافتن مکان…",
        Facet::Source => "یافتن منبع…",
        Facet::Lang => "یافتن زبان…",
    },
    nothing_found_in: |facet, typed| {
        let what = match facet {
            Facet::Person => "شخصی",
            Facet::Org => "سازمانی",
            Facet::Place => "مکانی",
            Facet::Source => "منبعی",
            Facet::Lang => "زبانی",
        };
        format!("در این مقاله‌ها {what} با نامی که با «{typed}» آغاز شود نیست.")
    },
    leave_out: |name| format!("کنار گذاشتن مقاله‌های دارای {name}"),
    left_out: |name| format!("بدون {name}"),
    remove: |filter| format!("برداشتن پالایهٔ «{filter}»"),
    words_chip: |query| format!("«{query}»"),
    clear_all: "پاک کردن همه",
    copy_link: "رونوشت پیوند",
    link_copied: "پیوند رونوشت شد",
    link_not_copied: "مرورگر شما اینجا اجازهٔ رونوشت نمی‌دهد. پیوند را از نوار نشانی بردارید.",
    show_more: |n| format!("{} مورد دیگر", number(n)),
    show_fewer: "نمایش کمتر",
    by_name: "به ترتیب نام",
    alphabet: "الف–ی",
    most_frequent_by_name: |n| format!("{} موردِ پرمقاله‌تر، به ترتیب نام.", number(n)),

    dates: "تاریخ‌ها",
    undated: "بی‌تاریخ",
    n_undated: |n| format!("{} بی‌تاریخ", number(n)),
    n_uncertain: |n| format!("{} با تاریخ نامعلوم", number(n)),
    from: "از",
    to: "تا",
    apply: "اعمال",
    all_dates: "همهٔ تاریخ‌ها",
    wrong_order: "روز نخست پس از روز آخر است.",
    bar: |span, n, possible| {
        let span = Language::Fa.span(span);
        if possible == 0 {
            format!("{span}: {}", articles(n))
        } else {
            format!("{span}: {}، شاید {} مورد دیگر", articles(n), number(possible))
        }
    },
    also_possible: "و مقاله‌هایی که شاید از آن زمان باشند",
    choose_dates: "نوشتن تاریخ‌ها، یا خواندنشان در جدول",
    period: "دوره",
    certain: "مقاله‌ها",
    possible: "شاید بیشتر",
    possibly: |dates| format!("{dates}، یا شاید در آن زمان"),
    chart_hint: "کلیدهای جهت‌نما میان ستون‌ها می‌روند؛ Enter یکی را برمی‌گزیند و Shift با Enter تا ستونی دیگر را.",

    articles: "مقاله‌ها",
    n_articles: articles,
    n_of_articles: |n, all| {
        if n == all { articles(n) } else { format!("{} از {}", number(n), articles(all)) }
    },
    sort: "ترتیب",
    sort_name: |sort| match sort {
        Sort::Relevance => "بهترین تطابق",
        Sort::Newest => "تازه‌ترین",
        Sort::Oldest => "قدیمی‌ترین",
    },
    title_derived: "عنوان از جملهٔ نخست ساخته شده است",
    names_in: |title| format!("نام‌های آمده در «{title}»"),
    more_possible: |n| format!("{} دیگر نیز شاید در این تاریخ‌ها باشد.", articles(n)),
    include_possible: "آن‌ها را هم نشان بده",
    fallback: |fallback| match fallback {
        Fallback::MostWords { n_words, n_held, missing } => {
            let nowhere = match missing.as_slice() {
                [] => String::new(),
                missing => format!(" {} در هیچ‌جا پیدا نشد.", listed(missing)),
            };
            format!(
                "هیچ مقاله‌ای هر {} واژه را ندارد؛ این‌ها {} واژه را دارند.{nowhere}",
                number(*n_words),
                number(*n_held)
            )
        }
    },
    other_hits: "نتایج نزدیک",
    read_as: |queries| format!("نتیجه‌های {queries} را می‌بینید."),
    search_as_typed: |query| format!("جست‌وجوی خود «{query}»"),
    name_read: |typed, names| format!("«{typed}» همهٔ املاهای {names} را هم می‌یابد."),
    only_these_letters: "تنها همین حروف",
    did_you_mean: "آیا منظورتان این بود:",
    begun: |typed, words| format!("«{typed}» آغاز واژه‌های بسیاری است و رایج‌ترین‌ها را می‌یابد: {words}."),
    names_as_typed: "نام‌ها تنها همان‌گونه که نوشته شده‌اند جست‌وجو می‌شوند.",
    every_spelling: "همهٔ املاها",
    taken_as_typed: "هر واژه همان‌گونه که نوشته شده جست‌وجو می‌شود.",
    put_right: "اصلاح واژه‌های نادرست",
    passages_failed: "این‌ها آغاز مقاله‌هاست: بهترین بخش‌ها دریافت نشد.",
    counts_failed: "شمارش‌ها دریافت نشد.",
    pages: "صفحه‌ها",
    page_of: |page, pages| format!("صفحهٔ {} از {}", number(page), number(pages)),
    previous: "قبلی",
    next: "بعدی",
    past_the_end: "فهرست پیش از این صفحه پایان می‌یابد.",
    first_page: "به صفحهٔ نخست",

    no_result: "چیزی پیدا نشد",
    no_result_for: |what| format!("هیچ مقاله‌ای با {what} جور نیست."),
    comma: "، ",
    relax: "کمتر بخواهید",
    without: |filter| format!("بدون {filter}"),
    any_date: "در هر تاریخ",
    empty_corpus: "این مجموعه خالی است",
    empty_corpus_hint: "از هیچ مقاله‌ای ساخته نشده است. نگه‌دارندهٔ آن می‌تواند مقاله بیفزاید و دوباره بسازدش.",
    waiting: "در حال جست‌وجو…",
    failed: "این بخش بارگذاری نشد",
    trouble: |trouble| match trouble {
        Trouble::Unreachable { file } => {
            format!("پروندهٔ \u{2068}{file}\u{2069} دریافت نشد. اتصال را بررسی کنید و دوباره تلاش کنید.")
        }
        Trouble::Damaged { file, detail } => format!(
            "پروندهٔ \u{2068}{file}\u{2069} آسیب دیده است (\u{2068}{detail}\u{2069}). صفحه را دوباره بارگذاری کنید؛ اگر نشد، نگه‌دارندهٔ سایت را آگاه کنید."
        ),
        Trouble::TooNew { .. } => "مجموعه از این صفحه تازه‌تر است. صفحه را دوباره بارگذاری کنید.".to_owned(),
        Trouble::Broken(what) => {
            format!("چیزی که نباید، خراب شد (\u{2068}{what}\u{2069}). صفحه را دوباره بارگذاری کنید.")
        }
    },
    no_such_article: "چنین مقاله‌ای در این مجموعه نیست. شاید پس از ساختن پیوند برداشته شده باشد.",
    offline: "آفلاین هستید. آنچه روی این دستگاه نگه داشته شده کار می‌کند.",
    new_edition: "ویرایش تازه‌ای منتشر شده است.",

    back_to_list: "بازگشت به فهرست",
    close_article: "بستن مقاله",
    hits: "موارد",
    hit_of: |hit, n| format!("{} از {}", number(hit), number(n)),
    previous_hit: "مورد قبلی",
    next_hit: "مورد بعدی",
    mark_names: "نشان‌گذاری",
    by: |name| format!("نوشتهٔ {name}"),
    why_this_date: "تاریخ را از کجا می‌دانیم",
    why_undated: "نه در مقاله و نه در منبع آن نیامده که کی منتشر شده است.",
    date_rule: |rule| match rule {
        DateRule::Metadata => "منبع خود تاریخ را می‌دهد.",
        DateRule::Dateline => "تاریخ در سطر تاریخ مقاله آمده است.",
        DateRule::WeekdayAndDay => "روز هفته و روز ماه در متن تنها در یک سال با هم جورند.",
        DateRule::Bounds => "تاریخ‌های متن تنها این بازه را باقی می‌گذارند؛ روز معلوم نیست.",
    },
    rests_on: "بر پایهٔ:",
    named_here: "نام‌های این مقاله",
    original: "خواندن متن اصلی",
    print: "چاپ",

    kind: |kind| match kind {
        EntityKind::Person => "شخص",
        EntityKind::Organisation => "سازمان",
        EntityKind::Place => "مکان",
    },
    n_mentions: |n| count(n, "بار"),
    spellings: "نگارش‌ها",
    spelling: "نگارش",
    mentions: "بار",
    why_joined: "چرا همان است",
    merge_rule: |rule| match rule {
        MergeRule::Same => "خود نام",
        MergeRule::Folded => "تنها در حروف بزرگ، تکیه‌ها یا آپاستروف فرق دارد",
        MergeRule::Joined => "تنها در خط تیره یا فاصله فرق دارد",
        MergeRule::Honorific => "عنوانی کنار گذاشته شد",
        MergeRule::Inflected => "پسوند ملکی یا جمع کنار گذاشته شد",
        MergeRule::Surname => "بخشی از نام کاملی که مقاله می‌دهد",
        MergeRule::BuiltInAlias => "نام دیگری که شناخته‌شده است",
        MergeRule::Acronym => "کوته‌نوشتی که کنار نام کامل آمده است",
        MergeRule::Romanisation => "نگارش دیگری از نام با حروف لاتین",
        MergeRule::AlsoCalled => "نام دیگری که خود متن می‌دهد",
        MergeRule::Given => "ناشر داده است",
        MergeRule::Omitted => "بخشی از نام کامل نیامده است",
        MergeRule::Script => "همان نام به خطی دیگر",
        MergeRule::Form => "همان واژه‌ها به شکل یا ترتیبی دیگر",
        MergeRule::Corrected => "ناشر یکی دانسته است",
    },
    named_in: |n| format!("نام‌برده در {}", articles(n)),
    only_with: |name| format!("تنها مقاله‌های دارای {name}"),
    all_about: |name| format!("همه چیز دربارهٔ {name}"),
    supplied: "ناشر داده است؛ در متن نیامده.",
    compass: ["° شمالی", "° جنوبی", "° شرقی", "° غربی", "، "],
    related: "اغلب در کنار این‌ها نام برده می‌شود",

    display: "نمایش",
    theme: "صفحه",
    theme_name: |theme| match theme {
        Theme::Auto => "مانند دستگاه",
        Theme::Light => "روشن",
        Theme::Dark => "تیره",
    },
    text_size: "اندازهٔ متن",
    sizes: ["کوچک", "معمولی", "بزرگ", "بزرگ‌ترین"],
    shortcuts: "میان‌برهای تک‌کلیدی",
    language: "زبان",

    privacy: "جست‌وجو در مرورگر خود شما انجام می‌شود. آنچه می‌جویید هرگز از آن بیرون نمی‌رود.",
    open_whole: "باز کردن همهٔ مجموعه",
};
