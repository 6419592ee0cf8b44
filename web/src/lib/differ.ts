import type { Claim, Facet } from '../api/types';
import { onFacet } from './figures';
import { CodePoints, type Range } from './offsets';

/** The words of a claim's context in which its value on a facet stands: what differs between two that contradict. */
export function valueRanges(claim: Claim, facet: Facet, value: string | null | undefined): Range[] {
  const points = new CodePoints(claim.context);
  const inContext = (spans: (readonly number[] | null | undefined)[]) =>
    points.ranges(
      spans
        .filter((span) => span != null)
        .map((span) => span.map((offset) => offset - claim.context_start))
        .filter(([start]) => (start ?? -1) >= 0),
    );
  switch (facet.facet) {
    case 'count':
      return inContext(claim.quantities.filter((one) => onFacet(one, facet)).map(({ span }) => span));
    case 'place':
      return inContext(claim.places.map(({ span }) => span));
    case 'date':
      return inContext(claim.times.map(({ span }) => span));
    default:
      return value ? named(claim.context, value) : [];
  }
}

/** Where a name stands in a text; where it does not stand as a whole, its longest word. */
function named(text: string, name: string): Range[] {
  const whole = occurrences(text, name);
  if (whole.length > 0) return whole;
  const longest = [...name.split(/\s+/)].sort((a, b) => b.length - a.length)[0] ?? '';
  return longest.length > 3 ? occurrences(text, longest) : [];
}

function occurrences(text: string, part: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    ranges.push({ start: at, end: at + part.length });
  }
  return ranges;
}
