//! Packs the table that `tools/gazetteer/build.py` writes into the file that comes with the program.
//!
//! ```text
//! cargo run -p gainsay-read --example gazetteer -- places.tsv crates/gainsay-read/data/places.bin
//! ```

#![allow(clippy::print_stdout, reason = "an example that prints")]

use gainsay_read::place;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(table), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("give the table to pack and the file to write".into());
    };
    let packed = place::pack(&std::fs::read_to_string(table)?)?;
    std::fs::write(out, &packed)?;
    println!("{} bytes", packed.len());
    Ok(())
}
