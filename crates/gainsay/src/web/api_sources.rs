//! The JSON interface of who quotes whom.

use axum::Json;
use axum::extract::{Path, Query, State};

use super::api::{Answer, asking};
use super::server::Site;
use crate::view::quoting::types::{
    HeldQuery, MatrixQuery, MatrixView, NetworkQuery, NetworkView, OutletQuery, OutletView, SourceView,
    SourcesQuery, SourcesView,
};
use crate::view::{AskQuery, ErrorView, quoting};

/// Who is quoted: searched, sorted, some at a time.
#[utoipa::path(get, path = "/api/sources", params(SourcesQuery, AskQuery), responses((status = 200, body = SourcesView), (status = 400, body = ErrorView)))]
pub async fn sources(
    State(site): State<Site>,
    Query(query): Query<SourcesQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<SourcesView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| Ok(quoting::sources_page(&*quoting::quotes(known)?, &query)))
        .await
        .map(Json)
}

/// One source: who quotes it, how, and what it says.
#[utoipa::path(
    get,
    path = "/api/sources/{name}",
    params(("name" = String, Path, description = "the source's exact name"), HeldQuery, AskQuery),
    responses((status = 200, body = SourceView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn source(
    State(site): State<Site>,
    Path(name): Path<String>,
    Query(query): Query<HeldQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<SourceView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| quoting::source(known, &*quoting::quotes(known)?, &name, &query))
        .await
        .map(Json)
}

/// One outlet: its reports, whom it quotes, and what in it is contested.
#[utoipa::path(
    get,
    path = "/api/outlets/{name}",
    params(("name" = String, Path, description = "the outlet's exact name"), OutletQuery, AskQuery),
    responses((status = 200, body = OutletView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn outlet(
    State(site): State<Site>,
    Path(name): Path<String>,
    Query(query): Query<OutletQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<OutletView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| quoting::outlet(known, &*quoting::quotes(known)?, &name, &query))
        .await
        .map(Json)
}

/// Who quotes whom: outlets, sources and what lies between them.
#[utoipa::path(get, path = "/api/network", params(NetworkQuery, AskQuery), responses((status = 200, body = NetworkView), (status = 400, body = ErrorView)))]
pub async fn network(
    State(site): State<Site>,
    Query(query): Query<NetworkQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<NetworkView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| Ok(quoting::network(&*quoting::quotes(known)?, &query))).await.map(Json)
}

/// Outlets and the sources they quote, side by side.
#[utoipa::path(get, path = "/api/matrix", params(MatrixQuery, AskQuery), responses((status = 200, body = MatrixView), (status = 400, body = ErrorView)))]
pub async fn matrix(
    State(site): State<Site>,
    Query(query): Query<MatrixQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<MatrixView> {
    let asking = asking(&ask)?;
    site.ask(asking, move |known| Ok(quoting::matrix(&*quoting::quotes(known)?, &query))).await.map(Json)
}
