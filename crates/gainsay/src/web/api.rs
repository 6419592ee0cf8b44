#![allow(missing_docs)]
use axum::Json;
use axum::extract::{Path, Query};
use super::view::*;
macro_rules! route { ($name:ident, $path:literal, $resp:ty $(, $($params:tt)*)?) => {
#[utoipa::path(get, path = $path, $(params($($params)*),)? responses((status = 200, body = $resp), (status = 404, body = ErrorView)))]
pub async fn $name() {} } }
route!(summary, "/api/summary", SummaryView);
route!(matters, "/api/matters", MattersView, MattersQuery);
route!(matter, "/api/matters/{id}", MatterView, ("id" = String, Path, description = "the matter's identifier"));
route!(claim, "/api/claims/{id}", ClaimView, ("id" = String, Path, description = "the claim's identifier"));
route!(documents, "/api/documents", Vec<DocumentRow>);
route!(document, "/api/documents/{id}", DocumentView, ("id" = String, Path, description = "the document's identifier"));
route!(sources, "/api/sources", Vec<SourceRow>);
