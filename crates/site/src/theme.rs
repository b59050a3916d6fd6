//! How a publisher's site differs in looks: an accent and faces, as a stylesheet of its own behind the app's.

use std::str::FromStr;

use crate::page::{PAGE, text};
use crate::{Files, SiteError, content_name};

/// The page by day and by night, as `www/css/tokens.css` has them.
const PAGES: [Colour; 2] = [Colour([0xfb, 0xfa, 0xf7]), Colour([0x16, 0x17, 0x1a])];
/// What an accent is mixed with where it cannot be read on them.
const ENDS: [Colour; 2] = [Colour([0, 0, 0]), Colour([255, 255, 255])];
/// The least contrast of an accent with the page: buttons write on it in the page's colour.
///
/// * Source: WCAG 2.2, success criterion 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;
/// The beginning of the stylesheet's name.
const STEM: &str = "css/theme-";
/// Families that every browser knows and that are written without quotes.
const GENERIC: [&str; 10] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
];

/// What is to look otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// The colour of the masthead's rule, of the focus and of pressed buttons.
    pub accent: Option<Colour>,
    /// The face of headlines and articles.
    pub text: Option<Face>,
    /// The face of everything else.
    pub control: Option<Face>,
}

/// A face for texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// Families that readers' devices may have, the first one first: letters, digits, spaces, `-`, `_` and `.`.
    Families(Vec<String>),
    /// A font to carry, as WOFF2.
    File(Vec<u8>),
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl FromStr for Colour {
    type Err = ();

    /// Reads `#8a3b12` or `#a31`.
    fn from_str(text: &str) -> Result<Colour, ()> {
        let digits = text.strip_prefix('#').ok_or(())?;
        let digit = |nth: usize| digits.chars().nth(nth).and_then(|c| c.to_digit(16)).ok_or(());
        let mut colour = [0; 3];
        for (nth, part) in colour.iter_mut().enumerate() {
            *part = match digits.chars().count() {
                3 => digit(nth)? * 17,
                6 => digit(nth * 2)? * 16 + digit(nth * 2 + 1)?,
                _ => return Err(()),
            } as u8;
        }
        Ok(Colour(colour))
    }
}

impl Colour {
    /// How it is written.
    fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// * Source: WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// From 1 to 21.
    fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest mixture with `end` that can be read on `page`.
    fn readable(self, page: Colour, end: Colour) -> Colour {
        let mixed = |nth: u16| {
            let part = |at: usize| ((u16::from(self.0[at]) * (32 - nth) + u16::from(end.0[at]) * nth) / 32) as u8;
            Colour([part(0), part(1), part(2)])
        };
        (0..=32).map(mixed).find(|mixture| mixture.contrast(page) >= LEAST_CONTRAST).unwrap_or(end)
    }
}

/// Puts the stylesheet and the fonts into a site, and takes away those of one that was dressed before.
pub fn dress(site: &mut Files, theme: &Theme) -> Result<(), SiteError> {
    let html: String = text(site, PAGE)?.split_inclusive('\n').filter(|line| !line.contains(STEM)).collect();
    site.retain(|name, _| !name.starts_with(STEM) && !name.starts_with("fonts/"));
    let css = stylesheet(site, theme);
    let html = if css.is_empty() {
        html
    } else {
        let name = format!("{STEM}{}.css", content_name(css.as_bytes()));
        site.insert(name.clone(), css.into_bytes());
        let end = "</head>";
        if !html.contains(end) {
            return Err(SiteError::NoMark { file: PAGE.to_owned(), mark: end.to_owned() });
        }
        html.replacen(end, &format!("<link rel=\"stylesheet\" href=\"./{name}\">\n{end}"), 1)
    };
    site.insert(PAGE.to_owned(), html.into_bytes());
    Ok(())
}

