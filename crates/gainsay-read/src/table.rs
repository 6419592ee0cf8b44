//! Reading the tab-separated tables that come with the program.

/// The rows of a table without its comment lines and header: the cells of each, every row as wide as the header.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let width = lines.next().map_or(0, |header| header.split('\t').count());
    lines.map(move |line| {
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        cells.resize(width.max(cells.len()), "");
        cells
    })
}
