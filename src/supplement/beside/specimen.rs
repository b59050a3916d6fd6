//! What stands beside an article, for the gallery.

use std::rc::Rc;

use newsprint_search::ArticleView;
use yew::prelude::*;

use super::{key, leaf_link, paragraph_link, quotations, said, tools};
use crate::hooks::use_effect_on;
use crate::js::beside::{Made, OpenArticle};
use crate::js::page;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::words::Language;

/// An article as the app draws it, and what is put below it.
#[derive(Clone, PartialEq)]
pub struct Furnished {
    /// The interface's language.
    pub lang: Language,
    /// The article.
    pub article: Rc<ArticleView>,
    /// How the app draws it.
    pub drawn: Html,
    /// Whether its paragraphs have their links.
    pub has_links: bool,
}

drawn_by!(Furnished, use_furnished);

#[hook]
fn use_furnished(props: &Furnished) -> Html {
    let place = use_node_ref();
    {
        let (place, article, has_links) = (place.clone(), Rc::clone(&props.article), props.has_links);
        use_effect_on(props.lang, move |lang| {
            if let Some(open) = page::drawn(&place).as_ref().and_then(OpenArticle::within) {
                let _ = furnish(*lang, &open, &article, has_links);
            }
            None
        });
    }
    html! { <div ref={place}>{ props.drawn.clone() }</div> }
}

/// Puts everything there that an article can have.
fn furnish(lang: Language, open: &OpenArticle, article: &ArticleView, has_links: bool) -> Option<()> {
    let aside = Made::new("aside")?;
    aside.set("class", "beside");
    open.furnish("the gallery", &aside);
    let line = tools(lang, open, &aside)?;
    leaf_link(&line, "why", said(key::WHY), &open.id)?;
    leaf_link(&line, "versions", said(key::VERSIONS), &open.id)?;
    quotations(lang, article, &aside)?;
    let status = Made::new("span")?;
    for (paragraph, nth) in open.paragraphs().iter().zip(1..).filter(|_| has_links) {
        paragraph_link(lang, &open.id, (paragraph, nth), &status)?;
    }
    Some(())
}
