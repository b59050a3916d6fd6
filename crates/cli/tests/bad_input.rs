//! Input that is broken, hostile or not to be shown, from the command line on: each a problem that names its place and what to do, nothing written where
//! it must not be, and all the rest published.

mod support;

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use support::{Ran, app, folder, newsprint_in, write};

/// An article that is always beside what is bad.
const GOOD: &str = "{\"id\": \"good\", \"title\": \"Ferry Runs Again\", \"date\": \"2021-05-04\", \"body\": \"The marigold ferry runs from Friday.\"}\n";

/// Builds what is in `in`, looks that `n` articles were published, the good one among them, that just these problems were told, and that nothing
/// but the site was written.
fn published_beside(here: &Path, n: usize, problems: &[&str]) -> Ran {
    write(here, "in/zz-good.jsonl", GOOD);
    let before = everything(here);
    let ran = newsprint_in(here, &["build", "in", "--out", "site", "--app", &app()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in problems {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), problems.len(), "one line each, and none besides:\n{}", ran.err);
    let counted = if n == 1 { "  1 article,".to_owned() } else { format!("  {n} articles,") };
    assert!(ran.out.contains(&counted), "{counted}\n{}", ran.out);
    assert!(newsprint_in(here, &["search", "site", "marigold"]).out.contains("[good]") && is_told(here, "marigold"));
    let checked = newsprint_in(here, &["check", "site"]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    let mut after = everything(here);
    after.retain(|(name, _)| !name.starts_with("site"));
    assert_eq!(after, before, "nothing but the site was written");
    ran
}

/// Every file and folder below, links not followed, with its length.
fn everything(folder: &Path) -> Vec<(String, u64)> {
    fn note(folder: &Path, prefix: &str, found: &mut Vec<(String, u64)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let metadata = entry.metadata().expect("an entry");
            if metadata.is_dir() {
                note(&entry.path(), &format!("{name}/"), found);
            }
            found.push((name, if metadata.is_file() { metadata.len() } else { 0 }));
        }
    }
    let mut found = Vec::new();
    note(folder, "", &mut found);
    found.sort();
    found
}

/// Whether a word stands in any file that the site has in plain text, or can be searched for.
fn is_told(here: &Path, word: &str) -> bool {
    let files = newsprint::folder::read(&here.join("site")).expect("a site");
    let in_files = files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(word));
    let found = newsprint_in(here, &["search", "site", word, "--exact", "--json"]).out;
    in_files || !found.contains("\"n_hits\": 0,")
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it is in memory");
        writer.write_all(bytes).expect("it is in memory");
    }
    writer.finish().expect("it is in memory").into_inner()
}

/// A .tar of members with these very names, as no honest program writes them.
fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).expect("it is in memory");
    }
    builder.into_inner().expect("it is in memory")
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

const STORY: &str = "{\"id\": \"inside\", \"title\": \"Mill Sold\", \"body\": \"The mill by the lake was sold.\"}\n";

#[test]
fn a_bomb_of_an_archive_ends_at_what_it_could_honestly_hold() {
    let here = folder("bad-bombs");
    // Each layer is a hundred copies of the one in it: 320 MB come out of some kilobytes.
    let zeros = vec![b' '; 32 << 20];
    let inner = zip_of(&[("zeros.bin", &zeros)]);
    let names: Vec<String> = (0..10).map(|nth| format!("layer-{nth}.zip")).collect();
    let mut members: Vec<(&str, &[u8])> = vec![("first.jsonl", STORY.as_bytes())];
    members.extend(names.iter().map(|name| (name.as_str(), inner.as_slice())));
    let bomb = zip_of(&members);
    assert!(bomb.len() < 400_000, "{}", bomb.len());
    write(&here, "in/bomb.zip", bomb);
    let ran = newsprint_in(&here, &["parse", "in"]);
    assert!(ran.out.contains("Mill Sold"), "what came before the bomb went off is kept: {}", ran.err);
    let told: Vec<&str> =
        ran.err.lines().filter(|line| line.contains("far more than it could honestly hold")).collect();
    assert!(told.len() == 1 && told[0].starts_with("in/bomb.zip/layer-"), "{}", ran.err);
    let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--app", &app()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("1 article,"), "{}", ran.out);
    // A bomb of archives in archives, each a copy of the last.
    let mut deep = STORY.as_bytes().to_vec();
    for _ in 0..7 {
        deep = gzip_of(&deep);
    }
    write(&here, "deep/in/deep.jsonl.gz", deep);
    published_beside(&here.join("deep"), 1, &["lies in 5 other archives, too deep to be unpacked"]);
}

