//! The lists of the JSON interface that are narrowed, sorted and paged: search, documents, the claims of a matter.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use gainsay_ledger::Catalogue;

use super::api::{Answer, Refusal, asking};
use super::server::Site;
use crate::view::{
    self, AskQuery, ClaimColumn, Column, DocumentsQuery, DocumentsView, ErrorView, Facet, Kind,
    MatterClaimsQuery, MatterClaimsView, Search, SearchQuery, SearchView, Sort,
};

/// How many hits a page of a search holds unless told otherwise.
const PAGE: usize = 20;
/// How many it holds at most.
const MAX_PAGE: usize = 100;
/// The longest query, in characters.
const LONGEST: usize = 500;

fn wrong(error: impl Into<String>, hint: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, error.into(), Some(hint.into()))
}

/// Search claims and documents by their words, narrowed by facets.
#[utoipa::path(get, path = "/api/search", params(SearchQuery, AskQuery), responses((status = 200, body = SearchView), (status = 400, body = ErrorView)))]
pub async fn search(
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
    Query(ask): Query<AskQuery>,
) -> Answer<SearchView> {
    let (asking, search) = (asking(&ask)?, asked(&pairs)?);
    site.ask(asking, move |known| view::search(known, &search)).await.map(Json)
}

/// What the parameters of a search ask for.
fn asked(pairs: &[(String, String)]) -> Result<Search, Refusal> {
    let mut search = Search { limit: PAGE, ..Search::default() };
    for (name, value) in pairs {
        let number = || {
            let hint = format!("{name}=0, {name}=20 …");
            value.parse::<usize>().map_err(|_| wrong(format!("{value:?} is no number for {name}"), hint))
        };
        match name.as_str() {
            "q" => search.words = words(value)?,
            "in" => {
                search.kind = match value.as_str() {
                    "claims" => Kind::Claims,
                    "documents" => Kind::Documents,
                    _ => {
                        return Err(wrong(
                            format!("there is nothing to search in {value:?}"),
                            "in=claims, in=documents",
                        ));
                    }
                }
            }
            "sort" => {
                search.sort = Some(match value.as_str() {
                    "relevance" => Sort::Relevance,
                    "newest" => Sort::Newest,
                    "oldest" => Sort::Oldest,
                    _ => {
                        return Err(wrong(
                            format!("there is no order {value:?}"),
                            "sort=relevance, sort=newest, sort=oldest",
                        ));
                    }
                });
            }
            "offset" => search.offset = number()?,
            "limit" => search.limit = number()?.min(MAX_PAGE),
            "as_of" | "policy" | "sources" => {}
            _ => match Facet::ALL.into_iter().find(|(own, _)| own == name) {
                Some((_, facet)) => {
                    check(facet, value)?;
                    search.chosen.push((facet, value.clone()));
                }
                None => {
                    let names = Facet::ALL.map(|(name, _)| name).join(", ");
                    return Err(wrong(
                        format!("a search knows no {name:?}"),
                        format!("q, in, {names}, sort, offset, limit"),
                    ));
                }
            },
        }
    }
    Ok(search)
}

/// The words of a query that can be looked for.
fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    if text.chars().count() > LONGEST {
        return Err(wrong(
            format!("the query is longer than {LONGEST} characters"),
            "search for fewer words",
        ));
    }
    if !text.matches('"').count().is_multiple_of(2) {
        return Err(wrong(
            "a quotation mark is not closed",
            "write words that stand together as \"three barges\"",
        ));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(wrong(format!("there is no word in {text:?}"), "search for words or numbers"));
    }
    Ok(text.to_owned())
}

/// Refuse what no value of the facet can be.
fn check(facet: Facet, value: &str) -> Result<(), Refusal> {
    let is_month = || value.len() == 7 && format!("{value}-01").parse::<jiff::civil::Date>().is_ok();
    match facet {
        Facet::Status if !Catalogue::STATUSES.contains(&value) => {
            Err(wrong(format!("there is no status {value:?}"), Catalogue::STATUSES.join(", ")))
        }
        Facet::Month if !is_month() => Err(wrong(format!("{value:?} is no month"), "month=YYYY-MM")),
        _ => Ok(()),
    }
}

