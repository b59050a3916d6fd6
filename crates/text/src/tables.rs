//! Letters without their marks: made from the Unicode Character Database's compatibility decompositions, lower-cased.

/// U+00C0 to U+024F, one byte each: the bare Latin letter, or `.` where there is none or it takes two.
pub(crate) const LATIN: &[u8; 400] =
    b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggg\
      hhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb....oc\
      cdddd.eeeffgg.iikkl.mnnoooqqppr..s..tttuuuvyyzzz.......w.............aaiioouuuuuuuuuueaaaa..ggggkkoo\
      oozzj...gg.wnnaa..ooaaaaeeeeiiiioooorrrruuuussttyyhhnd..zzaaeeooooooooyylntj..accltsz..buveejjqqrryy";

/// U+1E00 to U+1EFF, as `LATIN`.
pub(crate) const LATIN_ADDITIONAL: &[u8; 256] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss\
      ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s...daaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee\
      iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy..vvyy";

/// U+0370 to U+03FF, one byte each: the bare Greek letter less 0x300, or 0 where there is none.
pub(crate) const GREEK: &[u8; 144] = b"\x71\x71\x73\x73\0\0\x77\x77\0\0\0\x7b\x7c\x7d\0\xf3\0\0\0\0\0\0\xb1\0\
      \xb5\xb7\xb9\0\xbf\0\xc5\xc9\xb9\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf\
      \xc0\xc1\0\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xb9\xc5\xb1\xb5\xb7\xb9\xc5\xb1\xb2\xb3\xb4\xb5\xb6\xb7\
      \xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf\xc0\xc1\xc3\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xb9\xc5\xbf\xc5\xc9\xd7\
      \xb2\xb8\xc5\xc5\xc5\xc6\xc0\xd7\xd9\xd9\xdb\xdb\xdd\xdd\xdf\xdf\xe1\xe1\xe3\xe3\xe5\xe5\xe7\xe7\
      \xe9\xe9\xeb\xeb\xed\xed\xef\xef\xba\xc1\xc3\xf3\xb8\xb5\0\xf8\xf8\xc3\xfb\xfb\xfc\x7b\x7c\x7d";

/// U+1F00 to U+1FFF, as `GREEK`.
pub(crate) const GREEK_EXTENDED: &[u8; 256] =
    b"\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb5\xb5\xb5\xb5\xb5\xb5\0\0\
      \xb5\xb5\xb5\xb5\xb5\xb5\0\0\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\
      \xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xb9\xbf\xbf\xbf\xbf\xbf\xbf\0\0\
      \xbf\xbf\xbf\xbf\xbf\xbf\0\0\xc5\xc5\xc5\xc5\xc5\xc5\xc5\xc5\0\xc5\0\xc5\0\xc5\0\xc5\
      \xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xb1\xb1\xb5\xb5\xb7\xb7\xb9\xb9\
      \xbf\xbf\xc5\xc5\xc9\xc9\0\0\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\xb1\
      \xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xb7\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\
      \xc9\xc9\xc9\xc9\xc9\xc9\xc9\xc9\xb1\xb1\xb1\xb1\xb1\0\xb1\xb1\xb1\xb1\xb1\xb1\xb1\0\xb9\0\
      \0\0\xb7\xb7\xb7\0\xb7\xb7\xb5\xb5\xb7\xb7\xb7\0\0\0\xb9\xb9\xb9\xb9\0\0\xb9\xb9\
      \xb9\xb9\xb9\xb9\0\0\0\0\xc5\xc5\xc5\xc5\xc1\xc1\xc5\xc5\xc5\xc5\xc5\xc5\xc1\0\0\0\
      \0\0\xc9\xc9\xc9\0\xc9\xc9\xbf\xbf\xc9\xc9\xc9\0\0\0";

/// U+FE80 to U+FEFC: the letter that each run of Arabic presentation forms stands for, and how many forms it has.
pub(crate) const ARABIC_FORMS_B: [(&str, u8); 36] = [
    ("ء", 1),
    ("ا", 4),
    ("و", 2),
    ("ا", 2),
    ("ي", 4),
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
    ("لا", 8),
];

/// Arabic presentation forms A in news: first and last code point, and the letter.
pub(crate) const ARABIC_FORMS_A: [(u32, u32, char); 11] = [
    (0xFB50, 0xFB51, '\u{0671}'),
    (0xFB56, 0xFB59, '\u{067E}'),
    (0xFB66, 0xFB69, '\u{0679}'),
    (0xFB7A, 0xFB7D, '\u{0686}'),
    (0xFB88, 0xFB89, '\u{0688}'),
    (0xFB8A, 0xFB8B, '\u{0698}'),
    (0xFB8E, 0xFB91, '\u{06A9}'),
    (0xFB92, 0xFB95, '\u{06AF}'),
    (0xFB9E, 0xFB9F, '\u{06BA}'),
    (0xFBA4, 0xFBAD, '\u{0647}'),
    (0xFBAE, 0xFBB1, '\u{06D2}'),
];
