//! `gainsay serve`: the pages.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use gainsay_ledger::{Access, Ledger};

use super::args::{AddressArgs, ServeArgs};
use super::{Done, Failure, reader, style};
use crate::view::ErrorView;
use crate::web::{self, Loader, Site};

/// Run `gainsay serve`.
pub fn run(args: &ServeArgs) -> Result<Done, Failure> {
    let path = args.ledger.ledger.clone();
    if args.create && !path.exists() {
        drop(Ledger::open(&path, Access::Create)?);
    }
    serve(path, args.address)
}

/// Serve the ledger at `path` until Ctrl-C.
pub fn serve(path: PathBuf, address: AddressArgs) -> Result<Done, Failure> {
    let load: Result<Loader, String> = if address.no_add {
        Err("these pages only read: they are served with --no-add".to_owned())
    } else if address.listen.is_loopback() {
        Ok(Box::new(|| {
            reader::trained().map_err(|failure| {
                let (error, hint) = failure.into_words();
                ErrorView { error, hint }
            })
        }))
    } else {
        Err("these pages only read: they are served to other machines".to_owned())
    };
    let site = Site::open(path, load)?;
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
