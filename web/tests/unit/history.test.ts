import { describe, expect, it } from 'vitest';
import type { Claim, Facet, Side } from '../../src/api/types';
import { hasHistory, historyOf } from '../../src/lib/history';
import { lanesOf } from '../../src/lib/lanes';

const claim = (id: string, published: string | null) =>
  ({
    id,
    holder: 'Harbour Office',
    quantities: [],
    document: { published, outlet: 'Tidewater Examiner' },
  }) as unknown as Claim;

const side = (low: number | null, lifecycle: string, claims: string[], published: string | null) =>
  ({
    holder: 'Harbour Office',
    origin: { id: 'o1', label: 'Harbour Office', basis: 'attribution' },
    low,
    high: low,
    lifecycle,
    claims,
    published,
  }) as Side;

const facet = (...sides: Side[]) =>
  ({ facet: 'count', outcome: 'killed', category: null, scope: 'event', sides }) as unknown as Facet;

/** The points as "day figure" (a repetition in brackets) and the steps as "day kind day". */
function check(sides: Side[], claims: Claim[], points: string[], steps: string[]) {
  const byId = new Map(claims.map((one) => [one.id, one]));
  const whole = facet(...sides);
  const history = historyOf(lanesOf(whole, undefined, byId), byId);
  expect(
    history.points.map(({ day, lane, repeated }) =>
      repeated ? `(${day} ${lane.figure})` : `${day} ${lane.figure}`,
    ),
  ).toEqual(points);
  expect(history.steps.map(({ from, to, kind }) => `${from.day} ${kind} ${to.day}`)).toEqual(steps);
  return { history, whole };
}

describe('the history of a count', () => {
  it('joins a value with its repetitions and with the value that replaced it', () => {
    const claims = [claim('a', '2024-02-12'), claim('b', '2024-02-13'), claim('c', '2024-02-15')];
    const sides = [side(5, 'revised', ['a', 'b'], '2024-02-12'), side(14, 'current', ['c'], '2024-02-15')];
    const { history, whole } = check(
      sides,
      claims,
      ['2024-02-12 5', '(2024-02-13 5)', '2024-02-15 14'],
      ['2024-02-12 repeated 2024-02-13', '2024-02-13 revised 2024-02-15'],
    );
    expect(hasHistory(whole, history)).toBe(true);
  });

  it('leaves out what has no day or no number, and says so', () => {
    const claims = [claim('a', null), claim('b', '2024-02-13')];
    const sides = [side(5, 'current', ['a'], null), side(null, 'current', ['b'], '2024-02-13')];
    const { history, whole } = check(sides, claims, [], []);
    expect(history.left).toHaveLength(2);
    expect(hasHistory(whole, history)).toBe(false);
  });

  it('counts several reports of one day once', () => {
    const claims = [claim('a', '2024-02-12T08:00:00Z'), claim('b', '2024-02-12T20:00:00Z')];
    check([side(5, 'current', ['a', 'b'], '2024-02-12')], claims, ['2024-02-12 5'], []);
  });
});
