//! Who did it: who struck, who called, who fights whom.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::features::EventFeatures;
use super::assertion::{Assertion, Said};
use super::clause::{Clause, Party, apart, hull};

/// Words between an attack and who carried it out: "the shelling of their towns by …".
const REACH: usize = 6;

/// Who carried out an attack: the subject of its verb, whoever stands behind `by`, or the country of whose it is.
pub fn struck(clause: &Clause, found: &mut Vec<Assertion>) {
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut add = |party: &Party, words: &Range<usize>, found: &mut Vec<Assertion>| {
        if seen.insert(party.words.start) && party.side.is_some() {
            let span = clause.span(hull(words, &party.words));
            found.push(Assertion::new("struck", span, Said::one(party)));
        }
    };
    let verbs = || {
        clause
            .all("strikes")
            .filter(|verb| !clause.is_noun(verb.start))
    };
    let is_passive = |verb: &Range<usize>| {
        (verb.start.saturating_sub(2)..verb.start).any(|at| clause.has("passive", at..at + 1))
    };
    for verb in verbs().filter(|verb| !clause.is_denied(verb)) {
        let denied = clause.has("denies", verb.start.saturating_sub(REACH)..verb.start);
        if !is_passive(verb) && !denied {
            for party in clause.subjects(verb) {
                add(party, verb, found);
            }
        }
    }
    let is_verb = |words: &Range<usize>| verbs().any(|verb| verb.start == words.start);
    let nouns = || {
        let attacks = clause.happenings.iter().filter(|h| h.key == "strike");
        attacks.map(|h| &h.words).filter(|words| !is_verb(words))
    };
    for by in clause.all("by") {
        let near = |attack: &&Range<usize>| {
            attack.end <= by.start
                && by.start - attack.end <= REACH
                && !clause
                    .text(&(attack.start..by.end))
                    .contains([',', ';', ':'])
        };
        let passive = verbs().filter(|verb| is_passive(verb));
        let attack = nouns().chain(passive).filter(near).last();
        if let (Some(attack), Some(party)) = (attack, clause.next(by)) {
            add(party, attack, found);
        }
    }
}

/// Who called whom: the subject of the verb, or both where the text says no more than that they spoke.
pub fn called(clause: &Clause, found: &mut Vec<Assertion>) {
    for verb in clause.all("calls").filter(|verb| !clause.is_denied(verb)) {
        let objects = clause.objects(verb);
        let (Some(caller), Some(_)) = (clause.subjects(verb).last().copied(), objects.first())
        else {
            continue;
        };
        let whole = hull(&caller.words, &objects[0].words);
        found.push(Assertion::new(
            "caller",
            clause.span(whole),
            Said::one(caller),
        ));
    }
    for initiative in clause.all("initiative") {
        if let Some(party) = clause.objects(initiative).first() {
            let span = clause.span(hull(initiative, &party.words));
            found.push(Assertion::new("caller", span, Said::one(party)));
        }
    }
    let calls = clause.happenings.iter().filter(|h| h.key == "call");
    for call in calls.map(|h| &h.words) {
        for (whole, pair) in pairs(clause) {
            if apart(call, &whole) <= REACH {
                let span = clause.span(hull(call, &whole));
                found.push(Assertion::new("caller", span, Said::all(&pair)));
            }
        }
    }
}

/// Who fights whom: both sides of `between`, or of a verb of fighting.
pub fn sides(clause: &Clause, found: &mut Vec<Assertion>) {
    let wars = || clause.happenings.iter().filter(|h| h.key == "war");
    for (whole, pair) in pairs(clause) {
        // "the fighting between …", not "the first meeting between … since the fighting"
        let of_war = wars().any(|war| {
            let between = war.words.end..whole.start.max(war.words.end);
            let other = clause
                .happenings
                .iter()
                .any(|h| between.contains(&h.words.start) && h.key != "war");
            war.words.end <= whole.start && between.len() <= REACH && !other
        });
        if of_war {
            let span = clause.span(whole);
            found.push(Assertion::new("sides", span, Said::all(&pair)));
        }
    }
    for verb in clause.all("fights") {
        let subjects = clause.subjects(verb);
        let opposed = clause.objects(verb);
        let all: Vec<&Party> = if subjects.len() > 1 {
            subjects
        } else {
            subjects.into_iter().chain(opposed).collect()
        };
        if let ([first, .., last], true) = (all.as_slice(), all.len() > 1) {
            let whole = hull(&hull(&first.words, &last.words), verb);
            found.push(Assertion::new("sides", clause.span(whole), Said::all(&all)));
        }
    }
}

/// Who announced it.
pub fn announced(clause: &Clause, found: &mut Vec<Assertion>) {
    for verb in clause
        .all("announces")
        .filter(|verb| !clause.is_noun(verb.start))
    {
        let subjects = clause.subjects(verb);
        let Some(first) = subjects.first().copied().or_else(|| clause.next(verb)) else {
            continue;
        };
        let all = if subjects.is_empty() {
            vec![first]
        } else {
            subjects
        };
        let span = clause.span(hull(&first.words, verb));
        found.push(Assertion::new("announced_by", span, Said::all(&all)));
    }
}

/// Where an event was and who took part, where the sentence tells a happening of its kind: whom its record lists, as
/// the text names them.
pub fn present(clause: &Clause, event: &EventFeatures, found: &mut Vec<Assertion>) {
    if !clause.tells(event) {
        return;
    }
    let listed = |party: &&Party, list: &BTreeSet<usize>| {
        party.entity.is_some_and(|entity| list.contains(&entity))
    };
    let places = clause.parties.iter().filter(|party| {
        let before = party.words.start.checked_sub(1);
        before.is_some_and(|at| clause.begins("where", at)) && listed(party, &event.places)
    });
    found.extend(
        places.map(|party| {
            Assertion::new("place", clause.span(party.words.clone()), Said::one(party))
        }),
    );
    let present = clause.parties.iter();
    let present: Vec<&Party> = present.filter(|p| listed(p, &event.participants)).collect();
    if let (Some(first), Some(last)) = (present.first(), present.last()) {
        let span = clause.span(hull(&first.words, &last.words));
        found.push(Assertion::new("participants", span, Said::all(&present)));
    }
}

/// Those whom `between … and …` names, and its words.
fn pairs<'c>(clause: &'c Clause) -> Vec<(Range<usize>, Vec<&'c Party>)> {
    let pairs = clause.all("between").filter_map(|between| {
        let first = *clause.objects(between).first()?;
        let mut behind = clause.parties.iter();
        let second = behind.find(|party| {
            let gap = first.words.end..party.words.start.max(first.words.end);
            party.words.start >= first.words.end
                && gap.len() <= REACH
                && clause.all("and").any(|and| gap.contains(&and.start))
        })?;
        Some((hull(between, &second.words), vec![first, second]))
    });
    pairs.collect()
}
