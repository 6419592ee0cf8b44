import type { Claim, Facet, Maybe, Place } from '../api/types';
import { formatDay } from './dates';
import { plural } from './plural';

/** A status word as the pages show it, and what it means. */
export interface Term {
  label: string;
  meaning: string;
}

export const AGREEMENT: Record<string, Term> = {
  contested: {
    label: 'Contested',
    meaning:
      'Sources that do not depend on each other give values that cannot both hold, or one denies what the other says.',
  },
  uncontested: {
    label: 'Uncontested',
    meaning:
      'Nobody in these documents gives a value that rules out another. It does not mean that it is true.',
  },
};

export const SUPPORT: Record<string, Term> = {
  corroborated: {
    label: 'Corroborated',
    meaning: 'Two or more origins that do not depend on each other give values that fit together.',
  },
  'single-source': {
    label: 'Single source',
    meaning: 'Everything said here goes back to one origin, however many outlets carry it.',
  },
  unestablished: {
    label: 'Unestablished',
    meaning:
      'The documents do not show where the statements come from, so nobody can tell how many origins there are.',
  },
};

export const LIFECYCLE: Record<string, Term> = {
  current: { label: 'Current', meaning: 'The latest value given. Nobody has replaced or withdrawn it.' },
  revised: {
    label: 'Revised',
    meaning: 'The same origin gave another value later. That is an update, not a contest.',
  },
  retracted: {
    label: 'Retracted',
    meaning: 'A value was explicitly withdrawn. It no longer counts and is still shown.',
  },
};

const OUTCOMES_OF_PEOPLE = new Set([
  'killed',
  'injured',
  'casualties',
  'wounded',
  'missing',
  'detained',
  'arrested',
  'displaced',
  'evacuated',
  'rescued',
  'abducted',
]);

const FACETS: Record<string, string> = {
  occurrence: 'Whether it happened',
  responsibility: 'Who is responsible',
  place: 'Where it happened',
  date: 'When it happened',
  count: 'How many',
};

export const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a facet asks, as a heading: "People killed", "Who is responsible". */
export function facetTitle(facet: Pick<Facet, 'facet' | 'outcome' | 'category' | 'scope'>): string {
  const base = facet.facet === 'count' ? countTitle(facet.outcome, facet.category) : undefined;
  return `${base ?? FACETS[facet.facet] ?? capitalised(facet.facet)}${scopeSuffix(facet.scope)}`;
}

function countTitle(outcome: Maybe<string>, category: Maybe<string>): string | undefined {
  const words = outcomeWords(outcome);
  if (category) return capitalised([plural(category), words].filter(Boolean).join(' '));
  if (!outcome || !words) return undefined;
  return OUTCOMES_OF_PEOPLE.has(outcome) ? `People ${words}` : capitalised(words);
}

/** An outcome as it stands behind a number: "killed", "killed or injured". */
export function outcomeWords(outcome: Maybe<string>): string | undefined {
  return outcome === 'casualties' ? 'killed or injured' : (outcome ?? undefined);
}

/** The scope of a figure where it is more than the one event: ", running total since 1 January 2024". */
export function scopeSuffix(scope: Maybe<string>): string {
  if (!scope?.startsWith('cumulative')) return '';
  const since = /since (\S+)/.exec(scope)?.[1];
  return since ? `, running total since ${formatDay(since)}` : ', running total';
}

const VALUES: Record<string, Record<string, string>> = {
  occurrence: { asserted: 'says that it happened', denied: 'denies that it happened' },
  responsibility: { denied: 'denies being responsible' },
};

/** A side's value on a facet other than a count. */
export function valueWords(facet: string, value: Maybe<string>): string {
  if (!value) return 'not stated';
  const told = VALUES[facet]?.[value];
  return told ?? (facet === 'responsibility' ? `names ${value}` : value);
}

const STANCES: Record<string, string> = {
  say: 'says',
  claim: 'claims',
  confirm: 'confirms',
  deny: 'denies',
  retract: 'withdraws',
  estimate: 'estimates',
  demand: 'demands',
  promise: 'promises',
  accuse: 'accuses',
};

export const stanceWords = (stance: Maybe<string>): string =>
  stance ? (STANCES[stance] ?? stance) : 'in the outlet’s own voice';

/** How a claim is held: the word of saying, and whatever makes it less than an assertion. */
export function heldWords({
  stance,
  polarity,
  modality,
}: Pick<Claim, 'stance' | 'polarity' | 'modality'>): string {
  const denied = polarity === 'denied' && stance !== 'deny' && stance !== 'retract';
  return [stanceWords(stance), denied && 'denied', modality !== 'asserted' && modality]
    .filter(Boolean)
    .join(', ');
}

const BASES: Record<string, string> = {
  attribution: 'the source quoted',
  agency: 'the agency credited',
  text: 'the same text in several outlets',
  outlet: 'the outlet itself',
  unknown: 'not known',
};

/** What an origin was recognised by. */
export const basisWords = (basis: string): string => BASES[basis] ?? basis;

const DATE_BASES: Record<string, string> = {
  given: 'given when it was added',
  metadata: 'from the page’s metadata',
  head: 'from the head of the text',
  address: 'from its address',
};

export const dateBasisWords = (basis: Maybe<string>): string => (basis ? (DATE_BASES[basis] ?? basis) : '');

/** "1 claim", "2 claims". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The English names of ISO 3166's codes, where the browser knows them. */
const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const isCountry = (name: string, code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && COUNTRIES.of(code) === name;

/** A place with what it lies in: "Sines, Setúbal, PT"; a country needs no code behind its name. */
export function placeWords(place: Maybe<Place>): string {
  if (!place) return 'place unknown';
  if (!place.state && place.country && isCountry(place.name, place.country)) return place.name;
  const parts = [place.name, place.state, place.country].filter(Boolean);
  return parts.filter((part, index) => parts.indexOf(part) === index).join(', ');
}
