// Who quotes whom, over the demo ledger: table, network, matrix, a source and an outlet.
//
// GAINSAY names the binary, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers } from './browser.mjs';
import { demoPage } from './demo-page.mjs';

let page;
let found;
const { ask, open } = demoPage((made) => {
  ({ page, found } = made);
});
const address = () => new URL(page.url()).pathname + new URL(page.url()).search;

describe('the table of sources', () => {
  it('searches, sorts and keeps both in the address', async () => {
    await open('/sources');
    const { total, sources } = await ask('/api/sources');
    await page.getByTestId('source-row').first().waitFor();
    assert.equal(await page.getByTestId('source-row').count(), total);
    await page.getByRole('button', { name: 'Contested' }).click();
    await page.waitForURL('**/sources?sort=contested');
    const most = [...sources].sort((a, b) => b.contested - a.contested)[0];
    const first = page.getByTestId('source-row').first();
    await first.getByRole('link', { name: most.name, exact: true }).waitFor();
    await page.getByRole('searchbox').fill('river guard');
    await page.waitForURL('**/sources?sort=contested&q=river+guard');
    await first.getByRole('link', { name: 'River Guard', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('nobody of that name');
    await page.getByText('No source fits').waitFor();
    await page.getByRole('button', { name: 'Show all sources' }).click();
    await page.getByTestId('source-row').nth(5).waitFor();
    assert.deepEqual(found, []);
  });

  it('keeps the day from view to view', async () => {
    await open('/sources?as_of=2024-03-21');
    const then = await ask('/api/sources?as_of=2024-03-21');
    await page.getByTestId('source-row').first().waitFor();
    assert.equal(await page.getByTestId('source-row').count(), then.total);
    await page.getByRole('link', { name: 'Network' }).click();
    await page.getByTestId('network-node').first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get('as_of'), '2024-03-21');
    const { nodes } = await ask('/api/network?as_of=2024-03-21');
    assert.equal(await page.getByTestId('network-node').count(), nodes.length);
    assert.deepEqual(found, []);
  });
});

describe('the network', () => {
  it('shows a name’s links alone, as lines and as a list', async () => {
    await open('/sources?view=network');
    const { nodes, edges } = await ask('/api/network');
    const at = nodes.findIndex(({ name }) => name === 'River Guard');
    const by = edges.filter(({ to }) => to === at);
    await page.getByTestId('network-find').fill('river guard');
    await page.getByTestId('network-find').press('Enter');
    const node = page.locator(`[data-node="${at}"]`);
    await page.waitForFunction((index) => document.activeElement?.dataset.node === String(index), at);
    assert.equal(await node.getAttribute('aria-pressed'), 'true');
    const list = page.getByTestId('network-neighbours');
    await list.getByRole('heading', { name: 'River Guard' }).waitFor();
    for (const { from } of by) await list.getByRole('button', { name: nodes[from].name }).waitFor();
    assert.equal(await page.locator('[data-testid=network] .own path').count(), by.length);
    await list.getByRole('link', { name: 'All of this source' }).click();
    await page.getByRole('heading', { level: 1, name: 'River Guard' }).waitFor();
    assert.deepEqual(found, []);
  });

  it('is gone through by keys', async () => {
    await open('/sources?view=network');
    await page.getByTestId('network-node').first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.dataset.node);
    await page.locator('[data-testid=network-node][tabindex="0"]').focus();
    const start = await focused();
    const moved = (from) =>
      page.waitForFunction((before) => {
        const now = document.activeElement?.dataset.node;
        return now !== undefined && now !== before;
      }, from);
    for (const key of ['End', 'Home', 'ArrowDown', 'ArrowRight', 'ArrowLeft']) {
      const before = await focused();
      await page.keyboard.press(key);
      // The first name may stand at an edge of its column or of the picture already.
      if (key !== 'Home' && key !== 'ArrowLeft' && key !== 'ArrowRight') await moved(before);
    }
    assert.ok(start !== undefined && (await focused()) !== undefined);
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=network-node][aria-pressed=true]').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('[data-node][aria-pressed=true]'));
    assert.equal(await page.locator('[data-testid=network-node][tabindex="0"]').count(), 1);
    assert.deepEqual(found, []);
  });

  it('shows as many names as are asked for, and says what it leaves out', async () => {
    await open('/sources?view=network');
    await page.getByTestId('network-node').first().waitFor();
    const slider = page.getByTestId('network-nodes');
    await slider.focus();
    await page.keyboard.press('Home');
    await page.waitForURL('**/sources?view=network&nodes=20');
    await page.waitForFunction(() => document.querySelectorAll('[data-node]').length <= 20);
    const { left_out } = await ask('/api/network?limit=20');
    await page.getByTestId('left-out').getByText(`${left_out.sources} sources`).waitFor();
    assert.deepEqual(found, []);
  });

  it('lays no name over another', async () => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await open('/sources?view=network&nodes=200');
      await page.getByTestId('network-node').first().waitFor();
      const over = await page.getByTestId('network-node').evaluateAll((nodes) => {
        const boxes = nodes.map((node) => node.getBoundingClientRect());
        return boxes.flatMap((one, index) =>
          boxes
            .slice(index + 1)
            .filter(
              (other) =>
                one.left < other.right - 0.5 &&
                other.left < one.right - 0.5 &&
                one.top < other.bottom - 0.5 &&
                other.top < one.bottom - 0.5,
            ),
        ).length;
      });
      assert.equal(over, 0, `${width} px`);
    }
  });
});

