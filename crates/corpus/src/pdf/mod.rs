//! PDF: the text of a document in the order of reading, one article for each file.
//!
//! The syntax is read by `hayro-syntax` and tables of codes by `hayro-cmap`. Ours are what fonts mean ([`fonts`],
//! [`letters`], [`programs`]), where letters stand ([`content`]), lines and the order of writing to the left ([`lines`]), columns
//! ([`columns`]), running heads, divided words and paragraphs ([`paragraphs`]), and what makes a document too costly to be
//! opened ([`guard`]). A document without any text, as scanners make them, is refused: nothing here recognises letters in
//! pictures.

mod columns;
mod content;
mod fonts;
mod guard;
mod headlines;
mod letters;
mod lines;
mod paragraphs;
mod programs;

use hayro_syntax::object::{Dict, Stream, String as PdfString};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use newsprint_model::{Article, DateRule, DateSpan, Span};

use crate::draft::{Draft, Place, one_line};
use crate::stories::{dated, is_byline, shortened};
use crate::{Imported, ReadOptions, dates, encodings, error, note, told_language, warning, xml};

use columns::Block;
use content::Reading;
use paragraphs::Paragraph;

/// The longest document read.
///
/// * Unit: bytes.
const MAX_DOCUMENT_BYTES: usize = 256 << 20;

/// How much is unpacked of a document's pages and fonts.
///
/// * Unit: bytes.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;

/// How many pages are read.
const MAX_PAGES: usize = 10_000;

/// How much text is kept of a document.
///
/// * Unit: bytes.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// How many paragraphs below the headline are looked at for a byline and a date.
const N_HEAD_PARAGRAPHS: usize = 4;

/// From how many headlines of one size on a document may be a newspaper's page.
const MIN_HEADLINES: usize = 3;

/// Whether a file begins as a PDF does; some have a few bytes before it.
pub(crate) fn is_pdf(head: &[u8]) -> bool {
    head[..head.len().min(1024)].windows(5).any(|five| five == b"%PDF-")
}

/// Reads a document as one article.
///
/// * Errors: as problems.
/// * Cost: linear in what the document unpacks to; bounded by the constants here and in [`guard`].
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let refused = |message: &str| Imported::failed(file, None, message.to_owned());
    let pdf = match open(bytes) {
        Ok(pdf) => pdf,
        Err(message) => return refused(message),
    };
    let mut imported = Imported::default();
    let mut reading = Reading::new(MAX_UNPACKED_BYTES);
    let mut pages = pages(&pdf, &mut reading);
    if reading.budget == 0 || pdf.pages().len() > pages.len() {
        let message = format!("is too long: only {} of {} pages were read.", pages.len(), pdf.pages().len());
        imported.problems.push(warning(file, None, message));
    }
    let n_letters: usize =
        pages.iter().flatten().flatten().map(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    if n_letters == 0 || reading.n_unread > n_letters {
        let message = if reading.n_unread > 0 {
            "has text in fonts that do not say which letters they draw, so it was left out: make the PDF again, or give its source."
        } else if reading.n_pictures > 0 {
            "holds page images only: it needs OCR. Run it through a program that recognises letters, and give what that writes."
        } else {
            "is a PDF without text, and was left out."
        };
        imported.problems.push(error(file, None, message.to_owned()));
        return imported;
    }
    if reading.n_unread * 50 > n_letters {
        let message = format!(
            "holds {} letters in fonts that do not say which they are; these are missing from the text.",
            reading.n_unread
        );
        imported.problems.push(warning(file, None, message));
    }
    let furniture = paragraphs::drop_furniture(&mut pages);
    let mut paragraphs = paragraphs::paragraphs(&pages);
    if paragraphs.is_empty() {
        // A document of nothing but repeated lines has them for its text.
        paragraphs = furniture.iter().map(|text| Paragraph { text: text.clone(), size: 1.0, page: 0 }).collect();
    }
    let said = Said::of(&pdf, &mut reading);
    imported.articles.extend(article(file, paragraphs, &furniture, said, options, &mut imported.problems));
    imported
}

/// Opens a document.
///
/// * Errors: a sentence's end on why it cannot be.
fn open(bytes: &[u8]) -> Result<Pdf, &'static str> {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err("is a PDF above 256 MB, and was left out: take the article out of it and save that.");
    }
    if let Some(message) = guard::refusal(bytes) {
        return Err(message);
    }
    Pdf::new(bytes.to_vec()).map_err(|fault| match fault {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "is a PDF behind a password, and was left out: save a copy without one."
        }
        LoadPdfError::Decryption(_) => "is a PDF encrypted in a way that Newsprint does not read, and was left out: save a copy without encryption.",
        LoadPdfError::Invalid => "is a damaged PDF that could not be read: open it in a viewer and print it anew.",
    })
}

