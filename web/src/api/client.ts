import type {
  Claim,
  Document,
  DocumentsPage,
  Matter,
  MatterClaims,
  MattersPage,
  SearchPage,
  Source,
  Summary,
} from './types';

/** Why a request failed, and what may be done about it. */
export class ApiError extends Error {
  /** HTTP status; 0 where no answer came at all. */
  readonly status: number;
  readonly hint: string | undefined;

  constructor(status: number, message: string, hint?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.hint = hint;
  }
}

export interface MattersQuery {
  contested: boolean;
  q: string;
  offset: number;
  limit: number;
}

/** What is asked of every page: what was known on a day (YYYY-MM-DD), and one figure by a policy's name. */
export interface Asking {
  asOf: string | null;
  policy: string | null;
}

function asking({ asOf, policy }: Asking, others?: URLSearchParams): string {
  const search = new URLSearchParams(others);
  if (asOf) search.set('as_of', asOf);
  if (policy) search.set('policy', policy);
  return search.size > 0 ? `?${search}` : '';
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' }, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(
      0,
      'The program that serves these pages does not answer.',
      'Start it again with “gainsay serve”.',
    );
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response.status, body);
  if (body === null) throw new ApiError(response.status, 'The answer could not be read.');
  return body as T;
}

function errorOf(status: number, body: unknown): ApiError {
  const told = (body ?? {}) as { error?: unknown; hint?: unknown };
  const message = typeof told.error === 'string' ? told.error : `The request failed with status ${status}.`;
  return new ApiError(status, message, typeof told.hint === 'string' ? told.hint : undefined);
}

export const summary = (signal?: AbortSignal) => get<Summary>('/api/summary', signal);
/** What the ledger holds, as one short name. */
export const state = (signal?: AbortSignal) => get<{ state: string }>('/api/state', signal);
export const documents = (search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<DocumentsPage>(`/api/documents${asking(asked, search)}`, signal);
export const search = (search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<SearchPage>(`/api/search${asking(asked, search)}`, signal);
/** The claims of a matter, by pages. */
export const matterClaims = (id: string, search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<MatterClaims>(`/api/matters/${encodeURIComponent(id)}/claims${asking(asked, search)}`, signal);
export const sources = (signal?: AbortSignal) => get<Source[]>('/api/sources', signal);
export const matter = (id: string, asked: Asking, signal?: AbortSignal) =>
  get<Matter>(`/api/matters/${encodeURIComponent(id)}${asking(asked)}`, signal);
export const claim = (id: string, signal?: AbortSignal) =>
  get<Claim>(`/api/claims/${encodeURIComponent(id)}`, signal);
export const document = (id: string, signal?: AbortSignal) =>
  get<Document>(`/api/documents/${encodeURIComponent(id)}`, signal);

export function matters(query: MattersQuery, signal?: AbortSignal): Promise<MattersPage> {
  const search = new URLSearchParams({ offset: String(query.offset), limit: String(query.limit) });
  if (query.contested) search.set('contested', 'true');
  if (query.q.trim() !== '') search.set('q', query.q.trim());
  return get<MattersPage>(`/api/matters?${search}`, signal);
}
