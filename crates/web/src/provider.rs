//! Signing in at a provider by OpenID Connect: authorization code flow with PKCE, state and nonce.

use std::sync::Arc;

use axum::http::StatusCode;
use luoshi_service::Identity;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    TokenResponse as _,
};

/// Where the provider sends people back to.
pub(crate) const RETURN: &str = "/sign-in/return";

/// A provider that people sign in at. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Registered>);

/// What provider and office agreed on.
#[derive(Debug)]
struct Registered {
    issuer: IssuerUrl,
    client: ClientId,
    secret: ClientSecret,
    back: RedirectUrl,
    http: reqwest::Client,
}

/// Why signing in at the provider did not work out.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// An address that is none.
    #[error("`{0}` is no address: write it as https://id.example")]
    NotAnAddress(String),
    /// No encrypted connections.
    #[error("no connection to the provider can be made: {0}")]
    NoConnection(String),
    /// The provider did not answer as a provider does.
    #[error("the provider does not answer: {0}")]
    Unreachable(String),
    /// Whoever came back did not begin here, or took too long.
    #[error("this sign-in did not begin here, or took too long: begin again")]
    NotBegun,
    /// The provider did not let them in.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// What the provider said cannot be trusted.
    #[error("what the provider said cannot be checked: {0}")]
    Untrusted(String),
}

impl ProviderError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Unreachable(_) | Self::Untrusted(_) => StatusCode::BAD_GATEWAY,
            Self::NotBegun => StatusCode::BAD_REQUEST,
            Self::Refused(_) => StatusCode::UNAUTHORIZED,
            Self::NotAnAddress(_) | Self::NoConnection(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// A sign-in on its way: what the browser keeps until it comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// The provider at `issuer`, which knows this site as `client` with that secret; `site` is the address people know
    /// this site by. The provider is asked only when somebody signs in.
    pub fn new(
        issuer: &str,
        client: &str,
        secret: &str,
        site: &str,
    ) -> Result<Self, ProviderError> {
        let not_an_address = |address: &str| ProviderError::NotAnAddress(address.to_owned());
        let back = format!("{}{RETURN}", site.trim_end_matches('/'));
        // An answer that leads elsewhere is not followed: nobody makes this server ask others.
        let http = reqwest::ClientBuilder::new()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(10))
            .build()
            .map_err(|why| ProviderError::NoConnection(why.to_string()))?;
        Ok(Self(Arc::new(Registered {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|_| not_an_address(issuer))?,
            client: ClientId::new(client.to_owned()),
            secret: ClientSecret::new(secret.to_owned()),
            back: RedirectUrl::new(back).map_err(|_| not_an_address(site))?,
            http,
        })))
    }

    /// Its address, as identities name it.
    pub(crate) fn issuer(&self) -> &str {
        self.0.issuer.as_str()
    }

    /// What the provider says of itself today: its addresses and the keys it signs with.
    async fn client(&self) -> Result<Client, ProviderError> {
        let Registered { issuer, client, secret, back, http } = self.0.as_ref();
        let metadata = CoreProviderMetadata::discover_async(issuer.clone(), http).await;
        let metadata = metadata.map_err(|why| ProviderError::Unreachable(told(&why)))?;
        let client =
            CoreClient::from_provider_metadata(metadata, client.clone(), Some(secret.clone()));
        Ok(client.set_redirect_uri(back.clone()))
    }

    /// Where to send somebody to sign in, and what to keep until they come back.
    pub(crate) async fn begin(&self) -> Result<(String, Begun), ProviderError> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let client = self.client().await?;
        let asked = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let (address, state, nonce) = asked.set_pkce_challenge(challenge).url();
        let begun = Begun {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok((address.into(), begun))
    }

    /// Who somebody is who came back with a code.
    pub(crate) async fn finish(&self, begun: Begun, code: &str) -> Result<Identity, ProviderError> {
        let client = self.client().await?;
        let untrusted = |why: &dyn std::error::Error| ProviderError::Untrusted(told(why));
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|why| untrusted(&why))?
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier))
            .request_async(&self.0.http)
            .await
            .map_err(|why| ProviderError::Refused(told(&why)))?;
        let token = answer.id_token().ok_or_else(|| {
            ProviderError::Untrusted("there is no ID token in its answer".to_owned())
        })?;
        let claims = token.claims(&client.id_token_verifier(), &Nonce::new(begun.nonce));
        let claims = claims.map_err(|why| untrusted(&why))?;
        let (issuer, subject) = (self.issuer().to_owned(), claims.subject().to_string());
        Ok(Identity { issuer, subject })
    }
}

/// An error with what caused it.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let all = std::iter::once(error.to_string()).chain(causes.map(ToString::to_string));
    all.collect::<Vec<_>>().join(": ")
}
