//! The JSON interface of the pages: what is read. What is written has modules of its own.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gainsay_compare::policy::Policy;
use gainsay_ledger::Error;
use jiff::civil::Date;

use super::server::Site;
use crate::view::{
    self, AskQuery, Asking, ClaimView, DocumentView, ErrorView, MatterView, MattersQuery, MattersView,
    StateView, SummaryView,
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

    /// The request asks for something that cannot be asked for.
    pub fn wrong(error: String, hint: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, Some(hint.to_owned()))
    }

    /// Refuse with a status, for a reason, with what may be done about it.
    pub fn new(status: StatusCode, error: String, hint: Option<String>) -> Self {
        Self { status, view: ErrorView { error, hint } }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let status = if error.is_not_found() {
            StatusCode::NOT_FOUND
        } else if error.is_ambiguous() {
            StatusCode::MULTIPLE_CHOICES
        } else if error.is_read_only() {
            StatusCode::FORBIDDEN
        } else if error.is_busy() {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        // Where the ledger lies is not for those who ask; only a missing one is named with its path.
        let error_text =
            if status == StatusCode::NOT_FOUND && error.message().starts_with("there is no ledger") {
                "there is no ledger any more"
            } else {
                error.message_without_path()
            };
        Self::new(status, error_text.to_owned(), error.hint().map(str::to_owned))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.view)).into_response()
    }
}

/// What a request is answered: the view as JSON, or why there is none.
pub type Answer<T> = Result<Json<T>, Refusal>;

/// What a request asks beside what it looks up.
pub fn asking(query: &AskQuery) -> Result<Asking, Refusal> {
    let wrong = Refusal::wrong;
    let day = |text: &String| {
        text.parse::<Date>().map_err(|_| wrong(format!("{text:?} is no day"), "as_of=YYYY-MM-DD"))
    };
    let names = || {
        let names = query.sources.as_deref().unwrap_or_default().split('|').map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let policy = |name: &String| match Policy::parse(name, names) {
        None => Err(wrong(format!("there is no policy {name:?}"), &Policy::NAMES.join(", "))),
        Some(Policy::Sources(order)) if order.is_empty() => {
            Err(wrong("no source is named".to_owned(), "policy=sources&sources=First name|Second name"))
        }
        Some(policy) => Ok(policy),
    };
    Ok(Asking {
        as_of: query.as_of.as_ref().map(day).transpose()?,
        policy: query.policy.as_ref().map(policy).transpose()?,
    })
}

/// What the ledger holds, in numbers.
#[utoipa::path(get, path = "/api/summary", params(AskQuery), responses((status = 200, body = SummaryView), (status = 400, body = ErrorView)))]
pub async fn summary(State(site): State<Site>, Query(ask): Query<AskQuery>) -> Answer<SummaryView> {
    let (name, asking) = (site.name(), asking(&ask)?);
    site.ask(asking, move |known| view::summary(known, name)).await.map(Json)
}

/// What the ledger holds, as one short name.
#[utoipa::path(get, path = "/api/state", responses((status = 200, body = StateView)))]
pub async fn state(State(site): State<Site>) -> Answer<StateView> {
    site.with(view::state).await.map(Json)
}

/// The matters, contested ones first.
#[utoipa::path(get, path = "/api/matters", params(MattersQuery, AskQuery), responses((status = 200, body = MattersView), (status = 400, body = ErrorView)))]
pub async fn matters(
    State(site): State<Site>,
    Query(query): Query<MattersQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<MattersView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| view::matters(known, &query)).await.map(Json)
}

/// One matter with all that is said of it.
#[utoipa::path(
    get,
    path = "/api/matters/{id}",
    params(("id" = String, Path, description = "the matter's identifier, or a beginning that fits only one"), AskQuery),
    responses((status = 200, body = MatterView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn matter(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(ask): Query<AskQuery>,
) -> Answer<MatterView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| view::matter(known, &id)).await.map(Json)
}

/// One claim.
#[utoipa::path(
    get,
    path = "/api/claims/{id}",
    params(("id" = String, Path, description = "the claim's identifier"), AskQuery),
    responses((status = 200, body = ClaimView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn claim(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(ask): Query<AskQuery>,
) -> Answer<ClaimView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| view::claim(known, &id)).await.map(Json)
}

/// One document with its text and its reading.
#[utoipa::path(
    get,
    path = "/api/documents/{id}",
    params(("id" = String, Path, description = "the document's identifier, or a beginning that fits only one"), AskQuery),
    responses((status = 200, body = DocumentView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn document(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(ask): Query<AskQuery>,
) -> Answer<DocumentView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| view::document(known, &id)).await.map(Json)
}
