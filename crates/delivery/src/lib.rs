//! The domain of delivery 落实: plans, their tasks and targets, and how they stand.
//!
//! Pure: values in, values out; no clock and no database. The domain does not know how its tasks
//! were proposed: `service::intake` alone turns a proposal into a task.

mod amendment;
mod answer;
mod assignment;
mod bulletin;
mod coverage;
mod cycle;
mod delay;
mod delegation;
mod desk;
mod due;
mod extension;
mod grant;
mod intake;
mod issue;
mod light;
mod link;
mod measure;
mod milestone;
mod notice;
mod observation;
mod order;
mod organisation;
mod outcome;
mod overview;
mod plan;
mod report;
mod resource;
mod target;
mod task;
mod task_table;

pub use amendment::{Amendment, AmendmentAction, AmendmentState, NotAmendable};
pub use answer::{LowerTask, RollUp};
pub use assignment::{Assignment, Assignments, NotAssignable};
pub use bulletin::{
    Bulletin, BulletinText, Discipline, Findings, LightCounts, Moved as MovedLight, NotPublishable,
    OverdueTask, Quarter, Section, SectionKind, SectionTable, TargetFinding,
};
pub use coverage::{Account, Coverage, Principle};
pub use cycle::{Cycle, NotACycle, REPORT_DAYS};
pub use delay::{Decided, Granted, LightOverride, NotExtended, TaskExtension};
pub use delegation::{on_behalf, people, share_a_person};
pub use desk::{Matter, TimeLeft, Waiting, by_urgency};
pub use due::{Due, NotADue, day_of, moment_of, start_of};
pub use extension::{Extension, ExtensionCode};
pub use grant::{Grant, Role};
pub use intake::{Commitment, Decision, Doubt, Intake, IntakeId, Item, ItemId, Origin};
pub use issue::{Issue, Moved, NotIssuable, proposed};
pub use light::{Lamp, Light, Standing, VerifiedProgress, Why};
pub use link::{Because, TaskTarget, verified_work};
pub use luoshi_rules::delivery::{Basis as LightBasis, Grade, Ground, Order as OrderRule};
pub use luoshi_rules::{Sureness, Title, progress::Period}; // As they are carried.
pub use measure::Measure;
pub use milestone::{
    Milestone, MilestoneState, NotPlanned, ProjectStage, Stage, TaskDetail, UpperTask, typed_due,
};
pub use notice::{MailWish, Mailing, News, Notice, NoticeKind, Reminder, Rhythm};
pub use observation::{Accrual, DataSource, Indicator, Observation, Series};
pub use order::{
    Given, Late, NotAnOrderNumber, Order, OrderAction, OrderEntry, OrderMatter, OrderNotDone,
    OrderNumber, OrderState, SYSTEM, TimeLimit, Told,
};
pub use organisation::{
    Branch, FaultyOrganisations, Histories, NotACode, NotReorganised, Organisation,
    OrganisationChart, OrganisationCode, OrganisationKind, Wording, read_organisations,
};
pub use outcome::{Outcome, Verdict};
pub use overview::{ChapterCount, Counts, DueTogether, Overview, agenda};
pub use plan::{
    Audience, Chapter, Deadline, Heading, Jurisdiction, NotAJurisdiction, Place, Plan,
    PlanContents, PlanId, PlanSource,
};
pub use report::{NotDone, Report, ReportAction, ReportState, Said, SaidValue, Signed};
pub use resource::{Payment, Performance, Resource};
pub use target::{Basis, Comparator, Target, TargetId};
pub use task::{Duty, DutyRole, Project, Step, Strength, Task, TaskFilter, TaskId};
pub use task_table::{
    AmendedTask, CellChange, CellFault, TableColumn, TableDiff, TableFault, TableRow, TaskTable,
    compare_table,
};
