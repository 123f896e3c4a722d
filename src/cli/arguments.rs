use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Turns a folder of source texts into an annotated archive: a static site in which every passage
/// has a permanent address.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub verb: Verb,
    #[command(flatten)]
    pub common: Common,
}

const EXAMPLES: &str = "Examples:
  archive init my-archive       make a small archive to start from
  archive import page.html      copy a text into content/sources
  archive build                 read content/, write public/, then open public/index.html
  archive serve --open          the same, in a browser, again after every change
  archive seal                  record what was published, so that its links last
  archive suggest               propose aliases and events that no record has
  archive check --deny warnings say what is wrong or doubtful, write nothing

Exit status: 0 all is well, 1 something was left out or is wrong, 2 nothing was written.";

#[derive(Subcommand)]
pub enum Verb {
    Init(Init),
    Import(Import),
    Build(Build),
    Serve(Serve),
    Check(Check),
    Seal(Seal),
    Explain(Explain),
    Suggest(Suggest),
    Theme(Theme),
}

/// What every verb takes.
#[derive(Args)]
pub struct Common {
    /// Print nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print notes too: names that stay ambiguous, proposals that differ
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// When to colour what is printed
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// How to print diagnostics: for people, or one JSON object a line
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
}

/// Make a small archive with one sample text, ready to build
///
/// Files that are already there are left as they are.
#[derive(Args)]
pub struct Init {
    /// The folder to make it in
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

/// Copy texts and web archives into content/sources
///
/// Reads .txt, .md, .html, .htm, .eml, .pdf and .docx files, and folders of them. What the options say is
/// kept beside each copy, in NAME.toml, and shown on its pages; what nobody says is shown as unknown.
/// Nothing is ever overwritten: a file whose bytes are there already is passed over, and one whose name
/// is taken becomes NAME-2.
///
/// Web archives (.warc, .warc.gz, .wacz) are unpacked: each page in them, of type text/html or
/// text/plain, becomes a source, with the address and the time of its capture.
#[derive(Args)]
#[command(after_help = "Examples:
  archive import article.html --url https://gazette.example/weir --retrieved 2031-03-09
  archive import letters/ --outlet 'Readers of the weir' --licence CC-BY-4.0
  archive import crawl.wacz

Exit status: 0 all was read, 1 something was left out, 2 nothing was written.")]
pub struct Import {
    /// Files, folders and web archives
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Address the text was fetched from, of a single file
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// When it was fetched (EDTF: 2031-03-09, 2031-03-09T18:30Z); web archives say it themselves
    #[arg(long, value_name = "DATE")]
    pub retrieved: Option<String>,
    /// When it was published (EDTF); outweighs what the text says
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Who wrote it
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Under which terms it may be used: a name, or an address
    #[arg(long, alias = "license", value_name = "TERMS")]
    pub licence: Option<String>,
    /// Its language (fr, en)
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Read content/ and write the site
///
/// Texts go into content/sources; the program writes one annotated Markdown file a report into
/// content/reports, which you may correct, and the site into public/. Only files that changed are
/// written, and files in public/ that no build made are never touched.
///
/// An archive may bring programs of its own that propose marks, named in archive.toml as [[annotators]]: a
/// build, a check and a seal start them, and they can do whatever you can. See --no-annotators.
#[derive(Args)]
pub struct Build {
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The folder of the site [default: public in the root]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The site's address on the web, for canonical links; outweighs archive.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Fail rather than change anything in content/ (for continuous integration)
    #[arg(long)]
    pub locked: bool,
    /// Write nothing; show by report what would change in content/, in counts and as a diff
    #[arg(long, conflicts_with = "locked")]
    pub what_would_change: bool,
    #[command(flatten)]
    pub annotators: Annotators,
}

/// Build, show the site on this machine, and build again after every change
///
/// Watches content/, themes/ and archive.toml. After each change it builds as `archive build` does, and pages that
/// are open show the new site where their readers were. What is wrong with the archive is shown over the page, until
/// it is mended; a build that fails leaves the last good site.
///
/// The site is served on 127.0.0.1 alone: nobody else on the network can read it. The page `/-/raw/reports/NAME.html`
/// shows the annotated Markdown of a report, and likewise for entities/, events/ and pages/; the link `Markdown` in the
/// corner of a page leads there. What is added to pages for all this is never written to public/.
///
/// Ctrl-C stops it; a build that is under way is finished first.
#[derive(Args)]
#[command(after_help = "Examples:
  archive serve                 build, serve, print the address
  archive serve --open          open it in the browser, too
  archive serve --port 8080     at http://127.0.0.1:8080/ or not at all

Exit status: 0 it was stopped, 2 it could not begin.")]
pub struct Serve {
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The folder of the site [default: public in the root]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The port; 0 takes any that is free [default: 8420, or any that is free]
    #[arg(long, value_name = "NUMBER")]
    pub port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub annotators: Annotators,
}

/// Whether an archive may start programs.
#[derive(Args)]
pub struct Annotators {
    /// Do not start the programs that archive.toml names as annotators; what they proposed last stays.
    /// They can do whatever you can: use this on an archive that you do not trust
    #[arg(long = "no-annotators")]
    pub none: bool,
}

/// Say what is wrong or doubtful, and write nothing
#[derive(Args)]
pub struct Check {
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Exit with status 1 on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Explain a diagnostic by its code, and do nothing else
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    #[command(flatten)]
    pub annotators: Annotators,
}

/// Record the addresses that are published, which must then go on working
///
/// Writes content/published.txt. An address on that list is never given to other words; where its
/// passage is gone, its page says so. A build that would lose one changes nothing and says which.
#[derive(Args)]
pub struct Seal {
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    #[command(flatten)]
    pub annotators: Annotators,
}

/// Say what stands behind every mark of a passage, and write nothing
///
/// For each name, date, quotation and figure: what it was resolved to, and the rule, the record, the annotator
/// or the person behind it; and what was proposed and taken out.
#[derive(Args)]
#[command(after_help = "Examples:
  archive explain gazette-2031-03-09-the-weir#p-7k2m9x
  archive explain 'GA#3'                                by siglum and printed number")]
pub struct Explain {
    /// A passage: REPORT#PASSAGE
    #[arg(value_name = "REPORT#PASSAGE")]
    pub address: String,
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    #[command(flatten)]
    pub annotators: Annotators,
}

/// Propose aliases and events that no record has, with their evidence
///
/// Names are written in many ways: the same town is Choucha, Shusha and Schuscha. A build links such a spelling
/// where it sounds like one listed name alone, or is one letter away from it. This lists them, each with the
/// passages it stands in, so that you may accept them as aliases in content/entities, or correct the link in
/// the report file where the program was wrong.
///
/// Events that the texts tell and no file of content/events has are listed with the front matter that a file of theirs
/// would have, and the passages that tell them; --write makes the files, which are then yours.
#[derive(Args)]
#[command(after_help = "Examples:
  archive suggest                           list them, write nothing
  archive suggest --least 3                 only what stands in the archive three times or more
  archive suggest --only choucha --write    accept those of one entity
  archive suggest --write                   accept all

A spelling that is wrong: take its link out of the report file; it is then no longer proposed.

Exit status: 0 all is well, 1 something could not be written, 2 nothing could be read.")]
pub struct Suggest {
    /// Write the proposals into the files of content/entities and content/events
    #[arg(long)]
    pub write: bool,
    /// Only for this entity or event (its file's name without .md); may be given several times
    #[arg(long, value_name = "RECORD")]
    pub only: Vec<String>,
    /// Only what stands in the archive at least so often
    #[arg(long, value_name = "TIMES", default_value_t = 1)]
    pub least: usize,
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Change how the site looks and speaks
///
/// A theme is a folder of Tera templates (templates/), style sheets, scripts and pictures (assets/), and the words
/// of the pages (words/CODE.toml). The built-in one is used, but for the files that themes/NAME/ of the archive has
/// too, where NAME is the `theme` of archive.toml, or `default`. Of words, only those that differ need be there.
#[derive(Args)]
#[command(after_help = "Examples:
  archive theme list                      the files of the theme, and which are your own
  archive theme eject report.html         a copy of one template, to change
  archive theme eject README.md           what the templates are given
  archive theme eject                     a copy of the whole theme")]
pub struct Theme {
    #[command(subcommand)]
    pub verb: ThemeVerb,
}

#[derive(Subcommand)]
pub enum ThemeVerb {
    Eject(Eject),
    List(List),
}

/// Copy the built-in theme, or one file of it, into the archive
///
/// Into themes/NAME/, where NAME is the `theme` of archive.toml, or `default`. Nothing is ever overwritten: a file
/// that is there stays as it is. Take as few files as you need: those that you do not have follow the program.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 all is there, 1 the file named was there before, 2 nothing was copied."
)]
pub struct Eject {
    /// A file of the theme: templates/report.html, or report.html where no other has that name [default: all]
    pub file: Option<String>,
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Name the files of the theme, and where each comes from
#[derive(Args)]
pub struct List {
    /// The folder that holds archive.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}
