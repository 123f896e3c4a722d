//! How fast the annotate stage reads: `cargo bench`. Every figure is the best of several runs, on one core.
//! `cargo bench -- annotate` measures only what has this word in its name.
//!
//! The text is made up of invented sentences, the same in every run: about one in four holds a date, and
//! about one in three a name that the authority knows.

use std::hint::black_box;
use std::time::Instant;

use archive::annotate::{Authority, annotate};
use archive::lang;
use archive::model::{
    Entity, Form, Kind, PassageDraft, Provenance, ReportDraft, Source, SourceDraft, SourceId,
};
use archive::progress::Silent;
use archive::time::{Context, Passage, find, infer_read, read, resolve};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BYTES: usize = 20_000_000;
const PASSAGES: usize = 12;
const ENTITIES: usize = 2_500;
/// With its name, an entity has four forms: ten thousand in all.
const ALIASES: usize = 3;
const RUNS: usize = 5;

const SENTENCES: [&str; 12] = [
    "La délégation de {} a quitté la salle sans dire un mot aux journalistes qui l'attendaient.",
    "Les habitants du quartier disent avoir entendu des avions, puis le silence de la montagne.",
    "Le porte-parole de {} a démenti que des soldats aient franchi la rivière.",
    "Lundi 12 octobre 2020, à 14 h 30, les ministres se sont retrouvés autour de la même table.",
    "On ne sait pas encore qui a donné l'ordre de tirer ni pourquoi la route a été coupée.",
    "Trois jours plus tard, la ville de {} était encore sans électricité et sans eau.",
    "Le texte, que plusieurs capitales ont salué, prévoit un échange de prisonniers et de corps.",
    "Une école et deux maisons ont brûlé sur la place, selon le maire et ses adjoints.",
    "Aucun des deux camps ne reconnaît ses pertes, et chacun accuse l'autre de mentir.",
    "Les négociations entre {} et {} ont repris en mars 2021, loin des caméras.",
    "Pour les familles, l'essentiel est de savoir où les leurs ont été conduits.",
    "La nuit a été longue au bord du lac, où les camions attendaient la fin des combats.",
];

const SYLLABLES: [&str; 16] = [
    "ba", "ro", "li", "ven", "sta", "ké", "mor", "du", "fa", "zel", "tri", "no", "gar", "sé",
    "pol", "chu",
];

/// A sequence of numbers that look random and are the same in every run (Knuth's MMIX constants).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }
}

fn main() {
    let names = names();
    let entities: Vec<Entity> = names.chunks(ALIASES + 1).map(entity).collect();
    let drafts = drafts(&names);
    let bytes: usize = drafts.iter().map(|draft| draft.source.text.len()).sum();
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    println!("{:.1} MB of text, {} names", mega(bytes), names.len());
    let rules = &lang::rules("fr").dates;
    let published = Some("2020-10-15");

    measure("time::find", bytes, || {
        for draft in &drafts {
            black_box(find(&passages(draft), rules, &Context { published }));
        }
    });
    measure("time, inferred and found", bytes, || {
        for draft in &drafts {
            let reports = [read(&passages(draft), rules)];
            black_box(infer_read(&reports, &[None]));
            black_box(resolve(&reports[0], &Context { published }));
        }
    });
    let authority = Authority::new(&entities, &["fr".to_owned()]);
    measure("mentions", bytes, || {
        for draft in &drafts {
            for passage in passages(draft) {
                black_box(authority.find(passage.words));
            }
        }
    });
    match one_core {
        Ok(core) => measure_of(
            "annotate",
            bytes,
            || drafts.clone(),
            |drafts| core.install(|| annotate(drafts, &entities, &Silent)),
        ),
        Err(error) => println!("annotate: no thread to run on: {error}"),
    }
}

fn measure(what: &str, bytes: usize, run: impl Fn()) {
    measure_of(what, bytes, || (), |()| run());
}

/// The best of several runs; what `prepare` does, and letting go of the result, is not counted.
fn measure_of<T, R>(what: &str, bytes: usize, prepare: impl Fn() -> T, run: impl Fn(T) -> R) {
    let mut wanted = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    if wanted.next().is_some_and(|word| !what.contains(&word)) {
        return;
    }
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let prepared = prepare();
        let begun = Instant::now();
        let result = black_box(run(prepared));
        best = best.min(begun.elapsed().as_secs_f64());
        drop(result);
    }
    println!("{what:26} {:8.1} MB/s", mega(bytes) / best);
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn names() -> Vec<String> {
    let mut sequence = Sequence(1);
    let mut word = || {
        let mut word = String::new();
        for _ in 0..3 {
            word.push_str(SYLLABLES[sequence.below(SYLLABLES.len())]);
        }
        let first = word.remove(0);
        format!("{}{word}", first.to_uppercase())
    };
    (0..ENTITIES * (ALIASES + 1))
        .map(|_| format!("{} {}", word(), word()))
        .collect()
}

fn entity(names: &[String]) -> Entity {
    Entity {
        aliases: names[1..].to_vec(),
        ..Entity::named(&names[0], "organisation", &names[0])
    }
}

fn drafts(names: &[String]) -> Vec<SourceDraft> {
    let mut sequence = Sequence(2);
    let (mut drafts, mut bytes) = (Vec::new(), 0);
    while bytes < BYTES {
        let draft = draft(drafts.len(), names, &mut sequence);
        bytes += draft.source.text.len();
        drafts.push(draft);
    }
    drafts
}

fn draft(number: usize, names: &[String], sequence: &mut Sequence) -> SourceDraft {
    let mut text = String::new();
    let mut passages = Vec::new();
    for _ in 0..PASSAGES {
        let start = text.len();
        for _ in 0..3 + sequence.below(4) {
            for (place, part) in SENTENCES[sequence.below(SENTENCES.len())]
                .split("{}")
                .enumerate()
            {
                if place > 0 {
                    text.push_str(&names[sequence.below(names.len())]);
                }
                text.push_str(part);
            }
            text.push(' ');
        }
        passages.push(PassageDraft {
            span: start..text.len() - 1,
            kind: Kind::Paragraph,
            comment: None,
            marks: Vec::new(),
            aside: Vec::new(),
        });
        text.push_str("\n\n");
    }
    SourceDraft {
        source: Source {
            id: SourceId::new(format!("{number:05}.txt")),
            sha256: String::new(),
            bytes: text.len() as u64,
            encoding: "UTF-8".to_owned(),
            text,
            raw: None,
            form: Form::Text,
            provenance: Provenance::default(),
        },
        reports: vec![ReportDraft {
            title: String::new(),
            title_derived: true,
            published: None,
            outlet: None,
            author: None,
            language: "fr".to_owned(),
            passages,
        }],
        left_out: Vec::new(),
        doubtful: Vec::new(),
    }
}

fn passages(draft: &SourceDraft) -> Vec<Passage<'_>> {
    let reports = draft.reports.iter().flat_map(|report| &report.passages);
    let passages = reports.map(|passage| Passage {
        words: &draft.source.text[passage.span.clone()],
        posted: None,
    });
    passages.collect()
}
