//! What the reader has set on this device: theme, text size, shortcuts, which names are marked.

use newsprint_model::EntityKind;

use super::Theme;

/// How large the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Smaller than usual.
    Small,
    /// As the browser has it.
    #[default]
    Normal,
    /// Larger.
    Large,
    /// Larger still.
    Largest,
}

impl TextSize {
    /// All of them, smallest first.
    pub const ALL: [TextSize; 4] = [TextSize::Small, TextSize::Normal, TextSize::Large, TextSize::Largest];

    /// Its name in the stylesheets and in storage.
    pub fn name(self) -> &'static str {
        match self {
            TextSize::Small => "small",
            TextSize::Normal => "normal",
            TextSize::Large => "large",
            TextSize::Largest => "largest",
        }
    }
}

/// What the reader has set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// How large the text is.
    pub text_size: TextSize,
    /// Whether single keys are shortcuts.
    pub shortcuts: bool,
    /// The kinds of name that are marked in articles, in their own order.
    pub marks: Vec<EntityKind>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { theme: Theme::Auto, text_size: TextSize::Normal, shortcuts: true, marks: EntityKind::ALL.to_vec() }
    }
}

impl Settings {
    /// The settings with one kind of mark switched.
    pub fn with_mark_switched(mut self, kind: EntityKind) -> Settings {
        let was_marked = |other: EntityKind| self.marks.contains(&other);
        self.marks = EntityKind::ALL.into_iter().filter(|other| was_marked(*other) != (*other == kind)).collect();
        self
    }
}
