//! Reading the embedded tables: tab-separated, `#` comments, one header row.

/// The rows of an embedded table, each as its cells; the header row and comments are left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}
