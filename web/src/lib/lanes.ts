import type { Claim, Facet, Side } from '../api/types';
import { formatDay } from './dates';
import { sideFigure } from './figures';
import { type OriginMark, originMarks } from './origins';
import { plural } from './plural';
import { counted } from './words';

/** One line of an interval chart: a side's value. */
export interface Lane {
  index: number;
  side: Side;
  mark: OriginMark;
  /** The holder; empty where the lane above names the same one. */
  label: string;
  /** What stands there instead: when the value was given. */
  later: string;
  /** The value in words. */
  figure: string;
  /** For people who do not see the chart: holder, value, outlet, day. */
  name: string;
  /** The lane whose value replaced this one. */
  newer: number | undefined;
}

/**
 * Puts a facet's sides in lanes: values of one holder under each other, in order of publication, so that a revision
 * reads downwards.
 */
export function lanesOf(
  facet: Facet,
  marks: ReadonlyMap<string, OriginMark> = originMarks(facet.sides),
  claims?: ReadonlyMap<string, Claim>,
): Lane[] {
  const groups = new Map<string, Side[]>();
  for (const side of facet.sides) {
    const key = JSON.stringify([side.holder, side.origin.id]);
    groups.set(key, [...(groups.get(key) ?? []), side]);
  }
  const lanes: Lane[] = [];
  for (const group of groups.values()) {
    const inOrder = [...group].sort((a, b) => (a.published ?? '').localeCompare(b.published ?? ''));
    inOrder.forEach((side, position) => {
      const replaces = inOrder[position - 1]?.lifecycle === 'revised';
      const later = `${replaces ? 'later' : 'also'}, ${formatDay(side.published)}`;
      const replaced = side.lifecycle === 'revised' && position + 1 < inOrder.length;
      lanes.push({
        index: lanes.length,
        side,
        mark: marks.get(side.origin.id) ?? { shape: 'circle', colour: 'currentColor' },
        label: position === 0 ? side.holder : '',
        later,
        figure: sideFigure(side, facet, claims),
        name: laneName(side, position > 0 ? later : undefined, facet, claims),
        newer: replaced ? lanes.length + 1 : undefined,
      });
    });
  }
  return lanes;
}

/** "Ministry of Health: 40 killed, Harbour Post, 13 March 2024", in the order of the words that are seen. */
function laneName(
  side: Side,
  later: string | undefined,
  facet: Facet,
  claims?: ReadonlyMap<string, Claim>,
): string {
  const what = [facet.category && plural(facet.category), facet.outcome].filter(Boolean).join(' ');
  const outlet = claims?.get(side.claims[0] ?? '')?.document.outlet;
  const holder = later ? `${side.holder}, ${later}` : side.holder;
  const parts = [`${holder}: ${[sideFigure(side, facet, claims), what].filter(Boolean).join(' ')}`];
  if (outlet) parts.push(outlet);
  if (side.published && !later) parts.push(formatDay(side.published));
  if (side.claims.length > 1) parts.push(`and ${counted(side.claims.length - 1, 'more report')}`);
  if (side.lifecycle !== 'current') parts.push(side.lifecycle);
  return parts.join(', ');
}
