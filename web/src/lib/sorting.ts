/** A value to sort by; what is unknown comes last in either direction. */
export type SortValue = string | number | null | undefined;
export type Direction = 'ascending' | 'descending';

export interface Sort<Key extends string> {
  key: Key;
  direction: Direction;
}

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** The rows in order of `value`, equal ones in the order they had. */
export function sorted<Row>(
  rows: readonly Row[],
  value: (row: Row) => SortValue,
  direction: Direction,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row, index) => ({ row, index, value: value(row) }))
    .sort((a, b) => compare(a.value, b.value, sign) || a.index - b.index)
    .map(({ row }) => row);
}

function compare(a: SortValue, b: SortValue, sign: number): number {
  const missing = Number(isMissing(a)) - Number(isMissing(b));
  if (missing !== 0 || isMissing(a) || isMissing(b)) return missing;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * COLLATOR.compare(String(a), String(b));
}

function isMissing(value: SortValue): value is null | undefined {
  return value === null || value === undefined || value === '' || Number.isNaN(value);
}

/** What a click on a column's head asks for: the other direction, or a new column. */
export function toggled<Key extends string>(
  current: Sort<Key>,
  key: Key,
  first: Direction = 'ascending',
): Sort<Key> {
  if (current.key !== key) return { key, direction: first };
  return { key, direction: current.direction === 'ascending' ? 'descending' : 'ascending' };
}
