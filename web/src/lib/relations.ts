import type { Claim, Relation } from '../api/types';
import { formatDay } from './dates';
import { quantityWords } from './figures';
import { formatInterval } from './intervals';

/** Relations seen from one of their claims, in words. */
export interface RelationLine {
  kind: string;
  text: string;
  /** Why, in one sentence. */
  reason: string;
}

const ORDER = ['retracts', 'contradicts', 'revises', 'supports', 'includes', 'same-origin'];
/** More names than these are only counted. */
const NAMES = 3;

/** How a claim stands to the others, in words: what sets claims apart one by one, what joins them together. */
export function relationLines(
  claim: Claim,
  relations: readonly Relation[],
  claims: ReadonlyMap<string, Claim>,
): RelationLine[] {
  const lines = new Map<string, RelationLine>();
  const joined = new Map<string, Map<string, string>>();
  const against = new Set<string>();
  for (const { relation, other } of ofClaim(claim, relations, claims)) {
    if (relation.kind === 'contradicts') against.add(other.holder);
    const name = joiningName(relation.kind, other);
    if (name !== undefined) {
      const names = joined.get(relation.kind) ?? new Map<string, string>();
      joined.set(relation.kind, names.set(name, names.get(name) ?? relation.reason));
      continue;
    }
    const line = { kind: relation.kind, reason: relation.reason, ...wording(relation, claim, other) };
    if (!lines.has(line.key)) lines.set(line.key, line);
  }
  for (const [kind, names] of joined) {
    lines.set(kind, {
      kind,
      text: joining(kind, [...names.keys()], against),
      reason: [...names.values()].join('; '),
    });
  }
  return [...lines.values()]
    .map(({ kind, text, reason }) => ({ kind, text, reason }))
    .sort((a, b) => rank(a) - rank(b));
}

/** The relations of a claim with the other claim of each, in order of publication. */
function ofClaim(claim: Claim, relations: readonly Relation[], claims: ReadonlyMap<string, Claim>) {
  return relations
    .flatMap((relation) => {
      if (relation.from !== claim.id && relation.to !== claim.id) return [];
      const other = claims.get(relation.from === claim.id ? relation.to : relation.from);
      return other ? [{ relation, other }] : [];
    })
    .sort((a, b) => (a.other.document.published ?? '').localeCompare(b.other.document.published ?? ''));
}

const rank = (line: RelationLine) => {
  const index = ORDER.indexOf(line.kind);
  return index < 0 ? ORDER.length : index;
};

function joiningName(kind: string, other: Claim): string | undefined {
  if (kind === 'supports') return other.holder;
  return kind === 'same-origin' ? (other.document.outlet ?? other.document.title) : undefined;
}

function joining(kind: string, names: string[], against: ReadonlySet<string>): string {
  const shown = names
    .slice(0, NAMES)
    .map((name) => (kind === 'supports' && against.has(name) ? `${name} (on something else)` : name));
  if (names.length > NAMES) shown.push(`${names.length - NAMES} more`);
  const last = shown.pop() ?? '';
  const list = shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
  return kind === 'supports' ? `agrees with ${list}` : `same origin as in ${list}`;
}

/** A relation in words, and by what it is told from others of the same meaning. */
function wording({ kind, from }: Relation, claim: Claim, other: Claim): { text: string; key: string } {
  const isFrom = from === claim.id;
  const theirs = `${other.holder}${figure(other) ? `: ${figure(other)}` : ''}`;
  const same = (text: string, key = text) => ({ text, key });
  switch (kind) {
    case 'contradicts':
      return same(`contradicts ${theirs}`);
    case 'revises': {
      if (isFrom) return same(`revises ${change(other, claim)}`);
      const then = change(claim, other);
      return same(`revised on ${formatDay(other.document.published)}: ${then}`, `revised ${then}`);
    }
    case 'retracts':
      return isFrom
        ? same(`withdraws what was said on ${formatDay(other.document.published)}`)
        : same(`withdrawn on ${formatDay(other.document.published)}`);
    case 'includes':
      return same(isFrom ? `includes ${theirs}` : `part of ${theirs}`);
    default:
      return same(`${kind} ${theirs}`);
  }
}

/** The figures that differ, "12 → 40"; those of the first quantity where none share an outcome. */
function change(older: Claim, newer: Claim): string {
  for (const before of older.quantities) {
    const after = newer.quantities.find(
      ({ outcome, category }) => outcome === before.outcome && category === before.category,
    );
    if (after) return `${formatInterval(before)} → ${formatInterval(after)}`;
  }
  return `${figure(older) || older.words} → ${figure(newer) || newer.words}`;
}

const figure = (claim: Claim): string => {
  const main = claim.quantities.find(({ subtotal }) => !subtotal) ?? claim.quantities[0];
  return main ? quantityWords(main) : '';
};

/** Two claims that contradict each other. */
export interface Pair {
  left: Claim;
  right: Claim;
  reason: string;
}

/** The contradictions among the claims of a facet's sides, one for each pair of sides, in order of publication. */
export function contradictions(
  sides: readonly { claims: string[] }[],
  relations: readonly Relation[],
  claims: ReadonlyMap<string, Claim>,
): Pair[] {
  const sideOf = new Map(sides.flatMap((side, index) => side.claims.map((id) => [id, index] as const)));
  const pairs = new Map<string, Pair>();
  for (const { kind, from, to, reason } of relations) {
    const a = sideOf.get(from);
    const b = sideOf.get(to);
    const one = claims.get(from);
    const two = claims.get(to);
    if (kind !== 'contradicts' || a === undefined || b === undefined || a === b || !one || !two) continue;
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    // Of one day, what is answered comes before the answer.
    const fromFirst = (one.document.published ?? '') < (two.document.published ?? '');
    const [left, right] = fromFirst ? [one, two] : [two, one];
    if (!pairs.has(key)) pairs.set(key, { left, right, reason });
  }
  return [...pairs.values()];
}
