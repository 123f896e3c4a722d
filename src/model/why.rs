/// The rule or record behind a mark of the program, told to whoever asks why it is there.
///
/// Each holds the words that a reader needs to check it; none is needed to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// It is not said: a person's mark, or one whose rule keeps it to itself.
    #[default]
    Unsaid,
    /// The words are a name or an alias, given here as the entity's record has it.
    Name(String),
    /// The words are the last of a name; the text says the whole, given here, before.
    Surname(String),
    /// The words are a title or description, given here as the entity's record has it.
    Description(String),
    /// The entity held this office at the time that the passage speaks of.
    Office(String),
    /// The words are another spelling of this name of the record.
    Spelling(String),
    /// Several entities are called so; these words of the text single one out.
    Context(String),
    /// A date that was counted from this one (EDTF).
    CountedFrom(String),
    /// These words say that somebody speaks.
    Cue(String),
    /// These words say what is counted.
    Measure(String),
    /// The annotator of this name proposed it.
    Annotator(String),
}

impl Why {
    /// The rule's key in the words of a theme and for programs; `unsaid` where there is none.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::Name(_) => "name",
            Self::Surname(_) => "surname",
            Self::Description(_) => "description",
            Self::Office(_) => "office",
            Self::Spelling(_) => "spelling",
            Self::Context(_) => "context",
            Self::CountedFrom(_) => "counted_from",
            Self::Cue(_) => "cue",
            Self::Measure(_) => "measure",
            Self::Annotator(_) => "annotator",
        }
    }

    /// The words, the record or the name that the rule rests on; empty where there are none.
    pub fn words(&self) -> &str {
        match self {
            Self::Unsaid => "",
            Self::Name(words)
            | Self::Surname(words)
            | Self::Description(words)
            | Self::Office(words)
            | Self::Spelling(words)
            | Self::Context(words)
            | Self::CountedFrom(words)
            | Self::Cue(words)
            | Self::Measure(words)
            | Self::Annotator(words) => words,
        }
    }
}
