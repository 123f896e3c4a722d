use super::authority::Authority;
use super::speech::{Passage, Sorts};
use super::{dates, figures, languages_of, layers, mentions, speech, spoken};
use crate::lang;
use crate::model::{Entity, Mark, Rejected, ReportDraft, WhyNot};

/// The candidates for marks in the reports of one source that [`annotate`](super::annotate) turned down, with why,
/// in the order in which they begin; `all` are the reports of every source, whose languages count.
///
/// It annotates the source anew: a build asks for nothing of this, and so pays nothing for it.
pub fn rejected<'a>(
    text: &str,
    reports: &[ReportDraft],
    all: impl Iterator<Item = &'a ReportDraft>,
    entities: &[Entity],
) -> Vec<Rejected> {
    let authority = Authority::new(entities, &languages_of(all));
    let sorts = Sorts::new(entities);
    let mut rejected = Vec::new();
    let dated = dates::of_reports(text, reports);
    for (report, dated) in reports.iter().zip(dated) {
        let dates = dated.marks;
        let (named, turned_down) = mentions::find_rejected(text, report, &authority, &dates);
        rejected.extend(turned_down);
        let passages = spoken(text, report, &dated.tokens, &named, &dates);
        of_report(&passages, report, (named, dates), &sorts, &mut rejected);
    }
    rejected.sort_by_key(|r| (r.span.start, std::cmp::Reverse(r.span.end)));
    rejected.dedup();
    rejected
}

/// What is turned down of speech and figures, and of layers of marks that cross.
fn of_report(
    passages: &[Passage],
    report: &ReportDraft,
    (named, dates): (Vec<Vec<Mark>>, Vec<Vec<Mark>>),
    sorts: &Sorts,
    rejected: &mut Vec<Rejected>,
) {
    let language = lang::rules(&report.language);
    let said = speech::find(passages, language, sorts);
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let unspoken = speech::unspoken(passages, &said);
    let layers = named.into_iter().zip(dates).zip(said).zip(unspoken);
    for ((place, passage), (((named, dates), said), unspoken)) in
        passages.iter().enumerate().zip(layers)
    {
        let offset = report.passages[place].span.start;
        let mut note = |span: std::ops::Range<usize>, what: &str, why| {
            rejected.push(Rejected {
                span: offset + span.start..offset + span.end,
                what: what.to_owned(),
                why,
            });
        };
        for span in unspoken {
            note(span, "quotation", WhyNot::Unspoken);
        }
        let figures = figures::find(passage, &said, &dates, language, published);
        for span in figures::uncounted(passage, &figures, &dates, language) {
            note(span, "figure", WhyNot::Uncounted);
        }
        let crossing =
            |first: &[Mark], second: &[Mark]| layers::crossing(first, second, passage.text, offset);
        rejected.extend(crossing(&named, &dates));
        let marks = layers::nest(named, dates);
        rejected.extend(crossing(&marks, &said.direct));
        let marks = layers::nest(marks, said.direct);
        rejected.extend(crossing(&marks, &figures.shown));
    }
}
