import { describe, expect, it, vi } from 'vitest';

// The router belongs to a browser; the address is read without one.
vi.mock('../../src/lib/router.svelte', () => ({ router: {} }));
const { sourcesAsked, sourcesHref } = await import('../../src/lib/sources-address');

describe('the address of the sources', () => {
  it('says what is asked', () => {
    const asked = sourcesAsked('?view=network&nodes=120&sort=name&reverse=1&page=3&q=guild');
    expect(asked).toMatchObject({ view: 'network', nodes: 120, page: 3, q: 'guild' });
    expect(asked.sort).toEqual({ key: 'name', direction: 'descending' });
  });

  it('is as at first where it says nothing, or nothing that fits', () => {
    expect(sourcesAsked('?view=pie&nodes=many&sort=fame&page=-2&size=7')).toEqual(sourcesAsked(''));
    expect(sourcesAsked('').sort).toEqual({ key: 'attributions', direction: 'descending' });
    expect(sourcesAsked('?nodes=5000').nodes).toBe(200);
  });

  it('keeps what else is asked of every page', () => {
    expect(sourcesHref('?as_of=2024-03-01&q=a', { q: null, view: 'matrix' })).toBe(
      '/sources?as_of=2024-03-01&view=matrix',
    );
    expect(sourcesHref('?view=network', { view: null })).toBe('/sources');
  });
});
