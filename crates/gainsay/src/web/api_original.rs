//! What a report was taken from: where its words stood in it, and its bytes.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use gainsay_ingest::Format;

use super::api::{Answer, Refusal, asking};
use super::guard;
use super::server::Site;
use crate::view::{self, AskQuery, ErrorView, OriginalQuery, OriginalView};

/// Where words of a document stood in what it was taken from.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/original",
    params(("id" = String, Path, description = "the document's identifier, or a beginning that fits only one"), OriginalQuery, AskQuery),
    responses((status = 200, body = OriginalView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn original(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(query): Query<OriginalQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<OriginalView> {
    let asking = asking(&ask)?;
    let found = site.ask(asking, move |known| view::original(known, &id, query)).await?;
    let none = || Refusal::wrong("start and end are no range of the text".to_owned(), "start=0&end=1");
    found.map(Json).ok_or_else(none)
}

/// The bytes that a document was taken from, to be saved: never shown as a page of this server.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/raw",
    params(("id" = String, Path, description = "the document's identifier, or a beginning that fits only one"), AskQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404, body = ErrorView))
)]
pub async fn raw(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(ask): Query<AskQuery>,
) -> Result<Response, Refusal> {
    let asking = asking(&ask)?;
    let (id, bytes) = site
        .ask(asking, move |known| {
            let id = known.resolve_document(&id)?;
            let bytes = known.ledger().raw(&id)?;
            Ok((id, bytes))
        })
        .await?;
    let name = format!("attachment; filename=\"{}.{}\"", id.short(), ending(&bytes));
    let name = HeaderValue::from_str(&name).map_err(|_| Refusal::broken())?;
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(guard::SANDBOX)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// What the saved file's name ends with. A page is saved as text, so that opening it runs nothing.
fn ending(bytes: &[u8]) -> &'static str {
    match Format::of("", bytes) {
        Ok(Format::Pdf) => "pdf",
        Ok(Format::Html) => "html.txt",
        Ok(Format::JsonLines) => "json",
        Ok(Format::Markdown) => "md",
        Ok(Format::Text) => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_saved_as_what_would_run() {
        assert_eq!(ending(b"<!doctype html><script>1</script>"), "html.txt");
        assert_eq!(ending(b"%PDF-1.7\n"), "pdf");
        assert_eq!(ending(b"\x7FELF\0\0"), "bin");
        assert_eq!(ending(b"A ferry sank."), "txt");
    }
}
