//! Large builds and builds that end badly.

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use newsprint_site::Files;
use support::{Ran, STORIES, app, folder, newsprint_in, write};

fn build(here: &Path, args: &[&str]) -> Ran {
    let app = app();
    newsprint_in(here, &[&["build"], args, &["--app", &app]].concat())
}

fn bytes(folder: &Path) -> Files {
    newsprint::folder::read(folder).expect("a site")
}

/// Articles of invented words, each other than all before: `n` lines of JSON.
fn many(n: usize) -> String {
    let mut state = 1_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let syllables = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti"];
        (0..2 + (state >> 60) % 3).map(|nth| syllables[(state >> (33 + nth * 3)) as usize % 8]).collect::<String>()
    };
    let mut lines = String::new();
    for nth in 0..n {
        let body: Vec<String> = (0..120).map(|_| word()).collect();
        let (year, day) = (1990 + nth % 30, 1 + nth % 28);
        let date = if nth % 10 == 0 { String::new() } else { format!("\"date\": \"{year}-03-{day:02}\", ") };
        lines.push_str(&format!(
            "{{\"id\": \"a{nth}\", {date}\"title\": \"{} {}\", \"body\": \"{}\"}}\n",
            word(),
            word(),
            body.join(" ")
        ));
    }
    lines
}

#[test]
fn the_site_does_not_depend_on_the_number_of_threads() {
    let here = folder("threads");
    // More than one block of one file, and files of every kind around it.
    write(&here, "in/b.jsonl", many(1_500));
    write(&here, "in/a.jsonl", STORIES);
    write(&here, "in/c/story.txt", "Harbour Reopens\n\nBoats returned to Velmora on Tuesday.\n");
    write(&here, "in/c/story.docx", "not read");
    write(&here, "in/d.json", "[{\"title\": \"Chess\", \"body\": \"The third game was drawn.\"}]");
    let built = |out: &str, threads: &str| {
        let ran = build(&here, &["in", "--out", out, "--name", "All", "--threads", threads]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("1505 articles") && ran.out.contains("from 4 files"), "{}", ran.out);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(ran.err.contains("in/c/story.docx: error"), "{}", ran.err);
        bytes(&here.join(out))
    };
    let one = built("one", "1");
    assert_eq!(built("two", "2"), one);
    assert_eq!(built("seven", "7"), one);
}

#[test]
fn no_entity_is_looked_for_where_none_is_wanted() {
    let here = folder("no-entities");
    write(&here, "stories.jsonl", STORIES);
    let ran = build(&here, &["stories.jsonl", "--out", "site", "--no-entities"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // Those that the source lists are kept: two people and two places.
    assert!(ran.out.contains("2 people, 0 organisations, 2 places"), "{}", ran.out);
    let found = |args: &[&str]| newsprint_in(&here, &[&["search", "site"], args].concat()).out;
    let both = found(&["fishing"]);
    assert!(both.contains("[harbour]") && both.contains("[drought]"), "{both}");
    let one = found(&["fishing", "--place", "velmora"]);
    assert!(one.contains("[harbour]") && !one.contains("[drought]"), "{one}");
}

#[test]
fn a_build_that_fails_at_its_end_leaves_the_old_site() {
    let here = folder("fails-late");
    write(&here, "stories.jsonl", STORIES);
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    let before = bytes(&here.join("site"));
    // An app that claims the edition's own name is found out when all is written.
    for (name, file) in bytes(Path::new(&app())) {
        write(&here, &format!("app/{name}"), file);
    }
    write(&here, "app/edition.json", "{}");
    write(&here, "other.jsonl", "{\"title\": \"Something else\", \"body\": \"Quite another text.\"}");
    for out in ["site", "fresh"] {
        let ran = newsprint_in(&here, &["build", "other.jsonl", "--out", out, "--app", "app"]);
        assert!(ran.code == 2 && ran.err.contains("edition.json"), "{}", ran.err);
    }
    assert_eq!(bytes(&here.join("site")), before);
    assert!(!here.join("site/.newsprint-stage").exists());
    assert!(!here.join("fresh").exists(), "nothing is left of a site that was never there");
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_the_old_site_and_the_next_one_clears_up() {
    let here = folder("killed");
    write(&here, "stories.jsonl", STORIES);
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    let before = bytes(&here.join("site"));
    std::os::unix::fs::symlink("/dev/stdin", here.join("endless.jsonl")).expect("a link");
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["build", "endless.jsonl", "--out", "site", "--app", &app()])
        .current_dir(&here)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // More than a pipe holds: when all is written, most of it has been read, and the build is under way.
    child.stdin.as_mut().expect("a pipe").write_all(many(1_500).as_bytes()).expect("it reads");
    child.kill().expect("it runs");
    child.wait().expect("it has ended");
    assert!(here.join("site/.newsprint-stage").exists(), "it was killed in the midst of it");
    assert_eq!(bytes(&here.join("site")), before);
    assert!(newsprint_in(&here, &["search", "site", "chess"]).out.contains("[chess]"));
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    assert!(!here.join("site/.newsprint-stage").exists());
    assert_eq!(bytes(&here.join("site")), before);
}

/// A build that waits in the midst of it for more to read.
fn waiting(here: &Path, out: &str) -> std::process::Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["build", "-", "--out", out, "--no-entities", "--app", &app()])
        .current_dir(here)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // More than a pipe holds: when all is written, most of it has been read.
    child.stdin.as_mut().expect("a pipe").write_all(many(200).as_bytes()).expect("it reads");
    child
}

