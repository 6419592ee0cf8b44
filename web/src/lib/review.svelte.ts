import type { Claim, Decided } from '../api/types';
import type { Kind } from './decisions';

/** What is to be decided, and about what. */
export interface Asked {
  /** What may be chosen; the first is proposed. */
  kinds: readonly Kind[];
  claim?: Claim | undefined;
  matter?: { id: string; title: string } | undefined;
  /** The entry to take back. */
  entry?: number | undefined;
  /** Told before the pages ask anew. */
  done?: ((decided: Decided) => void) | undefined;
}

const KEY = 'gainsay-reviewer';

/** What the reviewer is asked right now, and who it is. The name is kept in this browser alone. */
class Desk {
  asked = $state.raw<Asked | null>(null);
  reviewer = $state(stored());

  ask(asked: Asked): void {
    this.asked = asked;
  }

  name(reviewer: string): void {
    this.reviewer = reviewer.trim();
    try {
      localStorage.setItem(KEY, this.reviewer);
    } catch {
      // A browser that keeps nothing asks again.
    }
  }
}

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export const desk = new Desk();
