import type { Matrix, NetworkEdge } from '../api/types';
import { fewCrossings } from './crossings';

/** A matrix in the order in which it is shown. */
export interface Grid {
  /** Places among the matrix's outlets, from the top. */
  rows: number[];
  /** Places among its sources, from the left. */
  columns: number[];
  cells: ReadonlyMap<string, NetworkEdge>;
  most: number;
}

export const cellKey = (outlet: number, source: number): string => `${outlet} ${source}`;

/**
 * Orders rows and columns: by count, as they come, or so that outlets that quote alike stand together, for which both go
 * to the middle of what they are linked with, as in the network.
 */
export function gridOf({ outlets, sources, cells }: Matrix, order: 'count' | 'similarity'): Grid {
  const links = cells.map(({ from, to, attributions }) => ({
    a: from,
    b: to,
    weight: Math.sqrt(attributions),
  }));
  const alike = order === 'similarity' ? fewCrossings(outlets.length, sources.length, links) : null;
  return {
    rows: alike?.a ?? outlets.map((_, place) => place),
    columns: alike?.b ?? sources.map((_, place) => place),
    cells: new Map(cells.map((cell) => [cellKey(cell.from, cell.to), cell])),
    most: Math.max(1, ...cells.map(({ attributions }) => attributions)),
  };
}

/** How much of its greatest a count is, by area: 0 to 1. */
export const share = (count: number, most: number): number => Math.sqrt(count / most);

/** The cell that a key leads to; null where the key means nothing here. */
export function cellStep(
  [row, column]: readonly [number, number],
  key: string,
  [rows, columns]: readonly [number, number],
): [number, number] | null {
  const to = (down: number, right: number): [number, number] => [
    Math.max(0, Math.min(rows - 1, row + down)),
    Math.max(0, Math.min(columns - 1, column + right)),
  ];
  if (key === 'ArrowDown') return to(1, 0);
  if (key === 'ArrowUp') return to(-1, 0);
  if (key === 'ArrowRight') return to(0, 1);
  if (key === 'ArrowLeft') return to(0, -1);
  if (key === 'Home') return [row, 0];
  if (key === 'End') return [row, columns - 1];
  return null;
}
