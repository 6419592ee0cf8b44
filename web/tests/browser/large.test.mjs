// A matter of 350 claims, which comes in part, and every list over as many reports: readable, paged, few elements.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crowd } from '../fixtures/crowd.mjs';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';
import { binary, run, serveLedger } from './server.mjs';

const REPORTS = 350;
/** More elements than these make a page slow to lay out. */
const ELEMENTS = 5000;

/** The rules alone read these reports as well, and much faster. */
async function serve(folder) {
  await writeFile(join(folder, 'crowd.jsonl'), crowd(REPORTS));
  const ledger = join(folder, 'crowd.db');
  const options = ['--quiet', '--reader', 'rules', '--ledger', ledger];
  const { code, text } = await run(binary, ['add', ...options, 'crowd.jsonl'], folder);
  assert.equal(code, 0, text);
  return serveLedger(binary, ledger);
}

let page;
let found;
let matter;
const { ask, open, spill, look, saved } = demoPage(
  (made) => {
    ({ page, found } = made);
  },
  {
    serve,
    async ready() {
      const { matters } = await ask('/api/matters');
      matter = matters[0];
      assert.ok(matter.claims > 300, `${matter.claims} claims of one matter`);
    },
  },
);

const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
const settled = () =>
  page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('.skeleton, [aria-busy=true]'),
  );
const shows = (words) => page.getByText(words, { exact: true }).waitFor();

describe('a very large matter', () => {
  it('draws its sides together and says so; the table has each, by pages', async () => {
    await open(`/matters/${matter.id}`);
    const killed = page.getByTestId('facet').first();
    await killed.getByTestId('gathered').waitFor();
    const sides = matter.facets[0].sides.length;
    assert.match(await killed.getByTestId('gathered').textContent(), new RegExp(`^\\s*${sides} sides`, 'u'));
    const lines = await killed
      .getByTestId('chart-mark')
      .evaluateAll((all) => all.map((one) => one.textContent));
    assert.ok(lines.length > 10 && lines.length <= 40, `${lines.length} lines`);
    const drawn = lines.map((line) => Number(/^(\d+) sides?/u.exec(line)?.[1] ?? 1));
    assert.equal(
      drawn.reduce((sum, one) => sum + one, 0),
      sides,
      'every side is in one of the lines',
    );
    const days = new Set(matter.facets[0].sides.map(({ published }) => published));
    assert.equal(await killed.getByTestId('history-mark').count(), days.size);
    await killed.getByText('The same as a table').click();
    await killed.getByText(`Page 1 of ${Math.ceil(sides / 50)}`).waitFor();
    await killed.getByRole('button', { name: 'Next' }).click();
    await killed.getByText(`Page 2 of ${Math.ceil(sides / 50)}`).waitFor();
    assert.ok((await elements()) < ELEMENTS, `${await elements()} elements`);
    assert.deepEqual(found, []);
  });

  it('has its claims by pages, narrowed and sorted by the program', async () => {
    await open(`/matters/${matter.id}`);
    const rows = page.getByTestId('claim-row');
    await rows.nth(49).waitFor();
    assert.equal(await rows.count(), 50);
    await shows(`${matter.claims} claims of ${matter.claims}`);
    const claims = page.locator('section').filter({ has: page.getByText('All claims, side by side') });
    await claims.getByRole('button', { name: 'Next' }).click();
    await claims.getByText(`Page 2 of ${Math.ceil(matter.claims / 50)}`).waitFor();
    const { total, facets } = await ask(`/api/matters/${matter.id}/claims?limit=1`);
    assert.equal(total, matter.claims);
    const [{ name, count }] = facets.outlet;
    await claims.getByLabel('Outlet', { exact: true }).selectOption(name);
    await shows(`${count} claims of ${matter.claims}`);
    await page.waitForFunction(
      (expected) => document.querySelectorAll('[data-testid=claim-row]').length === expected,
      count,
    );
    await claims.getByRole('button', { name: 'Show all', exact: true }).click();
    await shows(`${matter.claims} claims of ${matter.claims}`);
    assert.deepEqual(found, []);
  });

  it('is saved as a picture', async () => {
    await open(`/matters/${matter.id}`);
    const { name } = await saved(page.getByTestId('save-png').first(), 'killed.png');
    assert.match(name, /\.png$/u);
    assert.deepEqual(found, []);
  });

  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ]) {
    it(`has no barrier and fits at ${width} px, ${colorScheme}`, async () => {
      await look(width, colorScheme);
      await open(`/matters/${matter.id}`);
      await page.getByTestId('claim-row').first().waitFor();
      assert.deepEqual(await barriers(page), []);
      assert.equal(await spill(), 0);
      assert.deepEqual(found, []);
    });
  }
});

describe('every list over many reports', () => {
  it('has few elements', async () => {
    const outlet = encodeURIComponent((await ask('/api/documents')).outlets[0].name);
    const source = encodeURIComponent((await ask('/api/sources')).sources[0].name);
    const paths = [
      '/',
      '/documents',
      '/search?q=killed',
      '/search?in=documents',
      '/sources',
      '/sources?view=network',
      '/sources?view=matrix',
      `/sources/${source}`,
      `/outlets/${outlet}`,
      '/timeline',
      '/map',
      '/review',
      '/review/log',
      `/matters/${matter.id}`,
    ];
    const many = {};
    for (const path of paths) {
      await open(path);
      await settled();
      const count = await elements();
      if (count >= ELEMENTS) many[path] = count;
    }
    assert.deepEqual(many, {});
  });

  it('of an outlet’s contested claims turns its pages', async () => {
    const { outlets } = await ask('/api/documents');
    const path = `/outlets/${encodeURIComponent(outlets[0].name)}`;
    const { contested } = await ask(`/api${path}`);
    const second = await ask(`/api${path}?contested_offset=2&contested_limit=1`);
    const first = await ask(`/api${path}?contested_limit=3`);
    assert.ok(contested > 3);
    assert.deepEqual(second.contested_claims[0].claim.id, first.contested_claims[2].claim.id);
  });
});
