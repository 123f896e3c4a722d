use std::process::ExitCode;

/// What each code means, at more length than a diagnostic has room for.
const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "address-outside",
        "A file's name would make an address outside public/. Rename the file.",
    ),
    (
        "address-taken",
        "Two files would be published under one address, or under two that differ only in case, which is one file on some systems. The site is not written until one of them is renamed.",
    ),
    (
        "address-vanished",
        "content/published.txt lists an address that the site would not have any more, so nothing was written: people hold links to it. Bring the file back; or, where it was renamed or joined with another, name its old stem in `formerly` or `same_as` of the one that is there now. Where the address must go for good, take its line out of the list.",
    ),
    (
        "annotator-failed",
        "A program that archive.toml names under [[annotators]] could not be started, did not end in time, ended with a fault, wrote without end, or wrote nothing that is a mark. The rest is built. The marks that it proposed in the last build stay on the passages whose words have not changed. examples/annotators/README.md says what such a program reads and writes; --no-annotators builds without starting any.",
    ),
    (
        "annotator-line-invalid",
        "A line that an annotator wrote is no mark: one JSON object a line, with passage, start, end, mark and the keys of that kind. The line is passed over. What is no mark, such as a message, belongs on standard error.",
    ),
    (
        "annotator-mark-invalid",
        "A mark that an annotator proposed does not hold: its offsets are not in the passage, the words there are not those that it says, its entity has no file, a value is not EDTF or none of the words that the tables know, it crosses another one, or it stands on a passage that was not asked about. The mark is passed over, and the others are taken.",
    ),
    (
        "annotator-marks-gave-way",
        "Marks nest and never cross. Where a mark of an annotator crosses one of the program's, or stands on the same words, the program's stays; among annotators, that of the one that archive.toml names first.",
    ),
    (
        "annotators-not-started",
        "With --no-annotators, the programs that archive.toml names under [[annotators]] are not started. The marks that they proposed in the last build stay on the passages whose words have not changed.",
    ),
    (
        "archive-missing",
        "The folder holds no archive.toml. `archive init` makes a small archive to start from; --root names another folder.",
    ),
    (
        "attachment-left-out",
        "An e-mail is read with the words of its body. What hangs on it is no part of them: save what belongs to the archive as a source of its own.",
    ),
    (
        "browser-unopened",
        "--open asks the system to open the address in a browser, and it would not. The archive is served all the same: open the address yourself.",
    ),
    (
        "configuration-invalid",
        "archive.toml is not TOML, or holds a key that the program does not know. It knows title, description, notice, base_url, language or languages, theme, detect_events, under [sources] leave_out, keep and cut_before, and under each [[annotators]] name, command, timeout and languages.",
    ),
    (
        "content-stale",
        "With --locked, content/ must be what a build would leave. Run `archive build` without --locked, look at what it wrote in content/, and commit it.",
    ),
    (
        "date-contradiction",
        "The text says two things of one day that cannot both be true: a weekday that does not fall on the date told with it, or a date that is not the day which the word before it leads to. The words stay as they are, the mark has both readings as its value, and nothing is decided. Write the right value into the mark in the report file if you know it.",
    ),
    (
        "date-invalid",
        "Dates are EDTF (ISO 8601-2): 2020-10-09, 2020-10, 2020, 2020-10-09/2020-10-10, 2020-10~.",
    ),
    (
        "docx-invalid",
        "A .docx file is a zip archive with word/document.xml in it. This one has none, is damaged, or unpacks to more than a document could hold. What could be read of a damaged one is in the archive; otherwise the file is left out and the rest is built.",
    ),
    (
        "entity-unknown",
        "A link, a place or a participant names an entity that has no file in content/entities.",
    ),
    (
        "entity-without-name",
        "An entity's name is empty, so nothing could be linked to it. The file is left out.",
    ),
    (
        "event-unknown",
        "A footnote in a report file names an event that has no file in content/events.",
    ),
    (
        "file-changed-meanwhile",
        "A report file changed while the build ran. It was not overwritten; the next build takes it in.",
    ),
    (
        "file-not-utf8",
        "Files that people write here are UTF-8. Sources may be in any common encoding.",
    ),
    (
        "file-unreadable",
        "The system refused to read a file. It is left out; the rest is built.",
    ),
    (
        "file-unwritable",
        "The system refused to write a file. Nothing of the site has changed.",
    ),
    (
        "front-matter-incomplete",
        "A key that must be there is missing from the front matter. The file is left out.",
    ),
    (
        "front-matter-invalid",
        "The lines between +++ and +++ are TOML: key = \"value\". The file is left out.",
    ),
    (
        "front-matter-missing",
        "The file must begin with a line +++, TOML, and another line +++. The file is left out.",
    ),
    (
        "import-address",
        "--url says where one text was fetched from; several cannot come from one address. Web archives say themselves where each page came from.",
    ),
    (
        "language-without-words",
        "The theme has no file of words for a language that archive.toml names. For the first, or only, one the pages are worded in English; in any other the site is not made. Choose one that the theme has, or add themes/NAME/words/CODE.toml: `archive theme eject words/en.toml` gives a copy to translate.",
    ),
    (
        "line-doubtful",
        "A short line was kept as a paragraph, and nothing but its place says that it is one. What is uncertain stays in. Name it in `keep` or `leave_out`, in the file NAME.toml beside the source or, for all sources, under [sources] in archive.toml; `*` stands for any words.",
    ),
    (
        "link-leads-nowhere",
        "A link in Markdown leads to no page of the archive. Its words stand on the page without the link.",
    ),
    (
        "link-not-followed",
        "Symbolic links are not followed, so that nothing outside the archive becomes part of the site.",
    ),
    (
        "link-outside",
        "A link leads out of content/, where no reader can follow it.",
    ),
    (
        "made-with-later-release",
        "content/ was last written by a later release of the program. This one could take what that one wrote for a person's work, so nothing was written.",
    ),
    (
        "made-with-other-release",
        "content/ was last written by another release of the program, and this one reads some texts otherwise. `archive build --what-would-change` shows what it changes, by report; nothing that a person did is among it.",
    ),
    (
        "mail-invalid",
        "An e-mail (.eml) begins with lines such as From, Date and Subject. This file has none of them, or is so damaged that its parts cannot be told. It is left out; the rest is built.",
    ),
    (
        "markup-in-source",
        "A source holds HTML tags or template syntax. They are words like any other: shown as text, never run. The first place is named.",
    ),
    (
        "markup-out-of-bounds",
        "An HTML source nests its elements deeper, or gives one of them more attributes, than any page does. All its text is read, but the markup beyond the bounds is ignored.",
    ),
    (
        "mention-ambiguous",
        "A name could be several entities and the text does not single one out. A wrong link is worse than none, so it is not linked.",
    ),
    (
        "name-no-address",
        "A file's name becomes part of an address, and holds a character that cannot.",
    ),
    (
        "passage-not-in-source",
        "The words of a passage in a report file have little or nothing in common with the source's. The site shows the program's own reading until they have; the file is left as it is. A few words that are retyped become corrections by themselves, as <del>old</del><ins>new</ins>.",
    ),
    (
        "passage-retired",
        "A published passage has lost its words: the source no longer holds them, or a person deleted it. Its id stays in the report's front matter as [[retired]], with the words and the passage that follows it, and its address says so. Take `words` out where they must not be shown any more.",
    ),
    (
        "passage-twice",
        "Two passages of a report file have one id, or stand on the same words of the source. An address leads to one place, so the site shows the program's own reading until one of them is deleted; the file is left as it is.",
    ),
    (
        "passage-unknown",
        "`archive explain` takes one passage, as REPORT#PASSAGE: the report's id (the stem of its file in content/reports) or siglum, and the passage's id or printed number. Quote it where your shell takes # for a comment.",
    ),
    (
        "passage-very-long",
        "A passage is longer than any paragraph, as when a text was saved in one line. It is read all the same, but its one address is of little use.",
    ),
    (
        "pdf-encrypted",
        "A PDF that is encrypted cannot be read, even where it opens without a password. It is left out; the rest is built.",
    ),
    (
        "pdf-invalid",
        "A PDF is damaged, or would take more memory than a text could need. It is left out; the rest is built.",
    ),
    (
        "pdf-page-unread",
        "Some pages of a PDF are damaged or written in a way that cannot be read. The words of the others are in the archive.",
    ),
    (
        "pdf-without-text",
        "A PDF, or some pages of it, hold pictures of words and no words. Recognise them (OCR) and put that PDF in its place.",
    ),
    (
        "port-unusable",
        "`archive serve` could not take the port that --port names: another program has it, maybe another `archive serve`, or the system keeps it for itself. Without --port any port that is free will do.",
    ),
    (
        "public-in-archive",
        "The site's folder must not hold the archive, or be a part of content/ or themes/.",
    ),
    (
        "public-not-a-folder",
        "A link or a file stands where the site needs a folder. What is written must not land elsewhere.",
    ),
    (
        "public-not-ours",
        "A file that no build made stands where a page should. It is not overwritten.",
    ),
    (
        "record-unreadable",
        "content/published.txt or content/made-with.txt is there and cannot be read. Without the one, published addresses could be lost, without the other, the work of a later release, so nothing was written. Bring the file back as the program wrote it.",
    ),
    (
        "report-not-in-source",
        "A report file that a person changed matches no text of its source any more.",
    ),
    (
        "sidecar-invalid",
        "The file NAME.toml beside a source is TOML, and knows url, retrieved, published, outlet, author, licence, language, and how the source is cut: leave_out, keep, cut_before and one_report.",
    ),
    (
        "source-binary",
        "A source holds characters that no text has. It is left out; the rest is built.",
    ),
    (
        "source-encoding",
        "A source cannot be decoded without loss. It is left out; the rest is built.",
    ),
    (
        "source-form-unknown",
        "Sources are .txt, .md, .html, .htm, .eml, .pdf and .docx files. Web archives (.warc, .warc.gz, .wacz) hold many texts: `archive import` makes a source of each page. Any other file is left alone.",
    ),
    (
        "source-front-matter",
        "The lines before a Markdown text, between --- and --- or +++ and +++, cannot be read as YAML or TOML. They are left out of the text, and what they say of title, author and date is not known.",
    ),
    (
        "source-missing",
        "A report file names a source that is not in content/sources any more. The report stays published from its file, without offsets.",
    ),
    (
        "source-without-text",
        "A source was read, and no text was found in it.",
    ),
    (
        "suggestion-not-written",
        "An alias that `archive suggest --write` proposes could not be added to the entity's file.",
    ),
    (
        "template-failed",
        "A template of the theme asks for what is not there, or does with a value what cannot be done with it. The message says what; the line is that of the template, and the notes are the values that were at hand there: name, kind and first characters, innermost first. README.md of the theme lists what every template is given. The old site stays.",
    ),
    (
        "template-invalid",
        "A template of the theme is not one: a tag that is not closed, a parent, a component, a filter that does not exist. The old site stays.",
    ),
    (
        "theme-file-unused",
        "A theme has templates/, assets/ and words/, and a README; what stands elsewhere in its folder is never looked at. Most often a folder's name is misspelt.",
    ),
    (
        "theme-missing",
        "archive.toml names a theme whose folder is not in themes/. The old site stays. Make the folder, or name a theme that is there.",
    ),
    (
        "theme-not-utf8",
        "Templates and words are UTF-8. The old site stays.",
    ),
    (
        "warc-damaged",
        "Some records of a web archive break off, cannot be unpacked, or are none. The pages of all others were imported.",
    ),
    (
        "warc-too-large",
        "A web archive unpacks to hundreds of times its size, as none of texts does. What was read before that was imported.",
    ),
    (
        "warc-without-pages",
        "A web archive holds no response or resource of type text/html or text/plain that was answered with success.",
    ),
    (
        "watch-failed",
        "The system does not tell of changes in the archive's folder, so pages are not built anew while `archive serve` runs. On Linux the number of folders that may be watched is fs.inotify.max_user_watches.",
    ),
    (
        "words-invalid",
        "A file of the theme's words is not TOML, or lacks words that the pages need. The old site stays.",
    ),
    (
        "work-without-words",
        "A passage on which a person worked (a mark, a correction, a note) has lost its words: the source no longer holds them. Its id and words stay in the report's front matter as [[retired]], so that nothing is lost unseen. Move the work to where it belongs, and take the entry out when it is not needed.",
    ),
];

/// `archive check --explain CODE`.
pub fn run(code: &str) -> ExitCode {
    if let Some((_, text)) = EXPLANATIONS.iter().find(|(known, _)| *known == code) {
        println!("{code}: {text}");
        return ExitCode::SUCCESS;
    }
    let codes: Vec<&str> = EXPLANATIONS.iter().map(|(code, _)| *code).collect();
    eprintln!(
        "there is no code '{code}'; the codes are {}",
        codes.join(", ")
    );
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use regex::Regex;
    use walkdir::WalkDir;

    use super::*;

    /// A code that the program prints and cannot explain sends a person nowhere.
    #[test]
    fn every_code_is_explained_in_order() {
        let codes: Vec<&str> = EXPLANATIONS.iter().map(|(code, _)| *code).collect();
        assert!(codes.is_sorted());
        let used =
            Regex::new(r#"Diagnostic::(?:note|warning|error|fatal)\(\s*"([a-z-]+)""#).unwrap();
        let sources = WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let mut missing = BTreeSet::new();
        for entry in sources.into_iter().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let found = used.captures_iter(&text).map(|c| c[1].to_owned());
                missing.extend(found.filter(|code| !codes.contains(&code.as_str())));
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }
}
