import type { Origin, Side } from '../api/types';

/** Shapes that stay apart without colour, in Observable Plot's names. */
export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'] as const;
export type Shape = (typeof SHAPES)[number];

/** How many colours the style sheet names `--origin-0` and on. */
const COLOURS = 6;

/** How an origin is drawn wherever it appears on a page. */
export interface OriginMark {
  shape: Shape;
  /** A CSS colour. */
  colour: string;
}

/** Gives each origin a shape and a colour, in order of first appearance. */
export function originMarks(sides: readonly Side[]): Map<string, OriginMark> {
  const marks = new Map<string, OriginMark>();
  for (const { origin } of sides) {
    if (!marks.has(origin.id)) marks.set(origin.id, markAt(marks.size));
  }
  return marks;
}

export function markAt(index: number): OriginMark {
  return {
    shape: SHAPES[index % SHAPES.length] ?? 'circle',
    colour: `var(--origin-${index % COLOURS})`,
  };
}

/** The origins of the sides, each once, in order. */
export function originsOf(sides: readonly Side[]): Origin[] {
  const seen = new Map<string, Origin>();
  for (const { origin } of sides) if (!seen.has(origin.id)) seen.set(origin.id, origin);
  return [...seen.values()];
}
