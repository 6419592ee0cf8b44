// Review by keyboard over the demo, served by the real binary: a decision, what it changes, the log, two who differ.
//
// GAINSAY names the binary, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';

let server;
let page;
let found;
const { ask } = demoPage(
  (made) => {
    ({ server, page, found } = made);
  },
  { fresh: false },
);
const dialog = () => page.getByTestId('review-dialog');
const told = (words) => page.getByTestId('told').filter({ hasText: words }).waitFor();

/** Fills in why, and who where it is asked, and sends it with Enter. */
async function decide(reason, name) {
  if (name) await dialog().getByLabel('Your name').fill(name);
  const field = dialog().getByLabel(/^(Reason|Remark)$/u);
  await field.fill(reason);
  await field.press('Enter');
  await dialog().waitFor({ state: 'hidden' });
}

async function openQueue() {
  await page.goto(`${server.url}/review`);
  await page.getByTestId('queue-item').first().waitFor();
}

const current = () => page.locator('[data-testid=queue-item][aria-current=true]').getAttribute('data-claim');

// One story: each step builds on the one before.
describe('the review', () => {
  let accepted;
  let corrected;
  let read;

  it('puts first what is disputed, shows it in its sentences and leads to the reader', async () => {
    await openQueue();
    const { items } = await ask('/api/queue');
    assert.equal(items[0].why, 'contested');
    const shown = page.getByTestId('queue-current');
    assert.equal(await current(), items[0].claim.id);
    assert.ok((await shown.locator('blockquote').textContent()).includes(items[0].claim.words.slice(0, 20)));
    const href = await shown.getByTestId('read').getAttribute('href');
    assert.equal(
      href,
      `/documents/${items[0].claim.document.id}#claim=${encodeURIComponent(items[0].claim.id)}`,
    );
  });

  it('moves with j and k', async () => {
    const [first, second] = (await ask('/api/queue')).items.map(({ claim }) => claim.id);
    await page.keyboard.press('j');
    await page.locator(`[data-claim="${second}"][aria-current=true]`).waitFor();
    await page.keyboard.press('k');
    await page.locator(`[data-claim="${first}"][aria-current=true]`).waitFor();
  });

  it('accepts with a reason and asks the name once', async () => {
    accepted = await current();
    await page.keyboard.press('a');
    // Without a reason nothing is written.
    await dialog().getByRole('button', { name: 'Accept' }).click();
    await dialog().getByRole('alert').waitFor();
    await decide('the words say so', 'Ada Quill');
    await told('Entry 1: accepted');
    await page.locator(`[data-testid=queue-item][data-claim="${accepted}"]`).waitFor({ state: 'detached' });
    const left = await ask('/api/queue?reviewer=Ada%20Quill');
    assert.equal(left.decided, 1);
    assert.ok(await page.getByText('1 decided by you').isVisible());
  });

  it('corrects a figure, which stands beside what was read and in the matter', async () => {
    const { items } = await ask('/api/queue?reviewer=Ada%20Quill&limit=100');
    const at = items.findIndex(
      ({ facet, claim: { quantities } }) =>
        facet.facet === 'count' && quantities.length === 1 && quantities[0].low !== null,
    );
    const item = items[at];
    corrected = item.claim.id;
    read = item.claim.quantities[0];
    for (let step = 0; step < at; step += 1) await page.keyboard.press('j');
    await page.locator(`[data-claim="${corrected}"][aria-current=true]`).waitFor();
    await page.keyboard.press('c');
    await dialog().getByLabel('It says').fill('77');
    await decide('the table in the report says 77');
    await told('Entry 2: corrected the figure');
    const claim = await ask(`/api/claims/${corrected}`);
    assert.equal(claim.quantities[0].low, read.low, 'what was read is kept');
    assert.equal(claim.reviews[0].correction.low, 77);

    await page.goto(`${server.url}/documents/${claim.document.id}#claim=${encodeURIComponent(corrected)}`);
    const panel = page.getByTestId('reader-panel');
    await panel.getByTestId('decisions').getByText('corrected the figure: 77').waitFor();
    assert.ok((await panel.locator('.figures').first().textContent()).includes(String(read.low)));
    await panel.getByText('Matter:').getByRole('link').click();
    await page.getByTestId('corrected').first().getByText('77').waitFor();
    const row = page.locator(`[data-testid=claim-row][data-claim="${corrected}"]`);
    await row.getByTestId('claim-reviews').getByText('corrected the figure: 77').waitFor();
  });

  it('shows the log with its hashes and takes an entry back', async () => {
    await page.goto(`${server.url}/review/log`);
    const entry = page.locator('[data-entry="2"]');
    await entry.waitFor();
    const { entries } = await ask('/api/reviews');
    assert.deepEqual(
      entries.map(({ id }) => id),
      [2, 1],
    );
    assert.equal(await entry.locator('code').textContent(), entries[0].hash);
    assert.ok((await entry.textContent()).includes('the table in the report says 77'));
    await entry.getByRole('button', { name: 'Undo' }).click();
    await decide('it was another table');
    await page.locator('[data-entry="3"]').waitFor();
    await entry.getByText('Taken back by entry 3').waitFor();
    assert.deepEqual((await ask(`/api/claims/${corrected}`)).reviews, []);
  });

  it('undoes the last decision by key', async () => {
    await openQueue();
    const id = await current();
    await page.keyboard.press('x');
    await decide('it speaks of another day');
    await told('Entry 4: rejected');
    assert.equal((await ask(`/api/claims/${id}`)).rejected, 4);
    await page.keyboard.press('u');
    await decide('it does not');
    await told('Entry 5: took back entry 4');
    assert.equal((await ask(`/api/claims/${id}`)).rejected, undefined);
  });

  it('lists where two reviewers differ, in the log and on the claim', async () => {
    const claim = await ask(`/api/claims/${accepted}`);
    await page.goto(`${server.url}/documents/${claim.document.id}#claim=${encodeURIComponent(accepted)}`);
    await page.getByTestId('reader-panel').getByTestId('review').click();
    await dialog().getByLabel('Decision').selectOption('reject');
    await dialog().getByRole('button', { name: 'Another name' }).click();
    await decide('these words are a heading', 'Bo Lark');
    const decisions = page.getByTestId('reader-panel').getByTestId('decisions');
    await decisions.getByText('Another reviewer decided otherwise').first().waitFor();
    await page.goto(`${server.url}/review/log`);
    await page.getByTestId('disagree').check();
    await page.locator('[data-entry="5"]').waitFor({ state: 'detached' });
    const shown = await page
      .getByTestId('log-entry')
      .evaluateAll((all) => all.map((one) => one.dataset.entry));
    assert.deepEqual(shown, ['6', '1']);
    assert.equal(new URL(page.url()).search, '?disagree=true');
  });

  it('asks for another matter to merge with, and shows the one matter after', async () => {
    const { matters, total } = await ask('/api/matters');
    await page.goto(`${server.url}/matters/${matters[0].id}`);
    await page.getByRole('button', { name: 'Review the matter' }).click();
    await dialog().getByRole('radio').first().check();
    await decide('one and the same');
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    assert.equal((await ask('/api/matters')).total, total - 1);
    const { matters: left } = await ask('/api/matters');
    assert.ok(left.some(({ id }) => decodeURIComponent(page.url()).endsWith(id)));
  });

  it('closes the dialog with Escape and writes nothing', async () => {
    const { total } = await ask('/api/reviews');
    await openQueue();
    await page.keyboard.press('n');
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    assert.equal((await ask('/api/reviews')).total, total);
  });

  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ]) {
    it(`is accessible and fits at ${width} px, ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of ['/review', '/review/log']) {
        await page.goto(server.url + path);
        await page.waitForSelector('[data-testid=queue-item], [data-testid=log-entry]');
        assert.deepEqual(await barriers(page), [], path);
        const spill = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(spill, 0, `${path} scrolls sideways`);
      }
      await openQueue();
      await page.keyboard.press('c');
      await dialog().waitFor();
      assert.deepEqual(await barriers(page), [], 'the dialog');
    });
  }

  it('complains of nothing and asks no other host', () => {
    assert.deepEqual(found, []);
  });
});
