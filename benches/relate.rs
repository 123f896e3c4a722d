//! How the time of the relate stage grows: `cargo bench --bench relate`, with sizes of your own behind `--`.
//!
//! The archives are made up of invented sentences, the same in every run, with the marks and dates that
//! annotate leaves. One report in ten prints an agency's text again, with a word changed or cut short,
//! one in twenty quotes a sentence of an earlier one, most end with one stock phrase, and one text is
//! printed by a thousand. There is an event for every twenty reports. The exponent says how time grows
//! from the size before: 1 is linear.

use std::hint::black_box;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use archive::model::{
    Anchor, Archive, Basis, Config, CutRules, Entity, EntityId, Event, EventId, Kind, Mark,
    MarkBody, Passage, PassageId, Proposal, Published, Report, ReportId, Told,
};
use archive::relate::relate;

const SIZES: [usize; 4] = [1_000, 5_000, 10_000, 50_000];
const PASSAGES: usize = 9;
const REPORTS_OF_EVENT: usize = 20;
/// Reports that print one and the same text.
const PRINTED: usize = 1_000;
const STOCK: &str =
    "Toute reproduction de ce texte, même en partie, est soumise à l'accord de la rédaction.";

/// `{}` is a name, `{:d}` a day, `{:w}` a word.
const SENTENCES: [&str; 10] = [
    "La délégation de {} a quitté la {:w} sans dire un mot aux {:w} qui attendaient devant la {:w}.",
    "Les habitants du {:w} disent avoir entendu des {:w}, puis le silence de la {:w}.",
    "Le porte-parole de {} a démenti {:d} que des {:w} aient franchi la {:w}.",
    "Le {:d}, à quatorze heures, {} et {} se sont retrouvés autour de la même {:w}.",
    "On ne sait pas encore qui a donné l'ordre de {:w} ni pourquoi la {:w} a été coupée.",
    "Trois jours plus tard, la ville de {} était encore sans {:w} et sans {:w}.",
    "L'accord, que plusieurs {:w} ont salué, prévoit un échange de {:w} et de {:w}.",
    "Une {:w} et deux {:w} ont brûlé sur la place, selon {} et ses {:w}.",
    "Les négociations entre {} et {} ont repris le {:d}, loin des {:w}.",
    "La nuit a été longue au bord du {:w}, où les {:w} attendaient la fin des {:w}.",
];

const SYLLABLES: [&str; 16] = [
    "ba", "ro", "li", "ven", "sta", "ké", "mor", "du", "fa", "zel", "tri", "no", "gar", "sé",
    "pol", "chu",
];

fn main() {
    let chosen: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if chosen.is_empty() {
        SIZES.to_vec()
    } else {
        chosen
    };
    println!("reports    seconds  ms/report  exponent  tellings     ties  origins");
    let mut before: Option<(usize, f64)> = None;
    for size in sizes {
        let archive = archive(size);
        let begun = Instant::now();
        let relations = black_box(relate(&archive)).value;
        let seconds = begun.elapsed().as_secs_f64();
        let exponent = before.map_or(String::from("-"), |(less, time)| {
            let growth = (seconds / time).ln() / (size as f64 / less as f64).ln();
            format!("{growth:.2}")
        });
        println!(
            "{size:7} {seconds:10.2} {:10.3} {exponent:>9} {:9} {:8} {:8}",
            seconds * 1e3 / size as f64,
            relations.tellings.len(),
            relations.reuse.len(),
            relations.origins.len(),
        );
        before = Some((size, seconds));
    }
}

/// A sequence of numbers that look random and are the same in every run (Knuth's MMIX constants).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

fn word(sequence: &mut Sequence, syllables: usize) -> String {
    let parts = (0..syllables).map(|_| SYLLABLES[sequence.below(SYLLABLES.len())]);
    parts.collect()
}

fn entities(count: usize) -> Vec<Entity> {
    let mut sequence = Sequence(1);
    let entities = (0..count).map(|number| {
        let name = word(&mut sequence, 3);
        let kind = ["person", "place", "organisation"][number % 3];
        Entity::named(&format!("e-{number:05}"), kind, &name.to_uppercase())
    });
    entities.collect()
}

