use std::ops::Range;

use super::EntityId;

/// A candidate for a mark that was turned down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Bytes of the source's reading text.
    pub span: Range<usize>,
    /// Kind and value, as the proposals say them; the kind alone where the value is open.
    pub what: String,
    pub why: WhyNot,
}

/// Why a candidate for a mark was turned down, told to whoever asks why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It could be any of these, and nothing in the text singles one out.
    Ambiguous(Vec<EntityId>),
    /// A last name, and the report has not said the whole name before.
    NotInFull,
    /// The words have not the capitals that the name needs: they may be common words.
    Capitals,
    /// The words beside it make it part of another name: a family's, a street's, a namesake's.
    OfAnother,
    /// It stands in a longer name, given here.
    Longer(String),
    /// It sounds like several names, and these entities bear them.
    LikeSeveral(Vec<EntityId>),
    /// It sounds like the name, and the source has the word uncapitalised too.
    CommonWord,
    /// It is like a part of the name only, and the report does not name the entity otherwise.
    LikePart,
    /// Nobody is known to have held the office then.
    Vacant(Tenures),
    /// Several may have held the office then.
    Contested(Tenures),
    /// What the title is of is not known.
    NoRealm,
    /// A title that several bear.
    Plural,
    /// A former or coming holder's.
    NotNow,
    /// The text gives the title to somebody whom no record has.
    Unlisted,
    /// It crosses, or covers, a mark on these words, which stands.
    Crosses(String),
    /// Nothing says that somebody speaks the words between the marks: they may be a term or a name.
    Unspoken,
    /// It counts nothing that is known.
    Uncounted,
}

/// An office at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenures {
    /// The times that the passage speaks of (EDTF); none where it says none.
    pub at: Vec<String>,
    /// Who holds or held it by the records, each with when (EDTF).
    pub holders: Vec<(EntityId, String)>,
}

impl WhyNot {
    /// The rule's key, for programs.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Ambiguous(_) => "ambiguous",
            Self::NotInFull => "not-in-full",
            Self::Capitals => "capitals",
            Self::OfAnother => "of-another",
            Self::Longer(_) => "longer",
            Self::LikeSeveral(_) => "like-several",
            Self::CommonWord => "common-word",
            Self::LikePart => "like-part",
            Self::Vacant(_) => "vacant",
            Self::Contested(_) => "contested",
            Self::NoRealm => "no-realm",
            Self::Plural => "plural",
            Self::NotNow => "not-now",
            Self::Unlisted => "unlisted",
            Self::Crosses(_) => "crosses",
            Self::Unspoken => "unspoken",
            Self::Uncounted => "uncounted",
        }
    }

    /// The words or records that the rule rests on; empty where there are none.
    pub fn words(&self) -> String {
        match self {
            Self::Ambiguous(candidates) | Self::LikeSeveral(candidates) => {
                let ids: Vec<&str> = candidates.iter().map(EntityId::as_str).collect();
                ids.join(", ")
            }
            Self::Longer(words) | Self::Crosses(words) => words.clone(),
            Self::Vacant(tenures) | Self::Contested(tenures) => tenures.words(),
            _ => String::new(),
        }
    }
}

impl Tenures {
    fn words(&self) -> String {
        let holder = |(id, when): &(EntityId, String)| match when.as_str() {
            "" => id.to_string(),
            when => format!("{id} ({when})"),
        };
        let holders: Vec<String> = self.holders.iter().map(holder).collect();
        let parts = [self.at.join(", "), holders.join(", ")];
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join("; ")
    }
}
