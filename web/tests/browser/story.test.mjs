// The ten minutes of a desk researcher: drop ten reports, see what is disputed, follow a dot to the sentence, go back to
// an earlier day, decide and take back, hand the matter on with what was decided.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FERRY } from '../fixtures/ferry.mjs';
import { barriers, complaints, launch } from './browser.mjs';
import { drop, told } from './dropping.mjs';
import { binary, serveLedger } from './server.mjs';

const plain = (text) => text.replace(/\s+/gu, ' ').trim();

describe('ten reports', () => {
  let folder;
  let server;
  let browser;
  let page;
  let found;
  /** The matter that the reports dispute, by its identifier. */
  let matter;

  const ask = async (path) => (await fetch(server.url + path)).json();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gainsay-story-'));
    server = await serveLedger(binary, join(folder, 'alba.db'));
    browser = await launch();
    page = await browser.context.newPage();
    found = complaints(page, server.url);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are dropped on an empty ledger', async () => {
    await page.goto(server.url);
    await page.getByText('The ledger is empty').waitFor();
    await drop(page, FERRY);
    assert.deepEqual(await told(page), Object.fromEntries(FERRY.map(({ name }) => [name, 'added'])));
  });

  it('show at once which figures are disputed', async () => {
    await page.getByTestId('see-disputed').click();
    const row = page.getByTestId('matter-row').first();
    await row.waitFor();
    assert.equal(await row.getAttribute('data-contested'), 'true');
    await row.locator('.chip', { hasText: 'Contested' }).first().waitFor();
    const holders = await row.getByTestId('chart-mark').allTextContents();
    for (const name of ['Harbour Office', 'Ferry Union'])
      assert.ok(
        holders.some((holder) => holder.includes(name)),
        `${name} among ${holders}`,
      );
    matter = await row.getAttribute('data-matter');
    await page.getByRole('button', { name: 'Close' }).click();
    await row.getByRole('link').first().click();
    await page.getByTestId('interval-chart').first().waitFor();
    assert.deepEqual(await barriers(page), []);
  });

  it('lead from a dot to the sentence', async () => {
    const dot = page.getByTestId('interval-chart').first().getByTestId('chart-mark').first();
    await dot.waitFor();
    const claim = await ask(`/api/claims/${await dot.getAttribute('data-claim')}`);
    await dot.click();
    const marks = page.locator(`mark.claim-target[data-claim="${claim.id}"]`);
    await marks.first().waitFor();
    assert.equal(
      plain((await marks.allTextContents()).join(' ')).replaceAll(' ', ''),
      plain(claim.words.replaceAll(' … ', ' ')).replaceAll(' ', ''),
    );
    await page.goBack();
    await page.getByTestId('interval-chart').first().waitFor();
  });

  it('tell what was known on an earlier day', async () => {
    const figures = () =>
      page.getByTestId('interval-chart').first().getByTestId('chart-mark').allTextContents();
    const now = await figures();
    assert.ok(
      now.some((lane) => lane.includes('11')),
      `the union’s last figure among ${now}`,
    );
    const slider = page.getByTestId('as-of-slider');
    await slider.focus();
    // Five days of publication: now, 16, 15, 14, 13.
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
    await page.waitForURL('**/*as_of=2024-02-13');
    const notice = page.getByTestId('as-of-notice');
    await notice.getByText('As known on 13 February 2024: 6 later documents left out').waitFor();
    await page.waitForFunction(
      () =>
        ![...document.querySelectorAll('[data-testid=interval-chart] [data-testid=chart-mark]')].some(
          (lane) => lane.textContent.includes('11'),
        ),
    );
    const then = await figures();
    assert.ok(
      then.some((lane) => lane.includes('9')) && then.some((lane) => lane.includes('4')),
      String(then),
    );
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('are corrected by a person, with a reason and a name, and put back', async () => {
    const figures = async () =>
      (await page.getByTestId('interval-chart').first().getByTestId('chart-mark').allTextContents()).map(
        plain,
      );
    const reason = () => page.locator('.reason').first().textContent();
    const dialog = page.getByTestId('review-dialog');
    const { claims } = await ask(`/api/matters/${matter}`);
    const union = claims.find(({ words, quantities }) => words.includes('eleven') && quantities.length === 1);
    const row = page.locator(`[data-testid=claim-row][data-claim="${union.id}"]`);
    await row.waitFor();
    const [before, why] = [await figures(), plain(await reason())];
    assert.ok(!before.some((lane) => lane.includes('23')));

    await row.getByTestId('review').click();
    await dialog.getByLabel('Decision').selectOption('correct');
    await dialog.getByLabel('It says').fill('23');
    await dialog.getByLabel('Reason').fill('the union’s own list has 23 names');
    await dialog.getByLabel('Your name').fill('Ada Quill');
    await dialog.getByRole('button', { name: 'Correct' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByTestId('corrected').first().getByText('23').waitFor();
    assert.ok(
      (await figures()).some((lane) => lane.includes('23')),
      'the chart follows',
    );
    assert.notEqual(plain(await reason()), why);
    assert.ok((await reason()).includes('Ferry Union: 23'), 'and so does why it is contested');
    const shown = plain(await row.textContent());
    for (const words of ['11', 'Corrected figure: 23', 'Ada Quill']) assert.ok(shown.includes(words), words);
    assert.deepEqual(await barriers(page), []);

    await page.goto(`${server.url}/review/log`);
    const entry = page.locator('[data-testid=log-entry][data-entry="1"]');
    await entry.getByText('corrected the figure: 23').waitFor();
    assert.ok((await entry.textContent()).includes('the union’s own list has 23 names'));

    await page.goto(`${server.url}/matters/${matter}`);
    await row.waitFor();
    await page.getByTestId('decisions').first().getByRole('button', { name: 'Undo entry 1' }).click();
    await dialog.getByLabel('Reason').fill('that list was of the crew');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByTestId('corrected').first().waitFor({ state: 'detached' });
    assert.deepEqual(await figures(), before);
    assert.equal(plain(await reason()), why);

    await row.getByTestId('review').click();
    await dialog.getByLabel('Decision').selectOption('confirm');
    await dialog.getByLabel('Reason').fill('the union said so on the record');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByTestId('decisions').first().getByText('confirmed').waitFor();
    assert.equal((await ask('/api/reviews')).total, 3);
  });

  it('are handed on as one file that needs nothing else', async () => {
    await page.goto(`${server.url}/matters/${matter}`);
    await page.getByTestId('claim-row').first().waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share').click()]);
    const path = join(folder, 'alba.html');
    await saved.saveAs(path);
    assert.deepEqual(found, []);
    const alone = await browser.context.newPage();
    const asked = [];
    alone.on('request', (request) => asked.push(request.url()));
    await alone.goto(pathToFileURL(path).href);
    assert.deepEqual(asked, [pathToFileURL(path).href]);
    const told = plain(await alone.locator('body').textContent());
    const { claims, documents } = await ask(`/api/matters/${matter}`);
    assert.ok(claims.length >= 8 && documents.length >= 8, 'the reports speak to one matter');
    for (const { words } of claims) assert.ok(told.includes(plain(words)), words);
    for (const { id } of documents) assert.ok(told.includes(id), 'each document’s hash stands in it');
    const { state } = await ask('/api/state');
    assert.ok(told.includes(state));
    for (const words of ['What people decided', 'confirmed', 'Ada Quill', 'the union said so on the record'])
      assert.ok(told.includes(words), words);
    assert.ok(!told.includes('corrected the figure'), 'what was taken back is no decision');
    assert.ok((await alone.locator('svg').count()) > 0);
  });
});
