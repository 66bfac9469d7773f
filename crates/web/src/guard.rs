//! What every answer carries, and which writes are let through.

use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::failure::Failure;
use crate::visit::header_is;

/// Scripts, styles and pictures from this server only; nothing inline, nothing framed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the security headers.
pub(crate) async fn security_headers(request: Request, next: Next) -> Response {
    let is_encrypted = header_is(request.headers(), "x-forwarded-proto", "https");
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if is_encrypted {
        encrypted_only(response.headers_mut());
    }
    response
}

/// What came by TLS, as the proxy says, stays with TLS: every cookie, and every later visit for a year. Whoever claims it of
/// a visit that did not binds nobody but themselves.
fn encrypted_only(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        let secure = HeaderValue::from_bytes(&[cookie.as_bytes(), b"; Secure"].concat());
        headers.append(SET_COOKIE, secure.unwrap_or(cookie));
    }
    let year = HeaderValue::from_static("max-age=31536000");
    headers.insert(STRICT_TRANSPORT_SECURITY, year);
}

/// Lets a form through only when it was sent from our own pages. Browsers say so themselves
/// (`Sec-Fetch-Site`, else `Origin`); the session cookie is `SameSite=Lax` besides.
pub(crate) async fn same_site_writes(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    let status = Failure::ForeignForm.status();
    (status, Failure::ForeignForm.message(&crate::words::Words::of(None))).into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    if headers.contains_key("sec-fetch-site") {
        return header_is(headers, "sec-fetch-site", "same-origin");
    }
    match headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()) {
        // No browser: a program that was given a cookie by its user.
        None => true,
        Some(origin) => {
            let host = headers.get(HOST).and_then(|host| host.to_str().ok());
            origin.split_once("://").map(|(_, host)| host) == host
        }
    }
}
