// Search and the list of documents over the demo, served by the real binary.
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
const shows = (count) =>
  page.waitForFunction(
    (expected) => document.querySelectorAll('[data-testid=search-hit]').length === expected,
    count,
  );

describe('the search', () => {
  it('is reached by a slash, finds words, narrows, and leads to the sentence', async () => {
    await page.goto(`${server.url}/sources`);
    await page.getByTestId('source-row').first().waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('searchbox', { name: 'Words to search for' });
    await box.waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'search-words');
    await page.keyboard.type('killed');
    const all = await ask('/api/search?q=killed');
    await page.waitForFunction(() => location.search === '?q=killed');
    await page.locator('[data-testid=search-hit] mark').first().waitFor();
    await shows(Math.min(20, all.total));
    const marks = await page.locator('[data-testid=search-hit] mark').allTextContents();
    assert.ok(marks.length > 0 && marks.every((mark) => /kill/i.test(mark)), String(marks));

    const { name, count } = all.facets.outlet.at(-1);
    const box2 = page.getByRole('group', { name: 'Outlet' }).getByText(name, { exact: true });
    if (!(await box2.isVisible())) {
      await page.getByRole('group', { name: 'Outlet' }).getByRole('button', { name: /more/ }).click();
    }
    await box2.click();
    await shows(Math.min(20, count));
    assert.equal(new URL(page.url()).searchParams.get('outlet'), name);
    await page.getByTestId('search-hit').first().locator('blockquote a').press('Enter');
    await page.locator('mark.claim-target').first().waitFor();
    assert.deepEqual(found, []);
  });

  it('says where nothing is found, and looks into documents', async () => {
    await page.goto(`${server.url}/search?q=xylophone`);
    await page.getByText('Nothing was found').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: /Documents/ }).click();
    const { total } = await ask('/api/search?in=documents');
    await shows(Math.min(20, total));
    assert.deepEqual(found, []);
  });

  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    it(`has no barrier and fits at ${width} px, ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of ['/search?q=killed&status=contested', '/search?in=documents', '/documents']) {
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

describe('the documents', () => {
  it('are narrowed and sorted by the program', async () => {
    await page.goto(`${server.url}/documents`);
    const rows = page.getByTestId('document-row');
    await rows.first().waitFor();
    const { documents, outlets } = await ask('/api/documents?sort=title');
    await page.getByRole('button', { name: 'Title' }).click();
    await page.waitForFunction(
      (id) => document.querySelector('[data-testid=document-row]')?.dataset.document === id,
      documents[0].id,
    );
    await page.getByLabel('Outlet', { exact: true }).selectOption(outlets[0].name);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid=document-row]').length === count,
      outlets[0].count,
    );
    assert.deepEqual(found, []);
  });
});
