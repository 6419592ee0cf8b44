//! The server: the ledger's pages and their JSON interface, for a browser on this machine.

mod api;
mod api_events;
mod api_reviews;
mod api_sources;
mod assets;
mod guard;
pub mod openapi;
mod server;

pub use server::{Site, serve};
