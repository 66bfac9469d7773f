//! The list of URLs.

use std::net::IpAddr;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use luoshi_delivery::Jurisdiction;
use luoshi_service::Clock;
use luoshi_store::Store;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::metrics::Metrics;
use crate::pages::{
    account, assignment, audit, bulletin, decompose, delays, desk, document, fairness, home,
    identity, import, intake, language, notices, orders, organisations, overview, packs, report,
    resources, rules, sign_in, source, targets, task_table, tasks, terms, users,
};
use crate::provider::Provider;
use crate::throttle::Throttle;
use crate::{api, assets, failure, fresh, guard, metrics, past, throttle, visit};

/// What the server knows between two requests.
#[derive(Clone, Debug)]
pub struct App {
    /// The store.
    pub store: Store,
    /// Whose plans these are.
    pub jurisdiction: Jurisdiction,
    /// Where people may sign in besides here.
    pub provider: Option<Provider>,
    /// Proxies on other machines that say for whom they ask.
    pub proxies: Vec<IpAddr>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// What the log of the server says of a request: which kind of page, not which; addresses hold names.
fn span(request: &Request) -> tracing::Span {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("none", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}

/// Everything that can be asked for.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .route("/", get(home::first))
        .route("/plans", get(home::plans))
        .route("/plans/{plan}", get(overview::show))
        .route("/plans/{plan}/document", get(document::show))
        .route("/plans/{plan}/tasks", get(tasks::table).post(decompose::add))
        .route("/plans/{plan}/tasks.xlsx", get(task_table::spreadsheet))
        .route("/plans/{plan}/tasks.docx", get(task_table::word))
        .route("/plans/{plan}/targets", get(targets::list))
        .route("/plans/{plan}/targets/{target}", get(targets::show))
        .route("/plans/{plan}/fairness", get(fairness::show))
        .route("/plans/{plan}/source", get(source::download))
        .route("/plans/{plan}/imported", get(import::done))
        .route(
            "/import",
            get(import::form).post(import::receive).layer(DefaultBodyLimit::disable()),
        )
        .route("/organisations", get(organisations::list).post(organisations::found))
        .route("/organisations/{code}", get(organisations::show))
        .route("/organisations/{code}/reword", post(organisations::reword))
        .route("/organisations/{code}/names", post(organisations::names))
        .route("/organisations/{code}/mirror", post(organisations::mirror))
        .route("/organisations/{code}/close", post(organisations::close))
        .route("/terms", get(terms::form).post(terms::save))
        .route("/rules", get(rules::list))
        .route("/rules/{name}", get(rules::show).post(rules::compute))
        .route("/language/{language}", get(language::choose))
        .merge(review())
        .merge(delivery())
        .merge(supervision())
        .merge(people(&app))
        .merge(own())
        .merge(registers())
        .fallback(failure::no_such_page)
        .layer(from_fn(past::travel))
        .layer(from_fn(fresh::unchanged))
        .merge(told_from_elsewhere())
        .merge(reading_the_log())
        .merge(post_office())
        .layer(from_fn(failure::explain))
        .merge(api::for_users())
        .layer(from_fn_with_state(app.clone(), visit::welcome));
    let metrics = Metrics::new(app.clone());
    Router::new()
        .merge(pages)
        .merge(api::router())
        .route("/healthz", get(home::health))
        .route("/metrics", get(metrics::show).with_state(metrics.clone()))
        .route("/assets/{version}/{file}", get(assets::serve))
        .layer(from_fn(guard::same_site_writes))
        .layer(from_fn(guard::security_headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(metrics, metrics::count))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(app)
}

/// Documents under review before they become plans.
fn review() -> Router<App> {
    Router::new()
        .route("/intakes/{intake}", get(intake::show))
        .route("/intakes/{intake}/changes", get(intake::changes))
        .route("/intakes/{intake}/items", post(intake::add))
        .route("/intakes/{intake}/items/{item}", post(intake::act))
        .route("/intakes/{intake}/all", post(intake::all))
        .route("/intakes/{intake}/publish", post(intake::publish))
        .route("/intakes/{intake}/discard", post(intake::discard))
}

/// What changes without an entry in the jurisdiction's own log: the progress of lower plans is written into theirs.
fn told_from_elsewhere() -> Router<App> {
    Router::new().route("/plans/{plan}/tasks/{task}", get(tasks::show)).layer(from_fn(past::travel))
}

/// The audit log. A checkpoint is about the log and not in it: these pages change without a new entry.
fn reading_the_log() -> Router<App> {
    Router::new()
        .route("/audit", get(audit::list))
        .route("/audit/checkpoint", get(audit::checkpoint))
        .route("/audit/{entry}/proof", get(audit::proof))
        .route("/plans/{plan}/audit", get(audit::of_plan))
        .route("/plans/{plan}/tasks/{task}/audit", get(audit::of_task))
}

/// Letters that did not arrive: they are sent without an entry in the log, and these pages change with them.
fn post_office() -> Router<App> {
    Router::new()
        .route("/letters", get(notices::letters))
        .route("/letters/{letter}/again", post(notices::again))
}

/// The delivery loop: who does what, what was issued, what is reported.
fn delivery() -> Router<App> {
    Router::new()
        .route(
            "/plans/{plan}/task-table",
            get(task_table::form).post(task_table::receive).layer(DefaultBodyLimit::disable()),
        )
        .route("/plans/{plan}/task-table/{file}", get(task_table::trial).post(task_table::apply))
        .route("/plans/{plan}/assignment", get(assignment::show))
        .route("/plans/{plan}/assign", post(assignment::bulk))
        .route("/plans/{plan}/tasks/{task}/assign", post(assignment::assign))
        .route("/plans/{plan}/principles", post(assignment::principle))
        .route("/plans/{plan}/resources", get(resources::show))
        .route("/plans/{plan}/upper", get(decompose::upper).post(decompose::mirror))
        .route("/plans/{plan}/tasks/{task}/upper", post(decompose::answer))
        .route("/plans/{plan}/links", get(decompose::links).post(decompose::accept))
        .route("/plans/{plan}/targets/{target}/links", post(decompose::link))
        .route("/plans/{plan}/targets/{target}/measure", post(decompose::measure))
        .route("/plans/{plan}/tasks/{task}/plan", get(decompose::show).post(decompose::keep))
        .route("/plans/{plan}/issue", post(assignment::issue))
        .route("/plans/{plan}/issues/{version}", get(assignment::compare))
        .route("/plans/{plan}/amendment", post(assignment::amend))
        .route("/plans/{plan}/accept", post(assignment::accept))
        .route("/plans/{plan}/bulletins", get(bulletin::list).post(bulletin::compose))
        .route("/plans/{plan}/bulletins/{period}", get(bulletin::show))
        .route("/plans/{plan}/bulletins/{period}/bulletin.docx", get(bulletin::word))
        .route("/plans/{plan}/bulletins/{period}/bulletin.pdf", get(bulletin::pdf))
        .route("/plans/{plan}/bulletins/{period}/edit", get(bulletin::edit).post(bulletin::save))
        .route("/plans/{plan}/bulletins/{period}/publish", post(bulletin::publish))
        .route("/plans/{plan}/cycles", get(report::list).post(report::open))
        .route("/plans/{plan}/cycles/{period}", get(report::board).post(report::act_together))
        .route("/plans/{plan}/cycles/{period}/template.xlsx", get(report::template))
        .route(
            "/plans/{plan}/cycles/{period}/import",
            post(report::receive_sheet).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/plans/{plan}/cycles/{period}/import/{file}",
            get(report::trial).post(report::apply),
        )
        .route("/plans/{plan}/tasks/{task}/reports", get(report::show))
        .route("/plans/{plan}/tasks/{task}/reports/{period}", post(report::act))
        .route(
            "/plans/{plan}/tasks/{task}/reports/{period}/evidence",
            post(report::attach).layer(DefaultBodyLimit::disable()),
        )
        .route("/plans/{plan}/tasks/{task}/evidence/{sha256}", get(report::evidence))
}

/// Supervision orders, more time, lights set by hand.
fn supervision() -> Router<App> {
    Router::new()
        .route("/plans/{plan}/tasks/{task}/delays", get(delays::show))
        .route("/plans/{plan}/tasks/{task}/extension", post(delays::ask))
        .route("/plans/{plan}/tasks/{task}/extension/decide", post(delays::decide))
        .route("/plans/{plan}/tasks/{task}/light", post(delays::light))
        .route("/orders", get(orders::list).post(orders::register))
        .route("/orders.xlsx", get(orders::spreadsheet))
        .route("/orders/new", get(orders::form))
        .route("/orders/{number}", get(orders::show))
        .route("/orders/{number}/sheet", get(orders::sheet))
        .route("/orders/{number}/evidence", post(orders::attach).layer(DefaultBodyLimit::disable()))
        .route("/orders/{number}/evidence/{sha256}", get(orders::file))
        .route("/orders/{number}/{action}", post(orders::act))
}

/// Packs: registers with their records, indicators.
fn registers() -> Router<App> {
    Router::new()
        .route("/packs", get(packs::list))
        .route("/packs/{pack}", get(packs::show))
        .route("/packs/{pack}/indicators/{indicator}", get(packs::indicator))
        .route("/packs/{pack}/{register}", get(packs::register).post(packs::add))
        .route("/packs/{pack}/{register}/new", get(packs::new))
        .route("/packs/{pack}/{register}/export.csv", get(packs::csv))
        .route("/packs/{pack}/{register}/export.xlsx", get(packs::xlsx))
        .route(
            "/packs/{pack}/{register}/import",
            get(packs::import_form).post(packs::receive_import).layer(DefaultBodyLimit::disable()),
        )
        .route("/packs/{pack}/{register}/import/template.csv", get(packs::import_template))
        .route(
            "/packs/{pack}/{register}/import/{file}",
            get(packs::try_import).post(packs::apply_import),
        )
        .route("/packs/{pack}/{register}/{record}", get(packs::record).post(packs::correct))
        .route("/packs/{pack}/{register}/{record}/edit", get(packs::edit))
        .route("/packs/{pack}/{register}/{record}/withdraw", post(packs::withdraw))
}

/// What is everybody's own: the desk, and what they were told.
fn own() -> Router<App> {
    Router::new()
        .route("/desk", get(desk::show))
        .route("/notices", get(notices::list))
        .route("/notices/read", post(notices::read))
        .route("/notices/mail", get(notices::form).post(notices::save))
        .route("/notices/{notice}", get(notices::open))
        .route("/account/delegations", post(crate::pages::delegation::lend))
        .route("/account/delegations/{delegation}/revoke", post(crate::pages::delegation::revoke))
        .route("/account/acting", post(crate::pages::delegation::act_for))
}

/// Who there is: users with their roles, the own account, signing in and out.
fn people(app: &App) -> Router<App> {
    Router::new()
        .route("/users", get(users::list).post(users::create))
        .route("/users/{name}", get(users::show))
        .route("/users/{name}/grants", post(users::grant))
        .route("/users/{name}/grants/{grant}/revoke", post(users::revoke))
        .route("/users/{name}/unlock", post(users::unlock))
        .route("/users/{name}/sign-out", post(users::sign_out))
        .route("/users/{name}/reset", post(users::reset))
        .route("/users/{name}/forget", post(users::forget))
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions/{session}/end", post(account::end_session))
        .route("/account/second-factor", get(account::offer).post(account::add))
        .route("/account/second-factor/remove", post(account::remove))
        .route(
            "/sign-in",
            get(sign_in::form)
                .post(sign_in::sign_in)
                .layer(from_fn_with_state(Throttle::new(app.proxies.clone()), throttle::tries)),
        )
        .route("/sign-in/provider", get(identity::begin))
        .route("/sign-in/return", get(identity::finish))
        .route("/account/identity", post(identity::link))
        .route("/account/identity/remove", post(identity::unlink))
        .route("/sign-out", post(sign_in::sign_out))
}
