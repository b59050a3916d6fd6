//! Which column of a table, or which field of a record, says what of an article.

use std::str::FromStr;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Column {
    Id,
    Title,
    Date,
    Body,
    Paragraphs,
    Byline,
    Source,
    Lang,
    Url,
    People,
    Orgs,
    Places,
    Embargo,
    Status,
    Type,
    Draft,
}

/// Every column, with our name first and then the spellings of others, the more telling ones first.
///
/// Names are compared without case, spaces, `_`, `-` and `:`. Sources: the schemas that docs/importing.md names, and common exports in
/// English, German, French, Spanish, Italian, Portuguese and Persian.
const SPELLINGS: [(Column, &[&str]); 16] = [
    (
        Column::Id,
        &["id", "guid", "uri", "articleid", "docid", "documentid", "storyid", "postid", "uuid", "newid", "identifier"],
    ),
    (
        Column::Title,
        &[
            "title",
            "headline",
            "headlines",
            "heading",
            "posttitle",
            "articletitle",
            "titre",
            "titel",
            "überschrift",
            "titulo",
            "título",
            "titular",
            "titolo",
            "schlagzeile",
            "عنوان",
            "تیتر",
        ],
    ),
    (
        Column::Date,
        &[
            "date",
            "published",
            "publishedat",
            "publishedon",
            "publicationdate",
            "publishdate",
            "pubdate",
            "datepublished",
            "publishdatetime",
            "firstpublished",
            "firstcreated",
            "contentcreated",
            "datetime",
            "versioncreated",
            "postdate",
            "created",
            "createdat",
            "timestamp",
            "dcdate",
            "datum",
            "fecha",
            "datedepublication",
            "veröffentlicht",
            "تاریخ",
        ],
    ),
    (
        Column::Body,
        &[
            "body",
            "text",
            "content",
            "bodytext",
            "bodyxhtml",
            "bodyhtml",
            "bodies",
            "articlebody",
            "articletext",
            "fulltext",
            "maintext",
            "contenthtml",
            "contenttext",
            "contentencoded",
            "postcontent",
            "story",
            "article",
            "html",
            "inhalt",
            "contenu",
            "texte",
            "corps",
            "texto",
            "contenido",
            "cuerpo",
            "contenuto",
            "testo",
            "conteúdo",
            "متن",
            "description",
            "summary",
            "abstract",
            "lead",
            "excerpt",
        ],
    ),
    (Column::Paragraphs, &["paragraphs"]),
    (
        Column::Byline,
        &[
            "byline",
            "by",
            "author",
            "authors",
            "creator",
            "dccreator",
            "writer",
            "reporter",
            "auteur",
            "autor",
            "autore",
            "verfasser",
            "نویسنده",
        ],
    ),
    (
        Column::Source,
        &[
            "source",
            "sourcename",
            "publisher",
            "publication",
            "newspaper",
            "outlet",
            "infosources",
            "infosource",
            "agency",
            "provider",
            "quelle",
            "fuente",
            "fonte",
            "zeitung",
            "منبع",
        ],
    ),
    (
        Column::Lang,
        &[
            "lang",
            "language",
            "languagecode",
            "locale",
            "inlanguage",
            "dclanguage",
            "sprache",
            "langue",
            "idioma",
            "lingua",
            "زبان",
        ],
    ),
    (Column::Url, &["url", "link", "weburl", "canonicalurl", "permalink", "href", "externalurl", "enlace"]),
    (Column::People, &["people", "persons", "person", "personen", "personnes", "personas"]),
    (Column::Orgs, &["orgs", "organisations", "organizations", "organisation", "organization", "companies"]),
    (Column::Places, &["places", "locations", "place", "location", "orte", "lieux", "lugares"]),
    (Column::Embargo, &["embargo", "embargoed", "embargountil", "embargoeduntil"]),
    (Column::Status, &["status", "pubstatus", "poststatus"]),
    (Column::Type, &["type", "itemclass", "posttype"]),
    (Column::Draft, &["draft", "isdraft", "unpublished"]),
];

/// A mapping that the publisher gives.
///
/// * Shape: written as `title=Überschrift,body=Text`, our name first; see [`Columns::from_str`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The other name, made comparable.
    given: Vec<(Column, String)>,
}

