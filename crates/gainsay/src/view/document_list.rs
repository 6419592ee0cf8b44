//! Documents in a list, by pages.

use std::cmp::Reverse;

use gainsay_ledger::{Catalogue, DocumentEntry, Error, Status};

use super::index::document_row;
use super::known::Known;
use super::narrow::{first_sorted, holds, statuses, words};
use super::search::values;
use super::search_types::{DocumentsQuery, DocumentsView};

/// How many documents a list holds unless told otherwise.
const PAGE: usize = 100;
/// How many it holds at most.
const MAX_PAGE: usize = 500;

/// A column to sort documents by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The day of publication.
    #[default]
    Published,
    /// The title.
    Title,
    /// Who published it.
    Outlet,
    /// The news agency credited.
    Agency,
    /// How many claims it holds.
    Claims,
    /// How many of them speak to a contested facet.
    Contested,
}

impl Column {
    /// Every column with its name.
    pub const ALL: [(&'static str, Self); 6] = [
        ("published", Self::Published),
        ("title", Self::Title),
        ("outlet", Self::Outlet),
        ("agency", Self::Agency),
        ("claims", Self::Claims),
        ("contested", Self::Contested),
    ];

    /// Whether it goes down unless told otherwise: the latest and the most first.
    pub fn goes_down(self) -> bool {
        matches!(self, Self::Published | Self::Claims | Self::Contested)
    }
}

/// The documents that `query` asks for, by `column`; what is unknown comes last in either direction.
///
/// # Errors
/// When the ledger cannot be read.
pub fn documents(
    known: &Known<'_>,
    query: &DocumentsQuery,
    column: Column,
    down: bool,
) -> Result<DocumentsView, Error> {
    let catalogue = known.catalogue()?;
    let status = statuses(known, &catalogue);
    let (wanted, day) = (words(query.q.as_deref()), known.day());
    let outlet = query.outlet.as_deref().filter(|outlet| !outlet.is_empty());
    let chosen = outlet.map(|outlet| catalogue.name(outlet));
    let mut counts = vec![0; catalogue.names.len()];
    let mut places = Vec::new();
    for (place, document) in catalogue.documents.iter().enumerate() {
        let is_known = day.is_none_or(|day| document.published.is_some_and(|published| published <= day));
        if !is_known || !holds(&document.text, &wanted) {
            continue;
        }
        if let Some(outlet) = document.outlet {
            counts[outlet as usize] += 1;
        }
        if chosen.is_none_or(|chosen| chosen.is_some() && document.outlet == chosen) {
            places.push(place);
        }
    }
    let total = places.len();
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    let key = |&place: &usize| {
        let document = &catalogue.documents[place];
        let value = value(&catalogue, &status, document, column);
        let (up, down) = if down { (None, value.map(Reverse)) } else { (value, None) };
        (value.is_none(), up, down, &document.id)
    };
    first_sorted(&mut places, query.offset.saturating_add(limit), key);
    let mut documents = Vec::with_capacity(limit);
    for &place in places.iter().skip(query.offset).take(limit) {
        let document = &catalogue.documents[place];
        let row = known.ledger().document_row(&document.id)?;
        documents.push(document_row(row, disputed(&status, document)));
    }
    let own: Vec<u32> = chosen.flatten().into_iter().collect();
    let outlets = values(&catalogue, &counts, &own);
    Ok(DocumentsView { total, documents, outlets, as_of: known.as_of() })
}

/// How many claims of the document stand on a side of a contested facet.
fn disputed(status: &[Status], document: &DocumentEntry) -> usize {
    status[document.claims.clone()].iter().filter(|status| status.has(Status::DISPUTED)).count()
}

/// What a document is sorted by.
fn value(catalogue: &Catalogue, status: &[Status], document: &DocumentEntry, column: Column) -> Option<i64> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let rank = |name: u32| catalogue.name_ranks.get(name as usize).map(|rank| number(*rank));
    match column {
        Column::Published => {
            let day = document.published?;
            Some(i64::from(day.year()) * 400 + i64::from(day.day_of_year()))
        }
        Column::Title => Some(number(document.title_rank)),
        Column::Outlet => document.outlet.and_then(rank),
        Column::Agency => document.agency.and_then(rank),
        Column::Claims => Some(number(document.claims.len())),
        Column::Contested => Some(number(disputed(status, document))),
    }
}
