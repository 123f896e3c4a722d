//! The theme's README says what templates are given: nothing else, and all of it. Its tables are made from the
//! view structs (`ARCHIVE_UPDATE=1 cargo test --lib documented` writes them), and what templates really get on the
//! demonstration archive is held against the same structs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

use super::super::theme::Theme;
use super::super::{Output, site};
use crate::model::Archive;
use crate::progress::Silent;
use crate::{Options, load, relate};

const MARK: &str = "<!-- What follows is made from the program's own structs. -->\n";

/// A field: its name, what it holds, what it means.
pub struct Field {
    name: String,
    holds: Holds,
    means: String,
}

/// What a field holds.
enum Holds {
    Text,
    Html,
    Number,
    Flag,
    Fields(String),
    List(Box<Holds>),
    Maybe(Box<Holds>),
}

/// The structs of the views, by name: what each means, and its fields. In the order of the files.
type Views = Vec<(String, String, Vec<Field>)>;

fn views() -> Views {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/views");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut views = Vec::new();
    for path in paths {
        let file = syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
        for item in file.items {
            let Item::Struct(item) = item else { continue };
            let Fields::Named(fields) = &item.fields else {
                panic!("a view has named fields")
            };
            let fields = fields.named.iter().map(|field| {
                let name = field.ident.as_ref().unwrap().to_string();
                Field {
                    holds: holds(&field.ty, &name),
                    means: doc(&field.attrs),
                    name,
                }
            });
            views.push((item.ident.to_string(), doc(&item.attrs), fields.collect()));
        }
    }
    views
}

fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else {
            // A field that serde writes otherwise would not be what the struct says.
            assert!(
                !attribute.path().is_ident("serde"),
                "views say what they are"
            );
            return None;
        };
        let Expr::Lit(literal) = &pair.value else {
            return None;
        };
        let Lit::Str(text) = &literal.lit else {
            return None;
        };
        pair.path
            .is_ident("doc")
            .then(|| text.value().trim().to_owned())
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn holds(kind: &Type, name: &str) -> Holds {
    match kind {
        Type::Reference(_) => Holds::Text,
        Type::Path(path) => {
            let last = path.path.segments.last().unwrap();
            let inner = || match &last.arguments {
                PathArguments::AngleBracketed(arguments) => match &arguments.args[0] {
                    GenericArgument::Type(inner) => Box::new(holds(inner, name)),
                    _ => panic!("{name}"),
                },
                _ => panic!("{name}"),
            };
            match last.ident.to_string().as_str() {
                "String" if name == "html" || name.ends_with("_html") => Holds::Html,
                "String" => Holds::Text,
                "usize" => Holds::Number,
                "bool" => Holds::Flag,
                "Option" => Holds::Maybe(inner()),
                "Vec" => Holds::List(inner()),
                view => Holds::Fields(view.to_owned()),
            }
        }
        _ => panic!("{name} holds what no template can use"),
    }
}

fn said(holds: &Holds) -> String {
    match holds {
        Holds::Text => "text".to_owned(),
        Holds::Html => "HTML".to_owned(),
        Holds::Number => "number".to_owned(),
        Holds::Flag => "true or false".to_owned(),
        Holds::Fields(view) => format!("[{view}](#{})", view.to_lowercase()),
        Holds::List(inner) => format!("list of {}", said(inner)),
        Holds::Maybe(inner) => format!("{}, or none", said(inner)),
    }
}

fn tables(views: &Views) -> String {
    let mut text = MARK.to_owned();
    for (name, means, fields) in views {
        text.push_str(&format!(
            "\n### {name}\n\n{means}\n\n| field | holds | |\n|---|---|---|\n"
        ));
        for field in fields {
            let Field { name, holds, means } = field;
            text.push_str(&format!("| `{name}` | {} | {means} |\n", said(holds)));
        }
    }
    text
}

#[test]
fn the_readme_of_the_theme_has_every_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (words, _) = readme.split_once(MARK).expect("the mark above the tables");
    let made = format!("{words}{}", tables(&views()));
    if std::env::var_os("ARCHIVE_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let readme = std::fs::read_to_string(&path).unwrap();
    assert!(
        readme == made,
        "the tables in themes/default/README.md are not those of src/render/views: \
         ARCHIVE_UPDATE=1 cargo test --lib documented"
    );
}

