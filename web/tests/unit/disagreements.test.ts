import { describe, expect, it } from 'vitest';
import type { Claim, Document, Matter } from '../../src/api/types';
import { citation } from '../../src/lib/citation';
import { valueRanges } from '../../src/lib/differ';
import { contestedMatters, disagreements } from '../../src/lib/disagreements';
import { answer } from '../fixtures/world.mjs';

const none = new URLSearchParams();
const ask = <T>(path: string) => answer(path, none) as T;
const border = ask<Matter>('/api/matters/m2');

/** The notes beside a report of the border incident: what on, and who says what against it. */
function check(document: string, expected: string[]) {
  const view = ask<Document>(`/api/documents/${document}`);
  const matters = contestedMatters(view).map((id) => ask<Matter>(`/api/matters/${id}`));
  const notes = disagreements(view, matters);
  expect(
    notes.map(
      ({ claim, facet, others, more }) =>
        `${claim} ${facet}: ${others.map(({ holder, says }) => `${holder} ${says}`).join('; ')} +${more}`,
    ),
  ).toEqual(expected);
}

describe('what other reports say', () => {
  it('stands beside the claim that it contradicts', () => {
    const documents = border.documents.map(({ id }) => id);
    for (const id of documents) {
      const view = ask<Document>(`/api/documents/${id}`);
      const contested = view.claims.filter((claim) => claim.contested);
      const notes = disagreements(view, [border]);
      for (const note of notes) expect(contested.map((claim) => claim.id)).toContain(note.claim);
      expect([...notes].sort((a, b) => a.at - b.at)).toEqual(notes);
    }
  });
  it('is nothing where nobody disagrees', () => {
    const quiet = ask<Matter>('/api/matters/m3').documents[0];
    if (quiet) check(quiet.id, []);
  });
});

describe('the words that differ', () => {
  const facet = border.matter.facets.find((one) => one.facet === 'count');
  it('are the figures of the facet', () => {
    if (!facet) throw new Error('the fixture has no count');
    for (const side of facet.sides) {
      const claim = border.claims.find(({ id }) => id === side.claims[0]) as Claim;
      const words = valueRanges(claim, facet, side.value).map(({ start, end }) =>
        claim.context.slice(start, end),
      );
      expect(words.length).toBeGreaterThan(0);
      for (const one of words) expect(claim.quantities.map((quantity) => quantity.words)).toContain(one);
    }
  });
  it('are a name, or its longest word', () => {
    const claim = { context: 'The shells came from the guard’s bank.', context_start: 0 } as Claim;
    const on = { facet: 'responsibility' } as Parameters<typeof valueRanges>[1];
    expect(valueRanges(claim, on, 'River guard’s').map(({ start }) => start)).toEqual([25]);
    expect(valueRanges(claim, on, 'Northern Accord')).toEqual([]);
    expect(valueRanges(claim, on, null)).toEqual([]);
  });
});

describe('a citation', () => {
  it('has the words, the holder, the document, the offsets and the hash', () => {
    const claim = border.claims[0] as Claim;
    const text = citation(claim);
    for (const part of [
      `“${claim.words}”`,
      claim.holder,
      claim.document.title,
      `SHA-256 ${claim.document.id}`,
      claim.spans.map((span) => span.join('–')).join(', '),
    ]) {
      expect(text).toContain(part);
    }
  });
});
