//! How the app is dressed where it stands: embedded or whole, which parts are hidden, theme and language.

use crate::words::Language;

/// A part of the app that a page around it may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    /// The search box.
    Search,
    /// People, organisations, places and the rest.
    Facets,
    /// The date histogram.
    Dates,
    /// The line that says what this is.
    Footer,
}

impl Panel {
    /// All of them, in the order of their names in an address.
    pub const ALL: [Panel; 4] = [Panel::Search, Panel::Facets, Panel::Dates, Panel::Footer];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Panel::Search => "search",
            Panel::Facets => "facets",
            Panel::Dates => "dates",
            Panel::Footer => "footer",
        }
    }
}

/// Who decides how tall the embedded app is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// The frame: the app scrolls inside it.
    #[default]
    Fixed,
    /// The app: the frame grows with it, so nothing in it may depend on the height of the frame.
    Auto,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's device says.
    #[default]
    Auto,
    /// Dark ink on paper.
    Light,
    /// Light ink on a dark page.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// Its name in an address, a stylesheet and the browser's storage.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn named(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// How the app is dressed. Kept whatever the reader does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// Inside another page: compact, without the masthead.
    pub embed: bool,
    /// Parts left out: distinct, in the order of `Panel::ALL`.
    pub hide: Vec<Panel>,
    /// Who decides the height.
    pub height: Height,
    /// The theme asked for; `None` leaves it to the reader.
    pub theme: Option<Theme>,
    /// The interface's language; `None` follows the browser.
    pub language: Option<Language>,
    /// Parameters of the public contract that other parts read (`accent`, `dir`, `edition`, `id`), word for word,
    /// by name.
    pub carried: Vec<(&'static str, String)>,
}

impl Presentation {
    /// Whether a part is shown.
    pub fn shows(&self, panel: Panel) -> bool {
        !self.hide.contains(&panel)
    }
}
