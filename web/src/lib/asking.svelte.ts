import type { Asking } from '../api/client';
import { router } from './router.svelte';

/** The names of policies that a reader may choose, with what each does. */
export const POLICIES: readonly { name: string; label: string; meaning: string }[] = [
  { name: 'range', label: 'Range', meaning: 'from the least to the greatest that any side gives' },
  { name: 'conservative', label: 'Conservative', meaning: 'the least that no side goes below' },
  { name: 'majority', label: 'Majority', meaning: 'what most origins give' },
  {
    name: 'latest-by-origin',
    label: 'Latest by origin',
    meaning: 'the range of the latest value of each origin',
  },
  {
    name: 'recorder',
    label: 'Recorder',
    meaning: 'as casualty recorders count: one figure for each incident',
  },
];

/** What the reader asks of every page: the day, and the policy. Both stand in the address. */
export const asked = (): Asking => {
  const search = new URLSearchParams(router.search);
  return { asOf: search.get('as_of'), policy: search.get('policy') };
};

/** Asks for another day or policy on the page that is open; null takes it back. */
export function ask(change: Partial<Asking>): void {
  const target = new URL(location.href);
  const put = (name: string, value: string | null | undefined) => {
    if (value === undefined) return;
    if (value === null) target.searchParams.delete(name);
    else target.searchParams.set(name, value);
  };
  put('as_of', change.asOf);
  put('policy', change.policy);
  router.replace(target.href, { carries: false });
}
