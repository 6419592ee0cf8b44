import { router } from './router.svelte';
import { changedQuery } from './routes';
import type { Sort } from './sorting';

export type SourcesView = 'table' | 'network' | 'matrix';
export type SourceKey = 'name' | 'kind' | 'attributions' | 'claims' | 'contested';

/** What the address of the page of sources asks for. */
export interface SourcesAsked {
  view: SourcesView;
  q: string;
  kind: string;
  sort: Sort<SourceKey>;
  page: number;
  nodes: number;
  size: number;
  order: 'count' | 'similarity';
}

export const NODES = { least: 20, most: 200, first: 60 };
export const SIZES = [15, 25, 50, 100];
const KEYS: readonly SourceKey[] = ['name', 'kind', 'attributions', 'claims', 'contested'];
const WORDS: readonly SourceKey[] = ['name', 'kind'];

/** The direction a column is first sorted in: names from A, numbers from the greatest. */
export const firstDirection = (key: SourceKey) => (WORDS.includes(key) ? 'ascending' : 'descending');

/** Reads the address; what it does not say, or says wrongly, is as at first. */
export function sourcesAsked(search: string): SourcesAsked {
  const given = new URLSearchParams(search);
  const whole = (name: string, otherwise: number) => {
    const value = Number.parseInt(given.get(name) ?? '', 10);
    return Number.isNaN(value) ? otherwise : value;
  };
  const view = given.get('view');
  const key = KEYS.find((one) => one === given.get('sort')) ?? 'attributions';
  const first = firstDirection(key);
  const turned = first === 'ascending' ? 'descending' : 'ascending';
  return {
    view: view === 'network' || view === 'matrix' ? view : 'table',
    q: given.get('q') ?? '',
    kind: given.get('kind') ?? '',
    sort: { key, direction: given.get('reverse') === '1' ? turned : first },
    page: Math.max(1, whole('page', 1)),
    nodes: Math.min(NODES.most, Math.max(NODES.least, whole('nodes', NODES.first))),
    size: SIZES.includes(whole('size', 25)) ? whole('size', 25) : 25,
    order: given.get('order') === 'similarity' ? 'similarity' : 'count',
  };
}

/** The address with some of it changed; null takes a part away. What else it asks for stays. */
export const sourcesHref = (search: string, change: Record<string, string | null>): string =>
  `/sources${changedQuery(search, change)}`;

/** Changes the address without a step in the history. */
export function ask(change: Record<string, string | null>): void {
  router.replace(sourcesHref(router.search, change));
}
