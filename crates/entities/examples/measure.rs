//! How well names are found on annotated text: `measure conll FILE...` prints precision and recall by kind,
//! `--errors` also what was missed and what was wrong; `measure text FILE` prints a text's names; `measure dates
//! FILE.jsonl` ({"date", "body"} by line) infers publication dates and says how often the true one is within.

use std::collections::BTreeMap;
use std::time::Instant;

use newsprint_entities::{infer_dates, tag};
use newsprint_model::{Article, DateSpan, EntityKind, Part};

fn article(id: String, paragraphs: Vec<String>) -> Article {
    Article { id, ..Article::of_paragraphs("en", paragraphs) }
}

type Names = Vec<(u32, u32, EntityKind)>;

/// Sentences of a CoNLL file as text, with their gold names as code points.
fn conll(text: &str) -> Vec<Vec<(String, Names)>> {
    let mut documents: Vec<Vec<(String, Names)>> = vec![Vec::new()];
    let mut tokens: Vec<(String, String)> = Vec::new();
    for line in text.lines().chain([""]) {
        let mut columns = line.split('\t');
        let (token, label) = (columns.next().unwrap_or(""), columns.next().unwrap_or("O"));
        if token == "-DOCSTART-" {
            documents.push(Vec::new());
        } else if !token.is_empty() {
            tokens.push((token.to_owned(), label.to_owned()));
        } else if !tokens.is_empty() {
            let sentence = sentence(&std::mem::take(&mut tokens));
            // Sets without marks of documents: twenty sentences make one.
            let n_sentences = documents.last().map_or(0, Vec::len);
            if n_sentences >= 20 && !text.contains("-DOCSTART-") {
                documents.push(Vec::new());
            }
            if let Some(document) = documents.last_mut() {
                document.push(sentence);
            }
        }
    }
    documents.retain(|document| !document.is_empty());
    documents
}

fn sentence(tokens: &[(String, String)]) -> (String, Names) {
    let mut text = String::new();
    let mut length = 0;
    let mut names: Names = Vec::new();
    let mut quote_open = false;
    let mut glue = true;
    for (token, label) in tokens {
        let closing = matches!(
            token.as_str(),
            "." | "," | "!" | "?" | ":" | ";" | ")" | "]" | "'s" | "'" | "n't" | "%" | "''" | "-RRB-"
        ) || token.starts_with('\'') && token.len() < 4
            || (token == "\"" && quote_open);
        if !closing && !glue {
            text.push(' ');
            length += 1;
        }
        glue = matches!(token.as_str(), "(" | "[" | "$" | "-LRB-" | "``") || (token == "\"" && !quote_open);
        if token == "\"" {
            quote_open = !quote_open;
        }
        let start = length;
        text.push_str(token);
        length += token.chars().count() as u32;
        let kind = match label.split('-').nth(1) {
            Some("PER") => EntityKind::Person,
            Some("ORG") => EntityKind::Organisation,
            Some("LOC") => EntityKind::Place,
            _ => continue,
        };
        match names.last_mut() {
            Some(last) if label.starts_with("I-") && last.2 == kind => last.1 = length,
            _ => names.push((start, length, kind)),
        }
    }
    (text, names)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show_errors = arguments.iter().any(|argument| argument == "--errors");
    let files = arguments.iter().skip(1).filter(|argument| !argument.starts_with("--"));
    for file in files {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => return eprintln!("{file}: {error}"),
        };
        match arguments[0].as_str() {
            "dates" => measure_dates(file, &text, show_errors),
            "conll" => measure(file, &conll(&text), show_errors),
            _ => print_names(&text),
        }
    }
}

