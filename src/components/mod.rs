//! What is drawn: values in, HTML out. Each part's file, stylesheet (`www/css`) and class share a name.
//!
//! What remembers something between two drawings is a component; everything else is a plain function, which is far
//! less to download.

mod article_text;
mod article_view;
mod button;
mod date_chart;
mod date_evidence;
mod entity_card;
mod entity_chip;
mod entity_list;
mod facet;
mod failed;
mod filter_chips;
mod hit_map;
mod hit_nav;
mod icon;
mod live_count;
mod marked_text;
mod masthead;
mod no_result;
mod notice;
mod pager;
mod result;
mod search_box;
mod settings_menu;
mod share_button;
mod sheet;
mod skeleton;
mod sort_menu;

pub use article_text::{ArticleText, Asked as AskedName, HIT_ID, PARAGRAPH_ID, article_text, name_id};
pub use article_view::{ArticleView, HEADLINE_ID as ARTICLE_HEADLINE_ID, article_view};
pub use button::{Look, button, icon_button, says};
#[cfg(not(target_arch = "wasm32"))]
pub use date_chart::still_chart;
pub use date_chart::{DateChart, WrongBounds, bounds, date_chart, dates_drawn, span_of, spanning};
pub use date_evidence::date_evidence;
pub use entity_card::{CARD_ID, EntityCard, entity_card, fact_links};
pub use entity_chip::{entity_chip, kind_class, kind_marker};
pub use entity_list::entity_list;
pub use facet::{FacetPanel, FacetShown, facet, value_label, value_name};
pub use failed::{failed, failed_part};
pub use filter_chips::{FilterLabel, date_label, filter_chips, list_in_words};
pub use hit_map::{hit_map, places as hit_places};
pub use hit_nav::hit_nav;
pub use icon::{Shape, icon};
pub use live_count::live_count;
pub use marked_text::marked_text;
pub use masthead::{Masthead, masthead};
pub use no_result::{Way, no_result};
pub use notice::notice;
pub use pager::pager;
pub use result::{ResultCard, result_card};
pub use search_box::{FIELD_ID, SearchBox, search_box};
pub use settings_menu::settings_menu;
pub use share_button::share_button;
pub use sheet::Sheet;
pub use skeleton::skeleton;
pub use sort_menu::sort_menu;

use yew::AttrValue;

/// A block's class, and those of its modifiers that hold now. One function, so that each place that uses it is small.
#[inline(never)]
pub fn class(block: &'static str, modifiers: &[(&'static str, bool)]) -> AttrValue {
    let mut classes = block.to_owned();
    for (modifier, holds) in modifiers {
        if *holds {
            classes.push(' ');
            classes.push_str(modifier);
        }
    }
    classes.into()
}
