//! The server: the ledger's pages and their JSON interface, for a browser on this machine.

mod api;
mod api_lists;
mod assets;
mod guard;
pub mod openapi;
mod server;

pub use server::{Site, serve};
