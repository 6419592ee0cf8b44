import { CodePoints } from './offsets';

/** What a search can be narrowed by, in the order shown. */
export const FACETS = ['status', 'holder', 'outlet', 'outcome', 'place', 'month'] as const;
export type FacetName = (typeof FACETS)[number];

export const FACET_LABELS: Record<FacetName, string> = {
  status: 'Status',
  holder: 'Holder',
  outlet: 'Outlet',
  outcome: 'Outcome',
  place: 'Place',
  month: 'Month',
};

/** What is searched for; all of it stands in the address. */
export interface Searching {
  q: string;
  in: 'claims' | 'documents';
  chosen: Record<FacetName, string[]>;
  sort: string;
  page: number;
}

export function searchingOf(search: string): Searching {
  const asked = new URLSearchParams(search);
  const page = Number.parseInt(asked.get('page') ?? '1', 10);
  return {
    q: asked.get('q') ?? '',
    in: asked.get('in') === 'documents' ? 'documents' : 'claims',
    chosen: Object.fromEntries(FACETS.map((name) => [name, asked.getAll(name)])) as Searching['chosen'],
    sort: asked.get('sort') ?? '',
    page: page > 0 ? page : 1,
  };
}

function pairs(searching: Searching): [string, string][] {
  const { q, chosen, sort } = searching;
  const list: [string, string][] = [];
  if (q.trim() !== '') list.push(['q', q.trim()]);
  if (searching.in === 'documents') list.push(['in', 'documents']);
  for (const name of FACETS) list.push(...chosen[name].map((value): [string, string] => [name, value]));
  if (sort !== '') list.push(['sort', sort]);
  return list;
}

/** Where the search stands in the pages. */
export function searchHref(searching: Searching): string {
  const search = new URLSearchParams(pairs(searching));
  if (searching.page > 1) search.set('page', String(searching.page));
  return search.size > 0 ? `/search?${search}` : '/search';
}

/** The parameters of the interface for it, `limit` hits a page. */
export function searchParams(searching: Searching, limit: number): URLSearchParams {
  const search = new URLSearchParams(pairs(searching));
  search.set('offset', String((searching.page - 1) * limit));
  search.set('limit', String(limit));
  return search;
}

/** The values with one more, or without it where it is there. */
export const toggledValue = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

/** A text cut at its matches, which are given in code points. */
export function marked(
  text: string,
  matches: readonly (readonly number[])[],
): { text: string; hit: boolean }[] {
  const pieces: { text: string; hit: boolean }[] = [];
  let last = 0;
  for (const { start, end } of new CodePoints(text).ranges(matches.map((one) => [...one]))) {
    if (start < last) continue;
    if (start > last) pieces.push({ text: text.slice(last, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    last = end;
  }
  if (last < text.length) pieces.push({ text: text.slice(last), hit: false });
  return pieces;
}

/** Whether a key press means "search": a plain slash outside of any field. */
export function asksForSearch(event: KeyboardEvent): boolean {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
    return false;
  const target = event.target;
  return !(
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
