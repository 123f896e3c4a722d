//! Property 1 of DESIGN.md, section 10, and that no source makes the program panic: the bytes as they
//! are, and a page made of them; both as plain text and as HTML.

#![no_main]
// What the targets share is more than each of them uses.
#![allow(dead_code)]

#[path = "../../tests/support/choices.rs"]
mod choices;
#[path = "../../tests/support/markup.rs"]
mod markup;
#[path = "../../tests/support/pages.rs"]
mod pages;
#[path = "../../tests/support/tiling.rs"]
mod tiling;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let page = pages::page(&mut choices::Choices::new(bytes));
    let markup = markup::markup(&mut choices::Choices::new(bytes));
    holds(tiling::cut(&[bytes, page.as_bytes()]));
    holds(tiling::cut_as(&[("html", bytes), ("html", markup.as_bytes())]));
});

fn holds(drafts: Vec<archive::model::SourceDraft>) {
    for draft in &drafts {
        if let Err(why) = tiling::tiles(draft) {
            panic!("{why}");
        }
    }
    if let Err(why) = tiling::settles(drafts) {
        panic!("{why}");
    }
}
