import { describe, expect, it } from 'vitest';
import { type Direction, type SortValue, sorted, toggled } from '../../src/lib/sorting';

function check(values: SortValue[], direction: Direction, expected: SortValue[]) {
  expect(sorted(values, (value) => value, direction)).toEqual(expected);
}

describe('sorting', () => {
  it('sorts numbers by value', () => check([10, 9, 100], 'ascending', [9, 10, 100]));
  it('sorts names without regard to case and accents', () =>
    check(['Örn', 'oak', 'Pine'], 'ascending', ['oak', 'Örn', 'Pine']));
  it('sorts days', () => check(['2024-03-13', '2023-12-31'], 'ascending', ['2023-12-31', '2024-03-13']));
  it('puts the unknown last', () => check([null, 2, undefined, 1], 'ascending', [1, 2, null, undefined]));
  it('puts the unknown last downwards too', () => check([null, 2, '', 3], 'descending', [3, 2, null, '']));
  it('keeps 0 apart from the unknown', () => check([null, 0, 1], 'descending', [1, 0, null]));
  it('keeps equal rows in order', () => {
    const rows = [
      { key: 1, name: 'a' },
      { key: 1, name: 'b' },
      { key: 0, name: 'c' },
    ];
    expect(sorted(rows, ({ key }) => key, 'descending').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
  it('leaves the rows as they were', () => {
    const rows = [2, 1];
    sorted(rows, (row) => row, 'ascending');
    expect(rows).toEqual([2, 1]);
  });

  it('turns on a second choice', () =>
    expect(toggled({ key: 'a', direction: 'ascending' }, 'a')).toEqual({
      key: 'a',
      direction: 'descending',
    }));
  it('begins a new column as told', () =>
    expect(toggled<'a' | 'b'>({ key: 'a', direction: 'ascending' }, 'b', 'descending')).toEqual({
      key: 'b',
      direction: 'descending',
    }));
});
