//! Editions of extracts: all is searched, and nothing but the extract is shipped.

use newsprint_edition::{Alone, EditionFiles, EditionWriter, EntityTable, MemorySpill, WriteOptions};
use newsprint_model::{Article, Found, Part, Quotation};

fn written(ending: &str, n_words: Option<u32>) -> EditionFiles {
    let mut writer = match n_words {
        Some(n) => EditionWriter::of_extracts(MemorySpill::default(), n),
        None => EditionWriter::new(MemorySpill::default()),
    };
    for nth in 0..40 {
        let texts = [format!("The harbour of Velmora, day {nth}, opened {ending}"), format!("{ending} and {ending}")];
        let title = format!("Stone {nth}");
        let article =
            Article { id: format!("a{nth}"), title, title_derived: false, ..Article::of_paragraphs("en", texts) };
        // Of what is not shown it is not told either that it is a quotation, nor how long.
        let said = |nth, end| Quotation { part: Part::Paragraph(nth), start: 4, end, speaker: None };
        let quotations = [said(0, 11), said(0, 40 + ending.chars().count() as u32), said(1, ending.len() as u32)];
        writer.add(&article, Found { quotations: &quotations, ..Found::default() }).expect("it is taken");
    }
    let mut files = EditionFiles::default();
    let table = EntityTable { entities: &[], settled: &[] };
    writer.finish(("Stones", table), &WriteOptions::default(), &Alone, &mut files, &mut |_| ()).expect("it is written");
    files
}

/// Cards and bodies, without their checksums, which count the whole source.
fn shown(files: &EditionFiles) -> Vec<&[u8]> {
    let is_shown = |name: &str| ["/cards", "/bodies"].iter().any(|kind| name.contains(kind));
    files.files.iter().filter(|(name, _)| is_shown(name)).map(|(_, bytes)| &bytes[..bytes.len() - 8]).collect()
}

#[test]
fn an_extract_as_long_as_the_text_is_the_text() {
    assert_eq!(written("amber basalt", Some(2_000)).files, written("amber basalt", None).files);
}

#[test]
fn what_is_shipped_does_not_depend_on_what_is_not_shown() {
    let (one, other) = (written("amber basalt", Some(7)), written("topaz zircon", Some(7)));
    assert_ne!(one.files, other.files, "the index does");
    assert_eq!(shown(&one), shown(&other));
    let longer = written("amber basalt", Some(8));
    assert_ne!(shown(&one), shown(&longer));
    // No file holds the words of the rest side by side, as a text or a lexicon would.
    for bytes in one.files.values() {
        assert!(!bytes.windows(12).any(|window| window == b"amber basalt"));
    }
}
