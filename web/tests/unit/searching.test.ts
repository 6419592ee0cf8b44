import { describe, expect, it } from 'vitest';
import { marked, searchHref, searchingOf, searchParams, toggledValue } from '../../src/lib/searching';

describe('a search in the address', () => {
  it('comes back as it was', () => {
    for (const search of [
      '',
      '?q=three+barges&in=documents',
      '?q=%22three+barges%22&status=contested&status=revised&holder=Harbour+%26+Quay&sort=oldest&page=3',
    ]) {
      expect(searchHref(searchingOf(search))).toBe(`/search${search}`);
    }
  });

  it('heeds no nonsense', () => {
    const searching = searchingOf('?in=photos&page=-2&colour=red');
    expect(searchHref(searching)).toBe('/search');
    expect(searching.page).toBe(1);
  });

  it('asks the interface for its page', () => {
    const search = searchParams(searchingOf('?q=barge&page=3&place=Korva%2C+XA'), 20);
    expect(search.get('offset')).toBe('40');
    expect(search.getAll('place')).toEqual(['Korva, XA']);
  });

  it('puts a value in and takes it out', () => {
    expect(toggledValue(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggledValue(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('the matches of a text', () => {
  it('are counted in code points', () => {
    expect(
      marked('𝔸 three barges sank', [
        [2, 7],
        [8, 14],
      ]),
    ).toEqual([
      { text: '𝔸 ', hit: false },
      { text: 'three', hit: true },
      { text: ' ', hit: false },
      { text: 'barges', hit: true },
      { text: ' sank', hit: false },
    ]);
  });

  it('lose no character, whatever they are', () => {
    for (const matches of [
      [],
      [[5, 2]],
      [[0, 99]],
      [
        [0, 3],
        [1, 2],
      ],
    ]) {
      const text = 'A quay.';
      expect(
        marked(text, matches)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
  });
});
