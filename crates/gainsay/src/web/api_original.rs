//! The bytes a document came as, as a file that no browser shows.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::api::Refusal;
use super::server::Site;
use crate::view::ErrorView;

/// Were a browser to show it after all: no script, no style, no picture, no origin.
const SANDBOX: &str =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The bytes a document came as, for saving.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/original",
    params(("id" = String, Path, description = "the document's identifier, or a beginning that fits only one")),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = ErrorView)
    )
)]
pub async fn original(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let (id, bytes) = site
        .with(move |desk| {
            let id = desk.ledger().resolve_document(&id)?;
            let bytes = desk.ledger().raw(&id)?;
            Ok((id, bytes))
        })
        .await?;
    // Nothing that the input named stands in a header.
    let disposition = format!("attachment; filename=\"{}.original\"", id.short());
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
