//! `gainsay serve`: the pages.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use gainsay_ledger::{Access, Ledger};

use super::args::{AddressArgs, ServeArgs};
use super::token::Token;
use super::{Done, Failure, reader};
use crate::view::ErrorView;
use crate::web::{self, Loader, Served, Site};

/// Run `gainsay serve`.
pub fn run(args: &ServeArgs) -> Result<Done, Failure> {
    let path = args.ledger.ledger.clone();
    if args.create && !path.exists() {
        drop(Ledger::open(&path, Access::Create)?);
    }
    serve(path, &args.address)
}

/// Serve the ledger at `path` until Ctrl-C.
pub fn serve(path: PathBuf, address: &AddressArgs) -> Result<Done, Failure> {
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
    let token = match &address.token_file {
        Some(path) => Some(Token::of_file(path)?),
        None if address.listen.is_loopback() => None,
        None => Some(Token::fresh()?),
    };
    let site = Site::open(path, load)?;
    let wanted = SocketAddr::new(address.listen, address.port);
    let new = token.as_ref().filter(|token| token.is_new).map(|token| token.text.clone());
    web::serve(site, wanted, token.as_ref().map(|token| token.text.as_str()), move |served| {
        // Scripts wait for the first line; a closed standard output must not stop the server.
        let mut out = anstream::stdout();
        let _ = match served {
            Served::At(address) => {
                writeln!(out, "Serving at http://{address} (Ctrl-C stops)").and_then(|()| {
                    let new = new.as_ref().map(|token| writeln!(out, "Token, for programs: {token}"));
                    new.unwrap_or(Ok(()))
                })
            }
            Served::Link(address, ticket) => {
                writeln!(out, "For one browser, once: http://{}/?token={ticket}", shown(address))
            }
        };
    })
    .map_err(|error| {
        Failure::usage(format!("cannot listen at {wanted}: {error}"))
            .hint("another program may hold the port; choose one with --port, or --port 0 for any free one")
    })?;
    Ok(Done::Well)
}

/// The address as another machine asks for it.
fn shown(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("THIS-MACHINE'S-ADDRESS:{}", address.port())
    } else {
        address.to_string()
    }
}
