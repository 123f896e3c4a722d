use serde::Serialize;

/// What stands around every page: `frame` in the templates.
#[derive(Serialize)]
pub struct Frame {
    /// BCP 47 tag of the site's own words.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// BCP 47 tag of what people wrote in the archive, its titles and notes; None where it is that of the page.
    pub written: Option<String>,
    /// The whole title of the page, for its head.
    pub document_title: String,
    pub site_title: String,
    /// What the page is about, in a sentence or two of plain text: search engines show it under the title.
    pub description: String,
    /// A line that the archive wants on every page.
    pub notice: Option<String>,
    /// Absolute address of the page; None when the archive does not know where it is published.
    pub canonical: Option<String>,
    /// The same page in each language of the site, the first one first; empty where there is one language only.
    pub languages: Vec<LanguageLink>,
    /// Class of the body: `wide` or empty.
    pub body_class: &'static str,
    /// The way from the front page down to the page at hand, without it; empty on the front page.
    pub trail: Vec<Link>,
    pub home: String,
    /// The search page.
    pub search: String,
    /// Without one, browsers ask the root of the host for an icon, outside the site.
    pub icon: String,
    pub stylesheet: String,
    pub script: String,
    /// The folder of the theme's assets, with its slash, for what only some pages need.
    pub assets: String,
    pub nav: Vec<NavLink>,
    /// The navigation of the foot: the same and what is about the archive itself.
    pub foot_nav: Vec<NavLink>,
    pub made_with_html: String,
}

/// A page in one of the languages of the site.
#[derive(Serialize)]
pub struct LanguageLink {
    /// BCP 47 tag.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
    /// Link from the page at hand.
    pub href: String,
    /// The same for search engines: absolute where the archive knows where it is published.
    pub alternate: String,
    /// Whether the page at hand is it.
    pub current: bool,
}

/// A link of the navigation.
#[derive(Serialize)]
pub struct NavLink {
    pub href: String,
    pub label: String,
    /// Whether the page at hand belongs to that section.
    pub current: bool,
}

/// A link and its words.
#[derive(Serialize)]
pub struct Link {
    pub href: String,
    pub label: String,
}

/// A label and what stands beside it.
#[derive(Serialize)]
pub struct Fact {
    pub label: String,
    pub html: String,
}

/// A date in words.
#[derive(Serialize)]
pub struct When {
    pub text: String,
    /// The value, where HTML's `datetime` allows it.
    pub datetime: Option<String>,
    /// The EDTF value.
    pub value: String,
}