describe('the matrix', () => {
  it('tells each square to pointer and keys', async () => {
    await open('/sources?view=matrix');
    const { outlets, sources, cells } = await ask('/api/matrix');
    await page.getByTestId('matrix-cell').first().waitFor();
    assert.equal(await page.getByTestId('matrix-cell').count(), cells.length);
    const told = page.getByTestId('matrix-told');
    const { from, to, attributions } = cells.find((cell) => cell.attributions > 1);
    await page.locator(`[data-cell="${from} ${to}"]`).hover();
    await told.getByText(`${attributions} times`).waitFor();
    await page.locator('[data-cell="0 0"]').focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'End', 'Home', 'ArrowUp']) await page.keyboard.press(key);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.dataset.cell === '0 1');
    await told.getByText(outlets[0].name).waitFor();
    await told.getByText(sources[1].name).waitFor();
    await page.getByLabel('Order').selectOption('similarity');
    await page.waitForURL('**/sources?view=matrix&order=similarity');
    assert.equal(await page.getByTestId('matrix-cell').count(), cells.length);
    assert.deepEqual(found, []);
  });
});

describe('the page of a source', () => {
  it('leads to outlets, matters, exact words and what contradicts them', async () => {
    await open('/sources/River%20Guard?contested=1');
    const { total, claims } = await ask('/api/sources/River%20Guard?contested=true');
    assert.ok(total > 0 && claims.some(({ contradictions }) => contradictions > 0));
    await page.getByTestId('held-claim').first().waitFor();
    assert.equal(await page.getByTestId('held-claim').count(), total);
    const { claim } = claims[0];
    await page.locator(`[data-claim="${claim.id}"] a`).first().click();
    await page.locator(`mark.claim-target[data-claim="${claim.id}"]`).first().waitFor();
    await page.goBack();
    await page.getByTestId('held-claim').first().waitFor();
    await page.getByLabel('Contested claims only').uncheck();
    await page.waitForURL('**/sources/River%20Guard');
    await page.getByRole('link', { name: 'Meridian Standard' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Meridian Standard' }).waitFor();
    await page.getByTestId('outlet-document').first().waitFor();
    assert.equal(address(), '/outlets/Meridian%20Standard');
    assert.deepEqual(found, []);
  });

  it('says where there is none', async () => {
    await open('/sources/No%20Such%20Office');
    await page.getByText('Nothing here').waitFor();
    await open('/outlets/No%20Such%20Gazette');
    await page.getByText('Nothing here').waitFor();
  });
});

for (const [width, colorScheme] of [
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
]) {
  it(`who quotes whom is accessible and fits at ${width} px, ${colorScheme}`, async () => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [path, selector] of [
      ['/sources', '[data-testid=source-row]'],
      ['/sources?view=network', '[data-testid=network-node]'],
      ['/sources?view=matrix', '[data-testid=matrix-cell]'],
      ['/sources/River%20Guard', '[data-testid=held-claim]'],
      ['/outlets/Meridian%20Standard', '[data-testid=outlet-document]'],
    ]) {
      await open(path);
      await page.waitForSelector(selector);
      assert.deepEqual(await barriers(page), [], path);
      const spill = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(spill, 0, `${path} scrolls sideways`);
    }
    await open('/sources?view=network');
    await page.getByTestId('network-node').first().click();
    await page.getByTestId('network-neighbours').getByRole('heading').first().waitFor();
    assert.deepEqual(await barriers(page), [], 'a name is chosen');
    assert.deepEqual(found, []);
  });
}
