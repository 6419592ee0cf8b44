import type { Claim, Facet, Quantity, Side } from '../api/types';
import { formatInterval } from './intervals';
import { plural } from './plural';
import { outcomeWords, scopeSuffix } from './words';

const PEOPLE = new Set(['person', 'persons', 'people']);

/** A quantity in words: "40 killed", "3 children injured", "24–99 (dozens) killed". */
export function quantityWords(quantity: Quantity): string {
  const { category, unit, outcome } = quantity;
  const counted = category ?? (unit && !PEOPLE.has(unit) ? unit : undefined);
  const noun = counted ?? (outcome ? undefined : unit);
  const nouns = noun && (quantity.high === 1 ? noun : plural(noun));
  const figure = formatInterval(quantity, quantity.words);
  return [figure, nouns, outcomeWords(outcome)].filter(Boolean).join(' ') + scopeSuffix(quantity.scope);
}

/** Whether a quantity is one of those a facet compares. */
export function onFacet(quantity: Quantity, facet: Facet): boolean {
  return (
    facet.facet === 'count' &&
    (quantity.outcome ?? null) === (facet.outcome ?? null) &&
    (quantity.category ?? null) === (facet.category ?? null) &&
    (facet.scope == null || quantity.scope === facet.scope)
  );
}

/** A side's figure in words, with the text's own words where its claims are at hand. */
export function sideFigure(side: Side, facet: Facet, claims?: ReadonlyMap<string, Claim>): string {
  const stated = side.claims
    .flatMap((id) => claims?.get(id)?.quantities ?? [])
    .find(
      (quantity) =>
        onFacet(quantity, facet) &&
        (quantity.low ?? null) === (side.low ?? null) &&
        (quantity.high ?? null) === (side.high ?? null),
    );
  return formatInterval(side, stated?.words);
}

/** The figures of a claim, those of the matter's facets first. */
export function claimFigures(claim: Claim, facets: readonly Facet[]): Quantity[] {
  const rank = (quantity: Quantity) => {
    const index = facets.findIndex((facet) => onFacet(quantity, facet));
    return index < 0 ? facets.length : index;
  };
  return [...claim.quantities].sort((a, b) => rank(a) - rank(b));
}

/** The facet that a matter is shown by in a list: a contested count, else what is contested, else a count. */
export function mainFacet(facets: readonly Facet[]): Facet | undefined {
  const contested = facets.filter((facet) => facet.agreement === 'contested');
  const counts = (among: readonly Facet[]) => among.find((facet) => facet.facet === 'count');
  return counts(contested) ?? contested[0] ?? counts(facets) ?? facets[0];
}
