//! What people decide, over the JSON interface: the log, the queue, and one decision at a time.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use gainsay_document::days_of;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::api::{Answer, Refusal};
use super::server::Site;
use crate::run::{self, Corrected, Undecided, Wish};
use crate::view::{self, Asking, DecidedView, ErrorView, QueueQuery, QueueView, ReviewsQuery, ReviewsView};

/// How many bytes a decision may have.
pub const MAX_BODY: usize = 64 * 1024;

/// A decision to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// `accept`, `correct`, `reject`, `merge`, `split`, `note`, `confirm`, `discount` or `undo`.
    pub kind: String,
    /// About what: claims to accept, reject or correct; matters to merge; a matter, and the documents or claims to split
    /// off; claims or matters for the rest; nothing for an undo.
    #[serde(default)]
    pub targets: Vec<String>,
    /// What belongs to the kind alone.
    #[serde(default)]
    pub value: ValueBody,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub reviewer: String,
}

/// What belongs to a correction or an undo alone.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueBody {
    /// For an undo: the entry to take back.
    pub entry: Option<u64>,
    /// For a correction: `figure`, `holder`, `date`, `place` or `matter`.
    pub what: Option<String>,
    /// For a figure: the least value; absent where open.
    pub low: Option<f64>,
    /// For a figure: the greatest value; absent where open.
    pub high: Option<f64>,
    /// For a figure: the words that were read wrongly, where the claim has several figures.
    pub words: Option<String>,
    /// For a holder or place: the name.
    pub name: Option<String>,
    /// For a place: the GeoNames identifier.
    pub geonameid: Option<u32>,
    /// For a date: `2024`, `2024-05`, `2024-05-03`, or the first of two.
    pub start: Option<String>,
    /// For a date: the last one, inclusive; that of the first where absent.
    pub end: Option<String>,
    /// For a matter: its identifier.
    pub matter: Option<String>,
}

impl From<Undecided> for Refusal {
    fn from(undecided: Undecided) -> Self {
        match undecided {
            Undecided::Wrong { message, hint } => Self::new(StatusCode::BAD_REQUEST, message, hint),
            Undecided::Ledger(error) if error.is_read_only() => {
                let hint = error.hint().map(str::to_owned);
                Self::new(StatusCode::FORBIDDEN, format!("Nothing was decided: {error}"), hint)
            }
            Undecided::Ledger(error) => error.into(),
        }
    }
}

/// The review log, the newest entries first.
#[utoipa::path(get, path = "/api/reviews", params(ReviewsQuery), responses((status = 200, body = ReviewsView)))]
pub async fn reviews(State(site): State<Site>, Query(query): Query<ReviewsQuery>) -> Answer<ReviewsView> {
    site.with(move |desk| view::review_page(desk, &query)).await.map(Json)
}

/// What a person's look matters most for.
#[utoipa::path(get, path = "/api/queue", params(QueueQuery), responses((status = 200, body = QueueView)))]
pub async fn queue(State(site): State<Site>, Query(query): Query<QueueQuery>) -> Answer<QueueView> {
    let asking = Asking::default();
    site.ask(asking, move |known| view::queue(known, &query)).await.map(Json)
}

/// Decide something: the entry is appended to the log, and the comparison heeds it.
///
/// Only from the program's own pages: the header `X-Gainsay: 1`, and an `Origin` that is this address.
#[utoipa::path(
    post,
    path = "/api/reviews",
    request_body = DecisionBody,
    responses(
        (status = 200, body = DecidedView),
        (status = 400, body = ErrorView),
        (status = 403, body = ErrorView, description = "not from these pages, or the ledger cannot be written"),
        (status = 404, body = ErrorView),
        (status = 413, description = "too long"),
        (status = 415, body = ErrorView, description = "not JSON"),
        (status = 503, body = ErrorView, description = "another program is writing")
    )
)]
pub async fn decide(State(site): State<Site>, body: Bytes) -> Answer<DecidedView> {
    let body: DecisionBody = serde_json::from_slice(&body)
        .map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, format!("not a decision: {error}"), None))?;
    let wish = wish(&body)?;
    let decided = site
        .write(move |ledger| {
            let who = (body.reviewer.as_str(), body.reason.as_str());
            let decided = run::decide(ledger, &wish, who, Timestamp::now(), || ())?;
            Ok::<_, Undecided>(ledger.snapshot(|ledger| view::decided(ledger, &decided))?)
        })
        .await?;
    Ok(Json(decided))
}

/// What a body asks for.
fn wish(body: &DecisionBody) -> Result<Wish, Refusal> {
    let wrong = |error: &str| Refusal::new(StatusCode::BAD_REQUEST, error.to_owned(), None);
    let targets = body.targets.clone();
    let one = || match body.targets.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(wrong("this decision is about one thing")),
    };
    Ok(match body.kind.as_str() {
        "accept" => Wish::Accept(targets),
        "reject" => Wish::Reject(targets),
        "merge" => Wish::Merge(targets),
        "confirm" => Wish::Confirm(targets),
        "discount" => Wish::Discount(targets),
        "note" => Wish::Note(one()?),
        "correct" => Wish::Correct(one()?, corrected(&body.value)?),
        "undo" => Wish::Undo(body.value.entry.ok_or_else(|| wrong("no entry is named to take back"))?),
        "split" => {
            let (matter, off) = targets.split_first().ok_or_else(|| wrong("no matter is named to split"))?;
            let (claims, documents) = off.iter().cloned().partition(|id| id.contains('.'));
            Wish::Split { matter: matter.clone(), documents, claims }
        }
        other => return Err(wrong(&format!("there is no decision {other:?}"))),
    })
}

fn corrected(value: &ValueBody) -> Result<Corrected, Refusal> {
    let wrong = |error: String| Refusal::new(StatusCode::BAD_REQUEST, error, None);
    let days = |text: &str| {
        days_of(text).ok_or_else(|| wrong(format!("{text:?} is no date: 2024, 2024-05 or 2024-05-03")))
    };
    let name = || value.name.clone().ok_or_else(|| wrong("no name is given".to_owned()));
    Ok(match value.what.as_deref() {
        Some("figure") => Corrected::Figure { low: value.low, high: value.high, words: value.words.clone() },
        Some("holder") => Corrected::Holder(name()?),
        Some("place") => Corrected::Place(name()?, value.geonameid),
        Some("date") => {
            let start = value.start.as_deref().ok_or_else(|| wrong("no day is given".to_owned()))?;
            let end = value.end.as_deref().filter(|end| !end.trim().is_empty());
            Corrected::Date(days(start)?.0, days(end.unwrap_or(start))?.1)
        }
        Some("matter") => {
            let matter = value.matter.clone();
            Corrected::Matter(matter.ok_or_else(|| wrong("no matter is named".to_owned()))?)
        }
        _ => return Err(wrong("what is corrected: figure, holder, date, place or matter?".to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use gainsay_ledger::{Access, Ledger};

    use super::*;

    #[test]
    fn a_ledger_that_cannot_be_written_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        drop(Ledger::open(&path, Access::Create).unwrap());
        let mut ledger = Ledger::open(&path, Access::ReadOnly).unwrap();
        let undecided = Undecided::from(ledger.heed_reviews().unwrap_err());
        assert!(undecided.to_string().contains("cannot be written"), "{undecided}");
        assert_eq!(Refusal::from(undecided).into_response().status(), StatusCode::FORBIDDEN);
    }
}