fn measure(file: &str, documents: &[Vec<(String, Names)>], show_errors: bool) {
    let articles: Vec<Article> = documents
        .iter()
        .enumerate()
        .map(|(nth, document)| article(nth.to_string(), document.iter().map(|(text, _)| text.clone()).collect()))
        .collect();
    let n_words: usize = documents.iter().flatten().map(|(text, _)| text.split(' ').count()).sum();
    let start = Instant::now();
    let tagged = tag(&articles);
    let seconds = start.elapsed().as_secs_f64();
    let mut counts: BTreeMap<EntityKind, (u32, u32, u32)> = BTreeMap::new();
    for (document, mentions) in documents.iter().zip(&tagged.mentions) {
        for (nth, (text, gold)) in document.iter().enumerate() {
            let found: Names = mentions
                .iter()
                .filter(|mention| mention.part == Part::Paragraph(nth as u32))
                .map(|mention| (mention.start, mention.end, tagged.entities[mention.entity.0 as usize].kind))
                .collect();
            let slice = |(start, end, _): &(u32, u32, EntityKind)| -> String {
                text.chars().skip(*start as usize).take((end - start) as usize).collect()
            };
            let same = |a: &(u32, u32, EntityKind), b: &(u32, u32, EntityKind)| {
                a.2 == b.2 && a.0 == b.0 && slice(a).trim_end_matches('.') == slice(b).trim_end_matches('.')
            };
            for name in gold {
                let right = found.iter().any(|other| same(name, other));
                let entry = counts.entry(name.2).or_default();
                entry.0 += u32::from(right);
                entry.1 += u32::from(!right);
                if show_errors && !right {
                    println!("missed {} [{}] in: {text}", name.2.code(), slice(name));
                }
            }
            for name in found.iter().filter(|name| !gold.iter().any(|other| same(name, other))) {
                counts.entry(name.2).or_default().2 += 1;
                if show_errors {
                    println!("wrong {} [{}] in: {text}", name.2.code(), slice(name));
                }
            }
        }
    }
    println!("{file}: {n_words} words, {:.0} words/s", n_words as f64 / seconds);
    let total = counts.values().fold((0, 0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1, sum.2 + count.2));
    let rows = counts.iter().map(|(kind, count)| (kind.code(), *count)).chain([("all", total)]);
    for (name, (right, missed, wrong)) in rows {
        let (precision, recall) =
            (f64::from(right) / f64::from(right + wrong), f64::from(right) / f64::from(right + missed));
        println!(
            "  {name}: precision {precision:.3} recall {recall:.3} F1 {:.3}",
            2.0 * precision * recall / (precision + recall)
        );
    }
}

fn measure_dates(file: &str, text: &str, show_errors: bool) {
    let mut counts: BTreeMap<String, (u32, u32, i64)> = BTreeMap::new();
    let mut n_undated = 0;
    for line in text.lines() {
        let Ok(record) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let (Some(date), Some(body)) = (record["date"].as_str(), record["body"].as_str()) else { continue };
        let Some(Ok(truth)) = date.get(..10).map(str::parse::<DateSpan>) else { continue };
        let paragraphs = body.split("\n").map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let mut articles = [article(String::new(), paragraphs)];
        infer_dates(&mut articles);
        let Some(found) = &articles[0].date else {
            n_undated += 1;
            continue;
        };
        let entry = counts.entry(format!("{:?}", found.evidence.rule)).or_default();
        let right = truth.within(found.span);
        entry.0 += 1;
        entry.1 += u32::from(right);
        entry.2 += i64::from(found.span.latest.0 - found.span.earliest.0 + 1);
        if show_errors && !right {
            println!("{date}: {} {:?}", found.span, found.evidence);
        }
    }
    println!("{file}: {n_undated} undated");
    for (rule, (n_found, n_right, n_days)) in counts {
        println!("  {rule}: {n_found} found, {n_right} right, {} days wide on average", n_days / i64::from(n_found));
    }
}

fn print_names(text: &str) {
    let paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
    // A blank line ends a story here; the importer knows better.
    let stories: Vec<Vec<String>> = paragraphs
        .split(|line| line.trim().is_empty())
        .filter(|story| !story.is_empty())
        .map(<[String]>::to_vec)
        .collect();
    let articles: Vec<Article> =
        stories.iter().enumerate().map(|(nth, story)| article(nth.to_string(), story.clone())).collect();
    let tagged = tag(&articles);
    for (story, mentions) in stories.iter().zip(&tagged.mentions) {
        for (nth, paragraph) in story.iter().enumerate() {
            let mut marked = String::new();
            let chars: Vec<char> = paragraph.chars().collect();
            let mut at = 0;
            for mention in mentions.iter().filter(|mention| mention.part == Part::Paragraph(nth as u32)) {
                let entity = &tagged.entities[mention.entity.0 as usize];
                let (start, end) = (mention.start as usize, mention.end as usize);
                marked.extend(&chars[at..start]);
                let surface: String = chars[start..end].iter().collect();
                marked.push_str(&format!("[{surface}|{} {}]", entity.kind.code(), entity.id));
                at = end;
            }
            marked.extend(&chars[at..]);
            println!("{marked}");
        }
        println!();
    }
    for entity in &tagged.entities {
        let variants: Vec<String> = entity
            .variants
            .iter()
            .map(|variant| format!("{} x{} {:?}", variant.text, variant.n_mentions, variant.rule))
            .collect();
        println!("{} {} ({}): {}", entity.kind.code(), entity.name, entity.id, variants.join("; "));
    }
}