/// The view that each template is given, as the README says it: `| report.html | … | [ReportView](…) |`.
fn given() -> BTreeMap<String, String> {
    let readme = include_str!("../../../themes/default/README.md");
    let rows = readme.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let template = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
        let view = cells.get(3)?.strip_prefix('[')?.split(']').next()?;
        template
            .ends_with(".html")
            .then(|| (template.to_owned(), view.to_owned()))
    });
    rows.collect()
}

/// The demonstration archive, as a build has it.
pub fn demonstration() -> (Archive, crate::model::Relations) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = Options {
        root: root.to_owned(),
        out: None,
        base_url: None,
        locked: true,
        annotators: false,
    };
    let mut notes = Vec::new();
    let content = load::load(root).into_value(&mut notes).unwrap();
    let (mut archive, ..) = crate::assemble(content, &options, &Silent, &mut notes);
    // A report whose file was renamed has a page at its old address too.
    archive.reports[0]
        .formerly
        .push("an-old-address".to_owned());
    let relations = relate::relate(&archive).value;
    (archive, relations)
}

/// What every page of a site was made from: template, and all that was at hand.
pub fn contexts(
    archive: &Archive,
    relations: &crate::model::Relations,
) -> BTreeMap<String, (String, Value)> {
    let languages = ["fr", "en"].map(str::to_owned);
    let themes: Vec<Theme> = Theme::dumping(&languages);
    let made = site(archive, relations, &themes, &Silent);
    assert!(
        made.diagnostics.iter().all(|d| d.code != "template-failed"),
        "{:?}",
        made.diagnostics
    );
    let pages = made
        .value
        .into_iter()
        .filter(|output| output.path.ends_with(".html"));
    let read = |output: Output| {
        let text = String::from_utf8(output.bytes).unwrap();
        let (template, json) = text.split_once('\n')?;
        Some((
            output.path,
            (template.to_owned(), serde_json::from_str(json).unwrap()),
        ))
    };
    pages.filter_map(read).collect()
}

#[test]
fn templates_are_given_what_the_readme_says() {
    let (archive, relations) = demonstration();
    let views = views();
    let given = given();
    let contexts = contexts(&archive, &relations);
    let used: BTreeSet<&String> = contexts.values().map(|(template, _)| template).collect();
    assert_eq!(
        given.keys().collect::<BTreeSet<_>>(),
        used,
        "the table of templates in the README"
    );
    for (path, (template, context)) in &contexts {
        let names: BTreeSet<&str> = context
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(names, BTreeSet::from(["frame", "t", "view"]), "{path}");
        agrees(&views, "Frame", &context["frame"], path);
        agrees(&views, &given[template], &context["view"], path);
    }
}

/// A value has the fields of a view, and they hold what it says.
#[track_caller]
fn agrees(views: &Views, view: &str, value: &Value, path: &str) {
    let (_, _, fields) = views.iter().find(|(name, ..)| name == view).unwrap();
    let value = value
        .as_object()
        .unwrap_or_else(|| panic!("{path}: {view}"));
    let names: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let found: BTreeSet<&str> = value.keys().map(String::as_str).collect();
    assert_eq!(names, found, "{path}: {view}");
    for field in fields {
        is(
            views,
            &field.holds,
            &value[&field.name],
            &format!("{path}: {view}.{}", field.name),
        );
    }
}

fn is(views: &Views, holds: &Holds, value: &Value, path: &str) {
    match holds {
        Holds::Text | Holds::Html => assert!(value.is_string(), "{path}: {value}"),
        Holds::Number => assert!(value.is_u64(), "{path}: {value}"),
        Holds::Flag => assert!(value.is_boolean(), "{path}: {value}"),
        Holds::Fields(view) => agrees(views, view, value, path),
        Holds::List(inner) => {
            let list = value.as_array().unwrap_or_else(|| panic!("{path}"));
            list.iter().for_each(|value| is(views, inner, value, path));
        }
        Holds::Maybe(inner) if !value.is_null() => is(views, inner, value, path),
        Holds::Maybe(_) => {}
    }
}
