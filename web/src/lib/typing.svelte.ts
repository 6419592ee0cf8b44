import { untrack } from 'svelte';

/** How long a reader stops typing before it is looked for. */
const PAUSE = 250;

/** The words in a field that finds: they are looked for after a pause, and follow the address where that changes. */
export class Typing {
  words = $state('');

  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #find: (words: string) => void;

  /** `said`: the words that the address holds; `find` puts others there. */
  constructor(said: () => string, find: (words: string) => void) {
    this.#find = find;
    $effect.pre(() => {
      const now = said();
      untrack(() => {
        if (this.#pause === undefined && this.words.trim() !== now) this.words = now;
      });
    });
    $effect(() => () => clearTimeout(this.#pause));
  }

  /** To be called at each key. */
  readonly wait = (): void => {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#find(this.words.trim());
    }, PAUSE);
  };

  /** Empties the field; the address is the caller's to change. */
  clear(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.words = '';
  }
}