#[test]
fn of_two_builds_of_one_site_the_second_is_refused_until_the_first_is_done_or_killed() {
    let here = folder("two-at-once");
    write(&here, "stories.jsonl", STORIES);
    let said = "newsprint: another build is writing site, so this one has not begun: wait until that one is done, or choose \
                another folder with --out\n";
    let mut first = waiting(&here, "site");
    for _ in 0..2 {
        let second = build(&here, &["stories.jsonl", "--out", "site"]);
        assert_eq!((second.code, second.err.as_str()), (2, said));
    }
    assert_eq!(build(&here, &["stories.jsonl", "--out", "beside"]).code, 0, "another folder is free");
    drop(first.stdin.take());
    assert!(first.wait().expect("it ends").success());
    assert!(!here.join("site/.newsprint-stage").exists());
    let of_the_first = bytes(&here.join("site"));
    let mut killed = waiting(&here, "site");
    let second = build(&here, &["stories.jsonl", "--out", "site"]);
    assert_eq!((second.code, second.err.as_str()), (2, said));
    killed.kill().expect("it runs");
    killed.wait().expect("it has ended");
    assert_eq!(bytes(&here.join("site")), of_the_first);
    let third = build(&here, &["stories.jsonl", "--out", "site"]);
    assert_eq!(third.code, 0, "{}", third.err);
    assert_eq!(bytes(&here.join("site")), bytes(&here.join("beside")));
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_fails_the_build_by_name_and_the_old_site_stays() {
    let here = folder("full");
    write(&here, "stories.jsonl", STORIES);
    write(&here, "more.jsonl", many(200));
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    let before = bytes(&here.join("site"));
    let mut n_failed = 0;
    // Files may have so many blocks of 512 bytes: what does not fit is now the scratch file, now a page, now a chunk.
    for n_blocks in [0, 4, 8, 16, 32, 64, 128, 512] {
        let limited = format!("trap '' XFSZ; ulimit -f {n_blocks}; exec \"$0\" \"$@\"");
        let args = ["build", "more.jsonl", "--out", "site", "--no-entities", "--app", &app()];
        let ran = Command::new("sh")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_newsprint")])
            .args(args)
            .current_dir(&here)
            .output()
            .expect("a shell");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(!here.join("site/.newsprint-stage").exists(), "{n_blocks}");
        if ran.status.success() {
            break;
        }
        n_failed += 1;
        let told = err.lines().last().unwrap_or_default();
        assert!(ran.status.code() == Some(2) && told.contains("site/.newsprint-stage"), "{n_blocks}: {err}");
        assert_eq!(bytes(&here.join("site")), before, "{n_blocks}: {err}");
    }
    assert!(n_failed > 3, "{n_failed}");
}

#[test]
fn a_site_that_was_cut_short_while_it_took_its_place_says_so_and_the_next_build_clears_up() {
    let here = folder("half-published");
    write(&here, "stories.jsonl", STORIES);
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    let before = bytes(&here.join("site"));
    let page = String::from_utf8_lossy(&before["article/chess.html"]).into_owned();
    for nth in 0..60 {
        write(&here, &format!("site/article/later-{nth}.html"), page.replace("?doc=chess", "?doc=later"));
    }
    let checked = newsprint_in(&here, &["check", "site"]);
    assert!(checked.code == 1 && checked.err.lines().count() == 51, "{}", checked.err);
    assert!(
        checked.err.contains("newsprint: and 10 more") && checked.out.contains("60 things are wrong"),
        "{}",
        checked.out
    );
    write(&here, "site/.newsprint-taking-place", "");
    let checked = newsprint_in(&here, &["check", "site"]);
    let said = "newsprint: a build was killed while its site took this one's place, and pages of both are here\n";
    assert_eq!((checked.code, checked.err.as_str()), (1, said));
    assert!(checked.out.contains("Build the site again"), "{}", checked.out);
    let mut serving = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["serve", "site", "--port", "0"])
        .current_dir(&here)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    BufReader::new(serving.stdout.take().expect("a pipe")).read_line(&mut line).expect("it says where");
    serving.kill().expect("it runs");
    let served = serving.wait_with_output().expect("it has ended");
    assert!(
        line.starts_with("Serving site at ") && served.stderr.starts_with(said.trim_end().as_bytes()),
        "{served:?}"
    );
    // A build that fails meanwhile changes nothing of it.
    assert_eq!(build(&here, &["nowhere.jsonl", "--out", "site"]).code, 2);
    assert_eq!(newsprint_in(&here, &["check", "site"]).err, said);
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    assert_eq!(bytes(&here.join("site")), before);
    assert_eq!(newsprint_in(&here, &["check", "site"]).code, 0);
    assert!(!here.join("site/.newsprint-taking-place").exists());
}

