//! Properties 5 and 6 of DESIGN.md, section 10: no edit is lost, and an address never lies.
//! `PROPTEST_CASES` sets the number of histories, a hundred otherwise.

mod support;

use proptest::prelude::*;
use support::{histories, rescrapes};

fn tries(share: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: (asked.unwrap_or(100) / share).max(1),
        failure_persistence: None,
        // A history takes a second, and its steps are printed.
        max_shrink_iters: 20,
        ..ProptestConfig::default()
    }
}

fn choices(shortest: usize, longest: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), shortest..longest)
}

proptest! {
    #![proptest_config(tries(1))]

    /// Property 5: at least thirty edits on fifty reports, with builds between.
    #[test]
    fn every_edit_is_there_at_the_end(bytes in choices(150, 220)) {
        histories::check(&bytes).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(tries(20))]

    /// Property 6, on eleven hundred passages.
    #[test]
    fn ids_move_with_their_words(bytes in choices(3000, 3400)) {
        let (changed, kept) = rescrapes::check(&bytes).map_err(TestCaseError::fail)?;
        prop_assert!(changed > 50, "only {} passages were changed", changed);
        prop_assert!(kept * 100 >= changed * 99, "{} of {} kept their ids", kept, changed);
    }
}
