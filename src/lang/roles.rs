//! What words do in a sentence that tells who says what, and how many.

use serde::Deserialize;

/// What a word or phrase of a language does in a sentence, as far as speech and figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Role {
    /// A verb of saying, which may lead a clause: `said`.
    Says,
    /// A verb that leads somebody's words without a clause: `accused`, `called for`.
    Cues,
    /// Somebody's words follow, and nobody in particular says them: `chanting`.
    Cries,
    /// A name or a term follows, not speech: `nicknamed`.
    Names,
    /// Whoever says it follows: `according to`.
    By,
    /// Whoever says it follows, if somebody is named right there: `so Roe`.
    ByNamed,
    /// Whoever says it stands before: `zufolge`.
    ByBehind,
    /// What somebody says stands beside a clause that begins so: `wie Roe mitteilte`.
    AsSaid,
    /// A verb of saying where its particle ends the clause: `teilte … mit`.
    Parted,
    /// The end of a parted verb.
    Particles,
    /// A verb in the mood of what others said: `sei`.
    Subjunctives,
    /// A clause follows: `that`.
    That,
    /// A verb of saying whose clause needs no conjunction: `said`.
    Bare,
    /// What speaks for whom is named behind it: `statement`, `spokesman`.
    Voices,
    /// Whoever was named before: `he`, `the same source`.
    Pronouns,
    /// Nobody in particular: `one`.
    Impersonals,
    /// Whoever says it follows, at the head of a sentence: `for`.
    ByFirst,
    /// A verb that leads what somebody counts: `puts at`.
    Claims,
    /// What may stand between the parts of a verb: `also`.
    Fillers,
    /// What makes a past or a future of the verb behind it: `has`.
    Auxiliaries,
    /// What makes the subject of the verb behind it suffer it: `was`.
    Passives,
    /// What turns a verb on its subject: `se`.
    Reflexives,
    /// What a clause without its own subject begins with, behind a verb of saying: `avoir`.
    Infinitives,
    /// Before what is no subject: `with`.
    Prepositions,
    /// Before what belongs to what was named: `of`.
    Of,
    /// What begins a clause about what was named: `who`.
    Relatives,
    /// Before a name, with or without a full stop: `Mr`.
    Civilities,
    /// Before a noun: `the`, `a`, `his`.
    Determiners,
    /// A form of a verb that has no subject of its own: `saying`.
    Nonfinite,

    Dead,
    Wounded,
    Displaced,
    Captured,
    /// Armed people and their units.
    Forces,
    /// What they move and fire with, which nobody kills.
    Materiel,
    /// People who are not armed: what happened to them says what is counted.
    Civilians,
    /// People as such: what happened to them says what is counted.
    People,
    /// What makes of its object, people, something that is counted: `claimed the lives of`.
    Kills,
    /// Attacks, which are counted one by one.
    Strikes,
    Distance,
    Area,
    Money,
    /// `per cent`
    Percent,
    /// What a total is called: `toll`.
    Totals,
    /// A total follows: `bringing … to`.
    Brings,
    /// Part of what was counted follows: `including`.
    Including,
    /// On whose side those counted are follows: `on the side of`.
    Sides,
    /// What makes of a number an increment, beside a total: `more`.
    More,
    /// A number behind it counts nothing: `article`, `page`.
    Labels,
    /// A number before it is a date.
    Months,
    /// A number before it is a length of time.
    Times,
    /// Beside a number of years that is somebody's age: `aged`.
    Ages,
    /// The lower of two numbers follows: `between`.
    Between,
    /// Between the two numbers of a range: `to`.
    RangeTo,
    /// Between numbers that count apart: `and`.
    And,
    Above,
    AtLeast,
    Below,
    AtMost,
    Nearly,
    About,
}

/// The roles of one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u64);

impl Roles {
    pub(super) fn add(&mut self, role: Role) {
        self.0 |= 1 << role as u8;
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this is one of the roles.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Whether any of these is one of the roles.
    pub fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
