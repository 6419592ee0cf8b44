//! Listening, routing and stopping.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use gainsay_ledger::{Access, Error, Ledger};
use tower_http::compression::CompressionLayer;

use super::guard::Guard;
use super::intake::{Intake, Loader, MAX_FILE};
use super::limits::Limits;
use super::listen::{Pace, listen};
use super::token::Gate;
use super::{
    api, api_add, api_days, api_events, api_lists, api_original, api_reviews, api_sources, assets, guard,
};
use crate::view::{Asking, Desk, FIRST_ASKED, Known, Memory};

/// A connection that reads, and what was found through it before.
///
/// Each has its own memory, because the version of a ledger is a number of the connection that asks for it.
struct Lane {
    ledger: Mutex<Ledger>,
    memory: Memory,
}

impl Lane {
    fn open(path: &Path) -> Result<Arc<Self>, Error> {
        let ledger = Ledger::open(path, Access::ReadOnly)?;
        Ok(Arc::new(Self { ledger: Mutex::new(ledger), memory: Memory::default() }))
    }

    /// Do `work` on the ledger as it stands now, off the threads that answer requests.
    async fn run<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, api::Refusal> {
        let done = tokio::task::spawn_blocking(move || {
            let ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
            ledger.snapshot(|ledger| work(&Desk::remembering(ledger, &self.memory)))
        });
        Ok(done.await.map_err(|_| api::Refusal::broken())??)
    }
}

/// What the handlers share: the ledger, its name for people, and what was answered before.
#[derive(Clone)]
pub struct Site {
    path: Arc<PathBuf>,
    /// For what the ledger holds now.
    present: Arc<Lane>,
    /// For what was known on a day: to compare it anew takes long, and must not keep the others waiting.
    past: Arc<Lane>,
    /// Held by the one who compares anew: a request, or the thread that reads what pages hand over.
    writing: Arc<Mutex<()>>,
    intake: Intake,
}

impl Site {
    /// Open the ledger at `path` for reading. `load` makes the reader of what pages add, or says why they may not.
    ///
    /// # Errors
    /// When there is no ledger there, or one that this version cannot read.
    pub fn open(path: PathBuf, load: Result<Loader, String>) -> Result<Self, Error> {
        let (present, past) = (Lane::open(&path)?, Lane::open(&path)?);
        let writing = Arc::default();
        let intake = Intake::new(path.clone(), load, Arc::clone(&writing));
        Ok(Self { path: Arc::new(path), present, past, writing, intake })
    }

    /// The ledger's file name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What pages hand over.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Do `work` on the ledger as it stands now.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, api::Refusal> {
        Arc::clone(&self.present).run(work).await
    }

    /// Do `work` with what `asking` sees of the ledger.
    pub async fn ask<T: Send + 'static>(
        &self,
        asking: Asking,
        work: impl FnOnce(&Known<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, api::Refusal> {
        let lane = if asking.as_of.is_some() { &self.past } else { &self.present };
        Arc::clone(lane).run(move |desk| work(&Known::of(desk, &asking)?)).await
    }

    /// Find what every page asks for, so that the first who asks need not wait. What fails here fails again for who asks.
    pub async fn warm(&self) {
        for find in FIRST_ASKED {
            let _ = self.ask(Asking::default(), find).await;
        }
    }

    /// Do `work` on a connection of its own that may write, one such work at a time. What the reading one remembers of a
    /// day it forgets by itself, for the ledger's version is another then.
    pub async fn write<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, E> + Send + 'static,
    ) -> Result<T, api::Refusal>
    where
        api::Refusal: From<E>,
    {
        let (path, writing) = (Arc::clone(&self.path), Arc::clone(&self.writing));
        let done = tokio::task::spawn_blocking(move || {
            let _one = writing.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut Ledger::open(&*path, Access::ReadWrite)?)
        });
        Ok(done.await.map_err(|_| api::Refusal::broken())??)
    }
}

/// The routes of the pages and their JSON interface, guarded.
fn router(site: Site, guard: Guard) -> Router {
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
        .route("/api/documents/{id}/original", get(api_original::original))
        .route("/api/documents/{id}/raw", get(api_original::raw))
        .route("/api/events", get(api_events::events))
        .route("/api/sources", get(api_sources::sources))
        .route("/api/sources/{name}", get(api_sources::source))
        .route("/api/outlets/{name}", get(api_sources::outlet))
        .route("/api/network", get(api_sources::network))
        .route("/api/matrix", get(api_sources::matrix))
        .route("/api/queue", get(api_reviews::queue))
        .route(
            "/api/reviews",
            get(api_reviews::reviews)
                .post(api_reviews::decide)
                .layer(DefaultBodyLimit::max(api_reviews::MAX_BODY)),
        )
        .route("/api/days", get(api_days::days))
        .route("/api/add", post(api_add::add).layer(DefaultBodyLimit::max(MAX_FILE)))
        .route("/api/jobs", get(api_add::jobs))
        .route("/api/jobs/{id}", get(api_add::job).delete(api_add::stop))
        .route("/api/jobs/{id}/events", get(api_add::events))
        .fallback(get(assets::asset))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(guard, guard::guard))
        .with_state(site)
}

/// Where the pages are served now.
#[derive(Clone, Copy, Debug)]
pub enum Served<'s> {
    /// Listening, at this address.
    At(SocketAddr),
    /// A browser comes in by the link with this ticket, once, at this address.
    Link(SocketAddr, &'s str),
}

/// Serve `site` at `address` until Ctrl-C, to those who have the `token` where there is one; `tell` is told the address once
/// it is listened on, and each link.
///
/// # Errors
/// When the address cannot be had.
pub fn serve(
    site: Site,
    address: SocketAddr,
    token: Option<&str>,
    tell: impl Fn(Served<'_>) + Send + Sync + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (intake, warmed, limits) = (site.intake().clone(), site.clone(), Limits::default());
        let gate = token.map(Gate::new).transpose()?;
        tell(Served::At(address));
        let gate = gate.map(|(gate, ticket)| {
            tell(Served::Link(address, &ticket));
            let tell: guard::Tell = Arc::new(move |ticket| tell(Served::Link(address, ticket)));
            (Arc::new(gate), tell)
        });
        let router = router(site, Guard::new(address, gate, limits.clone()));
        tokio::spawn(async move { warmed.warm().await });
        let stop = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        // Whoever watches a job would keep the server waiting.
        listen(listener, router, (limits, Pace::default()), stop, || intake.close()).await;
        Ok(())
    })
}
