import type { Attribution, Claim, Document } from '../api/types';
import { CodePoints } from './offsets';
import { blocks, type Highlight, type Layer, type Segment, segment } from './segments';

/** The layers a reader can switch on and off, with the words for them. */
export const CHOICES: { layer: Layer; label: string; on: boolean }[] = [
  { layer: 'source', label: 'Source: who says it', on: true },
  { layer: 'cue', label: 'Cue: the word of saying', on: true },
  { layer: 'content', label: 'Content: what is said', on: true },
  { layer: 'figure', label: 'Figure', on: true },
  { layer: 'claim', label: 'Claim in the outlet’s own voice', on: true },
  { layer: 'time', label: 'Time', on: false },
  { layer: 'place', label: 'Place', on: false },
  { layer: 'event', label: 'Event', on: false },
];

/** What of a document is looked at. */
export type Selection =
  | { kind: 'claim'; id: string }
  | { kind: 'attribution'; id: string }
  | { kind: 'figure'; index: number };

/** A document's paragraphs as trees of highlights, with the words of `target` marked. */
export function paragraphs(
  view: Document,
  layers: ReadonlySet<Layer>,
  target: Claim | undefined,
): Segment[][] {
  const points = new CodePoints(view.text);
  const shown = highlights(view, points).filter(({ layer }) => layers.has(layer));
  const targets = target ? spread(points, target.spans, 'target', target.id) : [];
  return blocks(view.text, points.ranges(view.paragraphs)).map((range) =>
    segment(view.text, [...targets, ...shown], range),
  );
}

/** Where the report's body begins in the text, as JavaScript counts; what stands before it is its head. */
export function bodyStart(view: Document): number {
  const [first] = new CodePoints(view.text).ranges(view.paragraphs);
  return first?.start ?? 0;
}

function highlights(view: Document, points: CodePoints): Highlight[] {
  return [
    ...view.attributions.flatMap(({ id, source, cue, content }) => [
      ...spread(points, source, 'source', id),
      ...spread(points, cue, 'cue', id),
      ...spread(points, content, 'content', id),
    ]),
    ...view.quantities.flatMap(({ span }, index) => spread(points, [span], 'figure', String(index))),
    ...view.claims
      .filter(({ attribution }) => attribution == null)
      .flatMap(({ id, spans }) => spread(points, spans, 'claim', id)),
    ...view.times.flatMap(({ span }, index) => spread(points, [span], 'time', String(index))),
    ...view.events.flatMap(({ span }, index) => spread(points, [span], 'event', String(index))),
    ...view.places.flatMap(({ span }, index) => (span ? spread(points, [span], 'place', String(index)) : [])),
  ];
}

function spread(points: CodePoints, spans: number[][], layer: Layer, key: string): Highlight[] {
  return points.ranges(spans).map((range) => ({ ...range, layer, key }));
}

/** The claims in the order in which their words stand. */
export function inTextOrder(claims: readonly Claim[]): Claim[] {
  const start = (claim: Claim) => claim.spans[0]?.[0] ?? Number.POSITIVE_INFINITY;
  return [...claims].sort((a, b) => start(a) - start(b));
}

/** What a highlight leads to; null for a layer that leads nowhere. */
export function selectionOf(view: Document, layer: string, key: string): Selection | null {
  if (layer === 'claim' || layer === 'target') return { kind: 'claim', id: key };
  if (layer === 'figure') {
    const index = Number(key);
    const claim = view.quantities[index]?.claim;
    return claim ? { kind: 'claim', id: claim } : { kind: 'figure', index };
  }
  if (layer !== 'source' && layer !== 'cue' && layer !== 'content') return null;
  const [only, ...more] = heldBy(view, key);
  return only && more.length === 0 ? { kind: 'claim', id: only } : { kind: 'attribution', id: key };
}

/** The claims an attribution holds, or those of the attributions inside it where it holds none. */
export function heldBy(view: Document, attribution: string): string[] {
  const seen = new Set<string>();
  const held = (id: string): string[] => {
    if (seen.has(id)) return [];
    seen.add(id);
    const own = view.attributions.find((one) => one.id === id)?.claims ?? [];
    if (own.length > 0) return own;
    return view.attributions.filter(({ inside }) => inside === id).flatMap((inner) => held(inner.id));
  };
  return held(attribution);
}

/** The attribution's own words of a layer, pieces joined by " … ". */
export function attributedWords(
  view: Document,
  attribution: Attribution,
  layer: 'source' | 'cue' | 'content',
): string {
  const points = new CodePoints(view.text);
  return attribution[layer].map((span) => points.slice(span)).join(' … ');
}
