//! What passes between the stages: plain data, no behaviour beyond its own invariants.
//!
//! Nothing here derives `Serialize`: templates and tables get view structs of their own
//! (`render::views`, `render::tables`), so that a name can change here without breaking a theme.

mod annotator;
mod archive;
mod diagnostic;
mod entity;
mod event;
mod id;
mod mark;
mod relation;
mod report;
mod rules;
mod source;
mod why;
mod why_not;

pub use annotator::Annotator;
pub use archive::{Archive, Config, Page, Titles};
pub use diagnostic::{Diagnostic, Place, Severity, Staged};
pub use entity::{Entity, EntityType, Office};
pub use event::{Event, Point};
pub use id::{EntityId, EventId, PassageId, ReportId, SourceId};
pub use mark::{Anchor, By, COUNTED, Mark, MarkBody, Speech};
pub use relation::{At, Backlink, Divergence, Mode, Origin, Position, Relations, Reuse, Telling};
pub use report::{
    Basis, Comment, Cut, Editorial, Kept, Kind, LeftOutDraft, Merged, Passage, PassageDraft,
    Proposal, Published, Refused, Report, ReportDraft, Retired, SourceDraft, Told, report_path,
};
pub use rules::{CutRules, LinePattern};
pub use source::{Form, LeftOut, Provenance, Reason, Source};
pub use why::Why;
pub use why_not::{Rejected, Tenures, WhyNot};
