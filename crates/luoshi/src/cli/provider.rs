//! Where people may sign in besides here.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use luoshi_web::Provider;

/// The provider of single sign-on (OpenID Connect).
#[derive(Debug, Args)]
pub(crate) struct SignOn {
    /// A provider people may sign in at, by OpenID Connect, such as `https://id.example`
    #[arg(long, value_name = "URL", requires_all = ["oidc_client", "oidc_secret", "site"])]
    oidc_issuer: Option<String>,
    /// The name this site has at the provider.
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    oidc_client: Option<String>,
    /// The file with the secret the provider gave to this site.
    #[arg(long, value_name = "FILE", requires = "oidc_issuer")]
    oidc_secret: Option<PathBuf>,
    /// The address people know this site by, such as `https://luoshi.example`: where a provider sends them back to, and
    /// where mail leads.
    #[arg(long, value_name = "URL")]
    site: Option<String>,
}

impl SignOn {
    /// The address people know this site by, where it was told.
    pub(crate) fn site(&self) -> Option<String> {
        self.site.clone()
    }

    /// The provider, where one is named.
    pub(crate) fn provider(&self) -> anyhow::Result<Option<Provider>> {
        let (Some(issuer), Some(client), Some(file), Some(site)) =
            (&self.oidc_issuer, &self.oidc_client, &self.oidc_secret, &self.site)
        else {
            return Ok(None);
        };
        let secret = std::fs::read_to_string(file);
        let secret = secret.with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Some(Provider::new(issuer, client, secret.trim(), site)?))
    }
}
