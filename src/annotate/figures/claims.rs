//! Who says what stands at a place of a passage.

use std::collections::BTreeSet;

use super::super::speech::Said;
use crate::model::{EntityId, MarkBody};

/// Who speaks at every place of a passage.
pub struct Claims<'a> {
    /// From which byte on who speaks, in order.
    changes: Vec<(usize, Option<&'a EntityId>)>,
}

impl<'a> Claims<'a> {
    /// Sweeps over the speech of a passage once; of several that hold a place, the shortest counts.
    pub fn of(said: &'a Said) -> Self {
        let speech = said
            .direct
            .iter()
            .chain(&said.indirect)
            .map(|mark| match &mark.body {
                MarkBody::Quotation { speaker, .. } => (&mark.span, speaker.as_ref()),
                _ => (&mark.span, None),
            });
        let claims = said.claims.iter().map(|(span, by)| (span, Some(by)));
        let all: Vec<_> = speech.chain(claims).collect();
        let edges = all.iter().enumerate().flat_map(|(which, (span, _))| {
            let edge = |at, opens| (at, opens, (span.len(), which));
            [edge(span.start, true), edge(span.end, false)]
        });
        let mut edges: Vec<_> = edges.collect();
        edges.sort_unstable();
        let mut open: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut changes = Vec::with_capacity(edges.len());
        for (at, opens, speech) in edges {
            if opens {
                open.insert(speech);
            } else {
                open.remove(&speech);
            }
            changes.push((at, open.first().and_then(|(_, which)| all[*which].1)));
        }
        Self { changes }
    }

    /// Who says what stands at a byte of the passage.
    pub fn at(&self, place: usize) -> Option<&'a EntityId> {
        let behind = self.changes.partition_point(|(at, _)| *at <= place);
        self.changes[..behind].last()?.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Speech};

    #[test]
    fn the_innermost_speech_counts() {
        let by = |id: &str| EntityId::new(id);
        let quotation = |span, speaker: Option<&str>| {
            let body = MarkBody::Quotation {
                speech: Speech::Direct,
                speaker: speaker.map(by),
            };
            Mark::program(span, body)
        };
        let said = Said {
            direct: vec![quotation(10..20, Some("inner")), quotation(40..50, None)],
            indirect: vec![quotation(0..30, Some("outer"))],
            claims: vec![(25..60, by("count"))],
        };
        let claims = Claims::of(&said);
        let at = |place| claims.at(place).map(EntityId::as_str);
        assert_eq!(
            [0, 10, 20].map(at),
            [Some("outer"), Some("inner"), Some("outer")]
        );
        assert_eq!([27, 35, 45].map(at), [Some("outer"), Some("count"), None]);
        assert_eq!([59, 60].map(at), [Some("count"), None]);
    }
}
