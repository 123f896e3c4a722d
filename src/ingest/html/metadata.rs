use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use super::linked::linked;
use super::tree::Tree;
use crate::lang;
use crate::text::collapse;
use crate::time::{self, stamp};

/// What a page says of its main text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    /// EDTF: a day, or a minute of it.
    pub published: Option<String>,
    pub author: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// A name, or an address.
    pub licence: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

/// Metadata as they stand in the markup, in document order.
#[derive(Debug, Default)]
pub struct Found {
    language: Option<String>,
    title: Option<String>,
    canonical: Option<String>,
    licence: Option<String>,
    /// Names of `<meta>` (`name`, `property` or `itemprop`), in lower case, and their content.
    metas: Vec<(String, String)>,
    /// Scripts of the type application/ld+json.
    linked: Vec<String>,
    /// `datetime` of `<time>`; whether it is said to be the date of publication.
    times: Vec<(String, bool)>,
    /// Text of elements that a property names.
    properties: Vec<(&'static str, String)>,
    /// Elements whose text is being taken: depth and place in `properties`.
    open: Vec<(usize, usize)>,
    is_linked: bool,
}

const MANY: usize = 300;
const LONGEST: usize = 600;

impl Found {
    /// Looks at a start tag.
    pub fn tag(&mut self, tag: &Tag) {
        let attribute = |wanted: &str| {
            let found = tag.attrs.iter().find(|a| &*a.name.local == wanted);
            found
                .map(|a| collapse(&short(&a.value)))
                .filter(|v| !v.is_empty())
        };
        match &*tag.name {
            "html" => self.language = self.language.take().or_else(|| attribute("lang")),
            "script" => {
                self.is_linked = attribute("type")
                    .is_some_and(|t| t.to_ascii_lowercase().starts_with("application/ld+json"));
            }
            "meta" if self.metas.len() < MANY => {
                if let Some(content) = attribute("content") {
                    for key in ["name", "property", "itemprop"]
                        .into_iter()
                        .filter_map(attribute)
                    {
                        self.metas.push((key.to_ascii_lowercase(), content.clone()));
                    }
                }
            }
            "link" => {
                let rel = attribute("rel").unwrap_or_default();
                if rel.eq_ignore_ascii_case("canonical") && self.canonical.is_none() {
                    self.canonical = attribute("href");
                }
                if rel.eq_ignore_ascii_case("license") && self.licence.is_none() {
                    self.licence = attribute("href");
                }
            }
            "time" if self.times.len() < MANY => {
                if let Some(value) = attribute("datetime") {
                    let property = attribute("itemprop")
                        .unwrap_or_default()
                        .to_ascii_lowercase();
                    let said = property == "datepublished" || attribute("pubdate").is_some();
                    if property != "datemodified" {
                        self.times.push((value, said));
                    }
                }
            }
            _ => {}
        }
    }

    /// An element was opened at a depth, which may be one whose text says something.
    pub fn opened(&mut self, tag: &Tag, depth: usize) {
        let value = |wanted: &str| {
            let found = tag.attrs.iter().find(|a| &*a.name.local == wanted);
            found.map_or("", |a| &*a.value)
        };
        let is = |wanted: &str| {
            let mut properties = value("itemprop").split_ascii_whitespace();
            properties.any(|p| p.eq_ignore_ascii_case(wanted))
        };
        let mut rel = value("rel").split_ascii_whitespace();
        let property = if is("headline") {
            "headline"
        } else if is("author") || rel.any(|r| r.eq_ignore_ascii_case("author")) {
            "author"
        } else if is("datePublished") && &*tag.name != "time" {
            "datepublished"
        } else if is("publisher") {
            "publisher"
        } else if is("name") && !self.open.is_empty() {
            "name"
        } else {
            return;
        };
        if self.properties.len() < MANY && &*tag.name != "a"
            || property == "author" && self.properties.len() < MANY
        {
            self.open.push((depth, self.properties.len()));
            self.properties.push((property, String::new()));
        }
    }

    /// The elements at these depths were closed.
    pub fn closed(&mut self, depth: usize) {
        while self.open.last().is_some_and(|(at, _)| *at > depth) {
            self.open.pop();
        }
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) {
        for (_, place) in &self.open {
            let taken = &mut self.properties[*place].1;
            if taken.len() < LONGEST {
                taken.push_str(&short(text));
            }
        }
    }

    /// The content of an element that holds no markup.
    pub fn raw(&mut self, name: &LocalName, content: String) {
        match &**name {
            "title" if self.title.is_none() => self.title = Some(collapse(&short(&content))),
            "script" if self.is_linked && self.linked.len() < MANY => self.linked.push(content),
            _ => {}
        }
    }

    fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut of_name = self.metas.iter().filter(|(key, _)| key == name);
            of_name.next().map(|(_, content)| content.as_str())
        })
    }

    fn property(&self, name: &str) -> Option<String> {
        let place = self.properties.iter().position(|(key, _)| *key == name)?;
        // A name inside an author's or a publisher's element is theirs, without what stands beside it.
        let inner = self
            .properties
            .get(place + 1)
            .filter(|(key, _)| *key == "name");
        let text = inner.map_or(&self.properties[place].1, |(_, text)| text);
        Some(collapse(text)).filter(|t| !t.is_empty())
    }
}

pub fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Weighs what was found: JSON-LD before OpenGraph and meta tags, these before the markup.
pub fn of(page: &Tree) -> Metadata {
    let found = &page.found;
    let linked = linked(&found.linked);
    let said = |value: &str| date(value);
    let published = linked
        .published
        .or_else(|| {
            let names = [
                "article:published_time",
                "og:article:published_time",
                "og:published_time",
                "datepublished",
                "parsely-pub-date",
                "sailthru.date",
                "dc.date.issued",
                "dcterms.issued",
                "dc.date",
                "dcterms.date",
                "publish-date",
                "publish_date",
                "publication_date",
                "publishdate",
                "pubdate",
                "date",
            ];
            names.iter().find_map(|name| said(found.meta(&[name])?))
        })
        .or_else(|| found.times.iter().filter(|t| t.1).find_map(|t| said(&t.0)))
        .or_else(|| said(&found.property("datepublished")?))
        .or_else(|| found.times.first().and_then(|t| said(&t.0)));
    let author = linked.author.or_else(|| {
        let names = [
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
        ];
        let meta = names
            .iter()
            .filter_map(|name| found.meta(&[name]))
            .find(|a| is_name(a));
        meta.map(str::to_owned)
            .or_else(|| found.property("author").filter(|a| is_name(a)))
    });
    let outlet = linked
        .outlet
        .or_else(|| {
            found
                .meta(&["og:site_name", "application-name", "dc.publisher"])
                .map(str::to_owned)
        })
        .or_else(|| found.property("publisher").filter(|p| is_name(p)));
    let title = linked
        .title
        .or_else(|| {
            found
                .meta(&["og:title", "twitter:title", "headline", "dc.title"])
                .map(str::to_owned)
        })
        .or_else(|| found.property("headline"))
        .or_else(|| found.title.clone())
        .filter(|t| !t.is_empty());
    let addresses = [
        found.canonical.as_deref(),
        found.meta(&["og:url"]),
        linked.url.as_deref(),
    ];
    let url = addresses.into_iter().flatten().find(|u| is_address(u));
    let language = found
        .language
        .clone()
        .or(linked.language)
        .or_else(|| {
            found
                .meta(&["content-language", "dc.language", "og:locale"])
                .map(str::to_owned)
        })
        .map(|l| l.replace('_', "-"))
        .filter(|l| is_language(l));
    Metadata {
        title,
        published,
        author: author.map(|a| a.trim_start_matches('@').to_owned()),
        outlet,
        url: url.map(str::to_owned),
        licence: linked.licence.or_else(|| found.licence.clone()),
        language,
    }
}

fn is_address(words: &str) -> bool {
    let lower = words.get(..8).unwrap_or("").to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !words.contains(char::is_whitespace)
}

pub fn is_name(words: &str) -> bool {
    words.chars().count() <= 120 && !words.contains("://") && words.contains(char::is_alphabetic)
}

fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A date as EDTF has it: to the minute where that is more than a day's beginning.
pub fn date(words: &str) -> Option<String> {
    let words = words.trim();
    let day = words
        .get(..10)
        .filter(|d| d.len() == 10 && d.is_ascii() && time::is_valid(d));
    let Some(day) = day else {
        let any = lang::all().iter();
        let found = any.filter_map(|l| stamp(words, &l.dates, None)).next();
        return found.map(|s| s.value).filter(|v| time::is_valid(v));
    };
    let rest = &words[10..];
    let clock = rest
        .get(1..6)
        .filter(|c| rest.starts_with(['T', ' ']) && *c != "00:00");
    let minute = clock.map(|clock| {
        let after =
            rest[6..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        let zone = match after.strip_prefix(['+', '-']) {
            Some(digits) if digits.len() == 4 && !digits.contains(':') && digits.is_ascii() => {
                format!("{}{}:{}", &after[..1], &digits[..2], &digits[2..])
            }
            _ => after.to_owned(),
        };
        [
            format!("{day}T{clock}{zone}"),
            format!("{day}T{clock}:00{zone}"),
        ]
    });
    let valid = minute.into_iter().flatten().find(|m| time::is_valid(m));
    Some(valid.unwrap_or_else(|| day.to_owned()))
}