fn day(number: usize) -> String {
    format!("2031-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1)
}

fn archive(size: usize) -> Archive {
    let mut sequence = Sequence(2);
    let entities = entities(100 + size / 10);
    let mut reports: Vec<Report> = Vec::with_capacity(size);
    let printed = PRINTED.min(size / 10);
    for number in 0..size {
        let passages = match sequence.below(20) {
            _ if number > 0 && number <= printed => reports[0].passages.clone(),
            0 | 1 if number > 0 => reprint(&reports[sequence.below(number)], &mut sequence),
            2 if number > 0 => {
                let other = &reports[sequence.below(number)].passages[0];
                let quoted = format!("On lisait hier : {}", other.words);
                let mut passages = own(number, &entities, &mut sequence);
                passages.push(passage(quoted, Vec::new()));
                passages
            }
            _ => own(number, &entities, &mut sequence),
        };
        reports.push(report(number, passages));
    }
    let events = (0..size / REPORTS_OF_EVENT).map(|number| event(number, &entities, &mut sequence));
    Archive {
        config: Config {
            titles: Vec::new(),
            base_url: String::new(),
            languages: vec!["fr".to_owned()],
            theme: String::new(),
            detect_events: None,
            rules: CutRules::default(),
            annotators: Vec::new(),
        },
        sources: Vec::new(),
        left_out: Vec::new(),
        reports,
        events: events.collect(),
        entities,
        pages: Vec::new(),
    }
}

/// The passages of a text that nobody else has.
fn own(number: usize, entities: &[Entity], sequence: &mut Sequence) -> Vec<Passage> {
    let mut passages: Vec<Passage> = (0..PASSAGES)
        .map(|_| {
            let (mut words, mut marks) = (String::new(), Vec::new());
            for _ in 0..2 + sequence.below(3) {
                let sentence = SENTENCES[sequence.below(SENTENCES.len())];
                say(sentence, number, entities, sequence, &mut words, &mut marks);
                words.push(' ');
            }
            passage(words, marks)
        })
        .collect();
    if sequence.below(4) > 0 {
        passages.push(passage(STOCK.to_owned(), Vec::new()));
    }
    passages
}

fn say(
    sentence: &str,
    number: usize,
    entities: &[Entity],
    sequence: &mut Sequence,
    words: &mut String,
    marks: &mut Vec<Mark>,
) {
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (gap, after) = after.split_once('}').unwrap_or((after, ""));
        words.push_str(before);
        let start = words.len();
        match gap {
            "" => {
                // Reports near each other name the same.
                let near = number / REPORTS_OF_EVENT * 3 + sequence.below(12);
                let entity = &entities[near % entities.len()];
                words.push_str(&entity.name);
                marks.push(mention(start..words.len(), &entity.id));
            }
            ":d" => {
                let value = day(number / REPORTS_OF_EVENT + sequence.below(3));
                words.push_str(&value);
                marks.push(date(start..words.len(), value));
            }
            _ => words.push_str(&word(sequence, 3)),
        }
        rest = after;
    }
    words.push_str(rest);
}

/// An earlier text printed again: a word changed in some passages, the end cut off.
fn reprint(other: &Report, sequence: &mut Sequence) -> Vec<Passage> {
    let kept = 1 + sequence.below(other.passages.len());
    let passages = other.passages.iter().take(kept).map(|passage| {
        let mut passage = passage.clone();
        if sequence.below(2) == 0 {
            passage.words.push_str(&word(sequence, 3));
        }
        passage
    });
    passages.collect()
}

fn mention(span: Range<usize>, entity: &EntityId) -> Mark {
    let body = MarkBody::Mention {
        entity: entity.clone(),
        metonym: false,
    };
    Mark::program(span, body)
}

fn date(span: Range<usize>, value: String) -> Mark {
    let body = MarkBody::Date {
        value,
        utc: None,
        anchor: Anchor::None,
    };
    Mark::program(span, body)
}

fn passage(words: String, marks: Vec<Mark>) -> Passage {
    Passage {
        id: PassageId::new("p-000000"),
        n: String::new(),
        kind: Kind::Paragraph,
        words,
        span: None,
        comment: None,
        marks,
        aside: Vec::new(),
        refused: Vec::new(),
        told: Told::default(),
        notes: Vec::new(),
    }
}

fn report(number: usize, passages: Vec<Passage>) -> Report {
    Report {
        id: ReportId::new(format!("r-{number:06}")),
        siglum: format!("R{number}"),
        title: String::new(),
        title_derived: true,
        source: None,
        published: Some(Published {
            value: day(number / REPORTS_OF_EVENT),
            basis: Basis::Given,
        }),
        outlet: None,
        author: None,
        language: "fr".to_owned(),
        url: None,
        retrieved: None,
        licence: None,
        formerly: Vec::new(),
        passages,
        editorial: Vec::new(),
        retired: Vec::new(),
        proposal: Proposal::default(),
        kept: None,
    }
}

fn event(number: usize, entities: &[Entity], sequence: &mut Sequence) -> Event {
    let some = |sequence: &mut Sequence| {
        let near = number * 3 + sequence.below(12);
        entities[near % entities.len()].id.clone()
    };
    let id = format!("v-{number:05}");
    Event {
        title: format!("Négociations {}", word(sequence, 3)),
        date: day(number),
        place: vec![some(sequence)],
        participants: vec![some(sequence), some(sequence)],
        words: Vec::new(),
        points: Vec::new(),
        formerly: Vec::new(),
        notes: String::new(),
        detected: false,
        lines_before: 0,
        file: PathBuf::from(format!("content/events/{id}.md")),
        id: EventId::new(id),
    }
}
