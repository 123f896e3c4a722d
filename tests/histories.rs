//! Properties 5 and 6 of DESIGN.md, section 10: no edit is lost, and an address never lies.
//! `PROPTEST_CASES` raises the number of histories.

mod support;

use proptest::prelude::*;
use support::histories;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.min(100).max(
            std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100),
        ),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Property 5: at least thirty edits on fifty reports, with builds between.
    #[test]
    fn every_edit_is_there_at_the_end(bytes in prop::collection::vec(any::<u8>(), 150..220)) {
        histories::check(&bytes).map_err(TestCaseError::fail)?;
    }
}
