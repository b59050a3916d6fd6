//! The built site, opened in Chromium, Firefox and WebKitGTK: what the scenarios in `tests/` stand on.
//!
//! WebDriver is one small JSON request for each thing that a reader does, so the client is written out here (`wire`,
//! `browser`) and the scenarios are plain blocking code.

pub mod axe;
pub mod base64;
pub mod browser;
pub mod host;
pub mod leash;
pub mod places;
pub mod reader;
pub mod wire;

/// Makes one test for each browser out of each scenario, a function that takes a `Kind`.
#[macro_export]
macro_rules! in_every_browser {
    ($($scenario:ident,)*) => {
        $(
            mod $scenario {
                use $crate::browser::Kind;
                #[test]
                fn chromium() {
                    super::$scenario(Kind::Chromium);
                }
                #[test]
                fn firefox() {
                    super::$scenario(Kind::Firefox);
                }
                #[test]
                fn webkit() {
                    super::$scenario(Kind::Webkit);
                }
            }
        )*
    };
}
