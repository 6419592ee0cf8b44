import type { Range } from './offsets';

/** What a highlighted stretch of text is. The order is that of nesting where two cover the same words. */
export const LAYERS = [
  'target',
  'claim',
  'content',
  'source',
  'cue',
  'figure',
  'time',
  'place',
  'event',
] as const;
export type Layer = (typeof LAYERS)[number];

/** A stretch to highlight, in UTF-16 code units. */
export interface Highlight extends Range {
  layer: Layer;
  /** What it belongs to: the identifier of an attribution or claim, or the index of a quantity. */
  key: string;
}

/** A node of the tree that the page draws: words, or a highlight around further nodes. */
export type Segment = Range & { text: string } & (
    | { children?: never; highlight?: never }
    | {
        highlight: Highlight;
        children: Segment[];
        /** Whether the highlight begins and ends here, or was cut by one that it crosses. */
        first: boolean;
        last: boolean;
      }
  );

interface Piece extends Range {
  highlight: Highlight;
}

/** Which highlights stay whole when two cross: the words looked for, then figures, then the rest. */
const WHOLE_FIRST: Layer[] = [
  'target',
  'figure',
  'cue',
  'source',
  'event',
  'time',
  'place',
  'content',
  'claim',
];

/**
 * Cuts `text[within]` into a tree of highlights.
 *
 * Highlights may nest and cross; where two cross, one is cut in pieces so that the tree stays a tree. The texts of the
 * tree's leaves, one after another, are exactly the text.
 */
export function segment(text: string, highlights: readonly Highlight[], within?: Range): Segment[] {
  const whole = within ?? { start: 0, end: text.length };
  const pieces: Piece[] = [];
  const order = highlights
    .map((highlight) => ({ highlight, ...clip(highlight, whole) }))
    .filter((piece) => piece.start < piece.end)
    .sort((a, b) => rank(a.highlight) - rank(b.highlight) || length(b) - length(a) || a.start - b.start);
  for (const piece of order) pieces.push(...cut(piece, pieces));
  pieces.sort((a, b) => a.start - b.start || b.end - a.end || depth(a) - depth(b));
  return grow(text, pieces, whole);
}

function clip(range: Range, whole: Range): Range {
  return { start: Math.max(range.start, whole.start), end: Math.min(range.end, whole.end) };
}

const rank = (highlight: Highlight) => WHOLE_FIRST.indexOf(highlight.layer);
const depth = (piece: Piece) => LAYERS.indexOf(piece.highlight.layer);
const length = (range: Range) => range.end - range.start;

/** Cuts a piece wherever a piece already placed crosses it. */
function cut(piece: Piece, placed: readonly Piece[]): Piece[] {
  const cuts = new Set<number>();
  for (const other of placed) {
    if (other.start < piece.start && piece.start < other.end && other.end < piece.end) cuts.add(other.end);
    if (piece.start < other.start && other.start < piece.end && piece.end < other.end) cuts.add(other.start);
  }
  const bounds = [piece.start, ...[...cuts].sort((a, b) => a - b), piece.end];
  return bounds
    .slice(1)
    .map((end, index) => ({ highlight: piece.highlight, start: bounds[index] ?? piece.start, end }));
}

/** Builds the tree from pieces that nest or lie apart, sorted outermost first. */
function grow(text: string, pieces: readonly Piece[], whole: Range): Segment[] {
  const segments: Segment[] = [];
  let at = whole.start;
  let index = 0;
  while (index < pieces.length) {
    const piece = pieces[index] as Piece;
    let next = index + 1;
    while (next < pieces.length && (pieces[next] as Piece).start < piece.end) next += 1;
    if (at < piece.start) segments.push(words(text, at, piece.start));
    segments.push({
      start: piece.start,
      end: piece.end,
      text: text.slice(piece.start, piece.end),
      highlight: piece.highlight,
      children: grow(text, pieces.slice(index + 1, next), piece),
      first: piece.start === piece.highlight.start,
      last: piece.end === piece.highlight.end,
    });
    at = piece.end;
    index = next;
  }
  if (at < whole.end) segments.push(words(text, at, whole.end));
  return segments;
}

const words = (text: string, start: number, end: number): Segment => ({
  start,
  end,
  text: text.slice(start, end),
});

/** The texts of the leaves, in order. */
export function leaves(segments: readonly Segment[]): string[] {
  return segments.flatMap((one) => (one.children ? leaves(one.children) : [one.text]));
}

/**
 * The ranges to show as paragraphs: those given, and whatever words lie between them, so that nothing is lost.
 */
export function blocks(text: string, paragraphs: readonly Range[]): Range[] {
  const sorted = [...paragraphs].sort((a, b) => a.start - b.start);
  const result: Range[] = [];
  let at = 0;
  const keep = (start: number, end: number) => {
    if (start < end && text.slice(start, end).trim() !== '') result.push({ start, end });
  };
  for (const paragraph of sorted) {
    keep(at, paragraph.start);
    keep(Math.max(at, paragraph.start), paragraph.end);
    at = Math.max(at, paragraph.end);
  }
  keep(at, text.length);
  return result;
}
