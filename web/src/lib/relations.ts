import type { Claim, Relation } from '../api/types';
import { formatDay } from './dates';
import { quantityWords } from './figures';
import { formatInterval } from './intervals';

/** A relation seen from one of its claims, in words. */
export interface RelationLine {
  kind: string;
  text: string;
  /** Why, in one sentence. */
  reason: string;
  /** The other claim. */
  other: string;
}

const ORDER = ['retracts', 'contradicts', 'revises', 'supports', 'includes', 'same-origin'];

/** How a claim stands to the others, in words, each wording once. */
export function relationLines(
  claim: Claim,
  relations: readonly Relation[],
  claims: ReadonlyMap<string, Claim>,
): RelationLine[] {
  const lines = new Map<string, RelationLine>();
  for (const relation of relations) {
    const isFrom = relation.from === claim.id;
    if (!isFrom && relation.to !== claim.id) continue;
    const other = claims.get(isFrom ? relation.to : relation.from);
    if (!other) continue;
    const text = wording(relation.kind, isFrom, claim, other);
    if (!lines.has(text))
      lines.set(text, { kind: relation.kind, text, reason: relation.reason, other: other.id });
  }
  return [...lines.values()].sort((a, b) => rank(a) - rank(b));
}

const rank = (line: RelationLine) => {
  const index = ORDER.indexOf(line.kind);
  return index < 0 ? ORDER.length : index;
};

function wording(kind: string, isFrom: boolean, claim: Claim, other: Claim): string {
  const theirs = `${other.holder}${figure(other) ? `: ${figure(other)}` : ''}`;
  switch (kind) {
    case 'contradicts':
      return `contradicts ${theirs}`;
    case 'supports':
      return `agrees with ${theirs}`;
    case 'revises':
      return isFrom
        ? `revises ${change(other, claim)}`
        : `revised on ${formatDay(other.document.published)}: ${change(claim, other)}`;
    case 'retracts':
      return isFrom
        ? `withdraws what was said on ${formatDay(other.document.published)}`
        : `withdrawn on ${formatDay(other.document.published)}`;
    case 'includes':
      return isFrom ? `includes ${theirs}` : `part of ${theirs}`;
    case 'same-origin':
      return `same origin as in ${other.document.outlet ?? other.document.title}`;
    default:
      return `${kind} ${theirs}`;
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
