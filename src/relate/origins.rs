//! Origins: reports that print the same words count once.

use std::collections::BTreeMap;

use crate::model::{Archive, At, EventId, Kind, Origin, ReportId, Reuse, Telling};
use crate::text::skeleton;
use crate::time;

/// A report repeats others when so much of its text does, by words.
const MOSTLY: (usize, usize) = (1, 2);

/// Passages that are printings of the same words, whoever repeats whom.
pub struct Printings {
    /// For each passage one that has the same words, or itself.
    of: Vec<usize>,
    /// Passages in the reports before each report.
    starts: Vec<usize>,
}

impl Printings {
    /// Puts together what is the same or near, and quotations in reports that credit one author.
    pub fn of(archive: &Archive, reuse: &[Reuse]) -> Self {
        let mut count = 0;
        let starts = archive.reports.iter().map(|report| {
            let start = count;
            count += report.passages.len();
            start
        });
        let starts: Vec<usize> = starts.collect();
        let mut printings = Self {
            of: (0..count).collect(),
            starts,
        };
        for tie in reuse {
            if tie.kind != "quotes" || same_credit(archive, tie) {
                let (a, b) = (printings.place(tie.a), printings.place(tie.b));
                printings.join(a, b);
            }
        }
        printings
    }

    /// One number for all printings of a passage.
    fn number(&mut self, at: At) -> usize {
        let place = self.place(at);
        self.root(place)
    }

    fn place(&self, at: At) -> usize {
        self.starts[at.0] + at.1
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.of[place] != place {
            self.of[place] = self.of[self.of[place]];
            place = self.of[place];
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.of[a.max(b)] = a.min(b);
    }
}

/// Whether two reports name the same author, such as the agency whose words both print.
fn same_credit(archive: &Archive, tie: &Reuse) -> bool {
    let author = |at: At| archive.reports[at.0].author.as_deref().map(skeleton);
    let (a, b) = (author(tie.a), author(tie.b));
    tie.a.0 != tie.b.0 && a == b && a.is_some_and(|name| !name.is_empty())
}

/// For each report the earlier one whose words it mostly repeats.
pub fn of_reports(archive: &Archive, printings: &mut Printings) -> Vec<Option<usize>> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut origins = vec![None; archive.reports.len()];
    for report in in_time(archive, 0..archive.reports.len()) {
        let passages = 0..archive.reports[report].passages.len();
        let passages = passages.filter(|&at| is_text(archive, (report, at)));
        origins[report] = repeated(archive, printings, &mut first, report, passages);
    }
    origins
}

/// The origins of every event that is told: each report that tells it stands in one of them.
///
/// Events come by id, the origins of each by the day of the first report.
pub fn of_events(
    archive: &Archive,
    tellings: &[Telling],
    printings: &mut Printings,
) -> Vec<Origin> {
    let mut by_event: BTreeMap<&EventId, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for telling in tellings {
        let reports = by_event.entry(&telling.event).or_default();
        let passages = reports.entry(telling.at.0).or_default();
        if passages.last() != Some(&telling.at.1) {
            passages.push(telling.at.1);
        }
    }
    let mut origins = Vec::new();
    for (event, reports) in by_event {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        // From the first report of an origin to the origin's place.
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        for report in in_time(archive, reports.keys().copied()) {
            let told = reports[&report].iter().copied();
            let source = repeated(archive, printings, &mut first, report, told);
            if let Some(&origin) = source.and_then(|source| place.get(&source)) {
                let origin: &mut Origin = &mut origins[origin];
                origin.reports.push(report);
                place.insert(report, place[&origin.reports[0]]);
            } else {
                place.insert(report, origins.len());
                origins.push(Origin {
                    event: event.clone(),
                    reports: vec![report],
                });
            }
        }
    }
    origins
}

/// The report among those before that has most of the words which a report's passages repeat, if
/// these are most of its words. `first` leads from the printings of a passage to the first report
/// that has it, and learns this report's.
fn repeated(
    archive: &Archive,
    printings: &mut Printings,
    first: &mut BTreeMap<usize, usize>,
    report: usize,
    passages: impl Iterator<Item = usize>,
) -> Option<usize> {
    let mut words = 0;
    let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
    for at in passages {
        let here = archive.reports[report].passages[at]
            .words
            .split_whitespace();
        let here = here.count();
        words += here;
        let before = *first
            .entry(printings.number((report, at)))
            .or_insert(report);
        if before != report {
            *shares.entry(before).or_default() += here;
        }
    }
    let repeated: usize = shares.values().sum();
    let most = |(report, share): &(usize, usize)| (*share, std::cmp::Reverse(*report));
    (repeated > 0 && repeated * MOSTLY.1 >= words * MOSTLY.0)
        .then(|| shares.into_iter().max_by_key(most))?
        .map(|(report, _)| report)
}

