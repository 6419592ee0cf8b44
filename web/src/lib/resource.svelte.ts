import { ApiError } from '../api/client';
import { revision } from './revision.svelte';
import { router } from './router.svelte';

/** What was asked of the API, and what came of it. */
export class Resource<T> {
  /** The latest answer; kept while a new one is on its way, so that the page does not jump. */
  data = $state.raw<T | undefined>();
  error = $state.raw<ApiError | undefined>();
  loading = $state(true);
  #attempt = $state(0);

  /**
   * Asks whenever `key` changes, and again after these pages have written to the ledger. Must be called while a component is set up.
   *
   * A null key asks for nothing.
   */
  constructor(key: () => string | null, ask: (key: string, signal: AbortSignal) => Promise<T>) {
    let asked: string | undefined;
    $effect(() => {
      const now = key();
      this.#attempt;
      // What the ledger holds has changed: the same question has another answer.
      revision.count;
      if (now === null) return;
      const controller = new AbortController();
      this.loading = true;
      void this.#load(() => ask(now, controller.signal), controller.signal, asked !== now);
      asked = now;
      return () => controller.abort();
    });
  }

  retry(): void {
    this.#attempt += 1;
  }

  async #load(ask: () => Promise<T>, signal: AbortSignal, isNew: boolean): Promise<void> {
    try {
      const data = await ask();
      if (signal.aborted) return;
      this.data = data;
      this.error = undefined;
      this.loading = false;
      if (isNew) await router.settled();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof ApiError ? error : new ApiError(0, String(error));
      this.loading = false;
    }
  }
}
