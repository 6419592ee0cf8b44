//! Has the binary rebuilt when the files that it embeds change. It makes none: `make web` does.

fn main() {
    for folder in ["../../web/dist", "../../demo/reports"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
