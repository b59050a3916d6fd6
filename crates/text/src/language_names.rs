//! What languages are called: by themselves, and in the languages that readers ask in.

/// The names of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageNames {
    /// Its BCP 47 primary subtag.
    pub tag: &'static str,
    /// Its own name for itself.
    pub own: &'static str,
    /// Its names in English, Persian and Arabic.
    pub others: &'static str,
}

const NAMES: [LanguageNames; 42] = {
    const fn of(tag: &'static str, own: &'static str, others: &'static str) -> LanguageNames {
        LanguageNames { tag, own, others }
    }
    [
        of("am", "አማርኛ", "Amharic امهری الأمهرية"),
        of("ar", "العربية", "Arabic عربی عربي"),
        of("az", "Azərbaycanca", "Azerbaijani Azeri آذری آذربایجانی الأذرية"),
        of("bg", "Български", "Bulgarian بلغاری البلغارية"),
        of("bn", "বাংলা", "Bengali Bangla بنگالی البنغالية"),
        of("ckb", "کوردی", "Sorani Kurdish کردی سورانی الكردية السورانية"),
        of("cs", "Čeština", "Czech چکی التشيكية"),
        of("da", "Dansk", "Danish دانمارکی الدنماركية"),
        of("de", "Deutsch", "German آلمانی الألمانية"),
        of("el", "Ελληνικά", "Greek یونانی اليونانية"),
        of("en", "English", "انگلیسی الإنجليزية إنجليزي"),
        of("es", "Español", "Spanish اسپانیایی الإسبانية"),
        of("et", "Eesti", "Estonian استونیایی الإستونية"),
        of("fa", "فارسی", "Persian Farsi Dari دری الفارسية"),
        of("fi", "Suomi", "Finnish فنلاندی الفنلندية"),
        of("fr", "Français", "French فرانسوی الفرنسية"),
        of("he", "עברית", "Hebrew عبری العبرية"),
        of("hi", "हिन्दी", "Hindi هندی الهندية"),
        of("hu", "Magyar", "Hungarian مجاری المجرية"),
        of("hy", "Հայերեն", "Armenian ارمنی الأرمنية"),
        of("id", "Bahasa Indonesia", "Indonesian اندونزیایی الإندونيسية"),
        of("it", "Italiano", "Italian ایتالیایی الإيطالية"),
        of("ja", "日本語", "Japanese ژاپنی اليابانية"),
        of("ka", "ქართული", "Georgian گرجی الجورجية"),
        of("ko", "한국어", "Korean کره‌ای الكورية"),
        of("ku", "Kurdî", "Kurdish Kurmanji کردی کرمانجی الكردية"),
        of("nl", "Nederlands", "Dutch هلندی الهولندية"),
        of("no", "Norsk", "Norwegian نروژی النرويجية"),
        of("pl", "Polski", "Polish لهستانی البولندية"),
        of("ps", "پښتو", "Pashto پشتو البشتو"),
        of("pt", "Português", "Portuguese پرتغالی البرتغالية"),
        of("ro", "Română", "Romanian رومانیایی الرومانية"),
        of("ru", "Русский", "Russian روسی الروسية"),
        of("sr", "Српски", "Serbian صربی الصربية"),
        of("sv", "Svenska", "Swedish سوئدی السويدية"),
        of("sw", "Kiswahili", "Swahili سواحلی السواحلية"),
        of("th", "ไทย", "Thai تایلندی التايلاندية"),
        of("tr", "Türkçe", "Turkish ترکی التركية"),
        of("uk", "Українська", "Ukrainian اوکراینی الأوكرانية"),
        of("ur", "اردو", "Urdu الأردية"),
        of("vi", "Tiếng Việt", "Vietnamese ویتنامی الفيتنامية"),
        of("zh", "中文", "Chinese چینی الصينية"),
    ]
};

/// The names of a tag's language, whatever region or script the tag has; `None` where we know none.
pub fn language_names(tag: &str) -> Option<LanguageNames> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    NAMES.into_iter().find(|names| names.tag.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn a_language_is_known_by_its_tag_whatever_region_it_has() {
        for (tag, own) in [("nl", Some("Nederlands")), ("pt-BR", Some("Português")), ("ZH_Hant", Some("中文"))]
            .into_iter()
            .chain([("und", None), ("", None), ("-en", None)])
        {
            assert_eq!(language_names(tag).map(|names| names.own), own, "{tag}");
        }
    }

    #[test]
    fn each_language_stands_once_in_order_and_has_a_name_in_every_script_that_readers_ask_in() {
        assert!(NAMES.windows(2).all(|two| two[0].tag < two[1].tag));
        for LanguageNames { own, others, .. } in NAMES {
            let all = [own, " ", others].concat();
            assert!(all.split(' ').any(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic())), "{all}");
            assert!(fold(&all).chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)), "{all}");
        }
    }
}
