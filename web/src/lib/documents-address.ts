import { router } from './router.svelte';
import { changedQuery, pageOf } from './routes';
import type { Direction, Sort } from './sorting';

export type DocumentKey = 'title' | 'outlet' | 'published' | 'agency' | 'claims' | 'contested';

/** What the address of the list of documents asks for. */
export interface DocumentsAsked {
  q: string;
  outlet: string;
  sort: Sort<DocumentKey>;
  page: number;
}

const KEYS: readonly DocumentKey[] = ['title', 'outlet', 'published', 'agency', 'claims', 'contested'];
const WORDS: readonly DocumentKey[] = ['title', 'outlet', 'agency'];
/** The newest come first unless the address says otherwise. */
const FIRST: DocumentKey = 'published';

/** The direction a column is first sorted in: words from A, days from the newest, numbers from the greatest. */
export const firstDirection = (key: DocumentKey): Direction =>
  WORDS.includes(key) ? 'ascending' : 'descending';

/** Reads the address; what it does not say, or says wrongly, is as at first. */
export function documentsAsked(search: string): DocumentsAsked {
  const given = new URLSearchParams(search);
  const key = KEYS.find((one) => one === given.get('sort')) ?? FIRST;
  const first = firstDirection(key);
  const turned = first === 'ascending' ? 'descending' : 'ascending';
  return {
    q: given.get('q')?.trim() ?? '',
    outlet: given.get('outlet') ?? '',
    sort: { key, direction: given.get('reverse') === '1' ? turned : first },
    page: pageOf(search),
  };
}

/** The parameters of the interface for it, `limit` documents a page. */
export function documentsParams({ q, outlet, sort, page }: DocumentsAsked, limit: number): URLSearchParams {
  const search = new URLSearchParams({
    sort: sort.key,
    direction: sort.direction,
    limit: String(limit),
  });
  if (page > 1) search.set('offset', String((page - 1) * limit));
  if (q !== '') search.set('q', q);
  if (outlet !== '') search.set('outlet', outlet);
  return search;
}

/** How an order stands in the address: nothing where it is as at first. */
export const sortChange = ({ key, direction }: Sort<DocumentKey>): Record<string, string | null> => ({
  sort: key === FIRST ? null : key,
  reverse: direction === firstDirection(key) ? null : '1',
});

/** The address with some of it changed; null takes a part away, and a change begins at the first page again. */
export const documentsHref = (search: string, change: Record<string, string | null>): string =>
  `/documents${changedQuery(search, { page: null, ...change })}`;

/** Changes the address without a step in the history. */
export function ask(change: Record<string, string | null>): void {
  router.replace(documentsHref(router.search, change));
}
