//! What the templates are given: one file a page kind. Fields that end in `_html` are HTML already
//! and go through `| safe`; all others are text, which the templates escape.

mod about;
mod entity;
mod event;
mod frame;
mod home;
mod list;
mod map;
mod report;
mod search;
mod source;
mod timeline;

pub use about::{AboutView, CountView, EssayView, MissingView, MovedView, ReasonView};
pub use entity::{
    BarView, BarsView, CompanionView, ContextView, EntityView, RestView, SpellingView,
};
pub use event::{
    CellView, ClaimRowView, ClaimsView, EventView, GapOrPassage, OriginView, SharedView,
    TellingView,
};
pub use frame::{Fact, Frame, LanguageLink, Link, NavLink, When};
pub use home::{
    AnswerView, CoverageView, DotView, DotsView, EventRowView, HomeView, MostToldView,
    OtherQuestion, QuestionView, WayItem,
};
pub use list::{EntryView, GroupView, ListView};
pub use map::{BeyondView, DotOnMap, InsetView, MapView, ScaleView, SpotView};
pub use report::{
    CardView, CitationView, CiteView, CommentsView, LegendView, NoteView, PassageView, ReportView,
    RetiredView, TurnLink, TurnView,
};
pub use search::{ChoiceView, DaysView, FilterView, SearchView};
pub use source::{LineView, RangeView, RibbonView, SourceView};
pub use timeline::{AxisView, MomentView, MonthView, SlotView, TextLabel, TimelineView, YearView};
