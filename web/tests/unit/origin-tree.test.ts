import { describe, expect, it } from 'vitest';
import type { OriginTree } from '../../src/api/types';
import { type Branch, branchesOf } from '../../src/lib/origin-tree';

const tree = (...reports: [string, string | null][]): OriginTree => ({
  origin: { id: 'o', label: 'Harbour Office', basis: 'attribution' },
  reports: reports.map(([document, repeats]) => ({
    document,
    repeats,
    why: 'text',
    words: 'repeats the text',
  })),
});

const told = (branches: Branch[]): string =>
  branches
    .map(({ node, branches }) => node.document + (branches.length ? `(${told(branches)})` : ''))
    .join(' ');

const check = (reports: [string, string | null][], expected: string) =>
  expect(told(branchesOf(tree(...reports)))).toBe(expected);

describe('the tree of an origin', () => {
  it('puts each report below the one it repeats', () => {
    check(
      [
        ['a', null],
        ['b', 'a'],
        ['c', 'b'],
        ['d', null],
      ],
      'a(b(c)) d',
    );
  });
  it('keeps a report whose predecessor is not there', () => check([['b', 'x']], 'b'));
  it('loses nothing in a circle', () =>
    check(
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      'a b',
    ));
});
