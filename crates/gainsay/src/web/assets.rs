//! The front end's files, embedded in the binary by `make web` before the build.

use axum::body::Body;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// The built front end; empty where `make web` has not run.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Assets;

/// What is served where the front end was not built.
const WITHOUT_FRONT_END: &str = include_str!("without_front_end.html");

/// A file of the front end, or its first page for every address that the pages themselves understand.
pub async fn asset(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Assets::get(path) {
        return file_response(path, file.data.into_owned());
    }
    // A missing file is missing; every other address is a page that the front end finds, or says that it is none.
    let first = path.split('/').next().unwrap_or_default();
    if ["assets", "api"].contains(&first) || path.contains("..") {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    }
    match Assets::get("index.html") {
        Some(index) => file_response("index.html", index.data.into_owned()),
        None => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], WITHOUT_FRONT_END).into_response(),
    }
}

fn file_response(path: &str, bytes: Vec<u8>) -> Response {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    // Names under assets/ carry a hash of their content.
    let caching =
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching.to_owned())], Body::from(bytes))
        .into_response()
}
