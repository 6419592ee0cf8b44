//! Listening, routing and stopping.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::middleware;
use axum::routing::get;
use gainsay_ledger::{Access, Ledger};
use tower_http::compression::CompressionLayer;

use super::{api, api_lists, assets, guard};
use crate::view::{Desk, Memory};

/// What the handlers share: the ledger, its name for people, and what was answered before.
#[derive(Clone)]
pub struct Site {
    path: Arc<PathBuf>,
    ledger: Arc<Mutex<Ledger>>,
    memory: Arc<Memory>,
}

impl Site {
    /// Open the ledger at `path` for reading.
    ///
    /// # Errors
    /// When there is no ledger there, or one that this version cannot read.
    pub fn open(path: PathBuf) -> Result<Self, gainsay_ledger::Error> {
        let ledger = Ledger::open(&path, Access::ReadOnly)?;
        Ok(Self { path: Arc::new(path), ledger: Arc::new(Mutex::new(ledger)), memory: Arc::default() })
    }

    /// The ledger's file name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Do `work` on the ledger as it stands now, off the threads that answer requests.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, gainsay_ledger::Error> + Send + 'static,
    ) -> Result<T, api::Refusal> {
        let (ledger, memory) = (Arc::clone(&self.ledger), Arc::clone(&self.memory));
        let done = tokio::task::spawn_blocking(move || {
            let ledger = ledger.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            ledger.snapshot(|ledger| work(&Desk::remembering(ledger, &memory)))
        });
        Ok(done.await.map_err(|_| api::Refusal::broken())??)
    }
}

/// The routes of the pages and their JSON interface, guarded for the names of `address`.
pub fn router(site: Site, address: SocketAddr) -> Router {
    Router::new()
        .route("/api/summary", get(api::summary))
        .route("/api/state", get(api::state))
        .route("/api/matters", get(api::matters))
        .route("/api/matters/{id}", get(api::matter))
        .route("/api/matters/{id}/claims", get(api_lists::matter_claims))
        .route("/api/search", get(api_lists::search))
        .route("/api/claims/{id}", get(api::claim))
        .route("/api/documents", get(api_lists::documents))
        .route("/api/documents/{id}", get(api::document))
        .route("/api/sources", get(api::sources))
        .fallback(get(assets::asset))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(guard::Hosts::of(address), guard::guard))
        .with_state(site)
}

/// Serve `site` at `address` until Ctrl-C; `ready` is told the address once it is listened on.
///
/// # Errors
/// When the address cannot be had.
pub fn serve(site: Site, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let router = router(site, address);
        ready(address);
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                let _ = tokio::signal::ctrl_c().await;
            })
            .await
    })
}
