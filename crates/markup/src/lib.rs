//! `html!` as Yew has it, compiled to one line of text and what fills its gaps instead of to code for every element: a
//! third of what the drawing weighs on the reader's page.
//!
//! The syntax is Yew's: elements, fragments, `{ expression }`, `{ for iterator }`, `if`, `if let` and `else`. Components are
//! handed on to Yew's own macro. Left out is what the app does not use: `@{dynamic}` tags, `~properties`, `match` as a
//! statement, `ref`s of anything but elements.
//!
//! What is written becomes calls of `crate::markup::Markup`, so only the app can use it: `Markup::of(template)`, a call for
//! each gap in reading order, and `drawn()`. The template is made of marks below U+0010, each followed by its text:
//!
//! | Mark | Then | Means |
//! |---|---|---|
//! | U+0001 | a tag | an element begins |
//! | U+0002 | a name | an attribute of it; a value or a gap follows |
//! | U+0003 | text | that attribute's value |
//! | U+0004 | | a gap: the value of the attribute before it, else a child |
//! | U+0005 | text | a child that is text |
//! | U+0006 | | the element ends |
//! | U+0007 | | a gap: a listener |

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

mod parse;

use parse::{Node, nodes};

/// Markup, as Yew writes it.
///
/// * Gives an expression of type `yew::Html`.
/// * Errors: a compile error at whatever is not understood.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    match nodes(input) {
        Ok(nodes) => written(&nodes),
        Err((span, what)) => complaint(span, &what),
    }
}

/// `compile_error!("…")` at a place.
fn complaint(span: Span, what: &str) -> TokenStream {
    let mut text = Literal::string(what);
    text.set_span(span);
    let mut name = Ident::new("compile_error", span);
    name.set_span(span);
    let mut bang = Punct::new('!', Spacing::Alone);
    bang.set_span(span);
    let mut group = Group::new(Delimiter::Brace, TokenStream::from(TokenTree::Literal(text)));
    group.set_span(span);
    [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group)].into_iter().collect()
}

/// A template as it grows: pieces for `concat!`, and the calls that fill its gaps.
#[derive(Default)]
struct Written {
    pieces: Vec<TokenTree>,
    /// Marks and names not yet put into a piece.
    pending: String,
    calls: TokenStream,
}

impl Written {
    fn mark(&mut self, mark: char, text: &str) {
        self.pending.push(mark);
        self.pending.push_str(text);
    }

    /// A literal of the source, whose text only the compiler reads.
    fn literal(&mut self, mark: char, literal: &Literal) {
        self.pending.push(mark);
        self.settle();
        self.pieces.push(TokenTree::Literal(literal.clone()));
    }

    fn settle(&mut self) {
        if !self.pending.is_empty() {
            self.pieces.push(TokenTree::Literal(Literal::string(&std::mem::take(&mut self.pending))));
        }
    }

    /// `crate::markup::Fill::fill(<value>, &mut markup);`
    fn fill(&mut self, value: TokenStream) {
        let markup = markup();
        self.call("crate :: markup :: Fill :: fill", [value, parsed("& mut"), markup]);
    }

    fn call(&mut self, function: &str, arguments: [TokenStream; 3]) {
        let [value, borrow, markup] = arguments;
        let mut inside = value;
        inside.extend(parsed(","));
        inside.extend(borrow);
        inside.extend(markup);
        self.calls.extend(parsed(function));
        self.calls.extend(grouped(Delimiter::Parenthesis, inside));
        self.calls.extend(parsed(";"));
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(literal) => self.literal('\u{5}', literal),
                Node::Value(value) => {
                    self.mark('\u{4}', "");
                    self.fill(value.clone());
                }
                Node::Each(values) => {
                    self.mark('\u{4}', "");
                    self.call("crate :: markup :: each", [values.clone(), parsed("& mut"), markup()]);
                }
                Node::If(branches) => {
                    self.mark('\u{4}', "");
                    self.branches(branches);
                }
                Node::Fragment(inside) => self.nodes(inside),
                Node::Component(tokens) => {
                    self.mark('\u{4}', "");
                    let mut value = parsed(":: yew :: html !");
                    value.extend(grouped(Delimiter::Brace, tokens.clone()));
                    self.fill(value);
                }
                Node::Element { tag, attributes, children } => {
                    self.mark('\u{1}', tag);
                    for (name, value) in attributes {
                        self.attribute(name, value);
                    }
                    self.nodes(children);
                    self.mark('\u{6}', "");
                }
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &TokenStream) {
        let only: Vec<TokenTree> = value.clone().into_iter().collect();
        if name.starts_with("on") {
            // A listener's kind is said by the call.
            self.mark('\u{7}', "");
            let kind = parsed(&format!("|| :: yew :: virtual_dom :: ListenerKind :: {name} ,"));
            let value = kind.into_iter().chain(value.clone()).collect();
            self.call("crate :: markup :: on", [value, parsed("& mut"), markup()]);
            return;
        }
        self.mark('\u{2}', name);
        match only.as_slice() {
            [TokenTree::Literal(literal)] => self.literal('\u{3}', literal),
            // What is simply so: the name stands for its value too.
            [TokenTree::Ident(ident)] if ident.to_string() == "true" => self.mark('\u{3}', name),
            _ => {
                self.mark('\u{4}', "");
                self.fill(value.clone());
            }
        }
    }

    /// `if … { fill } else if … { fill } else { leave empty }`
    fn branches(&mut self, branches: &[(TokenStream, Vec<Node>)]) {
        let mut has_else = false;
        for (nth, (condition, nodes)) in branches.iter().enumerate() {
            if nth > 0 {
                self.calls.extend(parsed("else"));
            }
            has_else = condition.is_empty();
            if !has_else {
                self.calls.extend(parsed("if"));
                self.calls.extend(condition.clone());
            }
            let mut inside = Written::default();
            inside.fill(written(nodes));
            self.calls.extend(grouped(Delimiter::Brace, inside.calls));
        }
        if !has_else {
            let mut nothing = Written::default();
            nothing.fill(parsed("()"));
            self.calls.extend(parsed("else"));
            self.calls.extend(grouped(Delimiter::Brace, nothing.calls));
        }
    }
}

/// The expression for these nodes:
/// `{ let mut markup = crate::markup::Markup::of(concat!(…)); …calls…; markup.drawn() }`
fn written(nodes: &[Node]) -> TokenStream {
    let mut written = Written::default();
    written.nodes(nodes);
    written.settle();
    let mut template = TokenStream::new();
    for piece in written.pieces {
        template.extend([piece]);
        template.extend(parsed(","));
    }
    let mut body = parsed("let mut");
    body.extend(markup());
    body.extend(parsed("= crate :: markup :: Markup :: of"));
    let mut concat = parsed("concat !");
    concat.extend(grouped(Delimiter::Parenthesis, template));
    body.extend(grouped(Delimiter::Parenthesis, concat));
    body.extend(parsed(";"));
    body.extend(written.calls);
    body.extend(markup());
    body.extend(parsed(". drawn ()"));
    grouped(Delimiter::Brace, body)
}

/// The variable that holds the markup; of the macro's own scope, so that it never meets one of the app's.
fn markup() -> TokenStream {
    TokenStream::from(TokenTree::Ident(Ident::new("markup", Span::mixed_site())))
}

fn grouped(delimiter: Delimiter, inside: TokenStream) -> TokenStream {
    TokenStream::from(TokenTree::Group(Group::new(delimiter, inside)))
}

/// Tokens written in this file.
fn parsed(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
