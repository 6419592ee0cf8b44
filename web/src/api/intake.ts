import { get, write } from './client';
import type { Job, Jobs } from './types';

/** Whether pages may add reports, and what is being added. */
export const jobs = (signal?: AbortSignal) => get<Jobs>('/api/jobs', signal);
export const job = (id: string, signal?: AbortSignal) => get<Job>(jobAddress(id), signal);
/** Stops a job; what was read stays. */
export const stop = (id: string) => write<Job>('DELETE', jobAddress(id));
/** Where a job's events come from. */
export const eventsAddress = (id: string): string => `${jobAddress(id)}/events`;

const jobAddress = (id: string) => `/api/jobs/${encodeURIComponent(id)}`;

/** Hands a file over, to a job that was begun or to a new one; `more` says that others follow. */
export function add(file: Blob, name: string, job: string | undefined, more: boolean): Promise<Job> {
  // Half a surrogate pair, which a file's name may hold, cannot be written in an address.
  const search = new URLSearchParams({ name: name.replace(/\p{Surrogate}/gu, '\u{FFFD}') });
  if (job !== undefined) search.set('job', job);
  if (more) search.set('more', 'true');
  return write<Job>('POST', `/api/add?${search}`, file);
}
