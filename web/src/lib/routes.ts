/** The page an address asks for. */
export type Route =
  | { page: 'matters' }
  | { page: 'matter'; id: string }
  | { page: 'claim'; id: string }
  | { page: 'documents' }
  | { page: 'reader'; id: string }
  | { page: 'sources' }
  | { page: 'timeline' }
  | { page: 'map' }
  | { page: 'source'; name: string }
  | { page: 'outlet'; name: string }
  | { page: 'review' }
  | { page: 'log' }
  | { page: 'search' }
  | { page: 'about' }
  | { page: 'unknown' };

export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [head, id] = parts;
  if (parts.length > 2) return { page: 'unknown' };
  if (head === undefined) return { page: 'matters' };
  if (id !== undefined) return routeTo(head, decoded(id));
  if (head === 'documents' || head === 'sources' || head === 'timeline' || head === 'map') {
    return { page: head };
  }
  if (head === 'review' || head === 'search' || head === 'about') return { page: head };
  return { page: 'unknown' };
}

function routeTo(head: string, id: string): Route {
  if (head === 'matters') return { page: 'matter', id };
  if (head === 'claims') return { page: 'claim', id };
  if (head === 'documents') return { page: 'reader', id };
  if (head === 'sources') return { page: 'source', name: id };
  if (head === 'outlets') return { page: 'outlet', name: id };
  if (head === 'review' && id === 'log') return { page: 'log' };
  return { page: 'unknown' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const matterHref = (id: string): string => `/matters/${encodeURIComponent(id)}`;
export const sourceHref = (name: string): string => `/sources/${encodeURIComponent(name)}`;
export const outletHref = (name: string): string => `/outlets/${encodeURIComponent(name)}`;
/** Where a claim is looked up first, for lists that do not know its document. */
export const claimHref = (id: string): string => `/claims/${encodeURIComponent(id)}`;

export function readerHref(document: string, claim?: string | null): string {
  const path = `/documents/${encodeURIComponent(document)}`;
  return claim ? `${path}#claim=${encodeURIComponent(claim)}` : path;
}

/** The claim that an address's fragment points to. */
export function claimInHash(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('claim');
}

/** A query with some of it changed, ready to stand behind a path; null or nothing takes a part away, the rest stays. */
export function changedQuery(search: string, change: Record<string, string | null>): string {
  const target = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') target.delete(name);
    else target.set(name, value);
  }
  return target.size > 0 ? `?${target}` : '';
}

/** Which page of a list a query asks for, the first unless it says so. */
export const pageOf = (search: string, name = 'page'): number =>
  Math.max(1, Number.parseInt(new URLSearchParams(search).get(name) ?? '', 10) || 1);
