//! What an event asks for: its days, who took part and where, its kinds of happening, the words of its title.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::EventFeatures;
use super::words::{Words, head_kind};
use crate::lang;
use crate::model::{Archive, EntityId, Event};
use crate::time;

/// What an event asks for, in an archive whose reports are in these languages.
pub(super) fn of(
    archive: &Archive,
    event: &Event,
    places: &HashMap<&EntityId, usize>,
    languages: &BTreeSet<&str>,
) -> EventFeatures {
    let ids = |list: &[EntityId]| {
        list.iter()
            .filter_map(|id| places.get(id).copied())
            .collect()
    };
    let participants: BTreeSet<usize> = ids(&event.participants);
    let place: BTreeSet<usize> = ids(&event.place);
    let language = archive.config.language();
    // The title of a detected event is a sentence of some text: it says more than what happened.
    let mut own = match event.detected {
        true => Words::default(),
        false => Words::of(&event.title, language),
    };
    // Words of an event may be of any language that a report is in.
    let all = languages.iter().copied();
    let mut languages: Vec<&str> = all.filter(|other| *other != language).collect();
    languages.push(language);
    for (more, language) in event
        .words
        .iter()
        .flat_map(|w| languages.iter().map(move |l| (w, *l)))
    {
        let more = Words::of(more, language);
        own.stems.extend(more.stems);
        own.kinds.extend(more.kinds);
    }
    for language in languages {
        // The names of who took part, and where, are compared as entities.
        for entity in participants.iter().chain(&place) {
            let entity = &archive.entities[*entity];
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                for stem in Words::of(name, language).stems {
                    own.stems.remove(&stem);
                }
            }
        }
        // Words that its kind stands for are not asked for besides.
        let happenings = &lang::rules(language).happenings;
        own.stems.retain(|stem| happenings.of_stem(stem).is_empty());
    }
    let never = Date::MIN;
    EventFeatures {
        days: time::days(&event.date).unwrap_or((never, never)),
        persons: participants
            .iter()
            .copied()
            .filter(|entity| archive.entities[*entity].kind.family() == "person")
            .collect(),
        participants,
        places: place,
        head: if event.detected {
            own.kinds.first().cloned()
        } else {
            head_kind(&event.title, language)
        },
        kinds: own.kinds,
        stems: own.stems,
        detected: event.detected,
    }
}
