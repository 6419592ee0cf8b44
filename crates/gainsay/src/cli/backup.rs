//! `gainsay backup`: a copy of the ledger, while others use it.

use std::io::Write;
use std::path::Path;

use gainsay_ledger::{Access, Ledger};
use tempfile::NamedTempFile;

use super::add::counted;
use super::args::BackupArgs;
use super::{Done, Failure};

/// Run `gainsay backup`.
pub fn run(args: &BackupArgs, quiet: bool) -> Result<Done, Failure> {
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let made = beside(&args.out)?;
    ledger.copy_into(made.path())?;
    let copy = Ledger::open(made.path(), Access::ReadOnly)?;
    let verification = copy.verify(|_, _| ())?;
    drop(copy);
    if let Some(fault) = verification.faults.first() {
        return Err(Failure::ledger(format!("the copy is not whole, and was not kept: {fault}"))
            .hint("`gainsay verify` tells whether the ledger itself is"));
    }
    keep(made, &args.out)?;
    if !quiet {
        let (out, documents) = (args.out.display(), counted(verification.documents, "document"));
        writeln!(anstream::stdout(), "{out} holds {documents}, every hash and quoted word checked.")?;
    }
    Ok(Done::Well)
}

/// A file in the folder of `out`, which must not be there: it becomes `out` when it is whole.
pub fn beside(out: &Path) -> Result<NamedTempFile, Failure> {
    if out.symlink_metadata().is_ok() {
        return Err(taken(out));
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    NamedTempFile::with_prefix_in(".gainsay-", folder)
        .map_err(|error| Failure::usage(format!("{}: {}", folder.display(), error.kind())))
}

/// Make `made` the file `out`, which must still not be there.
pub fn keep(made: NamedTempFile, out: &Path) -> Result<(), Failure> {
    made.as_file().sync_all()?;
    made.persist_noclobber(out).map(drop).map_err(|refused| {
        if refused.error.kind() == std::io::ErrorKind::AlreadyExists {
            taken(out)
        } else {
            Failure::usage(format!("{}: {}", out.display(), refused.error))
        }
    })
}

fn taken(out: &Path) -> Failure {
    Failure::usage(format!("{}: the file is there already; it was not touched", out.display()))
        .hint("name a file that is not there")
}
