// The page of a matter, served by the real binary over the demo ledger.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { barriers, complaints } from './browser.mjs';
import { demoPage } from './demo-page.mjs';

let ferry;

let folder;
let server;
let browser;
let page;
let found;
const { ask } = demoPage(
  (made) => {
    ({ folder, server, browser, page, found } = made);
  },
  {
    async ready() {
      const { matters } = await ask('/api/matters');
      ferry = matters.find(({ title }) => title.startsWith('Ferry sinking')).id;
    },
  },
);
const facet = (title) =>
  page.getByTestId('facet').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

beforeEach(async () => {
  await page.goto(`${server.url}/matters/${ferry}`);
  await page.getByTestId('claim-row').first().waitFor();
});

describe('a matter', () => {
  it('shows how a figure was reported day by day, and each point leads to its words', async () => {
    const history = facet('People killed').getByTestId('history-chart');
    const points = history.getByTestId('history-mark');
    await points.first().waitFor();
    const names = await points.locator('title').allTextContents();
    assert.ok(names.includes('Coastal Rescue Service: 5, 12 February 2024, revised'), names.join('; '));
    assert.ok(names.some((name) => name.startsWith("Seafarers' Union: 16") && name.endsWith('retracted')));
    await points.first().focus();
    const claim = await points.first().getAttribute('data-claim');
    await page.keyboard.press('Enter');
    await page.locator(`mark[data-claim="${claim}"]`).waitFor();
    assert.deepEqual(found, []);
  });

  it('marks the figures that contradict each other', async () => {
    const marked = await facet('People injured').getByTestId('differs').allTextContents();
    assert.deepEqual(
      marked.map((words) => words.trim()),
      ['12 people', '31 people'],
    );
  });

  it('has no figure of its own until a policy is chosen, and says whose it is then', async () => {
    assert.equal(await page.getByTestId('best').count(), 0);
    await page.getByTestId('policy').selectOption('latest-by-origin');
    const best = facet('People killed').getByTestId('best');
    await best.waitFor();
    assert.match(await best.textContent(), /latest-by-origin\/1\s*:\s*14/u);
    assert.equal(new URL(page.url()).searchParams.get('policy'), 'latest-by-origin');
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByTestId('document-row').first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get('policy'), 'latest-by-origin');
  });

  it('tells who repeats whom', async () => {
    const trees = page.getByTestId('origin-trees');
    await trees.getByText('Coastal Rescue Service').first().waitFor();
    const { origins } = await ask(`/api/matters/${ferry}`);
    assert.equal(await trees.locator('.tree').count(), Math.min(8, origins.length));
  });

  it('filters its claims', async () => {
    const all = await page.getByTestId('claim-row').count();
    await page.getByLabel('Status', { exact: true }).selectOption('retracted');
    const left = page.getByTestId('claim-row');
    await page.waitForFunction(
      (before) => document.querySelectorAll('[data-testid=claim-row]').length < before,
      all,
    );
    assert.ok((await left.count()) >= 1);
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await page.waitForFunction(
      (expected) => document.querySelectorAll('[data-testid=claim-row]').length === expected,
      all,
    );
  });

  it('is saved as one file that needs nothing else', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share').click()]);
    const path = join(folder, 'shared.html');
    await download.saveAs(path);
    const html = await readFile(path, 'utf8');
    const { state } = await ask('/api/state');
    assert.ok(html.includes(state), 'the state of the ledger stands in it');
    const shared = await browser.context.newPage();
    const asked = complaints(shared, pathToFileURL(folder).href);
    await shared.goto(pathToFileURL(path).href);
    assert.equal(await shared.locator('h1').textContent(), await page.locator('h1').textContent());
    assert.equal(await shared.locator('script, button, select, input, a[href^="/"]').count(), 0);
    assert.ok((await shared.locator('svg.intervals').count()) > 0);
    for (const { id } of (await ask(`/api/matters/${ferry}`)).documents) {
      assert.equal(await shared.getByText(id, { exact: true }).count(), 1, 'the hash of each document');
    }
    assert.deepEqual(asked, []);
    await shared.close();
  });

  it('saves a chart as SVG and as a picture', async () => {
    for (const [name, ending] of [
      ['SVG', '.svg'],
      ['PNG', '.png'],
    ]) {
      const button = facet('People killed').getByRole('button', { name, exact: true }).first();
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      assert.ok(download.suggestedFilename().endsWith(ending));
      const bytes = await readFile(await download.path());
      assert.ok(bytes.length > 1000);
    }
    assert.deepEqual(found, []);
  });

  it('is open to everybody', async () => {
    assert.deepEqual(await barriers(page), []);
    await page.goto(`${server.url}/matters/${ferry}?policy=range`);
    await page.getByTestId('best').first().waitFor();
    assert.deepEqual(await barriers(page), []);
  });
});
