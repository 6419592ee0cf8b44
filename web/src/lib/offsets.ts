/** A half-open range of UTF-16 code units, as JavaScript strings count. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Turns offsets in Unicode code points, as the API counts, into offsets in UTF-16 code units.
 *
 * An offset beyond the text is brought back to its end, so that a bad span marks too little instead of failing.
 */
export class CodePoints {
  readonly text: string;
  /** Code points in the text. */
  readonly length: number;
  /** Code points of the characters that take two code units, ascending. */
  readonly #astral: number[] = [];

  constructor(text: string) {
    this.text = text;
    let count = 0;
    for (const character of text) {
      if (character.length === 2) this.#astral.push(count);
      count += 1;
    }
    this.length = count;
  }

  /** The code unit at which the code point `offset` begins. */
  unit(offset: number): number {
    const point = Math.max(0, Math.min(Math.trunc(offset), this.length));
    return point + this.#astralBefore(point);
  }

  /** The code units of a span; null where it is malformed or empty. */
  range(span: readonly number[]): Range | null {
    const [start, end] = span;
    if (start === undefined || end === undefined || !(start < end)) return null;
    const range = { start: this.unit(start), end: this.unit(end) };
    return range.start < range.end ? range : null;
  }

  ranges(spans: readonly (readonly number[])[]): Range[] {
    return spans.map((span) => this.range(span)).filter((range) => range !== null);
  }

  slice(span: readonly number[]): string {
    const range = this.range(span);
    return range ? this.text.slice(range.start, range.end) : '';
  }

  #astralBefore(point: number): number {
    let low = 0;
    let high = this.#astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#astral[middle] ?? 0) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
