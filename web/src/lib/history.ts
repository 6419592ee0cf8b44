import type { Claim, Facet, Side } from '../api/types';
import { formatDay } from './dates';
import { isUnknown } from './intervals';
import type { Lane } from './lanes';

/** One day on which a side's value was given. */
export interface HistoryPoint {
  lane: Lane;
  /** Day of publication, YYYY-MM-DD. */
  day: string;
  /** The claim that gave it on this day. */
  claim: string;
  /** Whether the same value stood in an earlier report already. */
  repeated: boolean;
  /** For people who do not see the chart: holder, value, day, how it stands. */
  name: string;
}

/** Two points of one holder: the value was repeated, or another took its place. */
export interface HistoryStep {
  from: HistoryPoint;
  to: HistoryPoint;
  kind: 'repeated' | 'revised';
}

/** A figure against the days of publication. */
export interface History {
  points: HistoryPoint[];
  steps: HistoryStep[];
  /** Sides that no day or no number is known of, which the chart cannot show. */
  left: Side[];
}

/** Lays the sides of a count out in time; the lanes give them their order, marks and words. */
export function historyOf(lanes: readonly Lane[], claims: ReadonlyMap<string, Claim>): History {
  const points: HistoryPoint[] = [];
  const steps: HistoryStep[] = [];
  const left: Side[] = [];
  const ends: (readonly [HistoryPoint, HistoryPoint] | undefined)[] = [];
  for (const lane of lanes) {
    const own = pointsOf(lane, claims);
    const [first, last] = [own[0], own[own.length - 1]];
    if (!first || !last) {
      left.push(lane.side);
      ends.push(undefined);
      continue;
    }
    points.push(...own);
    own.slice(1).forEach((to, index) => {
      steps.push({ from: own[index] ?? first, to, kind: 'repeated' });
    });
    ends.push([first, last]);
  }
  lanes.forEach((lane, index) => {
    const from = ends[index]?.[1];
    const to = lane.newer === undefined ? undefined : ends[lane.newer]?.[0];
    if (from && to) steps.push({ from, to, kind: 'revised' });
  });
  return { points, steps, left };
}

function pointsOf(lane: Lane, claims: ReadonlyMap<string, Claim>): HistoryPoint[] {
  if (isUnknown(lane.side)) return [];
  const days = new Map<string, string>();
  for (const id of lane.side.claims) {
    const day = claims.get(id)?.document.published?.slice(0, 10);
    if (day && !days.has(day)) days.set(day, id);
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, claim], index) => {
      const repeated = index > 0;
      const state = repeated ? 'repeated' : lane.side.lifecycle;
      const told = [`${lane.side.holder}: ${lane.figure}`, formatDay(day), state === 'current' ? '' : state];
      return { lane, day, claim, repeated, name: told.filter(Boolean).join(', ') };
    });
}

/** Whether there is a history to show: a count that was given on two days or more. */
export function hasHistory(facet: Facet, history: History): boolean {
  return facet.facet === 'count' && new Set(history.points.map(({ day }) => day)).size > 1;
}
