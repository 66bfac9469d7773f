//! Words of the audit log: what was done.

use super::Words;

/// What is done, as entries name it, and the key of its text.
pub(crate) const ACTS: &[(&str, &str)] = &[
    ("remind_reports", "act-remind-reports"),
    ("choose_mail", "act-choose-mail"),
    ("import_document", "act-import-document"),
    ("assign_tasks", "act-assign-tasks"),
    ("plan_task", "act-plan-task"),
    ("link_target", "act-link-target"),
    ("agree_measure", "act-agree-measure"),
    ("issue_plan", "act-issue-plan"),
    ("draft_amendment", "act-draft-amendment"),
    ("propose_amendment", "act-propose-amendment"),
    ("approve_amendment", "act-approve-amendment"),
    ("return_amendment", "act-return-amendment"),
    ("withdraw_amendment", "act-withdraw-amendment"),
    ("accept_issue", "act-accept-issue"),
    ("open_cycle", "act-open-cycle"),
    ("fill_report", "act-fill-report"),
    ("attach_evidence", "act-attach-evidence"),
    ("submit_report", "act-submit-report"),
    ("approve_report", "act-approve-report"),
    ("accept_report", "act-accept-report"),
    ("return_report", "act-return-report"),
    ("compute_indicators", "act-compute-indicators"),
    ("upload_records", "act-upload-records"),
    ("import_records", "act-import-records"),
    ("correct_record", "act-correct-record"),
    ("withdraw_record", "act-withdraw-record"),
    ("load_pack", "act-load-pack"),
    ("load_organisations", "act-load-organisations"),
    ("create_user", "act-create-user"),
    ("unlock_user", "act-unlock-user"),
    ("sign_out_user", "act-sign-out-user"),
    ("reset_user", "act-reset-user"),
    ("grant_role", "act-grant-role"),
    ("revoke_role", "act-revoke-role"),
    ("sign_in", "act-sign-in"),
    ("sign_in_by_identity", "act-sign-in-by-identity"),
    ("link_identity", "act-link-identity"),
    ("unlink_identity", "act-unlink-identity"),
    ("take_stock", "act-take-stock"),
    ("seal_second_factors", "act-seal-second-factors"),
    ("sign_in_refused", "act-sign-in-refused"),
    ("sign_out", "act-sign-out"),
    ("change_password", "act-change-password"),
    ("add_second_factor", "act-add-second-factor"),
    ("remove_second_factor", "act-remove-second-factor"),
];

impl Words {
    /// What was done; as the entry names it where an earlier or later version of the program did it.
    pub(crate) fn act(self, action: &str) -> String {
        let known = ACTS.iter().find(|(name, _)| *name == action);
        known.map_or_else(|| action.to_owned(), |(_, key)| self.t(key))
    }
}
