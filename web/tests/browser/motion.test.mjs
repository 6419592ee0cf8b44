// Whoever asks for less motion gets none: on no page does anything move by itself, also while it waits.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoPage } from './demo-page.mjs';

let page;
let found;
const { ask, open } = demoPage((made) => {
  ({ page, found } = made);
});

/** What has a transition or an animation, its parts before and after it included. */
const moving = () =>
  page.evaluate(() => {
    const still = (style) =>
      style.animationName === 'none' &&
      style.transitionDuration.split(', ').every((one) => Number.parseFloat(one) === 0) &&
      style.scrollBehavior !== 'smooth';
    const found = [...document.querySelectorAll('*')].filter((one) =>
      [null, '::before', '::after'].some((part) => !still(getComputedStyle(one, part))),
    );
    const running = document.getAnimations().map(() => 'an animation runs');
    return [...new Set([...found.map((one) => `${one.localName}.${one.getAttribute('class')}`), ...running])];
  });

describe('reduced motion', () => {
  it('is kept on every page', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const { matters } = await ask('/api/matters');
    const { documents } = await ask('/api/documents');
    const pages = {
      '/': 'matter-row',
      [`/matters/${matters[0].id}`]: 'claim-row',
      '/documents': 'document-row',
      [`/documents/${documents[0].id}`]: 'document-text',
      '/sources': 'source-row',
      '/sources?view=network': 'network-node',
      '/sources?view=matrix': 'matrix-cell',
      '/timeline': 'timeline-mark',
      '/map': 'map-mark',
      '/search?q=killed': 'search-hit',
      '/review': 'queue-item',
    };
    for (const [path, shown] of Object.entries(pages)) {
      await open(path);
      await page.getByTestId(shown).first().waitFor();
      assert.deepEqual(await moving(), [], path);
    }
    assert.deepEqual(
      found.filter((text) => !text.includes('GL Driver Message')),
      [],
    );
  });

  it('is kept while a page waits for its answer', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.route('**/api/matters?**', () => {});
    await open('/');
    await page.locator('.skeleton').first().waitFor();
    assert.deepEqual(await moving(), []);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    assert.notDeepEqual(await moving(), [], 'the same test sees what moves where it may');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
