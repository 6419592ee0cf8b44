import * as api from '../api/client';
import type { Claim, DocumentRow, Matter } from '../api/types';

/** What stands behind a page: claims with their documents, and documents that are shown by themselves. */
export interface Shown {
  claims: Claim[];
  documents: DocumentRow[];
}

/** So many at a time are asked for, and so many at most. */
const AT_ONCE = 6;
const MOST = 300;

/**
 * What a page shows, for the file that is saved of it: the claims and documents it names, and of a matter that stands in a
 * row of its own what each side says first.
 */
export async function shownOn(page: Element, asked: api.Asking): Promise<Shown> {
  const claims = new Map<string, Claim>();
  const matters = await all(named(page, ':is(tr, li)[data-matter]', 'data-matter'), (id) =>
    api.matter(id, asked),
  );
  for (const claim of matters.flatMap(firstOfSides)) claims.set(claim.id, claim);
  const missing = named(page, '[data-claim]', 'data-claim').filter((id) => !claims.has(id));
  for (const claim of await all(missing, (id) => api.claim(id, asked))) claims.set(claim.id, claim);
  const shown = [...claims.values()].slice(0, MOST);
  const documents = new Map(shown.map(({ document }) => [document.id, document]));
  const others = named(page, '[data-document]', 'data-document').filter((id) => !documents.has(id));
  for (const { document } of await all(others, (id) => api.document(id, asked)))
    documents.set(document.id, document);
  return { claims: shown, documents: [...documents.values()] };
}

function named(page: Element, selector: string, name: string): string[] {
  const found = [...page.querySelectorAll(selector)].map((one) => one.getAttribute(name) ?? '');
  return [...new Set(found)].filter((id) => id !== '').slice(0, MOST);
}

function firstOfSides({ matter, claims }: Matter): Claim[] {
  const first = new Set(matter.facets.flatMap(({ sides }) => sides.map((side) => side.claims[0])));
  return claims.filter(({ id }) => first.has(id));
}

async function all<T>(ids: readonly string[], get: (id: string) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    found.push(...(await Promise.all(ids.slice(at, at + AT_ONCE).map(get))));
  return found;
}
