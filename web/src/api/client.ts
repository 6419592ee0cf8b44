import type {
  Claim,
  Days,
  Decided,
  DecisionBody,
  Document,
  DocumentsPage,
  EventsPage,
  LogPage,
  Matrix,
  Matter,
  MatterClaims,
  MattersPage,
  Network,
  Original,
  Outlet,
  Queue,
  SearchPage,
  Source,
  SourcesPage,
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

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => send(path, {}, signal);

/** What only our own pages send, and what the server asks of everything that writes. */
const OURS = { 'x-gainsay': '1' };

/** Writes to the ledger, as only these pages may. */
export const write = <T>(method: 'POST' | 'DELETE', path: string, body?: BodyInit): Promise<T> =>
  send(path, { method, headers: OURS, body: body ?? null });

const post = <T>(path: string, body: unknown): Promise<T> =>
  send(path, {
    method: 'POST',
    headers: { ...OURS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function send<T>(path: string, request: RequestInit, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    const headers = { accept: 'application/json', ...request.headers };
    response = await fetch(path, { ...request, headers, signal: signal ?? null });
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

export const summary = (asked: Asking, signal?: AbortSignal) =>
  get<Summary>(`/api/summary${asking(asked)}`, signal);
/** The documents by day of publication. */
export const days = (signal?: AbortSignal) => get<Days>('/api/days', signal);
/** What the ledger holds, as one short name. */
export const state = (signal?: AbortSignal) => get<{ state: string }>('/api/state', signal);
export const documents = (search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<DocumentsPage>(`/api/documents${asking(asked, search)}`, signal);
export const search = (search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<SearchPage>(`/api/search${asking(asked, search)}`, signal);
/** The claims of a matter, by pages. */
export const matterClaims = (id: string, search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<MatterClaims>(`/api/matters/${encodeURIComponent(id)}/claims${asking(asked, search)}`, signal);
export const matter = (id: string, asked: Asking, signal?: AbortSignal) =>
  get<Matter>(`/api/matters/${encodeURIComponent(id)}${asking(asked)}`, signal);
export const claim = (id: string, asked: Asking, signal?: AbortSignal) =>
  get<Claim>(`/api/claims/${encodeURIComponent(id)}${asking(asked)}`, signal);
export const document = (id: string, asked: Asking, signal?: AbortSignal) =>
  get<Document>(`/api/documents/${encodeURIComponent(id)}${asking(asked)}`, signal);
/** Where the words from `start` to `end` (code points) stood in what the document was taken from. */
export const original = (id: string, [start, end]: [number, number], asked: Asking, signal?: AbortSignal) =>
  get<Original>(
    `/api/documents/${encodeURIComponent(id)}/original${asking(asked, new URLSearchParams({ start: String(start), end: String(end) }))}`,
    signal,
  );
/** The address of the bytes a document was taken from. */
export const rawHref = (id: string) => `/api/documents/${encodeURIComponent(id)}/raw`;

export function matters(query: MattersQuery, asked: Asking, signal?: AbortSignal): Promise<MattersPage> {
  const search = new URLSearchParams({ offset: String(query.offset), limit: String(query.limit) });
  if (query.contested) search.set('contested', 'true');
  if (query.q.trim() !== '') search.set('q', query.q.trim());
  return get<MattersPage>(`/api/matters${asking(asked, search)}`, signal);
}

/** Which matters to place in time and space; what is left out is not asked for. */
export interface EventsQuery {
  contested?: boolean;
  q?: string;
  kind?: string;
  outcome?: string;
  from?: string;
  to?: string;
  dated?: boolean;
  placed?: boolean;
  /** Degrees west, south, east and north, with commas. */
  box?: string | null;
  offset?: number;
  limit?: number;
  /** Count by cells where more fit than may be listed. */
  cells?: boolean;
}

export function events(query: EventsQuery, { asOf }: Asking, signal?: AbortSignal): Promise<EventsPage> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  if (asOf) search.set('as_of', asOf);
  return get<EventsPage>(`/api/events?${search}`, signal);
}
/** Which sources to list. */
export interface SourcesQuery {
  q: string;
  kind: string;
  sort: string;
  reverse: boolean;
  offset: number;
  limit: number;
}

export function sources(query: SourcesQuery, asked: Asking, signal?: AbortSignal): Promise<SourcesPage> {
  const search = new URLSearchParams({
    sort: query.sort,
    offset: String(query.offset),
    limit: String(query.limit),
  });
  if (query.q.trim() !== '') search.set('q', query.q.trim());
  if (query.kind !== '') search.set('kind', query.kind);
  if (query.reverse) search.set('reverse', 'true');
  return get<SourcesPage>(`/api/sources${asking(asked, search)}`, signal);
}

/** Which claims of a source. */
export interface HeldQuery {
  contested: boolean;
  offset: number;
  limit: number;
}

const held = ({ contested, offset, limit }: HeldQuery) =>
  new URLSearchParams({ contested: String(contested), offset: String(offset), limit: String(limit) });

export const source = (name: string, query: HeldQuery, asked: Asking, signal?: AbortSignal) =>
  get<Source>(`/api/sources/${encodeURIComponent(name)}${asking(asked, held(query))}`, signal);
export const outlet = (name: string, search: URLSearchParams, asked: Asking, signal?: AbortSignal) =>
  get<Outlet>(`/api/outlets/${encodeURIComponent(name)}${asking(asked, search)}`, signal);
export const network = (limit: number, asked: Asking, signal?: AbortSignal) =>
  get<Network>(`/api/network${asking(asked, new URLSearchParams({ limit: String(limit) }))}`, signal);
export const matrix = (limit: number, asked: Asking, signal?: AbortSignal) =>
  get<Matrix>(`/api/matrix${asking(asked, new URLSearchParams({ limit: String(limit) }))}`, signal);
/** Some of the review log, the newest entries first. */
export function reviews(
  { disagree, offset, limit }: { disagree: boolean; offset: number; limit: number },
  signal?: AbortSignal,
): Promise<LogPage> {
  const search = new URLSearchParams({ offset: String(offset), limit: String(limit) });
  if (disagree) search.set('disagree', 'true');
  return get<LogPage>(`/api/reviews?${search}`, signal);
}

/** What a person's look matters most for, without what the reviewer has decided. */
export function queue(
  { reviewer, offset, limit }: { reviewer: string; offset: number; limit: number },
  signal?: AbortSignal,
): Promise<Queue> {
  const search = new URLSearchParams({ offset: String(offset), limit: String(limit) });
  if (reviewer !== '') search.set('reviewer', reviewer);
  return get<Queue>(`/api/queue?${search}`, signal);
}

/** Decides something: it is written to the log, and the reports are compared anew. */
export const decide = (body: DecisionBody) => post<Decided>('/api/reviews', body);
