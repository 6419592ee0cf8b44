//! The JSON interface of the pages: reading only.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gainsay_ledger::Error;

use super::server::Site;
use crate::view::{
    self, ClaimView, DocumentRow, DocumentView, ErrorView, MatterView, MattersQuery, MattersView, SourceRow,
    SummaryView,
};

/// Why a request is not answered.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    view: ErrorView,
}

impl Refusal {
    /// The program itself failed.
    pub fn broken() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the program failed on this request".to_owned(), None)
    }

    fn new(status: StatusCode, error: String, hint: Option<String>) -> Self {
        Self { status, view: ErrorView { error, hint } }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = if error.is_not_found() {
            StatusCode::NOT_FOUND
        } else if error.is_ambiguous() {
            StatusCode::MULTIPLE_CHOICES
        } else if error.is_busy() {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        Self::new(status, error.to_string(), error.hint().map(str::to_owned))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.view)).into_response()
    }
}

type Answer<T> = Result<Json<T>, Refusal>;

/// What the ledger holds, in numbers.
#[utoipa::path(get, path = "/api/summary", responses((status = 200, body = SummaryView)))]
pub async fn summary(State(site): State<Site>) -> Answer<SummaryView> {
    let name = site.name();
    site.with(move |ledger| view::summary(ledger, name)).await.map(Json)
}

/// The matters, contested ones first.
#[utoipa::path(get, path = "/api/matters", params(MattersQuery), responses((status = 200, body = MattersView)))]
pub async fn matters(State(site): State<Site>, Query(query): Query<MattersQuery>) -> Answer<MattersView> {
    site.with(move |ledger| view::matters(ledger, &query)).await.map(Json)
}

/// One matter with all that is said of it.
#[utoipa::path(
    get,
    path = "/api/matters/{id}",
    params(("id" = String, Path, description = "the matter's identifier, or a beginning that fits only one")),
    responses((status = 200, body = MatterView), (status = 404, body = ErrorView))
)]
pub async fn matter(State(site): State<Site>, Path(id): Path<String>) -> Answer<MatterView> {
    site.with(move |ledger| view::matter(ledger, &id)).await.map(Json)
}

/// One claim.
#[utoipa::path(
    get,
    path = "/api/claims/{id}",
    params(("id" = String, Path, description = "the claim's identifier")),
    responses((status = 200, body = ClaimView), (status = 404, body = ErrorView))
)]
pub async fn claim(State(site): State<Site>, Path(id): Path<String>) -> Answer<ClaimView> {
    site.with(move |ledger| view::claim(ledger, &id)).await.map(Json)
}

/// Every document, the latest first.
#[utoipa::path(get, path = "/api/documents", responses((status = 200, body = Vec<DocumentRow>)))]
pub async fn documents(State(site): State<Site>) -> Answer<Vec<DocumentRow>> {
    site.with(view::documents).await.map(Json)
}

/// One document with its text and its reading.
#[utoipa::path(
    get,
    path = "/api/documents/{id}",
    params(("id" = String, Path, description = "the document's identifier, or a beginning that fits only one")),
    responses((status = 200, body = DocumentView), (status = 404, body = ErrorView))
)]
pub async fn document(State(site): State<Site>, Path(id): Path<String>) -> Answer<DocumentView> {
    site.with(move |ledger| view::document(ledger, &id)).await.map(Json)
}

/// Who is quoted, the most often first.
#[utoipa::path(get, path = "/api/sources", responses((status = 200, body = Vec<SourceRow>)))]
pub async fn sources(State(site): State<Site>) -> Answer<Vec<SourceRow>> {
    site.with(view::sources).await.map(Json)
}
