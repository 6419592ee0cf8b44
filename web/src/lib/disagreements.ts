import type { Claim, Document, Facet, Matter, Side } from '../api/types';
import { sideFigure } from './figures';
import { CodePoints } from './offsets';
import { facetTitle, valueWords } from './words';

/** What another report says against a claim of the document that is read. */
export interface Disagreement {
  /** The claim of this document. */
  claim: string;
  /** Where its words begin, in UTF-16 code units. */
  at: number;
  /** What they disagree on: "People killed". */
  facet: string;
  /** What the others say, at most a few. */
  others: { holder: string; says: string; claim: string; document: string; outlet: string }[];
  /** How many more say something else. */
  more: number;
}

/** So many of the others are named beside the text; the rest is counted. */
const NAMED = 2;

/** The matters that a document's contested claims speak to, each once. */
export function contestedMatters(view: Document): string[] {
  const matters = view.claims.filter(({ contested }) => contested).map(({ matter }) => matter);
  return [...new Set(matters.filter((id) => id != null))];
}

/** What other reports say against the claims of a document, in the order of its text. */
export function disagreements(view: Document, matters: readonly Matter[]): Disagreement[] {
  const points = new CodePoints(view.text);
  const own = new Map(view.claims.map((claim) => [claim.id, claim]));
  const notes: Disagreement[] = [];
  for (const matter of matters) {
    const claims = new Map(matter.claims.map((claim) => [claim.id, claim]));
    for (const facet of matter.matter.facets.filter(({ agreement }) => agreement === 'contested')) {
      for (const side of facet.sides.filter(({ lifecycle }) => lifecycle === 'current')) {
        const mine = side.claims.map((id) => own.get(id)).find((claim) => claim !== undefined);
        const others = mine ? against(side, facet, matter) : [];
        if (!mine || others.length === 0) continue;
        notes.push({
          claim: mine.id,
          at: points.unit(mine.spans[0]?.[0] ?? 0),
          facet: facetTitle(facet),
          others: others.slice(0, NAMED).flatMap((other) => told(other, facet, claims)),
          more: Math.max(0, others.length - NAMED),
        });
      }
    }
  }
  return notes.sort((a, b) => a.at - b.at);
}

/** The sides of a facet with a claim that contradicts one of a given side's. */
function against(side: Side, facet: Facet, matter: Matter): Side[] {
  const contradicted = new Set(
    matter.relations
      .filter(({ kind }) => kind === 'contradicts')
      .flatMap(({ from, to }) => {
        if (side.claims.includes(from)) return [to];
        return side.claims.includes(to) ? [from] : [];
      }),
  );
  return facet.sides.filter(
    (other) =>
      other !== side && other.lifecycle === 'current' && other.claims.some((id) => contradicted.has(id)),
  );
}

function told(side: Side, facet: Facet, claims: ReadonlyMap<string, Claim>): Disagreement['others'] {
  const claim = claims.get(side.claims[0] ?? '');
  if (!claim) return [];
  return [
    {
      holder: side.holder,
      says: facet.facet === 'count' ? sideFigure(side, facet, claims) : valueWords(facet.facet, side.value),
      claim: claim.id,
      document: claim.document.id,
      outlet: claim.document.outlet ?? claim.document.title,
    },
  ];
}
