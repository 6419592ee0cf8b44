import type { Facet, Side } from '../api/types';
import { formatDay } from './dates';
import type { History, HistoryPoint } from './history';
import { anchor, formatInterval, isUnknown } from './intervals';
import type { Lane } from './lanes';
import type { OriginMark } from './origins';
import { counted } from './words';

/** More sides than these are not drawn one by one: nobody could tell their lines apart. */
export const MOST_LANES = 40;
/** More days than these are drawn by month. */
const MOST_DAYS = 60;

/** A line that stands for several sides has no origin's colour. */
const MARK: OriginMark = { shape: 'circle', colour: 'var(--ink-soft)' };

/**
 * The sides of a count in few lanes: those that give the same figure in one; where there are still too many, those whose
 * figures are neighbours, from the least to the greatest of them. Open ends and unknown numbers stay apart.
 */
export function gathered(facet: Facet, most = MOST_LANES): Lane[] {
  const same = grouped(facet.sides, ({ low, high }) => `${low ?? ''} ${high ?? ''}`);
  const groups = same.length <= most ? same : banded(facet.sides, most);
  return groups.sort((a, b) => place(a) - place(b)).map((sides, index) => lane(sides, index));
}

/** How the values spread from day to day (or month to month), each day one bar from the least to the greatest. */
export function spread(facet: Facet): History {
  const dated = facet.sides.filter((side) => side.published && !isUnknown(side));
  const days = new Set(dated.map((side) => side.published?.slice(0, 10)));
  const length = days.size > MOST_DAYS ? 7 : 10;
  const groups = grouped(dated, ({ published }) => published?.slice(0, length) ?? '');
  const points = groups
    .map((sides, index): HistoryPoint => {
      const one = lane(sides, index);
      const day = (sides[0]?.published ?? '').slice(0, length).padEnd(10, '-01');
      const when = length === 7 ? `in the month of ${formatDay(day)}` : formatDay(day);
      const name = `${when}: ${counted(sides.length, 'side')}, ${one.figure}`;
      return { lane: one, day, claim: sides[0]?.claims[0] ?? '', repeated: false, name };
    })
    .sort((a, b) => a.day.localeCompare(b.day));
  return { points, steps: [], left: facet.sides.filter((side) => !dated.includes(side)) };
}

function grouped(sides: readonly Side[], key: (side: Side) => string): Side[][] {
  const groups = new Map<string, Side[]>();
  for (const side of sides) {
    const own = groups.get(key(side));
    if (own) own.push(side);
    else groups.set(key(side), [side]);
  }
  return [...groups.values()];
}

function banded(sides: readonly Side[], most: number): Side[][] {
  const isClosed = ({ low, high }: Side) => low != null && high != null;
  const open = grouped(
    sides.filter((side) => !isClosed(side)),
    ({ low, high }) => `${low != null} ${high != null}`,
  );
  const closed = sides.filter(isClosed).sort((a, b) => (a.low ?? 0) - (b.low ?? 0));
  const bands: Side[][] = [];
  const each = Math.ceil(closed.length / Math.max(1, most - open.length));
  // Equal figures are never parted.
  for (const side of closed) {
    const last = bands[bands.length - 1];
    if (last && (last.length < each || last[last.length - 1]?.low === side.low)) last.push(side);
    else bands.push([side]);
  }
  return [...bands, ...open];
}

const place = ([side]: readonly Side[]): number => (side ? (anchor(side) ?? Number.POSITIVE_INFINITY) : 0);

function lane(sides: readonly Side[], index: number): Lane {
  const [first] = sides as [Side, ...Side[]];
  const [lows, highs] = [sides.map(({ low }) => low), sides.map(({ high }) => high)];
  const low = lows.includes(null) ? null : Math.min(...(lows as number[]));
  const high = highs.includes(null) ? null : Math.max(...(highs as number[]));
  const stands = sides.some(({ lifecycle }) => lifecycle === 'current');
  const figure = formatInterval({ low, high });
  const label = sides.length === 1 ? first.holder : counted(sides.length, 'side');
  return {
    index,
    side: {
      ...first,
      holder: label,
      low,
      high,
      lifecycle: stands ? 'current' : first.lifecycle,
      claims: sides.flatMap(({ claims }) => claims),
    },
    mark: MARK,
    label,
    later: '',
    figure,
    name: `${label}: ${figure}, the first by ${first.holder}`,
    newer: undefined,
  };
}
