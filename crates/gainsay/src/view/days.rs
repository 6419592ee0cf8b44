//! How many documents were published when.

use std::collections::BTreeMap;

use gainsay_ledger::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::desk::Desk;

/// No histogram has more bars: more could not be told apart.
const MAX_BINS: usize = 400;

/// The documents by day of publication.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DaysView {
    /// Days with documents, each with those around it where there are too many, in order.
    pub bins: Vec<DayBinView>,
    /// How many documents have no date of publication.
    pub undated: usize,
}

/// Days and how many documents were published on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayBinView {
    /// The first day with a document, `YYYY-MM-DD`.
    pub start: String,
    /// The last day with a document.
    pub end: String,
    /// How many documents.
    pub documents: usize,
}

/// The documents of the ledger by day of publication.
///
/// # Errors
/// When the ledger cannot be read.
pub fn days(desk: &Desk<'_>) -> Result<DaysView, Error> {
    let (mut on, mut undated) = (BTreeMap::new(), 0);
    for document in &desk.catalogue()?.documents {
        match document.published {
            Some(day) => *on.entry(day).or_default() += 1,
            None => undated += 1,
        }
    }
    let days: Vec<(String, usize)> = on.into_iter().map(|(day, count)| (day.to_string(), count)).collect();
    Ok(DaysView { bins: bins(&days, MAX_BINS), undated })
}

/// So many bins at most, each of as many days that have documents as the others.
fn bins(days: &[(String, usize)], most: usize) -> Vec<DayBinView> {
    let width = days.len().div_ceil(most).max(1);
    let bin = |some: &[(String, usize)]| {
        let ((start, _), (end, _)) = (some.first()?, some.last()?);
        let documents = some.iter().map(|(_, documents)| documents).sum();
        Some(DayBinView { start: start.clone(), end: end.clone(), documents })
    };
    days.chunks(width).filter_map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_days_share_bins() {
        let days: Vec<_> = (1..=5).map(|day| (format!("2024-03-0{day}"), day)).collect();
        let shown = |most| -> Vec<_> {
            bins(&days, most).into_iter().map(|bin| (bin.start, bin.end, bin.documents)).collect()
        };
        let (one, two) = (shown(5), shown(3));
        assert_eq!(one.len(), 5);
        assert_eq!(one[4], ("2024-03-05".to_owned(), "2024-03-05".to_owned(), 5));
        assert_eq!(two.iter().map(|(.., documents)| *documents).collect::<Vec<_>>(), [3, 7, 5]);
        assert_eq!(two[1].1, "2024-03-04");
        assert!(bins(&[], 3).is_empty());
    }
}
