import type { Claim, Facet, Relation } from '../api/types';

/** What claims of a matter are shown; an empty word lets all through. */
export interface ClaimFilter {
  /** Words that must stand in the claim, its holder, outlet or title. */
  words: string;
  holder: string;
  outlet: string;
  outcome: string;
  status: string;
}

export const NO_FILTER: ClaimFilter = { words: '', holder: '', outlet: '', outcome: '', status: '' };

/** What there is to choose from, each with how many claims have it, the most frequent first. */
export interface Choices {
  holders: [string, number][];
  outlets: [string, number][];
  outcomes: [string, number][];
  statuses: [string, number][];
}

/** How each claim stands: `contested`, `revised`, `retracted` or `uncontested`. */
export function standings(
  claims: readonly Claim[],
  facets: readonly Facet[],
  relations: readonly Relation[],
): Map<string, string[]> {
  const contested = new Set(
    facets
      .filter(({ agreement }) => agreement === 'contested')
      .flatMap(({ sides }) =>
        sides.filter(({ lifecycle }) => lifecycle === 'current').flatMap((side) => side.claims),
      ),
  );
  const of = (kind: string) => new Set(relations.filter((one) => one.kind === kind).map(({ to }) => to));
  const [revised, retracted] = [of('revises'), of('retracts')];
  return new Map(
    claims.map(({ id }) => {
      const standing = [
        ...(contested.has(id) ? ['contested'] : []),
        ...(revised.has(id) ? ['revised'] : []),
        ...(retracted.has(id) ? ['retracted'] : []),
      ];
      return [id, standing.length > 0 ? standing : ['uncontested']];
    }),
  );
}

export function choices(claims: readonly Claim[], standing: ReadonlyMap<string, string[]>): Choices {
  return {
    holders: tally(claims.map(({ holder }) => [holder])),
    outlets: tally(claims.map(({ document }) => (document.outlet ? [document.outlet] : []))),
    outcomes: tally(claims.map(outcomes)),
    statuses: tally(claims.map(({ id }) => standing.get(id) ?? [])),
  };
}

export function filtered(
  claims: readonly Claim[],
  filter: ClaimFilter,
  standing: ReadonlyMap<string, string[]>,
): Claim[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter((claim) => {
    const text = [claim.words, claim.holder, claim.document.outlet, claim.document.title]
      .join(' ')
      .toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (!filter.holder || claim.holder === filter.holder) &&
      (!filter.outlet || claim.document.outlet === filter.outlet) &&
      (!filter.outcome || outcomes(claim).includes(filter.outcome)) &&
      (!filter.status || (standing.get(claim.id) ?? []).includes(filter.status))
    );
  });
}

const outcomes = (claim: Claim): string[] => [
  ...new Set(claim.quantities.map(({ outcome }) => outcome).filter((outcome) => outcome != null)),
];

function tally(lists: readonly string[][]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
}
