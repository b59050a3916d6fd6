//! What can be typed, as typed.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use newsprint_corpus::{Columns, ReadOptions};
use newsprint_model::DateSpan;

use crate::settings::Settings;

/// Turns a folder of news articles into a website that readers search entirely in their own browser.
#[derive(Debug, Parser)]
#[command(name = "newsprint", version, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  newsprint init articles/
  newsprint build articles/ --out site --name \"The Harbour Archive\"
  newsprint serve site
  newsprint parse articles/ > articles.jsonl
  newsprint search site \"ceasefire -gaza\" --person ali-khamenei

Articles are read from plain text, HTML pages, Markdown, JSON and JSON Lines, CSV and TSV, RSS, Atom and JSON
Feed, IPTC ninjs and NewsML-G2, WordPress exports, EPUB, PDF, web archives (WARC, WACZ), and .zip, .tar and
.gz archives of these (docs/importing.md).

Problems in the input go to standard error with file and line; the rest is still read.

Exit code: 0 when it is done, 1 when `check` finds a fault, 2 when nothing could be done.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at a folder of articles and write its settings, newsprint.toml, ready to be changed
    Init(InitArgs),
    /// Print one JSON object per article: what was read, before anything is made of it
    #[command(after_help = PARSE_HELP)]
    Parse(ParseArgs),
    /// Print the people, organisations and places that a file names, and where
    #[command(after_help = TAG_HELP)]
    Tag(TagArgs),
    /// Say whether two forms of a name mean one person, body or place, and why
    #[command(after_help = NAMES_HELP)]
    Names(NamesArgs),
    /// List whom and what a built site or a folder of articles names, with every spelling and why it was joined
    #[command(after_help = ENTITIES_HELP)]
    Entities(EntitiesArgs),
    /// Write a complete website: the reader's app and the collection
    #[command(after_help = BUILD_HELP)]
    Build(BuildArgs),
    /// Search a built site from the command line
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArgs),
    /// Show a built site on this machine, for a look before it is published
    Serve(ServeArgs),
    /// Look at every file of a built site: is it there, and is it as it was written
    #[command(after_help = CHECK_HELP)]
    Check(CheckArgs),
}

const PARSE_HELP: &str = "\
Each line is an object with the keys id, title, title_derived, date (EDTF or null), date_evidence,
byline, source, lang, url, paragraphs, file and span ([start, end] in code points of the file).

Exit code: 0 when anything was read, 2 when nothing was.

Examples:
  newsprint parse corpus/iran-news.txt
  newsprint parse articles/ more.jsonl --lang fa
  newsprint parse export.csv --columns title=Dachzeile,body=Volltext";

const TAG_HELP: &str = "\
With --format conll each word has a line, with its tag behind a tab: B- or I- and PER, ORG, LOC, MISC or DATE;
or O. A blank line stands after each sentence.

Examples:
  newsprint tag story.txt
  newsprint tag story.txt --format conll";

const NAMES_HELP: &str = "\
Prints the verdict (same, different or unsure), what led to it, and a tab between the two: the rungs of
the ladder that join the forms, or the gates that forbid it (docs/entities.md names them all).

With --pairs, one line for each line of a tab-separated file whose first line names the columns form_a and
form_b: the two forms and the label, same or different. What is unsure is printed as different there, as a
wrong merge is worse than a missed one.

Examples:
  newsprint names 'Mahmoud Ahmadinejad' 'Mahmud Ahmadi-Nejad'
  newsprint names --pairs pairs.tsv > labels.tsv";

const ENTITIES_HELP: &str = "\
For a folder or file of articles, an entities.tsv beside them is heeded, as when a site is built from them.
Its lines are orders such as `same A = B`, `different A != B`, `rename A = B`, `kind A = person`,
`suppress A`, `wikidata A = Q1` and `alias A = B` (docs/entities.md).

Examples:
  newsprint entities site
  newsprint entities articles/ --doubtful
  newsprint entities site --format csv > entities.csv";

const BUILD_HELP: &str = "\
The folder that --out names must be new, empty, or a site that newsprint wrote before, and lie neither in
what is read nor around it. Put it on any web space that serves files; `newsprint serve` shows it first.

A newsprint.toml beside the articles holds what need not be typed each time (title, description, language and
more; `newsprint init` writes one), an entities.tsv beside them corrections of names.

