//! Every address × every role × own or another organisation × own or another jurisdiction, against the
//! table of `docs/permissions.md`.

use std::collections::BTreeSet;

use jiff::civil::date;
use luoshi_delivery::{
    Account, Assignment, Assignments, Audience, BulletinText, Coverage, DutyRole, Grade, Ground,
    OrderMatter, PlanId, TaskId, TimeLimit,
};
use luoshi_service::{
    Action, Actor, AgreedMeasure, Context, FirstPassword, Grant, NewUser, Role, Scope, Upload,
    User, agree_measure, approve_amendment, assign_task, assign_unassigned, attach_evidence,
    compose_bulletin, contents, create_user, grant_role, import_document, issue_plan,
    load_organisations, load_pack, mark_principle, open_cycle, propose_amendment, register,
    register_order, unanswered, upload_records,
};
use luoshi_store::testing::{on_both_databases, shipped_pack};
use regex::Regex;

use crate::site::{Answer, ORGANISATIONS, PASSWORD, SEED, Site, operator};
use crate::uploads::{upload, upload_to};

/// Whose the thing is that an address is about.
#[derive(Clone, Copy, Debug)]
enum Whose {
    /// The jurisdiction's own.
    Jurisdiction,
    /// Of 市商务局 (swj), which is below 市政府 (szf).
    Commerce,
}

/// What an address asks for.
#[derive(Clone, Copy, Debug)]
enum Asks {
    /// Nothing that needs a permission.
    Nothing,
    /// The permission for things of somebody.
    May(Action, Whose),
}

use Action::*;
use Asks::{May, Nothing};
use Whose::{Commerce, Jurisdiction};

/// A file with records that somebody wants to import.
const RECORDS: &[u8] = b"name,country\nx,TH\n";
const IMPORTED: &str = "/packs/investment/overseas_zone/import/8c958be36368b59ea5c8493857f3973191021a6b9c7464d4690df137ed15cf91";

