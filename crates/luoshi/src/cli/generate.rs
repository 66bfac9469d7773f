//! `luoshi generate`: a city for measuring.

use std::io::Write as _;

use clap::Args;

use super::database::Division;
use crate::city::{self, Size};

/// Fill an empty database with a city that does not exist, to measure with.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  luoshi generate --tasks 10000 --plans 200 --organisations 400 --quarters 8 --seed 7 --data ./city"
)]
pub(crate) struct Generate {
    /// Tasks of the largest plan, about.
    #[arg(long, default_value_t = 10_000)]
    tasks: usize,
    /// Tasks of every other plan, about.
    #[arg(long, default_value_t = 60)]
    tasks_of_others: usize,
    /// Plans.
    #[arg(long, default_value_t = 200)]
    plans: usize,
    /// Organisations.
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u16).range(38..=2000))]
    organisations: u16,
    /// Quarters of reports, from the third of 2018 on.
    #[arg(long, default_value_t = 8)]
    quarters: usize,
    /// The same seed makes the same city.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The password of its users, who are called like their roles.
    #[arg(long)]
    password: String,
    #[command(flatten)]
    division: Division,
}

impl Generate {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let size = Size {
            tasks: self.tasks,
            tasks_of_others: self.tasks_of_others,
            plans: self.plans,
            organisations: usize::from(self.organisations),
            quarters: self.quarters,
        };
        self.division.run(async |cx| {
            let position = cx.store.position(&cx.jurisdiction).await?;
            anyhow::ensure!(
                position == 0,
                "the database already holds something: name an empty folder with --data"
            );
            let made = city::make(&cx, size, self.seed, &self.password).await?;
            let mut out = std::io::stdout().lock();
            Ok(writeln!(
                out,
                "{} plans, {} tasks, {} targets, {} organisations, {} reports",
                made.plans, made.tasks, made.targets, size.organisations, made.reports
            )?)
        })
    }
}
