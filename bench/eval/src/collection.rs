//! Test collections: documents, queries and judgements, in the shape that the BEIR benchmark gave them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// A document.
#[derive(Deserialize)]
pub struct Document {
    /// What judgements call it.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its headline; empty for none.
    #[serde(default)]
    pub title: String,
    /// Its text.
    pub text: String,
}

/// A query with at least one relevant document.
pub struct Query {
    /// As a person put it.
    pub text: String,
    /// How relevant documents are; all above 0.
    pub grades: BTreeMap<String, f64>,
}

/// A collection.
pub struct Collection {
    /// Its documents.
    pub documents: Vec<Document>,
    /// Its queries; those without a relevant document are left out.
    pub queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

impl Collection {
    /// Reads `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` of a folder.
    pub fn read(folder: &Path) -> Result<Collection> {
        let text = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("{}", folder.display()));
        let documents =
            text("corpus.jsonl")?.lines().map(serde_json::from_str).collect::<Result<Vec<Document>, _>>()?;
        let mut grades = BTreeMap::<String, BTreeMap<String, f64>>::new();
        for line in text("qrels.tsv")?.lines().skip(1) {
            let mut fields = line.split('\t');
            let (Some(query), Some(document), Some(grade)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let grade: f64 = grade.trim().parse().with_context(|| format!("qrels.tsv: {line}"))?;
            if grade > 0.0 {
                grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
            }
        }
        let mut queries = Vec::new();
        for line in text("queries.jsonl")?.lines() {
            let asked: Asked = serde_json::from_str(line)?;
            queries.extend(grades.remove(&asked.id).map(|grades| Query { text: asked.text, grades }));
        }
        Ok(Collection { documents, queries })
    }
}