/// Method, address as `routes.rs` writes it, address as it is asked for, what it asks for.
const WALK: &[(&str, &str, &str, Asks)] = &[
    ("get", "/", "/", Nothing),
    ("get", "/plans", "/plans", Nothing),
    ("get", "/plans/{plan}", "/plans/1", May(ReadPublicPlan, Jurisdiction)),
    ("get", "/plans/{plan}", "/plans/2", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/document", "/plans/2/document", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/tasks", "/plans/2/tasks", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/tasks.xlsx", "/plans/2/tasks.xlsx", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/tasks.docx", "/plans/2/tasks.docx", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/task-table", "/plans/2/task-table", May(AssignTasks, Jurisdiction)),
    ("post", "/plans/{plan}/task-table", "/plans/2/task-table", May(AssignTasks, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/task-table/{file}",
        "/plans/2/task-table/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        May(AssignTasks, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/task-table/{file}",
        "/plans/2/task-table/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        May(AssignTasks, Jurisdiction),
    ),
    ("get", "/plans/{plan}/tasks/{task}", "/plans/2/tasks/t3", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/targets", "/plans/2/targets", May(ReadInternalPlan, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/targets/{target}",
        "/plans/2/targets/k5",
        May(ReadInternalPlan, Jurisdiction),
    ),
    ("get", "/plans/{plan}/fairness", "/plans/2/fairness", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/source", "/plans/2/source", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/imported", "/plans/2/imported", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/assignment", "/plans/2/assignment", May(ReadInternalPlan, Jurisdiction)),
    ("post", "/plans/{plan}/assign", "/plans/2/assign", May(AssignTasks, Jurisdiction)),
    (
        "post",
        "/plans/{plan}/tasks/{task}/assign",
        "/plans/2/tasks/t4/assign",
        May(AssignTasks, Jurisdiction),
    ),
    ("post", "/plans/{plan}/principles", "/plans/2/principles", May(AssignTasks, Jurisdiction)),
    ("get", "/plans/{plan}/resources", "/plans/2/resources", May(ReadInternalPlan, Jurisdiction)),
    ("get", "/plans/{plan}/upper", "/plans/2/upper", May(AssignTasks, Jurisdiction)),
    ("post", "/plans/{plan}/upper", "/plans/2/upper", May(AssignTasks, Jurisdiction)),
    ("post", "/plans/{plan}/tasks", "/plans/2/tasks", May(AssignTasks, Jurisdiction)),
    (
        "post",
        "/plans/{plan}/tasks/{task}/upper",
        "/plans/2/tasks/t3/upper",
        May(AssignTasks, Jurisdiction),
    ),
    ("get", "/plans/{plan}/links", "/plans/2/links", May(ReadInternalPlan, Jurisdiction)),
    ("post", "/plans/{plan}/links", "/plans/2/links", May(AssignTasks, Jurisdiction)),
    (
        "post",
        "/plans/{plan}/targets/{target}/links",
        "/plans/2/targets/k5/links",
        May(AssignTasks, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/targets/{target}/measure",
        "/plans/2/targets/k5/measure",
        May(AssignTasks, Jurisdiction),
    ),
    ("get", "/plans/{plan}/tasks/{task}/plan", "/plans/2/tasks/t3/plan", May(PlanTask, Commerce)),
    ("post", "/plans/{plan}/tasks/{task}/plan", "/plans/2/tasks/t3/plan", May(PlanTask, Commerce)),
    ("post", "/plans/{plan}/issue", "/plans/2/issue", May(IssuePlan, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/issues/{version}",
        "/plans/2/issues/2",
        May(ReadInternalPlan, Jurisdiction),
    ),
    ("post", "/plans/{plan}/amendment", "/plans/2/amendment", May(ApproveAmendment, Jurisdiction)),
    ("post", "/plans/{plan}/accept", "/plans/2/accept", May(AcceptIssue, Commerce)),
    ("get", "/plans/{plan}/bulletins", "/plans/2/bulletins", May(ReadInternalPlan, Jurisdiction)),
    ("post", "/plans/{plan}/bulletins", "/plans/2/bulletins", May(ComposeBulletin, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/bulletins/{period}",
        "/plans/2/bulletins/2018-Q3",
        May(ComposeBulletin, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/bulletins/{period}/bulletin.docx",
        "/plans/2/bulletins/2018-Q3/bulletin.docx",
        May(ComposeBulletin, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/bulletins/{period}/bulletin.pdf",
        "/plans/2/bulletins/2018-Q3/bulletin.pdf",
        May(ComposeBulletin, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/bulletins/{period}/edit",
        "/plans/2/bulletins/2018-Q3/edit",
        May(ComposeBulletin, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/bulletins/{period}/edit",
        "/plans/2/bulletins/2018-Q3/edit",
        May(ComposeBulletin, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/bulletins/{period}/publish",
        "/plans/2/bulletins/2018-Q3/publish",
        May(PublishBulletin, Jurisdiction),
    ),
    ("get", "/plans/{plan}/cycles", "/plans/2/cycles", May(ReadReports, Jurisdiction)),
    ("post", "/plans/{plan}/cycles", "/plans/2/cycles", May(OpenCycle, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/cycles/{period}",
        "/plans/2/cycles/2018-Q3",
        May(ReadReports, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/cycles/{period}",
        "/plans/2/cycles/2018-Q3",
        May(ReadReports, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/cycles/{period}/template.xlsx",
        "/plans/2/cycles/2018-Q3/template.xlsx?organisation=swj",
        May(ReadReports, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/tasks/{task}/reports",
        "/plans/2/tasks/t3/reports",
        May(ReadReports, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/tasks/{task}/reports/{period}",
        "/plans/2/tasks/t3/reports/2018-Q3",
        May(FillReport, Commerce),
    ),
    (
        "post",
        "/plans/{plan}/tasks/{task}/reports/{period}/evidence",
        "/plans/2/tasks/t3/reports/2018-Q3/evidence",
        May(FillReport, Commerce),
    ),
    (
        "get",
        "/plans/{plan}/tasks/{task}/evidence/{sha256}",
        "/plans/2/tasks/t3/evidence/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        May(ReadReports, Jurisdiction),
    ),
    (
        "get",
        "/plans/{plan}/tasks/{task}/delays",
        "/plans/2/tasks/t3/delays",
        May(ReadReports, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/tasks/{task}/extension",
        "/plans/2/tasks/t3/extension",
        May(FillReport, Commerce),
    ),
    (
        "post",
        "/plans/{plan}/tasks/{task}/extension/decide",
        "/plans/2/tasks/t3/extension/decide",
        May(DecideExtension, Jurisdiction),
    ),
    (
        "post",
        "/plans/{plan}/tasks/{task}/light",
        "/plans/2/tasks/t3/light",
        May(SetLight, Jurisdiction),
    ),
    ("get", "/orders", "/orders", May(ReadOrders, Jurisdiction)),
    ("post", "/orders", "/orders", May(RegisterOrder, Jurisdiction)),
    ("get", "/orders.xlsx", "/orders.xlsx", May(ReadOrders, Jurisdiction)),
    ("get", "/orders/new", "/orders/new", May(RegisterOrder, Jurisdiction)),
    ("get", "/orders/{number}", "/orders/2018-001", May(ReadOrders, Jurisdiction)),
    ("get", "/orders/{number}/sheet", "/orders/2018-001/sheet", May(ReadOrders, Jurisdiction)),
    ("post", "/orders/{number}/evidence", "/orders/2018-001/evidence", May(AnswerOrder, Commerce)),
    (
        "get",
        "/orders/{number}/evidence/{sha256}",
        "/orders/2018-001/evidence/00",
        May(ReadOrders, Jurisdiction),
    ),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/issue", May(IssueOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/drop", May(IssueOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/accept", May(AnswerOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/begin", May(AnswerOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/reply", May(AnswerOrder, Commerce)),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/ask_extension",
        May(AnswerOrder, Commerce),
    ),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/verify", May(VerifyOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/return", May(VerifyOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/continue", May(ManageOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/complete", May(ManageOrder, Commerce)),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/strike_off",
        May(ManageOrder, Commerce),
    ),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/remind", May(ManageOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/raise", May(ManageOrder, Commerce)),
    ("post", "/orders/{number}/{action}", "/orders/2018-001/transfer", May(ManageOrder, Commerce)),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/coordinate",
        May(CoordinateOrder, Commerce),
    ),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/instruct",
        May(InstructOrder, Commerce),
    ),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/grant_extension",
        May(DecideExtension, Commerce),
    ),
    (
        "post",
        "/orders/{number}/{action}",
        "/orders/2018-001/refuse_extension",
        May(DecideExtension, Commerce),
    ),
    ("get", "/plans/{plan}/audit", "/plans/1/audit", May(ReadAudit, Jurisdiction)),
    (
        "get",
        "/plans/{plan}/tasks/{task}/audit",
        "/plans/1/tasks/t3/audit",
        May(ReadAudit, Jurisdiction),
    ),
    ("get", "/letters", "/letters", May(KeepMail, Jurisdiction)),
    ("post", "/letters/{letter}/again", "/letters/99/again", May(KeepMail, Jurisdiction)),
    ("get", "/audit", "/audit", May(ReadAudit, Jurisdiction)),
    ("get", "/audit/checkpoint", "/audit/checkpoint", May(ReadAudit, Jurisdiction)),
    ("get", "/audit/{entry}/proof", "/audit/1/proof", May(ProveAudit, Jurisdiction)),
    ("get", "/api/v1/audit", "/api/v1/audit", May(ReadAudit, Jurisdiction)),
    ("get", "/api/v1/audit/{entry}/proof", "/api/v1/audit/1/proof", May(ProveAudit, Jurisdiction)),
    ("get", "/import", "/import", May(ImportDocument, Jurisdiction)),
    ("post", "/import", "/import", May(ImportDocument, Jurisdiction)),
    ("get", "/packs", "/packs", May(ReadRegisters, Jurisdiction)),
    ("get", "/packs/{pack}", "/packs/investment", May(ReadRegisters, Jurisdiction)),
    (
        "get",
        "/packs/{pack}/indicators/{indicator}",
        "/packs/investment/indicators/foreign_investment",
        May(ReadRegisters, Jurisdiction),
    ),
    (
        "get",
        "/packs/{pack}/{register}",
        "/packs/investment/overseas_zone",
        May(ReadRegisters, Jurisdiction),
    ),
    (
        "post",
        "/packs/{pack}/{register}",
        "/packs/investment/overseas_zone",
        May(KeepRegister, Commerce),
    ),
    (
        "get",
        "/packs/{pack}/{register}/new",
        "/packs/investment/overseas_zone/new",
        May(KeepRegister, Commerce),
    ),
    (
        "get",
        "/packs/{pack}/{register}/import",
        "/packs/investment/overseas_zone/import",
        May(KeepRegister, Commerce),
    ),
    (
        "post",
        "/packs/{pack}/{register}/import",
        "/packs/investment/overseas_zone/import",
        May(KeepRegister, Commerce),
    ),
    (
        "get",
        "/packs/{pack}/{register}/import/template.csv",
        "/packs/investment/overseas_zone/import/template.csv",
        May(KeepRegister, Commerce),
    ),
    ("get", "/packs/{pack}/{register}/import/{file}", IMPORTED, May(KeepRegister, Commerce)),
    ("post", "/packs/{pack}/{register}/import/{file}", IMPORTED, May(KeepRegister, Commerce)),
    (
        "get",
        "/packs/{pack}/{register}/export.csv",
        "/packs/investment/overseas_zone/export.csv",
        May(ReadRegisters, Jurisdiction),
    ),
    (
        "get",
        "/packs/{pack}/{register}/export.xlsx",
        "/packs/investment/overseas_zone/export.xlsx",
        May(ReadRegisters, Jurisdiction),
    ),
    (
        "get",
        "/packs/{pack}/{register}/{record}",
        "/packs/investment/overseas_zone/1",
        May(ReadRegisters, Jurisdiction),
    ),
    (
        "post",
        "/packs/{pack}/{register}/{record}",
        "/packs/investment/overseas_zone/1",
        May(KeepRegister, Commerce),
    ),
    (
        "get",
        "/packs/{pack}/{register}/{record}/edit",
        "/packs/investment/overseas_zone/1/edit",
        May(KeepRegister, Commerce),
    ),
    (
        "post",
        "/packs/{pack}/{register}/{record}/withdraw",
        "/packs/investment/overseas_zone/1/withdraw",
        May(KeepRegister, Commerce),
    ),
    ("get", "/organisations", "/organisations", May(ReadOrganisations, Jurisdiction)),
    ("post", "/organisations", "/organisations", May(KeepOrganisations, Commerce)),
    ("get", "/organisations/{code}", "/organisations/swj", May(ReadOrganisations, Jurisdiction)),
    (
        "post",
        "/organisations/{code}/reword",
        "/organisations/swj/reword",
        May(KeepOrganisations, Commerce),
    ),
    (
        "post",
        "/organisations/{code}/names",
        "/organisations/swj/names",
        May(KeepOrganisations, Commerce),
    ),
    (
        "post",
        "/organisations/{code}/mirror",
        "/organisations/swj/mirror",
        May(KeepOrganisations, Commerce),
    ),
    (
        "post",
        "/organisations/{code}/close",
        "/organisations/swj/close",
        May(KeepOrganisations, Commerce),
    ),
    ("get", "/intakes/{intake}", "/intakes/99", May(ImportDocument, Jurisdiction)),
    ("get", "/intakes/{intake}/changes", "/intakes/99/changes", May(ImportDocument, Jurisdiction)),
    ("post", "/intakes/{intake}/items", "/intakes/99/items", May(ImportDocument, Jurisdiction)),
    (
        "post",
        "/intakes/{intake}/items/{item}",
        "/intakes/99/items/1",
        May(ImportDocument, Jurisdiction),
    ),
    ("post", "/intakes/{intake}/all", "/intakes/99/all", May(ImportDocument, Jurisdiction)),
    ("post", "/intakes/{intake}/publish", "/intakes/99/publish", May(ImportDocument, Jurisdiction)),
    ("post", "/intakes/{intake}/discard", "/intakes/99/discard", May(ImportDocument, Jurisdiction)),
    ("get", "/terms", "/terms", May(ImportDocument, Jurisdiction)),
    ("post", "/terms", "/terms", May(ImportDocument, Jurisdiction)),
    ("post", "/users", "/users", May(CreateUser, Commerce)),
    ("get", "/users/{name}", "/users/chen", May(ReadUser, Commerce)),
    ("post", "/users/{name}/grants", "/users/chen/grants", May(GrantRole, Commerce)),
    (
        "post",
        "/users/{name}/grants/{grant}/revoke",
        "/users/chen/grants/9999/revoke",
        May(GrantRole, Jurisdiction),
    ),
    ("post", "/users/{name}/unlock", "/users/chen/unlock", May(UnlockUser, Commerce)),
    ("post", "/users/{name}/sign-out", "/users/chen/sign-out", May(SignOutUser, Commerce)),
    ("post", "/users/{name}/reset", "/users/chen/reset", May(ResetUser, Commerce)),
    ("post", "/users/{name}/forget", "/users/chen/forget", May(ForgetUser, Commerce)),
    ("get", "/rules", "/rules", Nothing),
    ("get", "/rules/{name}", "/rules/land.per_mu", Nothing),
    ("post", "/rules/{name}", "/rules/land.per_mu", Nothing),
    ("get", "/sign-in", "/sign-in", Nothing),
    ("post", "/sign-out", "/sign-out", Nothing),
    ("get", "/language/{language}", "/language/en", Nothing),
    ("get", "/healthz", "/healthz", Nothing),
    ("get", "/metrics", "/metrics", Nothing),
    ("get", "/api/openapi.json", "/api/openapi.json", Nothing),
    ("get", "/api/v1/rules", "/api/v1/rules", Nothing),
    ("get", "/api/v1/rules/{name}", "/api/v1/rules/land.per_mu", Nothing),
    ("post", "/api/v1/rules/{name}", "/api/v1/rules/land.per_mu", Nothing),
];

/// Addresses with tests of their own: the own account is nobody else's; the list of users shows each what
/// they may see; a wrong password is refused; an asset and an unknown address of the API are nobody's.
const ELSEWHERE: [(&str, &str); 27] = [
    // Each row is let in for itself: `service` tests them.
    ("post", "/plans/{plan}/cycles/{period}/import"),
    ("get", "/plans/{plan}/cycles/{period}/import/{file}"),
    ("post", "/plans/{plan}/cycles/{period}/import/{file}"),
    ("post", "/account/delegations"),
    ("post", "/account/delegations/{delegation}/revoke"),
    ("post", "/account/acting"),
    ("get", "/desk"),
    ("get", "/notices"),
    ("post", "/notices/read"),
    ("get", "/notices/mail"),
    ("post", "/notices/mail"),
    ("get", "/notices/{notice}"),
    ("get", "/account"),
    ("post", "/account/password"),
    ("post", "/account/sessions/{session}/end"),
    ("get", "/account/second-factor"),
    ("post", "/account/second-factor"),
    ("post", "/account/second-factor/remove"),
    ("post", "/account/identity"),
    ("post", "/account/identity/remove"),
    ("get", "/sign-in/provider"),
    ("get", "/sign-in/return"),
    ("get", "/users"),
    ("post", "/sign-in"),
    ("get", "/assets/{version}/{file}"),
    ("get", "/api/{*other}"),
    ("post", "/api/{*other}"),
];

/// Whether the table lets somebody do it who holds `role` for an organisation.
fn is_let(asks: Asks, role: Role, held_for: Option<&str>) -> bool {
    let May(action, whose) = asks else { return true };
    match (action.scope(role), whose) {
        (None, _) => false,
        (Some(Scope::Whole), _) => true,
        (Some(Scope::Own | Scope::Below), Jurisdiction) => held_for.is_none(),
        (Some(Scope::Own), Commerce) => held_for == Some("swj"),
        (Some(Scope::Below), Commerce) => matches!(held_for, None | Some("swj" | "szf")),
    }
}

/// Whether an answer says that one may not. What one may not read is answered as if it were not there.
fn is_refusal(answer: &Answer, address: &str) -> bool {
    let to_sign_in = answer.header("location").starts_with("/sign-in");
    let hidden =
        ["/plans/", "/packs/"].iter().any(|it| address.starts_with(it)) && answer.status == 404;
    answer.status == 401 || answer.status == 403 || to_sign_in || hidden
}

async fn ask(site: &Site, cookie: &str, method: &str, address: &str, by: usize) -> Answer {
    match (method, address) {
        ("get", _) => site.get_as(cookie, address).await,
        (_, "/packs/investment/overseas_zone/import") => {
            upload_to(site, address, cookie, "", b"").await
        }
        (_, "/plans/2/task-table") => upload_to(site, address, cookie, "", b"").await,
        (_, "/import") => upload(site, cookie, "", b"").await,
        (_, evidence) if evidence.ends_with("/evidence") => {
            upload_to(site, evidence, cookie, "", b"").await
        }
        (_, "/plans/2/principles") => site.post(cookie, address, "provision=chp_1&reason=x").await,
        (_, "/plans/2/tasks") => site.post(cookie, address, "provision=chp_1&text=x").await,
        (_, "/plans/2/amendment") => site.post(cookie, address, "act=approve").await,
        (_, "/plans/2/accept") => site.post(cookie, address, "organisation=swj").await,
        (_, "/plans/2/bulletins") => site.post(cookie, address, "period=2018-Q3").await,
        (_, "/plans/2/cycles") => site.post(cookie, address, "period=2018-Q3").await,
        (_, "/plans/2/cycles/2018-Q3") => site.post(cookie, address, "act=accept&task=t3").await,
        (_, "/plans/2/tasks/t3/reports/2018-Q3") => {
            site.post(cookie, address, "act=save&progress=10").await
        }
        (_, "/organisations") => {
            let form = format!("code=new-{by}&name=新{by}&parent=swj&on=2018-10-01");
            site.post(cookie, address, &form).await
        }
        (_, "/organisations/swj/reword") => {
            site.post(cookie, address, "name=商务&parent=szf&on=2999-01-01").await
        }
        (_, "/users") => {
            let form = format!("name=new-{by}&display_name=x&organisation=swj");
            site.post(cookie, address, &form).await
        }
        (_, "/users/chen/grants") => {
            site.post(cookie, address, "role=reporter&organisation=swj").await
        }
        (_, "/intakes/99/items") => site.post(cookie, address, "kind=task&words=x").await,
        (_, "/intakes/99/items/1" | "/intakes/99/all") => {
            site.post(cookie, address, "act=accept&seen=1&show=all").await
        }
        (_, "/terms") => site.post(cookie, address, "list=").await,
        _ => site.post(cookie, address, "").await,
    }
}

/// A user for each role and each organisation it is held for.
fn everybody() -> Vec<(Role, Option<&'static str>, String)> {
    let held_for = [None, Some("szf"), Some("swj"), Some("330106")];
    let all = Role::ALL.into_iter().flat_map(|role| held_for.map(|code| (role, code)));
    all.map(|(role, code)| (role, code, format!("{}.{}", role.name(), code.unwrap_or("all"))))
        .collect()
}

pub(crate) async fn prepare(cx: &Context) {
    prepare_for(cx, Audience::Internal).await;
}

/// The same, the second plan for that audience.
pub(crate) async fn prepare_for(cx: &Context, second: Audience) {
    load_organisations(cx, ORGANISATIONS).await.unwrap();
    load_pack(cx, &shipped_pack("investment")).await.unwrap();
    let zones = register(cx, "investment", "overseas_zone").await.unwrap();
    upload_records(cx, &zones, ("zones.csv".to_owned(), RECORDS.to_vec())).await.unwrap();
    let later = [SEED, b"\n"].concat();
    for (bytes, audience) in [(SEED.to_vec(), Audience::Public), (later, second)] {
        let upload = Upload { file_name: "plan.txt".to_owned(), bytes, audience };
        import_document(cx, upload).await.unwrap();
    }
    let of_commerce = Some("swj".parse().unwrap());
    let chen =
        NewUser { name: "chen".into(), display_name: "陈".into(), organisation: of_commerce };
    create_user(cx, &chen, FirstPassword::Lasting(PASSWORD)).await.unwrap();
    for (role, code, name) in everybody() {
        let organisation = code.map(|code| code.parse().unwrap());
        let (display_name, home) = (name.clone(), organisation.clone());
        let user = NewUser { name: name.clone(), display_name, organisation: home };
        create_user(cx, &user, FirstPassword::Lasting(PASSWORD)).await.unwrap();
        let grant = Grant { role, organisation, from: date(2018, 1, 1), until: None };
        grant_role(cx, &name, &grant).await.unwrap();
    }
}

/// Issues the second plan, all of it led by 市商务局, with a report about its third task.
pub(crate) async fn issue(cx: &Context) {
    let (plan, task, quarter) = (PlanId(2), TaskId(3), "2018-Q3".parse().unwrap());
    let commerce = Assignments::new(vec![lead()]).unwrap();
    assign_unassigned(cx, plan, None, Some(&commerce)).await.unwrap();
    assign_task(cx, plan, task, &commerce).await.unwrap();
    let (_, held) = contents(cx, plan).await.unwrap();
    for (heading, account) in Coverage::of(&held).provisions {
        if account == Account::Nothing {
            mark_principle(cx, plan, &heading.eid, Some("总体要求")).await.unwrap();
        }
    }
    for target in held.unmeasured() {
        agree_measure(cx, plan, target.id, measure()).await.unwrap();
    }
    for sentence in unanswered(cx, plan).await.unwrap() {
        mark_principle(cx, plan, &sentence.eid, Some("不单列任务")).await.unwrap();
    }
    issue_plan(cx, plan, "").await.unwrap();
    let district = Assignment { organisation: "330106".parse().unwrap(), ..lead() };
    let district = Assignments::new(vec![district]).unwrap();
    assign_task(cx, plan, TaskId(5), &district).await.unwrap();
    propose_amendment(cx, plan, "分工调整").await.unwrap();
    let other = Context { actor: Actor::User(leader()), ..cx.clone() };
    approve_amendment(&other, plan).await.unwrap();
    open_cycle(cx, plan, quarter, 5).await.unwrap();
    let matter = OrderMatter { task: None, title: "选址".into(), basis: "会议纪要".into() };
    let what = ("限期报送".to_owned(), "swj".parse().unwrap());
    let terms = (Grade::Blue, Ground::Slow, TimeLimit::Kind("express".to_owned()));
    register_order(cx, matter, what, terms).await.unwrap();
    let file = ("x.txt".to_owned(), b"x".to_vec());
    attach_evidence(cx, plan, task, quarter, file).await.unwrap();
}

fn lead() -> Assignment {
    Assignment { role: DutyRole::Lead, organisation: "swj".parse().unwrap(), person: None }
}

/// A leader of the city, who approves.
fn leader() -> User {
    let grant =
        Grant { role: Role::Leader, organisation: None, from: date(2018, 1, 1), until: None };
    User {
        name: "leader.all".to_owned(),
        display_name: "市长".to_owned(),
        organisation: None,
        grants: vec![grant],
        must_change_password: false,
        only_reads: false,
        has_second_factor: false,
        stands_in: None,
    }
}

pub(crate) fn measure() -> AgreedMeasure {
    AgreedMeasure {
        indicator: "服务贸易占比".to_owned(),
        unit: "%".to_owned(),
        baseline: "17.5".parse().unwrap(),
        period: "2017".parse().unwrap(),
        agreed_by: "市商务委".to_owned(),
        agreed_on: date(2018, 8, 10),
    }
}

#[tokio::test]
async fn every_address_lets_in_whom_the_table_lets_in_and_nobody_else() {
    on_both_databases(async |database| {
        let cx = operator(&database.store, "330100");
        prepare(&cx).await;
        issue(&cx).await;
        let text = BulletinText { title: "x".to_owned(), ..BulletinText::default() };
        compose_bulletin(&cx, PlanId(2), "2018-Q3".parse().unwrap(), text).await.unwrap();
        let (site, ningbo) =
            (Site::over(&database.store, "330100"), Site::over(&database.store, "330200"));
        for (by, (role, held_for, name)) in everybody().into_iter().enumerate() {
            let cookie = site.sign_in(&name).await;
            for (method, _, address, asks) in WALK {
                if *address == "/sign-out" {
                    continue; // It would end the walk.
                }
                let answer = ask(&site, &cookie, method, address, by).await;
                let wanted = is_let(*asks, role, held_for);
                let said = answer.status;
                assert_eq!(
                    !is_refusal(&answer, address),
                    wanted,
                    "{name}: {method} {address}: {said}"
                );
                assert!(!said.is_server_error(), "{name}: {method} {address}: {said}");
                let elsewhere = ask(&ningbo, &cookie, method, address, by).await;
                let open =
                    matches!(asks, Nothing | May(ReadOrganisations, _)) || address == &"/packs";
                assert_eq!(
                    !is_refusal(&elsewhere, address),
                    open,
                    "{name} in Ningbo: {method} {address}"
                );
            }
        }
        for (method, _, address, asks) in WALK {
            let answer = ask(&site, "", method, address, 0).await;
            let open =
                matches!(asks, Nothing) || matches!(asks, May(action, _) if action.is_open());
            assert_eq!(!is_refusal(&answer, address), open, "a visitor: {method} {address}");
        }
    })
    .await;
}

#[test]
fn the_walk_goes_by_every_address_there_is() {
    let route =
        Regex::new(r#"\.route\(\s*"([^"]+)",\s*((?:\s*\.?(?:get|post)\([a-z_:]+\))+)"#).unwrap();
    let method = Regex::new(r"(get|post)\(").unwrap();
    let mut there = BTreeSet::new();
    for source in [include_str!("../../src/routes.rs"), include_str!("../../src/api/mod.rs")] {
        assert_eq!(route.find_iter(source).count(), source.matches(".route(").count());
        for found in route.captures_iter(source) {
            let methods = method.captures_iter(found.get(2).unwrap().as_str());
            there.extend(methods.map(|it| (it[1].to_owned(), found[1].to_owned())));
        }
    }
    let walked = WALK.iter().map(|(method, path, ..)| (*method, *path)).chain(ELSEWHERE);
    let walked: BTreeSet<_> =
        walked.map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    assert_eq!(walked, there);
}