/// The documents, the latest first unless told otherwise.
#[utoipa::path(get, path = "/api/documents", params(DocumentsQuery, AskQuery), responses((status = 200, body = DocumentsView), (status = 400, body = ErrorView)))]
pub async fn documents(
    State(site): State<Site>,
    Query(query): Query<DocumentsQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<DocumentsView> {
    let asking = asking(&ask)?;
    let column = column(query.sort.as_deref(), &Column::ALL)?;
    let down = direction(query.direction.as_deref())?.unwrap_or(column.goes_down());
    site.ask(asking, move |known| view::documents(known, &query, column, down)).await.map(Json)
}

/// The claims of a matter, in order of publication unless told otherwise.
#[utoipa::path(
    get,
    path = "/api/matters/{id}/claims",
    params(
        ("id" = String, Path, description = "the matter's identifier, or a beginning that fits only one"),
        MatterClaimsQuery,
        AskQuery
    ),
    responses((status = 200, body = MatterClaimsView), (status = 400, body = ErrorView), (status = 404, body = ErrorView))
)]
pub async fn matter_claims(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(query): Query<MatterClaimsQuery>,
    Query(ask): Query<AskQuery>,
) -> Answer<MatterClaimsView> {
    let asking = asking(&ask)?;
    let column = column(query.sort.as_deref(), &ClaimColumn::ALL)?;
    let down = direction(query.direction.as_deref())?.unwrap_or(false);
    site.ask(asking, move |known| view::matter_claims(known, &id, &query, column, down)).await.map(Json)
}

fn column<T: Copy + Default>(name: Option<&str>, all: &[(&str, T)]) -> Result<T, Refusal> {
    let Some(name) = name else { return Ok(T::default()) };
    let found = all.iter().find(|(own, _)| *own == name).map(|(_, column)| *column);
    let names: Vec<&str> = all.iter().map(|(own, _)| *own).collect();
    found.ok_or_else(|| wrong(format!("there is no column {name:?}"), names.join(", ")))
}

/// Whether it goes down; `None` where nothing is said.
fn direction(name: Option<&str>) -> Result<Option<bool>, Refusal> {
    match name {
        None => Ok(None),
        Some("ascending") => Ok(Some(false)),
        Some("descending") => Ok(Some(true)),
        Some(other) => Err(wrong(format!("there is no direction {other:?}"), "ascending, descending")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &str) -> Vec<(String, String)> {
        let pair = |part: &str| part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        query.split('&').filter_map(pair).collect()
    }

    #[test]
    fn a_search_is_what_its_parameters_say() {
        let search =
            asked(&pairs("q=\"three barges\" sank&in=documents&status=revised&month=2024-03&limit=900"))
                .unwrap();
        assert_eq!(search.words, "\"three barges\" sank");
        assert_eq!((search.kind, search.sort, search.limit), (Kind::Documents, None, MAX_PAGE));
        let chosen = [(Facet::Status, "revised".to_owned()), (Facet::Month, "2024-03".to_owned())];
        assert_eq!(search.chosen, chosen);
    }

    #[test]
    fn what_cannot_be_searched_for_is_refused() {
        for query in [
            "q=\"three barges",
            "q=?!",
            "in=photos",
            "sort=best",
            "offset=-1",
            "limit=many",
            "status=true",
            "month=March",
            "month=2024-13",
            "colour=red",
        ] {
            assert!(asked(&pairs(query)).is_err(), "{query}");
        }
        assert!(asked(&[("q".to_owned(), "a ".repeat(LONGEST))]).is_err());
        assert!(asked(&pairs("q= ")).is_ok_and(|search| search.words.is_empty()));
    }
}