/// Whether a passage is of the text, not of its readers.
fn is_text(archive: &Archive, at: At) -> bool {
    archive.reports[at.0].passages[at.1].kind != Kind::Comment
}

/// Reports by the first day on which they can have been published, those without one last.
fn in_time(archive: &Archive, reports: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut reports: Vec<usize> = reports.collect();
    let key = |report: usize| -> (jiff::civil::Date, &ReportId) {
        let report = &archive.reports[report];
        let published = report.published.as_ref();
        let day = published.and_then(|p| time::days(&p.value)).map(|d| d.0);
        (day.unwrap_or(jiff::civil::Date::MAX), &report.id)
    };
    reports.sort_by_key(|&report| key(report));
    reports
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{By, Mode, Report};
    use crate::relate::sample::{archive, passage, report};

    const FIRST: &str = "sept mots que tout le monde reprend";
    const SECOND: &str = "six autres mots que personne ne reprend";

    fn of(id: &str, day: &str, words: &[&str]) -> Report {
        let passages = words.iter().map(|w| passage(Kind::Paragraph, w));
        report(id, day, passages.collect())
    }

    fn tie(a: At, b: At, kind: &'static str) -> Reuse {
        Reuse {
            a,
            b,
            kind,
            ratio: 1.0,
        }
    }

    fn telling(at: At) -> Telling {
        Telling {
            event: EventId::new("e"),
            at,
            mode: Mode::Told,
            score: 1.0,
            by: By::Program,
        }
    }

    fn origins(archive: &Archive, told: &[At], reuse: &[Reuse]) -> Vec<Vec<usize>> {
        let tellings: Vec<Telling> = told.iter().copied().map(telling).collect();
        let mut printings = Printings::of(archive, reuse);
        let found = of_events(archive, &tellings, &mut printings);
        found.into_iter().map(|origin| origin.reports).collect()
    }

    #[test]
    fn copies_of_copies_are_one_origin_of_the_first_by_day() {
        let archive = archive(vec![
            of("a", "2031-04-10", &[FIRST]),
            of("b", "2031-04-08", &[FIRST]),
            of("c", "2031-04-09", &[FIRST]),
            of("d", "2031-04-07", &[SECOND]),
        ]);
        let told = [(0, 0), (1, 0), (2, 0), (3, 0)];
        let reuse = [tie((0, 0), (1, 0), "same"), tie((0, 0), (2, 0), "near")];
        assert_eq!(origins(&archive, &told, &reuse), [vec![3], vec![1, 2, 0]]);
        let mut printings = Printings::of(&archive, &reuse);
        assert_eq!(
            of_reports(&archive, &mut printings),
            [Some(1), None, Some(1), None]
        );
    }

    #[test]
    fn a_report_that_adds_more_than_it_repeats_is_an_origin() {
        let own = format!("{SECOND}, et bien d'autres choses encore qu'on apprend ici.");
        let archive = archive(vec![
            of("a", "2031-04-08", &[FIRST]),
            of("b", "2031-04-09", &[FIRST, &own]),
        ]);
        let reuse = [tie((0, 0), (1, 0), "same")];
        let both = [(0, 0), (1, 0), (1, 1)];
        assert_eq!(origins(&archive, &both, &reuse), [vec![0], vec![1]]);
        // What it adds is about something else: of this event it says nothing of its own.
        assert_eq!(origins(&archive, &both[..2], &reuse), [vec![0, 1]]);
        let mut printings = Printings::of(&archive, &reuse);
        assert_eq!(of_reports(&archive, &mut printings), [None, None]);
    }

    #[test]
    fn a_quotation_is_no_reprint_but_under_the_same_name() {
        let mut archive = archive(vec![
            of("a", "2031-04-08", &[FIRST]),
            of("b", "2031-04-09", &[FIRST]),
        ]);
        let reuse = [tie((0, 0), (1, 0), "quotes")];
        let told = [(0, 0), (1, 0)];
        assert_eq!(origins(&archive, &told, &reuse), [vec![0], vec![1]]);
        archive.reports[0].author = Some("Agence Lumen".to_owned());
        archive.reports[1].author = Some("AGENCE LUMEN".to_owned());
        assert_eq!(origins(&archive, &told, &reuse), [vec![0, 1]]);
    }

    #[test]
    fn a_report_that_repeats_two_others_adds_no_origin() {
        let archive = archive(vec![
            of("a", "2031-04-08", &[FIRST]),
            of("b", "2031-04-08", &[SECOND]),
            of("c", "2031-04-09", &[FIRST, SECOND]),
        ]);
        let reuse = [tie((0, 0), (2, 0), "same"), tie((1, 0), (2, 1), "same")];
        let told = [(0, 0), (1, 0), (2, 0), (2, 1)];
        assert_eq!(origins(&archive, &told, &reuse).len(), 2);
    }
}