#[test]
fn what_a_cut_short_first_build_left_does_not_stand_in_the_way() {
    let here = folder("left-over");
    write(&here, "stories.jsonl", STORIES);
    write(&here, "site/.newsprint-stage/edition/words-0123.np", "half of it");
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site"]).code, 0);
    assert!(!here.join("site/.newsprint-stage").exists());
    write(&here, "mine/.hidden", "somebody's");
    let ran = build(&here, &["stories.jsonl", "--out", "mine"]);
    assert!(ran.code == 2 && ran.err.contains("is not a site that newsprint wrote"), "{}", ran.err);
}

#[test]
fn doubles_are_left_out_and_versions_tell_of_each_other() {
    let here = folder("versions");
    let body = "The harbour council voted late on Monday to double the fee that fishing boats pay for a berth, after a debate that ran past \
                midnight and a protest outside the hall by some two hundred fishermen and their families from the villages along the coast.";
    let story = |id: &str, date: &str, more: &str| {
        serde_json::json!({ "id": id, "title": "Council doubles harbour fee", "date": date, "body": format!("{body}{more}") }).to_string()
    };
    let lines = [
        story("first", "2024-03-01", ""),
        story("second", "2024-03-02", " The mayor was absent."),
        story("first", "2024-03-01", ""),
        story("third", "2024-03-01", " The mayor was away."),
    ];
    write(&here, "stories.jsonl", format!("{}\n{STORIES}", lines.join("\n")));
    let ran = build(&here, &["stories.jsonl", "--out", "site"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("6 articles,") && ran.out.contains("1 double left out"), "{}", ran.out);
    assert!(ran.out.contains("3 articles are versions of 1 story"), "{}", ran.out);
    let found = newsprint_in(&here, &["search", "site", "absent"]).out;
    assert!(found.contains("[second]") && found.contains("also in 2 other versions"), "{found}");
    let found = newsprint_in(&here, &["search", "site", "chess"]).out;
    assert!(found.contains("[chess]") && !found.contains("version"), "{found}");
}