With --since DATE the site's main part stays, file for file, and articles that it does not have are
put beside it: a day is added to 100,000 articles in seconds, and only what is new has to be uploaded.
What an earlier --since added is written again, so name the sources of everything that the last whole
build did not have; all sources will do. Articles before DATE that the main part has are taken to be
unchanged. Where one from DATE on has changed or is gone, or more has been added than a tenth of the main
part, the site is built anew from the sources, if they hold all that it has; if not, nothing is
written. So give the date of the last whole build, and build the whole from time to time.

Exit code: 0 when a site was written, whatever problems there were; 2 when none was.

Examples:
  newsprint build articles/ --out site
  newsprint build archive.jsonl --out site --name \"Harbour Archive\" --lang en
  newsprint build archive.jsonl today.jsonl --out site --since 2024-05-01
  newsprint build articles/ --explain harbour-reopens";

const SEARCH_HELP: &str = "\
Values of --person, --org and --place are entity ids such as ali-khamenei, as --json and the site's
addresses show them. A value that starts with - is left out instead: --place=-israel. Several values
of one option are alternatives; different options narrow each other.

Examples:
  newsprint search site '\"two-state solution\"'
  newsprint search site hijack --place yemen --date 2023-11
  newsprint search site --queries topics.jsonl > run.txt";

const CHECK_HELP: &str = "\
Reads every file of the edition and compares it with its checksum, and looks whether whatever the page and
its offline copy refer to is there. Works on a copy as well: run it on what was uploaded.

Exit code: 0 when all is well, 1 when something is missing or damaged, 2 when there is no site.

Examples:
  newsprint check site";

/// What is read, and what the files do not say themselves.
#[derive(Debug, clap::Args)]
pub struct SourceArgs {
    /// Files and folders; folders are read with everything in them, hidden files aside; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How the files are to be read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How files are to be read.
#[derive(Debug, Default, clap::Args)]
pub struct ReadingArgs {
    /// Language of every article whose source names none (BCP 47, such as en or fa); told from the text otherwise
    #[arg(long, value_name = "TAG", value_parser = newsprint_corpus::language_tag)]
    pub lang: Option<String>,
    /// Read every plain text file as one story, whatever its blank lines look like
    #[arg(long)]
    pub one_story_per_file: bool,
    /// Which columns or fields say what, where their names are not known: title=Dachzeile,body=Volltext (docs/importing.md)
    #[arg(long, value_name = "OURS=THEIRS,…", value_parser = str::parse::<Columns>, default_value = "", hide_default_value = true)]
    pub columns: Columns,
}

impl ReadingArgs {
    /// As the importers want it.
    pub fn options(&self) -> ReadOptions {
        self.options_under(&Settings::default())
    }

    /// As the importers want it, where the publisher has settled something: what is typed outranks it.
    pub fn options_under(&self, settings: &Settings) -> ReadOptions {
        ReadOptions {
            lang: self.lang.clone().or_else(|| match settings.languages.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            }),
            among: settings.languages.clone(),
            one_story_per_file: self.one_story_per_file || settings.one_story_per_file == Some(true),
            columns: match &settings.columns {
                Some(columns) if self.columns == Columns::default() => columns.clone(),
                _ => self.columns.clone(),
            },
            today: Some(crate::today()),
        }
    }
}

/// `newsprint init`.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The folder with the articles
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// How the files are to be read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// `newsprint parse`.
#[derive(Debug, clap::Args)]
pub struct ParseArgs {
    /// What is read
    #[command(flatten)]
    pub sources: SourceArgs,
}

/// `newsprint tag`.
#[derive(Debug, clap::Args)]
pub struct TagArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = TagFormat::Json)]
    pub format: TagFormat,
    /// The file is cut into words already, one by line (CoNLL): tag exactly these; needs --format conll
    #[arg(long)]
    pub pretokenized: bool,
    /// How the file is to be read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How `newsprint tag` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TagFormat {
    /// One JSON object: stories, mentions, entities
    Json,
    /// A line for each word with its tag (CoNLL)
    Conll,
}

/// `newsprint names`.
#[derive(Debug, clap::Args)]
pub struct NamesArgs {
    /// One form of a name
    #[arg(value_name = "A", required_unless_present = "pairs", requires = "b")]
    pub a: Option<String>,
    /// The other
    #[arg(value_name = "B")]
    pub b: Option<String>,
    /// A tab-separated file with the columns form_a and form_b
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b"])]
    pub pairs: Option<PathBuf>,
}

