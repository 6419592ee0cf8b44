//! The description of the JSON API, from which the pages' types are generated.

use utoipa::OpenApi;

use super::{api, api_lists};
use crate::view;

/// The OpenAPI document of the JSON API.
#[derive(OpenApi)]
#[openapi(
    info(title = "gainsay", description = "The ledger of claims, read-only, on this machine."),
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
        api::sources
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
        view::SourceRow,
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
