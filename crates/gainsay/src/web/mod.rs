//! The server: the ledger's pages and their JSON interface, for a browser on this machine.

mod api;
mod api_add;
mod api_days;
mod api_events;
mod api_lists;
mod api_original;
mod api_reviews;
mod api_sources;
mod assets;
mod guard;
mod intake;
mod limits;
mod listen;
pub mod openapi;
mod patient;
mod server;
pub mod token;

pub use intake::Loader;
pub use server::{Served, Site, serve};