/// `newsprint entities`.
#[derive(Debug, clap::Args)]
pub struct EntitiesArgs {
    /// A built site, or articles as `newsprint build` reads them
    #[arg(value_name = "EDITION_OR_FOLDER")]
    pub path: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = EntitiesFormat::Table)]
    pub format: EntitiesFormat,
    /// Those first that most mentions were joined to by a rule that can err
    #[arg(long)]
    pub doubtful: bool,
    /// How articles are to be read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How `newsprint entities` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EntitiesFormat {
    /// For people: each entity with its spellings below
    Table,
    /// One line for each spelling
    Csv,
    /// A list of objects
    Json,
}

/// `newsprint build`.
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// What is read
    #[command(flatten)]
    pub sources: SourceArgs,
    /// The folder to write
    #[arg(long, value_name = "DIR", required_unless_present = "explain")]
    pub out: Option<PathBuf>,
    /// The collection's name, as the masthead shows it; made from the first path's name otherwise
    #[arg(long)]
    pub name: Option<String>,
    /// A folder with a built app, instead of the one that this command carries
    #[arg(long, value_name = "DIR")]
    pub app: Option<PathBuf>,
    /// Add to the site instead of writing it anew: only what it does not have yet is worked on (see below)
    #[arg(long, value_name = "DATE", value_parser = str::parse::<DateSpan>)]
    pub since: Option<DateSpan>,
    /// Index words only: look for no people, organisations and places in the texts (several times quicker); those that a source lists are kept
    #[arg(long)]
    pub no_entities: bool,
    /// Write the edition as one file, for hosts that allow few files and send parts of one (Range requests)
    #[arg(long, conflicts_with = "since")]
    pub one_file: bool,
    /// Write nothing when there is any problem with the articles or the settings, so that whoever builds unattended hears of it; drafts and the like are none
    #[arg(long)]
    pub strict: bool,
    /// Write nothing, but tell how the article with this id was read: file, line, format, evidence, what was left out
    #[arg(long, value_name = "ID", conflicts_with_all = ["out", "since"])]
    pub explain: Option<String>,
    /// How many threads work at it [default: one for each core]; the files do not depend on it
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
}

/// `newsprint search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// A built site, or the folder with its edition.json
    #[arg(value_name = "EDITION")]
    pub edition: PathBuf,
    /// The words; "phrases", OR, -exclusions and (groups) work as on the site
    #[arg(value_name = "QUERY", required_unless_present = "queries")]
    pub query: Option<String>,
    /// Print one JSON object: the whole answer, facets and dates included
    #[arg(long, conflicts_with = "queries")]
    pub json: bool,
    /// Take every word as typed: nothing is corrected
    #[arg(long)]
    pub exact: bool,
    /// Take names as typed: other spellings of somebody do not count
    #[arg(long)]
    pub strict_names: bool,
    /// Say beside each hit what each word adds to its score
    #[arg(long, conflicts_with_all = ["queries", "json"])]
    pub explain: bool,
    /// A JSON Lines file of {"id", "text"}: print TREC run lines for all of them
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub queries: Option<PathBuf>,
    /// How many hits at most [default: 10; 1000 with --queries]
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// How many hits to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,
    /// Only articles that name this person
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub person: Vec<String>,
    /// Only articles that name this organisation
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub org: Vec<String>,
    /// Only articles that name this place
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub place: Vec<String>,
    /// Only articles of this source
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub source: Vec<String>,
    /// Only articles in this language
    #[arg(long, value_name = "TAG", allow_hyphen_values = true)]
    pub lang: Vec<String>,
    /// Only articles published then: 2023-11-19, 2023-11, 2023, a range with a slash, or `undated`
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The order of the hits
    #[arg(long, value_enum, default_value_t = SortArg::Relevance)]
    pub sort: SortArg,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Best match first
    Relevance,
    /// Newest first, undated last
    Newest,
    /// Oldest first, undated last
    Oldest,
}

/// `newsprint serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// The site
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The port; 0 takes any free one and says which
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// Print each request to standard error
    #[arg(long)]
    pub log: bool,
}

/// `newsprint check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// A built site, or the folder with its edition.json
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}
