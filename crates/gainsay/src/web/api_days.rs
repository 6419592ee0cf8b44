//! When the documents were published.

use axum::Json;
use axum::extract::State;

use super::api::Answer;
use super::server::Site;
use crate::view::{self, DaysView};

/// The documents by day of publication.
#[utoipa::path(get, path = "/api/days", responses((status = 200, body = DaysView)))]
pub async fn days(State(site): State<Site>) -> Answer<DaysView> {
    site.with(view::days).await.map(Json)
}
