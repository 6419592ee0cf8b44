import type { Summary } from '../api/types';
import { formatDay } from './dates';

/** What a file was made from: program, ledger, its state, and the day it was asked about. */
export function madeFrom(ledger: Summary, state: string): string {
  const day = ledger.as_of ? ` as known on ${formatDay(ledger.as_of.day)}` : '';
  const [documents, claims, matters] = [ledger.documents, ledger.claims, ledger.matters].map((count) =>
    count.toLocaleString('en'),
  );
  const holds = `${documents} documents, ${claims} claims and ${matters} matters`;
  return `Made by gainsay ${ledger.version} from the ledger ${ledger.ledger}${day} (${holds}; state ${state})`;
}
