//! What letters are called and coded as in PDF: names of glyphs, the encodings that every reader knows, and forms that are no letters of their own.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// An encoding that fonts name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Adobe's, that of fonts which name none.
    Standard,
    /// That of Windows in the west.
    WinAnsi,
    /// That of the old Macintosh.
    MacRoman,
    /// Greek letters and signs of the font Symbol.
    Symbol,
    /// Pictures, which say nothing.
    Dingbats,
}

/// The upper half of Adobe's encoding, from code 0xA1; a space is a code without a letter.
///
/// * Source: ISO 32000-2, annex D.
const STANDARD: &str =
    "¡¢£⁄¥ƒ§¤'“«‹›\u{fb01}\u{fb02} –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß    ";

/// The font Symbol's letters at the places of A to Z and a to z.
const SYMBOL: [&str; 2] = ["ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"];

/// Names of letters that are not the letters themselves; those with marks are made of [`MARKS`].
///
/// * Source: the Adobe Glyph List, and names that TeX's fonts use.
const NAMES: &str = "exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * \
    plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : \
    semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ \
    grave ` braceleft { bar | braceright } asciitilde ~ quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ \
    quotedblbase „ quoteleftreversed ‛ guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › endash – emdash — bullet • ellipsis … fi \u{fb01} fl \u{fb02} \
    ff \u{fb00} ffi \u{fb03} ffl \u{fb04} f_f \u{fb00} f_i \u{fb01} f_l \u{fb02} f_f_i \u{fb03} f_f_l \u{fb04} germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø dotlessi ı dotlessj ȷ \
    section § paragraph ¶ dagger † daggerdbl ‡ Euro € euro € sterling £ cent ¢ yen ¥ florin ƒ currency ¤ degree ° lslash ł Lslash Ł \
    eth ð Eth Ð thorn þ Thorn Þ dcroat đ Dcroat Đ hbar ħ Hbar Ħ eng ŋ Eng Ŋ kra ĸ longs ſ schwa ə minus − multiply × divide ÷ \
    plusminus ± notequal ≠ lessequal ≤ greaterequal ≥ infinity ∞ approxequal ≈ summation ∑ product ∏ radical √ integral ∫ partialdiff ∂ lozenge ◊ \
    onesuperior ¹ twosuperior ² threesuperior ³ onehalf ½ onequarter ¼ threequarters ¾ fraction ⁄ perthousand ‰ ordfeminine ª \
    ordmasculine º exclamdown ¡ questiondown ¿ logicalnot ¬ brokenbar ¦ copyright © registered ® trademark ™ mu µ periodcentered · \
    middot · macron ¯ breve ˘ dotaccent ˙ ring ˚ hungarumlaut ˝ ogonek ˛ caron ˇ cedilla ¸ acute ´ dieresis ¨ circumflex ˆ tilde ˜ \
    sfthyphen \u{ad} softhyphen \u{ad} hyphentwo ‐ figuredash ‒ arrowleft ← arrowup ↑ arrowright → arrowdown ↓ \
    visiblespace ␣ compwordmark \u{200c} afii61664 \u{200c} zerowidthnonjoiner \u{200c} afii301 \u{200d} afii299 \u{200e} afii300 \u{200f} afii61352 № \
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ \
    Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ \
    lambda λ nu ν xi ξ omicron ο pi π rho ρ sigma σ sigma1 ς tau τ upsilon υ phi φ chi χ psi ψ omega ω alphatonos ά epsilontonos έ \
    etatonos ή iotatonos ί omicrontonos ό upsilontonos ύ omegatonos ώ Alphatonos Ά Epsilontonos Έ Etatonos Ή Iotatonos Ί Omicrontonos Ό \
    Upsilontonos Ύ Omegatonos Ώ iotadieresis ϊ upsilondieresis ϋ iotadieresistonos ΐ upsilondieresistonos ΰ \
    Cdotaccent Ċ cdotaccent ċ Edotaccent Ė edotaccent ė Gdotaccent Ġ gdotaccent ġ Idotaccent İ Zdotaccent Ż zdotaccent ż Idot İ \
    Gcommaaccent Ģ gcommaaccent ģ Kcommaaccent Ķ kcommaaccent ķ Lcommaaccent Ļ lcommaaccent ļ Ncommaaccent Ņ ncommaaccent ņ \
    Rcommaaccent Ŗ rcommaaccent ŗ Scommaaccent Ș scommaaccent ș Tcommaaccent Ț tcommaaccent ț ";

