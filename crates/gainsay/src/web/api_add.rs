//! What pages may write: files into the ledger, and the end of a job.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::sse::{KeepAlive, Sse};

use super::api::{Answer, Refusal};
use super::intake::{MAX_FILE, Refused};
use super::server::Site;
use crate::view::{AddQuery, ErrorView, JobView, JobsView};

/// Add a file: its bytes are the request's body.
#[utoipa::path(
    post,
    path = "/api/add",
    params(AddQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 202, body = JobView),
        (status = 403, body = ErrorView),
        (status = 409, body = ErrorView),
        (status = 413, body = ErrorView),
        (status = 503, body = ErrorView)
    )
)]
pub async fn add(
    State(site): State<Site>,
    Query(query): Query<AddQuery>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<JobView>), Refusal> {
    let bytes = body.map_err(|rejected| match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("too large: no file added here may have more than {} MiB", MAX_FILE >> 20),
            Some("`gainsay add PATH` reads larger files of many reports".to_owned()),
        ),
        status => Refusal::new(status, rejected.body_text(), None),
    })?;
    let intake = site.intake().clone();
    let work = move || intake.add(query.job.as_deref(), &query.name, Vec::from(bytes), query.more);
    let added = tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::broken())?;
    Ok((StatusCode::ACCEPTED, Json(added?)))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Forbidden(reason) => Self::new(StatusCode::FORBIDDEN, reason, None),
            Refused::Stopped => Self::new(StatusCode::CONFLICT, "this was stopped".to_owned(), None),
            Refused::Full => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too much is waiting to be read".to_owned(),
                Some("add it again when some has been read, or use `gainsay add PATH`".to_owned()),
            ),
            Refused::Ledger(error) => error.into(),
        }
    }
}

/// Whether pages may add, and what is being added.
#[utoipa::path(get, path = "/api/jobs", responses((status = 200, body = JobsView)))]
pub async fn jobs(State(site): State<Site>) -> Json<JobsView> {
    Json(site.intake().jobs())
}

/// One job with its files.
#[utoipa::path(
    get,
    path = "/api/jobs/{id}",
    params(("id" = String, Path, description = "the job's identifier")),
    responses((status = 200, body = JobView), (status = 404, body = ErrorView))
)]
pub async fn job(State(site): State<Site>, Path(id): Path<String>) -> Answer<JobView> {
    site.intake().job(&id).map(Json).ok_or_else(unknown)
}

/// What becomes of a job, as server-sent events: `file` with a `JobFileView`, `job` with a `JobView` without files.
#[utoipa::path(
    get,
    path = "/api/jobs/{id}/events",
    params(("id" = String, Path, description = "the job's identifier")),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 404, body = ErrorView))
)]
pub async fn events(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse + use<>, Refusal> {
    let events = site.intake().events(id).ok_or_else(unknown)?;
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

/// Stop a job after the reports at hand; what was read stays.
#[utoipa::path(
    delete,
    path = "/api/jobs/{id}",
    params(("id" = String, Path, description = "the job's identifier")),
    responses((status = 200, body = JobView), (status = 404, body = ErrorView))
)]
pub async fn stop(State(site): State<Site>, Path(id): Path<String>) -> Answer<JobView> {
    site.intake().stop(&id).map(Json).ok_or_else(unknown)
}

fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "there is no such job, or it ended long ago".to_owned(), None)
}
