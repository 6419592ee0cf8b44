//! Matters in time and space: what the timeline and the map ask for.

use axum::Json;
use axum::extract::{Query, State};

use super::api::{Answer, Refusal, asking};
use super::server::Site;
use crate::view::{self, AskQuery, ErrorView, EventsQuery, EventsView, Wanted};

/// Matters in time and space, in order of their first day.
#[utoipa::path(get, path = "/api/events", params(EventsQuery, AskQuery), responses((status = 200, body = EventsView), (status = 400, body = ErrorView)))]
pub async fn events(
    State(site): State<Site>,
    Query(query): Query<EventsQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<EventsView> {
    let asking = asking(&ask)?;
    let wanted = Wanted::of(query).map_err(|(error, hint)| Refusal::wrong(error, hint))?;
    site.ask(asking, move |known| view::events(known, &wanted)).await.map(Json)
}