/// What a document says of itself that its article does not show: how many pages it has, and when and by what it was made.
pub(crate) fn remarks(bytes: &[u8]) -> Vec<String> {
    let Ok(pdf) = open(bytes) else { return Vec::new() };
    let n = pdf.pages().len();
    let mut remarks = vec![format!("{n} page{}", if n == 1 { "" } else { "s" })];
    let about = pdf.metadata();
    if let Some(made) = about.creation_date.or(about.modification_date) {
        let maker = one_line(about.producer.as_deref().or(about.creator.as_deref()).map(plain));
        let by = maker.map_or_else(String::new, |maker| format!(" by {}", shortened(&maker)));
        remarks.push(format!(
            "made on {:04}-{:02}-{:02}{by}: not taken for a day of publication",
            made.year, made.month, made.day
        ));
    }
    remarks
}

/// The blocks of each page, in the order of reading.
fn pages(pdf: &Pdf, reading: &mut Reading) -> Vec<Vec<Block>> {
    let (mut pages, mut n_bytes) = (Vec::new(), 0);
    for page in pdf.pages().iter().take(MAX_PAGES) {
        if reading.budget == 0 || n_bytes > MAX_TEXT_BYTES {
            break;
        }
        let [across, down] = reading.page(page);
        n_bytes += across.text.len() + down.text.len();
        // Where most of a page runs down it, that is read first.
        let both = if down.text.len() > across.text.len() { [down, across] } else { [across, down] };
        pages.push(both.iter().flat_map(|drawn| columns::blocks(drawn, lines::stretches(drawn))).collect());
    }
    pages
}

/// What a document says of itself.
#[derive(Default)]
struct Said {
    title: Option<String>,
    author: Option<String>,
    lang: Option<String>,
}