/// Letters with a mark by the ends of their names: each letter, and behind it the same with the mark.
const MARKS: [(&str, &str); 12] = [
    ("acute", "aáeéiíoóuúyýcćnńsśzźlĺrŕAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹLĹRŔ"),
    ("grave", "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
    ("circumflex", "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷAÂEÊIÎOÔUÛCĈGĜHĤJĴSŜWŴYŶ"),
    ("dieresis", "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ"),
    ("tilde", "aãnñoõiĩuũAÃNÑOÕIĨUŨ"),
    ("cedilla", "cçsşgģtţCÇSŞGĢTŢ"),
    ("caron", "cčdďeěnňrřsštťzžlľgǧCČDĎEĚNŇRŘSŠTŤZŽLĽGǦ"),
    ("ring", "aåuůAÅUŮ"),
    ("ogonek", "aąeęiįuųAĄEĘIĮUŲ"),
    ("macron", "aāeēiīoōuūAĀEĒIĪOŌUŪ"),
    ("breve", "aăgğuŭeĕiĭoŏAĂGĞUŬEĔIĬOŎ"),
    ("hungarumlaut", "oőuűOŐUŰ"),
];

/// Letters of other scripts that are named by numbers of five digits: the first number, and the letters from there on; a space is a number without one.
///
/// * Source: the Adobe Glyph List.
const NUMBERED: [(u32, &str); 9] = [
    (10_017, "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐЂЃЄЅІЇЈЉЊЋЌЎ"),
    (10_065, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґђѓєѕіїјљњћќў"),
    (10_145, "Џ"),
    (10_193, "џ"),
    (57_388, "،   ٠١٢٣٤٥٦٧٨٩ ؛   ؟ ءآأؤإئابةتثجحخدذرزسشصضطظعغ     ـفقكلمن وىيًٌٍَُِّْ"),
    (57_470, "ه"),
    (57_505, "ڤپچژگ ٹڈڑ"),
    (57_664, "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    (57_519, "ے"),
];

/// Arabic forms by their place in a word, from U+FB50: the first, how many there are, and the letter.
///
/// * Source: the Unicode Character Database, decompositions.
const FORMS_A: [(u32, u32, &str); 42] = [
    (0xFB50, 2, "ٱ"),
    (0xFB52, 4, "ٻ"),
    (0xFB56, 4, "پ"),
    (0xFB5A, 4, "ڀ"),
    (0xFB5E, 4, "ٺ"),
    (0xFB62, 4, "ٿ"),
    (0xFB66, 4, "ٹ"),
    (0xFB6A, 4, "ڤ"),
    (0xFB6E, 4, "ڦ"),
    (0xFB72, 4, "ڄ"),
    (0xFB76, 4, "ڃ"),
    (0xFB7A, 4, "چ"),
    (0xFB7E, 4, "ڇ"),
    (0xFB82, 2, "ڍ"),
    (0xFB84, 2, "ڌ"),
    (0xFB86, 2, "ڎ"),
    (0xFB88, 2, "ڈ"),
    (0xFB8A, 2, "ژ"),
    (0xFB8C, 2, "ڑ"),
    (0xFB8E, 4, "ک"),
    (0xFB92, 4, "گ"),
    (0xFB96, 4, "ڳ"),
    (0xFB9A, 4, "ڱ"),
    (0xFB9E, 2, "ں"),
    (0xFBA0, 4, "ڻ"),
    (0xFBA4, 2, "ۀ"),
    (0xFBA6, 4, "ہ"),
    (0xFBAA, 4, "ھ"),
    (0xFBAE, 2, "ے"),
    (0xFBB0, 2, "ۓ"),
    (0xFBD3, 4, "ڭ"),
    (0xFBD7, 2, "ۇ"),
    (0xFBD9, 2, "ۆ"),
    (0xFBDB, 2, "ۈ"),
    (0xFBDE, 2, "ۋ"),
    (0xFBE0, 2, "ۅ"),
    (0xFBE2, 2, "ۉ"),
    (0xFBE4, 4, "ې"),
    (0xFBE8, 2, "ى"),
    (0xFBFC, 4, "ی"),
    (0xFDF2, 1, "الله"),
    (0xFDFC, 1, "ریال"),
];

/// The same from U+FE80: the letters, and how many forms each has.
const FORMS_B: [(&str, u32); 40] = [
    ("ء", 1),
    ("آ", 2),
    ("أ", 2),
    ("ؤ", 2),
    ("إ", 2),
    ("ئ", 4),
    ("ا", 2),
    ("ب", 4),
    ("ة", 2),
    ("ت", 4),
    ("ث", 4),
    ("ج", 4),
    ("ح", 4),
    ("خ", 4),
    ("د", 2),
    ("ذ", 2),
    ("ر", 2),
    ("ز", 2),
    ("س", 4),
    ("ش", 4),
    ("ص", 4),
    ("ض", 4),
    ("ط", 4),
    ("ظ", 4),
    ("ع", 4),
    ("غ", 4),
    ("ف", 4),
    ("ق", 4),
    ("ك", 4),
    ("ل", 4),
    ("م", 4),
    ("ن", 4),
    ("ه", 4),
    ("و", 2),
    ("ى", 2),
    ("ي", 4),
    ("لآ", 2),
    ("لأ", 2),
    ("لإ", 2),
    ("لا", 2),
];

/// Vowel marks from U+FE70, in the order of their forms.
const FORMS_OF_MARKS: [char; 16] = ['ً', 'ً', 'ٌ', ' ', 'ٍ', ' ', 'َ', 'َ', 'ُ', 'ُ', 'ِ', 'ِ', 'ّ', 'ّ', 'ْ', 'ْ'];

/// The letter of a code of one byte; `None` where there is none.
pub(super) fn coded(encoding: Encoding, byte: u8) -> Option<char> {
    let by_table = |table: &'static encoding_rs::Encoding| {
        let text = table.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
        text.chars().next().filter(|c| !c.is_control())
    };
    match encoding {
        Encoding::WinAnsi => by_table(WINDOWS_1252),
        Encoding::MacRoman => by_table(MACINTOSH),
        Encoding::Standard => match byte {
            b'\'' => Some('’'),
            b'`' => Some('‘'),
            0x20..=0x7E => Some(char::from(byte)),
            0xA1.. => STANDARD.chars().nth(usize::from(byte - 0xA1)).filter(|c| *c != ' '),
            _ => None,
        },
        Encoding::Symbol => match byte {
            b'A'..=b'Z' => SYMBOL[0].chars().nth(usize::from(byte - b'A')),
            b'a'..=b'z' => SYMBOL[1].chars().nth(usize::from(byte - b'a')),
            0x20..=0x7E => Some(char::from(byte)),
            0xB7 => Some('•'),
            0xA3 => Some('≤'),
            0xB3 => Some('≥'),
            0xB1 => Some('±'),
            0xB4 => Some('×'),
            0xB0 => Some('°'),
            0xA0 => Some('€'),
            _ => None,
        },
        Encoding::Dingbats => match byte {
            b' ' => Some(' '),
            b'l' | b'm' | b'n' | b'o' => Some('•'),
            _ => None,
        },
    }
}

/// What a glyph's name says; `None` when it is a name of the font's own.
pub(super) fn named(name: &str) -> Option<String> {
    // Behind a dot stands how the letter is drawn.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if let Some(c) = single(name) {
        return Some(c.to_string());
    }
    if let Some(digits) = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() >= 4 && digits.len().is_multiple_of(4) && digits.is_ascii())
    {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    // Ligatures of the font's own: `T_h`.
    let parts: Vec<&str> = name.split('_').collect();
    (parts.len() > 1 && parts.len() < 6).then(|| parts.into_iter().map(single).collect()).flatten()
}

/// The one letter that a name says.
fn single(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    if matches!(name, "space" | "nbspace" | "nonbreakingspace") {
        return Some(' ');
    }
    let mut rows = NAMES.split(' ');
    while let (Some(known), Some(letter)) = (rows.next(), rows.next()) {
        if known == name {
            return letter.chars().next();
        }
    }
    let is_hex = |digits: &&str| (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(digits) = name.strip_prefix("uni").or(name.strip_prefix('u')).filter(is_hex) {
        return u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    }
    if let Some(number) = name.strip_prefix("afii").and_then(|digits| digits.parse::<u32>().ok()) {
        let of = |(first, letters): &(u32, &str)| {
            letters.chars().nth(number.checked_sub(*first)? as usize).filter(|c| *c != ' ')
        };
        return NUMBERED.iter().find_map(of);
    }
    let (letter, letters) = MARKS.iter().find_map(|(end, letters)| Some((name.strip_suffix(end)?, *letters)))?;
    let mut letters = letters.chars();
    while let (Some(plain), Some(marked)) = (letters.next(), letters.next()) {
        if letter.chars().eq([plain]) {
            return Some(marked);
        }
    }
    None
}

/// Adds a letter as texts write it: ligatures and Arabic forms as their letters, spaces as spaces; what is no letter is left out.
pub(super) fn push_plain(c: char, text: &mut String) {
    let code = c as u32;
    match code {
        0xFB00..=0xFB06 => text.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][(code - 0xFB00) as usize]),
        0xFB50..=0xFBFF | 0xFDF2 | 0xFDFC => {
            match FORMS_A.iter().find(|(first, n, _)| (*first..first + n).contains(&code)) {
                Some((_, _, letters)) => text.push_str(letters),
                None => text.push(c),
            }
        }
        0xFE70..=0xFE7F => text.push(FORMS_OF_MARKS[(code - 0xFE70) as usize]),
        0xFE80..=0xFEFC => {
            let mut left = code - 0xFE80;
            for (letters, n) in FORMS_B {
                if left < n {
                    text.push_str(letters);
                    return;
                }
                left -= n;
            }
        }
        _ if c.is_whitespace() => text.push(' '),
        // What is said to be nothing: controls, marks of direction, letters that only the font knows.
        0xFFFD
        | 0xFEFF
        | 0x200B
        | 0x200E..=0x200F
        | 0x202A..=0x202E
        | 0x2060
        | 0x2066..=0x2069
        | 0xE000..=0xF8FF
        | 0xF_0000.. => {}
        _ if c.is_control() => {}
        _ => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_told_by_their_names() {
        for (name, letters) in [
            ("A", Some("A")),
            ("space", Some(" ")),
            ("nbspace", Some(" ")),
            ("exclam", Some("!")),
            ("sfthyphen", Some("\u{ad}")),
            ("eacute", Some("é")),
            ("Ccaron", Some("Č")),
            ("f_f_i", Some("\u{fb03}")),
            ("T_h", Some("Th")),
            ("a.sc", Some("a")),
            ("uni0641", Some("ف")),
            ("uni06440627", Some("لا")),
            ("u1F600", Some("😀")),
            ("afii10017", Some("А")),
            ("afii10065", Some("а")),
            ("afii10097", Some("я")),
            ("afii57415", Some("ا")),
            ("afii57450", Some("ي")),
            ("afii57506", Some("پ")),
            ("afii57664", Some("א")),
            ("afii57690", Some("ת")),
            ("Omegatonos", Some("Ώ")),
            ("tcommaaccent", Some("ț")),
            ("g123", None),
            ("", None),
            (".notdef", None),
            ("unifold", None),
            ("uniD800", None),
            ("afii1", None),
        ] {
            assert_eq!(named(name).as_deref(), letters, "{name}");
        }
    }

    #[test]
    fn codes_of_one_byte_are_told_by_their_encoding() {
        for (encoding, byte, letter) in [
            (Encoding::WinAnsi, 0x93, Some('“')),
            (Encoding::WinAnsi, 0x80, Some('€')),
            (Encoding::MacRoman, 0x8E, Some('é')),
            (Encoding::Standard, 0x27, Some('’')),
            (Encoding::Standard, 0xA1, Some('¡')),
            (Encoding::Standard, 0xAE, Some('\u{fb01}')),
            (Encoding::Standard, 0xB0, None),
            (Encoding::Standard, 0xBF, Some('¿')),
            (Encoding::Standard, 0xD0, Some('—')),
            (Encoding::Standard, 0xE1, Some('Æ')),
            (Encoding::Standard, 0xF1, Some('æ')),
            (Encoding::Standard, 0xFB, Some('ß')),
            (Encoding::Standard, 0xFF, None),
            (Encoding::Symbol, b'a', Some('α')),
            (Encoding::Symbol, b'Z', Some('Ζ')),
            (Encoding::Dingbats, b'A', None),
            (Encoding::WinAnsi, 7, None),
        ] {
            assert_eq!(coded(encoding, byte), letter, "{encoding:?} {byte:#x}");
        }
    }

    #[test]
    fn forms_are_written_as_their_letters() {
        for (form, letters) in [
            ('\u{fb01}', "fi"),
            ('\u{fedf}', "ل"),
            ('\u{fefb}', "لا"),
            ('\u{fef5}', "لآ"),
            ('\u{fb58}', "پ"),
            ('\u{fbfe}', "ی"),
            ('\u{fe8b}', "ئ"),
            ('\u{fef4}', "ي"),
            ('\u{a0}', " "),
            ('\u{200f}', ""),
            ('\u{200c}', "\u{200c}"),
            ('\u{e012}', ""),
            ('é', "é"),
            ('\0', ""),
            ('\u{fe7e}', "ْ"),
        ] {
            let mut text = String::new();
            push_plain(form, &mut text);
            assert_eq!(text, letters, "{:x}", form as u32);
        }
    }
}
