use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};

use anyhow::Context as _;
use clap::Args;
use jiff::civil::DateTime;
use luoshi_delivery::Jurisdiction;
use luoshi_service::Clock;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::database::Database;
use super::provider::SignOn;
use super::schedule::Schedule;
use super::signing::Signing;
use crate::demo::{self, FirstSignIn};
use crate::key;
use crate::post::{MailArgs, Post, WebhookArgs};

/// Serve the pages.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi serve --demo\n  luoshi serve --demo --clock 2018-10-08T09:00\n  luoshi serve --data /srv/luoshi --listen 0.0.0.0:8080"
)]
pub(crate) struct Serve {
    #[command(flatten)]
    database: Database,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The division (GB/T 2260) whose plans are kept: 330100 is Hangzhou.
    #[arg(long, default_value = "330100")]
    jurisdiction: Jurisdiction,
    /// Load the Hangzhou plan of 2018.
    #[arg(long)]
    demo: bool,
    /// Start the demonstration as if it were that moment (UTC+8); the time runs on from there.
    #[arg(long, value_name = "MOMENT", requires = "demo")]
    clock: Option<DateTime>,
    /// The address of a reverse proxy on another machine, which says for whom it asks (X-Forwarded-For).
    #[arg(long, value_name = "ADDRESS")]
    proxy: Vec<IpAddr>,
    /// How the server writes its log to standard error.
    #[arg(long, value_name = "text|json", env = "LUOSHI_LOG_FORMAT", default_value = "text", value_parser = ["text", "json"])]
    log_format: String,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    sign_on: SignOn,
    #[command(flatten)]
    mail: MailArgs,
    #[command(flatten)]
    webhook: WebhookArgs,
}

impl Serve {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let filter = EnvFilter::try_from_env("LUOSHI_LOG").unwrap_or_else(|_| "warn".into());
        let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter);
        match self.log_format.as_str() {
            "json" => log.json().init(),
            _ => log.init(),
        }
        super::block_on(self.serve())
    }

    async fn serve(self) -> anyhow::Result<()> {
        let store = self.database.open().await?.hashing_new_logs_by(self.signing.hashing());
        let store = store.sealing_by(key::secret(&key::sealing(&self.database.data))?);
        let clock = match self.clock {
            Some(begin) => Clock::set_to(begin, &store, &self.jurisdiction).await?,
            None => Clock::default(),
        };
        let cx = demo::operator_at(clock, &store, &self.jurisdiction);
        store.seal_second_factors(&self.jurisdiction, cx.now).await?;
        let first = if self.demo {
            let beginning = demo::at_the_beginning(&cx)?;
            let first = demo::first_sign_in(&beginning, &self.database.data, true).await?;
            demo::load(&cx, first.as_ref()).await?;
            first
        } else {
            demo::first_sign_in(&cx, &self.database.data, false).await?
        };
        let listener = TcpListener::bind(self.listen).await.with_context(|| {
            format!("cannot listen on {}: choose another address with --listen", self.listen)
        })?;
        let provider = self.sign_on.provider()?;
        let (mail, webhook) = (self.mail.mail()?, self.webhook.webhook()?);
        let post = Post { mail, webhook, site: self.sign_on.site() };
        let checkpoints = self.signing.checkpoints(&self.database.data, &self.jurisdiction)?;
        announce(listener.local_addr()?, first.as_ref())?;
        let jurisdiction = self.jurisdiction;
        let (place, kept) = (jurisdiction.clone(), store.clone());
        let schedule = Schedule { clock, store: kept, place, checkpoints, post }.begin();
        let app = luoshi_web::App {
            store: store.clone(),
            jurisdiction,
            provider,
            proxies: self.proxy,
            clock,
        };
        let pages = luoshi_web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, pages).with_graceful_shutdown(asked_to_stop()).await?;
        schedule.stop().await;
        store.close().await;
        Ok(())
    }
}

/// One line: where to look and how to sign in.
fn announce(address: SocketAddr, first: Option<&FirstSignIn>) -> std::io::Result<()> {
    let sign_in = first.map(ToString::to_string).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    writeln!(out, "Luoshi 落实 · http://{address}{sign_in}")?;
    out.flush()
}

/// Ends on Ctrl-C and when the system asks to stop.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return drop(interrupted.await),
        };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
