import type { Claim } from '../api/types';
import { formatDay } from './dates';

/**
 * A claim as it is cited: its words, who holds them, where they stand, and by what the document can be told to be the same.
 *
 * Offsets count the Unicode code points of the document's text, from the first to before the last.
 */
export function citation(claim: Claim): string {
  const { document } = claim;
  const places = claim.spans.map((span) => span.join('–')).join(', ');
  const outlet = [document.byline, document.outlet].filter(Boolean).join(', ');
  return [
    `“${claim.words}”`,
    `— ${claim.chain.join(' › ')}`,
    [`“${document.title}”`, outlet, formatDay(document.published), document.url].filter(Boolean).join('. '),
    `Characters ${places} of the text of the document with SHA-256 ${document.id} (gainsay claim ${claim.id}).`,
  ].join('\n');
}
