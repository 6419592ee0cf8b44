import { describe, expect, it } from 'vitest';
import type { SourcePlace } from '../../src/api/types';
import { originalWords, pagesOf } from '../../src/lib/original';

const line = (page: number, top: number): SourcePlace => ({
  span: [0, 4],
  kind: 'page',
  page,
  area: [72, top, 300, top + 10],
  size: [595, 842],
});

describe('where in the original', () => {
  it('draws each page once, with its lines', () => {
    const pages = pagesOf([line(2, 700), line(2, 712), line(3, 60)]);
    expect(pages.map(({ page, boxes }) => [page, boxes.length])).toEqual([
      [2, 2],
      [3, 1],
    ]);
    expect(pages[0]?.boxes[0]).toEqual({ x: 72, y: 700, width: 228, height: 10 });
  });

  it('draws nothing where the place is no page', () => {
    expect(pagesOf([{ span: [0, 4], kind: 'bytes', start: 3, end: 9 }])).toEqual([]);
    expect(pagesOf([{ ...line(1, 1), size: [0, 0] }])).toEqual([]);
  });

  it('says so where it is not known', () => {
    expect(originalWords({ document: 'ab', summary: null, places: [], more: 0 })).toMatch(/not known/);
    expect(originalWords({ document: 'ab', summary: 'page 2', places: [], more: 0 })).toBe('page 2');
  });
});
