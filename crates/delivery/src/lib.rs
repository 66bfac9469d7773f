//! The domain of delivery 落实: plans, their tasks and targets, and how they stand.
//!
//! Pure: values in, values out; no clock and no database. The domain does not know how its tasks
//! were proposed: `service::intake` alone turns a proposal into a task.

mod due;
mod grant;
mod intake;
mod light;
mod observation;
mod organisation;
mod outcome;
mod overview;
mod plan;
mod target;
mod task;

pub use due::{Due, NotADue};
pub use grant::{Grant, Role};
pub use intake::{Commitment, Decision, Doubt, Intake, IntakeId, Item, ItemId, Origin};
pub use light::{Lamp, Light, Why};
pub use luoshi_rules::{Sureness, Title, progress::Period}; // As observations carry them.
pub use observation::{Accrual, DataSource, Indicator, Observation, Series};
pub use organisation::{
    Branch, FaultyOrganisations, NotACode, Organisation, OrganisationChart, OrganisationCode,
    OrganisationKind, read_organisations,
};
pub use outcome::{Outcome, Verdict};
pub use overview::{ChapterCount, Counts, DueTogether, Overview, agenda};
pub use plan::{
    Audience, Chapter, Deadline, Heading, Jurisdiction, NotAJurisdiction, Place, Plan,
    PlanContents, PlanId, PlanSource,
};
pub use target::{Basis, Comparator, Target, TargetId};
pub use task::{Duty, DutyRole, Project, Step, Strength, Task, TaskFilter, TaskId};
