use serde::Serialize;

use super::{Link, MapView};

/// A list page: reports, entities, events or sources.
#[derive(Serialize)]
pub struct ListView {
    pub title: String,
    pub lede: String,
    pub count: String,
    /// Another page that lists the same in another order.
    pub other: Option<Link>,
    /// Where the places lie, on the list of names.
    pub map: Option<MapView>,
    pub groups: Vec<GroupView>,
}

/// Entries under one head.
#[derive(Serialize)]
pub struct GroupView {
    /// Empty when there is one group only.
    pub title: String,
    pub id: String,
    pub entries: Vec<EntryView>,
}

/// One thing in a list.
#[derive(Serialize)]
pub struct EntryView {
    pub href: String,
    pub title: String,
    /// Language of the title, where it is not that of the site.
    pub lang: Option<String>,
    /// A siglum, or nothing.
    pub sign_html: String,
    /// Family of an entity, or empty.
    pub family: &'static str,
    /// What stands before it: a date.
    pub when: Option<String>,
    pub datetime: Option<String>,
    pub note: String,
    /// A contradiction to be seen, as words.
    pub differs: Option<String>,
}