#[test]
fn members_that_lead_out_of_their_archive_are_refused_and_nothing_is_written_there() {
    let here = folder("bad-paths");
    let members: [(&str, &[u8]); 5] = [
        ("../../escaped.jsonl", STORY.as_bytes()),
        ("/tmp/escaped.jsonl", STORY.as_bytes()),
        ("a/../../escaped.jsonl", STORY.as_bytes()),
        ("C:\\escaped.jsonl", STORY.as_bytes()),
        ("kept/inside.jsonl", STORY.as_bytes()),
    ];
    write(&here, "in/news.zip", zip_of(&members));
    write(&here, "in/news.tar", tar_of(&members));
    let refused = |archive: &str, name: &str| {
        format!("in/{archive}: error: its member `{name}` has a name that leads out of the archive, and was refused.")
    };
    let names = ["../../escaped.jsonl", "/tmp/escaped.jsonl", "a/../../escaped.jsonl", "C:/escaped.jsonl"];
    let told: Vec<String> =
        ["news.zip", "news.tar"].iter().flat_map(|archive| names.map(|name| refused(archive, name))).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    // The one that both hold is a double.
    published_beside(&here, 2, &told);
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_and_pipes_are_told_of_and_nobody_waits_for_them() {
    use std::os::unix::fs::symlink;
    let here = folder("bad-links");
    write(&here, "in/deep/er/story.jsonl", STORY);
    symlink(here.join("in"), here.join("in/deep/back")).expect("a link");
    symlink("itself.jsonl", here.join("in/itself.jsonl")).expect("a link");
    symlink("nowhere.jsonl", here.join("in/broken.jsonl")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(here.join("in/pipe.jsonl")).status().expect("mkfifo is there");
    assert!(made.success());
    // A link to a file is that file.
    symlink("er/story.jsonl", here.join("in/deep/same.jsonl")).expect("a link");
    let ran = published_beside(
        &here,
        2,
        &[
            "in/deep/back: warning: is a link to a folder, which is not followed: name that folder itself",
            "in/itself.jsonl: error: could not be read: ",
            "in/broken.jsonl: error: is a link to a file that is not there: mend or remove it.",
            "in/pipe.jsonl: error: is a pipe, a socket or a device and no file, and was left out.",
        ],
    );
    assert!(ran.out.contains("1 double left out"), "{}", ran.out);
}

#[test]
fn what_a_feed_declares_is_neither_fetched_nor_replaced() {
    let here = folder("bad-entities");
    write(&here, "secret.txt", "Password: swordfish");
    let secret = here.join("secret.txt");
    let feed = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY file SYSTEM \"file://{}\">\n<!ENTITY far SYSTEM \"http://127.0.0.1:9/x\">\n\
         <!ENTITY a \"lol lol lol lol lol lol lol lol lol lol\">\n<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n\
         <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">\n<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\n]>\n\
         <rss><channel><title>Tarn</title>\n<item><title>Pier &file;</title><description>It &far; reopened &d; today.</description></item>\n\
         </channel></rss>\n",
        secret.display()
    );
    write(&here, "in/feed.xml", feed);
    published_beside(
        &here,
        2,
        &[
            "in/feed.xml:2: warning: declares entities of its own: they are not replaced, and nothing they point at is fetched.",
        ],
    );
    assert!(!is_told(&here, "swordfish") && !is_told(&here, "lol"));
    assert!(newsprint_in(&here, &["search", "site", "pier reopened"]).out.contains("Pier"));
}

