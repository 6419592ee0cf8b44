//! `gainsay serve`: the pages.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::args::{AddressArgs, ServeArgs};
use super::{Done, Failure, style};
use crate::web::{self, Site};

/// Run `gainsay serve`.
pub fn run(args: &ServeArgs) -> Result<Done, Failure> {
    serve(args.ledger.ledger.clone(), args.address)
}

/// Serve the ledger at `path` until Ctrl-C.
pub fn serve(path: PathBuf, address: AddressArgs) -> Result<Done, Failure> {
    let site = Site::open(path)?;
    if !address.listen.is_loopback() {
        style::remark("Anyone who can reach this address can read the ledger: there is no password.");
    }
    let wanted = SocketAddr::new(address.listen, address.port);
    web::serve(site, wanted, |address| {
        // Scripts wait for this line; a closed standard output must not stop the server.
        let _ = writeln!(anstream::stdout(), "Serving at http://{address} (Ctrl-C stops)");
    })
    .map_err(|error| {
        Failure::usage(format!("cannot listen at {wanted}: {error}"))
            .hint("another program may hold the port; choose one with --port, or --port 0 for any free one")
    })?;
    Ok(Done::Well)
}