/// What the app's own stylesheet is outranked by; fonts go beside it.
fn stylesheet(site: &mut Files, theme: &Theme) -> String {
    let mut css = String::new();
    if let Some(accent) = theme.accent {
        let [day, night] = [0, 1].map(|nth| accent.readable(PAGES[nth], ENDS[nth]).hex());
        css += &format!(":root{{--role-accent:light-dark({day},{night});--role-focus:var(--role-accent)}}\n");
    }
    for (role, usual, face) in [("text", "serif", &theme.text), ("control", "sans-serif", &theme.control)] {
        let families = match face {
            None => continue,
            Some(Face::Families(families)) => families.iter().map(|name| family(name)).collect::<Vec<_>>().join(","),
            Some(Face::File(bytes)) => {
                let name = format!("{role}-{}.woff2", content_name(bytes));
                css += &format!(
                    "@font-face{{font-family:\"Site {role}\";src:url(\"../fonts/{name}\") format(\"woff2\");font-display:swap}}\n"
                );
                site.insert(format!("fonts/{name}"), bytes.clone());
                format!("\"Site {role}\"")
            }
        };
        // As specific as the app's own choices for each script.
        css += &format!(
            ":root,[lang]:not(:lang(fa),:lang(ar)),[lang]:lang(fa),[lang]:lang(ar){{--face-{role}:{families},\"Noto Naskh Arabic\",{usual}}}\n"
        );
    }
    css
}

/// A family as CSS has it.
fn family(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric() || " -_.".contains(*c)).collect();
    if GENERIC.contains(&plain.as_str()) { plain } else { format!("\"{plain}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Files {
        Files::from([(PAGE.to_owned(), b"<head>\n<title>a</title>\n</head>\n".to_vec())])
    }

    #[test]
    fn colours_are_read_as_they_are_written_in_css() {
        for (written, colour) in [
            ("#8a3b12", Ok(Colour([0x8a, 0x3b, 0x12]))),
            ("#A31", Ok(Colour([0xaa, 0x33, 0x11]))),
            ("8a3b12", Err(())),
            ("#8a3b1", Err(())),
            ("#8a3b1g", Err(())),
            ("#ééé", Err(())),
            ("", Err(())),
        ] {
            assert_eq!(written.parse::<Colour>(), colour, "{written}");
        }
    }

    #[test]
    fn any_accent_can_be_read_by_day_and_by_night() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let accent = Colour([red, green, blue]);
                    for nth in [0, 1] {
                        let shown = accent.readable(PAGES[nth], ENDS[nth]);
                        assert!(shown.contrast(PAGES[nth]) >= LEAST_CONTRAST, "{} {}", accent.hex(), shown.hex());
                        assert!(shown == accent || accent.contrast(PAGES[nth]) < LEAST_CONTRAST, "{}", accent.hex());
                    }
                }
            }
        }
        assert!((Colour([0, 0, 0]).contrast(Colour([255, 255, 255])) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn the_pages_colours_are_those_of_the_apps_stylesheet() {
        let tokens = include_str!("../../../www/css/tokens.css");
        for (palette, page) in ["paper", "slate"].iter().zip(PAGES) {
            assert!(tokens.contains(&format!("--palette-{palette}: {};", page.hex())), "{palette}");
        }
        for token in ["--role-accent:", "--role-focus:", "--face-text:", "--face-control:"] {
            assert!(tokens.contains(token), "{token}");
        }
    }

    #[test]
    fn a_theme_is_a_stylesheet_of_its_own_and_goes_when_it_is_no_longer_wanted() {
        let theme = Theme {
            accent: "#8a3b12".parse().ok(),
            text: Some(Face::File(b"wOF2 letters".to_vec())),
            control: Some(Face::Families(vec!["Verdana".to_owned(), "a\";}b{".to_owned(), "sans-serif".to_owned()])),
        };
        let mut site = page();
        dress(&mut site, &theme).expect("it can be dressed");
        let dressed = site.clone();
        dress(&mut site, &theme).expect("it can be dressed again");
        assert_eq!(site, dressed);
        let (name, css) = site.iter().find(|(name, _)| name.starts_with(STEM)).expect("a stylesheet");
        let css = String::from_utf8(css.clone()).expect("text");
        assert!(String::from_utf8_lossy(&site[PAGE]).contains(&format!("href=\"./{name}\">\n</head>")));
        assert!(css.contains("--role-accent:light-dark(#8a3b12,"), "{css}");
        assert!(css.contains("--face-control:\"Verdana\",\"ab\",sans-serif"), "{css}");
        let font = site.keys().find(|name| name.starts_with("fonts/text-")).expect("the font");
        assert!(css.contains(&format!("url(\"../{font}\")")), "{css}");
        dress(&mut site, &Theme::default()).expect("it can be undressed");
        assert_eq!(site, page());
    }
}
