import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../src/api/types';
import { cellKey, cellStep, gridOf, share } from '../../src/lib/matrix';

const node = (name: string) => ({ name, role: 'source', attributions: 1, contested: 0 });
const cell = (from: number, to: number, attributions: number) => ({ from, to, attributions, contested: 0 });

const view: Matrix = {
  outlets: ['a', 'b', 'c', 'd'].map(node),
  sources: ['x', 'y'].map(node),
  cells: [cell(0, 0, 9), cell(1, 1, 4), cell(2, 0, 4), cell(3, 1, 1)],
  left_out: { outlets: 0, sources: 0, attributions: 0, pronouns: 0 },
};

describe('the matrix', () => {
  it('comes by count', () => {
    const grid = gridOf(view, 'count');
    expect([grid.rows, grid.columns, grid.most]).toEqual([[0, 1, 2, 3], [0, 1], 9]);
    expect(grid.cells.get(cellKey(2, 0))?.attributions).toBe(4);
  });

  it('puts outlets that quote alike together', () => {
    const { rows } = gridOf(view, 'similarity');
    const together = (one: number, other: number) => Math.abs(rows.indexOf(one) - rows.indexOf(other));
    expect([together(0, 2), together(1, 3)]).toEqual([1, 1]);
  });

  it('shows counts by area', () => expect([share(9, 9), share(1, 4)]).toEqual([1, 0.5]));

  it('goes from cell to cell by keys and stays inside', () => {
    const size = [3, 4] as const;
    expect(cellStep([0, 0], 'ArrowDown', size)).toEqual([1, 0]);
    expect(cellStep([0, 0], 'ArrowUp', size)).toEqual([0, 0]);
    expect(cellStep([0, 3], 'ArrowRight', size)).toEqual([0, 3]);
    expect(cellStep([1, 3], 'ArrowLeft', size)).toEqual([1, 2]);
    expect(cellStep([1, 2], 'Home', size)).toEqual([1, 0]);
    expect(cellStep([1, 2], 'End', size)).toEqual([1, 3]);
    expect(cellStep([1, 2], 'Enter', size)).toBeNull();
  });
});
