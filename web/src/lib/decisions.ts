import type { Claim, Correction, DecisionBody, LogEntry, Maybe, Standing } from '../api/types';
import { formatDay } from './dates';
import { quantityWords } from './figures';
import { formatInterval } from './intervals';

export type Kind =
  | 'accept'
  | 'correct'
  | 'reject'
  | 'confirm'
  | 'discount'
  | 'note'
  | 'merge'
  | 'split'
  | 'undo';

/** What each decision does, as a button, in the log, and in one sentence. */
export const KINDS: Record<Kind, { label: string; past: string; meaning: string }> = {
  accept: { label: 'Accept', past: 'accepted', meaning: 'It was read as it should be.' },
  correct: {
    label: 'Correct',
    past: 'corrected',
    meaning: 'It was read wrongly. What was read stays beside the correction.',
  },
  reject: {
    label: 'Reject',
    past: 'rejected',
    meaning: 'It says nothing of the kind: it counts for no facet and is still shown.',
  },
  confirm: {
    label: 'Confirm',
    past: 'confirmed',
    meaning: 'You take it for established. The program itself never says so.',
  },
  discount: {
    label: 'Discount',
    past: 'discounted',
    meaning: 'Those who follow you do not take it into account. It still counts as said.',
  },
  note: { label: 'Note', past: 'noted', meaning: 'A remark. It changes nothing.' },
  merge: { label: 'Merge', past: 'merged', meaning: 'This matter and another one are the same.' },
  split: {
    label: 'Split off',
    past: 'split off',
    meaning: 'This claim is of another matter than the rest.',
  },
  undo: { label: 'Undo', past: 'taken back', meaning: 'Takes back an entry. Both stay in the log.' },
};

/** What can be decided of a claim, and of a matter as a whole. */
export const OF_CLAIM: readonly Kind[] = [
  'accept',
  'correct',
  'reject',
  'confirm',
  'discount',
  'note',
  'split',
  'merge',
];
export const OF_MATTER: readonly Kind[] = ['merge', 'note', 'confirm', 'discount'];

/** The kinds that can be decided of this claim: where it speaks to no matter, nothing can be merged or split. */
export const kindsOf = (claim: Claim): readonly Kind[] =>
  OF_CLAIM.filter((kind) => claim.matter || (kind !== 'merge' && kind !== 'split'));

/** What can be corrected. */
export type What = 'figure' | 'holder' | 'date' | 'place' | 'matter';
export const WHATS: Record<What, string> = {
  figure: 'The figure',
  holder: 'Who holds it',
  date: 'When it happened',
  place: 'Where it happened',
  matter: 'Which matter it speaks to',
};

/** What the dialog holds before it becomes a decision. */
export interface Draft {
  kind: Kind;
  what: What;
  figure: string;
  /** The words of the figure that is meant. */
  words: string;
  name: string;
  /** The GeoNames number of a place, where several have its name. */
  geonameid: string;
  start: string;
  end: string;
  matter: string;
}

/** A figure as people write it: "4", "3-5", "3-" or "3+" for three or more, "-5" for five or fewer. */
export function parseFigure(text: string): { low: number | null; high: number | null } | null {
  const plain = text.replace(/[\s,]/gu, '').replace(/\.\.|–|—/gu, '-');
  const match = /^(\d+(?:\.\d+)?)?(-|\+)?(\d+(?:\.\d+)?)?$/u.exec(plain);
  if (!match) return null;
  const [, first, sign, last] = match;
  if (first === undefined && last === undefined) return null;
  if (sign === '+' && last !== undefined) return null;
  const low = first === undefined ? null : Number(first);
  if (sign === undefined) return { low, high: low };
  const high = last === undefined ? null : Number(last);
  return low !== null && high !== null && low > high ? null : { low, high };
}

/** A figure as it is written in the field. */
export const figureText = (low: Maybe<number>, high: Maybe<number>): string =>
  low === high ? String(low ?? '') : `${low ?? ''}–${high ?? ''}`;

