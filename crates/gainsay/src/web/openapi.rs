//! The description of the JSON API, from which the pages' types are generated.

use utoipa::OpenApi;

use super::{api, api_add, api_days, api_events, api_lists, api_original, api_reviews, api_sources};
use crate::view;

/// The OpenAPI document of the JSON API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "gainsay",
        description = "The ledger of claims, on this machine: read, but for reports that pages add and for the review log."
    ),
    paths(
        api::summary,
        api::state,
        api::matters,
        api::matter,
        api_lists::matter_claims,
        api_lists::search,
        api::claim,
        api_lists::documents,
        api::document,
        api_original::original,
        api_original::raw,
        api_events::events,
        api_sources::sources,
        api_sources::source,
        api_sources::outlet,
        api_sources::network,
        api_sources::matrix,
        api_reviews::reviews,
        api_reviews::queue,
        api_reviews::decide,
        api_days::days,
        api_add::add,
        api_add::jobs,
        api_add::job,
        api_add::events,
        api_add::stop
    ),
    components(schemas(
        view::SummaryView,
        view::StateView,
        view::MattersView,
        view::MatterView,
        view::MatterClaimsView,
        view::DocumentsView,
        view::SearchView,
        view::ClaimView,
        view::DocumentView,
        view::OriginalView,
        view::EventsView,
        view::ReviewsView,
        view::QueueView,
        view::DecidedView,
        view::DaysView,
        view::JobsView,
        view::JobFileView,
        view::ErrorView
    ))
)]
pub struct Description;

/// The description as indented JSON with a line end.
#[must_use]
pub fn json() -> String {
    let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
