//! The views of the supplement, each in every state: an engine that is none answers them.

use std::rc::Rc;

use yew::prelude::*;

use super::canned::{self, Supply};
use super::{Case, Specimen, sample};
use crate::data::Client;
use crate::piece::piece;
use crate::route::Route;
use crate::supplement::about::AboutPage;
use crate::supplement::batch::BatchPage;
use crate::supplement::batch::specimen::Table;
use crate::supplement::cite::CitePage;
use crate::supplement::entity::EntityPage;
use crate::supplement::export::ExportPage;
use crate::supplement::export::specimen::{At, Outcome};
use crate::supplement::help::HelpPage;
use crate::supplement::notebook::NotebookPage;
use crate::supplement::notebook::specimen::Notebook;
use crate::supplement::versions::VersionsPage;
use crate::supplement::why::WhyPage;
use crate::supplement::{Leaf, analysis};

/// Engines of every kind, made once for the page.
#[derive(Clone, PartialEq)]
pub struct Engines(Vec<(Supply, Client)>);

impl Engines {
    /// One of each kind.
    pub fn new() -> Engines {
        let all = [Supply::Waiting, Supply::Failing, Supply::Nothing, Supply::One, Supply::Many, Supply::Hostile];
        Engines(all.map(|supply| (supply, canned::client(supply))).to_vec())
    }

    /// What a view works with, at an address, where the engine is of this kind.
    fn leaf(&self, leaf: &Leaf, supply: Supply, query: &str) -> Leaf {
        let client = self.0.iter().find(|(other, _)| *other == supply).map_or(&leaf.client, |(_, client)| client);
        let presentation = leaf.route.presentation.clone();
        Leaf {
            client: client.clone(),
            lang: leaf.lang,
            route: Route { view: Route::from_query(query).view, presentation },
            collection: leaf.collection.clone(),
        }
    }
}

/// The states that every view has, by the engine's kind.
const WAITING: (&str, Supply) = ("waiting", Supply::Waiting);
const FAILED: (&str, Supply) = ("failed", Supply::Failing);
const EMPTY: (&str, Supply) = ("nothing found", Supply::Nothing);
const ONE: (&str, Supply) = ("one", Supply::One);
const MANY: (&str, Supply) = ("many", Supply::Many);
const HOSTILE: (&str, Supply) = ("hostile texts", Supply::Hostile);

/// The views.
pub fn views(leaf: &Leaf, engines: &Engines) -> Vec<Case> {
    let info = Rc::new(sample::info());
    // A view at one address, in some states.
    let drawn = |query: &str, states: &[(&'static str, Supply)], draw: &dyn Fn(Leaf) -> Html| -> Vec<Specimen> {
        states.iter().map(|(name, supply)| (*name, draw(engines.leaf(leaf, *supply, query)))).collect()
    };
    let with = |mut one: Vec<Specimen>, other: Vec<Specimen>| {
        one.extend(other);
        one
    };
    let analysed = |name: &'static str| move |leaf: Leaf| analysis::view(name, &leaf);
    let all = [WAITING, FAILED, EMPTY, ONE, MANY, HOSTILE];
    let entity = |leaf: Leaf| piece("entity", EntityPage(leaf));
    let why = |leaf: Leaf| piece("why", WhyPage { leaf, n_articles: 1_204 });
    let pair = "page=together&org=council&person=ida-brook";
    let two = "page=compare&q=harbour&vs=person%3Dida-brook";
    vec![
        (
            "about",
            drawn("page=about", &[WAITING, FAILED, MANY, HOSTILE], &|leaf| {
                piece("about", AboutPage { leaf, info: Rc::clone(&info) })
            }),
        ),
        ("help", drawn("page=help", &[WAITING, FAILED, MANY, HOSTILE], &|leaf| piece("help", HelpPage(leaf)))),
        ("entity", drawn("page=entity&person=ida-brook", &all, &entity)),
        (
            "together",
            with(
                drawn("page=together", &[("nobody chosen", Supply::Many)], &analysed("together")),
                with(
                    drawn("page=together&person=ida-brook", &[("one name", Supply::Many)], &analysed("together")),
                    drawn(pair, &all, &analysed("together")),
                ),
            ),
        ),
        (
            "compare",
            with(
                drawn("page=compare&q=harbour", &[("one list", Supply::Many)], &analysed("compare")),
                drawn(two, &all, &analysed("compare")),
            ),
        ),
        // All of the whole world: they share their outlines.
        ("map", drawn("page=map&vs=world", &all, &analysed("map"))),
        ("versions", drawn("page=versions&doc=article-1", &all, &|leaf| piece("versions", VersionsPage(leaf)))),
        (
            "why",
            with(
                drawn("page=why&doc=article-1&q=the+harbour+dues", &all, &why),
                drawn("page=why&doc=article-1", &[("no words", Supply::Many)], &why),
            ),
        ),
        (
            "cite",
            drawn("page=cite&doc=article-1", &[WAITING, FAILED, EMPTY, MANY, HOSTILE], &|leaf| {
                piece("cite", CitePage { leaf, collection: "The Harbour Post".to_owned() })
            }),
        ),
        (
            "export",
            with(
                drawn("page=export&q=harbour", &all, &|leaf| {
                    piece("export", ExportPage { leaf, info: Rc::clone(&info) })
                }),
                [
                    ("being made", At::Making),
                    ("stopped by a failure", At::Failed),
                    ("articles missing", At::Missing),
                    ("no room left", At::NoRoom),
                    ("whole", At::Done),
                ]
                .map(|(name, at)| (name, piece("outcome", Outcome { leaf: leaf.clone(), at })))
                .to_vec(),
            ),
        ),
        ("notebook", {
            let book = |n_entries, text, query| {
                let leaf = engines.leaf(leaf, Supply::Many, query);
                piece("book", Notebook { leaf, info: Rc::clone(&info), n_entries, text })
            };
            let own = drawn("page=notebook", &[("of this device", Supply::Many)], &|leaf| {
                piece("own", NotebookPage { leaf, info: Rc::clone(&info) })
            });
            with(
                own,
                vec![
                    ("empty, beside a search", book(0, "", "page=notebook&q=harbour+strike")),
                    ("one search", book(1, "harbour strike", "page=notebook")),
                    ("many, beside an article", book(7, "Council votes on dues", "page=notebook&doc=article-1")),
                    ("hostile texts", book(7, sample::LONG_WORD, "page=notebook")),
                ],
            )
        }),
        ("batch", {
            let table = |n_done, long| piece("table", Table { leaf: leaf.clone(), n_done, long });
            with(
                drawn("page=batch", &[("a list to be pasted", Supply::Many)], &|leaf| piece("batch", BatchPage(leaf))),
                vec![
                    ("on its way", table(2, "Port Ellery")),
                    ("all looked for", table(usize::MAX, "Port Ellery")),
                    ("hostile texts", table(usize::MAX, sample::LONG_WORD)),
                ],
            )
        }),
    ]
}
