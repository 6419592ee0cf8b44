import type { Maybe } from '../api/types';

/** An interval of numbers; an end that is absent or null is open. */
export interface Interval {
  low?: Maybe<number>;
  high?: Maybe<number>;
}

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export const formatNumber = (value: number): string => NUMBER.format(value);

/**
 * An interval in words: "12", "at least 12", "up to 40", "24–99", "number unknown".
 *
 * `words` are the text's own, added in brackets where they give no digits of their own: "24–99 (dozens)".
 */
export function formatInterval({ low, high }: Interval, words?: Maybe<string>): string {
  if (low == null && high == null) return 'number unknown';
  if (low == null) return `up to ${formatNumber(high as number)}`;
  if (high == null) return `at least ${formatNumber(low)}`;
  if (low === high) return formatNumber(low);
  const range = `${formatNumber(low)}–${formatNumber(high)}`;
  const own = words?.trim();
  return own && !/\p{Nd}/u.test(own) ? `${range} (${own})` : range;
}

export const isUnknown = ({ low, high }: Interval): boolean => low == null && high == null;

/** The value an interval is sorted and joined by: its lower end, or the upper where it has no lower. */
export const anchor = ({ low, high }: Interval): number | null => low ?? high ?? null;

/** The greatest number that occurs in the intervals; 0 where none is known. */
export function greatest(intervals: readonly Interval[]): number {
  return intervals.reduce((most, { low, high }) => Math.max(most, low ?? 0, high ?? 0), 0);
}