/** What the program is asked to write; a sentence where something is missing. */
export function bodyOf(
  draft: Draft,
  about: { claim?: Claim | undefined; matter?: { id: string } | undefined; entry?: number | undefined },
  who: { reviewer: string; reason: string },
): DecisionBody | string {
  const { claim, entry } = about;
  const matter = about.matter?.id ?? claim?.matter ?? undefined;
  const one = claim?.id ?? matter ?? '';
  const body = (targets: string[], value: DecisionBody['value'] = {}): DecisionBody => ({
    kind: draft.kind,
    targets,
    value,
    ...who,
  });
  if (who.reviewer.trim() === '') return 'Say who you are: the log keeps it.';
  if (who.reason.trim() === '') return 'Say why: the log keeps it.';
  if (draft.kind === 'undo') return body([], { entry: entry ?? 0 });
  if (draft.kind === 'merge') {
    return draft.matter === '' ? 'Choose the other matter.' : body([matter ?? '', draft.matter]);
  }
  if (draft.kind === 'split') return body([matter ?? '', one]);
  if (draft.kind !== 'correct') return body([one]);
  const value = valueIn(draft);
  return typeof value === 'string' ? value : body([one], value);
}

function valueIn({ what, ...draft }: Draft): NonNullable<DecisionBody['value']> | string {
  if (what === 'figure') {
    const figure = parseFigure(draft.figure);
    if (!figure) return 'Write a figure as 4, 3–5, 3– (three or more) or –5 (five or fewer).';
    return { what, ...figure, words: draft.words || null };
  }
  if (what === 'date') {
    const [start, end] = [draft.start.trim(), draft.end.trim()];
    if (!isDate(start) || (end !== '' && !isDate(end)))
      return 'Write a date as finely as it is known: 2024, 2024-05 or 2024-05-03.';
    return { what, start, end: end || start };
  }
  if (what === 'matter') return draft.matter === '' ? 'Choose the matter.' : { what, matter: draft.matter };
  if (draft.name.trim() === '') return 'Give the name.';
  if (what !== 'place' || draft.geonameid.trim() === '') return { what, name: draft.name };
  const geonameid = Number(draft.geonameid);
  return Number.isInteger(geonameid) && geonameid > 0
    ? { what, name: draft.name, geonameid }
    : 'A GeoNames number is a whole number.';
}

/** Whether a date is written as a year, a month or a day. */
const isDate = (text: string): boolean => /^\d{4}(-\d{2}(-\d{2})?)?$/u.test(text);

/** A year, a month or a day in words. */
const dateWords = (date: string): string => (date.length === 10 ? formatDay(date) : date);

/** The corrections of one thing that stand, the first one first. */
export const correctionsOf = (claim: Claim, ...what: What[]): Standing[] =>
  claim.reviews.filter(({ correction }) => correction && what.includes(correction.what as What));

/** What was read of a claim: of what a correction is about, else its holder and figures. */
export function readWords(claim: Claim, what?: string): string {
  const figures = claim.quantities.map(quantityWords).join('; ');
  if (what === 'figure') return figures;
  if (what === 'holder') return claim.holder;
  if (what === 'date')
    return claim.times
      .map(({ start, end, value }) => (start && end && start !== end ? `${start}/${end}` : (start ?? value)))
      .join('; ');
  if (what === 'place') return claim.places.map(({ name }) => name).join('; ');
  if (what === 'matter') return claim.matter_title ?? '';
  return [claim.holder, figures].filter(Boolean).join(': ');
}

/** What a correction says: "figure: 4", "holder: Roads Office". */
export function correctionWords(correction: Correction): string {
  const { what, low, high, words, name, date, located } = correction;
  if (what === 'figure') {
    return `figure${words ? ` “${words}”` : ''}: ${formatInterval({ low: low ?? null, high: high ?? null })}`;
  }
  if (what === 'date') {
    return `date: ${(date ?? '').split('/').map(dateWords).join(' to ')}`;
  }
  return `${what}: ${name ?? ''}${located === false ? ' (a name without coordinates)' : ''}`;
}

/** What was decided, in a few words. */
export function saidWords(
  one: Pick<LogEntry | Standing, 'kind' | 'correction'>,
  undoes?: Maybe<number>,
): string {
  if (undoes) return `took back entry ${undoes}`;
  const past = KINDS[one.kind as Kind]?.past ?? one.kind;
  return one.correction ? `${past} the ${correctionWords(one.correction)}` : past;
}
