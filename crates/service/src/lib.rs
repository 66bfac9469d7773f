//! What a user can do: each use case one function, one permission, one transaction, one audit entry.
//!
//! Web, API and command line call the same functions, so that neither a permission nor an audit entry
//! can be forgotten in one of them.

mod account;
mod assignment;
mod audit;
mod bulletin;
mod clock;
mod context;
mod decompose;
mod delay;
mod desk;
mod duty;
mod error;
mod intake;
mod notice;
mod order;
mod organisation;
mod pack;
mod plan;
mod policy;
mod register;
mod report;
mod resource;
mod spreadsheet;
mod task_table;
mod terms;

pub use account::{
    FirstPassword, NewUser, OwnSession, Person, SecondFactor, SessionToken, StandIn, User,
    acting_as, actor, add_second_factor, change_password, confirm_password, create_user,
    delegate_role, delegations_of, end_own_session, find_person, forget_user, fresh_nonce,
    fresh_password, grant_role, is_linked, link_identity, offer_second_factor, own_delegations,
    own_sessions, people, remove_second_factor, reset_user, revoke_delegation, revoke_role,
    second_factor_of, sign_in, sign_in_by_identity, sign_out, sign_out_user, unlink_identity,
    unlock_user,
};
pub use assignment::{
    accept_issue, amendments, approve_amendment, assign_task, assign_unassigned, issue_plan,
    issues, mark_principle, propose_amendment, return_amendment, withdraw_amendment,
};
pub use audit::{
    AuditList, Broken, LastCheckpoint, Verified, adopt_signature, audit_log, checkpoint,
    checkpoint_when_due, export_audit, prove_entry, prove_log, task_log, verify_audit,
};
pub use bulletin::{
    Figures, bulletin, bulletin_figures, bulletins, compose_bulletin, edit_bulletin,
    publish_bulletin,
};
pub use clock::Clock;
pub use context::{Actor, Context};
pub use decompose::{
    AgreedMeasure, OpenSentence, PlannedMilestone, TaskPlan, UpperPlan, accept_proposed_links,
    add_task, agree_measure, answer_to, link_target, mirror_plan, plan_task, roll_up, unanswered,
    upper_plan, upper_plans,
};
pub use delay::{
    TaskDelays, ask_extension, decide_extension, set_light, take_light_back, task_delays,
};
pub use desk::{Desk, desk};
pub use duty::{Duty, do_duties};
pub use error::{Error, What};
pub use intake::{
    Amendment, Kind, Review, Revision, TargetAmendment, TaskAmendment, add_item, amend_item,
    begin_intake, decide_all, decide_item, discard_intake, merge_item, open_intakes,
    publish_intake, review, split_item,
};
pub use luoshi_delivery::{Grant, Role};
pub use luoshi_store::{AuditFilter, Delegation, Identity, OrderFilter, StoredGrant, Tally};
pub use notice::{
    NOTICES_AT_ONCE, mail_wish, notices, read_notice, read_notices, save_mail_wish,
    send_letter_again, troubled_letters, unread_notices,
};
pub use order::{
    OrderDetail, act_on_order, attach_to_order, escalate_overdue_orders, may_attach, order,
    order_file, orders, register_order,
};
pub use organisation::{
    LoadedOrganisations, close_organisation, found_organisation, load_organisations,
    mirror_mechanism, name_organisation, organisation_history, organisations, owner_in,
    require_keeping, reword_organisation,
};
pub use pack::{
    Loaded, Measured, MeasuredTarget, Outcomes, failing_examples, indicator, load_pack, outcomes,
    series_of_pack,
};
pub use plan::{
    Imported, LARGEST_UPLOAD, LivingDocument, PLANS_AT_ONCE, PlanCard, PlanList, Upload, contents,
    import_document, living_document, plan, plans, source_file,
};
pub use policy::{Action, Owner, Scope, may, may_somewhere, require};
pub use register::{
    ImportTrial, KeptRegister, Listed, RecordHistory, Typed, add_record, apply_import,
    correct_record, count_records_by, export_records, list_records, loaded_packs, pack_in_force,
    record_history, register, try_import, upload_records, withdraw_record,
};
pub use report::{
    AskedValue, CycleBoard, EVIDENCE_LIMIT, Passed, RowFault, SheetPart, SheetTrial, Stayed,
    TaskReports, TaskRow, Together, accept_report, apply_reports, approve_report, attach_evidence,
    begin_report, cycle_board, cycles, evidence, open_cycle, pass_reports, report_template,
    return_report, submit_report, take_in_reports, task_reports, try_reports, upload_reports,
    write_report, write_report_seen, write_reports,
};
pub use resource::{PlanResources, plan_resources};
pub use task_table::{
    FilledTable, TableTrial, apply_task_table, task_table, try_task_table, upload_task_table,
};
pub use terms::{save_term_list, term_list};