impl Columns {
    /// What a column of this name says, and how telling the name is: 0 is best.
    ///
    /// * Errors: `None` when nobody knows it, or when the publisher gave another name for what it would say.
    pub fn of(&self, name: &str) -> Option<(Column, u32)> {
        if self.given.is_empty() {
            // Our own names, which most records have, without further ado.
            let ours = match name {
                "id" => Some(Column::Id),
                "title" => Some(Column::Title),
                "date" => Some(Column::Date),
                "body" => Some(Column::Body),
                "url" => Some(Column::Url),
                _ => None,
            };
            if let Some(column) = ours {
                return Some((column, 1));
            }
        }
        let plain = plain(name);
        if let Some((column, _)) = self.given.iter().find(|(_, given)| *given == plain) {
            return Some((*column, 0));
        }
        let (column, rank) = SPELLINGS.iter().find_map(|(column, spellings)| {
            let rank = spellings.iter().position(|spelling| *spelling == plain)?;
            Some((*column, rank as u32 + 1))
        })?;
        let is_given = |wanted: Column| self.given.iter().any(|(given, _)| *given == wanted);
        // A text that was given as one is not outdone by a list of paragraphs that was not.
        let outdone = is_given(column) || (column == Column::Paragraphs && is_given(Column::Body));
        (!outdone).then_some((column, rank))
    }

    /// The names that the publisher gave.
    pub fn given(&self) -> impl Iterator<Item = (Column, &str)> {
        self.given.iter().map(|(column, name)| (*column, name.as_str()))
    }
}

impl Column {
    /// How many there are.
    pub(crate) const COUNT: usize = SPELLINGS.len();

    /// Our name for it.
    pub fn name(self) -> &'static str {
        SPELLINGS[self as usize].1[0]
    }
}

impl FromStr for Columns {
    type Err = String;

    /// Reads `title=Überschrift,body=Text`.
    ///
    /// * Errors: a sentence for a person, naming the part that cannot be read.
    fn from_str(text: &str) -> Result<Columns, String> {
        let mut columns = Columns::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let Some((ours, theirs)) = part.split_once('=') else {
                return Err(format!("`{}` names no column: write title=Headline,body=Text", part.trim()));
            };
            let wanted = plain(ours);
            let Some(column) = SPELLINGS.iter().map(|row| row.0).find(|column| column.name() == wanted) else {
                let known: Vec<&str> = SPELLINGS.iter().map(|row| row.0.name()).collect();
                return Err(format!("`{}` is none of {}", ours.trim(), known.join(", ")));
            };
            if theirs.trim().is_empty() {
                return Err(format!("`{}` names no column: write title=Headline,body=Text", part.trim()));
            }
            columns.given.push((column, plain(theirs)));
        }
        Ok(columns)
    }
}

/// A name without what people write differently.
fn plain(name: &str) -> String {
    let keep = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-' | ':' | '\u{FEFF}' | '\u{200C}');
    name.chars().filter(keep).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_many_names() {
        let none = Columns::default();
        for (name, column) in [
            ("title", Some(Column::Title)),
            ("Headline", Some(Column::Title)),
            ("Überschrift", Some(Column::Title)),
            ("pub_date", Some(Column::Date)),
            ("datePublished", Some(Column::Date)),
            ("content:encoded", Some(Column::Body)),
            ("Full Text", Some(Column::Body)),
            ("dc:creator", Some(Column::Byline)),
            ("topics", None),
            ("", None),
        ] {
            assert_eq!(none.of(name).map(|found| found.0), column, "{name}");
        }
        assert!(none.of("title").unwrap().1 < none.of("headline").unwrap().1);
        for (index, (column, spellings)) in SPELLINGS.iter().enumerate() {
            assert_eq!(*column as usize, index);
            assert!(spellings.iter().all(|spelling| plain(spelling) == *spelling), "{column:?}");
        }
    }

    #[test]
    fn a_given_name_outdoes_those_known() {
        let columns: Columns = "title=Dachzeile, body = Text ".parse().unwrap();
        assert_eq!(columns.of("dachzeile"), Some((Column::Title, 0)));
        assert_eq!(columns.of("title"), None);
        assert_eq!(columns.of("paragraphs"), None);
        assert_eq!(columns.of("author").map(|found| found.0), Some(Column::Byline));
    }

    #[test]
    fn a_mapping_that_cannot_be_read_says_which_part() {
        for (text, part) in
            [("headline", "`headline`"), ("topic=x", "`topic` is none of id, title"), ("title=", "`title=`")]
        {
            let fault = text.parse::<Columns>().unwrap_err();
            assert!(fault.contains(part), "{fault}");
        }
        assert_eq!("".parse::<Columns>(), Ok(Columns::default()));
    }
}
