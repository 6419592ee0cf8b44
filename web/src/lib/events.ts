import type { EventRow, Maybe } from '../api/types';
import { formatInterval } from './intervals';
import type { OriginMark } from './origins';
import { capitalised, counted } from './words';

/** What a reader asks of the timeline and the map. It stands in the address, so that one leads to the other. */
export interface EventsAsk {
  contested: boolean;
  q: string;
  kind: string;
  outcome: string;
  /** The first day, `YYYY-MM-DD`; empty where any. */
  from: string;
  /** The last day. */
  to: string;
}

const NAMES = ['q', 'kind', 'outcome', 'from', 'to'] as const;
const DAYS = new Set<string>(['from', 'to']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function askOf(search: string): EventsAsk {
  const given = new URLSearchParams(search);
  const text = (name: (typeof NAMES)[number]) => {
    const value = given.get(name)?.trim() ?? '';
    return DAYS.has(name) && !DAY.test(value) ? '' : value;
  };
  return {
    contested: given.get('contested') === '1',
    q: text('q'),
    kind: text('kind'),
    outcome: text('outcome'),
    from: text('from'),
    to: text('to'),
  };
}

/** The address's search with other wishes; what it says beside them stays. */
export function searchWith(search: string, change: Partial<EventsAsk>): string {
  const ask = { ...askOf(search), ...change };
  const target = new URLSearchParams(search);
  target.delete('contested');
  if (ask.contested) target.set('contested', '1');
  for (const name of NAMES) {
    target.delete(name);
    const value = ask[name].trim();
    if (value !== '') target.set(name, value);
  }
  return target.size > 0 ? `?${target}` : '';
}

export const asksForSome = (ask: EventsAsk): boolean =>
  ask.contested || NAMES.some((name) => ask[name] !== '');

/** How disputed or supported a matter is, as the timeline and the map draw it. */
export type Standing = 'contested' | 'corroborated' | 'other';

export const STANDINGS: Record<Standing, { label: string; mark: OriginMark; hollow: boolean }> = {
  contested: {
    label: 'Contested',
    mark: { shape: 'diamond', colour: 'var(--origin-1)' },
    hollow: false,
  },
  corroborated: {
    label: 'Corroborated',
    mark: { shape: 'circle', colour: 'var(--origin-0)' },
    hollow: false,
  },
  other: {
    label: 'Not corroborated',
    mark: { shape: 'square', colour: 'var(--ink-soft)' },
    hollow: true,
  },
};

export const standingOf = ({
  contested,
  corroborated,
}: Pick<EventRow, 'contested' | 'corroborated'>): Standing =>
  contested ? 'contested' : corroborated ? 'corroborated' : 'other';

/** The type of an event as people write it: "fire-weapon" as "Fire weapon". */
export const kindWords = (kind: Maybe<string>): string =>
  kind ? capitalised(kind.replaceAll('-', ' ')) : 'not known';

/** "4–9 killed, at least 12 injured"; empty where no number is known. */
export function tollWords({ killed, injured }: Pick<EventRow, 'killed' | 'injured'>): string {
  return [killed && `${formatInterval(killed)} killed`, injured && `${formatInterval(injured)} injured`]
    .filter(Boolean)
    .join(', ');
}

const PRECISIONS: Record<string, string> = {
  exact: 'a town',
  district: 'a district',
  division: 'a province or state',
  country: 'a country',
  region: 'a region',
};

/** How precisely a place is known: "a town, within about 5 km". */
export function precisionWords(precision: string, radius: Maybe<number>): string {
  const kind = PRECISIONS[precision];
  if (!kind) return 'position not known';
  return radius == null ? kind : `${kind}, within about ${rounded(radius).toLocaleString('en')} km`;
}

/** Two digits are as many as an estimate has. */
function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) - 1);
  return Math.max(1, Math.round(value / step) * step);
}

/** What a mark says to people who do not see it. */
export function eventName(event: EventRow, when: string): string {
  const parts = [event.title, when, STANDINGS[standingOf(event)].label.toLowerCase(), tollWords(event)];
  return [...parts, counted(event.documents, 'report')].filter(Boolean).join('; ');
}
