//! Made-up sports results: in no set that may train the model do teams stand under their town's name, as they do in every newspaper.

use newsprint_entities::learnt::{Kind, Stretch};

use crate::annotated::{Article, Sentence};
use crate::chance::Chance;
use crate::copies::Names;

/// What a report of results says; T a team, C a country, P a player, U a surname, N a number, S a score, D a weekday.
const LINES: &[&str] = &[
    "T N N N N N N N",
    "T N N N N N N N",
    "T N N .NNN N",
    "T N T N",
    "T N T N",
    "T N P ( N ) T N",
    "T at T",
    "T v T",
    "C N C N",
    "C beat C S ( S )",
    "T beat T S on D .",
    "T lost S to T in the first round .",
    "P scored twice as T beat T S .",
    "U scored for T in the final minutes .",
    "T striker P joined T from T for $ N million .",
    "P ( C ) beat P ( C ) S S",
    "P of C won in N minutes N seconds",
    "N . P ( C ) N",
    "T , who lead the table , drew S with T .",
    "The T coach P said his side had played well .",
    "C play C in a qualifier in CITY on D .",
    "CITY N - N",
    "SPORT - T BEAT T S .",
    "SPORT - C BEAT C S .",
    "SPORT - T TAKE LEAD AFTER WIN OVER T .",
    "Results of league matches on D :",
    "At CITY : T N and N , T N for N",
    "T N and N for N ( U N , U N not out )",
    "Attendance : N",
    "T won N , lost N , drew N",
];

/// Sports, as headlines name them.
const SPORTS: &[&str] = &["SOCCER", "CRICKET", "BASEBALL", "RUGBY", "TENNIS", "GOLF", "BASKETBALL", "HOCKEY"];

/// Second words of teams.
const SECONDS: &[&str] = &[
    "United",
    "City",
    "Rovers",
    "Town",
    "Athletic",
    "Wanderers",
    "Albion",
    "County",
    "Rangers",
    "Tigers",
    "Lions",
    "Eagles",
    "Bears",
    "Hawks",
    "FC",
    "Kings",
    "Stars",
    "Wolves",
    "Bulls",
    "Giants",
];

const COUNTRIES: &[&str] = &[
    "England",
    "France",
    "Germany",
    "Italy",
    "Spain",
    "Brazil",
    "Argentina",
    "Sweden",
    "Norway",
    "Russia",
    "Ukraine",
    "Poland",
    "Romania",
    "Australia",
    "India",
    "Pakistan",
    "South Africa",
    "New Zealand",
    "Japan",
    "China",
    "Nigeria",
    "Kenya",
    "United States",
    "Netherlands",
    "Belgium",
    "Portugal",
    "Croatia",
    "Turkey",
    "Iran",
    "Mexico",
    "Scotland",
    "Wales",
];

const DAYS: &[&str] = &["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// So many reports of results, each with the same teams throughout.
pub fn results(n_reports: usize, names: &Names, chance: &mut Chance) -> Vec<Article> {
    (0..n_reports).map(|_| report(names, chance)).collect()
}

fn report(names: &Names, chance: &mut Chance) -> Article {
    let teams: Vec<String> = (0..6)
        .map(|_| {
            let town = pick(&names.places, chance).clone();
            if chance.happens(250) { format!("{town} {}", SECONDS[chance.below(SECONDS.len())]) } else { town }
        })
        .collect();
    let shouts = chance.happens(200);
    let sentences = (0..12).map(|_| {
        let line = LINES[chance.below(LINES.len())];
        let mut sentence = Sentence::default();
        for part in line.split(' ') {
            let person =
                |chance: &mut Chance| format!("{} {}", pick(&names.given, chance), pick(&names.family, chance));
            let (text, kind) = match part {
                "T" => (pick(&teams, chance).clone(), Some(Kind::Organisation)),
                "C" => (COUNTRIES[chance.below(COUNTRIES.len())].to_owned(), Some(Kind::Place)),
                "CITY" => (pick(&names.places, chance).clone(), Some(Kind::Place)),
                "P" => (person(chance), Some(Kind::Person)),
                "U" => (pick(&names.family, chance).clone(), Some(Kind::Person)),
                "D" => (DAYS[chance.below(DAYS.len())].to_owned(), None),
                "SPORT" => (SPORTS[chance.below(SPORTS.len())].to_owned(), None),
                "N" => {
                    let below = if chance.happens(700) { 10 } else { 300 };
                    (chance.below(below).to_string(), None)
                }
                ".NNN" => (format!(".{}", 300 + chance.below(400)), None),
                "S" => (format!("{}-{}", chance.below(8), chance.below(8)), None),
                word => (word.to_owned(), None),
            };
            let headline = line.starts_with("SPORT");
            let start = sentence.words.len();
            let cased =
                if headline || (shouts && kind == Some(Kind::Organisation)) { text.to_uppercase() } else { text };
            sentence.words.extend(cased.split(' ').map(str::to_owned));
            if let Some(kind) = kind {
                sentence.names.push(Stretch { start, end: sentence.words.len(), kind });
            }
        }
        sentence
    });
    Article { sentences: sentences.collect(), origin: 0 }
}

fn pick<'a>(from: &'a [String], chance: &mut Chance) -> &'a String {
    &from[chance.below(from.len())]
}