#[test]
fn a_page_of_a_hundred_thousand_tags_in_each_other_is_read_and_told_of() {
    let here = folder("bad-nesting");
    let page = format!(
        "<html><head><title>Harbour Wall Rebuilt After The Storm</title></head>\n<body>\n<p>The harbour wall was rebuilt on Monday, said the council of Velmora.</p>\n{}\
         <p>Some two hundred people came to see the last stone set in the middle of the wall.</p>{}</body></html>",
        "<div>\n".repeat(100_000),
        "</div>".repeat(100_000)
    );
    write(&here, "in/deep.html", page);
    published_beside(&here, 2, &["in/deep.html:513: warning: has elements in more than 512 others"]);
    assert!(newsprint_in(&here, &["search", "site", "\"last stone\""]).out.contains("Harbour Wall Rebuilt"));
}

#[test]
fn ragged_rows_of_a_table_are_read_as_far_as_they_go_with_the_line_of_each() {
    let here = folder("bad-rows");
    let table = "id,title,date,text\nr1,One,2021-05-01,First text.\nr2,Two\nr3,Three,2021-05-03,Third text.,too,many\nr4,\"Four,2021-05-04,Never closed.\nr5,Five,2021-05-05,Fifth text.\n";
    write(&here, "in/rows.csv", table);
    let ran = published_beside(&here, 6, &["in/rows.csv:3: warning: ", "in/rows.csv:4: warning: ", "in/rows.csv:5: "]);
    for said in ["has 2 fields", "has 6 fields", "quotation mark"] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    assert!(newsprint_in(&here, &["search", "site", "fifth"]).out.contains("[r5]"));
}

#[test]
fn a_day_that_no_calendar_has_is_named_with_its_line_in_every_kind_of_file() {
    let here = folder("bad-days");
    let files = [
        (
            "in/a.jsonl",
            "{\"title\": \"Jsonl\", \"body\": \"Text.\"}\n{\"title\": \"Day A\", \"date\": \"2023-02-29\", \"body\": \"Text a.\"}\n",
            2,
        ),
        ("in/b.json", "[\n{\"title\": \"Day B\", \"date\": \"2023-02-29T10:00:00Z\", \"body\": \"Text b.\"}]", 2),
        ("in/c.csv", "title,date,text\nDay C,29 February 2023,Text c.\n", 2),
        (
            "in/d.xml",
            "<rss><channel>\n<item>\n<title>Day D</title><pubDate>Wed, 29 Feb 2023 10:00:00 GMT</pubDate><description>Text d.</description></item></channel></rss>",
            2,
        ),
        ("in/e.md", "---\ntitle: Day E\ndate: 2023-02-29\n---\n\nText e of the story.\n", 3),
        (
            "in/f.txt",
            "Title: Day F\nDate: 29 February 2023\n\nThe ferry to the islands will run again from Friday, the harbour authority said.\n",
            2,
        ),
        (
            "in/g.html",
            "<html><head><title>Day G of the harbour ferry</title>\n<meta property=\"article:published_time\" content=\"2023-02-29T08:00\">\n</head><body><h1>Day G of the harbour ferry</h1><p>The ferry to the islands will run again, the harbour authority said on Monday.</p></body></html>",
            2,
        ),
        (
            "in/h.xml",
            "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"h\">\n<contentMeta><contentCreated>2023-02-29T08:00:00Z</contentCreated><headline>Day H</headline></contentMeta><contentSet><inlineXML><html><body><p>Text h.</p></body></html></inlineXML></contentSet></newsItem>",
            1,
        ),
    ];
    let told: Vec<String> = files.iter().map(|(name, _, line)| format!("{name}:{line}: warning: `")).collect();
    for (name, text, _) in &files {
        write(&here, name, text);
    }
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let ran = published_beside(&here, 10, &told);
    assert_eq!(ran.err.matches("is not a date").count(), 8, "{}", ran.err);
    assert!(ran.out.contains("1 of them dated"), "{}", ran.out);
}

