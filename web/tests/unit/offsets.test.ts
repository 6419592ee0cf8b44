import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodePoints } from '../../src/lib/offsets';

function check(text: string, span: [number, number], expected: string) {
  expect(new CodePoints(text).slice(span)).toBe(expected);
}

describe('code points to code units', () => {
  it('counts a character of the basic plane as one', () => check('ninety dead', [7, 11], 'dead'));
  it('counts an astral character as one', () => check('🚢 Sines', [2, 7], 'Sines'));
  it('gives an astral character whole', () => check('a🚢b', [1, 2], '🚢'));
  it('counts every astral character before', () => check('𝟏𝟐🚢 killed', [4, 10], 'killed'));
  it('reads right-to-left text in logical order', () => check('قال ١٢', [4, 6], '١٢'));
  it('counts each part of a joined emoji', () => check('👩‍🚒 said', [4, 8], 'said'));
  it('takes a lone surrogate for one', () => check('\ud83d x', [2, 3], 'x'));
  it('brings an end beyond the text back', () => check('🚢ab', [2, 99], 'b'));
  it('marks nothing where the span is empty', () => check('abc', [2, 2], ''));
  it('marks nothing where the span runs backwards', () => check('abc', [2, 1], ''));

  it('agrees with the string taken apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), fc.nat(40), (text, start, end) => {
        const expected = start < end ? [...text].slice(start, end).join('') : '';
        expect(new CodePoints(text).slice([start, end])).toBe(expected);
      }),
    );
  });
});
