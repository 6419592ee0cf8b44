// Reports that are added from a page, and what was known on a day: by mouse and by key, over the real binary.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { barriers, complaints, launch } from './browser.mjs';
import { drop, ended, told } from './dropping.mjs';
import { binary, serveLedger } from './server.mjs';

const report = (day, holder, count, outlet) => ({
  name: `ferry-${day}.txt`,
  text: `Ferry sinks off Peniche\n\nBy ${outlet}\n${day} February 2024\n\nThe ${holder} said on ${day} February that ${count} people had been killed when the ferry Alba sank off Peniche on 12 February.\n`,
});
const FILES = [
  report(12, 'Harbour Office', 'four', 'Isle Post'),
  report(14, 'Ferry Union', 'nine', 'Calder Lamp'),
  report(20, 'Harbour Office', 'twelve', 'Varn Mail'),
];

let folder;
let server;
let browser;
let page;
let found;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gainsay-adding-'));
  server = await serveLedger(binary, join(folder, 'ledger.db'));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
  found = complaints(page, server.url);
});

describe('reports', () => {
  it('are dropped on a page, and what became of each is told while the reader moves on', async () => {
    await page.goto(server.url);
    await page.getByText('The ledger is empty').waitFor();
    const broken = { name: 'broken.jsonl', text: '{"id": "a", "text": "Nothing was said."}\nno json\n' };
    await drop(page, [...FILES, { ...FILES[0], name: 'again.txt' }, broken], { wait: false });
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor();
    await ended(page);
    assert.deepEqual(await told(page), {
      'ferry-12.txt': 'added',
      'ferry-14.txt': 'added',
      'ferry-20.txt': 'added',
      'again.txt': 'already there',
      'broken.jsonl': '1 report added, 1 failed',
    });
    await page.getByText('Line 2: not a JSON object').waitFor();
    // The list shows what came, without being loaded again.
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=document-row]').length === 4);
    assert.deepEqual(await barriers(page), []);
    await page.getByTestId('see-disputed').click();
    await page.getByLabel('Contested only').waitFor();
    assert.equal(new URL(page.url()).search, '?contested=1');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('intake').waitFor({ state: 'detached' });
    assert.deepEqual(found, []);
  });

  it('are chosen by key', async () => {
    // Listened for from the start: the browser needs a moment to be told that no dialog of its own is wanted.
    const choosing = page.waitForEvent('filechooser');
    await page.goto(`${server.url}/about`);
    await page.getByRole('button', { name: 'Add reports…' }).press('Enter');
    const chooser = await choosing;
    await chooser.setFiles(
      FILES.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
    await ended(page);
    assert.deepEqual(new Set(Object.values(await told(page))), new Set(['already there']));
    assert.deepEqual(found, []);
  });

  it('are not taken from another page’s script, and a drop of words is none of ours', async () => {
    await page.goto(server.url);
    const status = await page.evaluate(
      async () => (await fetch('/api/add?name=a', { method: 'POST' })).status,
    );
    assert.equal(status, 403);
    found.length = 0; // the refusal is logged by the browser
    const words = await page.evaluateHandle(() => {
      const made = new DataTransfer();
      made.setData('text/plain', 'words');
      return made;
    });
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: words });
    assert.equal(await page.getByTestId('drop-zone').count(), 0);
    assert.deepEqual(found, []);
  });

  it('are stopped, and a page that is opened meanwhile shows it', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Add reports…' }).waitFor();
    // A job that says more is to come goes on until it is stopped.
    await page.evaluate(() =>
      fetch('/api/add?name=late.txt&more=true', {
        method: 'POST',
        headers: { 'x-gainsay': '1' },
        body: 'The Harbour Office said that two people were missing off Peniche.',
      }),
    );
    await page.goto(`${server.url}/sources`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await ended(page);
    assert.match(await page.getByTestId('intake-status').textContent(), /^Stopped; /);
    assert.deepEqual(found, []);
  });
});

describe('what was known on a day', () => {
  const PAGES = ['/', '/documents', '/sources'];

  it('is asked for by the slider’s keys, and goes along', async () => {
    await page.goto(`${server.url}/documents`);
    const slider = page.getByTestId('as-of-slider');
    await slider.waitFor();
    await slider.focus();
    assert.equal(await slider.getAttribute('aria-valuetext'), 'all that is known');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL('**/documents?as_of=2024-02-14');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=document-row]').length === 2);
    assert.match(await slider.getAttribute('aria-valuetext'), /^14 February 2024: 2 of \d documents$/);
    const notice = await page.getByTestId('as-of-notice').textContent();
    assert.match(
      notice,
      /As known on 14 February 2024: 1 later document left out, \d documents? without a date left out/,
    );
    assert.deepEqual(await barriers(page), []);
    await page.getByRole('link', { name: 'Matters' }).click();
    await page.getByTestId('matter-row').first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get('as_of'), '2024-02-14');
    await page.getByTestId('matter-row').first().getByRole('link').first().click();
    await page.getByTestId('claim-row').first().waitFor();
    assert.equal(
      await page.getByText('twelve', { exact: false }).count(),
      0,
      'the later figure is not there yet',
    );
    await page.getByRole('button', { name: 'Show all that is known' }).click();
    await page.getByTestId('as-of-notice').waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).search, '');
    assert.deepEqual(found, []);
  });

  it('is asked for by its date', async () => {
    await page.goto(`${server.url}/?contested=1`);
    await page.getByLabel('What was known on').fill('2024-02-13');
    await page.getByTestId('as-of-notice').waitFor();
    assert.equal(new URL(page.url()).search, '?contested=1&as_of=2024-02-13');
    assert.equal(await page.getByTestId('as-of-said').textContent(), '13 February 2024');
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await page.getByTestId('as-of-notice').waitFor({ state: 'detached' });
    assert.deepEqual(found, []);
  });

  it('says so of a report that came later', async () => {
    const { documents } = await (await fetch(`${server.url}/api/documents`)).json();
    const later = documents.find(({ published }) => published === '2024-02-20');
    await page.goto(`${server.url}/documents/${later.id}?as_of=2024-02-14`);
    await page.getByText('was not known on 2024-02-14').waitFor();
    await page.getByRole('button', { name: 'Show all that is known' }).click();
    await page.getByTestId('document-text').waitFor();
  });

  for (const [width, colorScheme] of [
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    it(`fits and is accessible at ${width} px, ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of PAGES) {
        await page.goto(`${server.url}${path}?as_of=2024-02-14`);
        await page.getByTestId('as-of-slider').waitFor();
        await page.getByTestId('as-of-notice').waitFor();
        assert.deepEqual(await barriers(page), [], path);
        const spill = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(spill, 0, `${path} scrolls sideways`);
      }
      assert.deepEqual(found, []);
    });
  }

  it('stands in the file that is saved', async () => {
    const { matters } = await (await fetch(`${server.url}/api/matters?as_of=2024-02-14`)).json();
    await page.goto(`${server.url}/matters/${matters[0].id}?as_of=2024-02-14`);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share').click()]);
    const html = await readFile(await saved.path(), 'utf8');
    assert.match(html, /as known on 14 February 2024/);
    assert.ok(!html.includes('data-testid="as-of-slider"'));
  });
});