#[test]
fn an_id_that_two_articles_have_is_told_with_the_line_of_the_second() {
    let here = folder("bad-ids");
    write(&here, "in/a.jsonl", "{\"id\": \"one\", \"title\": \"First\", \"body\": \"The first text.\"}\n");
    write(
        &here,
        "in/b.jsonl",
        "{\"id\": \"two\", \"title\": \"Second\", \"body\": \"Another.\"}\n\n{\"id\": \"one\", \"title\": \"Third\", \"body\": \"The third text.\"}\n",
    );
    write(&here, "in/c.csv", "id,title,text\none,Fourth,The fourth text.\n");
    let ran = published_beside(
        &here,
        5,
        &["in/b.jsonl:3: warning: the id `one` was given before", "in/c.csv:2: warning: the id `one` was given before"],
    );
    assert!(ran.err.contains("Give each article an id of its own"), "{}", ran.err);
    assert!(newsprint_in(&here, &["search", "site", "\"first text\""]).out.contains("[one]"), "the first one keeps it");
    assert!(newsprint_in(&here, &["search", "site", "\"third text\""]).out.contains("[one-"));
}

#[test]
fn what_is_embargoed_withdrawn_or_a_draft_is_nowhere_in_the_site() {
    let here = folder("bad-embargo");
    let jsonl = "{\"title\": \"A\", \"body\": \"Open text.\"}\n{\"title\": \"Hush A\", \"embargo\": \"2999-01-01\", \"body\": \"quicksilver\"}\n\
                 {\"title\": \"Hush B\", \"embargoed\": \"some day\", \"body\": \"quicksilver\"}\n{\"title\": \"Hush C\", \"draft\": true, \"body\": \"quicksilver\"}\n\
                 {\"title\": \"Hush D\", \"published\": false, \"body\": \"quicksilver\"}\n{\"title\": \"Hush E\", \"status\": \"draft\", \"body\": \"quicksilver\"}\n\
                 {\"title\": \"B\", \"draft\": false, \"published\": \"2021-05-06\", \"body\": \"Published text.\"}\n\
                 {\"title\": \"C\", \"published\": true, \"date\": \"2021-05-07\", \"status\": \"publish\", \"embargo\": \"2021-05-07\", \"body\": \"Embargo over.\"}\n";
    let table = "title,draft,text\nHush F,true,quicksilver\nD,false,Open row.\nHush G,yes,quicksilver\n";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:app=\"http://www.w3.org/2007/app\"><title>Tarn</title>\n\
                <entry><title>Hush H</title><app:control><app:draft>yes</app:draft></app:control><content>quicksilver</content></entry>\n\
                <entry><title>E</title><app:control><app:draft>no</app:draft></app:control><content>Open entry.</content></entry></feed>";
    let ninjs = "{\"uri\": \"urn:x\", \"pubstatus\": \"canceled\", \"headlines\": [{\"role\": \"main\", \"value\": \"Hush I\"}], \"bodies\": [{\"value\": \"quicksilver\"}]}";
    let item = |title: &str, status: &str| {
        format!(
            "<newsItem guid=\"{title}\">\n<itemMeta><pubStatus qcode=\"{status}\"/></itemMeta><contentMeta><headline>{title}</headline></contentMeta>\
             <contentSet><inlineXML><html><body><p>quicksilver</p></body></html></inlineXML></contentSet></newsItem>"
        )
    };
    let g2 = format!(
        "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\n{}\n{}\n{}</itemSet></newsMessage>",
        item("Hush J", "stat:withheld"),
        item("Hush K", "stat:canceled"),
        item("G", "stat:usable").replace("quicksilver", "Open item.")
    );
    let nitf = "<nitf>\n<head><title>Hush L</title><docdata management-status=\"embargoed\"><doc-id id-string=\"l\"/></docdata></head>\
                <body><body.head><hedline><hl1>Hush L</hl1></hedline></body.head><body.content><p>quicksilver</p></body.content></body></nitf>";
    let wxr = "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Blog</title>\n\
               <item><title>Hush M</title><content:encoded>quicksilver</content:encoded><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>\n\
               <item><title>Hush N</title><content:encoded>quicksilver</content:encoded><wp:status>future</wp:status><wp:post_type>post</wp:post_type></item>\n\
               <item><title>F</title><content:encoded>Open post.</content:encoded><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>";
    for (name, text) in [
        ("in/a.jsonl", jsonl),
        ("in/b.csv", table),
        ("in/c.atom", atom),
        ("in/d.json", ninjs),
        ("in/e.xml", g2.as_str()),
        ("in/f.xml", nitf),
        ("in/g.xml", wxr),
        ("in/h.md", "---\ntitle: Hush O\ndraft: true\n---\nquicksilver\n"),
        ("in/i.md", "---\ntitle: Hush P\npublished: false\n---\nquicksilver\n"),
        ("in/j.md", "+++\ntitle = \"Hush Q\"\ndraft = true\n+++\nquicksilver\n"),
    ] {
        write(&here, name, text);
    }
    let ran = published_beside(
        &here,
        8,
        &[
            "in/a.jsonl:2: note: `Hush A` is under an embargo until 2999-01-01, so it was left out.",
            "in/a.jsonl:3: error: `Hush B` is under an embargo until `some day`, which is not a date, so it was left out.",
            "in/a.jsonl:4: note: `Hush C` is a draft, so it was left out.",
            "in/a.jsonl:5: note: `Hush D` is a draft, so it was left out.",
            "in/a.jsonl:6: note: `Hush E` has the status `draft`, so it was left out.",
            "in/b.csv:2: note: `Hush F` is a draft, so it was left out.",
            "in/b.csv:4: note: `Hush G` is a draft, so it was left out.",
            "in/c.atom:2: note: `Hush H` is a draft, so it was left out.",
            "in/d.json:1: note: `Hush I` has the status `canceled`, so it was left out.",
            "in/e.xml:2: note: `Hush J` has the status `withheld`, so it was left out.",
            "in/e.xml:4: note: `Hush K` has the status `canceled`, so it was left out.",
            "in/f.xml:1: note: `Hush L` has the status `embargoed`, so it was left out.",
            "in/g.xml: note: 1 entry with the status `draft` was left out.",
            "in/g.xml: note: 1 entry with the status `future` was left out.",
            "in/h.md:1: note: `Hush O` is a draft, so it was left out.",
            "in/i.md:1: note: `Hush P` is a draft, so it was left out.",
            "in/j.md:1: note: `Hush Q` is a draft, so it was left out.",
        ],
    );
    assert!(!is_told(&here, "quicksilver") && !is_told(&here, "Hush"), "{}", ran.out);
    assert!(ran.out.contains("  left out, as should be:\n    8 × `…` is a draft, so it was left out"), "{}", ran.out);
    assert!(ran.out.contains("1 problem, which left something out:\n    1 × `Hush B` is under"), "{}", ran.out);
    // What is left out as it asks to be stands in nobody's way; an embargo until nobody knows when does, for who builds unattended.
    let strictly = || newsprint_in(&here, &["build", "in", "--out", "new", "--strict", "--app", &app()]);
    let strict = strictly();
    assert!(strict.code == 2 && strict.err.contains("1 problem, so nothing was written"), "{}", strict.err);
    assert!(!here.join("new").exists());
    write(&here, "in/a.jsonl", jsonl.replace("some day", "2999-01-02"));
    let strict = strictly();
    assert_eq!(strict.code, 0, "{}", strict.err);
    assert!(!strict.out.contains("problem") && here.join("new/index.html").exists(), "{}", strict.out);
}
