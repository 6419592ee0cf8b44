import { describe, expect, it } from 'vitest';
import type { Claim, Document, Matter } from '../../src/api/types';
import { mainFacet, quantityWords } from '../../src/lib/figures';
import { lanesOf } from '../../src/lib/lanes';
import { originMarks } from '../../src/lib/origins';
import { heldBy, inTextOrder, paragraphs, selectionOf } from '../../src/lib/reading';
import { contradictions, relationLines } from '../../src/lib/relations';
import { claimInHash, readerHref, routeOf } from '../../src/lib/routes';
import { type Layer, leaves } from '../../src/lib/segments';
import { answer } from '../fixtures/world.mjs';

const none = new URLSearchParams();
const matter = answer('/api/matters/m1', none) as Matter;
const border = answer('/api/matters/m2', none) as Matter;
const report = answer(`/api/documents/${matter.documents[0]?.id}`, none) as Document;
const claims = new Map<string, Claim>([...matter.claims, ...border.claims].map((claim) => [claim.id, claim]));
const killed = matter.matter.facets[0];
if (!killed) throw new Error('the fixture has no facet');

describe('lanes of a chart', () => {
  const lanes = lanesOf(killed, undefined, claims);

  it('put a revision under what it revises', () =>
    expect(lanes.map(({ side, label, newer }) => [side.holder, label !== '', newer])).toEqual([
      ['Ministry of Health', true, 1],
      ['Ministry of Health', false, undefined],
      ['Atlas Grain', true, undefined],
      ['Dockers’ Union', true, undefined],
      ['Regional hospital', true, undefined],
    ]));
  it('say the figures with the text’s words', () =>
    expect(lanes.map(({ figure }) => figure)).toEqual(['12', '40', '3', 'at least 55', '24–99 (dozens)']));
  it('have names for people who do not see them', () => {
    expect(lanes[1]?.name).toBe('Ministry of Health, later, 15 March 2024: 40 killed, Evening Ledger');
    expect(lanes[2]?.name).toBe(
      'Atlas Grain: 3 killed, Harbour Post, 13 March 2024, and 1 more report, retracted',
    );
  });
  it('give each origin a mark of its own', () => {
    const marks = originMarks(killed.sides);
    expect(marks.size).toBe(4);
    expect(new Set([...marks.values()].map(({ shape }) => shape)).size).toBe(4);
  });
});

describe('relations in words', () => {
  const lines = (id: string) => {
    const claim = claims.get(id) as Claim;
    return relationLines(claim, [...matter.relations, ...border.relations], claims).map(({ text }) => text);
  };

  it('a revision', () => expect(lines('c7')[1]).toBe('revises 12 → 40'));
  it('what was revised', () => expect(lines('c1')).toEqual(['revised on 15 March 2024: 12 → 40']));
  it('a contradiction', () => expect(lines('c4')).toEqual(['contradicts Ministry of Health: 40 killed']));
  it('what was withdrawn', () => expect(lines('c2')).toEqual(['withdrawn on 15 March 2024']));
  it('what agrees, together', () => expect(lines('c7')[2]).toBe('agrees with Regional hospital'));
  it('where the same words stand', () =>
    expect(lines('d5-1')).toEqual([
      'contradicts Lake Brigade: 11 fighters killed',
      'same origin as in Harbour Post',
    ]));
  it('the same wording once', () =>
    expect(lines('d6-1')).toEqual(['contradicts Northern Column: 3 fighters killed']));

  it('pair the sides that contradict each other, the earlier first', () =>
    expect(
      contradictions(killed.sides, matter.relations, claims).map(({ left, right }) => [left.id, right.id]),
    ).toEqual([['c4', 'c7']]));
});

describe('figures', () => {
  it('say whom they count', () =>
    expect(report.quantities.map(quantityWords)).toEqual([
      '12 killed',
      'at least 30 injured',
      '3 children injured',
      '3 killed',
    ]));
  it('show a matter by its contested count', () =>
    expect(mainFacet(border.matter.facets)?.outcome).toBe('killed'));
});

describe('a document’s text', () => {
  const all = new Set<Layer>(['source', 'cue', 'content', 'figure', 'claim', 'time', 'place']);
  const shown = (id: string) =>
    paragraphs(report, all, claims.get(id) ?? report.claims.find((one) => one.id === id));

  it('keeps every paragraph as it is', () =>
    expect(shown('c1').map((segments) => leaves(segments).join(''))).toEqual(report.text.split('\n\n')));
  it('marks exactly the claim’s words', () => {
    const marked = JSON.stringify(shown('c3'));
    expect(marked.split('"layer":"target"').length - 1).toBeGreaterThanOrEqual(2);
  });
  it('stands in the order of its words', () =>
    expect(inTextOrder(report.claims).map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']));
  it('finds the claims inside a chain', () => expect(heldBy(report, 'a1')).toEqual(['c1']));
  it('leads from a figure to its claim', () =>
    expect(selectionOf(report, 'figure', '0')).toEqual({ kind: 'claim', id: 'c1' }));
  it('leads from a cue to its claim', () =>
    expect(selectionOf(report, 'cue', 'a3')).toEqual({ kind: 'claim', id: 'c2' }));
  it('leads from a place nowhere', () => expect(selectionOf(report, 'place', '0')).toBeNull());
});

describe('addresses', () => {
  it('name a page', () => expect(routeOf('/matters/m%2F1')).toEqual({ page: 'matter', id: 'm/1' }));
  it('may end with a slash', () => expect(routeOf('/documents/')).toEqual({ page: 'documents' }));
  it('may be wrong', () => expect(routeOf('/a/b/c')).toEqual({ page: 'unknown' }));
  it('may hold a bad escape', () => expect(routeOf('/documents/%')).toEqual({ page: 'reader', id: '%' }));
  it('carry a claim there and back', () => {
    const href = readerHref('d', 'c 1#&');
    expect(claimInHash(href.slice(href.indexOf('#')))).toBe('c 1#&');
  });
});
