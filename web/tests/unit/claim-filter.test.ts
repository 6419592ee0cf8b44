import { describe, expect, it } from 'vitest';
import type { Claim, Facet, Relation } from '../../src/api/types';
import { type ClaimFilter, choices, filtered, NO_FILTER, standings } from '../../src/lib/claim-filter';

const claim = (id: string, holder: string, outlet: string | null, words: string, outcome: string | null) =>
  ({
    id,
    holder,
    words,
    document: { outlet, title: 'Ferry sinks' },
    quantities: outcome ? [{ outcome }] : [],
  }) as unknown as Claim;

const CLAIMS = [
  claim('a', 'Rescue Service', 'Isle & Main', 'five people died', 'killed'),
  claim('b', 'Rescue Service', 'Meridian Standard', 'nine people died', 'killed'),
  claim('c', 'Union', 'Isle & Main', 'the ferry was overloaded', null),
];
const FACETS = [
  {
    agreement: 'contested',
    sides: [
      { lifecycle: 'revised', claims: ['a'] },
      { lifecycle: 'current', claims: ['b'] },
    ],
  },
] as unknown as Facet[];
const RELATIONS: Relation[] = [{ kind: 'revises', from: 'b', to: 'a', reason: '' }];
const STANDING = standings(CLAIMS, FACETS, RELATIONS);

const check = (filter: Partial<ClaimFilter>, expected: string) =>
  expect(
    filtered(CLAIMS, { ...NO_FILTER, ...filter }, STANDING)
      .map(({ id }) => id)
      .join(''),
  ).toBe(expected);

describe('the filter of claims', () => {
  it('lets all through that fit every choice', () => {
    check({}, 'abc');
    check({ words: 'People DIED' }, 'ab');
    check({ words: 'standard' }, 'b');
    check({ holder: 'Union' }, 'c');
    check({ outlet: 'Isle & Main', outcome: 'killed' }, 'a');
    check({ status: 'contested' }, 'b');
    check({ status: 'revised' }, 'a');
    check({ status: 'uncontested' }, 'c');
    check({ words: 'nothing of it' }, '');
  });
  it('offers what there is, the most frequent first', () => {
    expect(choices(CLAIMS, STANDING)).toEqual({
      holders: [
        ['Rescue Service', 2],
        ['Union', 1],
      ],
      outlets: [
        ['Isle & Main', 2],
        ['Meridian Standard', 1],
      ],
      outcomes: [['killed', 2]],
      statuses: [
        ['contested', 1],
        ['revised', 1],
        ['uncontested', 1],
      ],
    });
  });
});
