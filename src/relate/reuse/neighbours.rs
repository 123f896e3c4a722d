//! Short passages beside printed ones: a headline alone is alike by chance, above the same text it is not.

use std::collections::BTreeMap;

use super::Text;
use crate::model::{Archive, At, Reuse};

/// Ties the same short words above and below passages that repeat each other in two reports.
pub fn extend(archive: &Archive, texts: &[Text], found: &mut BTreeMap<(At, At), Reuse>) {
    let starts = starts(archive);
    let text = |at: At| &texts[starts[at.0] + at.1];
    let printed: Vec<(At, At)> = found
        .values()
        .filter(|tie| tie.kind != "quotes" && tie.a.0 != tie.b.0)
        .map(|tie| (tie.a, tie.b))
        .collect();
    for (a, b) in printed {
        for forward in [false, true] {
            let (mut a, mut b) = (a, b);
            while let (Some(next_a), Some(next_b)) =
                (step(archive, a, forward), step(archive, b, forward))
            {
                let same = text(next_a).whole == text(next_b).whole && text(next_a).words > 0;
                if !same || found.contains_key(&(next_a, next_b)) {
                    break;
                }
                (a, b) = (next_a, next_b);
                let tie = Reuse {
                    a,
                    b,
                    kind: "same",
                    ratio: 1.0,
                };
                found.insert((a, b), tie);
            }
        }
    }
}

/// For each report, how many passages stand in the reports before it.
fn starts(archive: &Archive) -> Vec<usize> {
    let mut before = 0;
    let reports = archive.reports.iter().map(|report| {
        let start = before;
        before += report.passages.len();
        start
    });
    reports.collect()
}

fn step(archive: &Archive, at: At, forward: bool) -> Option<At> {
    let next = if forward {
        at.1 + 1
    } else {
        at.1.checked_sub(1)?
    };
    (next < archive.reports[at.0].passages.len()).then_some((at.0, next))
}
