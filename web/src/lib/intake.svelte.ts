import { ApiError } from '../api/client';
import * as api from '../api/intake';
import type { Job, JobFile } from '../api/types';
import { hasEnded } from './adding';
import type { Named } from './dropped';
import { revision } from './revision.svelte';

/** A file that the program did not take, and why. */
export interface Refused {
  name: string;
  reason: string;
}

const LIMIT = 64 << 20;

/** What these pages hand over to the ledger, and how far it is; it outlasts every page. */
class Intake {
  /** Whether pages may add; not known before the program was asked. */
  allowed = $state<boolean | undefined>();
  /** Why they may not. */
  reason = $state('');
  job = $state.raw<Job | undefined>();
  files = $state.raw<JobFile[]>([]);
  refused = $state.raw<Refused[]>([]);
  /** How many files are still to be handed over. */
  sending = $state(0);
  problem = $state('');

  #most = LIMIT;
  #queue: Named[] = [];
  #busy = false;
  #source: EventSource | undefined;
  /** The files as events tell of them; shown with the event that ends a round. */
  #told: JobFile[] = [];

  /** Whether there is anything to show. */
  get active(): boolean {
    return this.job !== undefined || this.refused.length > 0 || this.sending > 0 || this.problem !== '';
  }

  /** Whether something is under way. */
  get running(): boolean {
    return this.sending > 0 || (this.job !== undefined && !hasEnded(this.job));
  }

  /** Asks whether pages may add, and goes on showing what is being added. */
  async look(): Promise<void> {
    try {
      const { allowed, reason, max_bytes, jobs } = await api.jobs();
      this.allowed = allowed;
      this.reason = reason ?? '';
      this.#most = max_bytes;
      const running = jobs.find((job) => !hasEnded(job));
      if (running && !this.job) this.#follow(running.id);
    } catch {
      // The pages themselves say that the program does not answer.
    }
  }

  add(files: readonly Named[]): void {
    if (files.length === 0) return;
    if (this.allowed === false) {
      this.problem = this.reason;
      return;
    }
    if (!this.running) this.close();
    const tooLarge = files.filter(({ file }) => file.size > this.#most);
    this.#refuse(tooLarge, `too large: no file may have more than ${this.#most >> 20} MiB`);
    this.#queue.push(...files.filter(({ file }) => file.size <= this.#most));
    this.sending = this.#queue.length;
    void this.#send();
  }

  async stop(): Promise<void> {
    this.#queue = [];
    this.sending = 0;
    const id = this.job?.id;
    if (id === undefined) return;
    try {
      await api.stop(id);
    } catch (error) {
      this.problem = words(error);
    }
  }

  /** Puts what has ended away. */
  close(): void {
    this.#source?.close();
    this.#source = undefined;
    this.job = undefined;
    this.files = [];
    this.#told = [];
    this.refused = [];
    this.problem = '';
  }

  async #send(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const open = this.job && !hasEnded(this.job) ? this.job.id : undefined;
      try {
        const job = await api.add(next.file, next.name, open, this.#queue.length > 0);
        if (job.id !== this.job?.id) this.#follow(job.id, job);
      } catch (error) {
        // A job that was stopped takes no more files; that is no failure of theirs.
        if (!(error instanceof ApiError && error.status === 409)) this.#refuse([next], words(error));
      }
      this.sending = this.#queue.length;
    }
    this.#busy = false;
  }

  #refuse(files: readonly Named[], reason: string): void {
    this.refused = [...this.refused, ...files.map(({ name }) => ({ name, reason }))];
  }

  #follow(id: string, job?: Job): void {
    this.#source?.close();
    this.job = job;
    this.files = [];
    this.#told = [];
    const source = new EventSource(api.eventsAddress(id));
    this.#source = source;
    source.addEventListener('file', (event) => {
      const file = JSON.parse(event.data) as JobFile;
      this.#told[file.index] = file;
    });
    source.addEventListener('job', (event) => {
      this.files = this.#told.filter((file) => file !== undefined);
      this.job = JSON.parse(event.data) as Job;
      if (hasEnded(this.job)) this.#end(source);
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) return;
      // It tries again by itself; where the program is gone there is nothing to try.
      api.job(id).catch((error) => {
        source.close();
        this.problem = words(error);
        if (this.job) this.job = { ...this.job, state: 'failed' };
      });
    });
  }

  #end(source: EventSource): void {
    source.close();
    revision.grow();
  }
}

const words = (error: unknown): string => {
  if (!(error instanceof ApiError)) return String(error);
  return error.hint ? `${error.message}; ${error.hint}` : error.message;
};

export const intake = new Intake();
