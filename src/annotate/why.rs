use crate::model::{By, Entity, Mark, MarkBody, Why};
use crate::text::fold;

/// The rule or record behind a mark on the words `exact`; `entity` is the one that it names.
///
/// What found the mark says it, where it does; otherwise the record of a mention tells it, because a name
/// that the record has, or the end of one, is what is looked for in the text.
pub fn why(mark: &Mark, exact: &str, entity: Option<&Entity>) -> Why {
    if mark.why != Why::Unsaid || mark.by == By::Person {
        return mark.why.clone();
    }
    match (&mark.body, entity) {
        (MarkBody::Mention { .. }, Some(entity)) => of_record(exact, entity),
        _ => Why::Unsaid,
    }
}

/// What a record has of some words.
fn of_record(exact: &str, entity: &Entity) -> Why {
    let others = entity.names.iter().map(|(_, name)| name);
    let names = || {
        let own = std::iter::once(&entity.name);
        own.chain(others.clone()).chain(&entity.aliases)
    };
    // Most mentions are written as their record is, and folding every name for each would take long.
    if let Some(name) = names().find(|name| *name == exact) {
        return Why::Name(name.clone());
    }
    let exact = fold(exact);
    if let Some(name) = names().find(|name| fold(name) == exact) {
        return Why::Name(name.clone());
    }
    let is_end_of = |whole: &&String| {
        let whole = fold(whole);
        let before = whole.strip_suffix(exact.as_str());
        before.is_some_and(|before| before.ends_with([' ', '-', '\'']))
    };
    let same = |description: &&String| {
        let description = fold(description);
        // The article before a description is not always a part of the mention.
        description == exact || description.ends_with(&format!(" {exact}"))
    };
    if let Some(description) = entity.descriptions.iter().find(same) {
        return Why::Description(description.clone());
    }
    match names().find(is_end_of) {
        Some(name) => Why::Surname(name.clone()),
        None => Why::Unsaid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityId;

    fn of(exact: &str) -> Why {
        let entity = Entity {
            aliases: vec!["I. Moreau".to_owned()],
            descriptions: vec!["the mayor of Port Anselm".to_owned()],
            ..Entity::named("ida", "person", "Ida Moreau")
        };
        let body = MarkBody::Mention {
            entity: EntityId::new("ida"),
            metonym: false,
        };
        why(&Mark::program(0..1, body), exact, Some(&entity))
    }

    #[test]
    fn a_record_tells_why() {
        assert_eq!(of("IDA MOREAU"), Why::Name("Ida Moreau".to_owned()));
        assert_eq!(of("I. Moreau"), Why::Name("I. Moreau".to_owned()));
        assert_eq!(of("Moreau"), Why::Surname("Ida Moreau".to_owned()));
        let mayor = Why::Description("the mayor of Port Anselm".to_owned());
        assert_eq!(of("mayor of Port Anselm"), mayor);
        assert_eq!(of("reau"), Why::Unsaid);
    }

    #[test]
    fn what_found_a_mark_says_why() {
        let body = MarkBody::Mention {
            entity: EntityId::new("ida"),
            metonym: false,
        };
        let said = Why::Office("mayor".to_owned());
        let mark = Mark::program(0..1, body).because(said.clone());
        assert_eq!(why(&mark, "Ida", None), said);
    }
}
