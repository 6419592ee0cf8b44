// The demo, served by the real binary, in a browser: from a dot of the chart to the sentence.
//
// GAINSAY names the binary, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';

let server;
let page;
let found;
const { ask } = demoPage((made) => {
  ({ server, page, found } = made);
});
const plain = (text) => text.replace(/\s+/gu, ' ').trim();

describe('the demo', () => {
  it('lists contested matters first', async () => {
    await page.goto(server.url);
    const rows = page.getByTestId('matter-row');
    await rows.first().waitFor();
    const contested = await rows.evaluateAll((all) => all.map((row) => row.dataset.contested === 'true'));
    assert.ok(contested.filter(Boolean).length >= 3, 'each of the three incidents is contested');
    assert.deepEqual(
      contested,
      [...contested].sort((a, b) => Number(b) - Number(a)),
    );
    assert.deepEqual(found, []);
  });

  for (const [how, follow] of [
    ['click', (dot) => dot.click()],
    ['key', (dot) => dot.press('Enter')],
  ]) {
    it(`leads from a dot of the chart to its sentence by ${how}`, async () => {
      await page.goto(server.url);
      await page.getByTestId('matter-row').first().getByRole('link').first().click();
      const dot = page.getByTestId('interval-chart').first().getByTestId('chart-mark').first();
      await dot.waitFor();
      const claim = await ask(`/api/claims/${await dot.getAttribute('data-claim')}`);
      await follow(dot);
      const marks = page.locator(`mark.claim-target[data-claim="${claim.id}"]`);
      await marks.first().waitFor();
      assert.ok(new URL(page.url()).pathname.endsWith(claim.document.id), 'it is the claim’s document');
      // The highlight holds the exact words that the offsets, counted in code points, give of the text.
      const { text } = await ask(`/api/documents/${claim.document.id}`);
      const letters = Array.from(text);
      const words = claim.spans.map(([start, end]) => letters.slice(start, end).join('')).join(' ');
      const marked = (await marks.allTextContents()).join(' ');
      assert.equal(plain(marked), plain(words));
      assert.ok(await marks.first().isVisible());
      assert.deepEqual(found, []);
    });
  }

  it('opens every claim of every matter at its exact words', async () => {
    const { matters } = await ask('/api/matters');
    for (const { id } of matters) {
      const { claims } = await ask(`/api/matters/${id}`);
      for (const claim of claims) {
        await page.goto(`${server.url}/documents/${claim.document.id}#claim=${claim.id}`);
        const marks = page.locator(`mark.claim-target[data-claim="${claim.id}"]`);
        await marks.first().waitFor();
        const marked = plain((await marks.allTextContents()).join(' '));
        assert.equal(
          marked.replaceAll(' ', ''),
          plain(claim.words.replaceAll(' … ', ' ')).replaceAll(' ', ''),
        );
      }
    }
    assert.deepEqual(found, []);
  });

  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    it(`is accessible and fits at ${width} px, ${colorScheme}`, async () => {
      const { matters } = await ask('/api/matters');
      const { documents } = await ask('/api/documents');
      const paths = [
        '/',
        `/matters/${matters[0].id}`,
        '/documents',
        `/documents/${documents[0].id}`,
        '/sources',
      ];
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of paths) {
        await page.goto(server.url + path);
        await page.waitForSelector('[data-testid]');
        assert.deepEqual(await barriers(page), [], path);
        const spill = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(spill, 0, `${path} scrolls sideways`);
      }
      assert.deepEqual(found, []);
    });
  }
});
