//! The HTML elements that reading an article has to tell apart.

/// Declares the tags, their names and the table that finds them.
macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        /// An element's kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Tag {
            /// Not an element: a stretch of text.
            Text,
            /// An element with any other name.
            Other,
            $(#[doc = $name] $tag),*
        }

        /// How many kinds there are.
        pub(crate) const N_TAGS: usize = [Tag::Text, Tag::Other, $(Tag::$tag),*].len();

        /// The kind of a lower-case name.
        #[allow(non_upper_case_globals, reason = "one constant for each tag, named as the tag")]
        fn named(name: &[u8]) -> Tag {
            $(const $tag: &[u8] = $name.as_bytes();)*
            match name {
                $($tag => Tag::$tag,)*
                _ => Tag::Other,
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", Audio "audio", B "b", Base "base",
    Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center",
    Cite "cite", Code "code", Col "col", Dd "dd", Details "details", Dialog "dialog", Div "div", Dl "dl", Dt "dt", Em "em",
    Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form",
    Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Label "label", Li "li", Link "link",
    Main "main", Math "math", Meta "meta", Nav "nav", Noembed "noembed", Noframes "noframes", Noscript "noscript",
    Object "object", Ol "ol", Option "option", P "p", Param "param", Picture "picture", Pre "pre", Q "q",
    Script "script", Section "section", Select "select", Small "small", Source "source", Span "span", Strong "strong",
    Style "style", Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td",
    Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr",
    Track "track", U "u", Ul "ul", Video "video", Wbr "wbr", Xmp "xmp",
}

/// The longest name in the table.
const MAX_NAME: usize = 10;

impl Tag {
    /// The kind of an element by its name, in whatever case.
    pub(crate) fn of(name: &[u8]) -> Tag {
        let mut lower = [0; MAX_NAME];
        let Some(lower) = lower.get_mut(..name.len()) else { return Tag::Other };
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        named(lower)
    }

    /// Whether it never holds anything.
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Whether what it holds is not markup.
    pub(crate) fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noembed | Noframes | Xmp)
    }

    /// Whether it stands on lines of its own, so that text before, in and behind it are apart.
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        self.closes_paragraph() || self.is_table_part() || matches!(self, Body | Html | Head | Li | Dd | Dt)
    }

    /// Whether it is a part of a table.
    fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Whether its start ends an open paragraph.
    pub(crate) fn closes_paragraph(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Details
                    | Dialog
                    | Div
                    | Dl
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hr
                    | Main
                    | Nav
                    | Ol
                    | P
                    | Pre
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Whether it is a heading.
    pub(crate) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Whether an end tag inside it closes nothing outside it.
    pub(crate) fn is_scope(self) -> bool {
        use Tag::*;
        matches!(self, Table | Td | Th | Caption | Button | Object | Html | Template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        for (name, tag) in [
            ("p", Tag::P),
            ("DIV", Tag::Div),
            ("blockquote", Tag::Blockquote),
            ("figcaption", Tag::Figcaption),
            ("amp-img", Tag::Other),
            ("a-name-longer-than-any", Tag::Other),
            ("", Tag::Other),
        ] {
            assert_eq!(Tag::of(name.as_bytes()), tag, "{name}");
        }
    }
}
