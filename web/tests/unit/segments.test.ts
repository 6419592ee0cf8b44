import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blocks,
  type Highlight,
  LAYERS,
  type Layer,
  leaves,
  type Segment,
  segment,
} from '../../src/lib/segments';

/** The tree as text: each highlight as `layer(...)`. */
function drawn(segments: Segment[]): string {
  return segments
    .map((one) => (one.highlight ? `${one.highlight.layer}(${drawn(one.children)})` : one.text))
    .join('');
}

const at = (layer: Layer, start: number, end: number): Highlight => ({ layer, start, end, key: `${start}` });

function check(text: string, highlights: Highlight[], expected: string) {
  expect(drawn(segment(text, highlights))).toBe(expected);
}

describe('highlights of a text', () => {
  it('leaves plain words alone', () => check('abc', [], 'abc'));
  it('marks a stretch', () => check('abcd', [at('cue', 1, 3)], 'acue(bc)d'));
  it('nests', () => check('abcd', [at('figure', 1, 2), at('content', 0, 3)], 'content(afigure(b)c)d'));
  it('nests what covers the same words by layer', () =>
    check('abcd', [at('figure', 1, 3), at('target', 1, 3)], 'atarget(figure(bc))d'));
  it('cuts a content that crosses the words looked for', () =>
    check('abcdef', [at('content', 0, 4), at('target', 2, 6)], 'content(ab)target(content(cd)ef)'));
  it('cuts at both ends', () =>
    check(
      'abcdef',
      [at('target', 1, 3), at('target', 4, 6), at('content', 2, 5)],
      'atarget(bcontent(c))content(d)target(content(e)f)',
    ));
  it('keeps nested attributions apart', () =>
    check(
      'abcdef',
      [at('content', 1, 6), at('cue', 2, 3), at('content', 3, 6)],
      'acontent(bcue(c)content(def))',
    ));

  it('says which piece begins and ends a highlight that was cut', () => {
    const [head, rest] = segment('abcd', [at('content', 0, 3), at('target', 2, 4)]);
    expect(head).toMatchObject({ first: true, last: false });
    expect(rest?.children?.[0]).toMatchObject({ first: false, last: true });
  });

  const highlights = fc.array(
    fc.record({
      layer: fc.constantFrom(...LAYERS),
      start: fc.integer({ min: -3, max: 40 }),
      end: fc.integer({ min: -3, max: 40 }),
      key: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 14 },
  );

  it('loses and repeats no character, and covers exactly what was to be marked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), highlights, (text, list) => {
        const tree = segment(text, list);
        expect(leaves(tree).join('')).toBe(text);
        expect(covered(tree)).toEqual(expectedCover(text, list));
      }),
    );
  });

  it('keeps every span of the words looked for whole', () => {
    fc.assert(
      fc.property(
        highlights,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        (list, start, length) => {
          const text = 'x'.repeat(40);
          const others = list.filter(({ layer }) => layer !== 'target');
          const target = { layer: 'target' as const, start, end: start + length, key: 't' };
          expect(pieces(segment(text, [...others, target]), 'target')).toEqual([[start, start + length]]);
        },
      ),
    );
  });
});

function pieces(segments: Segment[], layer: Layer): [number, number][] {
  return segments.flatMap((one) => {
    if (!one.highlight) return [];
    return [
      ...(one.highlight.layer === layer ? [[one.start, one.end] as [number, number]] : []),
      ...pieces(one.children, layer),
    ];
  });
}

/** For each layer and key, which characters are marked. */
function covered(segments: Segment[], into = new Map<string, Set<number>>()) {
  for (const one of segments) {
    if (!one.highlight) continue;
    const set = into.get(`${one.highlight.layer} ${one.highlight.key}`) ?? new Set();
    for (let index = one.start; index < one.end; index += 1) set.add(index);
    into.set(`${one.highlight.layer} ${one.highlight.key}`, set);
    covered(one.children, into);
  }
  return into;
}

function expectedCover(text: string, list: Highlight[]) {
  const cover = new Map<string, Set<number>>();
  for (const { layer, key, start, end } of list) {
    for (let index = Math.max(0, start); index < Math.min(end, text.length); index += 1) {
      const set = cover.get(`${layer} ${key}`) ?? new Set();
      cover.set(`${layer} ${key}`, set.add(index));
    }
  }
  return cover;
}

describe('paragraphs', () => {
  const shown = (text: string, ranges: [number, number][]) =>
    blocks(
      text,
      ranges.map(([start, end]) => ({ start, end })),
    ).map(({ start, end }) => text.slice(start, end));

  it('are those given', () =>
    expect(
      shown('ab\n\ncd', [
        [0, 2],
        [4, 6],
      ]),
    ).toEqual(['ab', 'cd']));
  it('are the whole text where none is given', () => expect(shown('ab', [])).toEqual(['ab']));
  it('keep words that stand between them', () =>
    expect(
      shown('ab x cd', [
        [0, 2],
        [5, 7],
      ]),
    ).toEqual(['ab', ' x ', 'cd']));
  it('repeat nothing where they overlap', () =>
    expect(
      shown('abcd', [
        [0, 3],
        [2, 4],
      ]),
    ).toEqual(['abc', 'd']));
});
