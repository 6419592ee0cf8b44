import { describe, expect, it, vi } from 'vitest';

// The router belongs to a browser; the address is read without one.
vi.mock('../../src/lib/router.svelte', () => ({ router: {} }));
const { documentsAsked, documentsHref, documentsParams, sortChange } = await import(
  '../../src/lib/documents-address'
);

describe('the address of the documents', () => {
  it('says what is asked', () => {
    const asked = documentsAsked('?q=barge&outlet=The+Wharf&sort=title&reverse=1&page=3');
    expect(asked).toEqual({
      q: 'barge',
      outlet: 'The Wharf',
      sort: { key: 'title', direction: 'descending' },
      page: 3,
    });
    expect(documentsParams(asked, 100).toString()).toBe(
      'sort=title&direction=descending&limit=100&offset=200&q=barge&outlet=The+Wharf',
    );
  });

  it('is as at first where it says nothing, or nothing that fits', () => {
    expect(documentsAsked('?sort=fame&page=-2')).toEqual(documentsAsked(''));
    expect(documentsAsked('').sort).toEqual({ key: 'published', direction: 'descending' });
  });

  it('holds an order only where it is another than at first', () => {
    expect(sortChange({ key: 'published', direction: 'descending' })).toEqual({ sort: null, reverse: null });
    expect(sortChange({ key: 'claims', direction: 'ascending' })).toEqual({ sort: 'claims', reverse: '1' });
  });

  it('begins at the first page after a change, and keeps what is asked of every page', () => {
    expect(documentsHref('?as_of=2024-03-01&page=4', { q: 'barge' })).toBe(
      '/documents?as_of=2024-03-01&q=barge',
    );
    expect(documentsHref('?q=barge', { page: '2' })).toBe('/documents?q=barge&page=2');
  });
});
