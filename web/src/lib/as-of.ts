import type { Days } from '../api/types';
import { formatDay } from './dates';
import { counted } from './words';

export type Bin = Days['bins'][number];

/** Where a day stands on the slider: at the last bin that it reaches; at the end where no day is asked for. */
export function positionOf(bins: readonly Bin[], day: string | null): number {
  if (day === null) return bins.length;
  const later = bins.findIndex(({ start }) => start > day);
  return later < 0 ? bins.length - 1 : Math.max(0, later - 1);
}

/** The day of a position of the slider; null at its end, which is now. */
export const dayAt = (bins: readonly Bin[], position: number): string | null => bins[position]?.end ?? null;

/** What a position of the slider means, in words. */
export function positionWords(bins: readonly Bin[], position: number, undated: number): string {
  const bin = bins[position];
  if (!bin) return 'all that is known';
  const until = bins.slice(0, position + 1).reduce((sum, { documents }) => sum + documents, 0);
  const all = bins.reduce((sum, { documents }) => sum + documents, undated);
  return `${formatDay(bin.end)}: ${until.toLocaleString('en')} of ${counted(all, 'document')}`;
}

/** The bars of some bins as one path, in a box as wide as there are bins and 1 high. */
export function bars(bins: readonly Bin[], from: number, to: number): string {
  const most = bins.reduce((top, { documents }) => Math.max(top, documents), 1);
  const bar = ({ documents }: Bin, index: number) => {
    // A bar too low to be seen would say that there is nothing.
    const height = Math.max(0.06, documents / most);
    return `M${from + index - 0.4} 1V${round(1 - height)}h0.8V1z`;
  };
  return bins.slice(from, to).map(bar).join('');
}

const round = (value: number) => Math.round(value * 1000) / 1000;
