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

  it('keep words, outlet, order and page in the address, over a reload and back', async () => {
    const first = (id) =>
      page.waitForFunction(
        (expected) => document.querySelector('[data-testid=document-row]')?.dataset.document === expected,
        id,
      );
    await page.goto(`${server.url}/documents?as_of=2030-01-01`);
    await page.getByTestId('document-row').first().waitFor();
    const box = page.getByRole('searchbox');
    const [row] = (await ask('/api/documents?sort=title')).documents;
    const word = row.title.split(' ').find((one) => /^\w{4,}$/.test(one));
    await box.fill(word);
    await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, word);
    await page.getByRole('button', { name: 'Claims' }).click();
    await page.getByRole('button', { name: 'Claims' }).click();
    const asked = `q=${word}&sort=claims&reverse=1`;
    await page.waitForFunction((end) => location.search === `?as_of=2030-01-01&${end}`, asked);
    const { documents } = await ask(`/api/documents?q=${word}&sort=claims&direction=ascending`);
    await first(documents[0].id);

    await page.reload();
    await first(documents[0].id);
    assert.equal(await box.inputValue(), word);
    assert.equal(
      await page.getByRole('columnheader', { name: 'Claims' }).getAttribute('aria-sort'),
      'ascending',
    );

    await page.getByTestId('document-row').first().getByRole('link').click();
    await page.locator('main .text').waitFor();
    await page.goBack();
    await first(documents[0].id);
    assert.equal(await box.inputValue(), word);

    await box.fill('xylophone');
    await page.getByText('No document fits').waitFor();
    await page.getByRole('button', { name: 'Show all documents' }).click();
    await page.getByTestId('document-row').first().waitFor();
    assert.equal(await box.inputValue(), '');
    assert.deepEqual(found, []);
  });

  it('say that nothing was known yet, and lead back to all that is', async () => {
    await page.goto(`${server.url}/documents?as_of=1900-01-01`);
    await page.getByRole('heading', { name: 'Nothing by 1 January 1900' }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole('main').getByRole('button', { name: 'Show all that is known' }).click();
    await page.getByTestId('document-row').first().waitFor();
    assert.equal(new URL(page.url()).search, '');
    assert.deepEqual(found, []);
  });
});