impl Said {
    fn of(pdf: &Pdf, reading: &mut Reading) -> Said {
        let about = pdf.metadata();
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let mut said = Said {
            title: about.title.as_deref().map(plain),
            author: about.author.as_deref().map(plain),
            lang: root.as_ref().and_then(|root| root.get::<PdfString<'_>>("Lang")).map(|lang| plain(lang.as_bytes())),
        };
        // What stands in XMP is newer as a rule, but in programs' own words more often.
        if (said.title.is_none() || said.author.is_none())
            && let Some(stream) = root.and_then(|root| root.get::<Stream<'_>>("Metadata"))
        {
            let mut bytes = Vec::new();
            reading.unpack(&stream, &mut bytes);
            let xmp = xml::read("", &bytes, &|_| false, &mut |_, _, _| {}, &mut Vec::new());
            said.title = said.title.or_else(|| first_text(&xmp, "dc:title", 0));
            said.author = said.author.or_else(|| first_text(&xmp, "dc:creator", 0));
        }
        said.title = one_line(said.title.take()).filter(|title| is_title(title));
        said.author = one_line(said.author.take()).filter(|name| is_author(name));
        said
    }
}

/// The text of the first element of a name.
fn first_text(element: &xml::Element, name: &str, depth: usize) -> Option<String> {
    if element.name.eq_ignore_ascii_case(name) {
        return element.text();
    }
    (depth < 64).then(|| element.elements().find_map(|inner| first_text(inner, name, depth + 1))).flatten()
}

/// The article: headline, byline and date line out of the first paragraphs.
fn article(
    file: &str,
    mut paragraphs: Vec<Paragraph>,
    furniture: &[String],
    said: Said,
    options: &ReadOptions,
    problems: &mut Vec<newsprint_model::Problem>,
) -> Option<Article> {
    let headline = headlines::headline(&paragraphs);
    let n_headlines = headline.map_or(0, |first| headlines::n_headlines(&paragraphs, first));
    let title = titled(said.title, headline.map(|at| paragraphs[at].text.clone()), &paragraphs);
    if let Some(title) = &title
        && let Some(at) =
            paragraphs.iter().take(2 * N_HEAD_PARAGRAPHS).position(|paragraph| same_words(&paragraph.text, title))
        && paragraphs.len() > 1
    {
        paragraphs.remove(at);
    }
    let (mut byline, mut date) = (None, None);
    let mut at = 0;
    while at < N_HEAD_PARAGRAPHS.min(paragraphs.len().saturating_sub(1)) {
        let text = paragraphs[at].text.trim();
        if byline.is_none() && is_byline(text) {
            byline = text.get(3..).map(|name| name.trim().to_owned());
        } else if date.is_none()
            && let Some(day) = dates::day_in(text)
        {
            date = Some((day, text.to_owned()));
        } else {
            at += 1;
            continue;
        }
        paragraphs.remove(at);
    }
    // The day that a paper prints at the head of its pages is that of its issue.
    let in_furniture = || furniture.iter().find_map(|text| Some((dates::day_in(text)?, text.clone())));
    let n_chars: usize = paragraphs.iter().map(|paragraph| paragraph.text.chars().count() + 1).sum();
    let place = Place { file, line: 1, span: Span { start: 0, end: u32::try_from(n_chars).unwrap_or(u32::MAX) } };
    let draft = Draft {
        title,
        byline: byline.or(said.author),
        bodies: paragraphs.into_iter().map(|paragraph| paragraph.text).collect(),
        is_text: true,
        ..Draft::default()
    };
    let mut article = draft.finish(&place, options, problems)?;
    if n_headlines >= MIN_HEADLINES {
        let message = format!(
            "has {n_headlines} headlines of one size, each with a text below it, and was read as one article: if these are articles of their own, give \
             each as a file of its own."
        );
        problems.push(note(file, None, message));
    }
    if let Some((day, text)) = date.or_else(in_furniture) {
        article.date = Some(dated(DateSpan::day(day), DateRule::Dateline, &text, "The document's date line says so."));
    }
    // Programs name the language of whoever installed them: it counts where the words tell none.
    if options.lang.is_none()
        && told_language(&article) == "und"
        && let Some(tag) = said.lang.and_then(|tag| crate::language_tag(&tag).ok())
    {
        article.lang = tag;
    }
    Some(article)
}

/// The headline: what the document states if it begins with that, else what stands largest, else what it states.
fn titled(stated: Option<String>, largest: Option<String>, paragraphs: &[Paragraph]) -> Option<String> {
    let mut beginning = String::new();
    for paragraph in paragraphs.iter().take(4 * N_HEAD_PARAGRAPHS) {
        beginning.push_str(&squeezed(&paragraph.text).to_lowercase());
        beginning.push(' ');
    }
    let is_read = |title: &String| beginning.contains(&squeezed(title).to_lowercase());
    stated.clone().filter(is_read).or(largest).or(stated)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_words(a: &str, b: &str) -> bool {
    squeezed(a).to_lowercase() == squeezed(b).to_lowercase()
}

/// Whether a stated headline is one: programs put names of files and of themselves there.
fn is_title(title: &str) -> bool {
    const FILES: [&str; 14] = [
        ".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".pages", ".odt", ".rtf", ".dvi", ".tex", ".txt", ".pub",
        ".html",
    ];
    const NOTHING: [&str; 10] = [
        "microsoft ",
        "untitled",
        "unbenannt",
        "sans titre",
        "sin título",
        "document",
        "slide 1",
        "powerpoint ",
        "print ",
        "layout ",
    ];
    let lower = title.to_lowercase();
    // Texts that were written in one encoding and read in another are question marks.
    let count = |is: fn(char) -> bool| title.chars().filter(|c| is(*c)).count();
    if count(char::is_alphanumeric) * 2 < count(|c| !c.is_whitespace()) {
        return false;
    }
    let is_file = FILES.iter().any(|end| lower.ends_with(end))
        || lower.contains('\\')
        || lower.starts_with("file:")
        || lower.starts_with("http");
    !is_file
        && !NOTHING.iter().any(|start| lower.starts_with(start))
        && (title.split_whitespace().count() > 1 || title.chars().count() > 12 && !title.contains(['_', '.']))
}

/// Whether a stated author is a person and no account.
fn is_author(name: &str) -> bool {
    name.split_whitespace().count() > 1
        && !name.contains(['@', '\\', '/'])
        && !name.to_lowercase().starts_with("microsoft")
}

/// A text of the document's own: UTF-16 with a mark, UTF-8 with a mark, or Latin letters.
fn plain(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => encoding_rs::UTF_8.decode_without_bom_handling(rest).0,
        // Some programs write UTF-8 without saying so.
        rest if rest.iter().any(|byte| *byte >= 0x80) && std::str::from_utf8(rest).is_ok() => {
            encodings::decode(rest, None).text
        }
        rest => encoding_rs::WINDOWS_1252.decode_without_bom_handling(rest).0,
    };
    text.chars().filter(|c| !c.is_control()).collect()
}
